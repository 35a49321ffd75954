#include "statement_key.h"

#include "text.h"
#include "unicode.h"

/* FNV-1a over code points (Fowler, Noll and Vo); its low bits are enough for equality, the finalizer spreads them. */
#define FNV_OFFSET UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME  UINT64_C(0x100000001B3)

static uint64_t add_piece(uint64_t hash, const struct text *text, sayso_range piece)
{
    uint32_t width, end = piece.first + piece.count;
    for (uint32_t at = piece.first; at < end; at += width) {
        uint32_t point = text_decode(text, at, &width);
        enum char_class class = unicode_class(point);
        if (unicode_is_letter(class) || class == CHAR_DIGIT)
            hash = (hash ^ unicode_lower(point)) * FNV_PRIME;
    }
    return hash;
}

uint64_t statement_key(const sayso_document *document, const sayso_span *pieces, uint32_t count)
{
    uint32_t size;
    uint64_t hash = FNV_OFFSET;
    struct text text = {.bytes = sayso_document_records(document, SAYSO_TEXT, &size)};
    for (uint32_t i = 0; i < count; i++)
        hash = add_piece(hash, &text, sayso_document_bytes(document, pieces[i]));
    hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    return hash ^ hash >> 33;
}
