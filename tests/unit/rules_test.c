/* The test catalogue and helpers of the tests of rules/. */
#include "tests/unit/rules_test.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/words.h"

#include <stdlib.h>
#include <string.h>

static const char *const box[] = {"Box", NULL};

static const struct entity_type entities[] = {
    {"Boxes", {true, true, true, true}, true, box},
    {"Lids", {true, true, false, false}, true, NULL},
    {"Logs", {true, false, false, false}, true, NULL},
    {"Seals", {false, true, false, false}, true, NULL},
};

static const struct fact_type facts[] = {
    {"login", KIND_FLAG, false, "the user can log in"},
    {"coloured", KIND_FLAG, true, "records have a colour"},
    {"quota", KIND_LIMIT, false, "how many boxes there may be"},
};

const struct catalogue test_catalogue = {
    .provider = "test",
    .entity = entities,
    .n_entity = sizeof entities / sizeof *entities,
    .fact = facts,
    .n_fact = sizeof facts / sizeof *facts,
};

static const struct catalogue *
find(const char *provider)
{
    return text_same(provider, "test") ? &test_catalogue : NULL;
}

static const char *const names[] = {"test", NULL};

const struct catalogue_source test_catalogues = {find, names};

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
    struct diags diags = {.arena = arena};
    struct ruleset set = {0};
    bool good =
        ruleset_load(&set, text, strlen(text), catalogues, &diags, arena);

    ck_assert_msg(good, "%s", diags_text(&diags, arena));
    ck_assert_uint_eq(diags.n, 0);
    return set;
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
    (void)out_print(&out, "%s|%s|%s|%s|%s|%s\n", f->why, f->degrades, f->screen,
                    f->fix, f->source, or_none(f->option));
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
