/* What is checked of an entry: each rule with an entry that keeps it and one that breaks it, and
 * everything that is wrong at once. */
#include "data.h"

#include "data/entry.h"

/* ---- what faults are found ---- */

static struct {
        int finding, code;
        prg__part part;
        size_t category;
        char message[600], expected[300];
} found[16];
static size_t found_count;

static int take_fault(void *payload, const prg__fault *fault)
{
        ck_assert_ptr_eq(payload, &found_count);
        ck_assert_uint_lt(found_count, 16);
        found[found_count].finding = fault->finding;
        found[found_count].code = fault->code;
        found[found_count].part = fault->part;
        found[found_count].category = fault->category;
        snprintf(found[found_count].message, sizeof found->message, "%s", fault->message);
        snprintf(found[found_count].expected, sizeof found->expected, "%s",
                fault->expected ? fault->expected : "");
        found_count++;
        return 0;
}

static int check(const prg_key *where, const prg_value *value, unsigned known)
{
        prg__checked checked;
        found_count = 0;
        return prg__entry_check(data, where, value, 0, known, take_fault, &found_count, &checked);
}

/* Exactly one fault, which prg_data_set() answers too. */
static void refused(prg_key where, prg_value value, int finding, prg__part part)
{
        int code = check(&where, &value, 0);
        ck_assert_int_lt(code, 0);
        ck_assert_msg(found_count == 1, "%zu faults, the last one: %s", found_count,
                found[found_count - 1].message);
        ck_assert_int_eq(found[0].finding, finding);
        ck_assert_int_eq(found[0].part, part);
        ck_assert_int_eq(found[0].code, code);
        ck_assert_fails(prg_data_set(data, &where, &value), code);
        ck_assert_message(found[0].message);
        ck_assert_message(found[0].expected);
        ck_assert_uint_eq(prg_data_count(data), 0);
}

static void taken(prg_key where, prg_value value)
{
        prg__checked checked;
        ck_assert_msg(prg__entry_check(data, &where, &value, 0, 0, NULL, NULL, &checked) == 0, "%s",
                prg_error_last()->message);
}

static prg_value state(prg_state it)
{
        prg_value value = PRG_VALUE_INIT;
        value.state = it;
        return value;
}

/* ---- the key ---- */

START_TEST(what_is_computed_takes_no_value)
{
        refused(key("share", "A", "2018"), number(1, 0), PRG_FINDING_COMPUTED, PRG__PART_INDICATOR);
        script(programme, "+indicators sum; kind=flow; period=month; formula=cases; /; +indicators "
                          "cured; kind=cohort;"
                          "period=month; numerator=relapse; denominator=relapse");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        refused(key("sum", "A", "2018-01"), number(1, 0), PRG_FINDING_COMPUTED,
                PRG__PART_INDICATOR);
        refused(key("cured", "A", "2018-01"), number(1, 0), PRG_FINDING_COMPUTED,
                PRG__PART_INDICATOR);
        taken(key("rate", "A", "2018"), number(55, 1));
}
END_TEST

START_TEST(an_indicator_without_base_periods_takes_no_value)
{
        script(programme, "+indicators bare; kind=flow; /; +indicators kindless; period=year");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        refused(key("bare", "A", "2018-01"), number(1, 0), PRG_FINDING_PERIOD, PRG__PART_INDICATOR);
        refused(key("kindless", "A", "2018"), number(1, 0), PRG_FINDING_PERIOD,
                PRG__PART_INDICATOR);
}
END_TEST

START_TEST(a_period_is_of_the_base_type_or_made_of_such)
{
        static const char *const good[] = { "2018-06", "2018-Q2", "2018", "2018-9M", "2018-06YTD",
                "april:2018-Q1", "april:2018" };
        static const char *const bad[] = { "2018-06-15", "2018-W07", "vn:2018-06", "vn:2018",
                "2018-06-01..2018-06-30", "2018-WY" };
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
                taken(key("cases", "A", good[i]), number(1, 0));
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                refused(key("cases", "A", bad[i]), number(1, 0), PRG_FINDING_PERIOD,
                        PRG__PART_PERIOD);
        refused(key("done", "A", "2018-06"), number(1, 0), PRG_FINDING_PERIOD, PRG__PART_PERIOD);
        ck_assert_str_eq(found[0].expected,
                "a quarter of the calendar 'gregorian', or an exact union of such");
        prg_key where = key("users", "D1", "vn:2018-06");
        where.source = get(programme, "source", "police");
        taken(where, number(1, 0));
        where.period = period("2018-06");
        refused(where, number(1, 0), PRG_FINDING_PERIOD, PRG__PART_PERIOD);
        ck_assert_str_eq(found[0].expected,
                "a month of the calendar 'vn', such as vn:2018-06, or an exact union of such");
}
END_TEST

/* A whole month that is no union of months of the other calendar, and so on: each says why. */
START_TEST(a_period_that_is_refused_says_why)
{
        static const struct {
                const char *indicator, *period, *why;
        } bad[] = {
                { "cases", "2018-06-15", "it is not made of base periods" },
                { "cases", "2018-W07", "it is not made of base periods" },
                { "cases", "vn:2018", "it begins within a base period" },
                { "cases", "vn:2018-9M", "it begins within a base period" },
                { "done", "2018-02YTD", "it ends within a base period" },
                { "cases", "2018-06-01..2018-06-30", "any days are no period to report for" },
                { "span", "2018", "it is not a base period itself" },
        };
        script(programme, "+indicators span; kind=flow; period=nine_month");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                char message[100];
                snprintf(message, sizeof message, "period %s: %s", bad[i].period, bad[i].why);
                refused(key(bad[i].indicator, "A", bad[i].period), number(1, 0), PRG_FINDING_PERIOD,
                        PRG__PART_PERIOD);
                ck_assert_str_eq(found[0].message, message);
        }
        taken(key("span", "A", "2018-9M"), number(1, 0));
}
END_TEST

START_TEST(a_period_of_another_set_of_calendars_is_known_again)
{
        prg_calendars *others;
        prg_calendar_options options = PRG_CALENDAR_OPTIONS_INIT;
        prg_key where = key("users", "D1", "vn:2018-06");
        prg_value value = number(7, 0);
        const prg_calendar *alien;
        where.source = get(programme, "source", "police");
        ck_assert_int_eq(prg_data_set(data, &where, &value), 0);
        ck_assert_int_eq(prg_calendars_new(&others, programme), 0);
        ck_assert_int_eq(prg_period_parse(&where.period, others, "vn:2018-06", 10), 0);
        ck_assert_int_eq(counts(where), 7);
        options.id = "alien";
        options.kind = PRG_CALENDAR_YEAR_START;
        ck_assert_int_eq(prg_calendars_add(&alien, others, &options), 0);
        ck_assert_int_eq(prg_period_make(&where.period, alien, PRG_PERIOD_MONTH, 2018, 1), 0);
        ck_assert_fails(prg_data_set(data, &where, &value), PRG_ESCHEMA);
        ck_assert_message("no such period");
        prg_calendars_free(others);
        /* Nor is one that has the id and other days. */
        options.id = "vn";
        options.day = 0;
        ck_assert_int_eq(prg_calendars_new(&others, NULL), 0);
        ck_assert_int_eq(prg_calendars_add(&alien, others, &options), 0);
        ck_assert_int_eq(prg_period_make(&where.period, alien, PRG_PERIOD_MONTH, 2018, 1), 0);
        ck_assert_fails(prg_data_set(data, &where, &value), PRG_ESCHEMA);
        prg_calendars_free(others);
}
END_TEST

START_TEST(the_scope_says_what_an_area_above_means)
{
        prg_key where = key("cases", "D1", "2018-06");
        refused(where, number(1, 0), PRG_FINDING_AREA, PRG__PART_AREA);
        where.scope = PRG_SCOPE_OWN;
        taken(where, number(1, 0));
        where.scope = PRG_SCOPE_TOTAL;
        taken(where, number(1, 0));
        where = key("cases", "A", "2018-06");
        where.scope = PRG_SCOPE_OWN;
        refused(where, number(1, 0), PRG_FINDING_AREA, PRG__PART_SCOPE);
}
END_TEST

START_TEST(a_level_decides_who_reports)
{
        prg_key where = key("users", "D1", "vn:2018-06");
        where.source = get(programme, "source", "police");
        taken(where, number(1, 0));
        where.area = get(programme, "area", "P");
        refused(where, number(1, 0), PRG_FINDING_AREA, PRG__PART_AREA);
        where.scope = PRG_SCOPE_TOTAL;
        taken(where, number(1, 0));
        where.area = get(programme, "area", "A");
        for (int scope = PRG_SCOPE_UNIT; scope <= PRG_SCOPE_TOTAL; scope++) {
                where.scope = (prg_scope)scope;
                refused(where, number(1, 0), PRG_FINDING_AREA, PRG__PART_AREA);
        }
}
END_TEST

START_TEST(who_reports_depends_on_the_day)
{
        /* M leaves L for D2 in 2019; from then on L has nobody in it. */
        script(programme, "+areas L; level=district; parent=P; /; +areas M; level=commune; "
                          "parent=L; to=2020-06-30;"
                          "+later; from=2019-01-01; parent=D2");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        refused(key("cases", "L", "2018-12"), number(1, 0), PRG_FINDING_AREA, PRG__PART_AREA);
        taken(key("cases", "L", "2019-01"), number(1, 0));
        taken(key("cases", "L", "2019-Q1"), number(1, 0));
        taken(key("cases", "M", "2018-12"), number(1, 0));
        taken(key("cases", "M", "2030-12"),
                number(1, 0)); /* it does not exist; computing says so */
}
END_TEST

START_TEST(a_source_is_one_of_the_indicators)
{
        prg_key where = key("users", "D1", "vn:2018-06");
        refused(where, number(1, 0), PRG_FINDING_SOURCE, PRG__PART_SOURCE);
        ck_assert_str_eq(found[0].expected, "one of 'police', 'labour'");
        where.source = get(programme, "source", "labour");
        taken(where, number(1, 0));
        where = key("cases", "A", "2018-06");
        where.source = get(programme, "source", "labour");
        refused(where, number(1, 0), PRG_FINDING_SOURCE, PRG__PART_SOURCE);
}
END_TEST

START_TEST(categories_are_of_different_breakdowns_of_the_indicator)
{
        const prg_item *const twice[] = { category("age", 0), category("sex", 0),
                category("sex", 1) };
        const prg_item *const good[] = { category("sex", 0) };
        prg_key where = key("cases", "A", "2018-06");
        where.categories = twice;
        where.category_count = 2;
        taken(where, number(1, 0));
        where.category_count = 3;
        refused(where, number(1, 0), PRG_FINDING_BREAKDOWN, PRG__PART_CATEGORY);
        ck_assert_uint_eq(found[0].category, 2);
        where = key("seized", "A", "2018-06");
        where.categories = good;
        where.category_count = 1;
        refused(where, number(1, 0), PRG_FINDING_BREAKDOWN, PRG__PART_CATEGORY);
        const prg_item *const class[] = { prg_item_at(
                get(programme, "indicator", "type"), "categories", 0) };
        where = key("cases", "A", "2018-06");
        where.categories = class;
        where.category_count = 1;
        refused(where, number(1, 0), PRG_FINDING_BREAKDOWN, PRG__PART_CATEGORY);
}
END_TEST

START_TEST(a_cohort_and_only_a_cohort_is_observed)
{
        prg_key where = key("relapse", "A", "2018-03");
        refused(where, number(1, 0), PRG_FINDING_PERIOD, PRG__PART_OBSERVED);
        where.observed = period("2018-02");
        refused(where, number(1, 0), PRG_FINDING_PERIOD, PRG__PART_OBSERVED);
        where.observed = period("2018-03");
        taken(where, number(1, 0));
        where.observed = period("2018-01-01..2018-03-01");
        taken(where, number(1, 0));
        where.observed = period("vn:2018-04");
        taken(where, number(1, 0));
        where = key("cases", "A", "2018-03");
        where.observed = period("2018-03");
        refused(where, number(1, 0), PRG_FINDING_PERIOD, PRG__PART_OBSERVED);
}
END_TEST

/* ---- numbers ---- */

static int64_t kept(prg_value value)
{
        prg_key where = key("seized", "A", "2018-06");
        ck_assert_taken(prg_data_set(data, &where, &value));
        return counts(where);
}

START_TEST(units_convert_exactly)
{
        prg_value value = number(374925, 0);
        value.unit = get(programme, "unit", "g");
        ck_assert_int_eq(kept(value), 374925);
        value = number(12, 1);
        value.unit = get(programme, "unit", "t");
        ck_assert_int_eq(kept(value), 1200000);
        value.unit = get(programme, "unit", "kg");
        ck_assert_int_eq(kept(value), 1200);
        value.unit = NULL;
        ck_assert_int_eq(kept(value), 1200);
        value = number(1500, 3); /* 1.500 kg */
        ck_assert_int_eq(kept(value), 1500);
        value = number(15000000, 7);
        ck_assert_int_eq(kept(value), 1500);
        value = number(0, 18);
        ck_assert_int_eq(kept(value), 0);
}
END_TEST

START_TEST(more_decimals_than_declared_are_refused)
{
        prg_value value = number(3749255, 1);
        prg_key where = key("seized", "A", "2018-06");
        value.unit = get(programme, "unit", "g");
        refused(where, value, PRG_FINDING_DECIMALS, PRG__PART_VALUE);
        ck_assert_str_eq(found[0].message,
                "374925.5 g is 374.9255 kg, which has 4 decimals; indicator 'seized' has 3");
        ck_assert_str_eq(found[0].expected, "at most 3 decimals");
        refused(where, number(12345, 4), PRG_FINDING_DECIMALS, PRG__PART_VALUE);
        refused(key("cases", "A", "2018-06"), number(15, 1), PRG_FINDING_DECIMALS, PRG__PART_VALUE);
        script(programme,
                "+units tael; base=kg; factor=0.0375; /; +units third; base=kg; factor=3; /;"
                "+indicators taels; kind=flow; period=month; unit=tael; decimals=1; /;"
                "+indicators thirds; kind=flow; period=month; unit=third");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        value = number(3, 0);
        value.unit = get(programme, "unit", "kg");
        taken(key("taels", "A", "2018-06"), value); /* 80 */
        taken(key("thirds", "A", "2018-06"), value);
        value = number(1, 0);
        value.unit = get(programme, "unit", "kg"); /* 26.666... */
        refused(key("taels", "A", "2018-06"), value, PRG_FINDING_DECIMALS, PRG__PART_VALUE);
        ck_assert_str_eq(found[0].message,
                "1 kg in tael is no number with an end; indicator 'taels' has 1 decimal");
        value = number(6, 0);
        value.unit = get(programme, "unit", "t"); /* 160000 tael, 2000 thirds */
        taken(key("taels", "A", "2018-06"), value);
}
END_TEST

START_TEST(unlike_units_do_not_convert)
{
        prg_value value = number(1, 0);
        value.unit = get(programme, "unit", "piece");
        refused(key("seized", "A", "2018-06"), value, PRG_FINDING_UNIT, PRG__PART_UNIT);
        refused(key("cases", "A", "2018-06"), value, PRG_FINDING_UNIT, PRG__PART_UNIT);
        /* Nor does a unit whose factor a programme that was not checked does not say. */
        script(programme,
                "+units half; base=kg; /; +units tiny; base=kg; factor=0.000000000000000001");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        value.unit = get(programme, "unit", "half");
        refused(key("seized", "A", "2018-06"), value, PRG_FINDING_UNIT, PRG__PART_UNIT);
        value = number(5000000000000000, 0);
        value.unit = get(programme, "unit", "tiny"); /* 0.005 kg */
        taken(key("seized", "A", "2018-06"), value);
        value = number(1, 0);
        value.unit = get(programme, "unit", "piece");
        /* A circle of units ends all the same. */
        script(programme, "+units x; /; +units y; base=x; factor=2; /; +indicators round; "
                          "kind=flow; period=month; unit=x");
        ck_assert_int_eq(prg_item_set(get(programme, "unit", "x"), "base", "y"), 0);
        ck_assert_int_eq(prg_item_set(get(programme, "unit", "x"), "factor", "2"), 0);
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        refused(key("round", "A", "2018-06"), value, PRG_FINDING_UNIT, PRG__PART_UNIT);
}
END_TEST

START_TEST(a_number_beyond_64_bits_is_refused)
{
        prg_value value = number(INT64_MAX / 1000, 0);
        prg_key where = key("seized", "A", "2018-06");
        taken(where, value);
        value = number(INT64_MAX / 1000 + 1, 0);
        refused(where, value, PRG_FINDING_NUMBER, PRG__PART_VALUE);
        ck_assert_int_eq(found[0].code, PRG_ERANGE);
        value = number(INT64_MAX, 0);
        value.unit = get(programme, "unit", "t");
        refused(where, value, PRG_FINDING_NUMBER, PRG__PART_VALUE);
}
END_TEST

START_TEST(a_number_of_things_is_not_negative)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(-1, 0);
        refused(where, value, PRG_FINDING_NEGATIVE, PRG__PART_VALUE);
        value.marks = PRG_MARK_ADJUSTMENT;
        refused(where, value, PRG_FINDING_MISSING_FIELD, PRG__PART_REASON);
        value.reason = "";
        refused(where, value, PRG_FINDING_MISSING_FIELD, PRG__PART_REASON);
        value.reason = "đính chính";
        taken(where, value);
        taken(key("rate", "A", "2018"), number(-15, 1));
        prg_key cohort = key("relapse", "A", "2018-01");
        cohort.observed = period("2018-01");
        refused(cohort, number(-1, 0), PRG_FINDING_NEGATIVE, PRG__PART_VALUE);
}
END_TEST

START_TEST(an_entry_is_recorded_within_the_years_that_can_be_written)
{
        static const struct {
                int64_t instant;
                int taken;
        } cases[] = {
                { PRG_INSTANT_NONE, 1 }, { PRG_INSTANT_NONE + 1, 0 }, { INT64_C(-62135596801), 0 },
                { INT64_C(-62135596800), 1 }, { -1, 1 }, { 0, 1 }, { INT64_C(253402300799), 1 },
                { INT64_C(253402300800), 0 }, { INT64_MAX, 0 },
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                prg_value value = number(1, 0);
                value.recorded_at = cases[i].instant;
                if (cases[i].taken) {
                        taken(key("cases", "A", "2018-06"), value);
                        continue;
                }
                refused(key("cases", "A", "2018-06"), value, PRG_FINDING_VALUE, PRG__PART_RECORDED_AT);
                ck_assert_int_eq(found[0].code, PRG_ERANGE);
                ck_assert_str_eq(found[0].expected, "a moment from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z");
        }
        prg_value last = number(1, 0);
        prg_key where = key("cases", "A", "2018-06");
        last.recorded_at = INT64_C(253402300800);
        ck_assert_fails(prg_data_set(data, &where, &last), PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->message,
                "it was recorded 253402300800 seconds from 1970-01-01, outside of the years 1 to 9999; "
                "expected a moment from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z");
        ck_assert_int_eq(prg_data_set(data, &where, &(prg_value)PRG_VALUE_INIT), 0);
        ck_assert_fails(prg_data_withdraw(data, &where, &last), PRG_ERANGE);
        ck_assert_uint_eq(prg_data_count(data), 1);
}
END_TEST

START_TEST(a_milestone_is_reached_or_not)
{
        prg_key where = key("done", "A", "2018-Q1");
        taken(where, number(0, 0));
        taken(where, number(1, 0));
        taken(where, number(10, 1));
        refused(where, number(2, 0), PRG_FINDING_VALUE, PRG__PART_VALUE);
        refused(where, number(-1, 0), PRG_FINDING_VALUE, PRG__PART_VALUE);
}
END_TEST

START_TEST(a_class_must_be_given_and_be_the_indicators)
{
        prg_key where = key("type", "A", "2018");
        prg_value value = PRG_VALUE_INIT;
        refused(where, value, PRG_FINDING_VALUE, PRG__PART_VALUE);
        ck_assert_str_eq(found[0].expected, "one of 'one', 'two'");
        value.category = category("sex", 0);
        refused(where, value, PRG_FINDING_VALUE, PRG__PART_VALUE);
        value.category = prg_item_at(get(programme, "indicator", "type"), "categories", 0);
        value.number.decimals = 99; /* ignored */
        taken(where, value);
        taken(where, state(PRG_STATE_NOT_APPLICABLE));
}
END_TEST

/* ---- states, bounds, words ---- */

START_TEST(states_that_are_computed_are_refused)
{
        prg_key where = key("cases", "A", "2018-06");
        for (int i = PRG_STATE_VALUE; i <= PRG_STATE_SUPPRESSED; i++)
                taken(where, state((prg_state)i));
        refused(where, state(PRG_STATE_UNDEFINED), PRG_FINDING_VALUE, PRG__PART_STATE);
}
END_TEST

START_TEST(only_what_is_suppressed_has_bounds_in_order)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = state(PRG_STATE_SUPPRESSED);
        value.has_bounds = 1;
        value.lower = (prg_decimal){ 1, 0 };
        value.upper = (prg_decimal){ 1, 0 };
        taken(where, value);
        value.lower.mantissa = 2;
        refused(where, value, PRG_FINDING_BOUNDS, PRG__PART_LOWER);
        value.lower.mantissa = -1;
        refused(where, value, PRG_FINDING_BOUNDS, PRG__PART_LOWER);
        value.lower.mantissa = 0;
        value.upper = (prg_decimal){ 15, 1 };
        refused(where, value, PRG_FINDING_DECIMALS, PRG__PART_UPPER);
        value.upper = (prg_decimal){ 1, 0 };
        value.state = PRG_STATE_MISSING;
        refused(where, value, PRG_FINDING_BOUNDS, PRG__PART_LOWER);
        ck_assert_str_eq(found[0].message, "only a suppressed value has bounds");
        value.state = PRG_STATE_SUPPRESSED;
        refused(key("type", "A", "2018"), value, PRG_FINDING_BOUNDS, PRG__PART_LOWER);
        ck_assert_str_eq(found[0].message, "a class has no bounds");
        value.lower.mantissa = -5;
        taken(key("rate", "A", "2018"), value);
}
END_TEST

START_TEST(words_are_utf8)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(1, 0);
        value.note = "a\xff";
        refused(where, value, PRG_FINDING_ENCODING, PRG__PART_NOTE);
        ck_assert_int_eq(found[0].code, PRG_EUTF8);
        value.note = NULL;
        value.reason = "\xc3";
        refused(where, value, PRG_FINDING_ENCODING, PRG__PART_REASON);
        ck_assert_fails(prg_data_withdraw(data, &where, &value), PRG_EUTF8);
}
END_TEST

/* ---- at once, and what no reader gives ---- */

START_TEST(everything_that_is_wrong_is_found_at_once)
{
        const prg_item *const wrong[] = { prg_item_at(
                get(programme, "indicator", "type"), "categories", 0) };
        prg_key where = key("users", "P", "2018-06");
        prg_value value = number(-15, 1);
        where.categories = wrong;
        where.category_count = 1;
        where.observed = period("2018-06");
        value.unit = get(programme, "unit", "piece");
        value.note = "\xff";
        value.marks = PRG_MARK_ADJUSTMENT;
        value.has_bounds = 1;
        ck_assert_int_eq(check(&where, &value, 0), PRG_ESCHEMA);
        static const prg__part parts[] = { PRG__PART_PERIOD, PRG__PART_OBSERVED, PRG__PART_SOURCE,
                PRG__PART_CATEGORY, PRG__PART_NOTE, PRG__PART_REASON, PRG__PART_LOWER,
                PRG__PART_UNIT };
        ck_assert_uint_eq(found_count, sizeof parts / sizeof *parts);
        for (size_t i = 0; i < found_count; i++)
                ck_assert_int_eq(found[i].part, parts[i]);
        ck_assert_message(found[0].message); /* the first is the thread's error */
}
END_TEST

START_TEST(of_what_is_known_to_be_wrong_nothing_more_is_said)
{
        prg_key where = PRG_KEY_INIT;
        prg_value value = number(-1, 5);
        unsigned all = 1u << PRG__PART_INDICATOR | 1u << PRG__PART_AREA | 1u << PRG__PART_PERIOD;
        ck_assert_int_eq(check(&where, &value, all), PRG_ESCHEMA);
        ck_assert_uint_eq(found_count, 0);
        value.note = "\xff";
        ck_assert_int_eq(check(&where, &value, all), PRG_EUTF8);
        ck_assert_uint_eq(found_count, 1);
        value = number(-15, 1);
        where = key("users", "P", "2018-06"); /* each is wrong by itself */
        all = 1u << PRG__PART_AREA | 1u << PRG__PART_PERIOD | 1u << PRG__PART_SOURCE
              | 1u << PRG__PART_VALUE;
        where.area = NULL;
        ck_assert_int_eq(check(&where, &value, all), PRG_ESCHEMA);
        ck_assert_uint_eq(found_count, 0);
        const prg_item *const unknown[] = { category("age", 0), NULL };
        where = key("cases", "A", "2018-06");
        where.categories = unknown;
        where.category_count = 2;
        ck_assert_int_eq(check(&where, &value, 1u << PRG__PART_CATEGORY | 1u << PRG__PART_UNIT),
                PRG_ESCHEMA);
        ck_assert_uint_eq(found_count, 0);
        value.state = PRG_STATE_UNDEFINED;
        ck_assert_int_eq(check(&where, &value, 1u << PRG__PART_CATEGORY | 1u << PRG__PART_STATE),
                PRG_ESCHEMA);
        ck_assert_uint_eq(found_count, 0);
}
END_TEST

static int stop(void *payload, const prg__fault *fault)
{
        (void)fault;
        ++*(int *)payload;
        return PRG_ECANCELLED;
}

START_TEST(whoever_takes_faults_may_stop)
{
        int times = 0;
        prg__checked checked;
        prg_key where = key("users", "P", "2018-06");
        prg_value value = number(-15, 1);
        ck_assert_int_eq(prg__entry_check(data, &where, &value, 0, 0, stop, &times, &checked),
                PRG_ECANCELLED);
        ck_assert_int_eq(times, 1);
}
END_TEST

START_TEST(arguments_that_are_no_keys_are_invalid)
{
        prg_key good = key("cases", "A", "2018-06"), bad = good;
        prg_value value = number(1, 0), worse = value;
        const prg_item *const nothing[] = { NULL };
        bad.indicator = NULL;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad.indicator = good.area;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        ck_assert_fails(prg_data_get(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.area = NULL;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.period.calendar = NULL;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.period.last++;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.source = good.area;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.category_count = 1;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad.categories = nothing;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        const prg_item *const second[] = { category("sex", 0), good.area };
        bad.categories = second;
        bad.category_count = 2;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.scope = (prg_scope)7;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        bad = good;
        bad.observed = good.period;
        bad.observed.first--;
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        worse.state = (prg_state)9;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        worse = value;
        worse.quality = (prg_quality)4;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        ck_assert_fails(prg_data_withdraw(data, &good, &worse), PRG_EINVALID);
        worse = value;
        worse.marks = 1u << PRG_MARKS;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        worse = value;
        worse.number.decimals = 19;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        worse = value;
        worse.unit = good.area;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        worse = value;
        worse.reported_by = good.area;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        worse = value;
        worse.state = PRG_STATE_SUPPRESSED;
        worse.has_bounds = 1;
        worse.upper.decimals = 77;
        ck_assert_fails(prg_data_set(data, &good, &worse), PRG_EINVALID);
        prg_programme *other = scripted(PLAN);
        bad = good;
        bad.area = get(other, "area", "A");
        ck_assert_fails(prg_data_set(data, &bad, &value), PRG_EINVALID);
        prg_programme_unref(other);
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(a_stale_data_set_answers_nothing)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(1, 0);
        prg_entry entry;
        script(programme, "+areas Z; level=commune");
        ck_assert_fails(prg_data_set(data, &where, &value), PRG_ESTALE);
        ck_assert_fails(prg_data_withdraw(data, &where, NULL), PRG_ESTALE);
        ck_assert_fails(prg_data_get(data, &where, &value), PRG_ESTALE);
        ck_assert_fails(prg_data_entry(data, &where, 0, &entry), PRG_ESTALE);
        ck_assert_fails(prg_data_begin(data, NULL), PRG_ESTALE);
}
END_TEST

START_TEST(reading_asks_for_what_a_key_can_be)
{
        prg_key where = key("cases", "D1", "2018-06");
        prg_value value;
        ck_assert_int_eq(
                prg_data_get(data, &where, &value), PRG_END); /* it might have reported once */
        where = key("cases", "A", "2018-06-15");
        ck_assert_fails(prg_data_get(data, &where, &value), PRG_ESCHEMA);
        where = key("share", "A", "2018");
        ck_assert_fails(prg_data_get(data, &where, &value), PRG_ESCHEMA);
        where = key("users", "D1", "vn:2018-06");
        ck_assert_fails(prg_data_get(data, &where, &value), PRG_ESCHEMA);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data_entry");
        TCase *rules = tcase_create("rules");
        tcase_add_checked_fixture(rules, open_data, close_data);
        tcase_add_test(rules, what_is_computed_takes_no_value);
        tcase_add_test(rules, an_indicator_without_base_periods_takes_no_value);
        tcase_add_test(rules, a_period_is_of_the_base_type_or_made_of_such);
        tcase_add_test(rules, a_period_that_is_refused_says_why);
        tcase_add_test(rules, a_period_of_another_set_of_calendars_is_known_again);
        tcase_add_test(rules, the_scope_says_what_an_area_above_means);
        tcase_add_test(rules, a_level_decides_who_reports);
        tcase_add_test(rules, who_reports_depends_on_the_day);
        tcase_add_test(rules, a_source_is_one_of_the_indicators);
        tcase_add_test(rules, categories_are_of_different_breakdowns_of_the_indicator);
        tcase_add_test(rules, a_cohort_and_only_a_cohort_is_observed);
        tcase_add_test(rules, units_convert_exactly);
        tcase_add_test(rules, more_decimals_than_declared_are_refused);
        tcase_add_test(rules, unlike_units_do_not_convert);
        tcase_add_test(rules, a_number_beyond_64_bits_is_refused);
        tcase_add_test(rules, a_number_of_things_is_not_negative);
        tcase_add_test(rules, an_entry_is_recorded_within_the_years_that_can_be_written);
        tcase_add_test(rules, a_milestone_is_reached_or_not);
        tcase_add_test(rules, a_class_must_be_given_and_be_the_indicators);
        tcase_add_test(rules, states_that_are_computed_are_refused);
        tcase_add_test(rules, only_what_is_suppressed_has_bounds_in_order);
        tcase_add_test(rules, words_are_utf8);
        suite_add_tcase(suite, rules);
        TCase *whole = tcase_create("whole");
        tcase_add_checked_fixture(whole, open_data, close_data);
        tcase_add_test(whole, everything_that_is_wrong_is_found_at_once);
        tcase_add_test(whole, of_what_is_known_to_be_wrong_nothing_more_is_said);
        tcase_add_test(whole, whoever_takes_faults_may_stop);
        tcase_add_test(whole, arguments_that_are_no_keys_are_invalid);
        tcase_add_test(whole, a_stale_data_set_answers_nothing);
        tcase_add_test(whole, reading_asks_for_what_a_key_can_be);
        suite_add_tcase(suite, whole);
        return unit_run(suite);
}
