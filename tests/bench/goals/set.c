/* The sets themselves: their sizes, their trees, and the value of each cell.
 *
 * The cell with number n takes output n of splitmix64, a generator whose n-th output can be had without
 * those before it. Its lowest 22 bits are the value in quarters, which is a multiple of 0.25 below 2^20: sums
 * over the nation and a year are exact in a double as well. Other bits of the same output say whether the
 * cell is reported and whether it was estimated before. */
#include "goals/set.h"

#include <stdlib.h>
#include <string.h>

#define SEED  UINT64_C(1780)
#define GAMMA UINT64_C(0x9e3779b97f4a7c15)

static const struct set sets[] = {
        { "national", 63, 700, 11000, 12, 1, 60, 95, 0, SET_PLAIN },
        { "provincial", 1, 8, 108, 40, 1, 60, 95, 0, SET_PLAIN },
        { "provincial-as-of", 1, 8, 108, 40, 1, 60, 95, 0, SET_AS_OF },
        { "provincial-quality", 1, 8, 108, 40, 1, 60, 95, 1, SET_QUALITY },
        { "provincial-sources", 1, 8, 108, 40, 1, 60, 95, 0, SET_SOURCES },
        { "provincial-parts", 1, 8, 108, 40, 1, 60, 95, 0, SET_PARTS },
        { "provincial-matched", 1, 8, 108, 40, 1, 60, 95, 0, SET_MATCHED },
        { "provincial-ranks", 1, 8, 108, 40, 1, 60, 95, 0, SET_RANKS },
        { "provincial-formulas", 1, 8, 108, 40, 1, 60, 95, 0, SET_FORMULAS },
        { "national-formulas", 63, 700, 11000, 12, 1, 60, 95, 0, SET_FORMULAS },
        { "tiny", 1, 1, 10, 40, 1, 12, 95, 0, SET_PLAIN },
        { "deep", 63, 700, 11000, 12, 4, 60, 60, 1, SET_PLAIN },
        { "tiny-deep", 1, 1, 10, 12, 4, 12, 60, 1, SET_PLAIN },
        { "hundred", 63, 700, 11000, 160, 1, 60, 95, 0, SET_PLAIN }, /* million values */
        /* How the cost grows: values of 138 MB, and ten times as many of each kind. */
        { "base", 100, 1500, 24000, 12, 1, 60, 95, 0, SET_PLAIN },
        { "base-areas", 1000, 15000, 240000, 12, 1, 60, 95, 0, SET_PLAIN },
        { "base-periods", 100, 1500, 24000, 12, 1, 600, 95, 0, SET_PLAIN },
        { "base-indicators", 100, 1500, 24000, 120, 1, 60, 95, 0, SET_PLAIN },
};

const struct set *set_find(const char *name)
{
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
                if (strcmp(sets[i].name, name) == 0)
                        return &sets[i];
        return NULL;
}

static void place(struct set_tree *tree, int32_t parent, unsigned level, size_t number)
{
        tree->parent[tree->count] = parent;
        tree->level[tree->count] = (uint8_t)level;
        tree->number[tree->count] = (uint32_t)number;
        if (level == 3)
                tree->leaf[tree->leaves++] = (uint32_t)tree->count;
        tree->count++;
}

int set_tree_new(struct set_tree *tree, const struct set *set)
{
        size_t count = 1u + set->provinces + set->districts + set->communes;
        *tree = (struct set_tree){ 0, malloc(count * sizeof *tree->parent), malloc(count),
                malloc(count * sizeof *tree->number), 0, malloc(set->communes * sizeof *tree->leaf) };
        if (tree->parent == NULL || tree->level == NULL || tree->number == NULL || tree->leaf == NULL) {
                set_tree_free(tree);
                return -1;
        }
        place(tree, -1, 0, 1);
        for (size_t p = 0; p < set->provinces; p++) {
                int32_t province = (int32_t)tree->count;
                place(tree, 0, 1, p + 1);
                size_t end = (p + 1) * set->districts / set->provinces;
                for (size_t d = p * set->districts / set->provinces; d < end; d++) {
                        int32_t district = (int32_t)tree->count;
                        size_t last = (d + 1) * set->communes / set->districts;
                        place(tree, province, 2, d + 1);
                        for (size_t c = d * set->communes / set->districts; c < last; c++)
                                place(tree, district, 3, c + 1);
                }
        }
        return 0;
}

void set_tree_free(struct set_tree *tree)
{
        free(tree->parent);
        free(tree->level);
        free(tree->number);
        free(tree->leaf);
}

uint64_t set_mix(uint64_t state)
{
        state = (state ^ (state >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        state = (state ^ (state >> 27)) * UINT64_C(0x94d049bb133111eb);
        return state ^ (state >> 31);
}

/* Output `number` of the generator, as a value in hundredths. */
static int64_t hundredths(uint64_t output)
{
        return (int64_t)(output & ((UINT64_C(1) << 22) - 1)) * 25;
}

struct set_cell set_cell(const struct set *set, size_t column, size_t leaf, size_t month)
{
        uint64_t cells = set_cells(set);
        uint64_t number = ((uint64_t)column * set->communes + leaf) * set->months + month;
        uint64_t output = set_mix(SEED + (number + 1) * GAMMA);
        struct set_cell cell = { (output >> 40) % 100 < set->present,
                (unsigned)((output >> 24) % (1u << 16) % 10), 0, hundredths(output), 0, 0 };
        if (set->qualities && cell.draw == 0) {
                cell.layers = 1;
                cell.estimate = hundredths(set_mix(SEED + (cells + number + 1) * GAMMA));
                cell.preliminary = hundredths(set_mix(SEED + (2 * cells + number + 1) * GAMMA));
        }
        return cell;
}

/* All but the first part are a quarter of the number, rounded down to a multiple of 0.25. */
static size_t fill_parts(struct set_entry entries[SET_MOST_ENTRIES], int64_t number)
{
        int64_t part = number / 100 * 25;
        for (unsigned i = 0; i < 4; i++)
                entries[i] = (struct set_entry){ i ? part : number - 3 * part, PRG_QUALITY_FINAL, i + 1, 0 };
        return 4;
}

static size_t fill_sources(struct set_entry entries[SET_MOST_ENTRIES], const struct set_cell *cell)
{
        size_t count = 0;
        if (cell->draw != 0)
                entries[count++] = (struct set_entry){ cell->final, PRG_QUALITY_FINAL, 0, 1 };
        if (cell->draw <= 1)
                entries[count++] = (struct set_entry){ cell->final, PRG_QUALITY_FINAL, 0, 2 };
        return count;
}

size_t set_entries(const struct set *set, unsigned pass, size_t column, size_t leaf, size_t month,
        struct set_entry entries[SET_MOST_ENTRIES])
{
        struct set_cell cell = set_cell(set, column, leaf, month);
        unsigned category = set->categories > 1 ? (unsigned)(column % set->categories) + 1 : 0;
        size_t count = 0;
        if (!cell.present || (pass > 0 && cell.draw != 0))
                return 0;
        if (set->path == SET_PARTS)
                return fill_parts(entries, cell.final);
        if (set->path == SET_SOURCES)
                return fill_sources(entries, &cell);
        if (cell.layers) {
                entries[count++] = (struct set_entry){ cell.estimate, PRG_QUALITY_ESTIMATE, category, 0 };
                entries[count++] = (struct set_entry){ cell.preliminary, PRG_QUALITY_PRELIMINARY, category, 0 };
        }
        entries[count++] = (struct set_entry){ cell.final + 25 * (int64_t)pass, PRG_QUALITY_FINAL, category, 0 };
        return count;
}

unsigned set_passes(const struct set *set)
{
        return set->path == SET_AS_OF ? 2 : 1;
}

size_t set_columns(const struct set *set)
{
        return (size_t)set->indicators * set->categories;
}

size_t set_cells(const struct set *set)
{
        return set_columns(set) * set->communes * set->months;
}

size_t set_present(const struct set *set)
{
        size_t count = 0;
        for (size_t column = 0; column < set_columns(set); column++)
                for (size_t leaf = 0; leaf < set->communes; leaf++)
                        for (size_t month = 0; month < set->months; month++)
                                count += set_cell(set, column, leaf, month).present != 0;
        return count;
}

unsigned set_parts(const struct set *set)
{
        return set->path == SET_PARTS ? 4 : set->categories > 1 ? set->categories : 0;
}

static size_t count_bytes(size_t most)
{
        return most < 256 ? 1 : most < 65536 ? 2 : 4;
}

size_t set_input_bytes(const struct set *set)
{
        return set_cells(set) * 8 + (set_cells(set) + 7) / 8;
}

size_t set_output_bytes(const struct set *set)
{
        size_t areas = 1u + set->provinces + set->districts + set->communes, rows = areas * set_columns(set);
        size_t a_row = 0;
        for (int span = 0; span < SET_SPANS; span++)
                a_row += set_span_count(set, (enum set_span)span)
                         * (8 + 2 * count_bytes(set->communes * set_span_months((enum set_span)span)));
        a_row += set->months * (8 + count_bytes(set->communes * set_span_months(SET_YEAR)));
        return rows * a_row
               + areas * SET_RATIOS * set->categories * 9
                         * (set_span_count(set, SET_QUARTER) + set_span_count(set, SET_YEAR));
}

size_t set_span_months(enum set_span span)
{
        static const size_t months[SET_SPANS] = { 1, 3, 6, 12 };
        return months[span];
}

size_t set_span_count(const struct set *set, enum set_span span)
{
        return set->months / set_span_months(span);
}

size_t set_periods(const struct set *set)
{
        size_t count = 0;
        for (int span = 0; span < SET_SPANS; span++)
                count += set_span_count(set, (enum set_span)span);
        return count;
}

void set_ratio(const struct set *set, size_t ratio, size_t *numerator, size_t *denominator)
{
        *numerator = ratio % set->indicators;
        *denominator = (*numerator + 1 + ratio / set->indicators) % set->indicators;
}

void set_area_id(char id[16], const struct set_tree *tree, size_t area)
{
        static const char letters[] = { 'N', 'P', 'D', 'C' };
        snprintf(id, 16, "%c%05u", letters[tree->level[area]], tree->number[area] % 1000000u);
}

void set_indicator_id(char id[16], size_t indicator)
{
        snprintf(id, 16, "i%02u", (unsigned)(indicator + 1) % 1000u);
}

void set_ratio_id(char id[16], size_t ratio)
{
        snprintf(id, 16, "r%02u", (unsigned)(ratio + 1) % 100u);
}

void set_month_id(char id[16], size_t month)
{
        snprintf(id, 16, "%04u-%02u", (unsigned)(SET_FIRST_YEAR + month / 12) % 10000u,
                (unsigned)(month % 12 + 1));
}
