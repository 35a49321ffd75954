#include "attribution_parts.h"

static bool word_at(const struct attribution_room *room, uint32_t i)
{
    return room->tokens[i].kind == TOKEN_WORD || room->tokens[i].kind == TOKEN_NUMBER ||
           room->tokens[i].kind == TOKEN_URL;
}

/* What a noun phrase never goes over. */
static bool ends_phrase(const struct attribution_room *room, uint32_t i)
{
    const uint32_t ends =
        T_PHRASE_END | T_COMMA | T_OPEN | T_THAT | T_RELATIVE | T_SUBJECT | T_AUXILIARY | T_BUT | T_WH | T_DATE;
    uint32_t traits = room->traits.items[i];
    if ((traits & T_NAME) || ((traits & T_DATE) && (traits_at(room, i + 1) & T_POSSESSIVE)))
        return false; /* "Saturday's primary" */
    return (traits & (ends | T_SUBORDINATE)) != 0;
}

/* A verb on the way: not where a determiner makes it an adjective ("the retired general"). */
static bool is_verb_before(const struct attribution_room *room, uint32_t i, uint32_t low)
{
    uint32_t traits = room->traits.items[i];
    if (traits & (T_NAME | T_DETERMINER | T_POSSESSIVE))
        return false;
    bool verb = (traits & T_VERB) != 0 && room->tokens[i].letters == CASED_LOWER;
    if (!verb && room->tokens[i].letters == CASED_LOWER && token_ends(room, i, "ed"))
        verb = true;
    if (!verb || (i > low && room->tokens[i - 1].ascii == '-' && !room->tokens[i].space_before))
        return false; /* "kind-hearted" */
    if (i == low)
        return true;
    /* "a report released by X in May found": no subject of its own and a preposition behind it */
    if ((token_ends(room, i, "ed") || token_ends(room, i, "en")) && !(traits & T_AUXILIARY) &&
        (room->traits.items[i + 1] & (T_PREPOSITION | T_DATE)) &&
        !(room->traits.items[i - 1] & (T_SUBJECT | T_RELATIVE | T_AUXILIARY)))
        return false;
    uint32_t before = room->traits.items[i - 1];
    if (before & (T_DETERMINER | T_POSSESSIVE | T_PREPOSITION | T_ADVERB))
        return false;
    return true;
}

/* The opening bracket of the one that closes at `close`, or SAYSO_NONE. */
static uint32_t bracket_before(const struct attribution_room *room, uint32_t close, uint32_t low)
{
    for (uint32_t i = close; i > low && close - i < CHAIN_LIMIT; i--)
        if (room->traits.items[i - 1] & T_OPEN)
            return i - 1;
    return SAYSO_NONE;
}

/* Walk back over one noun phrase with its "of" and "for" parts; "A and B" only where nothing else can own A. */
static uint32_t walk_back(const struct attribution_room *room, uint32_t end, uint32_t low)
{
    uint32_t limit = end > low + SOURCE_LIMIT ? end - SOURCE_LIMIT : low;
    uint32_t i = end, joint = SAYSO_NONE;
    while (i > limit) {
        uint32_t traits = room->traits.items[i - 1];
        if (traits & T_CLOSE) {
            uint32_t open = bracket_before(room, i - 1, limit);
            if (open == SAYSO_NONE)
                break;
            i = open;
            continue;
        }
        if (traits & T_AND) {
            if (joint == SAYSO_NONE)
                joint = i;
            i--;
            continue;
        }
        if (ends_phrase(room, i - 1))
            break;
        if (is_verb_before(room, i - 1, low)) {
            if (joint != SAYSO_NONE)
                i = joint;
            break;
        }
        i--;
    }
    /* "They met A and B said": the joint holds only at the start of the clause */
    if (joint != SAYSO_NONE && i < joint) {
        uint32_t stop = i > low ? room->traits.items[i - 1] : 0;
        bool clean = i == low || (stop & (T_PHRASE_END | T_COMMA | T_THAT | T_SUBORDINATE | T_BUT));
        if (!clean)
            i = joint;
    }
    return i;
}

/* Leave off what a noun phrase cannot begin with; a leading "In Iowa" goes where a noun phrase follows. */
static uint32_t trim_front(const struct attribution_room *room, uint32_t first, uint32_t end)
{
    for (;;) {
        while (first < end &&
               ((room->traits.items[first] &
                 (T_AND | T_BUT | T_COMMA | T_CLOSE | T_TO | T_ADVERB | T_NEGATION | T_BREAK)) ||
                !word_at(room, first)) &&
               !(room->traits.items[first] & T_NAME))
            first++;
        if (first >= end || !(room->traits.items[first] & T_PREPOSITION) || (room->traits.items[first] & T_NAME))
            return first;
        /* a prepositional phrase: the next determiner, name or pronoun after its noun begins the subject */
        uint32_t i = first + 1;
        bool noun = false;
        for (; i < end; i++) {
            uint32_t traits = room->traits.items[i];
            if (noun && ((traits & (T_DETERMINER | T_SUBJECT | T_POSSESSIVE)) && room->tokens[i].space_before))
                break;
            if (noun && (traits & T_NAME) && !(room->traits.items[i - 1] & (T_NAME | T_PREPOSITION | T_POSSESSIVE)))
                break;
            if (!(traits & (T_DETERMINER | T_POSSESSIVE | T_PREPOSITION)))
                noun = true;
        }
        if (i >= end)
            return end;
        first = i;
    }
}

/* "Weiss, a scholar at the Endowment," before `comma`: the comma that opens the apposition, or SAYSO_NONE. */
static uint32_t apposition_before(const struct attribution_room *room, uint32_t comma, uint32_t low)
{
    uint32_t limit = comma > low + SOURCE_LIMIT ? comma - SOURCE_LIMIT : low, found = SAYSO_NONE;
    for (uint32_t i = comma; i > limit + 1; i--) {
        uint32_t traits = room->traits.items[i - 1];
        if ((traits & T_PHRASE_END) && !(traits & T_COMMA))
            break;
        if (!(traits & T_COMMA))
            continue;
        uint32_t before = room->traits.items[i - 2], next = room->traits.items[i];
        if (!word_at(room, i - 2) || (before & (T_VERB | T_DATE)))
            break;
        /* a list or an adverbial, not an apposition */
        if (next & (T_SUBJECT | T_BUT))
            break;
        if ((before & T_NAME) && (next & (T_DETERMINER | T_RELATIVE | T_POSSESSIVE)))
            return i - 1;
        if (next & T_RELATIVE)
            return i - 1;
        if (!(next & (T_AND | T_PREPOSITION | T_SUBORDINATE)) && found == SAYSO_NONE)
            found = i - 1;
        if (before & T_NAME)
            return i - 1;
    }
    return found;
}

/* "Trump on Thursday said", "Trump last week said": the date is no part of the subject. */
static uint32_t before_date(const struct attribution_room *room, uint32_t end, uint32_t low)
{
    uint32_t i = end;
    while (i > low && end - i < CHAIN_LIMIT && (room->traits.items[i - 1] & T_DATE))
        i--;
    if (i == end || i == low)
        return end;
    return room->traits.items[i - 1] & T_PREPOSITION ? i - 1 : i;
}

struct token_range phrase_before(const struct attribution_room *room, uint32_t end, uint32_t low)
{
    end = before_date(room, end, low);
    if (end <= low)
        return no_tokens;
    uint32_t traits = room->traits.items[end - 1], i = end;
    if ((traits & (T_SUBJECT | T_RELATIVE | T_THAT)) && !(traits & T_NAME))
        return (struct token_range){end - 1, end};
    if (traits & T_COMMA) {
        uint32_t comma = apposition_before(room, end - 1, low);
        if (comma == SAYSO_NONE && end - 1 > low && (room->traits.items[end - 2] & T_CLOSE))
            comma = end - 1; /* "Sen. Jack Reed (D-R.I.), said" */
        if (comma == SAYSO_NONE)
            return no_tokens;
        i = comma;
        if (i > low && (room->traits.items[i - 1] & T_SUBJECT) && !(room->traits.items[i - 1] & T_NAME))
            return no_tokens;
    } else if (traits & (T_MARK | T_PHRASE_END | T_AND | T_BUT | T_TO)) {
        return no_tokens;
    }
    uint32_t first = trim_front(room, walk_back(room, i, low), i);
    if (first >= i)
        return no_tokens;
    return (struct token_range){first, end};
}

/* After a comma: does an apposition or relative clause of the noun before it follow? */
static bool apposition_after(const struct attribution_room *room, uint32_t i, uint32_t high)
{
    if (i >= high)
        return false;
    uint32_t traits = room->traits.items[i];
    if (traits & (T_DETERMINER | T_RELATIVE | T_POSSESSIVE | T_NAME))
        return true;
    if (traits & (T_SUBJECT | T_AND | T_BUT | T_SUBORDINATE | T_PREPOSITION | T_VERB | T_ADVERB | T_PHRASE_END |
                  T_DATE | T_WH | T_THAT))
        return false;
    if (room->tokens[i].kind == TOKEN_NUMBER)
        return true; /* an age */
    if (!word_at(room, i) || token_ends(room, i, "ed"))
        return false;
    if (!token_ends(room, i, "ing"))
        return true;
    /* "managing director", not "speaking at", "calling it" */
    return i + 1 < high && !(room->traits.items[i + 1] & ~(uint32_t)T_VERB);
}

/* ", who said ...": a relative clause that attributes by itself is not part of the source. */
static bool speaks_again(const struct attribution_room *room, uint32_t i, uint32_t high)
{
    if (!(room->traits.items[i] & T_RELATIVE))
        return false;
    for (uint32_t k = i + 1; k < high && k < i + 5; k++) {
        uint64_t classes = room->lexemes->words.items[k].classes;
        if (classes & LEX_CUE_VERB) {
            const struct word *word = &room->lexemes->words.items[k];
            return (lexicon_value(word->senses, word->sense_count, LEX_CUE_VERB, 0) & CUE_STRONG) != 0;
        }
    }
    return false;
}

struct token_range phrase_after(const struct attribution_room *room, uint32_t first, uint32_t high, bool prepositions)
{
    if (first >= high)
        return no_tokens;
    uint32_t limit = high - first > SOURCE_LIMIT ? first + SOURCE_LIMIT : high, i = first;
    if ((room->traits.items[first] & T_SUBJECT) && !(room->traits.items[first] & T_NAME))
        return (struct token_range){first, first + 1};
    bool apposition = false, noun = false;
    for (; i < limit; i++) {
        uint32_t traits = room->traits.items[i];
        if ((traits & (T_PHRASE_END | T_OPEN)) && !(traits & T_NAME)) {
            if (!(traits & T_OPEN))
                break;
            while (i + 1 < limit && !(room->traits.items[i] & T_CLOSE))
                i++;
            continue;
        }
        if (traits & T_COMMA) {
            if (!apposition_after(room, i + 1, limit) || speaks_again(room, i + 1, limit))
                break;
            apposition = true;
            continue;
        }
        if (apposition)
            continue;
        if (noun && (traits & T_DATE) && !(traits & T_NAME))
            break;
        if (noun && (traits & T_RELATIVE)) {
            apposition = true;
            continue;
        }
        if (noun && ((traits & (T_AUXILIARY | T_THAT | T_BUT | T_SUBJECT)) ||
                     ((traits & T_SUBORDINATE) && !(traits & T_PREPOSITION)) || (traits & T_AS)))
            break;
        if (noun && !prepositions && (traits & T_PREPOSITION) && !(traits & (T_OF | T_NAME)) &&
            !token_is(room, i, "for") && !token_is(room, i, "from") && !token_is(room, i, "with"))
            break;
        if (noun && (traits & T_ADVERB) && !(traits & T_NAME))
            break;
        if (word_at(room, i) && !(traits & (T_DETERMINER | T_POSSESSIVE | T_PREPOSITION | T_ADVERB)))
            noun = true;
    }
    while (i > first && (room->traits.items[i - 1] & (T_AND | T_PREPOSITION | T_COMMA)) &&
           !(room->traits.items[i - 1] & T_NAME))
        i--;
    if (i == first || !noun)
        return no_tokens;
    return (struct token_range){first, i};
}

struct token_range clause_subject(const struct attribution_room *room, uint32_t low, uint32_t at)
{
    uint32_t limit = at - low > CLAUSE_LIMIT ? low + CLAUSE_LIMIT : at;
    bool subordinate = low < at && (room->traits.items[low] & (T_SUBORDINATE | T_PREPOSITION));
    for (uint32_t i = low; i < limit; i++) {
        uint32_t traits = room->traits.items[i];
        if (subordinate) { /* "After he won, Trump spoke": past the comma */
            subordinate = !(traits & T_COMMA);
            continue;
        }
        if (!(traits & T_VERB) || i == low)
            continue;
        uint32_t end = i;
        while (end > low && (room->traits.items[end - 1] & (T_ADVERB | T_AUXILIARY | T_NEGATION)))
            end--;
        struct token_range phrase = phrase_before(room, end, low);
        if (range_is(phrase) && !(room->traits.items[phrase.first] & (T_RELATIVE | T_THAT)))
            return phrase;
    }
    return no_tokens;
}
