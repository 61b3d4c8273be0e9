/* Working days: lists of holidays as data, and what they answer. The days are those of the announced lists. */
#include "document.h"
#include "periods.h"

#define TET_2020                                                                                   \
        "\"holidays\": [{\"id\": \"2020\", \"source\": \"announcement\", \"days\": ["              \
        "{\"text\": \"New Year\", \"from\": \"2020-01-01\"}, "                                     \
        "{\"text\": \"Tết\", \"from\": \"2020-01-23\", \"to\": \"2020-01-29\"}]}, "                \
        "{\"id\": \"2025\", \"days\": [{\"from\": \"2025-05-01\", \"to\": \"2025-05-02\"}, "       \
        "{\"from\": \"2025-04-26\", \"worked\": true}]}]"

static prg_holidays *holidays;

static void set_up(void)
{
        document_set_up();
        document_accepted(DOCUMENT(TET_2020));
        ck_assert_int_eq(prg_holidays_new(&holidays, programme), 0);
}

static void tear_down(void)
{
        prg_holidays_free(holidays);
        document_tear_down();
}

static int works(const char *day)
{
        int answer = -1;
        ck_assert_int_eq(prg_holidays_is_working(&answer, holidays, day_of(day)), 0);
        return answer;
}

START_TEST(a_weekday_is_worked_unless_it_is_listed)
{
        ck_assert_int_eq(works("2020-01-22"), 1);
        ck_assert_int_eq(works("2020-01-01"), 0);
        ck_assert_int_eq(works("2020-01-02"), 1);
        ck_assert_int_eq(works("2020-12-31"), 1);
        for (int day = 23; day <= 29; day++) {
                char text[11];
                snprintf(text, sizeof text, "2020-01-%d", day);
                ck_assert_int_eq(works(text), 0);
        }
        ck_assert_int_eq(works("2020-01-30"), 1);
        ck_assert_int_eq(works("2025-05-02"), 0);
}
END_TEST

START_TEST(saturdays_and_sundays_are_worked_only_as_make_up_days)
{
        ck_assert_int_eq(works("2020-02-01"), 0);
        ck_assert_int_eq(works("2020-02-02"), 0);
        ck_assert_int_eq(works("2025-04-26"), 1);
        ck_assert_int_eq(works("2025-04-27"), 0);
}
END_TEST

START_TEST(a_year_without_a_list_is_not_known)
{
        int answer = 7;
        ck_assert_int_eq(prg_holidays_has_year(holidays, 2020), 1);
        ck_assert_int_eq(prg_holidays_has_year(holidays, 2021), 0);
        ck_assert_int_eq(prg_holidays_has_year(NULL, 2020), 0);
        ck_assert_int_eq(prg_holidays_is_working(&answer, holidays, day_of("2021-01-06")), PRG_END);
        ck_assert_int_eq(prg_holidays_is_working(&answer, NULL, day_of("2020-01-06")), PRG_END);
        ck_assert_int_eq(answer, 7);
        ck_assert_fails(prg_holidays_is_working(NULL, holidays, 0), PRG_EINVALID);
        ck_assert_fails(prg_holidays_is_working(&answer, holidays, PRG_DATE_NONE), PRG_EINVALID);
}
END_TEST

static void moves(const char *from, int count, const char *to)
{
        prg_date out = 0;
        ck_assert_int_eq(prg_holidays_move(&out, NULL, holidays, day_of(from), count), 0);
        ck_assert_int_eq(out, day_of(to));
}

START_TEST(the_day_that_is_counted_from_does_not_count)
{
        moves("2020-01-22", 2, "2020-01-31");
        moves("2020-01-22", 1, "2020-01-30");
        moves("2020-01-25", 1, "2020-01-30");
        moves("2020-01-25", 0, "2020-01-25");
        moves("2020-01-30", -1, "2020-01-22");
        moves("2020-01-31", -2, "2020-01-22");
        moves("2025-04-25", 1, "2025-04-26");
        moves("2025-04-30", 1, "2025-05-05");
        moves("2019-12-31", 1, "2020-01-02");
        moves("2021-01-01", -1, "2020-12-31");
}
END_TEST

START_TEST(a_move_through_a_year_without_a_list_says_which)
{
        prg_date out = 5;
        int year = 0;
        ck_assert_int_eq(prg_holidays_move(&out, &year, holidays, day_of("2020-12-31"), 1), PRG_END);
        ck_assert_int_eq(year, 2021);
        ck_assert_int_eq(prg_holidays_move(&out, &year, holidays, day_of("2020-01-01"), -1), PRG_END);
        ck_assert_int_eq(year, 2019);
        ck_assert_int_eq(prg_holidays_move(&out, NULL, NULL, day_of("2020-01-01"), 1), PRG_END);
        ck_assert_int_eq(out, 5);
        ck_assert_fails(prg_holidays_move(&out, &year, holidays, PRG_DATE_MAX, 1), PRG_ERANGE);
        ck_assert_fails(prg_holidays_move(&out, &year, holidays, PRG_DATE_NONE, 1), PRG_EINVALID);
        ck_assert_fails(prg_holidays_move(NULL, &year, holidays, 0, 1), PRG_EINVALID);
}
END_TEST

START_TEST(a_year_of_rest_ends_the_search)
{
        prg_date out = 5;
        prg_holidays *rest;
        document_accepted(DOCUMENT("\"holidays\": ["
                "{\"id\": \"2020\", \"days\": [{\"from\": \"2020-01-01\", \"to\": \"2020-12-31\"}]}, "
                "{\"id\": \"2021\", \"days\": [{\"from\": \"2021-01-01\", \"to\": \"2021-12-31\"}]}]"));
        ck_assert_int_eq(prg_holidays_new(&rest, programme), 0);
        ck_assert_fails(prg_holidays_move(&out, NULL, rest, day_of("2020-01-05"), 1), PRG_ELIMIT);
        ck_assert_int_eq(out, 5);
        prg_holidays_free(rest);
}
END_TEST

START_TEST(lists_that_are_none_are_refused)
{
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"20\"}]"), "id", "/holidays/0");
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"0000\"}]"), "id", "/holidays/0");
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": [{\"text\": \"x\"}]}]"), "missing-field",
                "/holidays/0/days/0");
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": [{\"from\": \"2021-01-01\"}]}]"),
                "contradiction", "/holidays/0/days/0/from");
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": "
                "[{\"from\": \"2020-12-31\", \"to\": \"2021-01-01\"}]}]"), "contradiction", "/holidays/0/days/0/from");
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": "
                "[{\"from\": \"2020-02-03\", \"to\": \"2020-02-01\"}]}]"), "contradiction", "/holidays/0/days/0/to");
        document_one(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": [{\"from\": \"2020-02-01\", \"to\": "
                "\"2020-02-03\"}, {\"from\": \"2020-02-03\", \"worked\": true}]}]"), "contradiction",
                "/holidays/0/days/1/worked");
        document_accepted(DOCUMENT("\"holidays\": [{\"id\": \"2020\"}]"));
        document_accepted(DOCUMENT("\"holidays\": [{\"id\": \"2020\", \"days\": [{\"from\": \"2020-12-31\"}, "
                "{\"from\": \"2020-01-01\"}]}]"));
}
END_TEST

START_TEST(a_programme_that_was_not_checked_compiles_or_says_why_not)
{
        prg_item *year, *day;
        prg_holidays *made = NULL;
        document_accepted(DOCUMENT("\"holidays\": [{\"id\": \"2020\"}]"));
        year = prg_programme_get(programme, "holiday_year", "2020");
        ck_assert_int_eq(prg_item_add(&day, year, "days", NULL), 0);
        ck_assert_fails(prg_holidays_new(&made, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(day, "from", "2021-02-02"), 0);
        ck_assert_fails(prg_holidays_new(&made, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(day, "from", "2020-02-03"), 0);
        ck_assert_int_eq(prg_holidays_new(&made, programme), 0);
        prg_holidays_free(made);
        made = NULL;
        ck_assert_int_eq(prg_item_set(year, "id", "tet"), 0);
        ck_assert_fails(prg_holidays_new(&made, programme), PRG_ESCHEMA);
        ck_assert_ptr_null(made);
        ck_assert_fails(prg_holidays_new(&made, NULL), PRG_EINVALID);
        ck_assert_fails(prg_holidays_new(NULL, programme), PRG_EINVALID);
        prg_holidays_free(NULL);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("holidays");
        TCase *tcase = tcase_create("holidays");
        tcase_add_checked_fixture(tcase, set_up, tear_down);
        tcase_add_test(tcase, a_weekday_is_worked_unless_it_is_listed);
        tcase_add_test(tcase, saturdays_and_sundays_are_worked_only_as_make_up_days);
        tcase_add_test(tcase, a_year_without_a_list_is_not_known);
        tcase_add_test(tcase, the_day_that_is_counted_from_does_not_count);
        tcase_add_test(tcase, a_move_through_a_year_without_a_list_says_which);
        tcase_add_test(tcase, a_year_of_rest_ends_the_search);
        tcase_add_test(tcase, lists_that_are_none_are_refused);
        tcase_add_test(tcase, a_programme_that_was_not_checked_compiles_or_says_why_not);
        suite_add_tcase(suite, tcase);
        return unit_run(suite);
}
