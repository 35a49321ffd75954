/* table: the rows of documents, written column by column. */
#include "table.h"

#include <math.h>
#include <string.h>

#define CHUNK_BYTES (48u * 1024 * 1024) /* a batch is closed above this; one document's rows may add to it */
#define CHUNK_ROWS  (1u << 20)

size_t column_width(uint8_t type)
{
    return type == COLUMN_I32 || type == COLUMN_F32 ? 4 : type == COLUMN_I64 || type == COLUMN_F64 ? 8 : 0;
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
    array_free(&memory, &table->chunks);
    array_free(&memory, &table->specs);
    memory_free(&memory, table->metadata);
    memory_free(&memory, table);
}

void sayso_table_free(sayso_table *table) { table_release(table); }

static bool chunk_open(struct sayso_table *table)
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
    if (!table_columns(made, id, carry, carried))
        status = error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was made");
    for (uint32_t i = 1; !status && i <= carried; i++)
        for (uint32_t c = 0; !status && c < made->specs.count; c++)
            if (c != i && strcmp(made->specs.items[i].name, made->specs.items[c].name) == 0)
                status =
                    error_fill(error, SAYSO_ERROR_ARGUMENT, i - 1, "a carried column has the name of another column");
    if (!status && !chunk_open(made))
        status = error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table was made");
    if (status)
        table_release(made);
    else
        *table = made;
    return status;
}

/* ---- writing a cell -------------------------------------------------------------------------------------------- */

/* One row of one document on its way into the columns. */
struct writer {
    struct sayso_table *table;
    const struct memory *memory;
    const sayso_document *document;
    const sayso_row *row;
    const char *records[2]; /* NULL: absent, its columns are null */
    uint32_t indices[2];
    struct chunk *chunk;
    bool memory_ended;
};

static void *grow(struct writer *w, struct bytes_array *array, size_t size)
{
    if (size > INT32_MAX - array->count || !array_reserve(w->memory, array, size)) {
        w->memory_ended = true;
        return NULL;
    }
    void *at = array->items + array->count;
    array->count += (uint32_t)size;
    w->chunk->bytes += size;
    return at;
}

static void put_valid(struct writer *w, struct column *column, bool valid)
{
    uint32_t row = w->chunk->rows, needed = row / 8 + 1;
    if (valid && !column->nulls)
        return;
    while (column->valid.count < needed) { /* all rows so far were valid */
        uint8_t *byte = grow(w, &column->valid, 1);
        if (!byte)
            return;
        *byte = 0xFF;
    }
    if (!valid) {
        column->nulls++;
        column->valid.items[row / 8] &= (uint8_t)~(1u << row % 8);
    }
}

static void put_offset(struct writer *w, struct column *column, size_t unit)
{
    if (!column->offsets.count) {
        int32_t *zero = array_push(w->memory, &column->offsets);
        if (!zero) {
            w->memory_ended = true;
            return;
        }
        *zero = 0;
    }
    int32_t *end = array_push(w->memory, &column->offsets);
    if (end)
        *end = (int32_t)(column->values.count / unit);
    else
        w->memory_ended = true;
    w->chunk->bytes += sizeof *end;
}

static void put_null(struct writer *w, struct column *column, uint8_t type)
{
    put_valid(w, column, false);
    if (type == COLUMN_TEXT || type == COLUMN_LIST) {
        put_offset(w, column, type == COLUMN_LIST ? 4 : 1);
    } else if (type == COLUMN_BOOL) {
        if (w->chunk->rows % 8 == 0) {
            uint8_t *byte = grow(w, &column->values, 1);
            if (byte)
                *byte = 0;
        }
    } else {
        void *at = grow(w, &column->values, column_width(type));
        if (at)
            memset(at, 0, column_width(type));
    }
}

static void put_fixed(struct writer *w, struct column *column, const void *value, size_t size)
{
    put_valid(w, column, true);
    void *at = grow(w, &column->values, size);
    if (at)
        memcpy(at, value, size);
}

static void put_i32(struct writer *w, struct column *column, uint32_t value)
{
    int32_t number = (int32_t)value;
    put_fixed(w, column, &number, sizeof number);
}

static void put_bool(struct writer *w, struct column *column, bool value)
{
    put_valid(w, column, true);
    if (w->chunk->rows % 8 == 0) {
        uint8_t *byte = grow(w, &column->values, 1);
        if (!byte)
            return;
        *byte = 0;
    }
    column->values.items[w->chunk->rows / 8] |= (uint8_t)((unsigned)value << w->chunk->rows % 8);
}

/* Append bytes of text without ending the cell; surrogates, which Arrow has no place for, become U+FFFD. */
static void add_text(struct writer *w, struct column *column, const char *bytes, size_t size)
{
    uint8_t *at = size ? grow(w, &column->values, size) : NULL;
    if (!at)
        return;
    memcpy(at, bytes, size);
    for (size_t i = 0; i + 2 < size; i++)
        if (at[i] == 0xED && at[i + 1] >= 0xA0)
            memcpy(at + i, "\xEF\xBF\xBD", 3);
}

static void end_text(struct writer *w, struct column *column)
{
    put_valid(w, column, true);
    put_offset(w, column, 1);
}

static void put_text(struct writer *w, struct column *column, const char *bytes, size_t size)
{
    add_text(w, column, bytes, size);
    end_text(w, column);
}

static void add_span_text(struct writer *w, struct column *column, sayso_span span)
{
    uint32_t size;
    const char *text = sayso_document_records(w->document, SAYSO_TEXT, &size);
    sayso_range bytes = sayso_document_bytes(w->document, span);
    add_text(w, column, text + bytes.first, bytes.count);
}

static void put_string(struct writer *w, struct column *column, sayso_range range)
{
    uint32_t size;
    const char *strings = sayso_document_records(w->document, SAYSO_STRING, &size);
    if (range.count)
        put_text(w, column, strings + range.first, range.count);
    else
        put_null(w, column, COLUMN_TEXT);
}

static void put_value(struct writer *w, struct column *column, uint8_t type, const sayso_value *value)
{
    if (value->type == SAYSO_VALUE_NULL)
        put_null(w, column, type);
    else if (type == COLUMN_TEXT)
        put_text(w, column, value->text, value->size);
    else if (type == COLUMN_BOOL)
        put_bool(w, column, value->integer != 0);
    else if (type == COLUMN_I64)
        put_fixed(w, column, &value->integer, sizeof value->integer);
    else
        put_fixed(w, column, &value->real, sizeof value->real);
}

/* ---- from records ---------------------------------------------------------------------------------------------- */

static void put_name(struct writer *w, struct column *column, const char *name)
{
    if (name)
        put_text(w, column, name, strlen(name));
    else
        put_null(w, column, COLUMN_TEXT);
}

static void put_number_text(struct writer *w, struct column *column, char prefix, uint64_t number, unsigned base,
                            unsigned digits)
{
    char text[32];
    size_t at = sizeof text;
    for (unsigned n = 0; n < digits || number; n++, number /= base)
        text[--at] = "0123456789abcdef"[number % base];
    if (prefix)
        text[--at] = prefix;
    put_text(w, column, text + at, sizeof text - at);
}

static void put_field(struct writer *w, struct column *column, const struct column_spec *spec, const char *at)
{
    const sayso_field *field = spec->field;
    uint32_t number = 0;
    double real;
    float share;
    uint64_t uid;
    sayso_range range;
    memcpy(&number, at, field->type == SAYSO_FIELD_ENUM8 || field->type == SAYSO_FIELD_BOOL ? 1 : 4);
    switch (field->type) {
    case SAYSO_FIELD_U32: put_i32(w, column, number); return;
    case SAYSO_FIELD_COUNT:
        if (number == SAYSO_NONE)
            put_null(w, column, COLUMN_I32);
        else
            put_i32(w, column, number);
        return;
    case SAYSO_FIELD_FLOAT:
        memcpy(&share, at, sizeof share);
        put_fixed(w, column, &share, sizeof share);
        return;
    case SAYSO_FIELD_DOUBLE:
        memcpy(&real, at, sizeof real);
        if (isnan(real))
            put_null(w, column, COLUMN_F64);
        else
            put_fixed(w, column, &real, sizeof real);
        return;
    case SAYSO_FIELD_BOOL: put_bool(w, column, number != 0); return;
    case SAYSO_FIELD_ENUM8:
    case SAYSO_FIELD_ENUM32: put_name(w, column, number < field->name_count ? field->names[number] : NULL); return;
    case SAYSO_FIELD_CODE: put_name(w, column, sayso_code_name(number)); return;
    case SAYSO_FIELD_STRING:
        memcpy(&range, at, sizeof range);
        put_string(w, column, range);
        return;
    case SAYSO_FIELD_WIKIDATA:
        if (number)
            put_number_text(w, column, 'Q', number, 10, 1);
        else
            put_null(w, column, COLUMN_TEXT);
        return;
    case SAYSO_FIELD_UID:
        memcpy(&uid, at, sizeof uid);
        put_number_text(w, column, 0, uid, 16, 16);
        return;
    default: put_null(w, column, spec->type); return;
    }
}

static void put_span(struct writer *w, struct column *column, const struct column_spec *spec, const char *at)
{
    sayso_span span;
    memcpy(&span, at, sizeof span);
    if (span.start == SAYSO_NONE) {
        put_null(w, column, spec->type);
    } else if (spec->source == FROM_SPAN_TEXT) {
        add_span_text(w, column, span);
        end_text(w, column);
    } else {
        put_i32(w, column, spec->source == FROM_SPAN_START ? span.start : span.end);
    }
}

static void put_spans(struct writer *w, struct column *column, const struct column_spec *spec, const char *at)
{
    uint32_t size;
    const sayso_span *spans = sayso_document_records(w->document, SAYSO_SPAN, &size);
    sayso_range range;
    memcpy(&range, at, sizeof range);
    if (spec->source == FROM_SPANS_TEXT) {
        for (uint32_t i = 0; i < range.count; i++) {
            if (i)
                add_text(w, column, " ", 1);
            add_span_text(w, column, spans[range.first + i]);
        }
        end_text(w, column);
    } else if (spec->source == FROM_SPANS_STARTS || spec->source == FROM_SPANS_ENDS) {
        for (uint32_t i = 0; i < range.count; i++) {
            sayso_span span = spans[range.first + i];
            int32_t *item = grow(w, &column->values, sizeof *item);
            if (item)
                *item = (int32_t)(spec->source == FROM_SPANS_STARTS ? span.start : span.end);
        }
        put_valid(w, column, true);
        put_offset(w, column, 4);
    } else if (!range.count) {
        put_null(w, column, COLUMN_I32);
    } else {
        put_i32(w, column,
                spec->source == FROM_SPANS_FIRST ? spans[range.first].start : spans[range.first + range.count - 1].end);
    }
}

static void put_refs(struct writer *w, struct column *column, const struct column_spec *spec, const char *at)
{
    uint32_t size;
    const uint32_t *refs = sayso_document_records(w->document, SAYSO_REF, &size);
    sayso_range range;
    memcpy(&range, at, sizeof range);
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t ref = refs[range.first + i];
        if (spec->source == FROM_CODES) {
            const char *name = sayso_code_name(ref);
            if (i)
                add_text(w, column, " ", 1);
            if (name)
                add_text(w, column, name, strlen(name));
        } else {
            int32_t *item = grow(w, &column->values, sizeof *item);
            if (item)
                *item = (int32_t)ref;
        }
    }
    put_valid(w, column, true);
    put_offset(w, column, spec->source == FROM_CODES ? 1 : 4);
}

static void put_ref(struct writer *w, struct column *column, const struct column_spec *spec, const char *at)
{
    uint32_t ref, count;
    memcpy(&ref, at, sizeof ref);
    if (ref == SAYSO_NONE) {
        put_null(w, column, spec->type);
    } else if (spec->source == FROM_REF) {
        put_i32(w, column, ref);
    } else if (spec->field->target == SAYSO_ENTITY) {
        put_string(w, column,
                   ((const sayso_entity *)sayso_document_records(w->document, SAYSO_ENTITY, &count))[ref].name);
    } else {
        put_string(w, column, ((const sayso_date *)sayso_document_records(w->document, SAYSO_DATE, &count))[ref].value);
    }
}

static void put_cell(struct writer *w, struct column *column, const struct column_spec *spec)
{
    const char *record = w->records[spec->record], *at = record ? record + spec->offset : NULL;
    uint32_t count;
    switch ((enum column_source)spec->source) {
    case FROM_ID: put_value(w, column, spec->type, &w->row->id); return;
    case FROM_CARRY: put_value(w, column, spec->type, &w->row->carry[spec->offset]); return;
    case FROM_DATE: put_value(w, column, spec->type, &w->row->date); return;
    case FROM_ERROR: put_value(w, column, spec->type, &w->row->error); return;
    case FROM_STATUS: put_name(w, column, w->row->error.type == SAYSO_VALUE_NULL ? "read" : "unreadable"); return;
    case FROM_COUNT:
        sayso_document_records(w->document, (sayso_kind)spec->offset, &count);
        put_i32(w, column, count);
        return;
    default: break;
    }
    if (!record) {
        put_null(w, column, spec->type);
        return;
    }
    switch ((enum column_source)spec->source) {
    case FROM_SPAN_TEXT:
    case FROM_SPAN_START:
    case FROM_SPAN_END: put_span(w, column, spec, at); return;
    case FROM_SPANS_TEXT:
    case FROM_SPANS_FIRST:
    case FROM_SPANS_LAST:
    case FROM_SPANS_STARTS:
    case FROM_SPANS_ENDS: put_spans(w, column, spec, at); return;
    case FROM_REF:
    case FROM_REF_NAME: put_ref(w, column, spec, at); return;
    case FROM_REFS:
    case FROM_CODES: put_refs(w, column, spec, at); return;
    case FROM_ROW: put_i32(w, column, w->indices[spec->record]); return;
    default: put_field(w, column, spec, at); return;
    }
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

static bool put_row(struct writer *w)
{
    for (uint32_t c = 0; c < w->table->specs.count && !w->memory_ended; c++)
        put_cell(w, &w->chunk->columns[c], &w->table->specs.items[c]);
    if (w->memory_ended)
        return false;
    w->chunk->rows++;
    w->table->rows++;
    return true;
}

static const char *record_at(struct writer *w, sayso_kind kind, uint32_t index)
{
    uint32_t count;
    const char *records = sayso_document_records(w->document, kind, &count);
    return records + (size_t)index * sayso_schema(kind)->size;
}

/* A row for each speaker of an attribution, or one for none. */
static bool put_sources(struct writer *w, const sayso_attribution *attribution)
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

static bool put_document(struct writer *w)
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
    for (uint32_t i = 0; i < count; i++) {
        w->records[0] = record_at(w, kinds[table], i);
        w->indices[0] = i;
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
    if (last->rows && (last->rows >= CHUNK_ROWS || last->bytes + text > CHUNK_BYTES) && !chunk_open(table))
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a table grew");
    struct writer writer = {.table = table,
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

static sayso_value cell_value(const struct column *column, uint8_t type, uint32_t row)
{
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
            return cell_value(&chunk->columns[column], table->specs.items[column].type, (uint32_t)row);
        row -= chunk->rows;
    }
    return (sayso_value){.type = SAYSO_VALUE_NULL};
}
