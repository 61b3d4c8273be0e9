/* Usual cells: all periods of an area at once, for whoever wants a whole table. Most cells of a table are a sum or a
 * quotient, or are missing, and say nothing else; these are taken from the rows of blocks (block.h) and quotients
 * (quotient.h) as they lie. The others are odd, and are read one by one (bulk.h). */
#ifndef PRG__USUAL_H
#define PRG__USUAL_H

#include <stddef.h>
#include <stdint.h>

struct prg__reader;

typedef enum prg__usual_form {
        PRG__USUAL_ODD,    /* the cell has to be asked; nothing else is filled in */
        PRG__USUAL_VALUE,  /* a number without bounds, reason or class; exact, or a quotient */
        PRG__USUAL_MISSING /* without reason, bounds or quality */
} prg__usual_form;

typedef enum prg__usual_count {
        PRG__USUAL_REPORTED, PRG__USUAL_EXPECTED, PRG__USUAL_OTHER_REPORTED, PRG__USUAL_OTHER_EXPECTED, PRG__USUAL_COUNTS
} prg__usual_count;

/* Neighbouring periods whose windows are neighbours in a group. */
typedef struct prg__usual_run {
        size_t period, count;
        int window, group, column; /* of the first one */
} prg__usual_run;

typedef struct prg__usual {
        const struct prg__reader *reader;
        prg__usual_run *runs;
        size_t run_count;
        size_t count;              /* of periods */
        int is_quotient;
        unsigned decimals;         /* of the sums */
        /* By period. */
        unsigned char *forms;      /* of prg__usual_form */
        unsigned char *qualities;  /* of prg_quality; 0 for none */
        int64_t *sums;             /* of values that are no quotients */
        double *numbers;           /* the double next to a value */
        int64_t *counts[PRG__USUAL_COUNTS];
} prg__usual;

/* Whether a reader has usual cells at all. */
int prg__usual_is_of(const struct prg__reader *reader);
/* For such a reader, of so many periods. 0 or PRG_ENOMEM; prg__usual_end() in either case. */
int prg__usual_begin(prg__usual *usual, const struct prg__reader *reader, size_t periods);
void prg__usual_end(prg__usual *usual);
/* The cells of an area. */
void prg__usual_read(prg__usual *usual, int area);

#endif
