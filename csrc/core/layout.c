#include "layout.h"

sayso_status layout_patterns_create(struct layout_patterns **patterns, const struct memory *memory, bool jit)
{
    (void)memory; (void)jit;
    *patterns = NULL;
    return SAYSO_OK;
}

void layout_patterns_free(struct layout_patterns *patterns, const struct memory *memory) { (void)patterns; (void)memory; }

sayso_status layout_read(const struct memory *memory, const struct layout_patterns *patterns,
                         struct pattern_matcher *matcher, const struct lexicon *lexicon, const struct text *text,
                         struct layout *layout, struct warnings *warnings)
{
    (void)patterns; (void)matcher; (void)lexicon; (void)warnings;
    array_clear(&layout->paragraphs);
    struct slice none = {SAYSO_NONE, SAYSO_NONE};
    layout->page_date = layout->headline = layout->byline = none;
    layout->dateline = layout->dateline_place = layout->dateline_agency = layout->dateline_date = none;
    if (!text->size)
        return SAYSO_OK;
    struct paragraph *all = array_push(memory, &layout->paragraphs);
    if (!all)
        return SAYSO_ERROR_MEMORY;
    *all = (struct paragraph){{0, text->size}, SAYSO_STORY};
    return SAYSO_OK;
}
