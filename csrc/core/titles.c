/* titles: roles and honorifics that stand beside a name and belong to its bearer: "Senator Lena Ortiz", "Lena Ortiz,
 * a senator from Nevada,", "the party's leader, Lena Ortiz,", "Lena Ortiz is a lawyer". */
#include "sectors.h"

#define MODIFIERS  8u  /* tokens before a title that can belong to it */
#define APPOSITION 24u /* tokens of an apposition */
#define REACH      8u  /* from the comma to the role noun */

bool ends_phrase(const struct view *v, uint32_t i)
{
    uint64_t classes = classes_at(v, i);
    uint8_t kind = token_at(v, i)->kind;
    if (kind == TOKEN_PUNCTUATION && is_char(v, i, '-'))
        return false;
    if (kind == TOKEN_PUNCTUATION || kind == TOKEN_MARK || kind == TOKEN_SYMBOL)
        return true;
    if (mention_at(v, i) != SAYSO_NONE || (classes & (LEX_TITLE | LEX_ROLE | LEX_HONORIFIC)))
        return false;
    return (classes & (LEX_FUNCTION | LEX_PRONOUN | LEX_DETERMINER | LEX_PREPOSITION | LEX_CONJUNCTION | LEX_AUXILIARY |
                       LEX_MODAL)) ||
           is_finite(v, i);
}

uint32_t phrase_start(const struct view *v, uint32_t first)
{
    struct sentence s = sentence_of(v, first);
    uint32_t i = first;
    for (uint32_t steps = 0; i > s.first && steps < MODIFIERS; i--, steps++) {
        bool owner = is_possessive(v, i - 1) && i - 1 > s.first && mention_at(v, i - 2) != SAYSO_NONE;
        if (!owner && (ends_phrase(v, i - 1) || is_char(v, i - 1, '-')))
            break;
    }
    return i;
}

uint32_t title_head(const struct view *v, const struct mention *title)
{
    uint32_t last = title->last;
    for (uint32_t i = title->first + 1; i < title->last; i++)
        if (classes_at(v, i) & LEX_PREPOSITION) {
            last = i;
            break;
        }
    if (last - title->first > 1 && word_is(v, last - 1, "general"))
        last--; /* "secretary general": the noun is secretary */
    return last - 1;
}

uint32_t place_within(const struct view *v, uint32_t first, uint32_t last)
{
    uint32_t found = SAYSO_NONE;
    for (uint32_t i = first; i < last;) {
        uint32_t m = mention_at(v, i);
        if (m == SAYSO_NONE) {
            i++;
            continue;
        }
        uint8_t label = mention_of(v, m)->label;
        if (label == SAYSO_ORG)
            return m;
        if (found == SAYSO_NONE && (label == SAYSO_GPE || label == SAYSO_NORP || label == SAYSO_FAC))
            found = m;
        i = mention_of(v, m)->last > i ? mention_of(v, m)->last : i + 1;
    }
    return found;
}

/* Is it a title that a state, town or party gives: minister, mayor, judge, general? */
static bool holds_office(const struct view *v, uint32_t title, struct token_range words)
{
    uint32_t head = title != SAYSO_NONE ? title_head(v, mention_of(v, title)) : words.last - 1;
    uint32_t value = sector_word(v, head);
    uint8_t sector = SECTOR_OF(value);
    return (value & SECTOR_OFFICE) || !value || (sector >= SAYSO_EXECUTIVE && sector <= SAYSO_PARTY);
}

/* A country or town that a title names is the affiliation of an office ("mayor of", "French president"), not of a
 * resident, a novelist or a tourist. */
static uint32_t place_of_title(const struct view *v, uint32_t title, struct token_range words)
{
    uint32_t place = place_within(v, words.first, words.last);
    if (place == SAYSO_NONE)
        return place;
    uint32_t head = title != SAYSO_NONE ? title_head(v, mention_of(v, title)) : words.last - 1;
    bool lives = SECTOR_OF(sector_word(v, head)) == SAYSO_CITIZEN && head + 1 < words.last &&
                 (word_is(v, head + 1, "of") || word_is(v, head + 1, "from") || word_is(v, head + 1, "in"));
    uint8_t label = mention_of(v, place)->label;
    bool body = (label == SAYSO_ORG || label == SAYSO_FAC) && !lives;
    return body || holds_office(v, title, words) ? place : SAYSO_NONE;
}

/* A role noun that names did not mark: its words and the body or place in them belong to the person. */
static sayso_status hold_words(struct view *v, uint32_t person, uint32_t title, uint32_t place,
                               struct token_range words)
{
    struct held *held = array_push(v->memory, &v->held);
    if (!held)
        return SAYSO_ERROR_MEMORY;
    *held = (struct held){person, title, place, words};
    struct group *group = &v->groups.items[v->notes.items[person].group];
    if (place != SAYSO_NONE && group->modifier == SAYSO_NONE)
        group->modifier = v->notes.items[place].group;
    return SAYSO_OK;
}

static sayso_status hold(struct view *v, uint32_t person, uint32_t title, struct token_range words, enum title_use use)
{
    struct note *note = &v->notes.items[title];
    if (note->owner != SAYSO_NONE)
        return SAYSO_OK;
    if (hold_words(v, person, title, place_of_title(v, title, words), words))
        return SAYSO_ERROR_MEMORY;
    note->owner = person;
    note->use = (uint8_t)use;
    uint32_t group = v->notes.items[person].group;
    uint8_t gender = mention_of(v, title)->gender;
    if (gender && (!v->groups.items[group].gender || v->groups.items[group].gender == gender)) {
        v->groups.items[group].gender = gender;
        v->groups.items[group].by_title = 1;
    }
    group_join(v, title, group, use == TITLE_BEFORE_NAME ? EVIDENCE_TITLE_BEFORE : EVIDENCE_APPOSITION);
    return SAYSO_OK;
}

static bool is_title(const struct view *v, uint32_t i)
{
    uint32_t m = mention_at(v, i);
    return m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_TITLE;
}

static bool is_determiner(const struct view *v, uint32_t i) { return (classes_at(v, i) & LEX_DETERMINER) != 0; }

/* "Russian Foreign Ministry spokeswoman" + name. */
static sayso_status attach_before(struct view *v, uint32_t person)
{
    struct sentence s = sentence_of(v, mention_of(v, person)->first);
    uint32_t i = mention_of(v, person)->first;
    for (uint32_t k = 0; k < 4 && i > s.first && is_title(v, i - 1); k++) {
        uint32_t title = mention_at(v, i - 1);
        const struct mention *mention = mention_of(v, title);
        uint32_t first = mention->first + (is_determiner(v, mention->first) ? 1u : 0u);
        uint32_t start = first == mention->first ? phrase_start(v, first) : first;
        if (mention->last != i)
            break;
        sayso_status status = hold(v, person, title, (struct token_range){start, i}, TITLE_BEFORE_NAME);
        if (status)
            return status;
        i = mention->first;
    }
    uint32_t first = mention_of(v, person)->first;
    if (i == first && i > s.first && token_at(v, i - 1)->kind == TOKEN_WORD && mention_at(v, i - 1) == SAYSO_NONE &&
        (classes_at(v, i - 1) & (LEX_ROLE | LEX_TITLE)) && sector_word(v, i - 1)) {
        struct token_range words = {phrase_start(v, i - 1), i};
        return hold_words(v, person, SAYSO_NONE, place_of_title(v, SAYSO_NONE, words), words);
    }
    return SAYSO_OK;
}

/* "Her brother, Lenny Ortiz,", "his wife Lena Ortiz": kin that names did not mark. */
static sayso_status attach_kin(struct view *v, uint32_t person)
{
    uint32_t first = mention_of(v, person)->first, start = sentence_of(v, first).first, i = first;
    if (i > start && is_char(v, i - 1, ','))
        i--;
    if (i < start + 2 || mention_at(v, i - 1) != SAYSO_NONE || !(classes_at(v, i - 1) & LEX_KIN) ||
        token_at(v, i - 1)->letters != CASED_LOWER ||
        !(is_possessive(v, i - 2) || (pronoun_value(v, i - 2) & PRONOUN_POSSESSIVE)))
        return SAYSO_OK;
    struct group *group = &v->groups.items[v->notes.items[person].group];
    uint8_t gender = (uint8_t)value_at(v, i - 1, LEX_KIN, 0);
    if (gender && gender <= 2 && !group->by_title) {
        group->gender = gender;
        group->by_title = 1;
    }
    return hold_words(v, person, SAYSO_NONE, SAYSO_NONE, (struct token_range){i - 1, i});
}

/* "Ortiz of the Harbour Trust", "Ortiz, of the Trust,": a body that a preposition adds to the name. */
static sayso_status attach_body(struct view *v, uint32_t person)
{
    static const char *const adding[] = {"of", "from", "at", "with", NULL};
    struct sentence s = sentence_of(v, mention_of(v, person)->first);
    uint32_t i = mention_of(v, person)->last;
    bool comma = i < s.last && is_char(v, i, ',');
    i += comma ? 1u : 0u;
    if (i + 1 >= s.last || !word_among(v, i, adding))
        return SAYSO_OK;
    bool of = word_is(v, i, "of");
    uint32_t first = i + 1 + (is_determiner(v, i + 1) ? 1u : 0u);
    while (first < s.last && first < i + 5 && mention_at(v, first) == SAYSO_NONE && !ends_phrase(v, first))
        first++; /* "the law firm Kern & Lowe" */
    uint32_t body = first < s.last ? mention_at(v, first) : SAYSO_NONE;
    if (body == SAYSO_NONE || mention_of(v, body)->first != first)
        return SAYSO_OK;
    uint8_t label = mention_of(v, body)->label;
    struct held *title = v->held.count ? &v->held.items[v->held.count - 1] : NULL;
    if (label == SAYSO_GPE && of && !comma && title && title->person == person && title->place == SAYSO_NONE) {
        if (holds_office(v, title->title, title->words))
            title->place = body; /* "Prime Minister Anna Lund of Denmark" */
        return SAYSO_OK;
    }
    if (label != SAYSO_ORG || !(of || comma))
        return SAYSO_OK;
    return hold_words(v, person, SAYSO_NONE, body, (struct token_range){i + 1, mention_of(v, body)->last});
}

/* Where an apposition that begins at `i` ends: the next comma, dash, bracket, verb or end. */
static uint32_t apposition_end(const struct view *v, uint32_t i, uint32_t limit)
{
    uint32_t end = i;
    while (end < limit && end < i + APPOSITION) {
        uint8_t kind = token_at(v, end)->kind;
        if ((kind == TOKEN_PUNCTUATION && !is_char(v, end, '-')) || kind == TOKEN_MARK || is_finite(v, end) ||
            word_is(v, end, "who"))
            break;
        end++;
    }
    return end;
}

/* The title that begins a noun phrase at `i`: "a scholar at", "45, a teacher"; SAYSO_NONE if there is none. */
static uint32_t title_ahead(const struct view *v, uint32_t i, uint32_t limit)
{
    for (uint32_t steps = 0; i < limit && steps < REACH; i++, steps++) {
        uint32_t m = mention_at(v, i);
        if (m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_TITLE) {
            uint32_t last = mention_of(v, m)->last;
            bool of_another =
                last < limit && (is_possessive(v, last) || (mention_at(v, last) != SAYSO_NONE &&
                                                            mention_of(v, mention_at(v, last))->label == SAYSO_PERSON));
            /* "spokesman" right after a title: "committee chairwoman and spokesman" needs no more than the first */
            return of_another || mention_of(v, m)->plural ? SAYSO_NONE : m;
        }
        if (m != SAYSO_NONE && mention_of(v, m)->label == SAYSO_PERSON)
            return SAYSO_NONE;
        if (m != SAYSO_NONE)
            continue;
        uint64_t classes = classes_at(v, i);
        if (is_determiner(v, i) || is_possessive(v, i) || token_at(v, i)->kind == TOKEN_NUMBER ||
            (classes & (LEX_ADVERB | LEX_NUMBER_WORD)) || word_is(v, i, "his") || word_is(v, i, "her") ||
            word_is(v, i, "their"))
            continue;
        if (ends_phrase(v, i))
            return SAYSO_NONE;
    }
    return SAYSO_NONE;
}

static bool is_age(const struct view *v, uint32_t i, uint32_t limit)
{
    return i + 1 < limit && token_at(v, i)->kind == TOKEN_NUMBER && is_char(v, i + 1, ',');
}

static bool is_form_of_be(const struct view *v, uint32_t i)
{
    static const char *const forms[] = {"is", "was", "became", "remains", NULL};
    return word_among(v, i, forms);
}

/* Name, apposition; or name is title. */
static sayso_status attach_after(struct view *v, uint32_t person)
{
    uint32_t i = mention_of(v, person)->last;
    struct sentence s = sentence_of(v, mention_of(v, person)->first);
    bool copula = i < s.last && is_form_of_be(v, i);
    if (i >= s.last || (!copula && !is_char(v, i, ',')))
        return SAYSO_OK;
    i++;
    if (!copula && is_age(v, i, s.last))
        i += 2;
    if (copula && !(i < s.last && (is_determiner(v, i) || is_title(v, i))))
        return SAYSO_OK;
    uint32_t title = title_ahead(v, i, s.last);
    if (title == SAYSO_NONE)
        return SAYSO_OK;
    uint32_t end = apposition_end(v, mention_of(v, title)->last, s.last);
    /* "In Chelsea, the mayor said": a subject of its own, not an apposition that a comma would close */
    if (!copula && word_is(v, i, "the") && end < s.last && is_finite(v, end))
        return SAYSO_OK;
    if (is_determiner(v, i) && i < end)
        i++;
    return hold(v, person, title, (struct token_range){i, end}, TITLE_AFTER_NAME);
}

/* "The party's leader, Lena Ortiz, ...", "A spokeswoman for the port, Lena Ortiz, ...": a title, definite or with what
 * it is of, a comma, a name, and then a comma or the end. */
static sayso_status attach_named(struct view *v, uint32_t title)
{
    const struct mention *mention = mention_of(v, title);
    struct sentence s = sentence_of(v, mention->first);
    uint32_t i = mention->last;
    bool further = i < s.last && (classes_at(v, i) & LEX_PREPOSITION) && !word_is(v, i, "to");
    for (uint32_t k = 0; further && k < REACH && i < s.last && !is_char(v, i, ','); k++, i++)
        if (token_at(v, i)->kind == TOKEN_MARK || is_finite(v, i))
            return SAYSO_OK;
    if (v->notes.items[title].owner != SAYSO_NONE || mention->plural || i + 1 >= s.last || !is_char(v, i, ','))
        return SAYSO_OK;
    uint32_t person = mention_at(v, i + 1);
    if (person != SAYSO_NONE && mention_of(v, person)->label == SAYSO_TITLE && mention_of(v, person)->last < s.last)
        person = mention_at(v, mention_of(v, person)->last); /* "The health minister, Dr. Lena Ortiz," */
    if (person == SAYSO_NONE || mention_of(v, person)->label != SAYSO_PERSON)
        return SAYSO_OK;
    uint32_t start = phrase_start(v, mention->first), after = mention_of(v, person)->last;
    bool definite = mention->definite || start < mention->first ||
                    (start > s.first && (is_possessive(v, start - 1) || is_determiner(v, start - 1) ||
                                         (classes_at(v, start - 1) & LEX_PRONOUN)));
    if (!(definite || further) || (after < s.last && !is_char(v, after, ',') && !is_char(v, after, '.')))
        return SAYSO_OK;
    if (is_determiner(v, mention->first))
        start = mention->first + 1;
    return hold(v, person, title, (struct token_range){start, i}, TITLE_AFTER_NAME);
}

sayso_status titles_attach(struct view *v)
{
    sayso_status status = SAYSO_OK;
    for (uint32_t m = 0; m < v->names->list.count && status == SAYSO_OK; m++) {
        if (mention_of(v, m)->label == SAYSO_TITLE) {
            status = attach_named(v, m);
        } else if (mention_of(v, m)->label == SAYSO_PERSON) {
            status = attach_before(v, m);
            if (status == SAYSO_OK)
                status = attach_after(v, m);
            if (status == SAYSO_OK)
                status = attach_body(v, m);
            if (status == SAYSO_OK)
                status = attach_kin(v, m);
        }
    }
    return status;
}
