/* Statuses and bodies. Where an answer lacks its published text, the text is
 * the simulator's. */
#include "tests/simulator/google/answer.h"
#include "base/text.h"
#include "tests/simulator/google/google.h"
#include "tests/simulator/kit/indent.h"

#include <string.h>

static const char json_type[] = "application/json; charset=UTF-8";
static const char page[] = "<!DOCTYPE html><html><title>Sign in</title></html>";

void
answer_tree(struct call *call, unsigned status, const struct json *root)
{
    struct out out = {.limit = 0};

    json_indent(root, NULL, &out);
    answer_text(call, status, json_type,
                arena_text(&call->arena, out_string(&out)));
    out_free(&out);
    answer_header(call, "Cache-Control", "private");
    date_header(call);
}

static void
answer_odd(struct call *call, unsigned status, const char *type,
           const char *body)
{
    answer_text(call, status, type, body);
    if (status == 302)
        answer_header(call, "Location",
                      "http://accounts.google.example/somewhere/else");
    date_header(call);
}

void
answer_page_404(struct call *call)
{
    about(call)->answer = answer_words[ANSWER_PAGE_404];
    answer_odd(call, 404, "text/html; charset=UTF-8",
               "<!DOCTYPE html><html><title>Error 404 (Not Found)!!1</title>"
               "</html>\n");
}

const char *const token_words[TOKEN__N + 1] = {
    [TOKEN_GRANT] = "200",
    [TOKEN_GRANT_SCOPE] = "200-with-scope",
    [TOKEN_ACCESS_DENIED] = "access_denied",
    [TOKEN_ACCESS_DENIED_403] = "access_denied-403",
    [TOKEN_ACCESS_DENIED_OTHER] = "access_denied-other",
    [TOKEN_RESTRICTED] = "access_denied-restricted",
    [TOKEN_POLICY] = "admin_policy_enforced",
    [TOKEN_ORG_INTERNAL] = "org_internal",
    [TOKEN_ORG_INTERNAL_401] = "org_internal-401",
    [TOKEN_DELETED] = "invalid_grant-account-deleted",
    [TOKEN_ACCOUNT_NOT_FOUND] = "invalid_grant-account-not-found",
    [TOKEN_AUDIENCE] = "invalid_grant-audience",
    [TOKEN_CLOCK] = "invalid_grant-clock",
    [TOKEN_INVALID_USER] = "invalid_grant-invalid-user",
    [TOKEN_NO_VERIFIER] = "invalid_grant-no-verifier",
    [TOKEN_NOT_EMAIL] = "invalid_grant-not-valid-email",
    [TOKEN_ROBOT_DISABLED] = "invalid_grant-robot-disabled",
    [TOKEN_SIGNATURE] = "invalid_grant-signature",
    [TOKEN_IMPERSONATION] = "invalid_request-impersonation",
    [TOKEN_IMPERSONATION_PRN] = "invalid_request-prn",
    [TOKEN_INVALID_SCOPE] = "invalid_scope",
    [TOKEN_INVALID_SCOPE_OLDER] = "invalid_scope-older",
    [TOKEN_DISABLED_CLIENT] = "disabled_client",
    [TOKEN_INVALID_CLIENT] = "invalid_client",
    [TOKEN_UNAUTHORIZED] = "unauthorized_client",
    [TOKEN_UNAUTHORIZED_SHORT] = "unauthorized_client-short",
    [TOKEN_UNAUTHORIZED_OLDER] = "unauthorized_client-older",
    [TOKEN_UNAUTHORIZED_OTHER] = "unauthorized_client-other",
    [TOKEN_INVALID_REQUEST] = "invalid_request",
    [TOKEN_GRANT_TYPE] = "unsupported_grant_type",
    [TOKEN_FAILURE] = "internal_failure",
    [TOKEN_FAILURE_429] = "internal_failure-429",
    [TOKEN_FAILURE_503] = "internal_failure-503",
    [TOKEN_UNKNOWN] = "unknown",
    [TOKEN_NO_TOKEN] = "200-no-token",
    [TOKEN_OTHER_SCOPE] = "200-other-scope",
    [TOKEN_PAGE] = "200-html",
    [TOKEN_PAGE_502] = "502-html",
    [TOKEN_NOT_JSON] = "200-not-json",
    [TOKEN_EMPTY] = "200-empty",
    [TOKEN_REDIRECT] = "302",
};

static const struct {
    unsigned status;
    const char *error, *description;
} refusals[TOKEN__N] = {
    [TOKEN_ACCESS_DENIED] = {400, "access_denied",
                             "Requested client not authorized."},
    [TOKEN_ACCESS_DENIED_403] = {403, "access_denied",
                                 "Requested client not authorized."},
    [TOKEN_ACCESS_DENIED_OTHER] = {403, "access_denied",
                                   "Denied in other words."},
    [TOKEN_RESTRICTED] = {403, "access_denied", "Account restricted"},
    [TOKEN_POLICY] = {400, "admin_policy_enforced", NULL},
    [TOKEN_ORG_INTERNAL] = {400, "org_internal", NULL},
    [TOKEN_ORG_INTERNAL_401] = {401, "org_internal", NULL},
    [TOKEN_DELETED] = {400, "invalid_grant", "The account has been deleted"},
    [TOKEN_ACCOUNT_NOT_FOUND] = {400, "invalid_grant",
                                 "Invalid grant: account not found"},
    [TOKEN_AUDIENCE] = {400, "invalid_grant",
                        "Invalid JWT: Failed audience check."},
    [TOKEN_CLOCK] = {400, "invalid_grant",
                     "Invalid JWT: Token must be a short-lived token (60 "
                     "minutes) and in a reasonable timeframe. Check your iat "
                     "and exp values in the JWT claim."},
    [TOKEN_INVALID_USER] = {400, "invalid_grant", "Invalid email or User ID"},
    [TOKEN_NO_VERIFIER] = {400, "invalid_grant",
                           "Invalid JWT: No valid verifier found for issuer"},
    [TOKEN_NOT_EMAIL] = {400, "invalid_grant", "Not a valid email."},
    [TOKEN_ROBOT_DISABLED] = {400, "invalid_grant", "Robot is disabled."},
    [TOKEN_SIGNATURE] = {400, "invalid_grant", "Invalid JWT Signature."},
    [TOKEN_IMPERSONATION] = {400, "invalid_request",
                             "Invalid impersonation &quot;sub&quot; field."},
    [TOKEN_IMPERSONATION_PRN] = {400, "invalid_request",
                                 "Invalid impersonation prn email address."},
    [TOKEN_INVALID_SCOPE] = {400, "invalid_scope",
                             "Invalid OAuth scope or ID token audience "
                             "provided."},
    [TOKEN_INVALID_SCOPE_OLDER] = {400, "invalid_scope",
                                   "{scope} is not a valid audience string."},
    [TOKEN_DISABLED_CLIENT] = {401, "disabled_client",
                               "The OAuth client was disabled."},
    [TOKEN_INVALID_CLIENT] = {401, "invalid_client",
                              "The OAuth client was not found."},
    [TOKEN_UNAUTHORIZED] = {401, "unauthorized_client",
                            "Client is unauthorized to retrieve access tokens "
                            "using this method, or client not authorized for "
                            "any of the scopes requested."},
    [TOKEN_UNAUTHORIZED_SHORT] = {401, "unauthorized_client",
                                  "Client is unauthorized to retrieve access "
                                  "tokens using this method."},
    [TOKEN_UNAUTHORIZED_OLDER] = {401, "unauthorized_client",
                                  "Unauthorized client or scope in request."},
    [TOKEN_UNAUTHORIZED_OTHER] = {401, "unauthorized_client",
                                  "Not today, in other words."},
    [TOKEN_INVALID_REQUEST] = {400, "invalid_request",
                               "The request lacks a parameter, or one cannot "
                               "be read."},
    [TOKEN_GRANT_TYPE] = {400, "unsupported_grant_type", "Invalid grant_type"},
    [TOKEN_FAILURE] = {500, "internal_failure", "Backend Error"},
    [TOKEN_FAILURE_429] = {429, "internal_failure", "Backend Error"},
    [TOKEN_FAILURE_503] = {503, "internal_failure", "Backend Error"},
    [TOKEN_UNKNOWN] = {400, "weather_error", "It rains."},
};

static const struct {
    unsigned status;
    const char *type, *body;
} odd_tokens[TOKEN__N] = {
    [TOKEN_NO_TOKEN] = {200, json_type,
                        "{\n \"expires_in\": 3599,\n"
                        " \"token_type\": \"Bearer\"\n}\n"},
    [TOKEN_PAGE] = {200, "text/html", page},
    [TOKEN_PAGE_502] = {502, "text/html", page},
    [TOKEN_NOT_JSON] = {200, json_type, "{\"access_token\": ya29"},
    [TOKEN_EMPTY] = {200, json_type, ""},
    [TOKEN_REDIRECT] = {302, NULL, ""},
};

/* {scope} of the older text. */
static const char *
description_of(struct call *call, int word)
{
    const char *text = refusals[word].description;

    if (!text_starts(text, "{scope}"))
        return text;
    return arena_print(&call->arena, "%s%s", about(call)->scope,
                       text + strlen("{scope}"));
}

static void
wait_header(struct call *call, unsigned status)
{
    const char *wait = tenant_of(call->sim)->retry_after;

    if (*wait != '\0' && (status == 429 || status == 403 || status >= 500))
        answer_header(call, "Retry-After", wait);
}

void
answer_token_error(struct call *call, int word)
{
    struct json *root = json_new_object(&call->arena);

    about(call)->answer = token_words[word];
    if (refusals[word].status == 0) {
        answer_odd(call, odd_tokens[word].status, odd_tokens[word].type,
                   odd_tokens[word].body);
        return;
    }
    json_set_text(&call->arena, root, "error", refusals[word].error);
    if (refusals[word].description != NULL)
        json_set_text(&call->arena, root, "error_description",
                      description_of(call, word));
    answer_tree(call, refusals[word].status, root);
    if (refusals[word].status != 403)
        wait_header(call, refusals[word].status);
}
