/* Feeds files to a fuzz target, and each of them cut short at many places:
 * the corpus as a test, for compilers without a fuzzer. */
#include "base/file.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAP = 16 * 1024 * 1024, CUTS = 64 };

/* A copy of its own, so that a byte too far is seen. */
static void
feed(const char *bytes, size_t length)
{
    uint8_t *copy = malloc(length > 0 ? length : 1);

    if (copy == NULL)
        die("out of memory");
    memcpy(copy, bytes, length);
    (void)LLVMFuzzerTestOneInput(copy, length);
    free(copy);
}

static bool
replay(const char *path, unsigned *fed)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct file_text file;
    bool good = file_read(path, CAP, &arena, &diags, &file);

    if (good) {
        feed(file.bytes, file.length);
        for (size_t i = 0; i < CUTS; i++)
            feed(file.bytes, file.length * i / CUTS);
        *fed += 1 + CUTS;
    }
    diags_print(&diags, stderr);
    arena_free(&arena);
    return good;
}

int
main(int argc, char **argv)
{
    unsigned fed = 0;

    for (int i = 1; i < argc; i++)
        if (!replay(argv[i], &fed))
            return EXIT_FAILURE;
    (void)printf("%s: %d files, %u inputs\n", argv[0], argc - 1, fed);
    return fed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
