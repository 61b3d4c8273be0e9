/* Answers questions about text, one a line, for text_oracle.py. Texts are in hexadecimal, "-" is
 * the empty one.
 *
 *   validate TEXT      "ok", or the offset of the first invalid sequence
 *   equal TEXT TEXT    1 or 0
 *   fold FLAGS TEXT    the look-up form in hexadecimal
 *   compare TEXT TEXT  "ORDER KEYS": the order by comparison and by sort keys
 *   width TEXT         columns
 *   suggest TEXT TEXT  1 if the second text is near to the first, else 0; neither has a NUL */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#define MAX_LINE 65536

typedef struct text {
        char bytes[MAX_LINE / 2 + 1]; /* ended by a NUL */
        size_t length;
} text;

static text a, b;

static int digit(char character)
{
        static const char digits[] = "0123456789abcdef";
        const char *place = strchr(digits, character);
        return character && place ? (int)(place - digits) : -1;
}

static void parse(text *to, const char *hexadecimal)
{
        to->length = 0;
        if (hexadecimal && strcmp(hexadecimal, "-") != 0)
                for (size_t i = 0; hexadecimal[i] && hexadecimal[i + 1]; i += 2)
                        to->bytes[to->length++] =
                                (char)(digit(hexadecimal[i]) << 4 | digit(hexadecimal[i + 1]));
        to->bytes[to->length] = '\0';
}

static void demand(int code)
{
        if (code >= 0)
                return;
        fprintf(stderr, "%s: %s\n", prg_error_name(code), prg_error_last()->message);
        exit(EXIT_FAILURE);
}

static void print(const prg_buf *buf)
{
        for (size_t i = 0; i < buf->length; i++)
                printf("%02x", (unsigned char)buf->data[i]);
        puts(buf->length ? "" : "-");
}

static int order_of_keys(void)
{
        prg_buf one = PRG_BUF_INIT, other = PRG_BUF_INIT;
        demand(prg_text_sort_key(&one, a.bytes, a.length));
        demand(prg_text_sort_key(&other, b.bytes, b.length));
        size_t common = one.length < other.length ? one.length : other.length;
        int order = memcmp(one.data, other.data, common);
        if (order == 0)
                order = (one.length > other.length) - (one.length < other.length);
        prg_buf_dispose(&one);
        prg_buf_dispose(&other);
        return (order > 0) - (order < 0);
}

static void answer(const char *question, const char *first, const char *second)
{
        int result;
        size_t number;
        parse(&a, first);
        parse(&b, second);
        if (strcmp(question, "validate") == 0) {
                if (prg_text_validate(a.bytes, a.length, &number) == 0)
                        puts("ok");
                else
                        printf("%zu\n", number);
        } else if (strcmp(question, "equal") == 0) {
                demand(prg_text_equal(&result, a.bytes, a.length, b.bytes, b.length));
                printf("%d\n", result);
        } else if (strcmp(question, "fold") == 0) {
                prg_buf folded = PRG_BUF_INIT;
                unsigned flags = first[0] == '1' ? PRG_TEXT_FOLD_MARKS : 0;
                demand(prg_text_fold(&folded, b.bytes, b.length, flags));
                print(&folded);
                prg_buf_dispose(&folded);
        } else if (strcmp(question, "compare") == 0) {
                demand(prg_text_compare(&result, a.bytes, a.length, b.bytes, b.length));
                printf("%d %d\n", result, order_of_keys());
        } else if (strcmp(question, "width") == 0) {
                demand(prg_text_width(&number, a.bytes, a.length));
                printf("%zu\n", number);
        } else if (strcmp(question, "suggest") == 0) {
                const char *candidate = b.bytes, *best;
                result = prg_text_suggest(&best, a.bytes, &candidate, 1);
                demand(result);
                printf("%d\n", result == 0);
        } else {
                fprintf(stderr, "unknown question: %s\n", question);
                exit(EXIT_FAILURE);
        }
}

int main(void)
{
        static char line[MAX_LINE];
        while (fgets(line, sizeof line, stdin)) {
                line[strcspn(line, "\n")] = '\0';
                char *first = strchr(line, ' '), *second = NULL;
                if (first == NULL)
                        return EXIT_FAILURE;
                *first++ = '\0';
                second = strchr(first, ' ');
                if (second)
                        *second++ = '\0';
                answer(line, first, second);
        }
        return EXIT_SUCCESS;
}
