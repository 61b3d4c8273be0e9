/* Reading cells of tables from blocks: measures, policies, ratios, by the rules of measure.c and ratio.c. See bulk.h. */
#include "calc/figures.h"

#include <limits.h>
#include <string.h>

int prg__reader_fits(const prg__reader *reader)
{
        if (reader->figures)
                return prg__figures_fit(reader->figures);
        for (int i = 0; i < 2 && reader->blocks[i]; i++) {
                const prg__block *block = reader->blocks[i];
                if (block->unfit || block->code < 0)
                        return 0;
                /* What is compared must have the same units expected. */
                if (reader->others
                    && (block->extras[PRG__EXTRA_NOT_APPLICABLE].counts || block->extras[PRG__EXTRA_NOT_EXPECTED].counts
                        || block->extras[PRG__EXTRA_UNEXPECTED].counts))
                        return 0;
        }
        return 1;
}

static void show(const prg__reader *reader, int operand, int area, int window, prg__cell *cell)
{
        const prg__block *block = reader->blocks[operand];
        if (window < 0) {
                memset(cell, 0, sizeof *cell);
                prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, (prg_reason)(-1 - window));
                return;
        }
        prg__block_cell(block, area, window, cell);
        const prg__policies *policies = &reader->policies[operand];
        if (policies->time == PRG_POLICY_SKIP && policies->areas == PRG_POLICY_SKIP)
                return;
        /* Where policies are judged here, every unit has one cell, or counts as one. */
        prg__result result;
        memset(&result, 0, sizeof result);
        result.cell = *cell;
        result.units_reported = cell->reported;
        result.units_expected = cell->expected;
        prg__show(policies, &result, cell);
}

static void read(const prg__reader *reader, int area, size_t period, const int *windows, prg__cell *cell)
{
        prg__cell above, below;
        int window = windows[period];
        if (window <= PRG__WINDOW_REFUSED) {
                memset(cell, 0, sizeof *cell);
                prg__cell_say(cell, PRG_STATE_NOT_APPLICABLE, (prg_reason)(PRG__WINDOW_REFUSED - window));
                return;
        }
        if (reader->blocks[1] == NULL) {
                show(reader, 0, area, window, cell);
                return;
        }
        show(reader, 0, area, window, &above);
        show(reader, 1, area, window, &below);
        prg__ratio_cell(reader->indicator, &above, &below, cell);
        if (cell->state == PRG_STATE_VALUE && prg__quotients_differ(reader->quotients, area, period))
                prg__cell_mark(cell, PRG_MARK_OPERAND_COVERAGE_DIFFERS, 1);
}

/* The units are the same in both, but for a period that has none. */
static void compare(const prg__reader *reader, int area, size_t period, prg__cell *cell)
{
        prg__cell other;
        read(reader, area, period, reader->others, &other);
        size_t units = cell->expected, other_units = other.expected;
        prg__measure_compare(reader->measure, &other, cell);
        if ((reader->windows[period] < 0) != (reader->others[period] < 0) && units != other_units)
                prg__cell_mark(cell, PRG_MARK_BREAK, 1);
}

void prg__reader_cell(const prg__reader *reader, int area, size_t period, prg__cell *cell)
{
        prg__cell other;
        if (reader->figures) {
                prg__figures_cell(reader->figures, area, period, cell);
                if (prg__plan_batch(reader->measure) == PRG__BATCH_VALUE && reader->measure != PRG_MEASURE_VALUE)
                        prg__measure_counts(cell, reader->measure);
                return;
        }
        if (reader->others && reader->others[period] <= PRG__WINDOW_REFUSED) {
                read(reader, area, period, reader->others, cell);
                return;
        }
        read(reader, area, period, reader->windows, cell);
        switch (reader->measure) {
        case PRG_MEASURE_REPORTED:
        case PRG_MEASURE_EXPECTED:
        case PRG_MEASURE_COVERAGE:
                prg__measure_counts(cell, reader->measure);
                return;
        case PRG_MEASURE_SHARE: {
                int parent = prg__measure_parent(reader->tree, area);
                if (parent >= 0)
                        read(reader, parent, period, reader->windows, &other);
                prg__measure_share(cell, parent >= 0 ? &other : NULL);
                return;
        }
        default:
                if (reader->others)
                        compare(reader, area, period, cell);
        }
}

int prg__reader_decimals(const prg__reader *reader)
{
        if (reader->figures || reader->others || (reader->measure != PRG_MEASURE_VALUE && reader->measure != PRG_MEASURE_CUMULATIVE))
                return INT_MAX;
        return reader->blocks[1] ? -1 : (int)reader->blocks[0]->decimals;
}

int prg__reader_double(const prg__reader *reader, int area, size_t period, double *number)
{
        const prg__quotients *quotients = reader->quotients;
        if (reader->figures && (prg__plan_batch(reader->measure) != PRG__BATCH_VALUE || reader->measure == PRG_MEASURE_VALUE))
                return prg__figures_number(reader->figures, area, period, number);
        if (quotients == NULL || reader->measure == PRG_MEASURE_REPORTED || reader->measure == PRG_MEASURE_EXPECTED
            || reader->measure == PRG_MEASURE_COVERAGE || reader->policies[0].time != PRG_POLICY_SKIP
            || reader->policies[0].areas != PRG_POLICY_SKIP || reader->policies[1].time != PRG_POLICY_SKIP
            || reader->policies[1].areas != PRG_POLICY_SKIP)
                return 0;
        return prg__quotients_number(quotients, area, period, number);
}
