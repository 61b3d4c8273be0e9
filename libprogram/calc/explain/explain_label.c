/* What steps are called, and their sentences, in a language. */
#include "calc/explain/explain.h"

#include <string.h>

#include <libprogram/area.h>
#include <libprogram/date.h>
#include <libprogram/decimal.h>

#include "calc/table/table_words.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/error.h"

static int is_vietnamese(const prg_explanation *step, const char *language)
{
        return strcmp(language ? language : step->root->query->programme->root.language, "vi") == 0;
}

/* ---- labels ---- */

/* A label in the making: parts with commas between them. */
typedef struct label {
        prg_buf *out;
        const prg_explanation *step;
        const char *language;
        int vietnamese;
        int begun;
} label;

static int begin_part(label *it)
{
        return it->begun++ ? prg__buf_text(it->out, ", ") : 0;
}

static int add_name(label *it, const char *name)
{
        int code = begin_part(it);
        return code < 0 ? code : prg__buf_text(it->out, name);
}

static int add_period(label *it, const prg_period *period, const prg_period *until)
{
        int code = begin_part(it);
        if (code == 0)
                code = prg_period_format(it->out, period);
        if (code == 0 && until->calendar && (code = prg__buf_text(it->out, "..")) == 0)
                code = prg_period_format(it->out, until);
        return code;
}

static int is_total(const prg__cut *cut)
{
        return cut == NULL || (cut->kind == PRG__CUT_CATEGORIES && cut->factor_count == 0 && cut->observed.calendar == NULL);
}

static int same_cut(const prg__cut *a, const prg__cut *b)
{
        if (is_total(a) || is_total(b))
                return is_total(a) && is_total(b);
        if (a->kind != b->kind || a->factor_count != b->factor_count || a->category != b->category)
                return 0;
        for (size_t i = 0; i < a->factor_count; i++)
                if (a->factors[i].breakdown != b->factors[i].breakdown || a->factors[i].category != b->factors[i].category)
                        return 0;
        return 1;
}

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last;
}

static int add_cut(label *it)
{
        int code = begin_part(it);
        return code < 0 ? code : prg__table_name_cut(it->out, it->step->cut, it->language, it->vietnamese);
}

/* A cell: what is not the same as in the step above. */
static int add_cell(label *it)
{
        const prg_explanation *step = it->step, *above = step->above;
        int code = 0;
        int indicator = above == NULL || above->indicator != step->indicator;
        int area = above == NULL || above->area != step->area;
        int period = above == NULL || !same_period(&above->period, &step->period);
        int cut = above == NULL ? !is_total(step->cut) : !same_cut(step->cut, above->cut);
        if (!indicator && !area && !period && !cut)
                period = 1;
        if (indicator)
                code = add_name(it, prg_item_name(&step->indicator->item, it->language));
        if (code == 0 && cut)
                code = add_cut(it);
        if (code == 0 && area)
                code = add_name(it, prg_area_name(step->area, step->day, it->language));
        if (code == 0 && period)
                code = add_period(it, &step->period, &step->until);
        if (code == 0 && above == NULL && step->measure != PRG_MEASURE_VALUE)
                code = add_name(it, prg__word_measure(step->measure, it->vietnamese));
        return code;
}

static int add_observed(label *it)
{
        const prg_explanation *step = it->step;
        int code = begin_part(it);
        if (code == 0)
                code = prg__buf_format(it->out, "%s ", prg__explain_word_text(PRG__EXPLAIN_OBSERVED, it->vietnamese));
        return code < 0 ? code : prg_period_format(it->out, &step->observed);
}

static int add_part(label *it)
{
        const prg_explanation *step = it->step;
        int code = 0;
        if (step->kind == PRG_STEP_PROOF)
                code = add_name(it, prg_item_name(&step->indicator->item, it->language));
        if (code == 0 && step->category)
                code = add_name(it, prg_item_name(step->category, it->language));
        if (code == 0 && step->period.calendar)
                code = add_period(it, &step->period, &step->until);
        return code == 0 && step->observed.calendar ? add_observed(it) : code;
}

static int add_missing(label *it)
{
        const prg_explanation *step = it->step;
        if (step->area == NULL)
                return prg__buf_format(it->out, "%s: %lu",
                        prg__explain_word_text(step->cell.state == PRG_STATE_SUPPRESSED     ? PRG__EXPLAIN_HIDDEN
                                        : step->cell.marks & PRG_MARK_SUPPRESSED_INPUT ? PRG__EXPLAIN_MISSING_OR_HIDDEN
                                                                                       : PRG__EXPLAIN_MISSING, it->vietnamese),
                        (unsigned long)step->size);
        int code = add_name(it, prg_area_name(step->area, step->day, it->language));
        return code < 0 ? code : add_period(it, &step->period, &step->until);
}

/* What it is in the formula above: the name of a cell, or the text of a function, and where it is looked at. */
static int add_operand(label *it)
{
        const prg_explanation *step = it->step, *above = step->above;
        int code = prg__buf_text(it->out, step->operand);
        if (code < 0 || step->indicator != above->indicator)
                return code < 0 || (code = prg__buf_text(it->out, ": ")) < 0 ? code : add_cell(it);
        it->begun = 1;
        if (step->area != above->area)
                code = add_name(it, prg_area_name(step->area, step->day, it->language));
        return code < 0 || same_period(&step->period, &above->period) ? code : add_period(it, &step->period, &step->until);
}

static int add_label(label *it)
{
        const prg_explanation *step = it->step;
        if (step->kind == PRG_STEP_OPERAND)
                return add_operand(it);
        int code = prg__buf_text(it->out, prg__step_word(step->kind, it->vietnamese));
        if (code == 0 && *prg__step_word(step->kind, it->vietnamese))
                code = prg__buf_text(it->out, ": ");
        if (code < 0)
                return code;
        switch (step->kind) {
        case PRG_STEP_AREA:
        case PRG_STEP_UNIT:
        case PRG_STEP_OWN:
        case PRG_STEP_TOTAL:
        case PRG_STEP_SIBLING:
                return add_name(it, prg_area_name(step->area, step->day, it->language));
        case PRG_STEP_PERIOD:
        case PRG_STEP_COARSE:
        case PRG_STEP_CARRIED:
        case PRG_STEP_REACHED:
                return add_period(it, &step->period, &step->until);
        case PRG_STEP_PART:
        case PRG_STEP_PROOF:
                return add_part(it);
        case PRG_STEP_ENTRY:
        case PRG_STEP_WITHDRAWAL:
                return prg__buf_format(it->out, step->kind == PRG_STEP_ENTRY ? "%s %lu" : "%s %lu (%s)",
                        prg__explain_word_text(PRG__EXPLAIN_ENTRY, it->vietnamese), (unsigned long)step->entry->sequence,
                        prg__explain_word_text(PRG__EXPLAIN_WITHDRAWAL, it->vietnamese));
        case PRG_STEP_MISSING:
                return add_missing(it);
        case PRG_STEP_MORE:
                return prg__buf_format(it->out, it->vietnamese ? "và %lu %s" : "and %lu %s", (unsigned long)step->size,
                        prg__explain_word_text(PRG__EXPLAIN_MORE, it->vietnamese));
        default:
                return add_cell(it);
        }
}

int prg_explanation_label(prg_buf *out, const prg_explanation *explanation, const char *language)
{
        if (out == NULL)
                return prg__error_null("out");
        if (explanation == NULL)
                return prg__error_null("explanation");
        label it = { out, explanation, language, is_vietnamese(explanation, language), 0 };
        size_t before = out->length;
        int code = add_label(&it);
        if (code < 0 && out->data) {
                out->length = before;
                out->data[before] = '\0';
        }
        return code;
}

/* ---- sentences ---- */

static int fill_in(prg_buf *out, const prg__note *note, char letter, const char *language, int vietnamese, unsigned form)
{
        switch (letter) {
        case 'i': return prg__buf_text(out, prg_item_name(note->items[0], language));
        case 'j': return prg__buf_text(out, prg_item_name(note->items[1], language));
        case 'p': return prg_period_format(out, &note->periods[0]);
        case 'q': return prg_period_format(out, &note->periods[1]);
        case 'n': return prg__wide_format(out, (prg__wide)note->numbers[0], 0, PRG_NUMBER_PLAIN);
        case 'm': return prg__wide_format(out, (prg__wide)note->numbers[1], 0, PRG_NUMBER_PLAIN);
        case 'd': return prg_date_format(out, (prg_date)note->numbers[0]);
        case 'e': return prg_date_format(out, (prg_date)note->numbers[1]);
        case 'x': return prg__table_number_text(out, note->cell, &note->cell->number, form);
        case 't': return prg__buf_text(out, note->text);
        case 'u': return note->numbers[1] ? prg__buf_text(out, vietnamese ? "mỗi đơn vị " : "of each unit ") : 0;
        case 'k': return prg__buf_text(out, prg__word_mark((unsigned)note->numbers[0], vietnamese));
        default: return prg__buf_text(out, prg__word_reason((prg_reason)note->numbers[0], vietnamese));
        }
}

/* Of "one|several}" what goes with a count; moves to behind the brace. */
static int choose(prg_buf *out, uint64_t count, const char **text)
{
        const char *one = *text, *several = one + strcspn(one, "|") + 1;
        size_t length = strcspn(several, "}");
        *text = several + length + 1;
        return count == 1 ? prg__buf_append(out, one, (size_t)(several - one) - 1) : prg__buf_append(out, several, length);
}

static int write_note(prg_buf *out, const prg__note *note, const char *language, int vietnamese, unsigned form)
{
        int code = 0;
        for (const char *text = prg__say_text(note->say, vietnamese); *text && code == 0;) {
                size_t length = strcspn(text, "{");
                code = prg__buf_append(out, text, length);
                text += length;
                if (*text == '{' && text[2] == '?') {
                        const uint64_t n = note->numbers[0], m = note->numbers[1];
                        const uint64_t count = text[1] == 'm' || (n == 0 && m == 1) ? m : n; /* none of one is singular */
                        text += 3;
                        if (code == 0)
                                code = choose(out, count, &text);
                } else if (*text == '{') {
                        if (code == 0)
                                code = fill_in(out, note, text[1], language, vietnamese, form);
                        text += 3;
                }
        }
        return code;
}

int prg_explanation_note(prg_buf *out, const prg_explanation *explanation, size_t index, const char *language, unsigned form)
{
        if (out == NULL)
                return prg__error_null("out");
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (prg_number_form_name(form) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%u is not a number form", form);
        const prg__note *note = explanation->notes;
        while (note && index-- > 0)
                note = note->next;
        if (note == NULL)
                return PRG_END;
        size_t before = out->length;
        int code = write_note(out, note, language, is_vietnamese(explanation, language), form);
        if (code < 0 && out->data) {
                out->length = before;
                out->data[before] = '\0';
        }
        return code;
}
