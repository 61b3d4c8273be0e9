/* The C interface for the package libprogram, which alone imports it: small, dull and complete. A function
 * prg_x_y() of a header is x_y() here.
 *
 * Rules by type and position bind every function, so that a new header needs little more than its %include:
 *
 * - A negative result code raises what errors.py makes of it; PRG_END answers None.
 * - `T **`, and any pointer to what is not const and no handle, is an answer and not an argument. One answer
 *   is returned as it is, several as a list.
 * - Handles, structs, enums, numbers and options are what support.h makes of them.
 * - Text is str both ways. None is refused where the parameter is not optional, NUL where C would not see
 *   what follows it.
 * - A sink takes the path of a file, which is there when it is complete, or None to be answered the text.
 *
 * Typemaps stand before the types: SWIG silently ignores later ones. */
%module(package="libprogram", threads="1") _prg
%nothread; /* what is short keeps the lock of Python; see the end for the others */
%{
#include "support.h"
%}
%include <stdint.i>
%rename("%(strip:[prg_])s") "";
%rename(from_) prg_calendar_options::from; /* a word of Python, and left out below */
%rename(from_) prg_task_options::from;
%nodefaultctor;
%nodefaultdtor;

/* ---- results ---- */

%typemap(out) int {
        if ($1 < 0 || PyErr_Occurred()) {
                raise_last();
                SWIG_fail;
        }
        $result = SWIG_Py_Void();
}
%typemap(out) int NUMBER "$result = PyLong_FromLong($1);"
/* Functions that answer no result code. An int that is missing here answers None. */
%apply int NUMBER {
        int prg_period_compare, int prg_period_days, int prg_item_integer, int prg_version_number
}
%typemap(out) int TRUTH "$result = PyBool_FromLong($1);"
%apply int TRUTH {
        int prg_area_exists, int prg_assignment_is_binding, int prg_holidays_has_year, int prg_calendar_has, int prg_calendar_is_in_force,
        int prg_date_is_leap, int prg_date_is_valid, int prg_explanation_counts, int prg_explanation_is_cut,
        int prg_formula_needs_data, int prg_item_is_removed, int prg_period_contains, int prg_period_is_in_force,
        int prg_period_type_is_partition, int prg_period_type_nests, int prg_programme_is_frozen
}
/* 1, 0, or -1 for what is not given; the third argument stays with the package. */
%apply int NUMBER { int prg_item_flag }
%typemap(out) int64_t prg_deadline_end "$result = instant_out($1);"
%typemap(out) int prg_explanation_step "$result = text_out(prg_step_name((prg_step)$1));"
%typemap(out) int prg_explanation_operation "$result = text_out(prg_operation_name((prg_operation)$1));"
%typemap(out) prg_wording "$result = text_out(prg_wording_name($1));"
%typemap(out) int prg_explanation_measure, int prg_table_measure
        "$result = text_out(prg_measure_name((prg_measure)$1));"

/* ---- text ---- */

%typemap(in) const char * { if (!($1 = (char *)text_in($input, NULL))) SWIG_fail; }
%typemap(in) const char *OPTIONAL { if (optional_text_in((const char **)&$1, $input) < 0) SWIG_fail; }
%typemap(in) (const char *TEXT, size_t LENGTH) { if (!($1 = (char *)text_in($input, &$2))) SWIG_fail; }
%typemap(freearg) const char *, (const char *TEXT, size_t LENGTH) ""
%typemap(out) const char * "$result = text_out($1);"
%apply const char *OPTIONAL {
        const char *class_name, const char *language, const char *source, const char *start_day, const char *kind
}
%apply (const char *TEXT, size_t LENGTH) {
        (const char *text, size_t length), (const char *data, size_t length), (const char *id, size_t length),
        (const char *a, size_t a_length), (const char *b, size_t b_length)
}
%typemap(in, numinputs=0) prg_buf * (prg_buf answer = PRG_BUF_INIT) "$1 = &answer;"
%typemap(argout) prg_buf * {
        if (result == 0)
                $result = and_also($result, buf_out(&answer$argnum));
}
%typemap(freearg) prg_buf * "prg_buf_dispose(&answer$argnum);"

/* To a file: committed only when everything was written. */
%typemap(in) const prg_sink * (prg_buf answer = PRG_BUF_INIT, prg_sink sink, prg_outfile *file = NULL) {
        const char *path;
        if (optional_text_in(&path, $input) < 0)
                SWIG_fail;
        if (path && prg_outfile_new(&file, path) < 0) {
                raise_last();
                SWIG_fail;
        }
        prg_sink_to_buf(&sink, &answer);
        $1 = file ? (prg_sink *)prg_outfile_sink(file) : &sink;
}
%typemap(argout) const prg_sink * {
        if (result == 0 && !file$argnum) {
                $result = and_also($result, buf_out(&answer$argnum));
        } else if (result == 0 && prg_outfile_commit(file$argnum) < 0) {
                raise_last();
                Py_CLEAR($result);
                SWIG_fail;
        }
}
%typemap(freearg) const prg_sink * {
        prg_buf_dispose(&answer$argnum);
        prg_outfile_free(file$argnum);
}

/* ---- numbers, dates, words ---- */

%typemap(in) prg_decimal { if (decimal_in(&$1, $input) < 0) SWIG_fail; }
%typemap(in) prg_date { if (date_in(&$1, $input) < 0) SWIG_fail; }
%typemap(out) prg_date "$result = date_out($1);"

%define %prg_answer(TYPE, OBJECT)
%typemap(in, numinputs=0) TYPE * ($*1_ltype answer) "$1 = memset(&answer, 0, sizeof answer);"
%typemap(argout) TYPE * {
        if (result == 0)
                $result = and_also($result, OBJECT);
}
%enddef
%prg_answer(int, PyLong_FromLong(*$1))
%prg_answer(prg_date, date_out(*$1))
%prg_answer(prg_decimal, decimal_out(*$1))
%prg_answer(unsigned, PyLong_FromUnsignedLong(*$1))
%prg_answer(size_t, PyLong_FromSize_t(*$1))
%prg_answer(double, PyFloat_FromDouble(*$1))
%prg_answer(const char *, text_out(*$1))
%prg_answer(prg_hold, text_out(prg_hold_name(*$1)))
%prg_answer(const prg_calendar *, calendar_out(*$1, PRG_ARGUMENTS))
/* Of prg_mark_sdmx(), whose result is no code. */
%typemap(argout) const char **concept "$result = and_also($result, text_out(*$1));"
%typemap(in, numinputs=0) size_t *at, size_t *bad_offset "$1 = NULL;" /* stands in the error's place */
%typemap(argout) size_t *at, size_t *bad_offset ""
%typemap(argout) int *year { /* the year that lacks its list, instead of a day */
        if (result == PRG_END)
                $result = and_also($result, PyLong_FromLong(*$1));
}

/* Enums whose names are in files are words. */
%define %prg_enum(NAME)
%typemap(in) NAME {
        const char *word = text_in($input, NULL);
        if (!word)
                SWIG_fail;
        if (NAME ## _from_name(&$1, word) < 0) {
                raise_last();
                SWIG_fail;
        }
}
%typemap(out) NAME "$result = text_out(" #NAME "_name($1));"
%prg_answer(NAME, text_out(NAME ## _name(*$1)))
%enddef
%prg_enum(prg_axis)
%prg_enum(prg_calendar_kind)
%prg_enum(prg_deadline_reason)
%prg_enum(prg_debt_state)
%prg_enum(prg_exactness)
%prg_enum(prg_formula_scope)
%prg_enum(prg_formula_type)
%prg_enum(prg_lead)
%prg_enum(prg_log_kind)
%prg_enum(prg_measure)
%prg_enum(prg_period_type)
%prg_enum(prg_quality)
%prg_enum(prg_reason)
%prg_enum(prg_relative)
%prg_enum(prg_scope)
%prg_enum(prg_severity)
%prg_enum(prg_state)
%prg_enum(prg_task_state)
%prg_enum(prg_union_reason)
%typemap(argout) prg_union_reason * {
        if (result >= 0) /* also, and above all, where there is no union */
                $result = and_also($result, text_out(prg_union_reason_name(*$1)));
}

/* ---- structs ---- */

%define %prg_struct_out(NAME, OBJECT)
%prg_answer(NAME, OBJECT)
%typemap(in) const NAME * = SWIGTYPE *; /* SWIG would take a rule for what is not const for const too */
%typemap(argout) const NAME * ""
%enddef
%prg_struct_out(prg_batch, batch_out($1))
%prg_struct_out(prg_calendar_options, calendar_options_out($1))
%prg_struct_out(prg_cell, cell_out($1, PRG_ARGUMENTS))
%prg_struct_out(prg_deadline, deadline_out($1))
%prg_struct_out(prg_deadline_rule, rule_out($1))
%prg_struct_out(prg_debt, debt_out($1, PRG_ARGUMENTS))
%prg_struct_out(prg_debt_counts, counts_out($1))
%prg_struct_out(prg_entry, entry_out($1))
%prg_struct_out(prg_field, field_out($1))
%prg_struct_out(prg_formula_result, result_out($1, PRG_ARGUMENTS))
%prg_struct_out(prg_period, period_out($1, PRG_ARGUMENTS))
%prg_struct_out(prg_period_range, range_out($1, PRG_ARGUMENTS))
%prg_struct_out(prg_receipt, receipt_out($1, PRG_ARGUMENTS))
%prg_struct_out(prg_value, value_out($1))
%typemap(out) const prg_finding * "$result = finding_out($1);"
%typemap(out) const prg_instance * "$result = instance_out($1, PRG_ARGUMENTS);"
%typemap(out) const prg_log_entry * "$result = log_entry_out($1, PRG_ARGUMENTS);"
%typemap(out) const prg_task_status * "$result = task_out($1, PRG_ARGUMENTS);"
%typemap(out) const prg_formula_function * "$result = function_out($1);"

%typemap(in) const prg_period * (prg_period period) { if (period_in($1 = &period, $input) < 0) SWIG_fail; }
%typemap(in) const prg_period_range * (prg_period_range range) { if (range_in($1 = &range, $input) < 0) SWIG_fail; }
%typemap(in) const prg_key * (prg_key key, const prg_item *categories[PRG_MAX_CATEGORIES]) {
        if (key_in($1 = &key, categories, $input) < 0) SWIG_fail;
}
%typemap(in) const prg_value * (prg_value value) { if (value_in($1 = &value, $input) < 0) SWIG_fail; }
%typemap(in) const prg_deadline_rule * (prg_deadline_rule rule) { if (rule_in($1 = &rule, $input) < 0) SWIG_fail; }
%typemap(in) const prg_debt * (prg_debt debt) { if (debt_in($1 = &debt, $input) < 0) SWIG_fail; }
%typemap(in) const prg_receipt * (prg_receipt receipt) { if (receipt_in($1 = &receipt, $input) < 0) SWIG_fail; }
%typemap(in) const prg_log_entry * (prg_log_entry entry) { if (log_entry_in($1 = &entry, $input) < 0) SWIG_fail; }
%typemap(in) const prg_formula_result * {
        if (!($1 = handle_in($input, "prg_formula_result"))) SWIG_fail;
}
%typemap(in) const prg_calendar_options * (prg_calendar_options options, prg_stage *stages = NULL) {
        PyObject *fields, *list;
        if (!is_tuple($input, "options and stages") || !PyArg_ParseTuple($input, "O!O!", &PyDict_Type, &fields, &PyList_Type, &list)
            || calendar_in($1 = &options, &stages, fields, list) < 0)
                SWIG_fail;
}
%typemap(freearg) const prg_calendar_options * "free(stages$argnum);"
%typemap(in, numinputs=0) (prg_period out[2], size_t *count) (prg_period periods[2], size_t count) {
        $1 = periods;
        $2 = &count;
}
%typemap(argout) (prg_period out[2], size_t *count) {
        Py_XDECREF($result);
        $result = PyList_New(0);
        for (size_t i = 0; $result && result == 0 && i < *$2; i++) {
                PyObject *period = period_out(&$1[i], PRG_ARGUMENTS);
                if (!period || PyList_Append($result, period) < 0)
                        Py_CLEAR($result);
                Py_XDECREF(period);
        }
}
%typemap(in) const size_t [ANY] (size_t place[$1_dim0]) {
        if (PySequence_Size($input) != $1_dim0) {
                if (!PyErr_Occurred())
                        PyErr_SetString(PyExc_ValueError, "one place for each axis expected");
                SWIG_fail;
        }
        for (Py_ssize_t i = 0; i < $1_dim0; i++) {
                PyObject *index = PySequence_GetItem($input, i);
                place[i] = index ? PyLong_AsSize_t(index) : 0;
                Py_XDECREF(index);
                if (PyErr_Occurred())
                        SWIG_fail;
        }
        $1 = place;
}

/* ---- lists ---- */

/* MAKE fills one element from `it`, or sets an exception. */
%define %prg_list_in(ARRAY, ELEMENT, MAKE)
%typemap(in) (ARRAY, size_t count) (ELEMENT *elements = NULL) {
        const Py_ssize_t length = PyList_Check($input) ? PyList_Size($input) : -1;
        if (length < 0) {
                PyErr_SetString(PyExc_TypeError, "a list expected");
                SWIG_fail;
        }
        if (!(elements = calloc((size_t)length + 1, sizeof *elements))) {
                PyErr_NoMemory();
                SWIG_fail;
        }
        for (Py_ssize_t i = 0; i < length && !PyErr_Occurred(); i++) {
                PyObject *it = PyList_GetItem($input, i);
                MAKE;
        }
        if (PyErr_Occurred())
                SWIG_fail;
        $1 = ($1_ltype)elements;
        $2 = (size_t)length;
}
%typemap(argout) (ARRAY, size_t count) "" /* or SWIG takes the rule for answers */
%typemap(freearg) (ARRAY, size_t count) "free((void *)elements$argnum);"
%enddef
%prg_list_in(const prg_formula_operand *operands, prg_formula_operand, operand_in(&elements[i], it))
%prg_list_in(const prg_query *const *queries, const prg_query *, elements[i] = handle_in(it, "prg_query"))
%prg_list_in(const prg_icalendar_item *items, prg_icalendar_item, icalendar_item_in(&elements[i], it))
%prg_list_in(const char *const *candidates, const char *, elements[i] = text_in(it, NULL))

/* ---- options ---- */

%define %prg_options(NAME, INIT, FIELDS...)
%{
static const option NAME ## _fields[] = { FIELDS };
%}
%typemap(in) const NAME * (NAME options = INIT) {
        if (options_in($1 = &options, NAME ## _fields, PRG_COUNT(NAME ## _fields), $input) < 0)
                SWIG_fail;
}
%enddef
/* A progress function is `payload` to C. */
%define %prg_options_progress(NAME, INIT, FIELDS...)
%prg_options(NAME, INIT, { "progress", OPTION_PAYLOAD, offsetof(NAME, payload) }, FIELDS)
%typemap(in) const NAME * (NAME options = INIT) {
        options.payload = Py_None;
        options.progress = on_progress;
        if (options_in($1 = &options, NAME ## _fields, PRG_COUNT(NAME ## _fields), $input) < 0)
                SWIG_fail;
}
%enddef
%prg_options_progress(prg_read_options, PRG_READ_OPTIONS_INIT,
        { "report", OPTION_REPORT, offsetof(prg_read_options, report) },
        { "max_bytes", OPTION_SIZE, offsetof(prg_read_options, max_bytes) },
        { "folder", OPTION_TEXT, offsetof(prg_read_options, folder) },
        { "source", OPTION_TEXT, offsetof(prg_read_options, source) })
%prg_options_progress(prg_values_options, PRG_VALUES_OPTIONS_INIT,
        { "report", OPTION_REPORT, offsetof(prg_values_options, report) },
        { "max_bytes", OPTION_SIZE, offsetof(prg_values_options, max_bytes) },
        { "source", OPTION_TEXT, offsetof(prg_values_options, source) },
        { "form", OPTION_UNSIGNED, offsetof(prg_values_options, form) },
        { "separator", OPTION_CHAR, offsetof(prg_values_options, separator) },
        { "mapping", OPTION_TEXT, offsetof(prg_values_options, mapping) },
        { "mapping", OPTION_LENGTH_OF_TEXT, offsetof(prg_values_options, mapping_length) },
        { "quality", OPTION_QUALITY, offsetof(prg_values_options, quality) },
        { "good_rows", OPTION_INT, offsetof(prg_values_options, good_rows) },
        { "dry_run", OPTION_INT, offsetof(prg_values_options, dry_run) },
        { "summary", OPTION_SUMMARY, offsetof(prg_values_options, summary) })
%prg_options_progress(prg_compute_options, PRG_COMPUTE_OPTIONS_INIT,
        { "threads", OPTION_UNSIGNED, offsetof(prg_compute_options, threads) },
        { "report", OPTION_REPORT, offsetof(prg_compute_options, report) })
%prg_options(prg_data_options, PRG_DATA_OPTIONS_INIT,
        { "version", OPTION_UNSIGNED, offsetof(prg_data_options, version) })
%prg_options(prg_report_options, PRG_REPORT_OPTIONS_INIT,
        { "max_findings", OPTION_SIZE, offsetof(prg_report_options, max_findings) })
%prg_options(prg_table_options, PRG_TABLE_OPTIONS_INIT,
        { "down", OPTION_UNSIGNED, offsetof(prg_table_options, down) },
        { "language", OPTION_TEXT, offsetof(prg_table_options, language) },
        { "form", OPTION_UNSIGNED, offsetof(prg_table_options, form) },
        { "ids", OPTION_INT, offsetof(prg_table_options, ids) },
        { "details", OPTION_INT, offsetof(prg_table_options, details) },
        { "separator", OPTION_CHAR, offsetof(prg_table_options, separator) })
%prg_options(prg_explain_options, PRG_EXPLAIN_OPTIONS_INIT,
        { "depth", OPTION_UNSIGNED, offsetof(prg_explain_options, depth) },
        { "most", OPTION_SIZE, offsetof(prg_explain_options, most) })
%prg_options(prg_explanation_options, PRG_EXPLANATION_OPTIONS_INIT,
        { "language", OPTION_TEXT, offsetof(prg_explanation_options, language) },
        { "form", OPTION_UNSIGNED, offsetof(prg_explanation_options, form) })
%prg_options(prg_log_options, PRG_LOG_OPTIONS_INIT,
        { "report", OPTION_REPORT, offsetof(prg_log_options, report) },
        { "max_bytes", OPTION_SIZE, offsetof(prg_log_options, max_bytes) },
        { "source", OPTION_TEXT, offsetof(prg_log_options, source) },
        { "separator", OPTION_CHAR, offsetof(prg_log_options, separator) },
        { "good_rows", OPTION_INT, offsetof(prg_log_options, good_rows) })
%prg_options(prg_timing_options, PRG_TIMING_OPTIONS_INIT,
        { "issued", OPTION_DATE, offsetof(prg_timing_options, issued) },
        { "calendar", OPTION_TEXT, offsetof(prg_timing_options, calendar) },
        { "until", OPTION_INT, offsetof(prg_timing_options, until) },
        { "partial", OPTION_INT, offsetof(prg_timing_options, partial) })
%prg_options(prg_icalendar_options, PRG_ICALENDAR_OPTIONS_INIT,
        { "kind", OPTION_INT, offsetof(prg_icalendar_options, kind) },
        { "stamp", OPTION_INSTANT, offsetof(prg_icalendar_options, stamp) },
        { "name", OPTION_TEXT, offsetof(prg_icalendar_options, name) })
/* Those of tasks, with those of wordings among them. */
%{
typedef struct task_options {
        prg_task_options task;
        prg_timing_options timing;
} task_options;
static const option task_fields[] = {
        { "kind", OPTION_TEXT, offsetof(task_options, task.kind) },
        { "component", OPTION_ITEM, offsetof(task_options, task.component) },
        { "agency", OPTION_ITEM, offsetof(task_options, task.agency) },
        { "soon", OPTION_INT, offsetof(task_options, task.soon) },
        { "instances", OPTION_INT, offsetof(task_options, task.instances) },
        { "from", OPTION_DATE, offsetof(task_options, task.from) },
        { "to", OPTION_DATE, offsetof(task_options, task.to) },
        { "issued", OPTION_DATE, offsetof(task_options, timing.issued) },
        { "calendar", OPTION_TEXT, offsetof(task_options, timing.calendar) },
        { "until", OPTION_INT, offsetof(task_options, timing.until) },
        { "partial", OPTION_INT, offsetof(task_options, timing.partial) },
};
%}
%typemap(in) const prg_task_options * (task_options options = { PRG_TASK_OPTIONS_INIT, PRG_TIMING_OPTIONS_INIT }) {
        if (options_in(&options, task_fields, PRG_COUNT(task_fields), $input) < 0)
                SWIG_fail;
        options.task.timing = &options.timing;
        $1 = &options.task;
}

/* ---- handles ---- */

%define %prg_handle(NAME)
%typemap(in) NAME *, const NAME * {
        if ($input != Py_None && !($1 = handle_in($input, #NAME))) SWIG_fail;
}
%typemap(out) NAME *, const NAME * "$result = borrowed_out($1, \"" #NAME "\", swig_obj[0]);"
%prg_answer(NAME *, owned_out(NAME, *$1))
%enddef
%prg_handle(prg_calendars)
%prg_handle(prg_data)
%prg_handle(prg_explanation)
%prg_handle(prg_formula)
%prg_handle(prg_matrix)
%prg_handle(prg_query)
%prg_handle(prg_report)
%prg_handle(prg_table)
%prg_handle(prg_walk)

%prg_handle(prg_duties)
%prg_handle(prg_holidays)
%prg_handle(prg_log)

/* What stands on what it was made of keeps that. */
%define %prg_handle_on(NAME)
%prg_handle(NAME)
%typemap(argout) NAME ** {
        PyObject *made = result == 0 ? owned_out(NAME, *$1) : NULL;
        if (made && keep(made, PRG_ARGUMENTS) < 0)
                Py_CLEAR(made);
        if (result == 0)
                $result = and_also($result, made);
}
%enddef
%prg_handle_on(prg_cube)
%prg_handle_on(prg_debts)
%prg_handle_on(prg_instance_list)
%prg_handle_on(prg_task_list)
%prg_handle_on(prg_timing)
%prg_handle(prg_programme)
%typemap(out) prg_programme * "$result = owned_out(prg_programme, prg_programme_ref($1));"
%prg_handle(prg_item)
%typemap(out) prg_item *, const prg_item * "$result = item_out($1);"
%typemap(argout) prg_item ** {
        if (result == 0)
                $result = and_also($result, item_out(*$1));
}
%typemap(in) const prg_calendar * { if ($input != Py_None && !($1 = handle_in($input, "prg_calendar"))) SWIG_fail; }
%typemap(out) const prg_calendar * "$result = calendar_out($1, PRG_ARGUMENTS);"
%prg_answer(prg_item_list *, items_out(*$1))

/* ---- Arrow ---- */

%typemap(in) struct ArrowArrayStream *stream {
        if (!($1 = handle_in($input, "arrow_array_stream"))) SWIG_fail;
}
%typemap(in) const prg_arrow_options * (prg_arrow_options options, const char **names = NULL) {
        if (arrow_options_in($1 = &options, &names, $input) < 0) SWIG_fail;
}
%typemap(freearg) const prg_arrow_options * "free(names$argnum);"
%typemap(in, numinputs=0) struct ArrowSchema *schema (struct ArrowSchema schema) "$1 = &schema;"
%typemap(in, numinputs=0) struct ArrowArray *array (struct ArrowArray array) "$1 = &array;"
%typemap(argout) struct ArrowSchema *schema { if (result == 0) $result = and_also($result, arrow_schema_out($1)); }
%typemap(argout) struct ArrowArray *array { if (result == 0) $result = and_also($result, arrow_array_out($1)); }

/* ---- what is left out ---- */

%rename("$ignore", regextarget=1) "^prg_.*_(free|ref|unref)$"; /* handles do it */
%rename("$ignore", regextarget=1) "^prg_item_list_";           /* a list of Python */
%rename("$ignore", regextarget=1) "^prg_date_";                /* datetime.date */
%ignore prg_calendar_gregorian;                                /* every set has it */
%ignore prg_icalendar_new;                                      /* icalendar_write() */
%ignore prg_icalendar_add;
%ignore prg_icalendar_finish;
%ignore prg_decimal_to_double;                                 /* float(Decimal) */
%ignore prg_error_last;                                        /* raised */
%ignore prg_error_clear;
%ignore prg_table_to_arrow_stream;                             /* bound below */
%ignore prg_text_sort_key;
%ignore ArrowSchema;
%ignore ArrowArray;
%ignore ArrowArrayStream;
/* Structs are tuples. */
%ignore prg_arrow_options;
%ignore prg_batch;
%ignore prg_buf;
%ignore prg_calendar_options;
%ignore prg_cell;
%ignore prg_compute_options;
%ignore prg_data_options;
%ignore prg_deadline;
%ignore prg_deadline_rule;
%ignore prg_debt;
%ignore prg_debt_counts;
%ignore prg_decimal;
%ignore prg_entry;
%ignore prg_error;
%ignore prg_explain_options;
%ignore prg_explanation_options;
%ignore prg_field;
%ignore prg_finding;
%ignore prg_formula_function;
%ignore prg_formula_operand;
%ignore prg_formula_result;
%ignore prg_icalendar_item;
%ignore prg_icalendar_options;
%ignore prg_instance;
%ignore prg_key;
%ignore prg_log_entry;
%ignore prg_log_options;
%ignore prg_period;
%ignore prg_period_range;
%ignore prg_read_options;
%ignore prg_receipt;
%ignore prg_report_options;
%ignore prg_sink;
%ignore prg_stage;
%ignore prg_table_options;
%ignore prg_task_options;
%ignore prg_task_status;
%ignore prg_timing_options;
%ignore prg_value;
%ignore prg_values_options;
%ignore prg_values_summary;

/* ---- long calls give the lock of Python away ---- */

%thread prg_programme_open_json;
%thread prg_programme_read_json;
%thread prg_programme_write_json;
%thread prg_programme_save_json;
%thread prg_programme_copy;
%thread prg_programme_check;
%thread prg_data_read_csv;
%thread prg_data_read_csv_text;
%thread prg_data_read_ndjson;
%thread prg_data_read_ndjson_text;
%thread prg_data_read_series_json;
%thread prg_data_read_series_json_text;
%thread prg_data_read_arrow;
%thread prg_data_write_csv;
%thread prg_data_write_ndjson;
%thread prg_data_write_series_json;
%thread prg_data_rebind;
%thread prg_compute;
%thread prg_cube_open;
%thread prg_cube_open_several;
%thread prg_cube_apply;
%thread prg_cube_refresh;
%thread prg_duties_list;
%thread prg_log_read_csv;
%thread prg_log_read_csv_text;
%thread prg_task_list_new;
%thread prg_explain;
%thread prg_explain_table;
%thread prg_table_write_text;
%thread prg_table_write_csv;
%thread prg_table_write_json;
%thread prg_table_to_arrow;

/* ---- what Python needs besides ---- */

%typemap(in) PyObject * "$1 = $input;"
%typemap(out) PyObject * "$result = $1;"
%inline %{
/* How errors become exceptions, called with code, place and message; and datetime.date. */
void begin(PyObject *callable, PyObject *date)
{
        Py_XDECREF(make_error);
        Py_XDECREF(date_type);
        make_error = Py_NewRef(callable);
        date_type = Py_NewRef(date);
}

/* What a handle points to, as a number: the identity of an item. */
size_t address(PyObject *handle)
{
        return (size_t)PyCapsule_GetPointer(handle, PyCapsule_GetName(handle));
}

PyObject *summary_new(void)
{
        prg_values_summary *summary = calloc(1, sizeof *summary);
        return summary ? owned_out(prg_values_summary, summary) : PyErr_NoMemory();
}

PyObject *summary_get(PyObject *handle)
{
        const prg_values_summary *summary = handle_in(handle, "prg_values_summary");
        if (!summary)
                return NULL;
        return Py_BuildValue("(nnnnn)", (Py_ssize_t)summary->rows, (Py_ssize_t)summary->accepted,
                (Py_ssize_t)summary->refused, (Py_ssize_t)summary->same, (Py_ssize_t)summary->totals);
}

/* (state, reason, type, exactness, truth, category) */
PyObject *formula_result_get(PyObject *handle)
{
        const prg_formula_result *result = handle_in(handle, "prg_formula_result");
        if (!result)
                return NULL;
        return Py_BuildValue("(ssssiz)", prg_state_name(result->state), prg_reason_name(result->reason),
                prg_formula_type_name(result->type), prg_exactness_name(result->exactness), result->truth,
                result->category);
}

/* A whole file; see prg_icalendar_new(). */
int icalendar_write(const prg_sink *sink, const prg_icalendar_options *options, const prg_icalendar_item *items,
        size_t count)
{
        prg_icalendar *icalendar;
        int code = prg_icalendar_new(&icalendar, sink, options);
        if (code < 0)
                return code;
        for (size_t i = 0; code == 0 && i < count; i++)
                code = prg_icalendar_add(icalendar, &items[i]);
        if (code == 0)
                code = prg_icalendar_finish(icalendar);
        prg_icalendar_free(icalendar);
        return code;
}

/* Bytes: no text. */
PyObject *text_sort_key(PyObject *text)
{
        size_t length;
        const char *bytes = text_in(text, &length);
        prg_buf key = PRG_BUF_INIT;
        PyObject *answer = NULL;
        if (bytes && prg_text_sort_key(&key, bytes, length) < 0)
                raise_last();
        else if (bytes)
                answer = PyBytes_FromStringAndSize(key.length ? key.data : "", (Py_ssize_t)key.length);
        prg_buf_dispose(&key);
        return answer;
}

/* The nearest doubles of all cells in the order of the axes, NaN where there is no number. */
PyObject *table_numbers(PyObject *handle)
{
        const prg_table *table = handle_in(handle, "prg_table");
        size_t size[PRG_AXES], count = 1, place[PRG_AXES] = { 0 };
        if (!table)
                return NULL;
        for (int axis = 0; axis < PRG_AXES; axis++)
                count *= size[axis] = prg_table_size(table, (prg_axis)axis);
        PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(double)));
        char *at = bytes ? PyBytes_AsString(bytes) : NULL;
        for (size_t i = 0; at && i < count; i++, at += sizeof(double)) {
                double number;
                if (prg_table_double(table, place, &number) != 0)
                        number = NAN;
                memcpy(at, &number, sizeof number);
                for (int axis = PRG_AXES - 1; axis >= 0 && ++place[axis] == size[axis]; axis--)
                        place[axis] = 0;
        }
        return bytes;
}

/* The capsule of a stream with the batch of a table. */
PyObject *table_to_arrow_stream(PyObject *handle, PyObject *columns)
{
        const prg_table *table = handle_in(handle, "prg_table");
        prg_arrow_options options;
        const char **names;
        struct ArrowArrayStream stream;
        int code = -1;
        if (table && arrow_options_in(&options, &names, columns) == 0) {
                code = prg_table_to_arrow_stream(table, &stream, &options);
                if (code < 0)
                        raise_last();
        }
        if (table)
                free(names);
        return code < 0 ? NULL : arrow_array_stream_out(&stream);
}

/* The capsule of a stream with the batch of two capsules, which it takes over. */
PyObject *arrow_stream_of(PyObject *schema, PyObject *array)
{
        return one_batch_stream(schema, array);
}
%}

%import "libprogram/common.h"
%include "libprogram/types.h"
%include "libprogram/error.h"
%import "libprogram/buf.h"
%import "libprogram/sink.h"
%include "libprogram/report.h"
/* An empty field, an item without an id. */
%apply const char *OPTIONAL { const char *text, const char *id };
%include "libprogram/item.h"
%apply const char * { const char *text, const char *id };
%include "libprogram/programme.h"
%include "libprogram/codec.h"
%include "libprogram/decimal.h"
%include "libprogram/text.h"
%include "libprogram/calendar.h"
%include "libprogram/period.h"
%include "libprogram/area.h"
%include "libprogram/responsibility.h"
%include "libprogram/holidays.h"
%include "libprogram/deadline.h"
%include "libprogram/succession.h"
%include "libprogram/duties.h"
%include "libprogram/log.h"
%include "libprogram/timing.h"
%include "libprogram/task.h"
%include "libprogram/icalendar.h"
%apply const char *OPTIONAL { const char *name };
%include "libprogram/data.h"
%apply const char * { const char *name };
%include "libprogram/values.h"
%include "libprogram/query.h"
%include "libprogram/table.h"
%include "libprogram/compute.h"
%include "libprogram/formula.h"
%include "libprogram/explain.h"
%include "libprogram/arrow.h"
%include "libprogram/version.h"
