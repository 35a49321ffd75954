/* confidence: how probable it is that an attribution of the encoder is right, from the margins of its tokens' tags. */
#ifndef SAYSO_CONFIDENCE_H
#define SAYSO_CONFIDENCE_H

#include "links.h"

enum { CONFIDENCE_ONE = 32768 };

/* Fill in `confidence` (of CONFIDENCE_ONE) of each cue that a content belongs to.  SAYSO_ERROR_MEMORY. */
sayso_status confidence_measure(const struct memory *memory, const struct encoder_token *tokens,
                                const struct encoder *encoder, const struct viterbi *viterbi, struct links *links);

#endif
