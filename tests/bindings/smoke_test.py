"""The interface as Python sees it through SWIG. usage: smoke_test.py SOURCE_DIR"""
import ctypes
import gc
import inspect
import itertools
import json
import pathlib
import sys
import unittest

import libprogram_smoke as prg

SOURCE = pathlib.Path()

DOCUMENT = """{
  "format": "libprogram/programme", "version": 1, "id": "p", "name": "Chương trình",
  "agencies": [{"id": "A", "name": "Công an tỉnh"}, {"id": "B", "name": "Sở Y tế"}],
  "units": [{"id": "kg", "name": "kg"}],
  "indicators": [{"id": "seized", "name": "Thu giữ", "kind": "flow", "unit": "kg", "decimals": 3, "period": "month"}],
  "areas": [{"id": "LC", "name": "Lai Châu", "level": "province"},
            {"id": "LC-106", "name": "Tam Đường", "level": "district", "parent": "LC"},
            {"id": "LC-107", "name": "Mường Tè", "level": "district", "parent": "LC"}]
}"""

# What smoke.i leaves out, and why there.
UNBOUND = {
    "prg_buf_append", "prg_buf_dispose", "prg_sink_to_buf", "prg_sink_write", "prg_outfile_new", "prg_outfile_sink",
    "prg_outfile_commit", "prg_outfile_free", "prg_data_read_arrow",
    "prg_table_to_arrow", "prg_table_to_arrow_stream", "prg_cube_open", "prg_cube_open_several",
    "prg_cube_apply", "prg_cube_refresh", "prg_cube_table", "prg_cube_table_at", "prg_cube_free",
    "prg_calendars_free", "prg_data_free", "prg_explanation_child", "prg_explanation_free", "prg_formula_free", "prg_holidays_free",
    "prg_debts_free", "prg_duties_free",
    "prg_item_list_free", "prg_matrix_free", "prg_query_free",
    "prg_report_free", "prg_table_free", "prg_walk_free", "prg_programme_ref", "prg_programme_unref",
    "prg_error_last", "prg_error_clear", "prg_text_suggest", "prg_period_difference",
    "prg_hold_name", "prg_icalendar_add", "prg_icalendar_finish", "prg_icalendar_free",
    "prg_icalendar_new", "prg_instance_list_at", "prg_instance_list_free", "prg_instance_list_size",
    "prg_log_add", "prg_log_append_csv", "prg_log_at", "prg_log_calendars", "prg_log_count",
    "prg_log_free", "prg_log_kind_from_name", "prg_log_kind_name", "prg_log_latest", "prg_log_new",
    "prg_log_programme", "prg_log_read_csv", "prg_log_read_csv_text", "prg_log_receipt",
    "prg_log_write_csv", "prg_task_check", "prg_task_hold", "prg_task_list_at", "prg_task_list_free",
    "prg_task_list_new", "prg_task_list_size", "prg_task_state_from_name", "prg_task_state_name",
    "prg_timing_free", "prg_timing_instances", "prg_timing_new", "prg_timing_reason", "prg_timing_wording",
    "prg_wording_name",
}


def programme():
    return prg.prg_programme_read_json(DOCUMENT, None)


def enter(data, area, period, mantissa, decimals=0):
    """Sets a value of the one indicator."""
    whole = prg.prg_data_programme(data)
    prg.prg_data_set(data, prg.prg_key(prg.prg_programme_get(whole, "indicator", "seized"),
                                       prg.prg_programme_get(whole, "area", area),
                                       prg.prg_period_parse(prg.prg_data_calendars(data), period)),
                     prg.prg_value(prg.prg_decimal(mantissa, decimals)))


class MallInfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def allocated():
    """Bytes that are allocated now, as the allocator counts them."""
    gc.collect()
    process = ctypes.CDLL(None)
    try:
        count = process.__sanitizer_get_current_allocated_bytes
        count.restype = ctypes.c_size_t
        return count()
    except AttributeError:
        process.mallinfo2.restype = MallInfo
        now = process.mallinfo2()
        return now.uordblks + now.hblkhd


class Whole(unittest.TestCase):
    def test_every_function_is_bound_or_left_out_on_purpose(self):
        symbols = (SOURCE / "tests/abi/symbols.txt").read_text(encoding="ascii").split("\n")
        functions = {line.split()[0] for line in symbols if line}
        self.assertEqual({name for name in functions if not hasattr(prg, name)}, UNBOUND)

    def test_no_function_crashes_for_null(self):
        """None is NULL for every handle, with all that the other arguments may be."""
        other = (0, "x", (0,) * prg.PRG_AXES, prg.prg_decimal(1, 0))
        functions = [(name, function) for name, function in inspect.getmembers(prg, inspect.isfunction)
                     if name.startswith("prg_")]
        reached = set()
        for name, function in functions:
            count = len(inspect.signature(function).parameters)
            for arguments in itertools.product((None, *other), repeat=count):
                try:
                    function(*arguments)
                    reached.add(name)
                except prg.Error as error:
                    reached.add(name)
                    self.assertLess(error.code, 0, (name, arguments))
                    self.assertTrue(error.message, (name, arguments))
                except (TypeError, ValueError):
                    pass
        self.assertEqual({name for name, _ in functions} - reached, set())

    def test_objects_are_closed(self):
        with self.assertRaises(AttributeError):
            prg.prg_cell()
        with self.assertRaises(AttributeError):
            prg.prg_item()
        number = prg.prg_decimal(15, 1)
        self.assertEqual((number.mantissa, number.decimals), (15, 1))
        for name in ("mantissa", "decimal"):
            with self.assertRaises(AttributeError):
                setattr(number, name, 3)


class Programmes(unittest.TestCase):
    def test_a_walk_answers_every_component_in_the_order_of_the_document(self):
        path = SOURCE / "examples/plan-1780/programme.json"

        def ids(components):
            for component in components:
                yield component["id"]
                yield from ids(component.get("children", ()))

        expected = list(ids(json.loads(path.read_text(encoding="utf-8"))["components"]))
        self.assertGreater(len(expected), 100)
        plan = prg.prg_programme_open_json(str(path), None)
        walk = prg.prg_walk_new(prg.prg_programme_root(plan), "component")
        del plan
        self.assertEqual([prg.prg_item_id(component) for component in walk], expected)
        self.assertIsNone(prg.prg_walk_next(walk))

    def test_a_document_is_read_edited_and_written(self):
        p = programme()
        added = prg.prg_item_add(prg.prg_programme_root(p), "agencies", "C")
        self.assertIsNone(prg.prg_item_set(added, "name", "Sở Tư pháp"))
        self.assertEqual(prg.prg_item_text(added, "name"), "Sở Tư pháp")
        written = json.loads(prg.prg_programme_write_json(p))
        self.assertEqual([agency["id"] for agency in written["agencies"]], ["A", "B", "C"])
        self.assertEqual(prg.prg_item_id(prg.prg_programme_find(p, None, "sở tư pháp")), "C")
        self.assertEqual(prg.prg_item_pointer(added), "/agencies/2")
        self.assertIsNone(prg.prg_item_set(added, "name", None))
        self.assertIsNone(prg.prg_item_text(added, "name"))
        self.assertEqual(prg.prg_item_is_removed(added), 0)
        prg.prg_item_remove(added)
        self.assertEqual(prg.prg_item_is_removed(added), 1)
        self.assertEqual(prg.prg_item_id(added), "C")

    def test_a_walk_that_an_edit_overtakes_raises(self):
        p = programme()
        walk = iter(prg.prg_walk_new(prg.prg_programme_root(p), "agency"))
        self.assertEqual(prg.prg_item_id(next(walk)), "A")
        prg.prg_item_add(prg.prg_programme_root(p), "agencies", "C")
        with self.assertRaises(prg.Error) as caught:
            next(walk)
        self.assertEqual(caught.exception.code, prg.PRG_ESTALE)

    def test_a_list_is_a_sequence(self):
        found = prg.prg_programme_search(programme(), "area", "lai châu", 0)
        self.assertEqual((len(found), prg.prg_item_id(found[0])), (1, "LC"))
        with self.assertRaises(IndexError):
            found[1]  # pylint: disable=pointless-statement
        self.assertEqual([prg.prg_item_class(item) for item in found], ["area"])

    def test_a_code_becomes_an_exception(self):
        p = programme()
        with self.assertRaises(prg.Error) as caught:
            prg.prg_item_set(prg.prg_programme_get(p, "agency", "A"), "nmae", "x")
        error = caught.exception
        self.assertEqual((error.code, prg.prg_error_name(error.code)), (prg.PRG_ENOTFOUND, "not-found"))
        self.assertIn("nmae", error.message)
        self.assertIn("'name'", error.message)
        self.assertEqual(str(error), error.message)
        with self.assertRaises(prg.Error) as caught:
            prg.prg_programme_read_json(DOCUMENT.replace('"version": 1', '"version": "x"'), None)
        self.assertEqual((caught.exception.code, caught.exception.place.count("/version")), (prg.PRG_ESCHEMA, 1))
        with self.assertRaises(prg.Error) as caught:
            prg.prg_programme_open_json("/nowhere/programme.json", None)
        self.assertEqual(caught.exception.code, prg.PRG_EIO)
        # The proxy is as it was, and so is the library.
        self.assertEqual(prg.prg_item_name(prg.prg_programme_get(p, "agency", "A"), None), "Công an tỉnh")

    def test_findings_come_in_a_report(self):
        report = prg.prg_report_new(None)
        p = programme()
        self.assertIsNone(prg.prg_programme_check(p, report))
        prg.prg_item_add(prg.prg_programme_root(p), "indicators", "rate")
        with self.assertRaises(prg.Error):
            prg.prg_programme_check(p, report)
        self.assertGreater(prg.prg_report_count(report), 0)
        self.assertIn("/indicators/1", {prg.prg_report_at(report, i).pointer for i in range(prg.prg_report_count(report))})

    def test_no_answer_is_none(self):
        p = programme()
        self.assertIsNone(prg.prg_programme_get(p, "agency", "nobody"))
        self.assertIsNone(prg.prg_item_number(prg.prg_programme_root(p), "id"))
        self.assertIsNone(prg.prg_item_owner(prg.prg_programme_root(p)))


class Text(unittest.TestCase):
    def test_none_is_refused_unless_it_may_be(self):
        p = programme()
        root = prg.prg_programme_root(p)
        for call in (lambda: prg.prg_item_text(root, None), lambda: prg.prg_programme_open_json(None, None),
                     lambda: prg.prg_programme_read_json(None, None), lambda: prg.prg_programme_new(None),
                     lambda: prg.prg_programme_get(p, "agency", None), lambda: prg.prg_query_parse(p, None)):
            self.assertRaises(TypeError, call)
        self.assertEqual(prg.prg_item_name(root, None), "Chương trình")

    def test_bytes_and_numbers_are_no_text(self):
        for wrong in (b"p", 3, ["p"]):
            with self.assertRaises(TypeError):
                prg.prg_programme_new(wrong)

    def test_nul_is_never_the_end_of_a_text(self):
        with self.assertRaises(ValueError):
            prg.prg_programme_new("p\0q")
        self.assertEqual(prg.prg_text_equal("a\0b", "a\0c"), 0)
        self.assertEqual(prg.prg_text_equal("a\0b", "a\0b"), 1)
        with self.assertRaises(prg.Error) as caught:
            prg.prg_programme_read_json(DOCUMENT + "\0", None)
        self.assertEqual(caught.exception.code, prg.PRG_ESYNTAX)
        self.assertEqual(prg.prg_programme_count(prg.prg_programme_read_json(DOCUMENT + "\n", None), "agency"), 2)

    def test_what_is_no_unicode_does_not_come_in(self):
        with self.assertRaises(UnicodeEncodeError):
            prg.prg_programme_new("\ud800")


class Lifetime(unittest.TestCase):
    def test_an_item_outlives_the_variable_of_its_programme(self):
        agency = prg.prg_programme_get(programme(), "agency", "B")
        gc.collect()
        self.assertEqual(prg.prg_item_name(agency, "vi"), "Sở Y tế")
        root = prg.prg_programme_root(prg.prg_item_programme(agency))
        del agency
        gc.collect()
        self.assertEqual(prg.prg_item_size(root, "areas"), 3)

    def test_with_the_last_item_the_programme_goes(self):
        path = str(SOURCE / "examples/plan-1780/programme.json")
        prg.prg_programme_open_json(path, None)
        before = allocated()
        plan = prg.prg_programme_open_json(path, None)
        item = prg.prg_programme_root(plan)
        size = allocated() - before
        self.assertGreater(size, 200_000)
        for _ in range(10):
            again = prg.prg_item_at(item, "agencies", 0)
        del plan, item
        self.assertGreater(allocated() - before, size // 2)
        self.assertEqual(prg.prg_item_class(again), "agency")
        del again
        self.assertLess(allocated() - before, size // 10)

    def test_what_is_answered_is_freed_with_its_variable(self):
        p = programme()
        data = prg.prg_data_new(p, None)
        for month in range(1, 13):
            enter(data, "LC-106", f"2018-{month:02}", month)
        text = "indicators all; areas all; periods 2000-01..2018-12"

        def table():
            return prg.prg_compute(data, prg.prg_query_parse(p, text), None)

        table()
        before = allocated()
        kept = table()
        size = allocated() - before
        self.assertGreater(size, 20_000)
        for _ in range(20):
            prg.prg_table_write_json(table(), None)
        self.assertLess(allocated() - before, 2 * size)
        del kept
        self.assertLess(allocated() - before, size // 2)

    def test_a_table_outlives_its_data_its_query_and_its_programme(self):
        p = programme()
        data = prg.prg_data_new(p, None)
        enter(data, "LC-106", "2018-06", 1500, 3)
        query = prg.prg_query_parse(p, "indicators seized; areas all; periods 2018-06")
        table = prg.prg_compute(data, query, None)
        del p, data, query
        gc.collect()
        self.assertEqual(prg.prg_table_label(table, prg.PRG_AXIS_AREAS, 1, "vi"), "Tam Đường")
        self.assertEqual(prg.prg_table_text(table, (0, 0, 1, 0, 0), prg.PRG_NUMBER_VIETNAMESE), "1,500")
        area = prg.prg_table_area(table, 2)
        cell = prg.prg_table_cell(table, (0, 0, 1, 0, 0))
        del table
        gc.collect()
        self.assertEqual(prg.prg_item_id(area), "LC-107")
        self.assertEqual(cell.qualities, [0, 0, 1])


class Values(unittest.TestCase):
    def setUp(self):
        self.programme = programme()
        self.data = prg.prg_data_new(self.programme, None)

    def test_from_values_to_a_table(self):
        enter(self.data, "LC-106", "2018-01", 1500, 3)
        enter(self.data, "LC-106", "2018-02", 25, 2)
        enter(self.data, "LC-107", "2018-01", 2)
        query = prg.prg_query_new(self.programme)
        prg.prg_query_set_indicators(query, "seized")
        prg.prg_query_set_areas(query, "LC, within:LC")
        prg.prg_query_set_periods(query, "2018-01..2018-03")
        table = prg.prg_compute(self.data, query, None)
        self.assertEqual([prg.prg_table_size(table, axis) for axis in range(prg.PRG_AXES)], [1, 1, 3, 3, 1])
        self.assertEqual([prg.prg_table_id(table, prg.PRG_AXIS_AREAS, i) for i in range(4)],
                         ["LC", "LC-106", "LC-107", None])
        numbers = [[prg.prg_table_text(table, (0, 0, area, month, 0), 0) for month in range(3)] for area in range(3)]
        self.assertEqual(numbers, [["3.500", "0.250", None], ["1.500", "0.250", None], ["2.000", None, None]])
        cell = prg.prg_table_cell(table, [0, 0, 0, 1, 0])
        self.assertEqual((cell.state, cell.reported, cell.expected), (prg.PRG_STATE_VALUE, 1, 2))
        self.assertEqual(prg.prg_table_cell(table, (0, 0, 2, 1, 0)).state, prg.PRG_STATE_MISSING)
        exact = prg.prg_table_decimal(table, (0, 0, 0, 0, 0))
        self.assertEqual((exact.mantissa, exact.decimals), (3500, 3))
        self.assertIsNone(prg.prg_table_decimal(table, (0, 0, 0, 2, 0)))
        self.assertEqual(prg.prg_table_quotient(table, (0, 0, 0, 0, 0)), ["7", "2"])
        self.assertEqual(prg.prg_table_compare(table, (0, 0, 1, 0, 0), (0, 0, 2, 0, 0)), -1)
        self.assertIsNone(prg.prg_table_cell(table, (0, 0, 9, 0, 0)))
        for wrong in ((0, 0, 0, 0), (0, 0, 0, 0, 0, 0)):
            with self.assertRaises(ValueError):
                prg.prg_table_cell(table, wrong)
        for wrong in ((0, 0, 0, 0, "x"), None, 5):
            with self.assertRaises(TypeError):
                prg.prg_table_cell(table, wrong)
        with self.assertRaises(OverflowError):
            prg.prg_table_cell(table, (0, 0, 0, 0, -1))
        self.assertEqual(len(json.loads(prg.prg_table_write_json(table, None))["cells"]), 9)
        explanation = prg.prg_explain(self.data, query, (0, 0, 0, 0, 0), None)
        self.assertEqual((prg.prg_explanation_text(explanation, 0), prg.prg_explanation_count(explanation)), ("3.500", 2))
        self.assertEqual(prg.prg_explanation_label(explanation, None), "Thu giữ, Lai Châu, 2018-01")
        steps = json.loads(prg.prg_explanation_write_json(explanation, None))["explanation"]["steps"]
        self.assertEqual([step["area"] for step in steps], ["LC-106", "LC-107"])
        self.assertIsNone(prg.prg_explain_table(self.data, table, (0, 0, 9, 0, 0), None))

    def test_a_formula_on_an_operand(self):
        formula, _ = prg.prg_formula_parse("round(x / 3, 2)")
        self.assertEqual(prg.prg_formula_reference(formula, 0), "x")
        result = prg.prg_formula_evaluate(formula, prg.prg_formula_operand(prg.prg_decimal(20, 0)), 1)
        self.assertEqual(prg.prg_formula_result_text(result, 2, prg.PRG_NUMBER_VIETNAMESE), "6,67")
        with self.assertRaises(prg.Error) as caught:
            prg.prg_formula_parse("round(x / 3")
        self.assertEqual((caught.exception.code, caught.exception.place), (prg.PRG_ESYNTAX, "1:12"))
        with self.assertRaises(prg.Error) as caught:
            prg.prg_formula_check(formula, self.programme, None, None)
        self.assertEqual(caught.exception.code, prg.PRG_ENOTFOUND)

    def test_a_value_that_breaks_a_rule_is_refused(self):
        with self.assertRaises(prg.Error) as caught:
            enter(self.data, "LC-106", "2018-01", 15, 4)
        self.assertEqual(caught.exception.code, prg.PRG_ESCHEMA)
        self.assertEqual(prg.prg_data_count(self.data), 0)

    def test_a_file_of_values_comes_back(self):
        text = "indicator,area,period,value\nseized,LC-106,2018-01,1.500\n"
        self.assertIsNone(prg.prg_data_read_csv_text(self.data, text, None))
        self.assertEqual(prg.prg_data_sequence(self.data), 1)
        key = prg.prg_key(prg.prg_programme_get(self.programme, "indicator", "seized"),
                          prg.prg_programme_get(self.programme, "area", "LC-106"),
                          prg.prg_period_parse(prg.prg_data_calendars(self.data), "2018-01"))
        value = prg.prg_data_get(self.data, key)
        self.assertEqual((value.number.mantissa, value.number.decimals), (1500, 3))
        self.assertEqual(prg.prg_data_write_csv(self.data).splitlines()[1].split(",")[:4],
                         ["seized", "LC-106", "2018-01", "1.500"])

    def test_a_key_without_anything_in_it_is_refused(self):
        with self.assertRaises(prg.Error) as caught:
            prg.prg_data_set(self.data, prg.prg_key(None, None, None), prg.prg_value(prg.prg_decimal(1, 0)))
        self.assertEqual(caught.exception.code, prg.PRG_EINVALID)

    def test_several_answers_come_as_a_list(self):
        day = prg.prg_date_parse("2018-06-30")
        self.assertEqual(prg.prg_date_split(day), [2018, 6, 30])
        self.assertEqual(prg.prg_date_format(-1), "1969-12-31")
        self.assertEqual(prg.prg_mark_sdmx(prg.PRG_MARK_BREAK), ["B", "OBS_STATUS"])
        self.assertEqual(prg.prg_date_parse("1969-12-31"), -1)


if __name__ == "__main__":
    SOURCE = pathlib.Path(sys.argv.pop(1))
    unittest.main()
