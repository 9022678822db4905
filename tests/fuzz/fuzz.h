/* What a fuzz target is: a function of some bytes that must come back. Linked
 * with clang's fuzzer, or with replay.c, which feeds it files. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Ends the program if a promise was broken: a finding of the fuzzer. */
#define promise(holds)                                                         \
    do {                                                                       \
        if (!(holds))                                                          \
            fuzz_broken(#holds, __FILE__, __LINE__);                           \
    } while (0)

_Noreturn void fuzz_broken(const char *what, const char *file, int line);

#endif
