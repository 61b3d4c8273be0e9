/* Editing: what is taken, what is refused and why, and that a refused edit changes nothing. */
#include "edit.h"

#include "model/item.h"
#include "util/memory.h"

/* ---- single values ---- */

/* A field, a text that it takes, one that it refuses with which code and expectation. */
static const struct {
        const char *at, *key, *good, *bad;
        int code;
        const char *expected;
} values[] = {
        { "component T", "text", "lời văn, “nguyên văn”", "a\xff", PRG_EUTF8, "UTF-8" },
        { "component T", "text", "", "\xC0\x80", PRG_EUTF8, "UTF-8" },
        { "component T", "kind", "task.2_x-y", "a task", PRG_ESCHEMA, "a word" },
        { "component T", "kind", "9", "", PRG_ESCHEMA, "a word" },
        { "component T", "aim", "increase", "Increase", PRG_ESCHEMA, "zero, maintain, reduce, increase" },
        { "component T", "from", "2018-02-28", "2018-02-29", PRG_ESCHEMA, "YYYY-MM-DD" },
        { "component T", "to", "9999-12-31", "31/12/2020", PRG_ESCHEMA, "YYYY-MM-DD" },
        { "component T", "external", "X", "Y", PRG_ENOTFOUND, "the id of an external" },
        { "component T", "document", "D2", "D9", PRG_ENOTFOUND, "did you mean 'D1'?" },
        { "assignment T", "other", "true", "yes", PRG_ESCHEMA, "true or false" },
        { "assignment T", "binding", "false", "0", PRG_ESCHEMA, "true or false" },
        { "assignment T", "agency", "B", "G", PRG_ENOTFOUND, "the id of an agency" },
        { "assignment T", "group", "G", "A", PRG_ENOTFOUND, "the id of a group" },
        { "assignment T", "role", "coordinate", "cordinate", PRG_ENOTFOUND, "did you mean 'coordinate'?" },
        { "indicator cases", "decimals", "9", "10", PRG_ESCHEMA, "a whole number from 0 to 9" },
        { "indicator cases", "decimals", "0", "-1", PRG_ESCHEMA, "a whole number from 0 to 9" },
        { "indicator cases", "threshold", "1000000", "1000001", PRG_ESCHEMA, "a whole number from 0 to 1000000" },
        { "indicator cases", "threshold", "5", "99999999999999999999", PRG_ESCHEMA, "a whole number" },
        { "indicator cases", "threshold", "05", "", PRG_ESCHEMA, "a whole number" },
        { "indicator cases", "factor", "0.001", "0,001", PRG_ESCHEMA, "a number" },
        { "indicator cases", "factor", "-12.50", "1e3", PRG_ESCHEMA, "a number" },
        { "indicator cases", "minimum", "123456789012345678", "nan", PRG_ESCHEMA, "a number" },
        { "indicator cases", "over_areas", "weighted_mean", "average", PRG_ESCHEMA, "median, stddev, none" },
        { "indicator cases", "group", "IG", "ig", PRG_ENOTFOUND, "the id of an indicator group; did you mean 'IG'?" },
        { "indicator cases", "weight", "cases", "case", PRG_ENOTFOUND, "did you mean 'cases'?" },
        { "indicator cases", "unit", "kg", "g", PRG_ENOTFOUND, "the id of a unit" },
        { "document D1", "issuer", "A", "", PRG_ENOTFOUND, "the id of an agency" },
        { "area LC", "parent", "LC", "L", PRG_ENOTFOUND, "the id of an area" },
        { "objective O1", "parent", "O1", "O2", PRG_ENOTFOUND, "the id of an objective" },
};

static prg_item *item_at(const char *at)
{
        char class_name[64], id[64];
        ck_assert_int_eq(sscanf(at, "%63s %63s", class_name, id), 2);
        return strcmp(class_name, "assignment") == 0 ? prg_item_at(component(id), "assignments", 0)
                                                     : get(programme, class_name, id);
}

/* The value of a single field as text, whatever its type; "-" when it is not given. */
static const char *value_of(const prg_item *item, const char *key)
{
        static char text[256];
        prg_decimal number;
        prg_buf buf = PRG_BUF_INIT;
        snprintf(text, sizeof text, "-");
        if (prg_item_text(item, key))
                snprintf(text, sizeof text, "%s", prg_item_text(item, key));
        else if (prg_item_get(item, key))
                snprintf(text, sizeof text, "%s", prg_item_id(prg_item_get(item, key)));
        else if (prg_item_integer(item, key, -1) >= 0)
                snprintf(text, sizeof text, "%d", prg_item_integer(item, key, -1));
        else if (prg_item_flag(item, key, -1) >= 0)
                snprintf(text, sizeof text, "%s", prg_item_flag(item, key, -1) ? "true" : "false");
        else if (prg_item_number(item, key, &number) == 0)
                ck_assert_int_eq(prg_decimal_format(&buf, number, PRG_NUMBER_PLAIN), 0);
        else if (prg_item_date(item, key) != PRG_DATE_NONE)
                ck_assert_int_eq(prg_date_format(&buf, prg_item_date(item, key)), 0);
        if (buf.data)
                snprintf(text, sizeof text, "%s", buf.data);
        prg_buf_dispose(&buf);
        return text;
}

START_TEST(a_field_takes_what_its_type_says_and_nothing_else)
{
        const char *key = values[_i].key, *good = values[_i].good;
        prg_item *item = item_at(values[_i].at);
        unsigned long generation = prg_programme_generation(programme);
        ck_assert_int_eq(prg_item_set(item, key, good), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation + 1);
        ck_assert_str_eq(value_of(item, key), strcmp(good, "05") == 0 ? "5" : good);
        ck_assert_refused(programme, prg_item_set(item, key, values[_i].bad), values[_i].code);
        ck_assert_message(values[_i].expected);
        ck_assert_int_eq(prg_item_set(item, key, NULL), 0);
        ck_assert_str_eq(value_of(item, key), "-");
        ck_assert_int_eq(prg_item_set(item, key, NULL), 0);
}
END_TEST

START_TEST(an_unknown_key_is_told_with_the_nearest)
{
        prg_item *task = component("T");
        ck_assert_refused(programme, prg_item_set(task, "knid", "task"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "a component has no 'knid'; did you mean 'kind'?");
        ck_assert_str_eq(prg_error_last()->place, "T");
        ck_assert_refused(programme, prg_item_append(get(programme, "agency", "A"), "alias", "x"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "an agency has no 'alias'; did you mean 'aliases'?");
        ck_assert_refused(programme, prg_item_take(task, "obectives", 0), PRG_ENOTFOUND);
        ck_assert_refused(programme, prg_item_add(NULL, task, "chidren", "X"), PRG_ENOTFOUND);
        ck_assert_message("did you mean 'children'?");
        ck_assert_refused(programme, prg_item_move(task, root(), "component", 0), PRG_ENOTFOUND);
        ck_assert_refused(programme, prg_item_set_translation(task, "nam", "vi", "x"), PRG_ENOTFOUND);
        ck_assert_refused(programme, prg_item_set(task, "zzzzzzzzzz", "x"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "a component has no 'zzzzzzzzzz'");
}
END_TEST

START_TEST(a_field_of_another_type_is_refused_with_what_to_use)
{
        prg_item *task = component("T");
        ck_assert_refused(programme, prg_item_set(task, "aliases", "x"), PRG_EINVALID);
        ck_assert_message("of the type texts; use prg_item_append()");
        ck_assert_refused(programme, prg_item_set(task, "objectives", "O1"), PRG_EINVALID);
        ck_assert_message("prg_item_append()");
        ck_assert_refused(programme, prg_item_set(task, "children", "x"), PRG_EINVALID);
        ck_assert_message("prg_item_add()");
        ck_assert_refused(programme, prg_item_set(task, "time", "x"), PRG_EINVALID);
        ck_assert_message("of the type record; use prg_item_add()");
        ck_assert_refused(programme, prg_item_append(task, "kind", "x"), PRG_EINVALID);
        ck_assert_message("prg_item_set()");
        ck_assert_refused(programme, prg_item_append(task, "children", "x"), PRG_EINVALID);
        ck_assert_message("prg_item_add()");
        ck_assert_refused(programme, prg_item_append(task, "time", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_append(task, "name", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_take(task, "kind", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_take(task, "assignments", 0), PRG_EINVALID);
        ck_assert_message("prg_item_remove()");
        ck_assert_refused(programme, prg_item_set_translation(task, "text", "vi", "x"), PRG_EINVALID);
        ck_assert_message("prg_item_set()");
        ck_assert_refused(programme, prg_item_set_translation(task, "aliases", "vi", "x"), PRG_EINVALID);
        ck_assert_message("prg_item_append()");
        ck_assert_refused(programme, prg_item_add(NULL, task, "kind", "x"), PRG_EINVALID);
        ck_assert_message("prg_item_set()");
        ck_assert_refused(programme, prg_item_add(NULL, task, "objectives", "O1"), PRG_EINVALID);
}
END_TEST

START_TEST(without_what_it_needs_no_edit_begins)
{
        prg_item *task = component("T");
        ck_assert_fails(prg_item_set(NULL, "kind", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_set(task, NULL, "x"), PRG_EINVALID);
        ck_assert_fails(prg_item_set_translation(NULL, "name", "vi", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_set_translation(task, NULL, "vi", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_set_translation(task, "name", NULL, "x"), PRG_EINVALID);
        ck_assert_fails(prg_item_append(NULL, "aliases", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_append(task, NULL, "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_append(task, "aliases", NULL), PRG_EINVALID);
        ck_assert_fails(prg_item_take(NULL, "aliases", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_take(task, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_item_add(NULL, NULL, "children", "x"), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_add(NULL, task, NULL, "x"), PRG_EINVALID);
        ck_assert_fails(prg_item_remove(NULL), PRG_EINVALID);
        ck_assert_fails(prg_item_move(NULL, root(), "components", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_move(task, NULL, "components", 0), PRG_EINVALID);
        ck_assert_refused(programme, prg_item_move(task, root(), NULL, 0), PRG_EINVALID);
}
END_TEST

START_TEST(a_message_quotes_hostile_text_on_one_line)
{
        ck_assert_refused(programme, prg_item_set(component("T"), "kind", "a\n\xff"), PRG_ESCHEMA);
        ck_assert_message("'a ?'");
        ck_assert_refused(programme, prg_item_set(component("T"), "\xff", "x"), PRG_ENOTFOUND);
        ck_assert_int_eq(prg_text_validate(prg_error_last()->message, strlen(prg_error_last()->message), NULL), 0);
}
END_TEST

/* ---- names ---- */

START_TEST(names_are_set_per_language)
{
        prg_item *task = component("T");
        ck_assert_int_eq(prg_item_set(task, "name", "Nhiệm vụ"), 0);
        ck_assert_int_eq(prg_item_set_translation(task, "name", "en", "Task"), 0);
        ck_assert_int_eq(prg_item_set_translation(task, "name", "en", "The task"), 0);
        ck_assert_uint_eq(prg_item_size(task, "name"), 2);
        ck_assert_str_eq(prg_item_name(task, "en"), "The task");
        ck_assert_int_eq(prg_item_set(task, "name", NULL), 0);
        ck_assert_uint_eq(prg_item_size(task, "name"), 1);
        ck_assert_str_eq(prg_item_language_at(task, "name", 0), "en");
        ck_assert_int_eq(prg_item_set_translation(task, "name", "fr", NULL), 0);
        ck_assert_int_eq(prg_item_set_translation(task, "name", "en", NULL), 0);
        ck_assert_uint_eq(prg_item_size(task, "name"), 0);
        ck_assert_refused(programme, prg_item_set_translation(task, "name", "tiếng Việt", "x"), PRG_ESCHEMA);
        ck_assert_message("expected a code such as vi");
        ck_assert_refused(programme, prg_item_set_translation(task, "name", "", "x"), PRG_ESCHEMA);
        ck_assert_refused(programme, prg_item_set_translation(task, "name", "vi", "\xff"), PRG_EUTF8);
        ck_assert_refused(programme, prg_item_set(task, "name", "\xff"), PRG_EUTF8);
}
END_TEST

START_TEST(the_text_of_a_name_is_copied)
{
        char text[] = "Nhiệm vụ", language[] = "en";
        ck_assert_int_eq(prg_item_set_translation(component("T"), "name", language, text), 0);
        text[0] = language[0] = '!';
        ck_assert_str_eq(prg_item_name(component("T"), "en"), "Nhiệm vụ");
}
END_TEST

START_TEST(without_memory_a_text_is_as_before)
{
        static char text[(1 << 20) + 2]; /* more than a block of the arena has */
        prg_item *task = component("T");
        memset(text, 'x', sizeof text - 1);
        ck_assert_int_eq(prg_item_set(task, "name", "Nhiệm vụ"), 0);
        ck_assert_refused(programme, (prg__memory_fail(0, 0), prg_item_set_translation(task, "name", "vi", text)), PRG_ENOMEM);
        ck_assert_refused(programme, (prg__memory_fail(0, 0), prg_item_set(task, "text", text)), PRG_ENOMEM);
        ck_assert_str_eq(prg_error_last()->message, "out of memory");
        ck_assert_refused(programme, (prg__memory_fail(0, 0), prg_item_append(task, "aliases", text)), PRG_ENOMEM);
}
END_TEST

static prg_programme *with_two_documents(void)
{
        return scripted("+documents D; /; +documents E");
}

/* How many bytes a programme has in store. */
static size_t bytes_in_store(prg_programme *counted)
{
        size_t bytes = 0;
        prg__memory_fail(0, 1);
        while (prg__arena_text(&counted->arena, "", 0))
                bytes++;
        prg__memory_fail_off();
        return bytes;
}

/* Whatever room is left in store, an item is added with its id or not at all. */
START_TEST(without_memory_an_item_is_not_half_added)
{
        static const char id[] = "an-id-of-sixty-four-bytes-which-needs-some-room-of-its-own-0123";
        size_t added = 0, refused = 0;
        prg_programme *counted = with_two_documents();
        size_t store = bytes_in_store(counted);
        prg_programme_unref(counted);
        for (size_t left = 0; left < 1000 && left <= store; left += 16) {
                prg_programme *other = with_two_documents();
                for (size_t i = left; i < store; i++)
                        ck_assert_ptr_nonnull(prg__arena_text(&other->arena, "", 0));
                prg__memory_fail(0, 1);
                int code = prg_item_add(NULL, prg_programme_root(other), "documents", id);
                prg__memory_fail_off();
                ck_assert(code == 0 || code == PRG_ENOMEM);
                ck_assert_int_eq(prg_programme_get(other, "document", id) != NULL, code == 0);
                ck_assert_uint_eq(prg_item_size(prg_programme_root(other), "documents"), code == 0 ? 3 : 2);
                ck_assert_uint_eq(prg_programme_count(other, "document"), code == 0 ? 3 : 2);
                free(written(other));
                added += code == 0;
                refused += code != 0;
                prg_programme_unref(other);
        }
        ck_assert_uint_gt(added, 5);
        ck_assert_uint_gt(refused, 5);
}
END_TEST

START_TEST(a_programme_always_has_a_language)
{
        ck_assert_int_eq(prg_item_set(root(), "language", "en"), 0);
        ck_assert_int_eq(prg_item_set(component("T"), "name", "Task"), 0);
        ck_assert_str_eq(prg_item_language_at(component("T"), "name", 0), "en");
        ck_assert_int_eq(prg_item_set(root(), "language", NULL), 0);
        ck_assert_str_eq(prg_item_text(root(), "language"), "vi");
        ck_assert_refused(programme, prg_item_set(root(), "language", "Tiếng Việt"), PRG_ESCHEMA);
}
END_TEST

/* ---- lists of texts and references ---- */

START_TEST(texts_are_appended_and_taken)
{
        prg_item *task = component("T");
        ck_assert_int_eq(prg_item_append(task, "aliases", "a"), 0);
        ck_assert_int_eq(prg_item_append(task, "aliases", "b"), 0);
        ck_assert_int_eq(prg_item_append(task, "aliases", "c"), 0);
        ck_assert_int_eq(prg_item_append(task, "aliases", "c"), 0);
        ck_assert_int_eq(prg_item_take(task, "aliases", 3), 0);
        ck_assert_int_eq(prg_item_take(task, "aliases", 1), 0);
        ck_assert_uint_eq(prg_item_size(task, "aliases"), 2);
        ck_assert_str_eq(prg_item_text_at(task, "aliases", 0), "a");
        ck_assert_str_eq(prg_item_text_at(task, "aliases", 1), "c");
        ck_assert_refused(programme, prg_item_take(task, "aliases", 2), PRG_ENOTFOUND);
        ck_assert_refused(programme, prg_item_append(task, "aliases", "\xe1\xba"), PRG_EUTF8);
        ck_assert_int_eq(prg_item_take(task, "aliases", 1), 0);
        ck_assert_int_eq(prg_item_take(task, "aliases", 0), 0);
        ck_assert_refused(programme, prg_item_take(task, "aliases", 0), PRG_ENOTFOUND);
}
END_TEST

/* The fourth text lies behind the list that was made for four. */
START_TEST(taking_touches_nothing_behind_the_list)
{
        static const char *const texts[] = { "a", "b", "c", "0123456789 0123456789 0123456789 0123456789" };
        prg_item *task = component("T");
        for (size_t i = 0; i < 4; i++)
                ck_assert_int_eq(prg_item_append(task, "aliases", texts[i]), 0);
        ck_assert_int_eq(prg_item_take(task, "aliases", 1), 0);
        ck_assert_str_eq(prg_item_text_at(task, "aliases", 1), "c");
        ck_assert_str_eq(prg_item_text_at(task, "aliases", 2), texts[3]);
}
END_TEST

START_TEST(references_are_appended_once_and_taken)
{
        prg_item *task = component("T");
        ck_assert_int_eq(prg_item_append(task, "documents", "D1"), 0);
        ck_assert_int_eq(prg_item_append(task, "documents", "D2"), 0);
        ck_assert_refused(programme, prg_item_append(task, "documents", "D1"), PRG_EEXISTS);
        ck_assert_refused(programme, prg_item_append(task, "documents", "D2"), PRG_EEXISTS);
        ck_assert_refused(programme, prg_item_append(task, "documents", "D1"), PRG_EEXISTS);
        ck_assert_message("'documents' has 'D1' already");
        ck_assert_refused(programme, prg_item_append(task, "documents", "D3"), PRG_ENOTFOUND);
        ck_assert_message("the id of a document; did you mean 'D1'?");
        ck_assert_int_eq(prg_item_take(task, "documents", 0), 0);
        ck_assert_ptr_eq(prg_item_at(task, "documents", 0), get(programme, "document", "D2"));
        ck_assert_int_eq(prg_item_append(task, "documents", "D1"), 0);
        ck_assert_uint_eq(prg_item_size(task, "documents"), 2);
}
END_TEST

/* ---- ids ---- */

START_TEST(an_id_is_well_formed)
{
        static const char *const good[] = { "a", "9", "A.b_c-9", "1.1a",
                "0123456789012345678901234567890123456789012345678901234567890123" };
        static const char *const bad[] = { "", "-a", ".a", "_a", "a b", "a/b", "á", "a\n",
                "01234567890123456789012345678901234567890123456789012345678901234" };
        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
                ck_assert_int_eq(prg_item_add(NULL, root(), "areas", good[i]), 0);
                ck_assert_str_eq(prg_item_id(get(programme, "area", good[i])), good[i]);
        }
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                ck_assert_refused(programme, prg_item_add(NULL, root(), "areas", bad[i]), PRG_ESCHEMA);
                ck_assert_message("expected a letter or digit, then letters, digits");
                ck_assert_refused(programme, prg_item_set(get(programme, "area", "LC"), "id", bad[i]), PRG_ESCHEMA);
        }
        ck_assert_refused(programme, prg_item_add(NULL, root(), "areas", NULL), PRG_ESCHEMA);
        ck_assert_refused(programme, prg_item_set(get(programme, "area", "LC"), "id", NULL), PRG_ESCHEMA);
}
END_TEST

START_TEST(the_id_of_an_indicator_is_a_name_for_formulas)
{
        static const char *const good[] = { "a", "_", "_a9", "treatment_rate" };
        static const char *const bad[] = { "", "A", "9a", "a-b", "a.b", "tỷ_lệ", "aB",
                "a1234567890123456789012345678901234567890123456789012345678901234" };
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
                ck_assert_int_eq(prg_item_add(NULL, root(), "indicators", good[i]), 0);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                ck_assert_refused(programme, prg_item_add(NULL, root(), "indicators", bad[i]), PRG_ESCHEMA);
        ck_assert_message("a lower-case letter or '_'");
}
END_TEST

START_TEST(an_id_is_given_once_per_class)
{
        ck_assert_refused(programme, prg_item_add(NULL, root(), "components", "T"), PRG_EEXISTS);
        ck_assert_message("another component has the id 'T'");
        ck_assert_refused(programme, prg_item_add(NULL, component("T"), "children", "P"), PRG_EEXISTS);
        ck_assert_refused(programme, prg_item_set(component("T"), "id", "P"), PRG_EEXISTS);
        ck_assert_int_eq(prg_item_add(NULL, root(), "areas", "T"), 0);
        ck_assert_refused(programme, prg_item_add(NULL, root(), "roles", "lead"), PRG_EEXISTS);
        ck_assert_int_eq(prg_item_add(NULL, root(), "roles", "mine"), 0);
        ck_assert_refused(programme, prg_item_set(get(programme, "role", "mine"), "id", "lead"), PRG_EEXISTS);
}
END_TEST

START_TEST(categories_have_ids_of_their_own_breakdown)
{
        prg_item *age = get(programme, "breakdown", "age"), *sex = get(programme, "breakdown", "sex"), *old;
        ck_assert_refused(programme, prg_item_add(NULL, age, "categories", "young"), PRG_EEXISTS);
        ck_assert_refused(programme, prg_item_add(NULL, age, "categories", NULL), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_add(&old, age, "categories", "old"), 0);
        ck_assert_refused(programme, prg_item_set(old, "id", "young"), PRG_EEXISTS);
        ck_assert_int_eq(prg_item_set(old, "id", "old"), 0);
        ck_assert_int_eq(prg_item_set(old, "id", "older"), 0);
        ck_assert_refused(programme, prg_item_move(prg_item_at(age, "categories", 0), sex, "categories", 0), PRG_EEXISTS);
        ck_assert_int_eq(prg_item_move(old, sex, "categories", 0), 0);
        ck_assert_ptr_eq(prg_item_at(sex, "categories", 0), old);
        ck_assert_int_eq(prg_item_move(old, sex, "categories", 1), 0);
        ck_assert_ptr_eq(prg_item_at(sex, "categories", 1), old);
        ck_assert_ptr_null(prg_programme_get(programme, "category", "young"));
}
END_TEST

START_TEST(references_follow_a_rename)
{
        prg_item *assignment = prg_item_at(component("T"), "assignments", 0), *police = get(programme, "agency", "A");
        unsigned long generation = prg_programme_generation(programme);
        const char *old = prg_item_id(police);
        ck_assert_int_eq(prg_item_set(police, "id", "CA-TINH"), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation + 1);
        ck_assert_ptr_eq(prg_programme_get(programme, "agency", "CA-TINH"), police);
        ck_assert_ptr_null(prg_programme_get(programme, "agency", "A"));
        ck_assert_ptr_eq(prg_item_get(assignment, "agency"), police);
        ck_assert_str_eq(old, "A"); /* texts stay readable */
        ck_assert_int_eq(prg_item_add(NULL, root(), "agencies", "A"), 0);
        ck_assert_ptr_eq(prg_item_get(assignment, "agency"), police);
        ck_assert_int_eq(prg_item_set(root(), "id", "plan-1780"), 0);
        ck_assert_str_eq(prg_item_id(root()), "plan-1780");
        ck_assert_refused(programme, prg_item_set(root(), "id", "plan 1780"), PRG_ESCHEMA);
        ck_assert_refused(programme, prg_item_set(assignment, "id", "x"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "an assignment has no 'id'");
}
END_TEST

START_TEST(things_of_every_class_are_renamed)
{
        static const char *const classes[] = { "document", "agency", "group", "external", "objective", "component", "unit",
                "source", "breakdown", "indicator_group", "indicator", "area" };
        static const char *const ids[] = { "D1", "A", "G", "X", "O1", "P", "kg", "police", "age", "IG", "cases", "LC" };
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
                prg_item *item = get(programme, classes[i], ids[i]);
                ck_assert_int_eq(prg_item_set(item, "id", "renamed"), 0);
                ck_assert_ptr_eq(prg_programme_get(programme, classes[i], "renamed"), item);
                ck_assert_ptr_null(prg_programme_get(programme, classes[i], ids[i]));
                ck_assert_int_eq(prg_item_set(item, "id", ids[i]), 0);
        }
}
END_TEST

START_TEST(a_rename_needs_room_in_the_table_of_ids)
{
        char id[16];
        /* The table takes 12 ids before it grows. */
        for (int i = 1; i < 12; i++) {
                snprintf(id, sizeof id, "area%d", i);
                ck_assert_int_eq(prg_item_add(NULL, root(), "areas", id), 0);
        }
        ck_assert_refused(programme, (prg__memory_fail(0, 0), prg_item_set(get(programme, "area", "LC"), "id", "x")), PRG_ENOMEM);
        ck_assert_ptr_nonnull(prg_programme_get(programme, "area", "LC"));
        ck_assert_ptr_null(prg_programme_get(programme, "area", "x"));
        ck_assert_int_eq(prg_item_set(get(programme, "area", "LC"), "id", "x"), 0);
}
END_TEST

START_TEST(a_rename_to_the_same_id_is_no_edit)
{
        unsigned long generation = prg_programme_generation(programme);
        ck_assert_int_eq(prg_item_set(component("T"), "id", "T"), 0);
        ck_assert_uint_eq(prg_programme_generation(programme), generation);
}
END_TEST

START_TEST(an_id_that_would_make_a_reference_ambiguous_is_refused)
{
        script(programme, "+flows F; from<A; to<G");
        /* An agency and a group may have one id, as long as no field that takes both refers to one of them. */
        ck_assert_int_eq(prg_item_add(NULL, root(), "groups", "B"), 0);
        ck_assert_refused(programme, prg_item_append(get(programme, "flow", "F"), "via", "B"), PRG_ECONFLICT);
        ck_assert_message("the id of an agency or a group");
        ck_assert_refused(programme, prg_item_add(NULL, root(), "groups", "A"), PRG_ECONFLICT);
        ck_assert_message("'from' of a flow refers to the agency 'A'; a group of that id would make it ambiguous");
        ck_assert_refused(programme, prg_item_set(get(programme, "group", "B"), "id", "A"), PRG_ECONFLICT);
        ck_assert_refused(programme, prg_item_add(NULL, root(), "agencies", "G"), PRG_ECONFLICT);
        script(programme, "+agencies A2");
        ck_assert_int_eq(prg_item_append(get(programme, "flow", "F"), "to", "A2"), 0);
        ck_assert_refused(programme, prg_item_add(NULL, root(), "groups", "A2"), PRG_ECONFLICT);
        ck_assert_int_eq(prg_item_take(get(programme, "flow", "F"), "from", 0), 0);
        /* The assignment refers to the agency too, but only to an agency. */
        ck_assert_int_eq(prg_item_add(NULL, root(), "groups", "A"), 0);
        ck_assert_int_eq(prg_item_add(NULL, root(), "components", "cases"), 0);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("edit");
        TCase *tests = tcase_create("edit");
        tcase_add_checked_fixture(tests, set_up, tear_down);
        tcase_add_loop_test(tests, a_field_takes_what_its_type_says_and_nothing_else, 0, sizeof values / sizeof *values);
        tcase_add_test(tests, an_unknown_key_is_told_with_the_nearest);
        tcase_add_test(tests, a_field_of_another_type_is_refused_with_what_to_use);
        tcase_add_test(tests, without_what_it_needs_no_edit_begins);
        tcase_add_test(tests, a_message_quotes_hostile_text_on_one_line);
        tcase_add_test(tests, names_are_set_per_language);
        tcase_add_test(tests, the_text_of_a_name_is_copied);
        tcase_add_test(tests, without_memory_a_text_is_as_before);
        tcase_add_test(tests, without_memory_an_item_is_not_half_added);
        tcase_add_test(tests, a_programme_always_has_a_language);
        tcase_add_test(tests, texts_are_appended_and_taken);
        tcase_add_test(tests, taking_touches_nothing_behind_the_list);
        tcase_add_test(tests, references_are_appended_once_and_taken);
        tcase_add_test(tests, an_id_is_well_formed);
        tcase_add_test(tests, the_id_of_an_indicator_is_a_name_for_formulas);
        tcase_add_test(tests, an_id_is_given_once_per_class);
        tcase_add_test(tests, categories_have_ids_of_their_own_breakdown);
        tcase_add_test(tests, references_follow_a_rename);
        tcase_add_test(tests, things_of_every_class_are_renamed);
        tcase_add_test(tests, a_rename_needs_room_in_the_table_of_ids);
        tcase_add_test(tests, a_rename_to_the_same_id_is_no_edit);
        tcase_add_test(tests, an_id_that_would_make_a_reference_ambiguous_is_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
