/* Periods. The first eight bytes make a calendar, the next four a day; the rest is a text, read in
 * every form. The calendar divides the days around that day without gap or overlap, or is refused
 * as a whole. */
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

static int equal(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->year == b->year
               && a->index == b->index && a->first == b->first && a->last == b->last;
}

static void says_why(int code)
{
        const prg_error *error = prg_error_last();
        require(code == PRG_ESYNTAX || code == PRG_ERANGE || code == PRG_ENOTFOUND
                || code == PRG_EINVALID);
        require(error->code == code && *error->message);
        for (const char *c = error->message; *c; c++)
                require((unsigned char)*c >= ' ');
}

/* What holds for every period, wherever it came from. */
static void is_a_period(const prg_period *period, const prg_calendars *calendars)
{
        prg_buf buf = PRG_BUF_INIT, start_day = PRG_BUF_INIT;
        prg_period other, again;
        require(prg_date_is_valid(period->first) && prg_date_is_valid(period->last)
                && period->first <= period->last);
        require(prg_period_days(period) == period->last - period->first + 1);
        require(prg_period_contains(period, period->first)
                && !prg_period_contains(period, period->last + 1));

        require(prg_period_format(&buf, period) == 0);
        require(prg_period_parse(&again, calendars, buf.data, buf.length) == 0
                && equal(&again, period));

        int code = prg_period_next(&other, period);
        if (code == 0) {
                require(other.first >= period->first);
                require(prg_period_previous(&again, &other) == 0 && equal(&again, period));
        } else {
                require(code == PRG_END || code == PRG_ERANGE);
        }
        code = prg_period_same_last_year(&other, period);
        require(code == 0 || code == PRG_END || code == PRG_ERANGE);
        require(code != 0 || other.first < period->first);
        for (int type = PRG_PERIOD_DAY; type <= PRG_PERIOD_YEAR; type++) {
                prg_period_range parts;
                if (!prg_calendar_has(period->calendar, type)
                        || prg_period_union(&parts, NULL, period, period->calendar, type) != 0)
                        continue;
                require(parts.first.first == period->first && parts.last.last == period->last
                        && parts.count > 0);
                require(prg_period_range_at(&other, &parts, parts.count - 1) == 0
                        && equal(&other, &parts.last));
        }
        buf.length = 0;
        if (prg_period_format_dhis2(&buf, period) == 0) {
                require(prg_period_parse_dhis2(&again, calendars, buf.data, buf.length) == 0);
                require(again.first == period->first && again.last == period->last);
        }
        buf.length = 0;
        require(prg_period_format_sdmx(&buf, &start_day, period) == 0);
        code = prg_period_parse_sdmx(
                &again, calendars, start_day.length ? start_day.data : NULL, buf.data, buf.length);
        require(code == 0 && again.first == period->first && again.last == period->last);
        buf.length = 0;
        require(prg_period_format_sdmx(&buf, NULL, period) == 0);
        require(prg_period_parse_sdmx(&again, NULL, NULL, buf.data, buf.length) == 0);
        require(again.first == period->first && again.last == period->last);
        prg_buf_dispose(&buf);
        prg_buf_dispose(&start_day);
}

static const prg_calendar *make_calendar(prg_calendars *calendars, const uint8_t *data)
{
        const prg_calendar *calendar = NULL;
        prg_stage stages[2] = { { "a", data[1] * 100, data[2] * 100 },
                { "b", data[3] * 100, data[4] * 100 } };
        prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
        options.id = "x";
        options.kind = (prg_calendar_kind)(data[0] % 9);
        if (options.kind == PRG_CALENDAR_STAGES) {
                options.stages = stages;
                options.stage_count = 2;
        } else {
                options.day = data[1] % 34;
                options.first_month = data[2] % 14;
                options.first_day = data[3] % 33;
                options.last_month = data[4] % 14;
                options.last_day = data[5] % 33;
                options.year_named = data[6] % 4;
                options.week_start = data[7] % 9;
        }
        int code = prg_calendars_add(&calendar, calendars, &options);
        require((code == 0) == (calendar != NULL));
        require(code == 0 || code == PRG_ESCHEMA);
        return calendar;
}

static void divides_the_days(
        const prg_calendar *calendar, const prg_calendars *calendars, prg_date day)
{
        for (int type = PRG_PERIOD_DAY; type <= PRG_PERIOD_STAGE; type++) {
                prg_period period, next;
                if (!prg_calendar_has(calendar, type))
                        continue;
                int code = prg_period_holding(&period, calendar, type, day);
                if (code != 0) {
                        require(code == PRG_ERANGE
                                || (code == PRG_END && !prg_period_type_is_partition(type)));
                        continue;
                }
                require(prg_period_contains(&period, day));
                is_a_period(&period, calendars);
                if (prg_period_type_is_partition(type) && prg_period_next(&next, &period) == 0)
                        require(next.first == period.last + 1);
        }
}

/* Whatever a reader answered: a period, or a reason and nothing changed. */
static void was_read(int code, const prg_period *period, const prg_calendars *calendars)
{
        if (code == 0) {
                is_a_period(period, calendars);
                return;
        }
        says_why(code);
        require(period->year == 7 && period->calendar == NULL);
}

static void read_text(const prg_calendars *calendars, const char *text, size_t length)
{
        const prg_period before = { NULL, PRG_PERIOD_DAY, 7, 7, 7, 7 };
        prg_period period = before;
        prg_period_range range;
        was_read(prg_period_parse(&period, calendars, text, length), &period, calendars);
        period = before;
        was_read(prg_period_parse_dhis2(&period, calendars, text, length), &period, calendars);
        period = before;
        was_read(prg_period_parse_sdmx(&period, calendars, NULL, text, length), &period, calendars);
        int code = prg_period_range_parse(&range, calendars, text, length);
        if (code < 0) {
                says_why(code);
                return;
        }
        prg_buf buf = PRG_BUF_INIT;
        prg_period_range again;
        require(range.count > 0 && prg_period_range_at(&period, &range, range.count - 1) == 0
                && equal(&period, &range.last));
        require(prg_period_range_format(&buf, &range) == 0);
        require(prg_period_range_parse(&again, calendars, buf.data, buf.length) == 0
                && again.count == range.count);
        prg_buf_dispose(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        prg_calendars *calendars;
        int32_t day;
        if (size < 12)
                return 0;
        require(prg_calendars_new(&calendars, NULL) == 0);
        const prg_calendar *calendar = make_calendar(calendars, data);
        memcpy(&day, data + 8, sizeof day);
        /* Near an end of the range of dates, or anywhere. */
        if (day % 4 == 0)
                day = PRG_DATE_MIN + (day >> 8 & 0xfff);
        else if (day % 4 == 1)
                day = PRG_DATE_MAX - (day >> 8 & 0xfff);
        else
                day %= PRG_DATE_MAX;
        if (calendar && prg_date_is_valid(day))
                divides_the_days(calendar, calendars, day);
        read_text(calendars, (const char *)data + 12, size - 12);
        prg_calendars_free(calendars);
        return 0;
}
