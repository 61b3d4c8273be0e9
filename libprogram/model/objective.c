/* Objectives (mục tiêu) and results (kết quả) of all levels. Components and indicators point to them. */
#include "nouns.h"

static const prg__class *const objectives[] = { &prg__class_objective, NULL };
static const char *const levels[] = { "objective", "input", "output", "outcome", "impact", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__objective),
        PRG__F_CHOICE(prg__objective, level, levels, 0, "objective (the default), or the result's place in the chain: input, output, outcome, impact"),
        PRG__F_TARGET(prg__objective, parent, PRG__REF, objectives, 0, "the objective that it serves"),
        PRG__F(prg__objective, text, PRG__TEXT, "the wording of the document (nguyên văn)"),
        PRG__FIELD_NOTE(prg__objective),
        PRG__FIELD_END
};

const prg__class prg__class_objective = { "objective", "an objective or a result (mục tiêu, kết quả)",
        sizeof(prg__objective), fields, PRG__CLASS_OBJECTIVE, NULL };
