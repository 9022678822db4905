/* Any bytes as the body of an answer of Autotask: nothing odd counts as a
 * grant. The first byte chooses the status, and what went wrong below it. */
#include "scanner/autotask/autotask.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static const int status_of[] = {200, 401, 403, 404, 429, 500, 503, 302};

enum { STATUS_N = sizeof status_of / sizeof *status_of };

static void
check_text(const char *text)
{
    size_t length = 0;

    while (text != NULL && text[length] != '\0')
        length++;
    promise(text == NULL || text_is_clean(text, length));
}

/* A level that is known has a word that says so. */
static void
check_access(const struct access_info *access, int64_t top)
{
    check_text(access->said);
    promise(!access->known || access->said != NULL);
    promise(!access->known || (access->grade >= 0 && access->grade <= top));
}

static void
check_info(const struct json *json, struct arena *arena)
{
    struct entity_info info = entity_info_read(json, arena);

    check_text(entity_info_name(json));
    for (int v = 0; v < AUTOTASK_VERBS; v++)
        check_access(&info.access[v], AUTOTASK_ALL);
    check_access(&info.callouts, 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct response response = {.net = NET_OK, .retry_after_ms = -1};
    const struct json *list;
    struct answer answer;

    if (length == 0)
        return 0;
    response.status = status_of[bytes[0] % STATUS_N];
    response.body = arena_slice(&arena, (const char *)bytes + 1, length - 1);
    response.length = length - 1;
    if (bytes[0] >= 0x80)
        response.net = (enum net)((bytes[0] - 0x80) / STATUS_N % NET__N);
    answer = dialect_read(&autotask_dialect, &response, &arena);
    check_text(answer.said);
    promise(response.status != 401 || answer.kind == ANSWER_LOGIN);
    promise(response.net == NET_OK || answer.json == NULL);
    promise(answer.kind != ANSWER_OK ||
            (response.net == NET_OK && response.status == 200 &&
             answer.json != NULL));
    if (answer.kind == ANSWER_OK) {
        check_info(answer.json, &arena);
        list = json_get_fold(answer.json, "entityDescriptions");
        for (uint32_t i = 0; list != NULL && i < list->n; i++)
            check_info(&list->item[i], &arena);
    }
    arena_free(&arena);
    return 0;
}
