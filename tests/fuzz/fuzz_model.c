/* A target over model files: the first byte says whether size and checksum are put right before the file is opened, so that the
 * fuzzer gets behind them.  A model that opens must read a text, and its scalar kernels say the same as the machine's. */
#include "fuzz.h"
#include "model.h"

enum { HEAD = 1 };

static const char story[] = "RIGA, Latvia - Ana Ruiz said Tuesday that \"the plan\" would hold.\n\n"
                            "\"We waited too long,\" she told reporters. Officials declined to comment.";

static sayso_document *read_story(const sayso_model *model, sayso_instructions instructions)
{
    const sayso_options options = {.instructions = instructions};
    sayso_parser *parser = NULL;
    sayso_scratch *scratch = NULL;
    sayso_document *document = NULL;
    const sayso_input input = {story, sizeof story - 1, NULL, NULL, 0};
    CHECK(!sayso_parser_create(model, &options, NULL, 0, &plain_allocator, &parser, NULL));
    CHECK(!sayso_scratch_create(parser, &scratch, NULL));
    CHECK(!sayso_parse(parser, scratch, &input, &plain_allocator, &document, NULL));
    sayso_scratch_free(scratch);
    sayso_parser_free(parser);
    return document;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return -1;
    size_t length = size - HEAD;
    uint8_t *bytes = (uint8_t *)fuzz_exact(data + HEAD, length);
    if (data[0] & 1 && length >= 32) {
        const uint64_t checksum = model_checksum(bytes + 32, length - 32), whole = length;
        memcpy(bytes + 16, &whole, 8);
        memcpy(bytes + 24, &checksum, 8);
    }
    sayso_model *model = NULL;
    sayso_error error = {0};
    fuzz_heap.made = 0;
    fuzz_heap.fail_at = data[0] >> 1;
    sayso_status status = sayso_model_open(bytes, length, SAYSO_VERIFY, &fuzz_allocator, &model, &error);
    CHECK((status == SAYSO_OK) == (model != NULL) && (!status || error.message[0]));
    CHECK(status != SAYSO_ERROR_MODEL || error.position <= length);
    fuzz_heap.fail_at = 0;
    if (model) {
        sayso_document *best = read_story(model, SAYSO_BEST), *scalar = read_story(model, SAYSO_SCALAR);
        check_document(best);
        check_same(best, scalar);
        sayso_document_free(best);
        sayso_document_free(scalar);
    }
    sayso_model_close(model);
    free(bytes);
    return 0;
}

/* Half the time one number of a table: a file is mostly arrays, and what is checked are its counts and offsets. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    if (size < HEAD + 64 || seed % 2 == 0)
        return LLVMFuzzerMutate(data, size, room);
    uint32_t number;
    uint8_t *place = data + HEAD + (seed / 2 % ((size - HEAD) / 4)) * 4;
    memcpy(&number, place, 4);
    number = seed & 64 ? number ^ UINT32_C(1) << (seed >> 20) % 32 : number + (seed >> 20) % 5 - 2u;
    memcpy(place, &number, 4);
    data[0] |= 1;
    return size;
}
