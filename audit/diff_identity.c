/* Whether two audits are of the same account, judged by the same rules, and
 * tried on the same people. */
#include "audit/comparison.h"
#include "base/index.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/subject.h"

static const char *
packs_text(const struct audit *audit, struct arena *arena)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < audit->n_pack; i++)
        text = text == NULL
                   ? audit->pack[i].id
                   : arena_print(arena, "%s, %s", text, audit->pack[i].id);
    return text;
}

/* Whether the audits have no rules file in common. What only one of them was
 * judged by is told as rules added or removed. */
static bool
no_common_rules(const struct audit *a, const struct audit *b)
{
    for (uint32_t i = 0; i < a->n_pack; i++)
        if (pack_find(audit_packs(b), a->pack[i].id) != NULL)
            return false;
    return true;
}

/* One thing that an account is known by, in both audits. What one of the scans
 * never learned is no change. */
static void
compare_mark(struct comparison *c, const char *what, const char *before,
             const char *after)
{
    if (before == NULL || after == NULL || text_same(before, after))
        return;
    comparison_add(
        c, &(struct change){
               CHANGE_IDENTITY, NULL, what, before, after,
               arena_print(c->arena,
                           "The audits are of two different %s%s, %s and %s, "
                           "so nothing of the old one vouches for the new one.",
                           what, text_same(what, "rules") ? " files" : "s",
                           before, after)});
}

/* The masked account, told apart from others that are masked alike. */
static const char *
account_text(const struct target *target, struct arena *arena)
{
    return target->account == NULL
               ? target->id
               : arena_print(arena, "%s (%s)", target->account, target->id);
}

/* Where both have an id it tells, and not what is left of the name. */
static void
compare_account(struct comparison *c)
{
    const struct target *old = &c->old->target, *new = &c->new->target;

    if (old->id == NULL || new->id == NULL)
        compare_mark(c, "user", old->account, new->account);
    else if (!text_same(old->id, new->id))
        compare_mark(c, "user", account_text(old, c->arena),
                     account_text(new, c->arena));
}

/* "Region" -> "region"; what is no word, as "URL", stays as it is. */
static const char *
label_word(const char *label, struct arena *arena)
{
    bool capital = label[0] >= 'A' && label[0] <= 'Z';

    return capital && label[1] >= 'a' && label[1] <= 'z'
               ? arena_print(arena, "%c%s", label[0] - 'A' + 'a', label + 1)
               : label;
}

static void
compare_traits(struct comparison *c)
{
    const struct target *old = &c->old->target, *new = &c->new->target;
    struct index known = {.arena = c->arena};

    for (uint32_t i = 0; i < old->n_trait; i++)
        if (old->trait[i].identity)
            (void)index_put(&known, NULL, old->trait[i].label, i);
    for (uint32_t i = 0; i < new->n_trait; i++) {
        const struct trait *trait = &new->trait[i];
        uint32_t at = index_get(&known, NULL, trait->label);

        if (trait->identity && at != INDEX_NONE)
            compare_mark(c, label_word(trait->label, c->arena),
                         old->trait[at].value, trait->value);
    }
}

/* Where the scan began is no identity. */
void
compare_identity(struct comparison *c)
{
    compare_mark(c, "provider", c->old->target.provider,
                 c->new->target.provider);
    compare_traits(c);
    compare_account(c);
    if (no_common_rules(c->old, c->new))
        compare_mark(c, "rules", packs_text(c->old, c->arena),
                     packs_text(c->new, c->arena));
}

/* ---- subjects ------------------------------------------------------------ */

static uint32_t
times(const struct subject *subject, const char *masked)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < subject->n_value; i++)
        n += text_same(subject->masked[i], masked);
    return n;
}

/* As far as can be told from what is left of their names; in what order they
 * were given does not matter. */
static bool
same_people(const struct subject *a, const struct subject *b)
{
    if (a->n_value != b->n_value)
        return false;
    for (uint32_t i = 0; i < a->n_value; i++)
        if (times(a, a->masked[i]) != times(b, a->masked[i]))
            return false;
    return true;
}

static const char *
number_text(const struct subject *subject, struct arena *arena)
{
    if (subject->n_value == 0)
        return "nobody";
    return arena_print(arena, "%u %s", (unsigned)subject->n_value,
                       subject_noun(subject->name, subject->n_value, arena));
}

static void
compare_subject(struct comparison *c, const struct subject *old,
                const struct subject *new)
{
    const char *before = number_text(old, c->arena);
    const char *after = number_text(new, c->arena);

    comparison_add(
        c, &(struct change){
               CHANGE_SUBJECT, new->rules, new->name, before, after,
               arena_print(c->arena,
                           "It was tried on %s, and now on %s%s: what else "
                           "changed of it may be due to that.",
                           before, after,
                           text_same(before, after) ? " who are others" : "")});
}

void
compare_subjects(struct comparison *c)
{
    for (uint32_t i = 0; i < c->new->n_subject; i++) {
        const struct subject *new = &c->new->subject[i];

        for (uint32_t k = 0; k < c->old->n_subject; k++) {
            const struct subject *old = &c->old->subject[k];

            if (text_same(old->name, new->name) &&
                text_same(old->rules, new->rules) && !same_people(old, new))
                compare_subject(c, old, new);
        }
    }
}
