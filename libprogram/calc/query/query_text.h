/* Reading the texts of queries: parts of a text with their places, the things that they name, each
 * once.
 *
 * The readers below give a query a new axis from a part of a text, or refuse with the place and
 * leave the query as it was. The single setters and prg_query_parse() use the same ones. */
#ifndef PRG__QUERY_TEXT_H
#define PRG__QUERY_TEXT_H

#include "calc/query/query.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/map.h"

/* ---- parts of a text ---- */

typedef struct prg__query_text {
        const char *whole; /* UTF-8 without NUL; places are counted in it */
        size_t at, end;    /* the part that is being read */
} prg__query_text;

/* The whole of a text, trimmed. 0; PRG_EUTF8; PRG_ESYNTAX for a NUL in it. */
int prg__query_text_begin(prg__query_text *text, const char *whole, size_t length);

/* "character N" for prg__error(): where a byte of the whole text stands, counted in characters. */
#define PRG__QUERY_PLACE 32
const char *prg__query_place(char place[PRG__QUERY_PLACE], const prg__query_text *text, size_t at);
#define PRG__QUERY_AT(text, at) prg__query_place((char[PRG__QUERY_PLACE]){ 0 }, text, at)

/* Says the last error again, with a code and a place; PRG_ENOMEM as it is. */
int prg__query_error_at(int code, const prg__query_text *text, size_t at);

/* Leaves white space at both ends out. */
void prg__query_trim(prg__query_text *text);
/* Takes from the rest what stands before the first separator, or all of it; both are trimmed then.
 * Whether there was a separator. */
int prg__query_split(prg__query_text *part, prg__query_text *rest, char separator);
/* Takes from the rest what stands before white space, or all of it. */
void prg__query_split_word(prg__query_text *part, prg__query_text *rest);
int prg__query_is_empty(const prg__query_text *part);
int prg__query_is(const prg__query_text *part, const char *word);
/* The part as a text that ends in NUL. 0 or PRG_ENOMEM. */
int prg__query_copy(prg_buf *word, const prg__query_text *part);

/* Takes the next entry of a list divided by commas: 0; PRG_END behind the last; PRG_ESYNTAX with
 * what was expected when there is nothing between two commas. `more` is 1 before the first one. */
int prg__query_next(prg__query_text *entry, prg__query_text *list, int *more, const char *expected);

/* The same of a list in which formulas may stand behind '=': there, commas between parentheses and in quotes do
 * not count, and before it none in a pair of brackets does. */
int prg__query_next_formula(prg__query_text *entry, prg__query_text *list, int *more, const char *expected);
/* The same, as if every entry were a formula. */
int prg__query_next_quoted(prg__query_text *entry, prg__query_text *list, int *more, const char *expected);
/* Where such a list ends: at a semicolon that does count, or at the end of the text. */
size_t prg__query_formulas_end(const prg__query_text *text);
/* Where the first '=' stands behind brackets; the end of the part when there is none. */
size_t prg__query_equals(const prg__query_text *part);

/* "; did you mean 'x'?" or "", for the end of a message. */
#define PRG__QUERY_MEANT 96
const char *prg__query_meant(char meant[PRG__QUERY_MEANT], const char *best);

/* What prg_programme_find() finds for a part, or its error with the place. When it has no
 * suggestion, the nearest of some words, ended by NULL, is one. `word` is room for a copy. */
int prg__query_find(prg_item **item, const prg_query *query, const char *class_name,
        const prg__query_text *part, const char *const *words, prg_buf *word);

/* ---- things in the order in which they were named, each once ---- */

typedef struct prg__query_list {
        void *at;
        size_t count, capacity, size;
        prg__map keys;
        prg__arena arena;
} prg__query_list;

void prg__query_list_begin(prg__query_list *list, size_t size);
void prg__query_list_dispose(prg__query_list *list);
/* Appends a copy of a thing unless there is one with its key. 0 or PRG_ENOMEM. */
int prg__query_list_add(
        prg__query_list *list, const void *thing, const uintptr_t *key, size_t words);
/* The things in a shared block, with room behind them; NULL without memory. */
void *prg__query_list_share(const prg__query_list *list, size_t room);

#define PRG__QUERY_PERIOD_WORDS 6
void prg__query_period_key(uintptr_t key[PRG__QUERY_PERIOD_WORDS], const prg_period *period);

/* ---- readers ---- */

int prg__query_read_indicators(prg_query *query, prg__query_text text);
int prg__query_read_areas(prg_query *query, prg__query_text text);
int prg__query_read_periods(prg_query *query, prg__query_text text);
int prg__query_read_breakdowns(prg_query *query, prg__query_text text);
int prg__query_read_measures(prg_query *query, prg__query_text text);
int prg__query_read_source(prg_query *query, prg__query_text text);

/* What one entry of a list of periods means. */
int prg__query_read_range(prg_period_range *range, const prg_query *query,
        const prg__query_text *entry, prg_buf *word);

/* Cuts from a text, for the classes of these indicators. */
typedef struct prg__query_cuts {
        prg__cut *cuts; /* shared blocks */
        size_t count;
        char *text;
} prg__query_cuts;
int prg__query_make_cuts(prg__query_cuts *made, const prg_query *query, prg__query_text text,
        const prg__indicator *const *indicators, size_t indicator_count);
/* Puts them in the place of what the query has. */
void prg__query_take_cuts(prg_query *query, const prg__query_cuts *made);

/* ---- words of conditions, by number; ended by NULL ---- */

extern const char *const prg__query_quality_modes[],
        *const prg__query_qualities[], *const prg__query_origins[],
                                               *const prg__query_policies[],
                                                       *const prg__query_operands[];
#define PRG__QUERY_UNALLOCATED "unallocated"

#endif
