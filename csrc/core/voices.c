/* voices: what kind of source an attribution has and how far the reader is told: named or not, one or several; and when it
 * was said. */
#include "sectors.h"

#define AROUND     16u /* tokens on either side of a cue in which its channel, outlet and time are looked for */
#define DATE_GAP   4u  /* tokens between a cue and the date that tells when it was said */
#define DATE_REACH 10u /* the same after a cue, with nothing but a phrase between: "told a rally in Rome on Friday" */
#define MENTIONS_BACK  96u /* mentions before a role noun that are asked who it may be */
#define NOUN_REACH     16u /* tokens from the start of a source to its noun */
#define DEFINITE_REACH 8u  /* tokens from a title back to its article */

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

/* ---- the noun of a source ------------------------------------------------------------------------------------------- */

/* A noun that tells what a source is, though no mention stands for it. */
static bool is_telling(const struct view *v, uint32_t i)
{
    static const char *const people[] = {"source",  "sources",  "person",   "people",   "persons",
                                         "insider", "insiders", "others",   "those",    "couple",
                                         "sister",  "sisters",  "brothers", "siblings", NULL};
    if (token_at(v, i)->kind != TOKEN_WORD)
        return false;
    return (classes_at(v, i) & (LEX_DOCUMENT | LEX_ROLE | LEX_COLLECTIVE | LEX_KIN)) || word_among(v, i, people) ||
           (sector_word(v, i) && !(sector_word(v, i) & SECTOR_SIGN));
}

/* The last telling noun before what qualifies it: "a source | close to", "a study | published", "the ministry's | memo". */
uint32_t source_telling_noun(const struct view *v, struct token_range source)
{
    uint32_t plain = source_noun(v, source), found = SAYSO_NONE;
    if (plain == SAYSO_NONE)
        return SAYSO_NONE;
    uint32_t limit = source.last - source.first < NOUN_REACH ? source.last : source.first + NOUN_REACH;
    for (uint32_t i = source.first; i < limit; i++) {
        bool further =
            word_is(v, i, "and") || word_is(v, i, "or") ||
            (found == SAYSO_NONE && (word_is(v, i, "of") || word_is(v, i, "in"))); /* "one in five teachers" */
        if (i > plain && !further)
            break;
        if (further && found != SAYSO_NONE)
            break;
        if (further)
            plain = limit; /* "current and former employees", "two-thirds of voters" */
        if (is_telling(v, i) && (found == SAYSO_NONE || i == found + 1 || !is_past(v, i - 1)))
            found = i;
        if (found != SAYSO_NONE && i > found && is_past(v, i))
            break; /* "an affidavit filed by" */
    }
    return found != SAYSO_NONE ? found : plain < limit ? plain : SAYSO_NONE;
}

static bool ends_in_s(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    uint8_t last = v->text->bytes[token->end - 1];
    return (last == 's' || last == 'S') && token->end - token->start > 2 &&
           (v->text->bytes[token->end - 2] | 0x20) != 's';
}

bool noun_is_plural(const struct view *v, uint32_t i)
{
    static const char *const irregular[] = {"people", "men",  "women",  "children", "those",
                                            "some",   "many", "couple", NULL};
    static const char *const singular[] = {"witness", "eyewitness", "boss", "analysis", "press", "news", NULL};
    return word_among(v, i, irregular) || (ends_in_s(v, i) && !word_among(v, i, singular));
}

/* ---- number ------------------------------------------------------------------------------------------------------------ */

/* How many are told before the noun: "three officials", "two of the aides", "both", "a dozen"; SAYSO_NONE if it is not
 * told, or only about ("at least four"), or as a share ("one in five"). */
static uint32_t count_told(const struct view *v, struct token_range source)
{
    static const char *const about[] = {"least",    "than",      "nearly", "almost",  "about", "around",
                                        "over",     "some",      "up",     "roughly", "under", "dozens",
                                        "hundreds", "thousands", "scores", "many",    NULL};
    uint32_t limit = source.last - source.first < 6 ? source.last : source.first + 6, half = 1;
    for (uint32_t i = source.first; i < limit; i++) {
        uint32_t number = 0;
        const struct token *token = token_at(v, i);
        if (mention_at(v, i) != SAYSO_NONE && mention_of(v, mention_at(v, i))->label != SAYSO_TITLE)
            break;
        if (word_among(v, i, about))
            return SAYSO_NONE;
        half = word_is(v, i, "half") ? 2 : half;
        if (token->kind == TOKEN_NUMBER && token->end - token->start <= 3) {
            for (uint32_t at = token->start; at < token->end; at++) {
                uint8_t digit = v->text->bytes[at];
                if (digit < '0' || digit > '9')
                    return SAYSO_NONE;
                number = number * 10 + (uint32_t)(digit - '0');
            }
        } else if (word_is(v, i, "dozen")) {
            number = 12;
        } else if (word_is(v, i, "both") || word_is(v, i, "couple") || word_is(v, i, "pair")) {
            number = 2;
        } else if (classes_at(v, i) & LEX_NUMBER_WORD) {
            number = value_at(v, i, LEX_NUMBER_WORD, 0);
        }
        bool couple = word_is(v, i, "couple");
        if (number == 0 || number >= 1000)
            continue;
        if (i + 1 >= source.last)
            return couple || word_is(v, i, "both") ? number : SAYSO_NONE;
        if (word_is(v, i + 1, "dozen") && !word_is(v, i, "dozen"))
            return number * 12;
        if (word_is(v, i + 1, "in") || word_is(v, i + 1, "out") || is_char(v, i + 1, '-') ||
            word_is(v, i + 1, "percent") || is_char(v, i + 1, '%'))
            return SAYSO_NONE;
        if (!(classes_at(v, i + 1) & (LEX_MAGNITUDE | LEX_TIME_UNIT)))
            return number / half;
    }
    return SAYSO_NONE;
}

/* ---- kind and naming --------------------------------------------------------------------------------------------------- */

static bool is_official_place(uint8_t label) { return label == SAYSO_GPE || label == SAYSO_LOC || label == SAYSO_FAC; }

/* Is one meant that the reader can tell from others of that title: "the", "its", "Germany's", but not "a", "a former"? */
static bool is_definite(const struct view *v, const struct mention *title)
{
    static const char *const pointing[] = {"the", "this", "that", "his", "her", "its", "their", "our", "my", NULL};
    static const char *const vague[] = {"a",  "an",   "another", "one",     "some",  "any",   "former",
                                        "ex", "then", "two",     "several", "three", "other", NULL};
    struct sentence s = sentence_of(v, title->first);
    for (uint32_t i = title->last, k = 0; k < DEFINITE_REACH && i > s.first; k++) {
        i--;
        if (word_among(v, i, vague))
            return false;
        if (word_among(v, i, pointing) || is_possessive(v, i))
            return true;
        bool name = mention_at(v, i) != SAYSO_NONE;
        if (!name && i < title->first && ends_phrase(v, i))
            return token_at(v, title->first)->letters != CASED_LOWER && !word_is(v, i, "of");
    }
    return token_at(v, title->first)->letters != CASED_LOWER || mention_at(v, s.first) != SAYSO_NONE;
}

static bool is_office(const struct view *v, uint32_t noun)
{
    return (sector_word(v, noun) & SECTOR_OFFICE) ||
           ((classes_at(v, noun) & LEX_TITLE) && !(classes_at(v, noun) & LEX_ROLE));
}

/* "the leader of the council", "the union's leader", "the school principal": of a body, there is one. */
static bool leads(const struct view *v, const struct mention *title, uint32_t noun)
{
    static const char *const heads[] = {"leader", "principal", "boss", "captain", "coach", "chair", "founder", NULL};
    struct sentence s = sentence_of(v, noun);
    bool of = noun + 1 < s.last && (word_is(v, noun + 1, "of") || word_is(v, noun + 1, "for"));
    uint32_t before = title->first;
    bool owned = before > s.first && (is_possessive(v, before - 1) ||
                                      (before > s.first + 1 && (classes_at(v, before - 1) & LEX_COLLECTIVE)));
    return word_among(v, noun, heads) && (of || owned);
}

/* "a shopkeeper who gave only his first name, Karim": named after all. */
static bool gives_name(const struct view *v, struct token_range source)
{
    if (source.first == SAYSO_NONE)
        return false;
    uint32_t limit = source.last - source.first < NOUN_REACH * 2 ? source.last : source.first + NOUN_REACH * 2;
    for (uint32_t i = source.first; i + 2 < limit; i++)
        if (word_is(v, i, "name") && is_char(v, i + 1, ',') && token_at(v, i + 2)->letters != CASED_LOWER)
            return true;
    return false;
}

static const char *const countries[] = {"countries", "nations", "country", "nation", "states", NULL};

/* "the gambling tycoon", where nobody was brought in as one but people were named: likely one of them, so nothing can be
 * said of how far the reader is told.  Not so with an owner or "of" that says which ("the driver of the bus"). */
static bool may_be_named(const struct view *v, struct token_range phrase, uint32_t noun)
{
    struct sentence s = sentence_of(v, noun);
    uint32_t low = 0, high = v->names->list.count;
    bool the = word_is(v, phrase.first, "the") || (phrase.first > s.first && word_is(v, phrase.first - 1, "the"));
    bool told = noun + 1 < s.last && (word_is(v, noun + 1, "of") || word_is(v, noun + 1, "for"));
    for (uint32_t i = phrase.first; i < noun && i < phrase.first + NOUN_REACH; i++)
        told |= is_possessive(v, i);
    if (!the || told || noun_is_plural(v, noun))
        return false;
    while (low < high) { /* the mentions before the phrase */
        uint32_t middle = low + (high - low) / 2;
        if (mention_of(v, middle)->first < phrase.first)
            low = middle + 1;
        else
            high = middle;
    }
    bool named = false;
    uint64_t hash = word_hash(v, noun);
    for (uint32_t k = 0, m = low; k < MENTIONS_BACK && m-- > 0; k++) {
        named |= mention_of(v, m)->label == SAYSO_PERSON;
        if (mention_of(v, m)->label == SAYSO_TITLE && word_hash(v, title_head(v, mention_of(v, m))) == hash)
            return false; /* "a diplomat" before "the diplomat" */
    }
    return named;
}

/* The phrase by which an entity was brought in, and its noun. */
static bool brought_in_unnamed(const struct view *v, const struct entity *entity)
{
    const struct mention *title = mention_of(v, v->people->mentions.items[entity->mention]);
    struct token_range phrase = {phrase_start(v, title->first), title->last};
    return !title->plural && may_be_named(v, phrase, title_head(v, title));
}

bool is_epithet(const struct view *v, const struct entity *role, uint32_t noun)
{
    return !role->plural && !is_office(v, noun) && brought_in_unnamed(v, role);
}

/* "The Liberals", "the Conservatives", nothing more: the party by its name.  Republicans are people. */
static bool is_party(const struct view *v, struct token_range source)
{
    const uint64_t party = LEX_NATIONALITY | LEX_GROUP;
    return source.first != SAYSO_NONE && source.last == source.first + 2 && word_is(v, source.first, "the") &&
           (classes_at(v, source.first + 1) & party) == party && token_at(v, source.first + 1)->letters != CASED_LOWER;
}

static void describe_entity(const struct view *v, struct voice *voice, uint32_t head, struct token_range source)
{
    const struct entity *entity = &v->people->entities.items[voice->speaker];
    const struct group *group = &v->groups.items[v->group_of.items[voice->speaker]];
    bool plural = entity->plural || voice->speaker_count > 1;
    voice->number = plural ? SAYSO_SEVERAL : SAYSO_ONE;
    if (entity->label == SAYSO_PERSON) {
        voice->source_kind = SAYSO_SOURCE_PERSON;
        voice->naming = SAYSO_NAMED;
    } else if (entity->label == SAYSO_TITLE) {
        const struct mention *title =
            mention_of(v, head != SAYSO_NONE && mention_of(v, head)->label == SAYSO_TITLE ? head : entity->name);
        uint32_t noun = title_head(v, title);
        bool bodies = group->body || ((sector_word(v, noun) & SECTOR_BODY) && !(classes_at(v, noun) & LEX_ROLE));
        voice->source_kind = bodies ? SAYSO_SOURCE_ORGANIZATION : SAYSO_SOURCE_PERSON;
        if (word_among(v, noun, countries)) {
            voice->source_kind = SAYSO_SOURCE_PLACE;
            voice->naming = SAYSO_UNDISCLOSED;
        } else if (!bodies) {
            bool office = (is_office(v, noun) || leads(v, title, noun)) && !plural && is_definite(v, title);
            voice->naming = office                          ? SAYSO_ROLE
                            : gives_name(v, source)         ? SAYSO_NAMED
                            : brought_in_unnamed(v, entity) ? SAYSO_NAMING_UNKNOWN
                                                            : SAYSO_UNDISCLOSED;
        }
    } else if (is_party(v, source)) {
        voice->source_kind = SAYSO_SOURCE_ORGANIZATION;
        voice->number = SAYSO_ONE;
        voice->naming = SAYSO_NAMED;
    } else if (entity->label == SAYSO_NORP) {
        voice->source_kind = SAYSO_SOURCE_PERSON; /* "Republicans said" */
        voice->number = SAYSO_SEVERAL;
        voice->naming = SAYSO_UNDISCLOSED;
    } else {
        voice->source_kind = is_official_place(entity->label) ? SAYSO_SOURCE_PLACE : SAYSO_SOURCE_ORGANIZATION;
        voice->naming = SAYSO_NAMED;
    }
}

/* "I", "we" outside marks and outside what anybody says is the writer, but for a turn or post that is set apart. */
static bool is_writer(const struct view *v, uint32_t i)
{
    sayso_zone zone = v->layout->paragraphs.items[token_at(v, i)->paragraph].kind;
    return !in_marks(v, i) && zone != SAYSO_TURN && zone != SAYSO_BLOCKQUOTE && zone != SAYSO_EMBED &&
           zone != SAYSO_PULLQUOTE;
}

static void describe_pronoun(const struct view *v, struct voice *voice, uint32_t i, bool nested)
{
    static const char *const all[] = {"everyone", "everybody", "all", "many", "most", "some",
                                      "others",   "several",   "few", "both", NULL};
    static const char *const none[] = {"nobody", "none", "neither", NULL};
    uint32_t value = pronoun_value(v, i);
    if ((value & PRONOUN_FIRST) && !nested && is_writer(v, i)) {
        voice->source_kind = SAYSO_SOURCE_AUTHOR;
        voice->number = value & PRONOUN_PLURAL ? SAYSO_SEVERAL : SAYSO_ONE;
    } else if (word_among(v, i, all)) {
        voice->source_kind = SAYSO_SOURCE_PERSON;
        voice->number = SAYSO_SEVERAL;
        if (!word_is(v, i, "everyone") && !word_is(v, i, "everybody") && !word_is(v, i, "all"))
            voice->naming = SAYSO_UNDISCLOSED;
    } else if (word_among(v, i, none) || is_personal(value)) {
        voice->source_kind = SAYSO_SOURCE_PERSON;
        voice->number = is_personal(value) ? SAYSO_ONE : SAYSO_NUMBER_UNKNOWN;
    } else if (value & PRONOUN_PLURAL) {
        voice->number = SAYSO_SEVERAL;
    }
}

/* A source that no mention stands for: its noun tells what it can be. */
static void describe_noun(const struct view *v, struct voice *voice, struct token_range source, bool nested)
{
    static const char *const outlet[] = {"newspaper", "reporter", "correspondent", "magazine", "column", "paper", NULL};
    uint32_t noun = source_telling_noun(v, source);
    if (noun == SAYSO_NONE)
        return;
    uint64_t classes = classes_at(v, noun);
    uint32_t sector = sector_word(v, noun);
    bool body = (sector & SECTOR_BODY) || ((classes & LEX_COLLECTIVE) && !noun_is_plural(v, noun));
    if (word_among(v, noun, outlet) && noun > 0 && word_is(v, noun - 1, "this") && is_writer(v, noun)) {
        voice->source_kind = SAYSO_SOURCE_AUTHOR;
        voice->number = SAYSO_ONE;
    } else if ((classes & LEX_DOCUMENT) && !(classes & (LEX_ROLE | LEX_KIN))) {
        voice->source_kind = SAYSO_SOURCE_DOCUMENT;
        voice->number = noun_is_plural(v, noun) ? SAYSO_SEVERAL : SAYSO_ONE;
        voice->document = source;
        voice->channel = channel_of_document(v, noun);
        if (noun + 3 < source.last && word_is(v, noun + 1, "of") && voice->channel == SAYSO_UNSTATED)
            voice->channel = channel_of_document(v, noun + 3); /* "a draft of the report" */
    } else if (pronoun_value(v, noun) && source.last - source.first <= 2) {
        describe_pronoun(v, voice, noun, nested);
    } else if (word_is(v, noun, "percent") || is_char(v, noun, '%')) { /* of those asked */
        voice->source_kind = SAYSO_SOURCE_PERSON;
        voice->number = SAYSO_SEVERAL;
    } else if (word_is(v, noun, "results") || word_is(v, noun, "findings")) {
        voice->source_kind = SAYSO_SOURCE_DOCUMENT;
        voice->number = SAYSO_SEVERAL;
        voice->document = source;
    } else if (word_among(v, noun, countries)) {
        voice->source_kind = SAYSO_SOURCE_PLACE;
        voice->number = noun_is_plural(v, noun) ? SAYSO_SEVERAL : SAYSO_ONE;
        voice->naming = SAYSO_UNDISCLOSED;
    } else if (body && !(classes & LEX_ROLE)) {
        voice->source_kind = SAYSO_SOURCE_ORGANIZATION;
        voice->number = noun_is_plural(v, noun) && !word_is(v, noun, "police") ? SAYSO_SEVERAL : SAYSO_ONE;
    } else if (is_telling(v, noun)) {
        voice->source_kind = SAYSO_SOURCE_PERSON;
        voice->number = noun_is_plural(v, noun) ? SAYSO_SEVERAL : SAYSO_ONE;
        voice->naming = gives_name(v, source)           ? SAYSO_NAMED
                        : may_be_named(v, source, noun) ? SAYSO_NAMING_UNKNOWN
                                                        : SAYSO_UNDISCLOSED;
    } else if (pronoun_value(v, noun)) {
        describe_pronoun(v, voice, noun, nested);
    }
}

static void count_sources(const struct view *v, struct voice *voice, struct token_range source)
{
    bool named = voice->speaker != SAYSO_NONE && v->people->entities.items[voice->speaker].label != SAYSO_TITLE;
    uint32_t told = source.first != SAYSO_NONE && !(named && voice->source_kind != SAYSO_SOURCE_DOCUMENT)
                        ? count_told(v, source)
                        : SAYSO_NONE;
    if (source.first != SAYSO_NONE && source.last - source.first > 2 && word_is(v, source.first, "one") &&
        word_is(v, source.first + 1, "of"))
        voice->number = SAYSO_ONE; /* "one of the officials" */
    if (told != SAYSO_NONE && voice->number != SAYSO_NUMBER_UNKNOWN && (voice->number == SAYSO_SEVERAL) == (told > 1))
        voice->source_count = told;
    if (voice->source_count == SAYSO_NONE && voice->number == SAYSO_ONE)
        voice->source_count = 1;
    if (voice->source_count != SAYSO_NONE || voice->speaker_count <= 1)
        return;
    bool each = true;
    for (uint32_t k = 0; k < voice->speaker_count; k++)
        each &= v->people->entities.items[v->people->speakers.items[voice->speakers + k]].plural == 0;
    if (each)
        voice->source_count = voice->speaker_count;
}

static void describe(const struct view *v, uint32_t a)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    struct token_range source = attribution->source;
    bool nested = attribution->parent != SAYSO_NONE;
    uint32_t head = source_head(v, source),
             noun = source.first != SAYSO_NONE ? source_telling_noun(v, source) : SAYSO_NONE;
    bool document = noun != SAYSO_NONE && (classes_at(v, noun) & LEX_DOCUMENT) &&
                    !(classes_at(v, noun) & (LEX_ROLE | LEX_TITLE | LEX_COLLECTIVE));
    if (document && (head == SAYSO_NONE || mention_of(v, head)->label == SAYSO_TITLE)) {
        describe_noun(v, voice, source, nested);
    } else if (voice->speaker != SAYSO_NONE) {
        describe_entity(v, voice, head, source);
    } else if (source.first != SAYSO_NONE) {
        describe_noun(v, voice, source, nested);
    }
    count_sources(v, voice, source);
}

/* ---- time ------------------------------------------------------------------------------------------------------------- */

/* "will meet in Oslo on | Friday |, an official said": the content's own date, though its piece ends before it. */
static bool trails_content(const struct view *v, const struct attribution *a, uint32_t first)
{
    for (uint32_t back = 1; back <= 3 && back <= first && !is_char(v, first - back, ','); back++)
        if (in_content(v, a, first - back))
            return true;
    return false;
}

/* The date beside the cue, outside the content: "said Wednesday", "on Wednesday told reporters". */
static void find_time(const struct view *v, uint32_t a, uint32_t *cursor)
{
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct around around = around_cue(v, attribution);
    uint32_t best = SAYSO_NONE, best_gap = UINT32_MAX;
    if (around.first == around.last || attribution->cue.first == SAYSO_NONE || attribution->status == SAYSO_UNREALIZED)
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
        if (date->last <= from && trails_content(v, attribution, date->first))
            continue;
        if (in_range(source, date->first) && v->people->voices.items[a].source_kind != SAYSO_SOURCE_DOCUMENT)
            continue; /* "Berg, who left in 2016, said" */
        uint32_t gap = date->first >= to ? date->first - to : date->last <= from ? from - date->last : 0;
        bool clear = gap <= (date->first >= to ? DATE_REACH : DATE_GAP);
        for (uint32_t i = date->first >= to ? to : date->last;
             clear && gap > 0 && i < (date->first >= to ? date->first : from); i++)
            clear = !in_content(v, attribution, i) &&
                    !(is_finite(v, i) && token_at(v, i)->letters == CASED_LOWER &&
                      !(i > 0 && (classes_at(v, i - 1) & LEX_DETERMINER))) &&
                    (gap <= DATE_GAP || token_at(v, i)->kind == TOKEN_WORD);
        if (clear && gap < best_gap) {
            best = d;
            best_gap = gap;
        }
    }
    v->people->voices.items[a].said_time = best;
}

sayso_status voices_describe(struct view *v)
{
    uint32_t cursor = 0;
    for (uint32_t a = 0; a < v->attributions->list.count; a++) {
        describe(v, a);
        channel_find(v, a);
        find_time(v, a, &cursor);
    }
    return SAYSO_OK;
}
