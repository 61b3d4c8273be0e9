/* The Vietnamese vowels under every tone, composed, and what they are composed of. */
#ifndef TESTS_VIETNAMESE_H
#define TESTS_VIETNAMESE_H

#include <stdio.h>

#define TONES  6
#define VOWELS 12

/* In the order of the dictionaries: none, huyền, hỏi, ngã, sắc, nặng. */
static const char *const tones[TONES] = { "", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323" };

static const struct vowel {
        const char *base, *mark; /* ă is a and a breve */
        const char *lower[TONES], *upper[TONES];
} vowels[VOWELS] = {
        { "a", "", { "a", "à", "ả", "ã", "á", "ạ" }, { "A", "À", "Ả", "Ã", "Á", "Ạ" } },
        { "a", "\u0306", { "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ" }, { "Ă", "Ằ", "Ẳ", "Ẵ", "Ắ", "Ặ" } },
        { "a", "\u0302", { "â", "ầ", "ẩ", "ẫ", "ấ", "ậ" }, { "Â", "Ầ", "Ẩ", "Ẫ", "Ấ", "Ậ" } },
        { "e", "", { "e", "è", "ẻ", "ẽ", "é", "ẹ" }, { "E", "È", "Ẻ", "Ẽ", "É", "Ẹ" } },
        { "e", "\u0302", { "ê", "ề", "ể", "ễ", "ế", "ệ" }, { "Ê", "Ề", "Ể", "Ễ", "Ế", "Ệ" } },
        { "i", "", { "i", "ì", "ỉ", "ĩ", "í", "ị" }, { "I", "Ì", "Ỉ", "Ĩ", "Í", "Ị" } },
        { "o", "", { "o", "ò", "ỏ", "õ", "ó", "ọ" }, { "O", "Ò", "Ỏ", "Õ", "Ó", "Ọ" } },
        { "o", "\u0302", { "ô", "ồ", "ổ", "ỗ", "ố", "ộ" }, { "Ô", "Ồ", "Ổ", "Ỗ", "Ố", "Ộ" } },
        { "o", "\u031B", { "ơ", "ờ", "ở", "ỡ", "ớ", "ợ" }, { "Ơ", "Ờ", "Ở", "Ỡ", "Ớ", "Ợ" } },
        { "u", "", { "u", "ù", "ủ", "ũ", "ú", "ụ" }, { "U", "Ù", "Ủ", "Ũ", "Ú", "Ụ" } },
        { "u", "\u031B", { "ư", "ừ", "ử", "ữ", "ứ", "ự" }, { "Ư", "Ừ", "Ử", "Ữ", "Ứ", "Ự" } },
        { "y", "", { "y", "ỳ", "ỷ", "ỹ", "ý", "ỵ" }, { "Y", "Ỳ", "Ỷ", "Ỹ", "Ý", "Ỵ" } },
};

/* Writes a vowel under a tone as a base and its marks. */
static inline void write_decomposed(char (*text)[16], const struct vowel *vowel, const char *tone)
{
        snprintf(*text, sizeof *text, "%s%s%s", vowel->base, vowel->mark, tone);
}

#endif
