/* From a reported number to its entries: what counts, what it replaced, and what does not count and why. */
#include "calc/explain/explain.h"

#include <string.h>

/* ---- entries of one cell of one series ---- */

typedef struct cell_of_series {
        const prg__series *series;
        uint64_t latest;
        uint64_t winner;  /* what counts among its entries under the conditions of the query; 0: none */
        int is_taken;     /* and whether that is what counts */
} cell_of_series;

static int same_period(const prg_period *a, const prg_period *b)
{
        return a->calendar == b->calendar && a->type == b->type && a->first == b->first && a->last == b->last;
}

/* Whether a series is of the periods of observation that are asked for. */
static int is_observed_in(const prg__series *series, const prg_period *observed)
{
        return observed->calendar == NULL
                || (series->observed.first >= observed->first && series->observed.last <= observed->last);
}

/* The entries of a series in the cell of a basis; 0 when it has none. */
static int find_cell(const prg__engine *engine, const prg__basis *basis, const prg__series *series, cell_of_series *cell)
{
        prg__winner winner;
        int position;
        size_t slot = engine->slots[basis->area];
        if (slot == PRG__NO_SLOT || !prg__column_is_of(series, basis->column)
            || (basis->observed.calendar && !same_period(&series->observed, &basis->observed))
            || !is_observed_in(series, &basis->column->observed)
            || !prg__axis_find(series->axis, &basis->period, &position)
            || (cell->latest = prg__series_latest(series, slot, position)) == 0)
                return 0;
        cell->series = series;
        cell->winner = prg__series_winner(engine->data, series, slot, position, &engine->query->sight, &winner)
                ? winner.sequence : 0;
        cell->is_taken = cell->winner != 0 && cell->winner == basis->sequence;
        return 1;
}

static int has_entries(const prg__engine *engine, const prg__basis *basis)
{
        cell_of_series cell;
        for (const prg__series *it = prg__data_series_of(engine->data, basis->column->indicator); it; it = it->next)
                if (find_cell(engine, basis, it, &cell))
                        return 1;
        return 0;
}

/* ---- why one does not count ---- */

static int is_seen(const prg__sight *sight, uint64_t sequence)
{
        return sight->as_of == 0 || sequence <= sight->as_of;
}

static int has_quality(const prg__sight *sight, prg_quality quality)
{
        return sight->mode == PRG_QUALITY_MODE_BEST || quality == sight->quality
                || (sight->mode == PRG_QUALITY_MODE_AT_LEAST && quality > sight->quality);
}

static prg_entry entry_at(const prg__engine *engine, uint64_t sequence)
{
        prg_entry entry;
        memset(&entry, 0, sizeof entry);
        prg__data_tell(engine->data, (uint32_t)sequence, &entry);
        return entry;
}

/* The withdrawal that took an entry away, as far as it is seen; 0: none. */
static uint64_t taken_back_by(const prg__engine *engine, uint64_t latest, const prg_entry *entry)
{
        uint64_t found = 0;
        for (uint64_t at = latest; at > entry->sequence; at = prg__data_entry_before(engine->data, at)) {
                prg_entry later = entry_at(engine, at);
                if (later.withdrawal && later.value.quality == entry->value.quality && is_seen(&engine->query->sight, at))
                        found = at; /* the first one that came */
        }
        return found;
}

/* The entry before it of the same quality, which it replaces; 0: none. */
static uint64_t replaced_by(const prg__engine *engine, const prg_entry *entry)
{
        uint64_t at = entry->sequence;
        while ((at = prg__data_entry_before(engine->data, at)) != 0) {
                prg_entry older = entry_at(engine, at);
                if (older.value.quality == entry->value.quality)
                        return older.withdrawal ? 0 : at;
        }
        return 0;
}

static int say_number(prg_explanation *step, prg__say say, uint64_t number)
{
        const prg__note note = { .say = say, .numbers = { number, 0 } };
        return prg__step_note(step, &note);
}

static int is_first_source(const prg__basis *basis, const prg_item *source)
{
        const prg__precedence *precedence = prg__precedence_on(basis->column->indicator, basis->period.last);
        return precedence && precedence->order.count && precedence->order.at[0] == source;
}

static int say_source(prg_explanation *step, const prg__engine *engine, const prg__basis *basis, const prg_item *source)
{
        if (source == NULL)
                return 0; /* bound again to a programme that names other sources */
        if (engine->query->source == NULL && is_first_source(basis, source))
                return prg__step_say(step, PRG__SAY_SILENT_SOURCE);
        const prg__note note = { .say = PRG__SAY_OTHER_SOURCE, .items = { source, NULL } };
        return prg__step_note(step, &note);
}

/* Whether the query supposes a value in the place of what was reported. */
static int is_supposed(const prg__basis *basis)
{
        return basis->kind == PRG__BASIS_ENTRIES && basis->sequence == 0 && (basis->marks & PRG_MARK_WHAT_IF);
}

/* Why an entry does not count, or what it replaces. */
static int judge(prg_explanation *step, const prg__engine *engine, const prg__basis *basis, const cell_of_series *cell,
        const prg_entry *entry)
{
        const prg__sight *sight = &engine->query->sight;
        if (!is_seen(sight, entry->sequence))
                return prg__step_say(step, PRG__SAY_TOO_LATE);
        if (entry->withdrawal)
                return 0;
        if (is_supposed(basis) && entry->sequence == cell->winner)
                return prg__step_say(step, PRG__SAY_SUPPOSED_INSTEAD);
        uint64_t other = taken_back_by(engine, cell->latest, entry);
        if (other)
                return say_number(step, PRG__SAY_TAKEN_BACK, other);
        if (!has_quality(sight, entry->value.quality))
                return prg__step_say(step, PRG__SAY_OTHER_QUALITY);
        if (entry->sequence == cell->winner) {
                other = replaced_by(engine, entry);
                if (!cell->is_taken)
                        return say_source(step, engine, basis, cell->series->source);
                return other ? say_number(step, PRG__SAY_REPLACES, other) : 0;
        }
        if (cell->winner == 0)
                return 0;
        int lower = entry_at(engine, cell->winner).value.quality > entry->value.quality;
        return say_number(step, lower ? PRG__SAY_LOWER : PRG__SAY_REPLACED, cell->winner);
}

/* ---- the steps ---- */

/* A copy that outlives the data set. */
static int keep_entry(prg_explanation *step, const prg_data *data, const prg_entry *entry)
{
        prg__arena *arena = &step->root->arena;
        prg_entry *kept = prg__arena_alloc(arena, sizeof *kept);
        if (kept == NULL)
                return PRG_ENOMEM;
        *kept = *entry;
        prg_batch batch = { NULL, 0, 0 };
        prg_data_batch(data, entry->batch, &batch);
        const char *const texts[] = { entry->value.reason, entry->value.note, batch.name };
        const char **places[] = { &kept->value.reason, &kept->value.note, &step->batch };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
                if (texts[i] && (*places[i] = prg__arena_text(arena, texts[i], strlen(texts[i]))) == NULL)
                        return PRG_ENOMEM;
        step->entry = kept;
        return 0;
}

/* What an entry says, as a cell. */
static void fill_cell(prg__cell *cell, const prg_entry *entry)
{
        const prg_value *value = &entry->value;
        cell->state = entry->withdrawal ? PRG_STATE_MISSING : value->state;
        cell->quality = value->quality;
        if (entry->withdrawal)
                return;
        cell->marks = value->marks;
        for (int i = 0; i < PRG_MARKS; i++)
                cell->mark_counts[i] = value->marks >> i & 1;
        cell->category = value->state == PRG_STATE_VALUE ? value->category : NULL;
        cell->decimals = value->number.decimals;
        cell->number = prg__number_of(value->number.mantissa, value->number.decimals);
        cell->has_bounds = value->has_bounds;
        cell->lower = prg__number_of(value->lower.mantissa, value->lower.decimals);
        cell->upper = prg__number_of(value->upper.mantissa, value->upper.decimals);
        if (value->has_bounds)
                cell->decimals = value->lower.decimals;
}

static int add_entry(prg_explanation *above, const prg__engine *engine, const prg__basis *basis, const cell_of_series *cell,
        uint64_t sequence)
{
        prg_explanation *step;
        prg_entry entry = entry_at(engine, sequence);
        int code = prg__step_add(above, entry.withdrawal ? PRG_STEP_WITHDRAWAL : PRG_STEP_ENTRY, &step);
        if (code < 0 || (code = keep_entry(step, engine->data, &entry)) < 0)
                return code;
        fill_cell(&step->cell, &entry);
        step->indicator = cell->series->indicator;
        step->source = cell->series->source;
        step->counts = cell->is_taken && sequence == cell->winner;
        return judge(step, engine, basis, cell, &entry);
}

/* The entries of a cell, those of the series that counts first, the latest first. */
static int list_entries(prg_explanation *step, const prg__engine *engine, const prg__basis *basis)
{
        int code = 0;
        for (int taken = 1; taken >= 0; taken--) {
                const prg__series *it = prg__data_series_of(engine->data, basis->column->indicator);
                for (; it && code == 0; it = it->next) {
                        cell_of_series cell;
                        if (!find_cell(engine, basis, it, &cell) || cell.is_taken != taken)
                                continue;
                        for (uint64_t at = cell.latest; at && code == 0; at = prg__data_entry_before(engine->data, at))
                                code = add_entry(step, engine, basis, &cell, at);
                }
        }
        return code;
}

/* ---- parts of a number ---- */

static unsigned decimals_of(const prg__indicator *indicator)
{
        return indicator->decimals < 0 ? 0 : (unsigned)indicator->decimals;
}

static int add_part(prg__explainer *explainer, prg_explanation *above, const prg__basis *whole, const prg__basis *part)
{
        prg_explanation *step;
        int code = prg__step_add(above, whole->kind == PRG__BASIS_NIL ? PRG_STEP_PROOF : PRG_STEP_PART, &step);
        if (code < 0)
                return code;
        step->indicator = part->column->indicator;
        step->counts = whole->kind != PRG__BASIS_NIL;
        step->cell.state = part->state;
        step->cell.quality = part->quality;
        step->cell.decimals = decimals_of(part->column->indicator);
        step->cell.number = prg__number_of(part->mantissa, step->cell.decimals);
        if (part->column->indicator->kind == PRG__KIND_CLASS && part->state == PRG_STATE_VALUE)
                step->cell.category = part->column->indicator->categories.at[(size_t)part->mantissa];
        if (whole->kind == PRG__BASIS_DERIVED)
                step->category = part->column->categories[part->column->category_count - 1];
        else if ((code = prg__step_period(step, &part->period)) < 0)
                return code;
        if (part->observed.calendar) {
                step->observed = part->observed;
                if ((code = prg__engine_keep_period(step->root->query, &step->observed)) < 0)
                        return code;
        }
        return prg__explain_basis(explainer, step, part);
}

static int expand_basis(prg__explainer *explainer, prg_explanation *step)
{
        const prg__basis *basis = step->of.basis;
        int code = 0;
        if (basis->kind == PRG__BASIS_ENTRIES)
                return list_entries(step, &explainer->engine, basis);
        for (const prg__basis *part = basis->parts; part && code == 0; part = part->next)
                code = add_part(explainer, step, basis, part);
        return code;
}

static int say_fallback(prg_explanation *step, const prg__engine *engine, const prg__basis *basis)
{
        const prg__precedence *precedence = prg__precedence_on(basis->column->indicator, basis->period.last);
        const prg__series *series = prg__data_entry_series(engine->data, basis->sequence, NULL, NULL);
        if (engine->query->source || precedence == NULL || precedence->order.count == 0 || series == NULL
            || precedence->order.at[0] == series->source)
                return 0;
        const prg__note note = { .say = PRG__SAY_FALLBACK, .items = { precedence->order.at[0], series->source } };
        return prg__step_note(step, &note);
}

static int say_derived(prg_explanation *step, const prg__basis *basis)
{
        const prg__column *part = basis->parts->column;
        const prg__note note = { .say = PRG__SAY_DERIVED,
                .items = { prg_item_owner(part->categories[part->category_count - 1]), NULL } };
        return prg__step_note(step, &note);
}

int prg__explain_basis(prg__explainer *explainer, prg_explanation *step, const prg__basis *basis)
{
        const prg__engine *engine = &explainer->engine;
        if (basis == NULL)
                return 0;
        step->of.basis = basis;
        step->expand = expand_basis;
        switch (basis->kind) {
        case PRG__BASIS_DERIVED:
                step->operation = PRG_OPERATION_SUM;
                return say_derived(step, basis);
        case PRG__BASIS_OBSERVED:
                step->operation = PRG_OPERATION_SUM;
                return prg__step_say(step, PRG__SAY_OBSERVED);
        case PRG__BASIS_RISE:
                step->operation = PRG_OPERATION_DIFFERENCE;
                return prg__step_say(step, PRG__SAY_LAST_MINUS_BEFORE);
        case PRG__BASIS_NIL:
                step->operation = PRG_OPERATION_NONE;
                return prg__step_say(step, PRG__SAY_NIL);
        default:
                break;
        }
        if (basis->sequence) {
                step->operation = PRG_OPERATION_SAME;
                return say_fallback(step, engine, basis);
        }
        step->operation = PRG_OPERATION_NONE;
        if (is_supposed(basis)) {
                if (!has_entries(engine, basis))
                        step->expand = NULL;
                return prg__step_say(step, PRG__SAY_SUPPOSED);
        }
        if (has_entries(engine, basis))
                return prg__step_say(step, PRG__SAY_NOTHING_COUNTS);
        step->expand = NULL;
        return 0;
}
