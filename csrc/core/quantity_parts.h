/* quantity_parts: what the files of the quantity stage share. Private to quantities.c and quantity_words.c. */
#ifndef SAYSO_QUANTITY_PARTS_H
#define SAYSO_QUANTITY_PARTS_H

#include "quantities.h"
#include "word_table.h"

enum quantity_code {
    QUANTITY_NONE,
    QUANTITY_UNIT,    /* index into quantity_unit() */
    QUANTITY_ORDINAL, /* its number */
    QUANTITY_PART,    /* thirds: 3 */
    QUANTITY_PERCENT,
    QUANTITY_PER,
    QUANTITY_CENT,
    QUANTITY_PERCENTAGE,
    QUANTITY_BASIS,
    QUANTITY_POINTS,
    QUANTITY_SQUARE,
    QUANTITY_CUBIC,
    QUANTITY_DEGREES,
    QUANTITY_FAHRENHEIT,
    QUANTITY_CELSIUS,
    QUANTITY_HUNDREDTH, /* cents, pence */
    QUANTITY_DOUBTFUL,  /* won, real, rand: words as well */
    QUANTITY_POUNDS,
    QUANTITY_ABOUT, /* nearly, some, about ... */
    QUANTITY_MORE,
    QUANTITY_THAN,
    QUANTITY_AT,
    QUANTITY_LEAST,
    QUANTITY_UP,
    QUANTITY_TO,
    QUANTITY_CLOSE,
    QUANTITY_MANY, /* dozens, hundreds, thousands, millions */
    QUANTITY_OF,
    QUANTITY_A,
    QUANTITY_HALF,
    QUANTITY_AS
};

struct quantity_patterns {
    struct word_table words;
    struct pattern *money; /* a sign of currency before a number, within one token: "US$" */
};

bool quantity_words_fill(struct quantity_patterns *patterns);
const char *quantity_unit(int index); /* "km"; NULL outside the table */

#endif
