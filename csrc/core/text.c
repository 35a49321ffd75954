#include "text.h"

#include <string.h>

#define STRIDE 64u /* bytes between checkpoints; sayso_document_bytes knows it too */

/* The width of the well-formed sequence at p (a lone surrogate counts as one of three bytes), 0 for none.
 * The table of well-formed sequences is Unicode's (standard, 3.9, table 3-7), widened by the surrogates. */
static uint32_t sequence(const uint8_t *p, size_t left, bool *surrogate)
{
    uint8_t lead = p[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2)
        return 0;
    if (lead < 0xE0)
        return left >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (lead < 0xF0) {
        if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (lead == 0xE0 && p[1] < 0xA0))
            return 0;
        *surrogate = *surrogate || (lead == 0xED && p[1] >= 0xA0);
        return 3;
    }
    if (lead > 0xF4 || left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
        return 0;
    return (lead == 0xF0 && p[1] < 0x90) || (lead == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

static bool all_ascii(const uint8_t *bytes, size_t size)
{
    uint64_t seen = 0;
    size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        seen |= word;
    }
    for (; i < size; i++)
        seen |= bytes[i];
    return !(seen & UINT64_C(0x8080808080808080));
}

sayso_status text_view(struct text *text, const struct memory *memory, const void *bytes, size_t size,
                       uint32_t max_bytes, sayso_error *error)
{
    array_clear(&text->checkpoints);
    text->bytes = bytes;
    text->size = text->length = 0;
    text->first_surrogate = SAYSO_NONE;
    if (size > max_bytes)
        return error_fill(error, SAYSO_ERROR_TOO_LONG, size, "the text is longer than the limit");
    text->ascii = all_ascii(bytes, size);
    text->size = text->length = (uint32_t)size;
    if (text->ascii)
        return SAYSO_OK;
    if (!array_reserve(memory, &text->checkpoints, size / STRIDE + 1))
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while the text was read");
    uint32_t points = 0;
    for (uint32_t at = 0; at < size;) {
        bool surrogate = false;
        uint32_t width = sequence(text->bytes + at, size - at, &surrogate);
        if (!width)
            return error_fill(error, SAYSO_ERROR_ENCODING, at, "the text is not UTF-8");
        if (surrogate && text->first_surrogate == SAYSO_NONE)
            text->first_surrogate = at;
        /* a checkpoint inside a sequence counts the code point that began before it */
        while (text->checkpoints.count * STRIDE < at + width) {
            bool inside = text->checkpoints.count * STRIDE > at;
            text->checkpoints.items[text->checkpoints.count++] = points + inside;
        }
        points++;
        at += width;
    }
    text->length = points;
    return SAYSO_OK;
}

bool text_valid(const void *bytes, size_t size)
{
    bool surrogate = false;
    for (size_t at = 0; at < size;) {
        uint32_t width = sequence((const uint8_t *)bytes + at, size - at, &surrogate);
        if (!width || surrogate)
            return false;
        at += width;
    }
    return true;
}

uint32_t text_decode(const struct text *text, uint32_t at, uint32_t *width)
{
    const uint8_t *p = text->bytes + at;
    if (p[0] < 0x80) {
        *width = 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *width = 2;
        return ((uint32_t)p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    }
    if (p[0] < 0xF0) {
        *width = 3;
        uint32_t point = ((uint32_t)p[0] & 0x0F) << 12 | ((uint32_t)p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
        return point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point;
    }
    *width = 4;
    return ((uint32_t)p[0] & 0x07) << 18 | ((uint32_t)p[1] & 0x3F) << 12 | ((uint32_t)p[2] & 0x3F) << 6 |
           (p[3] & 0x3Fu);
}

uint32_t text_decode_before(const struct text *text, uint32_t at, uint32_t *start)
{
    *start = at;
    if (!at)
        return 0;
    do
        (*start)--;
    while (*start && (text->bytes[*start] & 0xC0) == 0x80);
    uint32_t width;
    return text_decode(text, *start, &width);
}

uint32_t text_code_points(const struct text *text, uint32_t at)
{
    if (text->ascii)
        return at;
    uint32_t block = at / STRIDE;
    if (block >= text->checkpoints.count) /* `at` is the end of a text whose size is a multiple of the stride */
        return text->length;
    uint32_t points = text->checkpoints.items[block];
    for (uint32_t i = block * STRIDE; i < at; i++)
        points += (text->bytes[i] & 0xC0) != 0x80;
    return points;
}

sayso_span text_span(const struct text *text, struct slice slice)
{
    if (slice.start == SAYSO_NONE)
        return (sayso_span){SAYSO_NONE, SAYSO_NONE};
    return (sayso_span){text_code_points(text, slice.start), text_code_points(text, slice.end)};
}

bool text_is(const struct text *text, struct slice slice, const char *ascii_lower)
{
    size_t size = strlen(ascii_lower);
    if (slice.end - slice.start != size)
        return false;
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = text->bytes[slice.start + i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (uint8_t)(byte + 32);
        if (byte != (uint8_t)ascii_lower[i])
            return false;
    }
    return true;
}
