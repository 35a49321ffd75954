/* draft: everything the stages of one parse write, kept between documents so that its room is reused. */
#ifndef SAYSO_DRAFT_H
#define SAYSO_DRAFT_H

#include "people.h"

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
    struct people people;
    struct warnings warnings;
};

/* The document that a finished draft describes: one block, code points throughout. */
sayso_status document_freeze(const struct draft *draft, const sayso_options *options, const sayso_allocator *allocator,
                             sayso_document **document, sayso_error *error);

#endif
