/* The sets put into the library: the programme read as the document that set_write_programme() writes, the
 * values set one by one, in the order of the files. */
#define _POSIX_C_SOURCE 200809L
#include "goals/set.h"

#include <stdlib.h>

static int fail(const char *what)
{
        const prg_error *error = prg_error_last();
        fprintf(stderr, "%s: %s %s\n", what, error->place, error->message);
        return -1;
}

int set_load_programme(prg_programme **programme, const struct set *set)
{
        char *text = NULL;
        size_t length = 0;
        FILE *file = open_memstream(&text, &length);
        if (file == NULL)
                return -1;
        int failed = set_write_programme(file, set) < 0;
        failed |= fclose(file) != 0;
        if (!failed && prg_programme_read_json(programme, text, length, NULL) < 0) {
                fail("programme");
                failed = 1;
        }
        free(text);
        return failed ? -1 : 0;
}

struct set_keys {
        const struct set *set;
        struct set_tree tree;
        const prg_item **areas;      /* of each commune */
        const prg_item **indicators; /* of each column */
        const prg_item *categories[SET_MOST_ENTRIES];
        const prg_item *sources[2];
        prg_period *months;
};

void set_keys_free(struct set_keys *keys)
{
        if (keys == NULL)
                return;
        set_tree_free(&keys->tree);
        free(keys->areas);
        free(keys->indicators);
        free(keys->months);
        free(keys);
}

static int fill(struct set_keys *keys, const prg_data *data)
{
        const struct set *set = keys->set;
        prg_programme *programme = prg_data_programme(data);
        const prg_item *breakdown = set_parts(set) ? prg_programme_get(programme, "breakdown", "b") : NULL;
        char id[16];
        for (size_t i = 0; i < set_parts(set); i++)
                keys->categories[i] = prg_item_at(breakdown, "categories", i);
        for (size_t i = 0; i < 2 && set->path == SET_SOURCES; i++)
                keys->sources[i] = prg_programme_get(programme, "source", i ? "second" : "first");
        for (size_t i = 0; i < keys->tree.leaves; i++) {
                set_area_id(id, &keys->tree, keys->tree.leaf[i]);
                keys->areas[i] = prg_programme_get(programme, "area", id);
        }
        for (size_t i = 0; i < set_columns(set); i++) {
                set_indicator_id(id, i / set->categories);
                keys->indicators[i] = prg_programme_get(programme, "indicator", id);
        }
        for (size_t i = 0; i < set->months; i++) {
                set_month_id(id, i);
                if (prg_period_parse(&keys->months[i], prg_data_calendars(data), id, 7) < 0)
                        return -1;
        }
        return 0;
}

int set_keys_new(struct set_keys **out, const prg_data *data, const struct set *set)
{
        struct set_keys *keys = calloc(1, sizeof *keys);
        if (keys == NULL)
                return -1;
        keys->set = set;
        if (set_tree_new(&keys->tree, set) == 0) {
                keys->areas = calloc(keys->tree.leaves, sizeof *keys->areas);
                keys->indicators = calloc(set_columns(set), sizeof *keys->indicators);
                keys->months = calloc(set->months, sizeof *keys->months);
        }
        if (keys->areas == NULL || keys->indicators == NULL || keys->months == NULL || fill(keys, data) < 0) {
                set_keys_free(keys);
                return -1;
        }
        *out = keys;
        return 0;
}

int set_put(prg_data *data, const struct set_keys *keys, size_t column, size_t leaf, size_t month,
        const struct set_entry *entry)
{
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        key.indicator = keys->indicators[column];
        key.area = keys->areas[leaf];
        key.period = keys->months[month];
        if (entry->category) {
                key.categories = &keys->categories[entry->category - 1];
                key.category_count = 1;
        }
        if (entry->source)
                key.source = keys->sources[entry->source - 1];
        value.number = (prg_decimal){ entry->number, 2 };
        value.quality = entry->quality;
        return prg_data_set(data, &key, &value);
}

static int put_cell(prg_data *data, const struct set_keys *keys, unsigned pass, size_t column, size_t leaf,
        size_t month)
{
        struct set_entry entries[SET_MOST_ENTRIES];
        size_t count = set_entries(keys->set, pass, column, leaf, month, entries);
        int code = 0;
        for (size_t i = 0; i < count && code >= 0; i++)
                code = set_put(data, keys, column, leaf, month, &entries[i]);
        return code;
}

static int put_cells(prg_data *data, const struct set *set)
{
        struct set_keys *keys;
        int code = 0;
        if (set_keys_new(&keys, data, set) < 0)
                return -1;
        for (unsigned pass = 0; pass < set_passes(set); pass++)
                for (size_t column = 0; column < set_columns(set); column++)
                        for (size_t leaf = 0; leaf < keys->tree.leaves; leaf++)
                                for (size_t month = 0; month < set->months && code >= 0; month++)
                                        code = put_cell(data, keys, pass, column, leaf, month);
        set_keys_free(keys);
        return code;
}

int set_load_data(prg_data **data, prg_programme *programme, const struct set *set)
{
        if (prg_data_new(data, programme, NULL) < 0)
                return fail("data");
        if (prg_data_begin(*data, "values") < 0 || put_cells(*data, set) < 0 || prg_data_commit(*data) < 0) {
                fail("values");
                prg_data_free(*data);
                return -1;
        }
        return 0;
}
