/* Layout without any lexicon: shapes alone must do; and what no text may cost. */
#include "support.h"
#include "layout.h"


struct reading {
    struct counter counter;
    sayso_allocator allocator;
    struct memory memory;
    struct layout_patterns *patterns;
    struct pattern_matcher *matcher;
    struct text text;
    struct layout layout;
    struct warnings warnings;
};

static void open_reading(struct reading *r, bool jit)
{
    memset(r, 0, sizeof *r);
    r->allocator = counting(&r->counter);
    r->memory = (struct memory){&r->allocator, NULL};
    assert_int_equal(layout_patterns_create(&r->patterns, &r->memory, jit), SAYSO_OK);
    assert_int_equal(pattern_matcher_create(&r->matcher, &r->memory), SAYSO_OK);
}

static void close_reading(struct reading *r)
{
    array_free(&r->memory, &r->text.checkpoints);
    array_free(&r->memory, &r->layout.paragraphs);
    array_free(&r->memory, &r->warnings.list);
    pattern_matcher_free(r->matcher);
    layout_patterns_free(r->patterns, &r->memory);
    assert_int_equal(r->counter.live, 0);
}

static sayso_status read_layout(struct reading *r, const char *text, size_t size)
{
    array_free(&r->memory, &r->text.checkpoints);
    array_clear(&r->warnings.list);
    sayso_error error;
    sayso_status status = text_view(&r->text, &r->memory, text, size, SAYSO_MAX_BYTES, &error);
    return status ? status : layout_read(&r->memory, r->patterns, r->matcher, NULL, &r->text, &r->layout, &r->warnings);
}

static bool is_blank(uint8_t c) { return c <= ' '; }

/* Paragraphs in order, apart, not empty, trimmed; all that can be seen lies in one of them. */
static void check_invariants(const struct reading *r)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < r->layout.paragraphs.count; i++) {
        struct slice where = r->layout.paragraphs.items[i].where;
        assert_true(where.start >= at && where.end > where.start && where.end <= r->text.size);
        assert_true(r->layout.paragraphs.items[i].kind < SAYSO_ZONES);
        assert_false(is_blank(r->text.bytes[where.start]) || is_blank(r->text.bytes[where.end - 1]));
        for (; at < where.start; at++)
            assert_true(is_blank(r->text.bytes[at]) || r->text.bytes[at] >= 0x80);
        at = where.end;
    }
    const struct slice all[] = {r->layout.page_date, r->layout.headline, r->layout.byline, r->layout.dateline,
                                r->layout.dateline_place, r->layout.dateline_agency, r->layout.dateline_date};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].start != SAYSO_NONE)
            assert_true(all[i].start < all[i].end && all[i].end <= r->text.size);
    if (r->layout.dateline.start != SAYSO_NONE)
        for (size_t i = 4; i < 7; i++)
            if (all[i].start != SAYSO_NONE)
                assert_true(all[i].start >= r->layout.dateline.start && all[i].end <= r->layout.dateline.end);
}

static void expect_slice(const struct reading *r, struct slice slice, const char *expected)
{
    if (!expected) {
        assert_int_equal(slice.start, SAYSO_NONE);
        return;
    }
    assert_int_not_equal(slice.start, SAYSO_NONE);
    assert_int_equal(slice.end - slice.start, strlen(expected));
    assert_memory_equal(r->text.bytes + slice.start, expected, strlen(expected));
}

static void test_datelines_by_shape(void **state)
{
    (void)state;
    static const struct { const char *text, *dateline, *place, *agency, *date; } rows[] = {
        {"RIGA, Latvia - The council met on Monday.", "RIGA, Latvia -", "RIGA, Latvia", NULL, NULL},
        {"WASHINGTON (AP) — The council met.", "WASHINGTON (AP) —", "WASHINGTON", "AP", NULL},
        {"BEIJING, Dec. 1 (Reuters) - Factories slowed.", "BEIJING, Dec. 1 (Reuters) -", "BEIJING", "Reuters", "Dec. 1"},
        {"PARIS, March 3 - The museum is shut.", "PARIS, March 3 -", "PARIS", NULL, "March 3"},
        {"NEW YORK (Reuters) - Shares rose.", "NEW YORK (Reuters) -", "NEW YORK", "Reuters", NULL},
        {"GENEVA, May 3, 2021 /PRNewswire/ -- It sold a mine.", "GENEVA, May 3, 2021 /PRNewswire/ --", "GENEVA", "PRNewswire", "May 3, 2021"},
        {"afrol News, 15 October - The vote is put off.", "afrol News, 15 October -", NULL, "afrol News", "15 October"},
        {"(Reuters) - It cuts jobs.", "(Reuters) -", NULL, "Reuters", NULL},
        {"ST. LOUIS (AP) -- The council met.", "ST. LOUIS (AP) --", "ST. LOUIS", "AP", NULL},
        {"The dam - the largest - leaks.", NULL, NULL, NULL, NULL},
        {"RIGA", NULL, NULL, NULL, NULL},
        {"RIGA - ", NULL, NULL, NULL, NULL},
        {" - ", NULL, NULL, NULL, NULL},
    };
    struct reading r;
    open_reading(&r, true);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read_layout(&r, rows[i].text, strlen(rows[i].text)), SAYSO_OK);
        check_invariants(&r);
        expect_slice(&r, r.layout.dateline, rows[i].dateline);
        expect_slice(&r, r.layout.dateline_place, rows[i].place);
        expect_slice(&r, r.layout.dateline_agency, rows[i].agency);
        expect_slice(&r, r.layout.dateline_date, rows[i].date);
    }
    close_reading(&r);
}

/* Kinds as letters, in the order of sayso_zone. */
static void expect_kinds(struct reading *r, const char *text, const char *expected)
{
    static const char letters[] = "sHSucLlpbteEB";
    char found[64] = {0};
    assert_int_equal(read_layout(r, text, strlen(text)), SAYSO_OK);
    check_invariants(r);
    for (uint32_t i = 0; i < r->layout.paragraphs.count && i < 63; i++)
        found[i] = letters[r->layout.paragraphs.items[i].kind];
    assert_string_equal(found, expected);
}

#define STORY "The council met for nine hours on Monday and voted, in the end, to close the bridge and keep the ferry.\n\n"

static void test_kinds(void **state)
{
    (void)state;
    struct reading r;
    open_reading(&r, true);
    expect_kinds(&r, "", "");
    expect_kinds(&r, " \n\t\r\n", "");
    expect_kinds(&r, "Hello", "s");
    expect_kinds(&r, "Bridge to close\n\n" STORY, "Hs");
    expect_kinds(&r, "Bridge to close\n\nBridge to close\n\n" STORY, "HHs");
    expect_kinds(&r, "Bridge to close\n\nBy Ines Moreau\n\n" STORY, "HBs");
    expect_kinds(&r, STORY "Photo: the bridge\n\n" STORY "Read more: the ferry", "scsL");
    expect_kinds(&r, STORY "(Reporting by Ines Moreau; Editing by Tom Hall)", "sB");
    expect_kinds(&r, STORY "• One\n• Two\n- Three\n- Four\n", "sllll");
    expect_kinds(&r, STORY "Old bridge, new ferry\n\n" STORY, "sus");
    expect_kinds(&r, "HALL: Is it so?\nMOREAU: It is so.\n", "tt");
    expect_kinds(&r, STORY "9:15 a.m.\n\n" STORY "10:42 a.m.\n\n" STORY, "seses");
    expect_kinds(&r, STORY "> It is so.\n\n" STORY, "sbs");
    expect_kinds(&r, STORY "It holds.\n\n— Ines Moreau (@ines) March 3, 2021\n\n" STORY, "sEEs");
    close_reading(&r);
}

static void test_lines(void **state)
{
    (void)state;
    struct reading r;
    open_reading(&r, true);
    const char *wrapped = "The council met for nine hours on Monday and voted, in the end,\n"
                          "to close the bridge and to keep the ferry, which had been what\n"
                          "the mayor had asked for since the spring of the year before it\n"
                          "all began.\n\nNobody was surprised.\n";
    assert_int_equal(read_layout(&r, wrapped, strlen(wrapped)), SAYSO_OK);
    assert_int_equal(r.layout.paragraphs.count, 2);
    const char *breaks[] = {"\n", "\r\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\v"};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        char text[128];
        snprintf(text, sizeof text, "It is so.%s%sIt is not so.%sIt may be so.", breaks[i], breaks[i], breaks[i]);
        assert_int_equal(read_layout(&r, text, strlen(text)), SAYSO_OK);
        check_invariants(&r);
        assert_int_equal(r.layout.paragraphs.count, 3);
    }
    close_reading(&r);
}

/* The interpreter and the JIT must agree. */
static void test_without_jit(void **state)
{
    (void)state;
    const char *text = "Bridge to close\n\nPublished 3 May 2021\n\nRIGA, Latvia - " STORY "Q: Why?\n\nA: It is old, and it is cold.\n\n10:42 a.m.\n\n"
                       STORY "11:15 a.m.\n\n" STORY "— Ines (@ines) March 3, 2021\n";
    struct reading a, b;
    open_reading(&a, true);
    open_reading(&b, false);
    assert_int_equal(read_layout(&a, text, strlen(text)), SAYSO_OK);
    assert_int_equal(read_layout(&b, text, strlen(text)), SAYSO_OK);
    assert_int_equal(a.layout.paragraphs.count, b.layout.paragraphs.count);
    for (uint32_t i = 0; i < a.layout.paragraphs.count; i++)
        assert_memory_equal(&a.layout.paragraphs.items[i], &b.layout.paragraphs.items[i], sizeof(struct paragraph));
    assert_memory_equal(&a.layout.page_date, &b.layout.page_date, sizeof(struct slice));
    expect_slice(&a, a.layout.page_date, "3 May 2021");
    close_reading(&a);
    close_reading(&b);
}

static void check_hostile(struct reading *r, const char *unit, size_t times)
{
    size_t size = strlen(unit);
    char *text = malloc(size * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * size, unit, size);
    assert_int_equal(read_layout(r, text, size * times), SAYSO_OK);
    check_invariants(r);
    free(text);
}

static void test_hostile_is_read(void **state)
{
    (void)state;
    struct reading r;
    open_reading(&r, true);
    check_hostile(&r, "a word and ", 1000000); /* one line of 11 MB */
    check_hostile(&r, "\n", 4000000);
    check_hostile(&r, "a\n", 1000000);
    check_hostile(&r, "A\n\n", 1000000);
    check_hostile(&r, "\xE2\x80\x8B", 1000000);
    check_hostile(&r, "He said:\n\n", 300000);
    check_hostile(&r, "“A line that comes again”\n\n", 100000);
    check_hostile(&r, "A: b\nQ: c\n", 200000);
    check_hostile(&r, "10:42 a.m.\n\n", 200000);
    check_hostile(&r, "(@", 1000000);
    check_hostile(&r, "----", 1000000);
    check_hostile(&r, "RIGA (AP", 500000);
    close_reading(&r);
}

static void test_memory_ends(void **state)
{
    (void)state;
    const char *text = "Bridge to close\n\nBy Ines Moreau\n\nRIGA, Latvia - " STORY "Q: Why?\n\nA: It is so – old.\n\n";
    for (long n = 1;; n++) {
        struct reading r;
        open_reading(&r, false);
        r.counter.fail_at = r.counter.made + n;
        sayso_status status = read_layout(&r, text, strlen(text));
        bool reached = r.counter.made >= r.counter.fail_at;
        r.counter.fail_at = 0;
        close_reading(&r);
        if (!reached) {
            assert_int_equal(status, SAYSO_OK);
            assert_true(n > 3);
            return;
        }
        assert_int_equal(status, SAYSO_ERROR_MEMORY);
    }
}

static void test_patterns_without_memory(void **state)
{
    (void)state;
    for (long n = 1; n < 1000; n++) {
        struct counter counter = {.fail_at = n, .fail_on = 1};
        sayso_allocator allocator = counting(&counter);
        struct memory memory = {&allocator, NULL};
        struct layout_patterns *patterns;
        sayso_status status = layout_patterns_create(&patterns, &memory, false);
        if (status == SAYSO_OK) {
            layout_patterns_free(patterns, &memory);
            assert_int_equal(counter.live, 0);
            assert_true(n > 5);
            return;
        }
        assert_int_equal(status, SAYSO_ERROR_MEMORY);
        assert_null(patterns);
        assert_int_equal(counter.live, 0);
    }
    fail_msg("the patterns never compiled");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_datelines_by_shape), cmocka_unit_test(test_kinds), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_without_jit), cmocka_unit_test(test_hostile_is_read), cmocka_unit_test(test_memory_ends),
        cmocka_unit_test(test_patterns_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
