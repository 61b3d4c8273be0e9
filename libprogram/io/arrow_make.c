/* Arrow structures that own what they refer to.
 *
 * Whoever receives one may move a child or a dictionary out of it and release the rest: so each struct is
 * freed by its parent, and what it refers to by its own release function. A structure that was not made to
 * its end is released like a whole one. */
#include <string.h>

#include "arrow.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- schemas ---- */

static void release_schema(struct ArrowSchema *schema)
{
        for (int64_t i = 0; i < schema->n_children; i++) {
                struct ArrowSchema *child = schema->children[i];
                if (child->release)
                        child->release(child);
        }
        if (schema->dictionary && schema->dictionary->release)
                schema->dictionary->release(schema->dictionary);
        prg__free(schema->dictionary);
        prg__free(prg__without_const(schema->metadata));
        prg__free(schema->private_data);
        schema->release = NULL;
}

/* One block: the children, the pointers to them, the format. Metadata, if it is given, is a block of its own. */
int prg__arrow_make_schema(
        struct ArrowSchema *schema, const char *name, const char *format, int is_nullable, size_t children)
{
        size_t length = strlen(format) + 1;
        struct ArrowSchema *all =
                prg__alloc_zero(children * (sizeof *all + sizeof(struct ArrowSchema *)) + length);
        memset(schema, 0, sizeof *schema);
        if (all == NULL)
                return PRG_ENOMEM;
        struct ArrowSchema **pointers = (struct ArrowSchema **)(void *)(all + children);
        for (size_t i = 0; i < children; i++)
                pointers[i] = &all[i];
        schema->format = memcpy(pointers + children, format, length);
        schema->name = name;
        schema->flags = is_nullable ? ARROW_FLAG_NULLABLE : 0;
        schema->n_children = (int64_t)children;
        schema->children = children > 0 ? pointers : NULL;
        schema->release = release_schema;
        schema->private_data = all;
        return 0;
}

int prg__arrow_make_dictionary_schema(struct ArrowSchema *schema, const char *name, int is_nullable)
{
        int code = prg__arrow_make_schema(schema, name, "i", is_nullable, 0);
        if (code < 0)
                return code;
        schema->dictionary = prg__alloc_zero(sizeof *schema->dictionary);
        return schema->dictionary ? prg__arrow_make_schema(schema->dictionary, "", "u", 0, 0) : PRG_ENOMEM;
}

/* ---- arrays ---- */

static void release_array(struct ArrowArray *array)
{
        for (int64_t i = 0; i < array->n_children; i++) {
                struct ArrowArray *child = array->children[i];
                if (child->release)
                        child->release(child);
        }
        if (array->dictionary && array->dictionary->release)
                array->dictionary->release(array->dictionary);
        for (int64_t i = 0; i < array->n_buffers; i++)
                prg__free(prg__without_const(array->buffers[i]));
        prg__free(array->dictionary);
        prg__free(array->private_data);
        array->release = NULL;
}

/* One block: the children, the pointers to them, the pointers to the buffers. */
int prg__arrow_make(struct ArrowArray *array, int64_t length, size_t buffers, size_t children)
{
        struct ArrowArray *all = prg__alloc_zero(
                children * (sizeof *all + sizeof(struct ArrowArray *)) + buffers * sizeof *array->buffers);
        memset(array, 0, sizeof *array);
        if (all == NULL)
                return PRG_ENOMEM;
        struct ArrowArray **pointers = (struct ArrowArray **)(void *)(all + children);
        for (size_t i = 0; i < children; i++)
                pointers[i] = &all[i];
        array->length = length;
        array->n_buffers = (int64_t)buffers;
        array->n_children = (int64_t)children;
        array->buffers = (const void **)(void *)(pointers + children);
        array->children = children > 0 ? pointers : NULL;
        array->release = release_array;
        array->private_data = all;
        return 0;
}

void *prg__arrow_make_buffer(struct ArrowArray *array, size_t index, size_t size)
{
        void *buffer = prg__alloc_zero(size);
        array->buffers[index] = buffer;
        return buffer;
}

int prg__arrow_make_dictionary(struct ArrowArray *array, const char *const *texts, size_t count)
{
        size_t size = 0, at = 0;
        for (size_t i = 0; i < count; i++)
                size += strlen(texts[i]);
        if (size > INT32_MAX)
                return prg__error(PRG_ELIMIT, NULL, "%zu bytes of ids; at most 2147483647 go out", size);
        array->dictionary = prg__alloc_zero(sizeof *array->dictionary);
        if (array->dictionary == NULL || prg__arrow_make(array->dictionary, (int64_t)count, 3, 0) < 0)
                return PRG_ENOMEM;
        int32_t *offsets = prg__arrow_make_buffer(array->dictionary, 1, (count + 1) * sizeof *offsets);
        char *bytes = prg__arrow_make_buffer(array->dictionary, 2, size);
        if (offsets == NULL || bytes == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count; i++) {
                size_t length = strlen(texts[i]);
                memcpy(bytes + at, texts[i], length);
                at += length;
                offsets[i + 1] = (int32_t)at;
        }
        return 0;
}
