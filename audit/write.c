/* Format "json": the audit itself, from the tables in fields.c. */
#include "audit/audit.h"
#include "audit/fields.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/diag.h"
#include "base/json_write.h"
#include "base/text.h"
#include "rules/judge/outlook.h"
#include "rules/model/words.h"

#include <string.h>

/* What is written, and where to. */
struct writer {
    struct json_writer json;
    struct arena *arena;
    const struct audit *audit;
};

/* Members are copied out by their size, whatever their type. */
static void
copy(void *to, const void *from, size_t offset, size_t size)
{
    memcpy(to, (const char *)from + offset, size);
}

static void
put_text(struct writer *w, const char *key, const char *text)
{
    json_write_text(&w->json, key, field_text(w->arena, text));
}

static void
put_word(struct writer *w, const struct field *field, const void *from)
{
    unsigned value;

    _Static_assert(sizeof(enum reason) == sizeof value, "enums are unsigned");
    copy(&value, from, field->offset, sizeof value);
    if (field->kind == FIELD_STOPPED && value == WHY_GRANTED)
        json_write_null(&w->json, field->key);
    else
        json_write_text(&w->json, field->key, word_of(field->words, value));
}

static void
put_count(struct writer *w, const struct field *field, const void *from)
{
    uint32_t count;

    copy(&count, from, field->offset, sizeof count);
    if (field->kind == FIELD_EXCHANGE && count == NO_EXCHANGE)
        json_write_null(&w->json, field->key);
    else
        json_write_integer(&w->json, field->key, count);
}

static void
put_number(struct writer *w, const struct field *field, const void *from)
{
    int64_t number;
    int status;

    if (field->kind == FIELD_STATUS) {
        copy(&status, from, field->offset, sizeof status);
        number = status;
    } else {
        copy(&number, from, field->offset, sizeof number);
    }
    if (field->kind == FIELD_GRADE && number == GRADE_MOST)
        json_write_null(&w->json, field->key);
    else
        json_write_integer(&w->json, field->key, number);
}

static void
put_field(struct writer *w, const struct field *field, const void *from)
{
    const char *text;
    bool flag;

    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_MAYBE:
    case FIELD_TIME:
    case FIELD_MAYBE_TIME:
    case FIELD_DATE:
    case FIELD_RULES:
    case FIELD_OWNER:
    case FIELD_FEATURE:
        copy(&text, from, field->offset, sizeof text);
        put_text(w, field->key, text);
        return;
    case FIELD_FLAG:
        copy(&flag, from, field->offset, sizeof flag);
        json_write_boolean(&w->json, field->key, flag);
        return;
    case FIELD_COUNT:
    case FIELD_EXCHANGE:
        put_count(w, field, from);
        return;
    case FIELD_STATUS:
    case FIELD_NUMBER:
    case FIELD_GRADE:
        put_number(w, field, from);
        return;
    case FIELD_WORD:
    case FIELD_STOPPED:
        put_word(w, field, from);
        return;
    }
    unreachable("bad field kind");
}

/* The plain members of the object that is open. */
static void
put_shape(struct writer *w, const struct shape *shape, const void *from)
{
    for (uint32_t i = 0; i < shape->n; i++)
        put_field(w, &shape->field[i], from);
}

/* A whole object of nothing but plain members. */
static void
put_object(struct writer *w, const char *key, const struct shape *shape,
           const void *from)
{
    json_write_object(&w->json, key);
    put_shape(w, shape, from);
    json_write_end(&w->json);
}

/* A list of such objects. */
struct row {
    const void *first;
    uint32_t n;
    size_t size; /* of one */
};

static void
put_list(struct writer *w, const char *key, const struct shape *shape,
         struct row row)
{
    json_write_array(&w->json, key);
    for (uint32_t i = 0; i < row.n; i++)
        put_object(w, NULL, shape, (const char *)row.first + i * row.size);
    json_write_end(&w->json);
}

#define PUT_LIST(w, key, shape, first, n)                                      \
    put_list((w), (key), (shape), (struct row){(first), (n), sizeof *(first)})

static void
put_names(struct writer *w, const char *key, const char *const *name,
          uint32_t n)
{
    json_write_array(&w->json, key);
    for (uint32_t i = 0; i < n; i++)
        put_text(w, NULL, name[i]);
    json_write_end(&w->json);
}

/* ---- what is at the top -------------------------------------------------- */

static void
put_target(struct writer *w)
{
    const struct target *target = &w->audit->target;

    json_write_object(&w->json, "target");
    put_shape(w, &shape_target, target);
    PUT_LIST(w, "traits", &shape_trait, target->trait, target->n_trait);
    json_write_end(&w->json);
}

static void
put_quota(struct writer *w)
{
    if (w->audit->quota.known)
        put_object(w, "quota", &shape_quota, &w->audit->quota);
    else
        json_write_null(&w->json, "quota");
}

/* Of several rules files' options the names say whose they are. */
static const char *
option_key(struct writer *w, const struct rule_option *option)
{
    return field_text(
        w->arena, audit_name(w->audit, option->rules, option->name, w->arena));
}

static void
put_options(struct writer *w)
{
    const struct audit *a = w->audit;

    json_write_object(&w->json, "options");
    for (uint32_t i = 0; i < a->n_option; i++)
        json_write_boolean(&w->json, option_key(w, &a->option[i]),
                           a->option[i].on);
    json_write_end(&w->json);
    json_write_object(&w->json, "options_about");
    for (uint32_t i = 0; i < a->n_option; i++)
        put_text(w, option_key(w, &a->option[i]), a->option[i].about);
    json_write_end(&w->json);
}

/* How many there are, and masked who: whose mailbox was read is nobody's
 * business. */
static void
put_subjects(struct writer *w)
{
    const struct audit *a = w->audit;

    json_write_array(&w->json, "subjects");
    for (uint32_t i = 0; i < a->n_subject; i++) {
        json_write_object(&w->json, NULL);
        put_shape(w, &shape_subject, &a->subject[i]);
        put_names(w, "given", a->subject[i].masked, a->subject[i].n_value);
        json_write_end(&w->json);
    }
    json_write_end(&w->json);
}

static void
put_outcome(struct writer *w, const struct audit *a)
{
    struct tally tally = tally_of(a);

    json_write_text(&w->json, "outcome", outcome_word(audit_outcome(a)));
    json_write_object(&w->json, "tally");
    for (uint32_t i = 0; shape_tally.other[i] != NULL; i++) {
        enum verdict verdict;

        if (!verdict_from(shape_tally.other[i], &verdict))
            unreachable("a tally of no verdict");
        json_write_integer(&w->json, shape_tally.other[i], tally.of[verdict]);
    }
    json_write_end(&w->json);
}

/* What a job that looks at the exit status wants to know. */
static void
put_counted(struct writer *w)
{
    const struct audit *a = w->audit;
    struct counted counted = audit_counted(a);

    json_write_text(&w->json, "headline", headline_word(audit_headline(a)));
    put_object(w, "counted", &shape_counted, &counted);
    json_write_integer(&w->json, "exit_status", audit_exit(a));
}

/* "rules" as if there were one file, "rulesets" for each with its verdict. */
static void
put_rules(struct writer *w)
{
    const struct audit *a = w->audit;
    struct pack whole = audit_rules(a, w->arena);

    put_object(w, "rules", &shape_rules, &whole);
    json_write_array(&w->json, "rulesets");
    for (uint32_t i = 0; i < a->n_pack; i++) {
        struct audit part = audit_part(a, &a->pack[i], w->arena);

        json_write_object(&w->json, NULL);
        put_shape(w, &shape_ruleset, &a->pack[i]);
        put_outcome(w, &part);
        json_write_end(&w->json);
    }
    json_write_end(&w->json);
}

static void
put_feature(struct writer *w, const struct outlook *o)
{
    json_write_object(&w->json, NULL);
    put_shape(w, &shape_feature, o->feature);
    json_write_text(&w->json, "state", prospect_word(o->state));
    json_write_text(&w->json, "at_best", prospect_word(o->best));
    json_write_text(&w->json, "at_worst", prospect_word(o->worst));
    json_write_array(&w->json, "without");
    for (uint32_t i = 0; i < o->n_lost; i++)
        put_text(w, NULL, text_or(o->lost[i]->degrades, ""));
    json_write_end(&w->json);
    json_write_end(&w->json);
}

static void
put_features(struct writer *w)
{
    json_write_array(&w->json, "features");
    for (uint32_t i = 0; i < w->audit->n_pack; i++) {
        struct outlooks all =
            outlooks_of(w->audit, w->audit->pack[i].id, w->arena);

        for (uint32_t k = 0; k < all.n; k++)
            put_feature(w, &all.item[k]);
    }
    json_write_end(&w->json);
}

/* ---- findings and rows --------------------------------------------------- */

static void
put_evidence(struct writer *w, const struct evidence *e)
{
    const struct exchange *x = NULL;

    if (e->exchange != NO_EXCHANGE)
        x = &w->audit->exchange[e->exchange];
    json_write_object(&w->json, NULL);
    put_shape(w, &shape_evidence, e);
    put_text(w, "method", x == NULL ? NULL : x->method);
    put_text(w, "path", x == NULL ? NULL : x->path);
    if (x == NULL)
        json_write_null(&w->json, "status");
    else
        json_write_integer(&w->json, "status", x->status);
    json_write_end(&w->json);
}

/* The number of a statement in its list; null if there is none. Findings
 * point into the list itself. */
static void
put_waiver(struct writer *w, const struct waiver *waiver)
{
    if (waiver == NULL)
        json_write_null(&w->json, "waiver");
    else
        json_write_integer(&w->json, "waiver", waiver - w->audit->waiver);
}

static void
put_attestation(struct writer *w, const struct attestation *by)
{
    if (by == NULL)
        json_write_null(&w->json, "attestation");
    else
        json_write_integer(&w->json, "attestation", by - w->audit->attestation);
}

static void
put_findings(struct writer *w)
{
    const struct audit *a = w->audit;

    json_write_array(&w->json, "findings");
    for (uint32_t i = 0; i < a->n_finding; i++) {
        const struct finding *f = &a->finding[i];

        json_write_object(&w->json, NULL);
        put_shape(w, &shape_finding, f);
        json_write_boolean(&w->json, "counted", finding_counts(f, a));
        put_waiver(w, f->waiver);
        put_attestation(w, f->attestation);
        json_write_array(&w->json, "evidence");
        for (uint32_t k = 0; k < f->n_evidence; k++)
            put_evidence(w, &f->evidence[k]);
        json_write_end(&w->json);
        json_write_end(&w->json);
    }
    json_write_end(&w->json);
}

static void
put_excess(struct writer *w)
{
    const struct audit *a = w->audit;

    json_write_array(&w->json, "excess");
    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];

        json_write_object(&w->json, NULL);
        put_shape(w, &shape_excess, e);
        json_write_text(&w->json, "verdict", verdict_word(VERDICT_FAIL));
        json_write_text(&w->json, "reason", reason_word(WHY_EXCESS));
        put_text(w, "observed", e->held);
        json_write_boolean(&w->json, "counted", excess_counts(e, a));
        put_waiver(w, e->waiver);
        json_write_end(&w->json);
    }
    json_write_end(&w->json);
    json_write_object(&w->json, "coverage");
    put_shape(w, &shape_coverage, &a->coverage);
    put_names(w, "unjudged", a->coverage.unjudged, a->coverage.n_unjudged);
    json_write_end(&w->json);
}

/* What people said, and what changed. */
static void
put_statements(struct writer *w)
{
    const struct audit *a = w->audit;

    json_write_array(&w->json, "attestations");
    for (uint32_t i = 0; i < a->n_attestation; i++) {
        const struct attestation *by = &a->attestation[i];

        json_write_object(&w->json, NULL);
        put_shape(w, &shape_attestation, by);
        if (by->is_number)
            json_write_integer(&w->json, "value", by->number);
        else
            json_write_boolean(&w->json, "value", by->yes);
        json_write_end(&w->json);
    }
    json_write_end(&w->json);
    PUT_LIST(w, "waivers", &shape_waiver, a->waiver, a->n_waiver);
    PUT_LIST(w, "changes", &shape_change, a->change, a->n_change);
}

/* The words of the catalogue. */
static void
put_words(struct writer *w)
{
    const struct audit *a = w->audit;

    put_names(w, "editor", a->editor, a->n_editor);
    PUT_LIST(w, "verbs", &shape_verb, a->verb, a->n_verb);
    PUT_LIST(w, "found", &shape_found, a->found, a->n_found);
    json_write_array(&w->json, "scales");
    for (uint32_t i = 0; i < a->n_scale; i++) {
        const struct scale *scale = a->scale[i];

        json_write_object(&w->json, NULL);
        put_shape(w, &shape_scale, scale);
        put_names(w, "words", scale->word, scale->n);
        put_names(w, "titles", scale->title, scale->n);
        json_write_end(&w->json);
    }
    json_write_end(&w->json);
}

/* ---- all ----------------------------------------------------------------- */

void
audit_write(struct out *out, const struct audit *a)
{
    struct arena arena = {0};
    struct writer w = {
        .json = {.out = out, .pretty = true}, .arena = &arena, .audit = a};

    json_write_object(&w.json, NULL);
    json_write_text(&w.json, "format", AUDIT_FORMAT);
    put_shape(&w, &shape_audit, a);
    put_outcome(&w, a);
    put_counted(&w);
    put_target(&w);
    put_rules(&w);
    put_options(&w);
    put_subjects(&w);
    put_quota(&w);
    put_names(&w, "notes", a->note, a->n_note);
    put_features(&w);
    put_findings(&w);
    put_excess(&w);
    put_statements(&w);
    put_words(&w);
    PUT_LIST(&w, "exchanges", &shape_exchange, a->exchange, a->n_exchange);
    PUT_LIST(&w, "observations", &shape_observation, a->observation,
             a->n_observation);
    json_write_end(&w.json);
    arena_free(&arena);
}
