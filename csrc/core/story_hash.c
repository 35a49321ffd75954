/* story_hash: a few additions a word, whatever the number of bits. */
#include "story_hash.h"

#include <string.h>

#define LOW_BITS 0x0101010101010101u

/* Lane j holds in its byte k the count of bit 8 k + j. */
static void move_lanes(struct story_hash *story)
{
    for (unsigned j = 0; j < 8; j++)
        for (unsigned k = 0; k < 8; k++)
            story->counts[8 * k + j] += (uint32_t)(story->lanes[j] >> 8 * k & 0xFF);
    memset(story->lanes, 0, sizeof story->lanes);
    story->pending = 0;
}

/* MurmurHash3's finalizer: every bit depends on every bit. */
static uint64_t mixed(uint64_t hash)
{
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 33;
}

void story_hash_add(struct story_hash *story, uint64_t word)
{
    if (story->words++ >= 2) {
        const uint64_t hash = mixed(mixed(mixed(story->before[0]) + story->before[1]) + word);
        for (unsigned j = 0; j < 8; j++)
            story->lanes[j] += hash >> j & LOW_BITS;
        if (++story->pending == 255)
            move_lanes(story);
    }
    story->before[0] = story->before[1];
    story->before[1] = word;
}

uint64_t story_hash_finish(struct story_hash *story)
{
    uint64_t bits = 0;
    move_lanes(story);
    if (story->words < 3)
        return 0;
    const uint32_t half = (story->words - 2) / 2;
    for (unsigned bit = 0; bit < 64; bit++)
        bits |= (uint64_t)(story->counts[bit] > half) << bit;
    return bits;
}
