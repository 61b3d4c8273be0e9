/* Loading a programme against json-c alone.
 *
 * json-c parses the same text into its tree and frees it, which is the least that any reader on top of it
 * pays. The library scans the text, has json-c build its tree, makes the programme from it, resolves every
 * reference, checks every rule, and frees both. Two programmes, made here, the same in every run: 100 000
 * components with two assignments each, and 15 000 areas. Also: how long one look-up by id takes.
 * Processor time is measured, so that other work on the machine matters less. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <json-c/json.h>
#include <libprogram.h>

#include "bench.h"
#include "util/buf.h"

#define ROUNDS     7
#define COMPONENTS 100000
#define AREAS      15000
#define LOOK_UPS   1000000

static void make_head(prg_buf *text)
{
        prg__buf_text(text, "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": \"bench\",\n");
}

/* One root, projects of a hundred tasks; each task has a name in two languages, a time, two assignments. */
static void make_components(prg_buf *text)
{
        make_head(text);
        prg__buf_text(text, "\"agencies\": [");
        for (int i = 0; i < 50; i++)
                prg__buf_format(text, "%s{\"id\": \"A%d\", \"name\": \"Cơ quan số %d\"}", i ? ",\n" : "", i, i);
        prg__buf_text(text, "],\n\"components\": [{\"id\": \"P\", \"kind\": \"programme\", \"children\": [\n");
        for (int i = 0; i < COMPONENTS; i++) {
                if (i % 100 == 0)
                        prg__buf_format(text, "%s{\"id\": \"D%d\", \"name\": \"Dự án số %d\", \"kind\": \"project\", \"children\": [\n",
                                i ? "]},\n" : "", i / 100, i / 100);
                prg__buf_format(text,
                        "%s{\"id\": \"T%d\", \"name\": {\"vi\": \"Nhiệm vụ số %d\", \"en\": \"Task %d\"}, \"kind\": \"task\", "
                        "\"time\": {\"text\": \"trong năm 2018\", \"form\": \"window\", \"from\": \"2018\", \"to\": \"2018\"}, "
                        "\"assignments\": [{\"agency\": \"A%d\", \"role\": \"lead\"}, {\"agency\": \"A%d\", \"role\": "
                        "\"coordinate\", \"other\": true}]}",
                        i % 100 ? ",\n" : "", i, i, i, i % 50, (i + 7) % 50);
        }
        prg__buf_text(text, "]}\n]}]}\n");
}

static void make_areas(prg_buf *text)
{
        make_head(text);
        prg__buf_text(text, "\"areas\": [{\"id\": \"X\", \"name\": \"Việt Nam\", \"level\": \"nation\"}");
        for (int i = 0; i < AREAS; i++)
                prg__buf_format(text,
                        ",\n{\"id\": \"X%d\", \"name\": \"Xã số %d\", \"code\": \"%05d\", \"level\": \"commune\", "
                        "\"kind\": \"xa\", \"parent\": \"X\", \"from\": \"2013-12-27\"}",
                        i, i, i);
        prg__buf_text(text, "]}\n");
}

static int load(const prg_buf *text)
{
        prg_programme *programme;
        if (prg_programme_read_json(&programme, text->data, text->length, NULL) != 0)
                return -1;
        prg_programme_unref(programme);
        return 0;
}

static int parse(const prg_buf *text)
{
        json_tokener *tokener = json_tokener_new_ex(65);
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
        json_object *tree = json_tokener_parse_ex(tokener, text->data, (int)text->length);
        json_tokener_free(tokener);
        json_object_put(tree);
        return tree ? 0 : -1;
}

/* Seconds of a task in a process of its own, so that neither leaves its heap to the other; the first of two
 * runs warms up. Negative on failure. */
static double in_child(int (*task)(const prg_buf *text), const prg_buf *text)
{
        int ends[2];
        double seconds = -1;
        if (pipe(ends) != 0)
                return -1;
        pid_t child = fork();
        if (child == 0) {
                int failed = task(text);
                double start = bench_now();
                failed |= task(text);
                seconds = failed ? -1 : bench_now() - start;
                _exit(write(ends[1], &seconds, sizeof seconds) != (ssize_t)sizeof seconds);
        }
        close(ends[1]);
        if (read(ends[0], &seconds, sizeof seconds) != (ssize_t)sizeof seconds)
                seconds = -1;
        close(ends[0]);
        waitpid(child, NULL, 0);
        return seconds;
}

static int measure(const char *what, const prg_buf *text)
{
        double ours[ROUNDS], theirs[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
                ours[round] = in_child(load, text);
                theirs[round] = in_child(parse, text);
                if (ours[round] < 0 || theirs[round] < 0)
                        return 1;
        }
        double loading = bench_median(ours, ROUNDS), parsing = bench_median(theirs, ROUNDS);
        printf("bench: loading %s (%.1f MB) against json-c %s parsing it: %.2f times as long (%.0f and %.0f ms)\n", what,
                (double)text->length / 1e6, json_c_version(), loading / parsing, loading * 1e3, parsing * 1e3);
        return 0;
}

static int measure_look_ups(const prg_buf *text)
{
        prg_programme *programme;
        char id[16];
        size_t found = 0;
        if (prg_programme_read_json(&programme, text->data, text->length, NULL) != 0)
                return 1;
        double start = bench_now();
        for (unsigned i = 0; i < LOOK_UPS; i++) {
                snprintf(id, sizeof id, "T%u", i * 7919u % COMPONENTS);
                found += prg_programme_get(programme, "component", id) != NULL;
        }
        double all = bench_now() - start;
        printf("bench: look-up of a component by id among %d: %.0f ns, %zu found\n", COMPONENTS, all / LOOK_UPS * 1e9, found);
        prg_programme_unref(programme);
        return found != LOOK_UPS;
}

int main(void)
{
        prg_buf components = PRG_BUF_INIT, areas = PRG_BUF_INIT;
        make_components(&components);
        make_areas(&areas);
        int failed = measure("100 000 components with assignments", &components) || measure("15 000 areas", &areas)
                || measure_look_ups(&components);
        prg_buf_dispose(&components);
        prg_buf_dispose(&areas);
        return failed;
}
