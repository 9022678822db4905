/* One cell: what it asks for. A walk along its words; whatever has no place in
 * it makes the whole cell a doubt. */
#include "rules/import/parts.h"

#include <string.h>

struct walk {
    const struct lexicon *lexicon;
    struct arena *arena;
    const char *at;
    uint32_t column; /* verb of the column, or NO_VERB */
    struct hearing h;
    uint32_t open; /* the asks from here on are one item, "View/Edit" */
    bool fresh;    /* the next verb begins another item */
    bool is, dash; /* what was said just now */
    bool no;       /* that nothing is asked for, of a verb or at all */
    bool bare;     /* the same, without a verb */
    bool line;     /* nothing stands in this line yet */
    bool doubt;
};

static struct token
next(struct walk *w)
{
    struct token token;

    w->at += strspn(w->at, " \t");
    token = token_at(w->lexicon, w->at);
    w->at += token.length;
    return token;
}

static bool
is_asked(const struct walk *w, uint32_t verb)
{
    for (uint32_t i = 0; i < w->h.n; i++)
        if (w->h.ask[i].verb == verb)
            return true;
    return false;
}

static void
hear_verb(struct walk *w, const struct word *word)
{
    uint32_t verb = (uint32_t)word->value;

    w->h.near = w->h.near || !word->own;
    if (w->column != NO_VERB) { /* it may only repeat its heading */
        w->doubt = w->doubt || verb != w->column;
        w->h.yes = true;
        return;
    }
    if (w->h.n == ASKS || is_asked(w, verb)) {
        w->doubt = true;
        return;
    }
    if (w->fresh)
        w->open = w->h.n;
    w->fresh = false;
    w->h.ask[w->h.n++] = (struct ask){.verb = verb};
}

/* A grade is that of its item. Of verbs before that it may be said of too it
 * is not known, unless it is what they mean without it. */
static void
hear_grade(struct walk *w, const struct word *word, int64_t top, bool apart)
{
    w->h.near = w->h.near || !word->own;
    w->doubt = w->doubt || w->fresh || w->open >= w->h.n;
    for (uint32_t i = 0; i < w->open && i < w->h.n && !apart; i++)
        w->doubt = w->doubt || (!w->h.ask[i].said && word->value != top);
    for (uint32_t i = w->open; i < w->h.n; i++) {
        w->doubt = w->doubt || w->h.ask[i].said;
        w->h.ask[i].said = true;
        w->h.ask[i].grade = word->value;
    }
    w->fresh = true;
}

/* Whether each of the items before says for itself how much, or when. */
static bool
each_says(const struct walk *w)
{
    for (uint32_t i = 0; i < w->open; i++)
        if (!w->h.ask[i].said && w->h.ask[i].condition == NULL)
            return false;
    return true;
}

/* A verb that is said not to be needed is not asked for; nobody can tell
 * whether that is said of verbs before it too. */
static void
hear_no(struct walk *w, const struct word *word)
{
    w->h.near = w->h.near || !word->own;
    w->no = true;
    w->bare = w->bare || (w->column == NO_VERB && w->h.n == 0);
    if (w->column != NO_VERB || w->h.n == 0)
        return;
    for (uint32_t i = w->open; i < w->h.n; i++)
        w->doubt = w->doubt || w->h.ask[i].said;
    w->doubt = w->doubt || w->h.n == w->open || w->fresh || !each_says(w);
    w->h.n = w->open;
    w->fresh = true;
}

static void
hear_yes(struct walk *w, int64_t top)
{
    struct word all = {.value = top, .own = true};

    if (w->h.n > w->open)
        hear_grade(w, &all, top, false);
    else
        w->h.yes = true;
}

/* ---- brackets ------------------------------------------------------------ */

/* Behind which bracket the text goes on; NULL: it does not close. */
static const char *
bracket_end(const char *open)
{
    const char *end = strpbrk(open + 1, "()[]");

    return end != NULL && strchr(")]", *end) != NULL ? end : NULL;
}

/* Whether words of a condition turn something round. */
static bool
is_contrary(const struct walk *w, const char *text)
{
    bool contrary = false;

    while (*text != '\0') {
        struct token token = token_at(w->lexicon, text);

        contrary = contrary || token.said == SAID_NOT || token.said == SAID_NO;
        text += token.length;
    }
    return contrary;
}

/* A condition is that of what it stands behind: of the last item where each
 * item says for itself, of the cell where that has one item or the condition
 * a line of its own; else nobody can tell. */
static void
hear_condition(struct walk *w, const char *text, bool alone, bool less)
{
    const char *rest = w->at + strspn(w->at, " \t");
    uint32_t from = w->open;

    if (alone && (*rest == '\n' || *rest == '\0'))
        from = 0;
    else
        w->doubt = w->doubt || (*rest == '\0' && !each_says(w));
    for (uint32_t i = from; i < w->h.n; i++) {
        w->doubt = w->doubt || w->h.ask[i].condition != NULL;
        w->h.ask[i].condition = less ? NULL : text;
        w->h.ask[i].less = less;
    }
    if (w->h.n == 0)
        w->h.condition = text;
    w->fresh = true;
}

/* "1", "^1" and its like above the line. */
static bool
is_number(const char *mark, size_t length)
{
    return is_listed("\xc2\xb9|\xc2\xb2|\xc2\xb3", mark, length) ||
           strcspn(mark, "123456789") < length;
}

/* A mark: what its footnote says, if that says something. A number has one, and
 * where that is nobody can tell if none begins with it. */
static void
hear_mark(struct walk *w, const char *mark, size_t length, bool alone)
{
    const struct footnote *footnote = footnote_of(w->lexicon, mark, length);

    w->h.near = true;
    if (footnote == NULL)
        w->doubt = w->doubt || is_number(mark, length);
    else if (footnote->condition == NULL)
        w->doubt = true;
    else if (*footnote->condition != '\0')
        hear_condition(w, footnote->condition, alone, false);
}

/* A verb in a bracket, with a grade and a condition behind it: "(Edit: All
 * when ...)". It may be asked for already, if that has a condition. */
static void
hear_aside(struct walk *w, const char *text, int64_t top)
{
    struct walk in = {.lexicon = w->lexicon, .at = text};
    struct token token = next(&in);
    struct ask ask = {.verb = (uint32_t)token.word->value, .grade = top};
    const char *rest = in.at;

    token = next(&in);
    if (token.said == SAID_IS)
        token = next(&in);
    ask.said = token.said == SAID_LEVEL;
    if (ask.said) {
        ask.grade = token.word->value;
        rest = in.at;
    }
    rest += strspn(rest, " ");
    ask.condition = *rest != '\0' ? rest : NULL;
    w->doubt = w->doubt || w->column != NO_VERB || w->h.n == ASKS ||
               (*rest != '\0' && !is_condition(rest)) || is_contrary(w, rest);
    if (w->doubt || (*rest == '\0' && is_asked(w, ask.verb))) {
        w->doubt = true;
        return;
    }
    w->open = w->h.n;
    w->h.ask[w->h.n++] = ask;
    w->fresh = true;
}

/* "Add, Delete (Mine), View": one more verb without a level, and the bracket is
 * that of what it stands behind alone. */
static bool
goes_on(const struct walk *w)
{
    struct walk in = *w;

    return *next(&in).text == ',' && next(&in).said == SAID_VERB &&
           next(&in).length == 0;
}

/* One word alone in a bracket, which stands for itself. */
static void
hear_lone(struct walk *w, const struct token *token, int64_t top)
{
    if (token->said == SAID_LEVEL)
        hear_grade(w, token->word, top, goes_on(w));
    else if (token->said != SAID_YES)
        w->doubt = true;
    else if (w->h.n == 0 || !w->h.ask[w->h.n - 1].said)
        hear_yes(w, top); /* else "Enabled (Checked)" says it twice */
}

/* A word that says nothing of what is asked for. */
static bool
is_plain(enum said said)
{
    return said == SAID_OTHER || said == SAID_MUST || said == SAID_OR;
}

/* What stands in a bracket. */
static void
hear_bracket(struct walk *w, const char *open, int64_t top, bool alone)
{
    const char *end = bracket_end(open);
    const char *text;
    struct token first;

    if (end == NULL) {
        w->doubt = true;
        return;
    }
    text = arena_slice(w->arena, open + 1, (size_t)(end - open - 1));
    text += strspn(text, " ");
    w->at = end + 1;
    if (text[strspn(text, "0123456789 *^")] == '\0') {
        hear_mark(w, text, strlen(text), alone);
        return;
    }
    first = token_at(w->lexicon, text);
    if (is_condition(text) || (*open == '[' && is_plain(first.said))) {
        w->doubt = w->doubt || is_contrary(w, text);
        hear_condition(w, text, alone, false);
    } else if (first.said == SAID_VERB) {
        hear_aside(w, text, top);
    } else if (text[first.length] != '\0') {
        w->doubt = true;
    } else if (first.said == SAID_LESS) {
        hear_condition(w, text, alone, true);
    } else {
        hear_lone(w, &first, top);
    }
}

/* ---- the walk ------------------------------------------------------------ */

static void
hear_dash(struct walk *w, const struct word *word)
{
    /* "Inquire - All", and "Delete: -". */
    if (w->is || w->h.n == 0 || w->column != NO_VERB)
        hear_no(w, word);
    else
        w->dash = true;
}

/* Whether it says how much of what stands before a dash. */
static bool
is_amount(enum said said)
{
    return said == SAID_LEVEL || said == SAID_YES || said == SAID_NO;
}

static void
hear(struct walk *w, const struct token *token, int64_t top)
{
    bool alone = w->line, is = false;

    w->line = token->said == SAID_FEED;
    w->doubt = w->doubt || (w->dash && !is_amount(token->said));
    w->dash = false;
    switch (token->said) {
    case SAID_VERB:
        hear_verb(w, token->word);
        break;
    case SAID_LEVEL:
        hear_grade(w, token->word, top, false);
        break;
    case SAID_YES:
        hear_yes(w, top);
        break;
    case SAID_NO:
        hear_no(w, token->word);
        break;
    case SAID_DASH:
        hear_dash(w, token->word);
        break;
    case SAID_WRITE:
        w->doubt = w->doubt || w->column == NO_VERB;
        w->h.yes = w->h.near = true;
        break;
    case SAID_IS:
        is = true;
        break;
    case SAID_COMMA:
    case SAID_FEED:
        w->fresh = true;
        break;
    case SAID_MARK:
        hear_mark(w, token->text, token->length, alone);
        break;
    case SAID_OPEN:
        hear_bracket(w, token->text, top, alone);
        break;
    case SAID_FILLER:
        is = w->is;
        break;
    case SAID_AND:
        break;
    case SAID_OTHER:
    case SAID_CLOSE:
    case SAID_NOT:
    case SAID_LESS:
    case SAID_MUST:
    case SAID_OR:
    case SAID_FULL:
        w->doubt = true;
        break;
    }
    w->is = is;
}

/* A cell of a verb's column says that verb, or not. False: something is said of
 * it, but not that. */
static bool
settle_verb(struct walk *w)
{
    struct hearing *h = &w->h;
    bool asks = h->yes || h->ask[0].said;
    bool of_what = h->ask[0].condition != NULL || h->ask[0].less;

    h->yes = false;
    h->n = asks ? 1 : 0;
    return asks ? !w->no : !of_what;
}

/* A text that asks for nothing has to say so, and without a condition. */
static bool
says_nothing(const struct walk *w, const char *text)
{
    return w->h.condition != NULL ||
           (w->h.n == 0 && !w->no && text[strspn(text, " \n")] != '\0');
}

/* Whether something was said that leaves open what is asked for. */
static bool
leaves_open(struct walk *w, const char *text)
{
    struct hearing *h = &w->h;
    bool open = w->doubt || w->dash;

    if (w->column != NO_VERB)
        open = !settle_verb(w) || open;
    open = open || (h->n > 0 && (w->bare || h->yes));
    h->yes = h->yes && !open && !w->no;
    return open || h->yes || says_nothing(w, text);
}

struct hearing
cell_hear(const struct lexicon *lexicon, const struct catalogue *catalogue,
          const char *text, uint32_t verb, struct arena *arena)
{
    int64_t top = (int64_t)catalogue->right[0].scale->n - 1;
    struct walk w = {.lexicon = lexicon,
                     .arena = arena,
                     .at = text,
                     .column = verb,
                     .fresh = true,
                     .line = true};

    if (verb != NO_VERB) {
        w.h.ask[w.h.n++] = (struct ask){.verb = verb};
        w.fresh = false;
    }
    while (!w.doubt) {
        struct token token = next(&w);

        if (token.length == 0)
            break;
        if (token.said == SAID_WRITE && verb != NO_VERB)
            w.doubt = catalogue->verb[verb].reads;
        if (!w.doubt)
            hear(&w, &token, top);
    }
    w.doubt = leaves_open(&w, text);
    for (uint32_t i = 0; i < w.h.n; i++) /* without a grade all is meant */
        w.h.ask[i].grade = w.h.ask[i].said ? w.h.ask[i].grade : top;
    w.h.heard = w.doubt ? HEARD_DOUBT : w.h.n > 0 ? HEARD_ASKS : HEARD_NOTHING;
    return w.h;
}
