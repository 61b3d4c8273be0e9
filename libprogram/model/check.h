/* The check of a whole programme, or of what a document said: every thing is asked for what its fields and
 * its noun demand, and what is wrong becomes a finding with its place.
 *
 * A reader that found a field of a thing unusable says so with prg__check_broken(), so that the check does
 * not complain a second time about the hole that it left. */
#ifndef PRG__CHECK_H
#define PRG__CHECK_H

#include <libprogram/calendar.h>
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
        prg_calendars *calendars; /* compiled when they are first needed; NULL while they are not, or cannot be */
        int calendars_tried;
        int indicators_lost; /* 1: a reader could not use some of them, so that unknown ones may be those */
        int calendars_lost;  /* the same of calendars, of which periods are */
        int is_in_text;  /* during a call of the sink: the finding is about a byte of the field's text */
        size_t at;       /* which */
} prg__check;

/* Adds a finding of severity error; `key` NULL: the thing as a whole. */
int prg__check_add(prg__check *check, const prg_item *item, const char *key, int code, const char *format, ...)
        __attribute__((format(printf, 5, 6)));

/* Adds one about a byte of the field's text. The message may be of any length. */
int prg__check_add_in_text(prg__check *check, const prg_item *item, const char *key, size_t at, int code,
        const char *message);

/* Marks a field of a thing as refused already; asks for it. */
int prg__check_broken(prg__check *check, const prg_item *item, const char *key);
int prg__check_is_broken(const prg__check *check, const prg_item *item, const char *key);

/* A rule that several nouns share: `from` is not after `to`. */
int prg__check_interval(const prg_item *item, prg__check *check);

/* The calendars of a programme, *calendars NULL when one of them is not complete, which is a finding of its own.
 * 0 or PRG_ENOMEM. */
int prg__check_calendars(const prg_calendars **calendars, prg__check *check, const prg_programme *programme);

/* Checks all formulas of the programme: what is wrong in them, and circles among them. The language of formulas is
 * that of the layer calc, which has this function; the model only knows that there is one. */
int prg__check_formulas(prg__check *check, const prg_programme *programme);

/* Checks the programme with everything that belongs to it. Findings are counted in the check. */
int prg__check_programme(prg__check *check, const prg_programme *programme);

#endif
