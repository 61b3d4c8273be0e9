/* Cells of Arrow as text: what would stand in a CSV file.
 *
 * Buffers need not be aligned, so that everything is copied out of them. */
#include <string.h>

#include <libprogram/date.h>
#include <libprogram/decimal.h>

#include "arrow.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/utf8.h"

/* ---- faults ---- */

/* A quotation that has no text, and the message alone is said. */
static int refuse(prg__arrow_fault *fault, int finding, const char *message, const char *expected)
{
        fault->finding = finding;
        fault->message = message;
        fault->expected = expected;
        return 0;
}

static int refuse_broken(prg__arrow_fault *fault, const char *message)
{
        fault->is_broken = 1;
        return refuse(fault, PRG_FINDING_FORMAT, message, NULL);
}

/* ---- text ---- */

static int add_text(prg_buf *out, const char *text, int64_t length, prg__arrow_fault *fault)
{
        if (length == 0)
                return 0;
        if (text == NULL)
                return refuse_broken(fault, "a text in a buffer that is not there");
        if (memchr(text, '\0', (size_t)length))
                return refuse(fault, PRG_FINDING_CSV_SYNTAX, "a cell contains the character NUL", NULL);
        if (prg__utf8_span(text, (size_t)length) < (size_t)length)
                return refuse(fault, PRG_FINDING_ENCODING, "a text that is no UTF-8", "UTF-8");
        return prg__buf_append(out, text, (size_t)length);
}

int64_t prg__arrow_integer(const prg__arrow_type *type, const char *bytes)
{
        uint8_t one;
        uint16_t two;
        uint32_t four;
        uint64_t eight;
        switch (type->width) {
        case 1: memcpy(&one, bytes, sizeof one); return type->is_signed ? (int8_t)one : one;
        case 2: memcpy(&two, bytes, sizeof two); return type->is_signed ? (int16_t)two : two;
        case 4: memcpy(&four, bytes, sizeof four); return type->is_signed ? (int32_t)four : (int64_t)four;
        default: memcpy(&eight, bytes, sizeof eight); return (int64_t)eight;
        }
}

static int text_of(prg_buf *out, const prg__arrow_type *type, const struct ArrowArray *array,
        int64_t position, prg__arrow_fault *fault)
{
        const char *offsets = (const char *)array->buffers[1] + position * type->width,
                   *texts = array->buffers[2];
        int64_t begin = prg__arrow_integer(type, offsets), end = prg__arrow_integer(type, offsets + type->width);
        if (begin < 0 || end < begin)
                return refuse_broken(fault, "offsets of text that decrease");
        return add_text(out, texts ? texts + begin : NULL, end - begin, fault);
}

/* A text of at most 12 bytes lies in the view; of a longer one, four bytes, its buffer and its offset do. */
static int view_of(prg_buf *out, const struct ArrowArray *array, int64_t position, prg__arrow_fault *fault)
{
        const char *view = (const char *)array->buffers[1] + position * 16;
        const char *sizes = array->buffers[array->n_buffers - 1];
        int32_t length, buffer, offset;
        int64_t size = 0;
        memcpy(&length, view, sizeof length);
        if (length >= 0 && length <= 12)
                return add_text(out, view + 4, length, fault);
        memcpy(&buffer, view + 8, sizeof buffer);
        memcpy(&offset, view + 12, sizeof offset);
        if (length < 0 || offset < 0 || buffer < 0 || buffer >= array->n_buffers - 3 || sizes == NULL)
                return refuse_broken(fault, "a view of text that is out of range");
        memcpy(&size, sizes + (size_t)buffer * 8, sizeof size);
        if (offset > size || length > size - offset)
                return refuse_broken(fault, "a view of text behind the end of its buffer");
        const char *texts = array->buffers[2 + buffer];
        return add_text(out, texts ? texts + offset : NULL, length, fault);
}

/* ---- numbers ---- */

static int number_of(prg_buf *out, const prg__arrow_type *type, const char *bytes, unsigned form)
{
        char text[PRG__ARROW_NUMBER_SIZE];
        size_t length = prg__arrow_write_integer(text, bytes, type, form);
        return prg__buf_append(out, text, length);
}

static int float_of(
        prg_buf *out, const prg__arrow_type *type, const char *bytes, unsigned form, prg__arrow_fault *fault)
{
        prg_decimal number;
        int code = prg__arrow_float(&number, bytes, type->width, fault);
        return code == 0 || number.mantissa != 0 ? prg_decimal_format(out, number, form) : 0;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
        return a / b - (a % b < 0);
}

/* A date, or an instant in UTC. */
static int time_of(prg_buf *out, const prg__arrow_type *type, const char *bytes, prg__arrow_fault *fault)
{
        int64_t count = floor_divide(prg__arrow_integer(type, bytes), type->per);
        int64_t days = type->kind == PRG__ARROW_DATE ? count : floor_divide(count, 86400);
        if (days < INT32_MIN || days > INT32_MAX || !prg_date_is_valid((prg_date)days))
                return refuse(fault, PRG_FINDING_VALUE, "a moment outside of the years 1 to 9999", NULL);
        int code = prg_date_format(out, (prg_date)days);
        if (code < 0 || type->kind == PRG__ARROW_DATE)
                return code;
        unsigned second = (unsigned)(count - days * 86400),
                 parts[] = { second / 3600, second / 60 % 60, second % 60 };
        char text[] = "T00:00:00Z";
        for (size_t i = 0; i < 3; i++) {
                text[1 + 3 * i] = (char)('0' + parts[i] / 10);
                text[2 + 3 * i] = (char)('0' + parts[i] % 10);
        }
        return prg__buf_text(out, text);
}

static int boolean_of(prg_buf *out, const struct ArrowArray *array, int64_t position)
{
        const unsigned char *bits = array->buffers[1];
        return prg__buf_text(out, bits[position / 8] >> (position % 8) & 1 ? "true" : "false");
}

/* ---- cells ---- */

static int cell_of(prg_buf *out, const prg__arrow_type *type, const struct ArrowArray *array, int64_t row,
        unsigned form, prg__arrow_fault *fault)
{
        int64_t position = array->offset + row;
        if (type->kind == PRG__ARROW_NULLS || prg__arrow_is_null(array, position))
                return 0;
        const char *cells = array->buffers[1];
        switch (type->kind) {
        case PRG__ARROW_TEXT: return text_of(out, type, array, position, fault);
        case PRG__ARROW_VIEW: return view_of(out, array, position, fault);
        case PRG__ARROW_BOOLEAN: return boolean_of(out, array, position);
        case PRG__ARROW_INTEGER: return number_of(out, type, cells + position * type->width, form);
        case PRG__ARROW_FLOAT: return float_of(out, type, cells + position * type->width, form, fault);
        default: return time_of(out, type, cells + position * type->width, fault);
        }
}

int prg__arrow_text(prg_buf *out, const prg__arrow_column *column, const struct ArrowArray *array,
        int64_t row, unsigned form, prg__arrow_fault *fault)
{
        *fault = (prg__arrow_fault){ 0 };
        if (!column->has_dictionary)
                return cell_of(out, &column->type, array, row, form, fault);
        int64_t position = array->offset + row;
        if (prg__arrow_is_null(array, position))
                return 0;
        int64_t index =
                prg__arrow_integer(&column->index, (const char *)array->buffers[1] + position * column->index.width);
        if (index < 0 || index >= array->dictionary->length)
                return refuse_broken(fault, "an index outside of its dictionary");
        return cell_of(out, &column->type, array->dictionary, index, form, fault);
}
