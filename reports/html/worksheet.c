/* The worksheet: the security level to set, a table per section of the
 * editor, to be printed and ticked off. Folded on a screen. */
#include "audit/worksheet.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* "Tickets: Edit, Restricted -> All", a box each; how it is done stands with
 * what to do. */
static void
set(struct page *page, const struct work_row *r, uint32_t n)
{
    xml_element(page->w, "h4", NULL, "Set");
    xml_open_class(page->w, "ul", "take");
    for (uint32_t i = 0; i < n; i++) {
        xml_open(page->w, "li");
        html_soft(page, r[i].object);
        xml_print(page->w, ": %s, %s \xE2\x86\x92 ", r[i].column, r[i].now);
        xml_element(page->w, "b", NULL, r[i].needed);
        if (r[i].product != NULL)
            xml_print(page->w, " (%s)", r[i].product);
        if (r[i].waiver != NULL)
            xml_print(page->w, " (nothing to do for now: %s)",
                      view_waiver(page->arena, r[i].waiver));
        xml_close(page->w);
    }
    xml_close(page->w);
}

/* "Invoices: View, Edit", a box each. */
static void
take(struct page *page, const struct work_row *r, uint32_t n)
{
    const char *most = r->now;

    xml_element(page->w, "h4", NULL,
                arena_print(page->arena, "Take away: now %s, needed %s", most,
                            r->needed));
    xml_open_class(page->w, "ul", "take");
    for (uint32_t i = 0; i < n; i++) {
        xml_open(page->w, "li");
        html_soft(page, r[i].object);
        xml_print(page->w, ": %s", r[i].column);
        if (!text_same(r[i].needed, r->needed))
            xml_print(page->w, " (now %s, needed %s)", r[i].now, r[i].needed);
        else if (!text_same(r[i].now, most))
            xml_print(page->w, " (now %s)", r[i].now);
        if (r[i].how != NULL)
            xml_print(page->w, ". %s", r[i].how);
        if (r[i].waiver != NULL)
            xml_print(page->w, " (nothing to do for now: waived until %s)",
                      r[i].waiver->expires);
        xml_close(page->w);
    }
    xml_close(page->w);
}

static void
kept(struct page *page, const struct work_row *r, uint32_t n)
{
    const char *before = "";

    xml_open_class(page->w, "p", "more");
    xml_text(page->w, "Leave as they are: ");
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && text_same(r[i].object, r[i - 1].object))
            xml_print(page->w, ", %s %s", r[i].column, r[i].now);
        else
            xml_print(page->w, "%s%s: %s %s", before, r[i].object, r[i].column,
                      r[i].now);
        if (!text_same(r[i].now, r[i].needed))
            xml_print(page->w, " (needed: %s)", r[i].needed);
        before = "; ";
    }
    xml_text(page->w, ".");
    xml_close(page->w);
}

/* Where the rows of a section are: those to set, and, for what is taken away,
 * those that are left. */
static void
screens(struct page *page, const struct work_row *r, uint32_t n, bool taken)
{
    const char *last = NULL;

    for (uint32_t i = 0; i < n && (taken || r[i].work == WORK_SET); i++) {
        if (r[i].screen == NULL || text_same(r[i].screen, last))
            continue;
        last = r[i].screen;
        html_sentence(page, "p", "more", last);
        if (r[i].work == WORK_KEEP)
            break;
    }
}

/* How many rows from r on are that kind of work. */
static uint32_t
run(const struct work_row *r, uint32_t n, enum work work)
{
    uint32_t i = 0;

    while (i < n && r[i].work == work)
        i++;
    return i;
}

/* The rows of one section. */
static void
section(struct page *page, const struct work_row *r, uint32_t n)
{
    uint32_t to_set = run(r, n, WORK_SET);
    uint32_t taken = run(r + to_set, n - to_set, WORK_TAKE);

    xml_element(page->w, "h3", "path", r->section);
    screens(page, r, n, taken > 0);
    if (to_set > 0)
        set(page, r, to_set);
    if (taken > 0)
        take(page, r + to_set, taken);
    if (to_set + taken < n)
        kept(page, r + to_set + taken, n - to_set - taken);
}

void
html_worksheet(struct page *page)
{
    struct worksheet sheet = worksheet_make(page->audit, page->arena);
    uint32_t n[WORK__N] = {0};

    for (uint32_t i = 0; i < sheet.n; i++)
        n[sheet.row[i].work]++;
    html_section(page, "worksheet", "Worksheet",
                 "The rights that the rules ask for and no more, in "
                 "the order of the provider\xE2\x80\x99s editor, to be printed "
                 "and ticked off.");
    if (sheet.blind) {
        xml_element(page->w, "p", NULL, view_blind);
        xml_close(page->w);
        return;
    }
    xml_open_class(page->w, "details", "whole");
    xml_open(page->w, "summary");
    xml_print(page->w,
              "%" PRIu32 " to set, %" PRIu32 " to take away, %" PRIu32
              " to leave as they are",
              n[WORK_SET], n[WORK_TAKE], n[WORK_KEEP]);
    xml_close(page->w);
    xml_open_class(page->w, "div", "body");
    for (uint32_t i = 0; i < sheet.n;) {
        uint32_t to = i;

        while (to < sheet.n &&
               text_same(sheet.row[to].section, sheet.row[i].section))
            to++;
        section(page, &sheet.row[i], to - i);
        i = to;
    }
    xml_close(page->w);
    xml_close(page->w);
    xml_close(page->w);
}
