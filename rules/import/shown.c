/* A page that rules show printed as Markdown: its list of checks says exactly
 * what each row of the table asks for, and is all that is read of that. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"
#include "rules/model/subject.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = 64 };

/* An item of one of its lists while it is read. */
struct reader {
    struct mapper *m;
    const char *at;
    bool bad;
    const struct page_entry *row; /* of the rule that was read last */
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

    r->bad = !take(r, "\"") || r->bad;
    while (!r->bad && *r->at != '"') {
        r->at += *r->at == '\\';
        r->bad = *r->at == '\0';
        (void)out_bytes(&out, r->at, r->bad ? 0 : 1);
        r->at += !r->bad;
    }
    r->bad = !take(r, "\"") || r->bad || out.length == 0;
    return out_kept(&out, r->m->arena);
}

/* ---- checks ---------------------------------------------------------------
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
take_right(struct reader *r, struct claim *claim, bool withheld)
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

static void
take_subject(struct reader *r, struct claim *claim)
{
    claim->subject =
        subject_find(r->m->subject, r->m->n_subject, take_quoted(r));
    r->bad = r->bad || claim->subject == NULL;
}

static struct claim
take_claim(struct reader *r)
{
    struct claim claim = {.low = 1};

    if (take(r, "if absent: ")) {
        claim.fallback = true;
        claim.way = 1;
    } else if (take(r, "way ")) {
        unsigned long way = strtoul(take_until(r, ":"), NULL, 10);

        r->bad = r->bad || way < 1 || way > PARTS || !take(r, ": ");
        claim.way = (uint16_t)(r->bad ? 0 : way);
    }
    if (take(r, "reaches "))
        take_subject(r, &claim);
    else if (take(r, "spares ")) {
        take_subject(r, &claim);
        claim.low = GRADE_NONE;
    } else if (take(r, "asked "))
        claim.question = take_quoted(r);
    else
        take_right(r, &claim, take(r, "not "));
    return claim;
}

/* The rule of that id: the last one, or the next row's. */
static struct made_rule *
rule_of(struct reader *r, const char *id)
{
    struct mapper *m = r->m;
    struct made_rule *rule = m->n_rule > 0 ? &m->rule[m->n_rule - 1] : NULL;
    const struct page_entry *end = m->page.entry + m->page.n;

    if (rule != NULL && text_same(rule->id, id))
        return rule;
    while (r->row < end && (r->row->kind != PAGE_ROW || r->row->n != 3))
        r->row++;
    if (r->row >= end)
        return NULL;
    m->rule = arena_grow(m->arena, m->rule, m->n_rule, &m->rule_capacity);
    rule = &m->rule[m->n_rule++];
    *rule = (struct made_rule){.id = id,
                               .section = r->row->cell[0],
                               .object = r->row->cell[1],
                               .level = r->row->cell[2],
                               .screen = m->source->phrases->screen};
    map_fate(m, r->row++, FATE_RULE);
    m->rows.rule++;
    return rule;
}

/* "RULE.ACCESS if OPTION: CLAIM; CLAIM" */
static bool
read_check(struct reader *r)
{
    const char *id = take_until(r, " :");
    const char *dot = strrchr(id, '.');
    struct made_check check = {.access = dot == NULL ? "" : dot + 1};
    struct made_rule *rule;

    if (take(r, " if "))
        check.option = take_until(r, ":");
    if (dot == NULL || !take(r, ": "))
        return false;
    do {
        struct claim claim = take_claim(r);

        claim_add(r->m, &check, claim);
        r->m->n_right += claim.right != NULL;
        r->m->n_exact += claim.right != NULL;
    } while (take(r, "; "));
    if (r->bad || *r->at != '\0')
        return false;
    rule = rule_of(r, arena_slice(r->m->arena, id, (size_t)(dot - id)));
    if (rule != NULL)
        *check_new(r->m, rule, check.access, check.option) = check;
    return rule != NULL;
}

/* ---- the other lists ----------------------------------------------------- */

/* "OPTION = yes: ABOUT" */
static bool
read_option(struct reader *r)
{
    struct mapper *m = r->m;
    struct rule_option option = {.name = take_until(r, " ")};

    option.on = take(r, " = yes: ");
    if (!option.on && !take(r, " = no: "))
        return false;
    option.about = r->at;
    m->option =
        arena_grow(m->arena, m->option, m->n_option, &m->option_capacity);
    m->option[m->n_option++] = option;
    return !r->bad && *r->at != '\0';
}

/* "NAME = one: ABOUT" */
static bool
read_subject(struct reader *r)
{
    struct mapper *m = r->m;
    struct subject subject = {.name = take_until(r, " ")};

    subject.many = take(r, " = one or several: ");
    if (!subject.many && !take(r, " = one: "))
        return false;
    subject.about = r->at;
    m->subject =
        arena_grow(m->arena, m->subject, m->n_subject, &m->subject_capacity);
    m->subject[m->n_subject++] = subject;
    return !r->bad && *r->at != '\0';
}

/* What a list speaks of: a rule, or one check. */
struct spoken {
    struct made_rule *rule;
    struct made_check *check;
};

static struct spoken
spoken_of(struct mapper *m, const char *id)
{
    for (uint32_t i = 0; i < m->n_rule; i++) {
        struct made_rule *rule = &m->rule[i];
        size_t length = strlen(rule->id);

        if (text_same(rule->id, id))
            return (struct spoken){rule, NULL};
        for (uint32_t k = 0; k < rule->n && text_starts(id, rule->id); k++)
            if (id[length] == '.' &&
                text_same(rule->check[k].access, id + length + 1))
                return (struct spoken){NULL, &rule->check[k]};
    }
    return (struct spoken){NULL, NULL};
}

static bool
serve(struct mapper *m, const char *id, const char *feature)
{
    struct spoken of = spoken_of(m, id);

    if (of.rule != NULL)
        of.rule->feature = feature;
    if (of.check != NULL)
        of.check->feature = feature;
    return of.rule != NULL || of.check != NULL;
}

/* "ID (TITLE): RULE, RULE.ACCESS" */
static bool
read_feature(struct reader *r)
{
    struct mapper *m = r->m;
    const char *id = take_until(r, " "), *end = NULL;
    bool good = take(r, " (");

    for (const char *at = strstr(r->at, "): "); at != NULL;
         at = strstr(at + 1, "): "))
        end = at;
    if (!good || end == NULL)
        return false;
    m->feature =
        arena_grow(m->arena, m->feature, m->n_feature, &m->feature_capacity);
    m->feature[m->n_feature++] = (struct feature){
        .id = id, .title = arena_slice(m->arena, r->at, (size_t)(end - r->at))};
    r->at = end + strlen("): ");
    do
        good = serve(m, take_until(r, ","), id) && good;
    while (take(r, ", "));
    return good;
}

/* "RULE = recommended", or a check of it; the others repeat what a check
 * says. */
static bool
read_need(struct reader *r)
{
    struct spoken of = spoken_of(r->m, take_until(r, " :"));

    if (!take(r, " = recommended"))
        return take(r, ": at least ");
    if (of.rule != NULL)
        of.rule->less = true;
    if (of.check != NULL)
        of.check->less = true;
    return of.rule != NULL || of.check != NULL;
}

/* The lists, in the order in which they are read; the checks make rules of the
 * rows and speak of subjects, and others speak of those. */
static const struct {
    const char *head;
    bool (*read)(struct reader *);
} lists[] = {{"Options:", read_option},
             {"Subjects:", read_subject},
             {"Checks:", read_check},
             {"Features:", read_feature},
             {"Limits and needs:", read_need}};

/* Reads the items below the head of that list. */
static void
read_list(struct reader *r, size_t list)
{
    const struct page *page = &r->m->page;
    bool below = false;

    for (uint32_t i = 0; i < page->n && !r->bad; i++) {
        const struct page_entry *entry = &page->entry[i];

        if (entry->kind == PAGE_TEXT)
            below = text_same(entry->text, lists[list].head);
        if (entry->kind != PAGE_ITEM || !below)
            continue;
        r->at = entry->text;
        r->bad = !lists[list].read(r) || r->bad;
    }
}

/* Whether there is a list of checks. */
static bool
is_shown(const struct page *page)
{
    for (uint32_t i = 1; i < page->n; i++)
        if (page->entry[i].kind == PAGE_ITEM &&
            page->entry[i - 1].kind == PAGE_TEXT &&
            text_same(page->entry[i - 1].text, "Checks:"))
            return true;
    return false;
}

bool
map_shown(struct mapper *m)
{
    struct page *page = &m->page;
    struct reader r = {.m = m, .row = page->entry};

    if (!is_shown(page))
        return false;
    for (uint32_t i = 0; i < page->n; i++)
        map_fate(m, &page->entry[i], FATE_HEADING);
    m->rows.heading = 1;
    while (r.row < page->entry + page->n && r.row->kind != PAGE_ROW)
        r.row++;
    r.row++; /* the headings */
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        read_list(&r, i);
    if (r.bad || m->n_rule + 1 != page->n_row)
        page_refuse(page, SHOWN_CHANGED);
    return true;
}
