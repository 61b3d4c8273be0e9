/* What is told to a person about a fault in a JSON text. */
#ifndef PRG__JSON_FAULT_H
#define PRG__JSON_FAULT_H

#include "json_lex.h"
#include "json_place.h"
#include "json_scan.h"

/* The result code and the finding's code for a rule. */
int prg__json_rule_code(prg__json_rule rule);
int prg__json_rule_finding(prg__json_rule rule);

/* The texts of a finding: one line each, without a full stop, with short quotations of the text. */
typedef struct prg__json_words {
        char message[256];
        const char *expected; /* NULL when the message says it all */
        char suggestion[192]; /* "" when there is none */
} prg__json_words;

/* Finds the words. `related` is the place of the first of two equal keys, or the begin of the
 * container that is open at the fault, or NULL when it is not known. */
void prg__json_fault_words(prg__json_words *words, const prg__json_scan *scan,
        const prg__json_place *related);

/* Sets the thread's error from the scanner's fault and returns its code. */
int prg__json_fault_error(const prg__json_scan *scan);

#endif
