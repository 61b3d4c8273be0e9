/* The forms of DHIS2 and SDMX, and relative periods, row by row. */
#include "periods.h"

static void assert_written(int code, prg_buf *buf, const char *text)
{
        ck_assert_msg(code == 0, "%s: %s", text, prg_error_last()->message);
        ck_assert_str_eq(buf->data, text);
        prg_buf_dispose(buf);
}

START_TEST(ids_of_dhis2_are_read_and_written)
{
        static const struct {
                const char *text, *id, *first, *last;
        } rows[] = {
                { "20240315", "2024-03-15", "2024-03-15", "2024-03-15" },
                { "2024W1", "2024-W01", "2024-01-01", "2024-01-07" },
                { "2015WedW5", "wednesday:2015-W05", "2015-01-28", "2015-02-03" },
                { "2015ThuW6", "thursday:2015-W06", "2015-02-05", "2015-02-11" },
                { "2015SatW7", "saturday:2015-W07", "2015-02-14", "2015-02-20" },
                { "2015SunW8", "sunday:2015-W08", "2015-02-22", "2015-02-28" },
                { "2024BiW1", "2024-BW01", "2024-01-01", "2024-01-14" },
                { "202401", "2024-01", "2024-01-01", "2024-01-31" },
                { "202401B", "2024-B1", "2024-01-01", "2024-02-29" },
                { "202406B", "2024-B6", "2024-11-01", "2024-12-31" },
                { "2024Q1", "2024-Q1", "2024-01-01", "2024-03-31" },
                { "2024NovQ1", "november:2024-Q1", "2023-11-01", "2024-01-31" },
                { "2024NovQ4", "november:2024-Q4", "2024-08-01", "2024-10-31" },
                { "2024S2", "2024-S2", "2024-07-01", "2024-12-31" },
                { "2024AprilS1", "april:2024-S1", "2024-04-01", "2024-09-30" },
                { "2024NovS1", "november:2024-S1", "2023-11-01", "2024-04-30" },
                { "2024", "2024", "2024-01-01", "2024-12-31" },
                { "2024April", "april:2024", "2024-04-01", "2025-03-31" },
                { "2024July", "july:2024", "2024-07-01", "2025-06-30" },
                { "2024Sep", "september:2024", "2024-09-01", "2025-08-31" },
                { "2024Oct", "october:2024", "2024-10-01", "2025-09-30" },
                { "2024Nov", "november:2024", "2023-11-01", "2024-10-31" },
                { "2020BiW27", "2020-12-28..2021-01-10", "2020-12-28", "2021-01-10" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_msg(prg_period_parse_dhis2(
                                      &period, calendars, rows[i].text, strlen(rows[i].text))
                                      == 0,
                        "%s: %s", rows[i].text, prg_error_last()->message);
                assert_id(&period, rows[i].id);
                assert_days(&period, rows[i].first, rows[i].last);
                assert_written(prg_period_format_dhis2(&buf, &period), &buf, rows[i].text);
        }
}
END_TEST

START_TEST(dhis2_gets_the_id_of_the_same_days)
{
        static const struct {
                const char *id, *text;
        } rows[] = {
                { "april:2024-Q1", "2024Q2" },
                { "april:2024-Q4", "2025Q1" },
                { "april:2024-01", "202404" },
                { "2020-BW27", "2020W53" },
                { "fiscal:2024-03-15", "20240315" },
                { "insurance:2024", "2024" },
                { "2024-01-01..2024-02-29", "202401B" },
                { "november:2024-S2", "2024NovS2" },
        };
        static const char *const none[] = { "vn:2024", "2024-T1", "2024-9M", "opium:2024",
                "2024-WY", "tuesday:2024-W01" };
        prg_buf buf = PRG_BUF_INIT;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period = period_of(rows[i].id);
                assert_written(prg_period_format_dhis2(&buf, &period), &buf, rows[i].text);
        }
        for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
                prg_period period = period_of(none[i]);
                ck_assert_fails(prg_period_format_dhis2(&buf, &period), PRG_ENOTFOUND);
        }
        ck_assert_ptr_null(buf.data);
}
END_TEST

START_TEST(ids_that_dhis2_does_not_have_are_refused)
{
        static const char *const rows[] = { "202407B", "202413", "2024Q5", "2024S3", "2023W53",
                "2024W0", "2024BiW27", "20240230", "2024-Q1", "2024NovQ5", "2024AprilS3", "2024May",
                "2024WedW54", "24Q1", "", "vn:2024Q1", "2024W001" };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                int code = prg_period_parse_dhis2(&period, calendars, rows[i], strlen(rows[i]));
                ck_assert_msg(code == PRG_ERANGE || code == PRG_ESYNTAX, "%s: %d", rows[i], code);
                ck_assert_int_eq(prg_error_last()->code, code);
        }
}
END_TEST

START_TEST(time_periods_of_sdmx_are_read_and_written)
{
        static const struct {
                const char *start_day, *text, *id, *first, *last;
                const char *written; /* NULL: as it was read */
        } rows[] = {
                { NULL, "2024", "2024", "2024-01-01", "2024-12-31", NULL },
                { NULL, "2024-A1", "2024", "2024-01-01", "2024-12-31", "2024" },
                { NULL, "2024-S1", "2024-S1", "2024-01-01", "2024-06-30", NULL },
                { NULL, "2024-T1", "2024-T1", "2024-01-01", "2024-04-30", NULL },
                { NULL, "2024-Q1", "2024-Q1", "2024-01-01", "2024-03-31", NULL },
                { NULL, "2024-M01", "2024-01", "2024-01-01", "2024-01-31", "2024-01" },
                { NULL, "2024-01", "2024-01", "2024-01-01", "2024-01-31", NULL },
                { NULL, "2024-W01", "2024-W01", "2024-01-01", "2024-01-07", NULL },
                { NULL, "2024-D001", "2024-01-01", "2024-01-01", "2024-01-01", "2024-01-01" },
                { NULL, "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29", NULL },
                { NULL, "2024-01-01/P3M", "2024-Q1", "2024-01-01", "2024-03-31", "2024-Q1" },
                { NULL, "2024-01-01T00:00:00/P1Y", "2024", "2024-01-01", "2024-12-31", "2024" },
                { NULL, "2024-01-01/P1W", "2024-W01", "2024-01-01", "2024-01-07", "2024-W01" },
                { NULL, "2024-02-01/P3M", "2024-02-01..2024-04-30", "2024-02-01", "2024-04-30",
                        NULL },
                { NULL, "2024-01-15/P10D", "2024-01-15..2024-01-24", "2024-01-15", "2024-01-24",
                        NULL },
                { NULL, "9999-12-01/P1M", "9999-12", "9999-12-01", "9999-12-31", "9999-12" },
                { "--07-01", "2024-A1", "july:2024", "2024-07-01", "2025-06-30", NULL },
                { "--07-01", "2024-M01", "july:2024-01", "2024-07-01", "2024-07-31", NULL },
                { "--07-01", "2024-D001", "july:2024-07-01", "2024-07-01", "2024-07-01",
                        "2024-07-01" },
                { "--07-01", "2024-01", "2024-01", "2024-01-01", "2024-01-31", NULL },
                { "--04-01", "2024-A1", "april:2024", "2024-04-01", "2025-03-31", NULL },
                { "--11-01", "2023-Q1", "november:2024-Q1", "2023-11-01", "2024-01-31", NULL },
                { "--12-15", "2018-Q1", "vn:2019-Q1", "2018-12-15", "2019-03-14", NULL },
                { "--03-15", "2018-W01", "fiscal:2018-W01", "2018-03-12", "2018-03-18", NULL },
                { "--01-01", "2024-Q1", "2024-Q1", "2024-01-01", "2024-03-31", NULL },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                prg_buf buf = PRG_BUF_INIT, start_day = PRG_BUF_INIT;
                ck_assert_msg(prg_period_parse_sdmx(&period, calendars, rows[i].start_day,
                                      rows[i].text, strlen(rows[i].text))
                                      == 0,
                        "%s: %s", rows[i].text, prg_error_last()->message);
                assert_id(&period, rows[i].id);
                assert_days(&period, rows[i].first, rows[i].last);
                ck_assert_int_eq(prg_period_format_sdmx(&buf, &start_day, &period), 0);
                ck_assert_str_eq(buf.data, rows[i].written ? rows[i].written : rows[i].text);
                /* The start day is written where the form depends on it, and only there. */
                int depends = period.calendar != prg_calendar_gregorian()
                              && period.type != PRG_PERIOD_DAY;
                ck_assert_str_eq(
                        start_day.length ? start_day.data : "", depends ? rows[i].start_day : "");
                prg_buf_dispose(&buf);
                prg_buf_dispose(&start_day);
        }
}
END_TEST

START_TEST(without_a_start_day_sdmx_gets_days)
{
        static const struct {
                const char *id, *text;
        } rows[] = {
                { "vn:2019-Q1", "2018-12-15/P3M" },
                { "april:2024", "2024-04-01/P1Y" },
                { "april:2024-Q1", "2024-Q2" },
                { "2024-9M", "2024-01-01/P9M" },
                { "opium:2018", "2018-09-01/P9M" },
                { "2020-BW26", "2020-12-14/P14D" },
                { "2018-01-05..2018-02-03", "2018-01-05/P30D" },
                { "insurance:2018-01", "2018-01-01/P25D" },
                { "vn:2019-02-03", "2019-02-03" },
                { "2024-B2", "2024-03-01/P2M" },
                { "plan:main", "2018-01-01/P2Y" },
                { "0001-Q1", "0001-Q1" },
                { "9999-02-01..9999-12-31", "9999-02-01/P11M" },
        };
        prg_buf buf = PRG_BUF_INIT;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period = period_of(rows[i].id);
                assert_written(prg_period_format_sdmx(&buf, NULL, &period), &buf, rows[i].text);
        }
}
END_TEST

START_TEST(what_sdmx_does_not_say_is_refused)
{
        static const struct {
                const char *start_day, *text;
                int code;
        } rows[] = {
                { NULL, "2024-A2", PRG_ERANGE },
                { NULL, "2024-Q5", PRG_ERANGE },
                { NULL, "2023-W53", PRG_ERANGE },
                { NULL, "2024-D367", PRG_ERANGE },
                { NULL, "2024Q1", PRG_ESYNTAX },
                { NULL, "2024-91", PRG_ERANGE },
                /* Ids of this library that SDMX does not know. */
                { NULL, "2024-9M", PRG_ESYNTAX },
                { NULL, "2024-06YTD", PRG_ESYNTAX },
                { NULL, "2024-B1", PRG_ESYNTAX },
                { NULL, "2024-01-01/", PRG_ESYNTAX },
                { NULL, "2024-01-01/P", PRG_ESYNTAX },
                { NULL, "2024-01-01/P0D", PRG_ESYNTAX },
                { NULL, "2024-01/P1M", PRG_ESYNTAX },
                { NULL, "2024-01-01/P1H", PRG_ESYNTAX },
                { NULL, "9999-01-01/P2Y", PRG_ERANGE },
                { NULL, "2024-01-01/P99999999D", PRG_ESYNTAX },
                { NULL, "9999-12-30/P3D", PRG_ERANGE },
                { "--05-15", "2024-Q1", PRG_ENOTFOUND },
                { "--02-30", "2024-Q1", PRG_ESYNTAX },
                { "07-01", "2024-Q1", PRG_ESYNTAX },
                { "--07-01", "2024-D366", PRG_ERANGE },
                { "--07-01", "0000-D001", PRG_ERANGE },
                { NULL, "", PRG_ESYNTAX },
                { NULL, "2024-", PRG_ESYNTAX },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                int code = prg_period_parse_sdmx(
                        &period, calendars, rows[i].start_day, rows[i].text, strlen(rows[i].text));
                ck_assert_msg(code == rows[i].code, "%s: %d", rows[i].text, code);
                ck_assert_int_eq(prg_error_last()->code, code);
        }
}
END_TEST

/* The base date is 2019-07-10, a Wednesday, in ISO week 28. */
START_TEST(relative_periods_are_counted_from_the_base_date)
{
        static const char *const rows[] = {
                "2019-07-10",
                "2019-07-09",
                "2019-07-07..2019-07-09",
                "2019-07-03..2019-07-09",
                "2019-06-26..2019-07-09",
                "2019-06-10..2019-07-09",
                "2019-05-11..2019-07-09",
                "2019-04-11..2019-07-09",
                "2019-01-11..2019-07-09",
                "2019-07",
                "2019-06",
                "2019-B4",
                "2019-B3",
                "2019-Q3",
                "2019-Q2",
                "2019-S2",
                "2019-S1",
                "2019-W01..2019-W52",
                "2019-01..2019-12",
                "2019-B1..2019-B6",
                "2019-Q1..2019-Q4",
                "2019",
                "2018-01..2018-12",
                "2018-Q1..2018-Q4",
                "2018",
                "2014..2018",
                "2009..2018",
                "2018-07..2019-06",
                "2019-01..2019-06",
                "2019-04..2019-06",
                "2018-B4..2019-B3",
                "2018-Q3..2019-Q2",
                "2018-S2..2019-S1",
                "october:2018",
                "october:2017",
                "october:2013..2017",
                "october:2008..2017",
                "2019-W28",
                "2019-W27",
                "2019-BW14",
                "2019-BW13",
                "2019-W24..2019-W27",
                "2019-BW10..2019-BW13",
                "2019-W16..2019-W27",
                "2018-W28..2019-W27",
                "2019-9M",
        };
        ck_assert_uint_eq(sizeof rows / sizeof *rows, 46);
        for (int relative = 1; relative <= 46; relative++) {
                prg_period_range range;
                prg_relative named;
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_int_eq(
                        prg_relative_resolve(&range, relative, NULL, day_of("2019-07-10")), 0);
                ck_assert_int_eq(prg_period_range_format(&buf, &range), 0);
                ck_assert_msg(strcmp(buf.data, rows[relative - 1]) == 0, "%s: %s",
                        prg_relative_name(relative), buf.data);
                ck_assert_int_eq(prg_relative_from_name(&named, prg_relative_name(relative)), 0);
                ck_assert_int_eq(named, relative);
                prg_buf_dispose(&buf);
        }
}
END_TEST

START_TEST(relative_periods_follow_another_calendar)
{
        static const struct {
                prg_relative relative;
                const char *calendar, *base, *range;
        } rows[] = {
                { PRG_RELATIVE_THIS_MONTH, "vn", "2018-12-20", "vn:2019-01" },
                { PRG_RELATIVE_LAST_4_QUARTERS, "vn", "2018-12-20", "vn:2018-Q1..2018-Q4" },
                { PRG_RELATIVE_NINE_MONTHS_TO_DATE, "vn", "2018-12-20", "vn:2019-9M" },
                { PRG_RELATIVE_THIS_FINANCIAL_YEAR, "july", "2019-07-10", "july:2019" },
                { PRG_RELATIVE_LAST_WEEK, "sunday", "2019-07-10", "sunday:2019-W27" },
                { PRG_RELATIVE_WEEKS_THIS_YEAR, "gregorian", "2018-12-31", "2018-W01..2018-W52" },
                { PRG_RELATIVE_LAST_BIWEEK, "gregorian", "2021-01-05", "2020-BW27" },
        };
        prg_period_range range;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_int_eq(prg_relative_resolve(&range, rows[i].relative,
                                         calendar_of(rows[i].calendar), day_of(rows[i].base)),
                        0);
                assert_written(prg_period_range_format(&buf, &range), &buf, rows[i].range);
        }
        ck_assert_fails(prg_relative_resolve(&range, PRG_RELATIVE_THIS_WEEK, calendar_of("vn"), 0),
                PRG_EINVALID);
        ck_assert_fails(prg_relative_resolve(&range, PRG_RELATIVE_THIS_WEEK, NULL, PRG_DATE_NONE),
                PRG_EINVALID);
        ck_assert_fails(prg_relative_resolve(&range, (prg_relative)99, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_relative_resolve(&range, PRG_RELATIVE_LAST_YEAR, NULL, PRG_DATE_MIN),
                PRG_ERANGE);
        prg_relative relative;
        ck_assert_fails(prg_relative_from_name(&relative, "LAST_12_MONTH"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message,
                "no relative period is named 'LAST_12_MONTH'; did you mean 'LAST_12_MONTHS'?");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("period_foreign");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_calendars, close_calendars);
        tcase_add_test(tests, ids_of_dhis2_are_read_and_written);
        tcase_add_test(tests, dhis2_gets_the_id_of_the_same_days);
        tcase_add_test(tests, ids_that_dhis2_does_not_have_are_refused);
        tcase_add_test(tests, time_periods_of_sdmx_are_read_and_written);
        tcase_add_test(tests, without_a_start_day_sdmx_gets_days);
        tcase_add_test(tests, what_sdmx_does_not_say_is_refused);
        tcase_add_test(tests, relative_periods_are_counted_from_the_base_date);
        tcase_add_test(tests, relative_periods_follow_another_calendar);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
