/* people: entities and speakers; what holds for every document, and what hostile text and failing memory do. */

#include "support.h"

static struct session session;

static int open_session(void **state)
{
    (void)state;
    session_open(&session, NULL);
    return 0;
}

static int close_session(void **state)
{
    (void)state;
    session_close(&session);
    return 0;
}

static const char ARTICLE[] =
    "PORT HALVEN - Transport Minister Ingrid Solberg said on Monday that the tunnel would open in May. Solberg, who "
    "took "
    "office in June, said she had walked through it herself.\n\n"
    "\"We have waited long enough,\" she told reporters. \"I will not wait again.\"\n\n"
    "A ministry official said the pumps had failed twice. The official spoke on condition of anonymity because the "
    "inquiry is not over.\n\n"
    "Marcus Ody, a geologist at the University of Halven, said the rock was sound. \"It is granite,\" he said.\n\n"
    "Three engineers and Ody said they would publish their data. The Halven Tunnel Company declined to comment.";

/* The name of the speaker of the attribution whose content begins with `words`. */
static const char *speaker_of(const sayso_document *document, const char *words)
{
    static char name[128];
    uint32_t count, size;
    const sayso_attribution *attributions = sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
    const sayso_entity *entities = sayso_document_records(document, SAYSO_ENTITY, &size);
    const sayso_span *spans = sayso_document_records(document, SAYSO_SPAN, &size);
    const char *strings = sayso_document_records(document, SAYSO_STRING, &size);
    const char *text = sayso_document_records(document, SAYSO_TEXT, &size);
    for (uint32_t i = 0; i < count; i++) {
        sayso_range where = sayso_document_bytes(document, spans[attributions[i].content.first]);
        if (where.count < strlen(words) || memcmp(text + where.first, words, strlen(words)) != 0)
            continue;
        if (attributions[i].speaker == SAYSO_NONE)
            return "nobody";
        sayso_range range = entities[attributions[i].speaker].name;
        snprintf(name, sizeof name, "%.*s", (int)range.count, strings + range.first);
        return name;
    }
    return "not found";
}

static void check_speaker(const char *text, const char *words, const char *speaker)
{
    sayso_document *document = session_parse(&session, text, NULL);
    assert_string_equal(speaker_of(document, words), speaker);
    sayso_document_free(document);
}

static void test_speakers_of_an_article(void **state)
{
    (void)state;
    check_speaker(ARTICLE, "\"We have waited", "Ingrid Solberg");
    check_speaker(ARTICLE, "\"It is granite", "Marcus Ody");
    check_speaker(ARTICLE, "the rock was sound", "Marcus Ody");
    check_speaker(ARTICLE, "the pumps had failed", "The official");
}

static void test_who_is_not_merged(void **state)
{
    (void)state;
    check_speaker("Carl Brandt and Julia Brandt own the inn. Brandt said it was full.", "it was full", "Brandt");
    check_speaker(
        "Carl Brandt owns the inn. Brandt said it was full. His wife, Julia Brandt, was away. Brandt said she was ill.",
        "she was ill", "Carl Brandt");
    check_speaker("Carl Brandt Jr. and Carl Brandt own it. Brandt Jr. said it was full.", "it was full",
                  "Carl Brandt Jr.");
    check_speaker("President George H. W. Marsh left. Senator George W. Marsh said it rained.", "it rained",
                  "George W. Marsh");
}

static void test_names_cut_short(void **state)
{
    (void)state;
    check_speaker("The European Climate Foundation paid. The ECF said it would pay again.", "it would pay",
                  "European Climate Foundation");
    check_speaker("William Tander came. Bill Tander said he was late.", "he was late", "William Tander");
    check_speaker("Joan van der Meer came. Van der Meer said she was late.", "she was late", "Joan van der Meer");
}

static void test_no_gender_when_off(void **state)
{
    (void)state;
    struct session off;
    sayso_options options = {.gender = SAYSO_OFF};
    session_open(&off, &options);
    sayso_document *document = session_parse(&off, ARTICLE, NULL);
    uint32_t count;
    const sayso_entity *entities = sayso_document_records(document, SAYSO_ENTITY, &count);
    assert_true(count > 3);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(entities[i].gender.value, SAYSO_GENDER_UNKNOWN);
    sayso_document_free(document);
    session_close(&off);
}

/* Every mention belongs to one entity, which lists it; entities come in the order of their first mention. */
static void check_entities(const sayso_document *document)
{
    uint32_t mention_count, entity_count, size, listed = 0, before = 0;
    const sayso_mention *mentions = sayso_document_records(document, SAYSO_MENTION, &mention_count);
    const sayso_entity *entities = sayso_document_records(document, SAYSO_ENTITY, &entity_count);
    const uint32_t *refs = sayso_document_records(document, SAYSO_REF, &size);
    for (uint32_t e = 0; e < entity_count; e++) {
        assert_true(entities[e].mentions.count > 0);
        assert_true(e == 0 || refs[entities[e].mentions.first] > before);
        before = refs[entities[e].mentions.first];
        for (uint32_t k = 0; k < entities[e].mentions.count; k++)
            assert_int_equal(mentions[refs[entities[e].mentions.first + k]].entity, e);
        assert_true(entities[e].affiliation == SAYSO_NONE ||
                    (entities[e].affiliation < entity_count && entities[e].affiliation != e));
        listed += entities[e].mentions.count;
    }
    assert_int_equal(listed, mention_count);
}

static void test_entities_hold_all_mentions(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "He said so.",
        "\"I,\" \"we\" 's ' of of of",
        ARTICLE,
        "Mr. Mr. Mr. Smith Smith, a, an, the president, the president of the president's president",
        "who who he she they said they said said that \"he said 'she said \"they\" said' said\"",
        "The official, the official, The Official Official said on condition of anonymity anonymity not authorized to "
        "speak to speak"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sayso_document *document = session_parse(&session, texts[i], NULL);
        check_entities(document);
        sayso_document_free(document);
    }
}

/* What a text of `times` repetitions gives holds together; that it costs no more than its length, tests/work counts. */
static void read_repeated(const char *piece, uint32_t times, int numbered)
{
    size_t size = strlen(piece) + 8;
    char *text = malloc(size * times + 1), *at = text;
    assert_non_null(text);
    for (uint32_t i = 0; i < times; i++)
        at += numbered ? sprintf(at, piece, (char)('A' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676 % 26))
                       : sprintf(at, "%s", piece);
    sayso_document *document = session_parse(&session, text, NULL);
    check_entities(document);
    sayso_document_free(document);
    free(text);
}

static void test_long_texts(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        int numbered;
    } pieces[] = {{"John %c%c%cson ", 1},
                  {"Mary Smith, ", 0},
                  {"%c%c%c Smith said. ", 1},
                  {"He said she saw him. ", 0},
                  {"the official ", 0},
                  {"spoke on condition of anonymity ", 0},
                  {"\"We are,\" he said. ", 0},
                  {"They spoke on condition of anonymity. ", 0},
                  {"Officials said it. They said they spoke on condition of anonymity. ", 0},
                  {"The %c%c%c Bank said. ", 1}};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        read_repeated(pieces[i].piece, 4000, pieces[i].numbered);
}

static void test_failing_memory(void **state)
{
    (void)state;
    long total, i;
    struct counter *counter = &session.counter;
    for (i = 1;; i += 1 + i / 64) {
        sayso_scratch *scratch; /* a new one, so that every array grows again */
        sayso_document *document = NULL;
        sayso_input input = {ARTICLE, sizeof ARTICLE - 1, NULL, NULL, 0};
        assert_int_equal(sayso_scratch_create(session.parser, &scratch, NULL), SAYSO_OK);
        long live = counter->live;
        total = counter->made;
        counter->fail_at = total + i;
        sayso_status status = sayso_parse(session.parser, scratch, &input, &session.allocator, &document, NULL);
        counter->fail_at = 0;
        if (status == SAYSO_OK) {
            sayso_document_free(document);
            sayso_scratch_free(scratch);
            break;
        }
        assert_int_equal(status, SAYSO_ERROR_MEMORY);
        assert_null(document);
        assert_true(counter->live >= live); /* what the scratch keeps */
        sayso_scratch_free(scratch);
    }
    assert_true(i > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_speakers_of_an_article),
                                       cmocka_unit_test(test_who_is_not_merged),
                                       cmocka_unit_test(test_names_cut_short),
                                       cmocka_unit_test(test_no_gender_when_off),
                                       cmocka_unit_test(test_entities_hold_all_mentions),
                                       cmocka_unit_test(test_long_texts),
                                       cmocka_unit_test(test_failing_memory)};
    return cmocka_run_group_tests(tests, open_session, close_session);
}
