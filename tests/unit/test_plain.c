/* The short way through the engine gives what the long way gives, in every byte of a table: random areas that come, go
 * and move, random entries of every state, and queries over them, each computed twice. */
#include "varied.h"

#include "calc/bulk.h"

START_TEST(both_ways_give_the_same_table)
{
        static const char *const queries[] = {
                "indicators f, s, c, b, o, l; areas all; periods 2018-01..2018-12; measures value, cumulative, coverage",
                "indicators f, s, c, b, o, l, r; areas all; periods 2018-Q1..2018-Q4, 2018, 2018-9M; measures value, change, share, rank",
                "indicators c, f, s; areas all; periods vn:2018-Q1..2018-Q4; measures value, flow",
                "indicators b; areas all; periods 2018-Q2; breakdowns total, sex",
                "indicators o; areas all; periods 2018-Q1, 2018-Q2; source t",
                "indicators f, s, o, r; areas all; periods 2018-S1; quality at_least preliminary",
                "indicators f, s; areas all; periods 2018-S1; policy time require; policy areas minimum 50",
                "indicators f, s; areas all; periods 2018-Q1; policy time zero",
        };
        seed = 1000 + (uint64_t)_i;
        prg_programme *programme = random_programme();
        prg_data *data = entered(programme, "");
        random_entries(data, 50 + draw(600), 0);
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
                prg__bulk_off = prg__plain_off = 1;
                char *longer = table_of(data, queries[i]);
                prg__plain_off = 0;
                char *shorter = table_of(data, queries[i]);
                ck_assert_msg(strcmp(longer, shorter) == 0, "%s: two tables", queries[i]);
                free(longer);
                free(shorter);
        }
        prg__bulk_off = 0;
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("plain");
        TCase *tests = tcase_create("both");
        tcase_set_timeout(tests, 600);
        tcase_add_loop_test(tests, both_ways_give_the_same_table, 0, 25);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
