/* What a scan without faults asks and says: the ground that the others are
 * held against. The list of checks is that of the rules file, not of the
 * scan. */
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include "sweep.h"

#include <strings.h>

enum { RULES_CAP = 4 << 20 };

static void
learn_requests(struct tenant *tenant, struct run *run)
{
    const char *log = run_text(run, "wire", NULL);
    struct seen seen;

    while (run_seen(&log, &seen)) {
        const char *name =
            arena_print(&run->arena, "%s %s", seen.method, seen.path);
        size_t i = 0;

        while (i < tenant->n_request &&
               strcasecmp(tenant->request[i], name) != 0)
            i++;
        if (i == tenant->n_request && i < REQUESTS_MAX)
            tenant->request[tenant->n_request++] = name;
    }
    if (tenant->n_request == 0)
        die("a scan of %s asks nothing", tenant->name);
}

static void
learn_check(struct tenant *tenant, const char *id, const struct json *findings)
{
    struct check *check = &tenant->check[tenant->n_check++];

    *check = (struct check){.id = id, .verdict = "?", .reason = "?"};
    for (uint32_t i = 0; findings != NULL && i < findings->n; i++) {
        const struct json *finding = &findings->item[i];

        if (!text_same(json_text(json_get(finding, "id")), id))
            continue;
        check->verdict = text_or(json_text(json_get(finding, "verdict")), "?");
        check->reason = text_or(json_text(json_get(finding, "reason")), "?");
        check->evidence = json_get(finding, "evidence");
    }
}

static const struct json *
read_rules(struct run *run)
{
    struct diags diags = {.arena = &run->arena};
    struct file_text text;

    if (!file_read(run->setting->rules, RULES_CAP, &run->arena, &diags, &text))
        die("%s cannot be read", run->setting->rules);
    return json_get(json_parse(&run->arena, text.bytes, text.length, NULL),
                    "rules");
}

void
learn(struct tenant *tenant, struct run *run)
{
    const struct json *rules = read_rules(run);
    const struct json *findings = json_get(run_audit(run), "findings");
    uint32_t n = 0;

    learn_requests(tenant, run);
    for (uint32_t r = 0; rules != NULL && r < rules->n; r++)
        n += json_get(&rules->item[r], "checks")->n;
    tenant->check = arena_new(&run->arena, struct check, n);
    for (uint32_t r = 0; rules != NULL && r < rules->n; r++) {
        const struct json *checks = json_get(&rules->item[r], "checks");
        const char *rule = json_text(json_get(&rules->item[r], "id"));

        for (uint32_t c = 0; c < checks->n; c++) {
            const struct json *check = &checks->item[c];
            const char *last = json_text(json_get(check, "access"));

            if (last == NULL)
                last = json_text(json_get(check, "right"));
            learn_check(tenant,
                        arena_print(&run->arena, "%s.%s", text_or(rule, "?"),
                                    text_or(last, "?")),
                        findings);
        }
    }
}
