/* What tables say to people, in English and in Vietnamese. All texts are static. */
#ifndef PRG__TABLE_WORDS_H
#define PRG__TABLE_WORDS_H

#include <libprogram/table.h>

typedef enum prg__word {
        PRG__WORD_TOTAL, PRG__WORD_UNALLOCATED, PRG__WORD_UNCLASSIFIED, PRG__WORD_BY_OBSERVATION, PRG__WORD_OBSERVED,
        PRG__WORD_ESTIMATE, PRG__WORD_PRELIMINARY, PRG__WORD_COVERAGE, PRG__WORD_BOUNDS, PRG__WORD_CELL,
        PRG__WORD_CELLS, PRG__WORD_WHAT_IF
} prg__word;

const char *prg__word_text(prg__word word, int vietnamese);
/* The heading of one axis. */
const char *prg__word_axis(prg_axis axis, int vietnamese);
const char *prg__word_measure(prg_measure measure, int vietnamese);
/* Whether a measure is in percent. */
int prg__measure_is_percent(prg_measure measure);
const char *prg__word_state(prg_state state, int vietnamese);
/* The sign of a cell without value. */
const char *prg__state_sign(prg_state state);
const char *prg__word_reason(prg_reason reason, int vietnamese);
/* Of a mark, by its bit. */
const char *prg__word_mark(unsigned bit, int vietnamese);

#endif
