/* Any text as a vendor's table in Markdown. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/imported.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    return fuzz_imported(bytes, length, "x.md");
}
