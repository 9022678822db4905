/* Numbers, statuses and texts of what the login endpoints refuse, as far as
 * they are published; the rest of the texts are the simulator's. */
#include "tests/simulator/microsoft365/aadsts.h"
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <inttypes.h>
#include <string.h>

#define CLIENT    "invalid_client"
#define REQUEST   "invalid_request"
#define UNAUTH    "unauthorized_client"
#define GRANT     "invalid_grant"
#define TRANSIENT "A transient error has occurred. Please try again later."

/* {app}, {name}: the application; {tenant}: as asked for; {directory}: its
 * name; {detail}: what the caller of aadsts_answer says. */
static const struct error {
    int64_t number;
    unsigned status;
    const char *error, *text, *sub;
} errors[] = {
    {7000215, 401, CLIENT,
     "Invalid client secret provided. Ensure the secret being sent in the "
     "request is the client secret value, not the client secret ID, for a "
     "secret added to app '{app}'.",
     NULL},
    {7000222, 401, CLIENT,
     "The provided client secret keys for app '{app}' are expired. Visit the "
     "Azure portal to create new keys for your app.",
     NULL},
    {700027, 401, CLIENT, "{detail}", NULL},
    {700024, 401, CLIENT,
     "Client assertion is not within its valid time range. {detail}", NULL},
    {700023, 401, CLIENT,
     "Client assertion audience claim does not match Realm issuer.", NULL},
    {50027, 401, CLIENT, "JWT token is invalid or malformed. {detail}", NULL},
    {50048, 401, CLIENT,
     "Subject must match Issuer claim in the client assertion.", NULL},
    {7000216, 401, CLIENT,
     "'client_assertion', 'client_secret' or 'request' is required for the "
     "'client_credentials' grant type.",
     NULL},
    {7000218, 401, CLIENT,
     "The request body must contain the following parameter: "
     "'client_assertion' or 'client_secret'.",
     NULL},
    {900144, 400, REQUEST,
     "The request body must contain the following parameter: '{detail}'.",
     NULL},
    {90014, 400, REQUEST,
     "The required field '{detail}' is missing from the credential.", NULL},
    {9000411, 400, REQUEST,
     "The request is not properly formatted. The parameter '{detail}' is "
     "duplicated.",
     NULL},
    {9002313, 400, REQUEST, "Invalid request. Request is malformed or invalid.",
     NULL},
    {900561, 400, REQUEST,
     "The endpoint only accepts POST requests. Received a {detail} request.",
     NULL},
    {70003, 400, "unsupported_grant_type",
     "The app requested an unsupported grant type '{detail}'.", NULL},
    {700016, 400, UNAUTH,
     "Application with identifier '{detail}' was not found in the directory "
     "'{directory}'. This can happen if the application has not been installed "
     "by the administrator of the tenant or consented to by any user in the "
     "tenant. You may have sent your authentication request to the wrong "
     "tenant.",
     NULL},
    {700011, 400, UNAUTH,
     "Application '{app}' was not found in the directory '{directory}'.", NULL},
    {70001, 400, UNAUTH,
     "Application '{app}' is not supported for this account.", NULL},
    {7000112, 400, UNAUTH, "Application '{app}'({name}) is disabled.", NULL},
    {1000031, 400, UNAUTH,
     "Application {name} cannot be accessed at this time. Contact your "
     "administrator.",
     NULL},
    {90002, 400, REQUEST,
     "Tenant '{tenant}' not found. Check to make sure you have the correct "
     "tenant ID and are signing into the correct cloud. Check with your "
     "subscription administrator, this may happen if there are no active "
     "subscriptions for the tenant.",
     NULL},
    {900023, 400, REQUEST,
     "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor "
     "a valid external domain.",
     NULL},
    {50059, 400, REQUEST,
     "No tenant-identifying information found in either the request or "
     "implied by any provided credentials.",
     NULL},
    {50128, 400, REQUEST,
     "Invalid domain name - No tenant-identifying information found in either "
     "the request or implied by any provided credentials.",
     NULL},
    {90038, 400, REQUEST,
     "Tenant '{tenant}' belongs to the National Cloud '{detail}'.", NULL},
    {900382, 400, REQUEST,
     "Confidential Client is not supported in Cross Cloud request.", NULL},
    {900432, 400, REQUEST,
     "Confidential Client is not supported in Cross Cloud request.", NULL},
    {90051, 400, REQUEST, "Invalid Delegation Token.", NULL},
    {500011, 400, "invalid_resource",
     "The resource principal named {detail} was not found in the tenant named "
     "{directory}. This can happen if the application has not been installed "
     "by the administrator of the tenant or consented to by any user in the "
     "tenant. You might have sent your authentication request to the wrong "
     "tenant.",
     NULL},
    {500014, 400, "invalid_resource",
     "The service principal for resource '{detail}' is disabled.", NULL},
    {650052, 400, "invalid_resource",
     "The app is trying to access a service that your organization "
     "'{directory}' lacks a service principal for.",
     NULL},
    {70011, 400, "invalid_scope",
     "The provided request must include a 'scope' input parameter. The "
     "provided value for the input parameter 'scope' is not valid. The scope "
     "{detail} is not valid.",
     NULL},
    {1002012, 400, "invalid_scope",
     "The provided value for scope {detail} is not valid. Client credential "
     "flows must have a scope value with /.default suffixed to the resource "
     "identifier (application ID URI).",
     NULL},
    {50105, 400, GRANT,
     "The application '{app}'({name}) is not assigned to a role for the "
     "resource.",
     NULL},
    {53003, 400, "access_denied",
     "Access has been blocked by Conditional Access policies. The access "
     "policy does not allow token issuance.",
     "message_only"},
    {530032, 401, "access_denied", "Access was blocked by a security policy.",
     "message_only"},
    {65001, 400, GRANT,
     "The user or administrator has not consented to use the application with "
     "ID '{app}' named '{name}'.",
     "consent_required"},
    {50034, 400, GRANT,
     "The user account {detail} does not exist in the {directory} directory.",
     NULL},
    {50126, 400, GRANT,
     "Error validating credentials due to invalid username or password.", NULL},
    {50076, 400, GRANT,
     "Due to a configuration change made by your administrator, you must use "
     "multi-factor authentication to access '{app}'.",
     "basic_action"},
    {50196, 400, GRANT,
     "The server terminated an operation because it encountered a client "
     "request loop.",
     NULL},
    {90006, 503, "temporarily_unavailable", TRANSIENT, NULL},
    {90012, 503, "temporarily_unavailable", TRANSIENT, NULL},
    {90024, 503, "temporarily_unavailable", TRANSIENT, NULL},
    {90033, 503, "temporarily_unavailable", TRANSIENT, NULL},
    {50033, 503, "temporarily_unavailable", TRANSIENT, NULL},
    {90055, 429, "temporarily_unavailable",
     "The server has received too many requests.", NULL},
    {9999999, 401, CLIENT, "An error that no table holds.", NULL},
};

static const struct error *
error_of(int64_t number)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].number == number)
            return &errors[i];
    return NULL;
}

bool
aadsts_known(int64_t number)
{
    return error_of(number) != NULL;
}

static const char *
description(struct call *call, const struct error *error, const char *detail,
            const char *stamp)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct pair pairs[] = {
        {"app", tenant->app.id},          {"name", tenant->app.name},
        {"tenant", about(call)->asked},   {"directory", tenant->name},
        {"detail", text_or(detail, "-")},
    };

    return arena_print(
        &call->arena,
        "AADSTS%" PRId64 ": %s\nTrace ID: %s\nCorrelation ID: "
        "%s\nTimestamp: %s",
        error->number,
        fill_text(call, error->text, pairs, sizeof pairs / sizeof *pairs),
        about(call)->id, about(call)->id, stamp);
}

/* 2026-11-26 10:00:00Z */
static const char *
stamp_of(struct call *call)
{
    const char *time = time_text(&call->arena, now_of(call->sim));
    size_t date = strcspn(time, "T");

    return arena_print(&call->arena, "%.*s %s", (int)date, time,
                       time + date + 1);
}

/* The endpoint's own name is the other one for a tenant that is not there. */
static const char *
word_of(const struct call *call, const struct error *error)
{
    return error->number == 90002 && text_same(call->endpoint, "discovery")
               ? "invalid_tenant"
               : error->error;
}

/* Lines end in CR LF there; what writes JSON makes LF of it. */
static void
restore_lines(struct call *call)
{
    struct out out = {.limit = 0};
    const char *text = call->answer.body, *at;

    while ((at = strstr(text, "\\n")) != NULL) {
        (void)out_bytes(&out, text, (size_t)(at - text));
        (void)out_text(&out, "\\r\\n");
        text = at + 2;
    }
    (void)out_text(&out, text);
    call->answer.body = arena_text(&call->arena, out_string(&out));
    call->answer.length = strlen(call->answer.body);
    out_free(&out);
}

void
aadsts_answer(struct call *call, int64_t number, const char *detail)
{
    struct arena *arena = &call->arena;
    const struct tenant *tenant = tenant_of(call->sim);
    const struct error *error = error_of(number);
    struct json *root = json_new_object(arena), *codes;
    const char *stamp = stamp_of(call);

    if (error == NULL)
        unreachable("AADSTS number");
    json_set_text(arena, root, "error", word_of(call, error));
    json_set_text(arena, root, "error_description",
                  description(call, error, detail, stamp));
    codes = json_set_array(arena, root, "error_codes");
    json_push_integer(arena, codes, number);
    json_set_text(arena, root, "timestamp", stamp);
    json_set_text(arena, root, "trace_id", about(call)->id);
    json_set_text(arena, root, "correlation_id", about(call)->id);
    if (number != 9999999)
        json_set_text(arena, root, "error_uri",
                      arena_print(arena, "https://%s/error?code=%" PRId64,
                                  cloud_hosts(tenant->cloud)->authority,
                                  number));
    if (error->sub != NULL)
        json_set_text(arena, root, "suberror", error->sub);
    answer_json(call, error->status, root);
    restore_lines(call);
    answer_header(call, "Cache-Control", "no-store, no-cache");
    answer_header(call, "x-ms-request-id", about(call)->id);
    if (error->status >= 429 && *tenant->retry_after != '\0')
        answer_header(call, "Retry-After", tenant->retry_after);
    date_header(call);
    about(call)->code = arena_print(arena, "%" PRId64, number);
}
