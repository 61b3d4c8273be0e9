/* The JSON scanner against json-c on one document: how long each needs to read it to its end.
 *
 * They do not do the same: json-c builds a tree, which is what a user of it gets; the scanner checks more
 * (UTF-8, duplicate keys) and keeps nothing. Both must accept the text. The text is made here, the same in
 * every run: objects like those of a programme document, Vietnamese names, numbers. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>
#include <libprogram.h>

#include "bench.h"
#include "util/buf.h"
#include "util/json_check.h"

#define ROUNDS  7
#define OBJECTS 60000

static void make(prg_buf *text)
{
        prg__buf_text(text, "{\"components\": [\n");
        for (int i = 0; i < OBJECTS; i++)
                prg__buf_format(text,
                        "%s  {\"id\": \"T%d\", \"name\": {\"vi\": \"Phòng, chống ma túy tại địa bàn số %d\", "
                        "\"en\": \"Prevention in area %d\"}, \"kind\": \"task\", \"values\": [%d, %d.%02d, -%d], "
                        "\"open\": true, \"note\": null}",
                        i ? ",\n" : "", i, i, i, i * 7, i, i % 100, i % 13 + 1);
        prg__buf_text(text, "\n]}\n");
}

int main(void)
{
        prg_buf text = PRG_BUF_INIT;
        double ours[ROUNDS], theirs[ROUNDS];
        make(&text);
        for (int round = 0; round < ROUNDS; round++) {
                double start = bench_now();
                if (prg__json_check(text.data, text.length, "bench", NULL, NULL) != 0)
                        return 1;
                ours[round] = bench_now() - start;
                start = bench_now();
                json_tokener *tokener = json_tokener_new();
                json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
                json_object *tree = json_tokener_parse_ex(tokener, text.data, (int)text.length);
                json_tokener_free(tokener);
                if (tree == NULL)
                        return 1;
                json_object_put(tree);
                theirs[round] = bench_now() - start;
        }
        double megabytes = (double)text.length / 1e6, scanner = bench_median(ours, ROUNDS), tree = bench_median(theirs, ROUNDS);
        printf("%.1f MB: scanner %.1f ms (%.0f MB/s), json-c %s %.1f ms (%.0f MB/s)\n", megabytes, scanner * 1e3,
                megabytes / scanner, json_c_version(), tree * 1e3, megabytes / tree);
        printf("bench: JSON scanner with all its checks against json-c building its tree: %.1f times as fast\n",
                tree / scanner);
        prg_buf_dispose(&text);
        return 0;
}
