/* Tables: what stands on their axes, their cells, their order. */
#include "one_table.h"

#define MAX_TEXT "170141183460469231731687303715884105727"

/* ---- axes ---- */

START_TEST(the_axes_are_those_of_the_query)
{
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_INDICATORS), 2);
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_BREAKDOWNS), 4);
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_AREAS), 4);
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_PERIODS), 4);
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_MEASURES), 3);
        ck_assert_uint_eq(prg_table_size(table, (prg_axis)5), 0);
        ck_assert_uint_eq(prg_table_size(table, (prg_axis)-1), 0);
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_INDICATORS), "cases solved");
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_BREAKDOWNS), "total sex=female sex=male sex=unallocated");
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_AREAS), "P D1 D2 D3");
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_PERIODS), "2018-Q1 2018-Q2 2018-Q3 2018-Q4");
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_MEASURES), "value growth rank");
        ck_assert_ptr_null(prg_table_id(table, (prg_axis)5, 0));
        ck_assert_uint_eq(prg_table_sequence(table), 17);
        ck_assert_int_eq(prg_table_boundaries(table), day("2018-12-31"));
}
END_TEST

START_TEST(what_stands_on_an_axis_can_be_asked_for)
{
        prg_period period;
        ck_assert_ptr_eq(prg_table_indicator(table, 1), get(programme, "indicator", "solved"));
        ck_assert_ptr_null(prg_table_indicator(table, 2));
        ck_assert_ptr_eq(prg_table_area(table, 2), get(programme, "area", "D2"));
        ck_assert_ptr_null(prg_table_area(table, 4));
        ck_assert_int_eq(prg_table_measure(table, 1), PRG_MEASURE_GROWTH);
        ck_assert_int_eq(prg_table_measure(table, 3), 0);
        ck_assert_int_eq(prg_table_period(table, 3, &period), 0);
        ck_assert_int_eq(period.first, day("2018-10-01"));
        ck_assert_int_eq(period.last, day("2018-12-31"));
        ck_assert_int_eq(prg_table_period(table, 4, &period), PRG_END);
        ck_assert_fails(prg_table_period(table, 0, NULL), PRG_EINVALID);
        ck_assert_fails(prg_table_period(NULL, 0, &period), PRG_EINVALID);
}
END_TEST

START_TEST(labels_are_names_in_the_language_asked_for)
{
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_INDICATORS, 0, NULL), "Số vụ");
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_INDICATORS, 0, "en"), "Cases");
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_INDICATORS, 1, "en"), "Tỷ lệ khám phá");
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_AREAS, 0, "en"), "Lao Cai");
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_PERIODS, 1, "vi"), "2018-Q2");
        ck_assert_ptr_null(prg_table_label(table, PRG_AXIS_AREAS, 4, NULL));
        ck_assert_ptr_null(prg_table_label(table, (prg_axis)5, 0, NULL));
}
END_TEST

START_TEST(an_area_has_the_name_of_the_tables_day)
{
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_AREAS, 2, NULL), "Bát Xát");
        ck_assert_str_eq(prg_area_name(prg_table_area(table, 2), day("2019-12-31"), NULL), "Bát Xát mới");
}
END_TEST

START_TEST(every_measure_has_a_label)
{
        static const struct {
                prg_measure measure;
                const char *english, *vietnamese;
        } rows[] = {
                { PRG_MEASURE_VALUE, "value", "giá trị" },
                { PRG_MEASURE_CUMULATIVE, "cumulative", "lũy kế" },
                { PRG_MEASURE_PREVIOUS, "previous", "kỳ trước" },
                { PRG_MEASURE_SAME_PERIOD_LAST_YEAR, "same period last year", "cùng kỳ năm trước" },
                { PRG_MEASURE_CHANGE, "change", "tăng/giảm" },
                { PRG_MEASURE_GROWTH, "growth", "tốc độ tăng (%)" },
                { PRG_MEASURE_INDEX, "index", "so với kỳ trước (%)" },
                { PRG_MEASURE_CHANGE_SAME_PERIOD, "change same period", "tăng/giảm so với cùng kỳ" },
                { PRG_MEASURE_GROWTH_SAME_PERIOD, "growth same period", "tốc độ tăng so với cùng kỳ (%)" },
                { PRG_MEASURE_INDEX_SAME_PERIOD, "index same period", "so với cùng kỳ (%)" },
                { PRG_MEASURE_COVERAGE, "coverage", "độ đầy đủ (%)" },
                { PRG_MEASURE_REPORTED, "reported", "đã báo cáo" },
                { PRG_MEASURE_EXPECTED, "expected", "phải báo cáo" },
                { PRG_MEASURE_SHARE, "share", "tỷ trọng (%)" },
                { PRG_MEASURE_RANK, "rank", "xếp hạng" },
                { PRG_MEASURE_FLOW, "flow", "trong kỳ" },
        };
        prg_table *all = new_table(programme, "indicators cases; periods 2018; measures value, cumulative, previous, "
                "same_period_last_year, change, growth, index, change_same_period, growth_same_period, "
                "index_same_period, coverage, reported, expected, share, rank, flow");
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                ck_assert_int_eq(prg_table_measure(all, i), (int)rows[i].measure);
                ck_assert_str_eq(prg_table_label(all, PRG_AXIS_MEASURES, i, "en"), rows[i].english);
                ck_assert_str_eq(prg_table_label(all, PRG_AXIS_MEASURES, i, "vi"), rows[i].vietnamese);
                ck_assert_str_eq(prg_table_label(all, PRG_AXIS_MEASURES, i, NULL), rows[i].vietnamese);
        }
        prg_table_free(all);
}
END_TEST

START_TEST(breakdowns_are_named_by_their_categories)
{
        static const struct {
                const char *id, *vietnamese, *english, *french;
        } rows[] = {
                { "total", "tổng số", "total", "total" },
                { "sex=female", "Nữ", "Female", "Nữ" },
                { "sex=male", "Nam", "Nam", "Nam" },
                { "sex=unallocated", "Giới tính: chưa phân tổ", "Sex: not allocated", "Giới tính: not allocated" },
                { "sex=female*age=from_14", "Nữ, từ 14 tuổi", "Female, từ 14 tuổi", "Nữ, từ 14 tuổi" },
                { "class=key", "Trọng điểm", "Trọng điểm", "Trọng điểm" },
                { "class=free", "free", "free", "free" },
                { "class=unclassified", "chưa xếp loại", "not classified", "not classified" },
        };
        prg_table *cut = new_table(programme, "indicators cases, grade; periods 2018; "
                "breakdowns total, sex, sex=female*age=from_14, classes");
        size_t count = sizeof rows / sizeof *rows;
        ck_assert_uint_eq(prg_table_size(cut, PRG_AXIS_BREAKDOWNS), count);
        for (size_t i = 0; i < count; i++) {
                ck_assert_str_eq(prg_table_id(cut, PRG_AXIS_BREAKDOWNS, i), rows[i].id);
                ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, i, NULL), rows[i].vietnamese);
                ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, i, "vi"), rows[i].vietnamese);
                ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, i, "en"), rows[i].english);
                ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, i, "fr"), rows[i].french);
        }
        prg_table_free(cut);
}
END_TEST

START_TEST(breakdowns_have_a_label_in_every_language_of_their_names)
{
        static const char *const languages[] = { "fr", "lo", "km", "th", "zh", "my" };
        prg_item *female = prg_item_at(get(programme, "breakdown", "sex"), "categories", 0);
        for (size_t i = 0; i < 6; i++)
                ck_assert_int_eq(prg_item_set_translation(female, "name", languages[i], languages[i]), 0);
        prg_table *cut = new_table(programme, "indicators cases; periods 2018; breakdowns sex=female");
        for (size_t i = 0; i < 6; i++)
                ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 0, languages[i]), languages[i]);
        ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 0, "en"), "Female");
        ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 0, "de"), "Nữ");
        prg_table_free(cut);
}
END_TEST

START_TEST(a_cohort_is_named_by_its_period_of_observation)
{
        script(programme, "+indicators cohort;kind=cohort;breakdowns<sex");
        prg_table *cut = new_table(programme, "indicators cohort; periods 2018; "
                "breakdowns observed=2019, sex=female*observed=2019, by_observation");
        ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 0, NULL), "quan sát trong 2019");
        ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 1, "en"), "Female, observed in 2019");
        ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 2, NULL), "theo kỳ quan sát");
        ck_assert_str_eq(prg_table_label(cut, PRG_AXIS_BREAKDOWNS, 2, "en"), "by period of observation");
        prg_table_free(cut);
}
END_TEST

START_TEST(a_table_needs_neither_query_nor_programme_of_its_maker)
{
        prg_programme *own = table_programme();
        prg_table *kept = new_table(own, "indicators cases; periods 2018; breakdowns sex");
        prg_programme_unref(own);
        ck_assert_str_eq(prg_table_id(kept, PRG_AXIS_AREAS, 0), "P");
        ck_assert_str_eq(prg_table_id(kept, PRG_AXIS_BREAKDOWNS, 0), "sex=female");
        ck_assert_str_eq(prg_table_label(kept, PRG_AXIS_INDICATORS, 0, "en"), "Cases");
        prg_table_free(kept);
}
END_TEST

START_TEST(a_table_that_finds_no_memory_is_not_made)
{
        prg_query *query = NULL;
        static const char names[] = "indicators cases; periods 2001-01..2033-12; breakdowns sex, sex*age";
        const prg_item *area = get(programme, "area", "P");
        ck_assert_int_eq(prg_query_parse(&query, programme, names, sizeof names - 1), 0);
        prg__table_axes axes = { query, &area, 1, day("2018-12-31"), 0, NULL, NULL };
        prg_table *none = NULL;
        int code;
        long n = 0, live = prg__memory_live();
        do {
                prg__memory_fail(n++, 0);
                code = prg__table_make(&none, &axes);
                long refused = prg__memory_refused();
                prg__memory_fail_off();
                ck_assert_int_eq(code, refused ? PRG_ENOMEM : 0);
                ck_assert_int_eq(none != NULL, code == 0);
                prg_table_free(none);
                ck_assert_int_eq(prg__memory_live(), live);
        } while (code < 0);
        ck_assert_int_ge(n, 10);
        prg_query_free(query);
}
END_TEST

START_TEST(without_a_table_there_is_nothing)
{
        ck_assert_uint_eq(prg_table_size(NULL, PRG_AXIS_AREAS), 0);
        ck_assert_uint_eq(prg_table_sequence(NULL), 0);
        ck_assert_int_eq(prg_table_boundaries(NULL), PRG_DATE_NONE);
        ck_assert_ptr_null(prg_table_indicator(NULL, 0));
        ck_assert_ptr_null(prg_table_area(NULL, 0));
        ck_assert_int_eq(prg_table_measure(NULL, 0), 0);
        ck_assert_ptr_null(prg_table_id(NULL, PRG_AXIS_AREAS, 0));
        ck_assert_ptr_null(prg_table_label(NULL, PRG_AXIS_AREAS, 0, NULL));
        prg_table_free(NULL);
}
END_TEST

/* ---- cells ---- */

START_TEST(a_new_table_misses_everything)
{
        prg_cell cell;
        size_t place[PRG_AXES] = { 0, 0, 0, 0, 0 }, cells = 0;
        for (place[0] = 0; place[0] < 2; place[0]++)
                for (place[2] = 0; place[2] < 4; place[2]++)
                        for (place[4] = 0; place[4] < 3; place[4]++, cells++) {
                                ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
                                ck_assert_int_eq((int)cell.state, PRG_STATE_MISSING);
                                ck_assert_int_eq((int)cell.reason, PRG_REASON_NONE);
                                ck_assert_uint_eq(cell.expected, 0);
                                ck_assert_ptr_null(cell.first_used.calendar);
                        }
        ck_assert_uint_eq(cells, 24);
}
END_TEST

START_TEST(a_cell_shows_everything_that_was_put_in)
{
        prg_cell cell;
        prg__cell *in = fill_number(table, PLACE(1, 3, 2, 1, 2), "5", 1);
        *in = (prg__cell){ PRG_STATE_SUPPRESSED, PRG_REASON_POLICY, PRG_APPROXIMATE, 3,
                get(programme, "area", "P"), in->number, 1, in->number, in->number, PRG_QUALITY_ESTIMATE,
                PRG_MARK_BREAK | PRG_MARK_UNEXPECTED, { 4, 5, 6 }, { 0 }, 7, 8, 9, 10, 11, { 0 }, { 0 }, 0, 0, 0, 0 };
        in->mark_counts[0] = 1;
        in->mark_counts[2] = 12;
        in->mark_counts[11] = 13;
        ck_assert_int_eq(prg_table_period(table, 0, &in->first_used), 0);
        ck_assert_int_eq(prg_table_period(table, 1, &in->last_used), 0);
        ck_assert_int_eq(prg_table_cell(table, PLACE(1, 3, 2, 1, 2), &cell), 0);
        ck_assert_int_eq((int)cell.state, PRG_STATE_SUPPRESSED);
        ck_assert_int_eq((int)cell.reason, PRG_REASON_POLICY);
        ck_assert_int_eq((int)cell.exactness, PRG_APPROXIMATE);
        ck_assert_uint_eq(cell.decimals, 3);
        ck_assert_ptr_eq(cell.category, get(programme, "area", "P"));
        ck_assert_int_eq((int)cell.quality, PRG_QUALITY_ESTIMATE);
        ck_assert_uint_eq(cell.marks, 1u << 2 | 1u << 11);
        ck_assert(cell.qualities[0] == 4 && cell.qualities[1] == 5 && cell.qualities[2] == 6);
        ck_assert(cell.reported == 7 && cell.expected == 8);
        ck_assert(cell.other_reported == 9 && cell.other_expected == 10 && cell.at_end == 11);
        ck_assert_int_eq(cell.first_used.first, day("2018-01-01"));
        ck_assert_int_eq(cell.last_used.last, day("2018-06-30"));
        ck_assert_int_eq(cell.has_bounds, 1);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(1, 3, 2, 1, 2), PRG_MARK_IMPUTED), 1);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(1, 3, 2, 1, 2), PRG_MARK_BREAK), 12);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(1, 3, 2, 1, 2), PRG_MARK_UNEXPECTED), 13);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(1, 3, 2, 1, 2), PRG_MARK_NIL), 0);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(1, 3, 2, 1, 2), PRG_MARK_BREAK | PRG_MARK_NIL), 0);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(1, 3, 2, 1, 1), PRG_MARK_BREAK), 0);
        ck_assert_uint_eq(prg_table_mark_count(table, PLACE(2, 3, 2, 1, 1), PRG_MARK_BREAK), 0);
        ck_assert_uint_eq(prg_table_mark_count(NULL, PLACE(0, 0, 0, 0, 0), PRG_MARK_BREAK), 0);
        ck_assert_uint_eq(prg_table_mark_count(table, NULL, PRG_MARK_BREAK), 0);
}
END_TEST

START_TEST(outside_there_are_no_cells)
{
        static const size_t sizes[PRG_AXES] = { 2, 4, 4, 4, 3 };
        prg_cell cell;
        for (size_t axis = 0; axis < PRG_AXES; axis++) {
                size_t place[PRG_AXES] = { 0, 0, 0, 0, 0 };
                place[axis] = sizes[axis] - 1;
                ck_assert_int_eq(prg_table_cell(table, place, &cell), 0);
                place[axis]++;
                ck_assert_int_eq(prg_table_cell(table, place, &cell), PRG_END);
                place[axis] = SIZE_MAX;
                ck_assert_int_eq(prg_table_cell(table, place, &cell), PRG_END);
        }
        ck_assert_fails(prg_table_cell(NULL, PLACE(0, 0, 0, 0, 0), &cell), PRG_EINVALID);
        ck_assert_fails(prg_table_cell(table, NULL, &cell), PRG_EINVALID);
        ck_assert_fails(prg_table_cell(table, PLACE(0, 0, 0, 0, 0), NULL), PRG_EINVALID);
}
END_TEST

/* ---- order ---- */

/* Values of the areas P, D1, D2, D3 in the first quarter; "-" for one that is missing. */
static void fill_areas(const char *const values[4])
{
        for (size_t i = 0; i < 4; i++)
                if (values[i][0] != '-')
                        fill_number(table, PLACE(0, 0, i, 0, 0), values[i], 0);
}

static const char *sorted(prg_axis axis, const size_t by[PRG_AXES], int descending)
{
        ck_assert_int_eq(prg_table_sort(table, axis, by, descending), 0);
        return axis_ids(table, axis);
}

START_TEST(an_axis_is_sorted_by_its_numbers)
{
        fill_areas((const char *const[]){ "30", "10", "20", "5" });
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 0), "D3 D1 D2 P");
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 1), "P D2 D1 D3");
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_PERIODS), "2018-Q1 2018-Q2 2018-Q3 2018-Q4");
}
END_TEST

START_TEST(equal_numbers_stay_in_their_order_both_ways)
{
        fill_areas((const char *const[]){ "2", "1", "2", "1" });
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 1), "P D2 D1 D3");
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 0), "D1 D3 P D2");
}
END_TEST

START_TEST(what_has_no_value_comes_last_both_ways)
{
        fill_areas((const char *const[]){ "-", "1", "-", "3" });
        prg__table_at(table, PLACE(0, 0, 2, 0, 0))->state = PRG_STATE_UNDEFINED;
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 1), "D3 D1 P D2");
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 0), "D1 D3 P D2");
}
END_TEST

START_TEST(sorting_is_exact)
{
        fill_fraction(table, PLACE(0, 0, 0, 0, 0), "1", "3", 0);
        fill_number(table, PLACE(0, 0, 1, 0, 0), "333333333333333333", 18);
        fill_fraction(table, PLACE(0, 0, 2, 0, 0), "56713727820156410577229101238628035243",
                MAX_TEXT, 0); /* 1/3 + 2/(3 * (2^127 - 1)) */
        fill_number(table, PLACE(0, 0, 3, 0, 0), "333333333333333334", 18);
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 0), "D1 P D2 D3");
}
END_TEST

START_TEST(cells_labels_and_things_move_with_their_axis)
{
        prg_cell cell;
        prg_period period;
        fill_areas((const char *const[]){ "30", "10", "20", "5" });
        fill_number(table, PLACE(0, 0, 3, 1, 0), "99", 0)->reported = 42;
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, HERE, 0), 0);
        ck_assert_int_eq(prg_table_cell(table, PLACE(0, 0, 0, 1, 0), &cell), 0);
        ck_assert_uint_eq(cell.reported, 42);
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "5");
        ck_assert_str_eq(prg_table_label(table, PRG_AXIS_AREAS, 0, NULL), "Sa Pa");
        ck_assert_str_eq(prg_item_id(prg_table_area(table, 0)), "D3");
        ck_assert_ptr_eq(prg__table_at(table, PLACE(0, 0, 3, 1, 0))->category, NULL);
        ck_assert_uint_eq(prg__table_at(table, PLACE(0, 0, 3, 1, 0))->reported, 42);
        /* And along the periods of the area that is first now: 5 and 99 and nothing. */
        ck_assert_str_eq(sorted(PRG_AXIS_PERIODS, HERE, 1), "2018-Q2 2018-Q1 2018-Q3 2018-Q4");
        ck_assert_int_eq(prg_table_period(table, 0, &period), 0);
        ck_assert_int_eq(period.first, day("2018-04-01"));
        ck_assert_str_eq(text_of(PRG_NUMBER_PLAIN), "99");
}
END_TEST

START_TEST(every_axis_can_be_sorted)
{
        for (size_t axis = 0; axis < PRG_AXES; axis++) {
                prg_table *all = new_table(programme, "indicators cases, solved, grade; areas level:district; "
                        "periods 2018-01..2018-03; breakdowns sex; measures value, growth, rank");
                size_t place[PRG_AXES] = { 1, 1, 1, 1, 1 };
                static const char *const values[] = { "2", "3", "1" };
                char first[64];
                snprintf(first, sizeof first, "%s", prg_table_id(all, (prg_axis)axis, 0));
                for (size_t i = 0; i < 3; i++) {
                        place[axis] = i;
                        fill_number(all, place, values[i], 0);
                }
                place[axis] = SIZE_MAX; /* what `by` says of the axis itself does not matter */
                ck_assert_int_eq(prg_table_sort(all, (prg_axis)axis, place, 0), 0);
                ck_assert_str_eq(prg_table_id(all, (prg_axis)axis, 1), first);
                place[axis] = 0;
                text.length = 0;
                ck_assert_int_eq(prg_table_text(&text, all, place, PRG_NUMBER_PLAIN), 0);
                ck_assert_str_eq(text.data, "1");
                prg_table_free(all);
        }
}
END_TEST

START_TEST(many_are_sorted_as_by_a_simple_method)
{
        prg_table *months = new_table(programme, "indicators cases; periods 2001-01..2017-08");
        size_t count = prg_table_size(months, PRG_AXIS_PERIODS), place[PRG_AXES] = { 0, 0, 0, 0, 0 }, at = 0;
        const char *ids[200];
        long values[200], state = 1;
        ck_assert_uint_eq(count, 200);
        for (size_t i = 0; i < count; i++) {
                char digits[8];
                state = (state * 1103 + 12345) % 65536;
                values[i] = state % 40;
                ids[i] = prg_table_id(months, PRG_AXIS_PERIODS, i);
                snprintf(digits, sizeof digits, "%ld", values[i]);
                place[PRG_AXIS_PERIODS] = i;
                fill_number(months, place, digits, 0);
        }
        ck_assert_int_eq(prg_table_sort(months, PRG_AXIS_PERIODS, HERE, 1), 0);
        for (long value = 39; value >= 0; value--)
                for (size_t i = 0; i < count; i++)
                        if (values[i] == value)
                                ck_assert_str_eq(prg_table_id(months, PRG_AXIS_PERIODS, at++), ids[i]);
        ck_assert_uint_eq(at, count);
        prg_table_free(months);
}
END_TEST

START_TEST(the_first_ones_are_kept)
{
        prg_cell cell;
        fill_areas((const char *const[]){ "30", "10", "20", "5" });
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, HERE, 1), 0);
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 9), 0);
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_AREAS), 4);
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 2), 0);
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_AREAS), "P D2");
        ck_assert_int_eq(prg_table_cell(table, PLACE(0, 0, 2, 0, 0), &cell), PRG_END);
        ck_assert_ptr_null(prg_table_area(table, 2));
        ck_assert_str_eq(sorted(PRG_AXIS_AREAS, HERE, 0), "D2 P");
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 3), 0);
        ck_assert_uint_eq(prg_table_size(table, PRG_AXIS_AREAS), 2);
        ck_assert_int_eq(prg_table_keep(table, PRG_AXIS_AREAS, 0), 0);
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_AREAS), "");
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, HERE, 0), 0);
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_PERIODS, HERE, 0), PRG_END);
}
END_TEST

START_TEST(sorting_and_keeping_refuse_what_is_not_there)
{
        fill_areas((const char *const[]){ "4", "3", "2", "1" });
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, PLACE(2, 0, 0, 0, 0), 0), PRG_END);
        ck_assert_int_eq(prg_table_sort(table, PRG_AXIS_AREAS, PLACE(0, 0, 0, 0, 3), 0), PRG_END);
        ck_assert_fails(prg_table_sort(NULL, PRG_AXIS_AREAS, HERE, 0), PRG_EINVALID);
        ck_assert_fails(prg_table_sort(table, PRG_AXIS_AREAS, NULL, 0), PRG_EINVALID);
        ck_assert_fails(prg_table_sort(table, (prg_axis)5, HERE, 0), PRG_EINVALID);
        ck_assert_message("there is no axis 5, the last one is 4");
        ck_assert_fails(prg_table_keep(NULL, PRG_AXIS_AREAS, 1), PRG_EINVALID);
        ck_assert_fails(prg_table_keep(table, (prg_axis)-1, 1), PRG_EINVALID);
        ck_assert_str_eq(axis_ids(table, PRG_AXIS_AREAS), "P D1 D2 D3");
}
END_TEST

/* ---- names ---- */

START_TEST(axes_reasons_and_exactness_classes_have_names)
{
        static const char *const axes[] = { "indicators", "breakdowns", "areas", "periods", "measures" };
        static const char *const reasons[] = { "none", "policy", "boundaries", "calendar", "no_period",
                "division_by_zero", "not_positive", "percentage", "kind", "distinct", "published", "class",
                "not_aggregated", "span", "breakdown", "overflow", "weight", "validity" };
        static const char *const classes[] = { "exact", "quotient", "approximate" };
        for (int i = 0; i < 5; i++) {
                prg_axis axis = PRG_AXIS_MEASURES;
                ck_assert_str_eq(prg_axis_name((prg_axis)i), axes[i]);
                ck_assert_int_eq(prg_axis_from_name(&axis, axes[i]), 0);
                ck_assert_int_eq((int)axis, i);
        }
        for (int i = 0; i < 18; i++) {
                prg_reason reason = PRG_REASON_VALIDITY;
                ck_assert_str_eq(prg_reason_name((prg_reason)i), reasons[i]);
                ck_assert_int_eq(prg_reason_from_name(&reason, reasons[i]), 0);
                ck_assert_int_eq((int)reason, i);
        }
        for (int i = 0; i < 3; i++) {
                prg_exactness exactness = PRG_APPROXIMATE;
                ck_assert_str_eq(prg_exactness_name((prg_exactness)i), classes[i]);
                ck_assert_int_eq(prg_exactness_from_name(&exactness, classes[i]), 0);
                ck_assert_int_eq((int)exactness, i);
        }
        ck_assert_ptr_null(prg_axis_name((prg_axis)5));
        ck_assert_ptr_null(prg_reason_name((prg_reason)20));
        ck_assert_ptr_null(prg_exactness_name((prg_exactness)3));
}
END_TEST

START_TEST(other_names_are_refused_with_the_nearest)
{
        prg_axis axis = PRG_AXIS_AREAS;
        prg_reason reason = PRG_REASON_KIND;
        prg_exactness exactness = PRG_QUOTIENT;
        ck_assert_fails(prg_axis_from_name(&axis, "area"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no axis is named 'area'; did you mean 'areas'?");
        ck_assert_fails(prg_reason_from_name(&reason, "overflows"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no reason is named 'overflows'; did you mean 'overflow'?");
        ck_assert_fails(prg_exactness_from_name(&exactness, "zzzzz"), PRG_ENOTFOUND);
        ck_assert_str_eq(prg_error_last()->message, "no exactness class is named 'zzzzz'");
        ck_assert_fails(prg_axis_from_name(NULL, "areas"), PRG_EINVALID);
        ck_assert_fails(prg_axis_from_name(&axis, NULL), PRG_EINVALID);
        ck_assert_fails(prg_reason_from_name(NULL, "kind"), PRG_EINVALID);
        ck_assert_fails(prg_reason_from_name(&reason, NULL), PRG_EINVALID);
        ck_assert_fails(prg_exactness_from_name(NULL, "exact"), PRG_EINVALID);
        ck_assert_fails(prg_exactness_from_name(&exactness, NULL), PRG_EINVALID);
        ck_assert(axis == PRG_AXIS_AREAS && reason == PRG_REASON_KIND && exactness == PRG_QUOTIENT);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("table");

        TCase *axes = tcase_create("axes");
        tcase_add_checked_fixture(axes, open_table, close_table);
        tcase_add_test(axes, the_axes_are_those_of_the_query);
        tcase_add_test(axes, what_stands_on_an_axis_can_be_asked_for);
        tcase_add_test(axes, labels_are_names_in_the_language_asked_for);
        tcase_add_test(axes, an_area_has_the_name_of_the_tables_day);
        tcase_add_test(axes, every_measure_has_a_label);
        tcase_add_test(axes, breakdowns_are_named_by_their_categories);
        tcase_add_test(axes, breakdowns_have_a_label_in_every_language_of_their_names);
        tcase_add_test(axes, a_cohort_is_named_by_its_period_of_observation);
        tcase_add_test(axes, a_table_needs_neither_query_nor_programme_of_its_maker);
        tcase_add_test(axes, a_table_that_finds_no_memory_is_not_made);
        tcase_add_test(axes, without_a_table_there_is_nothing);
        suite_add_tcase(suite, axes);

        TCase *cells = tcase_create("cells");
        tcase_add_checked_fixture(cells, open_table, close_table);
        tcase_add_test(cells, a_new_table_misses_everything);
        tcase_add_test(cells, a_cell_shows_everything_that_was_put_in);
        tcase_add_test(cells, outside_there_are_no_cells);
        suite_add_tcase(suite, cells);

        TCase *order = tcase_create("order");
        tcase_add_checked_fixture(order, open_table, close_table);
        tcase_add_test(order, an_axis_is_sorted_by_its_numbers);
        tcase_add_test(order, equal_numbers_stay_in_their_order_both_ways);
        tcase_add_test(order, what_has_no_value_comes_last_both_ways);
        tcase_add_test(order, sorting_is_exact);
        tcase_add_test(order, cells_labels_and_things_move_with_their_axis);
        tcase_add_test(order, every_axis_can_be_sorted);
        tcase_add_test(order, many_are_sorted_as_by_a_simple_method);
        tcase_add_test(order, the_first_ones_are_kept);
        tcase_add_test(order, sorting_and_keeping_refuse_what_is_not_there);
        suite_add_tcase(suite, order);

        TCase *names = tcase_create("names");
        tcase_add_test(names, axes_reasons_and_exactness_classes_have_names);
        tcase_add_test(names, other_names_are_refused_with_the_nearest);
        suite_add_tcase(suite, names);

        return unit_run(suite);
}
