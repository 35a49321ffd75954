/* encoder: the learned pass over a document: two bidirectional recurrent layers in integers, a state and the scores of
 * tags and names for each token (python/training/INTEGERS.md). */
#ifndef SAYSO_ENCODER_H
#define SAYSO_ENCODER_H

#include "weights.h"

enum {
    ENCODER_WINDOW = 512, /* tokens that are read together, at most */
    ENCODER_LANES = KERNEL_BATCH,
    ENCODER_BLOCK = 16,  /* tokens whose input products are made at once */
    ENCODER_CACHE = 8192 /* words whose first-layer products are kept; two ways */
};

/* What the encoder is told of a token; rows below those of the weights. */
struct encoder_token {
    uint64_t signals; /* WEIGHTS_SIGNALS bits */
    uint32_t word, prefix, suffix;
    uint8_t shape, breaks, quote, space, rule, mention, unused[2];
};

/* Tokens that are read together. */
struct encoder_window {
    uint32_t first, count;
};

struct encoder_word {
    uint32_t word, prefix, suffix, used;
};

/* Results of the last run, and room that is kept from one document to the next.  Zero-initialised is empty. */
struct encoder {
    const struct weights *weights; /* that the kept words are of */
    uint32_t width;                /* bytes of a token's state */
    array_of(uint8_t) states;      /* tokens x width */
    array_of(int32_t) tags;        /* tokens x WEIGHTS_RULES, 2^-8 nats */
    array_of(int32_t) names;       /* tokens x WEIGHTS_MENTIONS */
    array_of(struct encoder_window) windows;
    array_of(struct encoder_word) words; /* the cache: sets of two, the last used first */
    array_of(int16_t) products;          /* of the cached words */
    array_of(uint8_t) room;              /* of one group of windows */
};

/* Whole paragraphs up to `limit` tokens, else whole sentences, else a cut; in order, without gaps. */
sayso_status encoder_cut(const struct memory *memory, const struct encoder_token *tokens, uint32_t count,
                         uint32_t limit, struct encoder *encoder);

/* Read `count` tokens.  SAYSO_ERROR_MEMORY, SAYSO_ERROR_CANCELLED; SAYSO_ERROR_ARGUMENT if a row is out of range. */
sayso_status encoder_run(const struct memory *memory, const struct weights *weights, const struct kernels *kernels,
                         const struct encoder_token *tokens, uint32_t count, struct encoder *encoder);
void encoder_free(struct encoder *encoder, const struct memory *memory);

/* Make the products of these tokens' words, several at a time, so that the weights are read once for all of them. */
void encoder_learn_words(struct encoder *encoder, const struct kernels *kernels, const struct encoder_token *tokens,
                         uint32_t count);
/* First-layer products of a token's word (8 x units), valid until the next call; room was made by encoder_run. */
const int16_t *encoder_products(struct encoder *encoder, const struct kernels *kernels,
                                const struct encoder_token *token);
/* Room for the cache, emptied if it is of other weights; false when memory ends. */
bool encoder_words_ready(const struct memory *memory, const struct weights *weights, struct encoder *encoder);

#endif
