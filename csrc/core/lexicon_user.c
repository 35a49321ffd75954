/* lexicon_user: the user's entries, compiled when a parser is made. */
#include <string.h>

#include "lexicon_writer.h"
#include "tokens.h"

static sayso_status refused(sayso_error *error, sayso_status code, size_t position, const char *message)
{
    if (error) {
        error->code = code;
        error->position = position;
        strncpy(error->message, message, sizeof error->message - 1);
        error->message[sizeof error->message - 1] = '\0';
    }
    return code;
}

uint32_t lexicon_entry_words(const struct memory *memory, const struct lexicon *lexicon, const struct text *text,
                             struct tokens *tokens, struct slice *words, uint32_t room)
{
    struct paragraph whole = {{0, text->size}, SAYSO_STORY};
    struct layout layout;
    memset(&layout, 0, sizeof layout);
    layout.paragraphs.items = &whole;
    layout.paragraphs.count = layout.paragraphs.capacity = text->size ? 1 : 0;
    layout.page_date.start = layout.headline.start = layout.byline.start = layout.dateline.start = SAYSO_NONE;
    layout.dateline_place.start = layout.dateline_agency.start = layout.dateline_date.start = SAYSO_NONE;
    if (tokens_read(memory, lexicon, text, &layout, tokens))
        return SAYSO_NONE;
    for (uint32_t i = 0; i < tokens->list.count && i < room; i++)
        words[i] = token_slice(&tokens->list.items[i]);
    return tokens->list.count;
}

/* Labels that users know, beside the lexicon's own classes. */
static const struct { const char *name; uint64_t class; } labels[] = {
    {"PERSON", LEX_PERSON}, {"NORP", LEX_GROUP}, {"FAC", LEX_FACILITY}, {"ORG", LEX_ORG}, {"GPE", LEX_CITY},
    {"LOC", LEX_PLACE}, {"PRODUCT", LEX_PRODUCT}, {"EVENT", LEX_EVENT}, {"WORK_OF_ART", LEX_WORK},
    {"LAW", LEX_LAW}, {"LANGUAGE", LEX_LANGUAGE}, {"TITLE", LEX_TITLE}};

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
static uint32_t value_of(uint64_t class)
{
    return class == LEX_GIVEN ? 255u : 0u;
}

/* Add one entry; `words` and `tokens` are room to work in. */
static sayso_status add_entry(struct lexicon_writer *writer, const struct memory *memory,
                              const struct lexicon *model, const sayso_entry *entry, size_t index,
                              struct text *text, struct tokens *tokens, sayso_error *error)
{
    struct slice words[LEXICON_MAX_WORDS];
    const uint64_t class = class_of(entry->class_name);
    if (!class)
        return refused(error, SAYSO_ERROR_ARGUMENT, index, "an entry of the lexicon has an unknown class");
    sayso_status status = text_view(text, memory, entry->text, entry->size, 0xFFFFu, error);
    if (status)
        return error ? (error->position = index, status) : status;
    const uint32_t count = lexicon_entry_words(memory, model, text, tokens, words, LEXICON_MAX_WORDS);
    if (count == SAYSO_NONE)
        return SAYSO_ERROR_MEMORY;
    if (count > LEXICON_MAX_WORDS)
        return refused(error, SAYSO_ERROR_ARGUMENT, index, "an entry of the lexicon is longer than 24 tokens");
    if (!count)
        return SAYSO_OK;
    const struct word_case first = lexicon_word_case(text->bytes + words[0].start, words[0].end - words[0].start);
    const struct lexicon_sense sense = {
        .classes = class | LEX_USER, .value = value_of(class),
        .case_rule = count == 1 && first.upper && text->size > 1 ? CASE_UPPER : first.lower ? CASE_ANY : CASE_CAPITAL};
    return lexicon_writer_add(writer, text->bytes, words, count, sense, NULL);
}

sayso_status lexicon_from_entries(struct lexicon **lexicon, const struct memory *memory, const struct lexicon *model,
                                  const sayso_entry *entries, size_t count, sayso_error *error)
{
    struct lexicon_writer *writer = lexicon_writer_create(memory);
    struct text text;
    struct tokens tokens;
    uint8_t *section = NULL;
    size_t size = 0;
    sayso_status status = writer ? SAYSO_OK : SAYSO_ERROR_MEMORY;
    memset(&text, 0, sizeof text);
    memset(&tokens, 0, sizeof tokens);
    *lexicon = NULL;
    for (size_t i = 0; i < count && !status; i++)
        status = add_entry(writer, memory, model, &entries[i], i, &text, &tokens, error);
    if (!status)
        status = lexicon_writer_finish(writer, &section, &size);
    if (!status)
        status = lexicon_adopt(lexicon, memory, section, size, error);
    if (status == SAYSO_ERROR_MEMORY)
        refused(error, status, 0, "out of memory");
    array_free(memory, &tokens.list);
    array_free(memory, &text.checkpoints);
    lexicon_writer_free(writer);
    return status;
}
