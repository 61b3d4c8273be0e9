/* A programme for the tests of tables, and tables whose cells are filled by hand. */
#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H

#include "model.h"

#include "calc/table/table.h"
#include "util/memory.h"

/* A province with three districts, of which one changes its name in 2019; numbers, percentages, classes. */
static inline prg_programme *table_programme(void)
{
        prg_programme *programme = scripted(
                "+units vu;name=vụ;/;"
                "+units percent;symbol=%;/;"
                "+breakdowns sex;name=Giới tính;+categories female;name=Nữ;..;+categories male;name=Nam;/;"
                "+breakdowns age;name=Tuổi;+categories from_14;name=từ 14 tuổi;/;"
                "+indicators cases;name=Số vụ;kind=flow;unit=vu;breakdowns<sex;breakdowns<age;/;"
                "+indicators solved;name=Tỷ lệ khám phá;kind=ratio;unit=percent;decimals=1;/;"
                "+indicators grade;name=Phân loại;kind=class;+categories key;name=Trọng điểm;..;+categories free;/;"
                "+areas P;name=Tỉnh Lào Cai;level=province;/;"
                "+areas D1;name=Mường Khương;level=district;parent=P;/;"
                "+areas D2;name=Bát Xát;level=district;parent=P;+later;from=2019-07-01;name=Bát Xát mới;/;"
                "+areas D3;name=Sa Pa;level=district;parent=P");
        static const char *const english[][3] = { { "indicator", "cases", "Cases" }, { "area", "P", "Lao Cai" },
                { "breakdown", "sex", "Sex" }, { "unit", "vu", "cases" } };
        for (size_t i = 0; i < sizeof english / sizeof *english; i++)
                ck_assert_int_eq(prg_item_set_translation(get(programme, english[i][0], english[i][1]), "name", "en",
                                         english[i][2]), 0);
        prg_item *female = prg_item_at(get(programme, "breakdown", "sex"), "categories", 0);
        ck_assert_int_eq(prg_item_set_translation(female, "name", "en", "Female"), 0);
        return programme;
}

/* The table of a query, all cells missing; the areas are those on the last day of 2018 and the sequence
 * number is 17. */
static inline prg_table *new_table(prg_programme *programme, const char *text)
{
        prg_query *query = NULL;
        prg_table *table = NULL;
        const prg_item **areas = NULL;
        size_t count = 0;
        ck_assert_msg(prg_query_parse(&query, programme, text, strlen(text)) == 0, "%s", prg_error_last()->message);
        ck_assert_int_eq(prg__query_areas(query, day("2018-12-31"), &areas, &count), 0);
        prg__table_axes axes = { query, areas, count, day("2018-12-31"), 17, NULL, NULL };
        ck_assert_int_eq(prg__table_make(&table, &axes), 0);
        prg__free(areas);
        prg_query_free(query);
        return table;
}

/* Digit by digit, since C has no constants of 128 bits. */
static inline prg__wide wide(const char *text)
{
        int negative = *text == '-';
        prg__wide value = 0;
        for (text += negative; *text; text++)
                value = value * 10 + (negative ? '0' - *text : *text - '0');
        return value;
}

#define PLACE(...) ((const size_t[PRG_AXES]){ __VA_ARGS__ })

/* Places are indicator, breakdown, area, period, measure. What is filled has its coverage complete: 1 of 1. */
static inline prg__cell *fill(prg_table *table, const size_t place[PRG_AXES], prg_state state)
{
        prg__cell *cell = prg__table_at(table, place);
        cell->state = state;
        cell->reported = state == PRG_STATE_VALUE;
        cell->expected = state == PRG_STATE_VALUE || state == PRG_STATE_MISSING;
        return cell;
}

static inline prg__cell *fill_number(prg_table *table, const size_t place[PRG_AXES], const char *mantissa,
        unsigned decimals)
{
        prg__cell *cell = fill(table, place, PRG_STATE_VALUE);
        cell->number = prg__number_of(wide(mantissa), decimals);
        cell->decimals = decimals;
        return cell;
}

static inline prg__cell *fill_fraction(prg_table *table, const size_t place[PRG_AXES], const char *numerator,
        const char *denominator, unsigned decimals)
{
        prg__cell *cell = fill_number(table, place, numerator, 0);
        cell->number.denominator = wide(denominator);
        cell->exactness = PRG_QUOTIENT;
        cell->decimals = decimals;
        return cell;
}

/* The ids of an axis, divided by blanks. */
static inline const char *axis_ids(const prg_table *table, prg_axis axis)
{
        static char text[1024];
        size_t end = 0;
        text[0] = '\0';
        for (size_t i = 0; i < prg_table_size(table, axis); i++)
                end += (size_t)snprintf(text + end, sizeof text - end, "%s%s", i ? " " : "",
                        prg_table_id(table, axis, i));
        ck_assert_uint_lt(end, sizeof text);
        ck_assert_ptr_null(prg_table_id(table, axis, prg_table_size(table, axis)));
        return text;
}

#endif
