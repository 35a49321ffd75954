#include "sentences.h"

sayso_status sentences_split(const struct memory *memory, const struct text *text, const struct layout *layout,
                             const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                             struct sentences *sentences)
{
    (void)memory; (void)text; (void)layout; (void)tokens; (void)lexemes; (void)marks;
    array_clear(&sentences->list);
    array_clear(&sentences->of_token);
    return SAYSO_OK;
}
