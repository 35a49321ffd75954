#include "attributions.h"

sayso_status attributions_find(const struct memory *memory, const struct text *text, const struct layout *layout,
                               const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                               const struct sentences *sentences, const struct dates *dates,
                               const struct names *names, struct attributions *attributions)
{
    (void)memory; (void)text; (void)layout; (void)tokens; (void)lexemes; (void)marks; (void)sentences; (void)dates; (void)names;
    array_clear(&attributions->list);
    array_clear(&attributions->pieces);
    array_clear(&attributions->scare_quotes);
    return SAYSO_OK;
}
