/* The look-up form of text.
 *
 * Three steps over the canonical decomposition: full case folding and white space, code point by
 * code point (prg__fold_next); then the tone marks move; then all is composed. Decomposing first
 * and folding second is what makes canonically equivalent texts fold alike; folding a decomposed
 * code point gives nothing that would have to be decomposed or put in order again.
 *
 * Where a tone stands is a matter of style: hóa and hoá, túy and tuý, Ủy and Uỷ are one word each.
 * The rule here needs no list of syllables: a tone that is alone in a cluster of consecutive vowel
 * letters goes to the last letter of the cluster (hoá, tuý, uỷ, but also cuả, nghiã: the form is
 * for comparing, not for showing).
 *
 * No two words are mistaken for each other, because a Vietnamese syllable has one tone, and all its
 * vowels stand together in one cluster: its letters and its tone say which syllable it is, wherever
 * the mark stands. The exception are syllables that begin with the letters g-i, whose i belongs
 * either to the consonant (gi + a) or to the vowel (gi + ia). One pair of words comes of it: "giạ",
 * a measure for rice, and "gịa", which occurs only in "giặt gịa", to launder. Syllables are written
 * apart, so a cluster never spans two of them. A cluster with several tones is not Vietnamese and
 * stays as it is. */
#include "fold.h"

#include <string.h>
#include <utf8proc.h>

#include <libprogram/text.h>

#include "buf.h"
#include "error.h"
#include "memory.h"
#include "utf8.h"

#define D_STROKE 0x111 /* đ */

void prg__fold_begin(prg__fold *fold, const char *text, size_t length, unsigned flags)
{
        memset(fold, 0, sizeof *fold);
        prg__normal_begin(&fold->normal, text, length, 1);
        fold->queue[0] = ' ';
        fold->flags = flags;
}

static int is_mark(int32_t code_point)
{
        utf8proc_category_t category = utf8proc_category(code_point);
        return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC
               || category == UTF8PROC_CATEGORY_ME;
}

/* Writes what a code point folds to, at most four, and returns how many. */
static int fold_code_point(int32_t code_point, int32_t *folded)
{
        if (code_point < 0x80) {
                int upper = code_point >= 'A' && code_point <= 'Z';
                *folded = upper ? code_point + 'a' - 'A' : code_point;
                return 1;
        }
        return (int)utf8proc_decompose_char(code_point, folded, 4,
                UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, NULL);
}

int32_t prg__fold_next(prg__fold *fold)
{
        while (fold->next == fold->count) {
                int32_t code_point = prg__normal_next(&fold->normal);
                if (code_point < 0)
                        return -1;
                if (prg__utf8_is_space(code_point)) {
                        fold->space = fold->started;
                        continue;
                }
                int32_t *folded = fold->queue + 1;
                int count = fold_code_point(code_point, folded);
                if (fold->flags & PRG_TEXT_FOLD_MARKS) {
                        if (is_mark(*folded))
                                continue;
                        if (*folded == D_STROKE)
                                *folded = 'd';
                }
                fold->count = 1 + count;
                fold->next = fold->space ? 0 : 1;
                fold->space = 0;
                fold->started = 1;
        }
        return fold->queue[fold->next++];
}

static int is_vowel(int32_t code_point)
{
        switch (code_point) {
        case 'a': case 'e': case 'i': case 'o': case 'u': case 'y': return 1;
        default: return 0;
        }
}

static int is_tone(int32_t code_point)
{
        switch (code_point) {
        case 0x300: /* huyền */
        case 0x309: /* hỏi */
        case 0x303: /* ngã */
        case 0x301: /* sắc */
        case 0x323: /* nặng */
                return 1;
        default:
                return 0;
        }
}

/* Moves a tone from where it stands to the end of its cluster, behind which the next begins. */
static void move_tone(int32_t *tone, int32_t *end)
{
        int32_t moved = *tone;
        memmove(tone, tone + 1, (size_t)(end - tone - 1) * sizeof *tone);
        int32_t *place = end - 1;
        while (prg__normal_class(place[-1]) > prg__normal_class(moved)) {
                place[0] = place[-1];
                place--;
        }
        *place = moved;
}

/* Folded and decomposed text; its length does not change. */
static void place_tones(int32_t *text, size_t length)
{
        for (size_t i = 0; i < length;) {
                if (!is_vowel(text[i])) {
                        i++;
                        continue;
                }
                size_t tones = 0, tone = 0;
                for (; i < length; i++) {
                        if (is_tone(text[i])) {
                                tones++;
                                tone = i;
                        } else if (!is_vowel(text[i]) && prg__normal_class(text[i]) == 0) {
                                break;
                        }
                }
                if (tones == 1)
                        move_tone(text + tone, text + i);
        }
}

int prg_text_fold(prg_buf *out, const char *text, size_t length, unsigned flags)
{
        if (out == NULL)
                return prg__error_null("out");
        if (flags & ~PRG_TEXT_FOLD_MARKS)
                return prg__error(PRG_EINVALID, NULL,
                        "flags are %u, expected 0 or PRG_TEXT_FOLD_MARKS (%u)", flags,
                        PRG_TEXT_FOLD_MARKS);
        int code = prg__utf8_demand(text, length, "text", NULL);
        if (code < 0)
                return code;
        prg__fold fold;
        prg__fold_begin(&fold, text, length, flags);
        void *block = NULL;
        int32_t *form = NULL;
        size_t count = 0, capacity = 0;
        /* One place more than there are code points: encoding in place ends with a NUL. */
        while ((code = prg__grow(&block, &capacity, count + 1, sizeof *form)) == 0) {
                form = block;
                form[count] = prg__fold_next(&fold);
                if (form[count] < 0)
                        break;
                count++;
        }
        if (code == 0) {
                place_tones(form, count);
                size_t bytes = (size_t)utf8proc_reencode(form, (utf8proc_ssize_t)count,
                        UTF8PROC_COMPOSE | UTF8PROC_STABLE);
                code = prg__buf_append(out, block, bytes);
        }
        prg__free(block);
        return code;
}
