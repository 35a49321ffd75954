/* name_parts: a run without its titles, cut into names: trimmed, peoples and places before persons apart. */
#include "name_rules.h"

#define HEADS          (LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_EVENT_HEAD | LEX_LAW_HEAD)
#define PEOPLES        (LEX_NATIONALITY | LEX_GROUP)
#define FREQUENT_GIVEN 13u /* log2 of how many people have it, as the lexicon counts */
#define KNOWN_GIVEN    10u /* the same, for a name that is one at all */

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
        if ((classes & LEX_NAME_PARTICLE) && part.last - part.first > 1 &&
            (word || scan->tokens->list.items[part.first + 1].ascii == '-'))
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

/* After a title the rest is a person, unless it is surely something else. */
static bool is_titled_person(const struct name_scan *scan, struct name_range part, const struct lexicon_hit *whole)
{
    if (whole && (whole->classes & (LEX_COUNTRY | LEX_REGION | PEOPLES | LEX_ANY_ORG)) &&
        !(whole->classes & (LEX_GIVEN | LEX_SURNAME | LEX_PERSON)))
        return false;
    uint64_t heads = name_head_classes(scan, part);
    bool given =
        (name_classes(scan, part.first) & LEX_GIVEN) || scan->tokens->list.items[part.first].letters == CASED_SINGLE;
    bool shore = !(heads & ~LEX_PLACE_HEAD) && given; /* "Alice Shore" */
    if (heads && !shore && !(name_classes(scan, part.last - 1) & LEX_SURNAME))
        return false;
    return name_person_looks(scan, part) > -3;
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
           (!(scan->flags[rest.first] & WORD_COMMON) || (name_classes(scan, rest.first) & LEX_SURNAME)) &&
           lead->count == 1;
}

static bool is_person_after(const struct name_scan *scan, struct name_range rest)
{
    return rest.last - rest.first >= 2 && (name_classes(scan, rest.first) & LEX_GIVEN) &&
           name_person_looks(scan, rest) >= 4;
}

/* Can a word before a given name be part of the name itself?  Common words and abbreviations are not. */
static bool is_name_word(const struct name_scan *scan, uint32_t at)
{
    const struct token *token = &scan->tokens->list.items[at];
    if (name_classes(scan, at) & (LEX_GIVEN | LEX_SURNAME | LEX_NAME_PARTICLE))
        return true;
    if (token->letters == CASED_SINGLE)
        return true;
    if (name_any_classes(scan, at) & (LEX_COLLECTIVE | LEX_KIN)) /* "Twins Ada Voss" */
        return false;
    return !(scan->flags[at] & WORD_COMMON) && scan->text->bytes[token->end - 1] != '.';
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

/* "... City", "... Bank": a body or a place, as its neighbours say. */
static bool claim_mixed(struct name_scan *scan, struct name_range part)
{
    if (!name_claim_open(scan, part, NULL))
        return false;
    struct name_claim *claim = &scan->claims.items[scan->claims.count - 1];
    claim->mention.evidence = EVIDENCE_HEAD_WORD;
    claim->prior[NAME_ORG] = (int16_t)(claim->prior[NAME_ORG] + 4);
    claim->prior[NAME_PLACE] = (int16_t)(claim->prior[NAME_PLACE] + 4);
    claim->prior[NAME_PERSON] = -6;
    return true;
}

/* A name in marks of its own is a title of something: "Silver Rain". */
static bool is_marked(const struct name_scan *scan, struct name_range part)
{
    const struct token *tokens = scan->tokens->list.items;
    if (part.first > 0 && name_word_is(scan, part.first - 1, "the"))
        part.first--;
    return part.first > 0 && part.last < scan->tokens->list.count && tokens[part.first - 1].kind == TOKEN_MARK &&
           tokens[part.last].kind == TOKEN_MARK && tokens[part.first].space_before == 0 &&
           tokens[part.last].space_before == 0;
}

/* Claim what stands before the name proper; `*rest` is where that begins, 0 if there is nothing to cut. */
static bool cut_front(struct name_scan *scan, struct name_range part, uint32_t *rest)
{
    const struct lexicon_hit *lead = leading_hit(scan, part, PEOPLES | LEX_ANY_PLACE | LEX_ANY_ORG);
    *rest = 0;
    if (part.last - part.first > 2 && !is_name_word(scan, part.first) &&
        is_person_after(scan, (struct name_range){part.first + 1, part.last})) {
        *rest = part.first + 1; /* "Striker Anna Vell", "Engr. Musa Bello" */
        return true;
    }
    if (!lead)
        return true;
    struct name_range front = {part.first, part.first + lead->count}, behind = {front.last, part.last};
    if ((lead->classes & PEOPLES) && !(lead->classes & LEX_COUNTRY) && !is_given_of(scan, lead, behind)) {
        *rest = front.last;
        return name_claim_people(scan, front, lead);
    }
    if (!(lead->classes & LEX_GIVEN) &&
        (scan->tokens->list.items[front.last].ascii == '-' || is_person_after(scan, behind))) {
        *rest = front.last;
        return name_claim_open(scan, front, lead);
    }
    return true;
}

/* "Anna Vell PDP": where the party begins behind a person's name, 0 if none does. */
static uint32_t party_behind(const struct name_scan *scan, struct name_range part)
{
    uint32_t last = part.last - 1;
    return part.last - part.first > 2 && (name_classes(scan, last) & LEX_ANY_ORG) && name_capital(scan, last) &&
                   scan->tokens->list.items[last].letters == CASED_UPPER &&
                   is_person_after(scan, (struct name_range){part.first, last})
               ? last
               : 0;
}

/* Claim a part that is one name by its head; `*claimed` false if the head does not tell. */
static bool claim_headed(struct name_scan *scan, struct name_range part, bool *claimed)
{
    uint64_t heads = name_head_classes(scan, part);
    *claimed = heads != 0;
    if ((heads & LEX_ORG_HEAD) && (heads & (LEX_PLACE_HEAD | LEX_FACILITY_HEAD)))
        return claim_mixed(scan, part);
    if (heads && !(heads & LEX_ORG_HEAD) && is_marked(scan, part))
        return name_claim_decided(scan, part, SAYSO_WORK_OF_ART, EVIDENCE_CAPITALS, NULL);
    if (heads && part.last - part.first <= 3 && !(heads & LEX_ORG_HEAD) && is_surname_head(scan, part))
        *claimed = false;
    return !*claimed || name_claim_decided(scan, part, name_label_of_head(heads), EVIDENCE_HEAD_WORD, NULL);
}

/* Claim a part that nothing cuts and no head names. */
static bool claim_uncut(struct name_scan *scan, struct name_range part)
{
    const struct lexicon_hit *lead = leading_hit(scan, part, PEOPLES | LEX_ANY_PLACE | LEX_ANY_ORG);
    if (part.last - part.first > 1 && is_marked(scan, part) && name_person_looks(scan, part) < 4)
        return name_claim_decided(scan, part, SAYSO_WORK_OF_ART, EVIDENCE_CAPITALS, NULL);
    if (!name_claim_open(scan, part, NULL))
        return false;
    struct name_claim *claim = &scan->claims.items[scan->claims.count - 1];
    if (lead && !(lead->classes & LEX_GIVEN)) /* "Lagos Harriers" */
        claim->prior[NAME_ORG] = (int16_t)(claim->prior[NAME_ORG] + 3);
    if (part.last - part.first > 1 && scan->lexemes->words.items[part.first].sense_count == 0 &&
        name_is_plural(scan, part.last - 1)) { /* "Nordlys Ferries": an unknown word and what it deals in */
        claim->mention.evidence = EVIDENCE_HEAD_WORD;
        claim->prior[NAME_ORG] = (int16_t)(claim->prior[NAME_ORG] + 5);
        const int16_t brief[NAME_KINDS] = {-3, 6, 0};
        return name_vote(scan, name_key(scan, (struct name_range){part.first, part.first + 1}), brief);
    }
    return true;
}

static bool claim_titled(struct name_scan *scan, struct name_range part, const struct lexicon_hit *whole,
                         const struct mention *title)
{
    if (!name_claim_decided(scan, part, SAYSO_PERSON, EVIDENCE_TITLE_BEFORE, whole))
        return false;
    struct mention *mention = &scan->claims.items[scan->claims.count - 1].mention;
    if (!mention->gender)
        mention->gender = title->gender;
    return true;
}

bool name_part_claim(struct name_scan *scan, struct name_range part, const struct mention *titled)
{
    for (part = trimmed(scan, part); part.first < part.last; part = trimmed(scan, part)) {
        uint32_t rest = part.last;
        bool claimed;
        const struct lexicon_hit *whole = name_hit(scan, part.first, LEX_ANY_NAME, part.last - part.first);
        if (whole && part.first + whole->count != part.last)
            whole = NULL;
        if (titled && is_titled_person(scan, part, whole))
            return claim_titled(scan, part, whole, titled);
        titled = NULL;
        if (whole)
            return name_hit_claim(scan, part, whole);
        if (part.last - part.first == 1)
            return (name_classes(scan, part.first) & LEX_NAME_SUFFIX) || claim_uncut(scan, part);
        if (!claim_headed(scan, part, &claimed))
            return false;
        if (claimed)
            return true;
        if (!cut_front(scan, part, &rest))
            return false;
        if (rest == 0 && (rest = party_behind(scan, part)) != 0 &&
            !name_claim_open(scan, (struct name_range){part.first, rest}, NULL))
            return false;
        if (rest == 0)
            return claim_uncut(scan, part);
        part.first = rest;
    }
    return true;
}
