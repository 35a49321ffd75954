/* table_cells: what a record holds, written as one cell of one column. */
#include "statement_key.h"
#include "table.h"

#include <math.h>
#include <string.h>

static void *grow(struct row_writer *w, struct bytes_array *array, size_t size)
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

static void put_valid(struct row_writer *w, struct column *column, bool valid)
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

static void put_offset(struct row_writer *w, struct column *column, size_t unit)
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

static void put_null(struct row_writer *w, struct column *column, uint8_t type)
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

static void put_fixed(struct row_writer *w, struct column *column, const void *value, size_t size)
{
    put_valid(w, column, true);
    void *at = grow(w, &column->values, size);
    if (at)
        memcpy(at, value, size);
}

static void put_i32(struct row_writer *w, struct column *column, uint32_t value)
{
    int32_t number = (int32_t)value;
    put_fixed(w, column, &number, sizeof number);
}

static void put_bool(struct row_writer *w, struct column *column, bool value)
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
static void add_text(struct row_writer *w, struct column *column, const char *bytes, size_t size)
{
    uint8_t *at = size ? grow(w, &column->values, size) : NULL;
    if (!at)
        return;
    memcpy(at, bytes, size);
    for (size_t i = 0; i + 2 < size; i++)
        if (at[i] == 0xED && at[i + 1] >= 0xA0)
            memcpy(at + i, "\xEF\xBF\xBD", 3);
}

static void end_text(struct row_writer *w, struct column *column)
{
    put_valid(w, column, true);
    put_offset(w, column, 1);
}

static void put_text(struct row_writer *w, struct column *column, const char *bytes, size_t size)
{
    add_text(w, column, bytes, size);
    end_text(w, column);
}

static void add_span_text(struct row_writer *w, struct column *column, sayso_span span)
{
    uint32_t size;
    const char *text = sayso_document_records(w->document, SAYSO_TEXT, &size);
    sayso_range bytes = sayso_document_bytes(w->document, span);
    add_text(w, column, text + bytes.first, bytes.count);
}

static void put_string(struct row_writer *w, struct column *column, sayso_range range)
{
    uint32_t size;
    const char *strings = sayso_document_records(w->document, SAYSO_STRING, &size);
    if (range.count)
        put_text(w, column, strings + range.first, range.count);
    else
        put_null(w, column, COLUMN_TEXT);
}

static void put_value(struct row_writer *w, struct column *column, uint8_t type, const sayso_value *value)
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

static void put_label(struct row_writer *w, struct column *column, const struct column_spec *spec, uint32_t number)
{
    int32_t index = column_label(&spec->labels, number);
    int8_t value = (int8_t)index;
    if (index < 0)
        put_null(w, column, COLUMN_LABEL);
    else
        put_fixed(w, column, &value, sizeof value);
}

static void put_number_text(struct row_writer *w, struct column *column, char prefix, uint64_t number, unsigned base,
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

static void put_field(struct row_writer *w, struct column *column, const struct column_spec *spec, const char *at)
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
    case SAYSO_FIELD_SHARE:
        memcpy(&share, at, sizeof share);
        if (isnan(share))
            put_null(w, column, COLUMN_F32);
        else
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
    case SAYSO_FIELD_ENUM32:
    case SAYSO_FIELD_CODE: put_label(w, column, spec, number); return;
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

static void put_span(struct row_writer *w, struct column *column, const struct column_spec *spec, const char *at)
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

static void put_spans(struct row_writer *w, struct column *column, const struct column_spec *spec, const char *at)
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

static void put_statement(struct row_writer *w, struct column *column, const char *at)
{
    uint32_t size;
    const sayso_span *spans = sayso_document_records(w->document, SAYSO_SPAN, &size);
    sayso_range range;
    memcpy(&range, at, sizeof range);
    put_number_text(w, column, 0, statement_key(w->document, spans + range.first, range.count), 16, 16);
}

static void put_refs(struct row_writer *w, struct column *column, const struct column_spec *spec, const char *at)
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

static void put_ref(struct row_writer *w, struct column *column, const struct column_spec *spec, const char *at)
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

void table_put_cell(struct row_writer *w, struct column *column, const struct column_spec *spec)
{
    const char *record = w->records[spec->record], *at = record ? record + spec->offset : NULL;
    uint32_t count, number;
    switch ((enum column_source)spec->source) {
    case FROM_ID: put_value(w, column, spec->type, &w->row->id); return;
    case FROM_CARRY: put_value(w, column, spec->type, &w->row->carry[spec->offset]); return;
    case FROM_DATE: put_value(w, column, spec->type, &w->row->date); return;
    case FROM_ERROR: put_value(w, column, spec->type, &w->row->error); return;
    case FROM_STATUS: put_label(w, column, spec, w->row->error.type != SAYSO_VALUE_NULL); return;
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
    case FROM_STATEMENT: put_statement(w, column, at); return;
    case FROM_NUMBER:
        memcpy(&number, at, sizeof number);
        put_i32(w, column, number);
        return;
    default: put_field(w, column, spec, at); return;
    }
}
