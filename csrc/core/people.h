/* people: mentions to entities; pronouns, roles, titles; the speaker of each attribution. */
#ifndef SAYSO_PEOPLE_H
#define SAYSO_PEOPLE_H

#include "attributions.h"

struct entity {
    uint32_t name;                   /* the mention that is its fullest name */
    uint32_t mention, mention_count; /* into `mentions` */
    uint32_t pronoun, pronoun_count; /* into `pronouns`: tokens */
    uint32_t title, title_count;     /* into `titles`: ranges of tokens, roles and affiliations */
    uint32_t affiliation;            /* entity or SAYSO_NONE */
    uint32_t wikidata;               /* 0: none */
    uint32_t own_name;               /* what the aliases of the caller call it, as in struct mention */
    uint8_t label, sector, key_basis;
    uint8_t gender, gender_evidence;
    uint8_t plural;
    float gender_probability;
};

/* Parallel to the attributions: who speaks. */
struct voice {
    uint32_t speaker;                 /* entity or SAYSO_NONE */
    uint32_t speakers, speaker_count; /* into `speakers` */
    uint32_t source_count;            /* SAYSO_NONE: not told */
    uint32_t via;                     /* entity */
    uint32_t said_time;               /* date */
    uint32_t repeat_of;               /* attribution */
    struct token_range document, translated, anonymity, reason;
    uint8_t source_kind, naming, number, channel;
    uint16_t evidence[ATTRIBUTION_EVIDENCE];
    float confidence;
};

/* Parallel to the mentions: what ties one to its entity (enum code; 0: it began the entity), and how often such a
 * mention has the right label and entity. */
struct link {
    uint16_t evidence;
    uint8_t percent;
};

struct people {
    array_of(struct entity) entities; /* by first mention */
    array_of(uint32_t) entity_of;     /* parallel to names.list */
    array_of(struct link) links;      /* parallel to names.list */
    array_of(uint32_t) mentions;
    array_of(uint32_t) pronouns;
    array_of(struct token_range) titles;
    array_of(struct voice) voices; /* parallel to attributions.list */
    array_of(uint32_t) speakers;
};

sayso_status people_find(const struct memory *memory, sayso_choice gender, const struct lexicon *lexicon,
                         const struct text *text, const struct layout *layout, const struct tokens *tokens,
                         const struct lexemes *lexemes, const struct marks *marks, const struct sentences *sentences,
                         const struct dates *dates, const struct names *names, const struct attributions *attributions,
                         struct people *people);

#endif
