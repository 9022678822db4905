/* The paths. Nothing here looks at rights: a path that exists but not for the
 * method is 405, everything else unknown is 404. */
#include "base/text.h"
#include "tests/simulator/autotask/autotask.h"

#include <string.h>

#define SERVICE "/ATServicesRest/"
#define V       SERVICE "V1.0/"
#define NESTED  V "{parent}/{id}/{segment}"

/* The page after a POST query wants POST too; only the address that a GET
 * query was given carries its search along. */
const struct route routes[] = {
    {"GET", SERVICE "VersionInformation", answer_versions, TAG_UTILITY},
    {"GET", V "ZoneInformation", answer_zone, TAG_UTILITY},
    {"GET", V "Version", answer_version, TAG_UTILITY},
    {"GET", V "Authenticate", answer_authenticate, TAG_UTILITY},
    {"GET", V "Modules", answer_modules, TAG_UTILITY},
    {"GET", V "ThresholdInformation", answer_threshold, TAG_UTILITY},
    {"GET", V "EntityInformation", answer_entities, TAG_UTILITY},
    {"POST", V "{entity}", answer_create, VERB_POST},
    {"PATCH", V "{entity}", answer_update, VERB_PATCH},
    {"PUT", V "{entity}", answer_update, VERB_PUT},
    {"GET", V "{entity}/entityInformation", answer_information, TAG_METADATA},
    {"GET", V "{entity}/entityInformation/fields", answer_fields, TAG_METADATA},
    {"GET", V "{entity}/entityInformation/userDefinedFields",
     answer_user_fields, TAG_METADATA},
    {"GET", V "{entity}/query", answer_query, VERB_QUERY},
    {"POST", V "{entity}/query", answer_query, VERB_QUERY},
    {"GET", V "{entity}/query/count", answer_count, VERB_COUNT},
    {"POST", V "{entity}/query/count", answer_count, VERB_COUNT},
    {"GET", V "{entity}/query/next", answer_query, VERB_NEXT},
    {"POST", V "{entity}/query/next", answer_query, VERB_NEXT},
    {"GET", V "{entity}/{id}", answer_get, VERB_GET},
    {"DELETE", V "{entity}/{id}", answer_delete, VERB_DELETE},
    {"GET", NESTED "/entityInformation", answer_information, TAG_METADATA},
    {"GET", NESTED "/entityInformation/fields", answer_fields, TAG_METADATA},
    {"GET", NESTED "/entityInformation/userDefinedFields", answer_user_fields,
     TAG_METADATA},
    {"GET", NESTED, answer_list, VERB_LIST},
    {"POST", NESTED, answer_create, VERB_POST},
    {"PATCH", NESTED, answer_update, VERB_PATCH},
    {"PUT", NESTED, answer_update, VERB_PUT},
    {"GET", NESTED "/{id}", answer_get, VERB_GET},
    {"DELETE", NESTED "/{id}", answer_delete, VERB_DELETE},
    {NULL, NULL, NULL, 0},
};

/* Faults are held against what is below the version, else the service. */
void
route_arrive(struct call *call)
{
    static const char *const folders[] = {SERVICE, V};

    about(call)->parent = about(call)->id = -1;
    for (size_t i = 0; i < 2; i++)
        if (strncasecmp(call->path, folders[i], strlen(folders[i])) == 0)
            call->below = call->path + strlen(folders[i]);
}

/* An address of a page asks for it with the method of the query it came of. */
static bool
right_page(const struct call *call, const struct route *row)
{
    bool get = call_argument(call, "search") != NULL;

    return row->tag != VERB_NEXT || text_same(row->method, "GET") == get;
}

/* A parent of paths need not be an entity itself. */
static bool
accepts_nested(struct call *call, const struct route *row)
{
    struct about *what = about(call);
    const struct nested *path =
        nested_path(call_part(call, 0), call_part(call, 2));

    what->parent = call_number(call, 1);
    if (path == NULL || what->parent < 0)
        return false;
    what->nested = path;
    what->entity = entity_named(path->child);
    call->endpoint = path->child;
    if (call->n_part == 4 && (what->id = call_number(call, 3)) < 0)
        return false;
    return row->tag == TAG_METADATA || (path->verbs & row->tag) != 0;
}

bool
route_accepts(struct call *call, const struct route *row)
{
    struct about *what = about(call);

    if (row->tag == TAG_UTILITY) {
        call->endpoint = strrchr(row->pattern, '/') + 1;
        return true;
    }
    what->entity = entity_named(call_part(call, 0));
    if (what->entity != NULL)
        call->endpoint = what->entity->name;
    if (call->n_part > 2)
        return accepts_nested(call, row);
    if (what->entity == NULL)
        return false;
    if (call->n_part == 2 && (what->id = call_number(call, 1)) < 0)
        return false;
    return row->tag == TAG_METADATA ||
           ((what->entity->verbs & row->tag) != 0 && right_page(call, row));
}

static void
message(struct call *call, unsigned status, const char *text)
{
    struct json *root = json_new_object(&call->arena);

    json_set_text(&call->arena, root, "Message", text);
    answer_json(call, status, root);
}

void
route_missing(struct call *call)
{
    struct arena *arena = &call->arena;

    if (call->other_method)
        message(call, 405,
                arena_print(
                    arena,
                    "The requested resource does not support http "
                    "method '%s'.",
                    text_clean(arena, call->method, strlen(call->method), 40)));
    else
        message(call, 404,
                arena_print(
                    arena,
                    "No HTTP resource was found that matches the request "
                    "URI '%s'.",
                    text_clean(arena, call->path, strlen(call->path), 200)));
}
