/* From a JSON pointer (RFC 6901) to a place in the text, and back. */
#ifndef PRG__JSON_LOCATE_H
#define PRG__JSON_LOCATE_H

#include "json_scan.h"

/* Where the value of a pointer begins, in a text that was accepted. Any of line, column (as in
 * json_place.h) and offset may be NULL. One pass over the text up to there, whose other branches
 * are passed over.
 *
 * Returns 0; PRG_ENOTFOUND; PRG_EINVALID when the pointer is none; PRG_ENOMEM. A text that was not
 * accepted gives any place in it or any of the codes of prg__json_next(). */
int prg__json_locate(const char *data, size_t length, const char *pointer, size_t *line,
        size_t *column, size_t *offset);

/* The same for the key of the member, at its quotation mark; the text itself and elements of an
 * array have none and give PRG_ENOTFOUND. */
int prg__json_locate_key(const char *data, size_t length, const char *pointer, size_t *line,
        size_t *column, size_t *offset);

/* Appends the pointer of the innermost value that contains the byte at `offset`. Between a key and
 * its value, and on the key, it is the pointer of that value; between values it is that of the
 * container; outside of everything, that of the whole text, "". A text that was not accepted is
 * followed as far as its grammar holds.
 *
 * Returns 0; PRG_ENOTFOUND when a key on the way is itself faulty, so that there is no pointer;
 * PRG_ENOMEM, with the buffer unchanged. */
int prg__json_pointer_at(const char *data, size_t length, size_t offset, prg_buf *pointer);

/* The way to a place, moved forward through a text of any kind from one place to the next: pointers
 * of many places in one pass. */
typedef struct prg__json_track {
        prg__json_scan scan;
        size_t offset;                /* the place */
        prg__json_token token;        /* the first that begins behind it, */
        int pending;                  /* if it was read, */
        int over;                     /* or the scanner can read no more */
        struct prg__json_step *steps; /* one for each container that is open at the place */
        size_t capacity;
        unsigned depth;
        size_t value_end; /* of the value that was passed last, if it has no members; else 0 */
} prg__json_track;

/* Ownership: the text is borrowed until the end. */
void prg__json_track_init(prg__json_track *track, const char *data, size_t length);
void prg__json_track_dispose(prg__json_track *track);

/* Moves to an offset that is not before the last. Returns 0 or PRG_ENOMEM. */
int prg__json_track_to(prg__json_track *track, size_t offset);

/* Appends the pointer, as prg__json_pointer_at() does. `longest` bounds it: a longer one, and a way
 * that has none, give PRG_ENOTFOUND without setting an error. */
int prg__json_track_pointer(const prg__json_track *track, size_t longest, prg_buf *pointer);

/* Where the innermost container that is open at the place begins; 0 returned when there is none. */
int prg__json_track_container(const prg__json_track *track, size_t *offset);

#endif
