/* cJSON does the grammar and the numbers. A second walk over the text, in step
 * with cJSON's tree, finds where each value stands and refuses what cJSON is
 * too lenient about; then the tree is copied and cJSON's is deleted. */
#include "base/json.h"
#include "base/text.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MEMBERS_CAP = 4096 }; /* of one object: look-ups are linear */

struct fence {
    struct arena *arena;
    struct diags *diags; /* or NULL */
    const char *start, *p, *end;
    const char *line_start;
    uint32_t line;
    bool refused;
};

static uint32_t
column_of(const struct fence *fence)
{
    return (uint32_t)(fence->p - fence->line_start) + 1;
}

static void
refuse(struct fence *fence, const char *why)
{
    if (!fence->refused && fence->diags != NULL)
        diag_add(fence->diags, fence->line, column_of(fence), "%s", why);
    fence->refused = true;
}

static void
skip_space(struct fence *fence)
{
    for (; fence->p < fence->end; fence->p++) {
        if (*fence->p == '\n') {
            fence->line++;
            fence->line_start = fence->p + 1;
        } else if (strchr(" \t\r", *fence->p) == NULL) {
            break;
        }
    }
    if (fence->p < fence->end && (unsigned char)*fence->p < 0x20)
        refuse(fence, "a control character stands between values");
}

/* Past the next of the characters that only structure the text. */
static void
skip_mark(struct fence *fence)
{
    skip_space(fence);
    if (fence->p < fence->end)
        fence->p++;
    skip_space(fence);
}

/* Past a string; fence->p is at its opening quote. */
static void
skip_string(struct fence *fence)
{
    const char *p = fence->p + 1;

    while (p < fence->end && *p != '"') {
        fence->p = p;
        if ((unsigned char)*p < 0x20) {
            refuse(fence, "a control character in a string must be escaped");
            if (*p == '\n') {
                fence->line++;
                fence->line_start = p + 1;
            }
        }
        if (*p == '\\') {
            if (fence->end - p > 5 && memcmp(p, "\\u0000", 6) == 0)
                refuse(fence, "\\u0000 is not allowed in a string");
            p++;
        }
        p++;
    }
    fence->p = p < fence->end ? p + 1 : fence->end;
}

static void
skip_number(struct fence *fence)
{
    const char *p = fence->p;
    size_t n = 0;

    if (*p == '-')
        p++;
    if (p + 1 < fence->end && p[0] == '0' && p[1] >= '0' && p[1] <= '9')
        refuse(fence, "a number must not begin with 0");
    while (p + n < fence->end && strchr("+-.0123456789eE", p[n]) != NULL)
        n++;
    if (n == 0 || strchr("+.eE", p[0]) != NULL || strchr(".-+eE", p[n - 1]))
        refuse(fence, "this is not a number");
    fence->p = p + n;
}

static void walk(struct fence *, const cJSON *, struct json *);

static bool
key_taken(const struct json *object, uint32_t n, const char *key)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(object->item[i].key, key) == 0)
            return true;
    return false;
}

static void
walk_children(struct fence *fence, const cJSON *node, struct json *to)
{
    uint32_t i = 0;

    to->n = to->capacity = (uint32_t)cJSON_GetArraySize(node);
    if (to->kind == JSON_OBJECT && to->n > MEMBERS_CAP) {
        refuse(fence, "an object has too many members");
        return;
    }
    to->item = arena_new(fence->arena, struct json, to->n);
    if (to->n == 0)
        skip_mark(fence); /* the opening bracket */
    for (node = node->child; node != NULL; node = node->next, i++) {
        struct json *child = &to->item[i];

        skip_mark(fence); /* the opening bracket or a comma */
        if (to->kind == JSON_OBJECT) {
            child->key_line = fence->line;
            child->key_column = column_of(fence);
            child->key = text_clean(fence->arena, node->string,
                                    strlen(node->string), JSON_TEXT_CAP);
            if (key_taken(to, i, child->key))
                refuse(fence, "the same key stands here a second time");
            skip_string(fence);
            skip_mark(fence); /* the colon */
        }
        walk(fence, node, child);
        if (fence->refused)
            return;
    }
    skip_mark(fence); /* the closing bracket */
}

/* node and fence->p are at the same value, which is copied to *to. */
static void
walk(struct fence *fence, const cJSON *node, struct json *to)
{
    skip_space(fence);
    to->line = fence->line;
    to->column = column_of(fence);
    if (cJSON_IsObject(node) || cJSON_IsArray(node)) {
        to->kind = cJSON_IsObject(node) ? JSON_OBJECT : JSON_ARRAY;
        walk_children(fence, node, to);
    } else if (cJSON_IsString(node)) {
        to->kind = JSON_STRING;
        to->text = text_clean(fence->arena, node->valuestring,
                              strlen(node->valuestring), JSON_TEXT_CAP);
        skip_string(fence);
    } else if (cJSON_IsNumber(node)) {
        to->kind = JSON_NUMBER;
        to->number = node->valuedouble;
        skip_number(fence);
    } else {
        to->kind = cJSON_IsBool(node) ? JSON_BOOLEAN : JSON_NULL;
        to->boolean = cJSON_IsTrue(node);
        fence->p += cJSON_IsFalse(node) ? 5 : 4;
    }
}

/* Where cJSON gave up. */
static void
refuse_at(struct fence *fence, const char *where)
{
    if (where == NULL || where < fence->start || where > fence->end)
        where = fence->end;
    for (; fence->p < where; fence->p++)
        if (*fence->p == '\n') {
            fence->line++;
            fence->line_start = fence->p + 1;
        }
    /* cJSON points at the last byte when it would have needed more. */
    refuse(fence, fence->end - where <= 1
                      ? "the JSON text is wrong here or ends too early"
                      : "this is not JSON");
}

const struct json *
json_parse(struct arena *arena, const char *text, size_t length,
           struct diags *diags)
{
    struct json *root = arena_new(arena, struct json, 1);
    struct fence fence = {.arena = arena, .diags = diags, .line = 1};
    const char *where = NULL;
    cJSON *tree = NULL;

    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    fence.start = fence.p = fence.line_start = text;
    fence.end = text + length;
    where = memchr(text, '\0', length);
    if (where == NULL)
        tree = cJSON_ParseWithLengthOpts(text, length, &where, 0);
    if (tree == NULL) {
        refuse_at(&fence, where);
        return NULL;
    }
    walk(&fence, tree, root);
    cJSON_Delete(tree);
    if (!fence.refused) {
        skip_space(&fence);
        if (fence.p != fence.end)
            refuse(&fence, "something follows the end of the JSON text");
    }
    return fence.refused ? NULL : root;
}

const struct json *
json_get(const struct json *object, const char *key)
{
    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    for (uint32_t i = 0; i < object->n; i++)
        if (strcmp(object->item[i].key, key) == 0)
            return &object->item[i];
    return NULL;
}

const struct json *
json_get_fold(const struct json *object, const char *key)
{
    const struct json *found = NULL;

    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    for (uint32_t i = 0; i < object->n; i++) {
        if (!text_same_fold(object->item[i].key, key))
            continue;
        if (found != NULL)
            return NULL;
        found = &object->item[i];
    }
    return found;
}

const char *
json_text(const struct json *node)
{
    return node == NULL || node->kind != JSON_STRING ? NULL : node->text;
}

bool
json_boolean(const struct json *node, bool *value)
{
    if (node == NULL || node->kind != JSON_BOOLEAN)
        return false;
    *value = node->boolean;
    return true;
}

bool
json_integer(const struct json *node, int64_t *value)
{
    if (node == NULL || node->kind != JSON_NUMBER ||
        !(fabs(node->number) <= 9007199254740991.0) ||
        trunc(node->number) < node->number ||
        trunc(node->number) > node->number)
        return false;
    *value = (int64_t)node->number;
    return true;
}

const char *
json_kind_name(enum json_kind kind)
{
    static const char *const name[] = {
        [JSON_NULL] = "null",       [JSON_BOOLEAN] = "true or false",
        [JSON_NUMBER] = "a number", [JSON_STRING] = "a string",
        [JSON_ARRAY] = "an array",  [JSON_OBJECT] = "an object",
    };

    return name[kind];
}

struct json *
json_new_object(struct arena *arena)
{
    struct json *node = arena_new(arena, struct json, 1);

    node->kind = JSON_OBJECT;
    return node;
}

/* A new last child; key NULL in an array. */
static struct json *
add(struct arena *arena, struct json *parent, const char *key,
    enum json_kind kind)
{
    struct json *child;

    if ((parent->kind == JSON_OBJECT) != (key != NULL))
        unreachable("JSON member without a key, or a key in an array");
    if (parent->item == NULL) { /* most of what is built has about as many */
        parent->capacity = 16;
        parent->item = arena_new(arena, struct json, parent->capacity);
    }
    parent->item =
        arena_grow(arena, parent->item, parent->n, &parent->capacity);
    child = &parent->item[parent->n++];
    *child = (struct json){.kind = kind, .key = key};
    return child;
}

void
json_set_text(struct arena *arena, struct json *object, const char *key,
              const char *text)
{
    struct json *node =
        add(arena, object, key, text == NULL ? JSON_NULL : JSON_STRING);

    node->text = text;
}

void
json_set_integer(struct arena *arena, struct json *object, const char *key,
                 int64_t value)
{
    add(arena, object, key, JSON_NUMBER)->number = (double)value;
}

void
json_set_boolean(struct arena *arena, struct json *object, const char *key,
                 bool value)
{
    add(arena, object, key, JSON_BOOLEAN)->boolean = value;
}

struct json *
json_set_object(struct arena *arena, struct json *object, const char *key)
{
    return add(arena, object, key, JSON_OBJECT);
}

struct json *
json_set_array(struct arena *arena, struct json *object, const char *key)
{
    return add(arena, object, key, JSON_ARRAY);
}

void
json_push_text(struct arena *arena, struct json *array, const char *text)
{
    add(arena, array, NULL, JSON_STRING)->text = text;
}

struct json *
json_push_object(struct arena *arena, struct json *array)
{
    return add(arena, array, NULL, JSON_OBJECT);
}

/* cJSON prints 15 digits; a whole number may have 16. */
static cJSON *
number_to_cjson(const struct json *node)
{
    char text[32];
    int64_t whole;

    if (!json_integer(node, &whole))
        return cJSON_CreateNumber(node->number);
    (void)snprintf(text, sizeof text, "%" PRId64, whole);
    return cJSON_CreateRaw(text);
}

static cJSON *
to_cjson(const struct json *node)
{
    switch (node->kind) {
    case JSON_NULL:
        return cJSON_CreateNull();
    case JSON_BOOLEAN:
        return cJSON_CreateBool(node->boolean);
    case JSON_NUMBER:
        return number_to_cjson(node);
    case JSON_STRING:
        return cJSON_CreateString(node->text);
    case JSON_ARRAY:
        return cJSON_CreateArray();
    case JSON_OBJECT:
        return cJSON_CreateObject();
    }
    unreachable("JSON kind");
}

/* cJSON's own creators give NULL only when memory has run out. Keys are not
 * copied: the tree is gone before the nodes are. */
static cJSON *
tree_of(const struct json *node)
{
    cJSON *tree = to_cjson(node);

    if (tree == NULL)
        die("out of memory");
    for (uint32_t i = 0; i < node->n; i++) {
        cJSON *child = tree_of(&node->item[i]);
        cJSON_bool added =
            node->kind == JSON_OBJECT
                ? cJSON_AddItemToObjectCS(tree, node->item[i].key, child)
                : cJSON_AddItemToArray(tree, child);

        if (!added)
            die("out of memory");
    }
    return tree;
}

static char *
text_of(const struct json *node, bool pretty)
{
    cJSON *tree = tree_of(node);
    char *text = pretty ? cJSON_Print(tree) : cJSON_PrintUnformatted(tree);

    cJSON_Delete(tree);
    if (text == NULL)
        die("out of memory");
    return text;
}

/* Prints a document that holds just this member, and appends what stands in
 * it from one byte to so many before its end. */
static size_t
print_part(const struct json *member, size_t from, size_t rest, struct out *out)
{
    struct json copy = *member;
    struct json root = {.kind = JSON_OBJECT, .item = &copy, .n = 1};
    char *text = text_of(&root, true);
    size_t length = strlen(text);

    (void)out_bytes(out, text + from, length - from - rest);
    cJSON_free(text);
    return length;
}

/* A member of the document, an array element by element: cJSON's tree of a
 * large document would be several times its size. */
static void
print_member(const struct json *member, struct out *out)
{
    static const char open[] = "{\n", close[] = "\n}", list[] = "]\n}";
    struct json part = *member;
    size_t before;

    if (member->kind != JSON_ARRAY || member->n < 2) {
        (void)print_part(member, sizeof open - 1, sizeof close - 1, out);
        return;
    }
    part.n = 0;
    before = print_part(&part, sizeof open - 1, sizeof list - 1, out) -
             (sizeof list - 1);
    part.n = 1;
    for (uint32_t i = 0; i < member->n; i++) {
        part.item = &member->item[i];
        (void)out_text(out, i > 0 ? ", " : "");
        (void)print_part(&part, before, sizeof list - 1, out);
    }
    (void)out_text(out, "]");
}

void
json_print(const struct json *node, bool pretty, struct out *out)
{
    char *text;

    if (pretty && node->kind == JSON_OBJECT && node->n > 0) {
        for (uint32_t i = 0; i < node->n; i++) {
            (void)out_text(out, i > 0 ? ",\n" : "{\n");
            print_member(&node->item[i], out);
        }
        (void)out_text(out, "\n}\n");
        return;
    }
    text = text_of(node, pretty);
    (void)out_print(out, "%s%s", text, pretty ? "\n" : "");
    cJSON_free(text);
}
