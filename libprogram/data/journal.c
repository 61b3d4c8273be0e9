/* Entries lie in blocks that never move, the first ones each by itself, later ones several together in
 * whole pages, which the system can give in large pieces. What few of them have is an array beside, in the
 * same order, with texts on a stack of blocks. A rollback takes all of it away in the opposite order, and
 * needs no memory to shrink. */
#include "journal.h"

#include <stdalign.h>
#include <string.h>

#include "util/error.h"
#include "util/memory.h"

#define TEXT_BLOCK 16384
/* A journal that has outgrown so many blocks gets so many at once. */
#define SINGLE_BLOCKS 2
#define CHUNK_BLOCKS  64
#define CHUNK_BYTES   (sizeof(prg__record) * CHUNK_BLOCKS * PRG__JOURNAL_BLOCK)

struct prg__text_block {
        struct prg__text_block *older;
        size_t size, used;
        alignas(max_align_t) char bytes[];
};

const prg__extra prg__no_extra = { .recorded_at = PRG_INSTANT_NONE };

void prg__journal_init(prg__journal *journal)
{
        *journal = (prg__journal){ NULL, 0, 0, 0, NULL, 0, 0, NULL };
}

void prg__journal_dispose(prg__journal *journal)
{
        for (size_t i = 0; i < journal->block_count; i++)
                if (i < SINGLE_BLOCKS)
                        prg__free(journal->blocks[i]);
                else if ((i - SINGLE_BLOCKS) % CHUNK_BLOCKS == 0)
                        prg__free_pages(journal->blocks[i], CHUNK_BYTES);
        prg__free(journal->blocks);
        prg__free(journal->extras);
        while (journal->texts) {
                struct prg__text_block *older = journal->texts->older;
                prg__free(journal->texts);
                journal->texts = older;
        }
        prg__journal_init(journal);
}

int prg__journal_reserve(prg__journal *journal)
{
        if (journal->count == UINT32_MAX - 1)
                return prg__error(PRG_ELIMIT, NULL,
                        "the data set is full; it holds at most %lu entries",
                        (unsigned long)journal->count);
        if (journal->count / PRG__JOURNAL_BLOCK < journal->block_count)
                return 0;
        if (prg__grow((void **)&journal->blocks, &journal->block_capacity, journal->block_count + 1,
                    sizeof(prg__record *))
                < 0)
                return PRG_ENOMEM;
        prg__record *block;
        if (journal->block_count < SINGLE_BLOCKS)
                block = prg__alloc_array(PRG__JOURNAL_BLOCK, sizeof *block);
        else if ((journal->block_count - SINGLE_BLOCKS) % CHUNK_BLOCKS == 0)
                block = prg__alloc_pages(CHUNK_BYTES);
        else
                block = journal->blocks[journal->block_count - 1] + PRG__JOURNAL_BLOCK;
        if (block == NULL)
                return PRG_ENOMEM;
        journal->blocks[journal->block_count++] = block;
        return 0;
}

/* ---- texts ---- */

static char *push_bytes(prg__journal *journal, size_t size)
{
        struct prg__text_block *block = journal->texts;
        size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
        if (block == NULL || block->size - block->used < size) {
                size_t whole = size > TEXT_BLOCK ? size : TEXT_BLOCK;
                if (whole > SIZE_MAX - sizeof *block
                        || (block = prg__alloc(sizeof *block + whole)) == NULL)
                        return NULL;
                *block = (struct prg__text_block){ journal->texts, whole, 0 };
                journal->texts = block;
        }
        block->used += size;
        return block->bytes + block->used - size;
}

/* The texts of an extra lie behind each other. */
static void pop_texts(prg__journal *journal, const prg__extra *extra)
{
        struct prg__text_block *block = journal->texts;
        const char *first = extra->reason ? extra->reason : extra->note;
        if (first == NULL)
                return;
        block->used = (size_t)(first - block->bytes);
        if (block->used == 0) {
                journal->texts = block->older;
                prg__free(block);
        }
}

static const char *put_text(char **to, const char *text, size_t size)
{
        if (text == NULL)
                return NULL;
        char *copy = memcpy(*to, text, size);
        *to += size;
        return copy;
}

int prg__journal_add_extra(prg__journal *journal, prg__record *record, const prg__extra *extra)
{
        size_t reason = extra->reason ? strlen(extra->reason) + 1 : 0;
        size_t note = extra->note ? strlen(extra->note) + 1 : 0;
        if (prg__grow((void **)&journal->extras, &journal->extra_capacity, journal->extra_count + 1,
                    sizeof *journal->extras)
                < 0)
                return PRG_ENOMEM;
        char *texts = reason + note ? push_bytes(journal, reason + note) : NULL;
        if (texts == NULL && reason + note)
                return PRG_ENOMEM;
        prg__extra *copy = &journal->extras[journal->extra_count++];
        *copy = *extra;
        copy->reason = put_text(&texts, extra->reason, reason);
        copy->note = put_text(&texts, extra->note, note);
        record->row = (uint32_t)journal->extra_count - 1;
        record->has_extra = 1;
        return 0;
}

void prg__journal_pop(prg__journal *journal)
{
        const prg__record *last = prg__journal_at(journal, journal->count);
        if (last->has_extra)
                pop_texts(journal, &journal->extras[--journal->extra_count]);
        journal->count--;
}
