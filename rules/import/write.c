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

/* What a check is made of, in the order in which it is written. */
enum part {
    PART_GRANTS,
    PART_FACTS,
    PART_LIMIT,
    PART_ATTEST,
    PART_WITHHOLDS,
    PART_REACHES,
    PART_SPARES,
    PART__N
};

static enum part
part_of(const struct claim *claim)
{
    if (claim->subject != NULL)
        return claim->low == GRADE_NONE ? PART_SPARES : PART_REACHES;
    if (claim->right == NULL)
        return PART_ATTEST;
    if (scale_is_number(claim->right->scale))
        return PART_LIMIT;
    if (claim->right->about != NULL)
        return PART_FACTS;
    return claim->low == GRADE_NONE ? PART_WITHHOLDS : PART_GRANTS;
}

/* How much of a verb, and what narrows it. */
static void
write_grade(struct json_writer *w, const struct claim *claim,
            struct arena *arena)
{
    const struct scale *scale = claim->right->scale;

    if (claim->low != GRADE_NONE && claim->low != scale_top(scale))
        json_write_text(w, "level", scale_word(scale, claim->low, arena));
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
}

static void
write_claim(struct json_writer *w, const char *key, const struct claim *claim,
            struct arena *arena)
{
    enum part part = part_of(claim);

    if (claim->subject != NULL) {
        json_write_text(w, key, claim->subject->name);
        return;
    }
    json_write_object(w, key);
    write_if(w, "question", claim->question);
    if (part == PART_FACTS || part == PART_LIMIT)
        json_write_text(w, "fact", claim->right->verb);
    if (part != PART_ATTEST && claim->right->entity != NULL)
        json_write_text(w, "entity", claim->right->entity->name);
    if (part == PART_GRANTS || part == PART_WITHHOLDS)
        write_grade(w, claim, arena);
    if (part == PART_LIMIT)
        json_write_integer(w, "atLeast", claim->low);
    json_write_end(w);
}

/* Claims of one way, or of none. */
struct way {
    const struct made_check *check;
    uint16_t way;
    bool fallback;
};

static bool
is_of(const struct way *way, const struct claim *claim, enum part part)
{
    return claim->way == way->way && claim->fallback == way->fallback &&
           part_of(claim) == part;
}

/* Those that belong to a part: a list, but for a limit and a question, of which
 * there is one. */
static void
write_part(struct json_writer *w, const struct way *way, enum part part,
           struct arena *arena)
{
    static const char *const key[] = {
        [PART_GRANTS] = "grants",       [PART_FACTS] = "facts",
        [PART_LIMIT] = "limit",         [PART_ATTEST] = "attest",
        [PART_WITHHOLDS] = "withholds", [PART_REACHES] = "reaches",
        [PART_SPARES] = "spares"};
    bool list = part != PART_LIMIT && part != PART_ATTEST, any = false;

    for (uint32_t i = 0; i < way->check->n && (list || !any); i++) {
        const struct claim *claim = &way->check->claim[i];

        if (!is_of(way, claim, part))
            continue;
        if (list && !any)
            json_write_array(w, key[part]);
        write_claim(w, list ? NULL : key[part], claim, arena);
        any = true;
    }
    if (any && list)
        json_write_end(w);
}

static void
write_way(struct json_writer *w, const struct made_check *check, uint16_t way,
          bool fallback, struct arena *arena)
{
    for (int part = 0; part < PART__N; part++)
        write_part(w, &(struct way){check, way, fallback}, (enum part)part,
                   arena);
}

/* How many ways there are, or 1 for what is to be done without them. */
static uint16_t
count_ways(const struct made_check *check, bool fallback)
{
    uint16_t n = 0;

    for (uint32_t i = 0; i < check->n; i++)
        if (check->claim[i].fallback == fallback && check->claim[i].way > n)
            n = check->claim[i].way;
    return n;
}

static void
write_claims(struct json_writer *w, const struct made_check *check,
             struct arena *arena)
{
    uint16_t ways = count_ways(check, false);

    write_way(w, check, 0, false, arena);
    if (ways > 0)
        json_write_array(w, "anyOf");
    for (uint16_t i = 1; i <= ways; i++) {
        json_write_object(w, NULL);
        write_way(w, check, i, false, arena);
        json_write_end(w);
    }
    if (ways > 0)
        json_write_end(w);
    if (count_ways(check, true) == 0)
        return;
    json_write_object(w, "ifAbsent");
    write_way(w, check, 1, true, arena);
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
    if (m->source->phrases->fix != NULL) {
        json_write_text(
            w, "fix",
            arena_print(m->arena, "%s: %s", object, m->source->phrases->fix));
        return;
    }
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
    write_if(w, "need", check->less ? "recommended" : NULL);
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

static void
write_subjects(struct json_writer *w, const struct mapper *m)
{
    if (m->n_subject == 0)
        return;
    json_write_array(w, "subjects");
    for (uint32_t i = 0; i < m->n_subject; i++) {
        json_write_object(w, NULL);
        json_write_text(w, "name", m->subject[i].name);
        json_write_boolean(w, "many", m->subject[i].many);
        json_write_text(w, "about", m->subject[i].about);
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
    write_subjects(&w, m);
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

    write_file(m, &out);
    return out_kept(&out, m->arena);
}
