/* Reading logs from CSV: a header row that names the columns, and one entry in each row below. Entries are added as
 * their rows are read, so that a withdrawal finds what an earlier row says; they are taken out again when the file is
 * refused. */
#include "log_file.h"

#include <string.h>

#include <libprogram/date.h>
#include <libprogram/text.h>

#include "encoding.h"
#include "model/item.h"
#include "model/programme.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/input.h"
#include "util/json_place.h"
#include "util/memory.h"
#include "util/report.h"
#include "util/suggest.h"
#include "util/utf8.h"
#include "values.h"

/* Names compared for suggestions in one reading: a file of mistakes must not take hours. */
#define SUGGESTION_WORK 2000000

/* ---- the header ---- */

/* The column of a name, spelled as people do. 0 or PRG_ENOMEM. */
static int find_column(prg__log_column *column, prg_buf *folded, const char *text, size_t length)
{
        *column = PRG__LOG_NO_COLUMN;
        folded->length = 0;
        if (prg__utf8_span(text, length) < length)
                return 0;
        int code = prg_text_fold(folded, text, length, 0);
        for (int i = 0; code == 0 && i < PRG__LOG_COLUMNS; i++)
                if (folded->length && strcmp(prg__log_column_names[i], folded->data) == 0)
                        *column = (prg__log_column)i;
        return code;
}

/* The columns of the first row, divided by a separator; *known is how many have a name. 0, PRG_END, PRG_ENOMEM. */
static int divide(prg__log_header *header, size_t *known, const char *text, size_t length, char separator)
{
        prg__csv csv;
        prg__csv_event event = PRG__CSV_END;
        prg_buf folded = PRG_BUF_INIT;
        int code;
        *header = (prg__log_header){ .separator = separator };
        *known = 0;
        prg__csv_init(&csv, text, length, separator);
        while ((code = prg__csv_next(&csv, &event)) == 0 && event == PRG__CSV_CELL && header->count < PRG__LOG_CELLS) {
                prg__log_column *column = &header->columns[header->count++];
                code = find_column(column, &folded, csv.text, csv.length);
                if (code < 0)
                        break;
                *known += *column != PRG__LOG_NO_COLUMN;
        }
        prg_buf_dispose(&folded);
        prg__csv_dispose(&csv);
        return code == 0 && header->count == 0 && event == PRG__CSV_END ? PRG_END : code;
}

int prg__log_read_header(prg__log_header *header, const char *text, size_t length, char separator)
{
        static const char separators[] = { ',', ';', '\t' };
        prg__log_header tried;
        size_t known, most;
        int code = divide(header, &most, text, length, separator ? separator : separators[0]);
        for (size_t i = 1; code == 0 && separator == 0 && i < sizeof separators; i++) {
                code = divide(&tried, &known, text, length, separators[i]);
                if (code == 0 && known > most) {
                        *header = tried;
                        most = known;
                }
        }
        return code;
}

/* ---- the reader ---- */

typedef struct reader {
        prg_log *log;
        prg_log_options options;
        const char *source; /* what findings and entries call the file */
        prg_report *first;  /* the first error; NULL while there is none */
        int code;           /* its code */
        prg__csv csv;
        prg__log_header header;
        prg_buf labels;     /* the names in the header, each ended by NUL */
        size_t label_at[PRG__LOG_CELLS];
        prg_buf texts;      /* the cells of the present row, each ended by NUL */
        size_t cell_at[PRG__LOG_CELLS];
        size_t cells, row, next_line;
        int is_overfull;    /* a cell beyond the columns is not empty */
        long comparisons_left;
} reader;

static const char *label(const reader *it, size_t index)
{
        return it->labels.data + it->label_at[index];
}

static const char *cell(const reader *it, size_t index)
{
        return it->texts.data + it->cell_at[index];
}

static int find_at(reader *it, const prg_finding *finding, int code)
{
        static const prg_report_options one = { PRG_REPORT_OPTIONS_VERSION, 1 };
        int result = 0;
        if (finding->severity == PRG_SEVERITY_ERROR && it->first == NULL) {
                it->code = code;
                result = prg_report_new(&it->first, &one);
                if (result == 0)
                        result = prg__report_add(it->first, finding);
        }
        return result < 0 ? result : prg__report_add(it->options.report, finding);
}

/* A finding about the present row, or one of its columns. 0 or PRG_ENOMEM. */
static int find_in(reader *it, int finding, int code, const char *column, const char *message, const char *expected,
        const char *suggestion)
{
        prg_finding found = { .code = finding, .severity = PRG_SEVERITY_ERROR, .source = it->source, .field = column,
                .row = it->row, .message = message, .expected = expected, .suggestion = suggestion };
        return find_at(it, &found, code);
}

/* "'text' message". */
static int refuse(reader *it, int finding, size_t index, const char *message, const char *expected,
        const char *suggestion)
{
        char quoted[PRG__QUOTE_SIZE];
        prg_buf whole = PRG_BUF_INIT;
        int code = prg__buf_format(&whole, "'%s' %s", prg__values_quote(quoted, cell(it, index)), message);
        for (char *c = whole.data; code == 0 && *c; c++)
                if ((unsigned char)*c < ' ')
                        *c = ' ';
        if (code == 0)
                code = find_in(it, finding, PRG_ESCHEMA, label(it, index), whole.data, expected, suggestion);
        prg_buf_dispose(&whole);
        return code;
}

/* ---- rows ---- */

static int take_cell(reader *it)
{
        const prg__csv *csv = &it->csv;
        size_t length = csv->length;
        const char *text = prg__sheet_trim(csv->text, &length);
        if (it->cells >= PRG__LOG_CELLS) {
                it->is_overfull |= length > 0;
                return 0;
        }
        /* Behind a cell in quotation marks the reader has passed the closing one: its blanks are meant, in texts. */
        prg__log_column column = it->cells < it->header.count ? it->header.columns[it->cells] : PRG__LOG_NO_COLUMN;
        if ((column == PRG__LOG_NOTE_COLUMN || column == PRG__LOG_DOCUMENT_COLUMN) && csv->at > csv->data && csv->at[-1] == '"') {
                text = csv->text;
                length = csv->length;
        }
        if (memchr(text, '\0', length))
                return PRG_END;
        it->cell_at[it->cells++] = it->texts.length;
        int code = prg__buf_append(&it->texts, text, length);
        return code < 0 ? code : prg__buf_append(&it->texts, "", 1);
}

/* The next row that has no fault of its own. 0, PRG_END behind the last, PRG_ENOMEM. */
static int next_row(reader *it)
{
        prg__csv *csv = &it->csv;
        prg__csv_event event;
        int code = 0, is_begun = 0;
        const char *wrong = NULL;
        it->texts.length = it->cells = 0;
        it->is_overfull = 0;
        while ((code = prg__csv_next(csv, &event)) == 0 && event != PRG__CSV_END) {
                if (!is_begun)
                        it->row += 1 + csv->line - it->next_line;
                is_begun = 1;
                code = event == PRG__CSV_CELL ? take_cell(it) : 0;
                if (code == PRG_END)
                        wrong = "a cell contains the character NUL";
                else if (code < 0)
                        return code;
                if (event == PRG__CSV_FAULT)
                        wrong = csv->message;
                if (event != PRG__CSV_CELL)
                        break;
        }
        it->next_line = csv->next_line;
        if (code < 0)
                return code;
        if (wrong == NULL)
                return event == PRG__CSV_END ? PRG_END : 0;
        it->cells = 0;
        return find_in(it, PRG_FINDING_CSV_SYNTAX, PRG_ESYNTAX, NULL, wrong, NULL, NULL);
}

static int is_empty(const reader *it, size_t from)
{
        for (size_t i = from; i < it->cells; i++)
                if (*cell(it, i))
                        return 0;
        return !it->is_overfull;
}

/* ---- cells ---- */

static int name_cell(reader *it, const prg_item **item, const prg__class *class, size_t index, int *is_bad)
{
        const char *near = NULL;
        prg_item *found = NULL;
        char message[64] = "is ";
        int code = prg__programme_look_up(&found, it->log->programme, class, cell(it, index));
        if (code == 0) {
                *item = found;
                return 0;
        }
        *is_bad = 1;
        if (code == PRG_ECONFLICT)
                return refuse(it, PRG_FINDING_AMBIGUOUS_REFERENCE, index, "is the name of several things", "an id", NULL);
        if (code != PRG_END)
                return code;
        it->comparisons_left -= (long)prg_programme_count(it->log->programme, class->name);
        if (it->comparisons_left > 0 && (code = prg__programme_near(&near, it->log->programme, class, cell(it, index))) < 0)
                return code;
        strcat(strcat(message, "no "), class->name);
        return refuse(it, PRG_FINDING_UNKNOWN_REFERENCE, index, message, "an id or a name", near);
}

static int word_cell(reader *it, int *number, const char *const *words, size_t count, size_t index, const char *expected,
        int *is_bad)
{
        prg__suggest near;
        prg_buf folded = PRG_BUF_INIT;
        int code = prg_text_fold(&folded, cell(it, index), strlen(cell(it, index)), 0);
        prg__suggest_begin(&near, cell(it, index), strlen(cell(it, index)));
        *number = -1;
        for (size_t i = 0; code == 0 && i < count; i++) {
                if (folded.length && strcmp(words[i], folded.data) == 0)
                        *number = (int)i;
                prg__suggest_offer(&near, words[i]);
        }
        prg_buf_dispose(&folded);
        if (code < 0 || *number >= 0)
                return code;
        *is_bad = 1;
        return refuse(it, PRG_FINDING_VALUE, index, "is no such word", expected, prg__suggest_best(&near));
}

/* A number from 1; no report goes through a thousand hands. */
static int tier_cell(reader *it, unsigned *tier, size_t index, int *is_bad)
{
        const char *text = cell(it, index);
        size_t digits = strspn(text, "0123456789");
        unsigned number = 0;
        for (size_t i = 0; i < digits && i < 3; i++)
                number = number * 10 + (unsigned)(text[i] - '0');
        if (digits == 0 || digits > 3 || text[digits] || number == 0) {
                *is_bad = 1;
                return refuse(it, PRG_FINDING_VALUE, index, "is no tier", "a whole number from 1", NULL);
        }
        *tier = number - 1;
        return 0;
}

/* What a function of the library said about a cell. */
static int said_cell(reader *it, int code, int finding, size_t index, int *is_bad)
{
        prg_buf message = PRG_BUF_INIT;
        if (code >= 0 || code == PRG_ENOMEM)
                return code;
        *is_bad = 1;
        code = prg__buf_text(&message, prg_error_last()->message);
        if (code == 0)
                code = find_in(it, finding, PRG_ESCHEMA, label(it, index), message.data, NULL, NULL);
        prg_buf_dispose(&message);
        return code;
}

/* Puts a cell that is not empty into an entry. What is wrong with it is a finding, and *is_bad. 0 or PRG_ENOMEM. */
static int put_cell(reader *it, prg_log_entry *entry, size_t index, int *is_bad)
{
        static const char *const kinds[] = {
#define ROW(symbol, number, name, meaning) name,
                PRG_LOG_KIND_MAP(ROW)
#undef ROW
        };
        static const char *const actions[] = { "add", "withdraw" };
        const char *text = cell(it, index);
        int code, number;
        switch (it->header.columns[index]) {
        case PRG__LOG_KIND_COLUMN:
                code = word_cell(it, &number, kinds, sizeof kinds / sizeof *kinds, index, "done, sent or event", is_bad);
                entry->kind = (prg_log_kind)(number + 1);
                return code;
        case PRG__LOG_ACTION_COLUMN:
                code = word_cell(it, &number, actions, 2, index, "add, withdraw or nothing", is_bad);
                entry->withdrawal = number == 1;
                return code;
        case PRG__LOG_COMPONENT_COLUMN: return name_cell(it, &entry->component, &prg__class_component, index, is_bad);
        case PRG__LOG_EVENT_COLUMN: return name_cell(it, &entry->event, &prg__class_event, index, is_bad);
        case PRG__LOG_OBLIGATION_COLUMN: return name_cell(it, &entry->obligation, &prg__class_obligation, index, is_bad);
        case PRG__LOG_TIER_COLUMN: return tier_cell(it, &entry->tier, index, is_bad);
        case PRG__LOG_AGENCY_COLUMN: return name_cell(it, &entry->agency, &prg__class_agency, index, is_bad);
        case PRG__LOG_PERIOD_COLUMN:
                code = prg_period_parse(&entry->period, it->log->calendars, text, strlen(text));
                return said_cell(it, code, PRG_FINDING_PERIOD, index, is_bad);
        case PRG__LOG_DATE_COLUMN:
                code = prg_date_parse(&entry->date, text, strlen(text));
                return said_cell(it, code, PRG_FINDING_VALUE, index, is_bad);
        case PRG__LOG_DOCUMENT_COLUMN: entry->document = text; return 0;
        case PRG__LOG_NOTE_COLUMN: entry->note = text; return 0;
        default:
                *is_bad = 1;
                return refuse(it, PRG_FINDING_HEADER, index, "stands in a column without a name", NULL, NULL);
        }
}

static int add_entry(reader *it, const prg_log_entry *entry)
{
        int code = prg_log_add(it->log, entry);
        if (code >= 0 || code == PRG_ENOMEM)
                return code;
        prg_buf message = PRG_BUF_INIT;
        int finding = code == PRG_ENOTFOUND ? PRG_FINDING_WITHDRAWAL : PRG_FINDING_CONTRADICTION;
        if (code == PRG_ESCHEMA && strstr(prg_error_last()->message, " has no '"))
                finding = PRG_FINDING_MISSING_FIELD;
        code = prg__buf_text(&message, prg_error_last()->message);
        if (code == 0)
                code = find_in(it, finding, PRG_ESCHEMA, NULL, message.data, NULL, NULL);
        prg_buf_dispose(&message);
        return code;
}

static int read_row(reader *it)
{
        prg_log_entry entry = PRG_LOG_ENTRY_INIT;
        int is_bad = 0, has_kind = 0;
        if (is_empty(it, 0))
                return 0;
        if (it->cells < it->header.count || !is_empty(it, it->header.count))
                return find_in(it, PRG_FINDING_CSV_SYNTAX, PRG_ESYNTAX, NULL, it->cells < it->header.count
                                ? "the row has fewer cells than the header" : "the row has more cells than the header",
                        "as many cells as the header row", NULL);
        entry.source = it->source;
        entry.row = it->row;
        for (size_t i = 0; i < it->header.count; i++) {
                if (*cell(it, i) == '\0')
                        continue;
                has_kind |= it->header.columns[i] == PRG__LOG_KIND_COLUMN;
                int code = put_cell(it, &entry, i, &is_bad);
                if (code < 0)
                        return code;
        }
        if (!has_kind)
                return find_in(it, PRG_FINDING_MISSING_FIELD, PRG_ESCHEMA, "kind", "the row has no kind",
                        "done, sent or event", NULL);
        return is_bad ? 0 : add_entry(it, &entry);
}

/* ---- the whole ---- */

static int find_header(reader *it, size_t index, const char *message, const char *suggestion)
{
        return find_in(it, PRG_FINDING_HEADER, PRG_ESCHEMA, label(it, index), message,
                "kind, component, event, obligation, tier, period, date, agency, document, note or action", suggestion);
}

/* Keeps the names of the header, and says which are wrong. 0, or a negative result. */
static int check_header(reader *it)
{
        unsigned seen = 0;
        int code = 0;
        it->labels = it->texts;
        it->texts = (prg_buf)PRG_BUF_INIT;
        memcpy(it->label_at, it->cell_at, sizeof it->label_at);
        if (!is_empty(it, it->header.count < it->cells ? it->cells : it->header.count))
                code = find_in(it, PRG_FINDING_HEADER, PRG_ESCHEMA, NULL, "the header has more than 64 cells", NULL, NULL);
        for (size_t i = 0; code == 0 && i < it->cells; i++) {
                prg__log_column column = it->header.columns[i];
                prg__suggest near;
                prg__suggest_begin(&near, label(it, i), strlen(label(it, i)));
                for (int j = 0; j < PRG__LOG_COLUMNS; j++)
                        prg__suggest_offer(&near, prg__log_column_names[j]);
                if (column == PRG__LOG_NO_COLUMN && *label(it, i))
                        code = find_header(it, i, "a column of an unknown name", prg__suggest_best(&near));
                else if (column != PRG__LOG_NO_COLUMN && seen & 1u << column)
                        code = find_header(it, i, "a column is there twice", NULL);
                seen |= column != PRG__LOG_NO_COLUMN ? 1u << column : 0;
        }
        static const prg__log_column needed[] = { PRG__LOG_KIND_COLUMN, PRG__LOG_DATE_COLUMN };
        for (size_t i = 0; code == 0 && i < 2; i++)
                if (!(seen & 1u << needed[i]))
                        code = find_in(it, PRG_FINDING_HEADER, PRG_ESCHEMA, prg__log_column_names[needed[i]],
                                "a column is not there", "the columns kind and date", NULL);
        return code;
}

static int find_encoding(reader *it, const char *message, const char *text, size_t bad)
{
        prg__json_place place = PRG__JSON_PLACE_INIT;
        prg_finding finding = { .code = PRG_FINDING_ENCODING, .severity = PRG_SEVERITY_ERROR, .source = it->source,
                .message = message, .expected = "UTF-8" };
        if (bad) {
                prg__json_place_advance(&place, text, bad, bad - 1);
                finding.line = place.line;
                finding.column = place.column;
        }
        return find_at(it, &finding, PRG_EUTF8);
}

static int read_all(reader *it, const char *text, size_t length)
{
        size_t bad;
        const char *message = prg__encoding_fault(text, length, &bad);
        if (message)
                return find_encoding(it, message, text, bad);
        int code = prg__log_read_header(&it->header, text, length, it->options.separator);
        if (code == PRG_END)
                return find_in(it, PRG_FINDING_HEADER, PRG_ESCHEMA, NULL, "the file is empty", "a row with the names of the columns", NULL);
        if (code < 0)
                return code;
        prg__csv_init(&it->csv, text, length, it->header.separator);
        it->next_line = 1;
        code = next_row(it);
        if (code == 0 && it->code == 0)
                code = check_header(it);
        if (code == 0 && it->code == 0)
                while ((code = next_row(it)) == 0)
                        if (it->cells && (code = read_row(it)) < 0)
                                break;
        prg__csv_dispose(&it->csv);
        return code == PRG_END ? 0 : code;
}

static int check_options(const prg_log_options *options)
{
        char separator = options->separator;
        if (options->version != PRG_LOG_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "log options of version %u; expected %u", options->version,
                        PRG_LOG_OPTIONS_VERSION);
        if (separator != 0 && separator != ',' && separator != ';' && separator != '\t')
                return prg__error(PRG_EINVALID, NULL, "the separator is no comma, semicolon or tab");
        return 0;
}

static int read_input(prg_log *log, const prg__input *input, const prg_log_options *options)
{
        reader it = { .log = log, .options = *options, .source = input->source, .comparisons_left = SUGGESTION_WORK };
        size_t before = log->count;
        int code = read_all(&it, input->data, input->length);
        if (code < 0 || (it.code < 0 && !options->good_rows))
                prg__log_cut(log, before);
        if (code == 0 && it.code < 0)
                code = prg__report_fail(it.first, it.code);
        prg_report_free(it.first);
        prg_buf_dispose(&it.labels);
        prg_buf_dispose(&it.texts);
        return code;
}

int prg_log_read_csv(prg_log *log, const char *path, const prg_log_options *options)
{
        static const prg_log_options defaults = PRG_LOG_OPTIONS_INIT;
        prg__input input;
        if (log == NULL)
                return prg__error_null("log");
        if (options == NULL)
                options = &defaults;
        int code = check_options(options);
        if (code == 0)
                code = prg__input_open_path(&input, path, options->max_bytes);
        if (code < 0)
                return code;
        code = read_input(log, &input, options);
        prg__input_close(&input);
        return code;
}

int prg_log_read_csv_text(prg_log *log, const char *text, size_t length, const prg_log_options *options)
{
        static const prg_log_options defaults = PRG_LOG_OPTIONS_INIT;
        prg__input input;
        if (log == NULL)
                return prg__error_null("log");
        if (text == NULL)
                return prg__error_null("text");
        if (options == NULL)
                options = &defaults;
        int code = check_options(options);
        if (code == 0)
                code = prg__input_open_data(&input, text, length, options->source, options->max_bytes);
        if (code < 0)
                return code;
        code = read_input(log, &input, options);
        prg__input_close(&input);
        return code;
}
