/* The second of three parts, as JSON. */
#include "scanner/engine/token.h"
#include "base/base64.h"

#include <string.h>

/* The part between the first dot and the second, of exactly three that are not
 * empty; false: there are more or fewer. */
static bool
middle(const char *token, const char **part, size_t *length)
{
    size_t first = strcspn(token, "."), rest;

    if (first == 0 || token[first] == '\0')
        return false;
    *part = token + first + 1;
    *length = strcspn(*part, ".");
    if (*length == 0 || (*part)[*length] == '\0')
        return false;
    rest = strlen(*part + *length + 1);
    return rest > 0 && strchr(*part + *length + 1, '.') == NULL;
}

/* Whether all of a part is base64url. */
static bool
is_coded(const char *part, size_t length)
{
    struct out out = {0};
    bool good = base64url_take(&out, part, length);

    out_free(&out);
    return good;
}

const struct json *
token_claims(struct arena *arena, const char *token)
{
    const struct json *claims = NULL;
    struct out out = {0};
    const char *part;
    size_t length;

    if (strnlen(token, TOKEN_CAP + 1) > TOKEN_CAP ||
        !middle(token, &part, &length) ||
        !is_coded(token, strcspn(token, ".")) ||
        !is_coded(part + length + 1, strlen(part + length + 1)))
        return NULL;
    if (base64url_take(&out, part, length))
        claims = json_parse(arena, out_string(&out), out.length, NULL);
    out_free(&out);
    return claims != NULL && claims->kind == JSON_OBJECT ? claims : NULL;
}

bool
token_is_list(const struct json *claim)
{
    if (claim == NULL)
        return true;
    for (uint32_t i = 0; i < claim->n; i++)
        if (claim->item[i].kind != JSON_STRING)
            return false;
    return claim->kind == JSON_ARRAY;
}
