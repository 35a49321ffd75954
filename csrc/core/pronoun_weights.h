/* pronoun_weights: the features that a candidate for a pronoun can have, and what each weighs, in 1/256 of a log-odd. */
#ifndef SAYSO_PRONOUN_WEIGHTS_H
#define SAYSO_PRONOUN_WEIGHTS_H

#include <stdint.h>

#define PRONOUN_UNIT 512
#define PRONOUN_FLOOR (-2000)
#define PRONOUN_ACTIVE 24u

enum {
    PF_GENDER = 0,                /* 6: agrees as told, agrees, leans, unknown, leans away, disagrees */
    PF_CALLED = 6,                /* called by this pronoun before */
    PF_CALLED_OTHERWISE = 7,
    PF_DISTANCE = 8,              /* sentences back, 5 x kind of pronoun, 4 */
    PF_PLACE = 28,                /* same sentence or not, 2 x kind, 4 x place, 5 */
    PF_RANK = 68,                 /* entities met since, 5 */
    PF_TIMES = 73,                /* how often met, 5 */
    PF_PRONOUN = 78,              /* itself a pronoun, of another or the same kind */
    PF_ROLE = 80,
    PF_NAME = 81,                 /* words of the name, 4 */
    PF_OPENS = 85,                /* opens its sentence, and the pronoun does not or does */
    PF_LISTED = 87,
    PF_OTHER_VOICE = 88,          /* one in marks, the other not */
    PF_FIRST_PERSON = 89,
    PF_OTHER_PARAGRAPH = 90,
    PF_AFTER = 91,
    PF_TOKENS = 92,               /* 4 */
    PF_CLAUSE = 96,               /* boundaries between, 3 x kind, 4 */
    PF_OWN_SUBJECT = 108,         /* subject of the pronoun's own clause, 4 */
    PF_SPOKE_LAST = 112,          /* paragraphs since, 3 */
    PRONOUN_FEATURES = 115
};

static const int16_t pronoun_weights[PRONOUN_FEATURES] = {
    135, 144, 38, -24, -9, -275, -8, -310, 243, 124, 269, 14, 223, -3, 29, -32,
    -137, -48, -60, -9, -66, 36, -119, -16, -267, -110, -146, 43, 356, 120, -195, 17,
    -51, 165, -6, -70, 28, 8, 243, 75, -40, 22, -7, 19, -11, 4, 2, 0,
    341, 28, -268, -244, -120, 135, 95, -192, -18, -144, 223, 108, -320, -9, -294, 93,
    -9, -42, -19, -37, 86, 63, 38, -25, -154, -189, 16, 50, 67, 56, -339, -210,
    -65, 0, 273, 188, 131, -65, 97, -223, -2, 49, -197, 74, 202, 219, 157, 29,
    220, -210, 166, 5, 135, 206, -50, 2, 150, 110, -137, 8, -61, -67, 4, 6,
    103, -56, -2};

#endif
