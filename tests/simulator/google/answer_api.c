/* Errors of the APIs: code, message, and reasons in up to two places. */
#include "base/text.h"
#include "tests/simulator/google/answer.h"
#include "tests/simulator/google/google.h"

#include <string.h>

const char *const answer_words[ANSWER__N + 1] = {
    [ANSWER_USUAL] = "200",
    [ANSWER_NO_CUSTOMER] = "400-no-customer",
    [ANSWER_INVALID] = "400-invalid",
    [ANSWER_PARAMETER] = "400-invalidParameter",
    [ANSWER_AUTH] = "401-authError",
    [ANSWER_RATE] = "403-rateLimitExceeded",
    [ANSWER_USER_RATE] = "403-userRateLimitExceeded",
    [ANSWER_QUOTA] = "403-quotaExceeded",
    [ANSWER_DAILY] = "403-dailyLimitExceeded",
    [ANSWER_CALENDAR_USAGE] = "403-calendarUsageLimitsExceeded",
    [ANSWER_USAGE_UNKNOWN] = "403-usageLimits-unknown",
    [ANSWER_API_OFF] = "403-api-off",
    [ANSWER_API_OFF_ADMIN] = "403-api-off-admin",
    [ANSWER_SCOPE] = "403-scope",
    [ANSWER_SCOPE_DETAILS] = "403-scope-details-only",
    [ANSWER_SCOPE_ERRORS] = "403-scope-errors-only",
    [ANSWER_NOT_ADMIN] = "403-not-admin",
    [ANSWER_FORBIDDEN] = "403-forbidden",
    [ANSWER_NO_CALENDAR] = "403-not-a-calendar-user",
    [ANSWER_BLOCKED] = "403-domain-cannot-use-apis",
    [ANSWER_FILE] = "403-insufficientFilePermissions",
    [ANSWER_UNKNOWN] = "403-unknown",
    [ANSWER_NOT_FOUND] = "404-notFound",
    [ANSWER_RESOURCE] = "404-resource",
    [ANSWER_PAGE_404] = "404-html",
    [ANSWER_RATE_429] = "429-rateLimitExceeded",
    [ANSWER_BACKEND_500] = "500-backendError",
    [ANSWER_INTERNAL] = "500-internalError",
    [ANSWER_BACKEND_503] = "503-backendError",
    [ANSWER_PAGE] = "200-html",
    [ANSWER_PAGE_502] = "502-html",
    [ANSWER_NOT_JSON] = "200-not-json",
    [ANSWER_EMPTY] = "200-empty",
    [ANSWER_OTHER_KIND] = "200-other-kind",
    [ANSWER_NO_KIND] = "200-no-kind",
    [ANSWER_ERROR_INSIDE] = "200-error",
    [ANSWER_REDIRECT] = "302",
};

static const char global[] = "global", usage[] = "usageLimits";
static const char denied[] = "PERMISSION_DENIED";
static const char no_scope[] = "Request had insufficient authentication "
                               "scopes.";
static const char off[] =
    "Google Calendar API has not been used in project {project} before or it "
    "is disabled. Enable it by visiting https://console.developers.google.com"
    "/apis/api/calendar-json.googleapis.com/overview?project={project} then "
    "retry.";
static const char off_admin[] = "Admin SDK API has not been used in project "
                                "{project} before or it is disabled.";
static const char throttled[] = "Rate Limit Exceeded";

/* reason NULL: no errors[]; detail NULL: no details[]. */
static const struct {
    unsigned status;
    const char *message, *domain, *reason, *word, *detail;
} errors[ANSWER__N] = {
    [ANSWER_NO_CUSTOMER] = {400, "Bad Request", global, "badRequest",
                            "INVALID_ARGUMENT", NULL},
    [ANSWER_INVALID] = {400, "Invalid Input", global, "invalid",
                        "INVALID_ARGUMENT", NULL},
    [ANSWER_PARAMETER] = {400, "Invalid field selection", global,
                          "invalidParameter", "INVALID_ARGUMENT", NULL},
    [ANSWER_AUTH] = {401, "Invalid Credentials", global, "authError",
                     "UNAUTHENTICATED", NULL},
    [ANSWER_RATE] = {403, throttled, usage, "rateLimitExceeded", denied, NULL},
    [ANSWER_USER_RATE] = {403, "User Rate Limit Exceeded", usage,
                          "userRateLimitExceeded", denied, NULL},
    [ANSWER_QUOTA] = {403, "Calendar usage limits exceeded.", usage,
                      "quotaExceeded", denied, NULL},
    [ANSWER_DAILY] = {403, "Daily Limit Exceeded", usage, "dailyLimitExceeded",
                      denied, NULL},
    [ANSWER_CALENDAR_USAGE] = {403, "Calendar usage limits exceeded.", usage,
                               "calendarUsageLimitsExceeded", denied, NULL},
    [ANSWER_USAGE_UNKNOWN] = {403, "Some limit was met.", usage,
                              "someLimitExceeded", denied, NULL},
    [ANSWER_API_OFF] = {403, off, usage, "accessNotConfigured", denied,
                        "SERVICE_DISABLED"},
    [ANSWER_API_OFF_ADMIN] = {403, off_admin, usage, "accessNotConfigured",
                              denied, "SERVICE_DISABLED"},
    [ANSWER_SCOPE] = {403, no_scope, global, "insufficientPermissions", denied,
                      "ACCESS_TOKEN_SCOPE_INSUFFICIENT"},
    [ANSWER_SCOPE_DETAILS] = {403, no_scope, NULL, NULL, denied,
                              "ACCESS_TOKEN_SCOPE_INSUFFICIENT"},
    [ANSWER_SCOPE_ERRORS] = {403, "Insufficient Permission", global,
                             "insufficientPermissions", denied, NULL},
    [ANSWER_NOT_ADMIN] = {403, "Not Authorized to access this resource/api",
                          global, "forbidden", denied, NULL},
    [ANSWER_FORBIDDEN] = {403, "Forbidden", global, "forbidden", denied, NULL},
    [ANSWER_NO_CALENDAR] = {403,
                            "The user must be signed up for Google Calendar.",
                            "calendar", "notACalendarUser", denied, NULL},
    [ANSWER_BLOCKED] = {403, "Domain cannot use apis.", global,
                        "domainCannotUseApis", denied, NULL},
    [ANSWER_FILE] = {403, "The user has not the right for this file.", global,
                     "insufficientFilePermissions", denied, NULL},
    [ANSWER_UNKNOWN] = {403, "It rains.", global, "weatherError", denied, NULL},
    [ANSWER_NOT_FOUND] = {404, "Not Found", global, "notFound", "NOT_FOUND",
                          NULL},
    [ANSWER_RESOURCE] = {404, "Resource Not Found: userKey", global, "notFound",
                         "NOT_FOUND", NULL},
    [ANSWER_RATE_429] = {429, throttled, usage, "rateLimitExceeded",
                         "RESOURCE_EXHAUSTED", NULL},
    [ANSWER_BACKEND_500] = {500, "Backend Error", global, "backendError",
                            "INTERNAL", NULL},
    [ANSWER_INTERNAL] = {500, "Internal Error", global, "internalError",
                         "INTERNAL", NULL},
    [ANSWER_BACKEND_503] = {503, "Backend Error", global, "backendError",
                            "UNAVAILABLE", NULL},
};

static const struct {
    unsigned status;
    const char *type, *body;
} odd[ANSWER__N] = {
    [ANSWER_PAGE] = {200, "text/html",
                     "<!DOCTYPE html><html><title>Sign in</title></html>"},
    [ANSWER_PAGE_502] = {502, "text/html",
                         "<!DOCTYPE html><html><title>502</title></html>"},
    [ANSWER_NOT_JSON] = {200, "application/json", "{\"kind\": \"calendar#"},
    [ANSWER_EMPTY] = {200, "application/json", ""},
    [ANSWER_OTHER_KIND] = {200, "application/json",
                           "{\n \"kind\": \"weather#rain\"\n}\n"},
    [ANSWER_NO_KIND] = {200, "application/json", "{}\n"},
    [ANSWER_ERROR_INSIDE] = {200, "application/json",
                             "{\n \"error\": {\n  \"code\": 403,\n"
                             "  \"message\": \"An error inside a 200.\"\n"
                             " }\n}\n"},
    [ANSWER_REDIRECT] = {302, NULL, ""},
};

/* With the number of the project in it. */
static const char *
filled(struct call *call, const char *text)
{
    static const char hole[] = "{project}";
    const char *number = tenant_of(call->sim)->account.number, *at;

    while ((at = strstr(text, hole)) != NULL)
        text = arena_print(&call->arena, "%.*s%s%s", (int)(at - text), text,
                           number, at + strlen(hole));
    return text;
}

static void
put_errors(struct call *call, struct json *error, int word)
{
    struct arena *arena = &call->arena;
    struct json *list = json_set_array(arena, error, "errors");
    struct json *one = json_push_object(arena, list);

    json_set_text(arena, one, "message", filled(call, errors[word].message));
    json_set_text(arena, one, "domain", errors[word].domain);
    json_set_text(arena, one, "reason", errors[word].reason);
}

static void
put_details(struct call *call, struct json *error, int word)
{
    struct arena *arena = &call->arena;
    struct json *list = json_set_array(arena, error, "details");
    struct json *one = json_push_object(arena, list), *metadata;
    bool admin =
        word == ANSWER_API_OFF_ADMIN || call_api(call_name(call)) == API_ADMIN;

    json_set_text(arena, one, "@type",
                  "type.googleapis.com/google.rpc.ErrorInfo");
    json_set_text(arena, one, "reason", errors[word].detail);
    json_set_text(arena, one, "domain", "googleapis.com");
    metadata = json_set_object(arena, one, "metadata");
    json_set_text(arena, metadata, "service",
                  admin ? "admin.googleapis.com"
                        : "calendar-json.googleapis.com");
    json_set_text(arena, metadata, "consumer",
                  arena_print(arena, "projects/%s",
                              tenant_of(call->sim)->account.number));
}

/* Either place may be left empty, as real answers do, but not both. */
static struct json *
error_of(struct call *call, int word)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    struct json *error = json_set_object(arena, root, "error");
    int places = tenant_of(call->sim)->wire.reasons;
    bool both = errors[word].reason != NULL && errors[word].detail != NULL;

    json_set_integer(arena, error, "code", errors[word].status);
    json_set_text(arena, error, "message", filled(call, errors[word].message));
    if (errors[word].reason != NULL && !(both && places == REASONS_DETAILS))
        put_errors(call, error, word);
    json_set_text(arena, error, "status", errors[word].word);
    if (errors[word].detail != NULL && !(both && places == REASONS_ERRORS))
        put_details(call, error, word);
    return root;
}

static void
answer_error(struct call *call, int word)
{
    const char *wait = tenant_of(call->sim)->retry_after;
    bool limit = errors[word].domain == usage && errors[word].detail == NULL;

    answer_tree(call, errors[word].status, error_of(call, word));
    if (*wait != '\0' && (limit || errors[word].status >= 500))
        answer_header(call, "Retry-After", wait);
    if (errors[word].status == 401)
        call->answer.authenticate = "Bearer realm=\"https://accounts.google."
                                    "com/\", error=\"invalid_token\"";
}

void
answer_api(struct call *call, int word)
{
    about(call)->answer = answer_words[word];
    if (word == ANSWER_API_OFF && call_api(call_name(call)) == API_ADMIN)
        word = ANSWER_API_OFF_ADMIN;
    if (word == ANSWER_PAGE_404) {
        answer_page_404(call);
    } else if (errors[word].status != 0) {
        answer_error(call, word);
    } else {
        answer_text(call, odd[word].status, odd[word].type, odd[word].body);
        if (odd[word].status == 302)
            answer_header(call, "Location",
                          "http://accounts.google.example/somewhere/else");
        date_header(call);
    }
}
