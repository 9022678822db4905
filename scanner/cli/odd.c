/* Redacting by construction: a character is kept only if it is punctuation, or
 * part of a name or of a tag. */
#include "scanner/cli/odd.h"
#include "base/file.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

enum { FILES_MOST = 20, BODY_MOST = 64 * 1024, NAME_MOST = 40, TAG_MOST = 12 };

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* What a run of it becomes: "x", "0", or NULL for signs. */
static const char *
run_of(char c)
{
    static const char letter[] = "x", digit[] = "0";

    return is_letter(c) ? letter : is_digit(c) ? digit : NULL;
}

static bool
is_shown(char c)
{
    return c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F);
}

/* Of a run of letters or digits one; gives the bytes of it. */
static size_t
put_run(const char *p, size_t length, struct out *out)
{
    const char *run = run_of(*p);
    size_t n = 1;

    while (run != NULL && n < length && run_of(p[n]) == run)
        n++;
    if (run != NULL)
        (void)out_text(out, run);
    else if (is_shown(*p))
        (void)out_bytes(out, p, 1);
    else
        (void)out_text(out, ".");
    return n;
}

/* Bytes from p on that are of these. */
static size_t
span(const char *p, size_t length, const char *of)
{
    size_t n = 0;

    while (n < length && p[n] != '\0' && strchr(of, p[n]) != NULL)
        n++;
    return n;
}

/* How long the name at p is that a quote and a colon end; 0: it is none. */
static size_t
name_length(const char *p, size_t length)
{
    size_t n = span(p, length,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    "0123456789_");
    size_t end = n + 1;

    if (n == 0 || n > NAME_MOST || is_digit(p[0]) || n >= length || p[n] != '"')
        return 0;
    end += span(p + end, length - end, " \t\r\n");
    return end < length && p[end] == ':' ? n : 0;
}

/* The name of a member, behind its quote; gives its bytes, or 0. */
static size_t
put_name(const char *p, size_t length, const struct secrets *secrets,
         struct out *out)
{
    struct arena arena = {0};
    size_t n = name_length(p, length);
    const char *name = arena_slice(&arena, p, n);

    if (n > 0 && !text_same(secrets_scrub(secrets, name, &arena), name))
        n = 0;
    if (n > 0)
        (void)out_bytes(out, p, n);
    arena_free(&arena);
    return n;
}

/* "html" or "/td" behind "<"; gives its bytes. */
static size_t
put_tag(const char *p, size_t length, struct out *out)
{
    size_t n = length > 0 && p[0] == '/';

    while (n < length && n < TAG_MOST && (unsigned char)p[n] < 0x80 &&
           is_letter(p[n]))
        n++;
    if (n == TAG_MOST || (n < length && strchr(" \t\r\n>/", p[n]) == NULL))
        return 0;
    (void)out_bytes(out, p, n);
    return n;
}

void
odd_redact(const char *body, size_t length, const struct secrets *secrets,
           struct out *out)
{
    size_t i = 0;

    while (i < length) {
        char c = body[i];

        i += put_run(body + i, length - i, out);
        if (c == '"')
            i += put_name(body + i, length - i, secrets, out);
        else if (c == '<')
            i += put_tag(body + i, length - i, out);
    }
}

void
odd_keep(void *ctx, const struct exchange *exchange,
         const struct response *response)
{
    struct odd *odd = ctx;
    struct arena arena = {0};
    struct out out = {0};
    size_t length = response->length < BODY_MOST ? response->length : BODY_MOST;

    if (odd->n++ >= FILES_MOST)
        return;
    (void)out_text(&out, "grantscan " PACKAGE_VERSION "\n");
    (void)out_print(&out, "%s %s\nstatus %d, %zu bytes\n", exchange->method,
                    text_line(&arena, exchange->path), response->status,
                    response->length);
    if (response->net_text != NULL)
        (void)out_print(&out, "%s\n", text_line(&arena, response->net_text));
    (void)out_text(&out, "\n");
    if (response->body != NULL)
        odd_redact(response->body, length, odd->secrets, &out);
    (void)out_text(&out, "\n");
    (void)file_save(
        arena_print(&arena, "%s/odd-%02" PRIu32 ".txt", odd->folder, odd->n),
        out_string(&out), out.length, &odd->diags);
    out_free(&out);
    arena_free(&arena);
}
