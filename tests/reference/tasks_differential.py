"""Random wordings and logs: prg tasks beside tasks.py.

usage: tasks_differential.py PRG COUNT SEED

COUNT wordings, in programmes of 250 tasks, each asked on two days as a whole and once instance by instance. The last
line says what was compared.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta

import tasks as law

TASKS = 250


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)

    def maybe(self, share):
        return self.chance.random() < share

    def date(self, first=2014, last=2022):
        return date(first, 1, 1) + timedelta(self.chance.randint(0, (last - first + 1) * 365))

    def period(self):
        year = self.chance.randint(2015, 2021)
        text = self.chance.choice([f"{year}", f"{year}-S{self.chance.randint(1, 2)}", f"{year}-Q{self.chance.randint(1, 4)}",
                                   f"{year}-{self.chance.randint(1, 12):02}", self.date(2015, 2021).isoformat(), f"{year}"])
        prefixes = ["", "", "", "vn:", "si:"] if len(text) < 10 else [""]
        return self.chance.choice(prefixes) + text

    def deadline(self):
        rule = self.chance.choice([
            {"day": self.chance.randint(1, 31)},
            {"day": self.chance.randint(1, 31), "months_after": self.chance.randint(1, 13)},
            {"day": self.chance.randint(1, 31), "months_before": self.chance.randint(1, 3)},
            {"days": self.chance.randint(0, 60)}, {"working_days": self.chance.randint(0, 25)},
            {"date": self.date().isoformat()}])
        if self.maybe(0.3):
            rule["bound"] = "before"
        if self.maybe(0.3):
            rule["roll"] = self.chance.choice(["next", "previous", "none"])
        return rule

    def time(self):
        form = self.chance.choice(["window", "deadline", "range", "recurrence", "recurrence", "recurrence", "continuous",
                                   "on_demand", "conditional", "anniversary", "unresolved"])
        time = {"form": form}
        if form == "unresolved":
            return {**time, "reason": "x"}
        if form in ("window", "deadline", "range") or self.maybe(0.4):
            time["to"] = self.period()
        if form == "range":
            time["from"] = self.period()
        elif self.maybe(0.5):
            time["from"] = "now" if self.maybe(0.4) else self.period()
        if form == "recurrence":
            time["every"] = self.chance.choice(["day", "week", "month", "month", "quarter", "half", "year", "year", "stage"])
        if form == "recurrence" and time["every"] == "stage":
            time["calendar"] = self.chance.choice(["st", "st", "vn"])
            for key in ("from", "to"):
                if len(time.get(key, "now")) < 10 and time.get(key) != "now" and ":" not in time.get(key, ":"):
                    del time[key]
        elif form == "recurrence" and time["every"] in ("day", "week"):
            # A stretch that can be looked at day by day.
            first = self.date(2016, 2019)
            time["from"], time["to"] = first.isoformat(), (first + timedelta(self.chance.randint(0, 60))).isoformat()
        elif self.maybe(0.4):
            time["calendar"] = self.chance.choice(["vn", "si"])
        if form == "anniversary":
            time.update({"of": self.chance.choice(["D1", "D2", "D3"]), "years": self.chance.randint(0, 12)})
        if form == "conditional":
            time["event"] = "x"
        if form in ("conditional", "on_demand") and self.maybe(0.6):
            time["on"] = self.chance.choice(["E1", "E2"])
        if form != "continuous" and self.maybe(0.25):
            time["deadline"] = self.deadline()
        return time

    def task(self, world, number):
        while True:
            task = {"id": f"T{number}", "kind": "task"}
            if self.maybe(0.1):
                task["document"] = self.chance.choice(["D1", "D2", "D3"])
            if self.maybe(0.15):
                first = self.date()
                task["from"] = first.isoformat()
                if self.maybe(0.5):
                    task["to"] = (first + timedelta(self.chance.randint(0, 900))).isoformat()
            elif self.maybe(0.15):
                task["to"] = self.date().isoformat()
            if self.maybe(0.95):
                task["time"] = self.time()
            if self.maybe(0.3):
                task["assignments"] = [{"group": self.chance.choice(["EACH", "ALL", "PAIR"]), "role": "lead"}]
            if self.is_document(world, task):
                return task

    @staticmethod
    def is_document(world, task):
        """What the check of a document refuses: a last period before the first one."""
        time = task.get("time", {})
        if "from" in time and "to" in time and time["from"] != "now":
            return world.days(time["from"], time)[0] <= world.days(time["to"], time)[1]
        return True

    def document(self):
        document = {
            "format": "libprogram/programme", "version": 1, "id": "p",
            "documents": [{"id": "D1", "date": self.date(2008, 2012).isoformat()}, {"id": "D2", "date": "2012-02-29"},
                          {"id": "D3"}],
            "calendars": [{"id": "vn", "kind": "shifted", "day": 15}, {"id": "si", "kind": "shifted", "day": 26},
                          {"id": "st", "kind": "stages", "stages": [
                              {"id": "A", "from": "2015-01-01", "to": "2017-06-30"},
                              {"id": "B", "from": "2017-03-01", "to": "2018-12-31"},
                              {"id": "C", "from": "2019-02-01", "to": "2021-12-31"}]}],
            "holidays": [{"id": str(year), "days": [{"from": f"{year}-{month:02}-{day:02}"}
                                                    for month, day in ((1, 1), (1, 2), (4, 30), (5, 1), (9, 2))]
                          + [{"from": self.saturday(year), "worked": True}]} for year in range(2015, 2021)],
            "agencies": [{"id": "A"}, {"id": "B", "from": "2017-07-01"}, {"id": "C", "to": "2019-06-30"}],
            "groups": [{"id": "EACH", "membership": "closed", "members": [{"agency": it} for it in "ABC"]},
                       {"id": "PAIR", "membership": "open", "members": [
                           {"agency": "A", "to": "2018-12-31"}, {"agency": "C", "from": "2016-01-01"}]},
                       {"id": "ALL", "membership": "closed", "acts": "together",
                        "members": [{"agency": it} for it in "AB"]}],
            "events": [{"id": "E1"}, {"id": "E2"}]}
        if self.maybe(0.9):
            document["issued"] = self.date(2016, 2018).isoformat()
        if self.maybe(0.9):
            document["to"] = self.date(2019, 2021).isoformat()
        if self.maybe(0.3):
            document["from"] = self.date(2014, 2018).isoformat()
        return document

    def saturday(self, year):
        day = date(year, 6, 1)
        while day.weekday() != 5:
            day += timedelta(1)
        return day.isoformat()

    def log(self, world, tasks):
        rows = [{"kind": "event", "event": self.chance.choice(["E1", "E2"]), "date": self.date()} for _ in range(8)]
        for task in tasks:
            form = task.get("time", {}).get("form")
            if form in ("conditional", "on_demand"):
                rows += [{"kind": "event", "component": task["id"], "date": self.date()}
                         for _ in range(self.chance.randint(0, 2))]
        for task in tasks:
            try:
                _, found = law.instances(world, task, rows)
            except law.Unresolved:
                found = []
            chosen = self.chance.sample(found, min(len(found), self.chance.randint(0, 6)))
            if found and self.maybe(0.3):
                chosen = found[:20]
            for it in chosen:
                near = it.due or it.last or date(2018, 1, 1)
                for _ in range(self.chance.choice([1, 1, 1, 2, 3])):
                    row = {"kind": "done", "component": task["id"], "date": near + timedelta(self.chance.randint(-200, 90))}
                    if it.period:
                        row["period"] = it.period
                    if self.maybe(0.7):
                        row["agency"] = self.chance.choice("ABC")
                    rows.append(row)
                    if self.maybe(0.1):
                        back = {key: value for key, value in row.items() if key in ("kind", "component", "period")}
                        if self.maybe(0.5):
                            back["date"] = row["date"]
                        if self.maybe(0.5) and "agency" in row:
                            back["agency"] = row["agency"]
                        rows.append({**back, "action": "withdraw"})
        return rows


COLUMNS = ["kind", "component", "event", "period", "date", "agency", "action"]


def csv(log):
    lines = [",".join(COLUMNS)]
    for it in log:
        lines.append(",".join(str(it.get(column, "")) for column in COLUMNS))
    return "\n".join(lines) + "\n"


def text(day):
    return day.isoformat() if day else ""


def row_of(task, state, instance, done, parts):
    row = {"task": task["id"], "state": state, "done": text(done), "parts": parts}
    for key in ("period", "first", "start", "due"):
        value = getattr(instance, key) if instance else ""
        row[key] = value if key == "period" else text(value or None)
    row["flags"] = " ".join(sorted((instance.flags if instance else set()) - {"not_in_force"}))
    return row


def about(log, task):
    """The entries about a task, and the events that might start it."""
    return [it for it in log if it.get("component", task["id"]) == task["id"]]


def expected_states(world, tasks, log, day, soon):
    kept = law.counted(log)
    return [row_of(task, *law.standing(world, task, about(kept, task), day, soon)) for task in tasks]


def expected_instances(world, tasks, log, day, first, last, soon):
    rows = []
    all_kept = law.counted(log)
    for task in tasks:
        kept = about(all_kept, task)
        try:
            form, found = law.instances(world, task, kept)
        except law.Unresolved:
            rows.append(row_of(task, "unresolved", None, None, ""))
            continue
        if form == "continuous":
            rows.append(row_of(task, form, None, None, ""))
        for it in found:
            begin, end = it.start or date.min, it.last or date.max
            end = max(end, it.due) if it.due else end
            if begin > last or end < first or (form in ("conditional", "on_demand") and it.first > day):
                continue
            state, done, parts = law.judge(world, task, it, kept, day, soon)
            rows.append(row_of(task, state, it, done, parts))
    return rows


def ask(prg, folder, *options):
    run = subprocess.run([prg, "tasks", folder / "programme.json", folder / "log.csv", "--json", *options],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{folder}: {run.stderr}")
    rows = json.loads(run.stdout)
    for row in rows:
        row["flags"] = " ".join(sorted(set(row["flags"].split()) - {"not_in_force"}))
        for key in ("holder", "name", "remark"):
            row.pop(key)
    return rows


def compare(what, said, expected):
    if said == expected:
        return
    for mine, its in zip(expected, said):
        if mine != its:
            sys.exit(f"{what}\nreference: {mine}\nlibrary:   {its}")
    sys.exit(f"{what}: {len(expected)} rows in the reference, {len(said)} in the library\n"
             f"{(expected + said)[min(len(expected), len(said))]}")


def main():
    prg, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    wordings = rows = 0
    states = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        while wordings < count:
            maker = Maker(seed)
            document = maker.document()
            world = law.World(document)
            tasks = [maker.task(world, number) for number in range(TASKS)]
            document["components"] = tasks
            log = maker.log(world, tasks)
            (folder / "programme.json").write_text(json.dumps(document))
            (folder / "log.csv").write_text(csv(log))
            for day in (maker.date(2015, 2021), maker.date(2016, 2020)):
                soon = maker.chance.choice([0, 15, 60])
                said = ask(prg, folder, "--on", str(day), "--soon", str(soon))
                compare(f"seed {seed}, {day}", said, expected_states(world, tasks, log, day, soon))
                rows += len(said)
                for it in said:
                    states[it["state"]] = states.get(it["state"], 0) + 1
            first = maker.date()
            last = first + timedelta(maker.chance.randint(0, 500))
            said = ask(prg, folder, "--on", str(day), "--from", str(first), "--to", str(last), "--soon", str(soon))
            compare(f"seed {seed}, {first} to {last} on {day}", said,
                    expected_instances(world, tasks, log, day, first, last, soon))
            rows += len(said)
            wordings += TASKS
            seed += 1
    if len(states) < 10:
        sys.exit(f"only these states were met: {sorted(states)}")
    print(f"reference: {wordings} wordings of time, {rows} states and instances, each state at least "
          f"{min(states.values())} times: no difference")


if __name__ == "__main__":
    main()
