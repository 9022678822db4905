/* Any text as a vendor's table in separated values. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/imported.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    return fuzz_imported(bytes, length, "x.csv");
}
