/* The agent who consented: what the profile allows, and how far role and
 * departments reach. Names and addresses of people are looked at by nobody. */
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "scanner/zoho/zoho.h"

#include <string.h>

/* More departments than a page holds were not all told. */
enum { NAME_CAP = 80, PAGE = 200 };

/* ---- the agent ----------------------------------------------------------- */

bool
zoho_take_agent(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct zoho *state = zoho_state(scan);
    const struct json *list = json_get(answer->json, "associatedDepartmentIds");
    const char **id;

    (void)step;
    state->agent = zoho_id(scan->mem, json_get(answer->json, "id"));
    state->role = zoho_id(scan->mem, json_get(answer->json, "roleId"));
    state->role_kind = scan_keep(
        scan, json_text(json_get(answer->json, "rolePermissionType")));
    if (state->agent == NULL)
        return false;
    scan_know(scan, "agent", state->agent);
    if (list == NULL || list->kind != JSON_ARRAY)
        return true;
    id = arena_new(scan->mem, const char *, list->n);
    state->department_told = true;
    for (uint32_t i = 0; i < list->n; i++) {
        id[i] = zoho_id(scan->mem, &list->item[i]);
        state->department_told = state->department_told && id[i] != NULL;
    }
    state->department = id;
    state->n_department = list->n;
    return true;
}

bool
zoho_take_role(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct zoho *state = zoho_state(scan);

    (void)step;
    if (answer->json == NULL) /* there is none */
        return true;
    state->personal = zoho_id(scan->mem, json_get(answer->json, "id"));
    return state->personal != NULL;
}

/* The department of that id, which may be in the list before; of one that is
 * there twice and not alike it is not known whether it is on. */
static void
take_department(struct scan *scan, const char *id, const struct json *item)
{
    struct zoho *state = zoho_state(scan);
    const char *name = scan_keep(scan, json_text(json_get(item, "name")));
    enum zoho_told on = zoho_told(json_get(item, "isEnabled"));

    for (uint32_t i = 0; i < state->n_all; i++)
        if (text_same(state->all[i].id, id)) {
            if (state->all[i].on != on)
                state->all[i].on = ZOHO_UNTOLD;
            return;
        }
    state->all[state->n_all++] =
        (struct zoho_department){id, text_or(name, id), on};
}

bool
zoho_take_departments(struct scan *scan, uint32_t step,
                      const struct answer *answer)
{
    struct zoho *state = zoho_state(scan);
    const struct json *list = zoho_list(answer);

    (void)step;
    if (list == NULL || list->n > PAGE)
        return false;
    state->all = arena_new(scan->mem, struct zoho_department, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *item = &list->item[i];
        const char *id = zoho_id(scan->mem, json_get(item, "id"));

        if (id == NULL) {
            state->n_all = 0;
            return false;
        }
        take_department(scan, id, item);
    }
    state->all_told = list->n < PAGE;
    return true;
}

/* ---- the profile --------------------------------------------------------- */

static void
tell_key(struct scan *scan, uint32_t step, const char *right,
         const struct json *value)
{
    struct observation seen = {.right = right,
                               .reason = WHY_ABSENT,
                               .basis = BASIS_DECLARED,
                               .exchange = scan->progress[step].exchange};
    bool yes;

    if (json_boolean(value, &yes)) {
        zoho_state(scan)->n_spoken++;
        seen.reason = WHY_GRANTED;
        seen.low = seen.high = yes;
        seen.said = yes ? "true" : "false";
    } else if (value != NULL && value->kind == JSON_NULL) {
        seen.said = "null";
        seen.why = "the profile says neither yes nor no";
    } else if (value != NULL) {
        seen.reason = WHY_GARBAGE;
        seen.why = "the profile says neither true nor false";
    } else {
        seen.why = "the profile does not speak of it; what is shown may depend "
                   "on the edition";
    }
    scan_observe(scan, &seen);
}

/* Something that the account may do and nobody here has heard of. */
static void
tell_stranger(struct scan *scan, uint32_t step, const char *group,
              const struct json *value)
{
    struct zoho *state = zoho_state(scan);
    const char *name;
    bool yes;

    if (!json_boolean(value, &yes) || !yes)
        return;
    if (state->n_stranger++ >= ZOHO_STRANGERS_MOST)
        return;
    name = scan_keep(scan, arena_print(&scan->scratch, "%.*s.%.*s", NAME_CAP,
                                       group, NAME_CAP, value->key));
    zoho_tell_stranger(scan, name, "Agent profile",
                       scan->progress[step].exchange);
}

static void
tell_strangers(struct scan *scan, uint32_t step, const struct json *groups)
{
    struct index known = {.arena = &scan->scratch};

    for (uint32_t i = 0; i < zoho_n_key; i++)
        (void)index_put(&known, zoho_key[i].group, zoho_key[i].key, i);
    for (uint32_t g = 0; g < groups->n; g++) {
        const struct json *group = &groups->item[g];

        for (uint32_t i = 0; group->kind == JSON_OBJECT && i < group->n; i++)
            if (index_get(&known, group->key, group->item[i].key) == INDEX_NONE)
                tell_stranger(scan, step, group->key, &group->item[i]);
    }
}

static bool
take_permissions(struct scan *scan, uint32_t step, const struct json *groups)
{
    struct zoho *state = zoho_state(scan);
    const struct json *across =
        json_get(json_get(groups, "setup"), "fetchAcrossDepartment");
    bool yes;

    if (groups == NULL || groups->kind != JSON_OBJECT || groups->n == 0)
        return false;
    for (uint32_t i = 0; i < zoho_n_key; i++) {
        const struct zoho_key *key = &zoho_key[i];

        tell_key(scan, step, zoho_catalogue.right[key->right].id,
                 json_get(json_get(groups, key->group), key->key));
    }
    tell_strangers(scan, step, groups);
    if (json_boolean(across, &yes))
        state->across = yes ? ZOHO_TRUE : ZOHO_NO;
    state->profile_told = true;
    state->profile_exchange = scan->progress[step].exchange;
    return true;
}

/* Either the rights alone, or the whole profile [OAS]; of what was told before
 * only the rest is taken. */
bool
zoho_take_profile(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct zoho *state = zoho_state(scan);
    const struct json *json = answer->json;
    const char *type = scan_keep(scan, json_text(json_get(json, "type")));
    const char *name = scan_keep(scan, json_text(json_get(json, "name")));

    if (state->profile_type != NULL && type != NULL &&
        !text_same_fold(state->profile_type, type))
        state->profile_type_odd = true;
    if (state->profile_type == NULL && type != NULL && type[0] != '\0') {
        state->profile_type = type;
        scan_trait(scan, "Profile",
                   name != NULL && name[0] != '\0'
                       ? arena_print(scan->mem, "%s (%s)", name, type)
                       : type,
                   false);
    }
    return state->profile_told ||
           take_permissions(scan, step, json_get(json, "permissions"));
}
