"""Precedence and arithmetic of formulas beside the expression parser of the DHIS2 server (for Java).

usage: formula_dhis2.py DRIVER LIBRARIES COUNT SEED

Random expressions in what both languages have: + - * / % ^ with whole exponents, parentheses, minus signs,
comparisons, and, or, not with parentheses. Then the known differences, which docs/formulas.md lists: each must still
be one.
"""
import pathlib
import random
import subprocess
import sys
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
# expression, what DHIS2 answers, what the library answers
DIFFERENCES = [
    ("2^0.5", "1.0", "value approximate 141421356237/100000000000"),
    ("2^1.9", "2.0", "value approximate 74642639323/20000000000"),
    ("2^40", "1.099512E12", "value exact 1099511627776/1"),
    ("1 / 0", "NaN", "undefined/division_by_zero"),
    ("0 / 0", "NaN", "undefined/division_by_zero"),
    ("5 % 0", "NaN", "undefined/division_by_zero"),
    ("not 1 > 2", "false", "value true"),
    ("1 < 2 < 3", "false", "error syntax 6 1:7 comparisons do not chain; write 'a < b and b < c'"),
    ("3 > 2 == 2 > 1", "true", "error syntax 6 1:7 comparisons do not chain; write 'a < b and b < c'"),
    ("1 = 1", "error", "value true"),
    ("!(1 < 2)", "false", "error syntax 0 1:1 '!' is written 'not'"),
    ("1 < 2 && 2 < 3", "true", "error syntax 6 1:7 '&&' is written 'and'"),
    ("1 < 2 || 2 < 3", "true", "error syntax 6 1:7 '||' is written 'or'"),
    ("1 <> 2", "error", "error syntax 2 1:3 '<>' is written '!='"),
    ("+1", "1.0", "error syntax 0 1:1 found '+', expected a number, a text, a name, a function or '('"),
    ("1e3", "1000.0", "error syntax 1 1:2 a letter in a number; numbers are written plainly, as 0.001"),
]


class Maker:
    def __init__(self, chance):
        self.chance = chance

    def whole(self, depth):
        """Whole numbers that a double holds exactly, so that comparisons are beyond doubt."""
        if depth == 0:
            return "-" * self.chance.choice([0, 0, 0, 1]) + str(self.chance.randint(0, 20))
        parts = [self.whole(0)]
        for _ in range(self.chance.randint(1, 3)):
            sign = self.chance.choice("+-*%+-*")
            part = str(self.chance.randint(1, 9)) if sign == "%" else self.whole(self.chance.choice([0, 0, depth - 1]))
            parts.append(f" {sign} {part if part.lstrip('-').isdigit() else '(' + part + ')'}")
        return "".join(parts)

    def number(self, depth):
        if depth == 0:
            return self.chance.choice([str(self.chance.randint(0, 99)), f"{self.chance.randint(0, 99)}.{self.chance.randint(0, 99)}"])
        parts = []
        for i in range(self.chance.randint(2, 4)):
            part = self.number(self.chance.choice([0, 0, depth - 1]))
            part = part if part.replace(".", "").isdigit() else f"({part})"
            if self.chance.random() < 0.2:
                # At most seven digits, which is what powers have there.
                part = f"{self.chance.randint(0, 9)}{self.chance.choice(['', '.5', '.1'])}^{self.chance.randint(0, 3)}"
            parts.append("-" * self.chance.choice([0, 0, 0, 1, 2]) + part)
            if i:
                parts[-1] = f" {self.chance.choice('+-*/')} {parts[-1]}"
        return "".join(parts)

    def condition(self, depth):
        parts = []
        for i in range(self.chance.randint(1, 4)):
            part = f"{self.whole(1)} {self.chance.choice(['<', '<=', '>', '>=', '==', '!='])} {self.whole(1)}"
            if depth and self.chance.random() < 0.3:
                part = self.condition(depth - 1)
            if self.chance.random() < 0.3:
                part = f"{self.chance.choice(['not ', ''])}({part})"
            elif " and " in part or " or " in part:
                part = f"({part})"
            parts.append((f" {self.chance.choice(['and', 'or'])} " if i else "") + part)
        return "".join(parts)


def ask(command, lines):
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = done.stdout.splitlines()
    assert len(answers) == len(lines), done.stderr
    return answers


def agree(ours, theirs):
    if theirs in ("true", "false"):
        return ours == f"value {theirs}"
    if theirs in ("NaN", "Infinity", "-Infinity"):
        return ours.startswith("undefined/")
    if theirs == "error" or not ours.startswith("value "):
        return False
    exact, double = Fraction(ours.split(" ")[2]), Fraction(float(theirs))
    return abs(exact - double) <= max(abs(exact), 1) * Fraction(1, 10 ** 9)


def main():
    driver, libraries, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    java = ["java", "-cp", f"{libraries}/*", str(HERE / "dhis2/FormulaOracle.java")]
    maker = Maker(random.Random(seed))
    lines = []
    while len(lines) < count:
        line = maker.chance.choice([lambda: maker.whole(3), lambda: maker.number(2), lambda: maker.condition(2)])()
        lines.append(line)
    wrong = 0
    for line, ours, theirs in zip(lines, ask([driver], lines), ask(java, lines)):
        if not agree(ours, theirs):
            wrong += 1
            if wrong <= 10:
                print(f"{line}\n    library: {ours}\n    DHIS2:   {theirs}")
    texts = [line for line, _, _ in DIFFERENCES]
    for (line, they, we), ours, theirs in zip(DIFFERENCES, ask([driver], texts), ask(java, texts)):
        if (ours, theirs) != (we, they):
            wrong += 1
            print(f"{line}: is no longer the difference that is documented\n    library: {ours}\n    DHIS2:   {theirs}")
    print(f"oracle: {len(lines)} expressions beside the parser of DHIS2 1.0.39, {wrong} differences but the "
          f"{len(DIFFERENCES)} documented ones")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
