/* The lists that stand below a table shown from a rules file: what a table of
 * three columns has no room for comes back from them. A line of a vendor's own
 * counts only if every name in it is one of a rule or a check here. */
#include "base/text.h"
#include "rules/import_parts.h"

#include <string.h>

static void
option_listed(struct importer *im, const char *text)
{
    for (uint32_t i = 0; i < im->n_option; i++) {
        struct import_option *option = &im->option[i];
        const char *rest;

        if (!text_starts(text + 2, option->name))
            continue;
        rest = text + 2 + strlen(option->name);
        if (!text_starts(rest, " = yes: ") && !text_starts(rest, " = no: "))
            continue;
        option->on = text_starts(rest, " = yes");
        option->about = strchr(rest, ':') + 2;
    }
}

static void
need_listed(struct importer *im, const char *text)
{
    for (uint32_t i = 0; i < im->n_rule; i++)
        if (text_same(text, arena_print(im->arena, "- %s = recommended",
                                        im->rule[i].id)))
            im->rule[i].need = NEED_RECOMMENDED;
}

/* The place where the feature of a rule or check of that id is kept, or NULL:
 * there is none. A rule's is that of its checks. */
static const char **
served(struct importer *im, const char *id)
{
    for (uint32_t i = 0; i < im->n_rule; i++) {
        struct import_rule *rule = &im->rule[i];

        if (text_same(id, rule->id))
            return &rule->feature;
        for (uint32_t k = 0; k < rule->n; k++)
            if (text_same(id, arena_print(im->arena, "%s.%s", rule->id,
                                          rule->check[k].access)))
                return &rule->check[k].feature;
    }
    return NULL;
}

static bool
all_served(struct importer *im, const char *list)
{
    const char *id;

    while ((id = import_piece(im->arena, &list, ',')) != NULL)
        if (served(im, id) == NULL)
            return false;
    return true;
}

/* Whether it is an id as a rules file may have it, and none listed before. */
static bool
may_name(const struct importer *im, const char *id, size_t length)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.-";

    if (strspn(id, letters) != length)
        return false;
    for (uint32_t i = 0; i < im->n_feature; i++)
        if (strlen(im->feature[i].id) == length &&
            strncmp(im->feature[i].id, id, length) == 0)
            return false;
    return true;
}

/* "- ID (TITLE): RULE, CHECK". */
static void
feature_listed(struct importer *im, const char *text)
{
    size_t id = strcspn(text + 2, " ");
    const char *title = text + 2 + id, *end = NULL, *list, *piece;
    struct import_feature *feature;

    if (id == 0 || !text_starts(title, " (") || !may_name(im, text + 2, id))
        return;
    title += strlen(" (");
    for (const char *p = title; (p = strstr(p, "): ")) != NULL; p++)
        end = p;
    if (end == NULL || !all_served(im, end + strlen("): ")))
        return;
    im->feature = arena_grow(im->arena, im->feature, im->n_feature,
                             &im->feature_capacity);
    feature = &im->feature[im->n_feature++];
    *feature = (struct import_feature){
        arena_slice(im->arena, text + 2, id),
        arena_slice(im->arena, title, (size_t)(end - title))};
    list = end + strlen("): ");
    while ((piece = import_piece(im->arena, &list, ',')) != NULL) {
        const char **place = served(im, piece);

        if (place != NULL)
            *place = feature->id;
    }
}

void
import_listed(struct importer *im)
{
    for (uint32_t i = 0; i < im->document.n_text; i++) {
        const char *text = im->document.text[i].text;

        if (!text_starts(text, "- "))
            continue;
        option_listed(im, text);
        if (text_ends(text, " = recommended"))
            need_listed(im, text);
        feature_listed(im, text);
    }
}
