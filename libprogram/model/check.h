/* The check of a whole programme, or of what a document said: every thing is asked for what its fields and
 * its noun demand, and what is wrong becomes a finding with its place.
 *
 * A reader that found a field of a thing unusable says so with prg__check_broken(), so that the check does
 * not complain a second time about the hole that it left. */
#ifndef PRG__CHECK_H
#define PRG__CHECK_H

#include <libprogram/programme.h>
#include <libprogram/report.h>

#include "class.h"
#include "util/map.h"

/* Called for each finding: the thing, the key of the field or NULL, the code and the message. Returns 0 or
 * a negative result code. */
typedef int (*prg__check_sink)(void *payload, const prg_item *item, const char *key, int code,
        const char *message);

typedef struct prg__check {
        prg__check_sink sink;
        void *payload;
        size_t count;
        prg__map broken; /* "address key" of fields that were refused already */
} prg__check;

/* Adds a finding of severity error; `key` NULL: the thing as a whole. */
int prg__check_add(prg__check *check, const prg_item *item, const char *key, int code, const char *format, ...)
        __attribute__((format(printf, 5, 6)));

/* Marks a field of a thing as refused already; asks for it. */
int prg__check_broken(prg__check *check, const prg_item *item, const char *key);
int prg__check_is_broken(const prg__check *check, const prg_item *item, const char *key);

/* A rule that several nouns share: `from` is not after `to`. */
int prg__check_interval(const prg_item *item, prg__check *check);

/* Checks the programme with everything that belongs to it. Findings are counted in the check. */
int prg__check_programme(prg__check *check, const prg_programme *programme);

#endif
