/* In what encoding a file is that should be UTF-8. */
#ifndef PRG__ENCODING_H
#define PRG__ENCODING_H

#include <stddef.h>

/* What is wrong with the encoding of a text, in words for a message; NULL when it is UTF-8. *bad is the place of the
 * first byte that is not, counted from 1; 0 when the text as a whole is in another encoding. */
const char *prg__encoding_fault(const char *text, size_t length, size_t *bad);

#endif
