/* Events (sự kiện): what happens outside a task and starts it: funds are allocated, a request comes in. The
 * programme names them; that one happened on a day is an entry of a log, see libprogram/log.h. */
#include "nouns.h"

static const prg__class *const agencies[] = { &prg__class_agency, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__event),
        PRG__F(prg__event, text, PRG__TEXT, "the wording of the document (nguyên văn)"),
        PRG__F_TARGET(prg__event, agency, PRG__REF, agencies, 0, "who brings it about"),
        PRG__FIELD_NOTE(prg__event),
        PRG__FIELD_END
};

const prg__class prg__class_event = { "event", "something that starts tasks when it happens (sự kiện)",
        sizeof(prg__event), fields, PRG__CLASS_EVENT, NULL };
