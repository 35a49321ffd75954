/* viterbi: the best tags and names of a document under BIO and its quotation marks, in integers. */
#ifndef SAYSO_VITERBI_H
#define SAYSO_VITERBI_H

#include "encoder.h"

/* Tags: 0 O, then B and I of each role. */
enum {
    TAG_O,
    TAG_B_CONTENT,
    TAG_I_CONTENT,
    TAG_B_CUE,
    TAG_I_CUE,
    TAG_B_SOURCE,
    TAG_I_SOURCE,
    VITERBI_NEVER = 1 << 22, /* what a forbidden step costs */
    VITERBI_BIAS = 77        /* taken from O's score: 0.3 nats, for F1 */
};

/* Results, and room kept between documents.  Zero-initialised is empty. */
struct viterbi {
    array_of(uint8_t) tags, names; /* a label a token */
    array_of(uint8_t) held;        /* tokens that keep the role of the token before, inside one closed quotation */
    array_of(uint32_t) back;
};

/* Labels of the encoder's last run over these tokens; of names if it made their scores.  SAYSO_ERROR_MEMORY. */
sayso_status viterbi_run(const struct memory *memory, const struct encoder_token *tokens, uint32_t count,
                         const struct encoder *encoder, struct viterbi *viterbi);
void viterbi_free(struct viterbi *viterbi, const struct memory *memory);

#endif
