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
    -28, 9, -63, -108, -54, -373, -1536, 27, -512, 132, 193, 279, 8, 126, 20, -25,
    -8, -135, -164, -88, -10, -36, 18, -64, -7, -87, -68, -129, 17, 312, 82, -201,
    5, -65, 141, -47, -53, 126, 25, 199, 118, -49, 13, 23, 19, -6, -7, 2,
    0, 429, 82, -219, -92, -81, 62, 118, -65, 68, -163, 214, 34, -199, 108, -179,
    4, -3, -9, 0, 0, 77, -40, -46, -170, -80, 58, -12, -156, -54, -50, 200,
    131, -324, 18, -304, 88, -1, -40, -31, -16, 63, 51, 24, 12, -138, -181, 38,
    19, 78, 47, 0, -63, 10, -17, 74, -426, -270, -210, 273, 108, 264, 147, 89,
    -33, 156, -179, 80, 6, -164, 52, -234, -9, 155, 0, 48, -54, 88, 67, 166,
    -363, -11, -45, 74, 30, 123, -39, -53, 21, -44, -13, 62, 14, -46, -25, 227,
    222, 149, -11, 323, -222, 147, 5, 182, 154, -69, 1, 186, 34, -156, 1, -52,
    -120, 8, 6, 563, 384, 0, -37, 152};

#endif
