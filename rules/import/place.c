/* Where a rule belongs and what it is called: section, screen and id. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

/* The provider's section in which an entity is at home: the longest beginning
 * of its name decides. */
static const struct import_phrase *
home(struct importer *im, const char *entity)
{
    const struct import_phrases *phrases = im->source->phrases;
    const struct import_phrase *best = NULL;
    size_t longest = 0;

    for (uint32_t i = 0; i < phrases->n; i++) {
        const char *list = phrases->row[i].text, *prefix;

        if (phrases->row[i].kind != IMPORT_SECTION)
            continue;
        while ((prefix = import_piece(im->arena, &list, ',')) != NULL) {
            if (!text_starts(entity, prefix) || strlen(prefix) <= longest)
                continue;
            longest = strlen(prefix);
            best = &phrases->row[i];
        }
    }
    return best;
}

static const char *
slug_before(struct arena *arena, const char *text, const char *ends)
{
    return import_slug(arena, arena_slice(arena, text, strcspn(text, ends)));
}

static bool
id_taken(const struct importer *im, const char *id)
{
    for (uint32_t i = 0; i < im->n_rule; i++)
        if (text_same(im->rule[i].id, id))
            return true;
    return false;
}

/* Section, its part of the id, and the screen. The row's own section comes
 * first; the screen is where the entity is at home. */
static void
find_section(struct importer *im, const struct import_row *row,
             const struct import_phrase *at, struct import_rule *rule)
{
    const struct import_phrase *section =
        import_row_of(im, IMPORT_SECTION, row->section);

    rule->section = row->section;
    if (*rule->section == '\0') {
        rule->section = at == NULL ? "General" : at->what;
        section = at;
    }
    rule->prefix = section != NULL ? section->name
                                   : slug_before(im->arena, rule->section, "/");
    if (*rule->prefix == '\0')
        rule->prefix = "general";
    rule->screen = im->source->phrases->screen;
    if (at == NULL)
        at = section;
    if (at != NULL)
        rule->screen =
            arena_print(im->arena, "%s > %s", rule->screen, at->what);
    rule->section_known = section != NULL;
}

void
import_place(struct importer *im, const struct import_row *row,
             const struct import_objects *objects, struct import_rule *rule)
{
    const struct import_phrase *at = NULL;
    const char *slug = objects->name, *id;

    if (objects->n > 0)
        at = home(im, objects->entity[0]);
    find_section(im, row, at, rule);
    if (slug == NULL)
        slug = slug_before(im->arena, row->object, "([");
    if (*slug == '\0')
        slug = arena_print(im->arena, "row-%u", (unsigned)row->line);
    id = arena_print(im->arena, "%s.%s", rule->prefix, slug);
    if (rule->section_known && objects->n == 0 && objects->n_feature > 1)
        id = rule->prefix;
    rule->id = id;
    for (unsigned i = 2; id_taken(im, rule->id); i++)
        rule->id = arena_print(im->arena, "%s-%u", id, i);
}
