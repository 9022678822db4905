/* Statuses, headers and bodies of Graph's answers. Where an error lacks its
 * published text, the text is the simulator's. */
#include "tests/simulator/microsoft365/answer.h"
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <string.h>

const char *const answer_words[ANSWER__N + 1] = {
    [ANSWER_NONE] = "none",
    [ANSWER_DENIED] = "denied",
    [ANSWER_DIRECTORY_DENIED] = "directory-denied",
    [ANSWER_RAOP] = "raop",
    [ANSWER_ODATA] = "odata",
    [ANSWER_EXTENSION] = "extension",
    [ANSWER_INSUFFICIENT] = "insufficient",
    [ANSWER_INSUFFICIENT_401] = "insufficient-401",
    [ANSWER_NO_PERMISSIONS] = "no-permissions",
    [ANSWER_FORBIDDEN] = "forbidden",
    [ANSWER_ACCESS_DENIED] = "access-denied",
    [ANSWER_INSUFFICIENT_CLAIMS] = "insufficient-claims",
    [ANSWER_EMPTY_403] = "empty-403",
    [ANSWER_TOKEN_EMPTY] = "token-empty",
    [ANSWER_GARBLED] = "garbled",
    [ANSWER_EXPIRED] = "expired",
    [ANSWER_AUDIENCE] = "audience",
    [ANSWER_SIGNATURE] = "signature",
    [ANSWER_IDENTITY] = "identity",
    [ANSWER_NO_MAILBOX] = "no-mailbox",
    [ANSWER_NO_MAILBOX_OLD] = "no-mailbox-old",
    [ANSWER_INVALID_USER] = "invalid-user",
    [ANSWER_RESOURCE] = "resource",
    [ANSWER_NOT_FOUND] = "not-found",
    [ANSWER_ITEM] = "item",
    [ANSWER_NO_DATES] = "no-dates",
    [ANSWER_BAD_REQUEST] = "bad-request",
    [ANSWER_SEGMENT] = "segment",
    [ANSWER_PROPERTY] = "property",
    [ANSWER_ME] = "me",
    [ANSWER_METHOD] = "method",
    [ANSWER_THROTTLED] = "throttled",
    [ANSWER_CONCURRENCY] = "concurrency",
    [ANSWER_ACTIVITY] = "activity",
    [ANSWER_SERVER] = "server",
    [ANSWER_BAD_GATEWAY] = "bad-gateway",
    [ANSWER_UNAVAILABLE] = "unavailable",
    [ANSWER_GATEWAY] = "gateway",
    [ANSWER_BANDWIDTH] = "bandwidth",
    [ANSWER_ERROR_INSIDE] = "error-inside",
    [ANSWER_NO_VALUE] = "no-value",
    [ANSWER_PAGE] = "page",
    [ANSWER_PAGE_503] = "page-503",
    [ANSWER_REDIRECT] = "redirect",
};

#define TOKEN "InvalidAuthenticationToken"

/* Those that are code and message. */
static const struct {
    unsigned status;
    const char *code, *message;
    bool old; /* "innererror", in small letters */
} plain[ANSWER__N] = {
    [ANSWER_DENIED] = {403, "ErrorAccessDenied",
                       "Access is denied. Check credentials and try again.",
                       false},
    [ANSWER_DIRECTORY_DENIED] = {403, "Authorization_RequestDenied",
                                 "Insufficient privileges to complete the "
                                 "operation.",
                                 false},
    [ANSWER_RAOP] = {403, "ErrorAccessDenied",
                     "Access to OData is disabled: [RAOP] : Blocked by tenant "
                     "configured AppOnly AccessPolicy settings.",
                     false},
    [ANSWER_ODATA] = {403, "ErrorAccessDenied", "Access to OData is disabled.",
                      false},
    [ANSWER_EXTENSION] = {403, "ExtensionError", "Access to OData is disabled.",
                          false},
    [ANSWER_INSUFFICIENT] = {403, "ErrorInsufficientPermissionsInAccessToken",
                             "The access token lacks a permission.", false},
    [ANSWER_INSUFFICIENT_401] = {401,
                                 "ErrorInsufficientPermissionsInAccessToken",
                                 "The access token lacks a permission.", false},
    [ANSWER_NO_PERMISSIONS] = {401, "NoPermissionsInAccessToken",
                               "The token contains no permissions, or "
                               "permissions can not be understood.",
                               false},
    [ANSWER_FORBIDDEN] = {403, "Forbidden", "", false},
    [ANSWER_ACCESS_DENIED] = {403, "accessDenied",
                              "The caller may not do this.", false},
    [ANSWER_INSUFFICIENT_CLAIMS] = {403, "insufficient_claims",
                                    "The token must be renewed with claims.",
                                    false},
    [ANSWER_TOKEN_EMPTY] = {401, TOKEN, "Access token is empty.", false},
    [ANSWER_GARBLED] = {401, TOKEN,
                        "CompactToken parsing failed with error code: "
                        "80049217",
                        false},
    [ANSWER_EXPIRED] = {401, TOKEN,
                        "Lifetime validation failed, the token is expired.",
                        false},
    [ANSWER_AUDIENCE] = {401, TOKEN,
                         "Access token validation failure. Invalid audience.",
                         false},
    [ANSWER_SIGNATURE] = {401, TOKEN,
                          "Access token validation failure. Invalid signature.",
                          false},
    [ANSWER_IDENTITY] = {401, "Authorization_IdentityNotFound",
                         "The identity of the calling application could not "
                         "be established.",
                         false},
    [ANSWER_NO_MAILBOX] = {404, "MailboxNotEnabledForRESTAPI",
                           "The mailbox is either inactive, soft-deleted, or "
                           "is hosted on-premise.",
                           false},
    [ANSWER_NO_MAILBOX_OLD] = {404, "MailboxNotEnabledForRESTAPI",
                               "REST API is not yet supported for this "
                               "mailbox.",
                               true},
    [ANSWER_INVALID_USER] = {404, "ErrorInvalidUser",
                             "The requested user '{name}' is invalid.", false},
    [ANSWER_RESOURCE] = {404, "Request_ResourceNotFound",
                         "Resource '{name}' does not exist or one of its "
                         "queried reference-property objects are not present.",
                         false},
    [ANSWER_NOT_FOUND] = {404, "ResourceNotFound",
                          "The resource could not be discovered.", false},
    [ANSWER_ITEM] = {404, "ErrorItemNotFound",
                     "The specified object was not found in the store.", false},
    [ANSWER_NO_DATES] = {400, "ErrorInvalidParameter",
                         "This request requires a time window specified by the "
                         "query string parameters StartDateTime and "
                         "EndDateTime.",
                         false},
    [ANSWER_BAD_REQUEST] = {400, "Request_BadRequest",
                            "Invalid value specified for '{name}'.", false},
    [ANSWER_SEGMENT] = {400, "BadRequest",
                        "Resource not found for the segment '{name}'.", false},
    [ANSWER_PROPERTY] = {400, "BadRequest",
                         "Parsing OData Select and Expand failed: Could not "
                         "find a property named '{name}'.",
                         false},
    [ANSWER_ME] = {400, "BadRequest",
                   "/me request is only valid with delegated authentication "
                   "flow.",
                   false},
    [ANSWER_METHOD] = {405, "Request_BadRequest",
                       "Specified HTTP method is not allowed for the request "
                       "target.",
                       false},
    [ANSWER_THROTTLED] = {429, "TooManyRequests", "Too many requests.", false},
    [ANSWER_CONCURRENCY] = {429, "ApplicationThrottled",
                            "Application is over its MailboxConcurrency "
                            "limit.",
                            false},
    [ANSWER_ACTIVITY] = {429, "activityLimitReached",
                         "The app or user has been throttled.", false},
    [ANSWER_SERVER] = {500, "InternalServerError",
                       "An unexpected error occurred.", false},
    [ANSWER_BAD_GATEWAY] = {502, "UnknownError", "", false},
    [ANSWER_UNAVAILABLE] = {503, "serviceNotAvailable",
                            "The service is temporarily unavailable.", false},
    [ANSWER_GATEWAY] = {504, "UnknownError", "", false},
    [ANSWER_BANDWIDTH] = {509, "bandwidthLimitExceeded",
                          "The bandwidth limit was exceeded.", false},
};

/* Those that are a text of their own. */
static const struct {
    unsigned status;
    const char *type, *body;
} odd[ANSWER__N] = {
    [ANSWER_EMPTY_403] = {403, NULL, ""},
    [ANSWER_ERROR_INSIDE] = {200, "application/json",
                             "{\"error\":{\"code\":\"generalException\","
                             "\"message\":\"An error inside a 200.\"}}"},
    [ANSWER_NO_VALUE] = {200, "application/json",
                         "{\"@odata.context\":\"simulated\"}"},
    [ANSWER_PAGE] = {200, "text/html",
                     "<!DOCTYPE html><html><head><title>Sign in</title></head>"
                     "<body><form></form></body></html>\n"},
    [ANSWER_PAGE_503] = {503, "text/html",
                         "<!DOCTYPE html><html><head><title>503</title></head>"
                         "<body>Service unavailable</body></html>\n"},
    [ANSWER_REDIRECT] = {302, NULL, ""},
};

const char *
fill_text(struct call *call, const char *format, const struct pair *pair,
          size_t n)
{
    struct out out = {.limit = 0};
    const char *text;

    while (*format != '\0') {
        size_t length = strcspn(format + 1, "{") + 1, i = 0;
        const char *end = strchr(format, '}');

        while (*format == '{' && end != NULL && i < n &&
               (strlen(pair[i].name) != (size_t)(end - format - 1) ||
                strncmp(pair[i].name, format + 1, strlen(pair[i].name)) != 0))
            i++;
        if (*format == '{' && end != NULL && i < n) {
            (void)out_text(&out, text_or(pair[i].value, ""));
            format = end + 1;
        } else {
            (void)out_bytes(&out, format, length);
            format += length;
        }
    }
    text = arena_text(&call->arena, out_string(&out));
    out_free(&out);
    return text;
}

static const char *
client_id_of(const struct call *call)
{
    const char *id = call_header(call, "client-request-id");

    return id == NULL || !text_is_clean(id, strlen(id)) ? about(call)->id : id;
}

static void
add_headers(struct call *call)
{
    answer_header(call, "request-id", about(call)->id);
    answer_header(call, "client-request-id", client_id_of(call));
    answer_header(call, "OData-Version", "4.0");
    date_header(call);
}

/* What some carry besides. */
static void
add_special(struct call *call, int word)
{
    const struct tenant *tenant = tenant_of(call->sim);

    if (plain[word].status == 401)
        call->answer.authenticate =
            "Bearer realm=\"\", authorization_uri="
            "\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            "client_id=\"00000003-0000-0000-c000-000000000000\"";
    if (word == ANSWER_NO_PERMISSIONS)
        answer_header(call, "x-ms-diagnostics",
                      "2000008;reason=\"The token contains no permissions, or "
                      "permissions can not be understood.\";"
                      "error_category=\"invalid_grant\"");
    if (word == ANSWER_THROTTLED) {
        answer_header(call, "x-ms-throttle-scope",
                      arena_print(&call->arena,
                                  "Tenant_Application/ReadWrite/%s/%s",
                                  tenant->app.id, tenant->id));
        answer_header(call, "x-ms-throttle-information",
                      "ResourceUnitLimitExceeded");
    }
    if ((plain[word].status == 429 || plain[word].status == 503) &&
        *tenant->retry_after != '\0')
        answer_header(call, "Retry-After", tenant->retry_after);
    if (word == ANSWER_REDIRECT)
        answer_header(call, "Location",
                      "http://graph.example/somewhere/else?from=here");
}

static struct json *
error_of(struct call *call, int word, const char *name)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *error, *inner;
    const struct pair pair = {"name", name};
    const char *date = time_text(arena, now_of(call->sim));

    error = json_set_object(arena, root, "error");
    json_set_text(arena, error, "code", plain[word].code);
    json_set_text(arena, error, "message",
                  fill_text(call, plain[word].message, &pair, 1));
    inner = json_set_object(arena, error,
                            plain[word].old ? "innererror" : "innerError");
    json_set_text(arena, inner, "date",
                  arena_slice(arena, date, strlen(date) - 1));
    json_set_text(arena, inner, "request-id", about(call)->id);
    json_set_text(arena, inner, "client-request-id", client_id_of(call));
    return root;
}

void
answer_graph(struct call *call, int word, const char *name)
{
    if (plain[word].status != 0) {
        answer_json(call, plain[word].status, error_of(call, word, name));
        call->answer.type = "application/json";
        about(call)->code = plain[word].code;
    } else {
        answer_text(call, odd[word].status, odd[word].type, odd[word].body);
        about(call)->code = answer_words[word];
    }
    add_headers(call);
    add_special(call, word);
}

void
answer_graph_json(struct call *call, const struct json *root)
{
    answer_json(call, 200, root);
    call->answer.type = "application/json;odata.metadata=minimal;"
                        "odata.streaming=true;IEEE754Compatible=false;"
                        "charset=utf-8";
    add_headers(call);
}
