/* memory: the caller's allocator, growable arrays that keep their room between documents, and cancellation. */
#ifndef SAYSO_MEMORY_H
#define SAYSO_MEMORY_H

#include <stdbool.h>
#include "sayso.h"

/* What every stage is handed: where memory comes from and whether to go on. */
struct memory {
    const sayso_allocator *allocator;
    const atomic_int *cancel; /* may be NULL */
};

/* `struct array_of(T)`-typed fields: items[0 .. count), room for `capacity`.  Zero-initialised is empty. */
#define array_of(T)                                                                                                    \
    struct {                                                                                                           \
        T *items;                                                                                                      \
        uint32_t count, capacity;                                                                                      \
    }

/* A pointer to a new, uninitialised last item, or NULL when memory ends. */
#define array_push(memory, array) (array_reserve((memory), (array), 1) ? &(array)->items[(array)->count++] : NULL)

/* Room for `more` further items; false when memory ends (the array is unchanged then). */
#define array_reserve(memory, array, more)                                                                             \
    ((array)->capacity - (array)->count >= (uint32_t)(more) ||                                                         \
     array_grow((memory), (void **)&(array)->items, &(array)->capacity, (uint64_t)(array)->count + (uint64_t)(more),   \
                sizeof *(array)->items))

#define array_clear(array)        ((array)->count = 0)
#define array_free(memory, array) array_release((memory), (void **)&(array)->items, &(array)->capacity, &(array)->count)

bool array_grow(const struct memory *memory, void **items, uint32_t *capacity, uint64_t wanted, size_t item_size);
void array_release(const struct memory *memory, void **items, uint32_t *capacity, uint32_t *count);

/* A zeroed object, or NULL; and its end (NULL is fine). */
void *memory_new(const struct memory *memory, size_t size);
void memory_free(const struct memory *memory, void *p);

/* Tell the caller what went wrong, if it gave room for it; returns `status`, so that one can write return error_fill(...). */
sayso_status error_fill(sayso_error *error, sayso_status status, size_t position, const char *message);

/* Has the caller asked to stop?  Cheap; for the head of outer loops. */
static inline bool memory_cancelled(const struct memory *memory)
{
    return memory->cancel && atomic_load_explicit(memory->cancel, memory_order_relaxed) != 0;
}

#endif
