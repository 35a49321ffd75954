/* quantities: money, percent, counts, ordinals and measures, with values. Never over a date. */
#ifndef SAYSO_QUANTITIES_H
#define SAYSO_QUANTITIES_H

#include "dates.h"
#include "numbers.h"

struct quantity {
    struct slice where;
    uint32_t first, last; /* tokens */
    double value;         /* NaN where the text gives none */
    uint8_t type;         /* sayso_quantity_type */
    uint8_t approximate;  /* "nearly", "some", "more than" */
    char unit[22];        /* ISO 4217, "%", or the counted noun's short form ("km", "kg"); may be empty */
};
struct quantities {
    array_of(struct quantity) list;
};

struct quantity_patterns;
sayso_status quantity_patterns_create(struct quantity_patterns **patterns, const struct memory *memory, bool jit);
void quantity_patterns_free(struct quantity_patterns *patterns, const struct memory *memory);

sayso_status quantities_find(const struct memory *memory, const struct quantity_patterns *patterns,
                             struct pattern_matcher *matcher, const struct text *text, const struct tokens *tokens,
                             const struct lexemes *lexemes, const struct sentences *sentences,
                             const struct dates *dates, struct quantities *quantities, struct warnings *warnings);

#endif
