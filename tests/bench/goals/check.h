/* What every side prints, so that it can be compared: checksums of a full cube, and times.
 *
 * A checksum is the sum over all cells of key × number modulo 2^64. The key is set_mix() of the block's
 * number × 2^56 plus the cell's place in its block, from 1, so that no two cells can be exchanged unseen.
 * Blocks and the order of their cells, the last axis fastest:
 *
 *   sums, reported, expected                  column × area × period (months, quarters, halves, years)
 *   cumulative, cumulative_reported           column × area × month
 *   ratios, ratio_states                      ratio × category × area × (quarters, years)
 *
 * Sums are in hundredths; a sum of nothing is no cell. A ratio is the double next to the exact quotient, by
 * its bits; states have the numbers of prg_state. */
#ifndef TESTS_BENCH_CHECK_H
#define TESTS_BENCH_CHECK_H

#include <stddef.h>
#include <stdint.h>

enum check_block {
        CHECK_SUMS,
        CHECK_REPORTED,
        CHECK_EXPECTED,
        CHECK_CUMULATIVE,
        CHECK_CUMULATIVE_REPORTED,
        CHECK_RATIOS,
        CHECK_RATIO_STATES,
        CHECK_BLOCKS
};

struct check {
        uint64_t sums[CHECK_BLOCKS];
        /* How many sums, cumulative sums and ratios there are. */
        size_t present_sums, present_cumulative, present_ratios;
};

void check_add(struct check *check, enum check_block block, size_t place, uint64_t number);

/* Times of one piece of work: each run by the clock on the wall and in processor time of the process. */
#define CHECK_RUNS 64

struct stopwatch {
        size_t count;
        double wall[CHECK_RUNS], processor[CHECK_RUNS];
        double wall_started, processor_started;
};

void stopwatch_start(struct stopwatch *watch);
void stopwatch_stop(struct stopwatch *watch);
/* In processor time. */
double stopwatch_median(const struct stopwatch *watch);

/* One line of JSON on standard output, begun, extended and ended. */
void print_begin(const char *side, const char *set, unsigned threads);
void print_number(const char *key, double number);
void print_times(const struct stopwatch *watch);
void print_check(const struct check *check);
void print_end(void);

#endif
