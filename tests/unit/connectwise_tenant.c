/* The scripted ConnectWise tenant. */
#include "tests/unit/connectwise_tenant.h"
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/load/load.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanned.h"

#include <stdlib.h>
#include <string.h>

#define ALL  "\"All\""
#define NONE "\"None\""

static void
load(struct cw_scan *t)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &t->mem};
    struct file_text text;
    const char *path = arena_print(&t->mem, "%s/rules/horizon-connectwise.json",
                                   root != NULL ? root : ".");

    ck_assert(file_read(path, 1 << 20, &t->mem, &diags, &text));
    ck_assert(ruleset_load(&t->rules, &text, &source, &diags, &t->mem));
}

static void
fill_role(struct cw_scan *t)
{
    const struct catalogue *all = &connectwise_catalogue;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        struct cw_test_row *row = cw_add(t, connectwise_function[e].module,
                                         connectwise_function[e].function);

        for (int v = 0; v < CW_VERBS; v++)
            row->level[v] = NONE;
    }
    for (uint32_t i = 0; i < t->rules.n_check; i++) {
        const struct check *check = &t->rules.check[i];

        for (uint32_t c = 0;
             check_is_on(&t->rules, check) && c < check->n_claim; c++) {
            const struct right *right = check->claim[c].right;

            if (right != NULL && right->entity != NULL)
                t->row[right->entity - all->entity]
                    .level[catalogue_verb(all, right->verb)] = ALL;
        }
    }
}

static void
set(struct cw_scan *t, uint32_t i, const char *value)
{
    secret_keep(&t->secrets.value[i], value, strlen(value));
}

void
cw_begin(struct cw_scan *t)
{
    memset(t, 0, sizeof *t);
    load(t);
    fill_role(t);
    t->secrets = (struct secrets){.credential = provider_connectwise.credential,
                                  .n = provider_connectwise.n_credential,
                                  .site = provider_connectwise.site,
                                  .user_is_word = true};
    set(t, 0, "wayne enterprises");
    set(t, 1, "pubkeypubkey1234");
    set(t, 2, "privatekeyabcdef");
    set(t, 3, "00000000-1111-2222-3333-444444444444");
    t->how = (struct scan_options){
        .endpoint = url_endpoint("https://api-na.myconnectwise.net/", &t->mem),
        .max_requests = 100,
        .max_ms = 600000,
        .max_usage = 80};
    t->fake = (struct fake){.arena = &t->mem};
    t->items = "[]";
    t->member = "{\"id\":501,\"licenseClass\":\"A\",\"adminFlag\":false,"
                "\"inactiveFlag\":false,\"securityRole\":{\"id\":77,\"name\":"
                "\"Horizon\"},\"excludedServiceBoardIds\":[],"
                "\"excludedProjectBoardIds\":[]}";
    t->callbacks = "[]";
}

void
cw_end(struct cw_scan *t)
{
    secrets_wipe(&t->secrets);
    arena_free(&t->mem);
}

void
cw_option(struct cw_scan *t, const char *name)
{
    struct diags diags = {.arena = &t->mem};
    const char *text = arena_print(&t->mem, "%s=yes", name);

    ck_assert(ruleset_choose(&t->rules, &text, 1, &diags, &t->mem));
    t->n_row = 0;
    fill_role(t);
}

struct cw_test_row *
cw_row(struct cw_scan *t, const char *entity)
{
    for (uint32_t i = 0; i < t->n_row; i++)
        if (text_same(arena_print(&t->mem, "%s/%s", t->row[i].module,
                                  t->row[i].function),
                      entity))
            return &t->row[i];
    ck_abort_msg("no row %s", entity);
    return NULL;
}

void
cw_drop(struct cw_scan *t, const char *entity)
{
    struct cw_test_row *row = cw_row(t, entity);
    uint32_t i = (uint32_t)(row - t->row);

    memmove(row, row + 1, (--t->n_row - i) * sizeof *row);
}

struct cw_test_row *
cw_add(struct cw_scan *t, const char *module, const char *function)
{
    struct cw_test_row *row = &t->row[t->n_row];

    ck_assert_uint_lt(t->n_row, CW_TEST_ROWS);
    *row = (struct cw_test_row){.module = module,
                                .function = function,
                                .custom = "false",
                                .id = (int)t->n_row + 1,
                                .member = 501};
    t->n_row++;
    return row;
}

void
cw_all(struct cw_scan *t, const char *level)
{
    for (uint32_t i = 0; i < t->n_row; i++)
        for (int v = 0; v < CW_VERBS; v++)
            t->row[i].level[v] = level;
}

/* ---- the wire ------------------------------------------------------------ */

static void
put_row(struct out *out, const struct cw_test_row *row)
{
    static const char *const key[] = {"addLevel", "editLevel", "deleteLevel",
                                      "inquireLevel"};

    (void)out_print(out, "{\"id\":%d,", row->id);
    for (int v = 0; v < CW_VERBS; v++)
        if (row->level[v] != NULL)
            (void)out_print(out, "\"%s\":%s,", key[v], row->level[v]);
    (void)out_print(
        out,
        "\"moduleName\":\"%s\",\"moduleIdentifier\":\"%s\","
        "\"moduleFunctionName\":\"%s\",\"moduleFunctionIdentifier\":\"%s\","
        "\"moduleFunctionDescription\":\"%s\",\"customFlag\":%s",
        row->module, row->module, row->function,
        text_or(row->identifier, row->function),
        text_or(row->description, row->function), row->custom);
    if (row->member > 0)
        (void)out_print(out, ",\"member\":{\"id\":%d}", row->member);
    (void)out_text(out, "}");
}

const char *
cw_page(struct cw_scan *t, uint32_t from, uint32_t to)
{
    struct out out = {0};
    const char *text;

    (void)out_text(&out, "[");
    for (uint32_t i = from; i < to; i++) {
        (void)out_text(&out, i > from ? "," : "");
        put_row(&out, &t->row[i]);
    }
    (void)out_text(&out, "]");
    text = arena_text(&t->mem, out_string(&out));
    out_free(&out);
    return text;
}

static const struct fake_reply fixed[] = {
    {.match = "login/companyinfo/",
     .body = "{\"CompanyName\":\"Wayne\",\"Codebase\":\"v2025_1/\","
             "\"IsCloud\":true,\"SiteUrl\":\"api-na.myconnectwise.net\"}"},
    {.match = "system/info",
     .body = "{\"version\":\"v2025.1.98765\",\"isCloud\":true,"
             "\"cloudRegion\":\"NA\"}"},
    {.match = "pageSize=1&fields=id ", .body = "[{\"id\":177}]"},
    {0},
};

/* The pages of the role, and what else differs from test to test. */
static const struct fake_reply *
changing(struct cw_scan *t)
{
    struct fake_reply *reply = arena_new(&t->mem, struct fake_reply, 40);
    uint32_t size = t->page > 0 ? t->page : 1000, n = 0;

    for (uint32_t page = 1; page == 1 || (page - 1) * size <= t->n_row;
         page++) {
        uint32_t from = (page - 1) * size;
        uint32_t to = from + size < t->n_row ? from + size : t->n_row;
        const char *link =
            to < t->n_row
                ? text_or(t->next, "<https://na.myconnectwise.net/x?page=9>; "
                                   "rel=\"next\"")
                : "<https://x/>; rel=\"first\"";

        reply[n++] = (struct fake_reply){
            .match = arena_print(&t->mem, "mySecurity?pageSize=1000&page=%u ",
                                 (unsigned)page),
            .body = cw_page(t, from, to),
            .link = t->links ? link : NULL};
    }
    reply[n++] =
        (struct fake_reply){.match = "customizeItems", .body = t->items};
    reply[n++] = (struct fake_reply){.match = "myMembers?", .body = t->member};
    reply[n++] =
        (struct fake_reply){.match = "callbacks", .body = t->callbacks};
    reply[n] = (struct fake_reply){0};
    return reply;
}

void
cw_run(struct cw_scan *t, const struct fake_reply *replies)
{
    static const struct fake_reply none[] = {{0}};
    struct diags diags = {.arena = &t->mem};
    const struct fake_reply **script =
        arena_new(&t->mem, const struct fake_reply *, 4);

    script[0] = replies != NULL ? replies : none;
    script[1] = changing(t);
    script[2] = fixed;
    t->fake.script = script;
    t->transport = fake_transport(&t->fake);
    t->how.secrets = &t->secrets;
    t->scan = (struct scan){.mem = &t->mem,
                            .session = {.mem = &t->mem, .secrets = &t->secrets},
                            .provider = &provider_connectwise,
                            .ruleset = &t->rules,
                            .plan = &t->plan,
                            .options = &t->how,
                            .transport = &t->transport};
    connectwise_plan(&t->rules, &t->plan, &t->mem);
    ck_assert(connectwise_prepare(&t->scan, &diags));
    scan_know(&t->scan, "user", secrets_user(&t->secrets));
    scan_run(&t->scan);
    scanned_judge(&t->audit, &t->scan, t->stated, t->n_stated);
}

/* ---- looking at it ------------------------------------------------------- */

const struct finding *
cw_finding(const struct cw_scan *t, const char *check)
{
    return scanned_finding(&t->audit, check);
}

const char *
cw_verdict(struct cw_scan *t, const char *check)
{
    return scanned_verdict(&t->audit, check, &t->mem);
}

void
cw_ck(struct cw_scan *t, const char *check, const char *wanted)
{
    scanned_ck(&t->audit, check, wanted);
}

bool
cw_says(const struct cw_scan *t, const char *part)
{
    return scanned_says(&t->audit, part);
}

const struct excess *
cw_excess(const struct cw_scan *t, const char *id)
{
    return scanned_excess(&t->audit, id);
}

const char *
cw_trait(const struct cw_scan *t, const char *label)
{
    const struct target *target = &t->audit.target;

    for (uint32_t i = 0; i < target->n_trait; i++)
        if (text_same(target->trait[i].label, label))
            return target->trait[i].value;
    return NULL;
}

const char *
cw_note_of(const struct cw_scan *t, const char *path)
{
    for (uint32_t i = 0; i < t->audit.n_exchange; i++)
        if (text_has_fold(t->audit.exchange[i].path, path))
            return t->audit.exchange[i].note;
    ck_abort_msg("%s was not asked", path);
    return NULL;
}

uint32_t
cw_count(const struct cw_scan *t, enum verdict verdict)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < t->audit.n_finding; i++)
        n += t->audit.finding[i].verdict == verdict;
    return n;
}
