/* pronoun_weights: the features that a candidate for a pronoun can have, and what each weighs, in 1/256 of a log-odd. */
#ifndef SAYSO_PRONOUN_WEIGHTS_H
#define SAYSO_PRONOUN_WEIGHTS_H

#include <stdint.h>

#define PRONOUN_UNIT   512
#define PRONOUN_FLOOR  (-32767)
#define PRONOUN_ACTIVE 28u

enum {
    PF_GENDER = 0,            /* 7: agrees as told, agrees, leans, unknown, leans away, disagrees, disagrees as told */
    PF_CALLED = 7,            /* 1: called by this pronoun before */
    PF_CALLED_OTHERWISE = 8,  /* 1 */
    PF_DISTANCE = 9,          /* 20: sentences back, 5 x kind of pronoun, 4 */
    PF_PLACE = 29,            /* 60: sentences back, 3 x kind, 4 x place, 5 */
    PF_RANK = 89,             /* 5: entities met since */
    PF_TIMES = 94,            /* 5: how often met */
    PF_NAMED = 99,            /* 5: mentions in the whole document */
    PF_PRONOUN = 104,         /* 2: itself a pronoun, of another or the same kind */
    PF_ROLE = 106,            /* 2: a role noun, indefinite or definite */
    PF_NAME = 108,            /* 4: words of the name */
    PF_OPENS = 112,           /* 2: opens its sentence, and the pronoun does not or does */
    PF_LISTED = 114,          /* 1 */
    PF_OTHER_VOICE = 115,     /* 1: one in marks, the other not */
    PF_FIRST_PERSON = 116,    /* 1: the first person of the document */
    PF_OTHER_PARAGRAPH = 117, /* 1 */
    PF_AFTER = 118,           /* 1: stands after the pronoun */
    PF_NAMED_LATER = 119,     /* 4: named again after the pronoun, by kind */
    PF_JOINED = 123,          /* 10: pronoun after a conjunction: same sentence or not, 2 x place, 5 */
    PF_GOVERNED = 133,        /* 10: pronoun after a preposition: likewise */
    PF_TOKENS = 143,          /* 4: between, in one sentence */
    PF_CLAUSE = 147,          /* 12: boundaries between, 3 x kind, 4 */
    PF_OWN_SUBJECT = 159,     /* 4: subject of the pronoun's own clause, by kind */
    PF_SPOKE_LAST = 163,      /* 3: the pronoun speaks; paragraphs since */
    PF_OTHER_LABEL = 166,     /* 2: a place or an organisation by label, whose first word is no given name or one */
    PRONOUN_FEATURES = 168
};

static const int16_t pronoun_weights[PRONOUN_FEATURES] = {
    -478, -465, -503, -581, -307, -1024, -2048, -76, -896, 136, 198, 288, 7, 130, 9, -30,
    -8, -144, -155, -76, -9, -68, 28, -62, -8, -57, -81, -144, 17, 323, 88, -206,
    7, -75, 145, -46, -63, 145, 18, 208, 123, -52, 13, 19, 19, -6, -8, 2,
    0, 451, 86, -225, -105, -86, 58, 157, -71, 25, -160, 226, 27, -204, 99, -175,
    4, -4, -9, 0, 0, 71, -53, -52, -178, -56, 65, -30, -143, -52, -48, 210,
    137, -357, 17, -288, 86, -3, -37, -30, -16, 67, 51, 24, 4, -136, -251, -7,
    2, 125, 134, 0, -41, 22, -33, 54, -391, -171, -243, 245, 95, 249, 125, 63,
    -34, 155, -179, 93, 13, -179, 80, -219, 5, 181, 0, 58, -61, 92, 67, 180,
    -381, -19, -40, 69, 34, 123, -40, -61, 12, -47, -21, 61, 25, -43, -10, 221,
    222, 150, -18, 346, -230, 138, 4, 169, 158, -77, 1, 188, 38, -164, 2, -29,
    -107, 7, 5, 563, 384, 0, -44, 148};

#endif
