/* Cubes: tables that are kept current. See compute.h.
 *
 * What was computed in bulk is changed by differences, entry by entry; sheets that the reference engine made are made
 * again when they depend on an indicator that has new entries. Where something cannot be changed, because an entry is
 * of an unusual kind, was taken back, or came from somewhere new, everything is planned and computed anew. */
#include "calc/compute.h"

#include <string.h>

#include "calc/formula/formula.h"
#include "calc/query/suppose.h"
#include "model/programme.h"

#include "util/memory.h"

struct prg_cube {
        const prg_data *data;
        size_t count;
        const prg_query **queries;
        prg_table **tables;
        prg__bulk *bulk;
        prg_compute_options options;
        uint64_t changes, sequence;
        int keeps; /* some sheet is one of the reference engine */
};

/* ---- opening ---- */

static int compute(prg_cube *cube, const prg_compute_options *options)
{
        prg_table **tables = prg__alloc_zero((cube->count + 1) * sizeof(prg_table *));
        prg__bulk *bulk;
        if (tables == NULL)
                return PRG_ENOMEM;
        int code = prg__compute(tables, &bulk, cube->data, cube->queries, cube->count, options);
        if (code < 0) {
                prg__free(tables);
                return code;
        }
        for (size_t i = 0; i < cube->count && cube->tables; i++)
                prg_table_free(cube->tables[i]);
        prg__free(cube->tables);
        prg__bulk_release(cube->bulk);
        cube->tables = tables;
        cube->bulk = bulk;
        cube->keeps = 0;
        for (size_t i = 0; i < cube->count; i++)
                for (size_t s = 0; s < tables[i]->sheet_count; s++)
                        cube->keeps |= prg__table_sheet(tables[i], s) != NULL;
        cube->changes = prg__data_changes(cube->data);
        cube->sequence = prg_data_sequence(cube->data);
        return 0;
}

int prg_cube_open_several(prg_cube **out, const prg_data *data, const prg_query *const *queries, size_t count,
        const prg_compute_options *options)
{
        prg_compute_options filled;
        if (out == NULL)
                return prg__error_null("cube");
        if (queries == NULL)
                return prg__error_null("queries");
        if (count == 0)
                return prg__error(PRG_EINVALID, NULL, "a cube of no query");
        int code = 0;
        for (size_t i = 0; i < count && code == 0; i++)
                code = prg__compute_check(data, queries[i], options, &filled);
        if (code < 0)
                return code;
        prg_cube *cube = prg__alloc_zero(sizeof *cube);
        if (cube == NULL)
                return PRG_ENOMEM;
        cube->data = data;
        cube->queries = prg__alloc_zero(count * sizeof(const prg_query *));
        code = cube->queries ? 0 : PRG_ENOMEM;
        for (; cube->count < count && code == 0; cube->count += code == 0)
                code = prg__query_share(&cube->queries[cube->count], queries[cube->count]);
        if (code == 0)
                code = compute(cube, &filled);
        if (code < 0) {
                prg_cube_free(cube);
                return code;
        }
        cube->options = filled;
        cube->options.report = NULL;
        cube->options.progress = NULL;
        cube->options.payload = NULL;
        *out = cube;
        return 0;
}

int prg_cube_open(prg_cube **out, const prg_data *data, const prg_query *query, const prg_compute_options *options)
{
        if (query == NULL)
                return out == NULL ? prg__error_null("cube") : data == NULL ? prg__error_null("data") : prg__error_null("query");
        return prg_cube_open_several(out, data, &query, 1, options);
}

void prg_cube_free(prg_cube *cube)
{
        if (cube == NULL)
                return;
        for (size_t i = 0; i < cube->count; i++) {
                if (cube->tables)
                        prg_table_free(cube->tables[i]);
                prg__query_release(cube->queries[i]);
        }
        prg__bulk_release(cube->bulk);
        prg__free(cube->tables);
        prg__free(cube->queries);
        prg__free(cube);
}

const prg_table *prg_cube_table(const prg_cube *cube)
{
        return prg_cube_table_at(cube, 0);
}

const prg_table *prg_cube_table_at(const prg_cube *cube, size_t index)
{
        return cube && index < cube->count ? cube->tables[index] : NULL;
}

/* ---- sheets of the reference engine ---- */

/* Whether what an indicator comes to may depend on entries of another. */
static int depends_on(const prg__indicator *indicator, const prg__indicator *other, int depth)
{
        for (int steps = 0; indicator && steps < 64; indicator = (const prg__indicator *)indicator->replaces, steps++)
                if (indicator == other
                    || (depth < 64
                        && ((indicator->numerator && depends_on((const prg__indicator *)indicator->numerator, other, depth + 1))
                            || (indicator->denominator
                                && depends_on((const prg__indicator *)indicator->denominator, other, depth + 1))
                            || (indicator->weight
                                && depends_on((const prg__indicator *)indicator->weight, other, depth + 1)))))
                        return 1;
        return 0;
}

/* Nil returns depend on what else a unit has reported. */
static int takes_nil(const prg_query *query, const prg__indicator *indicator, int depth)
{
        const prg__policies policies = prg__policies_of(query, indicator);
        if (policies.time == PRG_POLICY_ZERO || policies.areas == PRG_POLICY_ZERO)
                return 1;
        return depth < 64
                && ((indicator->numerator && takes_nil(query, (const prg__indicator *)indicator->numerator, depth + 1))
                    || (indicator->denominator && takes_nil(query, (const prg__indicator *)indicator->denominator, depth + 1)));
}

/* Whether new entries concern an indicator that is no formula. */
static int has_entries(const prg_cube *cube, const prg_query *query, const prg__indicator *indicator)
{
        uint64_t sequence = prg_data_sequence(cube->data);
        if (prg__query_supposes(query) || takes_nil(query, indicator, 0))
                return 1;
        for (uint64_t i = cube->sequence + 1; i <= sequence; i++) {
                const prg__series *series = prg__data_entry_series(cube->data, i, NULL, NULL);
                if (series->indicator && depends_on(indicator, series->indicator, 0))
                        return 1;
        }
        return 0;
}

/* The same of any: of a formula, whether they concern something that it needs, or that this needs. 1, 0, PRG_ENOMEM. */
static int is_concerned(const prg_cube *cube, const prg_query *query, const prg__indicator *indicator)
{
        const prg__formula_set *set = cube->bulk->formulas;
        if (indicator->formula == NULL)
                return has_entries(cube, query, indicator);
        if (set == NULL || prg__is_new_indicator(indicator))
                return 1;
        size_t count = set->count, found = 0, next = 0;
        uint32_t *needed = prg__alloc_array(count + 1, sizeof *needed);
        unsigned char *reached = prg__alloc_zero(count + 1);
        int concerned = needed && reached ? 0 : PRG_ENOMEM;
        if (concerned == 0) {
                needed[found++] = (uint32_t)indicator->item.index;
                reached[indicator->item.index] = 1;
        }
        while (next < found && concerned == 0) {
                uint32_t place = needed[next++];
                const prg__formula_entry *entry = &set->entries[place];
                concerned = has_entries(cube, query, set->programme->root.indicators.at[place]);
                for (size_t i = 0; i < entry->need_count; i++) {
                        uint32_t need = entry->needs[i];
                        if (!reached[need])
                                needed[found++] = need;
                        reached[need] = 1;
                }
        }
        prg__free(needed);
        prg__free(reached);
        return concerned;
}

/* The sheets of a table that are made anew; a list as long as its sheets, NULL for the others. */
static int renew_sheets(prg_cube *cube, prg_table *table, prg__cell ***out)
{
        const prg_query *query = table->query;
        prg__cell **sheets = prg__alloc_zero((table->sheet_count + 1) * sizeof(prg__cell *));
        int code = sheets ? 0 : PRG_ENOMEM, any = 0;
        *out = sheets;
        for (size_t i = 0; i < query->indicator_count && code == 0; i++) {
                size_t first = prg__sheet_number(query, i, 0, 0), end = prg__sheet_number(query, i + 1, 0, 0);
                int kept = 0;
                for (size_t s = first; s < end; s++)
                        kept |= prg__table_sheet(table, s) != NULL;
                int concerned = kept ? is_concerned(cube, query, query->indicators[i]) : 0;
                if (concerned < 0)
                        code = concerned;
                if (concerned <= 0)
                        continue;
                for (size_t s = first; s < end && code == 0; s++)
                        if (prg__table_sheet(table, s)) {
                                sheets[s] = prg__table_new_sheet(table);
                                code = sheets[s] ? 0 : PRG_ENOMEM;
                                any = 1;
                        }
        }
        return code == 0 && any ? prg__compute_sheets(table, cube->data, sheets) : code;
}

static void drop_sheets(prg__cell **sheets, size_t count)
{
        for (size_t i = 0; i < count && sheets; i++)
                prg__free(sheets[i]);
        prg__free(sheets);
}

/* ---- keeping current ---- */

/* New cells for the sheets of the reference engine that the new entries concern: all, or none and an error. */
static int renew(prg_cube *cube)
{
        prg__cell ***sheets = prg__alloc_zero((cube->count + 1) * sizeof(prg__cell **));
        int code = sheets ? 0 : PRG_ENOMEM;
        for (size_t i = 0; i < cube->count && code == 0; i++)
                code = renew_sheets(cube, cube->tables[i], &sheets[i]);
        for (size_t i = 0; i < cube->count && sheets; i++) {
                prg_table *table = cube->tables[i];
                for (size_t s = 0; s < table->sheet_count && code == 0; s++)
                        if (sheets[i][s]) {
                                prg__table_put_sheet(table, s, sheets[i][s]);
                                sheets[i][s] = NULL;
                        }
                drop_sheets(sheets[i], table->sheet_count);
        }
        prg__free(sheets);
        return code;
}

/* 0, PRG_END when everything must be computed anew, or an error; nothing has changed then. */
static int change(prg_cube *cube)
{
        uint64_t sequence = prg_data_sequence(cube->data);
        /* Entries that were taken back count as changes, too. */
        if (sequence < cube->sequence || prg__data_changes(cube->data) - cube->changes != sequence - cube->sequence
            || prg__bulk_change(cube->bulk, cube->sequence, 1) == PRG_END)
                return PRG_END;
        int code = cube->keeps ? renew(cube) : 0;
        if (code < 0)
                return code;
        prg__bulk_change(cube->bulk, cube->sequence, 0);
        for (size_t i = 0; i < cube->count; i++)
                cube->tables[i]->sequence = prg__compute_sequence(cube->data, cube->tables[i]->query);
        cube->changes = prg__data_changes(cube->data);
        cube->sequence = sequence;
        return 0;
}

static int check_fresh(const prg_cube *cube)
{
        if (cube == NULL)
                return prg__error_null("cube");
        int code = prg__data_fresh(cube->data);
        for (size_t i = 0; i < cube->count && code == 0; i++)
                code = prg__query_fresh(cube->queries[i]);
        return code;
}

int prg_cube_apply(prg_cube *cube)
{
        int code = check_fresh(cube);
        if (code < 0 || cube->changes == prg__data_changes(cube->data))
                return code;
        code = change(cube);
        return code == PRG_END ? compute(cube, &cube->options) : code;
}

int prg_cube_refresh(prg_cube *cube)
{
        int code = check_fresh(cube);
        if (code < 0)
                return code;
        if (cube->keeps)
                return compute(cube, &cube->options);
        code = prg__bulk_refresh(cube->bulk, cube->options.threads);
        if (code != 0) {
                cube->changes = 0; /* nothing is known of it */
                return code == PRG_END ? compute(cube, &cube->options) : code;
        }
        for (size_t i = 0; i < cube->count; i++)
                cube->tables[i]->sequence = prg__compute_sequence(cube->data, cube->queries[i]);
        cube->changes = prg__data_changes(cube->data);
        cube->sequence = prg_data_sequence(cube->data);
        return 0;
}
