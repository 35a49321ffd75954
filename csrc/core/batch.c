/* batch: a ring of texts, and workers that parse them; results leave in the order in which texts came. */
#include "memory.h"
#include "thread.h"

#include <string.h>

#define POOLED_BYTES (4u * 1024 * 1024) /* after a longer text a worker lets its scratch go: memory stays flat */

struct slot {
    sayso_input input;
    sayso_result result;
    bool done;
};

struct sayso_batch {
    sayso_allocator allocator;
    const sayso_parser *parser;
    atomic_int cancel;
    thread_lock lock;
    thread_condition work;     /* there is something to start, or nothing more to come */
    thread_condition done;     /* the oldest text is done */
    uint64_t head, next, tail; /* oldest; next to start; next to submit; slots are these modulo window */
    uint32_t window, threads;
    bool ending;
    struct slot *slots;
    struct thread *workers;
};

/* ---- the workers ---------------------------------------------------------------------------------------------- */

static void work_on(const sayso_batch *batch, sayso_scratch **scratch, struct slot *slot)
{
    sayso_result *result = &slot->result;
    result->status = SAYSO_OK;
    if (!*scratch)
        result->status = sayso_scratch_create(batch->parser, scratch, &result->error);
    if (result->status == SAYSO_OK)
        result->status =
            sayso_parse(batch->parser, *scratch, &slot->input, &batch->allocator, &result->document, &result->error);
    if (slot->input.size > POOLED_BYTES) {
        sayso_scratch_free(*scratch);
        *scratch = NULL;
    }
}

static void worker_run(void *argument)
{
    sayso_batch *batch = argument;
    sayso_scratch *scratch = NULL;
    thread_lock_take(&batch->lock);
    for (;;) {
        while (!batch->ending && batch->next == batch->tail)
            thread_condition_wait(&batch->work, &batch->lock);
        if (batch->ending)
            break;
        uint64_t number = batch->next++;
        struct slot *slot = &batch->slots[number % batch->window];
        thread_lock_give(&batch->lock);
        work_on(batch, &scratch, slot);
        thread_lock_take(&batch->lock);
        slot->done = true;
        if (number == batch->head)
            thread_condition_wake_one(&batch->done);
    }
    thread_lock_give(&batch->lock);
    sayso_scratch_free(scratch);
}

/* ---- its owner ------------------------------------------------------------------------------------------------ */

sayso_status sayso_batch_create(const sayso_parser *parser, uint32_t threads, uint32_t window,
                                const sayso_allocator *allocator, sayso_batch **batch, sayso_error *error)
{
    struct memory memory = {allocator, NULL};
    *batch = NULL;
    if (!threads || !window)
        return error_fill(error, SAYSO_ERROR_ARGUMENT, 0, "a batch needs a thread and room for a text");
    sayso_batch *made = memory_new(&memory, sizeof *made);
    if (!made)
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a batch was made");
    made->allocator = *allocator;
    made->parser = parser;
    made->window = window;
    atomic_init(&made->cancel, 0);
    thread_lock_init(&made->lock);
    thread_condition_init(&made->work);
    thread_condition_init(&made->done);
    made->slots = memory_new(&memory, window * sizeof *made->slots);
    made->workers = memory_new(&memory, threads * sizeof *made->workers);
    if (!made->slots || !made->workers) {
        sayso_batch_close(made);
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "memory ended while a batch was made");
    }
    while (made->threads < threads && thread_start(&made->workers[made->threads], worker_run, made))
        made->threads++;
    if (!made->threads) { /* fewer than asked for will do, none will not */
        sayso_batch_close(made);
        return error_fill(error, SAYSO_ERROR_MEMORY, 0, "no thread could be started");
    }
    *batch = made;
    return SAYSO_OK;
}

sayso_status sayso_batch_submit(sayso_batch *batch, const sayso_input *input)
{
    sayso_status status = SAYSO_OK;
    thread_lock_take(&batch->lock);
    if (batch->tail - batch->head >= batch->window) {
        status = SAYSO_ERROR_ARGUMENT;
    } else {
        struct slot *slot = &batch->slots[batch->tail++ % batch->window];
        memset(slot, 0, sizeof *slot);
        slot->input = *input;
        slot->input.cancel = &batch->cancel;
        thread_condition_wake_one(&batch->work);
    }
    thread_lock_give(&batch->lock);
    return status;
}

int sayso_batch_ready(sayso_batch *batch)
{
    thread_lock_take(&batch->lock);
    int ready = batch->head < batch->tail && batch->slots[batch->head % batch->window].done;
    thread_lock_give(&batch->lock);
    return ready;
}

int sayso_batch_take(sayso_batch *batch, uint32_t milliseconds, sayso_result *result)
{
    const uint64_t deadline = thread_clock() + milliseconds;
    int taken = 0;
    thread_lock_take(&batch->lock);
    if (batch->head < batch->tail) {
        struct slot *slot = &batch->slots[batch->head % batch->window];
        while (!slot->done && milliseconds && thread_condition_wait_until(&batch->done, &batch->lock, deadline))
            ;
        if (slot->done) {
            *result = slot->result;
            memset(slot, 0, sizeof *slot);
            batch->head++;
            taken = 1;
        }
    }
    thread_lock_give(&batch->lock);
    return taken;
}

void sayso_batch_close(sayso_batch *batch)
{
    if (!batch)
        return;
    sayso_allocator allocator = batch->allocator;
    struct memory memory = {&allocator, NULL};
    atomic_store(&batch->cancel, 1);
    thread_lock_take(&batch->lock);
    batch->ending = true;
    thread_condition_wake_all(&batch->work);
    thread_lock_give(&batch->lock);
    for (uint32_t i = 0; i < batch->threads; i++)
        thread_join(&batch->workers[i]);
    for (uint64_t n = batch->head; n < batch->tail; n++)
        sayso_document_free(batch->slots[n % batch->window].result.document);
    thread_condition_destroy(&batch->done);
    thread_condition_destroy(&batch->work);
    thread_lock_destroy(&batch->lock);
    memory_free(&memory, batch->slots);
    memory_free(&memory, batch->workers);
    memory_free(&memory, batch);
}
