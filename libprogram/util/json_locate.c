/* Pointers and places; see json_locate.h.
 *
 * Both directions read the text again with the scanner. Forwards, each step of the pointer passes
 * over the members before the one that it names. Backwards, the track keeps for each open container
 * the key or the number of the member it is in. */
#include "json_locate.h"

#include <stdint.h>
#include <stdio.h>

#include "buf.h"
#include "error.h"
#include "json_place.h"
#include "memory.h"

static const prg__json_options again = { PRG__JSON_MAX_DEPTH, SIZE_MAX, 1, 1, 1 };

/* ---- from pointer to place ---- */

/* The first byte of a token, quotation mark included. */
static size_t begin_of(const prg__json_token *token)
{
        return token->offset - (token->event == PRG__JSON_KEY || token->event == PRG__JSON_STRING);
}

/* The number of an element: digits without leading zeros. Returns 0 when it is none. */
static int read_index(const char *text, size_t length, size_t *index)
{
        size_t value = 0;
        if (length == 0 || (length > 1 && text[0] == '0'))
                return 0;
        for (size_t i = 0; i < length; i++) {
                if (text[i] < '0' || text[i] > '9' || value > (SIZE_MAX - 9) / 10)
                        return 0;
                value = value * 10 + (size_t)(text[i] - '0');
        }
        *index = value;
        return 1;
}

static int not_found(const char *pointer)
{
        return prg__error(PRG_ENOTFOUND, pointer, "the text has no such value");
}

/* Resolves ~0 and ~1 of one step into `name`. */
static int read_step(prg_buf *name, const char *pointer, const char *step, size_t length)
{
        name->length = 0;
        for (size_t i = 0; i < length; i++) {
                const char *c = &step[i];
                if (*c == '~') {
                        i++;
                        if (i == length || (step[i] != '0' && step[i] != '1'))
                                return prg__error(PRG_EINVALID, pointer,
                                        "'~' in a JSON pointer must be followed by 0 or 1");
                        c = step[i] == '0' ? "~" : "/";
                }
                if (prg__buf_append(name, c, 1) < 0)
                        return PRG_ENOMEM;
        }
        return 0;
}

/* Moves from a container to its member of that name or number. */
static int enter(prg__json_scan *scan, prg__json_token *token, const char *name, size_t length,
        const char *pointer, size_t *key)
{
        size_t index = 0;
        int in_object = token->event == PRG__JSON_OBJECT_BEGIN;
        if (!in_object
            && (token->event != PRG__JSON_ARRAY_BEGIN || !read_index(name, length, &index)))
                return not_found(pointer);
        for (;;) {
                int code = prg__json_next(scan, token);
                if (code < 0)
                        return code;
                if (token->event == PRG__JSON_OBJECT_END || token->event == PRG__JSON_ARRAY_END)
                        return not_found(pointer);
                if (in_object
                    && prg__json_is(scan->data + token->offset, token->length, name, length)) {
                        *key = begin_of(token);
                        return prg__json_next(scan, token);
                }
                if (!in_object && index-- == 0) {
                        *key = SIZE_MAX;
                        return 0;
                }
                code = prg__json_skip(scan);
                if (code < 0)
                        return code;
        }
}

static int locate(const char *data, size_t length, const char *pointer, size_t *value, size_t *key)
{
        const char *step = pointer;
        prg__json_scan scan;
        prg__json_token token;
        prg_buf name = PRG_BUF_INIT;
        if (*pointer != '\0' && *pointer != '/')
                return prg__error(PRG_EINVALID, pointer,
                        "a JSON pointer is empty or begins with '/'");
        prg__json_scan_init(&scan, &again);
        prg__json_scan_reset(&scan, data, length);
        int code = prg__json_next(&scan, &token);
        while (code == 0 && *step == '/') {
                size_t step_length = strcspn(++step, "/");
                code = read_step(&name, pointer, step, step_length);
                if (code == 0)
                        code = enter(&scan, &token, name.data, name.length, pointer, key);
                step += step_length;
        }
        prg_buf_dispose(&name);
        prg__json_scan_dispose(&scan);
        if (code == 0)
                *value = begin_of(&token);
        return code;
}

static void tell(const char *data, size_t length, size_t at, size_t *line, size_t *column,
        size_t *offset)
{
        prg__json_place place = PRG__JSON_PLACE_INIT;
        if (line || column)
                prg__json_place_advance(&place, data, length, at);
        if (line)
                *line = place.line;
        if (column)
                *column = place.column;
        if (offset)
                *offset = at;
}

int prg__json_locate(const char *data, size_t length, const char *pointer, size_t *line,
        size_t *column, size_t *offset)
{
        size_t value = 0, key = SIZE_MAX;
        int code = locate(data, length, pointer, &value, &key);
        if (code == 0)
                tell(data, length, value, line, column, offset);
        return code;
}

int prg__json_locate_key(const char *data, size_t length, const char *pointer, size_t *line,
        size_t *column, size_t *offset)
{
        size_t value = 0, key = SIZE_MAX;
        int code = locate(data, length, pointer, &value, &key);
        if (code == 0 && key == SIZE_MAX)
                code = prg__error(PRG_ENOTFOUND, pointer, "the value has no key");
        if (code == 0)
                tell(data, length, key, line, column, offset);
        return code;
}

/* ---- from place to pointer ---- */

struct prg__json_step {
        size_t begin;       /* of the container */
        size_t count;       /* in an array: elements that have begun */
        size_t key, length; /* in an object: the last key, raw */
        int in_object;
        int in_member; /* the last member has begun and was not seen to end */
        int faulty;    /* the last key is no right string */
};

void prg__json_track_init(prg__json_track *track, const char *data, size_t length)
{
        *track = (prg__json_track){ .offset = 0 };
        prg__json_scan_init(&track->scan, &again);
        track->scan.collecting = 1;
        prg__json_scan_reset(&track->scan, data, length);
}

void prg__json_track_dispose(prg__json_track *track)
{
        prg__json_scan_dispose(&track->scan);
        prg__free(track->steps);
}

/* Reads the next token. A fault that ends the reading where a value stands or should stand is
 * passed on as a value that reaches to the end of the text. */
static void read_token(prg__json_track *track)
{
        prg__json_token *token = &track->token;
        const prg__json_fault *fault = &track->scan.fault;
        size_t length = (size_t)(track->scan.end - track->scan.data);
        int code = -1;
        while (!track->over && (code = prg__json_next(&track->scan, token)) < 0)
                track->over = fault->rule >= PRG__JSON_RULE_LINE_END;
        track->pending = 1;
        if (code == 0)
                return;
        token->event = PRG__JSON_END_OF_TEXT;
        if (fault->in_value) {
                token->event = PRG__JSON_NULL;
                token->offset = fault->offset;
                token->length = length + 1 - fault->offset;
                track->scan.fault.in_value = 0;
        }
}

/* A value begins in the innermost container. */
static void begin_member(prg__json_track *track)
{
        if (track->depth == 0)
                return;
        struct prg__json_step *step = &track->steps[track->depth - 1];
        step->count++;
        step->in_member = 1;
}

static int pass_token(prg__json_track *track)
{
        const prg__json_token *token = &track->token;
        track->pending = 0;
        track->value_end = 0;
        switch (token->event) {
        case PRG__JSON_KEY: {
                struct prg__json_step *step = &track->steps[track->depth - 1];
                step->key = token->offset;
                step->length = token->length;
                step->in_member = 1;
                step->faulty = track->scan.flawed;
                break;
        }
        case PRG__JSON_OBJECT_BEGIN:
        case PRG__JSON_ARRAY_BEGIN: {
                void *steps = track->steps;
                if (prg__grow(&steps, &track->capacity, track->depth + 1, sizeof *track->steps) < 0)
                        return PRG_ENOMEM;
                track->steps = steps;
                begin_member(track);
                track->steps[track->depth++] = (struct prg__json_step){
                        .begin = token->offset,
                        .in_object = token->event == PRG__JSON_OBJECT_BEGIN,
                };
                break;
        }
        case PRG__JSON_OBJECT_END:
        case PRG__JSON_ARRAY_END:
                track->depth--;
                if (track->depth > 0)
                        track->steps[track->depth - 1].in_member = 0;
                break;
        default:
                begin_member(track);
                track->value_end = token->offset + token->length
                                   + (token->event == PRG__JSON_STRING);
                break;
        }
        return 0;
}

/* Whether the pending token has begun at the offset. The bracket that ends a container is still
 * part of it. */
static int has_begun(const prg__json_track *track, size_t offset)
{
        switch (track->token.event) {
        case PRG__JSON_END_OF_TEXT: return 0;
        case PRG__JSON_OBJECT_END:
        case PRG__JSON_ARRAY_END: return track->token.offset < offset;
        default: return begin_of(&track->token) <= offset;
        }
}

int prg__json_track_to(prg__json_track *track, size_t offset)
{
        track->offset = offset;
        for (;;) {
                if (!track->pending)
                        read_token(track);
                if (!has_begun(track, offset))
                        return 0;
                if (pass_token(track) < 0)
                        return PRG_ENOMEM;
        }
}

static int append_key(const prg__json_track *track, const struct prg__json_step *step,
        prg_buf *pointer)
{
        const char *raw = track->scan.data + step->key;
        prg__json_pieces pieces = { .at = raw, .end = raw + step->length };
        const char *piece;
        size_t length;
        while (prg__json_piece(&pieces, &piece, &length))
                while (length > 0) {
                        size_t plain = 0;
                        while (plain < length && piece[plain] != '~' && piece[plain] != '/')
                                plain++;
                        if (prg__buf_append(pointer, piece, plain) < 0)
                                return PRG_ENOMEM;
                        if (plain < length
                            && prg__buf_append(pointer, piece[plain++] == '~' ? "~0" : "~1", 2) < 0)
                                return PRG_ENOMEM;
                        piece += plain;
                        length -= plain;
                }
        return 0;
}

static int append_index(const struct prg__json_step *step, prg_buf *pointer)
{
        char text[32];
        int length = snprintf(text, sizeof text, "%zu", step->count - 1);
        return prg__buf_append(pointer, text, (size_t)length);
}

/* Whether the way goes on from this container to its last member. */
static int goes_on(const prg__json_track *track, unsigned level)
{
        const struct prg__json_step *step = &track->steps[level];
        if (level + 1 < track->depth)
                return 1;
        if (!step->in_member)
                return 0;
        if (track->value_end == 0) /* on a key, or behind it */
                return !step->faulty;
        return track->offset < track->value_end;
}

int prg__json_track_pointer(const prg__json_track *track, size_t longest, prg_buf *pointer)
{
        size_t before = pointer->length;
        int code = 0;
        for (unsigned level = 0; code == 0 && level < track->depth; level++) {
                const struct prg__json_step *step = &track->steps[level];
                if (!goes_on(track, level))
                        break;
                /* An escape makes at most six bytes of one. */
                if (step->faulty || step->length / 6 > longest)
                        code = PRG_ENOTFOUND;
                else if (prg__buf_append(pointer, "/", 1) < 0)
                        code = PRG_ENOMEM;
                else
                        code = step->in_object ? append_key(track, step, pointer)
                                               : append_index(step, pointer);
                if (code == 0 && pointer->length - before > longest)
                        code = PRG_ENOTFOUND;
        }
        if (code < 0 && pointer->data) {
                pointer->length = before;
                pointer->data[before] = '\0';
        }
        return code;
}

int prg__json_track_container(const prg__json_track *track, size_t *offset)
{
        if (track->depth == 0)
                return 0;
        *offset = track->steps[track->depth - 1].begin;
        return 1;
}

int prg__json_pointer_at(const char *data, size_t length, size_t offset, prg_buf *pointer)
{
        prg__json_track track;
        prg__json_track_init(&track, data, length);
        int code = prg__json_track_to(&track, offset);
        if (code == 0) {
                code = prg__json_track_pointer(&track, SIZE_MAX, pointer);
                if (code == PRG_ENOTFOUND)
                        prg__error(code, NULL, "a key on the way is not a right string");
        }
        prg__json_track_dispose(&track);
        return code;
}
