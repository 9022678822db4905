/* What each answer means, as it comes in: reads, lists of fields, counts. The
 * rest stands in connect.c, survey.c and own.c. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"

#include <inttypes.h>

struct autotask *
autotask_state(struct scan *scan)
{
    struct autotask *state = scan->state;

    if (state != NULL)
        return state;
    state = arena_new(scan->mem, struct autotask, 1);
    state->told = arena_new(scan->mem, bool, autotask_catalogue.n_right);
    state->grade = arena_new(scan->mem, int64_t, autotask_catalogue.n_right);
    scan->state = state;
    return state;
}

void
autotask_observe(struct scan *scan, uint32_t step, const struct right *right,
                 int64_t grade, const char *said)
{
    scan_observe(scan, &(struct observation){
                           .right = right->id,
                           .low = grade,
                           .high = grade,
                           .reason = WHY_GRANTED,
                           .basis = BASIS_DECLARED,
                           .said = said,
                           .exchange = scan->progress[step].exchange,
                       });
}

/* ---- reads --------------------------------------------------------------- */

static void
observe_read(struct scan *scan, uint32_t step, struct observation seen)
{
    const struct entity *entity =
        autotask_entity(scan->plan->step[step].entity);

    seen.right = autotask_right(entity, AUTOTASK_VIEW)->id;
    seen.weak = true;
    seen.basis = BASIS_READ;
    seen.exchange = scan->progress[step].exchange;
    scan_observe(scan, &seen);
}

void
autotask_read_refused(struct scan *scan, uint32_t step)
{
    observe_read(scan, step, (struct observation){.reason = WHY_GRANTED});
}

void
autotask_read_doubt(struct scan *scan, uint32_t step, enum reason reason)
{
    observe_read(scan, step, (struct observation){.reason = reason});
}

/* An API user sees nothing of lines of business that are not its own, without
 * any error [official: REST_BestPractices, REST_Security_Auth]. */
static const char lines_of_business[] =
    "Where a read was allowed and showed no record there may be none, or lines "
    "of business hide them: what belongs to a line of business that is not the "
    "API user's is left out without an error. See Admin > Resources (Users) > "
    "the API user > Line of Business, and there \"Resource can view items with "
    "no assigned Line of Business\".";

void
autotask_read_allowed(struct scan *scan, uint32_t step, bool row)
{
    observe_read(
        scan, step,
        (struct observation){.low = row ? AUTOTASK_RESTRICTED : AUTOTASK_NONE,
                             .high = AUTOTASK_ALL,
                             .reason = WHY_GRANTED});
    scan_said(scan, step,
              row ? "read allowed: one id came back"
                  : "read allowed: there are no records to see");
    if (!row)
        scan_note(scan, lines_of_business);
}

/* One id was asked for: one row with an id, or none. */
static void
hear_read(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *items = json_get_fold(answer->json, "items");
    int64_t id = 0;

    if (answer->kind == ANSWER_DENIED) {
        autotask_read_refused(scan, step);
    } else if (answer->kind != ANSWER_OK) {
        autotask_read_doubt(scan, step, answer_reason(answer->kind));
    } else if (items == NULL || items->kind != JSON_ARRAY || items->n > 1 ||
               (items->n == 1 &&
                (!json_integer(json_get_fold(&items->item[0], "id"), &id) ||
                 id < 0))) {
        autotask_read_doubt(scan, step, WHY_GARBAGE);
    } else {
        autotask_read_allowed(scan, step, items->n == 1);
        if (items->n == 1 &&
            text_same(scan->plan->step[step].entity, "Tickets"))
            scan_know(scan, "ticket", arena_print(scan->mem, "%" PRId64, id));
    }
}

/* ---- picklists ----------------------------------------------------------- */

/* A value that can be chosen: an object with a value, and not inactive. */
static bool
is_choice(const struct json *value)
{
    const struct json *active = json_get_fold(value, "isActive");
    const struct json *which = json_get_fold(value, "value");
    bool on = true;

    if (active != NULL && !json_boolean(active, &on))
        return false;
    return on && which != NULL && which->kind != JSON_NULL;
}

static bool
is_picklist(const struct json *field)
{
    const struct json *values = json_get_fold(field, "picklistValues");
    bool picklist = false;

    if (!json_boolean(json_get_fold(field, "isPickList"), &picklist) ||
        !picklist || values == NULL || values->kind != JSON_ARRAY)
        return false;
    for (uint32_t i = 0; i < values->n; i++)
        if (is_choice(&values->item[i]))
            return true;
    return false;
}

static void
hear_fields(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *fields = json_get_fold(answer->json, "fields");
    const struct right *right = autotask_fact(
        autotask_entity(scan->plan->step[step].entity), FACT_PICKLIST);
    uint32_t picklists = 0;

    if (answer->kind != ANSWER_OK || fields == NULL ||
        fields->kind != JSON_ARRAY) {
        scan_doubt(scan, step, right->id,
                   answer->kind == ANSWER_OK ? WHY_GARBAGE
                                             : answer_reason(answer->kind));
        return;
    }
    for (uint32_t i = 0; i < fields->n; i++)
        picklists += is_picklist(&fields->item[i]);
    scan_said(scan, step,
              arena_print(scan->mem, "%u fields, %u picklists with values",
                          (unsigned)fields->n, (unsigned)picklists));
    if (picklists > 0)
        autotask_observe(scan, step, right, 1, NULL);
    else
        scan_doubt(scan, step, right->id, WHY_ABSENT);
}

/* ---- webhooks ------------------------------------------------------------ */

static void
hear_count(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct autotask *state = autotask_state(scan);
    int64_t count;

    if (answer->kind != ANSWER_OK ||
        !json_integer(json_get_fold(answer->json, "queryCount"), &count) ||
        count < 0 || count > INT32_MAX)
        return;
    if (state->count == NULL)
        state->count = arena_new(scan->mem, int64_t, scan->plan->n);
    state->count[step] = count + 1;
    scan_said(
        scan, step,
        arena_print(scan->mem, "%" PRId64 " of the API user's own", count));
}

/* What was counted of the webhooks is a lower bound of what is allowed; told in
 * the order of the plan, in whatever order the answers came. */
void
autotask_conclude(struct scan *scan)
{
    const struct autotask *state = autotask_state(scan);
    struct observation sum = {.right = FACT_WEBHOOKS,
                              .high = GRADE_MOST,
                              .reason = WHY_GRANTED,
                              .basis = BASIS_DECLARED};

    for (uint32_t i = 0; state->count != NULL && i < scan->plan->n; i++) {
        int64_t count = state->count[i] - 1;

        if (count < 0)
            continue;
        sum.low += count;
        if (sum.said == NULL)
            sum.exchange = scan->progress[i].exchange;
        sum.said = arena_print(
            scan->mem, "%s%s%s %" PRId64, sum.said != NULL ? sum.said : "",
            sum.said != NULL ? ", " : "", scan->plan->step[i].entity, count);
    }
    if (sum.said != NULL)
        scan_observe(scan, &sum);
}

/* -------------------------------------------------------------------------- */

void
autotask_hear(struct scan *scan, uint32_t step, const struct answer *answer)
{
    static void (*const hear[PROBE__N])(struct scan *, uint32_t,
                                        const struct answer *) = {
        [PROBE_ZONE] = autotask_hear_zone,
        [PROBE_LOGIN] = autotask_hear_login,
        [PROBE_SURVEY] = autotask_hear_survey,
        [PROBE_ENTITY] = autotask_hear_entity,
        [PROBE_READ] = hear_read,
        [PROBE_FIELDS] = hear_fields,
        [PROBE_OWN] = autotask_hear_own,
        [PROBE_COUNT] = hear_count,
        [PROBE_MODULES] = autotask_hear_modules,
    };

    hear[scan->plan->step[step].probe](scan, step, answer);
}
