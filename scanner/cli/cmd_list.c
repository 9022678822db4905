/* rules list: what can be named, and what it is for. */
#include "base/out.h"
#include "base/text.h"
#include "base/wrap.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/terminal.h"

#include <string.h>

enum { COLUMNS = 6, GAP = 2 };

struct row {
    const char *cell[COLUMNS];
};

/* The newest of the sources: how old what the rules say is. */
static const char *
source_date(const struct ruleset *rules)
{
    const char *newest = "";

    for (uint32_t i = 0; i < rules->n_source; i++)
        if (strcmp(rules->source[i].date, newest) > 0)
            newest = rules->source[i].date;
    return newest;
}

/* False, said on standard error, if the file is not good. */
static bool
read_row(struct row *row, const struct input_rules_file *file,
         struct arena *arena)
{
    struct diags diags = {.arena = arena};
    struct ruleset rules = {0};

    if (!input_rules(&rules, &file->path, 1, &diags, arena)) {
        warn("%s: mistakes: %u; \"grantscan rules check %s\" tells them",
             file->path, (unsigned)diags.n, file->path);
        return false;
    }
    *row = (struct row){
        {text_line(arena, file->name), text_line(arena, rules.pack->product),
         rules.provider, arena_print(arena, "%u", (unsigned)rules.n_rule),
         source_date(&rules), file->shelf == NULL ? "installed" : "shelf"}};
    return true;
}

static size_t
width_of(const char *text)
{
    return wrap_columns(text, strlen(text));
}

static void
print(const struct row *row, uint32_t n, struct out *out)
{
    size_t width[COLUMNS] = {0};

    for (uint32_t i = 0; i < n; i++)
        for (int c = 0; c < COLUMNS; c++)
            if (width_of(row[i].cell[c]) > width[c])
                width[c] = width_of(row[i].cell[c]);
    for (uint32_t i = 0; i < n; i++) {
        for (int c = 0; c + 1 < COLUMNS; c++) {
            (void)out_text(out, row[i].cell[c]);
            out_spaces(out, width[c] - width_of(row[i].cell[c]) + GAP);
        }
        (void)out_text(out, row[i].cell[COLUMNS - 1]);
        (void)out_text(out, "\n");
    }
}

int
cmd_rules_list(const struct options *options)
{
    struct arena *arena = options->mem;
    struct diags diags = {.arena = arena};
    uint32_t n, shown = 1;
    const struct input_rules_file *file = input_list(&n, arena);
    struct row *row = arena_new(arena, struct row, n + 1);
    struct out out = {0};
    bool good;

    row[0] = (struct row){
        {"name", "product", "provider", "rows", "source of", "where"}};
    for (uint32_t i = 0; i < n; i++)
        shown += read_row(&row[shown], &file[i], arena);
    print(row, shown, &out);
    good = terminal_print(&out, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    if (!good)
        return EXIT_RESOURCE;
    return shown == n + 1 ? 0 : EXIT_USAGE;
}
