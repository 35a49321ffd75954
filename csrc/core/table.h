/* table: columns that grow by the rows of one document after another, in batches, shared by count once sealed. */
#ifndef SAYSO_TABLE_H
#define SAYSO_TABLE_H

#include "memory.h"

enum column_type { COLUMN_I32, COLUMN_I64, COLUMN_F32, COLUMN_F64, COLUMN_BOOL, COLUMN_TEXT, COLUMN_LIST };

/* What fills a column, row by row. */
enum column_source {
    FROM_FIELD, /* a number, name or string */
    FROM_SPAN_TEXT,
    FROM_SPAN_START,
    FROM_SPAN_END, /* of a span field, or of the record itself */
    FROM_SPANS_TEXT,
    FROM_SPANS_FIRST,
    FROM_SPANS_LAST, /* joined text; the first start, the last end */
    FROM_SPANS_STARTS,
    FROM_SPANS_ENDS, /* lists */
    FROM_REF,
    FROM_REF_NAME,
    FROM_REFS,  /* index; name of the entity or value of the date; list */
    FROM_CODES, /* names, a space between them */
    FROM_ROW,   /* index of the record */
    FROM_COUNT, /* how many records of `field`'s kind (kept in `offset`) the document has */
    FROM_ID,
    FROM_CARRY,
    FROM_STATUS,
    FROM_DATE,
    FROM_ERROR /* what the caller gives */
};

#define COLUMN_NAME 48

struct column_spec {
    char name[COLUMN_NAME];
    uint8_t type, source;
    uint8_t record;           /* which of a row's records it reads */
    uint32_t offset;          /* in that record, bytes */
    const sayso_field *field; /* NULL where the source needs none */
};

struct bytes_array {
    uint8_t *items;
    uint32_t count, capacity;
};
struct offsets_array {
    int32_t *items;
    uint32_t count, capacity;
};

/* One column of one batch.  A type of fixed width uses values alone; text and lists use offsets and values. */
struct column {
    struct bytes_array values;
    struct offsets_array offsets;
    struct bytes_array valid; /* a bit a row; allocated with the first null */
    uint32_t nulls;
};

struct chunk {
    struct column *columns;
    uint32_t rows;
    uint64_t bytes;
};

struct sayso_table {
    sayso_allocator allocator;
    atomic_size_t count; /* of owners: its handle, streams, and arrays that were given out */
    sayso_table_kind kind;
    array_of(struct column_spec) specs;
    array_of(struct chunk) chunks; /* the last one grows until it is full */
    uint64_t rows;
    bool sealed;
    char *metadata; /* as Arrow encodes key and value pairs; NULL before sealing */
};

/* The columns of a kind, in order; false when memory ends. */
bool table_columns(struct sayso_table *table, sayso_value_type id, const sayso_carry *carry, uint32_t carried);

void table_release(struct sayso_table *table);
size_t column_width(uint8_t type); /* bytes a value; 0 for bits, text and lists */

#endif
