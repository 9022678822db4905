/* One row of a vendor's table -> one rule with its checks. Whatever of the
 * row is not understood becomes a check that only a person can answer. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <string.h>

static const char stated[] = "stated"; /* the access of such a check */

/* A row while its rule is being made. */
struct work {
    struct importer *importer;
    struct arena *arena;
    const struct import_row *row;
    struct import_objects objects;
    struct import_level level;
    struct import_rule rule;
    const char *open; /* what a person has to answer: quoted words */
    const char *purpose;
};

static struct import_scope
scope(const struct work *work)
{
    return (struct import_scope){
        .importer = work->importer,
        .row = work->row,
        .entity = work->objects.entity,
        .n = work->objects.n,
    };
}

static struct import_check *
check_find(struct import_rule *rule, const char *access)
{
    for (uint32_t i = 0; i < rule->n; i++)
        if (text_same(rule->check[i].access, access))
            return &rule->check[i];
    return NULL;
}

/* The check of that access and option, made if it is not there. The same
 * access under another option gets a number behind it. */
static struct import_check *
check_for(struct work *work, const char *access, const char *option)
{
    struct import_rule *rule = &work->rule;
    const char *name = access;
    struct import_check *check;

    for (unsigned i = 2; (check = check_find(rule, name)) != NULL; i++) {
        if (text_same(check->option, option))
            return check;
        name = arena_print(work->arena, "%s-%u", access, i);
    }
    rule->check =
        arena_grow(work->arena, rule->check, rule->n, &rule->capacity);
    rule->check[rule->n] =
        (struct import_check){.access = name, .option = option};
    return &rule->check[rule->n++];
}

/* Leaves something to a person. */
static void
ask_person(struct work *work, const char *words, const char *about)
{
    if (about != NULL)
        import_unmapped(work->importer, work->row->line, words, about);
    work->open = arena_print(work->arena, "%s%s\"%s\"", work->open,
                             *work->open == '\0' ? "" : ", ", words);
}

/* One access of all entities; with full only of those that offer it. */
static void
ask_access(struct work *work, const struct import_ask *ask, const char *verb,
           const char *option)
{
    const char *name = ask->managed ? "manage" : verb;
    bool all = !ask->full && !ask->managed;
    bool missing = false;

    for (uint32_t i = 0; i < work->objects.n; i++) {
        const struct right *right =
            import_right(work->importer, work->objects.entity[i], verb);

        if (right != NULL && (all || right->offered))
            import_claim(
                work->importer, check_for(work, name, option),
                (struct claim){.right = right,
                               .low = import_grade(right->scale, ask->level),
                               .high = scale_top(right->scale)});
        missing = missing || right == NULL;
    }
    if (all && missing)
        ask_person(work, ask->text, "the provider has no such right");
}

static void
ask_accesses(struct work *work, const struct import_ask *ask,
             const char *option)
{
    const struct catalogue *catalogue = work->importer->source->catalogue;

    if (ask->full || ask->managed) {
        for (uint32_t i = 0; i < catalogue->n_verb; i++)
            ask_access(work, ask, catalogue->verb[i].word, option);
        return;
    }
    for (unsigned i = 0; i < ASKED_VERBS; i++)
        if ((ask->access & 1U << i) != 0)
            ask_access(work, ask,
                       import_verb_word(work->importer, (enum asked_verb)i),
                       option);
}

/* What "Yes" means for these objects where the provider's table says so: an
 * action of their group, or accesses. */
static bool
ask_yes(struct work *work, const struct import_ask *ask, const char *option)
{
    struct import_scope all = scope(work);
    const char *list = work->objects.yes, *word;
    const struct import_phrase *action;

    if (list == NULL)
        return false;
    if (work->objects.group != NULL) {
        action = import_row_of(
            work->importer, IMPORT_ACTION,
            arena_print(work->arena, "%s %s", work->objects.group, list));
        if (action == NULL)
            return false;
        import_claims(&all, check_for(work, action->name, option), action);
        return true;
    }
    while ((word = import_piece(work->arena, &list, ',')) != NULL)
        ask_access(work, ask, word, option);
    return true;
}

/* Else they must at least be seen, and a person says whether that is all. */
static void
ask_bare(struct work *work, const struct import_ask *ask, const char *option)
{
    if (ask_yes(work, ask, option))
        return;
    ask_access(work, ask, import_verb_word(work->importer, ASKED_VIEW), option);
    ask_person(work, ask->text, "a level without an access; read as View");
}

static void
take_ask(struct work *work, const struct import_ask *ask, const char *option)
{
    struct import_scope all = scope(work);

    if (ask->odd)
        ask_person(work, ask->text, "not understood as a level");
    if (ask->none) {
        if (!ask->odd)
            import_note(work->importer, work->row->line, ask->text,
                        "asks for nothing");
        return;
    }
    if (ask->action != NULL)
        import_claims(&all, check_for(work, ask->action->name, option),
                      ask->action);
    else if (ask->bare)
        ask_bare(work, ask, option);
    else
        ask_accesses(work, ask, option);
}

/* The option under which a piece of the level is asked for; a piece that is
 * optional beside others is one of its own. */
static const char *
ask_option(struct work *work, const struct import_ask *ask)
{
    if (ask->condition != NULL)
        return import_option_name(work->importer, ask->condition);
    if (!ask->recommended || work->level.n < 2)
        return NULL;
    return import_option_name(work->importer,
                              arena_print(work->arena, "optional %s: %s",
                                          work->row->object, ask->text));
}

static void
take_level(struct work *work)
{
    for (uint32_t i = 0; i < work->level.n; i++) {
        const struct import_ask *ask = &work->level.ask[i];

        take_ask(work, ask, ask_option(work, ask));
    }
}

/* Whether a piece of the level says that a feature is on, or its number. */
static bool
feature_on(const struct import_ask *ask)
{
    bool number = ask->text[strspn(ask->text, "0123456789 ")] == '\0';

    return number || (ask->bare && !ask->odd) ||
           (ask->recommended && !ask->odd);
}

/* Features are on or off. A level that says neither, or off, is left to a
 * person, unless the feature is so in any case. */
static void
take_features(struct work *work)
{
    const struct import_objects *objects = &work->objects;
    struct import_scope all = scope(work);
    const char *option = NULL;
    bool on = true;

    for (uint32_t i = 0; i < work->level.n; i++) {
        const struct import_ask *ask = &work->level.ask[i];

        on = on && (objects->n > 0 || feature_on(ask));
        if (ask->condition != NULL)
            option = ask_option(work, ask);
    }
    for (uint32_t i = 0; i < objects->n_feature; i++) {
        const struct import_phrase *feature = objects->feature[i];

        if (on || text_same(feature->what, "attest"))
            import_claims(&all, check_for(work, feature->name, option),
                          feature);
        else
            ask_person(work, work->row->level, "no state of a feature");
    }
}

/* The vendor's table does not ask for it in words, so it is said. */
static void
note_also(struct work *work, const struct import_phrase *row)
{
    import_note(work->importer, work->row->line, work->row->object,
                arena_print(work->arena,
                            "a check \"%s\" is made too: it comes with "
                            "what is asked for",
                            row->name));
}

/* What the provider's table says comes with a right: by entity and access. */
static void
also_claim(struct work *work, const struct claim *claim, const char *option)
{
    const struct import_phrase *row;
    struct import_scope one = scope(work);

    if (claim_manner(claim) != MANNER_GRANT)
        return;
    row = import_row_of(work->importer, IMPORT_ALSO,
                        arena_print(work->arena, "%s %s",
                                    claim->right->entity->name,
                                    claim->right->verb));
    if (row == NULL)
        return;
    one.entity = &claim->right->entity->name;
    one.n = 1;
    import_claims(&one, check_for(work, row->name, option), row);
    note_also(work, row);
}

/* The same by group and check, and by section. */
static void
take_also(struct work *work)
{
    struct importer *im = work->importer;
    struct import_scope all = scope(work);
    const struct import_phrase *row = NULL;
    uint32_t n = work->rule.n;

    for (uint32_t i = 0; i < n; i++) {
        struct import_check check = work->rule.check[i];

        for (uint32_t k = 0; k < check.n; k++)
            also_claim(work, &check.claim[k], check.option);
        if (work->objects.group == NULL)
            continue;
        row = import_row_of(im, IMPORT_ALSO,
                            arena_print(work->arena, "%s %s",
                                        work->objects.group, check.access));
        if (row != NULL) {
            import_claims(&all, check_for(work, row->name, check.option), row);
            note_also(work, row);
        }
    }
    for (uint32_t i = 0; i < im->n_rule; i++)
        if (text_same(im->rule[i].prefix, work->rule.prefix))
            return;
    row = import_row_of(
        im, IMPORT_ALSO,
        arena_print(work->arena, "section %s", work->rule.prefix));
    if (row != NULL) {
        import_claims(&all, check_for(work, row->name, NULL), row);
        note_also(work, row);
    }
}

/* The condition that all pieces share, or NULL. */
static const char *
shared_condition(const struct import_level *level)
{
    const char *condition = level->n == 0 ? NULL : level->ask[0].condition;

    for (uint32_t i = 1; i < level->n; i++)
        if (condition != NULL &&
            !text_same_fold(condition, level->ask[i].condition))
            return NULL;
    return condition;
}

static void
take_open(struct work *work)
{
    const struct import_row *row = work->row;
    const char *condition = shared_condition(&work->level);
    const char *option = NULL;

    if (*work->open == '\0')
        return;
    if (condition != NULL)
        option = import_option_name(work->importer, condition);
    import_claim(
        work->importer, check_for(work, stated, option),
        (struct claim){
            .low = 1,
            .high = 1,
            .question = arena_print(
                work->arena,
                "The vendor's table says \"%s\" of \"%s\" (line %u). No check "
                "was made of %s. Is it set as the vendor means it?",
                *row->level == '\0' ? "(nothing)" : row->level, row->object,
                (unsigned)row->line, work->open)});
}

static enum need
row_need(struct work *work)
{
    const char *key = import_key_whole(work->arena, work->row->need);

    for (uint32_t i = 0; i < work->level.n; i++)
        if (work->level.ask[i].recommended && work->level.n == 1)
            return NEED_RECOMMENDED;
    return import_key_has(key, "recommended") ||
                   import_key_has(key, "optional") ||
                   import_key_has(key, "no") || import_key_has(key, "nice")
               ? NEED_RECOMMENDED
               : NEED_REQUIRED;
}

static const char *
row_why(struct work *work)
{
    const struct import_row *row = work->row;
    const char *why =
        *row->why != '\0' ? row->why : "The vendor's table asks for it.";

    if (work->level.purpose != NULL)
        why = arena_print(work->arena, "%s (%s)", why, work->level.purpose);
    return arena_print(work->arena, "%s [line %u; %s]", why,
                       (unsigned)row->line, work->objects.how);
}

static void
rule_add(struct work *work)
{
    struct importer *im = work->importer;

    im->rule = arena_grow(im->arena, im->rule, im->n_rule, &im->rule_capacity);
    im->rule[im->n_rule++] = work->rule;
}

/* Checks without a claim are those of facts that no entity here has. */
static void
drop_empty(struct import_rule *rule)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < rule->n; i++)
        if (rule->check[i].n > 0)
            rule->check[n++] = rule->check[i];
    rule->n = n;
}

/* Rights in a section that is itself a matter for a person (which objects the
 * account may touch in another's name, say) are no grants on the objects. */
static bool
section_stated(struct work *work)
{
    const char *section = work->row->section;
    const char *last = strrchr(section, '>');
    const struct import_phrase *row = import_row_of(
        work->importer, IMPORT_FEATURE, last == NULL ? section : last + 1);

    return row != NULL && text_same(row->what, "attest");
}

static void
take_row(struct work *work)
{
    const struct import_row *row = work->row;

    if (section_stated(work)) {
        ask_person(work, row->object, "in a section only a person can judge");
        return;
    }
    if (work->objects.n > 0)
        take_level(work);
    if (work->objects.n_feature > 0)
        take_features(work);
    for (uint32_t i = 0; i < work->objects.n_unknown; i++)
        ask_person(work, work->objects.unknown[i], NULL);
    if (*row->level == '\0')
        ask_person(work, row->object, "no level is given");
    if (*row->extra != '\0')
        ask_person(work, row->extra, "beyond the last heading");
    take_also(work);
}

/* Whether the text is nothing but accesses: "View", "Add / Edit". */
static bool
all_access(struct importer *im, const char *text)
{
    struct import_level level = import_level_read(im, text, NULL, "");

    for (uint32_t i = 0; i < level.n; i++)
        if (level.ask[i].odd || level.ask[i].access == 0 ||
            level.ask[i].condition != NULL)
            return false;
    return level.n > 0;
}

/* Tables that have the access beside the object ("Tickets View", or the object
 * where the section stands): a row with it before the level. */
static struct import_row
access_apart(struct importer *im, const struct import_row *from)
{
    struct import_row row = *from;
    const char *space = strrchr(row.object, ' ');
    const char *access = NULL;

    if (import_find(im, row.object).confidence != IMPORT_NONE)
        return row;
    if (*row.section != '\0' && all_access(im, row.object)) {
        access = row.object;
        row.object = row.section;
    } else if (space != NULL && all_access(im, space + 1)) {
        const char *object =
            arena_slice(im->arena, row.object, (size_t)(space - row.object));

        if (import_find(im, object).confidence >= IMPORT_ALIAS) {
            access = space + 1;
            row.object = object;
        }
    }
    if (access != NULL)
        row.level = arena_print(im->arena, "%s%s%s", access,
                                *row.level == '\0' ? "" : ": ", row.level);
    return row;
}

static void
make_rule(struct importer *im, const struct import_row *from)
{
    struct import_row apart = access_apart(im, from);
    const struct import_row *row = &apart;
    struct work work = {
        .importer = im, .arena = im->arena, .row = row, .open = ""};

    work.objects = import_objects_read(im, row);
    work.level = import_level_read(
        im, row->level, work.objects.group,
        arena_print(im->arena, "%s %s", row->section, row->object));
    work.rule.object = row->object;
    work.rule.level = *row->level == '\0' ? "(not said)" : row->level;
    import_place(im, row, &work.objects, &work.rule);
    take_row(&work);
    take_open(&work);
    drop_empty(&work.rule);
    work.rule.need = row_need(&work);
    work.rule.why = row_why(&work);
    if (work.rule.n > 0)
        rule_add(&work);
    else
        import_note(im, row->line, row->object,
                    "nothing is asked of it; no rule was made");
}

void
import_rules(struct importer *im)
{
    for (uint32_t i = 0; i < im->document.n_row; i++)
        make_rule(im, &im->document.row[i]);
}
