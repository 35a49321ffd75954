/* UTF-8 is checked once, and code points are counted right, whatever the text is made of. */
#include "support.h"
#include "text.h"
#include "unicode.h"

static struct counter counter;

static sayso_status view(struct text *text, const char *bytes, size_t size, sayso_error *error)
{
    sayso_allocator allocator = counting(&counter);
    struct memory memory = {&allocator, NULL};
    memset(text, 0, sizeof *text);
    return text_view(text, &memory, bytes, size, SAYSO_MAX_BYTES, error);
}

static void drop(struct text *text)
{
    sayso_allocator allocator = counting(&counter);
    struct memory memory = {&allocator, NULL};
    array_free(&memory, &text->checkpoints);
    assert_int_equal(counter.live, 0);
}

static void ascii_is_its_own_offset(void **state)
{
    (void)state;
    struct text text;
    assert_int_equal(view(&text, "Riga said no.", 13, NULL), SAYSO_OK);
    assert_true(text.ascii);
    assert_int_equal(text.length, 13);
    assert_int_equal(text_code_points(&text, 5), 5);
    drop(&text);
}

/* every boundary of a long mixed text, against a plain count */
static void code_points_at_each_boundary(void **state)
{
    (void)state;
    char bytes[4096];
    size_t size = 0;
    static const char *const PIECES[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x98\x80", " ", "e\xCC\x81"};
    while (size < sizeof bytes - 8) {
        const char *piece = PIECES[(size * 7 + 3) % 6];
        memcpy(bytes + size, piece, strlen(piece));
        size += strlen(piece);
    }
    struct text text;
    assert_int_equal(view(&text, bytes, size, NULL), SAYSO_OK);
    uint32_t points = 0;
    for (uint32_t at = 0; at < size; points++) {
        uint32_t width, start;
        assert_int_equal(text_code_points(&text, at), points);
        text_decode(&text, at, &width);
        assert_int_equal(text_decode_before(&text, at + width, &start), text_decode(&text, at, &width));
        assert_int_equal(start, at);
        at += width;
    }
    assert_int_equal(text.length, points);
    assert_int_equal(text_code_points(&text, (uint32_t)size), points);
    drop(&text);
}

static void faults_are_found_where_they_are(void **state)
{
    (void)state;
    static const struct { const char *bytes; size_t size, at; } FAULTS[] = {
        {"ab\x80", 3, 2}, {"a\xC0\x80", 3, 1}, {"\xE0\x80\x80", 3, 0}, {"abc\xF4\x90\x80\x80", 7, 3},
        {"\xE2\x80", 2, 0}, {"x\xFF", 2, 1}, {"\xC3", 1, 0}, {"\xF0\x8F\xBF\xBF", 4, 0}, {"a\xC3(", 3, 1},
    };
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        struct text text;
        sayso_error error = {0};
        assert_int_equal(view(&text, FAULTS[i].bytes, FAULTS[i].size, &error), SAYSO_ERROR_ENCODING);
        assert_int_equal(error.position, FAULTS[i].at);
        drop(&text);
        assert_false(text_valid(FAULTS[i].bytes, FAULTS[i].size));
    }
}

static void surrogates_read_as_replacement(void **state)
{
    (void)state;
    struct text text;
    uint32_t width;
    assert_int_equal(view(&text, "ab\xED\xA0\x80z", 6, NULL), SAYSO_OK);
    assert_int_equal(text.first_surrogate, 2);
    assert_int_equal(text_decode(&text, 2, &width), 0xFFFD);
    assert_int_equal(width, 3);
    assert_int_equal(text.length, 4);
    assert_false(text_valid("ab\xED\xA0\x80z", 6));
    drop(&text);
}

static void too_long_is_refused_with_its_size(void **state)
{
    (void)state;
    sayso_allocator allocator = counting(&counter);
    struct memory memory = {&allocator, NULL};
    struct text text = {0};
    sayso_error error = {0};
    assert_int_equal(text_view(&text, &memory, "abcdef", 6, 5, &error), SAYSO_ERROR_TOO_LONG);
    assert_int_equal(error.position, 6);
    drop(&text);
}

static void classes_of_characters(void **state)
{
    (void)state;
    assert_int_equal(unicode_class('Q'), CHAR_UPPER);
    assert_int_equal(unicode_class(0x00E9), CHAR_LOWER);
    assert_int_equal(unicode_class(0x4E2D), CHAR_LETTER);
    assert_int_equal(unicode_class(0x0301), CHAR_COMBINING);
    assert_int_equal(unicode_class(0x200D), CHAR_FORMAT);
    assert_int_equal(unicode_class(0x00A0), CHAR_SPACE);
    assert_int_equal(unicode_class(0x2028), CHAR_NEWLINE);
    assert_int_equal(unicode_class(0x201C), CHAR_PUNCTUATION);
    assert_int_equal(unicode_class(0x20AC), CHAR_SYMBOL);
    assert_int_equal(unicode_lower(0x0410), 0x0430);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_its_own_offset), cmocka_unit_test(code_points_at_each_boundary),
        cmocka_unit_test(faults_are_found_where_they_are), cmocka_unit_test(surrogates_read_as_replacement),
        cmocka_unit_test(too_long_is_refused_with_its_size), cmocka_unit_test(classes_of_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
