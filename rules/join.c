/* Rulesets end to end, and names across them. */
#include "rules/join.h"
#include "base/text.h"

#include <string.h>

/* ---- joining ------------------------------------------------------------- */

static bool
can_join(const struct ruleset *part, uint32_t n, struct diags *diags)
{
    uint32_t before = diags->n;

    if (n > JOIN_MAX)
        diag_add(diags, 0, 0, "%u rules files; %u are the most", (unsigned)n,
                 (unsigned)JOIN_MAX);
    for (uint32_t i = 1; i < n; i++) {
        if (!text_same(part[i].provider, part[0].provider))
            diag_add(diags, 0, 0,
                     "rules \"%s\" are for %s and rules \"%s\" for %s: one "
                     "scan has one provider",
                     part[0].pack->id, part[0].provider, part[i].pack->id,
                     part[i].provider);
        for (uint32_t k = 0; k < i; k++)
            if (text_same(part[k].pack->id, part[i].pack->id))
                diag_add(diags, 0, 0,
                         "two of the rules files have the id \"%s\": what "
                         "they find could not be told apart",
                         part[i].pack->id);
    }
    return diags->n == before;
}

/* The rules of a part behind those that are there, their indices moved on. */
static void
join_rules(struct ruleset *set, struct rule *rule, struct check *check,
           const struct ruleset *part)
{
    for (uint32_t i = 0; i < part->n_rule; i++) {
        rule[set->n_rule + i] = part->rule[i];
        rule[set->n_rule + i].pack += set->n_pack;
        rule[set->n_rule + i].source += set->n_source;
        rule[set->n_rule + i].check0 += set->n_check;
    }
    for (uint32_t i = 0; i < part->n_check; i++) {
        check[set->n_check + i] = part->check[i];
        check[set->n_check + i].rule += set->n_rule;
    }
    set->n_rule += part->n_rule;
    set->n_check += part->n_check;
}

#define APPEND(to, n, from, m) (memcpy((to) + (n), (from), (m) * sizeof *(to)))

/* Room for all parts' items of one kind. */
struct total {
    uint32_t pack, option, source, feature, rule, check, tolerance;
};

static struct total
total_of(const struct ruleset *part, uint32_t n)
{
    struct total total = {0};

    for (uint32_t i = 0; i < n; i++) {
        total.pack += part[i].n_pack;
        total.option += part[i].n_option;
        total.source += part[i].n_source;
        total.feature += part[i].n_feature;
        total.rule += part[i].n_rule;
        total.check += part[i].n_check;
        total.tolerance += part[i].n_tolerance;
    }
    return total;
}

bool
ruleset_join(struct ruleset *to, const struct ruleset *part, uint32_t n,
             struct diags *diags, struct arena *arena)
{
    struct total total = total_of(part, n);
    struct pack *pack = arena_new(arena, struct pack, total.pack);
    struct source *source = arena_new(arena, struct source, total.source);
    struct feature *feature = arena_new(arena, struct feature, total.feature);
    struct rule *rule = arena_new(arena, struct rule, total.rule);
    struct check *check = arena_new(arena, struct check, total.check);
    struct tolerance *tolerance =
        arena_new(arena, struct tolerance, total.tolerance);
    struct ruleset set = {
        .provider = part[0].provider,
        .pack = pack,
        .option = arena_new(arena, struct rule_option, total.option),
        .source = source,
        .feature = feature,
        .rule = rule,
        .check = check,
        .tolerance = tolerance};

    if (!can_join(part, n, diags))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        join_rules(&set, rule, check, &part[i]);
        APPEND(pack, set.n_pack, part[i].pack, part[i].n_pack);
        APPEND(set.option, set.n_option, part[i].option, part[i].n_option);
        APPEND(source, set.n_source, part[i].source, part[i].n_source);
        APPEND(feature, set.n_feature, part[i].feature, part[i].n_feature);
        APPEND(tolerance, set.n_tolerance, part[i].tolerance,
               part[i].n_tolerance);
        set.n_pack += part[i].n_pack;
        set.n_option += part[i].n_option;
        set.n_source += part[i].n_source;
        set.n_feature += part[i].n_feature;
        set.n_tolerance += part[i].n_tolerance;
    }
    *to = set;
    return true;
}

/* ---- names --------------------------------------------------------------- */

struct name
name_read(const char *text, struct arena *arena)
{
    const char *colon = strchr(text, ':');

    if (colon == NULL)
        return (struct name){NULL, text};
    return (struct name){arena_slice(arena, text, (size_t)(colon - text)),
                         colon + 1};
}

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
