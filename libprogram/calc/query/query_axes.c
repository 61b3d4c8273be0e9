/* The axes of indicators and areas, from their texts.
 *
 * An id wins over a word: of a programme with an indicator "all", the text "all" means that one. So
 * whatever is written by ids is read again as the same. */
#include <string.h>

#include "calc/query/shared.h"
#include "calc/query/suppose.h"
#include "model/programme.h"
#include "query_text.h"
#include "util/buf.h"
#include "util/memory.h"
#include "util/suggest.h"

/* ---- indicators ---- */

static int is_known(const prg__indicator *indicator)
{
        return indicator->kind != 0 && (indicator->kind != PRG__KIND_COMPUTED || indicator->formula);
}

static int add_indicator(prg__query_list *list, const prg__indicator *indicator)
{
        return prg__query_list_add(list, &indicator, &(uintptr_t){ (uintptr_t)indicator }, 1);
}

/* What a list of indicators names so far, and the groups that were taken apart, NULL for "all": it
 * happens once to each, however often it is named. */
typedef struct naming {
        prg__query_list indicators, groups;
        prg__supposed *own; /* formulas of the text, and what the query supposed before */
} naming;

/* 0; PRG_END when that was there before. */
static int begin_group(naming *to, const prg_item *group)
{
        size_t before = to->groups.count;
        int code = prg__query_list_add(&to->groups, &group, &(uintptr_t){ (uintptr_t)group }, 1);
        return code < 0 || to->groups.count > before ? code : PRG_END;
}

static int add_all(naming *to, const prg_query *query, const prg__query_text *entry)
{
        const prg__list *all = &query->programme->root.indicators;
        size_t known = 0;
        int code = begin_group(to, NULL);
        if (code != 0)
                return code;
        for (size_t i = 0; code == 0 && i < all->count; i++) {
                if (!is_known(all->at[i]))
                        continue;
                known++;
                code = add_indicator(&to->indicators, all->at[i]);
        }
        if (code == 0 && known == 0)
                code = prg__error(PRG_ENOTFOUND, PRG__QUERY_AT(entry, entry->at),
                        "the programme has no indicator that can be computed");
        return code;
}

/* Whether the group of an indicator is one that lies inside. `inside` says so of each group by its
 * place as far as it is known: 0 not known, 1 yes, 2 no. Groups that contain each other end at the
 * second visit. */
static int lies_inside(unsigned char *inside, const prg__indicator *indicator)
{
        const prg__indicator_group *group = (const prg__indicator_group *)indicator->group,
                                   *at = group;
        for (; at && inside[at->item.index] == 0; at = (const prg__indicator_group *)at->parent)
                inside[at->item.index] = 2;
        if (at == NULL || inside[at->item.index] == 2)
                return 0;
        for (const prg__indicator_group *it = group; it != at;
                it = (const prg__indicator_group *)it->parent)
                inside[it->item.index] = 1;
        return 1;
}

static int add_group(naming *to, const prg_query *query, const prg__query_text *name, prg_buf *word)
{
        const prg__root *root = &query->programme->root;
        prg_item *group;
        size_t known = 0;
        if (prg__query_is_empty(name))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(name, name->at),
                        "expected a group of indicators");
        int code = prg__query_find(&group, query, "indicator_group", name, NULL, word);
        if (code == 0)
                code = begin_group(to, group);
        if (code != 0)
                return code;
        unsigned char *inside = prg__alloc_zero(root->indicator_groups.count);
        if (inside == NULL)
                return PRG_ENOMEM;
        inside[group->index] = 1;
        for (size_t i = 0; code == 0 && i < root->indicators.count; i++) {
                const prg__indicator *indicator = root->indicators.at[i];
                if (!is_known(indicator) || !lies_inside(inside, indicator))
                        continue;
                known++;
                code = add_indicator(&to->indicators, indicator);
        }
        prg__free(inside);
        if (code == 0 && known == 0)
                code = prg__error(PRG_ENOTFOUND, PRG__QUERY_AT(name, name->at),
                        "the group '%s' has no indicator that can be computed", group->id);
        return code;
}

static int add_named(
        prg__query_list *list, const prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        static const char *const words[] = { "all", NULL };
        prg_item *item;
        int code = prg__query_find(&item, query, "indicator", entry, words, word);
        if (code < 0)
                return code;
        const prg__indicator *indicator = (const prg__indicator *)item;
        if (indicator->kind == 0)
                return prg__error(PRG_ESCHEMA, PRG__QUERY_AT(entry, entry->at),
                        "the indicator '%s' has no kind, expected one that can be computed",
                        item->id);
        return add_indicator(list, indicator);
}

static int add_formula(naming *to, const prg_query *query, const prg__query_text *entry)
{
        prg__own_formula *made;
        int code = prg__query_read_formula(&made, query, entry, prg__supposed_new_count(to->own));
        if (code < 0)
                return code;
        const prg__indicator *indicator = &made->indicator;
        if (prg__supposed_find(to->own, indicator->item.id, strlen(indicator->item.id))) {
                code = prg__error(PRG_EEXISTS, PRG__QUERY_AT(entry, entry->at), "a second formula for '%s'", indicator->item.id);
                prg__own_formula_release(made);
                return code;
        }
        code = prg__supposed_add(to->own, made);
        return code < 0 ? code : add_indicator(&to->indicators, indicator);
}

static int read_indicator(
        naming *to, const prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        prg__query_text head, tail = *entry;
        if (prg__query_equals(entry) < entry->end)
                return add_formula(to, query, entry);
        if (prg__query_is(entry, "all")
                && prg_programme_get(query->programme, "indicator", "all") == NULL)
                return add_all(to, query, entry);
        if (prg__query_split(&head, &tail, ':') && prg__query_is(&head, "group"))
                return add_group(to, query, &tail, word);
        return add_named(&to->indicators, query, entry, word);
}

/* The cuts of classes are those of the indicators. */
static int take_indicators(prg_query *query, naming *to, const prg__query_text *text)
{
        const prg__query_list *list = &to->indicators;
        const prg__indicator **made = prg__query_list_share(list, 0);
        prg__query_cuts cuts;
        prg__query_text again;
        if (made == NULL)
                return PRG_ENOMEM;
        int code = prg__query_text_begin(&again, query->breakdowns, strlen(query->breakdowns));
        if (code == 0)
                code = prg__query_make_cuts(&cuts, query, again, made, list->count);
        if (code < 0) {
                prg__shared_drop(made);
                return prg__query_error_at(code, text, text->at);
        }
        prg__shared_drop(query->indicators);
        query->indicators = made;
        query->indicator_count = list->count;
        prg__query_take_cuts(query, &cuts);
        prg__supposed_release(query->supposed);
        query->supposed = to->own->count || to->own->values ? to->own : NULL;
        if (query->supposed)
                to->own = NULL;
        return 0;
}

int prg__query_read_indicators(prg_query *query, prg__query_text text)
{
        naming to;
        prg__query_text entry, rest = text;
        prg_buf word = PRG_BUF_INIT;
        int more = 1, code;
        prg__query_list_begin(&to.indicators, sizeof(const prg__indicator *));
        prg__query_list_begin(&to.groups, sizeof(const prg_item *));
        to.own = prg__supposed_new();
        code = to.own ? prg__supposed_copy_rest(to.own, query->supposed) : PRG_ENOMEM;
        while (code >= 0 && (code = prg__query_next_formula(&entry, &rest, &more, "an indicator")) == 0)
                code = read_indicator(&to, query, &entry, &word);
        if (code == PRG_END)
                code = take_indicators(query, &to, &text);
        prg__supposed_release(to.own);
        prg_buf_dispose(&word);
        prg__query_list_dispose(&to.indicators);
        prg__query_list_dispose(&to.groups);
        return code;
}

/* ---- areas ---- */

/* A level in the spelling of the first area that has it: one pointer for each level. */
static int find_level(
        const char **level, const prg_query *query, const prg__query_text *name, prg_buf *word)
{
        char meant[PRG__QUERY_MEANT];
        const prg__list *areas = &query->programme->root.areas;
        prg__suggest near;
        int code = prg__query_copy(word, name);
        if (code < 0)
                return code;
        for (size_t i = 0; i < areas->count; i++) {
                *level = ((const prg__area *)areas->at[i])->level;
                if (*level && strcmp(*level, word->data) == 0)
                        return 0;
        }
        prg__suggest_begin(&near, word->data, word->length);
        for (size_t i = 0; i < areas->count; i++)
                if (((const prg__area *)areas->at[i])->level)
                        prg__suggest_offer(&near, ((const prg__area *)areas->at[i])->level);
        return prg__error(PRG_ENOTFOUND, PRG__QUERY_AT(name, name->at),
                "no area has the level '%s'%s", word->data,
                prg__query_meant(meant, prg__suggest_best(&near)));
}

static int find_area(const prg_item **area, const prg_query *query, const prg__query_text *name,
        const char *const *words, prg_buf *word)
{
        prg_item *item;
        if (prg__query_is_empty(name))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(name, name->at), "expected an area");
        int code = prg__query_find(&item, query, "area", name, words, word);
        if (code == 0)
                *area = item;
        return code;
}

static int read_level(
        prg__area_word *made, const prg_query *query, prg__query_text rest, prg_buf *word)
{
        prg__query_text name;
        int has_area = prg__query_split(&name, &rest, '@');
        if (prg__query_is_empty(&name))
                return prg__error(PRG_ESYNTAX, PRG__QUERY_AT(&name, name.at), "expected a level");
        int code = find_level(&made->level, query, &name, word);
        made->kind = has_area ? PRG__AREA_LEVEL_OF : PRG__AREA_LEVEL;
        if (code == 0 && has_area)
                code = find_area(&made->area, query, &rest, NULL, word);
        return code;
}

static int read_area(
        prg__area_word *made, const prg_query *query, const prg__query_text *entry, prg_buf *word)
{
        static const char *const words[] = { "all", "roots", "units", NULL };
        static const prg__area_word_kind kinds[] = { PRG__AREA_ALL, PRG__AREA_ROOTS,
                PRG__AREA_UNITS };
        static const char *const relations[] = { "children", "within", "units", NULL };
        static const prg__area_word_kind related[] = { PRG__AREA_CHILDREN, PRG__AREA_WITHIN,
                PRG__AREA_UNITS_OF };
        prg__query_text head, tail = *entry;
        for (size_t i = 0; words[i]; i++)
                if (prg__query_is(entry, words[i])
                        && prg_programme_get(query->programme, "area", words[i]) == NULL) {
                        made->kind = kinds[i];
                        return 0;
                }
        int has_colon = prg__query_split(&head, &tail, ':');
        if (has_colon && prg__query_is(&head, "level"))
                return read_level(made, query, tail, word);
        for (size_t i = 0; has_colon && relations[i]; i++)
                if (prg__query_is(&head, relations[i])) {
                        made->kind = related[i];
                        return find_area(&made->area, query, &tail, NULL, word);
                }
        made->kind = PRG__AREA_ONE;
        return find_area(&made->area, query, entry, words, word);
}

static int take_areas(prg_query *query, const prg__query_list *list)
{
        const prg__area_word *first = list->at;
        /* The roots alone are what a new query asks for. */
        size_t count = list->count == 1 && first->kind == PRG__AREA_ROOTS ? 0 : list->count;
        prg__area_word *made = count ? prg__query_list_share(list, 0) : NULL;
        if (count && made == NULL)
                return PRG_ENOMEM;
        prg__shared_drop(query->areas);
        query->areas = made;
        query->area_count = count;
        return 0;
}

int prg__query_read_areas(prg_query *query, prg__query_text text)
{
        prg__query_list list;
        prg__query_text entry;
        prg_buf word = PRG_BUF_INIT;
        int more = 1, code;
        prg__query_list_begin(&list, sizeof(prg__area_word));
        while ((code = prg__query_next(&entry, &text, &more, "an area")) == 0) {
                prg__area_word made = { PRG__AREA_ONE, NULL, NULL };
                if ((code = read_area(&made, query, &entry, &word)) < 0)
                        break;
                const uintptr_t key[] = { (uintptr_t)made.kind, (uintptr_t)made.level,
                        (uintptr_t)made.area };
                if ((code = prg__query_list_add(&list, &made, key, 3)) < 0)
                        break;
        }
        if (code == PRG_END)
                code = take_areas(query, &list);
        prg_buf_dispose(&word);
        prg__query_list_dispose(&list);
        return code;
}

/* ---- the source ---- */

int prg__query_read_source(prg_query *query, prg__query_text text)
{
        prg_buf word = PRG_BUF_INIT;
        prg_item *source;
        int code = prg__query_find(&source, query, "source", &text, NULL, &word);
        if (code == 0)
                query->source = source;
        prg_buf_dispose(&word);
        return code;
}
