/* Calendars of every kind, as the tests of periods need them. */
#ifndef TESTS_UNIT_PERIODS_H
#define TESTS_UNIT_PERIODS_H

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "unit.h"

static prg_calendars *calendars;

static inline prg_date day_of(const char *text)
{
        prg_date date;
        ck_assert_int_eq(prg_date_parse(&date, text, strlen(text)), 0);
        return date;
}

static inline const prg_calendar *add_calendar(prg_calendar_options options)
{
        const prg_calendar *calendar;
        ck_assert_msg(prg_calendars_add(&calendar, calendars, &options) == 0, "%s",
                prg_error_last()->message);
        return calendar;
}

/* vn: the 15-14 calendar; mali: months from the 28th; late: a cut-off on the 30th; insurance: to
 * the 25th, but December to its end; fiscal: a reporting year from 15 March; police: a year that
 * ends on 14 November; opium: September to May; school: within one year; tuesday: weeks; plan:
 * stages with a gap and an overlap. */
static inline void open_calendars(void)
{
        static const prg_stage stages[] = { { "start", 17167, 17531 }, { "main", 17532, 18261 },
                { "overlap", 18000, 18100 }, { "end", 18300, 18627 } };
        prg_calendar_options o = PRG_CALENDAR_OPTIONS_INIT;
        ck_assert_int_eq(prg_calendars_new(&calendars, NULL), 0);
        o.kind = PRG_CALENDAR_SHIFTED;
        o.id = "vn";
        o.day = 15;
        o.from = day_of("2019-03-12");
        add_calendar(o);
        o.from = PRG_DATE_NONE;
        o.id = "mali";
        o.day = 28;
        add_calendar(o);
        o.id = "late";
        o.day = 31;
        add_calendar(o);
        o.id = "police";
        o.day = 15;
        o.first_month = 11;
        add_calendar(o);
        o.kind = PRG_CALENDAR_IRREGULAR;
        o.id = "insurance";
        o.day = 26;
        o.first_month = 0;
        add_calendar(o);
        o = (prg_calendar_options)PRG_CALENDAR_OPTIONS_INIT;
        o.kind = PRG_CALENDAR_YEAR_START;
        o.id = "fiscal";
        o.first_month = 3;
        o.first_day = 15;
        add_calendar(o);
        o.id = "last";
        o.first_month = 1;
        o.first_day = 31;
        o.year_named = PRG_YEAR_NAMED_END;
        add_calendar(o);
        o = (prg_calendar_options)PRG_CALENDAR_OPTIONS_INIT;
        o.kind = PRG_CALENDAR_SEASON;
        o.id = "opium";
        o.first_month = 9;
        o.last_month = 5;
        add_calendar(o);
        o.id = "school";
        o.first_month = 2;
        o.first_day = 10;
        o.last_month = 2;
        o.last_day = 29;
        add_calendar(o);
        o = (prg_calendar_options)PRG_CALENDAR_OPTIONS_INIT;
        o.kind = PRG_CALENDAR_WEEKS;
        o.id = "tuesday";
        o.week_start = 2;
        add_calendar(o);
        o = (prg_calendar_options)PRG_CALENDAR_OPTIONS_INIT;
        o.kind = PRG_CALENDAR_STAGES;
        o.id = "plan";
        o.stages = stages;
        o.stage_count = 4;
        add_calendar(o);
}

static inline void close_calendars(void)
{
        prg_calendars_free(calendars);
}

static inline const prg_calendar *calendar_of(const char *id)
{
        const prg_calendar *calendar;
        ck_assert_int_eq(prg_calendars_find(&calendar, calendars, id, strlen(id)), 0);
        return calendar;
}

static inline prg_period period_of(const char *id)
{
        prg_period period;
        ck_assert_msg(prg_period_parse(&period, calendars, id, strlen(id)) == 0, "%s: %s", id,
                prg_error_last()->message);
        return period;
}

/* Asserts the canonical id, and that it is read as the same period. */
static inline void assert_id(const prg_period *period, const char *id)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_period_format(&buf, period), 0);
        ck_assert_str_eq(buf.data, id);
        prg_period again = period_of(id);
        ck_assert_int_eq(prg_period_compare(period, &again), 0);
        prg_buf_dispose(&buf);
}

static inline void assert_days(const prg_period *period, const char *first, const char *last)
{
        ck_assert_int_eq(period->first, day_of(first));
        ck_assert_int_eq(period->last, day_of(last));
}

#endif
