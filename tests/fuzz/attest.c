/* Any text as a file of statements: it is refused with a reason, or each of
 * them is of a check of the rules and none of them makes a check pass that the
 * API says is not granted. */
#include "rules/load/attest.h"
#include "base/date.h"
#include "rules/judge/evaluate.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <string.h>

static void
check_one(const struct attestation *by, const struct ruleset *rules)
{
    bool found = false;

    for (uint32_t i = 0; i < rules->n_check; i++)
        found = found || strcmp(rules->check[i].id, by->check) == 0;
    promise(found);
    promise(date_is(by->on) && date_is(by->expires));
    promise(strcmp(by->on, by->expires) <= 0);
    promise(by->by != NULL && by->by[0] != '\0');
    given_text(by->by);
    given_text(by->note);
}

/* A person against the API: of every right it says that it is not held. */
static void
check_refused(const struct attestations *said, const struct provider *provider,
              const struct ruleset *rules, struct arena *arena)
{
    struct observation *seen =
        arena_new(arena, struct observation, rules->n_check);
    struct facts facts = {.observation = seen,
                          .attestation = said->item,
                          .n_attestation = said->n,
                          .missing = WHY_NOT_PROBED};
    struct findings findings;

    for (uint32_t i = 0; i < rules->n_check; i++)
        if (rules->check[i].claim->right != NULL)
            seen[facts.n_observation++] =
                (struct observation){.right = rules->check[i].claim->right->id,
                                     .reason = WHY_GRANTED,
                                     .exchange = NO_EXCHANGE};
    findings = evaluate(rules, provider->catalogue, &facts, arena);
    promise(findings.n == rules->n_check);
    for (uint32_t i = 0; i < findings.n; i++)
        promise(findings.finding[i].verdict != VERDICT_PASS ||
                rules->check[i].claim->right == NULL ||
                rules->check[i].claim->low == GRADE_NONE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct diags diags = {.arena = &arena};
    const struct provider *provider = given_provider(0);
    struct ruleset rules = given_rules(provider, 0, &arena);
    struct attestations said = {0};
    struct file_text text = {arena_slice(&arena, (const char *)bytes, length),
                             length};
    bool good = attestations_load(&said, &text, &rules, "2026-11-23", &diags);

    given_diags(&diags, good);
    for (uint32_t i = 0; good && i < said.n; i++)
        check_one(&said.item[i], &rules);
    if (good)
        check_refused(&said, provider, &rules, &arena);
    arena_free(&arena);
    return 0;
}
