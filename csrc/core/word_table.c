#include "word_table.h"

#include <string.h>
#include "lexicon_format.h"

bool word_table_fill(struct word_table *table, const struct word_list *lists, size_t count)
{
    uint32_t filled = 0;
    for (size_t i = 0; i < count; i++) {
        for (const char *word = lists[i].words; *word;) {
            size_t size = strcspn(word, " ");
            uint64_t hash = lexicon_hash((const uint8_t *)word, size);
            uint32_t slot = (uint32_t)((hash * UINT64_C(0x9E3779B97F4A7C15)) >> 54);
            while (table->slots[slot].word.code)
                slot = (slot + 1) % WORD_TABLE_SLOTS;
            table->slots[slot].fingerprint = (uint32_t)hash;
            table->slots[slot].word = (struct word_code){lists[i].code, lists[i].value};
            word += size + (word[size] == ' ');
            if (++filled > WORD_TABLE_SLOTS / 2)
                return false;
        }
    }
    return true;
}
