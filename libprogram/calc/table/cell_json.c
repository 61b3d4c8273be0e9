/* A cell as JSON, and the small steps of writing that go with it; see cell_json.h. */
#include "calc/table/cell_json.h"

#include <string.h>

#include <libprogram/date.h>

#include "util/buf.h"

void prg__json_key(prg__cell_json *writer, const char *name)
{
        prg__json_write_key(&writer->json, name, strlen(name));
}

void prg__json_text(prg__cell_json *writer, const char *text)
{
        prg__json_write_string(&writer->json, text, strlen(text));
}

void prg__json_member(prg__cell_json *writer, const char *name, const char *text)
{
        prg__json_key(writer, name);
        prg__json_text(writer, text);
}

void prg__json_count(prg__cell_json *writer, const char *name, size_t count)
{
        prg__json_key(writer, name);
        prg__json_write_integer(&writer->json, (int64_t)count);
}

static void count_above_0(prg__cell_json *writer, const char *name, size_t count)
{
        if (count > 0)
                prg__json_count(writer, name, count);
}

void prg__json_made(prg__cell_json *writer, const char *name, int code)
{
        if (writer->code == 0)
                writer->code = code;
        if (writer->code == 0)
                prg__json_member(writer, name, writer->text.data);
}

void prg__json_number(prg__cell_json *writer, const char *name, const prg__cell *cell, const prg__number *number)
{
        writer->text.length = 0;
        prg__json_made(writer, name, prg__table_number_text(&writer->text, cell, number, PRG_NUMBER_PLAIN));
}

void prg__json_period(prg__cell_json *writer, const char *name, const prg_period *period)
{
        writer->text.length = 0;
        if (period->calendar)
                prg__json_made(writer, name, prg_period_format(&writer->text, period));
}

void prg__json_fraction(prg__cell_json *writer, const char *name, const prg__number *number)
{
        if (writer->code < 0)
                return;
        writer->text.length = writer->other.length = 0;
        writer->code = prg__table_fraction_text(&writer->text, &writer->other, number);
        if (writer->code < 0)
                return;
        prg__json_key(writer, name);
        prg__json_write_array(&writer->json, PRG__JSON_INLINE);
        prg__json_text(writer, writer->text.data);
        prg__json_text(writer, writer->other.data);
        prg__json_write_array_end(&writer->json);
}

/* ---- a cell ---- */

static void write_number(prg__cell_json *writer, const prg__cell *cell)
{
        if (cell->category) {
                prg__json_member(writer, "category", prg_item_id(cell->category));
                return;
        }
        prg__json_number(writer, "value", cell, &cell->number);
        prg__json_member(writer, "exactness", prg_exactness_name(cell->exactness));
        if (cell->exactness == PRG_QUOTIENT)
                prg__json_fraction(writer, "fraction", &cell->number);
}

static void write_qualities(prg__cell_json *writer, const prg__cell *cell)
{
        if (cell->quality)
                prg__json_member(writer, "quality", prg_quality_name(cell->quality));
        if (cell->qualities[0] == 0 && cell->qualities[1] == 0 && cell->qualities[2] == 0)
                return;
        prg__json_key(writer, "qualities");
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        for (int i = 0; i < 3; i++)
                count_above_0(writer, prg_quality_name((prg_quality)(i + 1)), cell->qualities[i]);
        prg__json_write_object_end(&writer->json);
}

static void write_marks(prg__cell_json *writer, const prg__cell *cell)
{
        if (cell->marks == 0)
                return;
        prg__json_key(writer, "marks");
        prg__json_write_object(&writer->json, PRG__JSON_INLINE);
        for (unsigned bit = 0; bit < PRG_MARKS; bit++)
                if (cell->marks >> bit & 1)
                        prg__json_count(writer, prg_mark_name(1u << bit), cell->mark_counts[bit]);
        prg__json_write_object_end(&writer->json);
}

static void write_day(prg__cell_json *writer, const char *name, prg_date day)
{
        writer->text.length = 0;
        prg__json_made(writer, name, prg_date_format(&writer->text, day));
}

void prg__json_cell(prg__cell_json *writer, const prg__cell *cell)
{
        prg__json_member(writer, "state", prg_state_name(cell->state));
        if (cell->state == PRG_STATE_VALUE)
                write_number(writer, cell);
        if (cell->reason != PRG_REASON_NONE)
                prg__json_member(writer, "reason", prg_reason_name(cell->reason));
        write_qualities(writer, cell);
        write_marks(writer, cell);
        prg__json_count(writer, "reported", cell->reported);
        prg__json_count(writer, "expected", cell->expected);
        count_above_0(writer, "other_reported", cell->other_reported);
        count_above_0(writer, "other_expected", cell->other_expected);
        count_above_0(writer, "at_end", cell->at_end);
        prg__json_period(writer, "first_used", &cell->first_used);
        prg__json_period(writer, "last_used", &cell->last_used);
        if (cell->has_other_days) {
                prg__json_key(writer, "other_days");
                prg__json_write_object(&writer->json, PRG__JSON_INLINE);
                write_day(writer, "first", cell->other_first);
                write_day(writer, "last", cell->other_last);
                prg__json_count(writer, "shared", cell->shared_days);
                prg__json_write_object_end(&writer->json);
        }
        if (cell->has_bounds) {
                prg__json_number(writer, "lower", cell, &cell->lower);
                prg__json_number(writer, "upper", cell, &cell->upper);
        }
}
