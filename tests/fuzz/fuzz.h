/* fuzz: what the targets share: a check that stops the fuzzer, an allocator that can fail, the model, the invariants. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sayso.h"

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                                    \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* Allocation number `fail_at` fails, if that is not 0. Workers of a batch share it, so the target sets 0 there. */
struct heap {
    unsigned made, fail_at;
};
extern struct heap fuzz_heap;
extern const sayso_allocator fuzz_allocator; /* over fuzz_heap */
extern const sayso_allocator plain_allocator; /* never fails on purpose, from any thread */

/* english.sayso, read once; the working folder is the repository's root. */
const uint8_t *fuzz_model_bytes(size_t *size);
sayso_model *fuzz_model(void);

/* A copy in a block of exactly its size, so that a byte read beyond it shows; the caller frees it. */
char *fuzz_exact(const void *bytes, size_t size);

sayso_options fuzz_options(const uint8_t bits[2]);

/* What a user relies on, of any document that was given out: spans ordered and within the text, tokens disjoint, contents of
 * outermost attributions apart, a document that goes through its own block unchanged. */
void check_document(const sayso_document *d);
/* The same, less what only a parse promises: for documents from a stranger's block or records. */
void check_foreign_document(const sayso_document *d);
/* Two documents of one text, byte for byte the same. */
void check_same(const sayso_document *a, const sayso_document *b);

/* Turns the text of `size` bytes, in a buffer of `room`, into another piece of news: marks set, swapped, taken away or nested,
 * paragraphs joined, doubled, quoted again, made lists, turns, captions or datelines.  Returns the new size. */
size_t mutate_news(uint8_t *text, size_t size, size_t room, unsigned seed);

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

#endif
