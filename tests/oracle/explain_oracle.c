/* Answers explain_oracle.py: explain_oracle PROGRAMME VALUES EVERY DEPTH MOST. Standard input holds queries, one a line. Every
 * cell of every query is explained, by its place in the query or in the sorted table, and the first step is compared with
 * the cell of the table in every bit; standard output is the JSON of one in EVERY, a line "---" behind each, and at the
 * end how many cells there were. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "calc/explain/explain.h"

static void need(int holds, const char *what)
{
        if (!holds) {
                fprintf(stderr, "%s: %s\n", what, prg_error_last()->message);
                exit(2);
        }
}

static int write_out(void *payload, const char *data, size_t length)
{
        (void)payload;
        return fwrite(data, 1, length, stdout) == length ? 0 : PRG_EIO;
}

static int same_number(const prg__number *a, const prg__number *b)
{
        return a->numerator == b->numerator && a->denominator == b->denominator && a->decimals == b->decimals;
}

static int same_period(const prg_period *a, const prg_period *b)
{
        if (a->calendar == NULL || b->calendar == NULL)
                return a->calendar == b->calendar;
        return strcmp(prg_calendar_id(a->calendar), prg_calendar_id(b->calendar)) == 0 && a->type == b->type
                && a->first == b->first && a->last == b->last;
}

/* In every bit that means something. */
static int same_cell(const prg__cell *a, const prg__cell *b)
{
        return a->state == b->state && a->reason == b->reason && a->decimals == b->decimals
                && (a->state != PRG_STATE_VALUE || (a->category == b->category && a->exactness == b->exactness
                                                           && same_number(&a->number, &b->number)))
                && a->has_bounds == b->has_bounds
                && (!a->has_bounds || (same_number(&a->lower, &b->lower) && same_number(&a->upper, &b->upper)))
                && a->quality == b->quality && a->marks == b->marks
                && memcmp(a->qualities, b->qualities, sizeof a->qualities) == 0
                && memcmp(a->mark_counts, b->mark_counts, sizeof a->mark_counts) == 0 && a->reported == b->reported
                && a->expected == b->expected && a->other_reported == b->other_reported
                && a->other_expected == b->other_expected && a->at_end == b->at_end
                && same_period(&a->first_used, &b->first_used) && same_period(&a->last_used, &b->last_used);
}

typedef struct task {
        const prg_data *data;
        const prg_query *query;
        prg_table *table;
        const char *text;
        prg_explain_options options;
        unsigned long every, cells;
        int sorted;
} task;

static void explain(task *it, const size_t place[PRG_AXES])
{
        static const prg_sink sink = { write_out, NULL };
        prg_explanation *explanation = NULL;
        prg__cell room;
        int code = it->sorted ? prg_explain_table(&explanation, it->data, it->table, place, &it->options)
                : prg_explain(&explanation, it->data, it->query, place, &it->options);
        need(code == 0, it->text);
        if (!same_cell(&explanation->cell, prg__table_shown(it->table, place, &room))) {
                fprintf(stderr, "%s, at %zu %zu %zu %zu %zu: not the cell of the table\n", it->text, place[0], place[1],
                        place[2], place[3], place[4]);
                exit(1);
        }
        if (it->cells++ % it->every == 0) {
                need(prg_explanation_write_json(explanation, &sink, NULL) == 0, it->text);
                puts("---");
        }
        if (it->cells % it->every == 1) {
                prg_buf text = PRG_BUF_INIT;
                prg_sink buffer;
                prg_explanation_options options = PRG_EXPLANATION_OPTIONS_INIT;
                options.language = "vi";
                prg_sink_to_buf(&buffer, &text);
                need(prg_explanation_write_text(explanation, &buffer, &options) == 0, it->text);
                prg_buf_dispose(&text);
        }
        prg_explanation_free(explanation);
}

static void answer(task *it)
{
        size_t place[PRG_AXES] = { 0 }, *p = place;
        need(prg_compute(&it->table, it->data, it->query, NULL) == 0, it->text);
        if (it->sorted)
                need(prg_table_sort(it->table, PRG_AXIS_AREAS, place, 1) >= 0, it->text);
        for (p[0] = 0; p[0] < prg_table_size(it->table, PRG_AXIS_INDICATORS); p[0]++)
                for (p[1] = 0; p[1] < prg_table_size(it->table, PRG_AXIS_BREAKDOWNS); p[1]++)
                        for (p[2] = 0; p[2] < prg_table_size(it->table, PRG_AXIS_AREAS); p[2]++)
                                for (p[3] = 0; p[3] < prg_table_size(it->table, PRG_AXIS_PERIODS); p[3]++)
                                        for (p[4] = 0; p[4] < prg_table_size(it->table, PRG_AXIS_MEASURES); p[4]++)
                                                explain(it, place);
        prg_table_free(it->table);
}

int main(int argc, char **argv)
{
        prg_programme *programme = NULL;
        prg_data *data = NULL;
        char line[4096];
        need(argc == 6, "usage: explain_oracle PROGRAMME VALUES EVERY DEPTH MOST");
        need(prg_programme_open_json(&programme, argv[1], NULL) == 0, argv[1]);
        need(prg_data_new(&data, programme, NULL) == 0, argv[1]);
        need(prg_data_read_csv(data, argv[2], NULL) == 0, argv[2]);
        task it = { .data = data, .every = strtoul(argv[3], NULL, 10), .options = PRG_EXPLAIN_OPTIONS_INIT };
        it.options.depth = (unsigned)strtoul(argv[4], NULL, 10);
        it.options.most = strtoul(argv[5], NULL, 10);
        for (int number = 0; fgets(line, sizeof line, stdin); number++) {
                prg_query *query = NULL;
                line[strcspn(line, "\n")] = '\0';
                if (prg_query_parse(&query, programme, line, strlen(line)) < 0)
                        continue; /* what the generator makes is not always answered */
                it.query = query;
                it.text = line;
                it.sorted = number % 2;
                answer(&it);
                prg_query_free(query);
        }
        printf("%lu\n", it.cells);
        prg_data_free(data);
        prg_programme_unref(programme);
        return 0;
}
