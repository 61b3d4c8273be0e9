/* Options, messages and results of prg.
 *
 * Messages go to stderr and may be coloured; results go to stdout or to a file and never are. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- messages ---- */

static int colored = -1; /* -1: not decided yet */

static int color(void)
{
        if (colored < 0) {
                const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
                colored = !(no_color && *no_color) && isatty(STDERR_FILENO)
                        && !(term && strcmp(term, "dumb") == 0);
        }
        return colored;
}

int cli_set_color(const char *when)
{
        static const char *const known[] = { "auto", "always", "never" };
        if (strcmp(when, "auto") == 0)
                colored = -1;
        else if (strcmp(when, "always") == 0)
                colored = 1;
        else if (strcmp(when, "never") == 0)
                colored = 0;
        else
                return cli_unknown("value of --color", when, known, 3);
        return CLI_OK;
}

int cli_fail(int code, const char *format, ...)
{
        va_list arguments;
        fprintf(stderr, "prg: %serror:%s ", color() ? "\033[1;31m" : "", color() ? "\033[0m" : "");
        va_start(arguments, format);
        vfprintf(stderr, format, arguments);
        va_end(arguments);
        fputc('\n', stderr);
        return code;
}

int cli_unknown(const char *kind, const char *word, const char *const *known, size_t count)
{
        const char *best = NULL;
        if (prg_text_suggest(&best, word, known, count) == 0)
                return cli_fail(CLI_USAGE, "unknown %s '%s'; did you mean '%s'?", kind, word, best);
        if (count > 8)
                return cli_fail(CLI_USAGE, "unknown %s '%s'", kind, word);
        char expected[200] = "";
        for (size_t i = 0; i < count; i++)
                snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "%s%s",
                        i == 0 ? "" : i + 1 < count ? ", " : " or ", known[i]);
        return cli_fail(CLI_USAGE, "unknown %s '%s'; expected %s", kind, word, expected);
}

int cli_exit_of(int code)
{
        switch (code) {
        case PRG_EINVALID: return CLI_USAGE;
        case PRG_ENOTFOUND: return CLI_NOT_FOUND;
        case PRG_EEXISTS:
        case PRG_ECONFLICT:
        case PRG_EFROZEN:
        case PRG_ESTALE: return CLI_CONFLICT;
        case PRG_EIO: return CLI_IO;
        case PRG_ENOMEM:
        case PRG_ECANCELLED:
        case PRG_ENOTYET:
        case PRG_EINTERNAL: return CLI_INTERNAL;
        default: return code < 0 ? CLI_INVALID : CLI_OK;
        }
}

int cli_fail_library(void)
{
        const prg_error *error = prg_error_last();
        return cli_fail(cli_exit_of(error->code), "%s%s%s", error->place, *error->place ? ": " : "",
                error->message);
}

/* ---- calls ---- */

static const cli_option none[] = { { NULL, 0, NULL, NULL } };

static const cli_option *options_of(const cli_command *command)
{
        return command->options ? command->options : none;
}

static int unknown_option(const cli_option *options, const char *word)
{
        const char *names[CLI_MAX_OPTIONS];
        size_t count = 0;
        for (; options[count].name; count++)
                names[count] = options[count].name;
        const char *best = NULL;
        if (prg_text_suggest(&best, word + strspn(word, "-"), names, count) == 0)
                return cli_fail(CLI_USAGE, "unknown option '%s'; did you mean '--%s'?", word, best);
        return cli_fail(CLI_USAGE, "unknown option '%s'", word);
}

/* The index of the option that a word names; *inline_value receives what follows '='. */
static int option_index(const cli_option *options, const char *word, const char **inline_value)
{
        *inline_value = NULL;
        for (int i = 0; options[i].name; i++) {
                size_t length = strlen(options[i].name);
                if (word[1] != '-') {
                        if (options[i].letter && word[1] == options[i].letter && word[2] == '\0')
                                return i;
                } else if (strncmp(word + 2, options[i].name, length) == 0) {
                        if (word[2 + length] == '\0')
                                return i;
                        if (word[2 + length] == '=') {
                                *inline_value = word + 3 + length;
                                return i;
                        }
                }
        }
        return -1;
}

static int parse_option(cli_call *call, int argc, char **argv, int *position)
{
        const cli_option *options = options_of(call->command);
        const char *word = argv[*position], *value;
        int i = option_index(options, word, &value);
        if (i < 0)
                return unknown_option(options, word);
        if (options[i].value == NULL && value)
                return cli_fail(CLI_USAGE, "option --%s takes no value", options[i].name);
        if (options[i].value && value == NULL) {
                if (*position + 1 >= argc)
                        return cli_fail(CLI_USAGE, "option --%s needs a value: %s", options[i].name,
                                options[i].value);
                value = argv[++*position];
        }
        if (call->values[i])
                return cli_fail(CLI_USAGE, "option --%s was given twice", options[i].name);
        call->values[i] = value ? value : "";
        return 0;
}

int cli_parse(cli_call *call, const cli_command *command, int argc, char **argv)
{
        memset(call, 0, sizeof *call);
        call->command = command;
        call->operands = argv; /* operands are gathered at the front of argv */
        int only_operands = 0;
        for (int i = 0; i < argc; i++) {
                const char *word = argv[i];
                if (!only_operands && strcmp(word, "--") == 0)
                        only_operands = 1;
                else if (only_operands || word[0] != '-' || word[1] == '\0')
                        call->operands[call->operand_count++] = argv[i];
                else if (parse_option(call, argc, argv, &i) != 0)
                        return CLI_USAGE;
        }
        if (call->operand_count < command->least)
                return cli_fail(CLI_USAGE, "usage: prg %s %s", command->name, command->operands);
        if (command->most >= 0 && call->operand_count > command->most)
                return cli_fail(CLI_USAGE, "'%s' is too much; usage: prg %s%s%s",
                        call->operands[command->most], command->name, *command->operands ? " " : "",
                        command->operands);
        return 0;
}

const char *cli_value(const cli_call *call, const char *option)
{
        const cli_option *options = options_of(call->command);
        for (int i = 0; options[i].name; i++)
                if (strcmp(options[i].name, option) == 0)
                        return call->values[i];
        return NULL;
}

/* ---- results ---- */

static int write_stdout(void *payload, const char *data, size_t length)
{
        (void)payload;
        return fwrite(data, 1, length, stdout) == length ? 0 : PRG_EIO;
}

int cli_output_open(cli_output *output, const cli_call *call)
{
        const char *path = cli_value(call, "output");
        output->file = NULL;
        output->sink = (prg_sink){ write_stdout, NULL };
        if (path == NULL || strcmp(path, "-") == 0)
                return 0;
        if (prg_outfile_new(&output->file, path) < 0)
                return cli_fail_library();
        output->sink = *prg_outfile_sink(output->file);
        return 0;
}

int cli_print(cli_output *output, const char *format, ...)
{
        char line[2048];
        va_list arguments;
        va_start(arguments, format);
        int length = vsnprintf(line, sizeof line, format, arguments);
        va_end(arguments);
        if (length < 0 || (size_t)length >= sizeof line)
                return cli_fail(CLI_INTERNAL, "a line is too long");
        return prg_sink_write(&output->sink, line, (size_t)length);
}

int cli_output_close(cli_output *output, int code)
{
        if (output->file) {
                if (code <= CLI_FINDINGS && prg_outfile_commit(output->file) < 0)
                        code = cli_fail_library();
                prg_outfile_free(output->file);
        } else if (fflush(stdout) != 0 || ferror(stdout)) {
                code = cli_fail(CLI_IO, "the results cannot be written");
        }
        return code;
}
