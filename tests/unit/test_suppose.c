/* Formulas of a query, and what a query supposes. That a supposed value gives the table that the same value, reported,
 * gives is checked against data sets that have it. */
#include "results.h"

#define AREAS "+areas P; level=province; /; +areas D; level=district; parent=P; /; +areas E; level=district; parent=P; /;" \
        "+areas A; level=commune; parent=D; /; +areas B; level=commune; parent=D; /; +areas C; level=commune; parent=E; /;"
#define RAW                                                                                                             \
        "+units case; /; +units percent; symbol=%; /; +breakdowns sex; +categories f; ..; +categories m; /;"          \
        "+sources police; /; +sources labour; /;"                                                                     \
        "+indicators cases; kind=flow; period=month; unit=case; breakdowns<sex; /;"                                   \
        "+indicators solved; kind=flow; period=month; unit=case; missing_over_time=zero; missing_over_areas=zero; /;" \
        "+indicators addicts; kind=stock; period=month; +sources; order<police; order<labour; fallback=true; /;"      \
        "+indicators grade; kind=class; period=month; +categories a; ..; +categories b; /;"                           \
        "+indicators reached; kind=milestone; period=month; /;"                                                       \
        "+indicators rate; kind=ratio; numerator=solved; denominator=cases; factor=100; unit=percent; decimals=1; /;" \
        "+indicators entered; kind=cohort; period=month; /;"                                                          \
        "+indicators twice; kind=computed; formula=2 * cases; unit=case"
#define VALUES                                                                                                          \
        "cases A 2018-01 5; cases A 2018-02 7; cases B 2018-01 1; cases B 2018-02 4; cases C 2018-02 3;"                \
        "cases A 2018-03 2 sex=f; cases A 2018-03 4 sex=m; solved A 2018-01 2; solved A 2018-02 3; solved B 2018-Q1 4;"  \
        "addicts A 2018-01 10 source=police; addicts A 2018-02 12 source=labour; addicts B 2018-01 20 source=police;"    \
        "addicts B 2018-01 22 source=labour; grade A 2018-01 a; grade B 2018-01 b; reached C 2018-02 1;"                 \
        "entered A 2018-01 5 observed=2018-02; entered B 2018-02 6 observed=2018-02"

static prg_programme *programme;
static prg_data *data;

static void set_up(void)
{
        programme = scripted(AREAS RAW);
        data = entered(programme, VALUES);
}

static void tear_down(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

static void assert_results(const char *query, const char *expected)
{
        const char *found = results(data, query);
        ck_assert_msg(strcmp(found, expected) == 0, "%s:\n%s\n%s", query, found, expected);
}

static void assert_refused(const char *text, int code, const char *place, const char *message)
{
        prg_query *query = NULL;
        ck_assert_msg(prg_query_parse(&query, programme, text, strlen(text)) == code, "%s: %d %s", text,
                prg_error_last()->code, prg_error_last()->message);
        ck_assert_str_eq(prg_error_last()->place, place);
        ck_assert_msg(strstr(prg_error_last()->message, message) != NULL, "%s: %s", text, prg_error_last()->message);
        ck_assert_ptr_null(query);
}

static void assert_canonical(const char *text, const char *expected)
{
        prg_buf out = PRG_BUF_INIT;
        for (int i = 0; i < 2; i++) {
                prg_query *query = asked(programme, i ? expected : text);
                out.length = 0;
                ck_assert_int_eq(prg_query_format(&out, query), 0);
                ck_assert_str_eq(out.data, expected);
                prg_query_free(query);
        }
        prg_buf_dispose(&out);
}

/* ---- formulas of the query ---- */

START_TEST(a_formula_stands_beside_indicators)
{
        assert_results("indicators cases, x = 100 * solved / cases, twice; areas P, A; periods 2018-02",
                "14 3/3 | 7 1/1 | 21.43 3/3 nil | 42.86 1/1 | 28 3/3 | 14 1/1");
        assert_results("indicators x [unit percent, decimals 1, label \"Tỷ lệ, %\"] = 100 * solved / cases; areas A; periods 2018-02",
                "42.9 1/1");
        assert_results("indicators x = if(grade = \"a\", 1, 0), y = coalesce(cases, 0); areas A, B; periods 2018-01",
                "1 1/1 | 0 1/1 | 5 1/1 | 1 1/1");
        assert_results("indicators x = growth(twice); areas A; periods 2018-02", "40.00 1/1");
}
END_TEST

START_TEST(a_formula_is_refused_at_its_place_in_the_query)
{
        assert_refused("indicators cases, x = cases + nothing; periods 2018", PRG_ENOTFOUND, "character 31",
                "no indicator is called 'nothing'");
        assert_refused("indicators x = rond(1)", PRG_ENOTFOUND, "character 16", "did you mean 'round'?");
        assert_refused("indicators x = (1", PRG_ESYNTAX, "character 18", "");
        assert_refused("indicators x =", PRG_ESYNTAX, "character 15", "nothing behind '='");
        assert_refused("indicators = 1", PRG_ESYNTAX, "character 12", "nothing before '='");
        assert_refused("indicators X = 1", PRG_ESYNTAX, "character 12", "expected the id of a new indicator");
        assert_refused("indicators cases = 1", PRG_EEXISTS, "character 12", "'what if cases = …'");
        assert_refused("indicators x = 1, x = 2", PRG_EEXISTS, "character 19", "a second formula for 'x'");
        assert_refused("indicators x [unit kg] = 1", PRG_ENOTFOUND, "character 20", "kg");
        assert_refused("indicators x [decimals 12] = 1", PRG_ESYNTAX, "character 24", "0 to 9");
        assert_refused("indicators x [digits 1] = 1", PRG_ESYNTAX, "character 15", "expected unit, decimals or label");
        assert_refused("indicators x [label \"a] = 1", PRG_ESYNTAX, "character 21", "one pair of quotes");
        assert_refused("indicators x [unit percent] = cases", PRG_ESCHEMA, "character 31", "");
}
END_TEST

START_TEST(a_query_with_formulas_has_a_canonical_text)
{
        assert_canonical("indicators  x[ decimals 1,label 'a \"b\", c' , unit percent ]=100*solved/cases ,cases; periods 2018",
                "indicators x [unit percent, decimals 1, label 'a \"b\", c'] = 100*solved/cases, cases; periods 2018");
        assert_canonical("indicators x = if(\"a;b,\" = \"a\", 1, 0); what if cases@A@2018-01=5",
                "indicators x = if(\"a;b,\" = \"a\", 1, 0); what if cases@A@2018-01 = 5");
        assert_canonical("what if solved = cases - 1, addicts @ A @ 2018-01 @ source:police = missing, cases@B@2018-02@sex=m = 3,"
                         "cases@P@2018@own=4 case, grade@A@2018-02=b; indicators cases",
                "indicators cases; what if solved = cases - 1, addicts@A@2018-01@source:police = missing, "
                "cases@B@2018-02@sex=m = 3, cases@P@2018@own = 4, grade@A@2018-02 = b");
        assert_canonical("what if cases@A@2018-01 = 5, cases@A@2018-01 = 6", "what if cases@A@2018-01 = 6");
}
END_TEST

START_TEST(a_setter_gives_one_formula)
{
        prg_query *query = asked(programme, "indicators cases; periods 2018-02; areas A");
        ck_assert_int_eq(prg_query_set_formula(query, "x", "cases + 1"), 0);
        ck_assert_int_eq(prg_query_set_formula(query, "y", "cases + 2"), 0);
        ck_assert_int_eq(prg_query_set_formula(query, "x", "cases + 3"), 0);
        ck_assert_int_eq(prg_query_set_formula(query, "rate", "50"), 0);
        ck_assert_fails(prg_query_set_formula(query, "z", "cases +"), PRG_ESYNTAX);
        ck_assert_str_eq(prg_error_last()->place, "character 8");
        ck_assert_fails(prg_query_set_formula(query, "z z", "1"), PRG_ESYNTAX);
        ck_assert_fails(prg_query_set_formula(query, "solved", "rate + 1"), PRG_ECYCLE);
        ck_assert_fails(prg_query_set_formula(query, "cases", "twice"), PRG_ECYCLE);
        ck_assert_fails(prg_query_set_formula(NULL, "z", "1"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_formula(query, NULL, "1"), PRG_EINVALID);
        ck_assert_fails(prg_query_set_formula(query, "z", NULL), PRG_EINVALID);
        prg_buf out = PRG_BUF_INIT;
        ck_assert_int_eq(prg_query_format(&out, query), 0);
        ck_assert_str_eq(out.data, "indicators cases, x = cases + 3, y = cases + 2; areas A; periods 2018-02; what if rate = 50");
        prg_buf_dispose(&out);
        ck_assert_int_eq(prg_query_set_indicators(query, "cases"), 0);
        ck_assert_int_eq(prg_query_set_what_if(query, ""), 0);
        ck_assert_fails(prg_query_set_what_if(query, "cases"), PRG_ESYNTAX);
        ck_assert_int_eq(prg_query_format(&out, query), 0);
        ck_assert_str_eq(out.data, "indicators cases; areas A; periods 2018-02");
        prg_buf_dispose(&out);
        prg_query_free(query);
}
END_TEST

/* The text at *at, which is moved behind it. */
static void assert_part(const char **at, const char *expected)
{
        int32_t length;
        memcpy(&length, *at, sizeof length);
        *at += sizeof length;
        ck_assert_uint_eq((size_t)length, strlen(expected));
        ck_assert_int_eq(memcmp(*at, expected, (size_t)length), 0);
        *at += length;
}

/* Of the Arrow schema: a number of pairs, each key and value with its length. */
static void assert_metadata(const prg_table *table)
{
        static const char *const parts[] = { "libprogram.what_if", "rate = 50, cases@A@2018-02 = 9", "libprogram.formula.x",
                "cases + 1", "libprogram.formula.rate", "50" };
        struct ArrowSchema schema;
        struct ArrowArray array;
        int32_t pairs;
        ck_assert_int_eq(prg_table_to_arrow(table, &schema, &array, NULL), 0);
        memcpy(&pairs, schema.metadata, sizeof pairs);
        ck_assert_int_eq(pairs, 3);
        const char *at = schema.metadata + sizeof pairs;
        for (size_t i = 0; i < 6; i++)
                assert_part(&at, parts[i]);
        schema.release(&schema);
        array.release(&array);
        struct ArrowArrayStream stream;
        ck_assert_int_eq(prg_table_to_arrow_stream(table, &stream, NULL), 0);
        ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
        ck_assert_ptr_nonnull(schema.metadata);
        schema.release(&schema);
        stream.release(&stream);
}

START_TEST(a_table_says_its_formulas_and_assumptions)
{
        prg_table *table = NULL;
        prg_buf out = PRG_BUF_INIT;
        prg_query *query = asked(programme, "indicators cases, x = cases + 1, rate; areas A; periods 2018-02; what if rate = 50,"
                                            "cases@A@2018-02 = 9");
        ck_assert_int_eq(prg_compute(&table, data, query, NULL), 0);
        prg_query_free(query);
        ck_assert_ptr_null(prg_table_formula(table, 0));
        ck_assert_str_eq(prg_table_formula(table, 1), "cases + 1");
        ck_assert_str_eq(prg_table_formula(table, 2), "50");
        ck_assert_ptr_null(prg_table_formula(table, 3));
        ck_assert_str_eq(prg_table_id(table, PRG_AXIS_INDICATORS, 1), "x");
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_INDICATORS, 1, "en"), "x");
        ck_assert_ptr_eq(prg_table_indicator(table, 2), get(programme, "indicator", "rate"));
        ck_assert_int_eq(prg_table_what_if(&out, table), 0);
        ck_assert_str_eq(out.data, "rate = 50, cases@A@2018-02 = 9");
        prg_buf_dispose(&out);
        for (size_t i = 0; i < 3; i++) {
                const size_t place[PRG_AXES] = { i, 0, 0, 0, 0 };
                prg_cell cell;
                ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
                ck_assert_uint_eq(cell.marks, PRG_MARK_WHAT_IF);
                ck_assert_uint_eq(prg_table_mark_count(table, place, PRG_MARK_WHAT_IF), 1);
        }
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &out), 0);
        ck_assert_int_eq(prg_table_write_json(table, &sink, NULL), 0);
        ck_assert_ptr_nonnull(strstr(out.data, "\"what_if\": \"rate = 50, cases@A@2018-02 = 9\""));
        ck_assert_ptr_nonnull(strstr(out.data, "{\"id\": \"x\", \"label\": \"x\", \"formula\": \"cases + 1\"}"));
        out.length = 0;
        ck_assert_int_eq(prg_table_write_csv(table, &sink, NULL), 0);
        ck_assert_ptr_nonnull(strstr(out.data, ",denominator,formula\n"));
        ck_assert_ptr_nonnull(strstr(out.data, ",cases + 1\n"));
        ck_assert_ptr_nonnull(strstr(out.data, "what_if"));
        out.length = 0;
        ck_assert_int_eq(prg_table_write_text(table, &sink, NULL), 0);
        ck_assert_ptr_nonnull(strstr(out.data, "Giả định: rate = 50, cases@A@2018-02 = 9\n"));
        ck_assert_ptr_nonnull(strstr(out.data, "\nx = cases + 1\n"));
        prg_buf_dispose(&out);
        assert_metadata(table);
        prg_table_free(table);
}
END_TEST

/* ---- what if ---- */

START_TEST(a_formula_is_supposed_wherever_the_indicator_is_needed)
{
        assert_results("indicators solved, rate, x = solved + 1; areas A, P; periods 2018-02; what if solved = cases / 2",
                "3.50 1/1 what_if | 7.00 3/3 what_if | 50.0 1/1 what_if | 50.0 3/3 what_if | 4.50 1/1 what_if | "
                "8.00 3/3 what_if");
}
END_TEST

START_TEST(what_is_supposed_of_one_period_of_entry_leaves_the_others)
{
        assert_results("indicators entered; areas A, D; periods 2018-02; breakdowns by_observation;"
                "what if entered@A@2018-02@observed=2018-02 = 4", "9 1/1 what_if | 15 2/2 what_if");
}
END_TEST

START_TEST(a_value_is_supposed_for_other_operators_too)
{
        assert_results("indicators x = agg(cases, time=max), y = average(addicts); areas A; periods 2018-Q1;"
                "what if cases@A@2018-03 = 9, addicts@A@2018-01@source:police = 20, addicts@A@2018-02@source:labour = 30",
                "9 3/3 what_if | 25.00 2/3 fallback what_if");
}
END_TEST

/* The CSV of a query, without the mark of what is supposed. */
static char *table_text(const prg_data *of, const char *text)
{
        prg_table *table = NULL;
        prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        prg_query *query = asked(programme, text);
        ck_assert_int_eq(prg_sink_to_buf(&sink, &out), 0);
        ck_assert_msg(prg_compute(&table, of, query, NULL) == 0, "%s: %s", text, prg_error_last()->message);
        ck_assert_int_eq(prg_table_write_csv(table, &sink, NULL), 0);
        prg_table_free(table);
        prg_query_free(query);
        char *copy = malloc(out.length + 1), *to = copy;
        ck_assert_ptr_nonnull(copy);
        for (const char *at = out.data; *at;) {
                size_t skip = strncmp(at, " what_if", 8) == 0 ? 8 : strncmp(at, "what_if", 7) == 0 ? 7 : 0;
                if (skip)
                        at += skip;
                else
                        *to++ = *at++;
        }
        *to = '\0';
        prg_buf_dispose(&out);
        return copy;
}

static const struct {
        const char *what_if, *entry;
} supposed[] = {
        { "cases@A@2018-02 = 9", "cases A 2018-02 9" },
        { "cases@C@2018-01 = 9", "cases C 2018-01 9" },
        { "cases@A@2018-02 = missing", "cases A 2018-02 missing" },
        { "cases@A@2018-02 = not_applicable", "cases A 2018-02 not_applicable" },
        { "cases@A@2018-03@sex=m = 9", "cases A 2018-03 9 sex=m" },
        { "cases@B@2018-03@sex=m = 9", "cases B 2018-03 9 sex=m" },
        { "cases@B@2018-Q1 = 40", "cases B 2018-Q1 40" },
        { "cases@P@2018-02@own = 3", "cases P 2018-02 3 own" },
        { "cases@E@2018-01@total = 3", "cases E 2018-01 3 total" },
        { "cases@A@2021-02 = 9", "cases A 2021-02 9" },
        { "solved@B@2018-Q1 = missing", "solved B 2018-Q1 missing" },
        { "addicts@A@2018-01@source:police = missing", "addicts A 2018-01 missing source=police" },
        { "addicts@A@2018-02@source:police = 5", "addicts A 2018-02 5 source=police" },
        { "addicts@B@2018-01@source:labour = 5", "addicts B 2018-01 5 source=labour" },
        { "grade@A@2018-01 = b", "grade A 2018-01 b" },
        { "grade@C@2018-02 = a", "grade C 2018-02 a" },
        { "reached@C@2018-02 = 0", "reached C 2018-02 0" },
        { "reached@A@2017-12 = 1", "reached A 2017-12 1" },
};

START_TEST(a_supposed_value_is_as_good_as_a_reported_one)
{
        static const char *const queries[] = {
                "indicators all; areas all; periods 2018-01..2018-04, 2018-Q1, 2018, 2021-02; breakdowns total, sex, classes; "
                "measures value, cumulative, growth, share, rank, coverage, reported, expected",
                "indicators cases, addicts, x = sum_over(cases) + prev(addicts); areas all; periods 2018-01..2018-03; origin own",
                "indicators cases, addicts; areas all; periods 2018-01..2018-03; policy areas require; source labour",
        };
        char text[1024], entries[1200];
        for (size_t q = 0; q < sizeof queries / sizeof *queries; q++) {
                snprintf(entries, sizeof entries, "%s; %s", VALUES, supposed[_i].entry);
                prg_data *other = entered(programme, entries);
                snprintf(text, sizeof text, "%s; what if %s", queries[q], supposed[_i].what_if);
                char *found = table_text(data, text), *expected = table_text(other, queries[q]);
                ck_assert_msg(strcmp(found, expected) == 0, "%s\n%s\n%s", text, found, expected);
                free(found);
                free(expected);
                prg_data_free(other);
        }
}
END_TEST

START_TEST(it_holds_whatever_was_known_when)
{
        assert_results("indicators cases; areas A; periods 2018-01, 2018-02; as of 1; what if cases@A@2018-02 = 9", "5 1/1 | 9 1/1 what_if");
        assert_results("indicators cases; areas A; periods 2018-02; quality exactly estimate; what if cases@A@2018-02 = 9",
                "9 1/1 what_if");
}
END_TEST

START_TEST(a_cube_keeps_what_is_supposed)
{
        prg_cube *cube = NULL;
        const size_t place[PRG_AXES] = { 0 };
        prg_decimal number;
        prg_query *query = asked(programme, "indicators solved; areas P; periods 2018-01; what if cases@C@2018-01 = 9, solved = cases + 1");
        ck_assert_int_eq(prg_cube_open(&cube, data, query, NULL), 0);
        ck_assert_int_eq(prg_query_set_what_if(query, "solved = 1"), 0);
        prg_query_free(query);
        ck_assert_int_eq(prg_table_decimal(prg_cube_table(cube), place, &number), 0);
        ck_assert_int_eq(number.mantissa, 16);
        enter_all(data, "cases C 2018-01 1; cases A 2018-01 6");
        ck_assert_int_eq(prg_cube_apply(cube), 0);
        ck_assert_int_eq(prg_table_decimal(prg_cube_table(cube), place, &number), 0);
        ck_assert_int_eq(number.mantissa, 17);
        prg_cube_free(cube);
}
END_TEST

START_TEST(what_cannot_be_supposed_is_refused)
{
        assert_refused("what if cases@A@2018-02 = 9.5", PRG_ESCHEMA, "character 9", "decimals");
        assert_refused("what if cases@A@2018-02 = -9", PRG_ESCHEMA, "character 9", "negative");
        assert_refused("what if cases@P@2018-02 = 9", PRG_ESCHEMA, "character 9", "lies above those that report");
        assert_refused("what if rate@A@2018-02 = 9", PRG_ESCHEMA, "character 9", "");
        assert_refused("what if cases@A@2018-02 = many", PRG_ESYNTAX, "character 27", "is no number, state, or class of 'cases'");
        assert_refused("what if cases@A = 9", PRG_ESYNTAX, "character 16", "expected a period");
        assert_refused("what if cases@X@2018 = 9", PRG_ENOTFOUND, "character 15", "no area");
        assert_refused("what if cases@A@2018-02@red = 9", PRG_ESYNTAX, "character 25", "expected a category");
        assert_refused("what if cases@A@2018-02@sex=x = 9", PRG_ENOTFOUND, "character 29", "no category of 'sex'");
        assert_refused("what if cases@A@2018-02", PRG_ESYNTAX, "character 24", "expected '='");
        assert_refused("what if cases", PRG_ESYNTAX, "character 14", "expected '='");
        assert_refused("what if nothing = 1", PRG_ENOTFOUND, "character 9", "no indicator is called 'nothing'");
        assert_refused("what if cases = twice", PRG_ECYCLE, "character 17", "it runs in a circle");
        assert_refused("what if cases = grade", PRG_ESCHEMA, "character 17", "");
        script(programme, "+indicators w; kind=stock; over_areas=weighted_mean; weight=cases");
        assert_refused("what if cases = 1", PRG_ECONFLICT, "character 17", "is the weight of 'w'");
}
END_TEST

START_TEST(a_key_and_a_value_are_supposed_as_well)
{
        prg_query *query = asked(programme, "indicators cases; periods 2018-02; areas A");
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        prg_buf out = PRG_BUF_INIT;
        ck_assert_int_eq(prg_query_set_override(query, &key, &value), PRG_EINVALID);
        key.indicator = get(programme, "indicator", "cases");
        key.area = get(programme, "area", "A");
        ck_assert_int_eq(prg_period_parse(&key.period, prg_query_calendars(query), "2018-02", 7), 0);
        value.number = (prg_decimal){ 8, 0 };
        value.quality = PRG_QUALITY_ESTIMATE;
        ck_assert_int_eq(prg_query_set_override(query, &key, &value), 0);
        ck_assert_fails(prg_query_set_override(query, NULL, &value), PRG_EINVALID);
        ck_assert_fails(prg_query_set_override(query, &key, NULL), PRG_EINVALID);
        ck_assert_fails(prg_query_set_override(NULL, &key, &value), PRG_EINVALID);
        ck_assert_int_eq(prg_query_format(&out, query), 0);
        ck_assert_str_eq(out.data, "indicators cases; areas A; periods 2018-02; what if cases@A@2018-02 = 8");
        prg_buf_dispose(&out);
        prg_query_free(query);
        value.marks = PRG_MARK_WHAT_IF;
        ck_assert_fails(prg_data_set(data, &key, &value), PRG_ESCHEMA);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("suppose");
        TCase *tests = tcase_create("suppose");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, a_formula_stands_beside_indicators);
        tcase_add_test(tests, a_formula_is_refused_at_its_place_in_the_query);
        tcase_add_test(tests, a_query_with_formulas_has_a_canonical_text);
        tcase_add_test(tests, a_setter_gives_one_formula);
        tcase_add_test(tests, a_table_says_its_formulas_and_assumptions);
        tcase_add_test(tests, a_formula_is_supposed_wherever_the_indicator_is_needed);
        tcase_add_test(tests, what_is_supposed_of_one_period_of_entry_leaves_the_others);
        tcase_add_test(tests, a_value_is_supposed_for_other_operators_too);
        tcase_add_loop_test(tests, a_supposed_value_is_as_good_as_a_reported_one, 0, sizeof supposed / sizeof *supposed);
        tcase_add_test(tests, it_holds_whatever_was_known_when);
        tcase_add_test(tests, a_cube_keeps_what_is_supposed);
        tcase_add_test(tests, what_cannot_be_supposed_is_refused);
        tcase_add_test(tests, a_key_and_a_value_are_supposed_as_well);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
