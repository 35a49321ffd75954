/* name_words: what each word is before names are looked for: capital, sentence start, blocked, loud, common. */
#include "name_rules.h"

#define CLOSED                                                                                                         \
    (LEX_FUNCTION | LEX_PRONOUN | LEX_DETERMINER | LEX_PREPOSITION | LEX_CONJUNCTION | LEX_AUXILIARY | LEX_MODAL)

bool name_word_is(const struct name_scan *scan, uint32_t token, const char *lower)
{
    return token != SAYSO_NONE && text_is(scan->text, token_slice(&scan->tokens->list.items[token]), lower);
}

uint64_t name_any_classes(const struct name_scan *scan, uint32_t token)
{
    const struct word *word = &scan->lexemes->words.items[token];
    uint64_t classes = word->classes;
    for (uint32_t i = 0; i < word->sense_count; i++)
        classes |= word->senses[i].classes;
    return classes;
}

uint32_t name_before(const struct name_scan *scan, uint32_t token)
{
    return token > 0 && name_same_sentence(scan, token - 1, token) ? token - 1 : SAYSO_NONE;
}

uint32_t name_after(const struct name_scan *scan, uint32_t last)
{
    return last < scan->tokens->list.count && last > 0 && name_same_sentence(scan, last - 1, last) ? last : SAYSO_NONE;
}

const struct lexicon_hit *name_hit(const struct name_scan *scan, uint32_t token, uint64_t classes, uint32_t limit)
{
    uint32_t i = scan->first_hit[token];
    if (i == SAYSO_NONE)
        return NULL;
    for (; i < scan->lexemes->hits.count; i++) {
        const struct lexicon_hit *hit = &scan->lexemes->hits.items[i];
        if (hit->first != token)
            return NULL;
        if ((hit->classes & classes) && hit->count <= limit)
            return hit;
    }
    return NULL;
}

bool name_hyphen(const struct name_scan *scan, uint32_t token)
{
    const struct token *at = &scan->tokens->list.items[token];
    if (at->ascii != '-' || token + 1 >= scan->tokens->list.count || at[1].paragraph != at->paragraph)
        return false;
    return scan->loose_hyphens || (at->space_before == 0 && at[1].space_before == 0);
}

static bool begins_with_capital(const struct text *text, const struct token *token)
{
    uint32_t width;
    if (token->kind != TOKEN_WORD)
        return false;
    switch (token->letters) {
    case CASED_TITLE:
    case CASED_UPPER:
    case CASED_SINGLE: return true;
    case CASED_MIXED: return unicode_class(text_decode(text, token->start, &width)) == CHAR_UPPER;
    default: return false;
    }
}

/* Does the capital stand where a sentence or quotation begins? */
static bool at_start(const struct name_scan *scan, const struct sentence *sentence, uint32_t token)
{
    const struct token *tokens = scan->tokens->list.items;
    if (token == sentence->first)
        return true;
    const struct token *before = &tokens[token - 1];
    if (before->kind == TOKEN_MARK)
        return tokens[token].space_before == 0;
    if (before->ascii == ':' || before->ascii == ';')
        return true;
    return token == sentence->first + 1 && before->kind != TOKEN_WORD && before->ascii != '(';
}

/* Common apart from its being a name, a capital's also where the entry asks for small letters; capitals all through
 * ("WHO", "US") make another word of it. */
static bool is_common(const struct name_scan *scan, uint32_t i, bool capital)
{
    if (capital && scan->tokens->list.items[i].letters == CASED_UPPER)
        return false;
    uint64_t classes = capital ? name_any_classes(scan, i) : name_classes(scan, i);
    return (classes & (LEX_COMMON | CLOSED | LEX_VERB | LEX_ADVERB)) != 0;
}

/* A line in capitals, or one in which every word of weight has one, common words among them: a headline.  A line
 * that ends with a period is a sentence that happens to hold many names. */
static bool is_loud(const struct name_scan *scan, const struct sentence *sentence)
{
    uint32_t words = 0, upper = 0, capital = 0, common = 0;
    bool lower = scan->tokens->list.items[sentence->last - 1].ascii == '.';
    for (uint32_t i = sentence->first; i < sentence->last; i++) {
        const struct token *token = &scan->tokens->list.items[i];
        if (token->kind != TOKEN_WORD || token->end - token->start < 2)
            continue;
        words++;
        upper += token->letters == CASED_UPPER;
        if (!(scan->flags[i] & WORD_CAPITAL)) {
            lower |= token->end - token->start > 4 && !(name_classes(scan, i) & CLOSED);
            continue;
        }
        capital++;
        common += (scan->flags[i] & WORD_COMMON) && !(name_classes(scan, i) & (LEX_ANY_NAME & ~LEX_SURNAME));
    }
    if (words >= 3 && upper * 5 >= words * 4)
        return true;
    return !lower && capital >= 4 && capital * 10 >= words * 6 && common >= 2 && common * 4 >= capital;
}

static uint8_t flags_of(const struct name_scan *scan, const struct sentence *sentence, uint32_t i)
{
    const struct token *token = &scan->tokens->list.items[i];
    uint64_t classes = name_classes(scan, i);
    bool capital = begins_with_capital(scan->text, token);
    uint8_t flags = is_common(scan, i, capital) ? WORD_COMMON : 0;
    if (!capital && token->letters == CASED_LOWER)
        return flags ? flags : WORD_RARE;
    if (capital) {
        flags |= WORD_CAPITAL;
        if (at_start(scan, sentence, i))
            flags |= WORD_START;
    }
    if (token->kind == TOKEN_URL)
        flags |= WORD_BLOCKED;
    if ((classes & LEX_WEEKDAY) && token->end - token->start > 5)
        flags |= WORD_BLOCKED;
    if ((classes & LEX_MONTH) && !(classes & (LEX_GIVEN | LEX_SURNAME)))
        flags |= WORD_BLOCKED;
    if (i > sentence->first && token[-1].ascii == '@' && token->space_before == 0)
        flags |= WORD_BLOCKED;
    if (token->end - token->start > 1 && scan->text->bytes[token->start] == '@')
        flags |= WORD_BLOCKED;
    return flags;
}

static void block(struct name_scan *scan, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last && i < scan->tokens->list.count; i++)
        scan->flags[i] |= WORD_BLOCKED;
}

/* "Five Star", "Second World": a capitalised number before a capital may be part of a name. */
static bool may_be_named(const struct name_scan *scan, const struct quantity *quantity)
{
    uint32_t i = quantity->first, next = i + 1;
    return quantity->last == next && next < scan->tokens->list.count && (scan->flags[i] & WORD_CAPITAL) &&
           !(scan->flags[i] & WORD_START) && (scan->flags[next] & WORD_CAPITAL);
}

static void block_values(struct name_scan *scan, const struct dates *dates, const struct quantities *quantities)
{
    for (uint32_t i = 0; i < dates->list.count; i++)
        block(scan, dates->list.items[i].first, dates->list.items[i].last);
    for (uint32_t i = 0; i < quantities->list.count; i++)
        if (!may_be_named(scan, &quantities->list.items[i]))
            block(scan, quantities->list.items[i].first, quantities->list.items[i].last);
}

/* Entries of several words that are names win over dates and numbers inside them ("Black Friday", "Seven Sisters"). */
static void note_hits(struct name_scan *scan)
{
    for (uint32_t i = 0; i < scan->lexemes->hits.count; i++) {
        const struct lexicon_hit *hit = &scan->lexemes->hits.items[i];
        if (scan->first_hit[hit->first] == SAYSO_NONE)
            scan->first_hit[hit->first] = i;
        if (!(hit->classes & LEX_ANY_NAME))
            continue;
        scan->flags[hit->first] |= WORD_PROPER;
        for (uint32_t k = 0; hit->count > 1 && k < hit->count; k++)
            scan->flags[hit->first + k] &= (uint8_t)~WORD_BLOCKED;
    }
}

/* Texts out of corpora have spaces around all their hyphens; in others those with spaces are dashes. */
static bool has_loose_hyphens(const struct tokens *tokens)
{
    uint32_t loose = 0, tight = 0;
    for (uint32_t i = 1; i + 1 < tokens->list.count; i++) {
        const struct token *at = &tokens->list.items[i];
        if (at->ascii != '-' || at[-1].kind != TOKEN_WORD || at[1].kind != TOKEN_WORD ||
            at[1].paragraph != at->paragraph)
            continue;
        loose += at->space_before == 1 && at[1].space_before == 1;
        tight += at->space_before == 0 && at[1].space_before == 0;
    }
    return loose >= 2 && tight * 8 <= loose;
}

/* Where capitals mean something, count the words that have them; and the lower-case ones that are no common words. */
static bool count_capitals(struct name_scan *scan)
{
    for (uint32_t i = 0; i < scan->tokens->list.count; i++) {
        uint8_t flags = scan->flags[i];
        bool inside = (flags & (WORD_CAPITAL | WORD_START | WORD_LOUD | WORD_BLOCKED)) == WORD_CAPITAL;
        if (!inside && !(flags & WORD_RARE))
            continue;
        struct name_votes *votes = name_votes_of(scan, name_word_key(scan, i), true);
        if (!votes)
            return false;
        if (!inside)
            votes->lower = 1;
        else if (votes->inside < 255)
            votes->inside++;
    }
    return true;
}

sayso_status name_words_read(struct name_scan *scan, const struct dates *dates, const struct quantities *quantities)
{
    for (uint32_t s = 0; s < scan->sentences->list.count; s++) {
        const struct sentence *sentence = &scan->sentences->list.items[s];
        if ((s & 63u) == 0 && memory_cancelled(scan->memory))
            return SAYSO_ERROR_CANCELLED;
        uint32_t capitals = 0;
        for (uint32_t i = sentence->first; i < sentence->last; i++) {
            scan->flags[i] = flags_of(scan, sentence, i);
            capitals += scan->flags[i] & WORD_CAPITAL;
        }
        if (capitals >= 3 && capitals * 4 >= sentence->last - sentence->first && is_loud(scan, sentence))
            for (uint32_t i = sentence->first; i < sentence->last; i++)
                scan->flags[i] |= WORD_LOUD;
    }
    scan->loose_hyphens = has_loose_hyphens(scan->tokens);
    block_values(scan, dates, quantities);
    note_hits(scan);
    return count_capitals(scan) ? SAYSO_OK : SAYSO_ERROR_MEMORY;
}
