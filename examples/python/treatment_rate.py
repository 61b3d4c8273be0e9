"""Plan 1780: the share of registered drug users in treatment, by district, with its explanation and two drawings; who must
do what, and who is late on a day.

usage: treatment_rate.py [FOLDER OF THE PLAN]      writes treatment_rate.png and completeness.png where it is called
"""
import pathlib
import sys

import libprogram

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "plan-1780")


def rates(plan):
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


def who(items):
    return ", ".join(item.label for item in items) or "nobody"


def tasks(plan, day):
    """Which tasks need somebody on a day. What was done is made up."""
    log = plan.log()
    log.record("1.1b", on="2018-04-02", agency="AG1", document="118/BC-CAT", note="demo")
    print(f"\nTasks on {day}")
    for task in plan.tasks(day, log=log, state=["done_late", "overdue", "due_soon"], soon=30):
        _, leads = task.component.leads(day)
        print(f"{task.component.id:<6} {task.state:<10} {task.due}  {who(leads)}: {task.component.label}")


def reports(plan, day):
    """Which reports are late on a day, and who chases whom. What was sent is made up."""
    log = plan.log()
    for district in ("CA-TPLC", "CA-TamDuong", "CA-SinHo", "CA-PhongTho", "CA-ThanUyen", "CA-TanUyen"):
        log.record("NV-TT13-huyen", on="2022-07-15", period="vn:2022-07", agency=district, note="demo")
    debts = plan.duties(log=log).debts(day, first="2022-07-14", last="2022-07-14", obligation="NV-TT13-huyen")
    counts = debts.counts(obligation=plan.obligations["NV-TT13-huyen"])
    print(f"\nReports of the district police on {day}: {counts.received} of {counts.due} that are due")
    for debt in debts:
        if debt.state == "overdue":
            print(f"{debt.holder.label}: {debt.period}, overdue since {debt.deadline}, chased by {who(debt.chasers(day))}")


def main():
    with libprogram.open(FOLDER / "programme.json") as plan:
        rates(plan)
        tasks(plan, "2018-07-15")
        reports(plan, "2022-07-20")


if __name__ == "__main__":
    main()
