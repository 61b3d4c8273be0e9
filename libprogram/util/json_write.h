/* Writing JSON to a sink, in the one form in which the library writes it.
 *
 *     {
 *       "format": "libprogram/programme",
 *       "codes": ["A", "B"],
 *       "areas": [
 *         {
 *           "id": "17"
 *         }
 *       ],
 *       "notes": {}
 *     }
 *
 * Two spaces of indentation, one member or element in a line, containers begun as PRG__JSON_INLINE
 * in one line with all that they hold, empty containers closed at once, lines ended by LF, the last
 * one too. Of a string only '"', '\' and control characters are escaped: \b \f \n \r \t, else
 * \u00xx with lower-case digits.
 *
 * What was written is always accepted by the scanner, as long as the writer of a member gives each
 * key once: that is not checked.
 *
 * Errors stay: after the first one nothing more reaches the sink, every call returns its code, and
 * so does prg__json_writer_finish(). So calls may go unchecked up to there. Needs no memory. */
#ifndef PRG__JSON_WRITE_H
#define PRG__JSON_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include <libprogram/types.h>

#define PRG__JSON_WRITE_DEPTH 64

typedef enum prg__json_layout {
        PRG__JSON_CANONICAL, /* as above, one value */
        PRG__JSON_COMPACT,   /* no white space at all, one value */
        PRG__JSON_LINES      /* no white space but a line end behind each of any number of values */
} prg__json_layout;

typedef enum prg__json_style {
        PRG__JSON_BLOCK, /* a member in each line, unless a container around it is inline */
        PRG__JSON_INLINE /* all in one line */
} prg__json_style;

typedef struct prg__json_writer {
        const prg_sink *sink;
        prg__json_layout layout;
        int code;            /* of the first error */
        const char *message; /* what it was, when the sink has not said it */
        unsigned depth;
        unsigned inline_depth; /* depth of the outermost inline container, or 0 */
        uint64_t objects; /* a bit for each open container, the innermost lowest: it is an object */
        uint64_t filled;       /* and: it has members */
        int behind_key;
        int done; /* the one value is written */
        size_t used;
        char buffer[4096];
} prg__json_writer;

/* Ownership: the sink is borrowed until the end. */
void prg__json_writer_init(prg__json_writer *writer, const prg_sink *sink, prg__json_layout layout);

/* All of these return 0 or the code of the first error: PRG_EINVALID for a call that makes no JSON
 * (a value without key in an object, a key elsewhere, a second value, an end that does not match, a
 * number that is none, a string with U+0000), PRG_EUTF8 for a string that is not UTF-8, PRG_ELIMIT
 * for too many containers inside each other, or what the sink returned. */
int prg__json_write_object(prg__json_writer *writer, prg__json_style style);
int prg__json_write_object_end(prg__json_writer *writer);
int prg__json_write_array(prg__json_writer *writer, prg__json_style style);
int prg__json_write_array_end(prg__json_writer *writer);
int prg__json_write_key(prg__json_writer *writer, const char *key, size_t length);
int prg__json_write_string(prg__json_writer *writer, const char *text, size_t length);
int prg__json_write_integer(prg__json_writer *writer, int64_t value);
/* A number given as text, such as "-12.50", is written as it is. */
int prg__json_write_number(prg__json_writer *writer, const char *text, size_t length);
int prg__json_write_boolean(prg__json_writer *writer, int value);
int prg__json_write_null(prg__json_writer *writer);

/* Writes a value that is given as JSON, in the layout of the writer: arrays that hold no containers
 * are inline, all else is block. Numbers stay as they are. Returns as above, with the codes of
 * prg__json_next() for a text that is not accepted, and PRG_ENOMEM. */
int prg__json_write_text(prg__json_writer *writer, const char *data, size_t length);

/* Ends the writing; the value must be complete. Returns 0, or the code of the first error. */
int prg__json_writer_finish(prg__json_writer *writer);

#endif
