/* Rules made of a provider's catalogue. */
#include "tests/fuzz/given.h"
#include "base/text.h"
#include "scanner/cli/providers.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { CHECKS = 24 };

const struct provider *
given_provider(unsigned n)
{
    unsigned known = 0;

    while (provider_names[known] != NULL)
        known++;
    return provider_find(provider_names[n % known]);
}

/* By turns: all of it, some of it, none of it; some of them in doubt, and
 * some that only a person can tell. */
static struct claim
make_claim(const struct right *right, unsigned i)
{
    int64_t most = right->scale->n > 0 ? right->scale->n - 1 : 50;
    struct claim claim = {.right = right, .low = most, .high = GRADE_MOST};

    if (right->scale->n > 0)
        claim.high = most;
    if (i % 4 == 1)
        claim.low = 1;
    if (i % 4 == 3)
        claim.low = claim.high = GRADE_NONE;
    claim.doubtful = i % 7 == 2;
    if (i % 9 == 4)
        claim.right = NULL;
    if (claim.doubtful || claim.right == NULL)
        claim.question = "Is it so?";
    return claim;
}

static struct check
make_check(const struct right *right, unsigned i, struct arena *arena)
{
    struct claim *claim = arena_new(arena, struct claim, 1);

    *claim = make_claim(right, i);
    return (struct check){
        .id = arena_print(arena, "rule-%u.claim", i),
        .access = right->verb,
        .object = right->entity != NULL ? right->entity->name : "account",
        .required = "as said",
        .option = i % 11 == 5 ? "extra" : NULL,
        .screen = "Security Levels",
        .fix = "Set it.",
        .degrades = "Something is lost.",
        .feature = FEATURE_PRODUCT,
        .need = i % 5 == 0 ? NEED_RECOMMENDED : NEED_REQUIRED,
        .claim = claim,
        .n_claim = 1,
        .rule = i,
    };
}

static struct rule
make_rule(unsigned i, struct arena *arena)
{
    return (struct rule){
        .id = arena_print(arena, "rule-%u", i),
        .section = "Section",
        .object = "Object",
        .level = "Level",
        .why = "Because.",
        .need = i % 5 == 0 ? NEED_RECOMMENDED : NEED_REQUIRED,
        .check0 = i,
        .n_check = 1,
        .line = i + 1,
    };
}

struct ruleset
given_rules(const struct provider *provider, unsigned from, struct arena *arena)
{
    static const struct pack pack = {
        "given", "Given", "1", "Product",
        "0000000000000000000000000000000000000000000000000000000000000000"};
    static const struct source source = {"table", "Table", "2026-11-01", NULL};
    static const struct rule_option option = {"extra", "More.", "given", true};
    static const struct feature feature = {FEATURE_PRODUCT, "Product", "given"};
    const struct catalogue *catalogue = provider->catalogue;
    struct rule *rule = arena_new(arena, struct rule, CHECKS);
    struct check *check = arena_new(arena, struct check, CHECKS);

    /* In steps, so that there is something of every sort; the last rights
     * of a catalogue are those of the account. */
    for (unsigned i = 0; i < CHECKS; i++) {
        uint32_t at = i < 4 ? catalogue->n_right - 1 - i : from + i * 17;

        rule[i] = make_rule(i, arena);
        check[i] =
            make_check(&catalogue->right[at % catalogue->n_right], i, arena);
    }
    return (struct ruleset){
        .provider = provider->name,
        .pack = &pack,
        .n_pack = 1,
        .option = &option,
        .n_option = 1,
        .source = &source,
        .n_source = 1,
        .feature = &feature,
        .n_feature = 1,
        .rule = rule,
        .n_rule = CHECKS,
        .check = check,
        .n_check = CHECKS,
    };
}

void
given_text(const char *text)
{
    promise(text == NULL || text_is_clean(text, strlen(text)));
}

void
given_diags(const struct diags *diags, bool good)
{
    promise(good == (diags->n == 0));
    for (uint32_t i = 0; i < diags_kept(diags); i++)
        given_text(diags->list[i].text);
}
