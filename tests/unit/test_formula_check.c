/* Formulas in a programme: names, units, types, circles, and where what is wrong is said to be. */
#include "model.h"

#include "calc/formula/formula.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

static prg_programme *programme;

static void open_programme(void)
{
        programme = scripted(
                "+calendars vn;kind=shifted;day=15;/;"
                "+units kg;/;+units g;base=kg;factor=0.001;/;+units t;base=kg;factor=1000;/;+units third;base=kg;factor=3;/;"
                "+units person;/;+units case;/;+units percent;symbol=%;/;+units permille;symbol=‰;/;+units per_100k;/;"
                "+indicators seized;kind=flow;unit=kg;decimals=3;/;"
                "+indicators small;kind=flow;unit=g;decimals=3;/;"
                "+indicators heavy;kind=flow;unit=t;decimals=3;/;"
                "+indicators thirds;kind=flow;unit=third;/;"
                "+indicators people;kind=stock;unit=person;/;"
                "+indicators addicts;kind=stock;unit=person;/;"
                "+indicators cases;kind=flow;unit=case;/;"
                "+indicators arrests;kind=flow;unit=case;calendar=vn;period=month;/;"
                "+indicators daily;kind=flow;unit=case;calendar=vn;period=day;/;"
                "+indicators stay;kind=stock;unit=case;calendar=vn;period=month;/;"
                "+indicators plain;kind=flow;/;"
                "+indicators rate;kind=ratio;numerator=addicts;denominator=people;factor=100;unit=percent;/;"
                "+indicators fraction;kind=ratio;numerator=addicts;denominator=people;/;"
                "+indicators published;kind=ratio;published=true;/;"
                "+indicators grade;kind=class;+categories A;..;+categories B;/;"
                "+indicators done;kind=milestone;/;"
                "+indicators average;kind=stock;over_areas=mean;/;"
                "+indicators spread;kind=stock;over_areas=stddev;/;"
                "+indicators per_head;kind=computed;formula=seized / people;/;"
                "+indicators root;kind=computed;formula=sqrt(plain);/;"
                "+indicators late;kind=milestone;formula=plain > 3;/;"
                "+indicators broken;kind=computed;formula=plain +;/;"
                "+indicators left;kind=computed;formula=right + 1;/;"
                "+indicators right;kind=computed;formula=left * 2;/;");
}

static void close_programme(void)
{
        prg_programme_unref(programme);
}

static const char *described(const char *text, const char *indicator)
{
        static char said[2048];
        prg_formula *formula = NULL;
        prg_report *report = NULL;
        prg_buf unit = PRG_BUF_INIT;
        size_t end = 0;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_msg(prg_formula_parse(&formula, text, strlen(text), NULL) == 0, "%s: %s", text, prg_error_last()->message);
        int code = prg_formula_check(formula, programme, indicator ? get(programme, "indicator", indicator) : NULL, report);
        *said = '\0';
        if (code == 0) {
                ck_assert_uint_eq(prg_report_count(report), 0);
                ck_assert_int_ge(prg_formula_unit(&unit, formula), 0);
                snprintf(said, sizeof said, "%s %s %s", prg_formula_type_name(prg_formula_result_type(formula)),
                        prg_exactness_name(prg_formula_exactness(formula)), unit.length ? unit.data : "-");
        }
        for (size_t i = 0; i < prg_report_count(report) && end < sizeof said; i++) {
                const prg_finding *it = prg_report_at(report, i);
                end += (size_t)snprintf(said + end, sizeof said - end, "%s%s %zu:%zu %s", i ? "\n" : "",
                        prg_finding_name(it->code), it->line, it->column, it->message);
        }
        prg_buf_dispose(&unit);
        prg_report_free(report);
        prg_formula_free(formula);
        return said;
}

/* Type, exactness, unit; or the findings. */
static const struct {
        const char *text, *said;
} formulas[] = {
        /* names */
        { "cases + 1", "decimal exact case" },
        { "caes + 1", "unknown-reference 1:1 no indicator is called 'caes'; did you mean 'cases'?" },
        { "1 +\n  caes", "unknown-reference 2:3 no indicator is called 'caes'; did you mean 'cases'?" },
        { "zzzzzzzzz", "unknown-reference 1:1 no indicator is called 'zzzzzzzzz'" },
        { "caes + peple", "unknown-reference 1:1 no indicator is called 'caes'; did you mean 'cases'?\n"
                "unknown-reference 1:8 no indicator is called 'peple'; did you mean 'people'?" },
        { "(caes + seized) * grade", "unknown-reference 1:2 no indicator is called 'caes'; did you mean 'cases'?\n"
                "formula-type 1:19 '*' needs a number, found a class" },
        /* units */
        { "seized", "decimal exact kg" },
        { "seized + small", "decimal exact kg" },
        { "small + seized", "decimal exact g" },
        { "seized + thirds", "decimal exact kg" },
        { "thirds + seized", "decimal quotient third" },
        { "seized + people", "formula-unit 1:10 '+' joins kg and person, which do not convert into each other" },
        { "people - seized", "formula-unit 1:10 '-' joins person and kg, which do not convert into each other" },
        { "seized > people", "formula-unit 1:10 '>' joins kg and person, which do not convert into each other" },
        { "seized > 10", "boolean exact -" },
        { "max(seized, 10, people)", "formula-unit 1:17 'max' joins kg and person, which do not convert into each other" },
        { "if(cases > 1, seized, people)", "formula-unit 1:23 'if' joins kg and person, which do not convert into each other" },
        { "if(cases > people, seized, small)", "formula-unit 1:12 '>' joins case and person, which do not convert into each other" },
        { "coalesce(seized, small)", "decimal exact kg" },
        { "seized % small", "decimal exact kg" },
        { "seized + plain", "decimal exact kg" },
        { "plain + seized", "decimal exact kg" },
        { "seized * 2 + 1", "decimal exact kg" },
        { "seized * people", "decimal exact kg·person" },
        { "seized * seized", "decimal exact kg^2" },
        { "seized / people", "decimal quotient kg/person" },
        { "1 / people", "decimal quotient 1/person" },
        { "seized / people / people", "decimal quotient kg/person^2" },
        { "seized / people * people", "decimal quotient kg" },
        { "seized * small", "decimal exact kg^2" },
        { "seized / small", "ratio quotient -" },
        { "addicts / people", "ratio quotient -" },
        { "addicts / people * 100", "ratio quotient %" },
        { "100 * addicts / people", "ratio quotient %" },
        { "(addicts - people) / people * 100", "ratio quotient %" },
        { "addicts / people / 0.01", "ratio quotient %" },
        { "addicts / people * 100000", "ratio quotient -" },
        { "round(addicts / people * 100, 1)", "ratio exact %" },
        { "seized / people + small / people", "decimal quotient kg/person" },
        { "seized / people + cases / people", "formula-unit 1:25 '+' joins kg/person and case/person, which do not convert into each other" },
        { "seized + addicts / people", "formula-unit 1:18 '+' joins kg and a ratio, which do not convert into each other" },
        { "1 - addicts / people", "ratio quotient -" },
        { "100 - rate", "ratio quotient %" },
        { "rate + fraction", "ratio quotient -" },
        { "rate + addicts / people", "formula-unit 1:16 '+' joins percent and a ratio, which do not convert into each other" },
        { "rate * people / 100", "decimal quotient person" },
        { "seized^2", "decimal exact kg^2" },
        { "seized^-1", "decimal quotient 1/kg" },
        { "seized^0.5", "formula-unit 1:8 '^' needs a whole number from -16 to 16, as written, behind a quantity with a unit, found kg" },
        { "seized^plain", "formula-unit 1:8 '^' needs a whole number from -16 to 16, as written, behind a quantity with a unit, found kg" },
        { "2^seized", "formula-unit 1:3 '^' takes an exponent without unit, found kg" },
        { "sqrt(seized * small)", "decimal approximate kg" },
        { "sqrt(seized)", "formula-unit 1:6 'sqrt' needs even powers of units, found kg" },
        { "ln(seized)", "formula-unit 1:4 'ln' takes a number without unit, found kg" },
        { "exp(addicts / people)", "decimal approximate -" },
        { "count(seized, people)", "decimal exact -" },
        { "seized / count(seized, people)", "decimal quotient kg" },
        { "seized + count(seized)", "formula-unit 1:10 '+' joins kg and a number without unit, which do not convert into each other" },
        { "abs(small)", "decimal exact g" },
        { "prev(small) + seized", "decimal exact g" },
        { "growth(seized)", "ratio quotient %" },
        { "growth(rate)", "formula-unit 1:8 a percentage has no growth; diff() gives the percentage points" },
        { "index(published)", "formula-unit 1:7 a percentage has no index; diff() gives the percentage points" },
        { "like_for_like(rate)", "formula-unit 1:15 a percentage has no like_for_like; diff() gives the percentage points" },
        { "growth(addicts / people * 100)", "formula-unit 1:25 a percentage has no growth; diff() gives the percentage points" },
        { "growth(fraction)", "ratio quotient %" },
        { "diff(rate)", "ratio quotient %" },
        { "share(seized)", "ratio quotient %" },
        { "per_head * people", "decimal quotient kg" },
        { "per_head + seized", "formula-unit 1:12 '+' joins kg/person and kg, which do not convert into each other" },
        /* types */
        { "grade", "class exact -" },
        { "grade = \"A\"", "boolean exact -" },
        { "grade = \"C\"", "unknown-reference 1:9 'grade' has no class 'C'" },
        { "\"a\" != grade", "unknown-reference 1:1 'grade' has no class 'a'; did you mean 'A'?" },
        { "grade + 1", "formula-type 1:1 '+' needs a number, found a class" },
        { "grade = 1", "formula-type 1:9 '=' takes things of one type, found a number beside a class" },
        { "state(cases) = \"missing\"", "boolean exact -" },
        { "state(cases) = \"misssing\"", "unknown-reference 1:16 no state is named 'misssing'; did you mean 'missing'?" },
        { "late and cases > 1", "boolean exact -" },
        { "late + 1", "formula-type 1:1 '+' needs a number, found a condition" },
        { "done + 1", "decimal exact -" },
        /* exactness */
        { "rate", "ratio quotient %" },
        { "average", "decimal quotient -" },
        { "spread", "decimal approximate -" },
        { "root + 1", "decimal approximate -" },
        { "per_head", "decimal quotient kg/person" },
        { "round(per_head, 2)", "decimal exact kg/person" },
        /* calendars and periods */
        { "on(cases, vn)", "decimal exact case" },
        { "on(cases, \"vn\")", "decimal exact case" },
        { "on(cases, gregorian)", "decimal exact case" },
        { "at(cases, \"vn:2018-06\")", "decimal exact case" },
        { "cum(cases, \"2018-06-15\")", "decimal exact case" },
        { "target(cases, year)", "decimal exact case" },
        { "cases + arrests", "formula 1:9 'arrests' is a flow of the calendar 'vn', 'cases' of 'gregorian'; expected on(arrests, vn)" },
        { "prev(arrests) + prev(cases) + cases", "formula 1:22 'cases' is a flow of the calendar 'gregorian', 'arrests' of 'vn'; expected on(cases, gregorian)\n"
                "formula 1:31 'cases' is a flow of the calendar 'gregorian', 'arrests' of 'vn'; expected on(cases, gregorian)" },
        { "cases + on(arrests, vn)", "decimal exact case" },
        { "arrests - at(cases, \"2018-06\")", "decimal exact case" },
        { "cases + daily", "decimal exact case" },
        { "cases + stay", "decimal exact case" },
        /* operators */
        { "agg(cases, time=mean)", "decimal quotient case" },
        { "agg(rate, areas=sum)", "formula 1:5 agg() takes an indicator that is reported; 'rate' is computed from others" },
        { "agg(per_head, areas=mean)", "formula 1:5 agg() takes an indicator that is reported; 'per_head' is computed from others" },
        { "agg(published, areas=mean)", "formula 1:5 agg() takes flow, stock, cumulative and cohort indicators; 'published' is of the kind ratio" },
        { "opening(cases)", "formula 1:9 opening() takes a stock; 'cases' is of the kind flow" },
        { "1 + closing(cases)", "formula 1:13 closing() takes a stock; 'cases' is of the kind flow" },
        { "average(cases)", "formula 1:9 average() takes a stock; 'cases' is of the kind flow" },
        { "agg(grade, time=first) + 1", "formula 1:5 agg() takes flow, stock, cumulative and cohort indicators; 'grade' is of the kind class" },
        /* formulas that are refused themselves */
        { "broken + 1", "formula 1:1 the formula of 'broken', 1:8: found the end, expected a number, a text, a name, a function or '('" },
        { "left + 1", "cycle 1:1 it runs in a circle: left → right → left" },
};

START_TEST(a_formula_is_understood_in_its_programme)
{
        ck_assert_str_eq(described(formulas[_i].text, NULL), formulas[_i].said);
}
END_TEST

static const struct {
        const char *text, *begins;
} words[] = {
        { "on(cases, vm)", "formula 1:11 " },
        { "at(cases, \"2018-Q9\")", "formula 1:11 " },
        { "at(cases, \"xy:2018\")", "formula 1:11 " },
        { "target(cases, yaer)", "formula 1:15 " },
};

START_TEST(unknown_calendars_and_periods_are_refused_where_they_stand)
{
        ck_assert_int_eq(strncmp(described(words[_i].text, NULL), words[_i].begins, strlen(words[_i].begins)), 0);
}
END_TEST

/* What the indicator demands. The indicator is made for the row. */
static const struct {
        const char *fields, *text, *said;
} demands[] = {
        { "kind=computed;unit=kg", "seized + small", "decimal exact kg" },
        { "kind=computed;unit=g", "seized", "decimal exact kg" },
        { "kind=computed;unit=third", "seized", "decimal quotient kg" },
        { "kind=computed;unit=person", "seized", "formula-unit 1:1 the formula comes to kg, the indicator is in person" },
        { "kind=computed;unit=kg", "seized / people", "decimal quotient kg/person" },
        { "kind=computed;unit=kg", "addicts / people", "formula-unit 1:9 the formula comes to a ratio, the indicator is in kg" },
        { "kind=computed;unit=kg", "addicts / people * 100", "formula-unit 1:18 the formula comes to percent, the indicator is in kg" },
        { "kind=computed;unit=per_100k", "addicts / people * 100000", "ratio quotient -" },
        { "kind=computed;unit=per_100k", "cases / people * 100000", "decimal quotient case/person" },
        { "kind=computed;unit=percent", "addicts / people * 100", "ratio quotient %" },
        { "kind=computed;unit=percent", "addicts / people", "formula-unit 1:9 the indicator is in percent: the formula needs the factor 100" },
        { "kind=computed;unit=percent", "addicts / people * 10", "formula-unit 1:18 the indicator is in percent: the formula needs the factor 100" },
        { "kind=computed;unit=percent", "plain / average * 100", "ratio quotient -" },
        { "kind=computed;unit=percent", "plain / average", "formula-unit 1:7 the indicator is in percent: the formula needs the factor 100" },
        { "kind=computed;unit=percent", "if(people > 0, addicts / people * 100, 0)", "ratio quotient %" },
        { "kind=computed;unit=percent", "seized", "formula-unit 1:1 the formula comes to kg, the indicator is in percent" },
        { "kind=computed;unit=percent", "rate", "ratio quotient %" },
        { "kind=computed;unit=percent", "growth(cases)", "ratio quotient %" },
        { "kind=computed;unit=permille", "addicts / people * 1000", "ratio quotient -" },
        { "kind=computed;unit=permille", "addicts / people * 100", "formula-unit 1:18 the indicator is in per mille: the formula needs the factor 1000" },
        { "kind=computed;unit=case", "count(seized, people)", "decimal exact -" },
        { "kind=computed;unit=kg", "7", "decimal exact -" },
        { "kind=computed", "cases > 1", "formula-type 1:7 the indicator needs a number, the formula gives a condition" },
        { "kind=computed", "grade", "formula-type 1:1 the indicator needs a number, the formula gives a class" },
        { "kind=milestone", "cases > 1", "boolean exact -" },
        { "kind=milestone", "grade", "formula-type 1:1 the indicator needs a condition, the formula gives a class" },
        { "kind=class", "grade", "class exact -" },
        { "kind=class", "cases", "formula-type 1:1 the indicator needs a class, the formula gives a number" },
        { "kind=class;+categories low;..;+categories high;..", "if(cases > 3, \"high\", \"low\")", "class exact -" },
        { "kind=class;+categories low;..;+categories high;..", "if(grade = \"A\", \"hihg\", coalesce(\"low\", \"lo\"))",
                "unknown-reference 1:41 'target' has no class 'lo'; did you mean 'low'?\n"
                "unknown-reference 1:17 'target' has no class 'hihg'; did you mean 'high'?" },
        { "kind=computed", "target + 1", "cycle 1:1 it runs in a circle: target → target" },
        { "kind=computed", "1 + user", "cycle 1:5 it runs in a circle: target → user → target" },
        { "kind=computed", "1 + prev(target)", "cycle 1:10 it runs in a circle: target → target" },
};

START_TEST(a_formula_comes_to_what_its_indicator_is)
{
        script(programme, "+indicators target");
        script(programme, "+indicators user;kind=computed;formula=target + 1");
        prg_item *target = get(programme, "indicator", "target");
        char fields[200];
        snprintf(fields, sizeof fields, "%s", demands[_i].fields);
        for (char *step = strtok(fields, ";"); step; step = strtok(NULL, ";"))
                target = script_step(target, step);
        ck_assert_str_eq(described(demands[_i].text, "target"), demands[_i].said);
}
END_TEST

/* ---- evaluating what was checked ---- */

START_TEST(units_are_converted_exactly)
{
        static const struct {
                const char *text, *fields;
                int64_t numbers[2];
                const char *quotient;
        } rows[] = {
                { "seized + small", NULL, { 2, 500 }, "5/2" },
                { "small + seized", NULL, { 500, 2 }, "2500/1" },
                { "heavy + small", NULL, { 1, 1 }, "1000001/1000000" },
                { "seized > small", NULL, { 1, 999 }, "true" },
                { "seized / small", NULL, { 1, 500 }, "2/1" },
                { "small / seized", NULL, { 5, 1 }, "1/200" },
                { "seized * small", NULL, { 3, 500 }, "3/2" },
                { "thirds + seized", NULL, { 1, 1 }, "4/3" },
                { "max(small, seized)", NULL, { 500, 2 }, "2000/1" },
                { "seized + small", "g", { 2, 500 }, "2500/1" },
                { "seized * small / small", "g", { 2, 500 }, "2000/1" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                prg_formula_operand operands[2] = { PRG_FORMULA_OPERAND_INIT, PRG_FORMULA_OPERAND_INIT };
                prg_formula_result result;
                prg_formula *formula;
                prg_buf above = PRG_BUF_INIT, below = PRG_BUF_INIT;
                prg_item *indicator = NULL;
                char text[128];
                operands[0].number.mantissa = rows[i].numbers[0];
                operands[1].number.mantissa = rows[i].numbers[1];
                if (rows[i].fields) {
                        indicator = script(programme, i == 9 ? "+indicators it;kind=computed" : "+indicators that;kind=computed");
                        ck_assert_int_eq(prg_item_set(indicator, "unit", rows[i].fields), 0);
                }
                ck_assert_int_eq(prg_formula_parse(&formula, rows[i].text, strlen(rows[i].text), NULL), 0);
                ck_assert_int_eq(prg_formula_check(formula, programme, indicator, NULL), 0);
                ck_assert_int_eq(prg_formula_evaluate(formula, operands, 2, &result), 0);
                if (result.type == PRG_FORMULA_BOOLEAN) {
                        snprintf(text, sizeof text, "%s", result.truth ? "true" : "false");
                } else {
                        ck_assert_int_eq(prg_formula_result_quotient(&result, &above, &below), 0);
                        snprintf(text, sizeof text, "%s/%s", above.data, below.data);
                }
                ck_assert_msg(strcmp(text, rows[i].quotient) == 0, "%s: %s", rows[i].text, text);
                prg_buf_dispose(&above);
                prg_buf_dispose(&below);
                prg_formula_free(formula);
        }
}
END_TEST

START_TEST(operands_of_a_checked_formula_are_of_the_types_of_their_names)
{
        prg_formula *formula;
        prg_formula_operand operands[3] = { PRG_FORMULA_OPERAND_INIT, PRG_FORMULA_OPERAND_INIT, PRG_FORMULA_OPERAND_INIT };
        prg_formula_result result;
        static const char text[] = "late and grade = \"A\" and cases > 1";
        ck_assert_int_eq(prg_formula_parse(&formula, text, sizeof text - 1, NULL), 0);
        ck_assert_int_eq(prg_formula_check(formula, programme, NULL, NULL), 0);
        operands[0].number.mantissa = 1;
        operands[1].category = "A";
        operands[2].number.mantissa = 2;
        ck_assert_int_eq(prg_formula_evaluate(formula, operands, 3, &result), 0);
        ck_assert(result.type == PRG_FORMULA_BOOLEAN && result.truth == 1);
        operands[0].number.mantissa = 0;
        ck_assert_int_eq(prg_formula_evaluate(formula, operands, 3, &result), 0);
        ck_assert(result.type == PRG_FORMULA_BOOLEAN && result.truth == 0);
        operands[0].number.mantissa = 2;
        ck_assert_fails(prg_formula_evaluate(formula, operands, 3, &result), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->message, "operand 'late' is not 1 or 0, as a condition is");
        operands[0].number.mantissa = 1;
        operands[1].category = NULL;
        ck_assert_fails(prg_formula_evaluate(formula, operands, 3, &result), PRG_EINVALID);
        ck_assert_str_eq(prg_error_last()->place, "1:10");
        operands[1].category = "A";
        operands[2].category = "B";
        ck_assert_fails(prg_formula_evaluate(formula, operands, 3, &result), PRG_EINVALID);
        prg_formula_free(formula);
}
END_TEST

START_TEST(a_formula_that_is_refused_stays_as_it_was_parsed)
{
        prg_formula *formula;
        ck_assert_int_eq(prg_formula_parse(&formula, "seized / people", 15, NULL), 0);
        ck_assert_int_eq(prg_formula_check(formula, programme, NULL, NULL), 0);
        prg_item *other = script(programme, "+indicators other;kind=computed;unit=percent");
        prg_buf before = PRG_BUF_INIT, after = PRG_BUF_INIT;
        ck_assert_int_eq(prg_formula_unit(&before, formula), 0);
        ck_assert_fails(prg_formula_check(formula, programme, other, NULL), PRG_ESCHEMA);
        ck_assert_str_eq(prg_error_last()->place, "1:8");
        ck_assert_int_eq(prg_formula_unit(&after, formula), 0);
        ck_assert_str_eq(before.data, after.data);
        ck_assert_fails(prg_formula_check(NULL, programme, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_check(formula, NULL, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_formula_check(formula, programme, get(programme, "unit", "kg"), NULL), PRG_EINVALID);
        prg_buf_dispose(&before);
        prg_buf_dispose(&after);
        prg_formula_free(formula);
}
END_TEST

START_TEST(a_checked_formula_outlives_who_made_its_programme)
{
        prg_formula *formula;
        prg_programme *other = scripted("+indicators a;kind=flow");
        ck_assert_int_eq(prg_formula_parse(&formula, "at(a, \"2018\") + 1", 17, NULL), 0);
        ck_assert_int_eq(prg_formula_check(formula, other, NULL, NULL), 0);
        prg_programme_unref(other);
        ck_assert_str_eq(prg_item_id(formula->nodes[0].item), "a");
        ck_assert_int_eq(prg_formula_check(formula, programme, NULL, NULL), PRG_ENOTFOUND);
        prg_formula_free(formula);
}
END_TEST

/* ---- programmes ---- */

START_TEST(a_circle_of_a_thousand_is_named_in_full_at_once)
{
        enum { COUNT = 1000 };
        prg_programme *round = new_programme();
        prg_report *report = NULL;
        char text[64];
        for (int i = 0; i < COUNT; i++) {
                snprintf(text, sizeof text, "i%d", i);
                prg_item *item = NULL;
                ck_assert_int_eq(prg_item_add(&item, prg_programme_root(round), "indicators", text), 0);
                snprintf(text, sizeof text, "i%d + 1", (i + 1) % COUNT);
                ck_assert_int_eq(prg_item_set(item, "kind", "computed"), 0);
                ck_assert_int_eq(prg_item_set(item, "formula", text), 0);
        }
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg_programme_check(round, report), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_report_count(report), 1);
        const prg_finding *it = prg_report_at(report, 0);
        ck_assert_int_eq(it->code, PRG_FINDING_CYCLE);
        ck_assert_str_eq(it->pointer, "/indicators/999/formula");
        ck_assert_uint_eq(it->line, 1);
        ck_assert_uint_eq(it->column, 1);
        ck_assert_int_eq(strncmp(it->message, "it runs in a circle: i0 → i1 → i2 → ", 40), 0);
        ck_assert_str_eq(it->message + strlen(it->message) - strlen("→ i998 → i999 → i0"), "→ i998 → i999 → i0");
        prg_report_free(report);
        prg_programme_unref(round);
}
END_TEST

START_TEST(where_everything_needs_everything_the_check_ends_soon)
{
        enum { COUNT = 300 };
        prg_programme *mesh = new_programme();
        prg_report *report = NULL;
        char id[16];
        prg_buf sum = PRG_BUF_INIT;
        for (int i = 0; i < COUNT; i++) {
                snprintf(id, sizeof id, "i%d", i);
                ck_assert_int_eq(prg_buf_append(&sum, i ? "+" : "", i ? 1 : 0), 0);
                ck_assert_int_eq(prg_buf_append(&sum, id, strlen(id)), 0);
        }
        for (int i = 0; i < COUNT; i++) {
                prg_item *item = NULL;
                snprintf(id, sizeof id, "i%d", i);
                ck_assert_int_eq(prg_item_add(&item, prg_programme_root(mesh), "indicators", id), 0);
                ck_assert_int_eq(prg_item_set(item, "kind", "computed"), 0);
                ck_assert_int_eq(prg_item_set(item, "formula", sum.data), 0);
        }
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg_programme_check(mesh, report), PRG_ESCHEMA);
        ck_assert_uint_ge(prg_report_count(report), 1);
        ck_assert_uint_le(prg_report_count(report), 100);
        prg_report_free(report);
        prg_programme_unref(mesh);
        prg_buf_dispose(&sum);
}
END_TEST

static const struct {
        const char *formula; /* as in JSON */
        unsigned line, column;
        const char *message;
} documents[] = {
        { "a + b + c", 3, 63, "no indicator is called 'c'" },
        { "a +\\n  c", 3, 62, "no indicator is called 'c'" },
        { "count(\\\"y\\\" = \\\"x\\\") + c", 3, 78, "no indicator is called 'c'" },
        { "a + \\u0063", 3, 59, "no indicator is called 'c'" },
        { "\\\"\\u1ed1\\\" = \\\"\\ud83d\\ude00\\\" = c", 3, 85, "comparisons do not chain; write 'a < b and b < c'" },
};

START_TEST(a_finding_points_into_the_text_of_the_document)
{
        char text[1024];
        prg_report *report = NULL;
        prg_programme *read = NULL;
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        snprintf(text, sizeof text,
                "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"indicators\": [\n"
                "{\"id\": \"a\", \"kind\": \"flow\"}, {\"id\": \"b\", \"kind\": \"flow\"},\n"
                "{\"id\": \"longer\", \"kind\": \"computed\",      \"formula\": \"%s\"}]}",
                documents[_i].formula);
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        options.report = report;
        ck_assert_int_lt(prg_programme_read_json(&read, text, strlen(text), &options), 0);
        const prg_finding *it = prg_report_at(report, 0);
        ck_assert_str_eq(it->pointer, "/indicators/2/formula");
        ck_assert_msg(strncmp(it->message, documents[_i].message, strlen(documents[_i].message)) == 0, "%s", it->message);
        ck_assert_uint_eq(it->line, documents[_i].line);
        ck_assert_uint_eq(it->column, documents[_i].column);
        prg_report_free(report);
}
END_TEST

START_TEST(an_indicator_that_could_not_be_read_is_no_unknown_name)
{
        static const char text[] =
                "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"indicators\": [\n"
                "{\"id\": 5, \"kind\": \"flow\"},\n"
                "{\"id\": \"b\", \"kind\": \"computed\", \"formula\": \"a + 1\"}]}";
        prg_report *report = NULL;
        prg_programme *read = NULL;
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        options.report = report;
        ck_assert_int_lt(prg_programme_read_json(&read, text, sizeof text - 1, &options), 0);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_NOTE), 1);
        prg_report_free(report);
}
END_TEST

/* ---- the set ---- */

static int no_sink(void *payload, const prg_item *indicator, size_t at, int code, int finding, const char *message)
{
        (void)payload;
        (void)at;
        (void)code;
        (void)finding;
        ck_abort_msg("%s: %s", prg_item_id(indicator), message);
        return 0;
}

START_TEST(computed_indicators_come_behind_what_they_need)
{
        static const char *const names[] = { "d" };
        prg__formula_set set;
        prg_programme *chain = scripted("+indicators d;kind=computed;formula=c + r;/;+indicators c;kind=computed;formula=b + a;/;"
                "+indicators b;kind=computed;formula=a / 2;/;+indicators a;kind=flow;/;"
                "+indicators r;kind=ratio;numerator=a;denominator=b;/;+indicators apart;kind=computed;formula=1");
        ck_assert_int_eq(prg__formula_set_make(&set, chain, NULL, 0, no_sink, NULL), 0);
        ck_assert_uint_eq(set.order_count, 5);
        static const unsigned order[] = { 2, 1, 4, 0, 5 };
        for (size_t i = 0; i < 5; i++)
                ck_assert_uint_eq(set.order[i], order[i]);
        ck_assert_int_eq(set.entries[4].is_computed, 1);
        ck_assert_ptr_null(set.entries[4].formula);
        ck_assert_int_eq(set.entries[4].exactness, PRG_QUOTIENT);
        ck_assert_int_eq(set.entries[3].is_computed, 0);
        prg__formula_set_dispose(&set);
        ck_assert_int_eq(prg__formula_set_make(&set, chain, names, 1, no_sink, NULL), 0);
        ck_assert_uint_eq(set.order_count, 4);
        prg__formula_set_dispose(&set);
        prg_programme_unref(chain);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("formula check");
        TCase *tests = tcase_create("formulas");
        tcase_add_checked_fixture(tests, open_programme, close_programme);
        tcase_add_loop_test(tests, a_formula_is_understood_in_its_programme, 0, ROWS(formulas));
        tcase_add_loop_test(tests, unknown_calendars_and_periods_are_refused_where_they_stand, 0, ROWS(words));
        tcase_add_loop_test(tests, a_formula_comes_to_what_its_indicator_is, 0, ROWS(demands));
        tcase_add_test(tests, units_are_converted_exactly);
        tcase_add_test(tests, operands_of_a_checked_formula_are_of_the_types_of_their_names);
        tcase_add_test(tests, a_formula_that_is_refused_stays_as_it_was_parsed);
        tcase_add_test(tests, a_checked_formula_outlives_who_made_its_programme);
        suite_add_tcase(suite, tests);

        tests = tcase_create("programmes");
        tcase_add_test(tests, a_circle_of_a_thousand_is_named_in_full_at_once);
        tcase_add_test(tests, where_everything_needs_everything_the_check_ends_soon);
        tcase_add_loop_test(tests, a_finding_points_into_the_text_of_the_document, 0, ROWS(documents));
        tcase_add_test(tests, an_indicator_that_could_not_be_read_is_no_unknown_name);
        tcase_add_test(tests, computed_indicators_come_behind_what_they_need);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
