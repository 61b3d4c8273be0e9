/* Reports: what is kept, what is counted, how it reads. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "util/memory.h"
#include "util/report.h"

static prg_report *report;

static void set_up(void)
{
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
}

static void tear_down(void)
{
        prg_report_free(report);
}

static prg_finding finding(int code, prg_severity severity)
{
        prg_finding made;
        memset(&made, 0, sizeof made);
        made.code = code;
        made.severity = severity;
        made.message = "something";
        return made;
}

static const char *as_text(void)
{
        static char text[4096];
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        prg_sink_to_buf(&sink, &buf);
        ck_assert_int_eq(prg_report_write_text(report, &sink), 0);
        snprintf(text, sizeof text, "%s", buf.data ? buf.data : "");
        prg_buf_dispose(&buf);
        return text;
}

START_TEST(texts_are_copied)
{
        char message[] = "unknown agency", pointer[] = "/a/0", source[] = "p.json";
        char expected[] = "an agency", suggestion[] = "CA-TINH", field[] = "agency";
        prg_finding made = finding(PRG_FINDING_JSON_SYNTAX, PRG_SEVERITY_ERROR);
        made.message = message;
        made.pointer = pointer;
        made.source = source;
        made.expected = expected;
        made.suggestion = suggestion;
        made.field = field;
        made.line = 12;
        made.column = 5;
        made.row = 3;
        ck_assert_int_eq(prg__report_add(report, &made), 0);
        memset(message, 'x', sizeof message - 1);
        pointer[0] = source[0] = expected[0] = suggestion[0] = field[0] = '!';
        ck_assert_uint_eq(prg_report_count(report), 1);
        const prg_finding *kept = prg_report_at(report, 0);
        ck_assert_int_eq(kept->code, PRG_FINDING_JSON_SYNTAX);
        ck_assert_int_eq(kept->severity, PRG_SEVERITY_ERROR);
        ck_assert_str_eq(kept->message, "unknown agency");
        ck_assert_str_eq(kept->pointer, "/a/0");
        ck_assert_str_eq(kept->source, "p.json");
        ck_assert_str_eq(kept->expected, "an agency");
        ck_assert_str_eq(kept->suggestion, "CA-TINH");
        ck_assert_str_eq(kept->field, "agency");
        ck_assert_uint_eq(kept->line, 12);
        ck_assert_uint_eq(kept->column, 5);
        ck_assert_uint_eq(kept->row, 3);
        ck_assert_ptr_null(prg_report_at(report, 1));
}
END_TEST

START_TEST(beyond_the_limit_findings_are_counted)
{
        prg_report_options options = PRG_REPORT_OPTIONS_INIT;
        options.max_findings = 2;
        prg_report *small;
        ck_assert_int_eq(prg_report_new(&small, &options), 0);
        prg_finding error = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_ERROR);
        prg_finding warning = finding(PRG_FINDING_JSON_DEPTH, PRG_SEVERITY_WARNING);
        prg_finding note = finding(PRG_FINDING_JSON_DEPTH, PRG_SEVERITY_NOTE);
        for (int i = 0; i < 5; i++)
                ck_assert_int_eq(prg__report_add(small, &error), 0);
        for (int i = 0; i < 3; i++)
                ck_assert_int_eq(prg__report_add(small, &warning), 0);
        ck_assert_int_eq(prg__report_add(small, &note), 0);
        ck_assert_uint_eq(prg_report_count(small), 2);
        ck_assert_uint_eq(prg_report_total(small, PRG_SEVERITY_ERROR), 5);
        ck_assert_uint_eq(prg_report_total(small, PRG_SEVERITY_WARNING), 8);
        ck_assert_uint_eq(prg_report_total(small, PRG_SEVERITY_NOTE), 9);
        ck_assert_uint_eq(prg_report_total_of(small, PRG_FINDING_JSON_UTF8), 5);
        ck_assert_uint_eq(prg_report_total_of(small, PRG_FINDING_JSON_DEPTH), 4);
        ck_assert_uint_eq(prg_report_total_of(small, PRG_FINDING_JSON_SIZE), 0);
        ck_assert_uint_eq(prg_report_total_of(small, 999999), 0);
        prg_report *kept = report;
        report = small;
        ck_assert_str_eq(as_text(),
                "error: something [json-utf8]\nerror: something [json-utf8]\nand 7 more, 9 in all\n");
        report = kept;
        prg_report_clear(small);
        ck_assert_uint_eq(prg_report_count(small), 0);
        ck_assert_uint_eq(prg_report_total(small, PRG_SEVERITY_NOTE), 0);
        ck_assert_uint_eq(prg_report_total_of(small, PRG_FINDING_JSON_UTF8), 0);
        for (int i = 0; i < 3; i++)
                prg__report_add(small, &note);
        ck_assert_uint_eq(prg_report_count(small), 2);
        prg_report_free(small);
}
END_TEST

START_TEST(text_shows_what_nobody_sees)
{
        prg_finding made = finding(PRG_FINDING_UNKNOWN_REFERENCE, PRG_SEVERITY_ERROR);
        made.source = "a\xE1\xBB";
        made.row = 2;
        made.message = "'\xE2\x80\x8B" "A\xE2\x80\xAE\xC2\x9B\x1B[31m\n' is no area in X\xC3\xA3";
        prg__report_add(report, &made);
        ck_assert_str_eq(as_text(), "a\xE1\xBB: row 2: error: '<U+200B>A<U+202E><U+009B> [31m ' is no area in X\xC3\xA3"
                " [unknown-reference]\n");
}
END_TEST

START_TEST(text_reads_like_a_compiler)
{
        prg_finding made = finding(PRG_FINDING_UNKNOWN_REFERENCE, PRG_SEVERITY_ERROR);
        made.source = "plan.json";
        made.line = 12;
        made.column = 5;
        made.pointer = "/components/3/agency";
        made.message = "unknown agency 'CAT'";
        made.expected = "the id of an agency";
        made.suggestion = "CA-TINH";
        prg__report_add(report, &made);
        made = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_WARNING);
        made.source = "values.csv";
        made.row = 7;
        made.field = "value";
        prg__report_add(report, &made);
        made = finding(PRG_FINDING_JSON_NUL, PRG_SEVERITY_NOTE);
        made.line = 1;
        made.column = 2;
        made.pointer = "";
        made.suggestion = "remove it";
        prg__report_add(report, &made);
        ck_assert_str_eq(as_text(),
                "plan.json:12:5: error: /components/3/agency: unknown agency 'CAT'; expected the id of an "
                "agency; did you mean 'CA-TINH'? [unknown-reference]\n"
                "values.csv: row 7, value: warning: something [json-utf8]\n"
                "1:2: note: something; remove it [json-nul]\n");
}
END_TEST

START_TEST(json_has_the_members_that_apply)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        prg_finding made = finding(PRG_FINDING_JSON_SYNTAX, PRG_SEVERITY_ERROR);
        made.source = "plan.json";
        made.line = 12;
        made.column = 5;
        made.pointer = "/a";
        made.message = "không \"hợp\" lệ";
        prg__report_add(report, &made);
        made = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_NOTE);
        made.row = 3;
        made.field = "value";
        prg__report_add(report, &made);
        prg_sink_to_buf(&sink, &buf);
        ck_assert_int_eq(prg_report_write_json(report, &sink), 0);
        ck_assert_str_eq(buf.data,
                "{\n"
                "  \"findings\": [\n"
                "    {\n"
                "      \"code\": \"json-syntax\",\n"
                "      \"severity\": \"error\",\n"
                "      \"source\": \"plan.json\",\n"
                "      \"pointer\": \"/a\",\n"
                "      \"line\": 12,\n"
                "      \"column\": 5,\n"
                "      \"message\": \"không \\\"hợp\\\" lệ\"\n"
                "    },\n"
                "    {\n"
                "      \"code\": \"json-utf8\",\n"
                "      \"severity\": \"note\",\n"
                "      \"row\": 3,\n"
                "      \"field\": \"value\",\n"
                "      \"message\": \"something\"\n"
                "    }\n"
                "  ],\n"
                "  \"counts\": {\n"
                "    \"json-syntax\": 1,\n"
                "    \"json-utf8\": 1\n"
                "  }\n"
                "}\n");
        prg_buf_dispose(&buf);
        ck_assert_fails(prg_report_write_json(NULL, &sink), PRG_EINVALID);
        ck_assert_fails(prg_report_write_json(report, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(the_first_error_becomes_the_error_of_the_thread)
{
        prg_finding warning = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_WARNING);
        prg_finding error = finding(PRG_FINDING_JSON_SYNTAX, PRG_SEVERITY_ERROR);
        prg__report_add(report, &warning);
        ck_assert_fails(prg__report_fail(report, PRG_ESYNTAX), PRG_EINTERNAL);
        error.source = "plan.json";
        error.line = 3;
        error.column = 4;
        error.pointer = "/x";
        error.expected = "a number";
        prg__report_add(report, &error);
        ck_assert_fails(prg__report_fail(report, PRG_ESYNTAX), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "plan.json:3:4: /x");
        ck_assert_str_eq(prg_error_last()->message, "something; expected a number");
}
END_TEST

START_TEST(a_report_is_optional)
{
        prg_finding made = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_ERROR);
        ck_assert_int_eq(prg__report_add(NULL, &made), 0);
        ck_assert_uint_eq(prg_report_count(NULL), 0);
        ck_assert_uint_eq(prg_report_total(NULL, PRG_SEVERITY_NOTE), 0);
        ck_assert_uint_eq(prg_report_total_of(NULL, PRG_FINDING_JSON_UTF8), 0);
        ck_assert_ptr_null(prg_report_at(NULL, 0));
        prg_report_clear(NULL);
        prg_report_free(NULL);
}
END_TEST

START_TEST(misuse_is_refused)
{
        prg_report_options options = { 99, 5 };
        prg_report *made;
        prg_sink sink = { NULL, NULL };
        ck_assert_fails(prg_report_new(&made, &options), PRG_EVERSION);
        ck_assert_fails(prg_report_new(NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_report_write_text(NULL, &sink), PRG_EINVALID);
        prg_finding unknown = finding(123456, PRG_SEVERITY_ERROR);
        ck_assert_fails(prg__report_add(report, &unknown), PRG_EINTERNAL);
        unknown = finding(PRG_FINDING_JSON_UTF8, (prg_severity)9);
        ck_assert_fails(prg__report_add(report, &unknown), PRG_EINTERNAL);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_NOTE), 0);
        prg_finding made_right = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_ERROR);
        prg__report_add(report, &made_right);
        ck_assert_fails(prg_report_write_text(report, NULL), PRG_EINVALID);
        ck_assert_fails(prg_report_write_text(report, &sink), PRG_EINVALID);
}
END_TEST

START_TEST(without_memory_a_finding_is_not_half_there)
{
        prg_finding made = finding(PRG_FINDING_JSON_UTF8, PRG_SEVERITY_ERROR);
        for (long n = 0; n < 2; n++) {
                prg__memory_fail(n, 0);
                ck_assert_fails(prg__report_add(report, &made), PRG_ENOMEM);
                prg__memory_fail_off();
                ck_assert_uint_eq(prg_report_count(report), 0);
                ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_NOTE), 0);
        }
}
END_TEST

START_TEST(names_go_both_ways)
{
        int seen = 0, back = 0;
        for (int code = -1; code < 10000; code++)
                if (prg_finding_name(code)) {
                        ck_assert_int_eq(prg_finding_from_name(&back, prg_finding_name(code)), 0);
                        ck_assert_int_eq(back, code);
                        seen++;
                }
        ck_assert_int_ge(seen, 7);
        ck_assert_str_eq(prg_finding_name(PRG_FINDING_JSON_DUPLICATE_KEY), "json-duplicate-key");
        ck_assert_fails(prg_finding_from_name(&back, "nonsense"), PRG_ENOTFOUND);
        ck_assert_fails(prg_finding_from_name(NULL, "json-nul"), PRG_EINVALID);
        ck_assert_fails(prg_finding_from_name(&back, NULL), PRG_EINVALID);

        prg_severity severity;
        for (int i = 1; i <= 3; i++) {
                ck_assert_int_eq(prg_severity_from_name(&severity, prg_severity_name((prg_severity)i)), 0);
                ck_assert_int_eq((int)severity, i);
        }
        ck_assert_ptr_null(prg_severity_name((prg_severity)0));
        ck_assert_ptr_null(prg_severity_name((prg_severity)4));
        ck_assert_fails(prg_severity_from_name(&severity, "fatal"), PRG_ENOTFOUND);
        ck_assert_fails(prg_severity_from_name(NULL, "note"), PRG_EINVALID);
        ck_assert_fails(prg_severity_from_name(&severity, NULL), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("report");
        TCase *tests = tcase_create("report");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, texts_are_copied);
        tcase_add_test(tests, beyond_the_limit_findings_are_counted);
        tcase_add_test(tests, text_shows_what_nobody_sees);
        tcase_add_test(tests, text_reads_like_a_compiler);
        tcase_add_test(tests, json_has_the_members_that_apply);
        tcase_add_test(tests, the_first_error_becomes_the_error_of_the_thread);
        tcase_add_test(tests, a_report_is_optional);
        tcase_add_test(tests, misuse_is_refused);
        tcase_add_test(tests, without_memory_a_finding_is_not_half_there);
        tcase_add_test(tests, names_go_both_ways);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
