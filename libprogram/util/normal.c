/* Canonical decomposition as a stream, and equality up to it.
 *
 * Decomposing is a table look-up per character (utf8proc's). What remains is the canonical order:
 * in a run of combining marks the lower combining class comes first, equal classes keep their
 * order. Nearly every run is in order as it stands, which one look ahead finds out. One that is not
 * is read once per class that occurs in it, lowest first: no buffer, and no more passes than there
 * are classes (some fifty), so that a hostile text of nothing but marks costs linear time too. */
#include "normal.h"

#include <string.h>
#include <utf8proc.h>

#include <libprogram/text.h>

#include "error.h"
#include "utf8.h"

#define FIRST_MARK 0x300 /* below it nothing, nor the -1 at the end, has a combining class */

int prg__normal_class(int32_t code_point)
{
        return code_point < FIRST_MARK ? 0 : utf8proc_get_property(code_point)->combining_class;
}

static int32_t read_part(prg__parts *parts)
{
        while (parts->next == parts->count) {
                if (parts->at == parts->length)
                        return -1;
                int32_t character = prg__utf8_next(parts->text, &parts->at);
                if (character < 0x80)
                        return character;
                if (parts->drop && utf8proc_get_property(character)->ignorable)
                        continue;
                parts->next = 0;
                parts->count = (int)utf8proc_decompose_char(character, parts->part,
                        sizeof parts->part / sizeof *parts->part, UTF8PROC_DECOMPOSE, NULL);
        }
        return parts->part[parts->next++];
}

void prg__normal_begin(prg__normal *normal, const char *text, size_t length, int drop)
{
        memset(normal, 0, sizeof *normal);
        normal->parts.text = text;
        normal->parts.length = length;
        normal->parts.drop = drop;
}

/* Looks at a run of which the first mark has been read: whether it is in order, else its lowest
 * class. It takes the reader by value. */
static int run_in_order(prg__parts parts, int first, int *lowest)
{
        int in_order = 1;
        *lowest = first;
        for (int class, last = first; (class = prg__normal_class(read_part(&parts))) != 0;
                last = class) {
                if (class < last)
                        in_order = 0;
                if (class < *lowest)
                        *lowest = class;
        }
        return in_order;
}

/* The next mark of a run that is not in order, or what follows the run. */
static int32_t next_in_run(prg__normal *normal)
{
        for (;;) {
                int32_t code_point;
                int class;
                while ((class = prg__normal_class(code_point = read_part(&normal->parts))) != 0) {
                        if (class == normal->current)
                                return code_point;
                        if (class > normal->current
                            && (normal->higher == 0 || class < normal->higher))
                                normal->higher = class;
                }
                normal->current = normal->higher;
                normal->higher = 0;
                if (normal->current == 0)
                        return code_point;
                normal->parts = normal->run;
        }
}

int32_t prg__normal_next(prg__normal *normal)
{
        if (normal->current != 0)
                return next_in_run(normal);
        int32_t code_point = read_part(&normal->parts);
        int class = prg__normal_class(code_point), lowest;
        if (class == 0) {
                normal->ordered = 0;
                return code_point;
        }
        if (normal->ordered || run_in_order(normal->parts, class, &lowest)) {
                normal->ordered = 1;
                return code_point;
        }
        normal->parts.next--; /* the run begins with the part just read */
        normal->run = normal->parts;
        normal->current = lowest;
        return next_in_run(normal);
}

int prg_text_equal(int *equal, const char *a, size_t a_length, const char *b, size_t b_length)
{
        if (equal == NULL)
                return prg__error_null("equal");
        int code = prg__utf8_demand(a, a_length, "a", NULL);
        if (code == 0)
                code = prg__utf8_demand(b, b_length, "b", NULL);
        if (code < 0)
                return code;
        prg__normal one, other;
        prg__normal_begin(&one, a, a_length, 0);
        prg__normal_begin(&other, b, b_length, 0);
        int32_t left, right;
        do {
                left = prg__normal_next(&one);
                right = prg__normal_next(&other);
        } while (left == right && left >= 0);
        *equal = left == right;
        return 0;
}
