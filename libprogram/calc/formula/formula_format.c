/* From nodes to the canonical text.
 *
 * The text is written from left to right with a stack of what is still to be written, so that a chain of ten thousand
 * sums needs no recursion. Parentheses stand only where precedence needs them. */
#include "calc/formula/formula.h"

#include <string.h>

#include "util/buf.h"
#include "util/memory.h"
#include "util/wide.h"

/* Something that is to be written: a text, or a node when it is NULL. */
typedef struct piece {
        const char *text;
        uint32_t node;
} piece;

typedef struct writer {
        prg_buf *out;
        const prg_formula *formula;
        piece *stack;
        size_t depth, capacity;
} writer;

static int push(writer *it, const char *text, uint32_t node)
{
        void *stack = it->stack;
        if (prg__grow(&stack, &it->capacity, it->depth + 1, sizeof *it->stack) < 0)
                return PRG_ENOMEM;
        it->stack = stack;
        it->stack[it->depth++] = (piece){ text, node };
        return 0;
}

/* Pushes a node, in parentheses if it needs them. */
static int push_node(writer *it, uint32_t node, int parentheses)
{
        int code = parentheses ? push(it, ")", 0) : 0;
        if (code == 0)
                code = push(it, NULL, node);
        return code == 0 && parentheses ? push(it, "(", 0) : code;
}

static unsigned precedence_of(const prg_formula *formula, uint32_t index)
{
        const prg__node *node = &formula->nodes[index];
        unsigned precedence = node->kind == PRG__NODE_CALL ? prg__language_table[node->operation].precedence : 0;
        return precedence ? precedence : 100;
}

static int push_operator(writer *it, const prg__node *node)
{
        const prg__language *row = &prg__language_table[node->operation];
        unsigned precedence = row->precedence;
        uint32_t left = prg__formula_argument(it->formula, node, 0);
        if (node->count == 1) {
                int code = push_node(it, left, precedence_of(it->formula, left) < precedence);
                if (code == 0 && node->operation == PRG__OP_NOT)
                        code = push(it, " ", 0);
                return code == 0 ? push(it, row->shown.name, 0) : code;
        }
        uint32_t right = prg__formula_argument(it->formula, node, 1);
        int is_power = node->operation == PRG__OP_POWER, is_comparison = precedence == 4;
        /* An exponent may have a sign or an exponent of its own. */
        int right_needs = is_power ? precedence_of(it->formula, right) < 7 : precedence_of(it->formula, right) <= precedence;
        int left_needs = is_power || is_comparison ? precedence_of(it->formula, left) <= precedence
                                                   : precedence_of(it->formula, left) < precedence;
        int code = push_node(it, right, right_needs);
        if (code == 0 && !is_power)
                code = push(it, " ", 0);
        if (code == 0)
                code = push(it, row->shown.name, 0);
        if (code == 0 && !is_power)
                code = push(it, " ", 0);
        return code == 0 ? push_node(it, left, left_needs) : code;
}

static int push_function(writer *it, const prg__node *node)
{
        int code = push(it, ")", 0);
        for (size_t i = PRG__OPTIONS; i-- > 0 && code == 0;) {
                if (node->options[i] == 0)
                        continue;
                if ((code = push(it, prg__option_words[i][node->options[i] - 1], 0)) == 0
                    && (code = push(it, "=", 0)) == 0 && (code = push(it, prg__option_names[i], 0)) == 0)
                        code = push(it, ", ", 0);
        }
        for (size_t i = node->count; i-- > 0 && code == 0;)
                if ((code = push_node(it, prg__formula_argument(it->formula, node, i), 0)) == 0 && i > 0)
                        code = push(it, ", ", 0);
        if (code == 0)
                code = push(it, "(", 0);
        return code == 0 ? push(it, prg__language_table[node->operation].shown.name, 0) : code;
}

/* Whether a calendar or type can stand without quotes. */
static int is_word(const char *text)
{
        if (!((*text >= 'a' && *text <= 'z') || *text == '_') || strcmp(text, "and") == 0 || strcmp(text, "or") == 0
            || strcmp(text, "not") == 0)
                return 0;
        for (; *text; text++)
                if (!((*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9') || *text == '_'))
                        return 0;
        return 1;
}

static int write_text(writer *it, const prg__node *node)
{
        const char *quote = strchr(node->text, '"') ? "'" : "\"";
        if (node->stands_for >= PRG__TAKES_CALENDAR && is_word(node->text))
                quote = "";
        return prg__buf_format(it->out, "%s%s%s", quote, node->text, quote);
}

static int write_node(writer *it, const prg__node *node)
{
        switch (node->kind) {
        case PRG__NODE_NUMBER:
                return prg__wide_format(it->out, node->number.mantissa, node->number.decimals, PRG_NUMBER_PLAIN);
        case PRG__NODE_TEXT:
        case PRG__NODE_WORD: return write_text(it, node);
        case PRG__NODE_NAME: return prg__buf_text(it->out, node->text);
        default: return prg__language_table[node->operation].precedence ? push_operator(it, node) : push_function(it, node);
        }
}

int prg_formula_format(prg_buf *out, const prg_formula *formula)
{
        if (out == NULL)
                return prg__error_null("out");
        if (formula == NULL)
                return prg__error_null("formula");
        return prg__formula_format_node(out, formula, (uint32_t)formula->count - 1);
}

int prg__formula_format_node(prg_buf *out, const prg_formula *formula, uint32_t node)
{
        writer it = { out, formula, NULL, 0, 0 };
        size_t before = out->length;
        int code = push(&it, NULL, node);
        while (it.depth > 0 && code == 0) {
                piece next = it.stack[--it.depth];
                code = next.text ? prg__buf_text(out, next.text) : write_node(&it, &formula->nodes[next.node]);
        }
        prg__free(it.stack);
        if (code < 0 && out->data) {
                out->length = before;
                out->data[before] = '\0';
        }
        return code;
}

int prg__formula_same(const prg_formula *a, const prg_formula *b)
{
        if (a->count != b->count)
                return 0;
        for (size_t i = 0; i < a->count; i++) {
                const prg__node *x = &a->nodes[i], *y = &b->nodes[i];
                /* A calendar with quotes is the same as without. */
                int words = x->stands_for >= PRG__TAKES_CALENDAR && y->stands_for == x->stands_for;
                if ((x->kind != y->kind && !words) || x->operation != y->operation || x->count != y->count
                    || x->first != y->first || x->owner != y->owner || memcmp(x->options, y->options, sizeof x->options) != 0
                    || x->number.mantissa != y->number.mantissa || x->number.decimals != y->number.decimals
                    || (x->text == NULL) != (y->text == NULL) || (x->text && strcmp(x->text, y->text) != 0))
                        return 0;
                for (size_t j = 0; j < x->count; j++)
                        if (prg__formula_argument(a, x, j) != prg__formula_argument(b, y, j))
                                return 0;
        }
        return 1;
}
