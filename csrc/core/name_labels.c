/* name_labels: what a part of a run is, by lexicon, head word and given name; else what it might be. */
#include <string.h>
#include "name_rules.h"

#define HEADS (LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_EVENT_HEAD | LEX_LAW_HEAD)
#define FREQUENT_GIVEN 13u /* log2 of how many people have it, as the lexicon counts */
#define KNOWN_GIVEN 10u    /* the same, for a name that is one at all */
#define PEOPLES (LEX_NATIONALITY | LEX_GROUP)

static const struct { uint64_t classes; uint8_t label; } LABELS[] = {
    {LEX_PERSON, SAYSO_PERSON},
    {LEX_COUNTRY | LEX_REGION, SAYSO_GPE},
    {PEOPLES, SAYSO_NORP},
    {LEX_ANY_ORG, SAYSO_ORG},
    {LEX_CITY, SAYSO_GPE},
    {LEX_PLACE, SAYSO_LOC},
    {LEX_FACILITY, SAYSO_FAC},
    {LEX_EVENT, SAYSO_EVENT},
    {LEX_LAW, SAYSO_LAW},
    {LEX_PRODUCT, SAYSO_PRODUCT},
    {LEX_WORK, SAYSO_WORK_OF_ART},
    {LEX_LANGUAGE, SAYSO_LANGUAGE},
    {LEX_GIVEN | LEX_SURNAME, SAYSO_PERSON},
};

uint8_t name_label_of(uint64_t classes)
{
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (classes & LABELS[i].classes)
            return LABELS[i].label;
    return NAME_UNDECIDED;
}

static uint64_t classes_of_label(uint8_t label)
{
    uint64_t classes = 0;
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (LABELS[i].label == label)
            classes |= LABELS[i].classes;
    return classes;
}

enum name_kind name_kind_of(uint8_t label)
{
    switch (label) {
    case SAYSO_PERSON: return NAME_PERSON;
    case SAYSO_ORG: return NAME_ORG;
    case SAYSO_GPE:
    case SAYSO_LOC:
    case SAYSO_FAC: return NAME_PLACE;
    default: return NAME_KINDS;
    }
}

struct name_claim *name_claim(struct name_scan *scan, struct name_range range, uint8_t label, enum code evidence,
                              float confidence)
{
    struct name_claim *claim = array_push(scan->memory, &scan->claims);
    if (!claim)
        return NULL;
    *claim = (struct name_claim){0};
    claim->mention.first = range.first;
    claim->mention.last = range.last;
    claim->mention.label = label;
    claim->mention.evidence = (uint16_t)evidence;
    claim->mention.confidence = confidence;
    return claim;
}

/* Fill what the lexicon's entry says; the label is set before. */
void name_use_hit(struct mention *mention, const struct lexicon_hit *hit)
{
    uint64_t wanted = classes_of_label(mention->label);
    mention->classes = hit->classes;
    for (uint32_t i = 0; i < hit->sense_count; i++)
        if ((hit->senses[i].classes & wanted) && hit->senses[i].wikidata) {
            mention->wikidata = hit->senses[i].wikidata;
            break;
        }
    if (mention->label == SAYSO_PERSON && (hit->classes & LEX_PERSON)) {
        uint32_t gender = lexicon_value(hit->senses, hit->sense_count, LEX_PERSON, 0);
        mention->gender = (uint8_t)(gender <= SAYSO_MALE ? gender : 0);
    }
}

/* The head classes of a part: of the word before its first "of", "for", "on", else of its last word. */
uint64_t name_head_classes(const struct name_scan *scan, struct name_range part)
{
    for (uint32_t i = part.first + 1; i + 1 < part.last; i++) {
        uint64_t classes = name_classes(scan, i);
        if ((classes & LEX_PREPOSITION) && !(scan->flags[i] & WORD_CAPITAL))
            return name_classes(scan, i - 1) & HEADS;
    }
    if (part.last - part.first < 2)
        return 0;
    return name_classes(scan, part.last - 1) & HEADS;
}

static uint8_t label_of_head(uint64_t heads)
{
    if (heads & LEX_ORG_HEAD)
        return SAYSO_ORG;
    if (heads & LEX_FACILITY_HEAD)
        return SAYSO_FAC;
    if (heads & LEX_PLACE_HEAD)
        return SAYSO_LOC;
    return heads & LEX_EVENT_HEAD ? SAYSO_EVENT : SAYSO_LAW;
}

/* "Suk-yeol": the last token is in small letters behind a hyphen. */
static bool is_second_half(const struct name_scan *scan, struct name_range part)
{
    return part.last - part.first > 2 && scan->tokens->list.items[part.last - 1].kind == TOKEN_WORD &&
           scan->tokens->list.items[part.last - 2].ascii == '-';
}

/* Without what cannot begin or end a name. */
static struct name_range trimmed(const struct name_scan *scan, struct name_range part)
{
    while (part.first < part.last) {
        uint64_t classes = name_classes(scan, part.first);
        bool word = (scan->flags[part.first] & WORD_CAPITAL) != 0;
        if ((classes & LEX_NAME_PARTICLE) && part.last - part.first > 1 && (word || scan->tokens->list.items[part.first + 1].ascii == '-'))
            break;
        if (word && !(classes & (LEX_DETERMINER | LEX_PRONOUN | LEX_FUNCTION)))
            break;
        if (name_hit(scan, part.first, LEX_ANY_NAME, part.last - part.first))
            break;
        part.first++;
    }
    while (part.last > part.first && !(scan->flags[part.last - 1] & WORD_CAPITAL) &&
           scan->tokens->list.items[part.last - 1].kind != TOKEN_NUMBER && !is_second_half(scan, part))
        part.last--;
    return part;
}

/* How much the words of a part look like a person's name. */
static int person_looks(const struct name_scan *scan, struct name_range part)
{
    uint32_t count = 0, commons = 0, uppers = 0;
    uint64_t first = name_classes(scan, part.first), last = name_classes(scan, part.last - 1);
    int looks = 0;
    for (uint32_t i = part.first; i < part.last; i++) {
        const struct token *token = &scan->tokens->list.items[i];
        if (token->ascii == '&')
            return -6;
        if (token->kind == TOKEN_NUMBER)
            return -4;
        if (!(scan->flags[i] & WORD_CAPITAL))
            continue;
        count++;
        commons += (scan->flags[i] & WORD_COMMON) && !(name_classes(scan, i) & (LEX_GIVEN | LEX_SURNAME));
        uppers += token->letters == CASED_UPPER;
        if (token->letters == CASED_SINGLE && i > part.first && i + 1 < part.last)
            looks += 3;
    }
    if (count > 6)
        return -6;
    if (last & LEX_NAME_SUFFIX)
        looks += 5;
    if (first & LEX_GIVEN)
        looks += count > 1 ? 4 : 1;
    if (last & LEX_SURNAME)
        looks += count > 1 ? 2 : 1;
    looks -= 3 * (int)commons + 2 * (int)uppers;
    return looks + (count == 2 || count == 3);
}

static int org_looks(const struct name_scan *scan, struct name_range part)
{
    int looks = 0;
    uint32_t count = part.last - part.first;
    for (uint32_t i = part.first; i < part.last; i++) {
        const struct token *token = &scan->tokens->list.items[i];
        if (token->letters == CASED_UPPER)
            looks += count == 1 ? 4 : 1;
        if (token->ascii == '&')
            looks += 4;
        if (count > 1 && (scan->flags[i] & WORD_COMMON) && (scan->flags[i] & WORD_CAPITAL) &&
            !(name_classes(scan, i) & (LEX_GIVEN | LEX_SURNAME)))
            looks += 2;
    }
    return looks;
}

/* What the lexicon says of the whole part, as votes. */
static void lexicon_looks(uint64_t classes, int16_t prior[NAME_KINDS])
{
    int bare = classes & LEX_COMMON ? 1 : 0;
    if (classes & LEX_PERSON)
        prior[NAME_PERSON] += 6;
    if (classes & LEX_COUNTRY)
        prior[NAME_PLACE] += 8;
    else if (classes & LEX_REGION)
        prior[NAME_PLACE] += 6;
    else if (classes & (LEX_PLACE | LEX_FACILITY))
        prior[NAME_PLACE] += 6;
    else if (classes & LEX_CITY)
        prior[NAME_PLACE] += 4;
    if (classes & (LEX_GOVERNMENT | LEX_AGENCY | LEX_ORG | LEX_PARTY | LEX_MILITARY))
        prior[NAME_ORG] += 7;
    else if (classes & LEX_ANY_ORG)
        prior[NAME_ORG] = (int16_t)(prior[NAME_ORG] + 5 - bare);
}

static bool vote_for_name(struct name_scan *scan, struct name_range part, const int16_t votes[NAME_KINDS])
{
    if (!name_vote(scan, name_key(scan, part), votes))
        return false;
    if (votes[NAME_PERSON] < 4 || part.last - part.first < 2)
        return true;
    /* the surname alone will be the same person's */
    uint32_t last = part.last - 1;
    while (last > part.first + 1 && (name_classes(scan, last) & LEX_NAME_SUFFIX))
        last--;
    if (!(scan->flags[last] & WORD_CAPITAL) || (scan->tokens->list.items[last].end - scan->tokens->list.items[last].start) < 3)
        return true;
    const int16_t surname[NAME_KINDS] = {4, -1, -1};
    if (!name_vote(scan, name_key(scan, (struct name_range){last, last + 1}), surname))
        return false;
    const int16_t given[NAME_KINDS] = {1, 0, 0};
    return name_vote(scan, name_key(scan, (struct name_range){part.first, part.first + 1}), given);
}

static bool claim_decided(struct name_scan *scan, struct name_range part, uint8_t label, enum code evidence,
                          float confidence, const struct lexicon_hit *hit)
{
    struct name_claim *claim = name_claim(scan, part, label, evidence, confidence);
    if (!claim)
        return false;
    if (hit)
        name_use_hit(&claim->mention, hit);
    enum name_kind kind = name_kind_of(label);
    int16_t votes[NAME_KINDS] = {0};
    if (kind == NAME_KINDS)
        return true;
    votes[kind] = 5;
    return vote_for_name(scan, part, votes);
}

/* "Fishmongers", "Incredibly", "Foraging": a form of a common word that the lexicon does not list itself. */
static bool is_inflected(const struct name_scan *scan, uint32_t at)
{
    const struct token *token = &scan->tokens->list.items[at];
    const uint8_t *end = scan->text->bytes + token->end;
    uint32_t size = token->end - token->start;
    if (size < 6)
        return false;
    if ((end[-2] == 'l' && end[-1] == 'y') || (end[-2] == 'e' && end[-1] == 'd') || (end[-3] == 'i' && end[-2] == 'n' && end[-1] == 'g'))
        return true;
    return end[-1] == 's' && (lexicon_word(scan->lexicon, end - size, size - 1) & (LEX_COMMON | LEX_ROLE));
}

/* A capital that tells little: a common word, a month, the first word of a sentence that looks like no name. */
static bool is_weak(const struct name_scan *scan, uint32_t at, uint64_t classes)
{
    const struct token *token = &scan->tokens->list.items[at];
    uint64_t any = name_any_classes(scan, at);
    if (any & LEX_MONTH)
        return true;
    if (token->letters == CASED_UPPER)
        return (any & LEX_COMMON) && !(classes & LEX_ANY_NAME);
    if (scan->flags[at] & WORD_COMMON)
        return (scan->flags[at] & WORD_START) || !(classes & LEX_ANY_NAME);
    return (scan->flags[at] & WORD_START) && !(classes & LEX_ANY_NAME) && is_inflected(scan, at);
}

/* Has the entry one reading only, so that nothing around it need be asked? */
static bool has_one_reading(uint64_t classes)
{
    uint64_t places = classes & LEX_ANY_PLACE, orgs = classes & LEX_ANY_ORG;
    if (classes & (LEX_GIVEN | LEX_SURNAME | LEX_PERSON | LEX_COMMON))
        return (classes & LEX_COUNTRY) && !(classes & (LEX_PERSON | LEX_COMMON | LEX_GIVEN));
    return (places != 0) != (orgs != 0) && (orgs || !(places == LEX_CITY));
}

static bool claim_open(struct name_scan *scan, struct name_range part, const struct lexicon_hit *hit)
{
    int16_t context[NAME_KINDS] = {0}, prior[NAME_KINDS] = {0};
    enum code evidence = EVIDENCE_CAPITALS;
    uint64_t classes = hit ? hit->classes : 0;
    struct name_claim *claim = name_claim(scan, part, NAME_UNDECIDED, EVIDENCE_CAPITALS, 0.3f);
    if (!claim)
        return false;
    if (hit)
        name_use_hit(&claim->mention, hit);
    prior[NAME_PERSON] = (int16_t)person_looks(scan, part);
    prior[NAME_ORG] = (int16_t)org_looks(scan, part);
    lexicon_looks(classes, prior);
    name_context(scan, part, context, &evidence);
    if (hit && evidence == EVIDENCE_CAPITALS)
        evidence = EVIDENCE_LEXICON;
    claim->mention.evidence = (uint16_t)evidence;
    for (int k = 0; k < NAME_KINDS; k++)
        claim->prior[k] = (int16_t)(prior[k] + context[k]);
    claim->weak = part.last - part.first == 1 && is_weak(scan, part.first, classes);
    int16_t votes[NAME_KINDS];
    for (int k = 0; k < NAME_KINDS; k++)
        votes[k] = context[k];
    if (part.last - part.first > 1 && prior[NAME_PERSON] >= 4)
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 4);
    return vote_for_name(scan, part, votes);
}

/* "... City", "... Bank": a body or a place, as its neighbours say. */
static bool claim_mixed(struct name_scan *scan, struct name_range part)
{
    if (!claim_open(scan, part, NULL))
        return false;
    struct name_claim *claim = &scan->claims.items[scan->claims.count - 1];
    claim->mention.evidence = EVIDENCE_HEAD_WORD;
    claim->prior[NAME_ORG] = (int16_t)(claim->prior[NAME_ORG] + 4);
    claim->prior[NAME_PLACE] = (int16_t)(claim->prior[NAME_PLACE] + 4);
    claim->prior[NAME_PERSON] = -6;
    return true;
}

/* "Russian", "Republicans": a people, or a language where it is spoken. */
static bool claim_people(struct name_scan *scan, struct name_range part, const struct lexicon_hit *hit)
{
    uint8_t label = SAYSO_NORP;
    uint32_t before = name_before(scan, part.first), after = name_after(scan, part.last);
    bool ends = after == SAYSO_NONE || scan->tokens->list.items[after].kind != TOKEN_WORD ||
                (name_classes(scan, after) & LEX_FUNCTION);
    if ((hit->classes & LEX_LANGUAGE) && ends && before != SAYSO_NONE &&
        (name_word_is(scan, before, "in") || name_word_is(scan, before, "into") || name_word_is(scan, before, "speak") ||
         name_word_is(scan, before, "speaks") || name_word_is(scan, before, "spoke") || name_word_is(scan, before, "speaking")))
        label = SAYSO_LANGUAGE;
    return claim_decided(scan, part, label, EVIDENCE_LEXICON, 0.9f, hit);
}

/* After a title the rest is a person, unless it is surely something else. */
static bool is_titled_person(const struct name_scan *scan, struct name_range part, const struct lexicon_hit *whole)
{
    if (whole && (whole->classes & (LEX_COUNTRY | LEX_REGION | PEOPLES | LEX_ANY_ORG)) &&
        !(whole->classes & (LEX_GIVEN | LEX_SURNAME | LEX_PERSON)))
        return false;
    if (name_head_classes(scan, part) && !(name_classes(scan, part.last - 1) & LEX_SURNAME))
        return false;
    return person_looks(scan, part) > -3;
}

/* The longest entry of names that begins a part and leaves a rest. */
static const struct lexicon_hit *leading_hit(const struct name_scan *scan, struct name_range part, uint64_t classes)
{
    const struct lexicon_hit *hit = name_hit(scan, part.first, LEX_ANY_NAME, part.last - part.first - 1);
    return hit && (hit->classes & classes) ? hit : NULL;
}

/* "Christian Eriksen", "Roman Polanski": a people that is a frequent given name, before what may be a surname. */
static bool is_given_of(const struct name_scan *scan, const struct lexicon_hit *lead, struct name_range rest)
{
    uint32_t value = lexicon_value(lead->senses, lead->sense_count, LEX_GIVEN, 0);
    return (lead->classes & LEX_GIVEN) && value >> 8 >= FREQUENT_GIVEN && rest.last - rest.first == 1 &&
           (!(scan->flags[rest.first] & WORD_COMMON) || (name_classes(scan, rest.first) & LEX_SURNAME)) && lead->count == 1;
}

static bool is_person_after(const struct name_scan *scan, struct name_range rest)
{
    return rest.last - rest.first >= 2 && (name_classes(scan, rest.first) & LEX_GIVEN) && person_looks(scan, rest) >= 4;
}

/* "Frank Church", "Anna Lake", but not "the Orlen River". */
static bool is_surname_head(const struct name_scan *scan, struct name_range part)
{
    const struct word *first = &scan->lexemes->words.items[part.first];
    if (!(name_classes(scan, part.last - 1) & LEX_SURNAME) || !(first->classes & LEX_GIVEN))
        return false;
    return lexicon_value(first->senses, first->sense_count, LEX_GIVEN, 0) >> 8 >= KNOWN_GIVEN &&
           !name_word_is(scan, name_before(scan, part.first), "the");
}

bool name_hit_claim(struct name_scan *scan, struct name_range range, const struct lexicon_hit *hit)
{
    if ((hit->classes & PEOPLES) && !(hit->classes & (LEX_COUNTRY | LEX_ANY_ORG)))
        return claim_people(scan, range, hit);
    if (has_one_reading(hit->classes) || (hit->count > 1 && !(hit->classes & (LEX_GIVEN | LEX_SURNAME))))
        return claim_decided(scan, range, name_label_of(hit->classes), EVIDENCE_LEXICON, 0.9f, hit);
    return claim_open(scan, range, hit);
}

/* Can a word before a given name be part of the name itself?  Common words and abbreviations are not. */
static bool is_name_word(const struct name_scan *scan, uint32_t at)
{
    const struct token *token = &scan->tokens->list.items[at];
    if (name_classes(scan, at) & (LEX_GIVEN | LEX_SURNAME | LEX_NAME_PARTICLE))
        return true;
    if (token->letters == CASED_SINGLE)
        return true;
    return !(scan->flags[at] & WORD_COMMON) && scan->text->bytes[token->end - 1] != '.';
}

/* A name in marks of its own is a title of something: "Silver Rain". */
static bool is_marked(const struct name_scan *scan, struct name_range part)
{
    const struct token *tokens = scan->tokens->list.items;
    return part.first > 0 && part.last < scan->tokens->list.count && tokens[part.first - 1].kind == TOKEN_MARK &&
           tokens[part.last].kind == TOKEN_MARK && tokens[part.first].space_before == 0 && tokens[part.last].space_before == 0;
}

bool name_part_claim(struct name_scan *scan, struct name_range part, const struct mention *titled)
{
    for (part = trimmed(scan, part); part.first < part.last; part = trimmed(scan, part)) {
        uint32_t count = part.last - part.first;
        const struct lexicon_hit *whole = name_hit(scan, part.first, LEX_ANY_NAME, count);
        if (whole && whole->count != count)
            whole = NULL;
        if (titled && is_titled_person(scan, part, whole)) {
            if (!claim_decided(scan, part, SAYSO_PERSON, EVIDENCE_TITLE_BEFORE, 0.9f, whole))
                return false;
            struct mention *mention = &scan->claims.items[scan->claims.count - 1].mention;
            if (!mention->gender)
                mention->gender = titled->gender;
            return true;
        }
        titled = NULL;
        if (whole)
            return name_hit_claim(scan, part, whole);
        if (count == 1 && (name_classes(scan, part.first) & LEX_NAME_SUFFIX))
            return true;
        uint64_t heads = name_head_classes(scan, part);
        bool surname = count <= 3 && !(heads & LEX_ORG_HEAD) && is_surname_head(scan, part);
        bool mixed = (heads & LEX_ORG_HEAD) && (heads & (LEX_PLACE_HEAD | LEX_FACILITY_HEAD));
        if (mixed)
            return claim_mixed(scan, part);
        if (heads && !surname)
            return claim_decided(scan, part, label_of_head(heads), EVIDENCE_HEAD_WORD, 0.8f, NULL);
        if (count > 2 && !is_name_word(scan, part.first) && is_person_after(scan, (struct name_range){part.first + 1, part.last})) {
            part.first++; /* "Striker Anna Vell", "Engr. Musa Bello": a word before a full name */
            continue;
        }
        if (count > 2 && (name_classes(scan, part.last - 1) & LEX_ANY_ORG) && name_capital(scan, part.last - 1) &&
            scan->tokens->list.items[part.last - 1].letters == CASED_UPPER &&
            is_person_after(scan, (struct name_range){part.first, part.last - 1})) {
            if (!claim_open(scan, (struct name_range){part.first, part.last - 1}, NULL))
                return false;
            part.first = part.last - 1; /* "Anna Vell PDP" */
            continue;
        }
        const struct lexicon_hit *lead = count > 1 ? leading_hit(scan, part, PEOPLES | LEX_ANY_PLACE | LEX_ANY_ORG) : NULL;
        if (lead) {
            struct name_range front = {part.first, part.first + lead->count}, rest = {front.last, part.last};
            bool hyphen = scan->tokens->list.items[rest.first].ascii == '-';
            if ((lead->classes & PEOPLES) && !(lead->classes & LEX_COUNTRY) && !is_given_of(scan, lead, rest)) {
                if (!claim_people(scan, front, lead))
                    return false;
                part = rest;
                continue;
            }
            if ((hyphen && !(lead->classes & LEX_GIVEN)) || (is_person_after(scan, rest) && !(lead->classes & LEX_GIVEN))) {
                if (!claim_open(scan, front, lead))
                    return false;
                part = rest;
                continue;
            }
        }
        if (count > 1 && is_marked(scan, part) && person_looks(scan, part) < 4)
            return claim_decided(scan, part, SAYSO_WORK_OF_ART, EVIDENCE_CAPITALS, 0.5f, NULL);
        if (!claim_open(scan, part, NULL))
            return false;
        struct name_claim *claim = &scan->claims.items[scan->claims.count - 1];
        if (lead && count > 1 && !(lead->classes & LEX_GIVEN))
            claim->prior[NAME_ORG] = (int16_t)(claim->prior[NAME_ORG] + 3);
        return true;
    }
    return true;
}
