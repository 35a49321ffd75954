/* name_votes: one entry for each name in the document, so that what is clear in one place is clear everywhere. */
#include "name_rules.h"

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    x ^= x >> 32;
    return x;
}

uint64_t name_word_key(const struct name_scan *scan, uint32_t token)
{
    uint64_t hash = scan->lexemes->words.items[token].hash;
    return hash ? hash : 1; /* 0 marks a free slot */
}

uint64_t name_key(const struct name_scan *scan, struct name_range range)
{
    uint64_t key = 0;
    for (uint32_t i = range.first; i < range.last; i++)
        key = mix(key * 3 + name_word_key(scan, i));
    return key ? key : 1;
}

static struct name_votes *slot_of(const struct name_table *table, uint64_t key)
{
    for (uint32_t i = (uint32_t)key & (table->capacity - 1);; i = (i + 1) & (table->capacity - 1))
        if (table->slots[i].key == key || table->slots[i].key == 0)
            return &table->slots[i];
}

static bool grow(struct name_scan *scan)
{
    struct name_table wider = {NULL, scan->table.used, scan->table.capacity ? scan->table.capacity * 2 : 256};
    if (wider.capacity == 0 || !(wider.slots = memory_new(scan->memory, wider.capacity * sizeof *wider.slots)))
        return false;
    for (uint32_t i = 0; i < scan->table.capacity; i++)
        if (scan->table.slots[i].key)
            *slot_of(&wider, scan->table.slots[i].key) = scan->table.slots[i];
    memory_free(scan->memory, scan->table.slots);
    scan->table = wider;
    return true;
}

struct name_votes *name_votes_of(struct name_scan *scan, uint64_t key, bool create)
{
    if (create && (uint64_t)scan->table.used * 3 >= (uint64_t)scan->table.capacity * 2 && !grow(scan))
        return NULL;
    if (scan->table.capacity == 0)
        return NULL;
    struct name_votes *slot = slot_of(&scan->table, key);
    if (slot->key == key)
        return slot;
    if (!create)
        return NULL;
    slot->key = key;
    scan->table.used++;
    return slot;
}

bool name_vote(struct name_scan *scan, uint64_t key, const int16_t votes[NAME_KINDS])
{
    struct name_votes *entry = name_votes_of(scan, key, true);
    if (!entry)
        return false;
    for (int k = 0; k < NAME_KINDS; k++) {
        int sum = entry->votes[k] + votes[k];
        entry->votes[k] = (int16_t)(sum > 1000 ? 1000 : sum < -1000 ? -1000 : sum);
    }
    return true;
}
