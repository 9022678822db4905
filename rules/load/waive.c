/* Waivers: who accepts what does not pass, and until when. The verdict stays;
 * what changes is whether it counts. */
#include "base/date.h"
#include "base/file.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/load/keys.h"
#include "rules/model/name.h"
#include "rules/model/words.h"

#include <string.h>

enum { SOON_DAYS = 14 };

static const struct key file_keys[] = {
    {"$schema", WANT_TEXT, true},
    {"waivers", WANT_ARRAY, false},
};

static const struct key entry_keys[] = {
    {"check", WANT_TEXT, false},  {"reason", WANT_TEXT, false},
    {"owner", WANT_TEXT, false},  {"approver", WANT_TEXT, false},
    {"ticket", WANT_TEXT, false}, {"expires", WANT_DATE, false},
    {"target", WANT_TEXT, true},  {"about", WANT_TEXT, true}, /* not kept */
};

static const struct key_table file_table =
    KEY_TABLE("a waiver file", file_keys);
static const struct key_table entry_table = KEY_TABLE("a waiver", entry_keys);

/* Whose check an entry names: as it says, or else the one there is. Of several
 * that have it, which one is accepted would be a guess. */
static struct name
subject_of(const struct json *entry, const struct ruleset *rules,
           struct diags *diags)
{
    struct name name = name_read(keys_text(entry, "check"),
                                 ruleset_packs(rules), diags->arena);
    const struct check *check;
    uint32_t n;

    check = ruleset_check(rules, &name, &n);
    if (name.rules != NULL && text_starts(name.plain, "excess."))
        diag_add(diags, json_get(entry, "check")->line,
                 json_get(entry, "check")->column,
                 "what is held without need is of no rules file: write \"%s\"",
                 name.plain);
    else if (check != NULL)
        name.rules = check_pack(rules, check)->id;
    else if (n > 1)
        name_ambiguous(diags, json_get(entry, "check"), rules, &name);
    return name;
}

static struct waiver
take(const struct json *entry, const struct name *subject, const char *today)
{
    struct waiver taken = {
        .rules = subject->rules,
        .check = subject->plain,
        .reason = keys_text(entry, "reason"),
        .owner = keys_text(entry, "owner"),
        .approver = keys_text(entry, "approver"),
        .ticket = keys_text(entry, "ticket"),
        .expires = keys_text(entry, "expires"),
        .target = json_text(json_get(entry, "target")),
    };

    taken.state =
        strcmp(taken.expires, today) < 0 ? WAIVER_EXPIRED : WAIVER_ACTIVE;
    taken.soon = taken.state == WAIVER_ACTIVE &&
                 date_between(today, taken.expires) <= SOON_DAYS;
    return taken;
}

/* The same check twice for the same target: which one holds would be a guess.
 */
static void
check_unique(const struct json *list, const struct waivers *waivers,
             struct packs packs, struct diags *diags)
{
    struct spot *spot = arena_new(diags->arena, struct spot, list->n);
    uint32_t n = 0;

    for (uint32_t i = 0; i < list->n; i++) {
        const struct waiver *waiver = &waivers->item[i];
        const struct json *id = json_get(&list->item[i], "check");
        const char *name =
            name_text(packs, waiver->rules, waiver->check, diags->arena);

        if (json_text(id) != NULL)
            spot[n++] = (struct spot){
                waiver->target == NULL ? name
                                       : arena_print(diags->arena, "%s for %s",
                                                     name, waiver->target),
                id};
    }
    keys_unique(diags, "waiver of", spot, n);
}

bool
waivers_load(struct waivers *to, const struct file_text *text,
             const struct ruleset *rules, const char *today,
             struct diags *diags)
{
    uint32_t before = diags->n;
    const struct json *file =
        json_parse(diags->arena, text->bytes, text->length, diags);
    const struct json *list = json_get(file, "waivers");
    struct waiver *item;

    *to = (struct waivers){NULL, 0};
    if (file == NULL)
        return false;
    keys_check(diags, file, &file_table);
    if (list == NULL || list->kind != JSON_ARRAY) {
        keys_sort(diags, before);
        return false;
    }
    item = arena_new(diags->arena, struct waiver, list->n);
    to->item = item;
    for (uint32_t i = 0; i < list->n; i++) {
        struct name subject;
        uint32_t first = diags->n;

        keys_check(diags, &list->item[i], &entry_table);
        subject = subject_of(&list->item[i], rules, diags);
        item[to->n++] = take(&list->item[i], &subject, today);
        if (subject.plain[0] != '\0')
            keys_about(diags, first, subject.plain);
    }
    check_unique(list, to, ruleset_packs(rules), diags);
    keys_sort(diags, before);
    return diags->n == before;
}

/* ---- applying ------------------------------------------------------------ */

/* By name, by id, or by what tells the tenant apart. */
static bool
for_target(const struct waiver *waiver, const struct target *target)
{
    for (uint32_t i = 0; i < target->n_trait; i++)
        if (target->trait[i].identity &&
            text_same(waiver->target, target->trait[i].value))
            return true;
    return waiver->target == NULL || text_same(waiver->target, target->name) ||
           text_same(waiver->target, target->id);
}

/* What waivers may speak of, and where it stands. */
struct subjects {
    struct finding *finding;
    struct excess *excess;
    struct index findings, rows;
};

/* The finding that a waiver names, or NULL. */
static struct finding *
finding_of(const struct subjects *to, const struct waiver *waiver)
{
    uint32_t at = index_get(&to->findings, waiver->rules, waiver->check);

    return at == INDEX_NONE ? NULL : &to->finding[at];
}

static struct excess *
excess_of(const struct subjects *to, const char *id)
{
    uint32_t at = index_get(&to->rows, NULL, id);

    return at == INDEX_NONE ? NULL : &to->excess[at];
}

static bool
needs_waiver(const struct finding *finding)
{
    return finding->verdict == VERDICT_FAIL ||
           finding->verdict == VERDICT_UNKNOWN;
}

/* Of two that speak of the same, the one that is still good. */
static const struct waiver *
better(const struct waiver *old, const struct waiver *new)
{
    return old != NULL && old->state == WAIVER_ACTIVE ? old : new;
}

static bool
is_verb(const struct audit *audit, const char *word)
{
    for (uint32_t i = 0; i < audit->n_verb; i++)
        if (text_same(audit->verb[i].word, word))
            return true;
    return false;
}

/* What becomes of a waiver of a right that is no excess: where the right could
 * not be judged nobody can tell whether it is needed. */
static enum waiver_state
excess_unmatched(const struct waiver *waiver, const struct audit *audit)
{
    const struct coverage *coverage = &audit->coverage;
    const char *right = waiver->check + strlen("excess.");
    bool named = false; /* an entity is, though perhaps with a wrong access */

    for (uint32_t i = 0; i < coverage->n_unjudged; i++) {
        const char *entity = coverage->unjudged[i];
        size_t length = strlen(entity);

        if (!text_starts(right, entity) || right[length] != '.')
            continue;
        /* A name with a dot may begin like another that ends there. */
        if (is_verb(audit, right + length + 1))
            return waiver->state;
        named = true;
    }
    for (uint32_t i = 0; i < audit->n_observation; i++)
        if (text_same(right, audit->observation[i].right))
            return audit->excess_mode == EXCESS_IGNORE ? waiver->state
                                                       : WAIVER_UNNEEDED;
    /* An audit of which nothing was judged knows no entities. */
    return coverage->judged == 0 && !named ? waiver->state : WAIVER_UNMATCHED;
}

/* Gives one waiver its state, and ties it to what it speaks of. */
static void
apply(struct waiver *waiver, const struct audit *audit,
      const struct subjects *to)
{
    struct finding *f = finding_of(to, waiver);
    struct excess *e = excess_of(to, waiver->check);

    if (!for_target(waiver, &audit->target))
        waiver->state = WAIVER_ELSEWHERE;
    else if (e != NULL)
        e->waiver = better(e->waiver, waiver);
    else if (f != NULL && needs_waiver(f))
        f->waiver = better(f->waiver, waiver);
    else if (f != NULL)
        waiver->state = WAIVER_UNNEEDED;
    else if (text_starts(waiver->check, "excess."))
        waiver->state = excess_unmatched(waiver, audit);
    else
        waiver->state = WAIVER_UNMATCHED;
    waiver->soon = waiver->soon && waiver->state == WAIVER_ACTIVE;
}

void
waivers_apply(struct audit *audit, const struct waivers *waivers,
              struct arena *arena)
{
    struct subjects to = {.findings = {.arena = arena},
                          .rows = {.arena = arena}};
    struct waiver *waiver;

    if (waivers->n == 0 && audit->n_waiver == 0)
        return;
    to.finding = arena_new(arena, struct finding, audit->n_finding);
    to.excess = arena_new(arena, struct excess, audit->n_excess);
    waiver = arena_new(arena, struct waiver, waivers->n);
    for (uint32_t i = 0; i < audit->n_finding; i++) {
        to.finding[i] = audit->finding[i];
        to.finding[i].waiver = NULL; /* others' do not hold here */
        if (waivers->n > 0)
            (void)index_put(&to.findings, to.finding[i].rules, to.finding[i].id,
                            i);
    }
    for (uint32_t i = 0; i < audit->n_excess; i++) {
        to.excess[i] = audit->excess[i];
        to.excess[i].waiver = NULL;
        if (waivers->n > 0)
            (void)index_put(&to.rows, NULL, to.excess[i].id, i);
    }
    for (uint32_t i = 0; i < waivers->n; i++) {
        waiver[i] = waivers->item[i];
        apply(&waiver[i], audit, &to);
    }
    audit->finding = to.finding;
    audit->excess = to.excess;
    audit->waiver = waiver;
    audit->n_waiver = waivers->n;
}
