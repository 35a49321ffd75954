/* support: the allocator, the model and the options of the targets. */
#include "fuzz.h"

#define MODEL "python/sayso/data/english.sayso"

struct heap fuzz_heap;

static void *heap_allocate(void *context, size_t size)
{
    struct heap *heap = context;
    return ++heap->made == heap->fail_at ? NULL : malloc(size ? size : 1);
}

static void *heap_resize(void *context, void *p, size_t old_size, size_t new_size)
{
    struct heap *heap = context;
    (void)old_size;
    return ++heap->made == heap->fail_at ? NULL : realloc(p, new_size ? new_size : 1);
}

static void heap_release(void *context, void *p)
{
    (void)context;
    free(p);
}

static void *plain_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size ? size : 1);
}

static void *plain_resize(void *context, void *p, size_t old_size, size_t new_size)
{
    (void)context;
    (void)old_size;
    return realloc(p, new_size ? new_size : 1);
}

const sayso_allocator fuzz_allocator = {&fuzz_heap, heap_allocate, heap_resize, heap_release};
const sayso_allocator plain_allocator = {NULL, plain_allocate, plain_resize, heap_release};

const uint8_t *fuzz_model_bytes(size_t *size)
{
    static uint8_t *bytes;
    static size_t length;
    if (!bytes) {
        FILE *file = fopen(MODEL, "rb");
        const size_t room = 16u << 20;
        CHECK(file);
        bytes = aligned_alloc(4096, room); /* lives as long as the process */
        CHECK(bytes);
        length = fread(bytes, 1, room, file);
        fclose(file);
        CHECK(length < room);
    }
    *size = length;
    return bytes;
}

sayso_model *fuzz_model(void)
{
    static sayso_model *model;
    size_t size;
    const uint8_t *bytes = fuzz_model_bytes(&size);
    if (!model)
        CHECK(sayso_model_open(bytes, size, SAYSO_VERIFY, &plain_allocator, &model, NULL) == SAYSO_OK);
    return model;
}

char *fuzz_exact(const void *bytes, size_t size)
{
    char *copy = malloc(size ? size : 1);
    CHECK(copy);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

sayso_options fuzz_options(const uint8_t bits[2])
{
    return (sayso_options){.single_quotes = (sayso_choice)(bits[0] % 3),
                           .day_first = (sayso_choice)((bits[0] >> 2) % 3),
                           .gender = (sayso_choice)((bits[0] >> 4) % 3),
                           .scare_quotes = (sayso_choice)((bits[0] >> 6) % 3),
                           .jit = bits[1] & 1 ? SAYSO_OFF : SAYSO_AUTO};
}
