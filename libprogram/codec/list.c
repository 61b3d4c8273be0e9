/* Lists in CSV beside the document: one row for each item, one column for each field.
 *
 * The header row has the keys; names in other languages than the programme's are columns such as name.en;
 * texts and references of a list are separated by ';'. Of areas, a further row with the same id is a later
 * state: `from` is its day, and only what changes is filled. */
#include <string.h>

#include <libprogram/text.h>

#include "model/item.h"
#include "model/nouns.h"
#include "reader.h"
#include "util/buf.h"
#include "util/csv.h"
#include "util/error.h"
#include "util/memory.h"

struct column {
        const char *key;        /* as in the header */
        const prg__field *field; /* NULL: the id, or a column that was refused */
        const prg__field *later; /* of a later state, where it has the field */
        const char *language;    /* NULL: the programme's own */
        const char *meant;       /* of a column that was refused: the key it is probably meant for */
        int is_id;
};

struct table {
        prg__reader *reader;
        prg_item *owner;
        const prg__field *list;
        const char *file;
        prg__csv csv;
        struct column columns[PRG__TABLE_COLUMNS];
        size_t column_count;
        struct {
                char *text;
                size_t length;
        } cells[PRG__TABLE_COLUMNS + 1]; /* one more than a header may have, to see that a row has it */
        size_t cell_count;
        size_t row; /* of the items: the header row is not counted */
};

static int find_in(struct table *table, const char *key, int code, const char *expected, const char *suggestion, const char *message)
{
        return prg__reader_find_cell(table->reader, code, table->file, table->row, key, expected, suggestion, "%s", message);
}

/* ---- the file ---- */

/* Only a plain name, or a path that stays below the folder, in the one way to write it: without empty parts,
 * '.' and '..'. */
static int name_is_safe(const char *name)
{
        if (strchr(name, '\\') || strchr(name, ':'))
                return 0;
        for (const char *part = name;; part++) {
                size_t length = strcspn(part, "/");
                if (length == 0 || (length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.'))
                        return 0;
                part += length;
                if (*part == '\0')
                        return 1;
        }
}

static int is_taken(const prg_programme *programme, const char *name)
{
        for (size_t i = 1; i < programme->tables.count; i += 2)
                if (strcmp(programme->tables.at[i], name) == 0)
                        return 1;
        return 0;
}

static int refuse_file(prg__reader *reader, const char *name, const char *expected, const char *message)
{
        char quoted[PRG__QUOTE_SIZE];
        return prg__reader_find(reader, PRG_FINDING_FILE, PRG_SEVERITY_ERROR, 0, expected, NULL, "'%s': %s",
                prg__reader_quote(quoted, name), message);
}

static int open_file(prg__reader *reader, const char *name, prg__input **input)
{
        prg_buf path = PRG_BUF_INIT;
        if (!name_is_safe(name))
                return refuse_file(reader, name, "the name of a file in the document's folder", "the name leads elsewhere");
        if (is_taken(reader->programme, name))
                return refuse_file(reader, name, "a file for each list", "another list is in this file");
        if (reader->folder == NULL)
                return refuse_file(reader, name, NULL, "a document that is no file has no folder");
        int code = prg__buf_format(&path, "%s%s%s", reader->folder,
                *reader->folder && reader->folder[strlen(reader->folder) - 1] != '/' ? "/" : "", name);
        if (code == 0 && prg__grow((void **)&reader->files, &reader->file_capacity, reader->file_count + 1,
                                 sizeof *reader->files) < 0)
                code = PRG_ENOMEM;
        if (code == 0) {
                code = prg__input_open_path(&reader->files[reader->file_count], path.data, reader->options.max_bytes);
                if (code == 0) {
                        *input = &reader->files[reader->file_count++];
                        (*input)->source = NULL; /* the path goes; findings name the file as the document does */
                } else if (code != PRG_ENOMEM) {
                        code = refuse_file(reader, name, NULL, prg_error_last()->message);
                }
        }
        prg_buf_dispose(&path);
        return code;
}

/* ---- the header ---- */

static int is_column(const void *payload, const char *key)
{
        const struct table *table = payload;
        for (size_t i = 0; i < table->column_count; i++)
                if (strcmp(table->cells[i].text, key) == 0)
                        return 1;
        return 0;
}

static int read_column(struct table *table, struct column *column, const char *key)
{
        const prg__class *class = table->list->targets[0];
        const char *dot = strchr(key, '.');
        size_t length = dot ? (size_t)(dot - key) : strlen(key);
        memset(column, 0, sizeof *column);
        column->key = key;
        if (strcmp(key, "id") == 0) {
                column->is_id = 1;
                return 0;
        }
        const prg__field *field = prg__class_field(class, key, length);
        int single = field && field->type != PRG__ITEMS && field->type != PRG__RECORD;
        if (field == NULL || !single
            || (dot && (field->type != PRG__NAMES || !prg__word_is_valid(dot + 1, strlen(dot + 1))))) {
                column->meant = prg__reader_near_key(table->reader, class, key, is_column, table);
                return find_in(table, key, PRG_FINDING_UNKNOWN_KEY, "the key of a field that has one value, or name.en",
                        column->meant, "unknown column");
        }
        column->field = field;
        if (dot && strcmp(dot + 1, table->reader->programme->root.language) != 0)
                column->language = dot + 1;
        if (class == &prg__class_area)
                column->later = prg__class_field(&prg__class_area_state, key, length);
        return 0;
}

/* Whether two columns say the same of an item; two that were refused do not. */
static int is_same(const struct column *a, const struct column *b)
{
        if (a->is_id || b->is_id || a->field == NULL)
                return a->is_id && b->is_id;
        return a->field == b->field
                && (a->language ? b->language && strcmp(a->language, b->language) == 0 : b->language == NULL);
}

/* *usable: whether the rows below it can be read; without ids they would only be follow-up findings. */
static int read_header(struct table *table, int *usable)
{
        int code = 0, ids = 0;
        *usable = 0;
        if (table->cell_count > PRG__TABLE_COLUMNS)
                return find_in(table, NULL, PRG_FINDING_CSV_SYNTAX, "at most 64 columns", NULL,
                        "the header has too many columns");
        table->column_count = table->cell_count;
        for (size_t i = 0; code == 0 && i < table->column_count; i++) {
                struct column *column = &table->columns[i];
                code = read_column(table, column, table->cells[i].text);
                ids += column->is_id || (column->meant && strcmp(column->meant, "id") == 0);
                *usable |= column->is_id;
                for (size_t j = 0; code == 0 && j < i; j++)
                        if (is_same(&table->columns[j], column)) {
                                code = find_in(table, column->key, PRG_FINDING_DUPLICATE_ID, NULL, NULL,
                                        "a column is there twice");
                                *column = (struct column){ .key = column->key };
                        }
        }
        if (code == 0 && ids == 0)
                code = find_in(table, "id", PRG_FINDING_MISSING_FIELD, "a header row with the column id", NULL,
                        "the table has no column 'id'");
        return code;
}

/* ---- a row ---- */

static int keep_name(struct table *table, prg_item *item, const prg__field *field, const char *language, const char *text)
{
        prg_programme *programme = table->reader->programme;
        const char *tongue = language ? language : programme->root.language;
        char *copy = prg__arena_text(&programme->arena, text, strlen(text));
        char *tongue_copy = prg__arena_text(&programme->arena, tongue, strlen(tongue));
        if (copy == NULL || tongue_copy == NULL)
                return PRG_ENOMEM;
        return prg__names_set(programme, prg__member(item, field), tongue_copy, copy);
}

/* The parts of a cell between ';', without blanks around them. The cell is cut up. */
static int read_parts(struct table *table, prg_item *item, const prg__field *field, char *text)
{
        prg_programme *programme = table->reader->programme;
        int code = 0;
        for (size_t element = 0; code == 0 && text; element++) {
                char *next = strchr(text, ';');
                if (next)
                        *next++ = '\0';
                text += strspn(text, " ");
                size_t length = strlen(text);
                while (length && text[length - 1] == ' ')
                        text[--length] = '\0';
                if (length && field->type == PRG__REFS) {
                        prg__pending waiting = { item, field, text, element, table->row, table->file };
                        code = prg__reader_wait(table->reader, &waiting);
                } else if (length) {
                        char *copy = prg__arena_text(&programme->arena, text, length);
                        prg__list *list = prg__member(item, field);
                        code = copy ? prg__list_reserve(programme, list) : PRG_ENOMEM;
                        if (code == 0)
                                prg__list_push(list, copy);
                }
                text = next;
        }
        return code;
}

static int read_cell(struct table *table, prg_item *item, const prg__field *field, const struct column *column, char *text, size_t length)
{
        const char *expected = NULL;
        char quoted[PRG__QUOTE_SIZE];
        switch (field->type) {
        case PRG__NAMES: return keep_name(table, item, field, column->language, text);
        case PRG__TEXTS:
        case PRG__REFS: return read_parts(table, item, field, text);
        case PRG__REF: {
                prg__pending waiting = { item, field, text, 0, table->row, table->file };
                return prg__reader_wait(table->reader, &waiting);
        }
        default: break;
        }
        int code = prg__field_parse(item, field, text, length, &expected);
        if (code == 0 || code == PRG_ENOMEM)
                return code;
        if (prg__reader_expected(table->reader, field, &expected) < 0)
                return PRG_ENOMEM;
        code = prg__reader_find_cell(table->reader, PRG_FINDING_VALUE, table->file, table->row, column->key, expected,
                prg__reader_near_choice(table->reader, field, text), "'%s' is no value for '%s'",
                prg__reader_quote(quoted, text), field->key);
        return code < 0 ? code : prg__check_broken(&table->reader->check, item, field->key);
}

static int find_row_id(prg__reader *reader, void *payload, int code, const char *expected, const char *message)
{
        (void)reader;
        return find_in(payload, "id", code, expected, NULL, message);
}

/* A further row of an area that is there: a later state of it. */
static int add_later(struct table *table, prg_item *area, prg_item **state)
{
        const prg__field *later = prg__class_field(area->class, "later", 5);
        *state = prg__item_new(table->reader->programme, &prg__class_area_state);
        return *state ? prg__item_attach(*state, area, later, NULL, (size_t)-1) : PRG_ENOMEM;
}

static int read_row(struct table *table)
{
        prg__reader *reader = table->reader;
        const prg__class *class = table->list->targets[0];
        const char *id = NULL;
        int code = prg__reader_progress(reader);
        if (code == 0 && table->cell_count > table->column_count)
                code = find_in(table, NULL, PRG_FINDING_CSV_SYNTAX, "as many cells as the header row", NULL,
                        "the row has more cells than the header");
        for (size_t i = 0; i < table->column_count && i < table->cell_count; i++)
                if (table->columns[i].is_id && table->cells[i].length)
                        id = table->cells[i].text;
        if (code < 0)
                return code;
        if (id == NULL && (code = find_in(table, "id", PRG_FINDING_MISSING_FIELD, prg__id_expected(class), NULL,
                                   "the row has no 'id'")) < 0)
                return code;
        prg_item *item = NULL;
        prg_item *known = id && class == &prg__class_area
                ? prg__map_get(&reader->programme->ids[class->number], id, strlen(id)) : NULL;
        int is_later = known != NULL;
        if (is_later) {
                code = add_later(table, known, &item);
        } else {
                item = prg__item_new(reader->programme, class);
                code = item ? prg__reader_attach(reader, &item, table->owner, table->list, id, id ? strlen(id) : 0,
                                      find_row_id, table)
                            : PRG_ENOMEM;
        }
        if (code < 0)
                return code;
        item->source_index = table->row;
        for (size_t i = 0; code == 0 && i < table->column_count; i++) {
                const struct column *column = &table->columns[i];
                const prg__field *field = is_later ? column->later : column->field;
                if (column->meant)
                        code = prg__check_broken(&reader->check, item, column->meant);
                if (column->is_id || i >= table->cell_count || table->cells[i].length == 0)
                        continue;
                if (field)
                        code = read_cell(table, item, field, column, table->cells[i].text, table->cells[i].length);
                else if (is_later && column->field)
                        code = find_in(table, column->key, PRG_FINDING_UNKNOWN_KEY,
                                "a change of name, code, kind or parent from a day on", NULL,
                                "a later state of an area does not change this");
        }
        return code;
}

/* ---- the table ---- */

static int take_cell(struct table *table)
{
        if (table->cell_count > PRG__TABLE_COLUMNS)
                return 0; /* longer than any header; read_header() or read_row() says so */
        char *copy = prg__arena_text(&table->reader->texts, table->csv.text, table->csv.length);
        if (copy == NULL)
                return PRG_ENOMEM;
        table->cells[table->cell_count].text = copy;
        table->cells[table->cell_count++].length = table->csv.length;
        return 0;
}

/* What is wrong with the text itself; the row is passed over, so whatever it holds is lost. */
static int find_fault(struct table *table, const char *message)
{
        prg__reader_lost(table->reader, table->list->targets[0]);
        return find_in(table, NULL, PRG_FINDING_CSV_SYNTAX, NULL, NULL, message);
}

static int read_rows(struct table *table)
{
        prg__csv_event event;
        int code, usable = 1, header = 1;
        while ((code = prg__csv_next(&table->csv, &event)) == 0 && event != PRG__CSV_END && usable) {
                if (event == PRG__CSV_CELL && memchr(table->csv.text, '\0', table->csv.length))
                        code = find_fault(table, "a cell contains the character NUL");
                if (event == PRG__CSV_CELL && code == 0)
                        code = take_cell(table);
                if (event == PRG__CSV_FAULT) {
                        code = find_fault(table, table->csv.message);
                        usable = !header;
                }
                if (event == PRG__CSV_ROW_END)
                        code = header ? read_header(table, &usable) : read_row(table);
                if (code < 0)
                        return code;
                if (event == PRG__CSV_ROW_END || event == PRG__CSV_FAULT) {
                        header = 0;
                        table->cell_count = 0;
                        table->row++;
                }
        }
        if (!usable)
                prg__reader_lost(table->reader, table->list->targets[0]);
        if (code == 0 && header)
                code = find_fault(table, "the table is empty");
        return code;
}

int prg__table_read(prg__reader *reader, const prg__field *list, const char *name)
{
        prg_programme *programme = reader->programme;
        prg__input *input = NULL;
        int code = open_file(reader, name, &input);
        if (input == NULL)
                prg__reader_lost(reader, list->targets[0]);
        if (code < 0 || input == NULL)
                return code;
        if (prg_text_validate(input->data, input->length, NULL) < 0) {
                prg__reader_lost(reader, list->targets[0]);
                return refuse_file(reader, name, "UTF-8", "the table is not valid UTF-8");
        }
        char *key = prg__arena_text(&programme->arena, list->key, strlen(list->key));
        char *file = prg__arena_text(&programme->arena, name, strlen(name));
        for (int part = 0; part < 2; part++) {
                if (key == NULL || file == NULL || prg__list_reserve(programme, &programme->tables) < 0)
                        return PRG_ENOMEM;
                prg__list_push(&programme->tables, part ? file : key);
        }
        struct table *table = prg__alloc_zero(sizeof *table);
        if (table == NULL)
                return PRG_ENOMEM;
        table->reader = reader;
        table->owner = &programme->root.item;
        table->list = list;
        table->file = file;
        prg__csv_init(&table->csv, input->data, input->length, ',');
        code = read_rows(table);
        prg__csv_dispose(&table->csv);
        prg__free(table);
        return code;
}
