/* Values on a page that let somebody in: in an address, or in a command. They
 * are masked before anything is read. */
#include "rules/import/parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static size_t
key_length(const char *text)
{
    size_t n = 0;

    while (isalnum((unsigned char)text[n]) != 0 || text[n] == '_' ||
           text[n] == '-' || text[n] == '.')
        n++;
    return n;
}

/* Whether a key ends in one of the words. */
static bool
key_ends(const char *key, size_t length, const char *list)
{
    for (size_t n; *list != '\0'; list += n + (list[n] == '|')) {
        n = strcspn(list, "|");
        if (length >= n && strncasecmp(key + length - n, list, n) == 0)
            return true;
    }
    return false;
}

/* What stands between a key and its value: "=", or ":" and a quote; 0: it is no
 * key. */
static size_t
sign_length(const char *text)
{
    size_t n = strspn(text, "\"'"), quote;

    if (text[n] == '=')
        return n + 1 + strspn(text + n + 1, "\"'");
    if (strncasecmp(text + n, "%3d", 3) == 0)
        return n + 3;
    if (text[n] != ':')
        return 0;
    n += 1 + strspn(text + n + 1, " ");
    quote = strspn(text + n, "\"'");
    return quote > 0 ? n + quote : 0;
}

/* How long the value of a secret is that stands behind the key; 0: none does.
 * "Bearer" and the like need a blank only, and a value that is no word. */
static size_t
secret_at(const char *key, size_t length, size_t *sign)
{
    static const char ends[] = " \t\n&\"'`|;,)<>", quotes[] = "\"'\n";
    const char *behind = key + length;
    size_t n;

    if (length < 3 || strchr("=%:\"' ", *behind) == NULL)
        return 0;
    if (*behind == ' ') {
        *sign = 1;
        n = strcspn(behind + 1, ends);
        return n >= 16 && key_ends(key, length, "bearer|basic|oauthtoken") ? n
                                                                           : 0;
    }
    *sign = key_ends(key, length,
                     "secret|token|password|passwd|pwd|code|key|assertion|"
                     "signature")
                ? sign_length(behind)
                : 0;
    if (*sign == 0)
        return 0;
    n = strchr(quotes, behind[*sign - 1]) != NULL;
    return strcspn(behind + *sign, n > 0 ? quotes : ends);
}

const char *
secrets_hidden(const char *text, struct arena *arena)
{
    struct out out = {0};
    const char *from = text, *at = text;

    while (*at != '\0') {
        size_t length = key_length(at), sign, n;

        n = length > 0 ? secret_at(at, length, &sign) : 0;
        at += length > 0 ? length : 1;
        if (n == 0)
            continue;
        at += sign;
        (void)out_bytes(&out, from, (size_t)(at - from));
        (void)out_text(&out, "***");
        from = at += n;
    }
    if (from == text) {
        out_free(&out);
        return text;
    }
    (void)out_text(&out, from);
    return out_kept(&out, arena);
}
