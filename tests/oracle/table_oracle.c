/* Answers table_oracle.py. Standard input holds tables of 48 cells, a line of numbers for each cell in the order of
 * the axes; standard output is each table as JSON, as CSV in the plain form, and as CSV with semicolons in the
 * Vietnamese form, a line "---" behind each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "calc/table/table.h"
#include "util/memory.h"

#define CELLS 48

static const char question[] = "indicators cases, rate; breakdowns total, sex=female; areas all; "
                               "periods 2018, 2019; measures value, rank";

static void need(int holds)
{
        if (!holds) {
                fprintf(stderr, "%s\n", prg_error_last()->message);
                exit(2);
        }
}

static prg_item *add(prg_item *owner, const char *key, const char *id)
{
        prg_item *item = NULL;
        need(prg_item_add(&item, owner, key, id) == 0);
        return item;
}

static prg_programme *programme_new(void)
{
        prg_programme *programme = NULL;
        need(prg_programme_new(&programme, "plan") == 0);
        prg_item *root = prg_programme_root(programme), *sex = add(root, "breakdowns", "sex");
        need(prg_item_set(add(sex, "categories", "female"), "name", "Nữ \"quoted\", \\ and\nmore") == 0);
        need(prg_item_set(add(root, "indicators", "cases"), "kind", "flow") == 0);
        need(prg_item_set(add(root, "indicators", "rate"), "kind", "ratio") == 0);
        add(root, "areas", "A");
        add(root, "areas", "B-1.2");
        add(root, "areas", "03");
        return programme;
}

/* Digit by digit, not by what is being tested. */
static prg__wide next_wide(void)
{
        char text[64];
        need(scanf("%63s", text) == 1);
        int negative = *text == '-';
        prg__wide value = 0;
        for (const char *at = text + negative; *at; at++)
                value = value * 10 + (negative ? '0' - *at : *at - '0');
        return value;
}

static unsigned next_count(void)
{
        return (unsigned)next_wide();
}

static void read_cell(prg__cell *cell)
{
        cell->reason = (prg_reason)next_count();
        cell->exactness = (prg_exactness)next_count();
        cell->number.numerator = next_wide();
        cell->number.denominator = next_wide();
        cell->number.decimals = next_count();
        cell->decimals = next_count();
        cell->quality = (prg_quality)next_count();
        cell->marks = next_count();
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                cell->mark_counts[bit] = cell->marks >> bit & 1 ? bit + 1 : 0;
        cell->reported = next_count();
        cell->expected = next_count();
        cell->other_reported = next_count();
        cell->other_expected = next_count();
        cell->has_bounds = (int)next_count();
        cell->lower = prg__number_of(next_wide(), 2);
        cell->upper = prg__number_of(next_wide(), 2);
}

static int print(void *payload, const char *data, size_t length)
{
        (void)payload;
        return fwrite(data, 1, length, stdout) == length ? 0 : PRG_EIO;
}

static void answer(const prg_table *table)
{
        prg_sink sink = { print, NULL };
        prg_table_options options = PRG_TABLE_OPTIONS_INIT;
        need(prg_table_write_json(table, &sink, NULL) == 0);
        puts("---");
        need(prg_table_write_csv(table, &sink, NULL) == 0);
        puts("---");
        options.separator = ';';
        options.form = PRG_NUMBER_VIETNAMESE;
        need(prg_table_write_csv(table, &sink, &options) == 0);
        puts("---");
}

int main(void)
{
        prg_programme *programme = programme_new();
        prg_query *query = NULL;
        prg_table *table = NULL;
        const prg_item **areas = NULL;
        size_t count = 0, place[PRG_AXES] = { 0, 0, 0, 0, 0 };
        need(prg_query_parse(&query, programme, question, sizeof question - 1) == 0);
        need(prg__query_areas(query, 0, &areas, &count) == 0);
        prg__table_axes axes = { query, areas, count, 0, 1, NULL, NULL };
        need(prg__table_make(&table, &axes) == 0);
        unsigned state;
        for (size_t i = 0; scanf("%u", &state) == 1; i++) {
                size_t rest = i % CELLS;
                for (size_t axis = PRG_AXES; axis-- > 0;) {
                        size_t size = prg_table_size(table, (prg_axis)axis);
                        place[axis] = rest % size;
                        rest /= size;
                }
                prg__cell *cell = prg__table_at(table, place);
                cell->state = (prg_state)state;
                read_cell(cell);
                if (i % CELLS == CELLS - 1)
                        answer(table);
        }
        prg_table_free(table);
        prg__free(areas);
        prg_query_free(query);
        prg_programme_unref(programme);
        return EXIT_SUCCESS;
}
