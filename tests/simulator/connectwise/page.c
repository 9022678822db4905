/* Pages by number or forward only, and the addresses of the others. Their host
 * is the user-facing one, as the real service was seen to write it. */
#include "tests/simulator/connectwise/page.h"
#include "base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A whole number up to most; -1 if the argument is something else. */
static int64_t
argument(const struct call *call, const char *name, int64_t otherwise,
         int64_t most)
{
    const char *text = call_argument(call, name);
    char *end = NULL;
    long long number;

    if (text == NULL)
        return otherwise;
    errno = 0;
    number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < 0 ||
        number > most)
        return -1;
    return number;
}

static const char *
address(struct call *call, const struct page *page, const char *by, int64_t to)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *host = tenant->wire.link_host != NULL ? tenant->wire.link_host
                                                      : tenant->site.user;
    const char *fields = call_argument(call, "fields");

    return arena_print(
        &call->arena,
        "<https://%s/%s/apis/3.0/%s?pageSize=%" PRId64 "%s%s&%s=%" PRId64 ">",
        host, about(call)->codebase, call->below, page->size,
        fields == NULL ? "" : "&fields=",
        fields == NULL ? ""
                       : text_clean(&call->arena, fields, strlen(fields), 400),
        by, to);
}

static void
add_link(struct call *call, const char *target, const char *rel)
{
    struct about *what = about(call);

    what->link = arena_print(&call->arena, "%s%s%s; rel=\"%s\"",
                             what->link == NULL ? "" : what->link,
                             what->link == NULL ? "" : ", ", target, rel);
}

/* What a tenant file says of paging is about the role's rows alone. */
static bool
is_role(const struct call *call)
{
    return text_same(call->endpoint, "mySecurity");
}

static void
link_pages(struct call *call, const struct page *page, int64_t total,
           int64_t first_id)
{
    int64_t last = (total + page->size - 1) / page->size;

    if (is_role(call) && tenant_of(call->sim)->wire.link == LINK_MISSING)
        return;
    if (page->forward) {
        if (page->end < total)
            add_link(call,
                     address(call, page, "pageId", first_id + page->end - 1),
                     "next");
        return;
    }
    if (page->number < last) {
        add_link(call, address(call, page, "page", page->number + 1), "next");
        add_link(call, address(call, page, "page", last), "last");
    }
    if (page->number > 1) {
        add_link(call, address(call, page, "page", 1), "first");
        add_link(call, address(call, page, "page", page->number - 1), "prev");
    }
}

/* The first argument that is wrong, or NULL. */
static const char *
read_arguments(const struct call *call, struct page *page, int64_t *id)
{
    page->size = argument(call, "pageSize", PAGE, PAGE_CAP);
    page->number = argument(call, "page", 1, INT32_MAX);
    *id = argument(call, "pageId", 0, INT32_MAX);
    if (page->size < 1)
        return "pageSize";
    if (page->number < 1)
        return "page";
    return *id < 0 ? "pageId" : NULL;
}

static bool
is_forward(const struct call *call)
{
    if (is_role(call) && tenant_of(call->sim)->wire.paging == PAGING_FORWARD)
        return true;
    return call_argument(call, "pageId") != NULL ||
           text_same_fold(call_header(call, "pagination-type"), "forward-only");
}

bool
page_read(struct call *call, struct page *page, int64_t total, int64_t first_id)
{
    int64_t id;
    const char *wrong;

    *page = (struct page){.forward = is_forward(call)};
    wrong = read_arguments(call, page, &id);
    if (wrong != NULL) {
        dress_invalid(call, call->endpoint, wrong);
        return false;
    }
    if (is_role(call) && tenant_of(call->sim)->wire.size == SIZE_IGNORED)
        page->size = PAGE;
    if (page->forward)
        page->first = id < first_id ? 0 : id - first_id + 1;
    else
        page->first = (page->number - 1) * page->size;
    page->first = page->first > total ? total : page->first;
    page->end = page->first + page->size;
    page->end = page->end > total ? total : page->end;
    link_pages(call, page, total, first_id);
    return true;
}
