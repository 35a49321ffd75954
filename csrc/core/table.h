/* table: columns that grow by the rows of one document after another, in batches, shared by count once sealed. */
#ifndef SAYSO_TABLE_H
#define SAYSO_TABLE_H

#include "memory.h"

enum column_type {
    COLUMN_I32,
    COLUMN_I64,
    COLUMN_F32,
    COLUMN_F64,
    COLUMN_BOOL,
    COLUMN_TEXT,
    COLUMN_LIST,
    COLUMN_LABEL /* one of a few names: an int8_t into the column's dictionary */
};

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
    FROM_REFS,      /* index; name of the entity or value of the date; list */
    FROM_CODES,     /* names, a space between them */
    FROM_ROW,       /* index of the record */
    FROM_COUNT,     /* how many records of `field`'s kind (kept in `offset`) the document has */
    FROM_NUMBER,    /* a uint32_t that no field of the schema is */
    FROM_STATEMENT, /* the key of the words in a field of spans */
    FROM_ID,
    FROM_CARRY,
    FROM_STATUS,
    FROM_DATE,
    FROM_ERROR /* what the caller gives */
};

#define COLUMN_NAME   48
#define COLUMN_ABOUT  200
#define COLUMN_LABELS 127 /* most names in a dictionary: its indices are int8_t */

/* The dictionary of a column of labels, laid out as Arrow wants it. */
struct column_labels {
    const char *const *names; /* static; NULL: of codes, whose numbers stand in `codes` */
    uint32_t first, count;    /* of the names: one that is NULL can only stand first and reads as null */
    uint32_t *codes;
    int32_t *offsets;
    char *bytes;
};

struct column_spec {
    char name[COLUMN_NAME];
    uint8_t type, source;
    uint8_t record;           /* which of a row's records it reads */
    uint32_t offset;          /* in that record, bytes */
    const sayso_field *field; /* NULL where the source needs none */
    const char *about;        /* what the record says of it, static */
    const char *unit;         /* "code points" ..., or NULL; static */
    char description[COLUMN_ABOUT];
    struct column_labels labels;
    char *metadata; /* description and unit as Arrow encodes them */
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

/* An entity of one document: how often it is spoken of, and how often it is heard. */
struct presence {
    uint32_t mentions, quotes, words, quoted_words;
};

struct sayso_table {
    sayso_allocator allocator;
    atomic_size_t count; /* of owners: its handle, streams, and arrays that were given out */
    sayso_table_kind kind;
    array_of(struct column_spec) specs;
    array_of(struct chunk) chunks;      /* the last one grows until it is full */
    array_of(struct presence) presence; /* of the document whose entities are written */
    uint64_t rows;
    bool sealed;
    char *metadata; /* as Arrow encodes key and value pairs; NULL before sealing */
};

/* The columns of a kind, in order; false when memory ends. */
bool table_columns(struct sayso_table *table, sayso_value_type id, const sayso_carry *carry, uint32_t carried);

bool table_add_column(struct sayso_table *table, const char *name, struct column_spec spec);

/* Count what the columns below tell of each entity of a document; false when memory ends, as of all that follows. */
bool table_count_presence(struct sayso_table *table, const sayso_document *document);
bool table_presence_columns(struct sayso_table *table);

/* One row of one document on its way into the columns. */
struct row_writer {
    struct sayso_table *table;
    const struct memory *memory;
    const sayso_document *document;
    const sayso_row *row;
    const char *records[2]; /* NULL: absent, its columns are null */
    uint32_t indices[2];
    struct chunk *chunk;
    bool memory_ended;
};

/* Write the cell of the current row; writer->memory_ended tells of failure. */
void table_put_cell(struct row_writer *writer, struct column *column, const struct column_spec *spec);

/* Dictionaries and descriptions of all columns; false when memory ends, what was made stays in the specs. */
bool table_describe(struct sayso_table *table);
void table_describe_free(const struct memory *memory, struct column_spec *spec);
/* The label that a number stands for in the schema, as an index into the dictionary; -1: null. */
int32_t column_label(const struct column_labels *labels, uint32_t number);

/* Pairs of key and value, ended by NULL, as Arrow encodes metadata; NULL when memory ends. */
char *table_metadata(const struct memory *memory, const char *const *pairs);

bool table_open_chunk(struct sayso_table *table); /* a new last batch, empty; false when memory ends */
void table_release(struct sayso_table *table);
size_t column_width(uint8_t type); /* bytes a value; 0 for bits, text and lists */

#endif
