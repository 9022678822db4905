/* The token endpoint: what is refused, in the order in which each refusal
 * gives away more: tenant, application, its state, its credential, and last
 * the resource. */
#include "base/text.h"
#include "tests/simulator/kit/form.h"
#include "tests/simulator/microsoft365/assertion.h"
#include "tests/simulator/microsoft365/microsoft365.h"
#include "tests/simulator/microsoft365/token.h"

#include <inttypes.h>
#include <string.h>

static const char suffix[] = "/.default";
static const char bearer_type[] =
    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

struct login {
    struct form form;
    const char *detail;
    int resource; /* enum resource */
};

/* The steps of the table below: 0, or a number. */
static int64_t
check_form(struct call *call, struct login *login)
{
    static const char *const needed[] = {"grant_type", "client_id", "scope"};
    const char *grant;

    login->detail = needed[0];
    if (!form_read(call, &login->form))
        return text_same(out_string(&call->body), "") ? 900144 : 9002313;
    login->detail = login->form.twice;
    if (login->detail != NULL)
        return 9000411;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        login->detail = needed[i];
        if (text_same(text_or(form_field(&login->form, needed[i]), ""), ""))
            return 900144;
    }
    grant = form_field(&login->form, "grant_type");
    login->detail = grant;
    return text_same(grant, "client_credentials") ? 0 : 70003;
}

static int64_t
check_scope(struct call *call, struct login *login)
{
    const char *scope = form_field(&login->form, "scope");

    (void)call;
    login->detail = scope;
    if (strchr(scope, ' ') != NULL)
        return 70011;
    return text_ends(scope, suffix) ? 0 : 1002012;
}

static int64_t
check_app(struct call *call, struct login *login)
{
    const struct tenant *tenant = tenant_of(call->sim);

    login->detail = form_field(&login->form, "client_id");
    if (tenant->app.absent || !text_same_fold(login->detail, tenant->app.id) ||
        text_same_fold(about(call)->asked, "consumers"))
        return 700016;
    return tenant->app.disabled ? 7000112 : 0;
}

static int64_t
check_secret(struct call *call, const char *value)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *now = time_text(&call->arena, now_of(call->sim));
    int64_t number = 7000215;

    about(call)->login = "secret";
    for (uint32_t i = 0; i < tenant->secrets; i++) {
        const struct secret *secret = &tenant->secret[i];

        if (text_same_fold(value, secret->id))
            call_never(call, "secret-id");
        if (text_same(value, secret->value))
            number = strcmp(now, secret->ends) < 0 ? 0 : 7000222;
    }
    return number;
}

static int64_t
check_credential(struct call *call, struct login *login)
{
    const struct form *form = &login->form;
    const char *secret = form_field(form, "client_secret");
    const char *assertion = form_field(form, "client_assertion");
    const char *type = form_field(form, "client_assertion_type");
    int64_t number;

    if (secret != NULL && assertion != NULL)
        return 9002313;
    if (secret != NULL && *secret != '\0')
        number = check_secret(call, secret);
    else if (assertion == NULL || *assertion == '\0')
        return 7000216;
    else if (!text_same(type, bearer_type)) {
        login->detail = "client_assertion_type";
        return 900144;
    } else
        number = assertion_check(call, assertion, &login->detail);
    call->auth = number == 0 ? AUTH_OK : AUTH_BAD;
    return number;
}

/* True if the scope names the resource by this host. */
static bool
is_at(const char *resource, const char *host)
{
    size_t length = strlen(host);

    return text_starts(resource, "https://") &&
           strncasecmp(resource + 8, host, length) == 0 &&
           (resource[8 + length] == '\0' ||
            text_same(resource + 8 + length, "/"));
}

static int64_t
check_resource(struct call *call, struct login *login)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct cloud_hosts *hosts = cloud_hosts(tenant->cloud);
    const char *scope = form_field(&login->form, "scope");
    const char *resource =
        arena_slice(&call->arena, scope, strlen(scope) - (sizeof suffix - 1));

    login->detail = resource;
    login->resource = RESOURCE_GRAPH;
    if (is_at(resource, hosts->graph) ||
        text_same_fold(resource, "00000003-0000-0000-c000-000000000000"))
        return 0;
    login->resource = RESOURCE_EXCHANGE;
    if (is_at(resource, hosts->exchange) ||
        text_same_fold(resource, "00000002-0000-0ff1-ce00-000000000000"))
        return tenant->exchange ? 0 : 500011;
    for (int i = 0; i < CLOUD__N; i++) {
        if (is_at(resource, cloud_hosts(i)->graph)) {
            login->detail = hosts->instance;
            return 90038;
        }
    }
    return 500011;
}

static void
put_number(struct call *call, struct json *root, const char *key,
           int64_t number)
{
    if (tenant_of(call->sim)->token.strings)
        json_set_text(&call->arena, root, key,
                      arena_print(&call->arena, "%" PRId64, number));
    else
        json_set_integer(&call->arena, root, key, number);
}

static void
grant(struct call *call, int resource)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct json *root = json_new_object(&call->arena);

    json_set_text(&call->arena, root, "token_type", "Bearer");
    put_number(call, root, "expires_in", tenant->token.lifetime);
    put_number(call, root, "ext_expires_in", tenant->token.lifetime);
    json_set_text(&call->arena, root, "access_token",
                  token_make(call, resource));
    answer_json(call, 200, root);
    answer_header(call, "Cache-Control", "no-store, no-cache");
    answer_header(call, "Pragma", "no-cache");
    answer_header(call, "x-ms-request-id", about(call)->id);
    date_header(call);
}

void
answer_token(struct call *call)
{
    static int64_t (*const steps[])(struct call *, struct login *) = {
        check_form, check_scope, check_app, check_credential, check_resource,
    };
    struct login login = {.detail = NULL};
    int64_t number = 0;

    call->endpoint = "token";
    if (!text_same(call->method, "POST")) {
        aadsts_answer(call, 900561, call->method);
        return;
    }
    if (!tenant_check(call, false))
        return;
    for (size_t i = 0; number == 0 && i < sizeof steps / sizeof *steps; i++)
        number = steps[i](call, &login);
    if (number != 0)
        aadsts_answer(call, number, login.detail);
    else
        grant(call, login.resource);
}
