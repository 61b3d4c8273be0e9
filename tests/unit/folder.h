/* A folder of its own for a test that touches files, and what is in it. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#define FOLDER_PATH_SIZE 512

/* Creates an empty folder and remembers it; one at a time. */
void folder_make(void);
/* Removes it with the files in it. */
void folder_remove(void);
/* The path of a name in it; the text lives until the call after the next three. */
const char *folder_path(const char *name);
/* How many entries are in it. */
int folder_entries(void);
/* Writes a text to a file in it. */
void folder_write(const char *name, const char *text);
/* The content of a file in it, at most 1 MB; NULL when it cannot be read. Valid until the next call. */
const char *folder_read(const char *name);

#endif
