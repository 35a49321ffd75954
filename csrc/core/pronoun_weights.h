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
    16,   58,   -34,  -146, -37,  -404, -1536, -47,  -512, 138,  188,  279,  8,    94,   4,    -26,  -15,  -124, -127,
    -83,  0,    -67,  -18,  -101, -3,   -44,   -48,  -102, 11,   325,  116,  -203, -8,   -90,  129,  1,    -97,  130,
    26,   223,  104,  -43,  22,   2,    19,    -3,   -7,   -2,   0,    455,  35,   -233, -84,  -95,  67,   101,  -101,
    66,   -129, 282,  -15,  -170, 107,  -225,  3,    -2,   -14,  -1,   -1,   224,  34,   -219, -165, -108, 142,  -44,
    -111, -70,  -109, 303,  60,   -289, -4,    -355, 98,   9,    -49,  -26,  -25,  78,   41,   4,    10,   -120, -155,
    25,   7,    89,   36,   0,    -110, 1,     -9,   138,  -551, -608, -121, 324,  162,  333,  217,  165,  -33,  139,
    -190, 18,   7,    -224, 8,    -216, 28,    153,  0,    2,    50,   75,   28,   217,  -245, -18,  -82,  -26,  -1,
    114,  -62,  -71,  29,   -16,  -29,  155,   -23,  -29,  -68,  198,  225,  167,  49,   220,  -150, 165,  8,    143,
    197,  -53,  -2,   140,  111,  -143, 2,     -49,  -151, -29,  5,    563,  384,  0,    -25,  218};

#endif
