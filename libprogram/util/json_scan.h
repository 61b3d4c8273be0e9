/* Reading JSON: a pull scanner over a text that lies wholly in memory and is never copied.
 *
 * The scanner accepts RFC 8259 in UTF-8, and nothing that another reader could take for something
 * else. Its stricter rules, which make it refuse what the RFC leaves open or a common parser lets
 * pass, are these and no others:
 *
 *   encoding    the text must be UTF-8: no overlong forms, no encoded surrogates
 *   mark        a byte order mark is refused
 *   surrogate   \u must not leave half of a surrogate pair alone
 *   nul         no string contains U+0000, by whatever spelling: C strings could not carry it
 *   duplicate   no object has a key twice, escapes resolved
 *   depth       at most max_depth containers stand inside each other
 *   size        the text has at most max_size bytes
 *
 * Numbers follow the grammar and stay text; no size of theirs is too large. Working is iterative,
 * and memory is needed for the keys of the open objects only.
 *
 *     prg__json_scan scan;
 *     prg__json_token token;
 *     prg__json_scan_init(&scan, NULL);
 *     prg__json_scan_reset(&scan, data, length);
 *     while ((code = prg__json_next(&scan, &token)) == 0 && token.event != PRG__JSON_END_OF_TEXT)
 *             …
 *     prg__json_scan_dispose(&scan);
 *
 * For many texts one after the other, such as the lines of a file, reset the same scanner: its
 * memory stays. All that is wrong in a text that is refused is reported by prg__json_check(). */
#ifndef PRG__JSON_SCAN_H
#define PRG__JSON_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "json_keys.h"
#include "json_lex.h"

#define PRG__JSON_DEFAULT_DEPTH 64
#define PRG__JSON_MAX_DEPTH     1024
#define PRG__JSON_DEFAULT_SIZE  ((size_t)64 << 20)

typedef struct prg__json_options {
        unsigned
                max_depth; /* containers inside each other; more than PRG__JSON_MAX_DEPTH is that */
        size_t max_size;    /* bytes of one text */
        int trusted;        /* the text was accepted before: duplicate keys are not looked for */
        uint64_t seed;      /* of the table of keys; 0 makes one. No result depends on it */
        size_t first_line;  /* number of the first line in messages, for a part of a larger text */
} prg__json_options;

#define PRG__JSON_OPTIONS_INIT { PRG__JSON_DEFAULT_DEPTH, PRG__JSON_DEFAULT_SIZE, 0, 0, 1 }

typedef enum prg__json_event {
        PRG__JSON_END_OF_TEXT,
        PRG__JSON_OBJECT_BEGIN,
        PRG__JSON_OBJECT_END,
        PRG__JSON_ARRAY_BEGIN,
        PRG__JSON_ARRAY_END,
        PRG__JSON_KEY,
        PRG__JSON_STRING,
        PRG__JSON_NUMBER,
        PRG__JSON_TRUE,
        PRG__JSON_FALSE,
        PRG__JSON_NULL
} prg__json_event;

/* One event and its raw slice of the text. Of a key and a string the slice is what stands between
 * the quotation marks. */
typedef struct prg__json_token {
        prg__json_event event;
        int escapes; /* a key or string contains a backslash: prg__json_unescape() is needed */
        size_t offset, length;
} prg__json_token;

/* Why the scanner stopped, and where. */
typedef struct prg__json_fault {
        prg__json_rule rule;
        size_t offset;  /* where it shows; of a string that is not closed, and a word: the begin */
        size_t first;   /* of a duplicate key: where the first one begins */
        int container;  /* the innermost container that is open there: '{', '[', or NUL */
        int in_value;   /* it is in a value of which no event was given, not in a key or between */
} prg__json_fault;

typedef struct prg__json_scan {
        prg__json_options options;
        const char *data, *at, *end;
        unsigned state;
        unsigned depth;
        uint64_t objects[PRG__JSON_MAX_DEPTH /
                         64]; /* a bit for each open container: it is an object */
        const char *string; /* a string that is being read: its first byte, */
        int escapes;        /* whether it has any so far, */
        int flawed;         /* whether it has a fault so far, */
        int bad_bytes;      /* and whether that was one of encoding */
        int code;           /* of the last fault */
        prg__json_fault fault;
        int collecting; /* faults do not set the thread's error: someone collects them */
        prg__json_keys keys;
} prg__json_scan;

/* NULL for the default options. The scanner then has the empty text, which is no JSON. */
void prg__json_scan_init(prg__json_scan *scan, const prg__json_options *options);
void prg__json_scan_dispose(prg__json_scan *scan);

/* Begins to read another text. Ownership: borrowed until the next reset. */
void prg__json_scan_reset(prg__json_scan *scan, const char *data, size_t length);

/* The next event. After the end of the text it comes again and again.
 *
 * Returns 0, PRG_ENOMEM, or for a text that is refused PRG_EUTF8, PRG_ELIMIT, PRG_ESYNTAX; the
 * place in the thread's error is then line:column, and scan->fault has the details. After a fault
 * from the first group of prg__json_rule, calling again goes on behind it; any other failure is
 * final. */
int prg__json_next(prg__json_scan *scan, prg__json_token *token);

/* Reads on to the end of what the last event began: behind a key its value, behind the begin of a
 * container that container; otherwise nothing is left to skip. Returns as prg__json_next(). */
int prg__json_skip(prg__json_scan *scan);

/* For arrays that a caller reads faster itself: where the next element of the array begins,
 * behind the comma before it; NULL when none follows, or elsewhere. Nothing is read by it. */
const char *prg__json_element(const prg__json_scan *scan);
/* Goes on behind an element that the caller has read, from the one of prg__json_element() on: only values that the
 * scanner accepts, and single commas between them. */
void prg__json_element_end(prg__json_scan *scan, const char *end);

/* Whether the innermost open container is an object; 0 when there is none. */
int prg__json_in_object(const prg__json_scan *scan);

#endif
