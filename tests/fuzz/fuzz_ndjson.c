/* Lines of values against a fixed programme. An input that begins with '#' has a byte behind it that says how
 * it is read: the bits of VALUES_…. Blanks before the lines, one and two by turns, keep every line from the
 * short way, and must change nothing but columns. */
#include <stdint.h>

#include "values.h"

/* Reads the text with all good rows; the data set as CSV. */
static prg_values_summary read_all(const char *text, size_t length, prg_buf *out)
{
        prg_values_summary summary = { 0, 0, 0, 0, 0 };
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        prg_data *data = values_data();
        options.good_rows = 1;
        options.summary = &summary;
        (void)prg_data_read_ndjson_text(data, text, length, &options);
        values_write(data, out);
        prg_data_free(data);
        return summary;
}

static void check_ways(const char *text, size_t length)
{
        prg_buf shifted = PRG_BUF_INIT, first = PRG_BUF_INIT, second = PRG_BUF_INIT;
        int is_begin = 1, odd = 0;
        /* Blanks must not stand before a mark, nor change how many bytes of all are NUL, as in UTF-16. */
        if (length == 0 || memchr(text, '\0', length)
                || (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0))
                return;
        for (size_t i = 0; i < length; i++) {
                if (is_begin) {
                        demand(prg_buf_append(&shifted, odd ? "  " : " ", odd ? 2 : 1) == 0);
                        odd = !odd;
                }
                demand(prg_buf_append(&shifted, text + i, 1) == 0);
                is_begin = text[i] == '\n';
        }
        prg_values_summary a = read_all(text, length, &first);
        prg_values_summary b = read_all(shifted.length ? shifted.data : "", shifted.length, &second);
        demand(values_same(&first, &second));
        demand(a.rows == b.rows && a.accepted == b.accepted && a.refused == b.refused && a.same == b.same);
        prg_buf_dispose(&shifted);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
}

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
        values_check_as(prg_data_read_ndjson_text, (const char *)data, size, NULL, 0, how & 63);
        check_ways((const char *)data, size);
        return 0;
}
