"""Random formulas over random operands: the library beside formula.py.

usage: formula_differential.py DRIVER COUNT SEED

Every tenth formula is also written canonically and read again by formula.py: it must be the same tree. Then every
function that is approximate is compared alone with a computation of 50 digits: the documented bound is one unit of
the 12th significant digit. The last line says what was compared.
"""
import random
import subprocess
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

import formula

BATCH = 20000
STATES = formula.ORDER
CLASSES = ["A", "B", "loại II"]


class Maker:
    """Formulas of a type, as text, and the operands that they name."""

    def __init__(self, chance):
        self.chance = chance
        self.operands = {}
        self.names = {"n": [], "b": [], "c": []}

    def pick(self, *things):
        return self.chance.choice(things)

    def literal(self):
        kind = self.chance.random()
        if kind < 0.5:
            return str(self.chance.randint(0, 12))
        if kind < 0.9:
            return f"{self.chance.randint(0, 999)}.{self.chance.randint(0, 999):0{self.chance.randint(1, 3)}d}"
        return str(self.chance.randint(0, 10 ** self.chance.randint(3, 15)))

    def operand(self, kind):
        if self.names[kind] and self.chance.random() < 0.5:
            return self.chance.choice(self.names[kind])
        name = f"{kind}{len(self.names[kind])}"
        self.names[kind].append(name)
        if self.chance.random() < 0.25:
            state = self.chance.choice(STATES)
            reason = self.pick("none", "division_by_zero", "overflow") if state == "undefined" else "none"
            self.operands[name] = (f"{state}/{reason}", ("state", state, reason))
        elif kind == "c":
            category = self.chance.choice(CLASSES)
            self.operands[name] = (f'"{category}"', ("class", category))
        else:
            text = self.literal()
            text = "-" + text if self.chance.random() < 0.3 else text
            self.operands[name] = (text, ("number", Fraction(text), formula.EXACT))
        return name

    def space(self):
        return self.pick("", "", " ", "  ")

    def chain(self, depth):
        """A flat chain of numbers: what binds how is for the readers to find out."""
        parts = [self.sign(self.number(depth - 1))]
        for _ in range(self.chance.randint(1, 4)):
            parts.append(self.space() + self.pick("+", "-", "*", "/", "%", "+", "-", "*", "/", "^") + self.space())
            parts.append(self.sign(self.number(depth - 1)))
        return "".join(parts)

    def sign(self, text):
        return "-" * self.pick(0, 0, 0, 0, 1, 2) + text

    def number(self, depth):
        if depth <= 0 or self.chance.random() < 0.25:
            return self.literal() if self.chance.random() < 0.4 else self.operand("n")
        kind = self.chance.random()
        if kind < 0.35:
            return f"({self.chain(depth)})"
        if kind < 0.55:
            return f"{self.pick('abs', 'floor', 'ceil', 'round', 'sqrt', 'ln', 'log10', 'exp')}({self.value(depth)})"
        if kind < 0.62:
            return f"round({self.value(depth)}, {self.chance.randint(-3, 6)})"
        if kind < 0.85:
            function = self.pick("min", "max", "sum", "mean", "median", "count", "coalesce")
            most = 2 if function == "coalesce" else 1
            return f"{function}({', '.join(self.value(depth) for _ in range(self.chance.randint(most, 5)))})"
        if kind < 0.9:
            return f"count({self.condition(depth - 1)}, {self.klass(depth - 1)})"
        return f"if({self.condition(depth - 1)},{self.space()}{self.value(depth)}, {self.value(depth)})"

    def value(self, depth):
        return self.chain(depth - 1) if depth > 1 and self.chance.random() < 0.4 else self.sign(self.number(depth - 1))

    def klass(self, depth):
        kind = self.chance.random()
        if depth <= 0 or kind < 0.3:
            return f'"{self.chance.choice(CLASSES)}"' if self.chance.random() < 0.4 else self.operand("c")
        if kind < 0.5:
            return f"state({self.value(depth)})"
        if kind < 0.75:
            return f"if({self.condition(depth - 1)}, {self.klass(depth - 1)}, {self.klass(depth - 1)})"
        return f"coalesce({self.klass(depth - 1)}, {self.klass(depth - 1)})"

    def comparison(self, depth):
        kind = self.chance.random()
        if kind < 0.15:
            return f"{self.klass(depth - 1)} {self.pick('=', '!=', '==')} {self.klass(depth - 1)}"
        if kind < 0.25:
            return f"is_missing({self.value(depth)})"
        return f"{self.value(depth)}{self.space()}{self.pick('<', '<=', '>', '>=', '=', '==', '!=')}{self.space()}{self.value(depth)}"

    def condition(self, depth):
        if depth <= 0 or self.chance.random() < 0.5:
            return self.comparison(max(depth, 1))
        parts = [self.pick("", "", "not ", "not not ") + self.comparison(depth - 1)]
        for _ in range(self.chance.randint(0, 3)):
            inner = self.comparison(depth - 1) if self.chance.random() < 0.7 else f"({self.condition(depth - 1)})"
            parts.append(f" {self.pick('and', 'or')} {self.pick('', '', 'not ')}{inner}")
        return "".join(parts)

    def any(self, depth):
        kind = self.chance.random()
        return self.value(depth) if kind < 0.7 else self.condition(depth) if kind < 0.9 else self.klass(depth)


def answers(driver, lines):
    done = subprocess.run([driver], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    said = done.stdout.splitlines()
    assert len(said) == len(lines), (len(said), len(lines))
    return said


def compare(driver, count, seed):
    chance, done, unsure, differences, texts = random.Random(seed), 0, 0, 0, 0
    kinds = {}
    while done < count:
        lines, expected, trees = [], [], []
        while len(lines) < min(BATCH, count - done) + len(trees):
            maker = Maker(chance)
            text = maker.any(chance.randint(1, 5))
            tree = formula.read(text)
            try:
                value = formula.evaluate(tree, {name: it[1] for name, it in maker.operands.items()})
            except formula.Unsure:
                unsure += 1
                continue
            lines.append("\t".join([text] + [f"{name}={it[0]}" for name, it in maker.operands.items()]))
            expected.append(formula.say(value))
            kind = expected[-1].rsplit(" ", 1)[0] if expected[-1].startswith("value exact") \
                or expected[-1].startswith("value quotient") or expected[-1].startswith("value approximate") \
                else "value class" if '"' in expected[-1] else expected[-1]
            kinds[kind] = kinds.get(kind, 0) + 1
            if len(expected) % 10 == 0:
                trees.append((text, tree))
                lines.append("? " + text)
                expected.append(None)
        said = answers(driver, lines)
        canonical = iter(trees)
        for line, want, got in zip(lines, expected, said):
            if want is None:
                text, tree = next(canonical)
                texts += 1
                same = got.startswith("text ") and formula.read(got[5:]) == tree
            else:
                same = want == got
            if not same:
                differences += 1
                if differences <= 10:
                    print(f"{line!r}\n    library:   {got}\n    reference: {want}")
        done += len(lines) - len(trees)
    for kind in sorted(kinds):
        print(f"  {kinds[kind]:8} {kind}")
    print(f"  {unsure:8} left out: whether they fit into 128 bits depends on the way")
    return done, texts, differences


def bound(driver, count, seed):
    """The greatest distance from the true result, in units of the 12th significant digit."""
    getcontext().prec = 60
    chance, lines, truth = random.Random(seed), [], []
    for _ in range(count):
        x = Decimal(chance.randint(1, 10 ** 12)) / 10 ** chance.randint(0, 12)
        name = chance.choice(["sqrt", "ln", "log10", "exp", "^"])
        if name == "exp":
            x = (x % 120 - 60).quantize(Decimal("0.000001"))
            lines.append(f"exp({x})")
            truth.append(x.exp())
        elif name == "^":
            y = Decimal(chance.randint(-3000, 3000)) / 1000 + Decimal("0.0005")
            x = x % 1000 + Decimal("0.5")
            lines.append(f"{x}^{y}")
            truth.append((x.ln() * y).exp())
        else:
            lines.append(f"{name}({x})")
            truth.append({"sqrt": x.sqrt, "ln": x.ln, "log10": x.log10}[name]())
    worst = Decimal(0)
    for line, true, got in zip(lines, truth, answers(driver, lines)):
        above, below = got.split(" ")[2].split("/")
        distance = abs(Decimal(above) / Decimal(below) - true)
        unit = Decimal(1).scaleb(max(true.adjusted() - 11, -38)) if true else Decimal("1e-12")
        if distance / unit > 1:
            print(f"{line}: {got}, true {true}")
        worst = max(worst, distance / unit)
    return worst


def main():
    driver, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    done, texts, differences = compare(driver, count, seed)
    worst = bound(driver, max(count // 20, 1000), seed)
    print(f"reference: {done} random formulas beside Python's fractions, {differences} differences; {texts} canonical texts; "
          f"approximate functions within {worst:.3f} units of the 12th digit (1 allowed)")
    return 1 if differences or worst > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
