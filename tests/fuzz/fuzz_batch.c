/* A target over batches, and differential: the texts of a batch, parted by NUL bytes, give the same documents byte for byte on
 * several threads with the best kernels and compiled patterns as one by one with scalar kernels and interpreted ones, and whole as
 * read by the encoder in short stretches. */
#include "draft.h"
#include "fuzz.h"

enum { HEAD = 2, MOST = 64 };

struct side {
    sayso_parser *parser;
};

/* One side for each value of the option byte; patterns compiled or not, kernels of the machine or scalar. */
static const struct side *side_for(uint8_t bits, bool plain)
{
    static struct side sides[2][256];
    struct side *side = &sides[plain][bits];
    const uint8_t chosen[2] = {bits, plain};
    sayso_options options = fuzz_options(chosen);
    if (side->parser)
        return side;
    options.instructions = plain ? SAYSO_SCALAR : SAYSO_BEST;
    CHECK(!sayso_parser_create(fuzz_model(), &options, NULL, 0, &plain_allocator, &side->parser, NULL));
    return side;
}

static void compare(const sayso_result *result, const struct side *plain, sayso_scratch *scratch, const sayso_input *input)
{
    sayso_document *document = NULL;
    sayso_error error = {0};
    sayso_status status = sayso_parse(plain->parser, scratch, input, &plain_allocator, &document, &error);
    CHECK(status == result->status && (status == SAYSO_OK || status == SAYSO_ERROR_ENCODING));
    CHECK(!status || error.position == result->error.position);
    if (document) {
        check_same(document, result->document);
        check_document(document);
    }
    sayso_document_free(document);
    sayso_document_free(result->document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return -1;
    const uint32_t threads = 1 + data[1] % 4, window = 1 + (data[1] >> 2) % 8;
    const struct side *fast = side_for(data[0], false), *plain = side_for(data[0], true);
    const char *date = data[1] & 128 ? "2021-12-01" : NULL;
    char *text = fuzz_exact(data + HEAD, size - HEAD);
    sayso_input inputs[MOST];
    uint32_t count = 0;
    for (size_t at = 0; at <= size - HEAD && count < MOST; count++) {
        const char *end = memchr(text + at, 0, size - HEAD - at);
        size_t length = end ? (size_t)(end - text) - at : size - HEAD - at;
        inputs[count] = (sayso_input){text + at, length, date, NULL, 0};
        at += length + 1;
    }
    sayso_batch *batch = NULL;
    sayso_scratch *scratch = NULL;
    CHECK(!sayso_batch_create(fast->parser, threads, window, &plain_allocator, &batch, NULL));
    CHECK(!sayso_scratch_create(plain->parser, &scratch, NULL));
    scratch->draft.encoder.stretch = 1 + data[1] % 61;
    uint32_t submitted = 0, taken = 0;
    /* a batch may be closed with work in it */
    uint32_t stop = data[1] & 64 ? count / 2 : count;
    while (taken < stop) {
        while (submitted < count && submitted - taken < window)
            CHECK(!sayso_batch_submit(batch, &inputs[submitted++]));
        sayso_result result;
        if (sayso_batch_take(batch, 1000, &result))
            compare(&result, plain, scratch, &inputs[taken++]);
    }
    sayso_batch_close(batch);
    sayso_scratch_free(scratch);
    free(text);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    if (size <= HEAD || seed % 2 == 0)
        return LLVMFuzzerMutate(data, size, room);
    return HEAD + mutate_news(data + HEAD, size - HEAD, room - HEAD, seed);
}
