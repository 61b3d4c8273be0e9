"""Plan 1780: the share of registered drug users in treatment, by district, with its explanation and two drawings.

usage: treatment_rate.py [FOLDER OF THE PLAN]      writes treatment_rate.png and completeness.png where it is called
"""
import pathlib
import sys

import libprogram

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "plan-1780")


def main():
    with libprogram.open(FOLDER / "programme.json") as plan:
        data = plan.data()
        data.read_csv(FOLDER / "values-demo.csv")
        table = data.compute(indicators="methadone_coverage", areas="level:district", periods="vn:2018", threads=2)
        table.sort("areas", descending=True)
        for name, cell in zip(table.labels("areas", "vi"), table, strict=True):
            print(f"{name:<20} {cell.text('vietnamese'):>6} %  ({cell.coverage} reported)")

        first = table.explain((0, 0, 0, 0, 0), depth=2)
        print()
        print(first.to_text(language="en"))

        table.plot("bars", language="vi").figure.savefig("treatment_rate.png")
        months = data.compute(indicators="communication_sessions", areas="level:district", periods="vn:2018-01..2018-12")
        months.plot("heat", language="vi").figure.savefig("completeness.png")


if __name__ == "__main__":
    main()
