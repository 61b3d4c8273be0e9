"""The iCalendar of prg, read by a library that owes nothing to it. usage: ical_test.py PRG PROGRAMME

Needs the package icalendar. Prints as its last line "oracle: " and what was compared.
"""
import json
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from importlib.metadata import version

import icalendar

PRG, PROGRAMME = sys.argv[1:]
QUESTION = ["tasks", PROGRAMME, "--on", "2018-07-15", "--from", "2017-01-01", "--to", "2020-12-31"]


def prg(*words):
    return subprocess.run([PRG, *QUESTION, *words], capture_output=True, check=True).stdout


def day(text):
    return date.fromisoformat(text) if text else None


def main():
    expected = [row for row in json.loads(prg("--json")) if row["due"]]
    compared = 0
    for kind in ("event", "todo"):
        written = prg("--ical", kind, "--stamp", "2018-07-03T08:09:10Z")
        assert written == prg("--ical", kind, "--stamp", "2018-07-03T08:09:10Z"), "not reproducible"
        assert all(len(line) <= 75 for line in written.split(b"\r\n")), "a line is too long"
        assert written.count(b"\n") == written.count(b"\r\n"), "a line does not end in CR LF"
        read = icalendar.Calendar.from_ical(written)
        items = read.walk("VEVENT" if kind == "event" else "VTODO")
        assert read["VERSION"] == "2.0" and len(items) == len(expected), (len(items), len(expected))
        assert len({item["UID"] for item in items}) == len(items), "a UID stands twice"
        for item, row in zip(items, expected):
            assert not item.errors, item.errors
            period = f".{row['period']}" if row["period"] else ""
            assert item["UID"] == f"{row['task']}{period}@plan-1780", item["UID"]
            assert item["DTSTAMP"].dt == datetime(2018, 7, 3, 8, 9, 10, tzinfo=timezone.utc)
            shown = f" ({row['period']})" if row["period"] else ""
            assert item["SUMMARY"] == f"{row['task']} {row['name']}{shown}", item["SUMMARY"]
            assert item["CATEGORIES"].cats[0] == row["state"]
            due, start = day(row["due"]), day(row["start"])
            if kind == "event":
                assert item["DTSTART"].dt == due and item["DTEND"].dt == due + timedelta(1)
            else:
                assert item["DUE"].dt == due and item["DTSTART"].dt == start and item["STATUS"] == "NEEDS-ACTION"
            compared += 1
    print(f"oracle: iCalendar: {compared} deadlines of plan 1780, read by icalendar {version('icalendar')}: as prg says")


if __name__ == "__main__":
    main()
