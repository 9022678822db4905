/* Reads: query, its pages and its count, one record by id, the children of a
 * parent. What the user may not see is absent, not refused, except that a
 * whole entity without View is refused. */
#include "base/text.h"
#include "tests/simulator/autotask/filter.h"
#include "tests/simulator/autotask/page.h"
#include "tests/simulator/autotask/record.h"

#include <inttypes.h>
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
put_value(struct call *call, struct json *record, const char *name,
          const struct value *value)
{
    struct arena *arena = &call->arena;

    switch (value->kind) {
    case VALUE_UNSET:
    case VALUE_NULL:
        json_set_text(arena, record, name, NULL);
        return;
    case VALUE_TEXT:
        json_set_text(arena, record, name, value->text);
        return;
    case VALUE_BOOLEAN:
        json_set_boolean(arena, record, name, value->number != 0);
        return;
    case VALUE_NUMBER:
        json_set_integer(arena, record, name, 0);
        record->item[record->n - 1].number = value->number;
        return;
    }
    unreachable("value kind");
}

static void
put_record(struct call *call, struct json *record, const struct query *query,
           int64_t row)
{
    const struct entity *entity = about(call)->entity;
    const struct field *field;
    struct json *udf;
    struct value value;

    for (uint32_t n = 0; (field = field_at(entity, n)) != NULL; n++) {
        if (!included(query, field))
            continue;
        value = record_value(call->sim, &call->arena, entity, field, row);
        put_value(call, record, field->name, &value);
    }
    if ((entity->traits & TRAIT_UDF) == 0 ||
        (query != NULL && query->include != NULL))
        return;
    udf = json_set_array(&call->arena, record, "userDefinedFields");
    udf = json_push_object(&call->arena, udf);
    json_set_text(&call->arena, udf, "name", udf_name);
    value = record_udf(call->sim, entity, row);
    put_value(call, udf, "value", &value);
}

static bool
visible(const struct call *call, int64_t row)
{
    const struct entity *entity = about(call)->entity;

    return record_visible(call->sim, entity,
                          right_of(call->sim, entity, ACCESS_VIEW), row);
}

static bool
refused(struct call *call)
{
    if (right_of(call->sim, about(call)->entity, ACCESS_VIEW) != LEVEL_NONE)
        return false;
    deny(call, ACCESS_VIEW);
    return true;
}

/* Below a parent only the parent's own children are there. */
static bool
is_child(struct call *call, int64_t row)
{
    const struct nested *path = about(call)->nested;
    const struct field *field = path == NULL ? NULL : field_of_parent(path);
    struct value value;

    if (field == NULL)
        return true;
    value =
        record_value(call->sim, &call->arena, about(call)->entity, field, row);
    return value.kind == VALUE_NUMBER &&
           (int64_t)value.number == about(call)->parent;
}

/* One page of what matches: a query's, or with NULL all children. */
static void
put_page(struct call *call, const struct query *query, struct page *page)
{
    const struct entity *entity = about(call)->entity;
    struct json *root = json_new_object(&call->arena), *items;
    int64_t first = record_first(call->sim, entity);
    int64_t rows = record_rows(call->sim, entity);
    int64_t row = page->after < first ? 0 : page->after - first + 1;

    items = json_set_array(&call->arena, root, "items");
    for (; row < rows; row++) {
        if (!visible(call, row) ||
            (query != NULL ? !query_matches(call, query, row)
                           : !is_child(call, row)))
            continue;
        page->more = items->n == page->most;
        if (page->more)
            break;
        put_record(call, json_push_object(&call->arena, items), query, row);
        page->last = first + row;
    }
    page->count = items->n;
    page_details(call, page, root);
    answer_json(call, 200, root);
}

static void
query_page(struct call *call)
{
    struct query query;
    struct page page;

    if (refused(call) || !query_read(call, &query) || !page_read(call, &page))
        return;
    if (page.most > query.most || !page.further)
        page.most = query.most;
    put_page(call, &query, &page);
}

void
answer_query(struct call *call)
{
    store_lock(call->sim);
    query_page(call);
    store_unlock(call->sim);
}

void
answer_count(struct call *call)
{
    struct query query;
    struct json *root = json_new_object(&call->arena);
    int64_t rows, found = 0;

    store_lock(call->sim);
    if (!refused(call) && query_read(call, &query)) {
        rows = record_rows(call->sim, about(call)->entity);
        for (int64_t row = 0; row < rows; row++)
            found += visible(call, row) && query_matches(call, &query, row);
        json_set_integer(&call->arena, root, "queryCount", found);
        answer_json(call, 200, root);
    }
    store_unlock(call->sim);
}

void
answer_get(struct call *call)
{
    struct json *root = json_new_object(&call->arena);
    int64_t row;

    store_lock(call->sim);
    row = about(call)->id - record_first(call->sim, about(call)->entity);
    if (!refused(call)) {
        if (visible(call, row) && is_child(call, row))
            put_record(call, json_set_object(&call->arena, root, "item"), NULL,
                       row);
        else
            json_set_text(&call->arena, root, "item", NULL);
        answer_json(call, 200, root);
    }
    store_unlock(call->sim);
}

void
answer_list(struct call *call)
{
    struct page page;

    store_lock(call->sim);
    if (!refused(call) && page_read(call, &page))
        put_page(call, NULL, &page);
    store_unlock(call->sim);
}
