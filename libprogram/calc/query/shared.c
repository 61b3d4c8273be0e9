/* Blocks with several owners. The count stands in front of the block. */
#include "shared.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>

#include "util/error.h"
#include "util/memory.h"

struct head {
        alignas(max_align_t) atomic_int owners;
};

void *prg__shared_new(size_t size)
{
        if (size > SIZE_MAX - sizeof(struct head)) {
                prg__error_memory();
                return NULL;
        }
        struct head *head = prg__alloc(sizeof *head + size);
        if (head == NULL)
                return NULL;
        atomic_init(&head->owners, 1);
        return head + 1;
}

void *prg__shared_keep(void *block)
{
        if (block)
                atomic_fetch_add_explicit(
                        &((struct head *)block - 1)->owners, 1, memory_order_relaxed);
        return block;
}

int prg__shared_drop(void *block)
{
        struct head *head = block;
        /* Release and acquire: whoever frees has seen what every other owner did. */
        if (block == NULL
                || atomic_fetch_sub_explicit(&(--head)->owners, 1, memory_order_acq_rel) > 1)
                return 0;
        prg__free(head);
        return 1;
}
