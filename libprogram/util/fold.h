/* Text read for look-up: folded code points, one at a time, without allocating. */
#ifndef PRG__FOLD_H
#define PRG__FOLD_H

#include "normal.h"

typedef struct prg__fold {
        prg__normal normal;
        unsigned flags;
        int started;      /* something has been delivered */
        int space;        /* white space has been met since */
        int32_t queue[5]; /* a space, and what the last code point folds to */
        int count;
        int next; /* in the queue; 1 skips the space */
} prg__fold;

/* Begins at the start of a valid text; flags as for prg_text_fold(). */
void prg__fold_begin(prg__fold *fold, const char *text, size_t length, unsigned flags);

/* The next code point, or -1 at the end: case folded, decomposed, white space collapsed, marks
 * stripped if asked. Tone marks stand where the text has them. */
int32_t prg__fold_next(prg__fold *fold);

#endif
