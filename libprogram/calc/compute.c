/* Tables from queries: what blocks can give in bulk, the rest by the reference engine, cell by cell. */
#include "calc/compute.h"

#include <string.h>

#include "util/memory.h"

/* Cells that a table keeps itself; those that are read from blocks are counted by their blocks. */
#define CELLS_MOST 10000000

/* The day whose areas are shown: the last day of the latest period. */
static prg_date last_day(const prg_query *query)
{
        prg_date day = PRG_DATE_MIN;
        for (size_t i = 0; i < query->period_count; i++)
                if (query->periods[i].last > day)
                        day = query->periods[i].last;
        return day;
}

void prg__engine_dispose(prg__engine *engine)
{
        prg__engine_drop_formulas(engine);
        prg__expectation_free(engine->expectation);
        prg__trees_free(engine->trees);
        prg__free(engine->slots);
        prg__free(engine->asked);
        prg__arena_dispose(&engine->arena);
        prg__arena_dispose(&engine->told_texts);
        prg__map_dispose(&engine->told);
}

int prg__engine_init(prg__engine *engine, const prg_data *data, const prg_query *query, prg_report *report)
{
        memset(engine, 0, sizeof *engine);
        engine->data = data;
        engine->query = query;
        engine->report = report;
        engine->day = last_day(query);
        prg__arena_init(&engine->arena);
        prg__arena_init(&engine->told_texts);
        prg__map_init(&engine->told);
        int code = prg__trees_new(&engine->trees, query->programme);
        if (code == 0)
                code = prg__expectation_new(&engine->expectation, query->programme, engine->trees);
        if (code < 0)
                return code;
        engine->area_count = (int)prg__trees_areas(engine->trees);
        engine->slots = prg__alloc_array((size_t)engine->area_count + 1, sizeof *engine->slots);
        engine->asked = prg__alloc_zero((size_t)engine->area_count + 1);
        if (engine->slots == NULL || engine->asked == NULL)
                return PRG_ENOMEM;
        for (int i = 0; i < engine->area_count; i++)
                engine->slots[i] = prg__data_slot(data, prg__trees_area(engine->trees, i));
        return 0;
}

int prg__engine_period(const prg_data *data, const prg_period *asked, prg_period *period)
{
        return prg__period_within(period, asked, prg_data_calendars(data));
}

int prg__engine_keep_period(const prg_query *query, prg_period *period)
{
        return period->calendar ? prg__period_within(period, period, query->calendars) : 0;
}

/* One period of some sheets of an indicator and breakdown. */
static int fill_period(prg__engine *engine, const prg__ask *ask, size_t period, const prg_item *const *areas, size_t area_count,
        prg__cell *const *sheets)
{
        const prg_query *query = engine->query;
        for (size_t m = 0; m < query->measure_count; m++)
                for (size_t a = 0; a < area_count && sheets[m]; a++) {
                        prg__cell *cell = &sheets[m][a * query->period_count + period];
                        int code = prg__measure(engine, ask, query->measures[m], (int)prg_item_index(areas[a]), cell);
                        if (code < 0 || (code = prg__engine_keep_period(query, &cell->first_used)) < 0
                            || (code = prg__engine_keep_period(query, &cell->last_used)) < 0)
                                return code;
                }
        return 0;
}

static int fill_sheets(prg__engine *engine, size_t indicator, size_t cut, const prg_item *const *areas, size_t area_count,
        prg__cell *const *sheets, const prg_compute_options *options, prg__progress *progress)
{
        const prg_query *query = engine->query;
        prg__ask ask;
        int wanted = 0;
        for (size_t m = 0; m < query->measure_count; m++)
                wanted |= sheets[m] != NULL;
        if (!wanted)
                return prg__progress_add(progress, options, query->period_count);
        engine->evaluations = NULL;
        engine->variants = NULL;
        prg__arena_dispose(&engine->arena);
        prg__arena_init(&engine->arena);
        memset(&ask, 0, sizeof ask);
        ask.indicator = query->indicators[indicator];
        ask.cut = &query->cuts[cut];
        ask.policies = prg__policies_of(query, ask.indicator);
        for (size_t p = 0; p < query->period_count; p++) {
                int code = prg__engine_period(engine->data, &query->periods[p], &ask.period);
                if (code < 0 || (code = fill_period(engine, &ask, p, areas, area_count, sheets)) < 0
                    || (code = prg__progress_add(progress, options, 1)) < 0)
                        return code;
        }
        return 0;
}

/* Fills the sheets that a table keeps, or those of the list that are not NULL. */
static int fill_table(prg__engine *engine, prg_table *table, prg__cell *const *sheets, const prg_compute_options *options, prg__progress *progress)
{
        const prg_query *query = engine->query;
        prg__cell **own = prg__alloc_array(query->measure_count + 1, sizeof(prg__cell *));
        int code = own ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < query->indicator_count && code == 0; i++)
                for (size_t c = 0; c < query->cut_count && code == 0; c++) {
                        size_t first = prg__sheet_number(query, i, c, 0);
                        for (size_t m = 0; m < query->measure_count; m++)
                                own[m] = sheets ? sheets[first + m] : prg__table_sheet(table, first + m);
                        code = fill_sheets(engine, i, c, table->areas, table->lengths[PRG_AXIS_AREAS], own, options, progress);
                }
        prg__free(own);
        return code;
}

static uint64_t sequence_of(const prg_data *data, const prg_query *query)
{
        uint64_t sequence = prg_data_sequence(data);
        return query->sight.as_of && query->sight.as_of < sequence ? query->sight.as_of : sequence;
}

static int is_too_large(const prg_query *query, size_t areas, size_t sheets)
{
        size_t sizes[] = { sheets, areas, query->period_count };
        size_t cells = 1;
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                if (sizes[i] && cells > CELLS_MOST / sizes[i])
                        return 1;
                cells *= sizes[i];
        }
        return 0;
}

/* ---- several tables at once ---- */

/* What is known of one query while its table is made. */
typedef struct draft {
        prg__engine engine;
        const prg_item **areas;
        size_t area_count;
        const prg__reader *const *readers;
        const prg__reader **fitting; /* those that turned out to fit */
        int begun;
} draft;

static int begin(draft *it, prg__bulk *bulk, const prg_data *data, const prg_query *query, prg_report *report)
{
        it->begun = 1;
        int code = prg__engine_init(&it->engine, data, query, report);
        if (code == 0)
                code = prg__query_areas(query, it->engine.day, &it->areas, &it->area_count);
        for (size_t i = 0; code == 0 && i < it->area_count; i++)
                it->engine.asked[prg_item_index(it->areas[i])] = 1;
        return code < 0 ? code : prg__bulk_plan(bulk, &it->engine, &it->readers);
}

static int finish(draft *it, prg_table **table, prg__bulk *bulk, const prg_compute_options *options, prg__progress *progress)
{
        const prg_query *query = it->engine.query;
        size_t sheets = query->indicator_count * query->cut_count * query->measure_count, kept = 0;
        it->fitting = prg__alloc_array(sheets + 1, sizeof(const prg__reader *));
        if (it->fitting == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < sheets; i++) {
                it->fitting[i] = it->readers[i] && prg__reader_fits(it->readers[i]) ? it->readers[i] : NULL;
                kept += it->fitting[i] == NULL;
        }
        if (is_too_large(query, it->area_count, kept))
                return prg__error(PRG_ELIMIT, NULL, "the table would have more than %d cells", CELLS_MOST);
        prg__table_axes axes = { query, it->areas, it->area_count, it->engine.day, sequence_of(it->engine.data, query), bulk,
                it->fitting };
        int code = prg__table_make(table, &axes);
        return code < 0 ? code : fill_table(&it->engine, *table, NULL, options, progress);
}

static void dispose(draft *it)
{
        if (it->begun)
                prg__engine_dispose(&it->engine);
        prg__free(it->areas);
        prg__free(it->fitting);
}

int prg__compute(prg_table **tables, prg__bulk **out, const prg_data *data, const prg_query *const *queries, size_t count,
        const prg_compute_options *options)
{
        draft *drafts = prg__alloc_zero((count + 1) * sizeof *drafts);
        prg__progress progress = { 0, 0 };
        prg__bulk *bulk = NULL;
        int code = drafts ? prg__bulk_new(&bulk, data) : PRG_ENOMEM;
        for (size_t i = 0; i < count; i++)
                tables[i] = NULL;
        for (size_t i = 0; i < count && code == 0; i++)
                if ((code = begin(&drafts[i], bulk, data, queries[i], options->report)) == 0)
                        progress.total += queries[i]->indicator_count * queries[i]->cut_count * queries[i]->period_count;
        if (code == 0) {
                progress.total += prg__bulk_steps(bulk);
                code = prg__bulk_compute(bulk, options, &progress);
        }
        for (size_t i = 0; i < count && code == 0 && options->report; i++)
                code = prg__bulk_tell(bulk, &drafts[i].engine);
        for (size_t i = 0; i < count && code == 0; i++)
                code = finish(&drafts[i], &tables[i], bulk, options, &progress);
        for (size_t i = 0; i < count && drafts; i++) {
                dispose(&drafts[i]);
                if (code < 0) {
                        prg_table_free(tables[i]);
                        tables[i] = NULL;
                }
        }
        prg__free(drafts);
        if (code < 0 || out == NULL)
                prg__bulk_release(bulk);
        else
                *out = bulk;
        return code;
}

int prg__compute_sheets(prg_table *table, const prg_data *data, prg__cell *const *sheets)
{
        static const prg_compute_options defaults = PRG_COMPUTE_OPTIONS_INIT;
        prg__progress progress = { 0, 0 };
        prg__engine engine;
        int code = prg__engine_init(&engine, data, table->query, NULL);
        if (code == 0)
                code = fill_table(&engine, table, sheets, &defaults, &progress);
        prg__engine_dispose(&engine);
        return code;
}

uint64_t prg__compute_sequence(const prg_data *data, const prg_query *query)
{
        return sequence_of(data, query);
}

/* ---- the call ---- */

int prg__compute_check(const prg_data *data, const prg_query *query, const prg_compute_options *given,
        prg_compute_options *options)
{
        static const prg_compute_options defaults = PRG_COMPUTE_OPTIONS_INIT;
        if (data == NULL)
                return prg__error_null("data");
        if (query == NULL)
                return prg__error_null("query");
        *options = given ? *given : defaults;
        if (options->version != PRG_COMPUTE_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "options of version %u; this release knows version %d",
                        options->version, PRG_COMPUTE_OPTIONS_VERSION);
        if (prg_data_programme(data) != query->programme)
                return prg__error(PRG_ECONFLICT, NULL, "data and query are of different programmes");
        int code = prg__data_fresh(data);
        if (code < 0 || (code = prg__query_fresh(query)) < 0)
                return code;
        if (query->indicator_count == 0 || query->period_count == 0)
                return prg__error(PRG_EINVALID, NULL, "the query names no %s", query->indicator_count ? "periods" : "indicators");
        return 0;
}

int prg_compute(prg_table **table, const prg_data *data, const prg_query *query, const prg_compute_options *options)
{
        prg_compute_options filled;
        if (table == NULL)
                return prg__error_null("table");
        prg_table *made;
        int code = prg__compute_check(data, query, options, &filled);
        if (code == 0 && (code = prg__compute(&made, NULL, data, &query, 1, &filled)) == 0)
                *table = made;
        return code;
}
