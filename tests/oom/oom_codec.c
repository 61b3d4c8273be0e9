/* Reading and writing the document without memory. json-c's own memory is not refused: it is the documented
 * exception; what the library asks for itself is. */
#include "oom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Small, with everything that takes a way of its own: names in languages, records, references forward and
 * backward, texts, an extension, a changed standard role. */
static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"x-key\": {\"a\": [1, 2.50]},"
        " \"roles\": [{\"id\": \"lead\", \"verb\": \"chủ trì\", \"lead\": \"explicit\"}],"
        " \"agencies\": [{\"id\": \"A\", \"name\": {\"vi\": \"Sở Y tế\", \"en\": \"Health\"}, \"aliases\": [\"SYT\"],"
        " \"parent\": \"B\", \"from\": \"2017-01-01\"}, {\"id\": \"B\", \"name\": \"Tỉnh\"}],"
        " \"components\": [{\"id\": \"T\", \"kind\": \"task\", \"time\": {\"form\": \"window\", \"to\": \"2018\"},"
        " \"assignments\": [{\"agency\": \"A\", \"role\": \"lead\"}], \"children\": [{\"id\": \"U\", \"kind\": \"task\"}]}],"
        " \"units\": [{\"id\": \"kg\"}, {\"id\": \"g\", \"base\": \"kg\", \"factor\": 0.001}],"
        " \"areas\": \"areas.csv\"}";
static const char areas[] = "id,level,name,aliases,from,parent\nX,district,\"Huyện \"\"X\"\"\",a;b,,\nY,commune,Xã Y,,,X\n"
                            "Y,,Xã Y mới,,2020-01-01,\n";

static const char *path(const char *name)
{
        static char paths[2][256];
        static int next;
        const char *folder = getenv("TMPDIR");
        char *text = paths[next++ % 2];
        snprintf(text, 256, "%s/libprogram-oom-%s", folder && *folder ? folder : "/tmp", name);
        return text;
}

static void put(const char *name, const char *text)
{
        FILE *file = fopen(path(name), "wb");
        oom_check(file != NULL && fwrite(text, 1, strlen(text), file) == strlen(text));
        if (file)
                fclose(file);
}

/* The document with the name of its list replaced by the one of the file that the test may write. */
static void put_files(void)
{
        char text[2048];
        const char *list = strstr(document, "areas.csv");
        snprintf(text, sizeof text, "%.*slibprogram-oom-areas.csv\"}", (int)(list - document), document);
        put("areas.csv", areas);
        put("programme.json", text);
}

static void remove_files(void)
{
        remove(path("areas.csv"));
        remove(path("programme.json"));
}

static prg_programme *opened(void)
{
        prg_programme *programme = NULL;
        put_files();
        oom_check(prg_programme_open_json(&programme, path("programme.json"), NULL) == 0);
        return programme;
}

static size_t written_length(const prg_programme *programme)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        prg_sink_to_buf(&sink, &buf);
        oom_check(prg_programme_write_json(programme, &sink) == 0);
        size_t length = buf.length;
        prg_buf_dispose(&buf);
        return length;
}

static int open_json(void)
{
        prg_programme *programme = NULL;
        put_files();
        oom_begin();
        int code = prg_programme_open_json(&programme, path("programme.json"), NULL);
        oom_end();
        oom_check((programme != NULL) == (code == 0));
        if (programme) {
                oom_check(prg_programme_count(programme, "area") == 2);
                oom_check(written_length(programme) > sizeof document);
        }
        prg_programme_unref(programme);
        remove_files();
        return code;
}

/* A document with findings of every way: the report holds all of them or the reading ran out of memory. */
static int read_json(void)
{
        static const char broken[] =
                "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"knd\": 1, \"standing\": \"Z\","
                " \"agencies\": [{\"id\": \"A\", \"parent\": \"A\", \"kind\": 7}, {\"id\": \"A\"}, {\"level\": \"x\"}],"
                " \"groups\": [{\"id\": \"G\", \"membership\": \"closd\"}]}";
        prg_programme *programme = NULL;
        prg_report *report = NULL;
        oom_check(prg_report_new(&report, NULL) == 0);
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.report = report;
        options.source = "p.json";
        oom_begin();
        int code = prg_programme_read_json(&programme, broken, strlen(broken), &options);
        oom_end();
        oom_check(programme == NULL);
        if (!oom_refused()) {
                oom_check(code == PRG_ESCHEMA);
                oom_check(prg_report_total(report, PRG_SEVERITY_ERROR) == 6);
                code = 0;
        }
        prg_report_free(report);
        return code;
}

static int written(int (*write)(const prg_programme *programme, const prg_sink *sink))
{
        prg_programme *programme = opened();
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        size_t length = written_length(programme);
        prg_sink_to_buf(&sink, &buf);
        oom_begin();
        int code = write(programme, &sink);
        oom_end();
        oom_check(code < 0 || buf.length > 0);
        oom_check(written_length(programme) == length);
        prg_buf_dispose(&buf);
        prg_programme_unref(programme);
        remove_files();
        return code;
}

static int write_json(void)
{
        return written(prg_programme_write_json);
}

static int write_first_agency(const prg_programme *programme, const prg_sink *sink)
{
        return prg_item_write_json(prg_programme_get(programme, "agency", "A"), sink);
}

static int item_write_json(void)
{
        return written(write_first_agency);
}

/* A save that fails leaves both files as they were. */
static int save_json(void)
{
        prg_programme *programme = opened(), *again = NULL;
        oom_check(prg_item_set(prg_programme_get(programme, "area", "Y"), "note", "changed") == 0);
        oom_begin();
        int code = prg_programme_save_json(programme, path("programme.json"));
        oom_end();
        oom_check(prg_programme_open_json(&again, path("programme.json"), NULL) == 0);
        const char *note = prg_item_text(prg_programme_get(again, "area", "Y"), "note");
        oom_check((note != NULL) == (code == 0));
        prg_programme_unref(again);
        prg_programme_unref(programme);
        remove_files();
        return code;
}

const oom_row oom_codec[] = {
        { "prg_programme_open_json", open_json },
        { "prg_programme_read_json", read_json },
        { "prg_programme_write_json", write_json },
        { "prg_item_write_json", item_write_json },
        { "prg_programme_save_json", save_json },
        { NULL, NULL },
};
