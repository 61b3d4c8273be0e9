/* The responsibility matrix: who stands where on a day. */
#include "model.h"

static prg_programme *programme;

static void set_up(void)
{
        programme = scripted(
                "+agencies B; /; +agencies A; /; +agencies unused; /; +groups G; membership=open; /; +groups H; membership=open; /;"
                "+components P; kind=project; +children T1; kind=task;"
                "+assignments; agency=A; role=lead; ..; +assignments; group=G; role=coordinate; ..; +assignments; agency=A; role=urge; ..;"
                "+assignments; agency=B; role=lead; to=2017-12-31; ..; +assignments; agency=B; role=guide; from=2018-01-01; /;"
                "+components T2; kind=task; /; +components T3; kind=task; +assignments; group=H; role=lead; from=2020-01-01; ..;"
                "+assignments; role=lead; /; +components Q; +assignments; agency=B; role=lead");
}

static void tear_down(void)
{
        prg_programme_unref(programme);
}

/* Columns in the first line, then each row with the roles of its cells. */
static const char *matrix_of(const char *kind, const char *on)
{
        static char text[1024];
        size_t end = 0;
        prg_matrix *matrix = NULL;
        prg_item *item;
        ck_assert_int_eq(prg_matrix_new(&matrix, programme, kind, on ? day(on) : PRG_DATE_NONE), 0);
        text[0] = '\0';
        for (size_t c = 0; (item = prg_matrix_column(matrix, c)) != NULL; c++)
                end += (size_t)snprintf(text + end, sizeof text - end, "%s%s", c ? " " : "", prg_item_id(item));
        for (size_t r = 0; (item = prg_matrix_row(matrix, r)) != NULL; r++) {
                end += (size_t)snprintf(text + end, sizeof text - end, "\n%s", prg_item_id(item));
                for (size_t c = 0; prg_matrix_column(matrix, c); c++) {
                        end += (size_t)snprintf(text + end, sizeof text - end, " |");
                        for (size_t i = 0; (item = prg_matrix_cell(matrix, r, c, i)) != NULL; i++)
                                end += (size_t)snprintf(text + end, sizeof text - end, " %s", prg_item_id(prg_item_get(item, "role")));
                }
        }
        ck_assert_uint_lt(end, sizeof text);
        prg_matrix_free(matrix);
        return text;
}

START_TEST(rows_are_components_columns_holders_cells_roles)
{
        ck_assert_str_eq(matrix_of("task", "2017-10-01"), "B A G\nT1 | lead | lead urge | coordinate\nT2 | | |\nT3 | | |");
        ck_assert_str_eq(matrix_of("task", "2018-01-01"), "B A G\nT1 | guide | lead urge | coordinate\nT2 | | |\nT3 | | |");
        ck_assert_str_eq(matrix_of("task", "2020-01-01"),
                "B A G H\nT1 | guide | lead urge | coordinate |\nT2 | | | |\nT3 | | | | lead");
        ck_assert_str_eq(matrix_of("task", NULL), "B A G H\nT1 | lead guide | lead urge | coordinate |\nT2 | | | |\nT3 | | | | lead");
}
END_TEST

START_TEST(without_a_kind_the_rows_are_whatever_has_assignments)
{
        ck_assert_str_eq(matrix_of(NULL, "2017-10-01"), "B A G\nT1 | lead | lead urge | coordinate\nT3 | | |\nQ | lead | |");
        ck_assert_str_eq(matrix_of("project", NULL), "\nP");
        ck_assert_str_eq(matrix_of("movement", NULL), "");
}
END_TEST

START_TEST(outside_of_the_matrix_there_is_nothing)
{
        prg_matrix *matrix;
        ck_assert_int_eq(prg_matrix_new(&matrix, programme, "task", PRG_DATE_NONE), 0);
        ck_assert_ptr_null(prg_matrix_row(matrix, 3));
        ck_assert_ptr_null(prg_matrix_column(matrix, 4));
        ck_assert_ptr_null(prg_matrix_cell(matrix, 3, 0, 0));
        ck_assert_ptr_null(prg_matrix_cell(matrix, 0, 4, 0));
        ck_assert_ptr_null(prg_matrix_cell(matrix, 0, 0, 2));
        prg_matrix_free(matrix);
        ck_assert_ptr_null(prg_matrix_row(NULL, 0));
        ck_assert_ptr_null(prg_matrix_column(NULL, 0));
        ck_assert_ptr_null(prg_matrix_cell(NULL, 0, 0, 0));
        prg_matrix_free(NULL);
}
END_TEST

START_TEST(a_matrix_keeps_the_programme)
{
        prg_matrix *matrix;
        prg_programme *own = scripted("+agencies A; /; +components C; kind=task; +assignments; agency=A; role=lead");
        ck_assert_int_eq(prg_programme_freeze(own), 0);
        ck_assert_int_eq(prg_matrix_new(&matrix, own, NULL, PRG_DATE_NONE), 0);
        prg_programme_unref(own);
        ck_assert_str_eq(prg_item_id(prg_matrix_row(matrix, 0)), "C");
        ck_assert_str_eq(prg_item_id(prg_item_get(prg_matrix_cell(matrix, 0, 0, 0), "role")), "lead");
        prg_matrix_free(matrix);
}
END_TEST

START_TEST(misuse_is_refused)
{
        prg_matrix *matrix = NULL;
        ck_assert_fails(prg_matrix_new(NULL, programme, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_matrix_new(&matrix, NULL, NULL, 0), PRG_EINVALID);
        ck_assert_ptr_null(matrix);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("matrix");
        TCase *tests = tcase_create("matrix");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_test(tests, rows_are_components_columns_holders_cells_roles);
        tcase_add_test(tests, without_a_kind_the_rows_are_whatever_has_assignments);
        tcase_add_test(tests, outside_of_the_matrix_there_is_nothing);
        tcase_add_test(tests, a_matrix_keeps_the_programme);
        tcase_add_test(tests, misuse_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
