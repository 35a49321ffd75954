#include "attribution_parts.h"

enum {
    FLOATING_TOKENS = 3, /* a quotation that stands alone has at least so many in its marks */
    SIGNED_TOKENS = 5,   /* marks included */
    SIGNATURE_LIMIT = 12,
    ALONE_TOKENS = 8 /* marks included */
};

struct token_range fit_marks(const struct attribution_room *room, struct token_range range)
{
    const struct quotation *quotations = room->marks->quotations.items;
    for (int end = 0; end < 2 && range.first < range.last; end++) {
        uint32_t at = end ? range.last - 1 : range.first;
        uint32_t q = room->inner.items[at];
        for (int i = 0; q != SAYSO_NONE && range.first < range.last; i++) {
            const struct quotation *quotation = &quotations[q];
            if (quotation->first < range.first && quotation->last < range.last) { /* begins in the middle of it */
                if (quotation->opened && quotation->first + 1 == range.first)
                    range.first = quotation->first;
                else
                    range.first = quotation->last;
            } else if (quotation->last > range.last && quotation->first >= range.first) { /* ends in the middle */
                range.last = quotation->last;
            }
            q = i < CHAIN_LIMIT                         ? quotation->parent
                : q == room->marks->outermost.items[at] ? SAYSO_NONE
                                                        : room->marks->outermost.items[at];
        }
    }
    return range;
}

/* Does a sentence begin with this quotation? */
static bool starts_sentence(const struct attribution_room *room, const struct quotation *quotation)
{
    uint32_t first = quotation->first;
    if (first == 0 || room->tokens[first].paragraph != room->tokens[first - 1].paragraph)
        return true;
    return room->sentences->list.items[room->sentences->of_token.items[first]].first == first ||
           (room->traits.items[first - 1] & (T_STOP | T_MARK));
}

struct link_state {
    uint32_t owner; /* the last attribution that holds a quotation, or spoke last */
    uint32_t end;   /* one past the last token of its content, cue and source */
    bool quoted;    /* it holds a quotation */
};

/* A saying with words of its own, not a judgement or a plan. */
static bool may_go_on(const struct attribution *attribution)
{
    for (unsigned i = 0; i < ATTRIBUTION_EVIDENCE && attribution->evidence[i]; i++) {
        uint16_t rule = attribution->evidence[i];
        if (rule == EVIDENCE_CUE_OBJECT || rule == EVIDENCE_CUE_INFINITIVE || rule == EVIDENCE_CUE_NOUN)
            return false;
    }
    return range_is(attribution->source);
}

/* "Osborne promised action.  'I will commit to you.'": the marks are the next sentence of the same paragraph. */
static bool follows_at_once(const struct attribution_room *room, const struct quotation *quotation, uint32_t end)
{
    const uint32_t *sentence = room->sentences->of_token.items;
    return end > 0 && end <= quotation->first &&
           room->tokens[quotation->first].paragraph == room->tokens[end - 1].paragraph &&
           sentence[quotation->first] == sentence[end - 1] + 1;
}

static uint32_t attribution_end(const struct attribution *attribution, uint32_t piece_end)
{
    uint32_t end = piece_end;
    if (attribution->cue.last > end)
        end = attribution->cue.last;
    if (range_is(attribution->source) && attribution->source.last > end)
        end = attribution->source.last;
    return end;
}

enum { INTERRUPTION = 64 /* tokens of a link, caption or notice between two paragraphs of the story */ };

/* The last token of the story before token `first`: past "Story continues below" and the like. */
static uint32_t story_before(const struct attribution_room *room, uint32_t first)
{
    const struct paragraph *paragraphs = room->layout->paragraphs.items;
    uint32_t i = first;
    while (i > 0 && first - i < INTERRUPTION && !is_body(paragraphs[room->tokens[i - 1].paragraph].kind))
        i--;
    return i > 0 ? i - 1 : 0;
}

/* A quotation that no content holds, right after an attributed one, is the same speaker's. */
static bool floats(const struct attribution_room *room, const struct quotation *quotation,
                   const struct link_state *last)
{
    if (last->owner == SAYSO_NONE || last->end > quotation->first ||
        quotation->last - quotation->first < (uint32_t)(FLOATING_TOKENS + quotation->opened + quotation->closed))
        return false;
    if (!starts_sentence(room, quotation))
        return false;
    const uint32_t *sentence = room->sentences->of_token.items;
    uint32_t here = room->tokens[quotation->first].paragraph, there = room->tokens[last->end - 1].paragraph;
    if (here == there)
        return sentence[quotation->first] <= sentence[last->end - 1] + 1;
    /* in the next paragraph of the story only where the marks fill it */
    uint32_t before = story_before(room, quotation->first);
    if (sentence[before] != sentence[last->end - 1])
        return false;
    bool begins = quotation->first == 0 || room->tokens[quotation->first - 1].paragraph != here;
    bool ends = quotation->last >= room->count || room->tokens[quotation->last].paragraph != here;
    return room->tokens[before].paragraph == there && begins && ends &&
           room->layout->paragraphs.items[here].kind == room->layout->paragraphs.items[there].kind;
}

static sayso_status attach(struct attribution_room *room, uint32_t q, uint32_t owner, uint16_t evidence)
{
    struct loose_piece *piece = array_push(room->memory, &room->loose);
    if (!piece)
        return SAYSO_ERROR_MEMORY;
    const struct quotation *quotation = &room->marks->quotations.items[q];
    *piece = (struct loose_piece){{quotation->first, quotation->last}, owner, evidence};
    return SAYSO_OK;
}

enum { NESTED_BETWEEN = 32 /* quotations inside one that are passed over to find the next outermost one */ };

/* Does the next paragraph open the marks of this quotation again? */
static bool goes_on(const struct attribution_room *room, uint32_t q)
{
    const struct quotation *quotations = room->marks->quotations.items;
    for (uint32_t next = q + 1; next < room->marks->quotations.count && next <= q + NESTED_BETWEEN; next++)
        if (quotations[next].parent == SAYSO_NONE)
            return quotations[next].continues == q;
    return false;
}

/* The paragraphs before a quotation that wait for its cue: "A ... / "B," he said. */
static sayso_status attach_chain(struct attribution_room *room, uint32_t chain, uint32_t below, uint32_t owner)
{
    sayso_status status = SAYSO_OK;
    while (chain != SAYSO_NONE && chain < below && room->order.items[chain] == SAYSO_NONE && status == SAYSO_OK) {
        room->order.items[chain] = owner;
        status = attach(room, chain, owner, EVIDENCE_CONTINUED_PARAGRAPH);
        chain = room->marks->quotations.items[chain].continues;
    }
    return status;
}

/* A paragraph of the story that is all in marks and that nobody's cue claims: "..." after "She will not forget it." */
static bool stands_alone(const struct attribution_room *room, uint32_t q)
{
    const struct quotation *quotation = &room->marks->quotations.items[q];
    uint32_t first = quotation->first, last = quotation->last, here = room->tokens[first].paragraph;
    const struct paragraph *paragraphs = room->layout->paragraphs.items;
    bool begins = first > 0 && room->tokens[first - 1].paragraph != here;
    bool ends = last >= room->count || room->tokens[last].paragraph != here;
    if (!begins || !ends || last - first < ALONE_TOKENS || paragraphs[here].kind != SAYSO_STORY)
        return false;
    uint32_t before = story_before(room, first);
    uint32_t limit = last - first > CLAUSE_LIMIT ? first + CLAUSE_LIMIT : last;
    return paragraphs[room->tokens[before].paragraph].kind == SAYSO_STORY && room->inner.items[before] == SAYSO_NONE &&
           has_verb(room, first, limit);
}

static sayso_status add_alone(struct attribution_room *room, uint32_t q, uint32_t *owner)
{
    struct attribution *made = array_push(room->memory, &room->out->list);
    if (!made)
        return SAYSO_ERROR_MEMORY;
    *made = (struct attribution){.cue = no_tokens,
                                 .source = no_tokens,
                                 .parent = SAYSO_NONE,
                                 .act = SAYSO_SPEECH,
                                 .status = SAYSO_SAID,
                                 .evidence = {EVIDENCE_STANDS_ALONE},
                                 .confidence = 0.5f};
    *owner = room->out->list.count - 1;
    return attach(room, q, *owner, 0);
}

sayso_status quotations_link(struct attribution_room *room)
{
    const struct quotation *quotations = room->marks->quotations.items;
    uint32_t count = room->marks->quotations.count, held = room->loose.count, next = 0, reach = 0, holder = SAYSO_NONE;
    uint32_t waiting = SAYSO_NONE; /* who a quotation of several paragraphs floats to, if no cue follows */
    struct link_state last = {SAYSO_NONE, 0, false};
    sayso_status status = SAYSO_OK;
    array_clear(&room->order);
    if (!array_reserve(room->memory, &room->order, count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t q = 0; q < count && status == SAYSO_OK; q++) {
        room->order.items[q] = SAYSO_NONE; /* the attribution that holds it */
        room->order.count = q + 1;
        if (quotations[q].parent != SAYSO_NONE)
            continue;
        for (; next < held && room->loose.items[next].range.first <= quotations[q].first; next++) {
            const struct loose_piece *piece = &room->loose.items[next];
            if (piece->range.last > reach) {
                reach = piece->range.last;
                holder = piece->owner;
            }
            const struct attribution *attribution = &room->out->list.items[piece->owner];
            uint32_t end = attribution_end(attribution, piece->range.last);
            bool at_once = range_is(attribution->source) && follows_at_once(room, &quotations[q], end);
            if (end <= last.end || !(may_go_on(attribution) || at_once) || end > quotations[q].first)
                continue;
            /* "...," she said, adding that ...  "...": the marks go on with the marks of the same sentence */
            if (last.owner != SAYSO_NONE && last.quoted &&
                room->sentences->of_token.items[end - 1] == room->sentences->of_token.items[last.end - 1])
                last.end = end;
            else
                last = (struct link_state){piece->owner, end, false};
        }
        uint32_t owner = SAYSO_NONE, before = quotations[q].continues;
        if (reach >= quotations[q].last) {
            owner = holder;
            status = attach_chain(room, before, q, owner);
        } else if (before != SAYSO_NONE && before < q && room->order.items[before] != SAYSO_NONE) {
            owner = room->order.items[before];
            status = attach(room, q, owner, EVIDENCE_CONTINUED_PARAGRAPH);
        } else if (before == SAYSO_NONE && floats(room, &quotations[q], &last)) {
            if (goes_on(room, q)) { /* a cue of its own may stand behind a later paragraph */
                waiting = last.owner;
            } else {
                owner = last.owner;
                status = attach(room, q, owner, EVIDENCE_FLOATING);
            }
        } else if (before != SAYSO_NONE && waiting != SAYSO_NONE && !goes_on(room, q)) {
            owner = waiting;
            status = attach(room, q, owner, EVIDENCE_FLOATING);
            if (status == SAYSO_OK)
                status = attach_chain(room, before, q, owner);
        }
        if (owner == SAYSO_NONE && waiting == SAYSO_NONE && status == SAYSO_OK && !goes_on(room, q) &&
            (before == SAYSO_NONE || before < q) && stands_alone(room, q)) {
            status = add_alone(room, q, &owner);
            if (status == SAYSO_OK)
                status = attach_chain(room, before, q, owner);
        }
        if (owner != SAYSO_NONE || (before == SAYSO_NONE && !goes_on(room, q)))
            waiting = SAYSO_NONE;
        room->order.items[q] = owner;
        if (owner != SAYSO_NONE && may_go_on(&room->out->list.items[owner]))
            last = (struct link_state){owner, attribution_end(&room->out->list.items[owner], quotations[q].last), true};
    }
    return status;
}

/* The token after a dash that opens a signature, behind a quotation that ends at `at`, or SAYSO_NONE. */
static uint32_t past_dash(const struct attribution_room *room, uint32_t at)
{
    return at + 1 < room->count && (room->traits.items[at] & T_BREAK) && room->tokens[at].ascii != ';' ? at + 1
                                                                                                       : SAYSO_NONE;
}

bool signature_of(const struct attribution_room *room, uint32_t q, struct attribution *found)
{
    const struct quotation *quotation = &room->marks->quotations.items[q];
    uint32_t first = quotation->first, name = past_dash(room, quotation->last);
    if (quotation->parent != SAYSO_NONE || name == SAYSO_NONE || quotation->last - first < SIGNED_TOKENS ||
        (first > 0 && room->tokens[first - 1].paragraph == room->tokens[first].paragraph) ||
        !((room->traits.items[name] & T_NAME) || room->tokens[name].letters == CASED_TITLE))
        return false;
    uint32_t last = name, paragraph = room->tokens[name].paragraph;
    while (last < room->count && last - name <= SIGNATURE_LIMIT && room->tokens[last].paragraph == paragraph) {
        if ((room->traits.items[last] & T_VERB) && !(room->traits.items[last] & T_NAME))
            return false;
        last++;
    }
    if (last - name > SIGNATURE_LIMIT || paragraph > room->tokens[quotation->last - 1].paragraph + 1)
        return false;
    while (last > name + 1 && (room->traits.items[last - 1] & T_STOP))
        last--;
    *found = (struct attribution){.piece_count = 1,
                                  .cue = {name - 1, name},
                                  .source = {name, last},
                                  .parent = SAYSO_NONE,
                                  .act = SAYSO_SPEECH,
                                  .status = SAYSO_SAID,
                                  .evidence = {EVIDENCE_SIGNATURE}};
    return true;
}

sayso_status scare_quotes_list(struct attribution_room *room)
{
    const struct quotation *quotations = room->marks->quotations.items;
    uint32_t next = 0, reach = 0;
    for (uint32_t q = 0; q < room->marks->quotations.count; q++) {
        if (quotations[q].parent != SAYSO_NONE || quotations[q].last <= quotations[q].first + 1)
            continue;
        for (; next < room->loose.count && room->loose.items[next].range.first <= quotations[q].first; next++)
            if (room->loose.items[next].range.last > reach)
                reach = room->loose.items[next].range.last;
        if (reach >= quotations[q].last)
            continue;
        uint32_t *scare = array_push(room->memory, &room->out->scare_quotes);
        if (!scare)
            return SAYSO_ERROR_MEMORY;
        *scare = q;
    }
    return SAYSO_OK;
}
