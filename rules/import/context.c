/* What a page says of rows elsewhere: in headings above them, in the line right
 * before them, in footnotes. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>
#include <strings.h>

enum { FOOTNOTES = 100, TEXT_CAP = 500 };

/* ---- what stands above --------------------------------------------------- */

/* A section by its own name, what is printed aside; NULL: it is none. */
const char *
section_title(struct mapper *m, const char *text)
{
    struct section section = section_find(m, text);

    return !section.known ? NULL : text_or(section.title, text);
}

/* Of a heading a first word like "Where" says nothing. */
bool
is_table_condition(const char *text)
{
    return strncasecmp(text, "if ", 3) == 0 ||
           strncasecmp(text, "only if ", 8) == 0 ||
           strncasecmp(text, "only when ", 10) == 0 ||
           strncasecmp(text, "only with ", 10) == 0;
}

bool
token_is_contrary(const struct token *token)
{
    return token->said == SAID_NOT ||
           (token->said == SAID_NO && text_starts(token->word->phrase, "not "));
}

/* The nearest section and condition count, and each "not" and "optional". */
void
take_context(struct mapper *m, struct context *c, const char *text)
{
    bool condition = is_table_condition(text);

    if (c->section == NULL)
        c->section = section_title(m, text);
    if (c->condition == NULL && condition)
        c->condition = text;
    /* It is asked of every row below, however long it is. */
    for (const char *at = text;
         *at != '\0' && at < text + TEXT_CAP && !condition;) {
        struct token token = token_at(&m->lexicon, at);

        /* "Without an administrator's rights" turns nothing round. */
        if (token_is_contrary(&token) &&
            !is_listed("without|but", at, token.length))
            c->contrary = text;
        c->less = c->less || token.said == SAID_LESS;
        at += token.length;
    }
}

struct context
context(struct mapper *m)
{
    struct context c = {NULL, NULL, NULL, false};

    if (m->lead != NULL)
        take_context(m, &c, m->lead);
    for (unsigned i = PAGE_BOLD; i > 0; i--)
        if (m->heading[i] != NULL)
            take_context(m, &c, m->heading[i]);
    if (c.section == NULL)
        c.section = m->source->phrases->section;
    /* There is no other one that it could be. */
    if (c.section == NULL && m->catalogue->n_editor == 1)
        c.section = m->catalogue->editor[0];
    return c;
}

/* The one text of a row that has no more, NULL: it has several, or none. */
const char *
only_text(const struct page_entry *row)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < row->n; i++) {
        if (row->cell[i][0] == '\0')
            continue;
        if (text != NULL && !text_same(text, row->cell[i]))
            return NULL;
        text = row->cell[i];
    }
    return text;
}

/* ---- footnotes ----------------------------------------------------------- */

/* What the text of a footnote says when, or that it need not be: true. One that
 * is neither leaves what it marks as it is. */
static bool
take_reserve(struct mapper *m, const char *text, struct footnote *footnote)
{
    bool contrary = false, when = false;

    footnote->condition = text;
    while (*text != '\0') {
        struct token token = token_at(&m->lexicon, text);

        contrary =
            contrary || token_is_contrary(&token) || token.said == SAID_LESS;
        when = when || is_condition(text);
        text += token.length;
    }
    if (contrary)
        footnote->condition = NULL;
    return contrary || when;
}

/* Of two that have one mark nobody can tell which is meant. */
static void
footnote_add(struct mapper *m, const struct footnote *footnote)
{
    struct lexicon *lexicon = &m->lexicon;
    struct footnote *known =
        footnote_of(lexicon, footnote->mark, strlen(footnote->mark));

    if (known != NULL) {
        known->condition = NULL;
        return;
    }
    if (lexicon->n == FOOTNOTES)
        page_refuse(&m->page, "more than 100 marks of footnotes; that is no "
                              "permission table");
    lexicon->footnote =
        arena_grow(m->arena, lexicon->footnote, lexicon->n, &lexicon->capacity);
    lexicon->footnote[lexicon->n++] = *footnote;
}

/* Footnotes, wherever they stand: a mark, or a number in a bracket, and a
 * text. */
void
map_footnotes(struct mapper *m)
{
    for (uint32_t i = 0; i < m->page.n && m->page.trouble == NULL; i++) {
        const struct page_entry *entry = &m->page.entry[i];
        const char *text = text_or(
            entry->kind == PAGE_ROW ? only_text(entry) : entry->text, "");
        struct token mark = token_at(&m->lexicon, text);
        struct footnote footnote;

        if (mark.said == SAID_OPEN) {
            mark.length = strspn(++text, "^0123456789");
            mark.said = mark.length > 0 ? SAID_MARK : SAID_OPEN;
        }
        if (mark.said != SAID_MARK)
            continue;
        footnote.mark = arena_slice(m->arena, text, mark.length);
        text += mark.length;
        text += strspn(text, ")]: ");
        if (take_reserve(m, text, &footnote))
            footnote_add(m, &footnote);
    }
}
