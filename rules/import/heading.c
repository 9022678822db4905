/* One heading of a table: what its column may hold. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>
#include <strings.h>

/* Headings as vendors print them; what may be several things is settled by what
 * the others are. */
static const struct {
    const char *words;
    unsigned can;
} headings[] = {
    {"module|modules|module name", CAN(ROLE_SECTION) | CAN(ROLE_OBJECT)},
    {"section|category|group|area|header|menu|security module|service|services|"
     "permission category|api|apis|api name",
     CAN(ROLE_SECTION)},
    {"object|objects|object / feature|object/feature|objects / features|"
     "feature|function|function name|item|sub-category|subcategory|submodule|"
     "sub-module|entity|entities|action|sub module|security module parameter|"
     "object / setting|resource|item name|requirement|requirements|"
     "claim value|api permission|api permissions",
     CAN(ROLE_OBJECT)},
    {"permission|permissions|setting|settings|right|rights",
     CAN(ROLE_OBJECT) | CAN(ROLE_LEVEL)},
    {"description|name|permission name", CAN(ROLE_OBJECT) | CAN(ROLE_NOTES)},
    {"level|levels|required level|level setting|access|access level|value|"
     "required access|required permission|required permissions|set|state|"
     "required rights|required setting|access required|permission level|"
     "security level|minimum level|required value",
     CAN(ROLE_LEVEL)},
    {"required|needed|required?|needed?", CAN(ROLE_LEVEL) | CAN(ROLE_NEED)},
    {"need|optional|importance|mandatory|necessity|condition|conditions",
     CAN(ROLE_NEED)},
    {"notes|note|comments|comment|why|reason|purpose|remarks|remark|used for|"
     "explanation|details|needed for|admin consent|admin consent required|"
     "admin consent required?|admin consent req...|status",
     CAN(ROLE_NOTES)},
};

/* The heading without what stands in brackets and the provider's own name. */
static const char *
plain(struct mapper *m, const char *heading)
{
    const char *name = m->catalogue->provider;
    size_t skip = strlen(name);

    if (strncasecmp(heading, name, skip) == 0 && heading[skip] == ' ')
        heading += skip + 1;
    skip = strcspn(heading, "([*\n");
    while (skip > 0 && strchr(" :", heading[skip - 1]) != NULL)
        skip--;
    return arena_slice(m->arena, heading, skip);
}

/* "Add", "Add Level", "ADD": words of one verb and of nothing else. */
uint32_t
heading_verb(struct mapper *m, const char *text)
{
    uint32_t verb = NO_VERB;

    while (*text != '\0') {
        struct token token = token_at(&m->lexicon, text);

        if (token.said == SAID_VERB && verb == NO_VERB)
            verb = (uint32_t)token.word->value;
        else if (token.said != SAID_FILLER)
            return NO_VERB;
        text += token.length;
        text += strspn(text, " ");
    }
    return verb;
}

/* What stands behind the heading of what is asked for: a condition, a mark, or
 * the verb again; else nobody can tell what the cells below it mean. */
static void
hear_aside(struct mapper *m, struct column *column)
{
    const struct footnote *footnote = footnote_in(&m->lexicon, column->heading);
    const char *open = strpbrk(column->heading, "([");
    const char *text = "1";

    if (open != NULL)
        text = arena_slice(m->arena, open + 1, strcspn(open + 1, ")]"));
    if (footnote != NULL && footnote->condition == NULL)
        column->doubt = true;
    else if (footnote != NULL)
        column->condition = footnote->condition;
    else if (is_condition(text))
        column->condition = text;
    else if (token_at(&m->lexicon, text).said == SAID_LESS)
        column->less = true;
    else
        column->doubt = column->role == ROLE_VERB &&
                        text[strspn(text, "0123456789 *^")] != '\0' &&
                        heading_verb(m, text) != column->verb;
}

bool
column_lists(const struct mapper *m, const char *heading, size_t length)
{
    const struct import_phrases *phrases = m->source->phrases;

    for (uint32_t i = 0; i < phrases->n; i++)
        if (phrases->row[i].kind == IMPORT_NAMES &&
            is_listed(phrases->row[i].words, heading, length))
            return true;
    return false;
}

struct column
heading_column(struct mapper *m, const char *heading)
{
    struct column column = {.heading = heading, .verb = NO_VERB};
    const char *text = plain(m, heading);

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (is_listed(headings[i].words, text, strlen(text)))
            column.can = headings[i].can;
    column.names = column_lists(m, text, strlen(text));
    if (column.names)
        column.can = CAN(ROLE_OBJECT);
    if (column.can == 0)
        column.verb = heading_verb(m, text);
    if (column.verb != NO_VERB)
        column.role = ROLE_VERB;
    if (column.role == ROLE_VERB || (column.can & CAN(ROLE_LEVEL)) != 0)
        hear_aside(m, &column);
    column.less = column.less || text_same_fold(text, "optional");
    column.asked = token_at(&m->lexicon, text).said == SAID_MUST;
    return column;
}
