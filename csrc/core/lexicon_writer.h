/* lexicon_writer: entries of words and senses to the bytes of a section, for the user's lexicon and for ours. */
#ifndef SAYSO_LEXICON_WRITER_H
#define SAYSO_LEXICON_WRITER_H

#include "lexicon_format.h"
#include "tokens.h"

struct lexicon_writer;

struct lexicon_writer *lexicon_writer_create(const struct memory *memory); /* NULL when memory ends */
void lexicon_writer_free(struct lexicon_writer *writer);

/* Add an entry of `count` words, slices of `text`.  `sense.name` is not read: `name` is the canonical name or NULL.
 * Equal entries are merged, senses stay in the order in which they came.  SAYSO_ERROR_ARGUMENT for no words or too
 * many, or too many senses. */
sayso_status lexicon_writer_add(struct lexicon_writer *writer, const uint8_t *text, const struct slice *words,
                                uint32_t count, struct lexicon_sense sense, const char *name);

/* The section, from the writer's allocator, the caller's to release. */
sayso_status lexicon_writer_finish(struct lexicon_writer *writer, uint8_t **section, size_t *size);

/* A lexicon over the section, which it will own (also when it fails, the section is released). */
sayso_status lexicon_adopt(struct lexicon **lexicon, const struct memory *memory, uint8_t *section, size_t size,
                           sayso_error *error);

/* Room to cut entries into words in; zero-initialised is empty. */
struct lexicon_cutter {
    struct text text;
    struct tokens tokens;
    array_of(uint8_t) copy;
};

/* The words of an entry's text as the tokenizer cuts them in running text, in `words`; `*count` of them, more than
 * LEXICON_MAX_WORDS (none is written beyond) if it is too long.  SAYSO_ERROR_ENCODING, _TOO_LONG, _MEMORY. */
sayso_status lexicon_cut(struct lexicon_cutter *cutter, const struct memory *memory, const struct lexicon *lexicon,
                         const uint8_t *bytes, size_t size, struct slice words[LEXICON_MAX_WORDS], uint32_t *count,
                         sayso_error *error);
void lexicon_cutter_free(struct lexicon_cutter *cutter, const struct memory *memory);

#endif
