/* Arrow schemas: what the columns of a stream are, by their format strings, and whether they can be read. */
#include <string.h>

#include "arrow.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/utf8.h"

/* ---- formats ---- */

/* A whole number of at most three digits at *at, which is moved behind it. */
static int read_number(const char **at, int *number)
{
        const char *text = *at;
        int is_negative = *text == '-', digits = 0;
        text += is_negative;
        for (*number = 0; digits < 3 && text[digits] >= '0' && text[digits] <= '9'; digits++)
                *number = *number * 10 + text[digits] - '0';
        *at = text + digits;
        if (is_negative)
                *number = -*number;
        return digits > 0;
}

/* d:precision,scale or d:precision,scale,bits */
static int read_decimal(prg__arrow_type *type, const char *format)
{
        int precision, scale, bits = 128;
        format += 2;
        if (!read_number(&format, &precision) || *format++ != ',' || !read_number(&format, &scale))
                return 0;
        if (*format == ',' && (format++, !read_number(&format, &bits)))
                return 0;
        if (*format || (bits != 32 && bits != 64 && bits != 128 && bits != 256) || scale < -76 || scale > 76)
                return 0;
        *type = (prg__arrow_type){ PRG__ARROW_INTEGER, (unsigned)bits / 8, 1, scale, 0 };
        return 1;
}

/* ts and the unit; a time zone changes how an instant is shown, not which one it is. */
static int read_instant(prg__arrow_type *type, const char *format)
{
        static const char units[] = "smun";
        const char *unit = format[2] ? strchr(units, format[2]) : NULL;
        if (unit == NULL || format[3] != ':')
                return 0;
        *type = (prg__arrow_type){ PRG__ARROW_INSTANT, 8, 1, 0, 1 };
        for (const char *each = units; each < unit; each++)
                type->per *= 1000;
        return 1;
}

int prg__arrow_type_of(prg__arrow_type *type, const char *format)
{
        static const struct {
                const char *format;
                prg__arrow_type type;
        } formats[] = {
                { "n", { PRG__ARROW_NULLS, 0, 0, 0, 0 } },
                { "b", { PRG__ARROW_BOOLEAN, 0, 0, 0, 0 } },
                { "c", { PRG__ARROW_INTEGER, 1, 1, 0, 0 } },
                { "C", { PRG__ARROW_INTEGER, 1, 0, 0, 0 } },
                { "s", { PRG__ARROW_INTEGER, 2, 1, 0, 0 } },
                { "S", { PRG__ARROW_INTEGER, 2, 0, 0, 0 } },
                { "i", { PRG__ARROW_INTEGER, 4, 1, 0, 0 } },
                { "I", { PRG__ARROW_INTEGER, 4, 0, 0, 0 } },
                { "l", { PRG__ARROW_INTEGER, 8, 1, 0, 0 } },
                { "L", { PRG__ARROW_INTEGER, 8, 0, 0, 0 } },
                { "f", { PRG__ARROW_FLOAT, 4, 1, 0, 0 } },
                { "g", { PRG__ARROW_FLOAT, 8, 1, 0, 0 } },
                { "u", { PRG__ARROW_TEXT, 4, 1, 0, 0 } },
                { "U", { PRG__ARROW_TEXT, 8, 1, 0, 0 } },
                { "vu", { PRG__ARROW_VIEW, 16, 0, 0, 0 } },
                { "tdD", { PRG__ARROW_DATE, 4, 1, 0, 1 } },
                { "tdm", { PRG__ARROW_DATE, 8, 1, 0, 86400000 } },
        };
        if (format == NULL)
                return 0;
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
                if (strcmp(formats[i].format, format) == 0) {
                        *type = formats[i].type;
                        return 1;
                }
        if (strncmp(format, "d:", 2) == 0)
                return read_decimal(type, format);
        return strncmp(format, "ts", 2) == 0 && read_instant(type, format);
}

/* ---- columns ---- */

static int is_number(prg__column_kind kind)
{
        return kind == PRG__COLUMN_VALUE || kind == PRG__COLUMN_LOWER || kind == PRG__COLUMN_UPPER;
}

static int is_taken(prg__column_kind column, prg__arrow_kind kind)
{
        switch (kind) {
        case PRG__ARROW_NULLS:
        case PRG__ARROW_TEXT:
        case PRG__ARROW_VIEW: return 1;
        case PRG__ARROW_BOOLEAN: return column == PRG__COLUMN_VALUE;
        case PRG__ARROW_INTEGER:
        case PRG__ARROW_FLOAT: return is_number(column);
        default: return column == PRG__COLUMN_RECORDED_AT;
        }
}

static int find_type(prg__long *it, const prg__column *column, const char *format, const char *message)
{
        char quoted[PRG__QUOTE_SIZE];
        prg__where where = { .column = column->label };
        const char *expected = is_number(column->target.kind)                   ? "numbers or text"
                               : column->target.kind == PRG__COLUMN_RECORDED_AT ? "dates, timestamps or text"
                                                                                : "text";
        it->reader->unusable = 1;
        return prg__values_find(it->reader, &where, PRG_FINDING_WRONG_TYPE, PRG_SEVERITY_ERROR, PRG_ESCHEMA,
                expected, NULL, "%s '%s'", message, prg__values_quote(quoted, format ? format : ""));
}

static int read_type(prg__long *it, const struct ArrowSchema *schema, prg__arrow_column *out)
{
        const prg__column *column = &it->columns[it->count - 1];
        const struct ArrowSchema *values = schema->dictionary ? schema->dictionary : schema;
        out->has_dictionary = schema->dictionary != NULL;
        if (values != schema && values->dictionary)
                return find_type(it, column, schema->format, "a dictionary of dictionaries, of the format");
        if (values != schema
                && (!prg__arrow_type_of(&out->index, schema->format) || out->index.kind != PRG__ARROW_INTEGER
                        || out->index.width > 8 || strchr(schema->format, ':')))
                return find_type(it, column, schema->format, "a dictionary with indexes of the format");
        if (!prg__arrow_type_of(&out->type, values->format))
                return find_type(it, column, values->format,
                        values->format && values->format[0] == '+' && values->format[1] == 'r'
                                ? "a column that is run-end encoded, of the format"
                                : "a column of the format");
        if (!is_taken(column->target.kind, out->type.kind))
                return find_type(it, column, values->format, "a column of the format");
        return 0;
}

static int find_whole(prg__long *it, int finding, const char *expected, const char *message)
{
        prg__where where = { 0 };
        it->reader->unusable = 1;
        return prg__values_find(it->reader, &where, finding, PRG_SEVERITY_ERROR,
                finding == PRG_FINDING_ENCODING ? PRG_EUTF8 : PRG_ESCHEMA, expected, NULL, "%s", message);
}

static int read_column(prg__long *it, const struct ArrowSchema *schema, size_t index, prg__arrow_column *out)
{
        const char *name = schema && schema->release && schema->name ? schema->name : "";
        if (schema == NULL || schema->release == NULL)
                return find_whole(it, PRG_FINDING_FORMAT, NULL, "a column that is not there");
        if (prg__utf8_span(name, strlen(name)) < strlen(name))
                return find_whole(it, PRG_FINDING_ENCODING, "UTF-8", "the name of a column is no UTF-8");
        int code = prg__long_add_column(it, name, index);
        if (code < 0)
                return code;
        const prg__column *column = &it->columns[it->count - 1];
        if (column->target.kind == PRG__COLUMN_UNNAMED)
                return find_whole(it, PRG_FINDING_HEADER,
                        "a name, or that the mapping says what to do with it", "a column without a name");
        out->is_read = column->target.kind <= PRG__COLUMN_CATEGORY;
        return out->is_read ? read_type(it, schema, out) : 0;
}

int prg__arrow_read_schema(prg__long *it, const struct ArrowSchema *schema, prg__arrow_column **columns)
{
        if (schema->format == NULL || strcmp(schema->format, "+s") != 0 || schema->dictionary)
                return find_whole(it, PRG_FINDING_FORMAT, "a struct with a column for each field",
                        "the stream is no table");
        if (schema->n_children < 0 || schema->n_children > PRG__SHEET_CELLS
                || (schema->n_children > 0 && schema->children == NULL))
                return find_whole(
                        it, PRG_FINDING_FORMAT, "at most 16384 columns", "the number of columns is wrong");
        size_t count = (size_t)schema->n_children;
        *columns = prg__alloc_array(count + 1, sizeof **columns);
        if (*columns == NULL)
                return PRG_ENOMEM;
        memset(*columns, 0, (count + 1) * sizeof **columns);
        int code = 0;
        for (size_t i = 0; code == 0 && i < count; i++)
                code = read_column(it, schema->children[i], i, &(*columns)[i]);
        return code < 0 ? code : prg__long_need_columns(it);
}
