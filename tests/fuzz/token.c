/* Any bytes as a token, and as the claims of one: an object or nothing, and of
 * claims what the reader of JSON makes of them. */
#include "scanner/engine/token.h"
#include "base/base64.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void
check_claims(const struct json *claims)
{
    if (claims == NULL)
        return;
    promise(claims->kind == JSON_OBJECT);
    for (uint32_t i = 0; i < claims->n; i++) {
        const struct json *item = &claims->item[i];

        promise(json_get(claims, item->key) == item); /* it stands once */
        promise(!token_is_list(item) || item->kind == JSON_ARRAY);
        for (uint32_t k = 0; token_is_list(item) && k < item->n; k++)
            promise(json_text(&item->item[k]) != NULL);
    }
}

static const char *
printed(const struct json *node, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    json_print(node, false, &out);
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

/* The claims of a token that is made of these bytes. */
static void
check_made(const uint8_t *bytes, size_t length, struct arena *arena)
{
    const struct json *plain = json_parse(
        arena, arena_slice(arena, (const char *)bytes, length), length, NULL);
    const struct json *claims;
    struct out out = {0}, back = {0};

    base64url_put(&out, bytes, length);
    promise(base64url_take(&back, out_string(&out), out.length));
    promise(back.length == length &&
            memcmp(out_string(&back), bytes, length) == 0);
    out_reset(&out);
    (void)out_text(&out, "e30.");
    base64url_put(&out, bytes, length);
    (void)out_text(&out, ".c2ln");
    claims = token_claims(arena, out_string(&out));
    check_claims(claims);
    promise((claims != NULL) == (out.length <= TOKEN_CAP && plain != NULL &&
                                 plain->kind == JSON_OBJECT));
    if (claims != NULL)
        promise(strcmp(printed(claims, arena), printed(plain, arena)) == 0);
    out_free(&out);
    out_free(&back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};

    check_claims(
        token_claims(&arena, arena_slice(&arena, (const char *)bytes, length)));
    if (length > 0)
        check_made(bytes, length, &arena);
    arena_free(&arena);
    return 0;
}
