/* Arrow without memory: a stream is released whatever happens, and what was not made whole is gone. */
#include "oom.h"

#include <string.h>

#include "frames.h"

static const char document[] =
        "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"agencies\": [{\"id\": "
        "\"A\"}],"
        " \"breakdowns\": [{\"id\": \"sex\", \"categories\": [{\"id\": \"m\", \"name\": \"Nam\"}]}],"
        " \"indicators\": [{\"id\": \"cases\", \"kind\": \"flow\", \"period\": \"month\", \"decimals\": 1, "
        "\"breakdowns\": [\"sex\"]}],"
        " \"areas\": [{\"id\": \"X\", \"level\": \"c\", \"name\": \"Xã X\"}]}";

static prg_data *data_new(prg_programme **programme)
{
        prg_data *data = NULL;
        oom_check(prg_programme_read_json(programme, document, strlen(document), NULL) == 0);
        oom_check(prg_data_new(&data, *programme, NULL) == 0);
        return data;
}

static int read_with(int is_wrong)
{
        static const char mapping[] = "{\"columns\": {\"Chỉ tiêu\": \"indicator\"}}";
        static const double numbers[] = { 0.5, 1.0 / 3 };
        static const int64_t moments[] = { 0, 1530579600 };
        prg_programme *programme;
        prg_data *data = data_new(&programme);
        prg_values_options options = PRG_VALUES_OPTIONS_INIT;
        frame it;
        frame_begin(&it, is_wrong ? 2 : 1);
        frame_text(&it, "Chỉ tiêu", "u", is_wrong ? "case|cases" : "cases");
        frame_text(&it, "area", "U", "Xã X|X");
        frame_text(&it, "period", "vu", "2018-01|2018-02");
        frame_fixed(&it, "value", "g", numbers, sizeof numbers, 2);
        frame_fixed(&it, "recorded_at", "tss:", moments, sizeof moments, 2);
        frame_fixed(&it, "sex", "c", "\0\0", 2, 2);
        frame_dictionary(&it, "u", (const char *const[]){ "Nam" }, 1);
        if (is_wrong == 2)
                frame_column(&it, "colour", "+l");
        options.mapping = mapping;
        options.mapping_length = strlen(mapping);
        struct ArrowArrayStream stream = frame_stream(&it);
        oom_begin();
        int code = prg_data_read_arrow(data, &stream, &options);
        oom_end();
        oom_check(stream.release == NULL && frame_is_released(&it));
        oom_check(prg_data_count(data) == (code == 0));
        if (is_wrong && !oom_refused()) {
                oom_check(code == PRG_ESCHEMA);
                code = 0;
        }
        frame_end(&it);
        prg_data_free(data);
        prg_programme_unref(programme);
        return code;
}

static int read_good(void)
{
        return read_with(0);
}

static int read_wrong_rows(void)
{
        return read_with(1);
}

static int read_wrong_schema(void)
{
        return read_with(2);
}

static prg_table *table_new(prg_programme **programme)
{
        static const char values[] = "indicator,area,period,value,marks\ncases,X,2018-01,1.5,break\n";
        static const char text[] =
                "indicators cases; areas X; periods 2018-01..2018-02; measures value, growth";
        prg_data *data = data_new(programme);
        prg_query *query = NULL;
        prg_table *table = NULL;
        oom_check(prg_data_read_csv_text(data, values, strlen(values), NULL) == 0);
        oom_check(prg_query_parse(&query, *programme, text, strlen(text)) == 0);
        oom_check(prg_compute(&table, data, query, NULL) == 0);
        prg_query_free(query);
        prg_data_free(data);
        return table;
}

static int to_arrow(void)
{
        prg_programme *programme;
        prg_table *table = table_new(&programme);
        struct ArrowSchema schema;
        struct ArrowArray array;
        oom_begin();
        int code = prg_table_to_arrow(table, &schema, &array, NULL);
        oom_end();
        oom_check((schema.release != NULL) == (code == 0) && (array.release != NULL) == (code == 0));
        if (code == 0) {
                oom_check(array.length == 4);
                schema.release(&schema);
                array.release(&array);
        }
        prg_table_free(table);
        prg_programme_unref(programme);
        return code;
}

static int to_some_columns(void)
{
        static const char *const names[] = { "area", "value", "state" };
        prg_arrow_options options = PRG_ARROW_OPTIONS_INIT;
        prg_programme *programme;
        prg_table *table = table_new(&programme);
        struct ArrowSchema schema;
        struct ArrowArray array;
        options.columns = names;
        options.column_count = 3;
        oom_begin();
        int code = prg_table_to_arrow(table, &schema, &array, &options);
        oom_end();
        oom_check((schema.release != NULL) == (code == 0) && (array.release != NULL) == (code == 0));
        if (code == 0) {
                oom_check(array.n_children == 3);
                schema.release(&schema);
                array.release(&array);
        }
        prg_table_free(table);
        prg_programme_unref(programme);
        return code;
}

static int to_stream(void)
{
        prg_programme *programme;
        prg_table *table = table_new(&programme);
        struct ArrowArrayStream stream;
        oom_begin();
        int code = prg_table_to_arrow_stream(table, &stream, NULL);
        oom_end();
        oom_check((stream.release != NULL) == (code == 0));
        if (code == 0)
                stream.release(&stream);
        prg_table_free(table);
        prg_programme_unref(programme);
        return code;
}

const oom_row oom_arrow[] = {
        { "prg_data_read_arrow", read_good },
        { "prg_data_read_arrow", read_wrong_rows },
        { "prg_data_read_arrow", read_wrong_schema },
        { "prg_table_to_arrow", to_arrow },
        { "prg_table_to_arrow", to_some_columns },
        { "prg_table_to_arrow_stream", to_stream },
        { NULL, NULL },
};
