/* lexicon_user: the user's entries, compiled when a parser is made. */
#include <string.h>

#include "cue.h"
#include "inflection.h"
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

#define LEX_CUE       (LEX_CUE_VERB | LEX_CUE_NOUN | LEX_CUE_PHRASE)
/* Names, words beside names, and cues; the tokenizer and the stages of dates read the model's lexicon alone. */
#define LEX_FOR_USERS (((LEX_DOCUMENT << 1) - 1) | LEX_CUE)

static uint64_t class_of(const char *name)
{
    for (uint32_t i = 0; name && i < LEX_COUNT; i++)
        if (strcmp(lexicon_class_names()[i], name) == 0)
            return LEX(i) & LEX_FOR_USERS;
    for (size_t i = 0; name && i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].name, name) == 0)
            return labels[i].class;
    return 0;
}

/* ---- cues ------------------------------------------------------------------------------------------------------ */

_Static_assert(SAYSO_TAKES_QUOTE == CUE_QUOTE && SAYSO_TAKES_THAT == CUE_THAT && SAYSO_TAKES_CLAUSE == CUE_BARE &&
                   SAYSO_TAKES_INFINITIVE == CUE_INFINITIVE && SAYSO_TAKES_OBJECT == CUE_OBJECT &&
                   SAYSO_TAKES_AS == CUE_AS && SAYSO_TAKES_WHETHER == CUE_WHETHER && SAYSO_TAKES_ABOUT == CUE_ABOUT &&
                   SAYSO_TAKES_RECIPIENT == CUE_RECIPIENT,
               "the public bits are those of a frame");

static bool cue_fits(const sayso_cue *cue)
{
    return cue->takes <= SAYSO_TAKES_ALL && cue->act <= SAYSO_OTHER && cue->status <= SAYSO_UNREALIZED &&
           cue->channel <= SAYSO_BROADCAST;
}

/* The frame, without a form; a user's cue needs nothing beside it. */
static uint32_t frame_of(uint64_t class, const sayso_cue *cue)
{
    const uint32_t usual = class == LEX_CUE_NOUN ? CUE_QUOTE | CUE_THAT | CUE_ABOUT : CUE_QUOTE | CUE_THAT | CUE_BARE;
    if (!cue)
        return usual | CUE_STRONG;
    return (cue->takes ? cue->takes : usual) | CUE_STRONG | (uint32_t)cue->act << 12 | (uint32_t)cue->status << 14 |
           (uint32_t)cue->channel << 17;
}

/* ---- entries --------------------------------------------------------------------------------------------------- */

/* What adding an entry needs. */
struct adding {
    struct lexicon_writer *writer;
    const struct memory *memory;
    const struct lexicon *model;
    struct lexicon_cutter *cutter;
    struct lexicon_sense sense;
    array_of(uint8_t) form;
    const sayso_entry *entries;
    array_of(uint32_t) named; /* by the caller's own number: its first entry */
    array_of(char) name;      /* of the entry's number, ends with NUL; empty: none */
    sayso_error *error;
};

static sayso_status add_text(const struct adding *a, const uint8_t *text, size_t size)
{
    struct slice words[LEXICON_MAX_WORDS];
    uint32_t count;
    const sayso_status status = lexicon_cut(a->cutter, a->memory, a->model, text, size, words, &count, a->error);
    if (status || !count)
        return status;
    if (count > LEXICON_MAX_WORDS)
        return error_fill(a->error, SAYSO_ERROR_ARGUMENT, 0, "text: longer than 24 tokens");
    const uint8_t *bytes = a->cutter->text.bytes;
    const struct word_case first = lexicon_word_case(bytes + words[0].start, words[0].end - words[0].start);
    const bool acronym = count == 1 && first.upper && words[0].end - words[0].start > 1;
    struct lexicon_sense sense = a->sense;
    sense.case_rule = (sense.classes & (LEX_CUE_VERB | LEX_CUE_NOUN)) ? CASE_LOWER
                      : acronym                                       ? CASE_UPPER
                      : first.lower                                   ? CASE_ANY
                                                                      : CASE_CAPITAL;
    return lexicon_writer_add(a->writer, bytes, words, count, sense, a->name.count ? a->name.items : NULL);
}

/* A form of the first word, with the words after it. */
static sayso_status add_form(struct adding *a, const sayso_entry *entry, const uint8_t *form, size_t size,
                             enum cue_form name)
{
    const uint8_t *text = (const uint8_t *)entry->text, *space = memchr(text, ' ', entry->size);
    const size_t rest = space ? entry->size - (size_t)(space - text) : 0, frame = a->sense.value;
    if (!size)
        return SAYSO_OK;
    array_clear(&a->form);
    if (rest > MAX_ENTRY_BYTES)
        return error_fill(a->error, SAYSO_ERROR_TOO_LONG, rest, "an entry of the lexicon is too long");
    if (!array_reserve(a->memory, &a->form, size + rest))
        return SAYSO_ERROR_MEMORY;
    memcpy(a->form.items, form, size);
    if (rest)
        memcpy(a->form.items + size, space, rest);
    a->sense.value = (uint32_t)frame | (uint32_t)name << 9;
    const sayso_status status = add_text(a, a->form.items, size + rest);
    a->sense.value = (uint32_t)frame;
    return status;
}

/* All forms of a verb, or the two of a noun; an equal past comes before the base form. */
static sayso_status add_forms(struct adding *a, const sayso_entry *entry)
{
    const uint8_t *text = (const uint8_t *)entry->text, *space = memchr(text, ' ', entry->size);
    const size_t size = space ? (size_t)(space - text) : entry->size;
    const bool noun = a->sense.classes & LEX_CUE_NOUN;
    const char *past = entry->cue ? entry->cue->past : NULL;
    uint8_t form[INFLECTION_ROOM];
    sayso_status status = SAYSO_OK;
    if (!noun && past)
        status = add_form(a, entry, (const uint8_t *)past, strlen(past), CUE_PAST);
    else if (!noun)
        status = add_form(a, entry, form, inflect(INFLECT_PAST, text, size, form), CUE_PAST);
    if (!status)
        status = add_form(a, entry, text, size, CUE_BASE);
    if (!status)
        status = add_form(a, entry, form, inflect(INFLECT_THIRD, text, size, form), noun ? CUE_PLURAL : CUE_THIRD);
    if (!status && !noun)
        status = add_form(a, entry, form, inflect(INFLECT_ING, text, size, form), CUE_ING);
    return status;
}

/* The first entry of the same number of the caller's own, or the entry itself. */
static const sayso_entry *named_by(const struct adding *a, const sayso_entry *entry)
{
    const size_t number = entry->wikidata - (size_t)SAYSO_OWN_NUMBER;
    const bool own = entry->wikidata >= SAYSO_OWN_NUMBER && number < a->named.count;
    return own && a->named.items[number] != SAYSO_NONE ? &a->entries[a->named.items[number]] : entry;
}

/* Note the name of each number of the caller's own. */
static sayso_status note_names(struct adding *a, size_t count)
{
    if (count >= SAYSO_NONE || !array_reserve(a->memory, &a->named, count))
        return SAYSO_ERROR_MEMORY;
    for (; a->named.count < count; a->named.count++)
        a->named.items[a->named.count] = SAYSO_NONE;
    for (size_t i = 0; i < count; i++) {
        const size_t number = a->entries[i].wikidata - (size_t)SAYSO_OWN_NUMBER;
        if (a->entries[i].wikidata >= SAYSO_OWN_NUMBER && number < count && a->named.items[number] == SAYSO_NONE)
            a->named.items[number] = (uint32_t)i;
    }
    return SAYSO_OK;
}

/* Keep the name of the entry's number; one with a lone surrogate has no place in our strings. */
static sayso_status keep_name(struct adding *a, const sayso_entry *entry)
{
    const sayso_entry *named = named_by(a, entry);
    array_clear(&a->name);
    if (entry->wikidata < SAYSO_OWN_NUMBER || named->size > MAX_ENTRY_BYTES)
        return SAYSO_OK;
    for (size_t i = 0; i + 1 < named->size; i++)
        if ((uint8_t)named->text[i] == 0xED && (uint8_t)named->text[i + 1] >= 0xA0)
            return SAYSO_OK;
    if (!array_reserve(a->memory, &a->name, named->size + 1))
        return SAYSO_ERROR_MEMORY;
    if (named->size)
        memcpy(a->name.items, named->text, named->size);
    a->name.items[named->size] = '\0';
    a->name.count = (uint32_t)named->size + 1;
    return SAYSO_OK;
}

/* What the model knows a name as, by its last word if it has several: a body or a place; else a person. */
static uint64_t class_in_model(const struct lexicon *model, const sayso_entry *named)
{
    size_t start = named->size;
    while (start > 0 && named->text[start - 1] != ' ')
        start--;
    const uint64_t classes = lexicon_word(model, (const uint8_t *)named->text + start, named->size - start);
    if (start > 0)
        return classes & (LEX_ORG_HEAD | LEX_GOVERNMENT | LEX_PARTY) ? LEX_ORG : LEX_PERSON;
    if (classes & (LEX_GIVEN | LEX_SURNAME | LEX_PERSON))
        return LEX_PERSON;
    return classes & LEX_ANY_ORG ? LEX_ORG : classes & LEX_ANY_PLACE ? LEX_CITY : LEX_PERSON;
}

static sayso_status add_entry(struct adding *a, const sayso_entry *entry)
{
    const bool open = entry->class_name && !*entry->class_name && entry->wikidata;
    const uint64_t class = open ? class_in_model(a->model, named_by(a, entry)) : class_of(entry->class_name);
    const sayso_status status = keep_name(a, entry);
    if (status)
        return status;
    if (!class)
        return error_fill(a->error, SAYSO_ERROR_ARGUMENT, 0, "class: there is none of this name for users");
    if (entry->cue && !((class & LEX_CUE) && cue_fits(entry->cue)))
        return error_fill(a->error, SAYSO_ERROR_ARGUMENT, 0, "only a cue takes something, and what the header names");
    a->sense = (struct lexicon_sense){.classes = class | LEX_USER, .wikidata = entry->wikidata};
    if (class & LEX_CUE)
        a->sense.value = frame_of(class, entry->cue);
    else if (class == LEX_GIVEN)
        a->sense.value = 255; /* of women or men: unknown */
    if (class & (LEX_CUE_VERB | LEX_CUE_NOUN))
        return add_forms(a, entry);
    if (class & LEX_CUE_PHRASE)
        a->sense.value |= (uint32_t)CUE_OTHER << 9;
    return add_text(a, (const uint8_t *)entry->text, entry->size);
}

sayso_status lexicon_from_entries(struct lexicon **lexicon, const struct memory *memory, const struct lexicon *model,
                                  const sayso_entry *entries, size_t count, sayso_error *error)
{
    struct lexicon_writer *writer = lexicon_writer_create(memory);
    struct lexicon_cutter cutter;
    uint8_t *section = NULL;
    size_t size = 0;
    sayso_status status = writer ? SAYSO_OK : SAYSO_ERROR_MEMORY;
    struct adding adding = {
        .writer = writer, .memory = memory, .model = model, .cutter = &cutter, .entries = entries, .error = error};
    memset(&cutter, 0, sizeof cutter);
    *lexicon = NULL;
    if (!status)
        status = note_names(&adding, count);
    for (size_t i = 0; i < count && !status; i++) {
        status = add_entry(&adding, &entries[i]);
        if (status && error)
            error->position = i;
    }
    if (!status)
        status = lexicon_writer_finish(writer, &section, &size);
    if (!status)
        status = lexicon_adopt(lexicon, memory, section, size, error);
    if (status == SAYSO_ERROR_MEMORY)
        error_fill(error, status, 0, "out of memory");
    array_free(memory, &adding.form);
    array_free(memory, &adding.named);
    array_free(memory, &adding.name);
    lexicon_cutter_free(&cutter, memory);
    lexicon_writer_free(writer);
    return status;
}
