/* table: the rows of documents, written column by column. */
#include "table.h"

#include <string.h>

#define CHUNK_BYTES (48u * 1024 * 1024) /* a batch is closed above this; one document's rows may add to it */
#define CHUNK_ROWS  (1u << 20)

size_t column_width(uint8_t type)
{
    static const uint8_t widths[] = {[COLUMN_I32] = 4,  [COLUMN_I64] = 8,  [COLUMN_F32] = 4,  [COLUMN_F64] = 8,
                                     [COLUMN_BOOL] = 0, [COLUMN_TEXT] = 0, [COLUMN_LIST] = 0, [COLUMN_LABEL] = 1};
    return widths[type];
}

/* ---- life ---------------------------------------------------------------------------------------------------- */

static void chunk_free(const struct memory *memory, struct chunk *chunk, uint32_t width)
{
    for (uint32_t c = 0; chunk->columns && c < width; c++) {
        array_free(memory, &chunk->columns[c].values);
        array_free(memory, &chunk->columns[c].offsets);
        array_free(memory, &chunk->columns[c].valid);
    }
    memory_free(memory, chunk->columns);
}

void table_release(struct sayso_table *table)
{
    if (!table || atomic_fetch_sub(&table->count, 1) != 1)
        return;
    sayso_allocator allocator = table->allocator;
    struct memory memory = {&allocator, NULL};
    for (uint32_t i = 0; i < table->chunks.count; i++)
        chunk_free(&memory, &table->chunks.items[i], table->specs.count);
    for (uint32_t c = 0; c < table->specs.count; c++)
        table_describe_free(&memory, &table->specs.items[c]);
    array_free(&memory, &table->chunks);
    array_free(&memory, &table->specs);
    array_free(&memory, &table->presence);
    memory_free(&memory, table->metadata);
    memory_free(&memory, table);
}

void sayso_table_free(sayso_table *table) { table_release(table); }

bool table_open_chunk(struct sayso_table *table)
{
    struct memory memory = {&table->allocator, NULL};
    struct chunk *chunk = array_push(&memory, &table->chunks);
    if (!chunk)
        return false;
    *chunk = (struct chunk){memory_new(&memory, table->specs.count * sizeof *chunk->columns), 0, 0};
    if (!chunk->columns)
        table->chunks.count--;
    return chunk->columns != NULL;
}

sayso_status sayso_table_create(sayso_table_kind kind, sayso_value_type id, const sayso_carry *carry, uint32_t carried,
                                const sayso_allocator *allocator, sayso_table **table, sayso_error *error)
{
    struct memory memory = {allocator, NULL};
    *table = NULL;
    if ((unsigned)kind >= SAYSO_TABLES || (id != SAYSO_VALUE_INT && id != SAYSO_VALUE_TEXT))
        return error_fill(error, SAYSO_ERROR_ARGUMENT, SIZE_MAX, "there is no such table");
    for (uint32_t i = 0; i < carried; i++)
        if (carry[i].type < SAYSO_VALUE_INT || carry[i].type > SAYSO_VALUE_TEXT || strlen(carry[i].name) >= COLUMN_NAME)
            return error_fill(error, SAYSO_ERROR_ARGUMENT, i, "a carried column has no usable name or type");
    sayso_table *made = memory_new(&memory, sizeof *made);
    if (!made)
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was made");
    made->allocator = *allocator;
    made->kind = kind;
    atomic_init(&made->count, 1);
    sayso_status status = SAYSO_OK;
    if (!table_columns(made, id, carry, carried) || !table_describe(made))
        status = error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was made");
    for (uint32_t i = 1; !status && i <= carried; i++)
        for (uint32_t c = 0; !status && c < made->specs.count; c++)
            if (c != i && strcmp(made->specs.items[i].name, made->specs.items[c].name) == 0)
                status =
                    error_fill(error, SAYSO_ERROR_ARGUMENT, i - 1, "a carried column has the name of another column");
    if (!status && !table_open_chunk(made))
        status = error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was made");
    if (status)
        table_release(made);
    else
        *table = made;
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

static bool put_row(struct row_writer *w)
{
    for (uint32_t c = 0; c < w->table->specs.count && !w->memory_ended; c++)
        table_put_cell(w, &w->chunk->columns[c], &w->table->specs.items[c]);
    if (w->memory_ended)
        return false;
    w->chunk->rows++;
    w->table->rows++;
    return true;
}

static const char *record_at(struct row_writer *w, sayso_kind kind, uint32_t index)
{
    uint32_t count;
    const char *records = sayso_document_records(w->document, kind, &count);
    return records + (size_t)index * sayso_schema(kind)->size;
}

/* A row for each speaker of an attribution, or one for none. */
static bool put_sources(struct row_writer *w, const sayso_attribution *attribution)
{
    uint32_t size, count = attribution->speakers.count;
    const uint32_t *refs = sayso_document_records(w->document, SAYSO_REF, &size);
    for (uint32_t i = 0; i < (count ? count : 1); i++) {
        uint32_t entity = count ? refs[attribution->speakers.first + i] : attribution->speaker;
        w->records[1] = entity == SAYSO_NONE ? NULL : record_at(w, SAYSO_ENTITY, entity);
        w->indices[1] = entity;
        if (!put_row(w))
            return false;
    }
    return true;
}

static bool put_document(struct row_writer *w)
{
    static const sayso_kind kinds[] = {
        [SAYSO_TABLE_QUOTES] = SAYSO_ATTRIBUTION,  [SAYSO_TABLE_ATTRIBUTIONS] = SAYSO_ATTRIBUTION,
        [SAYSO_TABLE_SOURCES] = SAYSO_ATTRIBUTION, [SAYSO_TABLE_MENTIONS] = SAYSO_MENTION,
        [SAYSO_TABLE_ENTITIES] = SAYSO_ENTITY,     [SAYSO_TABLE_WARNINGS] = SAYSO_WARNING};
    sayso_table_kind table = w->table->kind;
    uint32_t count;
    if (table == SAYSO_TABLE_DOCUMENTS) {
        w->records[0] = record_at(w, SAYSO_HEALTH, 0);
        w->records[1] = record_at(w, SAYSO_LAYOUT, 0);
        return put_row(w);
    }
    sayso_document_records(w->document, kinds[table], &count);
    if (table == SAYSO_TABLE_ENTITIES && !table_count_presence(w->table, w->document))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        w->records[0] = record_at(w, kinds[table], i);
        w->indices[0] = i;
        if (table == SAYSO_TABLE_ENTITIES)
            w->records[1] = (const char *)&w->table->presence.items[i];
        const sayso_attribution *attribution = (const void *)w->records[0];
        if (table == SAYSO_TABLE_QUOTES && (attribution->depth || attribution->act != SAYSO_SPEECH))
            continue;
        if (!(table == SAYSO_TABLE_SOURCES ? put_sources(w, attribution) : put_row(w)))
            return false;
    }
    return true;
}

sayso_status sayso_table_add(sayso_table *table, const sayso_document *document, const sayso_row *row,
                             sayso_error *error)
{
    struct memory memory = {&table->allocator, NULL};
    struct chunk *last = &table->chunks.items[table->chunks.count - 1];
    size_t text;
    sayso_document_block(document, &text);
    if (table->sealed)
        return error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "the table is sealed");
    if (last->rows && (last->rows >= CHUNK_ROWS || last->bytes + text > CHUNK_BYTES) && !table_open_chunk(table))
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table grew");
    struct row_writer writer = {.table = table,
                                .memory = &memory,
                                .document = document,
                                .row = row,
                                .chunk = &table->chunks.items[table->chunks.count - 1]};
    if (put_document(&writer))
        return SAYSO_OK;
    table->sealed = true; /* its last row is in pieces: no more is added, and reading stops before it */
    return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table grew");
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

uint64_t sayso_table_rows(const sayso_table *table) { return table->rows; }
uint32_t sayso_table_width(const sayso_table *table) { return table->specs.count; }

const char *sayso_table_column(const sayso_table *table, uint32_t column)
{
    return column < table->specs.count ? table->specs.items[column].name : NULL;
}

sayso_column sayso_table_describe(const sayso_table *table, uint32_t column)
{
    static const char *const types[] = {
        [COLUMN_I32] = "int32", [COLUMN_I64] = "int64", [COLUMN_F32] = "float32",        [COLUMN_F64] = "float64",
        [COLUMN_BOOL] = "bool", [COLUMN_TEXT] = "text", [COLUMN_LIST] = "list of int32", [COLUMN_LABEL] = "label"};
    if (column >= table->specs.count)
        return (sayso_column){NULL, NULL, NULL, NULL};
    const struct column_spec *spec = &table->specs.items[column];
    return (sayso_column){spec->name, types[spec->type], spec->unit, spec->description};
}

static sayso_value cell_value(const struct column *column, const struct column_spec *spec, uint32_t row)
{
    uint8_t type = spec->type;
    sayso_value value = {.type = SAYSO_VALUE_NULL};
    static const int32_t nothing = 0; /* where texts or lists are all empty */
    const uint8_t *values = column->values.items ? column->values.items : (const uint8_t *)&nothing;
    const uint8_t *at = values + column_width(type) * row;
    int32_t i32;
    float f32;
    if (column->nulls && row / 8 < column->valid.count && !(column->valid.items[row / 8] >> row % 8 & 1))
        return value;
    switch ((enum column_type)type) {
    case COLUMN_I32:
        memcpy(&i32, at, sizeof i32);
        value.type = SAYSO_VALUE_INT;
        value.integer = i32;
        break;
    case COLUMN_I64:
        value.type = SAYSO_VALUE_INT;
        memcpy(&value.integer, at, sizeof value.integer);
        break;
    case COLUMN_F32:
        memcpy(&f32, at, sizeof f32);
        value.type = SAYSO_VALUE_FLOAT;
        value.real = (double)f32;
        break;
    case COLUMN_F64:
        value.type = SAYSO_VALUE_FLOAT;
        memcpy(&value.real, at, sizeof value.real);
        break;
    case COLUMN_BOOL:
        value.type = SAYSO_VALUE_BOOL;
        value.integer = values[row / 8] >> row % 8 & 1;
        break;
    case COLUMN_LABEL: {
        const int32_t *offsets = spec->labels.offsets + *at;
        value.type = SAYSO_VALUE_TEXT;
        value.text = spec->labels.bytes + offsets[0];
        value.size = (size_t)(offsets[1] - offsets[0]);
        break;
    }
    case COLUMN_TEXT:
    case COLUMN_LIST: {
        int32_t start = column->offsets.items[row], end = column->offsets.items[row + 1];
        value.size = (size_t)(end - start);
        value.type = type == COLUMN_TEXT ? SAYSO_VALUE_TEXT : SAYSO_VALUE_LIST;
        value.text = (const char *)values + (type == COLUMN_TEXT ? start : 0);
        value.list = (const int32_t *)(const void *)values + (type == COLUMN_LIST ? start : 0);
        break;
    }
    }
    return value;
}

sayso_value sayso_table_cell(const sayso_table *table, uint64_t row, uint32_t column)
{
    for (uint32_t i = 0; i < table->chunks.count && column < table->specs.count; i++) {
        const struct chunk *chunk = &table->chunks.items[i];
        if (row < chunk->rows)
            return cell_value(&chunk->columns[column], &table->specs.items[column], (uint32_t)row);
        row -= chunk->rows;
    }
    return (sayso_value){.type = SAYSO_VALUE_NULL};
}
