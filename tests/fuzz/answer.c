/* Any bytes as the body of an answer: nothing odd counts as a grant. The first
 * byte chooses the status. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"
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
check_info(const struct json *json, struct arena *arena)
{
    struct entity_info info = entity_info_read(json, arena);

    check_text(entity_info_name(json));
    for (int a = 0; a < ACCESS__N; a++) {
        check_text(info.said[a]);
        promise(info.level[a] == LEVEL_UNKNOWN || info.said[a] != NULL);
        promise(info.level[a] >= LEVEL_UNKNOWN && info.level[a] < LEVEL__N);
    }
    (void)entity_info_whole(&info);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct response response = {.net = NET_OK};
    const struct json *list;
    struct answer answer;

    if (length == 0)
        return 0;
    response.status = status_of[bytes[0] % STATUS_N];
    response.body = arena_slice(&arena, (const char *)bytes + 1, length - 1);
    response.length = length - 1;
    answer = autotask_read(&response, &arena);
    check_text(answer.said);
    promise(answer.kind != ANSWER_OK ||
            (response.status == 200 && answer.json != NULL));
    if (answer.kind == ANSWER_OK) {
        check_info(answer.json, &arena);
        list = json_get_fold(answer.json, "entityDescriptions");
        for (uint32_t i = 0; list != NULL && i < list->n; i++)
            check_info(&list->item[i], &arena);
    }
    arena_free(&arena);
    return 0;
}
