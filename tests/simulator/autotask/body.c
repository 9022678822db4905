/* Bodies of writes. What the server sets itself is not refused but ignored, in
 * a body that was read and is sent back. */
#include "tests/simulator/autotask/body.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const struct json *
body_read(struct call *call)
{
    const char *text = out_string(&call->body);
    const struct json *body =
        json_parse(&call->arena, text, strlen(text), NULL);

    if (body != NULL && body->kind == JSON_OBJECT)
        return body;
    answer_error(call, 500, "The body is no readable JSON object.");
    return NULL;
}

static bool
text_value(struct arena *arena, const struct json *from, struct value *into)
{
    *into = (struct value){.kind = VALUE_TEXT, .text = json_text(from)};
    if (from->kind == JSON_NUMBER)
        into->text = arena_print(arena, "%.15g", from->number);
    if (from->kind == JSON_BOOLEAN)
        into->text = from->boolean ? "true" : "false";
    return into->text != NULL;
}

static bool
number_value(const struct json *from, struct value *into)
{
    const char *text = json_text(from);

    *into = (struct value){.kind = VALUE_NUMBER, .number = from->number};
    if (from->kind == JSON_BOOLEAN)
        into->number = from->boolean;
    return from->kind == JSON_NUMBER || from->kind == JSON_BOOLEAN ||
           (text != NULL && value_number(text, &into->number));
}

static bool
flag_value(const struct json *from, struct value *into)
{
    const char *text = json_text(from);

    *into = (struct value){.kind = VALUE_BOOLEAN, .number = from->boolean};
    if (from->kind == JSON_NUMBER)
        into->number = from->number != 0;
    if (text_same_fold(text, "true"))
        into->number = 1;
    return from->kind == JSON_BOOLEAN || from->kind == JSON_NUMBER ||
           text_same_fold(text, "true") || text_same_fold(text, "false");
}

/* The value as a field of the type has it; false if it cannot be one. */
static bool
value_from(struct arena *arena, const struct field *field,
           const struct json *from, struct value *into)
{
    *into = (struct value){.kind = VALUE_NULL};
    if (from->kind == JSON_NULL)
        return true;
    switch (field->type) {
    case FIELD_STRING:
    case FIELD_DATETIME:
        return text_value(arena, from, into);
    case FIELD_BOOLEAN:
        return flag_value(from, into);
    case FIELD_DOUBLE:
        return number_value(from, into);
    case FIELD_INTEGER:
    case FIELD_LONG:
    case FIELD_PICK:
    case FIELD_REFERENCE:
        return number_value(from, into) && into->number == rint(into->number);
    }
    unreachable("field type");
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

/* An id too big for us is nobody's. */
static int64_t
whole(const struct value *value)
{
    return fabs(value->number) < 9e15 ? (int64_t)value->number : -1;
}

static bool
check_pick(struct call *call, const struct field *field,
           const struct value *value)
{
    struct wanted wanted = {.value = whole(value)};

    if (value->kind == VALUE_NULL || !picks_each(field, find_pick, &wanted))
        return true;
    answer_error(call, 500,
                 "Picklist value [%" PRId64 "] does not exist for %s.",
                 wanted.value, field->name);
    return false;
}

static bool
check_reference(struct call *call, const struct field *field,
                const struct value *value)
{
    const struct entity *to = entity_named(field->as);

    if (value->kind == VALUE_NULL || to == NULL ||
        record_exists(call->sim, to, whole(value)))
        return true;
    answer_error(call, 500,
                 "Reference value on field: %s of type: %s does not exist or "
                 "is invalid.",
                 field->name, to->singular);
    return false;
}

static bool
check_member(struct call *call, const struct field *field,
             const struct json *member)
{
    struct value value;

    if ((field->flags & FIELD_READONLY) != 0)
        return true;
    if (!value_from(&call->arena, field, member, &value)) {
        answer_error(call, 500, "The value of %s is not readable.",
                     field->name);
        return false;
    }
    if (field->type == FIELD_PICK)
        return check_pick(call, field, &value);
    return field->type != FIELD_REFERENCE ||
           check_reference(call, field, &value);
}

bool
body_check(struct call *call, const struct json *body)
{
    const struct entity *entity = about(call)->entity;

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
        if (!check_member(call, field, member))
            return false;
    }
    return true;
}

bool
body_complete(struct call *call, const struct json *body)
{
    const struct nested *path = about(call)->nested;
    const struct field *parent = path == NULL ? NULL : field_of_parent(path);
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(about(call)->entity, n)) != NULL;
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

static void
keep(struct call *call, struct value *place, const struct value *value)
{
    *place = *value;
    if (value->kind == VALUE_TEXT)
        place->text = store_text(call->sim, value->text);
}

static void
store_udf(struct call *call, const struct json *list, struct stored *stored)
{
    const struct entity *entity = about(call)->entity;

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *udf = &list->item[i];
        const char *text = json_text(json_get_fold(udf, "value"));
        struct value value = {.kind = text != NULL ? VALUE_TEXT : VALUE_NULL,
                              .text = text};

        if (text_same(json_text(json_get_fold(udf, "name")), udf_name))
            keep(call, &stored->value[entity->fields], &value);
    }
}

void
body_store(struct call *call, const struct json *body, struct stored *stored)
{
    const struct entity *entity = about(call)->entity;

    for (uint32_t i = 0; i < body->n; i++) {
        const struct json *member = &body->item[i];
        const struct field *field = field_named(entity, member->key);
        struct value value;

        if (field == NULL)
            store_udf(call, member, stored);
        else if ((field->flags & FIELD_READONLY) == 0 &&
                 value_from(&call->arena, field, member, &value))
            keep(call, &stored->value[field_index(entity, field)], &value);
    }
}
