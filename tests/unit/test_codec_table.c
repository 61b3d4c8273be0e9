/* Lists in CSV beside the document. */
#include "document.h"

#include <stdio.h>

#include "folder.h"

static void set_up(void)
{
        document_set_up();
        folder_make();
}

static void tear_down(void)
{
        folder_remove();
        document_tear_down();
}

/* Reads a document in the folder. */
static int open_document(const char *text)
{
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        options.report = report;
        prg_report_clear(report);
        prg_programme_unref(programme);
        programme = NULL;
        folder_write("p.json", text);
        return prg_programme_open_json(&programme, folder_path("p.json"), &options);
}

/* A document whose list is the table. */
static int open_table(const char *list, const char *table)
{
        char text[256];
        folder_write("list.csv", table);
        snprintf(text, sizeof text, HEAD ", \"%s\": \"list.csv\"}", list);
        return open_document(text);
}

static void accepted(const char *list, const char *table)
{
        int code = open_table(list, table);
        ck_assert_msg(code == 0 && prg_report_total(report, PRG_SEVERITY_NOTE) == 0, "%s\n%d %s", table, code,
                document_findings());
}

/* Exactly one finding, in the table; field NULL: about the row. */
static const prg_finding *one(const char *list, const char *table, const char *code_name, size_t row, const char *field)
{
        int code = open_table(list, table);
        ck_assert_msg(code == PRG_ESCHEMA && prg_report_total(report, PRG_SEVERITY_NOTE) == 1, "%s\n%d %s", table, code,
                document_findings());
        const prg_finding *it = prg_report_at(report, 0);
        ck_assert_msg(strcmp(prg_finding_name(it->code), code_name) == 0 && it->row == row
                        && strcmp(it->source, "list.csv") == 0 && it->pointer == NULL && it->line == 0
                        && (field ? it->field && strcmp(it->field, field) == 0 : it->field == NULL), "%s\n%s", table,
                document_findings());
        return it;
}

/* Exactly one finding, about the name of the file. */
static void refused_file(const char *document)
{
        int code = open_document(document);
        ck_assert_msg(code == PRG_ESCHEMA && prg_report_total(report, PRG_SEVERITY_NOTE) == 1, "%s\n%d %s", document, code,
                document_findings());
        ck_assert_int_eq(prg_report_at(report, 0)->code, PRG_FINDING_FILE);
        ck_assert_int_eq(prg_report_at(report, 0)->pointer[0], '/');
        ck_assert_uint_eq(prg_report_at(report, 0)->line, 1);
}

/* ---- reading ---- */

START_TEST(a_row_is_an_item_and_a_column_a_field)
{
        accepted("areas", "id,name,name.en,code,level,parent,from,aliases\n"
                "L,Lai Châu,,12,province,,2004-01-01,\"LC; Lai Chau ;\"\n"
                "X,\"Mù \"\"Cả\"\"\nhai dòng\",Mu Ca,00123,commune,L,,\n");
        ck_assert_uint_eq(prg_programme_count(programme, "area"), 2);
        const prg_item *province = document_item("area", "L"), *commune = document_item("area", "X");
        ck_assert_str_eq(prg_item_name(commune, "vi"), "Mù \"Cả\"\nhai dòng");
        ck_assert_str_eq(prg_item_name(commune, "en"), "Mu Ca");
        ck_assert_str_eq(prg_item_name(province, "en"), "Lai Châu");
        ck_assert_str_eq(prg_item_text(commune, "code"), "00123");
        ck_assert_ptr_eq(prg_item_get(commune, "parent"), province);
        ck_assert_uint_eq(prg_item_size(province, "aliases"), 2);
        ck_assert_str_eq(prg_item_text_at(province, "aliases", 1), "Lai Chau");
        ck_assert_int_ne(prg_item_date(province, "from"), PRG_DATE_NONE);
        ck_assert_int_eq(prg_item_date(commune, "from"), PRG_DATE_NONE);
        ck_assert_uint_eq(prg_item_index(commune), 1);
}
END_TEST

START_TEST(crlf_a_byte_order_mark_and_short_rows_are_accepted)
{
        accepted("agencies", "\xEF\xBB\xBFid,name,level\r\nA,Công an,province\r\n\r\nB\r\nC,x");
        ck_assert_uint_eq(prg_programme_count(programme, "agency"), 3);
        ck_assert_str_eq(prg_item_text(document_item("agency", "A"), "level"), "province");
        ck_assert_ptr_null(prg_item_text(document_item("agency", "B"), "level"));
}
END_TEST

START_TEST(other_types_of_fields_stand_in_cells_too)
{
        accepted("units", "id,base,factor\nkg,,\ng,kg,0.0010\n");
        prg_decimal number;
        ck_assert_int_eq(prg_item_number(document_item("unit", "g"), "factor", &number), 0);
        ck_assert_int_eq(number.mantissa, 10);
        accepted("indicators", "id,kind,decimals,published,numerator,denominator\na,flow,3,,,\nr,ratio,,false,a,a\n");
        ck_assert_int_eq(prg_item_integer(document_item("indicator", "a"), "decimals", -1), 3);
        ck_assert_int_eq(prg_item_flag(document_item("indicator", "r"), "published", -1), 0);
        ck_assert_str_eq(prg_item_text(document_item("indicator", "r"), "kind"), "ratio");
        accepted("documents", "id,cites\nD,E; D\nE,\n");
        ck_assert_uint_eq(prg_item_size(document_item("document", "D"), "cites"), 2);
        ck_assert_ptr_eq(prg_item_at(document_item("document", "D"), "cites", 0), document_item("document", "E"));
        accepted("roles", "id,verb,lead\nlead,dẫn,explicit\nown,riêng,none\n");
        ck_assert_str_eq(prg_item_text(document_item("role", "lead"), "verb"), "dẫn");
}
END_TEST

START_TEST(a_further_row_of_an_area_is_a_later_state)
{
        prg_date day;
        accepted("areas", "id,name,code,level,parent,from\nL,Lai Châu,12,province,,\nX,Mường Mô,03,commune,L,\n"
                "X,,04,,,2012-11-02\nX,Mô,,,,2015-01-01\n");
        const prg_item *area = document_item("area", "X");
        ck_assert_uint_eq(prg_programme_count(programme, "area"), 2);
        ck_assert_uint_eq(prg_item_size(area, "later"), 2);
        ck_assert_int_eq(prg_date_parse(&day, "2012-11-01", 10), 0);
        ck_assert_str_eq(prg_area_code(area, day), "03");
        ck_assert_str_eq(prg_area_code(area, day + 1), "04");
        ck_assert_int_eq(prg_date_parse(&day, "2016-01-01", 10), 0);
        ck_assert_str_eq(prg_area_name(area, day, NULL), "Mô");
        ck_assert_str_eq(prg_area_code(area, day), "04");
        one("areas", "id,level,from\nX,xa,\nX,,2012-01-01\nX,,2011-01-01\n", "contradiction", 3, "from");
        one("areas", "id,level,from\nX,xa,\nX,huyen,2012-01-01\n", "unknown-key", 2, "level");
        one("areas", "id,level,name\nX,xa,\nX,,Y\n", "missing-field", 2, NULL);
}
END_TEST

START_TEST(the_folder_may_be_an_option_and_lists_may_lie_below_it)
{
        static const char text[] = DOCUMENT("\"areas\": \"list.csv\"");
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        char folder[FOLDER_PATH_SIZE];
        folder_write("list.csv", "id,level\nX,xa\n");
        snprintf(folder, sizeof folder, "%s", folder_path(""));
        options.folder = folder;
        for (int slash = 1; slash >= 0; slash--) {
                folder[strlen(folder) - 1] = slash ? '/' : '\0';
                ck_assert_int_eq(prg_programme_read_json(&programme, text, sizeof text - 1, &options), 0);
                ck_assert_uint_eq(prg_programme_count(programme, "area"), 1);
                prg_programme_unref(programme);
                programme = NULL;
        }
        ck_assert_fails(prg_programme_read_json(&programme, text, sizeof text - 1, NULL), PRG_ESCHEMA);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->message, "has no folder"));
}
END_TEST

/* ---- what is wrong ---- */

START_TEST(a_name_that_leads_elsewhere_is_refused)
{
        static const char *const names[] = { "", "../list.csv", "/etc/passwd", "a/../../list.csv", "..", ".", "a\\\\b.csv",
                "..\\\\list.csv", "c:list.csv", "./list.csv", "a//b.csv", "a/", "a/./b.csv", "a/.." };
        char document[512];
        folder_write("list.csv", "id,level\nX,xa\n");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                snprintf(document, sizeof document, DOCUMENT("\"areas\": \"%s\""), names[i]);
                refused_file(document);
                ck_assert_ptr_nonnull(strstr(prg_report_at(report, 0)->message, "leads elsewhere"));
        }
        folder_write("..x.csv", "id,level\nX,xa\n");
        ck_assert_int_eq(open_document(DOCUMENT("\"areas\": \"..x.csv\"")), 0);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_one_finding)
{
        /* References to what might be in it are not findings. */
        refused_file(DOCUMENT("\"areas\": \"none.csv\", \"agencies\": [{\"id\": \"A\", \"area\": \"X\"}]"));
        folder_write("list.csv", "id,level\nX,\xFFxa\n");
        refused_file(DOCUMENT("\"areas\": \"list.csv\", \"agencies\": [{\"id\": \"A\", \"area\": \"X\"}]"));
        ck_assert_ptr_nonnull(strstr(prg_report_at(report, 0)->message, "not valid UTF-8"));
        refused_file(DOCUMENT("\"areas\": \"list.csv/x\", \"components\": [{\"id\": \"P\", \"kind\": \"a\", \"areas\": [\"X\"]}]"));
        folder_write("list.csv", "id,level\nX,xa\n");
        refused_file(DOCUMENT("\"agencies\": \"list.csv\", \"areas\": \"list.csv\""));
        ck_assert_ptr_nonnull(strstr(prg_report_at(report, 0)->message, "another list is in this file"));
}
END_TEST

START_TEST(a_table_beyond_the_limit_is_refused)
{
        static const char text[] = DOCUMENT("\"areas\": \"list.csv\"");
        prg_read_options options = PRG_READ_OPTIONS_INIT;
        char folder[FOLDER_PATH_SIZE];
        snprintf(folder, sizeof folder, "%s", folder_path(""));
        options.folder = folder;
        options.max_bytes = sizeof text;
        folder_write("list.csv", "id,level,name\nX,xa,a name that is longer than the document is, which is short itself"
                " as documents go, and needs some words more\n");
        ck_assert_fails(prg_programme_read_json(&programme, text, sizeof text - 1, &options), PRG_ESCHEMA);
}
END_TEST

START_TEST(a_header_that_is_wrong_is_a_finding_without_follow_ups)
{
        const prg_finding *it = one("areas", "id,lewel\nX,xa\nY,xa\n", "unknown-key", 0, "lewel");
        ck_assert_str_eq(it->suggestion, "level");
        one("areas", "id,level,colour\nX,xa,red\n", "unknown-key", 0, "colour");
        one("areas", "id,level,\nX,xa,red\n", "unknown-key", 0, "");
        one("areas", "id,level,later\nX,xa,\n", "unknown-key", 0, "later");
        one("areas", "id,level,level.en\nX,xa,\n", "unknown-key", 0, "level.en");
        one("areas", "id,level,name.\nX,xa,\n", "unknown-key", 0, "name.");
        one("areas", "id,level,name.e n\nX,xa,\n", "unknown-key", 0, "name.e n");
        one("areas", "id,level,id\nX,xa,Y\n", "duplicate-id", 0, "id");
        one("areas", "id,level,level\nX,xa,b\n", "duplicate-id", 0, "level");
        one("areas", "id,level,name,name.vi\nX,xa,a,b\n", "duplicate-id", 0, "name.vi");
        one("areas", "id,level,name.en,name.en\nX,xa,a,b\n", "duplicate-id", 0, "name.en");
        one("areas", "name,level\nX,xa\nY,xa\n", "missing-field", 0, "id");
        it = one("areas", "ids,level\nX,xa\nY,xa\n", "unknown-key", 0, "ids");
        ck_assert_str_eq(it->suggestion, "id");
        one("areas", "", "csv-syntax", 0, NULL);
        one("areas", "\n\n", "csv-syntax", 0, NULL);
        one("areas", "id,le\"vel\nX,xa\n", "csv-syntax", 0, NULL);
        one("areas", "\"id\nX,xa\n", "csv-syntax", 0, NULL);
}
END_TEST

START_TEST(a_table_of_too_many_columns_is_refused)
{
        char table[2048] = "id,level", column[16];
        for (int i = 0; i < 62; i++) {
                snprintf(column, sizeof column, ",name.l%d", i);
                strcat(table, column);
        }
        char *end = table + strlen(table);
        strcpy(end, "\nX,xa\n");
        accepted("areas", table); /* 64 columns */
        strcpy(end, "\nX,xa,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,"
                "9,0,1,2,3,4,5,6,7,8,9,0,1,2,65\n");
        one("areas", table, "csv-syntax", 1, NULL);
        strcpy(end, ",name.m\nX,xa\n");
        one("areas", table, "csv-syntax", 0, NULL);
}
END_TEST

START_TEST(a_cell_that_is_wrong_is_a_finding_with_row_and_column)
{
        const prg_finding *it = one("areas", "id,level,parent\nL,tinh,\n\nLA1,xa,LL\n", "unknown-reference", 2, "parent");
        ck_assert_str_eq(it->suggestion, "L");
        ck_assert_str_eq(it->expected, "the id of an area");
        ck_assert_str_eq(prg_error_last()->place, "list.csv: row 2, parent");
        one("areas", "id,level,from\nL,tinh,2017-02-30\n", "value", 1, "from");
        one("areas", "id,level\nL,a b\n", "value", 1, "level");
        one("areas", "id,level\nL,\n", "missing-field", 1, NULL);
        one("areas", "id,level\n,xa\n", "missing-field", 1, "id");
        one("areas", "id,level\nÁ,xa\n", "id", 1, "id");
        one("areas", "id,level,from,to\nL,xa,2017-01-01,2016-01-01\n", "contradiction", 1, "to");
        one("areas", "id,level\nL,xa,\n", "csv-syntax", 1, NULL);
        one("agencies", "id,level\nA,xa\nA,xa\n", "duplicate-id", 2, "id");
        one("documents", "id,cites\nD,D;E\n", "unknown-reference", 1, "cites");
        one("documents", "id,cites\nD,D;D\n", "repeated-reference", 1, "cites");
        one("units", "id,base,factor\ng,kg,2\n", "unknown-reference", 1, "base");
        one("units", "id,base,factor\nkg,,\ng,kg,1e3\n", "value", 2, "factor");
        it = one("indicators", "id,kind\ni,flo\n", "value", 1, "kind");
        ck_assert_str_eq(it->suggestion, "flow");
        one("indicators", "id,kind,published\ni,ratio,yes\n", "value", 1, "published");
        one("indicators", "id,kind,decimals\ni,flow,10\n", "value", 1, "decimals");
        one("areas", "id,level,parent\nA,xa,B\nB,xa,A\n", "cycle", 2, "parent");
}
END_TEST

START_TEST(a_row_that_is_no_csv_is_one_finding)
{
        /* The row's item is lost; that others refer to it is not another mistake. */
        one("areas", "id,level,parent\nL,ti\"nh,\nX,xa,L\n", "csv-syntax", 1, NULL);
        one("areas", "id,level,parent\n\"L\"a,tinh,\nX,xa,L\n", "csv-syntax", 1, NULL);
        one("areas", "id,level,parent\nX,xa,L\nL,\"tinh\n", "csv-syntax", 2, NULL);
}
END_TEST

/* ---- writing ---- */

/* Saves and reads the list again. */
static const char *saved(void)
{
        ck_assert_int_eq(prg_programme_save_json(programme, folder_path("p.json")), 0);
        return folder_read("list.csv");
}

START_TEST(canonical_tables_are_saved_as_they_were_read)
{
        static const char *const tables[][2] = {
                { "areas", "id,name,name.en,aliases,code,level,kind,parent,from,to,note\n"
                  "L,Lai Châu,,LC;Lai Chau,12,province,,,2004-01-01,,\n"
                  "X,\"Mù \"\"Cả\"\"\nhai\",Mu Ca,,03,commune,xa,L,,2019-12-31,\"a,b\"\n"
                  "X,Mô,,,04,,,L,2012-11-02,,sáp nhập\n" },
                { "areas", "id\n" },
                { "roles", "id,verb,class,lead,binding\nlead,dẫn,,explicit,false\nown,riêng,contributing,,\n" },
                { "roles", "id\n" },
                { "units", "id,base,factor\nkg,,\ng,kg,0.0010\n" },
                { "indicators", "id,kind,decimals,numerator,denominator,published,threshold\n"
                  "a,flow,0,,,,0\nr,ratio,,a,a,false,\n" },
                { "documents", "id,name,cites\nD,Kế hoạch,E;D\nE,,\n" },
                { "agencies", "id,name.en\nA,Police\n" },
        };
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
                accepted(tables[i][0], tables[i][1]);
                ck_assert_str_eq(saved(), tables[i][1]);
                char name[64];
                snprintf(name, sizeof name, "\"%s\": \"list.csv\"", tables[i][0]);
                ck_assert_ptr_nonnull(strstr(folder_read("p.json"), name));
                ck_assert_int_eq(folder_entries(), 2);
        }
}
END_TEST

START_TEST(another_table_is_brought_into_the_form_once)
{
        accepted("areas", "\xEF\xBB\xBFlevel,name.vi,id,note\r\nxa,\"Mường Tè\",X,\r\n\r\nxa,,Y\r\n");
        ck_assert_str_eq(saved(), "id,name,level\nX,Mường Tè,xa\nY,,xa\n");
}
END_TEST

START_TEST(a_document_written_whole_has_its_lists_in_it)
{
        accepted("areas", "id,level\nX,xa\n");
        ck_assert_ptr_nonnull(strstr(document_written(), "\"areas\": [\n    {\n      \"id\": \"X\",\n      \"level\": \"xa\"\n    }\n  ]"));
}
END_TEST

START_TEST(a_copy_saves_into_the_same_files)
{
        prg_programme *copy;
        accepted("areas", "id,level\nX,xa\n");
        ck_assert_int_eq(prg_programme_copy(&copy, programme), 0);
        prg_programme_unref(programme);
        programme = copy;
        ck_assert_int_eq(prg_item_set(prg_programme_get(programme, "area", "X"), "name", "Tè"), 0);
        ck_assert_str_eq(saved(), "id,name,level\nX,Tè,xa\n");
}
END_TEST

START_TEST(what_a_table_cannot_say_is_refused_and_nothing_is_changed)
{
        static const char table[] = "id,name,level\nX,Tè,xa\n";
        static const char *const edits[][3] = {
                { "+aliases", "a;b", "'a;b' of 'aliases'" }, { "+aliases", "", "'' of 'aliases'" },
                { "+aliases", " a", "' a' of 'aliases'" }, { "+aliases", "a ", "'a ' of 'aliases'" },
                { "note", "", "'note' of an area" }, { "name", "", "'name' of an area" },
        };
        for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
                accepted("areas", table);
                char before[512];
                snprintf(before, sizeof before, "%s", folder_read("p.json"));
                prg_item *area = prg_programme_get(programme, "area", "X");
                ck_assert_int_eq(prg_item_set(prg_programme_root(programme), "note", "new"), 0);
                ck_assert_int_eq(edits[i][0][0] == '+' ? prg_item_append(area, edits[i][0] + 1, edits[i][1])
                                                       : prg_item_set(area, edits[i][0], edits[i][1]), 0);
                ck_assert_fails(prg_programme_save_json(programme, folder_path("p.json")), PRG_ESCHEMA);
                ck_assert_str_eq(prg_error_last()->place, "X");
                ck_assert_ptr_nonnull(strstr(prg_error_last()->message, edits[i][2]));
                ck_assert_str_eq(folder_read("list.csv"), table);
                ck_assert_str_eq(folder_read("p.json"), before);
                ck_assert_int_eq(folder_entries(), 2);
        }
        prg_item *state;
        accepted("areas", table);
        ck_assert_int_eq(prg_item_add(&state, prg_programme_get(programme, "area", "X"), "later", NULL), 0);
        ck_assert_int_eq(prg_item_set(state, "from", "2020-01-01"), 0);
        ck_assert_str_eq(saved(), "id,name,level,from\nX,Tè,xa,\nX,,,2020-01-01\n");
        ck_assert_int_eq(prg_item_add(NULL, prg_programme_root(programme), "documents", "D"), 0);
        ck_assert_int_eq(prg_item_set(state, "document", "D"), 0);
        ck_assert_fails(prg_programme_save_json(programme, folder_path("p.json")), PRG_ESCHEMA);
        ck_assert_ptr_nonnull(strstr(prg_error_last()->message, "'document' of an area_state cannot stand in CSV"));
}
END_TEST

START_TEST(a_later_list_that_cannot_be_saved_leaves_the_earlier_alone)
{
        folder_write("a.csv", "id\nA\n");
        folder_write("b.csv", "id\nB\n");
        ck_assert_int_eq(open_document(DOCUMENT("\"agencies\": \"a.csv\", \"sources\": \"b.csv\"")), 0);
        ck_assert_int_eq(prg_item_set(prg_programme_get(programme, "agency", "A"), "level", "xa"), 0);
        ck_assert_int_eq(prg_item_append(prg_programme_get(programme, "source", "B"), "aliases", ";"), 0);
        ck_assert_fails(prg_programme_save_json(programme, folder_path("p.json")), PRG_ESCHEMA);
        ck_assert_str_eq(folder_read("a.csv"), "id\nA\n");
        ck_assert_int_eq(folder_entries(), 3);
}
END_TEST

START_TEST(a_document_is_not_saved_over_its_list)
{
        accepted("areas", "id,level\nX,xa\n");
        ck_assert_fails(prg_programme_save_json(programme, folder_path("list.csv")), PRG_EINVALID);
        ck_assert_str_eq(folder_read("list.csv"), "id,level\nX,xa\n");
}
END_TEST

START_TEST(too_many_columns_are_not_written)
{
        accepted("areas", "id,level\nX,xa\n");
        for (int i = 0; i < 63; i++) {
                char language[8];
                snprintf(language, sizeof language, "l%d", i);
                ck_assert_int_eq(prg_item_set_translation(prg_programme_get(programme, "area", "X"), "name", language, "a"), 0);
        }
        ck_assert_fails(prg_programme_save_json(programme, folder_path("p.json")), PRG_ESCHEMA);
        ck_assert_int_eq(prg_item_set_translation(prg_programme_get(programme, "area", "X"), "name", "l9", NULL), 0);
        accepted("areas", saved());
}
END_TEST

START_TEST(an_own_key_has_no_column)
{
        /* A list in JSON may have such keys; it cannot become a table by itself. */
        ck_assert_int_eq(open_document(DOCUMENT("\"areas\": [{\"id\": \"X\", \"level\": \"xa\", \"x-a\": 1}]")), 0);
        ck_assert_int_eq(prg_programme_save_json(programme, folder_path("p.json")), 0);
        ck_assert_ptr_nonnull(strstr(folder_read("p.json"), "\"x-a\": 1"));
        one("areas", "id,level,x-a\nX,xa,1\n", "unknown-key", 0, "x-a");
}
END_TEST

static Suite *codec_table_suite(void)
{
        Suite *suite = suite_create("codec_table");
        TCase *reading = tcase_create("reading");
        tcase_add_checked_fixture(reading, set_up, tear_down);
        tcase_add_test(reading, a_row_is_an_item_and_a_column_a_field);
        tcase_add_test(reading, crlf_a_byte_order_mark_and_short_rows_are_accepted);
        tcase_add_test(reading, other_types_of_fields_stand_in_cells_too);
        tcase_add_test(reading, a_further_row_of_an_area_is_a_later_state);
        tcase_add_test(reading, the_folder_may_be_an_option_and_lists_may_lie_below_it);
        tcase_add_test(reading, a_name_that_leads_elsewhere_is_refused);
        tcase_add_test(reading, a_file_that_cannot_be_read_is_one_finding);
        tcase_add_test(reading, a_table_beyond_the_limit_is_refused);
        tcase_add_test(reading, a_header_that_is_wrong_is_a_finding_without_follow_ups);
        tcase_add_test(reading, a_table_of_too_many_columns_is_refused);
        tcase_add_test(reading, a_cell_that_is_wrong_is_a_finding_with_row_and_column);
        tcase_add_test(reading, a_row_that_is_no_csv_is_one_finding);
        suite_add_tcase(suite, reading);
        TCase *writing = tcase_create("writing");
        tcase_add_checked_fixture(writing, set_up, tear_down);
        tcase_add_test(writing, canonical_tables_are_saved_as_they_were_read);
        tcase_add_test(writing, another_table_is_brought_into_the_form_once);
        tcase_add_test(writing, a_document_written_whole_has_its_lists_in_it);
        tcase_add_test(writing, a_copy_saves_into_the_same_files);
        tcase_add_test(writing, what_a_table_cannot_say_is_refused_and_nothing_is_changed);
        tcase_add_test(writing, a_later_list_that_cannot_be_saved_leaves_the_earlier_alone);
        tcase_add_test(writing, a_document_is_not_saved_over_its_list);
        tcase_add_test(writing, too_many_columns_are_not_written);
        tcase_add_test(writing, an_own_key_has_no_column);
        suite_add_tcase(suite, writing);
        return suite;
}

int main(void)
{
        return unit_run(codec_table_suite());
}
