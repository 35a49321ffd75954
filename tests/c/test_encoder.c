/* The encoder does what python/training/integers.py does, bit for bit, with every instruction set that this machine has;
 * encoder_golden.bin is made by python/training/golden.py. */
#include "support.h"
#include "confidence.h"

enum { GOLDEN_ENTRY = 64 };

static struct counter counter;
static sayso_allocator allocator;
static struct memory memory;

static int set_up(void **state)
{
    (void)state;
    memset(&counter, 0, sizeof counter);
    allocator = counting(&counter);
    memory = (struct memory){&allocator, NULL};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    assert_int_equal(counter.live, 0);
    return 0;
}

/* The sets that this machine can run, the scalar one first. */
static uint32_t kernel_sets(const struct kernels *sets[KERNEL_SETS])
{
    uint32_t n = 0;
    for (int set = KERNELS_SCALAR; set < KERNEL_SETS; set++)
        if ((sets[n] = kernels_choose((enum kernel_set)set)))
            n++;
    return n;
}

/* ---- the golden file ------------------------------------------------------------------------------------------- */

struct golden_case {
    uint32_t section_size, tokens, pieces, unused;
    uint64_t products, inputs, states, tags, names; /* checksums */
};

struct golden_token {
    uint64_t signals;
    uint8_t word, prefix, suffix, shape, breaks, quote, rule, mention;
};

struct golden {
    struct golden_case head;
    const uint8_t *section;
    struct encoder_token *tokens;
    const uint8_t *tags, *names;
    const uint32_t (*pieces)[4];
};

static uint8_t *golden_bytes(size_t *size)
{
    static uint8_t *bytes;
    static size_t length;
    if (!bytes) {
        FILE *file = fopen("tests/c/encoder_golden.bin", "rb");
        if (!file)
            fail_msg("%s", "tests/c/encoder_golden.bin cannot be opened: run from the repository's root");
        fseek(file, 0, SEEK_END);
        length = (size_t)ftell(file);
        rewind(file);
        bytes = aligned_alloc(64, (length + 63) / 64 * 64);
        if (!bytes || fread(bytes, 1, length, file) != length)
            fail_msg("%s", "encoder_golden.bin cannot be read");
        fclose(file);
    }
    *size = length;
    return bytes;
}

static const uint8_t *part(const uint8_t *bytes, size_t *at, size_t size)
{
    const uint8_t *p = bytes + *at;
    *at += (size + GOLDEN_ENTRY - 1) / GOLDEN_ENTRY * GOLDEN_ENTRY;
    return p;
}

/* All cases; returns how many.  Their tokens are the caller's to free. */
static uint32_t golden_read(struct golden out[4])
{
    size_t size, at = 0;
    const uint8_t *bytes = golden_bytes(&size);
    uint32_t cases;
    assert_memory_equal(bytes, "SAYSOGLD", 8);
    memcpy(&cases, bytes + 8, 4);
    assert_in_range(cases, 2, 4);
    part(bytes, &at, 12);
    for (uint32_t i = 0; i < cases; i++) {
        struct golden *g = &out[i];
        memcpy(&g->head, part(bytes, &at, sizeof g->head), sizeof g->head);
        const uint32_t n = g->head.tokens;
        g->section = part(bytes, &at, g->head.section_size);
        const struct golden_token *from = (const void *)part(bytes, &at, n * sizeof *from);
        g->tags = part(bytes, &at, n);
        g->names = part(bytes, &at, n);
        g->pieces = (const void *)part(bytes, &at, g->head.pieces * sizeof *g->pieces);
        g->tokens = calloc(n, sizeof *g->tokens);
        for (uint32_t t = 0; t < n; t++)
            g->tokens[t] = (struct encoder_token){from[t].signals,
                                                  from[t].word,
                                                  from[t].prefix,
                                                  from[t].suffix,
                                                  from[t].shape,
                                                  from[t].breaks,
                                                  from[t].quote & 127,
                                                  from[t].quote >> 7,
                                                  from[t].rule,
                                                  from[t].mention,
                                                  {0}};
    }
    assert_int_equal(at, size);
    return cases;
}

#define CHECKSUM_SEED UINT64_C(14695981039346656037)

/* FNV-1a over the values as little-endian 32-bit words. */
static uint64_t checksum(uint64_t hash, int32_t value)
{
    for (int k = 0; k < 4; k++)
        hash = (hash ^ ((uint32_t)value >> (8 * k) & 255)) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t tags_checksum(uint64_t hash, const struct encoder *encoder)
{
    for (uint32_t t = 0; t < encoder->tags.count; t++)
        for (uint32_t k = 0; k < WEIGHTS_RULES; k++)
            hash = checksum(hash, encoder->tags.items[t].of[k]);
    return hash;
}

static uint64_t names_checksum(uint64_t hash, const struct encoder *encoder)
{
    for (uint32_t t = 0; t < encoder->names.count; t++)
        for (uint32_t k = 0; k < WEIGHTS_MENTIONS; k++)
            hash = checksum(hash, encoder->names.items[t].of[k]);
    return hash;
}

static struct weights *open_weights(const struct golden *g)
{
    struct weights *weights = NULL;
    sayso_error error = {0};
    if (weights_open(&weights, &memory, g->section, g->head.section_size, &error))
        fail_msg("the weights are refused: %s at %zu", error.message, error.position);
    return weights;
}

/* ---- the encoder against integers.py ---------------------------------------------------------------------------- */

/* Word products and first-layer inputs, the padding left out. */
static void check_first_layer(const struct golden *g, const struct weights *w, const struct kernels *kernels,
                              struct encoder *encoder)
{
    uint64_t products = CHECKSUM_SEED, inputs = CHECKSUM_SEED;
    for (uint32_t t = 0; t < g->head.tokens; t++) {
        const struct encoder_token *token = &g->tokens[t];
        uint32_t at_word;
        encoder_learn_words(encoder, kernels, token, 1, &at_word);
        const int16_t *x = encoder_products(encoder, kernels, token, at_word);
        for (uint32_t block = 0; block < 8; block++)
            for (uint32_t k = 0; k < w->units; k++) {
                const uint32_t at = block * w->units + k, width = 8 * w->units;
                const uint32_t place = (token->breaks * 4u + token->quote) * 2u + token->space;
                int32_t z = x[at] + w->place[place * width + at] + w->shape[token->shape * width + at] +
                            w->rule[token->rule * width + at] + w->mention[token->mention * width + at];
                for (uint32_t bit = 0; bit < WEIGHTS_SIGNALS; bit++)
                    if (token->signals >> bit & 1)
                        z += w->signal[bit * width + at];
                if (k < w->hidden) {
                    products = checksum(products, x[at]);
                    inputs = checksum(inputs, z);
                } else {
                    assert_int_equal(z, 0);
                }
            }
    }
    assert_int_equal(products, g->head.products);
    assert_int_equal(inputs, g->head.inputs);
}

static void check_states(const struct golden *g, const struct weights *w, const struct encoder *encoder)
{
    uint64_t states = CHECKSUM_SEED, tags = CHECKSUM_SEED, names = CHECKSUM_SEED;
    for (uint32_t t = 0; t < g->head.tokens; t++)
        for (uint32_t direction = 0; direction < 2; direction++)
            for (uint32_t k = 0; k < w->hidden; k++)
                states = checksum(states, encoder->states.items->bytes[(t * 2 + direction) * w->units + k]);
    tags = tags_checksum(tags, encoder);
    names = names_checksum(names, encoder);
    assert_int_equal(states, g->head.states);
    assert_int_equal(tags, g->head.tags);
    assert_int_equal(names, g->head.names);
}

static void test_golden(void **state)
{
    (void)state;
    struct golden golden[4];
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t cases = golden_read(golden), n = kernel_sets(sets);
    for (uint32_t i = 0; i < cases; i++) {
        const struct golden *g = &golden[i];
        struct weights *weights = open_weights(g);
        for (uint32_t s = 0; s < n; s++) {
            struct encoder encoder = {0};
            struct viterbi viterbi = {0};
            struct links links = {0};
            /* twice: the second time the words are known */
            for (int again = 0; again < 2; again++)
                assert_int_equal(encoder_run(&memory, weights, sets[s], g->tokens, g->head.tokens, true, &encoder), SAYSO_OK);
            check_first_layer(g, weights, sets[s], &encoder);
            check_states(g, weights, &encoder);
            assert_int_equal(viterbi_run(&memory, g->tokens, g->head.tokens, &encoder, &viterbi), SAYSO_OK);
            assert_memory_equal(viterbi.tags.items, g->tags, g->head.tokens);
            assert_memory_equal(viterbi.names.items, g->names, g->head.tokens);
            assert_int_equal(
                links_find(&memory, sets[s], g->tokens, g->head.tokens, &encoder, &viterbi, &links), SAYSO_OK);
            assert_int_equal(confidence_measure(&memory, g->tokens, &encoder, &viterbi, &links), SAYSO_OK);
            assert_int_equal(links.pieces.count, g->head.pieces);
            for (uint32_t k = 0; k < g->head.pieces; k++) {
                assert_int_equal(links.pieces.items[k].first, g->pieces[k][0]);
                assert_int_equal(links.pieces.items[k].last, g->pieces[k][1]);
                assert_int_equal(links.pieces.items[k].to, g->pieces[k][2]);
                assert_int_equal(links.pieces.items[k].confidence, g->pieces[k][3]);
            }
            links_free(&links, &memory);
            viterbi_free(&viterbi, &memory);
            encoder_free(&encoder, &memory);
        }
        weights_close(weights, &memory);
        free(golden[i].tokens);
    }
}

/* ---- kernels against the scalar ones, at the widths of the product -------------------------------------------------- */

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * n) >> 32);
}

static int random_between(int low, int high) { return low + (int)random_below((uint32_t)(high - low + 1)); }

/* Every weight at its worst in some rows: AVX2's pairs must not saturate. */
static void test_linear(void **state)
{
    (void)state;
    enum { GROUPS = 27, QUADS = 48, VECTORS = 7 };
    static int8_t w[GROUPS * QUADS * 64];
    static int32_t numbers[3][GROUPS * KERNEL_ROWS], expected[VECTORS * GROUPS * KERNEL_ROWS], found[VECTORS * GROUPS * KERNEL_ROWS];
    static uint8_t states[VECTORS][QUADS * 4];
    const uint8_t *u[VECTORS];
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t n = kernel_sets(sets);
    for (uint32_t k = 0; k < sizeof w; k++)
        w[k] = (int8_t)(k / (QUADS * 64) % 3 == 0 ? 127 : k / (QUADS * 64) % 3 == 1 ? -127 : random_between(-127, 127));
    for (uint32_t r = 0; r < GROUPS * KERNEL_ROWS; r++) {
        numbers[0][r] = random_between(-100000, 100000);
        numbers[1][r] = random_between(0, 600);
        numbers[2][r] = random_between(-5000, 5000);
    }
    for (uint32_t i = 0; i < VECTORS; i++) {
        u[i] = states[i];
        for (uint32_t k = 0; k < sizeof states[i]; k++)
            states[i][k] = (uint8_t)(i == 0 ? 127 : i == 1 ? 1 : random_between(1, 127));
    }
    for (int32_t shift = 0; shift <= 24; shift += 6) {
        const struct kernel_map map = {w, numbers[0], numbers[1], numbers[2], GROUPS * KERNEL_ROWS, GROUPS, QUADS, shift};
        for (uint32_t count = 1; count <= VECTORS; count++)
            for (int how = KERNEL_PLAIN; how <= KERNEL_SATURATE; how++) {
                sets[0]->linear(&map, u, count, expected, GROUPS * KERNEL_ROWS, (enum kernel_how)how);
                for (uint32_t s = 1; s < n; s++) {
                    memset(found, 0, sizeof found);
                    sets[s]->linear(&map, u, count, found, GROUPS * KERNEL_ROWS, (enum kernel_how)how);
                    assert_memory_equal(found, expected, count * GROUPS * KERNEL_ROWS * sizeof *found);
                }
            }
    }
}

static void test_words(void **state)
{
    (void)state;
    enum { GROUPS = 8, PAIRS = WEIGHTS_MAX_INPUT / 2, WORDS = 7, ROWS = GROUPS * KERNEL_ROWS };
    static int16_t w[GROUPS * PAIRS * 32], rows[WORDS][PAIRS * 2], expected[WORDS][ROWS], found[WORDS][ROWS];
    static int32_t mult[ROWS];
    const int16_t *e[WORDS];
    int16_t *places[2][WORDS];
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t n = kernel_sets(sets);
    for (uint32_t k = 0; k < GROUPS * PAIRS * 32; k++)
        w[k] = (int16_t)(k < PAIRS * 32 ? -32768 : random_between(-32767, 32767));
    for (uint32_t r = 0; r < ROWS; r++)
        mult[r] = r % 5 == 0 ? INT32_MAX : random_between(0, 40000000);
    for (uint32_t i = 0; i < WORDS; i++) {
        e[i] = rows[i], places[0][i] = expected[i], places[1][i] = found[i];
        for (uint32_t k = 0; k < PAIRS * 2; k++)
            rows[i][k] = (int16_t)(i == 0 ? -128 : i == 1 ? 127 : random_between(-127, 127));
    }
    const struct kernel_input map = {w, mult, GROUPS, PAIRS};
    sets[0]->words(&map, e, WORDS, places[0]);
    for (uint32_t s = 1; s < n; s++)
        for (uint32_t count = 1; count <= WORDS; count++) {
            memset(found, 0, sizeof found);
            sets[s]->words(&map, e, count, places[1]);
            assert_memory_equal(found, expected, count * sizeof *found);
        }
    /* two words for one place: the later one stays */
    for (uint32_t s = 0; s < n; s++) {
        places[1][1] = places[1][3] = found[1];
        sets[s]->words(&map, e, 4, places[1]);
        assert_memory_equal(found[1], expected[3], sizeof found[1]);
    }
}

static void test_gather(void **state)
{
    (void)state;
    enum { WIDTH = 384, ROWS = 40 };
    static int16_t rows[ROWS][WIDTH];
    static int32_t expected[WIDTH], found[WIDTH];
    const int16_t *pointers[ROWS];
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t n = kernel_sets(sets);
    for (uint32_t i = 0; i < ROWS; i++) {
        pointers[i] = rows[i];
        for (uint32_t k = 0; k < WIDTH; k++)
            rows[i][k] = (int16_t)(k == 0 ? -32768 : k == 1 ? 32767 : random_between(-32768, 32767));
    }
    for (uint32_t count = 0; count <= ROWS; count += 8) {
        sets[0]->gather(pointers, count, WIDTH, expected);
        assert_int_equal(expected[0], -32768 * (int32_t)count);
        for (uint32_t s = 1; s < n; s++) {
            sets[s]->gather(pointers, count, WIDTH, found);
            assert_memory_equal(found, expected, sizeof found);
        }
    }
}

/* `count` lanes that end one after another, the last first; all states come to `out`. */
static void run_lanes(const struct kernels *kernels, const struct kernel_map *map, const struct kernel_curve *curve,
                      const int32_t *z, uint32_t count, uint32_t steps, uint8_t *out)
{
    enum { MOST = 7, UNITS = 96 };
    static const uint8_t START[UNITS] = {64, 127, 1, 99};
    int16_t cells[(MOST + 1) * UNITS] = {0};
    struct kernel_lane lanes[MOST];
    for (uint32_t i = 0; i < count; i++)
        lanes[i].after = out, memcpy(out, START, UNITS), out += UNITS;
    for (uint32_t step = 0; step < steps; step++) {
        const uint32_t live = step + count > steps ? steps - step : count;
        for (uint32_t i = 0; i < live; i++, out += UNITS) {
            lanes[i].before = lanes[i].after;
            lanes[i].after = out;
            lanes[i].z = z + ((size_t)step * MOST + i) * 4 * UNITS;
        }
        kernels->step(map, curve, lanes, live, cells, step % 2 == 1);
    }
}

/* All 65536 preactivations of each gate, and what lies beyond them, with what the recurrent part adds and cells that
 * reach their ends; any number of lanes. */
static void test_step(void **state)
{
    (void)state;
    enum { UNITS = 96, QUADS = UNITS / 4, GROUPS = 4 * UNITS / KERNEL_ROWS, MOST = 7, STEPS = 260, STATES = MOST * (STEPS + 1) * UNITS };
    static int8_t w[GROUPS * QUADS * 64];
    static int32_t numbers[3][GROUPS * KERNEL_ROWS], z[STEPS * MOST * 4 * UNITS];
    static uint8_t expected[STATES], found[STATES];
    struct golden golden[4];
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t cases = golden_read(golden), n = kernel_sets(sets);
    struct weights *weights = open_weights(&golden[0]);
    for (uint32_t turn = 0; turn < 3; turn++) {
        for (uint32_t k = 0; k < sizeof w; k++)
            w[k] = (int8_t)(turn ? random_between(-127, 127) : 0);
        for (uint32_t r = 0; r < GROUPS * KERNEL_ROWS; r++) {
            numbers[0][r] = turn ? random_between(-100000, 100000) : 0;
            numbers[1][r] = random_between(0, 600);
        }
        for (uint32_t k = 0; k < STEPS * MOST * 4 * UNITS; k++)
            z[k] = turn == 2 ? random_between(-3000, 3000) : (int32_t)(k * 7919u % 132001u) - 66000;
        const struct kernel_map map = {w, numbers[0], numbers[1], numbers[2], GROUPS * KERNEL_ROWS, GROUPS, QUADS, 8};
        for (uint32_t count = 1; count <= MOST; count++) {
            memset(expected, 0, sizeof expected);
            run_lanes(sets[0], &map, &weights->curve, z, count, STEPS, expected);
            for (uint32_t k = 0; k < count * STEPS * UNITS - count * (count - 1) / 2 * UNITS; k++)
                assert_in_range(expected[count * UNITS + k], 1, 127);
            for (uint32_t s = 1; s < n; s++) {
                memset(found, 0, sizeof found);
                run_lanes(sets[s], &map, &weights->curve, z, count, STEPS, found);
                assert_memory_equal(found, expected, sizeof found);
            }
        }
    }
    weights_close(weights, &memory);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

/* ---- windows, quotations, foreign files, memory that ends ------------------------------------------------------------ */

static void test_windows(void **state)
{
    (void)state;
    struct encoder_token tokens[100] = {{0}};
    struct encoder encoder = {0};
    tokens[0].breaks = tokens[20].breaks = 2;
    tokens[60].breaks = 1;
    static const uint32_t FIFTY[] = {0, 20, 60}, THIRTY[] = {0, 20, 50, 60, 90};
    assert_int_equal(encoder_cut(&memory, tokens, 100, 50, &encoder), SAYSO_OK);
    assert_int_equal(encoder.windows.count, 3);
    for (uint32_t k = 0; k < 3; k++)
        assert_int_equal(encoder.windows.items[k].first, FIFTY[k]);
    assert_int_equal(encoder_cut(&memory, tokens, 100, 30, &encoder), SAYSO_OK);
    assert_int_equal(encoder.windows.count, 5);
    for (uint32_t k = 0; k < 5; k++)
        assert_int_equal(encoder.windows.items[k].first, THIRTY[k]);
    assert_int_equal(encoder.windows.items[4].count, 10);
    encoder_free(&encoder, &memory);
}

/* A long text is read stretch by stretch; tags, pieces, links and confidences are those of one reading. */
static void test_stretches(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    const struct golden *g = &golden[1];
    const struct kernels *kernels = kernels_choose(KERNELS_AUTO);
    struct weights *weights = open_weights(g);
    for (uint32_t stretch = 1; stretch <= 2048; stretch = stretch * 2 + 1) {
        struct encoder encoder = {.stretch = stretch};
        struct viterbi viterbi = {0};
        struct links links = {0};
        assert_int_equal(encoder_run(&memory, weights, kernels, g->tokens, g->head.tokens, true, &encoder), SAYSO_OK);
        assert_int_equal(encoder.first == 0 && encoder.end == encoder.windows.count, stretch >= g->head.tokens);
        assert_true(encoder.states.capacity <= encoder.lines * (stretch > 512 ? stretch : 512));
        assert_int_equal(tags_checksum(CHECKSUM_SEED, &encoder), g->head.tags);
        assert_int_equal(names_checksum(CHECKSUM_SEED, &encoder), g->head.names);
        assert_int_equal(viterbi_run(&memory, g->tokens, g->head.tokens, &encoder, &viterbi), SAYSO_OK);
        assert_int_equal(links_find(&memory, kernels, g->tokens, g->head.tokens, &encoder, &viterbi, &links), SAYSO_OK);
        assert_int_equal(links.pieces.count, g->head.pieces);
        for (uint32_t k = 0; k < g->head.pieces; k++)
            assert_int_equal(links.pieces.items[k].to, g->pieces[k][2]);
        atomic_int cancel = 1;
        const struct memory cancelled = {&allocator, &cancel};
        assert_int_equal(links_find(&cancelled, kernels, g->tokens, g->head.tokens, &encoder, &viterbi, &links),
                         stretch >= g->head.tokens ? SAYSO_OK : SAYSO_ERROR_CANCELLED);
        links_free(&links, &memory);
        viterbi_free(&viterbi, &memory);
        encoder_free(&encoder, &memory);
    }
    weights_close(weights, &memory);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

/* From the second text of its size on, nothing is allocated, in no step and in no stage. */
static void test_nothing_is_allocated_again(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    const struct golden *g = &golden[1];
    const struct kernels *kernels = kernels_choose(KERNELS_AUTO);
    struct weights *weights = open_weights(g);
    struct encoder encoder = {.stretch = 600};
    struct viterbi viterbi = {0};
    struct links links = {0};
    long made = 0;
    for (int turn = 0; turn < 3; turn++) {
        assert_int_equal(encoder_run(&memory, weights, kernels, g->tokens, g->head.tokens, true, &encoder), SAYSO_OK);
        assert_int_equal(viterbi_run(&memory, g->tokens, g->head.tokens, &encoder, &viterbi), SAYSO_OK);
        assert_int_equal(links_find(&memory, kernels, g->tokens, g->head.tokens, &encoder, &viterbi, &links), SAYSO_OK);
        assert_int_equal(confidence_measure(&memory, g->tokens, &encoder, &viterbi, &links), SAYSO_OK);
        if (turn)
            assert_int_equal(counter.made, made);
        made = counter.made;
    }
    links_free(&links, &memory);
    viterbi_free(&viterbi, &memory);
    encoder_free(&encoder, &memory);
    weights_close(weights, &memory);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

/* What stands in marks keeps one role, though the scores want another in its middle; without the closing mark it may. */
static void test_quotations_are_limits(void **state)
{
    (void)state;
    enum { COUNT = 8 };
    static const uint8_t QUOTES[COUNT] = {0, 1, 2, 2, 2, 2, 3, 0};
    struct encoder_token tokens[COUNT] = {{0}};
    struct encoder_tags tags[COUNT] = {{{0}}};
    struct encoder encoder = {0};
    struct viterbi viterbi = {0};
    for (uint32_t t = 0; t < COUNT; t++) {
        const uint32_t want = t == 1 ? TAG_B_CONTENT : t == 4 ? TAG_B_CUE : t > 1 && t < 7 ? TAG_I_CONTENT : TAG_O;
        tokens[t].quote = QUOTES[t];
        tags[t].of[want] = 1000;
    }
    encoder.tags.items = tags;
    assert_int_equal(viterbi_run(&memory, tokens, COUNT, &encoder, &viterbi), SAYSO_OK);
    static const uint8_t CLOSED[COUNT] = {0, 1, 2, 2, 2, 2, 2, 0};
    assert_memory_equal(viterbi.tags.items, CLOSED, COUNT);
    tokens[6].quote = 2;
    tags[5].of[TAG_B_CONTENT] = 900;
    assert_int_equal(viterbi_run(&memory, tokens, COUNT, &encoder, &viterbi), SAYSO_OK);
    static const uint8_t OPEN[COUNT] = {0, 1, 2, 2, 3, 1, 2, 0};
    assert_memory_equal(viterbi.tags.items, OPEN, COUNT);
    viterbi_free(&viterbi, &memory);
}

static void test_words_are_found(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    struct weights *weights = open_weights(&golden[0]);
    assert_true(weights->words > 10);
    for (uint32_t k = 0; k < weights->words; k++) {
        assert_int_equal(weights_word(weights, weights->word_hash[k]), k + 1);
        assert_int_equal(weights_word(weights, weights->word_hash[k] + 1), 0);
    }
    assert_int_equal(weights_word(weights, 0), 0);
    assert_int_equal(weights_word(weights, UINT64_MAX), 0);
    weights_close(weights, &memory);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

static void test_rows_out_of_range(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    struct weights *weights = open_weights(&golden[0]);
    struct encoder encoder = {0};
    const struct kernels *kernels = kernels_choose(KERNELS_AUTO);
    struct encoder_token good = {0}, bad[8];
    assert_int_equal(encoder_run(&memory, weights, kernels, &good, 1, true, &encoder), SAYSO_OK);
    assert_int_equal(encoder_run(&memory, weights, kernels, &good, 0, true, &encoder), SAYSO_OK);
    memset(bad, 0, sizeof bad);
    bad[0].word = weights->words + 1;
    bad[1].prefix = weights->prefixes;
    bad[2].suffix = weights->suffixes;
    bad[3].shape = WEIGHTS_SHAPES;
    bad[4].signals = UINT64_C(1) << WEIGHTS_SIGNALS;
    bad[5].space = 2;
    bad[6].mention = WEIGHTS_MENTIONS;
    bad[7].breaks = WEIGHTS_BREAKS;
    for (int k = 0; k < 8; k++)
        assert_int_equal(encoder_run(&memory, weights, kernels, &bad[k], 1, true, &encoder), SAYSO_ERROR_ARGUMENT);
    encoder_free(&encoder, &memory);
    weights_close(weights, &memory);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

/* Weights from before `confidence` was an array of theirs say a half. */
static void test_no_confidence(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    const size_t size = golden[1].head.section_size;
    uint8_t *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    memcpy(copy, golden[1].section, size);
    for (size_t at = 16; at < size; at += 64)
        if (strcmp((const char *)copy + at, "confidence") == 0)
            copy[at] = 'k';
    struct golden without = golden[1];
    without.section = copy;
    struct weights *weights = open_weights(&without);
    struct encoder encoder = {0};
    struct viterbi viterbi = {0};
    struct links links = {0};
    const struct kernels *kernels = kernels_choose(KERNELS_AUTO);
    uint32_t found = 0;
    assert_int_equal(encoder_run(&memory, weights, kernels, without.tokens, without.head.tokens, true, &encoder), SAYSO_OK);
    assert_int_equal(viterbi_run(&memory, without.tokens, without.head.tokens, &encoder, &viterbi), SAYSO_OK);
    assert_int_equal(links_find(&memory, kernels, without.tokens, without.head.tokens, &encoder, &viterbi, &links), SAYSO_OK);
    assert_int_equal(confidence_measure(&memory, without.tokens, &encoder, &viterbi, &links), SAYSO_OK);
    for (uint32_t k = 0; k < without.head.pieces; k++) {
        assert_int_equal(links.pieces.items[k].confidence, without.pieces[k][3] ? CONFIDENCE_ONE / 2 : 0);
        found += links.pieces.items[k].confidence > 0;
    }
    assert_true(found > 10);
    links_free(&links, &memory);
    viterbi_free(&viterbi, &memory);
    encoder_free(&encoder, &memory);
    weights_close(weights, &memory);
    free(copy);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

/* A section cut short anywhere, or with any byte of its directory changed, is refused or read without harm. */
static void test_damaged_sections(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    const size_t size = golden[0].head.section_size;
    uint8_t *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    struct weights *weights = NULL;
    sayso_error error;
    uint32_t refused = 0, count;
    memcpy(&count, golden[0].section + 12, 4);
    const size_t directory = 16 + 64 * (size_t)count;
    for (size_t cut = 0; cut + 64 < size; cut += cut < directory ? 1 : 997) {
        assert_int_equal(weights_open(&weights, &memory, golden[0].section, cut, &error), SAYSO_ERROR_MODEL);
        assert_null(weights);
        assert_true(error.position <= size);
    }
    for (size_t at = 0; at < directory; at++) {
        memcpy(copy, golden[0].section, size);
        copy[at] ^= (uint8_t)(1 + at % 255);
        const sayso_status status = weights_open(&weights, &memory, copy, size, &error);
        assert_true(status == SAYSO_OK || status == SAYSO_ERROR_MODEL || (status == SAYSO_ERROR_VERSION && at / 4 == 2));
        refused += status != SAYSO_OK;
        weights_close(weights, &memory);
    }
    /* what may be changed: padding behind a name and the reserved field, little else */
    assert_true(refused > directory / 2);
    free(copy);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

/* Bytes of the arrays changed at random: what opens computes the same on all sets. */
static void test_foreign_weights(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    const struct golden *g = &golden[0];
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t n = kernel_sets(sets);
    const size_t size = g->head.section_size;
    uint8_t *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    uint32_t count, opened = 0;
    memcpy(&count, g->section + 12, 4);
    const uint32_t directory = 16 + 64 * count;
    for (int turn = 0; turn < 300; turn++) {
        struct weights *weights = NULL;
        memcpy(copy, g->section, size);
        for (uint32_t k = 0; k <= random_below(4); k++)
            copy[directory + random_below((uint32_t)size - directory)] ^= (uint8_t)(1 + random_below(255));
        if (weights_open(&weights, &memory, copy, size, NULL))
            continue;
        opened++;
        uint64_t first = 0;
        for (uint32_t s = 0; s < n; s++) {
            struct encoder encoder = {0};
            uint64_t hash = CHECKSUM_SEED;
            assert_int_equal(encoder_run(&memory, weights, sets[s], g->tokens, 40, true, &encoder), SAYSO_OK);
            hash = tags_checksum(names_checksum(hash, &encoder), &encoder);
            if (s)
                assert_int_equal(hash, first);
            first = hash;
            encoder_free(&encoder, &memory);
        }
        weights_close(weights, &memory);
    }
    assert_in_range(opened, 30, 299);
    free(copy);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

static sayso_status whole_run(const struct golden *g)
{
    struct weights *weights = NULL;
    struct encoder encoder = {0};
    struct viterbi viterbi = {0};
    struct links links = {0};
    const struct kernels *kernels = kernels_choose(KERNELS_AUTO);
    sayso_status status = weights_open(&weights, &memory, g->section, g->head.section_size, NULL);
    if (!status)
        status = encoder_run(&memory, weights, kernels, g->tokens, g->head.tokens, true, &encoder);
    if (!status)
        status = viterbi_run(&memory, g->tokens, g->head.tokens, &encoder, &viterbi);
    if (!status)
        status = links_find(&memory, kernels, g->tokens, g->head.tokens, &encoder, &viterbi, &links);
    if (!status)
        status = confidence_measure(&memory, g->tokens, &encoder, &viterbi, &links);
    links_free(&links, &memory);
    viterbi_free(&viterbi, &memory);
    encoder_free(&encoder, &memory);
    weights_close(weights, &memory);
    return status;
}

static void test_memory_ends(void **state)
{
    (void)state;
    struct golden golden[4];
    const uint32_t cases = golden_read(golden);
    assert_int_equal(whole_run(&golden[0]), SAYSO_OK);
    const long made = counter.made;
    assert_true(made > 10);
    for (long at = 1; at <= made; at++) {
        counter.made = 0;
        counter.fail_at = at;
        assert_int_equal(whole_run(&golden[0]), SAYSO_ERROR_MEMORY);
        assert_int_equal(counter.live, 0);
    }
    counter.fail_at = 0;
    atomic_int cancel = 1;
    struct encoder encoder = {0};
    struct weights *weights = open_weights(&golden[0]);
    const struct memory cancelled = {&allocator, &cancel};
    assert_int_equal(encoder_run(&cancelled, weights, kernels_choose(KERNELS_AUTO), golden[0].tokens, 9, true, &encoder),
                     SAYSO_ERROR_CANCELLED);
    encoder_free(&encoder, &memory);
    weights_close(weights, &memory);
    for (uint32_t i = 0; i < cases; i++)
        free(golden[i].tokens);
}

static void test_choice(void **state)
{
    (void)state;
    const struct kernels *sets[KERNEL_SETS];
    const uint32_t n = kernel_sets(sets);
    assert_string_equal(sets[0]->name, "scalar");
    assert_non_null(kernels_choose(KERNELS_AUTO));
    assert_null(kernels_choose(KERNEL_SETS));
    for (uint32_t s = 0; s < n; s++)
        print_message("kernels: %s\n", sets[s]->name);
    if (kernels_avx2() || kernels_avx512() || kernels_neon())
        assert_ptr_not_equal(kernels_choose(KERNELS_AUTO), sets[0]);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test_setup_teardown(test_choice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_golden, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_linear, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_gather, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_windows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stretches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_is_allocated_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quotations_are_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rows_out_of_range, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_confidence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damaged_sections, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_foreign_weights, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_memory_ends, set_up, tear_down),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
