/* numbers: what digits and number words are worth: "1,250.5", "twenty-five", "a dozen", "5 million". */
#ifndef SAYSO_NUMBERS_H
#define SAYSO_NUMBERS_H

#include "tokens.h"

/* LEX_TIME_UNIT values */
enum time_unit {
    UNIT_SECOND = 1,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_WEEKEND
};

struct number {
    double value;
    uint32_t last;  /* one past its last token */
    bool in_digits; /* it begins with digits */
    bool magnitude; /* it ends with hundred, million ... */
};

/* The number that begins at token `at`, below `end`; false if there is none. */
bool number_read(const struct text *text, const struct token *tokens, const struct word *words, uint32_t at,
                 uint32_t end, struct number *number);
/* Digits with thousands and decimals, nothing else: the value of a slice. */
bool number_digits(const struct text *text, struct slice slice, double *value);

#endif
