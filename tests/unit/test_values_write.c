/* Writing value files: what is written is read as the same. */
#include "values.h"

#include <stdio.h>

/* Writes, reads into an empty data set, writes again: the same bytes. */
static void round_trip(void)
{
        char *first = values_copy();
        uint64_t sequence = prg_data_sequence(data);
        values_empty();
        values_accepted(first);
        ck_assert_uint_eq(prg_data_sequence(data), sequence);
        ck_assert_str_eq(values_written(), first);
        free(first);
}

static prg_key key_of(const char *indicator, const char *area, const char *period)
{
        prg_key key = PRG_KEY_INIT;
        key.indicator = prg_programme_get(programme, "indicator", indicator);
        key.area = prg_programme_get(programme, "area", area);
        ck_assert_int_eq(
                prg_period_parse(&key.period, prg_data_calendars(data), period, strlen(period)), 0);
        return key;
}

START_TEST(an_empty_data_set_has_a_header)
{
        ck_assert_str_eq(values_written(), "indicator,area,period,value,quality\n");
        round_trip();
}
END_TEST

START_TEST(columns_that_nobody_uses_are_left_out)
{
        values_accepted("indicator,area,period,value,note,state\ncases,LC-106,2018-01,12,,\ncases,"
                        "LC-107,2018-01,,,missing\n");
        ck_assert_str_eq(values_written(), "indicator,area,period,value,quality\ncases,LC-106,2018-"
                                           "01,12,final\ncases,LC-107,2018-01,,final\n");
        round_trip();
}
END_TEST

START_TEST(every_kind_of_entry_goes_out_and_in)
{
        values_accepted("indicator,area,period,value,quality,state,source,scope,marks,reason,lower,"
                        "upper,action,reported_by,recorded_at,note,observed,sex,drug\n"
                        "cases,LC-106,2018-01,12,,,,,,,,,,,,,,,\n"
                        "cases,LC-107,2018-01,,estimate,,,,,,,,,CAT,2018-07-03,,,,\n"
                        "cases,LC-108,2018-02,7,,,,,nil unreliable,,,,,SLD,0001-01-01T00:00:00Z,\" "
                        "a, \"\"b\"\"\nc \",,,\n"
                        "arrests,LC-106,2018-01,3,,,,,,,,,,,,,,Nam,\n"
                        "arrests,LC-106,2018-01,2,,,,,,,,,,,9999-12-31T23:59:59Z,,,f,heroin\n"
                        "cases,LC-106,2018-04,-2,,,,,adjustment,late,,,,,,,,,\n"
                        "addicts,LC,2018-Q1,5,,,police,own,,,,,,,,,,,\n"
                        "addicts,LC,2018-Q1,50,,,police,total,,,,,,,,,,,\n"
                        "addicts,LC-106,2018,5,,,labour,,,,,,,,,,,,\n"
                        "seized,LC-106,vn:2018-03,374.925,,,,,,,,,,,,,,,\n"
                        "commune_class,LC-106,2018,Loại I,,,,,,,,,,,,,,,\n"
                        "standards,LC-106,2018,đạt,,,,,,,,,,,,,,,\n"
                        "relapsed,LC-106,2018,8,,,,,,,,,,,,,2019,,\n"
                        "cases,LC-107,2018-03,,,suppressed,,,,,1,4,,,,,,,\n"
                        "cases,LC-107,2018-04,,,not_expected,,,,,,,,,,,,,\n"
                        "cases,LC-107,2018-01,,estimate,,,,,wrong,,,withdraw,CAT,,why,,,\n"
                        "cases,LC-107,2018-01,9,estimate,,,,,,,,,,,,,,\n");
        ck_assert_uint_eq(prg_data_sequence(data), 17);
        round_trip();
        ck_assert_ptr_nonnull(strstr(values_written(), "\" a, \"\"b\"\"\nc \""));
        ck_assert_ptr_nonnull(strstr(values_written(), "9999-12-31T23:59:59Z"));
}
END_TEST

START_TEST(corrections_and_repetitions_keep_their_numbers)
{
        prg_key key = key_of("cases", "LC-106", "2018-01");
        prg_value value = PRG_VALUE_INIT;
        for (int i = 0; i < 4; i++) {
                value.number.mantissa = i / 2;
                ck_assert_int_eq(prg_data_set(data, &key, &value), 0);
        }
        ck_assert_int_eq(prg_data_withdraw(data, &key, NULL), 0);
        ck_assert_int_eq(prg_data_set(data, &key, &value), 0);
        ck_assert_str_eq(values_written(), "indicator,area,period,action,value,quality\n"
                                           "cases,LC-106,2018-01,,0,final\n"
                                           "cases,LC-106,2018-01,correct,0,final\n"
                                           "cases,LC-106,2018-01,correct,1,final\n"
                                           "cases,LC-106,2018-01,correct,1,final\n"
                                           "cases,LC-106,2018-01,withdraw,,final\n"
                                           "cases,LC-106,2018-01,,1,final\n");
        round_trip();
}
END_TEST

START_TEST(blanks_at_the_ends_of_notes_stay)
{
        static const char *const notes[] = { " a", "a ", "\ta",
                "\xC2\xA0x", "a\xC2\xA0", " ", "\"", " \"", "a,b ", "\r", "\xC3\xA0", "=1+1", "\n" };
        prg_key key = key_of("cases", "LC-106", "2018-01");
        for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
                prg_value value = PRG_VALUE_INIT;
                values_empty();
                key.period.calendar = prg_calendar_gregorian();
                value.note = notes[i];
                ck_assert_int_eq(prg_data_set(data, &key, &value), 0);
                round_trip();
                ck_assert_int_eq(prg_data_get(data, &key, &value), 0);
                ck_assert_str_eq(value.note, notes[i]);
        }
}
END_TEST

START_TEST(a_breakdown_that_is_called_like_a_column_is_written_so_that_it_is_found)
{
        prg_programme *copy;
        prg_item *breakdown, *category;
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        ck_assert_int_eq(
                prg_item_add(&breakdown, prg_programme_root(copy), "breakdowns", "source"), 0);
        ck_assert_int_eq(prg_item_add(&category, breakdown, "categories", "x"), 0);
        ck_assert_int_eq(prg_item_append(prg_programme_get(copy, "indicator", "arrests"),
                                 "breakdowns", "source"),
                0);
        prg_data_free(data);
        prg_programme_unref(programme);
        programme = copy;
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
        values_accepted(
                "indicator,area,period,value,breakdown:source\narrests,LC-106,2018-01,3,x\n");
        ck_assert_ptr_nonnull(strstr(values_written(), "breakdown:source"));
        round_trip();
}
END_TEST

START_TEST(entries_without_a_place_are_written_like_all_others)
{
        prg_programme *other;
        values_accepted(
                "indicator,area,period,value,unit,lower,upper,state,observed\nseized,LC-106,vn:"
                "2018-03,1500,g,,,,\n"
                "seized,LC-106,vn:2018-04,,,0.5,1,suppressed,\ncases,LC-201,2018-01,4,,,,,\n"
                "commune_class,LC-106,2018,free,,,,,\nrelapsed,LC-106,2018,1,,,,,2019\n");
        char *before = values_copy();
        ck_assert_int_eq(prg_programme_copy(&other, programme), 0);
        ck_assert_int_eq(prg_item_remove(prg_programme_get(other, "indicator", "seized")), 0);
        ck_assert_int_eq(
                prg_item_remove(prg_programme_get(other, "indicator", "commune_class")), 0);
        ck_assert_int_eq(prg_item_remove(prg_programme_get(other, "calendar", "vn")), 0);
        ck_assert_int_eq(prg_item_remove(prg_programme_get(other, "area", "LC-201")), 0);
        ck_assert_int_eq(prg_data_rebind(data, other, report), 0);
        ck_assert_uint_gt(prg_report_total_of(report, PRG_FINDING_UNBOUND), 0);
        /* The numbers are in the unit in which they came, which is said since nothing else says it.
         */
        ck_assert_ptr_nonnull(strstr(values_written(), "seized,LC-106,vn:2018-03,,1.500,kg,"));
        ck_assert_ptr_nonnull(
                strstr(values_written(), "seized,LC-106,vn:2018-04,,,kg,suppressed,0.500,1.000"));
        ck_assert_ptr_nonnull(strstr(values_written(), "cases,LC-201,2018-01,,4,"));
        ck_assert_ptr_nonnull(strstr(values_written(), "commune_class,LC-106,2018,,free,"));
        ck_assert_int_eq(prg_data_rebind(data, programme, NULL), 0);
        ck_assert_str_eq(values_written(), before);
        free(before);
        prg_programme_unref(other);
}
END_TEST

START_TEST(a_number_that_its_indicator_cannot_say_any_more_keeps_its_unit)
{
        values_accepted("indicator,area,period,value\nseized,LC-106,vn:2018-03,0.125\nseized,LC-"
                        "107,vn:2018-03,2\n");
        ck_assert_int_eq(
                prg_item_set(prg_programme_get(programme, "indicator", "seized"), "decimals", "1"),
                0);
        ck_assert_int_eq(prg_data_rebind(data, NULL, NULL), 0);
        ck_assert_str_eq(values_written(),
                "indicator,area,period,value,unit,quality\n"
                "seized,LC-106,vn:2018-03,0.125,kg,final\nseized,LC-107,vn:2018-03,2.0,,final\n");
}
END_TEST

START_TEST(a_data_set_that_is_stale_is_not_written)
{
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_int_eq(prg_item_add(NULL, prg_programme_root(programme), "areas", "X"), 0);
        ck_assert_fails(prg_data_write_csv(data, &sink), PRG_ESTALE);
        ck_assert_uint_eq(written.length, 0);
        ck_assert_fails(values_read("indicator,area,period,value\n"), PRG_ESTALE);
}
END_TEST

static uint32_t state;

static unsigned draw(unsigned below)
{
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
}

/* Journals of any content: what was written is read as the same, to the byte. */
START_TEST(any_journal_goes_out_and_in)
{
        static const char *const areas[] = { "LC-106", "LC-107", "LC-108", "LC" };
        static const char *const words[] = { NULL, NULL, "a", "b, \"c\"", " d " };
        prg_item *sex = prg_programme_get(programme, "breakdown", "sex"),
                 *drug = prg_programme_get(programme, "breakdown", "drug");
        state = (uint32_t)_i + 1;
        for (int i = 0; i < 200; i++) {
                char period[16];
                const char *area = areas[draw(4)];
                const prg_item *categories[2];
                snprintf(period, sizeof period, "2018-%02u", draw(3) + 1);
                prg_key key = key_of(draw(2) ? "cases" : "arrests", area, period);
                prg_value value = PRG_VALUE_INIT;
                if (strcmp(area, "LC") == 0)
                        key.scope = draw(2) ? PRG_SCOPE_OWN : PRG_SCOPE_TOTAL;
                key.categories = categories;
                if (strcmp(prg_item_id(key.indicator), "arrests") == 0) {
                        if (draw(2))
                                categories[key.category_count++] =
                                        prg_item_at(drug, "categories", draw(2));
                        if (draw(2))
                                categories[key.category_count++] =
                                        prg_item_at(sex, "categories", draw(2));
                }
                value.quality = (prg_quality)(draw(3) + 1);
                value.number.mantissa = draw(3);
                value.note = words[draw(5)];
                value.reason = words[draw(5)];
                value.marks = draw(4) ? 0 : draw(1u << PRG_MARKS) & ~(unsigned)(PRG_MARK_ADJUSTMENT | PRG_MARK_WHAT_IF);
                value.recorded_at = draw(2) ? PRG_INSTANT_NONE : (int64_t)draw(1u << 20) * 4000;
                value.reported_by = draw(3) ? NULL : prg_programme_get(programme, "agency", "CAT");
                if (draw(5) == 0)
                        value.state = (prg_state)(draw(4) + 1);
                if (value.state == PRG_STATE_SUPPRESSED && draw(2)) {
                        value.has_bounds = 1;
                        value.upper.mantissa = draw(5);
                }
                int code = draw(5) ? prg_data_set(data, &key, &value)
                                   : prg_data_withdraw(data, &key, &value);
                ck_assert_msg(code == 0 || code == PRG_ENOTFOUND, "%s", prg_error_last()->message);
        }
        ck_assert_uint_gt(prg_data_count(data), 100);
        round_trip();
}
END_TEST

static int refuse(void *payload, const char *bytes, size_t length)
{
        (void)payload;
        (void)bytes;
        (void)length;
        return PRG_EIO;
}

START_TEST(a_sink_that_fails_ends_the_writing)
{
        prg_sink sink = { refuse, NULL };
        ck_assert_int_eq(prg_data_write_csv(data, &sink), PRG_EIO);
        ck_assert_fails(prg_data_write_csv(NULL, &sink), PRG_EINVALID);
        ck_assert_fails(prg_data_write_csv(data, NULL), PRG_EINVALID);
}
END_TEST

static Suite *values_write_suite(void)
{
        Suite *suite = suite_create("values_write");
        TCase *tcase = tcase_create("all");
        tcase_add_checked_fixture(tcase, values_set_up, values_tear_down);
        tcase_add_test(tcase, an_empty_data_set_has_a_header);
        tcase_add_test(tcase, columns_that_nobody_uses_are_left_out);
        tcase_add_test(tcase, every_kind_of_entry_goes_out_and_in);
        tcase_add_test(tcase, corrections_and_repetitions_keep_their_numbers);
        tcase_add_test(tcase, blanks_at_the_ends_of_notes_stay);
        tcase_add_test(
                tcase, a_breakdown_that_is_called_like_a_column_is_written_so_that_it_is_found);
        tcase_add_test(tcase, entries_without_a_place_are_written_like_all_others);
        tcase_add_test(tcase, a_number_that_its_indicator_cannot_say_any_more_keeps_its_unit);
        tcase_add_test(tcase, a_data_set_that_is_stale_is_not_written);
        tcase_add_loop_test(tcase, any_journal_goes_out_and_in, 0, 20);
        tcase_add_test(tcase, a_sink_that_fails_ends_the_writing);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(values_write_suite());
}
