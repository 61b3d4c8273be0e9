/* Usual cells, by the rules of block_cell.c and ratio.c. See usual.h. */
#include "calc/usual.h"

#include <string.h>

#include <libprogram/error.h>

#include "calc/bulk.h"
#include "util/memory.h"

static int shows_all(const prg__policies *policies)
{
        return policies->time == PRG_POLICY_SKIP && policies->areas == PRG_POLICY_SKIP;
}

int prg__usual_is_of(const prg__reader *reader)
{
        if (reader->figures || reader->others
            || (reader->measure != PRG_MEASURE_VALUE && reader->measure != PRG_MEASURE_CUMULATIVE)
            || !shows_all(&reader->policies[0]))
                return 0;
        return reader->blocks[1] == NULL || (reader->quotients && shows_all(&reader->policies[1]));
}

static void make_runs(prg__usual *it)
{
        const prg__reader *reader = it->reader;
        const prg__window *windows = reader->blocks[0]->layout->windows;
        for (size_t p = 0; p < it->count; p++) {
                int window = reader->windows[p];
                prg__usual_run *last = it->run_count ? &it->runs[it->run_count - 1] : NULL;
                if (window < 0)
                        continue;
                if (last && last->period + last->count == p && last->group == windows[window].group
                    && last->column + (int)last->count == windows[window].column)
                        last->count++;
                else
                        it->runs[it->run_count++] =
                                (prg__usual_run){ p, 1, window, windows[window].group, windows[window].column };
        }
}

int prg__usual_begin(prg__usual *it, const prg__reader *reader, size_t periods)
{
        *it = (prg__usual){ .reader = reader, .count = periods, .is_quotient = reader->blocks[1] != NULL };
        it->decimals = it->is_quotient ? 0 : reader->blocks[0]->decimals;
        size_t row = sizeof(double) + (PRG__USUAL_COUNTS + 1) * sizeof(int64_t) + 2;
        it->runs = prg__alloc_array(periods + 1, sizeof *it->runs);
        it->numbers = it->runs ? prg__alloc_array(periods + 1, row) : NULL;
        if (it->numbers == NULL)
                return PRG_ENOMEM;
        it->sums = (int64_t *)(it->numbers + periods);
        for (int i = 0; i < PRG__USUAL_COUNTS; i++)
                it->counts[i] = it->sums + (size_t)(i + 1) * periods;
        it->forms = (unsigned char *)(it->sums + (PRG__USUAL_COUNTS + 1) * periods);
        it->qualities = it->forms + periods;
        /* What no run has is odd, and the counts of operands that there are not are 0. */
        memset(it->numbers, 0, periods * row);
        make_runs(it);
        return 0;
}

void prg__usual_end(prg__usual *it)
{
        prg__free(it->runs);
        prg__free(it->numbers);
        it->runs = NULL;
        it->numbers = NULL;
}

/* ---- counts ---- */

static void read_counts(const prg__layout *layout, const prg__tally *tally, const prg__usual_run *run, int area,
        int64_t *counts)
{
        const void *row = prg__tally_row(layout, tally->counts, run->group, area);
        const uint32_t *wide = (const uint32_t *)row + run->column;
        const uint16_t *narrow = (const uint16_t *)row + run->column;
        if (layout->groups[run->group].wide)
                for (size_t i = 0; i < run->count; i++)
                        counts[i] = wide[i];
        else
                for (size_t i = 0; i < run->count; i++)
                        counts[i] = narrow[i];
}

/* Adds what only some blocks have, so many times. */
static void add_extra(const prg__block *block, prg__extra_count which, const prg__usual_run *run, int area, int64_t times,
        int64_t *counts)
{
        if (block->extras[which].counts)
                for (size_t i = 0; i < run->count; i++)
                        counts[i] += times * prg__tally_get(block->layout, &block->extras[which], run->group, area,
                                                     run->column + (int)i);
}

static void read_coverage(const prg__block *block, const prg__usual_run *run, int area, int64_t *reported,
        int64_t *expected)
{
        read_counts(block->layout, &block->reported, run, area, reported);
        read_counts(block->layout, &block->layout->expected, run, area, expected);
        add_extra(block, PRG__EXTRA_NOT_APPLICABLE, run, area, -1, expected);
        add_extra(block, PRG__EXTRA_NOT_EXPECTED, run, area, -1, expected);
        add_extra(block, PRG__EXTRA_UNEXPECTED, run, area, 1, expected);
}

/* The lowest quality of what was reported. */
static unsigned char quality_of(const prg__block *block, const prg__usual_run *run, int area, int column, int64_t reported)
{
        int64_t usual = reported;
        int lowest = 0;
        for (int quality = 3; quality > 0; quality--) {
                const prg__tally *tally = &block->extras[(int)PRG__EXTRA_QUALITY + quality - 1];
                uint32_t count = tally->counts ? prg__tally_get(block->layout, tally, run->group, area, column) : 0;
                usual -= count;
                lowest = count ? quality : lowest;
        }
        int own = (int)block->quality;
        return (unsigned char)(usual && (lowest == 0 || own < lowest) ? own : lowest);
}

/* ---- sums ---- */

static double nearest(int64_t sum, unsigned decimals, int64_t power)
{
        const int64_t most = (int64_t)1 << 53;
        if (power != 0 && sum <= most && sum >= -most)
                return (double)sum / (double)power;
        prg__number number = prg__number_of(sum, decimals);
        return prg__number_to_double(&number);
}

static void read_sums(prg__usual *it, const prg__usual_run *run, int area)
{
        const prg__block *block = it->reader->blocks[0];
        const int64_t *sums = prg__block_row(block, run->group, area) + run->column;
        int64_t *reported = it->counts[PRG__USUAL_REPORTED], *expected = it->counts[PRG__USUAL_EXPECTED];
        /* With at most 15 decimals both are doubles, and the quotient is rounded once. */
        int64_t power = it->decimals <= 15 ? (int64_t)prg__wide_power_of_ten(it->decimals) : 0;
        int hides = block->extras[PRG__EXTRA_SUPPRESSED].counts != NULL;
        read_coverage(block, run, area, reported + run->period, expected + run->period);
        for (size_t i = 0, p = run->period; i < run->count; i++, p++) {
                it->sums[p] = sums[i];
                it->numbers[p] = nearest(sums[i], it->decimals, power);
                it->forms[p] = reported[p] ? PRG__USUAL_VALUE
                        : expected[p] > 0 && !hides ? PRG__USUAL_MISSING : PRG__USUAL_ODD;
                it->qualities[p] = reported[p] ? quality_of(block, run, area, run->column + (int)i, reported[p]) : 0;
        }
}

/* ---- quotients ---- */

/* The coverage of the operand that is covered less comes first. */
static void order_coverage(prg__usual *it, size_t p)
{
        int64_t ar = it->counts[0][p], ae = it->counts[1][p], br = it->counts[2][p], be = it->counts[3][p];
        if (ae == 0 ? be <= 0 || br >= be : be <= 0 || br * ae >= ar * be)
                return;
        it->counts[0][p] = br;
        it->counts[1][p] = be;
        it->counts[2][p] = ar;
        it->counts[3][p] = ae;
}

static void read_quotients(prg__usual *it, const prg__usual_run *run, int area)
{
        prg__block *const *blocks = it->reader->blocks;
        for (int i = 0; i < 2; i++)
                read_coverage(blocks[i], run, area, it->counts[2 * i] + run->period, it->counts[2 * i + 1] + run->period);
        for (size_t i = 0, p = run->period; i < run->count; i++, p++) {
                it->forms[p] = prg__quotients_number(it->reader->quotients, area, p, &it->numbers[p]) ? PRG__USUAL_VALUE
                                                                                                      : PRG__USUAL_ODD;
                int column = run->column + (int)i;
                unsigned char above = quality_of(blocks[0], run, area, column, it->counts[0][p]);
                unsigned char below = quality_of(blocks[1], run, area, column, it->counts[2][p]);
                it->qualities[p] = above < below ? above : below;
                order_coverage(it, p);
        }
}

void prg__usual_read(prg__usual *it, int area)
{
        for (size_t i = 0; i < it->run_count; i++)
                if (it->is_quotient)
                        read_quotients(it, &it->runs[i], area);
                else
                        read_sums(it, &it->runs[i], area);
}
