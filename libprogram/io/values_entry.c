/* From a draft to an entry: the texts that wait for the indicator are read, the whole is checked,
 * and kept.
 *
 * Each part of which a finding was made is noted in the draft, so that the check of the entry
 * passes over it and over what depends on it. The entry is kept first; if the file has given its
 * cell before, it is taken away again: it is the same, or in conflict. */
#include <string.h>

#include <libprogram/buf.h>
#include <libprogram/decimal.h>

#include "data/store.h"
#include "model/nouns.h"
#include "util/error.h"
#include "values.h"

/* ---- the value ---- */

int prg__draft_read_value(prg__values *reader, const char **text, prg_state *state)
{
        static const prg__target value = { PRG__COLUMN_VALUE, NULL };
        prg__pair *pair;
        *state = PRG_STATE_VALUE;
        int code = prg__values_pair(reader, prg__values_words(reader, &value), *text, &pair);
        if (code == 0 && pair)
                *text = pair->to;
        if (code == 0)
                code = prg__values_pair(reader, &reader->mapping.states, *text, &pair);
        for (int i = 0; code == 0 && pair && prg__draft_states[i]; i++)
                if (strcmp(prg__draft_states[i], pair->to) == 0)
                        *state = (prg_state)i;
        return code;
}

#define DECLARED "\"numbers\": \"vietnamese\" in the mapping, or the option form (--decimal-comma of prg)"

/* What is wrong with a text that is no number, said so that it can be mended. */
static int refuse_number(prg__values *reader, prg__draft *draft, const prg__where *where,
        prg__part part, const char *text, int code)
{
        prg_decimal number;
        int is_plain = (reader->form & 0xFFu) == PRG_NUMBER_PLAIN;
        unsigned other = is_plain ? PRG_NUMBER_VIETNAMESE : PRG_NUMBER_PLAIN;
        if (code == PRG_ERANGE)
                return prg__draft_refuse(reader, draft, where, part, PRG_FINDING_NUMBER,
                        "a number of 64 bits with at most 18 decimals", NULL, text,
                        "is too large, or has too many decimals");
        if (prg_decimal_parse(&number, text, strlen(text), other) != 0)
                return prg__draft_refuse(reader, draft, where, part, PRG_FINDING_NUMBER,
                        is_plain ? "a number such as 1234.5" : "a number such as 1.234,5", NULL,
                        text, "is no number");
        if (is_plain)
                return prg__draft_refuse(reader, draft, where, part, PRG_FINDING_NUMBER,
                        "a number such as 1234.5, or that the Vietnamese form is declared: " DECLARED,
                        NULL, text, "looks like a number in the Vietnamese form");
        return prg__draft_refuse(reader, draft, where, part, PRG_FINDING_NUMBER,
                "a number such as 1.234,5, as the Vietnamese form is declared", NULL, text,
                "looks like a number in the plain form");
}

static int read_number(prg__values *reader, prg__draft *draft, size_t row, prg__column_kind kind,
        const char *text, prg_decimal *number)
{
        prg__where where = { .row = row, .column = prg__draft_label(draft, kind) };
        int is_json = (draft->numbers & PRG__BIT(kind)) != 0;
        unsigned form = is_json ? PRG_NUMBER_PLAIN | PRG_NUMBER_EXPONENT : reader->form;
        int code = prg_decimal_parse(number, text, strlen(text), form);
        return code < 0 ? refuse_number(
                       reader, draft, &where, (prg__part)prg__column_parts[kind], text, code)
                        : 0;
}

static int read_milestone(
        prg__values *reader, prg__draft *draft, const prg__where *where, const char *text)
{
        static const char *const words[] = { "0", "1", "false", "true", "not_reached", "reached",
                "chưa đạt", "đạt", NULL };
        const char *folded = prg__values_fold(reader, text);
        if (folded == NULL)
                return PRG_ENOMEM;
        for (int i = 0; words[i]; i++)
                if (strcmp(words[i], folded) == 0) {
                        draft->value.number = (prg_decimal){ i % 2, 0 };
                        return 0;
                }
        return prg__draft_refuse(reader, draft, where, PRG__PART_VALUE, PRG_FINDING_VALUE,
                "1 or 0, true or false, reached or not_reached, đạt or chưa đạt", NULL, text,
                "is no value of a milestone");
}

static int read_class(
        prg__values *reader, prg__draft *draft, const prg__where *where, const char *text)
{
        const char *near = NULL;
        const prg__indicator *indicator = (const prg__indicator *)draft->key.indicator;
        int code = prg__draft_find_category(
                reader, &indicator->categories, text, &draft->value.category, &near);
        if (code < 0 || draft->value.category)
                return code;
        return prg__draft_refuse(reader, draft, where, PRG__PART_VALUE,
                PRG_FINDING_UNKNOWN_REFERENCE, NULL, near, text, "is no category of the indicator");
}

/* A value that is there, by the kind of its indicator; of an unknown one nothing can be said. */
static int read_content(prg__values *reader, prg__draft *draft, size_t row, const char *text)
{
        const prg__indicator *indicator = (const prg__indicator *)draft->key.indicator;
        prg__where where = { .row = row, .column = prg__draft_label(draft, PRG__COLUMN_VALUE) };
        if (indicator == NULL) {
                draft->faults |= PRG__BIT(PRG__PART_VALUE);
                return 0;
        }
        switch (indicator->kind) {
        case PRG__KIND_CLASS: return read_class(reader, draft, &where, text);
        case PRG__KIND_MILESTONE: return read_milestone(reader, draft, &where, text);
        default:
                return read_number(
                        reader, draft, row, PRG__COLUMN_VALUE, text, &draft->value.number);
        }
}

static int read_value(prg__values *reader, prg__draft *draft, size_t row)
{
        const char *text = draft->value_text ? draft->value_text : "";
        prg_state meant = PRG_STATE_VALUE;
        int has_state = (draft->given & PRG__BIT(PRG__COLUMN_STATE)) != 0;
        int code = *text ? prg__draft_read_value(reader, &text, &meant) : 0;
        if (code < 0 || draft->faults & (PRG__BIT(PRG__PART_VALUE) | PRG__BIT(PRG__PART_STATE)))
                return code;
        if (meant != PRG_STATE_VALUE) {
                if (has_state && draft->value.state != meant)
                        return prg__draft_find_in(reader, draft, row, PRG__COLUMN_VALUE,
                                PRG_FINDING_CONTRADICTION, NULL,
                                "the value means one state, and the state is another");
                draft->value.state = meant;
                return 0;
        }
        if (*text == '\0') {
                if (has_state && draft->value.state == PRG_STATE_VALUE)
                        return prg__draft_find_in(reader, draft, row, PRG__COLUMN_VALUE,
                                PRG_FINDING_MISSING_FIELD, NULL,
                                "the state is 'value', and there is none");
                if (!has_state)
                        draft->value.state = PRG_STATE_MISSING;
                return 0;
        }
        if (has_state && draft->value.state != PRG_STATE_VALUE)
                return prg__draft_find_in(reader, draft, row, PRG__COLUMN_VALUE,
                        PRG_FINDING_CONTRADICTION, "an empty value",
                        "a value, and a state that says that there is none");
        return read_content(reader, draft, row, text);
}

static int read_bounds(prg__values *reader, prg__draft *draft, size_t row)
{
        int code = 0;
        if (draft->lower_text == NULL && draft->upper_text == NULL)
                return 0;
        draft->value.has_bounds = 1;
        if (draft->lower_text == NULL)
                return prg__draft_find_in(reader, draft, row, PRG__COLUMN_LOWER, PRG_FINDING_BOUNDS,
                        "both bounds or neither", "an upper bound without a lower one");
        if (draft->upper_text == NULL)
                return prg__draft_find_in(reader, draft, row, PRG__COLUMN_UPPER, PRG_FINDING_BOUNDS,
                        "both bounds or neither", "a lower bound without an upper one");
        code = read_number(
                reader, draft, row, PRG__COLUMN_LOWER, draft->lower_text, &draft->value.lower);
        return code < 0 ? code
                        : read_number(reader, draft, row, PRG__COLUMN_UPPER, draft->upper_text,
                                &draft->value.upper);
}

/* A withdrawal says what is taken away, by whom and why, and nothing of a value. */
static int check_withdrawal(prg__values *reader, prg__draft *draft, size_t row)
{
        static const prg__column_kind unwanted[] = { PRG__COLUMN_VALUE, PRG__COLUMN_STATE,
                PRG__COLUMN_UNIT, PRG__COLUMN_MARKS, PRG__COLUMN_LOWER, PRG__COLUMN_UPPER };
        int code = 0;
        for (size_t i = 0; code == 0 && i < sizeof unwanted / sizeof *unwanted; i++)
                if (draft->given & PRG__BIT(unwanted[i]))
                        code = prg__draft_find_in(reader, draft, row, unwanted[i],
                                PRG_FINDING_CONTRADICTION, "an empty cell",
                                "a withdrawal has no value");
        return code;
}

static int check_needed(prg__values *reader, prg__draft *draft, size_t row)
{
        static const prg__column_kind needed[] = { PRG__COLUMN_INDICATOR, PRG__COLUMN_AREA,
                PRG__COLUMN_PERIOD };
        int code = 0;
        for (size_t i = 0; code == 0 && i < sizeof needed / sizeof *needed; i++)
                if (!(draft->given & PRG__BIT(needed[i]))
                        && !(draft->faults & PRG__BIT(prg__column_parts[needed[i]])))
                        code = prg__draft_find_in(reader, draft, row, needed[i],
                                PRG_FINDING_MISSING_FIELD, NULL,
                                reader->format == PRG__FORMAT_CSV ? "the cell is empty"
                                                                  : "the key is not there, or null");
        return code;
}

/* ---- checking and keeping ---- */

typedef struct fault_place {
        prg__values *reader;
        prg__draft *draft;
        size_t row;
} fault_place;

/* What a text with too many decimals probably meant: in the plain form the points of 1.234 end a whole number, in the
 * Vietnamese one they group thousands. NULL for nothing. */
static const char *grouped(const fault_place *it, const prg__fault *fault, prg_buf *out)
{
        const prg__draft *draft = it->draft;
        const char *text = fault->part == PRG__PART_VALUE ? draft->value_text : NULL;
        prg_decimal number;
        if (fault->finding != PRG_FINDING_DECIMALS || text == NULL || (it->reader->form & 0xFFu) != PRG_NUMBER_PLAIN
            || draft->numbers & PRG__BIT(PRG__COLUMN_VALUE) || strchr(text, '.') == NULL
            || prg_decimal_parse(&number, text, strlen(text), PRG_NUMBER_VIETNAMESE) != 0
            || prg_decimal_format(out, number, PRG_NUMBER_PLAIN) < 0)
                return NULL;
        return out->data;
}

static int add_fault(void *payload, const prg__fault *fault)
{
        fault_place *it = payload;
        prg__where where = { .row = it->row };
        it->draft->found |= PRG__BIT(fault->part);
        for (int kind = 0; kind < PRG__COLUMNS; kind++)
                if (prg__column_parts[kind] == fault->part)
                        where.column = prg__draft_label(it->draft, (prg__column_kind)kind);
        if (fault->part == PRG__PART_CATEGORY && fault->category < it->draft->category_count)
                where.column = it->draft->category_labels[fault->category];
        prg_buf number = PRG_BUF_INIT;
        const char *meant = grouped(it, fault, &number);
        int code = prg__values_find(it->reader, &where, fault->finding, PRG_SEVERITY_ERROR, PRG_ESCHEMA,
                meant ? "a number such as 1234.5, or that the Vietnamese form is declared: " DECLARED : fault->expected,
                meant ? meant : fault->suggestion, "%s", fault->message);
        prg_buf_dispose(&number);
        return code;
}

static int same_text(const char *a, const char *b)
{
        return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* In which column two entries of a cell differ; PRG__COLUMNS when they say the same. */
static prg__column_kind difference(
        const prg__journal *journal, const prg__record *a, const prg__record *b)
{
        const prg__extra *first = prg__journal_extra(journal, a),
                         *second = prg__journal_extra(journal, b);
        if (a->state != b->state || a->mantissa != b->mantissa)
                return PRG__COLUMN_VALUE;
        if (a->marks != b->marks)
                return PRG__COLUMN_MARKS;
        if (first->has_bounds != second->has_bounds || first->lower != second->lower)
                return PRG__COLUMN_LOWER;
        if (first->upper != second->upper)
                return PRG__COLUMN_UPPER;
        if (!same_text(first->reason, second->reason))
                return PRG__COLUMN_REASON;
        if (!same_text(first->note, second->note))
                return PRG__COLUMN_NOTE;
        if (first->agency != second->agency)
                return PRG__COLUMN_REPORTED_BY;
        return first->recorded_at != second->recorded_at ? PRG__COLUMN_RECORDED_AT : PRG__COLUMNS;
}

/* What the file has said of the cell with the same quality before the last entry; NULL for nothing.
 */
static const prg__record *said_before(const prg__values *reader, const prg__record *last)
{
        const prg__journal *journal = &reader->data->journal;
        for (uint32_t sequence = last->previous; sequence > reader->before;) {
                const prg__record *record = prg__journal_at(journal, sequence);
                if (record->quality == last->quality)
                        return record;
                sequence = record->previous;
        }
        return NULL;
}

static const char *const row_names[] = { "row", "line", "series" };

/* The entry that was kept last, against what the file has said before. */
static int compare_with_file(prg__values *reader, prg__draft *draft, size_t row)
{
        const prg__journal *journal = &reader->data->journal;
        const prg__record *last = prg__journal_at(journal, journal->count);
        const prg__record *before =
                draft->action == PRG__ACTION_SET ? said_before(reader, last) : NULL;
        if (before == NULL || before->withdrawal) {
                reader->summary.accepted++;
                return 0;
        }
        prg__column_kind where_different = difference(journal, before, last);
        size_t first_row = prg__journal_row(journal, before);
        prg__data_undo(reader->data, journal->count - 1);
        if (where_different == PRG__COLUMNS) {
                reader->summary.same++;
                return 0;
        }
        prg__where where = { .row = row, .column = prg__draft_label(draft, where_different) };
        reader->summary.refused++;
        return prg__values_find(reader, &where, PRG_FINDING_CONFLICT, PRG_SEVERITY_ERROR,
                PRG_ESCHEMA, "one row for each cell and quality, or the action 'correct'", NULL,
                "%s %zu gives the same cell differently", row_names[reader->format], first_row);
}

static int keep(prg__values *reader, prg__draft *draft, size_t row, const prg__checked *checked)
{
        int code = prg__entry_keep(reader->data, checked);
        if (code == 0)
                return compare_with_file(reader, draft, row);
        int finding = code == PRG_ENOTFOUND ? PRG_FINDING_WITHDRAWAL : PRG_FINDING_PERIOD;
        prg__where where = { .row = row,
                .column = prg__draft_label(
                        draft, code == PRG_ENOTFOUND ? PRG__COLUMN_ACTION : PRG__COLUMN_PERIOD) };
        if (code != PRG_ENOTFOUND && code != PRG_ELIMIT)
                return code;
        reader->summary.refused++;
        return prg__values_find(reader, &where, finding, PRG_SEVERITY_ERROR,
                code == PRG_ELIMIT ? code : PRG_ESCHEMA, NULL, NULL, "%s",
                prg_error_last()->message);
}

int prg__draft_finish(prg__values *reader, prg__draft *draft, size_t row)
{
        fault_place place = { reader, draft, row };
        prg__checked checked;
        int is_withdrawal = draft->action == PRG__ACTION_WITHDRAW;
        int code = check_needed(reader, draft, row);
        if (code == 0 && is_withdrawal)
                code = check_withdrawal(reader, draft, row);
        if (code == 0 && !is_withdrawal)
                code = read_value(reader, draft, row);
        if (code == 0 && !is_withdrawal)
                code = read_bounds(reader, draft, row);
        if (code < 0)
                return code;
        draft->key.categories = draft->category_count ? draft->categories : NULL;
        draft->key.category_count = draft->category_count;
        draft->value.row = row;
        unsigned known = draft->faults & ~PRG__BIT(PRG__NO_PART);
        code = prg__entry_check(reader->data, &draft->key, &draft->value, is_withdrawal, known,
                add_fault, &place, &checked);
        if (code == PRG_ENOMEM || code == PRG_ESTALE || code == PRG_EINVALID)
                return code;
        if (code == 0 && draft->faults == 0)
                return keep(reader, draft, row, &checked);
        reader->summary.refused++;
        return 0;
}
