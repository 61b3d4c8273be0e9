/* A programme document. An input that begins with '#' has a byte of options behind it (see choose()); what
 * follows a byte FF, if there is one, is the file list.csv beside the document. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libprogram.h>

#define demand(condition) ((condition) ? (void)0 : abort())

/* ---- a folder for the list and for what is saved ---- */

static char folder[32];

static const char *path_of(const char *name)
{
        static char paths[2][64];
        static int next;
        char *path = paths[next++ % 2];
        snprintf(path, sizeof paths[0], "%s/%s", folder, name);
        return path;
}

static void remove_folder(void)
{
        unlink(path_of("list.csv"));
        unlink(path_of("saved.json"));
        rmdir(folder);
}

static void need_folder(void)
{
        if (*folder)
                return;
        strcpy(folder, "/tmp/fuzz-programme-XXXXXX");
        demand(mkdtemp(folder) != NULL);
        atexit(remove_folder);
}

static void put_file(const char *name, const char *data, size_t length)
{
        FILE *file = fopen(path_of(name), "wb");
        demand(file && fwrite(data, 1, length, file) == length && fclose(file) == 0);
}

static void get_file(prg_buf *out, const char *name)
{
        char piece[4096];
        size_t length;
        FILE *file = fopen(path_of(name), "rb");
        demand(file != NULL);
        while ((length = fread(piece, 1, sizeof piece, file)) > 0)
                demand(prg_buf_append(out, piece, length) == 0);
        fclose(file);
}

/* ---- what must hold ---- */

static int same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

static void print(prg_buf *out, const prg_programme *programme)
{
        prg_sink sink;
        demand(prg_sink_to_buf(&sink, out) == 0);
        demand(prg_programme_write_json(programme, &sink) == 0);
}

/* What is written is read again and written alike; a copy is written alike too. */
static void check_accepted(const prg_programme *programme)
{
        prg_programme *again, *copy;
        prg_buf first = PRG_BUF_INIT, second = PRG_BUF_INIT, third = PRG_BUF_INIT;
        prg_report *report;
        demand(prg_report_new(&report, NULL) == 0);
        demand(prg_programme_check(programme, report) == 0);
        demand(prg_report_count(report) == 0);
        print(&first, programme);
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.report = report;
        demand(prg_programme_read_json(&again, first.data, first.length, &options) == 0);
        demand(prg_report_total(report, PRG_SEVERITY_ERROR) == 0);
        print(&second, again);
        demand(same(&first, &second));
        demand(prg_programme_copy(&copy, programme) == 0);
        print(&third, copy);
        demand(same(&first, &third));
        prg_programme_unref(again);
        prg_programme_unref(copy);
        prg_report_free(report);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
        prg_buf_dispose(&third);
}

/* What is saved, with its list, is opened and saved again without a change. What a table cannot say is
 * refused. */
static void check_saved(const prg_programme *programme)
{
        prg_programme *again;
        prg_buf before = PRG_BUF_INIT, after = PRG_BUF_INIT;
        int code = prg_programme_save_json(programme, path_of("saved.json"));
        demand(code == 0 || code == PRG_ESCHEMA);
        if (code == 0) {
                get_file(&before, "saved.json");
                get_file(&before, "list.csv");
                demand(prg_programme_open_json(&again, path_of("saved.json"), NULL) == 0);
                demand(prg_programme_save_json(again, path_of("saved.json")) == 0);
                get_file(&after, "saved.json");
                get_file(&after, "list.csv");
                demand(same(&before, &after));
                prg_programme_unref(again);
        }
        prg_buf_dispose(&before);
        prg_buf_dispose(&after);
}

static size_t lines_of(const char *text, size_t length)
{
        size_t lines = 1;
        for (size_t i = 0; i < length; i++)
                lines += text[i] == '\n' || text[i] == '\r';
        return lines;
}

/* A refusal has a finding, each with its place in the text. */
static void check_refused(const prg_report *report, const char *text, size_t length, int code)
{
        prg_buf written = PRG_BUF_INIT;
        prg_sink sink;
        size_t lines = lines_of(text, length);
        demand(code == PRG_ESYNTAX || code == PRG_EUTF8 || code == PRG_ESCHEMA || code == PRG_EVERSION
                || code == PRG_ELIMIT);
        demand(prg_report_total(report, PRG_SEVERITY_ERROR) > 0);
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *finding = prg_report_at(report, i);
                demand(finding->message && *finding->message && prg_finding_name(finding->code));
                demand(strchr(finding->message, '\n') == NULL);
                demand(prg_text_validate(finding->message, strlen(finding->message), NULL) == 0);
                if (finding->line)
                        demand(finding->line <= lines && finding->column > 0 && finding->column <= length + 1);
                else
                        demand(strcmp(finding->source, "list.csv") == 0);
        }
        demand(prg_sink_to_buf(&sink, &written) == 0);
        demand(prg_report_write_json(report, &sink) == 0);
        demand(prg_report_write_text(report, &sink) == 0);
        prg_buf_dispose(&written);
}

/* ---- one input ---- */

static int stop(void *payload, size_t done, size_t total)
{
        (void)payload;
        demand(done > 0 && done <= total);
        return 1;
}

static int choose(prg_read_options *options, int byte)
{
        if (byte & 1)
                options->max_bytes = 64;
        if (byte & 2)
                options->progress = stop;
        return byte & 4; /* without a report */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        prg_report_options limits = PRG_REPORT_OPTIONS_INIT;
        prg_report *report;
        prg_programme *programme = NULL;
        int silent = 0;
        if (size >= 2 && data[0] == '#') {
                silent = choose(&options, data[1]);
                limits.max_findings = data[1] & 8 ? 1 : limits.max_findings;
                data += 2;
                size -= 2;
        }
        demand(prg_report_new(&report, &limits) == 0);
        options.report = silent ? NULL : report;
        const uint8_t *list = size ? memchr(data, 0xFF, size) : NULL;
        size_t length = list ? (size_t)(list - data) : size;
        if (list) {
                need_folder();
                put_file("list.csv", (const char *)list + 1, size - length - 1);
                options.folder = folder;
        }
        prg_error_clear();
        int code = prg_programme_read_json(&programme, (const char *)data, length, &options);
        demand((code == 0) == (programme != NULL) && prg_error_last()->code == code);
        if (code == 0) {
                check_accepted(programme);
                if (list)
                        check_saved(programme);
        } else if (code != PRG_ECANCELLED && !silent && length <= options.max_bytes) {
                check_refused(report, (const char *)data, length, code);
        }
        prg_programme_unref(programme);
        prg_report_free(report);
        return 0;
}
