/* The weights in english.sayso give what training computed with them: python/training/encoder.golden, written beside
 * encoder.section by the last steps of python/training/pipeline.py, with every instruction set that this machine has.
 * (Random networks of other shapes, stage by stage: test_encoder.c.) */
#include <inttypes.h>

#include "support.h"
#include "encoder.h"
#include "model.h"

enum { MOST = 256, LINE = 4096 };

struct trained {
    struct encoder_token tokens[MOST];
    uint32_t count;
    uint64_t states, tags, names; /* checksums */
};

static void read_line(const char *line, struct trained *out)
{
    char name[32] = "";
    uint64_t sum = 0;
    uint32_t v[9] = {0};
    uint64_t signals = 0;
    if (sscanf(line,
               "token %" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu64 " %" SCNu32 " %" SCNu32 " %" SCNu32
               " %" SCNu32 " %" SCNu32,
               &v[0], &v[1], &v[2], &v[3], &signals, &v[4], &v[5], &v[6], &v[7], &v[8]) == 10) {
        assert_in_range(out->count, 0, MOST - 1);
        out->tokens[out->count++] = (struct encoder_token){.signals = signals,
                                                           .word = v[0],
                                                           .prefix = v[1],
                                                           .suffix = v[2],
                                                           .shape = (uint8_t)v[3],
                                                           .breaks = (uint8_t)v[4],
                                                           .quote = (uint8_t)v[5],
                                                           .space = (uint8_t)v[6],
                                                           .rule = (uint8_t)v[7],
                                                           .mention = (uint8_t)v[8]};
    } else if (sscanf(line, "stage %31[a-z]: shape %*u %*u fnv %" SCNx64, name, &sum) == 2) {
        if (!strcmp(name, "states"))
            out->states = sum;
        else if (!strcmp(name, "tags"))
            out->tags = sum;
        else if (!strcmp(name, "names"))
            out->names = sum;
    }
}

static void read_golden(struct trained *out)
{
    char line[LINE];
    FILE *file = fopen("python/training/encoder.golden", "r");
    if (!file)
        fail_msg("%s", "python/training/encoder.golden cannot be opened: run from the repository's root");
    memset(out, 0, sizeof *out);
    while (fgets(line, sizeof line, file))
        read_line(line, out);
    fclose(file);
    assert_true(out->count > 20 && out->states && out->tags && out->names);
}

/* FNV-1a over a value as a little-endian 32-bit word. */
static uint64_t sum_of(uint64_t hash, int32_t value)
{
    for (int k = 0; k < 4; k++)
        hash = (hash ^ ((uint32_t)value >> (8 * k) & 255)) * UINT64_C(1099511628211);
    return hash;
}

static void check(const struct trained *t, const struct weights *w, const struct encoder *encoder)
{
    uint64_t states = UINT64_C(14695981039346656037), tags = states, names = states;
    for (uint32_t i = 0; i < t->count; i++) {
        for (uint32_t direction = 0; direction < 2; direction++)
            for (uint32_t k = 0; k < w->hidden; k++)
                states = sum_of(states, encoder->states.items->bytes[(i * 2 + direction) * w->units + k]);
        for (uint32_t k = 0; k < WEIGHTS_RULES; k++)
            tags = sum_of(tags, encoder->tags.items[i].of[k]);
        for (uint32_t k = 0; k < WEIGHTS_MENTIONS; k++)
            names = sum_of(names, encoder->names.items[i].of[k]);
    }
    assert_int_equal(states, t->states);
    assert_int_equal(tags, t->tags);
    assert_int_equal(names, t->names);
}

static void test_trained_weights(void **state)
{
    (void)state;
    struct trained trained;
    struct session session;
    uint32_t ran = 0;
    read_golden(&trained);
    session_open(&session, NULL);
    const struct memory memory = {&session.allocator, NULL};
    for (int set = KERNELS_SCALAR; set < KERNEL_SETS; set++) {
        const struct kernels *kernels = kernels_choose((enum kernel_set)set);
        struct encoder encoder = {0};
        if (!kernels)
            continue;
        assert_int_equal(
            encoder_run(&memory, session.model->weights, kernels, trained.tokens, trained.count, true, &encoder),
            SAYSO_OK);
        check(&trained, session.model->weights, &encoder);
        encoder_free(&encoder, &memory);
        ran++;
    }
    assert_true(ran >= 1);
    session_close(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trained_weights)};
    return cmocka_run_group_tests_name("trained", tests, NULL, NULL);
}
