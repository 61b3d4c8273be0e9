/* The short way through the engine gives what the long way gives, in every byte of a table: random areas that come, go
 * and move, random entries of every state, and queries over them, each computed twice. */
#include "results.h"

#include "calc/engine.h"

static uint64_t seed;

static unsigned draw(unsigned below)
{
        seed += UINT64_C(0x9e3779b97f4a7c15);
        uint64_t x = seed;
        x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
        return (unsigned)((x ^ (x >> 31)) % below);
}

#define DISTRICTS 3
#define COMMUNES  12

static prg_programme *random_programme(void)
{
        static const char *const dates[] = { "2018-02-15", "2018-04-01", "2018-05-20", "2018-09-01" };
        prg_programme *programme = scripted("+calendars vn; kind=shifted; day=15; /; +sources s; /; +sources t; /;"
                "+breakdowns sex; +categories male; ..; +categories female; /;"
                "+indicators f; kind=flow; period=month; decimals=2; /; +indicators s; kind=stock; period=month; from=2018-03-01; /;"
                "+indicators c; kind=cumulative; calendar=vn; period=month; to=2018-08-14; /;"
                "+indicators b; kind=flow; period=month; breakdowns<sex; /;"
                "+indicators o; kind=flow; period=month; missing_over_time=require; +sources; order<s; order<t; ..;"
                "+sources; order<t; order<s; from=2018-04-01; /;"
                "+indicators l; kind=flow; period=month; over_time=last; level=district; /;"
                "+indicators r; kind=ratio; numerator=f; denominator=s; factor=100; /; +areas P; level=province");
        char text[200];
        for (int i = 0; i < DISTRICTS; i++) {
                snprintf(text, sizeof text, "+areas D%d; level=district; parent=P", i);
                script(programme, text);
        }
        for (int i = 0; i < COMMUNES; i++) {
                const char *from = draw(4) ? "" : dates[draw(2)], *to = draw(4) ? "" : dates[2 + draw(2)];
                snprintf(text, sizeof text, "+areas C%d; level=commune; parent=D%u; from=%s; to=%s", i, draw(DISTRICTS), from, to);
                if (draw(5) == 0 && *from == '\0' && *to == '\0')
                        snprintf(text + strlen(text), sizeof text - strlen(text), "; +later; from=%s; parent=D%u", dates[draw(4)],
                                draw(DISTRICTS));
                script(programme, text);
        }
        return programme;
}

static void random_entries(prg_data *data, unsigned count)
{
        static const char *const indicators[] = { "f", "f", "s", "s", "c", "b", "o", "l" };
        static const char *const states[] = { "missing", "not_applicable", "not_expected", "suppressed" };
        static const char *const qualities[] = { "estimate", "preliminary", "final" };
        while (count-- > 0) {
                const char *indicator = indicators[draw(8)];
                char text[200], value[32], area[8];
                snprintf(area, sizeof area, "%c%u", *indicator == 'l' ? 'D' : 'C', draw(*indicator == 'l' ? DISTRICTS : COMMUNES));
                snprintf(value, sizeof value, "%u", draw(1000));
                snprintf(text, sizeof text, "%s %s %s2018-%02u %s %s%s%s%s%s", indicator, area, *indicator == 'c' ? "vn:" : "",
                        1 + draw(12), draw(9) ? value : states[draw(4)], qualities[draw(3)],
                        draw(12) ? "" : " mark=unreliable", *indicator == 'o' ? draw(2) ? " source=s" : " source=t" : "",
                        *indicator == 'b' ? draw(2) ? " sex=male" : " sex=female" : "",
                        draw(20) ? "" : " mark=break");
                enter(data, text);
        }
}

static char *table_of(const prg_data *data, const char *query)
{
        prg_table *table = computed(data, query, NULL);
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &buf), 0);
        ck_assert_int_eq(prg_table_write_json(table, &sink, NULL), 0);
        prg_table_free(table);
        char *text = malloc(buf.length + 1);
        ck_assert_ptr_nonnull(text);
        memcpy(text, buf.data, buf.length + 1);
        prg_buf_dispose(&buf);
        return text;
}

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
        random_entries(data, 50 + draw(600));
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
                prg__plain_off = 1;
                char *longer = table_of(data, queries[i]);
                prg__plain_off = 0;
                char *shorter = table_of(data, queries[i]);
                ck_assert_msg(strcmp(longer, shorter) == 0, "%s: two tables", queries[i]);
                free(longer);
                free(shorter);
        }
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
