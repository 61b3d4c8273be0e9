/* Version and features of the library. The version has one source, the macros of version.h; the build
 * system reads it from there too. */
#include <libprogram/version.h>

#include <utf8proc.h>

#include "error.h"

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

const char *prg_version(void)
{
        return TEXT(PRG_VERSION_MAJOR) "." TEXT(PRG_VERSION_MINOR) "." TEXT(PRG_VERSION_PATCH);
}

int prg_version_number(void)
{
        return PRG_VERSION_NUMBER;
}

int prg_version_feature(const char **name, const char **detail, size_t index)
{
        if (name == NULL)
                return prg__error_null("name");
        if (detail == NULL)
                return prg__error_null("detail");
        switch (index) {
        case 0:
                *name = "numbers";
                *detail = "exact decimals, 128-bit sums";
                return 0;
        case 1:
                *name = "text";
                *detail = "UTF-8 and Vietnamese, utf8proc " TEXT(UTF8PROC_VERSION_MAJOR) "." TEXT(
                        UTF8PROC_VERSION_MINOR) "." TEXT(UTF8PROC_VERSION_PATCH);
                return 0;
        default:
                return PRG_END;
        }
}
