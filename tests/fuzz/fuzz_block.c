/* A target over what comes back from outside: the first byte chooses between a block of bytes (what a pickle holds) and records put
 * together by the builder (what JSON becomes).  Whatever is accepted must survive tables, streams and its own block. */
#include "fuzz.h"
#include "arrow.h"

enum { HEAD = 2 };

static void check_tables(const sayso_document *document)
{
    const sayso_row row = {.id = {.type = SAYSO_VALUE_INT, .integer = 7}};
    for (int kind = 0; kind < SAYSO_TABLES; kind++) {
        sayso_table *table = NULL;
        struct ArrowArrayStream stream;
        struct ArrowArray array;
        CHECK(!sayso_table_create((sayso_table_kind)kind, SAYSO_VALUE_INT, NULL, 0, &plain_allocator, &table, NULL));
        CHECK(!sayso_table_add(table, document, &row, NULL));
        CHECK(!sayso_table_seal(table, NULL, NULL));
        for (uint64_t r = 0; r < sayso_table_rows(table); r++)
            for (uint32_t c = 0; c < sayso_table_width(table); c++)
                (void)sayso_table_cell(table, r, c);
        CHECK(!sayso_table_stream(table, &stream, NULL));
        sayso_table_free(table);
        while (!stream.get_next(&stream, &array) && array.release)
            array.release(&array);
        stream.release(&stream);
    }
}

static void check_accepted(sayso_document *document)
{
    char shape[32];
    uint32_t tokens;
    (void)sayso_document_records(document, SAYSO_TOKEN, &tokens);
    for (uint32_t i = 0; i < tokens; i++)
        CHECK(sayso_document_shape(document, i, shape, sizeof shape) <= sizeof shape);
    check_foreign_document(document);
    check_tables(document);
    CHECK(sayso_document_equal(document, document));
}

static void try_block(const uint8_t *data, size_t size)
{
    char *block = fuzz_exact(data, size);
    sayso_document *document = NULL;
    sayso_error error = {0};
    sayso_status status = sayso_document_from_block(block, size, &fuzz_allocator, &document, &error);
    CHECK((status == SAYSO_OK) == (document != NULL));
    CHECK(status != SAYSO_ERROR_BLOCK || error.position <= size);
    fuzz_heap.fail_at = 0;
    if (document)
        check_accepted(document);
    sayso_document_free(document);
    free(block);
}

/* ---- records ---------------------------------------------------------------------------------------------------------- */

struct feed {
    const uint8_t *data;
    size_t size, at;
};

static uint32_t next(struct feed *feed)
{
    uint8_t byte = feed->at < feed->size ? feed->data[feed->at++] : 0;
    /* mostly small numbers, now and then a great one or none at all */
    return byte == 255 ? SAYSO_NONE : byte == 254 ? UINT32_C(0x7FFFFFFF) : byte;
}

static bool fill(struct feed *feed, sayso_builder *builder, const sayso_record *schema, char *record)
{
    for (size_t f = 0; f < schema->field_count; f++) {
        const sayso_field *field = &schema->fields[f];
        char *place = record + field->offset;
        const uint32_t a = next(feed), b = next(feed);
        sayso_range range = {0, 0};
        switch (field->type) {
        case SAYSO_FIELD_SPAN:
            memcpy(place, &(sayso_span){a, b}, sizeof(sayso_span));
            break;
        case SAYSO_FIELD_SPANS:
            range = sayso_builder_range(builder, SAYSO_SPAN);
            for (uint32_t k = 0; k < a % 3; k++)
                if (!sayso_builder_span(builder, &range, (sayso_span){next(feed), next(feed)}))
                    return false;
            memcpy(place, &range, sizeof range);
            break;
        case SAYSO_FIELD_REFS:
        case SAYSO_FIELD_CODES:
            range = sayso_builder_range(builder, SAYSO_REF);
            for (uint32_t k = 0; k < a % 3; k++)
                if (!sayso_builder_ref(builder, &range, next(feed)))
                    return false;
            memcpy(place, &range, sizeof range);
            break;
        case SAYSO_FIELD_STRING:
            range = sayso_builder_range(builder, SAYSO_STRING);
            if (!sayso_builder_string(builder, &range, (const char *)feed->data, a < feed->size ? a : 0))
                return false;
            memcpy(place, &range, sizeof range);
            break;
        case SAYSO_FIELD_SLICE:
            memcpy(place, &(sayso_range){a, b}, sizeof(sayso_range));
            break;
        case SAYSO_FIELD_FLOAT:
            memcpy(place, &(float){a == SAYSO_NONE ? -1.0f : (float)b / 255.0f}, sizeof(float));
            break;
        case SAYSO_FIELD_BOOL:
        case SAYSO_FIELD_ENUM8:
            *place = (char)(b > 250 ? b : a % (field->name_count + 1));
            break;
        case SAYSO_FIELD_VIEW:
        case SAYSO_FIELD_DOUBLE:
        case SAYSO_FIELD_UID:
            break; /* bytes of any value, left zero */
        default:
            memcpy(place, &a, sizeof a);
        }
    }
    return true;
}

static void try_records(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size, 0};
    const size_t length = size ? next(&feed) % size : 0;
    char *text = fuzz_exact(data, length);
    sayso_builder *builder = NULL;
    sayso_document *document = NULL;
    sayso_error error = {0};
    sayso_status status = sayso_builder_create(text, length, &fuzz_allocator, &builder, &error);
    CHECK((status == SAYSO_OK) == (builder != NULL));
    while (builder && feed.at < feed.size) {
        const sayso_kind kind = (sayso_kind)(next(&feed) % SAYSO_SPAN);
        char *record = sayso_builder_add(builder, kind);
        if (!record || !fill(&feed, builder, sayso_schema(kind), record))
            break;
    }
    if (builder) {
        status = sayso_builder_finish(builder, &fuzz_allocator, &document, &error);
        CHECK((status == SAYSO_OK) == (document != NULL));
    }
    fuzz_heap.fail_at = 0;
    if (document)
        check_accepted(document);
    sayso_document_free(document);
    sayso_builder_free(builder);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return -1;
    fuzz_heap.made = 0;
    fuzz_heap.fail_at = data[1];
    (data[0] & 1 ? try_records : try_block)(data + HEAD, size - HEAD);
    return 0;
}

/* A block's numbers lie on four bytes: change one of them by a little, or let libFuzzer go on. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    if (size < HEAD + 4 || data[0] & 1 || seed % 2 == 0)
        return LLVMFuzzerMutate(data, size, room);
    uint32_t number;
    uint8_t *place = data + HEAD + (seed / 2 % ((size - HEAD) / 4)) * 4;
    memcpy(&number, place, 4);
    number += (seed >> 20) % 5 - 2u;
    memcpy(place, &number, 4);
    return size;
}
