/* What NDJSON and series JSON share: the members of an object that says what an entry is about, put into a
 * draft; and the lanes by which plain entries go. */
#ifndef PRG__VALUES_JSON_H
#define PRG__VALUES_JSON_H

#include <string.h>

#include "data/lane.h"
#include "util/json_scan.h"
#include "values.h"
#include "values_number.h"

/* ---- members ---- */

/* A member of an object: its key, and its value as the scanner gave it. Members of "categories" are
 * members of their own, of the kind PRG__COLUMN_CATEGORY. */
typedef struct prg__json_member {
        prg__column_kind kind; /* PRG__COLUMN_BROKEN: an unknown key */
        prg__json_token key, value;
} prg__json_member;

/* Members gathered, and what they are looked up with. */
typedef struct prg__json_members {
        prg__values *reader;
        prg__json_member *at;
        size_t count, capacity;
        prg_buf texts; /* of the values, each ended by NUL, until the next object */
        prg__column columns[PRG__COLUMNS];
        prg__column *breakdowns; /* one for each breakdown of the programme */
        size_t breakdown_count;
} prg__json_members;

int prg__json_members_init(prg__json_members *members, prg__values *reader);
void prg__json_members_dispose(prg__json_members *members);

/* Where a token begins, its quotation mark included. */
static inline size_t prg__json_begin(const prg__json_token *token)
{
        return token->offset - (token->event == PRG__JSON_STRING || token->event == PRG__JSON_KEY);
}

/* Whether a key or string of that raw text is a name. */
static inline int prg__json_is_name(
        const char *raw, const prg__json_token *token, const char *name, size_t length)
{
        return token->escapes ? prg__json_is(raw, token->length, name, length)
                              : token->length == length && memcmp(raw, name, length) == 0;
}

/* The kind of a key that is written exactly so; PRG__COLUMN_BROKEN for none. */
prg__column_kind prg__json_member_kind(const char *raw, const prg__json_token *key);

/* Appends a member of which the first token of the value was read; containers are passed over, but for
 * categories, whose members are appended. 0, PRG_ENOMEM, or the code of a fault of the scanner. */
int prg__json_members_take(prg__json_members *members, prg__json_scan *scan, prg__column_kind kind,
        const prg__json_token *key, const prg__json_token *first);

/* Room for the texts of an object that is not longer. 0 or PRG_ENOMEM. */
int prg__json_members_reserve(prg__json_members *members, size_t length);
/* A text with its escapes resolved, in that room. */
const char *prg__json_members_text(prg__json_members *members, const prg__json_token *token);

/* Puts a member into the draft; `known` are the kinds that can be. 0 or PRG_ENOMEM. */
int prg__json_members_put(prg__json_members *members, prg__draft *draft, const prg__json_member *member,
        size_t row, unsigned known);

/* A finding about something at an offset of the text. */
int prg__json_find(prg__values *reader, size_t row, size_t offset, const char *label, int finding,
        const char *expected, const char *suggestion, const char *message);
/* The finding of the scanner's fault; `base` is where its text begins. */
int prg__json_find_fault(prg__values *reader, const prg__json_scan *scan, size_t base, size_t row);

/* ---- lanes ---- */

#define PRG__LANES 64

static inline prg__lane *prg__lane_for(prg__lane lanes[PRG__LANES], const prg_key *key)
{
        size_t at = key->indicator->index;
        for (size_t i = 0; i < key->category_count; i++)
                at = at * 31 + key->categories[i]->index + 7;
        return &lanes[at % PRG__LANES];
}

/* Finishes a draft the long way; one that was kept opens the lane of its key. */
int prg__draft_finish_and_open(
        prg__values *reader, prg__draft *draft, size_t row, prg__lane lanes[PRG__LANES]);

#endif
