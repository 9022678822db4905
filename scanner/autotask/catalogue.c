/* The catalogue's arrays; the entities come from entities.tsv and
 * risk.tsv at build time.
 * View is offered where the entity can be queried; the other accesses where
 * any path offers the verb, the entity's own or one below a parent. */
#include "scanner/autotask/catalogue.h"
#include "base/text.h"

/* What Autotask's editor and its metadata call them [official:
 * REST_EntityInformationCall]. */
static const char *const level_words[] = {"none", "restricted", "all"};
static const char *const level_titles[] = {"None", "Restricted", "All"};
static const struct scale scale_level = {
    .name = "level", .word = level_words, .title = level_titles, .n = 3};

static const struct verb verbs[AUTOTASK_VERBS] = {
    [AUTOTASK_VIEW] = {"view", "View", "seen", true},
    [AUTOTASK_ADD] = {"add", "Add", "added", false},
    [AUTOTASK_EDIT] = {"edit", "Edit", "changed", false},
    [AUTOTASK_DELETE] = {"delete", "Delete", "deleted", false},
};

/* Of each entity: its verbs, and what else may be true of it. */
enum { RIGHTS_PER_ENTITY = AUTOTASK_VERBS + 2 };

#define ENTITY(number, label, view, add, edit, del, row, in, of, things, ...)  \
    {                                                                          \
        .name = (label),                                                       \
        .section = (in),                                                       \
        .family = (of),                                                        \
        .noun = (things),                                                      \
        .alias = ALIASES(__VA_ARGS__),                                         \
        .right0 = (number)*RIGHTS_PER_ENTITY,                                  \
        .n_right = RIGHTS_PER_ENTITY,                                          \
    },
#define ALIASES(v, a, e, d, reads, writes, ...)                                \
    (const char *const[])                                                      \
    {                                                                          \
        __VA_ARGS__                                                            \
    }

static const struct entity entities[] = {
#include "scanner/autotask/rights.inc"
};

#undef ENTITY

#define RIGHT(number, label, word, to_anybody, harm, sentence, ...)            \
    {                                                                          \
        .id = label "." word, .entity = &entities[number], .verb = (word),     \
        .scale = &scale_level, .abuse = (sentence), .risk = RISK_##harm,       \
        .offered = (to_anybody), __VA_ARGS__                                   \
    }
#define FACT(number, label, word, sentence)                                    \
    {                                                                          \
        .id = label "." word, .entity = &entities[number], .verb = (word),     \
        .scale = &scale_flag, .about = (sentence), .offered = true,            \
    }
#define ENTITY(number, label, view, add, edit, del, row, in, of, things, v, a, \
               e, d, reads, writes, ...)                                       \
    RIGHT(number, label, "view", view, v, reads, .never_empty = (row)),        \
        RIGHT(number, label, "add", add, a, writes, .never_empty = false),     \
        RIGHT(number, label, "edit", edit, e, writes, .never_empty = false),   \
        RIGHT(number, label, "delete", del, d, writes, .never_empty = false),  \
        FACT(number, label, FACT_CALLOUTS,                                     \
             "changes of the entity's records can call a webhook"),            \
        FACT(number, label, FACT_PICKLIST,                                     \
             "the entity's field list has a picklist with values"),

static const struct right rights[] = {
#include "scanner/autotask/rights.inc"
    {.id = FACT_LOGIN,
     .verb = FACT_LOGIN,
     .scale = &scale_flag,
     .offered = true,
     .about = "the API user can log in to the web services API"},
    {.id = FACT_API_ONLY,
     .verb = FACT_API_ONLY,
     .scale = &scale_flag,
     .offered = true,
     .about = "the API user's own record has the licence of an API-only user"},
    /* Those it owns are a lower bound. */
    {.id = FACT_WEBHOOKS,
     .verb = FACT_WEBHOOKS,
     .scale = &scale_number,
     .offered = true,
     .about = "how many webhooks the API user may create"},
};

static const struct fact facts[] = {
    {FACT_LOGIN, &scale_flag, false},      {FACT_API_ONLY, &scale_flag, false},
    {FACT_CALLOUTS, &scale_flag, true},    {FACT_PICKLIST, &scale_flag, true},
    {FACT_WEBHOOKS, &scale_number, false},
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
    .verb = verbs,
    .n_verb = AUTOTASK_VERBS,
    .fact = facts,
    .n_fact = sizeof facts / sizeof *facts,
    .entity = entities,
    .n_entity = sizeof entities / sizeof *entities,
    .right = rights,
    .n_right = sizeof rights / sizeof *rights,
    .world = WORLD_CLOSED,
    .editor = editor,
    .n_editor = sizeof editor / sizeof *editor,
    .account = "API user",
};

static bool
answers_to(const struct entity *entity, const char *name)
{
    for (const char *const *alias = entity->alias; *alias != NULL; alias++)
        if (text_same_fold(*alias, name))
            return true;
    return false;
}

const struct entity *
autotask_entity(const char *name)
{
    const struct entity *also = NULL;

    for (uint32_t i = 0; i < autotask_catalogue.n_entity; i++) {
        if (text_same_fold(entities[i].name, name))
            return &entities[i];
        if (also == NULL && answers_to(&entities[i], name))
            also = &entities[i];
    }
    return also;
}

const struct right *
autotask_right(const struct entity *entity, enum autotask_verb verb)
{
    return &rights[entity->right0 + verb];
}

const struct right *
autotask_fact(const struct entity *entity, const char *fact)
{
    const struct right *right = &rights[entity->right0 + AUTOTASK_VERBS];

    return text_same(right->verb, fact) ? right : right + 1;
}
