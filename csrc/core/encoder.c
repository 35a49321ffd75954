/* encoder: windows side by side through both layers, block by block, so that weights stay in the cache. */
#include "encoder.h"

#include <string.h>

/* A group of windows that are read at once, the longest first, and where their arrays lie. */
struct group {
    const struct weights *weights;
    const struct kernels *kernels;
    const struct encoder_token *tokens;
    struct encoder *encoder;
    struct encoder_window lanes[ENCODER_LANES];
    uint32_t lane_count;
    uint8_t *start;  /* the state before the first token */
    uint8_t *first;  /* states of the first layer: lanes x ENCODER_WINDOW x 2 units */
    int32_t *inputs; /* lanes x ENCODER_BLOCK x 4 units */
    int32_t *recurrent;
    int16_t *cells; /* lanes x units */
};

static sayso_status push_window(const struct memory *memory, struct encoder *encoder, uint32_t first, uint32_t end)
{
    struct encoder_window *window = array_push(memory, &encoder->windows);
    if (!window)
        return SAYSO_ERROR_MEMORY;
    *window = (struct encoder_window){first, end - first};
    return SAYSO_OK;
}

sayso_status encoder_cut(const struct memory *memory, const struct encoder_token *tokens, uint32_t count,
                         uint32_t limit, struct encoder *encoder)
{
    array_clear(&encoder->windows);
    for (uint32_t start = 0, end; start < count; start = end) {
        uint32_t last[WEIGHTS_BREAKS] = {0};
        for (end = start + 1; end < count && end - start < limit; end++)
            last[tokens[end].breaks] = end;
        if (end < count) {
            last[tokens[end].breaks] = end;
            end = last[2] ? last[2] : last[1] ? last[1] : end;
        }
        if (push_window(memory, encoder, start, end))
            return SAYSO_ERROR_MEMORY;
    }
    return SAYSO_OK;
}

static bool in_range(const struct weights *w, const struct encoder_token *t)
{
    return t->word <= w->words && t->prefix < w->prefixes && t->suffix < w->suffixes && t->shape < WEIGHTS_SHAPES &&
           t->breaks < WEIGHTS_BREAKS && t->quote < WEIGHTS_QUOTES && t->space < 2 && t->rule < WEIGHTS_RULES &&
           t->mention < WEIGHTS_MENTIONS && !(t->signals >> WEIGHTS_SIGNALS);
}

/* A token's preactivations in the first layer, before the recurrent part: the sum of its rows of one direction. */
static void first_inputs(const struct group *g, const struct encoder_token *t, uint32_t direction, int32_t *out)
{
    const struct weights *w = g->weights;
    const size_t width = 8 * (size_t)w->units, half = direction * width / 2;
    const int16_t *rows[5 + WEIGHTS_SIGNALS];
    uint32_t n = 0;
    const uint32_t place = ((uint32_t)t->breaks * WEIGHTS_QUOTES + t->quote) * 2 + t->space;
    rows[n++] = encoder_products(g->encoder, g->kernels, t) + half;
    rows[n++] = w->place + place * width + half;
    rows[n++] = w->shape + t->shape * width + half;
    rows[n++] = w->rule + t->rule * width + half;
    rows[n++] = w->mention + t->mention * width + half;
    const int16_t *signal = w->signal + half;
    for (uint64_t bits = t->signals; bits; bits >>= 1, signal += width)
        if (bits & 1)
            rows[n++] = signal;
    g->kernels->gather(rows, n, 4 * w->units, out);
}

/* The lane's token that a direction reads at a step. */
static uint32_t token_at(const struct encoder_window *lane, uint32_t direction, uint32_t step)
{
    return direction ? lane->count - 1 - step : step;
}

/* Where a layer's state of a lane's token lies. */
static uint8_t *state_at(const struct group *g, uint32_t layer, uint32_t lane, uint32_t token)
{
    const size_t width = 2 * (size_t)g->weights->units;
    return layer ? g->encoder->states.items + (g->lanes[lane].first + token) * width
                 : g->first + ((size_t)lane * ENCODER_WINDOW + token) * width;
}

/* Preactivations of the lane's next tokens, without the recurrent part. */
static void block_inputs(const struct group *g, uint32_t layer, uint32_t direction, uint32_t lane, uint32_t step)
{
    const struct encoder_window *window = &g->lanes[lane];
    const size_t width = 4 * (size_t)g->weights->units;
    const uint32_t left = window->count - step, n = left < ENCODER_BLOCK ? left : ENCODER_BLOCK;
    int32_t *out = g->inputs + (size_t)lane * ENCODER_BLOCK * width;
    const uint8_t *states[ENCODER_BLOCK];
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t token = token_at(window, direction, step + k);
        if (layer)
            states[k] = state_at(g, 0, lane, token);
        else
            first_inputs(g, &g->tokens[window->first + token], direction, out + k * width);
    }
    if (layer)
        g->kernels->linear(&g->weights->input2[direction], states, n, out, width, KERNEL_SATURATE);
}

/* One direction of one layer over all lanes. */
static void run_direction(const struct group *g, uint32_t layer, uint32_t direction)
{
    const struct weights *w = g->weights;
    const size_t width = 4 * (size_t)w->units;
    const uint8_t *before[ENCODER_LANES];
    uint32_t live = g->lane_count;
    for (uint32_t lane = 0; lane < live; lane++)
        before[lane] = g->start;
    memset(g->cells, 0, live * (size_t)w->units * sizeof *g->cells);
    for (uint32_t step = 0; step < g->lanes[0].count; step++) {
        const uint32_t k = step % ENCODER_BLOCK;
        while (g->lanes[live - 1].count <= step)
            live--;
        for (uint32_t lane = 0; k == 0 && lane < live; lane++)
            block_inputs(g, layer, direction, lane, step);
        g->kernels->linear(&w->recurrent[layer][direction], before, live, g->recurrent, width,
                           step % 2 ? KERNEL_BACKWARD : KERNEL_PLAIN);
        for (uint32_t lane = 0; lane < live; lane++) {
            uint8_t *state =
                state_at(g, layer, lane, token_at(&g->lanes[lane], direction, step)) + direction * w->units;
            g->kernels->cell(&w->curve, g->inputs + (lane * (size_t)ENCODER_BLOCK + k) * width,
                             g->recurrent + lane * width, w->units, g->cells + lane * (size_t)w->units, state);
            before[lane] = state;
        }
    }
}

/* Windows of the group, the longest first. */
static void set_lanes(struct group *g, const struct encoder_window *windows, uint32_t count)
{
    g->lane_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = g->lane_count++;
        for (; at && g->lanes[at - 1].count < windows[i].count; at--)
            g->lanes[at] = g->lanes[at - 1];
        g->lanes[at] = windows[i];
    }
}

static void scores_of(const struct group *g, const struct kernel_map *map, uint32_t columns, uint32_t count,
                      int32_t *scores)
{
    const struct encoder *encoder = g->encoder;
    const size_t stride = (size_t)map->groups * KERNEL_ROWS;
    int32_t *out = g->recurrent; /* KERNEL_BATCH x 4 units or more: the heads have 32 rows at most */
    for (uint32_t t = 0; t < count; t += KERNEL_BATCH) {
        const uint8_t *states[KERNEL_BATCH];
        const uint32_t n = count - t < KERNEL_BATCH ? count - t : KERNEL_BATCH;
        for (uint32_t k = 0; k < n; k++)
            states[k] = encoder->states.items + (size_t)(t + k) * encoder->width;
        g->kernels->linear(map, states, n, out, stride, KERNEL_PLAIN);
        for (uint32_t k = 0; k < n; k++)
            memcpy(scores + (size_t)(t + k) * columns, out + k * stride, columns * sizeof *scores);
    }
}

/* Cut the room into the group's arrays, each at a multiple of 64 bytes; returns what is needed. */
static size_t lay_out(struct group *g, uint8_t *room)
{
    const size_t units = g->weights->units;
    const size_t sizes[] = {units, ENCODER_LANES * ENCODER_WINDOW * 2 * units,
                            ENCODER_LANES * ENCODER_BLOCK * 4 * units * sizeof(int32_t),
                            ENCODER_LANES * 4 * units * sizeof(int32_t), ENCODER_LANES * units * sizeof(int16_t)};
    size_t at[6] = {room ? (64 - (uintptr_t)room % 64) % 64 : 64};
    for (int k = 0; k < 5; k++)
        at[k + 1] = at[k] + (sizes[k] + 63) / 64 * 64;
    if (room) {
        g->start = room + at[0], g->first = room + at[1];
        g->inputs = (int32_t *)(void *)(room + at[2]);
        g->recurrent = (int32_t *)(void *)(room + at[3]);
        g->cells = (int16_t *)(void *)(room + at[4]);
        memset(g->start, KERNEL_MIDDLE, units);
    }
    return at[5];
}

static bool make_room(const struct memory *memory, struct group *g, uint32_t count)
{
    struct encoder *e = g->encoder;
    const uint64_t state_bytes = (uint64_t)count * e->width, name_count = (uint64_t)count * WEIGHTS_MENTIONS;
    array_clear(&e->states), array_clear(&e->tags), array_clear(&e->names), array_clear(&e->room);
    if (state_bytes >= UINT32_MAX || name_count >= UINT32_MAX || !array_reserve(memory, &e->states, state_bytes) ||
        !array_reserve(memory, &e->tags, count * WEIGHTS_RULES) || !array_reserve(memory, &e->names, name_count) ||
        !array_reserve(memory, &e->room, lay_out(g, NULL)) || !encoder_words_ready(memory, g->weights, e))
        return false;
    e->states.count = (uint32_t)state_bytes;
    e->tags.count = count * WEIGHTS_RULES;
    e->names.count = (uint32_t)name_count;
    lay_out(g, e->room.items);
    return true;
}

sayso_status encoder_run(const struct memory *memory, const struct weights *weights, const struct kernels *kernels,
                         const struct encoder_token *tokens, uint32_t count, struct encoder *encoder)
{
    struct group g = {.weights = weights, .kernels = kernels, .tokens = tokens, .encoder = encoder};
    for (uint32_t t = 0; t < count; t++)
        if (!in_range(weights, &tokens[t]))
            return SAYSO_ERROR_ARGUMENT;
    encoder->width = 2 * weights->units;
    if (encoder_cut(memory, tokens, count, ENCODER_WINDOW, encoder) || !make_room(memory, &g, count))
        return SAYSO_ERROR_MEMORY;
    /* groups of like size: five windows are read as three and two */
    for (uint32_t done = 0, n; done < encoder->windows.count; done += n) {
        const uint32_t left = encoder->windows.count - done, groups = (left + ENCODER_LANES - 1) / ENCODER_LANES;
        if (memory_cancelled(memory))
            return SAYSO_ERROR_CANCELLED;
        n = (left + groups - 1) / groups;
        set_lanes(&g, encoder->windows.items + done, n);
        for (uint32_t lane = 0; lane < n; lane++)
            encoder_learn_words(encoder, kernels, tokens + g.lanes[lane].first, g.lanes[lane].count);
        for (uint32_t layer = 0; layer < 2; layer++)
            for (uint32_t direction = 0; direction < 2; direction++)
                run_direction(&g, layer, direction);
    }
    scores_of(&g, &weights->tags, WEIGHTS_RULES, count, encoder->tags.items);
    scores_of(&g, &weights->names, WEIGHTS_MENTIONS, count, encoder->names.items);
    return SAYSO_OK;
}

void encoder_free(struct encoder *encoder, const struct memory *memory)
{
    array_free(memory, &encoder->states);
    array_free(memory, &encoder->tags);
    array_free(memory, &encoder->names);
    array_free(memory, &encoder->windows);
    array_free(memory, &encoder->words);
    array_free(memory, &encoder->products);
    array_free(memory, &encoder->room);
    encoder->weights = NULL;
}
