/* Answers arrow_oracle.py. Each line of standard input is a question, its words divided by blanks:
 *
 *     float WIDTH BYTES            the decimal number of a float, or the finding
 *     integer WIDTH SIGNED SCALE BYTES
 *
 * BYTES are hexadecimal, in the order of memory. Each line of standard output is an answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "io/arrow.h"

static void read_bytes(unsigned char *bytes, size_t most, const char *text)
{
        for (size_t i = 0; i < most && text[2 * i] && text[2 * i + 1]; i++) {
                char two[3] = { text[2 * i], text[2 * i + 1], '\0' };
                bytes[i] = (unsigned char)strtoul(two, NULL, 16);
        }
}

static void answer_float(unsigned width, const char *hexadecimal)
{
        unsigned char bytes[8] = { 0 };
        prg__arrow_fault fault = { 0 };
        prg_decimal number;
        prg_buf text = PRG_BUF_INIT;
        read_bytes(bytes, sizeof bytes, hexadecimal);
        if (prg__arrow_float(&number, bytes, width, &fault) == 0 && fault.finding == 0) {
                prg_decimal_format(&text, number, PRG_NUMBER_PLAIN);
                puts(text.data);
        } else {
                puts(prg_finding_name(fault.finding));
        }
        prg_buf_dispose(&text);
}

static void answer_integer(const prg__arrow_type *type, const char *hexadecimal)
{
        unsigned char bytes[32] = { 0 };
        char text[PRG__ARROW_NUMBER_SIZE];
        read_bytes(bytes, sizeof bytes, hexadecimal);
        prg__arrow_write_integer(text, bytes, type, PRG_NUMBER_PLAIN);
        puts(text);
}

int main(void)
{
        char line[256], hexadecimal[128];
        prg__arrow_type type = { .kind = PRG__ARROW_INTEGER };
        while (fgets(line, sizeof line, stdin)) {
                if (sscanf(line, "float %u %100s", &type.width, hexadecimal) == 2)
                        answer_float(type.width, hexadecimal);
                else if (sscanf(line, "integer %u %d %d %100s", &type.width, &type.is_signed, &type.scale,
                                 hexadecimal)
                         == 4)
                        answer_integer(&type, hexadecimal);
                else
                        return 2;
        }
        return 0;
}
