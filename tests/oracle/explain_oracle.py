"""Adds explanations up again, with fractions. usage: explain_oracle.py ORACLE [CASES [SEED]]

The examples of the design and random programmes of every kind (tests/reference) are explained, cell by cell; explain_oracle
compares the first step with the table. Here every step is computed from the steps below it that count: sums, means,
ratios, growth, ranks, coverage, down to the entries. Formulas are evaluated by tests/reference/formula.py on what the JSON
says of their operands.
"""

import json
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "reference"))

import formula as language  # noqa: E402
from compare import write_case  # noqa: E402
from generate import Case  # noqa: E402
from golden import CASES as EXAMPLES  # noqa: E402


class Wrong(Exception):
    pass


def fraction(pair):
    return Fraction(int(pair[0]), int(pair[1]))


def number(step):
    """The exact number of a step; None for none, and for a class."""
    if step["state"] != "value" or "value" not in step:
        return None
    return fraction(step["fraction"]) if "fraction" in step else Fraction(step["value"])


def bounds(step):
    if "lower" in step and (step["state"] == "value" or step.get("reason") == "distinct"):
        return Fraction(step["lower"]), Fraction(step["upper"])
    return (number(step),) * 2 if number(step) is not None else None


def close(step, expected):
    """Whether the number is the expected one: exactly, but for what is rounded to twelve digits."""
    own = number(step)
    if step.get("exactness") != "approximate":
        return own == expected
    return abs(own - expected) <= max(abs(own), abs(expected)) * Fraction(1, 10 ** 9)


def check(step, seen):
    """Computes a step from those below it; answers nothing, or raises Wrong."""
    children = step.get("steps", [])
    seen[0] += 1
    if step.get("cut") or not children:
        if step.get("cut") and children:
            raise Wrong("cut, and there are steps below")
        return
    if step["coverage_adds"]:
        for name in ("reported", "expected"):
            total = sum(child[name] for child in children if child["step"] != "missing")
            if total != step[name]:
                raise Wrong(f"{name} {step[name]}, but {total} below")
    missing = [child for child in children if child["step"] == "missing"]
    if step["step"] != "missing" and missing and step["coverage_adds"]:
        gap = step["expected"] - step["reported"]
        listed = sum(child["expected"] for child in missing[0].get("steps", [])) if not missing[0].get("cut") else gap
        if (missing[0]["size"], listed) != (gap, gap):
            raise Wrong(f"{gap} missing, but {missing[0]['size']} said and {listed} listed")
    counting = [child for child in children if child["counts"]]
    more = [child for child in counting if child["step"] == "more"]
    values = [number(child) for child in counting if number(child) is not None]
    check_number(step, counting, more, values)
    for child in children:
        try:
            check(child, seen)
        except Wrong as wrong:
            raise Wrong(f"{child['label']} < {wrong}") from None


def operand_value(step):
    """The value of an operand as the evaluator takes it."""
    if step["state"] != "value":
        return ("state", step["state"], step.get("reason", "none"))
    if "category" in step:
        return ("class", step["category"])
    scale = fraction(step["scale"]) if "scale" in step else 1
    return language.number(number(step) * scale, ["exact", "quotient", "approximate"].index(step["exactness"]))


def check_formula(step):
    """Evaluates the formula, in which each operand becomes a name."""
    operands = {child["operand"]: operand_value(child) for child in step.get("steps", [])}
    texts = sorted(operands, key=len, reverse=True)
    names = {text: f"operand_{i}" for i, text in enumerate(texts)}
    pattern = "|".join(re.escape(text) + ("" if text.endswith(")") else r"(?![A-Za-z0-9_(])") for text in texts)
    text = step["formula"]
    if texts:
        text = re.sub(rf"(?<![A-Za-z0-9_])(?:{pattern})", lambda match: names[match.group()], text)
    try:
        kind, *rest = language.evaluate(language.read(text), {names[operand]: value for operand, value in operands.items()})
    except language.Unsure:
        return
    if kind == "state":
        if (step["state"], step.get("reason", "none")) != tuple(rest):
            raise Wrong(f"{step['formula']}: {step['state']} {step.get('reason')}, evaluated {rest}")
    elif kind == "class":
        if step.get("category") != rest[0]:
            raise Wrong(f"{step['formula']}: {step.get('category')}, evaluated {rest[0]}")
    else:
        result = Fraction(int(rest[0])) if kind == "boolean" else rest[0]
        if "factor" in step:
            result *= fraction(step["factor"])
        if step["state"] != "value" or not close(step, result):
            raise Wrong(f"{step['formula']}: {number(step)}, evaluated {result} as {text} of {operands}")


def check_number(step, counting, more, values):
    operation = step["operation"]
    if operation == "formula":
        check_formula(step)
        return
    if operation == "bounds":
        if not more:
            check_bounds(step, counting)
        return
    if step["state"] != "value":
        return
    if operation == "same":
        if len(counting) != 1:
            raise Wrong(f"{len(counting)} steps are the number")
        if counting[0].get("category") != step.get("category") or number(counting[0]) != number(step):
            raise Wrong(f"{step['step']} {number(step)} {step.get('category')}, but the one below has {number(counting[0])} {counting[0]}")
        return
    expected = compute(step, counting, more, values)
    if expected is not None and not close(step, expected):
        raise Wrong(f"{operation}: {number(step)}, but below it is {expected}")


def compute(step, counting, more, values):
    """What the operation makes of the values below; None where this cannot be told."""
    operation = step["operation"]
    one = counting[0] if counting else None
    if operation == "sum":
        return None if any(child["state"] == "undefined" for child in more) else sum(values)
    if operation == "difference":
        return values[0] - sum(values[1:])
    if operation == "quotient":
        return fraction(step["factor"]) * values[0] / values[1]
    if operation == "growth":
        return 100 * (values[0] - values[1]) / values[1]
    if operation == "mean":
        return sum(values) / (len(values) + sum(child["values"] - 1 for child in more if number(child) is not None))
    if operation == "weighted_mean":
        parts = [(fraction(child["weighted"]), fraction(child["weight"])) for child in counting if "weight" in child]
        return sum(part for part, _ in parts) / sum(weight for _, weight in parts)
    if operation == "count":
        return sum(child["values"] if child["step"] == "more" else child["state"] == "value" for child in counting)
    if operation in ("reported", "expected"):
        return one[operation]
    if operation == "coverage":
        return Fraction(100 * one["reported"], one["expected"])
    if operation == "unclassified":
        return step["expected"] - step["reported"]
    if more or operation == "none":
        return None
    if operation == "rank":
        better = [other < values[0] if step["lower_first"] else other > values[0] for other in values[1:]]
        return 1 + sum(better)
    if operation == "median":
        return statistics.median(values)
    if operation == "stddev":
        mean = sum(values) / len(values)
        return Fraction(float(sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5)
    return {"min": min, "max": max}[operation](values)


def check_bounds(step, counting):
    pairs = [bounds(child) for child in counting if bounds(child) is not None]
    if not pairs or bounds(step) is None:
        return
    lower, upper = bounds(step)
    if upper != sum(high for _, high in pairs) or lower not in (max(low for low, _ in pairs), sum(low for low, _ in pairs)):
        raise Wrong(f"bounds {lower} and {upper}, but below {pairs}")


FORMULAS = [
    "{a} / {b} * 100", "{a} + {b} * 2 - 1", "growth({a})", "{a} - prev({a})", "sum_over({a}) + 0", "prev({a} + {b}, 2)",
    "max(sum_over(max({a} - 1, 0)), mean_over({b}))", "share({a})", "rank({a})", "rolling({a}, 2, 1)", "diff({a}) / 3",
    "coalesce(parent({a}), top({b}))", "if({a} > {b}, {a}, {b} / 3)", "coverage({a}) + reported({b})", "ytd({a}) - {a}",
    "round({a} / 3, 1)", "sqrt(abs({a})) + stddev_over({b})", "like_for_like({a})", "index({b})", "min_over({a})^2",
    "median_over({a}) * count_over({b})", "agg({a}, time=mean, areas=sum)", "target({a})", "min_over({a}) + prev(prev({b}))",
    "count_over({a} > 1)", "same_period_last_year({a}) - expected({b})", "max_over({a} / ({b} + 1))", "7", "-{a} % 3",
]


def with_formulas(case, seed):
    """Queries of the case, about formulas of its indicators."""
    chance = random.Random(seed)
    ids = [it["id"] for it in case.programme["indicators"] if it["kind"] != "class"]
    queries = []
    for query in case.queries[:3]:
        texts = [text.format(a=chance.choice(ids), b=chance.choice(ids)) for text in chance.sample(FORMULAS, 4)]
        clauses = [clause for clause in str(query).split("; ") if not clause.startswith(("indicators", "breakdowns"))]
        queries += ["; ".join([f"indicators x = {text}", *clauses]) for text in texts]
    return queries


def explain(oracle, folder, queries, every, depth, most):
    """Explanations, and of how many cells."""
    ran = subprocess.run([oracle, str(folder / "programme.json"), str(folder / "values.csv"), str(every), str(depth), str(most)],
                         input="\n".join(queries) + "\n", capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.returncode:
        raise Wrong(f"exit {ran.returncode}: {ran.stderr.strip()}")
    *texts, cells = ran.stdout.split("---\n")
    return [json.loads(text)["explanation"] for text in texts], int(cells)


def main():
    oracle = sys.argv[1]
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    folder = pathlib.Path(tempfile.mkdtemp(prefix="explain-"))
    todo = [(name, document, rows, [query for query, _ in queries], 1, 30, 0) for name, document, rows, queries in EXAMPLES]
    for seed in range(first, first + cases):
        case = Case(seed)
        todo.append((f"case {seed}", case.programme, case.rows, [str(query) for query in case.queries] + with_formulas(case, seed),
                     1 + seed % 7, 30 if seed % 3 else seed % 5, seed % 4 * 2))
    cells = wrong = 0
    seen = [0]
    for name, document, rows, queries, *options in todo:
        write_case(folder, document, rows)
        try:
            explanations, count = explain(oracle, folder, queries, *options)
            cells += count
            for explanation in explanations:
                try:
                    check(explanation, seen)
                except Wrong as problem:
                    raise Wrong(f"{explanation['label']} < {problem}") from None
        except Wrong as problem:
            wrong += 1
            print(f"{name}: {problem}")
            if wrong >= 12:
                break
    print(f"oracle: {cells} cells explained, {seen[0]} steps computed again, {wrong} programmes wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
