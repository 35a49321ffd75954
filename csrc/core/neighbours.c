#include "attribution_parts.h"

enum next next_at(const struct attribution_room *room, uint32_t i, uint32_t high)
{
    if (i >= high)
        return NEXT_END;
    uint32_t traits = room->traits.items[i];
    if (opens(room, i) != SAYSO_NONE)
        return NEXT_QUOTE;
    if (traits & (T_STOP | T_BREAK | T_MARK))
        return NEXT_END;
    if (traits & T_COMMA)
        return NEXT_COMMA;
    if (traits & T_COLON)
        return NEXT_COLON;
    if (traits & T_NAME)
        return NEXT_OTHER;
    if (traits & T_THAT)
        return NEXT_THAT;
    if (traits & T_TO)
        return NEXT_TO;
    if (traits & T_SUBORDINATE)
        return traits & T_WH ? NEXT_WH : NEXT_SUBORDINATE;
    if (traits & T_WH)
        return NEXT_WH;
    if (traits & (T_PREPOSITION | T_DATE))
        return NEXT_PREPOSITION;
    if (traits & (T_AND | T_BUT))
        return NEXT_AND;
    return NEXT_OTHER;
}

/* One noun phrase from `i`: it ends where another begins ("reporters the deal ..."). */
static uint32_t skip_phrase(const struct attribution_room *room, uint32_t i, uint32_t high)
{
    uint32_t limit = high - i > SKIP_LIMIT ? i + SKIP_LIMIT : high, first = i;
    bool noun = false;
    for (; i < limit; i++) {
        uint32_t traits = room->traits.items[i];
        if ((traits & (T_OBJECT)) && !noun)
            return i + 1;
        if (traits & T_NAME) {
            if (noun && !(room->traits.items[i - 1] & (T_NAME | T_POSSESSIVE | T_OF)) &&
                room->tokens[i - 1].letters == CASED_LOWER && i > first)
                break;
            noun = true;
            continue;
        }
        if (traits & (T_PHRASE_END | T_COMMA | T_OPEN | T_THAT | T_RELATIVE | T_SUBJECT | T_WH | T_TO | T_DATE |
                      T_AUXILIARY | T_AND | T_BUT | T_ADVERB | T_SUBORDINATE))
            break;
        if (noun && (traits & T_DETERMINER))
            break;
        if (noun && (traits & T_POSSESSIVE) && room->tokens[i].space_before)
            break;
        if ((traits & T_PREPOSITION) && !(traits & T_OF))
            break;
        if (noun && (traits & T_VERB) && room->tokens[i].letters == CASED_LOWER)
            break;
        if (!(traits & (T_DETERMINER | T_POSSESSIVE | T_PREPOSITION)))
            noun = true;
    }
    return noun ? i : first;
}

/* Past what is not content: adverbs, dates, a recipient, "in a statement", "at a rally in Ohio". */
uint32_t skip_after(const struct attribution_room *room, const struct cue *cue, uint32_t i)
{
    uint32_t limit = cue->high - i > SKIP_LIMIT ? i + SKIP_LIMIT : cue->high;
    bool recipient = (cue->frame & CUE_RECIPIENT) != 0;
    while (i < limit) {
        uint32_t traits = room->traits.items[i];
        if (opens(room, i) != SAYSO_NONE)
            break;
        if ((traits & (T_ADVERB | T_DATE)) && !(traits & T_NAME)) {
            i++;
            continue;
        }
        if (recipient) {
            recipient = false;
            uint32_t past = skip_phrase(room, i, limit);
            if (past > i && past <= limit) {
                i = past;
                continue;
            }
        }
        bool to_person = (traits & T_TO) && i + 1 < limit && !(cue->frame & CUE_INFINITIVE) &&
                         ((room->traits.items[i + 1] & (T_NAME | T_DETERMINER | T_OBJECT | T_POSSESSIVE)) ||
                          room->tokens[i + 1].letters == CASED_TITLE);
        if (!(traits & T_PREPOSITION) || (traits & (T_TO | T_NAME))) {
            if (!to_person)
                break;
        }
        uint32_t past = skip_phrase(room, i + 1, limit);
        if (past == i + 1) {
            while (past < limit && (room->traits.items[past] & T_DATE))
                past++;
            if (past == i + 1)
                break;
        }
        i = past;
    }
    return i;
}
