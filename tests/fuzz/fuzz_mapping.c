/* A mapping; behind a byte FF, if there is one, the sheet that is read with it, else two fixed
 * ones. The same must hold as for any value file. */
#include <stdint.h>

#include "values.h"

static const char *const sheets[] = {
        "indicator,area,period,value,colour\ncases,X,2018-01,12,red\ncases,Xã "
        "X,2018-02,-,\nseized,Y,vn:2018-01,\"1.234,5\",\n",
        "KQ,,,,,\nSTT,a,cases,,sum,n\n,,2018-01,2018-02,,\n1,X,1,2,3,\n2,Y,3,x,3,so\n3,T,1,-,1,\n,"
        "all,5,2,7,\nnote: A,,,,,\n",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const char *text = (const char *)data, *sheet = size ? memchr(text, '\xFF', size) : NULL;
        size_t length = sheet ? (size_t)(sheet - text) : size;
        values_begin();
        /* An empty mapping is none; a pointer of its own length finds what is read behind the end.
         */
        char *mapping = malloc(length + !length);
        demand(mapping != NULL);
        memcpy(mapping, size ? text : "", length);
        if (sheet)
                values_check(sheet + 1, size - length - 1, mapping, length, 0);
        for (size_t i = 0; sheet == NULL && i < sizeof sheets / sizeof *sheets; i++)
                values_check(
                        sheets[i], strlen(sheets[i]), mapping, length, (int)i * VALUES_GOOD_ROWS);
        free(mapping);
        return 0;
}
