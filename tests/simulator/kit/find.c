/* Where tenants lie: --tenants, the environment, beside the program as it was
 * installed or as it was built, and the folder configure was told. */
#include "tests/simulator/kit/find.h"
#include "base/text.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLACES = 5 };

static const char *
program_folder(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    const char *slash;

    if (length <= 0)
        return ".";
    path[length] = '\0';
    slash = strrchr(path, '/');
    return arena_slice(arena, path, slash == NULL ? 0 : (size_t)(slash - path));
}

static void
places(const struct find *find, const char *place[PLACES], struct arena *arena)
{
    const char *folder = program_folder(arena);

    place[0] = find->first;
    place[1] = getenv(find->variable);
    place[2] =
        arena_print(arena, "%s/../share/" PACKAGE "/%s", folder, find->folder);
    place[3] =
        arena_print(arena, "%s/../tests/simulator/%s", folder, find->folder);
    place[4] = arena_print(arena, "%s/%s", PKGDATADIR, find->folder);
}

const char *
find_tenant(const struct find *find, const char *word, struct arena *arena)
{
    const char *place[PLACES];

    if (strchr(word, '/') != NULL || text_ends(word, ".json") ||
        text_same(word, "-"))
        return word;
    places(find, place, arena);
    for (int i = 0; i < PLACES; i++) {
        const char *path;

        if (place[i] == NULL)
            continue;
        path = arena_print(arena, "%s/%s.json", place[i], word);
        if (access(path, R_OK) == 0)
            return path;
    }
    return NULL;
}

static void
list_folder(const char *folder)
{
    struct dirent **entry = NULL;
    int n = scandir(folder, &entry, NULL, alphasort);

    for (int i = 0; i < n; i++) {
        const char *name = entry[i]->d_name;

        if (name[0] != '.' && text_ends(name, ".json"))
            (void)printf("%-16.*s %s/%s\n", (int)strlen(name) - 5, name, folder,
                         name);
        free(entry[i]);
    }
    free(entry);
}

void
find_list(const struct find *find, struct arena *arena)
{
    const char *place[PLACES];

    places(find, place, arena);
    for (int i = 0; i < PLACES; i++)
        if (place[i] != NULL)
            list_folder(place[i]);
}
