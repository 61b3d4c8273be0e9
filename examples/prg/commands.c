/* The list of commands, and the two that speak of prg itself: help and version. */
#include "commands.h"

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
                code = cli_print(output, "  %-26s %s\n", left, option->help);
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

/* ---- the list ---- */

#define OUTPUT { "output", 'o', "FILE", "write the result to FILE; it appears only when it is complete" }
#define JSON   { "json", 0, NULL, "answer as JSON" }
#define CSV    { "csv", 0, NULL, "answer as CSV" }
#define ON     { "on", 0, "DATE", "as it is on that day (YYYY-MM-DD)" }
#define LANG   { "lang", 0, "CODE", "names in that language, such as en" }
#define KIND   { "kind", 0, "KIND", "components of that kind; task by default" }
#define CLASS  { "class", 0, "CLASS", "only things of that class, such as agency" }
#define END    { NULL, 0, NULL, NULL }

static const cli_option output_only[] = { OUTPUT, END };
static const cli_option validate_options[] = { JSON, OUTPUT, END };
static const cli_option fmt_options[] = {
        { "write", 'w', NULL, "replace the document, and its lists in CSV, in place" }, OUTPUT, END
};
static const cli_option show_options[] = { CLASS, JSON, OUTPUT, END };
static const cli_option tree_options[] = { ON, LANG, JSON, CSV, OUTPUT, END };
static const cli_option who_options[] = { ON, LANG, JSON, CSV, OUTPUT, END };
#define DEBTS                                                                                                      \
        { "from", 0, "DATE", "periods that end on that day or later" },                                            \
        { "to", 0, "DATE", "periods that end on that day or earlier" },                                            \
        { "agency", 'a', "ID", "only what that agency or group owes or has to send" },                             \
        { "obligation", 0, "ID", "only of that obligation" }
static const cli_option due_options[] = {
        { "counts", 0, NULL, "how many are expected, due and received, instead of each" }, DEBTS, ON, LANG, JSON, CSV, OUTPUT, END
};
static const cli_option late_options[] = {
        { "chases", 0, "ID", "only what that agency has to chase" }, DEBTS, ON, LANG, JSON, CSV, OUTPUT, END
};
static const cli_option tasks_options[] = {
        { "without", 0, "WHAT", "only those without a deadline, an indicator or a lead" },
        { "unresolved", 0, NULL, "only those whose wording of time is unresolved" },
        { "state", 's', "LIST", "only those in these states, such as overdue,due_soon" },
        { "agency", 'a', "ID", "only what that agency has to do" },
        { "soon", 0, "DAYS", "how many days before its deadline a task is due soon; 15 by default" },
        { "instances", 0, NULL, "each instance, from --from to --to, instead of the task as a whole" },
        { "from", 0, "DATE", "instances from that day on; the day of --on by default" },
        { "to", 0, "DATE", "instances to that day; the day of --on by default" },
        { "hold", 0, "PERIOD", "of continuous tasks: whether the state was held in that period" },
        { "in-calendar", 0, "ID", "periods that name no calendar are in that one" },
        { "until", 0, "WORD", "until a year (đến năm N) means until its end (the default) or start" },
        { "partial", 0, NULL, "what recurs has an instance for the partial first period, too" },
        { "issued", 0, "DATE", "the day of issue, instead of that of the document" },
        { "ical", 0, "KIND", "deadlines as iCalendar: event or todo" },
        { "stamp", 0, "INSTANT", "with --ical: its time stamp, such as 2018-07-03T08:00:00Z" },
        KIND, ON, LANG, JSON, CSV, OUTPUT, END
};
static const cli_option done_options[] = {
        ON, { "period", 'p', "PERIOD", "which instance: of what recurs its period, of an event its day" },
        { "agency", 'a', "ID", "by whom" }, { "document", 'd', "TEXT", "by which document, such as 123/BC-CAT" },
        { "note", 0, "TEXT", "a remark" },
        { "event", 0, NULL, "the task was not done: its event happened, or the state was not held" },
        { "withdraw", 0, NULL, "take back what the log says of it" }, END
};
static const cli_option matrix_options[] = {
        { "others", 0, NULL, "show those, too, who only stand beside a holder" },
        KIND, ON, LANG, JSON, CSV, OUTPUT, END
};
static const cli_option search_options[] = {
        { "no-marks", 0, NULL, "without regard to tone marks and accents" }, CLASS, LANG, JSON, CSV, OUTPUT, END
};

static const cli_option calendar_options[] = {
        { "year", 0, "YYYY", "the periods of that year" }, { "type", 0, "TYPE", "only periods of that type, such as month" },
        LANG, JSON, CSV, OUTPUT, END
};
static const cli_option period_options[] = {
        { "in", 0, "DOCUMENT", "with the calendars of that programme" },
        { "from", 0, "FORM", "read the ids as id (the default), dhis2 or sdmx" },
        { "convert", 0, "FORM", "only the ids, written as id, dhis2 or sdmx" },
        { "start-day", 0, "--MM-DD", "of ids of SDMX: the first day of the reporting year" },
        { "next", 0, NULL, "the period after it" }, { "previous", 0, NULL, "the period before it" },
        { "last-year", 0, NULL, "the same period last year" },
        { "to-date", 0, NULL, "from the beginning of the year to its end" },
        { "parent", 0, "TYPE", "the period of that type that it is part of" },
        { "children", 0, "TYPE", "the periods of that type that it is made of" },
        { "relative", 0, "NAME", "a relative period of a day, such as LAST_12_MONTHS" },
        { "on", 0, "DATE", "the periods that hold that day" }, { "today", 0, NULL, "as --on, with the day of the clock" },
        { "calendar", 0, "ID", "of a day: the calendar; gregorian by default" },
        { "type", 0, "TYPE", "of a day: only the period of that type" }, JSON, CSV, OUTPUT, END
};

#define MAPPING { "mapping", 0, "FILE", "JSON that says what the columns are, as in docs/values.md" }
#define COMMA   { "decimal-comma", 0, NULL, "numbers in the files are written 1.234,5" }
#define STATUS  { "quality-of-file", 0, "WORD", "of rows that give none: estimate, preliminary, final" }
#define GOOD    { "good-rows", 0, NULL, "use the good rows of a file that has errors" }

static const cli_option values_options[] = {
        MAPPING, COMMA, STATUS,
        { "good-rows", 0, NULL, "fmt: write the good rows of a file that has errors" },
        { "json", 0, NULL, "check: answer as JSON" }, OUTPUT, END
};
#define QUERY                                                                                                  \
        { "query", 'q', "TEXT", "a whole query: 'indicators a; areas roots; periods 2018-Q1'" },               \
        { "indicators", 'i', "LIST", "what is counted: ids, all, group:ID, 'ID = FORMULA'" },                  \
        { "formula", 0, "ID=FORMULA", "a further indicator; of one of the programme: what if it had this formula" }, \
        { "set", 0, "CELL=VALUE", "what if: 'INDICATOR@AREA@PERIOD=12', several with ',' between them" },      \
        { "areas", 'a', "LIST", "where: ids, roots (the default), level:WORD, children:ID …" },                \
        { "periods", 'p', "LIST", "when: 2018-06, vn:2018-Q1..2018-Q4, LAST_YEAR@2018-12-31" },                \
        { "breakdowns", 'b', "LIST", "total (the default), ID, ID=CATEGORY, ID*ID, classes" },                 \
        { "measures", 'm', "LIST", "value (the default), cumulative, growth_same_period …" },                  \
        { "as-of", 0, "N", "as it was known after so many entries" },                                          \
        { "quality", 0, "MODE", "best (the default), 'at_least preliminary', 'exactly final'" },               \
        { "source", 0, "ID", "take this reporting chain" },                                                    \
        { "origin", 0, "WORD", "auto (the default), parts, own: what makes up an area above" }
#define NUMBERS { "numbers", 0, "FORM", "plain (the default), vietnamese" }

static const cli_option compute_options[] = {
        QUERY,
        { "sort", 0, "MEASURE", "sort areas by it, greatest first (rank: best first); +MEASURE: least first" },
        { "top", 0, "N", "only the first N areas" },
        { "threads", 0, "N", "work with N threads; the result is the same" },
        { "format", 'f', "FORM", "text (the default), csv, json; --csv and --json are short" },
        { "down", 0, "AXES", "the axes that go down, such as indicators,areas" },
        { "numbers", 0, "FORM", "plain (the default), vietnamese; CSV then has semicolons" },
        { "ids", 0, NULL, "ids instead of names, in text" },
        { "no-details", 0, NULL, "text: numbers without their coverage, quality and marks" },
        MAPPING, COMMA, STATUS, GOOD, LANG, JSON, CSV, OUTPUT, END
};

static const cli_option formula_options[] = {
        { "text", 't', "FORMULA", "check: this formula; without DOCUMENT its syntax and types only" },
        { "indicator", 'i', "ID", "check: as the formula of that indicator, in its unit" },
        { "dot", 0, NULL, "deps: as a graph for Graphviz" }, JSON, CSV, OUTPUT, END
};

static const cli_option explain_options[] = {
        QUERY,
        { "depth", 0, "N", "how many levels below the cell; all down to the entries by default" },
        { "most", 0, "N", "so many steps of a level one by one, the rest together; 20 by default, 0: all" },
        { "format", 'f', "FORM", "text (the default), json; --json is short" }, NUMBERS,
        MAPPING, COMMA, STATUS, GOOD, LANG, JSON, OUTPUT, END
};

const cli_command cli_commands[] = {
        { "help", "show the commands, or what one of them does", "[COMMAND]", 0, 1, NULL, output_only, run_help },
        { "version", "show the version and what this build can do", "", 0, 0, NULL, output_only, run_version },
        { "validate", "check a programme document and list everything that is wrong", "DOCUMENT", 1, 1,
                "Each finding has its place, what was expected, and a suggestion where there is one.\n"
                "Exit code 0: no findings; 1: warnings only; 3: refused.",
                validate_options, run_validate },
        { "fmt", "write a programme document in its canonical form", "DOCUMENT", 1, 1,
                "Without options the document goes to stdout, with lists from CSV written into it.\n"
                "With --write or --output the lists stay in CSV files beside it.",
                fmt_options, run_fmt },
        { "show", "show the programme, or one thing in it", "DOCUMENT [ID-OR-NAME]", 1, 2,
                "With --class alone: everything of that class, with ids and names.", show_options, run_show },
        { "tree", "show the components as a tree, with their leads", "DOCUMENT [COMPONENT]", 1, 2, NULL, tree_options, run_tree },
        { "who", "what an agency has to do, in which roles; who is responsible", "DOCUMENT AGENCY|TASK", 2, 2,
                "AGENCY is an id, a name or an alias, in any case and either placement of tone marks.\n"
                "What it has to do as a member of a group is included; on a day of --on also what it took\n"
                "over from others, without what it gave away.\n"
                "Of a task or an obligation, with --on: who was responsible for it on that day.",
                who_options, run_who },
        { "tasks", "list the tasks, or how they stand on a day", "DOCUMENT [LOG]...", 1, -1,
                "With a log, or an option that asks for it: how each task stands on the day of --on,\n"
                "from what the logs say was done. docs/duties.md tells the columns, the states and\n"
                "the files.\n"
                "Exit code 1: the answer is there, and an entry of a log means nothing.",
                tasks_options, run_tasks },
        { "done", "write into a log that a task was done", "DOCUMENT LOG TASK", 3, 3,
                "The log is checked, and the entry; the file changes only when both are good, and\n"
                "then at once. A log that is not there is begun.",
                done_options, run_done },
        { "due", "list the reports that are owed, or count them", "DOCUMENT [LOG]...", 1, -1,
                "As they stand at the end of the day of --on, from what the logs say was sent. Without\n"
                "--from and --to: of periods that end from a year before that day to a month after it.\n"
                "docs/duties.md tells the states and the counts.\n"
                "Exit code 1: the answer is there, and an entry of a log means nothing.",
                due_options, run_due },
        { "late", "list the reports that are overdue, and who has to chase whom", "DOCUMENT [LOG]...", 1, -1,
                "As they stand at the end of the day of --on; orphaned ones, which nobody owes any more,\n"
                "too. Exit code 1: the answer is there, and an entry of a log means nothing.",
                late_options, run_late },
        { "matrix", "the responsibility matrix: who has which role in which task", "DOCUMENT", 1, 1,
                "As CSV and JSON: one row for each role of a holder in a task.",
                matrix_options, run_matrix },
        { "search", "find everything whose name or wording contains a text", "DOCUMENT TEXT", 2, 2, NULL,
                search_options, run_search },
        { "calendar", "list calendars, or the periods of one in a year", "[DOCUMENT [CALENDAR]]", 0, 2,
                "Without DOCUMENT: the calendars that are always there.", calendar_options, run_calendar },
        { "period", "a period's days, neighbours and parts, and its ids elsewhere", "[ID]...", 0, -1,
                "Ids are those of docs/periods.md: 2018-Q1, vn:2019-06, 2024NovQ1, 2018-01-05..2018-02-03.\n"
                "Instead of ids: a day, with --on or --today, and perhaps --relative NAME.\n"
                "Exit code 1: the answer is there, and a calendar was not in force on the last day.",
                period_options, run_period },
        { "values", "check files of values, or write them in the canonical form",
                "check|fmt DOCUMENT FILE...", 3, -1,
                "check: every finding with its file, row and column, and what was expected; a summary\n"
                "of each file. Nothing is changed. fmt: one long CSV file with all entries; with\n"
                "--output FILE.ndjson lines of JSON; FILE.json: what counts at present, as series.\n"
                "Files are as in docs/values.md, and are read in the order in which they stand:\n"
                "*.ndjson, *.json, and all others as CSV, for which --mapping is.\n"
                "Exit code 0: no findings; 1: warnings, or rows that --good-rows left out; 3: refused.",
                values_options, run_values },
        { "compute", "a table of indicators from files of values", "DOCUMENT [FILE]...", 1, -1,
                "Files are as in docs/values.md, and are read in the order in which they stand:\n"
                "*.ndjson, *.json, and all others as CSV.\n"
                "The query, as in docs/queries.md, comes from --query, from the options for its\n"
                "clauses, or both; an option stands above its clause. What a number means stands in\n"
                "docs/results.md.\n"
                "Exit code 1: the table is there, and something is to be said about the values.",
                compute_options, run_compute },
        { "formula", "check formulas, show what needs what, list the functions",
                "check|deps|functions [DOCUMENT]", 1, 2,
                "check: the formulas of a document, or one of --text: what is wrong, and where; else\n"
                "what type, exactness and unit come out. deps: which indicators each one needs.\n"
                "functions: the reference. The language is that of docs/formulas.md.",
                formula_options, run_formula },
        { "explain", "where the number of one cell comes from, down to the entries", "DOCUMENT [FILE]...", 1, -1,
                "Files and query are as for compute; the query names one indicator, area and period.\n"
                "docs/explain.md has an example, and describes the JSON.\n"
                "Exit code 1: the answer is there, and something is to be said about the values.",
                explain_options, run_explain },
        { NULL, NULL, NULL, 0, 0, NULL, NULL, NULL },
};
