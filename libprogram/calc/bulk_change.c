/* New entries: which blocks and quotients they change. See bulk.h. */
#include "calc/figures.h"

/* The blocks' answer to one entry. */
static int change_block(prg__bulk *bulk, prg__block *block, const prg__series *series, size_t slot, int area, int position,
        int dry)
{
        prg__touch touch;
        int code = prg__block_change(block, series, slot, area, position, &touch, dry);
        for (prg__quotients *it = bulk->quotients; it && code == PRG__CHANGE_DONE && !dry; it = it->next)
                if (it->above == block || it->below == block)
                        prg__quotients_change(it, &touch);
        for (prg__figures *it = bulk->figures; it && code == PRG__CHANGE_DONE && !dry; it = it->next)
                prg__figures_change(it, block, &touch);
        return code;
}

/* Whether an entry may give a block more than it knows of: a series that grew to periods in which it had none. */
static int may_be_new(const prg__block *block, const prg__series *series)
{
        if (series->indicator != block->indicator)
                return 0;
        for (int i = 0; i < block->layout->base_count; i++)
                if (block->series[i] == NULL)
                        return 1;
        return 0;
}

int prg__bulk_change(prg__bulk *bulk, uint64_t after, int dry)
{
        uint64_t sequence = prg_data_sequence(bulk->data);
        if (bulk->series_count != prg__data_series_count(bulk->data) || bulk->slot_count != prg__data_slot_count(bulk->data))
                return PRG_END;
        for (uint64_t i = after + 1; i <= sequence; i++) {
                size_t slot;
                int position;
                const prg__series *series = prg__data_entry_series(bulk->data, i, &slot, &position);
                if (series->indicator == NULL)
                        continue;
                const prg_item *item = prg__data_slot_area(bulk->data, slot);
                int area = item ? (int)prg_item_index(item) : -1;
                for (prg__block *block = bulk->blocks; block; block = block->next) {
                        if (block->indicator != series->indicator || !block->wanted)
                                continue;
                        if (block->unfit || may_be_new(block, series))
                                return PRG_END;
                        if (block->sight.as_of && i > block->sight.as_of)
                                continue;
                        if (change_block(bulk, block, series, slot, area, position, dry) == PRG__CHANGE_ALL)
                                return PRG_END;
                }
        }
        return 0;
}
