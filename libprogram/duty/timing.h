/* Resolved wordings of time from inside. */
#ifndef PRG__TIMING_H
#define PRG__TIMING_H

#include <libprogram/deadline.h>
#include <libprogram/timing.h>

#include "model/nouns.h"

struct prg_timing {
        prg_programme *programme;
        const prg_item *owner;       /* the component or flow */
        const prg__time *time;       /* NULL: none is stated */
        prg_timing_options options;
        const prg_calendars *calendars;
        prg_calendars *own;          /* the same, when they were compiled here */
        prg_wording wording;
        const char *reason;          /* the programme's own, or `said` */
        char *said;
        prg_date issued;
        /* Of one instance: its days. Of recurrences and events: the bounds, PRG_DATE_NONE where there is none. */
        prg_date first, last;
        int is_stated;               /* the wording states its first day */
        /* Of a recurrence. */
        const prg_calendar *calendar;
        prg_period_type type;
        /* Of a wording with a deadline of its own; else the version of the rule is 0. */
        prg_deadline_rule rule;
        prg_holidays *holidays;
};

struct prg_instance_list {
        prg_instance *at;
        size_t count, capacity;
};

/* The first instance of a dated wording, whenever it is. 0, PRG_END, or what the deadline refuses. */
int prg__timing_first(prg_instance *instance, const prg_timing *timing);

#endif
