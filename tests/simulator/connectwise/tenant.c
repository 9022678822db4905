/* A tenant's JSON -> struct tenant: the tables of keys and the defaults. */
#include "tests/simulator/connectwise/tenant.h"
#include "base/text.h"
#include "tests/simulator/connectwise/dress.h"

#include <inttypes.h>

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

static void
read_site(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "host", .type = KEY_TEXT, AT(site.host)},
        {.name = "user", .type = KEY_TEXT, AT(site.user)},
        {.name = "region", .type = KEY_TEXT, AT(site.region)},
        {.name = "cloud", .type = KEY_FLAG, AT(site.cloud)},
        {.name = "told", .type = KEY_FLAG, AT(site.told)},
    };

    READ(keys, reader, node, into);
}

static void
read_credentials(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "company", .type = KEY_TEXT, AT(credentials.company)},
        {.name = "publicKey", .type = KEY_TEXT, AT(credentials.public_key)},
        {.name = "privateKey", .type = KEY_TEXT, AT(credentials.private_key)},
        {.name = "clientId", .type = KEY_TEXT, AT(credentials.client_id)},
    };

    READ(keys, reader, node, into);
}

static void
read_member_fields(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_expects(reader, node, JSON_OBJECT))
        tenant->member.fields = node;
}

static void
read_member(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "id", .type = KEY_NUMBER, .least = 1, AT(member.id)},
        {.name = "identifier", .type = KEY_TEXT, AT(member.identifier)},
        {.name = "name", .type = KEY_TEXT, AT(member.name)},
        {.name = "licenseClass", .type = KEY_TEXT, AT(member.license)},
        {.name = "inactive", .type = KEY_FLAG, AT(member.inactive)},
        {.name = "fields", .type = KEY_READ, .read = read_member_fields},
    };

    READ(keys, reader, node, into);
}

static void
read_refuse(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "login",
         .type = KEY_WORD,
         .words = dress_words,
         AT(refuse.login)},
        {.name = "none",
         .type = KEY_WORD,
         .words = dress_words,
         AT(refuse.none)},
        {.name = "company",
         .type = KEY_WORD,
         .words = dress_words,
         AT(refuse.company)},
        {.name = "key", .type = KEY_WORD, .words = dress_words, AT(refuse.key)},
        {.name = "clientId",
         .type = KEY_WORD,
         .words = dress_words,
         AT(refuse.client)},
    };

    READ(keys, reader, node, into);
}

#define OF_REFUSAL(member) .at = offsetof(struct refusal, member)

static void
read_refusals(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "path", .type = KEY_TEXT, OF_REFUSAL(path)},
        {.name = "dress",
         .type = KEY_WORD,
         .words = dress_words,
         OF_REFUSAL(dress)},
        {.name = "after", .type = KEY_NUMBER, OF_REFUSAL(after)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, OF_REFUSAL(times)},
    };
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    tenant->refusal = arena_new(reader->arena, struct refusal, node->n);
    tenant->refusals = node->n;
    for (uint32_t i = 0; i < node->n; i++) {
        tenant->refusal[i] =
            (struct refusal){.path = "*", .dress = DRESS_SECURITY, .times = -1};
        READ(keys, reader, &node->item[i], &tenant->refusal[i]);
    }
}

/* Seconds, or a date as a text; "" is no header. */
static void
read_retry_after(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    int64_t seconds;

    if (json_integer(node, &seconds))
        tenant->retry_after = arena_print(reader->arena, "%" PRId64, seconds);
    else if (reader_expects(reader, node, JSON_STRING))
        tenant->retry_after = node->text;
}

static void
read_upgrade(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "after", .type = KEY_NUMBER, AT(upgrade.after)},
        {.name = "codebase", .type = KEY_TEXT, AT(upgrade.codebase)},
        {.name = "version", .type = KEY_TEXT, AT(upgrade.version)},
    };

    READ(keys, reader, node, into);
}

/* null: the look-up knows no company at all. */
static void
read_company_info(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    tenant->company_unknown = node->kind == JSON_NULL;
    if (!tenant->company_unknown && reader_expects(reader, node, JSON_OBJECT))
        tenant->company_info = node;
}

static void
read_system_info(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_expects(reader, node, JSON_OBJECT))
        tenant->system_info = node;
}

static void
read_callbacks(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!reader_expects(reader, &node->item[i], JSON_OBJECT))
            return;
    tenant->callbacks = node;
}

static bool
is_list(const char *name)
{
    for (uint32_t i = 0; i < function_count(); i++)
        if (function_reads(function_at(i), name))
            return true;
    return list_is_open(name);
}

static void
read_records(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    int64_t number;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);

        if (!is_list(member->key))
            reader_wrong(&below, member, "no such list");
        else if (!json_integer(member, &number) || number < 0 ||
                 number > RECORDS_CAP)
            reader_wrong(&below, member, "must be from 0 to a million");
    }
    tenant->records = node;
}

static void
read_omit(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!reader_expects(reader, &node->item[i], JSON_STRING))
            return;
    tenant->wire.omit = node;
}

static void
read_wire(struct reader *reader, const struct json *node, void *into)
{
    static const char *const unpublished[] = {"level", "empty", NULL};
    static const char *const custom[] = {"narrowed", "offered", "empty", NULL};
    static const char *const size[] = {"honoured", "ignored", NULL};
    static const char *const paging[] = {"pages", "forward", NULL};
    static const char *const link[] = {"given", "missing", NULL};
    static const char *const cloud[] = {"boolean", "text", NULL};
    static const char *const member[] = {"object", "array", NULL};
    static const struct key keys[] = {
        {.name = "unpublished",
         .type = KEY_WORD,
         .words = unpublished,
         AT(wire.unpublished)},
        {.name = "customFlag",
         .type = KEY_WORD,
         .words = custom,
         AT(wire.custom)},
        {.name = "pageSize", .type = KEY_WORD, .words = size, AT(wire.size)},
        {.name = "paging", .type = KEY_WORD, .words = paging, AT(wire.paging)},
        {.name = "link", .type = KEY_WORD, .words = link, AT(wire.link)},
        {.name = "linkHost", .type = KEY_TEXT, AT(wire.link_host)},
        {.name = "isCloud", .type = KEY_WORD, .words = cloud, AT(wire.cloud)},
        {.name = "myMembers",
         .type = KEY_WORD,
         .words = member,
         AT(wire.member)},
        {.name = "omit", .type = KEY_READ, .read = read_omit},
    };

    READ(keys, reader, node, into);
}

static void
read_faults(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    faults_read(reader, node, &tenant->faults);
}

static const struct key tenant_keys[] = {
    {.name = "name", .type = KEY_TEXT, AT(name)},
    {.name = "site", .type = KEY_READ, .read = read_site},
    {.name = "credentials", .type = KEY_READ, .read = read_credentials},
    {.name = "codebase", .type = KEY_TEXT, AT(codebase)},
    {.name = "version", .type = KEY_TEXT, AT(version)},
    {.name = "member", .type = KEY_READ, .read = read_member},
    {.name = "role", .type = KEY_READ, .read = read_role},
    {.name = "refuse", .type = KEY_READ, .read = read_refuse},
    {.name = "refusals", .type = KEY_READ, .read = read_refusals},
    {.name = "retryAfter", .type = KEY_READ, .read = read_retry_after},
    {.name = "upgrade", .type = KEY_READ, .read = read_upgrade},
    {.name = "companyInfo", .type = KEY_READ, .read = read_company_info},
    {.name = "systemInfo", .type = KEY_READ, .read = read_system_info},
    {.name = "callbacks", .type = KEY_READ, .read = read_callbacks},
    {.name = "records", .type = KEY_READ, .read = read_records},
    {.name = "wire", .type = KEY_READ, .read = read_wire},
    {.name = "faults", .type = KEY_READ, .read = read_faults},
};

static void
set_defaults(struct tenant *tenant)
{
    *tenant = (struct tenant){
        .site = {.host = "api-na.myconnectwise.net",
                 .user = "na.myconnectwise.net",
                 .region = "NA",
                 .cloud = true,
                 .told = true},
        .credentials = {.company = "exampleit",
                        .public_key = "SimPublicKeyA1b2",
                        .private_key = "SimPrivate-DO-NOT-USE",
                        .client_id = "51ab51ab-0000-4000-8000-51ab51ab51ab"},
        .codebase = "v2025_1/",
        .version = "v2025.1.98765",
        .member = {.id = 501,
                   .identifier = "HorizonAPI",
                   .name = "HorizonAPI",
                   .license = "A"},
        .role = {.id = 77, .name = "Simulated role"},
        .refuse = {.none = DRESS_UNAUTHORIZED,
                   .company = DRESS_UNAUTHORIZED,
                   .key = DRESS_UNAUTHORIZED,
                   .client = DRESS_UNAUTHORIZED},
        .retry_after = "30",
        .upgrade = {.after = -1, .codebase = "v2025_2/"},
    };
}

bool
tenant_load(struct tenant *tenant, const struct json *root, struct diags *diags,
            struct arena *arena)
{
    struct reader reader = {.arena = arena, .diags = diags, .where = ""};

    set_defaults(tenant);
    role_default(tenant, arena);
    READ(tenant_keys, &reader, root, tenant);
    if (tenant->name == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"name\"");
    if (json_get(root, "role") == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"role\"");
    return diags->n == 0;
}
