#include "attribution_parts.h"

#include <string.h>

enum { DEPTH_LIMIT = 32 /* nobody reports what somebody reported that deep; deeper ones are left out */ };

static bool comes_before(const struct loose_piece *a, const struct loose_piece *b)
{
    if (a->range.first != b->range.first)
        return a->range.first < b->range.first;
    if (a->range.last != b->range.last)
        return a->range.last > b->range.last;
    return a->owner < b->owner;
}

/* Merge sort, bottom up: no recursion, and linear where the pieces are in order already. */
sayso_status pieces_sort(struct attribution_room *room)
{
    uint32_t count = room->loose.count;
    bool sorted = true;
    for (uint32_t i = 1; i < count && sorted; i++)
        sorted = !comes_before(&room->loose.items[i], &room->loose.items[i - 1]);
    if (sorted)
        return SAYSO_OK;
    array_clear(&room->merge);
    if (!array_reserve(room->memory, &room->merge, count))
        return SAYSO_ERROR_MEMORY;
    struct loose_piece *from = room->loose.items, *to = room->merge.items;
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t start = 0; start < count; start += 2 * width) {
            uint64_t middle = start + width < count ? start + width : count;
            uint64_t end = start + 2 * width < count ? start + 2 * width : count, a = start, b = middle;
            for (uint64_t at = start; at < end; at++)
                to[at] = b >= end || (a < middle && !comes_before(&from[b], &from[a])) ? from[a++] : from[b++];
        }
        struct loose_piece *swap = from;
        from = to;
        to = swap;
    }
    if (from != room->loose.items)
        memcpy(room->loose.items, from, count * sizeof *from);
    return SAYSO_OK;
}

/* The parent of an attribution is the innermost one whose content holds its cue.  Attributions are in the order of
 * their cues, pieces in that of their starts, so one pass with a stack of open pieces does it.  `around` is the
 * piece that holds the cue. */
static void find_parents(struct attribution_room *room, uint32_t *stack, uint32_t *around)
{
    struct attribution *list = room->out->list.items;
    uint32_t depth = 0, next = 0;
    for (uint32_t a = 0; a < room->out->list.count; a++) {
        if (!range_is(list[a].cue)) { /* a paragraph of its own */
            list[a].parent = around[a] = SAYSO_NONE;
            continue;
        }
        uint32_t at = list[a].cue.last - 1;
        for (; next < room->loose.count && room->loose.items[next].range.first <= at; next++) {
            while (depth && room->loose.items[stack[depth - 1]].range.last <= room->loose.items[next].range.first)
                depth--;
            stack[depth++] = next;
        }
        while (depth && room->loose.items[stack[depth - 1]].range.last <= at)
            depth--;
        list[a].parent = around[a] = SAYSO_NONE;
        for (uint32_t up = depth; up > 0 && depth - up < CHAIN_LIMIT; up--) {
            const struct loose_piece *piece = &room->loose.items[stack[up - 1]];
            if (piece->owner != a && piece->range.last > at) {
                list[a].parent = piece->owner;
                around[a] = stack[up - 1];
                break;
            }
        }
    }
}

/* Depths; a circle of parents, which odd marks may make, is cut.  `path` has room for all attributions. */
static void find_depths(struct attribution_room *room, uint32_t *path, uint32_t *around /* or NULL */)
{
    struct attribution *list = room->out->list.items;
    uint32_t count = room->out->list.count;
    const uint32_t unknown = SAYSO_NONE, open = SAYSO_NONE - 1;
    for (uint32_t a = 0; a < count; a++)
        list[a].depth = unknown;
    for (uint32_t a = 0; a < count; a++) {
        uint32_t steps = 0, at = a;
        while (at != SAYSO_NONE && list[at].depth == unknown) {
            list[at].depth = open;
            path[steps++] = at;
            uint32_t up = list[at].parent;
            if (up != SAYSO_NONE && list[up].depth == open) {
                list[at].parent = up = SAYSO_NONE;
                if (around)
                    around[at] = SAYSO_NONE;
            }
            at = up;
        }
        uint32_t depth = at == SAYSO_NONE ? 0 : list[at].depth + 1;
        while (steps)
            list[path[--steps]].depth = depth++;
    }
}

static bool range_meets(struct token_range a, struct token_range b)
{
    return range_is(b) && a.first < b.last && b.first < a.last;
}

/* A nested content stays inside the piece that holds its cue; neighbours under one parent do not overlap, and pieces
 * of one content that would are one.  `reach` and `holder` (a piece) are by parent, the last slot for the outermost.
 * An emptied piece has first == last. */
static void clip_pieces(struct attribution_room *room, const uint32_t *around, uint32_t *reach, uint32_t *holder)
{
    const struct attribution *list = room->out->list.items;
    uint32_t count = room->out->list.count;
    for (uint32_t i = 0; i <= count; i++) {
        reach[i] = 0;
        holder[i] = SAYSO_NONE;
    }
    for (uint32_t i = 0; i < room->loose.count; i++) {
        struct loose_piece *piece = &room->loose.items[i];
        struct token_range *range = &piece->range;
        if (list[piece->owner].depth > DEPTH_LIMIT ||
            (list[piece->owner].inner_only && list[piece->owner].parent == SAYSO_NONE)) {
            range->last = range->first;
            continue;
        }
        if (around[piece->owner] != SAYSO_NONE) {
            const struct token_range *outer = &room->loose.items[around[piece->owner]].range;
            if (range->first < outer->first)
                range->first = outer->first < range->last ? outer->first : range->last;
            if (range->last > outer->last)
                range->last = outer->last > range->first ? outer->last : range->first;
        }
        uint32_t slot = list[piece->owner].parent == SAYSO_NONE ? count : list[piece->owner].parent;
        struct loose_piece *before = holder[slot] == SAYSO_NONE ? NULL : &room->loose.items[holder[slot]];
        bool own = before && before->owner == piece->owner;
        if (range->first < reach[slot] && !own)
            range->first = reach[slot] < range->last ? reach[slot] : range->last;
        if (range->first < range->last)
            *range = fit_marks(room, *range);
        if (range->first < reach[slot] && own) {
            struct token_range both = {before->range.first, range->last};
            if (range->last > reach[slot] && !range_meets(both, list[piece->owner].cue) &&
                !range_meets(both, list[piece->owner].source))
                before->range.last = reach[slot] = range->last;
            range->last = range->first;
        }
        if (range_meets(*range, list[piece->owner].cue) || range_meets(*range, list[piece->owner].source))
            range->last = range->first; /* odd marks alone can do that */
        if (range->first < range->last && range->last > reach[slot]) {
            reach[slot] = range->last;
            holder[slot] = i;
        }
    }
}

/* Pieces that shrank may hold a cue or a nested content no longer: what hangs in the air goes.  Pieces only shrink
 * here, by one level of nesting a round. */
static void settle_pieces(struct attribution_room *room, const uint32_t *around)
{
    const struct attribution *list = room->out->list.items;
    bool changed = true;
    for (uint32_t round = 0; changed && round <= DEPTH_LIMIT + 1; round++) {
        changed = false;
        for (uint32_t i = 0; i < room->loose.count; i++) {
            struct token_range *range = &room->loose.items[i].range;
            uint32_t owner = room->loose.items[i].owner;
            if (around[owner] == SAYSO_NONE || range->first == range->last)
                continue;
            struct token_range outer = room->loose.items[around[owner]].range;
            bool held = outer.first <= list[owner].cue.first && list[owner].cue.last <= outer.last;
            if (!held || range->first < outer.first || range->last > outer.last) {
                range->last = range->first;
                changed = true;
            }
        }
    }
}

/* The list anew, by the start of content, without the ones that lost all of it; then the pieces. */
static sayso_status rebuild(struct attribution_room *room, uint32_t *rank)
{
    struct attributions *out = room->out;
    uint32_t count = out->list.count, kept = 0;
    sayso_status status = SAYSO_ERROR_MEMORY;
    struct attribution *copy = NULL;
    for (uint32_t a = 0; a < count; a++)
        rank[a] = SAYSO_NONE;
    for (uint32_t i = 0; i < room->loose.count; i++) {
        const struct loose_piece *piece = &room->loose.items[i];
        if (piece->range.first < piece->range.last && rank[piece->owner] == SAYSO_NONE)
            rank[piece->owner] = kept++;
    }
    if (!array_reserve(room->memory, &out->pieces, room->loose.count))
        goto fail;
    if (count) {
        copy = room->memory->allocator->allocate(room->memory->allocator->context, count * sizeof *copy);
        if (!copy)
            goto fail;
        memcpy(copy, out->list.items, count * sizeof *copy);
    }
    for (uint32_t a = 0; a < count; a++) {
        if (rank[a] == SAYSO_NONE)
            continue;
        struct attribution *placed = &out->list.items[rank[a]];
        *placed = copy[a];
        placed->piece_count = 0;
        uint32_t up = copy[a].parent;
        for (uint32_t steps = 0; up != SAYSO_NONE && rank[up] == SAYSO_NONE; steps++) /* a parent that fell away */
            up = steps < CHAIN_LIMIT ? copy[up].parent : SAYSO_NONE;
        placed->parent = up == SAYSO_NONE ? SAYSO_NONE : rank[up];
    }
    out->list.count = kept;
    for (uint32_t i = 0; i < room->loose.count; i++)
        if (room->loose.items[i].range.first < room->loose.items[i].range.last)
            out->list.items[rank[room->loose.items[i].owner]].piece_count++;
    uint32_t at = 0;
    for (uint32_t a = 0; a < kept; a++) {
        out->list.items[a].piece = at;
        at += out->list.items[a].piece_count;
        out->list.items[a].piece_count = 0;
    }
    out->pieces.count = at;
    for (uint32_t i = 0; i < room->loose.count; i++) {
        const struct loose_piece *piece = &room->loose.items[i];
        if (piece->range.first == piece->range.last)
            continue;
        struct attribution *attribution = &out->list.items[rank[piece->owner]];
        out->pieces.items[attribution->piece + attribution->piece_count++] = piece->range;
    }
    status = SAYSO_OK;
fail:
    memory_free(room->memory, copy);
    return status;
}

sayso_status attributions_nest(struct attribution_room *room)
{
    uint32_t count = room->out->list.count, pieces = room->loose.count;
    uint64_t words = (uint64_t)pieces + 4 * ((uint64_t)count + 1);
    array_clear(&room->order);
    if (words > UINT32_MAX / 4 || !array_reserve(room->memory, &room->order, (uint32_t)words))
        return SAYSO_ERROR_MEMORY;
    uint32_t *stack = room->order.items, *around = stack + pieces, *first = around + count + 1,
             *second = first + count + 1;
    find_parents(room, stack, around);
    find_depths(room, first, around);
    clip_pieces(room, around, first, second);
    settle_pieces(room, around);
    sayso_status status = pieces_sort(room);
    if (status == SAYSO_OK)
        status = rebuild(room, first);
    if (status == SAYSO_OK)
        find_depths(room, second, NULL);
    return status;
}
