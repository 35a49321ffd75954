/* agree: the core's encoder as a shared library, for agree.py. */
#include <stdlib.h>
#include <string.h>

#include "confidence.h"

static void *allocate(void *context, size_t size) { (void)context; return malloc(size ? size : 1); }
static void *resize(void *context, void *p, size_t old, size_t size) { (void)context, (void)old; return realloc(p, size ? size : 1); }
static void release(void *context, void *p) { (void)context; free(p); }
static const sayso_allocator ALLOCATOR = {NULL, allocate, resize, release};
static const struct memory MEMORY = {&ALLOCATOR, NULL};

int agree_open(const void *section, size_t size, struct weights **weights)
{
    return (int)weights_open(weights, &MEMORY, section, size, NULL);
}

/* States without padding, labels of both heads, and (first, last, to, confidence) of each piece; the number of pieces, or below 0
 * if the machine has no such kernels (-1000) or the encoder refuses the tokens. */
int agree_run(const struct weights *weights, int set, const struct encoder_token *tokens, uint32_t count, uint8_t *states,
              uint8_t *tags, uint8_t *names, uint32_t *pieces)
{
    struct encoder encoder = {0};
    struct viterbi viterbi = {0};
    struct links links = {0};
    const struct kernels *kernels = kernels_choose((enum kernel_set)set);
    int result = -1000;
    if (!kernels)
        return result;
    result = -(int)encoder_run(&MEMORY, weights, kernels, tokens, count, true, &encoder);
    if (!result)
        result = -(int)viterbi_run(&MEMORY, tokens, count, &encoder, &viterbi);
    if (!result)
        result = -(int)links_find(&MEMORY, kernels, tokens, count, &encoder, &viterbi, &links);
    if (!result)
        result = -(int)confidence_measure(&MEMORY, tokens, &encoder, &viterbi, &links);
    if (!result) {
        for (uint32_t t = 0; t < 2 * count; t++)
            memcpy(states + (size_t)t * weights->hidden, encoder.states.items->bytes + (size_t)t * weights->units, weights->hidden);
        memcpy(tags, viterbi.tags.items, count);
        memcpy(names, viterbi.names.items, count);
        for (uint32_t i = 0; i < links.pieces.count; i++, pieces += 4) {
            pieces[0] = links.pieces.items[i].first;
            pieces[1] = links.pieces.items[i].last;
            pieces[2] = links.pieces.items[i].to;
            pieces[3] = links.pieces.items[i].confidence;
        }
        result = (int)links.pieces.count;
    }
    links_free(&links, &MEMORY);
    viterbi_free(&viterbi, &MEMORY);
    encoder_free(&encoder, &MEMORY);
    return result;
}
