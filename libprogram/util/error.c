/* The thread's last error.
 *
 * Text lies in two fixed buffers per thread, so that reporting needs no memory. A message may quote
 * the previous error's text (a caller that adds its own place), so it is built aside first. */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* What error.h tells the static analyzer is about calls; here are the functions. */
#undef prg__error
#undef prg__error_memory
#undef prg__error_null

#define PLACE_SIZE   512
#define MESSAGE_SIZE 1024

static _Thread_local struct {
        prg_error public;
        char place[PLACE_SIZE];
        char message[MESSAGE_SIZE];
} last = { { PRG_OK, "", "" }, "", "" };

/* Cuts a text that filled its buffer at the last whole UTF-8 character. */
static void cut_at_character(char *text, size_t size)
{
        size_t end = strlen(text);
        if (end + 1 < size)
                return;
        size_t start = end;
        while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
                start--;
        if (start == 0)
                return;
        unsigned char lead = (unsigned char)text[start - 1];
        size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        if (end - (start - 1) < want)
                text[start - 1] = '\0';
}

/* What a message quotes may come from outside; a byte that is not UTF-8, and a control character, which
 * could break the line, are replaced. */
static void make_printable(char *text)
{
        size_t length = strlen(text);
        for (size_t at = 0; (at += prg__utf8_span(text + at, length - at)) < length; at++)
                text[at] = '?';
        for (char *c = text; *c; c++)
                if ((unsigned char)*c < ' ' || *c == '\177')
                        *c = ' ';
}

int prg__error(int code, const char *place, const char *format, ...)
{
        char message[MESSAGE_SIZE];
        char where[PLACE_SIZE];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        snprintf(where, sizeof where, "%s", place ? place : "");
        cut_at_character(message, sizeof message);
        cut_at_character(where, sizeof where);
        make_printable(message);
        make_printable(where);
        memcpy(last.message, message, sizeof message);
        memcpy(last.place, where, sizeof where);
        last.public.code = code;
        last.public.place = last.place;
        last.public.message = last.message;
        return code;
}

int prg__error_memory(void)
{
        last.public.code = PRG_ENOMEM;
        last.public.place = "";
        last.public.message = "out of memory";
        return PRG_ENOMEM;
}

int prg__error_null(const char *argument)
{
        return prg__error(PRG_EINVALID, NULL, "argument '%s' is NULL", argument);
}

const prg_error *prg_error_last(void)
{
        return &last.public;
}

void prg_error_clear(void)
{
        last.public.code = PRG_OK;
        last.public.place = "";
        last.public.message = "";
}

static const struct {
        int code;
        const char *name;
} names[] = {
#define ROW(symbol, number, name, meaning) { symbol, name },
        PRG_ERROR_MAP(ROW)
#undef ROW
};

const char *prg_error_name(int code)
{
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (names[i].code == code)
                        return names[i].name;
        return NULL;
}

int prg_error_from_name(int *code, const char *name)
{
        if (code == NULL)
                return prg__error_null("code");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcmp(names[i].name, name) == 0) {
                        *code = names[i].code;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "no result code is named '%s'", name);
}
