/* Dates. The first four bytes are a number, taken as a day and as a step; the rest is a text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
        if (!holds)
                abort();
}

static void refuses(prg_date date)
{
        int year, month, day;
        prg_buf buf = PRG_BUF_INIT;
        require(prg_date_split(date, &year, &month, &day) == PRG_EINVALID);
        require(prg_date_weekday(&day, date) == PRG_EINVALID);
        require(prg_date_iso_week(date, &year, &month) == PRG_EINVALID);
        require(prg_date_add_days(&date, date, 1) == PRG_EINVALID);
        require(prg_date_add_months(&date, date, 1) == PRG_EINVALID);
        require(prg_date_format(&buf, date) == PRG_EINVALID && buf.data == NULL);
}

/* Every way of taking a date apart puts the same date together again. */
static void there_and_back(prg_date date)
{
        int year, month, day, days, weekday, iso_year, week, weeks;
        prg_date back;
        require(prg_date_split(date, &year, &month, &day) == 0);
        require(prg_date_days_in_month(&days, year, month) == 0 && day >= 1 && day <= days);
        require(prg_date_make(&back, year, month, day) == 0 && back == date);
        require(prg_date_make(&back, year, month, days + 1) == PRG_ERANGE);

        require(prg_date_weekday(&weekday, date) == 0 && weekday >= 1 && weekday <= 7);
        require(prg_date_iso_week(date, &iso_year, &week) == 0);
        require(iso_year >= year - 1 && iso_year <= year + 1);
        require(prg_date_iso_weeks(&weeks, iso_year) == 0 && week >= 1 && week <= weeks);
        require(prg_date_from_iso_week(&back, iso_year, week, weekday) == 0 && back == date);

        prg_buf buf = PRG_BUF_INIT;
        require(prg_date_format(&buf, date) == 0 && buf.length == 10);
        require(prg_date_parse(&back, buf.data, buf.length) == 0 && back == date);
        prg_buf_dispose(&buf);
}

static void steps(prg_date date, int step)
{
        prg_date there, back;
        int64_t expected = (int64_t)date + step;
        int code = prg_date_add_days(&there, date, step);
        require((code == 0) == (expected >= PRG_DATE_MIN && expected <= PRG_DATE_MAX));
        require(code == 0 ? there == expected : code == PRG_ERANGE);

        step %= 12 * 9999;
        code = prg_date_add_months(&there, date, step);
        if (code < 0) {
                require(code == PRG_ERANGE);
                return;
        }
        int year, month, day, year_there, month_there, day_there, days;
        require(prg_date_split(date, &year, &month, &day) == 0);
        require(prg_date_split(there, &year_there, &month_there, &day_there) == 0);
        require((year_there - year) * 12 + month_there - month == step);
        require(prg_date_days_in_month(&days, year_there, month_there) == 0);
        require(day_there == (day < days ? day : days));
        require(prg_date_add_months(&back, there, -step) == 0);
        require(back == date - (day - day_there));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        int32_t number;
        if (size < sizeof number)
                return 0;
        memcpy(&number, data, sizeof number);
        if (prg_date_is_valid(number))
                there_and_back(number);
        else
                refuses(number);

        prg_date date = 77;
        const char *text = (const char *)data + sizeof number;
        size_t length = size - sizeof number;
        int code = prg_date_parse(&date, text, length);
        if (code < 0) {
                require(code == PRG_ESYNTAX || code == PRG_ERANGE);
                require(prg_error_last()->code == code && date == 77);
                for (const char *c = prg_error_last()->message; *c; c++)
                        require(*c >= ' ' && *c <= '~');
                return 0;
        }
        require(prg_date_is_valid(date));
        prg_buf buf = PRG_BUF_INIT;
        require(prg_date_format(&buf, date) == 0);
        require(buf.length == length && memcmp(buf.data, text, length) == 0);
        prg_buf_dispose(&buf);
        there_and_back(date);
        steps(date, number);
        return 0;
}
