/* One row of a permission table: a rule, a question, both, or nothing. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <stdlib.h>
#include <string.h>

/* Of one row: what is known of it while its cells are read. */
struct reading {
    struct mapper *m;
    const struct row *row;
    struct section section;
    struct object object;
    struct row_hearing heard;
    uint32_t rule[2]; /* 1 + place of its rule; of what is only recommended */
};

const char *
both_conditions(struct mapper *m, const char *a, const char *b)
{
    if (a == NULL || b == NULL || text_same(a, b))
        return a == NULL ? b : a;
    return arena_print(m->arena, "%s, and %s", a, b);
}

/* ---- cells --------------------------------------------------------------- */

const char *
cell_of(const struct page_entry *row, uint32_t at)
{
    return at < row->n ? row->cell[at] : "";
}

/* What names are asked for that stand there without a level: all of the first
 * verb. */
static const char *
listed_level(struct mapper *m)
{
    const struct scale *scale = m->catalogue->right[0].scale;

    return arena_print(m->arena, "%s: %s", m->catalogue->verb[0].title,
                       scale->title[scale->n - 1]);
}

/* "Add: All" of a verb's column, the cell itself of one of levels. */
static const char *
cell_level(const struct reading *r, uint32_t at)
{
    const struct column *column = &r->row->columns->column[at];
    const char *text = short_text(r->m, cell_of(r->row->entry, at));

    if (column->role == ROLE_OBJECT)
        return listed_level(r->m);
    if (column->role == ROLE_LEVEL ||
        (column->role == ROLE_NONE && column->heading[0] == '\0'))
        return text;
    return arena_print(r->m->arena, "%s: %s",
                       column->role == ROLE_VERB
                           ? r->m->catalogue->verb[column->verb].title
                           : column->heading,
                       text);
}

static bool
asks_for(const struct reading *r, uint32_t at)
{
    return r->heard.cell[at].heard != HEARD_NOTHING;
}

/* All that the row asks for, as printed. */
static const char *
row_level(const struct reading *r)
{
    const char *text = "";

    for (uint32_t i = 0; i < r->row->columns->n; i++)
        if (asks_for(r, i))
            text = arena_print(r->m->arena, "%s%s%s", text, *text ? ", " : "",
                               cell_level(r, i));
    return text;
}

/* ---- claims -------------------------------------------------------------- */

/* Of its table and of its need. */
static const char *
row_condition(const struct reading *r)
{
    return both_conditions(r->m, r->row->condition, r->heard.condition);
}

/* Where it is set, if the table does not say: there all of the entities are. */
static const char *
own_screen(const struct reading *r, const struct made_rule *rule)
{
    const char *section =
        r->object.n == 0 ? NULL : r->object.entity[0]->section;

    if (r->section.title != NULL || section == NULL ||
        r->m->catalogue->n_editor == 1)
        return rule->screen;
    for (uint32_t i = 1; i < r->object.n; i++)
        if (!text_same(r->object.entity[i]->section, section))
            return rule->screen;
    return arena_print(r->m->arena, "%s > %s", rule->screen, section);
}

/* The rule of the row: what is only recommended makes one of its own. */
static struct made_rule *
rule_of(struct reading *r, bool less)
{
    struct made_rule *rule;

    if (r->rule[less] == 0) {
        struct row row = *r->row;

        if (r->m->source->phrases->prefix != NULL && r->object.n == 1)
            row.name = r->object.entity[0]->name;
        rule = rule_new(r->m, &row, &r->section, row_level(r));
        rule->less = less;
        rule->screen = own_screen(r, rule);
        r->rule[less] = r->m->n_rule;
    }
    return &r->m->rule[r->rule[less] - 1];
}

/* The check of that verb and condition, or a new one. */
static struct made_check *
check_of(struct reading *r, struct made_rule *rule, const char *verb,
         const char *option)
{
    for (uint32_t i = 0; i < rule->n; i++)
        if (text_starts(rule->check[i].access, verb) &&
            rule->check[i].claim->right != NULL &&
            text_same(rule->check[i].option, option))
            return &rule->check[i];
    return check_new(r->m, rule, access_name(r->m, rule, verb), option);
}

/* The grade on the scale of the right; -1: there is no such right, or it has no
 * such grade. */
static int64_t
grade_on(const struct mapper *m, const struct right *right, int64_t grade)
{
    const struct scale *scale = m->catalogue->right[0].scale;

    if (right == NULL)
        return -1;
    if (grade == (int64_t)scale->n - 1)
        return scale_top(right->scale);
    return right->scale == scale ? grade : -1;
}

/* One ask on all the row's entities. False: the catalogue has no such right. */
static bool
claim(struct reading *r, const struct ask *a, bool near)
{
    struct mapper *m = r->m;
    const char *verb = m->catalogue->verb[a->verb].word;
    const struct right *right[ENTITIES] = {NULL};
    const char *option;
    struct made_check *check;

    for (uint32_t i = 0; i < r->object.n; i++) {
        right[i] = catalogue_right(m->catalogue, r->object.entity[i], verb);
        if (grade_on(m, right[i], a->grade) < 0)
            return false;
    }
    option = option_of(
        m,
        both_conditions(m, row_condition(r),
                        both_conditions(m, r->object.condition, a->condition)));
    check = check_of(r, rule_of(r, a->less || r->heard.less), verb, option);
    for (uint32_t i = 0; i < r->object.n; i++)
        claim_add(m, check,
                  (struct claim){
                      .right = right[i],
                      .low = grade_on(m, right[i], a->grade),
                  });
    m->n_right += r->object.n;
    m->n_exact += near ? 0 : r->object.n;
    return true;
}

/* "50", "at least 50": nothing else is a number. */
static int64_t
least(const char *text)
{
    char *end;
    long long n;

    if (text_starts(text, "at least ") || text_starts(text, "At least "))
        text += strlen("at least ");
    if (*text < '1' || *text > '9' || strlen(text) > 9)
        return 0;
    n = strtoll(text, &end, 10);
    return *end == '\0' ? n : 0;
}

static bool
says_yes(const struct reading *r, uint32_t at)
{
    const char *text = cell_of(r->row->entry, at);

    return r->heard.cell[at].yes ||
           (r->heard.cell[at].heard == HEARD_ASKS &&
            token_at(&r->m->lexicon, text).said == SAID_YES);
}

/* Of a cell that is read as a whole. */
static const char *
cell_condition(const struct reading *r, const struct hearing *h)
{
    const char *own = both_conditions(r->m, r->object.condition, h->condition);

    if (h->n > 0)
        own = both_conditions(r->m, own, h->ask[0].condition);
    return both_conditions(r->m, row_condition(r), own);
}

/* A fact of the account, or a number. False: the cell does not say it. */
static bool
claim_feature(struct reading *r, uint32_t at)
{
    const struct import_phrase *feature = r->object.feature;
    const char *name = strchr(feature->what, ':') + 1;
    bool number = text_starts(feature->what, "limit:");
    int64_t low = number ? least(cell_of(r->row->entry, at)) : says_yes(r, at);
    const struct right *right = catalogue_right(r->m->catalogue, NULL, name);
    struct hearing *h = &r->heard.cell[at];
    struct made_rule *rule;

    if (low < 1 || right == NULL || h->ask[0].less ||
        (h->condition != NULL &&
         token_at(&r->m->lexicon, h->condition).said == SAID_LESS))
        return false;
    rule = rule_of(r, r->heard.less);
    claim_add(r->m,
              check_new(r->m, rule, access_name(r->m, rule, feature->name),
                        option_of(r->m, cell_condition(r, h))),
              (struct claim){.right = right, .low = low});
    r->m->n_right++;
    r->m->n_exact++;
    return true;
}

/* The cell as claims. False: it comes to none. */
static bool
claim_cell(struct reading *r, uint32_t at)
{
    const struct hearing *h = &r->heard.cell[at];
    bool good = h->heard == HEARD_ASKS;

    if (r->object.feature != NULL)
        return claim_feature(r, at);
    for (uint32_t i = 0; i < h->n && good; i++)
        good = claim(r, &h->ask[i], h->near);
    return good;
}

/* What one cell asks for becomes checks of the rule, or a question. */
static void
use_cell(struct reading *r, uint32_t at)
{
    const struct hearing *h = &r->heard.cell[at];
    const char *condition = both_conditions(
        r->m, row_condition(r),
        both_conditions(r->m, r->object.condition, h->condition));
    const char *about = h->yes                   ? "a yes without a verb"
                        : h->heard == HEARD_ASKS ? "no such right is known"
                                                 : "no such level is known";

    if (!claim_cell(r, at))
        question_add(r->m, rule_of(r, r->heard.less), r->row,
                     &(struct question){cell_level(r, at),
                                        option_of(r->m, condition), about});
    else if (h->near)
        map_note(r->m, r->row->entry->line, cell_level(r, at),
                 "not in the provider's own words");
}

static void
note_match(struct reading *r)
{
    const char *names = "";

    if (r->object.exact || r->object.feature != NULL)
        return;
    for (uint32_t i = 0; i < r->object.n; i++)
        names = arena_print(r->m->arena, "%s%s%s", names, i > 0 ? ", " : "",
                            r->object.entity[i]->name);
    map_note(r->m, r->row->entry->line, short_text(r->m, r->row->object),
             arena_print(r->m->arena, "read as %s", names));
}

static void
map_known(struct reading *r)
{
    struct mapper *m = r->m;
    uint32_t questions = m->n_question;

    note_match(r);
    for (uint32_t i = 0; i < r->row->columns->n; i++)
        if (asks_for(r, i))
            use_cell(r, i);
    map_fate(m, r->row->entry, FATE_RULE);
    m->rows.question += m->n_question > questions;
    m->rows.rule += m->n_question == questions;
}

/* Whether nothing is said where it should be, but notes name a right. */
static bool
is_said_aside(const struct reading *r)
{
    const struct columns *c = r->row->columns;
    bool aside = false;

    for (uint32_t i = 0; i < c->n; i++) {
        const char *text = cell_of(r->row->entry, i);
        enum role role = c->column[i].role;

        if ((role == ROLE_LEVEL || role == ROLE_VERB) && *text != '\0')
            return false;
        aside = aside || (role == ROLE_NOTES &&
                          names_right(r->m, arena_print(r->m->arena, "%s: %s",
                                                        r->row->object, text)));
    }
    return aside;
}

/* Which word said that nothing is asked for, if it is not a plain no. */
static void
note_nothing(struct reading *r)
{
    for (uint32_t i = 0; i < r->row->columns->n; i++)
        if (r->heard.cell[i].near)
            map_note(r->m, r->row->entry->line,
                     arena_print(r->m->arena, "%s, %s",
                                 short_text(r->m, r->row->object),
                                 cell_level(r, i)),
                     "read as nothing that is asked for");
}

static uint32_t
count_lines(const char *text)
{
    uint32_t n = 1;

    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

/* Whether lines of names stand beside as many of what is asked, so that each
 * may be meant for one only. */
static bool
is_in_step(const struct reading *r)
{
    uint32_t lines = count_lines(r->row->object);
    bool step = false;

    for (uint32_t i = 0; i < r->row->columns->n && lines > 1; i++)
        step = step || (r->heard.cell[i].heard == HEARD_ASKS &&
                        r->row->columns->column[i].role != ROLE_OBJECT &&
                        count_lines(cell_of(r->row->entry, i)) == lines);
    return step;
}

/* Why what the row is of leaves open what it asks for; NULL: it does not. */
static const char *
doubt_of_object(const struct reading *r)
{
    if (r->object.doubt && r->section.person)
        return "in that section only a person can judge";
    if (r->object.doubt)
        return arena_print(r->m->arena, "no such object is known%s%s",
                           r->object.hint == NULL ? "" : "; ",
                           text_or(r->object.hint, ""));
    return is_in_step(r) ? "which of its lines belong together is not clear"
                         : NULL;
}

/* Why the row is a question; NULL: it is none. */
static const char *
doubt_of(struct reading *r)
{
    struct mapper *m = r->m;
    const char *doubt;

    if (*row_level(r) == '\0')
        return is_said_aside(r) ? "only its notes name a right" : NULL;
    if (m->source->phrases->apart && !r->section.known &&
        text_or(r->row->section, "")[0] != '\0')
        return "no such section is known";
    r->object = object_find(m, &r->section, r->row->object);
    r->heard.less = r->heard.less || r->object.less;
    doubt = doubt_of_object(r);
    if (doubt == NULL && !r->heard.clear)
        doubt = "whether it is needed is not clear";
    return doubt;
}

void
map_row(struct mapper *m, const struct row *row)
{
    struct reading r = {
        .m = m, .row = row, .section = section_find(m, row->section)};
    const char *level, *doubt;

    row_hear(m, row, &r.heard);
    doubt = doubt_of(&r);
    level = row_level(&r);
    if (doubt != NULL) {
        struct row as = *row;

        as.object = *level == '\0' ? row->entry->text : row->object;
        as.condition = row_condition(&r);
        as.less = r.heard.less;
        m->rows.question++;
        map_question(m, &as, *level == '\0' ? NULL : level, doubt);
    } else if (*level == '\0') {
        note_nothing(&r);
        map_fate(m, row->entry, FATE_NOTHING);
        m->rows.nothing++;
    } else {
        map_known(&r);
    }
}
