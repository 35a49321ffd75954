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
    uint32_t *places; /* of their words' products: lanes x ENCODER_WINDOW */
    uint8_t *start;   /* the state before the first token */
    uint8_t *first;   /* states of the first layer: lanes x ENCODER_WINDOW x 2 units */
    int32_t *inputs;  /* lanes x ENCODER_BLOCK x 4 units */
    int16_t *cells;   /* lanes x units */
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

/* The lane's token that a direction reads at a step. */
static uint32_t token_at(const struct encoder_window *lane, uint32_t direction, uint32_t step)
{
    return direction ? lane->count - 1 - step : step;
}

/* Where a layer's state of a lane's token lies. */
static uint8_t *state_at(const struct group *g, uint32_t layer, uint32_t lane, uint32_t token)
{
    const struct encoder *e = g->encoder;
    const size_t held = g->lanes[lane].first - e->windows.items[e->first].first;
    return layer ? e->states.items[(held + token) * e->lines].bytes
                 : g->first + ((size_t)lane * ENCODER_WINDOW + token) * e->lines * ENCODER_LINE;
}

/* ---- what goes into a step ------------------------------------------------------------------------------------- */

/* A token's preactivations in the first layer, before the recurrent part: the sum of its rows of one direction. */
static void first_inputs(const struct group *g, uint32_t lane, uint32_t token, uint32_t direction, int32_t *out)
{
    const struct weights *w = g->weights;
    const struct encoder_token *t = &g->tokens[g->lanes[lane].first + token];
    const size_t width = 8 * (size_t)w->units, half = direction * width / 2;
    const int16_t *rows[5 + WEIGHTS_SIGNALS];
    uint32_t n = 0;
    const uint32_t place = ((uint32_t)t->breaks * WEIGHTS_QUOTES + t->quote) * 2 + t->space;
    rows[n++] = encoder_products(g->encoder, g->kernels, t, g->places[lane * ENCODER_WINDOW + token]) + half;
    rows[n++] = w->place + place * width + half;
    rows[n++] = w->shape + t->shape * width + half;
    rows[n++] = w->rule + t->rule * width + half;
    rows[n++] = w->mention + t->mention * width + half;
    const int16_t *signal = w->signal + half;
    for (uint64_t bits = t->signals; bits; bits >>= 1, signal += width)
        if (bits & 1)
            rows[n++] = signal;
    /* products lie all over a table that is larger than the nearest caches: fetch those of the token to come */
    if (direction ? token : token + 1 < g->lanes[lane].count)
        encoder_fetch(g->encoder, g->places[lane * ENCODER_WINDOW + (direction ? token - 1 : token + 1)], direction);
    g->kernels->gather(rows, n, 4 * w->units, out);
}

/* The next tokens' products of the first layer's states. */
static void second_inputs(const struct group *g, uint32_t lane, uint32_t step, uint32_t direction, int32_t *out)
{
    const struct encoder_window *window = &g->lanes[lane];
    const uint32_t left = window->count - step, n = left < ENCODER_BLOCK ? left : ENCODER_BLOCK;
    const uint8_t *states[ENCODER_BLOCK];
    for (uint32_t k = 0; k < n; k++)
        states[k] = state_at(g, 0, lane, token_at(window, direction, step + k));
    g->kernels->linear(&g->weights->input2[direction], states, n, out, 4 * (size_t)g->weights->units, KERNEL_SATURATE);
}

/* Preactivations of a lane at a step, without the recurrent part. */
static const int32_t *inputs_at(const struct group *g, uint32_t layer, uint32_t direction, uint32_t lane, uint32_t step)
{
    const size_t width = 4 * (size_t)g->weights->units;
    int32_t *inputs = g->inputs + (size_t)lane * ENCODER_BLOCK * width;
    if (layer == 0)
        first_inputs(g, lane, token_at(&g->lanes[lane], direction, step), direction, inputs);
    else if (step % ENCODER_BLOCK == 0)
        second_inputs(g, lane, step, direction, inputs);
    return layer ? inputs + step % ENCODER_BLOCK * width : inputs;
}

/* ---- windows side by side ----------------------------------------------------------------------------------------- */

/* One direction of one layer over all lanes. */
static void run_direction(const struct group *g, uint32_t layer, uint32_t direction)
{
    const struct weights *w = g->weights;
    struct kernel_lane lanes[ENCODER_LANES];
    uint32_t live = g->lane_count;
    for (uint32_t lane = 0; lane < live; lane++)
        lanes[lane].after = g->start;
    memset(g->cells, 0, ENCODER_LANES * (size_t)w->units * sizeof *g->cells);
    for (uint32_t step = 0; step < g->lanes[0].count; step++) {
        while (g->lanes[live - 1].count <= step)
            live--;
        for (uint32_t lane = 0; lane < live; lane++) {
            const uint32_t token = token_at(&g->lanes[lane], direction, step);
            lanes[lane].before = lanes[lane].after;
            lanes[lane].z = inputs_at(g, layer, direction, lane, step);
            lanes[lane].after = state_at(g, layer, lane, token) + direction * w->units;
        }
        g->kernels->step(&w->recurrent[layer][direction], &w->curve, lanes, live, g->cells, step % 2 == 1);
    }
}

/* The next `count` windows in order of their length. */
static void run_group(struct group *g, const uint32_t *order, uint32_t count)
{
    g->lane_count = count;
    for (uint32_t lane = 0; lane < count; lane++) {
        g->lanes[lane] = g->encoder->windows.items[order[lane]];
        encoder_learn_words(g->encoder, g->kernels, g->tokens + g->lanes[lane].first, g->lanes[lane].count,
                            g->places + lane * ENCODER_WINDOW);
    }
    for (uint32_t layer = 0; layer < 2; layer++)
        for (uint32_t direction = 0; direction < 2; direction++)
            run_direction(g, layer, direction);
}

/* The held windows by length, the longest first, so that those read side by side end together. */
static void order_windows(struct encoder *encoder)
{
    uint32_t starts[ENCODER_WINDOW + 1] = {0}, before = 0;
    const struct encoder_window *windows = encoder->windows.items;
    for (uint32_t i = encoder->first; i < encoder->end; i++)
        starts[ENCODER_WINDOW - windows[i].count]++;
    for (uint32_t k = 0; k <= ENCODER_WINDOW; k++) {
        const uint32_t many = starts[k];
        starts[k] = before;
        before += many;
    }
    for (uint32_t i = encoder->first; i < encoder->end; i++)
        encoder->order.items[starts[ENCODER_WINDOW - windows[i].count]++] = i;
}

/* ---- stretches of windows --------------------------------------------------------------------------------------- */

/* Take the windows from `first` on whose states are held together. */
static void take_stretch(struct encoder *encoder, uint32_t first)
{
    const uint32_t limit = encoder->stretch ? encoder->stretch : ENCODER_STRETCH;
    uint32_t tokens = 0, end = first;
    do
        tokens += encoder->windows.items[end++].count;
    while (end < encoder->windows.count && encoder->windows.items[end].count <= limit &&
           tokens <= limit - encoder->windows.items[end].count);
    encoder->first = first;
    encoder->end = end;
}

static sayso_status run_stretch(const struct memory *memory, struct group *g)
{
    struct encoder *e = g->encoder;
    const uint32_t count = e->end - e->first;
    order_windows(e);
    /* groups of like size: five windows are read as three and two */
    for (uint32_t done = 0, n; done < count; done += n) {
        const uint32_t left = count - done, groups = (left + ENCODER_LANES - 1) / ENCODER_LANES;
        if (memory_cancelled(memory))
            return SAYSO_ERROR_CANCELLED;
        n = (left + groups - 1) / groups;
        run_group(g, e->order.items + done, n);
    }
    return SAYSO_OK;
}

/* Scores of the tokens whose states are held: `columns` of each go to `out`. */
static void scores_of(const struct group *g, const struct kernel_map *map, uint32_t columns, int32_t *out)
{
    const struct encoder *e = g->encoder;
    const struct encoder_window *last = &e->windows.items[e->end - 1];
    const uint32_t first = e->windows.items[e->first].first, count = last->first + last->count - first;
    const size_t stride = (size_t)map->groups * KERNEL_ROWS;
    out += (size_t)first * columns;
    for (uint32_t t = 0; t < count; t += ENCODER_BLOCK) {
        const uint8_t *states[ENCODER_BLOCK];
        const uint32_t n = count - t < ENCODER_BLOCK ? count - t : ENCODER_BLOCK;
        for (uint32_t k = 0; k < n; k++)
            states[k] = e->states.items[(size_t)(t + k) * e->lines].bytes;
        /* the room for inputs has 4 x 32 columns a token or more, the heads 32 */
        g->kernels->linear(map, states, n, g->inputs, stride, KERNEL_PLAIN);
        for (uint32_t k = 0; k < n; k++, out += columns)
            memcpy(out, g->inputs + k * stride, columns * sizeof *out);
    }
}

/* Cut the room into the group's arrays, each at a multiple of 64 bytes; returns what is needed. */
static size_t lay_out(struct group *g, uint8_t *room)
{
    const size_t units = g->weights->units;
    const size_t sizes[] = {units, ENCODER_LANES * ENCODER_WINDOW * 2 * units,
                            ENCODER_LANES * ENCODER_BLOCK * 4 * units * sizeof(int32_t),
                            ENCODER_LANES * units * sizeof(int16_t), ENCODER_LANES * ENCODER_WINDOW * sizeof(uint32_t)};
    size_t at[6] = {room ? (64 - (uintptr_t)room % 64) % 64 : 64};
    for (int k = 0; k < 5; k++)
        at[k + 1] = at[k] + (sizes[k] + 63) / 64 * 64;
    if (room) {
        g->start = room + at[0], g->first = room + at[1];
        g->inputs = (int32_t *)(void *)(room + at[2]);
        g->cells = (int16_t *)(void *)(room + at[3]);
        g->places = (uint32_t *)(void *)(room + at[4]);
        memset(g->start, KERNEL_MIDDLE, units);
    }
    return at[5];
}

static bool make_room(const struct memory *memory, struct group *g, uint32_t count, bool names)
{
    struct encoder *e = g->encoder;
    const uint32_t limit = e->stretch ? e->stretch : ENCODER_STRETCH;
    /* a stretch is one window at least */
    const uint64_t held = count < limit ? count : limit > ENCODER_WINDOW ? limit : ENCODER_WINDOW;
    array_clear(&e->states), array_clear(&e->tags), array_clear(&e->names), array_clear(&e->room);
    array_clear(&e->order);
    if (!array_reserve(memory, &e->tags, count) || (names && !array_reserve(memory, &e->names, count)) ||
        !array_reserve(memory, &e->states, held * e->lines) || !array_reserve(memory, &e->order, e->windows.count) ||
        !array_reserve(memory, &e->room, lay_out(g, NULL)) || !encoder_words_ready(memory, g->weights, e))
        return false;
    e->tags.count = count;
    e->names.count = names ? count : 0;
    lay_out(g, e->room.items);
    return true;
}

sayso_status encoder_run(const struct memory *memory, const struct weights *weights, const struct kernels *kernels,
                         const struct encoder_token *tokens, uint32_t count, bool names, struct encoder *encoder)
{
    struct group g = {.weights = weights, .kernels = kernels, .tokens = tokens, .encoder = encoder};
    for (uint32_t t = 0; t < count; t++)
        if (!in_range(weights, &tokens[t]))
            return SAYSO_ERROR_ARGUMENT;
    encoder->lines = 2 * weights->units / ENCODER_LINE;
    if (encoder_cut(memory, tokens, count, ENCODER_WINDOW, encoder) || !make_room(memory, &g, count, names))
        return SAYSO_ERROR_MEMORY;
    for (uint32_t done = 0; done < encoder->windows.count; done = encoder->end) {
        take_stretch(encoder, done);
        const sayso_status status = run_stretch(memory, &g);
        if (status)
            return status;
        scores_of(&g, &weights->tags, WEIGHTS_RULES, encoder->tags.items->of);
        if (names)
            scores_of(&g, &weights->names, WEIGHTS_MENTIONS, encoder->names.items->of);
    }
    return SAYSO_OK;
}

sayso_status encoder_states(const struct memory *memory, const struct kernels *kernels,
                            const struct encoder_token *tokens, const uint32_t *wanted, uint32_t count,
                            struct encoder *encoder, struct encoder_line *out)
{
    struct group g = {.weights = encoder->weights, .kernels = kernels, .tokens = tokens, .encoder = encoder};
    uint32_t i = 0;
    lay_out(&g, encoder->room.items);
    for (uint32_t done = 0; done < encoder->windows.count && i < count; done = encoder->end) {
        const bool held = encoder->first == 0 && encoder->end == encoder->windows.count;
        take_stretch(encoder, done);
        const struct encoder_window *last = &encoder->windows.items[encoder->end - 1];
        const uint32_t first = encoder->windows.items[encoder->first].first, end = last->first + last->count;
        const sayso_status status = held || wanted[i] >= end ? SAYSO_OK : run_stretch(memory, &g);
        if (status)
            return status;
        for (; i < count && wanted[i] < end; i++, out += encoder->lines)
            memcpy(out, &encoder->states.items[(size_t)(wanted[i] - first) * encoder->lines],
                   encoder->lines * sizeof *out);
    }
    return SAYSO_OK;
}

void encoder_free(struct encoder *encoder, const struct memory *memory)
{
    array_free(memory, &encoder->tags);
    array_free(memory, &encoder->names);
    array_free(memory, &encoder->windows);
    array_free(memory, &encoder->states);
    array_free(memory, &encoder->order);
    array_free(memory, &encoder->words);
    array_free(memory, &encoder->products);
    array_free(memory, &encoder->room);
    encoder->weights = NULL;
}
