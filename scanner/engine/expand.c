/* Templates. */
#include "scanner/engine/expand.h"
#include "base/diag.h"

#include <curl/curl.h>
#include <string.h>

static const char *
find(const struct known *known, uint32_t n, const char *name, size_t length)
{
    for (uint32_t i = 0; i < n; i++)
        if (strlen(known[i].name) == length &&
            memcmp(known[i].name, name, length) == 0)
            return known[i].value;
    return NULL;
}

const char *
expand_find(const struct known *known, uint32_t n, const char *name)
{
    return find(known, n, name, strlen(name));
}

/* The text may be a secret: the copy is wiped. */
void
expand_quote(const char *value, struct out *out)
{
    char *quoted = curl_easy_escape(NULL, value, (int)strlen(value));

    if (quoted == NULL)
        die("out of memory");
    (void)out_text(out, quoted);
    explicit_bzero(quoted, strlen(quoted));
    curl_free(quoted);
}

static void
put_json(struct out *out, const char *value)
{
    for (; *value != '\0'; value++) {
        if (*value == '"' || *value == '\\')
            (void)out_bytes(out, "\\", 1);
        if ((unsigned char)*value < 0x20)
            (void)out_print(out, "\\u%04x", (unsigned char)*value);
        else
            (void)out_bytes(out, value, 1);
    }
}

/* The length of "{name}" at p with its braces, or 0 if there is none. */
static size_t
mark_length(const char *p)
{
    size_t n, digits;

    if (*p != '{')
        return 0;
    n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_");
    if (n > 0 && p[1 + n] == '}')
        return n + 2;
    n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (n == 0 || p[1 + n] != '/')
        return 0;
    digits = strspn(p + 2 + n, "0123456789");
    return digits > 0 && p[2 + n + digits] == '}' ? n + digits + 3 : 0;
}

bool
expand(const char *template, enum expand_as as, const struct known *known,
       uint32_t n, struct out *out)
{
    while (*template != '\0') {
        size_t length = mark_length(template);
        const char *value;

        if (length == 0) {
            (void)out_bytes(out, template ++, 1);
            continue;
        }
        value = find(known, n, template + 1, length - 2);
        if (value == NULL)
            return false;
        switch (as) {
        case EXPAND_URL:
        case EXPAND_FORM:
            expand_quote(value, out);
            break;
        case EXPAND_JSON:
            put_json(out, value);
            break;
        }
        template += length;
    }
    return true;
}
