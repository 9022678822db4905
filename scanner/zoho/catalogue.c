/* The catalogue's arrays; scopes and rights of a profile come from scopes.tsv
 * and profile.tsv at build time. */
#include "scanner/zoho/catalogue.h"
#include "base/diag.h"
#include "base/text.h"
#include "rules/model/scale.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct verb verbs[] = {
    {"held", "Held", "made", false},
};

#define SCOPE(number, in_full, read, only)
#define KEY(number, in, word, read)
#define IMPLIES(strong, weak)
#define RIGHT(number, in_full, label, in, kind, things, harm, sentence)        \
    {                                                                          \
        .name = (in_full),                                                     \
        .title = (label),                                                      \
        .section = (in),                                                       \
        .family = (kind),                                                      \
        .noun = (things),                                                      \
        .right0 = (number),                                                    \
        .n_right = 1,                                                          \
    },

static const struct entity entities[] = {
#include "scanner/zoho/rights.inc"
};

enum { N_ENTITY = COUNT(entities) };

#undef RIGHT
#define RIGHT(number, in_full, label, in, kind, things, harm, sentence)        \
    {                                                                          \
        .id = in_full ".held",                                                 \
        .entity = &entities[number],                                           \
        .verb = "held",                                                        \
        .scale = &scale_flag,                                                  \
        .abuse = (sentence),                                                   \
        .risk = RISK_##harm,                                                   \
        .offered = true,                                                       \
    },

static const struct right rights[] = {
#include "scanner/zoho/rights.inc"
    {.id = ZOHO_LOGIN,
     .verb = ZOHO_LOGIN,
     .scale = &scale_flag,
     .offered = true,
     .about = "the refresh token gets an access token"},
    {.id = ZOHO_ORGANISATION,
     .verb = ZOHO_ORGANISATION,
     .scale = &scale_flag,
     .offered = true,
     .about = "the token is of the organization that is named"},
    {.id = ZOHO_ADMINISTRATOR,
     .verb = ZOHO_ADMINISTRATOR,
     .scale = &scale_flag,
     .risk = RISK_CRITICAL,
     .offered = true,
     .about = "the agent who consented is an administrator",
     .abuse = "With the token, whatever its scopes open can be done in every "
              "department, and no profile holds it back."},
    {.id = ZOHO_DEPARTMENTS,
     .verb = ZOHO_DEPARTMENTS,
     .scale = &scale_flag,
     .offered = true,
     .about = "the agent sees every department that is enabled"},
    {.id = ZOHO_RECORDS,
     .verb = ZOHO_RECORDS,
     .scale = &scale_flag,
     .offered = true,
     .about = "the agent sees the records of others too"},
};

#undef RIGHT
#undef SCOPE
#define RIGHT(number, in_full, label, in, kind, things, harm, sentence)
#define SCOPE(number, in_full, read, only)                                     \
    {(number), (in_full), (read), (only)},

const struct zoho_scope zoho_scope[] = {
#include "scanner/zoho/rights.inc"
};

#undef SCOPE
#undef KEY
#define SCOPE(number, in_full, read, only)
#define KEY(number, in, word, read) {(number), (in), (word), (read)},

const struct zoho_key zoho_key[] = {
#include "scanner/zoho/rights.inc"
};

#undef KEY
#undef IMPLIES
#define KEY(number, in, word, read)
#define IMPLIES(strong, weak) {(strong), (weak)},

static const struct implies includes[] = {
#include "scanner/zoho/rights.inc"
};

static const struct fact facts[] = {
    {ZOHO_LOGIN, &scale_flag, false},
    {ZOHO_ORGANISATION, &scale_flag, false},
    {ZOHO_ADMINISTRATOR, &scale_flag, false},
    {ZOHO_DEPARTMENTS, &scale_flag, false},
    {ZOHO_RECORDS, &scale_flag, false},
};

/* Scopes are chosen in Zoho's API console, the rest in Desk's setup. */
static const char *const editor[] = {"OAuth scopes", "Agent profile"};

#define NO_SCOPE(name, meant)                                                  \
    {                                                                          \
        name, (meant), name " is no scope that Zoho documents."                \
    }
#define PREFIX(name) NO_SCOPE("ZohoDesk." name, "Desk." name)
#define PART_OF(name, meant, things)                                           \
    {                                                                          \
        name, (meant),                                                         \
            name " is no scope that Zoho documents: " things                   \
                 " go with those of another name."                             \
    }

/* Names that stand in documents, or that other names suggest [a connector's
 * definition for the wrong prefix; Zoho's OpenAPI files for which scopes an
 * operation wants]. */
static const struct look_alike look_alikes[] = {
    PREFIX("tickets.READ"),
    PREFIX("tickets.CREATE"),
    PREFIX("tickets.UPDATE"),
    PREFIX("tickets.WRITE"),
    PREFIX("tickets.DELETE"),
    PREFIX("tickets.ALL"),
    PREFIX("contacts.READ"),
    PREFIX("contacts.CREATE"),
    PREFIX("contacts.UPDATE"),
    PREFIX("contacts.ALL"),
    PREFIX("basic.READ"),
    PREFIX("basic.ALL"),
    PREFIX("settings.READ"),
    PREFIX("settings.ALL"),
    PREFIX("search.READ"),
    PREFIX("agents.READ"),
    PREFIX("articles.READ"),
    PREFIX("events.ALL"),
    PREFIX("tasks.ALL"),
    NO_SCOPE("Desk.tickets.EDIT", "Desk.tickets.UPDATE"),
    NO_SCOPE("Desk.tickets.ADD", "Desk.tickets.CREATE"),
    NO_SCOPE("Desk.tickets.VIEW", "Desk.tickets.READ"),
    NO_SCOPE("Desk.ticket.READ", "Desk.tickets.READ"),
    NO_SCOPE("Desk.ticket.CREATE", "Desk.tickets.CREATE"),
    NO_SCOPE("Desk.ticket.UPDATE", "Desk.tickets.UPDATE"),
    NO_SCOPE("Desk.ticket.ALL", "Desk.tickets.ALL"),
    NO_SCOPE("Desk.contacts.EDIT", "Desk.contacts.UPDATE"),
    NO_SCOPE("Desk.contact.READ", "Desk.contacts.READ"),
    NO_SCOPE("Desk.contact.ALL", "Desk.contacts.ALL"),
    NO_SCOPE("Desk.agent.READ", "Desk.agents.READ"),
    NO_SCOPE("Desk.department.READ", "Desk.departments.READ"),
    NO_SCOPE("Desk.organizations.READ", "Desk.organization.READ"),
    NO_SCOPE("Desk.organisation.READ", "Desk.organization.READ"),
    NO_SCOPE("Desk.setting.READ", "Desk.settings.READ"),
    NO_SCOPE("Desk.webhook.CREATE", "Desk.webhooks.CREATE"),
    NO_SCOPE("Desk.search.ALL", "Desk.search.READ"),
    NO_SCOPE("Desk.ALL", NULL),
    NO_SCOPE("Desk.fullaccess.ALL", NULL),
    PART_OF("Desk.accounts.CREATE", "Desk.contacts.CREATE", "companies"),
    PART_OF("Desk.accounts.UPDATE", "Desk.contacts.UPDATE", "companies"),
    PART_OF("Desk.accounts.DELETE", "Desk.contacts.DELETE", "companies"),
    PART_OF("Desk.accounts.ALL", "Desk.contacts.ALL", "companies"),
    PART_OF("Desk.threads.READ", "Desk.tickets.READ", "threads"),
    PART_OF("Desk.comments.READ", "Desk.tickets.READ", "comments"),
    PART_OF("Desk.comments.CREATE", "Desk.tickets.UPDATE", "comments"),
    PART_OF("Desk.timeEntry.READ", "Desk.tickets.READ", "time entries"),
    PART_OF("Desk.timeEntry.CREATE", "Desk.tickets.UPDATE", "time entries"),
};

const uint32_t zoho_n_scope = COUNT(zoho_scope);
const uint32_t zoho_n_key = COUNT(zoho_key);

/* The profile is told whole. Where the scopes are not told, nothing is heard of
 * them, and they count as not judged. */
const struct catalogue zoho_catalogue = {
    .provider = "zoho",
    .verb = verbs,
    .n_verb = COUNT(verbs),
    .fact = facts,
    .n_fact = COUNT(facts),
    .entity = entities,
    .n_entity = N_ENTITY,
    .right = rights,
    .n_right = COUNT(rights),
    .implies = includes,
    .n_implies = COUNT(includes),
    .look_alike = look_alikes,
    .n_look_alike = COUNT(look_alikes),
    .world = WORLD_CLOSED,
    .editor = editor,
    .n_editor = COUNT(editor),
    .everything = &rights[N_ENTITY + 2],
    .all = "the rights of an administrator",
    .apart = "OAuth scopes", /* another gate */
    .account = "agent",
};

const struct right *
zoho_right(const char *text)
{
    for (size_t i = 0; text != NULL && i < COUNT(zoho_scope); i++)
        if (text_same_fold(zoho_scope[i].text, text))
            return &rights[zoho_scope[i].right];
    return NULL;
}

uint32_t
zoho_index(const char *text)
{
    for (uint32_t i = 0; i < COUNT(zoho_scope); i++)
        if (text_same(zoho_scope[i].text, text))
            return i;
    unreachable("a scope that is in no table");
}

const struct right *
zoho_profile_right(const char *group, const char *key)
{
    for (size_t i = 0; i < COUNT(zoho_key); i++)
        if (text_same(zoho_key[i].group, group) &&
            text_same(zoho_key[i].key, key))
            return &rights[zoho_key[i].right];
    return NULL;
}

const struct zoho_scope *
zoho_scope_of(const struct right *right)
{
    for (size_t i = 0; i < COUNT(zoho_scope); i++)
        if (&rights[zoho_scope[i].right] == right)
            return &zoho_scope[i];
    return NULL;
}

const struct zoho_key *
zoho_key_of(const struct right *right)
{
    for (size_t i = 0; i < COUNT(zoho_key); i++)
        if (&rights[zoho_key[i].right] == right)
            return &zoho_key[i];
    return NULL;
}
