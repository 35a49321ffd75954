/* text: the caller's bytes as checked UTF-8, and the way from bytes to code points. */
#ifndef SAYSO_TEXT_H
#define SAYSO_TEXT_H

#include "memory.h"

/* A stretch of the text in bytes, end exclusive.  All stages work in bytes; code points are made at the end. */
struct slice {
    uint32_t start, end;
};

struct text {
    const uint8_t *bytes; /* borrowed */
    uint32_t size;        /* bytes */
    uint32_t length;      /* code points */
    bool ascii;
    uint32_t first_surrogate;       /* byte of the first lone surrogate, SAYSO_NONE if there is none */
    array_of(uint32_t) checkpoints; /* code points before byte 64 k; empty if ascii */
};

/* Check and take a view of the bytes.  SAYSO_ERROR_ENCODING, _TOO_LONG, _MEMORY; error->position in bytes. */
sayso_status text_view(struct text *text, const struct memory *memory, const void *bytes, size_t size,
                       uint32_t max_bytes, sayso_error *error);

/* Are these bytes UTF-8, without surrogates? */
bool text_valid(const void *bytes, size_t size);

/* The code point at byte `at` (a boundary, below size) and its width in bytes; a lone surrogate is U+FFFD. */
uint32_t text_decode(const struct text *text, uint32_t at, uint32_t *width);
/* The code point that ends at byte `at`, or 0 at the start of the text; `*start` is where it begins. */
uint32_t text_decode_before(const struct text *text, uint32_t at, uint32_t *start);
/* How many code points lie before byte `at`. */
uint32_t text_code_points(const struct text *text, uint32_t at);
sayso_span text_span(const struct text *text, struct slice slice);

/* Are the bytes of a slice these ASCII letters, case folded? */
bool text_is(const struct text *text, struct slice slice, const char *ascii_lower);

#endif
