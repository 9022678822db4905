/* Finding and loading rules files. */
#include "scanner/cli/input.h"
#include "base/file.h"
#include "base/text.h"
#include "rules/load/join.h"
#include "scanner/cli/providers.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_path(const char *name)
{
    return strchr(name, '/') != NULL || text_ends(name, ".json") ||
           text_same(name, "-");
}

/* The data folder of a relocated installation: PREFIX/share/grantscan, where
 * the program is PREFIX/bin/grantscan. NULL if the system does not tell. */
static const char *
beside_program(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    char *slash;

    if (n <= 0)
        return NULL;
    path[n] = '\0';
    slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    return arena_print(arena, "%s/share/grantscan/rules", path);
}

const char *
input_find(const char *name, struct diags *diags, struct arena *arena)
{
    const char *folder[] = {getenv("GRANTSCAN_RULES"), beside_program(arena),
                            PKGDATADIR "/rules"};
    const char *tried = "";

    if (is_path(name))
        return name;
    for (size_t i = 0; i < sizeof folder / sizeof *folder; i++) {
        const char *path;

        if (folder[i] == NULL || folder[i][0] == '\0')
            continue;
        path = arena_print(arena, "%s/%s.json", folder[i], name);
        if (access(path, R_OK) == 0)
            return path;
        tried = arena_print(arena, "%s%s%s", tried, tried[0] ? ", " : "",
                            folder[i]);
    }
    diag_add(diags, 0, 0, "no rules named \"%s\" are installed (looked in %s)",
             name, tried);
    return NULL;
}

static bool
load_one(struct ruleset *rules, const char *name, struct diags *diags,
         struct arena *arena)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *path = input_find(name, diags, arena);
    struct file_text text;
    bool good;

    if (path == NULL || !file_read(path, INPUT_CAP, arena, diags, &text))
        return false;
    diags->file = path;
    good = ruleset_load(rules, &text, &source, diags, arena);
    diags->file = NULL;
    return good;
}

bool
input_rules(struct ruleset *rules, const char *const *name, uint32_t n,
            struct diags *diags, struct arena *arena)
{
    struct ruleset *part = arena_new(arena, struct ruleset, n);

    for (uint32_t i = 0; i < n; i++)
        (void)load_one(&part[i], name[i], diags, arena);
    if (diags->n > 0)
        return false;
    if (n > 1)
        return ruleset_join(rules, part, n, diags, arena);
    *rules = part[0];
    return true;
}
