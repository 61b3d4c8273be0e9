/* Writing a list as CSV: the columns that anything in the list needs, in the order of the class. Later states
 * of an area follow it, each in a row of its own. */
#include <string.h>

#include <libprogram/decimal.h>

#include "model/item.h"
#include "model/nouns.h"
#include "reader.h"
#include "util/buf.h"
#include "util/csv.h"
#include "util/error.h"
#include "util/memory.h"

typedef struct column {
        const prg__field *field;
        const char *language; /* of names in another language than the programme's */
} column;

typedef struct column_list {
        column *at;
        size_t count, capacity;
} column_list;

static int add_column(column_list *columns, const prg__field *field, const char *language)
{
        if (prg__grow((void **)&columns->at, &columns->capacity, columns->count + 1, sizeof *columns->at) < 0)
                return PRG_ENOMEM;
        columns->at[columns->count++] = (column){ field, language };
        return 0;
}

static int has_column(const column_list *columns, const prg__field *field, const char *language)
{
        for (size_t i = 0; i < columns->count; i++)
                if (columns->at[i].field == field
                    && (language ? columns->at[i].language && strcmp(columns->at[i].language, language) == 0
                                 : columns->at[i].language == NULL))
                        return 1;
        return 0;
}

/* The columns that a field of an item needs. */
static int need_columns(column_list *columns, const prg_item *item, const prg__field *field, const prg__field *column_field)
{
        if (!prg__field_is_given(item, field))
                return 0;
        if (field->type != PRG__NAMES)
                return has_column(columns, column_field, NULL) ? 0 : add_column(columns, column_field, NULL);
        const prg__names *names = prg__member(item, field);
        int code = 0;
        for (size_t i = 0; code == 0 && i < names->count; i++) {
                const char *language = names->at[i].language;
                if (strcmp(language, item->programme->root.language) == 0)
                        language = NULL;
                if (!has_column(columns, column_field, language))
                        code = add_column(columns, column_field, language);
        }
        return code;
}

static int find_columns(column_list *columns, const prg__list *list, const prg__class *class)
{
        int code = 0;
        for (const prg__field *field = class->fields; code == 0 && field->key; field++) {
                if (field->type == PRG__ITEMS || field->type == PRG__RECORD)
                        continue;
                for (size_t i = 0; code == 0 && i < list->count; i++) {
                        const prg_item *item = list->at[i];
                        if (prg__item_is_standard(item))
                                continue;
                        code = need_columns(columns, item, field, field);
                        const prg__list *later = class == &prg__class_area ? &((const prg__area *)item)->later : NULL;
                        const prg__field *its = later ? prg__class_field(&prg__class_area_state, field->key, strlen(field->key)) : NULL;
                        for (size_t j = 0; code == 0 && its && j < later->count; j++)
                                code = need_columns(columns, later->at[j], its, field);
                }
        }
        return code;
}

/* ---- cells ---- */

static int join(prg_buf *cell, const prg_item *item, const prg__field *field)
{
        const prg__list *list = prg__member(item, field);
        int code = 0;
        for (size_t i = 0; code == 0 && i < list->count; i++) {
                const char *text = field->type == PRG__REFS ? ((const prg_item *)list->at[i])->id : list->at[i];
                if (strchr(text, ';') || *text == '\0' || *text == ' ' || text[strlen(text) - 1] == ' ')
                        return prg__error(PRG_ESCHEMA, item->id, "'%s' of '%s' cannot stand in a list in CSV", text, field->key);
                code = prg__buf_format(cell, "%s%s", i ? ";" : "", text);
        }
        return code;
}

static int format_cell(prg_buf *cell, const prg_item *item, const prg__field *field, const char *language)
{
        const void *at = prg__member(item, field);
        const char *text;
        switch (field->type) {
        case PRG__DATE: return prg_date_format(cell, *(const prg_date *)at);
        case PRG__NUMBER: return prg_decimal_format(cell, *(const prg_decimal *)at, PRG_NUMBER_PLAIN);
        case PRG__COUNT: return prg__buf_format(cell, "%d", *(const int *)at);
        case PRG__FLAG: return prg__buf_text(cell, *(const int *)at == PRG__TRUE ? "true" : "false");
        case PRG__TEXTS:
        case PRG__REFS: return join(cell, item, field);
        case PRG__REF: return prg__buf_text(cell, (*(prg_item *const *)at)->id);
        case PRG__NAMES:
                text = prg__names_get(at, language ? language : item->programme->root.language);
                return text ? prg__buf_text(cell, text) : 0;
        default: return prg__buf_text(cell, prg_item_text(item, field->key));
        }
}

static int write_row(prg_buf *out, const prg_item *item, const char *id, const column_list *columns)
{
        prg_buf cell = PRG_BUF_INIT;
        int code = prg__csv_write(out, id, strlen(id), ',');
        for (size_t i = 0; code == 0 && i < columns->count; i++) {
                const char *key = columns->at[i].field->key;
                const prg__field *field = prg__class_field(item->class, key, strlen(key));
                cell.length = 0;
                code = field && prg__field_is_given(item, field) ? format_cell(&cell, item, field, columns->at[i].language) : 0;
                if (code == 0)
                        code = prg__buf_append(out, ",", 1);
                if (code == 0)
                        code = prg__csv_write(out, cell.data ? cell.data : "", cell.length, ',');
        }
        prg_buf_dispose(&cell);
        return code < 0 ? code : prg__buf_append(out, "\n", 1);
}

static int write_rows(prg_buf *out, const prg__list *list, const column_list *columns)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < list->count; i++) {
                const prg_item *item = list->at[i];
                if (prg__item_is_standard(item))
                        continue;
                code = write_row(out, item, item->id, columns);
                const prg__list *later = item->class == &prg__class_area ? &((const prg__area *)item)->later : NULL;
                for (size_t j = 0; code == 0 && later && j < later->count; j++)
                        code = write_row(out, later->at[j], item->id, columns);
        }
        return code;
}

/* A text that is given and empty: a cell could not tell it from one that is not given. */
static int is_empty(const prg_item *item, const prg__field *field)
{
        const void *at = prg__member(item, field);
        if (field->type == PRG__TEXT)
                return *(const char *const *)at && **(const char *const *)at == '\0';
        const prg__names *names = at;
        for (size_t i = 0; field->type == PRG__NAMES && i < names->count; i++)
                if (names->at[i].text[0] == '\0')
                        return 1;
        return 0;
}

/* Everything that an item has must have a column; nothing is lost silently. */
static int check_fits(const prg_item *item, const prg__class *class)
{
        const char *key = item->extensions.count ? item->extensions.at[0] : NULL;
        for (const prg__field *field = item->class->fields; key == NULL && field->key; field++) {
                int later = class == &prg__class_area && strcmp(field->key, "later") == 0;
                const prg__field *its = prg__class_field(class, field->key, strlen(field->key));
                if (!later && prg__field_is_given(item, field)
                    && (its == NULL || field->type == PRG__ITEMS || field->type == PRG__RECORD || is_empty(item, field)))
                        key = field->key;
        }
        if (key == NULL)
                return 0;
        return prg__error(PRG_ESCHEMA, item->id ? item->id : item->owner->id, "'%s' of %s %s cannot stand in CSV", key,
                strchr("aeiou", item->class->name[0]) ? "an" : "a", item->class->name);
}

static int check_all_fit(const prg__list *list, const prg__class *class)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < list->count; i++) {
                code = check_fits(list->at[i], class);
                const prg__list *later = class == &prg__class_area ? &((const prg__area *)list->at[i])->later : NULL;
                for (size_t j = 0; code == 0 && later && j < later->count; j++)
                        code = check_fits(later->at[j], class);
        }
        return code;
}

int prg__table_write(prg_buf *out, const prg_programme *programme, const prg__field *list_field)
{
        const prg__list *list = prg__member(prg_programme_root(programme), list_field);
        column_list columns = { NULL, 0, 0 };
        int code = check_all_fit(list, list_field->targets[0]);
        if (code == 0)
                code = find_columns(&columns, list, list_field->targets[0]);
        if (code == 0 && columns.count >= PRG__TABLE_COLUMNS)
                code = prg__error(PRG_ESCHEMA, list_field->key, "a list in CSV has at most %d columns; this one needs %zu",
                        PRG__TABLE_COLUMNS, columns.count + 1);
        if (code == 0)
                code = prg__buf_text(out, "id");
        for (size_t i = 0; code == 0 && i < columns.count; i++)
                code = prg__buf_format(out, ",%s%s%s", columns.at[i].field->key, columns.at[i].language ? "." : "",
                        columns.at[i].language ? columns.at[i].language : "");
        if (code == 0)
                code = prg__buf_append(out, "\n", 1);
        if (code == 0)
                code = write_rows(out, list, &columns);
        prg__free(columns.at);
        return code;
}
