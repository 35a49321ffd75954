/* people_words: small questions about tokens, hashes of words, and the table that finds by them. */
#include "people_parts.h"

#include <string.h>

static uint8_t folded(uint8_t byte) { return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte; }

bool word_is(const struct view *v, uint32_t i, const char *lower)
{
    const struct token *token = token_at(v, i);
    const uint8_t *bytes = v->text->bytes + token->start;
    uint32_t size = token->end - token->start;
    for (uint32_t k = 0; k < size; k++)
        if (folded(bytes[k]) != (uint8_t)lower[k])
            return false; /* the end of `lower` included: no byte of a token is NUL but a NUL itself */
    return lower[size] == '\0';
}

bool word_among(const struct view *v, uint32_t i, const char *const *lower)
{
    uint8_t first = folded(v->text->bytes[token_at(v, i)->start]);
    for (; *lower; lower++)
        if ((uint8_t)**lower == first && word_is(v, i, *lower))
            return true;
    return false;
}

static uint64_t hash_byte(uint64_t hash, uint8_t byte) { return (hash ^ byte) * UINT64_C(0x100000001B3); }

/* U+00C0 to U+017F without their marks, so that "Cote" is "Côté"; a period for what is no letter. */
static const char bases[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

uint64_t word_hash(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (uint32_t at = token->start; at < token->end;) {
        uint8_t byte = v->text->bytes[at];
        if (byte < 0x80) {
            if (byte != '.')
                hash = hash_byte(hash, folded(byte));
            at++;
            continue;
        }
        uint32_t width, point = text_decode(v->text, at, &width), lower = unicode_lower(point);
        if (point == 0x2018 || point == 0x2019) { /* "O’Neill" */
            hash = hash_byte(hash, '\'');
            at += width;
            continue;
        }
        if (point >= 0xC0 && point < 0x180 && bases[point - 0xC0] != '.') {
            hash = hash_byte(hash, (uint8_t)bases[point - 0xC0]);
            at += width ? width : 1;
            continue;
        }
        for (int shift = 0; shift < 24; shift += 8)
            hash = hash_byte(hash, (uint8_t)(lower >> shift));
        at += width ? width : 1;
    }
    return hash ? hash : 1;
}

uint64_t hash_of(const char *lower)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (; *lower; lower++)
        hash = hash_byte(hash, (uint8_t)*lower);
    return hash ? hash : 1;
}

uint64_t hash_join(uint64_t a, uint64_t b)
{
    uint64_t hash = (a ^ (b + UINT64_C(0x9E3779B97F4A7C15) + (a << 6) + (a >> 2))) * UINT64_C(0xFF51AFD7ED558CCD);
    hash ^= hash >> 32;
    return hash ? hash : 1;
}

uint64_t words_hash(const struct view *v, uint32_t first, uint32_t last)
{
    uint64_t hash = 0;
    for (uint32_t i = first; i < last; i++)
        hash = hash ? hash_join(hash, word_hash(v, i)) : word_hash(v, i);
    return hash;
}

uint32_t value_at(const struct view *v, uint32_t i, uint64_t classes, uint32_t otherwise)
{
    const struct word *word = &v->lexemes->words.items[i];
    return lexicon_value(word->senses, word->sense_count, classes, otherwise);
}

bool is_mark(const struct view *v, uint32_t i) { return token_at(v, i)->kind == TOKEN_MARK; }

bool in_range(struct token_range range, uint32_t i)
{
    return range.first != SAYSO_NONE && i >= range.first && i < range.last;
}

struct sentence sentence_of(const struct view *v, uint32_t i) { return v->sentences->list.items[sentence_at(v, i)]; }

bool is_possessive(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    const uint8_t *bytes = v->text->bytes + token->start;
    uint32_t size = token->end - token->start;
    if (size == 0 || token->space_before)
        return false;
    uint32_t apostrophe = bytes[0] == '\'' ? 1 : size >= 3 && memcmp(bytes, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
    if (!apostrophe || size > apostrophe + 1)
        return false;
    return size == apostrophe ? token->kind != TOKEN_MARK || !in_marks(v, i) : folded(bytes[apostrophe]) == 's';
}

static bool ends_as_past(const struct view *v, uint32_t i)
{
    const struct token *token = token_at(v, i);
    return token->letters == CASED_LOWER && token->end - token->start >= 5 &&
           memcmp(v->text->bytes + token->end - 2, "ed", 2) == 0;
}

bool is_past(const struct view *v, uint32_t i)
{
    uint32_t form = classes_at(v, i) & LEX_CUE_VERB ? CUE_FORM(value_at(v, i, LEX_CUE_VERB, 0)) : CUE_OTHER;
    return token_at(v, i)->letters == CASED_LOWER && (form == CUE_PAST || form == CUE_PARTICIPLE || ends_as_past(v, i));
}

bool is_finite(const struct view *v, uint32_t i)
{
    uint64_t classes = classes_at(v, i);
    if (token_at(v, i)->kind != TOKEN_WORD || mention_at(v, i) != SAYSO_NONE)
        return false;
    if (classes & LEX_CUE_VERB) {
        uint32_t form = CUE_FORM(value_at(v, i, LEX_CUE_VERB, 0));
        return form == CUE_PAST || form == CUE_THIRD || form == CUE_BASE;
    }
    if (classes & (LEX_AUXILIARY | LEX_MODAL | LEX_VERB))
        return !word_is(v, i, "being") && !word_is(v, i, "been") && !word_is(v, i, "having");
    return ends_as_past(v, i);
}

/* Past an apposition in commas or brackets, at most 24 tokens: the token after it, or `i`. */
static uint32_t past_apposition(const struct view *v, uint32_t i, uint32_t end)
{
    bool comma = is_char(v, i, ',');
    if (!comma && !is_char(v, i, '('))
        return i;
    for (uint32_t k = i + 1; k < end && k < i + 24; k++)
        if (is_char(v, k, comma ? ',' : ')'))
            return k + 1;
    return i;
}

static bool subject_of_verb(const struct view *v, uint32_t last, uint32_t end)
{
    uint32_t i = last < end ? past_apposition(v, last, end) : last;
    for (uint32_t steps = 0; i < end && steps < 3; i++, steps++) {
        if (is_finite(v, i))
            return true;
        if (!(classes_at(v, i) & (LEX_ADVERB | LEX_NEGATION)) && !word_is(v, i, "who"))
            return false;
    }
    return false;
}

enum place place_of(const struct view *v, uint32_t first, uint32_t last)
{
    struct sentence s = sentence_of(v, first);
    if (last < s.last && is_possessive(v, last))
        return PLACE_POSSESSIVE;
    uint32_t before = first;
    for (uint32_t steps = 0; before > s.first && steps < 6; before--, steps++) {
        uint32_t m = mention_at(v, before - 1);
        bool modifier = m != SAYSO_NONE && mention_of(v, m)->label != SAYSO_PERSON;
        modifier |= before > s.first + 1 && word_is(v, before - 1, "and") && mention_at(v, before - 2) != SAYSO_NONE;
        if (!modifier && !(classes_at(v, before - 1) & LEX_DETERMINER) && !(classes_at(v, before - 1) & LEX_HONORIFIC))
            break;
    }
    if (before > s.first && (classes_at(v, before - 1) & LEX_PREPOSITION) &&
        !(classes_at(v, before - 1) & LEX_CONJUNCTION))
        return PLACE_OBLIQUE;
    if (subject_of_verb(v, last, s.last))
        return PLACE_SUBJECT;
    if (before == s.first || (is_mark(v, before - 1) && before - 1 == s.first))
        return PLACE_SUBJECT;
    if (is_finite(v, before - 1) || (classes_at(v, before - 1) & LEX_CUE_VERB))
        return PLACE_OBJECT;
    if (last < s.last && word_is(v, last, "and") && last + 1 < s.last && mention_at(v, last + 1) != SAYSO_NONE) {
        uint32_t other = mention_of(v, mention_at(v, last + 1))->last;
        if (subject_of_verb(v, other, s.last))
            return PLACE_SUBJECT;
    }
    return PLACE_OTHER;
}

bool table_create(const struct view *v, struct table *table, uint32_t items)
{
    uint32_t size = 16;
    while (size < UINT32_C(0x10000000) && size / 2 < items)
        size *= 2;
    table->slots = memory_new(v->memory, size * sizeof *table->slots);
    table->mask = size - 1;
    return table->slots != NULL;
}

void table_free(const struct view *v, struct table *table)
{
    memory_free(v->memory, table->slots);
    table->slots = NULL;
}

#define PROBES 64u

static uint32_t slot_of(const struct table *table, uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & table->mask;
}

struct slot *table_find(const struct table *table, uint64_t key)
{
    for (uint32_t k = 0, at = slot_of(table, key); k < PROBES; k++, at = (at + 1) & table->mask) {
        if (table->slots[at].key == key)
            return &table->slots[at];
        if (table->slots[at].key == 0)
            return NULL;
    }
    return NULL;
}

struct slot *table_put(const struct table *table, uint64_t key)
{
    for (uint32_t k = 0, at = slot_of(table, key); k < PROBES; k++, at = (at + 1) & table->mask) {
        if (table->slots[at].key == key)
            return &table->slots[at];
        if (table->slots[at].key == 0) {
            table->slots[at] = (struct slot){key, SAYSO_NONE, SAYSO_NONE};
            return &table->slots[at];
        }
    }
    return NULL;
}
