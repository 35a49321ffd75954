/* names: mentions with labels, never overlapping. People without their titles; roles and honorifics are TITLE. */
#ifndef SAYSO_NAMES_H
#define SAYSO_NAMES_H

#include "quantities.h"

struct mention {
    uint32_t first, last; /* tokens, end exclusive; a possessive 's is outside, a leading "the" outside */
    uint8_t label;        /* sayso_label */
    uint8_t metonymy;     /* sayso_metonymy */
    uint8_t gender;       /* sayso_gender_value where title, role or lexicon says so */
    uint8_t definite;     /* TITLE: 1 "the senator", 0 "a senator" or bare */
    uint8_t plural;       /* TITLE: "officials" */
    uint16_t evidence;    /* enum code */
    uint32_t wikidata;    /* Q number, 0: none */
    uint32_t own_name;    /* of the caller's own number: its name, a string of the caller's lexicon; 0: none */
    uint64_t classes;     /* of the lexicon entry behind it, 0: none */
};
struct names {
    array_of(struct mention) list; /* by first */
    array_of(uint32_t) of_token;   /* parallel to tokens: its mention or SAYSO_NONE */
};

sayso_status names_find(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                        const struct layout *layout, const struct tokens *tokens, const struct lexemes *lexemes,
                        const struct marks *marks, const struct sentences *sentences, const struct dates *dates,
                        const struct quantities *quantities, struct names *names);
/* Past the nickname in marks or brackets that opens at a token within a mention, else that token. */
uint32_t mention_past_nickname(const struct token *tokens, const struct mention *mention, uint32_t i);

#endif
