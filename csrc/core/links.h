/* links: which content belongs to which cue, and which cue to which source, by the encoder's states. */
#ifndef SAYSO_LINKS_H
#define SAYSO_LINKS_H

#include "viterbi.h"

/* A stretch of tokens with one tag; contents name their cue, cues their source. */
struct link_piece {
    uint32_t first, last; /* end exclusive */
    uint32_t paragraph;   /* how many paragraphs have begun */
    uint32_t to;          /* index of a piece, or SAYSO_NONE */
    uint16_t confidence;  /* of a cue with contents, 2^-15; set by confidence_measure */
    uint8_t tag;          /* TAG_B_... */
};

struct link_rows {
    int32_t of[KERNEL_ROWS];
};

/* What confidence_measure adds up of a cue's contents. */
struct link_margins {
    int64_t sum;
    int32_t least;
    uint32_t tokens, pieces;
    bool quoted;
};

/* Results, and room kept between documents.  Zero-initialised is empty. */
struct links {
    array_of(struct link_piece) pieces;
    array_of(uint32_t) ends;              /* first and last token of each piece */
    array_of(struct encoder_line) states; /* of these */
    array_of(uint32_t) targets;
    array_of(struct link_rows) answers;
    array_of(struct link_margins) margins;
};

/* The pieces of the tags and where each belongs.  SAYSO_ERROR_MEMORY. */
sayso_status links_find(const struct memory *memory, const struct kernels *kernels, const struct encoder_token *tokens,
                        uint32_t count, struct encoder *encoder, const struct viterbi *viterbi, struct links *links);
void links_free(struct links *links, const struct memory *memory);

#endif
