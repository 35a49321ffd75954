#include "attribution_parts.h"

/* What stands before a cue's source. */
enum previous { BEFORE_START, BEFORE_QUOTE, BEFORE_COMMA, BEFORE_OTHER };

static enum previous previous_at(const struct attribution_room *room, const struct cue *cue, uint32_t *at)
{
    uint32_t i = *at;
    while (i > cue->low && (room->traits.items[i - 1] & (T_AND | T_BUT | T_ADVERB)) &&
           !(room->traits.items[i - 1] & T_NAME))
        i--;
    *at = i;
    if (i <= cue->low)
        return BEFORE_START;
    uint32_t traits = room->traits.items[i - 1];
    if (closes(room, i - 1) != SAYSO_NONE)
        return BEFORE_QUOTE;
    if (traits & T_COMMA)
        return i - 1 > cue->low && closes(room, i - 2) != SAYSO_NONE ? BEFORE_QUOTE : BEFORE_COMMA;
    if (traits & T_BREAK)
        return BEFORE_COMMA;
    return BEFORE_OTHER;
}

/* Do the words before a closing mark, or the comma after it, say that a speech ends here: "...," "...?" */
static bool quote_ends_speech(const struct attribution_room *room, uint32_t at)
{
    uint32_t i = at - 1;
    if (room->traits.items[i] & T_COMMA)
        return true;
    uint32_t q = closes(room, i);
    while (i > 0 && closes(room, i) != SAYSO_NONE && (room->traits.items[i] & T_MARK))
        i--;
    if (room->traits.items[i] & (T_COMMA | T_STOP | T_BREAK))
        return true;
    /* no stop inside: a whole sentence all the same, if it opens one */
    uint32_t first = room->marks->quotations.items[q].first;
    return first == 0 || (room->traits.items[first - 1] & (T_STOP | T_MARK)) ||
           room->tokens[first].paragraph != room->tokens[first - 1].paragraph;
}

/* A clause of its own in [low, at)?  After "When he came, ..." or "In Ohio, ..." it begins behind the comma. */
static bool clause_before(const struct attribution_room *room, uint32_t low, uint32_t at)
{
    if (at <= low + 1)
        return false;
    if (at - low > CLAUSE_LIMIT)
        return true;
    uint32_t start = low;
    if (room->traits.items[low] & (T_SUBORDINATE | T_PREPOSITION)) {
        for (uint32_t i = low + 1; i < at; i++)
            if (room->traits.items[i] & T_COMMA)
                start = i + 1;
        if (start == low && (room->traits.items[low] & T_SUBORDINATE))
            return false;
    }
    return has_verb(room, start, at);
}

/* The middle of "S, X said, T": does T go on with the content? */
static bool goes_on(const struct attribution_room *room, uint32_t comma, uint32_t high, bool quoted)
{
    uint32_t i = comma + 1;
    if (i >= high)
        return false;
    if (opens(room, i) != SAYSO_NONE)
        return true;
    if (quoted)
        return false;
    uint32_t traits = room->traits.items[i];
    if (traits & (T_AND | T_BUT | T_SUBORDINATE | T_PREPOSITION) && !(traits & T_NAME))
        return false;
    if (room->tokens[i].letters == CASED_LOWER && (token_ends(room, i, "ing") || token_ends(room, i, "ed")))
        return false;
    return has_verb(room, i, high);
}

/* A cue that needs no marks and no "that": by its frame, or since a document speaks ("the poll found"). */
bool is_strong(const struct attribution_room *room, const struct cue *cue)
{
    if (cue->frame & CUE_STRONG)
        return true;
    if (!range_is(cue->source))
        return false;
    uint32_t last = cue->source.last,
             first = last > cue->source.first + CHAIN_LIMIT ? last - CHAIN_LIMIT : cue->source.first;
    for (uint32_t i = last; i > first; i--)
        if (room->lexemes->words.items[i - 1].classes & LEX_DOCUMENT)
            return true;
    return false;
}

/* "...," said X; "the bridge is old, said X.": the source stands behind the cue. */
static bool inverted(const struct attribution_room *room, struct cue *cue, bool speech_ends)
{
    enum next near = next_at(room, cue->last, cue->high);
    if (near != NEXT_OTHER && near != NEXT_PREPOSITION)
        return false;
    struct token_range source = phrase_after(room, cue->last, cue->high, false);
    if (!range_is(source))
        return false;
    uint32_t after = source.last;
    enum next then = next_at(room, after, cue->high);
    if (!speech_ends && then == NEXT_PREPOSITION) { /* "said X in a statement on Thursday." */
        after = skip_after(room, cue, after);
        then = next_at(room, after, cue->high);
    }
    if (!speech_ends && then != NEXT_END && then != NEXT_COMMA)
        return false;
    cue->source = source;
    cue->after = after;
    cue->side = then == NEXT_COMMA && goes_on(room, after, cue->high, speech_ends) ? SIDE_BOTH : SIDE_LEFT;
    return true;
}

/* "Why?" | he asked: a sentence that holds nothing but source and cue, behind a mark. */
static bool answers_mark(const struct attribution_room *room, const struct cue *cue)
{
    uint32_t low = cue->low;
    return low > 0 && range_is(cue->source) && room->tokens[low].paragraph == room->tokens[low - 1].paragraph &&
           closes(room, low - 1) != SAYSO_NONE && !(room->traits.items[low - 1] & T_COMMA) &&
           next_at(room, cue->after, cue->high) == NEXT_END;
}

static void side_of_finite(const struct attribution_room *room, struct cue *cue)
{
    cue->source = phrase_before(room, cue->first, cue->low);
    cue->after = skip_after(room, cue, cue->last);
    cue->side = SIDE_RIGHT;
    uint32_t at = range_is(cue->source) ? cue->source.first : cue->first;
    enum previous previous = previous_at(room, cue, &at);
    enum next next = next_at(room, cue->after, cue->high), near = next_at(room, cue->last, cue->high);
    bool speech_ends = previous == BEFORE_QUOTE && quote_ends_speech(room, at);
    if (!(cue->frame & (CUE_QUOTE | CUE_BARE | CUE_THAT)))
        return;
    if (!range_is(cue->source)) {
        if ((speech_ends || previous == BEFORE_COMMA) && cue->first == at && inverted(room, cue, speech_ends))
            return;
    }
    bool quote_follows = next == NEXT_COMMA && opens(room, cue->after + 1) != SAYSO_NONE;
    bool both = (next == NEXT_COMMA && goes_on(room, cue->after, cue->high, previous == BEFORE_QUOTE)) ||
                (next == NEXT_QUOTE && near == NEXT_QUOTE);
    enum cue_side left = both ? SIDE_BOTH : SIDE_LEFT;
    if (speech_ends) {
        if (next != NEXT_COLON && (next != NEXT_TO || near == NEXT_PREPOSITION))
            cue->side = (uint8_t)left;
        return;
    }
    bool nothing_right = next == NEXT_END || next == NEXT_COMMA || near == NEXT_END || near == NEXT_COMMA ||
                         near == NEXT_AND || near == NEXT_PREPOSITION || near == NEXT_SUBORDINATE;
    if (!nothing_right || next == NEXT_THAT || next == NEXT_COLON || (next == NEXT_QUOTE && previous != BEFORE_QUOTE))
        return;
    if (previous == BEFORE_COMMA) {
        /* "On Monday, X said, '...'": what stands before is no content */
        bool opening =
            (room->traits.items[cue->low] & (T_SUBORDINATE | T_PREPOSITION | T_DATE)) || !has_verb(room, cue->low, at);
        if (quote_follows && opening)
            return;
        if (!range_is(cue->source) || (room->traits.items[cue->source.first] & (T_RELATIVE | T_THAT)) ||
            !(cue->frame & CUE_BARE) || !is_strong(room, cue))
            return;
        if (clause_before(room, cue->low, at - 1) || (both && next == NEXT_COMMA))
            cue->side = (uint8_t)left;
    } else if (previous == BEFORE_START && !both && !quote_follows && answers_mark(room, cue)) {
        cue->side = SIDE_LEFT;
        cue->low = room->marks->quotations.items[closes(room, cue->low - 1)].first;
    }
}

/* "According to X, a clerk, the bridge ...": the comma behind which the clause begins, at the latest the last one. */
static uint32_t opening_source_end(const struct attribution_room *room, const struct cue *cue)
{
    uint32_t limit = cue->high - cue->last > SOURCE_LIMIT ? cue->last + SOURCE_LIMIT : cue->high, found = cue->high;
    for (uint32_t i = cue->last; i < limit; i++) {
        if (!(room->traits.items[i] & T_COMMA))
            continue;
        if (found < cue->high && has_verb(room, found + 1, i))
            return found;
        found = i;
    }
    return found;
}

static void side_of_phrase(const struct attribution_room *room, struct cue *cue)
{
    uint32_t at = cue->first;
    enum previous previous = previous_at(room, cue, &at);
    uint32_t end = previous == BEFORE_START ? opening_source_end(room, cue) : cue->high;
    cue->source = phrase_after(room, cue->last, end, true);
    if (!range_is(cue->source)) {
        cue->side = SIDE_NONE;
        return;
    }
    cue->after = cue->source.last;
    enum next next = next_at(room, cue->after, cue->high);
    if (previous == BEFORE_START)
        cue->side = next == NEXT_COMMA || next == NEXT_QUOTE || next == NEXT_COLON ? SIDE_RIGHT : SIDE_NONE;
    else
        cue->side = next == NEXT_COMMA && goes_on(room, cue->after, cue->high, previous == BEFORE_QUOTE) ? SIDE_BOTH
                                                                                                         : SIDE_LEFT;
}

/* The first name or pronoun of a sentence, where its grammar is beyond us. */
static struct token_range first_name(const struct attribution_room *room, uint32_t low, uint32_t at)
{
    uint32_t limit = at - low > SOURCE_LIMIT ? low + SOURCE_LIMIT : at;
    for (uint32_t i = low; i < limit; i++) {
        if ((room->traits.items[i] & T_SUBJECT) && !(room->traits.items[i] & T_NAME))
            return (struct token_range){i, i + 1};
        if (room->traits.items[i] & T_NAME) {
            uint32_t last = i + 1;
            while (last < limit && (room->traits.items[last] & T_NAME))
                last++;
            return (struct token_range){i, last};
        }
    }
    return no_tokens;
}

/* The source of "X did A, saying B": the subject of the clause, or of the cue before it. */
static struct token_range shared_source(const struct attribution_room *room, uint32_t index)
{
    const struct cue *cue = &room->cues.items[index];
    for (uint32_t back = 1; back <= CHAIN_LIMIT && back <= index; back++) {
        const struct cue *earlier = cue - back;
        if (earlier->low > cue->head || earlier->head < cue->low)
            break;
        if (earlier->quotation == cue->quotation && earlier->kind == KIND_VERB && earlier->shape == SHAPE_FINITE &&
            range_is(earlier->source) && !(room->traits.items[earlier->source.first] & T_RELATIVE))
            return earlier->source;
    }
    struct token_range subject = clause_subject(room, cue->low, cue->first);
    return range_is(subject) ? subject : first_name(room, cue->low, cue->first);
}

static void side_of_verb(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t before = cue->first > cue->low ? room->traits.items[cue->first - 1] : T_STOP;
    switch (cue->shape) {
    case SHAPE_FINITE:
        side_of_finite(room, cue);
        if (!range_is(cue->source) && (before & (T_AND | T_BUT | T_COMMA)) && cue->side == SIDE_RIGHT)
            cue->source = shared_source(room, index);
        break;
    case SHAPE_PARTICIPLE:
        cue->after = skip_after(room, cue, cue->last);
        cue->side = SIDE_RIGHT;
        if (!(before & (T_COMMA | T_AND | T_STOP | T_SUBORDINATE)))
            cue->source = phrase_before(room, cue->first, cue->low);
        else
            cue->source = shared_source(room, index);
        break;
    case SHAPE_INFINITIVE:
        cue->after = skip_after(room, cue, cue->last);
        cue->side = SIDE_RIGHT;
        cue->source = shared_source(room, index);
        break;
    default:
        cue->after = skip_after(room, cue, cue->last);
        cue->side = SIDE_RIGHT;
        cue->left = phrase_before(room, cue->first, cue->low);
        if (traits_at(room, cue->last) & T_BY) {
            cue->source = phrase_after(room, cue->last + 1, cue->high, false);
            if (range_is(cue->source))
                cue->after = cue->source.last;
        }
        break;
    }
}

/* "his claim that", "Trump's plan to": the owner speaks. */
static void side_of_noun(const struct attribution_room *room, struct cue *cue)
{
    cue->side = SIDE_NONE;
    uint32_t next = traits_at(room, cue->last);
    if (!(next & T_THAT) || !(cue->frame & CUE_THAT) || cue->last >= cue->high)
        return;
    uint32_t i = cue->first, limit = i > cue->low + 4 ? i - 4 : cue->low;
    while (i > limit && !(room->traits.items[i - 1] & (T_POSSESSIVE | T_PHRASE_END | T_COMMA | T_VERB | T_DETERMINER)))
        i--;
    cue->side = SIDE_RIGHT;
    cue->after = cue->last;
    if (i > cue->low && (room->traits.items[i - 1] & T_POSSESSIVE)) {
        uint32_t first = i - 1;
        while (!room->tokens[i - 1].space_before && first > cue->low && (room->traits.items[first - 1] & T_NAME))
            first--;
        cue->source = room->tokens[i - 1].space_before || first < i - 1 ? (struct token_range){first, i}
                                                                        : phrase_before(room, i - 1, cue->low);
    }
}

/* "PENCE", "Q", "Rep. Trey Gowdy (R-S.C.)": words before the first colon, and no verb among them. */
static bool names_speaker(const struct attribution_room *room, uint32_t start, uint32_t colon)
{
    for (uint32_t i = start; i < colon; i++)
        if (room->traits.items[i] & (T_COLON | T_MARK))
            return false;
    return colon > start && !has_verb(room, start, colon);
}

/* The last paragraph of a turn: plain ones go with it as long as another turn follows soon. */
static uint32_t turn_end(const struct attribution_room *room, uint32_t paragraph)
{
    for (uint32_t next = paragraph + 1; next < room->layout->paragraphs.count && next <= paragraph + TURN_LIMIT;
         next++) {
        sayso_zone zone = room->layout->paragraphs.items[next].kind;
        if (zone == SAYSO_TURN)
            return next - 1;
        if (zone != SAYSO_STORY)
            break;
    }
    return paragraph;
}

static void take_turn(const struct attribution_room *room, struct cue *cue, uint32_t start, uint32_t paragraph)
{
    uint32_t last = cue->last, end = turn_end(room, paragraph);
    while (last < room->count && room->tokens[last].paragraph <= end)
        last++;
    if (last == cue->last)
        return;
    cue->source = start < cue->head ? (struct token_range){start, cue->head} : no_tokens; /* "Q. Was it safe?" */
    cue->right = (struct token_range){cue->last, last};
    cue->high = last;
    cue->side = SIDE_RIGHT;
    cue->rule = EVIDENCE_TRANSCRIPT;
}

/* "PENCE: ...", "Trump: 'We win'", "X had this to say: ..." */
static void side_of_colon(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t paragraph = room->tokens[cue->head].paragraph, start = cue->head;
    sayso_zone zone = room->layout->paragraphs.items[paragraph].kind;
    cue->side = SIDE_NONE;
    while (start > 0 && cue->head - start < CHAIN_LIMIT && room->tokens[start - 1].paragraph == paragraph)
        start--;
    bool at_start = start == 0 || room->tokens[start - 1].paragraph != paragraph;
    cue->after = cue->last;
    if (zone == SAYSO_TURN) {
        bool letter = start == cue->head && !(room->traits.items[start] & T_COLON);
        if (at_start && (letter || names_speaker(room, start, cue->head)))
            take_turn(room, cue, start, paragraph);
        return;
    }
    if (index && (cue - 1)->after == cue->head && (cue - 1)->side != SIDE_NONE &&
        (cue - 1)->quotation == cue->quotation)
        return; /* "X said:" has its verb */
    bool quote = opens(room, cue->last) != SAYSO_NONE;
    bool whole = at_start && cue->head > start && cue->low >= start && !has_verb(room, start, cue->head);
    if (whole && (quote || zone == SAYSO_HEADLINE)) {
        cue->source = phrase_before(room, cue->head, start);
        cue->side = range_is(cue->source) && cue->source.first == start ? SIDE_RIGHT : SIDE_NONE;
    } else if (quote) {
        cue->source = clause_subject(room, cue->low, cue->head);
        cue->side = SIDE_RIGHT;
    }
}

void sides_find(struct attribution_room *room)
{
    for (uint32_t k = 0; k < room->cues.count; k++) {
        struct cue *cue = &room->cues.items[k];
        if (cue->kind == KIND_VERB)
            side_of_verb(room, k);
        else if (cue->kind == KIND_PHRASE)
            side_of_phrase(room, cue);
        else if (cue->kind == KIND_NOUN)
            side_of_noun(room, cue);
        else
            side_of_colon(room, k);
    }
}
