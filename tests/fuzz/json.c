/* Any bytes as JSON: refused with a place, or a tree whose text is clean and
 * which is printed and read to the same again, but for a number that is too
 * large: JSON has no word for that, so that null is printed. */
#include "base/json.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <math.h>
#include <string.h>

static void
check_tree(const struct json *json)
{
    if (json->kind == JSON_STRING) {
        promise(json->text != NULL);
        given_text(json->text);
        promise(strlen(json->text) <= JSON_TEXT_CAP);
    }
    for (uint32_t i = 0; i < json->n; i++) {
        const struct json *member = &json->item[i];

        promise((member->key != NULL) == (json->kind == JSON_OBJECT));
        if (member->key != NULL) {
            given_text(member->key);
            promise(json_get(json, member->key) == member);
        }
        check_tree(member);
    }
}

static void
check_again(const struct json *json, bool pretty, struct arena *arena)
{
    struct out once = {0}, twice = {0};
    const struct json *again;

    json_print(json, pretty, &once);
    again = json_parse(arena, once.bytes, once.length, NULL);
    promise(again != NULL && again->n == json->n);
    promise(again->kind == json->kind ||
            (json->kind == JSON_NUMBER && !isfinite(json->number)));
    json_print(again, pretty, &twice);
    promise(once.length == twice.length);
    promise(memcmp(once.bytes, twice.bytes, once.length) == 0);
    out_free(&once);
    out_free(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    const char *text = arena_slice(&arena, (const char *)bytes, length);
    const struct json *json = json_parse(&arena, text, length, &diags);

    given_diags(&diags, json != NULL);
    if (json != NULL) {
        check_tree(json);
        check_again(json, false, &arena);
        check_again(json, true, &arena);
    }
    arena_free(&arena);
    return 0;
}
