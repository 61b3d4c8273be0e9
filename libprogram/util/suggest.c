/* Near matches for "did you mean".
 *
 * The distance counts insertions, deletions, replacements and exchanges of neighbours (Damerau and
 * Levenshtein, in the restricted form "optimal string alignment": nothing is edited twice). It is
 * taken over folded code points without marks, since what people get wrong first are case and
 * marks. Three rows of the usual table suffice, of fixed size, so that the work for a name is
 * bounded and nothing is allocated: this runs while an error is being reported. */
#include "suggest.h"

#include <string.h>

#include <libprogram/text.h>

#include "error.h"
#include "fold.h"
#include "utf8.h"

#define LONGEST PRG__SUGGEST_LONGEST

/* Folds a text into LONGEST places. Returns its length, or LONGEST + 1 if it is longer or not
 * UTF-8. */
static size_t fold_word(int32_t *folded, const char *text, size_t length)
{
        if (prg__utf8_span(text, length) < length)
                return LONGEST + 1;
        prg__fold fold;
        prg__fold_begin(&fold, text, length, PRG_TEXT_FOLD_MARKS);
        size_t count = 0;
        for (int32_t next; (next = prg__fold_next(&fold)) >= 0;) {
                if (count == LONGEST)
                        return LONGEST + 1;
                folded[count++] = next;
        }
        return count;
}

static unsigned least(unsigned a, unsigned b)
{
        return a < b ? a : b;
}

/* The distance, or `limit` if it is not below that. The least number of a row is never below that
 * of the row above, so a row that has reached the limit ends the search. */
static unsigned distance(const int32_t *a, size_t a_length, const int32_t *b, size_t b_length,
        unsigned limit)
{
        unsigned rows[3][LONGEST + 1]; /* row i in rows[i % 3] */
        for (size_t j = 0; j <= b_length; j++)
                rows[0][j] = (unsigned)j;
        for (size_t i = 1; i <= a_length; i++) {
                unsigned *row = rows[i % 3];
                const unsigned *above = rows[(i + 2) % 3], *second_above = rows[(i + 1) % 3];
                unsigned lowest = row[0] = (unsigned)i;
                for (size_t j = 1; j <= b_length; j++) {
                        row[j] = least(above[j], row[j - 1]) + 1;
                        row[j] = least(row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
                        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                                row[j] = least(row[j], second_above[j - 2] + 1);
                        lowest = least(lowest, row[j]);
                }
                if (lowest >= limit)
                        return limit;
        }
        return least(rows[a_length % 3][b_length], limit);
}

void prg__suggest_begin(prg__suggest *suggest, const char *word, size_t length)
{
        suggest->best = NULL;
        suggest->length = fold_word(suggest->word, word, length);
        unsigned letters = (unsigned)suggest->length;
        suggest->distance = letters <= LONGEST ? least(2 + letters / 4, letters) : 0;
}

void prg__suggest_offer(prg__suggest *suggest, const char *name)
{
        if (suggest->distance == 0)
                return;
        int32_t folded[LONGEST];
        size_t length = fold_word(folded, name, strlen(name));
        if (length > LONGEST)
                return;
        unsigned far = distance(suggest->word, suggest->length, folded, length, suggest->distance);
        if (far < suggest->distance) {
                suggest->distance = far;
                suggest->best = name;
        }
}

const char *prg__suggest_best(const prg__suggest *suggest)
{
        return suggest->best;
}

int prg__suggest_find(size_t *row, const char *const *first, size_t size, size_t count, const char *name,
        const char *what)
{
        prg__suggest near;
        if (name == NULL)
                return prg__error_null("name");
        prg__suggest_begin(&near, name, strlen(name));
        for (size_t i = 0; i < count; i++) {
                const char *known = *(const char *const *)(const void *)((const char *)first + i * size);
                if (strcmp(known, name) == 0) {
                        *row = i;
                        return 0;
                }
                prg__suggest_offer(&near, known);
        }
        const char *best = prg__suggest_best(&near);
        return prg__error(PRG_ENOTFOUND, NULL, "no %s is named '%.64s'%s%s%s", what, name,
                best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
}

int prg_text_suggest(const char **best, const char *word, const char *const *candidates,
        size_t count)
{
        if (best == NULL)
                return prg__error_null("best");
        if (word == NULL)
                return prg__error_null("word");
        if (candidates == NULL && count > 0)
                return prg__error_null("candidates");
        for (size_t i = 0; i < count; i++)
                if (candidates[i] == NULL)
                        return prg__error(PRG_EINVALID, NULL, "candidate %zu is NULL", i);
        size_t length = strlen(word);
        int code = prg__utf8_demand(word, length, "word", NULL);
        if (code < 0)
                return code;
        prg__suggest suggest;
        prg__suggest_begin(&suggest, word, length);
        for (size_t i = 0; i < count; i++)
                prg__suggest_offer(&suggest, candidates[i]);
        *best = prg__suggest_best(&suggest);
        return *best ? 0 : PRG_END;
}
