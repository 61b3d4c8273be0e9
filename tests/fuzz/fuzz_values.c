/* A value file against a fixed programme. An input that begins with '#' has a byte behind it that
 * says how it is read: the bits of VALUES_…, and in the two highest which mapping. What is accepted
 * is written and read back the same; what is refused leaves the data set as it was. */
#include <stdint.h>

#include "values.h"

static const char *const mappings[] = {
        NULL,
        "{\"columns\": {\"what\": \"indicator\", \"#2\": \"area\"}, \"ignore\": [\"STT\"], "
        "\"words\": {\"value\": {\"-\": \"0\"}},"
        " \"states\": {\"x\": \"not_applicable\"}}",
        "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"a\": \"area\", \"s\": "
        "\"sex\"}, \"constants\": {\"indicator\": \"cases\"},"
        " \"total_rows\": [\"all\"], \"total_columns\": [\"sum\"], \"scope\": {\"T\": \"own\"}, "
        "\"states\": {\"x\": \"suppressed\"}}",
        "{\"layout\": \"wide\", \"header\": [\"indicator\", \"period\"], \"columns\": {\"a\": "
        "\"area\"}, \"skip_rows\": 1,"
        " \"ignore\": [\"n\"], \"ignore_rows\": [\"note\"], \"total_columns\": [\"sum\"], "
        "\"empty\": \"missing\"}",
};

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
        const char *mapping = mappings[how >> 6];
        values_check((const char *)data, size, mapping, mapping ? strlen(mapping) : 0, how & 63);
        return 0;
}
