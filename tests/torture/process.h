/* Processes that a sweep starts, and the end of each. */
#ifndef TORTURE_PROCESS_H
#define TORTURE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Milliseconds of a clock that only goes on. */
int64_t process_now(void);
/* Runs it with nothing to read, and what it says in these files. */
pid_t process_start(const char *const *argv, const char *out, const char *err);
/* Waits for its end, whose status is that of waitpid. False: it did not come
 * within so many milliseconds; then it is killed. */
bool process_end(pid_t, int64_t ms, int *status);
/* The number that a program writes to a file when it listens; waits for it. */
int process_port(const char *path);

#endif
