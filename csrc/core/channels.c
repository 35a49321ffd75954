/* channels: how it was said ("in a statement", "on X"), in which document, to which outlet, and whether it is translated:
 * by the noun of a source that is a document, else by the phrases that stand around the cue, outside what is said. */
#include "sectors.h"

#define AROUND   16u /* tokens on either side of a cue and its source in which its phrases are looked for */
#define PHRASE   8u  /* tokens of such a phrase */
#define FURTHER  6u  /* tokens of "to the council" after "a letter" */
#define RECEIVER 6u  /* tokens from "told" to the outlet */

/* What opens a phrase that can name the channel. */
enum opener {
    OPENS_IN = 1,
    OPENS_AT = 2,
    OPENS_ON = 4,
    OPENS_BY = 8,
    OPENS_TO = 16,
    OPENS_NONE = 32 /* a source only */
};

/* In the order of their bytes. */
struct channel_word {
    char word[15];
    uint8_t channel, openers;
    bool document; /* the phrase is also the document */
};
static const struct channel_word channel_words[] = {
    {"address", SAYSO_SPEECH_CHANNEL, OPENS_IN | OPENS_AT, false},
    {"affidavit", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"analysis", SAYSO_REPORT, OPENS_IN, true},
    {"assessment", SAYSO_REPORT, OPENS_IN, true},
    {"audit", SAYSO_REPORT, OPENS_IN, true},
    {"autobiography", SAYSO_UNSTATED, OPENS_IN, true},
    {"bluesky", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"book", SAYSO_UNSTATED, OPENS_IN, true},
    {"briefing", SAYSO_NEWS_CONFERENCE, OPENS_IN | OPENS_AT | OPENS_TO, false},
    {"broadcast", SAYSO_BROADCAST, OPENS_IN, false},
    {"communique", SAYSO_STATEMENT, OPENS_IN, false},
    {"communiqué", SAYSO_STATEMENT, OPENS_IN, false},
    {"complaint", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"conference", SAYSO_NEWS_CONFERENCE, OPENS_IN | OPENS_AT | OPENS_TO, false}, /* news, press */
    {"deposition", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"diary", SAYSO_UNSTATED, OPENS_IN, true},
    {"dissent", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"e-mail", SAYSO_EMAIL, OPENS_IN | OPENS_BY, false},
    {"ed", SAYSO_UNSTATED, OPENS_IN, true}, /* of a split "op-ed" */
    {"email", SAYSO_EMAIL, OPENS_IN | OPENS_BY, false},
    {"emails", SAYSO_EMAIL, OPENS_IN, false},
    {"essay", SAYSO_UNSTATED, OPENS_IN, true},
    {"facebook", SAYSO_SOCIAL_MEDIA, OPENS_ON | OPENS_BY | OPENS_TO, false},
    {"filing", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"filings", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"indictment", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"instagram", SAYSO_SOCIAL_MEDIA, OPENS_ON | OPENS_BY | OPENS_TO, false},
    {"interview", SAYSO_INTERVIEW, OPENS_IN | OPENS_AT, false},
    {"interviews", SAYSO_INTERVIEW, OPENS_IN, false},
    {"judgement", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"judgment", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"lawsuit", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"lecture", SAYSO_SPEECH_CHANNEL, OPENS_IN | OPENS_AT, false},
    {"letter", SAYSO_LETTER, OPENS_IN | OPENS_BY, true},
    {"linkedin", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"mail", SAYSO_EMAIL, OPENS_IN | OPENS_BY, false},         /* of a split "e-mail" */
    {"media", SAYSO_SOCIAL_MEDIA, OPENS_ON | OPENS_BY, false}, /* social media */
    {"memo", SAYSO_LETTER, OPENS_IN, true},
    {"memoir", SAYSO_UNSTATED, OPENS_IN, true},
    {"memorandum", SAYSO_LETTER, OPENS_IN, true},
    {"note", SAYSO_LETTER, OPENS_IN, true},
    {"op-ed", SAYSO_UNSTATED, OPENS_IN, true},
    {"opinion", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"petition", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"podcast", SAYSO_BROADCAST, OPENS_IN | OPENS_ON | OPENS_TO, false},
    {"poll", SAYSO_REPORT, OPENS_IN, true},
    {"polls", SAYSO_REPORT, OPENS_NONE, true},
    {"post", SAYSO_SOCIAL_MEDIA, OPENS_IN, false},
    {"posting", SAYSO_SOCIAL_MEDIA, OPENS_IN, false},
    {"posts", SAYSO_SOCIAL_MEDIA, OPENS_IN, false},
    {"program", SAYSO_BROADCAST, OPENS_ON | OPENS_TO, false},
    {"programme", SAYSO_BROADCAST, OPENS_ON | OPENS_TO, false},
    {"radio", SAYSO_BROADCAST, OPENS_ON | OPENS_TO, false},
    {"rally", SAYSO_SPEECH_CHANNEL, OPENS_AT | OPENS_TO, false},
    {"reddit", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"release", SAYSO_STATEMENT, OPENS_IN, false},
    {"remarks", SAYSO_SPEECH_CHANNEL, OPENS_IN | OPENS_AT, false},
    {"report", SAYSO_REPORT, OPENS_IN, true},
    {"reports", SAYSO_REPORT, OPENS_NONE, true},
    {"research", SAYSO_REPORT, OPENS_IN, true},
    {"review", SAYSO_REPORT, OPENS_IN, true},
    {"ruling", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"sermon", SAYSO_SPEECH_CHANNEL, OPENS_IN | OPENS_AT, false},
    {"show", SAYSO_BROADCAST, OPENS_ON | OPENS_TO, false},
    {"social", SAYSO_SOCIAL_MEDIA, OPENS_ON, false}, /* Truth Social */
    {"speech", SAYSO_SPEECH_CHANNEL, OPENS_IN | OPENS_AT, false},
    {"statement", SAYSO_STATEMENT, OPENS_IN, false},
    {"studies", SAYSO_REPORT, OPENS_NONE, true},
    {"study", SAYSO_REPORT, OPENS_IN, true},
    {"subpoena", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"survey", SAYSO_REPORT, OPENS_IN, true},
    {"telegram", SAYSO_SOCIAL_MEDIA, OPENS_ON | OPENS_BY, false},
    {"television", SAYSO_BROADCAST, OPENS_ON | OPENS_TO, false},
    {"threads", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"tiktok", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"tv", SAYSO_BROADCAST, OPENS_ON | OPENS_TO, false},
    {"tweet", SAYSO_SOCIAL_MEDIA, OPENS_IN, false},
    {"tweets", SAYSO_SOCIAL_MEDIA, OPENS_IN, false},
    {"twitter", SAYSO_SOCIAL_MEDIA, OPENS_ON | OPENS_BY | OPENS_TO, false},
    {"warrant", SAYSO_COURT_DOCUMENT, OPENS_IN, true},
    {"website", SAYSO_STATEMENT, OPENS_ON, false},
    {"weibo", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"x", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
    {"x.", SAYSO_SOCIAL_MEDIA, OPENS_ON, false}, /* at a sentence's end */
    {"youtube", SAYSO_SOCIAL_MEDIA, OPENS_ON, false},
};
enum { CHANNEL_WORDS = sizeof channel_words / sizeof *channel_words };

/* "a news conference", not "a conference"; "social media"; "Truth Social", not "on social". */
static bool needs_neighbour(const struct view *v, uint32_t i)
{
    static const char *const press[] = {"news", "press", "media", "joint", "daily", "weekly", NULL};
    if (word_is(v, i, "conference") || word_is(v, i, "briefing"))
        return i > 0 && word_among(v, i - 1, press);
    if (word_is(v, i, "release"))
        return i > 0 && (word_is(v, i - 1, "news") || word_is(v, i - 1, "press"));
    if (word_is(v, i, "media"))
        return i > 0 && word_is(v, i - 1, "social");
    if (word_is(v, i, "mail") || word_is(v, i, "ed"))
        return i > 0 && is_char(v, i - 1, '-');
    if (word_is(v, i, "x") || word_is(v, i, "x.") || word_is(v, i, "social") || word_is(v, i, "threads"))
        return token_at(v, i)->letters != CASED_LOWER;
    return true;
}

static int compare_word(const struct view *v, uint32_t i, const char *word)
{
    const struct token *token = token_at(v, i);
    for (uint32_t at = token->start; at < token->end; at++, word++) {
        uint8_t byte = v->text->bytes[at], lower = byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte;
        if (lower != (uint8_t)*word)
            return (int)lower - (int)(uint8_t)*word;
    }
    return *word ? -1 : 0;
}

static const struct channel_word *channel_word(const struct view *v, uint32_t i, uint8_t openers)
{
    uint32_t low = 0, high = CHANNEL_WORDS;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_word(v, i, channel_words[middle].word);
        if (order == 0)
            return (channel_words[middle].openers & openers) && needs_neighbour(v, i) ? &channel_words[middle] : NULL;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* "court documents", "police records": what the plural's noun before it tells. */
static uint8_t channel_of_papers(const struct view *v, uint32_t noun)
{
    static const char *const courts[] = {"court", "legal", "charging", "trial", NULL};
    return noun > 0 && word_among(v, noun - 1, courts) ? SAYSO_COURT_DOCUMENT : SAYSO_UNSTATED;
}

/* A blog post is a statement. */
static uint8_t channel_at(const struct view *v, const struct channel_word *word, uint32_t i)
{
    bool blog = word->channel == SAYSO_SOCIAL_MEDIA && i > 0 && word_is(v, i - 1, "blog");
    return blog ? SAYSO_STATEMENT : word->channel;
}

uint8_t channel_of_document(const struct view *v, uint32_t noun)
{
    uint8_t papers = channel_of_papers(v, noun);
    if (papers != SAYSO_UNSTATED)
        return papers;
    const struct channel_word *word = channel_word(v, noun, OPENS_IN | OPENS_ON | OPENS_BY | OPENS_NONE);
    return word ? channel_at(v, word, noun) : SAYSO_UNSTATED;
}

/* ---- phrases around the cue ------------------------------------------------------------------------------------------ */

struct search {
    const struct view *v;
    const struct attribution *attribution;
    struct voice *voice;
    uint32_t first, last; /* of the sentence, near the cue */
};

static bool in_content(const struct search *s, uint32_t i)
{
    for (uint32_t p = 0; p < s->attribution->piece_count && p < 8; p++)
        if (in_range(s->v->attributions->pieces.items[s->attribution->piece + p], i))
            return true;
    return false;
}

static uint8_t opener_of(const struct view *v, uint32_t i)
{
    static const struct {
        char word[8];
        uint8_t opener;
    } openers[] = {{"in", OPENS_IN}, {"on", OPENS_ON},  {"at", OPENS_AT},      {"during", OPENS_AT | OPENS_IN},
                   {"by", OPENS_BY}, {"via", OPENS_BY}, {"through", OPENS_BY}, {"from", OPENS_IN}};
    for (uint32_t k = 0; k < sizeof openers / sizeof *openers; k++)
        if (word_is(v, i, openers[k].word))
            return openers[k].opener;
    return 0;
}

/* Where the noun phrase that begins at `i` ends. */
static uint32_t phrase_end(const struct search *s, uint32_t i)
{
    const struct view *v = s->v;
    uint32_t end = i, limit = s->last - i < PHRASE ? s->last : i + PHRASE;
    for (; end < limit; end++) {
        const struct token *token = token_at(v, end);
        bool joins = is_possessive(v, end) || token->ascii == '-';
        if (in_content(s, end) || (!joins && (token->kind == TOKEN_PUNCTUATION || token->kind == TOKEN_MARK)))
            break;
        if (end > i && !joins && mention_at(v, end) == SAYSO_NONE && (classes_at(v, end) & LEX_PREPOSITION))
            break;
        if (end > i && mention_at(v, end) == SAYSO_NONE && (word_is(v, end, "that") || word_is(v, end, "who")))
            break;
    }
    return end;
}

/* "to the council" after "a letter". */
static uint32_t further_end(const struct search *s, uint32_t end)
{
    static const char *const adding[] = {"to", "with", "for", "by", "from", "of", NULL};
    const struct view *v = s->v;
    if (end >= s->last || in_content(s, end) || !word_among(v, end, adding))
        return end;
    uint32_t limit = s->last - end < FURTHER ? s->last : end + FURTHER, i = end + 1;
    while (i < limit && !in_content(s, i) && token_at(v, i)->kind != TOKEN_PUNCTUATION &&
           token_at(v, i)->kind != TOKEN_MARK && !is_finite(v, i) && !word_is(v, i, "that"))
        i++;
    return i;
}

static bool is_outlet(const struct view *v, uint32_t m)
{
    if (m == SAYSO_NONE || mention_of(v, m)->label == SAYSO_PERSON || mention_of(v, m)->label == SAYSO_TITLE)
        return false;
    return v->people->entities.items[v->people->entity_of.items[m]].sector == SAYSO_MEDIA ||
           (mention_of(v, m)->classes & (LEX_OUTLET | LEX_AGENCY));
}

/* The channel that a phrase [first, end) names, its last words first. */
static void read_phrase(const struct search *s, uint32_t first, uint32_t end, uint8_t openers)
{
    const struct view *v = s->v;
    struct voice *voice = s->voice;
    for (uint32_t i = end; i > first; i--) {
        if (channel_of_papers(v, i - 1) != SAYSO_UNSTATED && (openers & OPENS_IN)) {
            voice->channel = SAYSO_COURT_DOCUMENT;
            voice->document = (struct token_range){first, further_end(s, end)};
            return;
        }
        const struct channel_word *word = channel_word(v, i - 1, openers);
        if (!word)
            continue;
        if (voice->channel == SAYSO_UNSTATED)
            voice->channel = channel_at(v, word, i - 1);
        if (word->channel == SAYSO_LETTER && i - 1 > first && word_is(v, i - 2, "research"))
            voice->channel = SAYSO_REPORT;
        if (word->document && voice->document.first == SAYSO_NONE)
            voice->document = (struct token_range){first, further_end(s, end)};
        return;
    }
    if (openers == OPENS_ON && voice->channel == SAYSO_UNSTATED)
        for (uint32_t i = first; i < end; i++)
            if (is_outlet(v, mention_at(v, i)))
                voice->channel = SAYSO_BROADCAST; /* "on CNN" */
}

/* "told the BBC", "told the newspaper Berlingske", "in an interview with Reuters": the outlet among these tokens. */
static void read_receiver(const struct search *s, uint32_t i, bool told)
{
    static const char *const kinds[] = {"newspaper", "magazine", "daily",      "weekly", "broadcaster",
                                        "channel",   "website",  "television", "radio",  "station",
                                        "tabloid",   "network",  "agency",     NULL};
    const struct view *v = s->v;
    uint32_t end = s->last - i < RECEIVER ? s->last : i + RECEIVER;
    for (uint32_t k = i; k < end && !in_content(s, k); k++) {
        uint32_t m = mention_at(v, k);
        bool name = m != SAYSO_NONE && mention_of(v, m)->label != SAYSO_TITLE;
        uint32_t after = name ? mention_of(v, m)->last : k + 1;
        bool comma = k > i && is_char(v, k - 1, ',');
        bool called = k > i + comma && word_among(v, k - 1 - comma, kinds); /* "the newspaper Berlingske" */
        bool station = name && SECTOR_OF(sector_word(v, mention_of(v, m)->first)) == SAYSO_MEDIA; /* "TV Globo" */
        bool press = name && (is_outlet(v, m) || called || station ||
                              (mention_of(v, m)->label == SAYSO_ORG && after < s->last && word_among(v, after, kinds)));
        if (press && s->voice->via == SAYSO_NONE)
            s->voice->via = v->people->entity_of.items[m];
        if (told && channel_word(v, k, OPENS_TO) && s->voice->channel == SAYSO_UNSTATED)
            s->voice->channel = channel_word(v, k, OPENS_TO)->channel;
        bool ends = token_at(v, k)->kind == TOKEN_PUNCTUATION || (classes_at(v, k) & LEX_PREPOSITION) ||
                    (k > i && is_finite(v, k) && !(k + 1 < end && channel_word(v, k + 1, OPENS_TO)));
        bool apposed = is_char(v, k, ',') && k > i && word_among(v, k - 1, kinds); /* "the local paper, the Echo" */
        if (m == SAYSO_NONE && ends && !apposed && !is_char(v, k, '-'))
            return; /* not at "state radio", "press conference" */
    }
}

static bool is_foreign(const struct view *v, uint32_t i)
{
    return (classes_at(v, i) & (LEX_LANGUAGE | LEX_NATIONALITY | LEX_GROUP)) && !word_is(v, i, "english");
}

/* One past the language or languages that begin at `i`: "Dutch", "a mix of Creole and French"; `i` if there is none. */
static uint32_t languages_end(const struct search *s, uint32_t i)
{
    static const char *const mixed[] = {"mix", "mixture", "blend", NULL};
    const struct view *v = s->v;
    if (i + 3 < s->last && word_is(v, i, "a") && word_among(v, i + 1, mixed) && word_is(v, i + 2, "of"))
        i += 3;
    else if (i + 1 < s->last && word_is(v, i, "both"))
        i++;
    if (i >= s->last || !is_foreign(v, i))
        return i;
    bool more = i + 2 < s->last && word_is(v, i + 1, "and") && (classes_at(v, i + 2) & LEX_LANGUAGE);
    return more ? i + 3 : i + 1;
}

/* "translated from Dari", "a translation by the embassy": to the end of the phrase. */
static void read_translated(const struct search *s, uint32_t i)
{
    static const char *const by[] = {"by", "from", "provided", "of", NULL};
    const struct view *v = s->v;
    bool noun = word_is(v, i, "translation");
    if ((!noun && !word_is(v, i, "translated")) || s->voice->translated.first != SAYSO_NONE || i + 2 >= s->last ||
        !word_among(v, i + 1, by) || in_content(s, i + 1))
        return;
    uint32_t first = noun && i > s->first && (classes_at(v, i - 1) & LEX_DETERMINER) ? i - 1 : i;
    uint32_t from = word_is(v, i + 1, "provided") && i + 3 < s->last ? i + 3 : i + 2;
    s->voice->translated = (struct token_range){first, phrase_end(s, from)};
}

static void read_translation(const struct search *s, uint32_t i)
{
    static const char *const people[] = {"interpreter", "translator", "interpreters", "translators", NULL};
    const struct view *v = s->v;
    struct token_range *translated = &s->voice->translated;
    bool through = word_is(v, i, "through") || word_is(v, i, "via") || word_is(v, i, "with");
    for (uint32_t k = i + 1; through && k < s->last && k < i + 7; k++)
        if (word_among(v, k, people)) {
            *translated = (struct token_range){translated->last == i ? translated->first : i, k + 1};
            return;
        }
    if (!word_is(v, i, "in") || i + 1 >= s->last || translated->first != SAYSO_NONE)
        return;
    uint32_t after = languages_end(s, i + 1);
    bool language = after > i + 1 && is_foreign(v, after - 1);
    bool alone = after >= s->last || token_at(v, after)->kind != TOKEN_WORD ||
                 (classes_at(v, after) & (LEX_PREPOSITION | LEX_CONJUNCTION)) || is_finite(v, after) ||
                 word_is(v, after, "that") || in_content(s, after);
    if (language && alone)
        *translated = (struct token_range){i, after};
}

static bool opens_search(const struct view *v, const struct attribution *a, struct search *s)
{
    struct token_range at = a->cue.first != SAYSO_NONE ? a->cue : a->source;
    if (at.first == SAYSO_NONE)
        return false;
    struct sentence sentence = sentence_of(v, at.first);
    uint32_t first = at.first, last = at.last;
    if (a->source.first != SAYSO_NONE && sentence_at(v, a->source.first) == sentence_at(v, at.first)) {
        first = a->source.first < first ? a->source.first : first;
        last = a->source.last > last ? a->source.last : last;
    }
    s->first = first - sentence.first > AROUND ? first - AROUND : sentence.first;
    s->last = sentence.last > last && sentence.last - last > AROUND ? last + AROUND
              : sentence.last > last                                ? sentence.last
                                                                    : last;
    /* a source of many words is not searched from end to end for every attribution it serves */
    if (s->last - s->first > 6 * AROUND)
        s->last = s->first + 6 * AROUND;
    return true;
}

void channel_find(const struct view *v, uint32_t a)
{
    static const char *const given[] = {"speaking", "talking",   "spoke",   "talked",     "comments", "remarks",
                                        "email",    "e-mail",    "mail",    "emails",     "message",  "messages",
                                        "letter",   "statement", "comment", "statements", "answers",  NULL};
    const struct attribution *attribution = &v->attributions->list.items[a];
    struct voice *voice = &v->people->voices.items[a];
    struct search s = {.v = v, .attribution = attribution, .voice = voice};
    if (voice->channel == SAYSO_UNSTATED)
        voice->channel = attribution->channel;
    if (!opens_search(v, attribution, &s))
        return;
    for (uint32_t i = s.first; i < s.last; i++) {
        if (token_at(v, i)->kind != TOKEN_WORD || in_content(&s, i))
            continue;
        if (classes_at(v, i) & LEX_PREPOSITION)
            read_translation(&s, i);
        read_translated(&s, i);
        bool by = word_is(v, i, "by") && i > s.first;
        bool interviewed = by && word_is(v, i - 1, "interviewed");
        if (interviewed || (by && (word_is(v, i - 1, "quoted") || word_is(v, i - 1, "cited"))))
            read_receiver(&s, i + 1, false);
        if (interviewed && voice->channel == SAYSO_UNSTATED)
            voice->channel = SAYSO_INTERVIEW;
        if (in_range(attribution->source, i) || voice->source_kind == SAYSO_SOURCE_DOCUMENT)
            continue;
        uint8_t openers = opener_of(v, i);
        if (openers && i + 1 < s.last)
            read_phrase(&s, i + 1, phrase_end(&s, i + 1), openers);
        bool told = in_range(attribution->cue, i) && (classes_at(v, i) & LEX_CUE_VERB) &&
                    (value_at(v, i, LEX_CUE_VERB, 0) & CUE_RECIPIENT);
        bool to =
            word_is(v, i, "to") && i > s.first && (word_among(v, i - 1, given) || in_range(attribution->cue, i - 1));
        bool with = (word_is(v, i, "with") || word_is(v, i, "to")) && voice->channel == SAYSO_INTERVIEW;
        if (told || to || with)
            read_receiver(&s, i + 1, told);
    }
    if (voice->via == voice->speaker)
        voice->via = SAYSO_NONE;
}
