/* The test catalogue and helpers of the tests of rules/. */
#include "tests/unit/rules_test.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/autotask/catalogue.h"

#include <stdlib.h>
#include <string.h>

static const char *const box[] = {"Box", NULL};

static const struct entity_type entities[] = {
    {.name = "Boxes",
     .offered = {true, true, true, true},
     .entity_information = true,
     .alias = box,
     .noun = "boxes",
     .section = "Store",
     .family = "goods",
     .risk = {RISK_LOW, RISK_MEDIUM, RISK_HIGH, RISK_CRITICAL},
     .read_abuse = "Reads what is in store.",
     .write_abuse = "Empties the store."},
    {.name = "Lids",
     .offered = {true, true, false, false},
     .entity_information = true,
     .noun = "lids",
     .section = "Store",
     .family = "goods",
     .risk = {RISK_LOW, RISK_LOW},
     .read_abuse = "Reads which lids there are.",
     .write_abuse = "Puts on the wrong lid."},
    {.name = "Logs",
     .offered = {true, false, false, false},
     .entity_information = true,
     .noun = "logs",
     .section = "Office",
     .family = "history",
     .risk = {RISK_HIGH},
     .read_abuse = "Reads who did what."},
    {.name = "Seals",
     .offered = {false, true, false, false},
     .entity_information = true,
     .noun = "seals",
     .section = "Office",
     .family = "secrets",
     .risk = {[ACCESS_ADD] = RISK_CRITICAL},
     .write_abuse = "Seals what is not to be sealed."},
};

static const struct fact_type facts[] = {
    {"login", KIND_FLAG, false, "the user can log in"},
    {"coloured", KIND_FLAG, true, "records have a colour"},
    {"quota", KIND_LIMIT, false, "how many boxes there may be"},
};

static const char *const editor[] = {"Store", "Office"};

const struct catalogue test_catalogue = {
    .provider = "test",
    .entity = entities,
    .n_entity = sizeof entities / sizeof *entities,
    .fact = facts,
    .n_fact = sizeof facts / sizeof *facts,
    .editor = editor,
    .n_editor = sizeof editor / sizeof *editor,
};

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
