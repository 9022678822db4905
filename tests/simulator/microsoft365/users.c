/* Users of the directory. */
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"
#include "tests/simulator/microsoft365/odata.h"
#include "tests/simulator/microsoft365/rights.h"

#include <string.h>

static const char *const properties[] = {
    "id",   "displayName",       "givenName",   "surname",        "jobTitle",
    "mail", "userPrincipalName", "mobilePhone", "accountEnabled", NULL};

const struct user *
user_of(const struct tenant *tenant, const char *word)
{
    for (uint32_t i = 0; i < tenant->users; i++)
        if (text_same_fold(tenant->user[i].address, word) ||
            text_same_fold(tenant->user[i].id, word))
            return &tenant->user[i];
    return NULL;
}

static void
put_properties(struct call *call, struct json *into, const struct user *user)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, into, "id", user->id);
    json_set_text(
        arena, into, "displayName",
        arena_slice(arena, user->address, strcspn(user->address, "@")));
    json_set_text(arena, into, "givenName", NULL);
    json_set_text(arena, into, "surname", NULL);
    json_set_text(arena, into, "jobTitle", NULL);
    json_set_text(arena, into, "mail", user->address);
    json_set_text(arena, into, "userPrincipalName", user->address);
    json_set_text(arena, into, "mobilePhone", "555-0100");
}

static void
put_user(struct call *call, struct json *into, int64_t at)
{
    put_properties(call, into, &tenant_of(call->sim)->user[at]);
}

/* What the read costs of the budget: less with a selection and few rows. */
static void
tell_cost(struct call *call, const struct page *page)
{
    int cost = 2 - (page->select != NULL) - (page->top < 20);

    answer_header(call, "x-ms-resource-unit",
                  arena_print(&call->arena, "%d", cost < 1 ? 1 : cost));
}

void
answer_users(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct page page;

    if (!rights_users(tenant)) {
        answer_graph(call, ANSWER_DIRECTORY_DENIED, NULL);
        return;
    }
    if (!page_read(call, &page, properties))
        return;
    page_answer(call, &page, page_context(call, &page, "users"), tenant->users,
                put_user);
    tell_cost(call, &page);
}

void
answer_user(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct user *user = user_of(tenant, call_part(call, 0));
    struct json *root = json_new_object(&call->arena);
    struct page page;

    if (!rights_users(tenant)) {
        answer_graph(call, ANSWER_DIRECTORY_DENIED, NULL);
    } else if (!page_read(call, &page, properties)) {
        return;
    } else if (user == NULL) {
        answer_graph(call, ANSWER_RESOURCE, call_part(call, 0));
    } else {
        json_set_text(&call->arena, root, "@odata.context",
                      arena_print(&call->arena, "%s/$entity",
                                  page_context(call, &page, "users")));
        put_properties(call, root, user);
        page_select(root, &page);
        answer_graph_json(call, root);
    }
}

/* There is no user behind an application's token. */
void
answer_me(struct call *call)
{
    answer_graph(call, ANSWER_ME, NULL);
}
