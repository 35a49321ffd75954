/* encoder_words: first-layer products of words, kept from document to document: no nonlinearity stands before the first
 * recurrent layer, so they depend on the word alone. */
#include "encoder.h"

#include <string.h>

enum { WAYS = 2 };

bool encoder_words_ready(const struct memory *memory, const struct weights *weights, struct encoder *encoder)
{
    const uint32_t width = 8 * weights->units;
    if (encoder->weights == weights)
        return true;
    encoder->weights = NULL;
    array_clear(&encoder->words);
    array_clear(&encoder->products);
    if (!array_reserve(memory, &encoder->words, ENCODER_CACHE) ||
        !array_reserve(memory, &encoder->products, (ENCODER_CACHE + 1) * width))
        return false;
    memset(encoder->words.items, 0, ENCODER_CACHE * sizeof *encoder->words.items);
    encoder->words.count = ENCODER_CACHE;
    encoder->products.count = (ENCODER_CACHE + 1) * width;
    encoder->weights = weights;
    return true;
}

static bool same(const struct encoder_word *w, const struct encoder_token *t)
{
    return w->used && w->word == t->word && w->prefix == t->prefix && w->suffix == t->suffix;
}

/* The three tables' rows one after another; an odd last column is followed by 0. */
static void embed(const struct weights *w, const struct encoder_token *t, int16_t *e)
{
    const int8_t *const rows[] = {w->word + (size_t)t->word * w->word_width,
                                  w->prefix + (size_t)t->prefix * w->prefix_width,
                                  w->suffix + (size_t)t->suffix * w->suffix_width};
    const uint32_t widths[] = {w->word_width, w->prefix_width, w->suffix_width};
    for (int part = 0; part < 3; part++)
        for (uint32_t k = 0; k < widths[part]; k++)
            *e++ = rows[part][k];
    *e = 0;
}

/* Where a token's word is kept, or shall be: *known tells which. */
static uint32_t place_of(struct encoder *encoder, const struct encoder_token *token, bool *known)
{
    const uint32_t hash = token->word * 0x9E3779B1u ^ token->prefix * 0x85EBCA6Bu ^ token->suffix * 0xC2B2AE35u;
    const uint32_t set = (uint32_t)(((uint64_t)hash * (ENCODER_CACHE / WAYS)) >> 32);
    struct encoder_word *ways = encoder->words.items + (size_t)set * WAYS;
    uint32_t way = same(&ways[0], token) ? 0 : 1;
    *known = same(&ways[way], token);
    /* an empty way, else the one that was not used last */
    if (!*known) {
        way = ways[0].used <= ways[1].used ? 0 : 1;
        ways[way] = (struct encoder_word){token->word, token->prefix, token->suffix, 2};
    }
    ways[way].used = 2;
    ways[!way].used = ways[!way].used != 0;
    return set * WAYS + way;
}

static int16_t *products_at(struct encoder *encoder, uint32_t place)
{
    return encoder->products.items + (size_t)place * 8 * encoder->weights->units;
}

void encoder_learn_words(struct encoder *encoder, const struct kernels *kernels, const struct encoder_token *tokens,
                         uint32_t count, uint32_t *places)
{
    int16_t rows[KERNEL_BATCH][WEIGHTS_MAX_INPUT + 2];
    const int16_t *const e[KERNEL_BATCH] = {rows[0], rows[1], rows[2], rows[3]};
    int16_t *out[KERNEL_BATCH];
    uint32_t n = 0;
    for (uint32_t t = 0; t < count; t++) {
        bool known;
        places[t] = place_of(encoder, &tokens[t], &known);
        if (known)
            continue;
        out[n] = products_at(encoder, places[t]);
        embed(encoder->weights, &tokens[t], rows[n]);
        if (++n == KERNEL_BATCH) {
            kernels->words(&encoder->weights->input1, e, n, out);
            n = 0;
        }
    }
    kernels->words(&encoder->weights->input1, e, n, out);
}

const int16_t *encoder_products(struct encoder *encoder, const struct kernels *kernels,
                                const struct encoder_token *token, uint32_t place)
{
    int16_t row[WEIGHTS_MAX_INPUT + 2];
    const int16_t *const e = row;
    int16_t *const spare = products_at(encoder, ENCODER_CACHE);
    if (same(&encoder->words.items[place], token))
        return products_at(encoder, place);
    embed(encoder->weights, token, row);
    kernels->words(&encoder->weights->input1, &e, 1, &spare);
    return spare;
}

void encoder_fetch(const struct encoder *encoder, uint32_t place, uint32_t direction)
{
    const uint32_t half = 4 * encoder->weights->units;
    const int16_t *row = encoder->products.items + ((size_t)place * 2 + direction) * half;
    for (uint32_t k = 0; k < half; k += ENCODER_LINE / sizeof *row)
        kernel_fetch(row + k);
}
