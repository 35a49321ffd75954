/* The lexicon finds what was put in, by the case it was put in with, and a damaged model is told where it is damaged. */
#include "support.h"
#include "cue.h"
#include "lexicon_writer.h"
#include "model.h"

static struct counter counter;
static sayso_allocator allocator;
static struct memory memory;

static int set_up(void **state)
{
    (void)state;
    memset(&counter, 0, sizeof counter);
    allocator = counting(&counter);
    memory = (struct memory){&allocator, NULL};
    return 0;
}

/* ---- small lexicons of our own ------------------------------------------------------------------------------ */

struct row {
    const char *text;
    uint64_t classes;
    uint32_t value;
    enum lexicon_case rule;
    const char *name;
};

static const struct row ROWS[] = {
    {"bank", LEX_COMMON, 0, CASE_ANY, NULL},
    {"Bank of England", LEX_GOVERNMENT, 0, CASE_CAPITAL, NULL},
    {"Bank of England Museum", LEX_FACILITY, 0, CASE_CAPITAL, NULL},
    {"England", LEX_COUNTRY, 0, CASE_CAPITAL, NULL},
    {"may", LEX_MODAL, 0, CASE_LOWER, NULL},
    {"May", LEX_MONTH, 5, CASE_CAPITAL, NULL},
    {"us", LEX_PRONOUN, 0, CASE_LOWER, NULL},
    {"US", LEX_COUNTRY, 0, CASE_UPPER, "United States"},
    {"who", LEX_PRONOUN | LEX_FUNCTION, 0, CASE_LOWER, NULL},
    {"WHO", LEX_ORG, 0, CASE_UPPER, "World Health Organization"},
    {"al-Qaeda", LEX_ORG, 0, CASE_CAPITAL, NULL},
    {"according to", LEX_CUE_PHRASE, 7, CASE_ANY, NULL},
    {"Café de Flore", LEX_FACILITY, 0, CASE_CAPITAL, NULL},
};

static struct lexicon *compile(const struct row *rows, size_t count)
{
    struct lexicon_writer *writer = lexicon_writer_create(&memory);
    struct lexicon_cutter cutter;
    struct lexicon *lexicon = NULL;
    uint8_t *section = NULL;
    size_t size;
    memset(&cutter, 0, sizeof cutter);
    for (size_t i = 0; i < count; i++) {
        struct slice words[LEXICON_MAX_WORDS];
        uint32_t word_count;
        const struct lexicon_sense sense = {rows[i].classes, rows[i].value, 0, 0, (uint32_t)rows[i].rule};
        assert_int_equal(lexicon_cut(&cutter, &memory, NULL, (const uint8_t *)rows[i].text, strlen(rows[i].text), words,
                                     &word_count, NULL),
                         SAYSO_OK);
        assert_int_equal(lexicon_writer_add(writer, cutter.text.bytes, words, word_count, sense, rows[i].name),
                         SAYSO_OK);
    }
    assert_int_equal(lexicon_writer_finish(writer, &section, &size), SAYSO_OK);
    assert_int_equal(lexicon_adopt(&lexicon, &memory, section, size, NULL), SAYSO_OK);
    lexicon_cutter_free(&cutter, &memory);
    lexicon_writer_free(writer);
    return lexicon;
}

/* A text with one paragraph a line, its tokens and what the lexicon says of them. */
struct reading {
    struct text text;
    struct layout layout;
    struct tokens tokens;
    struct lexemes lexemes;
};

static sayso_status read_with(struct reading *r, const struct lexicon *model, const struct lexicon *user,
                              const char *text)
{
    memset(r, 0, sizeof *r);
    const size_t size = strlen(text);
    sayso_status status = text_view(&r->text, &memory, text, size, SAYSO_MAX_BYTES, NULL);
    for (uint32_t start = 0, i = 0; !status && i <= size; i++)
        if (i == size || text[i] == '\n') {
            struct paragraph *paragraph = i > start ? array_push(&memory, &r->layout.paragraphs) : NULL;
            if (paragraph)
                *paragraph = (struct paragraph){{start, i}, SAYSO_STORY};
            start = i + 1;
        }
    if (!status)
        status = tokens_read(&memory, model, &r->text, &r->layout, &r->tokens);
    if (!status)
        status = lexemes_find(&memory, model, user, &r->text, &r->tokens, &r->lexemes);
    return status;
}

static void drop(struct reading *r)
{
    array_free(&memory, &r->text.checkpoints);
    array_free(&memory, &r->layout.paragraphs);
    array_free(&memory, &r->tokens.list);
    array_free(&memory, &r->lexemes.words);
    array_free(&memory, &r->lexemes.hits);
}

/* The classes of the n-th token that reads `word` (0: the first). */
static uint64_t classes_of(const struct reading *r, const char *word, uint32_t n)
{
    for (uint32_t i = 0; i < r->tokens.list.count; i++) {
        const struct token *token = &r->tokens.list.items[i];
        if (token->end - token->start == strlen(word) &&
            memcmp(r->text.bytes + token->start, word, strlen(word)) == 0 && n-- == 0)
            return r->lexemes.words.items[i].classes;
    }
    fail_msg("no token %s", word);
    return 0;
}

/* The classes of the hit of these words, 0 if there is none. */
static uint64_t hit_of(const struct reading *r, const char *phrase)
{
    for (uint32_t i = 0; i < r->lexemes.hits.count; i++) {
        const struct lexicon_hit *hit = &r->lexemes.hits.items[i];
        const uint32_t start = r->tokens.list.items[hit->first].start;
        const uint32_t end = r->tokens.list.items[hit->first + hit->count - 1].end;
        if (end - start == strlen(phrase) && memcmp(r->text.bytes + start, phrase, end - start) == 0)
            return hit->classes;
    }
    return 0;
}

static void case_rules_hold_by_place(void **state)
{
    (void)state;
    struct lexicon *lexicon = compile(ROWS, sizeof ROWS / sizeof *ROWS);
    struct reading r;
    assert_int_equal(
        read_with(&r, lexicon, NULL, "May it rain? She said May was warm and it may rain. The US told us."), SAYSO_OK);
    assert_int_equal(classes_of(&r, "May", 0), LEX_MONTH | LEX_MODAL); /* a sentence may begin so with either */
    assert_int_equal(classes_of(&r, "May", 1), LEX_MONTH);
    assert_int_equal(classes_of(&r, "may", 0), LEX_MODAL);
    assert_int_equal(classes_of(&r, "US", 0), LEX_COUNTRY);
    assert_int_equal(classes_of(&r, "us", 0), LEX_PRONOUN);
    drop(&r);
    /* in a line of capitals "WHO" asks, and "US" is the country still */
    assert_int_equal(read_with(&r, lexicon, NULL, "WHO SAID THE US MAY LEAVE"), SAYSO_OK);
    assert_int_equal(classes_of(&r, "WHO", 0), LEX_PRONOUN | LEX_FUNCTION);
    assert_int_equal(classes_of(&r, "US", 0), LEX_COUNTRY | LEX_PRONOUN);
    assert_int_equal(classes_of(&r, "MAY", 0), LEX_MONTH | LEX_MODAL);
    drop(&r);
    /* in a headline each word has a capital */
    assert_int_equal(
        read_with(&r, lexicon, NULL, "Minister Says He May Go\nThe minister said in May that the WHO waits."),
        SAYSO_OK);
    assert_int_equal(classes_of(&r, "May", 0), LEX_MONTH | LEX_MODAL);
    assert_int_equal(classes_of(&r, "May", 1), LEX_MONTH);
    assert_int_equal(classes_of(&r, "WHO", 0), LEX_ORG);
    drop(&r);
    lexicon_close(lexicon, &memory);
    assert_int_equal(counter.live, 0);
}

static void longest_entries_come_first(void **state)
{
    (void)state;
    struct lexicon *lexicon = compile(ROWS, sizeof ROWS / sizeof *ROWS);
    struct reading r;
    assert_int_equal(read_with(&r, lexicon, NULL, "The Bank of England Museum opened, according to a bank of england."),
                     SAYSO_OK);
    assert_true(r.lexemes.hits.count >= 3);
    assert_int_equal(r.lexemes.hits.items[0].first, 1);
    assert_int_equal(r.lexemes.hits.items[0].count, 4);
    assert_int_equal(r.lexemes.hits.items[1].count, 3);
    assert_int_equal(r.lexemes.hits.items[2].count, 1);
    assert_int_equal(hit_of(&r, "Bank of England Museum"), LEX_FACILITY);
    assert_int_equal(hit_of(&r, "Bank of England"), LEX_GOVERNMENT);
    assert_int_equal(hit_of(&r, "according to"), LEX_CUE_PHRASE);
    assert_int_equal(hit_of(&r, "bank of england"), 0);
    assert_int_equal(hit_of(&r, "bank"), LEX_COMMON);
    for (uint32_t i = 1; i < r.lexemes.hits.count; i++) {
        const struct lexicon_hit *a = &r.lexemes.hits.items[i - 1], *b = &r.lexemes.hits.items[i];
        assert_true(a->first < b->first || (a->first == b->first && a->count > b->count));
    }
    drop(&r);
    /* entries end at the end of a paragraph, and of the text */
    assert_int_equal(read_with(&r, lexicon, NULL, "The Bank of\nEngland and the Bank of England"), SAYSO_OK);
    assert_int_equal(r.lexemes.words.count, r.tokens.list.count);
    assert_int_equal(hit_of(&r, "Bank of\nEngland"), 0);
    assert_int_equal(hit_of(&r, "Bank of England"), LEX_GOVERNMENT);
    drop(&r);
    lexicon_close(lexicon, &memory);
}

static void small_words_and_accents(void **state)
{
    (void)state;
    struct lexicon *lexicon = compile(ROWS, sizeof ROWS / sizeof *ROWS);
    struct reading r;
    assert_int_equal(
        read_with(&r, lexicon, NULL, "He left al-Qaeda, Al-Qaeda and al-qaeda for the CAF\xC3\x89 DE FLORE."),
        SAYSO_OK);
    assert_int_equal(hit_of(&r, "al-Qaeda"), LEX_ORG);
    assert_int_equal(hit_of(&r, "Al-Qaeda"), LEX_ORG);
    assert_int_equal(hit_of(&r, "al-qaeda"), 0);
    assert_int_equal(hit_of(&r, "CAF\xC3\x89 DE FLORE"), LEX_FACILITY);
    drop(&r);
    lexicon_close(lexicon, &memory);
}

static void words_by_their_bytes(void **state)
{
    (void)state;
    struct lexicon *lexicon = compile(ROWS, sizeof ROWS / sizeof *ROWS);
    assert_int_equal(lexicon_word(lexicon, (const uint8_t *)"US", 2), LEX_COUNTRY);
    assert_int_equal(lexicon_word(lexicon, (const uint8_t *)"us", 2), LEX_PRONOUN);
    assert_int_equal(lexicon_word(lexicon, (const uint8_t *)"Us", 2), 0);
    assert_int_equal(lexicon_word(lexicon, (const uint8_t *)"nothing", 7), 0);
    assert_int_equal(lexicon_word(lexicon, (const uint8_t *)"", 0), 0);
    assert_int_equal(lexicon_word(NULL, (const uint8_t *)"US", 2), 0);
    assert_int_equal(lexicon_entries(lexicon), sizeof ROWS / sizeof *ROWS);
    struct reading r;
    assert_int_equal(read_with(&r, lexicon, NULL, "in the US"), SAYSO_OK);
    const struct word *word = &r.lexemes.words.items[2];
    assert_int_equal(word->sense_count, 2);
    assert_string_equal(lexicon_string(lexicon, word->senses[1].name), "United States");
    assert_int_equal(lexicon_value(word->senses, word->sense_count, LEX_COUNTRY, 9), 0);
    assert_int_equal(lexicon_value(word->senses, word->sense_count, LEX_MONTH, 9), 9);
    assert_true(word->hash != r.lexemes.words.items[1].hash);
    drop(&r);
    lexicon_close(lexicon, &memory);
}

static void class_names_are_unique(void **state)
{
    (void)state;
    const char *const *names = lexicon_class_names();
    for (int i = 0; i < LEX_COUNT; i++) {
        assert_non_null(names[i]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(names[i], names[k]);
    }
    assert_string_equal(names[2], "country");
    assert_string_equal(names[59], "title_abbreviation");
    assert_string_equal(names[60], "sector");
    assert_string_equal(lexicon_currency(0), "USD");
    assert_null(lexicon_currency(UINT32_MAX));
}

/* ---- the user's entries -------------------------------------------------------------------------------------- */

#define ENTRY(text, class_name) {text, sizeof text - 1, class_name, 0, NULL}

static void the_users_entries_win(void **state)
{
    (void)state;
    struct lexicon *model = compile(ROWS, sizeof ROWS / sizeof *ROWS), *user = NULL;
    const sayso_entry entries[] = {ENTRY("England Museum", "ORG"), ENTRY("May", "company"), ENTRY("gadget", "product"),
                                   ENTRY(" ", "product")};
    assert_int_equal(lexicon_from_entries(&user, &memory, model, entries, 4, NULL), SAYSO_OK);
    assert_int_equal(lexicon_entries(user), 3);
    struct reading r;
    assert_int_equal(read_with(&r, model, user, "The Bank of England Museum told May it may sell a gadget."), SAYSO_OK);
    assert_int_equal(hit_of(&r, "England Museum"), LEX_ORG | LEX_USER);
    assert_int_equal(hit_of(&r, "Bank of England Museum"), 0); /* ours give way where they meet */
    assert_int_equal(hit_of(&r, "Bank of England"), 0);
    assert_int_equal(hit_of(&r, "England"), 0);
    assert_int_equal(hit_of(&r, "Bank"), LEX_COMMON);
    assert_int_equal(classes_of(&r, "May", 0), LEX_COMPANY | LEX_USER);
    assert_int_equal(classes_of(&r, "may", 0), LEX_MODAL);
    assert_int_equal(classes_of(&r, "gadget", 0), LEX_PRODUCT | LEX_USER);
    for (uint32_t i = 1; i < r.lexemes.hits.count; i++)
        assert_true(r.lexemes.hits.items[i - 1].first <= r.lexemes.hits.items[i].first);
    drop(&r);
    assert_int_equal(read_with(&r, NULL, user, "only May and a gadget"), SAYSO_OK);
    assert_int_equal(r.lexemes.hits.count, 2);
    drop(&r);
    lexicon_close(user, &memory);
    lexicon_close(model, &memory);
    assert_int_equal(counter.live, 0);
}

static void faults_in_entries_name_the_entry(void **state)
{
    (void)state;
    struct lexicon *user;
    sayso_error error = {0};
    const sayso_entry unknown[] = {ENTRY("A", "ORG"), ENTRY("B", "nonsense")};
    assert_int_equal(lexicon_from_entries(&user, &memory, NULL, unknown, 2, &error), SAYSO_ERROR_ARGUMENT);
    assert_int_equal(error.position, 1);
    assert_null(user);
    const sayso_entry month[] = {{"Brumaire", 8, "month", 0, NULL}}; /* which one, no user can say */
    assert_int_equal(lexicon_from_entries(&user, &memory, NULL, month, 1, &error), SAYSO_ERROR_ARGUMENT);
    const sayso_entry broken[] = {ENTRY("A", "ORG"), ENTRY("B", "ORG"), ENTRY("C\xFF", "ORG")};
    assert_int_equal(lexicon_from_entries(&user, &memory, NULL, broken, 3, &error), SAYSO_ERROR_ENCODING);
    assert_int_equal(error.position, 2);
    const sayso_entry lengthy[] = {ENTRY("a b c d e f g h i j k l m n o p q r s t u v w x y", "ORG")};
    assert_int_equal(lexicon_from_entries(&user, &memory, NULL, lengthy, 1, &error), SAYSO_ERROR_ARGUMENT);
    assert_int_equal(error.position, 0);
    assert_int_equal(counter.live, 0);
}

static void forms_of_the_users_cues_are_made(void **state)
{
    (void)state;
    const sayso_cue doubt = {SAYSO_TAKES_THAT, "zarb", SAYSO_BELIEF, SAYSO_DENIED, SAYSO_LETTER};
    const sayso_entry entries[] = {ENTRY("grump", "cue_verb"),   {"zorble", 6, "cue_verb", 0, &doubt},
                                   ENTRY("quip", "cue_verb"),    ENTRY("deny to", "cue_verb"),
                                   ENTRY("grumbly", "cue_noun"), ENTRY("as heard by", "cue_phrase")};
    static const char *const forms[] = {"grump",    "grumps",    "grumped",    "grumping", "zarb",
                                        "zorbling", "zorbles",   "quipped",    "quipping", "denied to",
                                        "grumbly",  "grumblies", "as heard by"};
    struct lexicon *user = NULL;
    struct reading r;
    assert_int_equal(lexicon_from_entries(&user, &memory, NULL, entries, 6, NULL), SAYSO_OK);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        assert_int_equal(read_with(&r, NULL, user, forms[i]), SAYSO_OK);
        assert_true(hit_of(&r, forms[i]) & LEX_USER);
        drop(&r);
    }
    assert_int_equal(read_with(&r, NULL, user, "zorbled"), SAYSO_OK); /* the past that was given is the only one */
    assert_int_equal(r.lexemes.hits.count, 0);
    drop(&r);
    assert_int_equal(read_with(&r, NULL, user, "zarb"), SAYSO_OK);
    const uint32_t frame = r.lexemes.hits.items[0].senses[0].value;
    assert_int_equal(frame & SAYSO_TAKES_ALL, SAYSO_TAKES_THAT);
    assert_int_equal(CUE_ACT(frame), SAYSO_BELIEF);
    assert_int_equal(CUE_STATUS(frame), SAYSO_DENIED);
    assert_int_equal(CUE_CHANNEL(frame), SAYSO_LETTER);
    assert_int_equal(CUE_FORM(frame), CUE_PAST);
    drop(&r);
    lexicon_close(user, &memory);
    const sayso_cue wild[] = {
        {SAYSO_TAKES_ALL + 1, NULL, 0, 0, 0}, {0, NULL, 9, 0, 0}, {0, NULL, 0, 9, 0}, {0, NULL, 0, 0, 99}};
    sayso_error error;
    for (size_t i = 0; i < 4; i++) {
        const sayso_entry entry = {"zorble", 6, "cue_verb", 0, &wild[i]};
        assert_int_equal(lexicon_from_entries(&user, &memory, NULL, &entry, 1, &error), SAYSO_ERROR_ARGUMENT);
    }
    const sayso_entry name = {"Quern", 5, "ORG", 0, &doubt}; /* a name takes nothing */
    assert_int_equal(lexicon_from_entries(&user, &memory, NULL, &name, 1, &error), SAYSO_ERROR_ARGUMENT);
    assert_int_equal(counter.live, 0);
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    const sayso_entry entries[] = {ENTRY("England Museum", "ORG"), ENTRY("May", "company"),
                                   ENTRY("grump at", "cue_verb")};
    long at = 0;
    for (sayso_status status = SAYSO_ERROR_MEMORY; status;) {
        struct lexicon *user = NULL;
        struct reading r;
        memset(&r, 0, sizeof r);
        counter.made = 0;
        counter.fail_at = ++at;
        counter.fail_on = 1;
        status = lexicon_from_entries(&user, &memory, NULL, entries, 3, NULL);
        if (!status) {
            status = read_with(&r, NULL, user, "The England Museum and the Bank of Nowhere");
            drop(&r);
        }
        assert_true(status == SAYSO_OK || status == SAYSO_ERROR_MEMORY);
        lexicon_close(user, &memory);
        assert_int_equal(counter.live, 0);
    }
    counter.fail_at = 0;
    assert_true(at > 10);
}

/* ---- the model file -------------------------------------------------------------------------------------------- */

static uint8_t *copy_of_model(size_t *size)
{
    const void *bytes = model_bytes(size);
    uint8_t *copy = aligned_alloc(64, (*size + 63) / 64 * 64);
    assert_non_null(copy);
    return memcpy(copy, bytes, *size);
}

static void assert_refused(const void *bytes, size_t size, unsigned flags, sayso_status status, size_t position)
{
    sayso_model *model = NULL;
    sayso_error error = {0};
    assert_int_equal(sayso_model_open(bytes, size, flags, &allocator, &model, &error), status);
    assert_null(model);
    assert_int_equal(error.code, status);
    assert_int_equal(error.position, position);
    assert_true(error.message[0] != '\0');
    assert_int_equal(counter.live, 0);
}

/* One byte is changed; the file must be refused at the position told. */
static void assert_damage(uint8_t *bytes, size_t size, size_t at, sayso_status status, size_t position)
{
    const uint8_t was = bytes[at];
    bytes[at] ^= 0x41;
    assert_refused(bytes, size, 0, status, position);
    bytes[at] = was;
}

static void damage_is_told_by_its_place(void **state)
{
    (void)state;
    size_t size;
    uint8_t *bytes = copy_of_model(&size);
    uint64_t offset;
    memcpy(&offset, bytes + 32 + 8, 8); /* the first section is the lexicon */
    for (size_t i = 0; i < 8; i++)
        assert_damage(bytes, size, i, SAYSO_ERROR_MODEL, 0);
    assert_damage(bytes, size, 8, SAYSO_ERROR_VERSION, 8);
    assert_damage(bytes, size, 13, SAYSO_ERROR_MODEL, 12);       /* the count of sections */
    assert_damage(bytes, size, 16 + 7, SAYSO_ERROR_MODEL, size); /* the size, now far larger */
    assert_damage(bytes, size, 32, SAYSO_ERROR_MODEL, 32);       /* no lexicon any more */
    assert_damage(bytes, size, 32 + 4, SAYSO_ERROR_MODEL, 32 + 4);
    assert_damage(bytes, size, 32 + 8, SAYSO_ERROR_MODEL, 32 + 8);   /* not a multiple of 64 */
    assert_damage(bytes, size, 32 + 15, SAYSO_ERROR_MODEL, 32 + 8);  /* outside */
    assert_damage(bytes, size, 32 + 23, SAYSO_ERROR_MODEL, 32 + 16); /* ends outside */
    assert_damage(bytes, size, offset, SAYSO_ERROR_MODEL, offset);
    assert_damage(bytes, size, offset + 4, SAYSO_ERROR_VERSION, offset + 4);
    for (size_t field = 12; field < 28; field++) /* counts */
        assert_damage(bytes, size, offset + field, SAYSO_ERROR_MODEL, offset + 12);
    assert_damage(bytes, size, offset + 28, SAYSO_ERROR_MODEL, offset + 28);
    free(bytes);
}

static void damage_inside_is_seen_by_the_checksum(void **state)
{
    (void)state;
    size_t size;
    uint8_t *bytes = copy_of_model(&size);
    for (size_t at = 64; at < size; at += size / 97) {
        bytes[at] ^= 1;
        sayso_model *model = NULL;
        sayso_error error = {0};
        assert_int_equal(sayso_model_open(bytes, size, SAYSO_VERIFY, &allocator, &model, &error), SAYSO_ERROR_MODEL);
        assert_int_equal(error.position, 24);
        bytes[at] ^= 1;
    }
    sayso_model *model = NULL;
    assert_int_equal(sayso_model_open(bytes, size, SAYSO_VERIFY, &allocator, &model, NULL), SAYSO_OK);
    const sayso_model_info info = sayso_model_describe(model);
    assert_int_equal(info.version, SAYSO_MODEL_VERSION);
    assert_true(info.lexicon_entries > 100000);
    assert_int_equal(info.checksum, model_checksum(bytes + 32, size - 32));
    sayso_model_close(model);
    free(bytes);
}

static void cut_files_are_refused(void **state)
{
    (void)state;
    size_t size;
    uint8_t *bytes = copy_of_model(&size);
    assert_refused(NULL, 0, 0, SAYSO_ERROR_ARGUMENT, 0);
    for (size_t left = 0; left < 8; left++)
        assert_refused(bytes, left, 0, SAYSO_ERROR_MODEL, 0);
    for (size_t left = 8; left < 32; left++)
        assert_refused(bytes, left, 0, SAYSO_ERROR_MODEL, left);
    for (size_t left = 32; left < size; left += size / 53)
        assert_refused(bytes, left, 0, SAYSO_ERROR_MODEL, left);
    assert_refused(bytes + 4, size - 4, 0, SAYSO_ERROR_ARGUMENT, 0); /* not aligned */
    free(bytes);
}

/* Whatever bytes the lexicon holds, it is refused or it can be used. */
static void damaged_tables_are_refused_or_harmless(void **state)
{
    (void)state;
    size_t size;
    uint8_t *bytes = copy_of_model(&size);
    const uint8_t *whole = model_bytes(&size);
    uint64_t offset, length, random = 88172645463325252u;
    memcpy(&offset, bytes + 32 + 8, 8);
    memcpy(&length, bytes + 32 + 16, 8);
    unsigned refused = 0, used = 0;
    for (int round = 0; round < 60; round++) {
        size_t places[16];
        const int flips = 1 + round % 16;
        for (int i = 0; i < flips; i++) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            places[i] = offset + 32 + random % (length - 32);
            bytes[places[i]] ^= (uint8_t)(1u << (random >> 61));
        }
        struct lexicon *lexicon = NULL;
        if (lexicon_open(&lexicon, &memory, bytes + offset, length, NULL) == SAYSO_OK) {
            struct reading r;
            assert_int_equal(
                read_with(&r, lexicon, NULL,
                          "Sen. Mark Brown of the Bank of England told the New York Times in May that he will go."),
                SAYSO_OK);
            drop(&r);
            used++;
        } else {
            refused++;
        }
        lexicon_close(lexicon, &memory);
        for (int i = 0; i < flips; i++)
            bytes[places[i]] = whole[places[i]];
    }
    assert_true(refused > 0 && used > 0);
    free(bytes);
}

/* A value that its class cannot have would be an index outside some table later: it is refused at its place. */
static void values_fit_their_classes(void **state)
{
    (void)state;
    static const struct {
        uint64_t classes;
        uint32_t good, bad;
    } values[] = {{LEX_MONTH, 12, 13},
                  {LEX_WEEKDAY, 1, 0},
                  {LEX_KIN, 2, 3},
                  {LEX_GIVEN, 255, 101},
                  {LEX_MAGNITUDE, 6, 19},
                  {LEX_CURRENCY, 0, 5000},
                  {LEX_TIME_UNIT, 1, 12},
                  {LEX_HOLIDAY, 1225, 1332},
                  {LEX_CUE_VERB, 0, 5u << 14},
                  {LEX_CUE_NOUN, 10u << 17, 11u << 17}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_true(lexicon_value_fits(values[i].classes, values[i].good));
        assert_false(lexicon_value_fits(values[i].classes, values[i].bad));
    }
    size_t size;
    uint8_t *bytes = copy_of_model(&size);
    uint64_t offset;
    memcpy(&offset, bytes + 32 + 8, 8);
    const struct lexicon_header *header = (const void *)(bytes + offset);
    struct lexicon_sense *senses =
        (void *)(bytes + offset + sizeof *header +
                 ((size_t)header->word_slots + header->edge_slots) * sizeof(struct lexicon_slot));
    uint32_t month = 0;
    while (month < header->sense_count && !(senses[month].classes & LEX_MONTH))
        month++;
    assert_true(month < header->sense_count);
    senses[month].value = 13;
    assert_refused(bytes, size, 0, SAYSO_ERROR_MODEL, (size_t)((uint8_t *)&senses[month].value - bytes));
    free(bytes);
}

/* Entries that must never be missing, as the later stages count on them. */
static const struct {
    const char *text, *phrase;
    uint64_t classes;
} KNOWN[] = {
    {"She said so.", "said", LEX_CUE_VERB},
    {"He told us.", "told", LEX_CUE_VERB},
    {"They, according to aides, left.", "according to", LEX_CUE_PHRASE},
    {"It rained on Tuesday.", "Tuesday", LEX_WEEKDAY},
    {"It rained in Sept. again.", "Sept.", LEX_MONTH},
    {"He met Mr. Hill.", "Mr.", LEX_HONORIFIC | LEX_TITLE_ABBREVIATION},
    {"The White House waits.", "White House", LEX_GOVERNMENT},
    {"The U.S. waits.", "U.S.", LEX_COUNTRY},
    {"The UN waits.", "UN", LEX_ORG},
    {"A Kremlin aide.", "Kremlin", LEX_GOVERNMENT},
    {"The New York Times asked.", "New York Times", LEX_OUTLET},
    {"An AP reporter.", "AP", LEX_AGENCY},
    {"The spokeswoman left.", "spokeswoman", LEX_ROLE},
    {"Two lawmakers left.", "lawmakers", LEX_COLLECTIVE},
    {"The Secretary of State left.", "Secretary of State", LEX_TITLE},
    {"In Riga it rains.", "Riga", LEX_CITY},
    {"In Ukraine it rains.", "Ukraine", LEX_COUNTRY},
    {"A Latvian aide.", "Latvian", LEX_NATIONALITY},
    {"He met Maria there.", "Maria", LEX_GIVEN},
    {"He met Nguyen there.", "Nguyen", LEX_SURNAME},
    {"She will go.", "will", LEX_MODAL},
    {"She is not here.", "not", LEX_NEGATION},
    {"A claim was made.", "claim", LEX_CUE_NOUN},
    {"Two million people.", "million", LEX_MAGNITUDE},
    {"Ten euros.", "euros", LEX_CURRENCY},
    {"The lawsuit says.", "lawsuit", LEX_DOCUMENT},
    {"The Republican Party won.", "Republican Party", LEX_PARTY},
    {"Acme Corp. won.", "Corp.", LEX_ORG_HEAD | LEX_ABBREVIATION},
    {"His mother left.", "mother", LEX_KIN},
    {"The Geneva Conventions hold.", "Geneva Conventions", LEX_LAW},
    {"In World War II they fought.", "World War II", LEX_EVENT},
    {"Members of the Taliban left.", "Taliban", LEX_ORG},
};

static void the_english_lexicon_knows_its_classes(void **state)
{
    (void)state;
    size_t size;
    sayso_model *model = NULL;
    const void *bytes = model_bytes(&size);
    assert_int_equal(sayso_model_open(bytes, size, SAYSO_VERIFY, &allocator, &model, NULL), SAYSO_OK);
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        struct reading r;
        assert_int_equal(read_with(&r, model->lexicon, NULL, KNOWN[i].text), SAYSO_OK);
        if ((hit_of(&r, KNOWN[i].phrase) & KNOWN[i].classes) != KNOWN[i].classes)
            fail_msg("%s", KNOWN[i].phrase);
        drop(&r);
    }
    sayso_model_close(model);
    assert_int_equal(counter.live, 0);
}

/* ---- size ------------------------------------------------------------------------------------------------------ */

static void read_repeated(const struct lexicon *lexicon, const char *unit, size_t times)
{
    const size_t length = strlen(unit);
    char *text = malloc(length * times + 1);
    struct reading r;
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, unit, length);
    text[length * times] = '\0';
    assert_int_equal(read_with(&r, lexicon, NULL, text), SAYSO_OK);
    assert_int_equal(lexemes_find(&memory, lexicon, NULL, &r.text, &r.tokens, &r.lexemes), SAYSO_OK);
    drop(&r);
    free(text);
}

static void a_million_tokens_are_read(void **state)
{
    (void)state;
    struct lexicon *lexicon = compile(ROWS, sizeof ROWS / sizeof *ROWS);
    static const char *const UNITS[] = {"Bank of England ", "WHO ", "of ", "May. ", "A\n", "\" "};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        read_repeated(lexicon, UNITS[i], 1000000);
    lexicon_close(lexicon, &memory);
    assert_int_equal(counter.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(case_rules_hold_by_place, set_up),
        cmocka_unit_test_setup(longest_entries_come_first, set_up),
        cmocka_unit_test_setup(small_words_and_accents, set_up),
        cmocka_unit_test_setup(words_by_their_bytes, set_up),
        cmocka_unit_test_setup(class_names_are_unique, set_up),
        cmocka_unit_test_setup(the_users_entries_win, set_up),
        cmocka_unit_test_setup(forms_of_the_users_cues_are_made, set_up),
        cmocka_unit_test_setup(faults_in_entries_name_the_entry, set_up),
        cmocka_unit_test_setup(each_allocation_may_fail, set_up),
        cmocka_unit_test_setup(damage_is_told_by_its_place, set_up),
        cmocka_unit_test_setup(damage_inside_is_seen_by_the_checksum, set_up),
        cmocka_unit_test_setup(cut_files_are_refused, set_up),
        cmocka_unit_test_setup(damaged_tables_are_refused_or_harmless, set_up),
        cmocka_unit_test_setup(values_fit_their_classes, set_up),
        cmocka_unit_test_setup(the_english_lexicon_knows_its_classes, set_up),
        cmocka_unit_test_setup(a_million_tokens_are_read, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
