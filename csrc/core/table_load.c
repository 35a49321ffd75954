/* table_load: a table's batches as bytes, for storing it, and the way back, where nothing is believed. */
#include "table.h"
#include "text.h"

#include <string.h>

uint32_t sayso_table_batches(const sayso_table *table) { return table->chunks.count; }

uint32_t sayso_table_batch_rows(const sayso_table *table, uint32_t batch)
{
    return batch < table->chunks.count ? table->chunks.items[batch].rows : 0;
}

sayso_buffers sayso_table_buffers(const sayso_table *table, uint32_t batch, uint32_t column)
{
    if (batch >= table->chunks.count || column >= table->specs.count)
        return (sayso_buffers){NULL, NULL, NULL, 0, 0, 0};
    const struct column *from = &table->chunks.items[batch].columns[column];
    return (sayso_buffers){from->values.items,
                           from->offsets.items,
                           from->valid.items,
                           from->values.count,
                           from->offsets.count * sizeof(int32_t),
                           from->nulls ? from->valid.count : 0};
}

/* ---- checks -------------------------------------------------------------------------------------------------------- */

static bool check_labels(const sayso_buffers *from, const struct column_labels *labels)
{
    const uint8_t *values = from->values;
    for (size_t i = 0; i < from->value_bytes; i++) /* a null holds 0, which is a label too */
        if (values[i] >= labels->count)
            return false;
    return true;
}

/* Offsets from 0 to the end that never go back, each `unit` bytes of values. */
static bool check_offsets(const sayso_buffers *from, uint32_t rows, size_t unit)
{
    int32_t before, at;
    if (from->offset_bytes != ((size_t)rows + 1) * sizeof at || from->value_bytes % unit)
        return false;
    memcpy(&before, from->offsets, sizeof before);
    if (before != 0)
        return false;
    for (uint32_t i = 1; i <= rows; i++, before = at) {
        memcpy(&at, (const char *)from->offsets + i * sizeof at, sizeof at);
        if (at < before || (size_t)at > from->value_bytes / unit)
            return false;
    }
    return (size_t)before == from->value_bytes / unit;
}

/* Every cell by itself is UTF-8: the whole is, and no cell begins within a character. */
static bool check_text(const sayso_buffers *from, uint32_t rows)
{
    const uint8_t *bytes = from->values;
    if (!check_offsets(from, rows, 1) || !text_valid(bytes, from->value_bytes))
        return false;
    for (uint32_t i = 0; i < rows; i++) {
        int32_t at;
        memcpy(&at, (const char *)from->offsets + i * sizeof at, sizeof at);
        if ((size_t)at < from->value_bytes && (bytes[at] & 0xC0) == 0x80)
            return false;
    }
    return true;
}

static bool check_buffers(const sayso_buffers *from, const struct column_spec *spec, uint32_t rows)
{
    size_t bits = ((size_t)rows + 7) / 8;
    if ((from->valid_bytes && from->valid_bytes != bits) || from->value_bytes > INT32_MAX)
        return false;
    switch ((enum column_type)spec->type) {
    case COLUMN_TEXT: return check_text(from, rows);
    case COLUMN_LIST: return check_offsets(from, rows, sizeof(int32_t));
    case COLUMN_BOOL: return from->value_bytes == bits;
    case COLUMN_LABEL: return from->value_bytes == rows && check_labels(from, &spec->labels);
    default: return from->value_bytes == column_width(spec->type) * rows;
    }
}

/* ---- loading ------------------------------------------------------------------------------------------------------- */

static bool bytes_copy(const struct memory *memory, struct bytes_array *to, const void *from, size_t size)
{
    if (!array_reserve(memory, to, size))
        return false;
    if (size)
        memcpy(to->items, from, size);
    to->count = (uint32_t)size;
    return true;
}

static bool column_load(const struct memory *memory, struct column *to, const sayso_buffers *from, uint32_t rows)
{
    uint32_t offsets = (uint32_t)(from->offset_bytes / sizeof(int32_t));
    if (!bytes_copy(memory, &to->values, from->values, from->value_bytes) ||
        !bytes_copy(memory, &to->valid, from->valid, from->valid_bytes) ||
        !array_reserve(memory, &to->offsets, offsets))
        return false;
    if (offsets)
        memcpy(to->offsets.items, from->offsets, from->offset_bytes);
    to->offsets.count = offsets;
    for (uint32_t i = 0; from->valid_bytes && i < rows; i++)
        to->nulls += !(to->valid.items[i / 8] >> i % 8 & 1);
    return true;
}

sayso_status sayso_table_load(sayso_table *table, uint32_t rows, const sayso_buffers *columns, sayso_error *error)
{
    struct memory memory = {&table->allocator, NULL};
    if (table->sealed)
        return error_fill(error, SAYSO_ERROR_ARGUMENT, SIZE_MAX, "the table is sealed");
    for (uint32_t c = 0; c < table->specs.count; c++)
        if (!rows || rows > INT32_MAX || !check_buffers(&columns[c], &table->specs.items[c], rows))
            return error_fill(error, SAYSO_ERROR_BLOCK, c, "a column of a stored table is damaged");
    struct chunk *chunk = &table->chunks.items[table->chunks.count - 1];
    if (chunk->rows) {
        if (!table_open_chunk(table))
            return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was read");
        chunk = &table->chunks.items[table->chunks.count - 1];
    }
    for (uint32_t c = 0; c < table->specs.count; c++) {
        if (column_load(&memory, &chunk->columns[c], &columns[c], rows))
            continue;
        table->sealed = true; /* the batch is in pieces, and has no rows */
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was read");
    }
    chunk->rows = rows;
    chunk->bytes = SIZE_MAX / 2; /* full: rows that are added begin another batch */
    table->rows += rows;
    return SAYSO_OK;
}
