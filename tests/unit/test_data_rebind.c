/* Binding values anew after edits of the programme: what fits counts, what does not is reported and
 * comes back. */
#include "data.h"

#include "data/series.h"

static prg_report *report;

static void open_all(void)
{
        open_data();
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
}

static void close_all(void)
{
        prg_report_free(report);
        close_data();
}

static void rebind(size_t findings)
{
        prg_report_clear(report);
        ck_assert_taken(prg_data_rebind(data, NULL, report));
        for (size_t i = 0; i < prg_report_count(report); i++) {
                ck_assert_int_eq(prg_report_at(report, i)->code, PRG_FINDING_UNBOUND);
                ck_assert_int_eq(prg_report_at(report, i)->severity, PRG_SEVERITY_WARNING);
        }
        ck_assert_msg(prg_report_count(report) == findings, "%zu findings, the last one: %s",
                prg_report_count(report),
                prg_report_count(report)
                        ? prg_report_at(report, prg_report_count(report) - 1)->message
                        : "");
}

static void finding(size_t index, const char *pointer, const char *message)
{
        const prg_finding *it = prg_report_at(report, index);
        ck_assert_str_eq(it->pointer, pointer);
        ck_assert_msg(
                strstr(it->message, message) != NULL, "'%s' is not in '%s'", message, it->message);
}

static void edit(const char *class_name, const char *id, const char *field, const char *value)
{
        ck_assert_taken(prg_item_set(get(programme, class_name, id), field, value));
}

static void put(prg_key where, int64_t mantissa, unsigned decimals)
{
        prg_value value = number(mantissa, decimals);
        ck_assert_taken(prg_data_set(data, &where, &value));
}

/* ---- what an indicator is ---- */

START_TEST(an_edit_that_changes_nothing_changes_nothing)
{
        put(key("cases", "A", "2018-06"), 12, 0);
        put(key("cases", "A", "2018-03"), 9, 0);
        const prg__axis *axis = prg__data_series_at(data, 0)->axis;
        script(programme, "+areas Z; level=commune; parent=D1; /;"
                          "+indicators more; kind=flow; period=year");
        rebind(0);
        ck_assert_int_eq(axis->first, -3);
        ck_assert_int_eq(axis->count, 4);
        ck_assert_int_eq(counts(key("cases", "A", "2018-06")), 12);
        ck_assert_int_eq(counts(key("cases", "A", "2018-03")), 9);
        put(key("more", "Z", "2018"), 5, 0);
        ck_assert_int_eq(counts(key("more", "Z", "2018")), 5);
}
END_TEST

START_TEST(values_of_an_indicator_that_is_gone_come_back_with_it)
{
        put(key("seized", "A", "2018-06"), 1500, 3);
        put(key("cases", "A", "2018-06"), 12, 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "indicator", "seized")), 0);
        rebind(1);
        finding(0, "/indicators/seized/month",
                "1 entry has no place: there is no indicator 'seized'");
        ck_assert_ptr_null(prg__data_series_at(data, 0)->indicator);
        ck_assert_int_eq(counts(key("cases", "A", "2018-06")), 12);
        rebind(1);
        put(key("cases", "B", "2018-06"), 13, 0);
        script(programme, "+indicators seized; kind=flow; period=month; unit=kg; decimals=3");
        rebind(0);
        ck_assert_int_eq(counts(key("seized", "A", "2018-06")), 1500);
        ck_assert_int_eq(counts(key("cases", "B", "2018-06")), 13);
}
END_TEST

START_TEST(an_indicator_that_is_now_computed_takes_its_values_along)
{
        put(key("cases", "A", "2018-06"), 12, 0);
        edit("indicator", "cases", "formula", "seized");
        rebind(1);
        finding(0, "/indicators/cases/month", "computed: it has a formula");
        edit("indicator", "cases", "formula", NULL);
        edit("indicator", "cases", "period", NULL);
        rebind(1);
        finding(0, "/indicators/cases/month", "no base period");
        edit("indicator", "cases", "period", "quarter");
        rebind(1);
        finding(0, "/indicators/cases/month",
                "base period of the indicator is now a quarter of 'gregorian'");
        put(key("cases", "A", "2018-Q2"), 30, 0);
        edit("indicator", "cases", "period", "month");
        rebind(0);
        ck_assert_int_eq(counts(key("cases", "A", "2018-06")), 12);
        ck_assert_int_eq(counts(key("cases", "A", "2018-Q2")), 30);
}
END_TEST

START_TEST(numbers_follow_decimals_and_unit)
{
        prg_value value;
        prg_entry entry;
        prg_key where = key("seized", "A", "2018-06"), other = key("seized", "B", "2018-06");
        put(key("cases", "A", "2018-06"), 1, 0); /* a series before it, which stays */
        put(where, 1500, 3);
        put(where, 2000, 3);
        put(other, 1234, 3);
        edit("indicator", "seized", "decimals", "5");
        rebind(0);
        ck_assert_int_eq(counts(where), 200000);
        prg__winner winner;
        const prg__series *series = prg__data_series_at(data, 1);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.mantissa, 200000);
        edit("indicator", "seized", "unit", "g");
        edit("indicator", "seized", "decimals", "0");
        rebind(0);
        ck_assert_int_eq(counts(where), 2000);
        ck_assert_int_eq(counts(other), 1234);
        put(other, 5, 0);
        edit("indicator", "seized", "unit", "kg");
        rebind(1);
        finding(0, "/indicators/seized/month",
                "1 value does not fit the unit, the decimals or the classes");
        ck_assert_int_eq(counts(where), 2);
        ck_assert_int_eq(counts(other), INT64_MIN);
        ck_assert_int_eq(prg_data_entry(data, &where, 0, &entry), 0);
        ck_assert_int_eq(
                entry.value.number.mantissa, 1500); /* as it was said, in its own decimals */
        ck_assert_uint_eq(entry.value.number.decimals, 3);
        edit("indicator", "seized", "decimals", "3");
        rebind(0);
        ck_assert_int_eq(counts(other), 5);
        ck_assert_int_eq(prg_data_get(data, &other, &value), 0);
        ck_assert_uint_eq(value.number.decimals, 3);
        edit("indicator", "seized", "unit", "piece");
        rebind(1);
        ck_assert_int_eq(counts(where), INT64_MIN);
        edit("indicator", "seized", "unit", "kg");
        rebind(0);
        ck_assert_int_eq(counts(where), 2000);
}
END_TEST

START_TEST(a_unit_that_is_worth_something_else_is_counted_anew)
{
        prg_key where = key("seized", "A", "2018-06");
        put(where, 1500, 3);
        edit("indicator", "seized", "unit", "g");
        rebind(0);
        ck_assert_int_eq(counts(where), 1500000);
        edit("unit", "kg", "factor", "1001");
        rebind(0);
        ck_assert_int_eq(counts(where), 1501500);
}
END_TEST

START_TEST(what_cannot_be_said_does_not_count_in_the_past_either)
{
        prg_key where = key("seized", "A", "2018-06"), hidden = key("seized", "B", "2018-06");
        prg_value value = number(0, 0);
        prg__sight sight = { 1, PRG_QUALITY_MODE_BEST, PRG_QUALITY_FINAL };
        prg__winner winner;
        put(where, 1234, 3);
        put(where, 5000, 3);
        value.state = PRG_STATE_SUPPRESSED;
        value.has_bounds = 1;
        value.lower = (prg_decimal){ 15, 1 };
        value.upper = (prg_decimal){ 4, 0 };
        ck_assert_taken(prg_data_set(data, &hidden, &value));
        edit("indicator", "seized", "decimals", "0");
        rebind(0);
        const prg__series *series = prg__data_series_at(data, 0);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.mantissa, 5);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, &sight, &winner), 0);
        ck_assert_int_eq(prg__series_winner(data, series, 1, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.state, PRG_STATE_SUPPRESSED);
        ck_assert_int_eq(winner.has_bounds, 0); /* 1.5 is no bound in whole kg */
        edit("indicator", "seized", "decimals", "1");
        rebind(0);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, &sight, &winner), 0);
        ck_assert_int_eq(prg__series_winner(data, series, 1, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.has_bounds, 1);
        ck_assert_int_eq(winner.lower, 15);
        ck_assert_int_eq(winner.upper, 40);
}
END_TEST

START_TEST(classes_are_known_by_their_ids)
{
        prg_key where = key("type", "A", "2018");
        prg_value value = PRG_VALUE_INIT, told;
        prg__winner winner;
        value.category = prg_item_at(get(programme, "indicator", "type"), "categories", 1);
        ck_assert_taken(prg_data_set(data, &where, &value));
        prg_item *type = get(programme, "indicator", "type");
        ck_assert_int_eq(
                prg_item_move(prg_item_at(type, "categories", 1), type, "categories", 0), 0);
        rebind(0);
        ck_assert_int_eq(prg_data_get(data, &where, &told), 0);
        ck_assert_str_eq(prg_item_id(told.category), "two");
        ck_assert_int_eq(
                prg__series_winner(data, prg__data_series_at(data, 0), 0, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.mantissa, 0);
        ck_assert_int_eq(prg_item_remove(prg_item_at(type, "categories", 0)), 0);
        rebind(1);
        ck_assert_int_eq(prg_data_get(data, &where, &told), PRG_END);
        ck_assert_int_eq(prg_item_add(NULL, type, "categories", "two"), 0);
        rebind(0);
        ck_assert_int_eq(prg_data_get(data, &where, &told), 0);
        edit("indicator", "type", "kind", "flow");
        ck_assert_int_eq(prg_data_rebind(data, NULL, report), 0);
        ck_assert_int_eq(prg_data_get(data, &where, &told), PRG_END);
}
END_TEST

/* ---- categories, sources, observation ---- */

START_TEST(categories_are_found_by_breakdown_and_id)
{
        const prg_item *both[] = { category("age", 1), category("sex", 0) };
        prg_key where = key("cases", "A", "2018-06");
        where.categories = both;
        where.category_count = 2;
        put(where, 12, 0);
        prg_item *cases = get(programme, "indicator", "cases");
        ck_assert_int_eq(prg_item_take(cases, "breakdowns", 0), 0);
        rebind(1);
        finding(0, "/indicators/cases/month/sex=male/age=old", "not broken down by all");
        ck_assert_int_eq(prg_item_append(cases, "breakdowns", "sex"), 0); /* now behind age */
        rebind(0);
        ck_assert_int_eq(counts(where), 12);
        ck_assert_ptr_eq(prg__data_series_at(data, 0)->categories[0], category("age", 1));
        ck_assert_int_eq(
                prg_item_remove(prg_item_at(get(programme, "breakdown", "age"), "categories", 1)),
                0);
        rebind(1);
        finding(0, "/indicators/cases/month/sex=male/age=old",
                "breakdown 'age' has no category 'old'");
        script(programme, "+breakdowns extra; +categories old");
        ck_assert_int_eq(
                prg_item_add(NULL, get(programme, "breakdown", "age"), "categories", "old"), 0);
        rebind(0);
        both[0] = category("age", 1);
        ck_assert_int_eq(counts(where), 12);
}
END_TEST

START_TEST(sources_must_still_be_the_indicators)
{
        prg_key where = key("users", "D1", "vn:2018-06");
        where.source = get(programme, "source", "labour");
        put(where, 12, 0);
        put(key("cases", "A", "2018-06"), 7, 0);
        prg_item *precedence = prg_item_at(get(programme, "indicator", "users"), "sources", 0);
        ck_assert_int_eq(prg_item_take(precedence, "order", 1), 0);
        prg_item *own = NULL;
        ck_assert_int_eq(
                prg_item_add(&own, get(programme, "indicator", "cases"), "sources", NULL), 0);
        ck_assert_int_eq(prg_item_append(own, "order", "police"), 0);
        rebind(2);
        finding(0, "/indicators/users/vn:month/labour", "no source 'labour'");
        finding(1, "/indicators/cases/month", "has sources now");
        ck_assert_int_eq(counts(key("cases", "A", "2018-06")), INT64_MIN);
        put(key("cases", "A", "2018-06"), 8, 0);
        ck_assert_int_eq(prg_item_append(precedence, "order", "labour"), 0);
        ck_assert_int_eq(prg_item_remove(own), 0);
        rebind(1);
        finding(0, "/indicators/cases/month/police", "no source 'police'");
        where.period = period("vn:2018-06"); /* of the new calendars */
        ck_assert_int_eq(counts(where), 12);
        ck_assert_int_eq(counts(key("cases", "A", "2018-06")), 7);
}
END_TEST

START_TEST(an_observation_is_found_by_its_calendar)
{
        prg_key where = key("relapse", "A", "2018-03");
        where.observed = period("vn:2018-06");
        put(where, 3, 0);
        edit("indicator", "relapse", "kind", "flow");
        rebind(1);
        finding(0, "/indicators/relapse/month", "does not follow cohorts");
        edit("indicator", "relapse", "kind", "cohort");
        edit("calendar", "vn", "day", "20");
        rebind(0);
        where.observed = period("vn:2018-06");
        where.period = period("2018-03");
        ck_assert_int_eq(counts(where), 3);
}
END_TEST

/* ---- areas ---- */

START_TEST(values_of_an_area_that_is_gone_come_back_with_it)
{
        put(key("cases", "B", "2018-06"), 12, 0);
        put(key("cases", "B", "2018-07"), 13, 0);
        put(key("cases", "A", "2018-07"), 14, 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "area", "B")), 0);
        rebind(1);
        finding(0, "/areas/B", "2 entries have no place: there is no area 'B'");
        ck_assert_ptr_null(prg__data_slot_area(data, 0));
        ck_assert_int_eq(counts(key("cases", "A", "2018-07")), 14);
        script(programme, "+areas B; level=commune; parent=D1");
        rebind(0);
        ck_assert_int_eq(counts(key("cases", "B", "2018-06")), 12);
        ck_assert_int_eq(counts(key("cases", "B", "2018-07")), 13);
}
END_TEST

START_TEST(values_that_are_no_longer_where_they_should_be_are_reported)
{
        prg_key own = key("cases", "D2", "2018-06");
        own.scope = PRG_SCOPE_OWN;
        put(own, 5, 0);
        put(key("cases", "A", "2018-06"), 12, 0);
        put(key("cases", "A", "2018-07"), 13, 0);
        put(key("cases", "A", "2025-07"), 14, 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "area", "C")), 0);
        script(programme, "+areas A1; level=village; parent=A; to=2020-12-31");
        rebind(2);
        finding(0, "/indicators/cases/month/own/D2",
                "up to 2018-06-30 does not fit any more: the area reports");
        finding(1, "/indicators/cases/month/A",
                "up to 2018-06-30 does not fit any more: the area lies above");
        ck_assert_int_eq(
                counts(key("cases", "A", "2018-06")), 12); /* kept, and can be withdrawn in time */
        edit("indicator", "cases", "level", "district");
        rebind(2);
        finding(1, "/indicators/cases/month/A", "the area lies below");
}
END_TEST

/* ---- calendars ---- */

#define STAGES                                                                                     \
        "+calendars plan; kind=stages; +stages one; from=2016-01-01; to=2016-12-31; ..;"           \
        "+stages two; from=2017-01-01; to=2017-12-31; ..; +stages three; from=2018-01-01; "        \
        "to=2018-12-31; /;"                                                                        \
        "+indicators staged; kind=flow; period=stage; calendar=plan"

START_TEST(stages_are_known_by_their_ids)
{
        script(programme, STAGES);
        rebind(0);
        put(key("staged", "A", "plan:two"), 2, 0);
        put(key("staged", "A", "plan:one"), 1, 0);
        put(key("staged", "A", "plan:three"), 3, 0);
        put(key("cases", "A", "plan:two"), 22, 0);
        /* An earlier one, and one in the middle. */
        prg_item *plan = get(programme, "calendar", "plan"), *stage = NULL;
        ck_assert_int_eq(prg_item_add(&stage, plan, "stages", "zero"), 0);
        ck_assert_int_eq(prg_item_set(stage, "from", "2015-01-01"), 0);
        ck_assert_int_eq(prg_item_set(stage, "to", "2015-12-31"), 0);
        rebind(0);
        put(key("staged", "A", "plan:zero"), 0, 0);
        ck_assert_int_eq(prg_item_add(&stage, plan, "stages", "middle"), 0);
        ck_assert_int_eq(prg_item_set(stage, "from", "2017-06-01"), 0);
        ck_assert_int_eq(prg_item_set(stage, "to", "2017-12-31"), 0);
        rebind(0);
        put(key("staged", "A", "plan:middle"), 9, 0);
        ck_assert_int_eq(prg_item_add(&stage, plan, "stages", "other"), 0);
        ck_assert_int_eq(prg_item_set(stage, "from", "2016-07-01"), 0);
        ck_assert_int_eq(prg_item_set(stage, "to", "2016-12-31"), 0);
        rebind(0);
        ck_assert_int_eq(counts(key("staged", "A", "plan:zero")), 0);
        ck_assert_int_eq(counts(key("staged", "A", "plan:one")), 1);
        ck_assert_int_eq(counts(key("staged", "A", "plan:two")), 2);
        ck_assert_int_eq(counts(key("staged", "A", "plan:three")), 3);
        ck_assert_int_eq(counts(key("staged", "A", "plan:middle")), 9);
        ck_assert_int_eq(counts(key("cases", "A", "plan:two")), 22);
        const prg__axis *axis = prg__data_series_at(data, 0)->axis;
        for (int i = 1; i < axis->count; i++)
                ck_assert_int_eq(axis->periods[i].index, axis->periods[i - 1].index + 1);
}
END_TEST

START_TEST(a_stage_that_is_gone_comes_back)
{
        script(programme, STAGES);
        rebind(0);
        put(key("staged", "A", "plan:one"), 1, 0);
        put(key("staged", "A", "plan:two"), 2, 0);
        put(key("staged", "A", "plan:two"), 4, 0);
        put(key("staged", "A", "plan:three"), 3, 0);
        prg_item *plan = get(programme, "calendar", "plan"), *stage = NULL;
        ck_assert_int_eq(prg_item_remove(prg_item_at(plan, "stages", 1)), 0);
        rebind(1);
        finding(0, "/calendars/plan", "2 entries have no place: calendar 'plan' has no stage two");
        ck_assert_int_eq(counts(key("staged", "A", "plan:one")), 1);
        ck_assert_int_eq(counts(key("staged", "A", "plan:three")), 3);
        put(key("staged", "B", "plan:three"), 33, 0);
        rebind(1);
        ck_assert_int_eq(prg_item_add(&stage, plan, "stages", "two"), 0);
        ck_assert_int_eq(prg_item_set(stage, "from", "2019-01-01"), 0);
        ck_assert_int_eq(prg_item_set(stage, "to", "2019-12-31"), 0);
        rebind(0);
        ck_assert_int_eq(counts(key("staged", "A", "plan:one")), 1);
        ck_assert_int_eq(counts(key("staged", "A", "plan:two")), 4);
        ck_assert_int_eq(counts(key("staged", "A", "plan:three")), 3);
        ck_assert_int_eq(counts(key("staged", "B", "plan:three")), 33);
        prg_entry entry;
        prg_key where = key("staged", "A", "plan:two");
        ck_assert_int_eq(prg_data_entry(data, &where, 0, &entry), 0);
        ck_assert_int_eq(entry.value.number.mantissa, 2);
}
END_TEST

START_TEST(values_of_a_calendar_that_is_gone_come_back_with_it)
{
        prg_key where = key("users", "D1", "vn:2018-06");
        where.source = get(programme, "source", "police");
        put(where, 12, 0);
        edit("indicator", "users", "calendar", NULL);
        ck_assert_int_eq(prg_item_remove(get(programme, "calendar", "vn")), 0);
        rebind(1);
        finding(0, "/indicators/users/vn:month/police",
                "no calendar 'vn' with periods of type month");
        where.period = period("2018-06");
        put(where, 5, 0);
        script(programme, "+calendars vn; kind=shifted; day=15");
        edit("indicator", "users", "calendar", "vn");
        rebind(1); /* the calendar months are no months of vn */
        where.period = period("vn:2018-06");
        ck_assert_int_eq(counts(where), 12);
        edit("indicator", "users", "calendar", NULL);
        rebind(1);
        where.period = period("2018-06");
        ck_assert_int_eq(counts(where), 5);
}
END_TEST

START_TEST(weeks_that_a_year_no_longer_has_are_kept)
{
        script(programme, "+calendars w; kind=weeks; week_start=monday; /; +indicators weekly; "
                          "kind=flow; period=week; calendar=w");
        rebind(0);
        put(key("weekly", "A", "w:2020-W52"), 52, 0);
        put(key("weekly", "A", "w:2020-W53"), 53, 0); /* by Mondays, 2020 has 53 weeks */
        put(key("weekly", "A", "w:2021-W01"), 1, 0);
        edit("calendar", "w", "week_start", "thursday"); /* by Thursdays, 52 */
        rebind(1);
        finding(0, "/calendars/w", "1 entry has no place: calendar 'w' has no week 53 of 2020");
        ck_assert_int_eq(counts(key("weekly", "A", "w:2020-W52")), 52);
        ck_assert_int_eq(counts(key("weekly", "A", "w:2021-W01")), 1);
        edit("calendar", "w", "week_start", "monday");
        rebind(0);
        ck_assert_int_eq(counts(key("weekly", "A", "w:2020-W53")), 53);
        ck_assert_int_eq(counts(key("weekly", "A", "w:2021-W01")), 1);
}
END_TEST

/* ---- the binding itself ---- */

START_TEST(an_incomplete_calendar_leaves_the_binding)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value;
        put(where, 12, 0);
        script(programme, "+calendars broken; kind=season");
        ck_assert_fails(prg_data_rebind(data, NULL, report), PRG_ESCHEMA);
        ck_assert_fails(prg_data_get(data, &where, &value), PRG_ESTALE);
        ck_assert_int_eq(prg_item_remove(get(programme, "calendar", "broken")), 0);
        rebind(0);
        ck_assert_int_eq(counts(key("cases", "A", "2018-06")), 12);
}
END_TEST

START_TEST(a_transaction_can_be_taken_back_after_an_edit)
{
        prg_key where = key("seized", "A", "2018-06");
        put(where, 1000, 3);
        ck_assert_int_eq(prg_data_begin(data, NULL), 0);
        put(where, 2000, 3);
        put(key("seized", "B", "2010-06"), 7, 3);
        edit("indicator", "seized", "decimals", "5");
        ck_assert_int_eq(prg_item_remove(get(programme, "area", "C")), 0);
        ck_assert_int_eq(prg_item_move(get(programme, "area", "B"), prg_programme_root(programme),
                                 "areas", 0),
                0);
        ck_assert_int_eq(prg_data_rollback(data), 0);
        edit("indicator", "seized", "decimals", "3");
        rebind(0);
        ck_assert_int_eq(counts(key("seized", "A", "2018-06")), 1000);
        prg__winner winner;
        const prg__series *series = prg__data_series_at(data, 0);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.mantissa, 1000);
        ck_assert_int_eq(counts(key("seized", "B", "2010-06")), INT64_MIN);
}
END_TEST

START_TEST(an_agency_that_is_gone_is_not_answered)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(1, 0);
        value.reported_by = get(programme, "agency", "CA");
        ck_assert_taken(prg_data_set(data, &where, &value));
        ck_assert_int_eq(prg_item_remove(get(programme, "agency", "CA")), 0);
        rebind(0);
        ck_assert_int_eq(prg_data_get(data, &where, &value), 0);
        ck_assert_ptr_null(value.reported_by);
        script(programme, "+agencies CA");
        rebind(0);
        ck_assert_int_eq(prg_data_get(data, &where, &value), 0);
        ck_assert_ptr_eq(value.reported_by, get(programme, "agency", "CA"));
}
END_TEST

START_TEST(a_rebind_works_without_a_report)
{
        put(key("cases", "B", "2018-06"), 12, 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "area", "B")), 0);
        ck_assert_int_eq(prg_item_remove(get(programme, "indicator", "done")), 0);
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        ck_assert_uint_eq(prg_data_count(data), 1);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data_rebind");
        TCase *edits = tcase_create("edits");
        tcase_add_checked_fixture(edits, open_all, close_all);
        tcase_add_test(edits, an_edit_that_changes_nothing_changes_nothing);
        tcase_add_test(edits, values_of_an_indicator_that_is_gone_come_back_with_it);
        tcase_add_test(edits, an_indicator_that_is_now_computed_takes_its_values_along);
        tcase_add_test(edits, numbers_follow_decimals_and_unit);
        tcase_add_test(edits, a_unit_that_is_worth_something_else_is_counted_anew);
        tcase_add_test(edits, what_cannot_be_said_does_not_count_in_the_past_either);
        tcase_add_test(edits, classes_are_known_by_their_ids);
        tcase_add_test(edits, categories_are_found_by_breakdown_and_id);
        tcase_add_test(edits, sources_must_still_be_the_indicators);
        tcase_add_test(edits, an_observation_is_found_by_its_calendar);
        tcase_add_test(edits, values_of_an_area_that_is_gone_come_back_with_it);
        tcase_add_test(edits, values_that_are_no_longer_where_they_should_be_are_reported);
        tcase_add_test(edits, stages_are_known_by_their_ids);
        tcase_add_test(edits, a_stage_that_is_gone_comes_back);
        tcase_add_test(edits, values_of_a_calendar_that_is_gone_come_back_with_it);
        tcase_add_test(edits, weeks_that_a_year_no_longer_has_are_kept);
        tcase_add_test(edits, an_incomplete_calendar_leaves_the_binding);
        tcase_add_test(edits, a_transaction_can_be_taken_back_after_an_edit);
        tcase_add_test(edits, an_agency_that_is_gone_is_not_answered);
        tcase_add_test(edits, a_rebind_works_without_a_report);
        suite_add_tcase(suite, edits);
        return unit_run(suite);
}
