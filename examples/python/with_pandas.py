"""A table as a data frame of pandas, and a data frame as values.

usage: with_pandas.py [FOLDER OF THE PLAN]
"""
import pathlib
import sys

import pandas

import libprogram

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "plan-1780")


def main():
    plan = libprogram.open(FOLDER / "programme.json")
    data = plan.data()
    data.read_csv(FOLDER / "values-demo.csv")

    # Areas down, quarters across: the nearest floats, NaN where nothing was reported.
    table = data.compute(indicators="communication_sessions", areas="level:district", periods="vn:2018-Q1..2018-Q4")
    print(table.pivot(language="vi"))

    # One row for each cell, with everything that is known of it.
    frame = table.to_pandas()
    incomplete = frame[frame["reported"] < frame["expected"]]
    print(f"{len(incomplete)} of {len(frame)} cells are incomplete")

    # The other way round: a frame whose columns are those of a long value file.
    more = pandas.DataFrame({
        "indicator": "communication_sessions", "area": ["LC-03412", "LC-03413"], "period": "vn:2019-01", "value": [4, None]})
    summary = data.read_arrow(more, source="pandas")
    print(f"{summary.accepted} entries more, the last one is {data.get('communication_sessions', 'LC-03413', 'vn:2019-01').state}")

    # Who does what, as a frame.
    matrix = pandas.DataFrame(plan.matrix("task", "2018-06-01").to_records())
    print(matrix.groupby("role").size().sort_values(ascending=False).head(3))


if __name__ == "__main__":
    main()
