/* pronouns: whom "he" or "her" means.  Each person met lately is weighed by plain features (how far, what part of the
 * clause, how often named, gender as far as it is told); the weights are learned by python/training/pronouns.py. */
#include "people_parts.h"

#include "pronoun_weights.h"

#define SPOKEN_OF_COST 512 /* by hand: what is learned from has no speakers */

uint32_t pronoun_value(const struct view *v, uint32_t token)
{
    return classes_at(v, token) & LEX_PRONOUN ? value_at(v, token, LEX_PRONOUN, 0) : 0;
}

bool is_personal(uint32_t value)
{
    return (value & PRONOUN_THIRD) && (value & PRONOUN_SINGULAR) && (value & (PRONOUN_FEMALE | PRONOUN_MALE)) &&
           !(value & (PRONOUN_NEUTER | PRONOUN_RELATIVE | PRONOUN_INDEFINITE));
}

void pronoun_link(struct view *v, uint32_t token, uint32_t entity) { v->entity_at.items[token] = entity; }

void walk_start(struct walk *w, struct view *v)
{
    w->v = v;
    w->most_times = 0;
    w->count = w->clause = w->spoken_of_count = 0;
    w->unnamed = w->called[0] = w->called[1] = SAYSO_NONE;
    w->called_sentence[0] = w->called_sentence[1] = 0;
    w->first_person = w->last_speaker = w->last_several = w->last_body = SAYSO_NONE;
    w->last_speaker_paragraph = w->last_several_sentence = w->last_body_sentence = 0;
    for (uint32_t e = 0; e < v->trails.count; e++)
        v->trails.items[e].times = 0;
}

static bool is_boundary(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    if (token->kind == TOKEN_PUNCTUATION)
        return token->ascii == ',' || token->ascii == ';' || token->ascii == ':' || token->ascii == '(' ||
               token->ascii != '-';
    return token->kind == TOKEN_MARK || (classes_at(v, i) & LEX_CONJUNCTION) != 0 ||
           ((classes_at(v, i) & LEX_PRONOUN) && (value_at(v, i, LEX_PRONOUN, 0) & PRONOUN_RELATIVE));
}

static bool is_listed(const struct view *v, uint32_t first, uint32_t last)
{
    uint32_t count = v->tokens->list.count;
    bool before = first > 1 && (word_is(v, first - 1, "and") || is_char(v, first - 1, ',')) &&
                  mention_at(v, first - 2) != SAYSO_NONE;
    bool after =
        last + 1 < count && (word_is(v, last, "and") || is_char(v, last, ',')) && mention_at(v, last + 1) != SAYSO_NONE;
    return before || after;
}

static void push(struct walk *w, struct candidate candidate)
{
    struct trail *trail = &w->v->trails.items[candidate.entity];
    trail->times++;
    if (trail->times > w->most_times)
        w->most_times = trail->times;
    candidate.order = w->count;
    w->ring[w->count++ % CANDIDATES] = candidate;
}

/* The kind of preposition right before a mention. */
static uint8_t governor_of(const struct view *v, uint32_t first, uint32_t start)
{
    static const char *const known[] = {"of", "by", "with", "to"};
    if (first == start)
        return 0;
    for (uint8_t k = 0; k < 4; k++)
        if (word_is(v, first - 1, known[k]))
            return (uint8_t)(k + 1);
    return (classes_at(v, first - 1) & (LEX_PREPOSITION | LEX_CONJUNCTION)) == LEX_PREPOSITION ? 5 : 0;
}

static struct candidate candidate_at(const struct walk *w, uint32_t token, uint32_t entity, uint32_t mention)
{
    const struct view *v = w->v;
    struct sentence s = sentence_of(v, token);
    return (struct candidate){.token = token,
                              .entity = entity,
                              .sentence = sentence_at(v, token),
                              .clause = w->clause,
                              .paragraph = token_at(v, token)->paragraph,
                              .mention = mention,
                              .last = mention == SAYSO_NONE ? token + 1 : mention_of(v, mention)->last,
                              .governor = governor_of(v, token, s.first),
                              .bracket = token > s.first && is_char(v, token - 1, '('),
                              .quoted = in_marks(v, token),
                              .opens = token <= s.first + 1};
}

/* A name that was taken for a place or an organisation, on thin grounds, though people bear it too. */
static bool could_be_person(const struct view *v, const struct mention *mention)
{
    uint64_t first = classes_at(v, mention->first), last = classes_at(v, mention->last - 1);
    if (mention->label == SAYSO_TITLE || mention->label == SAYSO_NORP || mention->wikidata ||
        mention->last - mention->first > 3 ||
        ((first | last) & (LEX_COUNTRY | LEX_NATIONALITY | LEX_ORG_HEAD | LEX_GOVERNMENT)))
        return false;
    if (mention->evidence != EVIDENCE_LEXICON && mention->evidence != EVIDENCE_CAPITALS &&
        mention->evidence != EVIDENCE_PREPOSITION && mention->evidence != EVIDENCE_SPEAKS &&
        mention->evidence != EVIDENCE_EARLIER_NAME)
        return false;
    if (mention->last - mention->first > 1)
        return (first & LEX_GIVEN) || mention->evidence == EVIDENCE_CAPITALS;
    return (first & (LEX_GIVEN | LEX_SURNAME)) || mention->evidence == EVIDENCE_CAPITALS;
}

static void meet_mention(struct walk *w, uint32_t m)
{
    const struct view *v = w->v;
    const struct mention *mention = mention_of(v, m);
    const struct note *note = &v->notes.items[m];
    uint32_t entity = v->people->entity_of.items[m];
    const struct group *group = &v->groups.items[v->group_of.items[entity]];
    uint32_t sentence = sentence_at(v, mention->first);
    if (mention->label == SAYSO_ORG || mention->label == SAYSO_GPE || group->body) {
        if (note->place == PLACE_SUBJECT) {
            w->last_body = entity;
            w->last_body_sentence = sentence;
        }
        if (!could_be_person(v, mention))
            return;
    }
    if (group->plural) {
        if (note->place == PLACE_SUBJECT) {
            w->last_several = entity;
            w->last_several_sentence = sentence;
        }
        return;
    }
    /* bodies were seen to above, so what is left is one person or may be */
    bool person = mention->label == SAYSO_PERSON, role = mention->label == SAYSO_TITLE && note->use == TITLE_ALONE;
    if (!person && !(role && note->owner == SAYSO_NONE) && !could_be_person(v, mention))
        return;
    if (person && w->first_person == SAYSO_NONE)
        w->first_person = entity;
    struct candidate candidate = candidate_at(w, mention->first, entity, m);
    candidate.place = note->place;
    candidate.listed = is_listed(v, mention->first, mention->last);
    candidate.says = note->place == PLACE_SUBJECT && mention->last < v->tokens->list.count &&
                     (classes_at(v, mention->last) & LEX_CUE_VERB);
    push(w, candidate);
}

void walk_meet(struct walk *w, uint32_t token)
{
    uint32_t m = mention_at(w->v, token);
    if (is_boundary(w->v, token))
        w->clause++;
    if (m != SAYSO_NONE && mention_of(w->v, m)->first == token)
        meet_mention(w, m);
}

/* ---- features --------------------------------------------------------------------------------------------- */

#define LATER 4u
struct pronoun {
    uint32_t token, sentence, paragraph, clause;
    uint32_t later[LATER]; /* entities named after it in its sentence */
    uint8_t kind, gender, quoted, speaks, opens, joined, governed;
};

static uint8_t kind_of(const struct view *v, uint32_t token, uint32_t value)
{
    struct sentence s = sentence_of(v, token);
    if (value & PRONOUN_REFLEXIVE)
        return PRONOUN_IS_REFLEXIVE;
    if (value & PRONOUN_SUBJECT)
        return PRONOUN_IS_SUBJECT;
    if (!(value & PRONOUN_POSSESSIVE))
        return PRONOUN_IS_OBJECT;
    if (!(value & PRONOUN_OBJECT))
        return PRONOUN_IS_POSSESSIVE;
    if (token + 1 >= s.last) /* "her" */
        return PRONOUN_IS_OBJECT;
    bool noun_phrase = token_at(v, token + 1)->kind == TOKEN_WORD || token_at(v, token + 1)->kind == TOKEN_NUMBER;
    uint64_t closed =
        LEX_PREPOSITION | LEX_CONJUNCTION | LEX_DETERMINER | LEX_AUXILIARY | LEX_MODAL | LEX_PRONOUN | LEX_NEGATION;
    if (classes_at(v, token + 1) & (LEX_FUNCTION | LEX_ADVERB))
        noun_phrase = false;
    return noun_phrase && !(classes_at(v, token + 1) & closed) ? PRONOUN_IS_POSSESSIVE : PRONOUN_IS_OBJECT;
}

enum {
    GENDER_TOLD_AGREES,
    GENDER_AGREES,
    GENDER_LEANS,
    GENDER_UNKNOWN,
    GENDER_LEANS_AWAY,
    GENDER_DISAGREES,
    GENDER_TOLD_DISAGREES
};

static uint32_t gender_bucket(const struct group *group, uint8_t gender)
{
    if (group->gender)
        return group->gender == gender ? GENDER_TOLD_AGREES : GENDER_TOLD_DISAGREES;
    if (group->women > 100 || group->bearers < 6)
        return GENDER_UNKNOWN;
    uint32_t share = gender == SAYSO_FEMALE ? group->women : 100u - group->women;
    return share >= 95   ? GENDER_AGREES
           : share >= 60 ? GENDER_LEANS
           : share >= 30 ? GENDER_UNKNOWN
           : share >= 5  ? GENDER_LEANS_AWAY
                         : GENDER_DISAGREES;
}

static uint32_t at_most(uint32_t value, uint32_t limit) { return value < limit ? value : limit; }

/* Of whom the text speaks, and how the candidate stands in its own clause; 10 at most. */
static uint32_t topical_features(const struct walk *w, const struct candidate *c, const struct pronoun *p,
                                 uint32_t rank, uint16_t features[10])
{
    const struct view *v = w->v;
    uint32_t n = 0, distance = c->sentence < p->sentence ? p->sentence - c->sentence : 0;
    uint32_t g = p->gender == SAYSO_FEMALE ? 0 : 1, subject = c->place == PLACE_SUBJECT, of_subject = p->kind != 0;
    bool before = c->token < p->token, same = c->sentence == p->sentence;
    if (w->called[g] != SAYSO_NONE) {
        uint32_t back = p->sentence - w->called_sentence[g];
        features[n++] =
            (uint16_t)(PF_CHAIN + (w->called[g] == c->entity ? at_most(back, 3) * 2 + of_subject : 8 + (back > 0)));
    }
    if (c->governor)
        features[n++] = (uint16_t)(PF_GOVERNOR + c->governor * 2u + of_subject);
    if (c->bracket)
        features[n++] = PF_BRACKET;
    if (c->says && same && before)
        features[n++] = (uint16_t)(PF_SAYS + of_subject);
    if (p->joined && c->last + 1 == p->token)
        features[n++] = (uint16_t)(PF_BESIDE + p->kind);
    uint32_t times = v->trails.items[c->entity].times, most = w->most_times;
    features[n++] = (uint16_t)(PF_TOPIC + (times >= most ? 0 : 2 * times >= most ? 1 : 2));
    if (subject && c->opens)
        features[n++] = (uint16_t)(PF_STARTS + at_most(distance, 3) * 2 + of_subject);
    if (c->place == PLACE_POSSESSIVE && same && before)
        features[n++] = (uint16_t)(PF_OWNER + p->kind);
    features[n++] = (uint16_t)(PF_RANK_KIND + at_most(rank, 2) * PRONOUN_KINDS + p->kind);
    if (c->mention == SAYSO_NONE)
        features[n++] = (uint16_t)(PF_PRONOUN_PLACE + c->place * 2 + (c->kind == p->kind));
    return n;
}

/* The features that hold, as numbers below PRONOUN_FEATURES; the first `*gendered` of them speak of gender. */
static uint32_t features_of(const struct walk *w, const struct candidate *c, const struct pronoun *p, uint32_t rank,
                            uint16_t features[PRONOUN_ACTIVE], uint32_t *gendered)
{
    const struct view *v = w->v;
    const struct group *group = &v->groups.items[v->group_of.items[c->entity]];
    const struct trail *trail = &v->trails.items[c->entity];
    uint32_t n = 0, distance = c->sentence < p->sentence ? p->sentence - c->sentence : 0;
    bool after = c->token > p->token, same = c->sentence == p->sentence;
    if (v->gender) {
        features[n++] = (uint16_t)(PF_GENDER + gender_bucket(group, p->gender));
        uint16_t agree = p->gender == SAYSO_FEMALE ? trail->she : trail->he,
                 against = p->gender == SAYSO_FEMALE ? trail->he : trail->she;
        if (agree > against)
            features[n++] = PF_CALLED;
        else if (against > agree)
            features[n++] = PF_CALLED_OTHERWISE;
    }
    *gendered = n;
    features[n++] = (uint16_t)(PF_DISTANCE + at_most(distance, 4) * PRONOUN_KINDS + p->kind);
    features[n++] = (uint16_t)(PF_PLACE + (at_most(distance, 2) * PRONOUN_KINDS + p->kind) * PLACES + c->place);
    features[n++] = (uint16_t)(PF_RANK + at_most(rank, 4));
    features[n++] = (uint16_t)(PF_TIMES + at_most(trail->times, 4));
    features[n++] = (uint16_t)(PF_NAMED + at_most(v->people->entities.items[c->entity].mention_count, 4));
    if (c->mention == SAYSO_NONE)
        features[n++] = (uint16_t)(PF_PRONOUN + (c->kind == p->kind ? 1 : 0));
    else if (mention_of(v, c->mention)->label == SAYSO_TITLE)
        features[n++] = (uint16_t)(PF_ROLE + (mention_of(v, c->mention)->definite ? 1 : 0));
    else
        features[n++] = (uint16_t)(PF_NAME + at_most(v->notes.items[c->mention].words, 3));
    if (c->mention != SAYSO_NONE && mention_of(v, c->mention)->label != SAYSO_PERSON &&
        mention_of(v, c->mention)->label != SAYSO_TITLE)
        features[n++] =
            (uint16_t)(PF_OTHER_LABEL + (classes_at(v, mention_of(v, c->mention)->first) & LEX_GIVEN ? 1 : 0));
    if (c->opens)
        features[n++] = (uint16_t)(PF_OPENS + (p->opens ? 1 : 0));
    if (c->listed)
        features[n++] = PF_LISTED;
    if (c->quoted != p->quoted)
        features[n++] = PF_OTHER_VOICE;
    if (c->entity == w->first_person)
        features[n++] = PF_FIRST_PERSON;
    if (c->paragraph != p->paragraph)
        features[n++] = PF_OTHER_PARAGRAPH;
    if (after)
        features[n++] = PF_AFTER;
    if (!after &&
        (p->later[0] == c->entity || p->later[1] == c->entity || p->later[2] == c->entity || p->later[3] == c->entity))
        features[n++] = (uint16_t)(PF_NAMED_LATER + p->kind);
    if (p->joined)
        features[n++] = (uint16_t)(PF_JOINED + (same ? 0 : PLACES) + c->place);
    if (p->governed)
        features[n++] = (uint16_t)(PF_GOVERNED + (same ? 0 : PLACES) + c->place);
    if (same && !after) {
        uint32_t tokens = p->token - c->token;
        features[n++] = (uint16_t)(PF_TOKENS + (tokens <= 4 ? 0 : tokens <= 9 ? 1 : tokens <= 18 ? 2 : 3));
        features[n++] = (uint16_t)(PF_CLAUSE + at_most(p->clause - c->clause, 2) * PRONOUN_KINDS + p->kind);
        if (c->clause == p->clause && c->place == PLACE_SUBJECT)
            features[n++] = (uint16_t)(PF_OWN_SUBJECT + p->kind);
    }
    n += topical_features(w, c, p, rank, features + n);
    if (p->speaks && c->entity == w->last_speaker)
        features[n++] = (uint16_t)(PF_SPOKE_LAST + at_most(p->paragraph - w->last_speaker_paragraph, 2));
    return n;
}

/* ---- the choice ---------------------------------------------------------------------------------------------- */

struct weighed {
    uint32_t entity;
    int32_t score;
};

/* The best two entities among the candidates; `blind`: gender left out of account. */
struct verdict {
    struct weighed best, second;
};

static void weigh(struct verdict *verdict, uint32_t entity, int32_t score)
{
    if (entity == verdict->best.entity) {
        if (score > verdict->best.score)
            verdict->best.score = score;
    } else if (score > verdict->best.score) {
        verdict->second = verdict->best;
        verdict->best = (struct weighed){entity, score};
    } else if (score > verdict->second.score) {
        verdict->second = (struct weighed){entity, score};
    }
}

static void consider(const struct walk *w, const struct candidate *c, const struct pronoun *p, uint32_t rank,
                     struct verdict *seen, struct verdict *blind)
{
    uint16_t features[PRONOUN_ACTIVE];
    uint32_t gendered, n = features_of(w, c, p, rank, features, &gendered);
    int32_t of_gender = 0, rest = 0;
    for (uint32_t k = 0; k < n; k++)
        *(k < gendered ? &of_gender : &rest) += pronoun_weights[features[k]];
    for (uint32_t k = 0; k < w->spoken_of_count; k++)
        if (w->spoken_of[k] == c->entity)
            rest -= SPOKEN_OF_COST;
    weigh(seen, c->entity, rest + of_gender);
    weigh(blind, c->entity, rest);
}

/* "In her speech, Ortiz said": the subject that follows, when the pronoun stands before the first comma. */
static bool subject_ahead(const struct walk *w, const struct pronoun *p, struct candidate *candidate)
{
    const struct view *v = w->v;
    struct sentence s = sentence_of(v, p->token);
    uint32_t end = s.last - p->token < 32 ? s.last : p->token + 32;
    bool comma = false;
    if (p->token - s.first > 10 || p->token == s.first)
        return false;
    for (uint32_t i = p->token + 1; i < end; i++) {
        comma |= is_char(v, i, ',') || is_boundary(v, i);
        uint32_t m = mention_at(v, i);
        if (!comma || m == SAYSO_NONE || mention_of(v, m)->label != SAYSO_PERSON || mention_of(v, m)->first != i)
            continue;
        *candidate = candidate_at(w, i, v->people->entity_of.items[m], m);
        candidate->place = v->notes.items[m].place;
        candidate->order = w->count;
        return true;
    }
    return false;
}

static void remember(struct walk *w, const struct pronoun *p, uint32_t entity, bool free)
{
    struct trail *trail = &w->v->trails.items[entity];
    uint16_t *count = p->gender == SAYSO_FEMALE ? &trail->she : &trail->he;
    uint16_t *free_count = p->gender == SAYSO_FEMALE ? &trail->free_she : &trail->free_he;
    *count = (uint16_t)(*count < UINT16_MAX ? *count + 1 : *count);
    if (free)
        *free_count = (uint16_t)(*free_count < UINT16_MAX ? *free_count + 1 : *free_count);
    w->called[p->gender == SAYSO_FEMALE ? 0 : 1] = entity;
    w->called_sentence[p->gender == SAYSO_FEMALE ? 0 : 1] = p->sentence;
    struct candidate candidate = candidate_at(w, p->token, entity, SAYSO_NONE);
    candidate.kind = p->kind;
    candidate.place = p->kind == PRONOUN_IS_SUBJECT      ? PLACE_SUBJECT
                      : p->kind == PRONOUN_IS_POSSESSIVE ? PLACE_POSSESSIVE
                                                         : PLACE_OBJECT;
    push(w, candidate);
    pronoun_link(w->v, p->token, entity);
}

/* Entities that the rest of the sentence names: a pronoun seldom means one of them. */
static void look_ahead(const struct view *v, uint32_t token, uint32_t later[LATER])
{
    struct sentence s = sentence_of(v, token);
    uint32_t end = s.last - token < 40 ? s.last : token + 40, count = 0;
    for (uint32_t k = 0; k < LATER; k++)
        later[k] = SAYSO_NONE;
    for (uint32_t i = token + 1; i < end && count < LATER; i++) {
        uint32_t m = mention_at(v, i);
        if (m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_PERSON && mention_of(v, m)->first == i)
            later[count++] = v->people->entity_of.items[m];
    }
}

static struct pronoun read_pronoun(const struct walk *w, uint32_t token, bool speaks)
{
    const struct view *v = w->v;
    uint32_t value = pronoun_value(v, token);
    struct sentence s = sentence_of(v, token);
    uint64_t before = token > s.first ? classes_at(v, token - 1) : 0;
    struct pronoun p = {.token = token,
                        .sentence = sentence_at(v, token),
                        .paragraph = token_at(v, token)->paragraph,
                        .clause = w->clause,
                        .kind = kind_of(v, token, value),
                        .quoted = in_marks(v, token),
                        .speaks = speaks,
                        .gender = value & PRONOUN_FEMALE ? SAYSO_FEMALE : SAYSO_MALE,
                        .opens = token <= s.first + 1,
                        .joined = (before & LEX_CONJUNCTION) != 0,
                        .governed = (before & (LEX_PREPOSITION | LEX_CONJUNCTION)) == LEX_PREPOSITION};
    look_ahead(v, token, p.later);
    return p;
}

/* A candidate whose label says that it is no person: who speaks is looked for among people. */
static bool is_other(const struct view *v, const struct candidate *c)
{
    uint8_t label = v->groups.items[v->group_of.items[c->entity]].label;
    return label != SAYSO_PERSON && label != SAYSO_TITLE;
}

/* Somebody without a name or known role spoke right before, and the choice was not met since: better nobody. */
static bool means_unnamed(const struct walk *w, const struct pronoun *p, uint32_t choice)
{
    const struct view *v = w->v;
    if (w->unnamed == SAYSO_NONE || p->paragraph - token_at(v, w->unnamed)->paragraph > 1)
        return false;
    uint32_t count = at_most(w->count, CANDIDATES);
    for (uint32_t k = 0; k < count; k++)
        if (w->ring[k].entity == choice && w->ring[k].token > w->unnamed &&
            (w->ring[k].mention != SAYSO_NONE || w->ring[k].sentence != sentence_at(v, w->unnamed)))
            return false;
    return true;
}

uint32_t pronoun_resolve(struct walk *w, uint32_t token, bool speaks, uint32_t except, float *margin)
{
    const struct view *v = w->v;
    struct pronoun p = read_pronoun(w, token, speaks);
    struct weighed nobody = {SAYSO_NONE, PRONOUN_FLOOR};
    struct verdict seen = {nobody, nobody}, blind = {nobody, nobody};
    uint32_t met[CANDIDATES], rank = 0;
    struct candidate ahead;
    uint32_t count = at_most(w->count, CANDIDATES);
    for (uint32_t k = 0; k < count; k++) {
        const struct candidate *c = &w->ring[(w->count - 1 - k) % CANDIDATES];
        uint32_t r = 0;
        if (c->entity == except || (speaks && is_other(v, c)))
            continue;
        while (r < rank && met[r] != c->entity)
            r++;
        if (r == rank)
            met[rank++] = c->entity;
        consider(w, c, &p, r, &seen, &blind);
    }
    if (subject_ahead(w, &p, &ahead) && ahead.entity != except)
        consider(w, &ahead, &p, 0, &seen, &blind);
    if (seen.best.entity == SAYSO_NONE || (speaks && means_unnamed(w, &p, seen.best.entity)))
        return SAYSO_NONE;
    int32_t lead = seen.best.score - seen.second.score;
    *margin = lead >= PRONOUN_UNIT ? 1.0f : (float)lead / (float)PRONOUN_UNIT;
    remember(w, &p, seen.best.entity, blind.best.entity == seen.best.entity);
    return seen.best.entity;
}

/* ---- within quotations ------------------------------------------------------------------------------------------ */

static uint32_t voice_at(const struct view *v, uint32_t token)
{
    uint32_t a = v->content_of.items[token];
    return a == SAYSO_NONE ? SAYSO_NONE : v->people->voices.items[a].speaker;
}

sayso_status pronouns_inside(struct view *v)
{
    struct walk w;
    float margin;
    walk_start(&w, v);
    for (uint32_t i = 0; i < v->tokens->list.count; i++) {
        if ((i & 0xFFFu) == 0 && memory_cancelled(v->memory))
            return SAYSO_ERROR_CANCELLED;
        walk_meet(&w, i);
        uint32_t value = pronoun_value(v, i);
        if (!value)
            continue;
        if (v->entity_at.items[i] != SAYSO_NONE) {
            struct candidate again = candidate_at(&w, i, v->entity_at.items[i], SAYSO_NONE);
            again.kind = kind_of(v, i, value);
            again.place = again.kind == PRONOUN_IS_SUBJECT      ? PLACE_SUBJECT
                          : again.kind == PRONOUN_IS_POSSESSIVE ? PLACE_POSSESSIVE
                                                                : PLACE_OBJECT;
            if (is_personal(value))
                push(&w, again);
        } else if (in_marks(v, i) && v->content_of.items[i] != SAYSO_NONE) {
            uint32_t speaker = voice_at(v, i);
            if ((value & PRONOUN_FIRST) && speaker != SAYSO_NONE)
                pronoun_link(v, i, speaker);
            else if (is_personal(value))
                pronoun_resolve(&w, i, false, speaker, &margin);
        }
    }
    return SAYSO_OK;
}
