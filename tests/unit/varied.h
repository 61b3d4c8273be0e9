/* Random programmes, values and the tables of queries over them, for tests that compare two ways to the same table:
 * areas that come, go and move, indicators of the usual kinds and one of each unusual one, entries of every state. */
#ifndef TESTS_VARIED_H
#define TESTS_VARIED_H

#include "results.h"

static uint64_t seed;

static inline unsigned draw(unsigned below)
{
        seed += UINT64_C(0x9e3779b97f4a7c15);
        uint64_t x = seed;
        x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
        return (unsigned)((x ^ (x >> 31)) % below);
}

#define DISTRICTS 3
#define COMMUNES  12

/* Formulas of every kind: over one layout and several, of cells alone, of other periods, of other areas. */
#define VARIED_FORMULA(id, formula) "+indicators " id "; kind=computed; formula=" formula "; /;"
#define VARIED_CONDITION(id, formula) "+indicators " id "; kind=milestone; formula=" formula "; /;"
#define VARIED_FORMULAS                                                                                          \
        VARIED_FORMULA("x0", "f - o + f") VARIED_FORMULA("x1", "100 * f / s") VARIED_FORMULA("x2", "f * f * f * f * 1000")    \
        VARIED_FORMULA("x3", "if(is_missing(s), f / 3, coalesce(o, 0))") VARIED_FORMULA("x4", "round(f / 7, 1) - min(f, s, 500)") \
        VARIED_FORMULA("x5", "growth(f) + 1") VARIED_FORMULA("x6", "ytd(f) - f") VARIED_FORMULA("x7", "x1 * 2 + r + x3")       \
        VARIED_FORMULA("x8", "sqrt(f) * 3 - ln(s + 1)") VARIED_CONDITION("x9", "prev(f) < f or o > 300 and not o = 7")          \
        VARIED_FORMULA("y0", "mean(f, o, prev(f, 2)) / (s - 400)") VARIED_FORMULA("y1", "if(coverage(f) >= 50, f, prev(f))")   \
        VARIED_CONDITION("y2", "state(f) = 'missing'") VARIED_FORMULA("y3", "f - same_period_last_year(f) + cum(f, '2018-02')") \
        VARIED_FORMULA("y4", "share(f) * rank(x1)") VARIED_FORMULA("y5", "sum_over(max(f - 100, 0)) / top(f)")               \
        VARIED_FORMULA("y6", "floor(s / 9) % 5 + count(f, o, s > 3)") VARIED_FORMULA("y7", "diff(o) / at(f, '2018-03')")       \
        VARIED_FORMULA("y8", "s / l + f / l")

/* A tame programme's areas are always the same, and its indicators always defined: more of it is for blocks. */
static int is_tame;

/* Agencies of some communes, which hand over to each other, and what they owe; some indicators share an obligation. */
static inline void random_obligations(prg_programme *programme)
{
        static const char *const dates[] = { "2018-02-20", "2018-04-01", "2018-06-30", "2018-08-31" };
        static const char *const wholes[] = { "f; indicators<s", "s; indicators<b", "c", "l; indicators<f", "o" };
        char text[300];
        script(programme, "+agencies R; /; +agencies A0; area=P; /; +agencies A1; area=D1; /; +groups G; membership=closed");
        for (int i = 2; i < 8; i++) {
                snprintf(text, sizeof text, "+agencies A%d; area=C%u; to=%s; +successors; agency=A%u; on=%s; change=merge", i,
                        draw(COMMUNES), draw(3) ? "" : dates[draw(4)], draw((unsigned)i), dates[draw(4)]);
                script(programme, text);
                prg_item *group = get(programme, "group", "G"), *member = NULL;
                ck_assert_int_eq(prg_item_add(&member, group, "members", NULL), 0);
                snprintf(text, sizeof text, "A%d", i);
                ck_assert_int_eq(prg_item_set(member, "agency", text), 0);
        }
        for (int i = 0; i < 3; i++) {
                unsigned agency = draw(8);
                snprintf(text, sizeof text, "+obligations O%d; who<%s; who<A%u; period=%s; from=%s; indicators<%s; +tiers; receiver=R", i,
                        draw(2) ? "G" : "A1", agency == 1 ? 2 : agency, draw(2) ? "month" : "quarter", draw(2) ? "" : dates[draw(3)],
                        wholes[draw(5)]);
                script(programme, text);
        }
}

static inline prg_programme *random_programme(void)
{
        static const char *const dates[] = { "2018-02-15", "2018-04-01", "2018-05-20", "2018-09-01" };
        prg_programme *programme = scripted("+calendars vn; kind=shifted; day=15; /; +sources s; /; +sources t; /;"
                "+breakdowns sex; +categories male; ..; +categories female; /;"
                "+indicators f; kind=flow; period=month; decimals=2; /; +indicators s; kind=stock; period=month; /;"
                "+indicators c; kind=cumulative; calendar=vn; period=month; to=2018-08-14; /;"
                "+indicators b; kind=flow; period=month; breakdowns<sex; /;"
                "+indicators o; kind=flow; period=month; +sources; order<s; order<t; ..;"
                "+sources; order<t; order<s; from=2018-04-01; /;"
                "+indicators l; kind=flow; period=month; over_time=last; level=district; /;"
                "+indicators r; kind=ratio; numerator=f; denominator=s; factor=100; /;" VARIED_FORMULAS "+areas P; level=province");
        char text[200];
        if (!is_tame) {
                ck_assert_int_eq(prg_item_set(get(programme, "indicator", "s"), "from", "2018-03-01"), 0);
                ck_assert_int_eq(prg_item_set(get(programme, "indicator", "o"), "missing_over_time", "require"), 0);
        }
        for (int i = 0; i < DISTRICTS; i++) {
                snprintf(text, sizeof text, "+areas D%d; level=district; parent=P", i);
                script(programme, text);
        }
        for (int i = 0; i < COMMUNES; i++) {
                const char *from = is_tame || draw(4) ? "" : dates[draw(2)], *to = is_tame || draw(4) ? "" : dates[2 + draw(2)];
                snprintf(text, sizeof text, "+areas C%d; level=commune; parent=D%u; from=%s; to=%s", i, draw(DISTRICTS), from, to);
                if (!is_tame && draw(5) == 0 && *from == '\0' && *to == '\0')
                        snprintf(text + strlen(text), sizeof text - strlen(text), "; +later; from=%s; parent=D%u", dates[draw(4)],
                                draw(DISTRICTS));
                script(programme, text);
        }
        uint64_t kept = seed; /* what follows is drawn as without obligations */
        if (!is_tame && draw(2))
                random_obligations(programme);
        seed = kept;
        return programme;
}

/* `usual` of ten entries are final numbers without marks. */
static inline void random_entries(prg_data *data, unsigned count, unsigned usual)
{
        static const char *const indicators[] = { "f", "f", "s", "s", "c", "b", "o", "l" };
        static const char *const states[] = { "missing", "not_applicable", "not_expected", "suppressed" };
        static const char *const qualities[] = { "estimate", "preliminary", "final" };
        while (count-- > 0) {
                const char *indicator = indicators[draw(8)];
                char text[200], value[32], area[8];
                snprintf(area, sizeof area, "%c%u", *indicator == 'l' ? 'D' : 'C', draw(*indicator == 'l' ? DISTRICTS : COMMUNES));
                snprintf(value, sizeof value, "%u", draw(1000));
                int odd = draw(10) >= usual;
                snprintf(text, sizeof text, "%s %s %s2018-%02u %s %s%s%s%s%s", indicator, area, *indicator == 'c' ? "vn:" : "",
                        1 + draw(12), !odd || draw(9) ? value : states[draw(4)], odd ? qualities[draw(3)] : "final",
                        !odd || draw(12) ? "" : " mark=unreliable",
                        *indicator == 'o' ? draw(2) ? " source=s" : " source=t" : "",
                        *indicator == 'b' ? draw(2) ? " sex=male" : " sex=female" : "",
                        !odd || draw(20) ? "" : " mark=break");
                enter(data, text);
        }
}

static inline char *text_of(const prg_table *table)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &buf), 0);
        ck_assert_int_eq(prg_table_write_json(table, &sink, NULL), 0);
        char *text = malloc(buf.length + 1);
        ck_assert_ptr_nonnull(text);
        memcpy(text, buf.data, buf.length + 1);
        prg_buf_dispose(&buf);
        return text;
}

static inline char *table_of(const prg_data *data, const char *query)
{
        prg_table *table = computed(data, query, NULL);
        char *text = text_of(table);
        prg_table_free(table);
        return text;
}

#endif
