#include "attribution_parts.h"

/* What stands to the left of a cue's head and belongs to its group. */
struct group {
    uint32_t first;
    bool be, have, modal, negated, to;
};

static bool is_group_adverb(const struct attribution_room *room, uint32_t i)
{
    return (room->traits.items[i] & T_ADVERB) != 0;
}

/* Auxiliaries, negation and adverbs before `head`, not before `low`. */
static struct group group_before(const struct attribution_room *room, uint32_t head, uint32_t low)
{
    struct group group = {head, false, false, false, false, false};
    uint32_t limit = head > low + GROUP_LIMIT ? head - GROUP_LIMIT : low;
    for (uint32_t i = head; i > limit; i--) {
        uint32_t traits = room->traits.items[i - 1];
        if (traits & T_TO) {
            group.to = true;
            group.first = i - 1;
            break;
        }
        if (!(traits & (T_AUXILIARY | T_NEGATION)) && !is_group_adverb(room, i - 1))
            break;
        if (traits & T_NEGATION)
            group.negated = true;
        if (traits & T_BE)
            group.be = true;
        if (traits & T_HAVE)
            group.have = true;
        if (traits & T_MODAL)
            group.modal = true;
        group.first = i - 1;
    }
    return group;
}

/* A noun, not a verb: after a determiner, a possessive, a preposition, an adjective-like word. */
static bool noun_before(const struct attribution_room *room, uint32_t first, uint32_t low)
{
    if (first == low)
        return false;
    uint32_t traits = room->traits.items[first - 1];
    if (traits & (T_SUBJECT | T_RELATIVE | T_NAME | T_VERB))
        return false;
    return (traits & (T_DETERMINER | T_POSSESSIVE | T_PREPOSITION)) != 0;
}

/* "attacks", "claims", "plans": a noun where no noun phrase or clause follows, unless a pronoun or name stands before. */
static bool noun_by_neighbours(const struct attribution_room *room, const struct lexicon_hit *hit, uint32_t before,
                               uint32_t high)
{
    if (before & (T_SUBJECT | T_RELATIVE | T_NAME))
        return false;
    uint32_t after = hit->first + hit->count;
    if (after >= high)
        return true;
    uint32_t traits = room->traits.items[after];
    return !(traits & (T_DETERMINER | T_THAT | T_SUBJECT | T_OBJECT | T_POSSESSIVE | T_NAME | T_WH | T_COLON | T_MARK |
                       T_DATE | T_TO));
}

/* "The premiers of Ontario and Quebec say", "Ortiz and Lee say": a plural subject that ends in a name. */
static bool plural_ends_in_name(const struct attribution_room *room, uint32_t end, uint32_t low)
{
    uint32_t limit = end > low + CHAIN_LIMIT ? end - CHAIN_LIMIT : low;
    bool joined = false;
    if (end == low || !(room->traits.items[end - 1] & T_NAME))
        return false;
    for (uint32_t i = end; i > limit; i--) {
        uint32_t traits = room->traits.items[i - 1];
        if (traits & T_OF)
            return i > limit + 1 && token_ends(room, i - 2, "s");
        joined |= (traits & T_AND) != 0;
        if (!(traits & (T_NAME | T_AND | T_COMMA | T_DETERMINER)))
            return joined && (traits & T_PHRASE_END);
    }
    return joined;
}

/* The shape that form and group make, or false where the word is no verb of its clause. */
static bool read_shape(const struct attribution_room *room, const struct lexicon_hit *hit, const struct group *group,
                       struct cue *cue)
{
    uint32_t before = group->first > cue->low ? room->traits.items[group->first - 1] : 0;
    bool noun =
        (hit->classes & (LEX_CUE_NOUN | LEX_DOCUMENT | LEX_ROLE | LEX_COLLECTIVE)) || (cue->frame & CUE_OFTEN_NOUN);
    if (!group->to && noun_before(room, group->first, cue->low))
        return false;
    switch (CUE_FORM(cue->frame)) {
    case CUE_ING:
        cue->shape = group->be ? SHAPE_FINITE : SHAPE_PARTICIPLE;
        if (!group->be && (before & T_PREPOSITION))
            return false;
        return true;
    case CUE_PAST:
    case CUE_PARTICIPLE:
        cue->shape = group->be && !group->have ? SHAPE_PASSIVE : SHAPE_FINITE;
        if (group->be && group->have) { /* "has been called": be next to the head */
            uint32_t i = cue->head;
            while (i > group->first && !(room->traits.items[i - 1] & T_AUXILIARY))
                i--;
            if (i > group->first && (room->traits.items[i - 1] & T_BE))
                cue->shape = SHAPE_PASSIVE;
        }
        return CUE_FORM(cue->frame) == CUE_PAST || group->be || group->have;
    case CUE_BASE:
        if (group->to) {
            cue->shape = SHAPE_INFINITIVE;
            return true;
        }
        cue->shape = SHAPE_FINITE;
        if (group->first != cue->head && !is_group_adverb(room, group->first))
            return true; /* will say, did not say */
        /* "officials say", "they think": a plural subject */
        if (before & (T_SUBJECT | T_RELATIVE))
            return true;
        if (noun && noun_by_neighbours(room, hit, before, cue->high))
            return false;
        if (group->first == cue->low || (before & (T_COMMA | T_AND | T_MARK | T_PREPOSITION)))
            return !noun && (before & (T_COMMA | T_MARK));
        return token_ends(room, group->first - 1, "s") ||
               (!noun && plural_ends_in_name(room, group->first, cue->low)) ||
               (room->lexemes->words.items[group->first - 1].classes & LEX_COLLECTIVE) ||
               token_ends(room, group->first - 1, "le") /* people */;
    case CUE_THIRD: cue->shape = SHAPE_FINITE; return !noun || !noun_by_neighbours(room, hit, before, cue->high);
    default: cue->shape = SHAPE_FINITE; return true;
    }
}

/* The room of a cue: its sentence, its quotation, and quotations that its sentence's ends lie in. */
static void read_room(const struct attribution_room *room, struct cue *cue)
{
    const struct quotation *quotations = room->marks->quotations.items;
    const struct sentence *sentence = &room->sentences->list.items[room->sentences->of_token.items[cue->head]];
    cue->low = sentence->first;
    cue->high = sentence->last;
    const struct slice *dateline = &room->layout->dateline;
    if (dateline->start != SAYSO_NONE && room->tokens[cue->low].start >= dateline->start)
        while (cue->low < cue->head && room->tokens[cue->low].start < dateline->end)
            cue->low++;
    cue->quotation = room->inner.items[cue->head];
    if (cue->quotation != SAYSO_NONE) {
        const struct quotation *around = &quotations[cue->quotation];
        uint32_t inside = around->first + (around->opened ? 1 : 0);
        uint32_t outside = around->last - (around->closed ? 1 : 0);
        cue->low = cue->low < inside ? inside : cue->low;
        cue->high = cue->high > outside ? outside : cue->high;
    }
    for (int end = 0; end < 2; end++) {
        uint32_t q = room->inner.items[end ? cue->high - 1 : cue->low];
        for (int i = 0; i < CHAIN_LIMIT && q != SAYSO_NONE && q != cue->quotation; i++) {
            if (quotations[q].first < cue->low)
                cue->low = quotations[q].first;
            if (quotations[q].last > cue->high)
                cue->high = quotations[q].last;
            q = quotations[q].parent;
        }
    }
}

static sayso_status add_cue(struct attribution_room *room, const struct cue *cue)
{
    struct cue *added = array_push(room->memory, &room->cues);
    if (!added)
        return SAYSO_ERROR_MEMORY;
    *added = *cue;
    return SAYSO_OK;
}

static struct cue cue_at(const struct attribution_room *room, uint32_t first, uint32_t last)
{
    struct cue cue = {.first = first, .last = last, .head = first, .head_last = last};
    cue.source = cue.left = cue.right = no_tokens;
    cue.after = last;
    read_room(room, &cue);
    return cue;
}

/* "according to", "in the words of", "citing", "as told to": phrases that take their source as an object. */
static bool is_prepositional(const struct attribution_room *room, uint32_t first)
{
    return (room->traits.items[first] & (T_PREPOSITION | T_TO | T_AS)) || token_is(room, first, "according") ||
           token_ends(room, first, "ing");
}

static sayso_status add_hit(struct attribution_room *room, const struct lexicon_hit *hit, uint32_t *past)
{
    uint32_t last = hit->first + hit->count;
    struct cue cue = cue_at(room, hit->first, last);
    if (last > cue.high)
        return SAYSO_OK;
    cue.users = (hit->classes & LEX_USER) != 0;
    if (hit->classes & LEX_CUE_PHRASE) {
        cue.frame = lexicon_value(hit->senses, hit->sense_count, LEX_CUE_PHRASE, 0);
        cue.kind =
            is_prepositional(room, hit->first) ? KIND_PHRASE : KIND_VERB; /* "made clear" is a verb of two words */
        if (cue.kind == KIND_VERB && !(cue.frame & (CUE_THAT | CUE_BARE | CUE_INFINITIVE | CUE_OBJECT | CUE_ABOUT)))
            return SAYSO_OK; /* "declined to comment": "declined" does it */
        if (cue.kind == KIND_VERB) {
            struct group group = group_before(room, hit->first, cue.low);
            cue.first = group.first;
            cue.negated = group.negated;
            cue.modal = group.modal;
            cue.shape = group.to ? SHAPE_INFINITIVE : SHAPE_FINITE;
        }
        *past = last;
        return add_cue(room, &cue);
    }
    if (room->traits.items[hit->first] & T_NAME)
        return SAYSO_OK;
    if (hit->first > cue.low && room->tokens[hit->first - 1].ascii == '-' && !room->tokens[hit->first].space_before)
        return SAYSO_OK; /* "so-called", "self-described" */
    if (hit->classes & LEX_CUE_VERB) {
        cue.kind = KIND_VERB;
        cue.frame = lexicon_value(hit->senses, hit->sense_count, LEX_CUE_VERB, 0);
        if (hit->count == 2 && (cue.frame & CUE_INFINITIVE) && (room->traits.items[last - 1] & T_TO))
            cue.last = cue.head_last = cue.after = --last; /* "vowed to": the "to" is content */
        struct group group = group_before(room, hit->first, cue.low);
        cue.first = group.first;
        cue.negated = group.negated;
        cue.modal = group.modal;
        struct token_range verb = {cue.head, cue.head_last}, after = {cue.head_last, cue.high};
        if (!takes_lives(room, verb, after) && read_shape(room, hit, &group, &cue)) {
            *past = last;
            return add_cue(room, &cue);
        }
    }
    if (hit->classes & LEX_CUE_NOUN) {
        cue.kind = KIND_NOUN;
        cue.first = hit->first;
        cue.negated = cue.modal = 0;
        cue.frame = lexicon_value(hit->senses, hit->sense_count, LEX_CUE_NOUN, 0);
        *past = last;
        return add_cue(room, &cue);
    }
    return SAYSO_OK;
}

/* "Q." or "A." at the start of a turn */
static bool opens_turn(const struct attribution_room *room, uint32_t i)
{
    const struct token *token = &room->tokens[i];
    const uint8_t *bytes = room->text->bytes + token->start;
    bool letter = (bytes[0] == 'Q' || bytes[0] == 'A') &&
                  (token->end - token->start == 1 || (token->end - token->start == 2 && bytes[1] == '.'));
    return letter && (i == 0 || room->tokens[i - 1].paragraph != token->paragraph) && i + 1 < room->count &&
           !(room->traits.items[i + 1] & T_COLON) &&
           room->layout->paragraphs.items[token->paragraph].kind == SAYSO_TURN;
}

/* A colon attributes where no verb does: "PENCE: ...", "Trump: 'We win'".  Contents decide whether it does. */
static sayso_status add_colon(struct attribution_room *room, uint32_t token)
{
    struct cue cue = cue_at(room, token, token + 1);
    cue.kind = KIND_COLON;
    cue.frame = CUE_QUOTE | CUE_BARE | ((uint32_t)SAYSO_SPEECH << 12);
    return add_cue(room, &cue);
}

sayso_status cues_find(struct attribution_room *room)
{
    const uint64_t wanted = LEX_CUE_VERB | LEX_CUE_NOUN | LEX_CUE_PHRASE;
    uint32_t past = 0, hit_at = 0, hits = room->lexemes->hits.count;
    for (uint32_t i = 0; i < room->count; i++) {
        sayso_status status = SAYSO_OK;
        for (; hit_at < hits && room->lexemes->hits.items[hit_at].first <= i; hit_at++) {
            const struct lexicon_hit *hit = &room->lexemes->hits.items[hit_at];
            if ((hit->classes & wanted) && hit->first >= past && status == SAYSO_OK)
                status = add_hit(room, hit, &past);
        }
        bool colon = (room->traits.items[i] & T_COLON) != 0;
        if ((colon || opens_turn(room, i)) && status == SAYSO_OK && room->inner.items[i] == SAYSO_NONE)
            status = add_colon(room, i);
        if (status != SAYSO_OK)
            return status;
        if ((i & 4095) == 0 && memory_cancelled(room->memory))
            return SAYSO_ERROR_CANCELLED;
    }
    return SAYSO_OK;
}
