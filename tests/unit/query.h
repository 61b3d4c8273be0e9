/* A programme for the tests of queries, and queries in few words. */
#ifndef TESTS_QUERY_H
#define TESTS_QUERY_H

#include "model.h"

#include "calc/query/query.h"

/* Indicators of several kinds in nested groups, breakdowns, and a province whose areas changed in
 * 2020: the commune C0 ended, C4 began, and C3 went from D2 to D1, which left D2 empty. H is no
 * area of the province. */
static inline prg_programme *query_programme(void)
{
        return scripted(
                "+calendars vn;kind=shifted;day=15;/;"
                "+calendars plan;kind=stages;+stages start;from=2018-01-01;to=2018-12-31;..;"
                "+stages main;from=2019-01-01;to=2020-12-31;/;"
                "+sources police;name=Công an;/;+sources court;/;"
                "+breakdowns sex;+categories female;..;+categories male;/;"
                "+breakdowns age;+categories under_14;..;+categories from_14;/;"
                "+breakdowns none;/;"
                "+indicator_groups crime;name=Tội phạm;/;"
                "+indicator_groups drugs;parent=crime;/;"
                "+indicator_groups idle;/;"
                "+indicators cases;name=Số vụ phạm tội về ma túy;kind=flow;group=drugs;period=month;breakdowns<sex;/;"
                "+indicators arrests;kind=flow;group=crime;/;"
                "+indicators addicts;name=Người nghiện;kind=stock;/;"
                "+indicators grade;kind=class;period=year;+categories A;..;+categories B;/;"
                "+indicators computed;kind=ratio;formula=cases / addicts;group=drugs;/;"
                "+indicators vague;group=idle;/;"
                "+areas P;name=Tỉnh Lào Cai;level=province;/;"
                "+areas D1;level=district;parent=P;/;"
                "+areas D2;level=district;parent=P;/;"
                "+areas C0;level=commune;parent=D1;to=2019-12-31;/;"
                "+areas C1;level=commune;parent=D1;/;"
                "+areas C2;level=commune;parent=D1;/;"
                "+areas C3;level=commune;parent=D2;+later;from=2020-01-01;parent=D1;/;"
                "+areas C4;level=commune;parent=D1;from=2020-01-01;/;"
                "+areas H;name=Hà Nội;level=city");
}

static inline prg_query *new_query(prg_programme *programme)
{
        prg_query *query = NULL;
        ck_assert_msg(prg_query_new(&query, programme) == 0, "%s", prg_error_last()->message);
        return query;
}

static inline int parse_query(prg_query **query, prg_programme *programme, const char *text)
{
        return prg_query_parse(query, programme, text, strlen(text));
}

/* The canonical text. */
static inline const char *format_query(const prg_query *query)
{
        static char text[1 << 16];
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_query_format(&buf, query), 0);
        ck_assert_uint_lt(buf.length, sizeof text);
        memcpy(text, buf.length ? buf.data : "", buf.length + 1);
        prg_buf_dispose(&buf);
        return text;
}

#endif
