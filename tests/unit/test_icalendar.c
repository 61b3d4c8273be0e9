/* iCalendar: every byte that is written, against RFC 5545. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

static prg_buf text;
static prg_sink sink;
static prg_icalendar *icalendar;

static void set_up(void)
{
        text.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &text), 0);
        icalendar = NULL;
}

static void tear_down(void)
{
        prg_icalendar_free(icalendar);
        prg_buf_dispose(&text);
}

static void begin(prg_icalendar_kind kind)
{
        prg_icalendar_options options = PRG_ICALENDAR_OPTIONS_INIT;
        options.kind = kind;
        options.stamp = INT64_C(1530576000); /* 2018-07-03T00:00:00Z */
        ck_assert_int_eq(prg_icalendar_new(&icalendar, &sink, &options), 0);
}

static prg_icalendar_item item(const char *summary)
{
        prg_icalendar_item it = PRG_ICALENDAR_ITEM_INIT;
        it.uid = "10.1a.2018@plan";
        it.summary = summary;
        ck_assert_int_eq(prg_date_make(&it.due, 2018, 12, 31), 0);
        ck_assert_int_eq(prg_date_make(&it.first, 2018, 1, 1), 0);
        return it;
}

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//libprogram//libprogram 0.1.0//EN\r\nCALSCALE:GREGORIAN\r\n"
#define BEGINNING "UID:10.1a.2018@plan\r\nDTSTAMP:20180703T000000Z\r\n"

START_TEST(an_event_is_the_day_of_the_deadline)
{
        prg_icalendar_item it = item("Dự toán");
        begin(PRG_ICALENDAR_EVENT);
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        ck_assert_int_eq(prg_icalendar_finish(icalendar), 0);
        ck_assert_str_eq(text.data, HEAD "BEGIN:VEVENT\r\n" BEGINNING
                "DTSTART;VALUE=DATE:20181231\r\nDTEND;VALUE=DATE:20190101\r\nTRANSP:TRANSPARENT\r\n"
                "SUMMARY:Dự toán\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}
END_TEST

START_TEST(a_task_has_a_first_and_a_last_day)
{
        prg_icalendar_item it = item("Dự toán");
        it.description = "hằng năm";
        it.category = "open";
        begin(PRG_ICALENDAR_TODO);
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        it.first = it.due; /* the deadline must lie behind it */
        it.is_done = 1;
        it.description = it.category = NULL;
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        ck_assert_int_eq(prg_icalendar_finish(icalendar), 0);
        ck_assert_str_eq(text.data, HEAD "BEGIN:VTODO\r\n" BEGINNING
                "DTSTART;VALUE=DATE:20180101\r\nDUE;VALUE=DATE:20181231\r\nSTATUS:NEEDS-ACTION\r\n"
                "SUMMARY:Dự toán\r\nDESCRIPTION:hằng năm\r\nCATEGORIES:open\r\nEND:VTODO\r\n"
                "BEGIN:VTODO\r\n" BEGINNING
                "DUE;VALUE=DATE:20181231\r\nPERCENT-COMPLETE:100\r\nSTATUS:COMPLETED\r\n"
                "SUMMARY:Dự toán\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
}
END_TEST

START_TEST(text_is_escaped)
{
        prg_icalendar_item it = item("a,b;c\\d\r\ne\nf\rg\th\x01\x7f");
        begin(PRG_ICALENDAR_EVENT);
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        ck_assert_ptr_nonnull(strstr(text.data, "\r\nSUMMARY:a\\,b\\;c\\\\d\\ne\\nf\\ng\th\r\n"));
}
END_TEST

/* RFC 5545, 3.1: lines of at most 75 bytes, and here no character is divided. */
START_TEST(long_lines_are_folded_between_characters)
{
        static const char word[] = "Phòng, chống ma túy ở địa bàn trọng điểm; ";
        char summary[2000] = "", unfolded[4000];
        for (int offset = 0; offset < 76; offset++) {
                memset(summary, 'x', (size_t)offset);
                summary[offset] = '\0';
                for (int i = 0; i < 20; i++)
                        strcat(summary, word);
                prg_icalendar_item it = item(summary);
                set_up();
                begin(PRG_ICALENDAR_EVENT);
                ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
                prg_icalendar_free(icalendar);
                icalendar = NULL;
                size_t length = 0, from = 0;
                for (const char *line = text.data, *end; (end = strstr(line, "\r\n")) != NULL; line = end + 2) {
                        ck_assert_uint_le((size_t)(end - line), 75);
                        ck_assert_int_eq(prg_text_validate(line, (size_t)(end - line), NULL), 0);
                        from = line[0] == ' ' ? 1 : 0;
                        if (!from)
                                unfolded[length++] = '\n';
                        memcpy(unfolded + length, line + from, (size_t)(end - line) - from);
                        length += (size_t)(end - line) - from;
                }
                unfolded[length] = '\0';
                char *found = strstr(unfolded, "\nSUMMARY:");
                ck_assert_ptr_nonnull(found);
                found += 9;
                for (const char *c = summary; *c; c++, found++) {
                        if (*c == ',' || *c == ';')
                                ck_assert_int_eq(*found++, '\\');
                        ck_assert_int_eq(*found, *c);
                }
        }
}
END_TEST

START_TEST(a_line_of_75_bytes_is_not_folded)
{
        char summary[80];
        prg_icalendar_item it;
        memset(summary, 'x', sizeof summary);
        summary[67] = '\0'; /* "SUMMARY:" has 8 */
        it = item(summary);
        begin(PRG_ICALENDAR_EVENT);
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        ck_assert_ptr_null(strstr(text.data, "\r\n "));
        summary[67] = 'x';
        summary[68] = '\0';
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        ck_assert_ptr_nonnull(strstr(text.data, "xxx\r\n x\r\n"));
}
END_TEST

START_TEST(a_name_and_stamps_at_the_ends_of_time)
{
        prg_icalendar_options options = PRG_ICALENDAR_OPTIONS_INIT;
        prg_icalendar_item it = item("x");
        options.name = "Kế hoạch 1780";
        options.stamp = INT64_C(-62135596800);
        it.due = PRG_DATE_MAX;
        ck_assert_int_eq(prg_icalendar_new(&icalendar, &sink, &options), 0);
        ck_assert_int_eq(prg_icalendar_add(icalendar, &it), 0);
        ck_assert_ptr_nonnull(strstr(text.data, "NAME:Kế hoạch 1780\r\nX-WR-CALNAME:Kế hoạch 1780\r\n"));
        ck_assert_ptr_nonnull(strstr(text.data, "DTSTAMP:00010101T000000Z\r\n"));
        ck_assert_ptr_nonnull(strstr(text.data, "DTSTART;VALUE=DATE:99991231\r\nTRANSP")); /* there is no day behind it */
        prg_icalendar_free(icalendar);
        icalendar = NULL;
        options.stamp--;
        ck_assert_fails(prg_icalendar_new(&icalendar, &sink, &options), PRG_ERANGE);
        options.stamp = INT64_C(253402300800);
        ck_assert_fails(prg_icalendar_new(&icalendar, &sink, &options), PRG_ERANGE);
        options.stamp--;
        ck_assert_int_eq(prg_icalendar_new(&icalendar, &sink, &options), 0);
}
END_TEST

START_TEST(what_is_no_argument_is_refused_and_nothing_is_written)
{
        prg_icalendar_options options = PRG_ICALENDAR_OPTIONS_INIT;
        prg_icalendar_item it = item("x");
        ck_assert_fails(prg_icalendar_new(NULL, &sink, NULL), PRG_EINVALID);
        ck_assert_fails(prg_icalendar_new(&icalendar, NULL, NULL), PRG_EINVALID);
        options.kind = (prg_icalendar_kind)3;
        ck_assert_fails(prg_icalendar_new(&icalendar, &sink, &options), PRG_EINVALID);
        options.kind = PRG_ICALENDAR_TODO;
        options.name = "\xff";
        ck_assert_fails(prg_icalendar_new(&icalendar, &sink, &options), PRG_EUTF8);
        options.version = 2;
        ck_assert_fails(prg_icalendar_new(&icalendar, &sink, &options), PRG_EVERSION);
        ck_assert_uint_eq(text.length, 0);
        begin(PRG_ICALENDAR_EVENT);
        size_t before = text.length;
        it.uid = "";
        ck_assert_fails(prg_icalendar_add(icalendar, &it), PRG_EINVALID);
        it = item(NULL);
        ck_assert_fails(prg_icalendar_add(icalendar, &it), PRG_EINVALID);
        it = item("\xc3");
        ck_assert_fails(prg_icalendar_add(icalendar, &it), PRG_EUTF8);
        it = item("x");
        it.due = PRG_DATE_NONE;
        ck_assert_fails(prg_icalendar_add(icalendar, &it), PRG_EINVALID);
        ck_assert_fails(prg_icalendar_add(icalendar, NULL), PRG_EINVALID);
        ck_assert_fails(prg_icalendar_add(NULL, &it), PRG_EINVALID);
        ck_assert_uint_eq(text.length, before);
        ck_assert_int_eq(prg_icalendar_finish(icalendar), 0);
        ck_assert_fails(prg_icalendar_finish(icalendar), PRG_EINVALID);
        it = item("x");
        ck_assert_fails(prg_icalendar_add(icalendar, &it), PRG_EINVALID);
        ck_assert_fails(prg_icalendar_finish(NULL), PRG_EINVALID);
        prg_icalendar_free(NULL);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("icalendar");
        TCase *tests = tcase_create("icalendar");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, an_event_is_the_day_of_the_deadline);
        tcase_add_test(tests, a_task_has_a_first_and_a_last_day);
        tcase_add_test(tests, text_is_escaped);
        tcase_add_test(tests, long_lines_are_folded_between_characters);
        tcase_add_test(tests, a_line_of_75_bytes_is_not_folded);
        tcase_add_test(tests, a_name_and_stamps_at_the_ends_of_time);
        tcase_add_test(tests, what_is_no_argument_is_refused_and_nothing_is_written);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
