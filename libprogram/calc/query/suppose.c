/* Formulas and values that a query has itself; see suppose.h. */
#include "calc/query/suppose.h"

#include <string.h>

#include "calc/formula/formula.h"
#include "calc/query/shared.h"
#include "model/item.h"
#include "model/programme.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- life ---- */

void prg__own_formula_release(prg__own_formula *formula)
{
        if (formula == NULL || atomic_fetch_sub_explicit(&formula->owners, 1, memory_order_acq_rel) > 1)
                return;
        prg__arena_dispose(&formula->arena);
        prg__free(formula);
}

prg__supposed *prg__supposed_new(void)
{
        prg__supposed *made = prg__alloc_zero(sizeof *made);
        if (made)
                atomic_init(&made->owners, 1);
        return made;
}

prg__supposed *prg__supposed_keep(prg__supposed *supposed)
{
        if (supposed)
                atomic_fetch_add_explicit(&supposed->owners, 1, memory_order_relaxed);
        return supposed;
}

void prg__supposed_release(prg__supposed *supposed)
{
        if (supposed == NULL || atomic_fetch_sub_explicit(&supposed->owners, 1, memory_order_acq_rel) > 1)
                return;
        for (size_t i = 0; i < supposed->count; i++)
                prg__own_formula_release(supposed->formulas[i]);
        prg__free(supposed->formulas);
        prg__free(supposed->indicators);
        prg_data_free(supposed->values);
        prg__free(supposed);
}

int prg__supposed_add(prg__supposed *supposed, prg__own_formula *formula)
{
        size_t at = 0;
        while (at < supposed->count && supposed->indicators[at]->item.index != formula->indicator.item.index)
                at++;
        if (at == supposed->count) {
                if (prg__grow((void **)&supposed->formulas, &supposed->capacity, at + 1, sizeof *supposed->formulas) < 0
                    || prg__grow((void **)&supposed->indicators, &supposed->pointer_capacity, at + 1, sizeof *supposed->indicators) < 0) {
                        prg__own_formula_release(formula);
                        return PRG_ENOMEM;
                }
                supposed->count++;
        } else {
                prg__own_formula_release(supposed->formulas[at]);
        }
        supposed->formulas[at] = formula;
        supposed->indicators[at] = &formula->indicator;
        return 0;
}

static int copy_formulas(prg__supposed *to, const prg__supposed *from, int new_ones)
{
        int code = 0;
        for (size_t i = 0; from && i < from->count && code == 0; i++)
                if ((from->formulas[i]->of == NULL) == new_ones) {
                        atomic_fetch_add_explicit(&from->formulas[i]->owners, 1, memory_order_relaxed);
                        code = prg__supposed_add(to, from->formulas[i]);
                }
        return code;
}

int prg__supposed_copy_new(prg__supposed *to, const prg__supposed *from)
{
        return copy_formulas(to, from, 1);
}

int prg__supposed_copy_rest(prg__supposed *to, const prg__supposed *from)
{
        int code = copy_formulas(to, from, 0);
        size_t count = prg__supposed_value_count(from);
        if (code == 0 && count)
                code = prg_data_new(&to->values, prg_data_programme(from->values), NULL);
        for (size_t i = 0; i < count && code == 0; i++) {
                prg_key key;
                prg_value value;
                code = prg__supposed_value(from, i, &key, &value);
                if (code == 0)
                        code = prg_data_set(to->values, &key, &value);
                code = code == PRG_END ? 0 : code;
        }
        return code;
}

int prg__query_own(prg_query *query)
{
        prg__supposed *old = query->supposed;
        if (old && atomic_load_explicit(&old->owners, memory_order_acquire) == 1)
                return 0;
        prg__supposed *made = prg__supposed_new();
        int code = made ? prg__supposed_copy_new(made, old) : PRG_ENOMEM;
        if (code == 0)
                code = prg__supposed_copy_rest(made, old);
        if (code < 0) {
                prg__supposed_release(made);
                return code;
        }
        query->supposed = made;
        prg__supposed_release(old);
        return 0;
}

/* ---- formulas ---- */

typedef struct checking {
        const prg__own_formula *formula;
        const prg__query_text *text;
} checking;

/* The first thing that is wrong, with its place in the text of the query. */
static int refuse(void *payload, const prg_item *indicator, size_t at, int code, int finding, const char *message)
{
        const checking *it = payload;
        (void)finding;
        if (indicator == &it->formula->indicator.item)
                return prg__error(code, PRG__QUERY_AT(it->text, it->text->at + at), "%s", message);
        return prg__error(code, PRG__QUERY_AT(it->text, it->text->at), "the formula of '%s': %s",
                prg__text_or(indicator->id, "?"), message);
}

/* Beside the programme alone, so that it does not matter what else is supposed, and in which order; what then does not go
 * together is refused when it is computed. */
static int check(const prg_query *query, const prg__own_formula *formula, const prg__query_text *text)
{
        const prg__indicator *own = &formula->indicator;
        prg__formula_set set;
        checking it = { formula, text };
        int code = prg__formula_set_begin_with(&set, query->programme, &own, 1);
        if (code == 0)
                code = prg__formula_set_need(&set, own, refuse, &it);
        prg__formula_set_dispose(&set);
        return code;
}

/* What is built on reported values alone cannot have a formula in their stead. */
static int check_subject(const prg_query *query, const prg__formula_wish *wish)
{
        const prg__list *all = &query->programme->root.indicators;
        for (size_t i = 0; wish->of && i < all->count; i++) {
                const prg__indicator *it = all->at[i];
                if (it->weight == &wish->of->item || it->replaces == &wish->of->item)
                        return prg__error(PRG_ECONFLICT, PRG__QUERY_AT(&wish->text, wish->text.at),
                                "'%s' is %s '%s' and cannot have another formula", wish->of->item.id,
                                it->weight == &wish->of->item ? "the weight of" : "an earlier version of", it->item.id);
        }
        return 0;
}

static int fill(prg__own_formula *made, const prg_query *query, const prg__formula_wish *wish, size_t before)
{
        prg__arena *arena = &made->arena;
        prg__indicator *it = &made->indicator;
        made->of = wish->of;
        if (wish->of) {
                *it = *wish->of;
                it->numerator = it->denominator = NULL;
                it->published = 0;
        } else {
                it->item.class = &prg__class_indicator;
                it->item.programme = query->programme;
                it->item.index = query->programme->root.indicators.count + before;
                it->item.detached = 1;
                it->item.id = prg__arena_text(arena, wish->id, wish->id_length);
                it->kind = PRG__KIND_COMPUTED;
                it->carry = it->threshold = -1;
                it->decimals = wish->decimals;
                it->unit = prg__without_const(wish->unit);
                it->factor.decimals = it->minimum.decimals = PRG__NO_NUMBER;
                it->from = it->to = PRG_DATE_NONE;
        }
        it->formula = prg__arena_text(arena, wish->text.whole + wish->text.at, wish->text.end - wish->text.at);
        if (it->formula == NULL || it->item.id == NULL)
                return PRG_ENOMEM;
        if (wish->label == NULL)
                return 0;
        prg__name *name = prg__arena_alloc(arena, sizeof *name);
        if (name == NULL || (name->text = prg__arena_text(arena, wish->label, wish->label_length)) == NULL)
                return PRG_ENOMEM;
        name->language = query->programme->root.language;
        it->item.name = (prg__names){ name, 1, 1 };
        return 0;
}

int prg__own_formula_make(prg__own_formula **out, const prg_query *query, const prg__formula_wish *wish, size_t before)
{
        int code = check_subject(query, wish);
        prg__own_formula *made = code == 0 ? prg__alloc_zero(sizeof *made) : NULL;
        if (made == NULL)
                return code < 0 ? code : PRG_ENOMEM;
        atomic_init(&made->owners, 1);
        prg__arena_init(&made->arena);
        code = fill(made, query, wish, before);
        if (code == 0)
                code = check(query, made, &wish->text);
        if (code < 0) {
                prg__own_formula_release(made);
                return code;
        }
        *out = made;
        return 0;
}

size_t prg__supposed_new_count(const prg__supposed *supposed)
{
        size_t count = 0;
        for (size_t i = 0; supposed && i < supposed->count; i++)
                count += supposed->formulas[i]->of == NULL;
        return count;
}

const prg__indicator *prg__supposed_find(const prg__supposed *supposed, const char *id, size_t length)
{
        for (size_t i = 0; supposed && i < supposed->count; i++) {
                const char *its = supposed->indicators[i]->item.id;
                if (supposed->formulas[i]->of == NULL && strlen(its) == length && memcmp(its, id, length) == 0)
                        return supposed->indicators[i];
        }
        return NULL;
}

/* ---- questions ---- */

const prg__indicator *prg__query_indicator(const prg_query *query, const prg__indicator *indicator)
{
        const prg__supposed *supposed = query->supposed;
        for (size_t i = 0; supposed && i < supposed->count; i++)
                if (supposed->formulas[i]->of == indicator)
                        return supposed->indicators[i];
        return indicator;
}

int prg__query_is_supposed(const prg_query *query, const prg__indicator *indicator)
{
        const prg__supposed *supposed = query->supposed;
        for (size_t i = 0; supposed && i < supposed->count; i++)
                if (supposed->indicators[i] == indicator)
                        return supposed->formulas[i]->of != NULL;
        return 0;
}

int prg__query_supposes(const prg_query *query)
{
        const prg__supposed *supposed = query->supposed;
        return supposed && (prg__supposed_value_count(supposed) || prg__supposed_new_count(supposed) < supposed->count);
}

size_t prg__supposed_value_count(const prg__supposed *supposed)
{
        return supposed && supposed->values ? (size_t)prg_data_sequence(supposed->values) : 0;
}

int prg__supposed_value(const prg__supposed *supposed, size_t index, prg_key *key, prg_value *value)
{
        const prg_data *data = supposed->values;
        const prg_key none = PRG_KEY_INIT;
        prg_entry entry;
        size_t slot;
        int position;
        uint64_t sequence = (uint64_t)index + 1;
        const prg__series *series = prg__data_entry_series(data, sequence, &slot, &position);
        if (prg__series_latest(series, slot, position) != sequence)
                return PRG_END;
        memset(&entry, 0, sizeof entry);
        prg__data_tell(data, (uint32_t)sequence, &entry);
        *key = none;
        key->indicator = &series->indicator->item;
        key->area = prg__data_slot_area(data, slot);
        key->period = series->axis->periods[position - series->axis->first];
        key->source = series->source;
        key->categories = series->categories;
        key->category_count = series->category_count;
        key->observed = series->observed;
        key->scope = series->scope;
        *value = entry.value;
        return 0;
}

/* ---- the setters ---- */

int prg_query_set_override(prg_query *query, const prg_key *key, const prg_value *value)
{
        if (query == NULL)
                return prg__error_null("query");
        if (key == NULL)
                return prg__error_null("key");
        if (value == NULL)
                return prg__error_null("value");
        int code = prg__query_fresh(query);
        if (code == 0)
                code = prg__query_own(query);
        if (code == 0 && query->supposed->values == NULL)
                code = prg_data_new(&query->supposed->values, query->programme, NULL);
        if (code < 0)
                return code;
        prg_value kept = PRG_VALUE_INIT;
        kept.state = value->state;
        kept.number = value->number;
        kept.category = value->category;
        kept.unit = value->unit;
        return prg_data_set(query->supposed->values, key, &kept);
}

/* A formula that replaces another new one stands on the axis in its place. */
static const prg__indicator **with_new(const prg_query *query, const prg__indicator *old, const prg__indicator *indicator)
{
        size_t count = query->indicator_count;
        const prg__indicator **made = prg__shared_new((count + 1) * sizeof(const prg__indicator *));
        for (size_t i = 0; made && i < count; i++)
                made[i] = old && query->indicators[i] == old ? indicator : query->indicators[i];
        if (made && old == NULL)
                made[count] = indicator;
        return made;
}

static int take_new(prg_query *query, const prg__indicator *old, prg__own_formula *made)
{
        const prg__indicator **axis = with_new(query, old, &made->indicator);
        if (axis == NULL) {
                prg__own_formula_release(made);
                return PRG_ENOMEM;
        }
        int code = prg__supposed_add(query->supposed, made);
        if (code < 0) {
                prg__shared_drop(axis);
                return code;
        }
        prg__shared_drop(query->indicators);
        query->indicators = axis;
        query->indicator_count += old == NULL;
        return 0;
}

int prg_query_set_formula(prg_query *query, const char *indicator, const char *formula)
{
        prg__formula_wish wish = { .decimals = -1 };
        prg__own_formula *made;
        if (query == NULL)
                return prg__error_null("query");
        if (indicator == NULL)
                return prg__error_null("indicator");
        if (formula == NULL)
                return prg__error_null("formula");
        int code = prg__query_fresh(query);
        if (code == 0)
                code = prg__query_text_begin(&wish.text, formula, strlen(formula));
        if (code < 0)
                return code;
        wish.of = (const prg__indicator *)prg_programme_get(query->programme, "indicator", indicator);
        wish.id = indicator;
        wish.id_length = strlen(indicator);
        if (wish.of == NULL && !prg__id_is_valid(&prg__class_indicator, indicator, wish.id_length))
                return prg__error(PRG_ESYNTAX, NULL, "'%.64s' is no id of an indicator, expected %s", indicator,
                        prg__id_expected(&prg__class_indicator));
        const prg__indicator *old = wish.of ? NULL : prg__supposed_find(query->supposed, indicator, wish.id_length);
        size_t before = old ? old->item.index - query->programme->root.indicators.count : prg__supposed_new_count(query->supposed);
        if ((code = prg__query_own(query)) < 0 || (code = prg__own_formula_make(&made, query, &wish, before)) < 0)
                return code;
        return wish.of ? prg__supposed_add(query->supposed, made) : take_new(query, old, made);
}

int prg_query_set_what_if(prg_query *query, const char *text)
{
        prg__query_text whole;
        if (query == NULL)
                return prg__error_null("query");
        if (text == NULL)
                return prg__error_null("text");
        int code = prg__query_fresh(query);
        if (code == 0)
                code = prg__query_text_begin(&whole, text, strlen(text));
        return code < 0 ? code : prg__query_read_what_if(query, whole);
}
