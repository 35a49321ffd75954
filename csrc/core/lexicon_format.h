/* lexicon_format: the bytes of a compiled lexicon, and what reader, writer and lookup share.  Private to lexicon*.c
 * and lexemes.c.
 *
 * Little-endian: struct lexicon_header · word_slots slots · edge_slots slots · sense_count senses · string_size bytes.
 * Words and transitions are two open-addressing tables of fingerprints, no text is kept.  A slot is also a node of
 * the trie: the word table's slots are the nodes after one word, numbered from 0, the edge table's those after two
 * and more, numbered from word_slots, so a transition needs no target: it is found where its target lies. */
#ifndef SAYSO_LEXICON_FORMAT_H
#define SAYSO_LEXICON_FORMAT_H

#include "lexicon.h"

#define LEXICON_MAGIC      0x4958454Cu /* "LEXI" */
#define LEXICON_FORMAT     1u
#define LEXICON_MAX_WORDS  24u /* of one entry */
#define LEXICON_MAX_SENSES 255u

struct lexicon_header {
    uint32_t magic, format;
    uint32_t entries; /* that were compiled */
    uint32_t word_slots, edge_slots, sense_count, string_size;
    uint32_t zero;
};

/* `node`: bit 31 the slot is taken, 30 the node has children, 29 the word may be lower case where an entry asks for
 * capitals ("of", "bin"), 21..28 how many senses, 0..20 the first of them. */
struct lexicon_slot {
    uint32_t fingerprint, node;
};

#define NODE_TAKEN             (1u << 31)
#define NODE_CHILDREN          (1u << 30)
#define NODE_LOWER_OK          (1u << 29)
#define NODE_SENSES(node)      (((node) >> 21) & LEXICON_MAX_SENSES)
#define NODE_FIRST_SENSE(node) ((node) & ((1u << 21) - 1u))

struct lexicon {
    const struct lexicon_slot *words, *edges;
    const struct lexicon_sense *senses;
    const char *strings;
    uint32_t entries, word_slots, edge_slots, sense_count, string_size;
    uint8_t *owned; /* the section, if it was compiled here */
};

/* Which case rules a word fulfils by itself. */
struct word_case {
    bool capital; /* begins with a capital, or has no letters with case */
    bool upper;   /* capitals and no small letters */
    bool lower;   /* no capitals */
};

static inline uint64_t lexicon_mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 32);
}

/* The key of the transition from a node by a word. */
static inline uint64_t lexicon_edge_hash(uint32_t node, uint64_t word)
{
    return lexicon_mix(word ^ ((uint64_t)node + 1u) * UINT64_C(0xD6E8FEB86659FD93));
}

/* Where a hash's search begins in a table of `slots`. */
static inline uint32_t lexicon_home(uint64_t hash, uint32_t slots) { return (uint32_t)(((hash >> 32) * slots) >> 32); }

/* The slot of a hash, or SAYSO_NONE.  A table has at least one free slot, so the search ends. */
static inline uint32_t lexicon_slot_find(const struct lexicon_slot *table, uint32_t slots, uint64_t hash)
{
    if (!slots)
        return SAYSO_NONE;
    for (uint32_t at = lexicon_home(hash, slots); table[at].node; at = at + 1 == slots ? 0 : at + 1)
        if (table[at].fingerprint == (uint32_t)hash)
            return at;
    return SAYSO_NONE;
}

/* The hash of a word's lower-case form, ’ folded to '. */
uint64_t lexicon_hash(const uint8_t *bytes, size_t size);
struct word_case lexicon_word_case(const uint8_t *bytes, size_t size);

/* May a sense of these classes have this value?  Checked of every file and of the user's entries. */
bool lexicon_value_fits(uint64_t classes, uint32_t value);

#endif
