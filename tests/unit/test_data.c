/* Values: what counts of a cell, what its entries were, transactions. */
#include "data.h"

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
        ck_assert_uint_eq(found.row, 7);
        ck_assert_int_eq(found.recorded_at, 1000);
        ck_assert_uint_eq(prg_data_sequence(data), 1);
        ck_assert_uint_eq(prg_data_count(data), 1);
        where = key("cases", "B", "2018-06");
        ck_assert_int_eq(counts(where), INT64_MIN);
        where = key("cases", "A", "2018-07");
        ck_assert_int_eq(counts(where), INT64_MIN);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data");
        TCase *values = tcase_create("values");
        tcase_add_checked_fixture(values, open_data, close_data);
        tcase_add_test(values, what_was_set_is_there);
        suite_add_tcase(suite, values);
        return unit_run(suite);
}
