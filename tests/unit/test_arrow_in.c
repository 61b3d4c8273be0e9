/* Values from streams of Arrow that are built by hand: every type, what is refused, and where it says so. */
#include "values.h"

#include "frames.h"

static frame rows;

static void set_up(void)
{
        values_set_up();
        options.source = "frame";
        frame_begin(&rows, 1);
}

static void tear_down(void)
{
        frame_end(&rows);
        values_tear_down();
}

/* Begins again, with so many rows. */
static void again(int64_t count)
{
        frame_end(&rows);
        frame_begin(&rows, count);
        values_empty();
}

static int read_rows(void)
{
        struct ArrowArrayStream stream = frame_stream(&rows);
        prg_report_clear(report);
        prg_error_clear();
        int code = prg_data_read_arrow(data, &stream, &options);
        ck_assert(stream.release == NULL);
        ck_assert(frame_is_released(&rows));
        return code;
}

static void accepted(void)
{
        int code = read_rows();
        ck_assert_msg(code == 0 && prg_report_total(report, PRG_SEVERITY_NOTE) == 0, "%d %s %s", code,
                prg_error_last()->message, values_findings());
}

static const prg_finding *one(int expected, const char *name, size_t row, const char *field)
{
        int code = read_rows();
        ck_assert_msg(code == expected && prg_report_total(report, PRG_SEVERITY_NOTE) == 1, "%d %s", code,
                values_findings());
        const prg_finding *finding = prg_report_at(report, 0);
        ck_assert_msg(strcmp(prg_finding_name(finding->code), name) == 0 && finding->row == row
                              && (field ? finding->field && strcmp(finding->field, field) == 0
                                        : finding->field == NULL),
                "%s", values_findings());
        ck_assert_uint_eq(prg_data_count(data), 0);
        return finding;
}

/* The columns that say where, for a row of an indicator; the value is to follow. */
static void place(const char *indicator, const char *period)
{
        frame_text(&rows, "indicator", "u", indicator);
        frame_text(&rows, "area", "u", "LC-106");
        frame_text(&rows, "period", "u", period);
}

static void cases(void)
{
        place("cases", "2018-01");
}

static void seized(void)
{
        place("seized", "vn:2018-01");
}

#define is(indicator, period, expected) ck_assert_str_eq(values_at(indicator, "LC-106", period), expected)

/* ---- types ---- */

START_TEST(texts_come_in_three_layouts)
{
        static const char *const formats[] = { "u", "U", "vu" };
        const char *format = formats[_i];
        again(3);
        frame_text(&rows, "value", format, "12|-|3");
        frame_text(&rows, "period", format, "2018-01|2018-02|2018-03");
        frame_text(&rows, "area", format, "Huyện Tam Đường|LC-106|LC-106");
        frame_text(&rows, "indicator", format, "cases|Số vụ phát hiện|cases");
        frame_text(&rows, "note", format, " với dấu cách hai bên ||x");
        values_mapping("{\"states\": {\"-\": \"missing\"}}");
        accepted();
        is("cases", "2018-01", "12");
        is("cases", "2018-02", "missing");
        ck_assert_ptr_nonnull(strstr(values_written(), " với dấu cách hai bên "));
        ck_assert_uint_eq(summary.accepted, 3);
}
END_TEST

START_TEST(whole_numbers_of_every_width)
{
        static const struct {
                const char *format;
                unsigned char bytes[8];
                size_t width;
                const char *expected;
        } numbers[] = {
                { "c", { 100 }, 1, "100" },
                { "C", { 200 }, 1, "200" },
                { "s", { 1, 1 }, 2, "257" },
                { "S", { 0, 0xFF }, 2, "65280" },
                { "i", { 1, 0, 1, 0 }, 4, "65537" },
                { "I", { 0, 0, 0, 0xFF }, 4, "4278190080" },
                { "l", { 0, 0, 0, 0, 1, 0, 0, 0 }, 8, "4294967296" },
                { "L", { 5 }, 8, "5" },
        };
        cases();
        frame_fixed(&rows, "value", numbers[_i].format, numbers[_i].bytes, numbers[_i].width, 1);
        accepted();
        is("cases", "2018-01", numbers[_i].expected);
}
END_TEST

START_TEST(decimals_of_every_width)
{
        static const struct {
                const char *format;
                unsigned char bytes[32];
                size_t width;
        } numbers[] = {
                { "d:9,3,32", { 0xDC, 0x05 }, 4 }, { "d:18,3,64", { 0xDC, 0x05 }, 8 },
                { "d:38,3", { 0xDC, 0x05 }, 16 }, { "d:38,3,128", { 0xDC, 0x05 }, 16 },
                { "d:76,3,256", { 0xDC, 0x05 }, 32 },
                { "d:38,6", { 0x60, 0xE3, 0x16 }, 16 }, /* 1500000: zeros at the end are no decimals */
        };
        seized();
        frame_fixed(&rows, "value", numbers[_i].format, numbers[_i].bytes, numbers[_i].width, 1);
        accepted();
        is("seized", "vn:2018-01", "1.500");
}
END_TEST

START_TEST(a_decimal_with_a_negative_scale_has_zeros)
{
        cases();
        frame_fixed(&rows, "value", "d:5,-2,32", "\x0C\0\0", 4, 1);
        accepted();
        is("cases", "2018-01", "1200");
}
END_TEST

START_TEST(a_number_is_written_in_the_form_of_the_texts_and_means_the_same)
{
        double number = 1234.5;
        options.form = PRG_NUMBER_VIETNAMESE;
        seized();
        frame_fixed(&rows, "value", "g", &number, sizeof number, 1);
        accepted();
        is("seized", "vn:2018-01", "1234.500");
        again(1);
        seized();
        frame_fixed(&rows, "value", "d:38,3", "\x94\xD6\x12\0\0\0\0\0\0\0\0\0\0\0\0", 16, 1);
        accepted();
        is("seized", "vn:2018-01", "1234.580");
}
END_TEST

START_TEST(a_float_is_its_shortest_decimal)
{
        static const struct {
                double number;
                const char *expected;
        } numbers[] = { { 0.1, "0.100" }, { 2.675, "2.675" }, { 1e6, "1000000.000" }, { 0.0, "0.000" },
                { -0.0, "0.000" }, { 123456789.001, "123456789.001" } };
        float single = (float)numbers[_i].number;
        seized();
        frame_fixed(&rows, "value", "g", &numbers[_i].number, sizeof(double), 1);
        accepted();
        is("seized", "vn:2018-01", numbers[_i].expected);
        if (_i == 5) /* too many digits for a float */
                return;
        again(1);
        seized();
        frame_fixed(&rows, "value", "f", &single, sizeof single, 1);
        accepted();
        is("seized", "vn:2018-01", numbers[_i].expected);
}
END_TEST

START_TEST(a_float_that_is_no_such_number_is_refused)
{
        static const struct {
                double number;
                const char *name;
        } numbers[] = { { 0.1 + 0.2, "decimals" }, { 1.0 / 3, "decimals" }, { 0.0001, "decimals" },
                { 9007199254740992.0, "number" }, { 1e-300, "decimals" }, { 1e300, "number" },
                { 4503599627370495.5, "decimals" } };
        seized();
        frame_fixed(&rows, "value", "g", &numbers[_i].number, sizeof(double), 1);
        one(PRG_ESCHEMA, numbers[_i].name, 1, "value");
}
END_TEST

START_TEST(what_is_no_finite_number_is_refused)
{
        static const uint64_t bits[] = { UINT64_C(0x7FF0000000000000), UINT64_C(0xFFF0000000000000),
                UINT64_C(0x7FF8000000000000) };
        seized();
        frame_fixed(&rows, "value", "g", &bits[_i], sizeof bits[_i], 1);
        one(PRG_ESCHEMA, "number", 1, "value");
}
END_TEST

START_TEST(a_number_beyond_64_bits_is_refused)
{
        cases();
        frame_fixed(&rows, "value", "L", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8, 1);
        const prg_finding *finding = one(PRG_ESCHEMA, "number", 1, "value");
        ck_assert_ptr_nonnull(strstr(finding->message, "18446744073709551615"));
}
END_TEST

START_TEST(a_milestone_may_be_a_boolean)
{
        again(2);
        place("standards|standards", "2018|2019");
        frame_texts(&rows, &rows.arrays[0][1], "u", (const char *const[]){ "LC-106", "LC-106" }, 2);
        frame_fixed(&rows, "value", "b", "\x01", 1, 2);
        accepted();
        ck_assert_str_eq(values_at("standards", "LC-106", "2018"), "1");
        ck_assert_str_eq(values_at("standards", "LC-106", "2019"), "0");
}
END_TEST

START_TEST(a_moment_comes_in_every_unit_and_zone)
{
        static const struct {
                const char *format;
                int64_t count;
        } moments[] = { { "tss:", 1530579600 }, { "tss:UTC", 1530579600 },
                { "tsm:Asia/Ho_Chi_Minh", 1530579600000 }, { "tsu:", 1530579600999999 },
                { "tsn:UTC", INT64_C(1530579600999999999) } };
        cases();
        frame_text(&rows, "value", "u", "1");
        frame_fixed(&rows, "recorded_at", moments[_i].format, &moments[_i].count, 8, 1);
        accepted();
        ck_assert_ptr_nonnull(strstr(values_written(), "2018-07-03T01:00:00Z"));
}
END_TEST

START_TEST(a_moment_before_1970_is_rounded_down)
{
        int64_t count = -1;
        cases();
        frame_text(&rows, "value", "u", "1");
        frame_fixed(&rows, "recorded_at", "tsm:", &count, 8, 1);
        accepted();
        ck_assert_ptr_nonnull(strstr(values_written(), "1969-12-31T23:59:59Z"));
}
END_TEST

START_TEST(a_date_is_a_moment)
{
        int32_t days = 17715;
        int64_t milliseconds = INT64_C(17715) * 86400000;
        cases();
        frame_text(&rows, "value", "u", "1");
        if (_i == 0)
                frame_fixed(&rows, "recorded_at", "tdD", &days, sizeof days, 1);
        else
                frame_fixed(&rows, "recorded_at", "tdm", &milliseconds, sizeof milliseconds, 1);
        accepted();
        ck_assert_ptr_nonnull(strstr(values_written(), "2018-07-03"));
}
END_TEST

START_TEST(a_moment_outside_of_the_calendar_is_refused)
{
        static const int64_t counts[] = { INT64_MIN, INT64_MAX, INT64_C(253402300800),
                INT64_C(-62135596801) };
        cases();
        frame_text(&rows, "value", "u", "1");
        frame_fixed(&rows, "recorded_at", "tss:", &counts[_i], 8, 1);
        one(PRG_ESCHEMA, "value", 1, "recorded_at");
}
END_TEST

START_TEST(a_dictionary_has_indexes_of_any_width)
{
        static const struct {
                const char *format;
                size_t width;
        } indexes[] = { { "c", 1 }, { "C", 1 }, { "s", 2 }, { "S", 2 }, { "i", 4 }, { "I", 4 }, { "l", 8 },
                { "L", 8 } };
        static const char *const texts[] = { "seized", "cases", NULL };
        unsigned char bytes[24] = { 0 };
        for (size_t row = 0; row < 3; row++)
                bytes[row * indexes[_i].width] = row == 0 ? 1 : 2;
        again(3);
        frame_fixed(&rows, "indicator", indexes[_i].format, bytes, indexes[_i].width * 3, 3);
        frame_dictionary(&rows, _i % 2 ? "U" : "vu", texts, 3);
        frame_text(&rows, "area", "u", "LC-106||");
        frame_text(&rows, "period", "u", "2018-01||");
        frame_text(&rows, "value", "u", "4||");
        accepted();
        is("cases", "2018-01", "4");
        ck_assert_uint_eq(summary.rows, 1); /* rows of nulls are as empty ones */
}
END_TEST

START_TEST(numbers_may_be_in_a_dictionary)
{
        struct ArrowArray *values;
        double numbers[] = { 7, 8 };
        cases();
        frame_fixed(&rows, "value", "i", "\x01\0\0", 4, 1);
        values = frame_dictionary(&rows, "g", (const char *const[]){ "" }, 1);
        frame_fill(&rows, values, 2, 0, 2, (const void *)NULL, (const void *)numbers);
        accepted();
        is("cases", "2018-01", "8");
}
END_TEST

START_TEST(a_column_of_nulls_is_empty)
{
        cases();
        frame_fill(&rows, frame_column(&rows, "value", "n"), 1, 1, 0);
        frame_fill(&rows, frame_column(&rows, "note", "n"), 1, -1, 0);
        accepted();
        is("cases", "2018-01", "missing");
}
END_TEST

/* ---- nulls, offsets, batches ---- */

START_TEST(nulls_are_counted_from_the_beginning_of_the_buffers)
{
        int32_t numbers[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
        again(2);
        frame_text(&rows, "indicator", "u", "x|x|x|x|x|x|x|x|x|cases|cases");
        frame_text(&rows, "area", "u", "x|x|x|x|x|x|x|x|x|LC-106|LC-106");
        frame_text(&rows, "period", "u", "x|x|x|x|x|x|x|x|x|2018-01|2018-02");
        struct ArrowArray *value = frame_column(&rows, "value", "i");
        frame_fill(&rows, value, 10, -1, 2, (const void *)"\xFF\xFB\xFF", (const void *)numbers);
        rows.batches[0].offset = 8; /* of the struct, */
        for (size_t i = 0; i < 4; i++) {
                rows.arrays[0][i].offset = 1; /* and of the column */
                rows.arrays[0][i].length = 10;
        }
        accepted();
        is("cases", "2018-01", "10");
        is("cases", "2018-02", "missing");
}
END_TEST

START_TEST(rows_are_counted_over_all_batches)
{
        static const char *const more[] = { "cases", "nothing" };
        cases();
        frame_text(&rows, "value", "u", "1");
        rows.batch_count = 3; /* the second one has no rows */
        rows.batches[2].length = 2;
        for (size_t i = 0; i < rows.columns; i++) {
                frame_texts(&rows, &rows.arrays[1][i], "u", more, 0);
                frame_texts(&rows, &rows.arrays[2][i], "u", more, 2);
        }
        frame_texts(&rows, &rows.arrays[2][1], "u", (const char *const[]){ "LC-107", "LC-107" }, 2);
        frame_texts(&rows, &rows.arrays[2][2], "u", (const char *const[]){ "2018-01", "2018-01" }, 2);
        frame_texts(&rows, &rows.arrays[2][3], "u", (const char *const[]){ "1", "1" }, 2);
        one(PRG_ESCHEMA, "unknown-reference", 3, "indicator");
        ck_assert_uint_eq(summary.rows, 3);
        rows.next = 0;
        options.good_rows = 1;
        ck_assert_int_eq(read_rows(), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_data_count(data), 2);
        prg_batch batch;
        ck_assert_int_eq(prg_data_batch(data, prg_data_batch_count(data) - 1, &batch), 0);
        ck_assert_str_eq(batch.name, "frame");
}
END_TEST

START_TEST(a_stream_without_batches_has_no_rows)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        rows.batch_count = 0;
        accepted();
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

/* ---- the schema ---- */

START_TEST(everything_wrong_with_a_schema_is_found_before_a_batch)
{
        frame_text(&rows, "indicatr", "u", "cases");
        frame_fixed(&rows, "area", "i", "\0\0\0", 4, 1);
        frame_fixed(&rows, "period", "tdD", "\0\0\0", 4, 1);
        frame_column(&rows, "value", "z");
        frame_column(&rows, "lower", "+r");
        frame_column(&rows, "", "u");
        frame_column(&rows, "sex", "u");
        frame_column(&rows, "sex", "u");
        ck_assert_int_eq(read_rows(), PRG_ESCHEMA);
        ck_assert_msg(prg_report_total(report, PRG_SEVERITY_ERROR) == 7, "%s", values_findings());
        ck_assert_str_eq(prg_report_at(report, 0)->suggestion, "indicator");
        ck_assert_ptr_nonnull(strstr(values_findings(), "run-end encoded"));
        ck_assert_uint_eq(rows.next, 0);
}
END_TEST

START_TEST(a_column_of_a_strange_format_is_named)
{
        static const char *const formats[] = { "", "x", "d:", "d:3", "d:3,", "d:3,2,17", "d:38,2x", "d:38,77",
                "d:38,-77", "tsx:", "ts", "tss", "uu", "ll", "+s", "w:16", "e", "vz", NULL };
        cases();
        frame_column(&rows, "value", formats[_i]);
        const prg_finding *finding = one(PRG_ESCHEMA, "wrong-type", 0, "value");
        ck_assert_str_eq(finding->expected, "numbers or text");
}
END_TEST

START_TEST(a_dictionary_must_have_whole_indexes_and_plain_values)
{
        static const char *const formats[] = { "u", "g", "d:9,0,32", "d:9,0", "n" };
        cases();
        frame_column(&rows, "value", formats[_i]);
        frame_dictionary(&rows, "u", (const char *const[]){ "1" }, 1);
        one(PRG_ESCHEMA, "wrong-type", 0, "value");
}
END_TEST

START_TEST(a_dictionary_of_dictionaries_is_refused)
{
        cases();
        frame_fixed(&rows, "value", "i", "\0\0\0", 4, 1);
        frame_dictionary(&rows, "i", (const char *const[]){ "1" }, 1);
        rows.dictionaries[3].dictionary = &rows.fields[0];
        one(PRG_ESCHEMA, "wrong-type", 0, "value");
}
END_TEST

START_TEST(a_stream_that_is_no_table_is_refused)
{
        switch (_i) {
        case 0: rows.schema.format = "i"; break;
        case 1: rows.schema.format = NULL; break;
        case 2: rows.schema.n_children = -1; break;
        case 3: rows.schema.n_children = INT64_MAX; break;
        default: rows.schema.release = NULL; break;
        }
        one(PRG_ESCHEMA, "format", 0, NULL);
}
END_TEST

START_TEST(a_column_name_that_is_no_text_is_refused)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        frame_column(&rows, "\xFF", "u");
        one(PRG_EUTF8, "encoding", 0, NULL);
}
END_TEST

START_TEST(an_ignored_column_may_be_anything)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        frame_column(&rows, "__index_level_0__", "+l");
        values_mapping("{\"ignore\": [\"__index_level_0__\"]}");
        accepted();
}
END_TEST

START_TEST(a_mapping_names_columns_and_gives_constants)
{
        frame_text(&rows, "Chỉ tiêu", "u", "Số vụ");
        frame_text(&rows, "period", "u", "2018-01");
        frame_fixed(&rows, "n", "l", "\x05\0\0\0\0\0\0", 8, 1);
        values_mapping(
                "{\"columns\": {\"Chỉ tiêu\": \"indicator\", \"#3\": \"value\"}, \"constants\": {\"area\": "
                "\"LC-106\"}, \"words\": {\"indicator\": {\"Số vụ\": \"cases\"}}}");
        accepted();
        is("cases", "2018-01", "5");
}
END_TEST

START_TEST(a_mapping_of_a_sheet_is_refused)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        values_mapping(
                _i ? "{\"skip_rows\": 1}"
                   : "{\"layout\": \"wide\", \"header\": [\"period\"], \"columns\": {\"#1\": \"area\"}, "
                     "\"constants\": {\"indicator\": \"cases\"}}");
        one(PRG_ESCHEMA, "header", 0, NULL);
}
END_TEST

/* ---- hostile arrays ---- */

static void spoil(int how)
{
        struct ArrowArray *batch = &rows.batches[0], *value = &rows.arrays[0][3];
        switch (how) {
        case 0: batch->length = -1; break;
        case 1: batch->offset = -1; break;
        case 2: batch->n_children = 3; break;
        case 3: batch->children = NULL; break;
        case 4: batch->null_count = 2; break;
        case 5: batch->null_count = 1; break;
        case 6: batch->n_buffers = 2; break;
        case 7: value->length = 0; break;
        case 8: value->length = -1; break;
        case 9: value->offset = -1; break;
        case 10: value->offset = INT64_MAX; break;
        case 11: value->null_count = -2; break;
        case 12: value->null_count = 2; break;
        case 13:
                value->null_count = 1;
                value->buffers[0] = NULL;
                break;
        case 14: value->n_buffers = 2; break;
        case 15: value->n_buffers = 4; break;
        case 16: value->buffers = NULL; break;
        case 17: value->buffers[1] = NULL; break;
        case 18: value->release = NULL; break;
        case 19: value->dictionary = value; break;
        case 20: value->buffers[2] = NULL; break;
        case 21: batch->offset = INT64_MAX; break;
        case 22: value->length = INT64_MAX; break;
        case 23: batch->n_children = -4; break;
        default: rows.array_pointers[0][3] = NULL; break;
        }
}

START_TEST(an_array_that_cannot_be_is_refused)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        spoil(_i);
        one(PRG_ESCHEMA, "format", 1, _i == 21 || _i == 23 || _i < 7 ? NULL : "value");
        rows.next = 0;
        options.good_rows = 1;
        ck_assert_int_eq(read_rows(), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(offsets_that_decrease_are_refused)
{
        static const int32_t offsets[][2] = { { 1, 0 }, { -1, 1 }, { INT32_MAX, INT32_MIN } };
        cases();
        frame_text(&rows, "value", "u", "1");
        rows.arrays[0][3].buffers[1] = offsets[_i];
        one(PRG_ESCHEMA, "format", 1, "value");
}
END_TEST

START_TEST(a_view_outside_of_its_buffer_is_refused)
{
        static const int32_t views[][4] = { { -1, 0, 0, 0 }, { 13, 0, 1, 0 }, { 13, 0, -1, 0 },
                { 13, 0, 0, -1 }, { 21, 0, 0, 0 }, { 20, 0, 0, 1 }, { INT32_MAX, 0, 0, INT32_MAX } };
        cases();
        frame_text(&rows, "note", "vu", "exactly twenty bytes");
        frame_text(&rows, "value", "u", "1");
        rows.arrays[0][3].buffers[1] = views[_i];
        one(PRG_ESCHEMA, "format", 1, "note");
}
END_TEST

START_TEST(an_index_outside_of_its_dictionary_is_refused)
{
        static const int32_t indexes[] = { 1, -1, INT32_MAX, INT32_MIN };
        cases();
        frame_fixed(&rows, "value", "i", &indexes[_i], 4, 1);
        frame_dictionary(&rows, "u", (const char *const[]){ "1" }, 1);
        one(PRG_ESCHEMA, "format", 1, "value");
}
END_TEST

START_TEST(a_row_that_is_null_as_a_whole_is_refused)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        rows.batches[0].null_count = -1;
        rows.batches[0].buffers[0] = "\0";
        one(PRG_ESCHEMA, "format", 1, NULL);
}
END_TEST

START_TEST(a_text_with_nul_or_not_in_utf8_is_refused)
{
        cases();
        frame_text(&rows, "value", "u", "12");
        rows.arrays[0][3].buffers[2] = _i ? "1\xFF" : "1\0";
        one(_i ? PRG_EUTF8 : PRG_ESYNTAX, _i ? "encoding" : "csv-syntax", 1, "value");
}
END_TEST

START_TEST(a_wrong_bound_is_one_finding)
{
        double number = 0.5;
        cases();
        frame_text(&rows, "value", "u", "");
        frame_text(&rows, "state", "u", "suppressed");
        frame_text(&rows, "lower", "u", "1");
        frame_fixed(&rows, "upper", "g", &number, sizeof number, 1);
        one(PRG_ESCHEMA, "decimals", 1, "upper");
        number = 1.0 / 3;
        again(1);
        cases();
        frame_text(&rows, "value", "u", "");
        frame_text(&rows, "state", "u", "suppressed");
        frame_text(&rows, "lower", "u", "1");
        frame_fixed(&rows, "upper", "g", &number, sizeof number, 1);
        one(PRG_ESCHEMA, "decimals", 1, "upper");
}
END_TEST

/* ---- the stream ---- */

START_TEST(what_the_stream_says_is_passed_on)
{
        cases();
        frame_text(&rows, "value", "u", "1");
        rows.error = "the disk is full";
        if (_i)
                rows.batch_fails = 5;
        else
                rows.schema_fails = 5;
        ck_assert_int_eq(read_rows(), PRG_EIO);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->message, "the disk is full"));
        ck_assert_uint_eq(prg_data_count(data), 0);
        rows.error = NULL;
        rows.next = 0;
        ck_assert_int_eq(read_rows(), PRG_EIO);
}
END_TEST

static int stop(void *payload, size_t done, size_t total)
{
        (void)total;
        return done >= *(const size_t *)payload;
}

START_TEST(the_progress_function_stops_the_reading)
{
        size_t from = (size_t)_i;
        cases();
        frame_text(&rows, "value", "u", "1");
        options.progress = stop;
        options.payload = &from;
        ck_assert_int_eq(read_rows(), PRG_ECANCELLED);
        ck_assert_uint_eq(prg_data_count(data), 0);
}
END_TEST

START_TEST(a_stream_is_released_whatever_is_wrong)
{
        struct ArrowArrayStream stream = frame_stream(&rows);
        ck_assert_fails(prg_data_read_arrow(NULL, &stream, NULL), PRG_EINVALID);
        ck_assert(stream.release == NULL);
        ck_assert_fails(prg_data_read_arrow(data, &stream, NULL), PRG_EINVALID);
        ck_assert_fails(prg_data_read_arrow(data, NULL, NULL), PRG_EINVALID);
        options.version = 9;
        ck_assert_int_eq(read_rows(), PRG_EVERSION);
}
END_TEST

START_TEST(inside_of_a_transaction_it_is_a_part_of_it)
{
        ck_assert_int_eq(prg_data_begin(data, "outer"), 0);
        cases();
        frame_text(&rows, "value", "u", "1");
        accepted();
        ck_assert_int_eq(prg_data_rollback(data), 0);
        ck_assert_uint_eq(prg_data_count(data), 0);
        options.dry_run = 1;
        rows.next = 0;
        accepted();
        ck_assert_uint_eq(prg_data_count(data), 0);
        ck_assert_uint_eq(summary.accepted, 1);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("arrow_in");
        TCase *types = tcase_create("types");
        tcase_add_checked_fixture(types, set_up, tear_down);
        tcase_add_loop_test(types, texts_come_in_three_layouts, 0, 3);
        tcase_add_loop_test(types, whole_numbers_of_every_width, 0, 8);
        tcase_add_loop_test(types, decimals_of_every_width, 0, 6);
        tcase_add_test(types, a_decimal_with_a_negative_scale_has_zeros);
        tcase_add_test(types, a_number_is_written_in_the_form_of_the_texts_and_means_the_same);
        tcase_add_loop_test(types, a_float_is_its_shortest_decimal, 0, 6);
        tcase_add_loop_test(types, a_float_that_is_no_such_number_is_refused, 0, 7);
        tcase_add_loop_test(types, what_is_no_finite_number_is_refused, 0, 3);
        tcase_add_test(types, a_number_beyond_64_bits_is_refused);
        tcase_add_test(types, a_milestone_may_be_a_boolean);
        tcase_add_loop_test(types, a_moment_comes_in_every_unit_and_zone, 0, 5);
        tcase_add_test(types, a_moment_before_1970_is_rounded_down);
        tcase_add_loop_test(types, a_date_is_a_moment, 0, 2);
        tcase_add_loop_test(types, a_moment_outside_of_the_calendar_is_refused, 0, 4);
        tcase_add_loop_test(types, a_dictionary_has_indexes_of_any_width, 0, 8);
        tcase_add_test(types, numbers_may_be_in_a_dictionary);
        tcase_add_test(types, a_column_of_nulls_is_empty);
        suite_add_tcase(suite, types);
        TCase *batches = tcase_create("batches");
        tcase_add_checked_fixture(batches, set_up, tear_down);
        tcase_add_test(batches, nulls_are_counted_from_the_beginning_of_the_buffers);
        tcase_add_test(batches, rows_are_counted_over_all_batches);
        tcase_add_test(batches, a_stream_without_batches_has_no_rows);
        suite_add_tcase(suite, batches);
        TCase *schema = tcase_create("schema");
        tcase_add_checked_fixture(schema, set_up, tear_down);
        tcase_add_test(schema, everything_wrong_with_a_schema_is_found_before_a_batch);
        tcase_add_loop_test(schema, a_column_of_a_strange_format_is_named, 0, 19);
        tcase_add_loop_test(schema, a_dictionary_must_have_whole_indexes_and_plain_values, 0, 5);
        tcase_add_test(schema, a_dictionary_of_dictionaries_is_refused);
        tcase_add_loop_test(schema, a_stream_that_is_no_table_is_refused, 0, 5);
        tcase_add_test(schema, a_column_name_that_is_no_text_is_refused);
        tcase_add_test(schema, an_ignored_column_may_be_anything);
        tcase_add_test(schema, a_mapping_names_columns_and_gives_constants);
        tcase_add_loop_test(schema, a_mapping_of_a_sheet_is_refused, 0, 2);
        suite_add_tcase(suite, schema);
        TCase *hostile = tcase_create("hostile");
        tcase_add_checked_fixture(hostile, set_up, tear_down);
        tcase_add_loop_test(hostile, an_array_that_cannot_be_is_refused, 0, 25);
        tcase_add_loop_test(hostile, offsets_that_decrease_are_refused, 0, 3);
        tcase_add_loop_test(hostile, a_view_outside_of_its_buffer_is_refused, 0, 7);
        tcase_add_loop_test(hostile, an_index_outside_of_its_dictionary_is_refused, 0, 4);
        tcase_add_test(hostile, a_row_that_is_null_as_a_whole_is_refused);
        tcase_add_loop_test(hostile, a_text_with_nul_or_not_in_utf8_is_refused, 0, 2);
        tcase_add_test(hostile, a_wrong_bound_is_one_finding);
        suite_add_tcase(suite, hostile);
        TCase *stream = tcase_create("stream");
        tcase_add_checked_fixture(stream, set_up, tear_down);
        tcase_add_loop_test(stream, what_the_stream_says_is_passed_on, 0, 2);
        tcase_add_loop_test(stream, the_progress_function_stops_the_reading, 0, 2);
        tcase_add_test(stream, a_stream_is_released_whatever_is_wrong);
        tcase_add_test(stream, inside_of_a_transaction_it_is_a_part_of_it);
        suite_add_tcase(suite, stream);
        return unit_run(suite);
}
