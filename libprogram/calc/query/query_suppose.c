/* The texts of what a query has itself: formulas of new indicators, and the clause "what if".
 *
 *   id [unit percent, decimals 1, label "…"] = formula     in "indicators"
 *   indicator = formula                                    in "what if"
 *   indicator @ area @ period @ sex=male @ source:S = 5    in "what if": a value, a state, or a class
 *
 * Where a supposed value begins is the last '=', since parts of its cell may have one. */
#include "calc/query/suppose.h"

#include <stdio.h>
#include <string.h>

#include "model/item.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/memory.h"
#include "util/suggest.h"

/* ---- formulas ---- */

static int read_decimals(prg__formula_wish *wish, const prg__query_text *text)
{
        char digit = text->end - text->at == 1 ? text->whole[text->at] : '\0';
        if (digit < '0' || digit > '9')
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, text->at), "expected 0 to 9 decimals");
        wish->decimals = digit - '0';
        return 0;
}

static int read_label(prg__formula_wish *wish, prg__query_text text)
{
        char quote = text.whole[text.at];
        int is_quoted = quote == '"' || quote == '\'', wrong = 0;
        if (is_quoted) {
                text.at++;
                wrong = text.at == text.end || text.whole[text.end - 1] != quote;
                text.end -= !wrong;
        }
        for (size_t i = text.at; i < text.end && !wrong; i++)
                wrong = is_quoted ? text.whole[i] == quote : text.whole[i] == '"' || text.whole[i] == '\'';
        if (wrong)
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&text, text.at - (size_t)is_quoted),
                        "expected a label in one pair of quotes");
        wish->label = text.whole + text.at;
        wish->label_length = text.end - text.at;
        return 0;
}

static int read_option(prg__formula_wish *wish, const prg_query *query, prg__query_text text, prg_buf *word)
{
        static const char *const names[] = { "unit", "decimals", "label", NULL };
        char meant[PRG__QUERY_MEANT];
        prg__query_text name;
        prg_item *unit;
        prg__suggest near;
        prg__query_split_word(&name, &text);
        prg__suggest_begin(&near, name.whole + name.at, name.end - name.at);
        for (size_t i = 0; names[i]; i++)
                prg__suggest_offer(&near, names[i]);
        if (!prg__query_is(&name, names[0]) && !prg__query_is(&name, names[1]) && !prg__query_is(&name, names[2]))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&name, name.at), "expected unit, decimals or label%s",
                        prg__query_meant(meant, prg__suggest_best(&near)));
        if (prg__query_is_empty(&text))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&text, text.at), "nothing behind '%.*s'",
                        (int)(name.end - name.at), name.whole + name.at);
        if (prg__query_is(&name, "decimals"))
                return read_decimals(wish, &text);
        if (prg__query_is(&name, "label"))
                return read_label(wish, text);
        int code = prg__query_find(&unit, query, "unit", &text, NULL, word);
        if (code == 0)
                wish->unit = unit;
        return code;
}

/* Takes the options between brackets off the end of a head, and reads them. */
static int read_options(prg__formula_wish *wish, const prg_query *query, prg__query_text *head, prg_buf *word)
{
        prg__query_text entry, rest = *head;
        int more = 1, code;
        if (!prg__query_split(&entry, &rest, '['))
                return 0;
        *head = entry;
        if (prg__query_is_empty(&rest) || rest.whole[rest.end - 1] != ']')
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&rest, rest.end), "expected ']'");
        rest.end--;
        prg__query_trim(&rest);
        while ((code = prg__query_next_quoted(&entry, &rest, &more, "an option")) == 0
               && (code = read_option(wish, query, entry, word)) == 0)
                ;
        return code == PRG_END ? 0 : code;
}

/* Divides an entry at a '='. */
static int divide(prg__query_text *head, prg__query_text *tail, const prg__query_text *entry, size_t equals, const char *what)
{
        *head = *tail = *entry;
        head->end = equals;
        tail->at = equals + 1;
        prg__query_trim(head);
        prg__query_trim(tail);
        if (prg__query_is_empty(head))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(entry, entry->at), "nothing before '='");
        if (prg__query_is_empty(tail))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(tail, tail->at), "nothing behind '=', expected %s", what);
        return 0;
}

int prg__query_read_formula(prg__own_formula **out, const prg_query *query, const prg__query_text *entry, size_t before)
{
        prg__formula_wish wish = { .decimals = -1 };
        prg__query_text head;
        prg_buf word = PRG_BUF_INIT;
        int code = divide(&head, &wish.text, entry, prg__query_equals(entry), "a formula");
        if (code == 0)
                code = read_options(&wish, query, &head, &word);
        wish.id = head.whole + head.at;
        wish.id_length = head.end - head.at;
        if (code == 0 && !prg__id_is_valid(&prg__class_indicator, wish.id, wish.id_length))
                code = prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&head, head.at), "expected the id of a new indicator: %s",
                        prg__id_expected(&prg__class_indicator));
        if (code == 0)
                code = prg__query_copy(&word, &head);
        if (code == 0 && prg_programme_get(query->programme, "indicator", word.data))
                code = prg__error(PRG_EEXISTS, PRG__QUERY_AT(&head, head.at),
                        "the programme has an indicator '%s'; 'what if %s = …' gives it another formula", word.data, word.data);
        prg_buf_dispose(&word);
        return code < 0 ? code : prg__own_formula_make(out, query, &wish, before);
}

/* ---- what if: formulas ---- */

static int suppose_formula(prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        prg__formula_wish wish = { .decimals = -1 };
        prg__own_formula *made;
        prg__query_text head;
        prg_item *indicator;
        int code = divide(&head, &wish.text, entry, prg__query_equals(entry), "a formula");
        if (code == 0)
                code = prg__query_find(&indicator, query, "indicator", &head, NULL, word);
        if (code < 0)
                return code;
        wish.of = (const prg__indicator *)indicator;
        code = prg__own_formula_make(&made, query, &wish, 0);
        return code < 0 ? code : prg__supposed_add(query->supposed, made);
}

/* ---- what if: values ---- */

/* The cell that is being read. */
typedef struct cell {
        prg_key key;
        const prg_item *categories[PRG__FACTORS_MOST];
} cell;

static int find_category(cell *it, const prg_item *breakdown, const prg__query_text *name)
{
        const prg__list *all = &((const prg__breakdown *)breakdown)->categories;
        for (size_t i = 0; i < all->count; i++)
                if (prg__query_is(name, ((const prg_item *)all->at[i])->id)) {
                        if (it->key.category_count == PRG__FACTORS_MOST)
                                return prg__error(PRG_ELIMIT, PRG__QUERY_AT(name, name->at), "more than %d categories",
                                        PRG__FACTORS_MOST);
                        it->categories[it->key.category_count++] = all->at[i];
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, PRG__QUERY_AT(name, name->at), "no category of '%s' has the id '%.*s'", breakdown->id,
                (int)(name->end - name->at < 64 ? name->end - name->at : 64), name->whole + name->at);
}

static int read_period(prg_period *period, const prg_query *query, const prg__query_text *text)
{
        int code = prg_period_parse(period, query->calendars, text->whole + text->at, text->end - text->at);
        return code < 0 ? prg__query_error_at(code, text, text->at) : 0;
}

static int read_part(cell *it, const prg_query *query, prg__query_text text, prg_buf *word)
{
        prg__query_text name, rest = text;
        prg_item *found;
        if (prg__query_is(&text, "own") || prg__query_is(&text, "total")) {
                it->key.scope = prg__query_is(&text, "own") ? PRG_SCOPE_OWN : PRG_SCOPE_TOTAL;
                return 0;
        }
        if (prg__query_split(&name, &rest, ':') && prg__query_is(&name, "source")) {
                int code = prg__query_find(&found, query, "source", &rest, NULL, word);
                if (code == 0)
                        it->key.source = found;
                return code;
        }
        rest = text;
        if (!prg__query_split(&name, &rest, '='))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&text, text.at),
                        "expected a category such as sex=male, source:ID, own, total, or observed=PERIOD");
        if (prg__query_is(&name, "observed") && prg_programme_get(query->programme, "breakdown", "observed") == NULL)
                return read_period(&it->key.observed, query, &rest);
        int code = prg__query_find(&found, query, "breakdown", &name, NULL, word);
        return code < 0 ? code : find_category(it, found, &rest);
}

static int read_cell(cell *it, const prg_query *query, prg__query_text text, prg_buf *word)
{
        static const char *const expected[] = { "an indicator", "an area", "a period", "a part" };
        const prg_key none = PRG_KEY_INIT;
        prg_item *item;
        int more = 1, code = 0;
        it->key = none;
        it->key.categories = it->categories;
        for (size_t i = 0; code == 0 && (more || i < 3); i++) {
                prg__query_text part = text;
                if (more)
                        more = prg__query_split(&part, &text, '@');
                else
                        part.at = part.end = text.end;
                if (prg__query_is_empty(&part))
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&part, part.at), "expected %s", expected[i < 3 ? i : 3]);
                if (i == 2)
                        code = read_period(&it->key.period, query, &part);
                else if (i > 2)
                        code = read_part(it, query, part, word);
                else if ((code = prg__query_find(&item, query, i ? "area" : "indicator", &part, NULL, word)) == 0 && i)
                        it->key.area = item;
                else if (code == 0)
                        it->key.indicator = item;
        }
        return code;
}

static const prg_item *find_class(const prg_item *indicator, const prg__query_text *name)
{
        const prg__list *all = &((const prg__indicator *)indicator)->categories;
        for (size_t i = 0; i < all->count; i++)
                if (prg__query_is(name, ((const prg_item *)all->at[i])->id))
                        return all->at[i];
        return NULL;
}

static int find_state(prg_state *state, const char *name)
{
        for (int i = PRG_STATE_VALUE + 1; prg_state_name((prg_state)i); i++)
                if (strcmp(prg_state_name((prg_state)i), name) == 0) {
                        *state = (prg_state)i;
                        return 1;
                }
        return 0;
}

static int read_value(prg_value *value, const prg_query *query, const prg_item *indicator, prg__query_text text, prg_buf *word)
{
        const prg_value none = PRG_VALUE_INIT;
        prg__query_text first;
        prg_item *unit;
        *value = none;
        prg__query_split_word(&first, &text);
        if ((value->category = find_class(indicator, &first)) == NULL) {
                int code = prg__query_copy(word, &first);
                if (code < 0)
                        return code;
                if (!find_state(&value->state, word->data)) {
                        code = prg_decimal_parse(&value->number, word->data, word->length, PRG_NUMBER_PLAIN);
                        if (code == PRG_ESYNTAX)
                                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&first, first.at),
                                        "'%.64s' is no number, state, or class of '%s'", word->data, indicator->id);
                        if (code < 0)
                                return prg__query_error_at(code, &first, first.at);
                }
        }
        if (prg__query_is_empty(&text))
                return 0;
        int code = prg__query_find(&unit, query, "unit", &text, NULL, word);
        value->unit = unit;
        return code;
}

static size_t last_equals(const prg__query_text *entry)
{
        size_t at = entry->end;
        while (at > entry->at && entry->whole[at - 1] != '=')
                at--;
        return at > entry->at ? at - 1 : entry->end;
}

static int suppose_value(prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        prg__query_text head, tail;
        prg_value value;
        cell it;
        size_t equals = last_equals(entry);
        if (equals == entry->end)
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(entry, entry->end), "expected '=' and a value");
        int code = divide(&head, &tail, entry, equals, "a value");
        if (code == 0)
                code = read_cell(&it, query, head, word);
        if (code == 0)
                code = read_value(&value, query, it.key.indicator, tail, word);
        if (code < 0)
                return code;
        code = prg_query_set_override(query, &it.key, &value);
        return code < 0 ? prg__query_error_at(code, entry, entry->at) : 0;
}

/* ---- the clause ---- */

static int suppose(prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        size_t equals = prg__query_equals(entry), at = entry->at;
        while (at < equals && entry->whole[at] != '@')
                at++;
        if (at == equals && equals == entry->end)
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(entry, entry->end), "expected '=' and a formula, or '@' and an area");
        return at < equals ? suppose_value(query, entry, word) : suppose_formula(query, entry, word);
}

int prg__query_read_what_if(prg_query *query, prg__query_text text)
{
        prg__supposed *old = query->supposed;
        prg__query_text entry;
        prg_buf word = PRG_BUF_INIT;
        int more = !prg__query_is_empty(&text);
        query->supposed = prg__supposed_new();
        int code = query->supposed ? prg__supposed_copy_new(query->supposed, old) : PRG_ENOMEM;
        while (code == 0 && (code = prg__query_next_formula(&entry, &text, &more, "something to suppose")) == 0)
                code = suppose(query, &entry, &word);
        prg_buf_dispose(&word);
        if (code != PRG_END) {
                prg__supposed_release(query->supposed);
                query->supposed = old;
                return code;
        }
        prg__supposed_release(old);
        return 0;
}

/* ---- writing ---- */

static int put_label(prg_buf *out, const char *label)
{
        char quote = strchr(label, '"') ? '\'' : '"';
        return prg__buf_format(out, "label %c%s%c", quote, label, quote);
}

int prg__query_put_formula(prg_buf *out, const prg__indicator *it)
{
        const char *label = it->item.name.count ? it->item.name.at[0].text : NULL;
        int code = prg__buf_text(out, it->item.id);
        if (code == 0 && (it->unit || it->decimals >= 0 || label))
                code = prg__buf_text(out, " [");
        if (code == 0 && it->unit)
                code = prg__buf_format(out, "unit %s", it->unit->id);
        if (code == 0 && it->decimals >= 0)
                code = prg__buf_format(out, "%sdecimals %d", it->unit ? ", " : "", it->decimals);
        if (code == 0 && label && (code = prg__buf_text(out, it->unit || it->decimals >= 0 ? ", " : "")) == 0)
                code = put_label(out, label);
        if (code == 0 && (it->unit || it->decimals >= 0 || label))
                code = prg__buf_text(out, "]");
        return code < 0 ? code : prg__buf_format(out, " = %s", it->formula);
}

static int put_cell(prg_buf *out, const prg_key *key)
{
        int code = prg__buf_format(out, "%s@%s@", key->indicator->id, key->area->id);
        if (code == 0)
                code = prg_period_format(out, &key->period);
        for (size_t i = 0; code == 0 && i < key->category_count; i++)
                code = prg__buf_format(out, "@%s=%s", prg_item_owner(key->categories[i])->id, key->categories[i]->id);
        if (code == 0 && key->observed.calendar && (code = prg__buf_text(out, "@observed=")) == 0)
                code = prg_period_format(out, &key->observed);
        if (code == 0 && key->source)
                code = prg__buf_format(out, "@source:%s", key->source->id);
        if (code == 0 && key->scope != PRG_SCOPE_UNIT)
                code = prg__buf_format(out, "@%s", prg_scope_name(key->scope));
        return code;
}

static int put_value(prg_buf *out, const prg_value *value)
{
        int code = prg__buf_text(out, " = ");
        if (code < 0 || value->state != PRG_STATE_VALUE)
                return code < 0 ? code : prg__buf_text(out, prg_state_name(value->state));
        return value->category ? prg__buf_text(out, value->category->id)
                               : prg_decimal_format(out, value->number, PRG_NUMBER_PLAIN);
}

int prg__query_put_what_if(prg_buf *out, const prg_query *query)
{
        const prg__supposed *supposed = query->supposed;
        size_t values = prg__supposed_value_count(supposed);
        int code = 0, begun = 0;
        for (size_t i = 0; supposed && i < supposed->count && code == 0; i++)
                if (supposed->formulas[i]->of)
                        code = prg__buf_format(out, "%s%s = %s", begun++ ? ", " : "", supposed->indicators[i]->item.id,
                                supposed->indicators[i]->formula);
        for (size_t i = 0; i < values && code == 0; i++) {
                prg_key key;
                prg_value value;
                if (prg__supposed_value(supposed, i, &key, &value) != 0)
                        continue;
                code = prg__buf_text(out, begun++ ? ", " : "");
                if (code == 0 && (code = put_cell(out, &key)) == 0)
                        code = put_value(out, &value);
        }
        return code;
}
