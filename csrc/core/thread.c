/* thread: see thread.h. */
#if !defined _POSIX_C_SOURCE && !defined _WIN32
#define _POSIX_C_SOURCE 200809L /* clock_gettime, pthread_condattr_setclock */
#endif
#ifdef __APPLE__
#define _DARWIN_C_SOURCE 1 /* pthread_cond_timedwait_relative_np */
#endif
#include "thread.h"

#ifdef _WIN32

static DWORD WINAPI begin(LPVOID given)
{
    const struct thread *thread = given;
    thread->run(thread->argument);
    return 0;
}

bool thread_start(struct thread *thread, void (*run)(void *argument), void *argument)
{
    thread->run = run;
    thread->argument = argument;
    thread->handle = CreateThread(NULL, 0, begin, thread, 0, NULL);
    return thread->handle != NULL;
}

void thread_join(struct thread *thread)
{
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
}

void thread_lock_init(thread_lock *lock) { InitializeSRWLock(lock); }
void thread_lock_destroy(thread_lock *lock) { (void)lock; }
void thread_lock_take(thread_lock *lock) { AcquireSRWLockExclusive(lock); }
void thread_lock_give(thread_lock *lock) { ReleaseSRWLockExclusive(lock); }
void thread_condition_init(thread_condition *condition) { InitializeConditionVariable(condition); }
void thread_condition_destroy(thread_condition *condition) { (void)condition; }
void thread_condition_wake_one(thread_condition *condition) { WakeConditionVariable(condition); }
void thread_condition_wake_all(thread_condition *condition) { WakeAllConditionVariable(condition); }

void thread_condition_wait(thread_condition *condition, thread_lock *lock)
{
    SleepConditionVariableSRW(condition, lock, INFINITE, 0);
}

bool thread_condition_wait_until(thread_condition *condition, thread_lock *lock, uint64_t deadline)
{
    const uint64_t now = thread_clock();
    return now < deadline && SleepConditionVariableSRW(condition, lock, (DWORD)(deadline - now), 0);
}

uint64_t thread_clock(void) { return GetTickCount64(); }

#else
#include <signal.h>
#include <time.h>

static void *begin(void *given)
{
    const struct thread *thread = given;
    thread->run(thread->argument);
    return NULL;
}

bool thread_start(struct thread *thread, void (*run)(void *argument), void *argument)
{
    thread->run = run;
    thread->argument = argument;
    /* the caller's signals are the caller's: a worker takes none but those of its own faults, and a profiler's */
    static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS, SIGPROF};
    sigset_t blocked, before;
    sigfillset(&blocked);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        sigdelset(&blocked, own[i]);
    bool masked = pthread_sigmask(SIG_BLOCK, &blocked, &before) == 0;
    bool started = pthread_create(&thread->handle, NULL, begin, thread) == 0;
    if (masked)
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

void thread_join(struct thread *thread) { pthread_join(thread->handle, NULL); }

/* None of these can fail where locks are plain memory, as on Linux and macOS. */
void thread_lock_init(thread_lock *lock) { pthread_mutex_init(lock, NULL); }
void thread_lock_destroy(thread_lock *lock) { pthread_mutex_destroy(lock); }
void thread_lock_take(thread_lock *lock) { pthread_mutex_lock(lock); }
void thread_lock_give(thread_lock *lock) { pthread_mutex_unlock(lock); }
void thread_condition_destroy(thread_condition *condition) { pthread_cond_destroy(condition); }
void thread_condition_wake_one(thread_condition *condition) { pthread_cond_signal(condition); }
void thread_condition_wake_all(thread_condition *condition) { pthread_cond_broadcast(condition); }

void thread_condition_wait(thread_condition *condition, thread_lock *lock) { pthread_cond_wait(condition, lock); }

uint64_t thread_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

#ifdef __APPLE__
void thread_condition_init(thread_condition *condition) { pthread_cond_init(condition, NULL); }

bool thread_condition_wait_until(thread_condition *condition, thread_lock *lock, uint64_t deadline)
{
    const uint64_t now = thread_clock(), left = deadline > now ? deadline - now : 0;
    const struct timespec wait = {(time_t)(left / 1000), (long)(left % 1000) * 1000000};
    return left && pthread_cond_timedwait_relative_np(condition, lock, &wait) == 0;
}
#else
void thread_condition_init(thread_condition *condition)
{
    pthread_condattr_t how;
    pthread_condattr_init(&how);
    pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &how);
    pthread_condattr_destroy(&how);
}

bool thread_condition_wait_until(thread_condition *condition, thread_lock *lock, uint64_t deadline)
{
    const struct timespec until = {(time_t)(deadline / 1000), (long)(deadline % 1000) * 1000000};
    return pthread_cond_timedwait(condition, lock, &until) == 0;
}
#endif
#endif
