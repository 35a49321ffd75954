/* document: one block of bytes, little-endian, without pointers: a header, then the arrays of each kind. */
#ifndef SAYSO_DOCUMENT_H
#define SAYSO_DOCUMENT_H

#include "memory.h"

struct block_array {
    uint64_t offset; /* from the start of the block, a multiple of 8 */
    uint32_t count, reserved;
};

struct block_header {
    char magic[8];
    uint32_t version, rules;
    uint64_t model;         /* checksum of the file that it was read with, 0: none */
    uint64_t size;          /* of the whole block */
    uint32_t length, kinds; /* code points of the text; SAYSO_KINDS */
    struct block_array arrays[SAYSO_KINDS];
};

extern const char BLOCK_MAGIC[8];

struct sayso_document {
    sayso_allocator allocator;
    struct block_header *block; /* in the same allocation */
};

/* A document with room for a block of `size` bytes, all zero but unset; NULL when memory ends. */
sayso_document *document_allocate(const sayso_allocator *allocator, uint64_t size);

/* Is every offset, index, code and byte in this block sound? SAYSO_ERROR_BLOCK with the byte at fault. */
sayso_status document_check(const struct block_header *block, size_t size, const sayso_allocator *allocator,
                            sayso_error *error);

#endif
