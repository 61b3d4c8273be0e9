/* The language: every operator and function, what it takes, what comes out, what it means.
 *
 * The reader, the checks, the evaluation and the reference in docs/formulas.md have this one table. */
#include "calc/formula/formula.h"

#include <string.h>

const char *const prg__option_names[PRG__OPTIONS] = { "time", "areas" };
const char *const prg__option_words[PRG__OPTIONS][PRG__OVER_NONE] = {
        { "sum", "mean", NULL, "min", "max", "first", "last", "count", "median", "stddev", NULL },
        { "sum", "mean", "weighted_mean", "min", "max", NULL, NULL, "count", "median", "stddev", NULL },
};

#define N PRG__TAKES_NUMBER
#define B PRG__TAKES_CONDITION
#define V PRG__TAKES_ANY
#define A PRG__TAKES_ALIKE
#define I PRG__TAKES_INDICATOR
#define MANY 255

/* What is said of many. */
#define FIRST_STATE "the first of not_applicable, not_expected, missing, undefined, suppressed wins"
#define SKIPS       "skips what has no value; none at all: not_applicable, not_expected or suppressed if all are, " \
                    "else missing"
#define ELSEWHERE   "that of the cell it looks at"

#define OPERATOR(sign, takes, count, level, gives, units, at_least, means)                         \
        { { sign, NULL, NULL, NULL, NULL, PRG_FORMULA_AT_CELL, means, NULL, NULL }, { takes }, count, count, 0, level, \
                gives, units, at_least, 0 }

const prg__language prg__language_table[PRG__OPERATIONS] = {
        [PRG__OP_OR] = OPERATOR("or", B, 2, 1, PRG_FORMULA_BOOLEAN, PRG__UNIT_NONE, PRG_EXACT, "one of both holds"),
        [PRG__OP_AND] = OPERATOR("and", B, 2, 2, PRG_FORMULA_BOOLEAN, PRG__UNIT_NONE, PRG_EXACT, "both hold"),
        [PRG__OP_NOT] = OPERATOR("not", B, 1, 3, PRG_FORMULA_BOOLEAN, PRG__UNIT_NONE, PRG_EXACT, "does not hold"),
        [PRG__OP_EQUAL] = OPERATOR("=", A, 2, 4, PRG_FORMULA_BOOLEAN, PRG__UNIT_ALIKE, PRG_EXACT, "equal"),
        [PRG__OP_NOT_EQUAL] = OPERATOR("!=", A, 2, 4, PRG_FORMULA_BOOLEAN, PRG__UNIT_ALIKE, PRG_EXACT, "not equal"),
        [PRG__OP_LESS] = OPERATOR("<", N, 2, 4, PRG_FORMULA_BOOLEAN, PRG__UNIT_ALIKE, PRG_EXACT, "less"),
        [PRG__OP_LESS_EQUAL] = OPERATOR("<=", N, 2, 4, PRG_FORMULA_BOOLEAN, PRG__UNIT_ALIKE, PRG_EXACT, "at most"),
        [PRG__OP_GREATER] = OPERATOR(">", N, 2, 4, PRG_FORMULA_BOOLEAN, PRG__UNIT_ALIKE, PRG_EXACT, "greater"),
        [PRG__OP_GREATER_EQUAL] = OPERATOR(">=", N, 2, 4, PRG_FORMULA_BOOLEAN, PRG__UNIT_ALIKE, PRG_EXACT, "at least"),
        [PRG__OP_ADD] = OPERATOR("+", N, 2, 5, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_EXACT, "plus"),
        [PRG__OP_SUBTRACT] = OPERATOR("-", N, 2, 5, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_EXACT, "minus"),
        [PRG__OP_MULTIPLY] = OPERATOR("*", N, 2, 6, PRG_FORMULA_DECIMAL, PRG__UNIT_PRODUCT, PRG_EXACT, "times"),
        [PRG__OP_DIVIDE] = OPERATOR("/", N, 2, 6, PRG_FORMULA_DECIMAL, PRG__UNIT_QUOTIENT, PRG_QUOTIENT, "divided by"),
        [PRG__OP_REMAINDER] = OPERATOR("%", N, 2, 6, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_EXACT,
                "what whole division leaves, with the sign of the dividend"),
        [PRG__OP_NEGATE] = OPERATOR("-", N, 1, 7, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, "the opposite"),
        [PRG__OP_POWER] = OPERATOR("^", N, 2, 8, PRG_FORMULA_DECIMAL, PRG__UNIT_POWER, PRG_EXACT, "to the power of"),

        [PRG__FN_IF] = { { "if", "condition, then, else", "as then and else", "then and else alike",
                "of a condition without value: its state; else that of the branch taken", PRG_FORMULA_AT_CELL,
                "then where the condition holds, else where it does not", "nếu",
                "if(population > 0, cases / population, 0)" },
                { B, A, A }, 3, 3, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_ALIKE, PRG_EXACT, 0 },
        [PRG__FN_COALESCE] = { { "coalesce", "x, y, …", "as the arguments", "alike",
                "of none with a value: " FIRST_STATE, PRG_FORMULA_AT_CELL,
                "the first that has a value", "giá trị đầu tiên có số liệu", "coalesce(cases, 0)" },
                { A, A }, 2, MANY, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_ALIKE, PRG_EXACT, 0 },
        [PRG__FN_IS_MISSING] = { { "is_missing", "x", "boolean", "none", "always a value", PRG_FORMULA_AT_CELL,
                "whether x is missing: expected, and not there", "thiếu số liệu", "is_missing(cases)" },
                { V }, 1, 1, 0, 0, PRG_FORMULA_BOOLEAN, PRG__UNIT_NONE, PRG_EXACT, 1 },
        [PRG__FN_STATE] = { { "state", "x", "class", "none", "always a value", PRG_FORMULA_AT_CELL,
                "the name of the state of x", "trạng thái", "state(cases) = \"not_expected\"" },
                { V }, 1, 1, 0, 0, PRG_FORMULA_CLASS, PRG__UNIT_NONE, PRG_EXACT, 1 },
        [PRG__FN_ABS] = { { "abs", "x", "decimal", "that of x", "that of x", PRG_FORMULA_AT_CELL,
                "x without its sign", "giá trị tuyệt đối", "abs(addicts - prev(addicts))" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_ROUND] = { { "round", "x[, digits]", "decimal", "that of x", "that of x", PRG_FORMULA_AT_CELL,
                "rounded to so many decimals (0), half away from zero; -3: to thousands", "làm tròn",
                "round(cases / population * 100000, 1)" },
                { N, PRG__TAKES_DIGITS }, 1, 2, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 1 },
        [PRG__FN_FLOOR] = { { "floor", "x", "decimal", "that of x", "that of x", PRG_FORMULA_AT_CELL,
                "the greatest whole number that is not greater than x", "làm tròn xuống", "floor(seized)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 1 },
        [PRG__FN_CEIL] = { { "ceil", "x", "decimal", "that of x", "that of x", PRG_FORMULA_AT_CELL,
                "the least whole number that is not less than x", "làm tròn lên", "ceil(addicts / 30)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 1 },
        [PRG__FN_SQRT] = { { "sqrt", "x", "decimal, approximate", "of even powers: half of them",
                "that of x; of a negative number: undefined", PRG_FORMULA_AT_CELL,
                "the square root", "căn bậc hai", "sqrt(cases * arrests)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_ROOT, PRG_APPROXIMATE, 0 },
        [PRG__FN_LN] = { { "ln", "x", "decimal, approximate", "x has none",
                "that of x; of 0 or less: undefined", PRG_FORMULA_AT_CELL,
                "the natural logarithm", "lôgarit tự nhiên", "ln(cases / arrests)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_PURE, PRG_APPROXIMATE, 0 },
        [PRG__FN_LOG10] = { { "log10", "x", "decimal, approximate", "x has none",
                "that of x; of 0 or less: undefined", PRG_FORMULA_AT_CELL,
                "the logarithm to base 10", "lôgarit thập phân", "log10(cases / arrests)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_PURE, PRG_APPROXIMATE, 0 },
        [PRG__FN_EXP] = { { "exp", "x", "decimal, approximate", "x has none",
                "that of x; too large: undefined", PRG_FORMULA_AT_CELL,
                "e to the power of x", "hàm mũ", "exp(ln(cases / arrests) / 2)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_PURE, PRG_APPROXIMATE, 0 },
        [PRG__FN_MIN] = { { "min", "x, …", "decimal", "alike", SKIPS, PRG_FORMULA_AT_CELL,
                "the least of them", "nhỏ nhất", "min(cases, arrests)" },
                { N }, 1, MANY, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_EXACT, 0 },
        [PRG__FN_MAX] = { { "max", "x, …", "decimal", "alike", SKIPS, PRG_FORMULA_AT_CELL,
                "the greatest of them", "lớn nhất", "max(cases, arrests)" },
                { N }, 1, MANY, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_EXACT, 0 },
        [PRG__FN_SUM] = { { "sum", "x, …", "decimal", "alike", SKIPS, PRG_FORMULA_AT_CELL,
                "their sum", "tổng", "sum(cases, arrests)" },
                { N }, 1, MANY, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_EXACT, 0 },
        [PRG__FN_MEAN] = { { "mean", "x, …", "decimal, a quotient", "alike", SKIPS, PRG_FORMULA_AT_CELL,
                "their sum divided by how many have a value", "trung bình", "mean(cases, arrests)" },
                { N }, 1, MANY, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_QUOTIENT, 0 },
        [PRG__FN_MEDIAN] = { { "median", "x, …", "decimal, a quotient", "alike", SKIPS, PRG_FORMULA_AT_CELL,
                "the middle one, or half of the sum of both middle ones", "trung vị", "median(cases, arrests, addicts)" },
                { N }, 1, MANY, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_ALIKE, PRG_QUOTIENT, 0 },
        [PRG__FN_COUNT] = { { "count", "x, …", "decimal", "none", "always a value; 0 when none has one", PRG_FORMULA_AT_CELL,
                "how many have a value; of conditions, how many hold", "đếm", "count(cases, arrests)" },
                { V }, 1, MANY, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_NONE, PRG_EXACT, 1 },

#define OVER(name, gives, unit, meaning, term, example, takes, rule, least)                        \
        { { name, "x", gives, unit, SKIPS, PRG_FORMULA_OVER_LEAVES, meaning, term, example }, { takes }, 1, 1, 0, 0, \
                PRG_FORMULA_DECIMAL, rule, least, 0 }
        [PRG__FN_SUM_OVER] = OVER("sum_over", "decimal", "that of x", "the sum of x over the leaf areas",
                "tổng theo đơn vị báo cáo", "sum_over(max(cases - arrests, 0))", N, PRG__UNIT_FIRST, PRG_EXACT),
        [PRG__FN_COUNT_OVER] = OVER("count_over", "decimal", "none",
                "how many leaf areas have a value of x; of a condition, in how many it holds",
                "đếm đơn vị báo cáo", "count_over(cases > 10)", V, PRG__UNIT_NONE, PRG_EXACT),
        [PRG__FN_MIN_OVER] = OVER("min_over", "decimal", "that of x", "the least x of a leaf area",
                "nhỏ nhất trong các đơn vị", "min_over(cases)", N, PRG__UNIT_FIRST, PRG_EXACT),
        [PRG__FN_MAX_OVER] = OVER("max_over", "decimal", "that of x", "the greatest x of a leaf area",
                "lớn nhất trong các đơn vị", "max_over(cases)", N, PRG__UNIT_FIRST, PRG_EXACT),
        [PRG__FN_MEAN_OVER] = OVER("mean_over", "decimal, a quotient", "that of x", "the mean of x over the leaf areas",
                "trung bình các đơn vị", "mean_over(cases)", N, PRG__UNIT_FIRST, PRG_QUOTIENT),
        [PRG__FN_MEDIAN_OVER] = OVER("median_over", "decimal, a quotient", "that of x",
                "the median of x over the leaf areas", "trung vị các đơn vị", "median_over(cases)", N, PRG__UNIT_FIRST,
                PRG_QUOTIENT),
        [PRG__FN_STDDEV_OVER] = OVER("stddev_over", "decimal, approximate", "that of x",
                "the standard deviation of x over the leaf areas, of the whole population", "độ lệch chuẩn",
                "stddev_over(cases)", N, PRG__UNIT_FIRST, PRG_APPROXIMATE),
#undef OVER

        [PRG__FN_PREV] = { { "prev", "x[, n]", "as x", "that of x", ELSEWHERE
                "; none that far back: not_applicable", PRG_FORMULA_OVER_PERIODS,
                "x in the previous period, or n periods before; never the previous value that is there", "kỳ trước",
                "addicts - prev(addicts)" },
                { V, PRG__TAKES_COUNT }, 1, 2, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_SAME_PERIOD_LAST_YEAR] = { { "same_period_last_year", "x", "as x", "that of x", ELSEWHERE
                "; no such period: not_applicable", PRG_FORMULA_OVER_PERIODS,
                "x in the same period of the year before", "cùng kỳ năm trước", "cases - same_period_last_year(cases)" },
                { V }, 1, 1, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_YTD] = { { "ytd", "x", "as x", "that of x", "as every cell of x", PRG_FORMULA_OVER_PERIODS,
                "x from the start of the calendar's own year to the end of the period", "lũy kế từ đầu năm", "ytd(cases)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_CUM] = { { "cum", "x, from", "as x", "that of x", "as every cell of x", PRG_FORMULA_OVER_PERIODS,
                "x from the first day of a period, such as \"2021\" or \"2021-06-15\", to the end of the cell's",
                "lũy kế từ kỳ", "cum(cases, \"2021\")" },
                { I, PRG__TAKES_PERIOD }, 2, 2, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_OPENING] = { { "opening", "x", "as x", "that of x", "as every cell of x", PRG_FORMULA_OVER_PERIODS,
                "a stock at the start of the period: the closing one of the period before", "đầu kỳ", "opening(addicts)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_CLOSING] = { { "closing", "x", "as x", "that of x", "as every cell of x", PRG_FORMULA_OVER_PERIODS,
                "a stock at the end of the period", "cuối kỳ", "closing(addicts) - opening(addicts)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_AVERAGE] = { { "average", "x", "decimal, a quotient", "that of x", "as every cell of x",
                PRG_FORMULA_OVER_PERIODS, "the mean of a stock over the base periods of the period", "bình quân trong kỳ",
                "cases / average(population) * 100000" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_QUOTIENT, 0 },
        [PRG__FN_ROLLING] = { { "rolling", "x, n[, min]", "decimal, a quotient", "that of x",
                "fewer than min (n) values: missing", PRG_FORMULA_OVER_PERIODS,
                "the mean of x over the last n periods, of which at least min have a value", "trung bình trượt",
                "rolling(cases, 12, 6)" },
                { N, PRG__TAKES_COUNT, PRG__TAKES_COUNT }, 2, 3, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_QUOTIENT, 0 },
        [PRG__FN_AT] = { { "at", "x, period", "as x", "that of x", ELSEWHERE, PRG_FORMULA_OVER_PERIODS,
                "x in one certain period", "tại kỳ", "cases / at(cases, \"2018\")" },
                { V, PRG__TAKES_PERIOD }, 2, 2, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_ON] = { { "on", "x, calendar", "as x", "that of x", "as every cell of x; marked calendar_break",
                PRG_FORMULA_OVER_PERIODS,
                "x of the period of that calendar which stands for the cell's; the days that differ are carried",
                "theo lịch", "cases - on(arrests, vn)" },
                { I, PRG__TAKES_CALENDAR }, 2, 2, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_AGG] = { { "agg", "x, time=operator, areas=operator", "decimal", "that of x", SKIPS,
                PRG_FORMULA_OVER_LEAVES,
                "x with other operators over time or over areas than it declares; one of the options or both",
                "tổng hợp theo", "agg(addicts, time=mean, areas=sum)" },
                { I }, 1, 1, 1, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_QUOTIENT, 0 },
        [PRG__FN_GROWTH] = { { "growth", "x", "ratio, in percent", "percent; x is no percentage",
                "x or the previous x without value: its state; previous 0 or less: undefined", PRG_FORMULA_OVER_PERIODS,
                "change / previous x × 100", "tốc độ tăng", "growth(cases)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_RATIO, PRG__UNIT_PERCENT, PRG_QUOTIENT, 0 },
        [PRG__FN_DIFF] = { { "diff", "x", "decimal", "that of x; of a percentage, points", FIRST_STATE,
                PRG_FORMULA_OVER_PERIODS, "x minus the previous x", "tăng/giảm", "diff(cases)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_INDEX] = { { "index", "x", "ratio, in percent", "percent; x is no percentage",
                "as growth", PRG_FORMULA_OVER_PERIODS, "x / previous x × 100", "so với kỳ trước", "index(cases)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_RATIO, PRG__UNIT_PERCENT, PRG_QUOTIENT, 0 },
        [PRG__FN_LIKE_FOR_LIKE] = { { "like_for_like", "x", "ratio, in percent", "percent; x is no percentage",
                "as growth", PRG_FORMULA_OVER_PERIODS,
                "growth over the leaf areas that have a value in both periods", "tốc độ tăng so sánh được",
                "like_for_like(cases)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_RATIO, PRG__UNIT_PERCENT, PRG_QUOTIENT, 0 },
        [PRG__FN_BASELINE] = { { "baseline", "x", "decimal", "that of x", "none declared: missing", PRG_FORMULA_OF_QUERY,
                "the baseline of x for the area", "giá trị gốc", "cases - baseline(cases)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_TARGET] = { { "target", "x[, type]", "decimal", "that of x", "none declared: missing", PRG_FORMULA_OF_QUERY,
                "the target of x for the area and the period, or for the period of that type around it", "chỉ tiêu giao",
                "cases / target(cases, year) * 100" },
                { I, PRG__TAKES_PERIOD_TYPE }, 1, 2, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_COVERAGE] = { { "coverage", "x", "ratio, in percent", "percent", "nothing expected: that of x, or not_expected",
                PRG_FORMULA_OF_QUERY, "reported / expected × 100", "độ đầy đủ", "coverage(cases) >= 90" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_RATIO, PRG__UNIT_PERCENT, PRG_QUOTIENT, 0 },
        [PRG__FN_REPORTED] = { { "reported", "x", "decimal", "none", "nothing expected: that of x, or not_expected",
                PRG_FORMULA_OF_QUERY, "how many cells of x are reported", "đã báo cáo", "reported(cases)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_NONE, PRG_EXACT, 1 },
        [PRG__FN_EXPECTED] = { { "expected", "x", "decimal", "none", "nothing expected: that of x, or not_expected",
                PRG_FORMULA_OF_QUERY, "how many cells of x are expected", "phải báo cáo", "expected(cases) - reported(cases)" },
                { I }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_NONE, PRG_EXACT, 1 },
        [PRG__FN_PARENT] = { { "parent", "x", "as x", "that of x", ELSEWHERE "; no area above: not_applicable",
                PRG_FORMULA_OVER_AREAS, "x of the area above", "địa bàn cấp trên", "cases / parent(cases)" },
                { V }, 1, 1, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_TOP] = { { "top", "x", "as x", "that of x", ELSEWHERE, PRG_FORMULA_OVER_AREAS,
                "x of the topmost area above, or of the area itself when it lies in none", "toàn địa bàn",
                "cases / top(cases)" },
                { V }, 1, 1, 0, 0, PRG_FORMULA_UNKNOWN, PRG__UNIT_FIRST, PRG_EXACT, 0 },
        [PRG__FN_SHARE] = { { "share", "x", "ratio, in percent", "percent", FIRST_STATE "; of 0: undefined",
                PRG_FORMULA_OVER_AREAS, "x over that of the area above × 100; 100 where there is none", "tỷ trọng",
                "share(cases)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_RATIO, PRG__UNIT_PERCENT, PRG_QUOTIENT, 0 },
        [PRG__FN_RANK] = { { "rank", "x", "decimal", "none", "that of x", PRG_FORMULA_OVER_AREAS,
                "the place among the areas of one level with the same area above, the best first, by the direction of x; "
                "ties share the lower",
                "xếp hạng", "rank(cases)" },
                { N }, 1, 1, 0, 0, PRG_FORMULA_DECIMAL, PRG__UNIT_NONE, PRG_EXACT, 1 },
};

prg__operation prg__function_find(const char *name, size_t length)
{
        for (int i = PRG__FN_FIRST; i < PRG__OPERATIONS; i++) {
                const char *known = prg__language_table[i].shown.name;
                if (strlen(known) == length && memcmp(known, name, length) == 0)
                        return (prg__operation)i;
        }
        return PRG__OPERATIONS;
}

prg__parameter prg__parameter_at(const prg__language *row, size_t index)
{
        size_t last = 0;
        if (row->precedence)
                return row->parameters[0];
        while (last + 1 < PRG__PARAMETERS_MOST && row->parameters[last + 1])
                last++;
        return row->parameters[index < last ? index : last];
}

size_t prg_formula_function_count(void)
{
        return PRG__OPERATIONS - PRG__FN_FIRST;
}

const prg_formula_function *prg_formula_function_at(size_t index)
{
        return index < prg_formula_function_count() ? &prg__language_table[PRG__FN_FIRST + index].shown : NULL;
}
