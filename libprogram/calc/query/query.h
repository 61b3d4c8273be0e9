/* Queries from inside: what the texts were resolved to. */
#ifndef PRG__QUERY_H
#define PRG__QUERY_H

#include <stdatomic.h>

#include <libprogram/query.h>

#include "data/series.h"
#include "model/nouns.h"

typedef enum prg__cut_kind {
        PRG__CUT_CATEGORIES,     /* factors; none of them: the total */
        PRG__CUT_CLASS,          /* how many units are in a class of a class indicator */
        PRG__CUT_UNCLASSIFIED,   /* how many expected units are in none */
        PRG__CUT_BY_OBSERVATION  /* of a cohort: periods are those of observation, all entries together */
} prg__cut_kind;

typedef struct prg__factor {
        const prg_item *breakdown;
        const prg_item *category; /* NULL: what is not allocated */
} prg__factor;

#define PRG__FACTORS_MOST 8
typedef struct prg__cut {
        prg__cut_kind kind;
        prg__factor factors[PRG__FACTORS_MOST];
        size_t factor_count;
        const prg_item *category; /* of PRG__CUT_CLASS: one of that id; other indicators may have it too */
        prg_period observed;      /* without calendar: any */
        const char *text;         /* canonical: "total", "sex=female", "sex=unallocated", "sex=female*age=from_14",
                                     "class=ID", "class=unclassified", "by_observation" */
} prg__cut;

/* One word of the text of areas, resolved when a table is made. */
typedef enum prg__area_word_kind {
        PRG__AREA_ALL, PRG__AREA_ROOTS, PRG__AREA_UNITS, PRG__AREA_LEVEL, PRG__AREA_CHILDREN, PRG__AREA_WITHIN,
        PRG__AREA_UNITS_OF, PRG__AREA_LEVEL_OF, PRG__AREA_ONE
} prg__area_word_kind;

typedef struct prg__area_word {
        prg__area_word_kind kind;
        const char *level;
        const prg_item *area;
} prg__area_word;

struct prg_query {
        atomic_int references;
        prg_programme *programme;
        unsigned long generation;
        prg_calendars *calendars;
        const prg__indicator **indicators;
        size_t indicator_count;
        prg__area_word *areas;
        size_t area_count;
        prg_period *periods;
        size_t period_count;
        prg__cut *cuts;          /* at least the total */
        size_t cut_count;
        prg_measure *measures;   /* at least the value */
        size_t measure_count;
        prg__sight sight;
        const prg_item *source;
        prg_origin origin;
        prg_policy policy_time, policy_areas;
        prg_decimal minimum_time, minimum_areas;
        prg_operands operands;
        struct prg__supposed *supposed; /* what the query has itself; NULL: nothing. See suppose.h */
        char *breakdowns;        /* the canonical text that the cuts were made from */
        void *sharing;           /* counts the queries that have the calendars together */
        prg_query *self;         /* for who counts owners of a const query */
        int is_shared;           /* made by prg__query_share(): has owners, is never changed */
};

/* One more owner of the query as it is now: a query that is shared is copied before it is changed. 0 or
 * PRG_ENOMEM. */
int prg__query_share(const prg_query **shared, const prg_query *query);
void prg__query_release(const prg_query *shared);

typedef struct prg__supposed prg__supposed;

/* 0, or PRG_ESTALE with its message. */
int prg__query_fresh(const prg_query *query);

/* The areas of the query that exist on a day, in the query's order, each once; of words such as level:district
 * in the order of the document. Ownership: the array is owned, free with prg__free(). 0; PRG_ENOTFOUND with a
 * message for a named area that does not exist on the day and for a word that none answers to; PRG_ENOMEM. */
int prg__query_areas(const prg_query *query, prg_date day, const prg_item ***areas, size_t *count);

#endif
