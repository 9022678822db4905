/* What a page says of rows elsewhere: in headings above them, in the line right
 * before them, in footnotes. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    FOOTNOTES = 100,
    TEXT_CAP = 500, /* bytes of a text that are looked at */
    SHORT = 4,      /* words of a sentence that can speak of nothing else */
    LONG_WORD = 9   /* letters of a section's name that no other word has */
};

/* ---- what stands above --------------------------------------------------- */

/* A section by its own name, what is printed aside; NULL: it is none. */
const char *
section_title(struct mapper *m, const char *text)
{
    struct section section = section_find(m, text);

    return !section.known ? NULL : text_or(section.title, text);
}

static bool
has_word(const struct mapper *m, const char *text, const char *list)
{
    while (*text != '\0') {
        struct token token = token_at(&m->lexicon, text);

        if (is_listed(list, text, token.length))
            return true;
        text += token.length;
    }
    return false;
}

/* Where in a text its condition begins; NULL: it has none that is one beyond
 * doubt. Of a heading a first word like "Where" says nothing. */
static const char *
condition_in(const char *text)
{
    static const char *const sure[] = {"only if ",    "only when ",
                                       "only with ",  "only for ",
                                       "only while ", "only during "};

    if (strncasecmp(text, "if ", 3) == 0 ||
        strncasecmp(text, "in case ", 8) == 0)
        return text;
    for (; *text != '\0'; text++)
        for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
            if (strncasecmp(text, sure[i], strlen(sure[i])) == 0)
                return text;
    return NULL;
}

/* Which words leave open what they stand with, and what has to follow or go
 * before that they do not. "without an administrator's rights", "only the
 * following", "(formerly ...)", "will not work" turn nothing round. */
static const struct {
    const char *words, *unless_before, *unless_next;
} doubts[] = {
    {"but", NULL, ""},
    {"without", NULL, "these|those|this|them|it|a|an|any|the|your|our"},
    {"formerly|previously", "(", NULL},
    {"not|cannot", NULL, "work|function|sync|fail"},
    {"only", NULL,
     "the|these|those|following|required|needs|need|requires|has"},
    {"if|otherwise|unless|remove|disable|skip|legacy|outdated|provided|"
     "alternative|whenever|optionally|suggested|suggest|ideally",
     NULL, NULL},
};

static bool
is_harmless(const struct lexicon *lexicon, size_t row,
            const struct token *token, const char *text)
{
    const char *next = token->text + token->length;

    if (doubts[row].unless_before != NULL && token->text > text &&
        token->text[-1] == *doubts[row].unless_before)
        return true;
    next += strspn(next, " ");
    /* "(not delegated)": it turns round what asks for nothing. */
    if (token->said == SAID_NOT && token_at(lexicon, next).said == SAID_NO)
        return true;
    return doubts[row].unless_next != NULL &&
           (*doubts[row].unless_next == '\0' ||
            is_listed(doubts[row].unless_next, next, strcspn(next, " .:,")));
}

/* "Option 2", "Method B" */
static bool
is_one_of_several(const struct token *token)
{
    const char *next = token->text + token->length;

    return is_listed("option|method|variant", token->text, token->length) &&
           *next == ' ' && isalnum((unsigned char)next[1]) != 0 &&
           isalnum((unsigned char)next[2]) == 0;
}

/* A "no" within a sentence says nothing, nor does an "or" that is not all that
 * is said. */
static bool
is_doubt(const struct lexicon *lexicon, const struct token *token,
         const char *text)
{
    const char *at = token->text;
    size_t length = token->length;

    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
        if (is_listed(doubts[i].words, at, length))
            return !is_harmless(lexicon, i, token, text);
    if (token->said == SAID_NO)
        return text_starts(token->word->phrase, "not ") ||
               ((at == text ||
                 at[length + strspn(at + length, " .:)]")] == '\0') &&
                token->word->own &&
                (length > 1 || isalnum((unsigned char)*at) == 0));
    if (token->said == SAID_OR)
        return !is_listed("or", at, length) || at[length] == '\0';
    return token->said == SAID_NOT || is_one_of_several(token);
}

/* "All others can stay None", "the rest is not needed": of what is not here. */
static bool
is_of_others(const struct mapper *m, const char *text)
{
    return has_word(m, text, "other|others|else|rest|remaining") &&
           !has_word(m, text, "these|those|following|below|this");
}

/* "Only for billing customers." */
static bool
is_short(const struct mapper *m, const char *text)
{
    uint32_t words = 0;

    for (const char *at = text; *at != '\0';) {
        words += isalnum((unsigned char)*at) != 0;
        at += token_at(&m->lexicon, at).length;
    }
    return words <= SHORT;
}

/* Whether a text that says "optional" says it of rights: it says no more, or
 * names them. */
static bool
is_of_rights(const struct mapper *m, const char *text)
{
    return is_short(m, text) || strpbrk(text, "([") != NULL ||
           has_word(m, text,
                    "permission|permissions|scope|scopes|right|rights|these|"
                    "this|following|below|all|access|level|levels|module|"
                    "modules|is|are");
}

static struct reserve
hear_words(const struct mapper *m, const char *text, const char *end)
{
    struct reserve r = {.condition = NULL};
    bool when = strncasecmp(text, "when ", 5) == 0;

    for (const char *at = text; at < end;) {
        struct token token = token_at(&m->lexicon, at);

        r.less = r.less || token.said == SAID_LESS;
        r.must = r.must || token.said == SAID_MUST;
        r.doubt = r.doubt || is_doubt(&m->lexicon, &token, text);
        when =
            when || (r.must && is_listed("when|where|while", at, token.length));
        at += token.length;
    }
    /* "Also needed when ...", "Recommended: a role of its own" */
    if (when || (r.less && !is_of_rights(m, text)))
        r.doubt = true;
    r.doubt = r.doubt && !is_of_others(m, text);
    return r;
}

struct reserve
reserve_of(struct mapper *m, const char *whole)
{
    /* It is asked of every row beside it, however long it is. */
    const char *text = strnlen(whole, TEXT_CAP) < TEXT_CAP
                           ? whole
                           : arena_slice(m->arena, whole, TEXT_CAP);
    const struct footnote *footnote = footnote_in(&m->lexicon, text);
    const char *condition = condition_in(text);
    struct reserve r =
        hear_words(m, text, text_or(condition, text + strlen(text)));

    if (condition != NULL &&
        has_word(m, condition, "not|never|skip|otherwise|else|unless|except"))
        r.doubt = true;
    else if (condition != NULL)
        r.condition =
            arena_slice(m->arena, condition,
                        strcspn(condition, condition > text ? ")]:" : ":"));
    if (footnote != NULL)
        r.condition = both_conditions(m, r.condition, footnote->condition);
    if ((r.less && r.must) || (footnote != NULL && footnote->condition == NULL))
        r.doubt = true;
    return r;
}

/* The section that a text names among other words, where names mean something
 * else in each; of several the text itself, which is none; or NULL. */
static const char *
section_in(struct mapper *m, const char *text)
{
    const struct import_phrases *phrases = m->source->phrases;
    const char *found = NULL, *name = NULL;

    for (uint32_t i = 0; i < phrases->n; i++) {
        const char *list = phrases->row[i].words;
        bool here = false;

        if (phrases->row[i].kind != IMPORT_SECTION)
            continue;
        for (const char *word; (word = phrase_next(m->arena, &list)) != NULL;)
            if ((strchr(word, ' ') != NULL || strlen(word) >= LONG_WORD) &&
                text_has_fold(text, word)) {
                name = text_or(phrases->row[i].what, word);
                here = true;
            }
        if (here)
            found = found == NULL ? name : text;
    }
    return found;
}

/* The nearest section counts, and whether something is required; but each
 * condition, and each doubt. */
void
take_context(struct mapper *m, struct context *c, const char *text)
{
    struct reserve r = reserve_of(m, text);

    if (c->section == NULL)
        c->section = section_title(m, text);
    if (c->section == NULL && m->source->phrases->apart)
        c->section = section_in(m, text);
    if (r.doubt)
        c->contrary = text;
    c->condition = both_conditions(m, c->condition, r.condition);
    c->less = c->less || (r.less && !c->must);
    c->must = c->must || r.must;
}

const char *
last_sentence(const char *text)
{
    for (const char *at = text; (at = strstr(at, ". ")) != NULL;)
        text = at += 2;
    return text;
}

/* Whether a sentence speaks of what stands below it: one that leads to that
 * without an end, or says so. */
static bool
points(const struct mapper *m, const char *text)
{
    return !text_ends(text, ".") || is_short(m, text) ||
           has_word(m, text,
                    "this|these|those|they|them|following|below|all|table|"
                    "step|section|permission|permissions|right|rights|level|"
                    "levels|scope|scopes|access|choose one|choose the row|"
                    "optional|recommended|required|needed|not needed|"
                    "not required|skip");
}

/* Of a sentence further off it takes more. */
static bool
points_far(const struct mapper *m, const char *text)
{
    return has_word(m, text,
                    "these|following|below|table|optional|recommended|"
                    "required|needed|not needed|not required|skip|step");
}

bool
is_reserved(const struct reserve *r)
{
    return r->doubt || r->less || r->condition != NULL;
}

bool
looks_back(struct mapper *m, const char *text, bool below)
{
    struct reserve r = reserve_of(m, text);

    return is_reserved(&r) && (below || has_word(m, text, "above"));
}

/* "If that fails, ask your administrator." says nothing of what stands below.
 */
static bool
is_aside(const struct mapper *m, const char *text)
{
    return strncasecmp(text, "if ", 3) == 0 && text_ends(text, ".") &&
           !points_far(m, text);
}

void
take_lead(struct mapper *m, struct context *c, const char *text)
{
    const char *last = last_sentence(text);

    if (points(m, last) && !is_aside(m, last))
        take_context(m, c, last);
    while (text < last) {
        size_t length = (size_t)(strstr(text, ". ") - text) + 1;
        const char *sentence = arena_slice(m->arena, text, length);
        struct reserve r = reserve_of(m, sentence);

        if (is_reserved(&r) && points_far(m, sentence))
            c->contrary = sentence;
        text += length + 1;
    }
}

bool
says_much(const struct context *c)
{
    return c->contrary != NULL || c->less || c->condition != NULL;
}

bool
is_governing(const struct mapper *m, const struct above *above)
{
    return above->text != NULL && says_much(&above->says) &&
           (points_far(m, above->text) || text_ends(above->text, ":"));
}

/* What stands further off has no more to say where something nearer has. */
static void
add_context(struct mapper *m, struct context *c, const struct above *above)
{
    const struct context *says = &above->says;

    if (above->text == NULL)
        return;
    c->section = text_or(c->section, says->section);
    c->contrary = text_or(says->contrary, c->contrary);
    c->condition = both_conditions(m, c->condition, says->condition);
    c->less = c->less || (says->less && !c->must);
    c->must = c->must || says->must;
}

/* "Office 365 Management APIs" */
static bool
names_api(const char *heading)
{
    return text_ends(heading, " API") || text_ends(heading, " APIs");
}

/* Below what else the entry stands: the items that it is in, the line right
 * above, headings. A section that is not known hides those above it where names
 * mean something else in each. */
struct context
context(struct mapper *m)
{
    struct context c = {.section = NULL};

    for (unsigned i = m->depth; i > 0; i--)
        add_context(m, &c, &m->item[i]);
    add_context(m, &c, &m->lead);
    for (unsigned i = PAGE_BOLD; i > 0; i--) {
        add_context(m, &c, &m->heading[i]);
        if (c.section == NULL && m->source->phrases->apart &&
            names_api(text_or(m->heading[i].text, "")))
            c.section = m->heading[i].text;
    }
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

/* What the text of a footnote says of what it marks, as it is kept. */
static const char *
said_by(struct mapper *m, const char *text)
{
    struct reserve r = reserve_of(m, text);

    if (r.doubt || r.less ||
        (r.condition == NULL && r.must && has_word(m, text, "for|with|using")))
        return NULL;
    return r.condition != NULL ? text : "";
}

/* Of two that have one mark nobody can tell which is meant. */
static void
footnote_add(struct mapper *m, const struct footnote *footnote)
{
    struct lexicon *lexicon = &m->lexicon;
    struct footnote *known =
        footnote_of(lexicon, footnote->mark, strlen(footnote->mark));

    if (known != NULL && text_same(known->condition, "") &&
        text_same(footnote->condition, ""))
        return;
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

/* The mark of a footnote at the beginning of a text, or a number in a bracket,
 * which the text goes on behind; of no length: there is none. */
static struct token
mark_of(const struct mapper *m, const char **text)
{
    struct token mark = token_at(&m->lexicon, *text);

    if (mark.said == SAID_OPEN) {
        mark.text = ++*text;
        mark.length = strspn(*text, "^0123456789");
    } else if (mark.said != SAID_MARK) {
        mark.length = 0;
    }
    *text += mark.length;
    *text += strspn(*text, ")]: ");
    return mark;
}

bool
is_footnote(const struct mapper *m, const char *text)
{
    return mark_of(m, &text).length > 0;
}

/* Footnotes, wherever they stand. */
void
map_footnotes(struct mapper *m)
{
    for (uint32_t i = 0; i < m->page.n && m->page.trouble == NULL; i++) {
        const struct page_entry *entry = &m->page.entry[i];
        const char *text = text_or(
            entry->kind == PAGE_ROW ? only_text(entry) : entry->text, "");
        struct token mark = mark_of(m, &text);
        struct footnote footnote = {
            .mark = arena_slice(m->arena, mark.text, mark.length)};

        if (mark.length == 0)
            continue;
        footnote.condition = said_by(m, text);
        /* Signs that say nothing may be those of items. */
        if (!text_same(footnote.condition, "") ||
            strpbrk(footnote.mark, "123456789") != NULL)
            footnote_add(m, &footnote);
    }
}
