/* What the typemaps of prg.i stand on: text, handles, structs and options, to Python and from it.
 *
 * A handle is a capsule with the name of its C type. It owns what it points to, or keeps alive the capsule of
 * whatever does: nothing that Python holds can dangle. Structs become tuples, enums the words that files use,
 * numbers texts. Only the limited API of Python 3.11 is used. */
#ifndef PRG_PYTHON_SUPPORT_H
#define PRG_PYTHON_SUPPORT_H

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

/* The objects that a wrapper was called with, to find out who owns an answer. */
#define PRG_ARGUMENTS swig_obj, (Py_ssize_t)(sizeof swig_obj / sizeof *swig_obj)

/* ---- errors ---- */

static PyObject *make_error; /* (code, place, message) gives an exception; see errors.py */

/* Raises the last error, which belongs to the thread: call it in the wrapper of what failed. What a progress
 * function raised is raised already. */
static void raise_last(void)
{
        if (PyErr_Occurred())
                return;
        const prg_error *last = prg_error_last();
        if (!make_error) {
                PyErr_SetString(PyExc_SystemError, last->message);
                return;
        }
        PyObject *error = PyObject_CallFunction(make_error, "iss", last->code, last->place, last->message);
        if (error)
                PyErr_SetObject((PyObject *)Py_TYPE(error), error);
        Py_XDECREF(error);
}

/* ---- text ---- */

/* The bytes of a text, valid as long as the object; with a NUL in it only for those who take a length. */
static const char *text_in(PyObject *object, size_t *length)
{
        Py_ssize_t size = 0;
        if (!PyUnicode_Check(object)) {
                PyErr_Format(PyExc_TypeError, "text expected, not %R", (PyObject *)Py_TYPE(object));
                return NULL;
        }
        const char *text = PyUnicode_AsUTF8AndSize(object, &size);
        if (text && length) {
                *length = (size_t)size;
        } else if (text && strlen(text) != (size_t)size) {
                PyErr_SetString(PyExc_ValueError, "the text contains NUL");
                return NULL;
        }
        return text;
}

/* As above; None is no text. 0, or -1 with an exception. */
static int optional_text_in(const char **text, PyObject *object)
{
        *text = NULL;
        return object == Py_None || (*text = text_in(object, NULL)) ? 0 : -1;
}

/* Strict: whatever the library answers is UTF-8. */
static PyObject *text_out(const char *text)
{
        if (!text)
                Py_RETURN_NONE;
        return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), NULL);
}

static PyObject *buf_out(const prg_buf *buf)
{
        return PyUnicode_DecodeUTF8(buf->length ? buf->data : "", (Py_ssize_t)buf->length, NULL);
}

/* Adds an answer to those before it. Takes both references. */
static PyObject *and_also(PyObject *answers, PyObject *answer)
{
        if (!answers || answers == Py_None || !answer) {
                Py_XDECREF(answers);
                return answer;
        }
        if (!PyList_Check(answers))
                return Py_BuildValue("[NN]", answers, answer);
        const int failed = PyList_Append(answers, answer);
        Py_DECREF(answer);
        if (failed)
                Py_CLEAR(answers);
        return answers;
}

/* ---- numbers and dates ---- */

static int decimal_in(prg_decimal *number, PyObject *object)
{
        size_t length;
        const char *text = text_in(object, &length);
        if (!text)
                return -1;
        if (prg_decimal_parse(number, text, length, PRG_NUMBER_PLAIN) < 0) {
                raise_last();
                return -1;
        }
        return 0;
}

static PyObject *decimal_out(prg_decimal number)
{
        prg_buf text = PRG_BUF_INIT;
        PyObject *object = NULL;
        if (prg_decimal_format(&text, number, PRG_NUMBER_PLAIN) < 0)
                raise_last();
        else
                object = buf_out(&text);
        prg_buf_dispose(&text);
        return object;
}

#define ORDINAL_OF_1970 719163 /* date.toordinal() of 1970-01-01 */

static PyObject *date_type; /* datetime.date */

static int date_in(prg_date *date, PyObject *object)
{
        *date = PRG_DATE_NONE;
        if (object == Py_None)
                return 0;
        PyObject *ordinal = PyObject_CallMethod(object, "toordinal", NULL);
        if (!ordinal) {
                PyErr_Format(PyExc_TypeError, "a datetime.date expected, not %R", (PyObject *)Py_TYPE(object));
                return -1;
        }
        const long days = PyLong_AsLong(ordinal);
        Py_DECREF(ordinal);
        if (PyErr_Occurred())
                return -1;
        *date = (prg_date)(days - ORDINAL_OF_1970);
        return 0;
}

static PyObject *date_out(prg_date date)
{
        if (date == PRG_DATE_NONE)
                Py_RETURN_NONE;
        return PyObject_CallMethod(date_type, "fromordinal", "i", (int)date + ORDINAL_OF_1970);
}

static PyObject *instant_out(int64_t instant)
{
        if (instant == PRG_INSTANT_NONE)
                Py_RETURN_NONE;
        return PyLong_FromLongLong(instant);
}

static PyObject *marks_out(unsigned marks)
{
        PyObject *names = PyList_New(0);
        for (unsigned bit = 0; names && bit < PRG_MARKS; bit++) {
                PyObject *name = marks & 1u << bit ? text_out(prg_mark_name(1u << bit)) : NULL;
                if (name && PyList_Append(names, name) < 0)
                        Py_CLEAR(names);
                Py_XDECREF(name);
        }
        return names;
}

/* ---- handles ---- */

static void *handle_in(PyObject *object, const char *name)
{
        if (!PyCapsule_IsValid(object, name)) {
                PyErr_Format(PyExc_TypeError, "a handle of %s expected, not %R", name, (PyObject *)Py_TYPE(object));
                return NULL;
        }
        return PyCapsule_GetPointer(object, name);
}

static void release_borrowed(PyObject *capsule)
{
        Py_XDECREF((PyObject *)PyCapsule_GetContext(capsule));
}

/* A handle of what belongs to something else, which `owner` keeps. */
static PyObject *borrowed_out(const void *it, const char *name, PyObject *owner)
{
        if (!it)
                Py_RETURN_NONE;
        PyObject *capsule = PyCapsule_New((void *)it, name, release_borrowed);
        if (capsule && PyCapsule_SetContext(capsule, owner) < 0)
                Py_CLEAR(capsule);
        else if (capsule)
                Py_XINCREF(owner);
        return capsule;
}

/* How a handle is given back that owns what it points to; and, where it has one, what that stands on. */
#define PRG_RELEASE(NAME, FREE)                                                                    \
        static void release_##NAME(PyObject *capsule)                                              \
        {                                                                                          \
                FREE((NAME *)PyCapsule_GetPointer(capsule, #NAME));                                \
                Py_XDECREF((PyObject *)PyCapsule_GetContext(capsule));                             \
        }
static void free_item(prg_item *item)
{
        prg_programme_unref(prg_item_programme(item));
}
PRG_RELEASE(prg_programme, prg_programme_unref)
PRG_RELEASE(prg_item, free_item)
PRG_RELEASE(prg_calendars, prg_calendars_free)
PRG_RELEASE(prg_cube, prg_cube_free)
PRG_RELEASE(prg_data, prg_data_free)
PRG_RELEASE(prg_debts, prg_debts_free)
PRG_RELEASE(prg_duties, prg_duties_free)
PRG_RELEASE(prg_explanation, prg_explanation_free)
PRG_RELEASE(prg_formula, prg_formula_free)
PRG_RELEASE(prg_formula_result, free)
PRG_RELEASE(prg_holidays, prg_holidays_free)
PRG_RELEASE(prg_instance_list, prg_instance_list_free)
PRG_RELEASE(prg_log, prg_log_free)
PRG_RELEASE(prg_matrix, prg_matrix_free)
PRG_RELEASE(prg_query, prg_query_free)
PRG_RELEASE(prg_report, prg_report_free)
PRG_RELEASE(prg_table, prg_table_free)
PRG_RELEASE(prg_task_list, prg_task_list_free)
PRG_RELEASE(prg_timing, prg_timing_free)
PRG_RELEASE(prg_values_summary, free)
PRG_RELEASE(prg_walk, prg_walk_free)

#define owned_out(NAME, IT) PyCapsule_New(IT, #NAME, release_##NAME)

/* Lets a handle keep the arguments that it was made of. 0, or -1 with an exception. */
static int keep(PyObject *handle, PyObject *const *arguments, Py_ssize_t count)
{
        PyObject *kept = PyTuple_New(count);
        for (Py_ssize_t i = 0; kept && i < count; i++)
                if (PyTuple_SetItem(kept, i, Py_NewRef(arguments[i] ? arguments[i] : Py_None)) < 0)
                        Py_CLEAR(kept);
        if (kept && PyCapsule_SetContext(handle, kept) < 0)
                Py_CLEAR(kept);
        return kept ? 0 : -1;
}

/* Items are borrowed in C and counted here. */
static PyObject *item_out(const prg_item *item)
{
        if (!item)
                Py_RETURN_NONE;
        PyObject *capsule = PyCapsule_New((void *)item, "prg_item", release_prg_item);
        if (capsule)
                prg_programme_ref(prg_item_programme(item));
        return capsule;
}

/* 0, or -1 with an exception; None is no item. */
static int item_in(const prg_item **item, PyObject *object)
{
        *item = NULL;
        return object == Py_None || (*item = handle_in(object, "prg_item")) ? 0 : -1;
}

static PyObject *items_out(prg_item_list *list)
{
        const size_t count = prg_item_list_size(list);
        PyObject *items = PyList_New((Py_ssize_t)count);
        for (size_t i = 0; items && i < count; i++) {
                PyObject *item = item_out(prg_item_list_at(list, i));
                if (!item || PyList_SetItem(items, (Py_ssize_t)i, item) < 0)
                        Py_CLEAR(items);
        }
        prg_item_list_free(list);
        return items;
}

/* A calendar belongs to one of the arguments: to a calendar or period that is the same, else to the first that
 * is a handle. */
static PyObject *calendar_out(const prg_calendar *calendar, PyObject *const *arguments, Py_ssize_t count)
{
        PyObject *owner = NULL;
        for (Py_ssize_t i = 0; i < count; i++) {
                PyObject *it = arguments[i];
                if (it && PyTuple_Check(it) && PyTuple_Size(it) > 0)
                        it = PyTuple_GetItem(it, 0);
                if (it && PyTuple_Check(it) && PyTuple_Size(it) > 0)
                        it = PyTuple_GetItem(it, 0);
                if (it && PyCapsule_IsValid(it, "prg_calendar")
                    && PyCapsule_GetPointer(it, "prg_calendar") == (const void *)calendar)
                        return Py_NewRef(it);
                if (!owner && it && PyCapsule_CheckExact(it))
                        owner = it;
        }
        return borrowed_out(calendar, "prg_calendar", owner);
}

/* ---- structs ---- */

static int is_tuple(PyObject *object, const char *what)
{
        if (PyTuple_Check(object))
                return 1;
        PyErr_Format(PyExc_TypeError, "%s expected, not %R", what, (PyObject *)Py_TYPE(object));
        return 0;
}

static PyObject *period_out(const prg_period *period, PyObject *const *arguments, Py_ssize_t count)
{
        if (!period->calendar)
                Py_RETURN_NONE;
        PyObject *calendar = calendar_out(period->calendar, arguments, count);
        if (!calendar)
                return NULL;
        return Py_BuildValue("(NsiiNN)", calendar, prg_period_type_name(period->type), period->year, period->index,
                date_out(period->first), date_out(period->last));
}

static int period_in(prg_period *period, PyObject *object)
{
        memset(period, 0, sizeof *period);
        period->type = PRG_PERIOD_DAYS;
        if (object == Py_None)
                return 0;
        PyObject *calendar, *first, *last;
        const char *type;
        if (!is_tuple(object, "a period"))
                return -1;
        if (!PyArg_ParseTuple(object, "OsiiOO", &calendar, &type, &period->year, &period->index, &first, &last))
                return -1;
        if (!(period->calendar = handle_in(calendar, "prg_calendar")) || date_in(&period->first, first) < 0
            || date_in(&period->last, last) < 0)
                return -1;
        if (prg_period_type_from_name(&period->type, type) < 0) {
                raise_last();
                return -1;
        }
        return 0;
}

static PyObject *range_out(const prg_period_range *range, PyObject *const *arguments, Py_ssize_t count)
{
        return Py_BuildValue("(NNn)", period_out(&range->first, arguments, count),
                period_out(&range->last, arguments, count), (Py_ssize_t)range->count);
}

static int range_in(prg_period_range *range, PyObject *object)
{
        PyObject *first, *last;
        Py_ssize_t count;
        if (!is_tuple(object, "a range of periods"))
                return -1;
        if (!PyArg_ParseTuple(object, "OOn", &first, &last, &count) || period_in(&range->first, first) < 0
            || period_in(&range->last, last) < 0)
                return -1;
        range->count = (size_t)count;
        return 0;
}

static PyObject *cell_out(const prg_cell *cell, PyObject *const *arguments, Py_ssize_t count)
{
        return Py_BuildValue("(sssINzN(nnn)nnnnnNNi)", prg_state_name(cell->state), prg_reason_name(cell->reason),
                prg_exactness_name(cell->exactness), cell->decimals, item_out(cell->category),
                prg_quality_name(cell->quality), marks_out(cell->marks), (Py_ssize_t)cell->qualities[0],
                (Py_ssize_t)cell->qualities[1], (Py_ssize_t)cell->qualities[2], (Py_ssize_t)cell->reported,
                (Py_ssize_t)cell->expected, (Py_ssize_t)cell->other_reported, (Py_ssize_t)cell->other_expected,
                (Py_ssize_t)cell->at_end, period_out(&cell->first_used, arguments, count),
                period_out(&cell->last_used, arguments, count), cell->has_bounds);
}

static PyObject *value_out(const prg_value *value)
{
        PyObject *bounds = value->has_bounds
                ? Py_BuildValue("(NN)", decimal_out(value->lower), decimal_out(value->upper)) : Py_NewRef(Py_None);
        return Py_BuildValue("(sNNNzNNzzNNn)", prg_state_name(value->state), decimal_out(value->number),
                item_out(value->category), item_out(value->unit), prg_quality_name(value->quality),
                marks_out(value->marks), bounds, value->reason, value->note, item_out(value->reported_by),
                instant_out(value->recorded_at), (Py_ssize_t)value->row);
}

static PyObject *entry_out(const prg_entry *entry)
{
        return Py_BuildValue("(KniN)", (unsigned long long)entry->sequence, (Py_ssize_t)entry->batch,
                entry->withdrawal, value_out(&entry->value));
}

/* The bits of the names in a sequence. 0, or -1 with an exception. */
static int marks_in(unsigned *marks, PyObject *names)
{
        const Py_ssize_t count = PySequence_Size(names);
        *marks = 0;
        for (Py_ssize_t i = 0; i < count; i++) {
                PyObject *name = PySequence_GetItem(names, i);
                const char *text = name ? text_in(name, NULL) : NULL;
                unsigned mark = 0;
                if (text && prg_mark_from_name(&mark, text) < 0)
                        raise_last();
                *marks |= mark;
                Py_XDECREF(name);
        }
        return count < 0 || PyErr_Occurred() ? -1 : 0;
}

static int value_in(prg_value *value, PyObject *object)
{
        const char *state, *quality;
        PyObject *number, *category, *unit, *marks, *bounds, *reported_by, *recorded_at;
        Py_ssize_t row;
        *value = (prg_value)PRG_VALUE_INIT;
        if (!is_tuple(object, "a value"))
                return -1;
        if (!PyArg_ParseTuple(object, "sOOOzOOzzOOn", &state, &number, &category, &unit, &quality, &marks, &bounds,
                    &value->reason, &value->note, &reported_by, &recorded_at, &row))
                return -1;
        value->row = (size_t)row;
        if (prg_state_from_name(&value->state, state) < 0
            || (quality && prg_quality_from_name(&value->quality, quality) < 0)) {
                raise_last();
                return -1;
        }
        if ((number != Py_None && decimal_in(&value->number, number) < 0) || item_in(&value->category, category) < 0
            || item_in(&value->unit, unit) < 0 || item_in(&value->reported_by, reported_by) < 0
            || marks_in(&value->marks, marks) < 0)
                return -1;
        if (recorded_at != Py_None) {
                value->recorded_at = PyLong_AsLongLong(recorded_at);
                if (PyErr_Occurred())
                        return -1;
        }
        if (bounds == Py_None)
                return 0;
        PyObject *lower, *upper;
        value->has_bounds = 1;
        return is_tuple(bounds, "bounds") && PyArg_ParseTuple(bounds, "OO", &lower, &upper) && decimal_in(&value->lower, lower) == 0
                && decimal_in(&value->upper, upper) == 0 ? 0 : -1;
}

#define PRG_MAX_CATEGORIES 64

/* `categories` is where the key's categories go. */
static int key_in(prg_key *key, const prg_item **categories, PyObject *object)
{
        PyObject *indicator, *area, *period, *source, *cut, *observed;
        const char *scope;
        *key = (prg_key)PRG_KEY_INIT;
        if (!is_tuple(object, "a key"))
                return -1;
        if (!PyArg_ParseTuple(object, "OOOOO!Os", &indicator, &area, &period, &source, &PyTuple_Type, &cut, &observed,
                    &scope)
            || item_in(&key->indicator, indicator) < 0 || item_in(&key->area, area) < 0
            || period_in(&key->period, period) < 0 || item_in(&key->source, source) < 0
            || period_in(&key->observed, observed) < 0)
                return -1;
        if (prg_scope_from_name(&key->scope, scope) < 0) {
                raise_last();
                return -1;
        }
        if (PyTuple_Size(cut) > PRG_MAX_CATEGORIES) {
                PyErr_SetString(PyExc_ValueError, "too many categories");
                return -1;
        }
        for (Py_ssize_t i = 0; i < PyTuple_Size(cut); i++)
                if (!(categories[i] = handle_in(PyTuple_GetItem(cut, i), "prg_item")))
                        return -1;
        key->categories = categories;
        key->category_count = (size_t)PyTuple_Size(cut);
        return 0;
}

static PyObject *finding_out(const prg_finding *finding)
{
        if (!finding)
                Py_RETURN_NONE;
        return Py_BuildValue("(sszzznnnzzz)", prg_finding_name(finding->code), prg_severity_name(finding->severity),
                finding->source, finding->pointer, finding->field, (Py_ssize_t)finding->line,
                (Py_ssize_t)finding->column, (Py_ssize_t)finding->row, finding->message, finding->expected,
                finding->suggestion);
}

static PyObject *field_out(const prg_field *field)
{
        PyObject *choices = PyList_New(0);
        for (size_t i = 0; choices && field->choices && field->choices[i]; i++) {
                PyObject *word = text_out(field->choices[i]);
                if (!word || PyList_Append(choices, word) < 0)
                        Py_CLEAR(choices);
                Py_XDECREF(word);
        }
        return Py_BuildValue("(sszNNs)", field->key, field->type, field->of, choices,
                PyBool_FromLong(field->required), field->doc);
}

static PyObject *batch_out(const prg_batch *batch)
{
        return Py_BuildValue("(sKK)", batch->name, (unsigned long long)batch->first, (unsigned long long)batch->last);
}

static PyObject *function_out(const prg_formula_function *function)
{
        if (!function)
                Py_RETURN_NONE;
        return Py_BuildValue("(sssssssss)", function->name, function->arguments, function->result, function->unit,
                function->states, prg_formula_scope_name(function->scope), function->meaning, function->term,
                function->example);
}

static int operand_in(prg_formula_operand *operand, PyObject *object)
{
        const char *state, *reason;
        PyObject *number;
        *operand = (prg_formula_operand)PRG_FORMULA_OPERAND_INIT;
        if (!is_tuple(object, "an operand"))
                return -1;
        if (!PyArg_ParseTuple(object, "ssOz", &state, &reason, &number, &operand->category))
                return -1;
        if (prg_state_from_name(&operand->state, state) < 0 || prg_reason_from_name(&operand->reason, reason) < 0) {
                raise_last();
                return -1;
        }
        return number == Py_None ? 0 : decimal_in(&operand->number, number);
}

/* The category of a result is borrowed from what it was evaluated of. */
static PyObject *result_out(const prg_formula_result *result, PyObject *const *arguments, Py_ssize_t count)
{
        prg_formula_result *copy = malloc(sizeof *copy);
        if (!copy)
                return PyErr_NoMemory();
        *copy = *result;
        PyObject *capsule = owned_out(prg_formula_result, copy);
        if (!capsule)
                free(copy);
        else if (keep(capsule, arguments, count) < 0)
                Py_CLEAR(capsule);
        return capsule;
}

/* ---- duties ---- */

static PyObject *rule_out(const prg_deadline_rule *rule)
{
        return Py_BuildValue("(iiiiNiii)", rule->kind, rule->bound, rule->day, rule->months, date_out(rule->date),
                rule->days, rule->after, rule->roll);
}

static int rule_in(prg_deadline_rule *rule, PyObject *object)
{
        int kind, bound, after, roll;
        PyObject *date;
        *rule = (prg_deadline_rule)PRG_DEADLINE_RULE_INIT;
        if (!is_tuple(object, "a rule"))
                return -1;
        if (!PyArg_ParseTuple(object, "iiiiOiii", &kind, &bound, &rule->day, &rule->months, &date, &rule->days, &after,
                    &roll))
                return -1;
        rule->kind = (prg_deadline_kind)kind;
        rule->bound = (prg_deadline_bound)bound;
        rule->after = (prg_deadline_after)after;
        rule->roll = (prg_roll)roll;
        return date_in(&rule->date, date);
}

static PyObject *deadline_out(const prg_deadline *deadline)
{
        return Py_BuildValue("(NNiisi)", date_out(deadline->last), date_out(deadline->written), deadline->estimates,
                deadline->rolled, prg_deadline_reason_name(deadline->reason), deadline->year);
}

static PyObject *debt_out(const prg_debt *debt, PyObject *const *arguments, Py_ssize_t count)
{
        return Py_BuildValue("(NNnNNNNsN)", period_out(&debt->period, arguments, count), item_out(debt->obligation),
                (Py_ssize_t)debt->tier, item_out(debt->debtor), item_out(debt->holder), item_out(debt->receiver),
                deadline_out(&debt->deadline), prg_debt_state_name(debt->state), instant_out(debt->received_at));
}

/* What prg_debt_chasers() looks at; the rest of the tuple tells only what was answered. */
static int debt_in(prg_debt *debt, PyObject *object)
{
        PyObject *period, *obligation, *debtor, *holder, *receiver, *deadline, *state, *received_at;
        Py_ssize_t tier;
        memset(debt, 0, sizeof *debt);
        if (!is_tuple(object, "a debt"))
                return -1;
        if (!PyArg_ParseTuple(object, "OOnOOOOOO", &period, &obligation, &tier, &debtor, &holder, &receiver, &deadline,
                    &state, &received_at)
            || period_in(&debt->period, period) < 0 || item_in(&debt->obligation, obligation) < 0
            || item_in(&debt->debtor, debtor) < 0 || item_in(&debt->holder, holder) < 0
            || item_in(&debt->receiver, receiver) < 0)
                return -1;
        debt->tier = (size_t)tier;
        debt->received_at = PRG_INSTANT_NONE;
        return 0;
}

static PyObject *counts_out(const prg_debt_counts *counts)
{
        return Py_BuildValue("(nnnnnnnn)", (Py_ssize_t)counts->expected, (Py_ssize_t)counts->due,
                (Py_ssize_t)counts->received, (Py_ssize_t)counts->on_time, (Py_ssize_t)counts->early,
                (Py_ssize_t)counts->open, (Py_ssize_t)counts->orphaned, (Py_ssize_t)counts->unresolved);
}

static PyObject *receipt_out(const prg_receipt *receipt, PyObject *const *arguments, Py_ssize_t count)
{
        return Py_BuildValue("(NNnNL)", period_out(&receipt->period, arguments, count), item_out(receipt->obligation),
                (Py_ssize_t)receipt->tier, item_out(receipt->sender), (long long)receipt->sent_at);
}

static int receipt_in(prg_receipt *receipt, PyObject *object)
{
        PyObject *period, *obligation, *sender;
        Py_ssize_t tier;
        long long sent_at;
        memset(receipt, 0, sizeof *receipt);
        if (!is_tuple(object, "a receipt"))
                return -1;
        if (!PyArg_ParseTuple(object, "OOnOL", &period, &obligation, &tier, &sender, &sent_at)
            || period_in(&receipt->period, period) < 0 || item_in(&receipt->obligation, obligation) < 0
            || item_in(&receipt->sender, sender) < 0)
                return -1;
        receipt->tier = (size_t)tier;
        receipt->sent_at = sent_at;
        return 0;
}

/* ---- logs and tasks ---- */

/* The period comes first, where calendar_out() looks for its calendar. */
static PyObject *log_entry_out(const prg_log_entry *entry, PyObject *const *arguments, Py_ssize_t count)
{
        if (!entry)
                Py_RETURN_NONE;
        return Py_BuildValue("(NsiNNNINNzzznKK)", period_out(&entry->period, arguments, count),
                prg_log_kind_name(entry->kind), entry->withdrawal, item_out(entry->component), item_out(entry->event),
                item_out(entry->obligation), entry->tier, date_out(entry->date), item_out(entry->agency),
                entry->document, entry->note, entry->source, (Py_ssize_t)entry->row,
                (unsigned long long)entry->sequence, (unsigned long long)entry->withdrawn_by);
}

static int log_entry_in(prg_log_entry *entry, PyObject *object)
{
        PyObject *period, *component, *event, *obligation, *date, *agency;
        const char *kind;
        Py_ssize_t row;
        unsigned long long sequence, withdrawn_by;
        *entry = (prg_log_entry)PRG_LOG_ENTRY_INIT;
        if (!is_tuple(object, "an entry"))
                return -1;
        if (!PyArg_ParseTuple(object, "OsiOOOIOOzzznKK", &period, &kind, &entry->withdrawal, &component, &event,
                    &obligation, &entry->tier, &date, &agency, &entry->document, &entry->note, &entry->source, &row,
                    &sequence, &withdrawn_by))
                return -1;
        if (prg_log_kind_from_name(&entry->kind, kind) < 0) {
                raise_last();
                return -1;
        }
        entry->row = (size_t)row;
        entry->sequence = sequence;
        entry->withdrawn_by = withdrawn_by;
        return period_in(&entry->period, period) < 0 || item_in(&entry->component, component) < 0
                || item_in(&entry->event, event) < 0 || item_in(&entry->obligation, obligation) < 0
                || date_in(&entry->date, date) < 0 || item_in(&entry->agency, agency) < 0 ? -1 : 0;
}

static PyObject *instance_out(const prg_instance *instance, PyObject *const *arguments, Py_ssize_t count)
{
        if (!instance)
                Py_RETURN_NONE;
        return Py_BuildValue("(NnNNNNI)", period_out(&instance->period, arguments, count), (Py_ssize_t)instance->number,
                date_out(instance->first), date_out(instance->start), date_out(instance->last), date_out(instance->due),
                instance->flags);
}

static PyObject *task_out(const prg_task_status *status, PyObject *const *arguments, Py_ssize_t count)
{
        if (!status)
                Py_RETURN_NONE;
        return Py_BuildValue("(NsNNKnnz)", item_out(status->component), prg_task_state_name(status->state),
                instance_out(status->has_instance ? &status->instance : NULL, arguments, count), date_out(status->done),
                (unsigned long long)status->entry, (Py_ssize_t)status->completed, (Py_ssize_t)status->expected,
                status->reason);
}

static int icalendar_item_in(prg_icalendar_item *item, PyObject *object)
{
        PyObject *first, *due;
        *item = (prg_icalendar_item)PRG_ICALENDAR_ITEM_INIT;
        if (!is_tuple(object, "a deadline"))
                return -1;
        if (!PyArg_ParseTuple(object, "ssOOzzi", &item->uid, &item->summary, &first, &due, &item->description,
                    &item->category, &item->is_done))
                return -1;
        return date_in(&item->first, first) < 0 || date_in(&item->due, due) < 0 ? -1 : 0;
}

/* ---- options: a dict ---- */

/* Takes the thread's Python back, so that Ctrl-C comes through even where nobody asked for progress. */
static int on_progress(void *payload, size_t done, size_t total)
{
        const PyGILState_STATE state = PyGILState_Ensure();
        int stop = PyErr_Occurred() || PyErr_CheckSignals() < 0;
        if (!stop && payload != (void *)Py_None) {
                PyObject *answer = PyObject_CallFunction(payload, "nn", (Py_ssize_t)done, (Py_ssize_t)total);
                stop = !answer;
                Py_XDECREF(answer);
        }
        PyGILState_Release(state);
        return stop;
}

typedef enum option_kind {
        OPTION_TEXT, OPTION_LENGTH_OF_TEXT, OPTION_SIZE, OPTION_UNSIGNED, OPTION_INT, OPTION_CHAR, OPTION_DATE,
        OPTION_INSTANT, OPTION_ITEM,
        OPTION_REPORT, OPTION_SUMMARY, OPTION_QUALITY, OPTION_KIND, OPTION_PAYLOAD
} option_kind;

typedef struct option {
        const char *name;
        option_kind kind;
        size_t offset;
} option;

/* 0, or -1 with an exception. What is read lives as long as the object. */
static int read_option(char *at, const option *field, PyObject *object)
{
        switch (field->kind) {
        case OPTION_TEXT:
                return optional_text_in((const char **)(void *)at, object);
        case OPTION_LENGTH_OF_TEXT: /* of the text that stands before it in the struct */
                return object == Py_None || text_in(object, (size_t *)(void *)at) ? 0 : -1;
        case OPTION_SIZE:
                *(size_t *)(void *)at = PyLong_AsSize_t(object);
                break;
        case OPTION_UNSIGNED:
                *(unsigned *)(void *)at = (unsigned)PyLong_AsUnsignedLong(object);
                break;
        case OPTION_INT:
                *(int *)(void *)at = (int)PyLong_AsLong(object);
                break;
        case OPTION_CHAR:
                *at = (char)PyLong_AsLong(object);
                break;
        case OPTION_DATE:
                return date_in((prg_date *)(void *)at, object);
        case OPTION_INSTANT:
                *(int64_t *)(void *)at = PyLong_AsLongLong(object);
                break;
        case OPTION_ITEM:
                return item_in((const prg_item **)(void *)at, object);
        case OPTION_REPORT:
                *(prg_report **)(void *)at = handle_in(object, "prg_report");
                break;
        case OPTION_SUMMARY:
                *(prg_values_summary **)(void *)at = handle_in(object, "prg_values_summary");
                break;
        case OPTION_QUALITY:
        case OPTION_KIND: {
                const char *name = text_in(object, NULL);
                if (name && (field->kind == OPTION_KIND ? prg_calendar_kind_from_name((prg_calendar_kind *)(void *)at, name)
                            : prg_quality_from_name((prg_quality *)(void *)at, name)) < 0)
                        raise_last();
                break;
        }
        case OPTION_PAYLOAD:
                *(PyObject **)(void *)at = object;
                break;
        }
        return PyErr_Occurred() ? -1 : 0;
}

/* Fields that the dict does not have keep their default, None is no dict. A name may stand twice among the
 * fields. */
static int options_in(void *options, const option *fields, size_t count, PyObject *dict)
{
        PyObject *key, *object;
        Py_ssize_t place = 0;
        if (dict == Py_None)
                return 0;
        if (!PyDict_Check(dict)) {
                PyErr_Format(PyExc_TypeError, "a dict of options expected, not %R", (PyObject *)Py_TYPE(dict));
                return -1;
        }
        while (PyDict_Next(dict, &place, &key, &object)) {
                int known = 0;
                for (size_t i = 0; i < count; i++) {
                        if (PyUnicode_CompareWithASCIIString(key, fields[i].name) != 0)
                                continue;
                        known = 1;
                        if (read_option((char *)options + fields[i].offset, &fields[i], object) < 0)
                                return -1;
                }
                if (!known) {
                        PyErr_Format(PyExc_TypeError, "unknown option %R", key);
                        return -1;
                }
        }
        return 0;
}

/* ---- calendars ---- */

static const option calendar_fields[] = {
        { "id", OPTION_TEXT, offsetof(prg_calendar_options, id) },
        { "kind", OPTION_KIND, offsetof(prg_calendar_options, kind) },
        { "day", OPTION_INT, offsetof(prg_calendar_options, day) },
        { "first_month", OPTION_INT, offsetof(prg_calendar_options, first_month) },
        { "first_day", OPTION_INT, offsetof(prg_calendar_options, first_day) },
        { "last_month", OPTION_INT, offsetof(prg_calendar_options, last_month) },
        { "last_day", OPTION_INT, offsetof(prg_calendar_options, last_day) },
        { "year_named", OPTION_INT, offsetof(prg_calendar_options, year_named) },
        { "week_start", OPTION_INT, offsetof(prg_calendar_options, week_start) },
        { "from", OPTION_DATE, offsetof(prg_calendar_options, from) },
        { "to", OPTION_DATE, offsetof(prg_calendar_options, to) },
};

#define PRG_COUNT(array) (sizeof(array) / sizeof *(array))

/* The dict without its stages, and they: a list of (id, first, last), to be freed by the caller. */
static int calendar_in(prg_calendar_options *options, prg_stage **stages, PyObject *dict, PyObject *list)
{
        *options = (prg_calendar_options)PRG_CALENDAR_OPTIONS_INIT;
        *stages = NULL;
        if (options_in(options, calendar_fields, PRG_COUNT(calendar_fields), dict) < 0)
                return -1;
        const Py_ssize_t count = PySequence_Size(list);
        if (count <= 0)
                return count < 0 ? -1 : 0;
        prg_stage *made = calloc((size_t)count, sizeof *made);
        if (!made) {
                PyErr_NoMemory();
                return -1;
        }
        *stages = made;
        for (Py_ssize_t i = 0; i < count; i++) {
                PyObject *stage = PyList_GetItem(list, i), *first, *last;
                if (!stage || !is_tuple(stage, "a stage") || !PyArg_ParseTuple(stage, "sOO", &made[i].id, &first, &last)
                    || date_in(&made[i].first, first) < 0 || date_in(&made[i].last, last) < 0)
                        return -1;
        }
        options->stages = made;
        options->stage_count = (size_t)count;
        return 0;
}

static PyObject *calendar_options_out(const prg_calendar_options *options)
{
        PyObject *stages = PyList_New(0);
        for (size_t i = 0; stages && i < options->stage_count; i++) {
                PyObject *stage = Py_BuildValue("(sNN)", options->stages[i].id, date_out(options->stages[i].first),
                        date_out(options->stages[i].last));
                if (!stage || PyList_Append(stages, stage) < 0)
                        Py_CLEAR(stages);
                Py_XDECREF(stage);
        }
        return Py_BuildValue("{szszsisisisisisisisNsNsN}", "id", options->id, "kind",
                prg_calendar_kind_name(options->kind), "day", options->day, "first_month", options->first_month,
                "first_day", options->first_day, "last_month", options->last_month, "last_day", options->last_day,
                "year_named", options->year_named, "week_start", options->week_start, "from",
                date_out(options->from), "to", date_out(options->to), "stages", stages);
}

/* ---- Arrow ---- */

/* Names of columns, None for all. The names live as long as the list, *names until it is freed. 0, or -1 with an
 * exception. */
static int arrow_options_in(prg_arrow_options *options, const char ***names, PyObject *list)
{
        *options = (prg_arrow_options)PRG_ARROW_OPTIONS_INIT;
        *names = NULL;
        if (list == Py_None)
                return 0;
        if (!PyList_Check(list)) {
                PyErr_Format(PyExc_TypeError, "a list of columns expected, not %R", (PyObject *)Py_TYPE(list));
                return -1;
        }
        const Py_ssize_t count = PyList_Size(list);
        const char **made = malloc(((size_t)count + 1) * sizeof *made);
        if (!made) {
                PyErr_NoMemory();
                return -1;
        }
        *names = made;
        for (Py_ssize_t i = 0; i < count; i++)
                if (!(made[i] = text_in(PyList_GetItem(list, i), NULL)))
                        return -1;
        options->columns = made;
        options->column_count = (size_t)count;
        return 0;
}

#define PRG_ARROW_CAPSULE(TYPE, NAME)                                                              \
        static void release_##NAME(PyObject *capsule)                                              \
        {                                                                                          \
                struct TYPE *it = PyCapsule_GetPointer(capsule, #NAME);                            \
                if (it->release)                                                                   \
                        it->release(it);                                                           \
                free(it);                                                                          \
        }                                                                                          \
        /* Takes what is in `given`; without memory, releases it. */                               \
        static PyObject *NAME##_out(struct TYPE *given)                                            \
        {                                                                                          \
                struct TYPE *it = malloc(sizeof *it);                                              \
                PyObject *capsule = NULL;                                                          \
                if (!it) {                                                                         \
                        PyErr_NoMemory();                                                          \
                } else {                                                                           \
                        *it = *given;                                                              \
                        capsule = PyCapsule_New(it, #NAME, release_##NAME);                        \
                }                                                                                  \
                if (!capsule) {                                                                    \
                        free(it);                                                                  \
                        given->release(given);                                                     \
                }                                                                                  \
                return capsule;                                                                    \
        }
PRG_ARROW_CAPSULE(ArrowSchema, arrow_schema)
PRG_ARROW_CAPSULE(ArrowArray, arrow_array)
PRG_ARROW_CAPSULE(ArrowArrayStream, arrow_array_stream)

/* One batch as a stream, for prg_data_read_arrow(), which asks for the schema once. */
typedef struct one_batch {
        struct ArrowSchema schema;
        struct ArrowArray array;
} one_batch;

static int one_batch_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
        one_batch *batch = stream->private_data;
        if (!batch->schema.release)
                return 22; /* EINVAL */
        *out = batch->schema;
        batch->schema.release = NULL;
        return 0;
}

static int one_batch_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
        one_batch *batch = stream->private_data;
        *out = batch->array; /* the end of the stream is an array without release */
        batch->array.release = NULL;
        return 0;
}

static const char *one_batch_error(struct ArrowArrayStream *stream)
{
        (void)stream;
        return "the schema was taken already";
}

static void one_batch_release(struct ArrowArrayStream *stream)
{
        one_batch *batch = stream->private_data;
        if (batch->schema.release)
                batch->schema.release(&batch->schema);
        if (batch->array.release)
                batch->array.release(&batch->array);
        free(batch);
        stream->release = NULL;
}

static PyObject *one_batch_stream(PyObject *schema_capsule, PyObject *array_capsule)
{
        struct ArrowSchema *schema = handle_in(schema_capsule, "arrow_schema");
        struct ArrowArray *array = schema ? handle_in(array_capsule, "arrow_array") : NULL;
        if (!array)
                return NULL;
        one_batch *batch = malloc(sizeof *batch);
        if (!batch)
                return PyErr_NoMemory();
        *batch = (one_batch){ *schema, *array };
        schema->release = NULL;
        array->release = NULL;
        struct ArrowArrayStream stream = { one_batch_schema, one_batch_next, one_batch_error, one_batch_release, batch };
        return arrow_array_stream_out(&stream);
}

#endif
