/* Rules while they are made: ids, checks, options, questions. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

enum { PHRASE_CAP = 300, SLUG_CAP = 60, RULES_CAP = 2000 };

const char *
short_text(struct mapper *m, const char *text)
{
    struct out out = {0};
    const char *kept;

    for (; *text != '\0'; text++)
        (void)out_bytes(&out, *text == '\n' ? " " : text, 1);
    kept = text_clean(m->arena, out_string(&out), out.length, PHRASE_CAP);
    out_free(&out);
    return kept;
}

/* ---- rules --------------------------------------------------------------- */

static const char *
id_of(struct mapper *m, const struct section *section, const char *printed,
      const char *object, uint32_t line)
{
    const char *prefix = section->slug, *slug, *id;
    uint32_t at;

    if (prefix == NULL)
        prefix = id_slug(m->arena, text_or(printed, "general"), SLUG_CAP);
    slug = id_slug(m->arena, object, SLUG_CAP);
    if (*slug == '\0')
        slug = arena_print(m->arena, "row-%u", (unsigned)line);
    id = arena_print(m->arena, "%s%s%s", prefix, *prefix == '\0' ? "" : ".",
                     slug);
    m->id_count = arena_grow(m->arena, m->id_count, m->n_id, &m->id_capacity);
    at = index_put(&m->ids, NULL, id, m->n_id);
    if (at == m->n_id)
        m->id_count[m->n_id++] = 1;
    else /* no slug has two dashes, so that no other id comes to the same */
        id = arena_print(m->arena, "%s--%u", id, (unsigned)++m->id_count[at]);
    return id;
}

struct made_rule *
rule_new(struct mapper *m, const struct row *row, const struct section *section,
         const char *level)
{
    struct made_rule *rule;
    const char *printed = short_text(m, text_or(row->section, ""));
    const char *object = short_text(m, text_or(row->object, ""));

    if (m->n_rule == RULES_CAP)
        page_refuse(&m->page, "more than 2000 rules and questions; that is no "
                              "permission table");
    m->rule = arena_grow(m->arena, m->rule, m->n_rule, &m->rule_capacity);
    rule = &m->rule[m->n_rule++];
    *rule = (struct made_rule){
        .id = id_of(m, section, printed, text_or(row->name, object),
                    row->entry->line),
        .section = text_or(printed, "General"),
        .object = text_or(object, "(no name)"),
        .level = text_or(short_text(m, level), "(nothing)"),
        .screen = m->source->phrases->screen,
    };
    if (section->title != NULL && m->catalogue->n_editor > 1)
        rule->screen =
            arena_print(m->arena, "%s > %s", rule->screen, section->title);
    return rule;
}

struct made_check *
check_new(struct mapper *m, struct made_rule *rule, const char *access,
          const char *option)
{
    rule->check = arena_grow(m->arena, rule->check, rule->n, &rule->capacity);
    rule->check[rule->n] =
        (struct made_check){.access = access, .option = option};
    return &rule->check[rule->n++];
}

/* "view", "view-2", ... where the rule has it already. */
const char *
access_name(struct mapper *m, const struct made_rule *rule, const char *access)
{
    size_t length = strlen(access);
    uint32_t n = 1;

    for (uint32_t i = 0; i < rule->n; i++)
        n += text_starts(rule->check[i].access, access) &&
             strspn(rule->check[i].access + length, "-0123456789") ==
                 strlen(rule->check[i].access + length);
    return n == 1 ? access
                  : arena_print(m->arena, "%s-%u", access, (unsigned)n);
}

void
claim_add(struct mapper *m, struct made_check *check, struct claim claim)
{
    check->claim =
        arena_grow(m->arena, check->claim, check->n, &check->capacity);
    check->claim[check->n++] = claim;
}

/* The option that a condition stands for, named as the vendor words it; off.
 * Of conditions that come to one name each has an option of its own: no name
 * has two dashes but by that. */
const char *
option_of(struct mapper *m, const char *condition)
{
    const char *name, *whole;
    uint32_t at, n = 1;

    if (condition == NULL)
        return NULL;
    whole = text_lower(m->arena, condition, strlen(condition));
    at = index_put(&m->options, NULL, whole, m->n_option);
    if (at != m->n_option)
        return m->option[at].name;
    name = text_or(id_slug(m->arena, condition, SLUG_CAP), "condition");
    for (uint32_t i = 0; i < m->n_option; i++) {
        const char *other = m->option[i].name;

        n += text_starts(other, name) &&
             (other[strlen(name)] == '\0' ||
              text_starts(other + strlen(name), "--"));
    }
    if (n > 1)
        name = arena_print(m->arena, "%s--%u", name, (unsigned)n);
    m->option =
        arena_grow(m->arena, m->option, m->n_option, &m->option_capacity);
    m->option[m->n_option++] = (struct rule_option){
        .name = name,
        .about = arena_print(m->arena, "The vendor's condition holds: \"%s\".",
                             short_text(m, condition))};
    return name;
}

/* ---- questions ----------------------------------------------------------- */

void
question_add(struct mapper *m, struct made_rule *rule, const struct row *row,
             const struct question *q)
{
    const char *text = short_text(m, text_or(q->level, row->object));
    struct made_check *check =
        check_new(m, rule, access_name(m, rule, "stated"), q->option);

    const char *question =
        q->level == NULL
            ? arena_print(m->arena,
                          "Is it set as the vendor's page says: \"%s\"?", text)
            : arena_print(
                  m->arena, "%s%s%s: is \"%s\" set to \"%s\"?",
                  m->source->phrases->editor, row->section == NULL ? "" : " > ",
                  short_text(m, text_or(row->section, "")), rule->object, text);
    claim_add(m, check, (struct claim){.low = 1, .question = question});
    if (rule->why == NULL)
        rule->why = arena_print(
            m->arena, "Line %u of the vendor's page was not understood: %s.",
            (unsigned)row->entry->line, q->about);
    m->question =
        arena_grow(m->arena, m->question, m->n_question, &m->question_capacity);
    m->question[m->n_question++] =
        (struct import_remark){row->entry->line, question, q->about};
    map_fate(m, row->entry, FATE_QUESTION);
}

void
map_question(struct mapper *m, const struct row *row, const char *level,
             const char *about)
{
    struct section section = section_find(m, row->section);
    struct made_rule *rule =
        rule_new(m, row, &section, text_or(level, "as the page says"));

    rule->loose = level == NULL;
    rule->less = row->less;
    question_add(
        m, rule, row,
        &(struct question){level, option_of(m, row->condition), about});
}
