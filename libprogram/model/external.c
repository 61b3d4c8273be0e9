/* Programmes, movements and documents' contents that exist outside this programme and that its components
 * belong to or are integrated with (lồng ghép). They are named, not modelled: neither values nor money add
 * into them. */
#include "nouns.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__external),
        PRG__F(prg__external, kind, PRG__WORD, "programme, scheme, movement … (loại)"),
        PRG__F_TARGET(prg__external, owner, PRG__REF, agencies, 0, "who leads it"),
        PRG__F_TARGET(prg__external, document, PRG__REF, documents, 0, "the document that set it up"),
        PRG__F(prg__external, open_ended, PRG__FLAG, "true where the text names no particular one (\"các chương trình khác\")"),
        PRG__FIELD_NOTE(prg__external),
        PRG__FIELD_END
};

const prg__class prg__class_external = { "external",
        "something outside the programme that its components belong to or are integrated with",
        sizeof(prg__external), fields, PRG__CLASS_EXTERNAL, NULL };
