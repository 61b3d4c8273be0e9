"""Checks SDMX time periods against vtlengine's.

usage: sdmx_oracle.py DRIVER VENV

DRIVER is period_oracle.c, built. VENV is where vtlengine is installed when this Python has none. Every
reporting period of two centuries is compared, and what does not exist. Known differences, each looked for:

- vtlengine takes week 53 of a year that has 52 for the week after it, and A2 for A1; both are refused here.
- vtlengine has no four months (T); SDMX does, and so do we.
"""

import collections
import subprocess
import sys

from vtlengine_venv import run_with_vtlengine

LIMITS = {"A": 1, "S": 2, "Q": 4, "M": 12, "W": 53, "D": 366}
DIGITS = {"A": 1, "S": 1, "Q": 1, "M": 2, "W": 2, "D": 3}


def theirs(label):
    from vtlengine.DataTypes.TimeHandling import TimePeriodHandler
    try:
        period = TimePeriodHandler(label)
        return f"{period.start_date()} {period.end_date()}"
    except Exception:  # whatever it is: it has no such period
        return None


def is_known(label, ours, other):
    if ours == "out-of-range" and label[4:] == "-W53":
        return "week 53 of a year of 52"
    if ours == "out-of-range" and label[5] == "A" and label[6:] != "1":
        return "a second year in a year"
    if other is None and label[5] == "T":
        return "four months"
    return None


def main():
    labels = []
    for year in range(1900, 2101):
        labels += [f"{year}", f"{year}-02", f"{year}-12"]
        for letter, limit in LIMITS.items():
            step = 7 if letter == "D" else 1
            labels += [f"{year}-{letter}{number:0{DIGITS[letter]}}" for number in range(0, limit + 2, step)
                       if len(str(number)) <= DIGITS[letter]]
        labels += [f"{year}-D366", f"{year}-D365", f"{year}-T1", f"{year}-T3"]
    lines = "".join(f"sdmx\t\t{label}\n" for label in labels)
    answers = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    agree, known, wrong = 0, collections.Counter(), 0
    for label, answer in zip(labels, answers):
        parts = answer.split(" ")
        ours = f"{parts[1]} {parts[2]}" if len(parts) == 4 else None
        other = theirs(label)
        reason = is_known(label, answer, other) if ours != other else None
        agree += ours == other
        if reason:
            known[reason] += 1
        elif ours != other:
            wrong += 1
            if wrong <= 20:
                print(f"{label}: answered {answer}, vtlengine says {other}")
    listed = ", ".join(f"{count} of {reason}" for reason, count in sorted(known.items()))
    print(f"oracle: {agree} of {len(labels)} time periods of SDMX agree with vtlengine, {wrong} differ, and as known: {listed}")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(run_with_vtlengine(main, sys.argv[2]))
