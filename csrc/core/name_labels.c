/* name_labels: from classes and heads to labels, and the claims that carry them. */
#include <string.h>
#include "name_rules.h"

#define HEADS   (LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_EVENT_HEAD | LEX_LAW_HEAD)
#define PEOPLES (LEX_NATIONALITY | LEX_GROUP)

static const struct {
    uint64_t classes;
    uint8_t label;
} LABELS[] = {
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

static uint8_t label_of(uint64_t classes)
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

struct name_claim *name_claim(struct name_scan *scan, struct name_range range, uint8_t label, enum code evidence)
{
    struct name_claim *claim = array_push(scan->memory, &scan->claims);
    if (!claim)
        return NULL;
    *claim = (struct name_claim){0};
    claim->mention.first = range.first;
    claim->mention.last = range.last;
    claim->mention.label = label;
    claim->mention.evidence = (uint16_t)evidence;
    return claim;
}

/* Fill what the lexicon's entry says; the label is set before. */
static void use_hit(struct mention *mention, const struct lexicon_hit *hit)
{
    uint64_t wanted = classes_of_label(mention->label);
    mention->classes = hit->classes;
    for (uint32_t i = 0; i < hit->sense_count; i++)
        if ((hit->senses[i].classes & wanted) && hit->senses[i].wikidata) {
            mention->wikidata = hit->senses[i].wikidata;
            mention->own_name = mention->wikidata >= SAYSO_OWN_NUMBER ? hit->senses[i].name : 0;
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

uint8_t name_label_of_head(uint64_t heads)
{
    if (heads & LEX_ORG_HEAD)
        return SAYSO_ORG;
    if (heads & LEX_FACILITY_HEAD)
        return SAYSO_FAC;
    if (heads & LEX_PLACE_HEAD)
        return SAYSO_LOC;
    return heads & LEX_EVENT_HEAD ? SAYSO_EVENT : SAYSO_LAW;
}

static bool vote_for_name(struct name_scan *scan, struct name_range part, const int16_t votes[NAME_KINDS])
{
    if (!name_vote(scan, name_key(scan, part), votes))
        return false;
    if (part.last - part.first < 2)
        return true;
    if (votes[NAME_ORG] >= 5 && name_ends_as_company(scan, part)) {
        const int16_t trimmed[NAME_KINDS] = {-6, 6, -4}; /* "Maple Ridge Dairy" for "Maple Ridge Dairy Ltd." */
        if (!name_vote(scan, name_key(scan, (struct name_range){part.first, part.last - 1}), trimmed))
            return false;
    }
    if (votes[NAME_ORG] >= 5 && !(scan->flags[part.first] & WORD_COMMON) &&
        !(name_classes(scan, part.first) & (LEX_GIVEN | LEX_ANY_PLACE | PEOPLES | LEX_TITLE))) {
        const int16_t brief[NAME_KINDS] = {-2, 5, -1}; /* "Orlen", "Orlen Shipping" for "Orlen Shipping Company" */
        for (uint32_t last = part.first + 1; last < part.last && last < part.first + 4; last++)
            if (!name_vote(scan, name_key(scan, (struct name_range){part.first, last}), brief))
                return false;
        return true;
    }
    if (votes[NAME_PERSON] < 4)
        return true;
    /* the surname alone will be the same person's */
    uint32_t last = part.last - 1;
    while (last > part.first + 1 && (name_classes(scan, last) & LEX_NAME_SUFFIX))
        last--;
    if (!(scan->flags[last] & WORD_CAPITAL) ||
        (scan->tokens->list.items[last].end - scan->tokens->list.items[last].start) < 3)
        return true;
    const int16_t surname[NAME_KINDS] = {4, -1, -1};
    if (!name_vote(scan, name_key(scan, (struct name_range){last, last + 1}), surname))
        return false;
    const int16_t given[NAME_KINDS] = {3, 0, 0};
    uint32_t past = name_past_nickname(scan, part.first + 1, part.last);
    if (past > part.first + 1 &&
        !name_vote(scan, name_key(scan, (struct name_range){part.first + 2, past - 1}), surname))
        return false;
    return name_vote(scan, name_key(scan, (struct name_range){part.first, part.first + 1}), given);
}

bool name_claim_decided(struct name_scan *scan, struct name_range part, uint8_t label, enum code evidence,
                        const struct lexicon_hit *hit)
{
    struct name_claim *claim = name_claim(scan, part, label, evidence);
    if (!claim)
        return false;
    if (hit)
        use_hit(&claim->mention, hit);
    enum name_kind kind = name_kind_of(label);
    int16_t votes[NAME_KINDS] = {0};
    if (kind == NAME_KINDS)
        return true;
    votes[kind] = 5;
    return vote_for_name(scan, part, votes);
}

bool name_claim_open(struct name_scan *scan, struct name_range part, const struct lexicon_hit *hit)
{
    int16_t context[NAME_KINDS] = {0}, prior[NAME_KINDS] = {0};
    enum code evidence = EVIDENCE_CAPITALS;
    uint64_t classes = hit ? hit->classes : 0;
    struct name_claim *claim = name_claim(scan, part, NAME_UNDECIDED, EVIDENCE_CAPITALS);
    if (!claim)
        return false;
    if (hit)
        use_hit(&claim->mention, hit);
    prior[NAME_PERSON] = (int16_t)name_person_looks(scan, part);
    prior[NAME_ORG] = (int16_t)name_org_looks(scan, part);
    name_lexicon_looks(classes, prior);
    name_context(scan, part, context, &evidence);
    if (hit && evidence == EVIDENCE_CAPITALS)
        evidence = EVIDENCE_LEXICON;
    claim->mention.evidence = (uint16_t)evidence;
    for (int k = 0; k < NAME_KINDS; k++)
        claim->prior[k] = (int16_t)(prior[k] + context[k]);
    claim->weak = part.last - part.first == 1 && name_is_weak(scan, part.first, classes);
    int16_t votes[NAME_KINDS];
    for (int k = 0; k < NAME_KINDS; k++)
        votes[k] = context[k];
    if (part.last - part.first > 1 && prior[NAME_PERSON] >= 4)
        votes[NAME_PERSON] = (int16_t)(votes[NAME_PERSON] + 4);
    return vote_for_name(scan, part, votes);
}

/* "Russian", "Republicans": a people, or a language where it is spoken. */
bool name_claim_people(struct name_scan *scan, struct name_range part, const struct lexicon_hit *hit)
{
    uint8_t label = SAYSO_NORP;
    uint32_t before = name_before(scan, part.first), after = name_after(scan, part.last);
    bool ends = after == SAYSO_NONE || scan->tokens->list.items[after].kind != TOKEN_WORD ||
                (name_classes(scan, after) & LEX_FUNCTION);
    if ((hit->classes & LEX_LANGUAGE) && ends && before != SAYSO_NONE &&
        (name_word_is(scan, before, "in") || name_word_is(scan, before, "into") ||
         name_word_is(scan, before, "speak") || name_word_is(scan, before, "speaks") ||
         name_word_is(scan, before, "spoke") || name_word_is(scan, before, "speaking")))
        label = SAYSO_LANGUAGE;
    return name_claim_decided(scan, part, label, EVIDENCE_LEXICON, hit);
}

bool name_hit_claim(struct name_scan *scan, struct name_range range, const struct lexicon_hit *hit)
{
    if (range.last - range.first > 1 && !(scan->flags[range.first] & WORD_CAPITAL) &&
        name_word_is(scan, range.first, "the"))
        range.first++;                                                       /* "the West": the article stays outside */
    if ((hit->classes & LEX_USER) && label_of(hit->classes) == SAYSO_PERSON) /* one reading: the caller's */
        return name_claim_decided(scan, range, SAYSO_PERSON, EVIDENCE_USER_LEXICON, hit);
    if ((hit->classes & PEOPLES) && !(hit->classes & (LEX_COUNTRY | LEX_ANY_ORG)))
        return name_claim_people(scan, range, hit);
    if (name_has_one_reading(hit->classes) || (hit->count > 1 && !(hit->classes & (LEX_GIVEN | LEX_SURNAME))))
        return name_claim_decided(scan, range, label_of(hit->classes), EVIDENCE_LEXICON, hit);
    return name_claim_open(scan, range, hit);
}
