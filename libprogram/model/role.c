/* Roles (vai trò) as data: the verbs by which documents give tasks. A role says how its holder answers for
 * the task and whether it makes the holder the lead. The standard vocabulary is what Vietnamese programme
 * documents use; a programme adds its own and may change these. */
#include "nouns.h"

static const char *const classes[] = { "accountable", "contributing", "follow_up", "preparatory", "assigning", NULL };
static const char *const leads[] = { "explicit", "implied", "none", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__role),
        PRG__F(prg__role, verb, PRG__TEXT, "the verb as the document has it (động từ)"),
        { "class", PRG__CHOICE, offsetof(prg__role, accountability), NULL, classes, 0, 0, "how the holder answers for the task" },
        PRG__F_CHOICE(prg__role, lead, leads, 0,
                "explicit: the verb names the lead (chủ trì); implied (the default): the holder leads where nobody does explicitly; none: it never leads (phối hợp, tham gia)"),
        PRG__F(prg__role, binding, PRG__FLAG, "whether the holder is ordered (true, the default) or requested (false, đề nghị)"),
        PRG__FIELD_NOTE(prg__role),
        PRG__FIELD_END
};

const prg__class prg__class_role = { "role", "a way of being responsible (vai trò)", sizeof(prg__role), fields,
        PRG__CLASS_ROLE, NULL };
