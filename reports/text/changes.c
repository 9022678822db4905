/* What changed, for the terminal and for programs. */
#include "reports/text/changes.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/json_write.h"
#include "base/text.h"
#include "reports/text/lines.h"
#include "reports/view/changes.h"
#include "reports/view/excess.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>

#define DIFF_FORMAT "grantscan-diff/2"

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
                    text_or(a->target.account, "unknown"),
                    view_rules(t->arena, a), view_sentence(t->arena, a).head));
}

void
changes_text(struct out *out, const struct audit *old, const struct audit *new,
             const struct changes *changes, unsigned width)
{
    struct arena arena = {0};
    struct lines t = {
        .arena = &arena, .out = out, .audit = new, .width = width};

    side(&t, "Old", old);
    side(&t, "New", new);
    lines_changes(&t, changes->item, changes->n);
    (void)out_text(out, "\n");
    lines_wrap(
        &t, 0,
        text_capital(&arena, changes_count(&arena, changes->item, changes->n)));
    arena_free(&arena);
}

/* ---- json ---------------------------------------------------------------- */

static void
put_text(struct json_writer *w, const char *key, const char *text,
         struct arena *arena)
{
    json_write_text(w, key, text_kept(arena, text));
}

static void
put_side(struct json_writer *w, const char *key, const struct audit *a,
         struct arena *arena)
{
    const struct target *target = &a->target;
    struct pack rules = audit_rules(a, arena);

    json_write_object(w, key);
    put_text(w, "started", a->started, arena);
    put_text(w, "target", target->name, arena);
    put_text(w, "id", target->id, arena);
    put_text(w, "account", target->account, arena);
    json_write_array(w, "traits");
    for (uint32_t i = 0; i < target->n_trait; i++) {
        json_write_object(w, NULL);
        put_text(w, "label", target->trait[i].label, arena);
        put_text(w, "value", target->trait[i].value, arena);
        json_write_end(w);
    }
    json_write_end(w);
    put_text(w, "rules", rules.id, arena);
    put_text(w, "rules_sha256", rules.sha256, arena);
    json_write_text(w, "outcome", outcome_word(audit_outcome(a)));
    json_write_text(w, "headline", headline_word(audit_headline(a)));
    json_write_end(w);
}

static void
put_change(struct json_writer *w, const struct change *c, struct arena *arena)
{
    json_write_object(w, NULL);
    json_write_text(w, "kind", change_word(c->kind));
    json_write_boolean(w, "news", change_is_news(c->kind));
    put_text(w, "rules", c->rules, arena);
    put_text(w, "id", c->id, arena);
    put_text(w, "before", c->before, arena);
    put_text(w, "after", c->after, arena);
    put_text(w, "detail", c->detail, arena);
    json_write_end(w);
}

void
changes_json(struct out *out, const struct audit *old, const struct audit *new,
             const struct changes *changes)
{
    struct arena arena = {0};
    struct json_writer w = {.out = out, .pretty = true};

    json_write_object(&w, NULL);
    json_write_text(&w, "format", DIFF_FORMAT);
    put_side(&w, "old", old, &arena);
    put_side(&w, "new", new, &arena);
    json_write_array(&w, "changes");
    for (uint32_t i = 0; i < changes->n; i++)
        put_change(&w, &changes->item[i], &arena);
    json_write_end(&w);
    json_write_end(&w);
    arena_free(&arena);
}
