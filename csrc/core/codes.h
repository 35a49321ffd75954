/* codes: why something was decided (evidence), and what is odd about a text (warnings).  Append-only. */
#ifndef SAYSO_CODES_H
#define SAYSO_CODES_H

#include "text.h"

/* Name and meaning of each stand in codes.c; the numbers are part of every stored document: never reorder. */
enum code {
    /* attributions: what decided content, cue and source */
    EVIDENCE_CUE_VERB = 1,   /* a verb of saying next to marks */
    EVIDENCE_CUE_THAT,       /* verb + that-clause */
    EVIDENCE_CUE_BARE,       /* verb + bare clause */
    EVIDENCE_CUE_INFINITIVE, /* verb + to-infinitive */
    EVIDENCE_CUE_OBJECT,     /* verb + noun phrase or fragment in marks */
    EVIDENCE_ACCORDING_TO,
    EVIDENCE_COLON,
    EVIDENCE_CUE_NOUN,            /* "the claim that ..." */
    EVIDENCE_CONTINUED_PARAGRAPH, /* marks opened again in the next paragraph */
    EVIDENCE_SPLIT,               /* a second piece after the cue */
    EVIDENCE_FLOATING,            /* a quotation without a cue after an attributed one */
    EVIDENCE_TRANSCRIPT,          /* "PENCE: ..." */
    EVIDENCE_BLOCK_QUOTE,
    EVIDENCE_PARENTHETICAL, /* ", officials said," inside the content */
    EVIDENCE_ENCODER,       /* the learned encoder decided */
    EVIDENCE_RULES_AGREE,   /* ... and the rules found just that */
    EVIDENCE_LIMITED,       /* ... within a limit that it had overstepped */
    EVIDENCE_OVERRULED,     /* a rule stands where the encoder found something else */
    EVIDENCE_SIGNATURE,     /* "..." - Anna Lind */
    EVIDENCE_STANDS_ALONE,  /* a paragraph in marks, without a cue */
    /* speakers */
    EVIDENCE_SOURCE_IS_NAME = 32, /* the source holds a name */
    EVIDENCE_NEAREST_AGREEING,    /* pronoun: nearest agreeing person */
    EVIDENCE_LAST_SPEAKER,        /* who spoke last */
    EVIDENCE_ROLE_MATCH,          /* role noun that an earlier title matches */
    EVIDENCE_ONLY_CANDIDATE,
    EVIDENCE_APPOSITION,
    EVIDENCE_NEW_ROLE, /* role noun that stands for itself */
    EVIDENCE_COLLECTIVE,
    /* names */
    EVIDENCE_LEXICON = 64, /* an entry of the lexicon */
    EVIDENCE_TITLE_BEFORE, /* "Senator X" */
    EVIDENCE_GIVEN_NAME,
    EVIDENCE_HEAD_WORD,    /* "... Committee" */
    EVIDENCE_EARLIER_NAME, /* the surname of an earlier full name */
    EVIDENCE_CAPITALS,     /* capitals alone */
    EVIDENCE_USER_LEXICON,
    EVIDENCE_ACRONYM,     /* "(OSCE)" after its long form */
    EVIDENCE_SPEAKS,      /* subject of a verb of saying */
    EVIDENCE_PREPOSITION, /* "in X" */
    /* warnings */
    WARNING_SURROGATE = 128, /* a lone surrogate was read as U+FFFD */
    WARNING_UNBALANCED_MARK, /* an opening or closing mark without its partner; repaired in its paragraph */
    WARNING_NOT_ENGLISH,
    WARNING_PATTERN_LIMIT,  /* PCRE2's match limit ended a search in this paragraph */
    WARNING_PAGE_DATE,      /* the page's date contradicts the story's */
    WARNING_AMBIGUOUS_DATE, /* 01/12/2021 */
    WARNING_EMPTY,          /* no words in the text */
    WARNING_UNREADABLE,     /* batch: this document could not be read at all */
    WARNING_DATE_IGNORED    /* batch: the date given with the text is none */
};

struct warning {
    struct slice where;
    uint32_t code;
};
struct warnings {
    array_of(struct warning) list;
};

/* Note a warning; false when memory ends.  Positions in bytes. */
bool warnings_add(const struct memory *memory, struct warnings *warnings, enum code code, uint32_t start, uint32_t end);

#endif
