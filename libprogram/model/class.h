/* What the nouns of a programme are made of, said once.
 *
 * Every noun (an agency, a component, an assignment …) is a struct that begins with a prg_item, and has a
 * class: a table of its fields with key, type, place in the struct and meaning. Reading, writing, copying,
 * checking, editing, the JSON Schema and the reference of the format all walk these tables, so that a
 * field exists in all of them or in none. What only one noun knows (its own rules, its own questions) is
 * code in the noun's file. */
#ifndef PRG__CLASS_H
#define PRG__CLASS_H

#include <stddef.h>
#include <stdint.h>

#include <libprogram/item.h>
#include <libprogram/report.h>

#include "util/memory.h"

/* In comments: the type of the member in the struct, and what stands for "not given". */
typedef enum prg__type {
        PRG__TEXT,     /* const char *, NULL: any text */
        PRG__WORD,     /* const char *, NULL: one word of an open vocabulary, spelled like an id */
        PRG__CHOICE,   /* int, 0: one of `choices`; the member is its number, counted from 1 */
        PRG__FLAG,     /* int, 0: 1 false, 2 true */
        PRG__COUNT,    /* int, -1: a whole number from 0 to `limit` */
        PRG__DATE,     /* prg_date, PRG_DATE_NONE */
        PRG__NUMBER,   /* prg_decimal, decimals = PRG__NO_NUMBER */
        PRG__NAMES,    /* prg__names: the text in one or several languages */
        PRG__TEXTS,    /* prg__list of const char * */
        PRG__REF,      /* prg_item *, NULL: one thing of the classes in `targets` */
        PRG__REFS,     /* prg__list of prg_item * */
        PRG__RECORD,   /* prg_item *, NULL: a thing without identity that belongs to this one */
        PRG__ITEMS     /* prg__list of prg_item *: things of class targets[0] that belong to this one */
} prg__type;

#define PRG__NO_NUMBER 255u

typedef struct prg__list {
        void **at;
        uint32_t count, capacity; /* there are many lists, and most are empty */
} prg__list;

typedef struct prg__name {
        const char *language, *text;
} prg__name;

typedef struct prg__names {
        prg__name *at;
        uint32_t count, capacity;
} prg__names;

enum prg__field_flags {
        PRG__REQUIRED = 1u << 0, /* a complete thing has it */
        PRG__FOLDED = 1u << 1    /* look-up by name finds the thing by this text too */
};

typedef struct prg__field {
        const char *key;
        prg__type type;
        size_t offset;
        const struct prg__class *const *targets; /* ended by NULL */
        const char *const *choices;              /* ended by NULL */
        int limit;                               /* of a count */
        unsigned flags;
        const char *doc; /* one sentence; may carry the Vietnamese term */
} prg__field;

struct prg__check;

typedef struct prg__class {
        const char *name;         /* "agency" */
        const char *doc;          /* one sentence */
        size_t size;              /* of the struct */
        const prg__field *fields; /* ended by a NULL key; in the order of the canonical document */
        int number;               /* >= 0: things have an id, unique in the class; or one of the two below */
        /* The rules that the fields alone do not tell. Findings go into the check; 0 or a result code. */
        int (*check)(const prg_item *item, struct prg__check *check);
} prg__class;

#define PRG__NO_ID    (-1) /* things have no id */
#define PRG__LOCAL_ID (-2) /* things have an id, unique among those of one owner */

struct prg_item {
        const prg__class *class;
        struct prg_programme *programme;
        prg_item *owner;            /* what it belongs to; NULL for the programme itself */
        const prg__field *field;    /* the owner's list or record that holds it */
        const char *id;             /* NULL where the class has none */
        prg__names name;
        prg__list aliases;
        const char *note;
        prg__list extensions;       /* "x-…" keys: key and JSON text by turns */
        size_t index;               /* its place in the owner's list */
        size_t source_index;        /* its place in the list of the document that was read */
        const prg__list *listed;    /* the list of references that took it last when they were resolved */
        unsigned uses;              /* how many references of attached things point here */
        unsigned char detached;
};

/* The fields that open and close every table. */
#define PRG__FIELD_NAME(type)                                                                      \
        { "name", PRG__NAMES, offsetof(type, item.name), NULL, NULL, 0, 0, "name (tên), in one or several languages" }, \
        { "aliases", PRG__TEXTS, offsetof(type, item.aliases), NULL, NULL, 0, 0, "other spellings, found by look-up" }
#define PRG__FIELD_NOTE(type)                                                                      \
        { "note", PRG__TEXT, offsetof(type, item.note), NULL, NULL, 0, 0, "a remark (ghi chú)" }
#define PRG__FIELD_END { NULL, PRG__TEXT, 0, NULL, NULL, 0, 0, NULL }

/* Rows of a table; `type` is the struct. */
#define PRG__F(type, member, kind, doc)                                                            \
        { #member, kind, offsetof(type, member), NULL, NULL, 0, 0, doc }
#define PRG__F_CHOICE(type, member, choices, flags, doc)                                           \
        { #member, PRG__CHOICE, offsetof(type, member), NULL, choices, 0, flags, doc }
#define PRG__F_TARGET(type, member, kind, targets, flags, doc)                                     \
        { #member, kind, offsetof(type, member), targets, NULL, 0, flags, doc }

/* ---- the classes, each in its noun's file ---- */
enum {
        PRG__CLASS_DOCUMENT, PRG__CLASS_CALENDAR, PRG__CLASS_HOLIDAY_YEAR, PRG__CLASS_ROLE, PRG__CLASS_AGENCY, PRG__CLASS_GROUP, PRG__CLASS_EXTERNAL,
        PRG__CLASS_OBJECTIVE, PRG__CLASS_EVENT, PRG__CLASS_COMPONENT, PRG__CLASS_FLOW, PRG__CLASS_OBLIGATION, PRG__CLASS_UNIT, PRG__CLASS_SOURCE,
        PRG__CLASS_BREAKDOWN, PRG__CLASS_INDICATOR_GROUP, PRG__CLASS_INDICATOR, PRG__CLASS_AREA,
        PRG__CLASS_AREA_CHANGE, PRG__CLASS_TARGET, PRG__CLASS_BASELINE, PRG__CLASSES
};
extern const prg__class prg__class_programme, prg__class_document, prg__class_calendar, prg__class_stage, prg__class_holiday_year, prg__class_holiday, prg__class_role, prg__class_agency,
        prg__class_successor, prg__class_group, prg__class_member, prg__class_external,
        prg__class_objective, prg__class_component, prg__class_assignment, prg__class_integration,
        prg__class_event, prg__class_time, prg__class_deadline, prg__class_flow, prg__class_obligation, prg__class_tier, prg__class_unit, prg__class_source, prg__class_breakdown,
        prg__class_category, prg__class_indicator_group, prg__class_indicator, prg__class_precedence,
        prg__class_area, prg__class_area_state, prg__class_area_change, prg__class_mapping,
        prg__class_share, prg__class_target, prg__class_baseline;

/* The field of that key, or NULL. */
const prg__field *prg__class_field(const prg__class *class, const char *key, size_t length);
/* The class of that name, or NULL; any class, with identity or without. */
const prg__class *prg__class_of_name(const char *name);
/* "text", "references" …, as documentation and the schema call it. */
const char *prg__type_name(prg__type type);
/* "a" or "an", before the name of the class. */
const char *prg__class_article(const prg__class *class);
/* Whether a field refers to things of a class; whether some field refers to things of both. */
int prg__field_takes(const prg__field *field, const prg__class *class);
int prg__classes_meet(const prg__class *first, const prg__class *second);
/* The classes with identity by number. */
const prg__class *prg__class_at(int number);

/* The member of an item that a field describes. */
static inline void *prg__member(const prg_item *item, const prg__field *field)
{
        return (char *)prg__without_const(item) + field->offset;
}

#endif
