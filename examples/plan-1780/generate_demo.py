"""Writes values-demo.csv: figures for two years that nobody reported, for demonstrations.

usage: generate_demo.py          writes values-demo.csv beside this script
       generate_demo.py --check  compares it with what would be written; exit code 1 when it differs

Nothing here is taken from a report: every figure is drawn from splitmix64, with the size of the programme's
press figures in mind. The same script writes the same bytes everywhere: whole numbers only, no clock, no
other source of chance.

Rows stand in the order in which they would have been received: those of a month, then those of the next.
A form that a commune sends is on time, or an estimate that becomes final a month later, or late, or never
comes. What the last month leaves open stays open.
"""
import csv
import io
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE / "values-demo.csv"
MONTHS = [(year, month) for year in (2017, 2018) for month in range(1, 13)]
COLUMNS = ["indicator", "area", "period", "value", "quality", "source", "sex", "unit", "scope", "action", "reason",
           "note"]

# Registered addicts, by district: together the size of the figure that the press gave for June 2018.
ADDICTS = {"LC-105": 340, "LC-106": 380, "LC-107": 380, "LC-108": 480, "LC-109": 680, "LC-110": 500, "LC-111": 320,
           "LC-112": 220}
# Where poppies are found, and how much of a hundred parts of what is found in a season.
POPPIES = {"LC-107": 50, "LC-108": 22, "LC-110": 28}
# Far communes send less.
FAR = {"LC-107", "LC-112"}
# Told of in the press for more than a hundred addicts.
KNOWN = "LC-03571"
# Sends its communication figures by quarter, and a city that holds sessions of its own.
QUARTERLY, CITY = "LC-03451", "LC-105"

MASK = (1 << 64) - 1


# ---- chance ----

def splitmix64(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
    return state ^ (state >> 31)


def draw(below, *what):
    """A number from 0 to below - 1 that belongs to this thing, whatever else was drawn before."""
    state = 1780
    for byte in " ".join(map(str, what)).encode():
        state = splitmix64(state ^ byte)
    return splitmix64(state) % below


def between(least, most, *what):
    return least + draw(most - least + 1, *what)


# ---- what happened ----

def communes():
    with open(HERE / "areas.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["level"] == "commune"]


def weight_of(commune):
    """How many of its district's addicts are here, against the other communes."""
    if commune["id"] == KNOWN:
        return 24
    if commune["kind"] == "thi_tran":
        return between(8, 14, "weight", commune["id"])
    return 0 if draw(100, "none", commune["id"]) < 12 else between(2, 12, "weight", commune["id"])


def divided(total, weights):
    """A total in whole parts that are as the weights are; what is left over goes to the heaviest."""
    parts = [total * weight // sum(weights) for weight in weights]
    for i in sorted(range(len(parts)), key=lambda i: -weights[i])[:total - sum(parts)]:
        parts[i] += 1
    return parts


class Commune:
    """Two years of one commune, month by month."""

    def __init__(self, area, district, addicts):
        self.area, self.district = area, district
        self.addicts, self.rehabilitation, self.users = [], [], []
        self.spots, self.new, self.reformed, self.eliminated = [], [], [], []
        self.cases, self.offenders, self.heroin = [], [], []
        self.sessions, self.attendances = [], []
        number = addicts - addicts // 30
        share = between(14, 30, "share", area)
        spots = 1 if draw(100, "spots", area) < addicts // 2 else 0
        for at in range(len(MONTHS)):
            step = draw(100, "addicts", area, at)
            size = 1 + number // 40
            number = max(0, number + (-size if step < 14 else size if step < 32 else 0))
            share = min(34, max(10, share + between(-1, 1, "share", area, at)))
            self.addicts.append(number)
            self.rehabilitation.append(number * share // 100)
            self.users.append(number * between(28, 40, "users", area, at // 3) // 100)
            self.add_spots(at, spots)
            spots = self.spots[-1]
            self.add_cases(at, number)
            sessions = between(0, 3, "sessions", area, at) + (MONTHS[at][1] == 6)
            self.sessions.append(sessions)
            self.attendances.append(sum(between(25, 90, "people", area, at, i) for i in range(sessions)))

    def add_spots(self, at, before):
        new = int(draw(1000, "new spot", self.area, at) < 12)
        reformed = int(draw(1000, "spot again", self.area, at) < 6)
        gone = int(before > 0 and draw(100, "spot gone", self.area, at) < 8)
        self.new.append(new)
        self.reformed.append(reformed)
        self.eliminated.append(gone)
        self.spots.append(before + new + reformed - gone)

    def add_cases(self, at, addicts):
        cases = sum(draw(540, "case", self.area, at, i) < addicts + 3 for i in range(6))
        self.cases.append(cases)
        self.offenders.append(sum(1 + (draw(100, "offender", self.area, at, i) < 24) for i in range(cases)))
        # Hundredths of a gram; now and then much at once.
        self.heroin.append(sum(between(20, 900, "heroin", self.area, at, i)
                               * (40 if draw(100, "much", self.area, at, i) < 3 else 1) for i in range(cases)))


def province():
    found = []
    for district, total in ADDICTS.items():
        here = [row for row in communes() if row["parent"] == district]
        parts = divided(total, [weight_of(row) for row in here])
        found += [Commune(row["id"], district, part) for row, part in zip(here, parts)]
    return sorted(found, key=lambda commune: commune.area)


# ---- what was received ----

class Journal:
    """Rows by the month in which they come in."""

    def __init__(self):
        self.months = [[] for _ in range(len(MONTHS) + 1)]

    def add(self, at, **row):
        self.months[min(at, len(MONTHS))].append({"note": "demo", **row})

    def send(self, at, way, guess, **row):
        """A figure on the way that its form goes."""
        quality = "preliminary" if at == len(MONTHS) - 1 else "final"
        if way == "on time":
            self.add(at, quality=quality, **row)
        elif way == "estimate":
            self.add(at, quality="estimate", **{**row, "value": guess})
            self.add(at + 1, quality="final", **row)
        elif way == "late":
            self.add(at + 1, quality="final", **row)
        elif way == "reminded":
            self.add(at, quality="final", **{**row, "value": ""}, reason="not sent")

    def text(self):
        target = io.StringIO()
        writer = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        # What would come in after the last month has not come in yet.
        for month in self.months[:-1]:
            writer.writerows(month)
        return target.getvalue()


def way_of(form, commune, at):
    number = draw(1000, "way", form, commune.area, at) - (15 if commune.district in FAR else 0)
    return ("never" if number < 12 else "reminded" if number < 22 else "late" if number < 52
            else "estimate" if number < 120 else "on time")


def guess_of(value, *what):
    """An estimate: near the figure that becomes final, sometimes the same."""
    return max(0, value + between(-2, 2, "guess", *what)) if isinstance(value, int) else value


def send_monthly(journal, commune, at):
    year, month = MONTHS[at]
    forms = {
        ("police", "vn", "police"): {"addicts_registered": commune.addicts},
        ("police", "police", ""): {"hot_spots": commune.spots, "drug_cases_detected": commune.cases,
                                   "drug_offenders_detected": commune.offenders},
        ("labour", "vn", "labour"): {"addicts_in_rehabilitation": commune.rehabilitation},
        ("communication", "vn", ""): {"communication_sessions": commune.sessions,
                                      "communication_attendances": commune.attendances},
    }
    if year == 2018:
        forms["police", "vn", "police"]["users_registered"] = commune.users
        forms["police", "police", ""].update({"hot_spots_new": commune.new, "hot_spots_reformed": commune.reformed,
                                              "hot_spots_eliminated": commune.eliminated})
    for (form, calendar, source), figures in forms.items():
        way = way_of(form, commune, at)
        if form == "communication" and commune.area == QUARTERLY and year == 2018:
            continue
        for indicator, series in figures.items():
            journal.send(at, way, guess_of(series[at], indicator, commune.area, at), indicator=indicator,
                         area=commune.area, period=f"{calendar}:{year}-{month:02}", value=series[at], source=source)
    if year == 2018 and way_of("police", commune, at) == "on time":
        journal.add(at, indicator="heroin_seized", area=commune.area, period=f"police:{year}-{month:02}", unit="g",
                    value=f"{commune.heroin[at] // 100}.{commune.heroin[at] % 100:02}", quality="final")


def send_quarterly(journal, commune, at):
    """At the end of a quarter of 2018: the labour chain's own count of addicts, and addicts by sex."""
    year, month = MONTHS[at]
    if year != 2018 or month % 3:
        return
    here = {"area": commune.area, "period": f"vn:2018-{month:02}", "indicator": "addicts_registered"}
    number = commune.addicts[at]
    if way_of("labour", commune, at) != "never":
        other = between(-3, 2, "other count", commune.area, at) if draw(5, "differs", commune.area, at) == 0 else 0
        journal.add(at, **here, value=max(0, number + other), quality="final", source="labour")
    if way_of("police", commune, at) == "on time":
        women = (number * between(2, 7, "women", commune.area, at) + 50) // 100
        quality = "preliminary" if month == 12 else "final"
        journal.add(at, **here, value=number - women, quality=quality, source="police", sex="male")
        journal.add(at, **here, value=women, quality=quality, source="police", sex="female")
    if commune.area == QUARTERLY:
        for indicator, series in (("communication_sessions", commune.sessions),
                                  ("communication_attendances", commune.attendances)):
            journal.add(at, indicator=indicator, area=commune.area, period=f"vn:2018-Q{month // 3}",
                        value=sum(series[at - 2:at + 1]), quality="final")


def send_yearly(journal, commune, at):
    year, month = MONTHS[at]
    if month == 12:
        number = commune.addicts[at]
        status = ("free" if number == 0 else "key_type_1" if number >= 90 else "key_type_2" if number >= 70
                  else "key_type_3" if number >= 50 else "with_drugs")
        journal.add(at, indicator="commune_drug_status", area=commune.area, period=f"vn:{year}", value=status,
                    quality="final" if year == 2017 else "preliminary")
    if month == 5:
        # The season that ends in this month.
        part = POPPIES.get(commune.district, 0)
        found = 0
        if part and draw(100, "poppies", commune.area, year) < 55:
            found = part * between(20, 130, "square metres", commune.area, year) * (3 if year == 2017 else 2) // 6
        left = found * between(0, 4, "left", commune.area, year) // 100
        for indicator, value in (("illegal_crop_area_detected", found), ("illegal_crop_area_destroyed", found - left)):
            journal.add(at, indicator=indicator, area=commune.area, period=f"opium:{year - 1}", value=value,
                        quality="final")


def send_districts(journal):
    for district, addicts in ADDICTS.items():
        patients = addicts * between(52, 60, "patients", district) // 100
        for at, (year, month) in enumerate(MONTHS):
            new = between(1, 3 + addicts // 80, "entered", district, at)
            dropouts = between(0, 2 + addicts // 80, "dropped", district, at)
            patients += new - dropouts
            quality = "preliminary" if at == len(MONTHS) - 1 else "final"
            # One clinic's report of one month is not there.
            if (district, year, month) == ("LC-112", 2018, 10):
                continue
            for indicator, value in (("methadone_patients", patients), ("methadone_new", new),
                                     ("methadone_dropouts", dropouts)):
                journal.add(at, indicator=indicator, area=district, period=f"vn:{year}-{month:02}", value=value,
                            quality=quality)
    for at, (year, month) in enumerate(MONTHS):
        if year == 2018:
            sessions = between(1, 2, "city", at)
            for indicator, value in (("communication_sessions", sessions),
                                     ("communication_attendances", sessions * between(80, 200, "city people", at))):
                journal.add(at, indicator=indicator, area=CITY, period=f"vn:{year}-{month:02}", value=value,
                            quality="final", scope="own")


def send_corrections(journal, found):
    """A count that is taken back and given anew, and a mistake in writing that is corrected."""
    by_area = {commune.area: commune for commune in found}
    may, march = MONTHS.index((2018, 5)), MONTHS.index((2018, 3))
    twice = {"indicator": "drug_cases_detected", "area": KNOWN, "period": "police:2018-05", "quality": "final"}
    journal.add(may + 2, **twice, action="withdraw", reason="also counted by the district")
    journal.add(may + 3, **twice, value=max(0, by_area[KNOWN].cases[may] - 1))
    wrong = {"indicator": "addicts_registered", "area": "LC-03595", "period": "vn:2018-03", "quality": "final",
             "source": "police"}
    journal.add(march + 2, **wrong, value=by_area["LC-03595"].addicts[march] + 1, action="correct",
                reason="one file was found later")


def demo():
    journal, found = Journal(), province()
    for at in range(len(MONTHS)):
        for commune in found:
            send_monthly(journal, commune, at)
            send_quarterly(journal, commune, at)
            send_yearly(journal, commune, at)
    send_districts(journal)
    send_corrections(journal, found)
    return journal.text()


def main():
    text = demo().encode()
    if sys.argv[1:] == ["--check"]:
        same = TARGET.read_bytes() == text
        print(f"{TARGET.name}: {'as' if same else 'not as'} {pathlib.Path(__file__).name} writes it")
        return 0 if same else 1
    if sys.argv[1:]:
        print(__doc__)
        return 2
    TARGET.write_bytes(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
