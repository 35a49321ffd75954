#include "quantities.h"

sayso_status quantity_patterns_create(struct quantity_patterns **patterns, const struct memory *memory, bool jit)
{
    (void)memory; (void)jit;
    *patterns = NULL;
    return SAYSO_OK;
}
void quantity_patterns_free(struct quantity_patterns *patterns, const struct memory *memory) { (void)patterns; (void)memory; }

sayso_status quantities_find(const struct memory *memory, const struct quantity_patterns *patterns,
                             struct pattern_matcher *matcher, const struct text *text, const struct tokens *tokens,
                             const struct lexemes *lexemes, const struct sentences *sentences,
                             const struct dates *dates, struct quantities *quantities, struct warnings *warnings)
{
    (void)memory; (void)patterns; (void)matcher; (void)text; (void)tokens; (void)lexemes; (void)sentences; (void)dates;
    (void)warnings;
    array_clear(&quantities->list);
    return SAYSO_OK;
}
