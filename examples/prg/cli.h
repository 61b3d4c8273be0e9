/* What every command of prg shares: exit codes, messages, options, results. */
#ifndef PRG_CLI_H
#define PRG_CLI_H

#include <libprogram.h>

#if defined(__GNUC__)
#define CLI_PRINTF(string, first) __attribute__((format(printf, string, first)))
#else
#define CLI_PRINTF(string, first)
#endif

/* The exit codes are part of the interface: scripts depend on them. */
enum cli_exit {
        CLI_OK = 0,
        CLI_FINDINGS = 1, /* the answer is there, and something is to be said about the input */
        CLI_USAGE = 2,
        CLI_INVALID = 3, /* the input is refused */
        CLI_NOT_FOUND = 4,
        CLI_CONFLICT = 5,
        CLI_IO = 6,
        CLI_INTERNAL = 7
};

/* One option of a command: --name, perhaps -letter, perhaps with a value. A list ends with a NULL name. */
typedef struct cli_option {
        const char *name;
        char letter;       /* 0 for none */
        const char *value; /* what the help calls the value; NULL for a switch */
        const char *help;
} cli_option;

#define CLI_MAX_OPTIONS 32

/* What a command was called with. */
typedef struct cli_call {
        const struct cli_command *command;
        const char *values[CLI_MAX_OPTIONS]; /* per option: NULL not given, "" a switch, else the value */
        char **operands;
        int operand_count;
} cli_call;

typedef struct cli_command {
        const char *name;
        const char *summary;  /* one line */
        const char *operands; /* as in "FILE [WORD]", "" for none */
        int least, most;      /* how many operands; most < 0: any number */
        const char *details;  /* further lines of the help, NULL for none */
        const cli_option *options;
        int (*run)(const cli_call *call); /* answers an exit code */
} cli_command;

/* The commands, ended by a NULL name. */
extern const cli_command cli_commands[];
const cli_command *cli_find(const char *name);

/* ---- calls ---- */

/* Sorts the words behind the command's name into options and operands. 0, or CLI_USAGE after a message. */
int cli_parse(cli_call *call, const cli_command *command, int argc, char **argv);
/* The value of an option of the call; NULL when it was not given. */
const char *cli_value(const cli_call *call, const char *option);

/* ---- messages: always on stderr ---- */

/* auto, always, never: whether messages are coloured. 0, or CLI_USAGE after a message. */
int cli_set_color(const char *when);
/* "prg: error: …"; answers `code`. */
int cli_fail(int code, const char *format, ...) CLI_PRINTF(2, 3);
/* An error about a word that the user wrote, with the nearest of the known ones, or a few of them. */
int cli_unknown(const char *kind, const char *word, const char *const *known, size_t count);
/* The library's last error; answers the exit code that belongs to it. */
int cli_fail_library(void);
/* The exit code of a result code of the library. */
int cli_exit_of(int code);

/* ---- results: stdout, or the file of the option --output ---- */

typedef struct cli_output {
        prg_sink sink;
        prg_outfile *file;
} cli_output;

/* Where the results of the call go. 0, or an exit code after a message. */
int cli_output_open(cli_output *output, const cli_call *call);
int cli_print(cli_output *output, const char *format, ...) CLI_PRINTF(2, 3);
/* Completes the output; `code` is what the command came to. Answers it, or CLI_IO after a message. */
int cli_output_close(cli_output *output, int code);

#endif
