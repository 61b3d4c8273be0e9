/* Values: how the engine reads them, and that many may read at once. */
#include "data.h"

#include <pthread.h>

#include "data/series.h"

/* ---- as the engine reads ---- */

START_TEST(series_of_an_indicator_are_listed)
{
        prg_key total = key("cases", "A", "2018-06"), women = total,
                other = key("seized", "B", "2018-06");
        const prg_item *const female[] = { category("sex", 1) };
        const prg__indicator *cases = (const prg__indicator *)total.indicator;
        women.categories = female;
        women.category_count = 1;
        ck_assert_ptr_null(prg__data_series_of(data, cases));
        say(total, 10, PRG_QUALITY_FINAL);
        say(other, 1, PRG_QUALITY_FINAL);
        say(women, 4, PRG_QUALITY_FINAL);
        const prg__series *series = prg__data_series_of(data, cases);
        ck_assert_ptr_eq(series, prg__data_series_at(data, 0));
        ck_assert_uint_eq(series->category_count, 0);
        ck_assert_uint_eq(series->entries, 1);
        ck_assert_ptr_eq(series->next, prg__data_series_at(data, 2));
        ck_assert_ptr_eq(series->next->categories[0], female[0]);
        ck_assert_ptr_null(series->next->next);
        ck_assert_uint_eq(prg__data_series_count(data), 3);
        ck_assert_ptr_null(prg__data_series_at(data, 3));
        ck_assert_ptr_eq(prg__data_slot_area(data, 1), other.area);
        ck_assert_uint_eq(prg__data_slot(data, other.area), 1);
        ck_assert_uint_eq(prg__data_slot(data, get(programme, "area", "C")), PRG__NO_SLOT);
        ck_assert_ptr_null(prg__data_slot_area(data, 2));
}
END_TEST

START_TEST(an_axis_counts_from_its_first_period)
{
        int position = 99;
        say(key("cases", "A", "2018-06"), 1, PRG_QUALITY_FINAL);
        say(key("cases", "A", "2018-03"), 2, PRG_QUALITY_FINAL);
        say(key("cases", "A", "2018-08"), 3, PRG_QUALITY_FINAL);
        const prg__axis *axis = prg__data_series_at(data, 0)->axis;
        prg_period it = period("2018-06");
        ck_assert_int_eq(axis->first, -3);
        ck_assert_int_eq(axis->count, 6);
        ck_assert_int_eq(prg__axis_find(axis, &it, &position), 1);
        ck_assert_int_eq(position, 0);
        for (int i = 0; i < 6; i++) {
                ck_assert_int_eq(axis->periods[i].index, 3 + i);
                ck_assert_int_eq(prg__axis_find(axis, &axis->periods[i], &position), 1);
                ck_assert_int_eq(position, i - 3);
        }
        it = period("2018-02");
        ck_assert_int_eq(prg__axis_find(axis, &it, &position), 0);
        it = period("2018-09");
        ck_assert_int_eq(prg__axis_find(axis, &it, &position), 0);
        it = period("2018-Q2");
        ck_assert_int_eq(prg__axis_find(axis, &it, &position), 0);
        it = period("vn:2018-06");
        ck_assert_int_eq(prg__axis_find(axis, &it, &position), 0);
}
END_TEST

static int64_t seen(uint64_t as_of, prg_quality_mode mode, prg_quality quality)
{
        prg__sight sight = { as_of, mode, quality };
        prg__winner winner;
        return prg__series_winner(data, prg__data_series_at(data, 0), 0, 0, &sight, &winner)
                       ? winner.mantissa
                       : -1;
}

START_TEST(the_past_can_be_asked_for)
{
        prg_key where = key("cases", "A", "2018-06");
        say(where, 1, PRG_QUALITY_PRELIMINARY);                     /* 1 */
        say(where, 2, PRG_QUALITY_FINAL);                           /* 2 */
        ck_assert_int_eq(prg_data_withdraw(data, &where, NULL), 0); /* 3 */
        say(where, 4, PRG_QUALITY_ESTIMATE);                        /* 4 */
        say(where, 5, PRG_QUALITY_FINAL);                           /* 5 */
        ck_assert_int_eq(seen(0, PRG_QUALITY_MODE_BEST, 0), 5);
        ck_assert_int_eq(seen(1, PRG_QUALITY_MODE_BEST, 0), 1);
        ck_assert_int_eq(seen(2, PRG_QUALITY_MODE_BEST, 0), 2);
        ck_assert_int_eq(seen(3, PRG_QUALITY_MODE_BEST, 0), 1);
        ck_assert_int_eq(seen(4, PRG_QUALITY_MODE_BEST, 0), 1);
        ck_assert_int_eq(seen(9, PRG_QUALITY_MODE_BEST, 0), 5);
        ck_assert_int_eq(seen(0, PRG_QUALITY_MODE_EXACTLY, PRG_QUALITY_ESTIMATE), 4);
        ck_assert_int_eq(seen(3, PRG_QUALITY_MODE_EXACTLY, PRG_QUALITY_ESTIMATE), -1);
        ck_assert_int_eq(seen(4, PRG_QUALITY_MODE_EXACTLY, PRG_QUALITY_FINAL), -1);
        ck_assert_int_eq(seen(4, PRG_QUALITY_MODE_AT_LEAST, PRG_QUALITY_PRELIMINARY), 1);
        ck_assert_int_eq(seen(0, PRG_QUALITY_MODE_AT_LEAST, PRG_QUALITY_ESTIMATE), 5);
}
END_TEST

START_TEST(a_winner_has_marks_and_bounds)
{
        prg_key where = key("cases", "A", "2018-06");
        prg_value value = number(0, 0);
        prg__winner winner;
        value.state = PRG_STATE_SUPPRESSED;
        value.has_bounds = 1;
        value.lower = (prg_decimal){ 1, 0 };
        value.upper = (prg_decimal){ 4, 0 };
        value.marks = PRG_MARK_CONFIDENTIAL;
        value.quality = PRG_QUALITY_PRELIMINARY;
        ck_assert_taken(prg_data_set(data, &where, &value));
        const prg__series *series = prg__data_series_at(data, 0);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 0, NULL, &winner), 1);
        ck_assert_int_eq(winner.state, PRG_STATE_SUPPRESSED);
        ck_assert_int_eq(winner.quality, PRG_QUALITY_PRELIMINARY);
        ck_assert_uint_eq(winner.marks, PRG_MARK_CONFIDENTIAL);
        ck_assert_int_eq(winner.has_bounds, 1);
        ck_assert_int_eq(winner.lower, 1);
        ck_assert_int_eq(winner.upper, 4);
        ck_assert_uint_eq(winner.sequence, 1);
        ck_assert_int_eq(prg__series_winner(data, series, 0, 1, NULL, &winner), 0);
        ck_assert_int_eq(prg__series_winner(data, series, 40, 0, NULL, &winner), 0);
        ck_assert_int_eq(prg__series_winner(data, series, 0, -5000, NULL, &winner), 0);
}
END_TEST

/* ---- threads ---- */

static void *read_everything(void *failed)
{
        prg_key where = key("cases", "A", "2018-06"), wide = key("cases", "A", "2018-Q2"),
                none = key("cases", "B", "2018-06");
        prg_value value;
        prg_entry entry;
        prg__sight sight = { 1, PRG_QUALITY_MODE_BEST, PRG_QUALITY_FINAL };
        prg__winner winner;
        for (int i = 0; i < 1000; i++) {
                const prg__series *series =
                        prg__data_series_of(data, (const prg__indicator *)where.indicator);
                *(int *)failed |=
                        prg_data_get(data, &where, &value) != 0 || value.number.mantissa != 2
                        || prg_data_get(data, &wide, &value) != PRG_END
                        || prg_data_get(data, &none, &value) != PRG_END
                        || prg_data_entry(data, &where, 1, &entry) != 0 || entry.sequence != 2
                        || !prg__series_winner(data, series, 0, 0, &sight, &winner)
                        || winner.mantissa != 1
                        || !prg__unit_reports(
                                data, series->indicator, where.area, where.period.last);
        }
        return NULL;
}

START_TEST(four_threads_read_a_frozen_programme_at_once)
{
        pthread_t threads[4];
        int failed[4] = { 0 };
        say(key("cases", "A", "2018-06"), 1, PRG_QUALITY_FINAL);
        say(key("cases", "A", "2018-06"), 2, PRG_QUALITY_FINAL);
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        for (int i = 0; i < 4; i++)
                ck_assert_int_eq(pthread_create(&threads[i], NULL, read_everything, &failed[i]), 0);
        for (int i = 0; i < 4; i++) {
                ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
                ck_assert_int_eq(failed[i], 0);
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data_read");
        TCase *values = tcase_create("values");
        tcase_add_checked_fixture(values, open_data, close_data);
        tcase_add_test(values, series_of_an_indicator_are_listed);
        tcase_add_test(values, an_axis_counts_from_its_first_period);
        tcase_add_test(values, the_past_can_be_asked_for);
        tcase_add_test(values, a_winner_has_marks_and_bounds);
        tcase_add_test(values, four_threads_read_a_frozen_programme_at_once);
        suite_add_tcase(suite, values);
        return unit_run(suite);
}
