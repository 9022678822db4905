/* Statuses, headers and bodies of refusals. */
#include "tests/simulator/connectwise/dress.h"
#include "base/text.h"
#include "tests/simulator/connectwise/connectwise.h"

#include <string.h>

const char *const dress_words[DRESS__N + 1] = {
    [DRESS_NONE] = "none",
    [DRESS_UNAUTHORIZED] = "unauthorized",
    [DRESS_NOT_AUTHENTICATED] = "not-authenticated",
    [DRESS_EMPTY] = "empty",
    [DRESS_SECURITY] = "security",
    [DRESS_SSL] = "ssl",
    [DRESS_CLOUDFLARE] = "cloudflare",
    [DRESS_ROUTE] = "route",
    [DRESS_INVALID] = "invalid",
    [DRESS_HTML_404] = "html-404",
    [DRESS_NOT_FOUND] = "not-found",
    [DRESS_METHOD] = "method",
    [DRESS_THROTTLED] = "throttled",
    [DRESS_TIMEOUT] = "timeout",
    [DRESS_REDIRECT] = "redirect",
    [DRESS_PAGE] = "page",
};

/* Those that are code and message alone. */
static const struct {
    unsigned status;
    const char *code, *message;
    bool errors; /* the member is there, null */
} plain[DRESS__N] = {
    [DRESS_UNAUTHORIZED] = {401, "Unauthorized",
                            "Invalid authentication credentials.", false},
    [DRESS_NOT_AUTHENTICATED] = {401, "ConnectWiseApi", "UserNotAuthenticated",
                                 true},
    [DRESS_SECURITY] = {403, "Security",
                        "You do not have security permission to perform this "
                        "action.",
                        true},
    [DRESS_SSL] = {403, "Security", "SSL is required.", true},
    [DRESS_NOT_FOUND] = {404, "NotFound", "Resource not found", true},
    [DRESS_METHOD] = {405, "MethodNotAllowed", "Method not allowed", true},
    [DRESS_TIMEOUT] = {500, "ServerError", "Execution Timeout Expired.", true},
};

static void
answer_plain(struct call *call, int dress)
{
    struct json *root = json_new_object(&call->arena);

    json_set_text(&call->arena, root, "code", plain[dress].code);
    json_set_text(&call->arena, root, "message", plain[dress].message);
    if (plain[dress].errors)
        json_set_text(&call->arena, root, "errors", NULL);
    answer_json(call, plain[dress].status, root);
}

/* Adds a header to those of the answer that is there. */
static void
add_header(struct call *call, struct json *headers, const char *name,
           const char *value)
{
    json_set_text(&call->arena, headers, name, value);
    call->answer.headers = headers;
}

static void
answer_html_404(struct call *call)
{
    struct json *headers = json_new_object(&call->arena);

    answer_text(call, 404, "text/html",
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
                "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
                "<html><head><title>404</title></head><body><div><h1>Server "
                "Error</h1></div></body></html>\n");
    add_header(call, headers, "Server", "Microsoft-IIS/10.0");
    add_header(call, headers, "Strict-Transport-Security",
               "max-age=31536000; includeSubDomains");
    add_header(call, headers, "x-cw-request-id",
               "00000000-0000-4000-8000-000000000001");
    add_header(call, headers, "X-Cache", "Error from cloudfront");
}

/* The one body whose code is called otherwise. */
static void
answer_throttled(struct call *call)
{
    const char *after = tenant_of(call->sim)->retry_after;
    struct json *headers = json_new_object(&call->arena);
    struct json *root = json_new_object(&call->arena);

    json_set_text(&call->arena, root, "error", "ConnectWiseAPI");
    json_set_text(&call->arena, root, "message",
                  "Too many requests. Please try again in 30 seconds.");
    answer_json(call, 429, root);
    if (*after != '\0')
        add_header(call, headers, "Retry-After", after);
}

static void
answer_redirect(struct call *call)
{
    struct json *headers = json_new_object(&call->arena);
    size_t length = strlen(call->path);

    answer_text(call, 302, NULL, "");
    add_header(call, headers, "Location",
               arena_print(&call->arena, "http://%s%s",
                           tenant_of(call->sim)->site.user,
                           text_clean(&call->arena, call->path, length, 1000)));
}

void
dress_invalid(struct call *call, const char *resource, const char *argument)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *error;

    json_set_text(arena, root, "code", "InvalidObject");
    json_set_text(arena, root, "message", "The request is invalid.");
    error = json_push_object(arena, json_set_array(arena, root, "errors"));
    json_set_text(arena, error, "code", "UnsupportedFormat");
    json_set_text(
        arena, error, "message",
        arena_print(arena, "Unsupported format applied to %s", argument));
    json_set_text(arena, error, "resource", resource);
    json_set_text(arena, error, "field", argument);
    answer_json(call, 400, root);
    about(call)->dress = DRESS_INVALID;
}

void
dress_answer(struct call *call, int dress)
{
    if (plain[dress].status != 0)
        answer_plain(call, dress);
    else if (dress == DRESS_EMPTY)
        answer_text(call, 401, NULL, "");
    else if (dress == DRESS_CLOUDFLARE)
        answer_text(call, 403, "text/html",
                    "<!DOCTYPE html><html><head><title>Access denied</title>"
                    "</head><body>Error 1020</body></html>\n");
    else if (dress == DRESS_ROUTE)
        answer_text(call, 400, "text/plain; charset=utf-8",
                    "Cannot route. Codebase/company is invalid");
    else if (dress == DRESS_PAGE)
        answer_text(call, 200, "text/html; charset=utf-8",
                    "<!DOCTYPE html><html><head><title>Login</title></head>"
                    "<body><form></form></body></html>\n");
    else if (dress == DRESS_INVALID)
        dress_invalid(call, call->endpoint, "page");
    else if (dress == DRESS_HTML_404)
        answer_html_404(call);
    else if (dress == DRESS_THROTTLED)
        answer_throttled(call);
    else if (dress == DRESS_REDIRECT)
        answer_redirect(call);
    about(call)->dress = dress;
}
