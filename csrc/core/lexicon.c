#include "lexicon.h"
#include "tokens.h"

uint64_t lexicon_word(const struct lexicon *lexicon, const uint8_t *bytes, size_t size) { (void)lexicon; (void)bytes; (void)size; return 0; }
uint32_t lexicon_value(const struct lexicon_sense *senses, uint32_t count, uint64_t classes, uint32_t otherwise)
{
    for (uint32_t i = 0; i < count; i++)
        if (senses[i].classes & classes)
            return senses[i].value;
    return otherwise;
}
const char *lexicon_string(const struct lexicon *lexicon, uint32_t at) { (void)lexicon; (void)at; return ""; }
const char *lexicon_currency(uint32_t value) { (void)value; return NULL; }
sayso_status lexicon_open(struct lexicon **lexicon, const struct memory *memory, const uint8_t *section, size_t size,
                          sayso_error *error)
{
    (void)memory; (void)section; (void)size; (void)error;
    *lexicon = NULL;
    return SAYSO_OK;
}
void lexicon_close(struct lexicon *lexicon, const struct memory *memory) { (void)lexicon; (void)memory; }
uint32_t lexicon_entries(const struct lexicon *lexicon) { (void)lexicon; return 0; }
const char *const *lexicon_class_names(void) { return NULL; }
sayso_status lexemes_find(const struct memory *memory, const struct lexicon *lexicon, const struct lexicon *user,
                          const struct text *text, const struct tokens *tokens, struct lexemes *lexemes)
{
    (void)lexicon; (void)user; (void)text;
    array_clear(&lexemes->words);
    array_clear(&lexemes->hits);
    for (uint32_t i = 0; i < tokens->list.count; i++) {
        struct word *word = array_push(memory, &lexemes->words);
        if (!word)
            return SAYSO_ERROR_MEMORY;
        *word = (struct word){0, NULL, 0, 0};
    }
    return SAYSO_OK;
}
