#include "attribution_parts.h"

#include <string.h>

/* The closed-class words that decide where a clause begins and ends; the lexicon adds the rest. */
struct closed_word {
    char text[9];
    uint32_t traits;
};
static const struct closed_word closed_words[] = {
    {"a", T_DETERMINER},
    {"after", T_SUBORDINATE | T_PREPOSITION},
    {"also", T_ADVERB},
    {"although", T_SUBORDINATE},
    {"am", T_BE | T_AUXILIARY | T_VERB},
    {"an", T_DETERMINER},
    {"and", T_AND},
    {"any", T_DETERMINER},
    {"are", T_BE | T_AUXILIARY | T_VERB},
    {"as", T_SUBORDINATE | T_PREPOSITION | T_AS},
    {"at", T_PREPOSITION},
    {"be", T_BE | T_AUXILIARY},
    {"because", T_SUBORDINATE},
    {"been", T_BE | T_AUXILIARY},
    {"before", T_SUBORDINATE | T_PREPOSITION},
    {"being", T_BE | T_AUXILIARY},
    {"but", T_BUT},
    {"by", T_PREPOSITION | T_BY},
    {"can", T_MODAL | T_AUXILIARY | T_VERB},
    {"could", T_MODAL | T_AUXILIARY | T_VERB},
    {"did", T_AUXILIARY | T_VERB},
    {"do", T_AUXILIARY | T_VERB},
    {"does", T_AUXILIARY | T_VERB},
    {"during", T_PREPOSITION},
    {"even", T_ADVERB},
    {"ever", T_ADVERB},
    {"for", T_PREPOSITION},
    {"from", T_PREPOSITION},
    {"had", T_HAVE | T_AUXILIARY | T_VERB},
    {"has", T_HAVE | T_AUXILIARY | T_VERB},
    {"have", T_HAVE | T_AUXILIARY | T_VERB},
    {"having", T_HAVE | T_AUXILIARY},
    {"he", T_SUBJECT},
    {"her", T_POSSESSIVE | T_OBJECT},
    {"him", T_OBJECT},
    {"his", T_POSSESSIVE},
    {"how", T_WH},
    {"i", T_SUBJECT},
    {"if", T_SUBORDINATE | T_WH},
    {"in", T_PREPOSITION},
    {"into", T_PREPOSITION},
    {"is", T_BE | T_AUXILIARY | T_VERB},
    {"it", T_SUBJECT | T_OBJECT},
    {"its", T_POSSESSIVE},
    {"may", T_MODAL | T_AUXILIARY | T_VERB},
    {"me", T_OBJECT},
    {"might", T_MODAL | T_AUXILIARY | T_VERB},
    {"must", T_MODAL | T_AUXILIARY | T_VERB},
    {"my", T_POSSESSIVE},
    {"n't", T_NEGATION},
    {"never", T_NEGATION},
    {"nor", T_AND},
    {"not", T_NEGATION},
    {"of", T_PREPOSITION | T_OF},
    {"on", T_PREPOSITION},
    {"or", T_AND},
    {"our", T_POSSESSIVE},
    {"over", T_PREPOSITION},
    {"she", T_SUBJECT},
    {"should", T_MODAL | T_AUXILIARY | T_VERB},
    {"since", T_SUBORDINATE | T_PREPOSITION},
    {"so", T_ADVERB},
    {"some", T_DETERMINER},
    {"that", T_THAT},
    {"the", T_DETERMINER},
    {"their", T_POSSESSIVE},
    {"them", T_OBJECT},
    {"these", T_DETERMINER},
    {"they", T_SUBJECT},
    {"this", T_DETERMINER},
    {"those", T_DETERMINER},
    {"though", T_SUBORDINATE},
    {"to", T_TO | T_PREPOSITION},
    {"unless", T_SUBORDINATE},
    {"until", T_SUBORDINATE | T_PREPOSITION},
    {"us", T_OBJECT},
    {"was", T_BE | T_AUXILIARY | T_VERB},
    {"we", T_SUBJECT},
    {"were", T_BE | T_AUXILIARY | T_VERB},
    {"what", T_WH},
    {"when", T_SUBORDINATE | T_WH},
    {"where", T_SUBORDINATE | T_WH},
    {"whether", T_WH},
    {"which", T_RELATIVE},
    {"while", T_SUBORDINATE},
    {"who", T_RELATIVE},
    {"whom", T_RELATIVE},
    {"whose", T_RELATIVE},
    {"why", T_WH},
    {"will", T_MODAL | T_AUXILIARY | T_VERB},
    {"with", T_PREPOSITION},
    {"would", T_MODAL | T_AUXILIARY | T_VERB},
    {"yet", T_BUT},
    {"you", T_SUBJECT | T_OBJECT},
    {"your", T_POSSESSIVE},
};
enum { CLOSED_WORDS = sizeof closed_words / sizeof *closed_words, LONGEST_CLOSED = 8 };

/* Where the words of a first letter begin; the table is in alphabetical order. */
struct letter_index {
    uint8_t start[27];
};

static void index_letters(struct letter_index *index)
{
    unsigned at = 0;
    for (unsigned letter = 0; letter < 26; letter++) {
        while (at < CLOSED_WORDS && (unsigned)(closed_words[at].text[0] - 'a') < letter)
            at++;
        index->start[letter] = (uint8_t)at;
    }
    index->start[26] = CLOSED_WORDS;
}

static size_t lower_copy(const struct attribution_room *room, const struct token *token, char *buffer, size_t room_for)
{
    size_t size = 0;
    const uint8_t *bytes = room->text->bytes;
    for (uint32_t at = token->start; at < token->end; at++) {
        if (size == room_for)
            return 0;
        uint8_t byte = bytes[at];
        if (byte == 0xE2 && token->end - at >= 3 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x99) {
            byte = '\''; /* ’ reads as ' */
            at += 2;
        }
        buffer[size++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    return size;
}

static uint32_t closed_traits(const struct attribution_room *room, const struct letter_index *index,
                              const struct token *token)
{
    char word[LONGEST_CLOSED + 1] = {0};
    if (token->end - token->start > LONGEST_CLOSED + 2)
        return 0;
    size_t size = lower_copy(room, token, word, LONGEST_CLOSED);
    if (size == 0)
        return 0;
    if (word[0] == '\'') {
        if (size == 1 || (size == 2 && word[1] == 's'))
            return T_POSSESSIVE;
        if (!strcmp(word, "'re") || !strcmp(word, "'m"))
            return T_BE | T_AUXILIARY | T_VERB;
        if (!strcmp(word, "'ve") || !strcmp(word, "'d"))
            return T_HAVE | T_AUXILIARY | T_VERB;
        return !strcmp(word, "'ll") ? T_MODAL | T_AUXILIARY | T_VERB : 0;
    }
    if (word[0] < 'a' || word[0] > 'z')
        return 0;
    unsigned letter = (unsigned)(word[0] - 'a');
    for (unsigned at = index->start[letter]; at < index->start[letter + 1]; at++)
        if (!memcmp(closed_words[at].text, word, LONGEST_CLOSED)) /* one 8-byte comparison */
            return closed_words[at].traits;
    return 0;
}

static uint32_t punctuation_traits(const struct attribution_room *room, const struct token *token)
{
    switch (token->ascii) {
    case ',': return T_COMMA;
    case ':': return T_COLON;
    case ';': return T_BREAK;
    case '-': return token->space_before ? T_BREAK : 0;
    case '.':
    case '!':
    case '?': return T_STOP;
    case '(':
    case '[': return T_OPEN;
    case ')':
    case ']': return T_CLOSE;
    default: break;
    }
    const uint8_t *bytes = room->text->bytes + token->start;
    uint32_t size = token->end - token->start;
    if (size >= 3 && bytes[0] == 0xE2 && bytes[1] == 0x80) {
        if (bytes[2] >= 0x93 && bytes[2] <= 0x95)
            return T_BREAK; /* dashes */
        if (bytes[2] == 0xA6)
            return T_STOP; /* ellipsis */
    }
    if (size >= 2 && bytes[0] == '-' && bytes[1] == '-')
        return T_BREAK;
    if (size >= 2 && (bytes[0] == '.' || bytes[0] == '!' || bytes[0] == '?'))
        return T_STOP;
    return 0;
}

static uint32_t lexical_traits(const struct attribution_room *room, const struct token *token, uint64_t classes)
{
    uint32_t traits = 0;
    if (classes & LEX_PREPOSITION)
        traits |= T_PREPOSITION;
    if (classes & LEX_DETERMINER)
        traits |= T_DETERMINER;
    if (classes & LEX_AUXILIARY)
        traits |= T_AUXILIARY;
    if (classes & LEX_MODAL)
        traits |= T_MODAL | T_AUXILIARY | T_VERB;
    if (classes & LEX_NEGATION)
        traits |= T_NEGATION;
    if (classes & LEX_ADVERB)
        traits |= T_ADVERB;
    if (classes & (LEX_WEEKDAY | LEX_MONTH | LEX_HOLIDAY) && token->letters != CASED_LOWER)
        traits |= T_DATE;
    if (classes & (LEX_VERB | LEX_CUE_VERB))
        traits |= T_VERB;
    uint32_t size = token->end - token->start;
    if (size > 4 && token->letters == CASED_LOWER && !(traits & T_VERB)) {
        const uint8_t *end = room->text->bytes + token->end;
        if (end[-1] == 'y' && end[-2] == 'l' && !(classes & (LEX_ROLE | LEX_COLLECTIVE | LEX_DOCUMENT)))
            traits |= T_ADVERB;
    }
    return traits;
}

/* The innermost quotation of every token, by a walk that keeps to the parent links: quotations are by first. */
static void inner_read(struct attribution_room *room)
{
    const struct quotation *quotations = room->marks->quotations.items;
    uint32_t next = 0, count = room->marks->quotations.count, current = SAYSO_NONE;
    for (uint32_t i = 0; i < room->count; i++) {
        while (current != SAYSO_NONE && quotations[current].last <= i)
            current = quotations[current].parent;
        while (next < count && quotations[next].first <= i) {
            if (quotations[next].last > i)
                current = next;
            next++;
        }
        room->inner.items[i] = current;
    }
    room->inner.count = room->count;
    for (uint32_t q = 0; q < count; q++) {
        if (quotations[q].opened && quotations[q].first < room->count)
            room->traits.items[quotations[q].first] = T_MARK;
        if (quotations[q].closed && quotations[q].last > quotations[q].first)
            room->traits.items[quotations[q].last - 1] = T_MARK;
    }
}

sayso_status traits_read(struct attribution_room *room)
{
    if (!array_reserve(room->memory, &room->traits, room->count) ||
        !array_reserve(room->memory, &room->inner, room->count))
        return SAYSO_ERROR_MEMORY;
    struct letter_index index;
    index_letters(&index);
    for (uint32_t i = 0; i < room->count; i++) {
        const struct token *token = &room->tokens[i];
        uint32_t traits = 0;
        if (token->kind == TOKEN_WORD || token->kind == TOKEN_MARK) {
            uint32_t closed = closed_traits(room, &index, token);
            traits = closed ? closed : lexical_traits(room, token, room->lexemes->words.items[i].classes);
        }
        if (token->kind != TOKEN_WORD)
            traits |= punctuation_traits(room, token);
        if (i && (traits & T_POSSESSIVE) && !token->space_before && (room->traits.items[i - 1] & T_SUBJECT))
            traits = T_BE | T_AUXILIARY | T_VERB; /* "she's" */
        if (i && room->tokens[i - 1].ascii == '-' && !token->space_before)
            traits &= ~(uint32_t)(T_VERB | T_ADVERB); /* "50-state" */
        if (room->names->of_token.count > i && room->names->of_token.items[i] != SAYSO_NONE &&
            room->names->list.items[room->names->of_token.items[i]].label != SAYSO_TITLE)
            traits = (traits | T_NAME) & ~(uint32_t)(T_VERB | T_ADVERB | T_AUXILIARY | T_MODAL);
        room->traits.items[i] = traits;
    }
    room->traits.count = room->count;
    for (uint32_t d = 0; d < room->dates->list.count; d++) {
        const struct date *date = &room->dates->list.items[d];
        for (uint32_t i = date->first; i < date->last && i < room->count; i++)
            room->traits.items[i] |= T_DATE;
    }
    inner_read(room);
    return SAYSO_OK;
}

bool token_is(const struct attribution_room *room, uint32_t token, const char *word)
{
    return text_is(room->text, token_slice(&room->tokens[token]), word);
}

bool token_ends(const struct attribution_room *room, uint32_t token, const char *suffix)
{
    const struct token *t = &room->tokens[token];
    size_t size = strlen(suffix);
    return t->kind == TOKEN_WORD && t->end - t->start > size &&
           !memcmp(room->text->bytes + t->end - size, suffix, size);
}

bool has_verb(const struct attribution_room *room, uint32_t first, uint32_t last)
{
    if (last > first && last - first > CLAUSE_LIMIT)
        last = first + CLAUSE_LIMIT;
    for (uint32_t i = first; i < last; i++)
        if (room->traits.items[i] & T_VERB)
            return true;
    return false;
}
