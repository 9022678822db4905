/* Any text as a vendor's table: it is refused with a reason, or the rules file
 * that comes out loads without a mistake. The first byte chooses whose words
 * are known, and whether a column was chosen. */
#include "tests/fuzz/imported.h"
#include "base/text.h"
#include "rules/load/load.h"
#include "scanner/cli/providers.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <string.h>

static bool
loads(const char *text, struct arena *arena)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    struct diags diags = {.arena = arena};
    struct ruleset rules = {0};

    return ruleset_load(&rules, &(struct file_text){text, strlen(text)},
                        &source, &diags, arena);
}

static void
check_file(const struct import *import, struct arena *arena)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    struct diags diags = {.arena = arena};
    struct file_text text = {import->file, strlen(import->file)};
    struct ruleset rules = {0};
    struct out out = {0};
    bool good = ruleset_load(&rules, &text, &source, &diags, arena);

    if (!good)
        diags_print(&diags, stderr);
    promise(good);
    promise(rules.n_rule == import->n_rule);
    promise(rules.n_check == import->n_check);
    promise(rules.n_option == import->n_option);
    promise(import_compare(&rules, &rules, provider_catalogue(rules.provider),
                           &out, arena) == 0);
    out_free(&out);
}

static void
check_remarks(const struct import *import)
{
    for (uint32_t i = 0; i < import->n_question; i++)
        given_text(import->question[i].phrase);
    for (uint32_t i = 0; i < import->n_note; i++)
        given_text(import->note[i].phrase);
    given_text(import->prose);
}

int
fuzz_imported(const uint8_t *bytes, size_t length, const char *name)
{
    static const char *const column[] = {"object=Description"};
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct import import = {0};
    unsigned first = length > 0 ? bytes[0] : 0;
    const struct provider *provider = given_provider(first);
    struct import_source source = {
        .catalogue = provider->catalogue,
        .phrases = provider_phrases(provider->name),
        .name = name,
        .date = "2026-11-23",
        .column = column,
        .n_column = first / 2 % 2,
        .loads = loads,
    };
    struct file_text text = {arena_slice(&arena, (const char *)bytes, length),
                             length};

    if (source.phrases != NULL) {
        bool good = rules_import(&text, &source, &import, &diags, &arena);

        given_diags(&diags, good);
        if (good)
            check_remarks(&import);
        if (import.file != NULL)
            check_file(&import, &arena);
    }
    arena_free(&arena);
    return 0;
}
