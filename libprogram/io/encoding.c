/* In what encoding a file is that should be UTF-8: spreadsheets save UTF-16, and old files of Vietnam are in TCVN3 or
 * Windows-1258. Nothing is converted; the answer goes into a message. */
#include "encoding.h"

#include <string.h>

#include "util/utf8.h"

static const char *wide_encoding(const char *data, size_t length)
{
        static const struct {
                const char *mark;
                size_t length;
                const char *message;
        } marks[] = {
                { "\xFF\xFE\0\0", 4, "the text is in UTF-32" },
                { "\0\0\xFE\xFF", 4, "the text is in UTF-32" },
                { "\xFF\xFE", 2, "the text is in UTF-16" },
                { "\xFE\xFF", 2, "the text is in UTF-16" },
        };
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                if (length >= marks[i].length && memcmp(data, marks[i].mark, marks[i].length) == 0)
                        return marks[i].message;
        size_t looked_at = length < 4096 ? length : 4096, zeros = 0;
        for (size_t i = 0; i < looked_at; i++)
                zeros += data[i] == '\0';
        /* Of Vietnamese in UTF-16 a third of the bytes or more are zero. */
        return looked_at && zeros * 5 > looked_at ? marks[2].message : NULL;
}

/* A guess, for words only: TCVN3 has the lower-case letters of its own at A8 to AE and tones from
 * B5 on; Windows-1258 has tones as marks of their own, CC D2 DE EC F2, behind the vowel. */
static const char *legacy_encoding(const char *data, size_t length)
{
        size_t letters = 0, tones = 0, high = 0;
        for (size_t i = 0; i < length; i++) {
                unsigned char c = (unsigned char)data[i];
                high += c >= 0x80;
                letters += c >= 0xA8 && c <= 0xAE;
                tones += c == 0xCC || c == 0xD2 || c == 0xDE || c == 0xEC || c == 0xF2;
        }
        if (letters * 10 > high)
                return "bytes that are not UTF-8, as in a file of the old encoding TCVN3 (ABC)";
        if (tones * 10 > high)
                return "bytes that are not UTF-8, as in a file of the old encoding Windows-1258";
        return "bytes that are not UTF-8";
}

const char *prg__encoding_fault(const char *text, size_t length, size_t *bad)
{
        *bad = 0;
        const char *message = wide_encoding(text, length);
        size_t good = message ? length : prg__utf8_span(text, length);
        if (good == length)
                return message;
        *bad = good + 1;
        return legacy_encoding(text, length);
}
