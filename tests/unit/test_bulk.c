/* What blocks give is what the reference engine gives, in every byte of a table: on every level of processor, with one
 * thread and several, for one query and many, computed at once or kept current through changes. */
#include "varied.h"

#include <pthread.h>

#include "calc/figures.h"

/* The same kinds, but most of what is asked for are cells that blocks can give. */
static const char *const queries[] = {
        "indicators f, s, c, b, o, l; areas all; periods 2018-01..2018-12; measures value, cumulative, coverage, reported, "
        "expected",
        "indicators f, s, c, o, r; areas all; periods 2018-Q1..2018-Q4, 2018-S1, 2018, 2018-9M; measures value, share, previous",
        "indicators f, s, r; areas all; periods 2018-02..2018-12; measures value, change, growth, index, rank",
        "indicators c, f, s; areas all; periods vn:2018-Q1..2018-Q4; measures value, flow",
        "indicators b; areas all; periods 2018-Q2, 2018-05; breakdowns total, sex; measures value, cumulative",
        "indicators o; areas all; periods 2018-Q1, 2018-Q2, 2018-04; source t",
        "indicators f, s, o, r; areas all; periods 2018-S1, 2018-03; quality at_least preliminary",
        "indicators f, s, r; areas all; periods 2018-S1, 2018-03; policy time require; policy areas minimum 50",
        "indicators s; areas all; periods 2018-Q1, 2018-Q4, 2018-12; policy areas minimum 30",
        "indicators f, r; areas D0, D1; periods 2019-01, 2018-12, 2018-07; measures same_period_last_year, growth_same_period",
        "indicators x0, x1, x2, x3, x4, x5, x6, x7, x8, x9; areas all; periods 2018-01..2018-12, 2018-Q1..2018-Q4, 2018",
        "indicators y0, y1, y2, y3, y4, y5, y6, y7, y8; areas all; periods 2018-02, 2018-03, 2018-Q2, 2018-Q3, 2018, vn:2018-Q2",
        "indicators x0, x1, x3, x5, x7; areas all; periods 2018-03..2018-06; measures value, coverage, reported, expected, "
        "cumulative, previous, same_period_last_year, change",
        "indicators x0, x1, x4, y0; areas all; periods 2018-S1, 2018-03; policy time require; policy areas minimum 50",
        "indicators x0, x1, y0, y1; areas all; periods 2018-S1, 2018-03, 2018-04; quality at_least preliminary",
};

#define QUERIES (sizeof queries / sizeof *queries)

static prg_programme *programme;
static prg_data *data;

static void begin(uint64_t number, unsigned count, unsigned usual)
{
        seed = number;
        is_tame = number % 2 == 1;
        programme = random_programme();
        data = entered(programme, "");
        random_entries(data, count, usual);
}

static void end(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

static char *reference_of(const char *query)
{
        prg__bulk_off = 1;
        char *text = table_of(data, query);
        prg__bulk_off = 0;
        return text;
}

/* Where two texts part, shortly. */
static void same(const char *reference, const char *other, const char *query, const char *how)
{
        size_t i = 0;
        while (reference[i] && reference[i] == other[i])
                i++;
        size_t from = i < 60 ? 0 : i - 60;
        ck_assert_msg(reference[i] == other[i], "%s, seed %llu, %s:\n%.120s\n%.120s", how, (unsigned long long)seed, query,
                reference + from, other + from);
}

START_TEST(tables_are_those_of_the_reference)
{
        begin(5000 + (uint64_t)_i, 50 + 40 * (unsigned)_i, (unsigned)_i % 11);
        for (size_t i = 0; i < QUERIES; i++) {
                char *reference = reference_of(queries[i]), *bulk = table_of(data, queries[i]);
                same(reference, bulk, queries[i], "bulk");
                free(reference);
                free(bulk);
        }
        end();
}
END_TEST

/* ---- Arrow ---- */

/* Two columns of one type, buffer by buffer. */
static void same_column(const struct ArrowSchema *type, const struct ArrowArray *a, const struct ArrowArray *b, const char *query)
{
        size_t rows = (size_t)a->length, width = type->format[0] == 'd' ? 16 : type->format[0] == 'i' ? 4 : 8;
        const char *what = type->name;
        ck_assert_msg(a->length == b->length && a->null_count == b->null_count && a->n_buffers == b->n_buffers,
                "seed %llu, %s, %s: %lld nulls, %lld expected", (unsigned long long)seed, query, what,
                (long long)b->null_count, (long long)a->null_count);
        ck_assert_int_eq(a->buffers[0] != NULL, b->buffers[0] != NULL);
        ck_assert_msg(a->buffers[0] == NULL || memcmp(a->buffers[0], b->buffers[0], (rows + 7) / 8) == 0,
                "seed %llu, %s, %s: other nulls", (unsigned long long)seed, query, what);
        ck_assert_msg(memcmp(a->buffers[1], b->buffers[1], rows * width) == 0, "seed %llu, %s, %s: other cells",
                (unsigned long long)seed, query, what);
}

/* Without texts rows go out at once, with them cell by cell; and the reference keeps cells. */
START_TEST(rows_go_out_as_their_cells_do)
{
        static const char *const names[] = { "indicator", "area", "period", "measure", "value", "number", "state", "reason",
                "quality", "reported", "expected", "other_reported", "other_expected", "lower", "upper", "exactness", "marks" };
        const int64_t count = sizeof names / sizeof *names - 1;
        begin(9000 + (uint64_t)_i, 50 + 40 * (unsigned)_i, (unsigned)_i % 11);
        for (size_t i = 0; i < QUERIES; i++) {
                struct ArrowSchema schemas[3];
                struct ArrowArray arrays[3];
                for (int way = 0; way < 3; way++) {
                        prg_query *query = asked(programme, queries[i]);
                        prg_table *table = NULL;
                        prg_arrow_options options = PRG_ARROW_OPTIONS_INIT;
                        options.columns = names;
                        options.column_count = (size_t)count + (way == 1);
                        prg__bulk_off = way == 0;
                        ck_assert_int_eq(prg_compute(&table, data, query, NULL), 0);
                        prg__bulk_off = 0;
                        ck_assert_int_eq(prg_table_to_arrow(table, &schemas[way], &arrays[way], &options), 0);
                        prg_table_free(table);
                        prg_query_free(query);
                }
                for (int way = 1; way < 3; way++)
                        for (int64_t c = 0; c < count; c++) {
                                ck_assert_str_eq(schemas[way].children[c]->format, schemas[0].children[c]->format);
                                same_column(schemas[0].children[c], arrays[0].children[c], arrays[way].children[c], queries[i]);
                        }
                for (int way = 0; way < 3; way++) {
                        schemas[way].release(&schemas[way]);
                        arrays[way].release(&arrays[way]);
                }
        }
        end();
}
END_TEST

/* Rows that are shorter than what kernels take at once, and lie in two tiles: what came first has the positions from 0 on. */
START_TEST(short_rows_keep_to_themselves)
{
        char text[100];
        seed = 900;
        programme = scripted("+indicators f; kind=flow; period=month; /; +areas P; level=province");
        for (int i = 0; i < 40; i++) {
                snprintf(text, sizeof text, "+areas C%d; level=commune; parent=P", i);
                script(programme, text);
        }
        data = entered(programme, "f C0 2018-03 7");
        for (int i = 0; i < 40; i++)
                for (int month = 1; month <= 3; month++) {
                        snprintf(text, sizeof text, "f C%d 2018-%02d %u", i, month, draw(1000));
                        enter(data, text);
                }
        for (int last = 1; last <= 3; last++) {
                snprintf(text, sizeof text, "indicators f; areas all; periods 2018-01..2018-%02d; measures value, cumulative", last);
                char *reference = reference_of(text), *bulk = table_of(data, text);
                same(reference, bulk, text, "short rows");
                free(reference);
                free(bulk);
        }
        end();
}
END_TEST

/* An answer that blocks never gave would make the comparison an empty one. */
START_TEST(blocks_take_part)
{
        begin(78, 600, 10);
        prg_query *query = asked(programme, queries[0]);
        prg_table *table = NULL;
        size_t read = 0;
        ck_assert_int_eq(prg_compute(&table, data, query, NULL), 0);
        for (size_t i = 0; i < table->sheet_count; i++)
                read += prg__table_sheet(table, i) == NULL;
        /* The reference engine has what is unlike the rest: cumulative sums under policies, and the like. */
        ck_assert_uint_ge(read, 15);
        prg_table_free(table);
        prg_query_free(query);
        end();
}
END_TEST

/* The doubles of formulas lie ready, made in columns: they are those next to the cells' own numbers. */
START_TEST(numbers_of_formulas_lie_ready)
{
        size_t ready = 0, formulas = 0;
        begin(4001 + 2 * (uint64_t)_i, 600, 10);
        prg_query *query = asked(programme, queries[10]);
        prg_table *table = NULL;
        ck_assert_int_eq(prg_compute(&table, data, query, NULL), 0);
        for (size_t s = 0; s < table->sheet_count; s++) {
                const prg__reader *reader = table->sheets[s].reader;
                formulas += reader && reader->figures;
                for (size_t a = 0; reader && a < table->lengths[PRG_AXIS_AREAS]; a++)
                        for (size_t p = 0; p < table->lengths[PRG_AXIS_PERIODS]; p++) {
                                prg__cell cell;
                                double number, own;
                                prg__reader_cell(reader, table->area_numbers[a], p, &cell);
                                int is = prg__reader_double(reader, table->area_numbers[a], p, &number);
                                ready += (size_t)is;
                                if (!is)
                                        continue;
                                own = prg__number_to_double(&cell.number);
                                ck_assert_int_eq(cell.state, PRG_STATE_VALUE);
                                ck_assert(memcmp(&own, &number, sizeof own) == 0);
                        }
        }
        ck_assert_uint_ge(formulas, 7);
        ck_assert_uint_ge(ready, 300);
        prg_table_free(table);
        prg_query_free(query);
        end();
}
END_TEST

START_TEST(levels_and_threads_give_the_same_bits)
{
        begin(6000 + (uint64_t)_i, 900, 8 + (unsigned)_i % 3);
        for (size_t i = 0; i < QUERIES; i++) {
                char *reference = reference_of(queries[i]);
                for (size_t level = 0; prg__kernels_level(level); level++)
                        for (unsigned threads = 1; threads <= 4; threads *= 2) {
                                if (prg__kernels_force(prg__kernels_level(level)) == PRG_ENOTFOUND)
                                        continue; /* this processor has no such level */
                                prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
                                prg_query *query = asked(programme, queries[i]);
                                prg_table *table = NULL;
                                options.threads = threads;
                                ck_assert_int_eq(prg_compute(&table, data, query, &options), 0);
                                char *text = text_of(table);
                                same(reference, text, queries[i], prg__kernels_level(level));
                                free(text);
                                prg_table_free(table);
                                prg_query_free(query);
                        }
                ck_assert_int_eq(prg__kernels_force(NULL), 0);
                free(reference);
        }
        end();
}
END_TEST

static prg_cube *open_all(unsigned threads)
{
        prg_query *list[QUERIES];
        prg_cube *cube = NULL;
        prg_compute_options options = PRG_COMPUTE_OPTIONS_INIT;
        options.threads = threads;
        for (size_t i = 0; i < QUERIES; i++)
                list[i] = asked(programme, queries[i]);
        ck_assert_int_eq(prg_cube_open_several(&cube, data, (const prg_query *const *)list, QUERIES, &options), 0);
        for (size_t i = 0; i < QUERIES; i++)
                prg_query_free(list[i]);
        return cube;
}

static void check_all(const prg_cube *cube, const char *how)
{
        for (size_t i = 0; i < QUERIES; i++) {
                char *reference = reference_of(queries[i]), *kept = text_of(prg_cube_table_at(cube, i));
                same(reference, kept, queries[i], how);
                free(reference);
                free(kept);
        }
}

START_TEST(several_queries_share_a_cube)
{
        begin(7000 + (uint64_t)_i, 700, 9);
        prg_cube *cube = open_all(1 + (unsigned)_i % 2);
        check_all(cube, "several");
        ck_assert_ptr_eq(prg_cube_table(cube), prg_cube_table_at(cube, 0));
        ck_assert_ptr_null(prg_cube_table_at(cube, QUERIES));
        random_entries(data, 100, 9);
        ck_assert_int_eq(prg_cube_refresh(cube), 0);
        check_all(cube, "refresh");
        prg_cube_free(cube);
        end();
}
END_TEST

/* Ten thousand edits in all: single ones, some at once, unusual ones, some taken back. */
START_TEST(kept_current_is_computed_anew)
{
        unsigned usual = _i % 5 == 0 ? 8 : 10;
        begin(8000 + (uint64_t)_i, 400, usual); /* every other one is tame */
        prg_cube *cube = open_all(1);
        for (unsigned edits = 0, round = 0; edits < 1000; round++) {
                unsigned count = 1 + draw(8) * draw(4);
                int taken_back = draw(12) == 0;
                if (taken_back)
                        ck_assert_int_eq(prg_data_begin(data, "b"), 0);
                random_entries(data, count, usual);
                if (taken_back) {
                        if (draw(2))
                                ck_assert_int_eq(prg_cube_apply(cube), 0);
                        ck_assert_int_eq(prg_data_rollback(data), 0);
                }
                ck_assert_int_eq(prg_cube_apply(cube), 0);
                edits += count;
                if (round % 20 == 0 || edits >= 1000)
                        check_all(cube, "kept current");
        }
        prg_cube_free(cube);
        end();
}
END_TEST

/* ---- many readers ---- */

#define READERS 8

static char *expected[QUERIES];

/* Every reader has a cube of its own, and computes single tables too; the others do the same at the same time. */
static void *read_all(void *payload)
{
        unsigned number = *(unsigned *)payload;
        prg_cube *cube = open_all(1 + number % 2);
        for (size_t k = 0; k < QUERIES; k++) {
                size_t i = (k + number) % QUERIES;
                char *kept = text_of(prg_cube_table_at(cube, i)), *single = table_of(data, queries[i]);
                same(expected[i], kept, queries[i], "a cube among eight readers");
                same(expected[i], single, queries[i], "a table among eight readers");
                free(kept);
                free(single);
        }
        ck_assert_int_eq(prg_cube_refresh(cube), 0);
        prg_cube_free(cube);
        return NULL;
}

START_TEST(eight_readers_share_programme_and_data)
{
        pthread_t threads[READERS];
        unsigned numbers[READERS];
        begin(9000, 700, 9);
        ck_assert_int_eq(prg_programme_freeze(programme), 0);
        for (size_t i = 0; i < QUERIES; i++)
                expected[i] = reference_of(queries[i]);
        for (unsigned i = 0; i < READERS; i++) {
                numbers[i] = i;
                ck_assert_int_eq(pthread_create(&threads[i], NULL, read_all, &numbers[i]), 0);
        }
        for (unsigned i = 0; i < READERS; i++)
                ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        for (size_t i = 0; i < QUERIES; i++)
                free(expected[i]);
        end();
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("bulk");
        TCase *tests = tcase_create("all");
        tcase_set_timeout(tests, 900);
        tcase_add_loop_test(tests, tables_are_those_of_the_reference, 0, 44);
        tcase_add_test(tests, blocks_take_part);
        tcase_add_loop_test(tests, numbers_of_formulas_lie_ready, 0, 6);
        tcase_add_loop_test(tests, levels_and_threads_give_the_same_bits, 0, 3);
        tcase_add_loop_test(tests, several_queries_share_a_cube, 0, 6);
        tcase_add_loop_test(tests, kept_current_is_computed_anew, 0, 10);
        suite_add_tcase(suite, tests);
        TCase *arrow = tcase_create("arrow");
        tcase_set_timeout(arrow, 900);
        tcase_add_loop_test(arrow, rows_go_out_as_their_cells_do, 0, 12);
        suite_add_tcase(suite, arrow);
        TCase *rows = tcase_create("rows");
        tcase_add_test(rows, short_rows_keep_to_themselves);
        suite_add_tcase(suite, rows);
        TCase *readers = tcase_create("readers");
        tcase_set_timeout(readers, 900);
        tcase_add_test(readers, eight_readers_share_programme_and_data);
        suite_add_tcase(suite, readers);
        return unit_run(suite);
}
