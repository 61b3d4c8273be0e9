/* The check of a programme: fields that must be there, then each noun's own rules. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "item.h"
#include "nouns.h"
#include "target.h"
#include "util/buf.h"
#include "util/error.h"
#include "util/memory.h"
#include "util/report.h"
#include "util/utf8.h"

/* ---- findings ---- */

int prg__check_add(prg__check *check, const prg_item *item, const char *key, int code, const char *format, ...)
{
        char message[512];
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message, sizeof message, format, arguments);
        va_end(arguments);
        check->count++;
        return check->sink(check->payload, item, key, code, message);
}

int prg__check_add_in_text(prg__check *check, const prg_item *item, const char *key, size_t at, int code,
        const char *message)
{
        check->count++;
        check->is_in_text = 1;
        check->at = at;
        int result = check->sink(check->payload, item, key, code, message);
        check->is_in_text = 0;
        return result;
}

/* ---- what was refused already ---- */

#define BROKEN_KEY 96

/* The key of the table of broken fields: the item's address in hexadecimal, then the field. */
static size_t broken_key(char *text, const prg_item *item, const char *key)
{
        int length = snprintf(text, BROKEN_KEY, "%llx %s", (unsigned long long)(uintptr_t)item, key);
        return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;
}

int prg__check_broken(prg__check *check, const prg_item *item, const char *key)
{
        char text[BROKEN_KEY];
        size_t length = broken_key(text, item, key);
        if (prg__map_get(&check->broken, text, length))
                return 0;
        char *copy = prg__arena_text(&item->programme->arena, text, length);
        return copy ? prg__map_put(&check->broken, copy, length, copy) : PRG_ENOMEM;
}

int prg__check_is_broken(const prg__check *check, const prg_item *item, const char *key)
{
        char text[BROKEN_KEY];
        return check->broken.count && prg__map_get(&check->broken, text, broken_key(text, item, key)) != NULL;
}

/* ---- rules that several nouns share ---- */

static prg_date date_of(const prg_item *item, const char *key)
{
        return prg_item_date(item, key);
}

int prg__check_interval(const prg_item *item, prg__check *check)
{
        prg_date from = date_of(item, "from"), to = date_of(item, "to");
        if (from == PRG_DATE_NONE || to == PRG_DATE_NONE || from <= to)
                return 0;
        return prg__check_add(check, item, "to", PRG_FINDING_CONTRADICTION, "'to' lies before 'from'");
}

int prg__check_calendars(const prg_calendars **calendars, prg__check *check, const prg_programme *programme)
{
        int code = check->calendars_tried ? 0 : prg_calendars_new(&check->calendars, programme);
        check->calendars_tried = 1;
        *calendars = check->calendars;
        return code == PRG_ENOMEM ? code : 0;
}

/* ---- circles ---- */

/* The n-th thing that an item depends on, and by which field; NULL with *key NULL behind the last. */
typedef const prg_item *(*edge_of)(const prg_item *item, size_t n, const char **key);

static const prg_item *parent_edge(const prg_item *item, size_t n, const char **key)
{
        *key = n == 0 ? "parent" : NULL;
        return n == 0 ? prg_item_get(item, "parent") : NULL;
}

/* An area lies in its own parent and in those of its later states. */
static const prg_item *area_edge(const prg_item *item, size_t n, const char **key)
{
        const prg__area *area = (const prg__area *)item;
        if (n == 0)
                return parent_edge(item, 0, key);
        *key = n <= area->later.count ? "later" : NULL;
        return *key ? ((const prg__area_state *)area->later.at[n - 1])->parent : NULL;
}

static const prg_item *unit_edge(const prg_item *item, size_t n, const char **key)
{
        *key = n == 0 ? "base" : NULL;
        return n == 0 ? ((const prg__unit *)item)->base : NULL;
}

static const prg_item *indicator_edge(const prg_item *item, size_t n, const char **key)
{
        static const char *const keys[] = { "numerator", "denominator", "weight", "replaces" };
        *key = n < 4 ? keys[n] : NULL;
        return n < 4 ? prg_item_get(item, keys[n]) : NULL;
}

struct circle_search {
        prg__check *check;
        const prg__list *list; /* of one class, to which all edges lead */
        edge_of edge;
        struct step {
                size_t item, next; /* index in the list; the next edge to look at */
        } *path;
        unsigned char *color; /* 0 not seen, 1 on the path, 2 done */
        size_t depth;
};

/* The edge from the end of the path back to `target`, which is on it, closes a circle. */
static int report_circle(struct circle_search *search, size_t target, const char *key)
{
        char text[300];
        size_t end = 0, i = search->depth;
        while (search->path[--i].item != target) {
        }
        for (; i < search->depth && end + 80 < sizeof text; i++) {
                const prg_item *item = search->list->at[search->path[i].item];
                end += (size_t)snprintf(text + end, sizeof text - end, "%s → ", prg__text_or(item->id, "?"));
        }
        const prg_item *last = search->list->at[search->path[search->depth - 1].item];
        const prg_item *first = search->list->at[target];
        return prg__check_add(search->check, last, key, PRG_FINDING_CYCLE, "it runs in a circle: %s%s%s", text,
                i < search->depth ? "… → " : "", prg__text_or(first->id, "?"));
}

/* Depth first from one item, with the path in an array instead of recursion. */
static int search_from(struct circle_search *search, size_t start)
{
        search->depth = 1;
        search->path[0] = (struct step){ start, 0 };
        search->color[start] = 1;
        while (search->depth) {
                struct step *top = &search->path[search->depth - 1];
                const char *key;
                const prg_item *to = search->edge(search->list->at[top->item], top->next++, &key);
                if (key == NULL) {
                        search->color[top->item] = 2;
                        search->depth--;
                        continue;
                }
                if (to == NULL)
                        continue;
                if (search->color[to->index] == 1) {
                        int code = report_circle(search, to->index, key);
                        if (code < 0)
                                return code;
                } else if (search->color[to->index] == 0) {
                        search->color[to->index] = 1;
                        search->path[search->depth++] = (struct step){ to->index, 0 };
                }
        }
        return 0;
}

static int check_circles(prg__check *check, const prg__list *list, edge_of edge)
{
        if (list->count == 0)
                return 0;
        struct circle_search search = { check, list, edge, prg__alloc_array(list->count, sizeof *search.path),
                prg__alloc_zero(list->count), 0 };
        int code = search.path && search.color ? 0 : PRG_ENOMEM;
        for (size_t i = 0; code == 0 && i < list->count; i++)
                if (search.color[i] == 0)
                        code = search_from(&search, i);
        prg__free(search.path);
        prg__free(search.color);
        return code;
}

static int check_all_circles(prg__check *check, const prg__root *root)
{
        int code;
        if ((code = check_circles(check, &root->agencies, parent_edge)) < 0
            || (code = check_circles(check, &root->objectives, parent_edge)) < 0
            || (code = check_circles(check, &root->indicator_groups, parent_edge)) < 0
            || (code = check_circles(check, &root->areas, area_edge)) < 0
            || (code = check_circles(check, &root->units, unit_edge)) < 0
            || (code = check_circles(check, &root->indicators, indicator_edge)) < 0)
                return code;
        return 0;
}

/* ---- everything ---- */

static int check_required(prg__check *check, const prg_item *item)
{
        for (const prg__field *field = item->class->fields; field->key; field++) {
                if (!(field->flags & PRG__REQUIRED) || prg__field_is_given(item, field)
                    || prg__check_is_broken(check, item, field->key))
                        continue;
                int code = prg__check_add(check, item, NULL, PRG_FINDING_MISSING_FIELD, "%s %s has no '%s'",
                        prg__class_article(item->class), item->class->name, field->key);
                if (code < 0)
                        return code;
        }
        return 0;
}

int prg__check_programme(prg__check *check, const prg_programme *programme)
{
        prg_walk *walk;
        int code = prg_walk_new(&walk, prg_programme_root(programme), NULL);
        if (code < 0)
                return code;
        prg_item *item;
        while ((code = prg_walk_next(walk, &item)) == 0) {
                if ((code = check_required(check, item)) < 0)
                        break;
                if (item->class->check && (code = item->class->check(item, check)) < 0)
                        break;
        }
        prg_walk_free(walk);
        prg_calendars_free(check->calendars);
        check->calendars = NULL;
        check->calendars_tried = 0;
        if (code == PRG_END)
                code = check_all_circles(check, &programme->root);
        if (code == 0)
                code = prg__check_targets(check, programme);
        return code < 0 ? code : prg__check_formulas(check, programme);
}

/* Where findings of a programme that is no document go. */
typedef struct telling {
        prg_report *report;
        const prg__check *check;
} telling;

static int into_report(void *payload, const prg_item *item, const char *key, int code, const char *message)
{
        const telling *to = payload;
        prg_buf pointer = PRG_BUF_INIT;
        int result = prg_item_pointer(item, &pointer);
        if (result == 0 && key)
                result = prg__buf_format(&pointer, "/%s", key);
        if (result == 0) {
                prg_finding finding = { code, PRG_SEVERITY_ERROR, NULL, pointer.data, NULL, 0, 0, 0, message, NULL, NULL };
                if (to->check->is_in_text)
                        prg__utf8_line(&finding.line, &finding.column, prg__text_or(prg_item_text(item, key), ""),
                                to->check->at);
                result = prg__report_add(to->report, &finding);
        }
        prg_buf_dispose(&pointer);
        return result;
}

int prg_programme_check(const prg_programme *programme, prg_report *report)
{
        if (programme == NULL)
                return prg__error_null("programme");
        prg_report *own = NULL;
        int code = report ? 0 : prg_report_new(&own, NULL);
        if (code < 0)
                return code;
        prg__check check = { .sink = into_report };
        telling to = { report ? report : own, &check };
        check.payload = &to;
        code = prg__check_programme(&check, programme);
        if (code == 0 && check.count)
                code = prg__report_fail(report ? report : own, PRG_ESCHEMA);
        prg_report_free(own);
        return code;
}
