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
    -461, -431, -450, -580, -307, -1024, -2048, -73,  -896, 131,  215,  291,  6,    92,   -28,  -20,  -11, -190, -160,
    -79,  -2,   -37,  88,   -88,  6,     2,     -116, -131, 2,    303,  87,   -221, 27,   -64,  154,  6,   -85,  107,
    34,   207,  119,  -46,  6,    30,    18,    -1,   -14,  3,    0,    454,  79,   -268, -109, -75,  87,  120,  -105,
    10,   -139, 202,  55,   -155, 116,   -236,  1,    0,    -5,   0,    -7,   94,   -178, -26,  -72,  -42, -68,  -52,
    -79,  55,   -44,  135,  -20,  -282,  134,   -262, 39,   5,    -38,  5,    -5,   80,   50,   11,   24,  -154, -227,
    -28,  -11,  95,   174,  0,    -58,   12,    -26,  76,   -339, -303, -123, -167, 131,  352,  233,  157, -18,  156,
    -214, -206, 16,   -253, 32,   -286,  72,    152,  0,    33,   36,   84,   -9,   160,  -370, 42,   3,   -26,  48,
    117,  -17,  -20,  21,   -41,  17,    31,    -84,  -21,  -4,   193,  227,  174,  46,   315,  -201, 149, 22,   195,
    210,  -90,  1,    190,  56,   -192,  -17,   -37,  -135, 13,   3,    563,  384,  0,    -79,  222};

#endif
