/* What is behind the gates. Whatever is somebody's is made up, and marked as
 * what a client must not read or keep. */
#include "base/text.h"
#include "tests/simulator/zoho/profile.h"
#include "tests/simulator/zoho/zoho.h"

#include <inttypes.h>
#include <stdlib.h>

#define MARK "-DO-NOT-READ"

enum { PAGE = 10 };

/* An id of a kind of thing. */
static const char *
id_at(struct arena *arena, int64_t first, int64_t at)
{
    return arena_print(arena, "%" PRId64, first + at);
}

static void
put_organization(struct call *call, struct json *data, const char *id)
{
    const struct organization *of = &tenant_of(call->sim)->organization;
    bool own = text_same(id, of->id);
    struct arena *arena = &call->arena;
    struct json *item = json_push_object(arena, data);

    json_set_text(arena, item, "id", id);
    json_set_text(arena, item, "companyName", of->company);
    json_set_text(arena, item, "edition", edition_words[of->edition]);
    json_set_boolean(arena, item, "isDefault", own);
    json_set_boolean(arena, item, "isAdminInOrg", of->administrator);
    if (of->sandbox != NULL && of->sandbox->kind == JSON_NULL)
        json_set_text(arena, item, "isSandboxPortal", NULL);
    else
        json_set_boolean(arena, item, "isSandboxPortal",
                         of->sandbox != NULL && of->sandbox->boolean);
    if (own && *of->portal != '\0')
        json_set_text(arena, item, "portalName", of->portal);
}

/* All portals of the agent, or that of the token alone. */
static struct json *
organizations(struct call *call)
{
    const struct organization *of = &tenant_of(call->sim)->organization;
    struct json *root = json_new_object(&call->arena);
    struct json *data = json_set_array(&call->arena, root, "data");

    put_organization(call, data, of->id);
    for (uint32_t i = 0; call_name(call) == CALL_ORGANIZATIONS &&
                         of->others != NULL && i < of->others->n;
         i++)
        put_organization(call, data, of->others->item[i].text);
    return root;
}

/* The two calls differ in the order of members, too. */
static struct json *
profile(struct call *call, bool own)
{
    const struct profile *of = &tenant_of(call->sim)->profile;
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    bool whole = own || of->form == FORM_OBJECT;

    if (whole)
        json_set_boolean(arena, root, "default", of->standard);
    profile_print(of, json_set_object(arena, root, "permissions"), arena);
    if (!whole)
        return root;
    json_set_text(arena, root, "name", of->name);
    json_set_text(arena, root, "description", of->description);
    if (own)
        json_set_boolean(arena, root, "isVisible", true);
    json_set_text(arena, root, "id", of->id);
    if (!own)
        json_set_boolean(arena, root, "isVisible", true);
    json_set_text(arena, root, "type", profile_types[of->type]);
    return root;
}

static void
put_departments(const struct tenant *tenant, struct json *list,
                struct arena *arena)
{
    const struct json *belongs = tenant->agent.belongs;

    for (uint32_t i = 0; i < tenant->departments; i++) {
        const struct department *department = &tenant->department[i];
        bool in = belongs == NULL && department->enabled;

        for (uint32_t k = 0; belongs != NULL && k < belongs->n; k++)
            in = in || text_same(belongs->item[k].text, department->name);
        if (in)
            json_push_text(arena, list, department_id(arena, i));
    }
}

/* The agent who consented is the first. */
static void
put_agent(struct call *call, struct json *item, int64_t at)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct agent *agent = &tenant->agent;
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id",
                  at == 0 ? agent->id : id_at(arena, 4000000000011017, at));
    json_set_text(arena, item, "firstName",
                  at == 0 ? agent->first : "sim-colleague" MARK);
    json_set_text(arena, item, "lastName",
                  at == 0 ? agent->last : "sim-name" MARK);
    json_set_text(arena, item, "emailId",
                  at == 0 ? agent->email
                          : "sim-colleague" MARK "@acme.example");
    json_set_text(arena, item, "roleId",
                  at == 0 ? agent->role : "4000000000002001");
    json_set_text(arena, item, "profileId", tenant->profile.id);
    json_set_text(arena, item, "rolePermissionType",
                  permission_words[agent->permission]);
    json_set_text(arena, item, "status", agent->status);
    json_set_boolean(arena, item, "isConfirmed", true);
    put_departments(
        tenant, json_set_array(arena, item, "associatedDepartmentIds"), arena);
}

static struct json *
personal_role(struct call *call)
{
    const struct personal_role *of = &tenant_of(call->sim)->personal_role;
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    json_set_text(arena, root, "id", of->id);
    json_set_text(arena, root, "name", of->name);
    json_set_boolean(arena, root, "isDefault", false);
    json_set_boolean(arena, root, "isVisible", true);
    json_set_text(arena, root, "reportsTo", NULL);
    json_set_boolean(arena, root, "shareDataWithPeers", false);
    (void)json_set_array(arena, root, "immediateSubRoles");
    return root;
}

static void
put_department(struct call *call, struct json *item, int64_t at)
{
    const struct department *of =
        &tenant_of(call->sim)->department[(uint32_t)at];
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id", department_id(arena, (uint32_t)at));
    json_set_text(arena, item, "name", of->name);
    json_set_boolean(arena, item, "isEnabled", of->enabled);
}

static void
put_ticket(struct call *call, struct json *item, int64_t at)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id", id_at(arena, 4000000000009001, at));
    json_set_text(arena, item, "ticketNumber", id_at(arena, 101, at));
    json_set_text(arena, item, "subject", "sim-subject" MARK);
}

static void
put_contact(struct call *call, struct json *item, int64_t at)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id", id_at(arena, 4000000000010001, at));
    json_set_text(arena, item, "lastName", "sim-customer" MARK);
    json_set_text(arena, item, "email", "sim-customer" MARK "@other.example");
    json_set_text(arena, item, "phone", "sim-phone" MARK);
}

static void
put_account(struct call *call, struct json *item, int64_t at)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id", id_at(arena, 4000000000012001, at));
    json_set_text(arena, item, "accountName", "sim-company" MARK);
    json_set_text(arena, item, "phone", "sim-phone" MARK);
}

static void
put_layout(struct call *call, struct json *item, int64_t at)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id", id_at(arena, 4000000000007001, at));
    json_set_text(arena, item, "layoutName", "Default");
    json_set_text(arena, item, "module", call_argument(call, "module"));
}

static void
put_webhook(struct call *call, struct json *item, int64_t at)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, item, "id", id_at(arena, 4000000000008001, at));
    json_set_text(arena, item, "name", "Other product");
    json_set_text(arena, item, "url", "https://example.com/hook");
    json_set_boolean(arena, item, "isEnabled", true);
}

typedef void put_fn(struct call *, struct json *item, int64_t at);

static int64_t
argument_number(const struct call *call, const char *name, int64_t otherwise)
{
    const char *text = call_argument(call, name);

    return text == NULL ? otherwise : strtoll(text, NULL, 10);
}

static struct json *
list(struct call *call, put_fn *put, int64_t n)
{
    struct json *root = json_new_object(&call->arena);
    struct json *data = json_set_array(&call->arena, root, "data");
    int64_t at = argument_number(call, "from", 0);
    int64_t left = argument_number(call, "limit", PAGE);

    for (; at < n && left > 0; at++, left--)
        put(call, json_push_object(&call->arena, data), at);
    return data->n > 0 ? root : NULL;
}

/* By id; or anything else, which finds them all. */
static struct json *
search(struct call *call, put_fn *put, int64_t first, int64_t n)
{
    const char *id = call_argument(call, "id");
    struct json *root = json_new_object(&call->arena);

    if (id == NULL)
        return list(call, put, n);
    for (int64_t i = 0; i < n; i++)
        if (text_same(id, id_at(&call->arena, first, i))) {
            put(call,
                json_push_object(&call->arena,
                                 json_set_array(&call->arena, root, "data")),
                i);
            return root;
        }
    return NULL;
}

/* Numbers only, of the agent who consented. */
static struct json *
counts(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *item;

    if (!text_same(call_argument(call, "agentIds"), tenant->agent.id))
        return NULL;
    item = json_push_object(arena, json_set_array(arena, root, "data"));
    json_set_text(arena, item, "agentId", tenant->agent.id);
    json_set_text(arena, item, "count",
                  id_at(arena, 0, tenant->records.tickets));
    return root;
}

static struct json *
single(struct call *call, put_fn *put)
{
    struct json *root = json_new_object(&call->arena);

    put(call, root, 0);
    return root;
}

static struct json *
records_of(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct records *records = &tenant->records;
    const struct {
        put_fn *put;
        int64_t n, first; /* first: id, of a search */
    } lists[CALL__N] = {
        [CALL_AGENTS] = {put_agent, records->agents, 0},
        [CALL_DEPARTMENTS] = {put_department, tenant->departments, 0},
        [CALL_TICKETS] = {put_ticket, records->tickets, 0},
        [CALL_TICKETSSEARCH] = {put_ticket, records->tickets, 4000000000009001},
        [CALL_CONTACTS] = {put_contact, records->contacts, 0},
        [CALL_CONTACTSSEARCH] = {put_contact, records->contacts,
                                 4000000000010001},
        [CALL_ACCOUNTS] = {put_account, records->accounts, 0},
        [CALL_LAYOUTS] = {put_layout, records->layouts, 0},
        [CALL_WEBHOOKS] = {put_webhook, records->webhooks, 0},
    };
    enum call_name name = call_name(call);

    if (lists[name].put == NULL)
        unreachable("call without a content");
    if (call_kind(name)->search)
        return search(call, lists[name].put, lists[name].first, lists[name].n);
    return list(call, lists[name].put, lists[name].n);
}

struct json *
content_of(struct call *call)
{
    static struct json *(*const others[CALL__N])(struct call *) = {
        [CALL_ORGANIZATIONS] = organizations,
        [CALL_ACCESSIBLEORGANIZATIONS] = organizations,
        [CALL_PERSONALROLE] = personal_role,
        [CALL_AGENTSTICKETSCOUNT] = counts,
    };
    enum call_name name = call_name(call);

    if (name == CALL_MYPROFILE || name == CALL_MYPROFILEPERMISSIONS)
        return profile(call, name == CALL_MYPROFILE);
    if (name == CALL_MYINFO)
        return single(call, put_agent);
    return others[name] != NULL ? others[name](call) : records_of(call);
}
