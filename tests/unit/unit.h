/* What every unit test needs: check, and a main that runs one suite. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <check.h>
#include <stdlib.h>

/* Asserts that a call failed with this code and that the thread's error says so too. */
#define ck_assert_fails(call, expected)                                                            \
        do {                                                                                       \
                int unit_code = (call);                                                            \
                ck_assert_int_eq(unit_code, (expected));                                           \
                ck_assert_int_eq(prg_error_last()->code, (expected));                              \
        } while (0)

static inline int unit_run(Suite *suite)
{
        SRunner *runner = srunner_create(suite);
        srunner_run_all(runner, CK_ENV);
        int failed = srunner_ntests_failed(runner);
        srunner_free(runner);
        return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
