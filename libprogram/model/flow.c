/* Flows (luồng): who sends what to whom and when: reports, proposals, money. The ground of obligations. */
#include "nouns.h"

static const prg__class *const holders[] = { &prg__class_agency, &prg__class_group, NULL };
static const prg__class *const components[] = { &prg__class_component, NULL };
static const prg__class *const indicators[] = { &prg__class_indicator, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const times[] = { &prg__class_time, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__flow),
        PRG__F(prg__flow, kind, PRG__WORD, "report (báo cáo), proposal (đề xuất), estimate (dự toán), allocation (phân bổ), guidance (chỉ đạo), supervision (giám sát) …"),
        PRG__F_TARGET(prg__flow, from, PRG__REFS, holders, 0, "who sends"),
        PRG__F_TARGET(prg__flow, via, PRG__REFS, holders, 0, "who consolidates on the way (tổng hợp)"),
        PRG__F_TARGET(prg__flow, to, PRG__REFS, holders, 0, "who receives"),
        PRG__F(prg__flow, content, PRG__TEXT, "what is sent (nội dung)"),
        PRG__F_TARGET(prg__flow, time, PRG__RECORD, times, 0, "when"),
        PRG__F_TARGET(prg__flow, components, PRG__REFS, components, 0, "the components that order or concern it"),
        PRG__F_TARGET(prg__flow, indicators, PRG__REFS, indicators, 0, "the indicators that it carries"),
        PRG__F_TARGET(prg__flow, document, PRG__REF, documents, 0, "the document that orders it"),
        PRG__FIELD_NOTE(prg__flow),
        PRG__FIELD_END
};

const prg__class prg__class_flow = { "flow", "who sends what to whom and when (luồng báo cáo, kinh phí)",
        sizeof(prg__flow), fields, PRG__CLASS_FLOW, NULL };
