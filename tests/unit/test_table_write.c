/* Tables written as text, CSV and JSON: whole outputs, word for word. */
#include "table.h"

#define MAX_TEXT "170141183460469231731687303715884105727"

static prg_programme *programme;
static prg_table *table;
static prg_table_options options;
static prg_buf out;

static void open_programme(void)
{
        static const prg_table_options defaults = PRG_TABLE_OPTIONS_INIT;
        programme = table_programme();
        table = NULL;
        options = defaults;
        out = (prg_buf)PRG_BUF_INIT;
}

static void close_programme(void)
{
        prg_table_free(table);
        prg_programme_unref(programme);
        prg_buf_dispose(&out);
}

typedef int writing(const prg_table *, const prg_sink *, const prg_table_options *);

static const char *written_by(writing *write)
{
        prg_sink sink;
        out.length = 0;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &out), 0);
        ck_assert_msg(write(table, &sink, &options) == 0, "%s", prg_error_last()->message);
        return out.data;
}

/* Takes so many calls and then fails. */
static int take_some(void *payload, const char *data, size_t length)
{
        int *left = payload;
        (void)data;
        (void)length;
        ck_assert_int_ge(*left, 0);
        return (*left)-- > 0 ? 0 : PRG_EIO;
}

static void assert_written(writing *write, const char *expected)
{
        const char *written_text = written_by(write);
        size_t same = 0;
        while (written_text[same] != '\0' && written_text[same] == expected[same])
                same++;
        ck_assert_msg(written_text[same] == expected[same],
                "%zu bytes are the same, then\n%.300s\nexpected\n%.300s", same, written_text + same, expected + same);
}

#define text_is(expected) assert_written(prg_table_write_text, expected)
#define csv_is(expected) assert_written(prg_table_write_csv, expected)
#define json_is(expected) assert_written(prg_table_write_json, expected)

/* A number, an estimate with its coverage and a mark, a preliminary fraction, and all that is no value. */
static void make_mixed(void)
{
        table = new_table(programme, "indicators cases; areas P, level:district; periods 2018-Q1..2018-Q2; "
                                     "measures value, growth");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "1234567", 0);
        prg__cell *cell = fill_number(table, PLACE(0, 0, 1, 0, 0), "12", 0);
        cell->quality = PRG_QUALITY_ESTIMATE;
        cell->reported = 7;
        cell->expected = 10;
        cell->marks = PRG_MARK_IMPUTED;
        cell->mark_counts[0] = 3;
        cell = fill_fraction(table, PLACE(0, 0, 1, 1, 1), "200", "3", 1);
        cell->quality = PRG_QUALITY_PRELIMINARY;
        cell = fill(table, PLACE(0, 0, 2, 0, 0), PRG_STATE_SUPPRESSED);
        cell->has_bounds = 1;
        cell->lower = prg__number_of(1, 0);
        cell->upper = prg__number_of(4, 0);
        fill(table, PLACE(0, 0, 2, 0, 1), PRG_STATE_UNDEFINED)->reason = PRG_REASON_DIVISION;
        fill(table, PLACE(0, 0, 2, 1, 1), PRG_STATE_NOT_APPLICABLE)->reason = PRG_REASON_NO_PERIOD;
        fill(table, PLACE(0, 0, 3, 1, 1), PRG_STATE_NOT_EXPECTED)->reason = PRG_REASON_BOUNDARIES;
        fill(table, PLACE(0, 0, 3, 0, 1), PRG_STATE_UNDEFINED)->reason = PRG_REASON_DIVISION;
}

/* ---- text ---- */

START_TEST(areas_go_down_and_all_else_across)
{
        make_mixed();
        options.form = PRG_NUMBER_VIETNAMESE;
        text_is("Số vụ (vụ)\n"
                "\n"
                "              2018-Q1                             2018-Q2\n"
                "Địa bàn                 giá trị  tốc độ tăng (%)  giá trị  tốc độ tăng (%)\n"
                "------------  -----------------  ---------------  -------  ---------------\n"
                "Tỉnh Lào Cai  1.234.567                       …         …               …\n"
                "Mường Khương         12* (7/10)               …         …            66,7°\n"
                "Bát Xát               c [1; 4]                !¹        …               x²\n"
                "Sa Pa                 …                       !¹        …               –³\n"
                "\n"
                "* ước tính\n"
                "° sơ bộ\n"
                "(a/b) đã báo cáo / phải báo cáo\n"
                "[a; b] không dưới / không quá\n"
                "… thiếu số liệu\n"
                "x không áp dụng\n"
                "– không phải báo cáo\n"
                "c không công bố\n"
                "! không xác định\n"
                "¹ mẫu số bằng không\n"
                "² không có kỳ để so sánh\n"
                "³ địa bàn chưa có hoặc không còn\n"
                "imputed: điền bằng phương pháp tính: 1 ô\n");
}
END_TEST

START_TEST(a_pivot_puts_other_axes_down)
{
        make_mixed();
        options.language = "en";
        options.down = 1u << PRG_AXIS_PERIODS | 1u << PRG_AXIS_MEASURES;
        text_is("Cases (cases)\n"
                "\n"
                "Period   Measure     Lao Cai  Mường Khương   Bát Xát  Sa Pa\n"
                "-------  ----------  -------  ------------  --------  -----\n"
                "2018-Q1  value       1234567    12* (7/10)  c [1; 4]     …\n"
                "         growth (%)        …     …          !¹           !¹\n"
                "2018-Q2  value             …     …          …            …\n"
                "         growth (%)        …  66.7°         x²           –³\n"
                "\n"
                "* estimate\n"
                "° preliminary\n"
                "(a/b) reported / expected\n"
                "[a; b] not less / not more than\n"
                "… missing\n"
                "x not applicable\n"
                "– not expected\n"
                "c suppressed\n"
                "! undefined\n"
                "¹ the denominator is zero\n"
                "² there is no period to compare with\n"
                "³ the area did not exist yet, or not any more\n"
                "imputed: filled in by a method: 1 cell\n");
}
END_TEST

START_TEST(without_details_there_are_numbers_and_states_only)
{
        make_mixed();
        options.details = 0;
        options.ids = 1;
        options.language = "en";
        text_is("cases (vu)\n"
                "\n"
                "      2018-Q1              2018-Q2\n"
                "Area    value  growth (%)  value  growth (%)\n"
                "----  -------  ----------  -----  ----------\n"
                "P     1234567           …      …           …\n"
                "D1         12           …      …        66.7\n"
                "D2          c           !      …           x\n"
                "D3          …           !      …           –\n"
                "\n"
                "… missing\n"
                "x not applicable\n"
                "– not expected\n"
                "c suppressed\n"
                "! undefined\n");
}
END_TEST

START_TEST(the_legend_explains_only_what_was_shown)
{
        table = new_table(programme, "indicators cases; areas level:district; periods 2018");
        for (size_t i = 0; i < 3; i++)
                fill_number(table, PLACE(0, 0, i, 0, 0), "7", 0);
        options.language = "vi";
        text_is("Số vụ (vụ)\n"
                "2018\n"
                "\n"
                "Địa bàn\n"
                "------------  -\n"
                "Mường Khương  7\n"
                "Bát Xát       7\n"
                "Sa Pa         7\n");
}
END_TEST

START_TEST(with_one_area_the_longest_other_axis_goes_down)
{
        table = new_table(programme, "indicators cases; areas D3; periods 2018-Q1..2018-Q3; measures value, rank; "
                                     "breakdowns sex=female");
        for (size_t i = 0; i < 6; i++)
                fill_number(table, PLACE(0, 0, 0, i / 2, i % 2), i % 2 ? "1" : "-12345678", i % 2 ? 0 : 2);
        options.form = PRG_NUMBER_VIETNAMESE;
        text_is("Số vụ (vụ)\n"
                "Nữ · Sa Pa\n"
                "\n"
                "Kỳ           giá trị  xếp hạng\n"
                "-------  -----------  --------\n"
                "2018-Q1  -123.456,78         1\n"
                "2018-Q2  -123.456,78         1\n"
                "2018-Q3  -123.456,78         1\n");
}
END_TEST

START_TEST(one_cell_stands_alone_under_its_heading)
{
        table = new_table(programme, "indicators cases; areas P; periods 2018; measures growth");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "-125", 1)->quality = PRG_QUALITY_FINAL;
        options.language = "en";
        text_is("Cases (cases)\n"
                "Lao Cai · 2018 · growth (%)\n"
                "\n"
                "-12.5\n");
}
END_TEST

START_TEST(several_indicators_have_their_units_with_them)
{
        table = new_table(programme, "indicators cases, solved, grade; areas D1, D2; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), MAX_TEXT, 0);
        fill_fraction(table, PLACE(1, 0, 0, 0, 0), "99999", "100", 1);
        fill(table, PLACE(2, 0, 0, 0, 0), PRG_STATE_VALUE)->category =
                prg_item_at(get(programme, "indicator", "grade"), "categories", 0);
        fill(table, PLACE(2, 0, 1, 0, 0), PRG_STATE_VALUE)->category =
                prg_item_at(get(programme, "indicator", "grade"), "categories", 1);
        text_is("2018\n"
                "\n"
                "Địa bàn                                    Số vụ (vụ)  Tỷ lệ khám phá (%)   Phân loại\n"
                "------------  ---------------------------------------  ------------------  ----------\n"
                "Mường Khương  170141183460469231731687303715884105727              1000.0  Trọng điểm\n"
                "Bát Xát                                             …                   …        free\n"
                "\n"
                "… thiếu số liệu\n");
        options.ids = 1;
        text_is("2018\n"
                "\n"
                "Địa bàn                               cases (vu)  solved (percent)  grade\n"
                "-------  ---------------------------------------  ----------------  -----\n"
                "D1       170141183460469231731687303715884105727            1000.0    key\n"
                "D2                                             …                 …   free\n"
                "\n"
                "… thiếu số liệu\n");
}
END_TEST

START_TEST(groups_are_as_wide_as_their_label)
{
        prg_item_set(get(programme, "area", "D1"), "name", "Một huyện có tên rất dài");
        table = new_table(programme, "indicators cases; areas D1, D2; periods 2018..2019; "
                                     "breakdowns total, sex=female");
        for (size_t i = 0; i < 8; i++)
                fill_number(table, PLACE(0, i & 1, i >> 1 & 1, i >> 2, 0), "1", 0);
        options.down = 1u << PRG_AXIS_BREAKDOWNS;
        text_is("Số vụ (vụ)\n"
                "\n"
                "         Một huyện có tên rất dài  Bát Xát\n"
                "Phân tổ  2018                2019  2018  2019\n"
                "-------  ----  ------------------  ----  ----\n"
                "tổng số     1                   1     1     1\n"
                "Nữ          1                   1     1     1\n");
}
END_TEST

START_TEST(widths_are_those_of_a_terminal)
{
        prg_item_set(get(programme, "area", "D1"), "name", "Ba\xcc\x81t Xa\xcc\x81t"); /* á as two characters */
        prg_item_set(get(programme, "area", "D2"), "name", "老街省");                  /* two columns each */
        /* Controls become blanks, a no-break space stays. */
        prg_item_set(get(programme, "area", "D3"), "name", "a\x1b[2J\nb\x7f\xc2\x9b.\xc2\xa0.");
        table = new_table(programme, "indicators cases; areas level:district; periods 2018");
        for (size_t i = 0; i < 3; i++)
                fill_number(table, PLACE(0, 0, i, 0, 0), "7", 0);
        text_is("Số vụ (vụ)\n"
                "2018\n"
                "\n"
                "Địa bàn\n"
                "-------------  -\n"
                "Ba\xcc\x81t Xa\xcc\x81t        7\n"
                "老街省         7\n"
                "a [2J b   .\xc2\xa0.  7\n");
}
END_TEST

START_TEST(every_reason_has_its_note)
{
        options.down = 1u << PRG_AXIS_PERIODS;
        table = new_table(programme, "indicators cases; areas P; periods 2001..2017");
        for (size_t i = 0; i < 17; i++)
                fill(table, PLACE(0, 0, 0, i, 0), PRG_STATE_UNDEFINED)->reason = (prg_reason)(17 - i);
        text_is("Số vụ (vụ)\n"
                "Tỉnh Lào Cai\n"
                "\n"
                "Kỳ\n"
                "----  ---\n"
                "2001  !¹\n"
                "2002  !²\n"
                "2003  !³\n"
                "2004  !⁴\n"
                "2005  !⁵\n"
                "2006  !⁶\n"
                "2007  !⁷\n"
                "2008  !⁸\n"
                "2009  !⁹\n"
                "2010  !¹⁰\n"
                "2011  !¹¹\n"
                "2012  !¹²\n"
                "2013  !¹³\n"
                "2014  !¹⁴\n"
                "2015  !¹⁵\n"
                "2016  !¹⁶\n"
                "2017  !¹⁷\n"
                "\n"
                "! không xác định\n"
                "¹ chỉ tiêu không phải báo cáo trong kỳ này\n"
                "² quyền số bằng không hoặc còn thiếu\n"
                "³ kết quả chính xác quá lớn\n"
                "⁴ chỉ tiêu không phân tổ như vậy\n"
                "⁵ kỳ vắt qua thời điểm bắt đầu đếm lại lũy kế\n"
                "⁶ chỉ tiêu quy định không tổng hợp\n"
                "⁷ địa bàn trên cấp xếp loại không có loại\n"
                "⁸ tỷ số không có tử số và mẫu số thì không tổng hợp\n"
                "⁹ số đối tượng không trùng không cộng được; chỉ có giới hạn\n"
                "¹⁰ số đo không có nghĩa với loại chỉ tiêu này\n"
                "¹¹ tỷ lệ phần trăm tăng, giảm theo điểm, không có tốc độ tăng\n"
                "¹² giá trị so sánh không lớn hơn không\n"
                "¹³ mẫu số bằng không\n"
                "¹⁴ không có kỳ để so sánh\n"
                "¹⁵ kỳ không ghép đúng từ các kỳ cơ sở của chỉ tiêu\n"
                "¹⁶ địa bàn chưa có hoặc không còn\n"
                "¹⁷ còn thiếu số liệu, chưa đạt quy định về số liệu thiếu\n");
}
END_TEST

START_TEST(every_mark_is_counted_in_cells)
{
        table = new_table(programme, "indicators cases; areas P, D1; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "1", 0)->marks = (1u << PRG_MARKS) - 1;
        fill_number(table, PLACE(0, 0, 1, 0, 0), "1", 0)->marks = PRG_MARK_NIL;
        options.language = "vi";
        text_is("Số vụ (vụ)\n"
                "2018\n"
                "\n"
                "Địa bàn\n"
                "------------  -\n"
                "Tỉnh Lào Cai  1\n"
                "Mường Khương  1\n"
                "\n"
                "imputed: điền bằng phương pháp tính: 1 ô\n"
                "carried: lấy tiếp từ kỳ trước: 1 ô\n"
                "break: chuỗi số liệu đổi ý nghĩa từ đây: 1 ô\n"
                "nil: báo cáo không phát sinh: 2 ô\n"
                "adjustment: bút toán điều chỉnh ở kỳ sau: 1 ô\n"
                "confidential: không dành cho mọi người: 1 ô\n"
                "unreliable: độ tin cậy thấp: 1 ô\n"
                "operand_coverage_differs: tử số và mẫu số lấy từ các ô khác nhau: 1 ô\n"
                "calendar_break: ghép nhiều lịch: 1 ô\n"
                "fallback: lấy từ nguồn thay thế nguồn chính: 1 ô\n"
                "suppressed_input: không tính số liệu không công bố: 1 ô\n"
                "unexpected: báo cáo ngoài phần phải báo cáo: 1 ô\n"
                "what_if: giả định của truy vấn, không phải số báo cáo: 1 ô\n");
        options.language = "en";
        options.details = 0;
        text_is("Cases (cases)\n"
                "2018\n"
                "\n"
                "Area\n"
                "------------  -\n"
                "Lao Cai       1\n"
                "Mường Khương  1\n");
}
END_TEST

START_TEST(a_table_of_many_things_on_every_axis_has_no_heading)
{
        table = new_table(programme, "indicators cases, solved; areas D1, D2; periods 2018..2019; "
                                     "measures value, rank; breakdowns total, sex=female");
        for (size_t i = 0; i < 32; i++)
                fill_number(table, PLACE(i & 1, i >> 1 & 1, i >> 2 & 1, i >> 3 & 1, i >> 4), "1", 0);
        options.down = 1u << PRG_AXIS_INDICATORS | 1u << PRG_AXIS_BREAKDOWNS | 1u << PRG_AXIS_AREAS;
        options.language = "en";
        text_is("                                             2018         2019\n"
                "Indicator           Breakdown  Area          value  rank  value  rank\n"
                "------------------  ---------  ------------  -----  ----  -----  ----\n"
                "Cases (cases)       total      Mường Khương      1     1      1     1\n"
                "                               Bát Xát           1     1      1     1\n"
                "                    Female     Mường Khương      1     1      1     1\n"
                "                               Bát Xát           1     1      1     1\n"
                "Tỷ lệ khám phá (%)  total      Mường Khương      1     1      1     1\n"
                "                               Bát Xát           1     1      1     1\n"
                "                    Female     Mường Khương      1     1      1     1\n"
                "                               Bát Xát           1     1      1     1\n");
}
END_TEST

START_TEST(what_was_sorted_and_kept_is_written_so)
{
        table = new_table(programme, "indicators cases; areas level:district; periods 2018");
        fill_number(table, PLACE(0, 0, 0, 0, 0), "1", 0);
        fill_number(table, PLACE(0, 0, 1, 0, 0), "3", 0);
        fill_number(table, PLACE(0, 0, 2, 0, 0), "2", 0);
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, PLACE(0, 0, 0, 0, 0), 1), 0);
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 2), 0);
        options.ids = 1;
        options.down = 1u << PRG_AXIS_AREAS;
        text_is("cases (vu)\n"
                "2018\n"
                "\n"
                "Địa bàn\n"
                "-------  -\n"
                "D2       3\n"
                "D3       2\n");
        csv_is("area,cases / total / 2018 / value\n"
               "D2,3\n"
               "D3,2\n");
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 0), 0);
        text_is("cases (vu)\n"
                "2018\n"
                "\n"
                "Địa bàn\n"
                "-------\n");
        csv_is("area,cases / total / 2018 / value\n");
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_PERIODS, 0), 0);
        text_is("cases (vu)\n"
                "\n"
                "Địa bàn\n"
                "-------\n");
        csv_is("area\n");
}
END_TEST

/* ---- CSV ---- */

#define HEADER "indicator,breakdown,area,period,measure,value,state,reason,quality,marks,reported,expected," \
        "other_reported,other_expected,lower,upper,exactness,numerator,denominator\n"

START_TEST(csv_has_a_line_for_each_cell)
{
        make_mixed();
        prg__table_at(table, PLACE(0, 0, 0, 0, 0))->other_reported = 3;
        prg__table_at(table, PLACE(0, 0, 0, 0, 0))->other_expected = 4;
        prg__table_at(table, PLACE(0, 0, 1, 0, 0))->marks |= PRG_MARK_BREAK;
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 3), 0);
        csv_is(HEADER
               "cases,total,P,2018-Q1,value,1234567,value,,,,1,1,3,4,,,exact,,\n"
               "cases,total,P,2018-Q1,growth,,missing,,,,0,0,,,,,,,\n"
               "cases,total,P,2018-Q2,value,,missing,,,,0,0,,,,,,,\n"
               "cases,total,P,2018-Q2,growth,,missing,,,,0,0,,,,,,,\n"
               "cases,total,D1,2018-Q1,value,12,value,,estimate,imputed break,7,10,,,,,exact,,\n"
               "cases,total,D1,2018-Q1,growth,,missing,,,,0,0,,,,,,,\n"
               "cases,total,D1,2018-Q2,value,,missing,,,,0,0,,,,,,,\n"
               "cases,total,D1,2018-Q2,growth,66.7,value,,preliminary,,1,1,,,,,quotient,200,3\n"
               "cases,total,D2,2018-Q1,value,,suppressed,,,,0,0,,,1,4,,,\n"
               "cases,total,D2,2018-Q1,growth,,undefined,division_by_zero,,,0,0,,,,,,,\n"
               "cases,total,D2,2018-Q2,value,,missing,,,,0,0,,,,,,,\n"
               "cases,total,D2,2018-Q2,growth,,not_applicable,no_period,,,0,0,,,,,,,\n");
}
END_TEST

START_TEST(csv_pivots_the_values)
{
        make_mixed();
        fill_number(table, PLACE(0, 0, 2, 1, 0), "-1234567", 1);
        fill(table, PLACE(0, 0, 3, 1, 0), PRG_STATE_VALUE)->category =
                prg_item_at(get(programme, "indicator", "grade"), "categories", 0);
        options.form = PRG_NUMBER_VIETNAMESE;
        options.down = 1u << PRG_AXIS_AREAS | 1u << PRG_AXIS_BREAKDOWNS;
        csv_is("breakdown,area,cases / 2018-Q1 / value,cases / 2018-Q1 / growth,cases / 2018-Q2 / value,"
               "cases / 2018-Q2 / growth\n"
               "total,P,1.234.567,missing,missing,missing\n"
               "total,D1,12,missing,missing,\"66,7\"\n"
               "total,D2,suppressed,undefined,\"-123.456,7\",not_applicable\n"
               "total,D3,missing,undefined,key,not_expected\n");
        options.separator = ';';
        options.down = 1u << PRG_AXIS_MEASURES;
        csv_is("measure;cases / total / P / 2018-Q1;cases / total / P / 2018-Q2;cases / total / D1 / 2018-Q1;"
               "cases / total / D1 / 2018-Q2;cases / total / D2 / 2018-Q1;cases / total / D2 / 2018-Q2;"
               "cases / total / D3 / 2018-Q1;cases / total / D3 / 2018-Q2\n"
               "value;1.234.567;missing;12;missing;suppressed;-123.456,7;missing;key\n"
               "growth;missing;missing;missing;66,7;undefined;not_applicable;undefined;not_expected\n");
}
END_TEST

START_TEST(csv_with_all_axes_down_has_one_column_of_values)
{
        table = new_table(programme, "indicators cases; areas D1, D2; periods 2018");
        fill_number(table, PLACE(0, 0, 1, 0, 0), MAX_TEXT, 3);
        options.down = (1u << PRG_AXES) - 1;
        options.separator = '\t';
        csv_is("indicator\tbreakdown\tarea\tperiod\tmeasure\tvalue\n"
               "cases\ttotal\tD1\t2018\tvalue\tmissing\n"
               "cases\ttotal\tD2\t2018\tvalue\t170141183460469231731687303715884105.727\n");
}
END_TEST

/* No id that is read today begins so; a table does not rely on that. */
START_TEST(csv_has_nothing_that_a_spreadsheet_would_run)
{
        static const char *const texts[] = { "=1+1", "+1", "@sum", "-1+2", "\tx", "\rx", "-12,5", "-", "a=1", "-5", "" };
        static const char *const cells[] = { "'=1+1", "'+1", "'@sum", "'-1+2", "'\tx", "\"'\rx\"", "\"-12,5\"", "'-",
                "a=1", "-5", "" };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                prg_query *query = NULL;
                char expected[256];
                const prg_item *area = get(programme, "area", "P");
                ck_assert_int_eq(prg_query_parse(&query, programme, "indicators cases; periods 2018", 30), 0);
                const char *canonical = query->cuts[0].text;
                query->cuts[0].text = texts[i];
                prg__table_axes axes = { query, &area, 1, day("2018-12-31"), 0, NULL, NULL };
                ck_assert_int_eq(prg__table_make(&table, &axes), 0);
                fill_number(table, PLACE(0, 0, 0, 0, 0), "-5", 0);
                options.down = 1u << PRG_AXIS_BREAKDOWNS;
                snprintf(expected, sizeof expected, "breakdown,cases / P / 2018 / value\n%s,-5\n", cells[i]);
                csv_is(expected);
                query->cuts[0].text = canonical;
                prg_query_free(query);
                prg_table_free(table);
                table = NULL;
        }
}
END_TEST

START_TEST(a_long_csv_goes_out_in_pieces)
{
        static const char *const areas[] = { "P", "D1", "D2", "D3" };
        char line[128];
        table = new_table(programme, "indicators cases; areas all; periods 2001-01..2033-12");
        const char *at = written_by(prg_table_write_csv) + strlen(HEADER);
        ck_assert_uint_gt(out.length, 65536);
        for (size_t i = 0; i < (size_t)4 * 396; i++) {
                int length = snprintf(line, sizeof line, "cases,total,%s,%zu-%02zu,value,,missing,,,,0,0,,,,,,,\n",
                        areas[i / 396], 2001 + i % 396 / 12, i % 12 + 1);
                ck_assert_int_eq(strncmp(at, line, (size_t)length), 0);
                at += length;
        }
        ck_assert_str_eq(at, "");
        int left = 100;
        prg_sink sink = { take_some, &left };
        ck_assert_int_eq(prg_table_write_csv(table, &sink, &options), 0);
        ck_assert_int_eq(left, 98);
}
END_TEST

START_TEST(csv_is_separated_by_comma_semicolon_or_tab)
{
        prg_sink sink;
        make_mixed();
        prg_sink_to_buf(&sink, &out);
        for (int separator = -128; separator < 128; separator++) {
                int known = separator == ',' || separator == ';' || separator == '\t';
                options.separator = (char)separator;
                out.length = 0;
                ck_assert_int_eq(prg_table_write_csv(table, &sink, &options), known ? 0 : PRG_EINVALID);
                ck_assert_int_eq(out.length > 0, known);
        }
        options.separator = '\0'; /* nothing to the other writers */
        ck_assert_int_eq(prg_table_write_text(table, &sink, &options), 0);
        ck_assert_int_eq(prg_table_write_json(table, &sink, &options), 0);
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_has_the_axes_and_every_cell)
{
        table = new_table(programme, "indicators cases; areas P, D1; periods 2018-Q1..2018-Q2");
        prg__cell *cell = fill_fraction(table, PLACE(0, 0, 0, 0, 0), "-3000", "14", 1);
        cell->quality = PRG_QUALITY_ESTIMATE;
        cell->qualities[0] = 2;
        cell->qualities[2] = 5;
        cell->marks = PRG_MARK_NIL | PRG_MARK_UNEXPECTED;
        cell->mark_counts[3] = 4;
        cell->mark_counts[11] = 1;
        cell->reported = 7;
        cell->expected = 10;
        cell->other_reported = 8;
        cell->other_expected = 9;
        cell->at_end = 6;
        ck_assert_int_eq(prg_table_period(table, 0, &cell->first_used), 0);
        ck_assert_int_eq(prg_table_period(table, 1, &cell->last_used), 0);
        fill_number(table, PLACE(0, 0, 0, 1, 0), MAX_TEXT, 2);
        cell = fill(table, PLACE(0, 0, 1, 0, 0), PRG_STATE_UNDEFINED);
        cell->reason = PRG_REASON_DISTINCT;
        cell->has_bounds = 1;
        cell->decimals = 1;
        cell->lower = prg__number_of(15, 1);
        cell->upper = prg__number_of(40, 1);
        fill(table, PLACE(0, 0, 1, 1, 0), PRG_STATE_VALUE)->category =
                prg_item_at(get(programme, "indicator", "grade"), "categories", 0);
        options.language = "en";
        json_is("{\n"
                "  \"format\": \"libprogram/table\",\n"
                "  \"version\": 1,\n"
                "  \"sequence\": 17,\n"
                "  \"boundaries\": \"2018-12-31\",\n"
                "  \"axes\": {\n"
                "    \"indicators\": [\n"
                "      {\"id\": \"cases\", \"label\": \"Cases\", \"unit\": \"vu\"}\n"
                "    ],\n"
                "    \"breakdowns\": [\n"
                "      {\"id\": \"total\", \"label\": \"total\"}\n"
                "    ],\n"
                "    \"areas\": [\n"
                "      {\"id\": \"P\", \"label\": \"Lao Cai\"},\n"
                "      {\"id\": \"D1\", \"label\": \"Mường Khương\"}\n"
                "    ],\n"
                "    \"periods\": [\n"
                "      {\"id\": \"2018-Q1\", \"label\": \"2018-Q1\"},\n"
                "      {\"id\": \"2018-Q2\", \"label\": \"2018-Q2\"}\n"
                "    ],\n"
                "    \"measures\": [\n"
                "      {\"id\": \"value\", \"label\": \"value\"}\n"
                "    ]\n"
                "  },\n"
                "  \"cells\": [\n"
                "    {\"state\": \"value\", \"value\": \"-214.3\", \"exactness\": \"quotient\", "
                "\"fraction\": [\"-1500\", \"7\"], \"quality\": \"estimate\", "
                "\"qualities\": {\"estimate\": 2, \"final\": 5}, \"marks\": {\"nil\": 4, \"unexpected\": 1}, "
                "\"reported\": 7, \"expected\": 10, \"other_reported\": 8, \"other_expected\": 9, \"at_end\": 6, "
                "\"first_used\": \"2018-Q1\", \"last_used\": \"2018-Q2\"},\n"
                "    {\"state\": \"value\", \"value\": \"1701411834604692317316873037158841057.27\", "
                "\"exactness\": \"exact\", \"reported\": 1, \"expected\": 1},\n"
                "    {\"state\": \"undefined\", \"reason\": \"distinct\", \"reported\": 0, \"expected\": 0, "
                "\"lower\": \"1.5\", \"upper\": \"4.0\"},\n"
                "    {\"state\": \"value\", \"category\": \"key\", \"reported\": 1, \"expected\": 1}\n"
                "  ]\n"
                "}\n");
}
END_TEST

START_TEST(json_of_nothing_is_whole)
{
        table = new_table(programme, "indicators cases; areas P; periods 2018");
        for (size_t axis = 0; axis < PRG_AXES; axis++)
                ck_assert_int_eq(prg_table_keep(table, (prg_axis)axis, 0), 0);
        table->boundaries = PRG_DATE_NONE;
        json_is("{\n"
                "  \"format\": \"libprogram/table\",\n"
                "  \"version\": 1,\n"
                "  \"sequence\": 17,\n"
                "  \"axes\": {\n"
                "    \"indicators\": [],\n"
                "    \"breakdowns\": [],\n"
                "    \"areas\": [],\n"
                "    \"periods\": [],\n"
                "    \"measures\": []\n"
                "  },\n"
                "  \"cells\": []\n"
                "}\n");
}
END_TEST

/* ---- all writers ---- */

static writing *const writers[] = { prg_table_write_text, prg_table_write_csv, prg_table_write_json };

START_TEST(options_are_checked)
{
        prg_sink sink, none = { NULL, NULL };
        writing *write = writers[_i];
        make_mixed();
        prg_sink_to_buf(&sink, &out);
        ck_assert_fails(write(NULL, &sink, &options), PRG_EINVALID);
        ck_assert_fails(write(table, NULL, &options), PRG_EINVALID);
        ck_assert_fails(write(table, &none, &options), PRG_EINVALID);
        options.version = 2;
        ck_assert_fails(write(table, &sink, &options), PRG_EVERSION);
        options.version = PRG_TABLE_OPTIONS_VERSION;
        options.down = 32;
        ck_assert_fails(write(table, &sink, &options), PRG_EINVALID);
        options.down = 0;
        options.form = 2;
        ck_assert_fails(write(table, &sink, &options), PRG_EINVALID);
        options.form = PRG_NUMBER_PLAIN;
        ck_assert_uint_eq(out.length, 0);
}
END_TEST

START_TEST(no_options_are_the_defaults)
{
        prg_sink sink;
        prg_buf again = PRG_BUF_INIT;
        make_mixed();
        written_by(writers[_i]);
        prg_sink_to_buf(&sink, &again);
        ck_assert_int_eq(writers[_i](table, &sink, NULL), 0);
        ck_assert_str_eq(again.data, out.data);
        prg_buf_dispose(&again);
}
END_TEST

START_TEST(what_the_sink_returns_ends_the_writing)
{
        make_mixed();
        int calls = 0;
        for (;; calls++) {
                int left = calls;
                prg_sink sink = { take_some, &left };
                int code = writers[_i](table, &sink, &options);
                if (code == 0)
                        break;
                ck_assert_int_eq(code, PRG_EIO);
                ck_assert_int_eq(left, -1);
        }
        ck_assert_int_ge(calls, 1);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("table_write");

        TCase *text = tcase_create("text");
        tcase_add_checked_fixture(text, open_programme, close_programme);
        tcase_add_test(text, areas_go_down_and_all_else_across);
        tcase_add_test(text, a_pivot_puts_other_axes_down);
        tcase_add_test(text, without_details_there_are_numbers_and_states_only);
        tcase_add_test(text, the_legend_explains_only_what_was_shown);
        tcase_add_test(text, with_one_area_the_longest_other_axis_goes_down);
        tcase_add_test(text, one_cell_stands_alone_under_its_heading);
        tcase_add_test(text, several_indicators_have_their_units_with_them);
        tcase_add_test(text, groups_are_as_wide_as_their_label);
        tcase_add_test(text, widths_are_those_of_a_terminal);
        tcase_add_test(text, every_reason_has_its_note);
        tcase_add_test(text, every_mark_is_counted_in_cells);
        tcase_add_test(text, a_table_of_many_things_on_every_axis_has_no_heading);
        tcase_add_test(text, what_was_sorted_and_kept_is_written_so);
        suite_add_tcase(suite, text);

        TCase *csv = tcase_create("csv");
        tcase_add_checked_fixture(csv, open_programme, close_programme);
        tcase_add_test(csv, csv_has_a_line_for_each_cell);
        tcase_add_test(csv, csv_pivots_the_values);
        tcase_add_test(csv, csv_with_all_axes_down_has_one_column_of_values);
        tcase_add_test(csv, a_long_csv_goes_out_in_pieces);
        tcase_add_test(csv, csv_is_separated_by_comma_semicolon_or_tab);
        tcase_add_test(csv, csv_has_nothing_that_a_spreadsheet_would_run);
        suite_add_tcase(suite, csv);

        TCase *json = tcase_create("json");
        tcase_add_checked_fixture(json, open_programme, close_programme);
        tcase_add_test(json, json_has_the_axes_and_every_cell);
        tcase_add_test(json, json_of_nothing_is_whole);
        suite_add_tcase(suite, json);

        TCase *all = tcase_create("all");
        tcase_add_checked_fixture(all, open_programme, close_programme);
        tcase_add_loop_test(all, options_are_checked, 0, 3);
        tcase_add_loop_test(all, no_options_are_the_defaults, 0, 3);
        tcase_add_loop_test(all, what_the_sink_returns_ends_the_writing, 0, 3);
        suite_add_tcase(suite, all);

        return unit_run(suite);
}
