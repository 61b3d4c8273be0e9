/* Streams of Arrow built by hand, column by column, that count what is released. */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#define FRAME_COLUMNS 24
#define FRAME_BATCHES 4
#define FRAME_BLOCKS  1024

typedef struct frame {
        struct ArrowSchema schema, fields[FRAME_COLUMNS], dictionaries[FRAME_COLUMNS],
                *field_pointers[FRAME_COLUMNS];
        struct ArrowArray batches[FRAME_BATCHES], arrays[FRAME_BATCHES][FRAME_COLUMNS],
                values[FRAME_BATCHES][FRAME_COLUMNS], *array_pointers[FRAME_BATCHES][FRAME_COLUMNS];
        size_t columns, batch_count, next;
        int schema_fails, batch_fails; /* what get_schema and get_next answer; the batch when all are given */
        const char *error;
        int given, released; /* structures with a release function */
        void *blocks[FRAME_BLOCKS];
        size_t block_count;
} frame;

static inline void frame_demand(int holds)
{
        if (!holds)
                abort();
}

/* Memory of a frame, of exactly this size. */
static inline void *frame_keep(frame *it, const void *content, size_t size)
{
        frame_demand(it->block_count < FRAME_BLOCKS);
        void *block = malloc(size ? size : 1);
        frame_demand(block != NULL);
        if (content && size)
                memcpy(block, content, size);
        else
                memset(block, 0, size);
        return it->blocks[it->block_count++] = block;
}

static inline void frame_release_schema(struct ArrowSchema *schema)
{
        ((frame *)schema->private_data)->released++;
        schema->release = NULL;
}

static inline void frame_release_array(struct ArrowArray *array)
{
        ((frame *)array->private_data)->released++;
        array->release = NULL;
}

static inline int frame_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
        frame *it = stream->private_data;
        if (it->schema_fails)
                return it->schema_fails;
        *out = it->schema;
        it->given += out->release != NULL;
        return 0;
}

static inline int frame_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
        frame *it = stream->private_data;
        memset(out, 0, sizeof *out);
        if (it->next == it->batch_count)
                return it->batch_fails;
        *out = it->batches[it->next++];
        it->given++;
        return 0;
}

static inline const char *frame_error(struct ArrowArrayStream *stream)
{
        return ((frame *)stream->private_data)->error;
}

static inline void frame_release(struct ArrowArrayStream *stream)
{
        ((frame *)stream->private_data)->released++;
        stream->release = NULL;
}

/* A frame without columns; its first batch has so many rows. */
static inline void frame_begin(frame *it, int64_t rows)
{
        memset(it, 0, sizeof *it);
        it->schema = (struct ArrowSchema){ "+s", "", NULL, 0, 0, it->field_pointers, NULL,
                frame_release_schema, it };
        for (size_t batch = 0; batch < FRAME_BATCHES; batch++) {
                struct ArrowArray *array = &it->batches[batch];
                array->n_buffers = 1;
                array->buffers = frame_keep(it, NULL, sizeof *array->buffers);
                array->children = it->array_pointers[batch];
                array->release = frame_release_array;
                array->private_data = it;
        }
        it->batches[0].length = rows;
        it->batch_count = 1;
}

/* An array with its buffers, of which so many follow: pointers. */
static inline void frame_fill(
        frame *it, struct ArrowArray *array, int64_t length, int64_t nulls, size_t buffers, ...)
{
        va_list list;
        memset(array, 0, sizeof *array);
        array->length = length;
        array->null_count = nulls;
        array->n_buffers = (int64_t)buffers;
        array->buffers = frame_keep(it, NULL, buffers * sizeof *array->buffers);
        array->release = frame_release_array;
        array->private_data = it;
        va_start(list, buffers);
        for (size_t i = 0; i < buffers; i++)
                array->buffers[i] = va_arg(list, const void *);
        va_end(list);
}

/* A column of the first batch, whose array is to be filled. */
static inline struct ArrowArray *frame_column(frame *it, const char *name, const char *format)
{
        size_t index = it->columns++;
        frame_demand(index < FRAME_COLUMNS);
        it->fields[index] =
                (struct ArrowSchema){ format, name, NULL, 2, 0, NULL, NULL, frame_release_schema, it };
        it->field_pointers[index] = &it->fields[index];
        it->schema.n_children++;
        for (size_t batch = 0; batch < FRAME_BATCHES; batch++) {
                it->array_pointers[batch][index] = &it->arrays[batch][index];
                it->batches[batch].n_children++;
        }
        return &it->arrays[0][index];
}

/* Texts, NULL for a null, as the array of a format: u, U or vu. */
static inline void frame_texts(
        frame *it, struct ArrowArray *array, const char *format, const char *const *texts, size_t count)
{
        unsigned char *bits = frame_keep(it, NULL, count / 8 + 1);
        int64_t nulls = 0, size = 0;
        int32_t *narrow = frame_keep(it, NULL, (count + 1) * sizeof *narrow);
        int64_t *wide = frame_keep(it, NULL, (count + 1) * sizeof *wide);
        char *views = frame_keep(it, NULL, count * 16 + 1);
        for (size_t i = 0; i < count; i++)
                size += texts[i] ? (int64_t)strlen(texts[i]) : 0;
        char *bytes = frame_keep(it, NULL, (size_t)size + 1);
        for (size_t i = 0; i < count; i++) {
                const char *text = texts[i] ? texts[i] : "";
                int32_t length = (int32_t)strlen(text), zero = 0;
                memcpy(bytes + wide[i], text, (size_t)length);
                narrow[i + 1] = narrow[i] + length;
                wide[i + 1] = wide[i] + length;
                memcpy(views + 16 * i, &length, 4);
                memcpy(views + 16 * i + 4, text, (size_t)(length > 12 ? 4 : length));
                if (length > 12) {
                        memcpy(views + 16 * i + 8, &zero, 4);
                        memcpy(views + 16 * i + 12, &narrow[i], 4);
                }
                nulls += texts[i] == NULL;
                bits[i / 8] |= (unsigned char)((texts[i] != NULL) << i % 8);
        }
        if (strcmp(format, "vu") == 0)
                frame_fill(it, array, (int64_t)count, nulls, 4, (const void *)bits, (const void *)views,
                        (const void *)bytes, frame_keep(it, &size, sizeof size));
        else
                frame_fill(it, array, (int64_t)count, nulls, 3, (const void *)bits,
                        *format == 'U' ? (const void *)wide : (const void *)narrow, (const void *)bytes);
}

/* A column of texts divided by '|' in one text; an empty one is a null. */
static inline struct ArrowArray *frame_text(
        frame *it, const char *name, const char *format, const char *joined)
{
        const char *texts[64];
        size_t count = 0;
        struct ArrowArray *array = frame_column(it, name, format);
        char *copy = frame_keep(it, joined, strlen(joined) + 1);
        for (char *at = copy; at; count++) {
                char *bar = strchr(at, '|');
                frame_demand(count < 64);
                if (bar)
                        *bar = '\0';
                texts[count] = *at ? at : NULL;
                at = bar ? bar + 1 : NULL;
        }
        frame_texts(it, array, format, texts, count);
        return array;
}

/* A column of so many cells of a fixed width without nulls. */
static inline struct ArrowArray *frame_fixed(
        frame *it, const char *name, const char *format, const void *cells, size_t size, int64_t count)
{
        struct ArrowArray *array = frame_column(it, name, format);
        frame_fill(it, array, count, 0, 2, (const void *)NULL, (const void *)frame_keep(it, cells, size));
        return array;
}

/* Makes the last column, of indexes, one with a dictionary of texts. */
static inline struct ArrowArray *frame_dictionary(
        frame *it, const char *format, const char *const *texts, size_t count)
{
        size_t index = it->columns - 1;
        it->dictionaries[index] =
                (struct ArrowSchema){ format, "", NULL, 2, 0, NULL, NULL, frame_release_schema, it };
        it->fields[index].dictionary = &it->dictionaries[index];
        it->arrays[0][index].dictionary = &it->values[0][index];
        frame_texts(it, &it->values[0][index], format, texts, count);
        return &it->values[0][index];
}

static inline struct ArrowArrayStream frame_stream(frame *it)
{
        it->given++;
        return (struct ArrowArrayStream){ frame_schema, frame_next, frame_error, frame_release, it };
}

/* Whether all that was given out was released, once. */
static inline int frame_is_released(const frame *it)
{
        return it->given == it->released;
}

static inline void frame_end(frame *it)
{
        for (size_t i = 0; i < it->block_count; i++)
                free(it->blocks[i]);
}

#endif
