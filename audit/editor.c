/* Screens are paths: "Menu > Level > Section > Object". */
#include "audit/editor.h"
#include "base/text.h"

#include <string.h>

/* What is behind a part of a path that is called so; NULL: another part. */
static const char *
behind(const char *path, const char *name)
{
    size_t length = strlen(name);

    path += strspn(path, " ");
    if (length == 0 || strncmp(path, name, length) != 0)
        return NULL;
    path += length + strspn(path + length, " ");
    return *path == '\0' || *path == '>' ? path : NULL;
}

/* The section of the editor that the path begins with, or NULL. */
static const char *
part_section(const struct audit *audit, const char *path)
{
    for (uint32_t i = 0; i < audit->n_editor; i++)
        if (audit->editor[i] != NULL && behind(path, audit->editor[i]) != NULL)
            return audit->editor[i];
    return NULL;
}

/* The first part of a path is a menu, which may be called like a section;
 * behind it the last part that names one counts. */
static const char *
path_section(const struct audit *audit, const char *path)
{
    const char *found = NULL;
    const char *p = path == NULL ? NULL : strchr(path, '>');

    if (p == NULL)
        return path == NULL ? NULL : part_section(audit, path);
    for (; p != NULL; p = strchr(p + 1, '>')) {
        const char *name = part_section(audit, p + 1);

        if (name != NULL)
            found = name;
    }
    return found;
}

const char *
editor_section(const struct audit *audit, const struct finding *finding)
{
    const char *name = path_section(audit, finding->screen);

    return name != NULL ? name : text_or(finding->section, "?");
}

static bool
in_editor(const struct audit *audit, const char *section)
{
    for (uint32_t i = 0; i < audit->n_editor; i++)
        if (text_same(audit->editor[i], section))
            return true;
    return false;
}

/* Whether the path leads through a part of that name straight to the section.
 */
static bool
leads(const char *path, const char *page, const char *section)
{
    const char *p = path == NULL || page == NULL ? NULL : strchr(path, '>');

    for (; p != NULL; p = strchr(p + 1, '>')) {
        const char *next = behind(p + 1, page);

        if (next != NULL && *next == '>' && behind(next + 1, section) != NULL)
            return true;
    }
    return false;
}

const char *
editor_title(const struct audit *audit, const char *section,
             struct arena *arena)
{
    for (uint32_t i = 0; in_editor(audit, section) && i < audit->n_finding; i++)
        if (leads(audit->finding[i].screen, audit->finding[i].section, section))
            return arena_print(arena, "%s > %s", audit->finding[i].section,
                               section);
    return section;
}

/* Where the findings from there on, all of one rules file, first name something
 * of the editor; *end is past them. */
static uint32_t
enters(const struct audit *audit, uint32_t from, uint32_t *end)
{
    const struct finding *f = audit->finding;
    uint32_t first = audit->n_finding, i = from;

    for (; i < audit->n_finding && text_same(f[i].rules, f[from].rules); i++)
        if (first > i && in_editor(audit, editor_section(audit, &f[i])))
            first = i;
    *end = i;
    return first;
}

struct index
editor_walk(const struct audit *audit, struct arena *arena)
{
    struct index walk = {.arena = arena};
    uint32_t end, n = 0;

    for (uint32_t from = 0; from < audit->n_finding; from = end) {
        uint32_t first = enters(audit, from, &end);

        for (uint32_t i = from; first < end && i < first; i++)
            (void)index_put(&walk, NULL,
                            editor_section(audit, &audit->finding[i]), n++);
    }
    for (uint32_t i = 0; i < audit->n_editor; i++)
        (void)index_put(&walk, NULL, audit->editor[i], n++);
    for (uint32_t i = 0; i < audit->n_finding; i++)
        (void)index_put(&walk, NULL, editor_section(audit, &audit->finding[i]),
                        n++);
    return walk;
}
