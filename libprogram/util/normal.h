/* Text read in canonical decomposition (NFD), one code point at a time.
 *
 * The reader allocates nothing whatever the length; it is a value, so that a copy of it looks
 * ahead. Whoever compares what two readers deliver compares texts up to canonical equivalence. */
#ifndef PRG__NORMAL_H
#define PRG__NORMAL_H

#include <stddef.h>
#include <stdint.h>

/* Code points in the order of the text, each decomposed. */
typedef struct prg__parts {
        const char *text; /* borrowed */
        size_t length;
        size_t at;       /* the next character of the text */
        int32_t part[4]; /* what the character before it decomposes into */
        int count;       /* how many parts it has */
        int next;        /* the next of them */
        int drop;
} prg__parts;

typedef struct prg__normal {
        prg__parts parts;
        prg__parts run; /* the start of a run of marks that must be put in order */
        int current;    /* the combining class being delivered from that run, 0 outside one */
        int higher;     /* the lowest class above it that the run has, 0 if not met yet */
        int ordered;    /* within a run of marks that is in order */
} prg__normal;

/* Begins at the start of a valid text. With `drop`, what Unicode calls default ignorable is left
 * out: zero-width space and joiners, byte order mark, soft hyphen, variation selectors … */
void prg__normal_begin(prg__normal *normal, const char *text, size_t length, int drop);

/* The next code point, or -1 at the end. */
int32_t prg__normal_next(prg__normal *normal);

/* The canonical combining class: 0 for all but marks that combine with what stands before. */
int prg__normal_class(int32_t code_point);

#endif
