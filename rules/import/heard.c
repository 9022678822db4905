/* What the cells of a row say: what is asked for, whether, and when. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

/* A column without a meaning is left alone, unless a cell of it asks for
 * something. */
static struct hearing
hear_unknown(struct mapper *m, const char *text)
{
    struct hearing h =
        cell_hear(&m->lexicon, m->catalogue, text, NO_VERB, m->arena);
    struct token token;

    if (h.heard == HEARD_NOTHING || *text == '\0')
        return (struct hearing){.heard = HEARD_NOTHING};
    token = token_at(&m->lexicon, text);
    if (h.heard == HEARD_ASKS || h.yes ||
        (token.said == SAID_LEVEL && token.length == strlen(text)) ||
        names_mention(m, text))
        return (struct hearing){.heard = HEARD_DOUBT};
    return (struct hearing){.heard = HEARD_NOTHING};
}

/* False: it says something that is no need. */
static bool
hear_need(struct mapper *m, struct row_hearing *r, const struct column *column,
          const char *text)
{
    struct token token;
    bool yes, no;

    if (*text == '\0')
        return !column->asked;
    token = token_at(&m->lexicon, text);
    yes = token_is_yes(&token);
    no = token.said == SAID_NO || token.said == SAID_DASH;
    if (is_condition(text)) {
        r->condition = both_conditions(m, r->condition, text);
        return true;
    }
    r->less = r->less || token.said == SAID_LESS || (yes && column->less);
    return token.length == strlen(text) &&
           (yes || token.said == SAID_LESS || token.said == SAID_MUST ||
            (no && column->less));
}

bool
is_plain_note(struct mapper *m, const char *text)
{
    struct reserve r = reserve_of(m, text);

    if (is_condition(text))
        return true;
    for (const char *at = text; *at != '\0';) {
        struct token token = token_at(&m->lexicon, at);

        if (token.said == SAID_NO && text_starts(token.word->phrase, "not "))
            return false;
        at += token.length;
    }
    return !(r.condition != NULL || r.less || (r.must && r.doubt) ||
             text_ends(text, " only") || text_ends(text, " only)") ||
             text_has_fold(text, " if ") || text_has_fold(text, "(if "));
}

/* Whether the first word leaves open whether the row is needed. */
static bool
is_open_word(const struct token *token, bool alone)
{
    if (token->said == SAID_NO)
        return text_starts(token->word->phrase, "not ") ||
               (alone && !is_listed("none|nothing|n/a|na|not applicable",
                                    token->text, token->length));
    return token->said == SAID_LESS || token->said == SAID_NOT ||
           token->said == SAID_OR;
}

/* A text that begins like a condition. False: it leaves open whether it is one.
 */
static bool
hear_condition(struct mapper *m, struct row_hearing *r, const char *text)
{
    struct context own = {.section = NULL};

    take_context(m, &own, text);
    if (own.contrary == NULL)
        r->condition = both_conditions(m, r->condition, own.condition);
    return own.contrary == NULL;
}

/* A text that is not read may still begin with what makes the row a matter of
 * need: "Optional", "If ...", "Deprecated". "When ..." and "Only ..." may as
 * well tell what it is for. False: it leaves that open. */
static bool
hear_beside(struct mapper *m, struct row_hearing *r, const char *text)
{
    struct token token = token_at(&m->lexicon, text);
    bool alone = token.length == strlen(text);

    if (token.said == SAID_LESS && alone) {
        r->less = true;
        return true;
    }
    return is_condition(text)
               ? hear_condition(m, r, text)
               : is_plain_note(m, text) && !is_open_word(&token, alone);
}

/* What the heading of its column says is said of each cell. */
static struct hearing
hear_below(struct mapper *m, const struct row *row, const struct column *column,
           const char *text)
{
    struct hearing h =
        cell_hear(&m->lexicon, m->catalogue, text,
                  column->role == ROLE_VERB ? column->verb : NO_VERB, m->arena);

    if ((column->doubt && h.heard == HEARD_ASKS) ||
        (m->source->phrases->open && *text == '\0' && *row->object != '\0'))
        h.heard = HEARD_DOUBT;
    h.condition = both_conditions(m, column->condition, h.condition);
    for (uint32_t i = 0; i < h.n; i++) {
        h.ask[i].condition =
            both_conditions(m, column->condition, h.ask[i].condition);
        h.ask[i].less = h.ask[i].less || column->less;
    }
    return h;
}

bool
says_none(const struct mapper *m, const char *text)
{
    struct token token = token_at(&m->lexicon, text);

    return token.length == strlen(text) &&
           (*text == '\0' || token.said == SAID_NO || token.said == SAID_DASH);
}

/* A name that is asked for by standing there. */
static struct hearing
hear_listed(const struct mapper *m, const char *text)
{
    if (says_none(m, text))
        return (struct hearing){.heard = HEARD_NOTHING};
    return (struct hearing){
        .heard = HEARD_ASKS,
        .n = 1,
        .ask = {{.grade = (int64_t)m->catalogue->right[0].scale->n - 1,
                 .said = true}}};
}

/* False: whether the row is needed is not clear. */
static bool
hear_cell(struct mapper *m, const struct row *row, uint32_t at,
          struct row_hearing *r)
{
    const struct column *column = &row->columns->column[at];
    const char *text = cell_of(row->entry, at);
    bool beside = column->role == ROLE_NONE || column->role == ROLE_NOTES;

    if (row->columns->listed && column->role == ROLE_OBJECT)
        r->cell[at] = hear_listed(m, text);
    else if (column->role == ROLE_LEVEL || column->role == ROLE_VERB)
        r->cell[at] = hear_below(m, row, column, text);
    else if (column->role == ROLE_NONE && !column->forced)
        r->cell[at] = hear_unknown(m, text);
    if (column->role == ROLE_NEED)
        return hear_need(m, r, column, text);
    return !beside || column->forced || hear_beside(m, r, text);
}

void
row_hear(struct mapper *m, const struct row *row, struct row_hearing *r)
{
    r->less = row->less;
    r->clear = true;
    for (uint32_t i = 0; i < row->columns->n; i++) {
        r->cell[i] = (struct hearing){.heard = HEARD_NOTHING};
        r->clear = hear_cell(m, row, i, r) && r->clear;
    }
}
