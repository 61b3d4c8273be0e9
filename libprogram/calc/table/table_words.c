/* The words of tables. Each row has the English text and the Vietnamese one. */
#include "calc/table/table_words.h"

static const char *const words[][2] = {
        [PRG__WORD_TOTAL] = { "total", "tổng số" },
        [PRG__WORD_UNALLOCATED] = { "not allocated", "chưa phân tổ" },
        [PRG__WORD_UNCLASSIFIED] = { "not classified", "chưa xếp loại" },
        [PRG__WORD_BY_OBSERVATION] = { "by period of observation", "theo kỳ quan sát" },
        [PRG__WORD_OBSERVED] = { "observed in", "quan sát trong" },
        [PRG__WORD_ESTIMATE] = { "estimate", "ước tính" },
        [PRG__WORD_PRELIMINARY] = { "preliminary", "sơ bộ" },
        [PRG__WORD_COVERAGE] = { "reported / expected", "đã báo cáo / phải báo cáo" },
        [PRG__WORD_BOUNDS] = { "not less / not more than", "không dưới / không quá" },
        [PRG__WORD_CELL] = { "cell", "ô" },
        [PRG__WORD_CELLS] = { "cells", "ô" },
        [PRG__WORD_WHAT_IF] = { "What if", "Giả định" },
};

static const char *const axes[][2] = {
        [PRG_AXIS_INDICATORS] = { "Indicator", "Chỉ tiêu" },
        [PRG_AXIS_BREAKDOWNS] = { "Breakdown", "Phân tổ" },
        [PRG_AXIS_AREAS] = { "Area", "Địa bàn" },
        [PRG_AXIS_PERIODS] = { "Period", "Kỳ" },
        [PRG_AXIS_MEASURES] = { "Measure", "Số đo" },
};

static const struct {
        const char *texts[2];
        prg_measure measure;
        int percent;
} measures[] = {
        { { "value", "giá trị" }, PRG_MEASURE_VALUE, 0 },
        { { "cumulative", "lũy kế" }, PRG_MEASURE_CUMULATIVE, 0 },
        { { "previous", "kỳ trước" }, PRG_MEASURE_PREVIOUS, 0 },
        { { "same period last year", "cùng kỳ năm trước" }, PRG_MEASURE_SAME_PERIOD_LAST_YEAR, 0 },
        { { "change", "tăng/giảm" }, PRG_MEASURE_CHANGE, 0 },
        { { "growth", "tốc độ tăng (%)" }, PRG_MEASURE_GROWTH, 1 },
        { { "index", "so với kỳ trước (%)" }, PRG_MEASURE_INDEX, 1 },
        { { "change same period", "tăng/giảm so với cùng kỳ" }, PRG_MEASURE_CHANGE_SAME_PERIOD, 0 },
        { { "growth same period", "tốc độ tăng so với cùng kỳ (%)" }, PRG_MEASURE_GROWTH_SAME_PERIOD, 1 },
        { { "index same period", "so với cùng kỳ (%)" }, PRG_MEASURE_INDEX_SAME_PERIOD, 1 },
        { { "coverage", "độ đầy đủ (%)" }, PRG_MEASURE_COVERAGE, 1 },
        { { "reported", "đã báo cáo" }, PRG_MEASURE_REPORTED, 0 },
        { { "expected", "phải báo cáo" }, PRG_MEASURE_EXPECTED, 0 },
        { { "share", "tỷ trọng (%)" }, PRG_MEASURE_SHARE, 1 },
        { { "rank", "xếp hạng" }, PRG_MEASURE_RANK, 0 },
        { { "flow", "trong kỳ" }, PRG_MEASURE_FLOW, 0 },
};
#define MEASURES (sizeof measures / sizeof *measures)

static const struct {
        const char *sign, *texts[2];
} states[] = {
        [PRG_STATE_VALUE] = { "", { "value", "giá trị" } },
        [PRG_STATE_MISSING] = { "…", { "missing", "thiếu số liệu" } },
        [PRG_STATE_NOT_APPLICABLE] = { "x", { "not applicable", "không áp dụng" } },
        [PRG_STATE_NOT_EXPECTED] = { "–", { "not expected", "không phải báo cáo" } },
        [PRG_STATE_SUPPRESSED] = { "c", { "suppressed", "không công bố" } },
        [PRG_STATE_UNDEFINED] = { "!", { "undefined", "không xác định" } },
};

static const char *const english_reasons[] = {
#define ROW(symbol, number, name, meaning) [symbol] = meaning,
        PRG_REASON_MAP(ROW)
#undef ROW
};

static const char *const vietnamese_reasons[] = {
        [PRG_REASON_NONE] = "có giá trị, hoặc không có gì thêm",
        [PRG_REASON_POLICY] = "còn thiếu số liệu, chưa đạt quy định về số liệu thiếu",
        [PRG_REASON_BOUNDARIES] = "địa bàn chưa có hoặc không còn",
        [PRG_REASON_CALENDAR] = "kỳ không ghép đúng từ các kỳ cơ sở của chỉ tiêu",
        [PRG_REASON_NO_PERIOD] = "không có kỳ để so sánh",
        [PRG_REASON_DIVISION] = "mẫu số bằng không",
        [PRG_REASON_NOT_POSITIVE] = "giá trị so sánh không lớn hơn không",
        [PRG_REASON_PERCENTAGE] = "tỷ lệ phần trăm tăng, giảm theo điểm, không có tốc độ tăng",
        [PRG_REASON_KIND] = "số đo không có nghĩa với loại chỉ tiêu này",
        [PRG_REASON_DISTINCT] = "số đối tượng không trùng không cộng được; chỉ có giới hạn",
        [PRG_REASON_PUBLISHED] = "tỷ số không có tử số và mẫu số thì không tổng hợp",
        [PRG_REASON_CLASS] = "địa bàn trên cấp xếp loại không có loại",
        [PRG_REASON_NOT_AGGREGATED] = "chỉ tiêu quy định không tổng hợp",
        [PRG_REASON_SPAN] = "kỳ vắt qua thời điểm bắt đầu đếm lại lũy kế",
        [PRG_REASON_BREAKDOWN] = "chỉ tiêu không phân tổ như vậy",
        [PRG_REASON_OVERFLOW] = "kết quả chính xác quá lớn",
        [PRG_REASON_WEIGHT] = "quyền số bằng không hoặc còn thiếu",
        [PRG_REASON_VALIDITY] = "chỉ tiêu không phải báo cáo trong kỳ này",
        [PRG_REASON_LEVEL] = "chỉ tiêu do địa bàn lớn hơn báo cáo",
        [PRG_REASON_DOMAIN] = "hàm không có kết quả với số này, như ln(0)",
};

static const char *const english_marks[PRG_MARKS] = {
#define ROW(symbol, bit, name, concept, code, meaning) [bit] = meaning,
        PRG_MARK_MAP(ROW)
#undef ROW
};

static const char *const vietnamese_marks[PRG_MARKS] = {
        [0] = "điền bằng phương pháp tính",
        [1] = "lấy tiếp từ kỳ trước",
        [2] = "chuỗi số liệu đổi ý nghĩa từ đây",
        [3] = "báo cáo không phát sinh",
        [4] = "bút toán điều chỉnh ở kỳ sau",
        [5] = "không dành cho mọi người",
        [6] = "độ tin cậy thấp",
        [7] = "tử số và mẫu số lấy từ các ô khác nhau",
        [8] = "ghép nhiều lịch",
        [9] = "lấy từ nguồn thay thế nguồn chính",
        [10] = "không tính số liệu không công bố",
        [11] = "báo cáo ngoài phần phải báo cáo",
        [12] = "giả định của truy vấn, không phải số báo cáo",
};

const char *prg__word_text(prg__word word, int vietnamese)
{
        return words[word][vietnamese];
}

const char *prg__word_axis(prg_axis axis, int vietnamese)
{
        return axes[axis][vietnamese];
}

const char *prg__word_measure(prg_measure measure, int vietnamese)
{
        for (size_t i = 0; i < MEASURES; i++)
                if (measures[i].measure == measure)
                        return measures[i].texts[vietnamese];
        return prg_measure_name(measure);
}

int prg__measure_is_percent(prg_measure measure)
{
        for (size_t i = 0; i < MEASURES; i++)
                if (measures[i].measure == measure)
                        return measures[i].percent;
        return 0;
}

const char *prg__word_state(prg_state state, int vietnamese)
{
        return states[state].texts[vietnamese];
}

const char *prg__state_sign(prg_state state)
{
        return states[state].sign;
}

const char *prg__word_reason(prg_reason reason, int vietnamese)
{
        return (vietnamese ? vietnamese_reasons : english_reasons)[reason];
}

const char *prg__word_mark(unsigned bit, int vietnamese)
{
        return (vietnamese ? vietnamese_marks : english_marks)[bit];
}
