/* The writer; see json_write.h.
 *
 * Two words of bits say of each open container whether it is an object and whether it has members;
 * the innermost container is the lowest bit. Output is gathered in a buffer of fixed size. */
#include "json_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "error.h"
#include "json_scan.h"

void prg__json_writer_init(prg__json_writer *writer, const prg_sink *sink, prg__json_layout layout)
{
        writer->sink = sink;
        writer->layout = layout;
        writer->code = 0;
        writer->message = NULL;
        writer->depth = writer->inline_depth = 0;
        writer->objects = writer->filled = 0;
        writer->behind_key = writer->done = 0;
        writer->used = 0;
}

/* Keeps the first error. */
static int refuse(prg__json_writer *writer, int code, const char *message)
{
        if (writer->code == 0) {
                writer->code = code;
                writer->message = message;
                if (message)
                        prg__error(code, NULL, "%s", message);
        }
        return writer->code;
}

/* ---- bytes ---- */

static int send(prg__json_writer *writer, const char *data, size_t length)
{
        int code = writer->sink->write(writer->sink->payload, data, length);
        if (code > 0)
                return refuse(writer, PRG_EINVALID, "a sink must return 0 or a negative code");
        return code < 0 ? refuse(writer, code, NULL) : 0;
}

static int flush(prg__json_writer *writer)
{
        size_t used = writer->used;
        writer->used = 0;
        return used ? send(writer, writer->buffer, used) : 0;
}

static int put(prg__json_writer *writer, const char *data, size_t length)
{
        if (writer->code < 0)
                return writer->code;
        if (length > sizeof writer->buffer - writer->used && flush(writer) < 0)
                return writer->code;
        if (length > sizeof writer->buffer)
                return send(writer, data, length);
        memcpy(writer->buffer + writer->used, data, length);
        writer->used += length;
        return 0;
}

static int put_line(prg__json_writer *writer, unsigned depth)
{
        static const char spaces[1 + 2 * PRG__JSON_WRITE_DEPTH + 1] =
                "\n                                                                "
                "                                                                ";
        return put(writer, spaces, 1 + 2 * (size_t)depth);
}

/* ---- structure ---- */

/* What stands before a key, a value, or an element: the comma and the white space. */
static int put_separator(prg__json_writer *writer)
{
        int comma = (int)(writer->filled & 1);
        writer->filled |= 1;
        if (comma && put(writer, ",", 1) < 0)
                return writer->code;
        if (writer->layout != PRG__JSON_CANONICAL)
                return 0;
        if (writer->inline_depth == 0)
                return put_line(writer, writer->depth);
        return comma ? put(writer, " ", 1) : 0;
}

/* Makes a place for a value. */
static int begin_value(prg__json_writer *writer)
{
        if (writer->code < 0)
                return writer->code;
        if (writer->behind_key) {
                writer->behind_key = 0;
                return 0;
        }
        if (writer->depth == 0)
                return writer->done ? refuse(writer, PRG_EINVALID, "a JSON text is one value") : 0;
        if (writer->objects & 1)
                return refuse(writer, PRG_EINVALID, "a value in a JSON object needs a key");
        return put_separator(writer);
}

static int end_value(prg__json_writer *writer)
{
        if (writer->depth > 0)
                return 0;
        if (writer->layout == PRG__JSON_LINES)
                return put(writer, "\n", 1);
        writer->done = 1;
        return 0;
}

static int put_value(prg__json_writer *writer, const char *text, size_t length)
{
        if (begin_value(writer) < 0 || put(writer, text, length) < 0)
                return writer->code;
        return end_value(writer);
}

static int begin_container(prg__json_writer *writer, prg__json_style style, int object)
{
        if (writer->code == 0 && writer->depth == PRG__JSON_WRITE_DEPTH)
                return refuse(writer, PRG_ELIMIT, "more than 64 JSON containers inside each other");
        if (begin_value(writer) < 0 || put(writer, object ? "{" : "[", 1) < 0)
                return writer->code;
        writer->depth++;
        writer->objects = writer->objects << 1 | (object ? 1u : 0u);
        writer->filled <<= 1;
        if (style == PRG__JSON_INLINE && writer->inline_depth == 0)
                writer->inline_depth = writer->depth;
        return 0;
}

static int end_container(prg__json_writer *writer, int object)
{
        if (writer->code < 0)
                return writer->code;
        if (writer->depth == 0 || (int)(writer->objects & 1) != object)
                return refuse(writer, PRG_EINVALID, "the end of a JSON container that is not open");
        if (writer->behind_key)
                return refuse(writer, PRG_EINVALID, "a key in a JSON object needs a value");
        int filled = (int)(writer->filled & 1);
        int in_line = writer->inline_depth > 0 || writer->layout != PRG__JSON_CANONICAL;
        writer->objects >>= 1;
        writer->filled >>= 1;
        if (writer->inline_depth == writer->depth)
                writer->inline_depth = 0;
        writer->depth--;
        if (filled && !in_line && put_line(writer, writer->depth) < 0)
                return writer->code;
        if (put(writer, object ? "}" : "]", 1) < 0)
                return writer->code;
        return end_value(writer);
}

int prg__json_write_object(prg__json_writer *writer, prg__json_style style)
{
        return begin_container(writer, style, 1);
}

int prg__json_write_object_end(prg__json_writer *writer)
{
        return end_container(writer, 1);
}

int prg__json_write_array(prg__json_writer *writer, prg__json_style style)
{
        return begin_container(writer, style, 0);
}

int prg__json_write_array_end(prg__json_writer *writer)
{
        return end_container(writer, 0);
}

/* ---- strings ---- */

/* Nothing of a bad string is written. */
static int check_text(prg__json_writer *writer, const char *text, size_t length)
{
        const char *end = text + length, *at = text;
        while ((at = prg__json_plain_end(at, end)) < end) {
                unsigned bytes = prg__json_utf8_length(at, end);
                if (bytes == 0)
                        return refuse(writer, PRG_EUTF8, "a string for JSON must be UTF-8");
                if (*at == '\0')
                        return refuse(writer, PRG_EINVALID, "a string for JSON cannot have U+0000");
                at += bytes;
        }
        return 0;
}

static void put_escape(prg__json_writer *writer, char c)
{
        char text[8] = { '\\', c, '\0' };
        switch (c) {
        case '"':
        case '\\': break;
        case '\b': text[1] = 'b'; break;
        case '\f': text[1] = 'f'; break;
        case '\n': text[1] = 'n'; break;
        case '\r': text[1] = 'r'; break;
        case '\t': text[1] = 't'; break;
        default: snprintf(text, sizeof text, "\\u%04x", (unsigned)(unsigned char)c); break;
        }
        put(writer, text, strlen(text));
}

static int put_text(prg__json_writer *writer, const char *text, size_t length)
{
        const char *end = text + length, *run = text, *at = text;
        put(writer, "\"", 1);
        while ((at = prg__json_plain_end(at, end)) < end) {
                if ((unsigned char)*at >= 0x80) {
                        at++;
                        continue;
                }
                put(writer, run, (size_t)(at - run));
                put_escape(writer, *at);
                run = ++at;
        }
        put(writer, run, (size_t)(end - run));
        put(writer, "\"", 1);
        return writer->code;
}

int prg__json_write_key(prg__json_writer *writer, const char *key, size_t length)
{
        if (writer->code < 0)
                return writer->code;
        if (length == 0)
                key = "";
        if ((writer->objects & 1) == 0 || writer->behind_key)
                return refuse(writer, PRG_EINVALID, "a JSON key stands in an object only");
        if (check_text(writer, key, length) < 0 || put_separator(writer) < 0)
                return writer->code;
        put_text(writer, key, length);
        writer->behind_key = 1;
        return writer->layout == PRG__JSON_CANONICAL ? put(writer, ": ", 2) : put(writer, ":", 1);
}

int prg__json_write_string(prg__json_writer *writer, const char *text, size_t length)
{
        if (writer->code < 0)
                return writer->code;
        if (length == 0)
                text = "";
        if (check_text(writer, text, length) < 0 || begin_value(writer) < 0
            || put_text(writer, text, length) < 0)
                return writer->code;
        return end_value(writer);
}

/* ---- other values ---- */

int prg__json_write_integer(prg__json_writer *writer, int64_t value)
{
        char text[24];
        int length = snprintf(text, sizeof text, "%" PRId64, value);
        return put_value(writer, text, (size_t)length);
}

int prg__json_write_number(prg__json_writer *writer, const char *text, size_t length)
{
        if (writer->code < 0)
                return writer->code;
        if (length == 0 || prg__json_number_end(text, text + length) != text + length)
                return refuse(writer, PRG_EINVALID, "a number for JSON must follow its grammar");
        return put_value(writer, text, length);
}

int prg__json_write_boolean(prg__json_writer *writer, int value)
{
        return value ? put_value(writer, "true", 4) : put_value(writer, "false", 5);
}

int prg__json_write_null(prg__json_writer *writer)
{
        return put_value(writer, "null", 4);
}

/* ---- JSON again ---- */

/* Whether the array that has just begun holds no containers. Looks ahead with a scanner of its own,
 * which leaves the keys of the other alone. */
static prg__json_style style_of_array(const prg__json_scan *scan)
{
        prg__json_scan ahead = *scan;
        prg__json_token token;
        ahead.options.trusted = 1;
        ahead.collecting = 1;
        while (prg__json_next(&ahead, &token) == 0 && token.event != PRG__JSON_OBJECT_BEGIN
               && token.event != PRG__JSON_ARRAY_BEGIN)
                if (token.event == PRG__JSON_ARRAY_END)
                        return PRG__JSON_INLINE;
        return PRG__JSON_BLOCK;
}

/* A key or string: its text is in the scanned text, or made in `scratch` when it has escapes. */
static int write_name(prg__json_writer *writer, const prg__json_scan *scan,
        const prg__json_token *token, prg_buf *scratch)
{
        const char *text = scan->data + token->offset;
        size_t length = token->length;
        if (token->escapes) {
                scratch->length = 0;
                if (prg__json_unescape(scratch, text, length) < 0)
                        return refuse(writer, PRG_ENOMEM, NULL);
                text = scratch->data;
                length = scratch->length;
        }
        return token->event == PRG__JSON_KEY ? prg__json_write_key(writer, text, length)
                                             : prg__json_write_string(writer, text, length);
}

static int write_token(prg__json_writer *writer, const prg__json_scan *scan,
        const prg__json_token *token, prg_buf *scratch)
{
        switch (token->event) {
        case PRG__JSON_OBJECT_BEGIN: return prg__json_write_object(writer, PRG__JSON_BLOCK);
        case PRG__JSON_OBJECT_END: return prg__json_write_object_end(writer);
        case PRG__JSON_ARRAY_BEGIN: return prg__json_write_array(writer, style_of_array(scan));
        case PRG__JSON_ARRAY_END: return prg__json_write_array_end(writer);
        case PRG__JSON_KEY:
        case PRG__JSON_STRING: return write_name(writer, scan, token, scratch);
        default: return put_value(writer, scan->data + token->offset, token->length);
        }
}

int prg__json_write_text(prg__json_writer *writer, const char *data, size_t length)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.max_size = SIZE_MAX;
        prg__json_scan scan;
        prg__json_token token;
        prg_buf scratch = PRG_BUF_INIT;
        prg__json_scan_init(&scan, &options);
        prg__json_scan_reset(&scan, data, length);
        while (writer->code == 0) {
                int code = prg__json_next(&scan, &token);
                if (code < 0)
                        refuse(writer, code, NULL);
                else if (token.event == PRG__JSON_END_OF_TEXT)
                        break;
                else
                        write_token(writer, &scan, &token, &scratch);
        }
        prg_buf_dispose(&scratch);
        prg__json_scan_dispose(&scan);
        return writer->code;
}

int prg__json_writer_finish(prg__json_writer *writer)
{
        if (writer->depth > 0)
                refuse(writer, PRG_EINVALID, "a JSON container is still open");
        else if (!writer->done && writer->layout != PRG__JSON_LINES)
                refuse(writer, PRG_EINVALID, "a JSON text needs a value");
        if (writer->layout == PRG__JSON_CANONICAL)
                put(writer, "\n", 1);
        if (writer->code == 0)
                flush(writer);
        /* Calls since the first error may have left another one. */
        if (writer->message)
                prg__error(writer->code, NULL, "%s", writer->message);
        return writer->code;
}
