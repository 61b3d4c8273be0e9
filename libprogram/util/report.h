/* Filling a report; the public side is libprogram/report.h. */
#ifndef PRG__REPORT_H
#define PRG__REPORT_H

#include <libprogram/report.h>

/* Adds a copy of the finding; all its texts are copied. A NULL report takes nothing and is no error.
 * Beyond max_findings the finding is only counted. Returns 0 or PRG_ENOMEM. */
int prg__report_add(prg_report *report, const prg_finding *finding);

/* How many further findings the report keeps with their text; for NULL as many as an empty one. */
size_t prg__report_room(const prg_report *report);

/* Sets the thread's error from the first kept error of the report (place "source:line:column pointer",
 * its message, expectation and suggestion) and returns `code`; a report without an error gives
 * PRG_EINTERNAL. */
int prg__report_fail(const prg_report *report, int code);

#endif
