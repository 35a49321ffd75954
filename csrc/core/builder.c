/* builder: a document from records that somebody else has written down; checked like a block from a stranger. */
#include "codes.h"
#include "document.h"
#include "text.h"

#include <math.h>
#include <string.h>

struct bytes {
    uint8_t *items;
    uint32_t count, capacity;
};

struct sayso_builder {
    sayso_allocator allocator;
    struct text text;
    sayso_origin origin;
    struct bytes arrays[SAYSO_TEXT]; /* by kind, in bytes */
};

static void *append(sayso_builder *builder, sayso_kind kind, size_t size)
{
    struct memory memory = {&builder->allocator, NULL};
    struct bytes *array = &builder->arrays[kind];
    if (size > UINT32_MAX / 2 || !array_reserve(&memory, array, size))
        return NULL;
    void *item = array->items + array->count;
    memset(item, 0, size);
    array->count += (uint32_t)size;
    return item;
}

static uint32_t length_of(const sayso_builder *builder, uint32_t kind)
{
    return builder->arrays[kind].count / (uint32_t)sayso_schema(kind)->size;
}

sayso_status sayso_builder_create(const char *text, size_t size, const sayso_allocator *allocator,
                                  sayso_builder **builder, sayso_error *error)
{
    struct memory memory = {allocator, NULL};
    sayso_status status = SAYSO_ERROR_MEMORY;
    *builder = NULL;
    sayso_builder *made = memory_new(&memory, sizeof *made);
    if (!made)
        return error_fill(error, status, 0, "memory ended while a document was built");
    made->allocator = *allocator;
    made->origin.rules = SAYSO_RULES_VERSION;
    status = text_view(&made->text, &memory, text, size, SAYSO_MAX_BYTES, error);
    if (status == SAYSO_OK &&
        (!append(made, SAYSO_LAYOUT, sizeof(sayso_layout)) || !append(made, SAYSO_HEALTH, sizeof(sayso_health))))
        status = error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a document was built");
    if (status == SAYSO_OK)
        *builder = made;
    else
        sayso_builder_free(made);
    return status;
}

void sayso_builder_free(sayso_builder *builder)
{
    if (!builder)
        return;
    sayso_allocator allocator = builder->allocator;
    struct memory memory = {&allocator, NULL};
    for (uint32_t kind = 0; kind < SAYSO_TEXT; kind++)
        array_free(&memory, &builder->arrays[kind]);
    array_free(&memory, &builder->text.checkpoints);
    memory_free(&memory, builder);
}

void *sayso_builder_add(sayso_builder *builder, sayso_kind kind)
{
    if (kind == SAYSO_LAYOUT || kind == SAYSO_HEALTH)
        return builder->arrays[kind].items;
    return kind < SAYSO_SPAN ? append(builder, kind, sayso_schema(kind)->size) : NULL;
}

int sayso_builder_span(sayso_builder *builder, sayso_range *range, sayso_span span)
{
    sayso_span *item = append(builder, SAYSO_SPAN, sizeof *item);
    if (!item)
        return 0;
    *item = span;
    range->count++;
    return 1;
}

int sayso_builder_ref(sayso_builder *builder, sayso_range *range, uint32_t ref)
{
    uint32_t *item = append(builder, SAYSO_REF, sizeof *item);
    if (!item)
        return 0;
    *item = ref;
    range->count++;
    return 1;
}

int sayso_builder_string(sayso_builder *builder, sayso_range *range, const char *bytes, size_t size)
{
    if (!size)
        return 1;
    char *item = append(builder, SAYSO_STRING, size);
    if (!item)
        return 0;
    memcpy(item, bytes, size);
    range->count += (uint32_t)size;
    return 1;
}

sayso_range sayso_builder_range(const sayso_builder *builder, sayso_kind kind)
{
    return (sayso_range){length_of(builder, kind), 0};
}

void sayso_builder_origin(sayso_builder *builder, sayso_origin origin) { builder->origin = origin; }

/* ---- the block ---------------------------------------------------------------------------------------------- */

static const void *part_of(const sayso_builder *builder, uint32_t kind, uint32_t *count)
{
    if (kind == SAYSO_TEXT) {
        *count = builder->text.size;
        return builder->text.bytes;
    }
    if (kind == SAYSO_CHECKPOINT) {
        *count = builder->text.checkpoints.count;
        return builder->text.checkpoints.items;
    }
    *count = length_of(builder, kind);
    return builder->arrays[kind].items;
}

sayso_status sayso_builder_finish(const sayso_builder *builder, const sayso_allocator *allocator,
                                  sayso_document **document, sayso_error *error)
{
    struct block_header header = {.version = SAYSO_BLOCK_VERSION,
                                  .rules = builder->origin.rules,
                                  .model = builder->origin.model,
                                  .length = builder->text.length,
                                  .kinds = SAYSO_KINDS};
    memcpy(header.magic, BLOCK_MAGIC, sizeof header.magic);
    header.size = sizeof header;
    *document = NULL;
    for (uint32_t kind = 0; kind < SAYSO_KINDS; kind++) {
        uint32_t count;
        part_of(builder, kind, &count);
        header.arrays[kind] = (struct block_array){header.size, count, 0};
        header.size += ((uint64_t)count * sayso_schema(kind)->size + 7) / 8 * 8;
    }
    sayso_document *made = document_allocate(allocator, header.size);
    if (!made)
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a document was built");
    memset(made->block, 0, (size_t)header.size);
    memcpy(made->block, &header, sizeof header);
    for (uint32_t kind = 0; kind < SAYSO_KINDS; kind++) {
        uint32_t count;
        const void *items = part_of(builder, kind, &count);
        if (count)
            memcpy((char *)made->block + header.arrays[kind].offset, items, (size_t)count * sayso_schema(kind)->size);
    }
    sayso_status status = document_check(made->block, (size_t)header.size, allocator, error);
    if (status)
        sayso_document_free(made);
    else
        *document = made;
    return status;
}

sayso_status sayso_document_unreadable(const sayso_allocator *allocator, sayso_document **document, sayso_error *error)
{
    sayso_builder *builder;
    *document = NULL;
    sayso_status status = sayso_builder_create("", 0, allocator, &builder, error);
    if (status)
        return status;
    memset(sayso_builder_add(builder, SAYSO_LAYOUT), 0xFF, sizeof(sayso_layout)); /* every span absent */
    ((sayso_health *)sayso_builder_add(builder, SAYSO_HEALTH))->attributed = NAN;
    sayso_warning *warning = sayso_builder_add(builder, SAYSO_WARNING);
    const char *meaning = sayso_code_meaning(WARNING_UNREADABLE);
    if (warning) {
        *warning = (sayso_warning){{0, 0}, WARNING_UNREADABLE, {0, 0}};
        if (!sayso_builder_string(builder, &warning->detail, meaning, strlen(meaning)))
            warning = NULL;
    }
    status = warning ? sayso_builder_finish(builder, allocator, document, error)
                     : error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a document was built");
    sayso_builder_free(builder);
    return status;
}
