/* lexicon_user: the user's entries, compiled when a parser is made. */
#include <string.h>

#include "lexicon_writer.h"
#include "tokens.h"

#define MAX_ENTRY_BYTES 0xFFFFu

/* A word is put behind the entry, since a period at the end of a text may end a sentence and not an abbreviation. */
static sayso_status view_entry(struct lexicon_cutter *cutter, const struct memory *memory, const uint8_t *bytes,
                               size_t size, sayso_error *error)
{
    array_clear(&cutter->copy);
    if (size > MAX_ENTRY_BYTES)
        return error_fill(error, SAYSO_ERROR_TOO_LONG, size, "an entry of the lexicon is too long");
    if (!array_reserve(memory, &cutter->copy, size + 2))
        return SAYSO_ERROR_MEMORY;
    if (size)
        memcpy(cutter->copy.items, bytes, size);
    memcpy(cutter->copy.items + size, " x", 2);
    return text_view(&cutter->text, memory, cutter->copy.items, size + 2, MAX_ENTRY_BYTES + 2u, error);
}

sayso_status lexicon_cut(struct lexicon_cutter *cutter, const struct memory *memory, const struct lexicon *lexicon,
                         const uint8_t *bytes, size_t size, struct slice words[LEXICON_MAX_WORDS], uint32_t *count,
                         sayso_error *error)
{
    *count = 0;
    sayso_status status = view_entry(cutter, memory, bytes, size, error);
    if (status)
        return status;
    struct paragraph whole = {{0, cutter->text.size}, SAYSO_STORY};
    struct layout layout;
    memset(&layout, 0, sizeof layout);
    layout.paragraphs.items = &whole;
    layout.paragraphs.count = layout.paragraphs.capacity = 1;
    layout.page_date.start = layout.headline.start = layout.byline.start = layout.dateline.start = SAYSO_NONE;
    layout.dateline_place.start = layout.dateline_agency.start = layout.dateline_date.start = SAYSO_NONE;
    status = tokens_read(memory, lexicon, &cutter->text, &layout, &cutter->tokens);
    for (uint32_t i = 0; !status && i < cutter->tokens.list.count; i++) {
        const struct token *token = &cutter->tokens.list.items[i];
        if (token->end > size)
            break;
        if (*count < LEXICON_MAX_WORDS)
            words[*count] = token_slice(token);
        ++*count;
    }
    return status;
}

void lexicon_cutter_free(struct lexicon_cutter *cutter, const struct memory *memory)
{
    array_free(memory, &cutter->tokens.list);
    array_free(memory, &cutter->text.checkpoints);
    array_free(memory, &cutter->copy);
}

/* Labels that users know, beside the lexicon's own classes. */
static const struct {
    const char *name;
    uint64_t class;
} labels[] = {{"PERSON", LEX_PERSON},    {"NORP", LEX_GROUP}, {"FAC", LEX_FACILITY},      {"ORG", LEX_ORG},
              {"GPE", LEX_CITY},         {"LOC", LEX_PLACE},  {"PRODUCT", LEX_PRODUCT},   {"EVENT", LEX_EVENT},
              {"WORK_OF_ART", LEX_WORK}, {"LAW", LEX_LAW},    {"LANGUAGE", LEX_LANGUAGE}, {"TITLE", LEX_TITLE}};

static uint64_t class_of(const char *name)
{
    for (uint32_t i = 0; name && i < LEX_COUNT; i++)
        if (strcmp(lexicon_class_names()[i], name) == 0)
            return LEX(i);
    for (size_t i = 0; name && i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].name, name) == 0)
            return labels[i].class;
    return 0;
}

/* What the reader expects of a class where the user can give no value. */
static uint32_t value_of(uint64_t class) { return class == LEX_GIVEN ? 255u : 0u; }

static sayso_status add_entry(struct lexicon_writer *writer, const struct memory *memory, const struct lexicon *model,
                              const sayso_entry *entry, struct lexicon_cutter *cutter, sayso_error *error)
{
    struct slice words[LEXICON_MAX_WORDS];
    uint32_t count;
    const uint64_t class = class_of(entry->class_name);
    if (!class)
        return error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "an entry of the lexicon has an unknown class");
    if (!lexicon_value_fits(class, value_of(class)))
        return error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "an entry's class is one that only the model can fill");
    const sayso_status status =
        lexicon_cut(cutter, memory, model, (const uint8_t *)entry->text, entry->size, words, &count, error);
    if (status || !count)
        return status;
    if (count > LEXICON_MAX_WORDS)
        return error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "an entry of the lexicon is longer than 24 tokens");
    const uint8_t *bytes = cutter->text.bytes;
    const struct word_case first = lexicon_word_case(bytes + words[0].start, words[0].end - words[0].start);
    const bool acronym = count == 1 && first.upper && words[0].end - words[0].start > 1;
    const struct lexicon_sense sense = {.classes = class | LEX_USER,
                                        .value = value_of(class),
                                        .wikidata = entry->wikidata,
                                        .case_rule = acronym       ? CASE_UPPER
                                                     : first.lower ? CASE_ANY
                                                                   : CASE_CAPITAL};
    return lexicon_writer_add(writer, bytes, words, count, sense, NULL);
}

sayso_status lexicon_from_entries(struct lexicon **lexicon, const struct memory *memory, const struct lexicon *model,
                                  const sayso_entry *entries, size_t count, sayso_error *error)
{
    struct lexicon_writer *writer = lexicon_writer_create(memory);
    struct lexicon_cutter cutter;
    uint8_t *section = NULL;
    size_t size = 0;
    sayso_status status = writer ? SAYSO_OK : SAYSO_ERROR_MEMORY;
    memset(&cutter, 0, sizeof cutter);
    *lexicon = NULL;
    for (size_t i = 0; i < count && !status; i++) {
        status = add_entry(writer, memory, model, &entries[i], &cutter, error);
        if (status && error)
            error->position = i;
    }
    if (!status)
        status = lexicon_writer_finish(writer, &section, &size);
    if (!status)
        status = lexicon_adopt(lexicon, memory, section, size, error);
    if (status == SAYSO_ERROR_MEMORY)
        error_fill(error, status, 0, "out of memory");
    lexicon_cutter_free(&cutter, memory);
    lexicon_writer_free(writer);
    return status;
}
