/* Series of values against a fixed programme. An input that begins with '#' has a byte behind it that says
 * how it is read: the bits of VALUES_…. What is accepted is written and read back the same in every format,
 * of which CSV has no short way. */
#include <stdint.h>

#include "values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        int how = 0;
        values_begin();
        if (size >= 2 && data[0] == '#') {
                how = data[1];
                data += 2;
                size -= 2;
        }
        values_check_as(prg_data_read_series_json_text, (const char *)data, size, NULL, 0, how & 63);
        return 0;
}
