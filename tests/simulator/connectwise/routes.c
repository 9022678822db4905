/* The paths. A path that exists but not for the method is 405. */
#include "base/text.h"
#include "tests/simulator/connectwise/connectwise.h"

#include <stdlib.h>
#include <string.h>

#define API  "/{codebase}/apis/3.0/"
#define LIST API "{area}/{list}"

enum { TAG_OWN = 256 }; /* else the verb of a write */

const struct route routes[] = {
    {"GET", "/login/companyinfo/{company}", answer_company, TAG_OWN},
    {"GET", API "system/info", answer_info, TAG_OWN},
    {"GET", API "system/mySecurity", answer_security, TAG_OWN},
    {"GET", API "system/mySecurity/customizeItems", answer_customize, TAG_OWN},
    {"GET", API "system/myMembers", answer_member, TAG_OWN},
    {"GET", API "system/myMembers/info", answer_member_info, TAG_OWN},
    {"GET", API "system/callbacks", answer_callbacks, TAG_OWN},
    {"GET", LIST, answer_list, VERB_INQUIRE},
    {"GET", LIST "/{id}", answer_list, VERB_INQUIRE},
    {"GET", LIST "/{id}/{child}", answer_list, VERB_INQUIRE},
    {"GET", LIST "/{id}/{child}/count", answer_list, VERB_INQUIRE},
    {"POST", LIST, answer_write, VERB_ADD},
    {"POST", LIST "/{id}/{child}", answer_write, VERB_ADD},
    {"PUT", LIST "/{id}", answer_write, VERB_EDIT},
    {"PATCH", LIST "/{id}", answer_write, VERB_EDIT},
    {"DELETE", LIST "/{id}", answer_write, VERB_DELETE},
    {NULL, NULL, NULL, 0},
};

/* Faults and refusals are held against what is below the version, else the
 * path; both without slashes around it. */
void
route_arrive(struct call *call)
{
    static const char api[] = "/apis/3.0/";
    struct about *what = about(call);
    const char *path = call->path;
    size_t first;

    path += *path == '/';
    first = strcspn(path, "/");
    what->codebase = arena_slice(&call->arena, path, first);
    what->api = strncasecmp(path + first, api, sizeof api - 1) == 0;
    path += what->api ? first + sizeof api - 1 : 0;
    call->below =
        arena_slice(&call->arena, path, strlen(path) - text_ends(path, "/"));
}

static bool
is_list(const char *name)
{
    for (uint32_t i = 0; i < function_count(); i++)
        if (function_reads(function_at(i), name))
            return true;
    return list_is_open(name);
}

/* The parts behind {codebase}, joined; a number in the place of an id is
 * {id}. NULL if no such list is known. */
static const char *
list_of(struct call *call, uint32_t parts)
{
    const char *list = arena_print(&call->arena, "%s/%s", call_part(call, 1),
                                   call_part(call, 2));

    for (uint32_t i = 3; i < parts; i++)
        list = arena_print(&call->arena, "%s/%s", list,
                           call_number(call, i) >= 0 ? "{id}"
                                                     : call_part(call, i));
    return is_list(list) ? list : NULL;
}

static bool
accepts_list(struct call *call)
{
    struct about *what = about(call);
    uint32_t n = call->n_part;

    what->id = n == 4 ? call_number(call, 3) : -1;
    what->what = WHAT_LIST;
    what->list = list_of(call, n);
    if (what->list == NULL && n > 3) {
        what->what = text_same_fold(call_part(call, n - 1), "count")
                         ? WHAT_COUNT
                         : WHAT_ONE;
        what->list = list_of(call, n - 1);
        if (what->what == WHAT_ONE && what->id < 0)
            what->list = NULL;
    }
    if (what->list != NULL)
        call->endpoint = what->list;
    return what->list != NULL;
}

/* Below {id}/{child} the pattern holds the word itself. */
static bool
accepts_child_count(struct call *call)
{
    bool right = accepts_list(call) && about(call)->what == WHAT_LIST;

    about(call)->what = WHAT_COUNT;
    return right;
}

bool
route_accepts(struct call *call, const struct route *row)
{
    if (row->tag == TAG_OWN) {
        call->endpoint = strrchr(row->pattern, '/') + 1;
        if (call->endpoint[0] == '{')
            call->endpoint = "companyinfo";
        return true;
    }
    if (text_ends(row->pattern, "/count"))
        return accepts_child_count(call);
    if (!accepts_list(call))
        return false;
    return row->handler == answer_list || about(call)->what != WHAT_COUNT;
}

void
route_missing(struct call *call)
{
    dress_answer(call, call->other_method ? DRESS_METHOD : DRESS_NOT_FOUND);
}
