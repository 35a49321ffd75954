/* A target over sayso_parse: the first three bytes choose options, the failing allocation and the date, the rest is the text. */
#include "fuzz.h"

enum { HEAD = 3 };

/* A parser and its scratch for each setting, kept: a scratch must not remember the text before it. */
struct reader {
    sayso_parser *parser;
    sayso_scratch *scratch;
};

static struct reader *reader_for(const uint8_t bits[2])
{
    static struct reader readers[512];
    struct reader *reader = &readers[bits[0] * 2 + (bits[1] & 1)];
    const sayso_options options = fuzz_options(bits);
    fuzz_heap.fail_at = 0;
    if (!reader->parser) {
        CHECK(!sayso_parser_create(fuzz_model(), &options, NULL, 0, &fuzz_allocator, &reader->parser, NULL));
        CHECK(!sayso_scratch_create(reader->parser, &reader->scratch, NULL));
    }
    return reader;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return -1;
    char *text = fuzz_exact(data + HEAD, size - HEAD);
    const sayso_input input = {text, size - HEAD, data[2] & 2 ? "2021-12-01" : NULL, NULL, 0};
    const uint8_t bits[2] = {data[0], data[2]};
    struct reader *reader = reader_for(bits);
    sayso_document *document = NULL;
    sayso_error error = {0};
    fuzz_heap.made = 0;
    fuzz_heap.fail_at = data[1];
    sayso_status status = sayso_parse(reader->parser, reader->scratch, &input, &fuzz_allocator, &document, &error);
    bool failed = fuzz_heap.fail_at && fuzz_heap.made >= fuzz_heap.fail_at;
    fuzz_heap.fail_at = 0;
    CHECK((status == SAYSO_OK) == (document != NULL) && status == (status ? error.code : SAYSO_OK));
    CHECK(status == SAYSO_OK || status == SAYSO_ERROR_ENCODING || (status == SAYSO_ERROR_MEMORY && failed));
    if (status == SAYSO_ERROR_ENCODING)
        CHECK(error.position < input.size);
    if (document)
        check_document(document);
    sayso_document_free(document);
    free(text);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    if (size <= HEAD || seed % 3 == 0)
        return LLVMFuzzerMutate(data, size, room);
    return HEAD + mutate_news(data + HEAD, size - HEAD, room - HEAD, seed);
}
