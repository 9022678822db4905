/* Names across the rules files of a run. */
#include "rules/model/name.h"
#include "base/text.h"
#include "rules/model/scale.h"

#include <string.h>

struct packs
audit_packs(const struct audit *audit)
{
    return (struct packs){audit->pack, audit->n_pack};
}

struct packs
ruleset_packs(const struct ruleset *set)
{
    return (struct packs){set->pack, set->n_pack};
}

const char *
name_text(struct packs packs, const char *rules, const char *plain,
          struct arena *arena)
{
    bool alone = packs.n == 1 && text_same(packs.item[0].id, rules);

    if (alone || rules == NULL || plain == NULL)
        return plain;
    return arena_print(arena, "%s:%s", rules, plain);
}

const char *
pack_title(struct packs packs, const struct pack *pack, struct arena *arena)
{
    if (pack->product == NULL)
        return pack->id == NULL ? "?" : pack->id;
    for (uint32_t i = 0; i < packs.n; i++)
        if (text_same(packs.item[i].product, pack->product) &&
            !text_same(packs.item[i].id, pack->id))
            return arena_print(arena, "%s (%s)", pack->product, pack->id);
    return pack->product;
}

const struct pack *
check_pack(const struct ruleset *set, const struct check *check)
{
    return &set->pack[set->rule[check->rule].pack];
}

const struct pack *
pack_find(struct packs packs, const char *id)
{
    const struct pack *pack = packs.item;

    for (uint32_t i = 0; i < packs.n; i++, pack++)
        if (text_same(pack->id, id))
            return pack;
    return NULL;
}

struct name
name_read(const char *text, struct packs packs, struct arena *arena)
{
    const char *colon = strchr(text, ':');
    const char *rules;

    if (colon == NULL)
        return (struct name){NULL, text};
    rules = arena_slice(arena, text, (size_t)(colon - text));
    if (pack_find(packs, rules) == NULL)
        return (struct name){NULL, text};
    return (struct name){rules, colon + 1};
}

static bool
means(const struct ruleset *set, const struct name *name,
      const struct check *check)
{
    return text_same(check->id, name->plain) &&
           (name->rules == NULL ||
            text_same(check_pack(set, check)->id, name->rules));
}

const struct check *
ruleset_check(const struct ruleset *set, const struct name *name, uint32_t *n)
{
    const struct check *found = NULL;

    *n = 0;
    for (uint32_t i = 0; i < set->n_check; i++) {
        if (!means(set, name, &set->check[i]))
            continue;
        found = &set->check[i];
        ++*n;
    }
    return *n == 1 ? found : NULL;
}

void
name_ambiguous(struct diags *diags, const struct json *at,
               const struct ruleset *set, const struct name *name)
{
    const char *list = "";

    for (uint32_t i = 0; i < set->n_check; i++)
        if (means(set, name, &set->check[i]))
            list =
                arena_print(diags->arena, "%s%s\"%s:%s\"", list,
                            list[0] == '\0' ? "" : " or ",
                            check_pack(set, &set->check[i])->id, name->plain);
    diag_add(diags, at->line, at->column,
             "several of the rules files have \"%s\"; say which: %s",
             name->plain, list);
}

size_t
option_name(const char *option, bool *on)
{
    static const char off[] = "=no";

    *on = !text_ends(option, off);
    return strlen(option) - (*on ? 0 : sizeof off - 1);
}

const char *
option_against(const char *option, struct arena *arena)
{
    bool on;
    int length = (int)option_name(option, &on);

    return arena_print(arena, "option %.*s is %s", length, option,
                       on ? "off" : "on");
}

bool
option_is_on(const struct ruleset *set, const char *rules, const char *option)
{
    bool on;
    size_t length;

    if (option == NULL)
        return true;
    length = option_name(option, &on);
    for (uint32_t i = 0; i < set->n_option; i++)
        if (strlen(set->option[i].name) == length &&
            memcmp(set->option[i].name, option, length) == 0 &&
            text_same(set->option[i].rules, rules))
            return set->option[i].on == on;
    return false;
}

bool
check_is_on(const struct ruleset *set, const struct check *check)
{
    return option_is_on(set, check_pack(set, check)->id, check->option);
}

bool
ruleset_tolerates(const struct ruleset *set, const struct catalogue *catalogue,
                  const struct right *right)
{
    uint32_t verb = catalogue_verb(catalogue, right->verb);

    for (uint32_t i = 0; i < set->n_tolerance; i++) {
        const struct tolerance *t = &set->tolerance[i];

        if ((t->verbs >> verb & 1) != 0 &&
            option_is_on(set, t->rules, t->option) &&
            (t->entity == NULL || text_same(t->entity, right->entity->name)) &&
            (t->family == NULL || text_same(t->family, right->entity->family)))
            return true;
    }
    return false;
}

bool *
ruleset_asks(const struct ruleset *set, const struct catalogue *catalogue,
             struct arena *arena)
{
    bool *asked = arena_new(arena, bool, catalogue->n_entity);

    for (uint32_t i = 0; i < set->n_check; i++) {
        const struct check *check = &set->check[i];

        if (!check_is_on(set, check))
            continue;
        for (uint32_t c = 0; c < check->n_claim; c++) {
            const struct right *right = check->claim[c].right;

            if (right != NULL && right->entity != NULL)
                asked[right->entity - catalogue->entity] = true;
        }
    }
    return asked;
}
