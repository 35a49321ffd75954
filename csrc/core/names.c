#include "names.h"

sayso_status names_find(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                        const struct layout *layout, const struct tokens *tokens, const struct lexemes *lexemes,
                        const struct marks *marks, const struct sentences *sentences, const struct dates *dates,
                        const struct quantities *quantities, struct names *names)
{
    (void)lexicon; (void)text; (void)layout; (void)lexemes; (void)marks; (void)sentences; (void)dates; (void)quantities;
    array_clear(&names->list);
    array_clear(&names->of_token);
    if (!array_reserve(memory, &names->of_token, tokens->list.count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t i = 0; i < tokens->list.count; i++)
        names->of_token.items[names->of_token.count++] = SAYSO_NONE;
    return SAYSO_OK;
}
