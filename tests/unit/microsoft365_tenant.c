/* The scripted tenant of Microsoft 365. */
#include "tests/unit/microsoft365_tenant.h"
#include "base/base64.h"
#include "base/file.h"
#include "base/text.h"
#include "rules/load/load.h"
#include "rules/load/subject.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanned.h"

#include <stdlib.h>
#include <string.h>

static void
load(struct ms_scan *t)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &t->mem};
    struct file_text text;
    const char *path =
        arena_print(&t->mem, "%s/rules/horizon-microsoft365.json",
                    root != NULL ? root : ".");

    ck_assert(file_read(path, 1 << 20, &t->mem, &diags, &text));
    ck_assert_msg(ruleset_load(&t->rules, &text, &source, &diags, &t->mem),
                  "%s", diags.n > 0 ? diags.list[0].text : "?");
}

void
ms_set(struct ms_scan *t, const char *variable, const char *value)
{
    uint32_t i = 0;

    while (!text_same(provider_microsoft365.credential[i].variable, variable))
        i++;
    secret_wipe(&t->secrets.value[i]);
    if (value != NULL)
        secret_keep(&t->secrets.value[i], value, strlen(value));
}

const char *
ms_claims(struct ms_scan *t, const char *more, const char *roles)
{
    return arena_print(
        &t->mem,
        "{\"aud\":\"https://graph.microsoft.com\",\"iss\":\"https:"
        "//sts.windows.net/" MS_TEST_TENANT "/\",\"iat\":"
        "1795701600,\"exp\":1795705500,\"appid\":"
        "\"" MS_TEST_CLIENT "\",\"appidacr\":\"1\",\"tid\":"
        "\"" MS_TEST_TENANT "\",%s\"roles\":%s}",
        more, roles);
}

const char *
ms_token(struct ms_scan *t, const char *claims)
{
    static const char header[] = "{\"typ\":\"JWT\",\"alg\":\"none\"}";
    struct out out = {0};
    const char *token;

    base64url_put(&out, header, sizeof header - 1);
    (void)out_text(&out, ".");
    base64url_put(&out, claims, strlen(claims));
    (void)out_text(&out, ".c2ln");
    token = arena_print(&t->mem, "%s", out_string(&out));
    out_free(&out);
    return token;
}

void
ms_begin(struct ms_scan *t)
{
    memset(t, 0, sizeof *t);
    load(t);
    t->secrets =
        (struct secrets){.credential = provider_microsoft365.credential,
                         .n = provider_microsoft365.n_credential,
                         .site = provider_microsoft365.site};
    ms_set(t, MS_TENANT, "acme.example");
    ms_set(t, MS_CLIENT, MS_TEST_CLIENT);
    ms_set(t, MS_SECRET, MS_TEST_SECRET);
    t->how = (struct scan_options){
        .endpoint = url_endpoint("https://login.microsoftonline.com/", &t->mem),
        .max_requests = 100,
        .max_ms = 600000,
        .max_usage = 80,
        .clock = 1795701700};
    t->fake = (struct fake){.arena = &t->mem};
    t->discovery =
        "{\"issuer\":\"https://login.microsoftonline.com/" MS_TEST_TENANT
        "/v2.0\",\"tenant_region_sub_scope\":null}";
    t->claims = ms_claims(t, "", "[\"User.Read.All\",\"Calendars.Read\"]");
    t->subject[0] = "technician=tech1@acme.example";
    t->subject[1] = "technician=tech2@acme.example";
    t->n_subject = 2;
}

void
ms_end(struct ms_scan *t)
{
    secrets_wipe(&t->secrets);
    arena_free(&t->mem);
}

/* ---- the wire ------------------------------------------------------------ */

static const char *
token_body(struct ms_scan *t, const char *token)
{
    return arena_print(&t->mem,
                       "{\"token_type\":\"Bearer\",\"expires_in\":3599,"
                       "\"access_token\":\"%s\"}",
                       token);
}

static const struct fake_reply *
usual(struct ms_scan *t)
{
    struct fake_reply *row = arena_new(&t->mem, struct fake_reply, 6);
    const char *exchange = t->exchange == NULL ? "x" : t->exchange;

    row[0] = (struct fake_reply){.match = "openid-configuration",
                                 .body = t->discovery};
    row[1] = (struct fake_reply){.match = "outlook.office365.com",
                                 .body = token_body(t, ms_token(t, exchange))};
    row[2] = (struct fake_reply){
        .match = "oauth2/v2.0/token",
        .body = token_body(t, t->token != NULL ? t->token
                                               : ms_token(t, t->claims))};
    row[3] =
        (struct fake_reply){.match = "/calendarView", .body = MS_LIST_NONE};
    row[4] = (struct fake_reply){.match = "/v1.0/users?", .body = MS_LIST_ONE};
    return row;
}

static void
choose(struct ms_scan *t)
{
    struct diags diags = {.arena = &t->mem};

    ck_assert(
        ruleset_choose(&t->rules, t->option, t->n_option, &diags, &t->mem));
    ck_assert_msg(
        ruleset_subjects(&t->rules, t->subject, t->n_subject, &diags, &t->mem),
        "%s", diags.n > 0 ? diags.list[0].text : "?");
}

static void
know(struct ms_scan *t)
{
    struct diags diags = {.arena = &t->mem};

    scan_know(&t->scan, "user",
              microsoft365_user(&t->secrets, &diags, &t->mem));
    for (uint32_t i = 0; i < t->rules.n_subject; i++)
        for (uint32_t nth = 1; nth <= t->rules.subject[i].n_value; nth++)
            scan_know(&t->scan,
                      subject_right(t->rules.subject[i].name, nth, &t->mem),
                      t->rules.subject[i].value[nth - 1]);
    ck_assert_msg(microsoft365_prepare(&t->scan, &diags), "%s",
                  diags.n > 0 ? diags.list[0].text : "?");
}

void
ms_run(struct ms_scan *t, const struct fake_reply *replies)
{
    static const struct fake_reply none[] = {{0}};
    const struct fake_reply **script =
        arena_new(&t->mem, const struct fake_reply *, 3);

    choose(t);
    script[0] = replies != NULL ? replies : none;
    script[1] = usual(t);
    t->fake.script = script;
    t->transport = fake_transport(&t->fake);
    t->how.secrets = &t->secrets;
    t->scan = (struct scan){.mem = &t->mem,
                            .session = {.mem = &t->mem, .secrets = &t->secrets},
                            .provider = &provider_microsoft365,
                            .ruleset = &t->rules,
                            .plan = &t->plan,
                            .options = &t->how,
                            .transport = &t->transport};
    microsoft365_plan(&t->rules, &t->plan, &t->mem);
    know(t);
    scan_run(&t->scan);
    scanned_judge(&t->audit, &t->scan, NULL, 0);
}

/* ---- looking at it ------------------------------------------------------- */

const struct finding *
ms_finding(const struct ms_scan *t, const char *check)
{
    return scanned_finding(&t->audit, check);
}

void
ms_ck(struct ms_scan *t, const char *check, const char *wanted)
{
    scanned_ck(&t->audit, check, wanted);
}

bool
ms_says(const struct ms_scan *t, const char *part)
{
    return scanned_says(&t->audit, part);
}

bool
ms_tells(struct ms_scan *t, const char *part)
{
    return scanned_tells(&t->audit, part);
}

const struct excess *
ms_excess(const struct ms_scan *t, const char *id)
{
    return scanned_excess(&t->audit, id);
}
