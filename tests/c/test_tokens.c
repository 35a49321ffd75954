/* Tokens: cut as the treebanks cut them, in order, within paragraphs, every visible character in exactly one. */
#include "support.h"

#include "text.h"
#include "unicode.h"

static struct session session;

static int open_session(void **state) { (void)state; session_open(&session, NULL); return 0; }
static int close_session(void **state) { (void)state; session_close(&session); return 0; }

/* The tokens of a text with bars between them. */
static char *cut(const char *text, char *buffer, size_t room)
{
    sayso_document *document = session_parse(&session, text, NULL);
    uint32_t count, bytes;
    const sayso_token *tokens = sayso_document_records(document, SAYSO_TOKEN, &count);
    const char *all = sayso_document_records(document, SAYSO_TEXT, &bytes);
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        sayso_range range = sayso_document_bytes(document, tokens[i].span);
        assert_true(size + range.count + 2 < room);
        if (i)
            buffer[size++] = '|';
        memcpy(buffer + size, all + range.first, range.count);
        size += range.count;
    }
    buffer[size] = '\0';
    sayso_document_free(document);
    return buffer;
}

static void check_cut(const char *text, const char *wanted)
{
    char buffer[4096];
    assert_string_equal(cut(text, buffer, sizeof buffer), wanted);
}

static void clitics(void **state)
{
    (void)state;
    check_cut("They don't know Putin's plan.", "They|do|n't|know|Putin|'s|plan|.");
    check_cut("They don’t know Putin’s plan.", "They|do|n’t|know|Putin|’s|plan|.");
    check_cut("We're sure he'd say I've won, she'll see I'm here.",
              "We|'re|sure|he|'d|say|I|'ve|won|,|she|'ll|see|I|'m|here|.");
    check_cut("It cannot last and I'm gonna go.", "It|can|not|last|and|I|'m|gon|na|go|.");
    check_cut("He shouldn't've gone.", "He|should|n't|'ve|gone|.");
    check_cut("O'Reilly and Qa'ida at five o'clock.", "O'Reilly|and|Qa'ida|at|five|o'clock|.");
    check_cut("the workers' demands", "the|workers|'|demands");
    check_cut("(AP)'s man", "(|AP|)|'s|man");
    check_cut("Tell 'em in the '90s.", "Tell|'em|in|the|'90s|.");
}

static void hyphens(void **state)
{
    (void)state;
    check_cut("a well-known non-profit", "a|well|-|known|non-profit");
    check_cut("pro-European e-mail from mid-July", "pro-European|e-mail|from|mid-July");
    check_cut("post-war and post-Brexit", "post-war|and|post|-|Brexit");
    check_cut("a U.S.-led mission", "a|U.S.|-|led|mission");
    check_cut("It came -- late -- and—well—fast.", "It|came|--|late|--|and|—|well|—|fast|.");
}

static void abbreviations(void **state)
{
    (void)state;
    check_cut("Mr. Hale of Acme Corp. met Gen. Roe.", "Mr.|Hale|of|Acme|Corp.|met|Gen.|Roe|.");
    check_cut("John F. Hale, Ph.D., came at 9 a.m. from the U.S.", "John|F.|Hale|,|Ph.D.|,|came|at|9|a.m.|from|the|U.S.");
    check_cut("He said no. She left.", "He|said|no|.|She|left|.");
    check_cut("See No. 10.", "See|No.|10|.");
    check_cut("He and I. She too.", "He|and|I|.|She|too|.");
    check_cut("Wait... what?", "Wait|...|what|?");
    check_cut("Wait… what?!", "Wait|…|what|?!");
}

static void numbers(void **state)
{
    (void)state;
    check_cut("1,250.5 of 30,000 at 10:30", "1,250.5|of|30,000|at|10:30");
    check_cut("$5 million, £20m, US$3bn, 5%", "$|5|million|,|£|20|m|,|US$|3|bn|,|5|%");
    check_cut("from 1998-2004, on 2021-12-01 or 12/01/2021", "from|1998|-|2004|,|on|2021-12-01|or|12/01/2021");
    check_cut("the 21st, 1990s, 10pm, 3D, 5km", "the|21st|,|1990s|,|10|pm|,|3D|,|5|km");
    check_cut("call 555-1234", "call|555-1234");
    check_cut("1. First", "1.|First");
}

static void addresses(void **state)
{
    (void)state;
    check_cut("See https://example.org/a-b?c=d. Then", "See|https://example.org/a-b?c=d|.|Then");
    check_cut("(www.example.com) or example.co.uk/x, ok", "(|www.example.com|)|or|example.co.uk/x|,|ok");
    check_cut("mail ann-marie.roe@mail.example.com now", "mail|ann-marie.roe@mail.example.com|now");
    check_cut("via @some_one #OneDay", "via|@some_one|#OneDay");
    check_cut("He stopped.Then he left.", "He|stopped|.|Then|he|left|.");
}

static void marks(void **state)
{
    (void)state;
    check_cut("\"Go,\" she said.", "\"|Go|,|\"|she|said|.");
    check_cut("“Go,” she said, ‘now’.", "“|Go|,|”|she|said|,|‘|now|’|.");
    check_cut("``Go,'' she said.", "``|Go|,|''|she|said|.");
    check_cut("„Los“ «oui» ‹non›", "„|Los|“|«|oui|»|‹|non|›");
    check_cut("'It's ours,' he said.", "'|It|'s|ours|,|'|he|said|.");
}

static void beyond_ascii(void **state)
{
    (void)state;
    check_cut("Zoë Kravič s’est tue", "Zoë|Kravič|s’est|tue");
    check_cut("e\xCC\x81te\xCC\x81 ok", "e\xCC\x81te\xCC\x81|ok");                    /* combining accents */
    check_cut("so \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 there", "so|\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80|there"); /* one picture */
    check_cut("ab\xE2\x80\x8B" "cd \xE2\x80\x8B ef", "ab\xE2\x80\x8B" "cd|ef");       /* zero width: inside, and alone */
    check_cut("a\xC2\xA0" "b", "a|b");                                               /* no-break space */
    check_cut("قال الوزير.", "قال|الوزير|.");
}

/* What is to be seen is in exactly one token; tokens are in order and in one paragraph each. */
static void check_cover(const char *text)
{
    sayso_document *document = session_parse(&session, text, NULL);
    uint32_t count, paragraph_count, bytes, code_points = 0;
    const sayso_token *tokens = sayso_document_records(document, SAYSO_TOKEN, &count);
    const sayso_paragraph *paragraphs = sayso_document_records(document, SAYSO_PARAGRAPH, &paragraph_count);
    const uint8_t *all = sayso_document_records(document, SAYSO_TEXT, &bytes);
    struct text view = {.bytes = all, .size = bytes};
    uint32_t next = 0;
    for (uint32_t i = 0; i < count; i++) {
        assert_true(tokens[i].span.start < tokens[i].span.end);
        assert_true(i == 0 || tokens[i - 1].span.end <= tokens[i].span.start);
        assert_true(tokens[i].paragraph < paragraph_count);
        assert_true(tokens[i].span.start >= paragraphs[tokens[i].paragraph].span.start);
        assert_true(tokens[i].span.end <= paragraphs[tokens[i].paragraph].span.end);
    }
    for (uint32_t at = 0, width; at < bytes; at += width, code_points++) {
        enum char_class class = unicode_class(text_decode(&view, at, &width));
        while (next < count && tokens[next].span.end <= code_points)
            next++;
        bool covered = next < count && tokens[next].span.start <= code_points;
        if (class != CHAR_SPACE && class != CHAR_NEWLINE && class != CHAR_FORMAT && class != CHAR_OTHER)
            assert_true(covered);
    }
    sayso_document_free(document);
}

static void every_visible_character(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a", "B", "7", " ", "\n", ".", ",", "'", "\"", "-", "’", "“", "”", "é", "\xCC\x81", "\xE2\x80\x8D", "\xF0\x9F\x98\x80", "$", "%", "@",
        "#", "/", ":", "http://", "www.", ".com", "n't", "'s", "1,000", "U.S.", "…", "—", "\xC2\xA0", "\xE2\x80\x8B", "中", "ש", "\r\n", "\t",
        "''", "``", "*", "_", "&", "(", ")", "[", "]", "?!", "\xED\xA0\x80", "\xEF\xBF\xBD"};
    uint64_t seed = 42;
    char text[1024];
    for (int round = 0; round < 2000; round++) {
        size_t size = 0;
        for (int i = 0; i < 40; i++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *piece = pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        text[size] = '\0';
        check_cover(text);
    }
}

/* Texts that tempt a search to look far; tests/work counts that none does. */
static void long_runs(void **state)
{
    (void)state;
    static const char *const units[] = {"\"", "'", "a.", "a-", "a@", "www.", "1,", ".", "a'", "(", "\xCC\x81", "e-", "x.y/", "http://("};
    enum { SIZE = 60000 };
    char *text = malloc(SIZE + 16);
    assert_non_null(text);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t size = 0, step = strlen(units[u]);
        while (size + step < SIZE) {
            memcpy(text + size, units[u], step);
            size += step;
        }
        text[size] = '\0';
        sayso_document_free(session_parse(&session, text, NULL));
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clitics), cmocka_unit_test(hyphens), cmocka_unit_test(abbreviations), cmocka_unit_test(numbers),
        cmocka_unit_test(addresses), cmocka_unit_test(marks), cmocka_unit_test(beyond_ascii),
        cmocka_unit_test(every_visible_character), cmocka_unit_test(long_runs),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
