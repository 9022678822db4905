/* The lists that corroborate a level: refused without Inquire, empty under My,
 * for an API member owns nothing; setup tables answer everybody. */
#include "base/text.h"
#include "tests/simulator/connectwise/page.h"
#include "tests/simulator/connectwise/tree.h"

enum { FIRST_ID = 177 };

/* The best that the role grants of the functions that gate a list. */
static int
level_of(const struct call *call, int verb)
{
    const struct role *role = &tenant_of(call->sim)->role;
    const char *list = about(call)->list;
    int best = LEVEL_NONE;

    if (verb == VERB_INQUIRE && list_is_open(list))
        return LEVEL_ALL;
    for (uint32_t i = 0; i < role->n; i++) {
        const struct row *row = &role->row[i];

        if (row->known != NULL && function_reads(row->known, list) &&
            row->level[verb] > best)
            best = row->level[verb];
    }
    return best;
}

static int64_t
records(const struct call *call)
{
    const struct json *given = tenant_of(call->sim)->records;
    int64_t number = DEFAULT_RECORDS;

    (void)json_integer(json_get_fold(given, about(call)->list), &number);
    return number;
}

/* More than an id is what a scan has no business with. */
static void
put_record(struct call *call, struct json *into, int64_t id)
{
    json_set_integer(&call->arena, into, "id", id);
    json_set_text(&call->arena, into, "name", "sim-record-DO-NOT-READ");
    (void)json_set_object(&call->arena, into, "_info");
    tree_keep(into, call_argument(call, "fields"));
}

static void
answer_page(struct call *call, int64_t total)
{
    struct json *root = json_new_object(&call->arena);
    struct page page;

    root->kind = JSON_ARRAY;
    if (!page_read(call, &page, total, FIRST_ID))
        return;
    for (int64_t i = page.first; i < page.end; i++)
        put_record(call, json_push_object(&call->arena, root), FIRST_ID + i);
    answer_json(call, 200, root);
}

void
answer_list(struct call *call)
{
    const struct about *what = about(call);
    struct json *root = json_new_object(&call->arena);
    int level = level_of(call, VERB_INQUIRE);
    int64_t total = level == LEVEL_ALL ? records(call) : 0;

    if (level == LEVEL_NONE) {
        dress_answer(call, DRESS_SECURITY);
    } else if (what->what == WHAT_LIST) {
        answer_page(call, total);
    } else if (what->what == WHAT_COUNT) {
        json_set_integer(&call->arena, root, "count", total);
        answer_json(call, 200, root);
    } else if (what->id < FIRST_ID || what->id >= FIRST_ID + total) {
        dress_answer(call, DRESS_NOT_FOUND);
    } else {
        put_record(call, root, what->id);
        answer_json(call, 200, root);
    }
}

/* Nothing is stored. Under My nothing of others may be touched, but made. */
void
answer_write(struct call *call)
{
    struct json *root = json_new_object(&call->arena);
    int verb = (int)call->route->tag;
    int level = level_of(call, verb);

    if (level == LEVEL_NONE || (level == LEVEL_MY && verb != VERB_ADD)) {
        dress_answer(call, DRESS_SECURITY);
        return;
    }
    json_set_integer(&call->arena, root, "id",
                     verb == VERB_ADD ? FIRST_ID + records(call)
                                      : about(call)->id);
    if (verb == VERB_DELETE)
        answer_text(call, 204, NULL, "");
    else
        answer_json(call, verb == VERB_ADD ? 201 : 200, root);
}
