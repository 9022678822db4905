/* Reads: query, its pages and its count, one record by id, the children of a
 * parent. What the user may not see is absent, not refused, except that a
 * whole entity without View is refused. */
#include "base/text.h"
#include "tests/simulator/filter.h"
#include "tests/simulator/record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool
included(const struct query *query, const struct field *field)
{
    const struct json *include = query == NULL ? NULL : query->include;

    if (include == NULL || include->kind != JSON_ARRAY || include->n == 0)
        return true;
    for (uint32_t i = 0; i < include->n; i++)
        if (text_same_fold(json_text(&include->item[i]), field->name))
            return true;
    return false;
}

static void
put_value(struct call *call, struct json *record, const struct field *field,
          int64_t row)
{
    struct value value =
        record_value(call->sim, &call->arena, call->route.entity, field, row);

    if (value.is_text)
        json_set_text(&call->arena, record, field->name, value.text);
    else if (value.is_boolean)
        json_set_boolean(&call->arena, record, field->name, value.number != 0);
    else
        json_set_integer(&call->arena, record, field->name, value.number);
}

static void
put_record(struct call *call, struct json *record, const struct query *query,
           int64_t row)
{
    const struct entity *entity = call->route.entity;
    const struct field *field;
    struct json *udf;

    for (uint32_t n = 0; (field = field_at(entity, n)) != NULL; n++)
        if (included(query, field))
            put_value(call, record, field, row);
    if ((entity->traits & TRAIT_UDF) == 0 ||
        (query != NULL && query->include != NULL))
        return;
    udf = json_set_array(&call->arena, record, "userDefinedFields");
    udf = json_push_object(&call->arena, udf);
    json_set_text(&call->arena, udf, "name", udf_name);
    json_set_text(&call->arena, udf, "value", "simulated");
}

static int64_t
seen(const struct call *call)
{
    return record_seen(call->sim, call->route.entity,
                       right_of(call->sim, call->route.entity, ACCESS_VIEW));
}

static bool
refused(struct call *call)
{
    if (right_of(call->sim, call->route.entity, ACCESS_VIEW) != LEVEL_NONE)
        return false;
    deny(call, ACCESS_VIEW);
    return true;
}

/* The same search once more for GET; a POST's body is sent again. */
static const char *
next_url(struct call *call, int64_t last)
{
    const char *url = arena_print(
        &call->arena, "%sATServicesRest/V1.0/%s/query/next?paging=%" PRId64,
        call->sim->base, call->route.entity->name, last);
    const char *search = strstr(call->query, "search=");

    if (search == NULL || strcmp(call->method, "GET") != 0)
        return url;
    return arena_print(&call->arena, "%s&%.*s", url, (int)strcspn(search, "&"),
                       search);
}

void
answer_query(struct call *call)
{
    struct query query;
    struct json *root = json_new_object(&call->arena), *items, *details;
    int64_t first = record_first(call->sim, call->route.entity), last = -1;
    uint32_t found = 0;
    bool more = false;

    if (refused(call) || !query_read(call, &query))
        return;
    if (call->route.kind == ROUTE_NEXT && call->arg_paging != NULL)
        query.after = strtoll(call->arg_paging, NULL, 10);
    items = json_set_array(&call->arena, root, "items");
    for (int64_t row = 0; row < seen(call) && !more; row++) {
        if (first + row <= query.after || !query_matches(call, &query, row))
            continue;
        more = found == query.most;
        if (more)
            break;
        put_record(call, json_push_object(&call->arena, items), &query, row);
        found++;
        last = first + row;
    }
    details = json_set_object(&call->arena, root, "pageDetails");
    json_set_integer(&call->arena, details, "count", found);
    json_set_integer(&call->arena, details, "requestCount", query.most);
    json_set_text(&call->arena, details, "prevPageUrl", NULL);
    json_set_text(&call->arena, details, "nextPageUrl",
                  more && !query.limited ? next_url(call, last) : NULL);
    answer_json(call, 200, root);
}

void
answer_count(struct call *call)
{
    struct query query;
    struct json *root = json_new_object(&call->arena);
    int64_t found = 0;

    if (refused(call) || !query_read(call, &query))
        return;
    for (int64_t row = 0; row < seen(call); row++)
        found += query_matches(call, &query, row);
    json_set_integer(&call->arena, root, "queryCount", found);
    answer_json(call, 200, root);
}

/* Below a parent only the parent's own children are there. */
static bool
is_child(struct call *call, int64_t row)
{
    const struct nested *path = call->route.nested;
    const struct field *field = path == NULL ? NULL : field_of_parent(path);

    if (field == NULL)
        return true;
    return record_value(call->sim, &call->arena, call->route.entity, field, row)
               .number == call->route.parent;
}

void
answer_get(struct call *call)
{
    struct json *root = json_new_object(&call->arena);
    int64_t row = call->route.id - record_first(call->sim, call->route.entity);

    if (refused(call))
        return;
    if (row >= 0 && row < seen(call) && is_child(call, row))
        put_record(call, json_set_object(&call->arena, root, "item"), NULL,
                   row);
    else
        json_set_text(&call->arena, root, "item", NULL);
    answer_json(call, 200, root);
}

void
answer_list(struct call *call)
{
    struct json *root = json_new_object(&call->arena), *items;

    if (refused(call))
        return;
    items = json_set_array(&call->arena, root, "items");
    for (int64_t row = 0; row < seen(call) && items->n < PAGE; row++)
        if (is_child(call, row))
            put_record(call, json_push_object(&call->arena, items), NULL, row);
    answer_json(call, 200, root);
}
