/* Writing the canonical document: the class tables say what comes in which order; what is not given is left
 * out. Things without an id of their own in the programme stand in one line, so that a list of assignments
 * reads like a table. */
#include <string.h>

#include <libprogram/codec.h>
#include <libprogram/decimal.h>
#include <libprogram/sink.h>

#include "model/item.h"
#include "model/nouns.h"
#include "reader.h"
#include "util/buf.h"
#include "util/csv.h"
#include "util/error.h"
#include "util/json_write.h"
#include "util/memory.h"

typedef struct document {
        prg__json_writer json;
        int with_tables; /* lists that came from CSV are written as the names of their files */
        prg_buf number;
} document;

static int write_text(document *out, const char *text)
{
        return prg__json_write_string(&out->json, text, strlen(text));
}

static int write_key(document *out, const char *key)
{
        return prg__json_write_key(&out->json, key, strlen(key));
}

static int write_item(document *out, const prg_item *item);

/* ---- values ---- */

static int write_date(document *out, prg_date date)
{
        out->number.length = 0;
        int code = prg_date_format(&out->number, date);
        return code < 0 ? code : prg__json_write_string(&out->json, out->number.data, out->number.length);
}

static int write_number(document *out, prg_decimal number)
{
        out->number.length = 0;
        int code = prg_decimal_format(&out->number, number, PRG_NUMBER_PLAIN);
        return code < 0 ? code : prg__json_write_number(&out->json, out->number.data, out->number.length);
}

static int write_names(document *out, const prg_item *item, const prg__names *names)
{
        if (names->count == 1 && strcmp(names->at[0].language, item->programme->root.language) == 0)
                return write_text(out, names->at[0].text);
        int code = prg__json_write_object(&out->json, PRG__JSON_INLINE);
        for (size_t i = 0; code == 0 && i < names->count; i++) {
                code = write_key(out, names->at[i].language);
                if (code == 0)
                        code = write_text(out, names->at[i].text);
        }
        return code < 0 ? code : prg__json_write_object_end(&out->json);
}

static int write_texts(document *out, const prg__list *list, int references)
{
        int code = prg__json_write_array(&out->json, PRG__JSON_INLINE);
        for (size_t i = 0; code == 0 && i < list->count; i++)
                code = write_text(out, references ? ((const prg_item *)list->at[i])->id : list->at[i]);
        return code < 0 ? code : prg__json_write_array_end(&out->json);
}

static int write_items(document *out, const prg__list *list)
{
        int code = prg__json_write_array(&out->json, PRG__JSON_BLOCK);
        for (size_t i = 0; code == 0 && i < list->count; i++)
                if (!prg__item_is_standard(list->at[i]))
                        code = write_item(out, list->at[i]);
        return code < 0 ? code : prg__json_write_array_end(&out->json);
}

static int write_value(document *out, const prg_item *item, const prg__field *field)
{
        const void *at = prg__member(item, field);
        switch (field->type) {
        case PRG__TEXT:
        case PRG__WORD: return write_text(out, *(const char *const *)at);
        case PRG__CHOICE: return write_text(out, field->choices[*(const int *)at - 1]);
        case PRG__FLAG: return prg__json_write_boolean(&out->json, *(const int *)at == PRG__TRUE);
        case PRG__COUNT: return prg__json_write_integer(&out->json, *(const int *)at);
        case PRG__DATE: return write_date(out, *(const prg_date *)at);
        case PRG__NUMBER: return write_number(out, *(const prg_decimal *)at);
        case PRG__NAMES: return write_names(out, item, at);
        case PRG__TEXTS: return write_texts(out, at, 0);
        case PRG__REFS: return write_texts(out, at, 1);
        case PRG__REF: return write_text(out, (*(prg_item *const *)at)->id);
        case PRG__RECORD: return write_item(out, *(prg_item *const *)at);
        case PRG__ITEMS: return write_items(out, at);
        }
        return PRG_EINTERNAL;
}

/* ---- items ---- */

static const char *table_of(const prg_item *item, const prg__field *field)
{
        const prg__list *tables = &item->programme->tables;
        for (size_t i = 0; item->owner == NULL && i + 1 < tables->count; i += 2)
                if (strcmp(tables->at[i], field->key) == 0)
                        return tables->at[i + 1];
        return NULL;
}

static int is_worth_writing(const prg_item *item, const prg__field *field)
{
        if (!prg__field_is_given(item, field))
                return 0;
        if (item->owner)
                return 1;
        if (strcmp(field->key, "language") == 0)
                return strcmp(item->programme->root.language, "vi") != 0;
        if (field->type != PRG__ITEMS || (field->targets[0] != &prg__class_role && field->targets[0] != &prg__class_calendar))
                return 1;
        const prg__list *list = prg__member(item, field);
        for (size_t i = 0; i < list->count; i++)
                if (!prg__item_is_standard(list->at[i]))
                        return 1;
        return 0;
}

static int write_head(document *out, const prg_item *item)
{
        int code = 0;
        if (item->owner == NULL) {
                write_key(out, "format");
                write_text(out, "libprogram/programme");
                write_key(out, "version");
                prg__json_write_integer(&out->json, 1);
                write_key(out, "minor");
                code = prg__json_write_integer(&out->json, item->programme->minor);
        }
        if (item->id && code == 0) {
                write_key(out, "id");
                code = write_text(out, item->id);
        }
        return code;
}

static int write_fields(document *out, const prg_item *item)
{
        int code = write_head(out, item);
        for (const prg__field *field = item->class->fields; code == 0 && field->key; field++) {
                const char *table = out->with_tables ? table_of(item, field) : NULL;
                if (table == NULL && !is_worth_writing(item, field))
                        continue;
                code = write_key(out, field->key);
                if (code == 0)
                        code = table ? write_text(out, table) : write_value(out, item, field);
        }
        for (size_t i = 0; code == 0 && i + 1 < item->extensions.count; i += 2) {
                code = write_key(out, item->extensions.at[i]);
                if (code == 0)
                        code = prg__json_write_text(&out->json, item->extensions.at[i + 1],
                                strlen(item->extensions.at[i + 1]));
        }
        return code;
}

static int write_item(document *out, const prg_item *item)
{
        int code = prg__json_write_object(&out->json, item->class->number >= 0 || item->owner == NULL
                        ? PRG__JSON_BLOCK : PRG__JSON_INLINE);
        if (code == 0)
                code = write_fields(out, item);
        return code < 0 ? code : prg__json_write_object_end(&out->json);
}

static int write_document(const prg_item *item, const prg_sink *sink, int with_tables)
{
        document *out = prg__alloc(sizeof *out);
        if (out == NULL)
                return PRG_ENOMEM;
        out->with_tables = with_tables;
        out->number = (prg_buf)PRG_BUF_INIT;
        prg__json_writer_init(&out->json, sink, PRG__JSON_CANONICAL);
        int code = write_item(out, item);
        /* The writer says what it refused itself; what failed before it has its error already. */
        if (code == 0 || out->json.code < 0)
                code = prg__json_writer_finish(&out->json);
        prg_buf_dispose(&out->number);
        prg__free(out);
        return code;
}

int prg_item_write_json(const prg_item *item, const prg_sink *sink)
{
        if (item == NULL)
                return prg__error_null("item");
        if (sink == NULL)
                return prg__error_null("sink");
        return write_document(item, sink, 0);
}

int prg_programme_write_json(const prg_programme *programme, const prg_sink *sink)
{
        if (programme == NULL)
                return prg__error_null("programme");
        return prg_item_write_json(prg_programme_root(programme), sink);
}

/* ---- files ---- */

/* All files are written before the first takes its name, the lists take theirs before the document. */
struct saving {
        prg_outfile *files[PRG__CLASSES + 1];
        size_t count;
};

static int save_table(struct saving *saving, const prg_programme *programme, const char *path, const prg__field *list,
        const char *name)
{
        const char *slash = strrchr(path, '/'), *own = slash ? slash + 1 : path;
        if (strcmp(own, name) == 0)
                return prg__error(PRG_EINVALID, path, "the document cannot have the name of its list '%s'", list->key);
        prg_buf beside = PRG_BUF_INIT, table = PRG_BUF_INIT;
        prg_outfile **file = &saving->files[saving->count];
        int code = prg__table_write(&table, programme, list);
        if (code == 0)
                code = prg__buf_append(&beside, path, (size_t)(own - path));
        if (code == 0)
                code = prg__buf_text(&beside, name);
        if (code == 0)
                code = prg_outfile_new(file, beside.data);
        if (code == 0) {
                saving->count++;
                code = prg_sink_write(prg_outfile_sink(*file), table.data, table.length);
        }
        prg_buf_dispose(&beside);
        prg_buf_dispose(&table);
        return code;
}

static int save_document(struct saving *saving, const prg_item *root, const char *path)
{
        int code = prg_outfile_new(&saving->files[saving->count], path);
        return code < 0 ? code : write_document(root, prg_outfile_sink(saving->files[saving->count++]), 1);
}

int prg_programme_save_json(const prg_programme *programme, const char *path)
{
        if (programme == NULL)
                return prg__error_null("programme");
        if (path == NULL)
                return prg__error_null("path");
        const prg_item *root = prg_programme_root(programme);
        struct saving saving = { { NULL }, 0 };
        int code = 0;
        for (const prg__field *field = root->class->fields; code == 0 && field->key; field++) {
                const char *table = table_of(root, field);
                if (table)
                        code = save_table(&saving, programme, path, field, table);
        }
        if (code == 0)
                code = save_document(&saving, root, path);
        for (size_t i = 0; code == 0 && i < saving.count; i++)
                code = prg_outfile_commit(saving.files[i]);
        while (saving.count)
                prg_outfile_free(saving.files[--saving.count]);
        return code;
}
