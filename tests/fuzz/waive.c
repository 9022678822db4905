/* Any text as a file of waivers: it is refused with a reason, or it accepts
 * what does not pass without making it pass. */
#include "audit/record.h"
#include "base/date.h"
#include "rules/load/attest.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

static void
check_one(const struct waiver *waiver)
{
    promise(date_is(waiver->expires));
    promise(waiver->check != NULL && waiver->owner != NULL &&
            waiver->reason != NULL);
    given_text(waiver->check);
    given_text(waiver->reason);
    given_text(waiver->owner);
    given_text(waiver->approver);
    given_text(waiver->ticket);
    given_text(waiver->target);
}

static void
check_audit(const struct waivers *waivers, const struct provider *provider,
            const struct ruleset *rules, struct arena *arena)
{
    struct audit audit = {.started = "2026-11-23T08:00:00Z",
                          .finished = "2026-11-23T08:00:01Z",
                          .target = {.name = "t", .provider = provider->name}};
    struct facts none = {.missing = WHY_TIMEOUT};

    audit_judge(&audit, rules, provider->catalogue, &none, arena);
    waivers_apply(&audit, waivers, arena);
    promise(audit.n_waiver == waivers->n);
    promise(audit.n_finding == rules->n_check);
    for (uint32_t i = 0; i < audit.n_finding; i++)
        promise(audit.finding[i].verdict == VERDICT_UNKNOWN ||
                audit.finding[i].verdict == VERDICT_SKIP);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    const struct provider *provider = given_provider(0);
    struct ruleset rules = given_rules(provider, 0, &arena);
    struct waivers waivers = {0};
    struct file_text text = {arena_slice(&arena, (const char *)bytes, length),
                             length};
    bool good = waivers_load(&waivers, &text, &rules, "2026-11-23", &diags);

    given_diags(&diags, good);
    for (uint32_t i = 0; good && i < waivers.n; i++)
        check_one(&waivers.item[i]);
    if (good)
        check_audit(&waivers, provider, &rules, &arena);
    arena_free(&arena);
    return 0;
}
