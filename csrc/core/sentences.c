#include "sentences.h"

#include <string.h>

/* What the decisions look at. */
struct splitter {
    const struct text *text;
    const struct token *tokens;
    const struct word *words;
    const struct marks *marks;
    uint32_t count;
};

enum terminal {
    TERMINAL_NONE,
    TERMINAL_STOP,        /* . 。 ? ! */
    TERMINAL_EXCLAMATION, /* ? and !, which may stand in mid-sentence: "Go!" he said */
    TERMINAL_ELLIPSIS,
    TERMINAL_ABBREVIATION, /* its period may end a sentence too */
    TERMINAL_INITIAL
};

#define SPEAKER_LIMIT 10u /* tokens between "Go!" and the verb of saying */

static bool bytes_are(const struct splitter *s, const struct token *token, const char *bytes)
{
    size_t size = strlen(bytes);
    return token->end - token->start == size && memcmp(s->text->bytes + token->start, bytes, size) == 0;
}

static enum terminal foreign_terminal(const struct splitter *s, const struct token *token)
{
    static const char *const stops[] = {"\xE3\x80\x82", "\xE0\xA5\xA4", "\xEF\xBC\x8E"};
    static const char *const exclamations[] = {"\xEF\xBC\x81", "\xEF\xBC\x9F", "\xD8\x9F",
                                               "\xE2\x80\xBC", "\xE2\x81\x89", "\xE2\x80\xBD"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (bytes_are(s, token, stops[i]))
            return TERMINAL_STOP;
    for (size_t i = 0; i < sizeof exclamations / sizeof *exclamations; i++)
        if (bytes_are(s, token, exclamations[i]))
            return TERMINAL_EXCLAMATION;
    return TERMINAL_NONE;
}

static enum terminal terminal_of(const struct splitter *s, uint32_t i)
{
    const struct token *token = &s->tokens[i];
    const uint8_t *bytes = s->text->bytes + token->start;
    uint32_t size = token->end - token->start;
    uint8_t last = bytes[size - 1];
    switch (token->kind) {
    case TOKEN_PUNCTUATION:
        if (size == 1)
            return last == '.' ? TERMINAL_STOP : last == '?' || last == '!' ? TERMINAL_EXCLAMATION : TERMINAL_NONE;
        if (bytes[0] == '?' || bytes[0] == '!')
            return TERMINAL_EXCLAMATION;
        if (bytes[0] == '.' || (size >= 3 && memcmp(bytes, "\xE2\x80\xA6", 3) == 0))
            return TERMINAL_ELLIPSIS;
        return bytes[0] >= 0x80 ? foreign_terminal(s, token) : TERMINAL_NONE;
    case TOKEN_WORD:
        if (last != '.' || size < 2)
            return TERMINAL_NONE;
        return size == 2 ? TERMINAL_INITIAL : TERMINAL_ABBREVIATION;
    default: return TERMINAL_NONE;
    }
}

/* Does the mark at token i close?  By its pair, else by its shape and spacing. */
static bool closes(const struct splitter *s, uint32_t i)
{
    const struct token *token = &s->tokens[i];
    const uint8_t *p = s->text->bytes + token->start;
    uint32_t outer = s->marks->outermost.count > i ? s->marks->outermost.items[i] : SAYSO_NONE;
    if (outer != SAYSO_NONE) {
        const struct quotation *quotation = &s->marks->quotations.items[outer];
        if (quotation->closed && quotation->last == i + 1)
            return true;
        if (quotation->opened && quotation->first == i)
            return false;
    }
    if (p[0] == 0xC2)
        return p[1] == 0xBB;
    if (p[0] == 0xE2)
        return p[2] == 0x9D || p[2] == 0x99 || p[2] == 0xBA || (p[2] == 0x9C && token->space_before == 0);
    return p[0] != '`' && token->space_before == 0;
}

static bool is_closer(const struct splitter *s, uint32_t i)
{
    const struct token *token = &s->tokens[i];
    if (token->kind == TOKEN_MARK)
        return closes(s, i);
    return token->ascii == ')' || token->ascii == ']';
}

/* The end of footnote marks "[3] [4]" from token i; they go with the sentence before them. */
static uint32_t over_notes(const struct splitter *s, uint32_t i, uint32_t end)
{
    while (i + 2 < end && s->tokens[i].ascii == '[' && s->tokens[i + 1].kind == TOKEN_NUMBER &&
           s->tokens[i + 2].ascii == ']')
        i += 3;
    return i;
}

static bool is_opener(const struct splitter *s, uint32_t i)
{
    const struct token *token = &s->tokens[i];
    return token->ascii == '(' || token->ascii == '[' || (token->kind == TOKEN_MARK && !closes(s, i));
}

static bool is_bullet(const struct splitter *s, uint32_t i)
{
    const struct token *token = &s->tokens[i];
    return token->space_before == 2 &&
           (token->ascii == '*' || token->ascii == '-' || bytes_are(s, token, "\xE2\x80\xA2"));
}

static bool is_capital(const struct token *token)
{
    return token->letters == CASED_TITLE || token->letters == CASED_UPPER || token->letters == CASED_SINGLE ||
           token->letters == CASED_MIXED;
}

/* A capital word that rather starts a sentence than goes on with a name. */
static bool is_starter(const struct splitter *s, uint32_t i)
{
    const struct token *token = &s->tokens[i];
    uint64_t classes = s->words[i].classes;
    if (token->kind != TOKEN_WORD || !is_capital(token))
        return false;
    if (classes & (LEX_FUNCTION | LEX_PRONOUN | LEX_DETERMINER | LEX_PREPOSITION | LEX_CONJUNCTION | LEX_AUXILIARY |
                   LEX_MODAL | LEX_ADVERB))
        return true;
    const uint64_t of_names = LEX_ANY_NAME | LEX_ORG_HEAD | LEX_PLACE_HEAD | LEX_FACILITY_HEAD | LEX_EVENT_HEAD |
                              LEX_LAW_HEAD | LEX_TITLE | LEX_HONORIFIC;
    bool goes_on = i + 1 < s->count && s->tokens[i + 1].space_before < 3 && s->tokens[i + 1].letters == CASED_LOWER;
    return (classes & (LEX_COMMON | LEX_ROLE | LEX_COLLECTIVE)) && !(classes & of_names) &&
           token->letters == CASED_TITLE && goes_on;
}

/* After "Go!" or "Why?": is what follows the name of a speaker and a verb of saying? */
static bool is_speaker_next(const struct splitter *s, uint32_t i, uint32_t end)
{
    uint32_t limit = end - i < SPEAKER_LIMIT ? end : i + SPEAKER_LIMIT;
    for (uint32_t k = i; k < limit; k++) {
        const struct token *token = &s->tokens[k];
        if ((s->words[k].classes & LEX_CUE_VERB) && k > i && token->letters == CASED_LOWER)
            return true;
        bool clause =
            (s->words[k].classes & (LEX_AUXILIARY | LEX_MODAL | LEX_VERB)) != 0 && token->letters == CASED_LOWER;
        if (clause || token->kind == TOKEN_MARK ||
            (token->kind == TOKEN_PUNCTUATION && token->ascii != ',' && token->ascii != '-'))
            return false;
    }
    return false;
}

/* Does an abbreviation at token i end its sentence, when `next` is the word after it? */
static bool abbreviation_ends(const struct splitter *s, uint32_t i, uint32_t next)
{
    const struct token *token = &s->tokens[next];
    const uint8_t *bytes = s->text->bytes + s->tokens[i].start;
    uint32_t size = s->tokens[i].end - s->tokens[i].start;
    if (s->words[i].classes & LEX_TITLE_ABBREVIATION)
        return false;
    if (!is_capital(token))
        return false;
    bool half_day = size == 4 && (bytes[0] | 0x20) != 'e' && (bytes[2] | 0x20) == 'm' && bytes[1] == '.';
    bool list = bytes_are(s, &s->tokens[i], "etc.") || bytes_are(s, &s->tokens[i], "al.");
    if (half_day)
        return !(s->words[next].classes & (LEX_WEEKDAY | LEX_MONTH)) && token->letters == CASED_TITLE;
    return list || is_starter(s, next);
}

/* Does the sentence end at the terminal at token i, if closers reach to `after` and the paragraph to `end`? */
static bool ends(const struct splitter *s, enum terminal terminal, uint32_t i, uint32_t after, uint32_t end)
{
    uint32_t next = after;
    if (after == end || is_bullet(s, after))
        return true;
    while (next < end && next - after < 4 && is_opener(s, next))
        next++;
    if (next == end)
        return true;
    const struct token *token = &s->tokens[next];
    bool apart = s->tokens[after].space_before > 0 || after > i + 1;
    bool shut = after > i + 1;
    if (token->letters == CASED_LOWER ||
        (token->kind == TOKEN_PUNCTUATION && next == after && terminal != TERMINAL_ELLIPSIS))
        return false;
    if (!apart && token->letters != CASED_TITLE)
        return false;
    switch (terminal) {
    case TERMINAL_STOP: return true;
    case TERMINAL_EXCLAMATION:
        return !(shut && s->tokens[after - 1].kind == TOKEN_MARK && next == after && is_speaker_next(s, next, end));
    case TERMINAL_ELLIPSIS:
        if (token->kind == TOKEN_PUNCTUATION || token->kind == TOKEN_NUMBER)
            return false;
        return shut || s->tokens[i].end - s->tokens[i].start == 4 || is_starter(s, next);
    case TERMINAL_INITIAL:
    case TERMINAL_ABBREVIATION:
        if (shut)
            return is_capital(token) && !(s->words[i].classes & LEX_TITLE_ABBREVIATION);
        return terminal == TERMINAL_INITIAL ? is_starter(s, next) && !(i > 0 && s->tokens[next].letters == CASED_SINGLE)
                                            : abbreviation_ends(s, i, next);
    default: return false;
    }
}

static bool close_sentence(const struct memory *memory, struct sentences *sentences, uint32_t first, uint32_t last,
                           uint32_t paragraph)
{
    struct sentence *sentence = array_push(memory, &sentences->list);
    if (!sentence)
        return false;
    *sentence = (struct sentence){first, last, paragraph};
    for (uint32_t i = first; i < last; i++)
        sentences->of_token.items[i] = sentences->list.count - 1;
    return true;
}

/* The sentences of the tokens [first, end) of one paragraph. */
static bool split_paragraph(const struct memory *memory, const struct splitter *s, uint32_t first, uint32_t end,
                            struct sentences *sentences)
{
    uint32_t paragraph = s->tokens[first].paragraph;
    for (uint32_t i = first; i < end;) {
        enum terminal terminal = terminal_of(s, i), more;
        uint32_t after = i + 1;
        if (terminal == TERMINAL_NONE) {
            if (after < end && is_bullet(s, after)) {
                if (!close_sentence(memory, sentences, first, after, paragraph))
                    return false;
                first = after;
            }
            i = after;
            continue;
        }
        while (after < end && (is_closer(s, after) ||
                               ((more = terminal_of(s, after)) > TERMINAL_NONE && more < TERMINAL_ABBREVIATION)))
            after++;
        after = over_notes(s, after, end);
        if (ends(s, terminal, i, after, end)) {
            if (!close_sentence(memory, sentences, first, after, paragraph))
                return false;
            first = after;
        }
        i = after;
    }
    return first == end || close_sentence(memory, sentences, first, end, paragraph);
}

/* The token behind a dateline that opens these tokens: nobody says it, so it is a sentence of its own. */
static uint32_t after_dateline(const struct layout *layout, const struct splitter *s, uint32_t first, uint32_t end)
{
    if (layout->dateline.start == SAYSO_NONE || layout->dateline.start != s->tokens[first].start)
        return first;
    uint32_t story = first;
    while (story < end && s->tokens[story].end <= layout->dateline.end)
        story++;
    return story < end ? story : first;
}

sayso_status sentences_split(const struct memory *memory, const struct text *text, const struct layout *layout,
                             const struct tokens *tokens, const struct lexemes *lexemes, const struct marks *marks,
                             struct sentences *sentences)
{
    struct splitter s = {text, tokens->list.items, lexemes->words.items, marks, tokens->list.count};
    array_clear(&sentences->list);
    array_clear(&sentences->of_token);
    if (!array_reserve(memory, &sentences->of_token, s.count))
        return SAYSO_ERROR_MEMORY;
    sentences->of_token.count = s.count;
    for (uint32_t first = 0, end; first < s.count; first = end) {
        for (end = first + 1; end < s.count && s.tokens[end].paragraph == s.tokens[first].paragraph; end++)
            ;
        uint32_t story = after_dateline(layout, &s, first, end);
        if (story > first && !close_sentence(memory, sentences, first, story, s.tokens[first].paragraph))
            return SAYSO_ERROR_MEMORY;
        if (!split_paragraph(memory, &s, story, end, sentences))
            return SAYSO_ERROR_MEMORY;
    }
    return SAYSO_OK;
}
