/* Validation against a decoder that works in another way, and what any valid text allows. */
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "util/utf8.h"

#define demand(condition) ((condition) ? (void)0 : abort())

/* Puts the number together first and asks afterwards whether it may be written so. Returns the
 * length of the sequence, or 0. */
static size_t decode(const uint8_t *data, size_t left, uint32_t *number)
{
        static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
        size_t ones = 0;
        while (ones < 8 && data[0] & 0x80u >> ones)
                ones++;
        if (ones == 0) {
                *number = data[0];
                return 1;
        }
        if (ones == 1 || ones > 4 || ones > left)
                return 0;
        *number = data[0] & 0x7Fu >> ones;
        for (size_t i = 1; i < ones; i++) {
                if (data[i] >> 6 != 2)
                        return 0;
                *number = *number << 6 | (data[i] & 0x3Fu);
        }
        int surrogate = *number >= 0xD800 && *number < 0xE000;
        return *number < least[ones] || *number > 0x10FFFF || surrogate ? 0 : ones;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const char *text = (const char *)data;
        size_t at = 0, bad = 0, columns = 0, characters = 0;
        while (at < size) {
                uint32_t number;
                size_t length = decode(data + at, size - at, &number), next = at;
                char encoded[4];
                if (length == 0)
                        break;
                demand(prg__utf8_next(text, &next) == (int32_t)number && next == at + length);
                demand(prg__utf8_put(encoded, (int32_t)number) == length);
                demand(memcmp(encoded, text + at, length) == 0);
                at = next;
                characters++;
        }
        prg_error_clear();
        int code = prg_text_validate(text, size, &bad), same = 0;
        demand(code == (at == size ? 0 : PRG_EUTF8));
        demand(prg_error_last()->code == code);
        demand(code == 0 || bad == at);
        demand(prg_text_validate(text, at, NULL) == 0);
        demand(prg_text_width(&columns, text, size) == code);
        demand(prg_text_equal(&same, text, size, text, size) == code);
        demand(code != 0 || (same == 1 && columns <= 2 * characters));
        return 0;
}
