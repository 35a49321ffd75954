/* attributions: content, cue and source in every order; marks over paragraphs; nesting; act, status, channel. */
#include "support.h"

struct example {
    const char *text;
    const char *expected; /* a line an attribution, ">" before a nested one: pieces joined by " / " | cue | source */
};

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

static size_t put(char *buffer, size_t at, size_t room, const char *bytes, size_t size)
{
    if (at + size >= room)
        size = room - at - 1;
    memcpy(buffer + at, bytes, size);
    return at + size;
}

static size_t put_span(char *buffer, size_t at, size_t room, const sayso_document *document, sayso_span span)
{
    uint32_t size;
    const char *text = sayso_document_records(document, SAYSO_TEXT, &size);
    if (span.start == SAYSO_NONE)
        return put(buffer, at, room, "-", 1);
    sayso_range bytes = sayso_document_bytes(document, span);
    return put(buffer, at, room, text + bytes.first, bytes.count);
}

static void render(const sayso_document *document, char *buffer, size_t room)
{
    uint32_t count, spans_count;
    const sayso_attribution *list = sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
    const sayso_span *spans = sayso_document_records(document, SAYSO_SPAN, &spans_count);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        const sayso_attribution *a = &list[i];
        for (uint32_t d = 0; d < a->depth; d++)
            at = put(buffer, at, room, ">", 1);
        for (uint32_t piece = 0; piece < a->content.count; piece++) {
            if (piece)
                at = put(buffer, at, room, " / ", 3);
            at = put_span(buffer, at, room, document, spans[a->content.first + piece]);
        }
        at = put(buffer, at, room, " | ", 3);
        at = put_span(buffer, at, room, document, a->cue);
        at = put(buffer, at, room, " | ", 3);
        at = put_span(buffer, at, room, document, a->source);
        at = put(buffer, at, room, "\n", 1);
    }
    buffer[at] = '\0';
}

static void check(const struct example *examples, size_t count)
{
    char found[4096];
    for (size_t i = 0; i < count; i++) {
        sayso_document *document = session_parse(&session, examples[i].text, NULL);
        render(document, found, sizeof found);
        if (strcmp(found, examples[i].expected) != 0)
            fail_msg("%s\nexpected:\n%sfound:\n%s", examples[i].text, examples[i].expected, found);
        sayso_document_free(document);
    }
}
#define CHECK(examples) check(examples, sizeof(examples) / sizeof *(examples))

static void test_orders(void **state)
{
    static const struct example examples[] = {
        {"\"The bridge will open in spring,\" said Anna Berg.",
         "\"The bridge will open in spring,\" | said | Anna Berg\n"},
        {"\"The bridge will open in spring,\" Berg said.", "\"The bridge will open in spring,\" | said | Berg\n"},
        {"The minister told reporters on Monday: \"We were not asked.\"",
         "\"We were not asked.\" | told | The minister\n"},
        {"She said, \"We were not asked.\"", "\"We were not asked.\" | said | She\n"},
        {"According to the mayor, the ferry is too old.", "the ferry is too old | According to | the mayor\n"},
        {"The ferry is too old, according to the mayor.", "The ferry is too old | according to | the mayor\n"},
        {"\"The bridge,\" Berg said, \"will open in spring.\"",
         "\"The bridge,\" / \"will open in spring.\" | said | Berg\n"},
        {"\xe2\x80\x9cWhy now?\xe2\x80\x9d he asked.", "\xe2\x80\x9cWhy now?\xe2\x80\x9d | asked | he\n"},
    };
    (void)state;
    CHECK(examples);
}

static void test_indirect(void **state)
{
    static const struct example examples[] = {
        {"Berg said that the bridge will open in spring.", "that the bridge will open in spring | said | Berg\n"},
        {"The company said it would close the plant.", "it would close the plant | said | The company\n"},
        {"The union vowed to fight the closure.", "to fight the closure | vowed | The union\n"},
        {"The plant will close next year, the company said.", "The plant will close next year | said | the company\n"},
        {"The plant, the company said, will close next year.",
         "The plant / will close next year | said | the company\n"},
        {"Berg, who leads the council, said that the bridge was safe.",
         "that the bridge was safe | said | Berg, who leads the council\n"},
        {"He said the bridge was safe, but she said it was not.",
         "the bridge was safe | said | He\nit was not | said | she\n"},
        {"Berg said the bridge was safe, adding that repairs would go on.",
         "the bridge was safe | said | Berg\nthat repairs would go on | adding | Berg\n"},
        {"She hopes to open the bridge in spring.", "to open the bridge in spring | hopes | She\n"},
        {"The bridge is a masterpiece.", ""},
    };
    (void)state;
    CHECK(examples);
}

static void test_marks(void **state)
{
    static const struct example examples[] = {
        /* floating: the rest of the paragraph, and a paragraph of marks alone */
        {"\"We waited for years,\" Berg said. \"Now it is done.\"",
         "\"We waited for years,\" / \"Now it is done.\" | said | Berg\n"},
        {"The bridge across the river was opened on Monday. \"We waited for years,\" Berg "
         "said.\n\n\"Now it is done, and we are glad of it.\"\n\nThe bridge is half a mile long and has two lanes, one "
         "for cars and one for trams.",
         "\"We waited for years,\" / \"Now it is done, and we are glad of it.\" | said | Berg\n"},
        /* opened again in the next paragraph, closed in the last */
        {"\"We waited for years,\" Berg said. \"Nobody came.\n\n\"Then the money ran out.\"",
         "\"We waited for years,\" / \"Nobody came. / \"Then the money ran out.\" | said | Berg\n"},
        {"Berg said the plan was \"a fine one\" for the town.",
         "the plan was \"a fine one\" for the town | said | Berg\n"},
        /* a colon at the end of a paragraph */
        {"The minister issued a statement and said:\n\n\"The ferry will stay.\"",
         "\"The ferry will stay.\" | said | The minister\n"},
        {"They sat in the so-called \"green room\" for hours.", ""},
    };
    (void)state;
    CHECK(examples);
}

static void test_nesting(void **state)
{
    static const struct example examples[] = {
        {"Berg said that the mayor promised to build a bridge.",
         "that the mayor promised to build a bridge | said | Berg\n>to build a bridge | promised | the mayor\n"},
        {"\"The mayor told me he was tired,\" Berg said.",
         "\"The mayor told me he was tired,\" | said | Berg\n>he was tired | told | The mayor\n"},
    };
    (void)state;
    CHECK(examples);
}

struct reading {
    const char *text;
    int act, status, channel;
};

static void test_status(void **state)
{
    static const struct reading readings[] = {
        {"The mayor said that the ferry was late.", SAYSO_SPEECH, SAYSO_SAID, SAYSO_UNSTATED},
        {"The mayor did not say that the ferry was late.", SAYSO_SPEECH, SAYSO_NOT_SAID, SAYSO_UNSTATED},
        {"The mayor denied that the ferry was late.", SAYSO_SPEECH, SAYSO_DENIED, SAYSO_UNSTATED},
        {"The mayor declined to comment.", SAYSO_SPEECH, SAYSO_DECLINED, SAYSO_UNSTATED},
        {"The mayor will say that the ferry was late.", SAYSO_SPEECH, SAYSO_UNREALIZED, SAYSO_UNSTATED},
        {"The mayor believes that the ferry was late.", SAYSO_BELIEF, SAYSO_SAID, SAYSO_UNSTATED},
        {"The mayor vowed to build a bridge.", SAYSO_INTENT, SAYSO_SAID, SAYSO_UNSTATED},
        {"The mayor said in a statement that the ferry was late.", SAYSO_SPEECH, SAYSO_SAID, SAYSO_STATEMENT},
        {"\"The ferry was late,\" the mayor told a news conference.", SAYSO_SPEECH, SAYSO_SAID, SAYSO_NEWS_CONFERENCE},
        {"The mayor tweeted that the ferry was late.", SAYSO_SPEECH, SAYSO_SAID, SAYSO_SOCIAL_MEDIA},
    };
    (void)state;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        sayso_document *document = session_parse(&session, readings[i].text, NULL);
        uint32_t count;
        const sayso_attribution *list = sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
        if (count != 1 || list->act != readings[i].act || list->status != readings[i].status ||
            list->channel != readings[i].channel)
            fail_msg("%s: %u found, act %d status %d channel %d", readings[i].text, count, count ? list->act : -1,
                     count ? list->status : -1, count ? list->channel : -1);
        sayso_document_free(document);
    }
}

/* Marks without an attribution are listed; a word in marks that is said is not. */
static void test_scare_quotes(void **state)
{
    (void)state;
    sayso_document *document =
        session_parse(&session, "They sat in the \"green room\" for hours. Berg called it \"cold.\"", NULL);
    uint32_t count;
    const sayso_span *scare = sayso_document_records(document, SAYSO_SCARE_QUOTE, &count);
    assert_int_equal(count, 1);
    assert_int_equal(scare[0].start, 17); /* the marks are left out */
    assert_int_equal(scare[0].end, 27);
    sayso_document_free(document);
}

/* A content holds whole quotations or lies within one, pieces are in order, and children lie in their parents. */
static void check_limits(const sayso_document *document)
{
    uint32_t count, spans_count;
    const sayso_attribution *list = sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
    const sayso_span *spans = sayso_document_records(document, SAYSO_SPAN, &spans_count);
    for (uint32_t i = 0; i < count; i++) {
        const sayso_attribution *a = &list[i];
        assert_true(a->content.count > 0);
        for (uint32_t piece = 0; piece < a->content.count; piece++) {
            sayso_span span = spans[a->content.first + piece];
            assert_true(span.start < span.end);
            assert_true(span.end <= a->cue.start || span.start >= a->cue.end);
            if (a->source.start != SAYSO_NONE)
                assert_true(span.end <= a->source.start || span.start >= a->source.end);
            if (piece)
                assert_true(span.start >= spans[a->content.first + piece - 1].end);
        }
        if (a->parent == SAYSO_NONE) {
            assert_int_equal(a->depth, 0);
            continue;
        }
        assert_in_range(a->parent, 0, count - 1);
        const sayso_attribution *up = &list[a->parent];
        assert_int_equal(a->depth, up->depth + 1);
        int held = 0;
        for (uint32_t piece = 0; piece < up->content.count; piece++) {
            sayso_span span = spans[up->content.first + piece];
            held |= span.start <= a->cue.start && a->cue.end <= span.end;
        }
        assert_true(held);
    }
}

/* Outermost contents share no character. */
static void check_outermost(const sayso_document *document)
{
    uint32_t count, spans_count, length = sayso_document_length(document);
    const sayso_attribution *list = sayso_document_records(document, SAYSO_ATTRIBUTION, &count);
    const sayso_span *spans = sayso_document_records(document, SAYSO_SPAN, &spans_count);
    unsigned char *taken = calloc(length + 1, 1);
    assert_non_null(taken);
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].parent != SAYSO_NONE)
            continue;
        for (uint32_t piece = 0; piece < list[i].content.count; piece++) {
            sayso_span span = spans[list[i].content.first + piece];
            for (uint32_t at = span.start; at < span.end; at++) {
                assert_false(taken[at]);
                taken[at] = 1;
            }
        }
    }
    free(taken);
}

/* Any mixture of the words that the rules look at: the limits hold. */
static void test_mixtures(void **state)
{
    static const char *const words[] = {
        "he",
        "said",
        "that",
        "\"",
        "\"",
        "Smith",
        ",",
        ".",
        "according to",
        "the mayor",
        "who",
        "and",
        "but",
        ":",
        "to",
        "told",
        "reporters",
        "\xe2\x80\x9c",
        "\xe2\x80\x9d",
        "(",
        ")",
        "was",
        "asked",
        "by",
        "'",
        "plans",
        "\n\n",
        "when",
        "on Monday",
        "saying",
        "the deal",
        "is",
        "dead",
        "seems",
        "praised",
        "A:",
        "-",
        "in a statement",
        "not",
        "his",
        "claim",
    };
    uint32_t seed = 12345;
    char text[2048];
    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t at = 0;
        while (at < 600) {
            seed = seed * 1664525u + 1013904223u;
            const char *word = words[(seed >> 16) % (sizeof words / sizeof *words)];
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", word, (seed & 0x700u) ? " " : "");
        }
        sayso_document *document = session_parse(&session, text, NULL);
        check_limits(document);
        check_outermost(document);
        sayso_document_free(document);
    }
}

/* Every allocation that fails is an error, and nothing leaks. */
static void test_memory(void **state)
{
    static const char text[] =
        "\"We waited,\" Berg said. \"Now it is done.\" The mayor said that Hart plans to sell. He sat in the "
        "\"green room.\" According to her, \"it is over,\" he told reporters.\n\n\"Over and done with it.\"";
    (void)state;
    for (long n = 1;; n++) {
        struct session failing;
        session_open(&failing, NULL);
        failing.counter.fail_at = failing.counter.made + n;
        sayso_document *document = NULL;
        sayso_input input = {text, sizeof text - 1, NULL, NULL, 0};
        sayso_status status = sayso_parse(failing.parser, failing.scratch, &input, &failing.allocator, &document, NULL);
        long reached = failing.counter.made >= failing.counter.fail_at;
        failing.counter.fail_at = 0;
        assert_int_equal(status, reached ? SAYSO_ERROR_MEMORY : SAYSO_OK);
        assert_int_equal(document == NULL, reached);
        sayso_document_free(document);
        session_close(&failing);
        if (!reached)
            break;
    }
}

/* Long sentences, many marks, many cues: answers in time, and the limits hold. */
static void test_hostile(void **state)
{
    static const char *const units[] = {
        "he said that ",  "\"",
        "\" he said, \"", "said ",
        "according to ",  "X said: ",
        "he, ",           "( ",
        "who said and ",  "\xe2\x80\x9cyes, ",
    };
    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t size = strlen(units[u]), times = 200000 / size;
        char *text = malloc(size * times + 1);
        assert_non_null(text);
        for (size_t i = 0; i < times; i++)
            memcpy(text + i * size, units[u], size);
        text[size * times] = '\0';
        sayso_document *document = session_parse(&session, text, NULL);
        check_limits(document);
        sayso_document_free(document);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders),  cmocka_unit_test(test_indirect), cmocka_unit_test(test_marks),
        cmocka_unit_test(test_nesting), cmocka_unit_test(test_status),   cmocka_unit_test(test_scare_quotes),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_mixtures), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
