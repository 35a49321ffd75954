#include "document.h"
#include "draft.h"

#include <string.h>

const char BLOCK_MAGIC[8] = {'S', 'A', 'Y', 'S', 'O', 'D', '\r', '\n'};

sayso_document *document_allocate(const sayso_allocator *allocator, uint64_t size)
{
    const size_t head = (sizeof(sayso_document) + 63) / 64 * 64;
    if (size > SIZE_MAX - head)
        return NULL;
    sayso_document *document = allocator->allocate(allocator->context, head + (size_t)size);
    if (!document)
        return NULL;
    document->allocator = *allocator;
    document->block = (struct block_header *)(void *)((char *)document + head);
    return document;
}

/* ---- from a draft ----------------------------------------------------------------------------------------- */

struct part {
    const void *items;
    uint32_t count;
};

static void list_parts(const struct draft *draft, struct part parts[SAYSO_KINDS])
{
    const struct frozen *f = &draft->frozen;
    const struct part all[SAYSO_KINDS] = {
        [SAYSO_TOKEN] = {f->tokens.items, f->tokens.count},
        [SAYSO_SENTENCE] = {f->sentences.items, f->sentences.count},
        [SAYSO_PARAGRAPH] = {f->paragraphs.items, f->paragraphs.count},
        [SAYSO_LAYOUT] = {&f->layout, 1},
        [SAYSO_MENTION] = {f->mentions.items, f->mentions.count},
        [SAYSO_ENTITY] = {f->entities.items, f->entities.count},
        [SAYSO_ATTRIBUTION] = {f->attributions.items, f->attributions.count},
        [SAYSO_SCARE_QUOTE] = {f->scare_quotes.items, f->scare_quotes.count},
        [SAYSO_DATE] = {f->dates.items, f->dates.count},
        [SAYSO_QUANTITY] = {f->quantities.items, f->quantities.count},
        [SAYSO_WARNING] = {f->warnings.items, f->warnings.count},
        [SAYSO_HEALTH] = {&f->health, 1},
        [SAYSO_SPAN] = {f->spans.items, f->spans.count},
        [SAYSO_REF] = {f->refs.items, f->refs.count},
        [SAYSO_STRING] = {f->strings.items, f->strings.count},
        [SAYSO_TEXT] = {draft->text.bytes, draft->text.size},
        [SAYSO_CHECKPOINT] = {draft->text.checkpoints.items, draft->text.checkpoints.count},
    };
    memcpy(parts, all, sizeof all);
}

sayso_status document_create(const struct draft *draft, uint64_t model, const sayso_allocator *allocator,
                             sayso_document **document)
{
    struct part parts[SAYSO_KINDS];
    struct block_header header = {.version = SAYSO_BLOCK_VERSION,
                                  .rules = SAYSO_RULES_VERSION,
                                  .model = model,
                                  .length = draft->text.length,
                                  .kinds = SAYSO_KINDS};
    memcpy(header.magic, BLOCK_MAGIC, sizeof header.magic);
    list_parts(draft, parts);
    header.size = sizeof header;
    for (uint32_t kind = 0; kind < SAYSO_KINDS; kind++) {
        header.arrays[kind] = (struct block_array){header.size, parts[kind].count, 0};
        header.size += ((uint64_t)parts[kind].count * sayso_schema(kind)->size + 7) / 8 * 8;
    }
    *document = document_allocate(allocator, header.size);
    if (!*document)
        return SAYSO_ERROR_MEMORY;
    char *block = (char *)(*document)->block;
    memcpy(block, &header, sizeof header);
    for (uint32_t kind = 0; kind < SAYSO_KINDS; kind++) {
        size_t size = (size_t)parts[kind].count * sayso_schema(kind)->size, padded = (size + 7) / 8 * 8;
        char *to = block + header.arrays[kind].offset;
        if (size)
            memcpy(to, parts[kind].items, size);
        memset(to + size, 0, padded - size);
    }
    return SAYSO_OK;
}

/* ---- from a stranger ---------------------------------------------------------------------------------------- */

sayso_status sayso_document_from_block(const void *block, size_t size, const sayso_allocator *allocator,
                                       sayso_document **document, sayso_error *error)
{
    *document = NULL;
    sayso_document *made =
        document_allocate(allocator, size < sizeof(struct block_header) ? sizeof(struct block_header) : size);
    if (!made) {
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a document was read");
    }
    if (size)
        memcpy(made->block, block, size); /* checked in the copy: the caller's bytes may change under us */
    sayso_status status = document_check(made->block, size, allocator, error);
    if (status)
        sayso_document_free(made);
    else
        *document = made;
    return status;
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

void sayso_document_free(sayso_document *document)
{
    if (!document)
        return;
    sayso_allocator allocator = document->allocator;
    allocator.release(allocator.context, document);
}

const void *sayso_document_records(const sayso_document *document, sayso_kind kind, uint32_t *count)
{
    *count = document->block->arrays[kind].count;
    return (const char *)document->block + document->block->arrays[kind].offset;
}

sayso_origin sayso_document_origin(const sayso_document *document)
{
    return (sayso_origin){document->block->model, document->block->rules, 0};
}

uint32_t sayso_document_length(const sayso_document *document) { return document->block->length; }

const void *sayso_document_block(const sayso_document *document, size_t *size)
{
    *size = (size_t)document->block->size;
    return document->block;
}

/* The byte at which a code point begins: the last checkpoint before it, found by halving, then counting on. */
static uint32_t byte_of(const uint8_t *text, uint32_t size, const uint32_t *checkpoints, uint32_t count, uint32_t point)
{
    uint32_t low = 0, high = count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (checkpoints[middle] <= point)
            low = middle;
        else
            high = middle;
    }
    uint32_t at = low * 64, points = checkpoints[low];
    while (at < size && (text[at] & 0xC0) == 0x80) /* the checkpoint stands inside a code point counted before it */
        at++;
    for (; at < size && points < point; points++)
        do
            at++;
        while (at < size && (text[at] & 0xC0) == 0x80);
    return at;
}

sayso_range sayso_document_bytes(const sayso_document *document, sayso_span span)
{
    uint32_t size, count;
    const uint8_t *text = sayso_document_records(document, SAYSO_TEXT, &size);
    const uint32_t *checkpoints = sayso_document_records(document, SAYSO_CHECKPOINT, &count);
    if (!count)
        return (sayso_range){span.start, span.end - span.start};
    uint32_t start = byte_of(text, size, checkpoints, count, span.start);
    return (sayso_range){start, byte_of(text, size, checkpoints, count, span.end) - start};
}

size_t sayso_document_shape(const sayso_document *document, uint32_t token, char *buffer, size_t room)
{
    uint32_t count, size;
    const sayso_token *tokens = sayso_document_records(document, SAYSO_TOKEN, &count);
    if (token >= count)
        return 0;
    sayso_range where = sayso_document_bytes(document, tokens[token].span);
    struct text text = {.bytes = sayso_document_records(document, SAYSO_TEXT, &size)};
    size_t used = 0;
    for (uint32_t at = where.first, end = where.first + where.count; at < end && used + 4 <= room;) {
        uint32_t width, point = text_decode(&text, at, &width);
        enum char_class class = unicode_class(point);
        char letter = class == CHAR_UPPER                           ? 'X'
                      : class == CHAR_LOWER || class == CHAR_LETTER ? 'x'
                      : class == CHAR_DIGIT                         ? 'd'
                                                                    : 0;
        if (!letter) {
            memcpy(buffer + used, text.bytes + at, width);
            used += width;
        } else if (used < 4 || buffer[used - 1] != letter || buffer[used - 2] != letter || buffer[used - 3] != letter ||
                   buffer[used - 4] != letter) {
            buffer[used++] = letter;
        }
        at += width;
    }
    return used;
}
