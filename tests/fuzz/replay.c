/* replay: a target over the files named, for compilers without libFuzzer: every input of the corpus once. */
#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room)
{
    (void)data;
    (void)room;
    return size;
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++) {
        FILE *file = fopen(paths[i], "rb");
        const size_t room = 1u << 22;
        uint8_t *bytes = malloc(room);
        CHECK(file && bytes);
        const size_t size = fread(bytes, 1, room, file);
        fclose(file);
        uint8_t *exact = (uint8_t *)fuzz_exact(bytes, size);
        LLVMFuzzerTestOneInput(exact, size);
        free(exact);
        free(bytes);
    }
    printf("replayed %d inputs\n", count - 1);
    return count < 2;
}
