/* The caller's own member, and the callbacks. What nobody should ask for is
 * there to be found in whatever a client keeps. */
#include "base/text.h"
#include "tests/simulator/connectwise/page.h"
#include "tests/simulator/connectwise/tree.h"

static void
put_reference(struct arena *arena, struct json *into, const char *key,
              int64_t id, const char *name)
{
    struct json *reference = json_set_object(arena, into, key);

    json_set_integer(arena, reference, "id", id);
    json_set_text(arena, reference, "name", name);
    (void)json_set_object(arena, reference, "_info");
}

/* The private part of the full model. */
static void
put_private(struct arena *arena, struct json *into)
{
    json_set_text(arena, into, "password", "sim-password-DO-NOT-READ");
    json_set_text(arena, into, "mobilePhone", "555-0100");
    json_set_text(arena, into, "officeEmail", "private@member.example");
}

static void
put_restrictions(struct arena *arena, struct json *into)
{
    json_set_boolean(arena, into, "restrictLocationFlag", false);
    json_set_boolean(arena, into, "restrictDepartmentFlag", false);
    json_set_boolean(arena, into, "restrictScheduleFlag", false);
    (void)json_set_array(arena, into, "excludedServiceBoardIds");
    (void)json_set_array(arena, into, "excludedProjectBoardIds");
}

/* One object, or a list of it. */
static void
answer_own(struct call *call, struct json *member)
{
    struct json *root = json_new_object(&call->arena);

    tree_keep(member, call_argument(call, "fields"));
    if (tenant_of(call->sim)->wire.member == MEMBER_ARRAY) {
        root->kind = JSON_ARRAY;
        *json_push_object(&call->arena, root) = *member;
        member = root;
    }
    answer_json(call, 200, member);
}

void
answer_member(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    json_set_integer(arena, root, "id", tenant->member.id);
    json_set_text(arena, root, "identifier", tenant->member.identifier);
    put_private(arena, root);
    json_set_text(arena, root, "licenseClass", tenant->member.license);
    json_set_boolean(arena, root, "adminFlag", tenant->role.admin);
    json_set_boolean(arena, root, "inactiveFlag", tenant->member.inactive);
    put_reference(arena, root, "securityRole", tenant->role.id,
                  tenant->role.name);
    put_reference(arena, root, "structureLevel", 1, "Corporate");
    put_reference(arena, root, "securityLocation", 38, "Corporate");
    put_restrictions(arena, root);
    tree_overlay(arena, root, tenant->member.fields);
    answer_own(call, root);
}

/* The lighter twin: neither role nor administrator. */
void
answer_member_info(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    json_set_integer(arena, root, "id", tenant->member.id);
    json_set_text(arena, root, "identifier", tenant->member.identifier);
    json_set_text(arena, root, "fullName", tenant->member.name);
    json_set_text(arena, root, "licenseClass", tenant->member.license);
    answer_own(call, root);
}

static void
put_callback(struct call *call, struct json *into, const struct json *given,
             int64_t id)
{
    struct arena *arena = &call->arena;

    json_set_integer(arena, into, "id", id);
    json_set_text(arena, into, "description", "simulated");
    json_set_text(arena, into, "url",
                  "https://callback.example/?token=sim-token-DO-NOT-READ");
    json_set_integer(arena, into, "objectId", 1);
    json_set_text(arena, into, "type", "ticket");
    json_set_text(arena, into, "level", "owner");
    json_set_integer(arena, into, "memberId", tenant_of(call->sim)->member.id);
    json_set_boolean(arena, into, "inactiveFlag", false);
    tree_overlay(arena, into, given);
    tree_keep(into, call_argument(call, "fields"));
}

void
answer_callbacks(struct call *call)
{
    const struct json *given = tenant_of(call->sim)->callbacks;
    struct json *root = json_new_object(&call->arena);
    struct page page;

    root->kind = JSON_ARRAY;
    if (!page_read(call, &page, given == NULL ? 0 : given->n, 1))
        return;
    for (int64_t i = page.first; given != NULL && i < page.end; i++)
        put_callback(call, json_push_object(&call->arena, root),
                     &given->item[i], i + 1);
    answer_json(call, 200, root);
}
