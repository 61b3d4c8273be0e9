/* The sets as files: the programme document, the values as CSV and NDJSON, and files of plain numbers for
 * programs that read no text. Everything is written as it is made. */
#include "goals/set.h"

#include <string.h>

static const char *const levels[] = { "nation", "province", "district", "commune" };

static void write_areas(FILE *file, const struct set_tree *tree)
{
        char id[16], parent[16];
        fputs("  \"areas\": [", file);
        for (size_t i = 0; i < tree->count; i++) {
                set_area_id(id, tree, i);
                fprintf(file, "%s    {\"id\": \"%s\", \"level\": \"%s\"", i ? ",\n" : "\n", id,
                        levels[tree->level[i]]);
                if (i > 0) {
                        set_area_id(parent, tree, (size_t)tree->parent[i]);
                        fprintf(file, ", \"parent\": \"%s\"", parent);
                }
                fputs("}", file);
        }
        fputs("\n  ]\n", file);
}

static void write_indicators(FILE *file, const struct set *set)
{
        char id[16], first[16], second[16];
        const char *breakdowns = set_parts(set) ? ", \"breakdowns\": [\"b\"]" : "";
        const char *sources = set->path == SET_SOURCES
                                      ? ", \"sources\": [{\"order\": [\"first\", \"second\"], \"fallback\": true}]"
                                      : "";
        fputs("  \"indicators\": [\n", file);
        for (size_t i = 0; i < set->indicators; i++) {
                set_indicator_id(id, i);
                fprintf(file,
                        "    {\"id\": \"%s\", \"kind\": \"flow\", \"decimals\": 2, \"period\": "
                        "\"month\"%s%s},\n",
                        id, breakdowns, sources);
        }
        for (size_t i = 0; i < SET_RATIOS; i++) {
                size_t numerator, denominator;
                set_ratio(set, i, &numerator, &denominator);
                set_ratio_id(id, i);
                set_indicator_id(first, numerator);
                set_indicator_id(second, denominator);
                if (set->path == SET_FORMULAS) {
                        fprintf(file,
                                "%s    {\"id\": \"%s\", \"kind\": \"computed\", \"decimals\": 1, "
                                "\"formula\": \"100 * %s / %s\"}",
                                i ? ",\n" : "", id, first, second);
                        continue;
                }
                fprintf(file,
                        "%s    {\"id\": \"%s\", \"kind\": \"ratio\", \"decimals\": 1, \"period\": \"month\", "
                        "\"numerator\": \"%s\", \"denominator\": \"%s\", \"factor\": 100%s}",
                        i ? ",\n" : "", id, first, second, breakdowns);
        }
        fputs("\n  ],\n", file);
}

int set_write_programme(FILE *file, const struct set *set)
{
        struct set_tree tree;
        if (set_tree_new(&tree, set) < 0)
                return -1;
        fprintf(file, "{\n  \"format\": \"libprogram/programme\",\n  \"version\": 1,\n  \"id\": \"%s\",\n",
                set->name);
        if (set->path == SET_SOURCES)
                fputs("  \"sources\": [{\"id\": \"first\"}, {\"id\": \"second\"}],\n", file);
        if (set_parts(set)) {
                fputs("  \"breakdowns\": [{\"id\": \"b\", \"categories\": [", file);
                for (unsigned i = 0; i < set_parts(set); i++)
                        fprintf(file, "%s{\"id\": \"b%u\"}", i ? ", " : "", i + 1);
                fputs("]}],\n", file);
        }
        write_indicators(file, set);
        write_areas(file, &tree);
        fputs("}\n", file);
        set_tree_free(&tree);
        return ferror(file) ? -1 : 0;
}

/* What the writers of values share: the ids of a row, made once each. */
struct row {
        const struct set *set;
        FILE *file;
        char indicator[16], area[16], month[16];
};

typedef void writer(const struct row *row, const struct set_entry *entry);

/* Quarters of one have at most two decimals; zeros at the end are not written. */
static void write_number(FILE *file, int64_t number)
{
        static const char *const quarters[] = { "", ".25", ".5", ".75" };
        fprintf(file, "%lld%s", (long long)(number / 100), quarters[number % 100 / 25]);
}

static const char *source_id(const struct set_entry *entry)
{
        return entry->source == 1 ? "first" : "second";
}

static void write_csv(const struct row *row, const struct set_entry *entry)
{
        fprintf(row->file, "%s,%s,%s,", row->indicator, row->area, row->month);
        write_number(row->file, entry->number);
        if (row->set->qualities)
                fprintf(row->file, ",%s", prg_quality_name(entry->quality));
        if (entry->category)
                fprintf(row->file, ",b%u", entry->category);
        if (entry->source)
                fprintf(row->file, ",%s", source_id(entry));
        putc('\n', row->file);
}

static void write_ndjson(const struct row *row, const struct set_entry *entry)
{
        fprintf(row->file,
                "{\"indicator\": \"%s\", \"area\": \"%s\", \"period\": \"%s\", \"value\": ", row->indicator,
                row->area, row->month);
        write_number(row->file, entry->number);
        if (row->set->qualities)
                fprintf(row->file, ", \"quality\": \"%s\"", prg_quality_name(entry->quality));
        if (entry->category)
                fprintf(row->file, ", \"categories\": {\"b\": \"b%u\"}", entry->category);
        if (entry->source)
                fprintf(row->file, ", \"source\": \"%s\"", source_id(entry));
        fputs("}\n", row->file);
}

static void write_cells(struct row *row, const struct set_tree *tree, unsigned pass, writer *write)
{
        const struct set *set = row->set;
        struct set_entry entries[SET_MOST_ENTRIES];
        for (size_t column = 0; column < set_columns(set); column++) {
                set_indicator_id(row->indicator, column / set->categories);
                for (size_t leaf = 0; leaf < tree->leaves; leaf++) {
                        set_area_id(row->area, tree, tree->leaf[leaf]);
                        for (size_t month = 0; month < set->months; month++) {
                                size_t count = set_entries(set, pass, column, leaf, month, entries);
                                set_month_id(row->month, month);
                                for (size_t i = 0; i < count; i++)
                                        write(row, &entries[i]);
                        }
                }
        }
}

static int write_values(FILE *file, const struct set *set, writer *write)
{
        struct set_tree tree;
        struct row row = { set, file, "", "", "" };
        if (set_tree_new(&tree, set) < 0)
                return -1;
        for (unsigned pass = 0; pass < set_passes(set); pass++)
                write_cells(&row, &tree, pass, write);
        set_tree_free(&tree);
        return ferror(file) ? -1 : 0;
}

int set_write_csv(FILE *file, const struct set *set)
{
        fprintf(file, "indicator,area,period,value%s%s%s\n", set->qualities ? ",quality" : "",
                set_parts(set) ? ",b" : "", set->path == SET_SOURCES ? ",source" : "");
        return write_values(file, set, write_csv);
}

int set_write_ndjson(FILE *file, const struct set *set)
{
        return write_values(file, set, write_ndjson);
}

static FILE *open_in(const char *folder, const char *name)
{
        char path[4096];
        int length = snprintf(path, sizeof path, "%s/%s", folder, name);
        return length < 0 || (size_t)length >= sizeof path ? NULL : fopen(path, "wb");
}

static int close_whole(FILE *file)
{
        int failed = ferror(file);
        return fclose(file) != 0 || failed ? -1 : 0;
}

/* What the other files hold. */
static int write_description(const char *folder, const struct set *set, const struct set_tree *tree)
{
        FILE *file = open_in(folder, "set.json");
        if (file == NULL)
                return -1;
        fprintf(file,
                "{\"name\": \"%s\", \"columns\": %zu, \"categories\": %u, \"areas\": %zu, \"leaves\": %zu, "
                "\"months\": %u, \"ratios\": [",
                set->name, set_columns(set), set->categories, tree->count, tree->leaves, set->months);
        for (size_t i = 0; i < SET_RATIOS; i++) {
                size_t numerator, denominator;
                set_ratio(set, i, &numerator, &denominator);
                fprintf(file, "%s[%zu, %zu]", i ? ", " : "", numerator, denominator);
        }
        fputs("]}\n", file);
        return close_whole(file);
}

/* parents.i32, and by column, commune and month values.i64, in hundredths, and valid.u8; a cell that is not
 * reported is zero in both. Numbers are in the order of bytes of this machine, little endian. */
int set_write_raw(const char *folder, const struct set *set)
{
        struct set_tree tree;
        if (set_tree_new(&tree, set) < 0)
                return -1;
        FILE *parents = open_in(folder, "parents.i32"), *values = open_in(folder, "values.i64");
        FILE *valid = open_in(folder, "valid.u8");
        int failed = parents == NULL || values == NULL || valid == NULL
                     || write_description(folder, set, &tree) < 0;
        if (!failed)
                fwrite(tree.parent, sizeof *tree.parent, tree.count, parents);
        for (size_t row = 0; !failed && row < set_columns(set) * tree.leaves; row++) {
                int64_t numbers[SET_MOST_MONTHS];
                uint8_t flags[SET_MOST_MONTHS];
                for (size_t month = 0; month < set->months; month++) {
                        struct set_cell cell = set_cell(set, row / tree.leaves, row % tree.leaves, month);
                        flags[month] = (uint8_t)cell.present;
                        numbers[month] = cell.present ? cell.final : 0;
                }
                fwrite(numbers, sizeof *numbers, set->months, values);
                fwrite(flags, 1, set->months, valid);
        }
        failed |= parents != NULL && close_whole(parents) < 0;
        failed |= values != NULL && close_whole(values) < 0;
        failed |= valid != NULL && close_whole(valid) < 0;
        set_tree_free(&tree);
        return failed ? -1 : 0;
}
