/* A target over a user's lexicon: lines "C text" before a NUL byte are entries, C chooses the class; what follows is the text.
 * The first byte says which allocation fails while the parser is made. */
#include "fuzz.h"
#include "lexicon.h"

enum { HEAD = 1, MOST = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return -1;
    const uint8_t *end = memchr(data + HEAD, 0, size - HEAD);
    size_t own = (end ? (size_t)(end - data) : size) - HEAD, after = end ? HEAD + own + 1 : size;
    char *lines = fuzz_exact(data + HEAD, own), *text = fuzz_exact(data + after, size - after);
    sayso_entry entries[MOST];
    uint32_t count = 0;
    for (size_t at = 0; at < own && count < MOST; count++) {
        const char *stop = memchr(lines + at, '\n', own - at);
        size_t length = stop ? (size_t)(stop - lines) - at : own - at;
        const unsigned which = length ? (uint8_t)lines[at] : 0;
        const size_t skip = length ? 1 : 0;
        entries[count] = (sayso_entry){lines + at + skip, length - skip, lexicon_class_names()[which % LEX_COUNT],
                                       which % 5 == 0 ? SAYSO_OWN_NUMBER + which : 0, NULL};
        at += length + 1;
    }
    sayso_parser *parser = NULL;
    sayso_error error = {0};
    fuzz_heap.made = 0;
    fuzz_heap.fail_at = data[0];
    sayso_status status = sayso_parser_create(fuzz_model(), NULL, entries, count, &fuzz_allocator, &parser, &error);
    CHECK((status == SAYSO_OK) == (parser != NULL) && (!status || error.message[0]));
    fuzz_heap.fail_at = 0;
    sayso_scratch *scratch = NULL;
    sayso_document *document = NULL;
    if (parser) {
        const sayso_input input = {text, size - after, NULL, NULL, 0};
        CHECK(!sayso_scratch_create(parser, &scratch, NULL));
        status = sayso_parse(parser, scratch, &input, &fuzz_allocator, &document, &error);
        CHECK(status == SAYSO_OK || status == SAYSO_ERROR_ENCODING);
    }
    if (document)
        check_document(document);
    sayso_document_free(document);
    sayso_scratch_free(scratch);
    sayso_parser_free(parser);
    free(text);
    free(lines);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    const uint8_t *end = size > HEAD ? memchr(data + HEAD, 0, size - HEAD) : NULL;
    if (!end || seed % 2 == 0)
        return LLVMFuzzerMutate(data, size, room);
    const size_t text = (size_t)(end - data) + 1;
    return text + mutate_news(data + text, size - text, room - text, seed);
}
