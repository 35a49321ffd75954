#include "attribution_parts.h"

/* What stands at a token, seen from the cue before it. */
enum next { NEXT_END, NEXT_COMMA, NEXT_COLON, NEXT_QUOTE, NEXT_THAT, NEXT_TO, NEXT_WH, NEXT_PREPOSITION, NEXT_SUBORDINATE, NEXT_AND, NEXT_OTHER };
/* What stands before a cue's source. */
enum previous { BEFORE_START, BEFORE_QUOTE, BEFORE_COMMA, BEFORE_OTHER };

static uint32_t traits_at(const struct attribution_room *room, uint32_t i)
{
    return i < room->count ? room->traits.items[i] : T_STOP;
}

/* Does a quotation open (or close) with this token? */
static uint32_t opens(const struct attribution_room *room, uint32_t i)
{
    uint32_t q = i < room->count ? room->inner.items[i] : SAYSO_NONE;
    return q != SAYSO_NONE && room->marks->quotations.items[q].first == i ? q : SAYSO_NONE;
}

static uint32_t closes(const struct attribution_room *room, uint32_t i)
{
    uint32_t q = i < room->count ? room->inner.items[i] : SAYSO_NONE;
    return q != SAYSO_NONE && room->marks->quotations.items[q].last == i + 1 ? q : SAYSO_NONE;
}

static enum next next_at(const struct attribution_room *room, uint32_t i, uint32_t high)
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
            if (noun && !(room->traits.items[i - 1] & (T_NAME | T_POSSESSIVE | T_OF)) && room->tokens[i - 1].letters == CASED_LOWER && i > first)
                break;
            noun = true;
            continue;
        }
        if (traits & (T_PHRASE_END | T_COMMA | T_OPEN | T_THAT | T_RELATIVE | T_SUBJECT | T_WH | T_TO | T_DATE | T_AUXILIARY | T_AND | T_BUT | T_ADVERB | T_SUBORDINATE))
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
static uint32_t skip_after(const struct attribution_room *room, const struct cue *cue, uint32_t i)
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
        if (!(traits & T_PREPOSITION) || (traits & (T_TO | T_NAME)) ) {
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

static enum previous previous_at(const struct attribution_room *room, const struct cue *cue, uint32_t *at)
{
    uint32_t i = *at;
    while (i > cue->low && (room->traits.items[i - 1] & (T_AND | T_BUT | T_ADVERB)) && !(room->traits.items[i - 1] & T_NAME))
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
    return first == 0 || (room->traits.items[first - 1] & (T_STOP | T_MARK)) || room->tokens[first].paragraph != room->tokens[first - 1].paragraph;
}

/* Does a quotation end with a stop, so that nothing after it is said? */
static bool quote_is_whole(const struct attribution_room *room, uint32_t q)
{
    uint32_t last = room->marks->quotations.items[q].last;
    while (last > room->marks->quotations.items[q].first && (room->traits.items[last - 1] & T_MARK))
        last--;
    return (room->traits.items[last - 1] & T_STOP) != 0;
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
static bool is_strong(const struct attribution_room *room, const struct cue *cue)
{
    if (cue->frame & CUE_STRONG)
        return true;
    if (!range_is(cue->source))
        return false;
    uint32_t last = cue->source.last, first = last > cue->source.first + CHAIN_LIMIT ? last - CHAIN_LIMIT : cue->source.first;
    for (uint32_t i = last; i > first; i--)
        if (room->lexemes->words.items[i - 1].classes & LEX_DOCUMENT)
            return true;
    return false;
}

static void side_of_finite(const struct attribution_room *room, struct cue *cue)
{
    cue->source = phrase_before(room, cue->first, cue->low);
    uint32_t at = range_is(cue->source) ? cue->source.first : cue->first;
    enum previous previous = previous_at(room, cue, &at);
    cue->after = skip_after(room, cue, cue->last);
    enum next next = next_at(room, cue->after, cue->high), near = next_at(room, cue->last, cue->high);
    bool speech_ends = previous == BEFORE_QUOTE && quote_ends_speech(room, at);
    bool speaks = (cue->frame & (CUE_QUOTE | CUE_BARE | CUE_THAT)) != 0;

    if (!range_is(cue->source) && speaks && (speech_ends || previous == BEFORE_COMMA) && cue->first == at &&
        (near == NEXT_OTHER || near == NEXT_PREPOSITION)) { /* "...," said X */
        struct token_range source = phrase_after(room, cue->last, cue->high, false);
        if (range_is(source)) {
            enum next then = next_at(room, source.last, cue->high);
            if (speech_ends || then == NEXT_END || then == NEXT_COMMA) {
                cue->source = source;
                cue->after = source.last;
                bool both = then == NEXT_COMMA && goes_on(room, source.last, cue->high, speech_ends);
                cue->side = both ? SIDE_BOTH : SIDE_LEFT;
                return;
            }
        }
    }
    bool nothing_right = next == NEXT_END || next == NEXT_COMMA || near == NEXT_PREPOSITION || near == NEXT_SUBORDINATE || near == NEXT_END ||
                         near == NEXT_COMMA || near == NEXT_AND;
    bool takes_right = next == NEXT_THAT || next == NEXT_COLON || (next == NEXT_QUOTE && previous != BEFORE_QUOTE) ||
                       (next == NEXT_COMMA && opens(room, cue->after + 1) != SAYSO_NONE && previous != BEFORE_QUOTE && previous != BEFORE_COMMA);
    bool both = (next == NEXT_COMMA && goes_on(room, cue->after, cue->high, previous == BEFORE_QUOTE)) || (next == NEXT_QUOTE && near == NEXT_QUOTE);
    bool relative = range_is(cue->source) && (room->traits.items[cue->source.first] & (T_RELATIVE | T_THAT));
    /* "On Monday, X said, '...'": what stands before is no content */
    if (next == NEXT_COMMA && previous == BEFORE_COMMA && opens(room, cue->after + 1) != SAYSO_NONE &&
        ((room->traits.items[cue->low] & (T_SUBORDINATE | T_PREPOSITION | T_DATE)) || !has_verb(room, cue->low, at))) {
        cue->side = SIDE_RIGHT;
        return;
    }
    if (speech_ends && speaks && next != NEXT_COLON && (nothing_right || next != NEXT_TO)) {
        cue->side = both ? SIDE_BOTH : SIDE_LEFT;
        return;
    }
    if (previous == BEFORE_COMMA && (cue->frame & CUE_BARE) && is_strong(room, cue) && !relative && !takes_right && nothing_right &&
        range_is(cue->source)) {
        bool clause = clause_before(room, cue->low, at - 1);
        if (clause || (both && next == NEXT_COMMA)) {
            cue->side = both ? SIDE_BOTH : SIDE_LEFT;
            return;
        }
    }
    if (previous == BEFORE_START && speaks && nothing_right && !both && !takes_right && cue->low > 0 && range_is(cue->source) &&
        room->tokens[cue->low].paragraph == room->tokens[cue->low - 1].paragraph &&
        closes(room, cue->low - 1) != SAYSO_NONE && !(room->traits.items[cue->low - 1] & T_COMMA) && (next == NEXT_END)) {
        cue->side = SIDE_LEFT; /* "Why?" he asked: the sentence ended with the mark */
        cue->low = room->marks->quotations.items[closes(room, cue->low - 1)].first;
        return;
    }
    cue->side = SIDE_RIGHT;
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
        cue->side = next == NEXT_COMMA && goes_on(room, cue->after, cue->high, previous == BEFORE_QUOTE) ? SIDE_BOTH : SIDE_LEFT;
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
        cue->source = room->tokens[i - 1].space_before || first < i - 1 ? (struct token_range){first, i} : phrase_before(room, i - 1, cue->low);
    }
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
    if (zone == SAYSO_TURN && at_start && cue->head > start && !has_verb(room, start, cue->head)) {
        uint32_t last = cue->last;
        while (last < room->count && room->tokens[last].paragraph == paragraph)
            last++;
        if (index && (cue - 1)->rule == EVIDENCE_TRANSCRIPT && room->tokens[(cue - 1)->head].paragraph == paragraph)
            return;
        cue->source = (struct token_range){start, cue->head};
        cue->right = (struct token_range){cue->last, last};
        cue->high = last;
        cue->side = last > cue->last ? SIDE_RIGHT : SIDE_NONE;
        cue->rule = EVIDENCE_TRANSCRIPT;
        return;
    }
    if (index && (cue - 1)->after == cue->head && (cue - 1)->side != SIDE_NONE && (cue - 1)->quotation == cue->quotation)
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

/* ---- the ends of contents -------------------------------------------------------------------------------- */

/* Where the content of a later cue, or the later cue itself, ends the content that starts at `start`. */
static uint32_t right_end(const struct attribution_room *room, uint32_t index, uint32_t start)
{
    const struct cue *cue = &room->cues.items[index];
    uint32_t end = cue->high;
    for (uint32_t k = index + 1; k < room->cues.count && k <= index + CUE_LIMIT; k++) {
        const struct cue *later = &room->cues.items[k];
        if (later->head >= end)
            break;
        if (later->quotation != cue->quotation || later->side == SIDE_NONE || later->first <= start)
            continue;
        uint32_t at = later->first;
        if (later->side != SIDE_RIGHT) {
            if (range_is(later->source) && later->source.first < at)
                at = later->source.first;
            if (at > start && (room->traits.items[at - 1] & T_COMMA))
                at--;
            end = at;
            break;
        }
        if (later->kind != KIND_VERB)
            continue;
        if (later->shape == SHAPE_PARTICIPLE && at > start && (room->traits.items[at - 1] & T_COMMA)) {
            end = at - 1; /* ", adding that" */
            break;
        }
        if (later->shape != SHAPE_FINITE)
            continue;
        if (range_is(later->source) && later->source.first < at && later->source.first > start)
            at = later->source.first;
        uint32_t before = room->traits.items[at - 1];
        bool own_subject = at < later->first;
        bool after_comma = at - 1 > start && (room->traits.items[at - 2] & T_COMMA);
        bool joined = (before & (T_BUT | T_BREAK)) || ((before & T_AND) && !own_subject && CUE_ACT(later->frame) == SAYSO_SPEECH) ||
                      (own_subject && after_comma && ((before & T_AND) || token_is(room, at - 1, "while")));
        if (joined && !(room->traits.items[later->first] & T_RELATIVE)) {
            end = at - 1;
            if (end > start && (room->traits.items[end - 1] & T_COMMA))
                end--;
            break;
        }
    }
    while (end > start && (room->traits.items[end - 1] & (T_STOP | T_COMMA | T_BREAK)) && closes(room, end - 1) == SAYSO_NONE)
        end--;
    return end;
}

/* "While he said S, his aides ...": in a clause that opens its sentence with "while", "when", "although" the content
 * ends where the main clause begins. */
static uint32_t subordinate_end(const struct attribution_room *room, const struct cue *cue, uint32_t start, uint32_t end)
{
    uint32_t first = range_is(cue->source) && cue->source.first < cue->first ? cue->source.first : cue->first;
    bool opening = first <= cue->low + 1 && (cue->shape == SHAPE_PARTICIPLE || !range_is(cue->source)); /* "Asked if ..." */
    if (!opening && (first == cue->low || !(room->traits.items[first - 1] & T_SUBORDINATE) || first - 1 > cue->low + 1))
        return end;
    uint32_t limit = end - start > CLAUSE_LIMIT ? start + CLAUSE_LIMIT : end;
    for (uint32_t i = start + 1; i + 1 < limit; i++)
        if ((room->traits.items[i] & T_COMMA) && room->inner.items[i] == cue->quotation &&
            (room->traits.items[i + 1] & (T_SUBJECT | T_DETERMINER | T_POSSESSIVE | T_NAME)) && has_verb(room, i + 1, end))
            return i;
    return end;
}

/* A content that a colon at the end of its sentence announces: the quotation or block quote that follows. */
static struct token_range announced(const struct attribution_room *room, uint32_t at, uint16_t *extra)
{
    if (at >= room->count)
        return no_tokens;
    uint32_t paragraph = room->tokens[at].paragraph;
    if (at && paragraph > room->tokens[at - 1].paragraph + 1)
        return no_tokens;
    uint32_t q = opens(room, at);
    if (q != SAYSO_NONE)
        return (struct token_range){at, room->marks->quotations.items[q].last};
    if (room->layout->paragraphs.items[paragraph].kind != SAYSO_BLOCKQUOTE)
        return no_tokens;
    uint32_t last = at;
    while (last < room->count && room->layout->paragraphs.items[room->tokens[last].paragraph].kind == SAYSO_BLOCKQUOTE)
        last++;
    *extra = EVIDENCE_BLOCK_QUOTE;
    return (struct token_range){at, last};
}

/* The end of a noun-phrase content: before a comma, "and" + verb, or a clause of its own. */
static uint32_t object_end(const struct attribution_room *room, uint32_t start, uint32_t end)
{
    uint32_t limit = end - start > CLAUSE_LIMIT ? start + CLAUSE_LIMIT : end;
    for (uint32_t i = start; i < limit; i++) {
        uint32_t traits = room->traits.items[i], q = opens(room, i);
        if (q != SAYSO_NONE && room->marks->quotations.items[q].last <= end) {
            i = room->marks->quotations.items[q].last - 1;
            continue;
        }
        if ((traits & (T_COMMA | T_BREAK | T_BUT | T_COLON)) && i > start)
            return i;
        if ((traits & T_SUBORDINATE) && !(traits & T_PREPOSITION) && i > start)
            return i;
        if ((traits & T_AND) && i + 1 < limit && (room->traits.items[i + 1] & T_VERB) && !(room->traits.items[i + 1] & T_NAME))
            return i;
    }
    return end;
}

/* praised X, called X Y, accused X of Y */
static bool takes_object(uint32_t frame)
{
    return (frame & (CUE_OBJECT | CUE_AS)) ||
           ((frame & CUE_RECIPIENT) && (frame & CUE_ABOUT) && !(frame & (CUE_THAT | CUE_BARE)));
}

static void right_of_verb(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t frame = cue->frame, at = cue->after, start = SAYSO_NONE;
    enum next next = next_at(room, at, cue->high), near = next_at(room, cue->last, cue->high);
    uint16_t rule = 0, extra = 0;
    bool object = false;
    if (next == NEXT_COLON) {
        if (at + 1 < cue->high) {
            start = at + 1;
            rule = opens(room, start) != SAYSO_NONE ? EVIDENCE_CUE_VERB : EVIDENCE_COLON;
        } else if (frame & (CUE_QUOTE | CUE_BARE | CUE_THAT | CUE_OBJECT)) {
            cue->right = announced(room, at + 1, &extra);
            cue->rule = range_is(cue->right) ? EVIDENCE_CUE_VERB : 0;
            cue->extra = (uint8_t)extra;
            return;
        }
    } else if (next == NEXT_COMMA && at + 1 < cue->high && opens(room, at + 1) != SAYSO_NONE && (frame & (CUE_QUOTE | CUE_THAT | CUE_BARE))) {
        start = at + 1;
        rule = EVIDENCE_CUE_VERB;
    } else if (next == NEXT_COMMA && cue->first > cue->low && (frame & CUE_STRONG) && range_is(cue->source) &&
               cue->source.first > cue->low && (room->traits.items[cue->source.first - 1] & T_AS) && at + 1 < cue->high) {
        start = at + 1; /* "As X noted, ..." */
        rule = EVIDENCE_CUE_BARE;
    } else if (next == NEXT_QUOTE) {
        uint32_t q = opens(room, at);
        bool to_end = room->marks->quotations.items[q].last + 2 >= cue->high;
        if ((frame & CUE_QUOTE) || to_end || ((frame & CUE_BARE) && has_verb(room, at, cue->high))) {
            start = at;
            rule = EVIDENCE_CUE_VERB;
        } else if (frame & CUE_OBJECT) {
            start = at;
            rule = EVIDENCE_CUE_OBJECT;
            object = true;
        }
    } else if (next == NEXT_THAT && (frame & (CUE_THAT | CUE_BARE))) {
        start = at;
        rule = EVIDENCE_CUE_THAT;
    } else if (next == NEXT_TO && (frame & CUE_INFINITIVE)) {
        start = at;
        rule = EVIDENCE_CUE_INFINITIVE;
    } else if (next == NEXT_WH && (frame & (CUE_WHETHER | CUE_THAT | CUE_BARE))) {
        start = at;
        rule = EVIDENCE_CUE_THAT;
    } else if ((frame & CUE_BARE) && next == NEXT_OTHER && has_verb(room, at + 1, cue->high)) {
        start = at;
        rule = EVIDENCE_CUE_BARE;
    } else if ((frame & CUE_BARE) && near == NEXT_OTHER && has_verb(room, cue->last + 1, cue->high)) {
        start = cue->last;
        rule = EVIDENCE_CUE_BARE;
    }
    if (start == SAYSO_NONE || (frame & CUE_RECIPIENT && frame & CUE_INFINITIVE && next == NEXT_TO)) {
        if ((frame & CUE_RECIPIENT) && (frame & CUE_INFINITIVE) && next == NEXT_TO) {
            start = cue->last; /* urged X to go: X belongs to the content */
            rule = EVIDENCE_CUE_INFINITIVE;
        } else if ((frame & CUE_ABOUT) && near == NEXT_PREPOSITION && !(traits_at(room, cue->last) & T_DATE)) {
            cue->last++;
            start = cue->last;
            rule = EVIDENCE_CUE_OBJECT;
            object = true;
        } else if (takes_object(frame) && (near == NEXT_OTHER || near == NEXT_QUOTE || (near == NEXT_WH && (frame & CUE_AS)))) {
            start = cue->last;
            rule = EVIDENCE_CUE_OBJECT;
            object = true;
        }
    }
    if (start == SAYSO_NONE || start >= cue->high)
        return;
    if (CUE_ACT(frame) == SAYSO_OTHER && (frame & CUE_INFINITIVE) && range_is(cue->source) &&
        (rule == EVIDENCE_CUE_INFINITIVE || rule == EVIDENCE_CUE_OBJECT)) {
        cue->left = cue->source; /* "X seems to Y": nobody says it */
        cue->source = no_tokens;
    }
    uint32_t end = right_end(room, index, start);
    if (end > start)
        end = subordinate_end(room, cue, start, end);
    if (object && end > start)
        end = object_end(room, start, end);
    uint32_t q = opens(room, start);
    if (q != SAYSO_NONE && room->marks->quotations.items[q].last < end && quote_is_whole(room, q))
        end = room->marks->quotations.items[q].last; /* yelled "No!" at the crowd */
    if (end > start) {
        cue->right = (struct token_range){start, end};
        cue->rule = rule;
    }
}

/* Where the content before a cue begins: its sentence, or the quotation that ends there. */
static uint32_t left_start(const struct attribution_room *room, uint32_t index, uint32_t end)
{
    const struct cue *cue = &room->cues.items[index];
    uint32_t start = cue->low;
    for (uint32_t back = 1; back <= CHAIN_LIMIT && back <= index; back++) {
        const struct cue *earlier = cue - back;
        if (earlier->head < start)
            break;
        if (earlier->quotation == cue->quotation && (earlier->side == SIDE_LEFT || earlier->side == SIDE_BOTH)) {
            uint32_t past = earlier->after > earlier->last ? earlier->after : earlier->last;
            if (past < end)
                start = past;
            break;
        }
    }
    uint32_t q = closes(room, end - 1);
    if (q == SAYSO_NONE && end - 1 > start && (room->traits.items[end - 1] & T_COMMA))
        q = closes(room, end - 2);
    if (q != SAYSO_NONE) {
        uint32_t first = room->marks->quotations.items[q].first;
        /* words before the quotation belong to the content where they run into it */
        if (first <= start || (room->traits.items[first - 1] & (T_COMMA | T_COLON | T_STOP)) ||
            room->sentences->of_token.items[first] != room->sentences->of_token.items[start])
            return first;
    }
    while (start < end && (room->traits.items[start] & (T_COMMA | T_AND | T_BUT)) && !(room->traits.items[start] & T_NAME))
        start++;
    return start;
}

static void left_of_cue(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t end = cue->first;
    if (range_is(cue->source) && cue->source.first < end)
        end = cue->source.first;
    while (end > cue->low && (room->traits.items[end - 1] & (T_AND | T_BUT | T_ADVERB)) && !(room->traits.items[end - 1] & T_NAME) &&
           closes(room, end - 1) == SAYSO_NONE)
        end--;
    while (end > cue->low && (room->traits.items[end - 1] & (T_COMMA | T_BREAK)) && closes(room, end - 1) == SAYSO_NONE)
        end--;
    if (end <= cue->low)
        return;
    uint32_t start = left_start(room, index, end);
    if (start >= end)
        return;
    cue->left = (struct token_range){start, end};
    cue->rule = cue->kind == KIND_PHRASE ? EVIDENCE_ACCORDING_TO
              : closes(room, end - 1) != SAYSO_NONE ? EVIDENCE_CUE_VERB : EVIDENCE_PARENTHETICAL;
}

static void rest_of_both(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t start = cue->after;
    while (start < cue->high && (room->traits.items[start] & (T_COMMA | T_COLON)))
        start++;
    uint32_t end = right_end(room, index, start);
    if (start < end) {
        cue->right = (struct token_range){start, end};
        cue->extra = EVIDENCE_SPLIT;
    }
}

static void right_of_other(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t start = cue->after;
    uint16_t extra = 0;
    while (start < cue->high && (room->traits.items[start] & (T_COMMA | T_COLON)))
        start++;
    if (cue->kind != KIND_NOUN && start >= cue->high && cue->quotation == SAYSO_NONE) {
        cue->right = announced(room, start, &extra);
        cue->extra = (uint8_t)extra;
    } else {
        uint32_t end = right_end(room, index, start);
        if (cue->kind == KIND_NOUN && end > start)
            end = object_end(room, start, end);
        if (start < end)
            cue->right = (struct token_range){start, end};
    }
    if (range_is(cue->right))
        cue->rule = cue->kind == KIND_NOUN ? EVIDENCE_CUE_NOUN : cue->kind == KIND_COLON ? EVIDENCE_COLON : EVIDENCE_ACCORDING_TO;
}

/* Passives: "X is expected to go" (content X and "to go"), "it is reported that", "was criticized by Y". */
static void passive_contents(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    struct token_range subject = cue->left;
    cue->left = no_tokens;
    if (range_is(cue->source)) {
        if (range_is(subject) && (cue->frame & (CUE_OBJECT | CUE_STRONG)) && !(room->traits.items[subject.first] & T_RELATIVE)) {
            cue->left = subject;
            cue->rule = EVIDENCE_CUE_OBJECT;
            enum next then = next_at(room, cue->after, cue->high);
            uint32_t end = then == NEXT_PREPOSITION || then == NEXT_TO || then == NEXT_SUBORDINATE ? right_end(room, index, cue->after) : 0;
            if (end > cue->after)
                cue->right = (struct token_range){cue->after, object_end(room, cue->after, end)};
        }
        return;
    }
    uint32_t at = cue->after;
    enum next next = next_at(room, at, cue->high);
    bool that = next == NEXT_THAT && (cue->frame & CUE_THAT), to = next == NEXT_TO && (cue->frame & CUE_INFINITIVE);
    if (!that && !to)
        return;
    uint32_t end = right_end(room, index, at);
    if (end <= at)
        return;
    cue->right = (struct token_range){at, end};
    cue->rule = that ? EVIDENCE_CUE_THAT : EVIDENCE_CUE_INFINITIVE;
    if (to && range_is(subject))
        cue->left = subject;
}

/* May this cue, with what was found for it, stand as an attribution? */
static bool is_attribution(const struct attribution_room *room, const struct cue *cue)
{
    if (!range_is(cue->left) && !range_is(cue->right))
        return false;
    bool quoted = cue->rule == EVIDENCE_CUE_VERB || cue->rule == EVIDENCE_COLON || cue->rule == EVIDENCE_TRANSCRIPT;
    if (cue->kind == KIND_COLON || cue->kind == KIND_PHRASE)
        return range_is(cue->source);
    if (cue->kind == KIND_NOUN)
        return cue->rule != 0 && range_is(cue->source);
    if (cue->shape == SHAPE_PASSIVE)
        return true;
    if (!range_is(cue->source) && !quoted && cue->rule != EVIDENCE_CUE_THAT && !range_is(cue->left))
        return false;
    if (cue->shape == SHAPE_INFINITIVE)
        return (cue->frame & CUE_STRONG) && (quoted || cue->rule == EVIDENCE_CUE_THAT);
    bool seems = range_is(cue->left) && cue->rule == EVIDENCE_CUE_INFINITIVE;
    return quoted || seems || cue->rule == EVIDENCE_CUE_THAT || is_strong(room, cue);
}

sayso_status contents_find(struct attribution_room *room)
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
    for (uint32_t k = 0; k < room->cues.count; k++) {
        struct cue *cue = &room->cues.items[k];
        if (cue->side == SIDE_NONE || cue->rule == EVIDENCE_TRANSCRIPT)
            continue;
        if (cue->kind == KIND_VERB && cue->shape == SHAPE_PASSIVE)
            passive_contents(room, k);
        else if (cue->side == SIDE_RIGHT && cue->kind == KIND_VERB)
            right_of_verb(room, k);
        else if (cue->side == SIDE_RIGHT)
            right_of_other(room, k);
        else
            left_of_cue(room, k);
        if (cue->side == SIDE_BOTH && range_is(cue->left))
            rest_of_both(room, k);
        if (!is_attribution(room, cue))
            cue->side = SIDE_NONE;
        if ((k & 1023) == 0 && memory_cancelled(room->memory))
            return SAYSO_ERROR_CANCELLED;
    }
    return SAYSO_OK;
}
