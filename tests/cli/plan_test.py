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

    def test_who_was_responsible_has_one_answer_on_each_day(self):
        for day, agency in (("2025-02-28", "AG2"), ("2025-03-01", "AG1")):
            code, out, _ = prg("who", DOCUMENT, "P2", "--on", day, "--csv")
            rows = list(csv.DictReader(io.StringIO(out)))
            self.assertEqual((code, {(row["agency"], row["given_to"]) for row in rows}), (0, {(agency, "AG2")}))
            tasks = prg("who", DOCUMENT, agency, "--on", day, "--csv")[1]
            self.assertIn("P2,", tasks)
        self.assertNotIn("P2,", prg("who", DOCUMENT, "AG2", "--on", "2025-03-01", "--csv")[1])
        self.assertEqual(prg("who", DOCUMENT, "P2")[0], 2)
        self.assertEqual(prg("who", DOCUMENT, "NV-F5", "--on", "2025-07-01", "--csv")[1], "agency,name,role,given_to\n")

    def test_what_is_due_and_late_follows_the_log(self):
        log = "kind,date,obligation,tier,period,agency\nsent,2024-06-17,NV-TT13-huyen,1,vn:2024-06,CA-SinHo\n" \
              "sent,2024-06-18,NV-TT13-huyen,1,vn:2024-06,CA-TPLC\nsent,2024-06-19,NV-TT13-huyen,2,vn:2024-06,PC04\n"
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "log.csv"
            path.write_text(log, encoding="utf-8")
            common = (DOCUMENT, str(path), "--on", "2024-06-20", "--from", "2024-06-14", "--to", "2024-06-14",
                      "--obligation", "NV-TT13-huyen")
            code, out, err = prg("due", *common, "--json")
            self.assertEqual((code, err), (0, ""))
            states = {(row["tier"], row["debtor"]): (row["deadline"], row["state"]) for row in json.loads(out)}
            self.assertEqual(len(states), 10)
            self.assertEqual(states["1", "CA-SinHo"], ("2024-06-17", "on_time"))
            self.assertEqual(states["1", "CA-TPLC"], ("2024-06-17", "late"))
            self.assertEqual(states["2", "PC04"], ("2024-06-19", "on_time"))
            self.assertEqual(states["3", "C04"], ("2024-06-23", "open"))
            code, out, _ = prg("due", *common, "--counts", "--csv")
            self.assertEqual(out.split("\n")[1], "NV-TT13-huyen,10,9,3,2,0,1,0,0,33.3,22.2")
            code, out, _ = prg("late", *common, "--csv")
            rows = list(csv.DictReader(io.StringIO(out)))
            self.assertEqual((len(rows), {row["chaser"] for row in rows}, {row["days"] for row in rows}), (6, {"PC04"}, {"3"}))
            self.assertEqual(prg("late", *common, "--chases", "C04", "--csv")[1].count("\n"), 1)
        code, out, _ = prg("due", DOCUMENT, "--on", "2019-12-26", "--from", "2019-12-14", "--to", "2019-12-14", "--obligation", "NV-ND09",
                           "--json")
        self.assertEqual([(row["period"], row["deadline"], row["state"]) for row in json.loads(out)],
                         [("vn:2019", "2019-12-25", "overdue")])
        self.assertEqual(prg("due", DOCUMENT)[0], 2)

    def test_progress_becomes_values_of_the_indicators_about_it(self):
        log = "kind,date,component,obligation,tier,period,agency\ndone,2018-03-20,1.1b,,,,AG1\n" \
              "sent,2024-06-17,,NV-TT13-huyen,1,vn:2024-06,CA-SinHo\nsent,2024-06-18,,NV-TT13-huyen,1,vn:2024-06,CA-TPLC\n"
        script = pathlib.Path(DOCUMENT).with_name("progress.py")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "log.csv"
            path.write_text(log, encoding="utf-8")
            made = subprocess.run([sys.executable, script, PRG, path, "2024-07"], capture_output=True, text=True, check=True)
            values = {row["indicator"]: int(row["value"]) for row in csv.DictReader(io.StringIO(made.stdout))}
            # The eight districts, the province and the department; one in time, one late. All 82 tasks are counted.
            self.assertEqual([values["reports_" + name] for name in ("expected", "on_time", "late", "missing")], [10, 1, 1, 8])
            self.assertEqual(sum(value for name, value in values.items() if name.startswith("tasks_")), 82)
            self.assertEqual(values["directive_21_review_held"], 1)
            (path.parent / "values.csv").write_text(made.stdout, encoding="utf-8")
            code, out, err = prg("compute", DOCUMENT, str(path.parent / "values.csv"), "-i", "reports_missing", "-a", "LC", "-p",
                                 "vn:2024-07", "--csv")
            self.assertEqual((code, err), (0, ""))
            self.assertIn(",8,", out)

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

    def test_what_is_late_on_a_day(self):
        code, out, _ = prg("tasks", DOCUMENT, "--on", "2018-07-15", "--state", "overdue", "--json")
        self.assertEqual(code, 0)
        self.assertEqual([(row["task"], row["due"]) for row in json.loads(out)],
                         [("1.1b", "2018-03-26"), ("3.4", "2018-06-30")])
        code, out, _ = prg("tasks", DOCUMENT, "--on", "2018-06-14", "--state", "due_soon", "--in-calendar", "vn",
                           "--agency", "Sở Y tế", "--json")
        self.assertEqual((code, [row["task"] for row in json.loads(out)]), (0, ["3.4"]))

    def test_done_writes_into_a_log_and_tasks_read_it(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log.csv"
            self.assertEqual(prg("done", DOCUMENT, str(log), "10.1a", "-p", "2018", "--on", "2018-06-29", "-a", "AG10a",
                                 "-d", "21/TTr, số 2"), (0, "", ""))
            self.assertEqual(prg("done", DOCUMENT, str(log), "10.1b", "--event", "--on", "2018-03-01"), (0, "", ""))
            self.assertEqual(prg("done", DOCUMENT, str(log), "12.2a", "--event", "--on", "2018-05-01")[0], 0)
            self.assertEqual(log.read_text(encoding="utf-8").splitlines()[1:],
                             ['done,10.1a,,,,2018,2018-06-29,AG10a,"21/TTr, số 2",,', "event,10.1b,,,,,2018-03-01,,,,",
                              "event,12.2a,,,,,2018-05-01,,,,"])
            code, out, _ = prg("tasks", DOCUMENT, str(log), "--on", "2018-07-15", "--hold", "2018", "--csv")
            rows = {row["task"]: row for row in csv.DictReader(io.StringIO(out))}
            self.assertEqual((code, len(rows)), (0, 82))
            self.assertEqual((rows["10.1a"]["state"], rows["10.1a"]["done"], rows["10.1a"]["period"]),
                             ("done", "2018-06-29", "2018"))
            self.assertEqual((rows["10.1b"]["state"], rows["10.1b"]["period"]), ("open", "2018-03-01"))
            self.assertEqual((rows["12.2a"]["remark"], rows["4.1c"]["remark"]), ("not_held", "no_data"))
            self.assertEqual(prg("done", DOCUMENT, str(log), "10.1a", "-p", "2018", "--withdraw")[0], 0)
            code, out, _ = prg("tasks", DOCUMENT, str(log), "--on", "2018-07-15", "-s", "done", "--csv")
            self.assertEqual(len(out.splitlines()), 1)

    def test_done_refuses_what_means_nothing_and_leaves_the_log(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log.csv"
            log.write_text("date;kind;component\n2018-01-05;done;1.6a", encoding="utf-8")
            before = log.read_bytes()
            for words, code, message in (
                    (["10.1a", "--on", "2018-01-05"], 4, "it recurs; expected the year that it was done for"),
                    (["10.1a", "-p", "2017", "--on", "2018-01-05"], 4, "it has no such instance"),
                    (["1.6a", "--event", "--on", "2018-01-05"], 4, "it waits for no event"),
                    (["99", "--on", "2018-01-05"], 4, "99"),
                    (["1.6a"], 2, "done needs --on DATE"),
                    (["1.6a", "--on", "5/1/2018"], 2, "--on 5/1/2018"),
                    (["10.1a", "-p", "2018", "--on", "2018-01-05"], 3, "the file has no column 'period'"),
                    (["10.1a", "-p", "2018", "--withdraw"], 4, "a withdrawal of nothing")):
                answer = prg("done", DOCUMENT, str(log), *words)
                self.assertEqual(answer[0], code, (words, answer))
                self.assertIn(message, answer[2])
                self.assertEqual(log.read_bytes(), before)
            self.assertEqual(prg("done", DOCUMENT, str(log), "1.6a", "--on", "2018-01-06")[0], 0)
            self.assertEqual(log.read_bytes(), before + b"\n2018-01-06;done;1.6a\n")
            log.write_text("kind,date,component\ndne,2018-01-05,1.6a\n", encoding="utf-8")
            code, _, errors = prg("done", DOCUMENT, str(log), "1.6a", "--on", "2018-01-06")
            self.assertEqual(code, 3)
            self.assertIn("'dne' is no such word", errors)

    def test_a_log_with_what_means_nothing_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log.csv"
            log.write_text("kind,date,component,period\ndone,2018-01-05,10.1a,2017\n", encoding="utf-8")
            code, out, errors = prg("tasks", DOCUMENT, str(log), "--on", "2018-07-15", "--state", "done")
            self.assertEqual(code, 1)
            self.assertIn("row 2: warning: 10.1a: it has no such instance", errors)

    def test_how_tasks_stand_needs_a_day_and_the_right_words(self):
        for words, message in ((["--state", "late"], "--on DATE"), (["--state", "late", "--on", "2018-01-01"], "unknown state"),
                               (["--on", "2018-01-01", "--ical", "event"], "needs --stamp"),
                               (["--on", "2018-01-01", "--ical", "event", "--stamp", "2018-01-01"], "expected an instant"),
                               (["--on", "2018-01-01", "--instances", "--unresolved"], "do not go together"),
                               (["--on", "2018-01-01", "--hold", "2018-Q5"], "--hold 2018-Q5"),
                               (["--on", "2018-01-01", "--soon", "-3"], "whole number")):
            code, _, errors = prg("tasks", DOCUMENT, *words)
            self.assertEqual(code, 2, (words, errors))
            self.assertIn(message, errors)

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

    def test_a_rate_by_formula_explains_itself(self):
        values = str(pathlib.Path(DOCUMENT).parent / "values-demo.csv")
        code, out, err = prg("explain", DOCUMENT, values, "-i", "treatment_rate", "-a", "LC-106", "-p", "vn:2018", "--lang", "en",
                             "--depth", "1")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out, """\
Treatment rate, Huyện Tam Đường, vn:2018: 80.1 %, estimate
  = 100 * (methadone_patients + addicts_in_rehabilitation) / addicts_registered
  = 100 * (226 + 79) / 381
  - the period runs from 2017-12-15 to 2018-12-14
  - worked out by the formula of the indicator, from the sums of all units; nothing is rounded on the way
  - not final yet: 2 of the numbers used are estimates
  - not final yet: 24 of the numbers used are preliminary
  - note: the operands are not from the same units and periods
  - exactly 30500/381; rounded once, only to be shown
  methadone_patients: Methadone patients: 226 (person), preliminary …
    - the last value from vn:2018-01 to vn:2018-12 counts
    - 1 of 1 unit that should report has a value
    - not final yet: 1 of the numbers used is preliminary
  addicts_in_rehabilitation: Addicts in rehabilitation: 79 (person), estimate …
    - of each unit the last value from vn:2018-01 to vn:2018-12 counts
    - the units below are added
    - only the source Labour chain counts; others are kept beside it
    - 14 of 14 units that should report have a value
    - not final yet: 2 of the numbers used are estimates
    - not final yet: 10 of the numbers used are preliminary
  addicts_registered: Registered addicts: 381 (person), preliminary …
    - of each unit the last value from vn:2018-01 to vn:2018-12 counts
    - the units below are added
    - only the source Police chain counts; others are kept beside it
    - 14 of 14 units that should report have a value
    - not final yet: 13 of the numbers used are preliminary
… there is more below; a greater depth shows it
""")
        code, out, _ = prg("explain", DOCUMENT, values, "-i", "treatment_rate", "-a", "LC-106", "-p", "vn:2018", "--json")
        self.assertEqual(code, 0)
        rate = json.loads(out)["explanation"]
        self.assertEqual([(step["step"], step["operand"], step["value"]) for step in rate["steps"]],
                         [("operand", "methadone_patients", "226"), ("operand", "addicts_in_rehabilitation", "79"),
                          ("operand", "addicts_registered", "381")])

    def test_what_if(self):
        values = str(pathlib.Path(DOCUMENT).parent / "values-demo.csv")
        where = ("-a", "LC-106", "-p", "vn:2018")
        code, out, _ = prg("compute", DOCUMENT, values, "-i", "treatment_rate", *where, "--json",
                           "--set", "methadone_patients@LC-106@vn:2018-12=302")
        self.assertEqual(code, 0)
        table = json.loads(out)
        self.assertEqual(table["what_if"], "methadone_patients@LC-106@vn:2018-12 = 302")
        self.assertEqual(table["cells"][0]["fraction"], ["100", "1"])
        self.assertEqual(table["cells"][0]["marks"]["what_if"], 1)
        code, out, _ = prg("compute", DOCUMENT, values, "-i", "treatment_rate, x [decimals 3] = methadone_patients / 3", *where,
                           "--formula", "treatment_rate = 100 * methadone_patients / addicts_registered", "--csv")
        self.assertEqual(code, 0)
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual([(row["indicator"], row["value"], row["formula"]) for row in rows],
                         [("treatment_rate", "59.3", "100 * methadone_patients / addicts_registered"),
                          ("x", "75.333", "methadone_patients / 3")])
        code, out, err = prg("compute", DOCUMENT, values, *where, "--formula", "x = methadone_patient + 1")
        self.assertEqual((code, out), (4, ""))
        self.assertIn("--formula: character 2: no indicator is called 'methadone_patient'; did you mean 'methadone_patients'?", err)
        self.assertEqual(prg("compute", DOCUMENT, values, *where, "--formula", "methadone")[0], 2)
        self.assertEqual(prg("compute", DOCUMENT, values, "-i", "treatment_rate", *where, "--set", "x")[0], 2)

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
