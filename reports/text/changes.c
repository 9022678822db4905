/* What changed, for the terminal and for programs. */
#include "reports/text/changes.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/json.h"
#include "base/text.h"
#include "reports/text/lines.h"
#include "reports/view/changes.h"
#include "reports/view/excess.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>

#define DIFF_FORMAT "grantscan-diff/1"

/* ---- text ---------------------------------------------------------------- */

static void
change_line(struct lines *t, const struct change *c)
{
    lines_wrap(t, 2,
               arena_print(t->arena, "%s: %s -> %s",
                           change_name(t->arena, t->audit, c),
                           text_or(c->before, "-"), text_or(c->after, "-")));
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
                                     change_title(kind), of));
        if (change_is_still(kind)) {
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
                    text_or(view_time(t->arena, a->started), "unknown time"),
                    text_or(a->target.name, "not named"),
                    text_or(a->target.user, "unknown"), view_rules(t->arena, a),
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

    json_set_text(arena, object, "started", text_kept(arena, a->started));
    json_set_text(arena, object, "target", text_kept(arena, a->target.name));
    json_set_text(arena, object, "database",
                  text_kept(arena, a->target.database));
    json_set_text(arena, object, "user", text_kept(arena, a->target.user));
    json_set_text(arena, object, "rules", text_kept(arena, rules.id));
    json_set_text(arena, object, "rules_sha256",
                  text_kept(arena, rules.sha256));
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
        json_set_text(&arena, object, "rules", text_kept(&arena, c->rules));
        json_set_text(&arena, object, "id", text_kept(&arena, c->id));
        json_set_text(&arena, object, "before", text_kept(&arena, c->before));
        json_set_text(&arena, object, "after", text_kept(&arena, c->after));
        json_set_text(&arena, object, "detail", text_kept(&arena, c->detail));
    }
    json_print(top, true, out);
    arena_free(&arena);
}
