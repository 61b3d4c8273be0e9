/* A table of its own for each test. */
#ifndef TESTS_ONE_TABLE_H
#define TESTS_ONE_TABLE_H

#include "table.h"

static prg_programme *programme;
static prg_table *table;
static prg_buf text, other;

static inline void open_table(void)
{
        programme = table_programme();
        table = new_table(programme, "indicators cases, solved; areas P, level:district; periods 2018-Q1..2018-Q4; "
                                     "breakdowns total, sex; measures value, growth, rank");
}

static inline void close_table(void)
{
        prg_table_free(table);
        prg_programme_unref(programme);
        prg_buf_dispose(&text);
        prg_buf_dispose(&other);
}

#define HERE PLACE(0, 0, 0, 0, 0)

/* The text of the first cell. */
static inline const char *text_of(unsigned form)
{
        text.length = 0;
        ck_assert_int_eq(prg_table_text(&text, table, HERE, form), 0);
        return text.data;
}

#endif
