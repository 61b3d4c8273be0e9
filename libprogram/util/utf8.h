/* UTF-8, byte by byte. What text means (normal forms, letters, order) is in normal.h, fold.h. */
#ifndef PRG__UTF8_H
#define PRG__UTF8_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes from the start are valid UTF-8: `length` if all are. */
size_t prg__utf8_span(const char *text, size_t length);

/* Demands a text argument: PRG_EINVALID when it is NULL with a length, PRG_EUTF8 with the place
 * "byte N" when it is not valid, else 0. bad_offset may be NULL. */
int prg__utf8_demand(const char *text, size_t length, const char *argument, size_t *bad_offset);

/* The character at *at, which is moved behind it. The text must be valid and *at within it. */
int32_t prg__utf8_next(const char *text, size_t *at);

/* Writes a character as one to four bytes and returns how many. */
size_t prg__utf8_put(char *to, int32_t character);

/* Where a byte of a valid text stands: line and character in the line, both from 1. */
void prg__utf8_line(size_t *line, size_t *column, const char *text, size_t at);

/* Whether Unicode calls it white space. */
int prg__utf8_is_space(int32_t character);

#endif
