/* Finding and loading rules files. */
#include "scanner/cli/input.h"
#include "base/file.h"
#include "base/text.h"
#include "rules/load/join.h"
#include "scanner/cli/providers.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "NAME" of "PROVIDER/NAME"; NULL: it is not on a provider's shelf. */
static const char *
name_on_shelf(const char *name)
{
    const char *slash = strchr(name, '/');

    for (const char *const *p = provider_names; slash != NULL && *p != NULL;
         p++)
        if (text_starts(name, *p) && name + strlen(*p) == slash &&
            slash[1] != '\0' && strchr(slash + 1, '/') == NULL)
            return slash + 1;
    return NULL;
}

bool
input_is_name(const char *name)
{
    if (text_ends(name, ".json") || text_same(name, "-"))
        return false;
    return strchr(name, '/') == NULL || name_on_shelf(name) != NULL;
}

/* share/grantscan/rules beside the program, so many folders up: none where it
 * was built, one where it is PREFIX/bin/grantscan. NULL if the system does not
 * tell. */
static const char *
beside_program(int up, struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    char *slash;

    if (n <= 0)
        return NULL;
    path[n] = '\0';
    for (int i = 0; i <= up; i++) {
        slash = strrchr(path, '/');
        if (slash == NULL)
            return NULL;
        *slash = '\0';
    }
    return arena_print(arena, "%s/share/grantscan/rules", path);
}

enum { FOLDERS = 4 };

/* Where names are looked for, in this order; some may be NULL or empty. */
static void
find_folders(const char *folder[FOLDERS], struct arena *arena)
{
    folder[0] = getenv("GRANTSCAN_RULES");
    folder[1] = beside_program(0, arena);
    folder[2] = beside_program(1, arena);
    folder[3] = PKGDATADIR "/rules";
}

/* ---- what there is ------------------------------------------------------- */

struct listing {
    struct input_rules_file *item;
    uint32_t n, capacity;
    struct arena *arena;
};

static void
list_file(struct listing *list, const char *folder, const char *file,
          const char *shelf)
{
    const char *name;

    if (!text_ends(file, ".json") || text_ends(file, ".schema.json"))
        return;
    name = arena_slice(list->arena, file, strlen(file) - strlen(".json"));
    for (uint32_t i = 0; i < list->n; i++)
        if (text_same(list->item[i].name, name) &&
            text_same(text_or(list->item[i].shelf, ""), text_or(shelf, "")))
            return;
    list->item = arena_grow(list->arena, list->item, list->n, &list->capacity);
    list->item[list->n++] = (struct input_rules_file){
        name, arena_print(list->arena, "%s/%s", folder, file), shelf};
}

static void
list_folder(struct listing *list, const char *folder, const char *shelf)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;

    if (stream == NULL)
        return;
    while ((entry = readdir(stream)) != NULL)
        list_file(list, folder, entry->d_name, shelf);
    (void)closedir(stream);
}

static int
by_name(const void *a, const void *b)
{
    const struct input_rules_file *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* Of one name in several places those on a shelf say on which. They stand side
 * by side. */
static void
tell_apart(struct listing *list)
{
    for (uint32_t i = 0; i < list->n;) {
        const char *name = list->item[i].name;
        uint32_t end = i + 1;

        while (end < list->n && text_same(list->item[end].name, name))
            end++;
        for (uint32_t k = i; end > i + 1 && k < end; k++)
            if (list->item[k].shelf != NULL)
                list->item[k].name = arena_print(list->arena, "%s/%s",
                                                 list->item[k].shelf, name);
        i = end;
    }
}

const struct input_rules_file *
input_list(uint32_t *n, struct arena *arena)
{
    struct listing list = {.arena = arena};
    const char *folder[FOLDERS];

    find_folders(folder, arena);
    for (size_t i = 0; i < FOLDERS; i++) {
        if (folder[i] == NULL || folder[i][0] == '\0')
            continue;
        list_folder(&list, folder[i], NULL);
        for (const char *const *p = provider_names; *p != NULL; p++)
            list_folder(&list, arena_print(arena, "%s/%s", folder[i], *p), *p);
    }
    if (list.n > 1)
        qsort(list.item, list.n, sizeof *list.item, by_name);
    tell_apart(&list);
    if (list.n > 1)
        qsort(list.item, list.n, sizeof *list.item, by_name);
    *n = list.n;
    return list.item;
}

static void
not_found(const char *name, struct diags *diags, struct arena *arena)
{
    const char *folder[FOLDERS], *tried = "", *near;
    uint32_t n;
    const struct input_rules_file *known = input_list(&n, arena);

    find_folders(folder, arena);
    for (size_t i = 0; i < FOLDERS; i++)
        if (folder[i] != NULL && folder[i][0] != '\0')
            tried = arena_print(arena, "%s%s%s", tried, tried[0] ? ", " : "",
                                folder[i]);
    near = diags_near(diags, name, known, n, sizeof *known);
    diag_add(diags, 0, 0,
             "no rules named \"%s\" are installed%s%s%s (looked in %s)", name,
             near == NULL ? "" : "; did you mean \"", text_or(near, ""),
             near == NULL ? "" : "\"?", tried);
}

/* "PROVIDER/NAME" is also what is listed as "NAME", if that is its shelf. */
static bool
is_it(const struct input_rules_file *file, const char *name)
{
    const char *tail = name_on_shelf(name);

    if (text_same(file->name, name))
        return true;
    return tail != NULL && file->shelf != NULL && text_same(file->name, tail) &&
           text_starts(name, file->shelf) && name[strlen(file->shelf)] == '/';
}

/* Names that differ only in the shelf they are on: "" for fewer than two. */
static const char *
shelves_with(const struct input_rules_file *list, uint32_t n, const char *name,
             struct arena *arena)
{
    const char *text = "";
    uint32_t found = 0;

    for (uint32_t i = 0; i < n; i++)
        if (text_same(text_or(name_on_shelf(list[i].name), ""), name))
            text = arena_print(arena, "%s%s%s", text,
                               found++ == 0 ? "" : " or ", list[i].name);
    return found < 2 ? "" : text;
}

const char *
input_find(const char *name, struct diags *diags, struct arena *arena)
{
    const struct input_rules_file *list;
    const char *several;
    uint32_t n;

    if (!input_is_name(name))
        return name;
    list = input_list(&n, arena);
    for (uint32_t i = 0; i < n; i++)
        if (is_it(&list[i], name))
            return list[i].path;
    several = shelves_with(list, n, name, arena);
    if (several[0] != '\0')
        diag_add(diags, 0, 0, "\"%s\" is on more than one shelf: write %s",
                 name, several);
    else
        not_found(name, diags, arena);
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
