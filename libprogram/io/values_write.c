/* Writing value files: every entry in the order in which it was received, as a long file.
 *
 * Things are written by the ids that the data set remembers, so that an entry that has no place in
 * the programme at present is written like all others. One pass over the journal finds which
 * columns are used, a second one writes. */
#include <string.h>

#include <libprogram/date.h>

#include "data/store.h"
#include "util/buf.h"
#include "util/csv.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/sink.h"
#include "values_write.h"

#define FLUSH_BYTES 65536

const prg__column_kind prg__write_order[PRG__WRITE_ORDER] = {
        PRG__COLUMN_INDICATOR,
        PRG__COLUMN_AREA,
        PRG__COLUMN_PERIOD,
        PRG__COLUMN_CATEGORY,
        PRG__COLUMN_OBSERVED,
        PRG__COLUMN_SOURCE,
        PRG__COLUMN_SCOPE,
        PRG__COLUMN_ACTION,
        PRG__COLUMN_VALUE,
        PRG__COLUMN_UNIT,
        PRG__COLUMN_STATE,
        PRG__COLUMN_LOWER,
        PRG__COLUMN_UPPER,
        PRG__COLUMN_QUALITY,
        PRG__COLUMN_MARKS,
        PRG__COLUMN_REASON,
        PRG__COLUMN_REPORTED_BY,
        PRG__COLUMN_RECORDED_AT,
        PRG__COLUMN_NOTE,
};

typedef struct csv_writer {
        const prg_data *data;
        unsigned used;           /* a bit for each kind of column */
        const char **breakdowns; /* ids, in the order in which they come */
        size_t breakdown_count, breakdown_capacity;
        prg_buf out, cell;
} csv_writer;

/* ---- an entry ---- */

/* An entry that follows one of its cell and quality which still stands corrects it. */
static prg__action action_of(const prg_data *data, const prg__record *record)
{
        if (record->withdrawal)
                return PRG__ACTION_WITHDRAW;
        for (uint32_t sequence = record->previous; sequence;) {
                const prg__record *earlier = prg__journal_at(&data->journal, sequence);
                if (earlier->quality == record->quality)
                        return earlier->withdrawal ? PRG__ACTION_SET : PRG__ACTION_CORRECT;
                sequence = earlier->previous;
        }
        return PRG__ACTION_SET;
}

/* Of an entry without a place: what the journal has, in the unit and decimals in which it came. */
static void tell_unbound(const prg_data *data, const prg__record *record, prg_value *value)
{
        static const prg_value nothing = PRG_VALUE_INIT;
        const prg__extra *extra = prg__journal_extra(&data->journal, record);
        unsigned decimals = data->scales[record->scale].decimals;
        *value = nothing;
        value->state = (prg_state)record->state;
        value->quality = (prg_quality)record->quality;
        value->marks = record->marks;
        value->recorded_at = extra->recorded_at;
        value->number = (prg_decimal){ record->mantissa, decimals };
        value->reason = extra->reason;
        value->note = extra->note;
        value->has_bounds = extra->has_bounds;
        if (value->has_bounds) {
                value->lower = (prg_decimal){ extra->lower, decimals };
                value->upper = (prg_decimal){ extra->upper, decimals };
        }
}

/* Whether the numbers of an entry are said in the indicator's scale of today. */
static int is_present(const prg_data *data, const prg__entry_row *row)
{
        int64_t present;
        const prg__record *record = row->record;
        const prg__indicator *indicator = row->series->indicator;
        return indicator
               && prg__scale_present(data, data->binding->programme, indicator, record,
                       record->mantissa, &present);
}

prg__entry_row prg__entry_row_at(const prg_data *data, uint32_t sequence)
{
        const prg__record *record = prg__journal_at(&data->journal, sequence);
        prg__entry_row row = { .record = record, .series = data->series[record->series] };
        if (row.series->indicator) {
                prg_entry entry;
                prg__data_tell(data, sequence, &entry);
                row.value = entry.value;
        } else {
                tell_unbound(data, record, &row.value);
        }
        int has_numbers =
                !record->withdrawal && (record->state == PRG_STATE_VALUE || row.value.has_bounds);
        if (has_numbers && data->scales[record->scale].form == PRG__FORM_NUMBER
                && !is_present(data, &row))
                row.unit = data->scales[record->scale].unit;
        row.action = action_of(data, record);
        return row;
}

/* ---- which columns are used ---- */

static int note_breakdowns(csv_writer *writer, const prg__series *series)
{
        const prg__identity *identity = series->identity;
        for (size_t i = 0; i < identity->category_count; i++) {
                size_t known = 0;
                while (known < writer->breakdown_count
                        && strcmp(writer->breakdowns[known], identity->categories[2 * i]) != 0)
                        known++;
                if (known < writer->breakdown_count)
                        continue;
                if (prg__grow((void **)&writer->breakdowns, &writer->breakdown_capacity, known + 1,
                            sizeof *writer->breakdowns)
                        < 0)
                        return PRG_ENOMEM;
                writer->breakdowns[writer->breakdown_count++] = identity->categories[2 * i];
        }
        return 0;
}

static unsigned used_by(const prg_data *data, const prg__entry_row *row)
{
        const prg_value *value = &row->value;
        const prg__identity *identity = row->series->identity;
        unsigned used = 0;
        if (identity->source)
                used |= PRG__BIT(PRG__COLUMN_SOURCE);
        if (identity->observed_calendar)
                used |= PRG__BIT(PRG__COLUMN_OBSERVED);
        if (row->series->scope != PRG_SCOPE_UNIT)
                used |= PRG__BIT(PRG__COLUMN_SCOPE);
        if (row->action != PRG__ACTION_SET)
                used |= PRG__BIT(PRG__COLUMN_ACTION);
        if (prg__journal_extra(&data->journal, row->record)->agency)
                used |= PRG__BIT(PRG__COLUMN_REPORTED_BY);
        if (value->recorded_at != PRG_INSTANT_NONE)
                used |= PRG__BIT(PRG__COLUMN_RECORDED_AT);
        if (value->reason)
                used |= PRG__BIT(PRG__COLUMN_REASON);
        if (value->note)
                used |= PRG__BIT(PRG__COLUMN_NOTE);
        if (row->record->withdrawal)
                return used;
        if (value->state != PRG_STATE_VALUE && value->state != PRG_STATE_MISSING)
                used |= PRG__BIT(PRG__COLUMN_STATE);
        if (value->marks)
                used |= PRG__BIT(PRG__COLUMN_MARKS);
        if (value->has_bounds)
                used |= PRG__BIT(PRG__COLUMN_LOWER) | PRG__BIT(PRG__COLUMN_UPPER);
        if (row->unit)
                used |= PRG__BIT(PRG__COLUMN_UNIT);
        return used;
}

static int find_columns(csv_writer *writer)
{
        const prg_data *data = writer->data;
        unsigned char *seen = prg__alloc_zero(data->series_count + 1);
        int code = seen ? 0 : PRG_ENOMEM;
        writer->used = PRG__BIT(PRG__COLUMN_INDICATOR) | PRG__BIT(PRG__COLUMN_AREA)
                       | PRG__BIT(PRG__COLUMN_PERIOD) | PRG__BIT(PRG__COLUMN_VALUE)
                       | PRG__BIT(PRG__COLUMN_QUALITY);
        for (uint32_t sequence = 1; code == 0 && sequence <= data->journal.count; sequence++) {
                prg__entry_row row = prg__entry_row_at(data, sequence);
                writer->used |= used_by(data, &row);
                if (!seen[row.record->series])
                        code = note_breakdowns(writer, row.series);
                seen[row.record->series] = 1;
        }
        prg__free(seen);
        return code;
}

/* ---- cells ---- */

/* The text of a period that the calendar does not have at present. */
static int format_lost(prg_buf *out, const prg__axis *axis, const prg__lost *lost)
{
        prg_period period;
        int code = prg__buf_format(out, "%s:", axis->calendar_id);
        if (code < 0)
                return code;
        if (lost->stage)
                return prg__buf_text(out, lost->stage);
        if (prg_calendar_has(prg_calendar_gregorian(), axis->type)
                && prg_period_make(
                           &period, prg_calendar_gregorian(), axis->type, lost->year, lost->index)
                           == 0)
                return prg_period_format(out, &period);
        return prg__buf_format(out, "%d", lost->year);
}

static int format_period(prg_buf *out, const prg__entry_row *row)
{
        const prg__axis *axis = row->series->axis;
        int position = row->record->position;
        if (PRG__IS_LOST(position))
                return format_lost(out, axis, &axis->lost[position - PRG__LOST_FIRST]);
        return prg_period_format(out, &axis->periods[position - axis->first]);
}

int prg__series_format_observed(prg_buf *out, const prg__series *series)
{
        const prg__identity *identity = series->identity;
        if (identity->observed_calendar == NULL)
                return 0;
        if (series->observed.calendar)
                return prg_period_format(out, &series->observed);
        const prg__lost lost = { identity->observed.year, identity->observed.index,
                identity->observed_stage, 1 };
        const prg__axis axis = { .type = identity->observed.type,
                .calendar_id = identity->observed_calendar };
        return format_lost(out, &axis, &lost);
}

static int format_instant(prg_buf *out, int64_t instant)
{
        int64_t day = instant / 86400, second = instant % 86400;
        if (instant == PRG_INSTANT_NONE)
                return 0;
        if (second < 0) {
                second += 86400;
                day--;
        }
        int code = prg_date_format(out, (prg_date)day);
        int hours = (int)(second / 3600), minutes = (int)(second / 60 % 60),
            seconds = (int)(second % 60);
        return code < 0 ? code
                        : prg__buf_format(out, "T%d%d:%d%d:%d%dZ", hours / 10, hours % 10,
                                minutes / 10, minutes % 10, seconds / 10, seconds % 10);
}

static int format_marks(prg_buf *out, unsigned marks)
{
        int code = 0;
        for (unsigned bit = 0; code == 0 && bit < PRG_MARKS; bit++)
                if (marks & PRG__BIT(bit))
                        code = prg__buf_format(
                                out, "%s%s", out->length ? " " : "", prg_mark_name(PRG__BIT(bit)));
        return code;
}

static int format_value(const prg_data *data, prg_buf *out, const prg__entry_row *row)
{
        const prg__record *record = row->record;
        if (record->withdrawal || record->state != PRG_STATE_VALUE)
                return 0;
        switch (data->scales[record->scale].form) {
        case PRG__FORM_CLASS:
                return prg__buf_text(out, data->classes.at[record->mantissa]->id);
        case PRG__FORM_MILESTONE: return prg__buf_text(out, record->mantissa ? "1" : "0");
        default: return prg_decimal_format(out, row->value.number, PRG_NUMBER_PLAIN);
        }
}

static int format_state(prg_buf *out, const prg__entry_row *row)
{
        if (row->record->withdrawal || row->value.state == PRG_STATE_VALUE)
                return 0;
        return prg__buf_text(out, prg_state_name(row->value.state));
}

static int format_bound(prg_buf *out, const prg__entry_row *row, prg_decimal bound)
{
        return row->value.has_bounds ? prg_decimal_format(out, bound, PRG_NUMBER_PLAIN) : 0;
}

int prg__entry_format(
        const prg_data *data, prg_buf *out, const prg__entry_row *row, prg__column_kind kind)
{
        const prg__identity *identity = row->series->identity;
        const prg_value *value = &row->value;
        uint32_t agency = prg__journal_extra(&data->journal, row->record)->agency;
        switch (kind) {
        case PRG__COLUMN_INDICATOR: return prg__buf_text(out, identity->indicator);
        case PRG__COLUMN_AREA: return prg__buf_text(out, data->slots[row->record->slot].id);
        case PRG__COLUMN_PERIOD: return format_period(out, row);
        case PRG__COLUMN_OBSERVED: return prg__series_format_observed(out, row->series);
        case PRG__COLUMN_SOURCE:
                return prg__buf_text(out, identity->source ? identity->source : "");
        case PRG__COLUMN_SCOPE:
                return prg__buf_text(
                        out, row->series->scope ? prg_scope_name(row->series->scope) : "");
        case PRG__COLUMN_ACTION:
                return prg__buf_text(
                        out, row->action == PRG__ACTION_SET ? "" : prg__action_names[row->action]);
        case PRG__COLUMN_VALUE: return format_value(data, out, row);
        case PRG__COLUMN_UNIT: return prg__buf_text(out, row->unit ? row->unit : "");
        case PRG__COLUMN_STATE: return format_state(out, row);
        case PRG__COLUMN_LOWER: return format_bound(out, row, value->lower);
        case PRG__COLUMN_UPPER: return format_bound(out, row, value->upper);
        case PRG__COLUMN_QUALITY: return prg__buf_text(out, prg_quality_name(value->quality));
        case PRG__COLUMN_MARKS: return format_marks(out, row->record->marks);
        case PRG__COLUMN_REASON: return prg__buf_text(out, value->reason ? value->reason : "");
        case PRG__COLUMN_NOTE: return prg__buf_text(out, value->note ? value->note : "");
        case PRG__COLUMN_RECORDED_AT: return format_instant(out, value->recorded_at);
        case PRG__COLUMN_REPORTED_BY:
                return agency ? prg__buf_text(out, data->agencies.at[agency - 1]->id) : 0;
        default: return 0;
        }
}

/* ---- rows ---- */

static int is_blank(const char *text, size_t length)
{
        return length
               && (*text == ' ' || *text == '\t'
                       || (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0));
}

/* Blanks at the ends of a cell stay only when it is in quotation marks. */
static int has_blank_ends(const char *text, size_t length)
{
        return is_blank(text, length) || (length && is_blank(text + length - 1, 1))
               || (length >= 2 && is_blank(text + length - 2, 2));
}

static int put_cell(csv_writer *writer, int is_first)
{
        const char *text = writer->cell.length ? writer->cell.data : "";
        size_t length = writer->cell.length, before = writer->out.length + (size_t)!is_first;
        int code = is_first ? 0 : prg__buf_append(&writer->out, ",", 1);
        if (code == 0)
                code = prg__csv_write(&writer->out, text, length, ',');
        if (code < 0 || !has_blank_ends(text, length) || writer->out.data[before] == '"')
                return code;
        writer->out.length = before;
        return prg__buf_format(&writer->out, "\"%s\"", text);
}

static const char *category_of(const prg__identity *identity, const char *breakdown)
{
        for (size_t i = 0; i < identity->category_count; i++)
                if (strcmp(identity->categories[2 * i], breakdown) == 0)
                        return identity->categories[2 * i + 1];
        return "";
}

static int put_categories(csv_writer *writer, const prg__entry_row *row)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < writer->breakdown_count; i++) {
                const char *breakdown = writer->breakdowns[i];
                writer->cell.length = 0;
                code = row ? prg__buf_text(
                               &writer->cell, category_of(row->series->identity, breakdown))
                           : prg__buf_format(&writer->cell, "%s%s",
                                   prg__is_column_name(breakdown) ? PRG__BREAKDOWN : "", breakdown);
                if (code == 0)
                        code = put_cell(writer, 0);
        }
        return code;
}

/* A row of cells; NULL: the header. */
static int put_row(csv_writer *writer, const prg__entry_row *row)
{
        int code = 0;
        for (size_t i = 0; code == 0 && i < PRG__WRITE_ORDER; i++) {
                prg__target target = { prg__write_order[i], NULL };
                if (prg__write_order[i] == PRG__COLUMN_CATEGORY) {
                        code = put_categories(writer, row);
                        continue;
                }
                if (!(writer->used & PRG__BIT(prg__write_order[i])))
                        continue;
                writer->cell.length = 0;
                code = row ? prg__entry_format(writer->data, &writer->cell, row, prg__write_order[i])
                           : prg__buf_text(&writer->cell, prg__target_name(&target));
                if (code == 0)
                        code = put_cell(writer, i == 0);
        }
        return code < 0 ? code : prg__buf_append(&writer->out, "\n", 1);
}

static int flush(csv_writer *writer, const prg_sink *sink, size_t least)
{
        if (writer->out.length < least)
                return 0;
        int code = prg_sink_write(sink, writer->out.data, writer->out.length);
        writer->out.length = 0;
        return code;
}

static int write_all(csv_writer *writer, const prg_sink *sink)
{
        int code = find_columns(writer);
        if (code == 0)
                code = put_row(writer, NULL);
        for (uint32_t sequence = 1; code == 0 && sequence <= writer->data->journal.count;
                sequence++) {
                prg__entry_row row = prg__entry_row_at(writer->data, sequence);
                code = put_row(writer, &row);
                if (code == 0)
                        code = flush(writer, sink, FLUSH_BYTES);
        }
        return code < 0 ? code : flush(writer, sink, 1);
}

int prg_data_write_csv(const prg_data *data, const prg_sink *sink)
{
        if (data == NULL)
                return prg__error_null("data");
        if (sink == NULL)
                return prg__error_null("sink");
        int code = prg__data_fresh(data);
        if (code < 0)
                return code;
        csv_writer writer = { .data = data, .out = PRG_BUF_INIT, .cell = PRG_BUF_INIT };
        code = write_all(&writer, sink);
        prg_buf_dispose(&writer.out);
        prg_buf_dispose(&writer.cell);
        prg__free(writer.breakdowns);
        return code;
}
