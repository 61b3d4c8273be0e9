"""prg values, prg compute and prg explain. Numbers are compared with those of a plain model below, which knows only what the
demonstration file uses. usage: values_test.py PRG PLAN_FOLDER"""
import csv
import fractions
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PRG = DOCUMENT = DEMO = PRESS = None
HEADER = "indicator,area,period,value,quality\n"
QUALITIES = ["estimate", "preliminary", "final"]
DISTRICTS = [f"LC-{number}" for number in range(105, 113)]


def prg(*words):
    result = subprocess.run([PRG, *map(str, words)], capture_output=True, encoding="utf-8", check=False)
    return result.returncode, result.stdout, result.stderr


def shipped(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, text, name="values.csv"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def rows(self, *words, expect=0):
        """The cells of prg compute, by their five ids."""
        code, out, err = prg("compute", DOCUMENT, *words, "--csv")
        self.assertEqual(code, expect, err)
        return {(row["indicator"], row["breakdown"], row["area"], row["period"], row["measure"]): row
                for row in csv.DictReader(io.StringIO(out))}


# ---- prg values check ----

class Check(Case):
    def test_what_is_shipped_has_no_findings(self):
        code, out, err = prg("values", "check", DOCUMENT, DEMO, PRESS)
        self.assertEqual((code, err), (0, ""))
        counts = [(path, len(shipped(path))) for path in (DEMO, PRESS)]
        self.assertEqual(out, "".join(f"{path}: {count} rows, {count} entries, 0 refused\n" for path, count in counts))

    def test_every_mistake_comes_with_its_place(self):
        path = self.file("indicator,area,period,value,quality,source\n"
                         "hot_spots,LC-03386,police:2018-06,12,fnal,\n"
                         "hot_spots,LC-0338,police:2018-06,12,final,\n"
                         "hot_spots,LC-03387,police:2018-13,12,final,\n"
                         'hot_spots,LC-03388,police:2018-06,"1.2,5",final,\n'
                         "hot_spot,LC-03388,police:2018-06,12,final,\n"
                         "hot_spots,LC-105,police:2018-06,12,final,\n"
                         "hot_spots,LC-03389,vn:2018-06,-1,final,\n"
                         "methadone_coverage,LC,vn:2018-06,12,final,\n"
                         "hot_spots,LC-03408,police:2018-06,12,final,\n")
        code, out, err = prg("values", "check", DOCUMENT, path)
        self.assertEqual((code, err), (3, f"prg: 8 errors in {path}\n"))
        lines = out.splitlines()
        self.assertEqual([line.split(":")[1].strip() for line in lines[:8]],
                         ["row 2, quality", "row 3, area", "row 4, period", "row 5, value", "row 6, indicator", "row 7, area",
                          "row 8, value", "row 9, indicator"])
        self.assertTrue(all(line.startswith(f"{path}: ") for line in lines))
        for row, meant in ((0, "final"), (1, "LC-03386"), (4, "hot_spots")):
            self.assertIn(f"did you mean '{meant}'?", lines[row])
        self.assertEqual(lines[8:], [f"{path}: 9 rows, 1 entry, 8 refused"])

    def test_json_has_a_report_and_a_summary_for_each_file(self):
        good = self.file(HEADER + "hot_spots,LC-03386,police:2018-06,12,final\n" * 2, "good.csv")
        bad = self.file(HEADER + "hot_spots,LC-0338,police:2018-06,12,final\n", "bad.csv")
        code, out, _ = prg("values", "check", DOCUMENT, good, bad, "--json")
        self.assertEqual(code, 3)
        first, second = json.loads(out)
        self.assertEqual((first["file"], first["rows"], first["accepted"], first["same"]), (str(good), 2, 1, 1))
        self.assertEqual(first["report"]["findings"], [])
        self.assertEqual((second["refused"], second["report"]["counts"]), (1, {"unknown-reference": 1}))
        finding, = second["report"]["findings"]
        self.assertEqual((finding["row"], finding["field"], finding["suggestion"]), (2, "area", "LC-03386"))

    def test_files_are_read_one_after_the_other(self):
        given = self.file(HEADER + "hot_spots,LC-03386,police:2018-06,12,final\n", "given.csv")
        taken = self.file("action," + HEADER + "withdraw,hot_spots,LC-03386,police:2018-06,,final\n", "taken.csv")
        self.assertEqual(prg("values", "check", DOCUMENT, given, taken)[0], 0)
        code, out, _ = prg("values", "check", DOCUMENT, taken, given)
        self.assertEqual(code, 3)
        self.assertIn("[withdrawal]", out)

    def test_a_total_that_is_no_sum_is_a_warning(self):
        mapping = self.file(json.dumps({"layout": "wide", "header": ["period"], "columns": {"Xã": "area"},
                                        "constants": {"indicator": "communication_sessions"}, "total_rows": ["Cộng"],
                                        "words": {"period": {"T1": "vn:2018-01"}}}), "mapping.json")
        sheet = self.file("Xã;T1\nXã Bình Lư;3\nXã Sơn Bình;4\nCộng;8\n")
        code, out, err = prg("values", "check", DOCUMENT, sheet, "--mapping", mapping)
        self.assertEqual((code, err), (1, ""))
        self.assertIn("[total-row]", out)
        self.assertEqual(out.splitlines()[1], f"{sheet}: 2 rows, 2 entries, 0 refused, 1 total compared")
        # Computing goes on, with the warning on the other stream.
        code, out, err = prg("compute", DOCUMENT, sheet, "--mapping", mapping, "-i", "communication_sessions", "-a", "LC-106",
                             "-p", "vn:2018-01", "--csv")
        self.assertEqual(code, 1)
        self.assertIn("[total-row]", err)
        self.assertIn(",value,7,value,", out)

    def test_the_form_of_numbers_is_declared(self):
        path = self.file(HEADER.replace(",", ";") + "communication_attendances;LC-03412;vn:2018-01;1.020;final\n")
        code, out, _ = prg("values", "check", DOCUMENT, path)
        self.assertEqual(code, 3)
        self.assertIn("row 2, value", out)
        self.assertEqual(prg("values", "check", DOCUMENT, path, "--decimal-comma")[0], 0)
        self.assertIn(",1020,", prg("values", "fmt", DOCUMENT, path, "--decimal-comma")[1])

    def test_exit_codes(self):
        good = self.file(HEADER)
        for code, words in ((2, ["chek", DOCUMENT, good]), (2, ["check", DOCUMENT]), (6, ["check", DOCUMENT, "/nowhere.csv"]),
                            (6, ["check", "/nowhere.json", good]), (2, ["check", DOCUMENT, good, "--quality-of-file", "fnal"]),
                            (6, ["check", DOCUMENT, good, "--mapping", "/nowhere"]), (6, ["check", DOCUMENT, good, "-o", "/nowhere/x"]),
                            (6, ["check", DOCUMENT, self.folder])):
            result = prg("values", *words)
            self.assertEqual((result[0], result[1]), (code, ""), words)
            self.assertTrue(result[2].startswith("prg: error: "), result[2])
        self.assertIn("did you mean 'check'?", prg("values", "chek", DOCUMENT, good)[2])
        broken = self.file('{"layout": "wyde"}', "mapping.json")
        code, out, _ = prg("values", "check", DOCUMENT, good, "--mapping", broken)
        self.assertEqual(code, 3)
        self.assertIn("wyde", out)


# ---- prg values fmt ----

class Format(Case):
    def test_it_is_the_identity_on_its_own_output(self):
        once, twice = self.folder / "once.csv", self.folder / "twice.csv"
        self.assertEqual(prg("values", "fmt", DOCUMENT, DEMO, PRESS, "-o", once), (0, "", ""))
        self.assertEqual(prg("values", "fmt", DOCUMENT, once, "-o", twice), (0, "", ""))
        self.assertEqual(once.read_bytes(), twice.read_bytes())

    def test_no_entry_is_lost_or_moved(self):
        code, out, _ = prg("values", "fmt", DOCUMENT, DEMO)
        self.assertEqual(code, 0)
        given = shipped(DEMO)
        written = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual(len(written), len(given))
        for old, new in zip(given, written):
            self.assertEqual([new[key] for key in ("indicator", "area", "period", "quality", "source", "sex", "scope", "note")],
                             [old[key] for key in ("indicator", "area", "period", "quality", "source", "sex", "scope", "note")])
            if old["unit"]:
                self.assertEqual(fractions.Fraction(new["value"]), fractions.Fraction(old["value"]) / 1000)
            elif old["value"].isdigit():
                self.assertEqual(fractions.Fraction(new["value"]), int(old["value"]))
            else:
                self.assertEqual(new["value"], old["value"])

    def test_nothing_is_written_of_a_refused_file(self):
        good = self.file(HEADER + "hot_spots,LC-03386,police:2018-06,12,final\n", "good.csv")
        bad = self.file(HEADER + "hot_spots,LC-0338,police:2018-06,12,final\nhot_spots,LC-03387,police:2018-06,3,final\n",
                        "bad.csv")
        target = self.folder / "target.csv"
        target.write_text("as it was")
        code, out, err = prg("values", "fmt", DOCUMENT, bad, good, "-o", target)
        self.assertEqual((code, out, target.read_text()), (3, "", "as it was"))
        self.assertEqual(err.splitlines()[-1], f"prg: error: {bad} is refused: 1 error")
        code, out, err = prg("values", "fmt", DOCUMENT, bad, good, "--good-rows")
        self.assertEqual((code, [row["value"] for row in csv.DictReader(io.StringIO(out))]), (1, ["3", "12"]))
        self.assertIn("did you mean 'LC-03386'?", err)

    def test_good_rows_of_a_file_that_has_none_are_no_answer(self):
        bad = self.file("a,b\n1,2\n")
        for words in (["values", "fmt", DOCUMENT, bad], ["compute", DOCUMENT, bad, "-i", "hot_spots", "-p", "police:2018"]):
            code, out, err = prg(*words, "--good-rows")
            self.assertEqual((code, out), (3, ""))
            self.assertIn("[header]", err)


# ---- a plain model of the demonstration file ----

class Model:
    """Communes by month, districts as sums; months of the two calendars have the same days."""

    def __init__(self, rows):
        self.entries = {}
        with (pathlib.Path(DOCUMENT).parent / "areas.csv").open(encoding="utf-8", newline="") as file:
            self.parent = {row["id"]: row["parent"] for row in csv.DictReader(file)}
        for row in rows:
            if row["sex"]:
                continue
            key = row["indicator"], row["area"], row["period"].split(":")[1], row["source"], row["scope"]
            kept = self.entries.setdefault(key, [])
            if row["action"] == "withdraw":
                kept[:] = [entry for entry in kept if entry["quality"] != row["quality"]]
            else:
                kept.append(row)

    def cell(self, indicator, area, period, source="", scope="", least=0, most=2):
        """The value that counts, and its quality; None without one."""
        found = [row for row in self.entries.get((indicator, area, period, source, scope), [])
                 if least <= QUALITIES.index(row["quality"]) <= most]
        if not found:
            return None
        best = max(QUALITIES.index(row["quality"]) for row in found)
        last = [row for row in found if row["quality"] == QUALITIES[best]][-1]
        return (int(last["value"]), best) if last["value"] else None

    def communes(self, area):
        return [commune for commune, parent in self.parent.items() if commune.count("-") and len(commune) == 8
                and area in ("LC", parent)]

    def flow(self, indicator, area, year, quarter, **how):
        """Sum, lowest quality, reported, expected."""
        months = [f"{year}-{month:02}" for month in range(3 * quarter - 2, 3 * quarter + 1)]
        cells, reported = [], 0
        for commune in self.communes(area):
            mine = [found for month in months if (found := self.cell(indicator, commune, month, **how))]
            reported += len(mine)
            coarse = self.cell(indicator, commune, f"{year}-Q{quarter}", **how)
            if coarse and not mine:
                mine, reported = [coarse], reported + 3
            cells += mine
        own = [found for place in ("LC", *DISTRICTS) if area in ("LC", place) for month in months
               if (found := self.cell(indicator, place, month, scope="own", **how))]
        return summed(cells + own), reported, 3 * len(self.communes(area))

    def stock(self, indicator, units, year, quarter, **how):
        """Sum of the last values, lowest quality, units that report, units."""
        months = [f"{year}-{month:02}" for month in range(3 * quarter, 3 * quarter - 3, -1)]
        cells = [next((found for month in months if (found := self.cell(indicator, unit, month, **how))), None)
                 for unit in units]
        found = [cell for cell in cells if cell]
        return summed(found), len(found), len(units)


def summed(cells):
    return (sum(value for value, _ in cells), min(quality for _, quality in cells)) if cells else None


def rounded(fraction, decimals):
    """Half away from zero, for what is not negative."""
    units = (fraction * 10 ** decimals * 2 + 1) // 2
    return f"{units // 10 ** decimals}.{units % 10 ** decimals:0{decimals}}"


class Compute(Case):
    FLOWS = ["drug_cases_detected", "drug_offenders_detected", "communication_sessions", "communication_attendances"]

    def compare(self, row, expected, where):
        found, reported, units = expected
        if found is None:
            self.assertEqual((row["state"], row["value"]), ("missing", ""), where)
            return
        self.assertEqual((row["value"], row["quality"], row["reported"], row["expected"]),
                         (str(found[0]), QUALITIES[found[1]], str(reported), str(units)), where)

    def check_flows(self, model, *options, **how):
        rows = self.rows(DEMO, "-i", ",".join(self.FLOWS), "-a", "LC,level:district",
                         "-p", "vn:2017-Q1..2018-Q4", *options)
        self.assertEqual(len(rows), len(self.FLOWS) * 9 * 8)
        for (indicator, _, area, period, _), row in rows.items():
            expected = model.flow(indicator, area, int(period[3:7]), int(period[9]), **how)
            self.compare(row, expected, (indicator, area, period))

    def test_flows_are_those_of_a_plain_model(self):
        self.check_flows(Model(shipped(DEMO)))

    def test_what_was_known_earlier(self):
        rows = shipped(DEMO)
        for count in (1, 20000, len(rows) - 1):
            self.check_flows(Model(rows[:count]), "--as-of", count)

    def test_qualities(self):
        model = Model(shipped(DEMO))
        self.check_flows(model, "--quality", "at_least preliminary", least=1)
        self.check_flows(model, "--quality", "exactly estimate", most=0)

    def test_stocks_and_ratios_are_those_of_a_plain_model(self):
        model = Model(shipped(DEMO))
        rows = self.rows(DEMO, "-i", "addicts_registered,methadone_patients,methadone_coverage", "-a", "LC,level:district",
                         "-p", "vn:2017-Q1..2018-Q4")
        for (indicator, _, area, period, _), row in rows.items():
            year, quarter = int(period[3:7]), int(period[9])
            addicts = model.stock("addicts_registered", model.communes(area), year, quarter, source="police")
            districts = [district for district in DISTRICTS if area in ("LC", district)]
            patients = model.stock("methadone_patients", districts, year, quarter)
            if indicator != "methadone_coverage":
                self.compare(row, addicts if indicator == "addicts_registered" else patients, (indicator, area, period))
                continue
            share = fractions.Fraction(100 * patients[0][0], addicts[0][0])
            self.assertEqual(row["value"], rounded(share, 1))
            self.assertEqual((row["numerator"], row["denominator"]), (str(share.numerator), str(share.denominator)))
            self.assertEqual(row["marks"], "operand_coverage_differs")

    def test_sources(self):
        model = Model(shipped(DEMO))
        rows = self.rows(DEMO, "-i", "addicts_registered", "-a", "level:district", "-p", "vn:2018-Q1..2018-Q4",
                         "--source", "labour")
        for (_, _, area, period, _), row in rows.items():
            expected = model.stock("addicts_registered", model.communes(area), 2018, int(period[9]), source="labour")
            self.compare(row, expected, (area, period))

    def test_hot_spots_balance(self):
        """What the file says of itself: at the end as at the beginning, plus new and formed again, less eliminated."""
        model, compared = Model(shipped(DEMO)), 0
        for commune in model.communes("LC"):
            for month in range(2, 13):
                now, before, new, again, gone = (
                    model.cell(indicator, commune, f"2018-{month - (at == 1):02}", least=1) for at, indicator in
                    enumerate(["hot_spots", "hot_spots", "hot_spots_new", "hot_spots_reformed", "hot_spots_eliminated"]))
                if all((now, before, new, again, gone)):
                    self.assertEqual(now[0], before[0] + new[0] + again[0] - gone[0], (commune, month))
                    compared += 1
        self.assertGreater(compared, 1000)

    def test_the_press_stands_where_nobody_below_reports(self):
        period = "vn:2018-06"
        rows = self.rows(PRESS, "-i", "addicts_registered,methadone_patients,methadone_coverage,addicts_in_rehabilitation",
                         "-b", "total,rehab_form", "-p", period)

        def cell(indicator, cut="total"):
            row = rows[indicator, cut, "LC", period, "value"]
            return row["value"], row["quality"], row["marks"].split()

        self.assertEqual(cell("addicts_registered"), ("3300", "estimate", ["unreliable"]))
        self.assertEqual(cell("addicts_in_rehabilitation", "rehab_form=home"), ("630", "estimate", []))
        self.assertEqual(cell("addicts_in_rehabilitation", "rehab_form=compulsory"), ("100", "estimate", ["unreliable"]))
        # The voluntary ones are not known, so neither is the sum.
        self.assertEqual(cell("addicts_in_rehabilitation"), ("", "", []))
        self.assertEqual(cell("methadone_coverage")[0], rounded(fractions.Fraction(200000, 3300), 1))
        # Beside communes that report, it is not used.
        row, = self.rows(DEMO, PRESS, "-i", "addicts_registered", "-p", period).values()
        self.assertNotEqual(row["value"], "3300")

    def test_the_poppies_of_the_press(self):
        rows = self.rows(PRESS, "-i", "illegal_crop_area_destroyed", "-p", "opium:2017..2018", "-m", "value,change")
        self.assertEqual([row["value"] for row in rows.values()], ["17000.00", "", "7000.00", "-10000.00"])

    # ---- findings ----

    def test_a_total_that_differs_is_told_and_the_table_is_there(self):
        path = self.file("scope," + HEADER + "".join(f",methadone_new,{area},vn:2018-06,2,final\n" for area in DISTRICTS)
                         + "total,methadone_new,LC,vn:2018-06,17,final\n")
        code, out, err = prg("compute", DOCUMENT, path, "-i", "methadone_new", "-p", "vn:2018-06", "--csv")
        self.assertEqual(code, 1)
        self.assertIn("[total-differs]", err)
        self.assertIn(",value,16,value,", out)
        self.assertNotIn("total-differs", out)

    def test_a_coarse_value_that_differs_is_told(self):
        path = self.file(HEADER + "".join(f"methadone_new,LC-106,vn:2018-0{month},2,final\n" for month in (1, 2, 3))
                         + "methadone_new,LC-106,vn:2018-Q1,7,final\n")
        code, out, err = prg("compute", DOCUMENT, path, "-i", "methadone_new", "-a", "LC-106", "-p", "vn:2018-Q1", "--csv")
        self.assertEqual(code, 1)
        self.assertIn("[coarse-differs]", err)
        self.assertIn(",value,6,value,", out)

    def test_a_refused_file_gives_no_table(self):
        bad = self.file(HEADER + "hot_spots,LC-0338,police:2018-06,12,final\nhot_spots,LC-03387,police:2018-06,3,final\n")
        worse = self.file(HEADER + "hot_spts,LC-03388,police:2018-06,12,final\n", "worse.csv")
        words = ["-i", "hot_spots", "-p", "police:2018-06", "--csv"]
        code, out, err = prg("compute", DOCUMENT, bad, worse, *words)
        self.assertEqual((code, out), (3, ""))
        self.assertIn("did you mean 'LC-03386'?", err)
        self.assertIn("did you mean 'hot_spots'?", err)
        code, out, err = prg("compute", DOCUMENT, bad, *words, "--good-rows")
        self.assertEqual(code, 1)
        self.assertIn(",value,3,value,", out)
        self.assertIn("did you mean 'LC-03386'?", err)
        self.assertEqual(prg("compute", DOCUMENT, "/nowhere.csv", *words)[:2], (6, ""))

    # ---- the query ----

    def test_options_set_clauses_of_the_query(self):
        whole = "indicators hot_spots; areas level:district; periods police:2018-Q1..2018-Q4; measures value, rank"
        once = prg("compute", DOCUMENT, DEMO, "-q", whole, "--csv")
        self.assertEqual(once[0], 0)
        apart = ["-i", "hot_spots", "-a", "level:district", "-p", "police:2018-Q1..2018-Q4", "-m", "value,rank", "--csv"]
        self.assertEqual(prg("compute", DOCUMENT, DEMO, *apart), once)
        # The option stands above the clause.
        other = whole.replace("hot_spots", "drug_cases_detected")
        self.assertEqual(prg("compute", DOCUMENT, DEMO, "-q", other, "-i", "hot_spots", "--csv"), once)

    def test_without_files_everything_is_missing(self):
        row, = self.rows("-i", "hot_spots", "-p", "police:2018-06").values()
        self.assertEqual((row["area"], row["state"], row["reported"], row["expected"]), ("LC", "missing", "0", "108"))

    def test_origins(self):
        words = ["-i", "communication_sessions", "-a", "LC-105", "-p", "vn:2018-12"]
        path = self.file("scope," + HEADER + "own,communication_sessions,LC-105,vn:2018-12,2,final\n"
                                             "total,communication_sessions,LC-105,vn:2018-12,9,final\n")
        for origin, value in (("auto", "11"), ("parts", "2"), ("own", "9")):
            row, = self.rows(path, *words, "--origin", origin).values()
            self.assertEqual(row["value"], value, origin)

    def test_what_is_wrong_with_a_query(self):
        words = ["-i", "hot_spots", "-p", "police:2018-06"]
        for code, message, options in (
                (2, "which indicators?", ["-p", "police:2018"]),
                (2, "which periods?", ["-i", "hot_spots"]),
                (4, "--indicators: character 1: no indicator is called 'hot_spot'; did you mean 'hot_spots'?",
                 ["-i", "hot_spot", "-p", "police:2018"]),
                (4, "--areas: character 5: ", [*words, "-a", "LC, LC-99"]),
                (2, "--periods: character 7: quarter 5, expected 1 to 4", ["-i", "hot_spots", "-p", "2018-Q5"]),
                (2, "--query: character 11: ", ["-q", "indicators ; areas LC"]),
                (2, "--measures: ", [*words, "-m", "target"]),
                (4, "did you mean 'growth'?", [*words, "-m", "grwth"]),
                (4, "--source: ", [*words, "--source", "press"]),
                (2, "did you mean 'parts'?", [*words, "--origin", "part"]),
                (2, "--quality final: expected best, or at_least", [*words, "--quality", "final"]),
                (2, "--quality best final: expected", [*words, "--quality", "best final"]),
                (2, "did you mean 'final'?", [*words, "--quality", "exactly finl"]),
                (2, "--as-of ten: expected a whole number", [*words, "--as-of", "ten"]),
                (2, "--top -1: expected a whole number", [*words, "--top", "-1"]),
                (2, "--top 99999999999999999999: expected", [*words, "--top", "9" * 20]),
                (2, "--sort rank: expected a measure of the query, such as value", [*words, "--sort", "rank"]),
                (2, "unknown value of --format 'jso'; did you mean 'json'?", [*words, "--format", "jso"]),
                (2, "unknown value of --numbers 'english'; expected plain or vietnamese", [*words, "--numbers", "english"]),
                (2, "unknown value of --format 'xml'; expected text, csv or json", [*words, "--format", "xml"]),
                (2, "--top 9999999999999999999: expected a whole number from 0 on, of at most 18 digits",
                 [*words, "--top", "9999999999999999999"]),
                (2, "unknown axis 'area'; did you mean 'areas'?", [*words, "--down", "periods,area"]),
                (2, "unknown axis ''", [*words, "--down", "periods,"]),
                (6, "/nowhere", [*words, "-o", "/nowhere/x"])):
            result = prg("compute", DOCUMENT, *options)
            self.assertEqual((result[0], result[1]), (code, ""), (options, result[2]))
            self.assertIn(message, result[2])

    # ---- the table ----

    def test_sort_and_top(self):
        words = [DEMO, "-i", "drug_cases_detected,hot_spots", "-a", "level:district", "-p", "police:2017,police:2018"]
        cells = self.rows(*words)
        by_value = sorted(DISTRICTS, key=lambda area: -int(
            cells["drug_cases_detected", "total", area, "police:2018", "value"]["value"]))
        for options, expected in ((["--sort", "value"], by_value), (["--sort", "value", "--top", "3"], by_value[:3]),
                                  (["--top", "2"], DISTRICTS[:2]), (["--top", "99"], DISTRICTS)):
            areas = list(dict.fromkeys(key[2] for key in self.rows(*words, *options)))
            self.assertEqual(areas, expected, options)
        by_rank = list(dict.fromkeys(key[2] for key in self.rows(*words, "-m", "rank", "--sort", "rank")))
        places = self.rows(*words, "-m", "rank")
        ranks = [int(places["drug_cases_detected", "total", area, "police:2018", "rank"]["value"]) for area in by_rank]
        self.assertEqual(ranks, sorted(ranks)) # the best first
        values = [int(row["value"]) for key, row in self.rows(*words, "--sort", "+value").items()
                  if key[0] == "drug_cases_detected" and key[3] == "police:2018"]
        self.assertEqual(values, sorted(values))

    def test_forms_say_the_same(self):
        words = [DOCUMENT, DEMO, "-i", "methadone_coverage", "-a", "LC,LC-105", "-p", "vn:2018-Q4"]
        rows = list(self.rows(*words[1:]).values())
        code, out, err = prg("compute", *words, "--format", "json")
        self.assertEqual((code, err, json.loads(out)["format"]), (0, "", "libprogram/table"))
        self.assertEqual(prg("compute", *words, "--json")[1], out)
        self.assertEqual(prg("compute", *words, "--format", "csv"), prg("compute", *words, "--csv"))
        self.assertEqual([cell["value"] for cell in json.loads(out)["cells"]], [row["value"] for row in rows])
        code, text, err = prg("compute", *words, "--lang", "en")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("Share of registered addicts on Methadone (%)", text)
        self.assertIn(f"Tỉnh Lai Châu       {rows[0]['value']}*", text)
        self.assertIn("* estimate", text)
        self.assertIn("Tỷ lệ người nghiện đang điều trị Methadone (%)", prg("compute", *words)[1])
        plain = prg("compute", *words, "--no-details", "--ids")[1]
        self.assertIn("LC-105", plain)
        self.assertNotIn("*", plain)

    def test_pivots_and_numbers_for_a_vietnamese_spreadsheet(self):
        words = ["compute", DOCUMENT, DEMO, "-i", "methadone_coverage", "-a", "level:district", "-p", "vn:2018-Q3..2018-Q4"]
        code, out, _ = prg(*words, "--csv", "--down", "areas")
        self.assertEqual(code, 0)
        table = list(csv.reader(io.StringIO(out)))
        self.assertEqual((len(table), {len(row) for row in table}), (9, {3}))
        self.assertEqual([row[0] for row in table[1:]], DISTRICTS)
        code, out, _ = prg(*words, "--csv", "--down", "areas", "--numbers", "vietnamese")
        self.assertEqual(code, 0)
        other = list(csv.reader(io.StringIO(out), delimiter=";"))
        self.assertEqual([[cell.replace(",", ".") for cell in row] for row in other[1:]], table[1:])
        for options, periods in ((["--down", "areas"], 1), (["--down", "areas,periods"], 8)):
            code, out, _ = prg(*words, "--ids", *options)
            self.assertEqual((code, out.count("vn:2018-Q3"), out.count("LC-105")), (0, periods, 1))

    def test_the_output_appears_only_when_it_is_complete(self):
        target = self.folder / "table.csv"
        words = ["compute", DOCUMENT, DEMO, "-i", "hot_spots", "-p", "police:2018-06", "--csv"]
        self.assertEqual(prg(*words, "-o", target), (0, "", ""))
        self.assertEqual(target.read_text(encoding="utf-8"), prg(*words)[1])
        bad = self.file(HEADER + "hot_spots,LC-0338,police:2018-06,12,final\n")
        for command in (words, ["values", "check", DOCUMENT, bad], ["values", "fmt", DOCUMENT, DEMO]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                result = subprocess.run([PRG, *map(str, command)], stdout=full, stderr=subprocess.PIPE, check=False)
            self.assertEqual(result.returncode, 6, command)
            self.assertIn(b"prg: error: ", result.stderr)

    def test_a_number_is_explained_down_to_its_entries(self):
        words = ["explain", DOCUMENT, DEMO, "-i", "methadone_coverage", "-a", "LC-106", "-p", "vn:2018"]
        code, text, err = prg(*words, "--lang", "en")
        self.assertEqual((code, err), (0, ""))
        lines = text.splitlines()
        self.assertEqual(lines[0], "Share of registered addicts on Methadone, Huyện Tam Đường, vn:2018: 59.3 %, preliminary")
        self.assertEqual(lines[1], "  = 226 / 381 × 100")
        self.assertIn("  numerator: Methadone patients: 226 (person), preliminary", lines)
        self.assertIn("  denominator: Registered addicts: 381 (person), preliminary", lines)
        self.assertLess(len(lines), 90)
        page = (FOLDER.parent.parent / "docs/explain.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
        shown = [line for line in page.splitlines() if not line.strip().startswith("[")]
        batch = str(DEMO.relative_to(FOLDER))
        rest = iter([line.replace(str(DEMO), batch) for line in lines])
        self.assertEqual([line for line in shown if line not in rest], [])
        self.assertIn("  tử số: Số người đang điều trị Methadone: 226 người, sơ bộ", prg(*words)[1].splitlines())
        self.assertIn("59,3 %", prg(*words, "--numbers", "vietnamese")[1].splitlines()[0])
        self.assertEqual(len(prg(*words, "--depth", "0")[1].splitlines()), 7)
        self.assertIn("and 11 more, together ", prg(*words, "--most", "3", "--lang", "en")[1])
        code, out, _ = prg(*words, "--json")
        self.assertEqual((code, out), prg(*words, "--format", "json")[:2])
        self.add_up(json.loads(out)["explanation"])

    def add_up(self, step):
        """Every number is what the steps below it come to, and every entry is the row of the file that it names."""
        below = [other for other in step.get("steps", []) if other["counts"]]
        numbers = [fractions.Fraction(*map(int, other["fraction"])) if "fraction" in other else fractions.Fraction(other["value"])
                   for other in below if other["state"] == "value"]
        own = fractions.Fraction(*map(int, step["fraction"])) if "fraction" in step else fractions.Fraction(step.get("value", 0))
        if step["operation"] == "quotient":
            self.assertEqual(own, 100 * numbers[0] / numbers[1])
        elif step["operation"] in ("sum", "same"):
            self.assertEqual(own, sum(numbers), step["label"])
        if step["coverage_adds"]:
            self.assertEqual((step["reported"], step["expected"]),
                             (sum(other["reported"] for other in below), sum(other["expected"] for other in below)))
        if step["step"] == "entry" and step["state"] == "value":
            row = shipped(DEMO)[step["entry"]["row"] - 2]
            self.assertEqual((row["indicator"], row["value"], row["source"] or None),
                             (step["indicator"], step["value"], step.get("source")))
        for other in step.get("steps", []):
            self.add_up(other)

    def test_one_cell_is_explained(self):
        words = ["explain", DOCUMENT, DEMO, "-i", "hot_spots"]
        for options, message in ((["-a", "level:district", "-p", "police:2018"], "the query has 8 areas"),
                                 (["-p", "police:2018,police:2017"], "the query has 2 periods"),
                                 (["-p", "police:2018", "--depth", "x"], "expected a whole number"),
                                 (["-p", "police:2018", "--format", "csv"], "csv"), ([], "which periods?")):
            code, out, err = prg(*words, *options)
            self.assertEqual((code, out), (2, ""), options)
            self.assertIn(message, err)


if __name__ == "__main__":
    PRG = str(pathlib.Path(sys.argv.pop(1)).resolve())
    FOLDER = pathlib.Path(sys.argv.pop(1)).resolve()
    DOCUMENT, DEMO, PRESS = str(FOLDER / "programme.json"), FOLDER / "values-demo.csv", FOLDER / "values-press.csv"
    unittest.main()
