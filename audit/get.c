/* Reads the plain members of an audit file's objects, as the tables of
 * fields.c say, into the structs; every mistake is reported. */
#include "audit/get.h"
#include "base/date.h"
#include "base/text.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

static void
store(void *to, size_t offset, const void *from, size_t size)
{
    memcpy((char *)to + offset, from, size);
}

static bool
known_key(const struct shape *shape, const char *key)
{
    for (uint32_t i = 0; i < shape->n; i++) {
        if (text_same(shape->field[i].key, key))
            return true;
    }
    for (uint32_t i = 0; shape->other[i] != NULL; i++) {
        if (text_same(shape->other[i], key))
            return true;
    }
    for (uint32_t i = 0; shape->later != NULL && shape->later[i] != NULL; i++) {
        if (text_same(shape->later[i], key))
            return true;
    }
    return false;
}

void
get_known_keys(struct reader *r, const struct json *node,
               const struct shape *shape)
{
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *item = &node->item[i];
        const char *nearest;

        if (known_key(shape, item->key))
            continue;
        nearest = diags_near(r->diags, item->key, shape->field, shape->n,
                             sizeof *shape->field);
        if (nearest == NULL)
            diag_add(r->diags, item->key_line, item->key_column,
                     "%s has no key \"%s\"", shape->what, item->key);
        else
            diag_add(r->diags, item->key_line, item->key_column,
                     "%s has no key \"%s\"; did you mean \"%s\"?", shape->what,
                     item->key, nearest);
    }
}

/* The member of that key, of that kind; NULL with a mistake otherwise. */
const struct json *
get_member(struct reader *r, const struct json *object, const char *key,
           enum json_kind kind)
{
    const struct json *node = json_get(object, key);

    if (node == NULL) {
        MISTAKE(r, object, "the key \"%s\" is missing", key);
        return NULL;
    }
    if (node->kind != kind) {
        MISTAKE(r, node, "\"%s\" must be %s, not %s", key, json_kind_name(kind),
                json_kind_name(node->kind));
        return NULL;
    }
    return node;
}

const char *
get_string(struct reader *r, const struct json *object, const char *key)
{
    return json_text(get_member(r, object, key, JSON_STRING));
}

bool
get_integer(struct reader *r, const struct json *object, const char *key,
            int64_t max, int64_t *value)
{
    const struct json *node = get_member(r, object, key, JSON_NUMBER);

    if (node == NULL)
        return false;
    if (json_integer(node, value) && *value >= 0 && *value <= max)
        return true;
    MISTAKE(r, node, "\"%s\" must be a whole number from 0 to %" PRId64, key,
            max);
    return false;
}

static void
check_form(struct reader *r, const struct json *node, const struct field *field,
           const char *text)
{
    bool time = field->kind == FIELD_TIME || field->kind == FIELD_MAYBE_TIME;

    if (time && !date_time_is(text))
        MISTAKE(r, node, "\"%s\" must be a time such as 2026-11-23T08:00:00Z",
                field->key);
    if (field->kind == FIELD_DATE && !date_is(text))
        MISTAKE(r, node, "\"%s\" must be a date such as 2026-11-23",
                field->key);
}

static void
get_text(struct reader *r, const struct json *object, const struct field *field,
         void *to)
{
    const struct json *node = json_get(object, field->key);
    bool maybe = field->kind == FIELD_MAYBE ||
                 field->kind == FIELD_MAYBE_TIME || field->kind == FIELD_OWNER;
    const char *text = NULL;

    if (maybe && node != NULL && node->kind == JSON_NULL)
        return;
    node = get_member(r, object, field->key, JSON_STRING);
    if (node != NULL) {
        text = node->text;
        check_form(r, node, field, text);
    }
    store(to, field->offset, &text, sizeof text);
}

static void
get_word(struct reader *r, const struct json *object, const struct field *field,
         void *to)
{
    const struct json *node = json_get(object, field->key);
    unsigned value = field->kind == FIELD_STOPPED ? WHY_GRANTED : 0;

    store(to, field->offset, &value, sizeof value);
    if (field->kind == FIELD_STOPPED && node != NULL && node->kind == JSON_NULL)
        return;
    node = get_member(r, object, field->key, JSON_STRING);
    if (node == NULL)
        return;
    if (!word_find(field->words, node->text, &value)) {
        MISTAKE(r, node, "\"%s\" cannot be \"%s\"", field->key, node->text);
        return;
    }
    if (field->kind == FIELD_STOPPED &&
        reason_verdict((enum reason)value) != VERDICT_UNKNOWN)
        MISTAKE(r, node, "a scan does not stop because of \"%s\"", node->text);
    store(to, field->offset, &value, sizeof value);
}

static void
get_exchange(struct reader *r, const struct json *object,
             const struct field *field, void *to)
{
    const struct json *node = json_get(object, field->key);
    uint32_t index = NO_EXCHANGE;
    int64_t value;

    if (node == NULL || node->kind != JSON_NULL) {
        if (!get_integer(r, object, field->key, UINT32_MAX - 1, &value))
            return;
        if (node != NULL && value >= r->n_exchange)
            MISTAKE(r, node, "there is no exchange %" PRId64, value);
        else
            index = (uint32_t)value;
    }
    store(to, field->offset, &index, sizeof index);
}

static void
get_number(struct reader *r, const struct json *object,
           const struct field *field, void *to)
{
    int64_t value = 0;
    uint32_t count;
    int status;

    if (field->kind == FIELD_COUNT) {
        (void)get_integer(r, object, field->key, UINT32_MAX, &value);
        count = (uint32_t)value;
        store(to, field->offset, &count, sizeof count);
    } else if (field->kind == FIELD_STATUS) {
        (void)get_integer(r, object, field->key, 999, &value);
        status = (int)value;
        store(to, field->offset, &status, sizeof status);
    } else {
        (void)get_integer(r, object, field->key, INT64_C(1) << 53, &value);
        store(to, field->offset, &value, sizeof value);
    }
}

/* A whole number; null is no upper end. */
static void
get_grade(struct reader *r, const struct json *object,
          const struct field *field, void *to)
{
    const struct json *node = json_get(object, field->key);
    int64_t most = GRADE_MOST;

    if (node != NULL && node->kind == JSON_NULL)
        store(to, field->offset, &most, sizeof most);
    else
        get_number(r, object, field, to);
}

static void
get_field(struct reader *r, const struct json *object,
          const struct field *field, void *to)
{
    bool flag;

    if (field->later && json_get(object, field->key) == NULL)
        return;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_MAYBE:
    case FIELD_TIME:
    case FIELD_MAYBE_TIME:
    case FIELD_DATE:
    case FIELD_RULES:
    case FIELD_OWNER:
    case FIELD_FEATURE:
        get_text(r, object, field, to);
        return;
    case FIELD_FLAG:
        if (json_boolean(get_member(r, object, field->key, JSON_BOOLEAN),
                         &flag))
            store(to, field->offset, &flag, sizeof flag);
        return;
    case FIELD_COUNT:
    case FIELD_STATUS:
    case FIELD_NUMBER:
        get_number(r, object, field, to);
        return;
    case FIELD_EXCHANGE:
        get_exchange(r, object, field, to);
        return;
    case FIELD_GRADE:
        get_grade(r, object, field, to);
        return;
    case FIELD_WORD:
    case FIELD_STOPPED:
        get_word(r, object, field, to);
        return;
    }
    unreachable("bad field kind");
}

bool
get_index(struct reader *r, const struct json *object, const char *key,
          uint32_t n, uint32_t *index)
{
    const struct json *node = json_get(object, key);
    int64_t value;

    if (node != NULL && node->kind == JSON_NULL)
        return false;
    if (!get_integer(r, object, key, UINT32_MAX - 1, &value))
        return false;
    if (node == NULL || value >= n) {
        MISTAKE(r, node == NULL ? object : node, "there is no %s %" PRId64, key,
                value);
        return false;
    }
    *index = (uint32_t)value;
    return true;
}

const char *const *
get_names(struct reader *r, const struct json *object, const char *key,
          uint32_t *n)
{
    const struct json *list = get_member(r, object, key, JSON_ARRAY);
    const char **text;

    *n = 0;
    if (list == NULL)
        return NULL;
    text = arena_new(r->arena, const char *, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        text[i] = json_text(&list->item[i]);
        if (text[i] == NULL)
            MISTAKE(r, &list->item[i], "each of \"%s\" must be a string", key);
    }
    *n = list->n;
    return text;
}

bool
get_shape(struct reader *r, const struct json *node, const struct shape *shape,
          void *to)
{
    if (node->kind != JSON_OBJECT) {
        MISTAKE(r, node, "%s must be an object, not %s", shape->what,
                json_kind_name(node->kind));
        return false;
    }
    get_known_keys(r, node, shape);
    for (uint32_t i = 0; i < shape->n; i++)
        get_field(r, node, &shape->field[i], to);
    return true;
}
