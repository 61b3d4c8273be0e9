/* Bulks: life, and computing on several threads. See bulk.h; plan.c decides what goes into one. */
#include "calc/bulk.h"

#include <string.h>

#include "model/programme.h"
#include "util/memory.h"
#include "util/platform.h"

int prg__bulk_new(prg__bulk **out, const prg_data *data)
{
        prg__bulk *bulk = prg__alloc_zero(sizeof *bulk);
        if (bulk == NULL)
                return PRG_ENOMEM;
        bulk->references = 1;
        bulk->data = data;
        bulk->programme = prg_programme_ref(prg_data_programme(data));
        prg__arena_init(&bulk->arena);
        int code = prg__trees_new(&bulk->trees, bulk->programme);
        if (code == 0)
                code = prg__expectation_new(&bulk->expectation, bulk->programme, bulk->trees);
        if (code == 0)
                code = prg_calendars_new(&bulk->calendars, bulk->programme);
        if (code == 0) {
                bulk->area_count = (int)prg__trees_areas(bulk->trees);
                bulk->slots = prg__alloc_array((size_t)bulk->area_count + 1, sizeof *bulk->slots);
                code = bulk->slots ? 0 : PRG_ENOMEM;
        }
        if (code < 0) {
                prg__bulk_release(bulk);
                return code;
        }
        for (int i = 0; i < bulk->area_count; i++)
                bulk->slots[i] = prg__data_slot(data, prg__trees_area(bulk->trees, i));
        *out = bulk;
        return 0;
}

prg__bulk *prg__bulk_keep(prg__bulk *bulk)
{
        if (bulk)
                atomic_fetch_add_explicit(&bulk->references, 1, memory_order_relaxed);
        return bulk;
}

void prg__bulk_release(prg__bulk *bulk)
{
        if (bulk == NULL || atomic_fetch_sub_explicit(&bulk->references, 1, memory_order_acq_rel) > 1)
                return;
        for (prg__quotients *it = bulk->quotients; it; it = it->next)
                prg__quotients_dispose(it);
        for (prg__block *it = bulk->blocks; it; it = it->next)
                prg__block_dispose(it);
        for (prg__layout *it = bulk->layouts; it; it = it->next)
                prg__layout_dispose(it);
        prg__arena_dispose(&bulk->arena);
        prg_calendars_free(bulk->calendars);
        prg__expectation_free(bulk->expectation);
        prg__trees_free(bulk->trees);
        prg__free(bulk->slots);
        prg_programme_unref(bulk->programme);
        prg__free(bulk);
}

/* ---- computing ---- */

/* Blocks between two calls of a progress function, by thread. */
#define PORTION 4

/* Areas whose numbers are divided together: their sums stay in the cache for all quotients. */
#define CHUNK 64

/* From so many bytes on sums would only push each other out of the caches. */
#define STREAMED ((size_t)24 << 20)

typedef struct pass {
        prg__bulk *bulk;
        void **items;
        const prg__kernels *kernels;
} pass;

static void compute_block(void *payload, size_t number)
{
        const pass *it = payload;
        prg__block *block = it->items[number];
        if (block->wanted && !block->unfit)
                prg__block_compute(block, it->kernels);
}

static int is_ready(const prg__quotients *it)
{
        return it->code == 0 && it->above->wanted && it->below->wanted && !it->above->unfit && !it->below->unfit;
}

static void compute_quotients(void *payload, size_t number)
{
        const pass *it = payload;
        prg__quotients *quotients = it->items[number];
        quotients->code = 0;
        if (is_ready(quotients))
                prg__quotients_compute(quotients);
}

static void divide_chunk(void *payload, size_t number)
{
        const pass *it = payload;
        int first = (int)number * CHUNK, end = first + CHUNK;
        if (end > it->bulk->area_count)
                end = it->bulk->area_count;
        for (prg__quotients *quotients = it->bulk->quotients; quotients; quotients = quotients->next)
                if (is_ready(quotients))
                        prg__quotients_divide(quotients, first, end, it->kernels);
}

/* Tells of a value where none was expected. */
static int tell(void *payload, const prg__block *block, int area, int base)
{
        return prg__tell_unexpected(payload, block->indicator, area, &block->layout->bases[base]);
}

/* An error belongs to the thread that asked. */
static int first_error(const prg__bulk *bulk)
{
        for (const prg__block *it = bulk->blocks; it; it = it->next)
                if (it->code < 0)
                        return it->code == PRG_ENOMEM ? prg__error_memory() : it->code;
        for (const prg__quotients *it = bulk->quotients; it; it = it->next)
                if (it->code < 0)
                        return prg__error_memory();
        return 0;
}

/* In portions, if someone wants to know how far it has come. */
static int run_all(pass *work, size_t count, void (*compute)(void *payload, size_t number), const prg_compute_options *options,
        prg__progress *progress)
{
        if (options->progress == NULL) {
                prg__platform_parallel(options->threads, count, compute, work);
                return 0;
        }
        void **items = work->items;
        size_t portion = options->threads > 1 ? options->threads * (size_t)PORTION : PORTION;
        for (size_t done = 0; done < count; done += portion, work->items += portion) {
                size_t part = count - done < portion ? count - done : portion;
                prg__platform_parallel(options->threads, part, compute, work);
                int code = prg__progress_add(progress, options, part);
                if (code < 0)
                        return code;
        }
        work->items = items;
        return 0;
}

static void choose_streams(prg__bulk *bulk)
{
        size_t bytes = 0;
        for (const prg__block *it = bulk->blocks; it; it = it->next)
                bytes += it->layout->sums * sizeof *it->sums + it->layout->counts;
        for (prg__block *it = bulk->blocks; it; it = it->next)
                it->streams = bytes >= STREAMED;
}

static int run(prg__bulk *bulk, const prg_compute_options *options, prg__progress *progress)
{
        pass work = { bulk, NULL, prg__kernels_best() };
        size_t blocks = 0, quotients = 0;
        void **items = prg__alloc_array(prg__bulk_steps(bulk) + 1, sizeof(void *));
        if (items == NULL)
                return PRG_ENOMEM;
        choose_streams(bulk);
        for (prg__block *it = bulk->blocks; it; it = it->next)
                items[blocks++] = it;
        for (prg__quotients *it = bulk->quotients; it; it = it->next)
                items[blocks + quotients++] = it;
        work.items = items;
        int code = run_all(&work, blocks, compute_block, options, progress);
        work.items = items + blocks;
        if (code == 0)
                code = first_error(bulk);
        if (code == 0)
                code = run_all(&work, quotients, compute_quotients, options, progress);
        if (code == 0 && quotients)
                prg__platform_parallel(options->threads, ((size_t)bulk->area_count + CHUNK - 1) / CHUNK, divide_chunk, &work);
        prg__free(items);
        return code < 0 ? code : first_error(bulk);
}

size_t prg__bulk_steps(const prg__bulk *bulk)
{
        size_t steps = 0;
        for (const prg__block *it = bulk->blocks; it; it = it->next)
                steps++;
        for (const prg__quotients *it = bulk->quotients; it; it = it->next)
                steps++;
        return steps;
}

/* Blocks that have something to tell are computed once more: a report is written by one thread. */
int prg__bulk_tell(prg__bulk *bulk, prg__engine *engine)
{
        for (prg__block *it = bulk->blocks; it; it = it->next) {
                if (!it->wanted || it->unfit || it->extras[PRG__EXTRA_UNEXPECTED].counts == NULL)
                        continue;
                it->tell = tell;
                it->payload = engine;
                prg__block_compute(it, prg__kernels_best());
                it->tell = NULL;
        }
        return first_error(bulk);
}

int prg__bulk_compute(prg__bulk *bulk, const prg_compute_options *options, prg__progress *progress)
{
        for (prg__layout *it = bulk->layouts; it; it = it->next) {
                int code = prg__layout_finish(it);
                for (prg__block *block = bulk->blocks; block && code == PRG_ELIMIT; block = block->next)
                        block->unfit |= block->layout == it;
                if (code < 0 && code != PRG_ELIMIT)
                        return code;
        }
        for (prg__block *it = bulk->blocks; it; it = it->next)
                if (!it->unfit && prg__block_resolve(it, &bulk->arena) < 0)
                        return PRG_ENOMEM;
        for (prg__quotients *it = bulk->quotients; it; it = it->next)
                if (!it->above->unfit && !it->below->unfit && prg__quotients_make(it, &bulk->arena) < 0)
                        return PRG_ENOMEM;
        bulk->series_count = prg__data_series_count(bulk->data);
        bulk->slot_count = prg__data_slot_count(bulk->data);
        return run(bulk, options, progress);
}

int prg__bulk_refresh(prg__bulk *bulk, unsigned threads)
{
        if (bulk->series_count != prg__data_series_count(bulk->data) || bulk->slot_count != prg__data_slot_count(bulk->data))
                return PRG_END;
        for (prg__block *it = bulk->blocks; it; it = it->next)
                if (it->unfit || prg__block_resolve(it, &bulk->arena) < 0)
                        return it->unfit ? PRG_END : PRG_ENOMEM;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        options.threads = threads;
        int code = run(bulk, &options, NULL);
        for (const prg__block *it = bulk->blocks; it && code == 0; it = it->next)
                if (it->unfit)
                        code = PRG_END;
        return code;
}
