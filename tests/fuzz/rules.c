/* Any text as a rules file: it is refused with a reason or loaded, and what
 * was loaded can be planned, judged and shown. */
#include "rules/judge/evaluate.h"
#include "rules/load/load.h"
#include "rules/load/show.h"
#include "rules/load/subject.h"
#include "scanner/cli/providers.h"
#include "scanner/engine/provider.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

/* Somebody for each subject: a check is still no verdict, for nobody was
 * asked. */
static void
name_somebody(struct ruleset *rules, struct arena *arena)
{
    const char **given = arena_new(arena, const char *, rules->n_subject);
    struct diags diags = {.arena = arena};

    for (uint32_t i = 0; i < rules->n_subject; i++)
        given[i] = arena_print(arena, "%s=somebody@acme.example",
                               rules->subject[i].name);
    promise(ruleset_subjects(rules, given, rules->n_subject, &diags, arena));
}

static void
use(const struct ruleset *rules, struct arena *arena)
{
    const struct provider *provider = provider_find(rules->provider);
    struct facts none = {.missing = WHY_NOT_PROBED};
    struct plan plan;
    struct findings findings;
    struct out out = {0};

    promise(provider != NULL);
    provider->plan(rules, &plan, arena);
    promise(plan.n >= 2);
    findings = evaluate(rules, provider->catalogue, &none, arena);
    promise(findings.n == rules->n_check);
    for (uint32_t i = 0; i < findings.n; i++)
        promise(findings.finding[i].verdict != VERDICT_PASS &&
                findings.finding[i].verdict != VERDICT_FAIL);
    ruleset_show(rules, 80, &out);
    ruleset_show_markdown(rules, &out);
    promise(out.length > 0);
    out_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    struct ruleset rules = {0};
    struct file_text text = {arena_slice(&arena, (const char *)bytes, length),
                             length};
    bool good = ruleset_load(&rules, &text, &source, &diags, &arena);

    given_diags(&diags, good);
    if (good)
        use(&rules, &arena);
    if (good && rules.n_subject > 0) {
        name_somebody(&rules, &arena);
        use(&rules, &arena);
    }
    arena_free(&arena);
    return 0;
}
