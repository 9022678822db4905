/* After the last answer: the metadata of every entity that was asked about
 * becomes observations, and whatever was planned and not answered becomes an
 * unknown with its reason. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"

struct autotask *
autotask_state(struct scan *scan)
{
    struct autotask *state = scan->state;

    if (state != NULL)
        return state;
    state = arena_new(scan->mem, struct autotask, 1);
    state->survey =
        arena_new(scan->mem, struct entity_info, autotask_catalogue.n_entity);
    state->alone =
        arena_new(scan->mem, struct entity_info, autotask_catalogue.n_entity);
    state->webhook_exchange = NO_EXCHANGE;
    scan->state = state;
    return state;
}

/* One answer's word on one access. An access that the answer calls not
 * offered is said to be so, whatever level stands beside it. */
static struct observation
declared(const char *entity, enum access access, const struct entity_info *info,
         uint32_t exchange)
{
    struct observation seen = {.entity = entity,
                               .access = access,
                               .basis = BASIS_DECLARED,
                               .level = info->level[access],
                               .reason = WHY_GRANTED,
                               .said = info->said[access],
                               .exchange = exchange};

    if (info->offered[access] == LEVEL_NONE) {
        seen.level = LEVEL_UNKNOWN;
        seen.reason = WHY_NOT_OFFERED;
    } else if (info->level[access] == LEVEL_UNKNOWN) {
        seen.reason = info->said[access] == NULL ? WHY_ABSENT : WHY_GARBAGE;
    } else if (info->level[access] == LEVEL_NONE) {
        seen.reason = WHY_NOT_GRANTED;
    } else if (info->level[access] == LEVEL_RESTRICTED) {
        seen.reason = WHY_RESTRICTED;
    }
    return seen;
}

/* The entity's metadata that counts: what it said when asked alone, and what
 * the survey said, as far as that was readable. */
static void
conclude_access(struct scan *scan, uint32_t step, uint32_t survey,
                enum access access)
{
    const char *entity = scan->plan->step[step].entity;
    struct autotask *state = autotask_state(scan);
    size_t e = (size_t)(autotask_entity(entity) - autotask_catalogue.entity);
    const struct entity_info *all = &state->survey[e];
    const struct entity_info *alone = &state->alone[e];
    bool readable =
        all->present && !all->ambiguous && all->level[access] != LEVEL_UNKNOWN;
    struct observation unknown = {.entity = entity,
                                  .access = access,
                                  .basis = BASIS_DECLARED,
                                  .exchange = scan->progress[step].exchange,
                                  .reason = scan_reason(scan, step)};
    struct observation seen;

    if (readable) {
        seen = declared(entity, access, all, scan->progress[survey].exchange);
        scan_observe(scan, &seen);
    }
    if (alone->present &&
        (!readable || alone->level[access] != LEVEL_UNKNOWN)) {
        seen = declared(entity, access, alone, unknown.exchange);
        scan_observe(scan, &seen);
    } else if (!readable) {
        scan_observe(scan, &unknown);
    }
}

static struct observation
callouts(const char *entity, const struct entity_info *info, uint32_t exchange)
{
    struct observation seen = {.entity = entity,
                               .fact = FACT_CALLOUTS,
                               .basis = BASIS_DECLARED,
                               .level = info->callouts,
                               .reason = WHY_ABSENT,
                               .exchange = exchange};

    if (info->callouts != LEVEL_UNKNOWN) {
        seen.said = info->callouts == LEVEL_ALL ? "true" : "false";
        seen.reason =
            info->callouts == LEVEL_ALL ? WHY_GRANTED : WHY_NOT_GRANTED;
    }
    return seen;
}

/* As with the levels: both answers count, as far as they are readable. */
static void
conclude_callouts(struct scan *scan, uint32_t step, uint32_t survey)
{
    const char *entity = scan->plan->step[step].entity;
    struct autotask *state = autotask_state(scan);
    size_t e = (size_t)(autotask_entity(entity) - autotask_catalogue.entity);
    const struct entity_info *all = &state->survey[e];
    const struct entity_info *alone = &state->alone[e];
    bool once = all->present && !all->ambiguous;
    struct observation seen;

    if (once && (all->callouts != LEVEL_UNKNOWN || !alone->present)) {
        seen = callouts(entity, all, scan->progress[survey].exchange);
        scan_observe(scan, &seen);
    }
    if (!once || alone->present) {
        seen = callouts(entity, alone, scan->progress[step].exchange);
        if (!alone->present)
            seen.reason = scan_reason(scan, step);
        if (!once || seen.level != LEVEL_UNKNOWN ||
            all->callouts == LEVEL_UNKNOWN)
            scan_observe(scan, &seen);
    }
}

/* The look for the own row as a read of Resources. That the API does not like
 * a filter says nothing about View. */
static void
conclude_own_read(struct scan *scan, uint32_t step)
{
    enum reason reason = scan_reason(scan, step);

    if (scan->plan->step[step].when != NULL || autotask_state(scan)->own_read)
        return;
    if (reason == WHY_GRANTED)
        reason = WHY_GARBAGE;
    if (reason == WHY_API_ERROR)
        reason = WHY_NOT_PROBED;
    scan_observe(scan, &(struct observation){
                           .entity = scan->plan->step[step].entity,
                           .access = ACCESS_VIEW,
                           .basis = BASIS_READ,
                           .reason = reason,
                           .exchange = scan->progress[step].exchange,
                       });
}

/* The own row, if it was never said whose it is. */
static void
conclude_own(struct scan *scan, uint32_t step)
{
    if (scan->plan->step[step].when == NULL || scan->progress[step].wanted)
        scan_observe(scan, &(struct observation){
                               .fact = FACT_API_ONLY,
                               .basis = BASIS_DECLARED,
                               .reason = scan_reason(scan, step),
                               .exchange = scan->progress[step].exchange,
                           });
}

/* A read or a list of fields that was never answered. */
static void
conclude_unasked(struct scan *scan, uint32_t step)
{
    const struct step *asked = &scan->plan->step[step];

    scan_observe(
        scan,
        &(struct observation){
            .entity = asked->entity,
            .fact = asked->probe == PROBE_FIELDS ? FACT_PICKLIST : NULL,
            .access = ACCESS_VIEW,
            .basis = asked->probe == PROBE_FIELDS ? BASIS_DECLARED : BASIS_READ,
            .reason = scan_reason(scan, step),
            .exchange = scan->progress[step].exchange,
        });
}

/* The entities that no check asks about: what is held of them without need
 * is told by the same one answer. */
static void
conclude_others(struct scan *scan, uint32_t survey, const bool *planned)
{
    const struct autotask *state = autotask_state(scan);

    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
        const struct entity_type *type = &autotask_catalogue.entity[e];
        const struct entity_info *info = &state->survey[e];

        if (planned[e] || !info->present || info->ambiguous)
            continue;
        for (int a = 0; a < ACCESS__N; a++) {
            struct observation seen;

            if (!type->offered[a])
                continue;
            seen = declared(type->name, (enum access)a, info,
                            scan->progress[survey].exchange);
            scan_observe(scan, &seen);
        }
    }
}

static void
conclude_webhooks(struct scan *scan)
{
    const struct autotask *state = autotask_state(scan);

    if (state->webhook_answers > 0)
        scan_observe(scan, &(struct observation){
                               .fact = FACT_WEBHOOKS,
                               .basis = BASIS_DECLARED,
                               .level = LEVEL_UNKNOWN,
                               .reason = WHY_NEEDS_ATTESTATION,
                               .counted = true,
                               .number = state->webhooks,
                               .said = state->webhook_text,
                               .exchange = state->webhook_exchange,
                           });
}

void
autotask_conclude(struct scan *scan)
{
    bool *planned = arena_new(scan->mem, bool, autotask_catalogue.n_entity);
    uint32_t survey = NO_STEP;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        enum probe probe = (enum probe)scan->plan->step[i].probe;
        bool answered = scan->progress[i].state == STEP_ANSWERED;

        if (probe == PROBE_SURVEY)
            survey = i;
        if (probe == PROBE_ENTITY) {
            planned[autotask_entity(scan->plan->step[i].entity) -
                    autotask_catalogue.entity] = true;
            for (int a = 0; a < ACCESS__N; a++)
                conclude_access(scan, i, survey, (enum access)a);
            conclude_callouts(scan, i, survey);
        }
        if (probe == PROBE_OWN)
            conclude_own_read(scan, i);
        if (probe == PROBE_OWN && !answered)
            conclude_own(scan, i);
        if ((probe == PROBE_READ || probe == PROBE_FIELDS) && !answered)
            conclude_unasked(scan, i);
    }
    conclude_others(scan, survey, planned);
    conclude_webhooks(scan);
}
