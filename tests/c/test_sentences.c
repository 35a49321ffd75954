/* Sentences: where they end and where they don't. A bar stands between two. */
#include "support.h"

static struct session session;

static int open_session(void **state) { (void)state; session_open(&session, NULL); return 0; }
static int close_session(void **state) { (void)state; session_close(&session); return 0; }

static void check_split(const char *text, const char *wanted)
{
    char buffer[4096];
    sayso_document *document = session_parse(&session, text, NULL);
    uint32_t count, bytes;
    const sayso_sentence *sentences = sayso_document_records(document, SAYSO_SENTENCE, &count);
    const char *all = sayso_document_records(document, SAYSO_TEXT, &bytes);
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        sayso_range range = sayso_document_bytes(document, sentences[i].span);
        if (i)
            buffer[size++] = '|';
        memcpy(buffer + size, all + range.first, range.count);
        size += range.count;
    }
    buffer[size] = '\0';
    sayso_document_free(document);
    assert_string_equal(buffer, wanted);
}

static void full_stops(void **state)
{
    (void)state;
    check_split("It rained. We stayed in. Nobody minded.", "It rained.|We stayed in.|Nobody minded.");
    check_split("It cost 3.5 million. In 2019. Really!", "It cost 3.5 million.|In 2019.|Really!");
    check_split("Why? Because. What?! No.", "Why?|Because.|What?!|No.");
    check_split("He sold an iPhone. iPads sold too.", "He sold an iPhone.|iPads sold too.");
    check_split("They left; the others stayed: nobody knew why.", "They left; the others stayed: nobody knew why.");
}

static void abbreviations(void **state)
{
    (void)state;
    check_split("Mr. Hale met Sen. Roe on Dec. 5. They spoke.", "Mr. Hale met Sen. Roe on Dec. 5.|They spoke.");
    check_split("In a note U.S. officials said so.", "In a note U.S. officials said so.");
    check_split("He lives in the U.S. The others do not.", "He lives in the U.S.|The others do not.");
    check_split("He lives in the U.S. Officials said so.", "He lives in the U.S.|Officials said so.");
    check_split("The U.S. Senate voted.", "The U.S. Senate voted.");
    check_split("J. K. Hale and George F. Roe came.", "J. K. Hale and George F. Roe came.");
    check_split("It opens at 9 a.m. Monday in the hall.", "It opens at 9 a.m. Monday in the hall.");
    check_split("It opened at 9 a.m. Police came.", "It opened at 9 a.m.|Police came.");
    check_split("She runs Acme Corp. He runs Beta Inc. now.", "She runs Acme Corp.|He runs Beta Inc. now.");
}

static void marks(void **state)
{
    (void)state;
    check_split("\"Go!\" he said. \"Why?\" she asked.", "\"Go!\" he said.|\"Why?\" she asked.");
    check_split("\"Go!\" Hale said.", "\"Go!\" Hale said.");
    check_split("“Was it you?” the chief minister of Riga asked.", "“Was it you?” the chief minister of Riga asked.");
    check_split("He said, “We won. We are glad.” Then he left.", "He said, “We won.|We are glad.”|Then he left.");
    check_split("(It was late.) They slept.", "(It was late.)|They slept.");
    check_split("She left (he stayed). It ended.", "She left (he stayed).|It ended.");
}

static void ellipses(void **state)
{
    (void)state;
    check_split("I thought ... well, no. It was … fine.", "I thought ... well, no.|It was … fine.");
    check_split("He waited... Then he left.", "He waited...|Then he left.");
}

static void paragraphs(void **state)
{
    (void)state;
    check_split("Two die in storm\n\nThe storm came at night. It left at dawn.",
                "Two die in storm|The storm came at night.|It left at dawn.");
}

/* All tokens in one sentence each, in order, none over a paragraph's end. */
static void every_token(void **state)
{
    (void)state;
    static const char *const pieces[] = {"The ", "man ", "said. ", "\"", "' ", "U.S. ", "Mr. ", "...", "\n\n", "? ", "! ", ") ", "(", "[1] ", "No. ", "5 ", "“", "” ", "* "};
    uint64_t seed = 7;
    char text[1024];
    for (int round = 0; round < 1000; round++) {
        size_t size = 0;
        for (int i = 0; i < 60; i++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *piece = pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        text[size] = '\0';
        sayso_document *document = session_parse(&session, text, NULL);
        uint32_t tokens, count, next = 0;
        const sayso_token *token = sayso_document_records(document, SAYSO_TOKEN, &tokens);
        const sayso_sentence *sentence = sayso_document_records(document, SAYSO_SENTENCE, &count);
        for (uint32_t i = 0; i < count; i++) {
            assert_int_equal(sentence[i].tokens.first, next);
            assert_true(sentence[i].tokens.count > 0);
            next += sentence[i].tokens.count;
            for (uint32_t k = sentence[i].tokens.first; k < next; k++) {
                assert_int_equal(token[k].sentence, i);
                assert_int_equal(token[k].paragraph, sentence[i].paragraph);
            }
        }
        assert_int_equal(next, tokens);
        sayso_document_free(document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_stops), cmocka_unit_test(abbreviations), cmocka_unit_test(marks), cmocka_unit_test(ellipses),
        cmocka_unit_test(paragraphs), cmocka_unit_test(every_token),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
