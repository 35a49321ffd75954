/* One article through all stages: offsets, the block's round trip, damage at every byte, and memory that ends. */
#include "support.h"

#define DATE "2026-09-17"

static char *article;

static int read_article(void **state)
{
    (void)state;
    FILE *file = fopen("python/sayso/data/article.txt", "rb");
    if (!file)
        return -1;
    article = calloc(1, 1 << 16);
    size_t size = fread(article, 1, (1 << 16) - 1, file);
    fclose(file);
    return size ? 0 : -1;
}

static int drop_article(void **state)
{
    (void)state;
    free(article);
    return 0;
}

static void records_are_there_and_in_order(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_document *document = session_parse(&s, article, DATE);
    uint32_t count;
    const sayso_token *tokens = sayso_document_records(document, SAYSO_TOKEN, &count);
    assert_true(count > 700);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(tokens[i].span.start < tokens[i].span.end);
        assert_true(!i || tokens[i - 1].span.end <= tokens[i].span.start);
    }
    assert_true(tokens[count - 1].span.end <= sayso_document_length(document));
    sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
    assert_true(count >= 15);
    sayso_document_records(document, SAYSO_ENTITY, &count);
    assert_true(count >= 10);
    sayso_document_free(document);
    session_close(&s);
}

static void the_block_goes_round(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_document *document = session_parse(&s, article, DATE), *again = NULL;
    size_t size, size_again;
    const void *block = sayso_document_block(document, &size);
    assert_int_equal(sayso_document_from_block(block, size, &s.allocator, &again, NULL), SAYSO_OK);
    assert_memory_equal(sayso_document_block(again, &size_again), block, size);
    assert_int_equal(size, size_again);
    sayso_document_free(again);
    sayso_document_free(document);
    session_close(&s);
}

/* A changed byte is refused or harmless: reading all records of what is accepted stays within the block. */
static void damage_is_refused_or_harmless(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_document *document = session_parse(&s, "\"We stay,\" said Ann Lee on Friday. Bob Ray, a \"friend,\" paid $5.", DATE);
    size_t size;
    const uint8_t *block = sayso_document_block(document, &size);
    uint8_t *copy = malloc(size);
    unsigned refused = 0;
    for (size_t at = 0; at < size; at++) {
        memcpy(copy, block, size);
        copy[at] ^= 0x55;
        sayso_document *again = NULL;
        sayso_error error = {0};
        if (sayso_document_from_block(copy, size, &s.allocator, &again, &error)) {
            assert_null(again);
            assert_true(error.position < size);
            assert_true(error.message[0]);
            refused++;
        }
        sayso_document_free(again);
    }
    assert_true(refused > size / 4);
    for (size_t cut = 0; cut < size; cut += 7) {
        sayso_document *again = NULL;
        assert_int_not_equal(sayso_document_from_block(block, cut, &s.allocator, &again, NULL), SAYSO_OK);
    }
    free(copy);
    sayso_document_free(document);
    session_close(&s);
}

static void the_nth_allocation_fails(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = model_bytes(&size);
    const sayso_cue cue = {.takes = SAYSO_TAKES_ALL, .past = "spake"};
    const sayso_entry own[] = {{"Harbour Gazette", 15, "outlet", SAYSO_OWN_NUMBER, NULL}, {"speak", 5, "cue_verb", 0, &cue}};
    int finished = 0;
    for (long n = 1; !finished; n++) {
        struct counter counter = {.fail_at = n};
        sayso_allocator allocator = counting(&counter);
        sayso_model *model = NULL;
        sayso_parser *parser = NULL;
        sayso_scratch *scratch = NULL;
        sayso_document *document = NULL;
        sayso_input input = {article, strlen(article), DATE, NULL, 0};
        sayso_error error = {0};
        sayso_status status = sayso_model_open(bytes, size, 0, &allocator, &model, &error);
        if (!status)
            status = sayso_parser_create(model, NULL, own, 2, &allocator, &parser, &error);
        if (!status)
            status = sayso_scratch_create(parser, &scratch, &error);
        if (!status)
            status = sayso_parse(parser, scratch, &input, &allocator, &document, &error);
        assert_true(status == SAYSO_OK || status == SAYSO_ERROR_MEMORY);
        assert_int_equal(document != NULL, status == SAYSO_OK);
        /* PCRE2 does without its JIT stack, so an early failure may pass; the end is reached when none failed */
        finished = counter.made < n;
        sayso_document_free(document);
        sayso_scratch_free(scratch);
        sayso_parser_free(parser);
        sayso_model_close(model);
        assert_int_equal(counter.live, 0);
    }
}

static void a_raised_flag_stops(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    atomic_int cancel = 1;
    sayso_input input = {article, strlen(article), NULL, &cancel, 0};
    sayso_document *document = NULL;
    sayso_error error = {0};
    assert_int_equal(sayso_parse(s.parser, s.scratch, &input, &s.allocator, &document, &error), SAYSO_ERROR_CANCELLED);
    assert_null(document);
    session_close(&s);
}

static void a_date_that_is_none_is_an_error(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    sayso_input input = {"Yes.", 4, "2026-13-01", NULL, 0};
    sayso_document *document = NULL;
    sayso_error error = {0};
    assert_int_equal(sayso_parse(s.parser, s.scratch, &input, &s.allocator, &document, &error), SAYSO_ERROR_DATE);
    assert_int_equal(error.position, 5);
    session_close(&s);
}

static void bytes_of_spans(void **state)
{
    (void)state;
    struct session s;
    session_open(&s, NULL);
    char text[2000] = "";
    for (int i = 0; i < 60; i++)
        strcat(text, "Zo\xC3\xAB said \xE2\x80\x9Cno\xE2\x80\x9D. ");
    sayso_document *document = session_parse(&s, text, NULL);
    uint32_t count, size;
    const sayso_token *tokens = sayso_document_records(document, SAYSO_TOKEN, &count);
    const char *bytes = sayso_document_records(document, SAYSO_TEXT, &size);
    unsigned names = 0;
    for (uint32_t i = 0; i < count; i++) {
        sayso_range where = sayso_document_bytes(document, tokens[i].span);
        names += where.count == 4 && !memcmp(bytes + where.first, "Zo\xC3\xAB", 4);
    }
    assert_int_equal(names, 60);
    char shape[64];
    assert_int_equal(sayso_document_shape(document, 0, shape, sizeof shape), 3);
    assert_memory_equal(shape, "Xxx", 3);
    sayso_document_free(document);
    session_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_there_and_in_order), cmocka_unit_test(the_block_goes_round),
        cmocka_unit_test(damage_is_refused_or_harmless), cmocka_unit_test(the_nth_allocation_fails),
        cmocka_unit_test(a_raised_flag_stops), cmocka_unit_test(a_date_that_is_none_is_an_error),
        cmocka_unit_test(bytes_of_spans),
    };
    return cmocka_run_group_tests(tests, read_article, drop_article);
}
