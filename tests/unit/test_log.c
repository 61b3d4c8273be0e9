/* Logs: what is added, what is refused, what is taken back; as CSV in and out, with every finding at its place. */
#include "duty.h"

#include "folder.h"

#define LOG_PLAN TIME("\"form\": \"recurrence\", \"every\": \"year\"")

static prg_log_entry done(const char *date)
{
        prg_log_entry entry = PRG_LOG_ENTRY_INIT;
        entry.component = document_item("component", "T");
        entry.date = day(date);
        return entry;
}

static void put(prg_log_entry *entry, const char *period)
{
        ck_assert_int_eq(prg_period_parse(&entry->period, prg_log_calendars(journal), period, strlen(period)), 0);
}

static void set_up(void)
{
        document_set_up();
        journal_begin(LOG_PLAN);
}

/* ---- adding ---- */

START_TEST(entries_are_kept_in_order_with_a_number)
{
        prg_log_entry entry = done("2018-07-02");
        put(&entry, "2018");
        entry.agency = document_item("agency", "A");
        entry.document = "12/BC";
        entry.note = "";
        entry.source = "a.csv";
        entry.row = 7;
        ck_assert_int_eq(prg_log_add(journal, &entry), 0);
        put(&entry, "2019");
        ck_assert_int_eq(prg_log_add(journal, &entry), 0);
        ck_assert_uint_eq(prg_log_count(journal), 2);
        const prg_log_entry *kept = prg_log_at(journal, 0);
        ck_assert_uint_eq(kept->sequence, 1);
        ck_assert_uint_eq(kept->withdrawn_by, 0);
        ck_assert_str_eq(kept->document, "12/BC");
        ck_assert_ptr_ne(kept->document, entry.document);
        ck_assert_ptr_null(kept->note);
        ck_assert_str_eq(kept->source, "a.csv");
        ck_assert_uint_eq(kept->row, 7);
        ck_assert_ptr_null(prg_log_at(journal, 2));
        ck_assert_ptr_eq(prg_log_programme(journal), programme);
}
END_TEST

START_TEST(the_latest_entries_about_a_thing_come_one_by_one)
{
        journal_read("kind,component,event,obligation,period,date\ndone,T,,,2018,2018-01-05\nevent,,E,,,2018-02-01\n"
                "done,T,,,2019,2018-03-05\nsent,,,O,2018-01,2018-04-05\n");
        const prg_item *task = document_item("component", "T");
        const prg_log_entry *entry = prg_log_latest(journal, task, 0);
        ck_assert_uint_eq(entry->sequence, 3);
        entry = prg_log_latest(journal, task, entry->sequence);
        ck_assert_uint_eq(entry->sequence, 1);
        ck_assert_ptr_null(prg_log_latest(journal, task, 1));
        ck_assert_uint_eq(prg_log_latest(journal, task, 2)->sequence, 1);
        ck_assert_uint_eq(prg_log_latest(journal, document_item("event", "E"), 0)->sequence, 2);
        ck_assert_uint_eq(prg_log_latest(journal, document_item("obligation", "O"), 9)->sequence, 4);
        ck_assert_ptr_null(prg_log_latest(journal, document_item("agency", "A"), 0));
        ck_assert_ptr_null(prg_log_latest(journal, NULL, 0));
        ck_assert_ptr_null(prg_log_latest(NULL, task, 0));
}
END_TEST

#define ck_refuses(entry, code, text)                                                              \
        do {                                                                                       \
                ck_assert_fails(prg_log_add(journal, entry), code);                                \
                ck_assert_msg(strstr(prg_error_last()->message, text), "%s", prg_error_last()->message); \
                ck_assert_uint_eq(prg_log_count(journal), 0);                                      \
        } while (0)

START_TEST(what_is_not_whole_is_refused_and_nothing_changes)
{
        prg_log_entry entry = done("2018-07-02");
        entry.component = NULL;
        ck_refuses(&entry, PRG_ESCHEMA, "an entry of the kind done has no 'component'");
        entry = done("");
        ck_refuses(&entry, PRG_ESCHEMA, "has no 'date'");
        entry = done("2018-07-02");
        entry.date = PRG_DATE_MAX + 1;
        ck_refuses(&entry, PRG_EINVALID, "is not within");
        entry = done("2018-07-02");
        entry.obligation = document_item("obligation", "O");
        ck_refuses(&entry, PRG_ESCHEMA, "takes no 'obligation'");
        entry = done("2018-07-02");
        entry.event = document_item("event", "E");
        ck_refuses(&entry, PRG_ESCHEMA, "takes no 'event'");
        entry.kind = PRG_LOG_EVENT;
        ck_refuses(&entry, PRG_ESCHEMA, "an event and a component");
        entry.component = entry.event = NULL;
        ck_refuses(&entry, PRG_ESCHEMA, "has no 'event'");
        entry.event = document_item("event", "E");
        put(&entry, "2018");
        ck_refuses(&entry, PRG_ESCHEMA, "takes no 'period'");
        entry = done("2018-07-02");
        entry.kind = PRG_LOG_SENT;
        ck_refuses(&entry, PRG_ESCHEMA, "takes no 'component'");
        entry.component = NULL;
        ck_refuses(&entry, PRG_ESCHEMA, "has no 'obligation'");
        entry.obligation = document_item("obligation", "O");
        ck_refuses(&entry, PRG_ESCHEMA, "has no 'period'");
        put(&entry, "2018-01");
        entry.tier = 2;
        ck_refuses(&entry, PRG_ESCHEMA, "there is no tier 3; expected at most 2");
        entry = done("2018-07-02");
        entry.agency = document_item("component", "T");
        ck_refuses(&entry, PRG_EINVALID, "'agency' is not an agency");
        entry = done("2018-07-02");
        entry.kind = (prg_log_kind)9;
        ck_refuses(&entry, PRG_EINVALID, "9 is no kind of entry");
        entry = done("2018-07-02");
        entry.note = "\xff";
        ck_refuses(&entry, PRG_EUTF8, "note");
        entry = done("2018-07-02");
        entry.period = (prg_period){ prg_calendar_gregorian(), PRG_PERIOD_YEAR, 0, 0, 0, 0 };
        ck_refuses(&entry, PRG_EINVALID, "period");
        entry = done("2018-07-02");
        entry.withdrawal = 1;
        ck_refuses(&entry, PRG_ENOTFOUND, "a withdrawal of nothing");
        ck_assert_fails(prg_log_add(NULL, &entry), PRG_EINVALID);
        ck_assert_fails(prg_log_add(journal, NULL), PRG_EINVALID);
}
END_TEST

START_TEST(things_of_another_programme_or_removed_ones_are_refused)
{
        prg_programme *other;
        prg_item *task;
        prg_log_entry entry = done("2018-07-02");
        ck_assert_int_eq(prg_programme_copy(&other, programme), 0);
        entry.component = prg_programme_get(other, "component", "T");
        ck_refuses(&entry, PRG_EINVALID, "of another programme");
        prg_programme_unref(other);
        task = prg_programme_get(programme, "component", "T");
        entry.component = task;
        ck_assert_int_eq(prg_item_remove(task), 0);
        ck_refuses(&entry, PRG_EINVALID, "was removed");
}
END_TEST

START_TEST(a_withdrawal_takes_back_what_it_names)
{
        journal_read("kind,component,period,date,agency\ndone,T,2018,2018-01-05,A\ndone,T,2018,2018-02-05,B\n"
                "done,T,2019,2019-01-05,A\n");
        prg_log_entry entry = done("");
        put(&entry, "2018");
        entry.withdrawal = 1;
        entry.agency = document_item("agency", "B");
        ck_assert_int_eq(prg_log_add(journal, &entry), 0);
        ck_assert_uint_eq(prg_log_at(journal, 0)->withdrawn_by, 0);
        ck_assert_uint_eq(prg_log_at(journal, 1)->withdrawn_by, 4);
        ck_assert_fails(prg_log_add(journal, &entry), PRG_ENOTFOUND); /* it is taken back already */
        entry.agency = NULL;
        entry.date = day("2018-01-06");
        ck_assert_fails(prg_log_add(journal, &entry), PRG_ENOTFOUND);
        entry.date = PRG_DATE_NONE;
        ck_assert_int_eq(prg_log_add(journal, &entry), 0);
        ck_assert_uint_eq(prg_log_at(journal, 0)->withdrawn_by, 5);
        ck_assert_uint_eq(prg_log_at(journal, 2)->withdrawn_by, 0);
        ck_assert_uint_eq(prg_log_latest(journal, entry.component, 0)->sequence, 3);
        ck_assert_ptr_null(prg_log_latest(journal, entry.component, 3));
}
END_TEST

START_TEST(a_report_that_was_sent_gives_a_receipt)
{
        prg_receipt receipt;
        prg_duties *duties;
        prg_debts *debts;
        prg_debt debt;
        journal_read("kind,obligation,tier,period,date,agency\nsent,O,,2018-01,2018-02-10,A\nsent,O,2,2018-01,2018-02-11,\n");
        ck_assert_int_eq(prg_log_receipt(&receipt, prg_log_at(journal, 0)), 0);
        ck_assert_uint_eq(receipt.tier, 0);
        ck_assert_ptr_eq(receipt.sender, document_item("agency", "A"));
        /* 2018-02-10T05:00:00Z */
        ck_assert_int_eq(receipt.sent_at, INT64_C(1518238800));
        ck_assert_int_eq(prg_duties_new(&duties, programme), 0);
        ck_assert_int_eq(prg_duties_receive(duties, &receipt), 0);
        ck_assert_int_eq(prg_duties_list(&debts, duties, day("2018-01-31"), day("2018-01-31"), day("2018-02-10")), 0);
        ck_assert_int_eq(prg_debts_at(&debt, debts, 0), 0);
        ck_assert_int_eq(debt.state, PRG_DEBT_RECEIVED);
        prg_debts_free(debts);
        prg_duties_free(duties);
        ck_assert_fails(prg_log_receipt(&receipt, prg_log_at(journal, 1)), PRG_EINVALID); /* nobody sent it */
        ck_assert_fails(prg_log_receipt(NULL, prg_log_at(journal, 0)), PRG_EINVALID);
        ck_assert_fails(prg_log_receipt(&receipt, NULL), PRG_EINVALID);
}
END_TEST

/* ---- CSV ---- */

START_TEST(a_file_is_read_whatever_its_order_separator_and_spelling)
{
        journal_read(" DATE ; Kind;component;PERIOD;agency\r\n\r\n2018-07-02;Done;t\xE1\xBB\x95ng h\xE1\xBB\xA3p d\xE1\xBB\xB1 to\xC3\xA1n; 2018 ;s\xE1\xBB\x9F t\xC3\xA0i ch\xC3\xADnh\r\n");
        ck_assert_uint_eq(prg_log_count(journal), 1);
        const prg_log_entry *entry = prg_log_at(journal, 0);
        ck_assert_str_eq(prg_item_id(entry->component), "T");
        ck_assert_str_eq(prg_item_id(entry->agency), "A");
        ck_assert_int_eq(entry->period.year, 2018);
        ck_assert_uint_eq(entry->row, 3); /* the blank line counts, as in a spreadsheet */
        ck_assert_str_eq(entry->source, "log.csv");
        journal_read("kind\tdate\tevent\tdocument\nevent\t2018-01-01\tE\t\"1,\"\"2\"\"; 3 \"\n");
        ck_assert_str_eq(prg_log_at(journal, 1)->document, "1,\"2\"; 3 ");
}
END_TEST

/* One finding per line: code, row, column. */
static const char *findings(void)
{
        static char text[4096];
        text[0] = '\0';
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *it = prg_report_at(report, i);
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s %zu %s%s%s\n", prg_finding_name(it->code), it->row,
                        it->field ? it->field : "-", it->suggestion ? " > " : "", it->suggestion ? it->suggestion : "");
        }
        return text;
}

START_TEST(every_mistake_is_a_finding_with_row_and_column)
{
        int code = journal_try("kind,component,event,obligation,tier,period,date,agency,action\n"
                "dne,T,,,,2018,2018-01-01,A,\n"
                "done,TT,,,,2018,2018-01-01,sở tài chánh,\n"
                "done,T,,,,2018-Q5,2018-02-30,A,drop\n"
                "done,,,,,2018,2018-01-01,A,\n"
                "sent,,,O,0,2018-01,2018-01-01,A,\n"
                "done,T,,,,2018,,A,withdraw\n"
                ",T,,,,2018,2018-01-01,A,\n"
                "done,T,,,,2018,2018-01-01\n"
                "done,T,,,,2018,2018-01-01,A,,x\n"
                "event,T,,,,2018,2018-01-01,,\n"
                "done,T,,,,\"2018\"x,2018-01-01,A,\n"
                "event,,EE,,,,1/2/2018,,\n");
        ck_assert_int_eq(code, PRG_ESCHEMA);
        ck_assert_str_eq(findings(), "value 2 kind > done\n"
                "unknown-reference 3 component > T\nunknown-reference 3 agency > Sở Tài chính\n"
                "period 4 period\nvalue 4 date\nvalue 4 action\n"
                "missing-field 5 -\n"
                "value 6 tier\n"
                "withdrawal 7 -\n"
                "missing-field 8 kind\n"
                "csv-syntax 9 -\ncsv-syntax 10 -\n"
                "contradiction 11 -\n"
                "csv-syntax 12 -\n"
                "unknown-reference 13 event > E\nvalue 13 date\n");
        ck_assert_uint_eq(prg_log_count(journal), 0);
        ck_assert_str_eq(prg_error_last()->place, "log.csv: row 2, kind");
}
END_TEST

START_TEST(good_rows_are_kept_on_request)
{
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        static const char text[] = "kind,component,period,date\ndone,T,2018,2018-01-01\ndone,X,2018,2018-01-01\ndone,T,2019,2018-01-01\n";
        options.good_rows = 1;
        ck_assert_fails(prg_log_read_csv_text(journal, text, sizeof text - 1, &options), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_log_count(journal), 2);
        ck_assert_uint_eq(prg_log_at(journal, 1)->row, 4);
}
END_TEST

START_TEST(a_refused_file_leaves_the_log_as_it_was)
{
        journal_read("kind,component,period,date\ndone,T,2018,2018-01-01\n");
        ck_assert_int_eq(journal_try("kind,component,period,date,action\ndone,T,2018,,withdraw\ndone,T,2019,2019-01-01,\ndone,X,2019,2019-01-01,\n"),
                PRG_ESCHEMA);
        ck_assert_uint_eq(prg_log_count(journal), 1);
        ck_assert_uint_eq(prg_log_at(journal, 0)->withdrawn_by, 0);
        ck_assert_uint_eq(prg_log_latest(journal, document_item("component", "T"), 0)->sequence, 1);
}
END_TEST

START_TEST(headers_are_checked)
{
        static const struct {
                const char *text, *findings;
        } cases[] = {
                { "", "header 0 -\n" },
                { "\n\n", "header 0 -\n" },
                { "kind,component\n", "header 1 date\n" },
                { "kind,dat\n", "header 1 dat > date\nheader 1 date\n" },
                { "kind,date,DATE\n", "header 1 DATE\n" },
                { "kind,date,\ndone,2018-01-01,x\n", "header 2 \n" },
                { "kind,\"da\"te\n", "csv-syntax 1 -\n" },
                { "kind,date\n\xff,", "encoding 0 -\n" },
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                ck_assert_int_lt(journal_try(cases[i].text), 0);
                ck_assert_str_eq(findings(), cases[i].findings);
        }
        static const char utf16[] = "k\0i\0n\0d\0,\0d\0a\0t\0e\0";
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        ck_assert_fails(prg_log_read_csv_text(journal, utf16, sizeof utf16 - 1, &options), PRG_EUTF8);
        ck_assert_uint_eq(prg_log_count(journal), 0);
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
        static const char text[] = "kind,component,event,obligation,tier,period,date,agency,document,note,action\n"
                "done,T,,,,2018,2018-01-01,A,12/BC,\"a, \"\"b\"\"\n c\",\n"
                "event,,E,,,,2018-02-01,,,\" x \",\n"
                "sent,,,O,2,vn:2018-01,2018-03-01,B,,,\n"
                "done,T,,,,2018,,,,,withdraw\n";
        journal_read(text);
        ck_assert_str_eq(journal_written(), text);
        journal_begin(LOG_PLAN);
        ck_assert_str_eq(journal_written(), "kind,date\n");
        journal_read("note,date,event,kind\n,2018-01-01,E,event\n");
        ck_assert_str_eq(journal_written(), "kind,event,date\nevent,E,2018-01-01\n");
}
END_TEST

START_TEST(new_entries_are_appended_in_the_order_of_the_file)
{
        char path[512];
        folder_make();
        snprintf(path, sizeof path, "%s", folder_path("log.csv"));
        journal_read("kind,component,period,date,agency\ndone,T,2018,2018-07-02,A\n");
        ck_assert_int_eq(prg_log_append_csv(journal, 0, path), 0);
        ck_assert_str_eq(folder_read("log.csv"), "kind,component,event,obligation,tier,period,date,agency,document,note,action\n"
                "done,T,,,,2018,2018-07-02,A,,,\n");
        folder_write("log.csv", "date;agency;what for;kind;component;period\n2018-01-01;A;x;done;T;2018"); /* foreign columns stay empty */
        ck_assert_int_eq(prg_log_append_csv(journal, 0, path), 0);
        ck_assert_str_eq(folder_read("log.csv"), "date;agency;what for;kind;component;period\n2018-01-01;A;x;done;T;2018\n2018-07-02;A;;done;T;2018\n");
        ck_assert_int_eq(prg_log_append_csv(journal, 1, path), 0); /* nothing is new */
        folder_write("log.csv", "kind,component,date\n");
        ck_assert_fails(prg_log_append_csv(journal, 0, path), PRG_ESCHEMA);
        ck_assert_str_eq(folder_read("log.csv"), "kind,component,date\n");
        folder_write("log.csv", "a,b\n");
        ck_assert_fails(prg_log_append_csv(journal, 0, path), PRG_ESCHEMA);
        folder_write("log.csv", "");
        ck_assert_int_eq(prg_log_append_csv(journal, 0, path), 0);
        ck_assert_int_eq(prg_log_read_csv(journal, path, NULL), 0);
        ck_assert_uint_eq(prg_log_count(journal), 2);
        ck_assert_str_eq(prg_log_at(journal, 1)->source, path);
        ck_assert_fails(prg_log_append_csv(journal, 0, "/nowhere/at/all/log.csv"), PRG_EIO);
        ck_assert_fails(prg_log_read_csv(journal, "/nowhere/at/all/log.csv", NULL), PRG_EIO);
        folder_remove();
}
END_TEST

START_TEST(names_and_arguments)
{
        prg_log_kind kind;
        prg_log *log = NULL;
        prg_log_options options = PRG_LOG_OPTIONS_INIT;
        ck_assert_int_eq(prg_log_kind_from_name(&kind, "sent"), 0);
        ck_assert_int_eq(kind, PRG_LOG_SENT);
        ck_assert_str_eq(prg_log_kind_name(PRG_LOG_EVENT), "event");
        ck_assert_ptr_null(prg_log_kind_name((prg_log_kind)0));
        ck_assert_fails(prg_log_kind_from_name(&kind, "snt"), PRG_ENOTFOUND);
        ck_assert_fails(prg_log_kind_from_name(NULL, "sent"), PRG_EINVALID);
        ck_assert_fails(prg_log_new(NULL, programme), PRG_EINVALID);
        ck_assert_fails(prg_log_new(&log, NULL), PRG_EINVALID);
        ck_assert_uint_eq(prg_log_count(NULL), 0);
        ck_assert_ptr_null(prg_log_at(NULL, 0));
        ck_assert_ptr_null(prg_log_programme(NULL));
        ck_assert_ptr_null(prg_log_calendars(NULL));
        prg_log_free(NULL);
        options.separator = '|';
        ck_assert_fails(prg_log_read_csv_text(journal, "", 0, &options), PRG_EINVALID);
        options.version = 0;
        ck_assert_fails(prg_log_read_csv_text(journal, "", 0, &options), PRG_EVERSION);
        ck_assert_fails(prg_log_read_csv_text(journal, NULL, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_log_read_csv_text(NULL, "", 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_log_read_csv(NULL, "", NULL), PRG_EINVALID);
        ck_assert_fails(prg_log_read_csv(journal, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_log_write_csv(NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_log_write_csv(journal, NULL), PRG_EINVALID);
        ck_assert_fails(prg_log_append_csv(NULL, 0, "x"), PRG_EINVALID);
        ck_assert_fails(prg_log_append_csv(journal, 0, NULL), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("log");
        TCase *tests = tcase_create("log");
        tcase_add_checked_fixture(tests, set_up, duty_tear_down);
        tcase_add_test(tests, entries_are_kept_in_order_with_a_number);
        tcase_add_test(tests, the_latest_entries_about_a_thing_come_one_by_one);
        tcase_add_test(tests, what_is_not_whole_is_refused_and_nothing_changes);
        tcase_add_test(tests, things_of_another_programme_or_removed_ones_are_refused);
        tcase_add_test(tests, a_withdrawal_takes_back_what_it_names);
        tcase_add_test(tests, a_report_that_was_sent_gives_a_receipt);
        tcase_add_test(tests, a_file_is_read_whatever_its_order_separator_and_spelling);
        tcase_add_test(tests, every_mistake_is_a_finding_with_row_and_column);
        tcase_add_test(tests, good_rows_are_kept_on_request);
        tcase_add_test(tests, a_refused_file_leaves_the_log_as_it_was);
        tcase_add_test(tests, headers_are_checked);
        tcase_add_test(tests, what_is_written_is_read_again);
        tcase_add_test(tests, new_entries_are_appended_in_the_order_of_the_file);
        tcase_add_test(tests, names_and_arguments);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
