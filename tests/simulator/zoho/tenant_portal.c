/* The part of a tenant file that tells who is there: the client with its
 * refresh token, the portal, the agent who consented, the departments. */
#include "base/text.h"
#include "tests/simulator/zoho/tenant.h"

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

const char *const edition_words[EDITION__N + 1] = {
    [EDITION_FREE] = "FREE",
    [EDITION_FREE_2019] = "FREE_2019",
    [EDITION_NEW_FREE] = "NEW_FREE",
    [EDITION_EXPRESS] = "EXPRESS",
    [EDITION_STANDARD] = "STANDARD",
    [EDITION_PROFESSIONAL] = "PROFESSIONAL",
    [EDITION_ENTERPRISE] = "ENTERPRISE",
    [EDITION_ULTIMATE] = "ULTIMATE",
    [EDITION_ZOHOONE] = "ZOHOONE",
};

const char *const permission_words[PERMISSION__N + 1] = {
    [PERMISSION_ADMIN] = "Admin",
    [PERMISSION_PUBLIC] = "AgentPublic",
    [PERMISSION_PERSONAL] = "AgentPersonal",
    [PERMISSION_TEAM] = "AgentTeamPersonal",
    [PERMISSION_LIGHT] = "Light",
    [PERMISSION_CUSTOM] = "Custom",
};

/* Of a day, without what each user adds; and at once. */
const struct edition_limits *
edition_limits(int edition)
{
    static const struct edition_limits limits[EDITION__N] = {
        [EDITION_FREE] = {5000, 5, false},
        [EDITION_FREE_2019] = {5000, 5, false},
        [EDITION_NEW_FREE] = {5000, 5, false},
        [EDITION_EXPRESS] = {25000, 10, false},
        [EDITION_STANDARD] = {50000, 10, false},
        [EDITION_PROFESSIONAL] = {75000, 15, true},
        [EDITION_ENTERPRISE] = {100000, 25, true},
        [EDITION_ULTIMATE] = {100000, 25, true},
        [EDITION_ZOHOONE] = {100000, 25, true},
    };

    return &limits[edition];
}

void
read_client(struct reader *reader, const struct json *node, void *into)
{
    static const char *const states[] = {
        "fine",      "absent",         "secret-rotated",  "evicted", "revoked",
        "elsewhere", "elsewhere-code", "elsewhere-token", NULL};
    static const struct key keys[] = {
        {.name = "clientId", .type = KEY_TEXT, AT(client.id)},
        {.name = "clientSecret", .type = KEY_TEXT, AT(client.secret)},
        {.name = "refreshToken", .type = KEY_TEXT, AT(client.refresh_token)},
        {.name = "state", .type = KEY_WORD, .words = states, AT(client.state)},
    };

    READ(keys, reader, node, into);
}

static void
read_sandbox(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (node->kind == JSON_NULL || reader_expects(reader, node, JSON_BOOLEAN))
        tenant->organization.sandbox = node;
}

static void
read_others(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_texts(reader, node))
        tenant->organization.others = node;
}

/* By call: the feature that the edition lacks. */
static void
read_closed(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        const struct json name = {.kind = JSON_STRING,
                                  .text = member->key,
                                  .line = member->key_line,
                                  .column = member->key_column};
        int call;

        if (read_word(reader, &name, &call_words[1], &call) &&
            reader_expects(&below, member, JSON_STRING))
            tenant->organization.closed[call + 1] = member->text;
    }
}

void
read_organization(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "orgId", .type = KEY_TEXT, AT(organization.id)},
        {.name = "companyName", .type = KEY_TEXT, AT(organization.company)},
        {.name = "portalName", .type = KEY_TEXT, AT(organization.portal)},
        {.name = "edition",
         .type = KEY_WORD,
         .words = edition_words,
         AT(organization.edition)},
        {.name = "isAdminInOrg",
         .type = KEY_FLAG,
         AT(organization.administrator)},
        {.name = "isSandboxPortal", .type = KEY_READ, .read = read_sandbox},
        {.name = "others", .type = KEY_READ, .read = read_others},
        {.name = "closed", .type = KEY_READ, .read = read_closed},
    };

    READ(keys, reader, node, into);
}

static void
read_belongs(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_texts(reader, node))
        tenant->agent.belongs = node;
}

void
read_agent(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "id", .type = KEY_TEXT, AT(agent.id)},
        {.name = "firstName", .type = KEY_TEXT, AT(agent.first)},
        {.name = "lastName", .type = KEY_TEXT, AT(agent.last)},
        {.name = "emailId", .type = KEY_TEXT, AT(agent.email)},
        {.name = "roleId", .type = KEY_TEXT, AT(agent.role)},
        {.name = "rolePermissionType",
         .type = KEY_WORD,
         .words = permission_words,
         AT(agent.permission)},
        {.name = "status", .type = KEY_TEXT, AT(agent.status)},
        {.name = "departments", .type = KEY_READ, .read = read_belongs},
    };

    READ(keys, reader, node, into);
}

void
read_personal_role(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "id", .type = KEY_TEXT, AT(personal_role.id)},
        {.name = "name", .type = KEY_TEXT, AT(personal_role.name)},
    };

    READ(keys, reader, node, into);
}

void
departments_default(struct tenant *tenant, struct arena *arena)
{
    static const struct department usual[] = {
        {"Support", true}, {"Field service", true}, {"Old", false}};

    tenant->departments = sizeof usual / sizeof *usual;
    tenant->department =
        arena_new(arena, struct department, tenant->departments);
    for (uint32_t i = 0; i < tenant->departments; i++)
        tenant->department[i] = usual[i];
}

/* By name: whether it is enabled. */
void
read_departments(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    tenant->department = arena_new(reader->arena, struct department, node->n);
    tenant->departments = node->n;
    for (uint32_t i = 0; i < node->n; i++) {
        struct reader below = reader_below(reader, &node->item[i]);

        tenant->department[i].name = node->item[i].key;
        if (reader_expects(&below, &node->item[i], JSON_BOOLEAN))
            tenant->department[i].enabled = node->item[i].boolean;
    }
}

void
departments_check(struct reader *reader, const struct tenant *tenant)
{
    const struct json *list = tenant->agent.belongs;

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        uint32_t k = 0;

        while (k < tenant->departments &&
               !text_same(tenant->department[k].name, list->item[i].text))
            k++;
        if (k == tenant->departments)
            reader_wrong(reader, &list->item[i],
                         arena_print(reader->arena, "no department \"%s\"",
                                     list->item[i].text));
    }
}

const char *
department_id(struct arena *arena, uint32_t place)
{
    return arena_print(arena, "400000000000%u", 5001 + place);
}
