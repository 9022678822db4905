/* Any text as a tenant of the simulator; and its first line as what --set
 * would change of it. */
#include "tests/simulator/autotask/tenant.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/simulator/kit/set.h"

#include <string.h>

static void
load(const struct json *json, bool set, struct arena *arena)
{
    struct diags diags = {.arena = arena};
    struct tenant tenant = {0};
    bool good = tenant_load(&tenant, json, &diags, arena);

    promise(good == (diags.n == 0));
    /* What is set by hand stands there as it was typed; warn() cleans it. */
    for (uint32_t i = 0; !set && i < diags_kept(&diags); i++)
        promise(text_is_clean(diags.list[i].text, strlen(diags.list[i].text)));
    if (!good)
        return;
    promise(tenant.credentials.username != NULL);
    promise(tenant.credentials.secret != NULL);
    promise(tenant.credentials.code != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    const char *text = arena_slice(&arena, (const char *)bytes, length);
    const char *line = memchr(text, '\n', length);
    size_t first = line != NULL ? (size_t)(line - text) + 1 : 0;
    const struct json *json =
        json_parse(&arena, text + first, length - first, &diags);

    if (json == NULL)
        json = json_parse(&arena, text, length, &diags);
    if (json != NULL)
        load(json, false, &arena);
    if (json != NULL && first > 0) {
        json = set_assign(json, arena_slice(&arena, text, first - 1), NULL,
                          &diags);
        if (json != NULL)
            load(json, true, &arena);
    }
    arena_free(&arena);
    return 0;
}
