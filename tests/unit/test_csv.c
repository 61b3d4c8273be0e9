/* CSV cell by cell: every event is written down in one line of text and compared. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "util/csv.h"
#include "util/memory.h"

/* Cells as "row.column@line[text]", ends of rows as "|", faults as "!line", the end as ".". */
static const char *events(const char *data, size_t length, char separator)
{
        static char text[4096];
        size_t end = 0;
        prg__csv csv;
        prg__csv_event event = PRG__CSV_FAULT;
        prg__csv_init(&csv, data, length, separator);
        text[0] = '\0';
        for (int i = 0; i < 500 && (i == 0 || event != PRG__CSV_END); i++) {
                ck_assert_int_eq(prg__csv_next(&csv, &event), 0);
                size_t room = sizeof text - end;
                int written = 0;
                switch (event) {
                case PRG__CSV_CELL:
                        written = snprintf(text + end, room, "%zu.%zu@%zu[%.*s]", csv.row, csv.column, csv.line,
                                (int)csv.length, csv.text);
                        break;
                case PRG__CSV_ROW_END: written = snprintf(text + end, room, "|"); break;
                case PRG__CSV_FAULT:
                        ck_assert_ptr_nonnull(csv.message);
                        written = snprintf(text + end, room, "!%zu", csv.line);
                        break;
                case PRG__CSV_END: written = snprintf(text + end, room, "."); break;
                }
                end += (size_t)written;
                ck_assert_uint_lt(end, sizeof text);
        }
        ck_assert_int_eq(event, PRG__CSV_END);
        ck_assert_int_eq(prg__csv_next(&csv, &event), 0);
        ck_assert_int_eq(event, PRG__CSV_END);
        prg__csv_dispose(&csv);
        return text;
}

static const struct {
        const char *data, *events;
} cases[] = {
        { "", "." },
        { "\n\r\n\n", "." },
        { "a,b\n1,2\n", "1.1@1[a]1.2@1[b]|2.1@2[1]2.2@2[2]|." },
        { "a,b\r\n1,2\r\n", "1.1@1[a]1.2@1[b]|2.1@2[1]2.2@2[2]|." },
        { "a,b\n1,2", "1.1@1[a]1.2@1[b]|2.1@2[1]2.2@2[2]|." },
        { "\xEF\xBB\xBF" "a\n", "1.1@1[a]|." },
        { "a\n\xEF\xBB\xBF" "b\n", "1.1@1[a]|2.1@2[\xEF\xBB\xBF" "b]|." },
        { "\n\na\n\n\nb\n", "1.1@3[a]|2.1@6[b]|." },
        { "a,,\n,,c\n", "1.1@1[a]1.2@1[]1.3@1[]|2.1@2[]2.2@2[]2.3@2[c]|." },
        { ",", "1.1@1[]1.2@1[]|." },
        { "a\rb,c\n", "1.1@1[a\rb]1.2@1[c]|." },
        { "\"a\",\"\"\n", "1.1@1[a]1.2@1[]|." },
        { "\"a,b\",c\n", "1.1@1[a,b]1.2@1[c]|." },
        { "\"say \"\"no\"\" now\",c", "1.1@1[say \"no\" now]1.2@1[c]|." },
        { "\"\"\"\"\n", "1.1@1[\"]|." },
        { "\"\"\"a\"\"\"\n", "1.1@1[\"a\"]|." },
        { "\"x\ny\r\nz\",b\nc\n", "1.1@1[x\ny\r\nz]1.2@3[b]|2.1@4[c]|." },
        { "\"q\"\"\n\",b\nc\n", "1.1@1[q\"\n]1.2@2[b]|2.1@3[c]|." },
        /* A fault ends its row; reading goes on with the next. */
        { "a\"b,c\nd\n", "!12.1@2[d]|." },
        { "a,\"b\"c,d\ne\n", "1.1@1[a]!12.1@2[e]|." },
        { "a,\"b\nc", "1.1@1[a]!1." },
        { "x\ny\"\r\nz", "1.1@1[x]|!23.1@3[z]|." },
};

START_TEST(cells_rows_and_faults_are_told_with_their_places)
{
        ck_assert_str_eq(events(cases[_i].data, strlen(cases[_i].data), ','), cases[_i].events);
}
END_TEST

START_TEST(the_separator_is_the_callers)
{
        ck_assert_str_eq(events("a;b,c\n", 6, ';'), "1.1@1[a]1.2@1[b,c]|.");
        ck_assert_str_eq(events("a\tb", 3, '\t'), "1.1@1[a]1.2@1[b]|.");
}
END_TEST

START_TEST(text_ends_where_its_length_says)
{
        ck_assert_str_eq(events("a,bcd", 3, ','), "1.1@1[a]1.2@1[b]|.");
        ck_assert_str_eq(events("\"a\"\"b", 3, ','), "1.1@1[a]|.");
        ck_assert_str_eq(events("a\r\n", 2, ','), "1.1@1[a\r]|.");
        ck_assert_str_eq(events(NULL, 0, ','), ".");
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
        static const char *const cells[] = { "plain", "", "a,b", "say \"no\"", "\"", "two\nlines", "cr\rhere", "tuý", ";",
                " blanks " };
        enum { CELLS = sizeof cells / sizeof *cells };
        prg_buf buf = PRG_BUF_INIT;
        for (size_t i = 0; i < CELLS; i++) {
                if (i)
                        ck_assert_int_eq(prg_buf_append(&buf, ",", 1), 0);
                ck_assert_int_eq(prg__csv_write(&buf, cells[i], strlen(cells[i]), ','), 0);
        }
        ck_assert_str_eq(buf.data,
                "plain,,\"a,b\",\"say \"\"no\"\"\",\"\"\"\",\"two\nlines\",\"cr\rhere\",tuý,;, blanks ");
        prg__csv csv;
        prg__csv_event event;
        prg__csv_init(&csv, buf.data, buf.length, ',');
        for (size_t i = 0; i < CELLS; i++) {
                ck_assert_int_eq(prg__csv_next(&csv, &event), 0);
                ck_assert_int_eq(event, PRG__CSV_CELL);
                ck_assert_uint_eq(csv.length, strlen(cells[i]));
                ck_assert_int_eq(memcmp(csv.text, cells[i], csv.length), 0);
        }
        prg__csv_dispose(&csv);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(without_memory_nothing_is_half_written_or_read)
{
        prg_buf buf = PRG_BUF_INIT;
        prg__csv csv;
        prg__csv_event event;
        prg__memory_fail(0, 1);
        ck_assert_fails(prg__csv_write(&buf, "a,b", 3, ','), PRG_ENOMEM);
        ck_assert_uint_eq(buf.length, 0);
        prg__csv_init(&csv, "\"a\"\"b\"", 6, ',');
        ck_assert_fails(prg__csv_next(&csv, &event), PRG_ENOMEM);
        prg__memory_fail_off();
        prg__csv_dispose(&csv);
        prg_buf_dispose(&buf);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("csv");
        TCase *tests = tcase_create("csv");
        tcase_add_loop_test(tests, cells_rows_and_faults_are_told_with_their_places, 0, sizeof cases / sizeof *cases);
        tcase_add_test(tests, the_separator_is_the_callers);
        tcase_add_test(tests, text_ends_where_its_length_says);
        tcase_add_test(tests, what_is_written_is_read_again);
        tcase_add_test(tests, without_memory_nothing_is_half_written_or_read);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
