/* Runs a command and prints what it took on one line: wall time in ms, peak
 * memory in KiB, exit status. measure RESULT-FILE COMMAND [ARGUMENT]... */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t
now_us(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        exit(EXIT_FAILURE);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int
main(int argc, char **argv)
{
    struct rusage usage;
    int status = 0;
    int64_t began = now_us(), took;
    FILE *result;
    pid_t pid;

    if (argc < 3)
        return EXIT_FAILURE;
    pid = fork();
    if (pid == 0) {
        (void)execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid)
        return EXIT_FAILURE;
    took = now_us() - began;
    result = fopen(argv[1], "w");
    if (result == NULL)
        return EXIT_FAILURE;
    (void)fprintf(result, "%" PRId64 ".%" PRId64 " %ld %d\n", took / 1000,
                  took / 100 % 10, usage.ru_maxrss,
                  WIFEXITED(status) ? WEXITSTATUS(status) : 128);
    return fclose(result) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
