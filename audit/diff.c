/* What changed between two audits. */
#include "audit/diff.h"
#include "audit/comparison.h"
#include "audit/outcome.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

bool
change_is_news(enum change_kind kind)
{
    static const bool news[CHANGE__N] = {
        [CHANGE_IDENTITY] = true,       [CHANGE_NEW_FAILURE] = true,
        [CHANGE_REGRESSED] = true,      [CHANGE_NEW_EXCESS] = true,
        [CHANGE_WAIVER_EXPIRED] = true, [CHANGE_ATTESTATION_EXPIRED] = true,
    };

    return news[kind];
}

void
comparison_add(struct comparison *c, const struct change *change)
{
    c->item = arena_grow(c->arena, c->item, c->n, &c->capacity);
    c->item[c->n++] = *change;
}

/* ---- checks -------------------------------------------------------------- */

/* What a check's way from one verdict to another is called; CHANGE__N: no
 * change worth telling. */
static const enum change_kind way[VERDICT__N][VERDICT__N] = {
    [VERDICT_SKIP] = {CHANGE__N, CHANGE__N, CHANGE_REGRESSED,
                      CHANGE_NEW_FAILURE},
    [VERDICT_PASS] = {CHANGE__N, CHANGE__N, CHANGE_REGRESSED,
                      CHANGE_NEW_FAILURE},
    [VERDICT_UNKNOWN] = {CHANGE_RESOLVED, CHANGE_RESOLVED, CHANGE__N,
                         CHANGE_NEW_FAILURE},
    [VERDICT_FAIL] = {CHANGE_FIXED, CHANGE_FIXED, CHANGE_REGRESSED,
                      CHANGE_STILL_FAILING},
};

/* What about the rule is another now, the first thing; or NULL. */
static const char *
rule_change(const struct finding *old, const struct finding *new,
            const char **before, const char **after)
{
    const struct {
        const char *what, *before, *after;
    } row[] = {
        {"what it requires", old->required, new->required},
        {"its need", need_word(old->need), need_word(new->need)},
        {"the option that turns it on", old->option, new->option},
        {"its object", old->object, new->object},
        {"its section", old->section, new->section},
        {"the feature it serves", old->feature, new->feature},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (text_same(row[i].before, row[i].after))
            continue;
        *before = row[i].before;
        *after = row[i].after;
        return row[i].what;
    }
    return NULL;
}

static const char *
or_none(const char *text)
{
    return text == NULL ? "none" : text;
}

static void
compare_check(struct comparison *c, const struct finding *old,
              const struct finding *new)
{
    enum change_kind kind = way[old->verdict][new->verdict];
    struct change rule = {
        .kind = CHANGE_RULE_CHANGED, .rules = new->rules, .id = new->id};
    const char *what = rule_change(old, new, &rule.before, &rule.after);

    if (what != NULL) {
        rule.detail = arena_print(
            c->arena, "The rule itself changed: %s was %s and is %s.", what,
            or_none(rule.before), or_none(rule.after));
        comparison_add(c, &rule);
    }
    if (kind != CHANGE__N)
        comparison_add(c, &(struct change){kind, new->rules, new->id,
                                           verdict_word(old->verdict),
                                           verdict_word(new->verdict),
                                           new->detail});
}

static void
compare_checks(struct comparison *c)
{
    for (uint32_t i = 0; i < c->new->n_finding; i++) {
        const struct finding *new = &c->new->finding[i];
        const struct finding *old =
            places_finding(&c->before, new->rules, new->id);

        if (old != NULL) {
            compare_check(c, old, new);
            continue;
        }
        comparison_add(
            c, &(struct change){CHANGE_RULE_ADDED, new->rules, new->id, NULL,
                                verdict_word(new->verdict), new->detail});
        if (new->verdict == VERDICT_FAIL)
            comparison_add(c, &(struct change){
                                  CHANGE_NEW_FAILURE, new->rules, new->id, NULL,
                                  verdict_word(new->verdict), new->detail});
    }
    for (uint32_t i = 0; i < c->old->n_finding; i++) {
        const struct finding *old = &c->old->finding[i];

        if (places_finding(&c->after, old->rules, old->id) == NULL)
            comparison_add(
                c, &(struct change){CHANGE_RULE_REMOVED, old->rules, old->id,
                                    verdict_word(old->verdict), NULL,
                                    "The rules do not ask for it any more."});
    }
}

/* ---- excess -------------------------------------------------------------- */

/* Whether an audit looked for excess rights at all. */
static bool
looked(const struct audit *audit)
{
    return audit->excess_mode != EXCESS_IGNORE && audit->coverage.judged > 0;
}

static void
compare_held(struct comparison *c, const struct excess *new)
{
    const struct excess *old = places_excess(&c->before, new->id);
    bool known = looked(c->old) && !places_unjudged(&c->before, new->entity);
    struct change change = {CHANGE_STILL_EXCESS, NULL,      new->id, NULL,
                            new->level,          new->abuse};

    if (old != NULL) {
        change.before = old->level;
    } else {
        change.kind = CHANGE_NEW_EXCESS;
        change.before = known ? NULL : "not judged";
    }
    /* What nobody knew of may be old: told only where it is to count, for a
     * baseline that did not look vouches for nothing. */
    if (old != NULL || known || c->new->excess_mode == EXCESS_FAIL)
        comparison_add(c, &change);
}

/* What the new audit could not see is not gone. */
static void
compare_excess(struct comparison *c)
{
    if (!looked(c->new))
        return;
    for (uint32_t i = 0; i < c->new->n_excess; i++)
        if (c->new->excess[i].under == NULL) /* else the whole says it */
            compare_held(c, &c->new->excess[i]);
    for (uint32_t i = 0; looked(c->old) && i < c->old->n_excess; i++) {
        const struct excess *old = &c->old->excess[i];

        if (old->under == NULL && places_excess(&c->after, old->id) == NULL &&
            !places_unjudged(&c->after, old->entity))
            comparison_add(
                c, &(struct change){CHANGE_GONE_EXCESS, NULL, old->id,
                                    old->level, NULL,
                                    "It is not held any more, or is asked for "
                                    "or tolerated now."});
    }
}

/* Whether the two audits can be compared in what they could not judge. Where
 * the old one did not look, that it cannot be judged now is news only if it is
 * to count. */
static bool
coverage_matters(const struct audit *old, const struct audit *new)
{
    if (old->excess_mode == EXCESS_IGNORE)
        return new->excess_mode == EXCESS_FAIL;
    return looked(old) && new->excess_mode != EXCESS_IGNORE;
}

/* Entities that the old audit could judge and the new one could not. */
static void
compare_coverage(struct comparison *c)
{
    const struct coverage *now = &c->new->coverage;
    bool before = c->old->excess_mode != EXCESS_IGNORE;
    const char *first = NULL;
    uint32_t n = 0;

    if (!coverage_matters(c->old, c->new))
        return;
    for (uint32_t i = 0; i < now->n_unjudged; i++) {
        if (before && places_unjudged(&c->before, now->unjudged[i]))
            continue;
        if (n++ == 0)
            first = now->unjudged[i];
    }
    if (n > 0)
        comparison_add(
            c, &(struct change){
                   CHANGE_REGRESSED, NULL, COVERAGE_ID,
                   before ? "judged" : "not looked for", "not judged",
                   arena_print(c->arena,
                               "What is held of %s%s could not be read, so "
                               "whether it is too much is not known any more.",
                               first,
                               n == 1 ? ""
                                      : arena_print(c->arena,
                                                    " and %u more entities",
                                                    (unsigned)n - 1))});
}

/* ---- statements ---------------------------------------------------------- */

/* Whether somebody else's waiver still accepts the same. */
static bool
still_waived(const struct audit *audit, const struct waiver *expired)
{
    for (uint32_t i = 0; i < audit->n_waiver; i++)
        if (audit->waiver[i].state == WAIVER_ACTIVE &&
            text_same(audit->waiver[i].check, expired->check) &&
            text_same(audit->waiver[i].rules, expired->rules))
            return true;
    return false;
}

static void
compare_waiver(struct comparison *c, const struct waiver *new)
{
    for (uint32_t i = 0; i < c->old->n_waiver; i++) {
        const struct waiver *old = &c->old->waiver[i];

        if (old->state == WAIVER_ACTIVE && text_same(old->check, new->check) &&
            text_same(old->rules, new->rules) &&
            text_same(old->target, new->target))
            comparison_add(
                c, &(struct change){
                       CHANGE_WAIVER_EXPIRED, new->rules, new->check, "active",
                       "expired",
                       arena_print(c->arena,
                                   "The waiver approved by %s expired on %s; "
                                   "what it accepted counts again.",
                                   new->approver, new->expires)});
    }
}

/* Whether an audit has a waiver of the same, in whatever state. */
static bool
has_waiver(const struct audit *audit, const struct waiver *like)
{
    for (uint32_t i = 0; i < audit->n_waiver; i++)
        if (text_same(audit->waiver[i].check, like->check) &&
            text_same(audit->waiver[i].rules, like->rules) &&
            text_same(audit->waiver[i].target, like->target))
            return true;
    return false;
}

/* Whether what a waiver speaks of does not pass, or is held without need. */
static bool
is_open(const struct places *places, const struct waiver *waiver)
{
    const struct finding *finding =
        places_finding(places, waiver->rules, waiver->check);

    if (finding == NULL)
        return places_excess(places, waiver->check) != NULL;
    return finding->verdict == VERDICT_FAIL ||
           finding->verdict == VERDICT_UNKNOWN;
}

/* A waiver that was taken back, with nothing in its place. */
static void
compare_withdrawn(struct comparison *c, const struct waiver *old)
{
    if (old->state != WAIVER_ACTIVE || has_waiver(c->new, old) ||
        still_waived(c->new, old) || !is_open(&c->after, old))
        return;
    comparison_add(
        c, &(struct change){
               CHANGE_WAIVER_EXPIRED, old->rules, old->check, "active", NULL,
               arena_print(c->arena,
                           "The waiver approved by %s is not there any more; "
                           "what it accepted counts again.",
                           old->approver)});
}

static void
compare_attestation(struct comparison *c, const struct attestation *new)
{
    for (uint32_t i = 0; i < c->old->n_attestation; i++)
        if (!c->old->attestation[i].expired &&
            text_same(c->old->attestation[i].check, new->check) &&
            text_same(c->old->attestation[i].rules, new->rules))
            comparison_add(
                c, &(struct change){
                       CHANGE_ATTESTATION_EXPIRED, new->rules, new->check,
                       "good", "expired",
                       arena_print(c->arena,
                                   "The statement by %s expired on %s; it has "
                                   "to be looked up and stated anew.",
                                   new->by, new->expires)});
}

static void
compare_statements(struct comparison *c)
{
    for (uint32_t i = 0; i < c->old->n_waiver; i++)
        compare_withdrawn(c, &c->old->waiver[i]);
    for (uint32_t i = 0; i < c->new->n_waiver; i++)
        if (c->new->waiver[i].state == WAIVER_EXPIRED &&
            !still_waived(c->new, &c->new->waiver[i]))
            compare_waiver(c, &c->new->waiver[i]);
    for (uint32_t i = 0; i < c->new->n_attestation; i++)
        if (c->new->attestation[i].expired)
            compare_attestation(c, &c->new->attestation[i]);
}

/* ---- all ----------------------------------------------------------------- */

static int
change_order(const void *a, const void *b)
{
    const struct change *x = a, *y = b;

    int order;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    order = strcmp(or_none(x->rules), or_none(y->rules));
    if (order == 0)
        order = strcmp(x->id, y->id);
    return order != 0 ? order : strcmp(or_none(x->detail), or_none(y->detail));
}

static bool
same_packs(const struct audit *old, const struct audit *new)
{
    for (uint32_t i = 0; i < old->n_pack && i < new->n_pack; i++)
        if (!text_same(old->pack[i].sha256, new->pack[i].sha256))
            return false;
    return old->n_pack == new->n_pack;
}

/* Whether the two are one record: what still fails is no news of it then. */
static bool
same_audit(const struct audit *old, const struct audit *new)
{
    return text_same(old->started, new->started) &&
           text_same(old->finished, new->finished) && same_packs(old, new) &&
           old->requests == new->requests && old->millis == new->millis;
}

static bool
only_still(const struct comparison *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->item[i].kind != CHANGE_STILL_FAILING &&
            c->item[i].kind != CHANGE_STILL_EXCESS)
            return false;
    return true;
}

struct changes
audit_diff(const struct audit *old, const struct audit *new,
           struct arena *arena)
{
    struct comparison c = {.old = old,
                           .new = new,
                           .before = places_of(old, arena),
                           .after = places_of(new, arena),
                           .arena = arena};

    compare_identity(&c);
    compare_subjects(&c);
    compare_checks(&c);
    compare_excess(&c);
    compare_coverage(&c);
    compare_statements(&c);
    if (same_audit(old, new) && only_still(&c))
        c.n = 0;
    if (c.n > 0)
        qsort(c.item, c.n, sizeof *c.item, change_order);
    return (struct changes){c.item, c.n};
}
