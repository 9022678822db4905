/* The scripted tenant. */
#include "tests/unit/scanner_tenant.h"
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/evaluate.h"
#include "rules/load/load.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"
#include "scanner/autotask/catalogue.h"
#include "scanner/cli/providers.h"

#include <stdlib.h>
#include <string.h>

/* ---- a tenant that grants everything ------------------------------------- */

static const struct fake_reply granted[] = {
    {.match = "zoneInformation",
     .body = "{\"zoneName\":\"Pre Release\",\"url\":"
             "\"https://webservices2.autotask.net/ATServicesRest\","
             "\"ci\":30595}"},
    {.match = "V1.0/ThresholdInformation",
     .body = "{\"externalRequestThreshold\":10000,"
             "\"requestThresholdTimeframe\":60,"
             "\"currentTimeframeRequestCount\":124}"},
    {.match = "entityInformation/fields",
     .body = "{\"fields\":[{\"name\":\"status\",\"isPickList\":true,"
             "\"picklistValues\":[{\"value\":\"1\"}]}]}"},
    {.match = "/entityInformation ", .body = INFO("X", ALL, ALL, ALL, ALL)},
    {.match = "V1.0/Modules",
     .body = "{\"modules\":[{\"key\":20,\"value\":true},"
             "{\"key\":21,\"value\":true}]}"},
    {.match = "query/count", .body = "{\"queryCount\":2}"},
    {.match = "licenseType",
     .body = "{\"items\":[{\"id\":29683,\"userName\":\"" TEST_USER
             "\",\"licenseType\":7}]}"},
    {.match = "/query ", .body = "{\"items\":[{\"id\":4711}]}"},
    {0},
};

void
tenant_options(struct tenant_scan *t, uint32_t mask)
{
    struct rule_option *option =
        arena_new(&t->mem, struct rule_option, t->rules.n_option);

    for (uint32_t i = 0; i < t->rules.n_option; i++) {
        option[i] = t->rules.option[i];
        option[i].on = (mask >> i) % 2 == 1;
    }
    t->rules.option = option;
}

void
tenant_begin(struct tenant_scan *t)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &t->mem};
    struct file_text text;
    const char *path = arena_print(&t->mem, "%s/rules/horizon-autotask.json",
                                   root != NULL ? root : ".");

    ck_assert_msg(file_read(path, 1 << 20, &t->mem, &diags, &text), "%s",
                  test_mistakes(&diags, &t->mem));
    ck_assert_msg(ruleset_load(&t->rules, &text, &source, &diags, &t->mem),
                  "%s", test_mistakes(&diags, &t->mem));
    tenant_options(t, UINT32_MAX);
    test_secrets(&t->secrets);
    t->how = (struct scan_options){
        .endpoint = url_endpoint("https://webservices.autotask.net/", &t->mem),
        .max_requests = 100,
        .max_ms = 300000,
        .max_usage = 80};
    t->fake = (struct fake){.arena = &t->mem};
}

void
tenant_end(struct tenant_scan *t)
{
    secrets_wipe(&t->secrets);
    arena_free(&t->mem);
    *t = (struct tenant_scan){0};
}

const char *
tenant_survey(struct tenant_scan *t, const char *entity, const char *instead,
              const char *more)
{
    struct out out = {0};
    const char *text, *comma = "";

    (void)out_text(&out, "{\"entityDescriptions\":[");
    for (uint32_t i = 0; i < autotask_catalogue.n_entity; i++) {
        const char *name = autotask_catalogue.entity[i].name;
        bool other = text_same(name, entity);

        if (other && instead[0] == '\0')
            continue;
        (void)out_text(&out, comma);
        comma = ",";
        if (other)
            (void)out_text(&out, instead);
        else
            (void)out_print(
                &out, INFO("%s", "\"All\"", "\"All\"", "\"All\"", "\"All\""),
                name);
    }
    (void)out_print(&out, "%s%s]}", more[0] != '\0' ? comma : "", more);
    text = arena_text(&t->mem, out_string(&out));
    out_free(&out);
    return text;
}

void
tenant_run(struct tenant_scan *t, const struct fake_reply *replies)
{
    static const struct fake_reply none[] = {{0}};
    struct fake_reply *survey = arena_new(&t->mem, struct fake_reply, 2);
    const struct fake_reply **script =
        arena_new(&t->mem, const struct fake_reply *, 4);

    survey[0] = (struct fake_reply){.match = "V1.0/EntityInformation",
                                    .body = tenant_survey(t, NULL, "", "")};
    script[0] = replies != NULL ? replies : none;
    script[1] = survey;
    script[2] = granted;
    t->fake.script = script;
    t->transport = fake_transport(&t->fake);
    t->how.secrets = &t->secrets;
    t->scan = (struct scan){.mem = &t->mem,
                            .session = {.mem = &t->mem, .secrets = &t->secrets},
                            .provider = provider_find("autotask"),
                            .ruleset = &t->rules,
                            .plan = &t->plan,
                            .options = &t->how,
                            .transport = &t->transport};
    t->scan.provider->plan(&t->rules, &t->plan, &t->mem);
    scan_know(&t->scan, "user", TEST_USER);
    scan_know(&t->scan, "user_name", "abc123xyz");
    scan_run(&t->scan);
}

/* ---- looking at it ------------------------------------------------------- */

uint32_t
tenant_step(const struct tenant_scan *t, const char *path)
{
    for (uint32_t i = 0; i < t->plan.n; i++)
        if (text_same(t->plan.step[i].path, path))
            return i;
    return NO_STEP;
}

static void
put_seen(struct out *out, const struct scale *scale,
         const struct observation *seen, struct arena *arena)
{
    if (seen->reason != WHY_GRANTED)
        (void)out_text(out, reason_word(seen->reason));
    else if (seen->low == seen->high)
        (void)out_text(out, scale_word(scale, seen->low, arena));
    else
        (void)out_print(out, "%s..%s", scale_word(scale, seen->low, arena),
                        seen->high == GRADE_MOST
                            ? ""
                            : scale_word(scale, seen->high, arena));
    (void)out_text(out, " ");
}

const char *
tenant_seen(struct tenant_scan *t, const char *entity, const char *verb,
            enum basis basis)
{
    const struct right *right =
        catalogue_right(&autotask_catalogue,
                        entity != NULL ? autotask_entity(entity) : NULL, verb);
    struct out out = {0};
    const char *text;

    ck_assert_msg(right != NULL, "%s %s", entity, verb);
    for (uint32_t i = 0; i < t->scan.n_observation; i++) {
        const struct observation *seen = &t->scan.observation[i];

        if (!text_same(seen->right, right->id) || seen->basis != basis)
            continue;
        ck_assert_int_eq(seen->weak, basis == BASIS_READ);
        put_seen(&out, right->scale, seen, &t->mem);
    }
    text = arena_text(&t->mem, out_string(&out));
    out_free(&out);
    return text;
}

void
tenant_ck_seen(struct tenant_scan *t, const char *entity, const char *verb,
               enum basis basis, const char *wanted)
{
    const char *seen = tenant_seen(t, entity, verb, basis);

    ck_assert_msg(text_same(seen, wanted), "%s %s: %s", entity, verb, seen);
}

const char *
tenant_verdict(struct tenant_scan *t, const char *check)
{
    struct facts facts = {.observation = t->scan.observation,
                          .n_observation = t->scan.n_observation,
                          .missing = t->scan.stopped != WHY_GRANTED
                                         ? t->scan.stopped
                                         : WHY_NOT_PROBED};
    struct findings findings =
        evaluate(&t->rules, &autotask_catalogue, &facts, &t->mem);

    for (uint32_t i = 0; i < findings.n; i++) {
        const struct finding *f = &findings.finding[i];

        if (text_same(f->id, check))
            return arena_print(&t->mem, "%s %s %s", verdict_word(f->verdict),
                               reason_word(f->reason),
                               strength_word(f->strength));
    }
    return "no such check";
}

static bool
holds(const char *text, const char *part)
{
    return text != NULL && text_has_fold(text, part);
}

static bool
exchange_holds(const struct exchange *e, const char *part)
{
    return holds(e->path, part) || holds(e->body, part) ||
           holds(e->purpose, part) || holds(e->note, part);
}

bool
tenant_shows(const struct tenant_scan *t, const char *part)
{
    const struct scan *scan = &t->scan;
    bool shows = holds(scan->stop_text, part) ||
                 holds(scan->target.name, part) ||
                 holds(scan->target.account, part);

    for (uint32_t i = 0; i < scan->target.n_trait; i++)
        shows = shows || holds(scan->target.trait[i].value, part);
    for (uint32_t i = 0; i < scan->n_note; i++)
        shows = shows || holds(scan->note[i], part);
    for (uint32_t i = 0; i < scan->n_exchange; i++)
        shows = shows || exchange_holds(&scan->exchange[i], part);
    for (uint32_t i = 0; i < scan->n_observation; i++)
        shows = shows || holds(scan->observation[i].said, part);
    return shows;
}
