/* token_features: what the encoder is told of each token, from what the stages before it found (python/training/INTEGERS.md). */
#ifndef SAYSO_TOKEN_FEATURES_H
#define SAYSO_TOKEN_FEATURES_H

#include "attributions.h"
#include "encoder.h"

struct features {
    array_of(struct encoder_token) list; /* parallel to the tokens */
};

/* The rules' mentions and outermost attributions are features as well: the encoder learns when to trust them. */
sayso_status features_read(const struct memory *memory, const struct weights *weights, const struct text *text,
                           const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                           const struct sentences *sentences, const struct names *names,
                           const struct attributions *attributions, struct features *features);

#endif
