/* From text to tokens.
 *
 * What people write in other languages is recognised and refused with the spelling that is meant here. */
#include "calc/formula/formula_lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "util/utf8.h"
#include "util/wide.h"

/* ---- places ---- */

const char *prg__formula_place(char place[PRG__FORMULA_PLACE], const char *text, size_t at)
{
        size_t line, column;
        prg__utf8_line(&line, &column, text, at);
        snprintf(place, PRG__FORMULA_PLACE, "%zu:%zu", line, column);
        return place;
}

int prg__lexer_refuse(const prg__lexer *lexer, int code, size_t at, const char *format, ...)
{
        char message[512], place[PRG__FORMULA_PLACE];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        *lexer->at = at;
        return prg__error(code, prg__formula_place(place, lexer->text, at), "%s", message);
}

const char *prg__lexer_quote(char quote[PRG__LEXER_QUOTE], const prg__lexer *lexer)
{
        const prg__token *token = &lexer->token;
        size_t length = token->end - token->at;
        if (token->kind == PRG__TOKEN_END)
                return "the end";
        if (length > 40) {
                for (length = 40; ((unsigned char)lexer->text[token->at + length] & 0xC0) == 0x80; length--) {
                }
                snprintf(quote, PRG__LEXER_QUOTE, "'%.*s…'", (int)length, lexer->text + token->at);
        } else {
                snprintf(quote, PRG__LEXER_QUOTE, "'%.*s'", (int)length, lexer->text + token->at);
        }
        return quote;
}

/* ---- characters ---- */

static int is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static int is_name(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
}

static int is_space(char c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* How something else is written here. */
static const struct {
        const char *written, *meant;
} habits[] = {
        { "&&", "'and'" }, { "||", "'or'" }, { "<>", "'!='" }, { "**", "'^'" }, { "≤", "'<='" }, { "≥", "'>='" },
        { "≠", "'!='" }, { "×", "'*'" }, { "·", "'*'" }, { "÷", "'/'" }, { "−", "'-'" }, { "–", "'-'" }, { "“", "'\"'" },
        { "”", "'\"'" }, { "‘", "'\"'" }, { "’", "'\"'" }, { "!", "'not'" }, { ";", "','" },
        { "[", "'('" }, { "]", "')'" }, { "{", "'('" }, { "}", "')'" }, { ":=", "'='" },
};

static int refuse_character(prg__lexer *lexer, size_t at)
{
        const char *text = lexer->text + at;
        for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
                if (strncmp(text, habits[i].written, strlen(habits[i].written)) == 0)
                        return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "'%s' is written %s", habits[i].written,
                                habits[i].meant);
        size_t end = at;
        int32_t character = prg__utf8_next(lexer->text, &end);
        if (character < ' ' || character == 0x7F)
                return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "a control character");
        if (character >= 0x80)
                return prg__lexer_refuse(lexer, PRG_ESYNTAX, at,
                        "'%.*s' stands in no name; expected the id of an indicator, of letters a to z, digits and '_'",
                        (int)(end - at), text);
        return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "'%.*s' means nothing here", (int)(end - at), text);
}

/* ---- tokens ---- */

static int lex_number(prg__lexer *lexer)
{
        prg__token *token = &lexer->token;
        const char *text = lexer->text;
        size_t at = token->at;
        prg__wide mantissa;
        unsigned decimals;
        while (is_digit(text[at]))
                at++;
        if (text[at] == '.') {
                if (!is_digit(text[at + 1]))
                        return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "expected a digit behind the decimal point");
                for (at++; is_digit(text[at]); at++) {
                }
        }
        if (text[at] == '.')
                return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "a second decimal point; thousands are not grouped here");
        if (is_name(text[at]))
                return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "a letter in a number; numbers are written plainly, as 0.001");
        token->kind = PRG__TOKEN_NUMBER;
        token->end = at;
        int code = prg__wide_parse(&mantissa, &decimals, text + token->at, at - token->at, PRG_NUMBER_PLAIN, 63,
                PRG_DECIMAL_MAX_DECIMALS);
        if (code < 0)
                return prg__lexer_refuse(lexer, code == PRG_ERANGE ? PRG_ELIMIT : code, token->at,
                        "a number that is too long; expected at most 64 bits and 18 decimals");
        token->number = (prg_decimal){ (int64_t)mantissa, decimals };
        return 0;
}

static int lex_text(prg__lexer *lexer)
{
        prg__token *token = &lexer->token;
        char quote = lexer->text[token->at];
        size_t at = token->at + 1;
        for (; at < lexer->length && lexer->text[at] != quote; at++)
                if ((unsigned char)lexer->text[at] < ' ' || lexer->text[at] == 0x7F)
                        return prg__lexer_refuse(lexer, PRG_ESYNTAX, at, "a control character in a text");
        if (at >= lexer->length)
                return prg__lexer_refuse(lexer, PRG_ESYNTAX, token->at, "the text that begins here does not end; expected %c",
                        quote);
        token->kind = PRG__TOKEN_TEXT;
        token->end = at + 1;
        return 0;
}

static int is_word(const prg__token *token, const char *text, const char *word)
{
        size_t length = strlen(word);
        return token->end - token->at == length && memcmp(text + token->at, word, length) == 0;
}

static int lex_name(prg__lexer *lexer)
{
        static const struct {
                const char *word;
                prg__operation operation;
        } words[] = { { "and", PRG__OP_AND }, { "or", PRG__OP_OR }, { "not", PRG__OP_NOT } };
        prg__token *token = &lexer->token;
        token->kind = PRG__TOKEN_NAME;
        for (token->end = token->at; is_name(lexer->text[token->end]); token->end++) {
        }
        if ((unsigned char)lexer->text[token->end] >= 0x80 && token->end < lexer->length) {
                /* A name with letters that names do not have, not a sign of another language behind it. */
                size_t end = token->end;
                int32_t character = prg__utf8_next(lexer->text, &end);
                if (character >= 0xC0 && character < 0x2000 && character != 0xD7 && character != 0xF7)
                        return refuse_character(lexer, token->end);
        }
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (is_word(token, lexer->text, words[i].word)) {
                        token->kind = PRG__TOKEN_OPERATOR;
                        token->operation = words[i].operation;
                }
        return 0;
}

static int lex_sign(prg__lexer *lexer)
{
        static const struct {
                const char *sign;
                prg__token_kind kind;
                prg__operation operation;
        } signs[] = {
                { "(", PRG__TOKEN_OPEN, PRG__OPERATIONS }, { ")", PRG__TOKEN_CLOSE, PRG__OPERATIONS },
                { ",", PRG__TOKEN_COMMA, PRG__OPERATIONS },
                { "==", PRG__TOKEN_OPERATOR, PRG__OP_EQUAL }, { "!=", PRG__TOKEN_OPERATOR, PRG__OP_NOT_EQUAL },
                { "<=", PRG__TOKEN_OPERATOR, PRG__OP_LESS_EQUAL }, { ">=", PRG__TOKEN_OPERATOR, PRG__OP_GREATER_EQUAL },
                { "=", PRG__TOKEN_OPERATOR, PRG__OP_EQUAL }, { "<", PRG__TOKEN_OPERATOR, PRG__OP_LESS },
                { ">", PRG__TOKEN_OPERATOR, PRG__OP_GREATER }, { "+", PRG__TOKEN_OPERATOR, PRG__OP_ADD },
                { "-", PRG__TOKEN_OPERATOR, PRG__OP_SUBTRACT }, { "*", PRG__TOKEN_OPERATOR, PRG__OP_MULTIPLY },
                { "/", PRG__TOKEN_OPERATOR, PRG__OP_DIVIDE }, { "%", PRG__TOKEN_OPERATOR, PRG__OP_REMAINDER },
                { "^", PRG__TOKEN_OPERATOR, PRG__OP_POWER },
        };
        prg__token *token = &lexer->token;
        const char *text = lexer->text + token->at;
        if (strncmp(text, "<>", 2) != 0 && strncmp(text, "**", 2) != 0)
                for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
                        size_t length = strlen(signs[i].sign);
                        if (strncmp(text, signs[i].sign, length) != 0)
                                continue;
                        token->kind = signs[i].kind;
                        token->operation = signs[i].operation;
                        token->is_single_equal = signs[i].operation == PRG__OP_EQUAL && length == 1;
                        token->end = token->at + length;
                        return 0;
                }
        return refuse_character(lexer, token->at);
}

size_t prg__lexer_skip(const prg__lexer *lexer, size_t at)
{
        while (at < lexer->length && is_space(lexer->text[at]))
                at++;
        return at;
}

int prg__lexer_next(prg__lexer *lexer)
{
        size_t at = prg__lexer_skip(lexer, lexer->next);
        lexer->token = (prg__token){ .kind = PRG__TOKEN_END, .at = at, .end = at, .operation = PRG__OPERATIONS };
        char c = lexer->text[at];
        int code = at >= lexer->length   ? 0
                : is_digit(c)            ? lex_number(lexer)
                : c == '"' || c == '\''  ? lex_text(lexer)
                : is_name(c)             ? lex_name(lexer)
                                         : lex_sign(lexer);
        lexer->next = lexer->token.end;
        return code;
}
