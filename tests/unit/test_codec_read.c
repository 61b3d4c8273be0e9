/* Reading a programme document: what is accepted, what is refused, and where. */
#include "document.h"

#include <stdio.h>

#include "folder.h"

#define INDICATOR(fields) DOCUMENT("\"indicators\": [{\"id\": \"i\", \"kind\": \"flow\"" fields "}]")
#define UNIT(fields) DOCUMENT("\"units\": [{\"id\": \"kg\"}, {\"id\": \"u\", \"base\": \"kg\", " fields "}]")
#define COMPONENT(fields) DOCUMENT("\"components\": [{\"id\": \"P\", \"kind\": \"task\", " fields "}]")

/* ---- the head ---- */

START_TEST(a_document_of_nothing_but_its_head_is_a_programme)
{
        document_accepted(HEAD "}");
        const prg_item *root = prg_programme_root(programme);
        ck_assert_str_eq(prg_item_id(root), "p");
        ck_assert_str_eq(prg_item_text(root, "language"), "vi");
        ck_assert_uint_gt(prg_programme_count(programme, "role"), 30);
        ck_assert_uint_eq(prg_programme_count(programme, "agency"), 0);
        document_accepted("{\"id\": \"p\", \"minor\": 0, \"version\": 1, \"format\": \"libprogram/programme\"}");
}
END_TEST

static const struct {
        const char *text;
        int code;
        const char *finding, *pointer, *message;
} heads[] = {
        { "null", PRG_ESCHEMA, "format", "", "this is null" },
        { " null", PRG_ESCHEMA, "format", "", "this is null" },
        { "[]", PRG_ESCHEMA, "format", "", "this is an array" },
        { "12", PRG_ESCHEMA, "format", "", "this is a number" },
        { "1.5", PRG_ESCHEMA, "format", "", "this is a number" },
        { "\"a\"", PRG_ESCHEMA, "format", "", "this is a text" },
        { "true", PRG_ESCHEMA, "format", "", "this is true or false" },
        { "{}", PRG_ESCHEMA, "format", "", "this is no programme document" },
        { "{\"format\": \"other\", \"version\": 1}", PRG_ESCHEMA, "format", "/format", "this is no programme document" },
        { "{\"format\": 1}", PRG_ESCHEMA, "format", "/format", "this is no programme document" },
        { "{\"format\": null}", PRG_ESCHEMA, "format", "/format", "this is no programme document" },
        { "{\"format\": \"libprogram/programme\", \"id\": \"p\"}", PRG_ESCHEMA, "format", "",
                "the version of the document is not given" },
        { "{\"format\": \"libprogram/programme\", \"version\": \"1\"}", PRG_ESCHEMA, "format", "/version",
                "the version of the document cannot be read" },
        { "{\"format\": \"libprogram/programme\", \"version\": 0}", PRG_ESCHEMA, "format", "/version",
                "the version of the document cannot be read" },
        { "{\"format\": \"libprogram/programme\", \"version\": 2, \"new\": 1}", PRG_EVERSION, "format", "/version",
                "the document is of a later version than this library reads" },
        { "{\"format\": \"libprogram/programme\", \"version\": 99999999999999999999, \"new\": 1}", PRG_EVERSION, "format",
                "/version", "the document is of a later version than this library reads" },
        { "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\", \"minor\": -1}", PRG_ESCHEMA, "format",
                "/minor", "the minor version cannot be read" },
        { "{\"format\": \"libprogram/programme\", \"version\": 1}", PRG_ESCHEMA, "missing-field", "",
                "a programme has no 'id'" },
        { "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"a b\"}", PRG_ESCHEMA, "id", "/id",
                "the id is not well-formed" },
        { "{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": 5}", PRG_ESCHEMA, "id", "/id",
                "the id is not well-formed" },
        { DOCUMENT("\"language\": \"tiếng Việt\""), PRG_ESCHEMA, "value", "/language", "it is no language" },
        { DOCUMENT("\"language\": null"), PRG_ESCHEMA, "value", "/language", "it is no language" },
        { "", PRG_ESYNTAX, "json-syntax", "", NULL },
        { "{\"a\": 1, \"a\": 2}", PRG_ESYNTAX, "json-duplicate-key", "/a", NULL },
        { "{\"a\": \"\xFF\"}", PRG_EUTF8, "json-utf8", "/a", NULL },
};

START_TEST(the_head_says_what_the_document_is)
{
        int code = document_read(heads[_i].text);
        ck_assert_msg(code == heads[_i].code && prg_report_total(report, PRG_SEVERITY_NOTE) == 1, "%s\n%d %s",
                heads[_i].text, code, document_findings());
        const prg_finding *finding = prg_report_at(report, 0);
        ck_assert_str_eq(prg_finding_name(finding->code), heads[_i].finding);
        ck_assert_str_eq(finding->pointer ? finding->pointer : "", heads[_i].pointer);
        if (heads[_i].message)
                ck_assert_str_eq(finding->message, heads[_i].message);
        ck_assert_int_eq(prg_error_last()->code, heads[_i].code);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->message, finding->message));
        ck_assert_ptr_null(programme);
}
END_TEST

/* ---- fields ---- */

START_TEST(every_type_of_field_is_read)
{
        document_accepted(DOCUMENT(
                "\"issued\": \"2017-09-29\", \"aliases\": [\"a\", \"b\"], \"name\": {\"vi\": \"Kế hoạch\", \"en\": \"Plan\"},"
                "\"note\": \"\", \"standing\": \"B\","
                "\"agencies\": [{\"id\": \"A\", \"level\": \"province\"}, {\"id\": \"B\", \"parent\": \"A\"}],"
                "\"components\": [{\"id\": \"P\", \"kind\": \"task\", \"aim\": \"reduce\", \"time\": {\"form\": \"continuous\"},"
                "\"assignments\": [{\"agency\": \"A\", \"role\": \"lead\", \"other\": true, \"binding\": false}],"
                "\"concerns\": [\"Q\", \"P\"], \"children\": [{\"id\": \"Q\", \"kind\": \"task\"}]}],"
                "\"indicators\": [{\"id\": \"i\", \"kind\": \"ratio\", \"numerator\": \"i2\", \"denominator\": \"i2\","
                "\"factor\": 100.50, \"decimals\": 9}, {\"id\": \"i2\", \"kind\": \"stock\"}]"));
        const prg_item *root = prg_programme_root(programme), *component = document_item("component", "P");
        prg_date day;
        prg_decimal number;
        ck_assert_int_eq(prg_date_parse(&day, "2017-09-29", 10), 0);
        ck_assert_int_eq(prg_item_date(root, "issued"), day);
        ck_assert_uint_eq(prg_item_size(root, "aliases"), 2);
        ck_assert_str_eq(prg_item_text_at(root, "aliases", 1), "b");
        ck_assert_str_eq(prg_item_name(root, NULL), "Kế hoạch");
        ck_assert_str_eq(prg_item_name(root, "en"), "Plan");
        ck_assert_str_eq(prg_item_text(root, "note"), "");
        ck_assert_str_eq(prg_item_id(prg_item_get(root, "standing")), "B");
        ck_assert_str_eq(prg_item_text(document_item("agency", "A"), "level"), "province");
        ck_assert_str_eq(prg_item_id(prg_item_get(document_item("agency", "B"), "parent")), "A");
        ck_assert_str_eq(prg_item_text(component, "aim"), "reduce");
        ck_assert_str_eq(prg_item_text(prg_item_get(component, "time"), "form"), "continuous");
        ck_assert_uint_eq(prg_item_size(component, "concerns"), 2);
        ck_assert_str_eq(prg_item_id(prg_item_at(component, "concerns", 0)), "Q");
        const prg_item *assignment = prg_item_at(component, "assignments", 0);
        ck_assert_int_eq(prg_item_flag(assignment, "other", -1), 1);
        ck_assert_int_eq(prg_item_flag(assignment, "binding", -1), 0);
        ck_assert_int_eq(prg_item_flag(assignment, "personal", -1), -1);
        ck_assert_ptr_eq(prg_item_owner(document_item("component", "Q")), component);
        const prg_item *indicator = document_item("indicator", "i");
        ck_assert_int_eq(prg_item_integer(indicator, "decimals", -1), 9);
        ck_assert_int_eq(prg_item_number(indicator, "factor", &number), 0);
        ck_assert_int_eq(number.mantissa, 10050);
        ck_assert_uint_eq(number.decimals, 2);
}
END_TEST

static const struct {
        const char *text, *code, *pointer;
} refused[] = {
        /* text */
        { DOCUMENT("\"note\": 5"), "wrong-type", "/note" },
        { DOCUMENT("\"note\": null"), "wrong-type", "/note" },
        { DOCUMENT("\"note\": [\"a\"]"), "wrong-type", "/note" },
        { DOCUMENT("\"note\": true"), "wrong-type", "/note" },
        /* word */
        { COMPONENT("\"x-a\": 1, \"children\": [{\"id\": \"Q\", \"kind\": \"\"}]"), "value",
                "/components/0/children/0/kind" },
        { DOCUMENT("\"agencies\": [{\"id\": \"A\", \"level\": \"a b\"}]"), "value", "/agencies/0/level" },
        { DOCUMENT("\"agencies\": [{\"id\": \"A\", \"level\": \"-a\"}]"), "value", "/agencies/0/level" },
        { DOCUMENT("\"agencies\": [{\"id\": \"A\", \"level\": \"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"
                "eeeeeeeeeeffffffffffggggg\"}]"), "value", "/agencies/0/level" },
        { DOCUMENT("\"agencies\": [{\"id\": \"A\", \"level\": 1}]"), "wrong-type", "/agencies/0/level" },
        /* choice */
        { COMPONENT("\"aim\": \"reduced\""), "value", "/components/0/aim" },
        { COMPONENT("\"aim\": \"\""), "value", "/components/0/aim" },
        { COMPONENT("\"aim\": \"Reduce\""), "value", "/components/0/aim" },
        { COMPONENT("\"aim\": 3"), "wrong-type", "/components/0/aim" },
        /* flag */
        { COMPONENT("\"assignments\": [{\"agency\": \"A\", \"role\": \"lead\", \"other\": \"true\"}]}],"
                "\"agencies\": [{\"id\": \"A\""), "wrong-type", "/components/0/assignments/0/other" },
        { COMPONENT("\"assignments\": [{\"agency\": \"A\", \"role\": \"lead\", \"other\": 1}]}],"
                "\"agencies\": [{\"id\": \"A\""), "wrong-type", "/components/0/assignments/0/other" },
        /* count */
        { INDICATOR(", \"decimals\": 10"), "value", "/indicators/0/decimals" },
        { INDICATOR(", \"decimals\": -1"), "value", "/indicators/0/decimals" },
        { INDICATOR(", \"decimals\": 1.0"), "wrong-type", "/indicators/0/decimals" },
        { INDICATOR(", \"decimals\": 1e0"), "wrong-type", "/indicators/0/decimals" },
        { INDICATOR(", \"decimals\": \"1\""), "wrong-type", "/indicators/0/decimals" },
        { INDICATOR(", \"threshold\": 1000001"), "value", "/indicators/0/threshold" },
        { INDICATOR(", \"threshold\": 4294967296"), "value", "/indicators/0/threshold" },
        { INDICATOR(", \"threshold\": 18446744073709551616"), "value", "/indicators/0/threshold" },
        { INDICATOR(", \"threshold\": -99999999999999999999"), "value", "/indicators/0/threshold" },
        /* date */
        { DOCUMENT("\"issued\": \"2017-02-29\""), "value", "/issued" },
        { DOCUMENT("\"issued\": \"2017-9-29\""), "value", "/issued" },
        { DOCUMENT("\"issued\": \"29/09/2017\""), "value", "/issued" },
        { DOCUMENT("\"issued\": \"0000-01-01\""), "value", "/issued" },
        { DOCUMENT("\"issued\": \"\""), "value", "/issued" },
        { DOCUMENT("\"issued\": 20170929"), "wrong-type", "/issued" },
        /* number */
        { UNIT("\"factor\": \"1\""), "wrong-type", "/units/1/factor" },
        { UNIT("\"factor\": 1e3"), "value", "/units/1/factor" },
        { UNIT("\"factor\": 12345678901234567890"), "value", "/units/1/factor" },
        { UNIT("\"factor\": 123456789012345678901234567890"), "value", "/units/1/factor" },
        { UNIT("\"factor\": -123456789012345678901234567890"), "value", "/units/1/factor" },
        { UNIT("\"factor\": 0.0000000000000000001"), "value", "/units/1/factor" },
        { UNIT("\"factor\": 0"), "value", "/units/1/factor" },
        { UNIT("\"factor\": -0.5"), "value", "/units/1/factor" },
        { UNIT("\"factor\": true"), "wrong-type", "/units/1/factor" },
        /* names */
        { DOCUMENT("\"name\": 5"), "wrong-type", "/name" },
        { DOCUMENT("\"name\": [\"a\"]"), "wrong-type", "/name" },
        { DOCUMENT("\"name\": {\"vi\": 5}"), "wrong-type", "/name/vi" },
        { DOCUMENT("\"name\": {\"vi\": \"a\", \"en/US~\": \"b\"}"), "value", "/name/en~1US~0" },
        { DOCUMENT("\"name\": {\"\": \"b\"}"), "value", "/name/" },
        /* texts */
        { DOCUMENT("\"aliases\": \"a\""), "wrong-type", "/aliases" },
        { DOCUMENT("\"aliases\": [\"a\", null]"), "wrong-type", "/aliases/1" },
        { DOCUMENT("\"aliases\": {\"0\": \"a\"}"), "wrong-type", "/aliases" },
        /* reference */
        { DOCUMENT("\"standing\": 5"), "wrong-type", "/standing" },
        { DOCUMENT("\"standing\": [\"A\"], \"agencies\": [{\"id\": \"A\"}]"), "wrong-type", "/standing" },
        { DOCUMENT("\"standing\": \"A\""), "unknown-reference", "/standing" },
        { DOCUMENT("\"standing\": \"\""), "unknown-reference", "/standing" },
        { DOCUMENT("\"standing\": \"A\", \"documents\": [{\"id\": \"A\"}]"), "unknown-reference", "/standing" },
        /* references */
        { COMPONENT("\"concerns\": \"P\""), "wrong-type", "/components/0/concerns" },
        { COMPONENT("\"concerns\": [5]"), "wrong-type", "/components/0/concerns/0" },
        { COMPONENT("\"concerns\": [\"P\", \"R\"]"), "unknown-reference", "/components/0/concerns/1" },
        { COMPONENT("\"concerns\": [\"P\", \"P\"]"), "repeated-reference", "/components/0/concerns/1" },
        /* record */
        { COMPONENT("\"time\": \"continuous\""), "wrong-type", "/components/0/time" },
        { COMPONENT("\"time\": [{\"form\": \"continuous\"}]"), "wrong-type", "/components/0/time" },
        { COMPONENT("\"time\": {}"), "missing-field", "/components/0/time" },
        { COMPONENT("\"time\": {\"form\": \"often\"}"), "value", "/components/0/time/form" },
        { COMPONENT("\"time\": {\"form\": \"recurrence\", \"every\": \"decade\"}"), "value", "/components/0/time/every" },
        { COMPONENT("\"time\": {\"form\": \"anniversary\", \"of\": \"D\", \"years\": 3}"), "unknown-reference",
                "/components/0/time/of" },
        /* items */
        { DOCUMENT("\"agencies\": {}"), "wrong-type", "/agencies" },
        { DOCUMENT("\"agencies\": [[]]"), "wrong-type", "/agencies/0" },
        { DOCUMENT("\"agencies\": [null]"), "wrong-type", "/agencies/0" },
        { COMPONENT("\"children\": {}"), "wrong-type", "/components/0/children" },
        { COMPONENT("\"children\": \"children.csv\""), "wrong-type", "/components/0/children" },
        { COMPONENT("\"assignments\": [\"A\"]"), "wrong-type", "/components/0/assignments/0" },
        /* ids */
        { DOCUMENT("\"agencies\": [{}]"), "missing-field", "/agencies/0" },
        { DOCUMENT("\"agencies\": [{\"id\": 5}]"), "wrong-type", "/agencies/0/id" },
        { DOCUMENT("\"agencies\": [{\"id\": null}]"), "wrong-type", "/agencies/0/id" },
        { DOCUMENT("\"agencies\": [{\"id\": \"\"}]"), "id", "/agencies/0/id" },
        { DOCUMENT("\"agencies\": [{\"id\": \"Á\"}]"), "id", "/agencies/0/id" },
        { DOCUMENT("\"agencies\": [{\"id\": \"A\"}, {\"id\": \"A\"}]"), "duplicate-id", "/agencies/1/id" },
        { DOCUMENT("\"indicators\": [{\"id\": \"A\", \"kind\": \"flow\"}]"), "id", "/indicators/0/id" },
        { DOCUMENT("\"indicators\": [{\"id\": \"1a\", \"kind\": \"flow\"}]"), "id", "/indicators/0/id" },
        { COMPONENT("\"children\": [{\"id\": \"P\", \"kind\": \"task\"}]"), "duplicate-id", "/components/0/children/0/id" },
        { DOCUMENT("\"breakdowns\": [{\"id\": \"b\", \"categories\": [{\"id\": \"c\"}, {\"id\": \"c\"}]}]"), "duplicate-id",
                "/breakdowns/0/categories/1/id" },
        { COMPONENT("\"time\": {\"id\": \"t\", \"form\": \"continuous\"}"), "unknown-key", "/components/0/time/id" },
        /* keys */
        { DOCUMENT("\"colour\": 1"), "unknown-key", "/colour" },
        { DOCUMENT("\"\": 1"), "unknown-key", "/" },
        { DOCUMENT("\"x\": 1"), "unknown-key", "/x" },
        { DOCUMENT("\"X-a\": 1"), "unknown-key", "/X-a" },
        { DOCUMENT("\"a/b~c\": 1"), "unknown-key", "/a~1b~0c" },
        { COMPONENT("\"format\": \"libprogram/programme\""), "unknown-key", "/components/0/format" },
};

START_TEST(a_value_that_does_not_fit_is_one_finding_at_its_place)
{
        document_one(refused[_i].text, refused[_i].code, refused[_i].pointer);
}
END_TEST

START_TEST(the_same_local_id_may_stand_in_two_lists)
{
        document_accepted(DOCUMENT("\"breakdowns\": [{\"id\": \"b\", \"categories\": [{\"id\": \"c\"}]},"
                "{\"id\": \"b2\", \"categories\": [{\"id\": \"c\"}]}]"));
}
END_TEST

START_TEST(an_agency_and_a_group_may_have_one_id)
{
        document_accepted(DOCUMENT("\"agencies\": [{\"id\": \"A\"}],"
                "\"groups\": [{\"id\": \"A\", \"membership\": \"closed\"}]"));
        document_one(DOCUMENT("\"agencies\": [{\"id\": \"A\"}], \"groups\": [{\"id\": \"A\", \"membership\": \"closed\"}],"
                "\"flows\": [{\"id\": \"F\", \"to\": [\"A\"]}]"), "ambiguous-reference", "/flows/0/to/0");
}
END_TEST

START_TEST(references_point_forward_and_backward)
{
        document_accepted(DOCUMENT("\"document\": \"D\", \"documents\": [{\"id\": \"D\", \"issuer\": \"A\", \"cites\": [\"E\", \"D\"]},"
                "{\"id\": \"E\", \"cites\": [\"D\"]}], \"agencies\": [{\"id\": \"A\"}]"));
        const prg_item *document = document_item("document", "D");
        ck_assert_ptr_eq(prg_item_get(prg_programme_root(programme), "document"), document);
        ck_assert_ptr_eq(prg_item_at(document, "cites", 0), document_item("document", "E"));
        ck_assert_ptr_eq(prg_item_at(document, "cites", 1), document);
        ck_assert_ptr_eq(prg_item_at(document_item("document", "E"), "cites", 0), document);
}
END_TEST

/* ---- no follow-up findings ---- */

START_TEST(one_mistake_is_one_finding)
{
        static const char *const rows[][3] = {
                /* A misspelled key: what it was meant for is not missing as well. */
                { DOCUMENT("\"components\": [{\"id\": \"P\", \"kinds\": \"task\"}]"), "unknown-key", "/components/0/kinds" },
                { DOCUMENT("\"components\": [{\"id\": \"P\", \"kid\": \"task\"}]"), "unknown-key", "/components/0/kid" },
                { DOCUMENT("\"agencies\": [{\"Id\": \"A\"}, {\"id\": \"B\", \"parent\": \"A\"}]"), "unknown-key", "/agencies/0/Id" },
                { COMPONENT("\"assignments\": [{\"agncy\": \"A\", \"role\": \"lead\"}]"), "unknown-key",
                        "/components/0/assignments/0/agncy" },
                /* What could not be read is not nothing where it is referred to. */
                { DOCUMENT("\"agencies\": [{}, {\"id\": \"B\", \"parent\": \"A\"}]"), "missing-field", "/agencies/0" },
                { DOCUMENT("\"agencies\": [5, {\"id\": \"B\", \"parent\": \"A\"}]"), "wrong-type", "/agencies/0" },
                { DOCUMENT("\"agencies\": 5, \"standing\": \"A\""), "wrong-type", "/agencies" },
                { DOCUMENT("\"agencies\": [{\"id\": \"Á\"}], \"standing\": \"Á\""), "id", "/agencies/0/id" },
                /* Rules of a thing do not speak of a field that was refused. */
                { DOCUMENT("\"groups\": [{\"id\": \"G\", \"membership\": \"shut\", \"rule\": \"subordinates\"}]"), "value",
                        "/groups/0/membership" },
                { DOCUMENT("\"groups\": [{\"id\": \"G\", \"membership\": \"derived\", \"rule\": \"leader\"}]"), "value",
                        "/groups/0/rule" },
                { DOCUMENT("\"groups\": [{\"id\": \"G\", \"membership\": \"derived\", \"rule\": \"heads\", \"of\": [\"A\"]}]"),
                        "unknown-reference", "/groups/0/of/0" },
                { COMPONENT("\"assignments\": [{\"agency\": \"A\", \"role\": \"lead\"}]"), "unknown-reference",
                        "/components/0/assignments/0/agency" },
                { COMPONENT("\"integrated\": [{\"text\": 5}]"), "wrong-type", "/components/0/integrated/0/text" },
                { COMPONENT("\"integrated\": [{\"external\": \"E\"}]"), "unknown-reference",
                        "/components/0/integrated/0/external" },
                { DOCUMENT("\"indicators\": [{\"id\": \"i\", \"kind\": \"ratio\", \"formula\": 5}]"), "wrong-type",
                        "/indicators/0/formula" },
                { DOCUMENT("\"indicators\": [{\"id\": \"i\", \"kind\": \"ratio\", \"published\": 5}]"), "wrong-type",
                        "/indicators/0/published" },
                { DOCUMENT("\"indicators\": [{\"id\": \"i\", \"kind\": \"class\", \"categories\": [5]}]"), "wrong-type",
                        "/indicators/0/categories/0" },
                { DOCUMENT("\"indicators\": [{\"id\": \"i\", \"kind\": \"flo\", \"numerator\": \"j\"},"
                        "{\"id\": \"j\", \"kind\": \"stock\"}]"), "value",
                        "/indicators/0/kind" },
                { INDICATOR(", \"sources\": [{\"order\": [\"s\"]}]"), "unknown-reference", "/indicators/0/sources/0/order/0" },
                { DOCUMENT("\"units\": [{\"id\": \"u\", \"base\": \"kg\", \"factor\": 2}]"), "unknown-reference", "/units/0/base" },
                { DOCUMENT("\"areas\": [{\"id\": \"X\", \"level\": \"xa\"}, {\"id\": \"Y\", \"level\": \"xa\"}],"
                        "\"area_changes\": [{\"id\": \"c\", \"on\": \"2020-01-01\", \"kind\": \"split\", \"map\": ["
                        "{\"old\": \"X\", \"new\": \"X\", \"shares\": [{\"basis\": \"area\", \"value\": 1.5}]},"
                        "{\"old\": \"X\", \"new\": \"Y\", \"shares\": [{\"basis\": \"area\", \"value\": 0.5}]}]}]"), "value",
                        "/area_changes/0/map/0/shares/0/value" },
                { DOCUMENT("\"areas\": [{\"id\": \"X\", \"level\": \"xa\"}, {\"id\": \"Y\", \"level\": \"xa\"}],"
                        "\"area_changes\": [{\"id\": \"c\", \"on\": \"2020-01-01\", \"kind\": \"split\", \"map\": ["
                        "{\"old\": \"X\", \"new\": \"X\", \"shares\": [{\"basis\": \"are\", \"value\": 0.5}]},"
                        "{\"old\": \"X\", \"new\": \"Y\", \"shares\": [{\"basis\": \"area\", \"value\": 0.5}]}]}]"), "value",
                        "/area_changes/0/map/0/shares/0/basis" },
        };
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                document_one(rows[i][0], rows[i][1], rows[i][2]);
}
END_TEST

/* ---- what a finding says ---- */

START_TEST(a_finding_has_its_place_what_was_expected_and_what_was_meant)
{
        const prg_finding *finding = document_one("{\"format\": \"libprogram/programme\", \"version\": 1,\n"
                "  \"id\": \"p\", \"agencies\": [{\"id\": \"CA-TINH\"}],\n"
                "  \"name\": \"Kế hoạch\", \"standing\": \"CA-TIN\"}", "unknown-reference", "/standing");
        ck_assert_str_eq(finding->source, "p.json");
        ck_assert_uint_eq(finding->line, 3);
        ck_assert_uint_eq(finding->column, 35);
        ck_assert_uint_eq(finding->row, 0);
        ck_assert_str_eq(finding->expected, "the id of an agency");
        ck_assert_str_eq(finding->suggestion, "CA-TINH");
        ck_assert_str_eq(prg_error_last()->place, "p.json:3:35: /standing");
        ck_assert_str_eq(prg_error_last()->message,
                "nothing here has the id 'CA-TIN'; expected the id of an agency; did you mean 'CA-TINH'?");
}
END_TEST

START_TEST(an_unknown_key_is_pointed_at_with_what_was_meant)
{
        const prg_finding *finding = document_one("{\"format\": \"libprogram/programme\", \"version\": 1, \"id\": \"p\",\n"
                "  \"standin\" : \"A\"}", "unknown-key", "/standin");
        ck_assert_uint_eq(finding->line, 2);
        ck_assert_uint_eq(finding->column, 3);
        ck_assert_str_eq(finding->suggestion, "standing");
        /* A key that is given is not what was meant. */
        finding = document_one(DOCUMENT("\"name\": \"a\", \"names\": \"b\""), "unknown-key", "/names");
        ck_assert_ptr_null(finding->suggestion);
        finding = document_one(COMPONENT("\"aim\": \"reduced\""), "value", "/components/0/aim");
        ck_assert_str_eq(finding->suggestion, "reduce");
        ck_assert_str_eq(finding->expected, "one of zero, maintain, reduce, increase");
        finding = document_one(INDICATOR(", \"decimals\": 10"), "value", "/indicators/0/decimals");
        ck_assert_str_eq(finding->expected, "a whole number from 0 to 9");
}
END_TEST

START_TEST(messages_are_one_line_of_whole_characters)
{
        char text[2048] = HEAD ", \"agencies\": [{\"id\": \"a\\n";
        for (int i = 0; i < 100; i++)
                strcat(text, "ộ");
        strcat(text, "\"}]}");
        const prg_finding *finding = document_one(text, "id", "/agencies/0/id");
        ck_assert_ptr_null(strchr(finding->message, '\n'));
        ck_assert_int_eq(prg_text_validate(finding->message, strlen(finding->message), NULL), 0);
        ck_assert_ptr_nonnull(strstr(finding->message, "ộ…' is no id for an agency"));
        const char *lines = document_findings();
        ck_assert_ptr_eq(strchr(lines, '\n'), lines + strlen(lines) - 1);
        document_one(DOCUMENT("\"a\\nb\": 1"), "unknown-key", "/a\nb");
        lines = document_findings();
        ck_assert_ptr_eq(strchr(lines, '\n'), lines + strlen(lines) - 1);
}
END_TEST

START_TEST(findings_come_in_the_order_of_the_text)
{
        ck_assert_int_eq(document_read(DOCUMENT("\"standing\": \"X\", \"from\": \"2018-01-01\", \"to\": \"2017-01-01\","
                "\"agencies\": [{\"parent\": \"Y\"}], \"nothing\": 1, \"document\": \"Z\"")), PRG_ESCHEMA);
        static const char *const pointers[] = { "/to", "/agencies/0", "/nothing", "/document" };
        ck_assert_msg(prg_report_count(report) == 4, "%s", document_findings());
        for (size_t i = 0; i < 4; i++)
                ck_assert_str_eq(prg_report_at(report, i)->pointer, pointers[i]);
}
END_TEST

/* ---- forty mistakes ---- */

START_TEST(forty_mistakes_are_forty_findings_each_at_its_place)
{
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.report = report;
        ck_assert_int_eq(prg_programme_open_json(&programme, TEST_DATA "/forty-mistakes.json", &options), PRG_ESCHEMA);
        FILE *table = fopen(TEST_DATA "/forty-mistakes.tsv", "r");
        ck_assert_ptr_nonnull(table);
        char line[512];
        size_t count = 0;
        while (fgets(line, sizeof line, table)) {
                if (*line == '#')
                        continue;
                char *code = strtok(line, "\t"), *place = strtok(NULL, "\t"), *first = strtok(NULL, "\t"),
                     *second = strtok(NULL, "\t");
                const prg_finding *it = prg_report_at(report, count++);
                ck_assert_msg(it != NULL, "%s", document_findings());
                ck_assert_str_eq(prg_finding_name(it->code), code);
                ck_assert_int_eq(it->severity, PRG_SEVERITY_ERROR);
                if (*place == '/') {
                        ck_assert_str_eq(it->pointer, place);
                        ck_assert_uint_eq(it->line, (size_t)atoi(first));
                        ck_assert_uint_eq(it->column, (size_t)atoi(second));
                } else {
                        ck_assert_str_eq(it->source, place);
                        ck_assert_uint_eq(it->row, (size_t)atoi(first));
                        ck_assert_str_eq(it->field ? it->field : "-", second);
                }
        }
        fclose(table);
        ck_assert_uint_eq(count, 40);
        ck_assert_uint_eq(prg_report_count(report), 40);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "forty-mistakes.json:5:35: /name/v i"));
}
END_TEST

/* ---- keys of one's own, and of later versions ---- */

START_TEST(own_keys_are_kept_with_their_numbers_as_they_are_written)
{
        document_accepted(DOCUMENT("\"x-big\": 123456789012345678901234567890.0900, \"x-small\": -1E-400,"
                "\"x-text\": \"\\u0041\\/\\n\", \"x-list\": [1, {\"a\": null, \"b\": true}], \"x-\": {},"
                "\"agencies\": [{\"x-a\": 1.0, \"id\": \"A\"}]"));
        ck_assert_str_eq(document_written(), "{\n"
                "  \"format\": \"libprogram/programme\",\n"
                "  \"version\": 1,\n"
                "  \"minor\": 0,\n"
                "  \"id\": \"p\",\n"
                "  \"agencies\": [\n"
                "    {\n"
                "      \"id\": \"A\",\n"
                "      \"x-a\": 1.0\n"
                "    }\n"
                "  ],\n"
                "  \"x-big\": 123456789012345678901234567890.0900,\n"
                "  \"x-small\": -1E-400,\n"
                "  \"x-text\": \"A/\\n\",\n"
                "  \"x-list\": [\n"
                "    1,\n"
                "    {\n"
                "      \"a\": null,\n"
                "      \"b\": true\n"
                "    }\n"
                "  ],\n"
                "  \"x-\": {}\n"
                "}\n");
}
END_TEST

START_TEST(unknown_keys_of_a_later_minor_version_are_warnings_and_kept)
{
        static const char text[] = "{\n"
                "  \"format\": \"libprogram/programme\",\n"
                "  \"version\": 1,\n"
                "  \"minor\": 7,\n"
                "  \"id\": \"p\",\n"
                "  \"agencies\": [\n"
                "    {\n"
                "      \"id\": \"A\",\n"
                "      \"colour\": 1.50\n"
                "    }\n"
                "  ],\n"
                "  \"visions\": [1, 2]\n"
                "}\n";
        ck_assert_int_eq(document_read(text), 0);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_NOTE), 2);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_ERROR), 0);
        ck_assert_str_eq(prg_report_at(report, 0)->pointer, "/agencies/0/colour");
        ck_assert_int_eq(prg_report_at(report, 0)->severity, PRG_SEVERITY_WARNING);
        ck_assert_str_eq(document_written(), text);
        prg_programme *copy;
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        prg_programme_unref(programme);
        programme = copy;
        ck_assert_str_eq(document_written(), text);
        /* Other mistakes stay mistakes. */
        ck_assert_int_eq(document_read("{\"format\": \"libprogram/programme\", \"version\": 1, \"minor\": 7, \"id\": \"p\","
                "\"visions\": 1, \"note\": 5}"), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_ERROR), 1);
        ck_assert_str_eq(prg_error_last()->message, "this is a number; expected a text");
}
END_TEST

/* ---- standard roles ---- */

START_TEST(a_document_may_change_a_standard_role_and_add_its_own)
{
        document_accepted(DOCUMENT("\"roles\": [{\"id\": \"listen\", \"lead\": \"none\"}, {\"id\": \"lead\", \"verb\": \"dẫn\"}]"));
        const prg_item *lead = document_item("role", "lead");
        ck_assert_str_eq(prg_item_text(lead, "verb"), "dẫn");
        ck_assert_ptr_null(prg_item_text(lead, "class")); /* as the document says, and it does not */
        ck_assert_str_eq(prg_item_name(lead, NULL), "lead");
        size_t all = prg_programme_count(programme, "role");
        document_accepted(HEAD "}");
        ck_assert_uint_eq(prg_programme_count(programme, "role") + 1, all);
        document_one(DOCUMENT("\"roles\": [{\"id\": \"lead\"}, {\"id\": \"lead\"}]"), "duplicate-id", "/roles/1/id");
        document_one(DOCUMENT("\"roles\": [{\"id\": \"lead\", \"verb\": 5}]"), "wrong-type", "/roles/0/verb");
}
END_TEST

/* ---- options ---- */

START_TEST(options_of_another_version_are_refused)
{
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.version = 2;
        ck_assert_fails(prg_programme_read_json(&programme, HEAD "}", sizeof HEAD, &options), PRG_EVERSION);
        ck_assert_fails(prg_programme_open_json(&programme, "p.json", &options), PRG_EVERSION);
        ck_assert_ptr_null(programme);
}
END_TEST

START_TEST(a_document_beyond_the_limit_is_refused)
{
        static const char text[] = HEAD "}";
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.max_bytes = sizeof text - 2;
        ck_assert_fails(prg_programme_read_json(&programme, text, sizeof text - 1, &options), PRG_ELIMIT);
        options.max_bytes = sizeof text - 1;
        ck_assert_int_eq(prg_programme_read_json(&programme, text, sizeof text - 1, &options), 0);
        prg_programme_unref(programme);
        programme = NULL;
        options.max_bytes = (size_t)-1;
        ck_assert_int_eq(prg_programme_read_json(&programme, text, sizeof text - 1, &options), 0);
}
END_TEST

START_TEST(without_a_report_the_error_is_the_first_finding)
{
        static const char text[] = DOCUMENT("\"standing\": \"X\", \"note\": 5");
        ck_assert_fails(prg_programme_read_json(&programme, text, sizeof text - 1, NULL), PRG_ESCHEMA);
        ck_assert_str_eq(prg_error_last()->message, "nothing here has the id 'X'; expected the id of an agency");
        ck_assert_str_eq(prg_error_last()->place, "1:73: /standing");
}
END_TEST

START_TEST(a_report_that_keeps_nothing_or_is_not_empty_changes_no_error)
{
        static const char text[] = DOCUMENT("\"note\": 5, \"from\": 5");
        prg_report_options limits = PRG_REPORT_OPTIONS_INIT;
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        prg_report *small;
        for (limits.max_findings = 0; limits.max_findings < 3; limits.max_findings++) {
                ck_assert_int_eq(prg_report_new(&small, &limits), 0);
                options.report = small;
                for (size_t times = 1; times < 3; times++) {
                        ck_assert_fails(prg_programme_read_json(&programme, text, sizeof text - 1, &options), PRG_ESCHEMA);
                        ck_assert_str_eq(prg_error_last()->place, "1:69: /note");
                        ck_assert_uint_eq(prg_report_total(small, PRG_SEVERITY_ERROR), 2 * times);
                        ck_assert_uint_eq(prg_report_total_of(small, PRG_FINDING_WRONG_TYPE), 2 * times);
                        ck_assert_uint_eq(prg_report_count(small), limits.max_findings);
                }
                prg_report_free(small);
        }
}
END_TEST

START_TEST(a_thousand_findings_are_kept_and_all_are_counted)
{
        enum { AGENCIES = 3000 };
        prg_buf text = PRG_BUF_INIT;
        document_append(&text, HEAD ", \"agencies\": [{}");
        for (int i = 1; i < AGENCIES; i++)
                document_append(&text, ",\n{\"parent\": 5}");
        document_append(&text, "]}");
        ck_assert_int_eq(document_read(text.data), PRG_ESCHEMA);
        ck_assert_uint_eq(prg_report_count(report), 1000);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_ERROR), 2 * AGENCIES - 1);
        ck_assert_uint_eq(prg_report_total_of(report, PRG_FINDING_MISSING_FIELD), AGENCIES);
        ck_assert_str_eq(prg_report_at(report, 0)->pointer, "/agencies/0");
        prg_buf_dispose(&text);
}
END_TEST

static int calls;

static int stop_at_second(void *payload, size_t done, size_t total)
{
        ck_assert_str_eq(payload, "payload");
        ck_assert_uint_gt(done, 0);
        ck_assert_uint_le(done, total);
        return ++calls == 2;
}

START_TEST(progress_is_told_and_may_stop_the_reading)
{
        enum { AGENCIES = 20000 };
        char payload[] = "payload", row[32];
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        prg_buf text = PRG_BUF_INIT;
        document_append(&text, HEAD ", \"agencies\": [");
        for (int i = 0; i < AGENCIES; i++) {
                snprintf(row, sizeof row, "%s{\"id\": \"A%d\"}", i ? "," : "", i);
                document_append(&text, row);
        }
        document_append(&text, "]}");
        options.progress = stop_at_second;
        options.payload = payload;
        options.report = report;
        calls = 0;
        ck_assert_fails(prg_programme_read_json(&programme, text.data, text.length, &options), PRG_ECANCELLED);
        ck_assert_int_eq(calls, 2);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_NOTE), 0);
        calls = 2;
        ck_assert_int_eq(prg_programme_read_json(&programme, text.data, text.length, &options), 0);
        ck_assert_int_gt(calls, 3);
        prg_buf_dispose(&text);
}
END_TEST

START_TEST(a_file_is_opened_or_the_error_says_why)
{
        folder_make();
        folder_write("p.json", HEAD "}");
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.source = "unused";
        ck_assert_int_eq(prg_programme_open_json(&programme, folder_path("p.json"), &options), 0);
        prg_programme_unref(programme);
        programme = NULL;
        ck_assert_fails(prg_programme_open_json(&programme, folder_path("q.json"), NULL), PRG_EIO);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "q.json"));
        folder_write("p.json", DOCUMENT("\"note\": 5"));
        ck_assert_fails(prg_programme_open_json(&programme, folder_path("p.json"), NULL), PRG_ESCHEMA);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "/p.json:1:69: /note"));
        folder_remove();
}
END_TEST

START_TEST(arguments_that_are_needed_are_asked_for)
{
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &written), 0);
        ck_assert_fails(prg_programme_read_json(NULL, "{}", 2, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_read_json(&programme, NULL, 2, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_read_json(&programme, NULL, 0, NULL), PRG_ESYNTAX);
        ck_assert_fails(prg_programme_open_json(NULL, "p.json", NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_open_json(&programme, NULL, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_write_json(NULL, &sink), PRG_EINVALID);
        ck_assert_fails(prg_programme_save_json(NULL, "p.json"), PRG_EINVALID);
        ck_assert_fails(prg_item_write_json(NULL, &sink), PRG_EINVALID);
        document_accepted(HEAD "}");
        ck_assert_fails(prg_programme_write_json(programme, NULL), PRG_EINVALID);
        ck_assert_fails(prg_programme_save_json(programme, NULL), PRG_EINVALID);
        ck_assert_fails(prg_item_write_json(prg_programme_root(programme), NULL), PRG_EINVALID);
}
END_TEST

START_TEST(success_leaves_the_last_error_alone)
{
        prg_error_clear();
        document_accepted(HEAD "}");
        ck_assert_int_eq(prg_error_last()->code, 0);
}
END_TEST

/* ---- hostile documents ---- */

START_TEST(long_lists_take_time_in_proportion)
{
        /* Each of these would be felt if every entry were compared with every other. An entry
         * is its beginning, a number, its end. */
        enum { ENTRIES = 20000 };
        static const struct {
                const char *head, *begin, *end, *tail;
        } shapes[] = {
                { "\"breakdowns\": [{\"id\": \"b\", \"categories\": [", "{\"id\": \"c", "\"}", "]}]" },
                { "\"components\": [{\"id\": \"P\", \"kind\": \"a\", \"concerns\": [", "\"c", "\"", "]}]" },
                { "\"name\": {", "\"l", "\": \"\"", "}" },
                { "\"areas\": [{\"id\": \"X\", \"level\": \"a\"}], \"area_changes\": [{\"id\": \"c\", \"on\": \"2020-01-01\","
                  "\"kind\": \"split\", \"map\": [", "{\"old\": \"X\", \"note\": \"", "\"}", "]}]" },
                { "\"note\": \"\"", ", \"k", "\": 1", "" },
        };
        prg_buf text = PRG_BUF_INIT;
        char number[16];
        document_append(&text, HEAD ", ");
        document_append(&text, shapes[_i].head);
        for (int i = 0; i < ENTRIES; i++) {
                snprintf(number, sizeof number, "%d", i);
                document_append(&text, i && *shapes[_i].begin != ',' ? "," : "");
                document_append(&text, shapes[_i].begin);
                document_append(&text, number);
                document_append(&text, shapes[_i].end);
        }
        document_append(&text, shapes[_i].tail);
        document_append(&text, "}");
        int code = document_read(text.data);
        ck_assert(code == 0 || code == PRG_ESCHEMA);
        ck_assert_int_eq(code == 0, _i == 0 || _i == 2);
        prg_buf_dispose(&text);
}
END_TEST

static Suite *codec_read_suite(void)
{
        Suite *suite = suite_create("codec_read");
        TCase *tcase = tcase_create("document");
        tcase_add_checked_fixture(tcase, document_set_up, document_tear_down);
        tcase_add_test(tcase, a_document_of_nothing_but_its_head_is_a_programme);
        tcase_add_loop_test(tcase, the_head_says_what_the_document_is, 0, sizeof heads / sizeof *heads);
        tcase_add_test(tcase, every_type_of_field_is_read);
        tcase_add_loop_test(tcase, a_value_that_does_not_fit_is_one_finding_at_its_place, 0,
                sizeof refused / sizeof *refused);
        tcase_add_test(tcase, the_same_local_id_may_stand_in_two_lists);
        tcase_add_test(tcase, an_agency_and_a_group_may_have_one_id);
        tcase_add_test(tcase, references_point_forward_and_backward);
        tcase_add_test(tcase, one_mistake_is_one_finding);
        tcase_add_test(tcase, a_finding_has_its_place_what_was_expected_and_what_was_meant);
        tcase_add_test(tcase, an_unknown_key_is_pointed_at_with_what_was_meant);
        tcase_add_test(tcase, messages_are_one_line_of_whole_characters);
        tcase_add_test(tcase, findings_come_in_the_order_of_the_text);
        tcase_add_test(tcase, forty_mistakes_are_forty_findings_each_at_its_place);
        tcase_add_test(tcase, own_keys_are_kept_with_their_numbers_as_they_are_written);
        tcase_add_test(tcase, unknown_keys_of_a_later_minor_version_are_warnings_and_kept);
        tcase_add_test(tcase, a_document_may_change_a_standard_role_and_add_its_own);
        tcase_add_test(tcase, options_of_another_version_are_refused);
        tcase_add_test(tcase, a_document_beyond_the_limit_is_refused);
        tcase_add_test(tcase, without_a_report_the_error_is_the_first_finding);
        tcase_add_test(tcase, a_report_that_keeps_nothing_or_is_not_empty_changes_no_error);
        tcase_add_test(tcase, a_thousand_findings_are_kept_and_all_are_counted);
        tcase_add_test(tcase, progress_is_told_and_may_stop_the_reading);
        tcase_add_test(tcase, a_file_is_opened_or_the_error_says_why);
        tcase_add_test(tcase, arguments_that_are_needed_are_asked_for);
        tcase_add_test(tcase, success_leaves_the_last_error_alone);
        tcase_add_loop_test(tcase, long_lists_take_time_in_proportion, 0, 5);
        suite_add_tcase(suite, tcase);
        return suite;
}

int main(void)
{
        return unit_run(codec_read_suite());
}
