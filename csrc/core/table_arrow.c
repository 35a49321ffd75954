/* table_arrow: a sealed table as an Arrow stream.  Nothing is copied: arrays point into the table, and each of
 * them, as well as each stream, owns a share of it, so that they may outlive its handle on any thread. */
#include "arrow.h"
#include "table.h"

#include <errno.h>
#include <string.h>

static sayso_status memory_ended(sayso_error *error)
{
    return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was given out");
}

/* ---- metadata ---------------------------------------------------------------------------------------------------- */

static char *put_text(char *at, const char *text)
{
    int32_t size = (int32_t)strlen(text);
    memcpy(at, &size, sizeof size);
    memcpy(at + sizeof size, text, (size_t)size);
    return at + sizeof size + size;
}

char *table_metadata(const struct memory *memory, const char *const *pairs)
{
    size_t size = 4;
    int32_t count = 0;
    for (size_t i = 0; pairs[i]; i++)
        size += 4 + strlen(pairs[i]);
    char *metadata = memory_new(memory, size), *at = metadata + 4;
    if (!metadata)
        return NULL;
    for (; pairs[count * 2] && pairs[count * 2 + 1]; count++) {
        at = put_text(at, pairs[count * 2]);
        at = put_text(at, pairs[count * 2 + 1]);
    }
    memcpy(metadata, &count, sizeof count);
    return metadata;
}

sayso_status sayso_table_seal(sayso_table *table, const char *const *metadata, sayso_error *error)
{
    struct memory memory = {&table->allocator, NULL};
    table->sealed = true;
    if (table->metadata || !metadata)
        return SAYSO_OK;
    table->metadata = table_metadata(&memory, metadata);
    return table->metadata ? SAYSO_OK : memory_ended(error);
}

/* ---- schema ------------------------------------------------------------------------------------------------------ */

/* Every schema and array given out is one of these: what it points to, and its share of the table. */
struct schema_node {
    struct sayso_table *table;
    struct ArrowSchema *pointers[1]; /* of a list's only child */
};

static struct sayso_table *share(struct sayso_table *table)
{
    atomic_fetch_add(&table->count, 1);
    return table;
}

static void schema_release(struct ArrowSchema *schema)
{
    struct schema_node *node = schema->private_data;
    for (int64_t i = 0; i < schema->n_children; i++) {
        struct ArrowSchema *child = schema->children[i];
        if (child && child->release)
            child->release(child);
        if (child)
            node->table->allocator.release(node->table->allocator.context, child);
    }
    schema->release = NULL;
    sayso_allocator allocator = node->table->allocator;
    struct sayso_table *table = node->table;
    if (schema->children && schema->children != node->pointers)
        allocator.release(allocator.context, schema->children);
    if (schema->dictionary) {
        if (schema->dictionary->release)
            schema->dictionary->release(schema->dictionary);
        allocator.release(allocator.context, schema->dictionary);
    }
    allocator.release(allocator.context, node);
    table_release(table);
}

/* A schema with room for `children` of them, all zero; 0 when memory ends. */
static int schema_open(struct sayso_table *table, struct ArrowSchema *schema, const char *format, const char *name,
                       int64_t children)
{
    struct memory memory = {&table->allocator, NULL};
    struct schema_node *node = memory_new(&memory, sizeof *node);
    memset(schema, 0, sizeof *schema);
    if (!node)
        return 0;
    struct ArrowSchema **pointers =
        children <= 1 ? node->pointers : memory_new(&memory, (size_t)children * sizeof *pointers);
    if (!pointers) {
        memory_free(&memory, node);
        return 0;
    }
    node->table = share(table);
    *schema = (struct ArrowSchema){.format = format,
                                   .name = name,
                                   .flags = ARROW_FLAG_NULLABLE,
                                   .n_children = children,
                                   .children = pointers,
                                   .release = schema_release,
                                   .private_data = node};
    for (int64_t i = 0; i < children; i++) {
        pointers[i] = memory_new(&memory, sizeof **pointers);
        if (!pointers[i]) {
            schema_release(schema);
            return 0;
        }
    }
    return 1;
}

static const char *const FORMATS[] = {[COLUMN_I32] = "i",   [COLUMN_I64] = "l",  [COLUMN_F32] = "f",
                                      [COLUMN_F64] = "g",   [COLUMN_BOOL] = "b", [COLUMN_TEXT] = "u",
                                      [COLUMN_LIST] = "+l", [COLUMN_LABEL] = "c"};

/* Zeroed room for the dictionary of a schema or array, which its release gives back. */
static void *dictionary_room(struct sayso_table *table, size_t size)
{
    struct memory memory = {&table->allocator, NULL};
    return memory_new(&memory, size);
}

static int column_schema(struct sayso_table *table, struct ArrowSchema *out, const struct column_spec *spec)
{
    bool list = spec->type == COLUMN_LIST;
    if (!schema_open(table, out, FORMATS[spec->type], spec->name, list))
        return 0;
    out->metadata = spec->metadata;
    if (list)
        return schema_open(table, out->children[0], "i", "item", 0);
    if (spec->type != COLUMN_LABEL)
        return 1;
    out->dictionary = dictionary_room(table, sizeof *out->dictionary);
    return out->dictionary && schema_open(table, out->dictionary, "u", "", 0);
}

static int schema_fill(struct sayso_table *table, struct ArrowSchema *out)
{
    if (!schema_open(table, out, "+s", "", (int64_t)table->specs.count))
        return 0;
    out->flags = 0;
    out->metadata = table->metadata;
    for (uint32_t c = 0; c < table->specs.count; c++)
        if (!column_schema(table, out->children[c], &table->specs.items[c])) {
            out->release(out);
            return 0;
        }
    return 1;
}

/* ---- arrays ------------------------------------------------------------------------------------------------------ */

struct array_node {
    struct sayso_table *table;
    const void *buffers[3];
    struct ArrowArray *pointers[1];
};

static void array_release_node(struct ArrowArray *array)
{
    struct array_node *node = array->private_data;
    sayso_allocator allocator = node->table->allocator;
    struct sayso_table *table = node->table;
    for (int64_t i = 0; i < array->n_children; i++) {
        struct ArrowArray *child = array->children[i];
        if (child && child->release)
            child->release(child);
        if (child)
            allocator.release(allocator.context, child);
    }
    array->release = NULL;
    if (array->children && array->children != node->pointers)
        allocator.release(allocator.context, array->children);
    if (array->dictionary) {
        if (array->dictionary->release)
            array->dictionary->release(array->dictionary);
        allocator.release(allocator.context, array->dictionary);
    }
    allocator.release(allocator.context, node);
    table_release(table);
}

static int array_open(struct sayso_table *table, struct ArrowArray *array, int64_t length, int64_t buffers,
                      int64_t children)
{
    struct memory memory = {&table->allocator, NULL};
    struct array_node *node = memory_new(&memory, sizeof *node);
    memset(array, 0, sizeof *array);
    if (!node)
        return 0;
    struct ArrowArray **pointers =
        children <= 1 ? node->pointers : memory_new(&memory, (size_t)children * sizeof *pointers);
    if (!pointers) {
        memory_free(&memory, node);
        return 0;
    }
    node->table = share(table);
    *array = (struct ArrowArray){.length = length,
                                 .n_buffers = buffers,
                                 .n_children = children,
                                 .buffers = node->buffers,
                                 .children = pointers,
                                 .release = array_release_node,
                                 .private_data = node};
    for (int64_t i = 0; i < children; i++) {
        pointers[i] = memory_new(&memory, sizeof **pointers);
        if (!pointers[i]) {
            array_release_node(array);
            return 0;
        }
    }
    return 1;
}

/* Buffers may not be null where a reader would look at them, even when there are no values. */
static const int32_t NOTHING[2] = {0, 0};

static const void *or_nothing(const void *items) { return items ? items : NOTHING; }

static int labels_fill(struct sayso_table *table, struct ArrowArray *array, const struct column_labels *labels)
{
    array->dictionary = dictionary_room(table, sizeof *array->dictionary);
    if (!array->dictionary || !array_open(table, array->dictionary, labels->count, 3, 0))
        return 0;
    array->dictionary->buffers[1] = labels->offsets;
    array->dictionary->buffers[2] = labels->bytes;
    return 1;
}

static int column_fill(struct sayso_table *table, struct ArrowArray *array, const struct column *column,
                       const struct column_spec *spec, uint32_t rows)
{
    bool text = spec->type == COLUMN_TEXT, list = spec->type == COLUMN_LIST;
    if (!array_open(table, array, rows, text ? 3 : 2, list))
        return 0;
    array->null_count = column->nulls;
    array->buffers[0] = column->nulls ? column->valid.items : NULL;
    array->buffers[1] = or_nothing(text || list ? (const void *)column->offsets.items : column->values.items);
    if (text)
        array->buffers[2] = or_nothing(column->values.items);
    if (list) {
        struct ArrowArray *items = array->children[0];
        if (!array_open(table, items, column->values.count / 4, 2, 0))
            return 0;
        items->buffers[1] = or_nothing(column->values.items);
    }
    return spec->type != COLUMN_LABEL || labels_fill(table, array, &spec->labels);
}

static int chunk_fill(struct sayso_table *table, struct ArrowArray *out, const struct chunk *chunk)
{
    if (!array_open(table, out, chunk->rows, 1, (int64_t)table->specs.count))
        return 0;
    for (uint32_t c = 0; c < table->specs.count; c++)
        if (!column_fill(table, out->children[c], &chunk->columns[c], &table->specs.items[c], chunk->rows)) {
            out->release(out);
            return 0;
        }
    return 1;
}

/* ---- streams ----------------------------------------------------------------------------------------------------- */

struct stream_state {
    struct sayso_table *table;
    uint32_t next;
    const char *problem;
};

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    struct stream_state *state = stream->private_data;
    if (schema_fill(state->table, out))
        return 0;
    state->problem = "memory ended";
    return ENOMEM;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    struct stream_state *state = stream->private_data;
    memset(out, 0, sizeof *out);
    while (state->next < state->table->chunks.count && !state->table->chunks.items[state->next].rows)
        state->next++;
    if (state->next == state->table->chunks.count)
        return 0; /* released already: the end */
    if (chunk_fill(state->table, out, &state->table->chunks.items[state->next])) {
        state->next++;
        return 0;
    }
    state->problem = "memory ended";
    return ENOMEM;
}

static const char *stream_problem(struct ArrowArrayStream *stream)
{
    return ((struct stream_state *)stream->private_data)->problem;
}

static void stream_release(struct ArrowArrayStream *stream)
{
    struct stream_state *state = stream->private_data;
    struct sayso_table *table = state->table;
    stream->release = NULL;
    table->allocator.release(table->allocator.context, state);
    table_release(table);
}

sayso_status sayso_table_stream(sayso_table *table, struct ArrowArrayStream *stream, sayso_error *error)
{
    struct memory memory = {&table->allocator, NULL};
    struct stream_state *state = memory_new(&memory, sizeof *state);
    memset(stream, 0, sizeof *stream);
    if (!state)
        return memory_ended(error);
    table->sealed = true;
    state->table = share(table);
    *stream = (struct ArrowArrayStream){stream_schema, stream_next, stream_problem, stream_release, state};
    return SAYSO_OK;
}
