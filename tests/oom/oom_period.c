/* Periods: only writing and findings need memory. The period is the first quarter of 2018. */
#include "oom.h"

#include <string.h>

/* A buffer that holds something already, which must stay as it is when there is no memory. */
static prg_buf begun(void)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, ">", 1) == 0);
        return buf;
}

static prg_period quarter(void)
{
        prg_period period = { NULL, PRG_PERIOD_QUARTER, 0, 0, 0, 0 };
        oom_check(prg_period_make(&period, prg_calendar_gregorian(), PRG_PERIOD_QUARTER, 2018, 1) == 0);
        return period;
}

static prg_period_range months(void)
{
        prg_period_range range;
        prg_period period = quarter();
        oom_check(prg_period_children(&range, &period, PRG_PERIOD_MONTH) == 0);
        return range;
}

/* A period of a calendar that is not in force. */
static prg_calendars *open_unlawful(prg_period *period)
{
        prg_calendars *set = NULL;
        prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
        options.id = "old";
        options.kind = PRG_CALENDAR_YEAR_START;
        options.to = 0;
        oom_check(prg_calendars_new(&set, NULL) == 0);
        oom_check(prg_calendars_add(NULL, set, &options) == 0);
        oom_check(prg_period_parse(period, set, "old:2018", 8) == 0);
        return set;
}

static int p_check(void)
{
        prg_report *report = NULL;
        prg_period period;
        prg_calendars *set = open_unlawful(&period);
        oom_check(prg_report_new(&report, NULL) == 0);
        oom_begin();
        int code = prg_period_check(&period, report);
        oom_end();
        oom_check(code < 0 || prg_report_total_of(report, PRG_FINDING_CALENDAR_NOT_IN_FORCE) == 1);
        prg_report_free(report);
        prg_calendars_free(set);
        return code;
}

static int p_type_name(void)
{
        const char *name = NULL;
        oom_begin();
        name = prg_period_type_name(PRG_PERIOD_HALF);
        oom_end();
        oom_check(strcmp(name, "half") == 0);
        return 0;
}

static int p_type_from_name(void)
{
        prg_period_type type = PRG_PERIOD_DAY;
        oom_begin();
        int code = prg_period_type_from_name(&type, "half");
        oom_end();
        oom_check(type == PRG_PERIOD_HALF);
        return code;
}

static int p_type_is_partition(void)
{
        int holds = 0;
        oom_begin();
        holds = prg_period_type_is_partition(PRG_PERIOD_HALF);
        oom_end();
        oom_check(holds == 1);
        return 0;
}

static int p_type_nests(void)
{
        int holds = 0;
        oom_begin();
        holds = prg_period_type_nests(PRG_PERIOD_DAY, PRG_PERIOD_HALF);
        oom_end();
        oom_check(holds == 1);
        return 0;
}

static int p_make(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_make(&out, prg_calendar_gregorian(), PRG_PERIOD_YEAR, 2018, 1);
        oom_end();
        oom_check(out.first == period.first);
        return code;
}

static int p_make_days(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_make_days(&out, prg_calendar_gregorian(), 5, 6);
        oom_end();
        oom_check(out.first == 5 && out.last == 6);
        return code;
}

static int p_holding(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_holding(&out, prg_calendar_gregorian(), PRG_PERIOD_QUARTER, period.last);
        oom_end();
        oom_check(prg_period_compare(&out, &period) == 0);
        return code;
}

static int p_parse(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_parse(&out, NULL, "2018-Q1", 7);
        oom_end();
        oom_check(prg_period_compare(&out, &period) == 0);
        return code;
}

static int p_format(void)
{
        prg_period period = quarter();
        prg_buf buf = begun();
        oom_begin();
        int code = prg_period_format(&buf, &period);
        oom_end();
        oom_check(strcmp(buf.data, code < 0 ? ">" : ">2018-Q1") == 0 && buf.length == strlen(buf.data));
        prg_buf_dispose(&buf);
        return code;
}

static int p_range_parse(void)
{
        prg_period_range range;
        oom_begin();
        int code = prg_period_range_parse(&range, NULL, "2018-Q1..2018-Q4", 16);
        oom_end();
        oom_check(range.count == 4);
        return code;
}

static int p_range_format(void)
{
        prg_period_range range = months();
        prg_buf buf = begun();
        oom_begin();
        int code = prg_period_range_format(&buf, &range);
        oom_end();
        oom_check(strcmp(buf.data, code < 0 ? ">" : ">2018-01..2018-03") == 0 && buf.length == strlen(buf.data));
        prg_buf_dispose(&buf);
        return code;
}

static int p_days(void)
{
        prg_period period = quarter();
        int days = 0;
        oom_begin();
        days = prg_period_days(&period);
        oom_end();
        oom_check(days == 90);
        return 0;
}

static int p_contains(void)
{
        prg_period period = quarter();
        int holds = 0;
        oom_begin();
        holds = prg_period_contains(&period, period.last);
        oom_end();
        oom_check(holds == 1);
        return 0;
}

static int p_move(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_move(&out, &period, 4);
        oom_end();
        oom_check(out.year == 2019);
        return code;
}

static int p_next(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_next(&out, &period);
        oom_end();
        oom_check(out.index == 2);
        return code;
}

static int p_previous(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_previous(&out, &period);
        oom_end();
        oom_check(out.index == 4);
        return code;
}

static int p_same_last_year(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_same_last_year(&out, &period);
        oom_end();
        oom_check(out.year == 2017);
        return code;
}

static int p_year_to_date(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_year_to_date(&out, &period);
        oom_end();
        oom_check(out.index == 3);
        return code;
}

static int p_compare(void)
{
        prg_period period = quarter();
        int order = 1;
        oom_begin();
        order = prg_period_compare(&period, &period);
        oom_end();
        oom_check(order == 0);
        return 0;
}

static int p_parent(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_parent(&out, &period, PRG_PERIOD_YEAR);
        oom_end();
        oom_check(out.type == PRG_PERIOD_YEAR);
        return code;
}

static int p_children(void)
{
        prg_period period = quarter();
        prg_period_range range;
        oom_begin();
        int code = prg_period_children(&range, &period, PRG_PERIOD_MONTH);
        oom_end();
        oom_check(range.count == 3);
        return code;
}

static int p_union(void)
{
        prg_period period = quarter();
        prg_period_range range;
        prg_union_reason reason;
        oom_begin();
        int code = prg_period_union(&range, &reason, &period, prg_calendar_gregorian(), PRG_PERIOD_DAY);
        oom_end();
        oom_check(range.count == 90 && reason == PRG_UNION_EXACT);
        return code;
}

static int union_of_reason_name(void)
{
        const char *name = NULL;
        oom_begin();
        name = prg_union_reason_name(PRG_UNION_EXACT);
        oom_end();
        oom_check(strcmp(name, "exact") == 0);
        return 0;
}

static int union_of_reason_from_name(void)
{
        prg_union_reason reason = PRG_UNION_SPAN;
        oom_begin();
        int code = prg_union_reason_from_name(&reason, "exact");
        oom_end();
        oom_check(reason == PRG_UNION_EXACT);
        return code;
}

static int p_range_at(void)
{
        prg_period_range range = months();
        prg_period out = range.first;
        oom_begin();
        int code = prg_period_range_at(&out, &range, 2);
        oom_end();
        oom_check(out.index == 3);
        return code;
}

static int p_overlap(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_overlap(&out, &period, &period);
        oom_end();
        oom_check(out.last == period.last);
        return code;
}

static int p_difference(void)
{
        prg_period period = quarter();
        prg_period out[2];
        size_t count = 1;
        oom_begin();
        int code = prg_period_difference(out, &count, &period, &period);
        oom_end();
        oom_check(count == 0);
        return code;
}

static int p_is_in_force(void)
{
        prg_period period = quarter();
        int holds = 0;
        oom_begin();
        holds = prg_period_is_in_force(&period);
        oom_end();
        oom_check(holds == 1);
        return 0;
}

static int p_parse_dhis2(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_parse_dhis2(&out, NULL, "2018Q1", 6);
        oom_end();
        oom_check(prg_period_compare(&out, &period) == 0);
        return code;
}

static int p_format_dhis2(void)
{
        prg_period period = quarter();
        prg_buf buf = begun();
        oom_begin();
        int code = prg_period_format_dhis2(&buf, &period);
        oom_end();
        oom_check(strcmp(buf.data, code < 0 ? ">" : ">2018Q1") == 0 && buf.length == strlen(buf.data));
        prg_buf_dispose(&buf);
        return code;
}

static int p_parse_sdmx(void)
{
        prg_period period = quarter();
        prg_period out = period;
        oom_begin();
        int code = prg_period_parse_sdmx(&out, NULL, NULL, "2018-Q1", 7);
        oom_end();
        oom_check(prg_period_compare(&out, &period) == 0);
        return code;
}

static int p_format_sdmx(void)
{
        prg_period period;
        prg_buf buf = begun(), start_day = PRG_BUF_INIT;
        oom_check(prg_period_parse(&period, NULL, "july:2018-Q1", 12) == 0);
        oom_begin();
        int code = prg_period_format_sdmx(&buf, &start_day, &period);
        oom_end();
        oom_check(strcmp(buf.data, code < 0 ? ">" : ">2018-Q1") == 0);
        oom_check(code < 0 ? start_day.length == 0 : strcmp(start_day.data, "--07-01") == 0);
        prg_buf_dispose(&buf);
        prg_buf_dispose(&start_day);
        return code;
}

static int relative_resolve(void)
{
        prg_period_range range;
        oom_begin();
        int code = prg_relative_resolve(&range, PRG_RELATIVE_LAST_12_MONTHS, NULL, 17438);
        oom_end();
        oom_check(range.count == 12);
        return code;
}

static int relative_name(void)
{
        const char *name = NULL;
        oom_begin();
        name = prg_relative_name(PRG_RELATIVE_TODAY);
        oom_end();
        oom_check(strcmp(name, "TODAY") == 0);
        return 0;
}

static int relative_from_name(void)
{
        prg_relative relative = PRG_RELATIVE_TODAY;
        oom_begin();
        int code = prg_relative_from_name(&relative, "YESTERDAY");
        oom_end();
        oom_check(relative == PRG_RELATIVE_YESTERDAY);
        return code;
}

const oom_row oom_period[] = {
        { "prg_period_check", p_check },
        { "prg_period_type_name", p_type_name },
        { "prg_period_type_from_name", p_type_from_name },
        { "prg_period_type_is_partition", p_type_is_partition },
        { "prg_period_type_nests", p_type_nests },
        { "prg_period_make", p_make },
        { "prg_period_make_days", p_make_days },
        { "prg_period_holding", p_holding },
        { "prg_period_parse", p_parse },
        { "prg_period_format", p_format },
        { "prg_period_range_parse", p_range_parse },
        { "prg_period_range_format", p_range_format },
        { "prg_period_days", p_days },
        { "prg_period_contains", p_contains },
        { "prg_period_move", p_move },
        { "prg_period_next", p_next },
        { "prg_period_previous", p_previous },
        { "prg_period_same_last_year", p_same_last_year },
        { "prg_period_year_to_date", p_year_to_date },
        { "prg_period_compare", p_compare },
        { "prg_period_parent", p_parent },
        { "prg_period_children", p_children },
        { "prg_period_union", p_union },
        { "prg_union_reason_name", union_of_reason_name },
        { "prg_union_reason_from_name", union_of_reason_from_name },
        { "prg_period_range_at", p_range_at },
        { "prg_period_overlap", p_overlap },
        { "prg_period_difference", p_difference },
        { "prg_period_is_in_force", p_is_in_force },
        { "prg_period_parse_dhis2", p_parse_dhis2 },
        { "prg_period_format_dhis2", p_format_dhis2 },
        { "prg_period_parse_sdmx", p_parse_sdmx },
        { "prg_period_format_sdmx", p_format_sdmx },
        { "prg_relative_resolve", relative_resolve },
        { "prg_relative_name", relative_name },
        { "prg_relative_from_name", relative_from_name },
        { NULL, NULL },
};
