/* Values without memory: what fails leaves the data set as it was, and works when there is memory
 * again; what needs none works without. */
#include "oom.h"

#include <stdlib.h>
#include <string.h>

#include "data/series.h"
#include "util/error.h"
#include "util/memory.h"

/* ---- a small data set ---- */

static void add(prg_item *owner, const char *key, const char *id, const char *const *fields)
{
        prg_item *item = NULL;
        oom_check(prg_item_add(&item, owner, key, id) == 0);
        for (; fields && *fields; fields += 2)
                oom_check(prg_item_set(item, fields[0], fields[1]) == 0);
}

static prg_programme *new_programme(void)
{
        static const char *const flow[] = { "kind", "flow", "period", "month", "decimals", "1",
                NULL };
        static const char *const type[] = { "kind", "class", "period", "year", NULL };
        static const char *const staged[] = { "kind", "flow", "period", "stage", "calendar", "plan",
                NULL };
        static const char *const one[] = { "from", "2018-01-01", "to", "2018-06-30", NULL };
        static const char *const two[] = { "from", "2018-07-01", "to", "2018-12-31", NULL };
        static const char *const plan[] = { "kind", "stages", NULL };
        static const char *const commune[] = { "level", "commune", NULL };
        prg_programme *programme = NULL;
        oom_check(prg_programme_new(&programme, "plan") == 0);
        prg_item *root = prg_programme_root(programme);
        add(root, "calendars", "plan", plan);
        add(prg_programme_get(programme, "calendar", "plan"), "stages", "one", one);
        add(prg_programme_get(programme, "calendar", "plan"), "stages", "two", two);
        add(root, "areas", "A", commune);
        add(root, "areas", "B", commune);
        add(root, "agencies", "CA", NULL);
        add(root, "breakdowns", "sex", NULL);
        add(prg_programme_get(programme, "breakdown", "sex"), "categories", "male", NULL);
        add(root, "indicators", "cases", flow);
        add(root, "indicators", "type", type);
        add(root, "indicators", "staged", staged);
        oom_check(prg_item_append(
                          prg_programme_get(programme, "indicator", "cases"), "breakdowns", "sex")
                  == 0);
        add(prg_programme_get(programme, "indicator", "type"), "categories", "first", NULL);
        return programme;
}

static prg_key key(const prg_data *data, const char *indicator, const char *area, const char *when)
{
        prg_key it = PRG_KEY_INIT;
        it.indicator = prg_programme_get(prg_data_programme(data), "indicator", indicator);
        it.area = prg_programme_get(prg_data_programme(data), "area", area);
        oom_check(prg_period_parse(&it.period, prg_data_calendars(data), when, strlen(when)) == 0);
        return it;
}

static prg_value number(int64_t mantissa)
{
        prg_value it = PRG_VALUE_INIT;
        it.number.mantissa = mantissa;
        return it;
}

static prg_data *new_data(void)
{
        prg_programme *programme = new_programme();
        prg_data *data = NULL;
        oom_check(prg_data_new(&data, programme, NULL) == 0);
        prg_programme_unref(programme);
        return data;
}

static prg_data *data_with_value(void)
{
        prg_data *data = new_data();
        prg_key where = key(data, "cases", "A", "2018-06");
        prg_value value = number(12);
        oom_check(prg_data_set(data, &where, &value) == 0);
        return data;
}

/* What counts, in tenths; -1 for nothing. */
static int64_t counts(const prg_data *data, const char *area, const char *when)
{
        prg_key where = key(data, "cases", area, when);
        prg_value value;
        int code = prg_data_get(data, &where, &value);
        oom_check(code >= 0);
        return code == 0 ? value.number.mantissa : -1;
}

/* After a failure, checks with memory may have left another last error; the harness reads it. */
static int result(int code)
{
        return code == PRG_ENOMEM ? prg__error_memory() : code;
}

/* ---- life ---- */

static int make(void)
{
        prg_programme *programme = new_programme();
        prg_data *data = NULL;
        oom_begin();
        int code = prg_data_new(&data, programme, NULL);
        oom_end();
        oom_check((code == 0) == (data != NULL));
        prg_data_free(data);
        prg_programme_unref(programme);
        return code;
}

static int questions(void)
{
        prg_data *data = data_with_value();
        prg_batch batch;
        oom_begin();
        int right = prg_data_programme(data) != NULL && prg_data_calendars(data) != NULL
                    && prg_data_sequence(data) == 1 && prg_data_count(data) == 1
                    && prg_data_batch_count(data) == 1 && prg_data_batch(data, 0, &batch) == 0
                    && prg_data_batch(data, 1, &batch) == PRG_END;
        prg_data_free(data);
        oom_end();
        oom_check(right);
        return 0;
}

static int words(void)
{
        prg_state state;
        prg_quality quality;
        prg_scope scope;
        unsigned mark;
        oom_begin();
        int right = strcmp(prg_state_name(PRG_STATE_MISSING), "missing") == 0
                    && prg_state_from_name(&state, "missing") == 0
                    && strcmp(prg_quality_name(PRG_QUALITY_FINAL), "final") == 0
                    && prg_quality_from_name(&quality, "final") == 0
                    && strcmp(prg_mark_name(PRG_MARK_BREAK), "break") == 0
                    && prg_mark_from_name(&mark, "break") == 0
                    && strcmp(prg_mark_sdmx(PRG_MARK_BREAK, NULL), "B") == 0
                    && strcmp(prg_scope_name(PRG_SCOPE_OWN), "own") == 0
                    && prg_scope_from_name(&scope, "own") == 0
                    && prg_scope_from_name(&scope, "won") == PRG_ENOTFOUND;
        oom_end();
        oom_check(right);
        return 0;
}

/* ---- entries ---- */

static int with_entry(int (*enter)(prg_data *data))
{
        prg_data *data = data_with_value();
        oom_begin();
        int code = enter(data);
        oom_end();
        if (code < 0) {
                const prg__axis *axis = prg__data_series_at(data, 0)->axis;
                oom_check(prg_data_count(data) == 1 && prg_data_batch_count(data) == 1);
                oom_check(prg__data_series_count(data) == 1 && prg__data_slot_count(data) == 1);
                oom_check(axis->first == 0 && axis->count == 1);
                oom_check(
                        counts(data, "A", "2018-06") == 120 && counts(data, "B", "2003-01") == -1);
                oom_check(enter(data) == 0);
        }
        oom_check(prg_data_count(data) == 2);
        prg_data_free(data);
        return result(code);
}

static int set_far(prg_data *data)
{
        prg_key where = key(data, "cases", "B", "2003-01");
        prg_value value = number(5);
        return prg_data_set(data, &where, &value);
}

static int set_much(prg_data *data)
{
        const prg_item *male[] = { prg_item_at(
                prg_programme_get(prg_data_programme(data), "breakdown", "sex"), "categories", 0) };
        prg_key where = key(data, "cases", "B", "2018-Q3");
        prg_value value = number(5);
        value.reported_by = prg_programme_get(prg_data_programme(data), "agency", "CA");
        value.reason = "a reason";
        value.note = "a note";
        where.categories = male;
        where.category_count = 1;
        return prg_data_set(data, &where, &value);
}

static int set_class(prg_data *data)
{
        prg_key where = key(data, "type", "B", "2018");
        prg_value value = PRG_VALUE_INIT;
        value.category = prg_item_at(where.indicator, "categories", 0);
        return prg_data_set(data, &where, &value);
}

static int withdraw_with_reason(prg_data *data)
{
        prg_key where = key(data, "cases", "A", "2018-06");
        prg_value value = PRG_VALUE_INIT;
        value.reason = "a reason";
        value.reported_by = prg_programme_get(prg_data_programme(data), "agency", "CA");
        return prg_data_withdraw(data, &where, &value);
}

static int do_set_far(void)
{
        return with_entry(set_far);
}

static int do_set_much(void)
{
        return with_entry(set_much);
}

static int do_set_class(void)
{
        return with_entry(set_class);
}

static int do_withdraw(void)
{
        return with_entry(withdraw_with_reason);
}

/* A refusal that names the period needs memory for it. */
static int set_wrong(void)
{
        prg_data *data = data_with_value();
        prg_key where = key(data, "cases", "A", "2018-06-15"),
                far = key(data, "cases", "A", "9000-01");
        prg_value value = number(1);
        oom_begin();
        int code = prg_data_set(data, &where, &value);
        if (code == PRG_ESCHEMA)
                code = prg_data_set(data, &far, &value);
        oom_end();
        oom_check(code == (oom_refused() ? PRG_ENOMEM : PRG_ELIMIT));
        oom_check(prg_data_count(data) == 1);
        prg_data_free(data);
        return code == PRG_ELIMIT ? 0 : result(code);
}

static int get(void)
{
        prg_data *data = data_with_value();
        prg_key where = key(data, "cases", "A", "2018-06");
        prg_value value;
        prg_entry entry;
        oom_begin();
        int right = prg_data_get(data, &where, &value) == 0
                    && prg_data_entry(data, &where, 0, &entry) == 0
                    && prg_data_entry(data, &where, 1, &entry) == PRG_END;
        oom_end();
        oom_check(right && value.number.mantissa == 120 && entry.sequence == 1);
        prg_data_free(data);
        return 0;
}

/* ---- transactions ---- */

static int begin(void)
{
        prg_data *data = data_with_value();
        oom_begin();
        int code = prg_data_begin(data, "a file");
        oom_end();
        if (code < 0) {
                oom_check(prg_data_batch_count(data) == 1);
                oom_check(prg_data_begin(data, "a file") == 0);
        }
        oom_check(set_much(data) == 0 && prg_data_commit(data) == 0
                  && prg_data_batch_count(data) == 2);
        prg_data_free(data);
        return result(code);
}

static int commit_and_rollback(void)
{
        prg_data *data = data_with_value();
        oom_check(prg_data_begin(data, NULL) == 0 && set_class(data) == 0);
        oom_begin();
        int right = prg_data_commit(data) == 0;
        oom_end();
        oom_check(right);
        oom_check(prg_data_begin(data, NULL) == 0 && set_much(data) == 0 && set_far(data) == 0
                  && withdraw_with_reason(data) == 0);
        prg__memory_fail(0, 1);
        right = prg_data_rollback(data) == 0;
        prg__memory_fail_off();
        oom_check(right && prg_data_count(data) == 2);
        oom_check(counts(data, "A", "2018-06") == 120 && counts(data, "B", "2003-01") == -1);
        prg_data_free(data);
        return 0;
}

/* ---- binding anew ---- */

/* Decimals, classes and stages change, an area and a breakdown go: there is a finding of each kind.
 */
static void edit(prg_programme *programme)
{
        prg_item *plan = prg_programme_get(programme, "calendar", "plan");
        oom_check(prg_item_set(prg_programme_get(programme, "indicator", "cases"), "decimals", "2")
                  == 0);
        oom_check(prg_item_take(prg_programme_get(programme, "indicator", "cases"), "breakdowns", 0)
                  == 0);
        oom_check(prg_item_remove(prg_item_at(plan, "stages", 0)) == 0);
        oom_check(prg_item_remove(prg_item_at(
                          prg_programme_get(programme, "indicator", "type"), "categories", 0))
                  == 0);
        oom_check(prg_item_remove(prg_programme_get(programme, "area", "B")) == 0);
}

static int rebind(void)
{
        prg_data *data = data_with_value();
        prg_programme *programme = prg_data_programme(data), *edited = NULL;
        prg_report *report = NULL;
        prg_key one = key(data, "staged", "A", "plan:one"),
                two = key(data, "staged", "A", "plan:two");
        prg_value value = number(3);
        oom_check(set_much(data) == 0 && set_class(data) == 0);
        oom_check(prg_data_set(data, &one, &value) == 0 && prg_data_set(data, &two, &value) == 0);
        oom_check(
                prg_programme_copy(&edited, programme) == 0 && prg_report_new(&report, NULL) == 0);
        edit(edited);
        oom_begin();
        int code = prg_data_rebind(data, edited, report);
        oom_end();
        if (code < 0) {
                oom_check(prg_data_programme(data) == programme);
                oom_check(counts(data, "A", "2018-06") == 120);
                one = key(data, "staged", "A", "plan:one");
                oom_check(prg_data_get(data, &one, &value) == 0 && value.number.mantissa == 3);
                prg_report_clear(report);
                oom_check(prg_data_rebind(data, edited, report) == 0);
        }
        oom_check(prg_data_programme(data) == edited && prg_report_count(report) == 4);
        oom_check(counts(data, "A", "2018-06") == 1200);
        two = key(data, "staged", "A", "plan:two");
        oom_check(prg_data_get(data, &two, &value) == 0 && value.number.mantissa == 3);
        prg_report_free(report);
        prg_data_free(data);
        prg_programme_unref(edited);
        return result(code);
}

const oom_row oom_data[] = {
        { "prg_state_name", words },
        { "prg_state_from_name", words },
        { "prg_quality_name", words },
        { "prg_quality_from_name", words },
        { "prg_mark_name", words },
        { "prg_mark_from_name", words },
        { "prg_mark_sdmx", words },
        { "prg_scope_name", words },
        { "prg_scope_from_name", words },
        { "prg_data_new", make },
        { "prg_data_free", questions },
        { "prg_data_programme", questions },
        { "prg_data_calendars", questions },
        { "prg_data_sequence", questions },
        { "prg_data_count", questions },
        { "prg_data_set", do_set_far },
        { "prg_data_set", do_set_much },
        { "prg_data_set", do_set_class },
        { "prg_data_set", set_wrong },
        { "prg_data_withdraw", do_withdraw },
        { "prg_data_get", get },
        { "prg_data_entry", get },
        { "prg_data_begin", begin },
        { "prg_data_commit", commit_and_rollback },
        { "prg_data_rollback", commit_and_rollback },
        { "prg_data_batch_count", questions },
        { "prg_data_batch", questions },
        { "prg_data_rebind", rebind },
        { NULL, NULL },
};
