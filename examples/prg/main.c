/* prg: libprogram on the command line. Finds the command, gives it its words, answers its exit code. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

const cli_command *cli_find(const char *name)
{
        for (const cli_command *command = cli_commands; command->name; command++)
                if (strcmp(command->name, name) == 0)
                        return command;
        return NULL;
}

static int unknown_command(const char *word)
{
        const char *names[64];
        size_t count = 0;
        for (const cli_command *command = cli_commands; command->name && count < 64; command++)
                names[count++] = command->name;
        cli_unknown("command", word, names, count);
        fputs("'prg help' lists the commands.\n", stderr);
        return CLI_USAGE;
}

static int wants_help(int argc, char **argv)
{
        for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
                if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
                        return 1;
        return 0;
}

static int run(char *name, int argc, char **argv)
{
        const cli_command *command = cli_find(name);
        if (command == NULL)
                return unknown_command(name);
        if (wants_help(argc, argv)) {
                command = cli_find("help");
                argc = 1;
                argv = &name;
        }
        cli_call call;
        int code = cli_parse(&call, command, argc, argv);
        return code ? code : command->run(&call);
}

int main(int argc, char **argv)
{
        static char help[] = "help", version[] = "version";
        int at = 1;
        while (at < argc && strncmp(argv[at], "--color", 7) == 0) {
                const char *when = argv[at][7] == '=' ? argv[at] + 8 : at + 1 < argc ? argv[++at] : "";
                if (cli_set_color(when) != CLI_OK)
                        return CLI_USAGE;
                at++;
        }
        if (at >= argc) {
                run(help, 0, NULL);
                return CLI_USAGE;
        }
        char *name = argv[at];
        if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
                name = help;
        else if (strcmp(name, "--version") == 0)
                name = version;
        return run(name, argc - at - 1, argv + at + 1);
}
