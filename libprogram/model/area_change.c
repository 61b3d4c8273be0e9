/* Area changes: an event of a day that turns old areas into new ones (nhập, chia, điều chỉnh, đổi tên, bãi
 * bỏ), many to many, with exact shares per basis. A document only: what it does to values comes with the
 * values. */
#include "nouns.h"

#include <stdlib.h>

#include "check.h"
#include "util/error.h"
#include "util/memory.h"

static const prg__class *const areas[] = { &prg__class_area, NULL };
static const prg__class *const documents[] = { &prg__class_document, NULL };
static const prg__class *const mappings[] = { &prg__class_mapping, NULL };
static const prg__class *const shares[] = { &prg__class_share, NULL };
static const char *const kinds[] = { "merge", "split", "transfer", "rename", "abolition", "reform", NULL };
static const char *const bases[] = { "population", "area", "cases", NULL };

static const prg__field fields[] = {
        PRG__FIELD_NAME(prg__area_change),
        { "on", PRG__DATE, offsetof(prg__area_change, on), NULL, NULL, 0, PRG__REQUIRED, "the first day of the new areas" },
        PRG__F_CHOICE(prg__area_change, kind, kinds, PRG__REQUIRED, "what happens; reform: several of them at once"),
        PRG__F_TARGET(prg__area_change, document, PRG__REF, documents, 0, "the document that ordered it"),
        PRG__FIELD_NOTE(prg__area_change),
        PRG__F_TARGET(prg__area_change, map, PRG__ITEMS, mappings, 0, "which old area goes into which new one"),
        PRG__FIELD_END
};

#define WHOLE 1000000000

/* A share in units of 10^-9; -1 for one that is none, which is a finding of its own. */
static int64_t units_of(const prg__share *share)
{
        prg_decimal scaled;
        if (share->value.decimals == PRG__NO_NUMBER || prg_decimal_rescale(&scaled, share->value, 9) < 0
            || scaled.mantissa < 0 || scaled.mantissa > WHOLE)
                return -1;
        return scaled.mantissa;
}

/* The share of an edge on a basis; whole where none is given, -1 where only other bases are. */
static int64_t share_on(const prg__mapping *edge, int basis)
{
        for (size_t i = 0; i < edge->shares.count; i++) {
                const prg__share *share = edge->shares.at[i];
                if (share->basis == basis)
                        return units_of(share);
        }
        return edge->shares.count ? -1 : WHOLE;
}

/* A basis by which an edge gives two shares; 0 when there is none. */
static int repeated_basis(const prg__mapping *edge)
{
        unsigned seen = 0;
        for (size_t i = 0; i < edge->shares.count; i++) {
                int basis = ((const prg__share *)edge->shares.at[i])->basis;
                if (basis && seen >> basis & 1)
                        return basis;
                seen |= 1u << basis;
        }
        return 0;
}

/* Whether sums can be formed: where an old area or a share could not be read, they would be wrong again. */
static int is_readable(const prg__area_change *change, struct prg__check *check)
{
        for (size_t i = 0; i < change->map.count; i++) {
                const prg__mapping *edge = change->map.at[i];
                if (edge->old == NULL || repeated_basis(edge) || prg__check_is_broken(check, &edge->item, "shares"))
                        return 0;
                for (size_t j = 0; j < edge->shares.count; j++) {
                        const prg__share *share = edge->shares.at[j];
                        if (share->basis == 0 || units_of(share) < 0)
                                return 0;
                }
        }
        return 1;
}

static int has_basis(const prg__mapping *edge, int basis)
{
        for (size_t i = 0; i < edge->shares.count; i++)
                if (((const prg__share *)edge->shares.at[i])->basis == basis)
                        return 1;
        return 0;
}

/* The shares of one old area must sum to 1 on every basis that one of its edges gives; an old area with one
 * edge and no share goes over whole. */
static int check_shares_of(const prg__mapping *const *edges, size_t count, struct prg__check *check)
{
        const prg_item *first = &edges[0]->item;
        const char *old = edges[0]->old->id;
        int given = 0, code = 0;
        for (int basis = 1; code == 0 && bases[basis - 1]; basis++) {
                int64_t sum = 0;
                int of_basis = 0, complete = 1;
                for (size_t i = 0; i < count; i++) {
                        int64_t share = share_on(edges[i], basis);
                        of_basis |= has_basis(edges[i], basis);
                        complete &= share >= 0;
                        sum += share > 0 && sum <= WHOLE ? share : 0;
                }
                given |= of_basis;
                if (of_basis && !complete)
                        code = prg__check_add(check, first, "shares", PRG_FINDING_SHARES,
                                "the shares of %s by %s are not given for all its parts", old, bases[basis - 1]);
                else if (of_basis && sum != WHOLE)
                        code = prg__check_add(check, first, "shares", PRG_FINDING_SHARES,
                                "the shares of %s by %s do not sum to 1", old, bases[basis - 1]);
        }
        if (code == 0 && !given && count > 1)
                code = prg__check_add(check, first, NULL, PRG_FINDING_MISSING_FIELD,
                        "%s goes into %zu areas and no shares are given", old, count);
        return code;
}

static int by_old(const void *a, const void *b)
{
        const prg__mapping *first = *(const prg__mapping *const *)a, *second = *(const prg__mapping *const *)b;
        if (first->old != second->old)
                return first->old->index < second->old->index ? -1 : 1;
        return first->item.index < second->item.index ? -1 : 1;
}

static int check_shares(const prg__area_change *change, struct prg__check *check)
{
        size_t count = change->map.count;
        if (count == 0)
                return 0;
        const prg__mapping **edges = prg__alloc_array(count, sizeof(prg__mapping *));
        if (edges == NULL)
                return PRG_ENOMEM;
        for (size_t i = 0; i < count; i++)
                edges[i] = change->map.at[i];
        qsort(edges, count, sizeof(prg__mapping *), by_old);
        int code = 0;
        for (size_t i = 0, next; code == 0 && i < count; i = next) {
                for (next = i + 1; next < count && edges[next]->old == edges[i]->old; next++) {
                }
                code = check_shares_of(edges + i, next - i, check);
        }
        prg__free(edges);
        return code;
}

static int check_change(const prg_item *item, struct prg__check *check)
{
        const prg__area_change *change = (const prg__area_change *)item;
        int code = is_readable(change, check) ? check_shares(change, check) : 0;
        for (size_t i = 0; code == 0 && i < change->map.count; i++) {
                const prg__mapping *edge = change->map.at[i];
                if (edge->old == NULL)
                        continue;
                const prg__area *old = (const prg__area *)edge->old, *new = (const prg__area *)edge->new;
                if (change->on != PRG_DATE_NONE && old->to != PRG_DATE_NONE && old->to != change->on - 1
                    && edge->old != edge->new)
                        code = prg__check_add(check, &edge->item, "old", PRG_FINDING_CONTRADICTION,
                                "%s does not end on the day before the change", edge->old->id);
                if (code == 0 && change->on != PRG_DATE_NONE && new && edge->old != edge->new
                    && new->from != PRG_DATE_NONE && new->from > change->on)
                        code = prg__check_add(check, &edge->item, "new", PRG_FINDING_CONTRADICTION,
                                "%s does not exist yet on the day of the change", edge->new->id);
        }
        return code;
}

const prg__class prg__class_area_change = { "area_change", "an event that turns areas into others (sắp xếp đơn vị hành chính)",
        sizeof(prg__area_change), fields, PRG__CLASS_AREA_CHANGE, check_change };

static const prg__field mapping_fields[] = {
        PRG__F_TARGET(prg__mapping, old, PRG__REF, areas, PRG__REQUIRED, "the area that goes"),
        PRG__F_TARGET(prg__mapping, new, PRG__REF, areas, 0, "the area that it goes into; none where it is abolished"),
        PRG__F_TARGET(prg__mapping, shares, PRG__ITEMS, shares, 0, "which share of it, per basis; none means the whole"),
        PRG__FIELD_NOTE(prg__mapping),
        PRG__FIELD_END
};

static int check_mapping(const prg_item *item, struct prg__check *check)
{
        int basis = repeated_basis((const prg__mapping *)item);
        return basis == 0 ? 0
                          : prg__check_add(check, item, "shares", PRG_FINDING_CONTRADICTION,
                                    "two shares are given by %s", bases[basis - 1]);
}

const prg__class prg__class_mapping = { "mapping", "one old area and one new area", sizeof(prg__mapping),
        mapping_fields, PRG__NO_ID, check_mapping };

static const prg__field share_fields[] = {
        PRG__F_CHOICE(prg__share, basis, bases, PRG__REQUIRED, "by what the share is measured"),
        { "value", PRG__NUMBER, offsetof(prg__share, value), NULL, NULL, 0, PRG__REQUIRED, "the share, 0 to 1, at most 9 decimals" },
        PRG__FIELD_END
};

static int check_share(const prg_item *item, struct prg__check *check)
{
        const prg__share *share = (const prg__share *)item;
        if (share->value.decimals == PRG__NO_NUMBER || units_of(share) >= 0)
                return 0;
        return prg__check_add(check, item, "value", PRG_FINDING_VALUE, "a share lies between 0 and 1 and has at most 9 decimals");
}

const prg__class prg__class_share = { "share", "a share on a basis", sizeof(prg__share), share_fields, PRG__NO_ID, check_share };
