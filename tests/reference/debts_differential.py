"""Deadlines and debts of random programmes, beside debts.py. usage: debts_differential.py PRG [DEADLINES [SEED]]

A case has agencies that end, merge, split and hand functions over on days, groups that lose their members, holidays of
some years and not of others, rules of every kind, and reports that were sent; `prg due` and debts.py list its debts as
they stand on a day. Besides, whatever the day: the debts are the same, none twice, and each held by somebody who
exists, or by nobody.
"""

import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from debts import Duties, EPOCH, end_of
from periods import Calendars, day_of, text_of

YEARS = range(2017, 2024)
AREA = {"id": "L", "level": "province"}
CALENDARS = [{"id": "vn", "kind": "shifted", "day": 15}, {"id": "opium", "kind": "season", "begins": "09-01", "ends": "05-31"},
             {"id": "market", "kind": "weeks", "week_start": "tuesday"},
             {"id": "plan", "kind": "stages", "stages": [{"id": "main", "from": "2018-04-01", "to": "2019-09-30"},
                                                         {"id": "late", "from": "2019-11-01", "to": "2021-12-31"}]}]
KINDS = [{"period": kind} for kind in ("month", "quarter", "half", "year", "bi_month", "four_month", "nine_month", "week")] + [
    {"calendar": "vn", "period": kind} for kind in ("month", "month", "quarter", "half", "year")] + [
    {"calendar": "opium", "period": "season"}, {"calendar": "market", "period": "week"}, {"calendar": "plan", "period": "stage"}]


class Case:
    """A programme and a log."""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.agencies = self.make_agencies()
        self.groups = [self.make_group(number) for number in range(rng.randint(1, 3))]
        self.programme = {"format": "libprogram/programme", "version": 1, "id": f"case-{seed}", "calendars": CALENDARS,
                          "holidays": self.make_holidays(), "agencies": self.agencies, "groups": self.groups,
                          "components": [{"id": "T", "kind": "task", "children": [{"id": "T1", "kind": "task"}]}],
                          "indicators": [{"id": name, "kind": "flow", "period": "month"} for name in ("x", "y")],
                          "areas": [AREA]}
        self.programme["obligations"] = [self.make_obligation(number) for number in range(rng.randint(2, 12))]
        self.calendars = Calendars(self.programme)
        self.duties = Duties(self.programme, self.calendars)

    def day(self):
        rng = self.rng
        return text_of(rng.choice([day_of("2019-07-01"), day_of("2020-01-31"), day_of("2020-07-01"), day_of("2020-03-15"),
                                   rng.randrange(day_of("2018-06-01"), day_of("2021-06-01"))]))

    def make_agencies(self):
        rng = self.rng
        found = [{"id": f"A{number}"} for number in range(rng.randint(3, 9))]
        for place, agency in enumerate(found):
            if place and rng.random() < 0.7:
                agency["parent"] = found[rng.randrange(place)]["id"]
            if rng.random() < 0.2:
                agency["from"] = self.day()
            elif rng.random() < 0.5:
                agency["to"] = self.day()
            edges = []
            for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
                on = self.day()
                if "to" in agency and rng.random() < 0.7:
                    on = text_of(day_of(agency["to"]) + 1)
                edge = {"agency": rng.choice(found)["id"], "on": on, "change": rng.choice(["merge", "split", "transfer"])}
                if rng.random() < 0.5:
                    edge["functions"] = rng.sample(["x", "y", "T", "T1", "O0", "O1"], rng.randint(1, 3))
                edges.append(edge)
            if edges:
                agency["successors"] = edges
        return found

    def make_group(self, number):
        rng = self.rng
        group = {"id": f"G{number}", "membership": rng.choice(["closed", "open"]), "members": []}
        if rng.random() < 0.3:
            group["acts"] = rng.choice(["each", "together"])
        for agency in rng.sample(self.agencies, rng.randint(1, len(self.agencies))):
            member = {"agency": agency["id"]}
            if rng.random() < 0.3:
                member[rng.choice(["from", "to"])] = self.day()
            group["members"].append(member)
        return group

    def make_holidays(self):
        rng, found = self.rng, []
        for year in YEARS:
            if rng.random() < 0.2:
                continue
            days, taken = [], set()
            for _ in range(rng.randint(0, 6)):
                first = rng.randrange(day_of(f"{year}-01-01"), day_of(f"{year}-12-24"))
                last = first + rng.choice([0, 0, 1, 6])
                if taken.isdisjoint(range(first, last + 1)):
                    taken.update(range(first, last + 1))
                    days.append({"from": text_of(first), "to": text_of(last)} if last > first else {"from": text_of(first)})
            for _ in range(rng.randint(0, 2)):
                day = rng.randrange(day_of(f"{year}-01-01"), day_of(f"{year}-12-31"))
                if day not in taken:
                    taken.add(day)
                    days.append({"from": text_of(day), "worked": True})
            found.append({"id": str(year), "days": days})
        if rng.random() < 0.1:
            found = [item for item in found if item["id"] not in ("2019", "2020")] + [
                {"id": year, "days": [{"from": f"{year}-01-01", "to": f"{year}-12-31"}]} for year in ("2019", "2020")]
        return found

    def make_rule(self):
        rng = self.rng
        rule = rng.choice([{"day": rng.randint(1, 31)}, {"day": rng.randint(1, 31)}, {"date": self.day()},
                           {"days": rng.choice([0, 1, 2, 5, 10, 30, 366])}, {"working_days": rng.choice([0, 1, 2, 5, 22, 300])}])
        if "day" in rule and rng.random() < 0.5:
            rule[rng.choice(["months_after", "months_before"])] = rng.choice([0, 1, 1, 2, 13, 24])
        if ("days" in rule or "working_days" in rule) and rng.random() < 0.5:
            rule["after"] = rng.choice(["end", "cut_off"])
        if rng.random() < 0.5:
            rule["bound"] = rng.choice(["before", "at_latest"])
        if rng.random() < 0.6:
            rule["roll"] = rng.choice(["none", "next", "previous"])
        return rule

    def make_obligation(self, number):
        rng = self.rng
        holders = [item["id"] for item in self.agencies + self.groups]
        tiers = []
        for _ in range(rng.choice([1, 1, 2, 3])):
            tier = {"receiver": rng.choice(holders)}
            if rng.random() < 0.9:
                tier["deadline"] = self.make_rule()
            tiers.append(tier)
        item = {"id": f"O{number}", "who": rng.sample(holders, rng.randint(1, 3)), **rng.choice(KINDS), "tiers": tiers}
        if rng.random() < 0.4:
            item["indicators"] = rng.sample(["x", "y"], rng.randint(1, 2))
        if rng.random() < 0.3:
            item["components"] = ["T1"]
        if rng.random() < 0.3:
            item["cut_off"] = rng.randint(1, 31)
        if rng.random() < 0.3:
            item["from"] = self.day()
        if rng.random() < 0.2 and "from" not in item:
            item["to"] = self.day()
        return item

    def make_log(self, debts):
        """Reports, mostly of whoever holds a debt, on days around its deadline."""
        rng, found = self.rng, []
        for debt in debts:
            if rng.random() < 0.5:
                around = debt.deadline.last or debt.period.last
                sender = rng.choice([debt.debtor, debt.holder or debt.debtor, rng.choice(self.agencies)["id"]])
                if sender[0] == "A":
                    found.append((debt.obligation, debt.tier, debt.period, sender, around + rng.choice([-40, -3, 0, 0, 1, 9, 90])))
        return found


def write_log(path, log, calendars):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["kind", "date", "obligation", "tier", "period", "agency"])
        for obligation, tier, period, sender, day in log:
            out.writerow(["sent", text_of(day), obligation, tier + 1, calendars.format(period), sender])


def ask(prg, folder, first, last, day):
    command = [prg, "due", str(folder / "p.json"), str(folder / "log.csv"), "--on", text_of(day), "--from", text_of(first),
               "--to", text_of(last), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if ran.returncode not in (0, 1) or "warning" in ran.stderr:
        raise RuntimeError(f"{' '.join(command)}\n{ran.stderr}")
    return [tuple(row[key] or "" for key in ("obligation", "tier", "period", "debtor", "holder", "receiver", "deadline",
                                             "contains", "state", "sent")) for row in json.loads(ran.stdout)]


def expected(case, debts, receipts, day):
    found = []
    for debt in debts:
        due = debt.deadline
        if due.last is not None:
            deadline = text_of(due.last)
        else:
            deadline = f"{due.reason} {due.year}" if due.year else due.reason
        sent = case.duties.received(receipts, case.by_id[debt.obligation], debt.tier, debt.period, debt.debtor, day)
        sent = "" if sent is None else text_of((sent + 7 * 3600) // 86400 + EPOCH)
        found.append((debt.obligation, str(debt.tier + 1), case.calendars.format(debt.period), debt.debtor, debt.holder or "",
                      debt.receiver or "", deadline, "estimates" if due.estimates else "", debt.state, sent))
    return found


def main():
    prg = str(pathlib.Path(sys.argv[1]).resolve())
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    count = cases = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        while count < wanted:
            case = Case(seed + cases)
            case.by_id = {item["id"]: item for item in case.programme["obligations"]}
            rng = case.rng
            (folder / "p.json").write_text(json.dumps(case.programme), encoding="utf-8")
            first, last = day_of("2018-12-01"), day_of("2020-12-31")
            day = rng.randrange(day_of("2019-01-01"), day_of("2021-03-01"))
            log = case.make_log(case.duties.debts(first, last, day))
            write_log(folder / "log.csv", log, case.calendars)
            receipts = [(obligation, tier, period, sender, end_of(on) - 12 * 3600) for obligation, tier, period, sender, on in log]
            debts = case.duties.debts(first, last, day, receipts)
            mine, theirs = expected(case, debts, receipts, day), ask(prg, folder, first, last, day)
            if mine != theirs:
                for a, b in zip(mine, theirs):
                    if a != b:
                        print(f"seed {seed + cases}, on {text_of(day)}\n  debts.py {a}\n  library {b}")
                        break
                else:
                    print(f"seed {seed + cases}: {len(mine)} debts by debts.py, {len(theirs)} by the library")
                return 1
            # Whatever becomes of agencies, the debts stay the same, each once.
            keys = [row[:4] for row in theirs]
            later = [row[:4] for row in ask(prg, folder, first, last, day + rng.randint(1, 700))]
            if len(set(keys)) != len(keys) or set(keys) != set(later):
                print(f"seed {seed + cases}: a debt was lost or doubled")
                return 1
            count += len(theirs)
            cases += 1
    print(f"duties: {count} deadlines and debts of {cases} programmes agree, seed {seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
