/* rules import: a vendor's table in, a rules file on standard output, and on
 * standard error the account of every line and all that a person has to look
 * at. */
#include "base/file.h"
#include "base/text.h"
#include "rules/import/import.h"
#include "rules/load/load.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/providers.h"

#include <string.h>

static void
print_remarks(const char *file, const char *what,
              const struct import_remark *remark, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        tell("%s:%u: %s: %s: %s", file, (unsigned)remark[i].line, what,
             remark[i].phrase, remark[i].about);
}

static void
print_account(const char *file, const struct import *import)
{
    const struct import_count *row = &import->row, *line = &import->line;

    print_remarks(file, "note", import->note, import->n_note);
    print_remarks(file, "question", import->question, import->n_question);
    tell("%s: rows: %u made rules, %u ask for nothing, %u left questions, %u "
         "headings, %u prose",
         file, (unsigned)row->rule, (unsigned)row->nothing,
         (unsigned)row->question, (unsigned)row->heading, (unsigned)row->prose);
    tell("%s: lines: %u made rules, %u ask for nothing, %u left questions, %u "
         "headings and markup, %u prose%s%s",
         file, (unsigned)line->rule, (unsigned)line->nothing,
         (unsigned)line->question, (unsigned)line->heading,
         (unsigned)line->prose, line->prose > 0 ? ": " : "", import->prose);
    tell("%s: %u rules, %u checks, %u options; %u questions", file,
         (unsigned)import->n_rule, (unsigned)import->n_check,
         (unsigned)import->n_option, (unsigned)import->n_question);
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
columns_are_good(const struct options *options, struct diags *diags)
{
    for (uint32_t i = 0; i < options->column.n; i++)
        if (!import_column(options->column.item[i]))
            diag_add(diags, 0, 0,
                     "--column \"%s\": ROLE=HEADING is needed; the roles are "
                     "section, object, level, need, notes, none, and the "
                     "provider's own words, as in add=New",
                     options->column.item[i]);
    return diags->n == 0;
}

static bool
provider_is_good(const struct options *options, struct diags *diags)
{
    const char *name = options->provider;

    if (name != NULL && provider_phrases(name) == NULL)
        diag_add(diags, 0, 0,
                 "--provider: %s is not a provider (providers: %s)", name,
                 known_providers(options->mem));
    return diags->n == 0;
}

static const struct catalogue_source catalogues = {provider_catalogue,
                                                   provider_names};

static bool
loads(const char *text, struct arena *arena)
{
    struct diags diags = {.arena = arena};
    struct ruleset rules = {0};

    return ruleset_load(&rules, &(struct file_text){text, strlen(text)},
                        &catalogues, &diags, arena);
}

struct reading {
    const struct options *options;
    const char *path;
    struct file_text text;
    const char *provider;
    struct import import;
};

static bool
read_as(struct reading *r, const char *provider, struct import *import,
        struct diags *diags)
{
    const struct options *options = r->options;
    const char *slash = strrchr(r->path, '/');
    struct import_source source = {
        .catalogue = provider_catalogue(provider),
        .phrases = provider_phrases(provider),
        .name = text_same(r->path, "-") ? "table"
                : slash == NULL         ? r->path
                                        : slash + 1,
        .date = cmd_today(options->mem),
        .column = options->column.item,
        .n_column = options->column.n,
        .loads = loads,
    };

    return rules_import(&r->text, &source, import, diags, options->mem);
}

/* Whether the words of a page are rather this provider's than those of the
 * other: more of its rights are named, and less is left open. */
static bool
is_better(const struct import *one, const struct import *other)
{
    return one->n_exact > other->n_exact && one->n_question < other->n_question;
}

/* The provider in whose words the page speaks: it alone has rights of the names
 * that stand there, or is the better one. */
static bool
find_provider(struct reading *r, struct diags *diags)
{
    struct diags refused = {.arena = r->options->mem};
    bool only = false;

    for (size_t i = 0; provider_names[i] != NULL; i++) {
        struct import import = {0};

        if (!read_as(r, provider_names[i], &import, &refused) ||
            import.n_exact == 0)
            continue;
        if (r->provider == NULL || is_better(&import, &r->import)) {
            r->provider = provider_names[i];
            r->import = import;
            only = true;
        } else if (!is_better(&r->import, &import)) {
            only = false;
        }
    }
    if (only)
        return true;
    if (refused.n > 0)
        diag_add(diags, 0, 0, "%s", refused.list[0].text);
    else
        diag_add(diags, 0, 0, "%s: --provider NAME is needed (providers: %s)",
                 r->provider == NULL ? "no right of any provider is named"
                                     : "several providers would fit",
                 known_providers(r->options->mem));
    return false;
}

static bool
read_table(struct reading *r, struct diags *diags)
{
    const struct options *options = r->options;

    if (!columns_are_good(options, diags) ||
        !provider_is_good(options, diags) ||
        !file_read(r->path, INPUT_CAP, options->mem, diags, &r->text))
        return false;
    diags->file = r->path;
    if (options->provider == NULL)
        return find_provider(r, diags);
    r->provider = options->provider;
    return read_as(r, r->provider, &r->import, diags);
}

/* What changed on the page since a rules file was made of it. */
static int
compare(struct reading *r, struct diags *diags)
{
    const struct options *options = r->options;
    struct file_text text = {r->import.file, strlen(r->import.file)};
    struct ruleset page = {0}, rules = {0};
    struct out out = {0};
    uint32_t n = 0;
    bool good;

    if (!ruleset_load(&page, &text, &catalogues, diags, options->mem) ||
        !input_rules(&rules, &options->check, 1, diags, options->mem))
        return cmd_refuse(diags);
    if (!text_same(rules.provider, page.provider)) {
        diag_add(diags, 0, 0, "%s is of another provider: %s", options->check,
                 rules.provider);
        return cmd_refuse(diags);
    }
    n = import_compare(&rules, &page, provider_catalogue(rules.provider), &out,
                       options->mem);
    good = file_save("-", out_string(&out), out.length, diags);
    out_free(&out);
    diags_print(diags, stderr);
    tell("%s: %u differences from %s", r->path, (unsigned)n, options->check);
    return !good ? EXIT_RESOURCE : n > 0 ? 1 : 0;
}

int
cmd_rules_import(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct reading r = {.options = options, .path = options->operand.item[0]};
    bool good;

    if (!read_table(&r, &diags))
        return cmd_refuse(&diags);
    print_account(r.path, &r.import);
    if (r.import.file == NULL) {
        diag_add(&diags, 0, 0,
                 "nothing could be mapped: no row asks for a "
                 "right, and none leaves a question");
        return cmd_refuse(&diags);
    }
    if (options->check != NULL)
        return compare(&r, &diags);
    good = file_save("-", r.import.file, strlen(r.import.file), &diags);
    diags_print(&diags, stderr);
    return !good ? EXIT_RESOURCE : r.import.n_question > 0 ? 1 : 0;
}
