/* anonymity: sources whose names are kept from the reader: how they are described, and the reason that is printed,
 * beside them or a sentence away, for one or for several at once ("The official, like other officials, spoke on ..."). */
#include "people_parts.h"

#define REASON_BACK  12u /* tokens before the word that tells */
#define REASON_WORDS 60u
#define SOURCES_BACK 16u /* attributions that "they spoke on condition of anonymity" can look back over */

struct reason {
    struct token_range words;
    uint32_t sentence, subject; /* entity, SAYSO_NONE: whoever speaks in the sentence */
    uint64_t kind;              /* "like other officials": hash of the noun in the singular, 0: none */
    uint32_t taken;             /* an attribution that it was given to, SAYSO_NONE */
};

struct hiding {
    struct view *v;
    array_of(struct reason) reasons; /* in order */
    array_of(uint32_t) of_entity;    /* parallel to entities: reason or SAYSO_NONE */
    struct table of_kind;
};

/* ---- the words that tell --------------------------------------------------------------------------------------------- */

static bool near_before(const struct view *v, uint32_t i, uint32_t steps, const char *const *words)
{
    struct sentence s = sentence_of(v, i);
    for (uint32_t k = 0; k < steps && i > s.first; k++)
        if (word_among(v, --i, words))
            return true;
    return false;
}

static bool near_after(const struct view *v, uint32_t i, uint32_t steps, const char *const *words)
{
    struct sentence s = sentence_of(v, i);
    for (uint32_t k = 0; k < steps && i + 1 < s.last; k++)
        if (word_among(v, ++i, words))
            return true;
    return false;
}

static bool tells(const struct view *v, uint32_t i)
{
    static const char *const asking[] = {"condition", "requested", "requesting", "request", "granted",  "granting",
                                         "insisted",  "insisting", "asked",      "asking",  "demanded", "sought",
                                         "seeking",   "under",     "promised",   "offered", "given",    "on",
                                         "wanted",    "cover",     "with",       NULL};
    static const char *const unwilling[] = {"asked",   "asking",    "requested",  "requesting", "declined", "declining",
                                            "refused", "refusing",  "want",       "wanted",     "wanting",  "wished",
                                            "wishing", "preferred", "preferring", "condition",  "insisted", "unwilling",
                                            "because", "agreed",    NULL};
    static const char *const negations[] = {"not", "n't", "n’t", "un", "without", "never", NULL};
    static const char *const talking[] = {"speak",   "discuss", "comment",  "talk",    "brief", "disclose",
                                          "reveal",  "release", "share",    "address", "be",    "make",
                                          "divulge", "give",    "describe", NULL};
    static const char *const speaking[] = {"spoke",   "speaking", "speak", "talked", "talking",
                                           "briefed", "briefing", "said",  "told",   NULL};
    static const char *const withheld[] = {"withheld", "withhold", "changed", NULL};
    static const char *const giving[] = {"give",    "giving",    "provide",  "use",  "used",
                                         "publish", "published", "disclose", "have", NULL};
    switch (v->text->bytes[token_at(v, i)->start] | 0x20) {
    case 'a':
        if (word_is(v, i, "anonymity"))
            return near_before(v, i, 6, asking);
        if (word_is(v, i, "anonymously"))
            return near_before(v, i, 4, speaking);
        if (word_is(v, i, "anonymous"))
            return near_before(v, i, 3, (const char *const[]){"remain", "stay", "remaining", NULL});
        return (word_is(v, i, "authorized") || word_is(v, i, "authorised") || word_is(v, i, "allowed")) &&
               near_before(v, i, 3, negations) && near_after(v, i, 4, talking);
    case 'p': return word_is(v, i, "permitted") && near_before(v, i, 3, negations) && near_after(v, i, 4, talking);
    case 'u': return (word_is(v, i, "unauthorized") || word_is(v, i, "unauthorised")) && near_after(v, i, 3, talking);
    case 'b': return word_is(v, i, "background") && i > 0 && word_is(v, i - 1, "on") && near_before(v, i, 4, speaking);
    case 'n':
        if (word_is(v, i, "named"))
            return near_before(v, i, 8, unwilling) && near_before(v, i, 2, (const char *const[]){"be", "being", NULL});
        return (word_is(v, i, "name") || word_is(v, i, "names")) &&
               ((near_after(v, i, 4, withheld)) ||
                (near_before(v, i, 8, unwilling) && near_before(v, i, 4, giving) &&
                 near_before(v, i, 8,
                             (const char *const[]){"not", "n't", "declined", "refused", "declining", "refusing",
                                                   "unwilling", NULL})));
    case 'i':
        return word_is(v, i, "identified") && near_before(v, i, 8, unwilling) &&
               near_before(v, i, 2, (const char *const[]){"be", "being", NULL});
    case 'q':
        return word_is(v, i, "quoted") && near_before(v, i, 6, unwilling) && near_before(v, i, 3, negations) &&
               near_after(v, i, 2, (const char *const[]){"by", NULL});
    default: return false;
    }
}

/* From the verb of the clause on: not before a mark, a name, "who" or a subject. */
static uint32_t reason_start(const struct view *v, uint32_t i, uint32_t floor)
{
    struct sentence s = sentence_of(v, i);
    uint32_t first = i;
    for (uint32_t k = 0; k < REASON_BACK && first > s.first && first > floor; k++, first--) {
        const struct token *token = token_at(v, first - 1);
        uint32_t value = pronoun_value(v, first - 1);
        if (token->kind == TOKEN_PUNCTUATION && token->ascii != '-')
            break;
        if (token->kind == TOKEN_MARK || mention_at(v, first - 1) != SAYSO_NONE || word_is(v, first - 1, "who"))
            break;
        bool subject = (value & PRONOUN_SUBJECT) && !(value & PRONOUN_OBJECT);
        if (subject || word_is(v, first - 1, "both") || word_is(v, first - 1, "all") || word_is(v, first - 1, "each"))
            if (!(first - 1 > s.first && (word_is(v, first - 2, "because") || word_is(v, first - 2, "as") ||
                                          word_is(v, first - 2, "since") || word_is(v, first - 2, "that"))))
                break;
    }
    while (first < i && (word_is(v, first, "and") || word_is(v, first, "but") || word_is(v, first, "of")))
        first++;
    return first;
}

/* To the end of the clause: a comma ends it only where the sentence goes back to who says what. */
static uint32_t reason_end(const struct view *v, uint32_t i)
{
    struct sentence s = sentence_of(v, i);
    uint32_t end = i + 1, limit = s.last - i < REASON_WORDS ? s.last : i + REASON_WORDS,
             inside = v->content_of.items[i];
    for (; end < limit; end++) {
        const struct token *token = token_at(v, end);
        if (token->kind == TOKEN_MARK || token->ascii == ';' || token->ascii == '(' || token->ascii == ')' ||
            token->ascii == '.' || token->ascii == '!')
            break;
        if (v->content_of.items[end] != inside)
            break;
        if (token->ascii == ',' && end + 1 < limit) {
            uint64_t classes = classes_at(v, end + 1);
            bool back = (classes & LEX_CUE_VERB) || is_finite(v, end + 1) || v->content_of.items[end + 1] != inside;
            if (back)
                break;
        }
        if (token->kind == TOKEN_PUNCTUATION && !token->ascii)
            break; /* a dash */
    }
    while (end > i + 1 && token_at(v, end - 1)->kind == TOKEN_PUNCTUATION)
        end--;
    return end;
}

/* ---- whose reason it is ------------------------------------------------------------------------------------------------ */

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
    return hash_of(word);
}

static uint64_t kind_of_mention(const struct view *v, uint32_t m)
{
    return m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_TITLE ? singular_hash(v, title_head(v, mention_of(v, m)))
                                                                     : 0;
}

/* "like other officials", "and other aides": the noun, where "other" stands shortly before the reason. */
static uint64_t others_named(const struct view *v, uint32_t first, uint32_t start)
{
    for (uint32_t k = 0; k < REASON_BACK && first > start; k++) {
        first--;
        if (!word_is(v, first, "other") && !word_is(v, first, "others"))
            continue;
        for (uint32_t i = first + 1; i < first + 5 && i < v->tokens->list.count; i++)
            if (mention_at(v, i) != SAYSO_NONE && mention_of(v, mention_at(v, i))->label == SAYSO_TITLE)
                return kind_of_mention(v, mention_at(v, i));
    }
    return 0;
}

static bool undisclosed_entity(const struct view *v, uint32_t entity)
{
    return entity != SAYSO_NONE && v->people->entities.items[entity].label == SAYSO_TITLE;
}

/* The subject of the reason: a pronoun or role noun before it in its sentence. */
static uint32_t subject_of(const struct view *v, uint32_t first, uint32_t start, bool *everyone)
{
    uint32_t found = SAYSO_NONE;
    for (uint32_t k = 0; k < 24 && first > start; k++) {
        first--;
        uint32_t m = mention_at(v, first), value = pronoun_value(v, first);
        if (word_is(v, first, "all") || word_is(v, first, "both") ||
            ((value & PRONOUN_PLURAL) && (value & PRONOUN_THIRD) && (value & PRONOUN_SUBJECT)))
            *everyone = true;
        if (m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_TITLE && first + 1 == mention_of(v, m)->last) {
            uint32_t entity = v->people->entity_of.items[m];
            /* of "The official, like other officials," the first is the subject */
            if (found == SAYSO_NONE || !v->people->entities.items[entity].plural)
                found = entity;
        } else if (is_personal(value) && found == SAYSO_NONE) {
            return v->entity_at.items[first];
        }
    }
    return found;
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
    voice->reason = h->reasons.items[reason].words;
    voice->naming = SAYSO_UNDISCLOSED;
    if (voice->source_kind == SAYSO_SOURCE_UNKNOWN)
        voice->source_kind = SAYSO_SOURCE_PERSON;
    h->reasons.items[reason].taken = a;
}

static uint32_t place_of_attribution(const struct view *v, uint32_t a)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    return attribution->source.first != SAYSO_NONE ? attribution->source.first
           : attribution->cue.first != SAYSO_NONE  ? attribution->cue.first
                                                   : pieces_of(v, attribution).first;
}

/* The undisclosed sources that were heard last before a token, in this paragraph or the one before. */
static void give_back(struct hiding *h, uint32_t reason, uint32_t first, uint32_t before, bool everyone)
{
    const struct view *v = h->v;
    for (uint32_t k = 0; k < SOURCES_BACK && before > 0; k++) {
        uint32_t a = --before;
        uint32_t at = place_of_attribution(v, a);
        if (at == SAYSO_NONE || at > first)
            continue;
        if (token_at(v, first)->paragraph - token_at(v, at)->paragraph > 1)
            return;
        if (!can_hide(&v->people->voices.items[a]) || v->people->voices.items[a].naming != SAYSO_UNDISCLOSED)
            continue;
        give(h, a, reason);
        if (!everyone)
            return;
    }
}

static sayso_status find_reasons(struct hiding *h)
{
    const struct view *v = h->v;
    uint32_t done = 0;
    for (uint32_t i = 0; i < v->tokens->list.count; i++) {
        if (i < done || token_at(v, i)->kind != TOKEN_WORD || !tells(v, i))
            continue;
        struct reason *reason = array_push(v->memory, &h->reasons);
        if (!reason)
            return SAYSO_ERROR_MEMORY;
        *reason =
            (struct reason){{reason_start(v, i, done), reason_end(v, i)}, sentence_at(v, i), SAYSO_NONE, 0, SAYSO_NONE};
        done = reason->words.last;
    }
    return SAYSO_OK;
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
    for (uint32_t r = 0; r < h->reasons.count; r++) {
        struct reason *reason = &h->reasons.items[r];
        uint32_t start = v->sentences->list.items[reason->sentence].first;
        bool everyone = false;
        reason->subject = subject_of(v, reason->words.first, start, &everyone);
        reason->kind = others_named(v, reason->words.first, start);
        if (undisclosed_entity(v, reason->subject) && h->of_entity.items[reason->subject] == SAYSO_NONE)
            h->of_entity.items[reason->subject] = r;
        struct slot *slot = reason->kind ? table_put(&h->of_kind, reason->kind) : NULL;
        if (slot && slot->value == SAYSO_NONE)
            slot->value = r;
        while (next < v->attributions->list.count &&
               pieces_of(v, &v->attributions->list.items[next]).first < reason->words.last)
            next++;
        if (everyone || (!undisclosed_entity(v, reason->subject) && reason->subject != SAYSO_NONE))
            give_back(h, r, reason->words.first, next, everyone);
    }
    return SAYSO_OK;
}

/* The reason in a sentence, the one nearest after the source if there are several. */
static uint32_t reason_in(const struct hiding *h, uint32_t sentence, uint32_t token)
{
    uint32_t low = 0, high = h->reasons.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (h->reasons.items[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t found = SAYSO_NONE;
    for (uint32_t k = 0; k < 8 && low < h->reasons.count && h->reasons.items[low].sentence == sentence; k++, low++)
        if (found == SAYSO_NONE || h->reasons.items[found].words.first < token)
            found = low;
    return found;
}

static void describe(struct hiding *h, uint32_t a)
{
    struct view *v = h->v;
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    uint32_t at = place_of_attribution(v, a);
    if (at == SAYSO_NONE || !can_hide(voice))
        return;
    uint32_t r = reason_in(h, sentence_at(v, at), at);
    if (r != SAYSO_NONE && attribution->source.first != SAYSO_NONE) {
        uint32_t subject = h->reasons.items[r].subject;
        if (subject == SAYSO_NONE || voice->speaker == SAYSO_NONE || subject == voice->speaker ||
            voice->naming == SAYSO_UNDISCLOSED)
            give(h, a, r);
    }
    if (voice->speaker != SAYSO_NONE && h->of_entity.items[voice->speaker] != SAYSO_NONE)
        give(h, a, h->of_entity.items[voice->speaker]);
    if (voice->naming != SAYSO_UNDISCLOSED || voice->source_kind != SAYSO_SOURCE_PERSON)
        return;
    uint32_t head = source_head(v, attribution->source);
    if (head == SAYSO_NONE && voice->speaker != SAYSO_NONE)
        head = v->people->entities.items[voice->speaker].name;
    uint64_t kind = kind_of_mention(v, head);
    const struct slot *slot = kind ? table_find(&h->of_kind, kind) : NULL;
    if (slot)
        give(h, a, slot->value);
    if (attribution->act != SAYSO_SPEECH && voice->reason.first == SAYSO_NONE)
        return; /* "voters want": no source whose name is kept back */
    voice->anonymity = attribution->source;
    bool bare = attribution->source.first == SAYSO_NONE || source_head(v, attribution->source) == SAYSO_NONE;
    if (bare && voice->speaker != SAYSO_NONE && head != SAYSO_NONE) { /* "they": as they were introduced */
        const struct entity *entity = &v->people->entities.items[voice->speaker];
        const struct mention *first = mention_of(v, v->people->mentions.items[entity->mention]);
        voice->anonymity = (struct token_range){phrase_start(v, first->first), first->last};
    }
}

sayso_status anonymity_find(struct view *v)
{
    struct hiding h = {.v = v};
    sayso_status status = v->attributions->list.count ? find_reasons(&h) : SAYSO_OK;
    if (status != SAYSO_OK)
        goto done;
    if (!table_create(v, &h.of_kind, h.reasons.count)) {
        status = SAYSO_ERROR_MEMORY;
        goto done;
    }
    if ((status = note_subjects(&h)) != SAYSO_OK)
        goto done;
    for (uint32_t a = 0; a < v->attributions->list.count; a++)
        describe(&h, a);
done:
    table_free(v, &h.of_kind);
    array_free(v->memory, &h.reasons);
    array_free(v->memory, &h.of_entity);
    return status;
}
