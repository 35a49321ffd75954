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
    for (uint32_t i = cue->first; i < cue->last; i++)
        if (token_is(room, i, "would") && token_is(room, cue->head, "say"))
            return true;
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
    if (cue->negated)
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

void status_read(const struct attribution_room *room, struct cue *cue)
{
    cue->act = (uint8_t)CUE_ACT(cue->frame);
    cue->status = (uint8_t)read_status(room, cue);
    cue->channel = (uint8_t)CUE_CHANNEL(cue->frame);
}
