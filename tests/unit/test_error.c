/* Result codes and the thread's last error. */
#include "unit.h"

#include <pthread.h>
#include <string.h>

#include <libprogram.h>

#include "util/error.h"

START_TEST(a_fresh_thread_has_no_error)
{
        prg_error_clear();
        ck_assert_int_eq(prg_error_last()->code, PRG_OK);
        ck_assert_str_eq(prg_error_last()->place, "");
        ck_assert_str_eq(prg_error_last()->message, "");
}
END_TEST

START_TEST(an_error_has_code_place_message)
{
        ck_assert_int_eq(prg__error(PRG_ERANGE, "/a/0", "%s does not fit %d", "300", 8), PRG_ERANGE);
        ck_assert_int_eq(prg_error_last()->code, PRG_ERANGE);
        ck_assert_str_eq(prg_error_last()->place, "/a/0");
        ck_assert_str_eq(prg_error_last()->message, "300 does not fit 8");
}
END_TEST

START_TEST(an_error_may_quote_the_one_before)
{
        prg__error(PRG_EIO, "a", "first");
        prg__error(PRG_EIO, prg_error_last()->place, "second after %s", prg_error_last()->message);
        ck_assert_str_eq(prg_error_last()->place, "a");
        ck_assert_str_eq(prg_error_last()->message, "second after first");
}
END_TEST

/* Whatever the length, the cut never leaves half a character. */
START_TEST(long_text_is_cut_between_characters)
{
        char text[3000];
        for (size_t lead = 0; lead < 8; lead++) {
                memset(text, 'x', lead);
                size_t end = lead;
                while (end + 3 < sizeof text) {
                        memcpy(text + end, "ế", 3);
                        end += 3;
                }
                text[end] = '\0';
                prg__error(PRG_EINVALID, text, "%s", text);
                const char *parts[] = { prg_error_last()->message, prg_error_last()->place };
                for (int i = 0; i < 2; i++) {
                        size_t length = strlen(parts[i]);
                        ck_assert_uint_gt(length, i ? 500 : 1000);
                        ck_assert_uint_eq((length - lead) % 3, 0);
                        ck_assert_int_eq(memcmp(parts[i], text, length), 0);
                }
        }
}
END_TEST

START_TEST(a_message_is_one_line_of_utf8_whatever_it_quotes)
{
        prg__error(PRG_EINVALID, "a\xff/\n", "found 'x\r\ny \xe1\xba \xc0\x80 ế\x7f'");
        ck_assert_str_eq(prg_error_last()->place, "a?/ ");
        ck_assert_str_eq(prg_error_last()->message, "found 'x  y ?? ?? ế '");
        ck_assert_int_eq(prg_text_validate(prg_error_last()->message, strlen(prg_error_last()->message), NULL), 0);
}
END_TEST

static void *fails_elsewhere(void *started_clean)
{
        *(int *)started_clean = prg_error_last()->code == PRG_OK;
        prg__error(PRG_EIO, "there", "there");
        return NULL;
}

START_TEST(errors_belong_to_their_thread)
{
        prg__error(PRG_ECYCLE, "here", "here");
        pthread_t thread;
        int started_clean = 0;
        ck_assert_int_eq(pthread_create(&thread, NULL, fails_elsewhere, &started_clean), 0);
        ck_assert_int_eq(pthread_join(thread, NULL), 0);
        ck_assert_int_eq(started_clean, 1);
        ck_assert_int_eq(prg_error_last()->code, PRG_ECYCLE);
        ck_assert_str_eq(prg_error_last()->message, "here");
}
END_TEST

START_TEST(names_and_codes_go_both_ways)
{
        int seen = 0;
        for (int code = -100; code <= 100; code++) {
                const char *name = prg_error_name(code);
                if (name == NULL)
                        continue;
                int back = 77;
                ck_assert_int_eq(prg_error_from_name(&back, name), 0);
                ck_assert_int_eq(back, code);
                seen++;
        }
        ck_assert_int_eq(seen, 20);
        int code = 5;
        ck_assert_fails(prg_error_from_name(&code, "nonsense"), PRG_ENOTFOUND);
        ck_assert_int_eq(code, 5);
        ck_assert_fails(prg_error_from_name(NULL, "ok"), PRG_EINVALID);
        ck_assert_fails(prg_error_from_name(&code, NULL), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "argument 'name' is NULL");
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("error");
        TCase *tests = tcase_create("error");
        tcase_add_test(tests, a_fresh_thread_has_no_error);
        tcase_add_test(tests, an_error_has_code_place_message);
        tcase_add_test(tests, an_error_may_quote_the_one_before);
        tcase_add_test(tests, long_text_is_cut_between_characters);
        tcase_add_test(tests, a_message_is_one_line_of_utf8_whatever_it_quotes);
        tcase_add_test(tests, errors_belong_to_their_thread);
        tcase_add_test(tests, names_and_codes_go_both_ways);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
