"""Values of the indicators that are computed from tasks and reports. usage: progress.py PRG LOG YEAR-MONTH

Writes to stdout, as a file of values, for one month of the 15-14 calendar: I40 (tasks on time, overdue, not due, without a
deadline) and the milestone of I43 that one task stands for, as they stand at the end of the month; and I41, the reports
whose deadline passed in it. I42 needs the outcomes of targets. The interim and the final review are one task in the plan,
so that a log cannot say which of them was held.
"""
import csv
import datetime
import json
import pathlib
import subprocess
import sys

DOCUMENT = pathlib.Path(__file__).with_name("programme.json")
REVIEW = "1.1b"


def ask(*words):
    result = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode not in (0, 1):
        sys.exit(result.stderr)
    return json.loads(result.stdout)


def count_tasks(tasks):
    """I40: each task once, by how it stands."""
    counts = dict.fromkeys(("tasks_on_time", "tasks_overdue", "tasks_not_due", "tasks_without_deadline"), 0)
    for task in tasks:
        if task["state"] == "done":
            kind = "tasks_on_time"
        elif task["state"] in ("overdue", "done_late"):
            kind = "tasks_overdue"
        else:
            kind = "tasks_not_due" if task["due"] else "tasks_without_deadline"
        counts[kind] += 1
    return counts


def count_reports(reports, first, last):
    """I41: the reports whose deadline lies between two days; what nobody owes any more is not expected."""
    found = [report["state"] for report in reports
             if first <= report["deadline"] <= last and report["state"] != "orphaned"]
    return {"reports_expected": len(found), "reports_on_time": found.count("on_time"), "reports_late": found.count("late"),
            "reports_missing": found.count("overdue")}


def main():
    prg, log, month = sys.argv[1:]
    last = datetime.date.fromisoformat(month + "-14")
    # A deadline on the last day passes with its end, which is the next month.
    first = (last.replace(day=1) - datetime.timedelta(days=1)).replace(day=14)
    tasks = ask(prg, "tasks", str(DOCUMENT), log, "--on", last.isoformat(), "--json")
    reports = ask(prg, "due", str(DOCUMENT), log, "--on", last.isoformat(), "--from",
                  (first - datetime.timedelta(days=800)).isoformat(), "--to", (last + datetime.timedelta(days=800)).isoformat(),
                  "--json")
    values = count_tasks(tasks)
    values.update(count_reports(reports, first.isoformat(), (last - datetime.timedelta(days=1)).isoformat()))
    review = [task for task in tasks if task["task"] == REVIEW and task["state"] in ("done", "done_late")]
    values["directive_21_review_held"] = len(review)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["indicator", "area", "period", "value"])
    for indicator, value in values.items():
        out.writerow([indicator, "LC", f"vn:{month}", value])


if __name__ == "__main__":
    main()
