/* The list of commands, and the two that speak of prg itself: help and version. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

/* ---- help ---- */

static int help_overview(cli_output *output)
{
        int code = cli_print(output,
                "prg %s: a government programme on the command line\n\n"
                "usage: prg [--color auto|always|never] COMMAND [OPTION]... [OPERAND]...\n\n"
                "commands:\n", prg_version());
        for (const cli_command *command = cli_commands; code == 0 && command->name; command++)
                code = cli_print(output, "  %-12s %s\n", command->name, command->summary);
        if (code == 0)
                code = cli_print(output,
                        "\n'prg help COMMAND' tells more. Results go to stdout, messages to stderr.\n"
                        "exit codes: 0 ok, 1 findings, 2 usage, 3 invalid input, 4 not found,\n"
                        "            5 conflict, 6 input or output, 7 internal\n"
                        "NO_COLOR, set to anything, keeps messages without colour.\n");
        return code;
}

static int help_command(cli_output *output, const cli_command *command)
{
        int code = cli_print(output, "prg %s: %s\n\nusage: prg %s%s%s%s\n", command->name,
                command->summary, command->name, command->options ? " [OPTION]..." : "",
                *command->operands ? " " : "", command->operands);
        if (code == 0 && command->details)
                code = cli_print(output, "\n%s\n", command->details);
        if (code == 0 && command->options)
                code = cli_print(output, "\noptions:\n");
        for (const cli_option *option = command->options; code == 0 && option && option->name; option++) {
                char left[64];
                char letter[] = { '-', option->letter, ',', ' ', '\0' };
                snprintf(left, sizeof left, "%s--%s%s%s", option->letter ? letter : "    ", option->name,
                        option->value ? " " : "", option->value ? option->value : "");
                code = cli_print(output, "  %-24s %s\n", left, option->help);
        }
        return code;
}

static int run_help(const cli_call *call)
{
        const cli_command *command = NULL;
        if (call->operand_count == 1 && (command = cli_find(call->operands[0])) == NULL) {
                const char *names[64];
                size_t count = 0;
                for (const cli_command *known = cli_commands; known->name && count < 64; known++)
                        names[count++] = known->name;
                return cli_unknown("command", call->operands[0], names, count);
        }
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        code = command ? help_command(&output, command) : help_overview(&output);
        return cli_output_close(&output, code == 0 ? CLI_OK : CLI_IO);
}

/* ---- version ---- */

static int run_version(const cli_call *call)
{
        cli_output output;
        int code = cli_output_open(&output, call);
        if (code)
                return code;
        const char *name, *detail;
        code = cli_print(&output, "prg %s\n", prg_version());
        for (size_t i = 0; code == 0 && prg_version_feature(&name, &detail, i) == 0; i++)
                code = cli_print(&output, "  %-12s %s\n", name, detail);
        return cli_output_close(&output, code == 0 ? CLI_OK : CLI_IO);
}

const cli_command cli_commands[] = {
        { "help", "show the commands, or what one of them does", "[COMMAND]", 0, 1, NULL, NULL, run_help },
        { "version", "show the version and what this build can do", "", 0, 0, NULL, NULL, run_version },
        { NULL, NULL, NULL, 0, 0, NULL, NULL, NULL },
};
