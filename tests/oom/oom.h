/* The out-of-memory loop: every public function, every allocation it makes.
 *
 * A row names a public symbol and a scenario. The scenario prepares what the function needs, calls
 * oom_begin(), calls the function, calls oom_end(), checks, cleans up, and returns the function's
 * code (0 for a function that has none). The harness runs it again and again with the first, second,
 * third … allocation between begin and end refused, once only and then also for ever, until nothing
 * is refused any more, and demands of every run: no crash, PRG_ENOMEM exactly when an allocation was
 * refused, no leak, and whatever the scenario checks itself, above all that the objects it had are
 * still usable and unchanged.
 *
 * Keep fixtures tiny: the cost is quadratic in the number of allocations. */
#ifndef TESTS_OOM_H
#define TESTS_OOM_H

#include <libprogram.h>

typedef struct oom_row {
        const char *symbol;
        int (*run)(void);
} oom_row;

/* One array per noun, ended by a row of NULLs, in oom_<noun>.c. */
extern const oom_row oom_arrow[];
extern const oom_row oom_calendar[];
extern const oom_row oom_compute[];
extern const oom_row oom_data[];
extern const oom_row oom_date[];
extern const oom_row oom_decimal[];
extern const oom_row oom_codec[];
extern const oom_row oom_duty[];
extern const oom_row oom_error[];
extern const oom_row oom_formula[];
extern const oom_row oom_explain[];
extern const oom_row oom_item[];
extern const oom_row oom_log[];
extern const oom_row oom_programme[];
extern const oom_row oom_period[];
extern const oom_row oom_query[];
extern const oom_row oom_report[];
extern const oom_row oom_responsibility[];
extern const oom_row oom_sink[];
extern const oom_row oom_table[];
extern const oom_row oom_text[];
extern const oom_row oom_values[];

void oom_begin(void);
void oom_end(void);
/* Whether the present run has refused an allocation. */
int oom_refused(void);

/* Fails the scenario, says where, goes on. */
#define oom_check(condition) oom_check_(!!(condition), #condition, __FILE__, __LINE__)
void oom_check_(int holds, const char *condition, const char *file, int line);

#endif
