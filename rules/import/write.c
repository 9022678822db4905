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

/* What one list of a check is made of. */
enum part { PART_GRANTS, PART_FACTS, PART_LIMIT, PART_ATTEST, PART_WITHHOLDS };

static enum part
part_of(const struct made_claim *claim)
{
    if (claim->right == NULL)
        return PART_ATTEST;
    if (scale_is_number(claim->right->scale))
        return PART_LIMIT;
    if (claim->right->about != NULL)
        return PART_FACTS;
    return claim->low == GRADE_NONE ? PART_WITHHOLDS : PART_GRANTS;
}

static void
write_entity(struct json_writer *w, const struct made_claim *claim)
{
    if (claim->right->entity != NULL)
        json_write_text(w, "entity", claim->right->entity->name);
}

static void
write_grant(struct json_writer *w, const struct made_claim *claim,
            struct arena *arena)
{
    json_write_object(w, NULL);
    write_entity(w, claim);
    if (claim->low != GRADE_NONE &&
        claim->low != scale_top(claim->right->scale))
        json_write_text(w, "level",
                        scale_word(claim->right->scale, claim->low, arena));
    json_write_array(w, "accesses");
    json_write_text(w, NULL, claim->right->verb);
    json_write_end(w);
    if (claim->within != NULL) {
        json_write_array(w, "within");
        for (const char *const *part = claim->within; *part != NULL; part++)
            json_write_text(w, NULL, *part);
        json_write_end(w);
    }
    if (claim->doubtful)
        json_write_boolean(w, "doubtful", true);
    json_write_end(w);
}

static void
write_fact(struct json_writer *w, const struct made_claim *claim,
           const char *key)
{
    json_write_object(w, key);
    json_write_text(w, "fact", claim->right->verb);
    write_entity(w, claim);
    if (key != NULL)
        json_write_integer(w, "atLeast", claim->low);
    json_write_end(w);
}

static void
write_question(struct json_writer *w, const struct made_claim *claim)
{
    json_write_object(w, "attest");
    json_write_text(w, "question", claim->question);
    json_write_end(w);
}

/* Claims of one way, or of none. */
struct way {
    const struct made_check *check;
    uint32_t way;
    bool fallback;
};

static bool
is_of(const struct way *way, uint32_t i, enum part part)
{
    const struct made_claim *claim = &way->check->claim[i];

    return claim->way == way->way && claim->fallback == way->fallback &&
           part_of(claim) == part;
}

/* The claims that make a list; no list of none. */
static void
write_list(struct json_writer *w, const struct way *way, enum part part,
           struct arena *arena)
{
    static const char *const key[] = {[PART_GRANTS] = "grants",
                                      [PART_FACTS] = "facts",
                                      [PART_WITHHOLDS] = "withholds"};
    bool any = false;

    for (uint32_t i = 0; i < way->check->n; i++) {
        if (!is_of(way, i, part))
            continue;
        if (!any)
            json_write_array(w, key[part]);
        any = true;
        if (part == PART_FACTS)
            write_fact(w, &way->check->claim[i], NULL);
        else
            write_grant(w, &way->check->claim[i], arena);
    }
    if (any)
        json_write_end(w);
}

static void
write_way(struct json_writer *w, const struct way *way, struct arena *arena)
{
    bool limit = false, asked = false;

    write_list(w, way, PART_GRANTS, arena);
    write_list(w, way, PART_FACTS, arena);
    for (uint32_t i = 0; i < way->check->n; i++) {
        if (is_of(way, i, PART_LIMIT) && !limit)
            write_fact(w, &way->check->claim[i], "limit");
        if (is_of(way, i, PART_ATTEST) && !asked)
            write_question(w, &way->check->claim[i]);
        limit = limit || is_of(way, i, PART_LIMIT);
        asked = asked || is_of(way, i, PART_ATTEST);
    }
    write_list(w, way, PART_WITHHOLDS, arena);
}

static bool
has_fallback(const struct made_check *check)
{
    for (uint32_t i = 0; i < check->n; i++)
        if (check->claim[i].fallback)
            return true;
    return false;
}

static uint32_t
count_ways(const struct made_check *check)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < check->n; i++)
        if (!check->claim[i].fallback && check->claim[i].way > n)
            n = check->claim[i].way;
    return n;
}

static void
write_claims(struct json_writer *w, const struct made_check *check,
             struct arena *arena)
{
    uint32_t ways = count_ways(check);

    write_way(w, &(struct way){check, 0, false}, arena);
    if (ways > 0)
        json_write_array(w, "anyOf");
    for (uint32_t i = 1; i <= ways; i++) {
        json_write_object(w, NULL);
        write_way(w, &(struct way){check, i, false}, arena);
        json_write_end(w);
    }
    if (ways > 0)
        json_write_end(w);
    if (!has_fallback(check))
        return;
    json_write_object(w, "ifAbsent");
    write_way(w, &(struct way){check, 1, true}, arena);
    json_write_end(w);
}

/* What to set in the editor for it. */
static void
write_fix(struct json_writer *w, const struct mapper *m, const char *object,
          const struct made_check *check)
{
    const struct catalogue *catalogue = m->catalogue;
    const struct right *right = check->n > 0 ? check->claim[0].right : NULL;

    if (right == NULL || part_of(&check->claim[0]) != PART_GRANTS)
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
    write_if(w, "feature", check->feature);
    write_claims(w, check, m->arena);
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
    write_if(w, "feature", rule->feature);
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
        json_write_boolean(w, "default", m->option[i].on);
        json_write_text(w, "about", m->option[i].about);
        json_write_end(w);
    }
    json_write_end(w);
}

static void
write_features(struct json_writer *w, const struct mapper *m)
{
    if (m->n_feature == 0)
        return;
    json_write_array(w, "features");
    for (uint32_t i = 0; i < m->n_feature; i++) {
        json_write_object(w, NULL);
        json_write_text(w, "id", m->feature[i].id);
        json_write_text(w, "title", m->feature[i].title);
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
    write_features(&w, m);
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
