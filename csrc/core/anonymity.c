/* anonymity: sources whose names are kept from the reader: how they are described, and the reason that is printed,
 * beside them or a sentence away, for one or for several at once ("The official, like other officials, spoke on ..."). */
#include "anonymity.h"

#define SOURCES_BACK 16u /* attributions that "they spoke on condition of anonymity" can look back over */
#define SUBJECT_BACK 24u /* tokens from a reason back to its subject */
#define NEAR         1u  /* paragraphs from a source to a reason of its own */
#define NEAR_SEVERAL 3u  /* to one of several at once */

struct hiding {
    struct view *v;
    struct reasons reasons;
    array_of(uint32_t) of_entity; /* parallel to entities: reason or SAYSO_NONE */
    struct table of_kind;
};

/* ---- nouns ----------------------------------------------------------------------------------------------------------- */

static uint64_t singular_hash(const struct view *v, uint32_t i)
{
    char word[24];
    const struct token *token = token_at(v, i);
    uint32_t size = token->end - token->start;
    if (size >= sizeof word)
        return word_hash(v, i);
    for (uint32_t k = 0; k < size; k++) {
        uint8_t byte = v->text->bytes[token->start + k];
        word[k] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    if (size > 3 && word[size - 1] == 's')
        size--;
    word[size] = '\0';
    return hash_of(size == 6 && word[0] == 'p' && word_is(v, i, "people") ? "person" : word);
}

static uint64_t kind_of_mention(const struct view *v, uint32_t m)
{
    return m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_TITLE ? singular_hash(v, title_head(v, mention_of(v, m)))
                                                                     : 0;
}

/* The noun by which a voice is called, in the singular, hashed: of its source, else of its speaker. */
static uint64_t noun_of_voice(const struct view *v, uint32_t a)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    const struct voice *voice = &v->people->voices.items[a];
    uint32_t head = source_head(v, attribution->source);
    if (head == SAYSO_NONE && voice->speaker != SAYSO_NONE)
        head = v->people->entities.items[voice->speaker].name;
    if (head != SAYSO_NONE)
        return kind_of_mention(v, head);
    uint32_t noun = attribution->source.first != SAYSO_NONE ? source_telling_noun(v, attribution->source) : SAYSO_NONE;
    return noun != SAYSO_NONE ? singular_hash(v, noun) : 0;
}

static bool undisclosed_entity(const struct view *v, uint32_t entity)
{
    return entity != SAYSO_NONE && v->people->entities.items[entity].label == SAYSO_TITLE;
}

/* ---- whose reason it is ------------------------------------------------------------------------------------------------ */

/* "like other officials", "and other aides": the noun, where "other" stands shortly before the reason. */
static uint64_t others_named(const struct view *v, uint32_t first, uint32_t start)
{
    for (uint32_t k = 0; k < 12 && first > start; k++) {
        first--;
        if (!word_is(v, first, "other") && !word_is(v, first, "others"))
            continue;
        for (uint32_t i = first + 1; i < first + 5 && i < v->tokens->list.count; i++)
            if (mention_at(v, i) != SAYSO_NONE && mention_of(v, mention_at(v, i))->label == SAYSO_TITLE)
                return kind_of_mention(v, mention_at(v, i));
    }
    return 0;
}

static bool means_everyone(const struct view *v, uint32_t i)
{
    static const char *const all[] = {"all", "both", "neither", "none", "each", NULL};
    uint32_t value = pronoun_value(v, i);
    return word_among(v, i, all) || ((value & PRONOUN_PLURAL) && (value & PRONOUN_THIRD) && (value & PRONOUN_SUBJECT));
}

/* The subject of the reason: a pronoun, a role noun, or a noun such as "person", before it in its sentence. */
static void read_subject(const struct view *v, struct reason *reason, uint32_t start)
{
    uint32_t i = reason->words.first;
    bool noun = false;
    reason->everyone = i < reason->words.last && means_everyone(v, i);
    reason->apart = reason->everyone;
    for (uint32_t k = 0; k < SUBJECT_BACK && i > start; k++) {
        i--;
        uint32_t m = mention_at(v, i), value = pronoun_value(v, i);
        if (i + 1 == reason->words.first)
            reason->apart |= m != SAYSO_NONE || value || is_subject_noun(v, i);
        if (word_is(v, i, "who") || word_is(v, i, "whose"))
            reason->apart = false;
        if (means_everyone(v, i))
            reason->everyone = true;
        bool title = m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_TITLE && i + 1 == mention_of(v, m)->last;
        if (title) {
            uint32_t entity = v->people->entity_of.items[m];
            /* of "The official, like other officials," the first is the subject */
            if (reason->subject == SAYSO_NONE || !v->people->entities.items[entity].plural) {
                reason->subject = entity;
                reason->noun = kind_of_mention(v, m);
                reason->everyone |= v->people->entities.items[entity].plural && !noun;
            }
            noun = true;
        } else if (m == SAYSO_NONE && is_subject_noun(v, i) && !noun) {
            reason->noun = singular_hash(v, i);
            reason->everyone |= noun_is_plural(v, i);
            noun = true;
        } else if (is_personal(value) && reason->subject == SAYSO_NONE && !noun) {
            reason->subject = v->entity_at.items[i];
            return;
        }
    }
}

static bool can_hide(const struct voice *voice)
{
    return voice->source_kind != SAYSO_SOURCE_DOCUMENT && voice->source_kind != SAYSO_SOURCE_AUTHOR &&
           voice->source_kind != SAYSO_SOURCE_ORGANIZATION && voice->source_kind != SAYSO_SOURCE_PLACE &&
           voice->naming != SAYSO_NAMED;
}

static void give(struct hiding *h, uint32_t a, uint32_t reason)
{
    struct voice *voice = &h->v->people->voices.items[a];
    if (!can_hide(voice) || voice->reason.first != SAYSO_NONE)
        return;
    voice->reason = h->reasons.list.items[reason].words;
    voice->naming = SAYSO_UNDISCLOSED;
    if (voice->source_kind == SAYSO_SOURCE_UNKNOWN)
        voice->source_kind = SAYSO_SOURCE_PERSON;
}

static uint32_t place_of_attribution(const struct view *v, uint32_t a)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    return attribution->source.first != SAYSO_NONE ? attribution->source.first
           : attribution->cue.first != SAYSO_NONE  ? attribution->cue.first
                                                   : pieces_of(v, attribution).first;
}

/* The undisclosed sources that were heard last before a reason: one, or all near it; of its noun, if it has one. */
static void give_back(struct hiding *h, uint32_t r, uint32_t before)
{
    const struct view *v = h->v;
    const struct reason *reason = &h->reasons.list.items[r];
    for (uint32_t k = 0; k < SOURCES_BACK && before > 0; k++) {
        uint32_t a = --before, at = place_of_attribution(v, a);
        if (at == SAYSO_NONE || sentence_at(v, at) >= reason->sentence)
            continue; /* of its own sentence: asks for itself */
        if (token_at(v, reason->words.first)->paragraph - token_at(v, at)->paragraph >
            (reason->everyone ? NEAR_SEVERAL : NEAR))
            return;
        if (!can_hide(&v->people->voices.items[a]) || v->people->voices.items[a].naming != SAYSO_UNDISCLOSED ||
            (reason->noun && noun_of_voice(v, a) != reason->noun))
            continue;
        give(h, a, r);
        if (!reason->everyone)
            return;
    }
}

/* Reasons that name their subject are noted for it, before the attributions ask. */
static sayso_status note_subjects(struct hiding *h)
{
    const struct view *v = h->v;
    uint32_t next = 0;
    if (!array_reserve(v->memory, &h->of_entity, v->people->entities.count))
        return SAYSO_ERROR_MEMORY;
    h->of_entity.count = v->people->entities.count;
    for (uint32_t e = 0; e < h->of_entity.count; e++)
        h->of_entity.items[e] = SAYSO_NONE;
    for (uint32_t r = 0; r < h->reasons.list.count; r++) {
        struct reason *reason = &h->reasons.list.items[r];
        uint32_t start = v->sentences->list.items[reason->sentence].first;
        read_subject(v, reason, start);
        reason->kind = others_named(v, reason->words.first, start);
        if (undisclosed_entity(v, reason->subject) && h->of_entity.items[reason->subject] == SAYSO_NONE)
            h->of_entity.items[reason->subject] = r;
        struct slot *slot = reason->kind ? table_put(&h->of_kind, reason->kind) : NULL;
        if (slot && slot->value == SAYSO_NONE)
            slot->value = r;
        while (next < v->attributions->list.count &&
               pieces_of(v, &v->attributions->list.items[next]).first < reason->words.last)
            next++;
        if (reason->everyone || reason->apart)
            give_back(h, r, next);
    }
    return SAYSO_OK;
}

/* The reason in a sentence, the one nearest after the source if there are several. */
static uint32_t reason_in(const struct hiding *h, uint32_t sentence, uint32_t token)
{
    const struct reason *list = h->reasons.list.items;
    uint32_t low = 0, high = h->reasons.list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t found = SAYSO_NONE;
    for (uint32_t k = 0; k < 8 && low < h->reasons.list.count && list[low].sentence == sentence; k++, low++)
        if (found == SAYSO_NONE || list[found].words.first < token)
            found = low;
    return found;
}

/* ---- how the source is described ----------------------------------------------------------------------------------------- */

/* The source as printed, without the reason and the "who" that leads to it. */
static struct token_range without_reason(const struct view *v, struct token_range source, struct token_range reason)
{
    static const char *const leading[] = {"who", "whose", "which", "and", "but", "including", "is", "was", NULL};
    uint32_t end = source.last;
    if (reason.first != SAYSO_NONE && reason.first > source.first && reason.first <= source.last + 1)
        end = reason.first < source.last ? reason.first : source.last;
    uint32_t who = SAYSO_NONE;
    if (end < source.last || reason.first == source.last || reason.first == source.last + 1)
        for (uint32_t i = end, k = 0; k < SUBJECT_BACK && i > source.first + 1; k++) {
            i--;
            if (word_is(v, i, "who") || word_is(v, i, "whose")) {
                who = i; /* "a soldier who, in keeping with the rules, asked ..." */
                break;
            }
            if (is_finite(v, i))
                break; /* "a nurse who quit in March and asked ..." */
        }
    end = who != SAYSO_NONE ? who : end;
    for (uint32_t i = source.first + 1; i < end && i < source.first + 8; i++)
        if (word_is(v, i, "including") || (is_char(v, i, ',') && i + 1 < end && word_is(v, i + 1, "including")))
            end = i; /* "campaigners including Rosa Dean": she is named */
    while (end > source.first + 1 &&
           (token_at(v, end - 1)->kind == TOKEN_PUNCTUATION || word_among(v, end - 1, leading)))
        end--;
    return (struct token_range){source.first, end};
}

/* "they", or nobody: as they were introduced. */
static struct token_range introduction(const struct view *v, uint32_t speaker)
{
    const struct entity *entity = &v->people->entities.items[speaker];
    const struct mention *first = mention_of(v, v->people->mentions.items[entity->mention]);
    uint32_t start = phrase_start(v, first->first), sentence = sentence_of(v, first->first).first;
    if (start > sentence && (classes_at(v, start - 1) & (LEX_DETERMINER | LEX_NUMBER_WORD)))
        start--;
    return (struct token_range){start, first->last};
}

static void describe(struct hiding *h, uint32_t a)
{
    struct view *v = h->v;
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    uint32_t at = place_of_attribution(v, a);
    if (at == SAYSO_NONE || !can_hide(voice) || attribution->status == SAYSO_DECLINED ||
        attribution->status == SAYSO_NOT_SAID)
        return;
    uint32_t r = reason_in(h, sentence_at(v, at), at);
    if (r != SAYSO_NONE && attribution->source.first != SAYSO_NONE) {
        uint32_t subject = h->reasons.list.items[r].subject;
        if (subject == SAYSO_NONE || voice->speaker == SAYSO_NONE || subject == voice->speaker ||
            voice->naming == SAYSO_UNDISCLOSED)
            give(h, a, r);
    }
    if (voice->speaker != SAYSO_NONE && h->of_entity.items[voice->speaker] != SAYSO_NONE)
        give(h, a, h->of_entity.items[voice->speaker]);
    if (voice->naming != SAYSO_UNDISCLOSED || voice->source_kind != SAYSO_SOURCE_PERSON)
        return;
    uint64_t kind = noun_of_voice(v, a);
    const struct slot *slot = kind ? table_find(&h->of_kind, kind) : NULL;
    if (slot)
        give(h, a, slot->value);
    if (attribution->act != SAYSO_SPEECH && voice->reason.first == SAYSO_NONE)
        return; /* "voters want": no source whose name is kept back */
    bool bare = attribution->source.first == SAYSO_NONE || (source_head(v, attribution->source) == SAYSO_NONE &&
                                                            attribution->source.last - attribution->source.first == 1 &&
                                                            pronoun_value(v, attribution->source.first));
    if (!bare)
        voice->anonymity = without_reason(v, attribution->source, voice->reason);
    else if (voice->speaker != SAYSO_NONE)
        voice->anonymity = introduction(v, voice->speaker);
    else
        voice->anonymity = attribution->source;
}

sayso_status anonymity_find(struct view *v)
{
    struct hiding h = {.v = v};
    sayso_status status = v->attributions->list.count ? reasons_find(v, &h.reasons) : SAYSO_OK;
    if (status != SAYSO_OK)
        goto done;
    if (!table_create(v, &h.of_kind, h.reasons.list.count)) {
        status = SAYSO_ERROR_MEMORY;
        goto done;
    }
    if ((status = note_subjects(&h)) != SAYSO_OK)
        goto done;
    for (uint32_t a = 0; a < v->attributions->list.count; a++)
        describe(&h, a);
done:
    table_free(v, &h.of_kind);
    array_free(v->memory, &h.reasons.list);
    array_free(v->memory, &h.of_entity);
    return status;
}
