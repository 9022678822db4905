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
        (void)out_print(&out, "%s%s", entry->n == 0 ? " " : "",
                        entry->n == 0 ? entry->text : "|");
        if (entry->links != NULL)
            (void)out_print(&out, " -> %s", entry->links);
        (void)out_text(&out, ";");
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
     "1i1 a;4i2 b;5i2 c;8i1 d;"},
    {"x.html",
     "<ul><li><p>a<p>b<table><tr><td>c</table>d<li>e<h2>f</h2>g</ul>h",
     "1i1 a\nb;1r1|c|;1i1 d;1i1 e;1h2 f;1i1 g;1t0 h;"},
    {"x.html", "<ul><li>a</li><ul><li>b</li></ul><li>c<ol><li>d</ol></ul>e",
     "1i1 a;1i2 b;1i1 c;1i2 d;1t0 e;"},
    /* What is said of terms is theirs. */
    {"x.html",
     "<dl><dt>a<dd>b<dd>c<dt>d<dt>e<dd>f<dl><dt>g<dd>h</dl>i<dt>j</dl>k",
     "1i1 a\nb\nc;1i1 d\ne\nf\ni;1i2 g\nh;1i1 j;1t0 k;"},
    {"x.html", "<dl><dd>a<dd>b</dl>", "1i1 a;1i1 b;"},
    /* What is struck, in its own line. */
    {"x.html",
     "<ul><li><del>\n\na\n<p>b</del> c</ul><p style='text-decoration: "
     "Line-Through'>d<br>e</p>f",
     "3i1 ~~a ~~\n~~b~~\nc;4t0 ~~d~~;4t0 ~~e~~;4t0 f;"},
    {"x.html",
     "<table><tr style=text-decoration:line-through><td>\na<td colspan=2>"
     "<strike>b</strike><tr><td>c<s></s></table>",
     "2r1|~~a~~|~~b~~|~~b~~|;2r1|c|;"},
    {"x.html", "<table><tr><td><s><p>a<p>b</s><td>c</table>",
     "1r1|~~a~~\n~~b~~|c|;"},
    {"x.md", "- ~~a~~\n\n| ~~b~~ c |\n|---|\n", "1i1 ~~a~~;3r1|~~b~~ c|;"},
    {"x.md", "<del>\n\na ~~b~~\n\n| c |\n|---|\n\n</del>\n\n<s>d</s>\n\ne",
     "3t0 ~~a b~~;5r1|~~c~~|;10t0 ~~d~~;12t0 e;"},
    /* What is hidden is a text at most. */
    {"x.html",
     "<p hidden>a<table><tr><th>b<tr style='x:y; Display : none'><td>c<td>d"
     "<tr><td>e<tr hidden><td></table>f",
     "1r1|b|;1r1|e|;1t0 f;1t0 (hidden) a;1t0 (hidden) c | d;"},
    {"x.html",
     "<table><tr><td hidden>a<td>b<td><span style=display:none>c</span><td "
     "hidden><td>d<p "
     "hidden>e<script>h</script><b>g</b></p><td><script>f</script></table>",
     "1r1|(image)|b|(image)||d||;1t0 (hidden) a;1t0 (hidden) c;"
     "1t0 (hidden) e g;"},
    {"x.html",
     "<ul><li>a<div hidden>b<h1>c</h1></div>d<ul hidden><li>e<li>f</ul></ul>"
     "<table hidden><tr><td>g<td>h</table><body hidden>i",
     "1i1 a\nd;1t0 i;1t0 (hidden) b;1t0 (hidden) c;1t0 (hidden) e;1t0 (hidden) "
     "f;1t0 (hidden) g | h;"},
    {"x.html",
     "<p>a <span hidden>b</span>c<table><tbody hidden><tr><td>d</tbody><tbody>"
     "<tr><td>e</table>",
     "1t0 a c;1r1|e|;1t0 (hidden) b;1t0 (hidden) d;"},
    /* A sign without a text is no empty cell, an empty element is one. */
    {"x.html",
     "<table><tr><td><span role=img></span><td><i title=Yes></i>&nbsp;<td>"
     "<ac:emoticon ac:name=tick /><td><object></object><td><picture><source>"
     "</picture><td class=\"cell is-yes\"><td><i class=x></i><td><img alt=' '>"
     "<td style='background: url(yes.png)'><td title=Yes></table>",
     "1r1|(image)|(image)|(image)|(image)|(image)|(image)|(image)|(image)|"
     "(image)|(image)|;"},
    {"x.html",
     "<table><tr><td class=confluenceTd><td><span></span><td><p class=p1><o:p>"
     "&nbsp;</o:p></p><td class=yesterday><td><span "
     "title=Yes>no</span></table>",
     "1r1|||||no|;"},
    {"x.md",
     "| a | b | c |\n|---|---|---|\n| d | ![](x.png) | <span title=\"Yes\">"
     "</span> |\n",
     "1r1|a|b|c|;3r1|d|(image)|(image)|;"},
    /* A sign that denies is told beside a text. */
    {"x.html",
     "<table><tr><td><i class=\"fa fa-times\"></i>a<td><img src=red-x.png>b<td>"
     "<img src=cross.png alt=No><td><i class=check></i>c<td><p class=crossing>d"
     "<td><span class=line-through>e</span></table>",
     "1r1|(image)a|(image)b|No|c|d|~~e~~|;"},
    /* What is no text. */
    {"x.html",
     "<p><![if !supportLists]>&#xb7;<![endif]>a&#x200b;b&#xad;c&#xfeff;<table>"
     "<tr><td>&#x200b;<td>&lt;![x]&gt;</table>",
     "1t0 \xc2\xb7"
     "abc;1r1||<![x]>|;"},
    /* What separates values, and what ends a table. */
    {"x.csv", "Scope;Purpose, reason\na;b, c\nd;e",
     "1r1|Scope|Purpose, reason|;"
     "2r1|a|b, c|;3r1|d|e|;"},
    {"x.csv", "a,b; c\nd,e; f", "1r1|a|b; c|;2r1|d|e; f|;"},
    {"x.csv", "a, b\nc, d;e", "1r1|a|b|;2r1|c|d;e|;"},
    {"x.csv", "\"a,b,c\";d\n\"e,f\";\"g\"\"h\ni\"",
     "1r1|a,b,c|d|;2r1|e,f|"
     "g\"h\ni|;"},
    {"x.csv", "Title\n\na\tb,c\nd\te,f,g",
     "1r1|Title|;3r2|a|b,c|;4r2|d|e,f,g|;"},
    {"x.csv", "sep=;\na;b,c,d\n ; ;\ne;f;g", "2r2|a|b,c,d|;4r3|e|f|g|;"},
    {"x.csv", "a,b\n,,,\nc,d,e", "1r1|a|b|;3r2|c|d|e|;"},
    {"x.csv", "a,b\n\"c,d\ne", "line 2: a quote that never ends"},
    {"x.csv", "a,b\nc,\"", "line 2: a quote that never ends"},
    {"x.csv", "a,b\nc,\"\"\"", "line 2: a quote that never ends"},
    {"x.csv", "a,b\nc,\"\"", "1r1|a|b|;2r1|c||;"},
    /* A table of other elements. */
    {"x.html",
     "<div role=table><div role=rowgroup><div role=row><span "
     "role=columnheader>a"
     "</span><div role=columnheader>b</div></div></div>\n<div role=row><div "
     "role=cell><p>c</div><div role=cell></div></div></div>d<table role=grid>"
     "<tr role=row><td role=cell><div role=cell>e</div></table>",
     "1r1|a|b|;2r1|c||;2t0 d;2r2|e|;"},
    /* Cells beyond the headings. */
    {"x.html", "<table><tr><th>a<tr><td>b<td>c</table>", "1r1|a|;1r1|b|c|;"},
    {"x.md", "| a |\n|---|\n| b | c |\n", "1r1|a||;3r1|b|c|;"},
    /* Rows without headings, a line each. */
    {"x.md", "| a | b |\n|---|---|\n| c | d |\n\n| e | f |\n| g | h |\ni\n",
     "1r1|a|b|;3r1|c|d|;5t0 | e | f |;6t0 | g | h |;7t0 i;"},
    {"x.md", "a\n| b |\n| c |\n|---|\n| d |\n",
     "1t0 a;2t0 | b |;3r1|c|;5r1|d|;"},
    {"x.md", "- a\n  | b |\n  | c |\n- d\n", "1i1 a\n| b |\n| c |;4i1 d;"},
    /* Where links lead. */
    {"x.html",
     "<p>a <a href=u>b</a><br>c <a href=v>see v</a><ul><li><a href=w><p>d<p>e"
     "</a><ul><li><a>f</a></ul><a href=x>g</a></ul><table><tr><td><a href=y>h"
     "<td><a href=z></a></table>",
     "1t0 a b -> u;1t0 c see v;1i1 d\ne\ng -> w x;1i2 f;1r1|h|| -> y z;"},
    {"x.md", "- [a](https://b?c&d \"e\") <https://f>\n- g",
     "1i1 a https://f -> https://b?c&d;2i1 g;"},
};

enum { READ_PAGES = sizeof read_pages / sizeof *read_pages };

START_TEST(a_page_is_read_as_entries)
{
    ck_assert_str_eq(entries_of(read_pages[_i].name, read_pages[_i].text),
                     read_pages[_i].entries);
}
END_TEST

/* The mark of UTF-8 that some programs write first is no part of a name. */
START_TEST(a_mark_at_the_beginning_is_left_out)
{
    static const char text[] = "\xef\xbb\xbfObject,View\r\nTasks,All\r\n";
    struct import_source source = source_named("autotask", "x.csv");
    struct imported im =
        imported(&(struct file_text){text, sizeof text - 1}, &source);

    ck_assert_uint_eq(im.import.n_question, 0);
    ck_assert_str_eq(im.set.check->id, "general.tasks.view");
}
END_TEST

/* Nor is one within, and a carriage return may end a line by itself. */
START_TEST(a_carriage_return_ends_a_line)
{
    static const char text[] =
        "Object,View\rTasks,All\r\xef\xbb\xbfTicket Notes,All\r";
    struct import_source source = source_named("autotask", "x.csv");
    struct imported im =
        imported(&(struct file_text){text, sizeof text - 1}, &source);

    ck_assert_uint_eq(im.import.n_question, 0);
    ck_assert_uint_eq(im.import.n_check, 2);
    ck_assert_uint_eq(im.import.line.heading, 1);
}
END_TEST

Suite *
import_pages_suite(void)
{
    Suite *suite = suite_create("import-pages");
    TCase *tcase = tcase_create("pages");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_loop_test(tcase, a_page_is_read_as_entries, 0, READ_PAGES);
    tcase_add_test(tcase, a_mark_at_the_beginning_is_left_out);
    tcase_add_test(tcase, a_carriage_return_ends_a_line);
    suite_add_tcase(suite, tcase);
    return suite;
}
