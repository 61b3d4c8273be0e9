/* The nearest name to a word that was not found, offered one by one. */
#ifndef PRG__SUGGEST_H
#define PRG__SUGGEST_H

#include <stddef.h>
#include <stdint.h>

#define PRG__SUGGEST_LONGEST 64 /* code points; longer words are never near */

typedef struct prg__suggest {
        int32_t word[PRG__SUGGEST_LONGEST]; /* folded, without marks */
        size_t length;
        unsigned distance; /* what the next offer must undercut */
        const char *best;  /* borrowed, NULL while nothing is near */
} prg__suggest;

/* Begins the search for a word. Text that is not valid UTF-8 is near to nothing. */
void prg__suggest_begin(prg__suggest *suggest, const char *word, size_t length);

/* Offers a name, ended by a NUL, which must live until the answer has been used. */
void prg__suggest_offer(prg__suggest *suggest, const char *name);

/* The nearest of the names offered, the first among equals, or NULL. */
const char *prg__suggest_best(const prg__suggest *suggest);

/* Where a name stands in a table of words: `first` is the name in its first row, each further one lies `size` bytes
 * behind the one before. PRG_ENOTFOUND says which `what` was probably meant. */
int prg__suggest_find(size_t *row, const char *const *first, size_t size, size_t count, const char *name,
        const char *what);

#endif
