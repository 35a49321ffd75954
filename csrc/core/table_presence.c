/* table_presence: of each entity of a document how often it is spoken of, and how often it is heard. */
#include "table.h"

#include <string.h>

static void count_heard(struct presence *entity, const sayso_attribution *quote)
{
    entity->quotes++;
    entity->words += quote->words;
    entity->quoted_words += quote->quoted_words;
}

bool table_count_presence(struct sayso_table *table, const sayso_document *document)
{
    struct memory memory = {&table->allocator, NULL};
    uint32_t entities, attributions, size;
    const sayso_entity *entity = sayso_document_records(document, SAYSO_ENTITY, &entities);
    const sayso_attribution *quote = sayso_document_records(document, SAYSO_ATTRIBUTION, &attributions);
    const uint32_t *refs = sayso_document_records(document, SAYSO_REF, &size);
    array_clear(&table->presence);
    if (!array_reserve(&memory, &table->presence, entities))
        return false;
    struct presence *presence = table->presence.items;
    for (uint32_t i = 0; i < entities; i++)
        presence[i] = (struct presence){.mentions = entity[i].mentions.count + entity[i].pronouns.count};
    for (uint32_t i = 0; i < attributions; i++) {
        if (quote[i].depth || quote[i].act != SAYSO_SPEECH)
            continue;
        for (uint32_t s = 0; s < quote[i].speakers.count; s++)
            count_heard(&presence[refs[quote[i].speakers.first + s]], &quote[i]);
        if (!quote[i].speakers.count && quote[i].speaker != SAYSO_NONE)
            count_heard(&presence[quote[i].speaker], &quote[i]);
    }
    return true;
}

bool table_presence_columns(struct sayso_table *table)
{
    static const struct {
        const char *name, *about;
        uint32_t offset;
    } counts[] = {
        {"mentions", "How often it is mentioned: by name, by role noun and by pronoun.",
         offsetof(struct presence, mentions)},
        {"quotes", "How often it is quoted: rows of the table quotes with it among the speakers.",
         offsetof(struct presence, quotes)},
        {"words", "Words of the contents of those.", offsetof(struct presence, words)},
        {"quoted_words", "Of them, words in quotation marks.", offsetof(struct presence, quoted_words)},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct column_spec spec = {.type = COLUMN_I32,
                                   .source = FROM_NUMBER,
                                   .record = 1,
                                   .offset = counts[i].offset,
                                   .about = counts[i].about};
        if (!table_add_column(table, counts[i].name, spec))
            return false;
    }
    return true;
}
