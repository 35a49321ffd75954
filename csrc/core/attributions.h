/* attributions: content, cue, source; which belongs to which. PolNeAR's conventions (see DESIGN, "Words used"). */
#ifndef SAYSO_ATTRIBUTIONS_H
#define SAYSO_ATTRIBUTIONS_H

#include "cue.h"
#include "names.h"

struct token_range {
    uint32_t first, last;
}; /* tokens, end exclusive; first SAYSO_NONE: absent */

#define ATTRIBUTION_EVIDENCE 4u

struct attribution {
    uint32_t piece, piece_count; /* into pieces: the content, in order */
    struct token_range cue, source;
    uint32_t parent; /* the attribution whose content holds it, SAYSO_NONE */
    uint32_t depth;
    bool inner_only;                         /* counts only inside another's content */
    uint8_t act, status, channel;            /* from the cue's frame and what stands around it */
    uint16_t evidence[ATTRIBUTION_EVIDENCE]; /* enum code, 0: none */
    float confidence;
};

struct attributions {
    array_of(struct attribution) list; /* by the start of content; outermost and nested */
    array_of(struct token_range) pieces;
    array_of(uint32_t) scare_quotes; /* quotations (of marks) that belong to no attribution */
};

sayso_status attributions_find(const struct memory *memory, const struct text *text, const struct layout *layout,
                               const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                               const struct sentences *sentences, const struct dates *dates, const struct names *names,
                               struct attributions *attributions);

struct links;

/* The encoder's decision instead of the rules' in `attributions`, which stay where it has none. */
sayso_status attributions_decide(const struct memory *memory, const struct text *text, const struct layout *layout,
                                 const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                                 const struct sentences *sentences, const struct dates *dates,
                                 const struct names *names, const struct links *links,
                                 struct attributions *attributions);

#endif
