/* What changed, in words. Owns the titles of the kinds of change. */
#include "reports/changes.h"
#include "base/json.h"
#include "reports/lines.h"
#include "reports/view.h"
#include "reports/view_excess.h"
#include "rules/audit.h"
#include "rules/words.h"

#include <inttypes.h>

#define DIFF_FORMAT "grantscan-diff/1"

static const struct {
    const char *title;
    const char *count; /* behind a number */
    bool still;
} kinds[CHANGE__N] = {
    [CHANGE_IDENTITY] = {"Not the same account or rules", "identity changed",
                         false},
    [CHANGE_NEW_FAILURE] = {"New failures", "new failing", false},
    [CHANGE_REGRESSED] = {"Not determined any more", "regressed to unknown",
                          false},
    [CHANGE_NEW_EXCESS] = {"Newly held without need", "newly excess", false},
    [CHANGE_WAIVER_EXPIRED] = {"No longer waived", "no longer waived", false},
    [CHANGE_ATTESTATION_EXPIRED] = {"Statements that expired",
                                    "no longer stated", false},
    [CHANGE_STILL_FAILING] = {"Still failing", "still failing", true},
    [CHANGE_STILL_EXCESS] = {"Still held without need", "still excess", true},
    [CHANGE_FIXED] = {"Fixed", "fixed", false},
    [CHANGE_RESOLVED] = {"Determined now", "determined now", false},
    [CHANGE_GONE_EXCESS] = {"No longer held without need", "no longer excess",
                            false},
    [CHANGE_RULE_ADDED] = {"Checks added to the rules", "added to the rules",
                           false},
    [CHANGE_RULE_REMOVED] = {"Checks taken out of the rules",
                             "taken out of the rules", false},
    [CHANGE_RULE_CHANGED] = {"Checks changed in the rules",
                             "changed in the rules", false},
};

const char *
change_title(enum change_kind kind)
{
    return kinds[kind].title;
}

bool
change_is_still(enum change_kind kind)
{
    return kinds[kind].still;
}

uint32_t
changes_of_kind(const struct change *change, uint32_t n, enum change_kind kind)
{
    uint32_t of = 0;

    for (uint32_t i = 0; i < n; i++)
        of += change[i].kind == kind;
    return of;
}

/* "2 new failing, 1 fixed"; of the kinds that are still so or not. */
static const char *
count_of(struct arena *arena, const struct change *change, uint32_t n,
         bool still)
{
    const char *text = NULL;

    for (unsigned i = 0; i < CHANGE__N; i++) {
        uint32_t of = changes_of_kind(change, n, (enum change_kind)i);

        if (of > 0 && kinds[i].still == still)
            text = arena_print(arena, "%s%s%" PRIu32 " %s", view_or(text, ""),
                               text == NULL ? "" : ", ", of, kinds[i].count);
    }
    return text;
}

const char *
changes_count(struct arena *arena, const struct change *change, uint32_t n)
{
    const char *news = count_of(arena, change, n, false);
    const char *still = count_of(arena, change, n, true);

    return arena_print(arena, "%s%s%s", view_or(news, "nothing changed"),
                       still == NULL ? "" : "; ", view_or(still, ""));
}

const char *
changes_identity(struct arena *arena, const struct audit *a)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < a->n_change; i++) {
        if (a->change[i].kind == CHANGE_IDENTITY)
            text = arena_print(arena, "%s%s",
                               text == NULL ? "not the same "
                                            : arena_print(arena, "%s, ", text),
                               view_or(a->change[i].id, "?"));
    }
    return text;
}

const char *
change_name(struct arena *arena, const struct audit *a, const struct change *c)
{
    return audit_name(a, c->rules, view_or(c->id, "?"), arena);
}

/* ---- text ---------------------------------------------------------------- */

static void
change_line(struct lines *t, const struct change *c)
{
    lines_wrap(t, 2,
               arena_print(t->arena, "%s: %s -> %s",
                           change_name(t->arena, t->audit, c),
                           view_or(c->before, "-"), view_or(c->after, "-")));
    if (c->detail != NULL)
        lines_wrap(t, 6, c->detail);
}

static void
still_line(struct lines *t, const struct change *change, uint32_t n,
           enum change_kind kind)
{
    enum { MOST = 12 };
    const char **id = arena_new(t->arena, const char *, n);
    uint32_t of = 0;

    for (uint32_t i = 0; i < n; i++) {
        if (change[i].kind == kind)
            id[of++] = change_name(t->arena, t->audit, &change[i]);
    }
    lines_wrap(t, 2, view_names(t->arena, id, of, MOST));
}

void
lines_changes(struct lines *t, const struct change *change, uint32_t n)
{
    for (unsigned k = 0; k < CHANGE__N; k++) {
        enum change_kind kind = (enum change_kind)k;
        uint32_t of = changes_of_kind(change, n, kind);

        if (of == 0)
            continue;
        lines_heading(t, arena_print(t->arena, "%s (%" PRIu32 ")",
                                     kinds[kind].title, of));
        if (kinds[kind].still) {
            still_line(t, change, n, kind);
            continue;
        }
        for (uint32_t i = 0; i < n; i++) {
            if (change[i].kind == kind)
                change_line(t, &change[i]);
        }
    }
}

static void
side(struct lines *t, const char *label, const struct audit *a)
{
    lines_labelled(
        t, label,
        arena_print(t->arena, "%s, %s, user %s, %s (%s)",
                    view_or(view_time(t->arena, a->started), "unknown time"),
                    view_or(a->target.name, "not named"),
                    view_or(a->target.user, "unknown"), view_rules(t->arena, a),
                    outcome_word(audit_outcome(a))));
}

void
changes_text(struct out *out, const struct audit *old, const struct audit *new,
             const struct changes *changes)
{
    struct arena arena = {0};
    struct lines t = {
        .arena = &arena, .out = out, .audit = new, .width = LINES_WIDTH};

    side(&t, "Old", old);
    side(&t, "New", new);
    lines_changes(&t, changes->item, changes->n);
    (void)out_text(out, "\n");
    lines_wrap(
        &t, 0,
        view_heading(&arena, changes_count(&arena, changes->item, changes->n)));
    arena_free(&arena);
}

/* ---- json ---------------------------------------------------------------- */

static void
set_side(struct arena *arena, struct json *top, const char *key,
         const struct audit *a)
{
    struct json *object = json_set_object(arena, top, key);
    struct pack rules = audit_rules(a, arena);

    json_set_text(arena, object, "started", view_clean(arena, a->started));
    json_set_text(arena, object, "target", view_clean(arena, a->target.name));
    json_set_text(arena, object, "database",
                  view_clean(arena, a->target.database));
    json_set_text(arena, object, "user", view_clean(arena, a->target.user));
    json_set_text(arena, object, "rules", view_clean(arena, rules.id));
    json_set_text(arena, object, "rules_sha256",
                  view_clean(arena, rules.sha256));
    json_set_text(arena, object, "outcome", outcome_word(audit_outcome(a)));
}

void
changes_json(struct out *out, const struct audit *old, const struct audit *new,
             const struct changes *changes)
{
    struct arena arena = {0};
    struct json *top = json_new_object(&arena);
    struct json *list;

    json_set_text(&arena, top, "format", DIFF_FORMAT);
    set_side(&arena, top, "old", old);
    set_side(&arena, top, "new", new);
    list = json_set_array(&arena, top, "changes");
    for (uint32_t i = 0; i < changes->n; i++) {
        const struct change *c = &changes->item[i];
        struct json *object = json_push_object(&arena, list);

        json_set_text(&arena, object, "kind", change_word(c->kind));
        json_set_boolean(&arena, object, "news", change_is_news(c->kind));
        json_set_text(&arena, object, "rules", view_clean(&arena, c->rules));
        json_set_text(&arena, object, "id", view_clean(&arena, c->id));
        json_set_text(&arena, object, "before", view_clean(&arena, c->before));
        json_set_text(&arena, object, "after", view_clean(&arena, c->after));
        json_set_text(&arena, object, "detail", view_clean(&arena, c->detail));
    }
    json_print(top, true, out);
    arena_free(&arena);
}
