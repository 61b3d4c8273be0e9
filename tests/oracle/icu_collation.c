/* Our order of Vietnamese text against ICU's: every pair of the lines of a file.
 * usage: icu_collation FILE
 *
 * ICU's collator for "vi" is taken as it is (tertiary strength, normalization on). The sign of
 * prg_text_compare() and of the comparison of two sort keys must be the sign that ICU gives.
 *
 * Elsewhere the two differ, and the order that text.h states is the law. The lines keep clear of:
 * - compatibility forms: ICU takes an ellipsis for three full stops, superscript and fullwidth
 *   digits for digits;
 * - Latin letters beyond a to z and the Vietnamese ones: ICU files æ with ae, here they follow z;
 * - marks that are not tones: here they follow the tones by code point, ICU has an order of its own
 *   for them and some before huyền;
 * - kinds of white space: alike here, told apart by ICU;
 * - other punctuation, symbols, digits and scripts: by code point here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>
#include <unicode/ucol.h>
#include <unicode/uversion.h>

#define MAX_LINES 4000
#define MAX_SHOWN 50

typedef struct line {
        char *text;
        size_t length;
        prg_buf key;
} line;

static line lines[MAX_LINES];
static size_t count;

static void add_line(const char *text, size_t length)
{
        line *added = &lines[count];
        if (count == MAX_LINES || (added->text = malloc(length + 1)) == NULL) {
                fprintf(stderr, "too many lines\n");
                exit(2);
        }
        memcpy(added->text, text, length);
        added->text[length] = '\0';
        added->length = length;
        count++;
        if (prg_text_sort_key(&added->key, text, length) < 0) {
                fprintf(stderr, "line %zu: %s\n", count, prg_error_last()->message);
                exit(2);
        }
}

static void read_lines(const char *path)
{
        FILE *file = fopen(path, "rb");
        if (file == NULL) {
                perror(path);
                exit(2);
        }
        char text[512];
        while (fgets(text, sizeof text, file))
                add_line(text, strcspn(text, "\n"));
        fclose(file);
}

/* Every printable ASCII character, dashes and quotation marks: alone, and within a word. */
static void add_punctuation(void)
{
        static const char *const others[] = { "–", "—", "‘", "’", "“", "”" };
        for (int i = 0; i < 0x7F - 0x20 + 6; i++) {
                char text[8] = { 'a', (char)(0x20 + i) };
                if (0x20 + i >= 0x7F)
                        memcpy(text + 1, others[0x20 + i - 0x7F], 3);
                size_t length = strlen(text);
                text[length] = 'b';
                add_line(text + 1, length - 1);
                add_line(text, length + 1);
        }
}

static int sign(int number)
{
        return (number > 0) - (number < 0);
}

static int order_of_keys(const prg_buf *a, const prg_buf *b)
{
        size_t common = a->length < b->length ? a->length : b->length;
        int order = memcmp(a->data, b->data, common);
        return order ? sign(order) : (a->length > b->length) - (a->length < b->length);
}

/* Whether the three orders agree. *icu receives ICU's. */
static int agree(const UCollator *collator, const line *a, const line *b, int *icu)
{
        UErrorCode status = U_ZERO_ERROR;
        *icu = sign(ucol_strcollUTF8(collator, a->text, (int32_t)a->length, b->text,
                (int32_t)b->length, &status));
        int order = 9, keys = order_of_keys(&a->key, &b->key);
        int code = prg_text_compare(&order, a->text, a->length, b->text, b->length);
        if (U_SUCCESS(status) && code == 0 && order == *icu && keys == *icu)
                return 1;
        static int shown;
        if (shown++ < MAX_SHOWN)
                printf("%s | %s: ICU %d, compare %d, keys %d\n", a->text, b->text, *icu, order,
                        keys);
        return 0;
}

int main(int argc, char **argv)
{
        if (argc != 2) {
                fprintf(stderr, "usage: %s FILE\n", argv[0]);
                return 2;
        }
        UErrorCode status = U_ZERO_ERROR;
        UCollator *collator = ucol_open("vi", &status);
        /* This warning means that ICU has no data for Vietnamese and fell back to its root. */
        if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) {
                fprintf(stderr, "no collator for vi: %s\n", u_errorName(status));
                return 2;
        }
        read_lines(argv[1]);
        size_t read = count;
        add_punctuation();
        long pairs = 0, differences = 0, equal = 0;
        for (size_t i = 0; i < count; i++)
                for (size_t j = i + 1; j < count; j++, pairs++) {
                        int icu;
                        differences += !agree(collator, &lines[i], &lines[j], &icu);
                        equal += icu == 0;
                }
        printf("oracle: sort order against ICU %s: %zu lines and %zu of punctuation, %ld pairs compared (%ld equal), ",
                U_ICU_VERSION, read, count - read, pairs, equal);
        printf("%ld differences\n", differences);
        ucol_close(collator);
        for (size_t i = 0; i < count; i++) {
                free(lines[i].text);
                prg_buf_dispose(&lines[i].key);
        }
        return read > 0 && differences == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
