/* marks: quotation marks in pairs. What lies between a pair is a hard limit for the stages that follow. */
#ifndef SAYSO_MARKS_H
#define SAYSO_MARKS_H

#include "tokens.h"

struct quotation {
    uint32_t first, last;   /* tokens: the opening mark, and one past the closing mark (or past the last token) */
    uint32_t parent;        /* the quotation around it, SAYSO_NONE for an outermost one */
    uint32_t continues;     /* the quotation of the paragraph before that this one goes on with, or SAYSO_NONE */
    uint8_t depth;          /* 0 outermost; counts only up to 255 */
    uint8_t style;          /* sayso_quote_style */
    uint8_t opened, closed; /* is there a mark at first, at last - 1?  A repaired one has none */
};

struct marks {
    array_of(struct quotation) quotations; /* by first */
    array_of(uint32_t) outermost;          /* parallel to tokens: the outermost quotation it lies in, marks included */
    sayso_quote_style style;               /* the most frequent */
};

/* A mark that is no partner's (apostrophe, feet, inch) is in no quotation. Unbalanced ones are repaired within
 * their paragraph, with a warning. */
sayso_status marks_pair(const struct memory *memory, sayso_choice single_quotes, const struct text *text,
                        const struct layout *layout, const struct tokens *tokens, struct marks *marks,
                        struct warnings *warnings);

#endif
