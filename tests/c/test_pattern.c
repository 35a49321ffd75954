/* Patterns: groups and windows are right, with the JIT and without; a limit that is hit is told. */
#include "support.h"
#include "pattern.h"

static struct counter counter;

static void groups_and_windows(void **state)
{
    int jit = *(int *)*state;
    sayso_allocator allocator = counting(&counter);
    struct memory memory = {&allocator, NULL};
    struct pattern *pattern;
    struct pattern_matcher *matcher;
    struct slice groups[PATTERN_GROUPS];
    struct text text = {.bytes = (const uint8_t *)"on 12 May 2021, not 3 June", .size = 26};
    assert_int_equal(pattern_compile(&pattern, &memory, "(\\d{1,2}) (May|June)( \\d{4})?", false, jit), SAYSO_OK);
    assert_int_equal(pattern_matcher_create(&matcher, &memory), SAYSO_OK);
    struct slice all = {0, 26};
    assert_true(pattern_find(pattern, matcher, &text, all, 0, false, groups) > 0);
    assert_int_equal(groups[0].start, 3);
    assert_int_equal(groups[3].end, 14);
    assert_true(pattern_find(pattern, matcher, &text, all, 14, false, groups) > 0);
    assert_int_equal(groups[1].start, 20);
    assert_int_equal(groups[3].start, SAYSO_NONE);
    assert_int_equal(pattern_find(pattern, matcher, &text, (struct slice){0, 24}, 14, false, groups), 0);
    assert_int_equal(pattern_find(pattern, matcher, &text, all, 2, true, groups), 0);
    assert_true(pattern_find(pattern, matcher, &text, all, 3, true, groups) > 0);
    pattern_matcher_free(matcher);
    pattern_free(pattern);
    assert_int_equal(counter.live, 0);
}

static void a_limit_is_told(void **state)
{
    int jit = *(int *)*state;
    sayso_allocator allocator = counting(&counter);
    struct memory memory = {&allocator, NULL};
    struct pattern *pattern;
    struct pattern_matcher *matcher;
    struct slice groups[PATTERN_GROUPS];
    struct text text = {.bytes = (const uint8_t *)"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", .size = 38};
    assert_int_equal(pattern_compile(&pattern, &memory, "(a+)+c$|(?:a+)+d", false, jit), SAYSO_OK);
    assert_int_equal(pattern_matcher_create(&matcher, &memory), SAYSO_OK);
    int found = pattern_find(pattern, matcher, &text, (struct slice){0, 38}, 0, false, groups);
    /* PCRE2 may also prove at once that no "c" or "d" can follow */
    assert_true(found == -1 || found == 0);
    struct text deep = {.bytes = (const uint8_t *)"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaXc d", .size = 41};
    assert_int_equal(pattern_find(pattern, matcher, &deep, (struct slice){0, 41}, 0, false, groups), -1);
    pattern_matcher_free(matcher);
    pattern_free(pattern);
    assert_int_equal(counter.live, 0);
}

static void a_faulty_pattern_is_an_error(void **state)
{
    (void)state;
    sayso_allocator allocator = counting(&counter);
    struct memory memory = {&allocator, NULL};
    struct pattern *pattern;
    assert_int_equal(pattern_compile(&pattern, &memory, "(unclosed", false, true), SAYSO_ERROR_ARGUMENT);
    assert_null(pattern);
    assert_int_equal(counter.live, 0);
}

static void each_failing_allocation_is_survived(void **state)
{
    (void)state;
    for (long n = 1; n < 40; n++) {
        counter = (struct counter){0};
        counter.fail_at = n;
        sayso_allocator allocator = counting(&counter);
        struct memory memory = {&allocator, NULL};
        struct pattern *pattern = NULL;
        struct pattern_matcher *matcher = NULL;
        pattern_compile(&pattern, &memory, "(\\d+) (May|June)", true, true);
        pattern_matcher_create(&matcher, &memory);
        pattern_matcher_free(matcher);
        pattern_free(pattern);
        assert_int_equal(counter.live, 0);
    }
}

int main(void)
{
    static int on = 1, off = 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(groups_and_windows, &on), cmocka_unit_test_prestate(groups_and_windows, &off),
        cmocka_unit_test_prestate(a_limit_is_told, &on), cmocka_unit_test_prestate(a_limit_is_told, &off),
        cmocka_unit_test(a_faulty_pattern_is_an_error), cmocka_unit_test(each_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
