/* Civil dates. The day counts and weekdays are those of printed calendars and of the reporting
 * calendar that runs from the 15th to the 14th. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#include "util/date.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

/* Results start here; an error must leave them so. */
#define UNTOUCHED 77

static prg_date date(int year, int month, int day)
{
        prg_date result = UNTOUCHED;
        ck_assert_int_eq(prg_date_make(&result, year, month, day), 0);
        return result;
}

static void assert_date(prg_date value, const char *expected)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_date_format(&buf, value), 0);
        ck_assert_str_eq(buf.data, expected);
        ck_assert_uint_eq(buf.length, 10);
        prg_buf_dispose(&buf);
}

static const struct {
        int year, month, day;
        prg_date number;
        int weekday, iso_year, iso_week;
        const char *text;
} days[] = {
        { 1970, 1, 1, 0, 4, 1970, 1, "1970-01-01" },
        { 1969, 12, 31, -1, 3, 1970, 1, "1969-12-31" },
        { 2000, 1, 1, 10957, 6, 1999, 52, "2000-01-01" },
        { 2000, 2, 29, 11016, 2, 2000, 9, "2000-02-29" },
        { 2000, 3, 1, 11017, 3, 2000, 9, "2000-03-01" },
        { 1900, 2, 28, -25509, 3, 1900, 9, "1900-02-28" },
        { 1900, 3, 1, -25508, 4, 1900, 9, "1900-03-01" },
        { 2015, 1, 8, 16443, 4, 2015, 2, "2015-01-08" },
        { 2017, 9, 29, 17438, 5, 2017, 39, "2017-09-29" },
        { 2018, 12, 31, 17896, 1, 2019, 1, "2018-12-31" },
        { 2019, 12, 29, 18259, 7, 2019, 52, "2019-12-29" },
        { 2019, 12, 30, 18260, 1, 2020, 1, "2019-12-30" },
        { 2020, 12, 31, 18627, 4, 2020, 53, "2020-12-31" },
        { 2021, 1, 3, 18630, 7, 2020, 53, "2021-01-03" },
        { 2021, 1, 4, 18631, 1, 2021, 1, "2021-01-04" },
        { 2025, 7, 1, 20270, 2, 2025, 27, "2025-07-01" },
        { 2038, 1, 19, 24855, 2, 2038, 3, "2038-01-19" },
        { 1582, 10, 15, -141427, 5, 1582, 41, "1582-10-15" },
        { 1, 1, 1, PRG_DATE_MIN, 1, 1, 1, "0001-01-01" },
        { 1, 2, 28, PRG_DATE_MIN + 58, 3, 1, 9, "0001-02-28" },
        { 9999, 12, 31, PRG_DATE_MAX, 5, 9999, 52, "9999-12-31" },
};

START_TEST(a_day_is_a_number_its_parts_and_a_text)
{
        prg_date made = UNTOUCHED, parsed = UNTOUCHED;
        int year = UNTOUCHED, month = UNTOUCHED, day = UNTOUCHED;
        ck_assert_int_eq(prg_date_make(&made, days[_i].year, days[_i].month, days[_i].day), 0);
        ck_assert_int_eq(made, days[_i].number);
        ck_assert_int_eq(prg_date_split(made, &year, &month, &day), 0);
        ck_assert_int_eq(year, days[_i].year);
        ck_assert_int_eq(month, days[_i].month);
        ck_assert_int_eq(day, days[_i].day);
        assert_date(made, days[_i].text);
        ck_assert_int_eq(prg_date_parse(&parsed, days[_i].text, 10), 0);
        ck_assert_int_eq(parsed, made);
        ck_assert_int_eq(prg_date_is_valid(made), 1);
}
END_TEST

START_TEST(a_day_has_a_weekday_and_an_iso_week)
{
        int weekday = UNTOUCHED, year = UNTOUCHED, week = UNTOUCHED;
        ck_assert_int_eq(prg_date_weekday(&weekday, days[_i].number), 0);
        ck_assert_int_eq(weekday, days[_i].weekday);
        ck_assert_int_eq(prg_date_iso_week(days[_i].number, &year, &week), 0);
        ck_assert_int_eq(year, days[_i].iso_year);
        ck_assert_int_eq(week, days[_i].iso_week);
        prg_date back = UNTOUCHED;
        ck_assert_int_eq(prg_date_from_iso_week(&back, year, week, weekday), 0);
        ck_assert_int_eq(back, days[_i].number);
}
END_TEST

/* Article 12 of Decree 09/2019/NĐ-CP: from the 15th to the 14th, and so many days. */
static const struct {
        const char *from, *to;
        int days;
} reporting_periods[] = {
        { "2018-12-15", "2019-01-14", 31 },
        { "2019-01-15", "2019-02-14", 31 },
        { "2019-02-15", "2019-03-14", 28 },
        { "2020-02-15", "2020-03-14", 29 },
        { "2018-12-15", "2019-03-14", 90 },
        { "2019-03-15", "2019-06-14", 92 },
        { "2019-06-15", "2019-09-14", 92 },
        { "2019-09-15", "2019-12-14", 91 },
        { "2018-12-15", "2019-06-14", 182 },
        { "2019-06-15", "2019-12-14", 183 },
        { "2018-12-15", "2019-09-14", 274 },
        { "2018-12-15", "2019-12-14", 365 },
        { "2019-12-15", "2020-12-14", 366 },
};

START_TEST(reporting_periods_have_their_number_of_days)
{
        prg_date from = UNTOUCHED, to = UNTOUCHED;
        ck_assert_int_eq(prg_date_parse(&from, reporting_periods[_i].from, 10), 0);
        ck_assert_int_eq(prg_date_parse(&to, reporting_periods[_i].to, 10), 0);
        ck_assert_int_eq(to - from + 1, reporting_periods[_i].days);
}
END_TEST

static const struct {
        int year, month, day;
        const char *message;
} missing_days[] = {
        { 2023, 2, 29, "February 2023 has 28 days" },
        { 2024, 2, 30, "February 2024 has 29 days" },
        { 1900, 2, 29, "February 1900 has 28 days" },
        { 900, 2, 29, "February 0900 has 28 days" },
        { 2017, 4, 31, "April 2017 has 30 days" },
        { 2017, 6, 31, "June 2017 has 30 days" },
        { 2017, 9, 31, "September 2017 has 30 days" },
        { 2017, 11, 31, "November 2017 has 30 days" },
        { 2017, 12, 32, "December 2017 has 31 days" },
        { 2017, 1, 0, "day 0 is not within 1 to 31" },
        { 2017, 2, -1, "day -1 is not within 1 to 28" },
        { 2017, 0, 1, "month 0 is not within 1 to 12" },
        { 2017, 13, 1, "month 13 is not within 1 to 12" },
        { 2017, INT32_MAX, INT32_MAX, "month 2147483647 is not within 1 to 12" },
        { 2017, 1, INT32_MAX, "January 2017 has 31 days" },
        { 2017, 1, INT32_MIN, "day -2147483648 is not within 1 to 31" },
        { 0, 12, 31, "year 0 is not within 1 to 9999" },
        { 10000, 1, 1, "year 10000 is not within 1 to 9999" },
        { INT32_MIN, 1, 1, "year -2147483648 is not within 1 to 9999" },
        { INT32_MAX, 1, 1, "year 2147483647 is not within 1 to 9999" },
};

START_TEST(a_day_that_does_not_exist_is_out_of_range)
{
        prg_date result = UNTOUCHED;
        ck_assert_fails(prg_date_make(&result, missing_days[_i].year, missing_days[_i].month,
                                missing_days[_i].day), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->message, missing_days[_i].message);
        ck_assert_int_eq(result, UNTOUCHED);
}
END_TEST

static const struct {
        const char *text;
        int code;
        const char *message;
} unreadable[] = {
        { "", PRG_ESYNTAX, "expected YYYY-MM-DD, such as 2017-09-29" },
        { "29/09/2017", PRG_ESYNTAX,
                "found '29/09/2017', expected YYYY-MM-DD, such as 2017-09-29" },
        { "2017/09/29", PRG_ESYNTAX,
                "found '2017/09/29', expected YYYY-MM-DD, such as 2017-09-29" },
        { "2017-9-29", PRG_ESYNTAX, "found '2017-9-29', expected YYYY-MM-DD, such as 2017-09-29" },
        { "2017-09-2", PRG_ESYNTAX, NULL },
        { "2017-09-291", PRG_ESYNTAX, NULL },
        { "2017-09-29 ", PRG_ESYNTAX, NULL },
        { " 2017-09-2", PRG_ESYNTAX,
                "found ' 2017-09-2', expected YYYY-MM-DD, such as 2017-09-29" },
        { "~", PRG_ESYNTAX, "found '~', expected YYYY-MM-DD, such as 2017-09-29" },
        { "20170929", PRG_ESYNTAX, NULL },
        { "2017-0929-", PRG_ESYNTAX, NULL },
        { "2017-09/29", PRG_ESYNTAX, NULL },
        { "2017/09-29", PRG_ESYNTAX, NULL },
        { "201a-09-29", PRG_ESYNTAX, NULL },
        { "2017-+9-29", PRG_ESYNTAX, NULL },
        { "2017-09- 9", PRG_ESYNTAX, NULL },
        { "-017-09-29", PRG_ESYNTAX, NULL },
        { "2017-W39-5", PRG_ESYNTAX, NULL },
        { "2017-09-:9", PRG_ESYNTAX, NULL },
        { "2017-09-2/", PRG_ESYNTAX, NULL },
        { "29-09-2017", PRG_ESYNTAX, NULL },
        { "ng\xC3\xA0y 29", PRG_ESYNTAX, "expected YYYY-MM-DD, such as 2017-09-29" },
        { "\t17-09-29", PRG_ESYNTAX, "expected YYYY-MM-DD, such as 2017-09-29" },
        { "2017-09-2\x7F", PRG_ESYNTAX, "expected YYYY-MM-DD, such as 2017-09-29" },
        { "2017\n09\n29", PRG_ESYNTAX, "expected YYYY-MM-DD, such as 2017-09-29" },
        { "no date, but as long as what is quoted..", PRG_ESYNTAX,
                "found 'no date, but as long as what is quoted..', expected YYYY-MM-DD, such as "
                "2017-09-29" },
        { "no date, and longer than what is quoted..", PRG_ESYNTAX,
                "expected YYYY-MM-DD, such as 2017-09-29" },
        { "2023-02-29", PRG_ERANGE, "February 2023 has 28 days" },
        { "2017-13-01", PRG_ERANGE, "month 13 is not within 1 to 12" },
        { "2017-00-01", PRG_ERANGE, "month 0 is not within 1 to 12" },
        { "2017-01-00", PRG_ERANGE, "day 0 is not within 1 to 31" },
        { "0000-01-01", PRG_ERANGE, "year 0 is not within 1 to 9999" },
};

START_TEST(only_one_form_of_text_is_a_date)
{
        prg_date result = UNTOUCHED;
        const char *text = unreadable[_i].text;
        ck_assert_fails(prg_date_parse(&result, text, strlen(text)), unreadable[_i].code);
        if (unreadable[_i].message != NULL)
                ck_assert_str_eq(prg_error_last()->message, unreadable[_i].message);
        ck_assert_int_eq(result, UNTOUCHED);
}
END_TEST

START_TEST(the_length_counts_and_not_the_nul)
{
        prg_date result = UNTOUCHED;
        ck_assert_int_eq(prg_date_parse(&result, "2017-09-29T00:00", 10), 0);
        assert_date(result, "2017-09-29");
        ck_assert_fails(prg_date_parse(&result, "2017-09-2\0", 10), PRG_ESYNTAX);
}
END_TEST

START_TEST(leap_years_follow_the_gregorian_rule)
{
        static const int leap[] = { 4, 400, 1600, 1904, 1996, 2000, 2016, 2020, 2024, 2400, 9996 };
        static const int common[] = { 1, 100, 1700, 1900, 2017, 2019, 2100, 9900, 9999 };
        static const int outside[] = { 0, -4, -400, 10000, 12000, INT32_MIN, INT32_MAX };
        for (int i = 0; i < ROWS(leap); i++)
                ck_assert_int_eq(prg_date_is_leap(leap[i]), 1);
        for (int i = 0; i < ROWS(common); i++)
                ck_assert_int_eq(prg_date_is_leap(common[i]), 0);
        for (int i = 0; i < ROWS(outside); i++)
                ck_assert_int_eq(prg_date_is_leap(outside[i]), 0);
}
END_TEST

START_TEST(months_have_their_lengths)
{
        static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        int count = UNTOUCHED;
        for (int month = 1; month <= 12; month++) {
                ck_assert_int_eq(prg_date_days_in_month(&count, 2019, month), 0);
                ck_assert_int_eq(count, lengths[month - 1]);
                ck_assert_int_eq(prg_date_days_in_month(&count, 2020, month), 0);
                ck_assert_int_eq(count, lengths[month - 1] + (month == 2));
        }
        count = UNTOUCHED;
        ck_assert_fails(prg_date_days_in_month(&count, 2019, 0), PRG_ERANGE);
        ck_assert_fails(prg_date_days_in_month(&count, 2019, 13), PRG_ERANGE);
        ck_assert_fails(prg_date_days_in_month(&count, 0, 1), PRG_ERANGE);
        ck_assert_fails(prg_date_days_in_month(&count, 10000, 1), PRG_ERANGE);
        ck_assert_int_eq(count, UNTOUCHED);
}
END_TEST

START_TEST(some_years_have_53_weeks)
{
        static const int with_53[] = { 1970, 1976, 1981, 1987, 1992, 1998, 2004, 2009, 2015, 2020,
                2026, 2032 };
        int next = 0;
        for (int year = 1970; year <= 2032; year++) {
                int weeks = UNTOUCHED;
                ck_assert_int_eq(prg_date_iso_weeks(&weeks, year), 0);
                ck_assert_int_eq(weeks, with_53[next] == year ? 53 : 52);
                next += with_53[next] == year;
        }
        int weeks = UNTOUCHED;
        ck_assert_fails(prg_date_iso_weeks(&weeks, 0), PRG_ERANGE);
        ck_assert_fails(prg_date_iso_weeks(&weeks, 10000), PRG_ERANGE);
        ck_assert_int_eq(weeks, UNTOUCHED);
}
END_TEST

static const struct {
        int year, week, weekday;
        const char *message;
} missing_weeks[] = {
        { 2018, 53, 1, "found week 53, year 2018 has 52 weeks" },
        { 2020, 54, 1, "found week 54, year 2020 has 53 weeks" },
        { 2018, 0, 1, "found week 0, year 2018 has 52 weeks" },
        { 2018, -1, 1, "found week -1, year 2018 has 52 weeks" },
        { 2018, INT32_MAX, 1, "found week 2147483647, year 2018 has 52 weeks" },
        { 2018, 7, 0, "weekday 0 is not within 1 to 7" },
        { 2018, 7, 8, "weekday 8 is not within 1 to 7" },
        { 0, 52, 1, "year 0 is not within 1 to 9999" },
        { 10000, 1, 1, "year 10000 is not within 1 to 9999" },
        { 9999, 52, 6, "the date would be after 9999-12-31" },
        { 9999, 52, 7, "the date would be after 9999-12-31" },
        { 9999, 53, 1, "found week 53, year 9999 has 52 weeks" },
};

START_TEST(a_week_that_does_not_exist_is_out_of_range)
{
        prg_date result = UNTOUCHED;
        ck_assert_fails(prg_date_from_iso_week(&result, missing_weeks[_i].year,
                                missing_weeks[_i].week, missing_weeks[_i].weekday), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->message, missing_weeks[_i].message);
        ck_assert_int_eq(result, UNTOUCHED);
}
END_TEST

static const struct {
        const char *from;
        int step;
        const char *expected; /* NULL: out of range */
} day_steps[] = {
        { "2017-09-29", 0, "2017-09-29" },
        { "2019-12-31", 1, "2020-01-01" },
        { "2020-01-01", -1, "2019-12-31" },
        { "2020-02-28", 1, "2020-02-29" },
        { "2019-02-28", 1, "2019-03-01" },
        { "2000-01-01", 146097, "2400-01-01" },
        { "2000-01-01", -146097, "1600-01-01" },
        { "0001-01-01", 3652058, "9999-12-31" },
        { "9999-12-31", -3652058, "0001-01-01" },
        { "9999-12-31", 1, NULL },
        { "0001-01-01", -1, NULL },
        { "0001-01-01", 3652059, NULL },
        { "9999-12-31", INT32_MAX, NULL },
        { "0001-01-01", INT32_MIN, NULL },
};

START_TEST(days_are_added_within_the_range)
{
        prg_date from, result = UNTOUCHED;
        ck_assert_int_eq(prg_date_parse(&from, day_steps[_i].from, 10), 0);
        int code = prg_date_add_days(&result, from, day_steps[_i].step);
        if (day_steps[_i].expected != NULL) {
                ck_assert_int_eq(code, 0);
                assert_date(result, day_steps[_i].expected);
        } else {
                ck_assert_fails(code, PRG_ERANGE);
                ck_assert_int_eq(result, UNTOUCHED);
                ck_assert_str_eq(prg_error_last()->message,
                        day_steps[_i].step > 0 ? "the date would be after 9999-12-31"
                                               : "the date would be before 0001-01-01");
        }
}
END_TEST

static const struct {
        const char *from;
        int step;
        const char *expected; /* NULL: out of range */
} month_steps[] = {
        { "2017-09-29", 0, "2017-09-29" },
        { "2018-12-15", 1, "2019-01-15" },
        { "2019-01-15", -1, "2018-12-15" },
        { "2019-01-31", 1, "2019-02-28" },
        { "2020-01-31", 1, "2020-02-29" },
        { "2019-03-31", -1, "2019-02-28" },
        { "2019-01-31", 3, "2019-04-30" },
        { "2019-02-28", 1, "2019-03-28" },
        { "2020-02-29", 12, "2021-02-28" },
        { "2020-02-29", 48, "2024-02-29" },
        { "2020-02-29", -48, "2016-02-29" },
        { "2019-05-31", -12, "2018-05-31" },
        { "2019-05-31", -3, "2019-02-28" },
        { "0001-01-31", 119987, "9999-12-31" },
        { "9999-12-31", -119987, "0001-01-31" },
        { "9999-12-01", 1, NULL },
        { "0001-01-31", -1, NULL },
        { "0001-01-31", -13, NULL },
        { "9999-12-31", INT32_MAX, NULL },
        { "0001-01-01", INT32_MIN, NULL },
};

START_TEST(months_are_added_and_the_day_kept_or_clipped)
{
        prg_date from, result = UNTOUCHED;
        ck_assert_int_eq(prg_date_parse(&from, month_steps[_i].from, 10), 0);
        int code = prg_date_add_months(&result, from, month_steps[_i].step);
        if (month_steps[_i].expected != NULL) {
                ck_assert_int_eq(code, 0);
                assert_date(result, month_steps[_i].expected);
        } else {
                ck_assert_fails(code, PRG_ERANGE);
                ck_assert_int_eq(result, UNTOUCHED);
        }
}
END_TEST

START_TEST(what_is_not_a_date_is_refused)
{
        static const prg_date invalid[] = { PRG_DATE_NONE, INT32_MAX, PRG_DATE_MIN - 1,
                PRG_DATE_MAX + 1 };
        for (int i = 0; i < ROWS(invalid); i++) {
                int a = UNTOUCHED, b = UNTOUCHED, c = UNTOUCHED;
                prg_date result = UNTOUCHED;
                prg_buf buf = PRG_BUF_INIT;
                ck_assert_int_eq(prg_date_is_valid(invalid[i]), 0);
                ck_assert_fails(prg_date_split(invalid[i], &a, &b, &c), PRG_EINVALID);
                ck_assert_fails(prg_date_format(&buf, invalid[i]), PRG_EINVALID);
                ck_assert_fails(prg_date_weekday(&a, invalid[i]), PRG_EINVALID);
                ck_assert_fails(prg_date_iso_week(invalid[i], &a, &b), PRG_EINVALID);
                ck_assert_fails(prg_date_add_days(&result, invalid[i], 0), PRG_EINVALID);
                ck_assert_fails(prg_date_add_months(&result, invalid[i], 0), PRG_EINVALID);
                ck_assert(a == UNTOUCHED && b == UNTOUCHED && c == UNTOUCHED);
                ck_assert_int_eq(result, UNTOUCHED);
                ck_assert_ptr_null(buf.data);
        }
        int a, b;
        ck_assert_fails(prg_date_iso_week(PRG_DATE_NONE, &a, &b), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "a date is needed, there is none");
        ck_assert_fails(prg_date_iso_week(2932897, &a, &b), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message,
                "day 2932897 from 1970-01-01 is not within 0001-01-01 to 9999-12-31");
}
END_TEST

START_TEST(null_is_refused)
{
        int a = UNTOUCHED, b = UNTOUCHED;
        ck_assert_fails(prg_date_make(NULL, 2017, 9, 29), PRG_EINVALID);
        ck_assert_fails(prg_date_split(0, NULL, &a, &b), PRG_EINVALID);
        ck_assert_fails(prg_date_split(0, &a, NULL, &b), PRG_EINVALID);
        ck_assert_fails(prg_date_split(0, &a, &b, NULL), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "argument 'day' is NULL");
        ck_assert_fails(prg_date_parse(NULL, "2017-09-29", 10), PRG_EINVALID);
        ck_assert_fails(prg_date_parse(&a, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_date_format(NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_date_weekday(NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_date_iso_week(0, NULL, &b), PRG_EINVALID);
        ck_assert_fails(prg_date_iso_week(0, &a, NULL), PRG_EINVALID);
        ck_assert_fails(prg_date_from_iso_week(NULL, 2017, 39, 5), PRG_EINVALID);
        ck_assert_fails(prg_date_iso_weeks(NULL, 2017), PRG_EINVALID);
        ck_assert_fails(prg_date_days_in_month(NULL, 2017, 9), PRG_EINVALID);
        ck_assert_fails(prg_date_add_days(NULL, 0, 1), PRG_EINVALID);
        ck_assert_fails(prg_date_add_months(NULL, 0, 1), PRG_EINVALID);
        ck_assert(a == UNTOUCHED && b == UNTOUCHED);
}
END_TEST

START_TEST(a_text_is_appended_or_stands_alone)
{
        prg_buf buf = PRG_BUF_INIT;
        char text[] = "2017-09-2901";
        prg__date_write(text, date(2017, 9, 29));
        ck_assert_str_eq(text, "2017-09-29");
        ck_assert_int_eq(prg_date_format(&buf, date(2017, 9, 29)), 0);
        ck_assert_int_eq(prg_buf_append(&buf, "..", 2), 0);
        ck_assert_int_eq(prg_date_format(&buf, date(2020, 12, 31)), 0);
        ck_assert_str_eq(buf.data, "2017-09-29..2020-12-31");
        prg_buf_dispose(&buf);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("date");
        TCase *tests = tcase_create("date");
        tcase_add_loop_test(tests, a_day_is_a_number_its_parts_and_a_text, 0, ROWS(days));
        tcase_add_loop_test(tests, a_day_has_a_weekday_and_an_iso_week, 0, ROWS(days));
        tcase_add_loop_test(
                tests, reporting_periods_have_their_number_of_days, 0, ROWS(reporting_periods));
        tcase_add_loop_test(
                tests, a_day_that_does_not_exist_is_out_of_range, 0, ROWS(missing_days));
        tcase_add_loop_test(tests, only_one_form_of_text_is_a_date, 0, ROWS(unreadable));
        tcase_add_test(tests, the_length_counts_and_not_the_nul);
        tcase_add_test(tests, leap_years_follow_the_gregorian_rule);
        tcase_add_test(tests, months_have_their_lengths);
        tcase_add_test(tests, some_years_have_53_weeks);
        tcase_add_loop_test(
                tests, a_week_that_does_not_exist_is_out_of_range, 0, ROWS(missing_weeks));
        tcase_add_loop_test(tests, days_are_added_within_the_range, 0, ROWS(day_steps));
        tcase_add_loop_test(
                tests, months_are_added_and_the_day_kept_or_clipped, 0, ROWS(month_steps));
        tcase_add_test(tests, what_is_not_a_date_is_refused);
        tcase_add_test(tests, null_is_refused);
        tcase_add_test(tests, a_text_is_appended_or_stands_alone);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
