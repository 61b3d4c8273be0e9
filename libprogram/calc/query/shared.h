/* Blocks with several owners: made once, never changed, freed by the last owner. */
#ifndef PRG__SHARED_H
#define PRG__SHARED_H

#include <stddef.h>

/* A block with one owner, aligned for any type; NULL without memory. */
void *prg__shared_new(size_t size);
/* One more owner; returns the block. NULL is accepted. */
void *prg__shared_keep(void *block);
/* One owner less; 1 when it was the last, and the block is gone. NULL is accepted. */
int prg__shared_drop(void *block);

#endif
