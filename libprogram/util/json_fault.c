/* The words for a fault: what was found, what was expected, what was probably meant.
 *
 * The scanner knows only a rule and an offset. What the writer of the text had in mind is guessed
 * here from the bytes around: a trailing comma, a comment, single quotes, True for true, a decimal
 * comma. Nothing of this runs for a text that is accepted. */
#include "json_fault.h"

#include <stdio.h>
#include <string.h>

#include "error.h"

#include <libprogram/report.h>

int prg__json_rule_code(prg__json_rule rule)
{
        switch (rule) {
        case PRG__JSON_RULE_UTF8:
        case PRG__JSON_RULE_BYTES: return PRG_EUTF8;
        case PRG__JSON_RULE_DEPTH:
        case PRG__JSON_RULE_SIZE: return PRG_ELIMIT;
        default: return PRG_ESYNTAX;
        }
}

int prg__json_rule_finding(prg__json_rule rule)
{
        switch (rule) {
        case PRG__JSON_RULE_UTF8:
        case PRG__JSON_RULE_BYTES: return PRG_FINDING_JSON_UTF8;
        case PRG__JSON_RULE_DUPLICATE: return PRG_FINDING_JSON_DUPLICATE_KEY;
        case PRG__JSON_RULE_SURROGATE: return PRG_FINDING_JSON_SURROGATE;
        case PRG__JSON_RULE_NUL: return PRG_FINDING_JSON_NUL;
        case PRG__JSON_RULE_DEPTH: return PRG_FINDING_JSON_DEPTH;
        case PRG__JSON_RULE_SIZE: return PRG_FINDING_JSON_SIZE;
        default: return PRG_FINDING_JSON_SYNTAX;
        }
}

/* ---- pieces of text ---- */

#define MESSAGE(words, ...) snprintf((words)->message, sizeof(words)->message, __VA_ARGS__)
#define SUGGEST(words, ...) snprintf((words)->suggestion, sizeof(words)->suggestion, __VA_ARGS__)

/* How a character is named in a message. */
typedef struct name {
        char text[32];
} name;

static name name_at(const char *at, const char *end)
{
        name made;
        unsigned char c = at < end ? (unsigned char)*at : 0;
        unsigned length = prg__json_utf8_length(at, end);
        if (at == end) {
                snprintf(made.text, sizeof made.text, "the end of the text");
        } else if (c == '\n' || c == '\r') {
                snprintf(made.text, sizeof made.text, "a line end");
        } else if (c == '\t') {
                snprintf(made.text, sizeof made.text, "a tab");
        } else if (length == 0) {
                snprintf(made.text, sizeof made.text, "byte 0x%02X", (unsigned)c);
        } else if (c < 0x20 || c == 0x7F) {
                snprintf(made.text, sizeof made.text, "character U+%04X", (unsigned)c);
        } else if (length == 1) {
                snprintf(made.text, sizeof made.text, "'%c'", c);
        } else {
                unsigned point = c & (0xFFu >> (length + 1));
                for (unsigned i = 1; i < length; i++)
                        point = point << 6 | ((unsigned char)at[i] & 0x3Fu);
                snprintf(made.text, sizeof made.text, "'%.*s' (U+%04X)", (int)length, at, point);
        }
        return made;
}

/* A slice, cut at a character when it is longer than a message can take. */
typedef struct slice {
        const char *text;
        int length;
        const char *more; /* "…" when it was cut */
} slice;

static slice slice_of(const char *text, size_t length)
{
        size_t kept = length;
        if (length > 60) {
                kept = 60;
                while (kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80)
                        kept--;
        }
        return (slice){ text, (int)kept, kept < length ? "…" : "" };
}

static int is_digit(char c)
{
        return c >= '0' && c <= '9';
}

/* The word that begins here, a little more of it than a message can take. */
static slice word_at(const prg__json_scan *scan, const char *at)
{
        const char *end = at;
        while (end < scan->end && end - at < 61 && prg__json_is_word(*end))
                end++;
        return slice_of(at, (size_t)(end - at));
}

static int begins_with(const char *at, const char *end, const char *what)
{
        size_t length = strlen(what);
        return (size_t)(end - at) >= length && memcmp(at, what, length) == 0;
}

/* The last character before the place that is no white space, or NUL. */
static char before(const prg__json_scan *scan, const char *at)
{
        while (at > scan->data) {
                char c = *--at;
                if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
                        return c;
        }
        return '\0';
}

/* ---- words ---- */

/* Words that other languages have for the three that JSON has. */
static const struct {
        const char *word;
        const char *instead;
} foreign[] = {
        { "True", "write true" },
        { "TRUE", "write true" },
        { "yes", "write true" },
        { "False", "write false" },
        { "FALSE", "write false" },
        { "no", "write false" },
        { "None", "write null" },
        { "Null", "write null" },
        { "NULL", "write null" },
        { "nil", "write null" },
        { "undefined", "leave the value out or write null" },
        { "NaN", "leave the value out or write null" },
        { "nan", "leave the value out or write null" },
        { "NA", "leave the value out or write null" },
        { "Infinity", "leave the value out or write null" },
        { "-Infinity", "leave the value out or write null" },
        { "inf", "leave the value out or write null" },
        { "-inf", "leave the value out or write null" },
};

static const char *number_hint(const char *word, int length)
{
        const char *end = word + length;
        const char *digits = word < end && (*word == '-' || *word == '+') ? word + 1 : word;
        const char *point = memchr(word, '.', (size_t)length);
        if (begins_with(digits, end, "0x") || begins_with(digits, end, "0X"))
                return "write the number in decimal digits";
        if (memchr(word, '_', (size_t)length))
                return "write the digits without separators";
        if (point && memchr(point + 1, '.', (size_t)(end - point - 1)))
                return "write digits without separators, one point before the decimals";
        if (length > 1 && memchr(word + 1, '-', (size_t)length - 1)
            && (word[length - 1] != '-' && !memchr(word, 'e', (size_t)length)
                && !memchr(word, 'E', (size_t)length)))
                return "put text such as a date in double quotation marks";
        if (*word == '+')
                return "write the number without the plus sign";
        if (digits < end && *digits == '.')
                return "write a digit before the point, as in 0.5";
        if (point && (point + 1 == end || !is_digit(point[1])))
                return "write a digit behind the point, or leave the point out";
        if (end - digits > 1 && digits[0] == '0' && is_digit(digits[1]))
                return "write the number without leading zeros, or a code in double quotation "
                       "marks";
        return NULL;
}

static void word_words(prg__json_words *words, slice word)
{
        char first = *word.text;
        const char *digits = first == '-' || first == '+' ? word.text + 1 : word.text;
        for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
                if (strlen(foreign[i].word) == (size_t)word.length
                    && memcmp(foreign[i].word, word.text, (size_t)word.length) == 0) {
                        MESSAGE(words, "%s is not JSON", foreign[i].word);
                        words->expected = "a value";
                        SUGGEST(words, "%s", foreign[i].instead);
                        return;
                }
        if (is_digit(first) || first == '.' || first == '+' || first == '-') {
                MESSAGE(words, "%.*s%s is not a number of JSON", word.length, word.text, word.more);
                words->expected = "a number such as 0, -12 or 3.75";
                const char *hint = number_hint(word.text, word.length);
                if (hint)
                        SUGGEST(words, "%s", hint);
                else if (digits < word.text + word.length && !is_digit(*digits))
                        SUGGEST(words, "put text in double quotation marks");
                return;
        }
        MESSAGE(words, "%.*s%s is not a value of JSON", word.length, word.text, word.more);
        words->expected = "a value";
        SUGGEST(words, "put text in double quotation marks");
}

/* What is right wherever something unexpected begins like this. */
static const struct {
        const char *begin;
        const char *hint;
} hints[] = {
        { "'", "use double quotation marks" },
        { "`", "use double quotation marks" },
        { "\xE2\x80\x98", "use straight double quotation marks" }, /* U+2018 and the like */
        { "\xE2\x80\x99", "use straight double quotation marks" },
        { "\xE2\x80\x9C", "use straight double quotation marks" },
        { "\xE2\x80\x9D", "use straight double quotation marks" },
        { "\xE2\x80\x9E", "use straight double quotation marks" },
        { "\xC2\xAB", "use straight double quotation marks" },
        { "#", "comments are not JSON; use a member \"note\"" },
        { "//", "comments are not JSON; use a member \"note\"" },
        { "/*", "comments are not JSON; use a member \"note\"" },
        { "\xC2\xA0", "this is an invisible character; use plain spaces" }, /* no-break space */
        { "\xE2\x80\x8B", "this is an invisible character; use plain spaces" }, /* U+200B */
        { "\xE2\x80\xAF", "this is an invisible character; use plain spaces" }, /* U+202F */
        { "\xE3\x80\x80", "this is an invisible character; use plain spaces" }, /* U+3000 */
        { "\xEF\xBB\xBF", "this is an invisible character; use plain spaces" }, /* U+FEFF */
};

/* Returns whether there is such a hint. */
static int common_hint(prg__json_words *words, const char *at, const char *end)
{
        if (*at == '\0') {
                SUGGEST(words, "save the text as UTF-8, not UTF-16");
                return 1;
        }
        for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
                if (begins_with(at, end, hints[i].begin)) {
                        SUGGEST(words, "%s", hints[i].hint);
                        return 1;
                }
        return 0;
}

static void open_hint(prg__json_words *words, int container, const prg__json_place *related)
{
        if (related)
                SUGGEST(words, "the %s begins at line %zu, column %zu",
                        container == '{' ? "object" : "array", related->line, related->column);
}

/* Two bytes that begin a text in UTF-16, or what little-endian ASCII looks like. */
static int looks_like_utf16(const prg__json_scan *scan)
{
        const char *at = scan->data, *end = scan->end;
        return begins_with(at, end, "\xFF\xFE") || begins_with(at, end, "\xFE\xFF")
               || (end - at >= 2 && (at[0] == '\0' || at[1] == '\0'));
}

static void encoding_words(prg__json_words *words, const prg__json_scan *scan, const char *at)
{
        MESSAGE(words, "%s is not UTF-8", name_at(at, scan->end).text);
        words->expected = "text in UTF-8";
        SUGGEST(words, looks_like_utf16(scan) ? "save the text as UTF-8, not UTF-16"
                                              : "save the text as UTF-8");
}

static void value_words(prg__json_words *words, const prg__json_scan *scan, const char *at,
        const prg__json_place *related)
{
        const prg__json_fault *fault = &scan->fault;
        const char *end = scan->end;
        char last = before(scan, at);
        words->expected = "a value";
        if (at == scan->data && begins_with(at, end, "\xEF\xBB\xBF")) {
                MESSAGE(words, "the text begins with a byte order mark");
                SUGGEST(words, "save the text as UTF-8 without a byte order mark");
        } else if (at == end && last == '\0') {
                MESSAGE(words, at == scan->data ? "the text is empty"
                                                : "there is nothing but white space in the text");
        } else if (at == end) {
                MESSAGE(words, "the text ends where a value was expected");
                open_hint(words, fault->container, related);
        } else if (prg__json_is_word(*at)) {
                word_words(words, word_at(scan, at));
        } else if (fault->container == '[' && *at == ']') {
                MESSAGE(words, "a comma stands before the end of the array");
                SUGGEST(words, "remove the comma");
        } else {
                MESSAGE(words, "%s stands where a value was expected", name_at(at, end).text);
                if (!common_hint(words, at, end) && *at == ',')
                        SUGGEST(words,
                                "write null for a value that is missing, or remove the comma");
                else if (fault->container == '{' && *at == '}')
                        SUGGEST(words, "write null for a value that is missing");
        }
}

static void key_words(prg__json_words *words, const prg__json_scan *scan, const char *at,
        const prg__json_place *related)
{
        const char *end = scan->end;
        words->expected = "a key in double quotation marks";
        if (at == end) {
                MESSAGE(words, "the text ends where a key was expected");
                open_hint(words, '{', related);
        } else if (*at == '}') {
                MESSAGE(words, "a comma stands before the end of the object");
                SUGGEST(words, "remove the comma");
        } else if (prg__json_is_word(*at)) {
                slice word = word_at(scan, at);
                MESSAGE(words, "%.*s%s stands where a key was expected", word.length, word.text,
                        word.more);
                if (is_digit(*at) && at - scan->data >= 2 && at[-1] == ',' && is_digit(at[-2]))
                        SUGGEST(words, "a number has a point before its decimals, not a comma");
                else
                        SUGGEST(words, "put the key in double quotation marks");
        } else {
                MESSAGE(words, "%s stands where a key was expected", name_at(at, end).text);
                if (!common_hint(words, at, end) && *at == ',')
                        SUGGEST(words, "remove the comma");
        }
}

static void colon_words(prg__json_words *words, const prg__json_scan *scan, const char *at,
        const prg__json_place *related)
{
        const char *end = scan->end;
        words->expected = "':'";
        if (at == end) {
                MESSAGE(words, "the text ends behind a key");
                open_hint(words, '{', related);
                return;
        }
        MESSAGE(words, "%s stands behind a key", name_at(at, end).text);
        if (common_hint(words, at, end))
                return;
        if (*at == '=')
                SUGGEST(words, "write ':' between key and value");
        else if (*at == ',' || *at == '}')
                SUGGEST(words,
                        "a member is a key, ':' and a value; a list without keys stands in [ ]");
        else
                SUGGEST(words, "a colon is missing before it");
}

static void comma_words(prg__json_words *words, const prg__json_scan *scan, const char *at,
        const prg__json_place *related)
{
        const prg__json_fault *fault = &scan->fault;
        const char *end = scan->end;
        words->expected = fault->container == '{' ? "',' or '}'" : "',' or ']'";
        if (at == end) {
                MESSAGE(words, "the text ends inside an %s",
                        fault->container == '{' ? "object" : "array");
                open_hint(words, fault->container, related);
                return;
        }
        MESSAGE(words, "%s stands behind a value", name_at(at, end).text);
        if (common_hint(words, at, end))
                return;
        if (*at == ']' || *at == '}' || *at == ')')
                open_hint(words, fault->container, related);
        else if (*at == ':')
                SUGGEST(words, fault->container == '['
                                       ? "members with keys stand in { }, not in [ ]"
                                       : "remove the colon");
        else if (*at == ';')
                SUGGEST(words, "write ',' between values");
        else if (*at == '"' || *at == '{' || *at == '[' || prg__json_is_word(*at))
                SUGGEST(words, "a comma is missing before it");
}

static void trailing_words(prg__json_words *words, const prg__json_scan *scan, const char *at)
{
        const char *end = scan->end;
        MESSAGE(words, "%s stands behind the end of the value", name_at(at, end).text);
        words->expected = "nothing behind the value";
        if (common_hint(words, at, end))
                return;
        if (*at == ']' || *at == '}')
                SUGGEST(words, "one bracket too many is closed");
        else if (*at == ',' || *at == '{' || *at == '[' || *at == '"' || prg__json_is_word(*at))
                SUGGEST(words, "put several values in an array: [ , ]");
}

static void duplicate_words(prg__json_words *words, const prg__json_scan *scan, const char *at,
        const prg__json_place *related)
{
        prg__json_flaw flaw;
        int escapes = 0;
        const char *end = prg__json_string_end(at + 1, scan->end, &flaw, &escapes);
        slice key = slice_of(at + 1, (size_t)(end - at - 1));
        MESSAGE(words, "the key \"%.*s%s\" stands twice in one object", key.length, key.text,
                key.more);
        words->expected = "each key once";
        if (related)
                SUGGEST(words, "the first one is at line %zu, column %zu; remove or rename one",
                        related->line, related->column);
}

static void string_words(prg__json_words *words, const prg__json_scan *scan, const char *at)
{
        const char *end = scan->end;
        switch (scan->fault.rule) {
        case PRG__JSON_RULE_CONTROL:
                MESSAGE(words, "a string contains %s", name_at(at, end).text);
                words->expected = "an escape for a control character";
                if (*at == '\t')
                        SUGGEST(words, "write \\t for a tab");
                else
                        SUGGEST(words, "write \\u%04x", (unsigned)(unsigned char)*at);
                break;
        case PRG__JSON_RULE_NUL:
                MESSAGE(words, "a string contains the character U+0000");
                words->expected = "text without U+0000";
                SUGGEST(words, "remove it");
                break;
        case PRG__JSON_RULE_ESCAPE:
                MESSAGE(words, "a backslash stands before %s", name_at(at + 1, end).text);
                words->expected = "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t, or \\u and four "
                                  "hexadecimal digits";
                if (begins_with(at + 1, end, "'"))
                        SUGGEST(words, "an apostrophe needs no backslash");
                else if (begins_with(at + 1, end, "u"))
                        SUGGEST(words, "write four hexadecimal digits behind \\u");
                else
                        SUGGEST(words, "write \\\\ for a backslash");
                break;
        case PRG__JSON_RULE_SURROGATE:
                MESSAGE(words, "%.6s is half of a surrogate pair", at);
                words->expected = "both halves, the high one first";
                SUGGEST(words, "write the character itself in UTF-8");
                break;
        case PRG__JSON_RULE_LINE_END:
                MESSAGE(words, "a string is not closed at the end of its line");
                words->expected = "a closing quotation mark";
                SUGGEST(words, "write \\n for a line end in a string");
                break;
        default:
                MESSAGE(words, "a string is not closed before the end of the text");
                words->expected = "a closing quotation mark";
                break;
        }
}

void prg__json_fault_words(prg__json_words *words, const prg__json_scan *scan,
        const prg__json_place *related)
{
        const char *at = scan->data + scan->fault.offset;
        words->message[0] = words->suggestion[0] = '\0';
        words->expected = NULL;
        switch (scan->fault.rule) {
        case PRG__JSON_RULE_UTF8:
        case PRG__JSON_RULE_BYTES: encoding_words(words, scan, at); break;
        case PRG__JSON_RULE_DUPLICATE: duplicate_words(words, scan, at, related); break;
        case PRG__JSON_RULE_VALUE: value_words(words, scan, at, related); break;
        case PRG__JSON_RULE_WORD:
        case PRG__JSON_RULE_NUMBER: word_words(words, word_at(scan, at)); break;
        case PRG__JSON_RULE_KEY: key_words(words, scan, at, related); break;
        case PRG__JSON_RULE_COLON: colon_words(words, scan, at, related); break;
        case PRG__JSON_RULE_COMMA: comma_words(words, scan, at, related); break;
        case PRG__JSON_RULE_TRAILING: trailing_words(words, scan, at); break;
        case PRG__JSON_RULE_DEPTH:
                MESSAGE(words, "more than %u containers stand inside each other",
                        scan->options.max_depth);
                words->expected = "a flatter text";
                break;
        case PRG__JSON_RULE_SIZE:
                MESSAGE(words, "the text has %zu bytes, more than the limit of %zu",
                        (size_t)(scan->end - scan->data), scan->options.max_size);
                words->expected = "a smaller text";
                SUGGEST(words, "raise the limit, or split the text");
                break;
        default: string_words(words, scan, at); break;
        }
}

int prg__json_fault_error(const prg__json_scan *scan)
{
        prg__json_words words;
        prg__json_place at = PRG__JSON_PLACE_INIT;
        char place[64];
        at.line = scan->options.first_line;
        prg__json_place_advance(&at, scan->data, (size_t)(scan->end - scan->data),
                scan->fault.offset);
        prg__json_fault_words(&words, scan, NULL);
        snprintf(place, sizeof place, "%zu:%zu", at.line, at.column);
        return prg__error(scan->code, place, words.suggestion[0] ? "%s, expected %s; %s"
                                                                 : "%s, expected %s%s",
                words.message, words.expected, words.suggestion);
}
