/* name_titles: titles, honorifics and role nouns, in capitals before a name or in lower case by themselves. */
#include <string.h>
#include "name_rules.h"

#define TITLES          (LEX_TITLE | LEX_HONORIFIC)
#define HEADS           (LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_EVENT_HEAD | LEX_LAW_HEAD)
#define PORTFOLIO_LIMIT 6u /* capitals before "Minister" or after "Secretary of" that can belong to the office */

/* A capitalised word that can name a portfolio: "Foreign", "Health", "Homeland"; after "of" or "for" also a rare one. */
static bool is_portfolio(const struct name_scan *scan, uint32_t i, bool after)
{
    uint64_t classes = name_classes(scan, i);
    return name_capital(scan, i) && ((scan->flags[i] & WORD_COMMON) || (after && !(classes & LEX_ANY_NAME))) &&
           !(classes & (LEX_ANY_PLACE | LEX_NATIONALITY | LEX_GROUP | LEX_ANY_ORG | LEX_GIVEN | LEX_FUNCTION | HEADS));
}

/* "Indigenous Services": a group of people opens the name of an office. */
static bool group_before_noun(const struct name_scan *scan, uint32_t i)
{
    return (name_classes(scan, i) & LEX_GROUP) && name_capital(scan, i) && name_capital(scan, i + 1) &&
           (scan->flags[i + 1] & WORD_COMMON);
}

uint32_t name_portfolio(const struct name_scan *scan, uint32_t at, uint32_t limit)
{
    uint32_t i = at + 1;
    if (limit < 2 || !(name_word_is(scan, at, "of") || name_word_is(scan, at, "for")))
        return 0;
    uint32_t end = at + (limit < PORTFOLIO_LIMIT ? limit : PORTFOLIO_LIMIT);
    if (end > scan->tokens->list.count)
        end = scan->tokens->list.count;
    if (i + 1 < end && group_before_noun(scan, i))
        i += 2; /* "of Indigenous Services" */
    while (i < end && is_portfolio(scan, i, i == at + 1 || name_word_is(scan, i - 1, "and"))) {
        i++;
        if (i + 1 < end && name_hyphen(scan, i) && name_capital(scan, i + 1))
            i += 2; /* "of Crown-Indigenous Relations" */
        if (i + 1 < end && name_word_is(scan, i, "and") && is_portfolio(scan, i + 1, true))
            i++;
    }
    return i > at + 1 ? i - at : 0;
}

/* "Miller was offered", "Baker said": a surname that is a trade as well; the trade would have an article. */
static bool is_trade_name(const struct name_scan *scan, uint32_t token)
{
    uint64_t classes = name_classes(scan, token);
    uint32_t before = name_before(scan, token), after = name_after(scan, token + 1);
    if (!name_capital(scan, token) || !(classes & LEX_SURNAME) || !(name_any_classes(scan, token) & LEX_ROLE) ||
        ((classes | name_any_classes(scan, token)) & (TITLES | LEX_KIN)))
        return false;
    return !(after != SAYSO_NONE && name_capital(scan, after)) &&
           !(before != SAYSO_NONE && (name_classes(scan, before) & LEX_DETERMINER));
}

/* "Fighter Squadron", "Citizen Airmen", "Local Arab": what follows a role in capitals is no person's name. */
static bool is_no_person(const struct name_scan *scan, uint32_t i)
{
    uint64_t classes = name_classes(scan, i);
    if (classes & (LEX_GIVEN | LEX_SURNAME))
        return false;
    return (classes & (LEX_NATIONALITY | LEX_GROUP | HEADS)) || (scan->flags[i] & WORD_COMMON);
}

/* The hyphen before an abbreviated title, "Lt.-Col.", "Vice-Adm.": 1 token, else 0. */
static uint32_t title_hyphen(const struct name_scan *scan, uint32_t at, uint32_t limit)
{
    return limit > 1 && name_hyphen(scan, at) && name_capital(scan, at + 1) &&
           (name_classes(scan, at + 1) & LEX_TITLE_ABBREVIATION) && (name_classes(scan, at + 1) & TITLES);
}

uint32_t name_title_length(const struct name_scan *scan, uint32_t token, uint32_t limit)
{
    uint32_t length = 0, portfolio = 0;
    if (is_trade_name(scan, token))
        return 0;
    /* "NATO Secretary General", "U.S. Attorney": the owner of the office is a name by itself */
    const struct lexicon_hit *owner = name_hit(scan, token, LEX_ANY_ORG | LEX_ANY_PLACE, limit);
    if (owner && owner->count < limit && name_capital(scan, token) &&
        !(owner->classes & (LEX_TITLE | LEX_ROLE | LEX_HONORIFIC)) &&
        (owner->count > 1 || !(scan->flags[token] & WORD_COMMON)))
        return 0;
    if (limit > 2 && name_capital(scan, token) && title_hyphen(scan, token + 1, limit - 1) &&
        !(name_classes(scan, token) & LEX_ANY_NAME))
        portfolio = 2; /* "Vice-Adm." */
    if (limit > 2 && group_before_noun(scan, token) && name_hit(scan, token + 2, LEX_TITLE, limit - 2))
        portfolio = 2; /* "Indigenous Services Minister" */
    /* "Leader Anna Vell": a role is no portfolio */
    while (portfolio < 3 && portfolio + 1 < limit && is_portfolio(scan, token + portfolio, false) &&
           !name_hit(scan, token + portfolio, TITLES | LEX_ROLE, limit - portfolio))
        portfolio++;
    const struct lexicon_hit *hit =
        name_hit(scan, token + portfolio, portfolio ? LEX_TITLE : TITLES | LEX_ROLE, limit - portfolio);
    if (!hit || (hit->classes & (LEX_NATIONALITY | LEX_GROUP)))
        return 0;
    uint32_t next = token + portfolio + hit->count;
    if (!(hit->classes & TITLES) && next < token + limit && is_no_person(scan, next) && name_capital(scan, next) &&
        !name_hit(scan, next, TITLES | LEX_ROLE, token + limit - next))
        return 0;
    for (length = portfolio; hit && length < limit;) {
        /* "Justice Department", "General Electric": the longest name or head wins later, in title_stands */
        if (length > portfolio && !name_capital(scan, token + length))
            break;
        /* "Ms. Smith", "Dr. Butler": a trade that is a surname, behind an honorific */
        if (length > 0 && (name_classes(scan, token + length - 1) & LEX_HONORIFIC) && !(hit->classes & TITLES) &&
            (name_classes(scan, token + length) & LEX_SURNAME))
            break;
        length += hit->count;
        length += title_hyphen(scan, token + length, limit > length ? limit - length : 0);
        hit = length < limit ? name_hit(scan, token + length, TITLES | LEX_ROLE, limit - length) : NULL;
    }
    if (length < limit)
        length += name_portfolio(scan, token + length, limit - length);
    return length;
}

static uint8_t gender_of(const struct name_scan *scan, struct name_range range)
{
    for (uint32_t i = range.first; i < range.last;) {
        const struct lexicon_hit *hit = name_hit(scan, i, TITLES | LEX_ROLE | LEX_KIN, range.last - i);
        if (!hit) {
            i++;
            continue;
        }
        uint32_t gender = lexicon_value(hit->senses, hit->sense_count, TITLES | LEX_ROLE | LEX_KIN, 0);
        if (gender == SAYSO_FEMALE || gender == SAYSO_MALE)
            return (uint8_t)gender;
        i += hit->count;
    }
    return SAYSO_GENDER_UNKNOWN;
}

bool name_title_claim(struct name_scan *scan, struct name_range range, struct mention *title)
{
    struct name_claim *claim = name_claim(scan, range, SAYSO_TITLE, EVIDENCE_LEXICON);
    if (!claim)
        return false;
    const struct lexicon_hit *hit =
        name_hit(scan, range.first, TITLES | LEX_ROLE | LEX_COLLECTIVE, range.last - range.first);
    claim->mention.gender = gender_of(scan, range);
    claim->mention.classes = hit ? hit->classes : name_classes(scan, range.last - 1);
    bool whole = hit && hit->count == range.last - range.first; /* "Public Relations Officer" is no public */
    claim->mention.plural = whole && (hit->classes & LEX_COLLECTIVE);
    if (title)
        *title = claim->mention;
    return true;
}

/* A word that is a verb as well ("head", "host") is a role only where a noun phrase has begun. */
static bool in_noun_phrase(const struct name_scan *scan, uint32_t i)
{
    uint32_t before = name_before(scan, i);
    if (!(name_classes(scan, i) & (LEX_VERB | LEX_CUE_VERB)))
        return true;
    if (before == SAYSO_NONE)
        return false;
    uint64_t classes = name_classes(scan, before);
    if (classes & LEX_DETERMINER)
        return true;
    return !(classes & (LEX_PRONOUN | LEX_MODAL | LEX_AUXILIARY | LEX_ADVERB | LEX_FUNCTION)) &&
           scan->tokens->list.items[before].kind == TOKEN_WORD;
}

/* "officials", "police", not "agency", "companies": a plural whose singular is a role, or one of people as such. */
static bool is_of_people(const struct name_scan *scan, const struct lexicon_hit *hit)
{
    static const char *const PEOPLE[] = {"police", "people", "men", "women", "children", "authorities", "troops"};
    uint32_t last = hit->first + hit->count - 1;
    const struct token *token = &scan->tokens->list.items[last];
    uint32_t size = token->end - token->start;
    if (!(hit->classes & LEX_COLLECTIVE))
        return true;
    for (size_t i = 0; i < sizeof PEOPLE / sizeof *PEOPLE; i++)
        if (name_word_is(scan, last, PEOPLE[i]))
            return true;
    const uint8_t *bytes = scan->text->bytes + token->start;
    if (size > 4 && bytes[size - 1] == 'n' && bytes[size - 2] == 'e' && bytes[size - 3] == 'm')
        return true;
    return size > 3 && bytes[size - 1] == 's' &&
           (lexicon_word(scan->lexicon, bytes, size - 1) & (LEX_ROLE | LEX_TITLE | LEX_KIN));
}

/* A noun for one body: "union", "embassy"; the sectors' words or those of groups, in the singular. */
static bool is_body(const struct name_scan *scan, const struct lexicon_hit *hit)
{
    uint32_t last = hit->first + hit->count - 1;
    const struct token *token = &scan->tokens->list.items[last];
    if (token->letters != CASED_LOWER || scan->text->bytes[token->end - 1] == 's')
        return false;
    return (hit->classes & LEX_COLLECTIVE) ||
           (lexicon_value(hit->senses, hit->sense_count, LEX_SECTOR, 0) & SECTOR_BODY);
}

/* "The union said", "said the embassy": a body told by its noun alone that speaks. */
static bool speaks_as_body(const struct name_scan *scan, const struct lexicon_hit *hit)
{
    uint32_t the = name_before(scan, hit->first), after = name_after(scan, hit->first + hit->count);
    for (int k = 0; k < 2 && the != SAYSO_NONE && scan->tokens->list.items[the].letters == CASED_LOWER &&
                    !(name_classes(scan, the) & (LEX_FUNCTION | LEX_DETERMINER | LEX_PREPOSITION | LEX_CUE_VERB));
         k++)
        the = name_before(scan, the); /* "the police union" */
    if (the == SAYSO_NONE || !name_word_is(scan, the, "the") || !is_body(scan, hit))
        return false;
    uint32_t before = name_before(scan, the);
    bool asked = before != SAYSO_NONE && name_word_is(scan, before, "to") && the > 1 &&
                 name_word_is(scan, before - 1, "according");
    return asked || (after != SAYSO_NONE && (name_classes(scan, after) & LEX_CUE_VERB)) ||
           (before != SAYSO_NONE && name_word_is(scan, before, "said"));
}

uint32_t name_role_claim(struct name_scan *scan, uint32_t token, bool *memory_ended)
{
    const struct sentence *sentence = &scan->sentences->list.items[scan->sentences->of_token.items[token]];
    uint32_t limit = sentence->last - token < 8 ? sentence->last - token : 8;
    const struct lexicon_hit *hit = name_hit(scan, token, TITLES | LEX_ROLE | LEX_COLLECTIVE | LEX_SECTOR, limit);
    *memory_ended = false;
    if (hit && !(hit->classes & (TITLES | LEX_ROLE | LEX_COLLECTIVE)) && !speaks_as_body(scan, hit))
        hit = name_hit(scan, token, TITLES | LEX_ROLE | LEX_COLLECTIVE, limit);
    if (hit && hit->count < limit && scan->tokens->list.items[token + hit->count].letters == CASED_LOWER &&
        name_hit(scan, token + hit->count, LEX_ROLE | LEX_COLLECTIVE, 1))
        return 0; /* "police officers", "marine forecasters": the last one counts */
    /* "first mate": an ordinal that is part of the role */
    bool blocked = hit && hit->count == 1 && (scan->flags[token] & WORD_BLOCKED);
    if (!hit || blocked || !in_noun_phrase(scan, token) || !(is_of_people(scan, hit) || speaks_as_body(scan, hit)))
        return 0;
    struct name_range range = {token, token + hit->count};
    uint32_t before = name_before(scan, token);
    bool named = range.last < sentence->last && name_capital(scan, range.last);
    bool definite = !named && before != SAYSO_NONE && name_word_is(scan, before, "the");
    uint32_t claims = scan->claims.count;
    if (definite && (!claims || scan->claims.items[claims - 1].mention.last <= before))
        range.first = before; /* unless a user's word has the article */
    struct mention title;
    if (!name_title_claim(scan, range, &title)) {
        *memory_ended = true;
        return 0;
    }
    struct name_claim *claim = &scan->claims.items[scan->claims.count - 1];
    claim->mention.definite = definite;
    claim->mention.classes = hit->classes;
    claim->mention.plural = (hit->classes & LEX_COLLECTIVE) != 0;
    return hit->count;
}
