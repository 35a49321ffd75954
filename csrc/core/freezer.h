/* freezer: what the steps of freezing a draft share. Private to freeze*.c. */
#ifndef SAYSO_FREEZER_H
#define SAYSO_FREEZER_H

#include "draft.h"

struct freezer {
    const struct memory *memory;
    const sayso_options *options;
    const struct lexicon *user; /* the caller's entries, or NULL */
    const struct draft *draft;
    struct frozen *out;
};

/* The code points of a range of tokens; absent if the range is. */
sayso_span freezer_span(const struct freezer *freezer, struct token_range range);
/* Each appends to a pool; false when memory ends. */
bool freezer_add_span(struct freezer *freezer, sayso_span span);
bool freezer_add_ref(struct freezer *freezer, uint32_t ref);
bool freezer_add_codes(struct freezer *freezer, const uint16_t *codes, uint32_t count, sayso_range *range);

/* freeze_quoted.c: pieces, words, kind and what of them is in marks; then, with all of them, whose words in marks are. */
bool freeze_content(struct freezer *freezer, const struct attribution *from, sayso_attribution *to);
bool freeze_quoted_words(struct freezer *freezer);
bool freeze_attributions(struct freezer *freezer);
bool freeze_scare_quotes(struct freezer *freezer);

#endif
