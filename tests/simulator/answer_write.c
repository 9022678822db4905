/* Writes: rights first, then the modules, then what the body says. What is
 * allowed and right is answered as done, but nothing is ever stored. */
#include "base/text.h"
#include "tests/simulator/record.h"

#include <inttypes.h>
#include <string.h>

static bool
refused(struct call *call, enum access access)
{
    const struct entity *entity = call->route.entity;

    if (right_of(call->sim, entity, access) != LEVEL_NONE &&
        module_on(call->sim, entity))
        return false;
    deny(call, access);
    return true;
}

static const struct json *
read_body(struct call *call)
{
    const char *text = out_string(&call->body);
    const struct json *body =
        json_parse(&call->arena, text, strlen(text), NULL);

    if (body != NULL && body->kind == JSON_OBJECT)
        return body;
    answer_error(call, 500, "The body is no readable JSON object.");
    return NULL;
}

struct wanted {
    int64_t value;
    bool found;
};

static bool
find_pick(int64_t value, const char *label, size_t length, void *with)
{
    struct wanted *wanted = with;

    (void)label;
    (void)length;
    wanted->found = value == wanted->value;
    return !wanted->found;
}

/* The value of one member; false if the call is answered with what is wrong. */
static bool
check_value(struct call *call, const struct field *field,
            const struct json *value)
{
    struct wanted wanted = {.value = -1};
    const struct entity *to;

    if (value->kind == JSON_NULL)
        return true;
    if (field->type == FIELD_PICK) {
        if (json_integer(value, &wanted.value) &&
            !picks_each(field, find_pick, &wanted))
            return true;
        answer_error(call, 500,
                     "Picklist value [%" PRId64 "] does not exist for %s.",
                     wanted.value, field->name);
        return false;
    }
    to = field->type == FIELD_REFERENCE ? entity_named(field->as) : NULL;
    if (to == NULL || (json_integer(value, &wanted.value) &&
                       record_exists(call->sim, to, wanted.value)))
        return true;
    answer_error(call, 500,
                 "Reference value on field: %s of type: %s does not exist or "
                 "is invalid.",
                 field->name, to->singular);
    return false;
}

static bool
check_members(struct call *call, const struct json *body)
{
    const struct entity *entity = call->route.entity;

    for (uint32_t i = 0; i < body->n; i++) {
        const struct json *member = &body->item[i];
        const struct field *field = field_named(entity, member->key);

        if (text_same_fold(member->key, "userDefinedFields"))
            continue;
        if (field == NULL) {
            answer_error(call, 500, "Unable to find %s in the %s Entity",
                         member->key, entity->singular);
            return false;
        }
        if (!check_value(call, field, member))
            return false;
    }
    return true;
}

/* A path below a parent implies the reference to it. */
static bool
check_required(struct call *call, const struct json *body)
{
    const struct nested *path = call->route.nested;
    const struct field *parent = path == NULL ? NULL : field_of_parent(path);
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(call->route.entity, n)) != NULL;
         n++) {
        const struct json *value = json_get_fold(body, field->name);

        if ((field->flags & FIELD_REQUIRED) == 0 || field == parent ||
            (value != NULL && value->kind != JSON_NULL))
            continue;
        answer_error(call, 500, "%s is required", field->name);
        return false;
    }
    return true;
}

static bool
check_parent(struct call *call)
{
    const struct nested *path = call->route.nested;
    const struct entity *parent =
        path == NULL ? NULL : entity_named(path->parent);

    if (parent == NULL || record_exists(call->sim, parent, call->route.parent))
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
    const struct tenant *tenant = &call->sim->tenant;
    int64_t owned = 0;

    if (!text_ends(call->route.entity->name, "Webhooks"))
        return true;
    for (uint32_t i = 0; i < entity_count(); i++)
        if (text_ends(entity_at(i)->name, "Webhooks"))
            owned += record_count(call->sim, entity_at(i));
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

void
answer_create(struct call *call)
{
    const struct json *body;

    if (refused(call, ACCESS_ADD) || (body = read_body(call)) == NULL)
        return;
    if (!check_parent(call) || !check_members(call, body) ||
        !check_required(call, body) || !check_webhooks(call))
        return;
    done(call, record_first(call->sim, call->route.entity) +
                   record_count(call->sim, call->route.entity));
}

static bool
in_reach(const struct call *call, int64_t id, enum access access)
{
    const struct entity *entity = call->route.entity;
    int64_t row = id - record_first(call->sim, entity);

    return row >= 0 && row < record_seen(call->sim, entity,
                                         right_of(call->sim, entity, access));
}

void
answer_update(struct call *call)
{
    const struct json *body, *given;
    int64_t id = -1;

    if (refused(call, ACCESS_EDIT) || (body = read_body(call)) == NULL)
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
    if (check_parent(call) && check_members(call, body))
        done(call, id);
}

void
answer_delete(struct call *call)
{
    if (refused(call, ACCESS_DELETE))
        return;
    if (in_reach(call, call->route.id, ACCESS_DELETE))
        done(call, call->route.id);
    else
        answer_error(call, 500,
                     "No message. No matching records found. The logged in "
                     "Resource may not have the required permissions to "
                     "delete the data.");
}
