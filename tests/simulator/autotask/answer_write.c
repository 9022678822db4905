/* Writes: rights first, then the modules, then what the body says. What is
 * done stays for the run. */
#include "base/text.h"
#include "tests/simulator/autotask/body.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool
refused(struct call *call, enum access access)
{
    const struct entity *entity = about(call)->entity;

    if (right_of(call->sim, entity, access) != LEVEL_NONE &&
        module_on(call->sim, entity))
        return false;
    deny(call, access);
    return true;
}

static bool
check_parent(struct call *call)
{
    const struct nested *path = about(call)->nested;
    const struct entity *parent =
        path == NULL ? NULL : entity_named(path->parent);

    if (parent == NULL || record_exists(call->sim, parent, about(call)->parent))
        return true;
    answer_error(call, 500,
                 "Value does not reference an existing entity for %s . ",
                 parent->singular);
    return false;
}

/* The maximum counts the webhooks of all kinds that the user owns. */
static bool
check_webhooks(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int64_t owned = 0;

    if (!text_ends(about(call)->entity->name, "Webhooks"))
        return true;
    for (uint32_t i = 0; i < entity_count(); i++) {
        const struct entity *entity = entity_at(i);
        int64_t first = record_first(call->sim, entity);
        int64_t rows = record_rows(call->sim, entity);

        if (!text_ends(entity->name, "Webhooks"))
            continue;
        for (int64_t row = 0; row < rows; row++)
            owned += record_exists(call->sim, entity, first + row);
    }
    if (owned < tenant->webhooks.maximum)
        return true;
    answer_error(call, 500,
                 "The maximum number of webhooks (%" PRId64 ") is reached.",
                 tenant->webhooks.maximum);
    return false;
}

static void
done(struct call *call, int64_t id)
{
    struct json *root = json_new_object(&call->arena);

    json_set_integer(&call->arena, root, "itemId", id);
    answer_json(call, 200, root);
}

static struct stored *
change(struct call *call, int64_t row)
{
    struct stored *stored = store_change(call->sim, about(call)->entity, row);

    if (stored == NULL)
        answer_error(call, 500, "The simulator keeps no more records.");
    return stored;
}

/* Who it was: the person impersonated, if any, where the entity honours that;
 * the API user then stands behind. */
static bool
author(const struct call *call, const char *name, struct value *value)
{
    const char *header = call_header(call, "ImpersonationResourceId");
    bool other = header != NULL &&
                 (about(call)->entity->traits & TRAIT_IMPERSONATE) != 0;
    int64_t own = tenant_of(call->sim)->user.id;

    *value = (struct value){.kind = VALUE_NUMBER, .number = (double)own};
    if (text_same(name, "creatorResourceID") && other)
        value->number = strtod(header, NULL);
    else if (text_same(name, "impersonatorCreatorResourceID") && !other)
        value->kind = VALUE_NULL;
    else
        return text_same(name, "creatorResourceID") ||
               text_same(name, "impersonatorCreatorResourceID");
    return true;
}

/* What the server sets itself in a new record, and the path's parent. */
static void
set_own(struct call *call, struct stored *stored, int64_t row)
{
    const struct entity *entity = about(call)->entity;
    const struct nested *path = about(call)->nested;
    const struct field *parent = path == NULL ? NULL : field_of_parent(path);
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(entity, n)) != NULL; n++) {
        struct value *place = &stored->value[n];

        if (field == parent)
            *place = (struct value){.kind = VALUE_NUMBER,
                                    .number = (double)about(call)->parent};
        if ((field->flags & FIELD_READONLY) == 0 ||
            author(call, field->name, place))
            continue;
        *place = record_computed(call->sim, &call->arena, entity, field, row);
        if (place->kind == VALUE_TEXT)
            place->text = store_text(call->sim, place->text);
    }
}

static void
create(struct call *call)
{
    const struct entity *entity = about(call)->entity;
    const struct json *body;
    struct stored *stored;
    int64_t row;

    if (refused(call, ACCESS_ADD) || (body = body_read(call)) == NULL)
        return;
    if (!check_parent(call) || !body_check(call, body) ||
        !body_complete(call, body) || !check_webhooks(call))
        return;
    row = record_rows(call->sim, entity);
    stored = change(call, row);
    if (stored == NULL)
        return;
    store_create(call->sim, entity);
    body_store(call, body, stored);
    set_own(call, stored, row);
    done(call, record_first(call->sim, entity) + row);
}

static bool
in_reach(const struct call *call, int64_t id, enum access access)
{
    const struct entity *entity = about(call)->entity;

    return record_visible(call->sim, entity,
                          right_of(call->sim, entity, access),
                          id - record_first(call->sim, entity));
}

/* PUT replaces: what the body leaves out is empty then. */
static void
clear(struct call *call, struct stored *stored)
{
    const struct entity *entity = about(call)->entity;
    const struct nested *path = about(call)->nested;
    const struct field *parent = path == NULL ? NULL : field_of_parent(path);
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(entity, n)) != NULL; n++)
        if ((field->flags & FIELD_READONLY) == 0 && field != parent)
            stored->value[n] = (struct value){.kind = VALUE_NULL};
}

static void
update(struct call *call)
{
    const struct entity *entity = about(call)->entity;
    bool whole = text_same(call->method, "PUT");
    const struct json *body, *given;
    struct stored *stored;
    int64_t id = -1;

    if (refused(call, ACCESS_EDIT) || (body = body_read(call)) == NULL)
        return;
    given = json_get_fold(body, "id");
    if (given == NULL || given->kind != JSON_NUMBER) {
        answer_error(call, 500, "id is required");
        return;
    }
    (void)json_integer(given, &id); /* one too big for us is nobody's */
    if (!in_reach(call, id, ACCESS_EDIT)) {
        answer_error(call, 500,
                     "No matching records found. The logged in resource may "
                     "not have the required permissions to update the data.");
        return;
    }
    if (!check_parent(call) || !body_check(call, body) ||
        (whole && !body_complete(call, body)))
        return;
    stored = change(call, id - record_first(call->sim, entity));
    if (stored == NULL)
        return;
    if (whole)
        clear(call, stored);
    body_store(call, body, stored);
    done(call, id);
}

static void
erase(struct call *call)
{
    const struct entity *entity = about(call)->entity;
    int64_t id = about(call)->id;
    struct stored *stored;

    if (refused(call, ACCESS_DELETE))
        return;
    if (!in_reach(call, id, ACCESS_DELETE)) {
        answer_error(call, 500,
                     "No message. No matching records found. The logged in "
                     "Resource may not have the required permissions to "
                     "delete the data.");
        return;
    }
    stored = change(call, id - record_first(call->sim, entity));
    if (stored == NULL)
        return;
    stored->deleted = true;
    done(call, id);
}

void
answer_create(struct call *call)
{
    store_lock(call->sim);
    create(call);
    store_unlock(call->sim);
}

void
answer_update(struct call *call)
{
    store_lock(call->sim);
    update(call);
    store_unlock(call->sim);
}

void
answer_delete(struct call *call)
{
    store_lock(call->sim);
    erase(call);
    store_unlock(call->sim);
}
