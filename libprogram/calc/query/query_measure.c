/* Measures: their names, and reading a list of them. */
#include "calc/query/shared.h"
#include "query_text.h"
#include "util/buf.h"
#include "util/suggest.h"

/* From this number on measures are announced. */
#define ANNOUNCED PRG_MEASURE_TARGET

static const struct {
        prg_measure measure;
        const char *name;
} rows[] = {
#define ROW(symbol, number, name, meaning) { symbol, name },
        PRG_MEASURE_MAP(ROW)
#undef ROW
};
#define ROWS (sizeof rows / sizeof *rows)

const char *prg_measure_name(prg_measure measure)
{
        for (size_t i = 0; i < ROWS; i++)
                if (rows[i].measure == measure)
                        return rows[i].name;
        return NULL;
}

int prg_measure_from_name(prg_measure *measure, const char *name)
{
        size_t row;
        if (measure == NULL)
                return prg__error_null("measure");
        int code = prg__suggest_find(&row, &rows[0].name, sizeof *rows, ROWS, name, "measure");
        if (code == 0)
                *measure = rows[row].measure;
        return code;
}

static int read_measure(prg__query_list *list, const prg__query_text *entry, prg_buf *word)
{
        prg_measure measure = PRG_MEASURE_VALUE;
        int code = prg__query_copy(word, entry);
        if (code == 0)
                code = prg_measure_from_name(&measure, word->data);
        if (code < 0)
                return prg__query_error_at(code, entry, entry->at);
        if (measure >= ANNOUNCED)
                return prg__error(PRG_ENOTYET, PRG__QUERY_AT(entry, entry->at),
                        "the measure '%s' is announced for a later release", word->data);
        return prg__query_list_add(list, &measure, &(uintptr_t){ (uintptr_t)measure }, 1);
}

int prg__query_read_measures(prg_query *query, prg__query_text text)
{
        prg__query_list list;
        prg__query_text entry;
        prg_buf word = PRG_BUF_INIT;
        prg_measure *made = NULL;
        int more = 1, code;
        prg__query_list_begin(&list, sizeof(prg_measure));
        while ((code = prg__query_next(&entry, &text, &more, "a measure")) == 0
                && (code = read_measure(&list, &entry, &word)) == 0)
                ;
        if (code == PRG_END && (made = prg__query_list_share(&list, 0)) != NULL) {
                prg__shared_drop(query->measures);
                query->measures = made;
                query->measure_count = list.count;
        }
        prg_buf_dispose(&word);
        prg__query_list_dispose(&list);
        return code < 0 ? code : made ? 0 : PRG_ENOMEM;
}
