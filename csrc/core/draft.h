/* draft: everything the stages of one parse write, kept between documents so that its room is reused. */
#ifndef SAYSO_DRAFT_H
#define SAYSO_DRAFT_H

#include "token_features.h"
#include "confidence.h"
#include "people.h"

/* The document's arrays before they are put into one block: code points, ranges into the pools. */
struct frozen {
    array_of(sayso_token) tokens;
    array_of(sayso_sentence) sentences;
    array_of(sayso_paragraph) paragraphs;
    sayso_layout layout;
    array_of(sayso_mention) mentions;
    array_of(sayso_entity) entities;
    array_of(sayso_attribution) attributions;
    array_of(sayso_span) scare_quotes;
    array_of(sayso_date) dates;
    array_of(sayso_quantity) quantities;
    array_of(sayso_warning) warnings;
    sayso_health health;
    array_of(sayso_span) spans;
    array_of(uint32_t) refs;
    array_of(char) strings;
    array_of(uint32_t) owner; /* by token: the attribution for which it counts in marks; filled if any is nested */
    array_of(uint32_t) kept;  /* by attribution of the draft: its index in the document, or SAYSO_NONE */
};

struct draft {
    struct text text;
    struct layout layout;
    struct tokens tokens;
    struct lexemes lexemes;
    struct marks marks;
    struct sentences sentences;
    struct dates dates;
    struct quantities quantities;
    struct names names;
    struct attributions attributions;
    struct features features;
    struct encoder encoder;
    struct viterbi viterbi;
    struct links links;
    struct people people;
    struct warnings warnings;
    struct frozen frozen;
};

/* A draft whose room is kept from one text to the next. */
struct sayso_scratch {
    sayso_allocator allocator;
    struct pattern_matcher *matcher;
    struct draft draft;
};

void draft_free(struct draft *draft, const struct memory *memory);

/* Does a word of the reader's begin at this token?  Clitics ("n't", "'s") go with the word before. */
bool draft_word_begins(const struct draft *draft, uint32_t token);

/* Count words and marks, and warn of a text that is empty or not English. SAYSO_ERROR_MEMORY. */
sayso_status health_measure(const struct memory *memory, struct draft *draft);

/* Turn a finished draft into records with code points (draft->frozen). SAYSO_ERROR_MEMORY. */
sayso_status freeze(const struct memory *memory, const sayso_options *options, const struct lexicon *user,
                    struct draft *draft);

/* The document of a frozen draft, read with a model of this checksum: one block. SAYSO_ERROR_MEMORY. */
sayso_status document_create(const struct draft *draft, uint64_t model, const sayso_allocator *allocator,
                             sayso_document **document);

#endif
