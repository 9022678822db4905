/* entityInformation/fields and /userDefinedFields. */
#include "base/text.h"
#include "tests/simulator/autotask/record.h"

#include <inttypes.h>

struct picks {
    struct arena *arena;
    struct json *list;
};

static bool
put_pick(int64_t value, const char *label, size_t length, void *with)
{
    const struct picks *picks = with;
    struct arena *arena = picks->arena;
    struct json *pick = json_push_object(arena, picks->list);

    json_set_text(arena, pick, "value", arena_print(arena, "%" PRId64, value));
    json_set_text(arena, pick, "label", arena_slice(arena, label, length));
    json_set_boolean(arena, pick, "isDefaultValue", picks->list->n == 1);
    json_set_integer(arena, pick, "sortOrder", picks->list->n);
    json_set_text(arena, pick, "parentValue", "");
    json_set_boolean(arena, pick, "isActive", true);
    json_set_boolean(arena, pick, "isSystem", false);
    return true;
}

static void
put_kind(struct call *call, struct json *to, const struct field *field)
{
    struct arena *arena = &call->arena;
    bool reference = field->type == FIELD_REFERENCE;
    const struct entity *other =
        reference ? entity_named(text_same(field->as, "own") ? "Resources"
                                                             : field->as)
                  : NULL;
    struct picks picks = {.arena = arena};

    json_set_text(arena, to, "dataType", field->base);
    json_set_integer(arena, to, "length",
                     field->type == FIELD_STRING ? 255 : 0);
    json_set_boolean(arena, to, "isReference", reference);
    json_set_text(arena, to, "referenceEntityType",
                  other != NULL ? other->singular : "");
    json_set_boolean(arena, to, "isPickList", field->type == FIELD_PICK);
    json_set_text(arena, to, "picklistParentValueField", "");
    if (field->type != FIELD_PICK) {
        json_set_text(arena, to, "picklistValues", NULL);
        return;
    }
    picks.list = json_set_array(arena, to, "picklistValues");
    if (!tenant_of(call->sim)->state[about(call)->entity->index].no_picklists)
        (void)picks_each(field, put_pick, &picks);
}

static bool
metadata_denied(struct call *call)
{
    if (!tenant_of(call->sim)
             ->state[about(call)->entity->index]
             .metadata_denied)
        return false;
    deny(call, ACCESS_VIEW);
    return true;
}

void
answer_fields(struct call *call)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *list, *to;
    const struct field *field;

    if (metadata_denied(call))
        return;
    list = json_set_array(arena, root, "fields");
    for (uint32_t n = 0; (field = field_at(about(call)->entity, n)) != NULL;
         n++) {
        to = json_push_object(arena, list);
        json_set_text(arena, to, "name", field->name);
        json_set_boolean(arena, to, "isRequired",
                         (field->flags & FIELD_REQUIRED) != 0);
        json_set_boolean(arena, to, "isReadOnly",
                         (field->flags & FIELD_READONLY) != 0);
        json_set_boolean(arena, to, "isQueryable", true);
        json_set_boolean(arena, to, "isSupportedWebhookField",
                         (field->flags & FIELD_HOOK) != 0);
        put_kind(call, to, field);
    }
    answer_json(call, 200, root);
}

void
answer_user_fields(struct call *call)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *list, *to;

    if (metadata_denied(call))
        return;
    list = json_set_array(arena, root, "fields");
    if ((about(call)->entity->traits & TRAIT_UDF) != 0) {
        to = json_push_object(arena, list);
        json_set_text(arena, to, "name", udf_name);
        json_set_text(arena, to, "label", "Simulated field");
        json_set_text(arena, to, "type", "string");
        json_set_text(arena, to, "dataType", "string");
        json_set_integer(arena, to, "length", 255);
        json_set_text(arena, to, "description", "");
        json_set_text(arena, to, "defaultValue", "");
        json_set_boolean(arena, to, "isRequired", false);
        json_set_boolean(arena, to, "isReadOnly", false);
        json_set_boolean(arena, to, "isQueryable", true);
        json_set_boolean(arena, to, "isPickList", false);
        json_set_text(arena, to, "picklistValues", NULL);
    }
    answer_json(call, 200, root);
}
