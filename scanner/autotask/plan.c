/* Which requests a ruleset needs. Nothing is asked that no check that is on
 * needs; everything that could write, and every field that holds a secret, is
 * absent by construction: the bodies below are all there are. */
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/autotask/autotask.h"

enum stage { STAGE_ZONE, STAGE_LOGIN, STAGE_SURVEY, STAGE_FOLLOW_UP };

static const char *const stages[] = {"zone", "login", "survey", "follow-up",
                                     NULL};

/* Query syntax: [official: REST-Postman]. Company 0 exists, so gte 0. */
#define READ_BODY                                                              \
    "{\"MaxRecords\":1,\"IncludeFields\":[\"id\"],\"filter\":"                 \
    "[{\"op\":\"gte\",\"field\":\"id\",\"value\":0}]}"
/* TicketHistory accepts just this filter [official: TicketHistoryEntity]. */
#define HISTORY_BODY                                                           \
    "{\"MaxRecords\":1,\"IncludeFields\":[\"id\"],\"filter\":"                 \
    "[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":{ticket}}]}"
#define OWN_BODY(field, value)                                                 \
    "{\"MaxRecords\":2,\"IncludeFields\":[\"id\",\"" field                     \
    "\",\"licenseType\"],\"filter\":[{\"op\":\"eq\",\"field\":\"" field        \
    "\",\"value\":\"" value "\"}]}"
#define COUNT_BODY                                                             \
    "{\"filter\":[{\"op\":\"eq\",\"field\":\"ownerResourceID\","               \
    "\"value\":{owner}}]}"

/* The own row's userName may hold only the part before the @ [unverified], so
 * it is looked for in three ways, one after the other. */
static const struct {
    const char *body, *when;
} own_try[] = {
    {OWN_BODY("userName", "{user}"), NULL},
    {OWN_BODY("userName", "{user_name}"),
     "if no resource has that user name in full"},
    {OWN_BODY("email", "{user}"), "if no resource has that user name"},
};

/* Entities whose rows are webhooks that an API user owns [swagger S26]. */
static const char *const webhook_entity[] = {
    "TicketWebhooks",     "CompanyWebhooks",           "ContactWebhooks",
    "TicketNoteWebhooks", "ConfigurationItemWebhooks",
};

/* ---- what the rules need ------------------------------------------------- */

struct needs {
    const struct entity_type *type; /* the catalogue's entities */
    bool *metadata, *view, *picklist;
    bool own, count;
};

static void
need_claim(struct needs *needs, const struct claim *claim)
{
    size_t e = 0;

    if (claim->entity != NULL)
        e = (size_t)(autotask_entity(claim->entity) - needs->type);
    switch (claim->kind) {
    case KIND_LEVEL:
        needs->metadata[e] = true;
        if (claim->access == ACCESS_VIEW)
            needs->view[e] = true;
        return;
    case KIND_FLAG:
        if (text_same(claim->fact, FACT_CALLOUTS))
            needs->metadata[e] = true;
        if (text_same(claim->fact, FACT_PICKLIST))
            needs->picklist[e] = true;
        if (text_same(claim->fact, FACT_API_ONLY))
            needs->own = true;
        return;
    case KIND_LIMIT:
        if (text_same(claim->fact, FACT_WEBHOOKS))
            needs->own = needs->count = true;
        return;
    case KIND_STATEMENT:
    case KIND__N:
        return;
    }
}

static struct needs
needs_of(const struct ruleset *rules, struct arena *arena)
{
    uint32_t n = autotask_catalogue.n_entity;
    struct needs needs = {.type = autotask_catalogue.entity,
                          .metadata = arena_new(arena, bool, n),
                          .view = arena_new(arena, bool, n),
                          .picklist = arena_new(arena, bool, n)};

    for (uint32_t i = 0; i < rules->n_check; i++) {
        const struct check *check = &rules->check[i];

        for (uint32_t c = 0; check_is_on(rules, check) && c < check->n_claim;
             c++)
            need_claim(&needs, &check->claim[c]);
    }
    return needs;
}

/* ---- the steps ----------------------------------------------------------- */

static uint32_t
add(struct plan *plan, struct arena *arena, const struct step *step)
{
    plan->step = arena_grow(arena, plan->step, plan->n, &plan->capacity);
    plan->step[plan->n] = *step;
    plan->step[plan->n].authenticated = step->probe != PROBE_ZONE;
    return plan->n++;
}

static uint32_t
add_connect(struct plan *plan, struct arena *arena)
{
    uint32_t zone = add(plan, arena,
                        &(struct step){
                            .method = "GET",
                            .path = "atservicesrest/v1.0/"
                                    "zoneInformation?user={user}",
                            .endpoint = "ZoneInformation",
                            .purpose = "find the tenant's zone; "
                                       "without credentials",
                            .after = NO_STEP,
                            .stage = STAGE_ZONE,
                            .probe = PROBE_ZONE,
                        });

    return add(plan, arena,
               &(struct step){
                   .method = "GET",
                   .path = "V1.0/ThresholdInformation",
                   .endpoint = "ThresholdInformation",
                   .purpose = "log in, and see how much of the tenant's hour "
                              "is used",
                   .after = zone,
                   .stage = STAGE_LOGIN,
                   .probe = PROBE_LOGIN,
               });
}

/* Gives the last of the tries to find the own row, or NO_STEP. */
static uint32_t
add_own(struct plan *plan, const struct needs *needs, uint32_t login,
        struct arena *arena)
{
    uint32_t last = login;

    if (!needs->own)
        return NO_STEP;
    for (size_t i = 0; i < sizeof own_try / sizeof *own_try; i++)
        last = add(plan, arena,
                   &(struct step){
                       .method = "POST",
                       .path = "V1.0/Resources/query",
                       .body = own_try[i].body,
                       .endpoint = "Resources",
                       .purpose = "find the API user's own row, and see that "
                                  "View is real",
                       .when = own_try[i].when,
                       .entity = "Resources",
                       .after = last,
                       .stage = STAGE_SURVEY,
                       .probe = PROBE_OWN,
                   });
    return last;
}

static uint32_t
add_read(struct plan *plan, const char *entity, uint32_t after,
         struct arena *arena)
{
    bool history = text_same(entity, "TicketHistory");

    return add(plan, arena,
               &(struct step){
                   .method = "POST",
                   .path = arena_print(arena, "V1.0/%s/query", entity),
                   .body = history ? HISTORY_BODY : READ_BODY,
                   .endpoint = entity,
                   .purpose = "read one id, to see that View is real",
                   .entity = entity,
                   .after = after,
                   .stage = history ? STAGE_FOLLOW_UP : STAGE_SURVEY,
                   .probe = PROBE_READ,
               });
}

/* Ticket history is read with a ticket's id: Tickets come first. The look for
 * the own row is a read of Resources already. */
static void
add_reads(struct plan *plan, const struct needs *needs, uint32_t login,
          struct arena *arena)
{
    size_t tickets = (size_t)(autotask_entity("Tickets") - needs->type);
    size_t history = (size_t)(autotask_entity("TicketHistory") - needs->type);
    size_t resources = (size_t)(autotask_entity("Resources") - needs->type);
    uint32_t read = NO_STEP;

    if (needs->view[tickets] || needs->view[history])
        read = add_read(plan, "Tickets", login, arena);
    if (needs->view[history])
        (void)add_read(plan, "TicketHistory", read, arena);
    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++)
        if (needs->view[e] && e != tickets && e != history &&
            !(e == resources && needs->own))
            (void)add_read(plan, needs->type[e].name, login, arena);
}

static void
add_counts(struct plan *plan, const struct needs *needs, uint32_t own,
           struct arena *arena)
{
    for (size_t i = 0; i < sizeof webhook_entity / sizeof *webhook_entity;
         i++) {
        const struct entity_type *type = autotask_entity(webhook_entity[i]);

        if (!needs->count || !needs->metadata[type - needs->type])
            continue;
        (void)add(
            plan, arena,
            &(struct step){
                .method = "GET",
                .path = arena_print(arena, "V1.0/%s/query/count", type->name),
                .body = COUNT_BODY,
                .parameter = "search",
                .endpoint = type->name,
                .purpose = "count the API user's own webhooks",
                .entity = type->name,
                .after = own,
                .stage = STAGE_FOLLOW_UP,
                .probe = PROBE_COUNT,
            });
    }
}

static void
add_metadata(struct plan *plan, const struct needs *needs, uint32_t login,
             struct arena *arena)
{
    uint32_t survey = add(plan, arena,
                          &(struct step){
                              .method = "GET",
                              .path = "V1.0/EntityInformation",
                              .endpoint = "EntityInformation",
                              .purpose = "what is granted on every entity",
                              .after = login,
                              .stage = STAGE_SURVEY,
                              .probe = PROBE_SURVEY,
                          });

    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
        const char *name = needs->type[e].name;

        if (!needs->metadata[e])
            continue;
        (void)add(
            plan, arena,
            &(struct step){
                .method = "GET",
                .path = arena_print(arena, "V1.0/%s/entityInformation", name),
                .endpoint = name,
                .purpose = "what is granted on this entity",
                .when = "if the answer for all entities lacks it or is "
                        "unreadable",
                .entity = name,
                .after = survey,
                .stage = STAGE_FOLLOW_UP,
                .probe = PROBE_ENTITY,
            });
    }
}

static void
add_fields(struct plan *plan, const struct needs *needs, uint32_t login,
           struct arena *arena)
{
    for (uint32_t e = 0; e < autotask_catalogue.n_entity; e++) {
        const char *name = needs->type[e].name;

        if (!needs->picklist[e])
            continue;
        (void)add(plan, arena,
                  &(struct step){
                      .method = "GET",
                      .path = arena_print(
                          arena, "V1.0/%s/entityInformation/fields", name),
                      .endpoint = name,
                      .purpose = "whether picklists can be discovered",
                      .entity = name,
                      .after = login,
                      .stage = STAGE_SURVEY,
                      .probe = PROBE_FIELDS,
                  });
    }
}

void
autotask_plan(const struct ruleset *rules, struct plan *plan,
              struct arena *arena)
{
    struct needs needs = needs_of(rules, arena);
    uint32_t login, own;

    *plan = (struct plan){.stage = stages};
    login = add_connect(plan, arena);
    own = add_own(plan, &needs, login, arena);
    add_metadata(plan, &needs, login, arena);
    add_reads(plan, &needs, login, arena);
    add_counts(plan, &needs, own, arena);
    add_fields(plan, &needs, login, arena);
}
