/* Any text as a target file: it is refused with a reason, or it says what to
 * scan; it never outdoes the command line. */
#include "scanner/cli/target.h"
#include "base/date.h"
#include "base/text.h"
#include "scanner/cli/option_table.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <string.h>

const struct command commands[] = {
    {"scan", "", "", CMD_SCAN, 0, 0, NULL, EXITS_SCAN},
    {"plan", "", "", CMD_PLAN, 0, 0, NULL, EXITS_FILES},
    {0},
};

static void
check(const struct options *options, struct arena *arena)
{
    const char *note = target_note(&options->target, "2026-11-23", arena);

    promise(options->rules.n > 0);
    for (uint32_t i = 0; i < options->rules.n; i++)
        given_text(options->rules.item[i]);
    given_text(options->name);
    given_text(options->target.owner);
    given_text(options->target.purpose);
    given_text(note);
    promise(options->target.review == NULL || date_is(options->target.review));
    promise(options->timeout == 7); /* as the command line has it */
    promise(options->max_requests > 0 && options->max_requests <= 10000);
    promise(text_same(options->credentials, "mine"));
    promise(options->credentials_command == NULL);
    promise(options->target.prefix == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct options options = {.mem = &arena,
                              .command = commands,
                              .credentials = "mine",
                              .timeout = 7,
                              .max_requests = 100};
    struct file_text text = {arena_slice(&arena, (const char *)bytes, length),
                             length};
    bool good;

    options.given[option_find("timeout") - option_table] = "7";
    good = target_load(&options, &text, "folder/target.json", &diags);
    given_diags(&diags, good);
    if (good)
        check(&options, &arena);
    arena_free(&arena);
    return 0;
}
