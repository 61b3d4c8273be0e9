/* The standard roles: the verbs by which Vietnamese programme documents give tasks.
 *
 * Every programme has them, so a document need not list them; a document that does changes them for itself.
 * What a verb does to the lead: only chủ trì names it; phối hợp and tham gia never make it; any other role
 * of the holder implies it where nobody is named. Roles of others than the holder never lead. */
#include "item.h"

#include <string.h>

#include "nouns.h"
#include "util/error.h"

static const struct standard {
        const char *id, *verb, *english;
        int accountability, lead;
} standard[] = {
        { "lead", "chủ trì", "lead", PRG__ACCOUNTABLE, PRG__LEAD_EXPLICIT },
        { "lead_and_direct", "chủ trì phối hợp chỉ đạo", "lead and direct jointly", PRG__ACCOUNTABLE, PRG__LEAD_EXPLICIT },
        { "coordinate", "phối hợp", "coordinate", PRG__CONTRIBUTING, PRG__LEAD_NONE },
        { "take_part", "tham gia", "take part", PRG__CONTRIBUTING, PRG__LEAD_NONE },
        { "direct", "chỉ đạo", "direct", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "guide", "hướng dẫn", "guide", PRG__CONTRIBUTING, PRG__LEAD_IMPLIED },
        { "urge", "đôn đốc", "urge", PRG__FOLLOW_UP, PRG__LEAD_IMPLIED },
        { "monitor", "theo dõi", "monitor", PRG__FOLLOW_UP, PRG__LEAD_IMPLIED },
        { "inspect", "kiểm tra", "inspect", PRG__FOLLOW_UP, PRG__LEAD_IMPLIED },
        { "supervise", "giám sát", "supervise", PRG__FOLLOW_UP, PRG__LEAD_IMPLIED },
        { "evaluate", "đánh giá", "evaluate", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "advise", "tham mưu", "advise", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "propose", "đề xuất", "propose", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "request", "đề nghị", "request", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "approve", "phê duyệt", "approve", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "submit", "trình", "submit", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "consolidate", "tổng hợp", "consolidate", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "build", "xây dựng", "draw up", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "organise", "tổ chức", "organise", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "deploy", "triển khai", "deploy", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "carry_out", "thực hiện", "carry out", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "maintain", "duy trì, củng cố, kiện toàn", "maintain", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "mobilise", "huy động", "mobilise", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "assign", "giao, phân công", "assign", PRG__ASSIGNING, PRG__LEAD_NONE },
        { "stand", "thường trực", "be the standing agency", PRG__FOLLOW_UP, PRG__LEAD_IMPLIED },
        { "answer_for", "chịu trách nhiệm", "answer for", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "review", "rà soát", "review", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "support", "hỗ trợ", "support", PRG__CONTRIBUTING, PRG__LEAD_IMPLIED },
        { "send", "gửi", "send", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "release", "cấp", "release", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "integrate", "lồng ghép", "integrate", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "complete", "hoàn thiện", "complete", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "study", "nghiên cứu", "study", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "build_capacity", "nâng cao năng lực", "build capacity", PRG__ACCOUNTABLE, PRG__LEAD_IMPLIED },
        { "report", "báo cáo", "report", PRG__PREPARATORY, PRG__LEAD_IMPLIED },
        { "beneficiary", "thụ hưởng", "benefit", PRG__CONTRIBUTING, PRG__LEAD_NONE },
        { "recipient", "nhận", "receive", PRG__CONTRIBUTING, PRG__LEAD_NONE },
        { "contributor", "đóng góp", "contribute", PRG__CONTRIBUTING, PRG__LEAD_NONE },
        { "guided", "được hướng dẫn", "be guided", PRG__CONTRIBUTING, PRG__LEAD_NONE },
        { "decide", "quyết định", "decide", PRG__ASSIGNING, PRG__LEAD_NONE },
        { "owner", "chủ quản", "own", PRG__ACCOUNTABLE, PRG__LEAD_NONE },
};
#define STANDARD (sizeof standard / sizeof *standard)

static const struct standard *standard_of(const prg_item *item)
{
        if (item->class != &prg__class_role || item->id == NULL)
                return NULL;
        for (size_t i = 0; i < STANDARD; i++)
                if (strcmp(standard[i].id, item->id) == 0)
                        return &standard[i];
        return NULL;
}

int prg__role_is_builtin(const prg_item *item)
{
        return standard_of(item) != NULL;
}

int prg__role_is_standard(const prg_item *item)
{
        const struct standard *row = standard_of(item);
        const prg__role *role = (const prg__role *)item;
        if (row == NULL)
                return 0;
        const char *vietnamese = prg__names_get(&item->name, "vi"), *english = prg__names_get(&item->name, "en");
        return role->verb && strcmp(role->verb, row->verb) == 0 && role->accountability == row->accountability
                && role->lead == row->lead && role->binding == 0 && item->note == NULL
                && item->aliases.count == 0 && item->extensions.count == 0 && item->name.count == 2
                && vietnamese && strcmp(vietnamese, row->verb) == 0 && english && strcmp(english, row->english) == 0;
}

int prg__role_add_standard(prg_programme *programme)
{
        prg_item *root = &programme->root.item;
        const prg__field *roles = prg__class_field(root->class, "roles", 5);
        for (size_t i = 0; i < STANDARD; i++) {
                prg_item *item = prg__item_new(programme, &prg__class_role);
                if (item == NULL || prg__names_set(programme, &item->name, "vi", standard[i].verb) < 0
                    || prg__names_set(programme, &item->name, "en", standard[i].english) < 0)
                        return PRG_ENOMEM;
                prg__role *role = (prg__role *)item;
                item->source_index = PRG__NOT_IN_SOURCE;
                role->verb = standard[i].verb;
                role->accountability = standard[i].accountability;
                role->lead = standard[i].lead;
                if (prg__item_attach(item, root, roles, standard[i].id, (size_t)-1) < 0)
                        return PRG_ENOMEM;
        }
        return 0;
}
