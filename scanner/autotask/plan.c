/* Which requests a ruleset needs. Nothing is asked that no check that is on
 * needs; everything that could write, and every field that holds a secret, is
 * absent by construction: the bodies below are all there are. */
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/autotask/autotask.h"

enum stage { STAGE_ZONE, STAGE_LOGIN, STAGE_SURVEY, STAGE_READS };

static const char *const stages[] = {"zone", "login", "survey", "reads", NULL};

/* Query syntax: [official: REST-Postman]. Company 0 exists, so gte 0. */
#define READ_BODY                                                              \
    "{\"MaxRecords\":1,\"IncludeFields\":[\"id\"],\"filter\":"                 \
    "[{\"op\":\"gte\",\"field\":\"id\",\"value\":0}]}"
/* TicketHistory accepts just this filter [official: TicketHistoryEntity]. */
#define HISTORY_BODY                                                           \
    "{\"MaxRecords\":1,\"IncludeFields\":[\"id\"],\"filter\":"                 \
    "[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":{ticket}}]}"
#define OWN_BODY(filter)                                                       \
    "{\"MaxRecords\":5,\"IncludeFields\":[\"id\",\"userName\",\"email\","      \
    "\"licenseType\"],\"filter\":[" filter "]}"
#define OWN_IS(field, value)                                                   \
    "{\"op\":\"eq\",\"field\":\"" field "\",\"value\":\"" value "\"}"
#define COUNT_BODY                                                             \
    "{\"filter\":[{\"op\":\"eq\",\"field\":\"ownerResourceID\","               \
    "\"value\":{owner}}]}"

/* The own row's userName may hold only the part before the @ [unverified], so
 * it is looked for in three ways at once [groups of filters official:
 * REST_Basic_Query_Calls]; one after the other if the API takes no group. */
static const struct {
    const char *body, *when;
} own_try[] = {
    {OWN_BODY(
         "{\"op\":\"or\",\"items\":[" OWN_IS("userName", "{user}") "," OWN_IS(
             "userName", "{user_name}") "," OWN_IS("email", "{user}") "]}"),
     NULL},
    {OWN_BODY(OWN_IS("userName", "{user}")), "if the API takes no such filter"},
    {OWN_BODY(OWN_IS("userName", "{user_name}")),
     "if then no resource has that user name in full"},
    {OWN_BODY(OWN_IS("email", "{user}")),
     "if then no resource has that user name"},
};

/* Entities whose rows are webhooks that an API user owns [swagger S26]. */
static const char *const webhook_entity[] = {
    "TicketWebhooks",     "CompanyWebhooks",           "ContactWebhooks",
    "TicketNoteWebhooks", "ConfigurationItemWebhooks",
};

/* ---- what the rules need ------------------------------------------------- */

struct needs {
    const struct entity *entity; /* the catalogue's */
    bool *metadata, *view, *picklist;
    bool own, count;
};

static void
need_right(struct needs *needs, const struct right *right)
{
    size_t e = 0;

    if (right->entity != NULL)
        e = (size_t)(right->entity - needs->entity);
    if (text_same(right->verb, FACT_API_ONLY))
        needs->own = true;
    else if (text_same(right->verb, FACT_WEBHOOKS))
        needs->own = needs->count = true;
    else if (text_same(right->verb, FACT_PICKLIST))
        needs->picklist[e] = true;
    else if (right->entity != NULL)
        needs->metadata[e] = true;
    if (right->entity != NULL &&
        right == autotask_right(right->entity, AUTOTASK_VIEW))
        needs->view[e] = true;
}

static struct needs
needs_of(const struct ruleset *rules, struct arena *arena)
{
    uint32_t n = autotask_catalogue.n_entity;
    struct needs needs = {.entity = autotask_catalogue.entity,
                          .metadata = arena_new(arena, bool, n),
                          .view = arena_new(arena, bool, n),
                          .picklist = arena_new(arena, bool, n)};

    for (uint32_t i = 0; i < rules->n_check; i++) {
        const struct check *check = &rules->check[i];

        for (uint32_t c = 0; check_is_on(rules, check) && c < check->n_claim;
             c++)
            if (check->claim[c].right != NULL)
                need_right(&needs, check->claim[c].right);
    }
    return needs;
}

/* ---- the steps ----------------------------------------------------------- */

/* A plan in the making. */
struct making {
    struct plan *plan;
    const struct needs *needs;
    struct arena *arena;
};

static const char *const login_right[] = {FACT_LOGIN, NULL};
static const char *const own_right[] = {FACT_API_ONLY, NULL};
static const char *const count_right[] = {FACT_WEBHOOKS, NULL};

static uint32_t
add(struct making *making, const struct step *step)
{
    struct plan *plan = making->plan;
    struct step *added;

    plan->step =
        arena_grow(making->arena, plan->step, plan->n, &plan->capacity);
    added = &plan->step[plan->n];
    *added = *step;
    added->content = CONTENT_JSON;
    added->base = step->probe == PROBE_ZONE ? BASE_ENDPOINT : BASE_API;
    added->auth = step->probe == PROBE_ZONE ? AUTH_NONE : AUTH_HEADERS;
    return plan->n++;
}

/* The ids of so many rights of the catalogue, from the first on. */
static const char *const *
ids_of(struct making *making, const struct right *first, uint32_t n)
{
    const char **list = arena_new(making->arena, const char *, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        list[i] = first[i].id;
    return list;
}

static uint32_t
add_connect(struct making *making)
{
    uint32_t zone = add(making, &(struct step){
                                    .method = "GET",
                                    .path = "atservicesrest/v1.0/"
                                            "zoneInformation?user={user}",
                                    .endpoint = "ZoneInformation",
                                    .purpose = "find the tenant's zone; "
                                               "without credentials",
                                    .after = NO_STEP,
                                    .stage = STAGE_ZONE,
                                    .probe = PROBE_ZONE,
                                    .look_up = true,
                                });

    return add(making, &(struct step){
                           .method = "GET",
                           .path = "V1.0/ThresholdInformation",
                           .endpoint = "ThresholdInformation",
                           .purpose = "log in, and see how much of the "
                                      "tenant's hour is used",
                           .answers = login_right,
                           .after = zone,
                           .stage = STAGE_LOGIN,
                           .probe = PROBE_LOGIN,
                       });
}

/* Alone: a call that is for no entity may be let in where one for an entity
 * is not, and one refused login is enough. */
static uint32_t
add_survey(struct making *making, uint32_t login)
{
    return add(making, &(struct step){
                           .method = "GET",
                           .path = "V1.0/EntityInformation",
                           .endpoint = "EntityInformation",
                           .purpose = "what is granted on every entity",
                           .after = login,
                           .stage = STAGE_SURVEY,
                           .probe = PROBE_SURVEY,
                       });
}

static uint32_t
add_read(struct making *making, const struct entity *entity, const char *when,
         uint32_t after)
{
    bool history = text_same(entity->name, "TicketHistory");

    return add(
        making,
        &(struct step){
            .method = "POST",
            .path = arena_print(making->arena, "V1.0/%s/query", entity->name),
            .body = history ? HISTORY_BODY : READ_BODY,
            .endpoint = entity->name,
            .purpose = "read one id, to see that View is real",
            .when = when,
            .entity = entity->name,
            .answers = ids_of(making, autotask_right(entity, AUTOTASK_VIEW), 1),
            .basis = BASIS_READ,
            .after = after,
            .stage = STAGE_READS,
            .probe = PROBE_READ,
        });
}

/* The look for the own row is a read of Resources already; a plain one comes
 * behind it where no row is found. Gives the last of the tries, or NO_STEP. */
static uint32_t
add_own(struct making *making, uint32_t after)
{
    const struct entity *resources = autotask_entity("Resources");
    uint32_t last = after;

    if (!making->needs->own)
        return NO_STEP;
    for (size_t i = 0; i < sizeof own_try / sizeof *own_try; i++)
        last = add(making, &(struct step){
                               .method = "POST",
                               .path = "V1.0/Resources/query",
                               .body = own_try[i].body,
                               .endpoint = "Resources",
                               .purpose = "find the API user's own row, and "
                                          "see that View is real",
                               .when = own_try[i].when,
                               .entity = "Resources",
                               .answers = own_right,
                               .after = last,
                               .stage = STAGE_READS,
                               .probe = PROBE_OWN,
                           });
    if (making->needs->view[resources - making->needs->entity])
        (void)add_read(making, resources, "if the own row is not found", last);
    return last;
}

static bool
is_counted(const struct entity *entity)
{
    for (size_t i = 0; i < sizeof webhook_entity / sizeof *webhook_entity; i++)
        if (text_same(webhook_entity[i], entity->name))
            return true;
    return false;
}

/* Ticket history is read with a ticket's id: Tickets come first; then what is
 * counted too, for one entity is asked one thing at a time. The look for the
 * own row is a read of Resources already. */
static void
add_reads(struct making *making, uint32_t survey)
{
    const struct entity *tickets = autotask_entity("Tickets");
    const struct entity *history = autotask_entity("TicketHistory");
    const struct entity *resources = autotask_entity("Resources");
    const struct needs *needs = making->needs;
    bool follow = needs->view[history - needs->entity];
    uint32_t read = NO_STEP;

    if (needs->view[tickets - needs->entity] || follow)
        read = add_read(making, tickets, NULL, survey);
    for (int counted = 1; counted >= 0; counted--)
        for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
            const struct entity *entity = &needs->entity[e];

            if (needs->view[e] && entity != tickets && entity != history &&
                !(entity == resources && needs->own) &&
                is_counted(entity) == (counted != 0))
                (void)add_read(making, entity, NULL, survey);
        }
    if (follow)
        (void)add_read(making, history, NULL, read);
}

static void
add_counts(struct making *making, uint32_t own)
{
    const struct needs *needs = making->needs;

    for (size_t i = 0; i < sizeof webhook_entity / sizeof *webhook_entity;
         i++) {
        const struct entity *entity = autotask_entity(webhook_entity[i]);

        if (!needs->count || !needs->metadata[entity - needs->entity])
            continue;
        (void)add(making,
                  &(struct step){
                      .method = "GET",
                      .path = arena_print(making->arena, "V1.0/%s/query/count",
                                          entity->name),
                      .body = COUNT_BODY,
                      .parameter = "search",
                      .endpoint = entity->name,
                      .purpose = "count the API user's own webhooks",
                      .entity = entity->name,
                      .answers = count_right,
                      .after = own,
                      .stage = STAGE_READS,
                      .probe = PROBE_COUNT,
                  });
    }
}

static void
add_metadata(struct making *making, uint32_t survey)
{
    const struct needs *needs = making->needs;

    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
        const struct entity *entity = &needs->entity[e];

        if (!needs->metadata[e])
            continue;
        (void)add(
            making,
            &(struct step){
                .method = "GET",
                .path = arena_print(making->arena, "V1.0/%s/entityInformation",
                                    entity->name),
                .endpoint = entity->name,
                .purpose = "what is granted on this entity",
                .when = "if the answer for all entities lacks it or is "
                        "unreadable",
                .entity = entity->name,
                .answers = ids_of(making, autotask_right(entity, AUTOTASK_VIEW),
                                  AUTOTASK_VERBS + 1),
                .after = survey,
                .stage = STAGE_READS,
                .probe = PROBE_ENTITY,
            });
    }
    (void)add(making, &(struct step){
                          .method = "GET",
                          .path = "V1.0/Modules",
                          .endpoint = "Modules",
                          .purpose = "which modules are switched on",
                          .when = "if a write is None where View is All",
                          .after = survey,
                          .stage = STAGE_READS,
                          .probe = PROBE_MODULES,
                      });
}

static void
add_fields(struct making *making, uint32_t survey)
{
    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
        const struct entity *entity = &making->needs->entity[e];

        if (!making->needs->picklist[e])
            continue;
        (void)add(making,
                  &(struct step){
                      .method = "GET",
                      .path = arena_print(making->arena,
                                          "V1.0/%s/entityInformation/fields",
                                          entity->name),
                      .endpoint = entity->name,
                      .purpose = "whether picklists can be discovered",
                      .entity = entity->name,
                      .answers = ids_of(
                          making, autotask_fact(entity, FACT_PICKLIST), 1),
                      .after = survey,
                      .stage = STAGE_READS,
                      .probe = PROBE_FIELDS,
                  });
    }
}

void
autotask_plan(const struct ruleset *rules, struct plan *plan,
              struct arena *arena)
{
    struct needs needs = needs_of(rules, arena);
    struct making making = {plan, &needs, arena};
    uint32_t survey, own;

    *plan = (struct plan){.stage = stages};
    survey = add_survey(&making, add_connect(&making));
    own = add_own(&making, survey);
    add_reads(&making, survey);
    add_counts(&making, own);
    add_metadata(&making, survey);
    add_fields(&making, survey);
}
