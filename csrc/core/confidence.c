/* confidence: margins of the tags of content, cue and source, weighed and put on the curve. */
#include "confidence.h"

#include <string.h>

enum { MOST = 2047 /* of a margin, so that one sure token does not hide the others */ };

/* How far the token's role is ahead of the best other role, 0 .. MOST. */
static int32_t margin(const int32_t *scores, uint32_t tag)
{
    int32_t own = INT32_MIN, other = INT32_MIN;
    for (uint32_t k = 0; k < WEIGHTS_RULES; k++) {
        int32_t *best = (k + 1) / 2 == (tag + 1) / 2 ? &own : &other;
        if (scores[k] > *best)
            *best = scores[k];
    }
    /* scores are below 2^25, so their difference fits */
    return own <= other ? 0 : own - other < MOST ? own - other : MOST;
}

static int64_t margins(const struct encoder *encoder, const struct viterbi *viterbi, const struct link_piece *piece,
                       int32_t *least)
{
    int64_t sum = 0;
    for (uint32_t t = piece->first; t < piece->last; t++) {
        const int32_t m = margin(encoder->tags.items[t].of, viterbi->tags.items[t]);
        sum += m;
        if (m < *least)
            *least = m;
    }
    return sum;
}

static bool in_quotation(const struct encoder_token *tokens, const struct link_piece *piece)
{
    for (uint32_t t = piece->first; t < piece->last; t++)
        if (tokens[t].quote)
            return true;
    return false;
}

/* Gather the contents of each cue. */
static void add_content(const struct encoder_token *tokens, const struct encoder *encoder,
                        const struct viterbi *viterbi, const struct link_piece *piece, struct link_margins *sums)
{
    if (!sums->pieces++)
        sums->least = MOST;
    sums->sum += margins(encoder, viterbi, piece, &sums->least);
    sums->tokens += piece->last - piece->first;
    sums->quoted |= in_quotation(tokens, piece);
}

static uint16_t weigh(const struct weights *weights, const int32_t x[WEIGHTS_CONFIDENCE - 1])
{
    int64_t z = 512;
    for (uint32_t k = 0; k < WEIGHTS_CONFIDENCE - 1; k++)
        z += (int64_t)x[k] * weights->confidence[k];
    z = (z >> 10) + weights->confidence[WEIGHTS_CONFIDENCE - 1];
    return (uint16_t)(16384 + (kernel_curve_at(&weights->curve, z < -32768  ? -32768
                                                                : z > 32767 ? 32767
                                                                            : (int32_t)z) >>
                               1));
}

sayso_status confidence_measure(const struct memory *memory, const struct encoder_token *tokens,
                                const struct encoder *encoder, const struct viterbi *viterbi, struct links *links)
{
    const uint32_t count = links->pieces.count;
    array_clear(&links->margins);
    if (!array_reserve(memory, &links->margins, count))
        return SAYSO_ERROR_MEMORY;
    links->margins.count = count;
    if (count)
        memset(links->margins.items, 0, count * sizeof *links->margins.items);
    for (uint32_t i = 0; i < count; i++) {
        const struct link_piece *piece = &links->pieces.items[i];
        if (piece->tag == TAG_B_CONTENT && piece->to != SAYSO_NONE)
            add_content(tokens, encoder, viterbi, piece, &links->margins.items[piece->to]);
    }
    for (uint32_t i = 0; i < count; i++) {
        struct link_piece *cue = &links->pieces.items[i];
        const struct link_margins *content = &links->margins.items[i];
        const struct link_piece *source = cue->to == SAYSO_NONE ? NULL : &links->pieces.items[cue->to];
        int32_t unused = MOST;
        if (!content->pieces)
            continue;
        const int32_t x[WEIGHTS_CONFIDENCE - 1] = {
            content->least,
            (int32_t)(content->sum / content->tokens),
            (int32_t)(margins(encoder, viterbi, cue, &unused) / (cue->last - cue->first)),
            source ? (int32_t)(margins(encoder, viterbi, source, &unused) / (source->last - source->first)) : 0,
            source ? 0 : WEIGHTS_SCORE,
            content->pieces <= 8 ? WEIGHTS_SCORE * (int32_t)(content->pieces - 1) : MOST,
            content->quoted ? WEIGHTS_SCORE : 0,
        };
        cue->confidence = weigh(encoder->weights, x);
    }
    return SAYSO_OK;
}
