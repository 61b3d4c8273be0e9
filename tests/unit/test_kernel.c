/* Kernels of every level of processor against loops that do what kernel.h says, one number after the other. */
#include "unit.h"

#include <string.h>

#include "calc/kernel.h"

#define AREAS 19
#define WIDTH 128
#define ROOM  (AREAS * WIDTH)
/* What is not to be written holds this. */
#define UNTOUCHED 0x5a5a

static uint64_t seed;

static uint64_t next_random(void)
{
        seed += UINT64_C(0x9e3779b97f4a7c15);
        uint64_t mixed = (seed ^ seed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
        return mixed ^ mixed >> 31;
}

static unsigned below(unsigned limit)
{
        return (unsigned)(next_random() % limit);
}

static const prg__kernels *level_of(int number)
{
        const char *level = prg__kernels_level((size_t)number);
        return level ? prg__kernels_of(level) : NULL;
}

/* A number of a row of any width. */
static uint64_t get(const void *row, size_t size, size_t at)
{
        if (size == 8)
                return ((const uint64_t *)row)[at];
        return size == 4 ? ((const uint32_t *)row)[at] : ((const uint16_t *)row)[at];
}

static void put(void *row, size_t size, size_t at, uint64_t number)
{
        if (size == 8)
                ((uint64_t *)row)[at] = number;
        else if (size == 4)
                ((uint32_t *)row)[at] = (uint32_t)number;
        else
                ((uint16_t *)row)[at] = (uint16_t)number;
}

static uint64_t windows_sum(const prg__step *step, const void *from, size_t size, size_t area, int column)
{
        int begin = step->in + column * step->ratio, count = step->ratio;
        if (step->running) {
                begin = step->in + column / step->ratio * (step->ratio + step->before);
                count = step->before + column % step->ratio + 1;
        }
        uint64_t sum = 0;
        for (int i = begin; i < begin + count; i++)
                sum += get(from, size, area * (size_t)step->from_width + (size_t)i);
        return sum;
}

/* A step with room in front of its columns and behind them, or none at all. */
static prg__step random_step(void)
{
        static const int runs[][2] = { { 11, 1 }, { 11, 1 }, { 5, 1 }, { 11, 0 }, { 3, 2 }, { 1, 7 } };
        prg__step step = { .to = 1, .from = 0, .running = (int)below(2) };
        const int *run = runs[below(6)];
        step.ratio = step.running ? run[0] : 2 + (int)below(4);
        step.before = step.running ? run[1] : 0;
        int whole = (int)below(2), parts = 1 + (int)below(step.running ? 6 : 20);
        int taken = step.running ? parts * (step.ratio + step.before) : parts * step.ratio;
        while (taken > 100) {
                taken -= step.running ? step.ratio + step.before : step.ratio;
                parts--;
        }
        step.count = step.running ? parts * step.ratio : parts;
        if (!whole && step.running)
                step.count -= (int)below((unsigned)step.ratio);
        step.in = whole ? 0 : (int)below(9);
        step.out = whole ? 0 : (int)below(9);
        step.from_width = taken + step.in + (whole ? 0 : (int)below(9));
        step.to_width = step.count + step.out + (whole ? 0 : (int)below(9));
        step.whole = whole;
        return step;
}

static void check_step(const prg__kernels *kernels, const prg__step *step, size_t from_size, size_t to_size, uint64_t most)
{
        static uint64_t from[ROOM], to[ROOM];
        size_t areas = 1 + below(AREAS), width = (size_t)step->to_width;
        void *rows[] = { from, to };
        uint64_t *sums[] = { from, to };
        memset(from, 0xff, sizeof from);
        for (size_t i = 0; i < areas * (size_t)step->from_width; i++)
                put(from, from_size, i, most ? next_random() % (most + 1) : next_random());
        for (size_t i = 0; i < ROOM; i++)
                put(to, to_size, i, UNTOUCHED);
        if (to_size == 8)
                kernels->step_sums(step, 1, sums, areas);
        else
                kernels->step_counts(step, 1, rows, areas);
        for (size_t area = 0; area < areas; area++)
                for (size_t c = 0; c < width; c++) {
                        int column = (int)c - step->out;
                        uint64_t expected = column < 0 || column >= step->count ? UNTOUCHED
                                : windows_sum(step, from, from_size, area, column);
                        if (get(to, to_size, area * width + c) != expected)
                                ck_abort_msg("%s, %zu to %zu bytes, ratio %d, running %d, before %d, whole %d, count %d, "
                                        "area %zu, column %d", kernels->level, from_size, to_size, step->ratio, step->running,
                                        step->before, step->whole, step->count, area, column);
                }
        ck_assert_uint_eq(get(to, to_size, areas * width), UNTOUCHED);
}

START_TEST(steps_are_sums_of_their_windows)
{
        const prg__kernels *kernels = level_of(_i);
        seed = 1;
        for (int i = 0; i < 1000 && kernels; i++) {
                prg__step step = random_step();
                check_step(kernels, &step, 8, 8, 0);
                step.widths = PRG__STEP_NARROW;
                check_step(kernels, &step, 2, 2, 65535 / 12);
                step.widths = PRG__STEP_WIDENS;
                check_step(kernels, &step, 2, 4, 65535);
                step.widths = PRG__STEP_WIDE;
                check_step(kernels, &step, 4, 4, UINT32_MAX / 12);
        }
}
END_TEST

static void add_rows(const prg__kernels *kernels, size_t size, void *to, const void *from, size_t count, size_t rows,
        size_t width)
{
        if (size == 8)
                kernels->add(to, from, count, rows, width);
        else if (size == 4)
                kernels->add_counts_wide(to, from, count, rows, width);
        else
                kernels->add_counts(to, from, count, rows, width);
}

START_TEST(rows_are_added_column_by_column)
{
        static uint64_t from[ROOM], to[WIDTH], before[WIDTH];
        const prg__kernels *kernels = level_of(_i);
        seed = 2;
        for (int i = 0; i < 1000 && kernels; i++) {
                size_t size = (size_t)2 << i % 3, count = below(WIDTH - 1), width = count + below(3), rows = below(AREAS);
                for (size_t k = 0; k < ROOM; k++)
                        from[k] = next_random();
                for (size_t k = 0; k < WIDTH; k++)
                        before[k] = to[k] = next_random();
                add_rows(kernels, size, to, from, count, rows, width);
                for (size_t c = 0; c <= count; c++) {
                        uint64_t sum = get(before, size, c);
                        for (size_t r = 0; r < rows && c < count; r++)
                                sum += get(from, size, r * width + c);
                        put(before, size, c, sum);
                        if (get(to, size, c) != get(before, size, c))
                                ck_abort_msg("%s, %zu bytes, %zu rows of %zu, column %zu", kernels->level, size, rows, count, c);
                }
        }
}
END_TEST

START_TEST(quotients_are_rounded_once)
{
        const prg__kernels *kernels = level_of(_i);
        static const double expected[] = { 100.0 / 3, 0, 0, -50, 12.5, 0, 100, 200.0 / 7, 1e-13 };
        static const int64_t above[] = { 1, 5, 0, -1, 1, 0, -9, 2, 1 };
        static const int64_t under[] = { 3, 0, 7, 2, 8, 0, -9, 7, INT64_C(1000000000000000) };
        double numbers[9];
        for (size_t count = 0; count <= 9 && kernels; count++) {
                numbers[8] = 7;
                int zeros = kernels->divide(numbers, (const uint64_t *)(const void *)above,
                        (const uint64_t *)(const void *)under, count, 100, 1);
                ck_assert_int_eq(zeros != 0, count > 1);
                for (size_t i = 0; i < count; i++)
                        ck_assert_msg(memcmp(&numbers[i], &expected[i], sizeof(double)) == 0, "%s: %zu is %.17g", kernels->level,
                                i, numbers[i]);
        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("kernel");
        TCase *tests = tcase_create("all");
        int levels = 0;
        while (prg__kernels_level((size_t)levels))
                levels++;
        tcase_set_timeout(tests, 300);
        tcase_add_loop_test(tests, steps_are_sums_of_their_windows, 0, levels);
        tcase_add_loop_test(tests, rows_are_added_column_by_column, 0, levels);
        tcase_add_loop_test(tests, quotients_are_rounded_once, 0, levels);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
