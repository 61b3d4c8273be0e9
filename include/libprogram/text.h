/**
 * @file libprogram/text.h
 * @brief UTF-8 and Vietnamese text: validity, look-up form, order, width, near matches.
 */
#ifndef PRG_TEXT_H
#define PRG_TEXT_H

#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup text Text
 * @brief What it means for two names to be the same, and which comes first.
 *
 * A text is a pointer and a length in bytes and may contain NUL; NULL with length 0 is the empty
 * text. Every function here validates what it is given and answers PRG_EUTF8 with the place
 * "byte N" when it is not UTF-8. None depends on a locale, and all may be called from any thread.
 *
 * Three questions, three functions. Is it the same text, written in another normal form:
 * prg_text_equal(). Does it name the same thing: compare what prg_text_fold() gives. Which comes
 * first in a list: prg_text_compare(), or prg_text_sort_key() to ask often.
 * @{
 */

/**
 * Check that text is valid UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
 *
 * @param text       the text. Ownership: borrowed.
 * @param length     its length in bytes.
 * @param bad_offset receives, if the text is not valid, how many bytes before the first invalid
 *                   sequence are valid; else left alone. May be NULL.
 * @return 0; PRG_EUTF8; PRG_EINVALID for NULL with a length.
 * @since 0.1
 */
PRG_API int prg_text_validate(const char *text, size_t length, size_t *bad_offset);

/**
 * Whether two texts are canonically equivalent, that is, equal once both are in the normal form
 * NFC: "ế" as one code point, as "ê" and an acute accent, or as "e" and two marks.
 *
 * Needs no memory.
 *
 * @param[out] equal receives 1 or 0.
 * @param a          a text. Ownership: borrowed.
 * @param a_length   its length in bytes.
 * @param b          another text. Ownership: borrowed.
 * @param b_length   its length in bytes.
 * @return 0; PRG_EUTF8; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_text_equal(int *equal, const char *a, size_t a_length, const char *b,
        size_t b_length);

/** Flag of prg_text_fold(): strip all marks and take đ for d; "Đắk Lắk" is "dak lak". */
#define PRG_TEXT_FOLD_MARKS (1u << 0)

/**
 * The form of a text under which names are looked up. Texts with the same form are taken for the
 * same name; the form itself is not for showing.
 *
 * - Case is folded fully, as in Unicode's CaseFolding (not the Turkic variant), canonically
 *   equivalent texts have the same form.
 * - Where a tone mark stands makes no difference: hóa and hoá, túy and tuý, khỏe and khoẻ, quý and
 *   qúy. A tone mark that is alone in a cluster of consecutive vowel letters stands at its end. No
 *   two Vietnamese syllables become the same by this, but for "gịa" (in "giặt gịa") and "giạ".
 * - White space, of whatever kind and number, is one space, and none at the ends.
 * - What Unicode calls default ignorable is dropped: zero-width space and joiners, byte order mark,
 *   soft hyphen, variation selectors.
 * - Other letters remain different: đ from d, ô from o, unless #PRG_TEXT_FOLD_MARKS asks otherwise.
 *
 * Folding a folded text changes nothing.
 *
 * @param out    receives the form, in NFC, behind what it holds; must not hold the text. On failure
 *               it is as before.
 * @param text   the text. Ownership: borrowed.
 * @param length its length in bytes.
 * @param flags  0 or #PRG_TEXT_FOLD_MARKS.
 * @return 0; PRG_EUTF8; PRG_ENOMEM; PRG_EINVALID for NULL or an unknown flag.
 * @since 0.1
 */
PRG_API int prg_text_fold(prg_buf *out, const char *text, size_t length, unsigned flags);

/**
 * Compare two texts in the Vietnamese order.
 *
 * Three levels; each is compared over the whole of both texts before the next counts, and on each a
 * text comes before its continuations:
 * 1. the letters a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z. Before all
 *    letters come white space, then punctuation, symbols, currency signs, digits; after z come all
 *    other letters by code point;
 * 2. the tones, from left to right: none, huyền, hỏi, ngã, sắc, nặng, then other marks by code
 *    point;
 * 3. lower case before upper case.
 *
 * An Giang < Ấn Độ, because a is before â; Đà Nẵng < Đắk Lắk, because a is before ă; Tả Lèng <
 * Tà Tổng, because l is before t, which counts more than the tones. ASCII punctuation and symbols
 * are in the order of Unicode's root collation, others follow them by code point. Control
 * characters and what is default ignorable have no weight, and all white space is alike.
 * Canonically equivalent texts are equal.
 *
 * Needs no memory.
 *
 * @param[out] order receives -1, 0 or 1: a is before, equal to, after b.
 * @param a          a text. Ownership: borrowed.
 * @param a_length   its length in bytes.
 * @param b          another text. Ownership: borrowed.
 * @param b_length   its length in bytes.
 * @return 0; PRG_EUTF8; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_text_compare(int *order, const char *a, size_t a_length, const char *b,
        size_t b_length);

/**
 * A key whose bytes, compared with memcmp() and the shorter first when one begins the other, are in
 * the order of prg_text_compare(). It contains no NUL. Keys are for use within one version of the
 * library, not for storing.
 *
 * @param out    receives the key behind what it holds; must not hold the text. On failure it is as
 *               before.
 * @param text   the text. Ownership: borrowed.
 * @param length its length in bytes.
 * @return 0; PRG_EUTF8; PRG_ENOMEM; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_text_sort_key(prg_buf *out, const char *text, size_t length);

/**
 * How many columns a text takes in a terminal: 0 for combining marks and control characters, 2 for
 * wide characters such as Chinese ones, else 1. The same for canonically equivalent texts.
 *
 * @param[out] columns receives the number.
 * @param text         the text. Ownership: borrowed.
 * @param length       its length in bytes.
 * @return 0; PRG_EUTF8; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_text_width(size_t *columns, const char *text, size_t length);

/**
 * The nearest of some names to a word that is not among them, for "did you mean".
 *
 * The distance is the number of insertions, deletions, replacements and exchanges of neighbouring
 * letters (Damerau-Levenshtein, optimal string alignment) between the forms that prg_text_fold()
 * gives with #PRG_TEXT_FOLD_MARKS. With n letters in the word, a name is near up to a distance of
 * 1 + n / 4, and less than n. Among equally near ones the first is taken. Words and names of more
 * than 64 letters, and names that are not UTF-8, are near to nothing.
 *
 * A suggestion is for a person to confirm: official spellings of different places may differ by one
 * letter. Needs no memory.
 *
 * @param[out] best  receives the nearest name, or NULL. Ownership: borrowed from `candidates`.
 * @param word       the word, ended by NUL. Ownership: borrowed.
 * @param candidates the names, each ended by NUL; may be NULL when there are none. Ownership:
 *                   borrowed.
 * @param count      how many.
 * @return 0; PRG_END when none is near; PRG_EUTF8 for the word; PRG_EINVALID for NULL.
 * @since 0.1
 */
PRG_API int prg_text_suggest(const char **best, const char *word, const char *const *candidates,
        size_t count);

/** @} */

PRG_END_DECLS

#endif
