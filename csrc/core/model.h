/* model: english.sayso, one container of named sections, versioned and checksummed, read in place. */
#ifndef SAYSO_MODEL_H
#define SAYSO_MODEL_H

#include "lexicon.h"
#include "weights.h"

/* Layout, little-endian: "SAYSO\r\n\032" (8 bytes) · u32 version · u32 section count · u64 size of the file ·
 * u64 checksum of all that follows these 32 bytes · sections, each {u32 id, u32 zero, u64 offset, u64 size},
 * offsets multiples of 64 from the start of the file · their bytes. */
enum model_section { MODEL_LEXICON = 1, MODEL_WEIGHTS = 2, MODEL_BUILD = 3 /* JSON: how it was made */ };

struct sayso_model {
    sayso_allocator allocator;
    struct lexicon *lexicon;
    struct weights *weights; /* NULL: a model without an encoder, rules alone decide */
    const uint8_t *weights_section;
    size_t weights_size;
    sayso_model_info info;
};

/* FNV-1a over 8-byte little-endian words, the last one padded with zeros. */
uint64_t model_checksum(const uint8_t *bytes, size_t size);

#endif
