/* The journal: every entry and withdrawal in the order in which they came, and how those of one
 * cell hang together. Numbers are sequence numbers, from 1. */
#ifndef PRG__JOURNAL_H
#define PRG__JOURNAL_H

#include <libprogram/data.h>

/* What few entries have. */
typedef struct prg__extra {
        int64_t lower, upper;
        int64_t recorded_at;
        const char *reason, *note;
        size_t row;
        uint32_t agency; /* who reported it; 0: nobody, else the number of the id and 1 */
        int has_bounds;
} prg__extra;

/* Marks that entries may have: all but what_if, which only cells have. */
#define PRG__MARKS_KEPT 12

/* What all entries have; of millions, so that no bit is wasted. */
typedef struct prg__record {
        int64_t mantissa;
        uint32_t previous; /* of the same cell; 0: none */
        uint32_t slot;
        int32_t position;
        uint32_t row; /* `has_extra`: which of the journal's extras it has, with the row in it */
        unsigned series : 29, quality : 2, withdrawal : 1;
        unsigned scale : 16, marks : PRG__MARKS_KEPT, state : 3, has_extra : 1;
} prg__record;

#define PRG__SERIES_MOST (1u << 29)

#define PRG__JOURNAL_BLOCK 4096

typedef struct prg__journal {
        prg__record **blocks;
        size_t block_count, block_capacity;
        uint32_t count;
        prg__extra *extras;
        size_t extra_count, extra_capacity;
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

/* What an entry has beside its record: nothing, for most. */
extern const prg__extra prg__no_extra;
static inline const prg__extra *prg__journal_extra(const prg__journal *journal, const prg__record *record)
{
        return record->has_extra ? &journal->extras[record->row] : &prg__no_extra;
}
static inline size_t prg__journal_row(const prg__journal *journal, const prg__record *record)
{
        return record->has_extra ? prg__journal_extra(journal, record)->row : record->row;
}

/* Gives the record that comes next what it has beside itself, with copies of the texts. 0 or PRG_ENOMEM. */
int prg__journal_add_extra(prg__journal *journal, prg__record *record, const prg__extra *extra);

#endif
