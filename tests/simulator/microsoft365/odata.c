/* Pages and selections, as OData has them. */
#include "tests/simulator/microsoft365/odata.h"
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TOP_DEFAULT = 100, TOP_CAP = 999 };

/* -1: none. */
static int64_t
number_of(const char *text)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);

    return end == text || *end != '\0' || number < 0 ? -1 : number;
}

/* The first property that is not one of them, or NULL. */
static const char *
unknown_property(struct call *call, const char *select,
                 const char *const *properties)
{
    while (select != NULL && *select != '\0') {
        size_t length = strcspn(select, ",");
        const char *name = arena_slice(&call->arena, select, length);
        size_t i = 0;

        while (properties[i] != NULL && !text_same(properties[i], name))
            i++;
        if (properties[i] == NULL)
            return name;
        select += length;
        select += *select == ',';
    }
    return NULL;
}

bool
page_read(struct call *call, struct page *page, const char *const *properties)
{
    const char *top = call_argument(call, "$top");
    const char *skip = call_argument(call, "$skiptoken");
    const char *unknown;

    if (skip == NULL)
        skip = call_argument(call, "$skip");
    *page = (struct page){.top = TOP_DEFAULT,
                          .select = call_argument(call, "$select")};
    if (top != NULL)
        page->top = number_of(top);
    if (skip != NULL)
        page->skip = number_of(skip);
    unknown = unknown_property(call, page->select, properties);
    if (page->top < 1 || page->top > TOP_CAP)
        answer_graph(call, ANSWER_BAD_REQUEST, "$top");
    else if (page->skip < 0)
        answer_graph(call, ANSWER_BAD_REQUEST, "$skiptoken");
    else if (unknown != NULL)
        answer_graph(call, ANSWER_PROPERTY, unknown);
    return !call->answer.ready;
}

static bool
is_selected(const char *select, const char *name)
{
    size_t wanted = strlen(name);

    while (*select != '\0') {
        size_t length = strcspn(select, ",");

        if (length == wanted && strncmp(select, name, wanted) == 0)
            return true;
        select += length;
        select += *select == ',';
    }
    return false;
}

void
page_select(struct json *object, const struct page *page)
{
    uint32_t kept = 0;

    if (page->select == NULL || *page->select == '\0')
        return;
    for (uint32_t i = 0; i < object->n; i++)
        if (object->item[i].key[0] == '@' ||
            is_selected(page->select, object->item[i].key))
            object->item[kept++] = object->item[i];
    object->n = kept;
}

const char *
page_context(struct call *call, const struct page *page, const char *what)
{
    const char *graph = cloud_hosts(tenant_of(call->sim)->cloud)->graph;
    const char *select = text_or(page->select, "");

    return arena_print(&call->arena, "https://%s/v1.0/$metadata#%s%s%s%s",
                       graph, what, *select != '\0' ? "(" : "", select,
                       *select != '\0' ? ")" : "");
}

/* The query without where it began. */
static const char *
query_kept(struct call *call)
{
    const char *query = call->query, *kept = "";

    while (*query != '\0') {
        size_t length = strcspn(query, "&");

        if (strncasecmp(query, "$skip", 5) != 0 &&
            strncasecmp(query, "%24skip", 7) != 0)
            kept =
                arena_print(&call->arena, "%s%.*s&", kept, (int)length, query);
        query += length;
        query += *query == '&';
    }
    return kept;
}

/* An address of this simulator: who follows it is seen. */
static const char *
next_link(struct call *call, int64_t at)
{
    bool users = text_same(call->endpoint, "users");

    return arena_print(&call->arena, "%s%s?%s$skip%s=%" PRId64, call->sim->base,
                       call->below, query_kept(call), users ? "token" : "", at);
}

void
page_answer(struct call *call, const struct page *page, const char *context,
            int64_t total, void (*put)(struct call *, struct json *, int64_t))
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *list;
    int64_t end = page->skip + page->top;

    json_set_text(arena, root, "@odata.context", context);
    if (end < total)
        json_set_text(arena, root, "@odata.nextLink", next_link(call, end));
    list = json_set_array(arena, root, "value");
    for (int64_t i = page->skip; i < end && i < total; i++) {
        struct json *entry = json_push_object(arena, list);

        put(call, entry, i);
        page_select(entry, page);
    }
    answer_graph_json(call, root);
}
