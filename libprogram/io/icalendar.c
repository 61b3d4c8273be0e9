/* Writing iCalendar (RFC 5545). Each item is put together in a buffer, line by line, and given to the sink as a
 * whole; a line is escaped first and folded then, since folding counts bytes. */
#include <libprogram/icalendar.h>

#include <string.h>

#include <libprogram/sink.h>
#include <libprogram/version.h>

#include "util/buf.h"
#include "util/date.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/utf8.h"

#define LONGEST 75 /* bytes of a line, without its end: RFC 5545, 3.1 */
#define SECONDS_OF_A_DAY 86400

struct prg_icalendar {
        const prg_sink *sink;
        prg_icalendar_kind kind;
        char stamp[20];
        int is_finished;
        prg_buf line, text; /* the line in the making; what is ready for the sink */
};

/* ---- lines ---- */

static int is_inside_character(char byte)
{
        return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Folds the line behind the text: RFC 5545, 3.1. */
static int end_line(prg_icalendar *it)
{
        const char *at = it->line.data;
        size_t left = it->line.length, room = LONGEST;
        int code = 0;
        while (code == 0 && left > room) {
                size_t taken = room;
                while (is_inside_character(at[taken]))
                        taken--;
                code = prg__buf_append(&it->text, at, taken);
                if (code == 0)
                        code = prg__buf_text(&it->text, "\r\n ");
                at += taken;
                left -= taken;
                room = LONGEST - 1; /* the blank counts */
        }
        if (code == 0)
                code = prg__buf_append(&it->text, at, left);
        it->line.length = 0;
        return code < 0 ? code : prg__buf_text(&it->text, "\r\n");
}

static int add_line(prg_icalendar *it, const char *line)
{
        int code = prg__buf_text(&it->line, line);
        return code < 0 ? code : end_line(it);
}

/* A property of type TEXT: RFC 5545, 3.3.11. Control characters have no place in it; a line end is \n. */
static int add_text(prg_icalendar *it, const char *name, const char *text)
{
        int code = prg__buf_format(&it->line, "%s:", name);
        for (; code == 0 && *text; text++) {
                if (*text == '\n' || (*text == '\r' && text[1] != '\n'))
                        code = prg__buf_text(&it->line, "\\n");
                else if (*text == '\\' || *text == ';' || *text == ',')
                        code = prg__buf_format(&it->line, "\\%c", *text);
                else if (((unsigned char)*text >= ' ' && *text != '\177') || *text == '\t')
                        code = prg__buf_append(&it->line, text, 1);
        }
        return code < 0 ? code : end_line(it);
}

static int add_date(prg_icalendar *it, const char *name, prg_date date)
{
        int year, month, day;
        prg__date_split(date, &year, &month, &day);
        char digits[] = { (char)('0' + year / 1000), (char)('0' + year / 100 % 10), (char)('0' + year / 10 % 10),
                (char)('0' + year % 10), (char)('0' + month / 10), (char)('0' + month % 10), (char)('0' + day / 10),
                (char)('0' + day % 10), '\0' };
        int code = prg__buf_format(&it->line, "%s;VALUE=DATE:%s", name, digits);
        return code < 0 ? code : end_line(it);
}

static int flush(prg_icalendar *it, int code)
{
        if (code == 0)
                code = prg_sink_write(it->sink, it->text.data, it->text.length);
        it->text.length = it->line.length = 0;
        return code;
}

/* ---- beginning and end ---- */

/* YYYYMMDDTHHMMSSZ. */
static int write_stamp(char stamp[20], int64_t seconds)
{
        int64_t days = seconds / SECONDS_OF_A_DAY, rest = seconds % SECONDS_OF_A_DAY;
        char text[PRG__DATE_LENGTH + 1];
        if (rest < 0) {
                rest += SECONDS_OF_A_DAY;
                days--;
        }
        if (days < PRG_DATE_MIN || days > PRG_DATE_MAX)
                return prg__error(PRG_ERANGE, NULL, "the stamp lies outside of the years 1 to 9999");
        prg__date_write(text, (prg_date)days);
        int parts[] = { (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60) };
        size_t end = 0;
        for (const char *c = text; *c; c++)
                if (*c != '-')
                        stamp[end++] = *c;
        stamp[end++] = 'T';
        for (size_t i = 0; i < 3; i++) {
                stamp[end++] = (char)('0' + parts[i] / 10);
                stamp[end++] = (char)('0' + parts[i] % 10);
        }
        stamp[end++] = 'Z';
        stamp[end] = '\0';
        return 0;
}

static int check_options(const prg_icalendar_options *options)
{
        if (options->version != PRG_ICALENDAR_OPTIONS_VERSION)
                return prg__error(PRG_EVERSION, NULL, "iCalendar options of version %u; expected %u", options->version,
                        PRG_ICALENDAR_OPTIONS_VERSION);
        if (options->kind != PRG_ICALENDAR_EVENT && options->kind != PRG_ICALENDAR_TODO)
                return prg__error(PRG_EINVALID, NULL, "%d is no kind of component", (int)options->kind);
        return options->name ? prg__utf8_demand(options->name, strlen(options->name), "name", NULL) : 0;
}

static int begin(prg_icalendar *it, const prg_icalendar_options *options)
{
        int code = write_stamp(it->stamp, options->stamp);
        if (code == 0)
                code = add_line(it, "BEGIN:VCALENDAR");
        if (code == 0)
                code = add_line(it, "VERSION:2.0");
        if (code == 0)
                code = prg__buf_format(&it->line, "PRODID:-//libprogram//libprogram %s//EN", prg_version());
        if (code == 0)
                code = end_line(it);
        if (code == 0)
                code = add_line(it, "CALSCALE:GREGORIAN");
        if (code == 0 && options->name)
                code = add_text(it, "NAME", options->name); /* RFC 7986 */
        if (code == 0 && options->name)
                code = add_text(it, "X-WR-CALNAME", options->name); /* what programs before it read */
        return flush(it, code);
}

int prg_icalendar_new(prg_icalendar **icalendar, const prg_sink *sink, const prg_icalendar_options *options)
{
        static const prg_icalendar_options defaults = PRG_ICALENDAR_OPTIONS_INIT;
        if (icalendar == NULL)
                return prg__error_null("icalendar");
        if (sink == NULL)
                return prg__error_null("sink");
        if (options == NULL)
                options = &defaults;
        int code = check_options(options);
        if (code < 0)
                return code;
        prg_icalendar *made = prg__alloc_zero(sizeof *made);
        if (made == NULL)
                return PRG_ENOMEM;
        made->sink = sink;
        made->kind = options->kind;
        code = begin(made, options);
        if (code < 0)
                prg_icalendar_free(made);
        else
                *icalendar = made;
        return code;
}

int prg_icalendar_finish(prg_icalendar *icalendar)
{
        if (icalendar == NULL)
                return prg__error_null("icalendar");
        if (icalendar->is_finished)
                return prg__error(PRG_EINVALID, NULL, "the file has its end already");
        int code = flush(icalendar, add_line(icalendar, "END:VCALENDAR"));
        icalendar->is_finished = code == 0;
        return code;
}

void prg_icalendar_free(prg_icalendar *icalendar)
{
        if (icalendar == NULL)
                return;
        prg_buf_dispose(&icalendar->line);
        prg_buf_dispose(&icalendar->text);
        prg__free(icalendar);
}

/* ---- items ---- */

static int check_text(const char *text, const char *member, int is_needed)
{
        if (is_needed && (text == NULL || *text == '\0'))
                return prg__error(PRG_EINVALID, NULL, "an item has no '%s'", member);
        return text ? prg__utf8_demand(text, strlen(text), member, NULL) : 0;
}

static int check_item(const prg_icalendar_item *item)
{
        int code = check_text(item->uid, "uid", 1);
        if (code == 0)
                code = check_text(item->summary, "summary", 1);
        if (code == 0)
                code = check_text(item->description, "description", 0);
        if (code == 0)
                code = check_text(item->category, "category", 0);
        if (code == 0 && item->first != PRG_DATE_NONE)
                code = prg__date_check(item->first);
        return code < 0 ? code : prg__date_check(item->due);
}

/* An event ends on the day behind its last one. */
static int add_event_days(prg_icalendar *it, const prg_icalendar_item *item)
{
        int code = add_date(it, "DTSTART", item->due);
        if (code == 0 && item->due < PRG_DATE_MAX)
                code = add_date(it, "DTEND", item->due + 1);
        return code < 0 ? code : add_line(it, "TRANSP:TRANSPARENT");
}

/* The deadline lies behind the first day, or there is none: RFC 5545, 3.8.2.3. */
static int add_todo_days(prg_icalendar *it, const prg_icalendar_item *item)
{
        int code = 0;
        if (item->first != PRG_DATE_NONE && item->first < item->due)
                code = add_date(it, "DTSTART", item->first);
        if (code == 0)
                code = add_date(it, "DUE", item->due);
        if (code == 0 && item->is_done)
                code = add_line(it, "PERCENT-COMPLETE:100");
        return code < 0 ? code : add_line(it, item->is_done ? "STATUS:COMPLETED" : "STATUS:NEEDS-ACTION");
}

static int add_item(prg_icalendar *it, const prg_icalendar_item *item)
{
        int is_event = it->kind == PRG_ICALENDAR_EVENT;
        int code = add_line(it, is_event ? "BEGIN:VEVENT" : "BEGIN:VTODO");
        if (code == 0)
                code = add_text(it, "UID", item->uid);
        if (code == 0)
                code = prg__buf_format(&it->line, "DTSTAMP:%s", it->stamp);
        if (code == 0)
                code = end_line(it);
        if (code == 0)
                code = is_event ? add_event_days(it, item) : add_todo_days(it, item);
        if (code == 0)
                code = add_text(it, "SUMMARY", item->summary);
        if (code == 0 && item->description && *item->description)
                code = add_text(it, "DESCRIPTION", item->description);
        if (code == 0 && item->category && *item->category)
                code = add_text(it, "CATEGORIES", item->category);
        return code < 0 ? code : add_line(it, is_event ? "END:VEVENT" : "END:VTODO");
}

int prg_icalendar_add(prg_icalendar *icalendar, const prg_icalendar_item *item)
{
        if (icalendar == NULL)
                return prg__error_null("icalendar");
        if (item == NULL)
                return prg__error_null("item");
        if (icalendar->is_finished)
                return prg__error(PRG_EINVALID, NULL, "the file has its end already");
        int code = check_item(item);
        return code < 0 ? code : flush(icalendar, add_item(icalendar, item));
}
