/* The short ways of the readers against the long ones, which all entries take while no lane opens. */
#include <stdio.h>

#include "data/lane.h"
#include "data/store.h"
#include "io/values_number.h"
#include "util/buf.h"
#include "values.h"

static uint32_t state;

static unsigned draw(unsigned below)
{
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % below;
}

#define PICK(list) (list)[draw((unsigned)(sizeof(list) / sizeof *(list)))]

/* ---- rows ---- */

/* A text for a column: nearly always a plain one. */
static const char *cell(const char *usual, const char *const *odd, unsigned count)
{
        return draw(40) ? usual : odd[draw(count)];
}

static void add_row(prg_buf *text, const char *area, const char *indicator, unsigned month, int with_words)
{
        static const char *const areas[] = { "\"LC-107\"", " LC-106", "LC-999", "", "LC", "LC-106 ",
                "lc-106" };
        static const char *const indicators[] = { "\"cases\"", "Số vụ phát hiện", "cazes", "", "arrests" };
        static const char *const periods[] = { "\"2018-01\"", "2018", "2018-Q1", "2018-13", "", "2030-07",
                " 2018-02", "vn:2018-01" };
        static const char *const numbers[] = { "", "-1", "1.5", "007", "0", "1e3", "12345678", "123456789",
                "x", "\"7\"", " 8", "1.", ".5", "9223372036854775807", "99999999999999999999", "1,5", "-",
                "+1", "0.0" };
        static const char *const ends[] = { "\r\n", "\n\n", ",\n", ",x\n", "\r", "" };
        static const char *const qualities[] = { "estimate", "preliminary", "\"final\"", "", "sure",
                "FINAL" };
        static const char *const states[] = { "missing", "value", "not_applicable", "?", "suppressed" };
        char period[16], number[16];
        snprintf(period, sizeof period, "%u-%02u", 2018 + month / 12, month % 12 + 1);
        snprintf(number, sizeof number, "%u", draw(10) ? draw(1000000) : draw(10));
        prg__buf_text(text, cell(indicator, indicators, 5));
        prg__buf_text(text, ",");
        prg__buf_text(text, cell(area, areas, 7));
        prg__buf_text(text, ",");
        prg__buf_text(text, cell(period, periods, 8));
        prg__buf_text(text, ",");
        prg__buf_text(text, cell(number, numbers, 19));
        if (with_words) {
                prg__buf_text(text, ",");
                prg__buf_text(text, cell("final", qualities, 6));
                prg__buf_text(text, ",");
                prg__buf_text(text, cell("", states, 5));
        }
        prg__buf_text(text, cell("\n", ends, 6));
}

static void make_rows(prg_buf *text, int with_words)
{
        static const char *const areas[] = { "LC-106", "LC-107", "LC-108" }, *const indicators[] = { "cases",
                "seized" };
        prg__buf_text(text,
                with_words ? "indicator,area,period,value,quality,state\n" : "indicator,area,period,value\n");
        for (unsigned i = 0; i < 2; i++)
                for (unsigned a = 0; a < 3; a++)
                        for (unsigned month = 0; month < 90; month++)
                                if (draw(20))
                                        add_row(text, areas[a], indicators[i], month, with_words);
}

typedef int reading(prg_data *data, const char *text, size_t length, const prg_values_options *options);

/* Everything that a reading leaves, as a text. */
static void add_outcome(prg_buf *out, reading *read, const prg_buf *text, int is_long)
{
        prg_sink sink;
        values_empty();
        prg_report_clear(report);
        prg__lane_off = is_long;
        int code = read(data, text->data, text->length, &options);
        prg__lane_off = 0;
        prg__buf_format(out, "%d %zu %zu %zu %zu\n", code, summary.rows, summary.accepted, summary.refused,
                summary.same);
        prg__buf_text(out, values_findings());
        prg__buf_text(out, values_written());
        ck_assert_int_eq(prg_sink_to_buf(&sink, out), 0);
        ck_assert_int_eq(prg_data_write_series_json(data, &sink), 0);
        for (uint32_t sequence = 1; sequence <= prg_data_sequence(data); sequence++) {
                prg_entry entry;
                prg__data_tell(data, sequence, &entry);
                prg__buf_format(out, "%zu %zu %d\n", entry.batch, entry.value.row, entry.withdrawal);
        }
}

static void compare_ways(reading *read, const prg_buf *text)
{
        prg_buf found = PRG_BUF_INIT, expected = PRG_BUF_INIT;
        add_outcome(&found, read, text, 0);
        add_outcome(&expected, read, text, 1);
        ck_assert_str_eq(found.data, expected.data);
        prg_buf_dispose(&found);
        prg_buf_dispose(&expected);
}

START_TEST(rows_mean_the_same_by_both_ways)
{
        static const char *const mappings[] = { NULL,
                "{\"words\": {\"area\": {\"LC-107\": \"LC-108\", \"x\": \"LC-106\"}}}",
                "{\"words\": {\"value\": {\"7\": \"8\"}}}", "{\"states\": {\"x\": \"not_applicable\"}}",
                "{\"columns\": {\"#2\": \"area\"}, \"constants\": {\"source\": \"police\"}}" };
        prg_buf text = PRG_BUF_INIT;
        state = (uint32_t)_i * 7919u + 1;
        options.good_rows = draw(3) > 0;
        options.form = draw(4) ? PRG_NUMBER_PLAIN : PRG_NUMBER_VIETNAMESE;
        const char *mapping = draw(2) ? NULL : PICK(mappings);
        if (mapping)
                values_mapping(mapping);
        make_rows(&text, _i % 2);
        compare_ways(prg_data_read_csv_text, &text);
        prg_buf_dispose(&text);
}
END_TEST

/* ---- numbers ---- */

#define MONTHS 400

static void holds(unsigned month, int64_t expected)
{
        prg_key key = PRG_KEY_INIT;
        prg_value value;
        prg__winner winner;
        int position;
        char period[24];
        snprintf(period, sizeof period, "vn:%u-%02u", 2018 + month / 12, month % 12 + 1);
        key.indicator = prg_programme_get(programme, "indicator", "seized");
        key.area = prg_programme_get(programme, "area", "LC-106");
        ck_assert_int_eq(prg_period_parse(&key.period, prg_data_calendars(data), period, strlen(period)), 0);
        ck_assert_int_eq(prg_data_get(data, &key, &value), 0);
        ck_assert_msg(value.number.mantissa == expected && value.number.decimals == 3, "%lld; expected %lld",
                (long long)value.number.mantissa, (long long)expected);
        /* What counts is in the tiles too. */
        const prg__series *series = prg__series_find(data, &key);
        ck_assert_ptr_nonnull(series);
        ck_assert_int_eq(prg__axis_find(series->axis, &key.period, &position), 1);
        ck_assert_int_eq(
                prg__series_winner(data, series, prg__data_slot(data, key.area), position, NULL, &winner), 1);
        ck_assert_msg(winner.mantissa == expected && winner.state == PRG_STATE_VALUE
                              && winner.quality == PRG_QUALITY_FINAL,
                "%lld; expected %lld", (long long)winner.mantissa, (long long)expected);
}

/* Bytes are told apart by the instructions of the processor as they are without. */
START_TEST(digits_are_told_apart_alike)
{
        static const char bytes[] = "0123456789.,-eE/:;\n \xB0\xFF";
        char text[16];
        state = 1;
        for (int round = 0; round < 20000; round++) {
                unsigned marks, other_marks;
                for (size_t i = 0; i < sizeof text; i++)
                        text[i] = draw(4) ? (char)('0' + draw(10)) : bytes[draw(sizeof bytes)];
                unsigned found = prg__others(text, '.', &marks), expected = 0;
                ck_assert_uint_eq(found, prg__others_by_words(text, '.', &other_marks));
                for (unsigned i = 0; i < sizeof text; i++)
                        expected |= (unsigned)(strchr("0123456789", text[i]) == NULL || text[i] == '\0') << i;
                ck_assert_uint_eq(found, expected);
                unsigned first = found & (0u - found);
                ck_assert_uint_eq(first & marks, first & other_marks);
                ck_assert_uint_eq((first & marks) != 0, found && text[__builtin_ctz(found)] == '.');
        }
}
END_TEST

/* Another area has a value in each month: a cell that needs a new period or tile goes the long way. */
static void make_room(void)
{
        prg_buf text = PRG_BUF_INIT;
        prg__buf_text(&text, "indicator,area,period,value\n");
        for (unsigned month = 0; month < MONTHS; month++)
                prg__buf_format(&text, "seized,LC-107,vn:%u-%02u,1\n", 2018 + month / 12, month % 12 + 1);
        ck_assert_int_eq(prg_data_read_csv_text(data, text.data, text.length, NULL), 0);
        prg_buf_dispose(&text);
}

/* Numbers of all lengths, with a mark and without, in each format. What they are is said as the file is made.
 */
START_TEST(numbers_of_every_length_are_exact)
{
        static reading *const readings[] = { prg_data_read_csv_text, prg_data_read_ndjson_text,
                prg_data_read_series_json_text };
        static const char *const heads[] = { "indicator,area,period,value\n", "",
                "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[{\"indicator\":\"seized\","
                "\"area\":\"LC-106\",\"first\":\"vn:2018-01\",\"values\":[" };
        int64_t expected[MONTHS];
        char line[200], number[40], period[24];
        for (int format = 0; format < 3; format++) {
                prg_buf text = PRG_BUF_INIT;
                state = (uint32_t)_i * 104729u + 1;
                prg__buf_text(&text, heads[format]);
                for (unsigned month = 0; month < MONTHS; month++) {
                        static const int64_t powers[] = { 1, 10, 100, 1000 };
                        unsigned digits = draw(13), decimals = draw(4);
                        int64_t whole = 0;
                        for (unsigned i = 0; i < digits; i++)
                                whole = whole * 10 + (i ? draw(10) : draw(9) + 1);
                        int64_t fraction = draw((unsigned)powers[decimals]);
                        if (decimals)
                                snprintf(number, sizeof number, "%lld.%0*lld", (long long)whole,
                                        (int)decimals, (long long)fraction);
                        else
                                snprintf(number, sizeof number, "%lld", (long long)whole);
                        expected[month] = whole * 1000 + fraction * powers[3 - decimals];
                        snprintf(period, sizeof period, "vn:%u-%02u", 2018 + month / 12, month % 12 + 1);
                        if (format == 0)
                                snprintf(line, sizeof line, "seized,LC-106,%s,%s\n", period, number);
                        else if (format == 1)
                                snprintf(line, sizeof line,
                                        "{\"indicator\":\"seized\",\"area\":\"LC-106\",\"period\":\"%s\","
                                        "\"value\":%s}\n",
                                        period, number);
                        else
                                snprintf(
                                        line, sizeof line, "%s%s", month ? draw(9) ? "," : ", " : "", number);
                        prg__buf_text(&text, line);
                }
                prg__buf_text(&text, format == 2 ? "]}]}" : "");
                values_empty();
                make_room();
                ck_assert_int_eq(readings[format](data, text.data, text.length, &options), 0);
                ck_assert_uint_eq(prg_data_count(data), 2 * MONTHS);
                for (unsigned month = 0; month < MONTHS; month++)
                        holds(month, expected[month]);
                prg_buf_dispose(&text);
        }
}
END_TEST

/* ---- series ---- */

/* Series that look alike, among others that differ in one place. */
START_TEST(series_mean_the_same_by_both_ways)
{
        static const char *const areas[] = { "LC-106", "LC-107", "LC-108" };
        static const char *const odd_areas[] = { "LC-999", "L\\u0043-106", "Lào Cai", "", "LC" };
        static const char *const values[] = { "null", "-1", "1e2", "\"x\"", "01", "1.25", "[]", "true",
                " 5 " };
        static const char *const tails[] = { ",\"note\":\"n\"", ",\"quality\":\"estimate\"", ",\"x\":1",
                ",\"marks\":{\"nil\":[0]}", " " };
        prg_buf text = PRG_BUF_INIT;
        state = (uint32_t)_i * 15485863u + 1;
        options.good_rows = draw(3) > 0;
        prg__buf_text(&text, "{\"format\":\"libprogram/values\",\"version\":1,\"series\":[\n");
        for (unsigned i = 0; i < 40; i++) {
                unsigned count = draw(8) ? 30 : draw(200);
                prg__buf_format(&text,
                        "%s{\"indicator\":\"cases\",\"area\":\"%s\",\"first\":\"%u-%02u\",\"values\":[",
                        i ? ",\n" : "", cell(areas[i % 3], odd_areas, 5), 2018 + i / 3 * 3,
                        draw(30) ? 1 : draw(13));
                for (unsigned j = 0; j < count; j++)
                        prg__buf_format(&text, "%s%s", j ? "," : "",
                                draw(300) ? draw(9) ? "17" : "null" : PICK(values));
                prg__buf_format(&text, "]%s}", cell("", tails, 5));
        }
        prg__buf_text(&text, "]}\n");
        compare_ways(prg_data_read_series_json_text, &text);
        prg_buf_dispose(&text);
}
END_TEST

static Suite *values_row_suite(void)
{
        Suite *suite = suite_create("values_row");
        TCase *tcase = tcase_create("all");
        tcase_add_checked_fixture(tcase, values_set_up, values_tear_down);
        tcase_add_loop_test(tcase, rows_mean_the_same_by_both_ways, 0, 60);
        tcase_add_test(tcase, digits_are_told_apart_alike);
        tcase_add_loop_test(tcase, numbers_of_every_length_are_exact, 0, 8);
        tcase_add_loop_test(tcase, series_mean_the_same_by_both_ways, 0, 60);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(values_row_suite());
}
