/* sentences: token ranges; one ends inside marks when the marks hold whole sentences, never across paragraphs. */
#ifndef SAYSO_SENTENCES_H
#define SAYSO_SENTENCES_H

#include "marks.h"

struct sentence {
    uint32_t first, last; /* tokens, end exclusive */
    uint32_t paragraph;
};
struct sentences {
    array_of(struct sentence) list;
    array_of(uint32_t) of_token; /* parallel to tokens */
};

sayso_status sentences_split(const struct memory *memory, const struct text *text, const struct layout *layout,
                             const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                             struct sentences *sentences);

#endif
