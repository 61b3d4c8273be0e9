"""docs/formulas.md says what the library does: the functions, and every example with what it comes to.

usage: formulas_page.py PRG DRIVER PAGE [--write]

With --write the table of functions is put into the page.
"""
import json
import pathlib
import re
import subprocess
import sys
from fractions import Fraction

COLUMNS = ("function", "result", "unit", "states", "scope", "meaning", "term", "example")


def functions(prg):
    done = subprocess.run([prg, "formula", "functions", "--json"], capture_output=True, text=True, check=True)
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for row in json.loads(done.stdout):
        cells = [f"`{row[name]}`" if name in ("function", "example") else row[name] for name in COLUMNS]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def answers(driver, formulas):
    done = subprocess.run([driver], input="\n".join(formulas) + "\n", capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def same(said, expected):
    if said.startswith("value exact ") or said.startswith("value quotient ") or said.startswith("value approximate "):
        return Fraction(said.split(" ")[2]) == Fraction(expected) if re.match(r"-?\d", expected) else False
    if said.startswith("error "):
        return expected == f"refused at {said.split(' ')[3]}"
    return said in (f"value {expected}", f"{expected}/{said.partition('/')[2]}")


def main():
    prg, driver, path = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    page, wrong = path.read_text(encoding="utf-8"), 0
    table = re.compile(r"(<!-- functions -->\n).*?(<!-- /functions -->)", re.S)
    written = table.sub(lambda match: match[1] + functions(prg) + match[2], page)
    if "--write" in sys.argv:
        path.write_text(written, encoding="utf-8")
    elif written != page:
        wrong += 1
        print(f"the table of functions is not the library's; write it with: {' '.join(sys.argv)} --write")
    examples = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", page, re.M)
    for (formula, expected), said in zip(examples, answers(driver, [formula for formula, _ in examples])):
        if not same(said, expected.strip()):
            wrong += 1
            print(f"{formula}: {said}; the page says {expected}")
    refused = re.findall(r"^\| `([^`]+)` \| (\d+:\d+) \| (.+) \|$", page, re.M)
    for (formula, place, message), said in zip(refused, answers(driver, [formula for formula, _, _ in refused])):
        if said.split(" ", 4)[3:] != [place, message]:
            wrong += 1
            print(f"{formula}: {said}; the page says {place} {message}")
    print(f"{len(examples)} examples, {len(refused)} refusals: {wrong} wrong")
    return 1 if wrong or not examples or not refused else 0


if __name__ == "__main__":
    sys.exit(main())
