/* The table of formulas: what each comes to, and where and how each wrong one is refused. */
#include "unit.h"

#include "formula_line.h"

static char text[1 << 17];

START_TEST(every_line_of_the_table_is_as_it_says)
{
        FILE *file = fopen(TEST_DATA "/formulas.txt", "r");
        unsigned number = 0, cases = 0, wrong = 0;
        ck_assert_ptr_nonnull(file);
        while (fgets(text, sizeof text, file)) {
                number++;
                text[strcspn(text, "\n")] = '\0';
                char *expected = strstr(text, "\t=> ");
                if (expected == NULL) {
                        ck_assert_msg(*text == '#', "line %u is no case", number);
                        continue;
                }
                *expected = '\0';
                expected += 4;
                const char *answer = formula_answer(text);
                cases++;
                if (strcmp(answer, expected) == 0)
                        continue;
                wrong++;
                fprintf(stderr, "line %u: %s\n    expected %s\n    answered %s\n", number, text, expected, answer);
        }
        fclose(file);
        ck_assert_uint_eq(wrong, 0);
        ck_assert_uint_ge(cases, 500);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("formula cases");
        TCase *table = tcase_create("table");
        tcase_add_test(table, every_line_of_the_table_is_as_it_says);
        suite_add_tcase(suite, table);
        return unit_run(suite);
}
