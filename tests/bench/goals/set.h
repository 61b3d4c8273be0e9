/* The sets of the benchmarks: trees of areas, indicators, and values that depend on nothing but a seed and
 * the place of the cell, so that any program can make any part of them without holding the rest. */
#ifndef TESTS_BENCH_SET_H
#define TESTS_BENCH_SET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <libprogram.h>

/* How many ratios 100·A/B each set has, in each category. */
#define SET_RATIOS 20
/* The year of the first month. */
#define SET_FIRST_YEAR 2016
/* No set has more. */
#define SET_MOST_MONTHS 600

/* What is asked for, and in which form the values come; the sums are the same on each path. */
enum set_path {
        SET_PLAIN,
        SET_AS_OF,   /* a tenth of the cells was changed later, and what counted before is asked for */
        SET_QUALITY, /* final values only */
        SET_SOURCES, /* two sources in order: a tenth of the cells only in the second, a tenth in both */
        SET_PARTS,   /* values in four categories, and their totals are asked for */
        SET_MATCHED, /* ratios of the cells that have both operands */
        SET_RANKS,   /* besides, of each sum, the share of the parent and the rank */
        SET_FORMULAS /* the ratios are formulas */
};

/* A column is an indicator in a category; a set without breakdown has one category, the total. */
struct set {
        const char *name;
        unsigned provinces, districts, communes;
        unsigned indicators, categories, months;
        unsigned present; /* percent of the cells that are reported */
        int qualities;    /* 1: a tenth of the cells were estimated and preliminary before they were final */
        enum set_path path;
};

/* The areas in preorder: what lies below an area stands right behind it. */
struct set_tree {
        size_t count;
        int32_t *parent;  /* -1 for the root */
        uint8_t *level;   /* 0 nation, 1 province, 2 district, 3 commune */
        uint32_t *number; /* its number among those of its level, from 1 */
        size_t leaves;
        uint32_t *leaf; /* of each commune, in order: its place among the areas */
};

/* What is reported of a cell. Numbers are in hundredths. */
struct set_cell {
        int present;
        unsigned draw; /* 0 to 9 */
        int layers;    /* 1: there are an estimate and a preliminary value, too */
        int64_t final, estimate, preliminary;
};

/* What is said of a cell, in this order. */
struct set_entry {
        int64_t number; /* in hundredths */
        prg_quality quality;
        unsigned category; /* from 1; 0 for none */
        unsigned source;   /* from 1; 0 for none */
};

#define SET_MOST_ENTRIES 4

/* The places of a set's periods: months, quarters, halves, years, one after the other. */
enum set_span { SET_MONTH, SET_QUARTER, SET_HALF, SET_YEAR, SET_SPANS };

/* NULL for a name that no set has. */
const struct set *set_find(const char *name);
/* 0, or -1 without memory. */
int set_tree_new(struct set_tree *tree, const struct set *set);
void set_tree_free(struct set_tree *tree);

/* splitmix64: the output of the generator whose state is `state`. */
uint64_t set_mix(uint64_t state);
struct set_cell set_cell(const struct set *set, size_t column, size_t leaf, size_t month);

/* Fills in what is said of a cell in one pass over all of them, and answers how much that is. */
size_t set_entries(const struct set *set, unsigned pass, size_t column, size_t leaf, size_t month,
        struct set_entry entries[SET_MOST_ENTRIES]);
/* How many passes there are. */
unsigned set_passes(const struct set *set);

size_t set_columns(const struct set *set);
size_t set_cells(const struct set *set);
/* How many cells are reported. */
size_t set_present(const struct set *set);
/* How many categories the breakdown has; 0 for none. */
unsigned set_parts(const struct set *set);
/* The bytes that must be read and written for the full cube, at least; see floor.c. */
size_t set_input_bytes(const struct set *set);
size_t set_output_bytes(const struct set *set);
/* How many months one period of a span has, and how many such periods there are. */
size_t set_span_months(enum set_span span);
size_t set_span_count(const struct set *set, enum set_span span);
/* All periods of a set. */
size_t set_periods(const struct set *set);
/* The operands of a ratio, as indicators. */
void set_ratio(const struct set *set, size_t ratio, size_t *numerator, size_t *denominator);

/* Ids, for at most 15 characters. */
void set_area_id(char id[16], const struct set_tree *tree, size_t area);
void set_indicator_id(char id[16], size_t indicator);
void set_ratio_id(char id[16], size_t ratio);
void set_month_id(char id[16], size_t month);

/* The programme document; the values as text; all of it as files of numbers. -1 when writing fails. */
int set_write_programme(FILE *file, const struct set *set);
int set_write_csv(FILE *file, const struct set *set);
int set_write_ndjson(FILE *file, const struct set *set);
int set_write_raw(const char *folder, const struct set *set);

/* The programme, and its values put into a data set one by one. What goes wrong is printed. */
int set_load_programme(prg_programme **programme, const struct set *set);
int set_load_data(prg_data **data, prg_programme *programme, const struct set *set);

/* The items of keys, looked up once. */
struct set_keys;
int set_keys_new(struct set_keys **keys, const prg_data *data, const struct set *set);
void set_keys_free(struct set_keys *keys);
int set_put(prg_data *data, const struct set_keys *keys, size_t column, size_t leaf, size_t month,
        const struct set_entry *entry);

#endif
