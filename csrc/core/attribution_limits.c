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
