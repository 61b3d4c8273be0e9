/* How wide text is in a terminal.
 *
 * utf8proc knows the columns of each code point: 0 for combining marks and control characters, 2
 * for wide characters. It gives one to the vowels and finals of decomposed Hangul, which a terminal
 * draws into the block that their initial has opened; they are 0 here, so that both normal forms of
 * a text are equally wide. */
#include <utf8proc.h>

#include <libprogram/text.h>

#include "error.h"
#include "utf8.h"

static int joins_hangul_block(int32_t character)
{
        return (character >= 0x1160 && character <= 0x11FF)
               || (character >= 0xD7B0 && character <= 0xD7FF);
}

int prg_text_width(size_t *columns, const char *text, size_t length)
{
        if (columns == NULL)
                return prg__error_null("columns");
        int code = prg__utf8_demand(text, length, "text", NULL);
        if (code < 0)
                return code;
        *columns = 0;
        for (size_t at = 0; at < length;) {
                int32_t character = prg__utf8_next(text, &at);
                if (!joins_hangul_block(character))
                        *columns += (size_t)utf8proc_charwidth(character);
        }
        return 0;
}
