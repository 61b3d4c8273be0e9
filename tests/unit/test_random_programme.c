/* Random edits over all classes and fields, as prg_class_field() tells them, and what must hold after them.
 *
 * A plain scan says what the programme's own bookkeeping must be: counts and ids per class, owner and place of
 * each item, and how many references point to it. An edit that fails must have left document and generation as
 * they were; one that succeeds raises the generation by one. A programme is read again from what it writes if and
 * only if its check finds nothing, and then writes the same bytes; so does its copy. */
#include "model.h"

#include <stdint.h>

#include "model/item.h"

#define STEPS 1200
#define SEEDS 3

static uint64_t state;

static uint32_t random_below(uint32_t limit)
{
        state = state * 6364136223846793005u + 1442695040888963407u;
        return (uint32_t)(state >> 33) % limit;
}

static const char *one_of(const char *const *texts, size_t count)
{
        return texts[random_below((uint32_t)count)];
}
#define ONE_OF(texts) one_of(texts, sizeof(texts) / sizeof *(texts))

/* ---- what there is ---- */

#define MOST 4000

static prg_item *items[MOST];
static size_t item_count;

static void list_items(prg_programme *programme)
{
        prg_walk *walk;
        item_count = 0;
        ck_assert_int_eq(prg_walk_new(&walk, prg_programme_root(programme), NULL), 0);
        while (prg_walk_next(walk, &items[item_count]) == 0)
                ck_assert_uint_lt(++item_count, MOST);
        prg_walk_free(walk);
}

static prg_item *random_item(void)
{
        /* The standard roles would be met too often. */
        prg_item *item = items[random_below((uint32_t)item_count)];
        if (prg__calendar_is_builtin(item) || (strcmp(prg_item_class(item), "role") == 0 && random_below(8)))
                return items[0];
        return item;
}

static prg_field random_field(const prg_item *item)
{
        prg_field field;
        size_t count = 0;
        while (prg_class_field(&field, prg_item_class(item), count) == 0)
                count++;
        ck_assert_int_eq(prg_class_field(&field, prg_item_class(item), random_below((uint32_t)count)), 0);
        return field;
}

static int is(const prg_field *field, const char *type)
{
        return strcmp(field->type, type) == 0;
}

/* ---- random values, good ones mostly ---- */

static const char *random_id(void)
{
        static const char *const odd[] = { "", "A B", "đ", "-x", "lead", "coordinate", "_x", "A.b-c_9" };
        static char text[32];
        if (random_below(15) == 0)
                return ONE_OF(odd);
        snprintf(text, sizeof text, "%c%u", random_below(4) ? 'a' : 'B', random_below(60));
        return text;
}

static const char *random_value(const prg_field *field)
{
        static const char *const texts[] = { "", "x", "Công an tỉnh", "tuý; \"trích\" và \\ hết\nhàng\t", "Ủy ban", "👍", "\xff", "'", "\x01" };
        static const char *const words[] = { "task", "project", "xa", "9", "a.b", "không", "", "a b" };
        static const char *const dates[] = { "2017-09-29", "2018-01-01", "2025-06-30", "2025-07-01", "0001-01-01", "9999-12-31", "2018-02-30", "" };
        static const char *const numbers[] = { "0", "1", "0.5", "-12.50", "100", "999999999999.999999", "0.000000000000000001", "1e5", "x", "" };
        static const char *const counts[] = { "0", "1", "9", "10", "1000", "1000000", "1000001", "-1", "" };
        static const char *const flags[] = { "true", "false", "yes" };
        if (is(field, "choice")) {
                size_t count = 0;
                while (field->choices[count])
                        count++;
                return random_below(10) ? field->choices[random_below((uint32_t)count)] : "nonsense";
        }
        return is(field, "word") ? ONE_OF(words) : is(field, "date") ? ONE_OF(dates) : is(field, "number") ? ONE_OF(numbers)
                : is(field, "count") ? ONE_OF(counts) : is(field, "flag") ? ONE_OF(flags) : ONE_OF(texts);
}

/* The id of something that exists and that the field takes, where there is one. */
static const char *random_target(const prg_item *item, const prg_field *field)
{
        const prg__field *inside = prg__class_field(item->class, field->key, strlen(field->key));
        for (int tries = 0; tries < 60; tries++) {
                const prg_item *target = items[random_below((uint32_t)item_count)];
                if (prg__field_takes(inside, target->class))
                        return prg_item_id(target);
        }
        return random_id();
}

/* ---- one edit ---- */

static int set_something(prg_item *item, const prg_field *field)
{
        static const char *const languages[] = { "vi", "en", "fr", "tiếng Việt" };
        if (is(field, "names") && random_below(2))
                return prg_item_set_translation(item, field->key, ONE_OF(languages), random_below(6) ? random_value(field) : NULL);
        if (random_below(8) == 0)
                return prg_item_set(item, field->key, NULL);
        return prg_item_set(item, field->key, is(field, "reference") ? random_target(item, field) : random_value(field));
}

static int edit(void)
{
        prg_item *item = random_item(), *other = random_item();
        prg_field field = random_field(item);
        const char *id = random_below(12) ? random_id() : NULL;
        switch (random_below(12)) {
        case 0: return prg_item_set(item, "id", id);
        case 1: return prg_item_remove(item);
        case 2: return prg_item_move(item, other, item->field ? item->field->key : "components", random_below(5));
        case 3: return prg_item_take(item, field.key, random_below(3));
        case 4: return prg_item_set(item, random_below(2) ? "nonsense" : field.key, NULL);
        case 5:
        case 6:
                /* An owner that can have one is sought, so that the programme grows. */
                for (int tries = 0; tries < 20 && !is(&field, "items") && !is(&field, "record"); tries++)
                        field = random_field(item = random_item());
                if (field.of && prg__class_of_name(field.of)->number == PRG__NO_ID && random_below(10))
                        id = NULL;
                return prg_item_add(NULL, item, field.key, id);
        default:
                if (is(&field, "references") || is(&field, "texts"))
                        return prg_item_append(item, field.key, is(&field, "texts") ? random_value(&field) : random_target(item, &field));
                return set_something(item, &field);
        }
}

/* ---- what must hold ---- */

static int refers_from_outside(const prg_item *used, const prg_item *within)
{
        for (size_t i = 0; i < item_count; i++) {
                const prg_item *user = items[i], *up = user;
                while (up && up != within)
                        up = up->owner;
                if (up)
                        continue;
                prg_field field;
                for (size_t f = 0; prg_class_field(&field, prg_item_class(user), f) == 0; f++) {
                        if (is(&field, "reference") && prg_item_get(user, field.key) == used)
                                return 1;
                        for (size_t n = 0; is(&field, "references") && n < prg_item_size(user, field.key); n++)
                                if (prg_item_at(user, field.key, n) == used)
                                        return 1;
                }
        }
        return 0;
}

/* Whether a scan says that an item may be removed. */
static int is_free(const prg_item *item)
{
        for (size_t i = 0; i < item_count; i++)
                for (const prg_item *up = items[i]; up; up = up->owner)
                        if (up == item && refers_from_outside(items[i], item))
                                return 0;
        return 1;
}

static void check_uses(void)
{
        static unsigned uses[MOST];
        memset(uses, 0, sizeof uses);
        for (size_t i = 0; i < item_count; i++)
                items[i]->source_index = i; /* a mark, so that a target finds its place */
        for (size_t i = 0; i < item_count; i++) {
                prg_field field;
                for (size_t f = 0; prg_class_field(&field, prg_item_class(items[i]), f) == 0; f++) {
                        const prg_item *target = is(&field, "reference") ? prg_item_get(items[i], field.key) : NULL;
                        if (target)
                                uses[target->source_index]++;
                        for (size_t n = 0; is(&field, "references") && n < prg_item_size(items[i], field.key); n++)
                                uses[prg_item_at(items[i], field.key, n)->source_index]++;
                }
        }
        for (size_t i = 0; i < item_count; i++) {
                ck_assert_uint_eq(items[i]->uses, uses[i]);
                ck_assert(!prg_item_is_removed(items[i]));
        }
}

/* The item at a JSON pointer, by the public reading functions. */
static prg_item *item_at_pointer(prg_programme *programme, const char *pointer)
{
        prg_item *item = prg_programme_root(programme);
        while (*pointer == '/') {
                char key[64];
                size_t length = strcspn(pointer + 1, "/");
                ck_assert_uint_lt(length, sizeof key);
                memcpy(key, pointer + 1, length);
                key[length] = '\0';
                pointer += length + 1;
                if (prg_item_get(item, key)) {
                        item = prg_item_get(item, key);
                } else {
                        ck_assert_int_eq(*pointer, '/');
                        size_t place = strtoul(pointer + 1, NULL, 10);
                        pointer += 1 + strcspn(pointer + 1, "/");
                        /* The document does not list what is standard. */
                        for (size_t i = 0; (strcmp(key, "roles") == 0 || strcmp(key, "calendars") == 0) && i <= place; i++)
                                place += prg__item_is_standard(prg_item_at(item, key, i)) != 0;
                        item = prg_item_at(item, key, place);
                }
                ck_assert_ptr_nonnull(item);
        }
        return item;
}

static void check_order(prg_programme *programme)
{
        prg_buf pointer = PRG_BUF_INIT;
        size_t counts[PRG__CLASSES] = { 0 };
        for (size_t i = 0; i < item_count; i++) {
                const prg_item *item = items[i], *owner = prg_item_owner(item);
                int number = item->class->number;
                if (owner) {
                        prg_item *there = item->field->type == PRG__RECORD ? prg_item_get(owner, item->field->key)
                                                                            : prg_item_at(owner, item->field->key, prg_item_index(item));
                        ck_assert_ptr_eq(there, item);
                }
                if (number >= 0) {
                        counts[number]++;
                        ck_assert_ptr_eq(prg_programme_get(programme, prg_item_class(item), prg_item_id(item)), item);
                }
                if (prg__item_is_standard(item))
                        continue;
                pointer.length = 0;
                ck_assert_int_eq(prg_item_pointer(item, &pointer), 0);
                ck_assert_ptr_eq(item_at_pointer(programme, pointer.data), item);
        }
        for (int number = 0; number < PRG__CLASSES; number++) {
                ck_assert_uint_eq(prg_programme_count(programme, prg__class_at(number)->name), counts[number]);
                ck_assert_uint_eq(programme->ids[number].count, counts[number]);
        }
        prg_buf_dispose(&pointer);
}

static void check_copy(prg_programme *programme, const char *text)
{
        prg_programme *copy;
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        char *copied = written(copy);
        ck_assert_str_eq(copied, text);
        free(copied);
        list_items(copy);
        check_uses();
        check_order(copy);
        prg_programme_unref(copy);
        list_items(programme);
}

/* Takes away whatever refers to an item or to what belongs to it, and then the item. */
static void remove_by_force(prg_programme *programme, prg_item *item)
{
        list_items(programme);
        for (size_t i = 0; i < item_count; i++) {
                prg_field field;
                for (size_t f = 0; prg_class_field(&field, prg_item_class(items[i]), f) == 0; f++) {
                        for (const prg_item *up = prg_item_get(items[i], field.key); up && is(&field, "reference"); up = up->owner)
                                if (up == item) {
                                        ck_assert_int_eq(prg_item_set(items[i], field.key, NULL), 0);
                                        break;
                                }
                        for (size_t n = prg_item_size(items[i], field.key); is(&field, "references") && n-- > 0;)
                                for (const prg_item *up = prg_item_at(items[i], field.key, n); up; up = up->owner)
                                        if (up == item) {
                                                ck_assert_int_eq(prg_item_take(items[i], field.key, n), 0);
                                                break;
                                        }
                }
        }
        ck_assert_int_eq(prg_item_remove(item), 0);
}

/* Removes from a copy what the check complains about, until it does not. */
static prg_programme *sound_copy(prg_programme *programme)
{
        prg_programme *copy;
        prg_report *report;
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        while (prg_programme_check(copy, report) != 0) {
                const char *pointer = prg_report_at(report, 0)->pointer;
                char place[256];
                snprintf(place, sizeof place, "%s", pointer);
                /* A finding about a field ends with its key; the item is what stands before. */
                prg_field field;
                char *key = strrchr(place, '/');
                if (key && (key[1] < '0' || key[1] > '9') && strcmp(key, "/time") != 0)
                        *key = '\0';
                prg_item *item = item_at_pointer(copy, place);
                if (prg_item_owner(item) == NULL)
                        ck_assert_int_eq(prg_item_set(item, strcmp(pointer, "/to") == 0 ? "to" : "from", NULL), 0);
                else if (strcmp(prg_item_class(item), "time") == 0 && prg_item_text(item, "form") && random_below(2))
                        ck_assert_int_eq(prg_item_set(item, "form", "continuous"), 0);
                else if (prg_class_field(&field, prg_item_class(item), 0) == 0)
                        remove_by_force(copy, item);
                prg_report_clear(report);
        }
        prg_report_free(report);
        return copy;
}

static void check_reading(prg_programme *programme)
{
        prg_programme *sound = sound_copy(programme), *read = NULL;
        char *text = written(programme);
        int code = prg_programme_read_json(&read, text, strlen(text), NULL);
        ck_assert_int_eq(code, prg_programme_check(programme, NULL));
        prg_programme_unref(code == 0 ? read : NULL);
        free(text);
        text = written(sound);
        ck_assert_msg(prg_programme_read_json(&read, text, strlen(text), NULL) == 0, "%s: %s\n%s", prg_error_last()->place,
                prg_error_last()->message, text);
        char *again = written(read);
        ck_assert_str_eq(text, again);
        list_items(read);
        check_uses();
        check_order(read);
        free(text);
        free(again);
        prg_programme_unref(read);
        prg_programme_unref(sound);
        list_items(programme);
}

START_TEST(after_every_edit_everything_agrees)
{
        size_t done = 0, refused = 0, most = 0;
        prg_programme *programme = new_programme();
        char *before = written(programme);
        state = 1780 + (uint64_t)_i;
        for (int step = 0; step < STEPS; step++) {
                unsigned long generation = prg_programme_generation(programme);
                list_items(programme);
                most = item_count > most ? item_count : most;
                int code = edit();
                char *after = written(programme);
                if (code < 0) {
                        refused++;
                        ck_assert_int_eq(prg_error_last()->code, code);
                        ck_assert_str_eq(before, after);
                        ck_assert_uint_eq(prg_programme_generation(programme), generation);
                } else {
                        done++;
                        ck_assert_int_eq(code, 0);
                        ck_assert_uint_le(prg_programme_generation(programme), generation + 1);
                        /* Only a rename to the same id is no edit. */
                        if (strcmp(before, after) != 0)
                                ck_assert_uint_eq(prg_programme_generation(programme), generation + 1);
                }
                free(before);
                before = after;
                if (step % 10 == 9) {
                        list_items(programme);
                        check_uses();
                        check_order(programme);
                }
                if (step % 50 == 49)
                        check_copy(programme, before);
                if (step % 150 == 149)
                        check_reading(programme);
        }
        free(before);
        /* The test would be worth little if all were refused, or nothing. */
        ck_assert_uint_gt(done, STEPS / 4);
        ck_assert_uint_gt(refused, STEPS / 10);
        ck_assert_uint_gt(most, 60);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(removal_is_refused_exactly_when_something_outside_refers_to_it)
{
        size_t done = 0, refused = 0;
        prg_programme *programme = new_programme();
        state = 30 + (uint64_t)_i;
        for (int step = 0; step < 3000; step++) {
                list_items(programme);
                if (step % 10) {
                        edit();
                        continue;
                }
                prg_item *item = items[random_below((uint32_t)item_count)];
                if (item == items[0] || prg__role_is_builtin(item)
                    || prg__calendar_is_builtin(item))
                        continue;
                int free_of_users = is_free(item);
                int code = prg_item_remove(item);
                ck_assert_int_eq(code, free_of_users ? 0 : PRG_ECONFLICT);
                done += code == 0;
                refused += code != 0;
                list_items(programme);
                check_uses();
        }
        ck_assert_uint_gt(done, 20);
        ck_assert_uint_gt(refused, 10);
        prg_programme_unref(programme);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("random programme");
        TCase *tests = tcase_create("random programme");
        tcase_add_loop_test(tests, after_every_edit_everything_agrees, 0, SEEDS);
        tcase_add_loop_test(tests, removal_is_refused_exactly_when_something_outside_refers_to_it, 0, SEEDS);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
