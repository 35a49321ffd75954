#include "tokens.h"

sayso_status tokens_read(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                         const struct layout *layout, struct tokens *tokens)
{
    (void)memory; (void)lexicon; (void)text; (void)layout;
    array_clear(&tokens->list);
    return SAYSO_OK;
}
