"""The examples with numbers of the design, as small cases.

usage: golden.py [PRG]

Every expected cell was written by hand from the text (§2 to §5 of the law and docs/results.md), never taken from
an engine. With PRG they are asked of the library too.
"""

import sys
import tempfile

from compare import Refused, ask, plain, to_csv, write_case
from engine import Engine, read_rows

A_B = [{"id": "P", "level": "province"}, {"id": "A", "level": "commune", "parent": "P"},
       {"id": "B", "level": "commune", "parent": "P"}]
A_B_C = [*A_B, {"id": "C", "level": "commune", "parent": "P"}]


def communes(count, parent, prefix):
    return [{"id": f"{prefix}{number}", "level": "commune", "parent": parent} for number in range(1, count + 1)]


def programme(areas, *indicators, **more):
    return {"format": "libprogram/programme", "version": 1, "minor": 0, "id": "example", **more,
            "indicators": list(indicators), "areas": areas}


def monthly(name, kind="flow", **more):
    return {"id": name, "kind": kind, "period": "month", **more}


def say(indicator, area, period, value="", **more):
    return {"indicator": indicator, "area": area, "period": period, "value": str(value), **more}


def series(indicator, area, values, **more):
    """Values of the months of 2018 from January on; None is a gap."""
    return [say(indicator, area, f"2018-{month:02}", value, **more) for month, value in enumerate(values, 1) if value is not None]


def parts(*values, period="2018-01"):
    """Values of A, B, C … for one month; a word is a state."""
    return [say("n", area, period, value if not isinstance(value, str) else "",
                **({"state": value} if isinstance(value, str) else {})) for area, value in zip("ABCDEFG", values)]


D1_D2 = [{"id": "P", "level": "province"}, {"id": "D1", "level": "district", "parent": "P"},
         {"id": "D2", "level": "district", "parent": "P"}, *communes(10, "D1", "A"), *communes(10, "D2", "B")]
DISTRICTS = [say("n", f"A{number}", "2018-01", 10) for number in range(1, 5)] \
    + [say("n", f"B{number}", "2018-01", 10) for number in range(1, 10)]

# 106 communes of ten districts until June of the reform, 38 of the province from July.
REFORM = [{"id": "P", "level": "province"},
          *({"id": f"D{number}", "level": "district", "parent": "P", "to": "2025-06-30"} for number in range(10)),
          *({"id": f"old{number}", "level": "commune", "parent": f"D{number % 10}", "to": "2025-06-30"} for number in range(106)),
          *({"id": f"new{number}", "level": "commune", "parent": "P", "from": "2025-07-01"} for number in range(38))]
VN = [{"id": "vn", "kind": "shifted", "day": 15}]

SEXES = {"breakdowns": [{"id": "sex", "categories": [{"id": "male"}, {"id": "female"}]}]}
TWO_SOURCES = {"sources": [{"id": "police"}, {"id": "labour"}]}
PRECEDENCE = [{"order": ["police", "labour"], "tolerance": 5}]
FALLBACK = [{"order": ["police", "labour"], "fallback": True}]

RATIO_GAPS = [say("t", "A", "2018-01", 10), say("t", "B", "2018-01", 20),
              say("u", "A", "2018-01", 100), say("u", "B", "2018-01", 100), say("u", "C", "2018-01", 200)]
SHARE = {"id": "r", "kind": "ratio", "numerator": "t", "denominator": "u", "factor": 100, "decimals": 1}
CURED = {"kind": "ratio", "numerator": "solved", "denominator": "occurred", "factor": 100, "decimals": 0}

# Of 10 that occurred in 2018-02 8 were solved in that month; 4 that were solved then had occurred in 2018-01.
COHORT = [say("occurred", "A", "2018-02", 10, observed="2018-02"), say("solved", "A", "2018-02", 8, observed="2018-02"),
          say("solved", "A", "2018-01", 4, observed="2018-02")]

# name, programme, rows, [(query, {place: cell})]; of the place only what tells it from the others.
CASES = [
    ("a stock is the last one reported of each unit",
     programme(A_B, monthly("s", "stock")),
     series("s", "A", [10, 12, 15]) + series("s", "B", [20, 22]),
     [("indicators s; areas all; periods 2018-Q1",
       {"P": dict(state="value", value="37", reported=2, expected=2, at_end=1, first_used="2018-02", last_used="2018-03"),
        "A": dict(value="15", at_end=1), "B": dict(value="22", at_end=0)})]),
    ("a coarse stock stands at its last month, whatever is asked",
     programme(A_B, monthly("s", "stock", carry=1)),
     [say("s", "A", "2018-Q1", 7)],
     [("indicators s; areas A; periods 2018-02, 2018-03, 2018-04",
       {("A", "2018-02"): dict(state="missing", reported=0, expected=1),
        ("A", "2018-03"): dict(value="7", reported=1, expected=1, first_used="2018-03"),
        ("A", "2018-04"): dict(value="7", reported=0, expected=1, marks={"carried": 1})})]),
    ("a coarse cumulative count has a flow",
     programme(A_B, monthly("c", "cumulative")),
     [say("c", "A", "2018-Q1", 9), say("c", "A", "2018-06", 14)],
     [("indicators c; areas A; periods 2018-Q1, 2018-Q2; measures flow",
       {("A", "2018-Q1"): dict(value="9", reported=1, expected=1), ("A", "2018-Q2"): dict(value="5", reported=1, expected=1)})]),
    ("a total of a mean counts only the months it stands for",
     programme(A_B, monthly("n", over_time="mean", over_areas="mean")),
     [say("n", "P", "2018-01", 7, scope="total")],
     [("indicators n; areas P; periods 2018-Q1", {"P": dict(value="7.00", reported=2, expected=6)})]),
    ("at the end only the last month counts",
     programme(A_B, monthly("s", "stock", at_end=True)),
     series("s", "A", [10, 12, 15]) + series("s", "B", [20, 22]),
     [("indicators s; periods 2018-Q1", {"P": dict(value="15", reported=1, expected=2, at_end=1)})]),
    ("what is carried is marked, and not reported",
     programme(A_B, monthly("s", "stock", carry=2)),
     series("s", "A", [10, 12, 15]) + series("s", "B", [20, 22]),
     [("indicators s; periods 2018-04", {"P": dict(value="37", reported=0, expected=2, marks={"carried": 2})}),
      ("indicators s; periods 2018-05", {"P": dict(value="15", reported=0, expected=2, marks={"carried": 1})}),
      ("indicators s; periods 2018-06", {"P": dict(state="missing", reported=0, expected=2)})]),
    ("a unit that a value is carried to is not suppressed, whatever stands for it",
     programme(A_B, monthly("s", "stock", carry=1)),
     series("s", "A", [8]) + [say("s", name, "2018-02", state="suppressed") for name in "AB"]
     + [say("s", "P", "2018-02", 5, scope="total")],
     [("indicators s; periods 2018-02",
       {"P": dict(value="5", reported=2, expected=2, marks={"suppressed_input": 1})}),
      ("indicators s; periods 2018-02; origin parts",
       {"P": dict(value="8", reported=0, expected=2, marks={"carried": 1, "suppressed_input": 1})})]),
    ("not applicable is not expected, and missing is not zero",
     programme(A_B_C, monthly("n")), parts(5, "not_applicable", "missing"),
     [("indicators n; periods 2018-01", {"P": dict(state="value", value="5", reported=1, expected=2)})]),
    ("nothing applicable",
     programme(A_B, monthly("n")), parts("not_applicable", "not_applicable"),
     [("indicators n; periods 2018-01", {"P": dict(state="not_applicable", reported=0, expected=0)})]),
    ("nothing expected",
     programme(A_B, monthly("n")), parts("not_applicable", "not_expected"),
     [("indicators n; periods 2018-01", {"P": dict(state="not_expected", reported=0, expected=0)})]),
    ("all missing",
     programme(A_B, monthly("n")), parts("missing", "missing"),
     [("indicators n; periods 2018-01", {"P": dict(state="missing", reported=0, expected=2)})]),
    ("all suppressed",
     programme(A_B, monthly("n")), parts("suppressed", "suppressed"),
     [("indicators n; periods 2018-01", {"P": dict(state="suppressed", reported=0, expected=2)})]),
    ("one suppressed",
     programme(A_B, monthly("n")), parts(5, "suppressed"),
     [("indicators n; periods 2018-01",
       {"P": dict(state="value", value="5", reported=1, expected=2, marks={"suppressed_input": 1})})]),
    ("a value where none was expected is kept",
     programme([A_B[0], A_B[1], {**A_B[2], "from": "2018-02-01"}], monthly("n")), parts(5, 6),
     [("indicators n; periods 2018-01, 2018-02",
       {("P", "2018-01"): dict(value="11", reported=2, expected=2, marks={"unexpected": 1}),
        ("P", "2018-02"): dict(state="missing", reported=0, expected=2)})]),
    ("a policy filters the cell shown, not what flows upward",
     programme(D1_D2, monthly("n", missing_over_areas="minimum", minimum=50)), DISTRICTS,
     [("indicators n; areas P, D1, D2; periods 2018-01",
       {"D1": dict(state="missing", reason="policy", reported=4, expected=10),
        "D2": dict(value="90", reported=9, expected=10), "P": dict(value="130", reported=13, expected=20)})]),
    ("require asks for all",
     programme(D1_D2, monthly("n")), DISTRICTS,
     [("indicators n; areas D1, P; periods 2018-01; policy areas require",
       {"D1": dict(state="missing", reason="policy"), "P": dict(state="missing", reason="policy", reported=13, expected=20)}),
      ("indicators n; areas D1; periods 2018-01", {"D1": dict(value="40", reported=4, expected=10)})]),
    ("the policy over time looks at the units that report",
     programme(A_B, monthly("n", missing_over_time="minimum", minimum=60)), series("n", "A", [1, 2]),
     [("indicators n; areas all; periods 2018-Q1",
       {"P": dict(value="3", reported=2, expected=6), "A": dict(value="3", reported=2, expected=3),
        "B": dict(state="missing", reason=None)}),
      ("indicators n; periods 2018-Q1; policy time minimum 70", {"P": dict(state="missing", reason="policy")})]),
    ("a zero needs a nil return",
     programme(A_B, monthly("n", missing_over_areas="zero"), monthly("other")),
     [say("n", "A", "2018-01", 4), say("other", "B", "2018-01", 7)],
     [("indicators n; areas all; periods 2018-01, 2018-02",
       {("P", "2018-01"): dict(value="4", reported=2, expected=2, marks={"nil": 1}),
        ("B", "2018-01"): dict(value="0", reported=1, expected=1, marks={"nil": 1}),
        ("P", "2018-02"): dict(state="missing", reported=0, expected=2)})]),
    ("an own part is added",
     programme(A_B, monthly("n")),
     [say("n", "A", "2018-01", 10), say("n", "B", "2018-01", 20), say("n", "P", "2018-01", 7, scope="own")],
     [("indicators n; periods 2018-01", {"P": dict(value="37", reported=2, expected=2, qualities=[0, 0, 3])})]),
    ("a total is used only where nothing below reports",
     programme(A_B, monthly("n")),
     [say("n", "A", "2018-01", 10), say("n", "P", "2018-01", 50, scope="total"), say("n", "P", "2018-02", 60, scope="total")],
     [("indicators n; periods 2018-01, 2018-02, 2018-Q1",
       {("P", "2018-01"): dict(value="10", reported=1, expected=2), ("P", "2018-02"): dict(value="60", reported=2, expected=2),
        ("P", "2018-Q1"): dict(value="70", reported=3, expected=6)}),
      ("indicators n; periods 2018-02; origin parts", {"P": dict(state="missing", reported=0, expected=2)}),
      ("indicators n; periods 2018-01; origin own", {"P": dict(value="50", reported=1, expected=1)})]),
    ("a coarse value beside fine ones",
     programme(A_B, monthly("n")), series("n", "A", [1, 2]) + [say("n", "B", "2018-Q1", 9)],
     [("indicators n; periods 2018-Q1", {"P": dict(value="12", reported=5, expected=6)})]),
    ("a coarse value replaces an incomplete span",
     programme(A_B, monthly("n")),
     series("n", "A", [1, 2]) + [say("n", "A", "2018-Q1", 7), say("n", "B", "2018-Q1", 9)],
     [("indicators n; periods 2018-Q1", {"P": dict(value="16", reported=6, expected=6)})]),
    ("a coarse value beside a complete span is only compared",
     programme(A_B, monthly("n")), series("n", "A", [1, 2, 3]) + [say("n", "A", "2018-Q1", 7)],
     [("indicators n; areas A; periods 2018-Q1", {"A": dict(value="6", reported=3, expected=3)})]),
    ("unless its quality is higher",
     programme(A_B, monthly("n")), series("n", "A", [1, 2, 3], quality="estimate") + [say("n", "A", "2018-Q1", 7)],
     [("indicators n; areas A; periods 2018-Q1", {"A": dict(value="7", quality="final", qualities=[0, 0, 1])})]),
    ("the mean of means, and pooled",
     programme(A_B, monthly("n", over_time="mean", over_areas="mean"), monthly("m", over_time="mean", over_areas="mean", pooled=True)),
     [row for name in "nm" for row in series(name, "A", [1, 2, 3]) + series(name, "B", [10])],
     [("indicators n; periods 2018-Q1",
       {"P": dict(value="6.00", fraction=["6", "1"], exactness="quotient", reported=4, expected=6)}),
      ("indicators m; periods 2018-Q1", {"P": dict(value="4.00", fraction=["4", "1"], reported=4, expected=6)})]),
    ("the mean does not go through the areas between",
     programme([*D1_D2[:3], *communes(3, "D1", "A"), *communes(1, "D2", "B")], monthly("n", over_areas="mean")),
     [*(say("n", f"A{number}", "2018-01", number) for number in (1, 2, 3)), say("n", "B1", "2018-01", 10)],
     [("indicators n; areas P, D1, D2; periods 2018-01",
       {"P": dict(value="4.00"), "D1": dict(value="2.00"), "D2": dict(value="10.00")})]),
    ("operands with different gaps",
     programme(A_B_C, monthly("t"), monthly("u"), SHARE), RATIO_GAPS,
     [("indicators r; periods 2018-01",
       {"P": dict(value="7.5", fraction=["15", "2"], exactness="quotient", reported=2, expected=3, other_reported=3,
                  other_expected=3, marks={"operand_coverage_differs": 1})}),
      ("indicators r; periods 2018-01; operands matched",
       {"P": dict(value="15.0", fraction=["15", "1"], reported=2, expected=3, marks={})}),
      ("indicators r; areas C; periods 2018-01", {"C": dict(state="missing", reported=0, expected=1)})]),
    ("matched by declaration",
     programme(A_B_C, monthly("t"), monthly("u"), {**SHARE, "operands": "matched"}), RATIO_GAPS,
     [("indicators r; periods 2018-01", {"P": dict(value="15.0", reported=2, expected=3)})]),
    ("a unit that does not match is missing, even where what it has was carried past suppressed cells",
     programme(A_B, monthly("s", "stock", carry=1), monthly("u"), {**SHARE, "numerator": "s", "operands": "matched"}),
     [say("s", "A", "2018-01", 8), say("s", "A", "2018-02", state="suppressed"), say("u", "A", "2018-02", state="suppressed")],
     [("indicators r; areas A; periods 2018-02", {"A": dict(state="missing", reported=0, expected=1)}),
      ("indicators r; areas A; periods 2018-02; operands independent", {"A": dict(state="suppressed")})]),
    ("of one cohort, or of all that was solved",
     programme(A_B, monthly("occurred", "cohort"), monthly("solved", "cohort"), {"id": "r", **CURED}), COHORT,
     [("indicators r; areas A; periods 2018-02", {"A": dict(value="80", fraction=["80", "1"])}),
      ("indicators r; areas A; periods 2018-02; breakdowns by_observation", {"A": dict(value="120", fraction=["120", "1"])})]),
    ("police before labour, and never added",
     programme(A_B, monthly("n", sources=PRECEDENCE), **TWO_SOURCES),
     [say("n", "A", "2018-01", 120, source="police"), say("n", "A", "2018-01", 135, source="labour"),
      say("n", "A", "2018-02", 9, source="labour")],
     [("indicators n; areas A; periods 2018-01, 2018-02",
       {("A", "2018-01"): dict(value="120"), ("A", "2018-02"): dict(state="missing")}),
      ("indicators n; areas A; periods 2018-01; source labour", {"A": dict(value="135")})]),
    ("the next source stands in where that is said",
     programme(A_B, monthly("n", sources=FALLBACK), **TWO_SOURCES), [say("n", "A", "2018-02", 9, source="labour")],
     [("indicators n; areas A; periods 2018-02", {"A": dict(value="9", marks={"fallback": 1})})]),
    ("the highest quality counts, then the latest",
     programme(A_B, monthly("n")),
     [say("n", "A", "2018-01", 5, quality="preliminary"), say("n", "A", "2018-01", 6, quality="final"),
      say("n", "A", "2018-01", 7, quality="estimate"), say("n", "B", "2018-01", 1),
      say("n", "B", "2018-01", 2, action="correct")],
     [("indicators n; areas all; periods 2018-01",
       {"A": dict(value="6", quality="final"), "B": dict(value="2"), "P": dict(value="8")}),
      ("indicators n; areas A; periods 2018-01; quality exactly estimate", {"A": dict(value="7", quality="estimate")}),
      ("indicators n; areas A, P; periods 2018-01; as of 1",
       {"A": dict(value="5", quality="preliminary"), "P": dict(value="5", reported=1, expected=2)})]),
    ("a withdrawal takes away what was said with its quality",
     programme(A_B, monthly("n")),
     [say("n", "A", "2018-01", 5, quality="preliminary"), say("n", "A", "2018-01", 6),
      say("n", "A", "2018-01", action="withdraw", quality="final")],
     [("indicators n; areas A; periods 2018-01", {"A": dict(value="5", quality="preliminary")})]),
    ("the lowest quality of the inputs",
     programme(A_B, monthly("n")),
     [say("n", "A", "2018-01", 5, quality="estimate"), say("n", "B", "2018-01", 6), say("n", "B", "2018-02", 7)],
     [("indicators n; periods 2018-Q1", {"P": dict(value="18", quality="estimate", qualities=[1, 0, 2])})]),
    ("a total is what its categories add up to, or missing",
     programme(A_B, monthly("n", breakdowns=["sex"]), **SEXES),
     [say("n", "A", "2018-01", 3, sex="male"), say("n", "A", "2018-01", 4, sex="female"), say("n", "B", "2018-01", 5, sex="male")],
     [("indicators n; areas all; periods 2018-01",
       {"A": dict(value="7", qualities=[0, 0, 1]), "B": dict(state="missing"), "P": dict(value="7", reported=1, expected=2)}),
      ("indicators n; periods 2018-01; breakdowns sex=male", {"P": dict(value="8", reported=2, expected=2)})]),
    ("what is not allocated",
     programme(A_B, monthly("n", breakdowns=["sex"]), **SEXES),
     [say("n", "A", "2018-01", 10), say("n", "A", "2018-01", 3, sex="male"), say("n", "A", "2018-01", 4, sex="female")],
     [("indicators n; areas A; periods 2018-01; breakdowns sex=unallocated", {"A": dict(value="3")})]),
    ("what a cumulative count adds",
     programme(A_B, monthly("c", "cumulative")), series("c", "A", [5, 8, 8, 15]) + series("c", "B", [1, None, 4]),
     [("indicators c; areas A; periods 2018-01..2018-04; measures flow",
       {("A", "2018-01"): dict(value="5"), ("A", "2018-02"): dict(value="3"), ("A", "2018-03"): dict(value="0"),
        ("A", "2018-04"): dict(value="7")}),
      ("indicators c; areas B; periods 2018-03; measures flow", {"B": dict(state="missing")}),
      ("indicators c; areas all; periods 2018-Q1", {"A": dict(value="8"), "B": dict(value="4"), "P": dict(value="12")}),
      ("indicators c; areas A; periods 2017-Q4..2018-Q1; measures flow", {("A", "2018-Q1"): dict(value="8")})]),
    ("a class of a parent is not defined, its classes are counted",
     programme(A_B_C, monthly("k", "class", categories=[{"id": "free"}, {"id": "one"}])),
     [say("k", "A", "2018-01", "free"), say("k", "B", "2018-01", "one")],
     [("indicators k; areas A, P; periods 2018-01",
       {"A": dict(value="free", category="free"), "P": dict(state="not_applicable", reason="class")}),
      ("indicators k; periods 2018-01; breakdowns classes",
       {("P", "class=free"): dict(value="1", reported=2, expected=3), ("P", "class=one"): dict(value="1"),
        ("P", "class=unclassified"): dict(value="1")})]),
    ("a milestone is reached by the end",
     programme(A_B, monthly("m", "milestone")), [say("m", "A", "2018-02", 1), say("m", "B", "2018-01", 0)],
     [("indicators m; areas all; periods 2018-01, 2018-Q1, 2018-12",
       {("A", "2018-01"): dict(state="missing"), ("A", "2018-12"): dict(value="1"), ("P", "2018-Q1"): dict(value="1"),
        ("P", "2018-01"): dict(value="0"), ("P", "2018-12"): dict(value="1", reported=2, expected=2)})]),
    ("persons do not add",
     programme(A_B, monthly("d", "distinct")), series("d", "A", [3, 5]) + series("d", "B", [4]),
     [("indicators d; areas all; periods 2018-01, 2018-Q1",
       {("A", "2018-01"): dict(value="3"), ("A", "2018-Q1"): dict(state="not_applicable", reason="distinct", bounds=["5", "8"]),
        ("P", "2018-01"): dict(state="not_applicable", reason="distinct", bounds=["4", "7"]),
        ("P", "2018-Q1"): dict(state="not_applicable", reason="distinct", bounds=["5", "12"])})]),
    ("unless nobody is in two areas",
     programme(A_B, monthly("d", "distinct", disjoint=True)), series("d", "A", [3, 5]) + series("d", "B", [4]),
     [("indicators d; periods 2018-01", {"P": dict(state="value", value="7", reported=2, expected=2)})]),
    ("a published ratio is never aggregated",
     programme(A_B, {**monthly("r", "ratio"), "published": True, "decimals": 1}), [say("r", "A", "2018-01", "12.5")],
     [("indicators r; areas A, P; periods 2018-01",
       {"A": dict(value="12.5"), "P": dict(state="not_applicable", reason="published")}),
      ("indicators r; areas A; periods 2018-Q1", {"A": dict(state="not_applicable", reason="published")})]),
    ("the units of a month are those of its last day",
     programme(REFORM, {**monthly("n"), "calendar": "vn"}, calendars=VN), [say("n", "new0", "vn:2025-07", 1)],
     [("indicators n; areas P; periods vn:2025-06, vn:2025-07, vn:2025",
       {("P", "vn:2025-06"): dict(state="missing", reported=0, expected=106),
        ("P", "vn:2025-07"): dict(value="1", reported=1, expected=38),
        ("P", "vn:2025"): dict(value="1", reported=1, expected=864)})]),
    ("a Gregorian year is no union of months from the 15th to the 14th",
     programme(A_B, {**monthly("n"), "calendar": "vn"}, calendars=VN), [say("n", "A", "vn:2018-01", 1)],
     [("indicators n; areas A; periods 2018", {"A": dict(state="not_applicable", reason="calendar")})]),
    ("growth is a fraction: 107 against 100 is exactly 7 per cent",
     programme(A_B, monthly("n")), series("n", "A", [100, 107, 0, 5]),
     [("indicators n; areas A; periods 2018-02; measures growth",
       {"A": dict(value="7.0", fraction=["7", "1"], exactness="quotient")}),
      ("indicators n; areas A; periods 2018-02; measures index", {"A": dict(value="107.0", fraction=["107", "1"])}),
      ("indicators n; areas A; periods 2018-04; measures growth", {"A": dict(state="undefined", reason="not_positive")}),
      ("indicators n; areas A; periods 2018-04; measures change", {"A": dict(value="5", exactness="exact")})]),
    ("29 of 100 is exactly 29 per cent, 1999 of 2500 is not 80",
     programme(A_B, monthly("t"), monthly("u"), SHARE),
     [say("t", "A", "2018-01", 29), say("u", "A", "2018-01", 100), say("t", "A", "2018-02", 1999),
      say("u", "A", "2018-02", 2500), say("t", "A", "2018-03", 1), say("u", "A", "2018-03", 0)],
     [("indicators r; areas A; periods 2018-01..2018-03",
       {("A", "2018-01"): dict(value="29.0", fraction=["29", "1"]), ("A", "2018-02"): dict(value="80.0", fraction=["1999", "25"]),
        ("A", "2018-03"): dict(state="undefined", reason="division_by_zero")})]),
    ("growth with a unit missing says so",
     programme(A_B, monthly("n")),
     [say("n", "A", "2018-01", 200), say("n", "B", "2018-01", 100), say("n", "A", "2018-02", 220)],
     [("indicators n; periods 2018-02; measures growth",
       {"P": dict(value="-26.7", fraction=["-80", "3"], reported=1, expected=2, other_reported=2, other_expected=2)})]),
    ("shares and ranks",
     programme(A_B_C, monthly("n")),
     [say("n", "A", "2018-01", 10), say("n", "B", "2018-01", 10), say("n", "C", "2018-01", 20)],
     [("indicators n; areas all; periods 2018-01; measures share",
       {"A": dict(value="25.0"), "C": dict(value="50.0"), "P": dict(value="100.0")}),
      ("indicators n; areas A, B, C; periods 2018-01; measures rank",
       {"C": dict(value="1"), "A": dict(value="2"), "B": dict(value="2")})]),
    ("of 100 communes that a formula looks at twice each counts once",
     programme([A_B[0], *communes(100, "P", "C")], monthly("n"),
               {"id": "x", "kind": "computed", "formula": "sum_over(n) + sum_over(2 * n)"}),
     [say("n", f"C{number}", "2018-01", 1) for number in range(1, 101)],
     [("indicators x; periods 2018-01",
       {"P": dict(value="300", reported=100, expected=100, other_reported=None, qualities=[0, 0, 100])})]),
    ("units convert exactly",
     programme(A_B, monthly("n", decimals=3, unit="kg"), units=[{"id": "kg"}, {"id": "g", "base": "kg", "factor": 0.001}]),
     [say("n", "A", "2018-01", 374925, unit="g"), say("n", "B", "2018-01", "0.5")],
     [("indicators n; areas A, P; periods 2018-01", {"A": dict(value="374.925"), "P": dict(value="375.425")})]),
]


def cells_of(found):
    return {place: plain(cell) for place, cell in found.items()}


def check(name, query, cells, expected, who):
    wrong = 0
    for key, fields in expected.items():
        names = set(key if isinstance(key, tuple) else (key,))
        matching = [cell for place, cell in cells.items() if names <= set(place)]
        if len(matching) != 1:
            print(f"{name}: {query}: {key}: {who} has {len(matching)} cells")
            wrong += 1
            continue
        for field, value in fields.items():
            value = None if value in ({}, 0) else value
            if matching[0].get(field) != value:
                print(f"{name}\n  {query}\n  {key}: {field} is {value!r}, {who} says {matching[0].get(field)!r}")
                wrong += 1
    return wrong


def main():
    prg = sys.argv[1] if len(sys.argv) > 1 else None
    wrong = cells = 0
    folder = tempfile.mkdtemp(prefix="golden-")
    for name, document, rows, queries in CASES:
        engine = Engine(document, read_rows(to_csv(rows)))
        write_case(folder, document, rows)
        for query, expected in queries:
            cells += len(expected)
            table = engine.compute(query)
            found = {place: table.cell(*place) for place in table.places()}
            wrong += check(name, query, cells_of(found), expected, "the engine")
            if prg:
                try:
                    _, _, found = ask(prg, folder, query)
                except Refused as refused:
                    print(f"{name}\n  {query}\n  {refused}")
                    wrong += 1
                    continue
                wrong += check(name, query, cells_of(found), expected, "the library")
    print(f"{cells} cells of {len(CASES)} examples, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
