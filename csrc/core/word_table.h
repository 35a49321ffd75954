/* word_table: closed vocabularies of the rules, found by the hash that every token already carries. */
#ifndef SAYSO_WORD_TABLE_H
#define SAYSO_WORD_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct word_code {
    uint16_t code;
    int16_t value;
}; /* code 0: not in the table */
struct word_list {
    const char *words;
    uint16_t code;
    int16_t value;
}; /* words with a blank between, lower case */

#define WORD_TABLE_SLOTS 1024u
struct word_table {
    struct {
        uint32_t fingerprint;
        struct word_code word;
    } slots[WORD_TABLE_SLOTS];
}; /* open addressing */

/* False if the lists hold more than half the slots: a fault in the source. The table must be zeroed. */
bool word_table_fill(struct word_table *table, const struct word_list *lists, size_t count);

static inline struct word_code word_table_find(const struct word_table *table, uint64_t hash)
{
    uint32_t slot = (uint32_t)((hash * UINT64_C(0x9E3779B97F4A7C15)) >> 54);
    while (table->slots[slot].word.code && table->slots[slot].fingerprint != (uint32_t)hash)
        slot = (slot + 1) % WORD_TABLE_SLOTS;
    return table->slots[slot].word;
}

#endif
