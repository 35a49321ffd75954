/* encoder: the learned pass over a document: two bidirectional recurrent layers in integers, a state and the scores of
 * tags for each token (python/training/INTEGERS.md). */
#ifndef SAYSO_ENCODER_H
#define SAYSO_ENCODER_H

#include "weights.h"

enum {
    ENCODER_WINDOW = 512, /* tokens that are read together, at most */
    ENCODER_LANES = KERNEL_BATCH,
    ENCODER_BLOCK = 16,        /* tokens whose second-layer input products are made at once */
    ENCODER_CACHE = 8192,      /* words whose first-layer products are kept; two ways */
    ENCODER_STRETCH = 1 << 18, /* tokens whose states are held at once: 50 MB at most, and a novel is read but once */
    ENCODER_LINE = 64          /* bytes; a state is a multiple of it */
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

/* Scores of a token, 2^-8 nats. */
struct encoder_tags {
    int32_t of[WEIGHTS_RULES];
};
struct encoder_names {
    int32_t of[WEIGHTS_MENTIONS];
};

/* A part of a state: arrays of states are counted in these, so that a long text's still have room. */
struct encoder_line {
    uint8_t bytes[ENCODER_LINE];
};

/* Results of the last run, and room that is kept from one document to the next.  Zero-initialised is empty. */
struct encoder {
    const struct weights *weights; /* that the kept words are of */
    uint32_t stretch;              /* ENCODER_STRETCH if it is 0 */
    uint32_t lines;                /* of a state: all of forward, then of backward */
    array_of(struct encoder_tags) tags;
    array_of(struct encoder_names) names; /* if they were asked for */
    array_of(struct encoder_window) windows;
    uint32_t first, end;                  /* windows whose states are held now */
    array_of(struct encoder_line) states; /* from the first of these windows' first token on */
    array_of(uint32_t) order;             /* of these windows, the longest first */
    array_of(struct encoder_word) words;  /* the cache: sets of two */
    array_of(int16_t) products;           /* of the cached words, and room for one more */
    array_of(uint8_t) room;               /* of one group of windows */
};

/* Whole paragraphs up to `limit` tokens, else whole sentences, else a cut; in order, without gaps. */
sayso_status encoder_cut(const struct memory *memory, const struct encoder_token *tokens, uint32_t count,
                         uint32_t limit, struct encoder *encoder);

/* Read `count` tokens; `names`: the scores of names as well.  SAYSO_ERROR_MEMORY, SAYSO_ERROR_CANCELLED;
 * SAYSO_ERROR_ARGUMENT if a row is out of range. */
sayso_status encoder_run(const struct memory *memory, const struct weights *weights, const struct kernels *kernels,
                         const struct encoder_token *tokens, uint32_t count, bool names, struct encoder *encoder);
/* States of some tokens of the last run, in order, to `out` (`lines` each).  A text longer than a stretch is read again
 * where they lie, rather than that all its states are kept.  SAYSO_ERROR_CANCELLED. */
sayso_status encoder_states(const struct memory *memory, const struct kernels *kernels,
                            const struct encoder_token *tokens, const uint32_t *wanted, uint32_t count,
                            struct encoder *encoder, struct encoder_line *out);
void encoder_free(struct encoder *encoder, const struct memory *memory);

/* Make the products of these tokens' words, several at a time, so that the weights are read once for all of them;
 * `places`: where each of them lies, unless a later word takes its place. */
void encoder_learn_words(struct encoder *encoder, const struct kernels *kernels, const struct encoder_token *tokens,
                         uint32_t count, uint32_t *places);
/* First-layer products of a learned token's word (8 x units), valid until the next call. */
const int16_t *encoder_products(struct encoder *encoder, const struct kernels *kernels,
                                const struct encoder_token *token, uint32_t place);
/* Begin to load what lies there of one direction. */
void encoder_fetch(const struct encoder *encoder, uint32_t place, uint32_t direction);
/* Room for the cache, emptied if it is of other weights; false when memory ends. */
bool encoder_words_ready(const struct memory *memory, const struct weights *weights, struct encoder *encoder);

#endif
