/* Strings and numbers of JSON, by the grammar of RFC 8259; see json_lex.h.
 *
 * A string is read in runs: plain ASCII eight bytes at a time, then what is of another kind. */
#include "json_lex.h"

#include "buf.h"
#include "error.h"

/* Well-formed UTF-8 by table 3-7 of the Unicode standard: no overlong form, no surrogate, nothing
 * above U+10FFFF. The first continuation byte has a range of its own behind some lead bytes. */
unsigned prg__json_utf8_length(const char *at, const char *end)
{
        size_t left = (size_t)(end - at);
        const unsigned char *byte = (const unsigned char *)at;
        if (left == 0)
                return 0;
        unsigned lead = byte[0], length, low = 0x80, high = 0xBF;
        if (lead < 0x80)
                return 1;
        if (lead < 0xC2 || lead > 0xF4)
                return 0;
        if (lead < 0xE0) {
                length = 2;
        } else if (lead < 0xF0) {
                length = 3;
                if (lead == 0xE0)
                        low = 0xA0;
                else if (lead == 0xED)
                        high = 0x9F;
        } else {
                length = 4;
                if (lead == 0xF0)
                        low = 0x90;
                else if (lead == 0xF4)
                        high = 0x8F;
        }
        if (left < length || byte[1] < low || byte[1] > high)
                return 0;
        for (unsigned i = 2; i < length; i++)
                if ((byte[i] & 0xC0) != 0x80)
                        return 0;
        return length;
}

/* The four hexadecimal digits at `at`, or -1. */
static long hex4(const char *at, const char *end)
{
        if (end - at < 4)
                return -1;
        long value = 0;
        for (int i = 0; i < 4; i++) {
                char c = at[i];
                int digit = c >= '0' && c <= '9'   ? c - '0'
                            : c >= 'a' && c <= 'f' ? c - 'a' + 10
                            : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                   : -1;
                if (digit < 0)
                        return -1;
                value = value * 16 + digit;
        }
        return value;
}

static int is_high_surrogate(long unit)
{
        return unit >= 0xD800 && unit <= 0xDBFF;
}

static int is_low_surrogate(long unit)
{
        return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The character that follows a one-letter escape, or -1. */
static int short_escape(char letter)
{
        switch (letter) {
        case '"':
        case '\\':
        case '/': return letter;
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return -1;
        }
}

/* The escape at `at`, a backslash: returns its length and sets the code point; 0 when it is none.
 * Half of a surrogate pair is an escape of its own. */
static size_t read_escape(const char *at, const char *end, long *point)
{
        if (end - at < 2)
                return 0;
        if (at[1] != 'u') {
                *point = short_escape(at[1]);
                return *point < 0 ? 0 : 2;
        }
        *point = hex4(at + 2, end);
        if (*point < 0)
                return 0;
        if (is_high_surrogate(*point) && end - at >= 12 && at[6] == '\\' && at[7] == 'u') {
                long low = hex4(at + 8, end);
                if (is_low_surrogate(low)) {
                        *point = 0x10000 + (*point - 0xD800) * 0x400 + (low - 0xDC00);
                        return 12;
                }
        }
        return 6;
}

static prg__json_flaw escape_flaw(const char *at, const char *end, size_t length, long point)
{
        if (length == 0) {
                /* Pass over the letter too, unless it has a flaw of its own to show. */
                int letter = end - at >= 2 && at[1] >= 0x20 && at[1] < 0x7F;
                return (prg__json_flaw){ PRG__JSON_RULE_ESCAPE, letter ? 2 : 1 };
        }
        if (point == 0)
                return (prg__json_flaw){ PRG__JSON_RULE_NUL, length };
        if (is_high_surrogate(point) || is_low_surrogate(point))
                return (prg__json_flaw){ PRG__JSON_RULE_SURROGATE, length };
        return (prg__json_flaw){ PRG__JSON_RULE_FINE, length };
}

const char *prg__json_string_end(const char *at, const char *end, prg__json_flaw *flaw,
        int *escapes)
{
        for (;;) {
                at = prg__json_plain_end(at, end);
                if (at == end) {
                        *flaw = (prg__json_flaw){ PRG__JSON_RULE_OPEN, 0 };
                        return at;
                }
                unsigned char c = (unsigned char)*at;
                if (c == '"') {
                        *flaw = (prg__json_flaw){ PRG__JSON_RULE_FINE, 0 };
                        return at;
                }
                if (c == '\\') {
                        *escapes = 1;
                        long point = 0;
                        size_t length = read_escape(at, end, &point);
                        *flaw = escape_flaw(at, end, length, point);
                        if (flaw->rule != PRG__JSON_RULE_FINE)
                                return at;
                        at += length;
                } else if (c < 0x20) {
                        prg__json_rule rule = c == '\n' || c == '\r' ? PRG__JSON_RULE_LINE_END
                                              : c == 0               ? PRG__JSON_RULE_NUL
                                                                     : PRG__JSON_RULE_CONTROL;
                        *flaw = (prg__json_flaw){ rule, 1 };
                        return at;
                } else {
                        /* Text that is not ASCII comes in runs too. */
                        do {
                                unsigned length = prg__json_utf8_length(at, end);
                                if (length == 0) {
                                        *flaw = (prg__json_flaw){ PRG__JSON_RULE_UTF8, 1 };
                                        return at;
                                }
                                at += length;
                        } while (at < end && (unsigned char)*at >= 0x80);
                }
        }
}

static const char *digits_end(const char *at, const char *end)
{
        while (at < end && *at >= '0' && *at <= '9')
                at++;
        return at;
}

const char *prg__json_number_end(const char *at, const char *end)
{
        if (at < end && *at == '-')
                at++;
        const char *digits = at;
        at = digits_end(at, end);
        if (at == digits || (*digits == '0' && at - digits > 1))
                return NULL;
        if (at < end && *at == '.') {
                digits = at + 1;
                at = digits_end(digits, end);
                if (at == digits)
                        return NULL;
        }
        if (at < end && (*at == 'e' || *at == 'E')) {
                at++;
                if (at < end && (*at == '+' || *at == '-'))
                        at++;
                digits = at;
                at = digits_end(at, end);
                if (at == digits)
                        return NULL;
        }
        return at;
}

int prg__json_is_word(char c)
{
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                || c == '_' || c == '$' || c == '.' || c == '+' || c == '-';
}

/* Encodes a code point, surrogates too: nothing that was accepted has one. */
static size_t encode(long point, char *out)
{
        unsigned long p = (unsigned long)point;
        if (p < 0x80) {
                out[0] = (char)p;
                return 1;
        }
        if (p < 0x800) {
                out[0] = (char)(0xC0 | p >> 6);
                out[1] = (char)(0x80 | (p & 0x3F));
                return 2;
        }
        if (p < 0x10000) {
                out[0] = (char)(0xE0 | p >> 12);
                out[1] = (char)(0x80 | (p >> 6 & 0x3F));
                out[2] = (char)(0x80 | (p & 0x3F));
                return 3;
        }
        out[0] = (char)(0xF0 | p >> 18);
        out[1] = (char)(0x80 | (p >> 12 & 0x3F));
        out[2] = (char)(0x80 | (p >> 6 & 0x3F));
        out[3] = (char)(0x80 | (p & 0x3F));
        return 4;
}

int prg__json_piece(prg__json_pieces *pieces, const char **data, size_t *length)
{
        const char *at = pieces->at;
        if (at == pieces->end)
                return 0;
        long point = 0;
        size_t escape = *at == '\\' ? read_escape(at, pieces->end, &point) : 0;
        if (escape) {
                pieces->at += escape;
                *data = pieces->character;
                *length = encode(point, pieces->character);
                return 1;
        }
        size_t left = (size_t)(pieces->end - at);
        const char *next = memchr(at + 1, '\\', left - 1);
        pieces->at = next ? next : pieces->end;
        *data = at;
        *length = (size_t)(pieces->at - at);
        return 1;
}

/* Resolving never makes a string longer, so it is done in place on a copy of the whole: one
 * allocation that fails or does not. */
int prg__json_unescape(prg_buf *buf, const char *raw, size_t length)
{
        size_t before = buf->length;
        if (length == 0)
                return 0;
        if (prg__buf_append(buf, raw, length) < 0)
                return PRG_ENOMEM;
        char *to = buf->data + before;
        prg__json_pieces pieces = { .at = to, .end = to + length };
        const char *piece;
        size_t bytes;
        while (prg__json_piece(&pieces, &piece, &bytes)) {
                memmove(to, piece, bytes);
                to += bytes;
        }
        *to = '\0';
        buf->length = (size_t)(to - buf->data);
        return 0;
}

int prg__json_same(const char *a, size_t a_length, const char *b, size_t b_length)
{
        prg__json_pieces left = { .at = a, .end = a + a_length };
        prg__json_pieces right = { .at = b, .end = b + b_length };
        const char *x = NULL, *y = NULL;
        size_t x_length = 0, y_length = 0;
        for (;;) {
                if (x_length == 0 && !prg__json_piece(&left, &x, &x_length))
                        return y_length == 0 && right.at == right.end;
                if (y_length == 0 && !prg__json_piece(&right, &y, &y_length))
                        return 0;
                size_t both = x_length < y_length ? x_length : y_length;
                if (memcmp(x, y, both) != 0)
                        return 0;
                x += both;
                y += both;
                x_length -= both;
                y_length -= both;
        }
}

int prg__json_is(const char *raw, size_t raw_length, const char *text, size_t length)
{
        prg__json_pieces pieces = { .at = raw, .end = raw + raw_length };
        const char *piece;
        size_t bytes;
        while (prg__json_piece(&pieces, &piece, &bytes)) {
                if (bytes > length || memcmp(piece, text, bytes) != 0)
                        return 0;
                text += bytes;
                length -= bytes;
        }
        return length == 0;
}
