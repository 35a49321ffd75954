/* attribution_sources: the words for who says it, mended where the encoder cut them short or ran on. */
#include "attribution_parts.h"

static uint32_t sentence_of(const struct attribution_room *room, uint32_t token)
{
    return room->sentences->of_token.items[token];
}

/* Where the encoder's source is of another sentence, or begins inside the noun phrase right before the cue, that phrase
 * is the source: "Canada's premiers maintain", "The premiers of | Ontario say". */
static struct token_range mend_source(const struct attribution_room *room, const struct cue *cue,
                                      struct token_range source)
{
    if (!range_is(source) || cue->kind != KIND_VERB || cue->shape != SHAPE_FINITE || source.first > cue->first)
        return source;
    uint32_t sentence = sentence_of(room, cue->first);
    uint32_t low = room->sentences->list.items[sentence].first;
    bool apart = sentence_of(room, source.first) != sentence;
    uint32_t before = source.first > low ? room->traits.items[source.first - 1] : 0;
    bool inside = (before & (T_OF | T_POSSESSIVE)) ||
                  ((before & T_AND) && source.first > low + 1 && (room->traits.items[source.first - 2] & T_NAME));
    if (!apart && (source.last != cue->first || !inside))
        return source;
    struct token_range subject = phrase_before(room, cue->first, low);
    if (!range_is(subject) || (room->traits.items[subject.first] & (T_RELATIVE | T_THAT)))
        return source;
    if (room->inner.items[subject.first] != room->inner.items[cue->first])
        return source;
    if (apart)
        return subject;
    return subject.first < source.first && subject.last == source.last ? subject : source;
}

/* "said Lind | as the band played": a source after its cue ends where another clause begins. */
static struct token_range cut_clause(const struct attribution_room *room, const struct cue *cue,
                                     struct token_range source)
{
    if (!range_is(source) || source.first < cue->last)
        return source;
    for (uint32_t i = source.first + 1; i < source.last; i++) {
        uint32_t traits = room->traits.items[i];
        if (traits & (T_COMMA | T_RELATIVE | T_OPEN))
            break;
        bool opens_clause = (traits & T_AS) || ((traits & T_SUBORDINATE) && !(traits & T_PREPOSITION));
        uint32_t end = i + CHAIN_LIMIT < room->count ? i + CHAIN_LIMIT : room->count;
        if (opens_clause && !token_is(room, i - 1, "such") && !token_is(room, i + 1, "well") &&
            has_verb(room, i + 1, end))
            return (struct token_range){source.first, i};
    }
    return source;
}

/* "'Who will pay?' asked | Berg | as the crowd fell silent": behind marks and a verb stands who said it. */
struct token_range source_behind(const struct attribution_room *room, const struct cue *cue)
{
    if (cue->kind != KIND_VERB || cue->shape != SHAPE_FINITE || cue->last != cue->first + 1 || cue->first == 0 ||
        closes(room, cue->first - 1) == SAYSO_NONE || cue->last >= room->count ||
        !(room->traits.items[cue->last] & (T_NAME | T_DETERMINER)))
        return no_tokens;
    uint32_t sentence = sentence_of(room, cue->first);
    struct token_range found = phrase_after(room, cue->last, room->sentences->list.items[sentence].last, false);
    return range_is(found) ? found : no_tokens;
}

struct token_range source_of_cue(const struct attribution_room *room, const struct cue *cue, struct token_range source)
{
    return cut_clause(room, cue, mend_source(room, cue, source));
}
