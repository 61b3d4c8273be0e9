"""Checks what tables write against Python's fractions, json and csv.

usage: table_oracle.py DRIVER [SEED]

DRIVER is table_oracle.c, built. Tables of random cells are put to it; every cell of the JSON and of both CSV files
that come back is read by Python's own readers and predicted from the numbers that went in.
"""

import csv
import io
import itertools
import json
import math
import random
import subprocess
import sys
from fractions import Fraction

TABLES = 250
MOST = 2**127 - 1

AXES = {
    "indicators": ["cases", "rate"],
    "breakdowns": ["total", "sex=female"],
    "areas": ["A", "B-1.2", "03"],
    "periods": ["2018", "2019"],
    "measures": ["value", "rank"],
}
STATES = ["value", "missing", "not_applicable", "not_expected", "suppressed", "undefined"]
REASONS = ["none", "policy", "boundaries", "calendar", "no_period", "division_by_zero", "not_positive", "percentage",
           "kind", "distinct", "published", "class", "not_aggregated", "span", "breakdown", "overflow", "weight",
           "validity"]
EXACTNESS = ["exact", "quotient", "approximate"]
QUALITIES = ["", "estimate", "preliminary", "final"]
MARKS = ["imputed", "carried", "break", "nil", "adjustment", "confidential", "unreliable", "operand_coverage_differs",
         "calendar_break", "fallback", "suppressed_input", "unexpected"]
COLUMNS = ["indicator", "breakdown", "area", "period", "measure", "value", "state", "reason", "quality", "marks",
           "reported", "expected", "other_reported", "other_expected", "lower", "upper", "exactness", "numerator",
           "denominator"]


# ---- questions ----

def random_cell(chance):
    bits = chance.choice([3, 10, 31, 64, 100, 120])
    exactness = chance.randrange(3)
    return {
        "state": chance.choice([0, 0, 0, 1, 2, 3, 4, 5]),
        "reason": chance.randrange(len(REASONS)),
        "exactness": exactness,
        "numerator": chance.randint(-2**bits, 2**bits),
        "denominator": 1 if exactness != 1 else chance.choice([1, 3, 7, 16, 100, chance.randint(1, 2**bits), MOST]),
        "scale": chance.choice([0, 0, 1, 2, 9, 18, 38]),
        "decimals": chance.choice([0, 1, 2]),
        "quality": chance.randrange(4),
        "marks": chance.choice([0, 0, chance.randrange(4096)]),
        "reported": chance.randrange(100),
        "expected": chance.randrange(100),
        "other_reported": chance.randrange(3),
        "other_expected": chance.randrange(3),
        "has_bounds": chance.randrange(2),
        "lower": chance.randint(-10**6, 0),
        "upper": chance.randint(0, 10**6),
    }


# ---- predictions ----

def half_away(number):
    whole = abs(number)
    rounded = (2 * whole.numerator + whole.denominator) // (2 * whole.denominator)
    return -rounded if number < 0 else rounded


def plain(mantissa, decimals):
    digits = str(abs(mantissa)).rjust(decimals + 1, "0")
    sign = "-" if mantissa < 0 else ""
    return sign + digits[:len(digits) - decimals] + ("." + digits[len(digits) - decimals:] if decimals else "")


def vietnamese(text):
    whole, _, part = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    if whole.startswith("-") and not grouped.startswith("-"):
        grouped = "-" + grouped
    return grouped + ("," + part if part else "")


def exact_text(number, least):
    decimals = least
    while (number * 10**decimals).denominator != 1:
        decimals += 1
    return plain(int(number * 10**decimals), decimals)


def number_text(cell, number):
    if EXACTNESS[cell["exactness"]] == "exact":
        return exact_text(number, cell["decimals"])
    return plain(half_away(number * 10**cell["decimals"]), cell["decimals"])


def predicted(cell):
    """The row of CSV, without its place, by column."""
    is_value = STATES[cell["state"]] == "value"
    number = Fraction(cell["numerator"], cell["denominator"] * 10**cell["scale"])
    is_quotient = is_value and EXACTNESS[cell["exactness"]] == "quotient"
    bounds = {name: number_text(cell, Fraction(cell[name], 100)) if cell["has_bounds"] else ""
              for name in ("lower", "upper")}
    return {
        "value": number_text(cell, number) if is_value else "",
        "state": STATES[cell["state"]],
        "reason": REASONS[cell["reason"]] if cell["reason"] else "",
        "quality": QUALITIES[cell["quality"]],
        "marks": " ".join(name for bit, name in enumerate(MARKS) if cell["marks"] >> bit & 1),
        **{name: str(cell[name]) for name in ("reported", "expected")},
        **{name: str(cell[name]) if cell["other_reported"] or cell["other_expected"] else ""
           for name in ("other_reported", "other_expected")},
        **bounds,
        "exactness": EXACTNESS[cell["exactness"]] if is_value else "",
        "numerator": str(number.numerator) if is_quotient else "",
        "denominator": str(number.denominator) if is_quotient else "",
    }


def predicted_json(row, cell):
    """The same as an object of JSON: what is empty or zero is left out, but for the coverage."""
    made = {key: row[key] for key in ("state", "reason", "value", "exactness", "quality", "lower", "upper") if row[key]}
    made.update({key: cell[key] for key in ("reported", "expected")})
    made.update({key: cell[key] for key in ("other_reported", "other_expected") if cell[key]})
    if row["numerator"]:
        made["fraction"] = [row["numerator"], row["denominator"]]
    if cell["marks"]:
        made["marks"] = {name: bit + 1 for bit, name in enumerate(MARKS) if cell["marks"] >> bit & 1}
    return made


# ---- the comparison ----

def check_csv(text, separator, in_vietnamese, rows, places):
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    assert lines[0] == COLUMNS, lines[0]
    assert len(lines) == len(rows) + 1, len(lines)
    for line, row, place in zip(lines[1:], rows, places):
        expected = list(place) + [row[column] for column in COLUMNS[5:]]
        if in_vietnamese:
            for column in ("value", "lower", "upper"):
                at = COLUMNS.index(column)
                expected[at] = vietnamese(expected[at]) if expected[at] else ""
        assert line == expected, (line, expected)


def check_json(text, rows, cells):
    table = json.loads(text)
    assert list(table) == ["format", "version", "sequence", "boundaries", "axes", "cells"]
    assert (table["format"], table["version"], table["sequence"], table["boundaries"]) == \
        ("libprogram/table", 1, 1, "1970-01-01")
    assert {axis: [entry["id"] for entry in entries] for axis, entries in table["axes"].items()} == AXES
    assert table["axes"]["breakdowns"][1]["label"] == "Nữ \"quoted\", \\ and\nmore"
    for got, row, cell in zip(table["cells"], rows, cells, strict=True):
        expected = predicted_json(row, cell)
        assert got == expected, (got, expected)


def main():
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20181128)
    places = list(itertools.product(*AXES.values()))
    cells = [random_cell(chance) for _ in range(TABLES * len(places))]
    questions = "".join(" ".join(str(number) for number in cell.values()) + "\n" for cell in cells)
    answers = subprocess.run([sys.argv[1]], input=questions, capture_output=True, text=True, encoding="utf-8",
                             check=True).stdout.split("---\n")
    assert len(answers) == 3 * TABLES + 1 and answers[-1] == "", len(answers)
    for i in range(TABLES):
        these = cells[i * len(places):(i + 1) * len(places)]
        rows = [predicted(cell) for cell in these]
        check_json(answers[3 * i], rows, these)
        check_csv(answers[3 * i + 1], ",", False, rows, places)
        check_csv(answers[3 * i + 2], ";", True, rows, places)
    print(f"oracle: {len(cells)} cells of {TABLES} tables agree with fractions, json and csv, seed "
          f"{sys.argv[2] if len(sys.argv) > 2 else 20181128}")


if __name__ == "__main__":
    main()
