/* The whole check of a text; see json_check.h.
 *
 * The scanner runs through. At its first fault a track is started at the beginning of the text,
 * which follows from fault to fault and knows the pointer of each; lines and columns are counted
 * likewise. */
#include "json_check.h"

#include <libprogram/report.h>

#include "buf.h"
#include "error.h"
#include "json_fault.h"
#include "json_locate.h"
#include "json_place.h"
#include "report.h"

typedef struct checker {
        const prg__json_scan *scan;
        const char *source;
        prg_report *report;
        int full;           /* the report takes no more texts, it only counts */
        int code;           /* of the first finding */
        prg_report *first;  /* a report with that finding only, to set the thread's error from */
        prg__json_track track;
        prg__json_places places;
        prg_buf pointer;
} checker;

static int begin_findings(checker *check)
{
        static const prg_report_options one = { PRG_REPORT_OPTIONS_VERSION, 1 };
        const prg__json_scan *scan = check->scan;
        size_t length = (size_t)(scan->end - scan->data);
        if (prg_report_new(&check->first, &one) < 0)
                return PRG_ENOMEM;
        check->code = scan->code;
        prg__json_track_init(&check->track, scan->data, length);
        prg__json_places_init(&check->places, scan->data, length, scan->options.first_line);
        return 0;
}

/* Fills in where the fault is. The place that belongs to it is that of an equal key or of the
 * container around it. */
static int find_place(checker *check, prg_finding *finding, prg__json_place *related,
        int *has_related)
{
        const prg__json_fault *fault = &check->scan->fault;
        /* A text that is too large is not read at all. */
        size_t offset = fault->first;
        *has_related = fault->rule == PRG__JSON_RULE_DUPLICATE;
        check->pointer.length = 0;
        if (fault->rule != PRG__JSON_RULE_SIZE) {
                if (prg__json_track_to(&check->track, fault->offset) < 0)
                        return PRG_ENOMEM;
                int code = prg__json_track_pointer(&check->track, PRG__JSON_LONGEST_POINTER,
                        &check->pointer);
                if (code == PRG_ENOMEM)
                        return code;
                if (code == 0)
                        finding->pointer = check->pointer.length ? check->pointer.data : "";
                if (!*has_related)
                        *has_related = prg__json_track_container(&check->track, &offset);
        }
        prg__json_place place = prg__json_places_find(&check->places, fault->offset);
        finding->line = place.line;
        finding->column = place.column;
        if (*has_related)
                *related = prg__json_places_find(&check->places, offset);
        return 0;
}

static int record(checker *check)
{
        prg_finding finding = {
                .code = prg__json_rule_finding(check->scan->fault.rule),
                .severity = PRG_SEVERITY_ERROR,
                .source = check->source,
        };
        prg__json_words words;
        int is_first = check->first == NULL;
        if (is_first && begin_findings(check) < 0)
                return PRG_ENOMEM;
        if (is_first || !check->full) {
                prg__json_place related;
                int has_related;
                if (find_place(check, &finding, &related, &has_related) < 0)
                        return PRG_ENOMEM;
                prg__json_fault_words(&words, check->scan, has_related ? &related : NULL);
                finding.message = words.message;
                finding.expected = words.expected;
                finding.suggestion = words.suggestion[0] ? words.suggestion : NULL;
        }
        if (is_first && prg__report_add(check->first, &finding) < 0)
                return PRG_ENOMEM;
        size_t kept = prg_report_count(check->report);
        if (prg__report_add(check->report, &finding) < 0)
                return PRG_ENOMEM;
        check->full = prg_report_count(check->report) == kept;
        return 0;
}

int prg__json_check(const char *data, size_t length, const char *source,
        const prg__json_options *options, prg_report *report)
{
        prg__json_scan scan;
        prg__json_token token;
        checker check = {
                .scan = &scan, .source = source, .report = report, .pointer = PRG_BUF_INIT
        };
        prg__json_scan_init(&scan, options);
        prg__json_scan_reset(&scan, data, length);
        scan.collecting = 1;
        int code;
        for (;;) {
                code = prg__json_next(&scan, &token);
                if (code == 0 && token.event == PRG__JSON_END_OF_TEXT)
                        break;
                if (code == 0)
                        continue;
                if (code == PRG_ENOMEM || (code = record(&check)) < 0)
                        break;
                /* Without a report only the first finding is of use. */
                if (report == NULL || scan.fault.rule >= PRG__JSON_RULE_LINE_END)
                        break;
        }
        if (code == 0 && check.first)
                code = prg__report_fail(check.first, check.code);
        if (check.first)
                prg__json_track_dispose(&check.track);
        prg_report_free(check.first);
        prg_buf_dispose(&check.pointer);
        prg__json_scan_dispose(&scan);
        return code;
}
