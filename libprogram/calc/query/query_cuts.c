/* Breakdowns, from their text to cuts.
 *
 * An entry of the text is a pattern: a cut in which some factors may stand for every category.
 * Patterns are written back as canonical text, which the query keeps, and expanded to cuts. What
 * the pattern "classes" stands for depends on the indicators: when they change, the cuts are made
 * again from that text. */
#include <string.h>

#include "calc/query/shared.h"
#include "model/programme.h"
#include "query_text.h"
#include "util/buf.h"
#include "util/suggest.h"

#define CUTS_MOST 10000

typedef struct pattern {
        prg__cut cut;
        unsigned each; /* bit i: factor i is every category, then what is not allocated */
        int classes;
} pattern;

/* ---- reading ---- */

/* The nearest is looked for among the ids and other words, ended by NULL. */
static int not_found(const prg__query_text *name, const char *what, const char *word,
        const prg__list *items, const char *const *others)
{
        char meant[PRG__QUERY_MEANT];
        prg__suggest near;
        prg__suggest_begin(&near, word, strlen(word));
        for (size_t i = 0; i < items->count; i++)
                prg__suggest_offer(&near, ((const prg_item *)items->at[i])->id);
        for (; *others; others++)
                prg__suggest_offer(&near, *others);
        return prg__error(PRG_ENOTFOUND, PRG__QUERY_AT(name, name->at), "no %s has the id '%s'%s",
                what, word, prg__query_meant(meant, prg__suggest_best(&near)));
}

static int read_observed(
        pattern *made, const prg_query *query, const prg__query_text *text, prg_buf *word)
{
        prg_period_range range;
        if (made->cut.observed.calendar)
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, text->at),
                        "a second period of observation, expected one");
        int code = prg__query_read_range(&range, query, text, word);
        if (code < 0)
                return code;
        if (range.count != 1)
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, text->at),
                        "%zu periods of observation, expected one", range.count);
        made->cut.observed = range.first;
        return 0;
}

static int find_category(const prg_item **category, const prg__breakdown *breakdown,
        const prg__query_text *name, prg_buf *word)
{
        static const char *const others[] = { PRG__QUERY_UNALLOCATED, NULL };
        if (prg__query_copy(word, name) < 0)
                return PRG_ENOMEM;
        *category = NULL;
        for (size_t i = 0; *category == NULL && i < breakdown->categories.count; i++) {
                const prg_item *item = breakdown->categories.at[i];
                if (strcmp(item->id, word->data) == 0)
                        *category = item;
        }
        if (*category || prg__query_is(name, PRG__QUERY_UNALLOCATED))
                return 0;
        return not_found(name, "category", word->data, &breakdown->categories, others);
}

static int add_factor(pattern *made, const prg_item *breakdown, const prg__query_text *name,
        const prg__query_text *category, prg_buf *word)
{
        prg__cut *cut = &made->cut;
        prg__factor factor = { breakdown, NULL };
        const prg__breakdown *it = (const prg__breakdown *)breakdown;
        for (size_t i = 0; i < cut->factor_count; i++)
                if (cut->factors[i].breakdown == breakdown)
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(name, name->at),
                                "'%s' for a second time, expected each breakdown once",
                                breakdown->id);
        if (cut->factor_count == PRG__FACTORS_MOST)
                return prg__error(PRG_ELIMIT, PRG__QUERY_AT(name, name->at),
                        "more than %d breakdowns at once", PRG__FACTORS_MOST);
        if (it->categories.count == 0)
                return prg__error(PRG_ESCHEMA, PRG__QUERY_AT(name, name->at),
                        "the breakdown '%s' has no categories", breakdown->id);
        int code = category ? find_category(&factor.category, it, category, word) : 0;
        if (category == NULL)
                made->each |= 1u << cut->factor_count;
        cut->factors[cut->factor_count++] = factor;
        return code;
}

/* A name that is no breakdown. */
static int no_breakdown(const prg_query *query, const prg__query_text *name, const char *word)
{
        static const char *const others[] = { "total", "classes", "by_observation", "observed",
                NULL };
        for (size_t i = 0; others[i]; i++)
                if (strcmp(word, others[i]) == 0)
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(name, name->at),
                                "'%s' stands alone, expected a breakdown", word);
        return not_found(name, "breakdown", word, &query->programme->root.breakdowns, others);
}

static int read_factor(pattern *made, const prg_query *query, prg__query_text text, prg_buf *word)
{
        prg__query_text name;
        int has_value = prg__query_split(&name, &text, '=');
        if (prg__query_is_empty(&name))
                return prg__error(
                        PRG_ESYNTAX, PRG__QUERY_AT(&name, name.at), "expected a breakdown");
        if (has_value && prg__query_is_empty(&text))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&text, text.at), "nothing behind '='");
        if (prg__query_copy(word, &name) < 0)
                return PRG_ENOMEM;
        const prg_item *breakdown = prg_programme_get(query->programme, "breakdown", word->data);
        if (breakdown)
                return add_factor(made, breakdown, &name, has_value ? &text : NULL, word);
        if (!prg__query_is(&name, "observed"))
                return no_breakdown(query, &name, word->data);
        if (!has_value)
                return prg__error(
                        PRG_ESYNTAX, PRG__QUERY_AT(&name, name.end), "expected '=' and a period");
        return read_observed(made, query, &text, word);
}

/* Whether a text is a word that stands alone; a breakdown with such an id comes first. */
static int is_word(const prg_query *query, const prg__query_text *text, const char *word)
{
        return prg__query_is(text, word)
               && prg_programme_get(query->programme, "breakdown", word) == NULL;
}

static int read_pattern(
        pattern *made, const prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        prg__query_text part, rest = *entry;
        int more = 1, code = 0;
        made->classes = is_word(query, entry, "classes");
        if (is_word(query, entry, "by_observation"))
                made->cut.kind = PRG__CUT_BY_OBSERVATION;
        if (made->classes || made->cut.kind != PRG__CUT_CATEGORIES
                || is_word(query, entry, "total"))
                return 0;
        while (code == 0 && more) {
                more = prg__query_split(&part, &rest, '*');
                code = read_factor(made, query, part, word);
        }
        return code;
}

/* ---- canonical text ---- */

static int write_factors(prg_buf *out, const pattern *it)
{
        const prg__cut *cut = &it->cut;
        int code = 0;
        for (size_t i = 0; code == 0 && i < cut->factor_count; i++) {
                const prg__factor *factor = &cut->factors[i];
                code = prg__buf_format(out, "%s%s", i ? "*" : "", factor->breakdown->id);
                if (code == 0 && !(it->each >> i & 1))
                        code = prg__buf_format(out, "=%s",
                                factor->category ? factor->category->id : PRG__QUERY_UNALLOCATED);
        }
        if (code < 0 || cut->observed.calendar == NULL)
                return code;
        code = prg__buf_format(out, "%sobserved=", cut->factor_count ? "*" : "");
        return code < 0 ? code : prg_period_format(out, &cut->observed);
}

static int write_pattern(prg_buf *out, const pattern *it)
{
        if (it->classes)
                return prg__buf_text(out, "classes");
        switch (it->cut.kind) {
        case PRG__CUT_CLASS: return prg__buf_format(out, "class=%s", it->cut.category->id);
        case PRG__CUT_UNCLASSIFIED: return prg__buf_text(out, "class=unclassified");
        case PRG__CUT_BY_OBSERVATION: return prg__buf_text(out, "by_observation");
        case PRG__CUT_CATEGORIES: break;
        }
        if (it->cut.factor_count == 0 && it->cut.observed.calendar == NULL)
                return prg__buf_text(out, "total");
        return write_factors(out, it);
}

/* ---- cuts ---- */

typedef struct maker {
        const prg_query *query;
        const prg__indicator *const *indicators;
        size_t indicator_count;
        prg__query_list patterns, cuts;
        prg_buf text, texts; /* of the patterns; of the cuts, each with its NUL */
        prg_buf word;
        size_t named; /* cuts, also what is named again: this bounds the work */
} maker;

#define KEY_WORDS (3 + PRG__QUERY_PERIOD_WORDS + 2 * PRG__FACTORS_MOST)

/* What makes a pattern. The order of its factors is that of the columns, not part of what they
 * mean. */
static size_t make_key(uintptr_t key[KEY_WORDS], const pattern *it)
{
        size_t end = 3;
        key[0] = (uintptr_t)it->cut.kind;
        key[1] = (uintptr_t)it->cut.category;
        key[2] = (uintptr_t)it->classes;
        prg__query_period_key(key + end, &it->cut.observed);
        end += PRG__QUERY_PERIOD_WORDS;
        uintptr_t *first = key + end;
        for (size_t i = 0; i < it->cut.factor_count; i++, end += 2) {
                const prg__factor *factor = &it->cut.factors[i];
                uintptr_t *at = key + end;
                for (; at > first && at[-2] > (uintptr_t)factor->breakdown; at -= 2)
                        memcpy(at, at - 2, 2 * sizeof *at);
                /* A breakdown is no category: it stands for each of its own. */
                at[0] = (uintptr_t)factor->breakdown;
                at[1] = (uintptr_t)(it->each >> i & 1 ? factor->breakdown : factor->category);
        }
        return end;
}

static int add_cut(maker *to, const pattern *it)
{
        uintptr_t key[KEY_WORDS];
        size_t before = to->cuts.count;
        int code = prg__query_list_add(&to->cuts, &it->cut, key, make_key(key, it));
        if (code < 0 || to->cuts.count == before)
                return code;
        code = write_pattern(&to->texts, it);
        return code < 0 ? code : prg__buf_append(&to->texts, "", 1);
}

static int too_many(const prg__query_text *entry)
{
        return prg__error(PRG_ELIMIT, PRG__QUERY_AT(entry, entry->at),
                "more than %d cuts are named", CUTS_MOST);
}

/* Every category of the factors of which each is meant: the first is the slowest. */
static int expand_factors(maker *to, const pattern *it, const prg__query_text *entry)
{
        const prg__list *lists[PRG__FACTORS_MOST];
        size_t which[PRG__FACTORS_MOST] = { 0 }, count = 1;
        int code = 0;
        for (size_t i = 0; i < it->cut.factor_count; i++) {
                lists[i] = &((const prg__breakdown *)it->cut.factors[i].breakdown)->categories;
                if (it->each >> i & 1)
                        count *= (size_t)lists[i]->count + 1;
                if (count > CUTS_MOST - to->named)
                        return too_many(entry);
        }
        if (count > CUTS_MOST - to->named)
                return too_many(entry);
        to->named += count;
        while (code == 0 && count-- > 0) {
                pattern one = *it;
                one.each = 0;
                for (size_t i = 0; i < it->cut.factor_count; i++)
                        if (it->each >> i & 1)
                                one.cut.factors[i].category =
                                        which[i] < lists[i]->count ? lists[i]->at[which[i]] : NULL;
                code = add_cut(to, &one);
                for (size_t i = it->cut.factor_count; i-- > 0;)
                        if (it->each >> i & 1) {
                                if (which[i]++ < lists[i]->count)
                                        break;
                                which[i] = 0;
                        }
        }
        return code;
}

/* Whether a class indicator that stands before has a class of the same id: a cut is one for both. */
static int is_named_before(const maker *to, size_t count, const prg_item *category)
{
        for (size_t i = 0; i < count; i++)
                for (size_t c = 0; c < to->indicators[i]->categories.count; c++) {
                        const prg_item *other = to->indicators[i]->categories.at[c];
                        if (to->indicators[i]->kind == PRG__KIND_CLASS && other->id && category->id
                            && strcmp(other->id, category->id) == 0)
                                return 1;
                }
        return 0;
}

static int expand_classes(maker *to, const prg__query_text *entry)
{
        pattern one;
        int any = 0, code = 0;
        memset(&one, 0, sizeof one);
        for (size_t i = 0; code == 0 && i < to->indicator_count; i++) {
                const prg__indicator *indicator = to->indicators[i];
                if (indicator->kind != PRG__KIND_CLASS)
                        continue;
                any = 1;
                if (indicator->categories.count >= CUTS_MOST - to->named)
                        return too_many(entry);
                to->named += indicator->categories.count;
                one.cut.kind = PRG__CUT_CLASS;
                for (size_t c = 0; code == 0 && c < indicator->categories.count; c++) {
                        one.cut.category = indicator->categories.at[c];
                        if (!is_named_before(to, i, one.cut.category))
                                code = add_cut(to, &one);
                }
        }
        if (code < 0 || !any)
                return code;
        one.cut.kind = PRG__CUT_UNCLASSIFIED;
        one.cut.category = NULL;
        to->named++;
        return add_cut(to, &one);
}

/* The class of an id that the first of the indicators has which has one; NULL for none. */
static const prg_item *find_class(const prg__indicator *const *indicators, size_t count, const char *id, prg__suggest *near)
{
        for (size_t i = 0; i < count; i++)
                for (size_t c = 0; indicators[i]->kind == PRG__KIND_CLASS && c < indicators[i]->categories.count; c++) {
                        const prg_item *category = indicators[i]->categories.at[c];
                        if (category->id && strcmp(category->id, id) == 0)
                                return category;
                        if (near && category->id)
                                prg__suggest_offer(near, category->id);
                }
        return NULL;
}

/* "class=A", a class of the indicators of the query, or, while they are not set, of any; "class=unclassified". 1 when it
 * is one, 0 for another entry, or an error. */
static int read_class(maker *to, pattern *made, const prg__query_text *entry)
{
        const prg__list *all = &to->query->programme->root.indicators;
        prg__query_text name, value = *entry;
        char meant[PRG__QUERY_MEANT];
        prg__suggest near;
        if (!prg__query_split(&name, &value, '=') || !is_word(to->query, &name, "class"))
                return 0;
        if (prg__query_is_empty(&value))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&value, value.at), "nothing behind '='");
        if (prg__query_copy(&to->word, &value) < 0)
                return PRG_ENOMEM;
        made->cut.kind = PRG__CUT_CLASS;
        prg__suggest_begin(&near, to->word.data, strlen(to->word.data));
        made->cut.category = find_class(to->indicators, to->indicator_count, to->word.data, &near);
        for (size_t i = 0; made->cut.category == NULL && i < all->count; i++) {
                const prg__indicator *indicator = all->at[i];
                made->cut.category = find_class(&indicator, 1, to->word.data, &near);
        }
        if (made->cut.category)
                return 1;
        made->cut.kind = PRG__CUT_UNCLASSIFIED;
        if (prg__query_is(&value, "unclassified"))
                return 1;
        prg__suggest_offer(&near, "unclassified");
        return prg__error(PRG_ENOTFOUND, PRG__QUERY_AT(&value, value.at), "no class has the id '%s'%s", to->word.data,
                prg__query_meant(meant, prg__suggest_best(&near)));
}

static int read_entry(maker *to, const prg__query_text *entry)
{
        uintptr_t key[KEY_WORDS];
        pattern it;
        size_t before = to->patterns.count;
        memset(&it, 0, sizeof it);
        int code = read_class(to, &it, entry), is_class = code == 1;
        if (code == 0)
                code = read_pattern(&it, to->query, entry, &to->word);
        if (code >= 0)
                code = prg__query_list_add(&to->patterns, &it, key, make_key(key, &it));
        if (code < 0 || to->patterns.count == before)
                return code;
        if (before && prg__buf_append(&to->text, ", ", 2) < 0)
                return PRG_ENOMEM;
        if ((code = write_pattern(&to->text, &it)) < 0)
                return code;
        if (is_class)
                return to->named++ < CUTS_MOST ? add_cut(to, &it) : too_many(entry);
        return it.classes ? expand_classes(to, entry) : expand_factors(to, &it, entry);
}

/* The list in one block, the texts behind it in the same order. */
static int finish(prg__query_cuts *made, maker *to)
{
        pattern total;
        memset(&total, 0, sizeof total);
        if (to->cuts.count == 0 && add_cut(to, &total) < 0)
                return PRG_ENOMEM;
        prg__cut *cuts = prg__query_list_share(&to->cuts, to->texts.length);
        char *text = cuts ? prg__shared_new(to->text.length + 1) : NULL;
        if (text == NULL) {
                prg__shared_drop(cuts);
                return PRG_ENOMEM;
        }
        memcpy(text, to->text.data, to->text.length + 1);
        char *at = (char *)(cuts + to->cuts.count);
        memcpy(at, to->texts.data, to->texts.length);
        for (size_t i = 0; i < to->cuts.count; at += strlen(at) + 1)
                cuts[i++].text = at;
        *made = (prg__query_cuts){ cuts, to->cuts.count, text };
        return 0;
}

int prg__query_make_cuts(prg__query_cuts *made, const prg_query *query, prg__query_text text,
        const prg__indicator *const *indicators, size_t indicator_count)
{
        maker to = { query, indicators, indicator_count, { 0 }, { 0 }, PRG_BUF_INIT, PRG_BUF_INIT,
                PRG_BUF_INIT, 0 };
        prg__query_text entry;
        int more = 1, code;
        prg__query_list_begin(&to.patterns, sizeof(pattern));
        prg__query_list_begin(&to.cuts, sizeof(prg__cut));
        while ((code = prg__query_next(&entry, &text, &more, "a breakdown")) == 0
                && (code = read_entry(&to, &entry)) == 0)
                ;
        if (code == PRG_END)
                code = finish(made, &to);
        prg__query_list_dispose(&to.patterns);
        prg__query_list_dispose(&to.cuts);
        prg_buf_dispose(&to.text);
        prg_buf_dispose(&to.texts);
        prg_buf_dispose(&to.word);
        return code;
}

void prg__query_take_cuts(prg_query *query, const prg__query_cuts *made)
{
        prg__shared_drop(query->cuts);
        prg__shared_drop(query->breakdowns);
        query->cuts = made->cuts;
        query->cut_count = made->count;
        query->breakdowns = made->text;
}

int prg__query_read_breakdowns(prg_query *query, prg__query_text text)
{
        prg__query_cuts made;
        int code =
                prg__query_make_cuts(&made, query, text, query->indicators, query->indicator_count);
        if (code == 0)
                prg__query_take_cuts(query, &made);
        return code;
}
