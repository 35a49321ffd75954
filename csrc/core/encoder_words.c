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
        !array_reserve(memory, &encoder->products, ENCODER_CACHE * width))
        return false;
    memset(encoder->words.items, 0, ENCODER_CACHE * sizeof *encoder->words.items);
    encoder->words.count = ENCODER_CACHE;
    encoder->products.count = ENCODER_CACHE * width;
    encoder->weights = weights;
    return true;
}

static bool same(const struct encoder_word *w, const struct encoder_token *t)
{
    return w->used && w->word == t->word && w->prefix == t->prefix && w->suffix == t->suffix;
}

/* The three tables' rows one after another; an odd last column is followed by 0. */
static void compute(const struct weights *w, const struct kernels *kernels, const struct encoder_token *t, int16_t *out)
{
    int16_t e[WEIGHTS_MAX_INPUT + 2] = {0};
    const int8_t *const rows[] = {w->word + (size_t)t->word * w->word_width,
                                  w->prefix + (size_t)t->prefix * w->prefix_width,
                                  w->suffix + (size_t)t->suffix * w->suffix_width};
    const uint32_t widths[] = {w->word_width, w->prefix_width, w->suffix_width};
    uint32_t n = 0;
    for (int part = 0; part < 3; part++)
        for (uint32_t k = 0; k < widths[part]; k++)
            e[n++] = rows[part][k];
    kernels->words(&w->input1, e, out);
}

const int16_t *encoder_products(struct encoder *encoder, const struct kernels *kernels, const struct encoder_token *token)
{
    const uint32_t hash = token->word * 0x9E3779B1u ^ token->prefix * 0x85EBCA6Bu ^ token->suffix * 0xC2B2AE35u;
    const uint32_t set = (uint32_t)(((uint64_t)hash * (ENCODER_CACHE / WAYS)) >> 32);
    struct encoder_word *ways = encoder->words.items + (size_t)set * WAYS;
    const size_t width = 8 * (size_t)encoder->weights->units;
    for (uint32_t way = 0; way < WAYS; way++)
        if (same(&ways[way], token)) {
            ways[way].used = 2, ways[!way].used = ways[!way].used != 0;
            return encoder->products.items + ((size_t)set * WAYS + way) * width;
        }
    /* an empty way, else the one that was not used last */
    const uint32_t way = ways[0].used <= ways[1].used ? 0 : 1;
    int16_t *out = encoder->products.items + ((size_t)set * WAYS + way) * width;
    ways[way] = (struct encoder_word){token->word, token->prefix, token->suffix, 2};
    ways[!way].used = ways[!way].used != 0;
    compute(encoder->weights, kernels, token, out);
    return out;
}
