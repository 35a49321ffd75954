/* names: what is a name, where it ends, what it is called; and what hostile text and failing memory do to it. */
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

static const char *const LABELS[SAYSO_LABELS] = {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT",
                                                  "WORK_OF_ART", "LAW", "LANGUAGE", "TITLE"};

/* The mentions of a text, all or all but titles, as "LABEL text; LABEL text". */
static const char *found(const char *text, int titles)
{
    static char line[4096];
    uint32_t count, size;
    sayso_document *document = session_parse(&session, text, NULL);
    const sayso_mention *mentions = sayso_document_records(document, SAYSO_MENTION, &count);
    const char *bytes = sayso_document_records(document, SAYSO_TEXT, &size);
    size_t at = 0;
    line[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        sayso_range range = sayso_document_bytes(document, mentions[i].span);
        if (mentions[i].label == SAYSO_TITLE && !titles)
            continue;
        at += (size_t)snprintf(line + at, sizeof line - at, "%s%s %.*s", at ? "; " : "", LABELS[mentions[i].label],
                               (int)range.count, bytes + range.first);
        assert_true(at < sizeof line);
    }
    sayso_document_free(document);
    return line;
}

static void check(const char *text, const char *names)
{
    assert_string_equal(found(text, 0), names);
}

static void test_titles_cut_runs(void **state)
{
    (void)state;
    assert_string_equal(found("On Monday Secretary of State Amara Vell met Russian President Oleg Tarasov.", 1),
                        "TITLE Secretary of State; PERSON Amara Vell; NORP Russian; TITLE President; PERSON Oleg Tarasov");
    assert_string_equal(found("The deal was signed by Minister for Health Stella Morrow.", 1),
                        "TITLE Minister for Health; PERSON Stella Morrow");
    assert_string_equal(found("A spokesman said that the senator would not come.", 1), "TITLE spokesman; TITLE the senator");
    assert_string_equal(found("She spoke to Mr. Ollerton and to Dr. Ines Caldeira.", 1),
                        "TITLE Mr.; PERSON Ollerton; TITLE Dr.; PERSON Ines Caldeira");
}

static void test_titles_inside_names_are_none(void **state)
{
    (void)state;
    check("They met at Queen Mary Hospital.", "ORG Queen Mary Hospital");
    check("He read the novel by Stephen King.", "PERSON Stephen King");
    check("Officers of the Justice Department came.", "ORG Justice Department");
}

static void test_heads_name_bodies_and_places(void **state)
{
    (void)state;
    check("It was reported by the Ministry of Foreign Affairs.", "ORG Ministry of Foreign Affairs");
    check("The bill went to the Trade and Industry Committee.", "ORG Trade and Industry Committee");
    check("A fire closed Harrow Vale Airport.", "FAC Harrow Vale Airport");
    check("They crossed the Orlen River.", "LOC Orlen River");
    check("The Organization for Security and Cooperation in Europe agreed.",
          "ORG Organization for Security and Cooperation in Europe");
    check("Smoke rose over St. Mary's Cathedral.", "FAC St. Mary's Cathedral");
}

static void test_particles_and_hyphens_stay_inside(void **state)
{
    (void)state;
    check("A court heard Ursula van der Meer on the case.", "PERSON Ursula van der Meer");
    check("Reporters followed Jean-Luc Besson for a day.", "PERSON Jean-Luc Besson");
    check("It was signed by President Bashir al-Masri.", "PERSON Bashir al-Masri");
    check("It was signed by President Yun Seok-hyeon.", "PERSON Yun Seok-hyeon");
    check("A French-Moroccan writer won it.", "NORP French; NORP Moroccan");
}

static void test_context_decides(void **state)
{
    (void)state;
    check("The blast was heard in Qarandol on Friday.", "GPE Qarandol");
    check("They live in the village of Qarandol.", "GPE Qarandol");
    check("The award went to Tharovell, 34, a nurse.", "PERSON Tharovell");
    check("The award went to Tharovell, who wept.", "PERSON Tharovell");
}

static void test_what_is_clear_once_is_clear_everywhere(void **state)
{
    (void)state;
    check("The plan failed, Tharovell said. It was drawn up by Senator Anna Tharovell.",
          "PERSON Tharovell; PERSON Anna Tharovell");
    check("The Harbour Safety Institute (HSI) was closed. A letter from HSI was read.",
          "ORG Harbour Safety Institute; ORG HSI; ORG HSI");
}

static void test_sentence_starts(void **state)
{
    (void)state;
    check("Yesterday was quiet. Nobody came. However, rain fell.", "");
    check("Incredibly, nobody came.", "");
    check("In May the council met. On Tuesday it closed.", "");
    check("Former President Anna Tharovell came.", "PERSON Anna Tharovell");
}

static void test_headlines_name_only_what_is_known(void **state)
{
    (void)state;
    check("Minister Warns Russia Over Stolen Grain Deal\n\nA report by Anna Tharovell was read out in the capital on "
          "Monday, and it was long.", "GPE Russia; PERSON Anna Tharovell");
    check("THAROVELL SAYS GRAIN WAS STOLEN\n\nA report by Anna Tharovell was read out in the capital on Monday, and it "
          "was long.", "PERSON THAROVELL; PERSON Anna Tharovell");
}

static void test_possessives_and_articles_are_outside(void **state)
{
    (void)state;
    check("Nobody doubted Russia's plan.", "GPE Russia");
    check("Nobody doubted the United Nations\xe2\x80\x99 plan.", "ORG United Nations");
    check("Write to @tharovell about it.", "");
}

/* Every mention lies in the text, in order and apart; `text` is freed. */
static void check_order(char *text)
{
    uint32_t count, end = 0;
    sayso_document *document = session_parse(&session, text, NULL);
    const sayso_mention *mentions = sayso_document_records(document, SAYSO_MENTION, &count);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(mentions[i].span.start >= end);
        assert_true(mentions[i].span.end > mentions[i].span.start);
        end = mentions[i].span.end;
    }
    assert_true(end <= sayso_document_length(document));
    sayso_document_free(document);
    free(text);
}

static char *repeated(const char *piece, size_t times)
{
    size_t size = strlen(piece);
    char *text = malloc(size * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * size, piece, size);
    text[size * times] = '\0';
    return text;
}

/* Linear or the test would never end: one sentence, one run, one line of it all. */
static void test_hostile_text(void **state)
{
    static const char *const PIECES[] = {"Anna ", "Bank of ", "Bank of the ", "and ", "al-", "A-", "Mr. ", "President ",
                                         "Health and ", "X's ", "von ", "\xc3\x89tienne, ", "(OSCE) ", "of ", "St. "};
    (void)state;
    for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++)
        check_order(repeated(PIECES[i], 50000));
}

static void test_failing_memory(void **state)
{
    (void)state;
    const char *text = "Ministry of Trade (MoT) aides met Anna Tharovell in Riga.\n\nTHAROVELL SAYS GRAIN WAS STOLEN";
    sayso_input input = {text, strlen(text), NULL, NULL, 0};
    struct counter *c = &session.counter;
    for (long n = 1;; n++) {
        sayso_document *document = NULL;
        long live = c->live;
        c->made = 0;
        c->fail_at = n;
        sayso_status status = sayso_parse(session.parser, session.scratch, &input, &session.allocator, &document, NULL);
        long made = c->made;
        c->fail_at = 0;
        sayso_document_free(document);
        if (status == SAYSO_OK) {
            assert_true(made < n);
            break;
        }
        assert_int_equal(status, SAYSO_ERROR_MEMORY);
        assert_true(c->live >= live); /* the scratch keeps its room, nothing else may go */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles_cut_runs),
        cmocka_unit_test(test_titles_inside_names_are_none),
        cmocka_unit_test(test_heads_name_bodies_and_places),
        cmocka_unit_test(test_particles_and_hyphens_stay_inside),
        cmocka_unit_test(test_context_decides),
        cmocka_unit_test(test_what_is_clear_once_is_clear_everywhere),
        cmocka_unit_test(test_sentence_starts),
        cmocka_unit_test(test_headlines_name_only_what_is_known),
        cmocka_unit_test(test_possessives_and_articles_are_outside),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
