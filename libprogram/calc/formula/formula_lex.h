/* The tokens of a formula, one after the other. */
#ifndef PRG__FORMULA_LEX_H
#define PRG__FORMULA_LEX_H

#include "calc/formula/formula.h"

typedef enum prg__token_kind {
        PRG__TOKEN_END, PRG__TOKEN_NUMBER, PRG__TOKEN_TEXT, PRG__TOKEN_NAME, PRG__TOKEN_OPEN, PRG__TOKEN_CLOSE,
        PRG__TOKEN_COMMA, PRG__TOKEN_OPERATOR
} prg__token_kind;

typedef struct prg__token {
        prg__token_kind kind;
        size_t at, end;
        prg__operation operation; /* of a sign; a minus is PRG__OP_SUBTRACT; `and`, `or`, `not` are signs too */
        int is_single_equal;      /* of an equals sign: "=", which may belong to an option */
        prg_decimal number;
} prg__token;

typedef struct prg__lexer {
        const char *text; /* UTF-8, ended by a NUL that is not counted */
        size_t length, next;
        prg__token token; /* the present one */
        size_t *at;       /* receives the byte of an error */
} prg__lexer;

/* Goes to the next token. 0, or an error with its place. */
int prg__lexer_next(prg__lexer *lexer);

/* The first byte from `at` on that is no white space. */
size_t prg__lexer_skip(const prg__lexer *lexer, size_t at);

/* Refuses something at a byte of the text; answers the code. */
int prg__lexer_refuse(const prg__lexer *lexer, int code, size_t at, const char *format, ...) PRG__PRINTF(4, 5);

/* As much of the present token as a message quotes. */
#define PRG__LEXER_QUOTE 80
const char *prg__lexer_quote(char quote[PRG__LEXER_QUOTE], const prg__lexer *lexer);

#endif
