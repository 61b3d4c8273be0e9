/* Out of memory: queries. What fails leaves the query, the buffer and the programme as they were.
 */
#include "model.h"

#include "calc/query/query.h"

/* Two areas, a class indicator and a flow in a group, a breakdown, a source. */
static prg_programme *with_indicators(void)
{
        prg_programme *programme = model_new();
        prg_item *root = prg_programme_root(programme);
        prg_item *area = model_add(root, "areas", "Y");
        oom_check(prg_item_set(area, "level", "district") == 0
                  && prg_item_set(area, "parent", "X") == 0);
        prg_item *sex = model_add(root, "breakdowns", "sex");
        model_add(sex, "categories", "female");
        model_add(root, "sources", "police");
        model_add(root, "indicator_groups", "drugs");
        prg_item *cases = model_add(root, "indicators", "cases");
        oom_check(prg_item_set(cases, "kind", "flow") == 0
                  && prg_item_set(cases, "group", "drugs") == 0);
        prg_item *grade = model_add(root, "indicators", "grade");
        oom_check(prg_item_set(grade, "kind", "class") == 0);
        model_add(grade, "categories", "a");
        return programme;
}

#define EVERYTHING                                                                                 \
        "indicators cases, grade; areas units, level:district@X; periods 2018-Q1..2018-Q3, "       \
        "2018-01-05..2018-02-03; breakdowns sex, classes, sex=female*observed=2018; measures "     \
        "value, growth; "                                                                          \
        "as of 3; quality exactly final; source police; origin own; policy time minimum 50; "      \
        "policy areas zero; "                                                                      \
        "operands matched"

/* A query with everything set, and its programme; both end with close_query(). */
static prg_query *open_query(prg_programme **programme)
{
        prg_query *query = NULL;
        *programme = with_indicators();
        oom_check(prg_query_parse(&query, *programme, EVERYTHING, strlen(EVERYTHING)) == 0);
        return query;
}

static void close_query(prg_query *query, prg_programme *programme)
{
        prg_query_free(query);
        prg_programme_unref(programme);
}

static int is_written_as(const prg_query *query, const char *text)
{
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_query_format(&buf, query) == 0);
        int same = buf.length == strlen(text)
                   && memcmp(buf.data ? buf.data : "", text, buf.length) == 0;
        prg_buf_dispose(&buf);
        return same;
}

/* ---- making, reading, writing ---- */

static int make(void)
{
        prg_programme *programme = with_indicators();
        prg_query *query = NULL;
        oom_begin();
        int code = prg_query_new(&query, programme);
        oom_end();
        oom_check((code == 0) == (query != NULL));
        close_query(query, programme);
        return code;
}

static int parse(void)
{
        prg_programme *programme = with_indicators();
        prg_query *query = NULL;
        oom_begin();
        int code = prg_query_parse(&query, programme, EVERYTHING, strlen(EVERYTHING));
        oom_end();
        oom_check((code == 0) == (query != NULL));
        oom_check(query == NULL || is_written_as(query, EVERYTHING));
        close_query(query, programme);
        return code;
}

/* What is said of a mistake needs memory to look for what was meant. */
static int parse_mistake(void)
{
        static const char text[] = "indicators cases; areas Z; periods 2018";
        prg_programme *programme = with_indicators();
        prg_query *query = NULL;
        oom_begin();
        int code = prg_query_parse(&query, programme, text, strlen(text));
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ENOTFOUND));
        oom_check(query == NULL);
        close_query(query, programme);
        return code == PRG_ENOTFOUND ? 0 : code;
}

static int format(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        prg_buf buf = PRG_BUF_INIT;
        oom_check(prg_buf_append(&buf, "is ", 3) == 0);
        oom_begin();
        int code = prg_query_format(&buf, query);
        oom_end();
        oom_check(strcmp(buf.data, code ? "is " : "is " EVERYTHING) == 0);
        prg_buf_dispose(&buf);
        close_query(query, programme);
        return code;
}

/* ---- setting ---- */

/* Sets an axis of a query that has everything; in place of `before` its text then says `after`. */
static int set(int (*setter)(prg_query *query, const char *text), const char *text,
        const char *before, const char *after)
{
        char wanted[1024] = EVERYTHING;
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        oom_begin();
        int code = setter(query, text);
        oom_end();
        if (code == 0) {
                char *at = strstr(wanted, before);
                oom_check(at != NULL);
                memmove(at + strlen(after), at + strlen(before), strlen(at + strlen(before)) + 1);
                memcpy(at, after, strlen(after));
        }
        oom_check(is_written_as(query, wanted));
        close_query(query, programme);
        return code;
}

static int set_indicators(void)
{
        return set(prg_query_set_indicators, "grade, group:drugs, all", "cases, grade",
                "grade, cases");
}

static int set_areas(void)
{
        return set(prg_query_set_areas, "all, within:X, level:province, Y",
                "units, level:district@X", "all, within:X, level:province, Y");
}

static int set_periods(void)
{
        return set(prg_query_set_periods, "LAST_6_MONTHS@2018-06-30, 2018 .. 2020",
                "2018-Q1..2018-Q3, 2018-01-05..2018-02-03", "2017-12..2018-05, 2018..2020");
}

static int set_breakdowns(void)
{
        return set(prg_query_set_breakdowns, "by_observation, sex=female, classes",
                "sex, classes, sex=female*observed=2018", "by_observation, sex=female, classes");
}

static int set_measures(void)
{
        return set(prg_query_set_measures, "rank, share", "value, growth", "rank, share");
}

static int set_source(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        oom_check(prg_query_set_source(query, NULL) == 0);
        oom_begin();
        int code = prg_query_set_source(query, "POLICE");
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ENOTFOUND));
        oom_check(query->source == NULL);
        close_query(query, programme);
        return code == PRG_ENOTFOUND ? 0 : code;
}

/* What needs no memory. */
static int set_conditions(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        prg_decimal zero = { 0, 0 };
        oom_begin();
        int code = prg_query_set_as_of(query, 4);
        if (code == 0)
                code = prg_query_set_quality(query, PRG_QUALITY_MODE_BEST, PRG_QUALITY_FINAL);
        if (code == 0)
                code = prg_query_set_origin(query, PRG_ORIGIN_PARTS);
        if (code == 0)
                code = prg_query_set_policy_time(query, PRG_POLICY_SKIP, zero);
        if (code == 0)
                code = prg_query_set_policy_areas(query, PRG_POLICY_REQUIRE, zero);
        if (code == 0)
                code = prg_query_set_operands(query, PRG_OPERANDS_INDEPENDENT);
        if (code == 0)
                code = prg_query_set_boundaries(query, PRG_DATE_NONE);
        oom_end();
        oom_check(
                code == 0 && query->sight.as_of == 4 && query->policy_areas == PRG_POLICY_REQUIRE);
        close_query(query, programme);
        return code;
}

static int set_override(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        prg_query *other = NULL;
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        static const char before[] = "indicators cases; what if grade = \"a\", cases@Y@2018-01 = 1";
        static const char after[] = "indicators cases; what if grade = \"a\", cases@Y@2018-01 = 1, cases@Y@2018-02 = 0";
        oom_check(prg_item_set(model_get(programme, "indicator", "cases"), "period", "month") == 0);
        oom_check(prg_query_parse(&other, programme, before, strlen(before)) == 0);
        const prg_query *shared = NULL;
        oom_check(prg__query_share(&shared, other) == 0); /* so that it is copied */
        key.indicator = model_get(programme, "indicator", "cases");
        key.area = model_get(programme, "area", "Y");
        oom_check(prg_period_parse(&key.period, prg_query_calendars(other), "2018-02", 7) == 0);
        oom_begin();
        int code = prg_query_set_override(other, &key, &value);
        oom_end();
        oom_check(is_written_as(other, code < 0 ? before : after) && is_written_as(shared, before));
        prg__query_release(shared);
        prg_query_free(other);
        close_query(query, programme);
        return model_result(code);
}

static int set_formula(void)
{
        prg_programme *programme = with_indicators();
        prg_query *query = NULL;
        static const char before[] = "indicators cases, x = cases + 1; what if grade = \"a\"";
        oom_check(prg_query_parse(&query, programme, before, strlen(before)) == 0);
        oom_begin();
        int code = prg_query_set_formula(query, "y", "cases / 2");
        int second = prg_query_set_formula(query, "x", "cases + 2"), third = prg_query_set_formula(query, "cases", "3");
        oom_end();
        if (code == 0 && second == 0 && third == 0)
                oom_check(is_written_as(query, "indicators cases, x = cases + 2, y = cases / 2; what if grade = \"a\", cases = 3"));
        if (code < 0 && second < 0 && third < 0)
                oom_check(is_written_as(query, before));
        close_query(query, programme);
        return model_result(code < 0 ? code : second < 0 ? second : third);
}

static int set_what_if(void)
{
        prg_programme *programme = with_indicators();
        prg_query *query = NULL;
        static const char before[] = "indicators cases, x = cases + 1; what if grade = \"a\", cases@Y@2018-01 = 1";
        static const char after[] = "indicators cases, x = cases + 1; what if cases@Y@2018-02 = missing";
        oom_check(prg_item_set(model_get(programme, "indicator", "cases"), "period", "month") == 0);
        oom_check(prg_query_parse(&query, programme, before, strlen(before)) == 0);
        oom_begin();
        int code = prg_query_set_what_if(query, "cases@Y@2018-02 = missing");
        oom_end();
        oom_check(is_written_as(query, code < 0 ? before : after));
        close_query(query, programme);
        return model_result(code);
}

/* ---- asking ---- */

static int counts(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        oom_begin();
        size_t indicators = prg_query_indicator_count(query),
               periods = prg_query_period_count(query);
        const prg_calendars *calendars = prg_query_calendars(query);
        oom_end();
        oom_check(indicators == 2 && periods == 4 && calendars == query->calendars);
        close_query(query, programme);
        return 0;
}

static int share(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        const prg_query *shared = NULL;
        oom_begin();
        int code = prg__query_share(&shared, query);
        oom_end();
        oom_check((code == 0) == (shared != NULL));
        prg__query_release(shared);
        oom_check(is_written_as(query, EVERYTHING));
        close_query(query, programme);
        return code;
}

static int areas(void)
{
        prg_programme *programme;
        prg_query *query = open_query(&programme);
        const prg_item **found = NULL;
        size_t count = 0;
        oom_begin();
        int code = prg__query_areas(query, 17532, &found, &count);
        oom_end();
        oom_check(code ? found == NULL : count == 1 && strcmp(prg_item_id(found[0]), "Y") == 0);
        prg__free(found);
        close_query(query, programme);
        return code;
}

static int measure_name(void)
{
        oom_begin();
        const char *name = prg_measure_name(PRG_MEASURE_RANK);
        oom_end();
        oom_check(strcmp(name, "rank") == 0);
        return 0;
}

static int measure_from_name(void)
{
        prg_measure measure = PRG_MEASURE_VALUE;
        oom_begin();
        int code = prg_measure_from_name(&measure, "share");
        oom_end();
        oom_check(measure == PRG_MEASURE_SHARE);
        return code;
}

const oom_row oom_query[] = {
        { "prg_measure_name", measure_name },
        { "prg_measure_from_name", measure_from_name },
        { "prg_query_new", make },
        { "prg_query_free", share },
        { "prg_query_free", areas },
        { "prg_query_parse", parse },
        { "prg_query_parse", parse_mistake },
        { "prg_query_format", format },
        { "prg_query_set_indicators", set_indicators },
        { "prg_query_set_areas", set_areas },
        { "prg_query_set_periods", set_periods },
        { "prg_query_set_breakdowns", set_breakdowns },
        { "prg_query_set_measures", set_measures },
        { "prg_query_set_as_of", set_conditions },
        { "prg_query_set_quality", set_conditions },
        { "prg_query_set_source", set_source },
        { "prg_query_set_origin", set_conditions },
        { "prg_query_set_policy_time", set_conditions },
        { "prg_query_set_policy_areas", set_conditions },
        { "prg_query_set_operands", set_conditions },
        { "prg_query_set_boundaries", set_conditions },
        { "prg_query_set_override", set_override },
        { "prg_query_set_formula", set_formula },
        { "prg_query_set_what_if", set_what_if },
        { "prg_query_indicator_count", counts },
        { "prg_query_period_count", counts },
        { "prg_query_calendars", counts },
        { NULL, NULL },
};
