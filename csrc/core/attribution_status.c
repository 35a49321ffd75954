#include "attribution_parts.h"

/* "No one has said", "nobody said" */
static bool source_is_nobody(const struct attribution_room *room, struct token_range source)
{
    static const char *const nobody[] = {"no", "nobody", "none", "neither", NULL};
    for (const char *const *word = nobody; *word; word++)
        if (range_is(source) && token_is(room, source.first, *word))
            return true;
    return false;
}

/* What the words of a cue say of its saying, whether or not the lexicon knows its verb. */
struct wording {
    bool negated, modal;
    bool ahead;   /* what is to be said: "is expected to", "plans to", "ought to" */
    bool refused; /* "would not say", "did not respond", "no comment" */
};

static bool is_one_of(const struct attribution_room *room, uint32_t token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (token_is(room, token, words[i]))
            return true;
    return false;
}

static bool lies_ahead(const struct attribution_room *room, uint32_t token)
{
    static const char *const AHEAD[] = {"expected", "going",     "plan",  "plans",  "planned", "planning", "want",
                                        "wants",    "wanted",    "hope",  "hopes",  "hoped",   "hoping",   "due",
                                        "ought",    "set",       "ready", "likely", "intend",  "intends",  "intended",
                                        "prepared", "scheduled", "need",  "needs"};
    return is_one_of(room, token, AHEAD, sizeof AHEAD / sizeof *AHEAD);
}

/* "are expected to" before "argue": the learned cue may leave it out. */
static uint32_t group_start(const struct attribution_room *room, const struct cue *cue)
{
    uint32_t first = cue->first, limit = first > cue->low + GROUP_LIMIT ? first - GROUP_LIMIT : cue->low;
    if (first <= limit)
        return first;
    bool to = (room->traits.items[first] | room->traits.items[first - 1]) & T_TO;
    while (first > limit && ((room->traits.items[first - 1] & (T_AUXILIARY | T_NEGATION | T_ADVERB | T_TO)) ||
                             (to && lies_ahead(room, first - 1))))
        first--;
    return first;
}

static struct wording read_wording(const struct attribution_room *room, uint32_t first, uint32_t last)
{
    static const char *const ANSWERS[] = {"comment", "respond",  "reply",   "return",
                                          "answer",  "returned", "discuss", "elaborate"};
    struct wording wording = {false, false, false, false};
    uint32_t limit = last - first > CUE_LIMIT ? first + CUE_LIMIT : last;
    bool no = false, would = false;
    for (uint32_t i = first; i < limit; i++) {
        uint32_t traits = room->traits.items[i];
        wording.negated |= (traits & T_NEGATION) != 0;
        wording.modal |= (traits & T_MODAL) != 0;
        would |= token_is(room, i, "would");
        no |= (traits & T_NEGATION) || token_is(room, i, "no");
        wording.refused |= would && no && token_is(room, i, "say");
        wording.refused |= no && is_one_of(room, i, ANSWERS, sizeof ANSWERS / sizeof *ANSWERS);
        bool kept =
            i > first && ((token_is(room, i, "of") && token_is(room, i - 1, "short")) || /* "stopped short of" */
                          ((traits & T_TO) && token_is(room, i - 1, "yet")));            /* "has yet to say" */
        wording.negated |= kept;
        if (i > first && (traits & T_TO) && i + 1 < limit)
            wording.ahead |= (room->traits.items[i - 1] & T_BE) || lies_ahead(room, i - 1);
    }
    return wording;
}

static sayso_said read_status(const struct attribution_room *room, const struct cue *cue)
{
    sayso_said said = (sayso_said)CUE_STATUS(cue->frame);
    bool noun = cue->kind == KIND_NOUN && cue->first == cue->head; /* not that of "had no comment" */
    if (cue->kind == KIND_COLON || noun || (cue->kind == KIND_PHRASE && cue->frame))
        return said;
    struct wording wording = read_wording(room, group_start(room, cue), cue->last);
    if (wording.refused && said != SAYSO_DENIED)
        return SAYSO_DECLINED;
    if (cue->negated || wording.negated)
        return said == SAYSO_DECLINED ? said : SAYSO_NOT_SAID;
    if (said == SAYSO_SAID && source_is_nobody(room, cue->source))
        return SAYSO_NOT_SAID;
    if (said == SAYSO_SAID && (cue->modal || wording.modal || wording.ahead))
        return SAYSO_UNREALIZED;
    /* "if he said", "had he said" */
    uint32_t start = range_is(cue->source) && cue->source.first < cue->first ? cue->source.first : cue->first;
    if (said == SAYSO_SAID && start > cue->low &&
        (token_is(room, start - 1, "if") || token_is(room, start - 1, "unless") ||
         token_is(room, start - 1, "whether")))
        return SAYSO_UNREALIZED;
    return said;
}

/* "The data suggest": what documents and figures let one see is nobody's words; what they state is. */
static bool is_shown(const struct attribution_room *room, const struct cue *cue)
{
    static const char *const VERBS[] = {"suggest",   "suggests",  "suggested", "indicate", "indicates",
                                        "indicated", "reveal",    "reveals",   "revealed", "confirm",
                                        "confirms",  "confirmed", "imply",     "implies",  "implied",
                                        "signal",    "signals",   "signaled",  "hint",     "hints"};
    static const char *const THINGS[] = {"data",     "figures",     "results", "numbers",   "tests",
                                         "evidence", "polls",       "emails",  "documents", "records",
                                         "images",   "photographs", "findings"};
    if (!range_is(cue->source) || !is_one_of(room, cue->last - 1, VERBS, sizeof VERBS / sizeof *VERBS))
        return false;
    uint32_t last = cue->source.last - 1;
    return (room->lexemes->words.items[last].classes & LEX_DOCUMENT) ||
           is_one_of(room, last, THINGS, sizeof THINGS / sizeof *THINGS);
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
    if ((cue->frame & CUE_RECIPIENT) && !(cue->frame & CUE_OBJECT)) /* "accused X of Y" */
        return true;
    uint32_t limit = content.last - content.first > CLAUSE_LIMIT ? content.first + CLAUSE_LIMIT : content.last;
    for (uint32_t i = content.first; i < limit; i++)
        if ((room->inner.items[i] != cue->quotation && opens(room, i) != SAYSO_NONE) ||
            ((cue->frame & CUE_INFINITIVE) && (room->traits.items[i] & T_TO))) /* "urged drivers to stay" */
            return true;
    return false;
}

void status_read(const struct attribution_room *room, struct cue *cue)
{
    cue->act = (uint8_t)(is_shown(room, cue) ? SAYSO_OTHER : CUE_ACT(cue->frame));
    cue->status = (uint8_t)read_status(room, cue);
    cue->channel = (uint8_t)CUE_CHANNEL(cue->frame);
}
