/* The steps of an explanation: making them, limiting how many there are, freeing them. Everything lies in one arena, which
 * the first step owns. */
#include "calc/explain/explain.h"

#include <string.h>

#include "util/error.h"
#include "util/memory.h"

/* An explanation larger than this is for nobody; it ends in PRG_ELIMIT. */
#define STEPS_MOST 2000000

int prg__explanation_new(prg_explanation **out, const prg_query *query)
{
        prg__explanation_root *root = prg__alloc_zero(sizeof *root);
        if (root == NULL)
                return PRG_ENOMEM;
        prg__arena_init(&root->arena);
        int code = prg__query_share(&root->query, query);
        prg_explanation *step = code == 0 ? prg__arena_alloc(&root->arena, sizeof *step) : NULL;
        if (step == NULL) {
                prg__query_release(root->query);
                prg__arena_dispose(&root->arena);
                prg__free(root);
                return PRG_ENOMEM;
        }
        step->root = root;
        step->kind = PRG_STEP_CELL;
        step->size = 1;
        step->counts = 1;
        *out = step;
        return 0;
}

void prg_explanation_free(prg_explanation *explanation)
{
        if (explanation == NULL || explanation->above)
                return;
        prg__explanation_root *root = explanation->root;
        prg__query_release(root->query);
        prg__arena_dispose(&root->arena);
        prg__free(root);
}

int prg__step_add(prg_explanation *above, prg_step kind, prg_explanation **out)
{
        prg__explanation_root *root = above->root;
        if (++root->steps > STEPS_MOST)
                return prg__error(PRG_ELIMIT, NULL,
                        "the explanation has more than %d steps; ask for less depth, or for fewer steps of one level", STEPS_MOST);
        if (above->count == above->capacity) {
                size_t capacity = above->capacity ? 2 * above->capacity : 4;
                prg_explanation **children = prg__arena_alloc(&root->arena, capacity * sizeof(prg_explanation *));
                if (children == NULL)
                        return PRG_ENOMEM;
                if (above->count)
                        memcpy(children, above->children, above->count * sizeof(prg_explanation *));
                above->children = children;
                above->capacity = capacity;
        }
        prg_explanation *step = prg__arena_alloc(&root->arena, sizeof *step);
        if (step == NULL)
                return PRG_ENOMEM;
        step->root = root;
        step->above = above;
        step->kind = kind;
        step->size = 1;
        step->counts = 1;
        step->cell.state = PRG_STATE_MISSING;
        step->day = above->day;
        above->children[above->count++] = step;
        *out = step;
        return 0;
}

int prg__step_note(prg_explanation *step, const prg__note *note)
{
        prg__arena *arena = &step->root->arena;
        prg__note *kept = prg__arena_alloc(arena, sizeof *kept);
        if (kept == NULL)
                return PRG_ENOMEM;
        *kept = *note;
        kept->next = NULL;
        if (note->text && (kept->text = prg__arena_text(arena, note->text, strlen(note->text))) == NULL)
                return PRG_ENOMEM;
        if (note->cell) {
                prg__cell *cell = prg__arena_alloc(arena, sizeof *cell);
                if (cell == NULL)
                        return PRG_ENOMEM;
                *cell = *note->cell;
                kept->cell = cell;
        }
        for (int i = 0; i < 2; i++) {
                int code = prg__engine_keep_period(step->root->query, &kept->periods[i]);
                if (code < 0)
                        return code;
        }
        if (step->last_note)
                step->last_note->next = kept;
        else
                step->notes = kept;
        step->last_note = kept;
        step->note_count++;
        return 0;
}

int prg__step_say(prg_explanation *step, prg__say say)
{
        const prg__note note = { .say = say };
        return prg__step_note(step, &note);
}

int prg__step_period(prg_explanation *step, const prg_period *period)
{
        step->period = *period;
        return prg__engine_keep_period(step->root->query, &step->period);
}

int prg__step_cell(prg_explanation *step, const prg__cell *cell)
{
        step->cell = *cell;
        int code = prg__engine_keep_period(step->root->query, &step->cell.first_used);
        return code < 0 ? code : prg__engine_keep_period(step->root->query, &step->cell.last_used);
}

int prg__step_cut(prg_explanation *step, const prg__cut *cut)
{
        prg__cut *kept = prg__arena_alloc(&step->root->arena, sizeof *kept);
        if (kept == NULL)
                return PRG_ENOMEM;
        *kept = *cut;
        step->cut = kept;
        return 0;
}

/* ---- breadth ---- */

/* Whether what is below a step can be summed up in one number. */
static int adds_up(prg_operation operation)
{
        return operation == PRG_OPERATION_SUM || operation == PRG_OPERATION_DIFFERENCE || operation == PRG_OPERATION_MEAN || operation == PRG_OPERATION_COUNT
                || operation == PRG_OPERATION_WEIGHTED_MEAN;
}

/* Takes one step into the one that stands for several; a number that would be too large stays away. */
static int sum_up(prg_explanation *more, const prg_explanation *step, int numbers)
{
        prg__cell *sum = &more->cell;
        const prg__cell *cell = &step->cell;
        int code = 0;
        more->size += step->size;
        more->counts |= step->counts;
        sum->reported += cell->reported;
        sum->expected += cell->expected;
        if (!step->counts || cell->state != PRG_STATE_VALUE)
                return 0;
        more->values++;
        if (!numbers || cell->category)
                return 0;
        if (step->has_weight) {
                if (!more->has_weight)
                        more->weighted = more->weight = prg__number_of(0, 0);
                more->has_weight = 1;
                code = prg__number_add(&more->weighted, &more->weighted, &step->weighted);
                if (code == 0)
                        code = prg__number_add(&more->weight, &more->weight, &step->weight);
        }
        if (sum->state != PRG_STATE_VALUE) {
                sum->number = prg__number_of(0, 0);
                sum->decimals = cell->decimals;
                sum->state = PRG_STATE_VALUE;
        }
        if (cell->exactness > sum->exactness)
                sum->exactness = cell->exactness;
        return code < 0 ? code : prg__number_add(&sum->number, &sum->number, &cell->number);
}

/* Brings those that count before the others, in their order. */
static int count_first(prg_explanation *step)
{
        prg_explanation **sorted = prg__arena_alloc(&step->root->arena, (step->capacity + 1) * sizeof(prg_explanation *));
        size_t count = 0;
        if (sorted == NULL)
                return PRG_ENOMEM;
        for (int counts = 1; counts >= 0; counts--)
                for (size_t i = 0; i < step->count; i++)
                        if (step->children[i]->counts == counts)
                                sorted[count++] = step->children[i];
        step->children = sorted;
        return 0;
}

/* Puts the children from `most` on into one. */
static int join_rest(prg_explanation *step, size_t most)
{
        size_t count = step->count;
        int numbers = adds_up(step->operation);
        prg_explanation *more;
        int code = prg__step_add(step, PRG_STEP_MORE, &more);
        if (code < 0)
                return code;
        more->size = 0;
        more->counts = 0;
        more->indicator = step->indicator;
        for (size_t i = most; i < count; i++)
                if (sum_up(more, step->children[i], numbers) < 0) {
                        more->cell.state = PRG_STATE_UNDEFINED;
                        more->cell.reason = PRG_REASON_OVERFLOW;
                        more->has_weight = numbers = 0;
                }
        step->children[most] = more;
        step->count = most + 1;
        return 0;
}

int prg__step_trim(prg_explanation *step, size_t most)
{
        /* What is missing is a list of its own behind the others. */
        prg_explanation *last = step->count ? step->children[step->count - 1] : NULL;
        if (last && (last->kind != PRG_STEP_MISSING || step->kind == PRG_STEP_MISSING))
                last = NULL;
        step->count -= last != NULL;
        int code = 0;
        if (most && step->count > most + 1) { /* one more is no longer than the line that says so */
                code = count_first(step);
                if (code == 0)
                        code = join_rest(step, most);
        }
        if (last && code == 0)
                step->children[step->count++] = last; /* there is room: it was here before */
        return code;
}

/* ---- depth ---- */

/* Indicators that the engine made for other operators are forgotten with it. */
static void name_indicator(const prg__engine *engine, prg_explanation *step)
{
        for (const prg__variant *it = engine->variants; it; it = it->next)
                if (step->indicator == &it->indicator)
                        step->indicator = it->of;
}

int prg__step_expand(prg__explainer *explainer, prg_explanation *step, unsigned depth)
{
        if (step->expand == NULL)
                return 0;
        if (depth == 0) {
                step->is_cut = 1;
                return 0;
        }
        int code = step->expand(explainer, step);
        for (size_t i = 0; i < step->count && code == 0; i++)
                name_indicator(&explainer->engine, step->children[i]);
        if (code == 0 && step->operation != PRG_OPERATION_FORMULA)
                code = prg__step_trim(step, explainer->options.most);
        for (size_t i = 0; i < step->count && code == 0; i++)
                code = prg__step_expand(explainer, step->children[i], depth - 1);
        return code;
}
