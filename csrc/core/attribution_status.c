#include "attribution_parts.h"

struct channel_word {
    const char *word;
    sayso_channel channel;
};
/* "in a statement", "on Twitter": the noun after the cue that says how it was said. */
static const struct channel_word channel_words[] = {
    {"statement", SAYSO_STATEMENT},
    {"release", SAYSO_STATEMENT},
    {"interview", SAYSO_INTERVIEW},
    {"reporters", SAYSO_NEWS_CONFERENCE},
    {"conference", SAYSO_NEWS_CONFERENCE},
    {"briefing", SAYSO_NEWS_CONFERENCE},
    {"speech", SAYSO_SPEECH_CHANNEL},
    {"rally", SAYSO_SPEECH_CHANNEL},
    {"address", SAYSO_SPEECH_CHANNEL},
    {"remarks", SAYSO_SPEECH_CHANNEL},
    {"email", SAYSO_EMAIL},
    {"letter", SAYSO_LETTER},
    {"tweet", SAYSO_SOCIAL_MEDIA},
    {"twitter", SAYSO_SOCIAL_MEDIA},
    {"facebook", SAYSO_SOCIAL_MEDIA},
    {"instagram", SAYSO_SOCIAL_MEDIA},
    {"telegram", SAYSO_SOCIAL_MEDIA},
    {"post", SAYSO_SOCIAL_MEDIA},
    {"lawsuit", SAYSO_COURT_DOCUMENT},
    {"complaint", SAYSO_COURT_DOCUMENT},
    {"affidavit", SAYSO_COURT_DOCUMENT},
    {"indictment", SAYSO_COURT_DOCUMENT},
    {"filing", SAYSO_COURT_DOCUMENT},
    {"ruling", SAYSO_COURT_DOCUMENT},
    {"report", SAYSO_REPORT},
    {"study", SAYSO_REPORT},
    {"radio", SAYSO_BROADCAST},
    {"television", SAYSO_BROADCAST},
    {"tv", SAYSO_BROADCAST},
};
enum { CHANNEL_REACH = 12 };

static sayso_channel channel_in(const struct attribution_room *room, uint32_t first, uint32_t last)
{
    if (last > first + CHANNEL_REACH)
        last = first + CHANNEL_REACH;
    for (uint32_t i = first; i < last; i++) {
        if (room->tokens[i].kind != TOKEN_WORD || (room->traits.items[i] & (T_DETERMINER | T_PREPOSITION)))
            continue;
        for (unsigned w = 0; w < sizeof channel_words / sizeof *channel_words; w++)
            if (token_is(room, i, channel_words[w].word))
                return channel_words[w].channel;
    }
    return SAYSO_UNSTATED;
}

/* From the end of the cue to its right content, or to the end of the clause. */
static sayso_channel read_channel(const struct attribution_room *room, const struct cue *cue)
{
    uint32_t end = range_is(cue->right) && cue->right.first >= cue->last ? cue->right.first : cue->last;
    if (!range_is(cue->right)) {
        uint32_t limit = cue->high - cue->last > CHANNEL_REACH ? cue->last + CHANNEL_REACH : cue->high;
        while (end < limit && !(room->traits.items[end] & T_PHRASE_END))
            end++;
    }
    sayso_channel channel = channel_in(room, cue->last, end);
    if (channel == SAYSO_UNSTATED && range_is(cue->source))
        channel = channel_in(room, cue->source.last > cue->source.first + 2 ? cue->source.last - 2 : cue->source.first,
                             cue->source.last);
    return channel;
}

static sayso_said read_status(const struct attribution_room *room, const struct cue *cue)
{
    sayso_said said = (sayso_said)CUE_STATUS(cue->frame);
    if (cue->kind != KIND_VERB)
        return said;
    if (cue->negated)
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
    if (cue->channel == SAYSO_UNSTATED)
        cue->channel = (uint8_t)read_channel(room, cue);
}
