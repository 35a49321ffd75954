/* name_looks: what a name's own words say of it: people's names, bodies' names, words that are hardly names. */
#include <string.h>

#include "name_rules.h"

/* A plural in -s or -ies of a common word that the lexicon lists in the singular alone: "Fishmongers", "Ferries". */
bool name_is_plural(const struct name_scan *scan, uint32_t at)
{
    const struct token *token = &scan->tokens->list.items[at];
    const uint8_t *bytes = scan->text->bytes + token->start;
    uint32_t size = token->end - token->start;
    uint8_t singular[24];
    if (size < 6 || size > sizeof singular || bytes[size - 1] != 's')
        return false;
    if (bytes[size - 2] == 'e' && bytes[size - 3] == 'i') {
        memcpy(singular, bytes, size - 3);
        singular[size - 3] = 'y';
        return (lexicon_word(scan->lexicon, singular, size - 2) & LEX_COMMON) != 0;
    }
    return (lexicon_word(scan->lexicon, bytes, size - 1) & (LEX_COMMON | LEX_ROLE)) != 0;
}

/* Borne by so many that it is a person before it is a town or a firm; 0, 1 or 2. */
static int is_frequent_given(const struct name_scan *scan, uint32_t at)
{
    const struct word *word = &scan->lexemes->words.items[at];
    uint32_t bearers = lexicon_value(word->senses, word->sense_count, LEX_GIVEN, 0) >> 8;
    return (bearers >= 13) + (bearers >= 16);
}

/* How much the words of a part look like a person's name. */
int name_person_looks(const struct name_scan *scan, struct name_range part)
{
    uint32_t count = 0, commons = 0, uppers = 0;
    uint64_t first = name_classes(scan, part.first), last = name_classes(scan, part.last - 1);
    int looks = 0;
    for (uint32_t i = part.first; i < part.last; i++) {
        const struct token *token = &scan->tokens->list.items[i];
        uint32_t past = i > part.first ? name_past_nickname(scan, i, part.last) : i;
        if (past > i) {
            i = past - 1; /* whatever it is: "Rocket" */
            continue;
        }
        if (token->ascii == '&')
            return -6;
        if (token->kind == TOKEN_NUMBER)
            return -4;
        if (!(scan->flags[i] & WORD_CAPITAL))
            continue;
        count++;
        commons += !(name_classes(scan, i) & (LEX_GIVEN | LEX_SURNAME | LEX_NAME_PARTICLE)) &&
                   ((scan->flags[i] & WORD_COMMON) || (i > part.first && name_is_plural(scan, i)));
        uppers += token->letters == CASED_UPPER;
        if (token->letters == CASED_SINGLE && i > part.first && i + 1 < part.last)
            looks += 3;
    }
    if (count > 6)
        return -6;
    if (last & LEX_NAME_SUFFIX)
        looks += 5;
    if (first & LEX_GIVEN)
        looks += count > 1 ? 4 : 1 + is_frequent_given(scan, part.first);
    if (last & LEX_SURNAME)
        looks += count > 1 ? 2 : 1;
    looks -= 3 * (int)commons + 2 * (int)uppers;
    return looks + (count == 2 || count == 3);
}

int name_org_looks(const struct name_scan *scan, struct name_range part)
{
    int looks = 0;
    uint32_t count = part.last - part.first;
    for (uint32_t i = part.first; i < part.last; i++) {
        const struct token *token = &scan->tokens->list.items[i];
        if (token->letters == CASED_UPPER)
            looks += count == 1 ? 4 : 1;
        if (token->ascii == '&')
            looks += 4;
        if (count > 1 && ((scan->flags[i] & WORD_COMMON) || name_is_plural(scan, i)) &&
            (scan->flags[i] & WORD_CAPITAL) && !(name_classes(scan, i) & (LEX_GIVEN | LEX_SURNAME)))
            looks += 2;
    }
    return looks;
}

/* What the lexicon says of the whole part, as votes. */
void name_lexicon_looks(uint64_t classes, int16_t prior[NAME_KINDS])
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

/* "Fishmongers", "Incredibly", "Foraging": a form of a common word that the lexicon does not list itself. */
static bool is_inflected(const struct name_scan *scan, uint32_t at)
{
    const struct token *token = &scan->tokens->list.items[at];
    const uint8_t *end = scan->text->bytes + token->end;
    uint32_t size = token->end - token->start;
    if (size < 6)
        return false;
    if ((end[-2] == 'l' && end[-1] == 'y') || (end[-2] == 'e' && end[-1] == 'd') ||
        (end[-3] == 'i' && end[-2] == 'n' && end[-1] == 'g'))
        return true;
    return name_is_plural(scan, at);
}

/* A capital that tells little: a common word, a month, the first word of a sentence that looks like no name. */
bool name_is_weak(const struct name_scan *scan, uint32_t at, uint64_t classes)
{
    const struct token *token = &scan->tokens->list.items[at];
    uint64_t any = name_any_classes(scan, at);
    if (any & LEX_MONTH)
        return true;
    if (token->letters == CASED_UPPER)
        return (any & LEX_COMMON) && !(classes & LEX_ANY_NAME);
    if ((scan->flags[at] & WORD_COMMON) || (any & LEX_COLLECTIVE))
        return (scan->flags[at] & WORD_START) || !(classes & LEX_ANY_NAME);
    return (scan->flags[at] & WORD_START) && !(classes & LEX_ANY_NAME) && is_inflected(scan, at);
}

/* Has the entry one reading only, so that nothing around it need be asked? */
bool name_has_one_reading(uint64_t classes)
{
    uint64_t places = classes & LEX_ANY_PLACE, orgs = classes & LEX_ANY_ORG;
    if (classes & (LEX_GIVEN | LEX_SURNAME | LEX_PERSON | LEX_COMMON))
        return (classes & LEX_COUNTRY) && !(classes & (LEX_PERSON | LEX_COMMON | LEX_GIVEN));
    return (places != 0) != (orgs != 0) && (orgs || !(places == LEX_CITY));
}
