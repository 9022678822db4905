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
    struct hearing cell[PAGE_COLUMNS];
    bool less;
};

/* Several conditions have to hold together. */
static const char *
both(struct mapper *m, const char *a, const char *b)
{
    if (a == NULL || b == NULL || text_same(a, b))
        return a == NULL ? b : a;
    return arena_print(m->arena, "%s, and %s", a, b);
}

/* ---- cells --------------------------------------------------------------- */

static const char *
cell_of(const struct row *row, uint32_t at)
{
    return at < row->entry->n ? row->entry->cell[at] : "";
}

/* "Add: All" of a verb's column, the cell itself of one of levels. */
static const char *
cell_level(const struct reading *r, uint32_t at)
{
    const struct column *column = &r->row->columns->column[at];
    const char *text = short_text(r->m, cell_of(r->row, at));

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
    return r->cell[at].heard != HEARD_NOTHING;
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

/* A column without a meaning is left alone, unless a cell of it asks for
 * something. */
static struct hearing
hear_unknown(struct mapper *m, const char *text)
{
    struct hearing h =
        cell_hear(&m->lexicon, m->catalogue, text, NO_VERB, m->arena);
    struct token token;

    if (h.heard == HEARD_NOTHING || *text == '\0')
        return (struct hearing){.heard = HEARD_NOTHING};
    token = token_at(&m->lexicon, text);
    if (h.heard == HEARD_ASKS || h.yes ||
        (token.said == SAID_LEVEL && token.length == strlen(text)))
        return (struct hearing){.heard = HEARD_DOUBT};
    return (struct hearing){.heard = HEARD_NOTHING};
}

/* False: it says something that is no need. */
static bool
hear_need(struct reading *r, const char *text)
{
    struct token token;

    if (*text == '\0')
        return true;
    token = token_at(&r->m->lexicon, text);
    if (token.length == strlen(text) && token.said == SAID_LESS)
        r->less = true;
    else if ((token.length != strlen(text) || token.said != SAID_YES) &&
             !text_same_fold(text, "required") &&
             !text_same_fold(text, "mandatory"))
        return false;
    return true;
}

/* The cells; false: what the row's need is nobody can tell. */
static bool
hear_cells(struct reading *r)
{
    const struct columns *c = r->row->columns;
    bool clear = true;

    for (uint32_t i = 0; i < c->n; i++) {
        const char *text = cell_of(r->row, i);
        const struct column *column = &c->column[i];

        r->cell[i].heard = HEARD_NOTHING;
        if (column->role == ROLE_LEVEL || column->role == ROLE_VERB)
            r->cell[i] =
                cell_hear(&r->m->lexicon, r->m->catalogue, text,
                          column->role == ROLE_VERB ? column->verb : NO_VERB,
                          r->m->arena);
        else if (column->role == ROLE_NEED)
            clear = hear_need(r, text) && clear;
        else if (column->role == ROLE_NONE && !column->forced)
            r->cell[i] = hear_unknown(r->m, text);
    }
    return clear;
}

/* ---- claims -------------------------------------------------------------- */

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
claim(struct reading *r, struct made_rule *rule, const struct ask *a, bool near)
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
    option = option_of(m, both(m, r->row->condition,
                               both(m, r->object.condition, a->condition)));
    check = check_of(r, rule, verb, option);
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
    const char *text = cell_of(r->row, at);

    return r->cell[at].yes || (r->cell[at].heard == HEARD_ASKS &&
                               token_at(&r->m->lexicon, text).said == SAID_YES);
}

/* A fact of the account, or a number. False: the cell does not say it. */
static bool
claim_feature(struct reading *r, struct made_rule *rule, uint32_t at)
{
    const struct import_phrase *feature = r->object.feature;
    const char *name = strchr(feature->what, ':') + 1;
    bool number = text_starts(feature->what, "limit:");
    int64_t low = number ? least(cell_of(r->row, at)) : says_yes(r, at);
    const struct right *right = catalogue_right(r->m->catalogue, NULL, name);
    struct made_check *check;

    if (low < 1 || right == NULL)
        return false;
    check = check_new(
        r->m, rule, access_name(r->m, rule, feature->name),
        option_of(r->m, both(r->m, r->row->condition, r->object.condition)));
    claim_add(r->m, check, (struct claim){.right = right, .low = low});
    r->m->n_right++;
    r->m->n_exact++;
    return true;
}

/* The cell as claims. False: it comes to none. */
static bool
claim_cell(struct reading *r, struct made_rule *rule, uint32_t at, bool less)
{
    const struct hearing *h = &r->cell[at];
    bool good = h->heard == HEARD_ASKS;

    if (r->object.feature != NULL)
        return claim_feature(r, rule, at);
    for (uint32_t i = 0; i < h->n && good; i++)
        if ((h->ask[i].less || r->less) == less)
            good = claim(r, rule, &h->ask[i], h->near);
    return good;
}

/* Whether the cell says something of that need. */
static bool
is_of(const struct reading *r, uint32_t at, bool less)
{
    const struct hearing *h = &r->cell[at];
    bool of = h->heard != HEARD_ASKS && less == r->less;

    for (uint32_t i = 0; i < h->n && h->heard == HEARD_ASKS; i++)
        of = of || (h->ask[i].less || r->less) == less;
    return of;
}

/* What one cell asks for becomes checks of the rule, or a question. */
static void
use_cell(struct reading *r, struct made_rule *rule, uint32_t at, bool less)
{
    const struct hearing *h = &r->cell[at];
    const char *condition = both(r->m, r->row->condition,
                                 both(r->m, r->object.condition, h->condition));
    const char *about = h->yes                   ? "a yes without a verb"
                        : h->heard == HEARD_ASKS ? "no such right is known"
                                                 : "no such level is known";

    if (!claim_cell(r, rule, at, less))
        question_add(r->m, rule, r->row,
                     &(struct question){cell_level(r, at),
                                        option_of(r->m, condition), about});
    else if (h->near)
        map_note(r->m, r->row->entry->line, cell_level(r, at),
                 "not in the provider's own words");
}

/* What is only recommended makes a rule of its own. */
static void
make_rule(struct reading *r, bool less)
{
    struct mapper *m = r->m;
    struct made_rule *rule = rule_new(m, r->row, &r->section, row_level(r));

    rule->less = less;
    for (uint32_t i = 0; i < r->row->columns->n; i++)
        if (asks_for(r, i) && is_of(r, i, less))
            use_cell(r, rule, i, less);
    if (rule->n == 0)
        m->n_rule--;
}

static bool
has_any(const struct reading *r, bool less)
{
    bool any = false;

    for (uint32_t i = 0; i < r->row->columns->n; i++)
        any = any || (asks_for(r, i) && is_of(r, i, less));
    return any;
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

static bool
asks_nothing(const struct reading *r)
{
    for (uint32_t i = 0; i < r->row->columns->n; i++)
        if (asks_for(r, i))
            return false;
    return true;
}

static void
map_known(struct reading *r)
{
    struct mapper *m = r->m;
    uint32_t questions = m->n_question;

    note_match(r);
    if (has_any(r, false))
        make_rule(r, false);
    if (has_any(r, true))
        make_rule(r, true);
    map_fate(m, r->row->entry, FATE_RULE);
    if (m->n_question > questions)
        m->rows.question++;
    else
        m->rows.rule++;
}

void
map_row(struct mapper *m, const struct row *row)
{
    struct reading r = {
        .m = m, .row = row, .section = section_find(m, row->section)};
    bool clear = hear_cells(&r);

    if (asks_nothing(&r)) {
        map_fate(m, row->entry, FATE_NOTHING);
        m->rows.nothing++;
        return;
    }
    r.object = object_find(m, &r.section, row->object);
    if (clear && !r.object.doubt && (r.object.n > 0 || r.object.feature)) {
        map_known(&r);
        return;
    }
    m->rows.question++;
    map_question(m, row, row_level(&r),
                 !clear ? "whether it is needed is not clear"
                 : r.section.person
                     ? "in that section only a person can judge"
                     : arena_print(m->arena, "no such object is known%s%s",
                                   r.object.hint == NULL ? "" : "; ",
                                   text_or(r.object.hint, "")));
}
