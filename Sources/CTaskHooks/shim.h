// Where the Swift runtime lets a program run the jobs of its global executor itself; its public headers leave it out.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define SWIFT_CC __attribute__((swiftcall))

// A part of a task that is ready to run; the runtime keeps it alive until then.
typedef void *task_job;
typedef struct {
  void *identity;
  void *implementation;
} task_executor;

// Variables of the runtime. Weak: a runtime without one keeps its own way.
extern __attribute__((weak)) SWIFT_CC void (*swift_task_enqueueGlobal_hook)(task_job job, void *usual);
extern __attribute__((weak)) SWIFT_CC void (*swift_task_enqueueGlobalWithDelay_hook)(
    unsigned long long nanoseconds, task_job job, void *usual);
extern __attribute__((weak)) SWIFT_CC void (*swift_task_enqueueGlobalWithDeadline_hook)(
    long long seconds, long long nanoseconds, long long toleranceSeconds, long long toleranceNanoseconds, int clock,
    task_job job, void *usual);

extern SWIFT_CC void swift_job_run(task_job job, task_executor executor);
extern SWIFT_CC void swift_get_time(long long *seconds, long long *nanoseconds, int clock);

// What takes the jobs: at once, or after a time.
typedef struct {
  void (*now)(task_job job);
  void (*later)(task_job job, uint64_t nanoseconds);
} task_taker;

static inline task_taker *task_hooks_taker(void) {
  static task_taker taker;
  return &taker;
}

static SWIFT_CC void task_hooks_enqueue(task_job job, void *usual) { task_hooks_taker()->now(job); }

static SWIFT_CC void task_hooks_delay(unsigned long long nanoseconds, task_job job, void *usual) {
  task_hooks_taker()->later(job, nanoseconds);
}

static SWIFT_CC void task_hooks_wait(
    long long seconds, long long nanoseconds, long long toleranceSeconds, long long toleranceNanoseconds, int clock,
    task_job job, void *usual) {
  long long nowSeconds, nowNanoseconds, left;
  swift_get_time(&nowSeconds, &nowNanoseconds, clock);
  if (__builtin_sub_overflow(seconds, nowSeconds, &left) || __builtin_mul_overflow(left, 1000000000LL, &left) ||
      __builtin_add_overflow(left, nanoseconds - nowNanoseconds, &left))
    left = seconds < nowSeconds ? 0 : INT64_MAX;
  task_hooks_taker()->later(job, left > 0 ? (uint64_t)left : 0);
}

// Hands every job of the global executor to two functions; false if the runtime has no place for them.
static inline bool task_hooks_install(void (*now)(task_job job), void (*later)(task_job job, uint64_t nanoseconds)) {
  if (!&swift_task_enqueueGlobal_hook || !&swift_task_enqueueGlobalWithDelay_hook ||
      !&swift_task_enqueueGlobalWithDeadline_hook)
    return false;
  *task_hooks_taker() = (task_taker){now, later};
  swift_task_enqueueGlobalWithDelay_hook = task_hooks_delay;
  swift_task_enqueueGlobalWithDeadline_hook = task_hooks_wait;
  swift_task_enqueueGlobal_hook = task_hooks_enqueue;
  return true;
}

// Runs a job on the calling thread, as one of the global executor.
static inline void task_hooks_run(task_job job) { swift_job_run(job, (task_executor){0, 0}); }
