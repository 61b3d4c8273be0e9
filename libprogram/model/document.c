/* Documents (văn bản): what a programme rests on and cites. A number alone is no identity: 95-KL/TW and
 * 95-KH/TU share the number 95; symbol, issuer and date tell them apart. */
#include "nouns.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__document),
        PRG__F(prg__document, kind, PRG__WORD, "plan, decision, directive, conclusion, decree, resolution … (loại văn bản)"),
        PRG__F(prg__document, number, PRG__TEXT, "the number alone (số), such as 95"),
        { "symbol", PRG__TEXT, offsetof(prg__document, symbol), NULL, NULL, 0, PRG__FOLDED,
                "number and symbol as printed (số, ký hiệu), such as 95-KL/TW" },
        PRG__F_TARGET(prg__document, issuer, PRG__REF, agencies, 0, "who issued it (cơ quan ban hành)"),
        PRG__F(prg__document, date, PRG__DATE, "the day of issue (ngày ban hành)"),
        PRG__F(prg__document, from, PRG__DATE, "the first day in force (ngày có hiệu lực)"),
        PRG__F(prg__document, to, PRG__DATE, "the last day in force"),
        PRG__F_TARGET(prg__document, cites, PRG__REFS, documents, 0, "the documents that it rests on (căn cứ)"),
        PRG__FIELD_NOTE(prg__document),
        PRG__FIELD_END
};

const prg__class prg__class_document = { "document", "a document that the programme rests on or cites (văn bản)",
        sizeof(prg__document), fields, PRG__CLASS_DOCUMENT, prg__check_interval };
