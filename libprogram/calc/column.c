/* What counts in one base cell: the right source, the right version of the indicator, categories that make up a
 * total, nil returns. docs/results.md, section 2. */
#include "calc/trace.h"

#include <string.h>

#include "model/programme.h"

/* ---- columns ---- */

static int has_category(const prg_item *const *categories, size_t count, const prg_item *category)
{
        for (size_t i = 0; i < count; i++)
                if (categories[i] == category)
                        return 1;
        return 0;
}

static int holds(const prg__series *series, const prg_item *const *categories, size_t count)
{
        for (size_t i = 0; i < count; i++)
                if (!has_category(series->categories, series->category_count, categories[i]))
                        return 0;
        return 1;
}

int prg__column_is_of(const prg__series *series, const prg__column *column)
{
        return series->scope == column->scope && series->category_count == column->category_count
                && holds(series, (const prg_item *const *)column->categories, column->category_count);
}

/* Whether anything was ever reported with these categories, and perhaps more. */
static int may_have(const prg__engine *engine, const prg__column *column)
{
        for (const prg__series *it = prg__engine_series_of(engine, column->indicator); it; it = it->next)
                if (it->scope == column->scope
                    && holds(it, (const prg_item *const *)column->categories, column->category_count))
                        return 1;
        return 0;
}

static int is_divided(const prg__column *column, const prg__breakdown *breakdown)
{
        for (size_t i = 0; i < column->category_count; i++)
                if (prg_item_owner(column->categories[i]) == &breakdown->item)
                        return 1;
        return 0;
}

static prg__column *make_column(prg__engine *engine, const prg__column *like, const prg_item *category);

static int derives(const prg__indicator *indicator)
{
        return indicator->kind == PRG__KIND_FLOW || indicator->kind == PRG__KIND_STOCK
                || indicator->kind == PRG__KIND_CUMULATIVE || indicator->kind == PRG__KIND_COHORT;
}

/* Finds the breakdowns whose categories may all have values. */
static int find_derivations(prg__engine *engine, prg__column *column)
{
        const prg__indicator *indicator = column->indicator;
        if (!derives(indicator) || indicator->breakdowns.count == 0)
                return 0;
        column->derivations = prg__arena_alloc(&engine->arena,
                indicator->breakdowns.count * sizeof *column->derivations);
        if (column->derivations == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < indicator->breakdowns.count; i++) {
                const prg__breakdown *breakdown = indicator->breakdowns.at[i];
                size_t count = breakdown->categories.count, made = 0;
                if (count == 0 || is_divided(column, breakdown))
                        continue;
                struct prg__derivation *derivation = &column->derivations[column->derivation_count];
                derivation->parts = prg__arena_alloc(&engine->arena, count * sizeof(prg__column *));
                if (derivation->parts == NULL)
                        return PRG_ENOMEM;
                for (; made < count; made++) {
                        prg__column *part = make_column(engine, column, breakdown->categories.at[made]);
                        if (part == NULL)
                                return PRG_ENOMEM;
                        if (!may_have(engine, part))
                                break;
                        derivation->parts[made] = part;
                }
                if (made < count)
                        continue;
                for (size_t k = 0; k < count; k++)
                        if (find_derivations(engine, derivation->parts[k]) < 0)
                                return PRG_ENOMEM;
                derivation->count = count;
                column->derivation_count++;
        }
        return 0;
}

/* A column with one more category; NULL without memory. Derivations are found when it is kept. */
static prg__column *make_column(prg__engine *engine, const prg__column *like, const prg_item *category)
{
        prg__column *column = prg__arena_alloc(&engine->arena, sizeof *column);
        size_t count = like->category_count + (category != NULL);
        if (column == NULL)
                return NULL;
        *column = *like;
        column->derivations = NULL;
        column->derivation_count = 0;
        column->categories = prg__arena_alloc(&engine->arena, (count + 1) * sizeof(const prg_item *));
        if (column->categories == NULL)
                return NULL;
        if (like->category_count)
                memcpy(column->categories, like->categories, like->category_count * sizeof(const prg_item *));
        if (category)
                column->categories[like->category_count] = category;
        column->category_count = count;
        return column;
}

const prg_item *prg__class_of(const prg__indicator *indicator, const prg__cut *cut)
{
        for (size_t i = 0; i < indicator->categories.count; i++) {
                const prg_item *category = indicator->categories.at[i];
                if (category->id && cut->category->id && strcmp(category->id, cut->category->id) == 0)
                        return category;
        }
        return NULL;
}

/* The column of a cut; PRG_ENOTFOUND when the indicator is not broken down so. */
static int column_of_cut(prg__engine *engine, prg__column **out, const prg__indicator *indicator, const prg__cut *cut,
        prg_scope scope)
{
        const prg_item *categories[PRG__FACTORS_MOST];
        prg__column like = { 0 };
        like.indicator = indicator;
        like.scope = scope;
        if (cut->kind == PRG__CUT_CATEGORIES) {
                for (size_t i = 0; i < cut->factor_count; i++) {
                        int found = 0;
                        for (size_t k = 0; k < indicator->breakdowns.count && !found; k++)
                                found = indicator->breakdowns.at[k] == cut->factors[i].breakdown;
                        if (!found)
                                return PRG_ENOTFOUND;
                        categories[i] = cut->factors[i].category;
                }
                like.categories = categories;
                like.category_count = cut->factor_count;
                like.observed = cut->observed;
                if (cut->observed.calendar && indicator->kind != PRG__KIND_COHORT)
                        return PRG_ENOTFOUND;
        } else if (cut->kind == PRG__CUT_CLASS || cut->kind == PRG__CUT_UNCLASSIFIED) {
                if (indicator->kind != PRG__KIND_CLASS || (cut->category && prg__class_of(indicator, cut) == NULL))
                        return PRG_ENOTFOUND;
        }
        prg__column *column = make_column(engine, &like, NULL);
        if (column == NULL || find_derivations(engine, column) < 0)
                return PRG_ENOMEM;
        *out = column;
        return 0;
}

static int same_number(int a, int b)
{
        return (a < 0 ? 0 : a) == (b < 0 ? 0 : b);
}

/* Whether values of an earlier version can stand in the later one's cells. */
static int continues(const prg__indicator *later, const prg__indicator *earlier)
{
        return earlier && later->kind == earlier->kind && prg__has_same_bases(later, earlier) && later->unit == earlier->unit
                && same_number(later->decimals, earlier->decimals);
}

int prg__editions_make(prg__engine *engine, prg__editions *editions, const prg__ask *ask, prg_scope scope)
{
        editions->count = 0;
        for (const prg__indicator *it = ask->indicator; it && editions->count < PRG__EDITIONS_MOST;) {
                prg__edition *edition = &editions->at[editions->count];
                edition->indicator = it;
                edition->column = NULL;
                edition->bit = 1u << editions->count;
                int code = column_of_cut(engine, &edition->column, it, ask->cut, scope);
                if (code < 0 && (code != PRG_ENOTFOUND || editions->count == 0))
                        return code;
                editions->count++;
                const prg__indicator *earlier = (const prg__indicator *)it->replaces;
                it = it->from != PRG_DATE_NONE && continues(it, earlier) ? earlier : NULL;
        }
        return 0;
}

const prg__edition *prg__editions_on(const prg__editions *editions, prg_date day)
{
        size_t i = 0;
        while (i + 1 < editions->count && day < editions->at[i].indicator->from)
                i++;
        return editions->count ? &editions->at[i] : NULL;
}

int prg__editions_part(prg__engine *engine, const prg__editions *whole, const prg_item *category, prg__editions *part)
{
        int any = 0;
        *part = *whole;
        for (size_t i = 0; i < whole->count; i++) {
                const prg__column *column = whole->at[i].column;
                part->at[i].column = NULL;
                if (column == NULL)
                        continue;
                prg__column *narrower = make_column(engine, column, category);
                if (narrower == NULL || find_derivations(engine, narrower) < 0)
                        return PRG_ENOMEM;
                any |= may_have(engine, narrower);
                part->at[i].column = narrower;
        }
        return any;
}

int prg__column_is_divided(const prg__column *column, const prg__breakdown *breakdown)
{
        return is_divided(column, breakdown);
}

/* ---- sources ---- */

/* The precedence in force on a day; NULL when the indicator has none, or none is in force. */
const prg__precedence *prg__precedence_on(const prg__indicator *indicator, prg_date day)
{
        const prg__precedence *found = NULL;
        for (size_t i = 0; i < indicator->sources.count; i++) {
                const prg__precedence *it = indicator->sources.at[i];
                if (it->from != PRG_DATE_NONE && it->from > day)
                        continue;
                if (found == NULL || found->from == PRG_DATE_NONE
                    || (it->from != PRG_DATE_NONE && it->from >= found->from))
                        found = it;
        }
        return found;
}

/* The sources to look at on a day, in order. */
typedef struct source_order {
        const prg_item *only;             /* the only one, perhaps NULL for values without source */
        const prg__precedence *precedence;
        size_t count;
        int fallback;
} source_order;

static source_order order_on(const prg__engine *engine, const prg__indicator *indicator, prg_date day)
{
        source_order order = { NULL, NULL, 1, 0 };
        if (indicator->sources.count == 0)
                return order;
        if (engine->query->source) {
                order.only = engine->query->source;
                return order;
        }
        order.precedence = prg__precedence_on(indicator, day);
        order.count = order.precedence ? order.precedence->order.count : 0;
        order.fallback = order.precedence && order.precedence->fallback == PRG__TRUE;
        return order;
}

static const prg_item *source_at(const source_order *order, size_t index)
{
        return order->precedence ? order->precedence->order.at[index] : order->only;
}

/* ---- entries ---- */

static int lies_within(const prg_period *inner, const prg_period *outer)
{
        return inner->first >= outer->first && inner->last <= outer->last;
}

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last;
}

/* What one source says of a cell; `observed` NULL where the indicator is no cohort. */
static void look(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg_item *source, const prg_period *observed, prg__base *base)
{
        memset(base, 0, sizeof *base);
        base->state = PRG_STATE_MISSING;
        for (const prg__series *it = prg__engine_series_of(engine, column->indicator); it; it = it->next) {
                prg__winner winner;
                int position;
                if (it->source != source || !prg__column_is_of(it, column)
                    || (observed && !same_period(&it->observed, observed))
                    || !prg__axis_find(it->axis, period, &position)
                    || !prg__engine_winner(engine, it, area, position, &winner))
                        continue;
                base->given = 1;
                base->state = winner.state;
                base->mantissa = winner.mantissa;
                base->quality = winner.quality;
                base->marks = winner.marks;
                base->has_bounds = winner.has_bounds;
                base->lower = winner.lower;
                base->upper = winner.upper;
                if (engine->tracer)
                        base->basis = prg__trace_cell(engine, column, area, period, observed, &winner);
                return;
        }
}

static int says_something(const prg__base *base)
{
        return base->given && base->state != PRG_STATE_MISSING;
}

static void look_by_order(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg_period *observed, prg__base *base)
{
        source_order order = order_on(engine, column->indicator, period->last);
        memset(base, 0, sizeof *base);
        base->state = PRG_STATE_MISSING;
        if (order.count == 0)
                return;
        look(engine, column, area, period, source_at(&order, 0), observed, base);
        for (size_t i = 1; i < order.count && order.fallback && !says_something(base); i++) {
                prg__base next;
                look(engine, column, area, period, source_at(&order, i), observed, &next);
                if (says_something(&next)) {
                        *base = next;
                        base->marks |= PRG_MARK_FALLBACK;
                }
        }
}

static void take_in(prg__base *sum, const prg__base *part)
{
        if (!sum->given || part->quality < sum->quality)
                sum->quality = part->quality;
        sum->given = 1;
        sum->state = PRG_STATE_VALUE;
        sum->mantissa += part->mantissa; /* as many entries as there are cannot overflow it */
        sum->marks |= part->marks;
}

/* The periods of observation that a cohort has, each once: those of series that are the first with theirs; or the first
 * that has a certain period of entry, too, where that is not NULL: what a query supposes has few of them. */
static int is_first_observed(const prg__engine *engine, const prg__series *series, const prg__column *column,
        const prg_period *entry)
{
        int position;
        for (const prg__series *it = prg__engine_series_of(engine, column->indicator); it != series; it = it->next)
                if (prg__column_is_of(it, column) && same_period(&it->observed, &series->observed)
                    && (entry == NULL || prg__axis_find(it->axis, entry, &position)))
                        return 0;
        return 1;
}

static void look_at_cohort(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        prg__base *base)
{
        prg__base sum, last;
        prg_date last_day = PRG_DATE_NONE;
        memset(&sum, 0, sizeof sum);
        memset(&last, 0, sizeof last);
        last.state = PRG_STATE_MISSING;
        for (const prg__series *it = prg__engine_series_of(engine, column->indicator); it; it = it->next) {
                prg__base one;
                if (!prg__column_is_of(it, column) || it->observed.calendar == NULL
                    || (column->observed.calendar && !lies_within(&it->observed, &column->observed))
                    || !is_first_observed(engine, it, column, NULL))
                        continue;
                look_by_order(engine, column, area, period, &it->observed, &one);
                if (one.given && one.state == PRG_STATE_VALUE) {
                        take_in(&sum, &one);
                        sum.basis = prg__trace_join(engine, PRG__BASIS_OBSERVED, column, sum.basis, one.basis);
                } else if (one.given && (last_day == PRG_DATE_NONE || it->observed.last > last_day)) {
                        last = one;
                        last_day = it->observed.last;
                }
        }
        *base = sum.given ? sum : last;
}

int prg__column_base(prg__engine *engine, const prg__column *column, int area, const prg_period *period, int derive,
        prg__base *base)
{
        if (column->indicator->kind == PRG__KIND_COHORT)
                look_at_cohort(engine, column, area, period, base);
        else
                look_by_order(engine, column, area, period, NULL, base);
        for (size_t i = 0; derive && !base->given && i < column->derivation_count; i++) {
                const struct prg__derivation *derivation = &column->derivations[i];
                prg__base sum;
                size_t k = 0;
                memset(&sum, 0, sizeof sum);
                for (; k < derivation->count; k++) {
                        prg__base part;
                        prg__column_base(engine, derivation->parts[k], area, period, 1, &part);
                        if (!part.given || part.state != PRG_STATE_VALUE)
                                break;
                        take_in(&sum, &part);
                        sum.basis = prg__trace_join(engine, PRG__BASIS_DERIVED, column, sum.basis, part.basis);
                }
                if (k == derivation->count)
                        *base = sum;
        }
        if (engine->tracer && base->basis == NULL)
                base->basis = prg__trace_cell(engine, column, area, period, NULL, NULL);
        return 0;
}

/* Whether anything counts in the cell or in one that is divided further. */
static int has_finer(const prg__engine *engine, const prg__column *column, const source_order *order, int area,
        const prg_period *period)
{
        for (const prg__series *it = prg__engine_series_of(engine, column->indicator); it; it = it->next) {
                prg__winner winner;
                int position;
                size_t i = 0;
                while (i < (order->fallback ? order->count : 1) && source_at(order, i) != it->source)
                        i++;
                if (column->observed.calendar && !lies_within(&it->observed, &column->observed))
                        continue;
                if (it->scope == column->scope && i < (order->fallback ? order->count : 1)
                    && holds(it, (const prg_item *const *)column->categories, column->category_count)
                    && prg__axis_find(it->axis, period, &position)
                    && prg__engine_winner(engine, it, area, position, &winner)
                    && (i == 0 || winner.state != PRG_STATE_MISSING)) /* nobody falls back on nothing */
                        return 1;
        }
        return 0;
}

int prg__column_has_finer(const prg__engine *engine, const prg__column *column, int area, const prg_period *period)
{
        source_order order = order_on(engine, column->indicator, period->last);
        return order.count > 0 && has_finer(engine, column, &order, area, period);
}

/* Whether a series shows that a unit reported something else than the column for the period. */
static int is_proof(const prg__engine *engine, const prg__series *it, const prg__column *column, const prg_item *source, int area,
        const prg_period *period, prg__winner *winner)
{
        int position;
        return it->indicator && it->indicator != column->indicator && it->scope == PRG_SCOPE_UNIT && it->source == source
                && prg__axis_find(it->axis, period, &position) && prg__engine_winner(engine, it, area, position, winner)
                && winner->state == PRG_STATE_VALUE;
}

int prg__column_is_nil(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        const prg__basis **basis)
{
        source_order order = order_on(engine, column->indicator, period->last);
        const prg__series *it;
        prg__winner winner;
        if (order.count == 0 || has_finer(engine, column, &order, area, period))
                return 0;
        const prg_item *source = source_at(&order, 0);
        for (size_t i = 0; (it = prg__engine_supposed_series(engine, i)) != NULL; i++)
                if (is_proof(engine, it, column, source, area, period, &winner))
                        break;
        for (size_t i = 0; it == NULL && i < prg__data_series_count(engine->data); i++)
                if (is_proof(engine, prg__data_series_at(engine->data, i), column, source, area, period, &winner))
                        it = prg__data_series_at(engine->data, i);
        if (it == NULL)
                return 0;
        *basis = prg__trace_nil(engine, column, area, period, it, &winner);
        return 1;
}

void prg__count_input(prg__counts *counts, const prg__base *base, const prg_period *period)
{
        if (base->quality)
                counts->qualities[base->quality - 1]++;
        for (int i = 0; i < PRG_MARKS; i++)
                counts->marks[i] += base->marks >> i & 1;
        if (counts->first == NULL || period->first < counts->first->first)
                counts->first = period;
        if (counts->last == NULL || period->last > counts->last->last)
                counts->last = period;
}

int prg__column_observed(prg__engine *engine, const prg__column *column, int area, const prg_period *period,
        prg__base *base, prg__counts *counts)
{
        for (const prg__series *it = prg__engine_series_of(engine, column->indicator); it; it = it->next) {
                if (!prg__column_is_of(it, column) || it->observed.calendar == NULL || !lies_within(&it->observed, period))
                        continue;
                for (int i = 0; i < it->axis->count; i++) {
                        prg__base one;
                        if (!is_first_observed(engine, it, column, &it->axis->periods[i]))
                                continue;
                        look_by_order(engine, column, area, &it->axis->periods[i], &it->observed, &one);
                        if (!one.given || one.state != PRG_STATE_VALUE)
                                continue;
                        take_in(base, &one);
                        base->basis = prg__trace_join(engine, PRG__BASIS_OBSERVED, column, base->basis, one.basis);
                        prg__count_input(counts, &one, &it->axis->periods[i]);
                }
        }
        return 0;
}

/* |a - b| * 100 > tolerance * |a| */
static int differs(prg__wide a, prg__wide b, prg_decimal tolerance)
{
        prg__wide difference = a > b ? a - b : b - a, size = a < 0 ? -a : a;
        return prg__wide_compare_products(difference, 100 * prg__wide_power_of_ten(tolerance.decimals), size,
                tolerance.mantissa) > 0;
}

int prg__column_check_sources(prg__engine *engine, const prg__column *column, int area, const prg_period *period)
{
        source_order order = order_on(engine, column->indicator, period->last);
        const prg__precedence *precedence = order.precedence;
        if (engine->report == NULL || precedence == NULL || order.count < 2
            || precedence->tolerance.decimals == PRG__NO_NUMBER || column->indicator->kind == PRG__KIND_COHORT
            || column->indicator->kind == PRG__KIND_CLASS)
                return 0;
        prg__base primary, other;
        look(engine, column, area, period, source_at(&order, 0), NULL, &primary);
        for (size_t i = 1; primary.given && primary.state == PRG_STATE_VALUE && i < order.count; i++) {
                look(engine, column, area, period, source_at(&order, i), NULL, &other);
                if (!other.given || other.state != PRG_STATE_VALUE
                    || !differs(primary.mantissa, other.mantissa, precedence->tolerance))
                        continue;
                unsigned decimals = column->indicator->decimals < 0 ? 0 : (unsigned)column->indicator->decimals;
                char a[PRG__WIDE_TEXT_SIZE], b[PRG__WIDE_TEXT_SIZE];
                prg__wide_write(a, primary.mantissa, decimals, PRG_NUMBER_PLAIN);
                prg__wide_write(b, other.mantissa, decimals, PRG_NUMBER_PLAIN);
                int code = prg__engine_tell(engine, PRG_FINDING_SOURCES_DIFFER, PRG_SEVERITY_WARNING,
                        column->indicator, area, period, "source '%s' has %s, source '%s' has %s",
                        prg_item_id(source_at(&order, 0)), a, prg_item_id(source_at(&order, i)), b);
                if (code < 0)
                        return code;
        }
        return 0;
}
