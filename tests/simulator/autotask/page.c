/* The address of a page is that of the query with what it begins after and
 * what the pages before it began after, in the form in which the service was
 * seen to write it:
 *   query/next?paging={"pageSize":500,"previousIds":[-1],"nextIds":[725]}
 * and the search, if it was a GET. */
#include "tests/simulator/autotask/page.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

static bool
read_ids(struct call *call, struct page *page, const struct json *list)
{
    if (list == NULL || list->kind != JSON_ARRAY)
        return false;
    page->before = arena_new(&call->arena, int64_t, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        if (!json_integer(&list->item[i], &page->before[page->n_before++]))
            return false;
    return true;
}

bool
page_read(struct call *call, struct page *page)
{
    const char *text = call_argument(call, "paging");
    const struct json *root, *next;

    *page = (struct page){.most = PAGE, .after = -1, .last = -1};
    if (text == NULL)
        return true;
    page->further = true;
    root = json_parse(&call->arena, text, strlen(text), NULL);
    next = json_get_fold(root, "nextIds");
    if (json_integer(json_get_fold(root, "pageSize"), &page->most) &&
        page->most >= 1 && page->most <= PAGE && next != NULL &&
        next->kind == JSON_ARRAY && next->n == 1 &&
        json_integer(next->item, &page->after) &&
        read_ids(call, page, json_get_fold(root, "previousIds")))
        return true;
    answer_error(call, 500,
                 "Invalid query syntax. The paging is not "
                 "readable.");
    return false;
}

/* The address of the page that begins after an id and has the first n of the
 * ids in before ahead of it. */
static const char *
address(struct call *call, const struct page *page, uint32_t n, int64_t after)
{
    struct arena *arena = &call->arena;
    const struct about *what = about(call);
    const char *search = strstr(call->query, "search="), *ids = "", *path;

    for (uint32_t i = 0; i < n; i++)
        ids = arena_print(arena, "%s%s%" PRId64, ids, i > 0 ? "%2c" : "",
                          page->before[i]);
    path = what->nested == NULL
               ? arena_print(arena, "%s/query/next", what->entity->name)
               : arena_print(arena, "%s/%" PRId64 "/%s", what->nested->parent,
                             what->parent, what->nested->segment);
    path = arena_print(arena,
                       "%sATServicesRest/V1.0/%s?paging="
                       "%%7b%%22pageSize%%22%%3a%" PRId64
                       "%%2c%%22previousIds%%22%%3a%%5b%s%%5d"
                       "%%2c%%22nextIds%%22%%3a%%5b%" PRId64 "%%5d%%7d",
                       call->sim->base, path, page->most, ids, after);
    if (search == NULL || !text_same(call->method, "GET"))
        return path;
    return arena_print(arena, "%s&%.*s", path, (int)strcspn(search, "&"),
                       search);
}

static const char *
next_address(struct call *call, const struct page *page)
{
    struct page with = *page;

    if (!page->more)
        return NULL;
    with.before = arena_new(&call->arena, int64_t, page->n_before + 1);
    for (uint32_t i = 0; i < page->n_before; i++)
        with.before[i] = page->before[i];
    with.before[page->n_before] = page->after;
    return address(call, &with, page->n_before + 1, page->last);
}

void
page_details(struct call *call, const struct page *page, struct json *root)
{
    struct arena *arena = &call->arena;
    struct json *details = json_set_object(arena, root, "pageDetails");
    uint32_t n = page->n_before;

    json_set_integer(arena, details, "count", page->count);
    json_set_integer(arena, details, "requestCount", page->most);
    json_set_text(arena, details, "prevPageUrl",
                  n == 0 ? NULL
                         : address(call, page, n - 1, page->before[n - 1]));
    json_set_text(arena, details, "nextPageUrl", next_address(call, page));
}
