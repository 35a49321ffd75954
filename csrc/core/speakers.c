/* speakers: the entity behind the source of each attribution.  One walk through the text, so that "he" and "nobody
 * named" can lean on who was met and who spoke before. */
#include "people_parts.h"

struct speakers {
    struct view *v;
    struct walk walk;
    array_of(uint32_t) heard_at;   /* parallel to tokens: the first attribution to be settled there */
    array_of(uint32_t) heard_next; /* parallel to attributions: the next one settled at the same token */
    uint32_t last;                 /* the latest attribution that was settled with a speaker */
    uint32_t most;                 /* mentions of the person that the text names most often */
};

struct token_range pieces_of(const struct view *v, const struct attribution *a)
{
    if (a->piece_count == 0)
        return (struct token_range){SAYSO_NONE, SAYSO_NONE};
    return (struct token_range){v->attributions->pieces.items[a->piece].first,
                                v->attributions->pieces.items[a->piece + a->piece_count - 1].last};
}

/* ---- setting a speaker ------------------------------------------------------------------------------------------- */

static void set_evidence(struct voice *voice, enum code code, float confidence)
{
    voice->evidence[0] = (uint16_t)code;
    voice->confidence = confidence;
}

static bool add_speaker(struct speakers *s, struct voice *voice, uint32_t entity)
{
    struct people *people = s->v->people;
    if (entity == SAYSO_NONE)
        return true;
    for (uint32_t k = 0; k < voice->speaker_count; k++)
        if (people->speakers.items[voice->speakers + k] == entity)
            return true;
    uint32_t *item = array_push(s->v->memory, &people->speakers);
    if (!item)
        return false;
    *item = entity;
    if (voice->speaker_count++ == 0)
        voice->speaker = entity;
    return true;
}

/* "Ortiz and Lee", "Ortiz, Lee and Park": further people that the source names side by side with the first. */
static bool add_further(struct speakers *s, struct voice *voice, struct token_range source, uint32_t head)
{
    const struct view *v = s->v;
    const struct mention *first = mention_of(v, head);
    uint32_t limit = source.last - source.first < 64 ? source.last : source.first + 64;
    bool joined = false;
    for (uint32_t i = first->last; i < limit; i++)
        joined |= word_is(v, i, "and") || word_is(v, i, "or");
    if (!joined)
        return true;
    for (uint32_t i = first->last; i < limit; i++) {
        uint32_t m = mention_at(v, i);
        if (m == SAYSO_NONE || mention_of(v, m)->first != i)
            continue;
        bool crowd =
            mention_of(v, m)->label == SAYSO_TITLE && v->people->entities.items[v->people->entity_of.items[m]].plural;
        if (mention_of(v, m)->label != first->label && !(crowd && first->label == SAYSO_PERSON))
            continue;
        uint32_t start = i;
        for (uint32_t k = 0; k < 8 && start > first->last; k++, start--) { /* back over titles and modifiers */
            uint32_t before = mention_at(v, start - 1);
            bool modifies = before != SAYSO_NONE
                                ? mention_of(v, before)->label != SAYSO_PERSON
                                : !ends_noun_phrase(v, start - 1) || (classes_at(v, start - 1) & LEX_DETERMINER) != 0;
            if (!modifies)
                break;
        }
        bool beside = start > first->last &&
                      (word_is(v, start - 1, "and") || word_is(v, start - 1, "or") || is_char(v, start - 1, ','));
        bool person = mention_of(v, m)->label == SAYSO_PERSON || word_is(v, start - 1, "and");
        if (beside && person && !add_speaker(s, voice, v->people->entity_of.items[m]))
            return false;
    }
    return true;
}

static enum code link_evidence(const struct view *v, uint32_t m)
{
    if (mention_of(v, m)->label != SAYSO_TITLE)
        return EVIDENCE_SOURCE_IS_NAME;
    const struct note *note = &v->notes.items[m];
    if (v->people->entities.items[v->people->entity_of.items[m]].plural)
        return EVIDENCE_COLLECTIVE;
    if (note->owner != SAYSO_NONE)
        return EVIDENCE_APPOSITION;
    return note->evidence == EVIDENCE_ROLE_MATCH ? EVIDENCE_ROLE_MATCH : EVIDENCE_NEW_ROLE;
}

static float link_confidence(const struct view *v, uint32_t m, enum code evidence)
{
    const struct group *group = &v->groups.items[v->group_of.items[v->people->entity_of.items[m]]];
    return group->vague ? 0.5f : speaker_share(evidence);
}

/* ---- sources without a name ------------------------------------------------------------------------------------------ */

/* Is this possessive that of a noun in the source: "her" of "her husband"? */
static bool owns_next(const struct view *v, uint32_t i, uint32_t end)
{
    return (pronoun_value(v, i) & PRONOUN_POSSESSIVE) && i + 1 < end && token_at(v, i + 1)->kind == TOKEN_WORD &&
           !(classes_at(v, i + 1) & (LEX_FUNCTION | LEX_ADVERB));
}

static uint32_t pronoun_in(const struct view *v, struct token_range source)
{
    uint32_t limit = source.last - source.first < 6 ? source.last : source.first + 6;
    for (uint32_t i = source.first; i < limit; i++) {
        uint32_t value = pronoun_value(v, i);
        uint32_t forms = PRONOUN_SUBJECT | PRONOUN_OBJECT | PRONOUN_RELATIVE | PRONOUN_REFLEXIVE;
        if (source.last == source.first + 1)
            forms |= PRONOUN_POSSESSIVE; /* "his" claim */
        if (!(value & forms) || (value & PRONOUN_INDEFINITE))
            continue;
        if (owns_next(v, i, source.last)) /* "her husband" */
            return SAYSO_NONE;
        return i;
    }
    return SAYSO_NONE;
}

/* Can "who" stand for it?  Not for a place. */
static bool is_someone(const struct view *v, uint32_t m)
{
    uint8_t label = mention_of(v, m)->label;
    return label == SAYSO_PERSON || label == SAYSO_TITLE || label == SAYSO_NORP || label == SAYSO_ORG;
}

/* A place, or a body behind a preposition: "a junior at Vell High School who". */
static bool is_within(const struct view *v, uint32_t m, uint32_t low)
{
    uint32_t first = mention_of(v, m)->first;
    bool inside = first > low && (classes_at(v, first - 1) & LEX_PREPOSITION);
    return !is_someone(v, m) || (mention_of(v, m)->label == SAYSO_ORG && inside);
}

enum { ANTECEDENT = 8 /* tokens between "chiefs" and the place after them */ };

static uint32_t someone_before(const struct view *v, uint32_t end, uint32_t low)
{
    for (uint32_t i = end; i > low && end - i < ANTECEDENT; i--) {
        uint32_t m = mention_at(v, i - 1);
        if (m != SAYSO_NONE && is_someone(v, m))
            return v->people->entity_of.items[m];
    }
    return SAYSO_NONE;
}

/* "who", "which": the mention right before, a comma or dash between at most; past a place, "chiefs in Ottawa, who". */
static uint32_t antecedent(const struct view *v, uint32_t token)
{
    struct sentence s = sentence_of(v, token);
    uint32_t i = token;
    for (uint32_t steps = 0; i > s.first && steps < 3; i--, steps++) {
        uint32_t m = mention_at(v, i - 1);
        if (m != SAYSO_NONE && !word_is(v, token, "which") && is_within(v, m, s.first)) {
            uint32_t entity = someone_before(v, mention_of(v, m)->first, s.first);
            return entity != SAYSO_NONE || !is_someone(v, m) ? entity : v->people->entity_of.items[m];
        }
        if (m != SAYSO_NONE)
            return v->people->entity_of.items[m];
        if (!opens_apposition(v, i - 1))
            break;
    }
    return SAYSO_NONE;
}

static uint32_t resolve_plural(const struct speakers *s, uint32_t token)
{
    const struct walk *w = &s->walk;
    bool near = w->last_several != SAYSO_NONE && sentence_at(s->v, token) - w->last_several_sentence <= 5;
    return near ? w->last_several : SAYSO_NONE;
}

static uint32_t resolve_thing(const struct speakers *s, uint32_t token)
{
    const struct walk *w = &s->walk;
    bool near = w->last_body != SAYSO_NONE && sentence_at(s->v, token) - w->last_body_sentence <= 2;
    return near ? w->last_body : SAYSO_NONE;
}

/* "A nurse at the home, who spoke": further back, the speaker in whose source the pronoun stands. */
static uint32_t relative_antecedent(const struct speakers *s, uint32_t token)
{
    const struct view *v = s->v;
    uint32_t entity = antecedent(v, token);
    if (entity == SAYSO_NONE && s->last != SAYSO_NONE && in_range(v->attributions->list.items[s->last].source, token))
        entity = v->people->voices.items[s->last].speaker;
    return entity;
}

/* People whom the content names: who speaks says "I" of himself, and the writer "he". */
static void note_spoken_of(struct speakers *s, uint32_t a)
{
    const struct view *v = s->v;
    struct token_range content = pieces_of(v, &v->attributions->list.items[a]);
    s->walk.spoken_of_count = 0;
    if (content.first == SAYSO_NONE)
        return;
    uint32_t limit = content.last - content.first < 64 ? content.last : content.first + 64;
    for (uint32_t i = content.first; i < limit && s->walk.spoken_of_count < SPOKEN_OF; i++) {
        uint32_t m = v->content_of.items[i] == SAYSO_NONE ? SAYSO_NONE : mention_at(v, i);
        if (m != SAYSO_NONE && mention_of(v, m)->first == i &&
            (mention_of(v, m)->label == SAYSO_PERSON || mention_of(v, m)->label == SAYSO_TITLE))
            s->walk.spoken_of[s->walk.spoken_of_count++] = v->people->entity_of.items[m];
    }
}

static bool settle_pronoun(struct speakers *s, struct voice *voice, uint32_t token, uint32_t a)
{
    struct view *v = s->v;
    uint32_t value = pronoun_value(v, token), entity = SAYSO_NONE, outer = v->attributions->list.items[a].parent;
    float margin = 0.5f;
    if (v->entity_at.items[token] != SAYSO_NONE)
        entity = v->entity_at.items[token];
    else if (value & PRONOUN_RELATIVE)
        entity = relative_antecedent(s, token);
    else if (value & PRONOUN_FIRST)
        entity = outer != SAYSO_NONE ? v->people->voices.items[outer].speaker : SAYSO_NONE;
    else if (is_personal(value)) {
        note_spoken_of(s, a);
        entity = pronoun_resolve(&s->walk, token, true, SAYSO_NONE, &margin);
        s->walk.spoken_of_count = 0;
    } else if (value & PRONOUN_PLURAL)
        entity = resolve_plural(s, token);
    else if (value & PRONOUN_NEUTER)
        entity = resolve_thing(s, token);
    if (entity == SAYSO_NONE) {
        if (value & PRONOUN_RELATIVE)
            s->walk.unnamed = token;
        return true;
    }
    if (v->entity_at.items[token] == SAYSO_NONE)
        pronoun_link(v, token, entity);
    set_evidence(voice, EVIDENCE_NEAREST_AGREEING, 0.65f + 0.33f * margin);
    return add_speaker(s, voice, entity);
}

static bool copy_speakers(struct speakers *s, struct voice *voice, uint32_t from, float confidence)
{
    const struct people *people = s->v->people;
    uint32_t count = people->voices.items[from].speaker_count;
    for (uint32_t k = 0; k < count && k < 16; k++)
        if (!add_speaker(s, voice, people->speakers.items[people->voices.items[from].speakers + k]))
            return false;
    set_evidence(voice, EVIDENCE_LAST_SPEAKER, confidence * people->voices.items[from].confidence);
    return true;
}

static bool has_evidence(const struct attribution *a, enum code code)
{
    for (uint32_t k = 0; k < ATTRIBUTION_EVIDENCE; k++)
        if (a->evidence[k] == code)
            return true;
    return false;
}

/* "was said to be": nobody is told; "but said": whoever spoke before in this sentence. */
static bool is_passive(const struct view *v, struct token_range cue)
{
    static const char *const forms[] = {"is", "was", "are", "were", "been", "be", "being", NULL};
    if (cue.first == SAYSO_NONE || cue.last - cue.first < 2)
        return false;
    uint32_t limit = cue.last - cue.first < 6 ? cue.last : cue.first + 6;
    for (uint32_t i = cue.first; i + 1 < limit; i++)
        if (word_among(v, i, forms))
            return !(classes_at(v, i + 1) & LEX_CUE_VERB) || CUE_FORM(value_at(v, i + 1, LEX_CUE_VERB, 0)) != CUE_ING;
    return false;
}

/* "The bank said": the organisation met before that the noun can stand for. */
static bool settle_body(struct speakers *s, struct voice *voice, uint32_t noun)
{
    const struct view *v = s->v;
    struct sentence sentence = sentence_of(v, noun);
    if (noun == sentence.first || !(word_is(v, noun - 1, "the") || word_is(v, noun - 1, "its")))
        return true;
    uint32_t group = body_meant(v, noun, mention_before(v, noun));
    if (group == SAYSO_NONE)
        return true;
    set_evidence(voice, EVIDENCE_ROLE_MATCH, speaker_share(EVIDENCE_ROLE_MATCH));
    return add_speaker(s, voice, v->groups.items[group].entity);
}

/* "Her husband said": the one person of her surname who can be that. */
static bool settle_kin(struct speakers *s, struct voice *voice, uint32_t owner, uint32_t noun)
{
    struct view *v = s->v;
    const struct walk *w = &s->walk;
    uint32_t gender = value_at(v, noun, LEX_KIN, 0), found = SAYSO_NONE;
    uint32_t count = w->count < CANDIDATES ? w->count : CANDIDATES;
    uint64_t surname = v->groups.items[v->group_of.items[owner]].surname;
    for (uint32_t k = 0; k < count && surname; k++) {
        uint32_t entity = w->ring[k].entity;
        const struct group *group = &v->groups.items[v->group_of.items[entity]];
        if (entity == owner || entity == found || group->surname != surname || group->vague)
            continue;
        bool woman = group->gender ? group->gender == SAYSO_FEMALE : group->women > 50;
        bool known = group->gender || group->women <= 100;
        if (gender && known && woman != (gender == SAYSO_FEMALE))
            continue;
        if (found != SAYSO_NONE)
            return true; /* two could be meant */
        found = entity;
    }
    if (found == SAYSO_NONE)
        return true;
    set_evidence(voice, EVIDENCE_ROLE_MATCH, speaker_share(EVIDENCE_ROLE_MATCH));
    return add_speaker(s, voice, found);
}

/* Whose kin a noun speaks of: "her husband", "Ruiz's mother"; SAYSO_NONE if it does not say. */
static uint32_t owner_of_kin(struct speakers *s, struct token_range source, uint32_t noun)
{
    const struct view *v = s->v;
    float margin;
    if (!(classes_at(v, noun) & LEX_KIN) || noun <= source.first)
        return SAYSO_NONE;
    if (is_personal(pronoun_value(v, noun - 1)))
        return v->entity_at.items[noun - 1] != SAYSO_NONE
                   ? v->entity_at.items[noun - 1]
                   : pronoun_resolve(&s->walk, noun - 1, false, SAYSO_NONE, &margin);
    if (is_possessive(v, noun - 1) && noun > source.first + 1 && mention_at(v, noun - 2) != SAYSO_NONE)
        return v->people->entity_of.items[mention_at(v, noun - 2)];
    return SAYSO_NONE;
}

/* A source that is no name and no known role: somebody's kin, a body by its noun, or somebody of whom no more is told. */
static bool settle_noun(struct speakers *s, struct voice *voice, struct token_range source, uint32_t noun)
{
    const struct view *v = s->v;
    uint32_t owner = owner_of_kin(s, source, noun);
    bool done = owner != SAYSO_NONE ? settle_kin(s, voice, owner, noun) : settle_body(s, voice, noun);
    bool somebody = (classes_at(v, noun) & (LEX_KIN | LEX_ROLE)) || word_is(v, source.first, "one");
    for (uint32_t i = source.first; i < source.last && i < source.first + 16; i++)
        somebody |= word_is(v, i, "who");
    if (voice->speaker == SAYSO_NONE && somebody)
        s->walk.unnamed = noun;
    return done;
}

/* Words for people who are others than the last speaker, though nobody brought them in. */
static bool is_another(const struct view *v, uint32_t noun)
{
    static const char *const others[] = {
        "spokesman", "spokeswoman", "spokesperson", "official",    "source",     "insider", "aide",
        "witness",   "victim",      "suspect",      "prosecutor",  "judge",      "lawyer",  "host",
        "attorney",  "reporter",    "caller",       "interviewer", "moderator",  "author",  "accused",
        "speaker",   "complainant", "plaintiff",    "defendant",   "magistrate", "coroner", "announcer",
        "narrator",  "chairman",    "captain",      "referee",     "editor",     NULL};
    return word_among(v, noun, others);
}

/* "The former adviser said", of whom nobody spoke before: an epithet of the person who spoke last, if the text is not
 * mostly about somebody else. */
static uint32_t last_by_epithet(const struct speakers *s, const struct voice *voice, uint32_t head)
{
    const struct view *v = s->v;
    const struct entity *role = &v->people->entities.items[voice->speaker];
    uint32_t noun = mention_of(v, head)->last - 1, last = s->walk.last_speaker;
    if (role->label != SAYSO_TITLE || last == SAYSO_NONE || v->people->mentions.items[role->mention] != head ||
        v->people->entities.items[last].label != SAYSO_PERSON || is_another(v, noun) || !is_epithet(v, role, noun))
        return SAYSO_NONE;
    const struct group *group = &v->groups.items[v->group_of.items[last]];
    uint8_t gender = mention_of(v, head)->gender;
    bool near = token_at(v, noun)->paragraph - s->walk.last_speaker_paragraph <= 1;
    bool central = 2 * v->people->entities.items[last].mention_count >= s->most;
    return near && central && !group->vague && !(gender && group->gender && gender != group->gender) ? last
                                                                                                     : SAYSO_NONE;
}

/* "A. It was safe." */
static bool is_answer(const struct view *v, const struct attribution *a)
{
    uint32_t i = a->source.first != SAYSO_NONE ? a->source.first : a->cue.first;
    return has_evidence(a, EVIDENCE_TRANSCRIPT) && i != SAYSO_NONE && v->text->bytes[token_at(v, i)->start] == 'A' &&
           token_at(v, i)->letters == CASED_SINGLE;
}

static bool settle_unsourced(struct speakers *s, struct voice *voice, uint32_t a)
{
    const struct view *v = s->v;
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct token_range content = pieces_of(v, attribution);
    uint32_t at = attribution->cue.first != SAYSO_NONE ? attribution->cue.first : content.first;
    bool alone = has_evidence(attribution, EVIDENCE_STANDS_ALONE), answer = is_answer(v, attribution);
    if (alone || answer) {
        uint32_t who = alone ? person_before(v, content.first) : person_interviewed(v);
        bool near = alone && s->last != SAYSO_NONE &&
                    token_at(v, content.first)->paragraph - s->walk.last_speaker_paragraph <= 3;
        if (near && s->walk.last_speaker != who)
            who = SAYSO_NONE; /* of one the article speaks, another spoke: it may be either's */
        if (who != SAYSO_NONE)
            set_evidence(voice, EVIDENCE_ONLY_CANDIDATE, 0.6f);
        return add_speaker(s, voice, who);
    }
    if (s->last == SAYSO_NONE || at == SAYSO_NONE || is_passive(v, attribution->cue))
        return true;
    if (attribution->act == SAYSO_OTHER || attribution->parent == s->last) /* "seemed": nobody says so */
        return true;
    const struct attribution *last = &v->attributions->list.items[s->last];
    uint32_t where = last->source.first != SAYSO_NONE ? last->source.first : pieces_of(v, last).first;
    bool told = has_evidence(attribution, EVIDENCE_FLOATING) ||
                has_evidence(attribution, EVIDENCE_CONTINUED_PARAGRAPH) ||
                has_evidence(attribution, EVIDENCE_BLOCK_QUOTE);
    if (attribution->cue.first != SAYSO_NONE && !told)
        return sentence_at(v, where) == sentence_at(v, at) ? copy_speakers(s, voice, s->last, 0.85f) : true;
    uint32_t distance = token_at(v, at)->paragraph - token_at(v, where)->paragraph;
    if (distance > (told ? 4u : 1u))
        return true;
    return copy_speakers(s, voice, s->last, distance == 0 ? 0.9f : 0.75f);
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

static bool settle(struct speakers *s, uint32_t a)
{
    struct view *v = s->v;
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    voice->speakers = v->people->speakers.count;
    uint32_t head = source_head(v, attribution->source), pronoun;
    bool done = true;
    uint32_t owner = head != SAYSO_NONE && mention_of(v, head)->label == SAYSO_TITLE
                         ? owner_of_kin(s, attribution->source, mention_of(v, head)->last - 1)
                         : SAYSO_NONE;
    if (owner != SAYSO_NONE) /* "his mother": a role, but one of the names may be hers */
        done = settle_kin(s, voice, owner, mention_of(v, head)->last - 1);
    if (voice->speaker != SAYSO_NONE || !done) {
        /* settled, or memory ended */
    } else if (attribution->source.first != SAYSO_NONE && is_answer(v, attribution)) {
        done = settle_unsourced(s, voice, a);
    } else if (head != SAYSO_NONE) {
        enum code evidence = link_evidence(v, head);
        set_evidence(voice, evidence, link_confidence(v, head, evidence));
        done =
            add_speaker(s, voice, v->people->entity_of.items[head]) && add_further(s, voice, attribution->source, head);
        uint32_t last = done && voice->speaker_count == 1 ? last_by_epithet(s, voice, head) : SAYSO_NONE;
        if (last != SAYSO_NONE) {
            v->people->speakers.items[voice->speakers] = voice->speaker = last;
            set_evidence(voice, EVIDENCE_LAST_SPEAKER, 0.7f);
        }
    } else if (attribution->source.first == SAYSO_NONE) {
        done = settle_unsourced(s, voice, a);
    } else if (!word_is(v, attribution->source.first, "one") &&
               (pronoun = pronoun_in(v, attribution->source)) != SAYSO_NONE) {
        done = settle_pronoun(s, voice, pronoun, a);
    } else if ((pronoun = source_noun(v, attribution->source)) != SAYSO_NONE) {
        done = settle_noun(s, voice, attribution->source, pronoun);
    }
    if (voice->speaker != SAYSO_NONE && attribution->parent == SAYSO_NONE) {
        uint32_t at =
            attribution->source.first != SAYSO_NONE ? attribution->source.first : pieces_of(v, attribution).first;
        s->last = a;
        s->walk.last_speaker = voice->speaker;
        if (head != SAYSO_NONE)
            s->walk.unnamed = SAYSO_NONE;
        s->walk.last_speaker_paragraph = token_at(v, at)->paragraph;
        if (v->people->entities.items[voice->speaker].plural) {
            s->walk.last_several = voice->speaker;
            s->walk.last_several_sentence = sentence_at(v, at);
        }
    }
    return done;
}

static uint32_t settled_at(const struct view *v, const struct attribution *a)
{
    return a->source.first != SAYSO_NONE ? a->source.first
           : a->cue.first != SAYSO_NONE  ? a->cue.first
                                         : pieces_of(v, a).first;
}

static bool prepare(struct speakers *s)
{
    struct view *v = s->v;
    for (uint32_t e = 0; e < v->people->entities.count; e++) {
        const struct entity *entity = &v->people->entities.items[e];
        if (entity->label == SAYSO_PERSON && entity->mention_count > s->most)
            s->most = entity->mention_count;
    }
    uint32_t tokens = v->tokens->list.count, count = v->attributions->list.count;
    if (!array_reserve(v->memory, &s->heard_at, tokens) || !array_reserve(v->memory, &s->heard_next, count) ||
        !array_reserve(v->memory, &v->content_of, tokens) || !array_reserve(v->memory, &v->entity_at, tokens) ||
        !array_reserve(v->memory, &v->people->voices, count))
        return false;
    s->heard_at.count = v->content_of.count = v->entity_at.count = tokens;
    s->heard_next.count = v->people->voices.count = count;
    for (uint32_t i = 0; i < tokens; i++)
        s->heard_at.items[i] = v->content_of.items[i] = v->entity_at.items[i] = SAYSO_NONE;
    for (uint32_t a = count; a-- > 0;) { /* backwards, so that chains run forwards */
        uint32_t at = settled_at(v, &v->attributions->list.items[a]);
        v->people->voices.items[a] = (struct voice){.speaker = SAYSO_NONE,
                                                    .source_count = SAYSO_NONE,
                                                    .via = SAYSO_NONE,
                                                    .said_time = SAYSO_NONE,
                                                    .repeat_of = SAYSO_NONE,
                                                    .document = {SAYSO_NONE, SAYSO_NONE},
                                                    .translated = {SAYSO_NONE, SAYSO_NONE},
                                                    .anonymity = {SAYSO_NONE, SAYSO_NONE},
                                                    .reason = {SAYSO_NONE, SAYSO_NONE},
                                                    .source_kind = SAYSO_SOURCE_UNKNOWN,
                                                    .naming = SAYSO_NAMING_UNKNOWN,
                                                    .number = SAYSO_NUMBER_UNKNOWN};
        s->heard_next.items[a] = SAYSO_NONE;
        if (at == SAYSO_NONE)
            continue;
        s->heard_next.items[a] = s->heard_at.items[at];
        s->heard_at.items[at] = a;
    }
    for (uint32_t a = 0; a < count; a++) { /* inner contents come later and win */
        const struct attribution *attribution = &v->attributions->list.items[a];
        for (uint32_t p = 0; attribution->depth < 8 && p < attribution->piece_count; p++) {
            struct token_range piece = v->attributions->pieces.items[attribution->piece + p];
            for (uint32_t i = piece.first; i < piece.last; i++)
                v->content_of.items[i] = a;
        }
    }
    return true;
}

/* "We believe" within a quotation is who is quoted, often named only after it. */
static bool settle_first_persons(struct speakers *s)
{
    struct view *v = s->v;
    for (uint32_t a = 0; a < v->attributions->list.count; a++) {
        const struct attribution *attribution = &v->attributions->list.items[a];
        struct voice *voice = &v->people->voices.items[a];
        if (voice->speaker != SAYSO_NONE || attribution->source.first == SAYSO_NONE ||
            attribution->parent == SAYSO_NONE)
            continue;
        uint32_t pronoun = pronoun_in(v, attribution->source);
        if (pronoun == SAYSO_NONE || !(pronoun_value(v, pronoun) & PRONOUN_FIRST))
            continue;
        voice->speakers = v->people->speakers.count;
        if (!settle_pronoun(s, voice, pronoun, a))
            return false;
    }
    return true;
}

sayso_status speakers_find(struct view *v)
{
    struct speakers s = {.v = v, .last = SAYSO_NONE};
    sayso_status status = SAYSO_ERROR_MEMORY;
    float margin;
    if (!prepare(&s))
        goto done;
    walk_start(&s.walk, v);
    for (uint32_t i = 0; i < v->tokens->list.count; i++) {
        if ((i & 0xFFFu) == 0 && memory_cancelled(v->memory)) {
            status = SAYSO_ERROR_CANCELLED;
            goto done;
        }
        walk_meet(&s.walk, i);
        for (uint32_t a = s.heard_at.items[i]; a != SAYSO_NONE; a = s.heard_next.items[a])
            if (!settle(&s, a))
                goto done;
        uint32_t value = pronoun_value(v, i);
        if (!value || v->entity_at.items[i] != SAYSO_NONE || (in_marks(v, i) && v->content_of.items[i] != SAYSO_NONE))
            continue;
        if (is_personal(value))
            pronoun_resolve(&s.walk, i, false, SAYSO_NONE, &margin);
        else if ((value & PRONOUN_RELATIVE) && (value & PRONOUN_SUBJECT) && word_is(v, i, "who")) {
            uint32_t entity = antecedent(v, i);
            if (entity != SAYSO_NONE)
                pronoun_link(v, i, entity);
        }
    }
    if (settle_first_persons(&s))
        status = SAYSO_OK;
done:
    array_free(v->memory, &s.heard_at);
    array_free(v->memory, &s.heard_next);
    return status;
}
