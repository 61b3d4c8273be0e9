/* Duties from inside: the compiled obligations of a programme, and the reports that were received. */
#ifndef PRG__DUTIES_H
#define PRG__DUTIES_H

#include <libprogram/duties.h>

#include "model/nouns.h"
#include "util/arena.h"
#include "util/map.h"

/* An obligation with everything looked up. */
typedef struct prg__duty {
        const prg__obligation *obligation;
        const prg_calendar *calendar;
        prg_period_type type;
        const prg_deadline_rule *rules; /* one for each tier; of version 0 where nothing says by when */
} prg__duty;

struct prg_duties {
        prg_programme *programme;
        unsigned long generation;
        prg_calendars *calendars;
        prg_holidays *holidays;
        prg__arena arena;
        prg__duty *at; /* in the order of the document */
        size_t count;
        prg__map receipts;
};

/* 0, or PRG_ESTALE after an edit of the programme. */
int prg__duties_check(const prg_duties *duties);
/* Calls `visit` for every period of a duty whose last day lies between two days and on which the duty is in force, in
 * order. Returns the first result of `visit` that is not 0. */
int prg__duty_periods(const prg__duty *duty, prg_date first, prg_date last,
        int (*visit)(void *payload, const prg__duty *duty, const prg_period *period), void *payload);
/* The deadline of a duty for a period at a tier. */
void prg__duty_deadline(prg_deadline *deadline, const prg_duties *duties, const prg__duty *duty, size_t tier,
        const prg_period *period);
/* When a sender first sent a report for a debt within [from, to); INT64_MIN for never. */
int64_t prg__duties_received(const prg_duties *duties, const prg__duty *duty, size_t tier, const prg_period *period,
        const prg_item *sender, int64_t from, int64_t to);

#endif
