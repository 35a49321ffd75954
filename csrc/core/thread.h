/* thread: threads, a lock and conditions, from POSIX or from Windows; nothing else in the core knows which. */
#ifndef SAYSO_THREAD_H
#define SAYSO_THREAD_H

#include <stdbool.h>
#include <stdint.h>

#ifdef _WIN32
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>
typedef HANDLE thread_handle;
typedef SRWLOCK thread_lock;
typedef CONDITION_VARIABLE thread_condition;
#else
#include <pthread.h>
typedef pthread_t thread_handle;
typedef pthread_mutex_t thread_lock;
typedef pthread_cond_t thread_condition;
#endif

struct thread {
    thread_handle handle;
    void (*run)(void *argument);
    void *argument;
};

/* Starts `run(argument)`; false if the system gives no thread.  `thread` must stay where it is until it is joined. */
bool thread_start(struct thread *thread, void (*run)(void *argument), void *argument);
void thread_join(struct thread *thread);

void thread_lock_init(thread_lock *lock);
void thread_lock_destroy(thread_lock *lock);
void thread_lock_take(thread_lock *lock);
void thread_lock_give(thread_lock *lock);

void thread_condition_init(thread_condition *condition);
void thread_condition_destroy(thread_condition *condition);
/* Gives the lock while it waits, and may return for no reason. */
void thread_condition_wait(thread_condition *condition, thread_lock *lock);
/* The same until `deadline`, a time of thread_clock(); false once it is past. */
bool thread_condition_wait_until(thread_condition *condition, thread_lock *lock, uint64_t deadline);
void thread_condition_wake_one(thread_condition *condition);
void thread_condition_wake_all(thread_condition *condition);

/* Milliseconds of a clock that nobody sets. */
uint64_t thread_clock(void);

#endif
