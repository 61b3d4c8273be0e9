/* One pass of the pull scanner. The pointer of the present value is kept in a buffer and looked up at each
 * value; a stack says where the pointer of each open container ends and which place it is. */
#include "places.h"

#include <string.h>

#include "util/buf.h"
#include "util/error.h"
#include "util/json_scan.h"
#include "util/memory.h"

struct frame {
        size_t pointer_length; /* of the container's own pointer */
        size_t index;          /* of the next element */
        int is_array;
        prg__place *place;     /* of the container, or NULL */
};

struct pass {
        prg__places *places;
        prg__json_scan scan;
        prg_buf pointer, key;
        struct frame frames[PRG__JSON_MAX_DEPTH + 1];
        size_t depth;
        size_t key_offset;
};

void prg__places_init(prg__places *places)
{
        memset(places, 0, sizeof *places);
        prg__map_init(&places->known);
}

void prg__places_dispose(prg__places *places)
{
        for (size_t i = 0; i < places->count; i++) {
                prg__free(places->at[i]->pointer);
                prg__free(places->at[i]);
        }
        prg__free(places->at);
        prg__map_dispose(&places->known);
}

int prg__places_add(prg__places *places, const char *pointer, size_t *index)
{
        prg__place *known = prg__map_get(&places->known, pointer, strlen(pointer));
        if (known) {
                *index = known->index;
                return 0;
        }
        if (prg__grow((void **)&places->at, &places->capacity, places->count + 1, sizeof(prg__place *)) < 0)
                return PRG_ENOMEM;
        prg__place *place = prg__alloc_zero(sizeof *place);
        char *copy = place ? prg__strdup(pointer) : NULL;
        if (copy == NULL || prg__map_put(&places->known, copy, strlen(copy), place) < 0) {
                prg__free(copy);
                prg__free(place);
                return PRG_ENOMEM;
        }
        place->pointer = copy;
        *index = place->index = places->count;
        places->at[places->count++] = place;
        return 0;
}

/* ---- the pass ---- */

/* Appends "/key" with ~ and / escaped, or "/index". */
static int push_segment(struct pass *pass, const prg__json_token *key)
{
        struct frame *top = &pass->frames[pass->depth - 1];
        if (key == NULL)
                return prg__buf_format(&pass->pointer, "/%zu", top->index++);
        const char *text = pass->scan.data + key->offset;
        size_t length = key->length;
        if (key->escapes) {
                pass->key.length = 0;
                if (prg__json_unescape(&pass->key, text, length) < 0)
                        return PRG_ENOMEM;
                text = pass->key.data;
                length = pass->key.length;
        }
        int code = prg__buf_append(&pass->pointer, "/", 1);
        for (size_t i = 0; code == 0 && i < length; i++)
                code = text[i] == '~' ? prg__buf_append(&pass->pointer, "~0", 2)
                        : text[i] == '/' ? prg__buf_append(&pass->pointer, "~1", 2)
                                         : prg__buf_append(&pass->pointer, text + i, 1);
        return code;
}

static void pop_segment(struct pass *pass)
{
        if (pass->depth && pass->pointer.data) {
                pass->pointer.length = pass->frames[pass->depth - 1].pointer_length;
                pass->pointer.data[pass->pointer.length] = '\0';
        }
}

/* A value begins; its pointer is complete. */
static prg__place *note_value(struct pass *pass, const prg__json_token *token)
{
        prg__place *place = prg__map_get(&pass->places->known, pass->pointer.data ? pass->pointer.data : "",
                pass->pointer.length);
        if (place && !place->found) {
                int quoted = token->event == PRG__JSON_STRING;
                place->found = 1;
                place->value = token->offset - (size_t)quoted;
                place->end = token->offset + token->length + (size_t)quoted;
                place->key = pass->key_offset != (size_t)-1 ? pass->key_offset : place->value;
        }
        return place;
}

static int take_event(struct pass *pass, const prg__json_token *token)
{
        int code = 0;
        if (token->event == PRG__JSON_KEY) {
                pass->key_offset = token->offset - 1;
                return push_segment(pass, token);
        }
        if (token->event == PRG__JSON_OBJECT_END || token->event == PRG__JSON_ARRAY_END) {
                prg__place *place = pass->frames[--pass->depth].place;
                if (place)
                        place->end = token->offset + token->length;
                pop_segment(pass);
                return 0;
        }
        if (pass->depth && pass->frames[pass->depth - 1].is_array) {
                pass->key_offset = (size_t)-1;
                code = push_segment(pass, NULL);
        }
        prg__place *place = code == 0 ? note_value(pass, token) : NULL;
        if (token->event == PRG__JSON_OBJECT_BEGIN || token->event == PRG__JSON_ARRAY_BEGIN)
                pass->frames[pass->depth++] = (struct frame){ pass->pointer.length, 0,
                        token->event == PRG__JSON_ARRAY_BEGIN, place };
        else
                pop_segment(pass);
        return code;
}

int prg__places_find(prg__places *places, const char *data, size_t length)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.trusted = 1;
        options.max_size = (size_t)-1;
        struct pass *pass = prg__alloc_zero(sizeof *pass);
        if (pass == NULL)
                return PRG_ENOMEM;
        pass->places = places;
        pass->key_offset = (size_t)-1;
        prg__json_scan_init(&pass->scan, &options);
        prg__json_scan_reset(&pass->scan, data, length);
        prg__json_token token;
        int code;
        while ((code = prg__json_next(&pass->scan, &token)) == 0 && token.event != PRG__JSON_END_OF_TEXT)
                if ((code = take_event(pass, &token)) < 0)
                        break;
        prg__json_scan_dispose(&pass->scan);
        prg_buf_dispose(&pass->pointer);
        prg_buf_dispose(&pass->key);
        prg__free(pass);
        return code;
}
