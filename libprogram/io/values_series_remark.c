/* Series JSON: what is said of single values. Each text has a list of indexes, and of ranges of them. */
#include <string.h>

#include "util/error.h"
#include "util/memory.h"
#include "values_series.h"

/* An index of a value; 0 for another token. */
static int read_index(const prg__series_reader *it, const prg__json_token *token, size_t *index)
{
        const char *text = it->reader->text + token->offset;
        if (token->event != PRG__JSON_NUMBER || token->length > 9)
                return 0;
        *index = 0;
        for (size_t i = 0; i < token->length; i++) {
                if (text[i] < '0' || text[i] > '9')
                        return 0;
                *index = *index * 10 + (size_t)(text[i] - '0');
        }
        return 1;
}

static int word_of(const char *raw, prg__column_kind kind, const prg__json_token *text)
{
        if (kind == PRG__COLUMN_QUALITY)
                for (int i = PRG_QUALITY_ESTIMATE; i <= PRG_QUALITY_FINAL; i++)
                        if (prg__json_is_name(raw, text, prg_quality_name((prg_quality)i),
                                    strlen(prg_quality_name((prg_quality)i))))
                                return i;
        if (kind == PRG__COLUMN_STATE)
                for (int i = PRG_STATE_MISSING; i <= PRG_STATE_SUPPRESSED; i++)
                        if (prg__json_is_name(raw, text, prg_state_name((prg_state)i),
                                    strlen(prg_state_name((prg_state)i))))
                                return i;
        return 0;
}

/* An index, or two as first and last, whose first token was read. 0, PRG_END for something else; or an error.
 */
static int read_range(prg__series_reader *it, const prg__json_token *token, prg__remark *made)
{
        prg__json_token next;
        int is_range = token->event == PRG__JSON_ARRAY_BEGIN, code = 0;
        next = *token;
        if (is_range && (code = prg__json_next(&it->scan, &next)) < 0)
                return code;
        if (!read_index(it, &next, &made->first))
                return PRG_END;
        made->last = made->first;
        if (!is_range)
                return 0;
        code = prg__json_next(&it->scan, &next);
        if (code == 0 && !read_index(it, &next, &made->last))
                return PRG_END;
        if (code == 0)
                code = prg__json_next(&it->scan, &next);
        return code < 0 ? code : next.event == PRG__JSON_ARRAY_END && made->first <= made->last ? 0 : PRG_END;
}

/* The rest of a container is passed over, however deep in it the scanner is. */
static int leave(prg__series_reader *it, unsigned depth)
{
        prg__json_token token;
        int code = 0;
        while (code == 0 && it->scan.depth >= depth)
                code = prg__json_next(&it->scan, &token);
        return code;
}

int prg__series_read_remarks(prg__series_reader *it, prg__column_kind kind)
{
        const char *label = it->members.columns[kind].label;
        prg__json_token key, token;
        unsigned depth = it->scan.depth;
        int code;
        while ((code = prg__json_next(&it->scan, &key)) == 0 && key.event == PRG__JSON_KEY) {
                prg__remark made = { kind, key, word_of(it->reader->text + key.offset, kind, &key), 0, 0, 0 };
                code = prg__json_next(&it->scan, &token);
                int is_good = code == 0 && token.event == PRG__JSON_ARRAY_BEGIN;
                while (is_good && (code = prg__json_next(&it->scan, &token)) == 0
                        && token.event != PRG__JSON_ARRAY_END) {
                        made.offset = prg__json_begin(&token);
                        code = read_range(it, &token, &made);
                        is_good = code == 0;
                        if (is_good
                                && prg__grow((void **)&it->remarks, &it->remark_capacity,
                                           it->remark_count + 1, sizeof *it->remarks)
                                           < 0)
                                return PRG_ENOMEM;
                        if (is_good)
                                it->remarks[it->remark_count++] = made;
                }
                if (code < 0)
                        return code;
                if (is_good)
                        continue;
                code = prg__series_break(it, prg__json_begin(&token), label, PRG_FINDING_WRONG_TYPE,
                        "an array of indexes from 0, and of first and last ones: [0, [2, 5]]",
                        "something that is no index of a value");
                return code < 0 ? code : leave(it, depth);
        }
        return code;
}

int prg__series_spread_remarks(prg__series_reader *it)
{
        int code = 0;
        it->said_kinds = 0;
        for (size_t i = 0; code == 0 && i < it->remark_count; i++) {
                const prg__remark *made = &it->remarks[i];
                const char *label = it->members.columns[made->kind].label;
                uint32_t **said = &it->said[made->kind];
                if (made->last >= it->count || it->remark_count >= UINT32_MAX) {
                        code = prg__series_break(it, made->offset, label, PRG_FINDING_VALUE,
                                "an index below the number of values", "no value has this index");
                        continue;
                }
                if (!(it->said_kinds & PRG__BIT(made->kind))) {
                        if (prg__grow((void **)said, &it->said_capacity[made->kind], it->count, sizeof **said)
                                < 0)
                                return PRG_ENOMEM;
                        memset(*said, 0, it->count * sizeof **said);
                        it->said_kinds |= PRG__BIT(made->kind);
                }
                for (size_t index = made->first; index <= made->last; index++) {
                        if ((*said)[index]) {
                                code = prg__series_break(it, made->offset, label, PRG_FINDING_CONTRADICTION,
                                        NULL, "an index stands here twice");
                                break;
                        }
                        (*said)[index] = (uint32_t)i + 1;
                }
        }
        return code;
}
