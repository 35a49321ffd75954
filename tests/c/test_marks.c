/* Quotation marks over hand-made tokens: paragraphs by newline, words, and one-character punctuation. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "marks.h"

static void *allocate(void *context, size_t size) { (void)context; return malloc(size); }
static void *resize(void *context, void *p, size_t old, size_t size) { (void)context; (void)old; return realloc(p, size); }
static void release(void *context, void *p) { (void)context; free(p); }
static const sayso_allocator heap = {NULL, allocate, resize, release};
static const struct memory memory = {&heap, NULL};

struct reading {
    struct text text;
    struct layout layout;
    struct tokens tokens;
    struct marks marks;
    struct warnings warnings;
};

static bool is_mark(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) ||
           c == 0x2039 || c == 0x203A;
}

static bool in_word(const struct text *text, uint32_t at, uint32_t c, uint32_t width)
{
    if (c >= 0x80)
        return unicode_is_letter(unicode_class(c)) ||
               (c == 0x2019 && at && (text->bytes[at - 1] | 32) >= 'a' && at + width < text->size &&
                (text->bytes[at + width] | 32) >= 'a' && text->bytes[at + width] < 0x80);
    if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
        return true;
    return c == '\'' && at && (text->bytes[at - 1] | 32) >= 'a' && (text->bytes[at - 1] | 32) <= 'z' &&
           at + 1 < text->size && (text->bytes[at + 1] | 32) >= 'a' && (text->bytes[at + 1] | 32) <= 'z';
}

static void read_tokens(struct reading *r)
{
    uint32_t paragraph = 0, at = 0;
    bool fresh = true;
    while (at < r->text.size) {
        uint32_t width, c = text_decode(&r->text, at, &width), start = at;
        if (c == '\n') {
            paragraph++;
            fresh = true;
        }
        if (c == '\n' || c == ' ' || c == 0xA0) {
            at += width;
            continue;
        }
        struct token token = {start, 0, paragraph, TOKEN_PUNCTUATION, 0, 0, 0};
        if (is_mark(c)) {
            token.kind = TOKEN_MARK;
            at += width;
            if ((c == '\'' || c == '`') && at < r->text.size && r->text.bytes[at] == c)
                at++;
        } else if (in_word(&r->text, at, c, width)) {
            token.kind = TOKEN_WORD;
            do {
                at += width;
                c = at < r->text.size ? text_decode(&r->text, at, &width) : ' ';
            } while (at < r->text.size && in_word(&r->text, at, c, width));
        } else {
            at += width;
        }
        token.end = at;
        token.ascii = at - start == 1 ? r->text.bytes[start] : 0;
        struct token *new = array_push(&memory, &r->tokens.list);
        assert_non_null(new);
        *new = token;
        if (fresh) {
            while (r->layout.paragraphs.count <= paragraph) {
                struct paragraph *p = array_push(&memory, &r->layout.paragraphs);
                assert_non_null(p);
                *p = (struct paragraph){{start, start}, SAYSO_STORY};
            }
            fresh = false;
        }
        r->layout.paragraphs.items[paragraph].where.end = at;
    }
}

static void read_marks(struct reading *r, const char *text, size_t size, sayso_choice single, sayso_zone second)
{
    memset(r, 0, sizeof *r);
    sayso_error error;
    assert_int_equal(text_view(&r->text, &memory, text, size, 0x7FFFFFFF, &error), SAYSO_OK);
    read_tokens(r);
    if (r->layout.paragraphs.count > 1)
        r->layout.paragraphs.items[1].kind = second;
    assert_int_equal(marks_pair(&memory, single, &r->text, &r->layout, &r->tokens, &r->marks, &r->warnings), SAYSO_OK);
}

static void free_reading(struct reading *r)
{
    array_free(&memory, &r->text.checkpoints);
    array_free(&memory, &r->layout.paragraphs);
    array_free(&memory, &r->tokens.list);
    array_free(&memory, &r->marks.quotations);
    array_free(&memory, &r->marks.outermost);
    array_free(&memory, &r->warnings.list);
}

/* Everything a stage after this one relies on. */
static void check_invariants(const struct reading *r)
{
    uint32_t count = r->tokens.list.count;
    assert_int_equal(r->marks.outermost.count, count);
    for (uint32_t k = 0; k < r->marks.quotations.count; k++) {
        const struct quotation *q = &r->marks.quotations.items[k];
        assert_true(q->first < q->last && q->last <= count);
        assert_int_equal(r->tokens.list.items[q->first].paragraph, r->tokens.list.items[q->last - 1].paragraph);
        if (k)
            assert_true(r->marks.quotations.items[k - 1].first <= q->first);
        if (q->parent == SAYSO_NONE) {
            assert_int_equal(q->depth, 0);
            assert_int_equal(r->marks.outermost.items[q->first], k);
            assert_int_equal(r->marks.outermost.items[q->last - 1], k);
        } else {
            assert_true(q->parent < k);
            assert_true(q->last <= r->marks.quotations.items[q->parent].last);
        }
        if (q->continues != SAYSO_NONE)
            assert_true(q->continues < k);
        if (q->opened)
            assert_int_equal(r->tokens.list.items[q->first].kind, TOKEN_MARK);
        if (q->closed)
            assert_int_equal(r->tokens.list.items[q->last - 1].kind, TOKEN_MARK);
    }
}

/* One line a quotation: indentation for depth, "<" continues, its text, "(" never opened, ")" never closed;
 * then "! at" for each warning, in bytes. */
static void render(const struct reading *r, char *out, size_t room)
{
    size_t used = 0;
    out[0] = 0;
    for (uint32_t k = 0; k < r->marks.quotations.count; k++) {
        const struct quotation *q = &r->marks.quotations.items[k];
        uint32_t start = r->tokens.list.items[q->first].start, end = r->tokens.list.items[q->last - 1].end;
        used += (size_t)snprintf(out + used, room - used, "%*s%s%s%.*s%s\n", q->depth, "",
                                 q->continues == SAYSO_NONE ? "" : "<", q->opened ? "" : "(", (int)(end - start),
                                 (const char *)r->text.bytes + start, q->closed ? "" : ")");
    }
    for (uint32_t k = 0; k < r->warnings.list.count; k++) {
        assert_int_equal(r->warnings.list.items[k].code, WARNING_UNBALANCED_MARK);
        used += (size_t)snprintf(out + used, room - used, "! %u\n", r->warnings.list.items[k].where.start);
    }
}

static void expect_with(const char *text, const char *expected, sayso_choice single, sayso_zone second)
{
    struct reading r;
    char out[4096];
    read_marks(&r, text, strlen(text), single, second);
    check_invariants(&r);
    render(&r, out, sizeof out);
    if (strcmp(out, expected))
        print_error("in: %s\n", text);
    assert_string_equal(out, expected);
    free_reading(&r);
}

static void expect(const char *text, const char *expected) { expect_with(text, expected, SAYSO_AUTO, SAYSO_STORY); }

static void test_glyphs(void **state)
{
    (void)state;
    expect("\"We go,\" he said. \"Now.\"", "\"We go,\"\n\"Now.\"\n");
    expect("“We go,” he said. “Now.”", "“We go,”\n“Now.”\n");
    expect("``We go,'' he said. ''Now.''", "``We go,''\n''Now.''\n");
    expect("«We go», he said. « Now. »", "«We go»\n« Now. »\n");
    expect("»We go«, he said. »Now.«", "»We go«\n»Now.«\n");
    expect("„We go“, he said. „Now.”", "„We go“\n„Now.”\n");
    expect("”We go”, he said. ”Now.”", "”We go”\n”Now.”\n");
    expect("‹We go›, he said.", "‹We go›\n");
    expect("“We go,\" he said.", "“We go,\"\n");
}

static void test_straight_by_context(void **state)
{
    (void)state;
    expect("He (\"we go\") left.", "\"we go\"\n");
    expect("He left—\"we go\"—and ran.", "\"we go\"\n");
    expect("\"We go, \" he said. \"Now.\"", "\"We go, \"\n\"Now.\"\n");
    expect("He said,\"We go,\"and left.", "\"We go,\"\n");
    expect("He said\" we go\" and left.", "\" we go\"\n");
    expect("\"We go\"", "\"We go\"\n");
    expect("\"\"", "\"\"\n");
    expect("", "");
    expect("No marks at all.", "");
}

static void test_apostrophes(void **state)
{
    (void)state;
    expect("In the '90s workers' rights, o'clock, Qur'an and rock 'n' roll.", "");
    expect("In the ’90s workers’ rights, rock ’n’ roll and ‘em all.", "");
    expect("\"The workers' pay and the '90s,\" he said of owners' plans.", "\"The workers' pay and the '90s,\"\n");
    expect("'The workers' pay is bad,' he said. 'Goin' home.'", "'The workers' pay is bad,'\n'Goin' home.'\n");
    expect("The class of '98 and '99 met. \"Fine,\" he said.", "\"Fine,\"\n");
    expect("'12 people died,' he said.", "'12 people died,'\n");
}

static void test_measures(void **state)
{
    (void)state;
    expect("He is 6'2\" and she is 5' 4\" tall.", "");
    expect("A 5\" pipe broke. \"Bad,\" he said.", "\"Bad,\"\n");
    expect("\"A 5\" pipe broke,\" he said.", "\"A 5\" pipe broke,\"\n");
    expect("\"He is 6'2\" tall,\" she said.", "\"He is 6'2\" tall,\"\n");
    expect("He called it \"Studio 54\" and \"Area 51\" then.", "\"Studio 54\"\n\"Area 51\"\n");
}

static void test_nested(void **state)
{
    (void)state;
    expect("\"He told me 'go home,' and I did,\" she said.", "\"He told me 'go home,' and I did,\"\n 'go home,'\n");
    expect("“He told me ‘go home,’ and I did,” she said.", "“He told me ‘go home,’ and I did,”\n ‘go home,’\n");
    expect("\"'Go home,' he told me.\"", "\"'Go home,' he told me.\"\n 'Go home,'\n");
    expect("\"He said 'go.'\"", "\"He said 'go.'\"\n 'go.'\n");
    expect("“a “b “c” d” e”", "“a “b “c” d” e”\n “b “c” d”\n  “c”\n");
    expect("\"I said \"no\" twice,\" he said.", "\"I said \"no\" twice,\"\n \"no\"\n");
    expect("«a “b” c»", "«a “b” c»\n “b”\n");
    expect("\"Don't trust 'em or the workers' word,\" he said.", "\"Don't trust 'em or the workers' word,\"\n");
}

static void test_british(void **state)
{
    (void)state;
    expect("'We go,' he said. 'She told us \"no\" twice.'", "'We go,'\n'She told us \"no\" twice.'\n \"no\"\n");
    expect("‘We don’t go,’ he said.\n‘She said “no,”’ he added.", "‘We don’t go,’\n‘She said “no,”’\n “no,”\n");
    expect("‘One. [sic]\n‘Two,’ he said.", "‘One. [sic])\n<‘Two,’\n");
    expect("Chief says 'no way' to it\n\"It is bad,\" he said.", "'no way'\n\"It is bad,\"\n");
    expect_with("'No,' he said.", "", SAYSO_OFF, SAYSO_STORY);
    expect_with("\"No\", 'no", "\"No\"\n'no)\n! 6\n", SAYSO_ON, SAYSO_STORY);
}

static void test_several_paragraphs(void **state)
{
    (void)state;
    expect("\"One.\n\"Two.\n\"Three,\" he said.", "\"One.)\n<\"Two.)\n<\"Three,\"\n");
    expect("He said: “One.\n“Two ‘b’ c.”\n“Three.”", "“One.)\n<“Two ‘b’ c.”\n ‘b’\n“Three.”\n");
    expect_with("“One.\nRead more: this\n“Two,” he said.", "“One.)\n<“Two,”\n", SAYSO_AUTO, SAYSO_LINK);
    expect("“One.\nNo marks here.\n“Two,” he said.", "“One.)\n“Two,”\n! 0\n");
    expect("\"One.\nTwo,\" he said.", "\"One.)\n<(Two,\"\n! 0\n! 10\n");
}

static void test_unbalanced(void **state)
{
    (void)state;
    expect("\"We go. He said so.", "\"We go. He said so.)\n! 0\n");
    expect("\"We go. He said so. \"Now,\" he said.", "\"We go.)\n\"Now,\"\n! 0\n");
    expect("“We go. He said so. “Now,” he said.", "“We go.)\n“Now,”\n! 0\n");
    expect("We go,\" he said. \"Now.\"", "(We go,\"\n\"Now.\"\n! 6\n");
    expect("We go,” he said.", "(We go,”\n! 6\n");
    expect("He is” here.", "! 5\n");
    expect("\"We go,\" he said\". So.", "\"We go,\"\n! 16\n");
    expect("“a « b” c", "“a « b”\n « b)\n");
}

static void test_style(void **state)
{
    (void)state;
    static const struct { const char *text; sayso_quote_style style; } rows[] = {
        {"none", SAYSO_STYLE_NONE}, {"\"a\"", SAYSO_STYLE_STRAIGHT}, {"“a” \"b\" “c”", SAYSO_STYLE_CURLY},
        {"'a,' b", SAYSO_STYLE_SINGLE}, {"«a»", SAYSO_STYLE_GUILLEMET}, {"„a“", SAYSO_STYLE_LOW_HIGH},
        {"``a''", SAYSO_STYLE_DOUBLED}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r;
        read_marks(&r, rows[i].text, strlen(rows[i].text), SAYSO_AUTO, SAYSO_STORY);
        assert_int_equal(r.marks.style, rows[i].style);
        free_reading(&r);
    }
}

static void check_hostile(const char *unit, uint32_t times, const char *tail, uint32_t tail_times)
{
    size_t a = strlen(unit), b = strlen(tail), size = a * times + b * tail_times;
    char *text = malloc(size + 1);
    assert_non_null(text);
    for (uint32_t i = 0; i < times; i++)
        memcpy(text + i * a, unit, a);
    for (uint32_t i = 0; i < tail_times; i++)
        memcpy(text + times * a + i * b, tail, b);
    struct reading r;
    read_marks(&r, text, size, SAYSO_AUTO, SAYSO_STORY);
    check_invariants(&r);
    free_reading(&r);
    free(text);
}

static void test_hostile_is_read(void **state)
{
    (void)state;
    check_hostile("\"", 1000000, "", 0);
    check_hostile("“", 500000, "", 0);
    check_hostile("“", 100000, "”", 100000);
    check_hostile("“a ", 500000, "”", 1);
    check_hostile("”", 500000, "", 0);
    check_hostile("'a ", 500000, "a' ", 500000);
    check_hostile("'a \"b ", 300000, "s' ", 300000);
    check_hostile("«“‘", 200000, "»", 200000);
    check_hostile("\"a\n", 500000, "", 0);
    check_hostile("5\" ", 500000, "", 0);
    check_hostile("a\" ", 500000, "", 0);
}

static void *fail_after(void *context, size_t size) { int *left = context; return (*left)-- > 0 ? malloc(size) : NULL; }
static void *fail_resize(void *context, void *p, size_t old, size_t size)
{
    (void)old;
    int *left = context;
    return (*left)-- > 0 ? realloc(p, size) : NULL;
}

static void test_memory_ends(void **state)
{
    (void)state;
    const char *text = "\"One.\n\"Two 'b' \"c\n\"Three,\" he said.”";
    for (int n = 0; ; n++) {
        struct reading r;
        read_marks(&r, text, strlen(text), SAYSO_AUTO, SAYSO_STORY);
        array_free(&memory, &r.marks.quotations);
        array_free(&memory, &r.marks.outermost);
        array_free(&memory, &r.warnings.list);
        int left = n;
        const sayso_allocator tight = {&left, fail_after, fail_resize, release};
        const struct memory small = {&tight, NULL};
        sayso_status status = marks_pair(&small, SAYSO_AUTO, &r.text, &r.layout, &r.tokens, &r.marks, &r.warnings);
        free_reading(&r);
        if (status == SAYSO_OK) {
            assert_true(n > 2);
            return;
        }
        assert_int_equal(status, SAYSO_ERROR_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_glyphs), cmocka_unit_test(test_straight_by_context), cmocka_unit_test(test_apostrophes),
        cmocka_unit_test(test_measures), cmocka_unit_test(test_nested), cmocka_unit_test(test_british),
        cmocka_unit_test(test_several_paragraphs), cmocka_unit_test(test_unbalanced), cmocka_unit_test(test_style),
        cmocka_unit_test(test_hostile_is_read), cmocka_unit_test(test_memory_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
