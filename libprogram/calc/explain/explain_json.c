/* Explanations as JSON that adds up again; docs/explain.md describes it. */
#include <string.h>

#include <libprogram/date.h>

#include "calc/table/cell_json.h"
#include "calc/explain/explain.h"
#include "util/buf.h"

typedef struct json_writer {
        prg__cell_json out;
        const char *language;
        unsigned form;
} json_writer;

static void item(json_writer *writer, const char *name, const prg_item *it)
{
        if (it)
                prg__json_member(&writer->out, name, prg_item_id(it));
}

static void flag(json_writer *writer, const char *name, int value)
{
        prg__json_key(&writer->out, name);
        prg__json_write_boolean(&writer->out.json, value);
}

/* ---- what it is about ---- */

/* The text of a breakdown as in queries. */
static int cut_text(prg_buf *out, const prg__cut *cut)
{
        int code = 0;
        if (cut->kind != PRG__CUT_CATEGORIES)
                return prg__buf_text(out, cut->text);
        if (cut->factor_count == 0 && cut->observed.calendar == NULL)
                return prg__buf_text(out, "total");
        for (size_t i = 0; i < cut->factor_count && code == 0; i++)
                code = prg__buf_format(out, "%s%s=%s", i ? "*" : "", prg_item_id(cut->factors[i].breakdown),
                        cut->factors[i].category ? prg_item_id(cut->factors[i].category) : "unallocated");
        if (code == 0 && cut->observed.calendar
            && (code = prg__buf_format(out, "%sobserved=", cut->factor_count ? "*" : "")) == 0)
                code = prg_period_format(out, &cut->observed);
        return code;
}

static void write_subject(json_writer *writer, const prg_explanation *step)
{
        item(writer, "indicator", step->indicator ? &step->indicator->item : NULL);
        if (step->cut) {
                writer->out.text.length = 0;
                prg__json_made(&writer->out, "breakdown", cut_text(&writer->out.text, step->cut));
        }
        item(writer, "area", step->area);
        prg__json_period(&writer->out, "period", &step->period);
        prg__json_period(&writer->out, "until", &step->until);
        prg__json_period(&writer->out, "observed", &step->observed);
        if (step->category) {
                writer->out.text.length = 0;
                prg__json_made(&writer->out, "part",
                        prg__buf_format(&writer->out.text, "%s=%s", prg_item_id(prg_item_owner(step->category)),
                                prg_item_id(step->category)));
        }
        item(writer, "source", step->source);
        if (step->measure)
                prg__json_member(&writer->out, "measure", prg_measure_name(step->measure));
}

static int instant_text(prg_buf *out, int64_t instant)
{
        int64_t days = instant / 86400, seconds = instant % 86400;
        if (seconds < 0) {
                days--;
                seconds += 86400;
        }
        int code = prg_date_format(out, (prg_date)days);
        return code < 0 ? code : prg__buf_format(out, "T%c%c:%c%c:%c%cZ", (int)('0' + seconds / 36000),
                (int)('0' + seconds / 3600 % 10), (int)('0' + seconds / 600 % 6), (int)('0' + seconds / 60 % 10),
                (int)('0' + seconds % 60 / 10), (int)('0' + seconds % 10));
}

static void write_entry(json_writer *writer, const prg_explanation *step)
{
        const prg_entry *entry = step->entry;
        const prg_value *value = &entry->value;
        prg__json_key(&writer->out, "entry");
        prg__json_write_object(&writer->out.json, PRG__JSON_INLINE);
        prg__json_count(&writer->out, "sequence", (size_t)entry->sequence);
        if (step->batch && *step->batch)
                prg__json_member(&writer->out, "batch", step->batch);
        if (value->row)
                prg__json_count(&writer->out, "row", value->row);
        item(writer, "reported_by", value->reported_by);
        if (value->recorded_at != PRG_INSTANT_NONE) {
                writer->out.text.length = 0;
                prg__json_made(&writer->out, "recorded_at", instant_text(&writer->out.text, value->recorded_at));
        }
        if (value->reason)
                prg__json_member(&writer->out, "reason", value->reason);
        if (value->note)
                prg__json_member(&writer->out, "note", value->note);
        prg__json_write_object_end(&writer->out.json);
}

/* ---- steps ---- */

static void write_working(json_writer *writer, const prg_explanation *step)
{
        prg__json_member(&writer->out, "operation", prg_operation_name(step->operation));
        if (step->formula)
                prg__json_member(&writer->out, "formula", step->formula);
        if (step->operand)
                prg__json_member(&writer->out, "operand", step->operand);
        if (step->has_scale)
                prg__json_fraction(&writer->out, "scale", &step->scale);
        if (step->has_factor)
                prg__json_fraction(&writer->out, "factor", &step->factor);
        if (step->has_weight) {
                prg__json_fraction(&writer->out, "weighted", &step->weighted);
                prg__json_fraction(&writer->out, "weight", &step->weight);
        }
        if (step->operation == PRG_OPERATION_RANK)
                flag(writer, "lower_first", step->lower_first);
        flag(writer, "counts", step->counts);
        flag(writer, "coverage_adds", step->adds);
        if (step->is_cut)
                flag(writer, "cut", 1);
        if (step->kind == PRG_STEP_MORE || (step->kind == PRG_STEP_MISSING && step->area == NULL))
                prg__json_count(&writer->out, "size", step->size);
        if (step->kind == PRG_STEP_MORE)
                prg__json_count(&writer->out, "values", step->values);
}

static void write_notes(json_writer *writer, const prg_explanation *step)
{
        if (step->note_count == 0)
                return;
        prg__json_key(&writer->out, "notes");
        prg__json_write_array(&writer->out.json, PRG__JSON_BLOCK);
        for (size_t i = 0; i < step->note_count && writer->out.code == 0; i++) {
                writer->out.text.length = 0;
                writer->out.code = prg_explanation_note(&writer->out.text, step, i, writer->language, writer->form);
                if (writer->out.code == 0)
                        prg__json_text(&writer->out, writer->out.text.data);
        }
        prg__json_write_array_end(&writer->out.json);
}

/* No deeper than the options of an explanation allow. */
static void write_step(json_writer *writer, const prg_explanation *step)
{
        prg__json_write_object(&writer->out.json, PRG__JSON_BLOCK);
        prg__json_member(&writer->out, "step", prg_step_name(step->kind));
        writer->out.text.length = 0;
        prg__json_made(&writer->out, "label", prg_explanation_label(&writer->out.text, step, writer->language));
        write_subject(writer, step);
        prg__json_cell(&writer->out, &step->cell);
        if (step->cell.state == PRG_STATE_VALUE && step->cell.exactness == PRG_APPROXIMATE)
                prg__json_fraction(&writer->out, "fraction", &step->cell.number); /* all its digits */
        write_working(writer, step);
        if (step->entry)
                write_entry(writer, step);
        write_notes(writer, step);
        if (step->count) {
                prg__json_key(&writer->out, "steps");
                prg__json_write_array(&writer->out.json, PRG__JSON_BLOCK);
                for (size_t i = 0; i < step->count && writer->out.code == 0; i++)
                        write_step(writer, step->children[i]);
                prg__json_write_array_end(&writer->out.json);
        }
        prg__json_write_object_end(&writer->out.json);
}

int prg_explanation_write_json(const prg_explanation *explanation, const prg_sink *sink,
        const prg_explanation_options *options)
{
        prg_explanation_options filled;
        int code = prg__explanation_options(&filled, explanation, sink, options);
        if (code < 0)
                return code;
        json_writer writer = { .language = filled.language, .form = filled.form };
        prg__json_writer_init(&writer.out.json, sink, PRG__JSON_CANONICAL);
        prg__json_write_object(&writer.out.json, PRG__JSON_BLOCK);
        prg__json_member(&writer.out, "format", "libprogram/explanation");
        prg__json_count(&writer.out, "version", 1);
        prg__json_key(&writer.out, "explanation");
        write_step(&writer, explanation);
        prg__json_write_object_end(&writer.out.json);
        if (writer.out.code == 0)
                writer.out.code = prg__json_writer_finish(&writer.out.json);
        prg_buf_dispose(&writer.out.text);
        prg_buf_dispose(&writer.out.other);
        return writer.out.code;
}
