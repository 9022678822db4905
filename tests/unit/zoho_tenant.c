/* The scripted Zoho Desk. */
#include "tests/unit/zoho_tenant.h"
#include "base/file.h"
#include "base/text.h"
#include "rules/load/load.h"
#include "rules/load/subject.h"
#include "rules/model/words.h"
#include "scanner/cli/providers.h"

#include <stdlib.h>
#include <string.h>

struct zt_scan zt;

/* ---- what is scanned ----------------------------------------------------- */

static void
load(struct zt_scan *t, const char *name)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &t->mem};
    struct file_text text;
    const char *path =
        arena_print(&t->mem, "%s/rules/%s", root != NULL ? root : ".", name);

    ck_assert(file_read(path, 1 << 20, &t->mem, &diags, &text));
    ck_assert_msg(ruleset_load(&t->rules, &text, &source, &diags, &t->mem),
                  "%s", diags.n > 0 ? diags.list[0].text : "?");
}

void
zt_set(struct zt_scan *t, const char *variable, const char *text)
{
    for (uint32_t i = 0; i < t->secrets.n; i++) {
        if (!text_same(t->secrets.credential[i].variable, variable))
            continue;
        secret_wipe(&t->secrets.value[i]);
        if (text != NULL)
            secret_keep(&t->secrets.value[i], text, strlen(text));
        return;
    }
    ck_abort_msg("no credential %s", variable);
}

void
zt_begin(void)
{
    struct zt_scan *t = &zt;

    memset(t, 0, sizeof *t);
    load(t, "horizon-zoho.json");
    t->secrets = (struct secrets){.credential = provider_zoho.credential,
                                  .n = provider_zoho.n_credential,
                                  .site = provider_zoho.site};
    zt_set(t, ZOHO_CLIENT_ID, ZT_CLIENT);
    zt_set(t, ZOHO_CLIENT_SECRET, ZT_SECRET);
    zt_set(t, ZOHO_REFRESH_TOKEN, ZT_REFRESH);
    zt_set(t, ZOHO_ORG_ID, ZT_ORG);
    t->how = (struct scan_options){
        .endpoint = url_endpoint("https://accounts.zoho.com/", &t->mem),
        .max_requests = 200,
        .max_ms = 600000,
        .max_usage = 80};
    t->fake = (struct fake){.arena = &t->mem};
    t->token = ZT_TOLD(ZT_GOOD);
}

void
zt_end(void)
{
    secrets_wipe(&zt.secrets);
    arena_free(&zt.mem);
}

/* ---- the wire ------------------------------------------------------------ */

/* No secret is in an address, whatever it is. */
static void
ck_address(const struct request *request)
{
    static const char *const never[] = {ZT_SECRET, ZT_REFRESH, ZT_ACCESS,
                                        ZT_CLIENT};

    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        ck_assert_ptr_null(strstr(request->path, never[i]));
}

/* What is sent comes as it has to; the form with what fills it in is a part of
 * the line. */
static const char *
more(struct fake *fake, const struct request *request)
{
    struct zt_scan *t = fake->ctx;
    struct out out = {0};
    const char *text;

    ck_address(request);
    if (text_same(request->method, "GET")) {
        const struct learned *learned = &t->secrets.learned[request->token];
        bool any = strstr(request->path, ZT_ORGS) != NULL;

        ck_assert_ptr_null(request->body);
        ck_assert_int_eq(request->auth, any ? AUTH_TOKEN : AUTH_BEARER);
        ck_assert_str_eq(learned->word, "Zoho-oauthtoken");
        ck_assert_str_eq(secret_reveal(&learned->value), ZT_ACCESS);
        return any ? "" : ZT_OF_ORG;
    }
    ck_assert_str_eq(request->method, "POST");
    ck_assert_str_eq(request->path, ZT_TOKEN);
    ck_assert_int_eq(request->auth, AUTH_NONE);
    ck_assert_int_eq(request->content, CONTENT_FORM);
    secrets_fill(&t->secrets, request->token, request->body, &out);
    text = arena_text(&t->mem, out_string(&out));
    out_free(&out);
    ck_assert_str_eq(text,
                     "grant_type=refresh_token&client_id=" ZT_CLIENT
                     "&client_secret=" ZT_SECRET "&refresh_token=" ZT_REFRESH);
    return text;
}

#define PROFILE                                                                \
    "{\"type\":\"Custom\",\"name\":\"Horizon\",\"permissions\":{"              \
    "\"tickets\":{\"view\":true,\"edit\":true,\"closeTicket\":true,"           \
    "\"changeOwner\":true,\"delete\":false},"                                  \
    "\"contacts\":{\"view\":true},\"accounts\":{\"view\":true},"               \
    "\"agents\":{\"overview\":true},"                                          \
    "\"timeEntry\":{\"view\":true,\"create\":true},"                           \
    "\"setup\":{\"fetchAcrossDepartment\":true,\"webhooks\":true}}}"

static const struct fake_reply tenant[] = {
    {.match = ZT_ORGS,
     .body = "{\"data\":[{\"id\":\"" ZT_ORG "\",\"edition\":\"ENTERPRISE\","
             "\"isAdminInOrg\":false}]}"},
    {.match = "/myinfo ",
     .body = "{\"id\":\"4000000000001017\",\"firstName\":\"Jane\","
             "\"emailId\":\"jane@acme.example\","
             "\"roleId\":\"4000000000002001\","
             "\"rolePermissionType\":\"AgentPublic\","
             "\"associatedDepartmentIds\":[\"4000000000005001\"]}"},
    {.match = "/myProfilePermissions ", .body = PROFILE},
    {.match = "/personalRole ", .body = "{\"id\":\"4000000000002999\"}"},
    {.match = "/departments?",
     .body = "{\"data\":[{\"id\":\"4000000000005001\",\"name\":\"Support\","
             "\"isEnabled\":true},{\"id\":\"4000000000005002\",\"name\":"
             "\"Field service\",\"isEnabled\":true},{\"id\":"
             "\"4000000000005003\",\"name\":\"Old\",\"isEnabled\":false}]}"},
    {.match = "/agentsTicketsCount?agentIds=4000000000001017",
     .body = "{\"data\":[]}"},
    {.match = ZT_OF_ORG, .status = 204},
    {0}};

static const struct fake_reply *
otherwise(struct fake *fake, const struct fake_sent *sent)
{
    struct zt_scan *t = fake->ctx;
    struct fake_reply *reply;

    if (text_same(sent->method, "GET"))
        return NULL;
    reply = arena_new(&t->mem, struct fake_reply, 1);
    *reply = (struct fake_reply){.match = "", .status = 200, .body = t->token};
    return reply;
}

/* ---- the scan ------------------------------------------------------------ */

static void
judge(struct zt_scan *t)
{
    const struct scan *scan = &t->scan;
    struct facts facts = {.observation = scan->observation,
                          .n_observation = scan->n_observation,
                          .found = scan->found,
                          .n_found = scan->n_found,
                          .missing = scan->stopped != WHY_GRANTED
                                         ? scan->stopped
                                         : WHY_NOT_PROBED};

    t->audit = (struct audit){.target = scan->target,
                              .stopped = scan->stopped,
                              .stop_text = scan->stop_text,
                              .note = scan->note,
                              .n_note = scan->n_note,
                              .exchange = scan->exchange,
                              .n_exchange = scan->n_exchange};
    audit_judge(&t->audit, &t->rules, &zoho_catalogue, &facts, &t->mem);
}

bool
zt_prepare(struct zt_scan *t, struct diags *diags)
{
    ck_assert(ruleset_choose(&t->rules, NULL, 0, diags, &t->mem));
    ck_assert(ruleset_subjects(&t->rules, NULL, 0, diags, &t->mem));
    t->transport = fake_transport(&t->fake);
    t->how.secrets = &t->secrets;
    t->scan = (struct scan){.mem = &t->mem,
                            .session = {.mem = &t->mem, .secrets = &t->secrets},
                            .provider = &provider_zoho,
                            .ruleset = &t->rules,
                            .plan = &t->plan,
                            .options = &t->how,
                            .transport = &t->transport};
    zoho_plan(&t->rules, &t->plan, &t->mem);
    return zoho_prepare(&t->scan, diags);
}

/* Nothing that opens anything is told, and nobody. */
static void
ck_quiet(struct zt_scan *t)
{
    static const char *const never[] = {ZT_SECRET, ZT_REFRESH, ZT_ACCESS,
                                        "jane"};

    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        ck_assert_msg(!zt_tells(t, never[i]), "tells %s", never[i]);
}

void
zt_run(struct zt_scan *t, const struct fake_reply *replies)
{
    static const struct fake_reply none[] = {{0}};
    const struct fake_reply **script =
        arena_new(&t->mem, const struct fake_reply *, 3);
    struct diags diags = {.arena = &t->mem};

    script[0] = replies != NULL ? replies : none;
    script[1] = tenant;
    t->fake.script = script;
    t->fake.more = more;
    t->fake.otherwise = otherwise;
    t->fake.ctx = t;
    ck_assert_msg(zt_prepare(t, &diags), "%s",
                  diags.n > 0 ? diags.list[0].text : "?");
    scan_run(&t->scan);
    judge(t);
    ck_assert_uint_le(t->fake.most, 2);
    ck_quiet(t);
}

/* ---- looking at it ------------------------------------------------------- */

void
zt_ck(struct zt_scan *t, const char *check, const char *wanted)
{
    for (uint32_t i = 0; i < t->audit.n_finding; i++) {
        const struct finding *f = &t->audit.finding[i];
        const char *seen;

        if (!text_same(f->id, check))
            continue;
        seen = arena_print(&t->mem, "%s %s %s", verdict_word(f->verdict),
                           reason_word(f->reason), strength_word(f->strength));
        ck_assert_msg(text_same(seen, wanted), "%s: %s, not %s (%s)", check,
                      seen, wanted, f->detail);
        return;
    }
    ck_abort_msg("no check %s", check);
}

void
zt_ck_all(struct zt_scan *t, const char *reason)
{
    const char *wanted = arena_print(&t->mem, "unknown %s none", reason);

    for (uint32_t i = 0; i < t->audit.n_finding; i++)
        zt_ck(t, t->audit.finding[i].id, wanted);
}

static bool
holds(const char *text, const char *part)
{
    return text != NULL && text_has_fold(text, part);
}

bool
zt_tells(struct zt_scan *t, const char *part)
{
    const struct target *target = &t->scan.target;
    bool told = holds(t->audit.stop_text, part);

    for (uint32_t i = 0; i < t->audit.n_note; i++)
        told = told || holds(t->audit.note[i], part);
    for (uint32_t i = 0; i < t->audit.n_finding; i++)
        told = told || holds(t->audit.finding[i].detail, part);
    for (uint32_t i = 0; i < t->audit.n_exchange; i++)
        told = told || holds(t->audit.exchange[i].note, part) ||
               holds(t->audit.exchange[i].body, part) ||
               holds(t->audit.exchange[i].path, part);
    for (uint32_t i = 0; i < target->n_trait; i++)
        told =
            told || holds(arena_print(&t->mem, "%s: %s", target->trait[i].label,
                                      target->trait[i].value),
                          part);
    return told;
}

const struct excess *
zt_excess(const struct zt_scan *t, const char *name)
{
    const char *id = arena_print(t->fake.arena, "excess.%s", name);

    for (uint32_t i = 0; i < t->audit.n_excess; i++)
        if (text_same(t->audit.excess[i].id, id))
            return &t->audit.excess[i];
    return NULL;
}
