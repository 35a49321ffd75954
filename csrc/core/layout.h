/* layout: what a page is made of before there are tokens: page date, headline, byline, dateline, paragraphs. */
#ifndef SAYSO_LAYOUT_H
#define SAYSO_LAYOUT_H

#include "lexicon.h"
#include "pattern.h"

struct paragraph {
    struct slice where;
    sayso_zone kind;
}; /* trimmed of white space, never empty */

struct layout {
    array_of(struct paragraph) paragraphs; /* in order; hard-wrapped lines joined, single newlines told apart */
    struct slice page_date, headline, byline, dateline, dateline_place, dateline_agency, dateline_date;
    /* start SAYSO_NONE where absent. A dateline lies at the start of a story paragraph. */
};

struct layout_patterns; /* compiled once a parser */
sayso_status layout_patterns_create(struct layout_patterns **patterns, const struct memory *memory, bool jit);
void layout_patterns_free(struct layout_patterns *patterns, const struct memory *memory);

sayso_status layout_read(const struct memory *memory, const struct layout_patterns *patterns,
                         struct pattern_matcher *matcher, const struct lexicon *lexicon, const struct text *text,
                         struct layout *layout, struct warnings *warnings);

#endif
