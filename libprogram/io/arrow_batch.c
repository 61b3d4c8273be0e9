/* Arrow arrays, before a cell of theirs is looked at: what the interface allows to be checked.
 *
 * How long a buffer is nobody says; that it is there, and that the lengths and offsets of an array agree with
 * what is asked of it, can be seen. */
#include "arrow.h"

/* No position times the width of a cell overflows below this. */
#define MOST_ROWS (INT64_MAX / 64)

static const char *check_lengths(const struct ArrowArray *array, int64_t rows)
{
        if (array == NULL || array->release == NULL)
                return "an array that is not there";
        if (array->length < 0 || array->offset < 0 || array->length > MOST_ROWS || array->offset > MOST_ROWS)
                return "a length or an offset out of range";
        if (array->length < rows)
                return "fewer rows than the batch";
        if (array->null_count < -1 || array->null_count > array->length)
                return "an impossible number of nulls";
        return NULL;
}

static const char *check_validity(const struct ArrowArray *array)
{
        return array->null_count > 0 && array->buffers[0] == NULL ? "nulls, and no buffer that says which"
                                                                  : NULL;
}

/* Of an array without its dictionary. */
static const char *check_plain(const prg__arrow_type *type, const struct ArrowArray *array, int64_t rows)
{
        const char *wrong = check_lengths(array, rows);
        if (wrong)
                return wrong;
        if (type->kind == PRG__ARROW_NULLS)
                return NULL; /* older producers give it a buffer */
        int is_view = type->kind == PRG__ARROW_VIEW;
        int64_t buffers = type->kind == PRG__ARROW_TEXT || is_view ? 3 : 2;
        if (array->n_buffers < buffers || (array->n_buffers > buffers && !is_view))
                return "another number of buffers than its format has";
        if (array->buffers == NULL)
                return "no buffers";
        if (array->length > 0 && array->buffers[1] == NULL)
                return "a buffer that is not there";
        return check_validity(array);
}

const char *prg__arrow_check(const prg__arrow_column *column, const struct ArrowArray *array, int64_t rows)
{
        const char *wrong = check_plain(column->has_dictionary ? &column->index : &column->type, array, rows);
        if (wrong)
                return wrong;
        if (column->has_dictionary != (array->dictionary != NULL))
                return column->has_dictionary ? "no dictionary"
                                              : "a dictionary that its schema does not have";
        return column->has_dictionary ? check_plain(&column->type, array->dictionary, 0) : NULL;
}

const char *prg__arrow_check_batch(const struct ArrowArray *batch, size_t columns)
{
        const char *wrong = check_lengths(batch, 0);
        if (wrong)
                return wrong;
        if (batch->n_children < 0 || (uint64_t)batch->n_children != columns
                || (columns > 0 && batch->children == NULL))
                return "another number of columns than the schema";
        /* Some producers leave the buffers of a struct without nulls away. */
        if (batch->n_buffers > 1 || batch->n_buffers < 0 || (batch->n_buffers == 1 && batch->buffers == NULL))
                return "another number of buffers than its format has";
        return batch->n_buffers == 1 ? check_validity(batch) : NULL;
}

int prg__arrow_is_null(const struct ArrowArray *array, int64_t position)
{
        if (array->null_count == 0 || array->n_buffers < 1 || array->buffers[0] == NULL)
                return 0;
        const unsigned char *bits = array->buffers[0];
        return (bits[position / 8] >> (position % 8) & 1) == 0;
}
