/* A page that rules show printed as Markdown: its list of checks says exactly
 * what each row of the table asks for, and is all that is read of that. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = 64 };

/* Items of a list below a line that says what they are. */
struct list {
    const struct page_entry *item;
    uint32_t n;
};

static struct list
list_below(const struct page *page, const char *head)
{
    struct list list = {NULL, 0};

    for (uint32_t i = 0; i < page->n; i++)
        if (page->entry[i].kind == PAGE_TEXT &&
            text_same(page->entry[i].text, head)) {
            list.item = &page->entry[i] + 1;
            for (i++; i < page->n && page->entry[i].kind == PAGE_ITEM; i++)
                list.n++;
            break;
        }
    return list;
}

/* ---- words of an item ------------------------------------------------------
 */

struct reader {
    struct mapper *m;
    const char *at;
    bool bad;
};

/* Whether that comes next; it is passed by. */
static bool
take(struct reader *r, const char *word)
{
    if (r->bad || !text_starts(r->at, word))
        return false;
    r->at += strlen(word);
    return true;
}

static const char *
take_until(struct reader *r, const char *ends)
{
    size_t length = strcspn(r->at, ends);
    const char *text = arena_slice(r->m->arena, r->at, length);

    r->at += length;
    r->bad = r->bad || length == 0;
    return text;
}

static const char *
take_quoted(struct reader *r)
{
    struct out out = {0};
    const char *text;

    r->bad = !take(r, "\"") || r->bad;
    while (!r->bad && *r->at != '"') {
        r->at += *r->at == '\\';
        r->bad = *r->at == '\0';
        (void)out_bytes(&out, r->at, r->bad ? 0 : 1);
        r->at += !r->bad;
    }
    r->bad = !take(r, "\"") || r->bad || out.length == 0;
    text = arena_text(r->m->arena, out_string(&out));
    out_free(&out);
    return text;
}

/* ---- checks ----------------------------------------------------------------
 */

static const struct right *
right_named(const struct catalogue *catalogue, const char *id)
{
    for (uint32_t i = 0; i < catalogue->n_right; i++)
        if (text_same(catalogue->right[i].id, id))
            return &catalogue->right[i];
    return NULL;
}

static const char *const *
take_parts(struct reader *r)
{
    const char **part = arena_new(r->m->arena, const char *, PARTS + 1);
    uint32_t n = 0;

    do
        part[n++] = take_quoted(r);
    while (n < PARTS && take(r, " and "));
    return part;
}

static void
take_right(struct reader *r, struct made_claim *claim, bool withheld)
{
    const char *word;

    claim->right = right_named(r->m->catalogue, take_quoted(r));
    r->bad = r->bad || claim->right == NULL || !take(r, " = ");
    if (r->bad)
        return;
    word = take_until(r, " ;");
    if (scale_is_number(claim->right->scale))
        claim->low = strtoll(word, NULL, 10);
    else
        r->bad = r->bad || !scale_from(claim->right->scale, word, &claim->low);
    r->bad = r->bad || (claim->low < 1) != withheld;
    if (take(r, " within "))
        claim->within = take_parts(r);
    claim->doubtful = take(r, " doubtful");
}

static struct made_claim
take_claim(struct reader *r)
{
    struct made_claim claim = {.low = 1};

    if (take(r, "if absent: ")) {
        claim.fallback = true;
        claim.way = 1;
    } else if (take(r, "way ")) {
        claim.way = (uint32_t)strtoul(take_until(r, ":"), NULL, 10);
        r->bad = r->bad || claim.way < 1 || claim.way > PARTS || !take(r, ": ");
    }
    if (take(r, "asked "))
        claim.question = take_quoted(r);
    else
        take_right(r, &claim, take(r, "not "));
    return claim;
}

/* The rule of that id: the last one, or the next row's. */
static struct made_rule *
rule_of(struct mapper *m, const char *id, const struct page_entry **row)
{
    const struct page *page = &m->page;
    struct made_rule *rule = m->n_rule > 0 ? &m->rule[m->n_rule - 1] : NULL;

    if (rule != NULL && text_same(rule->id, id))
        return rule;
    for (++*row; *row < page->entry + page->n; ++*row)
        if ((*row)->kind == PAGE_ROW && (*row)->n == 3)
            break;
    if (*row >= page->entry + page->n)
        return NULL;
    m->rule = arena_grow(m->arena, m->rule, m->n_rule, &m->rule_capacity);
    rule = &m->rule[m->n_rule++];
    *rule = (struct made_rule){.id = id,
                               .section = (*row)->cell[0],
                               .object = (*row)->cell[1],
                               .level = (*row)->cell[2],
                               .screen = m->source->phrases->screen};
    map_fate(m, *row, FATE_RULE);
    m->rows.rule++;
    return rule;
}

/* "RULE.ACCESS if OPTION: CLAIM; CLAIM" */
static bool
read_check(struct mapper *m, const struct page_entry *item,
           const struct page_entry **row)
{
    struct reader r = {.m = m, .at = item->text};
    const char *id = take_until(&r, " :");
    const char *dot = strrchr(id, '.');
    struct made_check check = {.access = dot == NULL ? "" : dot + 1};
    struct made_rule *rule;

    if (take(&r, " if "))
        check.option = take_until(&r, ":");
    if (dot == NULL || !take(&r, ": "))
        return false;
    do {
        struct made_claim claim = take_claim(&r);

        claim_add(m, &check, claim);
        m->n_right += claim.right != NULL;
        m->n_exact += claim.right != NULL;
    } while (take(&r, "; "));
    if (r.bad || *r.at != '\0')
        return false;
    rule = rule_of(m, arena_slice(m->arena, id, (size_t)(dot - id)), row);
    if (rule == NULL)
        return false;
    *check_new(m, rule, check.access, check.option) = check;
    return true;
}

/* ---- the other lists
 * --------------------------------------------------------- */

static bool
read_option(struct mapper *m, const struct page_entry *item)
{
    struct reader r = {.m = m, .at = item->text};
    struct made_option option = {.name = take_until(&r, " ")};

    option.on = take(&r, " = yes: ");
    if (!option.on && !take(&r, " = no: "))
        return false;
    option.about = r.at;
    m->option =
        arena_grow(m->arena, m->option, m->n_option, &m->option_capacity);
    m->option[m->n_option++] = option;
    return !r.bad && *r.at != '\0';
}

/* What serves a feature: a rule, or one check. */
static bool
serve(struct mapper *m, const char *id, const char *feature)
{
    for (uint32_t i = 0; i < m->n_rule; i++) {
        struct made_rule *rule = &m->rule[i];
        size_t length = strlen(rule->id);

        if (text_same(rule->id, id)) {
            rule->feature = feature;
            return true;
        }
        for (uint32_t k = 0; k < rule->n && text_starts(id, rule->id); k++)
            if (id[length] == '.' &&
                text_same(rule->check[k].access, id + length + 1)) {
                rule->check[k].feature = feature;
                return true;
            }
    }
    return false;
}

/* "ID (TITLE): RULE, RULE.ACCESS" */
static bool
read_feature(struct mapper *m, const struct page_entry *item)
{
    struct reader r = {.m = m, .at = item->text};
    const char *id = take_until(&r, " "), *end = NULL;
    bool good = take(&r, " (");

    for (const char *at = strstr(r.at, "): "); at != NULL;
         at = strstr(at + 1, "): "))
        end = at;
    if (!good || end == NULL)
        return false;
    m->feature =
        arena_grow(m->arena, m->feature, m->n_feature, &m->feature_capacity);
    m->feature[m->n_feature++] = (struct made_feature){
        id, arena_slice(m->arena, r.at, (size_t)(end - r.at))};
    r.at = end + strlen("): ");
    do
        good = serve(m, take_until(&r, ","), id) && good;
    while (take(&r, ", "));
    return good;
}

/* "RULE = recommended"; the others repeat what a check says. */
static bool
read_need(struct mapper *m, const struct page_entry *item)
{
    struct reader r = {.m = m, .at = item->text};
    const char *id = take_until(&r, " :");

    if (!take(&r, " = recommended"))
        return take(&r, ": at least ");
    for (uint32_t i = 0; i < m->n_rule; i++)
        if (text_same(m->rule[i].id, id)) {
            m->rule[i].less = true;
            return true;
        }
    return false;
}

static bool
read_lists(struct mapper *m)
{
    struct list checks = list_below(&m->page, "Checks:");
    struct list options = list_below(&m->page, "Options:");
    struct list features = list_below(&m->page, "Features:");
    struct list needs = list_below(&m->page, "Limits and needs:");
    const struct page_entry *row = m->page.entry;
    bool good = true;

    while (row < checks.item && row->kind != PAGE_ROW)
        row++; /* the headings */
    for (uint32_t i = 0; i < options.n; i++)
        good = read_option(m, &options.item[i]) && good;
    for (uint32_t i = 0; i < checks.n && good; i++)
        good = read_check(m, &checks.item[i], &row);
    for (uint32_t i = 0; i < features.n && good; i++)
        good = read_feature(m, &features.item[i]);
    for (uint32_t i = 0; i < needs.n && good; i++)
        good = read_need(m, &needs.item[i]);
    return good && m->n_rule + 1 == m->page.n_row;
}

bool
map_shown(struct mapper *m)
{
    if (list_below(&m->page, "Checks:").n == 0)
        return false;
    for (uint32_t i = 0; i < m->page.n; i++)
        map_fate(m, &m->page.entry[i], FATE_HEADING);
    m->rows.heading = 1;
    if (!read_lists(m))
        page_refuse(&m->page,
                    "its list \"Checks:\" does not go with its table, "
                    "or says what is not known; without it, the table "
                    "is read by itself");
    return true;
}
