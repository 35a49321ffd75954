/* weights: the section's directory, every bound and shape checked, and the maps laid out for the kernels. */
#include "weights.h"

#include <stdio.h>
#include <string.h>

#define MAGIC       "SAYSOENC"
#define FORMAT      1u
#define HEADER      16u
#define ENTRY       64u
#define MAX_ENTRIES 256u
#define ALIGNMENT   64u
#define HASH_STARTS (1u << WEIGHTS_HASH_BITS)
#define LARGEST     (1 << 24) /* of a map's results: sums of a few of them stay far from int32's end */

enum type { INT8 = 1, INT16, INT32, INT64, UINT64 };
static const uint8_t TYPE_SIZE[] = {0, 1, 2, 4, 8, 8};

struct entry {
    char name[32];
    uint32_t type, rows, columns, zero;
    uint64_t offset, size;
};

/* What is needed while a section is opened. */
struct reader {
    const uint8_t *bytes;
    size_t size;
    uint32_t count;
    sayso_error *error;
    uint8_t *room; /* where the next array is laid out; NULL while their sizes are added up */
    size_t used;
};

static sayso_status damaged(const struct reader *r, size_t position, const char *what, const char *name)
{
    if (r->error) {
        r->error->code = SAYSO_ERROR_MODEL;
        r->error->position = position;
        snprintf(r->error->message, sizeof r->error->message, "the weights are damaged: %s%s", what, name);
    }
    return SAYSO_ERROR_MODEL;
}

static struct entry entry_at(const struct reader *r, uint32_t i)
{
    struct entry e;
    memcpy(&e, r->bytes + HEADER + (size_t)i * ENTRY, sizeof e);
    return e;
}

/* The directory: known types, sizes that follow from the shapes, arrays inside the section. */
static sayso_status check_directory(struct reader *r)
{
    uint32_t head[2];
    if (r->size < HEADER || memcmp(r->bytes, MAGIC, 8) != 0)
        return damaged(r, 0, "they do not begin as weights do", "");
    memcpy(head, r->bytes + 8, sizeof head);
    if (head[0] != FORMAT) {
        if (r->error)
            *r->error = (sayso_error){SAYSO_ERROR_VERSION, 8, "the weights are of another version"};
        return SAYSO_ERROR_VERSION;
    }
    r->count = head[1];
    if (r->count > MAX_ENTRIES || r->size < HEADER + (size_t)r->count * ENTRY)
        return damaged(r, 12, "the directory is cut off", "");
    for (uint32_t i = 0; i < r->count; i++) {
        const struct entry e = entry_at(r, i);
        const size_t at = HEADER + (size_t)i * ENTRY;
        if (!memchr(e.name, 0, sizeof e.name))
            return damaged(r, at, "a name does not end", "");
        if (e.type < INT8 || e.type > UINT64)
            return damaged(r, at + 32, "unknown type of ", e.name);
        if (e.offset % ALIGNMENT || e.offset > r->size || e.size > r->size - e.offset)
            return damaged(r, at + 48, "outside the section: ", e.name);
        /* rows and columns are below 2^32, so that their product fits; the size is below 2^63 / 8 as memory is */
        if ((uint64_t)e.rows * e.columns > r->size || (uint64_t)e.rows * e.columns * TYPE_SIZE[e.type] != e.size)
            return damaged(r, at + 36, "shape and size differ: ", e.name);
    }
    return SAYSO_OK;
}

/* An array by name and type; its shape, `position` of its entry for messages. */
struct array {
    const void *data;
    uint32_t rows, columns;
    size_t position;
};

static bool has(const struct reader *r, const char *name)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (strcmp(entry_at(r, i).name, name) == 0)
            return true;
    return false;
}

static sayso_status find(const struct reader *r, const char *name, const char *part, enum type type,
                         struct array *array)
{
    char full[sizeof((struct entry *)0)->name + 8];
    snprintf(full, sizeof full, "%.31s%.7s", name, part);
    for (uint32_t i = 0; i < r->count; i++) {
        const struct entry e = entry_at(r, i);
        if (strcmp(e.name, full) != 0)
            continue;
        *array = (struct array){r->bytes + e.offset, e.rows, e.columns, HEADER + (size_t)i * ENTRY};
        return e.type == (uint32_t)type ? SAYSO_OK : damaged(r, array->position + 32, "wrong type of ", full);
    }
    return damaged(r, 12, "missing: ", full);
}

/* The same, of a given shape. */
static sayso_status find_shaped(const struct reader *r, const char *name, const char *part, enum type type,
                                uint32_t rows, uint32_t columns, struct array *array)
{
    const sayso_status status = find(r, name, part, type, array);
    if (!status && (array->rows != rows || array->columns != columns))
        return damaged(r, array->position + 36, "wrong shape of ", name);
    return status;
}

/* Zeroed room for an array, at a multiple of 64; NULL on the pass that only adds up. */
static void *take(struct reader *r, size_t size)
{
    uint8_t *p = r->room ? r->room + r->used : NULL;
    r->used += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return p;
}

/* Rows of `gates` x hidden lie padded, gate by gate; other maps have gates 0 and lie as they are. */
struct layout_of {
    uint32_t hidden, units;
};

static uint32_t padded(const struct layout_of *l, uint32_t index)
{
    return index / l->hidden * l->units + index % l->hidden;
}

/* The worst that a row can come to over all stored states, checked so that the kernels need no check. */
static bool row_fits(const int8_t *w, uint32_t columns, int32_t off, int32_t mult, int32_t bias, int32_t shift)
{
    int64_t least = off, most = off;
    int32_t sum = 0, sizes = 0;
    bool odd = false;
    for (uint32_t k = 0; k < columns; k++) {
        odd |= w[k] == -128;
        sum += w[k];
        sizes += w[k] < 0 ? -w[k] : w[k];
    }
    if (odd)
        return false;
    /* states lie 63 about the middle of 64 */
    least += 64 * sum - 63 * sizes;
    most += 64 * sum + 63 * sizes;
    const int64_t size = most > -least ? most : -least, factor = mult < 0 ? -(int64_t)mult : mult;
    if (size > INT32_MAX || size * factor + ((int64_t)1 << shift >> 1) > INT32_MAX)
        return false;
    return ((size * factor) >> shift) + 1 + (bias < 0 ? -(int64_t)bias : bias) < LARGEST;
}

/* A map of stored states, `columns` of them; `gates`: its rows are the four gates of a layer. */
static sayso_status read_map(struct reader *r, const char *name, const struct layout_of *layout, uint32_t columns,
                             bool gates, uint32_t rows, struct kernel_map *map)
{
    struct array w, off, mult, bias, shift;
    sayso_status status = find_shaped(r, name, ".w", INT8, rows, columns, &w);
    if (status || (status = find_shaped(r, name, ".off", INT32, 1, rows, &off)) ||
        (status = find_shaped(r, name, ".mult", INT32, 1, rows, &mult)) ||
        (status = find_shaped(r, name, ".bias", INT32, 1, rows, &bias)) ||
        (status = find_shaped(r, name, ".shift", INT32, 1, 1, &shift)))
        return status;
    const uint32_t wide = gates ? 4 * layout->units : rows;
    memcpy(&map->shift, shift.data, 4);
    if (map->shift < 0 || map->shift > 24)
        return damaged(r, shift.position, "shift out of range: ", name);
    map->rows = wide;
    map->groups = (wide + KERNEL_ROWS - 1) / KERNEL_ROWS;
    map->quads = columns / layout->hidden * layout->units / 4;
    int8_t *packed = take(r, (size_t)map->groups * map->quads * 64);
    int32_t *numbers[3];
    for (int k = 0; k < 3; k++)
        numbers[k] = take(r, (size_t)map->groups * KERNEL_ROWS * 4);
    if (!packed)
        return SAYSO_OK;
    const int32_t *given[3] = {off.data, mult.data, bias.data};
    for (uint32_t row = 0; row < rows; row++) {
        const int8_t *from = (const int8_t *)w.data + (size_t)row * columns;
        if (!row_fits(from, columns, given[0][row], given[1][row], given[2][row], map->shift))
            return damaged(r, w.position, "a sum may overflow in ", name);
        const uint32_t to = gates ? padded(layout, row) : row;
        for (int k = 0; k < 3; k++)
            numbers[k][to] = given[k][row];
        int8_t *group = packed + (size_t)(to / KERNEL_ROWS) * map->quads * 64 + to % KERNEL_ROWS * 4;
        for (uint32_t block = 0; block < columns / layout->hidden; block++)
            for (uint32_t k = 0, column = block * layout->units; k < layout->hidden; k++, column++)
                group[column / 4 * 64 + column % 4] = *from++;
    }
    map->w = packed, map->off = numbers[0], map->mult = numbers[1], map->bias = numbers[2];
    return SAYSO_OK;
}

/* The first layer's map of a word. */
static sayso_status read_input(struct reader *r, const struct layout_of *layout, uint32_t columns,
                               struct kernel_input *map)
{
    const uint32_t rows = 8 * layout->hidden;
    struct array w, mult;
    sayso_status status = find_shaped(r, "input1", ".w", INT16, rows, columns, &w);
    if (status || (status = find_shaped(r, "input1", ".mult", INT64, 1, rows, &mult)))
        return status;
    map->groups = 8 * layout->units / KERNEL_ROWS;
    map->pairs = (columns + 1) / 2;
    int16_t *packed = take(r, (size_t)map->groups * map->pairs * 64);
    int32_t *factors = take(r, (size_t)map->groups * KERNEL_ROWS * 4);
    if (!packed)
        return SAYSO_OK;
    for (uint32_t row = 0; row < rows; row++) {
        const int64_t factor = ((const int64_t *)mult.data)[row];
        if (factor < 0 || factor > INT32_MAX)
            return damaged(r, mult.position, "a multiplier is out of range: ", "input1.mult");
        const uint32_t to = padded(layout, row);
        const int16_t *from = (const int16_t *)w.data + (size_t)row * columns;
        int16_t *group = packed + (size_t)(to / KERNEL_ROWS) * map->pairs * 32 + to % KERNEL_ROWS * 2;
        factors[to] = (int32_t)factor;
        for (uint32_t k = 0; k < columns; k++)
            group[k / 2 * 32 + k % 2] = from[k];
    }
    map->w = packed, map->mult = factors;
    return SAYSO_OK;
}

/* A table of rows that are added where a token stands. */
static sayso_status read_table(struct reader *r, const char *name, const struct layout_of *layout, uint32_t rows,
                               const int16_t **table)
{
    const uint32_t columns = 8 * layout->hidden;
    struct array found;
    const sayso_status status = find_shaped(r, name, "", INT16, rows, columns, &found);
    if (status)
        return status;
    int16_t *wide = take(r, (size_t)rows * 8 * layout->units * 2);
    if (!wide)
        return SAYSO_OK;
    const int16_t *from = found.data;
    for (uint32_t block = 0; block < rows * 8; block++, from += layout->hidden)
        memcpy(wide + (size_t)block * layout->units, from, layout->hidden * sizeof *from);
    *table = wide;
    return SAYSO_OK;
}

static sayso_status read_link(struct reader *r, const char *kind, const struct layout_of *layout,
                              struct weights_link *link)
{
    char name[32];
    struct array ask, place;
    snprintf(name, sizeof name, "%s_ask", kind);
    sayso_status status = find(r, name, ".w", INT8, &ask);
    if (status)
        return status;
    if (!ask.rows || ask.rows > WEIGHTS_MAX_HIDDEN)
        return damaged(r, ask.position + 36, "wrong shape of ", name);
    const uint32_t columns = 4 * layout->hidden;
    if ((status = read_map(r, name, layout, columns, false, ask.rows, &link->ask)))
        return status;
    snprintf(name, sizeof name, "%s_answer", kind);
    if ((status = read_map(r, name, layout, columns, false, ask.rows, &link->answer)))
        return status;
    snprintf(name, sizeof name, "%s_none", kind);
    if ((status = read_map(r, name, layout, columns, false, 1, &link->none)))
        return status;
    snprintf(name, sizeof name, "%s_place", kind);
    if ((status = find_shaped(r, name, "", INT32, WEIGHTS_OFFSETS, 2, &place)))
        return status;
    link->place = place.data;
    for (int k = 0; k < WEIGHTS_OFFSETS * 2; k++)
        if (link->place[k] > LARGEST || link->place[k] < -LARGEST)
            return damaged(r, place.position, "out of range: ", name);
    return SAYSO_OK;
}

/* The vocabulary's tables, read where they lie. */
static sayso_status read_words(struct reader *r, struct weights *weights)
{
    struct array hash, word, prefix, suffix;
    sayso_status status = find(r, "word_hash", "", UINT64, &hash);
    if (status || (status = find(r, "word", "", INT8, &word)) || (status = find(r, "prefix", "", INT8, &prefix)) ||
        (status = find(r, "suffix", "", INT8, &suffix)))
        return status;
    if (hash.rows != 1 || word.rows != (uint64_t)hash.columns + 1)
        return damaged(r, word.position + 36, "wrong shape of ", "word");
    if (prefix.rows < 2 || suffix.rows < 2 ||
        (uint64_t)word.columns + prefix.columns + suffix.columns > WEIGHTS_MAX_INPUT || !word.columns)
        return damaged(r, prefix.position + 36, "wrong shape of ", "prefix or suffix");
    weights->word_hash = hash.data, weights->words = hash.columns;
    weights->word = word.data, weights->word_width = word.columns;
    weights->prefix = prefix.data, weights->prefix_width = prefix.columns, weights->prefixes = prefix.rows;
    weights->suffix = suffix.data, weights->suffix_width = suffix.columns, weights->suffixes = suffix.rows;
    for (uint32_t i = 1; i < weights->words; i++)
        if (weights->word_hash[i] <= weights->word_hash[i - 1])
            return damaged(r, hash.position, "not in order: ", "word_hash");
    uint32_t *start = take(r, (HASH_STARTS + 1) * sizeof *start);
    for (uint32_t k = 0, i = 0; start && k < HASH_STARTS; k++) {
        while (i < weights->words && weights->word_hash[i] >> (64 - WEIGHTS_HASH_BITS) < k)
            i++;
        start[k] = i;
    }
    if (start)
        start[HASH_STARTS] = weights->words;
    weights->word_start = start;
    return SAYSO_OK;
}

static sayso_status read_curve(struct reader *r, struct kernel_curve *curve)
{
    struct array base, slope;
    sayso_status status = find_shaped(r, "base", "", INT16, 1, KERNEL_SEGMENTS, &base);
    if (status || (status = find_shaped(r, "slope", "", INT16, 1, KERNEL_SEGMENTS, &slope)))
        return status;
    memcpy(curve->base, base.data, sizeof curve->base);
    memcpy(curve->slope, slope.data, sizeof curve->slope);
    for (int k = 0; k < KERNEL_SEGMENTS; k++)
        if (curve->base[k] < 0 || curve->slope[k] < 0 || curve->base[k] + curve->slope[k] > INT16_MAX)
            return damaged(r, base.position, "the curve leaves its range", "");
    return SAYSO_OK;
}

/* Weights without them say a half of everything. */
static sayso_status read_confidence(struct reader *r, int32_t confidence[WEIGHTS_CONFIDENCE])
{
    struct array given;
    memset(confidence, 0, WEIGHTS_CONFIDENCE * sizeof *confidence);
    if (!has(r, "confidence"))
        return SAYSO_OK;
    const sayso_status status = find_shaped(r, "confidence", "", INT32, 1, WEIGHTS_CONFIDENCE, &given);
    if (status)
        return status;
    memcpy(confidence, given.data, WEIGHTS_CONFIDENCE * sizeof *confidence);
    for (int k = 0; k < WEIGHTS_CONFIDENCE; k++)
        if (confidence[k] > LARGEST || confidence[k] < -LARGEST)
            return damaged(r, given.position, "out of range: ", "confidence");
    return SAYSO_OK;
}

/* Both passes: the first checks shapes and adds up the room, the second lays the arrays out. */
static sayso_status read_all(struct reader *r, struct weights *weights)
{
    struct array w;
    sayso_status status = find(r, "recurrent1", ".w", INT8, &w);
    if (status)
        return status;
    if (!w.columns || w.columns > WEIGHTS_MAX_HIDDEN)
        return damaged(r, w.position + 36, "wrong shape of ", "recurrent1");
    weights->hidden = w.columns;
    weights->units = (w.columns + KERNEL_UNITS - 1) / KERNEL_UNITS * KERNEL_UNITS;
    const struct layout_of layout = {weights->hidden, weights->units};
    const uint32_t h = weights->hidden;
    static const char *const RECURRENT[2][2] = {{"recurrent1", "recurrent1_reverse"},
                                                {"recurrent2", "recurrent2_reverse"}};
    static const char *const INPUT[2] = {"input2", "input2_reverse"};
    if ((status = read_words(r, weights)) || (status = read_curve(r, &weights->curve)) ||
        (status = read_confidence(r, weights->confidence)) ||
        (status = read_input(r, &layout, weights->word_width + weights->prefix_width + weights->suffix_width,
                             &weights->input1)) ||
        (status = read_table(r, "shape", &layout, WEIGHTS_SHAPES, &weights->shape)) ||
        (status = read_table(r, "signal", &layout, WEIGHTS_SIGNALS, &weights->signal)) ||
        (status = read_table(r, "place", &layout, WEIGHTS_PLACES, &weights->place)) ||
        (status = read_table(r, "rule", &layout, WEIGHTS_RULES, &weights->rule)) ||
        (status = read_table(r, "mention", &layout, WEIGHTS_MENTIONS, &weights->mention)))
        return status;
    for (int d = 0; d < 2; d++) {
        for (int layer = 0; layer < 2; layer++)
            if ((status = read_map(r, RECURRENT[layer][d], &layout, h, true, 4 * h, &weights->recurrent[layer][d])))
                return status;
        if ((status = read_map(r, INPUT[d], &layout, 2 * h, true, 4 * h, &weights->input2[d])))
            return status;
    }
    if ((status = read_map(r, "tags", &layout, 2 * h, false, WEIGHTS_RULES, &weights->tags)) ||
        (status = read_map(r, "names", &layout, 2 * h, false, WEIGHTS_MENTIONS, &weights->names)) ||
        (status = read_link(r, "content", &layout, &weights->content)))
        return status;
    return read_link(r, "source", &layout, &weights->source);
}

sayso_status weights_open(struct weights **weights, const struct memory *memory, const uint8_t *bytes, size_t size,
                          sayso_error *error)
{
    struct reader r = {bytes, size, 0, error, NULL, 0};
    struct weights *made = memory_new(memory, sizeof *made);
    sayso_status status = SAYSO_ERROR_MEMORY;
    *weights = NULL;
    if (!made)
        goto fail;
    if ((status = check_directory(&r)) || (status = read_all(&r, made)))
        goto fail;
    status = SAYSO_ERROR_MEMORY;
    made->owned = memory_new(memory, r.used + ALIGNMENT);
    if (!made->owned)
        goto fail;
    r.room = made->owned + (ALIGNMENT - (uintptr_t)made->owned % ALIGNMENT) % ALIGNMENT;
    r.used = 0;
    status = read_all(&r, made);
    if (status)
        goto fail;
    *weights = made;
    return SAYSO_OK;
fail:
    weights_close(made, memory);
    return status;
}

void weights_close(struct weights *weights, const struct memory *memory)
{
    if (!weights)
        return;
    memory_free(memory, weights->owned);
    memory_free(memory, weights);
}

void weights_fetch(const struct weights *weights, uint64_t hash)
{
    kernel_fetch(weights->word_hash + weights->word_start[hash >> (64 - WEIGHTS_HASH_BITS)]);
}

uint32_t weights_word(const struct weights *weights, uint64_t hash)
{
    const uint32_t *start = weights->word_start + (hash >> (64 - WEIGHTS_HASH_BITS));
    uint32_t low = start[0], high = start[1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (weights->word_hash[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < weights->words && weights->word_hash[low] == hash ? low + 1 : 0;
}
