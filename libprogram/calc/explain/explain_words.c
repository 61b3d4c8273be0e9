/* The words of explanations; see explain_words.h. */
#include "calc/explain/explain_words.h"

#include <stddef.h>

static const char *const says[][2] = {
#define ROW(symbol, english, vietnamese) [PRG__SAY_##symbol] = { english, vietnamese },
        PRG__SAY_MAP(ROW)
#undef ROW
};

static const char *const words[][2] = {
        [PRG__EXPLAIN_ENTRY] = { "entry", "bản ghi số" },
        [PRG__EXPLAIN_WITHDRAWAL] = { "withdrawal", "rút số liệu" },
        [PRG__EXPLAIN_MORE] = { "more", "mục nữa" },
        [PRG__EXPLAIN_TOGETHER] = { "together", "cộng" },
        [PRG__EXPLAIN_MISSING] = { "not reported", "chưa báo cáo" },
        [PRG__EXPLAIN_HIDDEN] = { "not to be published", "không công bố" },
        [PRG__EXPLAIN_MISSING_OR_HIDDEN] = { "not reported, or not to be published", "chưa báo cáo hoặc không công bố" },
        [PRG__EXPLAIN_BY] = { "by", "do" },
        [PRG__EXPLAIN_ON] = { "on", "ngày" },
        [PRG__EXPLAIN_ROW] = { "row", "dòng" },
        [PRG__EXPLAIN_SOURCE] = { "source", "nguồn" },
        [PRG__EXPLAIN_REPORTED] = { "reported", "có báo cáo" },
        [PRG__EXPLAIN_DEEPER] = { "there is more below; a greater depth shows it", "còn chi tiết bên dưới, tăng độ sâu để xem" },
        [PRG__EXPLAIN_OBSERVED] = { "observed in", "quan sát trong" },
};

static const char *const steps[][2] = {
        [PRG_STEP_CELL] = { "", "" },
        [PRG_STEP_NUMERATOR] = { "numerator", "tử số" },
        [PRG_STEP_DENOMINATOR] = { "denominator", "mẫu số" },
        [PRG_STEP_NOW] = { "now", "kỳ này" },
        [PRG_STEP_BEFORE] = { "before", "kỳ so sánh" },
        [PRG_STEP_PARENT] = { "the area above", "địa bàn cấp trên" },
        [PRG_STEP_WHOLE] = { "total", "tổng số" },
        [PRG_STEP_CATEGORY] = { "minus", "trừ" },
        [PRG_STEP_OWN] = { "own part", "phần riêng" },
        [PRG_STEP_TOTAL] = { "reported total", "số tổng được báo cáo" },
        [PRG_STEP_CARRIED] = { "carried on", "lấy tiếp" },
        [PRG_STEP_PROOF] = { "reported for the period", "đã báo cáo trong kỳ" },
        [PRG_STEP_MORE] = { "", "" },
};

static const char *const qualities[][2] = {
        { "", "" }, { "estimate", "ước tính" }, { "preliminary", "sơ bộ" }, { "final", "chính thức" },
};

const char *prg__say_text(prg__say say, int vietnamese)
{
        return says[say][vietnamese];
}

const char *prg__explain_word_text(prg__explain_word word, int vietnamese)
{
        return words[word][vietnamese];
}

const char *prg__step_word(prg_step step, int vietnamese)
{
        return (size_t)step < sizeof steps / sizeof *steps && steps[step][0] ? steps[step][vietnamese] : "";
}

const char *prg__quality_word(prg_quality quality, int vietnamese)
{
        return qualities[quality][vietnamese];
}
