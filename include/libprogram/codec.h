/**
 * @file libprogram/codec.h
 * @brief The programme document: reading and writing it.
 */
#ifndef PRG_CODEC_H
#define PRG_CODEC_H

#include "common.h"
#include "programme.h"
#include "report.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup codec Programme document
 * @brief JSON of the format `libprogram/programme`, and lists in CSV beside it.
 *
 * The format is described field by field by prg_class_field(), and as a JSON Schema in
 * `docs/schema/programme-1.json`. A list of the top level, such as `"areas"`, may be the name of a CSV file
 * in the document's folder instead of an array.
 * @{
 */

/** Options of the readers. */
typedef struct prg_read_options {
        unsigned version;    /**< #PRG_READ_OPTIONS_VERSION */
        prg_report *report;  /**< receives everything that is wrong; NULL for only the first error.
                                  Ownership: borrowed */
        size_t max_bytes;    /**< a larger document or list is refused; default 64 MiB */
        const char *folder;  /**< where lists in CSV lie, for a document that is no file; NULL: nowhere.
                                  Ownership: borrowed */
        const char *source;  /**< what messages call a document that is no file. Ownership: borrowed */
        int (*progress)(void *payload, size_t done, size_t total); /**< called now and then with items read
                                  and items known; another answer than 0 stops with PRG_ECANCELLED */
        void *payload;       /**< given to `progress`. Ownership: borrowed */
} prg_read_options;

#define PRG_READ_OPTIONS_VERSION 1 /**< the present version of #prg_read_options */
/** The defaults of #prg_read_options. */
#define PRG_READ_OPTIONS_INIT { PRG_READ_OPTIONS_VERSION, NULL, (size_t)64 << 20, NULL, NULL, NULL, NULL }

/**
 * Reads a programme document from a file.
 *
 * @param[out] programme receives it. Ownership: owned, give back with prg_programme_unref().
 * @param path           the file; lists in CSV lie in its folder.
 * @param options        NULL for the defaults.
 * @return 0; PRG_ESYNTAX or PRG_EUTF8 for a text that is no JSON; PRG_ESCHEMA for a document that breaks
 *         the format; PRG_EVERSION for one of a later major version; PRG_ELIMIT; PRG_EIO;
 *         PRG_ECANCELLED; PRG_ENOMEM; PRG_EINVALID. The thread's error is the first finding; all are in
 *         the report.
 * @since 0.1
 */
PRG_API int prg_programme_open_json(prg_programme **programme, const char *path, const prg_read_options *options);

/**
 * Reads a programme document from memory.
 *
 * @param[out] programme receives it. Ownership: owned, give back with prg_programme_unref().
 * @param data           the text.
 * @param length         in bytes.
 * @param options        NULL for the defaults.
 * @return as prg_programme_open_json().
 * @since 0.1
 */
PRG_API int prg_programme_read_json(prg_programme **programme, const char *data, size_t length,
        const prg_read_options *options);

/**
 * Writes a programme as one canonical document: fixed order of keys, two spaces of indentation, defaults and
 * what is not given left out. Lists that came from CSV are written into it.
 *
 * @return 0; PRG_ENOMEM; PRG_EINVALID; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_programme_write_json(const prg_programme *programme, const prg_sink *sink);

/**
 * Saves a programme to a file, with the lists that came from CSV in their files beside it. All are written
 * before the first is replaced; then each is replaced as a whole, the lists first. Reading what was saved and
 * saving it again changes no byte.
 *
 * @param programme the programme.
 * @param path      copied.
 * @return 0; PRG_EIO; PRG_ESCHEMA when a list cannot be CSV any more (a text in a list of texts contains
 *         ';', a text is empty …), and no file is changed; PRG_ENOMEM; PRG_EINVALID, also for a path that is
 *         one of the lists.
 * @since 0.1
 */
PRG_API int prg_programme_save_json(const prg_programme *programme, const char *path);

/**
 * Writes one item with everything that belongs to it, as it stands in the document.
 *
 * @return 0; PRG_ENOMEM; PRG_EINVALID; what the sink returned.
 * @since 0.1
 */
PRG_API int prg_item_write_json(const prg_item *item, const prg_sink *sink);

/** @} */

PRG_END_DECLS

#endif
