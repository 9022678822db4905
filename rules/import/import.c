/* Importing a vendor's table as a whole: which form it has, and the account of
 * every line. */
#include "rules/import/import.h"
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>
#include <strings.h>

/* ---- the account --------------------------------------------------------- */

static bool
is_blank(const char *line)
{
    return line[strspn(line, " \t")] == '\n' || line[strspn(line, " \t")] == 0;
}

/* Numbers of lines, those that follow one another as a range. */
static void
put_range(struct out *out, uint32_t from, uint32_t to)
{
    (void)out_print(out, "%s%u", out->length > 0 ? ", " : "", (unsigned)from);
    if (to > from)
        (void)out_print(out, "-%u", (unsigned)to);
}

static void
account(struct mapper *m, const char *text, struct import *import)
{
    struct out prose = {0};
    uint32_t line = 0, from = 0, to = 0;

    for (; *text != '\0'; text += strcspn(text, "\n"), text += *text == '\n') {
        unsigned fate = m->fate[++line];

        if (is_blank(text))
            continue;
        import->line.question += (fate & FATE_QUESTION) != 0;
        import->line.rule += (fate & (FATE_QUESTION | FATE_RULE)) == FATE_RULE;
        import->line.nothing += fate < FATE_RULE && (fate & FATE_NOTHING) != 0;
        import->line.heading += fate <= FATE_HEADING;
        if (fate >= FATE_NOTHING || (fate & FATE_PROSE) == 0)
            continue;
        import->line.prose++;
        if (from > 0 && line > to + 1)
            put_range(&prose, from, to);
        from = from == 0 || line > to + 1 ? line : from;
        to = line;
    }
    if (from > 0)
        put_range(&prose, from, to);
    import->prose = out_kept(&prose, m->arena);
}

static uint32_t
count_checks(const struct mapper *m)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < m->n_rule; i++)
        n += m->rule[i].n;
    return n;
}

/* A choice of a column that is nowhere is a mistake. */
static void
refuse_unused(struct mapper *m)
{
    for (uint32_t i = 0; i < m->source->n_column; i++)
        if (!m->chosen[i])
            page_refuse(&m->page,
                        arena_print(m->arena,
                                    "--column \"%s\": no table has that "
                                    "heading",
                                    m->source->column[i]));
}

static bool
is_tried_on(const struct mapper *m, const char *subject)
{
    for (uint32_t i = 0; i < m->n_rule; i++)
        for (uint32_t k = 0; k < m->rule[i].n; k++)
            for (uint32_t c = 0; c < m->rule[i].check[k].n; c++) {
                const struct right *right = m->rule[i].check[k].claim[c].right;

                if (right != NULL && right->entity != NULL &&
                    text_same(right->entity->subject, subject))
                    return true;
            }
    return false;
}

/* Whoever runs the rules has to be able to say on whom rights are tried. */
static void
add_subjects(struct mapper *m)
{
    const struct import_phrases *phrases = m->source->phrases;

    for (uint32_t i = 0; i < phrases->n_subject; i++) {
        const struct import_subject *subject = &phrases->subject[i];

        if (!is_tried_on(m, subject->name))
            continue;
        m->subject = arena_grow(m->arena, m->subject, m->n_subject,
                                &m->subject_capacity);
        m->subject[m->n_subject++] = (struct subject){.name = subject->name,
                                                      .about = subject->about,
                                                      .many = subject->many};
    }
}

/* Without the mark that some programs write first, and that is kept where texts
 * were put together; a carriage return by itself ends a line. */
static const char *
mended(const char *bytes, size_t *length, struct arena *arena)
{
    char *text = arena_new(arena, char, *length + 1);
    size_t n = 0;

    for (size_t i = 0; i < *length; i++) {
        if (*length - i >= 3 && memcmp(bytes + i, "\xef\xbb\xbf", 3) == 0)
            i += 2;
        else if (bytes[i] == '\r' && (i + 1 == *length || bytes[i + 1] != '\n'))
            text[n++] = '\n';
        else
            text[n++] = bytes[i];
    }
    *length = n;
    return text;
}

/* The clean text of a file; NULL: it is none that can be read. */
static const char *
text_of(const struct file_text *file, struct diags *diags, struct arena *arena)
{
    const char *bytes = file->bytes;
    size_t length = file->length;

    if (length > IMPORT_CAP) {
        diag_add(diags, 0, 0, "more than %d bytes; that is no permission table",
                 (int)IMPORT_CAP);
        return NULL;
    }
    if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
                        memcmp(bytes, "\xfe\xff", 2) == 0)) {
        diag_add(diags, 0, 0, "it is UTF-16; save it as UTF-8");
        return NULL;
    }
    bytes = mended(bytes, &length, arena);
    return text_clean(arena, bytes, length, 3 * length + 1);
}

/* Nothing that is printed or written may hold a secret of the page's. */
static void
mask(struct page *page)
{
    if (page->title != NULL)
        page->title = secrets_hidden(page->title, page->arena);
    for (uint32_t i = 0; i < page->n; i++) {
        struct page_entry *entry = &page->entry[i];

        entry->text = secrets_hidden(entry->text, page->arena);
        if (entry->links != NULL)
            entry->links = secrets_hidden(entry->links, page->arena);
        for (uint32_t c = 0; c < entry->n; c++)
            entry->cell[c] = secrets_hidden(entry->cell[c], page->arena);
    }
}

bool
rules_import(const struct file_text *source_text,
             const struct import_source *source, struct import *import,
             struct diags *diags, struct arena *arena)
{
    struct mapper m = {.arena = arena,
                       .source = source,
                       .catalogue = source->catalogue,
                       .page = {.arena = arena},
                       .ids = {.arena = arena},
                       .options = {.arena = arena}};
    const char *text = text_of(source_text, diags, arena), *file = NULL;

    if (text == NULL)
        return false;
    page_read(&m.page, source->name, text);
    mask(&m.page);
    lexicon_make(&m.lexicon, source, arena);
    names_make(&m);
    m.chosen = arena_new(arena, bool, source->n_column);
    map_page(&m);
    refuse_unused(&m);
    if (!m.shown)
        add_subjects(&m);
    if (m.page.trouble == NULL && m.n_rule > 0)
        file = rules_text(&m);
    if (m.shown && file != NULL && !source->loads(file, arena))
        page_refuse(&m.page, SHOWN_CHANGED);
    if (m.page.trouble != NULL) {
        diag_add(diags, 0, 0, "%s", m.page.trouble);
        return false;
    }
    *import = (struct import){
        .file = file,
        .question = m.question,
        .note = m.note,
        .n_question = m.n_question,
        .n_note = m.n_note,
        .n_rule = m.n_rule,
        .n_check = count_checks(&m),
        .n_option = m.n_option,
        .n_right = m.n_right,
        .n_exact = m.n_exact,
        .row = m.rows,
    };
    account(&m, text, import);
    return true;
}
