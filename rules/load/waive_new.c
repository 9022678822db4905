/* A file of waivers to fill in, made of what an audit has found. */
#include "base/date.h"
#include "base/json_write.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/load/keys.h"
#include "rules/model/name.h"

enum { MONTHS_GOOD = 3 };

struct template
{
    struct json_writer w;
    const struct audit *audit;
    const char *expires;
    struct arena *arena;
};

static void
put_text(struct template *t, const char *key, const char *text)
{
    json_write_text(&t->w, key, text_kept(t->arena, text));
}

static void
put(struct template *t, const char *name, const char *about)
{
    const char *target = t->audit->target.name;

    json_write_object(&t->w, NULL);
    put_text(t, "check", name);
    if (about != NULL && about[0] != '\0')
        put_text(t, "about", about);
    put_text(t, "reason", "");
    put_text(t, "owner", "");
    put_text(t, "approver", "");
    put_text(t, "ticket", "");
    put_text(t, "expires", t->expires);
    if (target != NULL && target[0] != '\0')
        put_text(t, "target", target);
    json_write_end(&t->w);
}

static const char *
name_of(const struct audit *audit, const struct finding *finding,
        struct arena *arena)
{
    return name_text(audit_packs(audit), finding->rules, finding->id, arena);
}

/* What is told of a name; NULL: the audit does not have it. */
static const char *
about_of(const struct audit *audit, const char *name, struct arena *arena)
{
    for (uint32_t i = 0; i < audit->n_finding; i++)
        if (text_same(name, name_of(audit, &audit->finding[i], arena)))
            return text_or(audit->finding[i].detail, "");
    for (uint32_t i = 0; i < audit->n_excess; i++)
        if (text_same(name, audit->excess[i].id))
            return text_or(audit->excess[i].detail, "");
    return NULL;
}

static void
refuse(const struct audit *audit, const char *name, struct diags *diags)
{
    const char **known = arena_new(diags->arena, const char *,
                                   audit->n_finding + audit->n_excess + 1);
    const char *near;
    uint32_t n = 0;

    for (uint32_t i = 0; i < audit->n_finding; i++)
        known[n++] = name_of(audit, &audit->finding[i], diags->arena);
    for (uint32_t i = 0; i < audit->n_excess; i++)
        known[n++] = text_or(audit->excess[i].id, "");
    near = diags_near(diags, name, known, n, sizeof *known);
    diag_add(diags, 0, 0, "the audit has no check or excess right %s%s%s%s",
             keys_quote(diags, name), near == NULL ? "" : "; did you mean \"",
             text_or(near, ""), near == NULL ? "" : "\"?");
}

static bool
is_open(const struct finding *finding)
{
    return finding->verdict == VERDICT_FAIL &&
           (finding->waiver == NULL || finding->waiver->state != WAIVER_ACTIVE);
}

bool
waivers_template(const struct audit *audit, struct wanted wanted,
                 const char *today, struct out *out, struct diags *diags)
{
    struct template t = {.w = {.out = out, .edited = true},
                         .audit = audit,
                         .expires =
                             date_later(today, MONTHS_GOOD, diags->arena),
                         .arena = diags->arena};
    uint32_t before = diags->n;

    json_write_object(&t.w, NULL);
    json_write_array(&t.w, "waivers");
    for (uint32_t i = 0; i < wanted.n; i++) {
        const char *about = about_of(audit, wanted.name[i], t.arena);

        if (about == NULL)
            refuse(audit, wanted.name[i], diags);
        else
            put(&t, wanted.name[i], about);
    }
    for (uint32_t i = 0; wanted.n == 0 && i < audit->n_finding; i++)
        if (is_open(&audit->finding[i]))
            put(&t, name_of(audit, &audit->finding[i], t.arena),
                audit->finding[i].detail);
    json_write_end(&t.w);
    json_write_end(&t.w);
    return diags->n == before;
}
