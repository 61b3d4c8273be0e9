/* The check: each rule with a programme that keeps it and one that breaks it. */
#include "model.h"

#include "model/check.h"
#include "util/memory.h"

/* The findings as "code pointer" in lines. */
static const char *findings(const prg_programme *programme)
{
        static char text[4096];
        size_t end = 0;
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        int code = prg_programme_check(programme, report);
        text[0] = '\0';
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *finding = prg_report_at(report, i);
                ck_assert_int_eq(finding->severity, PRG_SEVERITY_ERROR);
                ck_assert_ptr_null(strstr(finding->message, "(null)"));
                end += (size_t)snprintf(text + end, sizeof text - end, "%s%s %s", i ? "\n" : "", prg_finding_name(finding->code),
                        finding->pointer);
        }
        ck_assert_int_eq(code, prg_report_count(report) ? PRG_ESCHEMA : 0);
        ck_assert_int_eq(prg_programme_check(programme, NULL), code);
        prg_report_free(report);
        return text;
}

#define AREAS "+areas A; level=commune; to=2025-06-30; /; +areas B; level=commune; to=2025-06-30; /;" \
              "+areas N; level=commune; from=2025-07-01; /; +areas M; level=commune; from=2025-07-01; /;" \
              "+area_changes C; on=2025-07-01; kind=reform; "
#define UNITS                                                                                      \
        "+units kg; /; +units g; base=kg; factor=0.001; /; +units person; /; +units percent; symbol=%; /;" \
        "+indicators kilos; kind=flow; unit=kg; /; +indicators grams; kind=flow; unit=g; /;" \
        "+indicators people; kind=stock; unit=person; /;"
#define TARGET                                                                                     \
        "+calendars vn; kind=shifted; day=15; /; +units kg; /; +units g; base=kg; factor=0.001; /; +units person; /;" \
        "+areas P; level=province; /; +indicators n; kind=flow; unit=kg; decimals=1; /;"           \
        "+indicators c; kind=computed; formula=n * 2; /; +targets T; indicator=n; area=P; period=2018; value=3;"
#define RATIO "+indicators n; kind=flow; /; +indicators d; kind=flow; /; +indicators r; kind=ratio; "
#define TASK  "+agencies A; /; +groups G; membership=closed; /; +components P; kind=task; "

static const struct {
        const char *script, *findings;
} rules[] = {
        { "", "" },
        /* required fields */
        { "+components P", "missing-field /components/0" },
        { "+areas X", "missing-field /areas/0" },
        { "+areas X; level=province; +later", "missing-field /areas/0/later/0" },
        { "+indicators x", "missing-field /indicators/0" },
        { "+groups G", "missing-field /groups/0" },
        { "+groups G; membership=closed; +members", "missing-field /groups/0/members/0" },
        { "+agencies A; +successors", "missing-field /agencies/0/successors/0\nmissing-field /agencies/0/successors/0\n"
                                      "missing-field /agencies/0/successors/0" },
        { "+agencies A; +successors; agency=A; on=2025-03-01; change=transfer", "" },
        { "+area_changes C", "missing-field /area_changes/0\nmissing-field /area_changes/0" },
        { "+indicators x; kind=flow; +sources", "missing-field /indicators/0/sources/0" },
        { "+sources s; /; +indicators x; kind=flow; +sources; order<s", "" },
        { "+components P; kind=x; +time", "missing-field /components/0/time" },
        /* intervals, of every class that has one */
        { "from=2018-01-01; to=2017-12-31", "contradiction /to" },
        { "from=2018-01-01; to=2018-01-01", "" },
        { "from=2018-01-02", "" },
        { "to=2018-01-02", "" },
        { "+documents D; from=2018-01-02; to=2018-01-01", "contradiction /documents/0/to" },
        { "+agencies A; from=2018-01-02; to=2018-01-01", "contradiction /agencies/0/to" },
        { "+agencies A; /; +groups G; membership=closed; +members; agency=A; from=2018-01-02; to=2018-01-01",
                "contradiction /groups/0/members/0/to" },
        { "+components P; kind=x; from=2018-01-02; to=2018-01-01", "contradiction /components/0/to" },
        { TASK "+assignments; agency=A; role=lead; from=2018-01-02; to=2018-01-01",
                "contradiction /components/0/assignments/0/to" },
        { "+indicators x; kind=flow; from=2018-01-02; to=2018-01-01", "contradiction /indicators/0/to" },
        { "+indicators x; from=2018-01-02; to=2018-01-01", "missing-field /indicators/0\ncontradiction /indicators/0/to" },
        { "+areas X; level=p; from=2018-01-02; to=2018-01-01", "contradiction /areas/0/to" },
        /* groups */
        { "+groups G; membership=derived", "missing-field /groups/0" },
        { "+groups G; membership=relative", "missing-field /groups/0" },
        { "+groups G; membership=derived; rule=leads_component", "" },
        { "+groups G; membership=relative; rule=subordinates", "" },
        { "+groups G; membership=relative; rule=leads_component", "contradiction /groups/0/rule" },
        { "+groups G; membership=derived; rule=subordinates", "contradiction /groups/0/rule" },
        { "+groups G; membership=closed; rule=leads_component", "contradiction /groups/0/rule" },
        { "+groups G; membership=open; rule=subordinates", "contradiction /groups/0/rule" },
        { "+groups G; rule=subordinates", "missing-field /groups/0" },
        { "+groups G; membership=derived; rule=heads", "missing-field /groups/0" },
        { "+agencies A; /; +groups G; membership=derived; rule=heads; of<A", "" },
        { "+agencies A; /; +groups G; membership=derived; rule=leads_component; +members; agency=A",
                "contradiction /groups/0/members" },
        { "+agencies A; /; +groups G; membership=open; +members; agency=A", "" },
        /* assignments */
        { TASK "+assignments; agency=A; role=lead", "" },
        { TASK "+assignments; group=G; role=lead", "" },
        { TASK "+assignments; agency=A; group=G; role=lead", "contradiction /components/0/assignments/0" },
        { TASK "+assignments; role=lead", "missing-field /components/0/assignments/0" },
        { TASK "+assignments; agency=A", "missing-field /components/0/assignments/0" },
        /* integrations */
        { TASK "+integrated; text=x", "" },
        { TASK "+integrated; component=P", "" },
        { "+externals E; /;" TASK "+integrated; external=E", "" },
        { "+documents E; /;" TASK "+integrated; document=E", "" },
        { TASK "+integrated", "missing-field /components/0/integrated/0" },
        { TASK "+integrated; text=x; component=P", "contradiction /components/0/integrated/0" },
        /* time */
        { TASK "+time; form=continuous", "" },
        { TASK "+time; form=on_demand", "" },
        { TASK "+time; form=window", "missing-field /components/0/time" },
        { TASK "+time; form=window; from=now", "missing-field /components/0/time" },
        { TASK "+time; form=window; to=2018", "" },
        { TASK "+time; form=deadline; from=now", "missing-field /components/0/time" },
        { TASK "+time; form=deadline; to=2018-Q2", "" },
        { TASK "+time; form=range; to=2018", "missing-field /components/0/time" },
        { TASK "+time; form=range; from=2017", "missing-field /components/0/time" },
        { TASK "+time; form=range; from=2017; to=2018", "" },
        { TASK "+time; form=recurrence", "missing-field /components/0/time" },
        { TASK "+time; form=recurrence; every=year", "" },
        { TASK "+time; form=conditional", "missing-field /components/0/time" },
        { TASK "+time; form=conditional; event=x", "" },
        { TASK "+time; form=unresolved", "missing-field /components/0/time" },
        { TASK "+time; form=unresolved; reason=x", "" },
        { "+documents D; /;" TASK "+time; form=anniversary; of=D; years=10", "" },
        { "+documents D; /;" TASK "+time; form=anniversary; of=D", "missing-field /components/0/time" },
        { "+documents D; /;" TASK "+time; form=anniversary; of=D; years=0", "" },
        { TASK "+time; form=anniversary; years=10", "missing-field /components/0/time" },
        { "+flows F; +time; form=recurrence", "missing-field /flows/0/time" },
        /* units */
        { "+units kg; /; +units g; base=kg; factor=0.001", "" },
        { "+units kg; /; +units g; base=kg", "missing-field /units/1" },
        { "+units g; factor=0.001", "missing-field /units/0" },
        { "+units kg; /; +units g; base=kg; factor=0", "value /units/1/factor" },
        { "+units kg; /; +units g; base=kg; factor=-1", "value /units/1/factor" },
        /* breakdowns and categories */
        { "+breakdowns B; +categories a; least=0; below=18; ..; +categories b; least=18; below=30; ..; +categories c; least=30", "" },
        { "+breakdowns B; +categories a; least=0; below=18.0; ..; +categories b; least=18", "" },
        { "+breakdowns B; +categories a; below=31; ..; +categories b; least=30", "contradiction /breakdowns/0/categories/1/least" },
        { "+breakdowns B; +categories a; below=29; ..; +categories b; least=30", "contradiction /breakdowns/0/categories/1/least" },
        { "+breakdowns B; +categories m; ..; +categories f", "" },
        { "+breakdowns B; +categories a; least=18; below=18", "value /breakdowns/0/categories/0/below" },
        { "+breakdowns B; +categories a; least=18; below=17.9", "value /breakdowns/0/categories/0/below" },
        { "+indicators x; kind=class; +categories a; least=2; below=1", "value /indicators/0/categories/0/below" },
        /* targets and baselines */
        { TARGET "period=2018", "" },
        { "+targets T", "missing-field /targets/0\nmissing-field /targets/0\nmissing-field /targets/0\nmissing-field /targets/0" },
        { "+baselines B", "missing-field /baselines/0\nmissing-field /baselines/0\nmissing-field /baselines/0\n"
                          "missing-field /baselines/0" },
        { TARGET "from=2018-02-01; to=2018-01-31", "contradiction /targets/0/to" },
        { TARGET "value=3.25", "decimals /targets/0/value" },
        { TARGET "value=3.20", "" },
        { TARGET "value=-1", "negative /targets/0/value" },
        { TARGET "value=3200; unit=g", "" },
        { TARGET "value=3250; unit=g", "decimals /targets/0/value" },
        { TARGET "unit=person", "unit /targets/0/unit" },
        { TARGET "value=999999999999999999", "number /targets/0/value" },
        { TARGET "period=vn:2018-Q2", "" },
        { TARGET "period=2018-Q5", "period /targets/0/period" },
        { TARGET "period=lunar:2018", "period /targets/0/period" },
        { TARGET "additive=true", "" },
        { TARGET "indicator=c; value=-3.123456789", "" },
        { TARGET "indicator=c; value=0.1234567891", "decimals /targets/0/value" },
        { TARGET "indicator=c; additive=true", "contradiction /targets/0/additive" },
        { TARGET "/; +indicators k; kind=class; +categories a; /; +targets U; indicator=k; area=P; period=2018; value=1",
                "contradiction /targets/1/indicator" },
        { TARGET "/; +targets U; indicator=n; area=P; period=2018; value=4", "conflict /targets/1" },
        { TARGET "/; +targets U; indicator=n; area=P; period=2018; value=3; version=assigned", "conflict /targets/1" },
        { TARGET "/; +targets U; indicator=n; area=P; period=2018; value=4; version=proposed", "" },
        { TARGET "/; +targets U; indicator=n; area=P; period=2018; value=4; from=2018-06-01", "" },
        { TARGET "/; +targets U; indicator=n; area=P; period=vn:2018; value=4", "" },
        { TARGET "/; +targets U; indicator=n; area=P; period=2018-Q1; value=4", "" },
        { TARGET "/; +baselines B; indicator=n; area=P; period=2018; value=4", "" },
        { TARGET "/; +baselines B; indicator=n; area=P; period=2017; value=4; /; +baselines A; indicator=n; area=P; "
                 "period=2017; value=5", "conflict /baselines/1" },
        { "+calendars vn; /; +areas P; level=province; /; +indicators n; kind=flow; /; +targets T; indicator=n; area=P; "
          "period=vn:2018; value=3", "missing-field /calendars/0" },
        /* indicators */
        { RATIO "numerator=n; denominator=d; factor=100", "" },
        { RATIO "numerator=n", "missing-field /indicators/2" },
        { RATIO "denominator=d", "missing-field /indicators/2" },
        { RATIO "formula=n / d", "" },
        { RATIO "published=true", "" },
        { RATIO "published=false", "missing-field /indicators/2\nmissing-field /indicators/2" },
        { RATIO "formula=n / d; numerator=n", "contradiction /indicators/2/formula" },
        { RATIO "formula=n / d; denominator=n", "contradiction /indicators/2/formula" },
        { RATIO "numerator=n; denominator=d; factor=0", "value /indicators/2/factor" },
        { RATIO "numerator=n; denominator=d; factor=-1", "value /indicators/2/factor" },
        { "+indicators n; kind=flow; numerator=n", "contradiction /indicators/0/numerator\ncycle /indicators/0/numerator" },
        { "+indicators d; kind=flow; /; +indicators n; kind=flow; denominator=d", "contradiction /indicators/1/denominator" },
        { "+indicators n; kind=stock; factor=1", "contradiction /indicators/0/factor" },
        { "+indicators n; kind=flow; operands=matched", "contradiction /indicators/0/operands" },
        { "+indicators n; kind=flow; at_end=true", "contradiction /indicators/0/at_end" },
        { "+indicators n; kind=stock; at_end=true; carry=3", "" },
        { "+indicators n; kind=flow; carry=1", "contradiction /indicators/0/carry" },
        { "+indicators n; kind=stock; span=programme", "contradiction /indicators/0/span" },
        { "+indicators n; kind=cumulative; span=programme", "" },
        { "+indicators n; kind=cumulative; span=stage", "missing-field /indicators/0" },
        { "+indicators n; kind=stock; disjoint=true", "contradiction /indicators/0/disjoint" },
        { "+indicators n; kind=distinct; disjoint=true", "" },
        { "+indicators n; kind=stock; pooled=true", "contradiction /indicators/0/pooled" },
        { "+indicators n; kind=stock; over_areas=mean; pooled=true", "" },
        { "+indicators n; kind=stock; published=true", "contradiction /indicators/0/published" },
        { "+indicators n; kind=stock; published=false", "" },
        { "+indicators n; kind=cohort", "" },
        { "+indicators n; kind=flow; /; +indicators c; kind=cohort; numerator=n; denominator=n", "" },
        { "+indicators n; kind=class", "missing-field /indicators/0" },
        { "+indicators n; kind=class; formula='x'", "" },
        { "+indicators n; kind=class; formula=x", "unknown-reference /indicators/0/formula" },
        { "+indicators n; kind=computed", "missing-field /indicators/0" },
        { "+indicators n; kind=computed; formula=1", "" },
        { "+indicators n; kind=computed; formula=1; numerator=n", "contradiction /indicators/0/numerator\n"
                "contradiction /indicators/0/formula\ncycle /indicators/0/numerator" },
        { "+indicators n; kind=computed; formula=1 +", "formula /indicators/0/formula" },
        { "+indicators n; kind=computed; formula='a' + 1", "formula-type /indicators/0/formula" },
        { "+indicators n; kind=computed; formula='a'", "formula-type /indicators/0/formula" },
        { "+indicators n; kind=flow; formula=1 < 2", "formula-type /indicators/0/formula" },
        { "+indicators n; kind=milestone; formula=1 < 2", "" },
        { "+indicators n; kind=class; formula=1", "formula-type /indicators/0/formula" },
        { "+indicators n; kind=class; formula='b'; +categories a", "unknown-reference /indicators/0/formula" },
        { UNITS "+indicators x; kind=computed; formula=kilos + grams", "" },
        { UNITS "+indicators x; kind=computed; formula=kilos + people", "formula-unit /indicators/3/formula" },
        { UNITS "+indicators x; kind=computed; formula=kilos; unit=g", "" },
        { UNITS "+indicators x; kind=computed; formula=kilos; unit=person", "formula-unit /indicators/3/formula" },
        { UNITS "+indicators x; kind=computed; formula=kilos / grams; unit=percent", "formula-unit /indicators/3/formula" },
        { UNITS "+indicators x; kind=computed; formula=kilos / grams * 100; unit=percent", "" },
        { "+indicators a; kind=computed; formula=a", "cycle /indicators/0/formula" },
        { "+indicators a; kind=computed; formula=b; /; +indicators b; kind=computed; formula=a", "cycle /indicators/1/formula" },
        { "+indicators a; kind=computed; formula=r; /; +indicators r; kind=ratio; numerator=a; denominator=a",
                "cycle /indicators/0/formula" },
        { "+indicators n; kind=class; +categories a", "" },
        { "+indicators n; kind=flow; +categories a", "contradiction /indicators/0/categories" },
        { "+indicators n; kind=flow; missing_over_time=minimum", "missing-field /indicators/0" },
        { "+indicators n; kind=flow; missing_over_areas=minimum", "missing-field /indicators/0" },
        { "+indicators n; kind=flow; missing_over_time=minimum; minimum=0", "" },
        { "+indicators n; kind=flow; missing_over_areas=minimum; minimum=100.0", "" },
        { "+indicators n; kind=flow; missing_over_areas=minimum; minimum=100.1", "value /indicators/0/minimum" },
        { "+indicators n; kind=flow; missing_over_areas=minimum; minimum=-1", "value /indicators/0/minimum" },
        { "+indicators n; kind=flow; over_time=weighted_mean", "missing-field /indicators/0" },
        { "+indicators n; kind=flow; over_areas=weighted_mean", "missing-field /indicators/0" },
        { "+indicators w; kind=flow; /; +indicators n; kind=flow; over_areas=weighted_mean; weight=w", "" },
        /* circles */
        { "+agencies A; /; +agencies B; parent=A; /; +agencies C; parent=B", "" },
        { "+agencies A; parent=A", "cycle /agencies/0/parent" },
        { "+agencies A; /; +agencies B; parent=A; /; +agencies C; parent=B; /; +agencies D; parent=C", "" },
        { "+agencies Z; /; +agencies A; parent=A", "cycle /agencies/1/parent" },
        { "+objectives A; parent=A", "cycle /objectives/0/parent" },
        { "+indicator_groups A; parent=A", "cycle /indicator_groups/0/parent" },
        { "+units A; base=A; factor=1", "cycle /units/0/base" },
        { "+indicators a; kind=flow; weight=a", "cycle /indicators/0/weight" },
        { "+indicators a; kind=flow; replaces=a", "cycle /indicators/0/replaces" },
        { "+areas A; level=x; +later; from=2025-07-01; parent=A", "cycle /areas/0/later" },
        { "+areas A; level=x; /; +areas B; level=x; parent=A", "" },
        { "+areas A; level=x; parent=A", "cycle /areas/0/parent" },
        /* later states */
        { "+areas A; level=x; from=2020-01-01; to=2021-01-01; +later; from=2020-01-02; ..; +later; from=2021-01-01", "" },
        { "+areas A; level=x; from=2020-01-01; +later; from=2020-01-01", "contradiction /areas/0/later/0/from" },
        { "+areas A; level=x; to=2020-01-01; +later; from=2020-01-02", "contradiction /areas/0/later/0/from" },
        { "+areas A; level=x; +later; from=2020-01-02; ..; +later; from=2020-01-02", "contradiction /areas/0/later/1/from" },
        { "+areas A; level=x; +later; from=2020-01-02; ..; +later; from=2020-01-01; ..; +later; from=2020-01-02",
                "contradiction /areas/0/later/1/from" },
        { "+areas A; level=x; +later; ..; +later; from=2020-01-01", "missing-field /areas/0/later/0" },
        /* area changes */
        { "+areas A; level=x; /; +area_changes C; on=2025-07-01; kind=reform", "" },
        { AREAS "+map; old=A; new=N; ..; +map; old=B; new=N", "" },
        { AREAS "+map; old=A", "" },
        { AREAS "+map; new=N", "missing-field /area_changes/0/map/0" },
        { AREAS "on=2025-07-02; +map; old=A; new=N", "contradiction /area_changes/0/map/0/old" },
        { AREAS "on=2025-06-30; +map; old=A; new=N", "contradiction /area_changes/0/map/0/old\n"
                                                      "contradiction /area_changes/0/map/0/new" },
        { AREAS "on=2025-07-02; +map; old=A; new=A", "" },
        { AREAS "on=2025-07-02; +map; new=N; ..; +map; old=A; new=N", "contradiction /area_changes/0/map/1/old\n"
                                                                      "missing-field /area_changes/0/map/0" },
        /* shares */
        { AREAS "+map; old=A; new=N; ..; +map; old=A; new=M", "missing-field /area_changes/0/map/0" },
};

static const struct {
        const char *first, *second, *findings;
} shares[] = {
        { "area=0.4", "area=0.6", "" },
        { "area=0.400000000", "area=0.6", "" },
        { "area=0", "area=1", "" },
        { "area=0", "area=0.5", "shares /area_changes/0/map/0/shares" },
        { "area=0", "area=0", "shares /area_changes/0/map/0/shares" },
        { "area=0.333333333", "area=0.666666667", "" },
        { "area=0.333333333", "area=0.666666666", "shares /area_changes/0/map/0/shares" },
        { "area=0.4", "area=0.7", "shares /area_changes/0/map/0/shares" },
        { "area=0.4 population=0.5", "area=0.6 population=0.5", "" },
        { "area=0.4 population=0.5", "area=0.6 population=0.4", "shares /area_changes/0/map/0/shares" },
        { "area=0.4 cases=1", "area=0.6 cases=0.1", "shares /area_changes/0/map/0/shares" },
        { "area=0.3 population=0.5", "area=0.6 population=0.4",
                "shares /area_changes/0/map/0/shares\nshares /area_changes/0/map/0/shares" },
        { "area=0.4 population=0.5", "area=0.6", "shares /area_changes/0/map/0/shares" },
        { "area=0.4", "", "shares /area_changes/0/map/0/shares" },
        { "", "area=0.4", "shares /area_changes/0/map/0/shares" },
        { "area=0", "", "" },
        { "", "", "missing-field /area_changes/0/map/0" },
        /* What is no share is one finding, not two. */
        { "area=1.5", "area=0.5", "value /area_changes/0/map/0/shares/0/value" },
        { "area=0.4", "area=-0.6", "value /area_changes/0/map/1/shares/0/value" },
        { "area=0.0000000001", "area=1", "value /area_changes/0/map/0/shares/0/value" },
        { "area=0.4 population=1.5", "area=0.6 population=0.4", "value /area_changes/0/map/0/shares/1/value" },
        { "area=", "area=1", "missing-field /area_changes/0/map/0/shares/0" },
        { "=0.5", "area=1", "missing-field /area_changes/0/map/0/shares/0" },
        { "area=0.4 area=0.1", "area=0.6", "contradiction /area_changes/0/map/0/shares" },
};

static void add_shares(prg_item *edge, const char *text)
{
        while (*text) {
                char basis[16] = "", value[32] = "";
                size_t length = strcspn(text, " "), name = strcspn(text, "=");
                prg_item *share;
                ck_assert_int_eq(prg_item_add(&share, edge, "shares", NULL), 0);
                snprintf(basis, sizeof basis, "%.*s", (int)name, text);
                snprintf(value, sizeof value, "%.*s", (int)(length - name - 1), text + name + 1);
                ck_assert_int_eq(prg_item_set(share, "basis", *basis ? basis : NULL), 0);
                ck_assert_int_eq(prg_item_set(share, "value", *value ? value : NULL), 0);
                text += length + (text[length] == ' ');
        }
}

START_TEST(each_rule_is_kept_or_broken)
{
        prg_programme *programme = scripted(rules[_i].script);
        ck_assert_msg(strcmp(findings(programme), rules[_i].findings) == 0, "%s\ngives\n%s\nnot\n%s", rules[_i].script,
                findings(programme), rules[_i].findings);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(the_shares_of_an_old_area_sum_to_1_on_every_basis)
{
        prg_programme *programme = scripted(AREAS "+map; old=A; new=N; ..; +map; old=A; new=M; ..; +map; old=B; new=M");
        prg_item *change = get(programme, "area_change", "C");
        add_shares(prg_item_at(change, "map", 0), shares[_i].first);
        add_shares(prg_item_at(change, "map", 1), shares[_i].second);
        ck_assert_msg(strcmp(findings(programme), shares[_i].findings) == 0, "%s and %s give\n%s\nnot\n%s", shares[_i].first,
                shares[_i].second, findings(programme), shares[_i].findings);
        prg_programme_unref(programme);
}
END_TEST

/* A finding that cannot be kept for want of memory is told, whichever rule made it. */
START_TEST(without_memory_no_rule_passes_for_kept)
{
        prg_programme *programme = scripted(rules[_i].script);
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        for (long n = 0, refused = 1; refused; n++) {
                prg__memory_fail(n, 0);
                int code = prg_programme_check(programme, report);
                refused = prg__memory_refused();
                prg__memory_fail_off();
                ck_assert_int_eq(code, refused ? PRG_ENOMEM : *rules[_i].findings ? PRG_ESCHEMA : 0);
                prg_report_clear(report);
        }
        prg__memory_fail(0, 0);
        ck_assert_fails(prg_programme_check(programme, NULL), PRG_ENOMEM);
        prg__memory_fail_off();
        prg_report_free(report);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(one_edge_may_give_the_whole_or_a_share_of_1)
{
        prg_programme *programme = scripted(AREAS "+map; old=A; new=N");
        prg_item *edge = prg_item_at(get(programme, "area_change", "C"), "map", 0);
        add_shares(edge, "area=1 population=1.0");
        ck_assert_str_eq(findings(programme), "");
        add_shares(edge, "cases=0.9");
        ck_assert_str_eq(findings(programme), "shares /area_changes/0/map/0/shares");
        prg_programme_unref(programme);
}
END_TEST

START_TEST(an_edge_without_its_old_area_causes_no_follow_up)
{
        prg_programme *programme = scripted(AREAS "+map; old=A; new=N; ..; +map; new=M");
        prg_item *change = get(programme, "area_change", "C");
        add_shares(prg_item_at(change, "map", 0), "area=0.4");
        add_shares(prg_item_at(change, "map", 1), "area=0.6");
        ck_assert_str_eq(findings(programme), "missing-field /area_changes/0/map/1");
        prg_programme_unref(programme);
}
END_TEST

START_TEST(shares_of_several_areas_are_apart)
{
        prg_programme *programme = scripted(
                AREAS "+map; old=A; new=N; ..; +map; old=B; new=N; ..; +map; old=A; new=M; ..; +map; old=B; new=M");
        prg_item *change = get(programme, "area_change", "C");
        add_shares(prg_item_at(change, "map", 0), "area=0.4");
        add_shares(prg_item_at(change, "map", 1), "area=0.5");
        add_shares(prg_item_at(change, "map", 2), "area=0.6");
        add_shares(prg_item_at(change, "map", 3), "area=0.4");
        ck_assert_str_eq(findings(programme), "shares /area_changes/0/map/1/shares");
        prg_programme_unref(programme);
}
END_TEST

/* What a reader refused: a programme, the item and key that were, and that nothing more is said about it. */
static const struct {
        const char *script, *key;
} refused[] = {
        { "+groups G; membership=derived", "rule" },
        { "+groups G; membership=derived; rule=heads", "of" },
        { "+groups G", "membership" },
        { "+agencies A; /; +components P; kind=task; +assignments; role=lead", "agency" },
        { "+agencies A; /; +components P; kind=task; +assignments; role=lead", "group" },
        { "+agencies A; /; +components P; kind=task; +assignments; agency=A", "role" },
        { "+components P; kind=task; +integrated", "component" },
        { "+components P; kind=task; +integrated", "external" },
        { "+components P; kind=task; +integrated", "document" },
        { "+components P; kind=task; +integrated", "text" },
        { "+components P; kind=task; +time", "form" },
        { "+components P; kind=task; +time; form=recurrence", "every" },
        { "+components P; kind=task; +time; form=anniversary; years=1", "of" },
        { "+components P; kind=task; +time; form=deadline", "to" },
        { "+units g; factor=1", "base" },
        { "+units kg; /; +units g; base=kg", "factor" },
        { "+indicators n; kind=flow; /; +indicators r; kind=ratio; numerator=n", "formula" },
        { "+indicators n; kind=flow; /; +indicators r; kind=ratio; numerator=n", "published" },
        { "+indicators n; kind=class", "categories" },
        { "+indicators n; kind=flow; over_time=weighted_mean", "weight" },
        { "+indicators n; kind=cumulative; span=stage", "stages" },
        { "+indicators n; kind=flow; missing_over_time=minimum", "minimum" },
        { "+areas X", "level" },
};

static int count_finding(void *payload, const prg_item *item, const char *key, int code, const char *message)
{
        ck_assert_ptr_nonnull(item);
        ck_assert(key == NULL || *key);
        ck_assert_ptr_nonnull(prg_finding_name(code));
        ck_assert_ptr_nonnull(message);
        ++*(int *)payload;
        return 0;
}

START_TEST(what_was_refused_already_is_not_missed_a_second_time)
{
        prg_programme *programme = new_programme();
        prg_item *item = script(programme, refused[_i].script);
        int count = 0;
        prg__check check = { .sink = count_finding, .payload = &count };
        prg__map_init(&check.broken);
        ck_assert_int_eq(prg__check_programme(&check, programme), 0);
        ck_assert_int_eq(count, 1);
        ck_assert_uint_eq(check.count, 1);
        ck_assert_int_eq(prg__check_is_broken(&check, item, refused[_i].key), 0);
        ck_assert_int_eq(prg__check_broken(&check, item, refused[_i].key), 0);
        ck_assert_int_eq(prg__check_broken(&check, item, refused[_i].key), 0);
        ck_assert_int_eq(prg__check_is_broken(&check, item, refused[_i].key), 1);
        ck_assert_int_eq(prg__check_is_broken(&check, item, "note"), 0);
        ck_assert_int_eq(prg__check_is_broken(&check, prg_programme_root(programme), refused[_i].key), 0);
        count = 0;
        ck_assert_int_eq(prg__check_programme(&check, programme), 0);
        ck_assert_int_eq(count, 0);
        prg__map_dispose(&check.broken);
        prg_programme_unref(programme);
}
END_TEST

static const char *first_message(const prg_programme *programme)
{
        static char text[1024];
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg_programme_check(programme, report), PRG_ESCHEMA);
        snprintf(text, sizeof text, "%s", prg_report_at(report, 0)->message);
        prg_report_free(report);
        return text;
}

START_TEST(a_circle_is_named_in_full_and_found_once)
{
        prg_programme *programme = scripted(
                "+agencies A; /; +agencies B; parent=A; /; +agencies C; parent=B; /; +agencies D; parent=B");
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "A"), "parent", "C"), 0);
        ck_assert_str_eq(findings(programme), "cycle /agencies/1/parent");
        ck_assert_str_eq(first_message(programme), "it runs in a circle: A → C → B → A");
        /* The way to a circle is not a part of it. */
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "A"), "parent", "D"), 0);
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "B"), "parent", "C"), 0);
        ck_assert_int_eq(prg_item_set(get(programme, "agency", "D"), "parent", "C"), 0);
        ck_assert_str_eq(findings(programme), "cycle /agencies/1/parent");
        ck_assert_str_eq(first_message(programme), "it runs in a circle: C → B → C");
        prg_programme_unref(programme);
        programme = scripted("+indicators a; kind=flow; /; +indicators b; kind=flow; weight=a; /; +indicators c; kind=ratio;"
                             "numerator=a; denominator=b; /; +indicators d; kind=flow; replaces=c");
        ck_assert_str_eq(findings(programme), "");
        ck_assert_int_eq(prg_item_set(get(programme, "indicator", "a"), "weight", "c"), 0);
        ck_assert_str_eq(findings(programme), "cycle /indicators/2/numerator\ncycle /indicators/1/weight");
        prg_programme_unref(programme);
}
END_TEST

START_TEST(a_long_circle_is_named_in_part)
{
        char id[65], parent[65];
        prg_programme *programme = new_programme();
        for (int i = 0; i < 200; i++) {
                prg_item *area;
                snprintf(id, sizeof id, "area-with-a-rather-long-name-%035d", i);
                ck_assert_int_eq(prg_item_add(&area, prg_programme_root(programme), "areas", id), 0);
                ck_assert_int_eq(prg_item_set(area, "level", "x"), 0);
                if (i)
                        ck_assert_int_eq(prg_item_set(area, "parent", parent), 0);
                memcpy(parent, id, sizeof id);
        }
        ck_assert_int_eq(prg_item_set(prg_item_at(prg_programme_root(programme), "areas", 0), "parent", id), 0);
        ck_assert_str_eq(findings(programme), "cycle /areas/1/parent");
        const char *message = first_message(programme);
        ck_assert_int_eq(strncmp(message, "it runs in a circle: area-with", 30), 0);
        ck_assert_ptr_nonnull(strstr(message, " → … → area-with-a-rather-long-name-00000000000000000000000000000000000"));
        prg_programme_unref(programme);
}
END_TEST

START_TEST(a_very_long_chain_is_no_circle)
{
        char id[16], parent[16];
        prg_programme *programme = new_programme();
        for (int i = 0; i < 20000; i++) {
                prg_item *area;
                snprintf(id, sizeof id, "a%d", i);
                ck_assert_int_eq(prg_item_add(&area, prg_programme_root(programme), "areas", id), 0);
                ck_assert_int_eq(prg_item_set(area, "level", "x"), 0);
                if (i)
                        ck_assert_int_eq(prg_item_set(area, "parent", parent), 0);
                memcpy(parent, id, sizeof id);
        }
        ck_assert_int_eq(prg_programme_check(programme, NULL), 0);
        prg_programme_unref(programme);
}
END_TEST

START_TEST(messages_say_what_is_wrong)
{
        static const struct {
                const char *script, *message;
        } cases[] = {
                { "+agencies A; +successors; on=2025-03-01; change=transfer", "a successor has no 'agency'" },
                { "+indicators x", "an indicator has no 'kind'" },
                { "+groups G; membership=derived", "a derived group has no rule" },
                { "+groups G; membership=derived; rule=subordinates", "the rule subordinates does not belong to a derived group" },
                { TASK "+time; form=range; from=2017", "a time of the form range has no 'to'" },
                { "+indicators n; kind=stock; factor=1", "'factor' belongs to a ratio; this is a stock" },
                { TASK "+assignments; role=lead", "an assignment names neither an agency nor a group" },
                { TASK "+assignments; agency=A; group=G; role=lead", "an assignment names an agency and a group; one of them is meant" },
                { "+units g; factor=0.001", "a unit has 'base' and 'factor', or neither; 'base' is missing" },
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                prg_programme *programme = scripted(cases[i].script);
                ck_assert_str_eq(first_message(programme), cases[i].message);
                prg_programme_unref(programme);
        }
}
END_TEST

START_TEST(without_a_report_the_first_finding_is_the_error)
{
        prg_programme *programme = scripted("+components P; +children Q");
        ck_assert_fails(prg_programme_check(programme, NULL), PRG_ESCHEMA);
        ck_assert_str_eq(prg_error_last()->place, "/components/0");
        ck_assert_message("a component has no 'kind'");
        /* A report that keeps nothing counts all the same. */
        prg_report_options options = PRG_REPORT_OPTIONS_INIT;
        prg_report *report;
        options.max_findings = 0;
        ck_assert_int_eq(prg_report_new(&report, &options), 0);
        ck_assert_fails(prg_programme_check(programme, report), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_report_total_of(report, PRG_FINDING_MISSING_FIELD), 2);
        prg_report_free(report);
        ck_assert_fails(prg_programme_check(NULL, NULL), PRG_EINVALID);
        prg_programme_unref(programme);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("check");
        TCase *tests = tcase_create("check");
        tcase_add_loop_test(tests, each_rule_is_kept_or_broken, 0, sizeof rules / sizeof *rules);
        tcase_add_loop_test(tests, without_memory_no_rule_passes_for_kept, 0, sizeof rules / sizeof *rules);
        tcase_add_loop_test(tests, the_shares_of_an_old_area_sum_to_1_on_every_basis, 0, sizeof shares / sizeof *shares);
        tcase_add_test(tests, one_edge_may_give_the_whole_or_a_share_of_1);
        tcase_add_test(tests, an_edge_without_its_old_area_causes_no_follow_up);
        tcase_add_test(tests, shares_of_several_areas_are_apart);
        tcase_add_loop_test(tests, what_was_refused_already_is_not_missed_a_second_time, 0, sizeof refused / sizeof *refused);
        tcase_add_test(tests, a_circle_is_named_in_full_and_found_once);
        tcase_add_test(tests, a_long_circle_is_named_in_part);
        tcase_add_test(tests, a_very_long_chain_is_no_circle);
        tcase_add_test(tests, messages_say_what_is_wrong);
        tcase_add_test(tests, without_a_report_the_first_finding_is_the_error);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
