/* The axis of periods, from its text: ids, ranges, and relative periods on a day.
 *
 * Texts of periods are read by the functions of period.h. These count places in the id that they
 * were given, and know no white space: it is left out around "..", and places are counted in the
 * text of the query. */
#include <string.h>

#include "calc/query/shared.h"
#include "model/period.h"
#include "query_text.h"
#include "util/buf.h"

#define PERIODS_MOST 100000

/* Where the ".." of a range stands, behind the prefix, or the end. */
static size_t find_dots(const prg__query_text *entry)
{
        prg__query_text head, body = *entry;
        if (!prg__query_split(&head, &body, ':'))
                body = *entry;
        for (size_t i = body.at; i + 1 < body.end; i++)
                if (body.whole[i] == '.' && body.whole[i + 1] == '.')
                        return i;
        return entry->end;
}

/* The offset in the id that the last error speaks of. */
static size_t last_offset(void)
{
        const char *digits = prg_error_last()->place;
        size_t number = 0;
        if (strncmp(digits, "character ", 10) == 0)
                for (digits += 10; *digits >= '0' && *digits <= '9'; digits++)
                        number = number * 10 + (size_t)(*digits - '0');
        return number ? number - 1 : 0;
}

static int read_one(
        prg_period *period, const prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        const char *text = entry->whole + entry->at;
        size_t length = entry->end - entry->at;
        prg__query_text head, name = *entry;
        prg_relative relative;
        int code = prg_period_parse(period, query->calendars, text, length);
        if (code == 0)
                return 0;
        if (code == PRG_ESYNTAX) {
                if (!prg__query_split(&head, &name, ':'))
                        name = *entry;
                if (prg__query_copy(word, &name) < 0)
                        return PRG_ENOMEM;
                if (prg_relative_from_name(&relative, word->data) == 0)
                        return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(entry, entry->end),
                                "a relative period has no day, expected '%s@' and a day YYYY-MM-DD",
                                word->data);
                /* It is no relative period; what was wrong with it as an id is said again. */
                code = prg_period_parse(period, query->calendars, text, length);
        }
        return prg__query_error_at(code, entry, entry->at + last_offset());
}

static int read_range(prg_period_range *range, const prg_query *query, const prg__query_text *entry,
        size_t dots, prg_buf *word)
{
        prg__query_text first = { entry->whole, entry->at, dots },
                        last = { entry->whole, dots + 2, entry->end };
        prg__query_trim(&first);
        prg__query_trim(&last);
        size_t length = first.end - first.at;
        if (prg__query_copy(word, &first) < 0 || prg__buf_append(word, "..", 2) < 0
                || prg__buf_append(word, last.whole + last.at, last.end - last.at) < 0)
                return PRG_ENOMEM;
        int code = prg_period_range_parse(range, query->calendars, word->data, word->length);
        if (code == 0 || code == PRG_ENOMEM)
                return code;
        size_t offset = last_offset();
        return prg__query_error_at(code, entry,
                offset < length + 2 ? first.at + offset : last.at + offset - length - 2);
}

/* The calendar of a relative period that does not say one, as the programme defines it. */
static int find_calendar(
        const prg_calendar **calendar, const prg_query *query, prg_relative relative, prg_date day)
{
        prg_period_range range;
        int code = prg_relative_resolve(&range, relative, NULL, day);
        if (code < 0)
                return code;
        const char *id = prg_calendar_id(range.first.calendar);
        return prg_calendars_find(calendar, query->calendars, id, strlen(id));
}

static int read_relative(prg_period_range *range, const prg_query *query,
        const prg__query_text *name, const prg__query_text *date, prg_buf *word)
{
        prg__query_text prefix, rest = *name;
        const prg_calendar *calendar = NULL;
        prg_relative relative;
        prg_date day;
        int has_prefix = prg__query_split(&prefix, &rest, ':'), code = 0;
        if (!has_prefix)
                rest = *name;
        else if ((code = prg_calendars_find(&calendar, query->calendars, prefix.whole + prefix.at,
                          prefix.end - prefix.at))
                 < 0)
                return prg__query_error_at(code, name, prefix.at);
        if (prg__query_copy(word, &rest) < 0)
                return PRG_ENOMEM;
        if ((code = prg_relative_from_name(&relative, word->data)) < 0)
                return prg__query_error_at(code, name, rest.at);
        if ((code = prg_date_parse(&day, date->whole + date->at, date->end - date->at)) < 0)
                return prg__query_error_at(code, date, date->at);
        if (!has_prefix)
                code = find_calendar(&calendar, query, relative, day);
        if (code == 0)
                code = prg_relative_resolve(range, relative, calendar, day);
        /* What is no usable argument there is a period that does not exist here. */
        return code < 0 ? prg__query_error_at(
                       code == PRG_EINVALID ? PRG_ERANGE : code, name, rest.at)
                        : 0;
}

int prg__query_read_range(prg_period_range *range, const prg_query *query,
        const prg__query_text *entry, prg_buf *word)
{
        prg__query_text name, date = *entry;
        if (prg__query_split(&name, &date, '@'))
                return read_relative(range, query, &name, &date, word);
        size_t dots = find_dots(entry);
        int code = dots < entry->end ? read_range(range, query, entry, dots, word)
                                     : read_one(&range->first, query, entry, word);
        if (code < 0)
                return code;
        if (dots == entry->end) {
                *range = (prg_period_range){ range->first, range->first, 1 };
        } else if (range->first.type == PRG_PERIOD_DAY) {
                /* Days a..b are one span of days, as an id of a period says it. */
                prg__period_days(
                        &range->first, range->first.calendar, range->first.first, range->last.last);
                *range = (prg_period_range){ range->first, range->first, 1 };
        }
        return 0;
}

static int add_range(prg__query_list *list, const prg_period_range *range)
{
        uintptr_t key[PRG__QUERY_PERIOD_WORDS];
        prg_period period;
        int code = 0;
        for (size_t i = 0; code == 0 && i < range->count; i++) {
                if (i == 0)
                        period = range->first;
                else if ((code = prg_period_range_at(&period, range, i)) != 0)
                        break;
                prg__query_period_key(key, &period);
                code = prg__query_list_add(list, &period, key, PRG__QUERY_PERIOD_WORDS);
        }
        return code;
}

int prg__query_read_periods(prg_query *query, prg__query_text text)
{
        prg__query_list list;
        prg__query_text entry;
        prg_buf word = PRG_BUF_INIT;
        prg_period *made = NULL;
        size_t named = 0; /* also what is named again: this bounds the work */
        int more = 1, code;
        prg__query_list_begin(&list, sizeof(prg_period));
        while ((code = prg__query_next(&entry, &text, &more, "a period")) == 0) {
                prg_period_range range = { 0 };
                if ((code = prg__query_read_range(&range, query, &entry, &word)) < 0)
                        break;
                if (range.count > PERIODS_MOST - named) {
                        code = prg__error(PRG_ELIMIT, PRG__QUERY_AT(&entry, entry.at),
                                "more than %d periods are named", PERIODS_MOST);
                        break;
                }
                named += range.count;
                if ((code = add_range(&list, &range)) < 0)
                        break;
        }
        if (code == PRG_END && (made = prg__query_list_share(&list, 0)) != NULL) {
                prg__shared_drop(query->periods);
                query->periods = made;
                query->period_count = list.count;
        }
        prg_buf_dispose(&word);
        prg__query_list_dispose(&list);
        return code < 0 ? code : made ? 0 : PRG_ENOMEM;
}
