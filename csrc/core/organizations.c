/* organizations: names that are no person's, to entities: the same name, the same Wikidata item (a country and its
 * demonym), an acronym and its long form, a short form and the one long name that begins with it. */
#include "people_parts.h"

#include <string.h>

#define NAME_WORDS 16u /* of a name that short forms are made of */

enum { KEY_NAME = 1, KEY_WIKIDATA, KEY_ACRONYM, KEY_HEAD, KEY_TRIMMED };
enum family { FAMILY_PLACE, FAMILY_ORG, FAMILY_THING };

static uint64_t keyed(uint64_t space, enum family family, uint64_t hash)
{
    return hash_join(space * 4 + (uint64_t)family, hash);
}

static enum family family_of(uint8_t label)
{
    switch (label) {
    case SAYSO_GPE:
    case SAYSO_NORP:
    case SAYSO_LOC: return FAMILY_PLACE;
    case SAYSO_ORG: return FAMILY_ORG;
    default: return FAMILY_THING;
    }
}

#define SHARED (SAYSO_NONE - 1) /* a short form of several */

static uint32_t known(const struct table *table, uint64_t key)
{
    const struct slot *slot = table_find(table, key);
    return slot && slot->value != SHARED ? slot->value : SAYSO_NONE;
}

static void remember(const struct view *v, const struct table *table, uint64_t key, uint32_t group)
{
    struct slot *slot = table_put(table, key);
    if (!slot)
        return;
    if (slot->value == SAYSO_NONE)
        slot->value = group;
    else if (slot->value == SHARED || group_root(v, slot->value) != group_root(v, group))
        slot->value = SHARED;
}

static bool function_word(const struct view *v, uint32_t i)
{
    return token_at(v, i)->letters == CASED_LOWER || token_at(v, i)->kind != TOKEN_WORD;
}

/* "European Central Bank": ecb, as word_hash would read "ECB". */
static uint64_t acronym_hash(const struct view *v, const struct mention *mention)
{
    char letters[NAME_WORDS + 1];
    uint32_t count = 0;
    for (uint32_t i = mention->first; i < mention->last && count < NAME_WORDS; i++) {
        uint8_t byte = v->text->bytes[token_at(v, i)->start];
        if (!function_word(v, i) && byte < 0x80)
            letters[count++] = (char)(byte | 0x20);
    }
    letters[count] = '\0';
    return count >= 2 ? hash_of(letters) : 0;
}

static bool is_acronym(const struct view *v, const struct mention *mention)
{
    const struct token *token = token_at(v, mention->first);
    return mention->last == mention->first + 1 && token->end - token->start <= 12 &&
           (token->letters == CASED_UPPER || token->letters == CASED_SINGLE || token->letters == CASED_MIXED);
}

/* The ways in which a long name may be cut short later. */
static void remember_short_forms(const struct view *v, const struct table *table, uint32_t m, uint32_t g)
{
    const struct mention *mention = mention_of(v, m);
    uint32_t words = mention->last - mention->first;
    if (mention->label != SAYSO_ORG || words < 2 || words > NAME_WORDS ||
        known(table, keyed(KEY_HEAD, FAMILY_ORG, v->notes.items[m].key)) != SAYSO_NONE)
        return; /* "Northgate Steel" after "Northgate Steel Inc.": the short forms are the longer one's */
    uint64_t acronym = acronym_hash(v, mention);
    if (acronym)
        remember(v, table, keyed(KEY_ACRONYM, FAMILY_ORG, acronym), g);
    uint64_t head = 0;
    for (uint32_t i = mention->first; i + 1 < mention->last; i++) {
        head = head ? hash_join(head, word_hash(v, i)) : word_hash(v, i);
        bool told = i > mention->first ||
                    !(classes_at(v, i) & (LEX_ORG_HEAD | LEX_ANY_PLACE | LEX_NATIONALITY | LEX_COMMON | LEX_FUNCTION));
        if (told && !function_word(v, i))
            remember(v, table, keyed(KEY_HEAD, FAMILY_ORG, head), g);
    }
    if (words >= 3 && (classes_at(v, mention->first) & (LEX_NATIONALITY | LEX_COUNTRY)))
        remember(v, table, keyed(KEY_TRIMMED, FAMILY_ORG, words_hash(v, mention->first + 1, mention->last)), g);
}

static uint32_t find_group(const struct view *v, const struct table *table, uint32_t m)
{
    const struct mention *mention = mention_of(v, m);
    enum family family = family_of(mention->label);
    uint32_t g = SAYSO_NONE;
    if (mention->wikidata)
        g = known(table, keyed(KEY_WIKIDATA, family, mention->wikidata));
    if (g == SAYSO_NONE)
        g = known(table, keyed(KEY_NAME, family, v->notes.items[m].key));
    if (g != SAYSO_NONE && mention->wikidata && v->groups.items[g].wikidata &&
        v->groups.items[g].wikidata != mention->wikidata)
        return SAYSO_NONE;
    return g;
}

static sayso_status link_names(struct view *v, const struct table *table)
{
    for (uint32_t m = 0; m < v->names->list.count; m++) {
        const struct mention *mention = mention_of(v, m);
        if (mention->label == SAYSO_PERSON || mention->label == SAYSO_TITLE)
            continue;
        enum family family = family_of(mention->label);
        uint32_t g = find_group(v, table, m);
        if (g != SAYSO_NONE) {
            group_join(v, m, g, mention->wikidata ? EVIDENCE_LEXICON : EVIDENCE_EARLIER_NAME);
        } else if ((g = group_new(v, m)) == SAYSO_NONE) {
            return SAYSO_ERROR_MEMORY;
        }
        remember(v, table, keyed(KEY_NAME, family, v->notes.items[m].key), g);
        if (mention->wikidata)
            remember(v, table, keyed(KEY_WIKIDATA, family, mention->wikidata), g);
        if (v->groups.items[g].first == m)
            remember_short_forms(v, table, m, g);
    }
    return SAYSO_OK;
}

/* "X Y Z (XYZ)": the acronym in brackets right after its long form, whatever its letters are. */
static bool in_brackets_after(const struct view *v, uint32_t m)
{
    const struct mention *mention = mention_of(v, m), *before = m ? mention_of(v, m - 1) : NULL;
    return before && before->label == mention->label && before->last + 1 == mention->first &&
           before->last - before->first >= 2 && is_char(v, before->last, '(') &&
           mention->last < v->tokens->list.count && is_char(v, mention->last, ')');
}

static void merge(struct view *v, uint32_t m, uint32_t into, enum code evidence)
{
    uint32_t from = group_root(v, v->notes.items[m].group);
    into = group_root(v, into);
    struct group *a = &v->groups.items[from], *b = &v->groups.items[into];
    if (from == into || (a->wikidata && b->wikidata && a->wikidata != b->wikidata))
        return;
    if (b->first > a->first)
        b->first = a->first;
    if (!b->wikidata)
        b->wikidata = a->wikidata;
    if (!b->own_name)
        b->own_name = a->own_name;
    a->merged = into;
    v->notes.items[m].evidence = (uint16_t)evidence;
}

static void merge_short_forms(struct view *v, const struct table *table)
{
    for (uint32_t m = 0; m < v->names->list.count; m++) {
        const struct mention *mention = mention_of(v, m);
        uint32_t g = v->notes.items[m].group;
        if (mention->label != SAYSO_ORG || g == SAYSO_NONE || v->groups.items[g].merged != g)
            continue;
        bool acronym = is_acronym(v, mention);
        if (acronym && in_brackets_after(v, m)) {
            merge(v, m, v->notes.items[m - 1].group, EVIDENCE_ACRONYM);
            continue;
        }
        if (v->groups.items[g].first != m)
            continue;
        uint64_t hash = v->notes.items[m].key;
        uint32_t other = acronym ? known(table, keyed(KEY_ACRONYM, FAMILY_ORG, hash)) : SAYSO_NONE;
        enum code evidence = other != SAYSO_NONE ? EVIDENCE_ACRONYM : EVIDENCE_EARLIER_NAME;
        if (other == SAYSO_NONE)
            other = known(table, keyed(KEY_HEAD, FAMILY_ORG, hash));
        if (other == SAYSO_NONE)
            other = known(table, keyed(KEY_TRIMMED, FAMILY_ORG, hash));
        if (other != SAYSO_NONE)
            merge(v, m, other, evidence);
    }
}

sayso_status others_link(struct view *v)
{
    struct table table;
    uint32_t words = 0;
    for (uint32_t m = 0; m < v->names->list.count; m++) {
        const struct mention *mention = mention_of(v, m);
        uint32_t size = mention->last - mention->first;
        words += mention->label == SAYSO_ORG ? 3 + (size < NAME_WORDS ? size : NAME_WORDS) : 2;
    }
    if (!table_create(v, &table, words))
        return SAYSO_ERROR_MEMORY;
    sayso_status status = link_names(v, &table);
    if (status == SAYSO_OK)
        merge_short_forms(v, &table);
    table_free(v, &table);
    return status;
}
