/* How a broken promise ends. */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>

void
fuzz_broken(const char *what, const char *file, int line)
{
    (void)fprintf(stderr, "%s:%d: broken: %s\n", file, line, what);
    abort();
}
