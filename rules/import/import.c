/* Importing a vendor's table as a whole: document in, rules file and the list
 * of what needs a look out. */
#include "rules/import/import.h"
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/words.h"

#include <string.h>

enum { TITLE_CAP = 120 };

const char *
import_confidence_word(enum import_confidence confidence)
{
    static const char *const words[IMPORT_CONFIDENCE__N] = {
        [IMPORT_NONE] = "none",
        [IMPORT_FUZZY] = "fuzzy",
        [IMPORT_ALIAS] = "alias",
        [IMPORT_EXACT] = "exact",
    };

    return words[confidence];
}

static void
remark_add(struct importer *im, struct import_remark **list, uint32_t *n,
           uint32_t *capacity, struct import_remark remark)
{
    *list = arena_grow(im->arena, *list, *n, capacity);
    (*list)[(*n)++] = remark;
}

void
import_unmapped(struct importer *im, uint32_t line, const char *phrase,
                const char *about)
{
    remark_add(im, &im->unmapped, &im->n_unmapped, &im->unmapped_capacity,
               (struct import_remark){line, phrase, about});
}

void
import_note(struct importer *im, uint32_t line, const char *phrase,
            const char *about)
{
    remark_add(im, &im->note, &im->n_note, &im->note_capacity,
               (struct import_remark){line, phrase, about});
}

/* ---- writing ---------------------------------------------------------- */

/* Whether two claims can share a grant: one entity, one level. */
static bool
grant_same(const struct claim *a, const struct claim *b)
{
    return a->kind == KIND_LEVEL && b->kind == KIND_LEVEL &&
           text_same(a->entity, b->entity) && a->level == b->level;
}

static void
write_grant(struct importer *im, struct json *grant,
            const struct import_check *from, uint32_t first)
{
    const struct claim *claim = &from->claim[first];
    struct json *accesses;

    json_set_text(im->arena, grant, "entity", claim->entity);
    if (claim->level != LEVEL_ALL)
        json_set_text(im->arena, grant, "level", level_word(claim->level));
    accesses = json_set_array(im->arena, grant, "accesses");
    for (uint32_t i = first; i < from->n; i++)
        if (grant_same(claim, &from->claim[i]))
            json_push_text(im->arena, accesses,
                           access_word(from->claim[i].access));
}

static void
write_grants(struct importer *im, struct json *check,
             const struct import_check *from)
{
    struct json *grants = NULL;

    for (uint32_t i = 0; i < from->n; i++) {
        bool first = from->claim[i].kind == KIND_LEVEL;

        for (uint32_t k = 0; k < i && first; k++)
            first = !grant_same(&from->claim[k], &from->claim[i]);
        if (!first)
            continue;
        if (grants == NULL)
            grants = json_set_array(im->arena, check, "grants");
        write_grant(im, json_push_object(im->arena, grants), from, i);
    }
}

static void
write_facts(struct importer *im, struct json *check,
            const struct import_check *from)
{
    struct json *facts = NULL;

    for (uint32_t i = 0; i < from->n; i++) {
        const struct claim *claim = &from->claim[i];
        struct json *fact;

        if (claim->kind != KIND_FLAG)
            continue;
        if (facts == NULL)
            facts = json_set_array(im->arena, check, "facts");
        fact = json_push_object(im->arena, facts);
        json_set_text(im->arena, fact, "fact", claim->fact);
        if (claim->entity != NULL)
            json_set_text(im->arena, fact, "entity", claim->entity);
    }
}

static void
write_check(struct importer *im, struct json *check,
            const struct import_check *from)
{
    json_set_text(im->arena, check, "access", from->access);
    if (from->option != NULL)
        json_set_text(im->arena, check, "option", from->option);
    if (from->feature != NULL)
        json_set_text(im->arena, check, "feature", from->feature);
    write_grants(im, check, from);
    write_facts(im, check, from);
    for (uint32_t i = 0; i < from->n; i++) {
        const struct claim *claim = &from->claim[i];
        struct json *object;

        if (claim->kind == KIND_LIMIT) {
            object = json_set_object(im->arena, check, "limit");
            json_set_text(im->arena, object, "fact", claim->fact);
            json_set_integer(im->arena, object, "atLeast", claim->at_least);
        } else if (claim->kind == KIND_STATEMENT) {
            object = json_set_object(im->arena, check, "attest");
            json_set_text(im->arena, object, "question", claim->question);
        }
    }
}

static void
write_rule(struct importer *im, struct json *rule,
           const struct import_rule *from)
{
    struct arena *arena = im->arena;
    struct json *checks;

    json_set_text(arena, rule, "id", from->id);
    json_set_text(arena, rule, "section", from->section);
    json_set_text(arena, rule, "object", from->object);
    json_set_text(arena, rule, "level", from->level);
    json_set_text(arena, rule, "need", need_word(from->need));
    if (from->feature != NULL)
        json_set_text(arena, rule, "feature", from->feature);
    json_set_text(arena, rule, "source", "table");
    json_set_text(arena, rule, "why", from->why);
    json_set_text(arena, rule, "degrades",
                  "The vendor's table does not say what fails without it.");
    json_set_text(arena, rule, "screen", from->screen);
    json_set_text(arena, rule, "fix",
                  arena_print(arena, "%s: set what the table says: %s.",
                              from->object, from->level));
    checks = json_set_array(arena, rule, "checks");
    for (uint32_t i = 0; i < from->n; i++)
        write_check(im, json_push_object(arena, checks), &from->check[i]);
}

static bool
option_used(const struct importer *im, const char *name)
{
    for (uint32_t i = 0; i < im->n_rule; i++)
        for (uint32_t k = 0; k < im->rule[i].n; k++)
            if (text_same(im->rule[i].check[k].option, name))
                return true;
    return false;
}

/* A condition of something that is not asked for leaves no option behind. */
static void
drop_options(struct importer *im)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < im->n_option; i++)
        if (option_used(im, im->option[i].name))
            im->option[n++] = im->option[i];
    im->n_option = n;
}

static void
write_options(struct importer *im, struct json *file)
{
    struct json *options;

    if (im->n_option == 0)
        return;
    options = json_set_array(im->arena, file, "options");
    for (uint32_t i = 0; i < im->n_option; i++) {
        struct json *option = json_push_object(im->arena, options);

        json_set_text(im->arena, option, "name", im->option[i].name);
        json_set_boolean(im->arena, option, "default", im->option[i].on);
        json_set_text(im->arena, option, "about", im->option[i].about);
    }
}

static bool
feature_used(const struct importer *im, const char *id)
{
    for (uint32_t i = 0; i < im->n_rule; i++)
        for (uint32_t k = 0; k < im->rule[i].n; k++)
            if (text_same(im->rule[i].check[k].feature != NULL
                              ? im->rule[i].check[k].feature
                              : im->rule[i].feature,
                          id))
                return true;
    return false;
}

static void
write_features(struct importer *im, struct json *file)
{
    struct json *list = NULL;

    for (uint32_t i = 0; i < im->n_feature; i++) {
        const struct import_feature *from = &im->feature[i];
        struct json *feature;

        if (!feature_used(im, from->id))
            continue;
        if (list == NULL)
            list = json_set_array(im->arena, file, "features");
        feature = json_push_object(im->arena, list);
        json_set_text(im->arena, feature, "id", from->id);
        json_set_text(im->arena, feature, "title", from->title);
    }
}

/* The text, or the other if there is none. */
static const char *
or_else(struct arena *arena, const char *text, const char *other)
{
    if (text == NULL || text[strspn(text, " \t\n")] == '\0')
        text = other;
    return text_clean(arena, text, strlen(text), TITLE_CAP);
}

static const char *
without_suffix(struct arena *arena, const char *name)
{
    return text_ends(name, ".md") && strlen(name) > 3
               ? arena_slice(arena, name, strlen(name) - 3)
               : name;
}

static const struct json *
write_file(struct importer *im)
{
    const struct import_source *source = im->source;
    struct arena *arena = im->arena;
    struct json *file = json_new_object(arena), *list;
    const char *name =
        without_suffix(arena, or_else(arena, source->name, "table"));
    const char *title =
        or_else(arena, source->title, or_else(arena, im->document.title, name));
    const char *id = import_slug(arena, or_else(arena, source->id, title));

    json_set_text(arena, file, "$schema", "rules.schema.json");
    json_set_text(arena, file, "format", "grantscan-rules/1");
    json_set_text(arena, file, "id", *id == '\0' ? "imported" : id);
    json_set_text(arena, file, "title", title);
    json_set_text(arena, file, "version", source->date);
    json_set_text(arena, file, "provider", source->catalogue->provider);
    json_set_text(arena, file, "product",
                  or_else(arena, source->product, title));
    list = json_push_object(arena, json_set_array(arena, file, "sources"));
    json_set_text(arena, list, "id", "table");
    json_set_text(arena, list, "title",
                  arena_print(arena,
                              "%s (imported; the date is that of "
                              "reading)",
                              or_else(arena, im->document.title, name)));
    json_set_text(arena, list, "date", source->date);
    if (source->url != NULL)
        json_set_text(arena, list, "url", source->url);
    write_options(im, file);
    write_features(im, file);
    list = json_set_array(arena, file, "rules");
    for (uint32_t i = 0; i < im->n_rule; i++)
        write_rule(im, json_push_object(arena, list), &im->rule[i]);
    return file;
}

static uint32_t
count_checks(const struct importer *im)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < im->n_rule; i++)
        n += im->rule[i].n;
    return n;
}

bool
rules_import(const struct file_text *markdown,
             const struct import_source *source, struct import *import,
             struct diags *diags, struct arena *arena)
{
    struct importer im = {.arena = arena, .diags = diags, .source = source};

    if (markdown->length > IMPORT_CAP) {
        diag_add(diags, 0, 0, "more than %d bytes; that is no permission table",
                 (int)IMPORT_CAP);
        return false;
    }
    import_lexicon(&im);
    if (!import_read(&im, text_clean(arena, markdown->bytes, markdown->length,
                                     3 * markdown->length + 1)))
        return false;
    import_rules(&im);
    drop_options(&im);
    import_listed(&im);
    if (im.n_rule == 0) {
        diag_add(diags, 0, 0,
                 "no permission table: there must be a row of headings with "
                 "one for the object and one for its level, and rows below");
        return false;
    }
    *import = (struct import){
        .file = write_file(&im),
        .match = im.match,
        .unmapped = im.unmapped,
        .note = im.note,
        .n_match = im.n_match,
        .n_unmapped = im.n_unmapped,
        .n_note = im.n_note,
        .n_row = im.document.n_row,
        .n_rule = im.n_rule,
        .n_check = count_checks(&im),
        .n_option = im.n_option,
    };
    return true;
}
