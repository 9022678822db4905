/* The caller itself, and its callbacks. Only the fields that are asked for are
 * looked at, and none of them is kept but as what it means: the full record
 * holds addresses and a password. */
#include "base/text.h"
#include "scanner/connectwise/connectwise.h"

#include <inttypes.h>
#include <string.h>

static const struct json *
member_of(const struct answer *answer)
{
    const struct json *json = answer->json;

    if (answer->kind != ANSWER_OK)
        return NULL;
    if (json->kind == JSON_ARRAY && json->n == 1)
        json = &json->item[0];
    return json->kind == JSON_OBJECT ? json : NULL;
}

/* A: API member; F, C and X have a licence [swagger: licenseClass]. */
static void
take_licence(struct scan *scan, uint32_t step, const struct json *member)
{
    const char *class = json_text(json_get_fold(member, "licenseClass"));
    bool api = class != NULL && text_same_fold(class, "A");

    if (class == NULL || strlen(class) != 1 ||
        strchr("AFCXafcx", *class) == NULL) {
        scan_doubt(scan, step, CW_API_ONLY,
                   class == NULL ? WHY_ABSENT : WHY_GARBAGE);
        return;
    }
    scan_said(scan, step, arena_print(scan->mem, "licenseClass %s", class));
    scan_observe(scan, &(struct observation){
                           .right = CW_API_ONLY,
                           .low = api,
                           .high = api,
                           .reason = WHY_GRANTED,
                           .basis = BASIS_DECLARED,
                           .said = scan_keep(scan, class),
                           .exchange = scan->progress[step].exchange,
                       });
}

static bool
is_set(const struct json *member, const char *key)
{
    bool set = false;

    return json_boolean(json_get_fold(member, key), &set) && set;
}

static uint32_t
count(const struct json *member, const char *key)
{
    const struct json *list = json_get_fold(member, key);

    return list != NULL && list->kind == JSON_ARRAY ? list->n : 0;
}

/* "1 service board", "2 project boards"; "" for none. */
static const char *
boards(const struct scan *scan, uint32_t n, const char *kind)
{
    if (n == 0)
        return "";
    return arena_print(scan->mem, "%" PRIu32 " %s board%s", n, kind,
                       n == 1 ? "" : "s");
}

/* What narrows an account besides its role: it does not show in any level
 * [3rd: Hudu, Rewst; code: django-connectwise; helpdeskbuttons]. */
static void
note_reach(struct scan *scan, const struct json *member)
{
    uint32_t service = count(member, "excludedServiceBoardIds");
    uint32_t project = count(member, "excludedProjectBoardIds");

    if (service + project > 0)
        scan_note(scan,
                  arena_print(scan->mem,
                              "The API member is shut out of %s%s%s: their "
                              "tickets are missing in all lists, without an "
                              "error. This is set on the member, not in its "
                              "role.",
                              boards(scan, service, "service"),
                              service > 0 && project > 0 ? " and " : "",
                              boards(scan, project, "project")));
    if (is_set(member, "restrictLocationFlag") ||
        is_set(member, "restrictDepartmentFlag") ||
        is_set(member, "restrictScheduleFlag"))
        scan_note(scan, "The API member is restricted to a location, a "
                        "department or their schedules: records of others are "
                        "missing in all lists, without an error. This is set "
                        "on the member, not in its role.");
    if (is_set(member, "inactiveFlag"))
        scan_note(scan, "The API member is marked inactive, though its login "
                        "is still accepted.");
}

/* Whether it is the one whose rights these are. */
static bool
is_caller(const struct scan *scan, const struct json *member)
{
    const struct connectwise *state = scan->state;
    int64_t id;

    return !state->member_known ||
           (json_integer(json_get_fold(member, "id"), &id) &&
            id == state->member);
}

/* The place in the company's structure that records are seen from; vendors
 * advise the highest [3rd: Hudu, Rewst]. What it hides no level shows. */
static void
take_place(struct scan *scan, const struct json *member)
{
    static const struct {
        const char *key, *label;
    } place[] = {{"structureLevel", "Level"}, {"securityLocation", "Location"}};

    for (size_t i = 0; i < sizeof place / sizeof *place; i++)
        scan_trait(
            scan, place[i].label,
            scan_keep(scan, json_text(json_get_fold(
                                json_get_fold(member, place[i].key), "name"))),
            false);
}

/* An administrator is told by a flag, or by the name of the role that comes
 * with the system [unverified: no role of that name with less is known]. */
static void
take_role(struct scan *scan, uint32_t step, const struct json *member)
{
    struct connectwise *state = connectwise_state(scan);
    const char *role =
        json_text(json_get_fold(json_get_fold(member, "securityRole"), "name"));
    bool admin = false;

    scan_trait(scan, "Role", scan_keep(scan, role), false);
    state->admin_known =
        json_boolean(json_get_fold(member, "adminFlag"), &admin);
    state->admin_exchange = scan->progress[step].exchange;
    if (admin)
        state->admin = "adminFlag is set";
    else if (role != NULL && text_same_fold(role, "Admin"))
        state->admin = "its role is \"Admin\"";
}

static void
want_less(struct scan *scan, uint32_t step)
{
    if (scan->plan->step[step].probe != CW_MEMBER)
        return;
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == CW_MEMBER_LESS)
            scan_want(scan, i);
}

void
connectwise_hear_member(struct scan *scan, uint32_t step,
                        const struct answer *answer)
{
    struct connectwise *state = connectwise_state(scan);
    const struct json *member = member_of(answer);

    if (answer->kind == ANSWER_DENIED || answer->kind == ANSWER_NOT_OFFERED) {
        want_less(scan, step);
        return;
    }
    if (member == NULL || !is_caller(scan, member)) {
        scan_doubt(scan, step, CW_API_ONLY,
                   answer->kind == ANSWER_OK ? WHY_GARBAGE
                                             : answer_reason(answer->kind));
        return;
    }
    take_licence(scan, step, member);
    if (!state->member_known)
        state->member_known =
            json_integer(json_get_fold(member, "id"), &state->member);
    take_role(scan, step, member);
    take_place(scan, member);
    note_reach(scan, member);
}

/* ---- callbacks ----------------------------------------------------------- */

/* "2 of the API member's 3 callbacks are" */
static const char *
switched(const struct scan *scan, uint32_t off, uint32_t own)
{
    if (own == 1)
        return "The only callback of the API member is";
    if (off == own)
        return arena_print(
            scan->mem, "All %" PRIu32 " callbacks of the API member are", own);
    return arena_print(
        scan->mem, "%" PRIu32 " of the API member's %" PRIu32 " callbacks %s",
        off, own, off == 1 ? "is" : "are");
}

/* Deliveries that fail for three days switch a callback off [official]. */
void
connectwise_hear_callbacks(struct scan *scan, uint32_t step,
                           const struct answer *answer)
{
    const struct connectwise *state = connectwise_state(scan);
    const struct json *list = answer->json;
    uint32_t own = 0, off = 0;

    if (answer->kind != ANSWER_OK || list->kind != JSON_ARRAY)
        return;
    if (!state->member_known) {
        scan_said(scan, step, "nothing tells which of them are the member's");
        return;
    }
    for (uint32_t i = 0; i < list->n; i++) {
        int64_t member;

        if (!json_integer(json_get_fold(&list->item[i], "memberId"), &member) ||
            member != state->member)
            continue;
        own++;
        off += is_set(&list->item[i], "inactiveFlag");
    }
    scan_said(scan, step,
              arena_print(scan->mem,
                          "%" PRIu32 " callbacks of the member's own, %" PRIu32
                          " of them switched off",
                          own, off));
    if (off > 0)
        scan_note(scan, arena_print(scan->mem,
                                    "%s switched off: what is to be told that "
                                    "way is not told, so the product polls or "
                                    "does not notice. ConnectWise switches a "
                                    "callback off when its deliveries have "
                                    "failed for three days.",
                                    switched(scan, off, own)));
}
