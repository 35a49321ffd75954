/* Batches: order, errors, the end in the middle; and documents built from records. */
#include <pthread.h>

#include "codes.h"
#include "support.h"

#define TEXTS 200u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *locked_allocate(void *context, size_t size)
{
    pthread_mutex_lock(&lock);
    void *p = counter_allocate(context, size);
    pthread_mutex_unlock(&lock);
    return p;
}

static void *locked_resize(void *context, void *p, size_t old_size, size_t new_size)
{
    pthread_mutex_lock(&lock);
    void *grown = counter_resize(context, p, old_size, new_size);
    pthread_mutex_unlock(&lock);
    return grown;
}

static void locked_release(void *context, void *p)
{
    pthread_mutex_lock(&lock);
    counter_release(context, p);
    pthread_mutex_unlock(&lock);
}

/* A session whose allocator counts under a lock; its scratch is not used. */
static void locked_open(struct session *s)
{
    size_t size;
    const void *bytes = model_bytes(&size);
    memset(s, 0, sizeof *s);
    s->allocator = (sayso_allocator){&s->counter, locked_allocate, locked_resize, locked_release};
    assert_int_equal(sayso_model_open(bytes, size, 0, &s->allocator, &s->model, NULL), SAYSO_OK);
    assert_int_equal(sayso_parser_create(s->model, NULL, NULL, 0, &s->allocator, &s->parser, NULL), SAYSO_OK);
}

static void test_order(void **state)
{
    (void)state;
    struct session s;
    static char texts[TEXTS][64];
    for (unsigned threads = 1; threads <= 4; threads += 3) {
        sayso_batch *batch;
        sayso_result result;
        unsigned submitted = 0, taken = 0;
        locked_open(&s);
        assert_int_equal(sayso_batch_create(s.parser, threads, 8, &s.allocator, &batch, NULL), SAYSO_OK);
        assert_int_equal(sayso_batch_take(batch, 1, &result), 0); /* nothing is queued */
        while (taken < TEXTS) {
            while (submitted < TEXTS && submitted - taken < 8) {
                int size = snprintf(texts[submitted], sizeof texts[0], "\"Number %u,\" said Bo Lind.", submitted);
                sayso_input input = {texts[submitted], (size_t)size, NULL, NULL, 0};
                assert_int_equal(sayso_batch_submit(batch, &input), SAYSO_OK);
                submitted++;
            }
            if (submitted - taken == 8) { /* the window is full */
                sayso_input input = {"x", 1, NULL, NULL, 0};
                assert_int_equal(sayso_batch_submit(batch, &input), SAYSO_ERROR_ARGUMENT);
            }
            if (!sayso_batch_take(batch, 1000, &result))
                continue;
            uint32_t size;
            assert_int_equal(result.status, SAYSO_OK);
            const char *text = sayso_document_records(result.document, SAYSO_TEXT, &size);
            assert_int_equal(size, strlen(texts[taken]));
            assert_memory_equal(text, texts[taken], size);
            sayso_document_free(result.document);
            taken++;
        }
        sayso_batch_close(batch);
        session_close(&s);
    }
}

static void test_errors_come_in_their_place(void **state)
{
    (void)state;
    struct session s;
    sayso_batch *batch;
    sayso_result results[3];
    const sayso_input inputs[] = {{"a", 1, NULL, NULL, 0}, {"\xFF", 1, NULL, NULL, 0}, {"b", 1, "2021-13-01", NULL, 0}};
    locked_open(&s);
    assert_int_equal(sayso_batch_create(s.parser, 2, 3, &s.allocator, &batch, NULL), SAYSO_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(sayso_batch_submit(batch, &inputs[i]), SAYSO_OK);
    for (int i = 0; i < 3; i++)
        while (!sayso_batch_take(batch, 1000, &results[i]))
            ;
    assert_int_equal(results[0].status, SAYSO_OK);
    assert_int_equal(results[1].status, SAYSO_ERROR_ENCODING);
    assert_int_equal(results[2].status, SAYSO_ERROR_DATE);
    assert_int_equal(results[2].error.position, 5);
    assert_null(results[1].document);
    sayso_document_free(results[0].document);
    sayso_batch_close(batch);
    session_close(&s);
}

/* Texts at every stage of being read when the batch is closed: nothing is lost and nothing waits. */
static void test_closed_in_the_middle(void **state)
{
    (void)state;
    struct session s;
    static char text[200000];
    for (size_t i = 0; i + 26 < sizeof text; i += 25)
        memcpy(text + i, "\"Oh,\" said Bo Lind to Al. ", 25);
    for (int i = 0; i < 20; i++) {
        sayso_batch *batch;
        locked_open(&s);
        assert_int_equal(sayso_batch_create(s.parser, 3, 16, &s.allocator, &batch, NULL), SAYSO_OK);
        for (int n = 0; n < 16; n++) {
            sayso_input input = {text, sizeof text / (n % 3 + 1), NULL, NULL, 0};
            assert_int_equal(sayso_batch_submit(batch, &input), SAYSO_OK);
        }
        if (i % 2) {
            sayso_result result;
            if (sayso_batch_take(batch, (uint32_t)i, &result))
                sayso_document_free(result.document);
        }
        sayso_batch_close(batch);
        session_close(&s);
    }
    sayso_batch_close(NULL);
}

static void test_wrong_sizes_and_memory_that_ends(void **state)
{
    (void)state;
    struct session s;
    sayso_batch *batch = (sayso_batch *)1;
    locked_open(&s);
    assert_int_equal(sayso_batch_create(s.parser, 0, 3, &s.allocator, &batch, NULL), SAYSO_ERROR_ARGUMENT);
    assert_null(batch);
    assert_int_equal(sayso_batch_create(s.parser, 3, 0, &s.allocator, &batch, NULL), SAYSO_ERROR_ARGUMENT);
    long before = s.counter.live;
    for (long n = 1; n <= 3; n++) {
        s.counter.made = 0;
        s.counter.fail_at = n;
        assert_int_equal(sayso_batch_create(s.parser, 2, 2, &s.allocator, &batch, NULL), SAYSO_ERROR_MEMORY);
        assert_int_equal(s.counter.live, before);
    }
    s.counter.fail_at = 0;
    session_close(&s);
}

/* Every allocation fails once, whichever thread makes it: that text is an error, its neighbours are whole, nothing is lost. */
static void test_memory_that_ends_in_a_worker(void **state)
{
    (void)state;
    static const char *const texts[] = {"\"We waited too long,\" Bo Lind said.", "Rain fell on Riga.", "No one said so, Ann."};
    enum { MANY = 3 };
    struct session s;
    locked_open(&s);
    const long before = s.counter.live;
    unsigned failed = 0, whole = 0;
    long n = 0;
    do {
        sayso_batch *batch;
        s.counter.made = 0;
        s.counter.fail_at = ++n;
        if (!sayso_batch_create(s.parser, 2, MANY, &s.allocator, &batch, NULL)) {
            for (unsigned i = 0; i < MANY; i++) {
                const sayso_input input = {texts[i], strlen(texts[i]), NULL, NULL, 0};
                assert_int_equal(sayso_batch_submit(batch, &input), SAYSO_OK);
            }
            for (unsigned i = 0; i < MANY; i++) {
                sayso_result result;
                while (!sayso_batch_take(batch, 1000, &result))
                    continue;
                assert_true(result.status == SAYSO_OK || result.status == SAYSO_ERROR_MEMORY);
                assert_int_equal(result.document != NULL, result.status == SAYSO_OK);
                if (result.document)
                    assert_int_equal(sayso_document_length(result.document), strlen(texts[i]));
                *(result.status ? &failed : &whole) += 1;
                sayso_document_free(result.document);
            }
            sayso_batch_close(batch);
        }
        assert_int_equal(s.counter.live, before);
    } while (s.counter.made >= n);
    assert_true(failed > 60 && whole > failed);
    s.counter.fail_at = 0;
    session_close(&s);
}

/* ---- builder -------------------------------------------------------------------------------------------------- */

static void test_unreadable(void **state)
{
    (void)state;
    struct counter counter = {0};
    sayso_allocator allocator = counting(&counter);
    sayso_document *document;
    uint32_t count;
    assert_int_equal(sayso_document_unreadable(&allocator, &document, NULL), SAYSO_OK);
    const sayso_warning *warnings = sayso_document_records(document, SAYSO_WARNING, &count);
    assert_int_equal(count, 1);
    assert_int_equal(warnings[0].code, WARNING_UNREADABLE);
    const sayso_layout *layout = sayso_document_records(document, SAYSO_LAYOUT, &count);
    assert_int_equal(layout->headline.start, SAYSO_NONE);
    sayso_document_free(document);
    for (long n = 1;; n++) {
        counter.made = 0;
        counter.fail_at = n;
        if (!sayso_document_unreadable(&allocator, &document, NULL))
            break;
        assert_null(document);
        assert_int_equal(counter.live, 0);
    }
    sayso_document_free(document);
    assert_int_equal(counter.live, 0);
}

static sayso_builder *builder_of(const sayso_allocator *allocator, const char *text)
{
    sayso_builder *builder;
    assert_int_equal(sayso_builder_create(text, strlen(text), allocator, &builder, NULL), SAYSO_OK);
    memset(sayso_builder_add(builder, SAYSO_LAYOUT), 0xFF, sizeof(sayso_layout));
    return builder;
}

static void test_built_documents_are_checked(void **state)
{
    (void)state;
    struct counter counter = {0};
    sayso_allocator allocator = counting(&counter);
    for (int wrong = 0; wrong < 2; wrong++) {
        sayso_builder *builder = builder_of(&allocator, "two words");
        sayso_document *document, *again;
        sayso_error error = {0};
        sayso_paragraph *paragraph = sayso_builder_add(builder, SAYSO_PARAGRAPH);
        *paragraph = (sayso_paragraph){{0, wrong ? 10 : 9}, {0, 0}, SAYSO_STORY};
        assert_int_equal(sayso_builder_finish(builder, &allocator, &document, &error),
                         wrong ? SAYSO_ERROR_BLOCK : SAYSO_OK);
        if (!wrong) {
            assert_int_equal(sayso_builder_finish(builder, &allocator, &again, &error), SAYSO_OK);
            assert_true(sayso_document_equal(document, again));
            sayso_document_free(again);
            sayso_builder *other = builder_of(&allocator, "two wordy");
            *(sayso_paragraph *)sayso_builder_add(other, SAYSO_PARAGRAPH) =
                (sayso_paragraph){{0, 9}, {0, 0}, SAYSO_STORY};
            assert_int_equal(sayso_builder_finish(other, &allocator, &again, &error), SAYSO_OK);
            assert_false(sayso_document_equal(document, again));
            sayso_document_free(again);
            sayso_builder_free(other);
            sayso_document_free(document);
        } else {
            assert_null(document);
        }
        sayso_builder_free(builder);
    }
    assert_int_equal(counter.live, 0);
}

static sayso_status build(const sayso_allocator *allocator, sayso_document **document)
{
    static const char text[] = "In May, \xE2\x80\x9CN\xC3\xB3,\xE2\x80\x9D she said.";
    sayso_builder *builder = NULL;
    sayso_range name, spans, refs;
    sayso_status status = sayso_builder_create(text, sizeof text - 1, allocator, &builder, NULL);
    if (status)
        return status;
    memset(sayso_builder_add(builder, SAYSO_LAYOUT), 0xFF, sizeof(sayso_layout));
    name = sayso_builder_range(builder, SAYSO_STRING);
    spans = sayso_builder_range(builder, SAYSO_SPAN);
    refs = sayso_builder_range(builder, SAYSO_REF);
    status = SAYSO_ERROR_MEMORY;
    if (sayso_builder_string(builder, &name, "May", 3) && sayso_builder_span(builder, &spans, (sayso_span){3, 6}) &&
        sayso_builder_ref(builder, &refs, 0)) {
        sayso_entity *entity = sayso_builder_add(builder, SAYSO_ENTITY);
        sayso_mention *mention = sayso_builder_add(builder, SAYSO_MENTION);
        if (entity && mention) {
            *entity = (sayso_entity){.name = name, .mentions = refs, .pronouns = spans, .affiliation = SAYSO_NONE};
            *mention = (sayso_mention){.span = {3, 6}, .confidence = 1};
            status = sayso_builder_finish(builder, allocator, document, NULL);
        }
    }
    sayso_builder_free(builder);
    return status;
}

static void test_memory_that_ends_while_building(void **state)
{
    (void)state;
    struct counter counter = {0};
    const sayso_allocator allocator = counting(&counter);
    sayso_document *document = NULL;
    long n = 0;
    do {
        counter.made = 0;
        counter.fail_at = ++n;
        const sayso_status status = build(&allocator, &document);
        assert_int_equal(status, counter.made >= n ? SAYSO_ERROR_MEMORY : SAYSO_OK);
        assert_int_equal(document != NULL, status == SAYSO_OK);
        assert_true(document || !counter.live);
    } while (counter.made >= n);
    assert_true(n > 5);
    sayso_document_free(document);
    assert_int_equal(counter.live, 0);
}

/* The same strings and spans in another order of the pools are the same document. */
static void test_equal_whatever_the_order_of_pools(void **state)
{
    (void)state;
    struct counter counter = {0};
    sayso_allocator allocator = counting(&counter);
    sayso_document *documents[2];
    for (int turn = 0; turn < 2; turn++) {
        sayso_builder *builder = builder_of(&allocator, "May and June");
        sayso_range names[2];
        for (int k = 0; k < 2; k++) {
            int which = turn ? 1 - k : k;
            names[which] = sayso_builder_range(builder, SAYSO_STRING);
            assert_true(sayso_builder_string(builder, &names[which], which ? "June" : "May", which ? 4 : 3));
        }
        for (int k = 0; k < 2; k++) {
            sayso_date *date = sayso_builder_add(builder, SAYSO_DATE);
            *date = (sayso_date){k ? (sayso_span){8, 12} : (sayso_span){0, 3}, names[k], SAYSO_TYPE_DATE,
                                 SAYSO_ANCHOR_NONE};
        }
        assert_int_equal(sayso_builder_finish(builder, &allocator, &documents[turn], NULL), SAYSO_OK);
        sayso_builder_free(builder);
    }
    size_t size;
    const void *block = sayso_document_block(documents[0], &size);
    assert_memory_not_equal(block, sayso_document_block(documents[1], &size), size);
    assert_true(sayso_document_equal(documents[0], documents[1]));
    sayso_document_free(documents[0]);
    sayso_document_free(documents[1]);
    assert_int_equal(counter.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_errors_come_in_their_place),
        cmocka_unit_test(test_closed_in_the_middle),
        cmocka_unit_test(test_wrong_sizes_and_memory_that_ends),
        cmocka_unit_test(test_memory_that_ends_in_a_worker),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_memory_that_ends_while_building),
        cmocka_unit_test(test_built_documents_are_checked),
        cmocka_unit_test(test_equal_whatever_the_order_of_pools),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
