/* Operators over numbers: sum, mean, least, greatest, count, median, standard deviation. docs/results.md, sections 4
 * and 10. Weighted means are made where the weights are. */
#include "engine.h"

#include <math.h>
#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
        return prg__number_compare(a, b);
}

/* The root of a variance, as double precision has it. */
static int root(prg__number *out, const prg__number *variance)
{
        return prg__number_of_double(out, sqrt(prg__number_to_double(variance)));
}

/* sum of squares / n - (sum / n)^2 */
static int variance_of(prg__number *out, const prg__number *numbers, size_t count)
{
        prg__number sum = prg__number_of(0, 0), squares = sum, square, n = prg__number_of((prg__wide)count, 0);
        int code = 0;
        for (size_t i = 0; i < count && code == 0; i++) {
                if ((code = prg__number_add(&sum, &sum, &numbers[i])) == 0
                    && (code = prg__number_multiply(&square, &numbers[i], &numbers[i])) == 0)
                        code = prg__number_add(&squares, &squares, &square);
        }
        if (code < 0 || (code = prg__number_divide(&sum, &sum, &n)) < 0
            || (code = prg__number_multiply(&square, &sum, &sum)) < 0
            || (code = prg__number_divide(&squares, &squares, &n)) < 0)
                return code;
        return prg__number_subtract(out, &squares, &square);
}

/* An operator over numbers. PRG_ERANGE when the result does not fit. */
int prg__over_numbers(int operator, prg__number *numbers, size_t count, prg__number *out, int *exactness)
{
        prg__number n = prg__number_of((prg__wide)count, 0), two = prg__number_of(2, 0);
        int code = 0;
        switch (operator) {
        case PRG__OVER_COUNT:
                *out = n;
                *exactness = PRG_EXACT;
                return 0;
        case PRG__OVER_MIN:
        case PRG__OVER_MAX:
                *out = numbers[0];
                for (size_t i = 1; i < count; i++) {
                        int order = prg__number_compare(&numbers[i], out);
                        if (operator == PRG__OVER_MIN ? order < 0 : order > 0)
                                *out = numbers[i];
                }
                return 0;
        case PRG__OVER_MEDIAN:
                qsort(numbers, count, sizeof *numbers, compare_numbers);
                *out = numbers[count / 2];
                if (count % 2 == 0 && (code = prg__number_add(out, out, &numbers[count / 2 - 1])) == 0)
                        code = prg__number_divide(out, out, &two);
                *exactness = *exactness == PRG_APPROXIMATE ? PRG_APPROXIMATE : PRG_QUOTIENT;
                return code;
        case PRG__OVER_STDDEV:
                *exactness = PRG_APPROXIMATE;
                code = variance_of(out, numbers, count);
                return code < 0 ? code : root(out, out);
        default:
                *out = numbers[0];
                for (size_t i = 1; i < count && code == 0; i++)
                        code = prg__number_add(out, out, &numbers[i]);
                if (code == 0 && operator == PRG__OVER_MEAN) {
                        code = prg__number_divide(out, out, &n);
                        *exactness = *exactness == PRG_APPROXIMATE ? PRG_APPROXIMATE : PRG_QUOTIENT;
                }
                return code;
        }
}
