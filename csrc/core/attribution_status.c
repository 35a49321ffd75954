#include "attribution_parts.h"

/* "did not respond to a request for comment", "would not say": no voice. */
static bool declines(const struct attribution_room *room, const struct cue *cue)
{
    static const char *const answering[] = {"respond", "comment", "answer", "reply", "elaborate", "discuss", NULL};
    if (cue->head >= room->count)
        return false;
    for (const char *const *word = answering; *word; word++)
        if (token_is(room, cue->head, *word))
            return true;
    bool would = false;
    for (uint32_t i = cue->first; i < cue->last; i++) {
        if (would && token_is(room, i, "say"))
            return true;
        would |= token_is(room, i, "would");
    }
    return false;
}

/* "No one has said", "nobody said" */
static bool source_is_nobody(const struct attribution_room *room, struct token_range source)
{
    static const char *const nobody[] = {"no", "nobody", "none", "neither", NULL};
    for (const char *const *word = nobody; *word; word++)
        if (range_is(source) && token_is(room, source.first, *word))
            return true;
    return false;
}

static sayso_said read_status(const struct attribution_room *room, const struct cue *cue)
{
    sayso_said said = (sayso_said)CUE_STATUS(cue->frame);
    if (cue->kind != KIND_VERB)
        return said;
    if (cue->negated || said == SAYSO_NOT_SAID)
        return said == SAYSO_DECLINED || declines(room, cue) ? SAYSO_DECLINED : SAYSO_NOT_SAID;
    if (said == SAYSO_SAID && source_is_nobody(room, cue->source))
        return SAYSO_NOT_SAID;
    if (said == SAYSO_SAID && cue->modal)
        return SAYSO_UNREALIZED;
    /* "if he said", "had he said" */
    uint32_t start = range_is(cue->source) && cue->source.first < cue->first ? cue->source.first : cue->first;
    if (said == SAYSO_SAID && start > cue->low &&
        (token_is(room, start - 1, "if") || token_is(room, start - 1, "unless") ||
         token_is(room, start - 1, "whether")))
        return SAYSO_UNREALIZED;
    return said;
}

/* Does a clause stand in [first, last)?  A verb that the lexicon lacks is known by its ending. */
static bool has_clause(const struct attribution_room *room, struct token_range range)
{
    uint32_t limit = range.last - range.first > CLAUSE_LIMIT ? range.first + CLAUSE_LIMIT : range.last;
    for (uint32_t i = range.first; i < limit; i++)
        if ((room->traits.items[i] & T_VERB) || (room->tokens[i].letters == CASED_LOWER && token_ends(room, i, "ed")))
            return true;
    return false;
}

bool reports_words(const struct attribution_room *room, const struct cue *cue, struct token_range content)
{
    if (cue->kind == KIND_COLON || (cue->kind == KIND_PHRASE && cue->frame) || CUE_STATUS(cue->frame) != SAYSO_SAID)
        return true;
    if (room->traits.items[content.first] & (T_THAT | T_TO | T_WH))
        return true;
    if ((cue->frame & CUE_BARE) || ((cue->frame & CUE_THAT) && content.last <= cue->first))
        if (has_clause(room, content))
            return true;
    uint32_t limit = content.last - content.first > CLAUSE_LIMIT ? content.first + CLAUSE_LIMIT : content.last;
    for (uint32_t i = content.first; i < limit; i++)
        if (room->inner.items[i] != cue->quotation && opens(room, i) != SAYSO_NONE)
            return true;
    return false;
}

void status_read(const struct attribution_room *room, struct cue *cue)
{
    cue->act = (uint8_t)CUE_ACT(cue->frame);
    cue->status = (uint8_t)read_status(room, cue);
    cue->channel = (uint8_t)CUE_CHANNEL(cue->frame);
}
