/* The permission matrix: the vendor's table as a picture, objects down and
 * accesses across, each cell with verdict, asked for and observed. */
#include "base/text.h"
#include "reports/html/html.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* Columns in the order of the provider's editor; what fits none of its verbs
 * is in the last, "Other". An object that has nothing but that takes the whole
 * row for it. */
struct columns {
    const struct audit *audit;
    uint32_t *of; /* of each finding, its column */
    bool *has;    /* of each column, an entry that is not in a whole row */
    uint32_t n;   /* that have one */
};

static uint32_t
column_of(const struct columns *columns, const struct finding *f)
{
    return columns->of[f - columns->audit->finding];
}

static bool
is_other(const struct columns *columns, uint32_t column)
{
    return column == columns->audit->n_verb;
}

static const char *
column_title(const struct columns *columns, uint32_t column)
{
    return is_other(columns, column) ? "Other rights"
                                     : columns->audit->verb[column].title;
}

static bool
is_whole(const struct columns *columns, const struct group *object)
{
    for (uint32_t i = 0; i < object->of.n; i++)
        if (!is_other(columns, column_of(columns, object->of.item[i])))
            return false;
    return true;
}

static void
columns_add(struct columns *columns, const struct group *object)
{
    if (is_whole(columns, object))
        return;
    for (uint32_t i = 0; i < object->of.n; i++) {
        uint32_t column = column_of(columns, object->of.item[i]);

        columns->n += !columns->has[column];
        columns->has[column] = true;
    }
}

static struct columns
columns_of(const struct audit *a, struct arena *arena,
           const struct groups *sections)
{
    struct columns columns = {a, arena_new(arena, uint32_t, a->n_finding),
                              arena_new(arena, bool, (size_t)a->n_verb + 1), 0};

    for (uint32_t i = 0; i < a->n_finding; i++)
        columns.of[i] = verb_place(a->verb, a->n_verb, a->finding[i].access);
    for (uint32_t i = 0; i < sections->n; i++) {
        struct groups objects =
            group_by(arena, &sections->group[i].of, key_object);

        for (uint32_t k = 0; k < objects.n; k++)
            columns_add(&columns, &objects.group[k]);
    }
    if (columns.n == 0) {
        columns.has[a->n_verb] = true;
        columns.n = 1;
    }
    return columns;
}

static void
entry(struct page *page, const struct columns *columns, const struct finding *f)
{
    xml_open(page->w, "a");
    xml_attribute_print(page->w, "href", "#c%u", html_number(page, f));
    if (is_other(columns, column_of(columns, f)))
        xml_element(page->w, "b", NULL, text_capital(page->arena, f->access));
    html_badge(page, f->verdict, NULL);
    html_marks(page, f);
    xml_open(page->w, "i");
    if (f->verdict == VERDICT_SKIP)
        xml_text(page->w, reason_about(f->reason));
    else if (text_same(f->required, f->observed))
        xml_text(page->w, f->observed);
    else
        xml_print(page->w, "%s, asked %s", text_or(f->observed, "not known"),
                  text_or(f->required, "more"));
    xml_close(page->w);
    if (f->need == NEED_RECOMMENDED)
        xml_element(page->w, "small", NULL, "recommended");
    if (f->inferred)
        xml_element(page->w, "small", NULL, "inferred");
    xml_close(page->w);
}

static void
cell(struct page *page, const struct columns *columns, const struct group *row,
     uint32_t column)
{
    bool any = false;

    for (uint32_t i = 0; i < row->of.n; i++)
        any = any || column_of(columns, row->of.item[i]) == column;
    xml_open(page->w, "td");
    if (any)
        xml_attribute(page->w, "data-label", column_title(columns, column));
    for (uint32_t i = 0; i < row->of.n; i++) {
        if (column_of(columns, row->of.item[i]) == column)
            entry(page, columns, row->of.item[i]);
    }
    xml_close(page->w);
}

static void
row(struct page *page, const struct group *object,
    const struct columns *columns)
{
    xml_open(page->w, "tr");
    xml_open(page->w, "th");
    xml_attribute(page->w, "scope", "row");
    html_soft(page, object->key);
    xml_close(page->w);
    if (is_whole(columns, object)) {
        xml_open_class(page->w, "td", "all");
        xml_attribute_print(page->w, "colspan", "%" PRIu32, columns->n);
        for (uint32_t i = 0; i < object->of.n; i++)
            entry(page, columns, object->of.item[i]);
        xml_close(page->w);
        xml_close(page->w);
        return;
    }
    for (uint32_t column = 0; column <= columns->audit->n_verb; column++) {
        if (columns->has[column])
            cell(page, columns, object, column);
    }
    xml_close(page->w);
}

static void
section(struct page *page, const struct group *g, const struct columns *columns)
{
    struct groups objects = group_by(page->arena, &g->of, key_object);

    xml_open(page->w, "tbody");
    xml_open_class(page->w, "tr", "section");
    xml_open(page->w, "th");
    xml_attribute(page->w, "scope", "rowgroup");
    xml_attribute_print(page->w, "colspan", "%" PRIu32, columns->n + 1);
    xml_text(page->w, g->key);
    xml_close(page->w);
    xml_close(page->w);
    for (uint32_t i = 0; i < objects.n; i++)
        row(page, &objects.group[i], columns);
    xml_close(page->w);
}

static void
column_head(struct page *page, const char *class, const char *title)
{
    xml_open_class(page->w, "th", class);
    xml_attribute(page->w, "scope", "col");
    xml_text(page->w, title);
    xml_close(page->w);
}

static void
legend(struct page *page)
{
    static const struct {
        enum verdict verdict;
        const char *text;
    } entry_of[] = {
        {VERDICT_PASS, "granted as asked for"},
        {VERDICT_FAIL, "not granted, or only with conditions"},
        {VERDICT_UNKNOWN, "not determined: neither pass nor fail"},
        {VERDICT_SKIP, "option off, or offered to nobody"},
    };

    xml_open_class(page->w, "ul", "legend");
    for (size_t i = 0; i < sizeof entry_of / sizeof entry_of[0]; i++) {
        xml_open(page->w, "li");
        html_badge(page, entry_of[i].verdict, NULL);
        xml_print(page->w, " %s", entry_of[i].text);
        xml_close(page->w);
    }
    xml_close(page->w);
}

static void
table(struct page *page)
{
    struct groups sections = group_sections(page->arena, page->audit);
    struct columns columns = columns_of(page->audit, page->arena, &sections);

    xml_open_class(page->w, "table", "cards matrix");
    xml_element(page->w, "caption", "hidden",
                "Objects by access: verdict, what is observed and what is "
                "asked for");
    xml_open(page->w, "thead");
    xml_open(page->w, "tr");
    column_head(page, NULL, "Object");
    for (uint32_t column = 0; column <= page->audit->n_verb; column++) {
        if (columns.has[column])
            column_head(page, is_other(&columns, column) ? "other" : NULL,
                        column_title(&columns, column));
    }
    xml_close(page->w);
    xml_close(page->w);
    for (uint32_t i = 0; i < sections.n; i++)
        section(page, &sections.group[i], &columns);
    xml_close(page->w);
}

void
html_matrix(struct page *page)
{
    html_section(page, "matrix", "Permission matrix",
                 page->audit->n_finding == 0 ? "There are no checks." : NULL);
    if (page->audit->n_finding > 0) {
        html_fold(page, "What the rules ask for, of which nothing is known");
        legend(page);
        table(page);
        html_unfold(page);
    }
    xml_close(page->w);
}
