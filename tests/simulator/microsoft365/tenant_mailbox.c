/* The mailboxes' part of a tenant file: users, scopes, policies. */
#include "base/text.h"
#include "tests/simulator/microsoft365/tenant.h"

#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

static const char *const kinds[] = {"mailbox", "none",          "old", "list",
                                    "odata",   "administrator", NULL};

static struct user *
user_named(struct tenant *tenant, const char *address)
{
    for (uint32_t i = 0; i < tenant->users; i++)
        if (text_same_fold(tenant->user[i].address, address))
            return &tenant->user[i];
    return NULL;
}

static struct user *
add_user(struct tenant *tenant, const char *address, int kind,
         struct arena *arena)
{
    struct user *user;

    tenant->user =
        arena_grow(arena, tenant->user, tenant->users, &tenant->user_capacity);
    user = &tenant->user[tenant->users++];
    *user = (struct user){
        .address = address,
        .id = arena_print(arena, "77777777-0000-4000-8000-%012u",
                          (unsigned)tenant->users),
        .kind = kind,
    };
    return user;
}

void
users_default(struct tenant *tenant, struct arena *arena)
{
    (void)add_user(tenant, "tech1@acme.example", USER_MAILBOX, arena);
    (void)add_user(tenant, "tech2@acme.example", USER_MAILBOX, arena);
    (void)add_user(tenant, "director@acme.example", USER_MAILBOX, arena);
    (void)add_user(tenant, "guest_partner.example#EXT#@acme.example", USER_NONE,
                   arena);
    (void)add_user(tenant, "unlicensed@acme.example", USER_NONE, arena);
    (void)add_user(tenant, "dispatch@acme.example", USER_LIST, arena);
    (void)add_user(tenant, "admin@acme.example", USER_ADMINISTRATOR, arena);
}

/* Over those that are there; null takes one away. */
void
read_users(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        struct user *user = user_named(tenant, member->key);

        if (user == NULL)
            user = add_user(tenant, member->key, USER_MAILBOX, reader->arena);
        if (member->kind == JSON_NULL)
            *user = tenant->user[--tenant->users];
        else
            (void)read_word(&below, member, kinds, &user->kind);
    }
}

#define OF_SCOPE(member) .at = offsetof(struct scope, member)

static void
read_scope_mailboxes(struct reader *reader, const struct json *node, void *into)
{
    struct scope *scope = into;

    read_texts(reader, node, &scope->mailboxes);
}

void
read_scopes(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "role",
         .type = KEY_WORD,
         .words = exchange_roles,
         OF_SCOPE(role)},
        {.name = "mailboxes", .type = KEY_READ, .read = read_scope_mailboxes},
    };
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    tenant->scope = arena_new(reader->arena, struct scope, node->n);
    tenant->scopes = node->n;
    for (uint32_t i = 0; i < node->n; i++)
        READ(keys, reader, &node->item[i], &tenant->scope[i]);
}

#define OF_POLICY(member) .at = offsetof(struct policy, member)

static void
read_policy_mailboxes(struct reader *reader, const struct json *node,
                      void *into)
{
    struct policy *policy = into;

    read_texts(reader, node, &policy->mailboxes);
}

void
read_policies(struct reader *reader, const struct json *node, void *into)
{
    static const char *const rights[] = {"RestrictAccess", "DenyAccess", NULL};
    static const struct key keys[] = {
        {.name = "right", .type = KEY_WORD, .words = rights, OF_POLICY(right)},
        {.name = "mailboxes", .type = KEY_READ, .read = read_policy_mailboxes},
    };
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    tenant->policy = arena_new(reader->arena, struct policy, node->n);
    tenant->policies = node->n;
    for (uint32_t i = 0; i < node->n; i++)
        READ(keys, reader, &node->item[i], &tenant->policy[i]);
}
