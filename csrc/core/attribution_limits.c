/* attribution limits: what no content, cue or source holds, whoever found it: datelines, other parts of the page, the
 * day at its end, the words that grant anonymity. */
#include "attribution_parts.h"

/* The first token behind a dateline that begins in or before [first, last). */
static uint32_t past_dateline(const struct attribution_room *room, uint32_t first, uint32_t last)
{
    const struct slice *dateline = &room->layout->dateline;
    if (dateline->start == SAYSO_NONE || room->tokens[first].start < dateline->start)
        return first;
    while (first < last && room->tokens[first].start < dateline->end)
        first++;
    return first;
}

bool is_body(sayso_zone zone)
{
    return zone == SAYSO_STORY || zone == SAYSO_LIST || zone == SAYSO_BLOCKQUOTE || zone == SAYSO_PULLQUOTE ||
           zone == SAYSO_TURN || zone == SAYSO_ENTRY || zone == SAYSO_EMBED;
}

/* May these words be said by that cue?  A headline that the page repeats does not go on in its repetition. */
static bool zones_agree(const struct attribution_room *room, uint32_t token, uint32_t cue)
{
    const struct paragraph *paragraphs = room->layout->paragraphs.items;
    uint32_t here = room->tokens[token].paragraph, there = room->tokens[cue].paragraph;
    return here == there || (is_body(paragraphs[here].kind) && is_body(paragraphs[there].kind));
}

static bool ends_clock(const struct attribution_room *room, uint32_t token)
{
    return token_is(room, token, "a.m.") || token_is(room, token, "p.m.") || token_is(room, token, "am") ||
           token_is(room, token, "pm");
}

struct token_range limit_content(const struct attribution_room *room, struct token_range range, uint32_t cue)
{
    range.first = past_dateline(room, range.first, range.last);
    while (range.first < range.last && !zones_agree(room, range.first, cue))
        range.first++;
    for (uint32_t i = range.first; i < range.last; i++)
        if (!zones_agree(room, i, cue))
            range.last = i;
    while (range.first < range.last && (room->traits.items[range.first] & (T_COMMA | T_COLON | T_BREAK)) &&
           !(room->traits.items[range.first] & T_NAME))
        range.first++;
    while (range.first < range.last && (room->traits.items[range.last - 1] & (T_COMMA | T_BREAK | T_STOP)) &&
           !(room->traits.items[range.last - 1] & T_NAME) && closes(room, range.last - 1) == SAYSO_NONE)
        range.last--;
    /* "at 5:20 | a.m.": a time is whole */
    while (range.first < range.last && range.last < room->count && (room->traits.items[range.last] & T_DATE) &&
           (room->traits.items[range.last - 1] & T_DATE) && ends_clock(room, range.last))
        range.last++;
    /* "said that, according to X, it rains": all of it, and what X says is nested */
    if (range.last == range.first + 1 && (room->traits.items[range.first] & T_THAT) && range.last < room->count &&
        (room->traits.items[range.last] & T_COMMA)) {
        range.last = room->sentences->list.items[room->sentences->of_token.items[range.first]].last;
        while (range.last > range.first && (room->traits.items[range.last - 1] & T_STOP))
            range.last--;
    }
    /* an article alone says nothing */
    if (range.last == range.first + 1 && (room->traits.items[range.first] & T_DETERMINER))
        range.last = range.first;
    return range;
}

/* "who has led the town since 2019" */
static bool opens_span(const struct attribution_room *room, uint32_t token)
{
    static const char *const WORDS[] = {"since", "for", "until", "from", "after", "before", "between", "through"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (token_is(room, token, WORDS[i]))
            return true;
    return false;
}

/* Leave off a day, and the preposition or comma before it; `range` keeps one token at least, and no article ends it. */
static void trim_day(const struct attribution_room *room, struct token_range *range)
{
    uint32_t last = range->last;
    while (last > range->first + 1 && (room->traits.items[last - 1] & T_DATE) &&
           !(room->traits.items[last - 1] & T_NAME))
        last--;
    if (last == range->last || opens_span(room, last - 1))
        return;
    if (last > range->first + 1 && (room->traits.items[last - 1] & T_PREPOSITION))
        last--;
    if (last > range->first + 1 && (room->traits.items[last - 1] & T_COMMA))
        last--;
    if (!(room->traits.items[last - 1] & (T_DETERMINER | T_PREPOSITION | T_POSSESSIVE)))
        range->last = last;
}

/* The comma that closes an apposition is in no span: "Ana Ruiz, the mayor | , | said". */
struct token_range without_comma(const struct attribution_room *room, struct token_range range)
{
    while (range_is(range) && range.last > range.first + 1 && (room->traits.items[range.last - 1] & T_COMMA))
        range.last--;
    return range;
}

struct token_range limit_source(const struct attribution_room *room, struct token_range range)
{
    if (!range_is(range))
        return range;
    range.first = past_dateline(room, range.first, range.last);
    if (range.first >= range.last)
        return no_tokens;
    trim_day(room, &range);
    return range;
}

struct token_range limit_cue(const struct attribution_room *room, struct token_range range)
{
    trim_day(room, &range);
    while (range.last > range.first + 1 && (room->traits.items[range.last - 1] & (T_COLON | T_COMMA)))
        range.last--;
    /* "said in an", cut short; "was criticized by": "by" is in no span */
    bool cut = false;
    for (; range.last > range.first + 1 && (room->traits.items[range.last - 1] & T_DETERMINER); range.last--)
        cut = true;
    if (range.last > range.first + 1 && (room->traits.items[range.last - 1] & (cut ? T_PREPOSITION : T_BY)))
        range.last--;
    return range;
}

bool grants_anonymity(const struct attribution_room *room, struct token_range content)
{
    uint32_t i = content.first;
    while (i < content.last && i < content.first + 3 && (room->traits.items[i] & (T_DETERMINER | T_PREPOSITION)))
        i++;
    if (i >= content.last)
        return false;
    return token_is(room, i, "anonymity") ||
           (token_is(room, i, "condition") && i + 2 < room->count && token_is(room, i + 2, "anonymity"));
}

/* "Stay tuned," he said with | a laugh: a preposition that leads to no content is no part of the cue. */
void trim_adverbial(const struct attribution_room *room, struct cue *cue, uint32_t held)
{
    static const char *const LEADING[] = {"with", "in", "on", "at", "during", "from"};
    if (cue->last <= cue->first + 1)
        return;
    for (uint32_t k = held; k < room->loose.count; k++)
        if (room->loose.items[k].range.first == cue->last)
            return;
    for (size_t i = 0; i < sizeof LEADING / sizeof *LEADING; i++)
        if (token_is(room, cue->last - 1, LEADING[i])) {
            cue->last--;
            return;
        }
}

/* Beside a quotation that is whole, a few words without a verb are no content: "'No,' he told supporters". */
void drop_loose_words(struct attribution_room *room, const struct cue *cue, uint32_t held)
{
    bool whole = false;
    for (uint32_t k = held; k < room->loose.count && !whole; k++) {
        const struct token_range *range = &room->loose.items[k].range;
        whole = opens(room, range->first) != SAYSO_NONE && closes(room, range->last - 1) != SAYSO_NONE &&
                range->last - range->first > LOOSE_WORDS;
    }
    uint32_t kept = held;
    for (uint32_t k = held; k < room->loose.count; k++) {
        struct token_range range = room->loose.items[k].range;
        /* "He does not want to leave." / "The land is all I know.": a wish takes in no paragraph of marks */
        bool apart = k > held && CUE_ACT(cue->frame) != SAYSO_SPEECH && cue->kind == KIND_VERB &&
                     room->inner.items[range.first] != SAYSO_NONE && cue->quotation == SAYSO_NONE &&
                     room->tokens[range.first].paragraph != room->tokens[cue->first].paragraph;
        bool loose = apart || (whole && cue->quotation == SAYSO_NONE && room->inner.items[range.first] == SAYSO_NONE &&
                               range.last - range.first <= LOOSE_WORDS && !has_verb(room, range.first, range.last) &&
                               !(room->traits.items[range.first] & (T_THAT | T_TO | T_WH)));
        if (!loose)
            room->loose.items[kept++] = room->loose.items[k];
    }
    room->loose.count = kept;
}

/* "... subways," | a smiling Ford said: behind a comma in the marks the words are the source's. */
struct token_range without_tail(const struct attribution_room *room, struct token_range range, const struct cue *cue)
{
    uint32_t q = range.first < range.last ? opens(room, range.first) : SAYSO_NONE;
    if (q == SAYSO_NONE || cue->first < range.last)
        return range;
    uint32_t last = room->marks->quotations.items[q].last;
    if (last < range.last && range.last - last <= LOOSE_WORDS && last > range.first + 2 &&
        (room->traits.items[last - 2] & T_COMMA))
        range.last = last;
    return range;
}

bool takes_lives(const struct attribution_room *room, struct token_range cue, struct token_range content)
{
    static const char *const FORMS[] = {"claim", "claims", "claimed", "claiming"};
    bool claims = false;
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        claims |= cue.last > cue.first && token_is(room, cue.last - 1, FORMS[i]);
    for (uint32_t i = content.first; claims && i < content.last && i < content.first + 4; i++)
        if (token_is(room, i, "life") || token_is(room, i, "lives"))
            return !has_verb(room, i, content.last);
    return false;
}
