/* Fuzz target of the JSON scanner and writer. The input is a text; what must hold of it:
 *
 *   - the check says the same with every seed, and refuses exactly what the pull scanner refuses;
 *   - a refused text has a finding that is an error, with a line and a column in the text;
 *   - an accepted text gives balanced events, the same when it is trusted;
 *   - the pointer of every value leads back to it;
 *   - written again it has the same value, and writing that again changes nothing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/buf.h>
#include <libprogram/report.h>

#include "util/json_check.h"
#include "util/json_locate.h"
#include "util/json_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
        do {                                                                                       \
                if (!(condition)) {                                                                \
                        fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
                        abort();                                                                   \
                }                                                                                  \
        } while (0)

static int append(void *payload, const char *data, size_t length)
{
        return prg_buf_append(payload, data, length);
}

static const char *text_of(const prg_buf *buf)
{
        return buf->data ? buf->data : "";
}

/* ---- refused ---- */

/* Whether the text has such a line with such a column, one behind its last character allowed. */
static int has_place(const char *text, size_t length, size_t line, size_t column)
{
        size_t at_line = 1, at_column = 1, columns = 0;
        for (size_t i = 0; i <= length; i++) {
                if (at_line == line)
                        columns = at_column;
                if (i == length)
                        break;
                if (text[i] == '\n'
                    || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'))) {
                        at_line++;
                        at_column = 1;
                } else {
                        at_column++; /* bytes are at least as many as characters */
                }
        }
        return line >= 1 && column >= 1 && column <= columns;
}

static int same_text(const char *a, const char *b)
{
        return a == b || (a && b && strcmp(a, b) == 0);
}

static int check(const char *text, size_t length, uint64_t seed, prg_report *report)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        options.seed = seed;
        return prg__json_check(text, length, "text", &options, report);
}

static void test_refused(const char *text, size_t length, int code, const prg_report *report)
{
        prg_report *again;
        MUST(prg_error_last()->code == code);
        MUST(code == PRG_ESYNTAX || code == PRG_EUTF8 || code == PRG_ELIMIT);
        MUST(prg_report_count(report) > 0);
        MUST(prg_report_new(&again, NULL) == 0);
        MUST(check(text, length, 0x123456789ABCDEF, again) == code);
        MUST(prg_report_count(again) == prg_report_count(report));
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *a = prg_report_at(report, i), *b = prg_report_at(again, i);
                MUST(a->severity == PRG_SEVERITY_ERROR && a->message[0] != '\0' && a->expected);
                MUST(has_place(text, length, a->line, a->column));
                MUST(a->code == b->code && a->line == b->line && a->column == b->column);
                MUST(same_text(a->pointer, b->pointer) && same_text(a->message, b->message));
                MUST(same_text(a->expected, b->expected)
                     && same_text(a->suggestion, b->suggestion));
                /* Messages stay one line of good text, whatever they quote. */
                MUST(strpbrk(a->message, "\r\n") == NULL);
                for (const char *at = a->message; *at;) {
                        unsigned bytes = prg__json_utf8_length(at, at + strlen(at));
                        MUST(bytes > 0);
                        at += bytes;
                }
        }
        prg_report_free(again);
}

/* ---- accepted ---- */

/* Reads the text to its end and demands balance. Returns a sum of the events. */
static uint64_t read_events(const char *text, size_t length, int trusted)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        prg__json_scan scan;
        prg__json_token token;
        char open[PRG__JSON_DEFAULT_DEPTH];
        unsigned depth = 0;
        int behind_key = 0;
        uint64_t sum = 0;
        size_t last = 0;
        options.trusted = trusted;
        prg__json_scan_init(&scan, &options);
        prg__json_scan_reset(&scan, text, length);
        for (;;) {
                MUST(prg__json_next(&scan, &token) == 0);
                MUST(token.offset >= last && token.offset <= length
                     && token.length <= length - token.offset);
                last = token.offset + token.length;
                sum = sum * 1000003 + (uint64_t)token.event * 31 + token.offset * 7 + token.length;
                int in_object = depth > 0 && open[depth - 1] == '{';
                switch (token.event) {
                case PRG__JSON_END_OF_TEXT:
                        MUST(depth == 0 && !behind_key);
                        prg__json_scan_dispose(&scan);
                        return sum;
                case PRG__JSON_KEY:
                        MUST(in_object && !behind_key);
                        behind_key = 1;
                        continue;
                case PRG__JSON_OBJECT_END:
                case PRG__JSON_ARRAY_END:
                        MUST(depth > 0 && !behind_key);
                        MUST(in_object == (token.event == PRG__JSON_OBJECT_END));
                        depth--;
                        continue;
                case PRG__JSON_OBJECT_BEGIN:
                case PRG__JSON_ARRAY_BEGIN:
                        MUST(in_object == behind_key && depth < PRG__JSON_DEFAULT_DEPTH);
                        open[depth++] = token.event == PRG__JSON_OBJECT_BEGIN ? '{' : '[';
                        break;
                default: MUST(in_object == behind_key); break;
                }
                behind_key = 0;
        }
}

static void test_pointers(const char *text, size_t length)
{
        prg__json_scan scan;
        prg__json_token token;
        prg_buf pointer = PRG_BUF_INIT;
        int tested = 0;
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, text, length);
        while (prg__json_next(&scan, &token) == 0 && token.event != PRG__JSON_END_OF_TEXT
               && tested < 50) {
                size_t begin = token.offset - (token.event == PRG__JSON_STRING), found = 0, line,
                       column;
                if (token.event == PRG__JSON_KEY || token.event == PRG__JSON_OBJECT_END
                    || token.event == PRG__JSON_ARRAY_END)
                        continue;
                pointer.length = 0;
                MUST(prg__json_pointer_at(text, length, begin, &pointer) == 0);
                const char *way = pointer.length ? text_of(&pointer) : "";
                MUST(prg__json_locate(text, length, way, &line, &column, &found) == 0);
                MUST(found == begin);
                MUST(has_place(text, length, line, column));
                int code = prg__json_locate_key(text, length, way, NULL, NULL, &found);
                MUST(code == PRG_ENOTFOUND || (code == 0 && found < begin && text[found] == '"'));
                tested++;
        }
        prg_buf_dispose(&pointer);
        prg__json_scan_dispose(&scan);
}

static prg_buf rewrite(const char *text, size_t length, prg__json_layout layout)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink = { append, &buf };
        prg__json_writer writer;
        prg__json_writer_init(&writer, &sink, layout);
        MUST(prg__json_write_text(&writer, text, length) == 0);
        MUST(prg__json_writer_finish(&writer) == 0);
        MUST(prg__json_check(text_of(&buf), buf.length, "again", NULL, NULL) == 0);
        return buf;
}

static int same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

static void test_writing(const char *text, size_t length)
{
        prg_buf canonical = rewrite(text, length, PRG__JSON_CANONICAL);
        prg_buf again = rewrite(canonical.data, canonical.length, PRG__JSON_CANONICAL);
        prg_buf compact = rewrite(text, length, PRG__JSON_COMPACT);
        prg_buf of_canonical = rewrite(canonical.data, canonical.length, PRG__JSON_COMPACT);
        prg_buf of_compact = rewrite(compact.data, compact.length, PRG__JSON_CANONICAL);
        MUST(same(&canonical, &again));
        MUST(same(&compact, &of_canonical));
        MUST(same(&canonical, &of_compact));
        prg_buf_dispose(&canonical);
        prg_buf_dispose(&again);
        prg_buf_dispose(&compact);
        prg_buf_dispose(&of_canonical);
        prg_buf_dispose(&of_compact);
}

static void test_accepted(const char *text, size_t length)
{
        MUST(check(text, length, 0x123456789ABCDEF, NULL) == 0);
        MUST(read_events(text, length, 0) == read_events(text, length, 1));
        test_pointers(text, length);
        test_writing(text, length);
}

/* ---- any text ---- */

static int pull(const char *text, size_t length)
{
        prg__json_scan scan;
        prg__json_token token;
        int code;
        prg__json_scan_init(&scan, NULL);
        prg__json_scan_reset(&scan, text, length);
        do
                code = prg__json_next(&scan, &token);
        while (code == 0 && token.event != PRG__JSON_END_OF_TEXT);
        prg__json_scan_dispose(&scan);
        return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const char *text = (const char *)data;
        prg_report *report;
        prg_buf pointer = PRG_BUF_INIT;
        if (size > 1 << 16)
                return 0;
        MUST(prg_report_new(&report, NULL) == 0);
        int code = check(text, size, 1, report);
        MUST(pull(text, size) == code);
        if (code == 0)
                test_accepted(text, size);
        else
                test_refused(text, size, code, report);
        for (size_t offset = 0; offset <= size; offset += 1 + size / 8) {
                code = prg__json_pointer_at(text, size, offset, &pointer);
                MUST(code == 0 || code == PRG_ENOTFOUND);
        }
        prg__json_locate(text, size, "/a/0/b", NULL, NULL, NULL);
        prg_buf_dispose(&pointer);
        prg_report_free(report);
        return 0;
}
