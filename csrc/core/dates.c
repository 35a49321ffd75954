#include "dates.h"

sayso_status date_patterns_create(struct date_patterns **patterns, const struct memory *memory, bool jit)
{
    (void)memory; (void)jit;
    *patterns = NULL;
    return SAYSO_OK;
}
void date_patterns_free(struct date_patterns *patterns, const struct memory *memory) { (void)patterns; (void)memory; }

sayso_status dates_find(const struct memory *memory, const struct date_patterns *patterns,
                        struct pattern_matcher *matcher, sayso_choice day_first, const struct civil *given,
                        const struct lexicon *lexicon, const struct text *text, const struct layout *layout,
                        const struct tokens *tokens, const struct lexemes *lexemes, const struct sentences *sentences,
                        struct dates *dates, struct warnings *warnings)
{
    (void)memory; (void)patterns; (void)matcher; (void)day_first; (void)given; (void)lexicon; (void)text; (void)layout;
    (void)tokens; (void)lexemes; (void)sentences; (void)warnings;
    array_clear(&dates->list);
    return SAYSO_OK;
}
