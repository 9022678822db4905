/* Statuses and bodies. Where an error lacks its published text, the text is the
 * simulator's. */
#include "tests/simulator/zoho/answer.h"
#include "base/text.h"
#include "tests/simulator/kit/indent.h"
#include "tests/simulator/zoho/zoho.h"

static const char json_type[] = "application/json;charset=UTF-8";
static const char page_type[] = "text/html;charset=UTF-8";
static const char accounts_page[] =
    "<!doctype html><html><body>Zoho Accounts</body></html>\n";
static const char sign_in_page[] =
    "<!doctype html><html><body>Sign in</body></html>\n";

const char *const token_words[TOKEN__N + 1] = {
    [TOKEN_GRANT] = "200",
    [TOKEN_NO_TOKEN] = "200-no-token",
    [TOKEN_EMPTY_TOKEN] = "200-empty-token",
    [TOKEN_BESIDE_ERROR] = "200-token-and-error",
    [TOKEN_INVALID_CLIENT] = "invalid_client",
    [TOKEN_INVALID_CLIENT_400] = "invalid_client-400",
    [TOKEN_INVALID_SECRET] = "invalid_client_secret",
    [TOKEN_INVALID_SECRET_400] = "invalid_client_secret-400",
    [TOKEN_INVALID_CODE] = "invalid_code",
    [TOKEN_INVALID_CODE_400] = "invalid_code-400",
    [TOKEN_INVALID_SCOPE] = "invalid_scope",
    [TOKEN_INVALID_REQUEST] = "invalid_request",
    [TOKEN_MISSING_ORG] = "missing_org_info",
    [TOKEN_GENERAL] = "general_error",
    [TOKEN_UNKNOWN] = "unknown",
    [TOKEN_DENIED] = "access-denied",
    [TOKEN_DENIED_200] = "access-denied-200",
    [TOKEN_DENIED_OTHER] = "access-denied-other",
    [TOKEN_PAGE] = "200-html",
    [TOKEN_PAGE_404] = "404-html",
    [TOKEN_PAGE_500] = "500-html",
    [TOKEN_PAGE_503] = "503-html",
    [TOKEN_NOT_JSON] = "200-not-json",
    [TOKEN_EMPTY] = "200-empty",
    [TOKEN_REDIRECT] = "302",
};

const char *const answer_words[ANSWER__N + 1] = {
    [ANSWER_USUAL] = "200",
    [ANSWER_OPEN] = "200-open",
    [ANSWER_NOTHING] = "204",
    [ANSWER_BAD_REQUEST] = "400-BAD_REQUEST",
    [ANSWER_INVALID_OAUTH] = "401-INVALID_OAUTH",
    [ANSWER_UNAUTHORIZED] = "401-UNAUTHORIZED",
    [ANSWER_SCOPE_401] = "401-SCOPE_MISMATCH",
    [ANSWER_SCOPE] = "403-SCOPE_MISMATCH",
    [ANSWER_ORG] = "403-OAUTH_ORG_MISMATCH",
    [ANSWER_FORBIDDEN] = "403-FORBIDDEN",
    [ANSWER_LICENSE] = "403-LICENSE_ACCESS_LIMITED",
    [ANSWER_LIVECHAT] = "403-ONLY_LIVECHAT_USER",
    [ANSWER_INTEGRATION] = "403-INTEGRATION_ADMIN_ERROR",
    [ANSWER_UNKNOWN] = "403-unknown",
    [ANSWER_NO_CODE] = "403-no-code",
    [ANSWER_NOT_FOUND] = "404-URL_NOT_FOUND",
    [ANSWER_METHOD] = "405-METHOD_NOT_ALLOWED",
    [ANSWER_SIZE] = "413-RESOURCE_SIZE_EXCEEDED",
    [ANSWER_MEDIA] = "415-UNSUPPORTED_MEDIA_TYPE",
    [ANSWER_INVALID_DATA] = "422-INVALID_DATA",
    [ANSWER_UNPROCESSABLE] = "422-UNPROCESSABLE_ENTITY",
    [ANSWER_PAYLOAD] = "422-EMPTY_PAYLOAD",
    [ANSWER_THRESHOLD] = "429-THRESHOLD_EXCEEDED",
    [ANSWER_CONCURRENCY] = "429-TOO_MANY_REQUESTS",
    [ANSWER_INTERNAL] = "500-INTERNAL_SERVER_ERROR",
    [ANSWER_PAGE] = "200-html",
    [ANSWER_PAGE_401] = "401-html",
    [ANSWER_PAGE_502] = "502-html",
    [ANSWER_NOT_JSON] = "200-not-json",
    [ANSWER_EMPTY] = "200-empty",
    [ANSWER_OTHER] = "200-other",
    [ANSWER_ERROR_INSIDE] = "200-error",
    [ANSWER_REDIRECT] = "302",
};

/* Of tokens; denied: with a text and a status in the body. */
static const struct {
    unsigned status;
    const char *error, *denied;
} refusals[TOKEN__N] = {
    [TOKEN_INVALID_CLIENT] = {200, "invalid_client", NULL},
    [TOKEN_INVALID_CLIENT_400] = {400, "invalid_client", NULL},
    [TOKEN_INVALID_SECRET] = {200, "invalid_client_secret", NULL},
    [TOKEN_INVALID_SECRET_400] = {400, "invalid_client_secret", NULL},
    [TOKEN_INVALID_CODE] = {200, "invalid_code", NULL},
    [TOKEN_INVALID_CODE_400] = {400, "invalid_code", NULL},
    [TOKEN_INVALID_SCOPE] = {200, "invalid_scope", NULL},
    [TOKEN_INVALID_REQUEST] = {200, "invalid_request", NULL},
    [TOKEN_MISSING_ORG] = {200, "missing_org_info", NULL},
    [TOKEN_GENERAL] = {200, "general_error", NULL},
    [TOKEN_UNKNOWN] = {200, "weather_error", NULL},
    [TOKEN_DENIED] = {400, "Access Denied",
                      "You have made too many requests continuously. Please "
                      "try again after some time."},
    [TOKEN_DENIED_200] = {200, "Access Denied",
                          "You have made too many requests continuously. "
                          "Please try again after some time."},
    [TOKEN_DENIED_OTHER] = {400, "Access Denied", "Denied in other words."},
};

/* Of Desk. */
static const struct {
    unsigned status;
    const char *code, *message;
} errors[ANSWER__N] = {
    [ANSWER_BAD_REQUEST] = {400, "BAD_REQUEST", "Error."},
    [ANSWER_INVALID_OAUTH] = {401, "INVALID_OAUTH",
                              "The OAuth Token you provided is invalid."},
    [ANSWER_UNAUTHORIZED] = {401, "UNAUTHORIZED",
                             "You are not authorized to perform this "
                             "operation."},
    [ANSWER_SCOPE_401] = {401, "SCOPE_MISMATCH",
                          "The OAuth Token does not contain the scope to "
                          "perform this operation."},
    [ANSWER_SCOPE] = {403, "SCOPE_MISMATCH",
                      "The OAuth Token does not contain the scope to perform "
                      "this operation."},
    [ANSWER_ORG] = {403, "OAUTH_ORG_MISMATCH",
                    "The OAuthToken is not valid for specified organization."},
    [ANSWER_FORBIDDEN] = {403, "FORBIDDEN",
                          "You are not authorized to access this resource."},
    [ANSWER_LICENSE] = {403, "LICENSE_ACCESS_LIMITED",
                        "Your Zoho Desk Edition does not support this "
                        "feature/operation."},
    [ANSWER_LIVECHAT] = {403, "ONLY_LIVECHAT_USER", "Error."},
    [ANSWER_INTEGRATION] = {403, "INTEGRATION_ADMIN_ERROR", "Error."},
    [ANSWER_UNKNOWN] = {403, "WEATHER_ERROR", "It rains."},
    [ANSWER_NO_CODE] = {403, NULL,
                        "You are not authorized to access this resource."},
    [ANSWER_NOT_FOUND] = {404, "URL_NOT_FOUND",
                          "The URL you requested could not be found."},
    [ANSWER_METHOD] = {405, "METHOD_NOT_ALLOWED",
                       "This method is not allowed."},
    [ANSWER_SIZE] = {413, "RESOURCE_SIZE_EXCEEDED", "Error."},
    [ANSWER_MEDIA] = {415, "UNSUPPORTED_MEDIA_TYPE", "Error."},
    [ANSWER_INVALID_DATA] = {422, "INVALID_DATA", "Error."},
    [ANSWER_UNPROCESSABLE] = {422, "UNPROCESSABLE_ENTITY", "Error."},
    [ANSWER_PAYLOAD] = {422, "EMPTY_PAYLOAD", "Error."},
    [ANSWER_THRESHOLD] = {429, "THRESHOLD_EXCEEDED",
                          "You have exceeded the API limit for the day."},
    [ANSWER_CONCURRENCY] = {429, "TOO_MANY_REQUESTS",
                            "Too many requests at the same time."},
    [ANSWER_INTERNAL] = {500, "INTERNAL_SERVER_ERROR",
                         "An internal server error occurred while performing "
                         "this operation."},
    [ANSWER_ERROR_INSIDE] = {200, "SCOPE_MISMATCH",
                             "The OAuth Token does not contain the scope to "
                             "perform this operation."},
};

/* What is no answer of either. */
struct odd {
    unsigned status;
    const char *type, *body;
};

static const struct odd odd_tokens[TOKEN__N] = {
    [TOKEN_PAGE] = {200, page_type, accounts_page},
    [TOKEN_PAGE_404] = {404, page_type, accounts_page},
    [TOKEN_PAGE_500] = {500, page_type, accounts_page},
    [TOKEN_PAGE_503] = {503, page_type, accounts_page},
    [TOKEN_NOT_JSON] = {200, json_type, "{\"access_token\": 1000."},
    [TOKEN_EMPTY] = {200, json_type, ""},
    [TOKEN_REDIRECT] = {302, NULL, ""},
};

static const struct odd odd_answers[ANSWER__N] = {
    [ANSWER_NOTHING] = {204, NULL, ""},
    [ANSWER_PAGE] = {200, page_type, sign_in_page},
    [ANSWER_PAGE_401] = {401, page_type, sign_in_page},
    [ANSWER_PAGE_502] = {502, page_type, sign_in_page},
    [ANSWER_NOT_JSON] = {200, json_type, "{\"data\": ["},
    [ANSWER_EMPTY] = {200, json_type, ""},
    [ANSWER_OTHER] = {200, json_type, "{\n \"weather\": []\n}\n"},
    [ANSWER_REDIRECT] = {302, NULL, ""},
};

/* With the headers that were set before. */
static void
answer_with(struct call *call, unsigned status, const char *type,
            const char *body)
{
    answer_text(call, status, type, body);
    call->answer.headers = call->headers;
}

void
answer_tree(struct call *call, unsigned status, const struct json *root)
{
    static const char *const ids[] = {
        "id",        "roleId",  "profileId", "associatedDepartmentIds",
        "reportsTo", "agentId", NULL};
    struct out out = {.limit = 0};

    json_indent(root, tenant_of(call->sim)->wire.numeric_ids ? ids : NULL,
                &out);
    answer_with(call, status, json_type,
                arena_text(&call->arena, out_string(&out)));
    out_free(&out);
}

static void
answer_odd(struct call *call, const struct odd *odd)
{
    answer_with(call, odd->status, odd->type, odd->body);
    if (odd->status == 302)
        answer_header(call, "Location",
                      "http://accounts.zoho.example/somewhere/else");
}

void
answer_token_error(struct call *call, int word)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    about(call)->answer = token_words[word];
    if (refusals[word].status == 0) {
        answer_odd(call, &odd_tokens[word]);
        return;
    }
    if (refusals[word].denied != NULL)
        json_set_text(arena, root, "error_description", refusals[word].denied);
    json_set_text(arena, root, "error", refusals[word].error);
    if (refusals[word].denied != NULL)
        json_set_text(arena, root, "status", "failure");
    answer_tree(call, refusals[word].status, root);
}

static struct json *
error_tree(struct call *call, int word)
{
    struct json *root = json_new_object(&call->arena);

    about(call)->answer = answer_words[word];
    if (errors[word].code != NULL)
        json_set_text(&call->arena, root, "errorCode", errors[word].code);
    json_set_text(&call->arena, root, "message", errors[word].message);
    return root;
}

/* Names the edition; of webhooks it has none at all. */
static void
put_license(struct call *call, struct json *root)
{
    const struct organization *of = &tenant_of(call->sim)->organization;
    enum call_name name = call_name(call);
    const char *feature = of->closed[name];
    bool none = feature == NULL && name == CALL_WEBHOOKS;

    if (feature == NULL)
        feature = none ? "WEBHOOK" : "TEAM";
    json_set_text(&call->arena, root, "feature", feature);
    json_set_text(&call->arena, root, "editionType",
                  edition_words[of->edition]);
    json_set_text(&call->arena, root, "maxAllowedEntity", none ? "0" : "10");
    json_set_boolean(&call->arena, root, "isTrial", false);
}

void
answer_invalid(struct call *call, const char *field)
{
    struct arena *arena = &call->arena;
    struct json *root = error_tree(call, ANSWER_INVALID_DATA);
    struct json *one =
        json_push_object(arena, json_set_array(arena, root, "errors"));

    json_set_text(arena, one, "fieldName", field);
    json_set_text(arena, one, "errorType", "invalid");
    json_set_text(arena, one, "errorMessage", "");
    answer_tree(call, 422, root);
}

/* Nothing is left, whatever was counted. */
static void
threshold_headers(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);

    call->headers = NULL;
    call->answer.headers = NULL;
    if (*tenant->retry_after != '\0')
        answer_header(call, "Retry-After", tenant->retry_after);
    if (!tenant->wire.no_credits)
        answer_header(call, "X-Rate-Limit-Remaining-v3", "0");
}

void
answer_api(struct call *call, int word)
{
    struct json *root;

    if (word == ANSWER_INVALID_DATA) {
        answer_invalid(call, "/limit");
        return;
    }
    about(call)->answer = answer_words[word];
    if (errors[word].status == 0) {
        answer_odd(call, &odd_answers[word]);
        return;
    }
    root = error_tree(call, word);
    if (word == ANSWER_LICENSE)
        put_license(call, root);
    answer_tree(call, errors[word].status, root);
    if (word == ANSWER_THRESHOLD)
        threshold_headers(call);
}
