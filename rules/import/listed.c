/* The lists that stand below a table shown from a rules file: what a table of
 * three columns has no room for comes back from them. A line of a vendor's own
 * counts only if every name in it is one of a rule or a check here. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

static void
option_listed(struct importer *im, const char *text, uint32_t place)
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
        option->place = place;
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

/* What a name in a list means: a rule, or one of its checks. */
struct served {
    struct import_rule *rule; /* NULL: there is none of that name */
    struct import_check *check;
};

static struct served
served(struct importer *im, const char *id)
{
    for (uint32_t i = 0; i < im->n_rule; i++) {
        struct import_rule *rule = &im->rule[i];

        if (text_same(id, rule->id))
            return (struct served){rule, NULL};
        for (uint32_t k = 0; k < rule->n; k++)
            if (text_same(id, arena_print(im->arena, "%s.%s", rule->id,
                                          rule->check[k].access)))
                return (struct served){rule, &rule->check[k]};
    }
    return (struct served){NULL, NULL};
}

static bool
all_served(struct importer *im, const char *list)
{
    const char *id;

    while ((id = import_piece(im->arena, &list, ',')) != NULL)
        if (served(im, id).rule == NULL)
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
feature_listed(struct importer *im, const char *text, uint32_t *place)
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
        struct served of = served(im, piece);

        if (of.check != NULL) {
            of.check->feature = feature->id;
            of.check->place = ++*place;
        } else if (of.rule != NULL) {
            of.rule->feature = feature->id;
        }
    }
}

/* Whether a comes behind b in the order of the lists, which is that of the
 * file that was shown. What is not listed comes last, in its own order. */
static bool
later(uint32_t a, uint32_t b)
{
    return b != 0 && (a == 0 || a > b);
}

static void
order_options(struct importer *im)
{
    for (uint32_t i = 1; i < im->n_option; i++) {
        struct import_option option = im->option[i];
        uint32_t k = i;

        for (; k > 0 && later(im->option[k - 1].place, option.place); k--)
            im->option[k] = im->option[k - 1];
        im->option[k] = option;
    }
}

static void
order_checks(struct import_rule *rule)
{
    for (uint32_t i = 1; i < rule->n; i++) {
        struct import_check check = rule->check[i];
        uint32_t k = i;

        for (; k > 0 && later(rule->check[k - 1].place, check.place); k--)
            rule->check[k] = rule->check[k - 1];
        rule->check[k] = check;
    }
}

void
import_listed(struct importer *im)
{
    uint32_t place = 0;

    for (uint32_t i = 0; i < im->document.n_text; i++) {
        const char *text = im->document.text[i].text;

        if (!text_starts(text, "- "))
            continue;
        option_listed(im, text, i + 1);
        if (text_ends(text, " = recommended"))
            need_listed(im, text);
        feature_listed(im, text, &place);
    }
    order_options(im);
    for (uint32_t i = 0; i < im->n_rule; i++)
        order_checks(&im->rule[i]);
}
