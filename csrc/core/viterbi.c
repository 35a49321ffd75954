/* viterbi: one pass forward, one back.  An I follows its own B or I, so each label has one or two free steps to it and
 * all others cost the same: a token takes as many operations as there are labels. */
#include "viterbi.h"

#include <string.h>

enum { MAX_LABELS = WEIGHTS_MENTIONS };

/* How a token's labels were reached, packed: the best label before (6 bits), whether O came from O though another was
 * better (bit 6), and for each role's I, from bit 8, FROM_... */
enum { FROM_B, FROM_I, FROM_BEST };
#define BACK_BEST(back)       ((back) & 63u)
#define BACK_O                64u
#define BACK_INNER(back, tag) (((back) >> (6 + (tag))) & 3u)

/* One token: scores `best` of the labels before become those after; returns the way back. */
static uint32_t step(int32_t *best, const int32_t *scores, uint32_t labels, bool held, int32_t bias)
{
    uint32_t top = 0;
    for (uint32_t k = 1; k < labels; k++)
        if (best[k] > best[top])
            top = k;
    const int32_t most = best[top], before_o = best[0] - most;
    uint32_t back = top;
    /* best scores are kept relative to the best before, so that they never grow */
    for (uint32_t tag = 2; tag < labels; tag += 2) {
        const int32_t from_b = best[tag - 1] - most, from_i = best[tag] - most;
        const int32_t other = held ? -2 * VITERBI_NEVER : -VITERBI_NEVER;
        uint32_t from = from_b >= from_i ? FROM_B : FROM_I;
        int32_t value = from_b >= from_i ? from_b : from_i;
        if (other > value || (other == value && top < tag - (from == FROM_B))) {
            value = other;
            from = FROM_BEST;
        }
        best[tag - 1] = (held ? -VITERBI_NEVER : 0) + scores[tag - 1];
        best[tag] = value + scores[tag];
        back |= from << (6 + tag);
    }
    best[0] = scores[0] - bias;
    if (held && before_o >= -VITERBI_NEVER) {
        best[0] += before_o;
        back |= BACK_O;
    } else if (held) {
        best[0] -= VITERBI_NEVER;
    }
    return back;
}

/* The best labels of `count` tokens; `held` may be NULL. */
static void decode(const int32_t *scores, uint32_t count, uint32_t labels, const uint8_t *held, int32_t bias,
                   uint32_t *back, uint8_t *out)
{
    int32_t best[MAX_LABELS];
    uint32_t label = 0;
    if (!count)
        return;
    memcpy(best, scores, labels * sizeof *best);
    best[0] -= bias;
    for (uint32_t tag = 2; tag < labels; tag += 2)
        best[tag] = -VITERBI_NEVER;
    for (uint32_t t = 1; t < count; t++)
        back[t] = step(best, scores + (size_t)t * labels, labels, held && held[t], bias);
    for (uint32_t k = 1; k < labels; k++)
        if (best[k] > best[label])
            label = k;
    for (uint32_t t = count - 1; t; t--) {
        out[t] = (uint8_t)label;
        const uint32_t from = label && label % 2 == 0 ? BACK_INNER(back[t], label) : FROM_BEST;
        if (from == FROM_B)
            label--;
        else if (from == FROM_BEST)
            label = label == 0 && (back[t] & BACK_O) ? 0 : BACK_BEST(back[t]);
    }
    out[0] = (uint8_t)label;
}

/* Tokens from the third inside a quotation to its last, if it is opened and closed. */
static void find_held(const struct encoder_token *tokens, uint32_t count, uint8_t *held)
{
    uint32_t begin = SAYSO_NONE;
    if (count)
        memset(held, 0, count);
    for (uint32_t t = 0; t < count; t++) {
        if (tokens[t].quote == 3 && begin != SAYSO_NONE && t > begin + 2)
            memset(held + begin + 2, 1, t - begin - 2);
        if (tokens[t].quote == 1)
            begin = t;
        else if (tokens[t].quote != 2)
            begin = SAYSO_NONE;
    }
}

sayso_status viterbi_run(const struct memory *memory, const struct encoder_token *tokens, uint32_t count,
                         const struct encoder *encoder, struct viterbi *viterbi)
{
    array_clear(&viterbi->tags), array_clear(&viterbi->names);
    array_clear(&viterbi->held), array_clear(&viterbi->back);
    if (!array_reserve(memory, &viterbi->tags, count) ||
        !array_reserve(memory, &viterbi->names, encoder->names.count) ||
        !array_reserve(memory, &viterbi->held, count) || !array_reserve(memory, &viterbi->back, count))
        return SAYSO_ERROR_MEMORY;
    viterbi->tags.count = viterbi->held.count = viterbi->back.count = count;
    viterbi->names.count = encoder->names.count;
    find_held(tokens, count, viterbi->held.items);
    if (!count)
        return SAYSO_OK;
    decode(encoder->tags.items->of, count, WEIGHTS_RULES, viterbi->held.items, VITERBI_BIAS, viterbi->back.items,
           viterbi->tags.items);
    if (encoder->names.count)
        decode(encoder->names.items->of, count, WEIGHTS_MENTIONS, NULL, 0, viterbi->back.items, viterbi->names.items);
    return SAYSO_OK;
}

void viterbi_free(struct viterbi *viterbi, const struct memory *memory)
{
    array_free(memory, &viterbi->tags);
    array_free(memory, &viterbi->names);
    array_free(memory, &viterbi->held);
    array_free(memory, &viterbi->back);
}
