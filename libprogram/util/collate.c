/* The Vietnamese order of text.
 *
 * As in the Unicode collation algorithm a text is compared on three levels, each over its whole
 * length before the next counts: which letters; which tones and other marks; lower or upper case.
 * next_weight() reads a text (in canonical decomposition) as a sequence of weights of one level.
 * A sort key is the three sequences as bytes, a comparison walks two of them side by side; so they
 * cannot disagree, and comparing needs no memory.
 *
 * ă â ê ô ơ ư are letters of their own: a base with a breve, circumflex or horn. In decomposed text
 * other marks may stand between the two (ộ is o, dot below, circumflex), so the reader looks ahead,
 * and takes the mark only if nothing of the same combining class stands before it, which is when
 * the two would compose.
 *
 * A weight is a number whose highest byte is its rank, and whose rest is a code point where many
 * share a rank. As bytes: the rank, then the code point in UTF-8, which keeps the order of code
 * points. No rank is below 2, so 1 separates the levels, and the shorter of two texts comes
 * first. */
#include <string.h>
#include <utf8proc.h>

#include <libprogram/text.h>

#include "buf.h"
#include "error.h"
#include "normal.h"
#include "utf8.h"

enum level { LETTERS, MARKS, CASE, LEVELS };

#define SEPARATOR 1
#define COMMON    2 /* the weight, on the levels MARKS and CASE, of a letter without anything */

/* Ranks of the level LETTERS. "Other" ranks go by code point. */
enum {
        SPACE = 2,
        PUNCTUATION = 3,
        OTHER_PUNCTUATION = 0x30,
        SYMBOL = 0x31,
        OTHER_SYMBOL = 0x40,
        CURRENCY = 0x41, /* by code point, $ too */
        DIGIT = 0x42,
        OTHER_NUMBER = 0x4C,
        LETTER = 0x50,
        OTHER = 0x80
};

/* Ranks of the level MARKS, above COMMON, in the order of the tones. */
enum { HUYEN = 3, HOI, NGA, SAC, NANG, OTHER_MARK };

#define UPPER 3 /* on the level CASE; lower is COMMON */

#define BREVE      0x306
#define CIRCUMFLEX 0x302
#define HORN       0x31B

struct reader {
        prg__normal normal;
        enum level level;
        int32_t taken; /* a mark ahead that is part of the letter just read, or -1 */
};

static uint32_t weight(unsigned rank, int32_t code_point)
{
        return (uint32_t)rank << 24 | (uint32_t)code_point;
}

/* The place of a code point in a list ended by 0, or -1. */
static int place_in(const int32_t *list, int32_t code_point)
{
        for (int i = 0; list[i]; i++)
                if (list[i] == code_point)
                        return i;
        return -1;
}

/* Ranks within LETTER. Letters with variants leave room for them: a ă â, d đ, e ê, o ô ơ, u ư. */
static const unsigned char latin[26] = {
        /* a */ 0, /* b */ 3, /* c */ 4, /* d */ 5, /* e */ 7, /* f */ 9, /* g */ 10, /* h */ 11,
        /* i */ 12, /* j */ 13, /* k */ 14, /* l */ 15, /* m */ 16, /* n */ 17, /* o */ 18,
        /* p */ 21, /* q */ 22, /* r */ 23, /* s */ 24, /* t */ 25, /* u */ 26, /* v */ 28,
        /* w */ 29, /* x */ 30, /* y */ 31, /* z */ 32
};

/* How far a letter's variant with a mark lies behind the letter, 0 if there is none. */
static unsigned variant(int32_t letter, int32_t mark)
{
        switch (letter) {
        case 'a': return mark == BREVE ? 1 : mark == CIRCUMFLEX ? 2 : 0;
        case 'e': return mark == CIRCUMFLEX ? 1 : 0;
        case 'o': return mark == CIRCUMFLEX ? 1 : mark == HORN ? 2 : 0;
        case 'u': return mark == HORN ? 1 : 0;
        default: return 0;
        }
}

static uint32_t latin_weight(struct reader *reader, int32_t lower)
{
        unsigned rank = LETTER + latin[lower - 'a'];
        if (strchr("aeou", lower) == NULL)
                return weight(rank, 0);
        prg__normal ahead = reader->normal;
        for (int last = 0;;) {
                int32_t mark = prg__normal_next(&ahead);
                int class = prg__normal_class(mark);
                if (class == 0)
                        return weight(rank, 0);
                if (class > last && variant(lower, mark) != 0) {
                        reader->taken = mark;
                        return weight(rank + variant(lower, mark), 0);
                }
                last = class;
        }
}

/* The weight of what is not a mark on the level LETTERS; 0 if it has none. */
static uint32_t letter_weight(struct reader *reader, int32_t code_point)
{
        /* Where Unicode's root order puts ASCII and the dashes and quotes that texts have. */
        static const int32_t punctuation[] = { '_', '-', 0x2013, 0x2014, ',', ';', ':', '!', '?',
                '.', '\'', 0x2018, 0x2019, '"', 0x201C, 0x201D, '(', ')', '[', ']', '{', '}', '@',
                '*', '/', '\\', '&', '#', '%', 0 };
        static const int32_t symbols[] = { '`', '^', '+', '<', '=', '>', '|', '~', 0 };
        if (code_point >= 'a' && code_point <= 'z')
                return latin_weight(reader, code_point);
        if (code_point >= 'A' && code_point <= 'Z')
                return latin_weight(reader, code_point - 'A' + 'a');
        if (code_point >= '0' && code_point <= '9')
                return weight(DIGIT + (unsigned)(code_point - '0'), 0);
        if (prg__utf8_is_space(code_point))
                return weight(SPACE, 0);
        if (code_point == 0x110 || code_point == 0x111) /* Đ đ */
                return weight(LETTER + latin['d' - 'a'] + 1u, 0);
        int place;
        switch (utf8proc_category(code_point)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
                return 0;
        case UTF8PROC_CATEGORY_PC:
        case UTF8PROC_CATEGORY_PD:
        case UTF8PROC_CATEGORY_PS:
        case UTF8PROC_CATEGORY_PE:
        case UTF8PROC_CATEGORY_PI:
        case UTF8PROC_CATEGORY_PF:
        case UTF8PROC_CATEGORY_PO:
                place = place_in(punctuation, code_point);
                return place < 0 ? weight(OTHER_PUNCTUATION, code_point)
                                 : weight(PUNCTUATION + (unsigned)place, 0);
        case UTF8PROC_CATEGORY_SM:
        case UTF8PROC_CATEGORY_SK:
        case UTF8PROC_CATEGORY_SO:
                place = place_in(symbols, code_point);
                return place < 0 ? weight(OTHER_SYMBOL, code_point)
                                 : weight(SYMBOL + (unsigned)place, 0);
        case UTF8PROC_CATEGORY_SC:
                return weight(CURRENCY, code_point);
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO:
                return weight(OTHER_NUMBER, code_point);
        default:
                return weight(OTHER, code_point);
        }
}

static uint32_t mark_weight(int32_t mark)
{
        switch (mark) {
        case 0x300: return weight(HUYEN, 0);
        case 0x309: return weight(HOI, 0);
        case 0x303: return weight(NGA, 0);
        case 0x301: return weight(SAC, 0);
        case 0x323: return weight(NANG, 0);
        default: return weight(OTHER_MARK, mark);
        }
}

static void begin(struct reader *reader, const char *text, size_t length, enum level level)
{
        prg__normal_begin(&reader->normal, text, length, 1);
        reader->level = level;
        reader->taken = -1;
}

/* The next weight of the reader's level, or 0 at the end. */
static uint32_t next_weight(struct reader *reader)
{
        for (int32_t code_point; (code_point = prg__normal_next(&reader->normal)) >= 0;) {
                if (prg__normal_class(code_point) != 0) {
                        if (code_point == reader->taken)
                                reader->taken = -1;
                        else if (reader->level == MARKS)
                                return mark_weight(code_point);
                        continue;
                }
                uint32_t letter = letter_weight(reader, code_point);
                if (letter == 0)
                        continue;
                if (reader->level == LETTERS)
                        return letter;
                if (reader->level == CASE
                    && ((code_point >= 'A' && code_point <= 'Z') || code_point == 0x110))
                        return weight(UPPER, 0);
                return weight(COMMON, 0);
        }
        return 0;
}

/* Puts one level into a key. Common weights at its end are left out. That changes no order: where
 * two keys come to it they have the same letters, so equally many common weights, and all others
 * are greater. */
static int append_level(prg_buf *key, const char *text, size_t length, enum level level)
{
        struct reader reader;
        begin(&reader, text, length, level);
        size_t kept = key->length;
        for (uint32_t next; (next = next_weight(&reader)) != 0;) {
                char bytes[5] = { (char)(next >> 24) };
                int32_t code_point = (int32_t)(next & 0xFFFFFF);
                size_t size = 1 + (code_point ? prg__utf8_put(bytes + 1, code_point) : 0);
                int code = prg__buf_append(key, bytes, size);
                if (code < 0)
                        return code;
                if (level == LETTERS || next != weight(COMMON, 0))
                        kept = key->length;
        }
        key->length = kept;
        return 0;
}

int prg_text_sort_key(prg_buf *out, const char *text, size_t length)
{
        static const char separator[] = { SEPARATOR };
        if (out == NULL)
                return prg__error_null("out");
        int code = prg__utf8_demand(text, length, "text", NULL);
        prg_buf key = PRG_BUF_INIT;
        for (enum level level = LETTERS; level < LEVELS && code == 0; level++) {
                if (level > LETTERS)
                        code = prg__buf_append(&key, separator, sizeof separator);
                if (code == 0)
                        code = append_level(&key, text, length, level);
        }
        if (code == 0)
                code = prg__buf_append(out, key.data, key.length);
        prg_buf_dispose(&key);
        return code;
}

int prg_text_compare(int *order, const char *a, size_t a_length, const char *b, size_t b_length)
{
        if (order == NULL)
                return prg__error_null("order");
        int code = prg__utf8_demand(a, a_length, "a", NULL);
        if (code == 0)
                code = prg__utf8_demand(b, b_length, "b", NULL);
        if (code < 0)
                return code;
        uint32_t left = 0, right = 0;
        for (enum level level = LETTERS; level < LEVELS && left == right; level++) {
                struct reader one, other;
                begin(&one, a, a_length, level);
                begin(&other, b, b_length, level);
                do {
                        left = next_weight(&one);
                        right = next_weight(&other);
                } while (left == right && left != 0);
        }
        *order = (left > right) - (left < right);
        return 0;
}
