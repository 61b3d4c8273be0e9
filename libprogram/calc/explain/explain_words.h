/* What explanations say to people, in English and in Vietnamese. All texts are static.
 *
 * Sentences have {i} and {j} for the names of items, {p} and {q} for periods, {n} and {m} for counts, {x} for a number,
 * {t} for a text, {u} for "of each unit" unless there is only one, {k} for what the mark with the bit {n} means, {r} for what the reason {n} means,
 * {d} and {e} for the days {n} and {m}, {n?one|several} for words that go with the count {n}, likewise {m?one|several}. */
#ifndef PRG__EXPLAIN_WORDS_H
#define PRG__EXPLAIN_WORDS_H

#include <libprogram/explain.h>

#define PRG__SAY_MAP(X)                                                                                              \
        /* of the cell that was asked for */                                                                         \
        X(DAYS, "the period runs from {d} to {e}", "kỳ tính từ {d} đến {e}")                                                   \
        X(EXACT, "exact: nothing is rounded", "số chính xác, không làm tròn")                                       \
        X(QUOTIENT, "exactly {t}; rounded once, only to be shown",                            \
                "giá trị chính xác là {t}; chỉ làm tròn một lần khi hiển thị")                            \
        X(APPROXIMATE, "computed with 12 significant digits", "tính với 12 chữ số có nghĩa")                         \
        X(AS_OF, "as it was known after entry {n}", "theo số liệu đã nhận đến bản ghi số {n}")                       \
        X(ONLY_QUALITY, "only entries of this quality are looked at: {t}", "chỉ xét bản ghi có chất lượng: {t}")     \
        X(LEAST_QUALITY, "only entries of this quality or better are looked at: {t}",                                \
                "chỉ xét bản ghi có chất lượng từ mức: {t}")                                                         \
        X(ONLY_SOURCE, "only the source {i} is looked at", "chỉ xét nguồn {i}")                                      \
        X(PARTS_ONLY, "totals that areas reported are not looked at", "không xét số tổng do địa bàn cấp trên báo cáo") \
        X(OWN_ONLY, "only what the area itself reported is looked at", "chỉ xét số do chính địa bàn báo cáo")        \
        /* measures */                                                                                               \
        X(TO_DATE, "from the beginning of the year: {p}", "lũy kế từ đầu năm: {p}")                                   \
        X(AGAINST, "compared with {p}", "so với kỳ {p}")                                                             \
        X(ROOT_SHARE, "no area lies above it, so it is the whole", "không có địa bàn cấp trên nên là toàn bộ")       \
        X(RANK_HIGH, "among the {n} areas of the same level under the same parent that have a value; the greatest is first", \
                "trong {n} địa bàn cùng cấp, cùng cấp trên có giá trị; lớn nhất xếp thứ nhất")                       \
        X(RANK_LOW, "among the {n} areas of the same level under the same parent that have a value; the least is first", \
                "trong {n} địa bàn cùng cấp, cùng cấp trên có giá trị; nhỏ nhất xếp thứ nhất")                       \
        X(RISE, "what the cumulative count rose by in the period", "số lũy kế tăng thêm trong kỳ")                   \
        /* ratios */                                                                                                 \
        X(RATIO, "worked out anew from both its parts; percentages are never added or averaged",                     \
                "tính lại từ tử số và mẫu số; không cộng, không lấy trung bình các tỷ lệ")                            \
        X(MATCHED, "only where both parts are reported", "chỉ tính ở nơi có cả tử số và mẫu số")                     \
        /* formulas */                                                                                               \
        X(FORMULA_EXACT, "worked out by the formula of the indicator, exactly", "tính theo công thức của chỉ tiêu, chính xác") \
        X(FORMULA_QUOTIENT, "worked out by the formula of the indicator, from the sums of all units; nothing is rounded on the way", \
                "tính theo công thức của chỉ tiêu từ số đã tổng hợp; không làm tròn giữa chừng")                     \
        X(FORMULA_APPROXIMATE, "worked out by the formula of the indicator, with 12 significant digits",             \
                "tính theo công thức của chỉ tiêu với 12 chữ số có nghĩa")                                           \
        X(SUPPOSED_FORMULA, "what if: the query supposes this formula, the programme has another one or none",       \
                "giả định: truy vấn dùng công thức này thay cho cách tính của chương trình")                         \
        X(SUPPOSED, "what if: the query supposes this, whatever was reported",                                       \
                "giả định: truy vấn dùng số này, bất kể số đã báo cáo")                                              \
        X(SUPPOSED_INSTEAD, "does not count: the query supposes another value", "không tính vì truy vấn giả định số khác") \
        X(GOAL, "declared as {t}", "đã giao: {t}")                                                                   \
        X(GOAL_DOCUMENT, "declared as {t}, by {i}", "đã giao: {t}, theo {i}")                                        \
        X(GOALS_ADDED, "those of all areas directly below are added, as they are declared to", "cộng số giao của các địa bàn trực thuộc") \
        X(REST, "what is left of the total when all categories are taken away", "phần còn lại của tổng số sau khi trừ các phân tổ") \
        /* over time */                                                                                              \
        X(TIME_SUM, "the {n} periods from {p} to {q} are added", "cộng {n} kỳ từ {p} đến {q}")                       \
        X(TIME_LAST, "{u}the last value from {p} to {q} counts", "{u}lấy giá trị cuối cùng trong {p} đến {q}") \
        X(TIME_END, "the value of the last period, {q}, counts", "lấy giá trị của kỳ cuối, {q}")                     \
        X(TIME_FIRST, "{u}the first value from {p} to {q} counts", "{u}lấy giá trị đầu tiên trong {p} đến {q}") \
        X(TIME_MEAN, "{u}the mean of {p} to {q} counts", "{u}lấy trung bình từ {p} đến {q}")       \
        X(TIME_WEIGHTED, "{u}the mean of {p} to {q} counts, weighted by {i}",                              \
                "{u}lấy trung bình từ {p} đến {q}, quyền số là {i}")                                         \
        X(TIME_MIN, "{u}the least value from {p} to {q} counts", "{u}lấy giá trị nhỏ nhất từ {p} đến {q}") \
        X(TIME_MAX, "{u}the greatest value from {p} to {q} counts", "{u}lấy giá trị lớn nhất từ {p} đến {q}") \
        X(TIME_COUNT, "{u}it is counted how many values there are from {p} to {q}",                        \
                "{u}đếm số giá trị từ {p} đến {q}")                                                          \
        X(TIME_MEDIAN, "{u}the median of {p} to {q} counts", "{u}lấy trung vị từ {p} đến {q}")     \
        X(TIME_STDDEV, "{u}the standard deviation of {p} to {q} counts",                                   \
                "{u}lấy độ lệch chuẩn từ {p} đến {q}")                                                       \
        X(TIME_REACHED, "{u}it counts what had been reached by the end of {q}",                            \
                "{u}xét kết quả đã đạt đến hết {q}")                                                         \
        X(TIME_DISTINCT, "the same persons may be counted in several periods or units, so the numbers cannot be added", \
                "một đối tượng có thể được đếm ở nhiều kỳ, nhiều đơn vị nên không cộng được")                        \
        X(RAISED, "totals that were reported for single periods are greater than what the units reported; they raise the bounds", \
                "tổng số báo cáo của từng kỳ lớn hơn số của các đơn vị nên các giới hạn được nâng lên")              \
        X(TIME_OBSERVED, "everything that was observed in {p} is added, whenever it began",                          \
                "cộng mọi số quan sát trong {p}, bất kể kỳ bắt đầu")                                                 \
        /* over areas */                                                                                             \
        X(AREAS_SUM, "the units below are added", "cộng các đơn vị bên dưới")                                                      \
        X(AREAS_MEAN, "the mean of the results of all units", "trung bình kết quả của các đơn vị")                   \
        X(AREAS_POOLED, "the mean of all values of all units", "trung bình mọi giá trị của các đơn vị")              \
        X(AREAS_WEIGHTED, "the mean of the units, weighted by {i}", "trung bình các đơn vị, quyền số là {i}")        \
        X(AREAS_MIN, "the least of the results of all units", "giá trị nhỏ nhất của các đơn vị")                     \
        X(AREAS_MAX, "the greatest of the results of all units", "giá trị lớn nhất của các đơn vị")                  \
        X(AREAS_COUNT, "how many units have a value", "số đơn vị có giá trị")                                        \
        X(AREAS_MEDIAN, "the median of the results of all units", "trung vị kết quả của các đơn vị")                 \
        X(AREAS_STDDEV, "the standard deviation of the results of all units", "độ lệch chuẩn của các đơn vị")        \
        X(AREAS_CLASS, "how many units are in this class", "số đơn vị thuộc loại này")                               \
        X(AREAS_UNCLASSIFIED, "how many of the units that should have a class have none",                            \
                "số đơn vị phải xếp loại mà chưa có loại")                                                           \
        X(AREAS_REACHED, "how many units have reached it", "số đơn vị đã đạt")                                       \
        /* what decided */                                                                                           \
        X(CELLS, "{n} of {m} expected {m?report|reports} {n?is|are} there", "có {n} trong {m} báo cáo phải có")                        \
        X(UNITS, "{n} of {m} {m?unit|units} that should report {n?has|have} a value", "{n} trong {m} đơn vị phải báo cáo có giá trị") \
        X(SKIP, "what is missing is left out, not taken as zero (policy skip)",                                      \
                "phần thiếu được bỏ qua, không coi là 0 (quy định: skip)")                                           \
        X(AREAS_POLICY, "policy over areas: {t}; {n} of {m} {m?unit|units} {n?reports|report}", "quy định theo địa bàn: {t}; {n} trong {m} đơn vị có báo cáo") \
        X(TIME_POLICY, "policy over time: {t}; {n} of {m} {m?report|reports} of these units {n?is|are} there",                         \
                "quy định theo thời gian: {t}; có {n} trong {m} báo cáo của các đơn vị đó")                          \
        X(HIDDEN, "what is there comes to {x}, which is not shown", "phần đã có là {x}, không hiển thị")             \
        X(HIDDEN_ALONE, "alone it would not be shown, for the policy; it counts above all the same",                 \
                "nếu đứng riêng thì không hiển thị theo quy định; vẫn được tính vào cấp trên")                        \
        X(SOURCE_FIRST, "only the source {i} counts; others are kept beside it", "chỉ tính nguồn {i}; nguồn khác lưu để đối chiếu")                                          \
        X(SOURCE_THEN, "the source {i} comes first; where it says nothing, another one stands in",                   \
                "nguồn ưu tiên: {i}; nếu không có thì lấy nguồn khác")                                               \
        X(VERSION, "values before {t} are of the earlier version {i}", "số trước ngày {t} theo phiên bản trước: {i}") \
        X(ESTIMATES, "not final yet: {n} of the numbers used {n?is an estimate|are estimates}", "chưa chính thức: dùng {n} số ước tính")   \
        X(PRELIMINARY, "not final yet: {n} of the numbers used {n?is|are} preliminary", "chưa chính thức: dùng {n} số sơ bộ") \
        X(OPERANDS_DIFFER, "note: numerator and denominator are not from the same units and periods",                \
                "lưu ý: tử số và mẫu số không cùng đơn vị, cùng kỳ báo cáo")                                         \
        X(FORMULA_OPERANDS_DIFFER, "note: the operands are not from the same units and periods",                     \
                "lưu ý: các số trong công thức không cùng đơn vị, cùng kỳ báo cáo")                                  \
        X(MARK, "note: {k}", "lưu ý: {k}")                                                                           \
        X(MARKS, "note, for {m} inputs: {k}", "lưu ý, với {m} số: {k}")                                              \
        X(OTHER_DAYS, "a value is of the days {t}, {n} of which are in the period",                                   \
                "có số của các ngày {t}, trong đó {n} ngày thuộc kỳ")                                                 \
        /* no value */                                                                                               \
        X(WHY, "no value: {r}", "không có giá trị: {r}")                                                             \
        X(NOTHING_REPORTED, "no value: nothing of what was expected was reported", "không có giá trị: chưa có báo cáo nào trong số phải có") \
        X(STATED_MISSING, "reported as missing", "được báo là thiếu số liệu")                                        \
        X(STATED_NA, "reported as not applicable", "được báo là không áp dụng")                                      \
        X(STATED_NE, "reported as not expected", "được báo là không phải báo cáo")                                   \
        X(STATED_SUPPRESSED, "reported, but not to be published", "đã báo cáo nhưng không công bố")                  \
        X(ALL_NA, "no value: everything was reported as not applicable", "không có giá trị: tất cả được báo là không áp dụng") \
        X(NOT_EXPECTED, "no value: nothing was expected here", "không có giá trị: không phải báo cáo")               \
        X(SUPPRESSED, "no value: everything that was reported is not to be published",                               \
                "không có giá trị: tất cả số đã báo cáo đều không công bố")                                          \
        X(FIRST_STATE, "no value, since one of the parts has none", "không có giá trị vì một phần không có giá trị") \
        /* areas and units */                                                                                        \
        X(GONE, "existed until {t}", "tồn tại đến ngày {t}")                                                         \
        X(BEGAN, "exists from {t}", "có từ ngày {t}")                                                                \
        X(TOTAL_USED, "the area's own total stands in, since nothing below it reports",                              \
                "lấy số tổng của địa bàn vì bên dưới không có báo cáo")                                              \
        X(TOTAL_UNUSED, "does not count: what lies below is reported", "không tính vì bên dưới đã có báo cáo")       \
        X(TOTAL_ALONE, "the area's own value, since the areas below are not put together",                           \
                "số của chính địa bàn vì không tổng hợp từ bên dưới")                                                \
        X(OWN_PART, "the area's own part, beside the areas below it", "phần của chính địa bàn, ngoài các địa bàn bên dưới") \
        X(COVERED, "a total of {i} stands for it", "đã tính trong số tổng của {i}")                                  \
        X(NO_WEIGHT, "left out: it has no weight", "không tính vì không có quyền số")                                \
        X(NOT_MATCHED, "left out: the other part of the ratio is not reported here",                                 \
                "không tính vì ở đây thiếu phần kia của tỷ lệ")                                                      \
        /* periods */                                                                                                \
        X(EARLIER, "does not count: there is a later value", "không tính vì có giá trị muộn hơn")                    \
        X(LATER, "does not count: there is an earlier value", "không tính vì có giá trị sớm hơn")                    \
        X(EARLIER_ONES, "earlier periods do not count", "các kỳ trước không tính")                                   \
        X(LATER_ONES, "later periods do not count", "các kỳ sau không tính")                                         \
        X(WIDER, "reported for the whole of {p}, and stands for the periods in it", "báo cáo cho cả {p}, thay cho các kỳ bên trong") \
        X(WIDER_END, "reported for the whole of {p}, and stands at its end", "báo cáo cho cả {p}, tính ở cuối kỳ")   \
        X(REPLACED_BY_WIDER, "does not count: a value for a wider period stands in its place",                       \
                "không tính vì đã có số của kỳ dài hơn thay thế")                                                    \
        X(PARTS_THERE, "does not count: the periods in it are all there", "không tính vì các kỳ bên trong đã đủ")    \
        X(OVERLAPS, "does not count: it overlaps another value for a wider period",                                  \
                "không tính vì chồng với số của kỳ dài khác")                                                        \
        X(END_THERE, "does not count: its last period has a value that is as good", "không tính vì kỳ cuối của nó đã có giá trị tốt tương đương") \
        X(CARRIED, "nothing was reported in the period, so the value of {p} is carried on",                          \
                "trong kỳ không có báo cáo nên lấy tiếp giá trị của {p}")                                            \
        X(REACHED_IN, "reported for {p}", "báo cáo cho {p}")                                                         \
        X(NIL, "nothing was reported, but the unit reported other things for the period, so zero",                   \
                "không có số nhưng đơn vị có báo cáo khác trong kỳ nên tính là 0")                                   \
        X(DERIVED, "no total was reported; the sum of all categories of {i}", "không có số tổng; cộng các phân tổ của {i}") \
        X(OBSERVED, "the sum of what was observed in each period", "cộng số quan sát của từng kỳ")                   \
        X(LAST_MINUS_BEFORE, "the count at the end minus the count before the beginning", "số cuối kỳ trừ số trước đầu kỳ") \
        X(OF_VERSION, "by the earlier version {i}", "theo phiên bản trước: {i}")                                     \
        X(FALLBACK, "the source {i} says nothing here; {j} stands in", "nguồn {i} không có số; lấy nguồn {j}")       \
        X(OUTSIDE, "the indicator is not to be reported in this period", "chỉ tiêu không phải báo cáo trong kỳ này")         \
        X(UNEXPECTED, "reported although it was not expected", "có báo cáo dù không phải báo cáo")                   \
        X(NOBODY, "nobody has reported", "chưa có báo cáo")                                                          \
        X(NOT_ALL_PARTS, "no total was reported, and not all categories were, so that none can be made of them",          \
                "chưa có số tổng, và chưa đủ các phân tổ để cộng")                                                   \
        X(NOTHING_COUNTS, "nothing that was reported counts", "không có bản ghi nào được tính")                      \
        /* entries */                                                                                                \
        X(TAKEN_BACK, "does not count: taken back by entry {n}", "không tính: bị rút bởi bản ghi số {n}")            \
        X(REPLACED, "does not count: replaced by entry {n}", "không tính: được thay bằng bản ghi số {n}")            \
        X(REPLACES, "replaces entry {n}", "thay bản ghi số {n}")                                                     \
        X(LOWER, "does not count: entry {n} is of better quality", "không tính: bản ghi số {n} có chất lượng cao hơn") \
        X(TOO_LATE, "does not count: it came later than asked for", "không tính: nhận sau thời điểm được hỏi")       \
        X(OTHER_QUALITY, "does not count: not of the quality asked for", "không tính: không đúng chất lượng được hỏi") \
        X(OTHER_SOURCE, "does not count: the source {i} does not come first here", "không tính: {i} không phải nguồn ưu tiên ở đây") \
        X(SILENT_SOURCE, "says nothing, so another source stands in", "không có số nên lấy nguồn khác")

typedef enum prg__say {
#define PRG__SAY_ENUM_(symbol, english, vietnamese) PRG__SAY_##symbol,
        PRG__SAY_MAP(PRG__SAY_ENUM_)
#undef PRG__SAY_ENUM_
        PRG__SAYS
} prg__say;

const char *prg__say_text(prg__say say, int vietnamese);

/* Words that labels and lines are made of. */
typedef enum prg__explain_word {
        PRG__EXPLAIN_ENTRY, PRG__EXPLAIN_WITHDRAWAL, PRG__EXPLAIN_MORE, PRG__EXPLAIN_TOGETHER, PRG__EXPLAIN_MISSING,
        PRG__EXPLAIN_BY, PRG__EXPLAIN_ON, PRG__EXPLAIN_ROW, PRG__EXPLAIN_SOURCE, PRG__EXPLAIN_REPORTED,
        PRG__EXPLAIN_DEEPER, PRG__EXPLAIN_OBSERVED, PRG__EXPLAIN_HIDDEN, PRG__EXPLAIN_MISSING_OR_HIDDEN
} prg__explain_word;

const char *prg__explain_word_text(prg__explain_word word, int vietnamese);
/* What a step is to the one above it, such as "numerator"; "" where that goes without saying. */
const char *prg__step_word(prg_step step, int vietnamese);
/* The word for a quality. */
const char *prg__quality_word(prg_quality quality, int vietnamese);

#endif
