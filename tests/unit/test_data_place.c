/* Who reports an indicator: on every day of random histories of areas, as the definition says it.
 */
#include "model.h"

#include "data/series.h"

#define AREAS 12
#define DAYS  40

static uint64_t state = 88172645463325252u;

static int roll(int sides)
{
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)(state >> 33) % sides;
}

static void set_day(prg_item *item, const char *field, int number)
{
        prg_buf text = PRG_BUF_INIT;
        ck_assert_int_eq(prg_date_format(&text, day("2020-01-01") + number), 0);
        ck_assert_int_eq(prg_item_set(item, field, text.data), 0);
        prg_buf_dispose(&text);
}

static void set_parent(prg_item *item)
{
        char id[8];
        snprintf(id, sizeof id, "A%d", roll(AREAS));
        ck_assert_int_eq(prg_item_set(item, "parent", id), 0);
}

/* Parents in a circle, later states in no order, days that end before they begin: a programme need
 * not have been checked. */
static prg_programme *random_areas(void)
{
        prg_programme *programme =
                scripted("+indicators leaf; kind=flow; period=month; /;"
                         "+indicators high; kind=flow; period=month; level=high");
        prg_item *root = prg_programme_root(programme), *area, *later;
        for (int i = 0; i < AREAS; i++) {
                char id[8];
                snprintf(id, sizeof id, "A%d", i);
                ck_assert_int_eq(prg_item_add(&area, root, "areas", id), 0);
        }
        for (int i = 0; i < AREAS; i++) {
                area = prg_item_at(root, "areas", (size_t)i);
                if (roll(4))
                        ck_assert_int_eq(prg_item_set(area, "level", roll(2) ? "high" : "low"), 0);
                if (roll(2))
                        set_parent(area);
                if (roll(3) == 0)
                        set_day(area, "from", roll(DAYS));
                if (roll(3) == 0)
                        set_day(area, "to", roll(DAYS));
                for (int s = roll(4); s > 0; s--) {
                        ck_assert_int_eq(prg_item_add(&later, area, "later", NULL), 0);
                        if (roll(8))
                                set_day(later, "from", roll(DAYS));
                        if (roll(4))
                                set_parent(later);
                }
        }
        return programme;
}

/* Whether an area that exists lies in it, perhaps through areas that do not exist. */
static int has_areas(const prg_item *root, const prg_item *area, prg_date day)
{
        for (size_t i = 0; i < prg_item_size(root, "areas"); i++) {
                const prg_item *other = prg_item_at(root, "areas", i);
                if (!prg_area_exists(other, day))
                        continue;
                const prg_item *above = prg_area_parent(other, day);
                for (int steps = 0; above && above != area && steps < 64; steps++)
                        above = prg_area_parent(above, day);
                if (above == area)
                        return 1;
        }
        return 0;
}

START_TEST(who_reports_follows_from_who_lies_in_whom)
{
        state += (uint64_t)_i * 7919;
        prg_programme *programme = random_areas();
        prg_item *root = prg_programme_root(programme);
        const prg_item *leaf = get(programme, "indicator", "leaf");
        const prg_item *high = get(programme, "indicator", "high");
        prg_data *data;
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
        for (int i = 0; i < AREAS; i++)
                for (prg_date at = day("2019-12-30"); at < day("2020-01-01") + DAYS + 3; at++) {
                        const prg_item *area = prg_item_at(root, "areas", (size_t)i);
                        const char *level = prg_item_text(area, "level");
                        ck_assert_int_eq(
                                prg__unit_reports(data, (const prg__indicator *)leaf, area, at),
                                !has_areas(root, area, at));
                        ck_assert_int_eq(
                                prg__unit_reports(data, (const prg__indicator *)high, area, at),
                                level && strcmp(level, "high") == 0);
                }
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(a_circle_of_areas_ends)
{
        prg_programme *programme =
                scripted("+areas X; level=low; /; +areas Y; level=low; parent=X; /;"
                         "+indicators high; kind=flow; period=year; level=high");
        prg_data *data;
        prg_key where = PRG_KEY_INIT;
        prg_value value = PRG_VALUE_INIT;
        ck_assert_int_eq(prg_item_set(get(programme, "area", "X"), "parent", "Y"), 0);
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
        where.indicator = get(programme, "indicator", "high");
        where.area = get(programme, "area", "X");
        ck_assert_int_eq(prg_period_parse(&where.period, NULL, "2018", 4), 0);
        ck_assert_fails(prg_data_set(data, &where, &value), PRG_ESCHEMA);
        ck_assert_message("lies above");
        prg_data_free(data);
        prg_programme_unref(programme);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("data_place");
        TCase *places = tcase_create("places");
        tcase_add_loop_test(places, who_reports_follows_from_who_lies_in_whom, 0, 20);
        tcase_add_test(places, a_circle_of_areas_ends);
        suite_add_tcase(suite, places);
        return unit_run(suite);
}
