/* Reading one level cell: "View: All, Add", "R/W", "Manage (only if ...)".
 * Words in a table; what is not in it makes the piece odd, never silent. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

enum { DEPTH_CAP = 4, WORDS_LONGEST = 4, ITEM_CAP = 100 };

/* How a condition begins. */
static const char *const conditions[] = {
    "only if",    "only when",    "only for",      "if",
    "when",       "whenever",     "unless",        "in case",
    "needed for", "required for", "provided that",
};

struct scan {
    struct importer *importer;
    struct arena *arena;
    const char *group, *object; /* of import_level_read; object as a key */
    struct import_level level;
    unsigned depth;
    bool joined; /* the last separator was "and" or "&" */
};

/* One piece of a cell: "Edit: All", what stands in brackets behind it, and
 * under which condition. */
struct item {
    const char *head, *inner, *condition;
    bool joined; /* "and" or "&" stands before it */
};

static bool
condition_at(const char *at)
{
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (import_phrase_at(at, conditions[i]) > 0)
            return true;
    return false;
}

/* How long what separates two pieces is here; 0: nothing does. */
static size_t
separator_at(const struct scan *scan, const char *at, bool colon)
{
    if (strchr(",;\n", *at) != NULL)
        return 1;
    if (*at == '+' || (*at == '/' && colon) || (*at == '.' && at[1] == ' '))
        return 1;
    if (*at == '&' && scan->group != NULL)
        return 1;
    if (scan->group != NULL && at[0] == ' ' &&
        import_phrase_at(at + 1, "and") > 0)
        return 4;
    return 0;
}

/* The bracket that closes the one here, or the end of the text. */
static const char *
closing(const char *at)
{
    unsigned depth = 0;

    for (; *at != '\0'; at++) {
        if (*at == '(' || *at == '[')
            depth++;
        else if ((*at == ')' || *at == ']') && --depth == 0)
            return at;
    }
    return at;
}

static const char *
appended(struct arena *arena, const char *text, const char *more, size_t n)
{
    return arena_print(arena, "%s%s%.*s", text, *text == '\0' ? "" : "; ",
                       (int)n, more);
}

/* The end of a condition: a separator with a new access behind it. */
static const char *
condition_end(const char *at)
{
    for (; *at != '\0'; at++)
        if (strchr(",;\n", *at) != NULL && import_access_at(at + 1))
            return at;
    return at;
}

/* Takes a bracket out of a piece; the character behind it. */
static const char *
take_bracket(struct scan *scan, struct item *item, const char *from,
             const char *open)
{
    const char *end = closing(open);

    item->head = arena_print(scan->arena, "%s%.*s ", item->head,
                             (int)(open - from), from);
    item->inner =
        appended(scan->arena, item->inner, open + 1, (size_t)(end - open - 1));
    return *end == '\0' ? end : end + 1;
}

/* The next piece; what is left of the text. */
static const char *
item_next(struct scan *scan, const char *at, struct item *item)
{
    const char *from = at;
    bool colon = false;
    size_t skip = 0;

    *item = (struct item){.head = "", .inner = "", .joined = scan->joined};
    scan->joined = false;
    while (*at != '\0' && (skip = separator_at(scan, at, colon)) == 0) {
        if (*at == '(' || *at == '[') {
            from = at = take_bracket(scan, item, from, at);
            continue;
        }
        if ((at == from || !import_word_char(at[-1])) && condition_at(at)) {
            item->condition =
                arena_slice(scan->arena, at, (size_t)(condition_end(at) - at));
            break;
        }
        colon = colon || *at == ':';
        at++;
    }
    item->head =
        arena_print(scan->arena, "%s%.*s", item->head, (int)(at - from), from);
    if (item->condition != NULL)
        return at + strlen(item->condition);
    scan->joined = skip > 0 && (*at == '&' || *at == ' ');
    return at + skip;
}

static struct import_ask *
ask_add(struct scan *scan, struct import_ask ask)
{
    struct import_level *level = &scan->level;

    ask.text = import_plain(scan->arena, ask.text, strlen(ask.text));
    ask.text = text_clean(scan->arena, ask.text, strlen(ask.text), ITEM_CAP);
    level->ask =
        arena_grow(scan->arena, level->ask, level->n, &level->capacity);
    level->ask[level->n] = ask;
    return &level->ask[level->n++];
}

static bool
grants(const struct import_ask *ask)
{
    return ask->access != 0 || ask->full || ask->managed || ask->action != NULL;
}

/* The last piece, if it asks for an access that words behind it can still be
 * about. */
static struct import_ask *
last_ask(struct scan *scan)
{
    struct import_level *level = &scan->level;

    if (level->n == 0 || level->ask[level->n - 1].none)
        return NULL;
    return &level->ask[level->n - 1];
}

/* One piece without its brackets. */
static struct import_ask
item_ask(struct scan *scan, const struct item *item)
{
    struct import_said said =
        import_listen(scan->arena, item->head, scan->object);
    const struct import_phrase *action = NULL;

    if (scan->group != NULL)
        action = import_row_of(
            scan->importer, IMPORT_ACTION,
            arena_print(scan->arena, "%s %s", scan->group, item->head));
    if (action != NULL)
        return (struct import_ask){.action = action, .text = item->head};
    if (grants(&said.ask))
        return said.ask;
    said.ask.bare = said.level || said.yes;
    if (!said.anything)
        said.ask.odd = true;
    return said.ask;
}

static void read_items(struct scan *, const char *text);

/* What stands in brackets, read by itself. */
static struct import_level
inner_level(struct scan *scan, const char *text)
{
    struct scan inner = *scan;

    inner.level = (struct import_level){0};
    inner.depth++;
    if (import_phrase_at(text, "for") > 0)
        inner.level.purpose = text;
    else if (inner.depth <= DEPTH_CAP)
        read_items(&inner, text);
    else
        (void)ask_add(&inner, (struct import_ask){.odd = true, .text = text});
    return inner.level;
}

/* The accesses in brackets instead of all of them: "Full (View, Add)". */
static bool
refine_access(struct import_ask *outer, const struct import_ask *ask)
{
    if (ask->condition != NULL || !(outer->full || outer->bare))
        return false;
    outer->bare = false;
    outer->full = ask->full;
    outer->access |= ask->access;
    if (ask->level != LEVEL_UNSAID)
        outer->level = ask->level;
    return true;
}

/* "Delete (never)". */
static bool
refine_none(struct import_ask *outer, const struct import_ask *ask, bool first)
{
    outer->none = outer->none || (first && ask->access == 0);
    return first && ask->access == 0;
}

/* What a piece in brackets says of the one before them: the accesses, the
 * level ("View (All)"), a condition, or that it is optional. False: it stands
 * by itself. */
static bool
refine(struct import_ask *outer, const struct import_ask *ask, bool first)
{
    if (ask->odd)
        return false;
    if (ask->none)
        return refine_none(outer, ask, first);
    if (grants(ask))
        return first && refine_access(outer, ask);
    if (ask->bare) {
        if (ask->condition != NULL || !grants(outer))
            return false;
        outer->level = ask->level;
        return true;
    }
    if (ask->condition != NULL)
        outer->condition = ask->condition;
    outer->recommended = outer->recommended || ask->recommended;
    return ask->condition != NULL || ask->recommended;
}

static void
take_inner(struct scan *scan, const struct item *item)
{
    struct import_level inner = inner_level(scan, item->inner);
    struct import_ask *outer = last_ask(scan);
    const char *condition = outer == NULL ? NULL : outer->condition;

    if (inner.purpose != NULL)
        scan->level.purpose = inner.purpose;
    for (uint32_t i = 0; i < inner.n; i++) {
        struct import_ask *ask = &inner.ask[i];

        outer = last_ask(scan);
        if (outer != NULL && refine(outer, ask, i == 0))
            continue;
        ask->odd = ask->odd || ask->bare;
        ask->bare = false;
        if (ask->condition == NULL)
            ask->condition = condition;
        (void)ask_add(scan, *ask);
    }
}

/* A piece that is nothing but a condition: of the piece before it, of the one
 * outside the brackets, or of nothing. */
static void
take_condition(struct scan *scan, const char *condition)
{
    struct import_ask *before = last_ask(scan);

    if (before != NULL)
        before->condition = condition;
    else
        (void)ask_add(scan, (struct import_ask){.odd = scan->depth == 0,
                                                .condition = condition,
                                                .text = condition});
}

/* A level without an access goes with the piece before it. */
static bool
take_level(struct import_ask *before, const struct import_ask *ask)
{
    if (!ask->bare || ask->odd || ask->condition != NULL || before == NULL ||
        !grants(before))
        return false;
    if (before->level == LEVEL_UNSAID || ask->level < before->level)
        before->level = ask->level;
    return true;
}

static void
take_item(struct scan *scan, const struct item *item)
{
    struct import_ask ask = item_ask(scan, item);
    struct import_ask *before = last_ask(scan);

    ask.condition = item->condition;
    if (item->joined && before != NULL && before->condition == NULL)
        before->condition = item->condition;
    if (item->head[strspn(item->head, " :-.")] != '\0') {
        if (!take_level(before, &ask))
            (void)ask_add(scan, ask);
    } else if (item->condition != NULL) {
        take_condition(scan, item->condition);
    }
    if (*item->inner != '\0')
        take_inner(scan, item);
}

static void
read_items(struct scan *scan, const char *text)
{
    while (*text != '\0') {
        struct item item;

        text = item_next(scan, text, &item);
        take_item(scan, &item);
    }
}

struct import_level
import_level_read(struct importer *im, const char *text, const char *group,
                  const char *object)
{
    struct scan scan = {
        .importer = im,
        .arena = im->arena,
        .group = group,
        .object = import_key_whole(im->arena, object),
    };

    read_items(&scan, text);
    return scan.level;
}
