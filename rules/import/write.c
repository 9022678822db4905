/* The rules that were made, as a rules file. */
#include "base/json_write.h"
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <string.h>

enum { TITLE_CAP = 120 };

/* No member without a text. */
static void
write_if(struct json_writer *w, const char *key, const char *text)
{
    if (text != NULL)
        json_write_text(w, key, text);
}

static bool
is_grant(const struct made_claim *claim)
{
    return claim->right->about == NULL;
}

static void
write_grants(struct json_writer *w, const struct made_check *check,
             struct arena *arena)
{
    if (check->n == 0 || !is_grant(&check->claim[0]))
        return;
    json_write_array(w, "grants");
    for (uint32_t i = 0; i < check->n; i++) {
        const struct made_claim *claim = &check->claim[i];

        json_write_object(w, NULL);
        json_write_text(w, "entity", claim->right->entity->name);
        if (claim->low != scale_top(claim->right->scale))
            json_write_text(w, "level",
                            scale_word(claim->right->scale, claim->low, arena));
        json_write_array(w, "accesses");
        json_write_text(w, NULL, claim->right->verb);
        json_write_end(w);
        json_write_end(w);
    }
    json_write_end(w);
}

/* A check of a feature has one claim. */
static void
write_feature(struct json_writer *w, const struct made_check *check)
{
    const struct right *right = check->n > 0 ? check->claim[0].right : NULL;

    if (right == NULL || is_grant(&check->claim[0]))
        return;
    if (scale_is_number(right->scale)) {
        json_write_object(w, "limit");
        json_write_text(w, "fact", right->verb);
        json_write_integer(w, "atLeast", check->claim[0].low);
        json_write_end(w);
        return;
    }
    json_write_array(w, "facts");
    json_write_object(w, NULL);
    json_write_text(w, "fact", right->verb);
    json_write_end(w);
    json_write_end(w);
}

/* What to set in the editor for it. */
static void
write_fix(struct json_writer *w, const struct mapper *m, const char *object,
          const struct made_check *check)
{
    const struct catalogue *catalogue = m->catalogue;
    const struct right *right = check->n > 0 ? check->claim[0].right : NULL;

    if (right == NULL || !is_grant(&check->claim[0]))
        return;
    json_write_text(
        w, "fix",
        arena_print(m->arena, "%s: set %s to %s.", object,
                    verb_title(catalogue->verb, catalogue->n_verb, right->verb),
                    scale_title(right->scale, check->claim[0].low, m->arena)));
}

static void
write_check(struct json_writer *w, const struct mapper *m, const char *object,
            const struct made_check *check)
{
    json_write_object(w, NULL);
    json_write_text(w, "access", check->access);
    write_if(w, "option", check->option);
    write_grants(w, check, m->arena);
    write_feature(w, check);
    if (check->question != NULL) {
        json_write_object(w, "attest");
        json_write_text(w, "question", check->question);
        json_write_end(w);
    }
    write_fix(w, m, object, check);
    json_write_end(w);
}

static void
write_rule(struct json_writer *w, const struct mapper *m,
           const struct made_rule *rule)
{
    json_write_object(w, NULL);
    json_write_text(w, "id", rule->id);
    json_write_text(w, "section", rule->section);
    json_write_text(w, "object", rule->object);
    json_write_text(w, "level", rule->level);
    json_write_text(w, "need", rule->less ? "recommended" : "required");
    json_write_text(w, "basis", "published");
    json_write_text(w, "source", "table");
    json_write_text(w, "why",
                    text_or(rule->why, "The vendor's table asks for it."));
    json_write_text(w, "degrades",
                    "The vendor's table does not say what fails without it.");
    json_write_text(w, "screen", rule->screen);
    json_write_text(
        w, "fix",
        rule->loose ? "Set what the vendor's page says."
                    : arena_print(m->arena, "%s: set what the table says: %s.",
                                  rule->object, rule->level));
    json_write_array(w, "checks");
    for (uint32_t i = 0; i < rule->n; i++)
        write_check(w, m, rule->object, &rule->check[i]);
    json_write_end(w);
    json_write_end(w);
}

static void
write_options(struct json_writer *w, const struct mapper *m)
{
    if (m->n_option == 0)
        return;
    json_write_array(w, "options");
    for (uint32_t i = 0; i < m->n_option; i++) {
        json_write_object(w, NULL);
        json_write_text(w, "name", m->option[i].name);
        json_write_boolean(w, "default", false);
        json_write_text(w, "about", m->option[i].about);
        json_write_end(w);
    }
    json_write_end(w);
}

/* The text, or the other if there is none in it. */
static const char *
title_or(struct arena *arena, const char *text, const char *other)
{
    if (text == NULL || text[strspn(text, " \t\n")] == '\0')
        text = other;
    return text_clean(arena, text, strlen(text), TITLE_CAP);
}

static const char *
without_form(struct arena *arena, const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL && dot != name
               ? arena_slice(arena, name, (size_t)(dot - name))
               : name;
}

static void
write_source(struct json_writer *w, const struct mapper *m, const char *title)
{
    json_write_array(w, "sources");
    json_write_object(w, NULL);
    json_write_text(w, "id", "table");
    json_write_text(w, "title",
                    arena_print(m->arena,
                                "%s (imported; the date is that of "
                                "reading)",
                                title));
    json_write_text(w, "date", m->source->date);
    write_if(w, "url", m->url);
    json_write_end(w);
    json_write_end(w);
}

static void
write_file(const struct mapper *m, struct out *out)
{
    struct json_writer w = {.out = out, .pretty = true};
    struct arena *arena = m->arena;
    const char *title = title_or(
        arena, m->page.title,
        title_or(arena, without_form(arena, m->source->name), "table"));
    const char *slug = id_slug(arena, title, 80);

    json_write_object(&w, NULL);
    json_write_text(&w, "$schema", "rules.schema.json");
    json_write_text(&w, "format", "grantscan-rules/1");
    json_write_text(&w, "id",
                    arena_print(arena, "%s-%s",
                                *slug == '\0' ? "imported" : slug,
                                m->catalogue->provider));
    json_write_text(&w, "title", title);
    json_write_text(&w, "version", m->source->date);
    json_write_text(&w, "provider", m->catalogue->provider);
    json_write_text(&w, "product", title);
    write_source(&w, m, title);
    write_options(&w, m);
    json_write_array(&w, "rules");
    for (uint32_t i = 0; i < m->n_rule; i++)
        write_rule(&w, m, &m->rule[i]);
    json_write_end(&w);
    json_write_end(&w);
}

const char *
rules_text(const struct mapper *m)
{
    struct out out = {0};
    const char *text;

    write_file(m, &out);
    text = arena_text(m->arena, out_string(&out));
    out_free(&out);
    return text;
}
