/* Setting the thread's last error. Each function returns the code it sets, so that a failing path is
 * one line: `return prg__error(PRG_ERANGE, place, "…")`. Messages are one line, in English, start in
 * lower case, have no full stop and no "failed to"; they say what was found and what was expected. */
#ifndef PRG__ERROR_H
#define PRG__ERROR_H

#include <libprogram/error.h>

#if defined(__GNUC__)
#define PRG__PRINTF(string, first) __attribute__((format(printf, string, first)))
#else
#define PRG__PRINTF(string, first)
#endif

/* place may be NULL. Only %s, %.*s, %c, %d, %u, %ld, %lu, %zu are used: nothing that a locale changes.
 * A message that does not fit is cut at a character boundary; whatever it quotes, it is one line of UTF-8. */
int prg__error(int code, const char *place, const char *format, ...) PRG__PRINTF(3, 4);

/* PRG_ENOMEM with its static message. */
int prg__error_memory(void);

/* PRG_EINVALID: the argument of that name is NULL. */
int prg__error_null(const char *argument);

#ifdef __clang_analyzer__
/* The static analyzer reads one file at a time: without this it follows paths on which an error is
 * a success. */
static inline int prg__error_is(int code, int returned)
{
        (void)returned;
        return code;
}
#define prg__error(code, ...)     prg__error_is(code, prg__error(code, __VA_ARGS__))
#define prg__error_memory()       prg__error_is(PRG_ENOMEM, prg__error_memory())
#define prg__error_null(argument) prg__error_is(PRG_EINVALID, prg__error_null(argument))
#endif

#endif
