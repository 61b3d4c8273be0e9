/* A whole query from its text: clauses, each once, in any order.
 *
 * A clause is one or two words, which say who reads the rest of it: one of the axes or one of the
 * conditions. The query under construction is thrown away at the first fault. */
#include <stdio.h>
#include <string.h>

#include "calc/query/suppose.h"
#include "util/suggest.h"

/* ---- conditions ---- */

const char *const prg__query_quality_modes[] = { "best", "at_least", "exactly", NULL };
const char *const prg__query_origins[] = { "auto", "parts", "own", NULL };
const char *const prg__query_policies[] = { "declared", "skip", "require", "minimum", "zero",
        NULL };
const char *const prg__query_operands[] = { "declared", "independent", "matched", NULL };
const char *const prg__query_qualities[] = { "none",
#define NAME(symbol, number, name, meaning) [number] = name,
        PRG_QUALITY_MAP(NAME)
#undef NAME
                NULL };

/* Takes one of the words from the rest; `first` is the first number that has a word in queries. */
static int take_choice(int *number, prg__query_text *rest, const char *const *words, int first)
{
        char meant[PRG__QUERY_MEANT], expected[64];
        size_t end = 0;
        prg__query_text word;
        prg__suggest near;
        prg__query_split_word(&word, rest);
        prg__suggest_begin(&near, word.whole + word.at, word.end - word.at);
        for (int i = first; words[i]; i++) {
                if (prg__query_is(&word, words[i])) {
                        *number = i;
                        return 0;
                }
                prg__suggest_offer(&near, words[i]);
                end += (size_t)snprintf(expected + end, sizeof expected - end, "%s%s",
                        i == first     ? ""
                        : words[i + 1] ? ", "
                                       : " or ",
                        words[i]);
        }
        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&word, word.at), "expected %s%s", expected,
                prg__query_meant(meant, prg__suggest_best(&near)));
}

static int expect_end(const prg__query_text *rest)
{
        if (prg__query_is_empty(rest))
                return 0;
        return prg__error(
                PRG_ESYNTAX, PRG__QUERY_AT(rest, rest->at), "expected ';' or the end of the query");
}

static int read_as_of(prg_query *query, prg__query_text text)
{
        prg__query_text digits;
        uint64_t number = 0;
        prg__query_split_word(&digits, &text);
        for (size_t i = digits.at; i < digits.end; i++) {
                unsigned digit = (unsigned)(unsigned char)digits.whole[i] - '0';
                if (digit > 9)
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&digits, i),
                                "expected a sequence number");
                if (number > (UINT64_MAX - digit) / 10)
                        return prg__error(PRG_ERANGE, PRG__QUERY_AT(&digits, digits.at),
                                "a sequence number beyond 64 bits");
                number = number * 10 + digit;
        }
        int code = expect_end(&text);
        return code < 0 ? code : prg_query_set_as_of(query, number);
}

static int read_quality(prg_query *query, prg__query_text text)
{
        int mode, quality = 0;
        int code = take_choice(&mode, &text, prg__query_quality_modes, 0);
        if (code == 0 && mode != PRG_QUALITY_MODE_BEST)
                code = take_choice(&quality, &text, prg__query_qualities, PRG_QUALITY_ESTIMATE);
        if (code == 0)
                code = expect_end(&text);
        return code < 0
                       ? code
                       : prg_query_set_quality(query, (prg_quality_mode)mode, (prg_quality)quality);
}

static int read_origin(prg_query *query, prg__query_text text)
{
        int origin;
        int code = take_choice(&origin, &text, prg__query_origins, 0);
        if (code == 0)
                code = expect_end(&text);
        return code < 0 ? code : prg_query_set_origin(query, (prg_origin)origin);
}

static int read_policy(prg_query *query, prg__query_text text,
        int (*set)(prg_query *query, prg_policy policy, prg_decimal minimum))
{
        int policy;
        prg_decimal minimum = { 0, 0 };
        prg__query_text number = text; /* what a refusal points at: the policy or its percentage */
        int code = take_choice(&policy, &text, prg__query_policies, PRG_POLICY_SKIP);
        if (code == 0 && policy == PRG_POLICY_MINIMUM) {
                prg__query_split_word(&number, &text);
                if (prg__query_is_empty(&number))
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&number, number.at),
                                "expected a percentage, 0 to 100");
                code = prg_decimal_parse(&minimum, number.whole + number.at, number.end - number.at,
                        PRG_NUMBER_PLAIN);
                if (code < 0)
                        return prg__query_error_at(code, &number, number.at);
        }
        if (code == 0)
                code = expect_end(&text);
        if (code < 0)
                return code;
        code = set(query, (prg_policy)policy, minimum);
        return code == PRG_EINVALID ? prg__query_error_at(PRG_ERANGE, &number, number.at) : code;
}

static int read_policy_time(prg_query *query, prg__query_text text)
{
        return read_policy(query, text, prg_query_set_policy_time);
}

static int read_policy_areas(prg_query *query, prg__query_text text)
{
        return read_policy(query, text, prg_query_set_policy_areas);
}

static int read_operands(prg_query *query, prg__query_text text)
{
        int operands;
        int code = take_choice(&operands, &text, prg__query_operands, PRG_OPERANDS_INDEPENDENT);
        if (code == 0)
                code = expect_end(&text);
        return code < 0 ? code : prg_query_set_operands(query, (prg_operands)operands);
}

static int read_boundaries(prg_query *query, prg__query_text text)
{
        prg_date day;
        int code = prg_date_parse(&day, text.whole + text.at, text.end - text.at);
        if (code == 0)
                code = prg_query_set_boundaries(query, day);
        return code < 0 ? prg__query_error_at(code, &text, text.at) : 0;
}

/* ---- clauses ---- */

static const struct clause {
        const char *name; /* one word or two */
        int (*read)(prg_query *query, prg__query_text text);
} clauses[] = {
        { "indicators", prg__query_read_indicators },
        { "areas", prg__query_read_areas },
        { "periods", prg__query_read_periods },
        { "breakdowns", prg__query_read_breakdowns },
        { "measures", prg__query_read_measures },
        { "as of", read_as_of },
        { "quality", read_quality },
        { "source", prg__query_read_source },
        { "origin", read_origin },
        { "policy time", read_policy_time },
        { "policy areas", read_policy_areas },
        { "operands", read_operands },
        { "boundaries", read_boundaries },
        { "what if", prg__query_read_what_if },
};
#define CLAUSES (sizeof clauses / sizeof *clauses)

/* Whether a text begins with the words of a clause; then `rest` is what stands behind them. */
static int begins_with(prg__query_text *rest, const prg__query_text *text, const char *name)
{
        prg__query_text words = { name, 0, strlen(name) }, wanted, found;
        *rest = *text;
        while (!prg__query_is_empty(&words)) {
                prg__query_split_word(&wanted, &words);
                prg__query_split_word(&found, rest);
                if (found.end - found.at != wanted.end - wanted.at
                        || memcmp(found.whole + found.at, wanted.whole + wanted.at,
                                   wanted.end - wanted.at)
                                   != 0)
                        return 0;
        }
        return 1;
}

/* Takes a clause from the rest: whether there are more. In formulas semicolons may stand in quotes. */
static int take_clause(prg__query_text *clause, prg__query_text *rest)
{
        prg__query_text words;
        if (!begins_with(&words, rest, "indicators") && !begins_with(&words, rest, "what if"))
                return prg__query_split(clause, rest, ';');
        *clause = *rest;
        clause->end = prg__query_formulas_end(rest);
        int more = clause->end < rest->end;
        rest->at = clause->end + (size_t)more;
        prg__query_trim(clause);
        prg__query_trim(rest);
        return more;
}

static const char *nearest(const char *text, size_t length)
{
        prg__suggest near;
        prg__suggest_begin(&near, text, length);
        for (size_t i = 0; i < CLAUSES; i++)
                prg__suggest_offer(&near, clauses[i].name);
        return prg__suggest_best(&near);
}

static int no_clause(const prg__query_text *text)
{
        char meant[PRG__QUERY_MEANT];
        prg__query_text first, second = *text;
        prg__query_split_word(&first, &second);
        prg__query_text rest = second;
        prg__query_split_word(&second, &rest);
        const char *from = first.whole + first.at;
        const char *best = nearest(from, second.end - first.at);
        if (best == NULL)
                best = nearest(from, first.end - first.at);
        if (prg__query_is_empty(text))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, text->at),
                        "expected a clause such as 'periods 2018-Q1'");
        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, text->at),
                "no clause begins with '%.*s'%s",
                (int)(first.end - first.at < 64 ? first.end - first.at : 64), from,
                prg__query_meant(meant, best));
}

static int read_clause(prg_query *query, const prg__query_text *text, unsigned *seen)
{
        for (size_t i = 0; i < CLAUSES; i++) {
                prg__query_text rest;
                if (!begins_with(&rest, text, clauses[i].name))
                        continue;
                if (*seen >> i & 1)
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(text, text->at),
                                "a second clause '%s', expected it once", clauses[i].name);
                *seen |= 1u << i;
                if (prg__query_is_empty(&rest))
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&rest, rest.at),
                                "nothing behind '%s'", clauses[i].name);
                return clauses[i].read(query, rest);
        }
        return no_clause(text);
}

int prg_query_parse(prg_query **query, prg_programme *programme, const char *text, size_t length)
{
        prg_query *made = NULL;
        prg__query_text rest, clause;
        unsigned seen = 0;
        if (query == NULL)
                return prg__error_null("query");
        if (text == NULL)
                return prg__error_null("text");
        int code = prg__query_text_begin(&rest, text, length);
        if (code == 0)
                code = prg_query_new(&made, programme);
        for (int more = !prg__query_is_empty(&rest); code == 0 && more;) {
                more = take_clause(&clause, &rest);
                code = read_clause(made, &clause, &seen);
        }
        if (code < 0) {
                prg_query_free(made);
                return code;
        }
        *query = made;
        return 0;
}
