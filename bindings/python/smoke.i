/* A binding of the interface for Python, private to the tests and never installed: it shows that SWIG can
 * read every header, and that a handful of rules by type and position is enough to bind all functions.
 *
 * - A negative result code raises Error with code, place and message; PRG_END answers None.
 * - `T **`, and any pointer to what is not const and no handle, is an answer and not an argument. One answer
 *   is returned as it is, several as a list.
 * - Items are borrowed in C and counted here: each proxy holds a reference to its programme.
 * - Text is str both ways. None is refused where the parameter is not optional, NUL where C would not see
 *   what follows it.
 *
 * What no rule covers is left out. Periods, calendars, findings and the texts in structs stay borrowed as in
 * C, from data sets and reports. Typemaps stand before the types: SWIG silently ignores later ones. */
%module libprogram_smoke
%{
#include <string.h>

#include <libprogram.h>

static PyObject *error_type;

/* Raises the last error, which belongs to the thread: call it in the wrapper of what failed. */
static void raise_last(void)
{
        const prg_error *last = prg_error_last();
        PyObject *error = PyObject_CallFunction(error_type, "s", last->message);
        PyObject *fields = Py_BuildValue("(iss)", last->code, last->place, last->message);
        if (error && fields && PyObject_SetAttrString(error, "code", PyTuple_GET_ITEM(fields, 0)) == 0
            && PyObject_SetAttrString(error, "place", PyTuple_GET_ITEM(fields, 1)) == 0
            && PyObject_SetAttrString(error, "message", PyTuple_GET_ITEM(fields, 2)) == 0)
                PyErr_SetObject(error_type, error);
        Py_XDECREF(fields);
        Py_XDECREF(error);
}

/* The bytes of a text, valid as long as the object; with a NUL in it only for those who take a length. */
static char *text_in(PyObject *object, size_t *length)
{
        Py_ssize_t size = 0;
        if (!PyUnicode_Check(object)) {
                PyErr_Format(PyExc_TypeError, "text expected, not %s", Py_TYPE(object)->tp_name);
                return NULL;
        }
        const char *text = PyUnicode_AsUTF8AndSize(object, &size);
        if (text && length) {
                *length = (size_t)size;
        } else if (text && strlen(text) != (size_t)size) {
                PyErr_SetString(PyExc_ValueError, "the text contains NUL");
                return NULL;
        }
        return (char *)text;
}

/* Strict: whatever the library answers is UTF-8. */
static PyObject *text_out(const char *text)
{
        if (!text)
                Py_RETURN_NONE;
        return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), NULL);
}

/* A struct for a proxy of its own, whose destructor by SWIG calls free(). */
static void *copy_of(const void *original, size_t size)
{
        void *copy = malloc(size);
        return copy ? memcpy(copy, original, size) : NULL;
}

static PyObject *struct_out(const void *original, size_t size, swig_type_info *type)
{
        void *copy = original ? copy_of(original, size) : NULL;
        if (original && !copy)
                return PyErr_NoMemory();
        return SWIG_NewPointerObj(copy, type, SWIG_POINTER_OWN);
}

/* Adds an answer to those before it. Takes both references. */
static PyObject *and_also(PyObject *answers, PyObject *answer)
{
        if (answers == Py_None || !answer) {
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
%}
%init %{
        error_type = PyErr_NewException("libprogram_smoke.Error", NULL, NULL);
        PyModule_AddObjectRef(m, "Error", error_type); /* after an error the import fails */
%}
%pythoncode %{Error = _libprogram_smoke.Error%}

%include <stdint.i>
%rename(from_) prg_calendar_options::from; /* a word of Python */
%nodefaultctor;
%pythonnondynamic;
%immutable; /* a setter would keep a pointer into what Python may free */

/* ---- results ---- */

%typemap(out) int {
        if ($1 < 0) {
                raise_last();
                SWIG_fail;
        }
        $result = SWIG_Py_Void();
}
%typemap(out) int NUMBER "$result = PyLong_FromLong($1);"
/* Functions, dates and members that are no result codes. An int that is missing here answers None. */
%apply int NUMBER {
        int prg_area_exists, int prg_assignment_is_binding, int prg_calendar_has, int prg_calendar_is_in_force,
        int prg_date_is_leap, int prg_holidays_has_year, int prg_formula_needs_data, int prg_date_is_valid, int prg_item_flag, int prg_item_integer,
        int prg_item_is_removed, int prg_period_compare, int prg_period_contains, int prg_period_days,
        int prg_period_is_in_force, int prg_period_type_is_partition, int prg_period_type_nests,
        int prg_programme_is_frozen, int prg_table_measure, int prg_version_number,
        prg_date, int year, int index, int has_bounds, int withdrawal, int required, int code
}

/* ---- text ---- */

%typemap(in) const char * { if (!($1 = text_in($input, NULL))) SWIG_fail; }
%typemap(in) const char *OPTIONAL { if ($input != Py_None && !($1 = text_in($input, NULL))) SWIG_fail; }
%typemap(in) (const char *TEXT, size_t LENGTH) { if (!($1 = text_in($input, &$2))) SWIG_fail; }
%typemap(freearg) const char *, (const char *TEXT, size_t LENGTH) ""
%typemap(out) const char * "$result = text_out($1);"
%apply const char *OPTIONAL {
        const char *class_name, const char *language, const char *source, const char *start_day
}
%apply (const char *TEXT, size_t LENGTH) {
        (const char *text, size_t length), (const char *data, size_t length), (const char *id, size_t length),
        (const char *a, size_t a_length), (const char *b, size_t b_length)
}
%typemap(in, numinputs=0) prg_buf * (prg_buf answer = PRG_BUF_INIT) "$1 = &answer;"
%typemap(in, numinputs=0) const prg_sink * (prg_buf answer = PRG_BUF_INIT, prg_sink sink) {
        prg_sink_to_buf(&sink, &answer);
        $1 = &sink;
}
%typemap(argout) prg_buf *, const prg_sink * {
        if (result == 0)
                $result = and_also($result, text_out(answer$argnum.length ? answer$argnum.data : ""));
}
%typemap(freearg) prg_buf *, const prg_sink * "prg_buf_dispose(&answer$argnum);"

/* ---- answers ---- */

%define %prg_answer(TYPE, OBJECT)
%typemap(in, numinputs=0) TYPE * ($*1_ltype answer) "$1 = memset(&answer, 0, sizeof answer);"
%typemap(argout) TYPE * {
        if (result == 0)
                $result = and_also($result, OBJECT);
}
%enddef
%prg_answer(int, PyLong_FromLong(*$1))
%prg_answer(prg_date, PyLong_FromLong(*$1))
%prg_answer(unsigned, PyLong_FromUnsignedLong(*$1))
%prg_answer(size_t, PyLong_FromSize_t(*$1))
%prg_answer(enum SWIGTYPE, PyLong_FromLong((long)*$1))
%prg_answer(const char *, text_out(*$1))
/* Of prg_mark_sdmx(), whose result is no code. */
%typemap(argout) const char **concept "$result = and_also($result, text_out(*$1));"
%prg_answer(const prg_calendar *, SWIG_NewPointerObj((void *)*$1, $descriptor(prg_calendar *), 0))

/* Structs are copied into proxies of their own, also out of other structs. SWIG would take a rule for what is
 * not const for const too; and getters take their struct as `self`. */
%define %prg_struct(NAME)
%prg_answer(NAME, struct_out($1, sizeof *$1, $descriptor(NAME *)))
%typemap(out) NAME *, const NAME * "$result = struct_out($1, sizeof *$1, $descriptor(NAME *));"
%typemap(in) const NAME *, NAME *self = SWIGTYPE *;
%typemap(argout) const NAME *, NAME *self ""
%enddef
%prg_struct(prg_batch)
%prg_struct(prg_calendar_options)
%prg_struct(prg_cell)
%prg_struct(prg_deadline)
%prg_struct(prg_deadline_rule)
%prg_struct(prg_debt)
%prg_struct(prg_debt_counts)
%prg_struct(prg_decimal)
%prg_struct(prg_entry)
%prg_struct(prg_field)
%prg_struct(prg_finding)
%prg_struct(prg_formula_function)
%prg_struct(prg_formula_operand)
%prg_struct(prg_formula_result)
%prg_struct(prg_period)
%prg_struct(prg_period_range)
%prg_struct(prg_value)

%typemap(out) size_t qualities[3] "$result = Py_BuildValue(\"[nnn]\", $1[0], $1[1], $1[2]);"

/* Handles: what is answered belongs to the proxy. */
%define %prg_handle(NAME, OBJECT, FREE)
%prg_answer(NAME *, OBJECT)
struct NAME {};
%extend NAME { ~NAME() { FREE; } }
%enddef
%define %prg_owned(NAME)
%prg_handle(NAME, SWIG_NewPointerObj(*$1, $descriptor(NAME *), SWIG_POINTER_OWN), NAME ## _free($self))
%enddef
%typemap(out) prg_programme * {
        $result = SWIG_NewPointerObj(prg_programme_ref($1), $descriptor(prg_programme *), SWIG_POINTER_OWN);
}
%typemap(out) prg_item *, const prg_item * "$result = item_out($1, $descriptor(prg_item *));"
%{
static PyObject *item_out(const prg_item *item, swig_type_info *type)
{
        prg_programme_ref(item ? prg_item_programme(item) : NULL);
        return SWIG_NewPointerObj((void *)item, type, SWIG_POINTER_OWN);
}
%}
%prg_handle(prg_programme, SWIG_NewPointerObj(*$1, $descriptor(prg_programme *), SWIG_POINTER_OWN),
        prg_programme_unref($self))
%prg_handle(prg_item, item_out(*$1, $descriptor(prg_item *)), prg_programme_unref(prg_item_programme($self)))
%prg_owned(prg_calendars)
%prg_owned(prg_data)
%prg_owned(prg_formula)
%prg_owned(prg_debts)
%prg_owned(prg_duties)
%prg_owned(prg_explanation)
%prg_owned(prg_holidays)
%prg_owned(prg_item_list)
%prg_owned(prg_matrix)
%prg_owned(prg_query)
%prg_owned(prg_report)
%prg_owned(prg_table)
%prg_owned(prg_walk)

/* ---- what Python writes otherwise ---- */

%typemap(in) const size_t [ANY] (size_t place[$1_dim0]) {
        PyObject *items = PySequence_Fast($input, "a sequence of places expected");
        if (items && PySequence_Fast_GET_SIZE(items) != $1_dim0)
                PyErr_SetString(PyExc_ValueError, "one place for each axis expected");
        for (Py_ssize_t i = 0; items && i < $1_dim0 && !PyErr_Occurred(); i++)
                place[i] = PyLong_AsSize_t(PySequence_Fast_GET_ITEM(items, i));
        Py_XDECREF(items);
        if (PyErr_Occurred())
                SWIG_fail;
        $1 = place;
}
%exception prg_item_list::__getitem__ {
        $action
        if (!result) {
                PyErr_SetString(PyExc_IndexError, "behind the last item");
                SWIG_fail;
        }
}
%extend prg_item_list {
        size_t __len__() { return prg_item_list_size($self); }
        prg_item *__getitem__(size_t index) { return prg_item_list_at($self, index); }
}
%extend prg_walk {
        %pythoncode %{
    def __iter__(self):
        return iter(lambda: prg_walk_next(self), None)
        %}
}
%extend prg_decimal {
        prg_decimal(int64_t mantissa, unsigned decimals) {
                const prg_decimal number = { mantissa, decimals };
                return copy_of(&number, sizeof number);
        }
}
%extend prg_formula_operand {
        prg_formula_operand(prg_decimal number) {
                prg_formula_operand operand = PRG_FORMULA_OPERAND_INIT;
                operand.number = number;
                return copy_of(&operand, sizeof operand);
        }
}
%extend prg_key {
        prg_key(const prg_item *indicator, const prg_item *area, const prg_period *period) {
                prg_key key = PRG_KEY_INIT;
                key.indicator = indicator;
                key.area = area;
                if (period)
                        key.period = *period;
                return copy_of(&key, sizeof key);
        }
}
%extend prg_value {
        prg_value(prg_decimal number) {
                prg_value value = PRG_VALUE_INIT;
                value.number = number;
                return copy_of(&value, sizeof value);
        }
}

/* ---- what is left out ---- */

%rename("$ignore", regextarget=1) "^prg_.*_(free|ref|unref)$"; /* the destructors of the proxies do it */
%rename("$ignore", regextarget=1) "^prg_cube_";  /* its table and its data are borrowed, from one another */
%ignore prg_formula_result::words;               /* for the library */
%ignore prg_error;                               /* raised */
%ignore prg_error_last;
%ignore prg_error_clear;
%ignore prg_explanation_child;                   /* borrowed from the whole */
%ignore prg_text_suggest;                        /* takes an array of texts */
%ignore prg_period_difference;                   /* answers an array of structs */

%import "libprogram/common.h"
%include "libprogram/types.h"
%include "libprogram/error.h"
%import "libprogram/buf.h"  /* Python has its own strings and files */
%import "libprogram/sink.h"
%include "libprogram/report.h"
/* An empty field, an item without an id. */
%apply const char *OPTIONAL { const char *text, const char *id };
%include "libprogram/item.h"
%apply const char * { const char *text, const char *id };
%include "libprogram/programme.h"
%include "libprogram/codec.h"
%include "libprogram/date.h"
%include "libprogram/decimal.h"
%include "libprogram/text.h"
%include "libprogram/calendar.h"
%include "libprogram/period.h"
%include "libprogram/holidays.h"
%include "libprogram/deadline.h"
%include "libprogram/area.h"
%include "libprogram/responsibility.h"
%include "libprogram/succession.h"
%include "libprogram/duties.h"
%include "libprogram/data.h"
%include "libprogram/values.h"
%include "libprogram/query.h"
%include "libprogram/table.h"
%include "libprogram/compute.h"
%include "libprogram/formula.h"
%include "libprogram/explain.h"
%include "libprogram/version.h"
