#include "attribution_parts.h"

/* Does a quotation end with a stop, so that nothing after it is said? */
static bool quote_is_whole(const struct attribution_room *room, uint32_t q)
{
    uint32_t last = room->marks->quotations.items[q].last;
    while (last > room->marks->quotations.items[q].first && (room->traits.items[last - 1] & T_MARK))
        last--;
    return (room->traits.items[last - 1] & T_STOP) != 0;
}

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
        bool joined = (before & (T_BUT | T_BREAK)) ||
                      ((before & T_AND) && !own_subject && CUE_ACT(later->frame) == SAYSO_SPEECH) ||
                      (own_subject && after_comma && ((before & T_AND) || token_is(room, at - 1, "while")));
        if (joined && !(room->traits.items[later->first] & T_RELATIVE)) {
            end = at - 1;
            if (end > start && (room->traits.items[end - 1] & T_COMMA))
                end--;
            break;
        }
    }
    while (end > start && (room->traits.items[end - 1] & (T_STOP | T_COMMA | T_BREAK)) &&
           closes(room, end - 1) == SAYSO_NONE)
        end--;
    return end;
}

/* "While he said S, his aides ...": in a clause that opens its sentence with "while", "when", "although" the content
 * ends where the main clause begins. */
uint32_t subordinate_end(const struct attribution_room *room, const struct cue *cue, uint32_t start, uint32_t end)
{
    uint32_t first = range_is(cue->source) && cue->source.first < cue->first ? cue->source.first : cue->first;
    bool opening =
        first <= cue->low + 1 && (cue->shape == SHAPE_PARTICIPLE || !range_is(cue->source)); /* "Asked if ..." */
    if (!opening && (first <= cue->low || !(room->traits.items[first - 1] & T_SUBORDINATE) || first - 1 > cue->low + 1))
        return end;
    uint32_t limit = end - start > CLAUSE_LIMIT ? start + CLAUSE_LIMIT : end;
    for (uint32_t i = start + 1; i + 1 < limit; i++)
        if ((room->traits.items[i] & T_COMMA) && room->inner.items[i] == cue->quotation &&
            ((room->traits.items[i + 1] & (T_SUBJECT | T_DETERMINER | T_POSSESSIVE | T_NAME)) ||
             room->tokens[i + 1].letters == CASED_TITLE) &&
            has_verb(room, i + 1, end))
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

/* "voters, lawmakers, and thinkers": does an "and" follow the comma before any verb? */
static bool list_goes_on(const struct attribution_room *room, uint32_t comma, uint32_t end)
{
    uint32_t limit = end - comma > CHAIN_LIMIT ? comma + CHAIN_LIMIT : end;
    for (uint32_t i = comma + 1; i < limit; i++) {
        uint32_t traits = room->traits.items[i];
        if (traits & (T_VERB | T_SUBJECT | T_RELATIVE | T_BUT | T_SUBORDINATE | T_PHRASE_END | T_THAT))
            return false;
        if (traits & T_AND)
            return i + 1 < end && !(room->traits.items[i + 1] & (T_VERB | T_SUBJECT));
    }
    return false;
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
        if ((traits & T_COMMA) && list_goes_on(room, i, limit))
            continue;
        if ((traits & (T_COMMA | T_BREAK | T_BUT | T_COLON)) && i > start)
            return i;
        if ((traits & T_SUBORDINATE) && !(traits & T_PREPOSITION) && i > start)
            return i;
        if ((traits & T_AND) && i + 1 < limit && (room->traits.items[i + 1] & T_VERB) &&
            !(room->traits.items[i + 1] & T_NAME))
            return i;
    }
    return end;
}

/* What the content after a verb is, and where it starts. */
struct opening {
    uint32_t start;
    uint16_t rule;
};

/* A content that a mark opens, right away or behind a comma or colon. */
static struct opening quote_opening(const struct attribution_room *room, const struct cue *cue, enum next next)
{
    uint32_t frame = cue->frame, at = cue->after;
    if (next == NEXT_COLON && at + 1 < cue->high)
        return (struct opening){at + 1, opens(room, at + 1) != SAYSO_NONE ? EVIDENCE_CUE_VERB : EVIDENCE_COLON};
    if (next == NEXT_COMMA && at + 1 < cue->high && opens(room, at + 1) != SAYSO_NONE &&
        (frame & (CUE_QUOTE | CUE_THAT | CUE_BARE)))
        return (struct opening){at + 1, EVIDENCE_CUE_VERB};
    if (next == NEXT_QUOTE) {
        bool to_end = room->marks->quotations.items[opens(room, at)].last + 2 >= cue->high;
        if ((frame & CUE_QUOTE) || to_end || ((frame & CUE_BARE) && has_verb(room, at, cue->high)))
            return (struct opening){at, EVIDENCE_CUE_VERB};
        if (frame & CUE_OBJECT)
            return (struct opening){at, EVIDENCE_CUE_OBJECT};
    }
    return (struct opening){SAYSO_NONE, 0};
}

/* A clause: with "that" or a question word, an infinitive, or bare. */
static struct opening clause_opening(const struct attribution_room *room, const struct cue *cue, enum next next,
                                     enum next near)
{
    uint32_t frame = cue->frame, at = cue->after;
    bool as_x =
        range_is(cue->source) && cue->source.first > cue->low && (room->traits.items[cue->source.first - 1] & T_AS);
    if (next == NEXT_COMMA && as_x && (frame & CUE_STRONG) && at + 1 < cue->high)
        return (struct opening){at + 1, EVIDENCE_CUE_BARE}; /* "As X noted, ..." */
    if (next == NEXT_THAT && (frame & (CUE_THAT | CUE_BARE)))
        return (struct opening){at, EVIDENCE_CUE_THAT};
    if (next == NEXT_TO && (frame & CUE_INFINITIVE)) /* urged X to go: X belongs to the content */
        return (struct opening){frame & CUE_RECIPIENT ? cue->last : at, EVIDENCE_CUE_INFINITIVE};
    if (next == NEXT_WH && (frame & (CUE_WHETHER | CUE_THAT | CUE_BARE)))
        return (struct opening){at, EVIDENCE_CUE_THAT};
    if ((frame & CUE_BARE) && next == NEXT_OTHER && has_verb(room, at + 1, cue->high))
        return (struct opening){at, EVIDENCE_CUE_BARE};
    if ((frame & CUE_BARE) && near == NEXT_OTHER && has_verb(room, cue->last + 1, cue->high))
        return (struct opening){cue->last, EVIDENCE_CUE_BARE};
    return (struct opening){SAYSO_NONE, 0};
}

/* A noun phrase: praised X, called X Y, accused X of Y; with a preposition that joins the cue: "spoke of X". */
static struct opening object_opening(const struct attribution_room *room, struct cue *cue, enum next near)
{
    uint32_t frame = cue->frame;
    bool object = (frame & (CUE_OBJECT | CUE_AS)) ||
                  ((frame & CUE_RECIPIENT) && (frame & CUE_ABOUT) && !(frame & (CUE_THAT | CUE_BARE)));
    if ((frame & CUE_ABOUT) && near == NEXT_PREPOSITION && !(traits_at(room, cue->last) & T_DATE))
        return (struct opening){++cue->last, EVIDENCE_CUE_OBJECT};
    if (object && (near == NEXT_OTHER || near == NEXT_QUOTE || (near == NEXT_WH && (frame & CUE_AS))))
        return (struct opening){cue->last, EVIDENCE_CUE_OBJECT};
    return (struct opening){SAYSO_NONE, 0};
}

static void right_of_verb(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    enum next next = next_at(room, cue->after, cue->high), near = next_at(room, cue->last, cue->high);
    if (next == NEXT_COLON && cue->after + 1 >= cue->high) { /* "X said:" ends its paragraph */
        uint16_t extra = 0;
        if (cue->frame & (CUE_QUOTE | CUE_BARE | CUE_THAT | CUE_OBJECT))
            cue->right = announced(room, cue->after + 1, &extra);
        cue->rule = range_is(cue->right) ? EVIDENCE_CUE_VERB : 0;
        cue->extra = (uint8_t)extra;
        return;
    }
    struct opening opening = quote_opening(room, cue, next);
    if (opening.start == SAYSO_NONE)
        opening = clause_opening(room, cue, next, near);
    if (opening.start == SAYSO_NONE)
        opening = object_opening(room, cue, near);
    uint32_t start = opening.start;
    if (start == SAYSO_NONE || start >= cue->high)
        return;
    uint32_t end = right_end(room, index, start);
    if (end > start)
        end = subordinate_end(room, cue, start, end);
    if (opening.rule == EVIDENCE_CUE_OBJECT && end > start)
        end = object_end(room, start, end);
    uint32_t q = opens(room, start);
    if (q != SAYSO_NONE && room->marks->quotations.items[q].last < end && quote_is_whole(room, q))
        end = room->marks->quotations.items[q].last; /* yelled "No!" at the crowd */
    if (end <= start)
        return;
    cue->right = (struct token_range){start, end};
    cue->rule = opening.rule;
    bool object = opening.rule == EVIDENCE_CUE_INFINITIVE || opening.rule == EVIDENCE_CUE_OBJECT;
    if (object && CUE_ACT(cue->frame) == SAYSO_OTHER && (cue->frame & CUE_INFINITIVE) && range_is(cue->source)) {
        cue->left = cue->source; /* "X seems to Y": nobody says it */
        cue->source = no_tokens;
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
    while (start < end && (room->traits.items[start] & (T_COMMA | T_AND | T_BUT)) &&
           !(room->traits.items[start] & T_NAME))
        start++;
    return start;
}

static void left_of_cue(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    uint32_t end = cue->first;
    if (range_is(cue->source) && cue->source.first < end)
        end = cue->source.first;
    while (end > cue->low && (room->traits.items[end - 1] & (T_AND | T_BUT | T_ADVERB)) &&
           !(room->traits.items[end - 1] & T_NAME) && closes(room, end - 1) == SAYSO_NONE)
        end--;
    while (end > cue->low && (room->traits.items[end - 1] & (T_COMMA | T_BREAK)) && closes(room, end - 1) == SAYSO_NONE)
        end--;
    if (end <= cue->low)
        return;
    uint32_t start = left_start(room, index, end);
    if (start >= end)
        return;
    cue->left = (struct token_range){start, end};
    cue->rule = cue->kind == KIND_PHRASE              ? EVIDENCE_ACCORDING_TO
                : closes(room, end - 1) != SAYSO_NONE ? EVIDENCE_CUE_VERB
                                                      : EVIDENCE_PARENTHETICAL;
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
        cue->rule = cue->kind == KIND_NOUN    ? EVIDENCE_CUE_NOUN
                    : cue->kind == KIND_COLON ? EVIDENCE_COLON
                                              : EVIDENCE_ACCORDING_TO;
}

/* Passives: "X is expected to go" (content X and "to go"), "it is reported that", "was criticized by Y". */
static void passive_contents(struct attribution_room *room, uint32_t index)
{
    struct cue *cue = &room->cues.items[index];
    struct token_range subject = cue->left;
    cue->left = no_tokens;
    if (range_is(cue->source)) {
        if (range_is(subject) && (cue->frame & (CUE_OBJECT | CUE_STRONG)) &&
            !(room->traits.items[subject.first] & T_RELATIVE)) {
            cue->left = subject;
            cue->rule = EVIDENCE_CUE_OBJECT;
            enum next then = next_at(room, cue->after, cue->high);
            uint32_t end = then == NEXT_PREPOSITION || then == NEXT_TO || then == NEXT_SUBORDINATE
                               ? right_end(room, index, cue->after)
                               : 0;
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
    sides_find(room);
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
