/* Importing a vendor's table as a whole: document in, rules file and the list
 * of what needs a look out. */
#include "rules/import/import.h"
#include "base/json_write.h"
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"
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
    return claim_manner(a) == MANNER_GRANT && claim_manner(b) == MANNER_GRANT &&
           a->right->entity == b->right->entity &&
           a->right->scale == b->right->scale && a->low == b->low;
}

/* No member without a text. */
static void
write_if(struct json_writer *w, const char *key, const char *text)
{
    if (text != NULL)
        json_write_text(w, key, text);
}

static void
write_grant(struct json_writer *w, const struct import_check *from,
            uint32_t first, struct arena *arena)
{
    const struct claim *claim = &from->claim[first];
    const struct right *right = claim->right;

    json_write_object(w, NULL);
    json_write_text(w, "entity", right->entity->name);
    if (claim->low != scale_top(right->scale))
        json_write_text(w, "level",
                        scale_word(right->scale, claim->low, arena));
    json_write_array(w, "accesses");
    for (uint32_t i = first; i < from->n; i++)
        if (grant_same(claim, &from->claim[i]))
            json_write_text(w, NULL, from->claim[i].right->verb);
    json_write_end(w);
    json_write_end(w);
}

static void
write_grants(struct json_writer *w, const struct import_check *from,
             struct arena *arena)
{
    bool any = false;

    for (uint32_t i = 0; i < from->n; i++) {
        bool first = claim_manner(&from->claim[i]) == MANNER_GRANT;

        for (uint32_t k = 0; k < i && first; k++)
            first = !grant_same(&from->claim[k], &from->claim[i]);
        if (!first)
            continue;
        if (!any)
            json_write_array(w, "grants");
        any = true;
        write_grant(w, from, i, arena);
    }
    if (any)
        json_write_end(w);
}

static void
write_facts(struct json_writer *w, const struct import_check *from)
{
    bool any = false;

    for (uint32_t i = 0; i < from->n; i++) {
        const struct claim *claim = &from->claim[i];

        if (claim_manner(claim) != MANNER_FACT)
            continue;
        if (!any)
            json_write_array(w, "facts");
        any = true;
        json_write_object(w, NULL);
        json_write_text(w, "fact", claim->right->verb);
        write_if(w, "entity",
                 claim->right->entity == NULL ? NULL
                                              : claim->right->entity->name);
        json_write_end(w);
    }
    if (any)
        json_write_end(w);
}

static void
write_check(struct json_writer *w, const struct import_check *from,
            struct arena *arena)
{
    json_write_object(w, NULL);
    json_write_text(w, "access", from->access);
    write_if(w, "option", from->option);
    write_if(w, "feature", from->feature);
    write_grants(w, from, arena);
    write_facts(w, from);
    for (uint32_t i = 0; i < from->n; i++) {
        const struct claim *claim = &from->claim[i];

        if (claim_manner(claim) == MANNER_NUMBER) {
            json_write_object(w, "limit");
            json_write_text(w, "fact", claim->right->verb);
            json_write_integer(w, "atLeast", claim->low);
            json_write_end(w);
        } else if (claim_manner(claim) == MANNER_QUESTION) {
            json_write_object(w, "attest");
            json_write_text(w, "question", claim->question);
            json_write_end(w);
        }
    }
    json_write_end(w);
}

static void
write_rule(struct json_writer *w, const struct import_rule *from,
           struct arena *arena)
{
    json_write_object(w, NULL);
    json_write_text(w, "id", from->id);
    json_write_text(w, "section", from->section);
    json_write_text(w, "object", from->object);
    json_write_text(w, "level", from->level);
    json_write_text(w, "need", need_word(from->need));
    write_if(w, "feature", from->feature);
    json_write_text(w, "source", "table");
    json_write_text(w, "why", from->why);
    json_write_text(w, "degrades",
                    "The vendor's table does not say what fails without it.");
    json_write_text(w, "screen", from->screen);
    json_write_text(w, "fix",
                    arena_print(arena, "%s: set what the table says: %s.",
                                from->object, from->level));
    json_write_array(w, "checks");
    for (uint32_t i = 0; i < from->n; i++)
        write_check(w, &from->check[i], arena);
    json_write_end(w);
    json_write_end(w);
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
write_options(struct json_writer *w, const struct importer *im)
{
    if (im->n_option == 0)
        return;
    json_write_array(w, "options");
    for (uint32_t i = 0; i < im->n_option; i++) {
        json_write_object(w, NULL);
        json_write_text(w, "name", im->option[i].name);
        json_write_boolean(w, "default", im->option[i].on);
        json_write_text(w, "about", im->option[i].about);
        json_write_end(w);
    }
    json_write_end(w);
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
write_features(struct json_writer *w, const struct importer *im)
{
    bool any = false;

    for (uint32_t i = 0; i < im->n_feature; i++) {
        const struct import_feature *from = &im->feature[i];

        if (!feature_used(im, from->id))
            continue;
        if (!any)
            json_write_array(w, "features");
        any = true;
        json_write_object(w, NULL);
        json_write_text(w, "id", from->id);
        json_write_text(w, "title", from->title);
        json_write_end(w);
    }
    if (any)
        json_write_end(w);
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

/* Where the rules are from. */
static void
write_source(struct json_writer *w, const struct import_source *source,
             const char *title)
{
    json_write_array(w, "sources");
    json_write_object(w, NULL);
    json_write_text(w, "id", "table");
    json_write_text(w, "title", title);
    json_write_text(w, "date", source->date);
    write_if(w, "url", source->url);
    json_write_end(w);
    json_write_end(w);
}

static void
write_file(const struct importer *im, struct out *out)
{
    const struct import_source *source = im->source;
    struct json_writer w = {.out = out, .pretty = true};
    struct arena *arena = im->arena;
    const char *name =
        without_suffix(arena, or_else(arena, source->name, "table"));
    const char *heading = or_else(arena, im->document.title, name);
    const char *title = or_else(arena, source->title, heading);
    const char *id = import_slug(arena, or_else(arena, source->id, title));

    json_write_object(&w, NULL);
    json_write_text(&w, "$schema", "rules.schema.json");
    json_write_text(&w, "format", "grantscan-rules/1");
    json_write_text(&w, "id", *id == '\0' ? "imported" : id);
    json_write_text(&w, "title", title);
    json_write_text(&w, "version", source->date);
    json_write_text(&w, "provider", source->catalogue->provider);
    json_write_text(&w, "product", or_else(arena, source->product, title));
    write_source(&w, source,
                 arena_print(arena,
                             "%s (imported; the date is that of reading)",
                             heading));
    write_options(&w, im);
    write_features(&w, im);
    json_write_array(&w, "rules");
    for (uint32_t i = 0; i < im->n_rule; i++)
        write_rule(&w, &im->rule[i], arena);
    json_write_end(&w);
    json_write_end(&w);
}

/* The text of the file, in the arena. */
static const char *
file_of(const struct importer *im)
{
    struct out out = {0};
    const char *text;

    write_file(im, &out);
    text = arena_text(im->arena, out_string(&out));
    out_free(&out);
    return text;
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
        .file = file_of(&im),
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
