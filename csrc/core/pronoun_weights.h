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
    -483, -467, -493, -581, -307, -1024, -2048, -83, -896, 120, 200, 283, 7, 111, 1, -47,
    -8, -164, -152, -85, -8, -50, 10, -67, -5, -19, -59, -107, 14, 327, 80, -208,
    -3, -75, 146, -33, -77, 139, 26, 206, 120, -62, 25, 17, 20, -7, -8, 2,
    0, 444, 80, -221, -112, -87, 69, 118, -65, 39, -160, 225, 38, -220, 100, -187,
    4, -3, -10, 0, 0, 88, -90, -89, -134, -7, 63, -27, -137, -55, -46, 210,
    115, -338, 39, -284, 85, -2, -36, -31, -14, 62, 52, 26, 5, -134, -259, -11,
    1, 136, 135, 0, -52, 14, -39, 79, -416, -330, -222, 262, 134, 281, 157, 99,
    -28, 162, -189, 95, 2, -238, 74, -225, -4, 189, 0, 57, -52, 89, 77, 192,
    -384, -31, -65, 73, 44, 122, -44, -57, 13, -49, -20, 71, 31, -53, -15, 216,
    226, 144, -26, 310, -234, 155, 4, 175, 154, -71, 1, 190, 35, -161, 2, -98,
    -102, 7, 5, 563, 384, 0, -43, 186};

#endif
