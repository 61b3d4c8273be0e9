/* What a query has that neither programme nor data have: indicators by formulas of its own, and what it supposes (what if):
 * formulas in the stead of others, values in the stead of reported ones.
 *
 * Queries share it. Formulas stay where they are and are counted one by one, since the axis of indicators points to
 * them; values are the entries of a data set that has nothing else, so that each was checked as one that is reported. */
#ifndef PRG__SUPPOSE_H
#define PRG__SUPPOSE_H

#include "calc/query/query.h"
#include "calc/query/query_text.h"
#include "util/arena.h"

typedef struct prg__own_formula {
        atomic_int owners;
        prg__arena arena;
        const prg__indicator *of; /* the indicator that it is a formula for; NULL: a new one */
        prg__indicator indicator; /* with the formula; its index says its place behind the programme's, or is that of `of` */
} prg__own_formula;

struct prg__supposed {
        atomic_int owners;
        prg__own_formula **formulas;
        const prg__indicator **indicators; /* those of the formulas */
        size_t count, capacity, pointer_capacity;
        prg_data *values;                  /* NULL: none */
};

prg__supposed *prg__supposed_keep(prg__supposed *supposed);
void prg__supposed_release(prg__supposed *supposed);

/* ---- formulas ---- */

/* What is said of a formula. Texts are copied. */
typedef struct prg__formula_wish {
        const prg__indicator *of;
        const char *id, *label; /* of a new one; label NULL: the id */
        size_t id_length, label_length;
        prg__query_text text;   /* the formula, and where it stands */
        const prg_item *unit;
        int decimals;           /* -1: not given */
} prg__formula_wish;

/* Makes an indicator by formula and checks it beside the programme. A new one gets a place behind `before` others. Ownership: owned, one owner. 0 or an error with its place. */
int prg__own_formula_make(prg__own_formula **out, const prg_query *query, const prg__formula_wish *wish, size_t before);
void prg__own_formula_release(prg__own_formula *formula);

/* Makes what the query has itself its own alone, so that it may be changed. 0 or an error; the query is unchanged then. */
int prg__query_own(prg_query *query);
/* An empty one. NULL without memory. */
prg__supposed *prg__supposed_new(void);
/* Takes a formula in; consumed in every case. 0 or PRG_ENOMEM. */
int prg__supposed_add(prg__supposed *supposed, prg__own_formula *formula);
/* Takes in what others have: formulas of new indicators, or what is supposed. 0 or an error. */
int prg__supposed_copy_new(prg__supposed *to, const prg__supposed *from);
int prg__supposed_copy_rest(prg__supposed *to, const prg__supposed *from);
/* The number of new indicators; the one of an id, or NULL. */
size_t prg__supposed_new_count(const prg__supposed *supposed);
const prg__indicator *prg__supposed_find(const prg__supposed *supposed, const char *id, size_t length);

/* ---- questions ---- */

/* The indicator that stands for another one in a query: itself unless another formula is supposed. */
const prg__indicator *prg__query_indicator(const prg_query *query, const prg__indicator *indicator);
/* Whether an indicator stands for one of the programme. */
int prg__query_is_supposed(const prg_query *query, const prg__indicator *indicator);
/* Whether an indicator is one of the query. */
static inline int prg__is_new_indicator(const prg__indicator *indicator)
{
        return indicator->item.detached && indicator->item.owner == NULL;
}
/* Whether anything is supposed. */
int prg__query_supposes(const prg_query *query);
/* How many values are supposed, counting each cell once in turn: the key and value of the one at a place; 0, or PRG_END
 * for one that a later one replaced. Valid as long as the query is not changed. */
size_t prg__supposed_value_count(const prg__supposed *supposed);
int prg__supposed_value(const prg__supposed *supposed, size_t index, prg_key *key, prg_value *value);

/* ---- texts ---- */

/* The clause "what if". */
int prg__query_read_what_if(prg_query *query, prg__query_text text);
/* What is supposed, as that clause has it; nothing when nothing is. */
int prg__query_put_what_if(prg_buf *out, const prg_query *query);
/* One new indicator, as the clause "indicators" has it. */
int prg__query_put_formula(prg_buf *out, const prg__indicator *indicator);
/* Reads "id [options] = formula". */
int prg__query_read_formula(prg__own_formula **out, const prg_query *query, const prg__query_text *entry, size_t before);

#endif
