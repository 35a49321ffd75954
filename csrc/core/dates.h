/* dates: time expressions by shape and lexicon, with TIMEX3 values against the document's date. */
#ifndef SAYSO_DATES_H
#define SAYSO_DATES_H

#include "sentences.h"

struct civil {
    int32_t year;
    uint8_t month, day;
}; /* month 0: unknown */

struct date {
    struct slice where;
    uint32_t first, last; /* tokens that it covers, end exclusive */
    uint8_t type;         /* sayso_date_type */
    uint8_t anchor;       /* sayso_anchor: what it was resolved against */
    char value[30];       /* TIMEX3, NUL-terminated; relative and unresolvable: PRESENT_REF, PAST_REF, XXXX-... */
};

struct dates {
    array_of(struct date) list; /* in order, never overlapping */
    struct civil published;     /* the document's date, given, or the dateline's, or the page's */
    uint8_t published_anchor;   /* sayso_anchor */
};

struct date_patterns;
sayso_status date_patterns_create(struct date_patterns **patterns, const struct memory *memory, bool jit);
void date_patterns_free(struct date_patterns *patterns, const struct memory *memory);

/* "2021-12-01" and the like; false if it is none, *position is the character at fault. */
bool civil_parse(const char *iso, struct civil *date, size_t *position);

sayso_status dates_find(const struct memory *memory, const struct date_patterns *patterns,
                        struct pattern_matcher *matcher, sayso_choice day_first, const struct civil *given,
                        const struct lexicon *lexicon, const struct text *text, const struct layout *layout,
                        const struct tokens *tokens, const struct lexemes *lexemes, const struct sentences *sentences,
                        struct dates *dates, struct warnings *warnings);

#endif
