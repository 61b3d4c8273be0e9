/* Tallies: counts for all areas and windows of a layout, added up along the trees. See layout.h. */
#include "calc/layout.h"

#include <libprogram/error.h>

#include "util/memory.h"

int prg__tally_make(prg__tally *tally, const prg__layout *layout)
{
        tally->size = layout->counts + 64;
        tally->counts = prg__alloc_pages(tally->size);
        return tally->counts ? 0 : PRG_ENOMEM;
}

void prg__tally_free(prg__tally *tally)
{
        if (tally->counts)
                prg__free_pages(tally->counts, tally->size);
        tally->counts = NULL;
}

int prg__tally_roll(const prg__layout *layout, prg__tally *tally, const prg__kernels *kernels)
{
        void **rows = prg__alloc_array((size_t)layout->group_count, sizeof(void *));
        if (rows == NULL)
                return PRG_ENOMEM;
        for (int e = 0; e < layout->era_count; e++) {
                const prg__era *era = &layout->eras[e];
                for (int k = 0; k < layout->areas; k++) {
                        int area = era->order[k], parent = era->tree->parents[area];
                        if (parent < 0)
                                continue;
                        for (int s = 0; s < era->segment_count; s++) {
                                const prg__segment *it = &era->segments[s];
                                void *to = prg__tally_row(layout, tally->counts, it->group, parent);
                                const void *from = prg__tally_row(layout, tally->counts, it->group, area);
                                if (layout->groups[it->group].wide)
                                        kernels->add_counts_wide((uint32_t *)to + it->column,
                                                (const uint32_t *)from + it->column, (size_t)it->count, 1, 0);
                                else
                                        kernels->add_counts((uint16_t *)to + it->column,
                                                (const uint16_t *)from + it->column, (size_t)it->count, 1, 0);
                        }
                }
        }
        for (int g = 0; g < layout->group_count; g++)
                rows[g] = prg__tally_row(layout, tally->counts, g, 0);
        if (!layout->key.by_unit)
                kernels->step_counts(layout->steps, layout->step_count, rows, (size_t)layout->areas);
        prg__free(rows);
        return 0;
}
