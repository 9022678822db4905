/* cJSON does the grammar and the numbers. A second walk over the text, in step
 * with cJSON's tree, finds where each value stands and refuses what cJSON is
 * too lenient about; then the tree is copied and cJSON's is deleted. */
#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* VALUES_CAP: of one document; a value takes some 160 bytes while it is read,
 * so that 32 MB of "[]," would take 1.7 GB. An audit of 20,000 checks has
 * about 2.4 million values. FEW: members of an object that are compared one by
 * one. EXACT_DIGITS: whole numbers of so many a double holds, all of them. */
enum { VALUES_CAP = 4000000, FEW = 16, EXACT_DIGITS = 15 };

struct fence {
    struct arena *arena;
    const char *start, *p, *end;
    const char *line_start;
    uint32_t line;
    const char *refused; /* why, or NULL; the first mistake in the text */
    uint32_t refused_line, refused_column;
};

static uint32_t
column_of(const struct fence *fence)
{
    return (uint32_t)(fence->p - fence->line_start) + 1;
}

static void
refuse_at(struct fence *fence, uint32_t line, uint32_t column, const char *why)
{
    bool before =
        line < fence->refused_line ||
        (line == fence->refused_line && column < fence->refused_column);

    if (fence->refused != NULL && !before)
        return;
    fence->refused = why;
    fence->refused_line = line;
    fence->refused_column = column;
}

static void
refuse(struct fence *fence, const char *why)
{
    refuse_at(fence, fence->line, column_of(fence), why);
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

/* Past a number. An id may have more digits than its value keeps. */
static void
walk_number(struct fence *fence, struct json *to)
{
    const char *from = fence->p, *digit = from;

    skip_number(fence);
    while (digit < fence->p && *digit >= '0' && *digit <= '9')
        digit++;
    if (digit == fence->p && digit - from > EXACT_DIGITS)
        to->text = arena_slice(fence->arena, from, (size_t)(digit - from));
}

static void walk(struct fence *, const cJSON *, struct json *);

static int
member_order(const void *a, const void *b)
{
    const struct json *const *x = a, *const *y = b;
    int order = json_key_order((*x)->key, (*y)->key);

    if (order != 0)
        return order;
    return *x < *y ? -1 : *x > *y; /* as they stand in the text */
}

static void
refuse_member(struct fence *fence, const struct json *member)
{
    refuse_at(fence, member->key_line, member->key_column,
              "the same key stands here a second time");
}

/* Refuses a key that stood before; brings many into order on the way. */
static void
check_keys(struct fence *fence, struct json *object)
{
    const struct json **sorted;
    uint32_t n = object->n;

    for (uint32_t i = 0; i < n && n <= FEW; i++)
        for (uint32_t k = 0; k < i; k++)
            if (strcmp(object->item[k].key, object->item[i].key) == 0)
                refuse_member(fence, &object->item[i]);
    if (n <= FEW)
        return;
    sorted = arena_new(fence->arena, const struct json *, n);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = &object->item[i];
    qsort(sorted, n, sizeof *sorted, member_order);
    for (uint32_t i = 1; i < n; i++)
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
            refuse_member(fence, sorted[i]);
    object->sorted = sorted;
}

static void
walk_key(struct fence *fence, const cJSON *node, struct json *child)
{
    child->key_line = fence->line;
    child->key_column = column_of(fence);
    child->key = text_clean(fence->arena, node->string, strlen(node->string),
                            JSON_TEXT_CAP);
    skip_string(fence);
    skip_mark(fence); /* the colon */
}

static void
walk_children(struct fence *fence, const cJSON *node, struct json *to)
{
    uint32_t n = (uint32_t)cJSON_GetArraySize(node);

    to->capacity = n;
    to->item = arena_new(fence->arena, struct json, n);
    if (n == 0)
        skip_mark(fence); /* the opening bracket */
    for (node = node->child; node != NULL && fence->refused == NULL;
         node = node->next) {
        struct json *child = &to->item[to->n++];

        skip_mark(fence); /* the opening bracket or a comma */
        if (to->kind == JSON_OBJECT)
            walk_key(fence, node, child);
        if (fence->refused == NULL)
            walk(fence, node, child);
    }
    if (to->kind == JSON_OBJECT)
        check_keys(fence, to);
    if (fence->refused == NULL)
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
        walk_number(fence, to);
    } else {
        to->kind = cJSON_IsBool(node) ? JSON_BOOLEAN : JSON_NULL;
        to->boolean = cJSON_IsTrue(node);
        fence->p += cJSON_IsFalse(node) ? 5 : 4;
    }
}

static void
go_to(struct fence *fence, const char *where)
{
    for (; fence->p < where; fence->p++)
        if (*fence->p == '\n') {
            fence->line++;
            fence->line_start = fence->p + 1;
        }
}

/* Where cJSON gave up. */
static void
refuse_grammar(struct fence *fence, const char *where)
{
    if (where == NULL || where < fence->start || where > fence->end)
        where = fence->end;
    go_to(fence, where);
    /* cJSON points at the last byte when it would have needed more. */
    refuse(fence, fence->end - where <= 1
                      ? "the JSON text is wrong here or ends too early"
                      : "this is not JSON");
}

/* Where there are more values than VALUES_CAP, or NULL. Each but the first
 * stands behind a comma or an opening bracket; a bracket that nothing stands
 * behind is counted too. */
static const char *
too_many(const char *p, const char *end)
{
    uint32_t n = 0;

    for (; p < end; p++) {
        if (*p == '"')
            for (p++; p < end && *p != '"'; p++)
                p += *p == '\\';
        else if ((*p == ',' || *p == '[' || *p == '{') && ++n >= VALUES_CAP)
            return p;
    }
    return NULL;
}

static void
parse(struct fence *fence, struct json *root)
{
    cJSON_Hooks memory = {alloc_new, alloc_free};
    size_t length = (size_t)(fence->end - fence->start);
    const char *where = too_many(fence->start, fence->end);
    cJSON *tree = NULL;

    if (where != NULL) {
        go_to(fence, where);
        refuse(fence, "the document has too many values");
        return;
    }
    cJSON_InitHooks(&memory); /* NULL of cJSON is bad JSON, never no memory */
    where = memchr(fence->start, '\0', length);
    if (where == NULL)
        tree = cJSON_ParseWithLengthOpts(fence->start, length, &where, 0);
    if (tree == NULL) {
        refuse_grammar(fence, where);
        return;
    }
    walk(fence, tree, root);
    cJSON_Delete(tree);
    if (fence->refused != NULL)
        return;
    skip_space(fence);
    if (fence->p != fence->end)
        refuse(fence, "something follows the end of the JSON text");
}

const struct json *
json_parse(struct arena *arena, const char *text, size_t length,
           struct diags *diags)
{
    struct json *root = arena_new(arena, struct json, 1);
    struct fence fence = {.arena = arena, .line = 1};

    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    fence.start = fence.p = fence.line_start = text;
    fence.end = text + length;
    parse(&fence, root);
    if (fence.refused == NULL)
        return root;
    if (diags != NULL)
        diag_add(diags, fence.refused_line, fence.refused_column, "%s",
                 fence.refused);
    return NULL;
}

const char *
json_library(void)
{
    static char text[32];

    (void)snprintf(text, sizeof text, "cJSON/%s", cJSON_Version());
    return text;
}
