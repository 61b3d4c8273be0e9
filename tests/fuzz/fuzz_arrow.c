/* A stream of Arrow built from bytes, and the same rows as CSV.
 *
 * Each column takes a byte for its name, one for its type, one for what is odd about it (an offset, how nulls
 * are said, a dictionary); each cell takes bytes for its content. Buffers are exactly as long as the lengths
 * say, so that the sanitizer sees a byte too many. While nothing impossible was built, the stream is taken
 * exactly when the CSV file is, and makes the same data set; what was taken nevertheless would be found by
 * what it then writes. */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "frames.h"
#include "values.h"

#define MOST_ROWS 6
#define PAD       3 /* cells before the first */

typedef struct source {
        const uint8_t *data;
        size_t size;
        int is_odd; /* there is something that CSV does not have, or that is refused for itself */
} source;

static unsigned take(source *it)
{
        if (it->size == 0)
                return 0;
        it->size--;
        return *it->data++;
}

static const char *const names[] = { "indicator", "area", "period", "value", "quality", "state", "source",
        "scope", "unit", "marks", "reason", "lower", "upper", "action", "reported_by", "recorded_at", "note",
        "observed", "sex", "breakdown:unit", "colour" };

/* Words that mean something somewhere, so that rows are good now and then. */
static const char *const words[] = { "", "cases", "addicts", "seized", "class", "done", "back", "X", "Y", "T",
        "Xã X", "2018-01", "2018-02", "2018", "2018-Q1", "vn:2018-01", "1", "12", "0", "1.5", "-3", "final",
        "estimate", "missing", "suppressed", "police", "labour", "own", "kg", "g", "nil break", "adjustment",
        "why", "correct", "withdraw", "A", "2018-07-03T08:00:00Z", "một ghi chú dài hơn mười hai byte",
        " a \"b\",\n", "m", "f", "i", "Loại I", " X ", "reached" };
#define WORDS (sizeof words / sizeof *words)

static const struct {
        const char *format;
        char kind; /* t: text, i: integer, f: float, b: boolean, m: moment, d: date, n: nulls, x: refused */
        unsigned width;
        int scale; /* or how many in a second */
} types[] = { { "u", 't', 4, 0 }, { "U", 't', 8, 0 }, { "vu", 't', 16, 0 }, { "c", 'i', 1, 0 },
        { "C", 'i', 1, 0 }, { "s", 'i', 2, 0 }, { "S", 'i', 2, 0 }, { "i", 'i', 4, 0 }, { "I", 'i', 4, 0 },
        { "l", 'i', 8, 0 }, { "L", 'i', 8, 0 }, { "d:9,2,32", 'i', 4, 2 }, { "d:18,3,64", 'i', 8, 3 },
        { "d:38,1", 'i', 16, 1 }, { "d:76,20,256", 'i', 32, 20 }, { "f", 'f', 4, 0 }, { "g", 'f', 8, 0 },
        { "b", 'b', 0, 0 }, { "tss:", 'm', 8, 1 }, { "tsm:UTC", 'm', 8, 1000 }, { "tdD", 'd', 4, 0 },
        { "n", 'n', 0, 0 }, { "z", 'x', 4, 0 }, { "+r", 'x', 4, 0 }, { "d:1", 'x', 4, 0 } };
#define TYPES (sizeof types / sizeof *types)

typedef struct cells {
        char text[MOST_ROWS + PAD][96];
        size_t length[MOST_ROWS + PAD];
        int is_null[MOST_ROWS + PAD];
        unsigned char bytes[MOST_ROWS + PAD][32];
} cells;

static void take_text(source *it, cells *out, size_t row)
{
        unsigned word = take(it);
        if (word < 0xF0) {
                out->length[row] = strlen(words[word % WORDS]);
                memcpy(out->text[row], words[word % WORDS], out->length[row]);
                return;
        }
        out->length[row] = word & 15;
        for (size_t i = 0; i < out->length[row]; i++)
                out->text[row][i] = (char)take(it);
}

/* What an integer of so many bytes, 10^-scale of them, is in digits; only of what fits in 64 bits. */
static void take_integer(source *it, cells *out, size_t row, const char *format, unsigned width, int scale)
{
        int is_signed = *format == 'd' || *format >= 'a';
        uint64_t number = 0;
        unsigned given = width < 8 ? width : 8, used = take(it) % (given + 1);
        for (unsigned i = 0; i < used; i++)
                number |= (uint64_t)take(it) << 8 * i;
        int is_negative = is_signed && used == given && number >> (given * 8 - 1) & 1;
        for (unsigned i = 0; i < width; i++)
                out->bytes[row][i] = i < 8 ? (unsigned char)(number >> 8 * i) : is_negative ? 0xFF : 0;
        if (is_negative && given < 8)
                number |= ~(uint64_t)0 << given * 8;
        char digits[40], *to = out->text[row];
        int count = snprintf(digits, sizeof digits, "%0*llu", scale + 1,
                (unsigned long long)(is_negative ? 0 - number : number));
        to += sprintf(to, "%s%.*s", is_negative ? "-" : "", count - scale, digits);
        while (scale > 0 && digits[count - 1] == '0') {
                scale--;
                count--;
        }
        if (scale > 0)
                to += sprintf(to, ".%.*s", scale, digits + count - scale);
        out->length[row] = (size_t)(to - out->text[row]);
}

/* A float that is the nearest to a few digits is them again; others are for the sanitizer. */
static void take_float(source *it, cells *out, size_t row, unsigned width)
{
        unsigned decimals = take(it), digits = take(it);
        digits |= take(it) << 8;
        double number;
        if (decimals >= 0x80) {
                for (unsigned i = 0; i < width; i++)
                        out->bytes[row][i] = (unsigned char)take(it);
                it->is_odd = 1;
                return;
        }
        int length = sprintf(out->text[row], "%0*u", (int)(decimals % 7 + 1), digits);
        if (decimals % 7 > 0) {
                char *mark = out->text[row] + length - decimals % 7;
                memmove(mark + 1, mark, decimals % 7 + 1);
                *mark = '.';
                while (out->text[row][length] == '0')
                        out->text[row][length--] = '\0';
                if (out->text[row][length] == '.')
                        out->text[row][length--] = '\0';
                length++;
        }
        out->length[row] = strlen(out->text[row]);
        number = strtod(out->text[row], NULL);
        float single = strtof(out->text[row], NULL);
        memcpy(out->bytes[row], width == 8 ? (const void *)&number : (const void *)&single, width);
}

static void take_moment(source *it, cells *out, size_t row, char kind, int per)
{
        uint32_t number = take(it) << 24 | take(it) << 16 | take(it) << 8 | take(it);
        time_t second = kind == 'd' ? (time_t)(int32_t)(number % 100000) * 86400 : (time_t)(int32_t)number;
        struct tm *parts = gmtime(&second);
        int32_t days = (int32_t)(number % 100000);
        int64_t count = (int64_t)second * per + (per > 1 ? (int64_t)(number % 1000) : 0);
        demand(parts != NULL);
        out->length[row] = strftime(out->text[row], sizeof out->text[row],
                kind == 'd' ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ", parts);
        memcpy(out->bytes[row], kind == 'd' ? (const void *)&days : (const void *)&count,
                kind == 'd' ? 4 : 8);
}

static void take_cell(source *it, cells *out, size_t row, size_t type)
{
        unsigned bit;
        switch (types[type].kind) {
        case 't': take_text(it, out, row); break;
        case 'i': take_integer(it, out, row, types[type].format, types[type].width, types[type].scale); break;
        case 'f': take_float(it, out, row, types[type].width); break;
        case 'b':
                bit = take(it) & 1;
                out->bytes[row][0] = (unsigned char)bit;
                out->length[row] = (size_t)sprintf(out->text[row], "%s", bit ? "true" : "false");
                break;
        case 'm':
        case 'd': take_moment(it, out, row, types[type].kind, types[type].scale); break;
        default: break;
        }
}

/* The buffers of an array of cells; odd ones have offsets and views that are anything within the buffers. */
static void fill(source *it, frame *to, struct ArrowArray *array, const cells *from, size_t count,
        size_t type, unsigned how)
{
        unsigned char *bits = frame_keep(to, NULL, count / 8 + 1), *bytes, *fixed;
        unsigned width = types[type].width;
        int64_t nulls = 0, size = 0;
        for (size_t i = 0; i < count; i++) {
                nulls += from->is_null[i];
                size += (int64_t)from->length[i];
                bits[i / 8] |= (unsigned char)(!from->is_null[i] << i % 8);
        }
        if (how & 1)
                nulls = -1;
        bytes = frame_keep(to, NULL, (size_t)size);
        fixed = frame_keep(
                to, NULL, types[type].kind == 'b' ? count / 8 + 1 : (count + (width < 16)) * width);
        int64_t at = 0;
        int is_spoilt = types[type].kind == 't' && (how & 0x1C) == 0x1C;
        it->is_odd |= is_spoilt;
        for (size_t i = 0; i < count; i++) {
                int32_t length = (int32_t)from->length[i], place = (int32_t)at, zero = 0;
                if (types[type].kind == 'b')
                        fixed[i / 8] |= (unsigned char)(from->bytes[i][0] << i % 8);
                else if (types[type].kind != 't')
                        memcpy(fixed + i * width, from->bytes[i], width);
                else if (width == 16) {
                        memcpy(fixed + i * 16, &length, 4);
                        memcpy(fixed + i * 16 + 4, from->text[i], (size_t)(length > 12 ? 4 : length));
                        if (length > 12) {
                                memcpy(fixed + i * 16 + 8, &zero, 4);
                                memcpy(fixed + i * 16 + 12, &place, 4);
                        }
                        if (is_spoilt)
                                fixed[i * 16 + take(it) % 16] = (unsigned char)take(it);
                }
                if (length > 0)
                        memcpy(bytes + at, from->text[i], (size_t)length);
                at += length;
                int64_t offset = is_spoilt ? (int64_t)(take(it) % (unsigned)(size + 1)) : at;
                place = (int32_t)offset;
                if (types[type].kind == 't' && width < 16)
                        memcpy(fixed + (i + 1) * width,
                                width == 8 ? (const void *)&offset : (const void *)&place, width);
        }
        if (types[type].kind == 'n')
                frame_fill(to, array, (int64_t)count, (int64_t)count, 0);
        else if (width == 16 && types[type].kind == 't')
                frame_fill(to, array, (int64_t)count, nulls, 4, (const void *)bits, (const void *)fixed,
                        (const void *)bytes, frame_keep(to, &size, sizeof size));
        else
                frame_fill(to, array, (int64_t)count, nulls, types[type].kind == 't' ? 3 : 2,
                        nulls == 0 ? (const void *)NULL : (const void *)bits, (const void *)fixed,
                        (const void *)bytes);
}

/* Lengths that cannot be: never longer than they are. */
static void spoil(source *it, struct ArrowArray *array)
{
        it->is_odd = 1;
        switch (take(it) % 8) {
        case 0: array->length = -1; break;
        case 1: array->length--; break;
        case 2: array->offset = -(int64_t)take(it) - 1; break;
        case 3: array->null_count = (int64_t)(take(it)) - 2; break;
        case 4: array->n_buffers = (int64_t)(take(it) % 5) - 1 < array->n_buffers ? 1 : 0; break;
        case 5: array->buffers = NULL; break;
        case 6: array->release = NULL; break;
        default:
                if (array->n_buffers > 0)
                        array->buffers[take(it) % (unsigned)array->n_buffers] = NULL;
                break;
        }
}

static int is_wanted(const char *name, char kind)
{
        int is_number =
                strcmp(name, "value") == 0 || strcmp(name, "lower") == 0 || strcmp(name, "upper") == 0;
        return kind == 't' || kind == 'n' || (is_number && (kind == 'i' || kind == 'f'))
               || (kind == 'b' && strcmp(name, "value") == 0)
               || ((kind == 'm' || kind == 'd') && strcmp(name, "recorded_at") == 0);
}

/* One column; the texts of its rows into `texts`, with their lengths. */
static void take_column(source *it, frame *to, size_t rows, cells *texts)
{
        const char *name = names[take(it) % (sizeof names / sizeof *names)];
        size_t type = take(it) % TYPES, pad;
        unsigned how = take(it);
        int has_dictionary = (how & 0x60) == 0x60 && types[type].kind != 'n' && types[type].kind != 'x';
        size_t count = has_dictionary ? 3 : rows + (pad = how >> 3 & 3, pad), first = count - rows;
        cells all;
        memset(&all, 0, sizeof all);
        if (!is_wanted(name, types[type].kind))
                it->is_odd = 1;
        for (size_t i = 0; i < count; i++) {
                all.is_null[i] = types[type].kind == 'n' || ((how & 2) && take(it) % 4 == 0);
                take_cell(it, &all, i, type);
        }
        struct ArrowArray *array = frame_column(to, name, has_dictionary ? "c" : types[type].format);
        if (has_dictionary) {
                size_t index = to->columns - 1;
                int8_t *indexes = frame_keep(to, NULL, rows);
                frame_fill(to, array, (int64_t)rows, 0, 2, (const void *)NULL, (const void *)indexes);
                frame_dictionary(to, types[type].format, words, 0);
                fill(it, to, &to->values[0][index], &all, count, type, how & 3);
                for (size_t i = 0; i < rows; i++) {
                        unsigned which = take(it);
                        indexes[i] = (int8_t)(which < 0xF8 ? which % 3 : which);
                        it->is_odd |= which >= 0xF8;
                        which %= 3;
                        texts->length[i] = all.is_null[which] ? 0 : all.length[which];
                        memcpy(texts->text[i], all.text[which], texts->length[i]);
                }
        } else {
                fill(it, to, array, &all, count, type, how);
                array->offset = (int64_t)first;
                array->length = (int64_t)rows;
                if (array->null_count > array->length)
                        array->null_count = -1;
                for (size_t i = 0; i < rows; i++) {
                        texts->length[i] = all.is_null[first + i] ? 0 : all.length[first + i];
                        memcpy(texts->text[i], all.text[first + i], texts->length[i]);
                }
        }
        if (how == 0xBF)
                spoil(it, array);
}

static void add_quoted(prg_buf *out, const char *text, size_t length)
{
        demand(prg_buf_append(out, "\"", 1) == 0);
        for (size_t i = 0; i < length; i++)
                demand(prg_buf_append(out, text[i] == '"' ? "\"\"" : text + i, text[i] == '"' ? 2 : 1) == 0);
        demand(prg_buf_append(out, "\"", 1) == 0);
}

static void write_file(prg_buf *out, const frame *from, const cells *texts, size_t rows)
{
        for (size_t column = 0; column < from->columns; column++) {
                demand(prg_buf_append(out, ",", column > 0) == 0);
                add_quoted(out, from->fields[column].name, strlen(from->fields[column].name));
        }
        for (size_t row = 0; row < rows; row++) {
                demand(prg_buf_append(out, "\n", 1) == 0);
                for (size_t column = 0; column < from->columns; column++) {
                        demand(prg_buf_append(out, ",", column > 0) == 0);
                        add_quoted(out, texts[column].text[row], texts[column].length[row]);
                }
        }
}

/* The same rows as an Arrow stream and as a file. */
static void compare(const source *it, frame *rows, const prg_buf *file, int good_rows)
{
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        prg_values_summary summary = { 0 };
        prg_report *report;
        prg_data *data = values_data(), *other = values_data();
        struct ArrowArrayStream stream = frame_stream(rows);
        demand(prg_report_new(&report, NULL) == 0);
        options.report = report;
        options.summary = &summary;
        options.good_rows = good_rows;
        prg_error_clear();
        int code = prg_data_read_arrow(data, &stream, &options);
        demand(code <= 0 && prg_error_last()->code == code);
        demand(code == 0 || code == PRG_ESCHEMA || code == PRG_ESYNTAX || code == PRG_EUTF8
                || code == PRG_ELIMIT);
        demand(stream.release == NULL && frame_is_released(rows));
        demand(prg_data_count(data) == summary.accepted);
        demand(code == 0 || good_rows || summary.accepted == 0);
        values_check_report(report, code);
        values_check_written(data);
        options.report = NULL;
        options.summary = NULL;
        options.good_rows = 0;
        options.separator = ',';
        if (!it->is_odd) {
                int told = prg_data_read_csv_text(other, file->data, file->length, &options);
                demand((code == 0) == (told == 0));
                values_write(data, &first);
                values_write(other, &second);
                demand(code < 0 || values_same(&first, &second));
        }
        prg_report_free(report);
        prg_data_free(data);
        prg_data_free(other);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static cells texts[FRAME_COLUMNS];
        source it = { data, size, 0 };
        prg_buf file = PRG_BUF_INIT;
        frame rows;
        values_begin();
        unsigned how = take(&it);
        size_t columns = take(&it) % 9, count = how % (MOST_ROWS + 1);
        frame_begin(&rows, (int64_t)count);
        memset(texts, 0, sizeof texts);
        for (size_t i = 0; i < columns; i++)
                take_column(&it, &rows, count, &texts[i]);
        if (how >= 0xE0 && it.size > 0)
                spoil(&it, &rows.batches[0]);
        write_file(&file, &rows, texts, count);
        compare(&it, &rows, &file, how >> 5 & 1);
        frame_end(&rows);
        prg_buf_dispose(&file);
        return 0;
}
