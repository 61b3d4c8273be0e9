/* Debts: who owes which report on which day. The scenarios are those of the reforms of 2025. */
#include "document.h"

#include <stdio.h>

static prg_duties *duties;
static prg_debts *debts;

static void set_up(void)
{
        document_set_up();
        duties = NULL;
        debts = NULL;
}

static void tear_down(void)
{
        prg_debts_free(debts);
        prg_duties_free(duties);
        document_tear_down();
}

static prg_date on(const char *text)
{
        prg_date date;
        ck_assert_int_eq(prg_date_parse(&date, text, strlen(text)), 0);
        return date;
}

static void open_duties(const char *text)
{
        document_accepted(text);
        prg_debts_free(debts);
        prg_duties_free(duties);
        debts = NULL;
        ck_assert_msg(prg_duties_new(&duties, programme) == 0, "%s", prg_error_last()->message);
}

static void list(const char *first, const char *last, const char *day)
{
        prg_debts_free(debts);
        debts = NULL;
        ck_assert_int_eq(prg_duties_list(&debts, duties, on(first), on(last), day ? on(day) : PRG_DATE_NONE), 0);
}

/* "obligation/tier period debtor>holder receiver deadline state" of each debt, divided by "; ". */
static const char *listed(void)
{
        static char text[8192];
        prg_debt debt;
        text[0] = '\0';
        for (size_t i = 0; prg_debts_at(&debt, debts, i) == 0; i++) {
                prg_buf words = PRG_BUF_INIT;
                ck_assert_int_eq(prg_period_format(&words, &debt.period), 0);
                document_append(&words, " ");
                if (debt.deadline.last != PRG_DATE_NONE)
                        ck_assert_int_eq(prg_date_format(&words, debt.deadline.last), 0);
                else
                        document_append(&words, prg_deadline_reason_name(debt.deadline.reason));
                char *deadline = strchr(words.data, ' ');
                *deadline++ = '\0';
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s/%zu %s %s>%s %s %s %s", i ? "; " : "",
                        prg_item_id(debt.obligation), debt.tier, words.data, prg_item_id(debt.debtor),
                        debt.holder ? prg_item_id(debt.holder) : "-", debt.receiver ? prg_item_id(debt.receiver) : "-",
                        deadline, prg_debt_state_name(debt.state));
                prg_buf_dispose(&words);
        }
        return text;
}

static prg_debt_counts counts(const char *holder)
{
        prg_debt_counts made;
        ck_assert_int_eq(prg_debts_count(&made, debts, NULL, holder ? document_item("agency", holder) : NULL), 0);
        ck_assert_uint_eq(made.expected, made.due + made.early + made.open + made.orphaned + made.unresolved);
        return made;
}

static int64_t at(const char *day, int hour)
{
        return (int64_t)on(day) * 86400 + (hour - 7) * 3600; /* the clock of Hà Nội */
}

static int receive(const char *obligation, size_t tier, const char *period, const char *sender, int64_t sent_at)
{
        prg_receipt receipt = { document_item("obligation", obligation), tier, { 0 }, NULL, sent_at };
        ck_assert_int_eq(prg_period_parse(&receipt.period, prg_duties_calendars(duties), period, strlen(period)), 0);
        receipt.sender = prg_programme_get(programme, "agency", sender);
        if (receipt.sender == NULL)
                receipt.sender = document_item("group", sender);
        return prg_duties_receive(duties, &receipt);
}

#define REHAB                                                                                      \
        DOCUMENT("\"calendars\": [{\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15}], "         \
                 "\"agencies\": [{\"id\": \"UBND\"}, {\"id\": \"POLICE\"}, {\"id\": \"LABOUR\", \"successors\": " \
                 "[{\"agency\": \"POLICE\", \"on\": \"2025-03-01\", \"change\": \"transfer\", \"functions\": [\"addicts\"]}]}], " \
                 "\"obligations\": [{\"id\": \"O\", \"who\": [\"LABOUR\"], \"indicators\": [\"addicts\"], "    \
                 "\"calendar\": \"vn\", \"period\": \"month\", \"tiers\": [{\"receiver\": \"UBND\", "           \
                 "\"deadline\": {\"day\": 25}}]}], \"indicators\": [{\"id\": \"addicts\", \"kind\": \"stock\", "  \
                 "\"calendar\": \"vn\", \"period\": \"month\"}]")

START_TEST(a_function_that_moved_is_reported_by_whoever_has_it_at_the_end_of_the_period)
{
        open_duties(REHAB);
        list("2025-02-01", "2025-03-31", "2025-02-20");
        ck_assert_str_eq(listed(), "O/0 vn:2025-02 LABOUR>LABOUR UBND 2025-02-25 open; "
                "O/0 vn:2025-03 POLICE>POLICE UBND 2025-03-25 open");
        list("2025-02-01", "2025-03-31", "2025-03-10");
        /* The labour department lives on, but what it owed went to the police with the function. */
        ck_assert_str_eq(listed(), "O/0 vn:2025-02 LABOUR>POLICE UBND 2025-02-25 overdue; "
                "O/0 vn:2025-03 POLICE>POLICE UBND 2025-03-25 open");
        list("2025-02-01", "2025-02-28", NULL);
        ck_assert_str_eq(listed(), "O/0 vn:2025-02 LABOUR>LABOUR UBND 2025-02-25 open");
}
END_TEST

/* Eight districts that end on 30 June 2025 without successors. */
#define DISTRICTS                                                                                  \
        "{\"id\": \"D1\", \"to\": \"2025-06-30\"}, {\"id\": \"D2\", \"to\": \"2025-06-30\"}, "     \
        "{\"id\": \"D3\", \"to\": \"2025-06-30\"}, {\"id\": \"D4\", \"to\": \"2025-06-30\"}, "     \
        "{\"id\": \"D5\", \"to\": \"2025-06-30\"}, {\"id\": \"D6\", \"to\": \"2025-06-30\"}, "     \
        "{\"id\": \"D7\", \"to\": \"2025-06-30\"}, {\"id\": \"D8\", \"to\": \"2025-06-30\"}"
#define AG14                                                                                       \
        DOCUMENT("\"agencies\": [{\"id\": \"PPC\"}, " DISTRICTS "], \"groups\": [{\"id\": \"AG14\", "          \
                 "\"membership\": \"closed\", \"members\": [{\"agency\": \"D1\"}, {\"agency\": \"D2\"}, "      \
                 "{\"agency\": \"D3\"}, {\"agency\": \"D4\"}, {\"agency\": \"D5\"}, {\"agency\": \"D6\"}, "    \
                 "{\"agency\": \"D7\"}, {\"agency\": \"D8\"}]}], \"obligations\": ["                           \
                 "{\"id\": \"H\", \"who\": [\"AG14\"], \"period\": \"half\", \"tiers\": [{\"receiver\": \"PPC\", " \
                 "\"deadline\": {\"days\": 10}}]}, {\"id\": \"Q\", \"who\": [\"AG14\"], \"period\": \"quarter\", " \
                 "\"tiers\": [{\"receiver\": \"PPC\", \"deadline\": {\"days\": 10}}]}]")

START_TEST(a_group_that_loses_all_members_leaves_its_last_debts_orphaned)
{
        prg_debt debt;
        open_duties(AG14);
        list("2025-06-30", "2025-06-30", "2025-06-30");
        ck_assert_uint_eq(counts(NULL).expected, 16);
        ck_assert_uint_eq(counts(NULL).open, 16);
        list("2025-06-30", "2025-06-30", "2025-07-11");
        ck_assert_uint_eq(counts(NULL).expected, 16);
        ck_assert_uint_eq(counts(NULL).orphaned, 16);
        ck_assert_uint_eq(counts(NULL).due, 0);
        for (size_t i = 0; prg_debts_at(&debt, debts, i) == 0; i++) {
                ck_assert_int_eq(debt.deadline.last, on("2025-07-10"));
                ck_assert_ptr_null(debt.holder);
                ck_assert_ptr_nonnull(debt.debtor);
        }
        list("2025-07-01", "2030-12-31", "2025-07-11");
        ck_assert_uint_eq(prg_debts_size(debts), 0);
        /* What was late before stays late, though nobody is left: the first quarter was due on 10 April. */
        list("2025-03-31", "2025-03-31", "2025-07-11");
        ck_assert_uint_eq(counts(NULL).due, 8);
        ck_assert_int_eq(prg_debts_at(&debt, debts, 0), 0);
        ck_assert_int_eq(debt.state, PRG_DEBT_OVERDUE);
        ck_assert_ptr_null(debt.holder);
        /* What was sent is not orphaned. */
        ck_assert_int_eq(receive("H", 0, "2025-S1", "D3", at("2025-06-30", 16)), 0);
        list("2025-06-30", "2025-06-30", "2025-07-11");
        ck_assert_uint_eq(counts(NULL).orphaned, 15);
        ck_assert_uint_eq(counts(NULL).received, 1);
}
END_TEST

#define MERGED                                                                                     \
        DOCUMENT("\"agencies\": [{\"id\": \"PPC\"}, {\"id\": \"C\", \"from\": \"2025-07-01\"}, "               \
                 "{\"id\": \"A\", \"to\": \"2025-06-30\", \"successors\": [{\"agency\": \"C\", \"on\": \"2025-07-01\", \"change\": \"merge\"}]}, " \
                 "{\"id\": \"B\", \"to\": \"2025-06-30\", \"successors\": [{\"agency\": \"C\", \"on\": \"2025-07-01\", \"change\": \"merge\"}]}], " \
                 "\"groups\": [{\"id\": \"G\", \"membership\": \"closed\", \"members\": [{\"agency\": \"A\"}, {\"agency\": \"B\"}, {\"agency\": \"C\"}]}], " \
                 "\"obligations\": [{\"id\": \"O\", \"who\": [\"G\"], \"period\": \"quarter\", \"tiers\": "    \
                 "[{\"receiver\": \"PPC\", \"deadline\": {\"days\": 10}}]}]")

START_TEST(two_debts_that_go_to_one_successor_stay_two)
{
        open_duties(MERGED);
        list("2025-06-01", "2025-09-30", "2025-07-05");
        ck_assert_str_eq(listed(), "O/0 2025-Q2 A>C PPC 2025-07-10 open; O/0 2025-Q2 B>C PPC 2025-07-10 open; "
                "O/0 2025-Q3 C>C PPC 2025-10-10 open");
        /* One report of the successor pays both; a report that it sent before it was the successor could not. */
        ck_assert_int_eq(receive("O", 0, "2025-Q2", "C", at("2025-06-30", 23)), 0);
        list("2025-06-30", "2025-06-30", "2025-07-11");
        ck_assert_uint_eq(counts("C").due, 2);
        ck_assert_uint_eq(counts("C").received, 0);
        ck_assert_int_eq(receive("O", 0, "2025-Q2", "C", at("2025-07-01", 0)), 0);
        list("2025-06-30", "2025-06-30", "2025-07-11");
        ck_assert_uint_eq(counts("C").received, 2);
        ck_assert_uint_eq(counts("C").on_time, 2);
        ck_assert_uint_eq(counts("A").expected, 0);
}
END_TEST

#define CASCADE                                                                                    \
        DOCUMENT("\"agencies\": [{\"id\": \"C04\"}, {\"id\": \"PC04\", \"parent\": \"C04\"}, "                 \
                 "{\"id\": \"T1\", \"parent\": \"PC04\"}, {\"id\": \"T2\", \"parent\": \"PC04\"}, "            \
                 "{\"id\": \"a\", \"parent\": \"T1\"}, {\"id\": \"b\", \"parent\": \"T1\"}, {\"id\": \"c\", \"parent\": \"T2\"}], " \
                 "\"calendars\": [{\"id\": \"vn\", \"kind\": \"shifted\", \"day\": 15}], "                     \
                 "\"groups\": [{\"id\": \"COMMUNES\", \"membership\": \"closed\", \"members\": [{\"agency\": \"a\"}, {\"agency\": \"b\"}, {\"agency\": \"c\"}]}, " \
                 "{\"id\": \"TEAMS\", \"membership\": \"closed\", \"members\": [{\"agency\": \"T1\"}, {\"agency\": \"T2\"}]}], " \
                 "\"obligations\": [{\"id\": \"O\", \"who\": [\"COMMUNES\"], \"calendar\": \"vn\", \"period\": \"month\", \"tiers\": [" \
                 "{\"receiver\": \"TEAMS\", \"deadline\": {\"bound\": \"before\", \"day\": 16}}, "             \
                 "{\"receiver\": \"PC04\", \"deadline\": {\"bound\": \"before\", \"day\": 18}}, "              \
                 "{\"receiver\": \"C04\", \"deadline\": {\"bound\": \"before\", \"day\": 20}}]}]")

START_TEST(a_report_goes_through_its_tiers_each_with_its_deadline)
{
        open_duties(CASCADE);
        list("2022-06-14", "2022-06-14", "2022-06-15");
        ck_assert_str_eq(listed(), "O/0 vn:2022-06 a>a T1 2022-06-15 open; O/0 vn:2022-06 b>b T1 2022-06-15 open; "
                "O/0 vn:2022-06 c>c T2 2022-06-15 open; O/1 vn:2022-06 T1>T1 PC04 2022-06-17 open; "
                "O/1 vn:2022-06 T2>T2 PC04 2022-06-17 open; O/2 vn:2022-06 PC04>PC04 C04 2022-06-19 open");
}
END_TEST

START_TEST(on_time_ends_at_midnight_and_what_comes_later_is_late)
{
        open_duties(CASCADE);
        ck_assert_int_eq(receive("O", 0, "vn:2022-06", "a", at("2022-06-15", 24) - 1), 0);
        ck_assert_int_eq(receive("O", 0, "vn:2022-06", "b", at("2022-06-15", 24)), 0);
        ck_assert_int_eq(receive("O", 0, "vn:2022-06", "b", at("2022-06-20", 8)), 0);
        ck_assert_int_eq(receive("O", 1, "vn:2022-06", "T1", at("2022-06-16", 8)), 0);
        list("2022-06-14", "2022-06-14", "2022-06-15");
        ck_assert_uint_eq(counts(NULL).early, 1);
        ck_assert_uint_eq(counts(NULL).due, 0);
        list("2022-06-14", "2022-06-14", "2022-06-16");
        ck_assert_uint_eq(counts(NULL).expected, 6);
        ck_assert_uint_eq(counts(NULL).due, 3);
        ck_assert_uint_eq(counts(NULL).received, 2);
        ck_assert_uint_eq(counts(NULL).on_time, 1);
        ck_assert_uint_eq(counts(NULL).early, 1);
        ck_assert_uint_eq(counts(NULL).open, 2);
        ck_assert_uint_eq(counts("c").due, 1);
        ck_assert_uint_eq(counts("c").received, 0);
        prg_debt_counts all;
        ck_assert_int_eq(prg_debts_count(&all, debts, document_item("obligation", "O"), NULL), 0);
        ck_assert_uint_eq(all.expected, 6);
        ck_assert_fails(prg_debts_count(NULL, debts, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_debts_count(&all, NULL, NULL, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(an_obligation_is_judged_on_the_last_day_of_the_period)
{
        open_duties(DOCUMENT("\"agencies\": [{\"id\": \"A\"}, {\"id\": \"B\"}], \"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], "
                "\"period\": \"month\", \"from\": \"2019-03-12\", \"to\": \"2019-05-30\", \"tiers\": [{\"receiver\": \"B\"}]}]"));
        list("2019-01-01", "2019-12-31", "2020-01-01");
        ck_assert_str_eq(listed(), "O/0 2019-03 A>A B no_rule unresolved; O/0 2019-04 A>A B no_rule unresolved");
        ck_assert_int_eq(receive("O", 0, "2019-04", "A", at("2019-06-01", 8)), 0);
        list("2019-01-01", "2019-12-31", "2020-01-01");
        ck_assert_uint_eq(counts(NULL).unresolved, 2);
        prg_debt debt;
        ck_assert_int_eq(prg_debts_at(&debt, debts, 1), 0);
        ck_assert_int_eq(debt.state, PRG_DEBT_RECEIVED);
        ck_assert_int_eq(prg_debts_at(&debt, debts, 2), PRG_END);
        list("2019-01-01", "2019-03-30", "2020-01-01");
        ck_assert_uint_eq(prg_debts_size(debts), 0);
}
END_TEST

START_TEST(a_group_that_acts_together_owes_one_report)
{
        open_duties(DOCUMENT("\"agencies\": [{\"id\": \"A\", \"to\": \"2019-03-31\"}, {\"id\": \"B\"}, {\"id\": \"C\"}], "
                "\"groups\": [{\"id\": \"G\", \"membership\": \"closed\", \"acts\": \"together\", \"members\": [{\"agency\": \"A\"}, {\"agency\": \"B\", \"to\": \"2019-04-05\"}]}], "
                "\"obligations\": [{\"id\": \"O\", \"who\": [\"G\"], \"period\": \"month\", \"tiers\": [{\"receiver\": \"C\", \"deadline\": {\"days\": 10}}]}]"));
        list("2019-03-31", "2019-05-31", "2019-04-04");
        ck_assert_str_eq(listed(), "O/0 2019-03 G>G C 2019-04-10 open");
        list("2019-03-31", "2019-05-31", "2019-04-06");
        ck_assert_str_eq(listed(), "O/0 2019-03 G>- C 2019-04-10 orphaned");
        ck_assert_int_eq(receive("O", 0, "2019-03", "G", at("2019-04-05", 8)), 0);
        list("2019-03-31", "2019-05-31", "2019-04-06");
        ck_assert_uint_eq(counts(NULL).early, 1);
}
END_TEST

static const char *chasers(size_t index, const char *day)
{
        static char text[100];
        prg_debt debt;
        prg_item_list *found;
        text[0] = '\0';
        ck_assert_int_eq(prg_debts_at(&debt, debts, index), 0);
        ck_assert_int_eq(prg_debt_chasers(&found, &debt, on(day)), 0);
        for (size_t i = 0; i < prg_item_list_size(found); i++)
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
                        prg_item_id(prg_item_list_at(found, i)));
        prg_item_list_free(found);
        return text;
}

START_TEST(who_chases_is_named_or_urges_or_receives)
{
        prg_item *obligation, *component;
        open_duties(DOCUMENT("\"agencies\": [{\"id\": \"A\"}, {\"id\": \"B\"}, {\"id\": \"P\"}, {\"id\": \"X\"}], "
                "\"components\": [{\"id\": \"Z\", \"kind\": \"task\", \"assignments\": [{\"agency\": \"P\", \"role\": \"urge\", \"from\": \"2019-06-01\"}, {\"agency\": \"X\", \"role\": \"lead\"}]}], "
                "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\", \"P\"], \"period\": \"year\", \"components\": [\"Z\"], \"tiers\": [{\"receiver\": \"B\", \"deadline\": {\"days\": 10}}]}]"));
        list("2019-12-31", "2019-12-31", "2020-02-01");
        ck_assert_str_eq(chasers(0, "2020-02-01"), "P");
        ck_assert_str_eq(chasers(1, "2020-02-01"), "B"); /* nobody chases itself */
        ck_assert_str_eq(chasers(0, "2019-05-31"), "B");
        obligation = prg_programme_get(programme, "obligation", "O");
        component = prg_programme_get(programme, "component", "Z");
        ck_assert_int_eq(prg_item_append(obligation, "urged_by", "X"), 0);
        ck_assert_str_eq(chasers(0, "2020-02-01"), "X");
        ck_assert_ptr_nonnull(component);
        prg_item_list *found;
        prg_debt debt;
        ck_assert_int_eq(prg_debts_at(&debt, debts, 0), 0);
        ck_assert_fails(prg_debt_chasers(NULL, &debt, 0), PRG_EINVALID);
        ck_assert_fails(prg_debt_chasers(&found, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_debt_chasers(&found, &debt, PRG_DATE_NONE), PRG_EINVALID);
        debt.obligation = component;
        ck_assert_fails(prg_debt_chasers(&found, &debt, 0), PRG_EINVALID);
        /* The programme was edited. */
        prg_debts *more;
        ck_assert_fails(prg_duties_list(&more, duties, 0, 1, 2), PRG_ESTALE);
}
END_TEST

START_TEST(obligations_that_are_none_are_refused)
{
#define AGENCIES "\"agencies\": [{\"id\": \"A\"}], \"groups\": [{\"id\": \"R\", \"membership\": \"relative\", \"rule\": \"subordinates\"}], "
        document_one(DOCUMENT(AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"season\", \"tiers\": [{\"receiver\": \"A\"}]}]"),
                "contradiction", "/obligations/0/period");
        document_one(DOCUMENT(AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"month\"}]"),
                "missing-field", "/obligations/0");
        document_one(DOCUMENT(AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"R\"], \"period\": \"month\", \"tiers\": [{\"receiver\": \"A\"}]}]"),
                "contradiction", "/obligations/0/who");
        document_one(DOCUMENT(AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"month\", \"tiers\": [{\"receiver\": \"R\"}]}]"),
                "contradiction", "/obligations/0/tiers/0/receiver");
        document_one(DOCUMENT(AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"month\", \"cut_off\": 0, \"tiers\": [{\"receiver\": \"A\"}]}]"),
                "value", "/obligations/0/cut_off");
        document_one(DOCUMENT(AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": \"month\", \"from\": \"2020-01-02\", \"to\": \"2020-01-01\", \"tiers\": [{\"receiver\": \"A\"}]}]"),
                "contradiction", "/obligations/0/to");
        static const char *const deadlines[][3] = {
                { "{}", "missing-field", "" },
                { "{\"day\": 5, \"days\": 3}", "contradiction", "" },
                { "{\"day\": 0}", "value", "/day" },
                { "{\"day\": 5, \"months_before\": 1, \"months_after\": 1}", "contradiction", "/months_after" },
                { "{\"days\": 5, \"months_before\": 1}", "contradiction", "/months_before" },
                { "{\"days\": 5, \"months_after\": 1}", "contradiction", "/months_after" },
                { "{\"date\": \"2020-01-01\", \"after\": \"end\"}", "contradiction", "/after" },
        };
        for (size_t i = 0; i < sizeof deadlines / sizeof *deadlines; i++) {
                char text[600], pointer[80];
                snprintf(text, sizeof text, HEAD ", " AGENCIES "\"obligations\": [{\"id\": \"O\", \"who\": [\"A\"], \"period\": "
                        "\"month\", \"tiers\": [{\"receiver\": \"A\", \"deadline\": %s}]}]}", deadlines[i][0]);
                snprintf(pointer, sizeof pointer, "/obligations/0/tiers/0/deadline%s", deadlines[i][2]);
                document_one(text, deadlines[i][1], pointer);
        }
}
END_TEST

START_TEST(a_programme_that_was_not_checked_is_refused_or_listed)
{
        prg_item *obligation, *tier;
        prg_duties *made = NULL;
        document_accepted(DOCUMENT("\"agencies\": [{\"id\": \"A\"}]"));
        ck_assert_int_eq(prg_item_add(&obligation, prg_programme_root(programme), "obligations", "O"), 0);
        ck_assert_fails(prg_duties_new(&made, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(obligation, "period", "season"), 0);
        ck_assert_fails(prg_duties_new(&made, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(obligation, "period", "month"), 0);
        ck_assert_fails(prg_duties_new(&made, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_add(&tier, obligation, "tiers", NULL), 0);
        ck_assert_fails(prg_duties_new(&made, programme), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set(tier, "receiver", "A"), 0);
        ck_assert_int_eq(prg_item_add(&tier, tier, "deadline", NULL), 0);
        ck_assert_fails(prg_duties_new(&made, programme), PRG_ESCHEMA);
        ck_assert_ptr_null(made);
        ck_assert_int_eq(prg_item_set(tier, "day", "5"), 0);
        ck_assert_int_eq(prg_duties_new(&duties, programme), 0); /* nobody has to */
        list("2019-01-01", "2019-12-31", NULL);
        ck_assert_uint_eq(prg_debts_size(debts), 0);
        ck_assert_fails(prg_duties_new(NULL, programme), PRG_EINVALID);
        ck_assert_fails(prg_duties_new(&made, NULL), PRG_EINVALID);
        prg_duties_free(NULL);
        prg_debts_free(NULL);
        ck_assert_ptr_null(prg_duties_calendars(NULL));
        ck_assert_uint_eq(prg_debts_size(NULL), 0);
}
END_TEST

START_TEST(what_is_no_receipt_is_refused)
{
        open_duties(CASCADE);
        const prg_item *obligation = document_item("obligation", "O"), *agency = document_item("agency", "a");
        prg_receipt good = { obligation, 0, { 0 }, agency, 0 }, bad;
        ck_assert_int_eq(prg_period_parse(&good.period, prg_duties_calendars(duties), "vn:2022-06", 10), 0);
        ck_assert_int_eq(prg_duties_receive(duties, &good), 0);
        bad = good;
        bad.obligation = NULL;
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_EINVALID);
        bad.obligation = agency;
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_EINVALID);
        bad = good;
        bad.sender = NULL;
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_EINVALID);
        bad.sender = obligation;
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_EINVALID);
        bad = good;
        bad.tier = 3;
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_ENOTFOUND);
        bad = good;
        ck_assert_int_eq(prg_period_parse(&bad.period, NULL, "2022-06", 7), 0);
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_ENOTFOUND);
        ck_assert_int_eq(prg_period_parse(&bad.period, prg_duties_calendars(duties), "vn:2022", 7), 0);
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_ENOTFOUND);
        bad.period.calendar = NULL;
        ck_assert_fails(prg_duties_receive(duties, &bad), PRG_EINVALID);
        ck_assert_fails(prg_duties_receive(duties, NULL), PRG_EINVALID);
        ck_assert_fails(prg_duties_receive(NULL, &good), PRG_EINVALID);
}
END_TEST

START_TEST(what_is_no_question_is_refused)
{
        prg_debt debt;
        prg_debt_state state;
        open_duties(CASCADE);
        ck_assert_fails(prg_duties_list(NULL, duties, 0, 1, 2), PRG_EINVALID);
        ck_assert_fails(prg_duties_list(&debts, NULL, 0, 1, 2), PRG_EINVALID);
        ck_assert_fails(prg_duties_list(&debts, duties, PRG_DATE_NONE, 1, 2), PRG_EINVALID);
        ck_assert_fails(prg_duties_list(&debts, duties, 0, PRG_DATE_NONE, 2), PRG_EINVALID);
        ck_assert_fails(prg_duties_list(&debts, duties, 0, 1, PRG_DATE_MAX + 1), PRG_EINVALID);
        ck_assert_fails(prg_duties_list(&debts, duties, 1, 0, 2), PRG_ERANGE);
        list("2022-06-14", "2022-06-14", NULL);
        ck_assert_fails(prg_debts_at(NULL, debts, 0), PRG_EINVALID);
        ck_assert_fails(prg_debts_at(&debt, NULL, 0), PRG_EINVALID);
        for (int i = 1; i <= 7; i++) {
                ck_assert_int_eq(prg_debt_state_from_name(&state, prg_debt_state_name((prg_debt_state)i)), 0);
                ck_assert_int_eq((int)state, i);
        }
        ck_assert_ptr_null(prg_debt_state_name((prg_debt_state)0));
        ck_assert_fails(prg_debt_state_from_name(&state, "lost"), PRG_ENOTFOUND);
        ck_assert_fails(prg_debt_state_from_name(&state, NULL), PRG_EINVALID);
        ck_assert_fails(prg_debt_state_from_name(NULL, "open"), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("duties");
        TCase *tcase = tcase_create("duties");
        tcase_add_checked_fixture(tcase, set_up, tear_down);
        tcase_add_test(tcase, a_function_that_moved_is_reported_by_whoever_has_it_at_the_end_of_the_period);
        tcase_add_test(tcase, a_group_that_loses_all_members_leaves_its_last_debts_orphaned);
        tcase_add_test(tcase, two_debts_that_go_to_one_successor_stay_two);
        tcase_add_test(tcase, a_report_goes_through_its_tiers_each_with_its_deadline);
        tcase_add_test(tcase, on_time_ends_at_midnight_and_what_comes_later_is_late);
        tcase_add_test(tcase, an_obligation_is_judged_on_the_last_day_of_the_period);
        tcase_add_test(tcase, a_group_that_acts_together_owes_one_report);
        tcase_add_test(tcase, who_chases_is_named_or_urges_or_receives);
        tcase_add_test(tcase, obligations_that_are_none_are_refused);
        tcase_add_test(tcase, a_programme_that_was_not_checked_is_refused_or_listed);
        tcase_add_test(tcase, what_is_no_receipt_is_refused);
        tcase_add_test(tcase, what_is_no_question_is_refused);
        suite_add_tcase(suite, tcase);
        return unit_run(suite);
}
