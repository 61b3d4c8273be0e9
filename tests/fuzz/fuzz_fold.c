/* Look-up form and order of any two texts, divided by a byte FF. */
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "util/normal.h"
#include "util/utf8.h"

#define demand(condition) ((condition) ? (void)0 : abort())

struct forms {
        prg_buf decomposed, disordered;
        prg_buf folded, stripped;
        prg_buf key;
};

static int same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length
               && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

static void put(prg_buf *out, int32_t code_point)
{
        char bytes[4];
        demand(prg_buf_append(out, bytes, prg__utf8_put(bytes, code_point)) == 0);
}

/* Writes the canonical decomposition, and the same with marks exchanged where that is no
 * difference: neighbours of two classes. */
static void decompose(struct forms *forms, const char *text, size_t length)
{
        prg__normal normal;
        prg__normal_begin(&normal, text, length, 0);
        int32_t held = -1, code_point;
        int last = 0;
        do {
                code_point = prg__normal_next(&normal);
                int class = prg__normal_class(code_point);
                demand(class == 0 || last <= class);
                if (code_point >= 0)
                        put(&forms->decomposed, code_point);
                if (held >= 0 && class > last && last > 0) {
                        put(&forms->disordered, code_point);
                        last = class;
                        continue;
                }
                if (held >= 0)
                        put(&forms->disordered, held);
                held = code_point;
                last = class;
        } while (code_point >= 0);
}

static void check_equivalent(const struct forms *forms, const prg_buf *other)
{
        prg_buf folded = PRG_BUF_INIT, stripped = PRG_BUF_INIT, key = PRG_BUF_INIT;
        size_t columns, decomposed_columns;
        int equal, order;
        const prg_buf *text = &forms->decomposed;
        demand(prg_text_equal(&equal, text->data, text->length, other->data, other->length) == 0);
        demand(equal);
        demand(prg_text_compare(&order, text->data, text->length, other->data, other->length) == 0);
        demand(order == 0);
        demand(prg_text_fold(&folded, other->data, other->length, 0) == 0);
        demand(prg_text_fold(&stripped, other->data, other->length, PRG_TEXT_FOLD_MARKS) == 0);
        demand(prg_text_sort_key(&key, other->data, other->length) == 0);
        demand(same(&folded, &forms->folded) && same(&stripped, &forms->stripped));
        demand(same(&key, &forms->key));
        demand(prg_text_width(&columns, other->data, other->length) == 0);
        demand(prg_text_width(&decomposed_columns, text->data, text->length) == 0);
        demand(columns == decomposed_columns);
        prg_buf_dispose(&folded);
        prg_buf_dispose(&stripped);
        prg_buf_dispose(&key);
}

/* Valid, without white space but for single spaces inside, and fixed by folding again. */
static void check_form(const prg_buf *form, unsigned flags)
{
        prg_buf again = PRG_BUF_INIT;
        int32_t before = ' ', character = 'x';
        demand(prg_text_validate(form->data, form->length, NULL) == 0);
        for (size_t at = 0; at < form->length; before = character) {
                character = prg__utf8_next(form->data, &at);
                demand(character == ' ' || !prg__utf8_is_space(character));
                demand(character != ' ' || before != ' ');
                demand(character < 'A' || character > 'Z');
        }
        demand(character != ' ');
        demand(prg_text_fold(&again, form->data, form->length, flags) == 0);
        demand(same(&again, form));
        prg_buf_dispose(&again);
}

static void prepare(struct forms *forms, const char *text, size_t length)
{
        prg_buf original = PRG_BUF_INIT, stripped = PRG_BUF_INIT;
        const prg_buf *folded = &forms->folded;
        demand(prg_buf_append(&original, text, length) == 0);
        decompose(forms, text, length);
        demand(prg_text_fold(&forms->folded, text, length, 0) == 0);
        demand(prg_text_fold(&forms->stripped, text, length, PRG_TEXT_FOLD_MARKS) == 0);
        demand(prg_text_sort_key(&forms->key, text, length) == 0);
        check_form(&forms->folded, 0);
        check_form(&forms->stripped, PRG_TEXT_FOLD_MARKS);
        demand(prg_text_fold(&stripped, folded->data, folded->length, PRG_TEXT_FOLD_MARKS) == 0);
        demand(same(&stripped, &forms->stripped));
        check_equivalent(forms, &original);
        check_equivalent(forms, &forms->decomposed);
        check_equivalent(forms, &forms->disordered);
        prg_buf_dispose(&original);
        prg_buf_dispose(&stripped);
}

static void dispose(struct forms *forms)
{
        prg_buf_dispose(&forms->decomposed);
        prg_buf_dispose(&forms->disordered);
        prg_buf_dispose(&forms->folded);
        prg_buf_dispose(&forms->stripped);
        prg_buf_dispose(&forms->key);
}

static void check_invalid(const char *text, size_t length)
{
        prg_buf out = PRG_BUF_INIT;
        int result;
        demand(prg_text_fold(&out, text, length, 0) == PRG_EUTF8);
        demand(prg_text_sort_key(&out, text, length) == PRG_EUTF8);
        demand(prg_text_compare(&result, "", 0, text, length) == PRG_EUTF8);
        demand(prg_text_equal(&result, text, length, "", 0) == PRG_EUTF8);
        demand(out.data == NULL && out.length == 0);
}

static int order_of_keys(const prg_buf *a, const prg_buf *b)
{
        int order = memcmp(a->data, b->data, a->length < b->length ? a->length : b->length);
        if (order == 0)
                return (a->length > b->length) - (a->length < b->length);
        return order < 0 ? -1 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
                const char *a = (const char *)data;
        const uint8_t *divider = size ? memchr(data, 0xFF, size) : NULL;
        const char *b = divider ? (const char *)divider + 1 : "";
        size_t a_length = divider ? (size_t)(divider - data) : size;
        size_t b_length = divider ? size - a_length - 1 : 0;
        if (prg_text_validate(a, a_length, NULL) < 0) {
                check_invalid(a, a_length);
                return 0;
        }
        if (prg_text_validate(b, b_length, NULL) < 0) {
                check_invalid(b, b_length);
                return 0;
        }
        struct forms one = { 0 }, other = { 0 };
        prepare(&one, a, a_length);
        prepare(&other, b, b_length);
        int order, reverse, equal;
        demand(prg_text_compare(&order, a, a_length, b, b_length) == 0);
        demand(prg_text_compare(&reverse, b, b_length, a, a_length) == 0);
        demand(prg_text_equal(&equal, a, a_length, b, b_length) == 0);
        demand(order == -reverse);
        demand(order == order_of_keys(&one.key, &other.key));
        demand(equal == same(&one.decomposed, &other.decomposed));
        demand(!equal || (order == 0 && same(&one.folded, &other.folded)));
        dispose(&one);
        dispose(&other);
        return 0;
}
