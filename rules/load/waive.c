/* Waivers: who accepts what does not pass, and until when. The verdict stays;
 * what changes is whether it counts. */
#include "base/file.h"
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
    {"target", WANT_TEXT, true},
};

static const struct key_table file_table =
    KEY_TABLE("a waiver file", file_keys);
static const struct key_table entry_table = KEY_TABLE("a waiver", entry_keys);

/* Days since a fixed day, for differences; the proleptic calendar. */
static long
day_number(const char *date)
{
    struct date d;

    if (!keys_date(date, &d))
        return 0;
    if (d.month <= 2) {
        d.month += 12;
        d.year--;
    }
    return 365L * d.year + d.year / 4 - d.year / 100 + d.year / 400 +
           (153L * (d.month - 3) + 2) / 5 + d.day;
}

/* Whose check an entry names: as it says, or else the one there is. Of several
 * that have it, which one is accepted would be a guess. */
static struct name
subject_of(const struct json *entry, const struct ruleset *rules,
           struct diags *diags)
{
    struct name name = name_read(keys_text(entry, "check"), diags->arena);
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
                 day_number(taken.expires) - day_number(today) <= SOON_DAYS;
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

    *to = (struct waivers){NULL, 0};
    if (file == NULL)
        return false;
    keys_check(diags, file, &file_table);
    if (list == NULL || list->kind != JSON_ARRAY) {
        keys_sort(diags, before);
        return false;
    }
    to->item = arena_new(diags->arena, struct waiver, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        struct name subject;

        keys_check(diags, &list->item[i], &entry_table);
        subject = subject_of(&list->item[i], rules, diags);
        to->item[to->n++] = take(&list->item[i], &subject, today);
    }
    check_unique(list, to, ruleset_packs(rules), diags);
    keys_sort(diags, before);
    return diags->n == before;
}

/* ---- applying ------------------------------------------------------------ */

static bool
for_target(const struct waiver *waiver, const struct target *target)
{
    return waiver->target == NULL || text_same(waiver->target, target->name) ||
           text_same(waiver->target, target->database);
}

/* The finding that a waiver names, or NULL. */
static struct finding *
finding_of(struct finding *list, uint32_t n, const struct waiver *waiver)
{
    for (uint32_t i = 0; i < n; i++)
        if (text_same(list[i].id, waiver->check) &&
            text_same(list[i].rules, waiver->rules))
            return &list[i];
    return NULL;
}

static struct excess *
excess_of(struct excess *list, uint32_t n, const char *id)
{
    for (uint32_t i = 0; i < n; i++)
        if (text_same(list[i].id, id))
            return &list[i];
    return NULL;
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

/* Whether an id is "excess.", this entity, a dot and an access. */
static bool
excess_about(const char *id, const char *entity, const char **access)
{
    size_t length = entity == NULL ? 0 : strlen(entity);

    id += strlen("excess.");
    if (length == 0 || strncmp(id, entity, length) != 0 || id[length] != '.')
        return false;
    *access = id + length + 1;
    return true;
}

/* What becomes of a waiver of a right that is no excess: where the right could
 * not be judged nobody can tell whether it is needed. */
static enum waiver_state
excess_unmatched(const struct waiver *waiver, const struct audit *audit)
{
    const struct coverage *coverage = &audit->coverage;
    const char *word;
    enum access access;

    for (uint32_t i = 0; i < coverage->n_unjudged; i++)
        if (excess_about(waiver->check, coverage->unjudged[i], &word))
            return access_from(word, &access) ? waiver->state
                                              : WAIVER_UNMATCHED;
    for (uint32_t i = 0; i < audit->n_observation; i++)
        if (audit->observation[i].fact == NULL &&
            excess_about(waiver->check, audit->observation[i].entity, &word) &&
            access_from(word, &access))
            return audit->excess_mode == EXCESS_IGNORE ? waiver->state
                                                       : WAIVER_UNNEEDED;
    /* An audit of which nothing was judged knows no entities. */
    return coverage->judged == 0 ? waiver->state : WAIVER_UNMATCHED;
}

/* Gives one waiver its state, and ties it to what it speaks of. */
static void
apply(struct waiver *waiver, const struct audit *audit, struct finding *finding,
      struct excess *excess)
{
    struct finding *f = finding_of(finding, audit->n_finding, waiver);
    struct excess *e = excess_of(excess, audit->n_excess, waiver->check);

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
waivers_apply(struct audit *audit, struct waivers *waivers, struct arena *arena)
{
    struct finding *finding =
        arena_new(arena, struct finding, audit->n_finding);
    struct excess *excess = arena_new(arena, struct excess, audit->n_excess);

    for (uint32_t i = 0; i < audit->n_finding; i++) {
        finding[i] = audit->finding[i];
        finding[i].waiver = NULL; /* what others accepted does not hold here */
    }
    for (uint32_t i = 0; i < audit->n_excess; i++) {
        excess[i] = audit->excess[i];
        excess[i].waiver = NULL;
    }
    for (uint32_t i = 0; i < waivers->n; i++)
        apply(&waivers->item[i], audit, finding, excess);
    audit->finding = finding;
    audit->excess = excess;
    audit->waiver = waivers->item;
    audit->n_waiver = waivers->n;
}
