/* The registry of classes, and what it tells to the outside. */
#include "class.h"

#include <string.h>

#include "util/error.h"

static const prg__class *const classes[] = {
        &prg__class_programme, &prg__class_document, &prg__class_calendar, &prg__class_stage, &prg__class_holiday_year, &prg__class_holiday, &prg__class_role, &prg__class_agency,
        &prg__class_successor, &prg__class_group, &prg__class_member, &prg__class_external,
        &prg__class_objective, &prg__class_component, &prg__class_assignment, &prg__class_integration,
        &prg__class_event, &prg__class_time, &prg__class_deadline, &prg__class_flow, &prg__class_obligation, &prg__class_tier, &prg__class_unit, &prg__class_source, &prg__class_breakdown,
        &prg__class_category, &prg__class_indicator_group, &prg__class_indicator, &prg__class_precedence,
        &prg__class_area, &prg__class_area_state, &prg__class_area_change, &prg__class_mapping,
        &prg__class_share, &prg__class_target, &prg__class_baseline,
};
#define CLASSES (sizeof classes / sizeof classes[0])

static const char *const type_names[] = { "text", "word", "choice", "flag", "count", "date", "number", "names",
        "texts", "reference", "references", "record", "items" };

const prg__class *prg__class_of_name(const char *name)
{
        for (size_t i = 0; i < CLASSES; i++)
                if (strcmp(classes[i]->name, name) == 0)
                        return classes[i];
        return NULL;
}

const prg__class *prg__class_at(int number)
{
        for (size_t i = 0; i < CLASSES; i++)
                if (classes[i]->number == number)
                        return classes[i];
        return NULL;
}

const prg__field *prg__class_field(const prg__class *class, const char *key, size_t length)
{
        if (length == 0)
                return NULL;
        for (const prg__field *field = class->fields; field->key; field++)
                if (field->key[0] == key[0] && strlen(field->key) == length && memcmp(field->key, key, length) == 0)
                        return field;
        return NULL;
}

int prg__field_takes(const prg__field *field, const prg__class *class)
{
        if (field->type != PRG__REF && field->type != PRG__REFS)
                return 0;
        for (const prg__class *const *target = field->targets; *target; target++)
                if (*target == class)
                        return 1;
        return 0;
}

int prg__classes_meet(const prg__class *first, const prg__class *second)
{
        for (size_t i = 0; i < CLASSES; i++)
                for (const prg__field *field = classes[i]->fields; field->key; field++)
                        if (prg__field_takes(field, first) && prg__field_takes(field, second))
                                return 1;
        return 0;
}

const char *prg__class_article(const prg__class *class)
{
        /* "unit" is the only class that begins with a u, and it is spoken like "you". */
        return strchr("aeio", class->name[0]) ? "an" : "a";
}

const char *prg__type_name(prg__type type)
{
        return type_names[type];
}

/* ---- public ---- */

const char *prg_class_at(size_t index)
{
        return index < CLASSES ? classes[index]->name : NULL;
}

const char *prg_class_doc(const char *class_name)
{
        const prg__class *class = class_name ? prg__class_of_name(class_name) : NULL;
        return class ? class->doc : NULL;
}

int prg_class_field(prg_field *field, const char *class_name, size_t index)
{
        if (field == NULL)
                return prg__error_null("field");
        if (class_name == NULL)
                return prg__error_null("class_name");
        const prg__class *class = prg__class_of_name(class_name);
        if (class == NULL)
                return prg__error(PRG_ENOTFOUND, NULL, "no class is named '%s'", class_name);
        const prg__field *it = class->fields;
        for (size_t i = 0; i < index && it->key; i++)
                it++;
        if (it->key == NULL)
                return PRG_END;
        *field = (prg_field){ it->key, type_names[it->type], it->targets ? it->targets[0]->name : NULL,
                it->choices, it->flags & PRG__REQUIRED ? 1 : 0, it->doc };
        return 0;
}
