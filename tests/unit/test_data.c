/* Values: what counts of a cell, what its entries were, transactions and batches. */
#include "data.h"

#include "data/series.h"

/* ---- names ---- */

START_TEST(every_word_has_one_name)
{
        const char *states[] = { "value", "missing", "not_applicable", "not_expected", "suppressed",
                "undefined" };
        const char *marks[] = { "imputed", "carried", "break", "nil", "adjustment", "confidential",
                "unreliable", "operand_coverage_differs", "calendar_break", "fallback",
                "suppressed_input", "unexpected", "what_if" };
        prg_state state;
        prg_quality quality;
        prg_scope scope;
        unsigned mark;
        for (int i = 0; i < 6; i++) {
                ck_assert_str_eq(prg_state_name((prg_state)i), states[i]);
                ck_assert_int_eq(prg_state_from_name(&state, states[i]), 0);
                ck_assert_int_eq(state, i);
        }
        for (unsigned i = 0; i < PRG_MARKS; i++) {
                ck_assert_str_eq(prg_mark_name(1u << i), marks[i]);
                ck_assert_int_eq(prg_mark_from_name(&mark, marks[i]), 0);
                ck_assert_uint_eq(mark, 1u << i);
        }
        ck_assert_int_eq(prg_quality_from_name(&quality, "preliminary"), 0);
        ck_assert_int_eq(quality, 2);
        ck_assert_str_eq(prg_quality_name(PRG_QUALITY_ESTIMATE), "estimate");
        ck_assert_str_eq(prg_quality_name(PRG_QUALITY_FINAL), "final");
        ck_assert_int_eq(prg_scope_from_name(&scope, "total"), 0);
        ck_assert_int_eq(scope, PRG_SCOPE_TOTAL);
        ck_assert_str_eq(prg_scope_name(PRG_SCOPE_UNIT), "unit");
        ck_assert_str_eq(prg_scope_name(PRG_SCOPE_OWN), "own");
}
END_TEST

START_TEST(other_numbers_and_names_are_nothing)
{
        prg_state state;
        prg_quality quality;
        prg_scope scope;
        unsigned mark;
        ck_assert_ptr_null(prg_state_name((prg_state)6));
        ck_assert_ptr_null(prg_quality_name((prg_quality)0));
        ck_assert_ptr_null(prg_mark_name(0));
        ck_assert_ptr_null(prg_mark_name(3));
        ck_assert_ptr_null(prg_mark_name(1u << PRG_MARKS));
        ck_assert_ptr_null(prg_mark_name(~0u));
        ck_assert_ptr_null(prg_scope_name((prg_scope)3));
        ck_assert_fails(prg_state_from_name(&state, "mising"), PRG_ENOTFOUND);
        ck_assert_message("did you mean 'missing'?");
        ck_assert_fails(prg_quality_from_name(&quality, "Final"), PRG_ENOTFOUND);
        ck_assert_fails(prg_mark_from_name(&mark, ""), PRG_ENOTFOUND);
        ck_assert_fails(prg_scope_from_name(&scope, "leaf"), PRG_ENOTFOUND);
        ck_assert_fails(prg_state_from_name(NULL, "value"), PRG_EINVALID);
        ck_assert_fails(prg_state_from_name(&state, NULL), PRG_EINVALID);
        ck_assert_fails(prg_quality_from_name(NULL, "final"), PRG_EINVALID);
        ck_assert_fails(prg_quality_from_name(&quality, NULL), PRG_EINVALID);
        ck_assert_fails(prg_mark_from_name(NULL, "break"), PRG_EINVALID);
        ck_assert_fails(prg_mark_from_name(&mark, NULL), PRG_EINVALID);
        ck_assert_fails(prg_scope_from_name(NULL, "own"), PRG_EINVALID);
        ck_assert_fails(prg_scope_from_name(&scope, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(marks_have_the_codes_of_sdmx)
{
        const char *concept = NULL;
        ck_assert_str_eq(prg_mark_sdmx(PRG_MARK_BREAK, &concept), "B");
        ck_assert_str_eq(concept, "OBS_STATUS");
        ck_assert_str_eq(prg_mark_sdmx(PRG_MARK_CONFIDENTIAL, &concept), "C");
        ck_assert_str_eq(concept, "CONF_STATUS");
        ck_assert_str_eq(prg_mark_sdmx(PRG_MARK_IMPUTED, NULL), "I");
        ck_assert_ptr_null(prg_mark_sdmx(PRG_MARK_NIL, &concept));
        ck_assert_ptr_null(prg_mark_sdmx(0, &concept));
        ck_assert_ptr_null(prg_mark_sdmx(PRG_MARK_BREAK | PRG_MARK_IMPUTED, &concept));
}
END_TEST

/* ---- life ---- */

START_TEST(a_new_data_set_is_empty)
{
        prg_batch batch;
        ck_assert_ptr_eq(prg_data_programme(data), programme);
        ck_assert_uint_ge(prg_calendars_count(prg_data_calendars(data)), 14);
        ck_assert_uint_eq(prg_data_sequence(data), 0);
        ck_assert_uint_eq(prg_data_count(data), 0);
        ck_assert_uint_eq(prg_data_batch_count(data), 1);
        ck_assert_int_eq(prg_data_batch(data, 0, &batch), 0);
        ck_assert_str_eq(batch.name, "");
        ck_assert_uint_lt(batch.last, batch.first);
        ck_assert_int_eq(prg_data_batch(data, 1, &batch), PRG_END);
        ck_assert_uint_eq(prg__data_series_count(data), 0);
        ck_assert_uint_eq(prg__data_slot_count(data), 0);
}
END_TEST

START_TEST(a_data_set_keeps_its_programme)
{
        prg_data *other = NULL;
        prg_programme *mine =
                scripted("+areas X; level=commune; /; +indicators n; kind=flow; period=year");
        ck_assert_int_eq(prg_data_new(&other, mine, NULL), 0);
        prg_programme_unref(mine);
        ck_assert_str_eq(prg_item_id(prg_programme_root(prg_data_programme(other))), "plan");
        prg_data_free(other);
}
END_TEST

START_TEST(without_a_usable_programme_there_is_no_data_set)
{
        prg_data *other = NULL;
        prg_data_options options = PRG_DATA_OPTIONS_INIT;
        ck_assert_int_eq(prg_data_new(&other, programme, &options), 0);
        prg_data_free(other);
        other = NULL;
        options.version = 2;
        ck_assert_fails(prg_data_new(&other, programme, &options), PRG_EVERSION);
        ck_assert_fails(prg_data_new(NULL, programme, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_new(&other, NULL, NULL), PRG_EINVALID);
        script(programme, "+calendars broken; kind=season");
        ck_assert_fails(prg_data_new(&other, programme, NULL), PRG_ESCHEMA);
        ck_assert_ptr_null(other);
}
END_TEST

START_TEST(nothing_is_known_of_null)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(1, 0);
        prg_entry entry;
        prg_batch batch;
        ck_assert_ptr_null(prg_data_programme(NULL));
        ck_assert_ptr_null(prg_data_calendars(NULL));
        ck_assert_uint_eq(prg_data_sequence(NULL), 0);
        ck_assert_uint_eq(prg_data_count(NULL), 0);
        ck_assert_uint_eq(prg_data_batch_count(NULL), 0);
        prg_data_free(NULL);
        ck_assert_fails(prg_data_set(NULL, &where, &value), PRG_EINVALID);
        ck_assert_fails(prg_data_set(data, NULL, &value), PRG_EINVALID);
        ck_assert_fails(prg_data_set(data, &where, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_withdraw(NULL, &where, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_withdraw(data, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_get(NULL, &where, &value), PRG_EINVALID);
        ck_assert_fails(prg_data_get(data, NULL, &value), PRG_EINVALID);
        ck_assert_fails(prg_data_get(data, &where, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_entry(NULL, &where, 0, &entry), PRG_EINVALID);
        ck_assert_fails(prg_data_entry(data, NULL, 0, &entry), PRG_EINVALID);
        ck_assert_fails(prg_data_entry(data, &where, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_begin(NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_commit(NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_rollback(NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_batch(NULL, 0, &batch), PRG_EINVALID);
        ck_assert_fails(prg_data_batch(data, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_rebind(NULL, NULL, NULL), PRG_EINVALID);
}
END_TEST

/* ---- cells ---- */

START_TEST(what_was_set_is_there)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(12, 0), found;
        ck_assert_int_eq(prg_data_get(data, &where, &found), PRG_END);
        value.reported_by = get(programme, "agency", "CA");
        value.note = "ghi chú";
        value.row = 7;
        value.recorded_at = 1000;
        value.marks = PRG_MARK_BREAK;
        ck_assert_taken(prg_data_set(data, &where, &value));
        ck_assert_int_eq(prg_data_get(data, &where, &found), 0);
        ck_assert_int_eq(found.state, PRG_STATE_VALUE);
        ck_assert_int_eq(found.number.mantissa, 12);
        ck_assert_uint_eq(found.number.decimals, 0);
        ck_assert_int_eq(found.quality, PRG_QUALITY_FINAL);
        ck_assert_uint_eq(found.marks, PRG_MARK_BREAK);
        ck_assert_ptr_eq(found.reported_by, value.reported_by);
        ck_assert_str_eq(found.note, "ghi chú");
        ck_assert_ptr_null(found.reason);
        ck_assert_ptr_null(found.unit);
        ck_assert_uint_eq(found.row, 7);
        ck_assert_int_eq(found.recorded_at, 1000);
        ck_assert_uint_eq(prg_data_sequence(data), 1);
        ck_assert_uint_eq(prg_data_count(data), 1);
}
END_TEST

START_TEST(cells_are_apart)
{
        const prg_item *const female[] = { category("sex", 1) };
        const prg_item *const old_women[] = { category("age", 1), category("sex", 1) };
        const prg_item *const women_old[] = { category("sex", 1), category("age", 1) };
        prg_key keys[9];
        keys[0] = key("cases", "A", "2018-06");
        keys[1] = key("cases", "B", "2018-06");
        keys[2] = key("cases", "A", "2018-07");
        keys[3] = key("cases", "A", "1995-12");
        keys[4] = key("cases", "A", "2018-Q2");
        keys[5] = keys[0];
        keys[5].categories = female;
        keys[5].category_count = 1;
        keys[6] = keys[0];
        keys[6].categories = old_women;
        keys[6].category_count = 2;
        keys[7] = key("cases", "D1", "2018-06");
        keys[7].scope = PRG_SCOPE_OWN;
        keys[8] = keys[7];
        keys[8].scope = PRG_SCOPE_TOTAL;
        for (int i = 0; i < 9; i++) {
                prg_value value = number(100 + i, 0);
                ck_assert_int_eq(counts(keys[i]), INT64_MIN);
                ck_assert_taken(prg_data_set(data, &keys[i], &value));
        }
        for (int i = 0; i < 9; i++)
                ck_assert_int_eq(counts(keys[i]), 100 + i);
        keys[6].categories = women_old; /* the order of categories says nothing */
        ck_assert_int_eq(counts(keys[6]), 106);
}
END_TEST

START_TEST(sources_and_cohorts_are_apart)
{
        prg_key police = key("users", "D1", "vn:2018-06"), labour = police;
        prg_value value = number(120, 0);
        police.source = get(programme, "source", "police");
        labour.source = get(programme, "source", "labour");
        ck_assert_taken(prg_data_set(data, &police, &value));
        value.number.mantissa = 135;
        ck_assert_taken(prg_data_set(data, &labour, &value));
        ck_assert_int_eq(counts(police), 120);
        ck_assert_int_eq(counts(labour), 135);
        prg_key now = key("relapse", "A", "2018-01"), later = now;
        now.observed = period("2018-01");
        later.observed = period("2018");
        value.number.mantissa = 3;
        ck_assert_taken(prg_data_set(data, &now, &value));
        value.number.mantissa = 5;
        ck_assert_taken(prg_data_set(data, &later, &value));
        ck_assert_int_eq(counts(now), 3);
        ck_assert_int_eq(counts(later), 5);
}
END_TEST

START_TEST(a_single_source_need_not_be_named)
{
        script(programme, "+indicators one; kind=flow; period=year; +sources; order<police; ..; "
                          "+sources; order<police;"
                          "from=2020-01-01");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        prg_key without = key("one", "A", "2018"), with = without;
        prg_value value = number(4, 0);
        with.source = get(programme, "source", "police");
        ck_assert_taken(prg_data_set(data, &without, &value));
        ck_assert_int_eq(counts(with), 4);
}
END_TEST

START_TEST(many_periods_and_areas_grow_in_any_order)
{
        static const char *const order[] = { "2018-06", "2018-07", "2005-01", "2031-12", "2018-05",
                "1990-02", "2044-01" };
        for (int i = 0; i < 100; i++) {
                char step[80];
                snprintf(step, sizeof step, "+areas N%d; level=commune; parent=D2", i);
                script(programme, step);
        }
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        for (int i = 99; i >= 0; i--)
                for (int p = 0; p < 7; p++) {
                        char area[8];
                        snprintf(area, sizeof area, "N%d", i);
                        prg_key where = key("cases", area, order[p]);
                        prg_value value = number(i * 7 + p, 0);
                        ck_assert_taken(prg_data_set(data, &where, &value));
                }
        for (int i = 0; i < 100; i++)
                for (int p = 0; p < 7; p++) {
                        char area[8];
                        snprintf(area, sizeof area, "N%d", i);
                        ck_assert_int_eq(counts(key("cases", area, order[p])), i * 7 + p);
                }
        ck_assert_uint_eq(prg_data_count(data), 700);
}
END_TEST

START_TEST(a_period_too_far_from_the_others_is_refused)
{
        script(programme, "+indicators daily; kind=flow; period=day");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        prg_key near = key("daily", "A", "2000-01-01"), far = key("daily", "A", "2089-09-18");
        prg_value value = number(1, 0);
        ck_assert_taken(prg_data_set(data, &near, &value));
        far.period = period("2089-09-18"); /* day 32769 from there */
        ck_assert_fails(prg_data_set(data, &far, &value), PRG_ELIMIT);
        far.period = period("0001-01-01");
        ck_assert_fails(prg_data_set(data, &far, &value), PRG_ELIMIT);
        far.period = period("2089-09-17");
        ck_assert_taken(prg_data_set(data, &far, &value));
        far.period = period("1999-12-31");
        ck_assert_fails(prg_data_set(data, &far, &value), PRG_ELIMIT);
        ck_assert_int_eq(counts(near), 1);
        ck_assert_uint_eq(prg_data_count(data), 2);
}
END_TEST

START_TEST(what_was_rolled_back_does_not_count_for_the_distance)
{
        script(programme, "+indicators daily; kind=flow; period=day");
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        prg_key near = key("daily", "A", "2000-01-01"), far = key("daily", "A", "1920-01-01");
        prg_value value = number(1, 0);
        ck_assert_taken(prg_data_set(data, &near, &value));
        ck_assert_int_eq(prg_data_begin(data, "typing error"), 0);
        ck_assert_taken(prg_data_set(data, &far, &value));
        ck_assert_int_eq(prg_data_rollback(data), 0);
        far.period = period("2080-01-01");
        ck_assert_taken(prg_data_set(data, &far, &value));
        ck_assert_int_eq(counts(near), 1);
        ck_assert_int_eq(counts(far), 1);
}
END_TEST

/* ---- which entry counts ---- */

static int withdraw(prg_key where, prg_quality quality)
{
        prg_value value = PRG_VALUE_INIT;
        value.quality = quality;
        return prg_data_withdraw(data, &where, &value);
}

START_TEST(the_highest_quality_counts_then_the_latest)
{
        prg_key where = key("cases", "A", "2018-06");
        say(where, 1, PRG_QUALITY_PRELIMINARY);
        ck_assert_int_eq(counts(where), 1);
        say(where, 2, PRG_QUALITY_ESTIMATE);
        ck_assert_int_eq(counts(where), 1);
        say(where, 3, PRG_QUALITY_PRELIMINARY);
        ck_assert_int_eq(counts(where), 3);
        say(where, 4, (prg_quality)0); /* final */
        ck_assert_int_eq(counts(where), 4);
        say(where, 5, PRG_QUALITY_PRELIMINARY);
        ck_assert_int_eq(counts(where), 4);
        say(where, 6, PRG_QUALITY_FINAL);
        ck_assert_int_eq(counts(where), 6);
}
END_TEST

START_TEST(a_withdrawal_takes_away_what_has_its_quality)
{
        prg_key where = key("cases", "A", "2018-06");
        ck_assert_fails(withdraw(where, PRG_QUALITY_FINAL), PRG_ENOTFOUND);
        say(where, 1, PRG_QUALITY_ESTIMATE);
        say(where, 2, PRG_QUALITY_FINAL);
        say(where, 3, PRG_QUALITY_FINAL);
        ck_assert_fails(withdraw(where, PRG_QUALITY_PRELIMINARY), PRG_ENOTFOUND);
        ck_assert_int_eq(prg_data_withdraw(data, &where, NULL), 0);
        ck_assert_int_eq(counts(where), 1);
        ck_assert_fails(withdraw(where, PRG_QUALITY_FINAL), PRG_ENOTFOUND);
        ck_assert_int_eq(withdraw(where, PRG_QUALITY_ESTIMATE), 0);
        ck_assert_int_eq(counts(where), INT64_MIN);
        say(where, 4, PRG_QUALITY_ESTIMATE);
        ck_assert_int_eq(counts(where), 4);
        ck_assert_uint_eq(prg_data_count(data), 6);
}
END_TEST

START_TEST(entries_are_told_in_their_order)
{
        prg_key where = key("cases", "A", "2018-06"), other = key("cases", "B", "2018-06");
        prg_value value = PRG_VALUE_INIT;
        prg_entry entry;
        say(where, 1, PRG_QUALITY_ESTIMATE);
        say(other, 9, PRG_QUALITY_ESTIMATE);
        ck_assert_int_eq(prg_data_begin(data, "sheet.csv"), 0);
        say(where, 2, PRG_QUALITY_FINAL);
        value.reason = "nhầm";
        value.row = 3;
        ck_assert_int_eq(prg_data_withdraw(data, &where, &value), 0);
        ck_assert_int_eq(prg_data_commit(data), 0);
        ck_assert_int_eq(prg_data_entry(data, &where, 0, &entry), 0);
        ck_assert_uint_eq(entry.sequence, 1);
        ck_assert_uint_eq(entry.batch, 0);
        ck_assert_int_eq(entry.withdrawal, 0);
        ck_assert_int_eq(entry.value.number.mantissa, 1);
        ck_assert_int_eq(entry.value.quality, PRG_QUALITY_ESTIMATE);
        ck_assert_int_eq(prg_data_entry(data, &where, 1, &entry), 0);
        ck_assert_uint_eq(entry.sequence, 3);
        ck_assert_uint_eq(entry.batch, 1);
        ck_assert_int_eq(entry.value.number.mantissa, 2);
        ck_assert_int_eq(prg_data_entry(data, &where, 2, &entry), 0);
        ck_assert_uint_eq(entry.sequence, 4);
        ck_assert_int_eq(entry.withdrawal, 1);
        ck_assert_int_eq(entry.value.quality, PRG_QUALITY_FINAL);
        ck_assert_str_eq(entry.value.reason, "nhầm");
        ck_assert_uint_eq(entry.value.row, 3);
        ck_assert_int_eq(prg_data_entry(data, &where, 3, &entry), PRG_END);
        where = key("cases", "C", "2018-06");
        ck_assert_int_eq(prg_data_entry(data, &where, 0, &entry), PRG_END);
}
END_TEST

START_TEST(texts_of_every_length_stay_apart)
{
        enum { LONGEST = 40000 };
        static char reason[LONGEST + 1], note[LONGEST + 1];
        static const size_t lengths[] = { 0, 1, 15, 16, 17, 100, 16000, 16384, LONGEST, 3, 5000,
                7000 };
        prg_key where = key("cases", "A", "2018-06");
        prg_entry entry;
        for (size_t i = 0; i < 12; i++) {
                prg_value value = number(1, 0);
                memset(reason, 'a' + (int)i, lengths[i]);
                memset(note, 'A' + (int)i, lengths[11 - i]);
                reason[lengths[i]] = note[lengths[11 - i]] = '\0';
                value.reason = reason;
                value.note = i % 3 ? note : NULL;
                ck_assert_taken(prg_data_set(data, &where, &value));
        }
        for (size_t i = 0; i < 12; i++) {
                ck_assert_int_eq(prg_data_entry(data, &where, i, &entry), 0);
                ck_assert_uint_eq(strlen(entry.value.reason), lengths[i]);
                ck_assert_uint_eq(
                        strspn(entry.value.reason, (char[]){ (char)('a' + i), 0 }), lengths[i]);
                if (i % 3 == 0) {
                        ck_assert_ptr_null(entry.value.note);
                        continue;
                }
                ck_assert_uint_eq(strlen(entry.value.note), lengths[11 - i]);
                ck_assert_uint_eq(
                        strspn(entry.value.note, (char[]){ (char)('A' + i), 0 }), lengths[11 - i]);
        }
}
END_TEST

/* ---- states ---- */

START_TEST(a_state_that_is_no_value_has_no_number)
{
        prg_key where = key("seized", "A", "2018-06");
        prg_value value = number(7, 0), found;
        value.state = PRG_STATE_MISSING;
        value.unit = get(programme, "unit", "piece"); /* ignored as the number is */
        ck_assert_taken(prg_data_set(data, &where, &value));
        ck_assert_int_eq(prg_data_get(data, &where, &found), 0);
        ck_assert_int_eq(found.state, PRG_STATE_MISSING);
        ck_assert_int_eq(found.number.mantissa, 0);
}
END_TEST

START_TEST(bounds_are_kept_in_the_indicators_unit)
{
        prg_key where = key("seized", "A", "2018-06");
        prg_value value = number(0, 0), found;
        value.state = PRG_STATE_SUPPRESSED;
        value.has_bounds = 1;
        value.lower = (prg_decimal){ 1, 0 };
        value.upper = (prg_decimal){ 4500, 0 };
        value.unit = get(programme, "unit", "g");
        ck_assert_taken(prg_data_set(data, &where, &value));
        ck_assert_int_eq(prg_data_get(data, &where, &found), 0);
        ck_assert_int_eq(found.has_bounds, 1);
        ck_assert_int_eq(found.lower.mantissa, 1);
        ck_assert_int_eq(found.upper.mantissa, 4500);
        ck_assert_uint_eq(found.upper.decimals, 3);
}
END_TEST

START_TEST(a_class_is_one_of_the_categories)
{
        prg_key where = key("type", "A", "2018");
        prg_value value = number(55, 0), found;
        value.category = prg_item_at(get(programme, "indicator", "type"), "categories", 1);
        ck_assert_taken(prg_data_set(data, &where, &value));
        ck_assert_int_eq(prg_data_get(data, &where, &found), 0);
        ck_assert_ptr_eq(found.category, value.category);
        ck_assert_int_eq(found.number.mantissa, 0);
        prg__winner winner;
        const prg__series *series = prg__data_series_at(data, 0);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.mantissa, 1);
}
END_TEST

/* ---- transactions ---- */

START_TEST(a_rollback_takes_back_what_came)
{
        prg_key where = key("cases", "A", "2018-06"), other = key("cases", "B", "2030-01");
        prg_value value = number(3, 0);
        prg_entry entry;
        say(where, 1, PRG_QUALITY_PRELIMINARY);
        ck_assert_int_eq(prg_data_begin(data, "wrong"), 0);
        value.note = "a remark";
        ck_assert_taken(prg_data_set(data, &where, &value));
        ck_assert_taken(prg_data_set(data, &other, &value));
        ck_assert_int_eq(withdraw(where, PRG_QUALITY_PRELIMINARY), 0);
        ck_assert_int_eq(counts(where), 3);
        ck_assert_int_eq(counts(other), 3);
        ck_assert_uint_eq(prg_data_batch_count(data), 2);
        ck_assert_int_eq(prg_data_rollback(data), 0);
        ck_assert_int_eq(counts(where), 1);
        ck_assert_int_eq(counts(other), INT64_MIN);
        ck_assert_int_eq(prg_data_entry(data, &where, 1, &entry), PRG_END);
        ck_assert_uint_eq(prg_data_sequence(data), 1);
        ck_assert_uint_eq(prg_data_batch_count(data), 1);
        ck_assert_uint_eq(prg__data_slot_count(data), 1);
        say(other, 8, PRG_QUALITY_FINAL);
        ck_assert_int_eq(counts(other), 8);
        ck_assert_uint_eq(prg_data_sequence(data), 2);
}
END_TEST

/* A cohort of January 2018 that was observed up to some day: each is a series of its own. */
static prg_key cohort(int days)
{
        prg_key where = key("relapse", "A", "2018-01");
        prg_date first = where.period.first;
        ck_assert_int_eq(
                prg_period_make_days(&where.observed, where.period.calendar, first, first + days),
                0);
        return where;
}

START_TEST(many_series_come_and_go)
{
        enum { MOST = 400 };
        int kept[MOST] = { 0 };
        for (int round = 0; round < 20; round++) {
                int stays = round % 3 == 0;
                ck_assert_int_eq(prg_data_begin(data, NULL), 0);
                for (int i = round; i < MOST; i += 7 + round) {
                        say(cohort(i), round, PRG_QUALITY_FINAL);
                        kept[i] = stays ? round + 1 : kept[i];
                }
                ck_assert_int_eq(stays ? prg_data_commit(data) : prg_data_rollback(data), 0);
                for (int i = 0; i < MOST; i++)
                        ck_assert_int_eq(counts(cohort(i)), kept[i] ? kept[i] - 1 : INT64_MIN);
        }
        size_t count = 0;
        const prg_item *relapse = get(programme, "indicator", "relapse");
        const prg__series *it = prg__data_series_of(data, (const prg__indicator *)relapse);
        for (; it; it = it->next)
                count++;
        ck_assert_uint_eq(count, prg__data_series_count(data));
}
END_TEST

START_TEST(transactions_do_not_lie_in_each_other)
{
        ck_assert_fails(prg_data_commit(data), PRG_ECONFLICT);
        ck_assert_fails(prg_data_rollback(data), PRG_ECONFLICT);
        ck_assert_int_eq(prg_data_begin(data, NULL), 0);
        ck_assert_fails(prg_data_begin(data, NULL), PRG_ECONFLICT);
        ck_assert_fails(prg_data_rebind(data, NULL, NULL), PRG_ECONFLICT);
        ck_assert_int_eq(prg_data_commit(data), 0);
        ck_assert_fails(prg_data_commit(data), PRG_ECONFLICT);
        ck_assert_fails(prg_data_begin(data, "\xff"), PRG_EUTF8);
}
END_TEST

START_TEST(batches_say_which_entries_came_in_them)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_batch batch;
        say(where, 1, PRG_QUALITY_FINAL);
        ck_assert_int_eq(prg_data_begin(data, "empty"), 0);
        ck_assert_int_eq(prg_data_commit(data), 0);
        ck_assert_int_eq(prg_data_begin(data, "số liệu.csv"), 0);
        say(where, 2, PRG_QUALITY_FINAL);
        say(where, 3, PRG_QUALITY_FINAL);
        ck_assert_int_eq(prg_data_commit(data), 0);
        say(where, 4, PRG_QUALITY_FINAL);
        ck_assert_uint_eq(prg_data_batch_count(data), 3);
        ck_assert_int_eq(prg_data_batch(data, 0, &batch), 0);
        ck_assert_uint_eq(batch.first, 1);
        ck_assert_uint_eq(batch.last, 4);
        ck_assert_int_eq(prg_data_batch(data, 1, &batch), 0);
        ck_assert_str_eq(batch.name, "empty");
        ck_assert_uint_lt(batch.last, batch.first);
        ck_assert_int_eq(prg_data_batch(data, 2, &batch), 0);
        ck_assert_str_eq(batch.name, "số liệu.csv");
        ck_assert_uint_eq(batch.first, 2);
        ck_assert_uint_eq(batch.last, 3);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data");
        TCase *words = tcase_create("words");
        tcase_add_test(words, every_word_has_one_name);
        tcase_add_test(words, other_numbers_and_names_are_nothing);
        tcase_add_test(words, marks_have_the_codes_of_sdmx);
        suite_add_tcase(suite, words);
        TCase *values = tcase_create("values");
        tcase_add_checked_fixture(values, open_data, close_data);
        tcase_add_test(values, a_new_data_set_is_empty);
        tcase_add_test(values, a_data_set_keeps_its_programme);
        tcase_add_test(values, without_a_usable_programme_there_is_no_data_set);
        tcase_add_test(values, nothing_is_known_of_null);
        tcase_add_test(values, what_was_set_is_there);
        tcase_add_test(values, cells_are_apart);
        tcase_add_test(values, sources_and_cohorts_are_apart);
        tcase_add_test(values, a_single_source_need_not_be_named);
        tcase_add_test(values, many_periods_and_areas_grow_in_any_order);
        tcase_add_test(values, a_period_too_far_from_the_others_is_refused);
        tcase_add_test(values, what_was_rolled_back_does_not_count_for_the_distance);
        tcase_add_test(values, the_highest_quality_counts_then_the_latest);
        tcase_add_test(values, a_withdrawal_takes_away_what_has_its_quality);
        tcase_add_test(values, entries_are_told_in_their_order);
        tcase_add_test(values, texts_of_every_length_stay_apart);
        tcase_add_test(values, a_state_that_is_no_value_has_no_number);
        tcase_add_test(values, bounds_are_kept_in_the_indicators_unit);
        tcase_add_test(values, a_class_is_one_of_the_categories);
        tcase_add_test(values, a_rollback_takes_back_what_came);
        tcase_add_test(values, many_series_come_and_go);
        tcase_add_test(values, transactions_do_not_lie_in_each_other);
        tcase_add_test(values, batches_say_which_entries_came_in_them);
        suite_add_tcase(suite, values);
        return unit_run(suite);
}
