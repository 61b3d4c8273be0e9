/* The small parts of JSON: what stands inside a string, and numbers. Nothing here allocates, except
 * prg__json_unescape(), and nothing reads outside the bytes it was given. */
#ifndef PRG__JSON_LEX_H
#define PRG__JSON_LEX_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <libprogram/types.h>

/* What a text breaks. The reader can go on behind the first group, not behind the second. */
typedef enum prg__json_rule {
        PRG__JSON_RULE_FINE,
        PRG__JSON_RULE_CONTROL,   /* a control character in a string, a line end excepted */
        PRG__JSON_RULE_NUL,       /* the character NUL in a string, raw or escaped */
        PRG__JSON_RULE_ESCAPE,    /* a backslash that begins no escape */
        PRG__JSON_RULE_SURROGATE, /* half of a surrogate pair */
        PRG__JSON_RULE_UTF8,      /* bytes in a string that are not UTF-8 */
        PRG__JSON_RULE_DUPLICATE, /* a key that its object has already */

        PRG__JSON_RULE_LINE_END,  /* a string is not closed in its line */
        PRG__JSON_RULE_OPEN,      /* a string is not closed at all */
        PRG__JSON_RULE_BYTES,     /* bytes outside of strings that are not UTF-8 */
        PRG__JSON_RULE_VALUE,     /* no value where one must stand */
        PRG__JSON_RULE_KEY,       /* no key where one must stand */
        PRG__JSON_RULE_COLON,     /* no colon behind a key */
        PRG__JSON_RULE_COMMA,     /* neither a comma nor the end of the container */
        PRG__JSON_RULE_NUMBER,    /* a number that breaks the grammar of numbers */
        PRG__JSON_RULE_WORD,      /* a number or a word goes on where it should end */
        PRG__JSON_RULE_TRAILING,  /* something behind the value */
        PRG__JSON_RULE_DEPTH,     /* too many containers inside each other */
        PRG__JSON_RULE_SIZE       /* too many bytes */
} prg__json_rule;

/* Where a string stopped to be right. */
typedef struct prg__json_flaw {
        prg__json_rule rule;
        size_t length; /* bytes to pass over to go on */
} prg__json_flaw;

/* The end of the plain characters from `at`: no quotation mark, backslash, control character, and
 * nothing but ASCII. Eight bytes at a time: each test sets the high bit of the bytes it finds. A
 * borrow may mark a byte wrongly, but only behind, that is above, one that is marked rightly, so
 * the lowest mark is true. */
static inline const char *prg__json_plain_end(const char *at, const char *end)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
        while (end - at >= 8) {
                uint64_t word;
                memcpy(&word, at, 8);
                uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
                uint64_t marks = ((word - ones * 0x20) | (quote - ones) | (backslash - ones) | word)
                                 & high;
                if (marks)
                        return at + __builtin_ctzll(marks) / 8;
                at += 8;
        }
#endif
        while (at < end && (unsigned char)*at >= 0x20 && (unsigned char)*at < 0x80 && *at != '"'
               && *at != '\\')
                at++;
        return at;
}

/* The length of the UTF-8 character at `at`, 1 to 4, or 0 if there is none. */
unsigned prg__json_utf8_length(const char *at, const char *end);

/* Reads the inside of a string from `at` on. Returns where it stopped: at the closing quotation
 * mark (rule PRG__JSON_RULE_FINE), at the flaw, or at `end` (PRG__JSON_RULE_OPEN). *escapes is set
 * to 1 when there is a backslash, else left alone. */
const char *prg__json_string_end(const char *at, const char *end, prg__json_flaw *flaw,
        int *escapes);

/* The end of the number at `at`, or NULL when there is none. What stands behind it is not looked
 * at, except that "01" is no number, rather than the number 0 before a 1. */
const char *prg__json_number_end(const char *at, const char *end);

/* Letters, digits and what else people write in a word or number without quotation marks. */
int prg__json_is_word(char c);

/* A string, escapes resolved, piece by piece. `at` and `end` are set to the raw text. */
typedef struct prg__json_pieces {
        const char *at, *end;
        char character[4];
} prg__json_pieces;

/* The next piece, never empty. Ownership: borrowed, valid until the next call. Returns 0 when there
 * is none. A backslash that begins no escape stands for itself. */
int prg__json_piece(prg__json_pieces *pieces, const char **data, size_t *length);

/* Appends a raw string with its escapes resolved. Returns 0, or PRG_ENOMEM with the buffer
 * unchanged. */
int prg__json_unescape(prg_buf *buf, const char *raw, size_t length);

/* Whether two raw strings are the same text once their escapes are resolved. */
int prg__json_same(const char *a, size_t a_length, const char *b, size_t b_length);

/* Whether a raw string, its escapes resolved, is this text. */
int prg__json_is(const char *raw, size_t raw_length, const char *text, size_t length);

#endif
