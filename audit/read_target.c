/* An audit file's target with its traits and quota, and the words of its
 * catalogue: verbs, scales, sections of the editor -> struct audit. */
#include "audit/get.h"
#include "base/text.h"

enum { VERBS_MAX = 64 }; /* of a catalogue (rules/model/right.h) */

static void
read_traits(struct reader *r, const struct json *target, struct audit *a)
{
    const struct json *list = get_member(r, target, "traits", JSON_ARRAY);
    struct index known = {.arena = r->arena};
    struct trait *trait;

    if (list == NULL)
        return;
    trait = arena_new(r->arena, struct trait, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        if (!get_shape(r, &list->item[i], &shape_trait, &trait[i]))
            continue;
        if (index_put(&known, NULL, trait[i].label, i) != i)
            MISTAKE(r, &list->item[i], "a second trait \"%s\"",
                    text_or(trait[i].label, "?"));
    }
    a->target.trait = trait;
    a->target.n_trait = list->n;
}

void
get_target(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *node = get_member(r, top, "target", JSON_OBJECT);

    if (node != NULL && get_shape(r, node, &shape_target, &a->target))
        read_traits(r, node, a);
    node = json_get(top, "quota");
    if (node == NULL)
        MISTAKE(r, top, "the key \"quota\" is missing");
    else if (node->kind != JSON_NULL)
        a->quota.known = get_shape(r, node, &shape_quota, &a->quota);
}

static void
read_verbs(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "verbs", JSON_ARRAY);
    struct verb *verb;

    if (list == NULL)
        return;
    if (list->n > VERBS_MAX) {
        MISTAKE(r, list, "%u verbs; %u are the most", (unsigned)list->n,
                (unsigned)VERBS_MAX);
        return;
    }
    verb = arena_new(r->arena, struct verb, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        (void)get_shape(r, &list->item[i], &shape_verb, &verb[i]);
    a->verb = verb;
    a->n_verb = list->n;
}

static struct scale *
read_scale(struct reader *r, const struct json *node)
{
    struct scale *scale = arena_new(r->arena, struct scale, 1);
    uint32_t n;

    if (!get_shape(r, node, &shape_scale, scale))
        return scale;
    scale->word = get_names(r, node, "words", &scale->n);
    scale->title = get_names(r, node, "titles", &n);
    if (n != scale->n)
        MISTAKE(r, node, "\"words\" and \"titles\" are not equally many");
    scale->n = n < scale->n ? n : scale->n;
    return scale;
}

/* What the catalogue did not name. */
static void
read_found(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "found", JSON_ARRAY);
    struct found *found;

    if (list == NULL)
        return;
    found = arena_new(r->arena, struct found, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        (void)get_shape(r, &list->item[i], &shape_found, &found[i]);
    a->found = found;
    a->n_found = list->n;
}

void
get_words(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "scales", JSON_ARRAY);
    const struct scale **scale;

    read_found(r, top, a);
    a->editor = get_names(r, top, "editor", &a->n_editor);
    read_verbs(r, top, a);
    if (list == NULL)
        return;
    scale = arena_new(r->arena, const struct scale *, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        scale[i] = read_scale(r, &list->item[i]);
    a->scale = scale;
    a->n_scale = list->n;
}
