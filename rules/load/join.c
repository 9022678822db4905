/* Rulesets end to end. */
#include "rules/load/join.h"
#include "base/text.h"
#include "rules/load/load.h"
#include "rules/model/subject.h"

#include <string.h>

/* What files call alike is the same for all of them, and given once. */
static void
check_subjects(const struct ruleset *a, const struct ruleset *b,
               struct diags *diags)
{
    for (uint32_t i = 0; i < a->n_subject; i++) {
        const struct subject *one = &a->subject[i];
        const struct subject *other =
            subject_find(b->subject, b->n_subject, one->name);

        if (other != NULL && other->many != one->many)
            diag_add(diags, 0, 0,
                     "subject \"%s\" is one in rules \"%s\", and may be "
                     "several in rules \"%s\"",
                     one->name, one->many ? b->pack->id : a->pack->id,
                     one->many ? a->pack->id : b->pack->id);
    }
}

static bool
can_join(const struct ruleset *part, uint32_t n, struct diags *diags)
{
    uint32_t before = diags->n;
    uint64_t checks = 0;

    for (uint32_t i = 0; i < n; i++)
        checks += part[i].n_check;
    if (checks > RULES_CHECKS_MAX)
        diag_add(diags, 0, 0, "%llu checks; %u are the most",
                 (unsigned long long)checks, (unsigned)RULES_CHECKS_MAX);
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
        for (uint32_t k = 0; k < i; k++) {
            check_subjects(&part[k], &part[i], diags);
            if (text_same(part[k].pack->id, part[i].pack->id))
                diag_add(diags, 0, 0,
                         "two of the rules files have the id \"%s\": what "
                         "they find could not be told apart",
                         part[i].pack->id);
        }
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
    uint32_t pack, option, source, feature, rule, check, tolerance, subject;
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
        total.subject += part[i].n_subject;
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
    struct rule_option *option =
        arena_new(arena, struct rule_option, total.option);
    struct subject *subject = arena_new(arena, struct subject, total.subject);
    struct ruleset set = {.provider = part[0].provider,
                          .pack = pack,
                          .option = option,
                          .source = source,
                          .feature = feature,
                          .rule = rule,
                          .check = check,
                          .tolerance = tolerance,
                          .subject = subject};

    if (!can_join(part, n, diags))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        join_rules(&set, rule, check, &part[i]);
        APPEND(pack, set.n_pack, part[i].pack, part[i].n_pack);
        APPEND(option, set.n_option, part[i].option, part[i].n_option);
        APPEND(source, set.n_source, part[i].source, part[i].n_source);
        APPEND(feature, set.n_feature, part[i].feature, part[i].n_feature);
        APPEND(tolerance, set.n_tolerance, part[i].tolerance,
               part[i].n_tolerance);
        APPEND(subject, set.n_subject, part[i].subject, part[i].n_subject);
        set.n_pack += part[i].n_pack;
        set.n_option += part[i].n_option;
        set.n_source += part[i].n_source;
        set.n_feature += part[i].n_feature;
        set.n_tolerance += part[i].n_tolerance;
        set.n_subject += part[i].n_subject;
    }
    *to = set;
    return true;
}
