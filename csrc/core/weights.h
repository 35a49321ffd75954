/* weights: the arrays of the learned encoder, read from a model's section MODEL_WEIGHTS (python/training/INTEGERS.md),
 * checked once and laid out for the kernels. */
#ifndef SAYSO_WEIGHTS_H
#define SAYSO_WEIGHTS_H

#include "kernels.h"
#include "memory.h"

/* What the encoder is told of a token; the weights have a row for each value. */
enum {
    WEIGHTS_SHAPES = 36,  /* kind x letters */
    WEIGHTS_SIGNALS = 35, /* bits */
    WEIGHTS_BREAKS = 3,   /* none, sentence, paragraph */
    WEIGHTS_QUOTES = 4,   /* outside, opening mark, inside, closing mark */
    WEIGHTS_PLACES = WEIGHTS_BREAKS * WEIGHTS_QUOTES * 2,
    WEIGHTS_RULES = 7,      /* O, B and I of content, cue, source: also the tags */
    WEIGHTS_MENTIONS = 25,  /* O, B and I of each label: also the names */
    WEIGHTS_OFFSETS = 6,    /* candidates of a link */
    WEIGHTS_SCORE = 256,    /* scores are in 2^-8 nats */
    WEIGHTS_CONFIDENCE = 8, /* numbers of an attribution, the last one its constant */
    WEIGHTS_HASH_BITS = 12,
    WEIGHTS_MAX_HIDDEN = 512,
    WEIGHTS_MAX_INPUT = 500 /* columns of the first layer: their sums fit int32 */
};

/* Which spans belong together: ask(p) . answer(q) + place, against none(p). */
struct weights_link {
    struct kernel_map ask, answer, none;
    const int32_t *place; /* WEIGHTS_OFFSETS x 2 */
};

/* A hidden layer of H units is padded to `units`; a token's state is forward then backward, 2 x units bytes. */
struct weights {
    uint32_t hidden, units;
    const uint64_t *word_hash;  /* `words` of them, ascending; the word's row is its index + 1 */
    const uint32_t *word_start; /* by the top WEIGHTS_HASH_BITS bits of a hash: the first word with them or more */
    uint32_t words, prefixes, suffixes;
    const int8_t *word, *prefix, *suffix;
    uint32_t word_width, prefix_width, suffix_width;
    struct kernel_input input1;
    /* rows of 8 x units: forward's four gates, then backward's */
    const int16_t *shape, *signal, *place, *rule, *mention;
    struct kernel_map recurrent[2][2], input2[2]; /* by layer, by direction */
    struct kernel_map tags, names;
    struct weights_link content, source;
    struct kernel_curve curve;
    int32_t confidence[WEIGHTS_CONFIDENCE];
    uint8_t *owned; /* what was laid out anew */
};

/* Open a section that stays in place and 8-byte aligned.  SAYSO_ERROR_MODEL (error->position: byte of the section),
 * SAYSO_ERROR_VERSION, SAYSO_ERROR_MEMORY. */
sayso_status weights_open(struct weights **weights, const struct memory *memory, const uint8_t *bytes, size_t size,
                          sayso_error *error);
void weights_close(struct weights *weights, const struct memory *memory); /* NULL is fine */

/* Begin to load what weights_word will look at. */
void weights_fetch(const struct weights *weights, uint64_t hash);
/* The row of a word by its hash (struct word), 0 if it is unknown. */
uint32_t weights_word(const struct weights *weights, uint64_t hash);

#endif
