/* story_hash: 64 bits that copies of a story nearly share: a SimHash (Charikar, Similarity Estimation Techniques from
 * Rounding Algorithms, 2002) of three words in a row.  Near copies differ in at most three bits (Manku, Jain and Das
 * Sarma, Detecting Near-Duplicates for Web Crawling, 2007). */
#ifndef SAYSO_STORY_HASH_H
#define SAYSO_STORY_HASH_H

#include <stdint.h>

/* The bits of hashes are counted eight to a lane of bytes, and moved on before a byte is full. */
struct story_hash {
    uint64_t before[2]; /* hashes of the last two words */
    uint64_t lanes[8];
    uint32_t counts[64];
    uint32_t words, pending;
};

void story_hash_add(struct story_hash *story, uint64_t word);
uint64_t story_hash_finish(struct story_hash *story); /* 0: fewer than three words */

#endif
