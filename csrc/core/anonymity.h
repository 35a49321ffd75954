/* anonymity: reasons that are printed for keeping a name back.  Private to the room "people". */
#ifndef SAYSO_ANONYMITY_H
#define SAYSO_ANONYMITY_H

#include "sectors.h"

struct reason {
    struct token_range words;
    uint32_t sentence, subject; /* entity, SAYSO_NONE: none is named */
    uint64_t noun;              /* of the subject in the singular, hashed; 0: a pronoun or none */
    uint64_t kind;              /* "like other officials": hash of the noun in the singular, 0: none */
    bool everyone;              /* "they", "both", "all": the subject is several */
    bool apart;                 /* it has a subject of its own, no "who" or "speaking" that leans on a source */
};
struct reasons {
    array_of(struct reason) list; /* in order */
};

/* anonymity_reasons.c */
sayso_status reasons_find(const struct view *v, struct reasons *reasons);
bool is_subject_noun(const struct view *v, uint32_t i); /* "person", "sources": people whom no mention stands for */

#endif
