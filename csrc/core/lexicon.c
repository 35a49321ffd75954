/* lexicon: opening a compiled lexicon, and words by their bytes. */
#include <stdio.h>
#include <string.h>

#include "lexicon_format.h"

static uint64_t hash_byte(uint64_t hash, uint8_t byte) { return (hash ^ byte) * UINT64_C(0x100000001B3); }

static uint64_t hash_code_point(uint64_t hash, uint32_t c)
{
    if (c < 0x80)
        return hash_byte(hash, (uint8_t)c);
    if (c >= 0x10000) {
        hash = hash_byte(hash, (uint8_t)(0xF0 | (c >> 18)));
        hash = hash_byte(hash, (uint8_t)(0x80 | ((c >> 12) & 0x3F)));
    } else if (c >= 0x800) {
        hash = hash_byte(hash, (uint8_t)(0xE0 | (c >> 12)));
    }
    hash =
        c >= 0x800 ? hash_byte(hash, (uint8_t)(0x80 | ((c >> 6) & 0x3F))) : hash_byte(hash, (uint8_t)(0xC0 | (c >> 6)));
    return hash_byte(hash, (uint8_t)(0x80 | (c & 0x3F)));
}

#define HASH_SEED UINT64_C(0xCBF29CE484222325)

static uint64_t hash_any(const uint8_t *bytes, size_t size)
{
    const struct text text = {.bytes = bytes, .size = (uint32_t)size};
    uint64_t hash = HASH_SEED;
    for (uint32_t at = 0, width; at < text.size; at += width) {
        const uint32_t c = text_decode(&text, at, &width);
        hash = hash_code_point(hash, c == 0x2019 ? '\'' : unicode_lower(c));
    }
    return lexicon_mix(hash);
}

uint64_t lexicon_hash(const uint8_t *bytes, size_t size)
{
    uint64_t hash = HASH_SEED;
    for (size_t i = 0; i < size; i++) {
        const uint8_t c = bytes[i];
        if (c >= 0x80)
            return hash_any(bytes, size);
        hash = hash_byte(hash, (uint8_t)(c + ((uint8_t)(c - 'A') < 26 ? 32 : 0)));
    }
    return lexicon_mix(hash);
}

struct word_case lexicon_word_case(const uint8_t *bytes, size_t size)
{
    const struct text text = {.bytes = bytes, .size = (uint32_t)size};
    bool first_lower = false, upper = false, lower = false;
    for (uint32_t at = 0, width; at < text.size; at += width) {
        const enum char_class class = unicode_class(text_decode(&text, at, &width));
        if (class == CHAR_LOWER && !upper && !lower)
            first_lower = true;
        upper |= class == CHAR_UPPER;
        lower |= class == CHAR_LOWER;
    }
    return (struct word_case){.capital = !first_lower, .upper = upper && !lower, .lower = !upper};
}

uint64_t lexicon_word(const struct lexicon *lexicon, const uint8_t *bytes, size_t size)
{
    if (!lexicon || size > UINT32_MAX)
        return 0;
    const uint32_t slot = lexicon_slot_find(lexicon->words, lexicon->word_slots, lexicon_hash(bytes, size));
    if (slot == SAYSO_NONE)
        return 0;
    const uint32_t node = lexicon->words[slot].node;
    const struct lexicon_sense *senses = lexicon->senses + NODE_FIRST_SENSE(node);
    const struct word_case letters = lexicon_word_case(bytes, size);
    const bool holds[] = {[CASE_ANY] = true,
                          [CASE_CAPITAL] = letters.capital,
                          [CASE_UPPER] = letters.upper,
                          [CASE_LOWER] = letters.lower};
    uint64_t classes = 0;
    for (uint32_t i = 0; i < NODE_SENSES(node); i++)
        if (holds[senses[i].case_rule])
            classes |= senses[i].classes;
    return classes;
}

uint32_t lexicon_value(const struct lexicon_sense *senses, uint32_t count, uint64_t classes, uint32_t otherwise)
{
    for (uint32_t i = 0; i < count; i++)
        if (senses[i].classes & classes)
            return senses[i].value;
    return otherwise;
}

const char *lexicon_string(const struct lexicon *lexicon, uint32_t at)
{
    return lexicon && at < lexicon->string_size ? lexicon->strings + at : "";
}

uint32_t lexicon_entries(const struct lexicon *lexicon) { return lexicon ? lexicon->entries : 0; }

static sayso_status damaged(sayso_error *error, size_t position, const char *message)
{
    if (error) {
        error->code = SAYSO_ERROR_MODEL;
        error->position = position;
        snprintf(error->message, sizeof error->message, "the lexicon is damaged: %s", message);
    }
    return SAYSO_ERROR_MODEL;
}

/* After this no lookup needs a check: every slot's senses exist and every search meets a free slot. */
static sayso_status check_table(const struct lexicon *lexicon, const struct lexicon_slot *table, uint32_t slots,
                                size_t position, sayso_error *error)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < slots; i++) {
        const uint32_t node = table[i].node;
        if (!node)
            continue;
        taken++;
        if (!(node & NODE_TAKEN) || NODE_FIRST_SENSE(node) + NODE_SENSES(node) > lexicon->sense_count)
            return damaged(error, position + i * sizeof *table + 4, "a node points outside the senses");
    }
    if (slots && taken == slots)
        return damaged(error, position, "a table has no free slot");
    return SAYSO_OK;
}

static sayso_status check_senses(const struct lexicon *lexicon, size_t position, sayso_error *error)
{
    for (uint32_t i = 0; i < lexicon->sense_count; i++) {
        const struct lexicon_sense *sense = &lexicon->senses[i];
        const size_t at = position + i * sizeof *sense;
        if (sense->classes >> (LEX_COUNT + 1))
            return damaged(error, at, "a sense has an unknown class");
        if (sense->name && sense->name >= lexicon->string_size)
            return damaged(error, at + offsetof(struct lexicon_sense, name), "a name points outside the strings");
        if (sense->case_rule > CASE_LOWER)
            return damaged(error, at + offsetof(struct lexicon_sense, case_rule), "a sense has an unknown case rule");
        if (!lexicon_value_fits(sense->classes, sense->value))
            return damaged(error, at + offsetof(struct lexicon_sense, value), "a sense has a value not of its class");
    }
    return SAYSO_OK;
}

static sayso_status check_header(const uint8_t *section, size_t size, sayso_error *error)
{
    const struct lexicon_header *header = (const void *)section;
    if (size < sizeof *header)
        return damaged(error, size, "its header is cut off");
    if (header->magic != LEXICON_MAGIC)
        return damaged(error, 0, "it does not begin as one");
    if (header->format != LEXICON_FORMAT) {
        damaged(error, offsetof(struct lexicon_header, format), "");
        if (error) {
            error->code = SAYSO_ERROR_VERSION;
            snprintf(error->message, sizeof error->message, "the lexicon has format %u, this library reads %u",
                     (unsigned)header->format, LEXICON_FORMAT);
        }
        return SAYSO_ERROR_VERSION;
    }
    const uint64_t wanted = sizeof *header +
                            ((uint64_t)header->word_slots + header->edge_slots) * sizeof(struct lexicon_slot) +
                            (uint64_t)header->sense_count * sizeof(struct lexicon_sense) + header->string_size;
    if (wanted != size)
        return damaged(error, offsetof(struct lexicon_header, word_slots), "its counts contradict its size");
    if (header->zero)
        return damaged(error, offsetof(struct lexicon_header, zero), "a reserved field is set");
    return SAYSO_OK;
}

sayso_status lexicon_open(struct lexicon **lexicon, const struct memory *memory, const uint8_t *section, size_t size,
                          sayso_error *error)
{
    *lexicon = NULL;
    sayso_status status = check_header(section, size, error);
    if (status)
        return status;
    struct lexicon *made = memory_new(memory, sizeof *made);
    if (!made)
        return SAYSO_ERROR_MEMORY;
    const struct lexicon_header *header = (const void *)section;
    const size_t edges_at = sizeof *header + header->word_slots * sizeof(struct lexicon_slot);
    const size_t senses_at = edges_at + header->edge_slots * sizeof(struct lexicon_slot);
    const size_t strings_at = senses_at + header->sense_count * sizeof(struct lexicon_sense);
    *made = (struct lexicon){.words = (const void *)(section + sizeof *header),
                             .edges = (const void *)(section + edges_at),
                             .senses = (const void *)(section + senses_at),
                             .strings = (const void *)(section + strings_at),
                             .entries = header->entries,
                             .word_slots = header->word_slots,
                             .edge_slots = header->edge_slots,
                             .sense_count = header->sense_count,
                             .string_size = header->string_size};
    status = check_table(made, made->words, made->word_slots, sizeof *header, error);
    if (!status)
        status = check_table(made, made->edges, made->edge_slots, edges_at, error);
    if (!status)
        status = check_senses(made, senses_at, error);
    if (!status && made->string_size && (made->strings[0] || made->strings[made->string_size - 1]))
        status = damaged(error, made->strings[0] ? strings_at : size - 1, "its strings have no end");
    if (status)
        memory_free(memory, made);
    else
        *lexicon = made;
    return status;
}

void lexicon_close(struct lexicon *lexicon, const struct memory *memory)
{
    if (!lexicon)
        return;
    memory_free(memory, lexicon->owned);
    memory_free(memory, lexicon);
}
