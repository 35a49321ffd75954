/* Tables: cells against records, Arrow's arrays and who frees them, and memory that ends. */
#include <stdbool.h>

#include "arrow.h"
#include "support.h"

static const char ARTICLE[] =
    "\"We have no choice,\" said Ilze Berg, the mayor of Riga, on Friday. According to the port "
    "authority, 45% of the ships go elsewhere. \"Nobody,\" she said, \"was asked.\"";

static const sayso_carry CARRY[] = {
    {"outlet", SAYSO_VALUE_TEXT}, {"page", SAYSO_VALUE_INT}, {"paid", SAYSO_VALUE_BOOL}};
static const sayso_value CARRIED[] = {{.type = SAYSO_VALUE_TEXT, .text = "Post", .size = 4},
                                      {.type = SAYSO_VALUE_INT, .integer = 7, .real = 7},
                                      {.type = SAYSO_VALUE_NULL}};
static const sayso_row ROW = {.id = {.type = SAYSO_VALUE_INT, .integer = 3}, .carry = CARRIED};

static sayso_table *table_of(struct session *s, sayso_table_kind kind, unsigned times)
{
    sayso_table *table = NULL;
    sayso_document *document = session_parse(s, ARTICLE, NULL);
    assert_int_equal(sayso_table_create(kind, SAYSO_VALUE_INT, CARRY, 3, &s->allocator, &table, NULL), SAYSO_OK);
    for (unsigned i = 0; i < times; i++)
        assert_int_equal(sayso_table_add(table, document, &ROW, NULL), SAYSO_OK);
    sayso_document_free(document);
    return table;
}

static uint32_t column_named(const sayso_table *table, const char *name)
{
    for (uint32_t c = 0; c < sayso_table_width(table); c++)
        if (strcmp(sayso_table_column(table, c), name) == 0)
            return c;
    fail_msg("there is no column %s", name);
    return 0;
}

static void test_cells(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_table *table = table_of(&s, SAYSO_TABLE_MENTIONS, 2);
    sayso_document *document = session_parse(&s, ARTICLE, NULL);
    uint32_t count;
    const sayso_mention *mentions = sayso_document_records(document, SAYSO_MENTION, &count);
    assert_true(count > 2);
    assert_int_equal(sayso_table_rows(table), 2 * count);
    for (uint32_t i = 0; i < 2 * count; i++) {
        sayso_span span = mentions[i % count].span;
        sayso_value start = sayso_table_cell(table, i, column_named(table, "start"));
        sayso_value text = sayso_table_cell(table, i, column_named(table, "text"));
        assert_int_equal(start.integer, span.start);
        assert_int_equal(text.size, span.end - span.start);
        assert_memory_equal(text.text, ARTICLE + span.start, text.size);
        assert_int_equal(sayso_table_cell(table, i, 0).integer, 3);
        assert_memory_equal(sayso_table_cell(table, i, 1).text, "Post", 4);
        assert_int_equal(sayso_table_cell(table, i, 2).integer, 7);
        assert_int_equal(sayso_table_cell(table, i, 3).type, SAYSO_VALUE_NULL);
    }
    assert_int_equal(sayso_table_cell(table, 2 * count, 0).type, SAYSO_VALUE_NULL);
    assert_null(sayso_table_column(table, sayso_table_width(table)));
    sayso_document_free(document);
    sayso_table_free(table);
    session_close(&s);
}

static void test_wrong_columns_are_refused(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    const sayso_carry ours[] = {{"outlet", SAYSO_VALUE_TEXT}, {"speaker", SAYSO_VALUE_TEXT}};
    const sayso_carry twice[] = {{"outlet", SAYSO_VALUE_TEXT}, {"outlet", SAYSO_VALUE_INT}};
    const sayso_carry untyped[] = {{"outlet", SAYSO_VALUE_LIST}};
    sayso_table *table = (sayso_table *)1;
    sayso_error error = {0};
    assert_int_equal(sayso_table_create(SAYSO_TABLE_QUOTES, SAYSO_VALUE_INT, ours, 2, &s.allocator, &table, &error),
                     SAYSO_ERROR_ARGUMENT);
    assert_null(table);
    assert_int_equal(error.position, 1);
    assert_int_equal(sayso_table_create(SAYSO_TABLE_QUOTES, SAYSO_VALUE_INT, twice, 2, &s.allocator, &table, NULL),
                     SAYSO_ERROR_ARGUMENT);
    assert_int_equal(sayso_table_create(SAYSO_TABLE_QUOTES, SAYSO_VALUE_INT, untyped, 1, &s.allocator, &table, &error),
                     SAYSO_ERROR_ARGUMENT);
    assert_int_equal(error.position, 0);
    assert_int_equal(sayso_table_create(SAYSO_TABLES, SAYSO_VALUE_INT, NULL, 0, &s.allocator, &table, NULL),
                     SAYSO_ERROR_ARGUMENT);
    assert_int_equal(sayso_table_create(SAYSO_TABLE_QUOTES, SAYSO_VALUE_FLOAT, NULL, 0, &s.allocator, &table, NULL),
                     SAYSO_ERROR_ARGUMENT);
    session_close(&s);
}

static void test_sealed_tables_take_no_rows(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_table *table = table_of(&s, SAYSO_TABLE_DOCUMENTS, 1);
    sayso_document *document = session_parse(&s, ARTICLE, NULL);
    const char *const pairs[] = {"key", "value", NULL};
    assert_int_equal(sayso_table_seal(table, pairs, NULL), SAYSO_OK);
    assert_int_equal(sayso_table_add(table, document, &ROW, NULL), SAYSO_ERROR_ARGUMENT);
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    assert_int_equal(sayso_table_stream(table, &stream, NULL), SAYSO_OK);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_memory_equal(schema.metadata, "\1\0\0\0\3\0\0\0key\5\0\0\0value", 4 + 4 + 3 + 4 + 5);
    schema.release(&schema);
    stream.release(&stream);
    sayso_document_free(document);
    sayso_table_free(table);
    session_close(&s);
}

/* The table's handle, the stream and the parent may go before a child that was moved out. */
static void test_who_frees(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_table *table = table_of(&s, SAYSO_TABLE_ATTRIBUTIONS, 5);
    uint32_t uid = column_named(table, "uid");
    struct ArrowArrayStream stream;
    struct ArrowArray batch, moved, end;
    assert_int_equal(sayso_table_stream(table, &stream, NULL), SAYSO_OK);
    sayso_table_free(table);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_true(batch.length > 0);
    assert_int_equal(stream.get_next(&stream, &end), 0);
    assert_null(end.release);
    stream.release(&stream);
    moved = *batch.children[uid];
    batch.children[uid]->release = NULL;
    batch.release(&batch);
    const int32_t *offsets = moved.buffers[1];
    assert_int_equal(offsets[1] - offsets[0], 16);
    assert_true(s.counter.live > 0);
    moved.release(&moved);
    session_close(&s);
}

/* Into another table and away; false when memory ended. */
static bool store_and_load(struct session *s, sayso_table_kind kind, const sayso_table *table)
{
    sayso_buffers buffers[100];
    sayso_table *other = NULL;
    uint32_t rows = sayso_table_batch_rows(table, 0);
    bool good = !sayso_table_create(kind, SAYSO_VALUE_INT, CARRY, 3, &s->allocator, &other, NULL);
    for (uint32_t c = 0; c < sayso_table_width(table); c++)
        buffers[c] = sayso_table_buffers(table, 0, c);
    if (good && rows)
        good = sayso_table_load(other, rows, buffers, NULL) == SAYSO_OK;
    sayso_table_free(other);
    return good;
}

static void read_all(struct session *s, sayso_table *table)
{
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    if (sayso_table_stream(table, &stream, NULL))
        return;
    if (!stream.get_schema(&stream, &schema))
        schema.release(&schema);
    else
        assert_non_null(stream.get_last_error(&stream));
    if (!stream.get_next(&stream, &batch) && batch.release)
        batch.release(&batch);
    stream.release(&stream);
    (void)s;
}

/* A column of labels is a dictionary; what the schema calls absent is null. */
static void test_labels(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_table *table = table_of(&s, SAYSO_TABLE_MENTIONS, 1);
    uint32_t label = column_named(table, "label"), metonymy = column_named(table, "metonymy");
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch, dictionary;
    assert_int_equal(sayso_table_stream(table, &stream, NULL), SAYSO_OK);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_string_equal(schema.children[label]->format, "c");
    assert_string_equal(schema.children[label]->dictionary->format, "u");
    assert_int_equal(batch.children[label]->dictionary->length, SAYSO_LABELS);
    assert_int_equal(batch.children[metonymy]->dictionary->length, 2);
    assert_string_equal(sayso_table_describe(table, label).type, "label");
    assert_string_equal(sayso_table_describe(table, column_named(table, "start")).unit, "code points");
    assert_null(sayso_table_describe(table, sayso_table_width(table)).name);
    for (int64_t i = 0; i < batch.length; i++) {
        const int8_t *indices = batch.children[label]->buffers[1];
        const int32_t *offsets = batch.children[label]->dictionary->buffers[1];
        const char *bytes = batch.children[label]->dictionary->buffers[2];
        sayso_value cell = sayso_table_cell(table, (uint64_t)i, label);
        assert_int_equal(cell.size, offsets[indices[i] + 1] - offsets[indices[i]]);
        assert_memory_equal(cell.text, bytes + offsets[indices[i]], cell.size);
    }
    dictionary = *batch.children[label]->dictionary; /* moved out, it outlives everything */
    batch.children[label]->dictionary->release = NULL;
    batch.release(&batch);
    schema.release(&schema);
    stream.release(&stream);
    sayso_table_free(table);
    assert_memory_equal(dictionary.buffers[2], "PERSON", 6);
    dictionary.release(&dictionary);
    session_close(&s);
}

#define MOST_COLUMNS 100

static uint32_t buffers_of(const sayso_table *table, sayso_buffers *buffers)
{
    uint32_t width = sayso_table_width(table);
    assert_true(width <= MOST_COLUMNS);
    for (uint32_t c = 0; c < width; c++)
        buffers[c] = sayso_table_buffers(table, 0, c);
    return width;
}

static void test_stored_batches(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_buffers buffers[MOST_COLUMNS];
    sayso_table *table = table_of(&s, SAYSO_TABLE_ATTRIBUTIONS, 3), *other = table_of(&s, SAYSO_TABLE_ATTRIBUTIONS, 0);
    uint32_t width = buffers_of(table, buffers), rows = sayso_table_batch_rows(table, 0);
    assert_int_equal(sayso_table_batches(table), 1);
    assert_int_equal(sayso_table_load(other, rows, buffers, NULL), SAYSO_OK);
    assert_int_equal(sayso_table_load(other, rows, buffers, NULL), SAYSO_OK);
    assert_int_equal(sayso_table_rows(other), 2 * rows);
    for (uint32_t i = 0; i < 2 * rows; i++)
        for (uint32_t c = 0; c < width; c++) {
            sayso_value a = sayso_table_cell(table, i % rows, c), b = sayso_table_cell(other, i, c);
            assert_int_equal(a.type, b.type);
            assert_int_equal(a.integer, b.integer);
            assert_int_equal(a.size, b.size);
            if (a.type == SAYSO_VALUE_TEXT)
                assert_memory_equal(a.text, b.text, a.size);
        }
    sayso_table_free(table);
    sayso_table_free(other);
    session_close(&s);
}

static void refused(struct session *s, const sayso_buffers *buffers, uint32_t rows, uint32_t column)
{
    sayso_error error = {0};
    sayso_table *table = table_of(s, SAYSO_TABLE_ATTRIBUTIONS, 0);
    assert_int_equal(sayso_table_load(table, rows, buffers, &error), SAYSO_ERROR_BLOCK);
    assert_int_equal(error.position, column);
    assert_int_equal(sayso_table_rows(table), 0);
    sayso_table_free(table);
}

static void test_damaged_batches_are_refused(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_buffers buffers[MOST_COLUMNS], good[MOST_COLUMNS];
    sayso_table *table = table_of(&s, SAYSO_TABLE_ATTRIBUTIONS, 1);
    uint32_t width = buffers_of(table, good), rows = sayso_table_batch_rows(table, 0);
    uint32_t kind = column_named(table, "kind"), content = column_named(table, "content");
    uint32_t starts = column_named(table, "content_starts"), words = column_named(table, "words");
    int32_t offsets[8] = {0, 5, 3, 2};
    char bytes[64] = "\xC3\xA9";
    assert_true(rows >= 2 && rows < 8);
    refused(&s, good, 0, 0);
    for (uint32_t c = 0; c < width; c++) { /* each a byte short */
        memcpy(buffers, good, sizeof good);
        if (!good[c].value_bytes)
            continue;
        buffers[c].value_bytes--;
        refused(&s, buffers, rows, c);
    }
    memcpy(buffers, good, sizeof good);
    memset(bytes + 2, 127, sizeof bytes - 2);
    buffers[kind].values = bytes + 2; /* a label that is none */
    refused(&s, buffers, rows, kind);
    memcpy(buffers, good, sizeof good);
    buffers[words].valid = bytes;
    buffers[words].valid_bytes = 2; /* more bits than rows */
    refused(&s, buffers, rows, words);
    memcpy(buffers, good, sizeof good);
    buffers[starts].offsets = offsets; /* backwards */
    refused(&s, buffers, rows, starts);
    memcpy(buffers, good, sizeof good);
    offsets[1] = 1; /* within a character */
    for (uint32_t i = 2; i <= rows; i++)
        offsets[i] = 2;
    buffers[content] = (sayso_buffers){bytes, offsets, NULL, 2, (rows + 1) * sizeof *offsets, 0};
    refused(&s, buffers, rows, content);
    bytes[1] = 'x'; /* no UTF-8 */
    refused(&s, buffers, rows, content);
    sayso_table_free(table);
    session_close(&s);
}

/* Every n-th allocation fails once: an error, no crash, nothing lost. */
static void test_memory_that_ends(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_document *document = session_parse(&s, ARTICLE, NULL);
    const char *const pairs[] = {"key", "value", NULL};
    long before = s.counter.live;
    for (int kind = 0; kind < SAYSO_TABLES; kind++) {
        bool failed = true;
        for (long n = 1; failed; n++) {
            sayso_table *table = NULL;
            s.counter.made = 0;
            s.counter.fail_at = n;
            failed = false;
            if (sayso_table_create((sayso_table_kind)kind, SAYSO_VALUE_INT, CARRY, 3, &s.allocator, &table, NULL)) {
                assert_null(table);
                failed = true;
            } else {
                failed |= sayso_table_add(table, document, &ROW, NULL) != SAYSO_OK;
                failed |= sayso_table_seal(table, pairs, NULL) != SAYSO_OK;
                read_all(&s, table);
                failed |= !store_and_load(&s, (sayso_table_kind)kind, table);
                sayso_table_free(table);
                failed |= s.counter.made >= n;
            }
            s.counter.fail_at = 0;
            assert_int_equal(s.counter.live, before);
        }
    }
    sayso_document_free(document);
    session_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_wrong_columns_are_refused),
        cmocka_unit_test(test_sealed_tables_take_no_rows),
        cmocka_unit_test(test_who_frees),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_stored_batches),
        cmocka_unit_test(test_damaged_batches_are_refused),
        cmocka_unit_test(test_memory_that_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
