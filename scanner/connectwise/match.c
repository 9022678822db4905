/* Which row of a role is which function. How the API spells them is not public,
 * so a row is known by its name as it is printed, then by another name seen in
 * print, then by its identifier, then by its description: always module and
 * function together, for every module has a "Reports". */
#include "base/text.h"
#include "rules/model/fold.h"
#include "scanner/connectwise/connectwise.h"

#include <string.h>

enum by { BY_NAME, BY_ALIAS, BY_IDENTIFIER, BY_DESCRIPTION, BY__N };

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* The texts of a row, folded; NULL: none. */
struct folded {
    const char *module[3], *function[3];
};

/* The names of an entity, folded; lists end with NULL. */
struct names {
    const char *const *title, *const *alias, *const *module;
};

struct matching {
    const struct connectwise *state;
    struct folded *row;
    struct names *names;
    struct cw_match match;
};

static const char *
fold(const char *text, struct arena *scratch)
{
    return text == NULL ? NULL : name_fold(text, scratch);
}

static struct folded *
fold_rows(const struct connectwise *state, struct arena *scratch)
{
    struct folded *row = arena_new(scratch, struct folded, state->n_row);

    for (uint32_t i = 0; i < state->n_row; i++)
        for (int k = 0; k < 3; k++) {
            row[i].module[k] = fold(state->row[i].module[k], scratch);
            row[i].function[k] = fold(state->row[i].function[k], scratch);
        }
    return row;
}

/* These names, folded; NULL-ended. */
static const char *const *
fold_all(const char *const *name, struct arena *scratch)
{
    const char **list = NULL;
    uint32_t n = 0, capacity = 0;

    for (; name != NULL && *name != NULL; name++) {
        list = arena_grow(scratch, list, n, &capacity);
        list[n++] = name_fold(*name, scratch);
    }
    list = arena_grow(scratch, list, n, &capacity);
    list[n] = NULL;
    return list;
}

static bool
is_one_of(const char *text, const char *const *name)
{
    for (; text != NULL && *name != NULL; name++)
        if (text_same(*name, text))
            return true;
    return false;
}

static bool
in_module(const struct folded *row, const char *const *names)
{
    for (int k = 0; k < 3; k++)
        if (is_one_of(row->module[k], names))
            return true;
    return false;
}

static struct names *
fold_entities(struct arena *scratch)
{
    uint32_t n = connectwise_catalogue.n_entity;
    struct names *names = arena_new(scratch, struct names, n);

    for (uint32_t e = 0; e < n; e++) {
        const struct entity *entity = &connectwise_catalogue.entity[e];
        const char *const title[] = {entity->title, NULL};

        names[e] = (struct names){
            fold_all(title, scratch), fold_all(entity->alias, scratch),
            fold_all(connectwise_module(entity->section), scratch)};
    }
    return names;
}

/* Looks for an entity's row among those that are nobody's yet. One that has a
 * row already and could be another's as well has two. */
static void
look(struct matching *m, uint32_t e, enum by by)
{
    static const int text[BY__N] = {[BY_NAME] = 0,
                                    [BY_ALIAS] = 0,
                                    [BY_IDENTIFIER] = 1,
                                    [BY_DESCRIPTION] = 2};
    const struct names *names = &m->names[e];

    for (uint32_t i = 0; i < m->state->n_row; i++) {
        const char *spelled = m->row[i].function[text[by]];

        if (m->match.used[i] ||
            (!is_one_of(spelled, names->title) &&
             (by == BY_NAME || !is_one_of(spelled, names->alias))) ||
            !in_module(&m->row[i], names->module))
            continue;
        m->match.twice[e] = m->match.row[e] != CW_NO_ROW;
        m->match.row[e] = i;
        m->match.used[i] = true;
    }
}

struct cw_match
connectwise_match(const struct connectwise *state, struct arena *scratch)
{
    uint32_t n = connectwise_catalogue.n_entity;
    struct matching m = {.state = state,
                         .row = fold_rows(state, scratch),
                         .names = fold_entities(scratch),
                         .match = {arena_new(scratch, uint32_t, n),
                                   arena_new(scratch, bool, n),
                                   arena_new(scratch, bool, state->n_row)}};

    for (uint32_t e = 0; e < n; e++)
        m.match.row[e] = CW_NO_ROW;
    for (int by = BY_NAME; by < BY__N; by++)
        for (uint32_t e = 0; e < n; e++)
            if (m.match.row[e] == CW_NO_ROW || by < BY_DESCRIPTION)
                look(&m, e, (enum by)by);
    return m.match;
}

/* How much of a name's words stands in another, folded name. */
static size_t
shared(const char *name, const char *folded, struct arena *scratch)
{
    size_t sum = 0;

    for (;;) {
        size_t length;

        name += strcspn(name, LETTERS);
        length = strspn(name, LETTERS);
        if (length == 0)
            return sum;
        if (length > 3 &&
            strstr(folded, name_fold(arena_slice(scratch, name, length),
                                     scratch)) != NULL)
            sum += length;
        name += length;
    }
}

/* A likely slip; else the one that shares the most with it. */
const struct cw_row *
connectwise_nearest(const struct connectwise *state,
                    const struct cw_match *match,
                    const struct cw_function *function, struct arena *scratch)
{
    const char **name = arena_new(scratch, const char *, state->n_row);
    const char *const *module =
        fold_all(connectwise_module(function->module), scratch);
    uint32_t *at = arena_new(scratch, uint32_t, state->n_row), n = 0;
    const struct cw_row *best = NULL;
    const char *near;
    size_t most = 0;

    for (uint32_t i = 0; i < state->n_row; i++) {
        const struct cw_row *row = &state->row[i];

        if (match->used[i] || row->function[0] == NULL ||
            !is_one_of(fold(row->module[0], scratch), module))
            continue;
        at[n] = i;
        name[n++] = name_fold(row->function[0], scratch);
    }
    near = text_nearest(name_fold(function->function, scratch), name, n,
                        sizeof *name);
    for (uint32_t i = 0; i < n; i++) {
        size_t sum = shared(function->function, name[i], scratch);

        if (near != NULL ? text_same(name[i], near) : sum > most)
            best = &state->row[at[i]];
        most = sum > most ? sum : most;
    }
    return best;
}
