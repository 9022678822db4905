/* rules import: a vendor's table in, a rules file on standard output, and on
 * standard error everything that a person has to look at. */
#include "base/file.h"
#include "base/text.h"
#include "rules/import/import.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/providers.h"

#include <string.h>

static void
print_remarks(const char *file, const char *what,
              const struct import_remark *remark, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        tell("%s:%u: %s: \"%s\": %s", file, (unsigned)remark[i].line, what,
             remark[i].phrase, remark[i].about);
}

/* What was read as something else than it is called, and how sure that is. */
static void
print_matches(const char *file, const struct import *import)
{
    for (uint32_t i = 0; i < import->n_match; i++) {
        const struct import_match *match = &import->match[i];

        if (match->confidence == IMPORT_FUZZY)
            tell("%s:%u: guessed: \"%s\" is %s", file, (unsigned)match->line,
                 match->phrase, match->entity);
    }
}

/* The names of the providers that are compiled in, with commas between. */
static const char *
known_providers(struct arena *arena)
{
    const char *known = "";

    for (size_t i = 0; provider_names[i] != NULL; i++)
        known = arena_print(arena, "%s%s%s", known, i > 0 ? ", " : "",
                            provider_names[i]);
    return known;
}

static bool
read_table(struct import *import, const char *path,
           const struct options *options, struct diags *diags)
{
    const char *slash = strrchr(path, '/');
    struct import_source source = {
        .catalogue = provider_catalogue(options->provider),
        .phrases = provider_phrases(options->provider),
        .name = text_same(path, "-") ? "table"
                : slash == NULL      ? path
                                     : slash + 1,
        .date = cmd_today(options->mem),
    };
    struct file_text text;

    if (source.catalogue == NULL || source.phrases == NULL) {
        diag_add(diags, 0, 0,
                 "--provider: %s is not a provider (providers: %s)",
                 options->provider, known_providers(options->mem));
        return false;
    }
    diags->file = path;
    return file_read(path, INPUT_CAP, options->mem, diags, &text) &&
           rules_import(&text, &source, import, diags, options->mem);
}

int
cmd_rules_import(const struct options *options)
{
    const char *path = options->operand.item[0];
    struct diags diags = {.arena = options->mem};
    struct import import = {.file = ""};
    bool good;

    if (options->provider == NULL)
        diag_add(&diags, 0, 0, "\"rules import\" needs --provider NAME");
    else
        (void)read_table(&import, path, options, &diags);
    if (diags.n > 0)
        return cmd_refuse(&diags);
    good = file_save("-", import.file, strlen(import.file), &diags);
    diags_print(&diags, stderr);
    print_remarks(path, "not mapped, left to a person", import.unmapped,
                  import.n_unmapped);
    print_remarks(path, "note", import.note, import.n_note);
    print_matches(path, &import);
    tell("%s: %u rows, %u rules, %u checks, %u options; %u phrases "
         "not mapped",
         path, (unsigned)import.n_row, (unsigned)import.n_rule,
         (unsigned)import.n_check, (unsigned)import.n_option,
         (unsigned)import.n_unmapped);
    return good ? 0 : EXIT_RESOURCE;
}
