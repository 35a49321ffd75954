/* Whole documents with the learned weights: the same bytes with each instruction set that this machine has, no memory
 * kept or asked for anew from one document to the next, and memory may end anywhere. */
#include <pthread.h>

#include "support.h"
#include "model.h"

static const char *const TEXTS[] = {
    "The harbour master said the ferry would not sail on Sunday.\n\n\"We will see,\" said Anna Berzina, a spokeswoman for "
    "the Port Authority. \"It is too early.\"\n\nAccording to two officials, the ministry believes costs could double.",
    "RIGA, Latvia - The mayor denied on Tuesday that he had known of the \"gift.\" He said: \"I was not asked.\n\n\"Nobody "
    "was.\"\n\nHis deputy, Olga Kalnina, told reporters she would resign.",
    "Caf\xC3\xA9 owners \xE2\x80\x9Cwant \xE2\x80\x98quiet\xE2\x80\x99\xE2\x80\x9D, they said; the \xF0\x9F\x90\x8D club "
    "did not. \xED\xA0\x80 stands alone.",
    "said",
    "\" said \" said \" \" said",
    "",
};
enum { TEXT_COUNT = sizeof TEXTS / sizeof *TEXTS };

static uint8_t *section_bytes(size_t *size)
{
    static uint8_t *bytes;
    static size_t length;
    if (!bytes) {
        FILE *file = fopen("python/training/encoder.section", "rb");
        if (!file)
            fail_msg("%s", "python/training/encoder.section cannot be opened: run from the repository's root");
        fseek(file, 0, SEEK_END);
        length = (size_t)ftell(file);
        rewind(file);
        bytes = aligned_alloc(64, (length + 63) / 64 * 64);
        if (!bytes || fread(bytes, 1, length, file) != length)
            fail_msg("%s", "encoder.section cannot be read");
        fclose(file);
    }
    *size = length;
    return bytes;
}

/* A session whose model has the weights of the section, whatever it had before. */
static void open_with(struct session *s, sayso_instructions set)
{
    const sayso_options options = {.instructions = set};
    size_t size;
    const uint8_t *section = section_bytes(&size);
    session_open(s, &options);
    const struct memory memory = {&s->allocator, NULL};
    weights_close(s->model->weights, &memory);
    assert_int_equal(weights_open(&s->model->weights, &memory, section, size, NULL), SAYSO_OK);
}

/* Paragraphs of many lengths, so that windows end at different steps; to be freed. */
static char *long_text(uint32_t paragraphs)
{
    char *text = calloc(paragraphs, 512), *end = text;
    for (uint32_t i = 0; i < paragraphs; i++) {
        end += sprintf(end, "In year %u, the mayor of town %u said that ", 1900 + i % 120, i);
        for (uint32_t k = 0; k < i * 7 % 23; k++)
            end += sprintf(end, k % 5 ? "old road %u " : "the bridge, ", k * i % 97);
        end += sprintf(end, i % 3 ? "would close.\n\n" : "would close. \"We are sorry,\" Ann Lee told reporters.\n\n");
    }
    return text;
}

static sayso_document *parse_text(struct session *s, const char *text)
{
    sayso_document *document = NULL;
    const sayso_input input = {text, strlen(text), "2021-12-01", NULL, 0};
    assert_int_equal(sayso_parse(s->parser, s->scratch, &input, &s->allocator, &document, NULL), SAYSO_OK);
    return document;
}

static void same_document(const sayso_document *a, const sayso_document *b)
{
    size_t sizes[2];
    const void *blocks[2] = {sayso_document_block(a, &sizes[0]), sayso_document_block(b, &sizes[1])};
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(blocks[0], blocks[1], sizes[0]);
}

static void test_same_on_all(void **state)
{
    (void)state;
    struct session scalar, other;
    char *text = long_text(90);
    uint32_t seen = 0, learned = 0;
    open_with(&scalar, SAYSO_SCALAR);
    for (int set = SAYSO_AVX2; set <= SAYSO_NEON; set++) {
        if (!kernels_choose((enum kernel_set)set))
            continue;
        seen++;
        open_with(&other, (sayso_instructions)set);
        for (uint32_t i = 0; i <= TEXT_COUNT; i++) {
            sayso_document *a = parse_text(&scalar, i < TEXT_COUNT ? TEXTS[i] : text);
            sayso_document *b = parse_text(&other, i < TEXT_COUNT ? TEXTS[i] : text);
            same_document(a, b);
            uint32_t count;
            const sayso_attribution *list = sayso_document_records(a, SAYSO_ATTRIBUTION, &count);
            for (uint32_t k = 0; k < count; k++)
                learned += list[k].confidence > 0.5f && list[k].confidence < 1;
            sayso_document_free(a);
            sayso_document_free(b);
        }
        session_close(&other);
    }
    if (seen)
        assert_true(learned > 10);
    session_close(&scalar);
    free(text);
}

static void test_a_set_that_is_missing(void **state)
{
    (void)state;
    struct session s;
    uint32_t refused = 0;
    session_open(&s, NULL);
    for (int set = SAYSO_BEST; set <= SAYSO_NEON + 1; set++) {
        const sayso_options options = {.instructions = (sayso_instructions)set};
        sayso_parser *parser = NULL;
        sayso_error error = {0};
        const sayso_status status = sayso_parser_create(s.model, &options, NULL, 0, &s.allocator, &parser, &error);
        assert_int_equal(status, kernels_choose((enum kernel_set)set) ? SAYSO_OK : SAYSO_ERROR_ARGUMENT);
        if (status) {
            refused++;
            assert_null(parser);
            assert_non_null(strstr(error.message, "instruction set"));
        }
        sayso_parser_free(parser);
    }
    assert_true(refused >= 2); /* no machine has both AVX2 and NEON */
    session_close(&s);
}

/* After the first document of its size, another asks for no more than the stages that keep nothing do, and leaves nothing. */
static void test_scratch_is_kept(void **state)
{
    (void)state;
    struct session s;
    char *text = long_text(60);
    long made[4] = {0}, live[4] = {0};
    open_with(&s, SAYSO_BEST);
    for (int turn = 0; turn < 4; turn++) {
        const long before = s.counter.made;
        sayso_document_free(parse_text(&s, text));
        made[turn] = s.counter.made - before;
        live[turn] = s.counter.live;
    }
    assert_true(made[1] < made[0]);
    assert_int_equal(made[2], made[1]);
    assert_int_equal(made[3], made[1]);
    assert_int_equal(live[3], live[0]);
    session_close(&s);
    free(text);
}

static void test_memory_ends_anywhere(void **state)
{
    (void)state;
    struct session s;
    open_with(&s, SAYSO_BEST);
    sayso_scratch_free(s.scratch);
    s.scratch = NULL;
    const long live = s.counter.live;
    long at = 0;
    do {
        const sayso_input input = {TEXTS[0], strlen(TEXTS[0]), NULL, NULL, 0};
        sayso_document *document = NULL;
        s.counter.made = 0;
        s.counter.fail_at = ++at;
        sayso_status status = sayso_scratch_create(s.parser, &s.scratch, NULL);
        if (!status)
            status = sayso_parse(s.parser, s.scratch, &input, &s.allocator, &document, NULL);
        /* PCRE2 goes on without the room that it would like */
        assert_true(status == SAYSO_OK || status == SAYSO_ERROR_MEMORY);
        sayso_document_free(document);
        sayso_scratch_free(s.scratch);
        s.scratch = NULL;
        assert_int_equal(s.counter.live, live);
    } while (s.counter.made >= at);
    assert_true(at > 60);
    s.counter.fail_at = 0;
    session_close(&s);
}

/* ---- threads ------------------------------------------------------------------------------------------------------ */

struct reader {
    const struct session *session;
    sayso_document *expected[TEXT_COUNT];
    int different;
};

static void *allocate(void *context, size_t size) { (void)context; return malloc(size ? size : 1); }
static void *resize(void *context, void *p, size_t old, size_t size) { (void)context, (void)old; return realloc(p, size ? size : 1); }
static void release(void *context, void *p) { (void)context; free(p); }
static const sayso_allocator PLAIN = {NULL, allocate, resize, release};

static void *read_all(void *argument)
{
    struct reader *r = argument;
    sayso_scratch *scratch = NULL;
    if (sayso_scratch_create(r->session->parser, &scratch, NULL))
        r->different++;
    for (uint32_t turn = 0; turn < 40 && scratch; turn++) {
        const uint32_t i = turn % TEXT_COUNT;
        const sayso_input input = {TEXTS[i], strlen(TEXTS[i]), "2021-12-01", NULL, 0};
        sayso_document *document = NULL;
        r->different += sayso_parse(r->session->parser, scratch, &input, &PLAIN, &document, NULL) ||
                        !sayso_document_equal(document, r->expected[i]);
        sayso_document_free(document);
    }
    sayso_scratch_free(scratch);
    return NULL;
}

static void test_threads_share_a_parser(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    struct session s;
    sayso_parser *parser = NULL;
    open_with(&s, SAYSO_BEST);
    struct reader readers[THREADS] = {{.session = &s}};
    for (uint32_t i = 0; i < TEXT_COUNT; i++)
        readers[0].expected[i] = parse_text(&s, TEXTS[i]);
    /* the counting allocator is for one thread: scratches take their parser's */
    assert_int_equal(sayso_parser_create(s.model, NULL, NULL, 0, &PLAIN, &parser, NULL), SAYSO_OK);
    sayso_parser *const counted = s.parser;
    s.parser = parser;
    pthread_t threads[THREADS];
    for (int k = 0; k < THREADS; k++) {
        readers[k] = readers[0];
        assert_int_equal(pthread_create(&threads[k], NULL, read_all, &readers[k]), 0);
    }
    for (int k = 0; k < THREADS; k++) {
        pthread_join(threads[k], NULL);
        assert_int_equal(readers[k].different, 0);
    }
    for (uint32_t i = 0; i < TEXT_COUNT; i++)
        sayso_document_free(readers[0].expected[i]);
    sayso_parser_free(parser);
    s.parser = counted;
    session_close(&s);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_same_on_all),         cmocka_unit_test(test_a_set_that_is_missing),
        cmocka_unit_test(test_scratch_is_kept),     cmocka_unit_test(test_memory_ends_anywhere),
        cmocka_unit_test(test_threads_share_a_parser),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
