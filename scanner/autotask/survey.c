/* The metadata of entities: all in one answer, or one alone. Every description
 * that is readable is an observation; two that differ contradict each other,
 * whatever a third one says. */
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/autotask/autotask.h"

#include <inttypes.h>

static void
observe(struct scan *scan, uint32_t step, const struct right *right,
        const struct access_info *info)
{
    struct autotask *state = autotask_state(scan);
    size_t r = (size_t)(right - autotask_catalogue.right);

    autotask_observe(scan, step, right, info->grade,
                     scan_keep(scan, info->said));
    state->told[r] = true;
    state->grade[r] = info->grade;
}

/* What one answer says of one right. alone: it was asked for by itself, so
 * what it leaves out or garbles is said to be so; else it will be asked for. */
static void
take(struct scan *scan, uint32_t step, const struct right *right,
     const struct access_info *info, bool alone)
{
    struct autotask *state = autotask_state(scan);
    bool *told = &state->told[right - autotask_catalogue.right];

    if (info->offer == OFFER_NO) {
        scan_observe(scan, &(struct observation){
                               .right = right->id,
                               .reason = WHY_NOT_OFFERED,
                               .basis = BASIS_DECLARED,
                               .said = scan_keep(scan, info->said),
                               .exchange = scan->progress[step].exchange,
                           });
        *told = true;
        state->grade[right - autotask_catalogue.right] = -1;
    } else if (info->known && info->offer != OFFER_ODD) {
        observe(scan, step, right, info);
    } else if (alone && !*told) {
        scan_observe(
            scan, &(struct observation){
                      .right = right->id,
                      .reason = info->said == NULL ? WHY_ABSENT : WHY_GARBAGE,
                      .basis = BASIS_DECLARED,
                      .said = scan_keep(scan, info->said),
                      .exchange = scan->progress[step].exchange,
                  });
    }
}

static void
take_entity(struct scan *scan, uint32_t step, const struct entity *entity,
            const struct json *json, bool alone)
{
    struct entity_info info = entity_info_read(json, &scan->scratch);

    for (int v = 0; v < AUTOTASK_VERBS; v++)
        take(scan, step, autotask_right(entity, (enum autotask_verb)v),
             &info.access[v], alone);
    take(scan, step, autotask_fact(entity, FACT_CALLOUTS), &info.callouts,
         alone);
}

static bool
told(struct scan *scan, const struct right *right)
{
    return autotask_state(scan)->told[right - autotask_catalogue.right];
}

/* Whether a check that is on asks for a right. */
static bool
is_asked(const struct ruleset *rules, const struct right *right)
{
    for (uint32_t i = 0; i < rules->n_check; i++)
        for (uint32_t c = 0; c < rules->check[i].n_claim; c++)
            if (rules->check[i].claim[c].right == right &&
                check_is_on(rules, &rules->check[i]))
                return true;
    return false;
}

/* Asks alone for what the survey lacks. */
static void
want_missing(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct step *step = &scan->plan->step[i];
        const struct entity *entity;
        const struct right *callouts;
        bool whole = true;

        if (step->probe != PROBE_ENTITY)
            continue;
        entity = autotask_entity(step->entity);
        callouts = autotask_fact(entity, FACT_CALLOUTS);
        for (int v = 0; v < AUTOTASK_VERBS; v++)
            whole = whole &&
                    told(scan, autotask_right(entity, (enum autotask_verb)v));
        if (!whole ||
            (!told(scan, callouts) && is_asked(scan->ruleset, callouts)))
            scan_want(scan, i);
    }
}

/* A write that is asked for and None, where the view of the same is All, may
 * be due to a module that is switched off [official: TicketsEntity,
 * ProjectsEntity]: the modules are worth a look. */
static bool
smells_of_module(struct scan *scan)
{
    const struct autotask *state = autotask_state(scan);

    for (uint32_t r = 0; r < autotask_catalogue.n_right; r++) {
        const struct right *right = &autotask_catalogue.right[r];
        size_t view = right->entity == NULL ? 0 : right->entity->right0;

        if (right->about != NULL || r == view || !right->offered ||
            !state->told[r] || state->grade[r] != AUTOTASK_NONE ||
            !state->told[view] || state->grade[view] != AUTOTASK_ALL)
            continue;
        if (is_asked(scan->ruleset, right))
            return true;
    }
    return false;
}

static void
want_modules(struct scan *scan)
{
    if (!smells_of_module(scan))
        return;
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == PROBE_MODULES)
            scan_want(scan, i);
}

void
autotask_hear_survey(struct scan *scan, uint32_t step,
                     const struct answer *answer)
{
    const struct json *list = json_get_fold(answer->json, "entityDescriptions");
    bool *described =
        arena_new(&scan->scratch, bool, autotask_catalogue.n_entity);
    uint32_t known = 0;

    if (answer->kind != ANSWER_OK)
        list = NULL; /* what stands beside errors proves nothing */
    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const char *name = entity_info_name(&list->item[i]);
        const struct entity *entity =
            name != NULL ? autotask_entity(name) : NULL;

        if (entity == NULL)
            continue;
        take_entity(scan, step, entity, &list->item[i], false);
        known += !described[entity - autotask_catalogue.entity];
        described[entity - autotask_catalogue.entity] = true;
    }
    if (answer->kind == ANSWER_OK)
        scan_said(scan, step,
                  arena_print(scan->mem, "describes %u of %u entities",
                              (unsigned)known,
                              (unsigned)autotask_catalogue.n_entity));
    want_missing(scan);
    want_modules(scan);
}

void
autotask_hear_entity(struct scan *scan, uint32_t step,
                     const struct answer *answer)
{
    if (answer->kind == ANSWER_OK)
        take_entity(scan, step, autotask_entity(scan->plan->step[step].entity),
                    answer->json, true);
}

/* Which number is which module is not known: it is said that some are off. */
void
autotask_hear_modules(struct scan *scan, uint32_t step,
                      const struct answer *answer)
{
    const struct json *list = json_get_fold(answer->json, "modules");
    uint32_t n = 0, off = 0;
    bool on;

    if (answer->kind != ANSWER_OK || list == NULL || list->kind != JSON_ARRAY)
        return;
    for (uint32_t i = 0; i < list->n; i++) {
        if (!json_boolean(json_get_fold(&list->item[i], "value"), &on))
            continue;
        n++;
        off += !on;
    }
    scan_said(scan, step,
              arena_print(scan->mem,
                          "%" PRIu32 " of %" PRIu32 " modules are switched off",
                          off, n));
    if (off > 0)
        scan_note(scan,
                  arena_print(scan->mem,
                              "%" PRIu32 " of %" PRIu32
                              " modules of this tenant are switched off. What "
                              "belongs to such a module can be seen but not "
                              "changed, whatever the security level grants: "
                              "see whether the module is active before you "
                              "look for a box.",
                              off, n));
}
