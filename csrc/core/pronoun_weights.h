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
    [PF_GENDER] = 400, 350, 150, 0, -300, -900,
    [PF_CALLED] = 300, -800,
    [PF_DISTANCE] = 200, 200, 300, 200, 100, 50, -50, -400, -150, -150, -250, -600, -350, -350, -400, -800, -500, -500, -600, -900,
    [PF_PLACE] = 250, 0, -50, -50, 0, 150, 50, 0, 0, 0, 250, 50, 0, 50, 0, 400, 0, -100, -100, 0,
                 200, 0, -50, -50, 0, 100, 50, 0, 0, 0, 150, 50, 0, 50, 0, 0, 0, 0, 0, 0,
    [PF_RANK] = 150, 50, 0, -50, -100,
    [PF_TIMES] = 0, 0, 50, 100, 150,
    [PF_PRONOUN] = 100, 200,
    [PF_ROLE] = -150, 0, 0, 30, 30,
    [PF_OPENS] = 50, 100,
    [PF_LISTED] = -100,
    [PF_OTHER_VOICE] = -250,
    [PF_FIRST_PERSON] = 50,
    [PF_OTHER_PARAGRAPH] = -150,
    [PF_AFTER] = -150,
    [PF_TOKENS] = 50, 0, 0, 0,
    [PF_OWN_SUBJECT] = 0, -700, 100, 500,
    [PF_SPOKE_LAST] = 400, 200, 0};

#endif
