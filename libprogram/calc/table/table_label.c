/* What readers are shown on the axes.
 *
 * Everything but a breakdown is named by one text that somebody has already. A breakdown such as "women, from 14
 * years on" is put together, and since a label is borrowed from the table, that is done when the table is made:
 * once for every language that one of the names is in, and once for all others. */
#include <string.h>

#include <libprogram/area.h>

#include "calc/table/table.h"
#include "calc/table/table_words.h"
#include "model/programme.h"
#include "util/buf.h"

int prg__table_is_vietnamese(const prg_table *table, const char *language)
{
        return strcmp(language ? language : table->programme->root.language, "vi") == 0;
}

/* ---- breakdowns ---- */

/* The things that a breakdown is named by: its categories, and breakdowns that nothing is allocated in. */
static const prg_item *named_at(const prg__cut *cut, size_t index)
{
        if (cut->kind == PRG__CUT_CLASS)
                return index == 0 ? cut->category : NULL;
        if (index >= cut->factor_count)
                return NULL;
        return cut->factors[index].category ? cut->factors[index].category : cut->factors[index].breakdown;
}

static size_t find_language(const prg_table *table, const char *language)
{
        size_t i = 0;
        while (i < table->language_count && strcmp(table->languages[i], language) != 0)
                i++;
        return i;
}

static int add_language(prg_table *table, size_t *capacity, const char *language)
{
        if (find_language(table, language) < table->language_count)
                return 0;
        if (table->language_count == *capacity) {
                const char **wider = prg__arena_alloc(&table->arena, 2 * *capacity * sizeof *wider);
                if (wider == NULL)
                        return PRG_ENOMEM;
                memcpy(wider, table->languages, *capacity * sizeof *wider);
                table->languages = wider;
                *capacity *= 2;
        }
        const char *copy = prg__arena_text(&table->arena, language, strlen(language));
        if (copy == NULL)
                return PRG_ENOMEM;
        table->languages[table->language_count++] = copy;
        return 0;
}

static int find_languages(prg_table *table)
{
        size_t capacity = 4;
        table->languages = prg__arena_alloc(&table->arena, capacity * sizeof *table->languages);
        if (table->languages == NULL)
                return PRG_ENOMEM;
        int code = add_language(table, &capacity, "");
        if (code == 0)
                code = add_language(table, &capacity, "vi");
        if (code == 0)
                code = add_language(table, &capacity, table->programme->root.language);
        for (size_t i = 0; code == 0 && i < table->query->cut_count; i++) {
                const prg_item *item;
                for (size_t j = 0; code == 0 && (item = named_at(&table->query->cuts[i], j)) != NULL; j++)
                        for (size_t k = 0; code == 0 && k < prg_item_size(item, "name"); k++)
                                code = add_language(table, &capacity, prg_item_language_at(item, "name", k));
        }
        return code;
}

static int name_factor(prg_buf *out, const prg__factor *factor, const char *language, int vietnamese)
{
        const prg_item *item = factor->category ? factor->category : factor->breakdown;
        int code = prg__buf_text(out, prg_item_name(item, language));
        if (code == 0 && factor->category == NULL)
                code = prg__buf_format(out, ": %s", prg__word_text(PRG__WORD_UNALLOCATED, vietnamese));
        return code;
}

static int name_categories(prg_buf *out, const prg__cut *cut, const char *language, int vietnamese)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < cut->factor_count; i++) {
                if (i > 0)
                        code = prg__buf_text(out, ", ");
                if (code == 0)
                        code = name_factor(out, &cut->factors[i], language, vietnamese);
        }
        if (code == 0 && cut->observed.calendar) {
                code = prg__buf_format(out, "%s%s ", cut->factor_count ? ", " : "",
                        prg__word_text(PRG__WORD_OBSERVED, vietnamese));
                return code < 0 ? code : prg_period_format(out, &cut->observed);
        }
        return code < 0 || cut->factor_count ? code : prg__buf_text(out, prg__word_text(PRG__WORD_TOTAL, vietnamese));
}

int prg__table_name_cut(prg_buf *out, const prg__cut *cut, const char *language, int vietnamese)
{
        switch (cut->kind) {
        case PRG__CUT_CLASS: return prg__buf_text(out, prg_item_name(cut->category, language));
        case PRG__CUT_UNCLASSIFIED: return prg__buf_text(out, prg__word_text(PRG__WORD_UNCLASSIFIED, vietnamese));
        case PRG__CUT_BY_OBSERVATION: return prg__buf_text(out, prg__word_text(PRG__WORD_BY_OBSERVATION, vietnamese));
        default: return name_categories(out, cut, language, vietnamese);
        }
}

int prg__table_label_cuts(prg_table *table)
{
        size_t cuts = table->query->cut_count;
        prg_buf text = PRG_BUF_INIT;
        int code = find_languages(table);
        if (code == 0) {
                table->cut_labels = prg__arena_alloc(
                        &table->arena, table->language_count * cuts * sizeof *table->cut_labels);
                code = table->cut_labels ? 0 : PRG_ENOMEM;
        }
        for (size_t i = 0; code == 0 && i < table->language_count * cuts; i++) {
                const char *language = table->languages[i / cuts];
                text.length = 0;
                code = prg__table_name_cut(&text, &table->query->cuts[i % cuts], language,
                        prg__table_is_vietnamese(table, language));
                if (code == 0
                    && (table->cut_labels[i] = prg__arena_text(&table->arena, text.data, text.length)) == NULL)
                        code = PRG_ENOMEM;
        }
        prg_buf_dispose(&text);
        return code;
}

static const char *cut_label(const prg_table *table, size_t cut, const char *language)
{
        size_t at = find_language(table, language ? language : table->programme->root.language);
        return table->cut_labels[(at < table->language_count ? at : 0) * table->query->cut_count + cut];
}

/* ---- all axes ---- */

const char *prg_table_label(const prg_table *table, prg_axis axis, size_t index, const char *language)
{
        if (index >= prg_table_size(table, axis))
                return NULL;
        size_t made = table->orders[axis][index];
        switch (axis) {
        case PRG_AXIS_INDICATORS: return prg_item_name(&table->query->indicators[made]->item, language);
        case PRG_AXIS_BREAKDOWNS: return cut_label(table, made, language);
        case PRG_AXIS_AREAS: return prg_area_name(table->areas[made], table->boundaries, language);
        case PRG_AXIS_PERIODS: return table->period_ids[made];
        default: return prg__word_measure(table->query->measures[made], prg__table_is_vietnamese(table, language));
        }
}
