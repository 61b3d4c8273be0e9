/**
 * @file libprogram/sink.h
 * @brief Where output goes: a growing buffer, or a file that appears only when it is complete.
 */
#ifndef PRG_SINK_H
#define PRG_SINK_H

#include "common.h"
#include "types.h"

PRG_BEGIN_DECLS

/**
 * @defgroup sink Output
 * @brief Everything that the library writes goes to a #prg_sink.
 *
 * A caller with its own destination fills a #prg_sink itself. For the two usual ones there are
 * helpers: prg_sink_to_buf(), and #prg_outfile for a file.
 *
 * ~~~{.c}
 * prg_outfile *file;
 * if (prg_outfile_new(&file, "report.txt") < 0)
 *         return -1;
 * int code = prg_report_write_text(report, prg_outfile_sink(file));
 * if (code == 0)
 *         code = prg_outfile_commit(file);   // only now does report.txt change
 * prg_outfile_free(file);
 * ~~~
 * @{
 */

/**
 * A sink that appends to a buffer.
 *
 * @param[out] sink receives the sink, which is a plain value and needs no freeing.
 * @param buf       Ownership: borrowed, used until the writing is over.
 * @return 0, or PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_sink_to_buf(prg_sink *sink, prg_buf *buf);

/**
 * Passes bytes to a sink.
 *
 * @return 0, PRG_EINVALID, or what the sink returned. A sink that answers with a positive number,
 *         against its contract, gives PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_sink_write(const prg_sink *sink, const char *data, size_t length);

/**
 * A file being written. The bytes go to a temporary file in the same folder, which takes the name
 * only at prg_outfile_commit(): whoever reads the path sees the old content or the whole new one.
 */
typedef struct prg_outfile prg_outfile;

/**
 * Starts to write a file.
 *
 * @param[out] file receives it. Ownership: owned, free with prg_outfile_free().
 * @param path      copied. An existing file keeps its content until the commit, and its permissions
 *                  after it; a symbolic link is followed.
 * @return 0; PRG_EIO with the path as place; PRG_ENOMEM; PRG_EINVALID.
 * @since 0.1
 */
PRG_API int prg_outfile_new(prg_outfile **file, const char *path);

/**
 * The sink of a file. Ownership: borrowed, valid until the file is committed or freed. NULL for NULL.
 * @since 0.1
 */
PRG_API const prg_sink *prg_outfile_sink(prg_outfile *file);

/**
 * Brings the bytes to the disk and gives the file its name. Nothing can be written afterwards.
 *
 * @return 0; PRG_EIO, and the old file is as it was; PRG_EINVALID for NULL or a second commit.
 * @since 0.1
 */
PRG_API int prg_outfile_commit(prg_outfile *file);

/**
 * Frees the object; without a commit before it, nothing of what was written stays. NULL is accepted.
 * @since 0.1
 */
PRG_API void prg_outfile_free(prg_outfile *file);

/** @} */

PRG_END_DECLS

#endif
