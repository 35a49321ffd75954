/* lexicon_writer: a trie in memory, then two tables of fingerprints. */
#include <string.h>

#include "lexicon_writer.h"

struct trie_node {
    uint64_t word;   /* hash of the word that leads here */
    uint32_t parent; /* node, SAYSO_NONE after the first word */
    uint32_t sense;  /* first of its chain in links, SAYSO_NONE */
    uint32_t last;   /* of the chain */
    uint32_t number; /* in the finished tables */
    uint32_t flags;  /* NODE_CHILDREN, NODE_LOWER_OK */
};
struct sense_link {
    struct lexicon_sense sense;
    uint32_t next;
};

struct index {
    uint32_t *items;
    uint32_t slots, count;
}; /* open addressing: 1 + index, 0 free */

struct lexicon_writer {
    struct memory memory;
    array_of(struct trie_node) nodes;
    array_of(struct sense_link) links;
    array_of(struct lexicon_sense) senses; /* of the section */
    array_of(char) strings;
    struct index by_word; /* nodes by parent and word */
    struct index by_list; /* first senses of lists that stand in `senses` */
    struct index by_string;
    array_of(uint32_t) list_sizes; /* parallel to senses, where a list begins */
    uint32_t entries, edges;
};

struct lexicon_writer *lexicon_writer_create(const struct memory *memory)
{
    struct lexicon_writer *writer = memory_new(memory, sizeof *writer);
    if (writer)
        writer->memory = *memory;
    return writer;
}

void lexicon_writer_free(struct lexicon_writer *writer)
{
    if (!writer)
        return;
    const struct memory memory = writer->memory;
    array_free(&memory, &writer->nodes);
    array_free(&memory, &writer->links);
    array_free(&memory, &writer->senses);
    array_free(&memory, &writer->strings);
    array_free(&memory, &writer->list_sizes);
    memory_free(&memory, writer->by_word.items);
    memory_free(&memory, writer->by_list.items);
    memory_free(&memory, writer->by_string.items);
    memory_free(&memory, writer);
}

/* ---- indexes ----------------------------------------------------------------------------------------------- */

static void index_put(struct index *index, uint64_t hash, uint32_t item)
{
    uint32_t at = lexicon_home(hash, index->slots);
    while (index->items[at])
        at = at + 1 == index->slots ? 0 : at + 1;
    index->items[at] = item + 1;
    index->count++;
}

static uint64_t node_hash(const struct lexicon_writer *writer, uint32_t item)
{
    return lexicon_edge_hash(writer->nodes.items[item].parent, writer->nodes.items[item].word);
}

static uint64_t bytes_hash(const void *bytes, size_t size)
{
    const uint8_t *p = bytes;
    uint64_t hash = size;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
    return lexicon_mix(hash);
}

static uint64_t string_hash(const struct lexicon_writer *writer, uint32_t item)
{
    return bytes_hash(writer->strings.items + item, strlen(writer->strings.items + item));
}

static uint64_t list_hash(const struct lexicon_writer *writer, uint32_t item)
{
    return bytes_hash(writer->senses.items + item, writer->list_sizes.items[item] * sizeof(struct lexicon_sense));
}

/* Room for one more at a load of at most one half; false when memory ends. */
static bool index_reserve(struct lexicon_writer *writer, struct index *index,
                          uint64_t (*hash)(const struct lexicon_writer *, uint32_t))
{
    if ((uint64_t)(index->count + 1) * 2 <= index->slots)
        return true;
    if (index->slots > UINT32_MAX / 4)
        return false;
    struct index grown = {.slots = index->slots ? index->slots * 2 : 64};
    grown.items = memory_new(&writer->memory, grown.slots * sizeof *grown.items);
    if (!grown.items)
        return false;
    for (uint32_t i = 0; i < index->slots; i++)
        if (index->items[i])
            index_put(&grown, hash(writer, index->items[i] - 1), index->items[i] - 1);
    memory_free(&writer->memory, index->items);
    *index = grown;
    return true;
}

/* ---- adding ------------------------------------------------------------------------------------------------ */

/* The node behind `parent` by a word, made if it is new; SAYSO_NONE when memory ends. */
static uint32_t node_of(struct lexicon_writer *writer, uint32_t parent, uint64_t word)
{
    if (!index_reserve(writer, &writer->by_word, node_hash))
        return SAYSO_NONE;
    const uint64_t hash = lexicon_edge_hash(parent, word);
    const struct index *index = &writer->by_word;
    for (uint32_t at = lexicon_home(hash, index->slots); index->items[at]; at = at + 1 == index->slots ? 0 : at + 1) {
        const struct trie_node *node = &writer->nodes.items[index->items[at] - 1];
        if (node->word == word && node->parent == parent)
            return index->items[at] - 1;
    }
    struct trie_node *node = array_push(&writer->memory, &writer->nodes);
    if (!node)
        return SAYSO_NONE;
    *node = (struct trie_node){.word = word, .parent = parent, .sense = SAYSO_NONE, .last = SAYSO_NONE};
    if (parent != SAYSO_NONE) {
        writer->nodes.items[parent].flags |= NODE_CHILDREN;
        writer->edges++;
    }
    index_put(&writer->by_word, hash, writer->nodes.count - 1);
    return writer->nodes.count - 1;
}

/* The place of a name among the strings, 0 for none; SAYSO_NONE when memory ends. */
static uint32_t string_of(struct lexicon_writer *writer, const char *name)
{
    if (!name || !*name)
        return 0;
    const size_t size = strlen(name) + 1;
    if (size > UINT32_MAX / 2 || !index_reserve(writer, &writer->by_string, string_hash))
        return SAYSO_NONE;
    const uint64_t hash = bytes_hash(name, size - 1);
    const struct index *index = &writer->by_string;
    for (uint32_t at = lexicon_home(hash, index->slots); index->items[at]; at = at + 1 == index->slots ? 0 : at + 1)
        if (strcmp(writer->strings.items + index->items[at] - 1, name) == 0)
            return index->items[at] - 1;
    if (!array_reserve(&writer->memory, &writer->strings, size + 1))
        return SAYSO_NONE;
    if (!writer->strings.count)
        writer->strings.items[writer->strings.count++] = '\0';
    const uint32_t at = writer->strings.count;
    memcpy(writer->strings.items + at, name, size);
    writer->strings.count += (uint32_t)size;
    index_put(&writer->by_string, hash, at);
    return at;
}

static bool same_but_classes(const struct lexicon_sense *a, const struct lexicon_sense *b)
{
    return a->value == b->value && a->wikidata == b->wikidata && a->name == b->name && a->case_rule == b->case_rule;
}

static sayso_status add_sense(struct lexicon_writer *writer, uint32_t at, const struct lexicon_sense *sense)
{
    uint32_t count = 0;
    for (uint32_t link = writer->nodes.items[at].sense; link != SAYSO_NONE; link = writer->links.items[link].next) {
        if (same_but_classes(&writer->links.items[link].sense, sense)) {
            writer->links.items[link].sense.classes |= sense->classes;
            return SAYSO_OK;
        }
        count++;
    }
    if (count == LEXICON_MAX_SENSES)
        return SAYSO_ERROR_ARGUMENT;
    struct sense_link *link = array_push(&writer->memory, &writer->links);
    if (!link)
        return SAYSO_ERROR_MEMORY;
    *link = (struct sense_link){*sense, SAYSO_NONE};
    struct trie_node *node = &writer->nodes.items[at];
    if (node->sense == SAYSO_NONE)
        node->sense = writer->links.count - 1;
    else
        writer->links.items[node->last].next = writer->links.count - 1;
    node->last = writer->links.count - 1;
    return SAYSO_OK;
}

sayso_status lexicon_writer_add(struct lexicon_writer *writer, const uint8_t *text, const struct slice *words,
                                uint32_t count, struct lexicon_sense sense, const char *name)
{
    if (!count || count > LEXICON_MAX_WORDS)
        return SAYSO_ERROR_ARGUMENT;
    sense.name = string_of(writer, name);
    if (sense.name == SAYSO_NONE)
        return SAYSO_ERROR_MEMORY;
    uint32_t at = SAYSO_NONE;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *word = text + words[i].start;
        const size_t size = words[i].end - words[i].start;
        at = node_of(writer, at, lexicon_hash(word, size));
        if (at == SAYSO_NONE)
            return SAYSO_ERROR_MEMORY;
        if (count > 1 && !lexicon_word_case(word, size).capital)
            writer->nodes.items[at].flags |= NODE_LOWER_OK;
    }
    writer->entries++;
    return add_sense(writer, at, &sense);
}

/* ---- finishing --------------------------------------------------------------------------------------------- */

/* The node's senses in the section, put there unless an equal list stands there; as bits of a slot. */
static sayso_status place_senses(struct lexicon_writer *writer, uint32_t at, uint32_t *bits)
{
    const uint32_t first = writer->senses.count;
    uint32_t count = 0;
    for (uint32_t link = writer->nodes.items[at].sense; link != SAYSO_NONE; link = writer->links.items[link].next) {
        struct lexicon_sense *sense = array_push(&writer->memory, &writer->senses);
        uint32_t *size = array_push(&writer->memory, &writer->list_sizes);
        if (!sense || !size)
            return SAYSO_ERROR_MEMORY;
        *sense = writer->links.items[link].sense;
        *size = 0;
        count++;
    }
    *bits = 0;
    if (!count)
        return SAYSO_OK;
    writer->list_sizes.items[first] = count;
    if (!index_reserve(writer, &writer->by_list, list_hash))
        return SAYSO_ERROR_MEMORY;
    const uint64_t hash = list_hash(writer, first);
    const struct index *index = &writer->by_list;
    for (uint32_t i = lexicon_home(hash, index->slots); index->items[i]; i = i + 1 == index->slots ? 0 : i + 1) {
        const uint32_t other = index->items[i] - 1;
        if (writer->list_sizes.items[other] == count &&
            memcmp(writer->senses.items + other, writer->senses.items + first, count * sizeof(struct lexicon_sense)) ==
                0) {
            writer->senses.count = writer->list_sizes.count = first;
            *bits = count << 21 | other;
            return SAYSO_OK;
        }
    }
    if (first + count > NODE_FIRST_SENSE(UINT32_MAX))
        return SAYSO_ERROR_ARGUMENT;
    index_put(&writer->by_list, hash, first);
    *bits = count << 21 | first;
    return SAYSO_OK;
}

static uint32_t slot_put(struct lexicon_slot *table, uint32_t slots, uint64_t hash, uint32_t node)
{
    uint32_t at = lexicon_home(hash, slots);
    while (table[at].node)
        at = at + 1 == slots ? 0 : at + 1;
    table[at] = (struct lexicon_slot){(uint32_t)hash, node};
    return at;
}

/* Parents were made before their children, so each finds its parent's number. */
static sayso_status place_nodes(struct lexicon_writer *writer, struct lexicon_slot *words, uint32_t word_slots,
                                struct lexicon_slot *edges, uint32_t edge_slots)
{
    for (uint32_t i = 0; i < writer->nodes.count; i++) {
        struct trie_node *node = &writer->nodes.items[i];
        uint32_t bits;
        const sayso_status status = place_senses(writer, i, &bits);
        if (status)
            return status;
        bits |= NODE_TAKEN | node->flags;
        if (node->parent == SAYSO_NONE) {
            node->number = slot_put(words, word_slots, node->word, bits);
        } else {
            const uint64_t hash = lexicon_edge_hash(writer->nodes.items[node->parent].number, node->word);
            node->number = word_slots + slot_put(edges, edge_slots, hash, bits);
        }
    }
    return SAYSO_OK;
}

static uint32_t slots_for(uint32_t count) { return count ? count + count / 3 + 1 : 0; }

sayso_status lexicon_writer_finish(struct lexicon_writer *writer, uint8_t **section, size_t *size)
{
    const uint32_t word_slots = slots_for(writer->nodes.count - writer->edges), edge_slots = slots_for(writer->edges);
    const size_t table_size = ((size_t)word_slots + edge_slots) * sizeof(struct lexicon_slot);
    sayso_status status = SAYSO_ERROR_MEMORY;
    *section = NULL;
    array_clear(&writer->senses);
    array_clear(&writer->list_sizes);
    memory_free(&writer->memory, writer->by_list.items);
    writer->by_list = (struct index){0};
    struct lexicon_slot *table = memory_new(&writer->memory, table_size ? table_size : 1);
    if (!table)
        goto fail;
    status = place_nodes(writer, table, word_slots, table + word_slots, edge_slots);
    if (status)
        goto fail;
    const size_t senses_size = writer->senses.count * sizeof(struct lexicon_sense);
    *size = sizeof(struct lexicon_header) + table_size + senses_size + writer->strings.count;
    *section = memory_new(&writer->memory, *size);
    if (!*section) {
        status = SAYSO_ERROR_MEMORY;
        goto fail;
    }
    const struct lexicon_header header = {LEXICON_MAGIC, LEXICON_FORMAT,       writer->entries,       word_slots,
                                          edge_slots,    writer->senses.count, writer->strings.count, 0};
    uint8_t *p = *section;
    memcpy(p, &header, sizeof header);
    memcpy(p + sizeof header, table, table_size);
    if (senses_size)
        memcpy(p + sizeof header + table_size, writer->senses.items, senses_size);
    if (writer->strings.count)
        memcpy(p + sizeof header + table_size + senses_size, writer->strings.items, writer->strings.count);
fail:
    memory_free(&writer->memory, table);
    return status;
}

sayso_status lexicon_adopt(struct lexicon **lexicon, const struct memory *memory, uint8_t *section, size_t size,
                           sayso_error *error)
{
    const sayso_status status = lexicon_open(lexicon, memory, section, size, error);
    if (status)
        memory_free(memory, section);
    else
        (*lexicon)->owned = section;
    return status;
}
