/* links: each asks the three before it and the three after it, and none of them. */
#include "links.h"

#include <string.h>

enum { REACH = WEIGHTS_OFFSETS / 2, MAX_ROWS = WEIGHTS_MAX_HIDDEN + 2 * KERNEL_ROWS };

static sayso_status read_pieces(const struct memory *memory, const struct encoder_token *tokens, uint32_t count,
                                const uint8_t *tags, struct links *links)
{
    uint32_t paragraph = 0;
    uint8_t kind = TAG_O;
    array_clear(&links->pieces);
    for (uint32_t t = 0; t < count; t++) {
        const uint8_t begin = (uint8_t)(tags[t] % 2 ? tags[t] : tags[t] - (tags[t] > 0));
        paragraph += tokens[t].breaks == 2;
        if (tags[t] != TAG_O && tags[t] % 2 == 0 && kind == begin) {
            links->pieces.items[links->pieces.count - 1].last = t + 1;
        } else if (tags[t] != TAG_O) {
            struct link_piece *piece = array_push(memory, &links->pieces);
            if (!piece)
                return SAYSO_ERROR_MEMORY;
            *piece = (struct link_piece){t, t + 1, paragraph, SAYSO_NONE, 0, begin};
        }
        kind = begin;
    }
    return SAYSO_OK;
}

/* The states of each piece's first and last token, one behind the other. */
static sayso_status read_states(const struct memory *memory, const struct kernels *kernels,
                                const struct encoder_token *tokens, struct encoder *encoder, struct links *links)
{
    const uint64_t count = 2 * (uint64_t)links->pieces.count;
    array_clear(&links->ends);
    array_clear(&links->states);
    if (!array_reserve(memory, &links->ends, count) || !array_reserve(memory, &links->states, count * encoder->lines))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t i = 0; i < links->pieces.count; i++) {
        links->ends.items[links->ends.count++] = links->pieces.items[i].first;
        links->ends.items[links->ends.count++] = links->pieces.items[i].last - 1;
    }
    return encoder_states(memory, kernels, tokens, links->ends.items, links->ends.count, encoder, links->states.items);
}

/* A map of the states of a piece's first and last token. */
static void project(const struct kernels *kernels, const struct kernel_map *map, const struct encoder *encoder,
                    const struct links *links, uint32_t piece, int32_t *out)
{
    const uint8_t *const u = links->states.items[(size_t)piece * 2 * encoder->lines].bytes;
    kernels->linear(map, &u, 1, out, 0, KERNEL_PLAIN);
}

/* The best of the candidates [from, to) of the targets, `before` of which begin before the piece. */
static uint32_t choose(const struct weights_link *link, const struct links *links, const struct link_piece *piece,
                       uint32_t before, const int32_t *ask, int64_t none)
{
    const uint32_t groups = link->answer.groups;
    const uint32_t from = before > REACH ? before - REACH : 0;
    const uint32_t to = links->targets.count - before > REACH ? before + REACH : links->targets.count;
    uint32_t best = SAYSO_NONE;
    int64_t most = 0;
    for (uint32_t k = from; k < to; k++) {
        const struct link_piece *target = &links->pieces.items[links->targets.items[k]];
        const int32_t *answer = links->answers.items[(size_t)k * groups].of;
        int64_t sum = 8;
        for (uint32_t j = 0; j < link->ask.rows; j++)
            sum += (int64_t)ask[j] * answer[j];
        const int64_t score =
            (sum >> 4) + link->place[(k + REACH - before) * 2 + (target->paragraph != piece->paragraph)];
        if (best == SAYSO_NONE || score > most) {
            best = links->targets.items[k];
            most = score;
        }
    }
    return best != SAYSO_NONE && none > most ? SAYSO_NONE : best;
}

/* Let the pieces of one tag choose among those of another. */
static sayso_status link_pieces(const struct memory *memory, const struct kernels *kernels,
                                const struct weights_link *link, const struct encoder *encoder, uint8_t asking,
                                uint8_t asked, struct links *links)
{
    const uint32_t groups = link->answer.groups;
    int32_t ask[MAX_ROWS], none[KERNEL_ROWS];
    uint32_t before = 0;
    array_clear(&links->targets);
    array_clear(&links->answers);
    for (uint32_t i = 0; i < links->pieces.count; i++) {
        if (links->pieces.items[i].tag != asked)
            continue;
        uint32_t *target = array_push(memory, &links->targets);
        if (!target || !array_reserve(memory, &links->answers, groups))
            return SAYSO_ERROR_MEMORY;
        *target = i;
        project(kernels, &link->answer, encoder, links, i, links->answers.items[links->answers.count].of);
        links->answers.count += groups;
    }
    for (uint32_t i = 0; i < links->pieces.count; i++) {
        struct link_piece *piece = &links->pieces.items[i];
        before += piece->tag == asked;
        if (piece->tag != asking || !links->targets.count)
            continue;
        project(kernels, &link->ask, encoder, links, i, ask);
        project(kernels, &link->none, encoder, links, i, none);
        piece->to = choose(link, links, piece, before, ask, none[0]);
    }
    return SAYSO_OK;
}

sayso_status links_find(const struct memory *memory, const struct kernels *kernels, const struct encoder_token *tokens,
                        uint32_t count, struct encoder *encoder, const struct viterbi *viterbi, struct links *links)
{
    const struct weights *weights = encoder->weights;
    sayso_status status = read_pieces(memory, tokens, count, viterbi->tags.items, links);
    if (!status)
        status = read_states(memory, kernels, tokens, encoder, links);
    if (!status)
        status = link_pieces(memory, kernels, &weights->content, encoder, TAG_B_CONTENT, TAG_B_CUE, links);
    if (!status)
        status = link_pieces(memory, kernels, &weights->source, encoder, TAG_B_CUE, TAG_B_SOURCE, links);
    return status;
}

void links_free(struct links *links, const struct memory *memory)
{
    array_free(memory, &links->pieces);
    array_free(memory, &links->ends);
    array_free(memory, &links->states);
    array_free(memory, &links->targets);
    array_free(memory, &links->answers);
    array_free(memory, &links->margins);
}
