/* The fields of the programme itself: the top level of the document. */
#include "nouns.h"
#include "programme.h"

static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const calendars[] = { &prg__class_calendar, NULL };
static const prg__class *const holidays[] = { &prg__class_holiday_year, NULL };
static const prg__class *const roles[] = { &prg__class_role, NULL };
static const prg__class *const agencies[] = { &prg__class_agency, NULL };
static const prg__class *const groups[] = { &prg__class_group, NULL };
static const prg__class *const externals[] = { &prg__class_external, NULL };
static const prg__class *const objectives[] = { &prg__class_objective, NULL };
static const prg__class *const events[] = { &prg__class_event, NULL };
static const prg__class *const components[] = { &prg__class_component, NULL };
static const prg__class *const flows[] = { &prg__class_flow, NULL };
static const prg__class *const obligations[] = { &prg__class_obligation, NULL };
static const prg__class *const units[] = { &prg__class_unit, NULL };
static const prg__class *const sources[] = { &prg__class_source, NULL };
static const prg__class *const breakdowns[] = { &prg__class_breakdown, NULL };
static const prg__class *const indicator_groups[] = { &prg__class_indicator_group, NULL };
static const prg__class *const indicators[] = { &prg__class_indicator, NULL };
static const prg__class *const areas[] = { &prg__class_area, NULL };
static const prg__class *const area_changes[] = { &prg__class_area_change, NULL };
static const prg__class *const targets[] = { &prg__class_target, NULL };
static const prg__class *const baselines[] = { &prg__class_baseline, NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__root),
        PRG__F(prg__root, language, PRG__WORD, "the language of names that do not say theirs; vi by default"),
        PRG__F(prg__root, issued, PRG__DATE, "the day of issue (ngày ban hành)"),
        PRG__F(prg__root, from, PRG__DATE, "its first day"),
        PRG__F(prg__root, to, PRG__DATE, "its last day"),
        PRG__F_TARGET(prg__root, document, PRG__REF, documents, 0, "the document that sets it up"),
        PRG__F_TARGET(prg__root, standing, PRG__REF, agencies, 0, "the standing agency (cơ quan thường trực)"),
        PRG__FIELD_NOTE(prg__root),
        PRG__F_TARGET(prg__root, documents, PRG__ITEMS, documents, 0, "the documents that it rests on (văn bản)"),
        PRG__F_TARGET(prg__root, calendars, PRG__ITEMS, calendars, 0, "the calendars (lịch báo cáo), beside the Gregorian one, which is always there"),
        PRG__F_TARGET(prg__root, holidays, PRG__ITEMS, holidays, 0, "the holidays and make-up days (ngày nghỉ, ngày làm bù), a list for each year"),
        PRG__F_TARGET(prg__root, roles, PRG__ITEMS, roles, 0, "the roles (vai trò), beside or instead of the standard ones"),
        PRG__F_TARGET(prg__root, agencies, PRG__ITEMS, agencies, 0, "the agencies (cơ quan)"),
        PRG__F_TARGET(prg__root, groups, PRG__ITEMS, groups, 0, "the groups of agencies (nhóm cơ quan)"),
        PRG__F_TARGET(prg__root, externals, PRG__ITEMS, externals, 0, "what lies outside and is referred to"),
        PRG__F_TARGET(prg__root, objectives, PRG__ITEMS, objectives, 0, "the objectives and results (mục tiêu, kết quả)"),
        PRG__F_TARGET(prg__root, events, PRG__ITEMS, events, 0, "the events that start tasks (sự kiện): an allocation, a request"),
        PRG__F_TARGET(prg__root, components, PRG__ITEMS, components, 0, "the components (dự án, đề án, nhiệm vụ …)"),
        PRG__F_TARGET(prg__root, flows, PRG__ITEMS, flows, 0, "who sends what to whom (luồng)"),
        PRG__F_TARGET(prg__root, obligations, PRG__ITEMS, obligations, 0, "the obligations to report (nghĩa vụ báo cáo)"),
        PRG__F_TARGET(prg__root, units, PRG__ITEMS, units, 0, "the units of measurement (đơn vị tính)"),
        PRG__F_TARGET(prg__root, sources, PRG__ITEMS, sources, 0, "the reporting chains (nguồn số liệu)"),
        PRG__F_TARGET(prg__root, breakdowns, PRG__ITEMS, breakdowns, 0, "what values are broken down by (phân tổ)"),
        PRG__F_TARGET(prg__root, indicator_groups, PRG__ITEMS, indicator_groups, 0, "the groups of indicators (nhóm chỉ tiêu)"),
        PRG__F_TARGET(prg__root, indicators, PRG__ITEMS, indicators, 0, "the indicators (chỉ tiêu)"),
        PRG__F_TARGET(prg__root, areas, PRG__ITEMS, areas, 0, "the areas (địa bàn)"),
        PRG__F_TARGET(prg__root, area_changes, PRG__ITEMS, area_changes, 0, "the changes of areas (sắp xếp đơn vị hành chính)"),
        PRG__F_TARGET(prg__root, targets, PRG__ITEMS, targets, 0, "the targets (chỉ tiêu kế hoạch)"),
        PRG__F_TARGET(prg__root, baselines, PRG__ITEMS, baselines, 0, "the baselines (số gốc)"),
        PRG__FIELD_END
};

const prg__class prg__class_programme = { "programme", "a government programme (chương trình)", sizeof(prg__root),
        fields, PRG__LOCAL_ID, prg__check_interval };
