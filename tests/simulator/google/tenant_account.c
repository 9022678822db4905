/* The part of a tenant file that tells who is there and what was granted: the
 * service account, its delegation, the project's APIs, the users. */
#include "base/file.h"
#include "base/text.h"
#include "tests/simulator/google/tenant.h"

#include <string.h>

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

/* The JSON file of a service account; its other members must fit the tenant. */
static bool
key_of_json(struct key_pair *pair, const struct json *root,
            const struct tenant *tenant)
{
    const char *email = json_text(json_get(root, "client_email"));

    pair->pem = json_text(json_get(root, "private_key"));
    pair->id = json_text(json_get(root, "private_key_id"));
    return pair->pem != NULL && text_same(email, tenant->account.email);
}

/* A private or a public key as PEM, or the JSON file of the account. */
static void
read_key(struct reader *reader, const struct json *node, const char *path,
         struct tenant *tenant)
{
    struct account *account = &tenant->account;
    struct key_pair pair = {.pem = NULL};
    struct file_text file;
    const struct json *root;

    if (!file_read(path, KEY_CAP, reader->arena, reader->diags, &file))
        return;
    root = json_parse(reader->arena, file.bytes, file.length, NULL);
    if (root == NULL) {
        pair.pem = file.bytes;
    } else if (!key_of_json(&pair, root, tenant)) {
        reader_wrong(reader, node,
                     arena_print(reader->arena, "%s: no key file of %s", path,
                                 account->email));
        return;
    }
    if (!key_is(pair.pem)) {
        reader_wrong(reader, node,
                     arena_print(reader->arena, "%s: no RSA key", path));
        return;
    }
    account->key = arena_grow(reader->arena, account->key, account->keys,
                              &account->key_capacity);
    account->key[account->keys++] = pair;
}

void
keys_load(struct reader *reader, const struct json *root, const char *more,
          struct tenant *tenant)
{
    const struct json *files = tenant->account.files;

    for (uint32_t i = 0; files != NULL && i < files->n; i++)
        read_key(reader, &files->item[i], files->item[i].text, tenant);
    if (more != NULL)
        read_key(reader, root, more, tenant);
}

/* They are looked into when all of the account is known. */
static void
read_keys(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!reader_expects(reader, &node->item[i], JSON_STRING))
            return;
    tenant->account.files = node;
}

void
read_account(struct reader *reader, const struct json *node, void *into)
{
    static const char *const states[] = {
        "fine",        "disabled", "client-disabled", "absent", "no-client",
        "key-deleted", NULL};
    static const struct key keys[] = {
        {.name = "email", .type = KEY_TEXT, AT(account.email)},
        {.name = "clientId", .type = KEY_TEXT, AT(account.client_id)},
        {.name = "project", .type = KEY_TEXT, AT(account.project)},
        {.name = "projectNumber", .type = KEY_TEXT, AT(account.number)},
        {.name = "state", .type = KEY_WORD, .words = states, AT(account.state)},
        {.name = "keys", .type = KEY_READ, .read = read_keys},
    };

    READ(keys, reader, node, into);
}

static void
read_scopes(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct delegation *delegation = &tenant->delegation;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    delegation->scope = arena_new(reader->arena, const struct scope *, node->n);
    delegation->n = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct scope *scope =
            read_scope(reader, &node->item[i], json_text(&node->item[i]));

        if (scope != NULL)
            delegation->scope[delegation->n++] = scope;
    }
}

void
read_delegation(struct reader *reader, const struct json *node, void *into)
{
    static const char *const entered[] = {"id", "email", "nothing", NULL};
    static const struct key keys[] = {
        {.name = "entered",
         .type = KEY_WORD,
         .words = entered,
         AT(delegation.entered)},
        {.name = "scopes", .type = KEY_READ, .read = read_scopes},
    };

    READ(keys, reader, node, into);
}

void
read_apis(struct reader *reader, const struct json *node, void *into)
{
    static const char *const states[] = {"on", "off", "blocked", NULL};
    static const struct key keys[] = {
        {.name = "calendar",
         .type = KEY_WORD,
         .words = states,
         AT(api[API_CALENDAR])},
        {.name = "admin",
         .type = KEY_WORD,
         .words = states,
         AT(api[API_ADMIN])},
    };

    READ(keys, reader, node, into);
}

static struct user *
add_user(struct tenant *tenant, const char *address, int kind,
         struct arena *arena)
{
    struct user *user;

    tenant->user =
        arena_grow(arena, tenant->user, tenant->users, &tenant->user_capacity);
    user = &tenant->user[tenant->users++];
    *user = (struct user){.address = address, .kind = kind};
    return user;
}

void
users_default(struct tenant *tenant, struct arena *arena)
{
    static const struct user users[] = {
        {"tech1@acme.example", USER_PLAIN},
        {"tech2@acme.example", USER_PLAIN},
        {"admin@acme.example", USER_ADMINISTRATOR},
        {"helpdesk@acme.example", USER_READER},
        {"frontline@acme.example", USER_NO_CALENDAR},
        {"suspended@acme.example", USER_SUSPENDED},
        {"deleted@acme.example", USER_DELETED},
        {"former@acme.example", USER_FORGOTTEN},
        {"restricted@acme.example", USER_RESTRICTED},
        {"dispatch@acme.example", USER_GROUP},
        {"someone@gmail.com", USER_EXTERNAL},
        {"partner@other.example", USER_ELSEWHERE},
    };

    for (size_t i = 0; i < sizeof users / sizeof *users; i++)
        (void)add_user(tenant, users[i].address, users[i].kind, arena);
}

const struct user *
user_of(const struct tenant *tenant, const char *address)
{
    for (uint32_t i = 0; i < tenant->users; i++)
        if (text_same_fold(tenant->user[i].address, address))
            return &tenant->user[i];
    return NULL;
}

/* Over those that are there; null takes one away. */
void
read_users(struct reader *reader, const struct json *node, void *into)
{
    static const char *const kinds[] = {
        "user",       "administrator",  "reader",   "no-calendar",
        "suspended",  "suspended-late", "deleted",  "forgotten",
        "restricted", "group",          "external", "elsewhere",
        NULL};
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        const struct user *known = user_of(tenant, member->key);
        struct user *user = known != NULL ? &tenant->user[known - tenant->user]
                                          : add_user(tenant, member->key,
                                                     USER_PLAIN, reader->arena);

        if (member->kind == JSON_NULL)
            *user = tenant->user[--tenant->users];
        else
            (void)read_word(&below, member, kinds, &user->kind);
    }
}
