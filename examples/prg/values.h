/* Reading value files for commands. */
#ifndef PRG_VALUES_COMMANDS_H
#define PRG_VALUES_COMMANDS_H

#include "commands.h"

/* What came of all files together. */
typedef struct cli_values_counts {
        prg_values_summary summary; /* of the last file */
        size_t accepted, refused, same, totals;
        int findings;
} cli_values_counts;

/* Reads the files behind the first operand as the call's options say. Findings go to stderr. 0, or an exit code
 * when a file is refused. */
int cli_read_values(prg_data *data, const cli_call *call, cli_values_counts *counts);

/* Writes the findings of a report to stderr. CLI_OK, or CLI_FINDINGS when there are some. */
int cli_tell(const prg_report *report);

#endif
