"""prg as a person and as a script meets it. usage: prg_test.py PRG"""
import datetime
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import unittest

PRG = None


def prg(*words, **environment):
    result = subprocess.run([PRG, *words], capture_output=True, text=True, encoding="utf-8",
                            env={**os.environ, **environment}, check=False)
    return result.returncode, result.stdout, result.stderr


def on_terminal(*words, **environment):
    """What prg writes to stderr when that is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PRG, *words], stdout=subprocess.DEVNULL, stderr=slave,
                               env={**os.environ, "TERM": "xterm", **environment})
    os.close(slave)
    text = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        text += piece
    process.wait()
    os.close(master)
    return text.decode()


class Basics(unittest.TestCase):
    def test_version_goes_to_stdout(self):
        code, out, err = prg("version")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"\Aprg \d+\.\d+\.\d+\n")
        self.assertIn("utf8proc", out)
        self.assertEqual(prg("--version"), (code, out, err))

    def test_help_lists_every_command(self):
        code, out, err = prg("help")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("  version ", out)
        self.assertIn("exit codes: 0 ok, 1 findings, 2 usage, 3 invalid input, 4 not found", out)
        self.assertEqual(prg("--help"), (code, out, err))
        self.assertEqual(prg("-h"), (code, out, err))

    def test_help_of_one_command(self):
        code, out, err = prg("help", "version")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("usage: prg version", out)
        self.assertEqual(prg("version", "--help"), (code, out, err))

    def test_no_letter_stands_for_two_options_of_a_command(self):
        commands = re.findall(r"^  ([a-z]+)  ", prg("help")[1], re.M)
        self.assertIn("late", commands)
        for command in commands:
            letters = re.findall(r"^ +-([a-z]), --", prg("help", command)[1], re.M)
            self.assertEqual(sorted(letters), sorted(set(letters)), command)

    def test_no_command_is_a_usage_error_with_help(self):
        code, out, _ = prg()
        self.assertEqual(code, 2)
        self.assertIn("usage: prg", out)

    def test_lines_fit_a_terminal(self):
        for line in prg("help")[1].splitlines():
            self.assertLessEqual(len(line), 80, line)


class Mistakes(unittest.TestCase):
    def assert_usage(self, words, message):
        code, out, err = prg(*words)
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err.splitlines()[0], message)

    def test_a_near_command_is_suggested(self):
        self.assert_usage(["versoin"], "prg: error: unknown command 'versoin'; did you mean 'version'?")
        self.assert_usage(["help", "verion"], "prg: error: unknown command 'verion'; did you mean 'version'?")
        self.assert_usage(["frobnicate"], "prg: error: unknown command 'frobnicate'")

    def test_an_unknown_option(self):
        self.assert_usage(["version", "--frob"], "prg: error: unknown option '--frob'")
        self.assert_usage(["version", "-x"], "prg: error: unknown option '-x'")

    def test_too_many_words(self):
        self.assert_usage(["version", "now"], "prg: error: 'now' is too much; usage: prg version")
        self.assert_usage(["version", "--", "--now"],
                          "prg: error: '--now' is too much; usage: prg version")

    def test_a_full_disk_is_an_io_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = subprocess.run([PRG, "help"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(result.returncode, 6)
        self.assertIn(b"cannot be written", result.stderr)


class Periods(unittest.TestCase):
    def rows(self, *words, expect=0):
        code, out, err = prg(*words, "--json")
        self.assertEqual(code, expect, err)
        return json.loads(out)

    def test_a_period_is_explained(self):
        row, = self.rows("period", "2024NovQ1")
        self.assertEqual((row["period"], row["first"], row["last"], row["days"]),
                         ("november:2024-Q1", "2023-11-01", "2024-01-31", "92"))
        self.assertEqual((row["dhis2"], row["sdmx"], row["start_day"]), ("2024NovQ1", "2023-Q1", "--11-01"))

    def test_ids_are_converted_both_ways(self):
        row, = self.rows("period", "2024-B1", "--convert", "dhis2")
        self.assertEqual(row["converted"], "202401B")
        row, = self.rows("period", "2023-Q1", "--from", "sdmx", "--start-day", "--11-01", "--convert", "dhis2")
        self.assertEqual(row["converted"], "2024NovQ1")
        row, = self.rows("period", "2024-01-01/P3M", "--from", "sdmx", "--convert", "id")
        self.assertEqual(row["converted"], "2024-Q1")
        row, = self.rows("period", "202401", "--from", "dhis2", "--convert", "sdmx")
        self.assertEqual(row["converted"], "2024-01")
        code, out, err = prg("period", "2024-T1", "--convert", "dhis2")
        self.assertEqual((code, out), (4, ""))
        self.assertIn("DHIS2 has no period with the days of 2024-T1", err)

    def test_neighbours_parents_and_children(self):
        for words, expected in [(["2018-12", "--next"], "2019-01"), (["2021-W01", "--previous"], "2020-W53"),
                                (["2020-W52", "--last-year"], "2019-W52"), (["2018-06", "--to-date"], "2018-06YTD"),
                                (["2018-06", "--parent", "half"], "2018-S1")]:
            row, = self.rows("period", *words)
            self.assertEqual(row["period"], expected)
        self.assertEqual([row["period"] for row in self.rows("period", "2018", "--children", "half")],
                         ["2018-S1", "2018-S2"])
        self.assertEqual(prg("period", "2020-W53", "--last-year")[0], 4)
        self.assertEqual(prg("period", "2021-02", "--children", "week")[0], 5)

    def test_what_does_not_exist_is_refused_with_what_was_expected(self):
        for text, message in [("2024-Q5", "2024-Q5: character 7: quarter 5, expected 1 to 4"),
                              ("2023-W53", "expected 1 to 52, as year 2023 has 52 weeks"),
                              ("2023-02-29", "February 2023 has 28 days"), ("q1/2018", "did you mean '2018-Q1'?")]:
            code, out, err = prg("period", text)
            self.assertEqual((code, out), (3, ""))
            self.assertIn(message, err)

    def test_a_day_is_needed_and_the_clock_is_asked_only_on_request(self):
        self.assertEqual(prg("period", "--relative", "LAST_MONTH")[0], 2)
        self.assertEqual(prg("period")[0], 2)
        self.assertEqual(prg("period", "2018", "--on", "2018-01-01")[0], 2)
        self.assertEqual(prg("period", "--on", "2018-01-01", "--today")[0], 2)
        rows = self.rows("period", "--relative", "LAST_3_MONTHS", "--on", "2019-02-10")
        self.assertEqual([row["period"] for row in rows], ["2018-11", "2018-12", "2019-01"])
        day, = self.rows("period", "--today", "--type", "day")
        self.assertLess(abs((datetime.date.fromisoformat(day["first"]) - datetime.date.today()).days), 2)

    def test_words_that_are_not_known(self):
        for words, meant in [(["2018", "--convert", "dhis"], "dhis2"), (["2018", "--parent", "yera"], "year"),
                             (["--relative", "LAST_12_MONTH", "--on", "2018-01-01"], "LAST_12_MONTHS")]:
            code, _, err = prg("period", *words)
            self.assertIn(code, (2, 4))
            self.assertIn(f"did you mean '{meant}'?", err)

    def test_the_standard_calendars(self):
        self.assertEqual([row["calendar"] for row in self.rows("calendar")][:3], ["gregorian", "february", "april"])


class Color(unittest.TestCase):
    def test_pipes_are_never_coloured_by_themselves(self):
        self.assertNotIn("\033", prg("nonsense")[2])
        self.assertIn("\033[1;31merror:", prg("--color", "always", "nonsense")[2])
        self.assertIn("\033[1;31merror:", prg("--color=always", "nonsense", NO_COLOR="1")[2])

    def test_terminals_are_unless_no_color(self):
        self.assertIn("\033[1;31merror:", on_terminal("nonsense", NO_COLOR=""))
        self.assertNotIn("\033", on_terminal("nonsense", NO_COLOR="1"))
        self.assertNotIn("\033", on_terminal("nonsense", NO_COLOR="", TERM="dumb"))
        self.assertNotIn("\033", on_terminal("--color=never", "nonsense", NO_COLOR=""))

    def test_a_wrong_value(self):
        code, _, err = prg("--color=alway", "help")
        self.assertEqual(code, 2)
        self.assertIn("did you mean 'always'?", err)


class Values(unittest.TestCase):
    """Files of values by the ends of their names, each made from the one before by prg values fmt."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("p.json", json.dumps({
            "format": "libprogram/programme", "version": 1, "minor": 0, "id": "p",
            "indicators": [{"id": "cases", "kind": "flow", "period": "month"}],
            "areas": [{"id": "X", "level": "x"}, {"id": "Y", "level": "x"}]}))
        self.write("v.csv", "indicator,area,period,value,note\ncases,X,2018-01,1,\ncases,X,2018-03,3,n\ncases,Y,2018-01,,\n")

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def run_prg(self, *words):
        return prg(*[str(self.folder / word) if "." in word else word for word in words])

    def test_every_format_is_read_and_written(self):
        self.assertEqual(self.run_prg("values", "fmt", "p.json", "v.csv", "-o", "v.ndjson"), (0, "", ""))
        lines = (self.folder / "v.ndjson").read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line) for line in lines], [
            {"indicator": "cases", "area": "X", "period": "2018-01", "value": 1, "quality": "final"},
            {"indicator": "cases", "area": "X", "period": "2018-03", "value": 3, "quality": "final", "note": "n"},
            {"indicator": "cases", "area": "Y", "period": "2018-01", "value": None, "quality": "final"}])
        self.assertEqual(self.run_prg("values", "fmt", "p.json", "v.ndjson", "-o", "v.json"), (0, "", ""))
        self.assertEqual(json.loads((self.folder / "v.json").read_text(encoding="utf-8")), {
            "format": "libprogram/values", "version": 1, "series": [
                {"indicator": "cases", "area": "X", "first": "2018-01", "values": [1, None, 3], "quality": "final",
                 "note": {"n": [2]}},
                {"indicator": "cases", "area": "Y", "first": "2018-01", "values": [None], "quality": "final",
                 "state": {"missing": [0]}}]})
        code, out, err = self.run_prg("values", "fmt", "p.json", "v.json")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out, "indicator,area,period,value,quality,note\ncases,X,2018-01,1,final,\n"
                              "cases,X,2018-03,3,final,n\ncases,Y,2018-01,,final,\n")
        tables = {self.run_prg("compute", "p.json", name, "-i", "cases", "-a", "level:x", "-p", "2018-Q1")
                  for name in ("v.csv", "v.ndjson", "v.json")}
        self.assertEqual(len(tables), 1, tables)
        self.assertIn("4", tables.pop()[1])

    def test_findings_have_line_and_column(self):
        line = '{"indicator": "cases", "area": "X", "period": "2018-01", "value": 1.5}'
        self.write("w.ndjson", f"\n{line}\n")
        code, out, _ = self.run_prg("values", "check", "p.json", "w.ndjson")
        self.assertEqual(code, 3)
        self.assertIn(f"w.ndjson:2:{line.index('1.5') + 1}: row 2, value: error: ", out)
        self.assertIn("w.ndjson: 1 row, 0 entries, 1 refused", out)
        self.write("w.json", '{"format": "libprogram/values", "version": 2}')
        code, out, _ = self.run_prg("values", "check", "p.json", "w.json")
        self.assertEqual(code, 3)
        self.assertIn("w.json:1:44: error: ", out)

    def test_a_mapping_is_for_csv_only(self):
        self.write("m.json", '{"constants": {"quality": "estimate"}}')
        self.write("w.ndjson", '{"indicator": "cases", "area": "Y", "period": "2018-02", "value": 2}\n')
        code, out, err = self.run_prg("values", "fmt", "p.json", "v.csv", "w.ndjson", "--mapping", "m.json")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([line.split(",")[4] for line in out.splitlines()[1:]],
                         ["estimate", "estimate", "estimate", "final"])


class Formulas(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name, "p.json")

    def write(self, formula):
        self.path.write_text("\n".join([
            '{"format": "libprogram/programme", "version": 1, "id": "p",',
            '"units": [{"id": "kg"}, {"id": "person"}, {"id": "percent", "symbol": "%"}],',
            '"indicators": [{"id": "seized", "kind": "flow", "unit": "kg"}, {"id": "people", "kind": "stock", "unit": "person"},',
            '{"id": "share", "kind": "ratio", "numerator": "people", "denominator": "per_head"},',
            '{"id": "per_head", "kind": "computed", "formula": ' + json.dumps(formula) + "}]}"]), encoding="utf-8")

    def test_the_formulas_of_a_document(self):
        self.write("(seized)/people")
        code, out, err = prg("formula", "check", str(self.path), "--json")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(json.loads(out), [{"indicator": "per_head", "formula": "seized / people", "type": "decimal",
                                            "exactness": "quotient", "unit": "kg/person"}])

    def test_a_mistake_in_a_document_is_pointed_at(self):
        self.write("seized + people")
        code, out, err = prg("formula", "check", str(self.path))
        self.assertEqual((code, out), (3, ""))
        self.assertIn("p.json:5:61: error: /indicators/3/formula: '+' joins kg and person, which do not convert into each "
                      "other [formula-unit]\n", err)

    def test_one_formula(self):
        code, out, err = prg("formula", "check", "--text", "round(a/b*100,1)", "--csv")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.splitlines()[1], '"round(a / b * 100, 1)",ratio,exact,')
        code, out, err = prg("formula", "check", "--text", "a\n + sum(a; b)")
        self.assertEqual((code, out), (3, ""))
        self.assertEqual(err, "prg: error: 2:9: ';' is written ','\n     + sum(a; b)\n            ^\n")

    def test_one_formula_in_a_programme(self):
        self.write("1")
        check = ["formula", "check", str(self.path), "--csv", "--text"]
        self.assertEqual(prg(*check, "seized * 2")[1].splitlines()[1], "seized * 2,decimal,exact,kg")
        code, out, err = prg(*check, "seizd + peple")
        self.assertEqual((code, out), (3, ""))
        self.assertIn("1:1: no indicator is called 'seizd'; did you mean 'seized'?", err)
        self.assertIn("1:9: no indicator is called 'peple'; did you mean 'people'?", err)
        self.assertIn("circle: per_head → share → per_head", prg(*check, "1 + share", "-i", "per_head")[2])
        self.assertEqual(prg(*check, "1", "-i", "per_haed")[0], 4)

    def test_what_needs_what(self):
        self.write("seized / people + seized / people")
        code, out, err = prg("formula", "deps", str(self.path), "--csv")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.splitlines(), ["indicator,needs,by", "share,people,numerator", "share,per_head,denominator",
                                            "per_head,seized,formula", "per_head,people,formula"])
        code, out, err = prg("formula", "deps", str(self.path), "--dot")
        self.assertEqual((code, err), (0, ""))
        self.assertTrue(out.startswith("digraph formulas {\n") and out.endswith("}\n"))
        self.assertIn('        "per_head" -> "seized";\n', out)
        self.assertIn('        "share" -> "people" [style=dashed];\n', out)

    def test_the_functions(self):
        self.assertIn("round(x[, digits])", prg("formula", "functions")[1])
        rows = json.loads(prg("formula", "functions", "--json")[1])
        self.assertEqual(rows[0]["function"], "if(condition, then, else)")
        self.assertEqual({row["scope"] for row in rows}, {"cell", "leaves", "periods", "areas", "query"})

    def test_words_that_are_missing_or_wrong(self):
        self.write("1")
        self.assertEqual(prg("formula", "check")[0], 2)
        self.assertEqual(prg("formula", "deps")[0], 2)
        self.assertEqual(prg("formula", "check", "--text", "1", "-i", "x")[0], 2)
        code, _, err = prg("formula", "chek", str(self.path))
        self.assertEqual(code, 2)
        self.assertIn("did you mean 'check'", err)


if __name__ == "__main__":
    PRG = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
