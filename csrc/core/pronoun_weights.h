/* pronoun_weights: the features that a candidate for a pronoun can have, and what each weighs, in 1/256 of a log-odd. */
#ifndef SAYSO_PRONOUN_WEIGHTS_H
#define SAYSO_PRONOUN_WEIGHTS_H

#include <stdint.h>

#define PRONOUN_UNIT   512
#define PRONOUN_FLOOR  (-32767)
#define PRONOUN_ACTIVE 40u

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
    PF_CHAIN = 168,     /* 10: whom the latest pronoun of this gender meant: sentences back, 2 x kind, or not so, 2 */
    PF_GOVERNOR = 178,  /* 12: preposition before it, 6 x subject or not */
    PF_BRACKET = 190,   /* 1: in brackets */
    PF_SAYS = 191,      /* 2: subject of a verb of saying in this sentence, pronoun a subject or not */
    PF_BESIDE = 193,    /* 4: right before a conjunction and the pronoun, by kind */
    PF_TOPIC = 197,     /* 3: the person named most, or as often, or seldom */
    PF_STARTS = 200,    /* 8: subject that opens its sentence: sentences back, 2 x kind */
    PF_OWNER = 208,     /* 4: an owner ("Ann's") of the pronoun's own clause, by kind */
    PF_RANK_KIND = 212, /* 12: entities met since, 3 x kind */
    PF_PRONOUN_PLACE = 224, /* 10: a pronoun at this place, of the same kind or another */
    PRONOUN_FEATURES = 234
};

static const int16_t pronoun_weights[PRONOUN_FEATURES] = {
    -389, -363, -386, -538, -307, -1024, -2048, -44,  -896, 197,  225,  289,  2,   127,  -25, 19,   -3,   -117,
    -155, -69,  -3,   -87,  50,   -116,  2,     -120, -96,  -124, 2,    322,  72,  -163, 7,   -41,  166,  22,
    -45,  55,   27,   259,  76,   -32,   -29,   16,   6,    -1,   -9,   6,    0,   395,  83,  -210, -105, -36,
    48,   70,   -60,  -6,   -77,  189,   48,    -127, 77,   -169, 0,    0,    -1,  1,    -4,  64,   -97,  -84,
    -67,  -140, -20,  -31,  -41,  -39,   -69,   71,   -56,  -158, 36,   -202, 17,  1,    -16, 3,    -3,   68,
    28,   31,   19,   -146, -46,  48,    -26,   -1,   26,   0,    -46,  28,   -20, 39,   -71, -19,  -187, -205,
    12,   264,  141,  64,   63,   147,   -208,  -126, 48,   -287, 25,   -271, 128, 181,  0,   71,   48,   37,
    64,   103,  -339, 42,   -58,  -24,   57,    101,  18,   17,   -2,   -23,  22,  11,   -75, 19,   -87,  170,
    247,  203,  70,   221,  -132, 128,   10,    195,  230,  -83,  1,    175,  78,  -124, -9,  21,   -73,  14,
    2,    563,  384,  0,    -101, 113,   5,     -108, -52,  -86,  86,   -43,  66,  -49,  104, 78,   0,    0,
    -187, -141, 42,   -11,  -90,  -11,   -78,   -97,  32,   -44,  -65,  -140, -43, 100,  0,   271,  0,    103,
    18,   -121, -133, -182, 28,   -28,   83,    93,   -60,  7,    -6,   72,   29,  6,    1,   -16,  55,   29,
    23,   -5,   2,    8,    -24,  21,    -57,   -37,  23,   -36,  -183, -47,  0,   0,    89,  64,   0,    0};

#endif
