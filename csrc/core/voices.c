/* voices: what kind of source an attribution has and how far the reader is told: named or not, one or several, by
 * which channel, to which outlet, when; and whether its quoted words stood before. */
#include "people_parts.h"

#define AROUND       16u /* tokens on either side of a cue in which its channel, outlet and time are looked for */
#define DATE_GAP     4u  /* tokens between a cue and the date that tells when it was said */
#define REPEAT_WORDS 4u

struct around {
    uint32_t first, last;
}; /* tokens of the cue's sentence near it, both ways */

static struct around around_cue(const struct view *v, const struct attribution *a)
{
    struct token_range at = a->cue.first != SAYSO_NONE ? a->cue : a->source;
    if (at.first == SAYSO_NONE)
        return (struct around){0, 0};
    struct sentence s = sentence_of(v, at.first);
    uint32_t first = at.first - s.first > AROUND ? at.first - AROUND : s.first;
    uint32_t last = s.last > at.last && s.last - at.last > AROUND ? at.last + AROUND
                    : s.last > at.last                            ? s.last
                                                                  : at.last;
    return (struct around){first, last};
}

static bool in_content(const struct view *v, const struct attribution *a, uint32_t i)
{
    for (uint32_t p = 0; p < a->piece_count && p < 8; p++)
        if (in_range(v->attributions->pieces.items[a->piece + p], i))
            return true;
    return false;
}

/* ---- kind, naming, number ------------------------------------------------------------------------------------------- */

/* A number before the noun: "three officials", "two of the aides"; SAYSO_NONE if none stands there. */
static uint32_t count_told(const struct view *v, struct token_range source)
{
    uint32_t limit = source.last - source.first < 5 ? source.last : source.first + 5;
    for (uint32_t i = source.first; i < limit; i++) {
        uint32_t number = 0;
        const struct token *token = token_at(v, i);
        if (mention_at(v, i) != SAYSO_NONE && mention_of(v, mention_at(v, i))->label != SAYSO_TITLE)
            break;
        if (token->kind == TOKEN_NUMBER && token->end - token->start <= 3) {
            for (uint32_t at = token->start; at < token->end; at++) {
                uint8_t digit = v->text->bytes[at];
                if (digit < '0' || digit > '9')
                    return SAYSO_NONE;
                number = number * 10 + (uint32_t)(digit - '0');
            }
        } else if (classes_at(v, i) & LEX_NUMBER_WORD) {
            number = value_at(v, i, LEX_NUMBER_WORD, 0);
        }
        bool followed =
            i + 1 < source.last && !(classes_at(v, i + 1) & (LEX_MAGNITUDE | LEX_TIME_UNIT)) && !is_char(v, i + 1, '-');
        if (number > 0 && number < 1000 && followed)
            return number;
    }
    return SAYSO_NONE;
}

static bool is_official_place(uint8_t label) { return label == SAYSO_GPE || label == SAYSO_LOC || label == SAYSO_FAC; }

static void describe_entity(const struct view *v, struct voice *voice, uint32_t head)
{
    const struct entity *entity = &v->people->entities.items[voice->speaker];
    const struct group *group = &v->groups.items[v->group_of.items[voice->speaker]];
    bool plural = entity->plural || voice->speaker_count > 1;
    voice->number = plural ? SAYSO_SEVERAL : SAYSO_ONE;
    if (entity->label == SAYSO_PERSON) {
        voice->source_kind = SAYSO_SOURCE_PERSON;
        voice->naming = SAYSO_NAMED;
    } else if (entity->label == SAYSO_TITLE) {
        voice->source_kind = group->body ? SAYSO_SOURCE_ORGANIZATION : SAYSO_SOURCE_PERSON;
        if (!group->body) {
            uint32_t noun = head != SAYSO_NONE ? title_head(v, mention_of(v, head)) : SAYSO_NONE;
            bool office = noun != SAYSO_NONE && (classes_at(v, noun) & LEX_TITLE) && !(classes_at(v, noun) & LEX_ROLE);
            bool definite = head != SAYSO_NONE && (mention_of(v, head)->definite || group->modifier != SAYSO_NONE);
            voice->naming = office && definite && !plural ? SAYSO_ROLE : SAYSO_UNDISCLOSED;
        }
    } else if (entity->label == SAYSO_NORP) {
        voice->source_kind = SAYSO_SOURCE_PERSON; /* "Republicans said" */
        voice->number = SAYSO_SEVERAL;
        voice->naming = SAYSO_UNDISCLOSED;
    } else {
        voice->source_kind = is_official_place(entity->label) ? SAYSO_SOURCE_PLACE : SAYSO_SOURCE_ORGANIZATION;
        voice->naming = SAYSO_NAMED;
    }
}

/* A source that no mention stands for: its noun tells what it can be. */
static void describe_noun(const struct view *v, struct voice *voice, struct token_range source)
{
    static const char *const people[] = {"people",     "sources",   "source",     "person",   "insiders", "insider",
                                         "witnesses",  "witness",   "residents",  "resident", "critics",  "critic",
                                         "supporters", "opponents", "observers",  "experts",  "expert",   "analysts",
                                         "analyst",    "those",     "some",       "others",   "many",     "man",
                                         "woman",      "neighbors", "neighbours", "voters",   "friends",  "relatives",
                                         "colleagues", "aides",     "aide",       NULL};
    uint32_t noun = source_noun(v, source);
    if (noun == SAYSO_NONE)
        return;
    uint64_t classes = classes_at(v, noun);
    uint32_t value = pronoun_value(v, noun);
    uint8_t last = v->text->bytes[token_at(v, noun)->end - 1];
    if ((value & PRONOUN_FIRST) && !in_marks(v, noun)) {
        voice->source_kind = SAYSO_SOURCE_AUTHOR;
        voice->number = value & PRONOUN_PLURAL ? SAYSO_SEVERAL : SAYSO_ONE;
    } else if (classes & LEX_DOCUMENT) {
        voice->source_kind = SAYSO_SOURCE_DOCUMENT;
        voice->number = last == 's' ? SAYSO_SEVERAL : SAYSO_ONE;
        voice->document = source;
    } else if (word_among(v, noun, people) || (classes & (LEX_ROLE | LEX_COLLECTIVE | LEX_KIN))) {
        bool several = (last == 's' && !word_is(v, noun, "witness")) || word_is(v, noun, "people") ||
                       word_is(v, noun, "those") || word_is(v, noun, "some") || word_is(v, noun, "many");
        bool body = (classes & LEX_COLLECTIVE) && !several;
        voice->source_kind = body ? SAYSO_SOURCE_ORGANIZATION : SAYSO_SOURCE_PERSON;
        voice->number = several ? SAYSO_SEVERAL : SAYSO_ONE;
        voice->naming = body ? SAYSO_NAMING_UNKNOWN : SAYSO_UNDISCLOSED;
    } else if ((value & PRONOUN_PLURAL) && !(value & PRONOUN_FIRST)) {
        voice->number = SAYSO_SEVERAL;
    }
}

static void describe(const struct view *v, uint32_t a)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    struct token_range source = attribution->source;
    uint32_t head = source_head(v, source), noun = source_noun(v, source);
    bool document = noun != SAYSO_NONE && (classes_at(v, noun) & LEX_DOCUMENT) &&
                    !(classes_at(v, noun) & (LEX_ROLE | LEX_TITLE | LEX_COLLECTIVE));
    if (document && (head == SAYSO_NONE || mention_of(v, head)->label == SAYSO_TITLE)) {
        describe_noun(v, voice, source);
    } else if (voice->speaker != SAYSO_NONE) {
        describe_entity(v, voice, head);
    } else if (source.first != SAYSO_NONE) {
        describe_noun(v, voice, source);
    }
    if (source.first != SAYSO_NONE && voice->number != SAYSO_NUMBER_UNKNOWN) {
        uint32_t told = voice->speaker != SAYSO_NONE && v->people->entities.items[voice->speaker].label != SAYSO_TITLE
                            ? SAYSO_NONE
                            : count_told(v, source);
        if (told != SAYSO_NONE && (voice->number == SAYSO_SEVERAL) == (told > 1))
            voice->source_count = told;
    }
    if (voice->source_count == SAYSO_NONE && voice->number == SAYSO_ONE)
        voice->source_count = 1;
    if (voice->source_count == SAYSO_NONE && voice->speaker_count > 1) {
        bool each = true;
        for (uint32_t k = 0; k < voice->speaker_count; k++)
            each &= v->people->entities.items[v->people->speakers.items[voice->speakers + k]].plural == 0;
        if (each)
            voice->source_count = voice->speaker_count;
    }
}

/* ---- channel, outlet, time --------------------------------------------------------------------------------------------- */

static const struct {
    char first[12], second[12];
    uint8_t channel;
} channel_words[] = {{"statement", "", SAYSO_STATEMENT},
                     {"interview", "", SAYSO_INTERVIEW},
                     {"news", "conference", SAYSO_NEWS_CONFERENCE},
                     {"press", "conference", SAYSO_NEWS_CONFERENCE},
                     {"news", "briefing", SAYSO_NEWS_CONFERENCE},
                     {"press", "briefing", SAYSO_NEWS_CONFERENCE},
                     {"press", "release", SAYSO_STATEMENT},
                     {"speech", "", SAYSO_SPEECH_CHANNEL},
                     {"address", "", SAYSO_SPEECH_CHANNEL},
                     {"email", "", SAYSO_EMAIL},
                     {"e-mail", "", SAYSO_EMAIL},
                     {"letter", "", SAYSO_LETTER},
                     {"twitter", "", SAYSO_SOCIAL_MEDIA},
                     {"tweet", "", SAYSO_SOCIAL_MEDIA},
                     {"tweets", "", SAYSO_SOCIAL_MEDIA},
                     {"facebook", "", SAYSO_SOCIAL_MEDIA},
                     {"instagram", "", SAYSO_SOCIAL_MEDIA},
                     {"court", "filing", SAYSO_COURT_DOCUMENT},
                     {"court", "documents", SAYSO_COURT_DOCUMENT},
                     {"court", "papers", SAYSO_COURT_DOCUMENT},
                     {"lawsuit", "", SAYSO_COURT_DOCUMENT},
                     {"affidavit", "", SAYSO_COURT_DOCUMENT},
                     {"indictment", "", SAYSO_COURT_DOCUMENT},
                     {"report", "", SAYSO_REPORT},
                     {"broadcast", "", SAYSO_BROADCAST},
                     {"radio", "", SAYSO_BROADCAST},
                     {"television", "", SAYSO_BROADCAST},
                     {"tv", "", SAYSO_BROADCAST}};

/* A preposition opens the phrase that names a channel: "in a brief statement", "on Twitter", "during an interview". */
static uint8_t channel_after(const struct view *v, uint32_t i, uint32_t last)
{
    uint32_t end = last - i < 6 ? last : i + 6;
    for (uint32_t k = i + 1; k < end; k++) {
        if (token_at(v, k)->kind != TOKEN_WORD || (k > i + 1 && (classes_at(v, k) & LEX_PREPOSITION)))
            return SAYSO_UNSTATED;
        for (uint32_t c = 0; c < sizeof channel_words / sizeof *channel_words; c++)
            if (word_is(v, k, channel_words[c].first) &&
                (!channel_words[c].second[0] || (k + 1 < last && word_is(v, k + 1, channel_words[c].second))))
                return channel_words[c].channel;
    }
    return SAYSO_UNSTATED;
}

static bool is_outlet(const struct view *v, uint32_t m)
{
    return m != SAYSO_NONE && mention_of(v, m)->label != SAYSO_PERSON && mention_of(v, m)->label != SAYSO_TITLE &&
           (mention_of(v, m)->classes & (LEX_OUTLET | LEX_AGENCY));
}

/* "told the BBC", "in an interview with Reuters": the outlet within three tokens. */
static uint32_t outlet_near(const struct view *v, uint32_t i, uint32_t last)
{
    uint32_t end = last > i && last - i > 4 ? i + 4 : last;
    for (uint32_t k = i; k < end; k++) {
        uint32_t m = mention_at(v, k);
        if (is_outlet(v, m))
            return v->people->entity_of.items[m];
        if (m != SAYSO_NONE || token_at(v, k)->kind == TOKEN_PUNCTUATION || is_finite(v, k))
            break;
    }
    return SAYSO_NONE;
}

static void find_channel(const struct view *v, uint32_t a)
{
    static const char *const openers[] = {"in", "on", "at", "during", "by", "via", "through", NULL};
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    struct around around = around_cue(v, attribution);
    voice->channel = attribution->channel;
    for (uint32_t i = around.first; i < around.last; i++) {
        if (token_at(v, i)->kind != TOKEN_WORD || in_content(v, attribution, i) || in_range(attribution->source, i))
            continue;
        bool opens = word_among(v, i, openers);
        if (opens && voice->channel == SAYSO_UNSTATED)
            voice->channel = channel_after(v, i, around.last);
        bool told = in_range(attribution->cue, i) && (classes_at(v, i) & LEX_CUE_VERB) &&
                    (value_at(v, i, LEX_CUE_VERB, 0) & CUE_RECIPIENT);
        if (voice->via == SAYSO_NONE &&
            (told || (word_is(v, i, "with") && voice->channel == SAYSO_INTERVIEW) ||
             (word_is(v, i, "by") && i > around.first && (word_is(v, i - 1, "quoted") || word_is(v, i - 1, "cited")))))
            voice->via = outlet_near(v, i + 1, around.last);
        static const char *const interpreters[] = {"interpreter", "translator", NULL};
        if (word_is(v, i, "through") && i + 2 < around.last)
            for (uint32_t k = i + 1; k < around.last && k < i + 4; k++)
                if (word_among(v, k, interpreters))
                    voice->translated = (struct token_range){i, k + 1};
    }
    if (voice->via == voice->speaker)
        voice->via = SAYSO_NONE;
}

/* The date beside the cue, outside the content: "said Wednesday", "on Wednesday told reporters". */
static void find_time(const struct view *v, uint32_t a, uint32_t *cursor)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct around around = around_cue(v, attribution);
    uint32_t best = SAYSO_NONE, best_gap = UINT32_MAX;
    if (around.first == around.last || attribution->cue.first == SAYSO_NONE)
        return;
    while (*cursor > 0 && v->dates->list.items[*cursor - 1].first >= around.first)
        --*cursor;
    while (*cursor < v->dates->list.count && v->dates->list.items[*cursor].first < around.first)
        ++*cursor;
    struct token_range cue = attribution->cue, source = attribution->source;
    uint32_t from = source.first != SAYSO_NONE && source.first < cue.first &&
                            sentence_at(v, source.first) == sentence_at(v, cue.first)
                        ? source.first
                        : cue.first;
    uint32_t to = source.first != SAYSO_NONE && source.first > cue.first &&
                          sentence_at(v, source.first) == sentence_at(v, cue.first)
                      ? source.last
                      : cue.last;
    for (uint32_t d = *cursor; d < v->dates->list.count && v->dates->list.items[d].first < around.last; d++) {
        const struct date *date = &v->dates->list.items[d];
        if ((date->type != SAYSO_TYPE_DATE && date->type != SAYSO_TYPE_TIME) || in_content(v, attribution, date->first))
            continue;
        uint32_t gap = date->first >= to ? date->first - to : date->last <= from ? from - date->last : 0;
        bool clear = gap <= DATE_GAP;
        for (uint32_t i = date->first >= to ? to : date->last;
             clear && gap > 0 && i < (date->first >= to ? date->first : from); i++)
            clear = !in_content(v, attribution, i) && !(is_finite(v, i) && token_at(v, i)->letters == CASED_LOWER);
        if (clear && gap < best_gap) {
            best = d;
            best_gap = gap;
        }
    }
    v->people->voices.items[a].said_time = best;
}

/* ---- repeats --------------------------------------------------------------------------------------------------------- */

static uint64_t quoted_hash(const struct view *v, const struct attribution *a)
{
    uint64_t hash = 0;
    uint32_t words = 0;
    for (uint32_t p = 0; p < a->piece_count; p++) {
        struct token_range piece = v->attributions->pieces.items[a->piece + p];
        for (uint32_t i = piece.first; i < piece.last; i++) {
            uint8_t kind = token_at(v, i)->kind;
            if (!in_marks(v, i) || (kind != TOKEN_WORD && kind != TOKEN_NUMBER))
                continue;
            hash = hash ? hash_join(hash, word_hash(v, i)) : word_hash(v, i);
            words++;
        }
    }
    return words >= REPEAT_WORDS ? hash : 0;
}

static sayso_status find_repeats(const struct view *v)
{
    struct table table;
    if (!table_create(v, &table, v->attributions->list.count))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t a = 0; a < v->attributions->list.count; a++) {
        const struct attribution *attribution = &v->attributions->list.items[a];
        uint64_t hash = attribution->depth ? 0 : quoted_hash(v, attribution);
        struct slot *slot = hash ? table_put(&table, hash) : NULL;
        if (!slot)
            continue;
        if (slot->value != SAYSO_NONE)
            v->people->voices.items[a].repeat_of = slot->value;
        else
            slot->value = a;
    }
    table_free(v, &table);
    return SAYSO_OK;
}

sayso_status voices_describe(struct view *v)
{
    uint32_t cursor = 0;
    for (uint32_t a = 0; a < v->attributions->list.count; a++) {
        describe(v, a);
        find_channel(v, a);
        find_time(v, a, &cursor);
    }
    return v->attributions->list.count ? find_repeats(v) : SAYSO_OK;
}
