/* From tokens to nodes: recursive descent, one function for each level of precedence.
 *
 * Nodes are appended in postfix order as they are recognised. The descent counts its levels; chains of one level
 * are loops. Nothing is looked up but functions, since what an argument may be depends on its function. */
#include "calc/formula/formula_lex.h"

#include <string.h>

#include "util/map.h"
#include "util/memory.h"
#include "util/suggest.h"

typedef struct parser {
        prg__lexer lexer;
        prg_formula *formula;
        prg__map names;         /* name -> its place among the references, a uint32_t */
        unsigned depth;
        uint32_t *open;         /* arguments of the calls that are being read */
        size_t open_count, open_capacity;
} parser;

static int parse_or(parser *it);

/* ---- small things ---- */

static int refuse_token(parser *it, const char *expected)
{
        char quote[PRG__LEXER_QUOTE];
        const prg__token *token = &it->lexer.token;
        const char *text = it->lexer.text;
        if (token->kind == PRG__TOKEN_COMMA && token->at > 0 && text[token->at - 1] >= '0' && text[token->at - 1] <= '9'
            && text[token->end] >= '0' && text[token->end] <= '9')
                return prg__lexer_refuse(&it->lexer, PRG_ESYNTAX, token->at, "',' in a number; the decimal point is '.'");
        return prg__lexer_refuse(&it->lexer, PRG_ESYNTAX, token->at, "found %s, expected %s",
                prg__lexer_quote(quote, &it->lexer), expected);
}

static int is_operator(const parser *it, prg__operation operation)
{
        return it->lexer.token.kind == PRG__TOKEN_OPERATOR && it->lexer.token.operation == operation;
}

static int enter(parser *it)
{
        if (++it->depth <= PRG_FORMULA_MAX_DEPTH)
                return 0;
        return prg__lexer_refuse(&it->lexer, PRG_ELIMIT, it->lexer.token.at, "more than %d levels",
                PRG_FORMULA_MAX_DEPTH);
}

/* ---- nodes ---- */

/* A node for the present token. */
static int add_node(parser *it, prg__node_kind kind, prg__node **out)
{
        prg_formula *formula = it->formula;
        void *nodes = formula->nodes;
        if (formula->count >= PRG_FORMULA_MAX_NODES)
                return prg__lexer_refuse(&it->lexer, PRG_ELIMIT, it->lexer.token.at,
                        "more than %d numbers, names, operators and calls", PRG_FORMULA_MAX_NODES);
        if (prg__grow(&nodes, &formula->capacity, formula->count + 1, sizeof *formula->nodes) < 0)
                return PRG_ENOMEM;
        formula->nodes = nodes;
        prg__node *node = &formula->nodes[formula->count];
        memset(node, 0, sizeof *node);
        node->kind = kind;
        node->operation = PRG__OPERATIONS;
        node->first = (uint32_t)formula->count++;
        node->at = (uint32_t)it->lexer.token.at;
        node->end = (uint32_t)it->lexer.token.end;
        *out = node;
        return 0;
}

static int set_text(parser *it, prg__node *node, size_t at, size_t end)
{
        node->text = prg__arena_text(&it->formula->arena, it->lexer.text + at, end - at);
        return node->text ? 0 : PRG_ENOMEM;
}

/* A call of nodes that stand before it: the last `count` of `arguments`. */
static int add_call(parser *it, prg__operation operation, const prg__token *token, const uint32_t *arguments, size_t count)
{
        prg_formula *formula = it->formula;
        void *all = formula->arguments;
        prg__node *node = NULL;
        int code = add_node(it, PRG__NODE_CALL, &node);
        if (code < 0)
                return code;
        if (prg__grow(&all, &formula->argument_capacity, formula->argument_count + count, sizeof *arguments) < 0)
                return PRG_ENOMEM;
        formula->arguments = all;
        node->operation = operation;
        node->at = (uint32_t)token->at;
        node->end = (uint32_t)token->end;
        node->arguments = (uint32_t)formula->argument_count;
        node->count = (uint32_t)count;
        node->first = formula->nodes[arguments[0]].first;
        memcpy(&formula->arguments[formula->argument_count], arguments, count * sizeof *arguments);
        formula->argument_count += count;
        return 0;
}

static uint32_t last_node(const parser *it)
{
        return (uint32_t)it->formula->count - 1;
}

static int add_name(parser *it)
{
        prg_formula *formula = it->formula;
        prg__node *node;
        void *references = formula->references;
        int code = add_node(it, PRG__NODE_NAME, &node);
        if (code == 0)
                code = set_text(it, node, it->lexer.token.at, it->lexer.token.end);
        if (code < 0)
                return code;
        size_t length = strlen(node->text);
        uint32_t *known = prg__map_get(&it->names, node->text, length);
        if (known == NULL) {
                if (prg__grow(&references, &formula->reference_capacity, formula->reference_count + 1,
                            sizeof *formula->references) < 0)
                        return PRG_ENOMEM;
                formula->references = references;
                known = prg__arena_alloc(&formula->arena, sizeof *known);
                if (known == NULL || prg__map_put(&it->names, node->text, length, known) < 0)
                        return PRG_ENOMEM;
                *known = (uint32_t)formula->reference_count;
                formula->references[formula->reference_count++] = node->text;
        }
        node->reference = *known;
        return prg__lexer_next(&it->lexer);
}

/* ---- arguments ---- */

/* A whole number as written; a minus may stand before it. */
static int parse_whole(parser *it, const prg__language *row, prg__parameter parameter)
{
        int least = parameter == PRG__TAKES_COUNT ? 1 : -18, most = parameter == PRG__TAKES_COUNT ? 1000 : 18;
        prg__token first = it->lexer.token;
        int negative = is_operator(it, PRG__OP_SUBTRACT), code = negative ? prg__lexer_next(&it->lexer) : 0;
        const prg__token *token = &it->lexer.token;
        prg__node *node;
        if (code < 0)
                return code;
        int64_t number = negative ? -token->number.mantissa : token->number.mantissa;
        if (token->kind != PRG__TOKEN_NUMBER || token->number.decimals != 0 || number < least || number > most)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, first.at,
                        "%s(%s): expected a whole number from %d to %d, as written", row->shown.name, row->shown.arguments,
                        least, most);
        if ((code = add_node(it, PRG__NODE_NUMBER, &node)) < 0)
                return code;
        node->number = (prg_decimal){ number, 0 };
        node->at = (uint32_t)first.at;
        return prg__lexer_next(&it->lexer);
}

/* A period in quotes; a calendar or a type of periods, with or without. */
static int parse_word(parser *it, const prg__language *row, prg__parameter parameter)
{
        const prg__token *token = &it->lexer.token;
        prg__node *node;
        int quoted = token->kind == PRG__TOKEN_TEXT;
        if (!quoted && (parameter == PRG__TAKES_PERIOD || token->kind != PRG__TOKEN_NAME))
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, token->at, "%s(%s): expected %s", row->shown.name,
                        row->shown.arguments,
                        parameter == PRG__TAKES_PERIOD     ? "a period in quotes, such as \"2018-Q1\""
                        : parameter == PRG__TAKES_CALENDAR ? "the id of a calendar"
                                                           : "a type of periods, such as year");
        int code = add_node(it, quoted ? PRG__NODE_TEXT : PRG__NODE_WORD, &node);
        if (code == 0)
                code = set_text(it, node, token->at + (size_t)quoted, token->end - (size_t)quoted);
        return code < 0 ? code : prg__lexer_next(&it->lexer);
}

static int parse_indicator(parser *it, const prg__language *row)
{
        const prg__token *token = &it->lexer.token;
        if (token->kind == PRG__TOKEN_NAME) {
                size_t at = token->at;
                int code = add_name(it);
                if (code < 0 || it->lexer.token.kind == PRG__TOKEN_COMMA || it->lexer.token.kind == PRG__TOKEN_CLOSE
                    || it->lexer.token.kind == PRG__TOKEN_END)
                        return code;
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, at,
                        "%s(%s) takes the id of an indicator, not a formula", row->shown.name, row->shown.arguments);
        }
        return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, token->at, "%s(%s) takes the id of an indicator, not a formula",
                row->shown.name, row->shown.arguments);
}

static int parse_argument(parser *it, const prg__language *row, size_t index)
{
        prg__parameter parameter = prg__parameter_at(row, index);
        int code;
        if (row->most != 255 && index >= row->most)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, it->lexer.token.at, "%s(%s) takes no further argument",
                        row->shown.name, row->shown.arguments);
        switch (parameter) {
        case PRG__TAKES_INDICATOR: code = parse_indicator(it, row); break;
        case PRG__TAKES_COUNT:
        case PRG__TAKES_DIGITS: code = parse_whole(it, row, parameter); break;
        case PRG__TAKES_PERIOD:
        case PRG__TAKES_CALENDAR:
        case PRG__TAKES_PERIOD_TYPE: code = parse_word(it, row, parameter); break;
        default: code = parse_or(it);
        }
        if (code < 0)
                return code;
        it->formula->nodes[last_node(it)].stands_for = parameter;
        void *open = it->open;
        if (prg__grow(&open, &it->open_capacity, it->open_count + 1, sizeof *it->open) < 0)
                return PRG_ENOMEM;
        it->open = open;
        it->open[it->open_count++] = last_node(it);
        return 0;
}

/* ---- options ---- */

static const char *nearest(char meant[96], const char *const *words, size_t count, const char *word, size_t length)
{
        prg__suggest near;
        prg__suggest_begin(&near, word, length);
        for (size_t i = 0; i < count; i++)
                if (words[i])
                        prg__suggest_offer(&near, words[i]);
        const char *best = prg__suggest_best(&near);
        *meant = '\0';
        if (best) {
                strcat(meant, "; did you mean '");
                strcat(meant, best);
                strcat(meant, "'?");
        }
        return meant;
}

static int find_word(const char *const *words, size_t count, const char *word, size_t length)
{
        for (size_t i = 0; i < count; i++)
                if (words[i] && strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
                        return (int)i;
        return -1;
}

/* NAME = WORD, of which the name is read already. */
static int parse_option(parser *it, const prg__language *row, const prg__token *name, unsigned char options[PRG__OPTIONS])
{
        char meant[96];
        const char *text = it->lexer.text;
        size_t length = name->end - name->at;
        int option = find_word(prg__option_names, PRG__OPTIONS, text + name->at, length);
        if (option < 0)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, name->at, "%s has no option '%.*s'%s", row->shown.name,
                        (int)(length < 40 ? length : 40), text + name->at,
                        nearest(meant, prg__option_names, PRG__OPTIONS, text + name->at, length));
        if (options[option])
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, name->at, "the option '%s' is given twice",
                        prg__option_names[option]);
        int code = prg__lexer_next(&it->lexer);
        const prg__token *token = &it->lexer.token;
        if (code < 0)
                return code;
        length = token->end - token->at;
        int word = token->kind == PRG__TOKEN_NAME
                ? find_word(prg__option_words[option], PRG__OVER_NONE, text + token->at, length) : -1;
        if (word < 0)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, token->at,
                        "%s: expected an operator over %s such as sum, mean, min, max, count%s", prg__option_names[option],
                        option == 0 ? "time" : "areas",
                        token->kind == PRG__TOKEN_NAME ? nearest(meant, prg__option_words[option], PRG__OVER_NONE,
                                text + token->at, length) : "");
        options[option] = (unsigned char)(word + 1);
        return prg__lexer_next(&it->lexer);
}

/* Whether an option begins here: a name before a single equals sign. Looks one token ahead. */
static int begins_option(const parser *it)
{
        size_t at = prg__lexer_skip(&it->lexer, it->lexer.token.end);
        const char *text = it->lexer.text;
        return it->lexer.token.kind == PRG__TOKEN_NAME && text[at] == '=' && text[at + 1] != '=';
}

/* ---- calls ---- */

static int refuse_function(parser *it, const prg__token *name)
{
        prg__suggest near;
        const char *text = it->lexer.text + name->at;
        size_t length = name->end - name->at;
        prg__suggest_begin(&near, text, length);
        for (size_t i = 0; i < prg_formula_function_count(); i++)
                prg__suggest_offer(&near, prg_formula_function_at(i)->name);
        const char *best = prg__suggest_best(&near);
        return prg__lexer_refuse(&it->lexer, PRG_ENOTFOUND, name->at, "no function is called '%.*s'%s%s%s",
                (int)(length < 64 ? length : 64), text, best ? "; did you mean '" : "", best ? best : "", best ? "'?" : "");
}

static int parse_arguments(parser *it, const prg__language *row, const prg__token *name, unsigned char options[PRG__OPTIONS])
{
        size_t before = it->open_count;
        int given = 0;
        for (;;) {
                int code;
                if (row->options && begins_option(it)) {
                        prg__token option = it->lexer.token;
                        code = prg__lexer_next(&it->lexer);
                        if (code == 0)
                                code = parse_option(it, row, &option, options);
                        given = 1;
                } else {
                        code = parse_argument(it, row, it->open_count - before);
                }
                if (code < 0)
                        return code;
                if (it->lexer.token.kind != PRG__TOKEN_COMMA)
                        break;
                if ((code = prg__lexer_next(&it->lexer)) < 0)
                        return code;
        }
        if (it->lexer.token.kind != PRG__TOKEN_CLOSE)
                return refuse_token(it, "',' or ')'");
        if (it->open_count - before < row->least)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, it->lexer.token.at, "%s(%s) needs %s", row->shown.name,
                        row->shown.arguments, row->least == 1 ? "an argument" : "further arguments");
        if (row->options && !given)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, name->at, "%s(%s) needs one of its options", row->shown.name,
                        row->shown.arguments);
        return prg__lexer_next(&it->lexer);
}

static int parse_call(parser *it, const prg__token *name)
{
        prg__operation function = prg__function_find(it->lexer.text + name->at, name->end - name->at);
        unsigned char options[PRG__OPTIONS] = { 0 };
        size_t before = it->open_count;
        if (function == PRG__OPERATIONS)
                return refuse_function(it, name);
        const prg__language *row = &prg__language_table[function];
        int code = prg__lexer_next(&it->lexer);
        if (code < 0 || (code = enter(it)) < 0)
                return code;
        if (it->lexer.token.kind == PRG__TOKEN_CLOSE)
                return prg__lexer_refuse(&it->lexer, PRG_ESCHEMA, it->lexer.token.at, "%s(%s) needs %s", row->shown.name,
                        row->shown.arguments, row->least == 1 ? "an argument" : "arguments");
        if ((code = parse_arguments(it, row, name, options)) < 0)
                return code;
        code = add_call(it, function, name, it->open + before, it->open_count - before);
        it->open_count = before;
        it->depth--;
        if (code == 0) {
                prg__node *node = &it->formula->nodes[last_node(it)];
                memcpy(node->options, options, sizeof options);
                it->formula->needs_data |= prg__operation_needs_data(function);
        }
        return code;
}

/* ---- levels of precedence ---- */

static int parse_primary(parser *it)
{
        prg__token token = it->lexer.token;
        prg__node *node;
        int code;
        switch (token.kind) {
        case PRG__TOKEN_NUMBER:
                if ((code = add_node(it, PRG__NODE_NUMBER, &node)) < 0)
                        return code;
                node->number = token.number;
                return prg__lexer_next(&it->lexer);
        case PRG__TOKEN_TEXT:
                if ((code = add_node(it, PRG__NODE_TEXT, &node)) < 0
                    || (code = set_text(it, node, token.at + 1, token.end - 1)) < 0)
                        return code;
                return prg__lexer_next(&it->lexer);
        case PRG__TOKEN_NAME:
                if (it->lexer.text[prg__lexer_skip(&it->lexer, token.end)] != '(')
                        return add_name(it);
                code = prg__lexer_next(&it->lexer);
                return code < 0 ? code : parse_call(it, &token);
        case PRG__TOKEN_OPEN:
                if ((code = enter(it)) < 0 || (code = prg__lexer_next(&it->lexer)) < 0 || (code = parse_or(it)) < 0)
                        return code;
                it->depth--;
                return it->lexer.token.kind == PRG__TOKEN_CLOSE ? prg__lexer_next(&it->lexer)
                                                                : refuse_token(it, "an operator or ')'");
        default:
                return refuse_token(it, token.kind == PRG__TOKEN_OPERATOR && token.operation == PRG__OP_NOT
                                ? "a number or a name; 'not' binds loosely and needs parentheses here"
                                : "a number, a text, a name, a function or '('");
        }
}

static int parse_unary(parser *it);

/* The operator at `sign` between the node `left` and the last one. */
static int add_infix(parser *it, prg__operation operation, const prg__token *sign, uint32_t left)
{
        uint32_t arguments[2] = { left, last_node(it) };
        return add_call(it, operation, sign, arguments, 2);
}

static int parse_power(parser *it)
{
        int code = parse_primary(it);
        if (code < 0 || !is_operator(it, PRG__OP_POWER))
                return code;
        prg__token sign = it->lexer.token;
        uint32_t base = last_node(it);
        if ((code = prg__lexer_next(&it->lexer)) < 0 || (code = enter(it)) < 0 || (code = parse_unary(it)) < 0)
                return code;
        it->depth--;
        return add_infix(it, PRG__OP_POWER, &sign, base);
}

/* Behind a prefix operator. */
static int parse_prefix(parser *it, prg__operation operation, int (*parse)(parser *it))
{
        prg__token sign = it->lexer.token;
        int code = prg__lexer_next(&it->lexer);
        if (code < 0 || (code = enter(it)) < 0 || (code = parse(it)) < 0)
                return code;
        uint32_t argument = last_node(it);
        it->depth--;
        return add_call(it, operation, &sign, &argument, 1);
}

static int parse_unary(parser *it)
{
        return is_operator(it, PRG__OP_SUBTRACT) ? parse_prefix(it, PRG__OP_NEGATE, parse_unary) : parse_power(it);
}

/* A chain of operators of one precedence, from left to right. */
static int parse_chain(parser *it, unsigned precedence, int (*parse)(parser *it))
{
        int code = parse(it);
        while (code == 0 && it->lexer.token.kind == PRG__TOKEN_OPERATOR
               && prg__language_table[it->lexer.token.operation].precedence == precedence) {
                prg__token sign = it->lexer.token;
                uint32_t left = last_node(it);
                if ((code = prg__lexer_next(&it->lexer)) == 0 && (code = parse(it)) == 0)
                        code = add_infix(it, sign.operation, &sign, left);
        }
        return code;
}

static int parse_product(parser *it)
{
        return parse_chain(it, 6, parse_unary);
}

static int parse_sum(parser *it)
{
        return parse_chain(it, 5, parse_product);
}

static int is_comparison(const parser *it)
{
        return it->lexer.token.kind == PRG__TOKEN_OPERATOR
                && prg__language_table[it->lexer.token.operation].precedence == 4;
}

static int parse_comparison(parser *it)
{
        int code = parse_sum(it);
        if (code < 0 || !is_comparison(it))
                return code;
        prg__token sign = it->lexer.token;
        uint32_t left = last_node(it);
        if ((code = prg__lexer_next(&it->lexer)) < 0 || (code = parse_sum(it)) < 0
            || (code = add_infix(it, sign.operation, &sign, left)) < 0)
                return code;
        if (is_comparison(it))
                return prg__lexer_refuse(&it->lexer, PRG_ESYNTAX, it->lexer.token.at,
                        "comparisons do not chain; write 'a < b and b < c'");
        return 0;
}

static int parse_not(parser *it)
{
        return is_operator(it, PRG__OP_NOT) ? parse_prefix(it, PRG__OP_NOT, parse_not) : parse_comparison(it);
}

static int parse_and(parser *it)
{
        return parse_chain(it, 2, parse_not);
}

static int parse_or(parser *it)
{
        return parse_chain(it, 1, parse_and);
}

/* ---- the whole ---- */

/* Whose cell each node is evaluated in: that of the innermost call around it that looks beyond the cell. */
static void set_owners(prg_formula *formula)
{
        formula->nodes[formula->count - 1].owner = PRG__NO_NODE;
        for (size_t i = formula->count; i-- > 0;) {
                const prg__node *node = &formula->nodes[i];
                int looks_beyond = node->kind == PRG__NODE_CALL && prg__operation_needs_data(node->operation);
                for (size_t j = 0; j < node->count; j++)
                        formula->nodes[prg__formula_argument(formula, node, j)].owner
                                = looks_beyond ? (uint32_t)i : node->owner;
        }
}

static int parse_all(parser *it)
{
        int code = prg__lexer_next(&it->lexer);
        if (code == 0 && it->lexer.token.kind == PRG__TOKEN_END)
                return prg__lexer_refuse(&it->lexer, PRG_ESYNTAX, it->lexer.token.at, "the formula is empty");
        if (code == 0)
                code = parse_or(it);
        if (code == 0 && it->lexer.token.kind != PRG__TOKEN_END)
                code = refuse_token(it, it->lexer.token.kind == PRG__TOKEN_CLOSE ? "no ')' here; none is open"
                                                                                 : "an operator or the end");
        if (code == 0)
                set_owners(it->formula);
        return code;
}

int prg__formula_read(prg_formula *formula, size_t *at)
{
        parser it = { .lexer = { formula->text, formula->length, 0, { PRG__TOKEN_END, 0, 0, PRG__OPERATIONS, 0, { 0, 0 } }, at },
                .formula = formula };
        prg__map_init(&it.names);
        int code = parse_all(&it);
        prg__map_dispose(&it.names);
        prg__free(it.open);
        return code;
}
