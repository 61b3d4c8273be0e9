/* Reading explanations: what callers can ask a step. */
#include "calc/explain/explain.h"

#include <libprogram/decimal.h>

#include "util/buf.h"
#include "util/error.h"

const char *prg_step_name(prg_step step)
{
        switch ((int)step) {
#define ROW(symbol, number, name, meaning) case number: return name;
        PRG_STEP_MAP(ROW)
#undef ROW
        default: return NULL;
        }
}

const char *prg_operation_name(prg_operation operation)
{
        switch ((int)operation) {
#define ROW(symbol, number, name, meaning) case number: return name;
        PRG_OPERATION_MAP(ROW)
#undef ROW
        default: return NULL;
        }
}

/* ---- the tree ---- */

int prg_explanation_step(const prg_explanation *explanation)
{
        return explanation ? (int)explanation->kind : 0;
}

size_t prg_explanation_count(const prg_explanation *explanation)
{
        return explanation ? explanation->count : 0;
}

const prg_explanation *prg_explanation_child(const prg_explanation *explanation, size_t index)
{
        return explanation && index < explanation->count ? explanation->children[index] : NULL;
}

int prg_explanation_is_cut(const prg_explanation *explanation)
{
        return explanation && explanation->is_cut;
}

int prg_explanation_operation(const prg_explanation *explanation)
{
        return explanation ? (int)explanation->operation : 0;
}

const char *prg_explanation_formula(const prg_explanation *explanation)
{
        return explanation ? explanation->formula : NULL;
}

const char *prg_explanation_operand(const prg_explanation *explanation)
{
        return explanation ? explanation->operand : NULL;
}

int prg_explanation_counts(const prg_explanation *explanation)
{
        return explanation && explanation->counts;
}

size_t prg_explanation_size(const prg_explanation *explanation)
{
        return explanation ? explanation->size : 0;
}

/* ---- what it is about ---- */

const prg_item *prg_explanation_indicator(const prg_explanation *explanation)
{
        return explanation && explanation->indicator ? &explanation->indicator->item : NULL;
}

const prg_item *prg_explanation_area(const prg_explanation *explanation)
{
        return explanation ? explanation->area : NULL;
}

const prg_item *prg_explanation_source(const prg_explanation *explanation)
{
        return explanation ? explanation->source : NULL;
}

int prg_explanation_measure(const prg_explanation *explanation)
{
        return explanation ? (int)explanation->measure : 0;
}

int prg_explanation_period(const prg_explanation *explanation, prg_period *period)
{
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (period == NULL)
                return prg__error_null("period");
        if (explanation->period.calendar == NULL)
                return PRG_END;
        *period = explanation->period;
        return 0;
}

/* ---- its number ---- */

int prg_explanation_cell(const prg_explanation *explanation, prg_cell *cell)
{
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (cell == NULL)
                return prg__error_null("cell");
        prg__cell_show(&explanation->cell, cell);
        return 0;
}

int prg_explanation_text(prg_buf *out, const prg_explanation *explanation, unsigned form)
{
        if (out == NULL)
                return prg__error_null("out");
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (prg_number_form_name(form) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%u is not a number form", form);
        const prg__cell *cell = &explanation->cell;
        if (cell->state != PRG_STATE_VALUE)
                return PRG_END;
        if (cell->category)
                return prg__buf_text(out, prg_item_id(cell->category));
        return prg__table_number_text(out, cell, &cell->number, form);
}

int prg_explanation_quotient(const prg_explanation *explanation, prg_buf *numerator, prg_buf *denominator)
{
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (numerator == NULL)
                return prg__error_null("numerator");
        if (denominator == NULL)
                return prg__error_null("denominator");
        const prg__cell *cell = &explanation->cell;
        if (cell->state != PRG_STATE_VALUE || cell->category)
                return PRG_END;
        return prg__table_fraction_text(numerator, denominator, &cell->number);
}

int prg_explanation_entry(const prg_explanation *explanation, prg_entry *entry)
{
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (entry == NULL)
                return prg__error_null("entry");
        if (explanation->entry == NULL)
                return PRG_END;
        *entry = *explanation->entry;
        return 0;
}

size_t prg_explanation_note_count(const prg_explanation *explanation)
{
        return explanation ? explanation->note_count : 0;
}
