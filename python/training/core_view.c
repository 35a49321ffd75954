/* core_view: what the core tells its encoder of each token, for training: the features are the core's own
 * (csrc/core/token_features.c), of a document that the rules alone have read.  Built by core.py with all of csrc/core as
 * a shared library. */
#include <stdlib.h>

#include "parse.c"

enum { HASH_ROWS = 1 << WEIGHTS_HASH_BITS }; /* rows of the affix tables that training makes */

struct view_token {
    uint32_t start, end;           /* code points */
    uint64_t hash;                 /* of the word */
    struct encoder_token features; /* its row of words is 0: the vocabulary is training's */
};

static void *allocate(void *context, size_t size) { (void)context; return malloc(size); }
static void *resize(void *context, void *p, size_t old, size_t size) { (void)context, (void)old; return realloc(p, size); }
static void release(void *context, void *p) { (void)context; free(p); }
static const sayso_allocator ALLOCATOR = {NULL, allocate, resize, release};
static const struct memory MEMORY = {&ALLOCATOR, NULL};

/* Tokens of a text; returns their number, -1 where room fails, -1 less a sayso_status where the parse does. */
int core_view(const sayso_parser *parser, sayso_scratch *scratch, const char *bytes, size_t size, struct view_token *out, int room)
{
    static const uint32_t no_words[HASH_ROWS + 1];
    static const struct weights rows = {.word_start = no_words, .prefixes = HASH_ROWS, .suffixes = HASH_ROWS};
    sayso_input input = {.text = bytes, .size = size};
    sayso_document *document;
    sayso_error error;
    sayso_status status = sayso_parse(parser, scratch, &input, &ALLOCATOR, &document, &error);
    if (status)
        return -1 - (int)status;
    sayso_document_free(document);
    struct draft *d = &scratch->draft;
    const int count = (int)d->tokens.list.count;
    if (count > room)
        return -1;
    status = features_read(&MEMORY, &rows, &d->text, &d->tokens, &d->lexemes, &d->marks, &d->sentences, &d->names,
                           &d->attributions, &d->features);
    if (status)
        return -1 - (int)status;
    for (int i = 0; i < count; i++) {
        const sayso_span span = text_span(&d->text, token_slice(&d->tokens.list.items[i]));
        out[i] = (struct view_token){span.start, span.end, d->lexemes.words.items[i].hash, d->features.list.items[i]};
    }
    return count;
}

int core_view_size(void) { return (int)sizeof(struct view_token); }
int core_view_signals(void) { return WEIGHTS_SIGNALS; }

/* Open a model file's bytes, without the weights of an encoder, and make a parser and a scratch for one thread. 0 where
 * all went well. */
int core_view_open(const void *bytes, size_t size, sayso_parser **parser, sayso_scratch **scratch)
{
    sayso_model *model;
    sayso_error error;
    sayso_options options = {0};
    if (sayso_model_open(bytes, size, 0, &ALLOCATOR, &model, &error))
        return 1;
    weights_close(model->weights, &MEMORY);
    model->weights = NULL;
    if (sayso_parser_create(model, &options, NULL, 0, &ALLOCATOR, parser, &error))
        return 2;
    return sayso_scratch_create(*parser, scratch, &error) ? 3 : 0;
}
