/* The pull scanner; see json_scan.h.
 *
 * A state says what may come next. Most calls go from one token to the next with a few comparisons;
 * everything that is wrong ends in stop(), and what it was is worked out later, from the place and
 * the rule, by whoever has to tell a person (json_fault.c). A string may be left in its middle
 * because of a flaw, and is taken up again from there. */
#include "json_scan.h"

#include "error.h"
#include "json_fault.h"

enum state {
        AT_START,       /* nothing is read yet */
        AT_VALUE,       /* a value must follow */
        AT_FIRST_VALUE, /* a value, or the end of the array */
        AT_FIRST_KEY,   /* a key, or the end of the object */
        BEHIND_VALUE,   /* a comma, the end of the container, or the end of the text */
        IN_STRING,      /* a value that is a string was left at a flaw */
        IN_KEY,         /* a key was left at a flaw */
        AT_KEY_END,     /* a key was left because it is a duplicate */
        BROKEN          /* there is no way on */
};

static uint64_t some_seed(const prg__json_scan *scan)
{
        static int anchor;
        static _Thread_local uint64_t counter;
        /* Where things lie in memory differs from run to run; the counter differs inside a run. The
         * multiplications spread the few bits that do over the word. */
        uint64_t seed = (uint64_t)(uintptr_t)scan * UINT64_C(0x9E3779B97F4A7C15);
        seed = (seed ^ seed >> 29 ^ (uint64_t)(uintptr_t)&anchor) * UINT64_C(0xBF58476D1CE4E5B9);
        return (seed ^ seed >> 32 ^ ++counter) * UINT64_C(0x94D049BB133111EB);
}

void prg__json_scan_init(prg__json_scan *scan, const prg__json_options *options)
{
        static const prg__json_options defaults = PRG__JSON_OPTIONS_INIT;
        scan->options = options ? *options : defaults;
        if (scan->options.max_depth > PRG__JSON_MAX_DEPTH)
                scan->options.max_depth = PRG__JSON_MAX_DEPTH;
        scan->collecting = 0;
        prg__json_keys_init(&scan->keys, scan->options.seed ? scan->options.seed : some_seed(scan));
        prg__json_scan_reset(scan, "", 0);
}

void prg__json_scan_dispose(prg__json_scan *scan)
{
        prg__json_keys_dispose(&scan->keys);
}

void prg__json_scan_reset(prg__json_scan *scan, const char *data, size_t length)
{
        prg__json_keys_leave(&scan->keys, 0);
        scan->data = length ? data : "";
        scan->at = scan->data;
        scan->end = scan->data + length;
        scan->state = AT_START;
        scan->depth = 0;
        scan->string = NULL;
        scan->fault = (prg__json_fault){ .rule = PRG__JSON_RULE_FINE };
}

int prg__json_in_object(const prg__json_scan *scan)
{
        if (scan->depth == 0)
                return 0;
        unsigned level = scan->depth - 1;
        return (int)(scan->objects[level / 64] >> level % 64 & 1);
}

/* Remembers the fault. The reading may go on in `state` from scan->at. */
static int stop(prg__json_scan *scan, prg__json_rule rule, const char *at, enum state state)
{
        scan->fault.rule = rule;
        scan->fault.offset = (size_t)(at - scan->data);
        scan->fault.container = scan->depth == 0 ? '\0' : prg__json_in_object(scan) ? '{' : '[';
        scan->state = state;
        scan->code = prg__json_rule_code(rule);
        if (!scan->collecting)
                prg__json_fault_error(scan);
        return scan->code;
}

/* Outside of strings nothing mends a fault. */
static int break_off(prg__json_scan *scan, prg__json_rule rule, const char *at, int in_value)
{
        scan->fault.in_value = in_value;
        if (at < scan->end && prg__json_utf8_length(at, scan->end) == 0)
                rule = PRG__JSON_RULE_BYTES;
        /* A value was read, but it is only the begin of a longer word. */
        if ((rule == PRG__JSON_RULE_COMMA || rule == PRG__JSON_RULE_TRAILING) && at < scan->end
            && prg__json_is_word(*at) && prg__json_is_word(at[-1])) {
                rule = PRG__JSON_RULE_WORD;
                while (at > scan->data && prg__json_is_word(at[-1]))
                        at--;
        }
        return stop(scan, rule, at, BROKEN);
}

static int out_of_memory(prg__json_scan *scan)
{
        scan->state = BROKEN;
        scan->fault.rule = PRG__JSON_RULE_FINE;
        return scan->code = PRG_ENOMEM;
}

/* There is mostly no white space, or one space, or a line end and an indentation. */
static inline const char *skip_space(const char *at, const char *end)
{
        while (at < end && (unsigned char)*at <= ' ') {
                if (*at != ' ' && *at != '\n' && *at != '\r' && *at != '\t')
                        break;
                at++;
                while (end - at >= 8 && memcmp(at, "        ", 8) == 0)
                        at += 8;
        }
        return at;
}

static inline void begin_string(prg__json_scan *scan, const char *at)
{
        scan->string = scan->at = at;
        scan->escapes = scan->flawed = scan->bad_bytes = 0;
}

/* Reads the string on from scan->at to its closing quotation mark. */
static inline int read_string(prg__json_scan *scan, enum state state)
{
        prg__json_flaw flaw = { PRG__JSON_RULE_FINE, 0 };
        const char *at = prg__json_plain_end(scan->at, scan->end);
        while (at == scan->end || *at != '"') {
                at = prg__json_string_end(at, scan->end, &flaw, &scan->escapes);
                /* A string in another encoding is one fault, however many bytes show it. */
                if (flaw.rule != PRG__JSON_RULE_UTF8 || !scan->bad_bytes)
                        break;
                at += flaw.length;
                flaw.rule = PRG__JSON_RULE_FINE;
        }
        scan->at = at;
        if (flaw.rule == PRG__JSON_RULE_FINE)
                return 0;
        scan->flawed = 1;
        scan->bad_bytes |= flaw.rule == PRG__JSON_RULE_UTF8;
        scan->at = at + flaw.length;
        scan->fault.in_value = state == IN_STRING;
        if (flaw.rule == PRG__JSON_RULE_LINE_END || flaw.rule == PRG__JSON_RULE_OPEN)
                return stop(scan, flaw.rule, scan->string - 1, BROKEN);
        return stop(scan, flaw.rule, at, state);
}

/* The string that was read is the event. */
static inline void found_string(const prg__json_scan *scan, prg__json_token *token,
        prg__json_event event)
{
        token->event = event;
        token->escapes = scan->escapes;
        token->offset = (size_t)(scan->string - scan->data);
        token->length = (size_t)(scan->at - scan->string);
}

static inline int end_string(prg__json_scan *scan, prg__json_token *token)
{
        int code = read_string(scan, IN_STRING);
        if (code < 0)
                return code;
        found_string(scan, token, PRG__JSON_STRING);
        scan->at++;
        scan->state = BEHIND_VALUE;
        return 0;
}

/* Behind the name of a key, whose closing quotation mark is at scan->at. */
static inline int end_key(prg__json_scan *scan, prg__json_token *token)
{
        const char *at = skip_space(scan->at + 1, scan->end);
        if (at == scan->end || *at != ':')
                return break_off(scan, PRG__JSON_RULE_COLON, at, 0);
        found_string(scan, token, PRG__JSON_KEY);
        scan->at = at + 1;
        scan->state = AT_VALUE;
        return 0;
}

static inline int read_key(prg__json_scan *scan, prg__json_token *token)
{
        int code = read_string(scan, IN_KEY);
        if (code < 0)
                return code;
        /* A key that is itself wrong is not compared with others. */
        if (!scan->options.trusted && !scan->flawed) {
                const char *first;
                code = prg__json_keys_add(&scan->keys, scan->string,
                        (size_t)(scan->at - scan->string), scan->escapes, scan->depth, &first);
                if (code < 0)
                        return out_of_memory(scan);
                if (code > 0) {
                        scan->fault.first = (size_t)(first - 1 - scan->data);
                        scan->fault.in_value = 0;
                        return stop(scan, PRG__JSON_RULE_DUPLICATE, scan->string - 1, AT_KEY_END);
                }
        }
        return end_key(scan, token);
}

static inline int begin_key(prg__json_scan *scan, prg__json_token *token, const char *at)
{
        if (at == scan->end || *at != '"')
                return break_off(scan, PRG__JSON_RULE_KEY, at, 0);
        begin_string(scan, at + 1);
        return read_key(scan, token);
}

static inline int found(prg__json_scan *scan, prg__json_token *token, prg__json_event event,
        const char *at, size_t length, enum state state)
{
        token->event = event;
        token->escapes = 0;
        token->offset = (size_t)(at - scan->data);
        token->length = length;
        scan->at = at + length;
        scan->state = state;
        return 0;
}

static inline int open_container(prg__json_scan *scan, prg__json_token *token, const char *at)
{
        if (scan->depth >= scan->options.max_depth)
                return break_off(scan, PRG__JSON_RULE_DEPTH, at, 1);
        uint64_t bit = UINT64_C(1) << scan->depth % 64;
        uint64_t *word = &scan->objects[scan->depth / 64];
        scan->depth++;
        if (*at == '{') {
                *word |= bit;
                return found(scan, token, PRG__JSON_OBJECT_BEGIN, at, 1, AT_FIRST_KEY);
        }
        *word &= ~bit;
        return found(scan, token, PRG__JSON_ARRAY_BEGIN, at, 1, AT_FIRST_VALUE);
}

static inline int close_container(prg__json_scan *scan, prg__json_token *token, const char *at)
{
        if (*at == '}' && !scan->options.trusted)
                prg__json_keys_leave(&scan->keys, scan->depth);
        scan->depth--;
        prg__json_event event = *at == '}' ? PRG__JSON_OBJECT_END : PRG__JSON_ARRAY_END;
        return found(scan, token, event, at, 1, BEHIND_VALUE);
}

static inline int read_value(prg__json_scan *scan, prg__json_token *token, const char *at)
{
        size_t left = (size_t)(scan->end - at);
        int c = left ? *at : 0;
        switch (c) {
        case '{':
        case '[': return open_container(scan, token, at);
        case '"':
                begin_string(scan, at + 1);
                return end_string(scan, token);
        case 't':
                if (left >= 4 && memcmp(at, "true", 4) == 0)
                        return found(scan, token, PRG__JSON_TRUE, at, 4, BEHIND_VALUE);
                break;
        case 'f':
                if (left >= 5 && memcmp(at, "false", 5) == 0)
                        return found(scan, token, PRG__JSON_FALSE, at, 5, BEHIND_VALUE);
                break;
        case 'n':
                if (left >= 4 && memcmp(at, "null", 4) == 0)
                        return found(scan, token, PRG__JSON_NULL, at, 4, BEHIND_VALUE);
                break;
        default: break;
        }
        if (c != '-' && (c < '0' || c > '9'))
                return break_off(scan, PRG__JSON_RULE_VALUE, at, 1);
        const char *end = prg__json_number_end(at, scan->end);
        if (end == NULL)
                return break_off(scan, PRG__JSON_RULE_NUMBER, at, 1);
        return found(scan, token, PRG__JSON_NUMBER, at, (size_t)(end - at), BEHIND_VALUE);
}

static inline int read_behind_value(prg__json_scan *scan, prg__json_token *token, const char *at)
{
        if (scan->depth == 0) {
                if (at < scan->end)
                        return break_off(scan, PRG__JSON_RULE_TRAILING, at, 0);
                return found(scan, token, PRG__JSON_END_OF_TEXT, at, 0, BEHIND_VALUE);
        }
        int in_object = prg__json_in_object(scan);
        if (at < scan->end && *at == ',') {
                at = skip_space(at + 1, scan->end);
                return in_object ? begin_key(scan, token, at) : read_value(scan, token, at);
        }
        if (at < scan->end && *at == (in_object ? '}' : ']'))
                return close_container(scan, token, at);
        return break_off(scan, PRG__JSON_RULE_COMMA, at, 0);
}

int prg__json_next(prg__json_scan *scan, prg__json_token *token)
{
        if (scan->state >= IN_STRING)
                switch (scan->state) {
                case IN_STRING: return end_string(scan, token);
                case IN_KEY: return read_key(scan, token);
                case AT_KEY_END: return end_key(scan, token);
                default: return scan->code;
                }
        const char *at = skip_space(scan->at, scan->end);
        switch (scan->state) {
        case AT_START:
                if ((size_t)(scan->end - scan->data) > scan->options.max_size)
                        return stop(scan, PRG__JSON_RULE_SIZE, scan->data, BROKEN);
                return read_value(scan, token, at);
        case AT_FIRST_VALUE:
                if (at < scan->end && *at == ']')
                        return close_container(scan, token, at);
                return read_value(scan, token, at);
        case AT_FIRST_KEY:
                if (at < scan->end && *at == '}')
                        return close_container(scan, token, at);
                return begin_key(scan, token, at);
        case BEHIND_VALUE: return read_behind_value(scan, token, at);
        default: return read_value(scan, token, at);
        }
}

int prg__json_skip(prg__json_scan *scan)
{
        unsigned outside = scan->depth;
        if (scan->state == AT_FIRST_VALUE || scan->state == AT_FIRST_KEY)
                outside--;
        else if (scan->state != AT_VALUE)
                return 0;
        int code;
        prg__json_token token;
        do
                code = prg__json_next(scan, &token);
        while (code == 0 && scan->depth > outside);
        return code;
}

const char *prg__json_element(const prg__json_scan *scan)
{
        const char *at = skip_space(scan->at, scan->end);
        if (scan->depth == 0 || prg__json_in_object(scan) || at == scan->end)
                return NULL;
        if (scan->state == AT_FIRST_VALUE)
                return *at == ']' ? NULL : at;
        if (scan->state != BEHIND_VALUE || *at != ',')
                return NULL;
        at = skip_space(at + 1, scan->end);
        return at < scan->end ? at : NULL;
}

void prg__json_element_end(prg__json_scan *scan, const char *end)
{
        scan->at = end;
        scan->state = BEHIND_VALUE;
}
