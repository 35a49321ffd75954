/* pronoun_weights: the features that a candidate for a pronoun can have, and what each weighs, in 1/256 of a log-odd. */
#ifndef SAYSO_PRONOUN_WEIGHTS_H
#define SAYSO_PRONOUN_WEIGHTS_H

#include <stdint.h>

#define PRONOUN_UNIT 512
#define PRONOUN_FLOOR (-32767)
#define PRONOUN_ACTIVE 28u

enum {
    PF_GENDER = 0,                     /* 6: agrees as told, agrees, leans, unknown, leans away, disagrees */
    PF_CALLED = 6,                     /* 1: called by this pronoun before */
    PF_CALLED_OTHERWISE = 7,           /* 1 */
    PF_DISTANCE = 8,                   /* 20: sentences back, 5 x kind of pronoun, 4 */
    PF_PLACE = 28,                     /* 60: sentences back, 3 x kind, 4 x place, 5 */
    PF_RANK = 88,                      /* 5: entities met since */
    PF_TIMES = 93,                     /* 5: how often met */
    PF_NAMED = 98,                     /* 5: mentions in the whole document */
    PF_PRONOUN = 103,                  /* 2: itself a pronoun, of another or the same kind */
    PF_ROLE = 105,                     /* 2: a role noun, indefinite or definite */
    PF_NAME = 107,                     /* 4: words of the name */
    PF_OPENS = 111,                    /* 2: opens its sentence, and the pronoun does not or does */
    PF_LISTED = 113,                   /* 1 */
    PF_OTHER_VOICE = 114,              /* 1: one in marks, the other not */
    PF_FIRST_PERSON = 115,             /* 1: the first person of the document */
    PF_OTHER_PARAGRAPH = 116,          /* 1 */
    PF_AFTER = 117,                    /* 1: stands after the pronoun */
    PF_NAMED_LATER = 118,              /* 4: named again after the pronoun, by kind */
    PF_JOINED = 122,                   /* 10: pronoun after a conjunction: same sentence or not, 2 x place, 5 */
    PF_GOVERNED = 132,                 /* 10: pronoun after a preposition: likewise */
    PF_TOKENS = 142,                   /* 4: between, in one sentence */
    PF_CLAUSE = 146,                   /* 12: boundaries between, 3 x kind, 4 */
    PF_OWN_SUBJECT = 158,              /* 4: subject of the pronoun's own clause, by kind */
    PF_SPOKE_LAST = 162,               /* 3: the pronoun speaks; paragraphs since */
    PF_OTHER_LABEL = 165,         /* 2: a place or an organisation by label, whose first word is no given name or one */
    PRONOUN_FEATURES = 167
};

static const int16_t pronoun_weights[PRONOUN_FEATURES] = {
    96, 154, 51, -27, 55, -317, 65, -227, 158, 175, 290, 4, 109, 1, -6, -6,
    -130, -146, -77, -20, -83, 35, -84, -5, -55, -66, -162, 28, 334, 91, -192, 12,
    -83, 129, -7, -95, 142, 6, 231, 94, -22, 16, 8, 13, -3, -7, 1, 0,
    462, 43, -227, -85, -104, 59, 102, -88, 58, -130, 263, 12, -176, 124, -226, 5,
    -1, -10, 0, -1, 150, -31, -173, -114, -100, 73, -52, -104, -42, -52, 235, 70,
    -280, 28, -373, 95, -5, -46, -21, -20, 67, 47, 12, 6, -117, -132, 56, 15,
    35, 24, 0, -97, 8, -1, 103, -453, -446, -165, 274, 130, 294, 189, 123, -40,
    148, -186, 56, -10, -183, 19, -219, 34, 150, 0, 8, 33, 88, 17, 203, -312,
    16, -45, -50, 44, 105, -42, -77, 26, -21, -37, 135, -17, -26, -48, 199, 229,
    169, 51, 222, -131, 164, 10, 165, 205, -72, 1, 153, 109, -170, -8, -68, -152,
    -29, 7, 45, -77, -61, -45, 198};

#endif
