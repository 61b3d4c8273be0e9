/* NDJSON: one entry in each line, an object with the keys of the long layout.
 *
 * A line that cannot be read as JSON is a finding, and the next one is read. Lines that look like the one
 * before go the short way of values_fast.c. */
#include <string.h>

#include "util/error.h"
#include "util/memory.h"
#include "values_fast.h"

/* Lines between two questions whether to go on. */
#define PROGRESS_LINES 4096

#define ALL_KINDS (PRG__BIT(PRG__COLUMNS) - 1)

typedef struct lines {
        prg__values *reader;
        prg__json_scan scan;
        prg__json_members members;
        prg__draft empty; /* what every line begins with */
        prg__shape shape;
        prg__lane lanes[PRG__LANES];
} lines;

/* Gathers the members of the line. 0; PRG_END when the line is none, after a finding; PRG_ENOMEM. */
static int gather(lines *it, size_t begin, size_t end)
{
        prg__values *reader = it->reader;
        prg__json_members *members = &it->members;
        prg__json_token token, value;
        members->count = 0;
        prg__json_scan_reset(&it->scan, reader->text + begin, end - begin);
        int code = prg__json_next(&it->scan, &token);
        if (code == 0 && token.event != PRG__JSON_OBJECT_BEGIN) {
                code = prg__json_find(reader, reader->line, begin + token.offset, NULL,
                        PRG_FINDING_WRONG_TYPE, "an object in each line", NULL, "the line is no object");
                return code < 0 ? code : PRG_END;
        }
        while (code == 0 && (code = prg__json_next(&it->scan, &token)) == 0 && token.event == PRG__JSON_KEY)
                if ((code = prg__json_next(&it->scan, &value)) == 0)
                        code = prg__json_members_take(members, &it->scan,
                                prg__json_member_kind(it->scan.data + token.offset, &token), &token, &value);
        if (code == 0)
                code = prg__json_next(&it->scan, &token);
        if (code == PRG_ENOMEM)
                return code;
        if (code < 0) {
                code = prg__json_find_fault(reader, &it->scan, begin, reader->line);
                return code < 0 ? code : PRG_END;
        }
        /* From places in the line to places in the text. */
        for (size_t i = 0; i < members->count; i++) {
                members->at[i].key.offset += begin;
                members->at[i].value.offset += begin;
        }
        return 0;
}

static int has_kind(const prg__json_members *members, prg__column_kind kind)
{
        for (size_t i = 0; i < members->count; i++)
                if (members->at[i].kind == kind)
                        return 1;
        return 0;
}

/* A key that was forgotten must not make a value missing. */
static int need_value(lines *it, prg__draft *draft)
{
        if (has_kind(&it->members, PRG__COLUMN_VALUE) || has_kind(&it->members, PRG__COLUMN_STATE)
                || draft->action == PRG__ACTION_WITHDRAW)
                return 0;
        return prg__draft_find_in(it->reader, draft, it->reader->line, PRG__COLUMN_VALUE,
                PRG_FINDING_MISSING_FIELD, "a number, or null for a value that is missing",
                "the key is not there");
}

static int read_line(lines *it, size_t begin, size_t end)
{
        prg__values *reader = it->reader;
        prg__json_members *members = &it->members;
        prg__draft draft = it->empty;
        reader->summary.rows++;
        reader->spot_count = 0;
        reader->entry_at = begin;
        int code = gather(it, begin, end);
        if (code == PRG_END)
                reader->summary.refused++;
        if (code != 0)
                return code < 0 ? code : 0;
        code = prg__json_members_reserve(members, end - begin);
        for (size_t i = 0; code == 0 && i < members->count; i++)
                code = prg__json_members_put(members, &draft, &members->at[i], reader->line, ALL_KINDS);
        if (code == 0)
                code = need_value(it, &draft);
        if (code < 0)
                return code;
        size_t accepted = reader->summary.accepted;
        code = prg__draft_finish_and_open(reader, &draft, reader->line, it->lanes);
        if (code == 0 && reader->summary.accepted > accepted)
                prg__shape_take(&it->shape, members, &draft, begin, end);
        return code;
}

static int is_blank(const char *text, size_t length)
{
        for (size_t i = 0; i < length; i++)
                if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
                        return 0;
        return 1;
}

static int read_lines(lines *it)
{
        prg__values *reader = it->reader;
        const char *text = reader->text;
        int code = 0;
        for (size_t begin = 0, end; code == 0 && begin < reader->length; begin = end + 1) {
                if (reader->line++ % PROGRESS_LINES == 0 && (code = prg__values_progress(reader, begin)) < 0)
                        break;
                reader->line_at = begin;
                if (prg__shape_keep(&it->shape, reader, it->lanes, begin, reader->line, &end)) {
                        reader->summary.rows++;
                        reader->summary.accepted++;
                        continue;
                }
                const char *found = memchr(text + begin, '\n', reader->length - begin);
                end = found ? (size_t)(found - text) : reader->length;
                if (!is_blank(text + begin, end - begin))
                        code = read_line(it, begin, end);
        }
        return code < 0 ? code : prg__values_progress(reader, reader->length);
}

int prg__values_read_ndjson(prg__values *reader)
{
        const prg__json_options options = { 8, SIZE_MAX, 0, 0, 1 };
        lines *it = prg__alloc_zero(sizeof *it);
        if (it == NULL)
                return PRG_ENOMEM;
        it->reader = reader;
        prg__json_scan_init(&it->scan, &options);
        it->scan.collecting = 1;
        prg__draft_init(reader, &it->empty);
        int code = prg__json_members_init(&it->members, reader);
        if (code == 0)
                code = read_lines(it);
        prg__json_members_dispose(&it->members);
        prg__json_scan_dispose(&it->scan);
        prg__free(it);
        return code;
}
