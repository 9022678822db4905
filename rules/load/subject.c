/* Names of subjects become values, and claims on them claims on each value. */
#include "rules/load/subject.h"
#include "base/text.h"
#include "rules/load/keys.h"
#include "rules/model/name.h"

#include <string.h>

/* What is given of one name. */
struct given {
    const struct subject *subject; /* the first of that name */
    const char **value;
    uint32_t n, capacity;
};

struct giving {
    const struct ruleset *set;
    struct given *given; /* one per subject; of a name the first counts */
    struct diags *diags;
    struct arena *arena;
};

/* ---- mistakes ------------------------------------------------------------ */

/* The names that can be given, each once. */
static const char *
known_names(const struct giving *g)
{
    const struct ruleset *set = g->set;
    const char *list = "";

    for (uint32_t i = 0; i < set->n_subject; i++) {
        const struct subject *subject = &set->subject[i];

        if (subject_find(set->subject, i, subject->name) == NULL)
            list = arena_print(g->arena, "%s%s%s", list,
                               list[0] == '\0' ? "" : ", ", subject->name);
    }
    return list[0] == '\0' ? "they have none"
                           : arena_print(g->arena, "they have: %s", list);
}

static void
unknown(const struct giving *g, const char *name)
{
    const char *near = diags_near(g->diags, name, g->set->subject,
                                  g->set->n_subject, sizeof *g->set->subject);

    if (near == NULL)
        diag_add(g->diags, 0, 0, "the rules have no subject %s (%s)",
                 keys_quote(g->diags, name), known_names(g));
    else
        diag_add(g->diags, 0, 0,
                 "the rules have no subject %s; did you mean \"%s\"? (%s)",
                 keys_quote(g->diags, name), near, known_names(g));
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Why a value cannot be sent as part of a request, or NULL. */
static const char *
why_bad(const char *value)
{
    size_t length = strlen(value);

    if (value[strspn(value, " \t\r\n")] == '\0')
        return "is empty";
    if (length > SUBJECT_LENGTH_MAX)
        return "is longer than 254 bytes";
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)value[i] < 0x20 || value[i] == 0x7F)
            return "holds a control character";
    if (!text_is_clean(value, length))
        return "holds a character that cannot be shown";
    if (is_blank(value[0]) || is_blank(value[length - 1]))
        return "begins or ends with a blank";
    return NULL;
}

/* ---- what is given ------------------------------------------------------- */

static bool
has(const struct given *given, const char *value)
{
    for (uint32_t i = 0; i < given->n; i++)
        if (text_same_fold(given->value[i], value))
            return true;
    return false;
}

static void
add(struct giving *g, struct given *given, const char *value)
{
    const char *name = given->subject->name;
    const char *bad = why_bad(value);

    if (bad != NULL)
        diag_add(g->diags, 0, 0, "subject \"%s\": the value %s", name, bad);
    else if (has(given, value))
        diag_add(g->diags, 0, 0, "subject \"%s\": %s is given twice", name,
                 text_masked(g->arena, value));
    else if (given->n == 1 && !given->subject->many)
        diag_add(g->diags, 0, 0,
                 "subject \"%s\" is one, and a second value is given", name);
    else if (given->n == SUBJECT_VALUES_MAX)
        diag_add(g->diags, 0, 0, "subject \"%s\": more than %u values", name,
                 (unsigned)SUBJECT_VALUES_MAX);
    else {
        given->value =
            arena_grow(g->arena, given->value, given->n, &given->capacity);
        given->value[given->n++] = value;
    }
}

/* What stands before no "=" may be a value, and is not repeated. */
static void
take(struct giving *g, const char *assignment)
{
    const char *equals = strchr(assignment, '=');
    const struct subject *subject;
    const char *name;

    if (equals == NULL) {
        diag_add(g->diags, 0, 0,
                 "a subject must be given as NAME=VALUE; the rules say which "
                 "(%s)",
                 known_names(g));
        return;
    }
    name = arena_slice(g->arena, assignment, (size_t)(equals - assignment));
    subject = subject_find(g->set->subject, g->set->n_subject, name);
    if (subject == NULL) {
        unknown(g, name);
        return;
    }
    g->given[subject - g->set->subject].subject = subject;
    add(g, &g->given[subject - g->set->subject], equals + 1);
}

static const char *const *
masked(const struct given *given, struct arena *arena)
{
    const char **text = arena_new(arena, const char *, given->n);

    for (uint32_t i = 0; i < given->n; i++)
        text[i] = text_masked(arena, given->value[i]);
    return text;
}

/* ---- claims -------------------------------------------------------------- */

/* The subject that a check's claim names, of its own file. */
static const struct subject *
subject_of(const struct ruleset *set, const struct check *check,
           const struct claim *claim)
{
    const char *rules = check_pack(set, check)->id;

    for (uint32_t i = 0; i < set->n_subject; i++)
        if (text_same(set->subject[i].name, claim->subject->name) &&
            text_same(set->subject[i].rules, rules))
            return &set->subject[i];
    unreachable("a claim on a subject that its file does not have");
}

/* How many claims a claim becomes. */
static uint32_t
claims_of(const struct ruleset *set, const struct check *check,
          const struct claim *claim)
{
    uint32_t n =
        claim->subject == NULL ? 0 : subject_of(set, check, claim)->n_value;

    return n == 0 ? 1 : n;
}

/* All of them are of the same way: each has to hold. Gives how many. */
static uint32_t
bind_claim(struct claim *to, const struct claim *from,
           const struct subject *subject, struct arena *arena)
{
    uint32_t n = 0;

    do {
        to[n] = *from;
        to[n].subject = subject;
        to[n].nth = subject->n_value == 0 ? 0 : n + 1;
        to[n].right = subject_make_right(subject, to[n].nth, arena);
    } while (++n < subject->n_value);
    return n;
}

static void
bind_check(const struct ruleset *set, struct check *check, struct arena *arena)
{
    uint32_t total = 0, n = 0;
    struct claim *claim;

    for (uint32_t i = 0; i < check->n_claim; i++)
        total += claims_of(set, check, &check->claim[i]);
    claim = arena_new(arena, struct claim, total);
    for (uint32_t i = 0; i < check->n_claim; i++) {
        const struct claim *from = &check->claim[i];

        if (from->subject == NULL)
            claim[n++] = *from;
        else
            n += bind_claim(claim + n, from, subject_of(set, check, from),
                            arena);
    }
    check->claim = claim;
    check->n_claim = total;
}

static bool
names_subject(const struct check *check)
{
    for (uint32_t i = 0; i < check->n_claim; i++)
        if (check->claim[i].subject != NULL)
            return true;
    return false;
}

static void
bind_checks(struct ruleset *set, struct arena *arena)
{
    struct check *check = arena_new(arena, struct check, set->n_check);

    for (uint32_t i = 0; i < set->n_check; i++) {
        check[i] = set->check[i];
        if (names_subject(&check[i]))
            bind_check(set, &check[i], arena);
    }
    set->check = check;
}

/* ---- all ----------------------------------------------------------------- */

static struct subject *
copied(const struct ruleset *set, struct arena *arena)
{
    struct subject *subject = arena_new(arena, struct subject, set->n_subject);

    for (uint32_t i = 0; i < set->n_subject; i++)
        subject[i] = set->subject[i];
    return subject;
}

bool
ruleset_subjects(struct ruleset *set, const char *const *assignment, uint32_t n,
                 struct diags *diags, struct arena *arena)
{
    uint32_t before = diags->n;
    struct subject *subject = copied(set, arena);
    struct giving g = {set, arena_new(arena, struct given, set->n_subject),
                       diags, arena};

    for (uint32_t i = 0; i < n; i++)
        take(&g, assignment[i]);
    if (diags->n > before)
        return false;
    for (uint32_t i = 0; i < set->n_subject; i++) {
        const struct subject *first =
            subject_find(set->subject, set->n_subject, subject[i].name);
        const struct given *given = &g.given[first - set->subject];

        if (given->n == 0)
            continue;
        subject[i].value = given->value;
        subject[i].masked = masked(given, arena);
        subject[i].n_value = given->n;
    }
    set->subject = subject;
    bind_checks(set, arena);
    return true;
}

void
ruleset_recall(struct ruleset *set, const struct subject *recorded, uint32_t n,
               struct arena *arena)
{
    struct subject *subject = copied(set, arena);

    for (uint32_t i = 0; i < set->n_subject; i++) {
        const struct subject *like = subject_find(recorded, n, subject[i].name);

        if (like == NULL)
            continue;
        subject[i].value = NULL;
        subject[i].masked = like->masked;
        subject[i].n_value = like->n_value;
    }
    set->subject = subject;
    bind_checks(set, arena);
}
