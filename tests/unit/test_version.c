/* Version and features. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

START_TEST(text_number_and_macros_agree)
{
        int major, minor, patch;
        char end;
        ck_assert_int_eq(sscanf(prg_version(), "%d.%d.%d%c", &major, &minor, &patch, &end), 3);
        ck_assert_int_eq(major, PRG_VERSION_MAJOR);
        ck_assert_int_eq(minor, PRG_VERSION_MINOR);
        ck_assert_int_eq(patch, PRG_VERSION_PATCH);
        ck_assert_int_eq(prg_version_number(), PRG_VERSION_NUMBER);
        ck_assert_int_eq(prg_version_number(), major * 10000 + minor * 100 + patch);
}
END_TEST

START_TEST(features_are_listed_to_their_end)
{
        const char *name = NULL, *detail = NULL;
        size_t count = 0;
        int text = 0;
        while (prg_version_feature(&name, &detail, count) == 0) {
                ck_assert_uint_gt(strlen(name), 0);
                ck_assert_uint_gt(strlen(detail), 0);
                text |= strcmp(name, "text") == 0 && strstr(detail, "utf8proc 2.") != NULL;
                count++;
        }
        ck_assert_uint_ge(count, 2);
        ck_assert_int_eq(text, 1);
        ck_assert_int_eq(prg_version_feature(&name, &detail, count), PRG_END);
        ck_assert_int_eq(prg_version_feature(&name, &detail, (size_t)-1), PRG_END);
        ck_assert_fails(prg_version_feature(NULL, &detail, 0), PRG_EINVALID);
        ck_assert_fails(prg_version_feature(&name, NULL, 0), PRG_EINVALID);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("version");
        TCase *tests = tcase_create("version");
        tcase_add_test(tests, text_number_and_macros_agree);
        tcase_add_test(tests, features_are_listed_to_their_end);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
