/* A programme document being read.
 *
 * It is read in three steps. First all items are made, with every field whose value is in the document
 * itself; then references are resolved, since they may point forward; then the check of the programme asks
 * for what is missing and what contradicts. Findings of all three are collected with the JSON pointer (or
 * the file and row) of what they are about; when there are any, one more pass over the text gives them
 * their lines, and they go into the report in the order of the text. */
#ifndef PRG__READER_H
#define PRG__READER_H

#include <libprogram/codec.h>

#include "model/check.h"
#include "model/class.h"
#include "model/programme.h"
#include "places.h"
#include "util/arena.h"
#include "util/input.h"

/* A reference that waits for the item that it points to. */
typedef struct prg__pending {
        prg_item *item;
        const prg__field *field;
        const char *id;   /* lives as long as the tree or the file that it was read from */
        size_t element;   /* in a list of references */
        size_t row;       /* where it was given: of a file beside the document; 0 in the document itself */
        const char *file;
} prg__pending;

typedef struct prg__found {
        int code;
        prg_severity severity;
        size_t place;       /* in `places`; without one, the file and row */
        int at_key;
        int is_in_text;     /* about a byte of the text that stands there */
        size_t at;          /* which, in the text as it was read */
        const char *file, *column; /* of a finding in a file beside the document */
        size_t row;
        size_t order;       /* of finding, for those at one place */
        size_t sort;        /* offset in the text */
        const char *message, *expected, *suggestion;
} prg__found;

/* One step down in the document: into the member of a key, or into an element. */
typedef struct prg__step {
        const char *key; /* NULL: an element */
        size_t index;
} prg__step;

#define PRG__PATH 80 /* steps; the scanner and PRG__DEEPEST allow fewer */

typedef struct prg__reader {
        prg_programme *programme;
        prg_read_options options;
        prg__input input;
        void *tree;                /* of the text; ids of waiting references lie in it */
        const char *folder;        /* owned by `texts` */
        size_t room;               /* findings that are kept with their text */
        prg__places places;
        prg__arena texts;          /* of findings and of files beside the document */
        prg__step path[PRG__PATH]; /* to what is being read; a pointer is made of it when it is needed */
        size_t depth;
        prg__found *found;
        size_t found_count, found_capacity;
        struct {
                int code;
                prg_severity severity;
        } *uncounted;              /* findings beyond the room, that the report counts only */
        size_t uncounted_count, uncounted_capacity;
        size_t errors;             /* findings of that severity */
        prg__pending *pending;
        size_t pending_count, pending_capacity;
        struct {
                prg_item *item;
                const char *key;
                size_t place;
        } *extensions;             /* "x-…" keys, whose text is taken from the document at the end */
        size_t extension_count, extension_capacity;
        prg__input *files;         /* beside the document, open as long as references wait */
        size_t file_count, file_capacity;
        prg__check check;
        unsigned lost;             /* a bit for each class of which something could not be read: references
                                      to it that lead to nothing are no findings */
        prg__map local;            /* ids of the present list, where they are unique in one list only */
        int later_minor;           /* the document is of a later minor version: unknown keys are kept */
        long suggestions_left;     /* how many names may still be compared for suggestions */
        size_t items, progressed;
} prg__reader;

/* Goes a step down; leaving sets `depth` back. */
void prg__reader_enter(prg__reader *reader, const char *key, size_t index);
/* The place in the document where the reader is. 0 or PRG_ENOMEM. */
int prg__reader_place(prg__reader *reader, size_t *place);

/* A finding about the value at the present place, or at its key. Texts are copied. 0 or PRG_ENOMEM. */
int prg__reader_find(prg__reader *reader, int code, prg_severity severity, int at_key, const char *expected,
        const char *suggestion, const char *format, ...) __attribute__((format(printf, 7, 8)));
/* The same about a cell of a file beside the document. */
int prg__reader_find_cell(prg__reader *reader, int code, const char *file, size_t row, const char *column,
        const char *expected, const char *suggestion, const char *format, ...)
        __attribute__((format(printf, 8, 9)));

/* Remembers a reference for the second step. */
int prg__reader_wait(prg__reader *reader, const prg__pending *pending);
/* Counts an item and asks the caller whether to go on. 0 or PRG_ECANCELLED. */
int prg__reader_progress(prg__reader *reader);
/* What a field takes instead, where its type alone does not say it ("one of a, b, c"): *expected, which
 * prg__field_parse() has set, is replaced by a text of the reader. 0 or PRG_ENOMEM. */
int prg__reader_expected(prg__reader *reader, const prg__field *field, const char **expected);
/* The choice nearest to a text, or NULL, also for fields that have none. */
const char *prg__reader_near_choice(prg__reader *reader, const prg__field *field, const char *text);
/* The nearest of the keys of a class that are not given, or NULL. */
typedef int (*prg__is_given)(const void *payload, const char *key);
const char *prg__reader_near_key(prg__reader *reader, const prg__class *class, const char *key,
        prg__is_given is_given, const void *payload);
/* A list could not be read, or something in it has no id: references to its class may mean that. */
void prg__reader_lost(prg__reader *reader, const prg__class *class);

/* As much of a text as a message quotes, cut between characters. */
#define PRG__QUOTE_SIZE 104
const char *prg__reader_quote(char quoted[PRG__QUOTE_SIZE], const char *text);

/* Takes an item with its id into its owner's list, whatever the id is worth; what is wrong with it becomes a
 * finding through `find`. An id of NULL is none, which the caller has found. *item may change to an existing
 * standard role. */
int prg__reader_attach(prg__reader *reader, prg_item **item, prg_item *owner, const prg__field *field,
        const char *id, size_t length, int (*find)(prg__reader *reader, void *payload, int code,
                const char *expected, const char *message), void *payload);

/* How many columns a list in CSV may have. */
#define PRG__TABLE_COLUMNS 64

/* Reads a list of the top level from a CSV file in the document's folder; `name` as the document has it. */
int prg__table_read(prg__reader *reader, const prg__field *list, const char *name);
/* Writes a list as such a file. */
int prg__table_write(prg_buf *out, const prg_programme *programme, const prg__field *list);

#endif
