/* A programme that counts, for the tests of values, and entries in few words. */
#ifndef TESTS_DATA_H
#define TESTS_DATA_H

#include "model.h"

/* Two districts with communes, two sources, a breakdown, and an indicator of each kind. */
#define PLAN                                                                                       \
        "+calendars vn; kind=shifted; day=15; /;"                                                  \
        "+areas P; level=province; /; +areas D1; level=district; parent=P; /;"                     \
        "+areas D2; level=district; parent=P; /; +areas A; level=commune; parent=D1; /;"           \
        "+areas B; level=commune; parent=D1; /; +areas C; level=commune; parent=D2; /;"            \
        "+agencies CA; /; +sources police; /; +sources labour; /;"                                 \
        "+breakdowns sex; +categories male; ..; +categories female; /;"                            \
        "+breakdowns age; +categories young; ..; +categories old; /;"                              \
        "+units g; /; +units kg; base=g; factor=1000; /; +units t; base=kg; factor=1000; /;"       \
        "+units piece; /;"                                                                         \
        "+indicators cases; kind=flow; period=month; breakdowns<sex; breakdowns<age; /;"           \
        "+indicators seized; kind=flow; period=month; unit=kg; decimals=3; /;"                     \
        "+indicators users; kind=stock; period=month; calendar=vn; level=district;"                \
        "+sources; order<police; order<labour; /;"                                                 \
        "+indicators type; kind=class; period=year; +categories one; ..; +categories two; /;"      \
        "+indicators done; kind=milestone; period=quarter; /;"                                     \
        "+indicators relapse; kind=cohort; period=month; /;"                                       \
        "+indicators rate; kind=ratio; period=year; published=true; decimals=1; /;"                \
        "+indicators share; kind=ratio; period=year; numerator=cases; denominator=cases"

static prg_programme *programme;
static prg_data *data;

static inline void open_data(void)
{
        programme = scripted(PLAN);
        ck_assert_int_eq(prg_data_new(&data, programme, NULL), 0);
}

static inline void close_data(void)
{
        prg_data_free(data);
        prg_programme_unref(programme);
}

static inline prg_period period(const char *text)
{
        prg_period it;
        ck_assert_msg(prg_period_parse(&it, prg_data_calendars(data), text, strlen(text)) == 0, "%s: %s", text,
                prg_error_last()->message);
        return it;
}

static inline prg_key key(const char *indicator, const char *area, const char *when)
{
        prg_key it = PRG_KEY_INIT;
        it.indicator = get(programme, "indicator", indicator);
        it.area = get(programme, "area", area);
        it.period = period(when);
        return it;
}

static inline prg_value number(int64_t mantissa, unsigned decimals)
{
        prg_value it = PRG_VALUE_INIT;
        it.number = (prg_decimal){ mantissa, decimals };
        return it;
}

static inline const prg_item *category(const char *breakdown, size_t index)
{
        return prg_item_at(get(programme, "breakdown", breakdown), "categories", index);
}

#define ck_assert_taken(call) ck_assert_msg((call) == 0, "%s: %s", #call, prg_error_last()->message)

/* Stores a whole number. */
static inline void say(prg_key where, int64_t mantissa, prg_quality quality)
{
        prg_value value = number(mantissa, 0);
        value.quality = quality;
        ck_assert_taken(prg_data_set(data, &where, &value));
}

/* The mantissa of what counts; INT64_MIN for nothing. */
static inline int64_t counts(prg_key where)
{
        prg_value value;
        int code = prg_data_get(data, &where, &value);
        ck_assert_msg(code >= 0, "%s", prg_error_last()->message);
        return code == PRG_END ? INT64_MIN : value.number.mantissa;
}

#endif
