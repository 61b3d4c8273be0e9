/* Queries. The text is read as a whole and by each setter, for a programme whose ids and names
 * collide with the words of queries. What is read has a canonical text that is read as the same
 * query; what is refused says where and leaves the query as it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libprogram.h>

#include "calc/query/query.h"
#include "util/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
        if (!holds)
                abort();
}

/* ---- the programme ---- */

static prg_item *add(prg_item *owner, const char *key, const char *id)
{
        prg_item *item = NULL;
        require(prg_item_add(&item, owner, key, id) == 0);
        return item;
}

static prg_item *with(prg_item *item, const char *key, const char *text)
{
        require(prg_item_set(item, key, text) == 0);
        return item;
}

static void add_indicators(prg_item *root)
{
        add(root, "indicator_groups", "g");
        with(add(root, "indicator_groups", "h"), "parent", "g");
        prg_item *cases = with(add(root, "indicators", "cases"), "kind", "flow");
        with(with(with(cases, "group", "h"), "name", "Số vụ, xã"), "period", "month");
        require(prg_item_append(cases, "breakdowns", "sex") == 0);
        with(with(add(root, "indicators", "all"), "kind", "stock"), "name", "Người nghiện");
        with(with(add(root, "indicators", "computed"), "kind", "ratio"), "formula", "cases / all");
        prg_item *grade =
                with(with(add(root, "indicators", "grade"), "kind", "class"), "group", "g");
        add(grade, "categories", "unclassified");
        add(grade, "categories", "b");
        with(add(root, "indicators", "vague"), "group", "h");
}

static prg_programme *make_programme(int collides)
{
        prg_programme *programme;
        require(prg_programme_new(&programme, "p") == 0);
        prg_item *root = prg_programme_root(programme);
        with(with(add(root, "calendars", "vn"), "kind", "shifted"), "day", "15");
        prg_item *stages = with(add(root, "calendars", "a..b"), "kind", "stages");
        with(with(add(stages, "stages", "TODAY"), "from", "2018-01-01"), "to", "2018-12-31");
        with(with(add(stages, "stages", "2018-x"), "from", "2018-06-01"), "to", "2019-12-31");
        add(root, "sources", "police");
        prg_item *sex = add(root, "breakdowns", "sex");
        add(sex, "categories", "female");
        add(sex, "categories", "male");
        add(add(root, "breakdowns", "age"), "categories", "unallocated");
        add(root, "breakdowns", "none");
        add_indicators(root);
        with(with(add(root, "areas", "P"), "level", "province"), "name", "Tỉnh Lào Cai");
        with(with(add(root, "areas", "D"), "level", "district"), "parent", "P");
        with(with(with(add(root, "areas", "C"), "level", "level"), "parent", "D"), "to",
                "2018-06-30");
        with(with(add(root, "areas", "H"), "level", "city"), "name", "level:x@y");
        if (collides) {
                with(add(root, "areas", "units"), "parent", "D");
                add(add(root, "breakdowns", "total"), "categories", "a");
                add(add(root, "breakdowns", "observed"), "categories", "a");
        } else {
                require(prg_item_set(
                                prg_programme_get(programme, "indicator", "all"), "id", "addicts")
                        == 0);
        }
        return programme;
}

/* ---- what must hold ---- */

static prg_buf written(const prg_query *query)
{
        prg_buf buf = PRG_BUF_INIT;
        require(prg_query_format(&buf, query) == 0);
        return buf;
}

static int same(const prg_buf *a, const prg_buf *b)
{
        return a->length == b->length
               && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

/* The place is a character of the text, or the end of it. */
static void says_where(int code, const char *text, size_t length)
{
        const prg_error *error = prg_error_last();
        size_t characters = 0, place = 0;
        require(error->code == code && *error->message
                && strncmp(error->place, "character ", 10) == 0);
        require(code == PRG_ESYNTAX || code == PRG_ERANGE || code == PRG_ENOTFOUND
                || code == PRG_ENOTYET || code == PRG_ESCHEMA || code == PRG_ECONFLICT
                || code == PRG_EUTF8 || code == PRG_ELIMIT || code == PRG_EEXISTS || code == PRG_ECYCLE
                || code == PRG_EINVALID);
        for (size_t i = 0; i < length; i++)
                characters += ((unsigned char)text[i] & 0xC0) != 0x80;
        for (const char *digit = error->place + 10; *digit; digit++)
                place = place * 10 + (size_t)(*digit - '0');
        require(place >= 1 && (code == PRG_EUTF8 || place <= characters + 1));
        for (const char *c = error->message; *c; c++)
                require((unsigned char)*c >= ' ');
}

static void check_areas(const prg_query *query, prg_date day)
{
        const prg_item **areas = NULL;
        size_t count = 0;
        int code = prg__query_areas(query, day, &areas, &count);
        require(code == (areas ? 0 : PRG_ENOTFOUND));
        for (size_t i = 0; i < count; i++) {
                require(prg_area_exists(areas[i], day));
                for (size_t before = 0; before < i; before++)
                        require(areas[i] != areas[before]);
        }
        prg__free(areas);
}

/* Cuts are different, and their texts say what they are as far as ids do. */
static void check_cuts(const prg_query *query)
{
        require(query->cut_count >= 1 && query->cut_count <= 10000);
        for (size_t i = 0; i < query->cut_count && i < 100; i++) {
                const prg__cut *cut = &query->cuts[i];
                require(cut->text && *cut->text && cut->factor_count <= PRG__FACTORS_MOST);
                for (size_t f = 0; f < cut->factor_count; f++)
                        require(strstr(cut->text, prg_item_id(cut->factors[f].breakdown)) != NULL);
        }
}

static void check_read(prg_programme *programme, prg_query *query)
{
        prg_query *again = NULL;
        const prg_query *shared = NULL;
        prg_buf first = written(query);
        require(prg_query_parse(&again, programme, first.length ? first.data : "", first.length)
                == 0);
        prg_buf second = written(again);
        require(same(&first, &second));
        require(prg_query_indicator_count(again) == prg_query_indicator_count(query)
                && prg_query_period_count(again) == prg_query_period_count(query)
                && again->area_count == query->area_count && again->cut_count == query->cut_count
                && again->measure_count == query->measure_count);
        for (size_t i = 0; i < query->period_count; i++)
                require(prg_period_compare(&query->periods[i], &again->periods[i]) == 0);
        for (size_t i = 0; i < query->cut_count; i++)
                require(strcmp(query->cuts[i].text, again->cuts[i].text) == 0);
        check_cuts(query);
        check_areas(query, 17532);
        check_areas(query, 17897);

        require(prg__query_share(&shared, query) == 0);
        require(prg_query_set_periods(query, "2001") == 0
                && prg_query_set_indicators(query, "grade") == 0);
        prg_buf third = written(shared);
        require(same(&first, &third));
        prg__query_release(shared);
        prg_query_free(again);
        prg_buf_dispose(&first);
        prg_buf_dispose(&second);
        prg_buf_dispose(&third);
}

static void read_whole(prg_programme *programme, const char *text, size_t length)
{
        prg_query *query = NULL;
        prg_error_clear();
        int code = prg_query_parse(&query, programme, text, length);
        require((code == 0) == (query != NULL));
        if (code < 0) {
                says_where(code, text, length);
                return;
        }
        require(prg_error_last()->code == 0);
        check_read(programme, query);
        prg_query_free(query);
}

static void set_axes(prg_programme *programme, const char *text)
{
        static int (*const setters[])(prg_query * query,
                const char *text) = { prg_query_set_indicators, prg_query_set_areas,
                prg_query_set_periods, prg_query_set_breakdowns, prg_query_set_measures,
                prg_query_set_what_if };
        static const char start[] =
                "indicators grade; areas P; periods 2018; breakdowns sex, classes; measures rank";
        for (size_t i = 0; i < sizeof setters / sizeof *setters; i++) {
                prg_query *query;
                require(prg_query_parse(&query, programme, start, sizeof start - 1) == 0);
                prg_buf before = written(query);
                int code = setters[i](query, text);
                if (code < 0) {
                        says_where(code, text, strlen(text));
                        prg_buf after = written(query);
                        require(same(&before, &after));
                        prg_buf_dispose(&after);
                } else {
                        check_read(programme, query);
                }
                prg_buf_dispose(&before);
                prg_query_free(query);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static prg_programme *programmes[2];
        if (size == 0 || size > 4096)
                return 0;
        int collides = data[0] == '!';
        if (programmes[collides] == NULL) {
                programmes[collides] = make_programme(collides);
                require(prg_programme_freeze(programmes[collides]) == 0);
        }
        char *text = malloc(size + 1);
        require(text != NULL);
        memcpy(text, data, size);
        text[size] = '\0';
        const char *from = text + collides;
        read_whole(programmes[collides], from, size - (size_t)collides);
        set_axes(programmes[collides], from);
        free(text);
        return 0;
}
