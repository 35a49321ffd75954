#include "token_rules.h"

/* How the letters of a token are cased, character by character. */
static enum token_case letters_of(const struct token_reader *reader, uint32_t start, uint32_t end)
{
    uint32_t upper = 0, lower = 0, width, after_dot = 0;
    bool first_upper = false, inner_upper = false, joint = true;
    for (uint32_t at = start; at < end; at += width) {
        enum char_class class = token_class(reader, at, &width);
        if (class == CHAR_UPPER) {
            first_upper = first_upper || upper + lower == 0;
            inner_upper = inner_upper || !joint;
            upper++;
            after_dot += at + width < end && reader->bytes[at + width] == '.';
        } else if (class == CHAR_LOWER) {
            lower++;
        }
        joint = class == CHAR_PUNCTUATION;
    }
    if (upper + lower == 0)
        return CASED_NONE;
    if (upper == 0)
        return CASED_LOWER;
    if (lower == 0)
        return upper == 1 || after_dot + 1 >= upper ? CASED_SINGLE : CASED_UPPER;
    return first_upper && !inner_upper ? CASED_TITLE : CASED_MIXED;
}

static bool push(const struct memory *memory, struct tokens *tokens, const struct token *token)
{
    struct token *slot = array_push(memory, &tokens->list);
    if (slot)
        *slot = *token;
    return slot != NULL;
}

/* A word of ASCII letters that nothing special follows: its end, else 0; *seen gathers what its bytes are. */
static uint32_t plain_word(const struct token_reader *reader, uint32_t at, unsigned *first, unsigned *rest)
{
    const uint8_t *bytes = reader->bytes;
    uint32_t end = at + 1, limit = reader->end;
    unsigned seen = 0;
    *first = token_bytes[bytes[at]];
    while (end < limit && (token_bytes[bytes[end]] & BYTE_LETTER))
        seen |= token_bytes[bytes[end++]];
    *rest = seen;
    if (end < limit && !(token_bytes[bytes[end]] & (BYTE_SPACE | BYTE_PLAIN)))
        return 0;
    /* cannot, gonna, gotta, wanna, lemme, gimme are cut in two; all of them double their third letter */
    if ((end - at == 5 || end - at == 6) && ((bytes[at + 2] ^ bytes[at + 3]) & 0xDF) == 0)
        return 0;
    return end;
}

static enum token_case plain_case(unsigned first, unsigned rest, uint32_t size)
{
    if (first == BYTE_LOWER)
        return (rest & BYTE_UPPER) ? CASED_MIXED : CASED_LOWER;
    if (size == 1)
        return CASED_SINGLE;
    return rest == BYTE_UPPER ? CASED_UPPER : rest == BYTE_LOWER ? CASED_TITLE : CASED_MIXED;
}

/* Over white space and what is not to be seen, to the next token; *space is what was passed, as in struct token. */
static uint32_t skip(const struct token_reader *reader, uint32_t at, uint8_t *space)
{
    uint32_t width;
    while (at < reader->end) {
        uint8_t byte = reader->bytes[at];
        if (byte == ' ') {
            width = 1;
            *space = *space ? *space : 1;
        } else if (token_bytes[byte] & BYTE_SPACE) {
            width = 1;
            *space = byte == '\t' ? (*space ? *space : 1) : (*space < 2 ? 2 : *space);
        } else if (byte < 0x80) {
            if (byte >= ' ' && byte != 127)
                break;
            width = 1; /* controls */
        } else {
            enum char_class class = token_class(reader, at, &width);
            if (class == CHAR_SPACE)
                *space = *space ? *space : 1;
            else if (class == CHAR_NEWLINE)
                *space = *space < 2 ? 2 : *space;
            else if (class != CHAR_FORMAT)
                break;
        }
        at += width;
    }
    return at;
}

static sayso_status read_paragraph(const struct memory *memory, struct token_reader *reader, uint32_t paragraph,
                                   struct tokens *tokens)
{
    struct token token = {.paragraph = paragraph};
    uint8_t space = 3;
    for (uint32_t at = reader->start; (at = skip(reader, at, &space)) < reader->end; at = token.end, space = 0) {
        unsigned first = 0, rest = 0;
        enum token_kind kind = TOKEN_WORD;
        uint32_t end = (token_bytes[reader->bytes[at]] & BYTE_LETTER) ? plain_word(reader, at, &first, &rest) : 0;
        token.letters = CASED_NONE;
        if (end) {
            token.letters = (uint8_t)plain_case(first, rest, end - at);
        } else {
            end = token_end(reader, at, &kind);
            if (kind == TOKEN_WORD || kind == TOKEN_SYMBOL)
                token.letters = (uint8_t)letters_of(reader, at, end);
        }
        token.start = at;
        token.end = end;
        token.kind = (uint8_t)kind;
        token.ascii = end - at == 1 ? reader->bytes[at] : 0;
        token.space_before = space;
        if (!push(memory, tokens, &token))
            return SAYSO_ERROR_MEMORY;
    }
    return SAYSO_OK;
}

sayso_status tokens_read(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                         const struct layout *layout, struct tokens *tokens)
{
    struct token_reader reader = {.text = text, .lexicon = lexicon, .bytes = text->bytes};
    array_clear(&tokens->list);
    if (!array_reserve(memory, &tokens->list, text->size / 5 + 1))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t i = 0; i < layout->paragraphs.count; i++) {
        reader.start = layout->paragraphs.items[i].where.start;
        reader.end = layout->paragraphs.items[i].where.end;
        if (memory_cancelled(memory))
            return SAYSO_ERROR_CANCELLED;
        sayso_status status = read_paragraph(memory, &reader, i, tokens);
        if (status)
            return status;
    }
    return SAYSO_OK;
}
