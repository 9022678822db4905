/* What each answer means, as it comes in. */
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/autotask/autotask.h"
#include "scanner/engine/url.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* licenseType of an API-only user [code: three independent projects]. */
enum { LICENSE_API = 7 };

/* The first line says what happened, each further one a possible cause. */
static const char login_causes[] =
    "Autotask refused the login and does not say why. The user exists, for "
    "its zone was found. Nothing was tried again, because repeated failures "
    "lock the user. Possible causes:\n"
    "The secret is wrong, or was generated anew.\n"
    "The API tracking identifier (integration code) is wrong, or is not the "
    "one chosen on the API user.\n"
    "The API user is locked or inactive, or its password has expired.\n"
    "Its security level is not an API-only one, or may not log in to the Web "
    "Services API.";

/* The list of numbers grows [official: API zones page]. */
static const char *const zone_hosts[] = {"webservices#.autotask.net", NULL};

/* ---- zone ---------------------------------------------------------------- */

/* Ends the scan with all that is known of why. */
static void
stop_at(struct scan *scan, uint32_t step, const struct answer *answer,
        const char *what)
{
    uint32_t exchange = scan->progress[step].exchange;
    const char *note =
        exchange != NO_EXCHANGE ? scan->exchange[exchange].note : NULL;
    enum reason reason = answer_reason(answer->kind);
    const char *status =
        answer->status > 0
            ? arena_print(scan->mem, " (HTTP %d)", answer->status)
            : "";

    scan_stop(scan, reason,
              arena_print(scan->mem, "%s failed%s: %s%s%s.", what, status,
                          reason_about(reason), note != NULL ? ": " : "",
                          note != NULL ? note : ""));
}

static void
hear_zone_error(struct scan *scan, uint32_t step, const struct answer *answer)
{
    if (answer->said != NULL &&
        text_has_fold(answer->said, "could not be determined"))
        scan_stop(scan, WHY_USER_UNKNOWN,
                  "Autotask knows no zone for this user name: it is "
                  "misspelled, or the API user was deleted.");
    else if (answer->kind == ANSWER_LOGIN || answer->kind == ANSWER_OK ||
             answer->kind == ANSWER_DENIED)
        scan_stop(scan, WHY_GARBAGE,
                  "The zone look-up gave an answer that makes no sense "
                  "there; nothing was sent to any zone.");
    else
        stop_at(scan, step, answer, "The zone look-up");
}

static void
hear_zone(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const char *url = json_text(json_get_fold(answer->json, "url"));
    int64_t database;

    if (answer->kind != ANSWER_OK || url == NULL) {
        hear_zone_error(scan, step, answer);
        return;
    }
    scan->base = url_guard(url, zone_hosts, scan->options->loopback, scan->mem);
    if (scan->base == NULL) {
        scan_said(scan, step,
                  arena_print(scan->mem, "the zone is said to be %s",
                              scan_keep(scan, url)));
        scan_stop(scan, WHY_ZONE_REFUSED,
                  "The zone look-up named an address that is not Autotask's; "
                  "no credential was sent there.");
        return;
    }
    scan->target.zone_url = scan_keep(scan, scan->base);
    scan->target.zone =
        scan_keep(scan, json_text(json_get_fold(answer->json, "zoneName")));
    if (json_integer(json_get_fold(answer->json, "ci"), &database))
        scan->target.database = arena_print(scan->mem, "%" PRId64, database);
}

/* ---- login --------------------------------------------------------------- */

static void
observe_login(struct scan *scan, uint32_t step, enum level level,
              enum reason reason)
{
    scan_observe(scan, &(struct observation){
                           .fact = FACT_LOGIN,
                           .basis = BASIS_DECLARED,
                           .level = level,
                           .reason = reason,
                           .said = level == LEVEL_ALL ? "accepted" : NULL,
                           .exchange = scan->progress[step].exchange,
                       });
}

static void
check_usage(struct scan *scan)
{
    const struct usage *usage = &scan->usage;

    if (scan->options->max_usage >= 100)
        return;
    if (!usage->known)
        scan_stop(scan, WHY_GARBAGE,
                  "How many of this hour's requests the tenant has used "
                  "could not be read, so nothing more was spent of them.");
    else if (usage->used >
             usage->threshold / 100 * (int64_t)scan->options->max_usage +
                 usage->threshold % 100 * (int64_t)scan->options->max_usage /
                     100)
        scan_stop(scan, WHY_BUDGET,
                  arena_print(scan->mem,
                              "The tenant has used %" PRId64 " of %" PRId64
                              " requests in the last %" PRId64
                              " minutes, more than %u %%; all its integrations "
                              "would stop at the threshold, so the scan did.",
                              usage->used, usage->threshold, usage->minutes,
                              (unsigned)scan->options->max_usage));
}

static void
hear_login(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct usage *usage = &scan->usage;
    const struct json *json = answer->json;

    if (answer->kind != ANSWER_OK) {
        stop_at(scan, step, answer, "The first request after the zone look-up");
        return;
    }
    usage->known =
        json_integer(json_get_fold(json, "externalRequestThreshold"),
                     &usage->threshold) &&
        json_integer(json_get_fold(json, "currentTimeframeRequestCount"),
                     &usage->used) &&
        usage->threshold > 0 && usage->used >= 0;
    if (!json_integer(json_get_fold(json, "requestThresholdTimeframe"),
                      &usage->minutes))
        usage->minutes = 60;
    if (usage->known) {
        observe_login(scan, step, LEVEL_ALL, WHY_GRANTED);
        scan_said(scan, step,
                  arena_print(scan->mem,
                              "login accepted; %" PRId64 " of %" PRId64
                              " requests used in %" PRId64 " minutes",
                              usage->used, usage->threshold, usage->minutes));
    } else {
        observe_login(scan, step, LEVEL_UNKNOWN, WHY_GARBAGE);
        *usage = (struct usage){0};
    }
    check_usage(scan);
}

/* ---- survey -------------------------------------------------------------- */

/* The description keeps what it says beyond the answer's own memory. */
static struct entity_info
keep_info(struct scan *scan, const struct json *json)
{
    struct entity_info info = entity_info_read(json, &scan->scratch);

    for (int a = 0; a < ACCESS__N; a++)
        info.said[a] = scan_keep(scan, info.said[a]);
    return info;
}

/* Whether a rule asks for the flag of this entity. */
static bool
callouts_matter(const struct ruleset *rules, const char *entity)
{
    for (uint32_t i = 0; i < rules->n_check; i++)
        for (uint32_t c = 0; c < rules->check[i].n_claim; c++)
            if (text_same(rules->check[i].claim[c].fact, FACT_CALLOUTS) &&
                text_same(rules->check[i].claim[c].entity, entity))
                return true;
    return false;
}

static void
want_missing(struct scan *scan)
{
    const struct autotask *state = autotask_state(scan);

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct step *step = &scan->plan->step[i];
        const struct entity_info *info;

        if (step->probe != PROBE_ENTITY)
            continue;
        info = &state->survey[autotask_entity(step->entity) -
                              autotask_catalogue.entity];
        if (!entity_info_whole(info) ||
            (info->callouts == LEVEL_UNKNOWN &&
             callouts_matter(scan->ruleset, step->entity)))
            scan_want(scan, i);
    }
}

static void
hear_survey(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct autotask *state = autotask_state(scan);
    const struct json *list = json_get_fold(answer->json, "entityDescriptions");
    uint32_t known = 0;

    if (answer->kind != ANSWER_OK)
        list = NULL; /* what stands beside errors proves nothing */
    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const char *name = entity_info_name(&list->item[i]);
        const struct entity_type *type =
            name != NULL ? autotask_entity(name) : NULL;
        struct entity_info *info;

        if (type == NULL)
            continue;
        info = &state->survey[type - autotask_catalogue.entity];
        if (info->present) {
            info->ambiguous = true;
            continue;
        }
        *info = keep_info(scan, &list->item[i]);
        known++;
    }
    if (answer->kind == ANSWER_OK)
        scan_said(scan, step,
                  arena_print(scan->mem, "describes %u of %u entities",
                              (unsigned)known,
                              (unsigned)autotask_catalogue.n_entity));
    want_missing(scan);
}

static void
hear_entity(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct autotask *state = autotask_state(scan);
    const char *entity = scan->plan->step[step].entity;

    if (answer->kind == ANSWER_OK)
        state->alone[autotask_entity(entity) - autotask_catalogue.entity] =
            keep_info(scan, answer->json);
}

/* ---- reads --------------------------------------------------------------- */

static void
observe_read(struct scan *scan, uint32_t step, enum level level,
             enum reason reason)
{
    scan_observe(scan, &(struct observation){
                           .entity = scan->plan->step[step].entity,
                           .access = ACCESS_VIEW,
                           .basis = BASIS_READ,
                           .level = level,
                           .reason = reason,
                           .exchange = scan->progress[step].exchange,
                       });
}

static void
hear_read(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *items = json_get_fold(answer->json, "items");
    const char *entity = scan->plan->step[step].entity;
    int64_t id;

    if (answer->kind == ANSWER_DENIED) {
        observe_read(scan, step, LEVEL_NONE, WHY_NOT_GRANTED);
    } else if (answer->kind != ANSWER_OK) {
        observe_read(scan, step, LEVEL_UNKNOWN, answer_reason(answer->kind));
    } else if (items == NULL || items->kind != JSON_ARRAY) {
        observe_read(scan, step, LEVEL_UNKNOWN, WHY_GARBAGE);
    } else {
        observe_read(scan, step, LEVEL_ALL, WHY_GRANTED);
        scan_said(scan, step,
                  items->n > 0 ? "read allowed: one id came back"
                               : "read allowed: there are no records to see");
        if (text_same(entity, "Tickets") && items->n > 0 &&
            json_integer(json_get_fold(&items->item[0], "id"), &id))
            scan_know(scan, "ticket", arena_print(scan->mem, "%" PRId64, id));
    }
}

/* ---- picklists ----------------------------------------------------------- */

static void
observe_fact(struct scan *scan, uint32_t step, const char *fact,
             enum level level, enum reason reason)
{
    bool account = !text_same(fact, FACT_PICKLIST);

    scan_observe(scan,
                 &(struct observation){
                     .entity = account ? NULL : scan->plan->step[step].entity,
                     .fact = fact,
                     .basis = BASIS_DECLARED,
                     .level = level,
                     .reason = reason,
                     .exchange = scan->progress[step].exchange,
                 });
}

static void
hear_fields(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *fields = json_get_fold(answer->json, "fields");
    uint32_t picklists = 0;

    if (answer->kind != ANSWER_OK || fields == NULL ||
        fields->kind != JSON_ARRAY) {
        observe_fact(scan, step, FACT_PICKLIST, LEVEL_UNKNOWN,
                     answer->kind == ANSWER_OK ? WHY_GARBAGE
                                               : answer_reason(answer->kind));
        return;
    }
    for (uint32_t i = 0; i < fields->n; i++) {
        const struct json *values =
            json_get_fold(&fields->item[i], "picklistValues");

        picklists +=
            values != NULL && values->kind == JSON_ARRAY && values->n > 0;
    }
    scan_said(scan, step,
              arena_print(scan->mem, "%u fields, %u picklists with values",
                          (unsigned)fields->n, (unsigned)picklists));
    if (picklists > 0)
        observe_fact(scan, step, FACT_PICKLIST, LEVEL_ALL, WHY_GRANTED);
    else
        observe_fact(scan, step, FACT_PICKLIST, LEVEL_UNKNOWN, WHY_ABSENT);
}

/* ---- the own row --------------------------------------------------------- */

/* False if the row names another user than was asked for. A row without the
 * field is taken as answered: the filter has chosen it. */
static bool
is_own(const struct scan *scan, const struct json *row)
{
    const char *user = secrets_user(scan->options->secrets);
    const char *name = json_text(json_get_fold(row, "userName"));
    const char *email = json_text(json_get_fold(row, "email"));
    size_t local = strcspn(user, "@");

    if (name == NULL && email == NULL)
        return true;
    if (name != NULL)
        return text_same_fold(name, user) ||
               (strlen(name) == local && strncasecmp(name, user, local) == 0);
    return text_same_fold(email, user);
}

static bool
license_of(const struct json *row, int64_t *license)
{
    const struct json *value = json_get_fold(row, "licenseType");
    const char *text = json_text(value);

    if (json_integer(value, license))
        return true;
    if (text == NULL || text[0] < '0' || text[0] > '9' || text[1] != '\0')
        return false;
    *license = text[0] - '0';
    return true;
}

static void
hear_own_row(struct scan *scan, uint32_t step, const struct json *row)
{
    struct autotask *state = autotask_state(scan);
    int64_t license, id;

    state->own_known = true;
    if (json_integer(json_get_fold(row, "id"), &id))
        scan_know(scan, "owner", arena_print(scan->mem, "%" PRId64, id));
    if (!license_of(row, &license)) {
        observe_fact(scan, step, FACT_API_ONLY, LEVEL_UNKNOWN, WHY_GARBAGE);
        return;
    }
    scan_said(scan, step,
              arena_print(scan->mem, "licenseType %" PRId64, license));
    observe_fact(scan, step, FACT_API_ONLY,
                 license == LICENSE_API ? LEVEL_ALL : LEVEL_NONE,
                 license == LICENSE_API ? WHY_GRANTED : WHY_NOT_GRANTED);
}

/* Asks in the next way, if there is one. */
static bool
own_try_next(struct scan *scan, uint32_t step)
{
    if (step + 1 >= scan->plan->n ||
        scan->plan->step[step + 1].probe != PROBE_OWN)
        return false;
    scan_want(scan, step + 1);
    return true;
}

/* No row, or the API does not like the filter: the next way may do better. */
static void
hear_no_row(struct scan *scan, uint32_t step, enum reason reason)
{
    if ((reason == WHY_ABSENT || reason == WHY_API_ERROR) &&
        own_try_next(scan, step))
        return;
    observe_fact(scan, step, FACT_API_ONLY, LEVEL_UNKNOWN, reason);
}

static void
hear_own(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *items = json_get_fold(answer->json, "items");
    struct autotask *state = autotask_state(scan);

    if (answer->kind == ANSWER_DENIED) {
        observe_read(scan, step, LEVEL_NONE, WHY_NOT_GRANTED);
        state->own_read = true;
    } else if (answer->kind == ANSWER_OK && items != NULL &&
               items->kind == JSON_ARRAY) {
        observe_read(scan, step, LEVEL_ALL, WHY_GRANTED);
        state->own_read = true;
    }
    if (answer->kind != ANSWER_OK) {
        hear_no_row(scan, step, answer_reason(answer->kind));
    } else if (items == NULL || items->kind != JSON_ARRAY || items->n > 1) {
        hear_no_row(scan, step, WHY_GARBAGE);
    } else if (items->n == 0) {
        scan_said(scan, step, "no such row");
        hear_no_row(scan, step, WHY_ABSENT);
    } else if (is_own(scan, &items->item[0])) {
        hear_own_row(scan, step, &items->item[0]);
    } else {
        scan_said(scan, step, "the row is another user's");
        hear_no_row(scan, step, WHY_GARBAGE);
    }
}

/* ---- webhooks ------------------------------------------------------------ */

static void
hear_count(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct autotask *state = autotask_state(scan);
    const char *before = state->webhook_text;
    int64_t count;

    if (answer->kind != ANSWER_OK ||
        !json_integer(json_get_fold(answer->json, "queryCount"), &count) ||
        count < 0 || count > INT32_MAX)
        return;
    state->webhooks += count;
    if (state->webhook_answers++ == 0)
        state->webhook_exchange = scan->progress[step].exchange;
    state->webhook_text =
        arena_print(scan->mem, "%s%s%s %" PRId64, before ? before : "",
                    before ? ", " : "", scan->plan->step[step].entity, count);
    scan_said(
        scan, step,
        arena_print(scan->mem, "%" PRId64 " of the API user's own", count));
}

/* -------------------------------------------------------------------------- */

void
autotask_hear(struct scan *scan, uint32_t step, const struct answer *answer)
{
    static void (*const hear[])(struct scan *, uint32_t,
                                const struct answer *) = {
        [PROBE_ZONE] = hear_zone,     [PROBE_LOGIN] = hear_login,
        [PROBE_SURVEY] = hear_survey, [PROBE_ENTITY] = hear_entity,
        [PROBE_READ] = hear_read,     [PROBE_FIELDS] = hear_fields,
        [PROBE_OWN] = hear_own,       [PROBE_COUNT] = hear_count,
    };
    enum probe probe = (enum probe)scan->plan->step[step].probe;

    if (answer->kind == ANSWER_LOGIN && probe != PROBE_ZONE) {
        observe_login(scan, step, LEVEL_UNKNOWN, WHY_LOGIN_REJECTED);
        scan_stop(scan, WHY_LOGIN_REJECTED, login_causes);
        return;
    }
    hear[probe](scan, step, answer);
}
