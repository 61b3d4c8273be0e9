/* Agencies (cơ quan) and what becomes of them. A function may move to another agency while the agency
 * itself lives on: a successor edge names what moves. */
#include "nouns.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const areas[] = { &prg__class_area, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const successors[] = { &prg__class_successor, NULL };
static const prg__class *const movable[] = { &prg__class_component, &prg__class_indicator, &prg__class_obligation, NULL };
static const char *const changes[] = { "merge", "split", "transfer", "rename", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__agency),
        PRG__F(prg__agency, kind, PRG__WORD, "committee, department, command, union, front, office … (loại cơ quan)"),
        PRG__F(prg__agency, level, PRG__WORD, "central, province, district, commune … (cấp)"),
        PRG__F_TARGET(prg__agency, parent, PRG__REF, agencies, 0, "the agency above it (cơ quan cấp trên)"),
        PRG__F_TARGET(prg__agency, area, PRG__REF, areas, 0, "the area that it is responsible for (địa bàn)"),
        PRG__F(prg__agency, from, PRG__DATE, "the first day of its existence"),
        PRG__F(prg__agency, to, PRG__DATE, "the last day of its existence"),
        PRG__FIELD_NOTE(prg__agency),
        PRG__F_TARGET(prg__agency, successors, PRG__ITEMS, successors, 0, "who takes over from it, and what"),
        PRG__FIELD_END
};

const prg__class prg__class_agency = { "agency", "an agency that acts in the programme (cơ quan)",
        sizeof(prg__agency), fields, PRG__CLASS_AGENCY, prg__check_interval };

static const prg__field successor_fields[] = {
        PRG__F_TARGET(prg__successor, agency, PRG__REF, agencies, PRG__REQUIRED, "who takes over"),
        { "on", PRG__DATE, offsetof(prg__successor, on), NULL, NULL, 0, PRG__REQUIRED, "the first day on which the successor is responsible" },
        PRG__F_CHOICE(prg__successor, change, changes, PRG__REQUIRED, "what happens to the agency or its function"),
        PRG__F_TARGET(prg__successor, functions, PRG__REFS, movable, 0, "the components, indicators and obligations that move; none means everything"),
        PRG__F_TARGET(prg__successor, document, PRG__REF, documents, 0, "the document that ordered it"),
        PRG__FIELD_NOTE(prg__successor),
        PRG__FIELD_END
};

const prg__class prg__class_successor = { "successor", "an agency that takes over from another on a day",
        sizeof(prg__successor), successor_fields, PRG__NO_ID, NULL };
