#include "memory.h"

#include <string.h>

bool array_grow(const struct memory *memory, void **items, uint32_t *capacity, uint64_t wanted, size_t item_size)
{
    uint64_t room = (uint64_t)*capacity + *capacity / 2 + 16;
    if (room < wanted)
        room = wanted;
    if (room > UINT32_MAX - 1)
        room = UINT32_MAX - 1;
    if (room < wanted || room > SIZE_MAX / item_size)
        return false;
    void *grown =
        memory->allocator->resize(memory->allocator->context, *items, *capacity * item_size, (size_t)room * item_size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = (uint32_t)room;
    return true;
}

void array_release(const struct memory *memory, void **items, uint32_t *capacity, uint32_t *count)
{
    if (*items)
        memory->allocator->release(memory->allocator->context, *items);
    *items = NULL;
    *capacity = *count = 0;
}

void *memory_new(const struct memory *memory, size_t size)
{
    void *p = memory->allocator->allocate(memory->allocator->context, size);
    if (p)
        memset(p, 0, size);
    return p;
}

void memory_free(const struct memory *memory, void *p)
{
    if (p)
        memory->allocator->release(memory->allocator->context, p);
}

sayso_status error_fill(sayso_error *error, sayso_status status, size_t position, const char *message)
{
    if (error) {
        *error = (sayso_error){status, position, ""};
        strncpy(error->message, message, sizeof error->message - 1); /* the last byte stays 0 */
    }
    return status;
}
