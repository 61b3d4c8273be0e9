/* The journal: every entry and withdrawal in the order in which they came, and how those of one
 * cell hang together. Numbers are sequence numbers, from 1. */
#ifndef PRG__JOURNAL_H
#define PRG__JOURNAL_H

#include <libprogram/data.h>

/* What few entries have. */
typedef struct prg__extra {
        int64_t lower, upper;
        const char *reason, *note;
        int has_bounds;
} prg__extra;

typedef struct prg__record {
        int64_t mantissa;
        int64_t recorded_at;
        prg__extra *extra; /* NULL: nothing */
        size_t row;
        uint32_t previous; /* of the same cell; 0: none */
        uint32_t series, slot;
        int32_t position;
        uint32_t batch;
        uint32_t agency; /* who reported it; 0: nobody, else the number of the id and 1 */
        uint16_t marks, scale;
        unsigned char state, quality, withdrawal;
} prg__record;

#define PRG__JOURNAL_BLOCK 4096

typedef struct prg__journal {
        prg__record **blocks;
        size_t block_count, block_capacity;
        uint32_t count;
        struct prg__text_block *texts; /* a stack: what came last goes first */
} prg__journal;

void prg__journal_init(prg__journal *journal);
void prg__journal_dispose(prg__journal *journal);

static inline prg__record *prg__journal_at(const prg__journal *journal, uint32_t sequence)
{
        return &journal->blocks[(sequence - 1) / PRG__JOURNAL_BLOCK]
                               [(sequence - 1) % PRG__JOURNAL_BLOCK];
}

/* Makes room for one more behind the last, which is filled in there; 0, PRG_ELIMIT, PRG_ENOMEM. */
int prg__journal_reserve(prg__journal *journal);
/* Takes the last one away, with its texts. */
void prg__journal_pop(prg__journal *journal);

/* A copy of bounds and texts on the stack; NULL without memory. */
prg__extra *prg__journal_extra(prg__journal *journal, const prg__extra *extra);

#endif
