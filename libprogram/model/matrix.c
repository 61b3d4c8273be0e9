/* The responsibility matrix: components down, holders across. Columns stand in the order of the agencies,
 * then the groups, of the programme; only those that hold something have one. */
#include <libprogram/responsibility.h>

#include <string.h>

#include "item_list.h"
#include "nouns.h"
#include "programme.h"
#include "util/error.h"
#include "util/memory.h"

struct prg_matrix {
        prg_item_list *rows, *columns;
        prg_date day;
};

static prg_item *holder_of(const prg_item *assignment)
{
        const prg__assignment *it = (const prg__assignment *)assignment;
        return it->agency ? it->agency : it->group;
}

static int in_force(const prg_item *assignment, prg_date day)
{
        const prg__assignment *it = (const prg__assignment *)assignment;
        return prg__day_within(day, it->from, it->to) && holder_of(assignment) != NULL;
}

static int add_rows(prg_matrix *matrix, const prg_programme *programme, const char *kind, prg_item_list *holders)
{
        prg_walk *walk = NULL;
        prg_item *item;
        int code = prg_walk_new(&walk, prg_programme_root(programme), "component");
        while (code == 0 && (code = prg_walk_next(walk, &item)) == 0) {
                const prg__component *component = (const prg__component *)item;
                if (kind ? component->kind == NULL || strcmp(component->kind, kind) != 0 : component->assignments.count == 0)
                        continue;
                code = prg__item_list_push(matrix->rows, item);
                for (size_t i = 0; code == 0 && i < component->assignments.count; i++)
                        if (in_force(component->assignments.at[i], matrix->day))
                                code = prg__item_list_push_once(holders, holder_of(component->assignments.at[i]));
        }
        prg_walk_free(walk);
        return code == PRG_END ? 0 : code;
}

static int add_columns(prg_matrix *matrix, const prg_programme *programme, const prg_item_list *holders)
{
        const prg__list *lists[] = { &programme->root.agencies, &programme->root.groups };
        int code = 0;
        for (int l = 0; l < 2; l++)
                for (size_t i = 0; code == 0 && i < lists[l]->count; i++)
                        if (prg__item_list_has(holders, lists[l]->at[i]))
                                code = prg__item_list_push(matrix->columns, lists[l]->at[i]);
        return code;
}

int prg_matrix_new(prg_matrix **matrix, const prg_programme *programme, const char *kind, prg_date day)
{
        if (matrix == NULL)
                return prg__error_null("matrix");
        if (programme == NULL)
                return prg__error_null("programme");
        prg_matrix *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->day = day;
        made->rows = prg__item_list_new(programme);
        made->columns = made->rows ? prg__item_list_new(programme) : NULL;
        prg_item_list *holders = made->columns ? prg__item_list_new(programme) : NULL;
        int code = holders ? add_rows(made, programme, kind, holders) : PRG_ENOMEM;
        if (code == 0)
                code = add_columns(made, programme, holders);
        prg_item_list_free(holders);
        if (code < 0) {
                prg_matrix_free(made);
                return code;
        }
        *matrix = made;
        return 0;
}

prg_item *prg_matrix_row(const prg_matrix *matrix, size_t row)
{
        return matrix ? prg_item_list_at(matrix->rows, row) : NULL;
}

prg_item *prg_matrix_column(const prg_matrix *matrix, size_t column)
{
        return matrix ? prg_item_list_at(matrix->columns, column) : NULL;
}

prg_item *prg_matrix_cell(const prg_matrix *matrix, size_t row, size_t column, size_t index)
{
        const prg__component *component = (const prg__component *)prg_matrix_row(matrix, row);
        const prg_item *holder = prg_matrix_column(matrix, column);
        for (size_t i = 0; component && holder && i < component->assignments.count; i++) {
                prg_item *assignment = component->assignments.at[i];
                if (in_force(assignment, matrix->day) && holder_of(assignment) == holder && index-- == 0)
                        return assignment;
        }
        return NULL;
}

void prg_matrix_free(prg_matrix *matrix)
{
        if (matrix == NULL)
                return;
        prg_item_list_free(matrix->rows);
        prg_item_list_free(matrix->columns);
        prg__free(matrix);
}
