/* Lines and columns; see json_place.h.
 *
 * Places are counted only when something has to be told, by reading the text again. So that a text
 * with many findings is not read from its beginning for each, marks are left on the way, one in
 * each 128th of the text, and the counting goes on from the nearest. */
#include "json_place.h"

#include <stdint.h>
#include <string.h>

#define MARKS    (sizeof((prg__json_places *)0)->marks / sizeof(prg__json_place))
#define MIN_STEP 4096

/* How many of eight bytes begin a character, or 0 when one of them could end a line. */
static unsigned characters_of_eight(const char *at)
{
        const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
        uint64_t word;
        memcpy(&word, at, 8);
        if ((word - ones * 0x10) & ~word & high)
                return 0;
        uint64_t continuations = word >> 7 & ~word >> 6 & ones;
        return 8 - (unsigned)(continuations * ones >> 56);
}

void prg__json_place_advance(prg__json_place *place, const char *data, size_t length, size_t offset)
{
        size_t at = place->offset;
        while (at < offset) {
                while (offset - at >= 8) {
                        unsigned characters = characters_of_eight(data + at);
                        if (characters == 0)
                                break;
                        place->column += characters;
                        at += 8;
                }
                if (at == offset)
                        break;
                unsigned char c = (unsigned char)data[at++];
                if (c == '\n' || (c == '\r' && (at == length || data[at] != '\n'))) {
                        place->line++;
                        place->column = 1;
                } else if ((c & 0xC0) != 0x80) {
                        place->column++;
                }
        }
        place->offset = offset;
}

void prg__json_places_init(prg__json_places *places, const char *data, size_t length,
        size_t first_line)
{
        places->data = data;
        places->length = length;
        places->step = length / MARKS + 1 < MIN_STEP ? MIN_STEP : length / MARKS + 1;
        places->count = 1;
        places->marks[0] = (prg__json_place){ 0, first_line, 1 };
}

prg__json_place prg__json_places_find(prg__json_places *places, size_t offset)
{
        size_t mark = offset / places->step;
        for (; places->count <= mark; places->count++) {
                prg__json_place *next = &places->marks[places->count];
                *next = places->marks[places->count - 1];
                prg__json_place_advance(next, places->data, places->length,
                        places->count * places->step);
        }
        prg__json_place place = places->marks[mark];
        prg__json_place_advance(&place, places->data, places->length, offset);
        return place;
}
