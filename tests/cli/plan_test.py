"""prg on the plan 1780 programme, as its users meet it. usage: plan_test.py PRG DOCUMENT"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import unittest

PRG = DOCUMENT = None


def prg(*words, text=None):
    result = subprocess.run([PRG, *words], capture_output=True, text=True, encoding="utf-8", input=text, check=False)
    return result.returncode, result.stdout, result.stderr


def columns(text):
    """How wide a terminal shows a text: combining marks take no column; no wide characters in these."""
    return sum(1 for character in text if not unicodedata.combining(character))


class Plan(unittest.TestCase):
    def test_it_is_valid(self):
        code, out, err = prg("validate", DOCUMENT)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("no findings", out)

    def test_who_answers_alike_for_every_spelling(self):
        expected = prg("who", DOCUMENT, "AG1", "--on", "2018-06-01", "--csv")
        self.assertEqual(expected[0], 0)
        for spelling in ("công an tỉnh", "CÔNG AN TỈNH", unicodedata.normalize("NFD", "Công an tỉnh")):
            self.assertEqual(prg("who", DOCUMENT, spelling, "--on", "2018-06-01", "--csv"), expected)
        tasks = {row["task"] for row in csv.DictReader(io.StringIO(expected[1]))}
        self.assertLessEqual({"1.1a", "1.6b", "2.1c", "3.4", "10.1a", "13.1", "Z.3c"}, tasks)

    def test_who_speaks_one_language(self):
        code, out, err = prg("who", DOCUMENT, "AG1", "--lang", "vi")
        self.assertEqual((code, err), (0, "AG1 Công an tỉnh: 52 nhiệm vụ được giao\n"))
        self.assertEqual(out.split("\n", 1)[0].split()[:2], ["nhiệm", "vụ"])
        self.assertNotIn("each of", out)
        self.assertIn("(hiểu ngầm)", prg("tasks", DOCUMENT, "--lang", "vi")[1])
        self.assertIn("(implied)", prg("tasks", DOCUMENT, "--lang", "en")[1])

    def test_an_unknown_agency_is_not_found_with_a_suggestion(self):
        code, out, err = prg("who", DOCUMENT, "công an tính")
        self.assertEqual((code, out), (4, ""))
        self.assertIn("did you mean 'Công an tỉnh'?", err)

    def test_tasks_without_lead(self):
        code, out, _ = prg("tasks", DOCUMENT, "--without", "lead", "--json")
        self.assertEqual(code, 0)
        self.assertEqual([row["task"] for row in json.loads(out)], ["1.5a", "1.5b", "1.7b", "9.2", "9.3a", "13.1"])

    def test_tasks_of_unresolved_time(self):
        code, out, _ = prg("tasks", DOCUMENT, "--unresolved", "--json")
        self.assertEqual(code, 0)
        self.assertLessEqual({"1.8b", "4.2a", "Z.2", "Z.3c"}, {row["task"] for row in json.loads(out)})

    def test_the_calendars_of_the_plan(self):
        code, out, _ = prg("calendar", DOCUMENT, "--json")
        self.assertEqual(code, 0)
        rows = {row["calendar"]: row for row in json.loads(out)}
        self.assertEqual((rows["vn"]["kind"], rows["vn"]["from"]), ("shifted", "2019-03-12"))
        self.assertLessEqual({"gregorian", "opium", "police"}, set(rows))
        code, out, _ = prg("calendar", DOCUMENT, "vn", "--year", "2019", "--type", "quarter", "--csv")
        self.assertEqual(code, 0)
        self.assertEqual([(row["first"], row["last"], row["days"]) for row in csv.DictReader(io.StringIO(out))],
                         [("2018-12-15", "2019-03-14", "90"), ("2019-03-15", "2019-06-14", "92"),
                          ("2019-06-15", "2019-09-14", "92"), ("2019-09-15", "2019-12-14", "91")])
        self.assertEqual(prg("calendar", DOCUMENT, "vn")[0], 2)
        code, _, err = prg("calendar", DOCUMENT, "nv", "--year", "2019")
        self.assertEqual(code, 4)
        self.assertIn("did you mean 'vn'?", err)

    def test_a_day_has_other_periods_in_the_plans_calendars(self):
        code, out, _ = prg("period", "--on", "2019-12-20", "--in", DOCUMENT, "--calendar", "vn", "--type", "year", "--json")
        self.assertEqual((code, [row["period"] for row in json.loads(out)]), (0, ["vn:2020"]))
        code, out, err = prg("period", "--on", "2019-07-10", "--in", DOCUMENT, "--calendar", "opium", "--type", "season")
        self.assertEqual((code, out), (4, ""))
        self.assertIn("holds 2019-07-10", err)

    def test_use_before_the_decree_is_answered_and_noted(self):
        code, out, err = prg("period", "vn:2018-Q1", "--in", DOCUMENT, "--json")
        self.assertEqual(code, 1)
        self.assertEqual(json.loads(out)[0]["first"], "2017-12-15")
        self.assertIn("[calendar-not-in-force]", err)

    def test_the_matrix(self):
        code, out, err = prg("matrix", DOCUMENT)
        self.assertEqual(code, 0)
        lines = out.splitlines()
        self.assertEqual(len(lines), 2 + 82)
        self.assertIn("L leads (chủ trì)", err)
        header = lines[0]
        row = next(line for line in lines if line.startswith("1.6b "))
        self.assertEqual(row[header.index("AG1 ")], "L")
        row = next(line for line in lines if line.startswith("12.1a "))
        self.assertEqual(row[header.index("AG12 "):][:3], "(L)")

    def test_the_matrix_for_other_programs(self):
        code, out, _ = prg("matrix", DOCUMENT, "--csv")
        self.assertEqual(code, 0)
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual(len({row["task"] for row in rows}), 82)
        self.assertIn(("1.6b", "AG1", "lead_and_direct"), {(row["task"], row["holder"], row["role"]) for row in rows})

    def test_columns_line_up_for_vietnamese_text(self):
        for form in ("NFC", "NFD"):
            with tempfile.TemporaryDirectory() as folder:
                copy = pathlib.Path(folder, "p.json")
                text = unicodedata.normalize(form, pathlib.Path(DOCUMENT).read_text(encoding="utf-8"))
                copy.write_text(text, encoding="utf-8")
                pathlib.Path(folder, "areas.csv").write_bytes(pathlib.Path(DOCUMENT).with_name("areas.csv").read_bytes())
                code, out, _ = prg("tasks", str(copy))
                self.assertEqual(code, 0)
                lines = out.splitlines()
                holder = lines[0].index("holder")
                for line in lines[2:]:
                    # The column of holders begins where its header does, whatever stands before it.
                    shown, at = 0, 0
                    while shown < holder:
                        shown += columns(line[at])
                        at += 1
                    while unicodedata.combining(line[at]):
                        at += 1
                    self.assertRegex(line[at:], r"\A(AG|X-)", line)
                    self.assertEqual(line[at - 1], " ")

    def test_text_search_finds_both_spellings(self):
        one, two = prg("search", DOCUMENT, "ma tuý", "--csv"), prg("search", DOCUMENT, "ma túy", "--csv")
        self.assertEqual(one, two)
        self.assertGreater(len(one[1].splitlines()), 50)
        self.assertEqual(prg("search", DOCUMENT, "không có trong kế hoạch này")[0], 4)

    def test_show_knows_every_class(self):
        for word, expected in (("P2", "component P2"), ("AG14", "group AG14"), ("D1", "document D1"),
                               ("I5", "indicator_group I5"), ("F1", "flow F1"), ("LC-105", "area LC-105"),
                               ("95-KH/TU", "document D2")):
            code, out, err = prg("show", DOCUMENT, word)
            self.assertEqual((code, err), (0, ""), word)
            self.assertEqual(out.splitlines()[0], expected)
        self.assertEqual(json.loads(prg("show", DOCUMENT, "AG1", "--json")[1])["id"], "AG1")
        self.assertEqual(prg("show", DOCUMENT, "nothing-like-this"), (4, "",
                         "prg: error: nothing has the id or the name 'nothing-like-this'; "
                         "'prg search' looks for a part of a name\n"))

    def test_show_has_lists_and_numbers_of_what_has_no_id(self):
        self.assertRegex(prg("show", DOCUMENT, "addicts_registered")[1], r"(?m)^  sources +order police, labour$")
        self.assertRegex(prg("show", DOCUMENT, "AG2")[1], r"(?m)^  successors +agency AG1; on 2025-03-01; .*"
                                                          r"functions P2, facilities_total, .*, relapse_rate; note ")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "split.json")
            parts = [{"old": "A", "new": new, "shares": [{"basis": "population", "value": share}]}
                     for new, share in (("B", 0.25), ("C", 0.75))]
            path.write_text(json.dumps({
                "format": "libprogram/programme", "version": 1, "minor": 0, "id": "split", "name": "Split",
                "areas": [{"id": "A", "level": "commune", "to": "2019-12-31"},
                          *({"id": new, "level": "commune", "from": "2020-01-01"} for new in "BC")],
                "area_changes": [{"id": "change", "on": "2020-01-01", "kind": "split", "map": parts}]}))
            self.assertEqual(prg("show", path, "change"), (0, """area_change change
  on               2020-01-01
  kind             split
  map              old A; new B; shares (basis population; value 0.25)
                   old A; new C; shares (basis population; value 0.75)
""", ""))

    def test_a_refused_document_says_how_many_errors_it_has(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "bad.json")
            for count, words in ((1, "1 error"), (2, "2 errors")):
                path.write_text(json.dumps({
                    "format": "libprogram/programme", "version": 1, "minor": 0, "id": "bad", "name": "Bad",
                    "agencies": [{"id": f"A{i}", "parent": "nobody"} for i in range(count)]}))
                code, out, err = prg("show", path)
                self.assertEqual((code, out, err.splitlines()[-1]), (3, "", f"prg: error: {path} is refused: {words}"))

    def test_show_lists_a_class(self):
        code, out, err = prg("show", DOCUMENT, "--class", "area")
        self.assertEqual((code, err, len(out.splitlines())), (0, "", 2 + 117))
        self.assertRegex(out, r"(?m)^area +LC-03412 +Xã Bình Lư$")
        self.assertEqual(json.loads(prg("show", DOCUMENT, "--class", "unit", "--json")[1])[0]["class"], "unit")
        self.assertEqual(prg("show", DOCUMENT, "--class", "aera")[0], 4)

    def test_tree(self):
        code, out, _ = prg("tree", DOCUMENT, "item-9")
        self.assertEqual(code, 0)
        self.assertIn("    9.1b", out)
        self.assertEqual(len(prg("tree", DOCUMENT, "--csv")[1].splitlines()), 1 + 160)

    def test_fmt_is_the_identity_on_what_is_shipped(self):
        with tempfile.TemporaryDirectory() as folder:
            target = pathlib.Path(folder, "programme.json")
            code, out, err = prg("fmt", DOCUMENT, "-o", str(target))
            self.assertEqual((code, out, err), (0, "", ""))
            self.assertEqual(target.read_bytes(), pathlib.Path(DOCUMENT).read_bytes())
            self.assertEqual(target.with_name("areas.csv").read_bytes(),
                             pathlib.Path(DOCUMENT).with_name("areas.csv").read_bytes())
            # With the list written into it, it says the same.
            code, out, _ = prg("fmt", DOCUMENT)
            self.assertEqual(len(json.loads(out)["areas"]), 117)

    def test_a_refused_document_lists_everything_and_exits_with_3(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = pathlib.Path(folder, "programme.json")
            document = json.loads(pathlib.Path(DOCUMENT).read_text(encoding="utf-8"))
            document["areas"] = []
            document["standing"] = "AG99"
            document["agencies"][0]["knd"] = document["agencies"][0].pop("kind")
            broken.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
            code, out, err = prg("validate", str(broken))
            self.assertEqual(code, 3)
            self.assertIn("unknown key 'knd'", out)
            self.assertIn("did you mean 'kind'?", out)
            self.assertIn("'AG99'", out)
            self.assertRegex(err, r"\Aprg: \d+ errors in ")
            code, _, err = prg("tree", str(broken))
            self.assertEqual(code, 3)
            self.assertIn("unknown key 'knd'", err)
            findings = json.loads(prg("validate", str(broken), "--json")[1])["findings"]
            self.assertTrue(all(finding["line"] > 0 for finding in findings))
            for form in [], ["--json"]:
                with open("/dev/full", "w", encoding="utf-8") as full:
                    result = subprocess.run([PRG, "validate", str(broken), *form], stdout=full,
                                            stderr=subprocess.PIPE, check=False)
                self.assertEqual(result.returncode, 6, form)

    def test_a_document_that_cannot_be_read_leaves_the_report_of_the_last_one(self):
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder, "report.json")
            self.assertEqual(prg("validate", DOCUMENT, "--json", "-o", str(report))[0], 0)
            before = report.read_bytes()
            self.assertEqual(json.loads(before)["findings"], [])
            self.assertEqual(prg("validate", "/nowhere/programme.json", "--json", "-o", str(report))[0], 6)
            self.assertEqual(report.read_bytes(), before)

    def test_exit_codes_of_files(self):
        self.assertEqual(prg("validate", "/nowhere/programme.json")[0], 6)
        self.assertEqual(prg("who", DOCUMENT, "AG1", "--on", "01/06/2018")[0], 2)
        self.assertEqual(prg("tasks", DOCUMENT, "--without", "led")[0], 2)
        self.assertEqual(prg("tree", DOCUMENT, "-o", "/nowhere/x")[0], 6)


if __name__ == "__main__":
    PRG = str(pathlib.Path(sys.argv.pop(1)).resolve())
    DOCUMENT = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
