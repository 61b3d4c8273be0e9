/* Calendars as data: options, sets, and things of a programme. */
#include "periods.h"

static prg_calendar_options options_of(prg_calendar_kind kind)
{
        prg_calendar_options o = PRG_CALENDAR_OPTIONS_INIT;
        o.id = "x";
        o.kind = kind;
        return o;
}

static void assert_refused(prg_calendar_options options, const char *message)
{
        ck_assert_fails(prg_calendars_add(NULL, calendars, &options), PRG_ESCHEMA);
        ck_assert_str_eq(prg_error_last()->message, message);
}

START_TEST(options_that_make_no_calendar_are_refused)
{
        prg_calendar_options o = options_of(PRG_CALENDAR_SHIFTED);
        assert_refused(
                o, "the day of calendar 'x' is 0, expected 2 to 31, on which its months begin");
        o.day = 32;
        assert_refused(
                o, "the day of calendar 'x' is 32, expected 2 to 31, on which its months begin");
        o.day = 15;
        o.week_start = 3;
        assert_refused(o, "calendar 'x' is of kind shifted, which has no first day of the week");
        o = options_of(PRG_CALENDAR_GREGORIAN);
        o.day = 15;
        assert_refused(o, "calendar 'x' is of kind gregorian, which has no day");
        o = options_of(PRG_CALENDAR_GREGORIAN);
        o.last_day = 15;
        assert_refused(o, "calendar 'x' is of kind gregorian, which has no last day");
        o = options_of(PRG_CALENDAR_SEASON);
        o.first_month = 9;
        assert_refused(o, "the last month of calendar 'x' is 0, expected 1 to 12");
        o = options_of(PRG_CALENDAR_WEEKS);
        o.week_start = 8;
        assert_refused(o, "the first day of the week of calendar 'x' is 8, expected 1 for Monday "
                          "to 7 for Sunday");
        o = options_of(PRG_CALENDAR_GREGORIAN);
        o.from = 5;
        o.to = 4;
        assert_refused(o, "calendar 'x' is in force from a day after its last one");
        o = options_of((prg_calendar_kind)9);
        assert_refused(
                o, "the kind of calendar 'x' is 9, expected 1 to 7, see PRG_CALENDAR_KIND_MAP");
        o = options_of(PRG_CALENDAR_YEAR_START);
        o.id = "a b";
        ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_ESCHEMA);
        o.id = NULL;
        ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_ESCHEMA);
        o.id = "vn";
        ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_EEXISTS);
        o.id = "gregorian";
        ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_ESCHEMA);
        o.id = "x";
        o.version = 2;
        ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_EVERSION);
        ck_assert_fails(prg_calendars_add(NULL, NULL, &o), PRG_EINVALID);
        ck_assert_fails(prg_calendars_add(NULL, calendars, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(stages_need_ids_and_days_in_order)
{
        static const prg_stage bad[][2] = {
                { { "a", 1, 2 }, { "a", 3, 4 } },
                { { "a", 2, 1 }, { "b", 3, 4 } },
                { { "2018-01-01", 1, 2 }, { "b", 3, 4 } },
                { { "a..b", 1, 2 }, { "b", 3, 4 } },
                { { NULL, 1, 2 }, { "b", 3, 4 } },
                { { "a", PRG_DATE_NONE, 2 }, { "b", 3, 4 } },
        };
        prg_calendar_options o = options_of(PRG_CALENDAR_STAGES);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                o.stages = bad[i];
                o.stage_count = 2;
                ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_ESCHEMA);
        }
        static const prg_stage longer[] = { { "2018-01-0123", 1, 2 } };
        o.stages = longer; /* begins like a date and is none */
        o.stage_count = 1;
        ck_assert_int_eq(prg_calendars_add(NULL, calendars, &o), 0);
        o.id = "y";
        o.stages = NULL;
        ck_assert_fails(prg_calendars_add(NULL, calendars, &o), PRG_EINVALID);
        o.stage_count = 0;
        ck_assert_int_eq(prg_calendars_add(NULL, calendars, &o),
                0); /* none is allowed: no day is in a stage */
}
END_TEST

START_TEST(a_set_has_its_own_calendars_and_the_standard_ones)
{
        const prg_calendar *calendar;
        size_t count = prg_calendars_count(calendars);
        ck_assert_uint_eq(count, 11 + 13);
        ck_assert_str_eq(prg_calendar_id(prg_calendars_at(calendars, 0)), "vn");
        ck_assert_str_eq(prg_calendar_id(prg_calendars_at(calendars, 11)), "gregorian");
        ck_assert_ptr_null(prg_calendars_at(calendars, count));
        ck_assert_uint_eq(prg_calendars_count(NULL), 13);
        ck_assert_ptr_null(prg_calendars_at(NULL, 13));
        ck_assert_ptr_null(prg_calendar_id(NULL));
        ck_assert_int_eq(prg_calendars_find(&calendar, NULL, "october", 7), 0);
        ck_assert_int_eq(prg_calendars_find(&calendar, calendars, "vnx", 2), 0);
        ck_assert_fails(prg_calendars_find(&calendar, calendars, "octobre", 7), PRG_ENOTFOUND);
        ck_assert_str_eq(
                prg_error_last()->message, "unknown calendar 'octobre'; did you mean 'october'?");
        ck_assert_fails(prg_calendars_find(NULL, calendars, "vn", 2), PRG_EINVALID);

        /* Another of that id hides a standard one. */
        prg_calendar_options o = options_of(PRG_CALENDAR_YEAR_START);
        o.id = "october";
        o.first_month = 10;
        o.first_day = 2;
        ck_assert_int_eq(prg_calendars_add(NULL, calendars, &o), 0);
        ck_assert_uint_eq(prg_calendars_count(calendars), count);
        prg_period period = period_of("october:2018");
        assert_days(&period, "2018-10-02", "2019-10-01");
}
END_TEST

START_TEST(the_standard_calendars_begin_when_their_names_say)
{
        static const char *const rows[][2] = {
                { "gregorian:2018", "2018-01-01" },
                { "february:2018", "2018-02-01" },
                { "april:2018", "2018-04-01" },
                { "july:2018", "2018-07-01" },
                { "august:2018", "2018-08-01" },
                { "september:2018", "2018-09-01" },
                { "october:2018", "2018-10-01" },
                { "november:2018", "2017-11-01" },
                { "wednesday:2018-W01", "2018-01-03" },
                { "thursday:2018-W01", "2018-01-04" },
                { "friday:2018-W01", "2017-12-29" },
                { "saturday:2018-W01", "2017-12-30" },
                { "sunday:2018-W01", "2017-12-31" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                ck_assert_int_eq(period_of(rows[i][0]).first, day_of(rows[i][1]));
        /* A season may end in January. */
        prg_calendar_options o = options_of(PRG_CALENDAR_SEASON);
        o.id = "winter";
        o.first_month = 11;
        o.last_month = 1;
        add_calendar(o);
        prg_period winter = period_of("winter:2018");
        assert_days(&winter, "2018-11-01", "2019-01-31");
        /* Both ends of a year from January lie in it. */
        o = options_of(PRG_CALENDAR_YEAR_START);
        o.id = "plain";
        o.first_month = o.first_day = 1;
        o.year_named = PRG_YEAR_NAMED_END;
        add_calendar(o);
        prg_period plain = period_of("plain:2018");
        assert_days(&plain, "2018-01-01", "2018-12-31");
}
END_TEST

START_TEST(options_make_the_same_calendar_again)
{
        const prg_calendar *calendar;
        prg_calendars *copies;
        prg_calendar_options o;
        ck_assert_int_eq(prg_calendars_new(&copies, NULL), 0);
        for (size_t i = 0; (calendar = prg_calendars_at(calendars, i)) != NULL; i++) {
                const prg_calendar *copy;
                ck_assert_int_eq(prg_calendar_get_options(&o, calendar), 0);
                ck_assert_msg(
                        prg_calendars_add(&copy, copies, &o) == 0, "%s", prg_error_last()->message);
                for (int type = 1; type < 30; type++) {
                        prg_period a, b;
                        if (type == PRG_PERIOD_DAYS || !prg_calendar_has(calendar, type))
                                continue;
                        int code = prg_period_holding(&a, calendar, type, 17500);
                        ck_assert_int_eq(prg_period_holding(&b, copy, type, 17500), code);
                        if (code == 0)
                                ck_assert_int_eq(prg_period_compare(&a, &b), 0);
                }
        }
        ck_assert_fails(prg_calendar_get_options(NULL, calendar_of("vn")), PRG_EINVALID);
        ck_assert_fails(prg_calendar_get_options(&o, NULL), PRG_EINVALID);
        prg_calendars_free(copies);
}
END_TEST

START_TEST(legal_validity_is_known_beside_the_calendar)
{
        ck_assert_int_eq(prg_calendar_is_in_force(calendar_of("vn"), day_of("2019-03-11")), 0);
        ck_assert_int_eq(prg_calendar_is_in_force(calendar_of("vn"), day_of("2019-03-12")), 1);
        ck_assert_int_eq(prg_calendar_is_in_force(prg_calendar_gregorian(), PRG_DATE_MIN), 1);
        ck_assert_int_eq(prg_calendar_is_in_force(NULL, 0), 0);
}
END_TEST

START_TEST(names_are_read_back)
{
        for (int kind = 1; kind <= 7; kind++) {
                prg_calendar_kind back;
                ck_assert_int_eq(
                        prg_calendar_kind_from_name(&back, prg_calendar_kind_name(kind)), 0);
                ck_assert_int_eq(back, kind);
        }
        for (int type = 1; type < 40; type++) {
                prg_period_type back;
                const char *name = prg_period_type_name(type);
                if (name)
                        ck_assert_int_eq(prg_period_type_from_name(&back, name), 0);
                if (name)
                        ck_assert_int_eq(back, type);
        }
        for (int reason = 0; reason <= 4; reason++) {
                prg_union_reason back;
                ck_assert_int_eq(
                        prg_union_reason_from_name(&back, prg_union_reason_name(reason)), 0);
                ck_assert_int_eq(back, reason);
        }
        prg_calendar_kind kind;
        prg_period_type type;
        prg_union_reason reason;
        ck_assert_ptr_null(prg_calendar_kind_name(8));
        ck_assert_ptr_null(prg_period_type_name(11));
        ck_assert_ptr_null(prg_union_reason_name(5));
        ck_assert_fails(prg_calendar_kind_from_name(&kind, "lunar"), PRG_ENOTFOUND);
        ck_assert_fails(prg_period_type_from_name(&type, "decade"), PRG_ENOTFOUND);
        ck_assert_fails(prg_union_reason_from_name(&reason, "because"), PRG_ENOTFOUND);
        ck_assert_fails(prg_calendar_kind_from_name(&kind, NULL), PRG_EINVALID);
}
END_TEST

/* ---- in a document ---- */

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": \"p\",\n"
        " \"calendars\": [\n"
        "  {\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15, \"from\": \"2019-03-12\"},\n"
        "  {\"id\": \"opium\", \"kind\": \"season\", \"begins\": \"09-01\", \"ends\": \"05-31\"},\n"
        "  {\"id\": \"police\", \"kind\": \"shifted\", \"day\": 15, \"month\": 11},\n"
        "  {\"id\": \"insurance\", \"kind\": \"irregular\", \"day\": 26},\n"
        "  {\"id\": \"fiscal\", \"kind\": \"year_start\", \"begins\": \"07-01\", \"year_named\": "
        "\"end\", \"week_start\": \"sunday\"},\n"
        "  {\"id\": \"market\", \"kind\": \"weeks\", \"week_start\": \"tuesday\"},\n"
        "  {\"id\": \"plan\", \"kind\": \"stages\", \"stages\": [\n"
        "    {\"id\": \"I\", \"from\": \"2017-01-01\", \"to\": \"2018-12-31\"},\n"
        "    {\"id\": \"II\", \"from\": \"2018-07-01\", \"to\": \"2020-12-31\"}]}],\n"
        " \"indicators\": [\n"
        "  {\"id\": \"area\", \"kind\": \"flow\", \"calendar\": \"opium\", \"period\": "
        "\"season\"},\n"
        "  {\"id\": \"cases\", \"kind\": \"flow\", \"calendar\": \"vn\", \"period\": "
        "\"month\"}]}\n";

START_TEST(calendars_of_a_document_are_compiled)
{
        static const struct {
                const char *id, *first, *last;
        } rows[] = {
                { "vn:2019-Q1", "2018-12-15", "2019-03-14" },
                { "opium:2018", "2018-09-01", "2019-05-31" },
                { "police:2019", "2018-11-15", "2019-11-14" },
                { "insurance:2018-12", "2018-11-26", "2018-12-31" },
                { "fiscal:2019", "2018-07-01", "2019-06-30" },
                { "market:2018-W01", "2018-01-02", "2018-01-08" },
                { "plan:II", "2018-07-01", "2020-12-31" },
                { "2018", "2018-01-01", "2018-12-31" },
        };
        prg_programme *programme;
        prg_calendars *own;
        prg_calendar_options o;
        ck_assert_msg(prg_programme_read_json(&programme, document, sizeof document - 1, NULL) == 0,
                "%s", prg_error_last()->message);
        ck_assert_uint_eq(
                prg_programme_count(programme, "calendar"), 8); /* with the Gregorian one */
        ck_assert_int_eq(prg_calendars_new(&own, programme), 0);
        prg_item *item = prg_programme_get(programme, "calendar", "police");
        ck_assert_int_eq(prg_calendar_options_of_item(&o, item), 0);
        ck_assert_int_eq(o.day, 15);
        ck_assert_int_eq(o.first_month, 11);
        /* The cut-off is a parameter. */
        o.id = "tried";
        o.day = 16;
        ck_assert_int_eq(prg_calendars_add(NULL, own, &o), 0);
        ck_assert_fails(
                prg_calendar_options_of_item(&o, prg_programme_root(programme)), PRG_EINVALID);
        ck_assert_fails(prg_calendar_options_of_item(&o, NULL), PRG_EINVALID);
        prg_programme_unref(programme); /* the calendars do not need it any more */
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_period period;
                ck_assert_int_eq(prg_period_parse(&period, own, rows[i].id, strlen(rows[i].id)), 0);
                assert_days(&period, rows[i].first, rows[i].last);
        }
        prg_calendars_free(own);
}
END_TEST

START_TEST(a_document_keeps_its_calendars_and_does_not_write_the_gregorian_one)
{
        prg_programme *programme;
        prg_buf out = PRG_BUF_INIT, again = PRG_BUF_INIT;
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &out), 0);
        ck_assert_int_eq(
                prg_programme_read_json(&programme, document, sizeof document - 1, NULL), 0);
        ck_assert_int_eq(prg_programme_write_json(programme, &sink), 0);
        prg_programme_unref(programme);
        ck_assert_ptr_null(strstr(out.data, "gregorian"));
        ck_assert_ptr_nonnull(strstr(out.data, "\"year_named\": \"end\""));
        ck_assert_ptr_nonnull(strstr(out.data, "\"id\": \"II\""));
        ck_assert_int_eq(prg_programme_read_json(&programme, out.data, out.length, NULL), 0);
        ck_assert_int_eq(prg_sink_to_buf(&sink, &again), 0);
        ck_assert_int_eq(prg_programme_write_json(programme, &sink), 0);
        ck_assert_str_eq(out.data, again.data);
        prg_item *gregorian = prg_programme_get(programme, "calendar", "gregorian");
        ck_assert_ptr_nonnull(gregorian);
        ck_assert_fails(prg_item_remove(gregorian), PRG_ECONFLICT);
        ck_assert_fails(prg_item_set(gregorian, "id", "other"), PRG_ECONFLICT);
        prg_programme_unref(programme);
        prg_buf_dispose(&out);
        prg_buf_dispose(&again);
}
END_TEST

START_TEST(what_is_wrong_with_a_calendar_is_found)
{
        static const struct {
                const char *calendar, *message;
                int code;
        } rows[] = {
                { "\"kind\": \"shifted\"", "a calendar of kind shifted has no 'day'",
                        PRG_FINDING_MISSING_FIELD },
                { "\"kind\": \"shifted\", \"day\": 1",
                        "the day of calendar 'x' is 1, expected 2 to 31, on which its months begin",
                        PRG_FINDING_CONTRADICTION },
                { "\"kind\": \"season\", \"begins\": \"09-31\", \"ends\": \"05-31\"",
                        "'09-31' is no day of the year; expected MM-DD", PRG_FINDING_VALUE },
                { "\"kind\": \"season\", \"begins\": \"09-01\"",
                        "a calendar of kind season has no 'ends'", PRG_FINDING_MISSING_FIELD },
                { "\"kind\": \"gregorian\", \"month\": 3",
                        "'month' belongs to kinds shifted and irregular",
                        PRG_FINDING_CONTRADICTION },
                { "\"kind\": \"shifted\", \"day\": 15, \"begins\": \"01-01\"",
                        "'begins' belongs to kinds year_start and season",
                        PRG_FINDING_CONTRADICTION },
                { "\"kind\": \"weeks\", \"stages\": [{\"id\": \"a\", \"from\": \"2018-01-01\", "
                  "\"to\": \"2018-01-02\"}]",
                        "stages belong to kind stages", PRG_FINDING_CONTRADICTION },
                { "\"kind\": \"stages\", \"stages\": [{\"id\": \"a..b\", \"from\": \"2018-01-01\", "
                  "\"to\": \"2018-01-02\"}]",
                        "'a..b' would not be told from days; expected an id without '..' that is "
                        "no date",
                        PRG_FINDING_ID },
                { "\"kind\": \"stages\", \"stages\": [{\"id\": \"a\", \"from\": \"2018-01-03\", "
                  "\"to\": \"2018-01-02\"}]",
                        "'to' lies before 'from'", PRG_FINDING_CONTRADICTION },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                char text[512];
                prg_programme *programme;
                prg_report *report;
                prg_read_options options = PRG_READ_OPTIONS_INIT;
                ck_assert_int_eq(prg_report_new(&report, NULL), 0);
                options.report = report;
                int length = snprintf(text, sizeof text,
                        "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, "
                        "\"id\": \"p\", \"calendars\": [{\"id\": \"x\", %s}]}",
                        rows[i].calendar);
                ck_assert_fails(prg_programme_read_json(&programme, text, (size_t)length, &options),
                        PRG_ESCHEMA);
                ck_assert_uint_eq(prg_report_count(report), 1);
                ck_assert_str_eq(prg_report_at(report, 0)->message, rows[i].message);
                ck_assert_int_eq(prg_report_at(report, 0)->code, rows[i].code);
                prg_report_free(report);
        }
}
END_TEST

START_TEST(an_indicator_is_reported_in_periods_that_its_calendar_has)
{
        static const char text[] =
                "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": "
                "\"p\","
                "\"indicators\": [{\"id\": \"a\", \"kind\": \"flow\", \"period\": \"season\"}]}";
        prg_programme *programme;
        ck_assert_fails(
                prg_programme_read_json(&programme, text, sizeof text - 1, NULL), PRG_ESCHEMA);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->message,
                "the calendar 'gregorian' has no periods of type season"));
}
END_TEST

START_TEST(an_incomplete_programme_has_no_calendars)
{
        prg_programme *programme;
        prg_item *item;
        prg_calendars *own;
        ck_assert_int_eq(prg_programme_new(&programme, "p"), 0);
        ck_assert_int_eq(prg_item_add(&item, prg_programme_root(programme), "calendars", "vn"), 0);
        ck_assert_fails(prg_calendars_new(&own, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(item, "kind", "shifted"), 0);
        ck_assert_fails(prg_calendars_new(&own, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(item, "day", "15"), 0);
        ck_assert_int_eq(prg_calendars_new(&own, programme), 0);
        ck_assert_fails(prg_calendars_new(NULL, programme), PRG_EINVALID);
        prg_calendars_free(own);
        prg_calendars_free(NULL);
        prg_programme_unref(programme);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("calendar");
        TCase *tests = tcase_create("all");
        tcase_add_checked_fixture(tests, open_calendars, close_calendars);
        tcase_add_test(tests, options_that_make_no_calendar_are_refused);
        tcase_add_test(tests, stages_need_ids_and_days_in_order);
        tcase_add_test(tests, a_set_has_its_own_calendars_and_the_standard_ones);
        tcase_add_test(tests, the_standard_calendars_begin_when_their_names_say);
        tcase_add_test(tests, options_make_the_same_calendar_again);
        tcase_add_test(tests, legal_validity_is_known_beside_the_calendar);
        tcase_add_test(tests, names_are_read_back);
        tcase_add_test(tests, calendars_of_a_document_are_compiled);
        tcase_add_test(tests, a_document_keeps_its_calendars_and_does_not_write_the_gregorian_one);
        tcase_add_test(tests, what_is_wrong_with_a_calendar_is_found);
        tcase_add_test(tests, an_indicator_is_reported_in_periods_that_its_calendar_has);
        tcase_add_test(tests, an_incomplete_programme_has_no_calendars);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
