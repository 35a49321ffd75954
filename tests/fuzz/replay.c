/* replay [-COUNT] FILE ...: a target over the files named, for compilers without libFuzzer: every input once, then COUNT mutations
 * of each, always the same ones. */
#include "fuzz.h"

enum { ROOM = 1 << 17 };

static uint64_t dice;

static size_t roll(size_t sides)
{
    dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return sides ? (size_t)(dice >> 33) % sides : 0;
}

/* A byte set, inserted or taken away, or a stretch moved: what libFuzzer would choose by what it reaches, here by chance. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room)
{
    const size_t at = roll(size), length = 1 + roll(8);
    const uint8_t byte = (uint8_t)(roll(4) ? roll(256) : (uint8_t)"\0\377\"'\n \200"[roll(7)]);
    switch (size ? roll(4) : 1) {
    case 0:
        data[at] = byte;
        return size;
    case 1:
        if (size >= room)
            return size;
        memmove(data + at + 1, data + at, size - at);
        data[at] = byte;
        return size + 1;
    case 2:
        if (length > size - at)
            return size;
        memmove(data + at, data + at + length, size - at - length);
        return size - length;
    default:
        if (length <= size - at)
            memmove(data + roll(size - length + 1), data + at, length);
        return size;
    }
}

static void run(const uint8_t *bytes, size_t size)
{
    uint8_t *exact = (uint8_t *)fuzz_exact(bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

int main(int count, char **paths)
{
    const int first = count > 1 && paths[1][0] == '-' ? 2 : 1;
    const unsigned long mutations = first == 2 ? strtoul(paths[1] + 1, NULL, 10) : 0;
    uint8_t *bytes = malloc(ROOM), *changed = malloc(ROOM);
    CHECK(bytes && changed);
    for (int i = first; i < count; i++) {
        FILE *file = fopen(paths[i], "rb");
        CHECK(file);
        const size_t size = fread(bytes, 1, ROOM / 2, file);
        fclose(file);
        run(bytes, size);
        memcpy(changed, bytes, size);
        size_t now = size;
        for (unsigned long k = 0; k < mutations; k++) {
            now = LLVMFuzzerCustomMutator(changed, now, ROOM, (unsigned)roll(1u << 30));
            run(changed, now);
        }
    }
    printf("%s: %d inputs, %lu mutations of each\n", paths[0], count - first, mutations);
    free(bytes);
    free(changed);
    return count == first;
}
