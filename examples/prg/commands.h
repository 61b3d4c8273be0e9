/* What the commands that read a programme share. */
#ifndef PRG_COMMANDS_H
#define PRG_COMMANDS_H

#include "cli.h"
#include "grid.h"

int run_validate(const cli_call *call);
int run_fmt(const cli_call *call);
int run_show(const cli_call *call);
int run_tree(const cli_call *call);
int run_who(const cli_call *call);
int run_tasks(const cli_call *call);
int run_done(const cli_call *call);
int run_due(const cli_call *call);
int run_late(const cli_call *call);
int run_matrix(const cli_call *call);
int run_search(const cli_call *call);
int run_calendar(const cli_call *call);
int run_period(const cli_call *call);
int run_values(const cli_call *call);
int run_compute(const cli_call *call);
int run_formula(const cli_call *call);
int run_explain(const cli_call *call);

/* Writes the findings of a report to stderr. CLI_OK, or CLI_FINDINGS when there are some. */
int cli_tell(const prg_report *report);
/* Opens a document; when it is refused, all findings go to stderr. 0, or an exit code. */
int cli_open_programme(prg_programme **programme, const char *path);
/* The day of the option --on, PRG_DATE_NONE without it. 0, or CLI_USAGE after a message. */
int cli_day(prg_date *day, const cli_call *call);
/* Writes the grid where and how the call asks for it. An exit code. */
int cli_write_grid(const struct grid *grid, const cli_call *call);

/* Reads a file into a log. 0, or an exit code after the findings. */
int cli_read_log(prg_log *log, const char *path);
/* Writes who is responsible for a component or an obligation on a day. An exit code. */
int cli_who_is_responsible(const prg_item *item, prg_date day, const cli_call *call);

/* ---- value files ---- */

/* A data set, and how files are read into it. */
typedef struct cli_values {
        prg_data *data;
        prg_buf mapping;
        prg_values_options options;
} cli_values;

/* An empty data set; the call's options say how files are read. 0, or an exit code; it is to be closed
 * in both cases. */
int cli_values_open(cli_values *values, prg_programme *programme, const cli_call *call);
void cli_values_close(cli_values *values);
/* Reads the files that stand in the call from operand `first` on. All findings go to stderr; *findings
 * becomes 1 when there are some. 0, or an exit code when a file is refused, after all were read. */
int cli_values_read(cli_values *values, const cli_call *call, int first, int *findings);

/* ---- queries ---- */

/* The number of an option. 1 when it was given, 0 when not, or -1 after a message. */
int cli_number(uint64_t *number, const cli_call *call, const char *option);
/* Which of the words an option has; `fallback` when it was not given, -1 after a message. */
int cli_word(const cli_call *call, const char *option, const char *const *words, size_t count, int fallback);

/* What a command does with a table. 0, or an exit code. */
typedef int cli_use(prg_table *table, const prg_data *data, void *payload, const cli_call *call);
/* Programme and values of the operands, the query of the options: computes, tells what is odd, and gives the table to
 * `use`. The exit code. */
int cli_ask(const cli_call *call, unsigned threads, cli_use *use, void *payload);

/* ---- pieces of answers ---- */

const char *cli_date(char text[16], prg_date date);
int cli_show_number(cli_output *output, const char *label, prg_decimal number);
/* A thing without id in one line: its given fields. */
int cli_show_record(cli_output *output, const char *label, const prg_item *record);
/* Puts a cell with who leads a component; `implied`: the word for one by implication, NULL for none. 0, or an exit code. */
int cli_put_leads(struct grid *grid, const prg_item *component, prg_date day, const char *implied);
/* Whether headings and words are to be Vietnamese: in text for people, with --lang vi. */
int cli_is_vietnamese(const cli_call *call);

#endif
