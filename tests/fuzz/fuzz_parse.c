/* A libFuzzer target over sayso_parse: the first three bytes choose options, the rest is the text.
 * What a user relies on is checked of every document: spans ordered and within the text, tokens disjoint, contents
 * of outermost attributions apart, a document that goes through its own block unchanged. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sayso.h"

#define MODEL "python/sayso/data/english.sayso"
#define CHECK(condition)                                                                   \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                       \
        }                                                                                  \
    } while (0)

/* Allocation number `fail_at` fails, if that is not 0: the second option byte chooses it. */
struct heap { unsigned made, fail_at; };

static void *heap_allocate(void *context, size_t size)
{
    struct heap *heap = context;
    return ++heap->made == heap->fail_at ? NULL : malloc(size ? size : 1);
}

static void *heap_resize(void *context, void *p, size_t old_size, size_t new_size)
{
    struct heap *heap = context;
    (void)old_size;
    return ++heap->made == heap->fail_at ? NULL : realloc(p, new_size ? new_size : 1);
}

static void heap_release(void *context, void *p) { (void)context; free(p); }

static struct heap heap;
static const sayso_allocator allocator = {&heap, heap_allocate, heap_resize, heap_release};
static sayso_model *model;

static sayso_choice choice(unsigned bits) { return (sayso_choice)(bits % 3); }

/* ---- what must hold ---------------------------------------------------------------------------------------- */

static const void *records(const sayso_document *d, sayso_kind kind, uint32_t *count)
{
    const void *p = sayso_document_records(d, kind, count);
    CHECK(p || !*count);
    return p;
}

static void check_span(const sayso_document *d, sayso_span span)
{
    CHECK(span.start <= span.end && span.end <= sayso_document_length(d));
    sayso_range bytes = sayso_document_bytes(d, span);
    uint32_t size;
    records(d, SAYSO_TEXT, &size);
    CHECK(bytes.first <= size && bytes.count <= size - bytes.first);
}

static void check_maybe(const sayso_document *d, sayso_span span)
{
    if (span.start != SAYSO_NONE)
        check_span(d, span);
}

static void check_order(const sayso_document *d, sayso_kind kind, size_t size, bool disjoint)
{
    uint32_t count, before = 0;
    const char *all = records(d, kind, &count);
    for (uint32_t i = 0; i < count; i++) {
        sayso_span span;
        memcpy(&span, all + i * size, sizeof span);
        check_span(d, span);
        CHECK(span.start >= before);
        before = disjoint ? span.end : span.start;
    }
}

static void check_structure(const sayso_document *d)
{
    uint32_t tokens, sentences, paragraphs, count;
    const sayso_token *token = records(d, SAYSO_TOKEN, &tokens);
    const sayso_sentence *sentence = records(d, SAYSO_SENTENCE, &sentences);
    const sayso_paragraph *paragraph = records(d, SAYSO_PARAGRAPH, &paragraphs);
    for (uint32_t i = 0; i < tokens; i++) {
        CHECK(token[i].span.start < token[i].span.end);
        CHECK(token[i].sentence < sentences && token[i].paragraph < paragraphs);
        CHECK(!i || token[i].sentence >= token[i - 1].sentence);
        const sayso_sentence *home = &sentence[token[i].sentence];
        CHECK(home->span.start <= token[i].span.start && token[i].span.end <= home->span.end);
        CHECK(home->paragraph == token[i].paragraph);
    }
    for (uint32_t i = 0; i < sentences; i++) {
        CHECK(sentence[i].paragraph < paragraphs);
        const sayso_span home = paragraph[sentence[i].paragraph].span;
        CHECK(home.start <= sentence[i].span.start && sentence[i].span.end <= home.end);
        CHECK(sentence[i].tokens.first + sentence[i].tokens.count <= tokens);
    }
    const sayso_layout *layout = records(d, SAYSO_LAYOUT, &count);
    CHECK(count == 1);
    check_maybe(d, layout->page_date);
    check_maybe(d, layout->headline);
    check_maybe(d, layout->byline);
    check_maybe(d, layout->dateline.span);
    check_maybe(d, layout->dateline.place);
    check_maybe(d, layout->dateline.agency);
    check_maybe(d, layout->dateline.date);
}

static void check_attributions(const sayso_document *d)
{
    uint32_t count, spans, entities, tokens;
    const sayso_attribution *all = records(d, SAYSO_ATTRIBUTION, &count);
    const sayso_span *pool = records(d, SAYSO_SPAN, &spans);
    records(d, SAYSO_ENTITY, &entities);
    records(d, SAYSO_TOKEN, &tokens);
    unsigned char *taken = calloc(sayso_document_length(d) + 1, 1);
    CHECK(taken);
    for (uint32_t i = 0; i < count; i++) {
        const sayso_attribution *a = &all[i];
        CHECK(a->content.count && a->content.first <= spans && a->content.count <= spans - a->content.first);
        CHECK(a->quoted.first <= spans && a->quoted.count <= spans - a->quoted.first);
        check_maybe(d, a->cue);
        check_maybe(d, a->source);
        CHECK(a->speaker == SAYSO_NONE || a->speaker < entities);
        CHECK(a->parent == SAYSO_NONE ? a->depth == 0 : a->parent < count && a->parent != i && a->depth > 0);
        CHECK(a->quoted_words <= a->words && a->words <= tokens);
        CHECK(a->confidence >= 0 && a->confidence <= 1);
        for (uint32_t k = 0; k < a->content.count; k++) {
            sayso_span piece = pool[a->content.first + k];
            check_span(d, piece);
            CHECK(piece.start < piece.end);
            for (uint32_t c = piece.start; !a->depth && c < piece.end; c++)
                CHECK(!taken[c]++); /* outermost contents never share a character */
        }
        for (uint32_t k = 0; k < a->quoted.count; k++)
            check_span(d, pool[a->quoted.first + k]);
    }
    free(taken);
}

static void check_block(const sayso_document *d)
{
    size_t size, again_size;
    const void *block = sayso_document_block(d, &size);
    sayso_document *again = NULL;
    sayso_error error = {0};
    CHECK(sayso_document_from_block(block, size, &allocator, &again, &error) == SAYSO_OK);
    const void *copy = sayso_document_block(again, &again_size);
    CHECK(size == again_size && !memcmp(block, copy, size));
    sayso_document_free(again);
}

static void check_document(const sayso_document *d)
{
    check_order(d, SAYSO_TOKEN, sizeof(sayso_token), true);
    check_order(d, SAYSO_SENTENCE, sizeof(sayso_sentence), true);
    check_order(d, SAYSO_PARAGRAPH, sizeof(sayso_paragraph), true);
    check_order(d, SAYSO_MENTION, sizeof(sayso_mention), true);
    check_order(d, SAYSO_DATE, sizeof(sayso_date), true);
    check_order(d, SAYSO_QUANTITY, sizeof(sayso_quantity), true);
    check_structure(d);
    check_attributions(d);
    check_block(d);
}

/* ---- the target --------------------------------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    FILE *file = fopen(MODEL, "rb");
    CHECK(file);
    size_t room = 16u << 20;
    void *bytes = aligned_alloc(4096, room); /* lives as long as the process */
    CHECK(bytes);
    size_t size = fread(bytes, 1, room, file);
    fclose(file);
    CHECK(size < room && sayso_model_open(bytes, size, SAYSO_VERIFY, &allocator, &model, NULL) == SAYSO_OK);
    return 0;
}

/* A parser and its scratch for each setting, kept: a scratch must not remember the text before it. */
struct reader { sayso_parser *parser; sayso_scratch *scratch; };

static struct reader *reader_for(unsigned bits, unsigned no_jit, const sayso_options *options)
{
    static struct reader readers[512];
    struct reader *reader = &readers[bits * 2 + no_jit];
    heap.fail_at = 0;
    if (!reader->parser) {
        CHECK(sayso_parser_create(model, options, NULL, 0, &allocator, &reader->parser, NULL) == SAYSO_OK);
        CHECK(sayso_scratch_create(reader->parser, &reader->scratch, NULL) == SAYSO_OK);
    }
    return reader;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return -1;
    const sayso_options options = {.single_quotes = choice(data[0]), .day_first = choice(data[0] >> 2),
                                   .gender = choice(data[0] >> 4), .scare_quotes = choice(data[0] >> 6),
                                   .jit = data[2] & 1 ? SAYSO_OFF : SAYSO_AUTO};
    /* the text in a block of exactly its size, so that a byte read beyond it shows */
    char *text = malloc(size - 3 ? size - 3 : 1);
    CHECK(text);
    memcpy(text, data + 3, size - 3);
    const sayso_input input = {text, size - 3, data[2] & 2 ? "2021-12-01" : NULL, NULL, 0};
    sayso_document *document = NULL;
    sayso_error error = {0};
    struct reader *reader = reader_for(data[0], data[2] & 1, &options);
    sayso_scratch *scratch = reader->scratch;
    sayso_parser *parser = reader->parser;
    heap.made = 0;
    heap.fail_at = data[1] ? heap.made + data[1] : 0;
    sayso_status status = sayso_parse(parser, scratch, &input, &allocator, &document, &error);
    bool failed = heap.fail_at && heap.made >= heap.fail_at;
    heap.fail_at = 0;
    CHECK((status == SAYSO_OK) == (document != NULL) && status == (status ? error.code : SAYSO_OK));
    CHECK(status == SAYSO_OK || status == SAYSO_ERROR_ENCODING || (status == SAYSO_ERROR_MEMORY && failed));
    if (status == SAYSO_ERROR_ENCODING)
        CHECK(error.position < input.size);
    if (document)
        check_document(document);
    sayso_document_free(document);
    free(text);
    return 0;
}
