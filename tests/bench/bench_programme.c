/* Loading a programme against json-c alone.
 *
 * json-c parses the same text into its tree and frees it, which is the least that any reader on top of it
 * pays. The library scans the text, has json-c build its tree, makes the programme from it, resolves every
 * reference, checks every rule, and frees both. Two programmes, made here, the same in every run: 100 000
 * components with two assignments each, and 15 000 areas. Also: how long one look-up by id takes.
 * Processor time is measured, so that other work on the machine matters less. */
#define _POSIX_C_SOURCE 200809L
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <json-c/json.h>
#include <libprogram.h>

#include "util/buf.h"

#define ROUNDS     7
#define COMPONENTS 100000
#define AREAS      15000
#define LOOK_UPS   1000000

static double now(void)
{
        struct timespec time;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
        const double *first = a, *second = b;
        return (*first > *second) - (*first < *second);
}

static double median(double *values)
{
        qsort(values, ROUNDS, sizeof *values, by_value);
        return values[ROUNDS / 2];
}

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

static int measure(const char *what, const prg_buf *text)
{
        double ours[ROUNDS], theirs[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
                prg_programme *programme;
                malloc_trim(0); /* what the round before freed is put in order on nobody's time */
                double start = now();
                if (prg_programme_read_json(&programme, text->data, text->length, NULL) != 0) {
                        fprintf(stderr, "%s: %s\n", prg_error_last()->place, prg_error_last()->message);
                        return 1;
                }
                prg_programme_unref(programme);
                ours[round] = now() - start;
                malloc_trim(0);
                start = now();
                json_tokener *tokener = json_tokener_new_ex(65);
                json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
                json_object *tree = json_tokener_parse_ex(tokener, text->data, (int)text->length);
                json_tokener_free(tokener);
                if (tree == NULL)
                        return 1;
                json_object_put(tree);
                theirs[round] = now() - start;
        }
        double load = median(ours), parse = median(theirs);
        printf("bench: loading %s (%.1f MB) against json-c %s parsing it: %.2f times as long (%.0f and %.0f ms)\n", what,
                (double)text->length / 1e6, json_c_version(), load / parse, load * 1e3, parse * 1e3);
        return 0;
}

static int measure_look_ups(const prg_buf *text)
{
        prg_programme *programme;
        char id[16];
        size_t found = 0;
        if (prg_programme_read_json(&programme, text->data, text->length, NULL) != 0)
                return 1;
        double start = now();
        for (unsigned i = 0; i < LOOK_UPS; i++) {
                snprintf(id, sizeof id, "T%u", i * 7919u % COMPONENTS);
                found += prg_programme_get(programme, "component", id) != NULL;
        }
        double all = now() - start;
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
