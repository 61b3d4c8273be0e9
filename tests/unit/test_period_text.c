/* Ids of periods: what is read, what is refused with which words and place, what is meant. */
#include "periods.h"

START_TEST(accepted_forms_become_canonical_ids)
{
        static const struct {
                const char *text, *id;
        } rows[] = {
                { "2018", "2018" },
                { "2018-A1", "2018" },
                { "2018-S2", "2018-S2" },
                { "2018-H2", "2018-S2" },
                { "2018-T3", "2018-T3" },
                { "2018-Q4", "2018-Q4" },
                { "2018-B6", "2018-B6" },
                { "2018-06", "2018-06" },
                { "2018-M06", "2018-06" },
                { "2018-W07", "2018-W07" },
                { "2018-BW03", "2018-BW03" },
                { "2018-06-15", "2018-06-15" },
                { "2018-D166", "2018-06-15" },
                { "2018-9M", "2018-9M" },
                { "2018-06YTD", "2018-06YTD" },
                { "2018-WY", "2018-WY" },
                { "gregorian:2018-Q1", "2018-Q1" },
                { "vn:2018-H1", "vn:2018-S1" },
                { "opium:2018", "opium:2018" },
                { "plan:start", "plan:start" },
                { "2018Q1", "2018-Q1" },
                { "201806", "2018-06" },
                { "201803B", "2018-B3" },
                { "20180615", "2018-06-15" },
                { "2018W7", "2018-W07" },
                { "2018S1", "2018-S1" },
                { "vn:2018Q1", "vn:2018-Q1" },
                { "2018April", "april:2018" },
                { "0001-01-01..9999-12-31", "0001-01-01..9999-12-31" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period = period_of(rows[i].text);
                assert_id(&period, rows[i].id);
        }
}
END_TEST

START_TEST(meaning_is_checked_and_the_place_is_told)
{
        static const struct {
                const char *text;
                int code;
                const char *place, *message;
        } rows[] = {
                { "2024-Q5", PRG_ERANGE, "character 7", "quarter 5, expected 1 to 4" },
                { "2024-Q0", PRG_ERANGE, "character 7", "quarter 0, expected 1 to 4" },
                { "2023-W53", PRG_ERANGE, "character 7",
                        "week 53, expected 1 to 52, as year 2023 has 52 weeks" },
                { "2023-02-29", PRG_ERANGE, "character 9", "February 2023 has 28 days" },
                { "2023-13-01", PRG_ERANGE, "character 6", "month 13 is not within 1 to 12" },
                { "20230229", PRG_ERANGE, "character 7", "February 2023 has 28 days" },
                { "2023-D366", PRG_ERANGE, "character 7",
                        "day 366, expected 1 to 365, the days of year 2023" },
                { "2023-13", PRG_ERANGE, "character 6", "month 13, expected 1 to 12" },
                { "0000", PRG_ERANGE, "character 1", "year 0, expected 1 to 9999" },
                { "0000-Q1", PRG_ERANGE, "character 1", "year 0, expected 1 to 9999" },
                { "vn:2024-Q5", PRG_ERANGE, "character 10", "quarter 5, expected 1 to 4" },
                { "opium:2024-Q1", PRG_ERANGE, "character 13",
                        "calendar 'opium' has no periods of type quarter, expected one of day, "
                        "season, days" },
                { "vn:2018-W07", PRG_ERANGE, "character 10",
                        "calendar 'vn' has no periods of type week, expected one of day, month, "
                        "bi_month, quarter, "
                        "four_month, half, year, nine_month, year_to_date, days" },
                { "2018-02-03..2018-01-05", PRG_ERANGE, "character 13",
                        "the last day lies before the first, expected it on or after 2018-02-03" },
                { "nv:2018", PRG_ENOTFOUND, "character 1",
                        "unknown calendar 'nv'; did you mean 'vn'?" },
                { "2018-Q1..2018-Q3", PRG_ESYNTAX, "character 1",
                        "'2018-Q1..2018-Q3' is no period, expected one period; of a range, days "
                        "only: "
                        "2018-01-05..2018-02-03" },
                { "2018-06-15x", PRG_ESYNTAX, "character 6",
                        "'2018-06-15x' is no period, expected an id such as 2018, 2018-S1, "
                        "2018-Q1, 2018-06, 2018-W07, 2018-06-15 or 2018-9M" },
                { "plan:middle", PRG_ESYNTAX, "character 6",
                        "'plan:middle' is no period, expected the code of a stage, or a day "
                        "YYYY-MM-DD" },
                { "vn:2018NovQ1", PRG_ESYNTAX, "character 8",
                        "'vn:2018NovQ1' is no period, expected no prefix, as the id names its "
                        "calendar itself" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                int code = prg_period_parse(&period, calendars, rows[i].text, strlen(rows[i].text));
                ck_assert_msg(code == rows[i].code, "%s: %d", rows[i].text, code);
                ck_assert_str_eq(prg_error_last()->message, rows[i].message);
                ck_assert_str_eq(prg_error_last()->place, rows[i].place);
        }
}
END_TEST

START_TEST(what_was_probably_meant_is_suggested)
{
        static const struct {
                const char *text, *meant;
        } rows[] = {
                { "2018-6", "2018-06" },
                { "2018-q1", "2018-Q1" },
                { "Q1/2018", "2018-Q1" },
                { "6/2018", "2018-06" },
                { "15/6/2018", "2018-06-15" },
                { "2018-W7", "2018-W07" },
                { "2018/06", "2018-06" },
                { " 2018", "2018" },
                { "vn:q2-2019", "vn:2019-Q2" },
                { "2018 Q1", "2018-Q1" },
                { "2018-Q01", "2018-Q1" },
                { "2018-bw3", "2018-BW03" },
                { "2018-h1", "2018-S1" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                char end[64];
                ck_assert_int_eq(
                        prg_period_parse(&period, calendars, rows[i].text, strlen(rows[i].text)),
                        PRG_ESYNTAX);
                snprintf(end, sizeof end, "; did you mean '%s'?", rows[i].meant);
                ck_assert_msg(strstr(prg_error_last()->message, end) != NULL, "%s: %s",
                        rows[i].text, prg_error_last()->message);
        }
}
END_TEST

/* A stage is meant by its own id, and a long text is not read in part. */
START_TEST(a_stage_is_suggested_by_its_id)
{
        static const prg_stage stages[] = { { "I", 17167, 17531 }, { "II", 17532, 18261 } };
        static const char *const rows[][2] = {
                { "phases:ii", "; did you mean 'phases:II'?" },
                { "phases:/i", "; did you mean 'phases:I'?" },
                { "phases:i                                                             ", "YYYY-MM-DD" },
        };
        prg_calendar_options o = PRG_CALENDAR_OPTIONS_INIT;
        o.kind = PRG_CALENDAR_STAGES;
        o.id = "phases";
        o.stages = stages;
        o.stage_count = 2;
        add_calendar(o);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                ck_assert_fails(prg_period_parse(&period, calendars, rows[i][0], strlen(rows[i][0])),
                        PRG_ESYNTAX);
                const char *message = prg_error_last()->message;
                ck_assert_msg(strlen(message) >= strlen(rows[i][1]), "%s", message);
                ck_assert_str_eq(message + strlen(message) - strlen(rows[i][1]), rows[i][1]);
        }
}
END_TEST

START_TEST(text_of_no_form_is_refused)
{
        static const char *const rows[] = { "", "x", "201", "2018-", "2018-X1", "2018-Q",
                "2018-Q11", "2018-06-", "2018Q", "2018AprilS3x", ":", "vn:", ":2018", "2018..",
                "..", "2018-01-05..", "-018", "+018", "2018-0a", "２０１８", "2018-06YTDx", "99999",
                "2018-1M", "\x00", "2018\x01", "2018-01-05..2018-02-03..2018-03-01" };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                int code = prg_period_parse(&period, calendars, rows[i], strlen(rows[i]));
                ck_assert_msg(
                        code == PRG_ESYNTAX || code == PRG_ENOTFOUND, "%s: %d", rows[i], code);
        }
        prg_period period;
        ck_assert_fails(prg_period_parse(&period, calendars, "2018\0", 5), PRG_ESYNTAX);
        ck_assert_fails(prg_period_parse(NULL, calendars, "2018", 4), PRG_EINVALID);
        ck_assert_fails(prg_period_parse(&period, calendars, NULL, 4), PRG_EINVALID);
        ck_assert_int_eq(prg_period_parse(&period, NULL, "2018", 4), 0);
        ck_assert_fails(prg_period_parse(&period, NULL, "vn:2018", 7), PRG_ENOTFOUND);
}
END_TEST

static void assert_range(const char *text, const char *canonical, size_t count)
{
        prg_period_range range;
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_msg(prg_period_range_parse(&range, calendars, text, strlen(text)) == 0, "%s",
                prg_error_last()->message);
        ck_assert_uint_eq(range.count, count);
        ck_assert_int_eq(prg_period_range_format(&buf, &range), 0);
        ck_assert_str_eq(buf.data, canonical);
        prg_buf_dispose(&buf);
}

START_TEST(a_range_has_its_prefix_once)
{
        prg_period_range range;
        assert_range("vn:2018-Q1..2018-Q4", "vn:2018-Q1..2018-Q4", 4);
        assert_range("2018-H1..2019-H2", "2018-S1..2019-S2", 4);
        assert_range("2018-01-05..2018-02-03", "2018-01-05..2018-02-03", 30);
        assert_range("2015-W01..2020-W53", "2015-W01..2020-W53", 314);
        assert_range("2015-BW01..2020-BW27", "2015-BW01..2020-BW27", 158);
        assert_range("2018", "2018", 1);
        assert_range("opium:2015..2018", "opium:2015..2018", 4);
        assert_range("2020BiW27", "2020-12-28..2021-01-10", 14);
        assert_range("plan:start..end", "plan:start..end", 4);
        ck_assert_int_eq(prg_period_range_parse(&range, calendars, "vn:2018-Q1..vn:2018-Q4", 22), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->message, "the calendar of a range is named once, before its first period; "
                                                    "did you mean 'vn:2018-Q1..2018-Q4'?");
        ck_assert_str_eq(prg_error_last()->place, "character 13");
        ck_assert_fails(prg_period_range_parse(&range, calendars, "vn:2018-Q1..vn:2018-Q4", 22),
                PRG_ESYNTAX);
        ck_assert_fails(
                prg_period_range_parse(&range, calendars, "2018-Q2..2018-Q1", 16), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->place, "character 10");
        ck_assert_fails(
                prg_period_range_parse(&range, calendars, "2018-Q2..2018-05", 16), PRG_ESYNTAX);
        ck_assert_fails(prg_period_range_parse(&range, calendars, "2018..", 6), PRG_ESYNTAX);
        ck_assert_fails(prg_period_range_format(NULL, &range), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("period_text");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_calendars, close_calendars);
        tcase_add_test(tests, accepted_forms_become_canonical_ids);
        tcase_add_test(tests, meaning_is_checked_and_the_place_is_told);
        tcase_add_test(tests, what_was_probably_meant_is_suggested);
        tcase_add_test(tests, a_stage_is_suggested_by_its_id);
        tcase_add_test(tests, text_of_no_form_is_refused);
        tcase_add_test(tests, a_range_has_its_prefix_once);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
