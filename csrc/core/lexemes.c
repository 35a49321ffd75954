/* lexemes: one pass of the trie over the tokens: a hash a token, and a walk on only where an entry goes on. */
#include <string.h>

#include "lexicon_format.h"
#include "tokens.h"

/* How a paragraph uses capitals, which decides what a capital tells. */
enum capitals { CAPITALS_SENTENCE, CAPITALS_TITLE /* A Headline Like This */ };

#define CAPS_RUN  4u /* so many words in capitals in a row are typography, not acronyms */
#define LONG_WORD 5u /* bytes: a headline's small words are shorter */

struct finder {
    const struct lexicon *lexicon, *user;
    const struct text *text;
    const struct token *tokens;
    uint32_t count;
    struct lexemes *lexemes;
    const struct memory *memory;
    uint32_t paragraph; /* whose capitals are known */
    enum capitals capitals;
    uint32_t caps_end;  /* tokens before it, from the current one, are in a run of capitals */
    uint32_t caps_seen; /* tokens before it were looked at for such runs */
};

/* The case of what was matched so far. */
struct match_case {
    bool capital, upper, lower, starts, caps;
};

static bool is_word(const struct token *token) { return token->kind == TOKEN_WORD; }

static void look_at_paragraph(struct finder *finder, uint32_t at)
{
    const uint32_t paragraph = finder->tokens[at].paragraph;
    uint32_t words = 0, capitals = 0, long_lower = 0;
    for (uint32_t i = at; i < finder->count && finder->tokens[i].paragraph == paragraph; i++) {
        const struct token *token = &finder->tokens[i];
        if (!is_word(token) || token->letters == CASED_NONE)
            continue;
        words++;
        if (token->letters != CASED_LOWER)
            capitals++;
        else if (token->end - token->start >= LONG_WORD)
            long_lower++;
    }
    finder->paragraph = paragraph;
    finder->capitals = capitals >= 3 && !long_lower && capitals * 10 >= words * 6 ? CAPITALS_TITLE : CAPITALS_SENTENCE;
}

/* Find the run of capitals that begins at `at`, if one does; each token is looked at once. */
static void look_for_caps(struct finder *finder, uint32_t at)
{
    uint32_t upper = 0, i = at;
    const uint32_t paragraph = finder->tokens[at].paragraph;
    for (; i < finder->count && finder->tokens[i].paragraph == paragraph; i++) {
        const struct token *token = &finder->tokens[i];
        if (token->letters == CASED_LOWER || token->letters == CASED_TITLE || token->letters == CASED_MIXED)
            break;
        upper += is_word(token) && token->letters == CASED_UPPER;
    }
    finder->caps_seen = i + 1;
    if (upper >= CAPS_RUN)
        finder->caps_end = i;
}

/* May a sentence begin at this token?  Wherever no word stands right before it, but a comma's or hyphen's next word
 * goes on. */
static bool may_start(const struct finder *finder, uint32_t at)
{
    if (at == 0 || finder->tokens[at - 1].paragraph != finder->tokens[at].paragraph)
        return true;
    const struct token *before = &finder->tokens[at - 1];
    if (before->kind == TOKEN_PUNCTUATION)
        return before->ascii != ',' && before->ascii != '-' && before->ascii != '/' && before->ascii != '&';
    return before->kind == TOKEN_MARK;
}

static struct word_case case_of(const struct finder *finder, uint32_t at)
{
    const struct token *token = &finder->tokens[at];
    switch ((enum token_case)token->letters) {
    case CASED_NONE: return (struct word_case){.capital = true, .upper = true, .lower = true};
    case CASED_LOWER: return (struct word_case){.lower = true};
    case CASED_TITLE: return (struct word_case){.capital = true};
    case CASED_UPPER: return (struct word_case){.capital = true, .upper = true};
    case CASED_SINGLE: return (struct word_case){.capital = true, .upper = true};
    case CASED_MIXED: break;
    }
    return lexicon_word_case(finder->text->bytes + token->start, token->end - token->start);
}

/* Words that mean something else in small letters lose their reading as an acronym where all is in capitals, except
 * countries: a headline writes of the "US" more often than of "us". */
#define ORDINARY (LEX_FUNCTION | LEX_COMMON | LEX_VERB | LEX_CUE_VERB)

static uint64_t classes_that_hold(const struct lexicon_sense *senses, uint32_t count, const struct match_case *found)
{
    const bool lower = found->lower || found->starts || found->caps;
    uint64_t classes = 0, ordinary = 0;
    if (found->caps)
        for (uint32_t i = 0; i < count; i++)
            ordinary |= senses[i].case_rule == CASE_UPPER ? 0 : senses[i].classes & ORDINARY;
    for (uint32_t i = 0; i < count; i++) {
        bool holds = true;
        switch ((enum lexicon_case)senses[i].case_rule) {
        case CASE_ANY: break;
        case CASE_CAPITAL: holds = found->capital; break;
        case CASE_UPPER: holds = found->upper && (!ordinary || (senses[i].classes & LEX_COUNTRY)); break;
        case CASE_LOWER: holds = lower; break;
        }
        if (holds)
            classes |= senses[i].classes;
    }
    return classes;
}

/* Each token is passed here in order, known or not, so that a paragraph is seen from its start. */
static void look_around(struct finder *finder, uint32_t at)
{
    if (finder->tokens[at].paragraph != finder->paragraph)
        look_at_paragraph(finder, at);
    if (at >= finder->caps_seen)
        look_for_caps(finder, at);
}

static struct match_case first_case(const struct finder *finder, uint32_t at)
{
    const struct token *token = &finder->tokens[at];
    const struct word_case letters = case_of(finder, at);
    const bool one_letter = token->letters == CASED_SINGLE && token->end - token->start == 1;
    const bool title = token->letters == CASED_TITLE || one_letter;
    return (struct match_case){.capital = letters.capital,
                               .upper = letters.upper,
                               .lower = letters.lower,
                               .starts = title && (finder->capitals == CAPITALS_TITLE || may_start(finder, at)),
                               .caps = at < finder->caps_end};
}

static bool push_hit(struct finder *finder, const struct lexicon *lexicon, uint32_t node, uint32_t first,
                     uint32_t count, const struct match_case *found)
{
    const struct lexicon_sense *senses = lexicon->senses + NODE_FIRST_SENSE(node);
    const uint64_t classes = classes_that_hold(senses, NODE_SENSES(node), found);
    if (!classes)
        return true;
    struct lexicon_hit *hit = array_push(finder->memory, &finder->lexemes->hits);
    if (!hit)
        return false;
    *hit = (struct lexicon_hit){first, (uint16_t)count, (uint16_t)NODE_SENSES(node), senses, classes};
    return true;
}

struct match {
    uint32_t node;
    struct match_case found;
};

/* Follow the entries that begin at a token as far as they go; matches[n] is that of n + 1 words, node 0 if none.
 * Returns the length of the longest walk. */
static uint32_t walk(struct finder *finder, const struct lexicon *lexicon, uint32_t at, uint32_t slot,
                     struct match matches[LEXICON_MAX_WORDS])
{
    const struct word *words = finder->lexemes->words.items;
    uint32_t node = lexicon->words[slot].node, number = slot, length = 1;
    struct match_case found = first_case(finder, at);
    matches[0] = (struct match){node, found};
    found.capital |= (node & NODE_LOWER_OK) != 0;
    while ((node & NODE_CHILDREN) && length < LEXICON_MAX_WORDS && at + length < finder->count &&
           finder->tokens[at + length].paragraph == finder->tokens[at].paragraph) {
        const uint64_t hash = lexicon_edge_hash(number, words[at + length].hash);
        const uint32_t edge = lexicon_slot_find(lexicon->edges, lexicon->edge_slots, hash);
        if (edge == SAYSO_NONE)
            break;
        node = lexicon->edges[edge].node;
        number = lexicon->word_slots + edge;
        const struct word_case letters = case_of(finder, at + length);
        found.capital &= letters.capital || (node & NODE_LOWER_OK);
        found.upper &= letters.upper;
        found.lower &= letters.lower;
        found.starts &= letters.lower || finder->capitals == CAPITALS_TITLE;
        matches[length++] = (struct match){node, found};
    }
    return length;
}

/* The model's entries that begin at `at`, longest first, but none that meets the user's entry `mine`. */
static bool find_in_model(struct finder *finder, uint32_t at, struct slice mine)
{
    struct word *word = &finder->lexemes->words.items[at];
    if (!word->id)
        return true;
    const struct lexicon *lexicon = finder->lexicon;
    const uint32_t node = lexicon->words[word->id - 1].node;
    if (node & NODE_CHILDREN) {
        struct match matches[LEXICON_MAX_WORDS];
        for (uint32_t n = walk(finder, lexicon, at, word->id - 1, matches); n > 1; n--) {
            const struct match *match = &matches[n - 1];
            const bool meets = at < mine.end && at + n > mine.start;
            if (NODE_SENSES(match->node) && !meets && !push_hit(finder, lexicon, match->node, at, n, &match->found))
                return false;
        }
    }
    if (!NODE_SENSES(node))
        return true;
    const struct match_case found = first_case(finder, at);
    const struct lexicon_sense *senses = lexicon->senses + NODE_FIRST_SENSE(node);
    const uint64_t classes = classes_that_hold(senses, NODE_SENSES(node), &found);
    if (!word->senses) {
        word->senses = senses;
        word->sense_count = NODE_SENSES(node);
        word->classes = classes;
    }
    if (!classes || (at < mine.end && at >= mine.start))
        return true;
    struct lexicon_hit *hit = array_push(finder->memory, &finder->lexemes->hits);
    if (hit)
        *hit = (struct lexicon_hit){at, 1, (uint16_t)NODE_SENSES(node), senses, classes};
    return hit != NULL;
}

/* The user's longest entry that begins at `at` becomes a hit; `length` 0 for none.  A word of its own replaces ours. */
static bool find_in_user(struct finder *finder, uint32_t at, uint32_t *length)
{
    struct word *word = &finder->lexemes->words.items[at];
    const uint32_t slot = lexicon_slot_find(finder->user->words, finder->user->word_slots, word->hash);
    *length = 0;
    if (slot == SAYSO_NONE)
        return true;
    struct match matches[LEXICON_MAX_WORDS];
    for (uint32_t n = walk(finder, finder->user, at, slot, matches); n > 0 && !*length; n--) {
        const struct match *match = &matches[n - 1];
        const struct lexicon_sense *senses = finder->user->senses + NODE_FIRST_SENSE(match->node);
        const uint64_t classes = classes_that_hold(senses, NODE_SENSES(match->node), &match->found);
        if (!classes)
            continue;
        if (!push_hit(finder, finder->user, match->node, at, n, &match->found))
            return false;
        *length = n;
        if (n == 1) {
            word->classes = classes;
            word->senses = senses;
            word->sense_count = NODE_SENSES(match->node);
        }
    }
    return true;
}

/* Hits of the user's lexicon over the whole text, longest first and never overlapping, at the front of the hits. */
static bool find_users(struct finder *finder)
{
    for (uint32_t at = 0, length; finder->user && at < finder->count; at += length ? length : 1) {
        look_around(finder, at);
        if (!find_in_user(finder, at, &length))
            return false;
    }
    return true;
}

/* Our hits in between; the user's go where they belong by their first token. */
static bool find_ours(struct finder *finder)
{
    struct lexemes *lexemes = finder->lexemes;
    const uint32_t users = lexemes->hits.count;
    uint32_t next = 0; /* the first of the user's hits that ends after `at` */
    finder->paragraph = SAYSO_NONE;
    finder->caps_end = finder->caps_seen = 0;
    for (uint32_t at = 0; at < finder->count; at++) {
        struct slice mine = {SAYSO_NONE, 0};
        look_around(finder, at);
        while (next < users && lexemes->hits.items[next].first + lexemes->hits.items[next].count <= at)
            next++;
        if (next < users) {
            const struct lexicon_hit hit = lexemes->hits.items[next];
            mine = (struct slice){hit.first, hit.first + hit.count};
            if (hit.first == at) {
                struct lexicon_hit *copy = array_push(finder->memory, &lexemes->hits);
                if (!copy)
                    return false;
                *copy = hit;
            }
        }
        if (finder->lexicon && !find_in_model(finder, at, mine))
            return false;
    }
    if (users) {
        lexemes->hits.count -= users;
        memmove(lexemes->hits.items, lexemes->hits.items + users, lexemes->hits.count * sizeof *lexemes->hits.items);
    }
    return true;
}

#define AHEAD 8u /* words between fetching a slot and looking at it: the table is larger than the nearest caches */

static void fetch_slot(const struct lexicon *lexicon, uint64_t hash)
{
#if defined(__GNUC__)
    __builtin_prefetch(lexicon->words + lexicon_home(hash, lexicon->word_slots));
#else
    (void)lexicon;
    (void)hash;
#endif
}

static bool hash_words(struct finder *finder)
{
    if (!array_reserve(finder->memory, &finder->lexemes->words, finder->count))
        return false;
    const struct lexicon *lexicon = finder->lexicon;
    struct word *words = finder->lexemes->words.items;
    for (uint32_t i = 0; i < finder->count; i++) {
        const struct token *token = &finder->tokens[i];
        const uint64_t hash = lexicon_hash(finder->text->bytes + token->start, token->end - token->start);
        words[i] = (struct word){.hash = hash};
        if (lexicon)
            fetch_slot(lexicon, hash);
        if (lexicon && i >= AHEAD)
            words[i - AHEAD].id = lexicon_slot_find(lexicon->words, lexicon->word_slots, words[i - AHEAD].hash) + 1;
    }
    for (uint32_t i = finder->count > AHEAD ? finder->count - AHEAD : 0; lexicon && i < finder->count; i++)
        words[i].id = lexicon_slot_find(lexicon->words, lexicon->word_slots, words[i].hash) + 1;
    finder->lexemes->words.count = finder->count;
    return true;
}

sayso_status lexemes_find(const struct memory *memory, const struct lexicon *lexicon, const struct lexicon *user,
                          const struct text *text, const struct tokens *tokens, struct lexemes *lexemes)
{
    struct finder finder = {.lexicon = lexicon,
                            .user = user,
                            .text = text,
                            .tokens = tokens->list.items,
                            .count = tokens->list.count,
                            .lexemes = lexemes,
                            .memory = memory,
                            .paragraph = SAYSO_NONE};
    array_clear(&lexemes->words);
    array_clear(&lexemes->hits);
    static bool (*const passes[])(struct finder *) = {hash_words, find_users, find_ours};
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        if (memory_cancelled(memory))
            return SAYSO_ERROR_CANCELLED;
        if (!passes[i](&finder))
            return SAYSO_ERROR_MEMORY;
    }
    return SAYSO_OK;
}
