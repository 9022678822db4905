/* The catalogue's arrays; the entities come from entities.tsv and
 * risk.tsv at build time.
 * View is offered where the entity can be queried; the other accesses where
 * any path offers the verb, the entity's own or one below a parent. */
#include "scanner/autotask/catalogue.h"

#include "base/text.h"

#define ENTITY(label, view, add, edit, del, ...)                               \
    {                                                                          \
        .name = (label),                                                       \
        .offered = {[ACCESS_VIEW] = (view),                                    \
                    [ACCESS_ADD] = (add),                                      \
                    [ACCESS_EDIT] = (edit),                                    \
                    [ACCESS_DELETE] = (del)},                                  \
        .entity_information = true, EXPOSURE(__VA_ARGS__)

/* What holding a right without need could do. */
#define EXPOSURE(in, of, things, v, a, e, d, reads, writes, ...)               \
    .section = (in), .family = (of), .noun = (things),                         \
    .risk = {[ACCESS_VIEW] = RISK_##v,                                         \
             [ACCESS_ADD] = RISK_##a,                                          \
             [ACCESS_EDIT] = RISK_##e,                                         \
             [ACCESS_DELETE] = RISK_##d},                                      \
    .read_abuse = (reads), .write_abuse = (writes),                            \
    .alias = (const char *const[]){__VA_ARGS__},                               \
    }                                                                          \
    ,

static const struct entity_type entities[] = {
#include "scanner/autotask/rights.inc"
};

static const struct fact_type facts[] = {
    {.name = "login",
     .kind = KIND_FLAG,
     .about = "the API user can log in to the web services API"},
    {.name = "api-only",
     .kind = KIND_FLAG,
     .about = "the API user's own record has the licence of an API-only user"},
    {.name = "webhook-callouts",
     .kind = KIND_FLAG,
     .per_entity = true,
     .about = "changes of the entity's records can call a webhook"},
    {.name = "picklist",
     .kind = KIND_FLAG,
     .per_entity = true,
     .about = "the entity's field list has a picklist with values"},
    {.name = "webhooks",
     .kind = KIND_LIMIT,
     .about = "how many webhooks the API user may create; those it owns are "
              "a lower bound"},
};

/* Sections of the security level editor, in its order [official:
 * Settings_WSAPI, Create_Edit_Custom_Security_Level]. */
static const char *const editor[] = {
    "Contracts",
    "CRM",
    "Inventory",
    "Projects",
    "Service Desk",
    "Knowledge Base & Documents",
    "Timesheets",
    "Reports",
    "Admin",
    "Other",
    "Web Services API",
};

const struct catalogue autotask_catalogue = {
    .provider = "autotask",
    .entity = entities,
    .n_entity = sizeof entities / sizeof *entities,
    .fact = facts,
    .n_fact = sizeof facts / sizeof *facts,
    .editor = editor,
    .n_editor = sizeof editor / sizeof *editor,
};

static bool
answers_to(const struct entity_type *entity, const char *name)
{
    for (const char *const *alias = entity->alias; *alias != NULL; alias++)
        if (text_same_fold(*alias, name))
            return true;
    return false;
}

const struct entity_type *
autotask_entity(const char *name)
{
    const struct entity_type *also = NULL;

    for (uint32_t i = 0; i < autotask_catalogue.n_entity; i++) {
        if (text_same_fold(entities[i].name, name))
            return &entities[i];
        if (also == NULL && answers_to(&entities[i], name))
            also = &entities[i];
    }
    return also;
}
