/* Value files in the long layout: what is read, what is refused, where it says so. */
#include "values.h"

#include <stdio.h>

#include "folder.h"

#define HEAD "indicator,area,period,value\n"

/* ---- columns and cells ---- */

START_TEST(a_row_is_an_entry)
{
        values_accepted(HEAD "cases,LC-106,2018-01,12\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "12");
        ck_assert_uint_eq(summary.rows, 1);
        ck_assert_uint_eq(summary.accepted, 1);
        ck_assert_uint_eq(summary.refused, 0);
        ck_assert_uint_eq(summary.same, 0);
        ck_assert_uint_eq(prg_data_sequence(data), 1);
}
END_TEST

START_TEST(columns_come_in_any_order_case_and_with_blanks)
{
        values_accepted(" Value ,PERIOD,Area,\"Indicator\"\n12,2018-01,LC-106,cases\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "12");
}
END_TEST

START_TEST(things_are_named_by_id_or_by_name_without_blanks_around)
{
        values_accepted(HEAD " số vụ phát hiện , Huyện Mường Tè\xC2\xA0,2018-01, 3 \n");
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-01"), "3");
}
END_TEST

START_TEST(a_name_in_another_normal_form_is_the_same_name)
{
        values_accepted(HEAD "cases,Huye\xCC\xA3\xCC\x82n Sìn Hồ,2018-01,3\n");
        ck_assert_str_eq(values_at("cases", "LC-108", "2018-01"), "3");
}
END_TEST

START_TEST(an_empty_value_is_missing_and_never_zero)
{
        values_accepted(HEAD "cases,LC-106,2018-01,\ncases,LC-107,2018-01,0\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "missing");
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-01"), "0");
}
END_TEST

START_TEST(every_column_reaches_the_entry)
{
        values_accepted("indicator,area,period,value,quality,source,scope,unit,marks,reason,"
                        "reported_by,recorded_at,note,sex\n"
                        "addicts,LC,2018-Q1,5,preliminary,Công an,own,người,unreliable nil,why,CAT,"
                        "2018-07-03T08:00:00+07:00,remark,Nữ\n");
        prg_key key = PRG_KEY_INIT;
        prg_value value;
        const prg_item *sex = prg_programme_get(programme, "breakdown", "sex");
        const prg_item *category = prg_item_at(sex, "categories", 1);
        key.indicator = prg_programme_get(programme, "indicator", "addicts");
        key.area = prg_programme_get(programme, "area", "LC");
        key.source = prg_programme_get(programme, "source", "police");
        key.scope = PRG_SCOPE_OWN;
        key.categories = &category;
        key.category_count = 1;
        ck_assert_int_eq(prg_period_parse(&key.period, NULL, "2018-Q1", 7), 0);
        ck_assert_int_eq(prg_data_get(data, &key, &value), 0);
        ck_assert_int_eq(value.number.mantissa, 5);
        ck_assert_int_eq(value.quality, PRG_QUALITY_PRELIMINARY);
        ck_assert_uint_eq(value.marks, PRG_MARK_UNRELIABLE | PRG_MARK_NIL);
        ck_assert_str_eq(value.reason, "why");
        ck_assert_str_eq(value.note, "remark");
        ck_assert_str_eq(prg_item_id(value.reported_by), "CAT");
        ck_assert_int_eq(value.recorded_at, INT64_C(1530579600));
        ck_assert_uint_eq(value.row, 2);
}
END_TEST

START_TEST(a_moment_is_a_day_or_a_time_with_its_zone)
{
        static const struct {
                const char *text;
                int64_t instant;
        } cases[] = {
                { "1970-01-01", 0 },
                { "1970-01-02", 86400 },
                { "1970-01-01T00:00:01Z", 1 },
                { "1969-12-31T23:59:59Z", -1 },
                { "1970-01-01T07:00:00+07:00", 0 },
                { "1969-12-31T19:00:00-05:00", 0 },
                { "0001-01-01", INT64_C(-62135596800) },
                { "9999-12-31T23:59:59Z", INT64_C(253402300799) },
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char text[256];
                prg_key key = PRG_KEY_INIT;
                prg_value value;
                snprintf(text, sizeof text,
                        "indicator,area,period,value,recorded_at\ncases,LC-106,2018-01,1,%s\n",
                        cases[i].text);
                values_empty();
                values_accepted(text);
                key.indicator = prg_programme_get(programme, "indicator", "cases");
                key.area = prg_programme_get(programme, "area", "LC-106");
                ck_assert_int_eq(prg_period_parse(&key.period, NULL, "2018-01", 7), 0);
                ck_assert_int_eq(prg_data_get(data, &key, &value), 0);
                ck_assert_msg(value.recorded_at == cases[i].instant, "%s", cases[i].text);
        }
        static const char *const none[] = { "1970", "1970-02-30", "1970-01-01T24:00:00Z",
                "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z", "1970-01-01T00:00:00",
                "1970-01-01 00:00:00Z", "1970-01-01T00:00:00+0700", "1970-01-01T00:00:00+24:00",
                "1970-01-01T00:00:00Zx", "1970-01-01T0a:00:00Z", "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01" };
        for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
                char text[256];
                snprintf(text, sizeof text,
                        "indicator,area,period,value,recorded_at\ncases,LC-106,2018-01,1,%s\n",
                        none[i]);
                values_one(text, PRG_ESCHEMA, "value", 2, "recorded_at");
        }
}
END_TEST

START_TEST(units_convert_exactly)
{
        values_accepted("indicator,area,period,value,unit\nseized,LC-106,vn:2018-02,374925,g\n");
        ck_assert_str_eq(values_at("seized", "LC-106", "vn:2018-02"), "374.925");
}
END_TEST

START_TEST(a_class_is_given_by_the_id_or_the_name_of_its_category)
{
        values_accepted(HEAD
                "commune_class,LC-106,2018,type1\ncommune_class,LC-107,2018,không có MA TÚY\n");
        ck_assert_str_eq(values_at("commune_class", "LC-106", "2018"), "type1");
        ck_assert_str_eq(values_at("commune_class", "LC-107", "2018"), "free");
}
END_TEST

START_TEST(a_milestone_is_reached_or_not_in_several_words)
{
        static const char *const words[][2] = { { "1", "1" }, { "0", "0" }, { "true", "1" },
                { "FALSE", "0" }, { "reached", "1" }, { "not_reached", "0" }, { "Đạt", "1" },
                { "chưa đạt", "0" } };
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
                char text[128];
                snprintf(text, sizeof text, HEAD "standards,LC-106,2018,%s\n", words[i][0]);
                values_empty();
                values_accepted(text);
                ck_assert_str_eq(values_at("standards", "LC-106", "2018"), words[i][1]);
        }
}
END_TEST

START_TEST(blank_lines_and_empty_rows_are_passed_over_and_counted_as_a_spreadsheet_does)
{
        values_accepted("\n" HEAD "\n,,,\n , ,,\ncases,LC-106,2018-01,1\n\n");
        ck_assert_uint_eq(summary.rows, 1);
        values_one("\n" HEAD "\n,,,\ncases,LC-106,2018-01,x\n", PRG_ESCHEMA, "number", 5, "value");
        values_one("indicator,area,period,value,note\ncases,LC-106,2018-01,1,\"two\nlines\"\ncases,"
                   "LC-106,2018-02,x,\n",
                PRG_ESCHEMA, "number", 3, "value");
}
END_TEST

START_TEST(notes_keep_line_ends_and_in_quotation_marks_their_blanks)
{
        values_accepted("indicator,area,period,value,note\ncases,LC-106,2018-01,1,\" two\r\nlines, "
                        "\"\"so\"\" \"\n");
        ck_assert_ptr_nonnull(strstr(values_written(), "\" two\r\nlines, \"\"so\"\" \""));
}
END_TEST

START_TEST(an_empty_last_column_may_have_no_name)
{
        values_accepted("indicator,area,period,value,\ncases,LC-106,2018-01,1,\n");
        values_accepted("indicator,area,period,value\ncases,LC-106,2018-02,1,,\n");
        values_one("indicator,area,period,value,\ncases,LC-106,2018-03,1,x\n", PRG_ESYNTAX,
                "csv-syntax", 2, NULL);
}
END_TEST

/* ---- the form of the file ---- */

START_TEST(a_byte_order_mark_is_passed_over)
{
        values_accepted("\xEF\xBB\xBF" HEAD "cases,LC-106,2018-01,12\n");
        ck_assert_uint_eq(summary.accepted, 1);
}
END_TEST

START_TEST(the_separator_is_seen_in_the_header)
{
        values_accepted("indicator;area;period;value;note\ncases;LC-106;2018-01;12;a,b\n");
        values_accepted("indicator\tarea\tperiod\tvalue\ncases\tLC-106\t2018-02\t12\n");
        /* More commas than semicolons, and only one way has the columns. */
        values_mapping("{\"ignore\": [\"a,b,c,d,e,f\"]}");
        values_accepted("indicator;area;period;value;\"a,b,c,d,e,f\"\ncases;LC-106;2018-03;12;\n");
        values_accepted("indicator;area;period;value;a,b,c,d,e,f\ncases;LC-106;2018-04;12;\n");
        options.mapping = NULL;
        options.mapping_length = 0;
        options.separator = ';';
        values_accepted("indicator;area;period;value\ncases;LC-106;2018-05;12\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-05"), "12");
}
END_TEST

START_TEST(numbers_are_in_the_declared_form)
{
        values_one(
                HEAD "seized,LC-106,vn:2018-01,\"1.234,5\"\n", PRG_ESCHEMA, "number", 2, "value");
        ck_assert_ptr_nonnull(strstr(values_findings(), "Vietnamese"));
        ck_assert_ptr_nonnull(strstr(values_findings(), "\"numbers\": \"vietnamese\""));
        options.form = PRG_NUMBER_VIETNAMESE;
        values_accepted("indicator;area;period;value\nseized;LC-106;vn:2018-01;1.234,5\nseized;LC-"
                        "107;vn:2018-01;1.234\n");
        ck_assert_str_eq(values_at("seized", "LC-106", "vn:2018-01"), "1234.500");
        ck_assert_str_eq(values_at("seized", "LC-107", "vn:2018-01"), "1234.000");
        values_one(HEAD "seized,LC-108,vn:2018-01,1234.5\n", PRG_ESCHEMA, "number", 2, "value");
        ck_assert_ptr_nonnull(strstr(values_findings(), "plain form"));
}
END_TEST

START_TEST(points_that_group_thousands_are_suspected)
{
        const prg_finding *finding = values_one(HEAD "cases,LC-108,2018-01,1.234\n", PRG_ESCHEMA, "decimals", 2, "value");
        ck_assert_str_eq(finding->suggestion, "1234");
        ck_assert_ptr_nonnull(strstr(finding->expected, "--decimal-comma"));
        finding = values_one(HEAD "cases,LC-108,2018-01,1.5\n", PRG_ESCHEMA, "decimals", 2, "value");
        ck_assert_ptr_null(finding->suggestion);
}
END_TEST

START_TEST(line_ends_of_old_macs_are_named)
{
        values_one("indicator,area,period,value\rcases,LC-108,2018-01,1\r", PRG_ESCHEMA, "encoding", 1, NULL);
        ck_assert_ptr_nonnull(strstr(values_findings(), "the line ends are CR alone"));
}
END_TEST

START_TEST(other_encodings_are_refused_with_what_to_do)
{
        static const char utf16[] = "\xFF\xFEi\0n\0d\0", utf16_unmarked[] = "i\0n\0d\0i\0",
                          big[] = "\xFE\xFF\0i\0n", utf32[] = "\xFF\xFE\0\0i\0\0\0";
        ck_assert_int_eq(values_read_bytes(utf16, sizeof utf16 - 1), PRG_EUTF8);
        ck_assert_ptr_nonnull(strstr(values_findings(), "UTF-16; save the file as 'CSV UTF-8'"));
        ck_assert_int_eq(values_read_bytes(utf16_unmarked, sizeof utf16_unmarked - 1), PRG_EUTF8);
        ck_assert_ptr_nonnull(strstr(values_findings(), "UTF-16"));
        ck_assert_int_eq(values_read_bytes(big, sizeof big - 1), PRG_EUTF8);
        ck_assert_ptr_nonnull(strstr(values_findings(), "UTF-16"));
        ck_assert_int_eq(values_read_bytes(utf32, sizeof utf32 - 1), PRG_EUTF8);
        ck_assert_ptr_nonnull(strstr(values_findings(), "UTF-32"));
        /* "Huyện" in TCVN3 and in Windows-1258 */
        values_one(HEAD "cases,Huy\xD6n M\xAD\xEAng T\xCC,2018-01,1\n", PRG_EUTF8, "encoding", 0,
                NULL);
        ck_assert_ptr_nonnull(strstr(values_findings(), "TCVN3"));
        ck_assert_uint_eq(prg_report_at(report, 0)->line, 2);
        ck_assert_uint_eq(prg_report_at(report, 0)->column, 10);
        values_one(HEAD "cases,Huy\xEA\xF2n S\xECn H\xF4\xCC,2018-01,1\n", PRG_EUTF8, "encoding", 0,
                NULL);
        ck_assert_ptr_nonnull(strstr(values_findings(), "Windows-1258"));
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(what_is_no_csv_is_found_and_the_other_rows_are_read)
{
        values_one(HEAD "cases,LC-106,2018-01\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        values_one(HEAD "cases,LC-106,2018-01,1,2\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        values_one(HEAD "cases,LC-106,2018-01,\"1\"2\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        values_one(HEAD "cases,LC-106,2018-01,\"1\n", PRG_ESYNTAX, "csv-syntax", 2, NULL);
        static const char nul[] = HEAD "cases,LC-106,2018-01,1\0\ncases,LC-106,2018-02,1\n";
        ck_assert_int_eq(values_read_bytes(nul, sizeof nul - 1), PRG_ESYNTAX);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_NOTE), 1);
        ck_assert_uint_eq(summary.rows, 1);
        ck_assert_uint_eq(summary.refused, 1);
}
END_TEST

/* ---- the header ---- */

START_TEST(a_header_says_what_is_wrong_with_it)
{
        const prg_finding *finding =
                values_one("indicator,area,perod,value\ncases,LC-106,2018-01,1\n", PRG_ESCHEMA,
                        "header", 1, "perod");
        ck_assert_str_eq(finding->suggestion, "period");
        values_one("indicator,area,period,value,value\ncases,LC-106,2018-01,1,1\n", PRG_ESCHEMA,
                "header", 1, "value");
        values_one(
                "indicator,area,period\ncases,LC-106,2018-01\n", PRG_ESCHEMA, "header", 1, "value");
        values_one("", PRG_ESCHEMA, "header", 0, NULL);
        values_one("\n\n", PRG_ESCHEMA, "header", 0, NULL);
        ck_assert_int_eq(values_read("a\n"), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_report_total_of(report, PRG_FINDING_HEADER), 5);
}
END_TEST

START_TEST(a_wrong_header_keeps_nothing_not_even_good_rows)
{
        options.good_rows = 1;
        values_one("indicator,area,period,value,qualty\ncases,LC-106,2018-01,1,estimate\n",
                PRG_ESCHEMA, "header", 1, "qualty");
        ck_assert_uint_eq(prg_data_count(data), 0);
        ck_assert_uint_eq(summary.accepted, 0);
}
END_TEST

/* ---- findings ---- */

START_TEST(forty_mistakes_are_forty_findings_each_at_its_cell)
{
        ck_assert_int_eq(prg_data_read_csv(data, TEST_DATA "/forty-mistakes-values.csv", &options),
                PRG_ESCHEMA);
        FILE *list = fopen(TEST_DATA "/forty-mistakes-values.tsv", "r");
        ck_assert_ptr_nonnull(list);
        char line[512];
        size_t count = 0;
        while (fgets(line, sizeof line, list)) {
                if (*line == '#')
                        continue;
                char *code = strtok(line, "\t"), *row = strtok(NULL, "\t"),
                     *column = strtok(NULL, "\t");
                const prg_finding *it = prg_report_at(report, count++);
                ck_assert_msg(it != NULL, "%s", values_findings());
                ck_assert_msg(strcmp(prg_finding_name(it->code), code) == 0
                                      && it->row == (size_t)atoi(row)
                                      && strcmp(it->field ? it->field : "-", column) == 0,
                        "%s %s %s\n%s", code, row, column, values_findings());
                ck_assert_int_eq(it->severity, PRG_SEVERITY_ERROR);
                ck_assert_str_eq(it->source, TEST_DATA "/forty-mistakes-values.csv");
        }
        fclose(list);
        ck_assert_uint_eq(count, 40);
        ck_assert_uint_eq(prg_report_count(report), 40);
        ck_assert_uint_eq(prg_data_count(data), 0);
        ck_assert_uint_eq(prg_data_batch_count(data), 1);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "row 1, colour"));
}
END_TEST

START_TEST(all_that_is_wrong_with_a_row_is_found_at_once)
{
        ck_assert_int_eq(
                values_read("indicator,area,period,value,quality,source,unit,sex,reported_by\n"
                            "case,Huyện Mường,2018-00,x,good,polic,kgs,w,CATX\n"),
                PRG_ESCHEMA);
        static const char *const fields[] = { "indicator", "area", "period", "quality", "source",
                "unit", "sex", "reported_by" };
        ck_assert_msg(prg_report_count(report) == 8, "%s", values_findings());
        for (size_t i = 0; i < 8; i++)
                ck_assert_str_eq(prg_report_at(report, i)->field, fields[i]);
        ck_assert_uint_eq(summary.refused, 1);
}
END_TEST

START_TEST(what_is_wrong_causes_no_second_finding)
{
        /* With the area unknown nobody asks whether it reports; with the indicator unknown, nothing
         * of its kind. */
        values_one("indicator,area,period,value,source,unit\naddict,LC,2018-W01,1.5,police,kg\n",
                PRG_ESCHEMA, "unknown-reference", 2, "indicator");
        values_one("indicator,area,period,value,source\naddicts,LX,2018-Q1,1,police\n", PRG_ESCHEMA,
                "unknown-reference", 2, "area");
        values_one("indicator,area,period,value,source\naddicts,LC-106,2018-Q1,1,polic\n",
                PRG_ESCHEMA, "unknown-reference", 2, "source");
}
END_TEST

START_TEST(a_value_and_a_state_may_not_contradict)
{
        values_accepted("indicator,area,period,value,state\ncases,LC-106,2018-01,,not_"
                        "applicable\ncases,LC-106,2018-02,,missing\n"
                        "cases,LC-106,2018-03,4,value\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "not_applicable");
        values_one("indicator,area,period,value,state\ncases,LC-106,2018-01,4,not_applicable\n",
                PRG_ESCHEMA, "contradiction", 2, "value");
        values_one("indicator,area,period,value,state\ncases,LC-106,2018-01,,value\n", PRG_ESCHEMA,
                "missing-field", 2, "value");
        values_one("indicator,area,period,value,state\ncases,LC-106,2018-01,,undefined\n",
                PRG_ESCHEMA, "value", 2, "state");
}
END_TEST

START_TEST(a_thousand_mistakes_of_one_kind_take_a_moment)
{
        prg_buf text = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&text, HEAD, strlen(HEAD)), 0);
        for (int i = 0; i < 3000; i++) {
                char row[64];
                int length = snprintf(row, sizeof row, "cases,nowhere %d,2018-01,1\n", i);
                ck_assert_int_eq(prg_buf_append(&text, row, (size_t)length), 0);
        }
        ck_assert_int_eq(values_read_bytes(text.data, text.length), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_report_count(report), 1000);
        ck_assert_uint_eq(prg_report_total_of(report, PRG_FINDING_UNKNOWN_REFERENCE), 3000);
        prg_buf_dispose(&text);
}
END_TEST

/* ---- the same cell again ---- */

START_TEST(the_same_row_again_is_taken_once)
{
        values_accepted(HEAD "cases,LC-106,2018-01,12\ncases,LC-106,2018-02,1\ncases,Huyện Tam "
                             "Đường,2018-01,12.0\n");
        ck_assert_uint_eq(summary.same, 1);
        ck_assert_uint_eq(summary.accepted, 2);
        ck_assert_uint_eq(prg_data_count(data), 2);
}
END_TEST

START_TEST(a_cell_with_two_contents_is_a_conflict_that_names_the_first_row)
{
        static const char *const rows[][2] = {
                { "cases,LC-106,2018-01,13,,,", "value" },
                { "cases,LC-106,2018-01,,,,", "value" },
                { "cases,LC-106,2018-01,12,nil,,", "marks" },
                { "cases,LC-106,2018-01,12,,x,", "note" },
                { "cases,LC-106,2018-01,12,,,2018-01-01", "recorded_at" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                char text[512];
                snprintf(text, sizeof text,
                        "indicator,area,period,value,marks,note,recorded_at\ncases,LC-106,2018-01,"
                        "12,,,\n%s\n",
                        rows[i][0]);
                values_one(text, PRG_ESCHEMA, "conflict", 3, rows[i][1]);
                ck_assert_ptr_nonnull(strstr(values_findings(), "row 2 "));
                ck_assert_uint_eq(summary.refused, 1);
        }
}
END_TEST

START_TEST(another_quality_a_correction_and_what_follows_a_withdrawal_are_no_conflicts)
{
        values_accepted(
                "indicator,area,period,value,quality,action\ncases,LC-106,2018-01,12,estimate,\n"
                "cases,LC-106,2018-01,13,final,set\ncases,LC-106,2018-01,14,final,correct\n"
                "cases,LC-106,2018-01,,final,withdraw\ncases,LC-106,2018-01,15,final,\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "15");
        ck_assert_uint_eq(prg_data_count(data), 5);
}
END_TEST

START_TEST(a_later_file_may_correct_an_earlier_one)
{
        values_accepted(HEAD "cases,LC-106,2018-01,12\n");
        values_accepted(HEAD "cases,LC-106,2018-01,13\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "13");
        ck_assert_int_eq(prg_data_begin(data, "both"), 0);
        values_accepted(HEAD "cases,LC-106,2018-01,14\n");
        values_accepted(HEAD "cases,LC-106,2018-01,15\n");
        ck_assert_int_eq(prg_data_commit(data), 0);
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "15");
}
END_TEST

START_TEST(a_withdrawal_needs_something_to_withdraw_and_says_nothing_of_a_value)
{
        static const char head[] = "indicator,area,period,value,action\n";
        char text[256];
        snprintf(text, sizeof text, "%scases,LC-106,2018-01,,withdraw\n", head);
        values_one(text, PRG_ESCHEMA, "withdrawal", 2, "action");
        snprintf(text, sizeof text, "%scases,LC-106,2018-01,1,\ncases,LC-106,2018-01,1,withdraw\n",
                head);
        values_one(text, PRG_ESCHEMA, "contradiction", 3, "value");
        snprintf(text, sizeof text, "%scases,LC-106,2018-01,1,\ncases,LC-106,2018-01,,withdraw\n",
                head);
        values_accepted(text);
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "");
}
END_TEST

/* ---- all or nothing ---- */

START_TEST(nothing_is_kept_of_a_file_with_an_error)
{
        values_accepted(HEAD "cases,LC-106,2018-01,1\n");
        char *before = values_copy();
        values_one(HEAD
                "cases,LC-106,2018-02,2\ncases,LC-106,2018-03,x\nseized,LC-106,vn:2018-01,3\n",
                PRG_ESCHEMA, "number", 3, "value");
        ck_assert_str_eq(values_written(), before);
        ck_assert_uint_eq(prg_data_batch_count(data), 2);
        ck_assert_uint_eq(summary.accepted, 0);
        ck_assert_uint_eq(summary.refused, 1);
        ck_assert_uint_eq(summary.rows, 3);
        free(before);
}
END_TEST

START_TEST(good_rows_are_kept_when_that_is_asked_for)
{
        options.good_rows = 1;
        values_one(HEAD "cases,LC-106,2018-02,2\ncases,LC-106,2018-03,x\ncases,LC-106,2018-04,4\n",
                PRG_ESCHEMA, "number", 3, "value");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-02"), "2");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-04"), "4");
        ck_assert_uint_eq(summary.accepted, 2);
        ck_assert_uint_eq(prg_data_count(data), 2);
}
END_TEST

START_TEST(a_dry_run_counts_and_keeps_nothing)
{
        options.dry_run = 1;
        values_accepted(HEAD "cases,LC-106,2018-02,2\ncases,LC-106,2018-02,2\n");
        ck_assert_uint_eq(summary.accepted, 1);
        ck_assert_uint_eq(summary.same, 1);
        ck_assert_uint_eq(prg_data_count(data), 0);
        ck_assert_uint_eq(prg_data_batch_count(data), 1);
}
END_TEST

START_TEST(inside_of_a_transaction_a_file_is_all_or_nothing_too)
{
        prg_batch batch;
        ck_assert_int_eq(prg_data_begin(data, "mine"), 0);
        values_accepted(HEAD "cases,LC-106,2018-01,1\n");
        values_one(HEAD "cases,LC-106,2018-01,7\ncases,LC-106,2018-02,2\ncases,LC-106,2018-03,x\n",
                PRG_ESCHEMA, "number", 4, "value");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "1");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-02"), "");
        options.dry_run = 1;
        values_accepted(HEAD "cases,LC-107,2018-01,1\n");
        options.dry_run = 0;
        ck_assert_uint_eq(prg_data_sequence(data), 1);
        ck_assert_int_eq(prg_data_batch(data, 1, &batch), 0);
        ck_assert_uint_eq(batch.first, 1);
        ck_assert_uint_eq(batch.last, 1);
        values_accepted(HEAD "cases,LC-108,2018-01,1\n");
        ck_assert_int_eq(prg_data_batch(data, 1, &batch), 0);
        ck_assert_uint_eq(batch.last, 2);
        ck_assert_int_eq(prg_data_rollback(data), 0);
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(a_file_is_a_batch_of_its_name)
{
        prg_batch batch;
        values_accepted(HEAD "cases,LC-106,2018-01,1\n");
        ck_assert_int_eq(prg_data_batch(data, 1, &batch), 0);
        ck_assert_str_eq(batch.name, "v.csv");
        folder_make();
        folder_write("values.csv", HEAD "cases,LC-106,2018-02,1\n");
        const char *path = folder_path("values.csv");
        ck_assert_int_eq(prg_data_read_csv(data, path, NULL), 0);
        ck_assert_int_eq(prg_data_batch(data, 2, &batch), 0);
        ck_assert_str_eq(batch.name, path);
        folder_remove();
}
END_TEST

START_TEST(the_order_of_rows_changes_nothing_that_counts)
{
        static const char *const rows[] = {
                "cases,LC-106,2018-01,1,final",
                "cases,LC-106,2018-01,2,estimate",
                "cases,LC-107,2018-01,3,preliminary",
                "cases,LC-107,2018-01,4,estimate",
                "cases,LC-106,2018-02,5,estimate",
                "cases,LC-108,2019-12,6,final",
                "cases,LC-106,2018-02,7,final",
        };
        enum { ROWS = sizeof rows / sizeof *rows };
        for (size_t turn = 0; turn < ROWS; turn++)
                for (int backward = 0; backward < 2; backward++) {
                        char text[1024] = "indicator,area,period,value,quality\n";
                        for (size_t i = 0; i < ROWS; i++) {
                                size_t at = (backward ? ROWS - 1 - i : i) + turn;
                                strcat(strcat(text, rows[at % ROWS]), "\n");
                        }
                        values_empty();
                        values_accepted(text);
                        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "1");
                        ck_assert_str_eq(values_at("cases", "LC-107", "2018-01"), "3");
                        ck_assert_str_eq(values_at("cases", "LC-106", "2018-02"), "7");
                        ck_assert_str_eq(values_at("cases", "LC-108", "2019-12"), "6");
                }
}
END_TEST

/* ---- the mapping of a long file ---- */

START_TEST(a_mapping_renames_columns_and_gives_what_is_not_there)
{
        values_mapping("{\"columns\": {\"Chỉ tiêu\": \"indicator\", \"ĐỊA BÀN\": \"area\", \"#4\": "
                       "\"value\"},"
                       " \"ignore\": [\"STT\"], \"constants\": {\"period\": \"2018-01\", "
                       "\"quality\": \"estimate\"},"
                       " \"words\": {\"area\": {\"Tam Đường cũ\": \"LC-106\"}, \"value\": "
                       "{\"không\": \"0\"}},"
                       " \"states\": {\"…\": \"missing\"}, \"numbers\": \"vietnamese\", "
                       "\"skip_rows\": 1}");
        values_accepted("Biểu 1;;;\nSTT;Chỉ tiêu;địa bàn;2018\n1;cases;tam đường "
                        "CŨ;1.200\n2;cases;LC-107;không\n3;cases;LC-108;…\n");
        ck_assert_str_eq(values_at("cases", "LC-106", "2018-01"), "1200");
        ck_assert_str_eq(values_at("cases", "LC-107", "2018-01"), "0");
        ck_assert_str_eq(values_at("cases", "LC-108", "2018-01"), "missing");
        ck_assert_ptr_nonnull(strstr(values_written(), "1200,estimate"));
}
END_TEST

START_TEST(findings_of_a_mapped_file_use_the_names_of_the_file)
{
        values_mapping("{\"columns\": {\"Địa bàn\": \"area\"}}");
        values_one("indicator,Địa bàn,period,value\ncases,nowhere,2018-01,1\n", PRG_ESCHEMA,
                "unknown-reference", 2, "Địa bàn");
        values_one("indicator,Địa bàn,period,value\ncases,LC,2018-01,1\n", PRG_ESCHEMA, "area", 2,
                "Địa bàn");
        values_one("indicator,area,period,value\ncases,LC-106,2018-01,1\n", PRG_ESCHEMA, "header",
                1, "Địa bàn");
}
END_TEST

START_TEST(a_constant_beside_its_column_is_a_mistake)
{
        values_mapping("{\"constants\": {\"quality\": \"final\"}}");
        values_one("indicator,area,period,value,quality\ncases,LC-106,2018-01,1,final\n",
                PRG_ESCHEMA, "header", 1, "quality");
}
END_TEST

/* One finding in the mapping: its code and its pointer. */
static void mapping_refused(const char *mapping, const char *name, const char *pointer)
{
        values_mapping(mapping);
        int code = values_read(HEAD "cases,LC-106,2018-01,1\n");
        ck_assert_msg(code < 0 && prg_report_count(report) == 1, "%s\n%d %s", mapping, code,
                values_findings());
        const prg_finding *it = prg_report_at(report, 0);
        ck_assert_msg(strcmp(prg_finding_name(it->code), name) == 0 && it->pointer
                              && strcmp(it->pointer, pointer) == 0
                              && strcmp(it->source, "mapping") == 0 && it->line == 1
                              && it->column > 0,
                "%s\n%s", mapping, values_findings());
        ck_assert_int_eq(prg_error_last()->code, code);
        ck_assert_uint_eq(prg_data_count(data), 0);
}

START_TEST(mistakes_in_a_mapping_are_found_at_their_place)
{
        mapping_refused("[]", "wrong-type", "");
        mapping_refused("{\"colums\": {}}", "unknown-key", "/colums");
        ck_assert_str_eq(prg_report_at(report, 0)->suggestion, "columns");
        mapping_refused("{\"columns\": {\"a\": \"areas\"}}", "unknown-reference", "/columns/a");
        ck_assert_str_eq(prg_report_at(report, 0)->suggestion, "area");
        mapping_refused(
                "{\"columns\": {\"a\": \"area\", \"b\": \"area\"}}", "duplicate-id", "/columns/b");
        mapping_refused("{\"columns\": {\"a\": 1}}", "wrong-type", "/columns/a");
        mapping_refused(
                "{\"columns\": {\"a\": \"area\", \"A\": \"unit\"}}", "duplicate-id", "/columns/A");
        mapping_refused("{\"columns\": {\"a\": \"area\"}, \"constants\": {\"area\": \"LC\"}}",
                "duplicate-id", "/constants/area");
        mapping_refused("{\"constants\": {\"quality\": \"good\"}}", "value", "/constants/quality");
        mapping_refused(
                "{\"constants\": {\"area\": \"nowhere\"}}", "unknown-reference", "/constants/area");
        mapping_refused("{\"states\": {\"x\": \"gone\"}}", "value", "/states/x");
        mapping_refused("{\"words\": {\"aera\": {}}}", "unknown-reference", "/words/aera");
        mapping_refused("{\"words\": {\"area\": []}}", "wrong-type", "/words/area");
        mapping_refused("{\"skip_rows\": -1}", "wrong-type", "/skip_rows");
        mapping_refused("{\"ignore\": {}}", "wrong-type", "/ignore");
        mapping_refused("{\"numbers\": \"vietnam\"}", "value", "/numbers");
        mapping_refused("{\"layout\": \"widee\"}", "value", "/layout");
        mapping_refused("{\"header\": [\"period\"]}", "contradiction", "/header");
        mapping_refused("{\"ignore\": [\"a\", \"a\"]}", "duplicate-id", "/ignore/1");
        mapping_refused("{\"ignore\": [\"a\"", "json-syntax", "/ignore");
}
END_TEST

/* ---- options ---- */

static int told_calls;

static int count_calls(void *payload, size_t done, size_t total)
{
        told_calls++;
        ck_assert_uint_le(done, total);
        return payload && told_calls == *(int *)payload;
}

START_TEST(progress_is_told_and_may_stop_the_reading)
{
        options.progress = count_calls;
        told_calls = 0;
        values_accepted(HEAD "cases,LC-106,2018-01,1\n");
        ck_assert_int_eq(told_calls, 2);
        int stop_at = 2;
        options.payload = &stop_at;
        told_calls = 0;
        ck_assert_fails(values_read(HEAD "cases,LC-106,2018-02,1\n"), PRG_ECANCELLED);
        ck_assert_uint_eq(prg_data_count(data), 1);
        ck_assert_uint_eq(summary.accepted, 0);
}
END_TEST

START_TEST(without_a_report_the_error_is_the_first_finding)
{
        ck_assert_fails(
                prg_data_read_csv_text(data, HEAD "cases,LC-106,2018-01,x\ncases,no,2018-01,1\n",
                        strlen(HEAD "cases,LC-106,2018-01,x\ncases,no,2018-01,1\n"), NULL),
                PRG_ESCHEMA);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->message, "'x' is no number"));
        ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "row 2, value"));
}
END_TEST

START_TEST(options_that_cannot_be_are_refused)
{
        options.version = 7;
        ck_assert_fails(values_read(HEAD), PRG_EVERSION);
        options.version = PRG_VALUES_OPTIONS_VERSION;
        options.separator = '|';
        ck_assert_fails(values_read(HEAD), PRG_EINVALID);
        options.separator = 0;
        options.form = 99;
        ck_assert_fails(values_read(HEAD), PRG_EINVALID);
        options.form = 0;
        options.quality = (prg_quality)9;
        ck_assert_fails(values_read(HEAD), PRG_EINVALID);
        options.quality = PRG_QUALITY_ESTIMATE;
        options.max_bytes = 4;
        ck_assert_fails(values_read(HEAD), PRG_ELIMIT);
        options.max_bytes = 1000;
        values_accepted(HEAD "cases,LC-106,2018-01,1\n");
        ck_assert_ptr_nonnull(strstr(values_written(), "estimate"));
        ck_assert_fails(prg_data_read_csv(NULL, "x", NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_csv(data, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_csv_text(NULL, "", 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_csv_text(data, NULL, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_csv(data, "/no/such/file.csv", NULL), PRG_EIO);
}
END_TEST

START_TEST(success_leaves_the_last_error_alone)
{
        ck_assert_int_eq(prg_data_begin(data, "mine"), 0);
        values_mapping("{\"columns\": {\"#1\": \"indicator\"}, \"words\": {\"area\": {\"x\": "
                       "\"LC-106\"}}}");
        values_accepted(
                "what;area;period;value\ncases;x;2018-01;1\ncases;Huyện Sìn Hồ;2018-01;1\n");
        ck_assert_int_eq(prg_error_last()->code, 0);
        values_written();
        ck_assert_int_eq(prg_error_last()->code, 0);
}
END_TEST

static Suite *values_long_suite(void)
{
        Suite *suite = suite_create("values_long");
        TCase *tcase = tcase_create("all");
        tcase_add_checked_fixture(tcase, values_set_up, values_tear_down);
        tcase_add_test(tcase, a_row_is_an_entry);
        tcase_add_test(tcase, columns_come_in_any_order_case_and_with_blanks);
        tcase_add_test(tcase, things_are_named_by_id_or_by_name_without_blanks_around);
        tcase_add_test(tcase, a_name_in_another_normal_form_is_the_same_name);
        tcase_add_test(tcase, an_empty_value_is_missing_and_never_zero);
        tcase_add_test(tcase, every_column_reaches_the_entry);
        tcase_add_test(tcase, a_moment_is_a_day_or_a_time_with_its_zone);
        tcase_add_test(tcase, units_convert_exactly);
        tcase_add_test(tcase, a_class_is_given_by_the_id_or_the_name_of_its_category);
        tcase_add_test(tcase, a_milestone_is_reached_or_not_in_several_words);
        tcase_add_test(tcase,
                blank_lines_and_empty_rows_are_passed_over_and_counted_as_a_spreadsheet_does);
        tcase_add_test(tcase, notes_keep_line_ends_and_in_quotation_marks_their_blanks);
        tcase_add_test(tcase, an_empty_last_column_may_have_no_name);
        tcase_add_test(tcase, a_byte_order_mark_is_passed_over);
        tcase_add_test(tcase, the_separator_is_seen_in_the_header);
        tcase_add_test(tcase, numbers_are_in_the_declared_form);
        tcase_add_test(tcase, other_encodings_are_refused_with_what_to_do);
        tcase_add_test(tcase, points_that_group_thousands_are_suspected);
        tcase_add_test(tcase, line_ends_of_old_macs_are_named);
        tcase_add_test(tcase, what_is_no_csv_is_found_and_the_other_rows_are_read);
        tcase_add_test(tcase, a_header_says_what_is_wrong_with_it);
        tcase_add_test(tcase, a_wrong_header_keeps_nothing_not_even_good_rows);
        tcase_add_test(tcase, forty_mistakes_are_forty_findings_each_at_its_cell);
        tcase_add_test(tcase, all_that_is_wrong_with_a_row_is_found_at_once);
        tcase_add_test(tcase, what_is_wrong_causes_no_second_finding);
        tcase_add_test(tcase, a_value_and_a_state_may_not_contradict);
        tcase_add_test(tcase, a_thousand_mistakes_of_one_kind_take_a_moment);
        tcase_add_test(tcase, the_same_row_again_is_taken_once);
        tcase_add_test(tcase, a_cell_with_two_contents_is_a_conflict_that_names_the_first_row);
        tcase_add_test(
                tcase, another_quality_a_correction_and_what_follows_a_withdrawal_are_no_conflicts);
        tcase_add_test(tcase, a_later_file_may_correct_an_earlier_one);
        tcase_add_test(tcase, a_withdrawal_needs_something_to_withdraw_and_says_nothing_of_a_value);
        tcase_add_test(tcase, nothing_is_kept_of_a_file_with_an_error);
        tcase_add_test(tcase, good_rows_are_kept_when_that_is_asked_for);
        tcase_add_test(tcase, a_dry_run_counts_and_keeps_nothing);
        tcase_add_test(tcase, inside_of_a_transaction_a_file_is_all_or_nothing_too);
        tcase_add_test(tcase, a_file_is_a_batch_of_its_name);
        tcase_add_test(tcase, the_order_of_rows_changes_nothing_that_counts);
        tcase_add_test(tcase, a_mapping_renames_columns_and_gives_what_is_not_there);
        tcase_add_test(tcase, findings_of_a_mapped_file_use_the_names_of_the_file);
        tcase_add_test(tcase, a_constant_beside_its_column_is_a_mistake);
        tcase_add_test(tcase, mistakes_in_a_mapping_are_found_at_their_place);
        tcase_add_test(tcase, progress_is_told_and_may_stop_the_reading);
        tcase_add_test(tcase, without_a_report_the_error_is_the_first_finding);
        tcase_add_test(tcase, options_that_cannot_be_are_refused);
        tcase_add_test(tcase, success_leaves_the_last_error_alone);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(values_long_suite());
}
