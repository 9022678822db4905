/* The embedded style sheet and the policy that allows it and nothing else.
 * The sheet must hold neither '<' nor '&', for the page is XML as well. */
#include "base/crypto.h"
#include "base/diag.h"
#include "base/out.h"
#include "reports/html/html.h"

#include <inttypes.h>
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

/* The sheet, and a rule for each section of the checks that can be chosen:
 * hides the others, but for what a link points to. */
static const char *
sheet_of(const struct page *page)
{
    struct out out = {0};
    uint32_t n = html_filter_sections(page);
    const char *text;

    (void)out_text(&out, style);
    for (uint32_t i = 1; i <= n; i++)
        (void)out_print(&out,
                        "@media screen { #evidence:has(#part-%" PRIu32
                        ":checked) .checks:not(#s%" PRIu32
                        ", :has(:target)) { display: none; } }\n",
                        i, i);
    text = arena_text(page->arena, out_string(&out));
    out_free(&out);
    return text;
}

void
html_style(struct page *page)
{
    const char *sheet = sheet_of(page);
    const char *hash = base64_of_hex(
        page->arena, crypto_sha256(page->arena, sheet, strlen(sheet)));

    xml_open(page->w, "meta");
    xml_attribute(page->w, "http-equiv", "Content-Security-Policy");
    xml_attribute_print(page->w, "content",
                        "default-src 'none'; style-src 'sha256-%s'; img-src "
                        "data:; base-uri 'none'; form-action 'none'",
                        hash);
    xml_close(page->w);
    xml_open(page->w, "style");
    xml_write_raw(page->w, sheet);
    xml_close(page->w);
}
