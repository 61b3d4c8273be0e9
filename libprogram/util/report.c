/* Reports: findings kept up to a limit, all of them counted per code.
 *
 * A kept finding and its texts lie in one block, so that a report of a thousand findings is a thousand
 * blocks and freeing needs no bookkeeping. Counts lie in an array parallel to the list of codes. */
#include "report.h"

#include <string.h>

#include "error.h"
#include "json_write.h"
#include "memory.h"
#include "sink.h"
#include "utf8.h"

static const struct {
        int code;
        const char *name;
} codes[] = {
#define ROW(symbol, number, name, meaning) { symbol, name },
        PRG_FINDING_MAP(ROW)
#undef ROW
};
#define CODES (sizeof codes / sizeof *codes)

static const char *const severities[] = { NULL, "note", "warning", "error" };
#define SEVERITIES (sizeof severities / sizeof *severities)

struct prg_report {
        prg_finding **findings;
        size_t count, capacity, max_findings;
        size_t per_code[CODES];
        size_t per_severity[SEVERITIES];
};

/* ---- names ---- */

static size_t code_index(int code)
{
        size_t i = 0;
        while (i < CODES && codes[i].code != code)
                i++;
        return i;
}

const char *prg_finding_name(int code)
{
        size_t i = code_index(code);
        return i < CODES ? codes[i].name : NULL;
}

int prg_finding_from_name(int *code, const char *name)
{
        if (code == NULL)
                return prg__error_null("code");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 0; i < CODES; i++)
                if (strcmp(codes[i].name, name) == 0) {
                        *code = codes[i].code;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "no finding is named '%s'", name);
}

const char *prg_severity_name(prg_severity severity)
{
        size_t i = (size_t)severity;
        return i < SEVERITIES ? severities[i] : NULL;
}

int prg_severity_from_name(prg_severity *severity, const char *name)
{
        if (severity == NULL)
                return prg__error_null("severity");
        if (name == NULL)
                return prg__error_null("name");
        for (size_t i = 1; i < SEVERITIES; i++)
                if (strcmp(severities[i], name) == 0) {
                        *severity = (prg_severity)i;
                        return 0;
                }
        return prg__error(PRG_ENOTFOUND, NULL, "'%s' is no severity; expected note, warning or error",
                name);
}

/* ---- life ---- */

int prg_report_new(prg_report **report, const prg_report_options *options)
{
        if (report == NULL)
                return prg__error_null("report");
        if (options && options->version != PRG_REPORT_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "report options of version %u; expected %d",
                        options->version, PRG_REPORT_OPTIONS_VERSION);
        const prg_report_options defaults = PRG_REPORT_OPTIONS_INIT;
        prg_report *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->max_findings = options ? options->max_findings : defaults.max_findings;
        *report = made;
        return 0;
}

void prg_report_clear(prg_report *report)
{
        if (report == NULL)
                return;
        for (size_t i = 0; i < report->count; i++)
                prg__free(report->findings[i]);
        report->count = 0;
        memset(report->per_code, 0, sizeof report->per_code);
        memset(report->per_severity, 0, sizeof report->per_severity);
}

void prg_report_free(prg_report *report)
{
        if (report == NULL)
                return;
        prg_report_clear(report);
        prg__free(report->findings);
        prg__free(report);
}

/* ---- filling ---- */

static size_t text_size(const char *text)
{
        return text ? strlen(text) + 1 : 0;
}

static const char *copy_text(char **room, const char *text)
{
        if (text == NULL)
                return NULL;
        size_t size = strlen(text) + 1;
        char *copy = memcpy(*room, text, size);
        *room += size;
        return copy;
}

static prg_finding *copy_finding(const prg_finding *finding)
{
        prg_finding *copy = prg__alloc(sizeof *copy + text_size(finding->source)
                + text_size(finding->pointer) + text_size(finding->field)
                + text_size(finding->message) + text_size(finding->expected)
                + text_size(finding->suggestion));
        if (copy == NULL)
                return NULL;
        char *room = (char *)(copy + 1);
        *copy = *finding;
        copy->source = copy_text(&room, finding->source);
        copy->pointer = copy_text(&room, finding->pointer);
        copy->field = copy_text(&room, finding->field);
        copy->message = copy_text(&room, finding->message);
        copy->expected = copy_text(&room, finding->expected);
        copy->suggestion = copy_text(&room, finding->suggestion);
        return copy;
}

int prg__report_add(prg_report *report, const prg_finding *finding)
{
        if (report == NULL)
                return 0;
        size_t index = code_index(finding->code);
        if (index == CODES || prg_severity_name(finding->severity) == NULL)
                return prg__error(PRG_EINTERNAL, NULL, "a finding of code %d and severity %d",
                        finding->code, (int)finding->severity);
        if (report->count < report->max_findings) {
                if (prg__grow((void **)&report->findings, &report->capacity, report->count + 1,
                            sizeof(prg_finding *)) < 0)
                        return PRG_ENOMEM;
                prg_finding *copy = copy_finding(finding);
                if (copy == NULL)
                        return PRG_ENOMEM;
                report->findings[report->count++] = copy;
        }
        report->per_code[index]++;
        report->per_severity[finding->severity]++;
        return 0;
}

size_t prg__report_room(const prg_report *report)
{
        const prg_report_options defaults = PRG_REPORT_OPTIONS_INIT;
        return report ? report->max_findings - report->count : defaults.max_findings;
}

/* ---- reading ---- */

size_t prg_report_count(const prg_report *report)
{
        return report ? report->count : 0;
}

const prg_finding *prg_report_at(const prg_report *report, size_t index)
{
        return report && index < report->count ? report->findings[index] : NULL;
}

size_t prg_report_total(const prg_report *report, prg_severity least)
{
        size_t total = 0;
        if (report)
                for (size_t i = 1; i < SEVERITIES; i++)
                        if (i >= (size_t)least)
                                total += report->per_severity[i];
        return total;
}

size_t prg_report_total_of(const prg_report *report, int code)
{
        size_t index = code_index(code);
        return report && index < CODES ? report->per_code[index] : 0;
}

/* ---- writing ---- */

/* "plan.json:12:5" or "values.csv: row 7, value", with what is known of it. */
static int write_place(const prg_finding *finding, prg_buf *line)
{
        int code = 0;
        if (finding->source)
                code = prg__buf_text(line, finding->source);
        if (code == 0 && finding->line)
                code = prg__buf_format(line, "%s%zu:%zu", finding->source ? ":" : "", finding->line,
                        finding->column);
        if (code == 0 && finding->row)
                code = prg__buf_format(line, "%srow %zu", line->length ? ": " : "", finding->row);
        if (code == 0 && finding->field)
                code = prg__buf_format(line, "%s%s", line->length ? ", " : "", finding->field);
        return code;
}

/* What is wrong with the text of JSON is mended by doing something; elsewhere another word was meant. */
static int is_advice(int code)
{
        return code >= PRG_FINDING_JSON_SYNTAX && code <= PRG_FINDING_JSON_SIZE;
}

/* The message with what was expected and what was probably meant. */
static int write_message(const prg_finding *finding, prg_buf *line)
{
        int code = prg__buf_text(line, finding->message ? finding->message : "");
        if (code == 0 && finding->expected)
                code = prg__buf_format(line, "; expected %s", finding->expected);
        if (code == 0 && finding->suggestion)
                code = prg__buf_format(line, is_advice(finding->code) ? "; %s" : "; did you mean '%s'?", finding->suggestion);
        return code;
}

/* What nobody sees, or what turns the text around it: why two words that look alike are not the same. */
static int is_hidden(int32_t character)
{
        return (character >= 0x80 && character < 0xA0) || (character >= 0x200B && character <= 0x200F)
                || (character >= 0x202A && character <= 0x202E) || (character >= 0x2060 && character <= 0x206F)
                || character == 0xFEFF;
}

/* What stands in a finding may be anything that a document or a file contains. */
static int make_plain(prg_buf *text)
{
        prg_buf plain = PRG_BUF_INIT;
        int code = 0;
        for (size_t at = 0; at < text->length && code == 0;) {
                size_t start = at, left = text->length - at;
                int32_t character = (unsigned char)text->data[at];
                if (prg__utf8_span(text->data + at, left < 4 ? left : 4) > 0)
                        character = prg__utf8_next(text->data, &at);
                else
                        at++; /* a word that was cut off, or the name of a file */
                if (character < ' ')
                        code = prg__buf_append(&plain, " ", 1);
                else if (is_hidden(character) && at - start > 1)
                        code = prg__buf_format(&plain, "<U+%04X>", (unsigned)character);
                else
                        code = prg__buf_append(&plain, text->data + start, at - start);
        }
        if (code == 0) {
                prg_buf_dispose(text);
                *text = plain;
        } else {
                prg_buf_dispose(&plain);
        }
        return code;
}

static int write_line(const prg_finding *finding, prg_buf *line)
{
        int code = write_place(finding, line);
        if (code == 0)
                code = prg__buf_format(line, "%s%s: ", line->length ? ": " : "",
                        prg_severity_name(finding->severity));
        if (code == 0 && finding->pointer && *finding->pointer)
                code = prg__buf_format(line, "%s: ", finding->pointer);
        if (code == 0)
                code = write_message(finding, line);
        if (code == 0)
                code = make_plain(line);
        if (code == 0)
                code = prg__buf_format(line, " [%s]\n", prg_finding_name(finding->code));
        return code;
}

int prg_report_write_text(const prg_report *report, const prg_sink *sink)
{
        if (report == NULL)
                return prg__error_null("report");
        prg_buf line = PRG_BUF_INIT;
        int code = 0;
        for (size_t i = 0; code == 0 && i < report->count; i++) {
                line.length = 0;
                code = write_line(report->findings[i], &line);
                if (code == 0)
                        code = prg_sink_write(sink, line.data, line.length);
        }
        size_t total = prg_report_total(report, PRG_SEVERITY_NOTE);
        if (code == 0 && total > report->count) {
                line.length = 0;
                code = prg__buf_format(&line, "and %zu more, %zu in all\n", total - report->count, total);
                if (code == 0)
                        code = prg_sink_write(sink, line.data, line.length);
        }
        prg_buf_dispose(&line);
        return code;
}

static void write_member(prg__json_writer *json, const char *key, const char *text)
{
        if (text == NULL)
                return;
        prg__json_write_key(json, key, strlen(key));
        prg__json_write_string(json, text, strlen(text));
}

static void write_number(prg__json_writer *json, const char *key, size_t number)
{
        if (number == 0)
                return;
        prg__json_write_key(json, key, strlen(key));
        prg__json_write_integer(json, (int64_t)number);
}

static void write_finding(prg__json_writer *json, const prg_finding *finding)
{
        prg__json_write_object(json, PRG__JSON_BLOCK);
        write_member(json, "code", prg_finding_name(finding->code));
        write_member(json, "severity", prg_severity_name(finding->severity));
        write_member(json, "source", finding->source);
        write_member(json, "pointer", finding->pointer);
        write_number(json, "line", finding->line);
        write_number(json, "column", finding->column);
        write_number(json, "row", finding->row);
        write_member(json, "field", finding->field);
        write_member(json, "message", finding->message);
        write_member(json, "expected", finding->expected);
        write_member(json, "suggestion", finding->suggestion);
        prg__json_write_object_end(json);
}

/* The writer keeps its first error, so the calls go unchecked up to the end. */
int prg_report_write_json(const prg_report *report, const prg_sink *sink)
{
        if (report == NULL)
                return prg__error_null("report");
        if (sink == NULL || sink->write == NULL)
                return prg__error_null("sink");
        prg__json_writer json;
        prg__json_writer_init(&json, sink, PRG__JSON_CANONICAL);
        prg__json_write_object(&json, PRG__JSON_BLOCK);
        prg__json_write_key(&json, "findings", 8);
        prg__json_write_array(&json, PRG__JSON_BLOCK);
        for (size_t i = 0; i < report->count; i++)
                write_finding(&json, report->findings[i]);
        prg__json_write_array_end(&json);
        prg__json_write_key(&json, "counts", 6);
        prg__json_write_object(&json, PRG__JSON_BLOCK);
        for (size_t i = 0; i < CODES; i++)
                write_number(&json, codes[i].name, report->per_code[i]);
        prg__json_write_object_end(&json);
        prg__json_write_object_end(&json);
        return prg__json_writer_finish(&json);
}

int prg__report_fail(const prg_report *report, int code)
{
        const prg_finding *first = NULL;
        for (size_t i = 0; report && first == NULL && i < report->count; i++)
                if (report->findings[i]->severity == PRG_SEVERITY_ERROR)
                        first = report->findings[i];
        size_t errors = prg_report_total(report, PRG_SEVERITY_ERROR);
        if (first == NULL && errors)
                return prg__error(code, NULL, "%zu errors, none of which the report kept", errors);
        if (first == NULL)
                return prg__error(PRG_EINTERNAL, NULL, "a refusal without a finding");
        prg_buf place = PRG_BUF_INIT, message = PRG_BUF_INIT;
        int built = write_place(first, &place);
        if (built == 0 && first->pointer && *first->pointer)
                built = prg__buf_format(&place, "%s%s", place.length ? ": " : "", first->pointer);
        if (built == 0)
                built = write_message(first, &message);
        if (built == 0 && (built = make_plain(&place)) == 0)
                built = make_plain(&message);
        if (built == 0)
                prg__error(code, place.data, "%s", message.data ? message.data : "");
        prg_buf_dispose(&place);
        prg_buf_dispose(&message);
        return built < 0 ? built : code;
}
