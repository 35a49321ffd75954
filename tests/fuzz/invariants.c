/* invariants: what must hold of every document, whatever its text. */
#include "fuzz.h"

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
    CHECK(sayso_document_from_block(block, size, &plain_allocator, &again, &error) == SAYSO_OK);
    const void *copy = sayso_document_block(again, &again_size);
    CHECK(size == again_size && !memcmp(block, copy, size));
    sayso_document_free(again);
}

void check_document(const sayso_document *d)
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

void check_foreign_document(const sayso_document *d)
{
    for (uint32_t kind = 0; kind < SAYSO_SPAN; kind++) {
        uint32_t count;
        const sayso_record *schema = sayso_schema(kind);
        const char *all = records(d, (sayso_kind)kind, &count);
        for (uint32_t i = 0; schema->is_span && i < count; i++) {
            sayso_span span;
            memcpy(&span, all + i * schema->size, sizeof span);
            check_maybe(d, span);
        }
    }
    check_block(d);
}

void check_same(const sayso_document *a, const sayso_document *b)
{
    size_t size, other;
    const void *block = sayso_document_block(a, &size), *second = sayso_document_block(b, &other);
    CHECK(size == other && !memcmp(block, second, size));
    CHECK(sayso_document_equal(a, b));
}
