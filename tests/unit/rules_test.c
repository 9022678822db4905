/* The test catalogue and helpers of the tests of rules/. */
#include "tests/unit/rules_test.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"
#include "scanner/autotask/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* ---- provider "test" --------------------------------------------------- */

static const char *const box[] = {"Box", "Packaging for all goods", NULL};

static const char *const level_words[] = {"none", "restricted", "all"};
static const char *const level_titles[] = {"None", "Restricted", "All"};
static const struct scale scale_level = {
    .name = "level", .word = level_words, .title = level_titles, .n = 3};

static const struct verb verbs[] = {
    {"view", "View", "seen", true},
    {"add", "Add", "added", false},
    {"edit", "Edit", "changed", false},
    {"delete", "Delete", "deleted", false},
};

/* Of each entity: its verbs, and whether its records have a colour. */
enum { PER_ENTITY = 5 };

static const struct entity entities[] = {
    {.name = "Boxes",
     .noun = "boxes",
     .section = "Store",
     .family = "goods",
     .alias = box,
     .subject = "storekeeper",
     .right0 = 0 * PER_ENTITY,
     .n_right = PER_ENTITY},
    {.name = "Lids",
     .noun = "lids",
     .section = "Store",
     .family = "goods",
     .right0 = 1 * PER_ENTITY,
     .n_right = PER_ENTITY},
    {.name = "Logs",
     .noun = "logs",
     .section = "Office",
     .family = "history",
     .right0 = 2 * PER_ENTITY,
     .n_right = PER_ENTITY},
    {.name = "Seals",
     .noun = "seals",
     .section = "Office",
     .family = "secrets",
     .right0 = 3 * PER_ENTITY,
     .n_right = PER_ENTITY},
};

#define GRANT(number, label, word, harm, sentence)                             \
    {                                                                          \
        .id = label "." word, .entity = &entities[number], .verb = (word),     \
        .scale = &scale_level, .risk = RISK_##harm, .abuse = (sentence),       \
        .offered = RISK_##harm != RISK_NONE                                    \
    }
#define ENTITY(number, label, view, add, edit, del, reads, writes)             \
    GRANT(number, label, "view", view, reads),                                 \
        GRANT(number, label, "add", add, writes),                              \
        GRANT(number, label, "edit", edit, writes),                            \
        GRANT(number, label, "delete", del, writes),                           \
    {                                                                          \
        .id = label ".coloured", .entity = &entities[number],                  \
        .verb = "coloured", .scale = &scale_flag,                              \
        .about = "records have a colour", .offered = true                      \
    }

static const struct right rights[] = {
    ENTITY(0, "Boxes", LOW, MEDIUM, HIGH, CRITICAL, "Reads what is in store.",
           "Empties the store."),
    ENTITY(1, "Lids", LOW, LOW, NONE, NONE, "Reads which lids there are.",
           "Puts on the wrong lid."),
    ENTITY(2, "Logs", HIGH, NONE, NONE, NONE, "Reads who did what.", NULL),
    ENTITY(3, "Seals", NONE, CRITICAL, NONE, NONE, NULL,
           "Seals what is not to be sealed."),
    {.id = "login",
     .verb = "login",
     .scale = &scale_flag,
     .about = "the user can log in",
     .offered = true},
    {.id = "quota",
     .verb = "quota",
     .scale = &scale_number,
     .about = "how many boxes there may be",
     .offered = true},
};

#undef GRANT
#undef ENTITY

static const struct fact facts[] = {
    {"login", &scale_flag, false},
    {"coloured", &scale_flag, true},
    {"quota", &scale_number, false},
};

static const char *const editor[] = {"Store", "Office"};

static const char *const own_options[] = {"look", NULL};

static const struct look_alike look_alikes[] = {
    {"Cases", "Boxes", "Cases are of the law."},
    {"Air", NULL, "Air is not kept in anything."},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

const struct catalogue test_catalogue = {
    .provider = "test",
    .verb = verbs,
    .n_verb = COUNT(verbs),
    .fact = facts,
    .n_fact = COUNT(facts),
    .entity = entities,
    .n_entity = COUNT(entities),
    .right = rights,
    .n_right = COUNT(rights),
    .look_alike = look_alikes,
    .n_look_alike = COUNT(look_alikes),
    .option = own_options,
    .world = WORLD_CLOSED,
    .editor = editor,
    .n_editor = COUNT(editor),
};

/* ---- provider "tiers" ----------------------------------------------------
 * Scales of two words and of four, rights that include others, and a list
 * that is never empty. */

static const char *const grant_words[] = {"no", "yes"};
static const char *const grant_titles[] = {"Off", "On"};
static const struct scale scale_grant = {
    .name = "grant", .word = grant_words, .title = grant_titles, .n = 2};

static const char *const reach_words[] = {"none", "own", "team", "everyone"};
static const char *const reach_titles[] = {"None", "My", "Team", "Everyone"};
static const struct scale scale_reach = {
    .name = "reach", .word = reach_words, .title = reach_titles, .n = 4};

static const struct verb tier_verbs[] = {
    {"read", "Read", "read", true},
    {"write", "Write", "written", false},
    {"own", "Own", "owned", false},
};

static const struct entity tier_entities[] = {
    {.name = "Files",
     .noun = "files",
     .section = "Desk",
     .family = "files",
     .right0 = 0,
     .n_right = 3},
    {.name = "Notes",
     .noun = "notes",
     .section = "Desk",
     .family = "notes",
     .right0 = 3,
     .n_right = 2},
    {.name = "Users",
     .noun = "users",
     .section = "Desk",
     .family = "people",
     .right0 = 5,
     .n_right = 1},
};

#define TIER(number, label, word, measure, harm)                               \
    {                                                                          \
        .id = label "." word, .entity = &tier_entities[number],                \
        .verb = (word), .scale = &(measure), .risk = RISK_##harm,              \
        .offered = true,                                                       \
        .never_empty = (number) == 2 /* the user who asks is a user */         \
    }

enum { FILES_READ, FILES_WRITE, FILES_OWN };

static const struct right tier_rights[] = {
    [FILES_READ] = TIER(0, "Files", "read", scale_grant, LOW),
    [FILES_WRITE] = TIER(0, "Files", "write", scale_grant, MEDIUM),
    [FILES_OWN] = TIER(0, "Files", "own", scale_grant, HIGH),
    TIER(1, "Notes", "read", scale_reach, LOW),
    TIER(1, "Notes", "write", scale_reach, MEDIUM),
    TIER(2, "Users", "read", scale_reach, LOW),
};

#undef TIER

static const struct implies tier_implies[] = {
    {FILES_OWN, FILES_WRITE},
    {FILES_OWN, FILES_READ},
    {FILES_WRITE, FILES_READ},
};

static const char *const tier_editor[] = {"Desk"};

const struct catalogue tier_catalogue = {
    .provider = "tiers",
    .verb = tier_verbs,
    .n_verb = COUNT(tier_verbs),
    .entity = tier_entities,
    .n_entity = COUNT(tier_entities),
    .right = tier_rights,
    .n_right = COUNT(tier_rights),
    .implies = tier_implies,
    .n_implies = COUNT(tier_implies),
    .world = WORLD_CLOSED,
    .editor = tier_editor,
    .n_editor = COUNT(tier_editor),
};

static const struct catalogue *
find_tiers(const char *provider)
{
    return text_same(provider, "tiers") ? &tier_catalogue : NULL;
}

static const char *const tier_names[] = {"tiers", NULL};

const struct catalogue_source tier_catalogues = {find_tiers, tier_names};

/* ---- observations -------------------------------------------------------- */

const struct right *
right_of(const struct catalogue *all, const char *entity, const char *verb)
{
    const struct entity *of =
        entity == NULL ? NULL : catalogue_entity(all, entity);
    const struct right *right = catalogue_right(all, of, verb);

    ck_assert_msg(right != NULL && (entity == NULL) == (of == NULL),
                  "no such right: %s %s", text_or(entity, "-"), verb);
    return right;
}

/* A read tells whether one may see, not how much. */
static void
read_grade(struct observation *seen, const char *word, int64_t top)
{
    seen->weak = true;
    seen->high = text_same(word, "none") ? GRADE_NONE : top;
    seen->low = text_same(word, "all") ? GRADE_NONE + 1 : GRADE_NONE;
    if (!text_same(word, "all") && !text_same(word, "none") &&
        !text_same(word, "nothing"))
        seen->reason = WHY_GARBAGE;
}

/* Of a fact "all" is yes and "none" is no; of a number its digits. */
static bool
declared_grade(const struct right *right, const char *word, int64_t *grade)
{
    char *end;

    if (!scale_is_number(right->scale))
        return scale_from(right->scale, word, grade) ||
               (right->about != NULL &&
                scale_from(right->scale,
                           text_same(word, "all")    ? "yes"
                           : text_same(word, "none") ? "no"
                                                     : word,
                           grade));
    *grade = strtoll(word, &end, 10);
    return end != word && *end == '\0';
}

struct observation
seen_of(const struct right *right, enum basis basis, const char *word,
        enum reason reason)
{
    struct observation seen = {.right = right->id,
                               .basis = basis,
                               .reason = WHY_GRANTED,
                               .exchange = NO_EXCHANGE};
    bool grant = right->about == NULL;

    if (text_same(word, "unknown")) {
        seen.weak = grant && basis == BASIS_READ;
        seen.reason = reason_verdict(reason) == VERDICT_UNKNOWN ||
                              reason == WHY_NOT_OFFERED ||
                              reason == WHY_OPTION_OFF || reason == WHY_POLICY
                          ? reason
                          : WHY_GARBAGE;
    } else if (grant && basis == BASIS_READ) {
        read_grade(&seen, word, scale_top(right->scale));
    } else if (declared_grade(right, word, &seen.low)) {
        seen.high = seen.low;
    } else {
        seen.reason = WHY_GARBAGE;
    }
    return seen;
}

struct observation
counted_of(const struct right *right, int64_t number)
{
    return (struct observation){.right = right->id,
                                .low = number,
                                .high = GRADE_MOST,
                                .reason = WHY_GRANTED,
                                .exchange = NO_EXCHANGE};
}

/* ---- where rules come from ----------------------------------------------- */

static const struct catalogue *
find(const char *provider)
{
    return text_same(provider, "test") ? &test_catalogue : NULL;
}

static const char *const names[] = {"test", NULL};

const struct catalogue_source test_catalogues = {find, names};

static const struct catalogue *
find_autotask(const char *provider)
{
    return text_same(provider, "autotask") ? &autotask_catalogue : NULL;
}

static const char *const autotask_names[] = {"autotask", NULL};

const struct catalogue_source autotask_catalogues = {find_autotask,
                                                     autotask_names};

const char *
source_path(struct arena *arena, const char *path)
{
    const char *root = getenv("srcdir");

    return arena_print(arena, "%s/%s", root == NULL ? "." : root, path);
}

struct file_text
source_text(struct arena *arena, const char *path)
{
    struct diags diags = {.arena = arena};
    struct file_text text = {NULL, 0};

    ck_assert_msg(
        file_read(source_path(arena, path), 1 << 20, arena, &diags, &text),
        "%s: %s", path, diags_text(&diags, arena));
    return text;
}

const char *
text_changed(struct arena *arena, const char *text, const char *part,
             const char *with)
{
    const char *at;

    if (part == NULL)
        return with;
    at = strstr(text, part);
    ck_assert_msg(at != NULL, "%s is not in %s", part, text);
    return arena_print(arena, "%.*s%s%s", (int)(at - text), text, with,
                       at + strlen(part));
}

const char *
diags_text(const struct diags *diags, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; i < diags->n; i++)
        (void)out_print(&out, "%u:%u: %s\n", (unsigned)diags->list[i].line,
                        (unsigned)diags->list[i].column, diags->list[i].text);
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

struct ruleset
rules_good(struct arena *arena, const char *text,
           const struct catalogue_source *catalogues)
{
    struct file_text file = {text, strlen(text)};
    struct diags diags = {.arena = arena};
    struct ruleset set = {0};
    bool good = ruleset_load(&set, &file, catalogues, &diags, arena);

    ck_assert_msg(good, "%s", diags_text(&diags, arena));
    ck_assert_uint_eq(diags.n, 0);
    return set;
}

void
options_set(struct ruleset *set, bool on, struct arena *arena)
{
    struct rule_option *option =
        arena_new(arena, struct rule_option, set->n_option);

    for (uint32_t i = 0; i < set->n_option; i++) {
        option[i] = set->option[i];
        option[i].on = on;
    }
    set->option = option;
}

static const char *
or_none(const char *text)
{
    return text == NULL ? "(none)" : text;
}

const char *
finding_text(const struct finding *f, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    (void)out_print(&out, "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s\n", f->id,
                    f->section, f->object, f->access, need_word(f->need),
                    verdict_word(f->verdict), reason_word(f->reason),
                    strength_word(f->strength), f->required, f->observed,
                    f->detail);
    (void)out_print(&out, "%s|%s|%s|%s|%s|%s|%s|%s\n", f->why, f->degrades,
                    f->screen, f->fix, f->source, or_none(f->option), f->rules,
                    f->feature);
    for (uint32_t i = 0; i < f->n_evidence; i++) {
        const struct evidence *e = &f->evidence[i];

        (void)out_print(&out, "  %s|%s|%s|%s|%s|%s|%s|%s|%s|%u\n", e->about,
                        or_none(e->entity), e->aspect, basis_word(e->basis),
                        e->wanted, e->observed, or_none(e->said),
                        verdict_word(e->verdict), reason_word(e->reason),
                        (unsigned)e->exchange);
    }
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}
