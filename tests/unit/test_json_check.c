/* The whole check of a JSON text: every finding, its place, its words. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>
#include <libprogram/report.h>

#include "util/json_check.h"
#include "util/memory.h"

/* One finding and its text; the pointer is NULL where there is none. */
typedef struct expectation {
        const char *text;
        int code;
        size_t line, column;
        const char *pointer, *finding, *message, *expected, *suggestion;
} expectation;

static const char value[] = "a value";
static const char key[] = "a key in double quotation marks";
static const char number[] = "a number such as 0, -12 or 3.75";
static const char in_array[] = "',' or ']'", in_object[] = "',' or '}'";
static const char closing[] = "a closing quotation mark";
static const char escape[] =
        "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t, or \\u and four hexadecimal digits";
static const char control[] = "an escape for a control character";
static const char halves[] = "both halves, the high one first";
static const char nothing[] = "nothing behind the value";
static const char syntax[] = "json-syntax", utf8[] = "json-utf8";

static const expectation expectations[] = {
        { "", PRG_ESYNTAX, 1, 1, "", syntax, "the text is empty", value, NULL },
        { " \n\t", PRG_ESYNTAX, 2, 2, "", syntax, "there is nothing but white space in the text",
                value, NULL },
        { "\xEF\xBB\xBF{}", PRG_ESYNTAX, 1, 1, "", syntax, "the text begins with a byte order mark",
                value, "save the text as UTF-8 without a byte order mark" },
        { "\xFF\xFE{", PRG_EUTF8, 1, 1, "", utf8, "byte 0xFF is not UTF-8", "text in UTF-8",
                "save the text as UTF-8, not UTF-16" },
        { "\xFE\xFF", PRG_EUTF8, 1, 1, "", utf8, "byte 0xFE is not UTF-8", "text in UTF-8",
                "save the text as UTF-8, not UTF-16" },
        { "{\"a\":\xE9}", PRG_EUTF8, 1, 6, "/a", utf8, "byte 0xE9 is not UTF-8", "text in UTF-8",
                "save the text as UTF-8" },
        { "[\"\xE9\",1]", PRG_EUTF8, 1, 3, "/0", utf8, "byte 0xE9 is not UTF-8", "text in UTF-8",
                "save the text as UTF-8" },

        { "[1,]", PRG_ESYNTAX, 1, 4, "/1", syntax, "a comma stands before the end of the array",
                value, "remove the comma" },
        { "[1,,2]", PRG_ESYNTAX, 1, 4, "/1", syntax, "',' stands where a value was expected", value,
                "write null for a value that is missing, or remove the comma" },
        { "{\"a\":}", PRG_ESYNTAX, 1, 6, "/a", syntax, "'}' stands where a value was expected",
                value, "write null for a value that is missing" },
        { "{\"a\":)", PRG_ESYNTAX, 1, 6, "/a", syntax, "')' stands where a value was expected",
                value, NULL },
        { "['a']", PRG_ESYNTAX, 1, 2, "/0", syntax, "''' stands where a value was expected", value,
                "use double quotation marks" },
        { "[`a`]", PRG_ESYNTAX, 1, 2, "/0", syntax, "'`' stands where a value was expected", value,
                "use double quotation marks" },
        { "[“a”]", PRG_ESYNTAX, 1, 2, "/0", syntax,
                "'“' (U+201C) stands where a value was expected", value,
                "use straight double quotation marks" },
        { "[«a»]", PRG_ESYNTAX, 1, 2, "/0", syntax,
                "'«' (U+00AB) stands where a value was expected", value,
                "use straight double quotation marks" },
        { "[1,\xC2\xA0 2]", PRG_ESYNTAX, 1, 4, "/1", syntax,
                "'\xC2\xA0' (U+00A0) stands where a value was expected", value,
                "this is an invisible character; use plain spaces" },
        { "[😀]", PRG_ESYNTAX, 1, 2, "/0", syntax, "'😀' (U+1F600) stands where a value was expected",
                value, NULL },
        { "[‘a’]", PRG_ESYNTAX, 1, 2, "/0", syntax,
                "'‘' (U+2018) stands where a value was expected", value,
                "use straight double quotation marks" },
        { "[\xEF\xBB\xBF"
          "1]",
                PRG_ESYNTAX, 1, 2, "/0", syntax,
                "'\xEF\xBB\xBF' (U+FEFF) stands where a value was expected", value,
                "this is an invisible character; use plain spaces" },
        { "[\x7F]", PRG_ESYNTAX, 1, 2, "/0", syntax,
                "character U+007F stands where a value was expected", value, NULL },
        { "[\x01]", PRG_ESYNTAX, 1, 2, "/0", syntax,
                "character U+0001 stands where a value was expected", value, NULL },
        { "// x\n{}", PRG_ESYNTAX, 1, 1, "", syntax, "'/' stands where a value was expected", value,
                "comments are not JSON; use a member \"note\"" },
        { "[ # x\n]", PRG_ESYNTAX, 1, 3, "/0", syntax, "'#' stands where a value was expected",
                value, "comments are not JSON; use a member \"note\"" },
        { "[", PRG_ESYNTAX, 1, 2, "/0", syntax, "the text ends where a value was expected", value,
                "the array begins at line 1, column 1" },
        { "{\"a\":\n", PRG_ESYNTAX, 2, 1, "/a", syntax, "the text ends where a value was expected",
                value, "the object begins at line 1, column 1" },

        { "[True]", PRG_ESYNTAX, 1, 2, "/0", syntax, "True is not JSON", value, "write true" },
        { "[FALSE]", PRG_ESYNTAX, 1, 2, "/0", syntax, "FALSE is not JSON", value, "write false" },
        { "{\"a\":None}", PRG_ESYNTAX, 1, 6, "/a", syntax, "None is not JSON", value,
                "write null" },
        { "NaN", PRG_ESYNTAX, 1, 1, "", syntax, "NaN is not JSON", value,
                "leave the value out or write null" },
        { "[1,-Infinity]", PRG_ESYNTAX, 1, 4, "/1", syntax, "-Infinity is not JSON", value,
                "leave the value out or write null" },
        { "[undefined]", PRG_ESYNTAX, 1, 2, "/0", syntax, "undefined is not JSON", value,
                "leave the value out or write null" },
        { "[abc]", PRG_ESYNTAX, 1, 2, "/0", syntax, "abc is not a value of JSON", value,
                "put text in double quotation marks" },
        { "[nul]", PRG_ESYNTAX, 1, 2, "/0", syntax, "nul is not a value of JSON", value,
                "put text in double quotation marks" },
        { "[1,truer]", PRG_ESYNTAX, 1, 4, "/1", syntax, "truer is not a value of JSON", value,
                "put text in double quotation marks" },
        { "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg", PRG_ESYNTAX, 1, 1, "",
                syntax,
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff… is not a value of "
                "JSON",
                value, "put text in double quotation marks" },

        { "[01]", PRG_ESYNTAX, 1, 2, "/0", syntax, "01 is not a number of JSON", number,
                "write the number without leading zeros, or a code in double quotation marks" },
        { "[+1]", PRG_ESYNTAX, 1, 2, "/0", syntax, "+1 is not a number of JSON", number,
                "write the number without the plus sign" },
        { "[.5]", PRG_ESYNTAX, 1, 2, "/0", syntax, ".5 is not a number of JSON", number,
                "write a digit before the point, as in 0.5" },
        { "[-.5]", PRG_ESYNTAX, 1, 2, "/0", syntax, "-.5 is not a number of JSON", number,
                "write a digit before the point, as in 0.5" },
        { "[1.]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1. is not a number of JSON", number,
                "write a digit behind the point, or leave the point out" },
        { "[0x1F]", PRG_ESYNTAX, 1, 2, "/0", syntax, "0x1F is not a number of JSON", number,
                "write the number in decimal digits" },
        { "[1_000]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1_000 is not a number of JSON", number,
                "write the digits without separators" },
        { "[1.234.567]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1.234.567 is not a number of JSON",
                number, "write digits without separators, one point before the decimals" },
        { "{\"d\":2018-06-30}", PRG_ESYNTAX, 1, 6, "/d", syntax,
                "2018-06-30 is not a number of JSON", number,
                "put text such as a date in double quotation marks" },
        { "[0X1F]", PRG_ESYNTAX, 1, 2, "/0", syntax, "0X1F is not a number of JSON", number,
                "write the number in decimal digits" },
        { "[1.x]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1.x is not a number of JSON", number,
                "write a digit behind the point, or leave the point out" },
        { "[1e5-]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1e5- is not a number of JSON", number, NULL },
        { "[1-]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1- is not a number of JSON", number, NULL },
        { "[1E5-2]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1E5-2 is not a number of JSON", number,
                NULL },
        { "[-01]", PRG_ESYNTAX, 1, 2, "/0", syntax, "-01 is not a number of JSON", number,
                "write the number without leading zeros, or a code in double quotation marks" },
        { "[1e]", PRG_ESYNTAX, 1, 2, "/0", syntax, "1e is not a number of JSON", number, NULL },
        { "[-]", PRG_ESYNTAX, 1, 2, "/0", syntax, "- is not a number of JSON", number, NULL },
        { "[-x]", PRG_ESYNTAX, 1, 2, "/0", syntax, "-x is not a number of JSON", number,
                "put text in double quotation marks" },

        { "{\"a\":1,}", PRG_ESYNTAX, 1, 8, "", syntax,
                "a comma stands before the end of the object", key, "remove the comma" },
        { "{,}", PRG_ESYNTAX, 1, 2, "", syntax, "',' stands where a key was expected", key,
                "remove the comma" },
        { "{'a':1}", PRG_ESYNTAX, 1, 2, "", syntax, "''' stands where a key was expected", key,
                "use double quotation marks" },
        { "{\"b\":{a:1}}", PRG_ESYNTAX, 1, 7, "/b", syntax, "a stands where a key was expected",
                key, "put the key in double quotation marks" },
        { "{\"a\":1,5}", PRG_ESYNTAX, 1, 8, "", syntax, "5 stands where a key was expected", key,
                "a number has a point before its decimals, not a comma" },
        { "{\"a\":1, 5}", PRG_ESYNTAX, 1, 9, "", syntax, "5 stands where a key was expected", key,
                "put the key in double quotation marks" },
        { "{5}", PRG_ESYNTAX, 1, 2, "", syntax, "5 stands where a key was expected", key,
                "put the key in double quotation marks" },
        { "{\"a\":\"b\",5}", PRG_ESYNTAX, 1, 10, "", syntax, "5 stands where a key was expected",
                key, "put the key in double quotation marks" },
        { "{\"a\":1,[", PRG_ESYNTAX, 1, 8, "", syntax, "'[' stands where a key was expected", key,
                NULL },
        { "[\n{", PRG_ESYNTAX, 2, 2, "/0", syntax, "the text ends where a key was expected", key,
                "the object begins at line 2, column 1" },

        { "{\"a\"=1}", PRG_ESYNTAX, 1, 5, "", syntax, "'=' stands behind a key", "':'",
                "write ':' between key and value" },
        { "{\"a\" 1}", PRG_ESYNTAX, 1, 6, "", syntax, "'1' stands behind a key", "':'",
                "a colon is missing before it" },
        { "{\"a\",\"b\"}", PRG_ESYNTAX, 1, 5, "", syntax, "',' stands behind a key", "':'",
                "a member is a key, ':' and a value; a list without keys stands in [ ]" },
        { "{\"a\"}", PRG_ESYNTAX, 1, 5, "", syntax, "'}' stands behind a key", "':'",
                "a member is a key, ':' and a value; a list without keys stands in [ ]" },
        { "{\"a\" // x", PRG_ESYNTAX, 1, 6, "", syntax, "'/' stands behind a key", "':'",
                "comments are not JSON; use a member \"note\"" },
        { "{\"a\"", PRG_ESYNTAX, 1, 5, "", syntax, "the text ends behind a key", "':'",
                "the object begins at line 1, column 1" },

        { "[1 2]", PRG_ESYNTAX, 1, 4, "", syntax, "'2' stands behind a value", in_array,
                "a comma is missing before it" },
        { "{\"a\":1 \"b\":2}", PRG_ESYNTAX, 1, 8, "", syntax, "'\"' stands behind a value",
                in_object, "a comma is missing before it" },
        { "[\n[1}", PRG_ESYNTAX, 2, 3, "/0", syntax, "'}' stands behind a value", in_array,
                "the array begins at line 2, column 1" },
        { "[1)", PRG_ESYNTAX, 1, 3, "", syntax, "')' stands behind a value", in_array,
                "the array begins at line 1, column 1" },
        { "{\"a\":1]", PRG_ESYNTAX, 1, 7, "", syntax, "']' stands behind a value", in_object,
                "the object begins at line 1, column 1" },
        { "[1 {}]", PRG_ESYNTAX, 1, 4, "", syntax, "'{' stands behind a value", in_array,
                "a comma is missing before it" },
        { "[1 []]", PRG_ESYNTAX, 1, 4, "", syntax, "'[' stands behind a value", in_array,
                "a comma is missing before it" },
        { "[1;2]", PRG_ESYNTAX, 1, 3, "", syntax, "';' stands behind a value", in_array,
                "write ',' between values" },
        { "[\"a\":1]", PRG_ESYNTAX, 1, 5, "", syntax, "':' stands behind a value", in_array,
                "members with keys stand in { }, not in [ ]" },
        { "{\"a\":1:2}", PRG_ESYNTAX, 1, 7, "", syntax, "':' stands behind a value", in_object,
                "remove the colon" },
        { "[1/*x*/]", PRG_ESYNTAX, 1, 3, "", syntax, "'/' stands behind a value", in_array,
                "comments are not JSON; use a member \"note\"" },
        { "[1\t!]", PRG_ESYNTAX, 1, 4, "", syntax, "'!' stands behind a value", in_array, NULL },
        { "{\"a\":[1,2", PRG_ESYNTAX, 1, 10, "/a", syntax, "the text ends inside an array",
                in_array, "the array begins at line 1, column 6" },
        { "{\"a\":1", PRG_ESYNTAX, 1, 7, "", syntax, "the text ends inside an object", in_object,
                "the object begins at line 1, column 1" },

        { "{}}", PRG_ESYNTAX, 1, 3, "", syntax, "'}' stands behind the end of the value", nothing,
                "one bracket too many is closed" },
        { "[]]", PRG_ESYNTAX, 1, 3, "", syntax, "']' stands behind the end of the value", nothing,
                "one bracket too many is closed" },
        { "1,2", PRG_ESYNTAX, 1, 2, "", syntax, "',' stands behind the end of the value", nothing,
                "put several values in an array: [ , ]" },
        { "1 2", PRG_ESYNTAX, 1, 3, "", syntax, "'2' stands behind the end of the value", nothing,
                "put several values in an array: [ , ]" },
        { "\"a\"\"b\"", PRG_ESYNTAX, 1, 4, "", syntax, "'\"' stands behind the end of the value",
                nothing, "put several values in an array: [ , ]" },
        { "1[", PRG_ESYNTAX, 1, 2, "", syntax, "'[' stands behind the end of the value", nothing,
                "put several values in an array: [ , ]" },
        { "{}\n{}", PRG_ESYNTAX, 2, 1, "", syntax, "'{' stands behind the end of the value",
                nothing, "put several values in an array: [ , ]" },
        { "1 # x", PRG_ESYNTAX, 1, 3, "", syntax, "'#' stands behind the end of the value", nothing,
                "comments are not JSON; use a member \"note\"" },
        { "1 !", PRG_ESYNTAX, 1, 3, "", syntax, "'!' stands behind the end of the value", nothing,
                NULL },

        { "[\"a\tb\"]", PRG_ESYNTAX, 1, 4, "/0", syntax, "a string contains a tab", control,
                "write \\t for a tab" },
        { "[\"a\x1B\"]", PRG_ESYNTAX, 1, 4, "/0", syntax, "a string contains character U+001B",
                control, "write \\u001b" },
        { "[\"a\nb\"]", PRG_ESYNTAX, 1, 2, "/0", syntax,
                "a string is not closed at the end of its line", closing,
                "write \\n for a line end in a string" },
        { "{\"a\":\"b}", PRG_ESYNTAX, 1, 6, "/a", syntax,
                "a string is not closed before the end of the text", closing, NULL },
        { "{\"a:1}", PRG_ESYNTAX, 1, 2, "", syntax,
                "a string is not closed before the end of the text", closing, NULL },
        { "[\"C:\\data\"]", PRG_ESYNTAX, 1, 5, "/0", syntax, "a backslash stands before 'd'",
                escape, "write \\\\ for a backslash" },
        { "[\"it\\'s\"]", PRG_ESYNTAX, 1, 5, "/0", syntax, "a backslash stands before '''", escape,
                "an apostrophe needs no backslash" },
        { "[\"\\u12\"]", PRG_ESYNTAX, 1, 3, "/0", syntax, "a backslash stands before 'u'", escape,
                "write four hexadecimal digits behind \\u" },
        { "[\"\\ud800\"]", PRG_ESYNTAX, 1, 3, "/0", "json-surrogate",
                "\\ud800 is half of a surrogate pair", halves,
                "write the character itself in UTF-8" },
        { "{\"\\uDFFFx\":1}", PRG_ESYNTAX, 1, 3, "", "json-surrogate",
                "\\uDFFF is half of a surrogate pair", halves,
                "write the character itself in UTF-8" },
        { "[0,\"a\\u0000\"]", PRG_ESYNTAX, 1, 6, "/1", "json-nul",
                "a string contains the character U+0000", "text without U+0000", "remove it" },
        { "{\"b\":{\"c\":1,\n  \"c\":2}}", PRG_ESYNTAX, 2, 3, "/b/c", "json-duplicate-key",
                "the key \"c\" stands twice in one object", "each key once",
                "the first one is at line 1, column 7; remove or rename one" },
};

/* Bytes that end a C string. */
static const struct {
        const char *text;
        size_t length;
        const char *message, *suggestion;
} with_nul[] = {
        { "\0[", 2, "character U+0000 stands where a value was expected",
                "save the text as UTF-8, not UTF-16" },
        { "[\0", 2, "character U+0000 stands where a value was expected",
                "save the text as UTF-8, not UTF-16" },
        { "{\0", 2, "character U+0000 stands where a key was expected",
                "save the text as UTF-8, not UTF-16" },
        { "1\0", 2, "character U+0000 stands behind the end of the value",
                "save the text as UTF-8, not UTF-16" },
        { "\xE1\0", 2, "byte 0xE1 is not UTF-8", "save the text as UTF-8, not UTF-16" },
        { "\0\xE1", 2, "character U+0000 stands where a value was expected",
                "save the text as UTF-8, not UTF-16" },
        { "[\"\0\"]", 5, "a string contains the character U+0000", "remove it" },
        { "\xE1", 1, "byte 0xE1 is not UTF-8", "save the text as UTF-8" },
};

static int same_text(const char *a, const char *b)
{
        return a == b || (a && b && strcmp(a, b) == 0);
}

START_TEST(a_finding_says_what_where_and_what_instead)
{
        for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
                const expectation *expected = &expectations[i];
                prg_report *report;
                ck_assert_int_eq(prg_report_new(&report, NULL), 0);
                prg_error_clear();
                int code = prg__json_check(
                        expected->text, strlen(expected->text), "plan.json", NULL, report);
                ck_assert_int_eq(prg_error_last()->code, code);
                ck_assert_uint_eq(prg_report_count(report), 1);
                const prg_finding *found = prg_report_at(report, 0);
                ck_assert_str_eq(found->source, "plan.json");
                ck_assert_int_eq(found->severity, PRG_SEVERITY_ERROR);
                ck_assert_uint_eq(found->row, 0);
                if (code != expected->code || found->line != expected->line
                    || found->column != expected->column
                    || !same_text(found->pointer, expected->pointer)
                    || !same_text(prg_finding_name(found->code), expected->finding)
                    || !same_text(found->message, expected->message)
                    || !same_text(found->expected, expected->expected)
                    || !same_text(found->suggestion, expected->suggestion))
                        ck_abort_msg("%s\n%d %zu:%zu [%s] %s\n%s\n%s\n%s", expected->text, code,
                                found->line, found->column, found->pointer,
                                prg_finding_name(found->code), found->message, found->expected,
                                found->suggestion);
                prg_report_free(report);
        }
}
END_TEST

START_TEST(a_byte_of_zero_is_a_byte_like_others)
{
        for (size_t i = 0; i < sizeof with_nul / sizeof *with_nul; i++) {
                prg_report *report;
                ck_assert_int_eq(prg_report_new(&report, NULL), 0);
                ck_assert_int_lt(
                        prg__json_check(with_nul[i].text, with_nul[i].length, "x", NULL, report),
                        0);
                ck_assert_uint_eq(prg_report_count(report), 1);
                ck_assert_str_eq(prg_report_at(report, 0)->message, with_nul[i].message);
                ck_assert_str_eq(prg_report_at(report, 0)->suggestion, with_nul[i].suggestion);
                prg_report_free(report);
        }
}
END_TEST

/* The message is cut between two characters, wherever they lie. */
START_TEST(a_long_key_is_cut_in_messages)
{
        for (size_t lead = 0; lead < 6; lead++) {
                char key_text[200], text[1000], message[200];
                memset(key_text, 'x', lead);
                for (size_t i = 0; i < 40; i++)
                        memcpy(key_text + lead + 3 * i, "ế", 3);
                int length = (int)(lead + 3 * 40), cut = (int)(lead + (60 - lead) / 3 * 3);
                sprintf(text, "{\"%.*s\":1,\"%.*s\":2}", length, key_text, length, key_text);
                prg_report *report;
                ck_assert_int_eq(prg_report_new(&report, NULL), 0);
                ck_assert_fails(
                        prg__json_check(text, strlen(text), "x", NULL, report), PRG_ESYNTAX);
                sprintf(message, "the key \"%.*s…\" stands twice in one object", cut, key_text);
                ck_assert_str_eq(prg_report_at(report, 0)->message, message);
                prg_report_free(report);
        }
}
END_TEST

START_TEST(a_backslash_at_the_end_of_a_line_is_two_findings)
{
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg__json_check("[\"a\\\nb\"]", 8, "x", NULL, report), PRG_ESYNTAX);
        ck_assert_uint_eq(prg_report_count(report), 2);
        ck_assert_str_eq(prg_report_at(report, 0)->message, "a backslash stands before a line end");
        ck_assert_str_eq(prg_report_at(report, 1)->message,
                "a string is not closed at the end of its line");
        prg_report_free(report);
}
END_TEST

START_TEST(a_right_text_has_no_findings)
{
        static const char text[] = "{\"a\": [1, \"ế\", {}]}\n";
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        prg_error_clear();
        ck_assert_int_eq(prg__json_check(text, sizeof text - 1, "x", NULL, report), 0);
        ck_assert_int_eq(prg__json_check(text, sizeof text - 1, NULL, NULL, NULL), 0);
        ck_assert_int_eq(prg_error_last()->code, PRG_OK);
        ck_assert_uint_eq(prg_report_count(report), 0);
        prg_report_free(report);
}
END_TEST

/* Findings as lines "line:column pointer name". */
static void list(const prg_report *report, char *to)
{
        *to = '\0';
        for (size_t i = 0; i < prg_report_count(report); i++) {
                const prg_finding *finding = prg_report_at(report, i);
                to += sprintf(to, "%zu:%zu %s %s\n", finding->line, finding->column,
                        finding->pointer ? finding->pointer : "-", prg_finding_name(finding->code));
        }
}

static void check_list(const char *text, int code, const char *expected)
{
        prg_report *report;
        char found[4096];
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg__json_check(text, strlen(text), "x", NULL, report), code);
        list(report, found);
        ck_assert_str_eq(found, expected);
        prg_report_free(report);
}

START_TEST(all_that_is_wrong_is_found_up_to_the_first_break)
{
        check_list("{\n"
                   "  \"name\": \"S\xE1\xBB Y t\xE1\xBA\",\n"
                   "  \"areas\": [\"a\", \"\\ud800\", {\"id\": \"x\\u0000y\", \"id\": 2}],\n"
                   "  \"path\": \"C:\\data\\x\",\n"
                   "  \"name\": \"tab\there\",\n"
                   "  \"last\": 1\n"
                   "  \"more\": \"\\q\"\n"
                   "}\n",
                PRG_EUTF8,
                "2:13 /name json-utf8\n"
                "3:19 /areas/1 json-surrogate\n"
                "3:37 /areas/2/id json-nul\n"
                "3:47 /areas/2/id json-duplicate-key\n"
                "4:14 /path json-syntax\n"
                "4:19 /path json-syntax\n"
                "5:3 /name json-duplicate-key\n"
                "5:15 /name json-syntax\n"
                "7:3  json-syntax\n");
}
END_TEST

START_TEST(a_string_in_another_encoding_is_one_finding)
{
        check_list("[\"\xC4\xE1\xFF\", \"\xE1\\q\xE1\", {\"\xE1\xE1\": \"\xE1\"}]", PRG_EUTF8,
                "1:3 /0 json-utf8\n"
                "1:10 /1 json-utf8\n"
                "1:11 /1 json-syntax\n"
                "1:19 /2 json-utf8\n"
                "1:25 - json-utf8\n");
}
END_TEST

/* A key that is itself wrong has no pointer; nothing below it has one either. */
START_TEST(what_lies_below_a_faulty_key_has_no_pointer)
{
        check_list("{\"a\\ud800\": {\"b\": [\"\\q\"]}, \"a\\ud800\": 1, \"c\": \"\\q\"}",
                PRG_ESYNTAX,
                "1:4  json-surrogate\n"
                "1:21 - json-syntax\n"
                "1:30  json-surrogate\n"
                "1:48 /c json-syntax\n");
}
END_TEST

START_TEST(pointers_name_any_key)
{
        check_list("{\"a/b\": {\"~\": [0, [\"\\q\"]], \"\": \"\\q\", \"\\u1ebf\\\"\": \"\\q\"}}",
                PRG_ESYNTAX,
                "1:21 /a~1b/~0/1/0 json-syntax\n"
                "1:33 /a~1b/ json-syntax\n"
                "1:51 /a~1b/ế\" json-syntax\n");
}
END_TEST

START_TEST(lines_end_with_lf_cr_or_both_and_columns_count_code_points)
{
        check_list("[\r\n\"\\q\",\r\"\\q\",\n\"ế😀\t\\q\",\r\n\r\n\t\t\"\\q\"]", PRG_ESYNTAX,
                "2:2 /0 json-syntax\n"
                "3:2 /1 json-syntax\n"
                "4:4 /2 json-syntax\n"
                "4:5 /2 json-syntax\n"
                "6:4 /3 json-syntax\n");
}
END_TEST

START_TEST(the_first_finding_is_the_error)
{
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        for (int i = 0; i < 2; i++) {
                ck_assert_fails(
                        prg__json_check("[\"\\u0000\",\n\"\xFF\"]", 15, "a.json", NULL, report),
                        PRG_ESYNTAX);
                ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "a.json:1:3"));
                ck_assert_ptr_nonnull(strstr(prg_error_last()->message, "U+0000"));
                /* Not that of the text before, which the report still has. */
                ck_assert_fails(
                        prg__json_check("[\n\"\xFF\",\"\\u0000\"]", 15, "b.json", NULL, report),
                        PRG_EUTF8);
                ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "b.json:2:2"));
                ck_assert_ptr_nonnull(strstr(prg_error_last()->message, "0xFF"));
        }
        ck_assert_uint_eq(prg_report_count(report), 8);
        ck_assert_fails(
                prg__json_check("[\n\"\xFF\",\"\\u0000\"]", 15, "c.json", NULL, NULL), PRG_EUTF8);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->place, "c.json:2:2: /0"));
        prg_report_free(report);
}
END_TEST

START_TEST(limits_are_findings)
{
        prg__json_options options = PRG__JSON_OPTIONS_INIT;
        prg_report *report;
        char found[256];
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        options.max_depth = 2;
        options.max_size = 20;
        options.first_line = 7;
        ck_assert_fails(prg__json_check("[1,{\"a\":{}}]", 12, "x", &options, report), PRG_ELIMIT);
        ck_assert_str_eq(prg_report_at(report, 0)->message,
                "more than 2 containers stand inside each other");
        ck_assert_fails(
                prg__json_check("[1,                 2]", 22, "x", &options, report), PRG_ELIMIT);
        ck_assert_str_eq(prg_report_at(report, 1)->message,
                "the text has 22 bytes, more than the limit of 20");
        list(report, found);
        ck_assert_str_eq(found, "7:9 /1/a json-depth\n7:1 - json-size\n");
        prg_report_free(report);
}
END_TEST

/* As many findings as a text can hold: they are counted, only the first ones are worked out. */
START_TEST(many_findings_are_counted)
{
        enum { COUNT = 300000 };
        char *text = malloc((size_t)COUNT * 5 + 2), *at = text;
        *at++ = '[';
        for (int i = 0; i < COUNT; i++) {
                memcpy(at, "\"\\q\",", 5);
                at += 5;
        }
        at[-1] = ']';
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg__json_check(text, (size_t)(at - text), "x", NULL, report), PRG_ESYNTAX);
        ck_assert_uint_eq(prg_report_count(report), 1000);
        ck_assert_uint_eq(prg_report_total(report, PRG_SEVERITY_ERROR), COUNT);
        ck_assert_str_eq(prg_report_at(report, 999)->pointer, "/999");
        ck_assert_uint_eq(prg_report_at(report, 999)->column, 999 * 5 + 3);
        free(text);
        prg_report_free(report);
}
END_TEST

/* Pointers of hostile length are left out: a thousand of them would need more memory than the text.
 */
START_TEST(a_pointer_has_a_longest_length)
{
        for (size_t length = PRG__JSON_LONGEST_POINTER - 2; length < PRG__JSON_LONGEST_POINTER + 3;
                length++) {
                char *text = malloc(length + 16), *at = text;
                memcpy(at, "{\"", 2);
                memset(at + 2, 'k', length);
                memcpy(at + 2 + length, "\":\"\\q\"}", 7);
                prg_report *report;
                ck_assert_int_eq(prg_report_new(&report, NULL), 0);
                ck_assert_fails(prg__json_check(text, length + 9, "x", NULL, report), PRG_ESYNTAX);
                const prg_finding *finding = prg_report_at(report, 0);
                ck_assert_uint_eq(finding->column, length + 6);
                if (length + 1 > PRG__JSON_LONGEST_POINTER)
                        ck_assert_ptr_null(finding->pointer);
                else
                        ck_assert_uint_eq(strlen(finding->pointer), length + 1);
                prg_report_free(report);
                free(text);
        }
        char *text = malloc(100000);
        memset(text, 'k', 100000);
        memcpy(text, "{\"", 2);
        memcpy(text + 99993, "\":\"\\q\"}", 7);
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg__json_check(text, 100000, "x", NULL, report), PRG_ESYNTAX);
        ck_assert_ptr_null(prg_report_at(report, 0)->pointer);
        prg_report_free(report);
        free(text);
}
END_TEST

/* Places in a text that is larger than the distance of the marks, of which the second of two
 * findings looks back far. */
START_TEST(places_are_right_in_a_long_text)
{
        const unsigned count = 60000;
        char *text = malloc((size_t)count * 32), *at = text + sprintf(text, "{\n");
        for (unsigned i = 0; i < count; i++)
                at += sprintf(at, "  \"ế%u\": \"%s\",\n", i, i % 10000 == 9999 ? "\\q" : "ab");
        for (unsigned i = 1; i <= 5; i++)
                at += sprintf(at, "  \"ế%u\": 0%s\n", i * 11111, i < 5 ? "," : "");
        at += sprintf(at, "}\n");
        prg_report *report;
        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
        ck_assert_fails(prg__json_check(text, (size_t)(at - text), "x", NULL, report), PRG_ESYNTAX);
        ck_assert_uint_eq(prg_report_count(report), 11);
        for (unsigned i = 0; i < 6; i++) {
                const prg_finding *finding = prg_report_at(report, i);
                ck_assert_uint_eq(finding->line, i * 10000 + 9999 + 2);
                ck_assert_uint_eq(finding->column, i == 0 ? 13 : 14);
        }
        for (unsigned i = 1; i <= 5; i++) {
                const prg_finding *finding = prg_report_at(report, 5 + i);
                char suggestion[100];
                snprintf(suggestion, sizeof suggestion,
                        "the first one is at line %u, column 3; remove or rename one",
                        i * 11111 + 2);
                ck_assert_str_eq(finding->suggestion, suggestion);
                ck_assert_uint_eq(finding->line, count + 1 + i);
                ck_assert_uint_eq(finding->column, 3);
        }
        prg_report_free(report);
        free(text);
}
END_TEST

START_TEST(without_memory_the_check_ends)
{
        static const char text[] =
                "{\"a\":[{\"b\":\"\\q\",\"b\":\"\xFF\"},[[[[[[[[[\"\\u0000\"]]]]]]]]],]}";
        for (int forever = 0; forever < 2; forever++)
                for (int with_report = 0; with_report < 2; with_report++)
                        for (long n = 0;; n++) {
                                prg_report *report = NULL;
                                long live = prg__memory_live();
                                if (with_report)
                                        ck_assert_int_eq(prg_report_new(&report, NULL), 0);
                                prg_error_clear();
                                prg__memory_fail(n, forever);
                                int code =
                                        prg__json_check(text, sizeof text - 1, "x", NULL, report);
                                long refused = prg__memory_refused();
                                prg__memory_fail_off();
                                ck_assert_int_eq(code, refused ? PRG_ENOMEM : PRG_ESYNTAX);
                                ck_assert_int_eq(prg_error_last()->code, code);
                                if (refused == 0 && report)
                                        ck_assert_uint_eq(prg_report_count(report), 5);
                                prg_report_free(report);
                                ck_assert_int_eq(prg__memory_live(), live);
                                if (refused == 0) {
                                        ck_assert_int_gt(n, 5);
                                        break;
                                }
                        }
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("json_check");
        TCase *tests = tcase_create("json_check");
        tcase_add_test(tests, a_finding_says_what_where_and_what_instead);
        tcase_add_test(tests, a_byte_of_zero_is_a_byte_like_others);
        tcase_add_test(tests, a_long_key_is_cut_in_messages);
        tcase_add_test(tests, a_backslash_at_the_end_of_a_line_is_two_findings);
        tcase_add_test(tests, a_right_text_has_no_findings);
        tcase_add_test(tests, all_that_is_wrong_is_found_up_to_the_first_break);
        tcase_add_test(tests, a_string_in_another_encoding_is_one_finding);
        tcase_add_test(tests, what_lies_below_a_faulty_key_has_no_pointer);
        tcase_add_test(tests, pointers_name_any_key);
        tcase_add_test(tests, lines_end_with_lf_cr_or_both_and_columns_count_code_points);
        tcase_add_test(tests, the_first_finding_is_the_error);
        tcase_add_test(tests, limits_are_findings);
        tcase_add_test(tests, many_findings_are_counted);
        tcase_add_test(tests, a_pointer_has_a_longest_length);
        tcase_add_test(tests, places_are_right_in_a_long_text);
        tcase_add_test(tests, without_memory_the_check_ends);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
