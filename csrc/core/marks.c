#include "marks.h"

sayso_status marks_pair(const struct memory *memory, sayso_choice single_quotes, const struct text *text,
                        const struct layout *layout, const struct tokens *tokens, struct marks *marks,
                        struct warnings *warnings)
{
    (void)single_quotes; (void)text; (void)layout; (void)warnings;
    array_clear(&marks->quotations);
    array_clear(&marks->outermost);
    marks->style = SAYSO_STYLE_NONE;
    if (!array_reserve(memory, &marks->outermost, tokens->list.count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t i = 0; i < tokens->list.count; i++)
        marks->outermost.items[marks->outermost.count++] = SAYSO_NONE;
    return SAYSO_OK;
}
