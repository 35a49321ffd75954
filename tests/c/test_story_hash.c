/* The hash of a story: near copies differ in a few bits, others in half of them. */
#include "support.h"
#include "story_hash.h"

static uint64_t word(uint32_t number) { return (number + 1) * UINT64_C(0x9E3779B97F4A7C15); }

/* Words first .. first + count - 1, one of them another if `odd` is among them. */
static uint64_t hash_of(uint32_t first, uint32_t count, uint32_t odd)
{
    struct story_hash story = {0};
    for (uint32_t i = first; i < first + count; i++)
        story_hash_add(&story, word(i == odd ? 999999 : i));
    return story_hash_finish(&story);
}

static int distance(uint64_t a, uint64_t b)
{
    int bits = 0;
    for (uint64_t rest = a ^ b; rest; rest &= rest - 1)
        bits++;
    return bits;
}

static void copies_are_near(void **state)
{
    (void)state;
    const uint64_t story = hash_of(0, 600, UINT32_MAX);
    assert_true(story == hash_of(0, 600, UINT32_MAX));
    assert_true(distance(story, hash_of(0, 600, 300)) <= 3);
    assert_true(distance(story, hash_of(0, 590, UINT32_MAX)) <= 3);
    for (uint32_t other = 1; other < 40; other++) {
        const int bits = distance(story, hash_of(other * 1000, 600, UINT32_MAX));
        assert_true(bits > 12 && bits < 52);
    }
}

/* As a plain count of each bit says, also where the lanes are moved on. */
static void it_is_a_majority_of_bits(void **state)
{
    (void)state;
    for (uint32_t count = 3; count < 1200; count += 1 + count / 4) {
        uint32_t ones[64] = {0};
        for (uint32_t i = 0; i + 2 < count; i++) {
            const uint64_t shingle = hash_of(i, 3, UINT32_MAX);
            for (unsigned bit = 0; bit < 64; bit++)
                ones[bit] += shingle >> bit & 1;
        }
        const uint64_t story = hash_of(0, count, UINT32_MAX);
        for (unsigned bit = 0; bit < 64; bit++)
            assert_int_equal(story >> bit & 1, ones[bit] > (count - 2) / 2);
    }
}

static void short_stories_have_none(void **state)
{
    (void)state;
    assert_true(hash_of(0, 0, UINT32_MAX) == 0 && hash_of(0, 2, UINT32_MAX) == 0 && hash_of(0, 3, UINT32_MAX) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(copies_are_near), cmocka_unit_test(it_is_a_majority_of_bits),
                                       cmocka_unit_test(short_stories_have_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
