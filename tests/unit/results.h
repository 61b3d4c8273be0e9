/* Values and tables for tests, in few words. */
#ifndef TESTS_RESULTS_H
#define TESTS_RESULTS_H

#include "model.h"

/* Sets the field of an entry that "name=text" gives; a name that is none of them is a breakdown. */
static inline void set_part(prg_data *data, prg_key *key, prg_value *value, const prg_item **categories, char *part)
{
        const prg_programme *programme = prg_data_programme(data);
        char *text = strchr(part, '=');
        if (text == NULL && strcmp(part, "own") == 0)
                key->scope = PRG_SCOPE_OWN;
        else if (text == NULL && strcmp(part, "total") == 0)
                key->scope = PRG_SCOPE_TOTAL;
        else if (text == NULL)
                ck_assert_int_eq(prg_quality_from_name(&value->quality, part), 0);
        else {
                *text++ = '\0';
                if (strcmp(part, "source") == 0)
                        key->source = get(programme, "source", text);
                else if (strcmp(part, "unit") == 0)
                        value->unit = get(programme, "unit", text);
                else if (strcmp(part, "reason") == 0)
                        value->reason = text;
                else if (strcmp(part, "mark") == 0) {
                        unsigned mark;
                        ck_assert_int_eq(prg_mark_from_name(&mark, text), 0);
                        value->marks |= mark;
                } else if (strcmp(part, "observed") == 0)
                        ck_assert_int_eq(
                                prg_period_parse(&key->observed, prg_data_calendars(data), text, strlen(text)), 0);
                else if (strcmp(part, "lower") == 0 || strcmp(part, "upper") == 0) {
                        value->has_bounds = 1;
                        ck_assert_int_eq(prg_decimal_parse(*part == 'l' ? &value->lower : &value->upper, text,
                                                 strlen(text), PRG_NUMBER_PLAIN), 0);
                } else {
                        const prg_item *breakdown = get(programme, "breakdown", part);
                        for (size_t i = 0; i < prg_item_size(breakdown, "categories"); i++)
                                if (strcmp(prg_item_id(prg_item_at(breakdown, "categories", i)), text) == 0)
                                        categories[key->category_count++] = prg_item_at(breakdown, "categories", i);
                        key->categories = categories;
                }
        }
}

/* One entry: "indicator area period value part part …"; the value is a number, a state, a class, or "withdraw". */
static inline int enter(prg_data *data, const char *text)
{
        char copy[512], *words[16];
        size_t count = 0;
        prg_key key = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        const prg_item *categories[8];
        ck_assert_uint_lt(strlen(text), sizeof copy);
        strcpy(copy, text);
        for (char *word = strtok(copy, " "); word && count < 16; word = strtok(NULL, " "))
                words[count++] = word;
        ck_assert_msg(count >= 4, "no entry: '%s'", text);
        const prg_programme *programme = prg_data_programme(data);
        key.indicator = get(programme, "indicator", words[0]);
        key.area = get(programme, "area", words[1]);
        int code = prg_period_parse(&key.period, prg_data_calendars(data), words[2], strlen(words[2]));
        ck_assert_msg(code == 0, "%s: %s", text, prg_error_last()->message);
        for (size_t i = 4; i < count; i++)
                set_part(data, &key, &value, categories, words[i]);
        if (strcmp(words[3], "withdraw") == 0)
                return prg_data_withdraw(data, &key, &value);
        for (size_t i = 0; i < prg_item_size(key.indicator, "categories"); i++)
                if (strcmp(prg_item_id(prg_item_at(key.indicator, "categories", i)), words[3]) == 0)
                        value.category = prg_item_at(key.indicator, "categories", i);
        if (value.category == NULL && prg_state_from_name(&value.state, words[3]) < 0) {
                value.state = PRG_STATE_VALUE;
                code = prg_decimal_parse(&value.number, words[3], strlen(words[3]), PRG_NUMBER_PLAIN);
                ck_assert_msg(code == 0, "%s: %s", text, prg_error_last()->message);
        }
        return prg_data_set(data, &key, &value);
}

/* Entries divided by ';'. */
static inline void enter_all(prg_data *data, const char *text)
{
        while (*text) {
                char entry[512];
                size_t length = strcspn(text, ";");
                ck_assert_uint_lt(length, sizeof entry);
                memcpy(entry, text, length);
                entry[length] = '\0';
                if (entry[strspn(entry, " ")]) {
                        int code = enter(data, entry + strspn(entry, " "));
                        ck_assert_msg(code == 0, "%s: %s", entry, prg_error_last()->message);
                }
                text += length + (text[length] == ';');
        }
}

static inline prg_data *entered(prg_programme *programme, const char *text)
{
        prg_data *data = NULL;
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
        enter_all(data, text);
        return data;
}

static inline void append_cell(prg_buf *out, const prg_table *table, const size_t place[PRG_AXES])
{
        prg_cell cell;
        char text[128];
        ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
        if (out->length)
                prg_buf_append(out, " | ", 3);
        if (cell.state == PRG_STATE_VALUE)
                ck_assert_int_eq(prg_table_text(out, table, place, PRG_NUMBER_PLAIN), 0);
        else {
                int length = snprintf(text, sizeof text, "%s%s%s", prg_state_name(cell.state),
                        cell.reason ? ":" : "", cell.reason ? prg_reason_name(cell.reason) : "");
                prg_buf_append(out, text, (size_t)length);
        }
        if (cell.has_bounds) {
                prg_buf_append(out, " [", 2);
                prg_table_bound(out, table, place, 0, PRG_NUMBER_PLAIN);
                prg_buf_append(out, ",", 1);
                prg_table_bound(out, table, place, 1, PRG_NUMBER_PLAIN);
                prg_buf_append(out, "]", 1);
        }
        int length = snprintf(text, sizeof text, " %zu/%zu", cell.reported, cell.expected);
        prg_buf_append(out, text, (size_t)length);
        for (int mark = 0; mark < PRG_MARKS; mark++)
                if (cell.marks >> mark & 1) {
                        length = snprintf(text, sizeof text, " %s", prg_mark_name(1u << mark));
                        prg_buf_append(out, text, (size_t)length);
                }
}

static inline prg_query *asked(prg_programme *programme, const char *text)
{
        prg_query *query = NULL;
        int code = prg_query_parse(&query, programme, text, strlen(text));
        ck_assert_msg(code == 0, "%s: %s: %s", text, prg_error_last()->place, prg_error_last()->message);
        return query;
}

static inline prg_table *computed(const prg_data *data, const char *text, prg_report *report)
{
        prg_query *query = asked(prg_data_programme(data), text);
        prg_table *table = NULL;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        options.report = report;
        int code = prg_compute(&table, data, query, &options);
        ck_assert_msg(code == 0, "%s: %s", text, prg_error_last()->message);
        prg_query_free(query);
        return table;
}

/* All cells of a query in the order of the axes, divided by " | ": "37 2/2 break", "missing:policy 4/10",
 * "not_applicable:distinct [3,5] 2/2". */
static inline const char *results(const prg_data *data, const char *text)
{
        static prg_buf out = PRG_BUF_INIT;
        prg_table *table = computed(data, text, NULL);
        size_t place[PRG_AXES] = { 0 }, size[PRG_AXES];
        out.length = 0;
        for (int axis = 0; axis < PRG_AXES; axis++)
                size[axis] = prg_table_size(table, (prg_axis)axis);
        for (place[0] = 0; place[0] < size[0]; place[0]++)
                for (place[1] = 0; place[1] < size[1]; place[1]++)
                        for (place[2] = 0; place[2] < size[2]; place[2]++)
                                for (place[3] = 0; place[3] < size[3]; place[3]++)
                                        for (place[4] = 0; place[4] < size[4]; place[4]++)
                                                append_cell(&out, table, place);
        prg_table_free(table);
        return out.length ? out.data : "";
}

#define ck_assert_results(data, query, expected) ck_assert_str_eq(results(data, query), expected)

/* The findings of computing a query, "name: message" line by line. */
static inline const char *findings_of(const prg_data *data, const char *text)
{
        static char out[4096];
        prg_report *report = NULL;
        size_t end = 0;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        prg_table_free(computed(data, text, report));
        out[0] = '\0';
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *finding = prg_report_at(report, i);
                end += (size_t)snprintf(out + end, sizeof out - end, "%s%s: %s", i ? "\n" : "",
                        prg_finding_name(finding->code), finding->message);
                ck_assert_uint_lt(end, sizeof out);
        }
        prg_report_free(report);
        return out;
}

#endif
