/* What a text calls a section: a name of the provider's, or of the editor. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/fold.h"

#include <string.h>

enum { NAME_CAP = 200 };

/* Without the words that vendors put around the name of a section, and without
 * the number of what is in it: "Microsoft Graph (3)". */
static const char *
section_name(struct mapper *m, const char *text)
{
    static const char ends[] = " \":*\n";
    struct out out = {0};

    for (size_t length; *(text += strspn(text, ends)) != '\0'; text += length) {
        length = strcspn(text, ends);
        if (is_listed("module|modules|section|permissions|level|security", text,
                      length) ||
            (*text == '(' && strspn(text + 1, "0123456789)") + 1 == length))
            continue;
        (void)out_text(&out, out.length > 0 ? " " : "");
        (void)out_bytes(&out, text, length);
    }
    return out_kept(&out, m->arena);
}

/* Whether all of it is parts of a path below a section. */
static bool
is_path(struct mapper *m, const char *text)
{
    bool path = true;

    while (path && *text != '\0') {
        size_t length = strcspn(text, ">/");
        const char *part = arena_slice(m->arena, text, length);

        path = *section_name(m, part) == '\0' || section_find(m, part).known ||
               is_name(m, part);
        text += length + (text[length] != '\0');
    }
    return path;
}

/* A section of a name that was put into the index. */
static struct section
section_at(struct mapper *m, uint32_t at)
{
    const struct import_phrases *phrases = m->source->phrases;
    const char *name;

    if (at < phrases->n)
        return (struct section){.title = phrases->row[at].what,
                                .slug = phrases->row[at].name,
                                .known = true,
                                .person = phrases->row[at].what == NULL};
    name = m->catalogue->editor[at - phrases->n];
    return (struct section){
        .title = name, .slug = id_slug(m->arena, name, 60), .known = true};
}

struct section
section_find(struct mapper *m, const char *text)
{
    struct section section = {.known = false};
    const char *name, *colon;
    size_t first;
    uint32_t at;

    if (text == NULL || strnlen(text, NAME_CAP + 1) > NAME_CAP)
        return section;
    name = section_name(m, text);
    first = strcspn(name, ">/");
    colon = strchr(text, ':');
    at = index_get(&m->names.section, NULL, name_fold(name, m->arena));
    if (at != INDEX_NONE)
        section = section_at(m, at);
    /* "Web Services API > Resource Impersonation", but no "CRM > Contacts:
     * View" */
    else if (name[first] != '\0' && is_path(m, name + first + 1) &&
             (colon == NULL || colon[1 + strspn(colon + 1, " *")] == '\0'))
        section = section_find(m, arena_slice(m->arena, name, first));
    section.odd = name_has_sign(name);
    if (section.odd)
        section.title = NULL;
    return section;
}
