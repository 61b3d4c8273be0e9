"""Seeds faults into the library, one at a time, and demands that the tests notice.

usage: mutate.py BUILD_DIR [FILE...]

A mutant is one changed operator, constant or condition in one line of a source file. It is built with
AddressSanitizer and the tests of its module run; the mutant is killed when the build or a test fails. Mutants that cannot change
what the program does are listed in EQUIVALENT with the reason. Exit 1 when a mutant survives.
"""
import collections
import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# The unit tests of what is computed, quick ones first, and of what is kept.
COMPUTE = ["compute", "law", "plain"]
QUERY = ["query", "query_text"]
TABLE = ["table", "table_number", "table_write"]
FORMULA = ["formula_cases", "formula", "formula_check"]
DATA = ["data", "data_read", "data_entry", "data_place", "data_rebind", "data_random"]

# Source file -> the unit tests that must notice. Of each file so many mutants are taken: MUTANTS_PER_FILE, 60 by
# default.
MODULES = {
    "libprogram/util/decimal.c": ["decimal", "decimal_text"],
    "libprogram/util/wide.c": ["wide"],
    "libprogram/util/date.c": ["date"],
    "libprogram/util/map.c": ["map"],
    "libprogram/model/area.c": ["area", "check"],
    "libprogram/model/area_change.c": ["check"],
    "libprogram/model/check.c": ["check"],
    "libprogram/model/edit.c": ["edit", "edit_place", "programme"],
    "libprogram/model/responsibility.c": ["responsibility"],
    "libprogram/model/period.c": ["period", "period_text"],
    "libprogram/model/period_relation.c": ["period", "period_text", "period_foreign", "calendar"],
    "libprogram/model/period_text.c": ["period_text", "period_foreign"],
    "libprogram/model/period_sdmx.c": ["period_foreign"],
    "libprogram/model/calendar.c": ["calendar", "period", "period_text"],
    "libprogram/model/find.c": ["find"],
    "libprogram/model/item.c": ["item"],
    "libprogram/codec/reader.c": ["codec_read", "codec_table"],
    "libprogram/codec/tree.c": ["codec_read"],
    "libprogram/codec/list.c": ["codec_table"],
    "libprogram/codec/list_write.c": ["codec_table", "codec_write"],
    "libprogram/codec/write.c": ["codec_write", "codec_table"],
    "libprogram/util/json_scan.c": ["json_scan"],
    "libprogram/util/report.c": ["report"],
    **{f"libprogram/data/{name}.c": DATA for name in (
        "axis", "axis_rebind", "binding", "data", "entry", "entry_value", "ids", "journal", "keep", "lane", "rebind",
        "scale", "series", "tile", "unbound", "words")},
    **{f"libprogram/calc/{name}.c": COMPUTE for name in (
        "beyond", "coarse", "column", "compute", "evaluate", "frame", "inputs", "measure", "operator", "plain",
        "ratio", "reduce_areas", "reduce_time", "tree")},
    "libprogram/calc/formula/formula.c": FORMULA,
    **{f"libprogram/calc/formula/formula_{name}.c": FORMULA for name in (
        "check", "format", "lex", "parse", "result", "run", "set", "type", "unit", "value")},
    "libprogram/calc/number.c": ["number", "number_form"],
    "libprogram/calc/result.c": ["table", *COMPUTE],
    "libprogram/calc/query/shared.c": COMPUTE,
    **{f"libprogram/calc/query/{name}.c": QUERY for name in (
        "query", "query_areas", "query_axes", "query_cuts", "query_format", "query_parse", "query_periods",
        "query_text")},
    "libprogram/calc/query/query_measure.c": [*QUERY, "compute"],
    **{f"libprogram/calc/table/{name}.c": TABLE for name in (
        "table", "table_csv", "table_json", "table_label", "table_names", "table_number", "table_text", "table_words",
        "table_write")},
}
PER_FILE = int(os.environ.get("MUTANTS_PER_FILE", "60"))

OPERATORS = [
    (r"<=", "<"), (r">=", ">"), (r"(?<![<>=!-])<(?![<=])", "<="), (r"(?<![<>=-])>(?![>=])", ">="),
    (r"==", "!="), (r"!=", "=="), (r"&&", "||"), (r"\|\|", "&&"),
    (r"(?<![+(])\+(?![+=])", "-"), (r"(?<=[\w)] )-(?= )", "+"), (r"(?<=[\w)] )\*(?= )", "/"),
    (r"(?<=[\w)] )/(?= )", "*"), (r"(?<=[\w)] )%(?= )", "/"), (r"\+\+", "--"), (r"\+=", "-="), (r"-=", "+="),
    (r"(?<!return )\b0\b", "1"), (r"(?<!return )\b1\b", "2"),
    (r"(?<=return )0(?=;)", "-1"), (r"(?<=return )1(?=;)", "0"), (r"\b10\b", "9"), (r"(?<=[( ])!(?=[a-z(])", ""),
    (r"\breturn (?=[a-z_]+;)", "return !"),
]

# (file, text of the line without spaces at its ends, replacement): reason.
EQUIVALENT = {
    ('libprogram/util/wide.c',
     'if (exponent <= MAX_POWER_64)',
     'if (exponent < MAX_POWER_64)'):
        'both ways give the same power',
    ('libprogram/util/wide.c',
     'return high != 0 ? PRG_ERANGE : prg__wide_from_magnitude(out, low, value < 0);',
     'return high != 0 ? PRG_ERANGE : prg__wide_from_magnitude(out, low, value <= 0);'):
        'minus nothing is nothing',
    ('libprogram/util/wide.c',
     'return high != 0 ? PRG_ERANGE : prg__wide_from_magnitude(out, low, value < 0);',
     'return high != 0 ? PRG_ERANGE : prg__wide_from_magnitude(out, low, value < 1);'):
        'minus nothing is nothing',
    ('libprogram/util/wide.c',
     'return left < right ? -1 : 1;',
     'return left <= right ? -1 : 1;'):
        'they differ here',
    ('libprogram/util/wide.c',
     'int order = left_high != right_high ? (left_high > right_high) - (left_high < right_high)',
     'int order = left_high != right_high ? (left_high > right_high) - (left_high <= right_high)'):
        'they differ here',
    ('libprogram/util/wide.c',
     'int order = left_high != right_high ? (left_high > right_high) - (left_high < right_high)',
     'int order = left_high != right_high ? (left_high >= right_high) - (left_high < right_high)'):
        'they differ here',
    ('libprogram/util/wide.c',
     'if (*remainder < divisor)',
     'if (*remainder <= divisor)'):
        'a remainder as large as the divisor gives nines, which the last rounding carries',
    ('libprogram/util/wide.c',
     'if (*remainder >= divisor) {',
     'if (*remainder > divisor) {'):
        'a remainder as large as the divisor gives nines, which the last rounding carries',
    ('libprogram/util/date.c',
     'return 0;',
     'return 1;'):
        'callers ask whether it is negative',
    ('libprogram/util/date.c',
     'return year >= 1 && year <= PRG__DATE_MAX_YEAR && year % 4 == 0',
     'return year >= 2 && year <= PRG__DATE_MAX_YEAR && year % 4 == 0'):
        'year 1 is no leap year',
    ('libprogram/util/date.c',
     'return 30 + ((month + month / 8) & 1); /* August repeats the pattern of January */',
     'return 30 + ((month - month / 8) & 1); /* August repeats the pattern of January */'):
        'the same parity',
    ('libprogram/util/date.c',
     'month / 10, month % 10, -1, day / 10, day % 10 };',
     'month / 10, month % 10, -2, day / 10, day % 10 };'):
        'any negative number stands for the dash',
    ('libprogram/util/map.c',
     'return hash ? hash : 1;',
     'return hash ? hash : 2;'):
        'any number but 0 marks a slot as used',
    ("libprogram/model/area_change.c",
     "return -1;",
     "return -2;"):
        "any negative number says: not given",
    ("libprogram/model/check.c",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;",
     "return length <= 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;"):
        "the text is never empty",
    ("libprogram/model/check.c",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY + 1 : (size_t)length;"):
        "an address and a key are shorter",
    ("libprogram/model/check.c",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 2 : (size_t)length;"):
        "an address and a key are shorter",
    ("libprogram/model/check.c",
     "end += (size_t)snprintf(text + end, sizeof text - end, \"%s → \", prg__text_or(item->id, \"?\"));",
     "end += (size_t)snprintf(text + end, sizeof text + end, \"%s → \", prg__text_or(item->id, \"?\"));"):
        "the loop leaves room for the longest id",
    ("libprogram/model/check.c",
     "prg__alloc_zero(list->count), 0 };",
     "prg__alloc_zero(list->count), 1 };"):
        "each search sets the depth first",
    ("libprogram/model/check.c",
     "|| (code = check_circles(check, &root->indicators, indicator_edge)) < 0)",
     "|| (code = check_circles(check, &root->indicators, indicator_edge)) <= 0)"):
        "the last code is answered either way",
    ("libprogram/model/check.c",
     "|| (code = check_circles(check, &root->indicators, indicator_edge)) < 0)",
     "|| (code = check_circles(check, &root->indicators, indicator_edge)) < 1)"):
        "the last code is answered either way",
    ("libprogram/model/check.c",
     "return code < 0 ? code : check_all_circles(check, &programme->root);",
     "return code < 1 ? code : check_all_circles(check, &programme->root);"):
        "a walk ends with PRG_END, which is 1",
    ("libprogram/model/edit.c",
     "text[0] = '\\0';",
     "text[1] = '\\0';"):
        "no choice has no words, and the first is written over it",
    ("libprogram/model/edit.c",
     "for (int number = 0; number < PRG__CLASSES; number++) {",
     "for (int number = 1; number < PRG__CLASSES; number++) {"):
        "number 0 is the document, which no field takes beside another class",
    ("libprogram/model/responsibility.c",
     "for (size_t i = 0; i < question->count; i++)",
     "for (size_t i = 1; i < question->count; i++)"):
        "the first group is asked twice at most, and answers are kept once",
    ("libprogram/model/responsibility.c",
     "if (prg__grow((void **)&question->asked, &question->capacity, question->count + 1, sizeof *question->asked) < 0)",
     "if (prg__grow((void **)&question->asked, &question->capacity, question->count + 2, sizeof *question->asked) < 0)"):
        "more room than needed",
    ("libprogram/model/area_change.c",
     "return edge->shares.count ? -1 : WHOLE;",
     "return edge->shares.count ? -2 : WHOLE;"):
        "any negative number says: not given",
    ("libprogram/model/check.c",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;",
     "return length < 0 && length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;"):
        "an address and a key are shorter",
    ("libprogram/model/check.c",
     "return n < 4 ? prg_item_get(item, keys[n]) : NULL;",
     "return n <= 4 ? prg_item_get(item, keys[n]) : NULL;"):
        "the answer is not used behind the last key; that it reads there is for the sanitizers",
    ("libprogram/model/check.c",
     "for (; i < search->depth && end + 80 < sizeof text; i++) {",
     "for (; i < search->depth && end + 80 <= sizeof text; i++) {"):
        "80 is more than the longest id and its arrow",
    ("libprogram/model/check.c",
     "return code < 0 ? code : check_all_circles(check, &programme->root);",
     "return code <= 0 ? code : check_all_circles(check, &programme->root);"):
        "a walk ends with PRG_END, which is 1",
    ("libprogram/model/edit.c",
     "text[0] = '\\0';",
     "text[0] = '\\1';"):
        "no choice has no words, and the first is written over it",
    ("libprogram/model/edit.c",
     "if (end + length + 3 > size)",
     "if (end + length - 3 > size)"):
        "no choice has so many words",
    ("libprogram/model/edit.c",
     "if (other == NULL || other->class == class || other->uses == 0 || !prg__classes_meet(class, other->class))",
     "if (other == NULL || other->class == class || other->uses == 0 && !prg__classes_meet(class, other->class))"):
        "it only spares a search that finds nothing",
    ("libprogram/model/edit.c",
     "if (index > list->count)",
     "if (index >= list->count)"):
        "the end is the end",
    ("libprogram/model/check.c",
     "return length < 0 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;",
     "return length < 1 || length >= BROKEN_KEY ? BROKEN_KEY - 1 : (size_t)length;"):
        "the text is never empty",
    ("libprogram/model/responsibility.c",
     "int step = 0;",
     "int step = 1;"):
        "the slower of the two that look for a circle is one step off",
    ("libprogram/model/area_change.c",
     "return first->old->index < second->old->index ? -1 : 1;",
     "return first->old->index < second->old->index ? -1 : 2;"):
        "a sort asks for the sign",
    ("libprogram/model/check.c",
     "int code = report ? 0 : prg_report_new(&own, NULL);",
     "int code = report ? 1 : prg_report_new(&own, NULL);"):
        "the check itself sets it before it is answered",
    ("libprogram/model/period.c",
     "int year = 1 + (int)(number * 400 / in_400_years);",
     "int year = 2 + (int)(number * 400 / in_400_years);"):
        "an estimate that the loops behind it correct",
    ("libprogram/model/area_change.c",
     "return first->item.index < second->item.index ? -1 : 1;",
     "return first->item.index <= second->item.index ? -1 : 1;"):
        "they differ here",
    ("libprogram/util/map.c",
     "if (count > SIZE_MAX / 4 - map->count)",
     "if (count > SIZE_MAX / 4 + map->count)"):
        "an array of so many slots is refused for its size",
    ("libprogram/model/area_change.c",
     "return first->item.index < second->item.index ? -1 : 1;",
     "return first->item.index < second->item.index ? -2 : 1;"):
        "a sort asks for the sign",
    ("libprogram/model/period.c",
     "prg_period made = { calendar, type, year, index, 0, 0 };",
     "prg_period made = { calendar, type, year, index, 0, 1 };"):
        "its days are set before they are read",
    ("libprogram/model/period_text.c",
     "char day[PRG__DATE_LENGTH + 1];",
     "char day[PRG__DATE_LENGTH + 2];"):
        "more room than needed",
    ("libprogram/model/period_text.c",
     'return end + put_letters(text + end, "YTD", 0, 0);',
     'return end + put_letters(text + end, "YTD", 1, 0);'):
        "of a number, no digit is written",
    ("libprogram/codec/reader.c",
     "return first->sort < second->sort ? -1 : 1;",
     "return first->sort <= second->sort ? -1 : 1;"):
        "they differ here",
    ("libprogram/codec/reader.c",
     "return first->file ? 1 : -1;",
     "return first->file ? 1 : -2;"):
        "a sort asks for the sign",
    ("libprogram/model/calendar.c",
     "return day < days ? day : days;",
     "return day <= days ? day : days;"):
        "they are equal here",
    ("libprogram/model/calendar.c",
     "int year = prg__calendar_month_of(calendar, day) / MONTHS + 1;",
     "int year = prg__calendar_month_of(calendar, day) / MONTHS + 2;"):
        "the loop comes down to the year",
    ("libprogram/model/calendar.c",
     "while (like < length && like < sizeof date - 1",
     "while (like <= length && like < sizeof date - 1"):
        "the NUL behind the id is like no part of a date",
    ("libprogram/codec/reader.c",
     "return first->file ? 1 : -1;",
     "return first->file ? 2 : -1;"):
        "a sort asks for the sign",
    ("libprogram/codec/tree.c",
     "prg__pending waiting = { item, field, json_object_get_string(value), i, 0, NULL };",
     "prg__pending waiting = { item, field, json_object_get_string(value), i, 1, NULL };"):
        "the row is that of a file, and there is none",
    ("libprogram/codec/tree.c",
     "prg__pending waiting = { item, field, json_object_get_string(value), 0, 0, NULL };",
     "prg__pending waiting = { item, field, json_object_get_string(value), 0, 1, NULL };"):
        "the row is that of a file, and there is none",
    ("libprogram/codec/list.c",
     "if (code == 0 && prg__grow((void **)&reader->files, &reader->file_capacity, reader->file_count + 1,",
     "if (code == 0 && prg__grow((void **)&reader->files, &reader->file_capacity, reader->file_count + 2,"):
        "more room than needed",
    ("libprogram/util/json_scan.c",
     "seed = (seed ^ seed >> 29 ^ (uint64_t)(uintptr_t)&anchor) * UINT64_C(0xBF58476D1CE4E5B9);",
     "seed = (seed ^ seed >> 29 ^ (uint64_t)(uintptr_t)&anchor) / UINT64_C(0xBF58476D1CE4E5B9);"):
        "any seed will do",
    ("libprogram/util/json_scan.c",
     "uint64_t seed = (uint64_t)(uintptr_t)scan * UINT64_C(0x9E3779B97F4A7C15);",
     "uint64_t seed = (uint64_t)(uintptr_t)scan / UINT64_C(0x9E3779B97F4A7C15);"):
        "any seed will do",
    ("libprogram/model/responsibility.c",
     "int belongs = 0;",
     "int belongs = 1;"):
        "what is asked next sets it",
}


def code_lines(text):
    """(number, line) of the lines that hold statements: no comments, no preprocessor, no declarations, no rows of
    the class tables."""
    inside = False
    for number, line in enumerate(text.splitlines()):
        stripped = line.strip()
        if stripped.startswith("/*"):
            inside = not stripped.endswith("*/")
            continue
        if inside:
            inside = not stripped.endswith("*/")
            continue
        if line.startswith(" ") and stripped and not stripped.startswith(("#", "//", "*", '"', "return prg__error(", '{ "', "PRG__F")):
            yield number, line


def mutants(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    found = []
    for number, line in code_lines(text):
        code = line.split("/*")[0]
        for pattern, replacement in OPERATORS:
            for match in re.finditer(pattern, code):
                if code[:match.start()].count('"') % 2:
                    continue
                changed = line[:match.start()] + replacement + line[match.end():]
                found.append((number, line, changed))
    # By what they are, not by where they stand: the choice stays when lines come or go, and when one of them turns
    # out to change nothing.
    chosen = sorted(found, key=lambda it: hashlib.sha256(f"{it[1].strip()} {it[2].strip()}".encode()).digest())[:PER_FILE]
    return sorted(it for it in chosen if (path, it[1].strip(), it[2].strip()) not in EQUIVALENT)


def run(*words, cwd):
    """The exit code; a mutant may run for ever, so everything that it started is ended after a while."""
    process = subprocess.Popen(words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, "CK_FORK": "no"}, start_new_session=True)
    try:
        return process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return -1


def noticed(tree, targets):
    """Whether the build fails, or one of the tests."""
    return run("ninja", *targets, cwd=tree) != 0 or any(run(tree / "tests/unit" / name, cwd=tree) != 0
                                                         for name in targets)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    copy = build / "source"
    shutil.rmtree(build, ignore_errors=True)
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("build", ".git"))
    tree = build / "tree"
    subprocess.run(["cmake", "-S", copy, "-B", tree, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                    "-DPRG_WERROR=OFF", "-DPRG_BUILD_EXAMPLES=OFF", "-DPRG_SANITIZE=address,undefined"], check=True, stdout=subprocess.DEVNULL)
    counts = collections.Counter()
    survivors = []
    for path, tests in MODULES.items():
        if sys.argv[2:] and path not in sys.argv[2:]:
            continue
        targets = [f"test_{name}" for name in tests]
        original = (copy / path).read_text(encoding="utf-8")
        if noticed(tree, targets):
            sys.exit(f"{path}: the tests fail without a mutant")
        for number, line, changed in mutants(path):
            lines = original.splitlines(keepends=True)
            lines[number] = changed + "\n"
            (copy / path).write_text("".join(lines), encoding="utf-8")
            killed = noticed(tree, targets)
            counts[killed] += 1
            if not killed:
                survivors.append(f"{path}:{number + 1}: {line.strip()}  ->  {changed.strip()}")
                print("survived:", survivors[-1], flush=True)
        (copy / path).write_text(original, encoding="utf-8")
    print(f"{counts[True] + counts[False]} mutants, at most {PER_FILE} of a file, {counts[True]} killed, {counts[False]} survived, "
          f"{len(EQUIVALENT)} known to be equivalent")
    return 1 if survivors or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
