/* Value files in the wide layout: a sheet as a province exports it, and what its mapping says. */
#include "values.h"

#include <stdio.h>

/* Two header rows with merged cells, a title above, a total row and total columns, a note below. */
static const char sheet_mapping[] =
        "{\"layout\": \"wide\", \"skip_rows\": 2, \"header\": [\"indicator\", \"period\"],"
        " \"columns\": {\"Đơn vị\": \"area\"}, \"ignore\": [\"STT\", \"Ghi chú\"],"
        " \"constants\": {\"quality\": \"preliminary\"}, \"numbers\": \"vietnamese\","
        " \"words\": {\"area\": {\"Huyện Tam Đường cũ\": \"LC-106\"},"
        "            \"indicator\": {\"Số vụ\": \"cases\", \"Số người bị bắt\": \"arrests\"},"
        "            \"period\": {\"Tháng 1\": \"2018-01\", \"Tháng 2\": \"2018-02\"}, \"value\": "
        "{\"-\": \"0\"}},"
        " \"states\": {\"…\": \"missing\", \"x\": \"not_applicable\"},"
        " \"total_rows\": [\"Tổng cộng\"], \"total_columns\": [\"Cộng\"], \"ignore_rows\": "
        "[\"Nguồn:\"],"
        " \"scope\": {\"Tỉnh Lai Châu\": \"own\"}}";
#define SHEET(last)                                                                                \
        "KẾT QUẢ,,,,,,,,\n"                                                                    \
        "(hai tháng đầu năm 2018),,,,,,,,\n"                                                  \
        "STT,Đơn vị,Số vụ,,,Số người bị bắt,,,Ghi chú\n"                         \
        ",,Tháng 1,Tháng 2,Cộng,Tháng 1,Tháng 2,Cộng,\n"                                   \
        "1,Huyện Tam Đường cũ,12,7,19,1.020,-,1.020,\n"                                     \
        "2,Huyện Mường Tè,3,…,3,x,5,5,chưa đủ\n"                                       \
        "3,Tỉnh Lai Châu,1,,1,2,2,4,\n"                                                         \
        "4,Huyện Sìn Hồ,,2,2,4,4,8,\n" last "Nguồn: Công an tỉnh,,,,,,,,\n"

START_TEST(a_sheet_of_a_province_is_read)
{
        values_mapping(sheet_mapping);
        values_accepted(SHEET(",Tổng cộng,16,9,25,1.026,11,1.037,\n"));
        ck_assert_str_eq(values_written(), "indicator,area,period,scope,value,state,quality\n"
                                           "cases,LC-106,2018-01,,12,,preliminary\n"
                                           "cases,LC-106,2018-02,,7,,preliminary\n"
                                           "arrests,LC-106,2018-01,,1020,,preliminary\n"
                                           "arrests,LC-106,2018-02,,0,,preliminary\n"
                                           "cases,LC-107,2018-01,,3,,preliminary\n"
                                           "cases,LC-107,2018-02,,,missing,preliminary\n"
                                           "arrests,LC-107,2018-01,,,not_applicable,preliminary\n"
                                           "arrests,LC-107,2018-02,,5,,preliminary\n"
                                           "cases,LC,2018-01,own,1,,preliminary\n"
                                           "arrests,LC,2018-01,own,2,,preliminary\n"
                                           "arrests,LC,2018-02,own,2,,preliminary\n"
                                           "cases,LC-108,2018-02,,2,,preliminary\n"
                                           "arrests,LC-108,2018-01,,4,,preliminary\n"
                                           "arrests,LC-108,2018-02,,4,,preliminary\n");
        ck_assert_uint_eq(summary.rows, 4);
        ck_assert_uint_eq(summary.accepted, 14);
        ck_assert_uint_eq(summary.totals, 14); /* two in each of four rows, six in the total row */
}
END_TEST

/* One warning about a total; everything else is read. */
static void one_total_differs(const char *sheet, size_t row, const char *field, const char *sum)
{
        const prg_finding *finding = values_one(sheet, 0, "total-row", row, field);
        ck_assert_int_eq(finding->severity, PRG_SEVERITY_WARNING);
        ck_assert_str_eq(finding->expected, sum);
        values_empty();
}

START_TEST(a_total_that_is_not_the_sum_is_a_warning_and_never_a_value)
{
        values_mapping(sheet_mapping);
        one_total_differs(
                SHEET(",Tổng cộng,16,10,26,1.026,11,1.037,\n"), 9, "Số vụ / Tháng 2", "9");
        one_total_differs(SHEET(",Tổng cộng,16,9,25,1.026,11,1.038,\n"), 9,
                "Số người bị bắt / Cộng", "1.037");
        prg_error_clear();
        one_total_differs(SHEET(",Tổng cộng,16,9,25,một nghìn,11,,\n"), 9,
                "Số người bị bắt / Tháng 1", "1.026");
        ck_assert_int_eq(prg_error_last()->code, 0);
}
END_TEST

START_TEST(a_total_row_above_its_parts_is_compared_too)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"#1\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}, \"total_rows\": [\"Toàn tỉnh\"]}");
        values_accepted("Huyện,2018-01,2018-02\nToàn tỉnh,5,7\nLC-106,2,3\nLC-107,3,4\n");
        ck_assert_uint_eq(summary.totals, 2);
        values_empty();
        one_total_differs("Huyện,2018-01,2018-02\nToàn tỉnh,5,8\nLC-106,2,3\nLC-107,3,4\n", 2,
                "2018-02", "7");
}
END_TEST

START_TEST(a_total_row_may_be_of_the_rows_since_the_one_before_it)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}, \"total_rows\": [\"north\", \"south\", \"all\"],"
                " \"states\": {\"*\": \"suppressed\"}}");
        values_accepted("a,2018-01,2018-02\nLC-106,1,5\nLC-107,2,\nnorth,3,5\nLC-108,4,\nsouth,4,\nall,7,5\n");
        ck_assert_uint_eq(summary.totals, 5);
        values_empty();
        /* The second may also be of everything. */
        values_accepted("a,2018-01\nLC-106,1\nLC-107,2\nnorth,3\nLC-108,4\nsouth,7\n");
        ck_assert_uint_eq(summary.totals, 2);
        values_empty();
        one_total_differs("a,2018-01\nLC-106,1\nLC-107,2\nnorth,4\nLC-108,4\nsouth,4\nall,7\n", 4, "2018-01", "3");
        one_total_differs("a,2018-01\nLC-106,1\nLC-107,2\nnorth,3\nLC-108,4\nsouth,5\nall,7\n", 6, "2018-01",
                "7, or 4 for the rows below the total before it");
        /* With no row between it and the one before, it is of everything and not of nothing. */
        one_total_differs("a,2018-01\nLC-106,1\nnorth,1\nLC-108,4\nsouth,4\nall,0\n", 6, "2018-01", "5");
        one_total_differs("a,2018-01\nLC-106,1\nnorth,1\nLC-108,4\nsouth,4\nall,4\n", 6, "2018-01", "5");
        values_accepted("a,2018-01\nLC-106,*\nnorth,1\nLC-108,4\nsouth,9\nall,9\n");
        ck_assert_uint_eq(summary.totals, 0);
}
END_TEST

START_TEST(sums_are_exact_with_the_decimals_of_the_sheet)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"#1\": \"area\"},"
                " \"constants\": {\"indicator\": \"seized\"}, \"total_rows\": [\"all\"]}");
        values_accepted("a,vn:2018-01\nLC-106,0.1\nLC-107,0.20\nall,0.300\n");
        values_empty();
        one_total_differs(
                "a,vn:2018-01\nLC-106,0.1\nLC-107,0.20\nall,0.301\n", 4, "vn:2018-01", "0.30");
}
END_TEST

START_TEST(only_what_adds_is_summed)
{
        /* A stock adds over areas and not over quarters; classes add over nothing. */
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"addicts\", \"source\": \"police\"}, "
                "\"total_rows\": [\"all\"],"
                " \"total_columns\": [\"year\"]}");
        values_accepted("a,2018-Q1,2018-Q2,year\nLC-106,1,2,77\nLC-107,1,2,88\nall,2,4,99\n");
        ck_assert_uint_eq(summary.totals, 2);
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"commune_class\"}, \"total_rows\": [\"all\"]}");
        values_accepted("a,2018\nLC-106,free\nLC-107,type1\nall,2\n");
        ck_assert_uint_eq(summary.totals, 0);
}
END_TEST

START_TEST(a_sum_with_something_suppressed_or_wrong_in_it_is_not_compared)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}, \"total_rows\": [\"all\"], "
                "\"states\": {\"*\": \"suppressed\"}}");
        values_accepted("a,2018-01\nLC-106,*\nLC-107,1\nall,9\n");
        ck_assert_uint_eq(summary.totals, 0);
        values_one("a,2018-01\nLC-106,o\nLC-107,1\nall,9\n", PRG_ESCHEMA, "number", 2, "2018-01");
        values_one("a,2018-01\nLX,8\nLC-107,1\nall,9\n", PRG_ESCHEMA, "unknown-reference", 2, "a");
}
END_TEST

START_TEST(a_total_of_what_lies_below_is_no_part_of_the_sum)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}, \"total_rows\": [\"all\"], \"scope\": "
                "{\"LC\": \"total\"}}");
        values_accepted("a,2018-01\nLC,3\nLC-106,2\nLC-107,1\nall,3\n");
        ck_assert_ptr_nonnull(strstr(values_written(), "cases,LC,2018-01,total,3,final"));
}
END_TEST

START_TEST(columns_may_be_indicators_and_the_period_a_constant)
{
        values_mapping("{\"layout\": \"wide\", \"header\": [\"indicator\"], \"columns\": "
                       "{\"Huyện\": \"area\"},"
                       " \"constants\": {\"period\": \"2018-03\"}}");
        values_accepted("Huyện;Số vụ phát hiện;Số đối tượng bắt giữ\nLC-106;1;2\nLC-107;3;4\n");
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-03"), "3");
        ck_assert_str_eq(values_at("arrests", "LC-106", "2018-03"), "2");
}
END_TEST

START_TEST(rows_may_be_indicators_and_columns_areas)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"area\"], \"columns\": {\"Chỉ tiêu\": "
                "\"indicator\", \"ĐVT\": \"unit\"},"
                " \"constants\": {\"period\": \"vn:2018-03\"}, \"total_columns\": [\"Tổng\"]}");
        values_accepted("Chỉ tiêu,ĐVT,LC-106,LC-107,Tổng\nMa túy thu giữ,g,1500,500,2000\n");
        ck_assert_str_eq(values_at("seized", "LC-106", "vn:2018-03"), "1.500");
        ck_assert_uint_eq(summary.totals, 1);
        values_empty();
        one_total_differs("Chỉ tiêu,ĐVT,LC-106,LC-107,Tổng\nMa túy thu giữ,g,1500,500,2\n", 2,
                "Tổng", "2000");
}
END_TEST

START_TEST(a_header_row_may_be_a_breakdown_and_its_total_is_a_value)
{
        values_mapping("{\"layout\": \"wide\", \"header\": [\"period\", \"sex\"], \"columns\": "
                       "{\"a\": \"area\"},"
                       " \"constants\": {\"indicator\": \"arrests\"}, \"words\": {\"sex\": "
                       "{\"Chung\": \"\"}}}");
        values_accepted("a,2018-01,,,2018-02,,\n,Chung,Nam,Nữ,Chung,Nam,Nữ\nLC-106,3,2,1,5,5,0\n");
        ck_assert_str_eq(values_at("arrests", "LC-106", "2018-02"), "5");
        ck_assert_ptr_nonnull(strstr(values_written(), "arrests,LC-106,2018-01,f,1,final"));
        ck_assert_uint_eq(summary.accepted, 6);
}
END_TEST

START_TEST(a_header_row_may_say_nothing)
{
        values_mapping("{\"layout\": \"wide\", \"header\": [null, \"period\", \"\"], \"columns\": "
                       "{\"#1\": \"area\"},"
                       " \"constants\": {\"indicator\": \"cases\"}}");
        values_accepted("x,y,z\n,2018-01,2018-02\nA,1,2\nLC-106,3,4\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-02"), "4");
}
END_TEST

START_TEST(empty_cells_say_nothing_unless_they_are_said_to_be_missing)
{
        static const char sheet[] = "a,2018-01,2018-02\nLC-106,,4\n,,\nLC-107,,\n";
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}}");
        values_accepted(sheet);
        ck_assert_uint_eq(prg_data_count(data), 1);
        values_empty();
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}, \"empty\": \"missing\"}");
        values_accepted(sheet);
        ck_assert_uint_eq(prg_data_count(data), 4);
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-02"), "missing");
}
END_TEST

START_TEST(every_cell_that_is_wrong_is_found_and_a_wrong_row_once)
{
        values_mapping("{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"Huyện\": "
                       "\"area\"},"
                       " \"constants\": {\"indicator\": \"cases\"}}");
        ck_assert_int_eq(values_read("Huyện,2018-01,2018-02,2018-03\nLC-106,1,x,1.5\nHuyện "
                                     "Mường,1,2,3\nLC-108,1,-2,3\n"),
                PRG_ESCHEMA);
        static const struct {
                const char *code, *field;
                size_t row;
        } expected[] = { { "number", "2018-02", 2 }, { "decimals", "2018-03", 2 },
                { "unknown-reference", "Huyện", 3 }, { "negative", "2018-02", 4 } };
        ck_assert_msg(prg_report_count(report) == 4, "%s", values_findings());
        for (size_t i = 0; i < 4; i++) {
                const prg_finding *it = prg_report_at(report, i);
                ck_assert_str_eq(prg_finding_name(it->code), expected[i].code);
                ck_assert_str_eq(it->field, expected[i].field);
                ck_assert_uint_eq(it->row, expected[i].row);
        }
        ck_assert_uint_eq(summary.refused, 6);
        ck_assert_uint_eq(prg_data_count(data), 0);
        options.good_rows = 1;
        ck_assert_int_eq(values_read("Huyện,2018-01,2018-02,2018-03\nLC-106,1,x,1.5\nHuyện "
                                     "Mường,1,2,3\nLC-108,1,-2,3\n"),
                PRG_ESCHEMA);
        ck_assert_uint_eq(prg_data_count(data), 3);
}
END_TEST

START_TEST(a_header_that_is_wrong_is_found_once_at_its_row)
{
        values_mapping("{\"layout\": \"wide\", \"skip_rows\": 1, \"header\": [\"indicator\", "
                       "\"period\"], \"columns\": {\"a\": \"area\"}}");
        options.good_rows = 1;
        values_one("\na,cases,casses\n,2018-01,2018-01\nLC-106,1,2\nLC-107,1,2\n", PRG_ESCHEMA,
                "unknown-reference", 2, "casses / 2018-01");
        ck_assert_str_eq(prg_report_at(report, 0)->suggestion, "cases");
        values_one("\na,cases,\n,2018-01,2018-13\nLC-106,1,2\n", PRG_ESCHEMA, "value", 3,
                "cases / 2018-13");
        values_one("\na,cases,cases\n,2018-01,\nLC-106,1,2\n", PRG_ESCHEMA, "header", 3, "cases");
        values_one("\nb,cases,cases\n,2018-01,2018-02\n,,\n", PRG_ESCHEMA, "header", 2, "a");
}
END_TEST

START_TEST(a_sheet_without_its_columns_or_its_header_is_refused)
{
        values_mapping("{\"layout\": \"wide\", \"header\": [\"period\", \"sex\"], \"columns\": "
                       "{\"a\": \"area\"},"
                       " \"constants\": {\"indicator\": \"arrests\"}}");
        values_one("b,2018-01\nx,m\n", PRG_ESCHEMA, "header", 1, "a");
        values_one("a,2018-01\n", PRG_ESCHEMA, "header", 1, NULL);
        values_one("a,2018-01\n,m,f\n", PRG_ESCHEMA, "header", 2, NULL);
        values_one("a,a,2018-01\n,,m\n", PRG_ESCHEMA, "header", 1, "a");
}
END_TEST

START_TEST(rows_of_another_length_and_cells_without_a_header_are_found)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}}");
        values_one("a,2018-01,2018-02\nLC-106,1\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        values_one("a,2018-01,2018-02\nLC-106,1,2,3\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        values_one("a,2018-01,\nLC-106,1,2\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        values_accepted("a,2018-01,\nLC-106,1,\n");
}
END_TEST

START_TEST(a_cell_that_stands_in_two_places_is_a_conflict)
{
        values_mapping(
                "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\"},"
                " \"constants\": {\"indicator\": \"cases\"}}");
        values_one(
                "a,2018-01\nLC-106,1\nHuyện Tam Đường,2\n", PRG_ESCHEMA, "conflict", 3, "2018-01");
        values_accepted("a,2018-01\nLC-106,1\nHuyện Tam Đường,1\n");
        ck_assert_uint_eq(summary.same, 1);
}
END_TEST

/* One finding in the mapping: its code and its pointer. */
static void mapping_refused(const char *mapping, const char *name, const char *pointer)
{
        values_mapping(mapping);
        int code = values_read("a,2018-01\nLC-106,1\n");
        ck_assert_msg(code == PRG_ESCHEMA && prg_report_count(report) == 1, "%s\n%d %s", mapping,
                code, values_findings());
        const prg_finding *it = prg_report_at(report, 0);
        ck_assert_msg(
                strcmp(prg_finding_name(it->code), name) == 0 && strcmp(it->pointer, pointer) == 0,
                "%s\n%s", mapping, values_findings());
}

START_TEST(a_mapping_of_a_wide_sheet_says_where_everything_is)
{
#define WIDE "{\"layout\": \"wide\", "
        mapping_refused(WIDE "\"columns\": {\"a\": \"area\"}, \"constants\": {\"indicator\": "
                             "\"cases\", \"period\": \"2018\"}}",
                "missing-field", "/layout");
        mapping_refused(WIDE "\"header\": [\"period\"], \"columns\": {\"a\": \"area\"}}",
                "missing-field", "/layout");
        mapping_refused(WIDE "\"header\": [\"period\"], \"constants\": {\"indicator\": \"cases\"}}",
                "missing-field", "/layout");
        mapping_refused(WIDE "\"header\": [\"perid\"], \"columns\": {\"a\": \"area\"}, "
                             "\"constants\": {\"indicator\": \"cases\"}}",
                "unknown-reference", "/header/0");
        mapping_refused(WIDE "\"header\": [\"period\", \"period\"], \"columns\": {\"a\": \"area\"},"
                             " \"constants\": {\"indicator\": \"cases\"}}",
                "duplicate-id", "/header/1");
        mapping_refused(WIDE
                "\"header\": [\"period\"], \"columns\": {\"a\": \"area\", \"v\": \"value\"},"
                " \"constants\": {\"indicator\": \"cases\"}}",
                "contradiction", "/columns/v");
        mapping_refused(WIDE "\"header\": [\"period\"], \"columns\": {\"a\": \"area\"}, \"scope\": "
                             "{\"a\": \"unit\"},"
                             " \"constants\": {\"indicator\": \"cases\"}}",
                "value", "/scope/a");
        mapping_refused(WIDE
                "\"header\": [\"period\"], \"columns\": {\"a\": \"area\"}, \"empty\": \"zero\","
                " \"constants\": {\"indicator\": \"cases\"}}",
                "value", "/empty");
}
END_TEST

static Suite *values_wide_suite(void)
{
        Suite *suite = suite_create("values_wide");
        TCase *tcase = tcase_create("all");
        tcase_add_checked_fixture(tcase, values_set_up, values_tear_down);
        tcase_add_test(tcase, a_sheet_of_a_province_is_read);
        tcase_add_test(tcase, a_total_that_is_not_the_sum_is_a_warning_and_never_a_value);
        tcase_add_test(tcase, a_total_row_above_its_parts_is_compared_too);
        tcase_add_test(tcase, a_total_row_may_be_of_the_rows_since_the_one_before_it);
        tcase_add_test(tcase, sums_are_exact_with_the_decimals_of_the_sheet);
        tcase_add_test(tcase, only_what_adds_is_summed);
        tcase_add_test(tcase, a_sum_with_something_suppressed_or_wrong_in_it_is_not_compared);
        tcase_add_test(tcase, a_total_of_what_lies_below_is_no_part_of_the_sum);
        tcase_add_test(tcase, columns_may_be_indicators_and_the_period_a_constant);
        tcase_add_test(tcase, rows_may_be_indicators_and_columns_areas);
        tcase_add_test(tcase, a_header_row_may_be_a_breakdown_and_its_total_is_a_value);
        tcase_add_test(tcase, a_header_row_may_say_nothing);
        tcase_add_test(tcase, empty_cells_say_nothing_unless_they_are_said_to_be_missing);
        tcase_add_test(tcase, every_cell_that_is_wrong_is_found_and_a_wrong_row_once);
        tcase_add_test(tcase, a_header_that_is_wrong_is_found_once_at_its_row);
        tcase_add_test(tcase, a_sheet_without_its_columns_or_its_header_is_refused);
        tcase_add_test(tcase, rows_of_another_length_and_cells_without_a_header_are_found);
        tcase_add_test(tcase, a_cell_that_stands_in_two_places_is_a_conflict);
        tcase_add_test(tcase, a_mapping_of_a_wide_sheet_says_where_everything_is);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(values_wide_suite());
}
