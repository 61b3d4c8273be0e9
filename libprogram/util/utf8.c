/* Validation and decoding of UTF-8.
 *
 * Every text is validated once, where it enters; all else reads it without looking back.
 * Well-formed sequences are those of table 3-7 of the Unicode Standard: the range of the second
 * byte depends on the first, which keeps out overlong forms, surrogates and numbers above U+10FFFF;
 * every further byte is 80 to BF. Runs of ASCII are skipped a word at a time. */
#include "utf8.h"

#include <stdio.h>
#include <string.h>

#include <libprogram/text.h>

#include "error.h"

static int continues(unsigned char byte)
{
        return (byte & 0xC0) == 0x80;
}

/* Bytes of the well-formed sequence that begins here with a byte above 7F, 0 if there is none. */
static size_t sequence(const unsigned char *bytes, size_t left)
{
        unsigned char first = bytes[0], lowest = 0x80, highest = 0xBF;
        size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (first < 0xC2 || first > 0xF4 || left < size)
                return 0;
        switch (first) {
        case 0xE0: lowest = 0xA0; break;
        case 0xED: highest = 0x9F; break;
        case 0xF0: lowest = 0x90; break;
        case 0xF4: highest = 0x8F; break;
        default: break;
        }
        if (bytes[1] < lowest || bytes[1] > highest)
                return 0;
        for (size_t i = 2; i < size; i++)
                if (!continues(bytes[i]))
                        return 0;
        return size;
}

size_t prg__utf8_span(const char *text, size_t length)
{
        const unsigned char *bytes = (const unsigned char *)text;
        size_t at = 0;
        while (at < length) {
                uint64_t word, words[4];
                while (length - at >= sizeof words) {
                        memcpy(words, bytes + at, sizeof words);
                        if ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080))
                                break;
                        at += sizeof words;
                }
                while (length - at >= sizeof word) {
                        memcpy(&word, bytes + at, sizeof word);
                        if (word & UINT64_C(0x8080808080808080))
                                break;
                        at += sizeof word;
                }
                while (at < length && bytes[at] < 0x80)
                        at++;
                while (at < length && bytes[at] >= 0x80) {
                        size_t size = sequence(bytes + at, length - at);
                        if (size == 0)
                                return at;
                        at += size;
                }
        }
        return at;
}

/* What is wrong where no well-formed sequence begins. */
static const char *fault(const unsigned char *bytes, size_t left)
{
        unsigned char first = bytes[0];
        if (continues(first))
                return "a continuation byte without a first byte";
        if (first == 0xC0 || first == 0xC1)
                return "an overlong form";
        if (first > 0xF4)
                return "a byte that never occurs in UTF-8";
        if (left > 1 && continues(bytes[1])) {
                if ((first == 0xE0 && bytes[1] < 0xA0) || (first == 0xF0 && bytes[1] < 0x90))
                        return "an overlong form";
                if (first == 0xED && bytes[1] > 0x9F)
                        return "a surrogate";
                if (first == 0xF4 && bytes[1] > 0x8F)
                        return "a number above U+10FFFF";
        }
        return "a character cut short";
}

int prg__utf8_demand(const char *text, size_t length, const char *argument, size_t *bad_offset)
{
        if (length == 0)
                return 0;
        if (text == NULL)
                return prg__error_null(argument);
        size_t valid = prg__utf8_span(text, length);
        if (valid == length)
                return 0;
        if (bad_offset)
                *bad_offset = valid;
        char place[32];
        snprintf(place, sizeof place, "byte %zu", valid);
        return prg__error(PRG_EUTF8, place, "%s is not valid UTF-8: found %s", argument,
                fault((const unsigned char *)text + valid, length - valid));
}

int prg_text_validate(const char *text, size_t length, size_t *bad_offset)
{
        return prg__utf8_demand(text, length, "text", bad_offset);
}

int32_t prg__utf8_next(const char *text, size_t *at)
{
        const unsigned char *bytes = (const unsigned char *)text + *at;
        if (bytes[0] < 0x80) {
                *at += 1;
                return bytes[0];
        }
        if (bytes[0] < 0xE0) {
                *at += 2;
                return (bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
        }
        if (bytes[0] < 0xF0) {
                *at += 3;
                return (bytes[0] & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
        }
        *at += 4;
        return (bytes[0] & 0x07) << 18 | (bytes[1] & 0x3F) << 12 | (bytes[2] & 0x3F) << 6
               | (bytes[3] & 0x3F);
}

size_t prg__utf8_put(char *to, int32_t character)
{
        if (character < 0x80) {
                to[0] = (char)character;
                return 1;
        }
        size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
        static const unsigned char first[] = { 0xC0, 0xE0, 0xF0 };
        for (size_t i = size - 1; i > 0; i--) {
                to[i] = (char)(0x80 | (character & 0x3F));
                character >>= 6;
        }
        to[0] = (char)(first[size - 2] | character);
        return size;
}

void prg__utf8_line(size_t *line, size_t *column, const char *text, size_t at)
{
        *line = *column = 1;
        for (size_t i = 0; i < at; i++) {
                if (text[i] == '\n') {
                        ++*line;
                        *column = 1;
                } else {
                        *column += ((unsigned char)text[i] & 0xC0) != 0x80;
                }
        }
}

int prg__utf8_is_space(int32_t character)
{
        switch (character) {
        case ' ':
        case 0x85:
        case 0xA0:
        case 0x1680:
        case 0x2028:
        case 0x2029:
        case 0x202F:
        case 0x205F:
        case 0x3000:
                return 1;
        default:
                return (character >= '\t' && character <= '\r')
                       || (character >= 0x2000 && character <= 0x200A);
        }
}
