/* Ids that entries name by number: agencies, and categories of classes. Numbers are given when an
 * id comes first and are never taken back, so that they mean the same whatever becomes of the
 * programme. */
#include "store.h"

#include <string.h>

#include "util/error.h"
#include "util/memory.h"

void prg__ids_init(prg__ids *ids)
{
        ids->at = NULL;
        ids->count = ids->capacity = 0;
        prg__map_init(&ids->map);
}

void prg__ids_dispose(prg__ids *ids)
{
        for (size_t i = 0; i < ids->count; i++)
                prg__free(ids->at[i]);
        prg__free(ids->at);
        prg__map_dispose(&ids->map);
}

int prg__ids_number(prg__ids *ids, const char *id, uint32_t *number)
{
        size_t length = strlen(id);
        prg__numbered *known = prg__map_get(&ids->map, id, length);
        if (known == NULL) {
                if (prg__grow((void **)&ids->at, &ids->capacity, ids->count + 1, sizeof(prg__numbered *))
                                < 0
                        || prg__map_reserve(&ids->map, 1) < 0
                        || (known = prg__alloc(sizeof *known + length + 1)) == NULL)
                        return PRG_ENOMEM;
                known->number = (uint32_t)ids->count;
                memcpy(known->id, id, length + 1);
                prg__map_put(&ids->map, known->id, length, known);
                ids->at[ids->count++] = known;
        }
        *number = known->number;
        return 0;
}
