/* Reading values: NDJSON against json-c, series JSON against NDJSON.
 *
 * The readers of json-c are what anybody would write with it: the tree of each line, or of the whole text as
 * one array, the fields taken from it by name, names looked up by id, numbers read exactly from their text,
 * each entry given to prg_data_set(); then the tree is freed. Beside it, the same without any data set: the
 * trees alone. All fill data sets that must be equal, which a sum over every cell shows. One set of values,
 * made here, the same in every run: 500 districts, 10 indicators, 60 months, 95 % present, in the order of a
 * list by area and by indicator. Processor time, each in a process of its own, the second of two runs. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <json-c/json.h>
#include <libprogram.h>

#include "bench.h"
#include "util/buf.h"

#define ROUNDS     5
#define DISTRICTS  500
#define INDICATORS 10
#define MONTHS     60

static prg_programme *programme;
static prg_buf lines, list, series, csv; /* the same values; `list` is one array, for json-c */
static size_t entries;

static void make_programme(void)
{
        prg_buf text = PRG_BUF_INIT;
        prg__buf_text(&text,
                "{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 0, \"id\": \"bench\","
                "\"areas\": [{\"id\": \"VN\", \"level\": \"nation\"}");
        for (int i = 0; i < DISTRICTS; i++)
                prg__buf_format(
                        &text, ",{\"id\": \"VN-%03d\", \"level\": \"district\", \"parent\": \"VN\"}", i);
        prg__buf_text(&text, "], \"indicators\": [");
        for (int i = 0; i < INDICATORS; i++)
                prg__buf_format(&text,
                        "%s{\"id\": \"seized_%d\", \"kind\": \"flow\", \"decimals\": 2, \"period\": "
                        "\"month\"}",
                        i ? "," : "", i);
        prg__buf_text(&text, "]}");
        if (prg_programme_read_json(&programme, text.data, text.length, NULL) != 0)
                abort();
        prg_buf_dispose(&text);
}

static uint64_t state = 1780;

static uint64_t draw(void)
{
        uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
        return z ^ z >> 31;
}

static void make_texts(void)
{
        prg__buf_text(&list, "[");
        prg__buf_text(&csv, "indicator,area,period,value,quality\n");
        for (int a = 0; a < DISTRICTS; a++)
                for (int i = 0; i < INDICATORS; i++)
                        for (int m = 0; m < MONTHS; m++) {
                                unsigned number = (unsigned)(draw() & 0x3FFFFF), quarter = number % 4 * 25;
                                size_t at = lines.length;
                                if (draw() % 100 < 5)
                                        continue;
                                prg__buf_format(&lines,
                                        "{\"indicator\":\"seized_%d\",\"area\":\"VN-%03d\",\"period\":\"%d-%"
                                        "02d\",\"value\":%u.%02u,"
                                        "\"quality\":\"final\"}\n",
                                        i, a, 2016 + m / 12, m % 12 + 1, number / 4, quarter);
                                prg__buf_format(&csv, "seized_%d,VN-%03d,%d-%02d,%u.%02u,final\n", i, a,
                                        2016 + m / 12, m % 12 + 1, number / 4, quarter);
                                if (entries++)
                                        prg__buf_text(&list, ",");
                                prg__buf_append(&list, lines.data + at, lines.length - at);
                        }
        prg__buf_text(&list, "]");
}

/* ---- json-c ---- */

static const char *text_of(json_object *line, const char *key)
{
        json_object *member;
        return json_object_object_get_ex(line, key, &member) ? json_object_get_string(member) : NULL;
}

static int set_entry(prg_data *data, json_object *line)
{
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        const char *indicator = text_of(line, "indicator"), *area = text_of(line, "area"),
                   *period = text_of(line, "period"), *quality = text_of(line, "quality"),
                   *number = text_of(line, "value");
        if (!indicator || !area || !period || !quality || !number)
                return -1;
        key.indicator = prg_programme_get(programme, "indicator", indicator);
        key.area = prg_programme_get(programme, "area", area);
        if (prg_period_parse(&key.period, prg_data_calendars(data), period, strlen(period)) != 0
                || prg_decimal_parse(&value.number, number, strlen(number), PRG_NUMBER_PLAIN) != 0
                || prg_quality_from_name(&value.quality, quality) != 0)
                return -1;
        return prg_data_set(data, &key, &value);
}

static int json_c_lines(prg_data *data, int keep)
{
        json_tokener *tokener = json_tokener_new();
        int failed = 0;
        for (size_t begin = 0; !failed && begin < lines.length;) {
                const char *end = memchr(lines.data + begin, '\n', lines.length - begin);
                size_t length = (size_t)(end - lines.data) - begin;
                json_tokener_reset(tokener);
                json_object *line = json_tokener_parse_ex(tokener, lines.data + begin, (int)length);
                failed = line == NULL || (keep && set_entry(data, line) != 0);
                json_object_put(line);
                begin += length + 1;
        }
        json_tokener_free(tokener);
        return failed;
}

static int json_c_list(prg_data *data, int keep)
{
        json_tokener *tokener = json_tokener_new();
        json_object *all = json_tokener_parse_ex(tokener, list.data, (int)list.length);
        int failed = all == NULL;
        for (size_t i = 0; keep && !failed && i < json_object_array_length(all); i++)
                failed = set_entry(data, json_object_array_get_idx(all, i)) != 0;
        json_object_put(all);
        json_tokener_free(tokener);
        return failed;
}

/* ---- ours ---- */

static int read_lines(prg_data *data)
{
        return prg_data_read_ndjson_text(data, lines.data, lines.length, NULL);
}

static int read_series(prg_data *data)
{
        return prg_data_read_series_json_text(data, series.data, series.length, NULL);
}

static int read_csv(prg_data *data)
{
        return prg_data_read_csv_text(data, csv.data, csv.length, NULL);
}

static int tree_of_lines(prg_data *data)
{
        return json_c_lines(data, 0);
}

static int tree_of_list(prg_data *data)
{
        return json_c_list(data, 0);
}

static int set_from_lines(prg_data *data)
{
        return json_c_lines(data, 1);
}

static int set_from_list(prg_data *data)
{
        return json_c_list(data, 1);
}

/* A sum over all cells that depends on where each value stands. */
static uint64_t sum_of(prg_data *data)
{
        prg_buf out = PRG_BUF_INIT;
        prg_sink sink;
        uint64_t sum = 0;
        if (prg_sink_to_buf(&sink, &out) != 0 || prg_data_write_series_json(data, &sink) != 0)
                return 0;
        for (size_t i = 0; i < out.length; i++)
                sum = sum * 31 + (unsigned char)out.data[i];
        prg_buf_dispose(&out);
        return sum;
}

typedef struct result {
        double seconds;
        uint64_t sum;
} result;

static int in_child(int (*task)(prg_data *data), result *found)
{
        int ends[2];
        if (pipe(ends) != 0)
                return -1;
        pid_t child = fork();
        if (child == 0) {
                result mine = { 0, 0 };
                for (int run = 0; run < 2; run++) {
                        prg_data *data;
                        int failed = prg_data_new(&data, programme, NULL);
                        double start = bench_now();
                        failed |= task(data);
                        mine.seconds = failed ? -1 : bench_now() - start;
                        mine.sum = sum_of(data);
                        prg_data_free(data);
                }
                _exit(write(ends[1], &mine, sizeof mine) != (ssize_t)sizeof mine);
        }
        close(ends[1]);
        int code =
                read(ends[0], found, sizeof *found) == (ssize_t)sizeof *found && found->seconds > 0 ? 0 : -1;
        close(ends[0]);
        waitpid(child, NULL, 0);
        return code;
}

enum { LINES, SERIES, CSV, TREE_LINES, TREE_LIST, SET_LINES, SET_LIST, TASKS };

static int (*const tasks[TASKS])(prg_data *data) = { read_lines, read_series, read_csv, tree_of_lines,
        tree_of_list, set_from_lines, set_from_list };
static const char *const names[TASKS] = { "NDJSON", "series JSON", "CSV",
        "json-c, a tree of each line, nothing kept", "json-c, one tree of all, nothing kept",
        "json-c, a tree of each line, prg_data_set", "json-c, one tree of all, prg_data_set" };

int main(void)
{
        double seconds[TASKS][ROUNDS], median[TASKS];
        uint64_t sum = 0;
        prg_data *data;
        prg_sink sink;
        make_programme();
        make_texts();
        if (prg_data_new(&data, programme, NULL) != 0 || read_lines(data) != 0
                || prg_sink_to_buf(&sink, &series) != 0 || prg_data_write_series_json(data, &sink) != 0)
                return 1;
        prg_data_free(data);
        printf("bench: %zu values: NDJSON %.1f MB, CSV %.1f MB, series JSON %.1f MB\n", entries,
                (double)lines.length / 1e6, (double)csv.length / 1e6, (double)series.length / 1e6);
        for (int round = 0; round < ROUNDS; round++)
                for (int task = 0; task < TASKS; task++) {
                        result found;
                        if (in_child(tasks[task], &found) != 0)
                                return 1;
                        seconds[task][round] = found.seconds;
                        int fills = task != TREE_LINES && task != TREE_LIST;
                        if (fills && sum && found.sum != sum)
                                return 1;
                        sum = fills ? found.sum : sum;
                }
        for (int task = 0; task < TASKS; task++) {
                median[task] = bench_median(seconds[task], ROUNDS);
                printf("bench: %s: %.1f ns a value\n", names[task], median[task] / (double)entries * 1e9);
        }
        printf("bench: NDJSON against json-c with the same data set: %.1f and %.1f times as fast, by line "
               "and as one tree\n",
                median[SET_LINES] / median[LINES], median[SET_LIST] / median[LINES]);
        printf("bench: NDJSON, all kept, against json-c trees alone: %.1f and %.1f times as fast\n",
                median[TREE_LINES] / median[LINES], median[TREE_LIST] / median[LINES]);
        printf("bench: series JSON against NDJSON: %.1f times as fast a value; checksum %016llx\n",
                median[LINES] / median[SERIES], (unsigned long long)sum);
        prg_programme_unref(programme);
        prg_buf_dispose(&lines);
        prg_buf_dispose(&list);
        prg_buf_dispose(&series);
        prg_buf_dispose(&csv);
        return 0;
}
