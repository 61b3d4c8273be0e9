/* Random histories of entries, withdrawals, transactions and bindings against a model that is a
 * plain list of what was said: what counts, under every condition, is looked up in it from the
 * definition. */
#include "data.h"

#include "data/series.h"

#define CELLS 60
#define MOST  3000

typedef struct said {
        int cell, withdrawal, quality, state, batch;
        int64_t mantissa;
} said;

static struct {
        said at[MOST];
        size_t count, begun;
        int batches, in_transaction;
        uint64_t shape;
} model;

static struct {
        const char *indicator, *area;
        int month, categories, scope;
} cells[CELLS];

static uint64_t state = 88172645463325252u;

static int roll(int sides)
{
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)(state >> 33) % sides;
}

/* ---- the model ---- */

/* An entry counts when no withdrawal of its quality follows it within what is looked at. */
static int counts_in_model(size_t at, size_t as_of)
{
        const said *it = &model.at[at];
        for (size_t i = at + 1; i < as_of; i++)
                if (model.at[i].cell == it->cell && model.at[i].withdrawal
                        && model.at[i].quality == it->quality)
                        return 0;
        return !it->withdrawal;
}

/* The number of the winner, from 1; 0 for none. */
static size_t winner_in_model(int cell, size_t as_of, prg_quality_mode mode, int quality)
{
        size_t winner = 0;
        for (size_t i = 0; i < as_of; i++) {
                const said *it = &model.at[i];
                if (it->cell != cell || !counts_in_model(i, as_of)
                        || (mode == PRG_QUALITY_MODE_EXACTLY && it->quality != quality)
                        || (mode == PRG_QUALITY_MODE_AT_LEAST && it->quality < quality))
                        continue;
                if (winner == 0 || it->quality >= model.at[winner - 1].quality)
                        winner = i + 1;
        }
        return winner;
}

static int can_be_withdrawn(int cell, int quality)
{
        for (size_t i = 0; i < model.count; i++)
                if (model.at[i].cell == cell && model.at[i].quality == quality
                        && counts_in_model(i, model.count))
                        return 1;
        return 0;
}

/* ---- keys ---- */

static const prg_item *items[2];

static prg_key key_of(int cell)
{
        char when[16];
        snprintf(when, sizeof when, "%04d-%02d", 1990 + cells[cell].month / 12,
                cells[cell].month % 12 + 1);
        prg_key it = key(cells[cell].indicator, cells[cell].area, when);
        items[0] = category("age", 1);
        items[1] = category("sex", 0);
        it.categories = items;
        it.category_count = (size_t)cells[cell].categories;
        it.scope = (prg_scope)cells[cell].scope;
        return it;
}

static void choose_cells(void)
{
        static const char *const areas[] = { "A", "B", "C" };
        for (int i = 0; i < CELLS; i++) {
                int above = roll(4) == 0, cases = roll(3) != 0;
                cells[i].indicator = cases ? "cases" : "seized";
                cells[i].area = above ? "D1" : areas[roll(3)];
                cells[i].month = roll(2) ? roll(600) : roll(24);
                cells[i].categories = cases ? roll(3) : 0;
                cells[i].scope = above ? 1 + roll(2) : 0;
                for (int j = 0; j < i; j++)
                        if (strcmp(cells[i].indicator, cells[j].indicator) == 0
                                && strcmp(cells[i].area, cells[j].area) == 0
                                && cells[i].month == cells[j].month
                                && cells[i].categories == cells[j].categories
                                && cells[i].scope == cells[j].scope) {
                                i--;
                                break;
                        }
        }
}

/* ---- comparing ---- */

static void must(int holds, const char *what)
{
        if (!holds)
                ck_abort_msg(
                        "after %zu entries: %s (%s)", model.count, what, prg_error_last()->message);
}

static int says(const prg_value *value, const said *it)
{
        return (int)value->state == it->state && value->number.mantissa == it->mantissa
               && (int)value->quality == it->quality;
}

static void compare_cell(int cell)
{
        prg_key where = key_of(cell);
        prg_value value;
        size_t expected = winner_in_model(cell, model.count, PRG_QUALITY_MODE_BEST, 0);
        int code = prg_data_get(data, &where, &value);
        must(code == (expected ? 0 : PRG_END), "something counts or does not");
        must(expected == 0 || says(&value, &model.at[expected - 1]), "the winner is another one");
}

static void compare_history(int cell)
{
        prg_key where = key_of(cell);
        prg_entry entry;
        size_t count = 0;
        for (size_t i = 0; i < model.count; i++) {
                const said *it = &model.at[i];
                if (it->cell != cell)
                        continue;
                must(prg_data_entry(data, &where, count++, &entry) == 0, "an entry is not there");
                must(entry.sequence == i + 1 && entry.withdrawal == it->withdrawal
                                && (int)entry.batch == it->batch
                                && (int)entry.value.quality == it->quality,
                        "an entry is another one");
                must(it->withdrawal || says(&entry.value, it), "an entry says something else");
        }
        must(prg_data_entry(data, &where, count, &entry) == PRG_END, "there are more entries");
}

static const prg__series *series_of(int cell)
{
        prg_key where = key_of(cell);
        const prg__series *it = prg__data_series_of(data, (const prg__indicator *)where.indicator);
        while (it
                && ((int)it->scope != cells[cell].scope
                        || it->category_count != where.category_count))
                it = it->next;
        return it;
}

static void compare_past(int cell)
{
        prg__sight sight = { model.count ? (uint64_t)roll((int)model.count + 1) : 0,
                (prg_quality_mode)roll(3), (prg_quality)(1 + roll(3)) };
        size_t as_of = sight.as_of ? (size_t)sight.as_of : model.count;
        size_t expected = winner_in_model(cell, as_of, sight.mode, (int)sight.quality);
        prg_key where = key_of(cell);
        const prg__series *series = series_of(cell);
        prg__winner winner;
        int position, found = 0;
        size_t slot = prg__data_slot(data, where.area);
        if (series && slot != PRG__NO_SLOT
                && prg__axis_find(series->axis, &where.period, &position))
                found = prg__series_winner(data, series, slot, position, &sight, &winner);
        must(found == (expected != 0), "something counted then or did not");
        must(!found
                        || (winner.sequence == expected
                                && winner.mantissa == model.at[expected - 1].mantissa),
                "then the winner was another one");
}

/* ---- what happens ---- */

/* How many series and areas there are, and which periods they have. */
static uint64_t shape(void)
{
        uint64_t sum = prg__data_slot_count(data);
        for (size_t i = 0; i < prg__data_series_count(data); i++) {
                const prg__series *it = prg__data_series_at(data, i);
                sum = sum * 1000003 + it->entries;
                sum = sum * 1000003 + (uint64_t)it->axis->first;
                sum = sum * 1000003 + (uint64_t)it->axis->count;
        }
        return sum;
}

static int batch_now(void)
{
        return model.in_transaction ? model.batches : 0;
}

static void set(int cell)
{
        said it = { cell, 0, 1 + roll(3), roll(4) ? PRG_STATE_VALUE : PRG_STATE_MISSING,
                batch_now(), 0 };
        prg_value value = PRG_VALUE_INIT;
        prg_key where = key_of(cell);
        unsigned decimals = strcmp(cells[cell].indicator, "seized") == 0 ? 3 : 0;
        if (it.state == PRG_STATE_VALUE)
                it.mantissa = roll(1000);
        value.state = (prg_state)it.state;
        value.number = (prg_decimal){ it.mantissa, decimals };
        value.quality = (prg_quality)it.quality;
        value.note = roll(3) ? NULL
                             : "a remark of some length, so that blocks of texts fill up and are "
                               "given back";
        must(prg_data_set(data, &where, &value) == 0, "an entry is refused");
        model.at[model.count++] = it;
}

static void withdraw(int cell)
{
        said it = { cell, 1, 1 + roll(3), PRG_STATE_VALUE, batch_now(), 0 };
        prg_value value = PRG_VALUE_INIT;
        prg_key where = key_of(cell);
        value.quality = (prg_quality)it.quality;
        int code = prg_data_withdraw(data, &where, &value);
        if (can_be_withdrawn(cell, it.quality)) {
                must(code == 0, "a withdrawal is refused");
                model.at[model.count++] = it;
        } else {
                must(code == PRG_ENOTFOUND, "nothing was withdrawn");
        }
}

static void transact(void)
{
        if (!model.in_transaction) {
                model.shape = shape();
                must(prg_data_begin(data, "batch") == 0, "a transaction does not begin");
                model.in_transaction = 1;
                model.begun = model.count;
                model.batches++;
        } else if (roll(2)) {
                must(prg_data_commit(data) == 0, "a transaction does not end");
                model.in_transaction = 0;
        } else {
                must(prg_data_rollback(data) == 0, "a transaction is not taken back");
                model.in_transaction = 0;
                model.batches--;
                model.count = model.begun;
                must(shape() == model.shape, "something is left of a transaction");
                for (int i = 0; i < CELLS; i++)
                        compare_cell(i);
        }
}

/* To the same programme, or to a copy of it: nothing may change. */
static void rebind(void)
{
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        if (model.in_transaction) {
                must(prg_data_rebind(data, NULL, NULL) == PRG_ECONFLICT,
                        "a binding is changed in a transaction");
        } else if (roll(2)) {
                must(prg_data_rebind(data, NULL, report) == 0, "a data set is not bound");
        } else {
                prg_programme *copy;
                must(prg_programme_copy(&copy, programme) == 0, "no copy");
                must(prg_data_rebind(data, copy, report) == 0, "a data set is not bound to a copy");
                prg_programme_unref(programme);
                programme = copy;
        }
        must(prg_report_count(report) == 0, "a binding has a finding");
        prg_report_free(report);
}

START_TEST(random_histories_count_as_the_definition_says)
{
        choose_cells();
        while (model.count < MOST - 1) {
                int what = roll(100), cell = roll(CELLS);
                if (what < 70)
                        set(cell);
                else if (what < 88)
                        withdraw(cell);
                else if (what < 97)
                        transact();
                else
                        rebind();
                must(prg_data_count(data) == model.count && prg_data_sequence(data) == model.count,
                        "entries are not counted");
                must((int)prg_data_batch_count(data) == model.batches + 1,
                        "batches are not counted");
                compare_cell(cell);
                compare_past(roll(CELLS));
                if (roll(50) == 0)
                        compare_history(cell);
        }
        for (int i = 0; i < CELLS; i++) {
                compare_cell(i);
                compare_history(i);
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data_random");
        TCase *histories = tcase_create("histories");
        tcase_add_checked_fixture(histories, open_data, close_data);
        tcase_add_test(histories, random_histories_count_as_the_definition_says);
        suite_add_tcase(suite, histories);
        return unit_run(suite);
}
