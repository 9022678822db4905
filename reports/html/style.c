/* The embedded style sheet and the policy that allows it and nothing else.
 * The sheet must hold neither '<' nor '&', for the page is XML as well. */
#include "base/crypto.h"
#include "base/diag.h"
#include "reports/html/html.h"

#include <stdlib.h>
#include <string.h>

static const char style[] = {
#include "reports/html/report.css.inc"
    0};

static unsigned
nibble(char digit)
{
    const char *digits = "0123456789abcdef";
    const char *at = strchr(digits, digit);

    if (digit == '\0' || at == NULL)
        unreachable("a hex digit that is none");
    return (unsigned)(at - digits);
}

/* 64 hex digits -> the base64 that policies want. */
static const char *
base64_of_hex(struct arena *arena, const char *hex)
{
    static const char digit[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = strlen(hex);
    char *text = arena_new(arena, char, n + 4);
    size_t used = 0;

    /* Three hex digits are two of base64; the end is filled with zeros. */
    for (size_t i = 0; i < n; i += 3) {
        unsigned bits = nibble(hex[i]) << 8;

        bits |= i + 1 < n ? nibble(hex[i + 1]) << 4 : 0;
        bits |= i + 2 < n ? nibble(hex[i + 2]) : 0;
        text[used++] = digit[bits >> 6];
        if (i + 1 < n)
            text[used++] = digit[bits & 63];
    }
    while (used % 4 != 0)
        text[used++] = '=';
    return text;
}

void
html_style(struct page *page)
{
    const char *hash = base64_of_hex(
        page->arena, crypto_sha256(page->arena, style, strlen(style)));

    xml_open(page->w, "meta");
    xml_attribute(page->w, "http-equiv", "Content-Security-Policy");
    xml_attribute_print(page->w, "content",
                        "default-src 'none'; style-src 'sha256-%s'; img-src "
                        "data:; base-uri 'none'; form-action 'none'",
                        hash);
    xml_close(page->w);
    xml_open(page->w, "style");
    xml_write_raw(page->w, style);
    xml_close(page->w);
}
