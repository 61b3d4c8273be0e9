/* Series JSON: the array of values of a series, taken out as numbers. Nearly all are plain numbers and null,
 * which are read a block of text at a time. */
#include <string.h>

#include "util/error.h"
#include "util/memory.h"
#include "values_series.h"

static int add_element(prg__series_reader *it, const prg__json_token *token)
{
        const char *text = it->reader->text + token->offset;
        prg_decimal number = { 0, 0 };
        if (it->count == it->capacity
                && prg__grow((void **)&it->elements, &it->capacity, it->count + 1, sizeof *it->elements) < 0)
                return PRG_ENOMEM;
        prg__lane_value *next = &it->elements[it->count++];
        next->offset = token->offset;
        if (token->event == PRG__JSON_NUMBER && prg__json_plain_number(text, text + token->length, &number)) {
                next->mantissa = number.mantissa;
                next->decimals = (unsigned char)number.decimals;
                next->kind = PRG__LANE_NUMBER;
        } else {
                next->mantissa = (int64_t)token->length;
                next->decimals = (unsigned char)token->event;
                next->kind = token->event == PRG__JSON_NULL ? PRG__LANE_NOTHING : PRG__LANE_OTHER;
        }
        return 0;
}

static int reserve_elements(prg__series_reader *it, size_t more)
{
        return it->count + more <= it->capacity ? 0
                                                : prg__grow((void **)&it->elements, &it->capacity,
                                                        it->count + more, sizeof *it->elements);
}

static inline void put_element(
        prg__series_reader *it, const char *at, prg__lane_kind kind, prg_decimal number)
{
        it->elements[it->count++] = (prg__lane_value){ number.mantissa, (size_t)(at - it->scan.data),
                (unsigned char)kind, (unsigned char)number.decimals };
}

int prg__series_take_plain(prg__series_reader *it, const char *at, const char **last)
{
        const char *end = it->scan.end;
        *last = NULL;
        while (at < end) {
                prg_decimal number = { 0, 0 };
                int is_null = end - at >= 4 && memcmp(at, "null", 4) == 0;
                const char *behind = is_null ? at + 4 : prg__json_plain_number(at, end, &number);
                if (behind == NULL)
                        break;
                if (reserve_elements(it, 1) < 0)
                        return PRG_ENOMEM;
                put_element(it, at, is_null ? PRG__LANE_NOTHING : PRG__LANE_NUMBER, number);
                *last = behind;
                if (behind == end || *behind != ',')
                        break;
                at = behind + 1;
                while (at < end && (*at == ' ' || *at == '\n'))
                        at++;
        }
        return 0;
}

/* Plain values from the next element on. */
static int add_plain(prg__series_reader *it)
{
        const char *at = prg__json_element(&it->scan), *last = NULL;
        int code = at ? prg__series_take_plain(it, at, &last) : 0;
        if (last)
                prg__json_element_end(&it->scan, last);
        return code;
}

int prg__series_read_values(prg__series_reader *it, const prg__json_token *first)
{
        prg__json_token token;
        int code = 0;
        it->has_values = 1;
        it->values_begin = first->offset;
        if (first->event != PRG__JSON_ARRAY_BEGIN) {
                code = prg__series_break(it, prg__json_begin(first), "values", PRG_FINDING_WRONG_TYPE,
                        "an array", "the values are no array");
                return code < 0 ? code : prg__json_skip(&it->scan);
        }
        while (code == 0 && (code = add_plain(it)) == 0 && (code = prg__json_next(&it->scan, &token)) == 0
                && token.event != PRG__JSON_ARRAY_END) {
                if (token.event != PRG__JSON_OBJECT_BEGIN && token.event != PRG__JSON_ARRAY_BEGIN) {
                        code = add_element(it, &token);
                        continue;
                }
                code = prg__series_break(it, token.offset, "values", PRG_FINDING_WRONG_TYPE,
                        "numbers, texts and null", "a value of another type");
                if (code == 0)
                        code = prg__json_skip(&it->scan);
        }
        it->values_end = (size_t)(it->scan.at - it->scan.data);
        return code;
}
