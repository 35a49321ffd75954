/* attribution_learned: the encoder's content, cue and source pieces become attributions.  What the rules found stays
 * where the encoder found nothing, and inside the encoder's contents, where it looks for nothing: it reads outermost
 * attributions only. */
#include "attribution_parts.h"
#include "confidence.h"

/* The rules' findings, set aside while the list is made anew. */
struct rules {
    array_of(struct attribution) list; /* by cue, as the room makes them */
    array_of(struct token_range) pieces;
};

#define DOUBTFUL 0.25f /* below that a learned attribution is wrong in four of five, and costs more than it gives */

/* What the rules' finding of the same cue does to the confidence, measured on PolNeAR's training articles: the doubt
 * that agreement takes away, the confidence that another content or source leaves. */
#define AGREED    0.2f
#define DISAGREED 0.85f

enum { LINK_REACH = 6 /* pieces on either side */ };

/* Whose a token is; a content of the user's cues is theirs whatever the encoder made of it. */
enum taken { TAKEN_CONTENT = 1, TAKEN_CUE_OR_SOURCE = 2, TAKEN_ANY = 3, TAKEN_BY_USER = 4 };

struct decision {
    struct attribution_room room;
    const struct links *links;
    struct rules rules;
    array_of(uint8_t) taken;  /* parallel to tokens: enum taken, as bits */
    array_of(uint32_t) owner; /* parallel to tokens: the learned content piece, SAYSO_NONE */
    array_of(uint32_t) to;    /* parallel to the links' pieces: where each belongs */
    uint32_t won;             /* the last rule that stands for a learned attribution, SAYSO_NONE */
};

/* Quotations before token `until` that are signed join the rules' findings. */
static bool add_signatures(struct decision *d, uint32_t *q, uint32_t until)
{
    const struct marks *marks = d->room.marks;
    for (; *q < marks->quotations.count && marks->quotations.items[*q].first < until; ++*q) {
        struct attribution found;
        if (!signature_of(&d->room, *q, &found))
            continue;
        struct token_range *piece = array_push(d->room.memory, &d->rules.pieces);
        if (!piece)
            return false;
        *piece = (struct token_range){marks->quotations.items[*q].first, marks->quotations.items[*q].last};
        found.piece = d->rules.pieces.count - 1;
        struct attribution *place = array_push(d->room.memory, &d->rules.list);
        if (!place)
            return false;
        *place = found;
    }
    return true;
}

static bool set_aside(struct decision *d)
{
    struct attributions *out = d->room.out;
    const struct memory *memory = d->room.memory;
    if (!array_reserve(memory, &d->rules.list, out->list.count) ||
        !array_reserve(memory, &d->rules.pieces, out->pieces.count))
        return false;
    uint32_t q = 0;
    for (uint32_t i = 0; i < out->pieces.count; i++)
        d->rules.pieces.items[d->rules.pieces.count++] = out->pieces.items[i];
    for (uint32_t i = 0; i < out->list.count; i++) {
        if (!add_signatures(d, &q, out->pieces.items[out->list.items[i].piece].first))
            return false;
        struct attribution *place = array_push(memory, &d->rules.list);
        if (!place)
            return false;
        *place = out->list.items[i];
    }
    if (!add_signatures(d, &q, d->room.count))
        return false;
    array_clear(&out->list);
    array_clear(&out->pieces);
    array_clear(&out->scare_quotes);
    return true;
}

static uint32_t sentence_of(const struct decision *d, uint32_t token)
{
    return d->room.sentences->of_token.items[token];
}

/* "Osborne promised action. 'I will commit to you.' / 'How long?' asked LeGrow.": marks that close behind words of their own
 * paragraph are not said by a cue of a later one. */
static bool is_answered_before(const struct decision *d, const struct link_piece *piece, const struct link_piece *cue)
{
    const struct attribution_room *room = &d->room;
    uint32_t q = room->inner.items[piece->first], here = room->tokens[piece->first].paragraph;
    if (q == SAYSO_NONE || cue->first < piece->last || room->tokens[cue->first].paragraph == here)
        return false;
    const struct quotation *quotation = &room->marks->quotations.items[q];
    uint32_t first = quotation->first;
    return quotation->closed && first > 0 && room->tokens[first - 1].paragraph == here &&
           room->inner.items[first - 1] == SAYSO_NONE && (room->traits.items[first - 1] & T_STOP);
}

/* Where a content belongs.  Words outside marks belong to the cue of their own sentence, if that has one. */
static uint32_t owner_of(const struct decision *d, uint32_t index)
{
    const struct link_piece *pieces = d->links->pieces.items, *piece = &pieces[index];
    if (piece->to == SAYSO_NONE || piece->tag != TAG_B_CONTENT)
        return piece->to;
    if (d->room.inner.items[piece->first] != SAYSO_NONE)
        return is_answered_before(d, piece, &pieces[piece->to]) ? SAYSO_NONE : piece->to;
    uint32_t sentence = sentence_of(d, piece->first);
    if (sentence == sentence_of(d, pieces[piece->to].first))
        return piece->to;
    for (uint32_t step = 1; step <= LINK_REACH; step++) {
        if (index + step < d->links->pieces.count && pieces[index + step].tag == TAG_B_CUE &&
            sentence_of(d, pieces[index + step].first) == sentence)
            return index + step;
        if (index >= step && pieces[index - step].tag == TAG_B_CUE &&
            sentence_of(d, pieces[index - step].first) == sentence)
            return index - step;
    }
    const struct token *here = &d->room.tokens[piece->first], *there = &d->room.tokens[pieces[piece->to].last - 1];
    if (here->paragraph != there->paragraph && !(traits_at(&d->room, pieces[piece->to].last) & T_COLON))
        return SAYSO_NONE; /* plain words of another paragraph */
    return piece->to;
}

static void take(struct decision *d, uint32_t index, uint8_t what)
{
    const struct link_piece *piece = &d->links->pieces.items[index];
    if (d->taken.items[piece->first] == what) /* by another that shares it */
        return;
    for (uint32_t t = piece->first; t < piece->last; t++)
        d->taken.items[t] = what;
}

/* A cue counts if a content belongs to it, a source if such a cue names it. */
static bool read_links(struct decision *d)
{
    const struct links *links = d->links;
    if (!array_reserve(d->room.memory, &d->taken, d->room.count) ||
        !array_reserve(d->room.memory, &d->owner, d->room.count) ||
        !array_reserve(d->room.memory, &d->to, links->pieces.count))
        return false;
    for (uint32_t i = 0; i < d->room.count; i++) {
        d->taken.items[i] = 0;
        d->owner.items[i] = SAYSO_NONE;
    }
    d->taken.count = d->owner.count = d->room.count;
    for (uint32_t i = 0; i < links->pieces.count; i++)
        d->to.items[d->to.count++] = owner_of(d, i);
    for (uint32_t i = 0; i < links->pieces.count; i++) {
        if (links->pieces.items[i].tag != TAG_B_CONTENT || d->to.items[i] == SAYSO_NONE)
            continue;
        uint32_t cue = d->to.items[i], source = links->pieces.items[cue].to;
        const struct link_piece *piece = &links->pieces.items[i];
        /* a headline's content does not take the story's words that its piece runs into */
        struct token_range range = {piece->first, piece->last};
        range = limit_content(&d->room, range, links->pieces.items[cue].first);
        for (uint32_t t = range.first; t < range.last; t++) {
            d->taken.items[t] = TAKEN_CONTENT;
            d->owner.items[t] = i;
        }
        take(d, cue, TAKEN_CUE_OR_SOURCE);
        if (source != SAYSO_NONE)
            take(d, source, TAKEN_CUE_OR_SOURCE);
    }
    return true;
}

/* The contents of outermost attributions by the user's own cues: no learned attribution takes them. */
static void keep_for_user(struct decision *d)
{
    for (uint32_t r = 0; r < d->rules.list.count; r++) {
        const struct attribution *rule = &d->rules.list.items[r];
        if (rule->depth || !has_evidence(rule, EVIDENCE_USER_LEXICON))
            continue;
        for (uint32_t k = rule->piece; k < rule->piece + rule->piece_count; k++)
            for (uint32_t t = d->rules.pieces.items[k].first; t < d->rules.pieces.items[k].last; t++)
                d->taken.items[t] |= TAKEN_BY_USER;
    }
}

/* ---- the encoder's -------------------------------------------------------------------------------------------- */

static bool free_of(const struct decision *d, struct token_range range, uint8_t what)
{
    for (uint32_t t = range.first; t < range.last && range_is(range); t++)
        if (d->taken.items[t] & what)
            return false;
    return true;
}

/* The rules' reading of a learned cue: its act, status and channel come from there.  Of "plans to announce" the last
 * verb is the head, but "declined to say" is a refusal. */
static struct cue cue_of(const struct decision *d, const struct link_piece *piece, struct token_range source,
                         uint32_t *next)
{
    const struct attribution_room *room = &d->room;
    while (*next < room->cues.count && room->cues.items[*next].head < piece->first)
        ++*next;
    struct cue cue = {.kind = KIND_PHRASE, .high = piece->last, .low = piece->first, .quotation = SAYSO_NONE};
    if (*next < room->cues.count && room->cues.items[*next].head < piece->last) {
        cue = room->cues.items[*next];
        for (uint32_t k = *next + 1; k < room->cues.count && room->cues.items[k].head < piece->last; k++)
            if (room->cues.items[k].kind == KIND_VERB && room->cues.items[k].shape == SHAPE_INFINITIVE &&
                CUE_STATUS(cue.frame) != SAYSO_DECLINED)
                cue = room->cues.items[k];
    }
    struct token_range limited = limit_cue(room, (struct token_range){piece->first, piece->last});
    cue.first = limited.first;
    cue.last = limited.last;
    cue.source = source_of_cue(room, &cue, limit_source(room, source));
    if (!range_is(cue.source)) {
        struct token_range behind = source_behind(room, &cue);
        if (free_of(d, behind, TAKEN_ANY))
            cue.source = behind;
    }
    cue.left = cue.right = no_tokens;
    if (cue.high < cue.last)
        cue.high = cue.last;
    return cue;
}

static struct token_range source_of(const struct decision *d, const struct link_piece *cue)
{
    if (cue->to == SAYSO_NONE)
        return no_tokens;
    const struct link_piece *source = &d->links->pieces.items[cue->to];
    return (struct token_range){source->first, source->last};
}

static bool add_attribution(struct decision *d, const struct attribution *made)
{
    struct attribution *place = array_push(d->room.memory, &d->room.out->list);
    if (place)
        *place = *made;
    return place != NULL;
}

static bool add_piece(struct decision *d, struct token_range range, uint32_t owner)
{
    range = fit_marks(&d->room, range);
    if (range.first >= range.last)
        return true;
    struct loose_piece *piece = array_push(d->room.memory, &d->room.loose);
    if (piece)
        *piece = (struct loose_piece){range, owner, 0};
    return piece != NULL;
}

/* What is left of a learned content within its limits. */
static struct token_range content_of(const struct decision *d, const struct link_piece *piece, const struct cue *cue)
{
    struct token_range range = limit_content(&d->room, (struct token_range){piece->first, piece->last}, cue->first);
    if (range.first < range.last && range.first >= cue->last && cue->kind == KIND_VERB)
        range.last = subordinate_end(&d->room, cue, range.first, range.last);
    struct token_range said = {cue->first, cue->last};
    if (range.first < range.last && (grants_anonymity(&d->room, range) || takes_lives(&d->room, said, range)))
        range.last = range.first;
    return without_tail(&d->room, range, cue);
}

/* An outermost attribution of the rules whose cue shares a token with this one, or NULL. Both lists are in order. */
static const struct attribution *rule_beside(const struct decision *d, const struct link_piece *piece, uint32_t *next)
{
    const struct attribution *list = d->rules.list.items;
    while (*next < d->rules.list.count && list[*next].cue.last <= piece->first)
        ++*next;
    return *next < d->rules.list.count && list[*next].cue.first < piece->last ? &list[*next] : NULL;
}

/* ---- the rules' ----------------------------------------------------------------------------------------------- */

/* Cues that do nothing but report.  Where the encoder sees nothing at all, the rules' others are wrong nine times in
 * ten ("the program, called EB-5, ..."). */
static bool is_plain(const struct decision *d, const struct attribution *rule)
{
    static const char *const VERBS[] = {"said", "says", "say", "added", "adds", "told", "wrote", "asked"};
    if (rule->evidence[0] == EVIDENCE_SIGNATURE)
        return true;
    if (rule->evidence[0] == EVIDENCE_ACCORDING_TO)
        return token_is(&d->room, rule->cue.first, "according");
    if (rule->evidence[0] != EVIDENCE_CUE_VERB && rule->evidence[0] != EVIDENCE_PARENTHETICAL)
        return false;
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (token_is(&d->room, rule->cue.last - 1, VERBS[i]))
            return true;
    return false;
}

static bool is_users(const struct attribution *rule) { return has_evidence(rule, EVIDENCE_USER_LEXICON); }

/* Are learned contents in [first, last) of cues that stand there too?  Then they are nested: "X said S, according to
 * Y" is Y's. */
static bool holds_whole(const struct decision *d, struct token_range range)
{
    for (uint32_t t = range.first; t < range.last; t++) {
        uint32_t piece = d->owner.items[t];
        if (piece == SAYSO_NONE)
            continue;
        const struct link_piece *cue = &d->links->pieces.items[d->to.items[piece]];
        if (cue->first < range.first || cue->last > range.last)
            return false;
    }
    return true;
}

/* Does a finding of the rules stay: alone and certain, or with its cue inside a learned content? */
static bool stays(const struct decision *d, const struct attribution *rule)
{
    if (!range_is(rule->cue) || !free_of(d, rule->cue, TAKEN_CUE_OR_SOURCE))
        return false;
    if (!free_of(d, rule->cue, TAKEN_CONTENT))
        return true; /* nested: nesting keeps it within the piece around it */
    if (rule->depth)
        return false;
    if (rule->evidence[0] == EVIDENCE_TRANSCRIPT || is_users(rule))
        return true; /* what the encoder found in the turn is nested */
    if (!range_is(rule->source) || !free_of(d, rule->source, TAKEN_ANY) || !is_plain(d, rule))
        return false;
    for (uint32_t k = rule->piece; k < rule->piece + rule->piece_count; k++)
        if (!holds_whole(d, d->rules.pieces.items[k]))
            return false;
    return true;
}

/* Does a finding of the rules stand where the encoder found another one of the same cue?  By how often each was right
 * on PolNeAR's training articles where they differ. */
static bool rule_wins(const struct decision *d, const struct attribution *rule, const struct link_piece *piece)
{
    if (rule->depth)
        return false;
    if (is_users(rule))
        return true;
    float learned = (float)piece->confidence / (float)CONFIDENCE_ONE;
    switch (rule->evidence[0]) {
    case EVIDENCE_TRANSCRIPT: return true;
    case EVIDENCE_CUE_VERB:
        return learned < 0.45f && is_plain(d, rule) && d->room.inner.items[rule->cue.first] == SAYSO_NONE;
    case EVIDENCE_PARENTHETICAL: return learned < 0.6f && is_plain(d, rule);
    case EVIDENCE_ACCORDING_TO: return learned < 0.45f && is_plain(d, rule);
    default: return false;
    }
}

/* How often a rule is right where it stands outermost beside an encoder that found something else, or nothing. */
static float confidence_beside(const struct attribution *rule)
{
    switch (rule->evidence[0]) {
    case EVIDENCE_TRANSCRIPT:
    case EVIDENCE_SIGNATURE: return 0.9f;
    case EVIDENCE_PARENTHETICAL: return 0.55f;
    case EVIDENCE_ACCORDING_TO: return 0.4f;
    default: return 0.3f;
    }
}

/* `overruled`: the encoder found something else. */
static bool add_rule(struct decision *d, const struct attribution *rule, bool overruled)
{
    uint32_t owner = d->room.out->list.count;
    struct attribution made = *rule;
    made.inner_only = !overruled && !free_of(d, rule->cue, 1);
    if (!made.inner_only)
        made.confidence = confidence_beside(rule);
    if (overruled)
        add_evidence(&made, EVIDENCE_OVERRULED);
    made.parent = SAYSO_NONE;
    made.depth = 0;
    if (!add_attribution(d, &made))
        return false;
    for (uint32_t k = rule->piece; k < rule->piece + rule->piece_count; k++)
        if (!add_piece(d, d->rules.pieces.items[k], owner))
            return false;
    return true;
}

static bool same_range(struct token_range a, struct token_range b) { return a.first == b.first && a.last == b.last; }

/* Did the rules find this very content and source?  The content's pieces are loose ones from `held` on. */
static bool same_found(const struct decision *d, const struct attribution *rule, const struct attribution *made,
                       uint32_t held)
{
    if (rule->piece_count != d->room.loose.count - held || !same_range(rule->source, made->source))
        return false;
    for (uint32_t k = 0; k < rule->piece_count; k++)
        if (!same_range(d->rules.pieces.items[rule->piece + k], d->room.loose.items[held + k].range))
            return false;
    return true;
}

/* Is less left than the encoder found?  Marks and stops at the ends do not count. */
static bool was_limited(const struct decision *d, uint32_t index, const struct attribution *made, uint32_t held)
{
    uint32_t k = held;
    const struct link_piece *pieces = d->links->pieces.items, *cue = &pieces[index];
    if (made->cue.last < cue->last ||
        (range_is(made->source) && cue->to != SAYSO_NONE && made->source.last + 1 < pieces[cue->to].last))
        return true;
    for (uint32_t i = d->room.order.items[index]; i != SAYSO_NONE; i = d->room.order.items[i], k++) {
        if (k == d->room.loose.count)
            return true;
        struct token_range left = d->room.loose.items[k].range;
        if (left.first > pieces[i].first + 1 || left.last + 1 < pieces[i].last)
            return true;
    }
    return false;
}

/* ---- both, by cue --------------------------------------------------------------------------------------------- */

/* "X seems to Y", "it appears that Y": nobody says it; X is content where Y is an infinitive. */
static bool settle_seeming(struct decision *d, struct cue *cue, uint32_t owner, uint32_t held)
{
    bool seems = cue->kind == KIND_VERB && CUE_ACT(cue->frame) == SAYSO_OTHER && (cue->frame & CUE_INFINITIVE);
    if (!seems || !range_is(cue->source) || cue->source.last > cue->first || d->room.loose.count == held)
        return true;
    struct token_range source = cue->source;
    const struct loose_piece *last = &d->room.loose.items[d->room.loose.count - 1];
    bool infinitive = (d->room.traits.items[last->range.first] & T_TO) != 0;
    if (token_is(&d->room, source.first, "it") || infinitive)
        cue->source = no_tokens;
    if (!infinitive)
        return true;
    uint32_t before = d->room.loose.count;
    bool added = add_piece(d, source, owner);
    if (d->room.loose.count > before) { /* in order */
        struct loose_piece subject = d->room.loose.items[before];
        for (uint32_t k = before; k > held; k--)
            d->room.loose.items[k] = d->room.loose.items[k - 1];
        d->room.loose.items[held] = subject;
    }
    return added;
}

/* "S, she said": the words run up to the comma; the encoder sometimes stops at a verb on the way. */
static void mend_content(struct decision *d, const struct attribution *rule, const struct cue *cue, uint32_t held)
{
    if (rule->depth || rule->piece_count != 1 || rule->evidence[0] != EVIDENCE_PARENTHETICAL || !is_plain(d, rule) ||
        d->room.loose.count != held + 1)
        return;
    struct token_range whole = d->rules.pieces.items[rule->piece], *found = &d->room.loose.items[held].range;
    if (whole.first == found->first && found->last < whole.last && whole.last <= cue->first &&
        d->room.inner.items[whole.first] == SAYSO_NONE &&
        (!range_is(cue->source) || whole.last <= cue->source.first || cue->source.first >= cue->last))
        found->last = whole.last;
}

static bool add_learned(struct decision *d, uint32_t index, uint32_t *next_cue, uint32_t *next_rule)
{
    const struct link_piece *piece = &d->links->pieces.items[index];
    struct cue cue = cue_of(d, piece, source_of(d, piece), next_cue);
    const struct attribution *rule = rule_beside(d, piece, next_rule);
    uint32_t owner = d->room.out->list.count, held = d->room.loose.count;
    if (rule && d->won == *next_rule)
        rule = NULL;
    if (rule && rule_wins(d, rule, piece)) {
        d->won = *next_rule;
        return add_rule(d, rule, true);
    }
    for (uint32_t i = d->room.order.items[index]; i != SAYSO_NONE; i = d->room.order.items[i])
        if (!(d->taken.items[d->links->pieces.items[i].first] & TAKEN_BY_USER) &&
            !add_piece(d, content_of(d, &d->links->pieces.items[i], &cue), owner))
            return false;
    bool doubtful = !rule && (float)piece->confidence < DOUBTFUL * (float)CONFIDENCE_ONE;
    if (doubtful)
        d->room.loose.count = held;
    if (d->room.loose.count == held) { /* nothing within the limits */
        if (rule)
            d->won = *next_rule;
        return !rule || rule->depth || add_rule(d, rule, true);
    }
    if (rule)
        mend_content(d, rule, &cue, held);
    trim_adverbial(&d->room, &cue, held);
    if (!settle_seeming(d, &cue, owner, held))
        return false;
    drop_loose_words(&d->room, &cue, held);
    status_read(&d->room, &cue);
    bool words = false;
    for (uint32_t k = held; k < d->room.loose.count && !words; k++)
        words = reports_words(&d->room, &cue, d->room.loose.items[k].range);
    if (cue.act == SAYSO_SPEECH && !words)
        cue.act = SAYSO_OTHER;
    struct attribution made = {.cue = {cue.first, cue.last},
                               .source = without_comma(&d->room, cue.source),
                               .parent = SAYSO_NONE,
                               .act = cue.act,
                               .status = cue.status,
                               .channel = cue.channel,
                               .evidence = {EVIDENCE_ENCODER},
                               .confidence = (float)piece->confidence / (float)CONFIDENCE_ONE};
    if (rule)
        made.evidence[1] = rule->evidence[0];
    if (rule && same_found(d, rule, &made, held)) {
        add_evidence(&made, EVIDENCE_RULES_AGREE);
        made.confidence += (1 - made.confidence) * AGREED;
    } else if (rule && !rule->depth) {
        made.confidence *= DISAGREED;
    }
    if (was_limited(d, index, &made, held))
        add_evidence(&made, EVIDENCE_LIMITED);
    return add_attribution(d, &made);
}

/* order[cue] is its first content piece, order[content] the next one of the same cue. */
static bool chain_contents(struct decision *d)
{
    uint32_t count = d->links->pieces.count;
    array_clear(&d->room.order);
    if (!array_reserve(d->room.memory, &d->room.order, count))
        return false;
    d->room.order.count = count;
    for (uint32_t i = 0; i < count; i++)
        d->room.order.items[i] = SAYSO_NONE;
    for (uint32_t i = count; i-- > 0;) {
        const struct link_piece *piece = &d->links->pieces.items[i];
        uint32_t to = d->to.items[i];
        if (piece->tag != TAG_B_CONTENT || to == SAYSO_NONE)
            continue;
        d->room.order.items[i] = d->room.order.items[to];
        d->room.order.items[to] = i;
    }
    return true;
}

static bool merge(struct decision *d)
{
    const struct links *links = d->links;
    uint32_t cue = 0, beside = 0;
    array_clear(&d->room.loose);
    if (!chain_contents(d))
        return false;
    for (uint32_t i = 0, r = 0; i < links->pieces.count || r < d->rules.list.count;) {
        const struct link_piece *piece = i < links->pieces.count ? &links->pieces.items[i] : NULL;
        if (piece && (piece->tag != TAG_B_CUE || d->room.order.items[i] == SAYSO_NONE)) {
            i++;
            continue;
        }
        const struct attribution *rule = r < d->rules.list.count ? &d->rules.list.items[r] : NULL;
        if (rule && (!piece || rule->cue.first < piece->first)) {
            r++;
            if (stays(d, rule) && !add_rule(d, rule, false))
                return false;
        } else if (!add_learned(d, i++, &cue, &beside)) {
            return false;
        }
    }
    return true;
}

/* By the first token of the cue; the rules' list is by content, a few places off, so insertion is cheap. */
static void order_by_cue(struct rules *rules)
{
    for (uint32_t i = 1; i < rules->list.count; i++) {
        struct attribution moved = rules->list.items[i];
        uint32_t at = i;
        for (; at > 0 && at + 64 > i && rules->list.items[at - 1].cue.first > moved.cue.first; at--)
            rules->list.items[at] = rules->list.items[at - 1];
        rules->list.items[at] = moved;
    }
}

static sayso_status decide(struct decision *d)
{
    sayso_status status = traits_read(&d->room);
    if (status == SAYSO_OK)
        status = cues_find(&d->room);
    if (status == SAYSO_OK && (!set_aside(d) || !read_links(d)))
        status = SAYSO_ERROR_MEMORY;
    if (status == SAYSO_OK) {
        order_by_cue(&d->rules);
        keep_for_user(d);
        status = merge(d) ? link_and_nest(&d->room) : SAYSO_ERROR_MEMORY;
    }
    return status;
}

sayso_status attributions_decide(const struct memory *memory, const struct text *text, const struct layout *layout,
                                 const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                                 const struct sentences *sentences, const struct dates *dates,
                                 const struct names *names, const struct links *links,
                                 struct attributions *attributions)
{
    struct decision d = {.room = {.memory = memory,
                                  .text = text,
                                  .layout = layout,
                                  .tokens = tokens->list.items,
                                  .count = tokens->list.count,
                                  .lexemes = lexemes,
                                  .marks = marks,
                                  .sentences = sentences,
                                  .dates = dates,
                                  .names = names,
                                  .out = attributions},
                         .links = links,
                         .won = SAYSO_NONE};
    sayso_status status = decide(&d);
    attribution_room_free(&d.room);
    array_free(memory, &d.rules.list);
    array_free(memory, &d.rules.pieces);
    array_free(memory, &d.taken);
    array_free(memory, &d.to);
    array_free(memory, &d.owner);
    return status;
}
