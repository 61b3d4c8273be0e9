/* Is this text JSON, and if not, everything that is wrong with it. */
#ifndef PRG__JSON_CHECK_H
#define PRG__JSON_CHECK_H

#include "json_scan.h"

/* The longest pointer of a finding in bytes; a place farther down has its line and column only. */
#define PRG__JSON_LONGEST_POINTER 4096

/* Reads the whole text by the rules in json_scan.h. `source` is its name for people, or NULL;
 * options and report may be NULL.
 *
 * All faults inside strings and all duplicate keys become findings; bytes of another encoding are
 * one finding in each string. The first fault in the grammar outside of strings, a string that is
 * not closed in its line, the depth and the size end the reading. Each finding has the line, the
 * column, and the pointer of the value it is about, or of the container when it is about a key or
 * stands between values. A text without faults costs nothing beyond reading it; otherwise it is
 * read at most twice.
 *
 * Returns 0; the code of the first finding, which is also the thread's error: PRG_EUTF8,
 * PRG_ELIMIT, PRG_ESYNTAX; or PRG_ENOMEM. */
int prg__json_check(const char *data, size_t length, const char *source,
        const prg__json_options *options, prg_report *report);

#endif
