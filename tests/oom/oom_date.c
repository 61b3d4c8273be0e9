/* Dates: only formatting needs memory. 17438 is 2017-09-29, a Friday of week 39. */
#include "oom.h"

#include <string.h>

static const prg_date day = 17438;

static int is_valid(void)
{
        oom_begin();
        int valid = prg_date_is_valid(day);
        oom_end();
        oom_check(valid == 1);
        return 0;
}

static int make(void)
{
        prg_date date = 0;
        oom_begin();
        int code = prg_date_make(&date, 2017, 9, 29);
        oom_end();
        oom_check(date == day);
        return code;
}

static int split(void)
{
        int year = 0, month = 0, of_month = 0;
        oom_begin();
        int code = prg_date_split(day, &year, &month, &of_month);
        oom_end();
        oom_check(year == 2017 && month == 9 && of_month == 29);
        return code;
}

static int parse(void)
{
        prg_date date = 0;
        oom_begin();
        int code = prg_date_parse(&date, "2017-09-29", 10);
        oom_end();
        oom_check(date == day);
        return code;
}

static int format(void)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "from ", 5) == 0);
        oom_begin();
        int code = prg_date_format(&buf, day);
        oom_end();
        oom_check(strcmp(buf.data, code < 0 ? "from " : "from 2017-09-29") == 0);
        oom_check(buf.length == strlen(buf.data));
        prg_buf_dispose(&buf);
        return code;
}

static int weekday(void)
{
        int number = 0;
        oom_begin();
        int code = prg_date_weekday(&number, day);
        oom_end();
        oom_check(number == 5);
        return code;
}

static int iso_week(void)
{
        int year = 0, week = 0;
        oom_begin();
        int code = prg_date_iso_week(day, &year, &week);
        oom_end();
        oom_check(year == 2017 && week == 39);
        return code;
}

static int from_iso_week(void)
{
        prg_date date = 0;
        oom_begin();
        int code = prg_date_from_iso_week(&date, 2017, 39, 5);
        oom_end();
        oom_check(date == day);
        return code;
}

static int iso_weeks(void)
{
        int weeks = 0;
        oom_begin();
        int code = prg_date_iso_weeks(&weeks, 2020);
        oom_end();
        oom_check(weeks == 53);
        return code;
}

static int is_leap(void)
{
        oom_begin();
        int leap = prg_date_is_leap(2020);
        oom_end();
        oom_check(leap == 1);
        return 0;
}

static int days_in_month(void)
{
        int days = 0;
        oom_begin();
        int code = prg_date_days_in_month(&days, 2020, 2);
        oom_end();
        oom_check(days == 29);
        return code;
}

static int add_days(void)
{
        prg_date date = 0;
        oom_begin();
        int code = prg_date_add_days(&date, day, -17438);
        oom_end();
        oom_check(date == 0);
        return code;
}

static int add_months(void)
{
        prg_date date = 0;
        oom_begin();
        int code = prg_date_add_months(&date, day, 1);
        oom_end();
        oom_check(date == day + 30);
        return code;
}

const oom_row oom_date[] = {
        { "prg_date_is_valid", is_valid },
        { "prg_date_make", make },
        { "prg_date_split", split },
        { "prg_date_parse", parse },
        { "prg_date_format", format },
        { "prg_date_weekday", weekday },
        { "prg_date_iso_week", iso_week },
        { "prg_date_from_iso_week", from_iso_week },
        { "prg_date_iso_weeks", iso_weeks },
        { "prg_date_is_leap", is_leap },
        { "prg_date_days_in_month", days_in_month },
        { "prg_date_add_days", add_days },
        { "prg_date_add_months", add_months },
        { NULL, NULL },
};
