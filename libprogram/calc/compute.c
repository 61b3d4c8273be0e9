/* Tables from queries: the reference engine, cell by cell, and cubes that keep a table current. */
#include "engine.h"

#include <string.h>

#include "util/memory.h"

struct prg_cube {
        const prg_data *data;
        const prg_query *query;
        prg_compute_options options;
        prg_table *table;
        uint64_t changes;
};

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

static void engine_dispose(prg__engine *engine)
{
        prg__trees_free(engine->trees);
        prg__free(engine->slots);
        prg__free(engine->asked);
        prg__arena_dispose(&engine->arena);
        prg__arena_dispose(&engine->told_texts);
        prg__map_dispose(&engine->told);
}

static int engine_init(prg__engine *engine, const prg_data *data, const prg_query *query, prg_report *report)
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

/* The same period in the data's set of calendars, so that periods compare by their pointers. */
static int period_of(const prg_data *data, const prg_period *asked, prg_period *period)
{
        const char *id = prg_calendar_id(asked->calendar);
        *period = *asked;
        return prg_calendars_find(&period->calendar, prg_data_calendars(data), id, strlen(id));
}

/* All cells of one indicator, cut and period. */
static int fill_cells(prg__engine *engine, prg_table *table, const prg__ask *ask, size_t place[PRG_AXES],
        const prg_item *const *areas, size_t area_count)
{
        for (place[PRG_AXIS_MEASURES] = 0; place[PRG_AXIS_MEASURES] < engine->query->measure_count; place[PRG_AXIS_MEASURES]++)
                for (place[PRG_AXIS_AREAS] = 0; place[PRG_AXIS_AREAS] < area_count; place[PRG_AXIS_AREAS]++) {
                        int area = (int)prg_item_index(areas[place[PRG_AXIS_AREAS]]);
                        int code = prg__measure(engine, ask, engine->query->measures[place[PRG_AXIS_MEASURES]], area,
                                prg__table_at(table, place));
                        if (code < 0)
                                return code;
                }
        return 0;
}

static int fill_table(prg__engine *engine, prg_table *table, const prg_item *const *areas, size_t area_count,
        const prg_compute_options *options)
{
        const prg_query *query = engine->query;
        size_t place[PRG_AXES] = { 0 }, done = 0, total = query->indicator_count * query->cut_count * query->period_count;
        for (size_t i = 0; i < query->indicator_count; i++)
                for (size_t c = 0; c < query->cut_count; c++) {
                        engine->evaluations = NULL;
                        prg__arena_dispose(&engine->arena);
                        prg__arena_init(&engine->arena);
                        for (size_t p = 0; p < query->period_count; p++) {
                                prg__ask ask;
                                memset(&ask, 0, sizeof ask);
                                ask.indicator = query->indicators[i];
                                ask.cut = &query->cuts[c];
                                ask.policies = prg__policies_of(query, ask.indicator);
                                int code = period_of(engine->data, &query->periods[p], &ask.period);
                                place[PRG_AXIS_INDICATORS] = i;
                                place[PRG_AXIS_BREAKDOWNS] = c;
                                place[PRG_AXIS_PERIODS] = p;
                                if (code < 0 || (code = fill_cells(engine, table, &ask, place, areas, area_count)) < 0)
                                        return code;
                                done++;
                                if (options->progress && options->progress(options->payload, done, total) != 0)
                                        return prg__error(PRG_ECANCELLED, NULL, "the caller stopped the computation");
                        }
                }
        return 0;
}

static int is_too_large(const prg_query *query, size_t areas)
{
        size_t sizes[] = { query->indicator_count, query->cut_count, areas, query->period_count, query->measure_count };
        size_t cells = 1;
        for (int i = 0; i < PRG_AXES; i++) {
                if (sizes[i] && cells > CELLS_MOST / sizes[i])
                        return 1;
                cells *= sizes[i];
        }
        return 0;
}

static int compute(prg_table **out, const prg_data *data, const prg_query *query, const prg_compute_options *options)
{
        prg__engine engine;
        const prg_item **areas = NULL;
        prg__table_axes axes;
        prg_table *table = NULL;
        int code = engine_init(&engine, data, query, options->report);
        memset(&axes, 0, sizeof axes);
        if (code == 0)
                code = prg__query_areas(query, engine.day, &areas, &axes.area_count);
        if (code == 0 && is_too_large(query, axes.area_count))
                code = prg__error(PRG_ELIMIT, NULL, "the table would have more than %d cells", CELLS_MOST);
        for (size_t i = 0; code == 0 && i < axes.area_count; i++)
                engine.asked[prg_item_index(areas[i])] = 1;
        axes.query = query;
        axes.areas = areas;
        axes.boundaries = engine.day;
        axes.sequence = query->sight.as_of && query->sight.as_of < prg_data_sequence(data) ? query->sight.as_of
                                                                                         : prg_data_sequence(data);
        if (code == 0)
                code = prg__table_make(&table, &axes);
        if (code == 0)
                code = fill_table(&engine, table, axes.areas, axes.area_count, options);
        prg__free(areas);
        engine_dispose(&engine);
        if (code < 0) {
                prg_table_free(table);
                return code;
        }
        *out = table;
        return 0;
}

/* Checks what every function here takes; fills in the options. */
static int check_call(const prg_data *data, const prg_query *query, const prg_compute_options *given,
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
        int code = check_call(data, query, options, &filled);
        return code < 0 ? code : compute(table, data, query, &filled);
}

int prg_cube_open(prg_cube **out, const prg_data *data, const prg_query *query, const prg_compute_options *options)
{
        prg_compute_options filled;
        if (out == NULL)
                return prg__error_null("cube");
        int code = check_call(data, query, options, &filled);
        if (code < 0)
                return code;
        prg_cube *cube = prg__alloc_zero(sizeof *cube);
        if (cube == NULL)
                return PRG_ENOMEM;
        cube->data = data;
        if ((code = prg__query_share(&cube->query, query)) < 0 || (code = compute(&cube->table, data, query, &filled)) < 0) {
                prg_cube_free(cube);
                return code;
        }
        cube->changes = prg__data_changes(data);
        cube->options = filled;
        cube->options.report = NULL;
        cube->options.progress = NULL;
        cube->options.payload = NULL;
        *out = cube;
        return 0;
}

int prg_cube_apply(prg_cube *cube)
{
        if (cube == NULL)
                return prg__error_null("cube");
        int code = prg__data_fresh(cube->data);
        if (code < 0 || (code = prg__query_fresh(cube->query)) < 0)
                return code;
        if (cube->changes == prg__data_changes(cube->data))
                return 0;
        prg_table *table;
        if ((code = compute(&table, cube->data, cube->query, &cube->options)) < 0)
                return code;
        prg_table_free(cube->table);
        cube->table = table;
        cube->changes = prg__data_changes(cube->data);
        return 0;
}

const prg_table *prg_cube_table(const prg_cube *cube)
{
        return cube ? cube->table : NULL;
}

void prg_cube_free(prg_cube *cube)
{
        if (cube == NULL)
                return;
        prg_table_free(cube->table);
        prg__query_release(cube->query);
        prg__free(cube);
}
