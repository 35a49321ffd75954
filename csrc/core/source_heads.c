/* source_heads: which words of a source speak: the name, role or noun that its first noun phrase is about, or the name
 * that an apposition gives. */
#include <string.h>

#include "sectors.h"

/* "the union that represents workers": a clause of its own. */
static bool is_relative_that(const struct view *v, uint32_t i)
{
    return word_is(v, i, "that") && i > sentence_of(v, i).first + 1 && token_at(v, i - 1)->kind == TOKEN_WORD;
}

/* "the chief | representing a nation", not "the managing director": a participle behind whom it tells of. */
static bool tells_of(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    if (i == 0 || token->letters != CASED_LOWER || token->end - token->start < 6 ||
        memcmp(v->text->bytes + token->end - 3, "ing", 3) != 0)
        return false;
    uint32_t m = mention_at(v, i - 1);
    bool whom = m != SAYSO_NONE ? mention_of(v, m)->label == SAYSO_TITLE || mention_of(v, m)->label == SAYSO_PERSON
                                : (classes_at(v, i - 1) & LEX_COLLECTIVE) != 0;
    return whom && !(classes_at(v, i) & (LEX_ROLE | LEX_PREPOSITION));
}

/* Ends the first noun phrase of a source: "the official | in the room", "Ortiz | , a senator". */
bool ends_noun_phrase(const struct view *v, uint32_t i)
{
    uint64_t classes = classes_at(v, i);
    if (mention_at(v, i) != SAYSO_NONE || is_possessive(v, i) || is_char(v, i, '-'))
        return false;
    if (token_at(v, i)->kind == TOKEN_PUNCTUATION || is_mark(v, i))
        return true;
    return (classes & (LEX_PREPOSITION | LEX_CONJUNCTION)) || word_is(v, i, "who") || word_is(v, i, "which") ||
           is_relative_that(v, i) ||
           (is_finite(v, i) && token_at(v, i)->letters == CASED_LOWER && (classes & (LEX_AUXILIARY | LEX_MODAL))) ||
           tells_of(v, i);
}

/* Past "three of the", "some of his", "one of": what is counted is what speaks. */
static uint32_t past_count(const struct view *v, struct token_range source)
{
    uint32_t end = source.last - source.first < 5 ? source.last : source.first + 5;
    for (uint32_t i = source.first; i + 1 < end; i++) {
        if (mention_at(v, i) != SAYSO_NONE)
            break;
        if (word_is(v, i, "of"))
            return i + 1;
        bool counts = (classes_at(v, i) & (LEX_NUMBER_WORD | LEX_DETERMINER | LEX_MAGNITUDE | LEX_PRONOUN)) ||
                      token_at(v, i)->kind == TOKEN_NUMBER || word_is(v, i, "many") || word_is(v, i, "several") ||
                      word_is(v, i, "most") || word_is(v, i, "one");
        if (!counts)
            break;
    }
    return source.first;
}

static bool is_land(const struct view *v, uint32_t i)
{
    uint32_t m = mention_at(v, i);
    return m != SAYSO_NONE && (mention_of(v, m)->label == SAYSO_GPE || mention_of(v, m)->label == SAYSO_NORP);
}

/* "U.S. | and Ukrainian officials", "French, German and Dutch diplomats": the noun that countries share. */
static uint32_t shared_noun(const struct view *v, uint32_t first, uint32_t end, uint32_t limit)
{
    uint32_t i = end;
    for (uint32_t k = 0; k < 4 && i > first && i + 1 < limit && is_land(v, i - 1); k++) {
        if (!is_char(v, i, ',') && !word_is(v, i, "and") && !word_is(v, i, "or"))
            return end;
        if (is_char(v, i, ',') && (word_is(v, i + 1, "and") || word_is(v, i + 1, "or")))
            i++;
        if (i + 1 >= limit || !is_land(v, i + 1))
            return end;
        i = mention_of(v, mention_at(v, i + 1))->last;
        uint32_t title = i < limit ? mention_at(v, i) : SAYSO_NONE;
        if (title != SAYSO_NONE && mention_of(v, title)->label == SAYSO_TITLE)
            return mention_of(v, title)->last;
    }
    return end;
}

static struct token_range first_phrase(const struct view *v, struct token_range source)
{
    uint32_t start = past_count(v, source), end = start;
    uint32_t limit = source.last - start < 32 ? source.last : start + 32;
    while (end < limit && ends_noun_phrase(v, end)) /* a stray preposition or mark in front */
        end++;
    start = end;
    while (end < limit && !ends_noun_phrase(v, end))
        end++;
    return (struct token_range){start, shared_noun(v, start, end, limit)};
}

uint32_t source_noun(const struct view *v, struct token_range source)
{
    if (source.first == SAYSO_NONE || source.first >= source.last)
        return SAYSO_NONE;
    struct token_range phrase = first_phrase(v, source);
    return phrase.first < phrase.last ? phrase.last - 1 : SAYSO_NONE;
}

bool opens_apposition(const struct view *v, uint32_t i)
{
    static const char *const DASHES[] = {"\xe2\x80\x93", "\xe2\x80\x94", "--"};
    if (is_char(v, i, ','))
        return true;
    for (size_t k = 0; k < sizeof DASHES / sizeof *DASHES; k++)
        if (word_is(v, i, DASHES[k]))
            return true;
    return is_char(v, i, '-') && token_at(v, i)->space_before;
}

static bool is_body_noun(const struct view *v, uint32_t i)
{
    return (classes_at(v, i) & LEX_COLLECTIVE) || (sector_word(v, i) & SECTOR_BODY);
}

/* "Her son, Roger Dionne,", "the city's boss, Theresa Gillis of Sydney": the person named behind a comma, where the words
 * before it say only who that is; `role`: "one of them, a first mate who", a role will do. */
static uint32_t named_behind(const struct view *v, struct token_range source, uint32_t comma, bool role)
{
    uint32_t limit = source.last - comma < 10 ? source.last : comma + 10;
    for (uint32_t i = comma + 1; i < limit; i++) {
        uint32_t m = mention_at(v, i);
        if (is_char(v, i, ',') || is_mark(v, i) || is_finite(v, i) || word_is(v, i, "who"))
            return SAYSO_NONE;
        if (m == SAYSO_NONE)
            continue;
        uint32_t after = mention_of(v, m)->last;
        /* "the union, Unifor Local 597," */
        bool person = mention_of(v, m)->label == SAYSO_PERSON ||
                      (mention_of(v, m)->label == SAYSO_ORG && i <= comma + 2 && is_body_noun(v, comma - 1));
        bool before_name = after < source.last && mention_at(v, after) != SAYSO_NONE;
        if (!person && !(role && mention_of(v, m)->label == SAYSO_TITLE && !before_name))
            continue;
        bool owner = after < source.last && is_possessive(v, after);
        bool listed = after < source.last && word_is(v, after, "and"); /* "the mayor, Ann Lee and Bob Ray" */
        return owner || listed ? SAYSO_NONE : m;
    }
    return SAYSO_NONE;
}

static bool is_several(const struct view *v, struct token_range source, uint32_t head)
{
    bool one_of = word_is(v, source.first, "one") && source.last - source.first > 2;
    if (one_of)
        return false;
    if (head != SAYSO_NONE)
        return mention_of(v, head)->plural;
    return classes_at(v, source.first) & LEX_NUMBER_WORD;
}

/* The mention that a noun phrase is about: its last one, or a name that words follow. */
static uint32_t phrase_head(const struct view *v, struct token_range phrase)
{
    for (uint32_t i = phrase.last; i > phrase.first; i--) {
        uint32_t m = mention_at(v, i - 1);
        if (m == SAYSO_NONE && is_possessive(v, i - 1) && i == phrase.last)
            continue; /* "Ortiz's" claim */
        if (m == SAYSO_NONE && (classes_at(v, i - 1) & LEX_ADVERB))
            continue; /* "Ortiz herself", "Ortiz also" */
        if (m == SAYSO_NONE && pronoun_value(v, i - 1))
            continue;
        if (m != SAYSO_NONE)
            return m;
        break;
    }
    /* a name, though words follow it that do not end a noun phrase: "Ortiz speaking to reporters" */
    for (uint32_t i = phrase.first; i < phrase.last; i++) {
        uint32_t m = mention_at(v, i);
        if (m == SAYSO_NONE || mention_of(v, m)->label != SAYSO_PERSON)
            continue;
        uint32_t after = mention_of(v, m)->last;
        if (after >= phrase.last ||
            (!is_possessive(v, after) && token_at(v, after)->letters == CASED_LOWER && is_finite(v, after)))
            return m;
    }
    return SAYSO_NONE;
}

uint32_t source_head(const struct view *v, struct token_range source)
{
    if (source.first == SAYSO_NONE || source.first >= source.last)
        return SAYSO_NONE;
    struct token_range phrase = first_phrase(v, source);
    uint32_t head = phrase_head(v, phrase);
    bool named = head != SAYSO_NONE && mention_of(v, head)->label != SAYSO_TITLE;
    uint32_t comma = phrase.last;
    for (uint32_t steps = 0; comma < source.last && steps < 6 && !opens_apposition(v, comma); comma++, steps++)
        if (is_mark(v, comma) || is_finite(v, comma) || word_is(v, comma, "who"))
            break;
    if (!named && comma < source.last && opens_apposition(v, comma) && !is_several(v, source, head)) {
        uint32_t person = named_behind(v, source, comma, head == SAYSO_NONE);
        if (person != SAYSO_NONE)
            return person;
    }
    return head;
}
