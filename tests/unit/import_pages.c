/* What the readers of each form take a page for. */
#include "base/out.h"
#include "rules/import/page.h"
#include "tests/unit/import_test.h"

/* The entries of a page, each with its line: a heading's or item's level, cells
 * between bars. */
static const char *
entries_of(const char *name, const char *text)
{
    struct page page = {.arena = &mem};
    struct out out = {0};
    const char *kept;

    page_read(&page, name, text);
    if (page.trouble != NULL)
        (void)out_text(&out, page.trouble);
    for (uint32_t i = 0; i < page.n; i++) {
        const struct page_entry *entry = &page.entry[i];

        (void)out_print(
            &out, "%u%c%u", (unsigned)entry->line, "tihr"[entry->kind],
            (unsigned)(entry->kind == PAGE_ROW ? entry->table : entry->level));
        for (uint32_t k = 0; k < entry->n; k++)
            (void)out_print(&out, "|%s", entry->cell[k]);
        (void)out_print(&out, "%s%s;", entry->n == 0 ? " " : "",
                        entry->n == 0 ? entry->text : "|");
    }
    kept = arena_text(&mem, out_string(&out));
    out_free(&out);
    return kept;
}

static const struct {
    const char *name, *text, *entries;
} read_pages[] = {
    /* An item's depth, and all that stands in it. */
    {"x.md", "- a\n  - b\n    - c\n  - d\n- e",
     "1i1 a;2i2 b;3i3 c;4i2 d;5i1 e;"},
    {"x.md", "- a\n\n  only if x\n\n  - b\n\n    c\n\n  but d",
     "1i1 a\nonly if x\nbut d;5i2 b\nc;"},
    {"x.md", "- a\n\n  ```\n  b\n  c\n  ```\n\n  d",
     "1i1 a;4i1 b;5i1 c;8i1 d;"},
    {"x.html",
     "<ul><li><p>a<p>b<table><tr><td>c</table>d<li>e<h2>f</h2>g</ul>h",
     "1i1 a\nb;1r1|c|;1i1 d;1i1 e;1h2 f;1i1 g;1t0 h;"},
    /* What is said of terms is theirs. */
    {"x.html",
     "<dl><dt>a<dd>b<dd>c<dt>d<dt>e<dd>f<dl><dt>g<dd>h</dl>i<dt>j</dl>k",
     "1i1 a\nb\nc;1i1 d\ne\nf\ni;1i2 g\nh;1i1 j;1t0 k;"},
    {"x.html", "<dl><dd>a<dd>b</dl>", "1i1 a;1i1 b;"},
};

enum { READ_PAGES = sizeof read_pages / sizeof *read_pages };

START_TEST(a_page_is_read_as_entries)
{
    ck_assert_str_eq(entries_of(read_pages[_i].name, read_pages[_i].text),
                     read_pages[_i].entries);
}
END_TEST

Suite *
import_pages_suite(void)
{
    Suite *suite = suite_create("import-pages");
    TCase *tcase = tcase_create("pages");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_loop_test(tcase, a_page_is_read_as_entries, 0, READ_PAGES);
    suite_add_tcase(suite, tcase);
    return suite;
}
