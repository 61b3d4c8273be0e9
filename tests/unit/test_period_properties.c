/* What holds for every day from 1900 to 2100 and every calendar: partitions divide the days, types
 * nest as declared, next and previous undo each other, and an id is read as the period that it was
 * written for.
 *
 * Under sanitizers only every PRG_TEST_STRIDE-th year is looked at. */
#include "periods.h"

#ifndef PRG_TEST_STRIDE
#define PRG_TEST_STRIDE 1
#endif

static const prg_period_type types[] = { PRG_PERIOD_DAY, PRG_PERIOD_WEEK, PRG_PERIOD_BI_WEEK,
        PRG_PERIOD_WEEK_YEAR, PRG_PERIOD_MONTH, PRG_PERIOD_BI_MONTH, PRG_PERIOD_QUARTER,
        PRG_PERIOD_FOUR_MONTH, PRG_PERIOD_HALF, PRG_PERIOD_YEAR, PRG_PERIOD_NINE_MONTH,
        PRG_PERIOD_YEAR_TO_DATE, PRG_PERIOD_SEASON, PRG_PERIOD_STAGE };
#define TYPES (sizeof types / sizeof *types)

/* Each ck_assert sends a message to the parent process; millions of them want something cheaper. */
static void require(int holds, const char *what, const prg_period *period)
{
        if (holds)
                return;
        prg_buf buf = PRG_BUF_INIT;
        if (period)
                prg_period_format(&buf, period);
        ck_abort_msg("%s: %s", buf.data ? buf.data : "?", what);
}

static void is_read_as_itself(const prg_period *period, prg_buf *buf)
{
        prg_period again;
        buf->length = 0;
        require(prg_period_format(buf, period) == 0, "is written", period);
        require(prg_period_parse(&again, calendars, buf->data, buf->length) == 0, "is read",
                period);
        require(again.calendar == period->calendar && again.type == period->type
                        && again.year == period->year && again.index == period->index
                        && again.first == period->first && again.last == period->last,
                "is read as itself", period);
}

static void has_neighbours(const prg_period *period)
{
        prg_period next, back;
        int code = prg_period_next(&next, period);
        if (period->type == PRG_PERIOD_STAGE && code == PRG_END)
                return;
        require(code == 0, "has a next one", period);
        require(prg_period_previous(&back, &next) == 0 && prg_period_compare(&back, period) == 0,
                "is the one before its next one", period);
        if (prg_period_type_is_partition(period->type))
                require(next.first == period->last + 1, "ends on the day before the next one",
                        period);
        require(next.first >= period->first, "is not after its next one", period);
}

/* The period lies whole in every period that it is declared a part of, and these begin and end with
 * parts. */
static void nests(const prg_period *period)
{
        for (size_t i = 0; i < TYPES; i++) {
                prg_period outer, edge;
                if (!prg_period_type_nests(period->type, types[i])
                        || !prg_calendar_has(period->calendar, types[i]))
                        continue;
                int code = prg_period_parent(&outer, period, types[i]);
                if (code == PRG_END && period->type == PRG_PERIOD_DAY)
                        continue;
                require(code == 0, "has a parent", period);
                require(outer.first <= period->first && period->last <= outer.last,
                        "lies in its parent", period);
                require(prg_period_holding(&edge, period->calendar, period->type, outer.first) == 0
                                && edge.first == outer.first,
                        "begins its parent", &outer);
                require(prg_period_holding(&edge, period->calendar, period->type, outer.last) == 0
                                && edge.last == outer.last,
                        "ends its parent", &outer);
        }
}

static void look_at(const prg_calendar *calendar, prg_period_type type, prg_date from, prg_date to,
        prg_buf *buf)
{
        prg_period before = { NULL, type, 0, 0, 0, 0 }, period;
        for (prg_date day = from; day <= to; day++) {
                int code = prg_period_holding(&period, calendar, type, day);
                if (code == PRG_END) {
                        require(!prg_period_type_is_partition(type), "a partition leaves a day out",
                                NULL);
                        before.calendar = NULL;
                        continue;
                }
                require(code == 0, "a day has no period", NULL);
                require(period.first <= day && day <= period.last, "holds the day", &period);
                if (before.calendar) {
                        /* The next day is in the same period, or begins the next one. */
                        int same = period.first == before.first && period.last == before.last;
                        if (prg_period_type_is_partition(type))
                                require(same || (period.first == day && before.last == day - 1),
                                        "follows without gap", &period);
                        if (same)
                                continue;
                }
                before = period;
                is_read_as_itself(&period, buf);
                has_neighbours(&period);
                nests(&period);
        }
}

START_TEST(every_day_of_two_centuries_and_every_calendar)
{
        const prg_calendar *calendar = prg_calendars_at(calendars, (size_t)_i);
        prg_buf buf = PRG_BUF_INIT;
        prg_date from, to;
        for (int year = 1900; year <= 2100; year += PRG_TEST_STRIDE) {
                require(prg_date_make(&from, year, 1, 1) == 0
                                && prg_date_make(&to, PRG_TEST_STRIDE == 1 ? 2100 : year, 12, 31)
                                           == 0,
                        "no year", NULL);
                for (size_t type = 0; type < TYPES; type++)
                        if (prg_calendar_has(calendar, types[type]))
                                look_at(calendar, types[type], from, to, &buf);
                if (PRG_TEST_STRIDE == 1)
                        break;
        }
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(steps_add_up)
{
        static const char *const ids[] = { "2018-06-15", "2018-W07", "2018-BW03", "2018-WY",
                "vn:2018-06", "insurance:2018-B1", "2018-Q1", "2018-T1", "2018-S1", "fiscal:2018",
                "2018-9M", "2018-06YTD", "opium:2018", "sunday:2018-BW26" };
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
                prg_period start = period_of(ids[i]), step = start, jump;
                for (int steps = 1; steps <= 2000; steps++) {
                        require(prg_period_next(&step, &step) == 0, "has a next one", &step);
                        require(prg_period_move(&jump, &start, steps) == 0
                                        && prg_period_compare(&step, &jump) == 0,
                                "is reached by one jump", &step);
                        require(prg_period_move(&jump, &step, -steps) == 0
                                        && prg_period_compare(&start, &jump) == 0,
                                "is reached backwards", &step);
                }
        }
}
END_TEST

/* At both ends of the range of dates a day has its period, or is refused; nothing else happens. */
START_TEST(the_ends_of_the_range_are_defined)
{
        const prg_calendar *calendar;
        prg_buf buf = PRG_BUF_INIT;
        for (size_t c = 0; (calendar = prg_calendars_at(calendars, c)) != NULL; c++)
                for (size_t t = 0; t < TYPES; t++)
                        for (int end = 0; end < 2 * 800; end++) {
                                prg_date day =
                                        end < 800 ? PRG_DATE_MIN + end : PRG_DATE_MAX - (end - 800);
                                prg_period period;
                                if (!prg_calendar_has(calendar, types[t]))
                                        continue;
                                int code = prg_period_holding(&period, calendar, types[t], day);
                                require(code == 0 || code == PRG_END || code == PRG_ERANGE,
                                        "another answer", NULL);
                                if (code != 0)
                                        continue;
                                require(period.first >= PRG_DATE_MIN && period.last <= PRG_DATE_MAX
                                                && prg_period_contains(&period, day),
                                        "lies in the range", &period);
                                is_read_as_itself(&period, &buf);
                                code = prg_period_next(&period, &period);
                                require(code >= 0 || code == PRG_ERANGE, "another answer", &period);
                        }
        prg_buf_dispose(&buf);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("period_properties");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_calendars, close_calendars);
        /* 11 calendars of the fixture and 13 standard ones. */
        tcase_add_loop_test(tests, every_day_of_two_centuries_and_every_calendar, 0, 24);
        tcase_add_test(tests, steps_add_up);
        tcase_add_test(tests, the_ends_of_the_range_are_defined);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
