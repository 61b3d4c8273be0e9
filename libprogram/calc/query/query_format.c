/* The canonical text of a query: the clauses that differ from a new query, in a fixed order, with
 * ids.
 *
 * Periods that follow each other become ranges, except days: a text a..b of days means one span. */
#include <string.h>

#include "model/period.h"
#include "calc/query/suppose.h"
#include "util/buf.h"

/* Begins a clause, or goes on in its list. */
static int put(prg_buf *out, const char *clause, size_t index)
{
        if (index)
                return prg__buf_text(out, ", ");
        return prg__buf_format(out, "%s%s ", out->length ? "; " : "", clause);
}

/* ---- axes ---- */

static int put_indicators(prg_buf *out, const prg_query *query)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < query->indicator_count; i++) {
                code = put(out, "indicators", i);
                if (code == 0)
                        code = prg__is_new_indicator(query->indicators[i])
                                       ? prg__query_put_formula(out, query->indicators[i])
                                       : prg__buf_text(out, query->indicators[i]->item.id);
        }
        return code;
}

static int put_area(prg_buf *out, const prg__area_word *word)
{
        const char *id = word->area ? word->area->id : "";
        switch (word->kind) {
        case PRG__AREA_ALL: return prg__buf_text(out, "all");
        case PRG__AREA_ROOTS: return prg__buf_text(out, "roots");
        case PRG__AREA_UNITS: return prg__buf_text(out, "units");
        case PRG__AREA_LEVEL: return prg__buf_format(out, "level:%s", word->level);
        case PRG__AREA_CHILDREN: return prg__buf_format(out, "children:%s", id);
        case PRG__AREA_WITHIN: return prg__buf_format(out, "within:%s", id);
        case PRG__AREA_UNITS_OF: return prg__buf_format(out, "units:%s", id);
        case PRG__AREA_LEVEL_OF: return prg__buf_format(out, "level:%s@%s", word->level, id);
        case PRG__AREA_ONE: break;
        }
        return prg__buf_text(out, id);
}

static int put_areas(prg_buf *out, const prg_query *query)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < query->area_count; i++) {
                code = put(out, "areas", i);
                if (code == 0)
                        code = put_area(out, &query->areas[i]);
        }
        return code;
}

static int follows(const prg_period *period, const prg_period *before)
{
        return period->calendar == before->calendar && period->type == before->type
               && period->type != PRG_PERIOD_DAY && period->type != PRG_PERIOD_DAYS
               && prg__period_range(before, period).count == 2;
}

static int put_periods(prg_buf *out, const prg_query *query)
{
        int code = 0;
        for (size_t i = 0, end; code == 0 && i < query->period_count; i = end) {
                for (end = i + 1; end < query->period_count
                                  && follows(&query->periods[end], &query->periods[end - 1]);)
                        end++;
                code = put(out, "periods", i);
                if (code == 0)
                        code = prg_period_range_format(
                                out, &(prg_period_range){
                                             query->periods[i], query->periods[end - 1], end - i });
        }
        return code;
}

static int put_breakdowns(prg_buf *out, const prg_query *query)
{
        if (strcmp(query->breakdowns, "total") == 0)
                return 0;
        int code = put(out, "breakdowns", 0);
        return code < 0 ? code : prg__buf_text(out, query->breakdowns);
}

static int put_measures(prg_buf *out, const prg_query *query)
{
        int code = 0;
        if (query->measure_count == 1 && query->measures[0] == PRG_MEASURE_VALUE)
                return 0;
        for (size_t i = 0; code == 0 && i < query->measure_count; i++) {
                code = put(out, "measures", i);
                if (code == 0)
                        code = prg__buf_text(out, prg_measure_name(query->measures[i]));
        }
        return code;
}

/* ---- conditions ---- */

static int put_number(prg_buf *out, const char *clause, uint64_t number)
{
        char digits[20];
        size_t at = sizeof digits;
        if (number == 0)
                return 0;
        for (; number; number /= 10)
                digits[--at] = (char)('0' + number % 10);
        int code = put(out, clause, 0);
        return code < 0 ? code : prg__buf_append(out, digits + at, sizeof digits - at);
}

static int put_word(prg_buf *out, const char *clause, const char *const *words, int number)
{
        int code = number ? put(out, clause, 0) : 0;
        return code < 0 || number == 0 ? code : prg__buf_text(out, words[number]);
}

static int put_quality(prg_buf *out, const prg_query *query)
{
        int code = put_word(out, "quality", prg__query_quality_modes, (int)query->sight.mode);
        if (code == 0 && query->sight.mode != PRG_QUALITY_MODE_BEST)
                code = prg__buf_format(out, " %s", prg__query_qualities[query->sight.quality]);
        return code;
}

static int put_policy(prg_buf *out, const char *clause, prg_policy policy, prg_decimal minimum)
{
        int code = put_word(out, clause, prg__query_policies, (int)policy);
        if (code == 0 && policy == PRG_POLICY_MINIMUM && (code = prg__buf_append(out, " ", 1)) == 0)
                code = prg_decimal_format(out, minimum, PRG_NUMBER_PLAIN);
        return code;
}

static int put_source(prg_buf *out, const prg_query *query)
{
        int code = query->source ? put(out, "source", 0) : 0;
        return code < 0 || query->source == NULL ? code : prg__buf_text(out, query->source->id);
}

static int put_query(prg_buf *out, const prg_query *query)
{
        int code;
        if ((code = put_indicators(out, query)) < 0 || (code = put_areas(out, query)) < 0
                || (code = put_periods(out, query)) < 0 || (code = put_breakdowns(out, query)) < 0
                || (code = put_measures(out, query)) < 0
                || (code = put_number(out, "as of", query->sight.as_of)) < 0
                || (code = put_quality(out, query)) < 0 || (code = put_source(out, query)) < 0
                || (code = put_word(out, "origin", prg__query_origins, (int)query->origin)) < 0
                || (code = put_policy(out, "policy time", query->policy_time, query->minimum_time))
                           < 0
                || (code = put_policy(
                            out, "policy areas", query->policy_areas, query->minimum_areas))
                           < 0)
                return code;
        code = put_word(out, "operands", prg__query_operands, (int)query->operands);
        if (code == 0 && prg__query_supposes(query) && (code = put(out, "what if", 0)) == 0)
                code = prg__query_put_what_if(out, query);
        return code;
}

int prg_query_format(prg_buf *out, const prg_query *query)
{
        prg_buf text = PRG_BUF_INIT;
        if (out == NULL)
                return prg__error_null("out");
        if (query == NULL)
                return prg__error_null("query");
        int code = prg__query_fresh(query);
        if (code == 0)
                code = put_query(&text, query);
        if (code == 0)
                code = prg__buf_append(out, text.data, text.length);
        prg_buf_dispose(&text);
        return code;
}
