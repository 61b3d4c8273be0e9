/* Explanations as text for people: a line for each step with its number, the sentences below it, the steps below it
 * further in. */
#include <string.h>

#include <libprogram/decimal.h>
#include <libprogram/sink.h>

#include "calc/explain/explain.h"
#include "calc/table/table_words.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"

typedef struct text_writer {
        const prg_sink *sink;
        const char *language;
        unsigned form;
        int vietnamese;
        int is_cut; /* some step is */
        int code;
        prg_buf line;
} text_writer;

/* ---- lines ---- */

static void put(text_writer *writer, const char *text)
{
        if (writer->code == 0)
                writer->code = prg__buf_text(&writer->line, text);
}

static void put_count(text_writer *writer, uint64_t count)
{
        if (writer->code == 0)
                writer->code = prg__wide_format(&writer->line, (prg__wide)count, 0, PRG_NUMBER_PLAIN);
}

static void begin_line(text_writer *writer, unsigned depth)
{
        for (unsigned i = 0; i < depth; i++)
                put(writer, "  ");
}

/* Ends the line; control characters, which names may have, become blanks. */
static void end_line(text_writer *writer)
{
        for (size_t i = 0; writer->code == 0 && i < writer->line.length; i++)
                if ((unsigned char)writer->line.data[i] < ' ' || writer->line.data[i] == 0x7f)
                        writer->line.data[i] = ' ';
        put(writer, "\n");
        if (writer->code == 0)
                writer->code = prg_sink_write(writer->sink, writer->line.data, writer->line.length);
        writer->line.length = 0;
}

static const char *word(const text_writer *writer, prg__explain_word which)
{
        return prg__explain_word_text(which, writer->vietnamese);
}

/* ---- numbers ---- */

static void put_number(text_writer *writer, const prg__cell *cell, const prg__number *number)
{
        if (writer->code == 0)
                writer->code = prg__table_number_text(&writer->line, cell, number, writer->form);
}

static void put_unit(text_writer *writer, const prg_explanation *step)
{
        if (step->above == NULL && prg__measure_is_percent(step->measure)) {
                put(writer, " %");
                return;
        }
        if (step->above == NULL && (step->measure == PRG_MEASURE_RANK || step->measure == PRG_MEASURE_REPORTED
                                           || step->measure == PRG_MEASURE_EXPECTED))
                return;
        const prg_item *unit = step->indicator ? step->indicator->unit : NULL;
        if (unit == NULL || step->cut == NULL || step->kind == PRG_STEP_AREA || step->kind == PRG_STEP_UNIT
            || prg__cut_is_by_class(step->cut))
                return;
        const char *symbol = prg_item_text(unit, "symbol");
        const char *name = symbol ? symbol : prg_item_name(unit, writer->language);
        int is_plain = writer->vietnamese || symbol || strcmp(name, "%") == 0; /* other languages would have plurals */
        put(writer, is_plain ? " " : " (");
        put(writer, name);
        put(writer, is_plain ? "" : ")");
}

static void put_bounds(text_writer *writer, const prg__cell *cell)
{
        if (!cell->has_bounds)
                return;
        put(writer, " [");
        put_number(writer, cell, &cell->lower);
        put(writer, "; ");
        put_number(writer, cell, &cell->upper);
        put(writer, "]");
}

/* What a step comes to. */
static void put_value(text_writer *writer, const prg_explanation *step)
{
        const prg__cell *cell = &step->cell;
        if (cell->state != PRG_STATE_VALUE)
                put(writer, prg__word_state(cell->state, writer->vietnamese));
        else if (cell->category)
                put(writer, prg_item_name(cell->category, writer->language));
        else {
                put_number(writer, cell, &cell->number);
                put_unit(writer, step);
        }
        put_bounds(writer, cell);
        if (cell->state == PRG_STATE_VALUE && cell->quality && (cell->quality != PRG_QUALITY_FINAL || step->kind == PRG_STEP_ENTRY)) {
                put(writer, ", ");
                put(writer, prg__quality_word(cell->quality, writer->vietnamese));
        }
}

/* Of an area below, when something is missing; of a cell a sentence says it. */
static int shows_coverage(const prg_explanation *step)
{
        return (step->kind == PRG_STEP_AREA || step->kind == PRG_STEP_UNIT || step->kind == PRG_STEP_SIBLING
                       || step->kind == PRG_STEP_MORE) && step->cell.reported != step->cell.expected;
}

static void put_coverage(text_writer *writer, const prg_explanation *step)
{
        if (!shows_coverage(step))
                return;
        put(writer, " (");
        put_count(writer, step->cell.reported);
        put(writer, "/");
        put_count(writer, step->cell.expected);
        put(writer, " ");
        put(writer, word(writer, PRG__EXPLAIN_REPORTED));
        put(writer, ")");
}

/* The operand whose text stands at the beginning of another text; NULL for none. */
static const prg_explanation *operand_at(const prg_explanation *step, const char *text)
{
        const prg_explanation *found = NULL;
        size_t longest = 0;
        for (size_t i = 0; i < step->count; i++) {
                const char *operand = step->children[i]->operand;
                size_t length = operand ? strlen(operand) : 0;
                if (length > longest && strncmp(text, operand, length) == 0) {
                        found = step->children[i];
                        longest = length;
                }
        }
        return found;
}

static int is_in_name(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The formula with what its operands come to. */
static void put_operands(text_writer *writer, const prg_explanation *step)
{
        char quote = '\0';
        for (const char *at = step->formula; *at && writer->code == 0;) {
                int begins = quote == '\0' && is_in_name(*at) && (at == step->formula || !is_in_name(at[-1]));
                const prg_explanation *operand = begins ? operand_at(step, at) : NULL;
                size_t length = operand ? strlen(operand->operand) : 0;
                if (operand && (operand->operand[length - 1] == ')' || (!is_in_name(at[length]) && at[length] != '('))) {
                        const prg__cell *cell = &operand->cell;
                        if (cell->state != PRG_STATE_VALUE)
                                put(writer, prg__word_state(cell->state, writer->vietnamese));
                        else if (cell->category)
                                put(writer, prg_item_name(cell->category, writer->language));
                        else
                                put_number(writer, cell, &cell->number);
                        at += length;
                        continue;
                }
                if (*at == '"' || *at == '\'')
                        quote = quote == '\0' ? *at : quote == *at ? '\0' : quote;
                writer->code = prg__buf_append(&writer->line, at++, 1);
        }
}

/* Two lines: the formula, and with numbers. */
static void write_formula(text_writer *writer, const prg_explanation *step, unsigned depth)
{
        begin_line(writer, depth);
        put(writer, "= ");
        put(writer, step->formula);
        end_line(writer);
        if (step->count == 0)
                return;
        begin_line(writer, depth);
        put(writer, "= ");
        put_operands(writer, step);
        end_line(writer);
}

/* "= 100 × 84 / 254", where the numbers below say it. */
static void write_sum(text_writer *writer, const prg_explanation *step, unsigned depth)
{
        if (step->formula) {
                write_formula(writer, step, depth);
                return;
        }
        const prg_explanation *a = step->count > 0 ? step->children[0] : NULL, *b = step->count > 1 ? step->children[1] : NULL;
        if (step->cell.state != PRG_STATE_VALUE || b == NULL || a->cell.state != PRG_STATE_VALUE
            || b->cell.state != PRG_STATE_VALUE || (step->operation != PRG_OPERATION_QUOTIENT
            && step->operation != PRG_OPERATION_GROWTH && !(step->operation == PRG_OPERATION_DIFFERENCE && step->count == 2)))
                return;
        begin_line(writer, depth);
        put(writer, "= ");
        if (step->operation == PRG_OPERATION_GROWTH)
                put(writer, "(");
        put_number(writer, &a->cell, &a->cell.number);
        put(writer, step->operation == PRG_OPERATION_QUOTIENT ? " / " : " − ");
        put_number(writer, &b->cell, &b->cell.number);
        if (step->operation == PRG_OPERATION_GROWTH) {
                put(writer, ") / ");
                put_number(writer, &b->cell, &b->cell.number);
                put(writer, " × 100");
        } else if (step->has_factor) {
                prg__wide factor;
                unsigned decimals = 0;
                if (prg__number_is_decimal(&factor, &decimals, &step->factor) && factor != 1) {
                        put(writer, " × ");
                        if (writer->code == 0)
                                writer->code = prg__wide_format(&writer->line, factor, decimals, writer->form);
                }
        }
        end_line(writer);
}

/* ---- entries ---- */

static void put_instant(text_writer *writer, int64_t instant)
{
        int64_t days = instant / 86400, seconds = instant % 86400;
        if (seconds < 0) {
                days--;
                seconds += 86400;
        }
        char text[PRG__DATE_LENGTH + 1], clock[] = " 00:00 UTC";
        prg__date_write(text, (prg_date)days);
        clock[1] = (char)('0' + seconds / 36000);
        clock[2] = (char)('0' + seconds / 3600 % 10);
        clock[4] = (char)('0' + seconds / 600 % 6);
        clock[5] = (char)('0' + seconds / 60 % 10);
        put(writer, text);
        put(writer, clock);
}

/* Who said it, when, and where it stood. */
static void put_entry(text_writer *writer, const prg_explanation *step)
{
        const prg_value *value = &step->entry->value;
        if (step->source) {
                put(writer, ", ");
                put(writer, word(writer, PRG__EXPLAIN_SOURCE));
                put(writer, " ");
                put(writer, prg_item_name(step->source, writer->language));
        }
        if (value->reported_by) {
                put(writer, ", ");
                put(writer, word(writer, PRG__EXPLAIN_BY));
                put(writer, " ");
                put(writer, prg_item_name(value->reported_by, writer->language));
        }
        if (value->recorded_at != PRG_INSTANT_NONE) {
                put(writer, ", ");
                put(writer, word(writer, PRG__EXPLAIN_ON));
                put(writer, " ");
                put_instant(writer, value->recorded_at);
        }
        if (step->batch && *step->batch) {
                put(writer, ", ");
                put(writer, step->batch);
        }
        if (value->row) {
                put(writer, step->batch && *step->batch ? " " : ", ");
                put(writer, word(writer, PRG__EXPLAIN_ROW));
                put(writer, " ");
                put_count(writer, value->row);
        }
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                if (step->cell.marks >> bit & 1) {
                        put(writer, ", ");
                        put(writer, prg__word_mark(bit, writer->vietnamese));
                }
        if (value->reason || value->note) {
                put(writer, " (");
                put(writer, value->reason ? value->reason : value->note);
                if (value->reason && value->note) {
                        put(writer, "; ");
                        put(writer, value->note);
                }
                put(writer, ")");
        }
}

/* ---- steps ---- */

/* Whether the label says everything. */
static int has_no_value(const prg_explanation *step)
{
        return step->kind == PRG_STEP_WITHDRAWAL
                || (step->kind == PRG_STEP_MISSING && (step->area == NULL || step->cell.state == PRG_STATE_MISSING))
                || (step->kind == PRG_STEP_MORE && step->cell.state != PRG_STATE_VALUE);
}

/* The only entry of a step that is just that entry; it stands in the same line, but not in that of a cell. */
static const prg_explanation *only_entry(const prg_explanation *step)
{
        const prg_explanation *entry = step->count == 1 ? step->children[0] : NULL;
        return entry && step->kind >= PRG_STEP_AREA && entry->kind == PRG_STEP_ENTRY && entry->counts && entry->note_count == 0
                && step->operation == PRG_OPERATION_SAME ? entry : NULL;
}

/* Small steps have their sentences in the same line. */
static int is_small(const prg_explanation *step)
{
        switch (step->kind) {
        case PRG_STEP_PERIOD:
        case PRG_STEP_COARSE:
        case PRG_STEP_CARRIED:
        case PRG_STEP_REACHED:
        case PRG_STEP_ENTRY:
        case PRG_STEP_WITHDRAWAL:
        case PRG_STEP_MISSING:
        case PRG_STEP_MORE:
        case PRG_STEP_SIBLING:
                return 1;
        default:
                return 0;
        }
}

static void put_note(text_writer *writer, const prg_explanation *step, size_t index)
{
        if (writer->code == 0)
                writer->code = prg_explanation_note(&writer->line, step, index, writer->language, writer->form);
}

static void write_line(text_writer *writer, const prg_explanation *step, unsigned depth)
{
        const prg_explanation *entry = only_entry(step);
        begin_line(writer, depth);
        if (writer->code == 0)
                writer->code = prg_explanation_label(&writer->line, step, writer->language);
        if (!has_no_value(step)) {
                if (step->kind == PRG_STEP_MORE) {
                        put(writer, ", ");
                        put(writer, word(writer, PRG__EXPLAIN_TOGETHER));
                        put(writer, " ");
                } else
                        put(writer, ": ");
                put_value(writer, step);
        }
        put_coverage(writer, step);
        if (step->entry)
                put_entry(writer, step);
        if (entry) {
                put(writer, "; ");
                if (writer->code == 0)
                        writer->code = prg_explanation_label(&writer->line, entry, writer->language);
                put_entry(writer, entry);
        }
        if (step->is_cut) {
                put(writer, " …");
                writer->is_cut = 1;
        }
        for (size_t i = 0; i < step->note_count && is_small(step); i++) {
                put(writer, i ? "; " : " – ");
                put_note(writer, step, i);
        }
        end_line(writer);
}

static void write_notes(text_writer *writer, const prg_explanation *step, unsigned depth)
{
        for (size_t i = 0; i < step->note_count && writer->code == 0; i++) {
                begin_line(writer, depth);
                put(writer, "- ");
                put_note(writer, step, i);
                end_line(writer);
        }
}

/* No deeper than the options of an explanation allow. */
static void write_step(text_writer *writer, const prg_explanation *step, unsigned depth)
{
        write_line(writer, step, depth);
        write_sum(writer, step, depth + 1);
        if (!is_small(step))
                write_notes(writer, step, depth + 1);
        for (size_t i = 0; i < step->count && writer->code == 0 && only_entry(step) == NULL; i++)
                write_step(writer, step->children[i], depth + 1);
}

int prg__explanation_options(prg_explanation_options *out, const prg_explanation *explanation, const prg_sink *sink,
        const prg_explanation_options *options)
{
        static const prg_explanation_options defaults = PRG_EXPLANATION_OPTIONS_INIT;
        if (explanation == NULL)
                return prg__error_null("explanation");
        if (sink == NULL)
                return prg__error_null("sink");
        *out = options ? *options : defaults;
        if (out->version != PRG_EXPLANATION_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "explanation options of version %u; expected version %d", out->version,
                        PRG_EXPLANATION_OPTIONS_VERSION);
        if (prg_number_form_name(out->form) == NULL)
                return prg__error(PRG_EINVALID, NULL, "%u is not a number form", out->form);
        return 0;
}

int prg_explanation_write_text(const prg_explanation *explanation, const prg_sink *sink,
        const prg_explanation_options *options)
{
        prg_explanation_options filled;
        int code = prg__explanation_options(&filled, explanation, sink, options);
        if (code < 0)
                return code;
        text_writer writer = { .sink = sink, .language = filled.language, .form = filled.form };
        const char *language = filled.language ? filled.language : explanation->root->query->programme->root.language;
        writer.vietnamese = strcmp(language, "vi") == 0;
        write_step(&writer, explanation, 0);
        if (writer.is_cut) {
                put(&writer, "… ");
                put(&writer, word(&writer, PRG__EXPLAIN_DEEPER));
                end_line(&writer);
        }
        prg_buf_dispose(&writer.line);
        return writer.code;
}
