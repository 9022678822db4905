/* Any words as the command line, cut at line feeds: refused with a reason, or
 * a command with all it needs. */
#include "scanner/cli/options.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <string.h>

enum { WORDS = 64 };

/* As in scanner/cli/main.c, but that nothing runs. */
const struct command commands[] = {
    {"scan", "", "", CMD_SCAN, 0, 0, NULL, EXITS_FILES},
    {"report", "", "", CMD_REPORT, 1, 1, NULL, EXITS_FILES},
    {"evaluate", "", "", CMD_EVALUATE, 1, 1, NULL, EXITS_FILES},
    {"diff", "", "", CMD_DIFF, 2, 2, NULL, EXITS_FILES},
    {"attest new", "", "", CMD_ATTEST, 0, 0, NULL, EXITS_FILES},
    {"rules check", "", "", CMD_CHECK, 1, UINT32_MAX, NULL, EXITS_FILES},
    {"rules import", "", "", CMD_IMPORT, 1, 1, NULL, EXITS_FILES},
    {0},
};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static char program[] = "grantscan";
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct options options = {.mem = &arena};
    char *argv[WORDS + 2] = {program};
    char *word = arena_new(&arena, char, length + 1);
    int argc = 1;
    bool good;

    if (length > 0)
        memcpy(word, bytes, length);
    while (word != NULL && argc <= WORDS) {
        argv[argc++] = word;
        word = strchr(word, '\n');
        if (word != NULL)
            *word++ = '\0';
    }
    good = options_parse(&options, argc, argv, &diags);
    promise(good == (diags.n == 0));
    if (good && !options.help && !options.version) {
        promise(options.command != NULL);
        promise(options.operand.n >= options.command->least &&
                options.operand.n <= options.command->most);
        promise(options.timeout > 0 && options.max_time > 0);
        promise(options.max_requests > 0 && options.max_usage <= 100);
    }
    arena_free(&arena);
    return 0;
}
