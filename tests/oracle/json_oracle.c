/* Says what the JSON scanner thinks of texts. On standard input stand any number of "LENGTH\n" and LENGTH
 * bytes; the answer to each is one line and some bytes on standard output:
 *
 *     accept LENGTH             and LENGTH bytes: the text as the writer writes it, without white space
 *     refuse CODE NAME,NAME…    the result code and the findings, in order, by their stable names
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/buf.h>
#include <libprogram/report.h>

#include "util/json_check.h"
#include "util/json_write.h"

static int append(void *payload, const char *data, size_t length)
{
        return prg_buf_append(payload, data, length);
}

static void accept(const char *text, size_t length)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink = { append, &buf };
        prg__json_writer writer;
        prg__json_writer_init(&writer, &sink, PRG__JSON_COMPACT);
        prg__json_write_text(&writer, text, length);
        if (prg__json_writer_finish(&writer) < 0) {
                printf("error the text cannot be written: %s\n", prg_error_last()->message);
        } else {
                printf("accept %zu\n", buf.length);
                fwrite(buf.data, 1, buf.length, stdout);
        }
        prg_buf_dispose(&buf);
}

static void refuse(int code, const prg_report *report)
{
        printf("refuse %s ", prg_error_name(code));
        for (size_t i = 0; i < prg_report_count(report); i++)
                printf("%s%s", i ? "," : "", prg_finding_name(prg_report_at(report, i)->code));
        printf("\n");
}

static void answer(const char *text, size_t length)
{
        prg_report *report;
        if (prg_report_new(&report, NULL) < 0)
                exit(EXIT_FAILURE);
        int code = prg__json_check(text, length, "text", NULL, report);
        if (code == 0)
                accept(text, length);
        else
                refuse(code, report);
        prg_report_free(report);
}

int main(void)
{
        size_t length;
        while (scanf("%zu", &length) == 1 && getchar() == '\n') {
                char *text = malloc(length ? length : 1);
                if (text == NULL || fread(text, 1, length, stdin) != length)
                        return EXIT_FAILURE;
                answer(text, length);
                fflush(stdout);
                free(text);
        }
        return EXIT_SUCCESS;
}
