/* Programmes for the tests of the model, and what to ask of them, in few words. */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

static inline prg_programme *new_programme(void)
{
        prg_programme *programme = NULL;
        ck_assert_int_eq(prg_programme_new(&programme, "plan"), 0);
        return programme;
}

static inline prg_item *get(const prg_programme *programme, const char *class_name, const char *id)
{
        prg_item *item = prg_programme_get(programme, class_name, id);
        ck_assert_msg(item != NULL, "no %s '%s'", class_name, id);
        return item;
}

static inline prg_date day(const char *text)
{
        prg_date date = PRG_DATE_NONE;
        ck_assert_int_eq(prg_date_parse(&date, text, strlen(text)), 0);
        return date;
}

/* One step of a script; `at` is the item that the steps before have come to. */
static inline prg_item *script_step(prg_item *at, char *step)
{
        char *equals = strchr(step, '='), *appends = strchr(step, '<'), *blank = strchr(step, ' ');
        int code = 0;
        if (strcmp(step, "/") == 0)
                return prg_programme_root(prg_item_programme(at));
        if (strcmp(step, "..") == 0)
                return prg_item_owner(at);
        if (*step == '+') {
                if (blank)
                        *blank++ = '\0';
                code = prg_item_add(&at, at, step + 1, blank);
        } else if (equals && (appends == NULL || equals < appends)) {
                *equals++ = '\0';
                code = prg_item_set(at, step, *equals ? equals : NULL);
        } else if (appends) {
                *appends++ = '\0';
                code = prg_item_append(at, step, appends);
        } else {
                ck_abort_msg("no step of a script: '%s'", step);
        }
        ck_assert_msg(code == 0, "%s: %s", step, prg_error_last()->message);
        return at;
}

/* Edits a programme by a script: steps divided by ';', which begin at the root.
 *   +key id    adds to the item at hand, which the new one then is
 *   +key       the same, where there are no ids
 *   key=value  sets a field; nothing behind the sign takes its value away
 *   key<value  appends to a list
 *   ..         goes to the owner
 *   /          goes to the root
 * Returns the item at hand in the end. */
static inline prg_item *script(prg_programme *programme, const char *text)
{
        prg_item *at = prg_programme_root(programme);
        while (*text) {
                char step[512];
                size_t length = strcspn(text, ";");
                ck_assert_uint_lt(length, sizeof step);
                memcpy(step, text, length);
                step[length] = '\0';
                at = script_step(at, step + strspn(step, " "));
                text += length + (text[length] == ';');
        }
        return at;
}

static inline prg_programme *scripted(const char *text)
{
        prg_programme *programme = new_programme();
        script(programme, text);
        return programme;
}

/* The document that is written; the caller frees it. */
static inline char *written(const prg_programme *programme)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &buf), 0);
        ck_assert_int_eq(prg_programme_write_json(programme, &sink), 0);
        char *text = malloc(buf.length + 1);
        ck_assert_ptr_nonnull(text);
        memcpy(text, buf.data, buf.length + 1);
        prg_buf_dispose(&buf);
        return text;
}

static inline void check_written_again(const prg_programme *programme, char *before, const char *where)
{
        char *now = written(programme);
        ck_assert_msg(strcmp(before, now) == 0, "%s: a failed edit changed\n%s\nto\n%s", where, before, now);
        free(now);
        free(before);
}

/* Asserts that an edit fails with a code and leaves programme and generation as they were. */
#define ck_assert_refused(programme, call, expected)                                               \
        do {                                                                                       \
                char *model_before = written(programme);                                           \
                unsigned long model_generation = prg_programme_generation(programme);              \
                ck_assert_fails(call, expected);                                                   \
                ck_assert_uint_eq(prg_programme_generation(programme), model_generation);          \
                check_written_again(programme, model_before, #call);                               \
        } while (0)

/* Asserts that the message of the last error contains a text. */
#define ck_assert_message(text)                                                                    \
        ck_assert_msg(strstr(prg_error_last()->message, text) != NULL, "'%s' is not in '%s'", text, \
                prg_error_last()->message)

/* The ids of a list, divided by blanks; of items without one, the owners' ids. Frees the list. */
static inline const char *ids_of(prg_item_list *list)
{
        static char text[4096];
        size_t end = 0;
        text[0] = '\0';
        for (size_t i = 0; i < prg_item_list_size(list); i++) {
                const prg_item *item = prg_item_list_at(list, i);
                while (prg_item_id(item) == NULL)
                        item = prg_item_owner(item);
                end += (size_t)snprintf(text + end, sizeof text - end, "%s%s", i ? " " : "", prg_item_id(item));
                ck_assert_uint_lt(end, sizeof text);
        }
        ck_assert_ptr_null(prg_item_list_at(list, prg_item_list_size(list)));
        prg_item_list_free(list);
        return text;
}

#endif
