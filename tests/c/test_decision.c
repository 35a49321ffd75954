/* A model with an encoder: its pieces become attributions that hang together, whatever the weights say.  The weights
 * are the random ones of encoder_golden.bin: nothing here is about quality. */
#define _GNU_SOURCE /* memmem */
#include "support.h"

enum { HEADER = 32, ENTRY = 24, WEIGHTS = 2 };

static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be opened: run from the repository's root", path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size);
    if (!bytes || fread(bytes, 1, *size, file) != *size)
        fail_msg("%s cannot be read", path);
    fclose(file);
    return bytes;
}

/* english.sayso with the golden file's first weights in front of its own sections' bytes. */
static uint8_t *model_with_encoder(size_t *size)
{
    size_t old_size, golden_size;
    uint8_t *old = read_file("python/sayso/data/english.sayso", &old_size);
    uint8_t *golden = read_file("tests/c/encoder_golden.bin", &golden_size);
    uint32_t sections, kept = 0, weights_size;
    const uint8_t *weights = memmem(golden, golden_size, "SAYSOENC", 8);
    assert_non_null(weights);
    memcpy(&weights_size, golden + 64, 4); /* the first case begins at 64 */
    memcpy(&sections, old + 12, 4);
    size_t padded = (weights_size + 63u) / 64 * 64, shift = (HEADER + (sections + 1) * ENTRY + 63) / 64 * 64;
    *size = shift + padded + old_size;
    uint8_t *made = aligned_alloc(64, (*size + 63) / 64 * 64);
    memset(made, 0, *size);
    memcpy(made, old, HEADER);
    for (uint32_t i = 0; i < sections; i++) {
        uint8_t entry[ENTRY];
        uint32_t id;
        uint64_t offset;
        memcpy(entry, old + HEADER + i * ENTRY, ENTRY);
        memcpy(&id, entry, 4);
        memcpy(&offset, entry + 8, 8);
        offset += shift + padded;
        memcpy(entry + 8, &offset, 8);
        if (id != WEIGHTS)
            memcpy(made + HEADER + kept++ * ENTRY, entry, ENTRY);
    }
    uint64_t own[3] = {WEIGHTS, shift, weights_size}, total = *size;
    memcpy(made + HEADER + kept++ * ENTRY, own, sizeof own);
    memcpy(made + 12, &kept, 4);
    memcpy(made + 16, &total, 8);
    memcpy(made + shift, weights, weights_size);
    memcpy(made + shift + padded, old, old_size);
    free(old);
    free(golden);
    return made;
}

static const char *const TEXTS[] = {
    "\"We stay,\" said Ann Lee, the mayor of Porto, on Friday. \"We vote,\" she added. Bob Ray denied that he knew.",
    "He said she said they said it was \"over.\" According to two officials, the ministry believes costs could double.",
    "\"One.\n\n\"Two,\" he told reporters.\n\nA \"friend\" of the court said: \"No \xE2\x80\x98more\xE2\x80\x99 of "
    "this.\"",
    "",
    "said",
    "\"",
    "\" said \" said \"",
};

static void check(struct session *s, const char *text)
{
    sayso_document *document = session_parse(s, text, NULL), *again = NULL;
    size_t size;
    const void *block = sayso_document_block(document, &size);
    sayso_error error = {0};
    if (sayso_document_from_block(block, size, &s->allocator, &again, &error))
        fail_msg("%s at %zu of \"%s\"", error.message, error.position, text);
    uint32_t count, spans, end = 0;
    const sayso_attribution *all = sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
    const sayso_span *pool = sayso_document_records(document, SAYSO_SPAN, &spans);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(all[i].content.count > 0);
        assert_true(i == 0 || pool[all[i - 1].content.first].start <= pool[all[i].content.first].start);
        if (all[i].parent == SAYSO_NONE && all[i].content.count == 1) {
            assert_true(pool[all[i].content.first].start >= end);
            end = pool[all[i].content.first].end;
        }
    }
    sayso_document_free(again);
    sayso_document_free(document);
}

static struct session session;
static uint8_t *model;
static size_t model_size;

static int set_up(void **state)
{
    (void)state;
    memset(&session, 0, sizeof session);
    session.allocator = counting(&session.counter);
    model = model_with_encoder(&model_size);
    sayso_error error = {0};
    if (sayso_model_open(model, model_size, 0, &session.allocator, &session.model, &error))
        fail_msg("%s at %zu", error.message, error.position);
    return sayso_parser_create(session.model, NULL, NULL, 0, &session.allocator, &session.parser, NULL) ||
           sayso_scratch_create(session.parser, &session.scratch, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    session_close(&session);
    free(model);
    return 0;
}

static void documents_are_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        check(&session, TEXTS[i]);
}

/* sentences of many kinds in many orders */
static void mixtures_are_sound(void **state)
{
    (void)state;
    static const char *const PARTS[] = {"\"Enough,\" ",
                                        "said Ann Lee. ",
                                        "\n\n",
                                        "He denied that ",
                                        "\"",
                                        "the plan failed, ",
                                        "officials said, ",
                                        "and warned of \"war.\" ",
                                        "According to Reuters, ",
                                        "Then. ",
                                        "She told the BBC: ",
                                        "\xE2\x80\x9Cno\xE2\x80\x9D "};
    uint32_t random = 7;
    for (int round = 0; round < 400; round++) {
        char text[1024] = "";
        for (int i = 0; i < 24; i++) {
            random = random * 1664525u + 1013904223u;
            strcat(text, PARTS[(random >> 16) % (sizeof PARTS / sizeof *PARTS)]);
        }
        check(&session, text);
    }
}

static void the_nth_allocation_fails(void **state)
{
    (void)state;
    int finished = 0;
    for (long n = 1; !finished; n++) {
        struct counter counter = {.fail_at = n};
        sayso_allocator allocator = counting(&counter);
        sayso_model *opened = NULL;
        sayso_parser *parser = NULL;
        sayso_scratch *scratch = NULL;
        sayso_document *document = NULL;
        sayso_input input = {TEXTS[0], strlen(TEXTS[0]), NULL, NULL, 0};
        sayso_status status = sayso_model_open(model, model_size, 0, &allocator, &opened, NULL);
        if (!status)
            status = sayso_parser_create(opened, NULL, NULL, 0, &allocator, &parser, NULL);
        if (!status)
            status = sayso_scratch_create(parser, &scratch, NULL);
        if (!status)
            status = sayso_parse(parser, scratch, &input, &allocator, &document, NULL);
        assert_true(status == SAYSO_OK || status == SAYSO_ERROR_MEMORY);
        finished = counter.made < n;
        sayso_document_free(document);
        sayso_scratch_free(scratch);
        sayso_parser_free(parser);
        sayso_model_close(opened);
        assert_int_equal(counter.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_sound),
        cmocka_unit_test(mixtures_are_sound),
        cmocka_unit_test(the_nth_allocation_fails),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
