/* Format "json": the audit itself, from the tables in audit_fields.c. */
#include "audit/audit.h"
#include "audit/fields.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/judge/outlook.h"
#include "rules/model/words.h"

#include <string.h>

/* Members are copied out by their size, whatever their type. */
static void
copy(void *to, const void *from, size_t offset, size_t size)
{
    memcpy(to, (const char *)from + offset, size);
}

static void
set_text(struct arena *arena, struct json *object, const char *key,
         const char *text)
{
    json_set_text(arena, object, key, text_kept(arena, text));
}

static void
set_word(struct arena *arena, struct json *object, const struct field *field,
         const void *from)
{
    unsigned value;

    _Static_assert(sizeof(enum reason) == sizeof value, "enums are unsigned");
    copy(&value, from, field->offset, sizeof value);
    if (field->kind == FIELD_STOPPED && value == WHY_GRANTED)
        json_set_text(arena, object, field->key, NULL);
    else
        json_set_text(arena, object, field->key,
                      field_word(field->kind, value));
}

static void
set_count(struct arena *arena, struct json *object, const struct field *field,
          const void *from)
{
    uint32_t count;

    copy(&count, from, field->offset, sizeof count);
    if (field->kind == FIELD_EXCHANGE && count == NO_EXCHANGE)
        json_set_text(arena, object, field->key, NULL);
    else
        json_set_integer(arena, object, field->key, count);
}

static void
set_number(struct arena *arena, struct json *object, const struct field *field,
           const void *from)
{
    int64_t number;
    int status;

    if (field->kind == FIELD_STATUS) {
        copy(&status, from, field->offset, sizeof status);
        number = status;
    } else {
        copy(&number, from, field->offset, sizeof number);
    }
    json_set_integer(arena, object, field->key, number);
}

static void
set_field(struct arena *arena, struct json *object, const struct field *field,
          const void *from)
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
    case FIELD_LATER:
        copy(&text, from, field->offset, sizeof text);
        set_text(arena, object, field->key, text);
        return;
    case FIELD_FLAG:
        copy(&flag, from, field->offset, sizeof flag);
        json_set_boolean(arena, object, field->key, flag);
        return;
    case FIELD_COUNT:
    case FIELD_EXCHANGE:
        set_count(arena, object, field, from);
        return;
    case FIELD_STATUS:
    case FIELD_NUMBER:
        set_number(arena, object, field, from);
        return;
    case FIELD_STOPPED:
    case FIELD_ACCESS:
    case FIELD_LEVEL:
    case FIELD_NEED:
    case FIELD_VERDICT:
    case FIELD_STRENGTH:
    case FIELD_REASON:
    case FIELD_BASIS:
    case FIELD_RISK:
    case FIELD_EXCESS_MODE:
    case FIELD_WAIVER_STATE:
    case FIELD_CHANGE:
        set_word(arena, object, field, from);
        return;
    }
    unreachable("bad field kind");
}

static void
set_shape(struct arena *arena, struct json *object, const struct shape *shape,
          const void *from)
{
    for (uint32_t i = 0; i < shape->n; i++)
        set_field(arena, object, &shape->field[i], from);
}

/* Of several rules files' options the names say whose they are. */
static const char *
option_key(struct arena *arena, const struct audit *a,
           const struct rule_option *option)
{
    return text_kept(arena, audit_name(a, option->rules, option->name, arena));
}

static void
set_options(struct arena *arena, struct json *top, const struct audit *a)
{
    struct json *object = json_set_object(arena, top, "options");

    for (uint32_t i = 0; i < a->n_option; i++)
        json_set_boolean(arena, object, option_key(arena, a, &a->option[i]),
                         a->option[i].on);
    object = json_set_object(arena, top, "options_about");
    for (uint32_t i = 0; i < a->n_option; i++)
        set_text(arena, object, option_key(arena, a, &a->option[i]),
                 a->option[i].about);
}

static void
set_tally(struct arena *arena, struct json *top, const struct audit *a)
{
    struct tally tally = tally_of(a);
    struct json *object = json_set_object(arena, top, "tally");

    for (uint32_t i = 0; shape_tally.other[i] != NULL; i++) {
        enum verdict verdict;

        if (!verdict_from(shape_tally.other[i], &verdict))
            unreachable("a tally of no verdict");
        json_set_integer(arena, object, shape_tally.other[i],
                         tally.of[verdict]);
    }
}

/* "rules" as if there were one file, "rulesets" for each with its verdict. */
static void
set_rules(struct arena *arena, struct json *top, const struct audit *a)
{
    struct pack whole = audit_rules(a, arena);
    struct json *list;

    set_shape(arena, json_set_object(arena, top, "rules"), &shape_rules,
              &whole);
    list = json_set_array(arena, top, "rulesets");
    for (uint32_t i = 0; i < a->n_pack; i++) {
        struct audit part = audit_part(a, &a->pack[i], arena);
        struct json *object = json_push_object(arena, list);

        set_shape(arena, object, &shape_ruleset, &a->pack[i]);
        json_set_text(arena, object, "outcome",
                      outcome_word(audit_outcome(&part)));
        set_tally(arena, object, &part);
    }
}

static void
push_features(struct arena *arena, struct json *list, const struct audit *a,
              const struct pack *pack)
{
    struct outlooks all = outlooks_of(a, pack->id, arena);

    for (uint32_t i = 0; i < all.n; i++) {
        const struct outlook *o = &all.item[i];
        struct json *object = json_push_object(arena, list);
        struct json *without;

        set_shape(arena, object, &shape_feature, o->feature);
        json_set_text(arena, object, "state", prospect_word(o->state));
        json_set_text(arena, object, "at_best", prospect_word(o->best));
        json_set_text(arena, object, "at_worst", prospect_word(o->worst));
        without = json_set_array(arena, object, "without");
        for (uint32_t k = 0; k < o->n_lost; k++)
            json_push_text(arena, without,
                           text_kept(arena, text_or(o->lost[k]->degrades, "")));
    }
}

static void
push_evidence(struct arena *arena, struct json *list, const struct audit *a,
              const struct evidence *e)
{
    struct json *object = json_push_object(arena, list);
    const struct exchange *x = NULL;

    if (e->exchange != NO_EXCHANGE)
        x = &a->exchange[e->exchange];
    set_shape(arena, object, &shape_evidence, e);
    set_text(arena, object, "method", x == NULL ? NULL : x->method);
    set_text(arena, object, "path", x == NULL ? NULL : x->path);
    if (x == NULL)
        json_set_text(arena, object, "status", NULL);
    else
        json_set_integer(arena, object, "status", x->status);
}

/* The number of a statement in its list; null if there is none. */
static void
set_waiver(struct arena *arena, struct json *object, const struct audit *a,
           const struct waiver *waiver)
{
    for (uint32_t i = 0; i < a->n_waiver && waiver != NULL; i++) {
        if (&a->waiver[i] == waiver) {
            json_set_integer(arena, object, "waiver", i);
            return;
        }
    }
    json_set_text(arena, object, "waiver", NULL);
}

static void
set_attestation(struct arena *arena, struct json *object, const struct audit *a,
                const struct attestation *by)
{
    for (uint32_t i = 0; i < a->n_attestation && by != NULL; i++) {
        if (&a->attestation[i] == by) {
            json_set_integer(arena, object, "attestation", i);
            return;
        }
    }
    json_set_text(arena, object, "attestation", NULL);
}

static void
set_findings(struct arena *arena, struct json *top, const struct audit *a)
{
    struct json *list = json_set_array(arena, top, "findings");

    for (uint32_t i = 0; i < a->n_finding; i++) {
        const struct finding *f = &a->finding[i];
        struct json *object = json_push_object(arena, list);
        struct json *evidence;

        set_shape(arena, object, &shape_finding, f);
        set_waiver(arena, object, a, f->waiver);
        set_attestation(arena, object, a, f->attestation);
        evidence = json_set_array(arena, object, "evidence");
        for (uint32_t k = 0; k < f->n_evidence; k++)
            push_evidence(arena, evidence, a, &f->evidence[k]);
    }
}

static void
set_names(struct arena *arena, struct json *object, const char *key,
          const char *const *name, uint32_t n)
{
    struct json *list = json_set_array(arena, object, key);

    for (uint32_t i = 0; i < n; i++)
        json_push_text(arena, list, text_kept(arena, name[i]));
}

static void
set_excess(struct arena *arena, struct json *top, const struct audit *a)
{
    struct json *list = json_set_array(arena, top, "excess");
    struct json *object;

    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];

        object = json_push_object(arena, list);
        set_shape(arena, object, &shape_excess, e);
        json_set_text(arena, object, "verdict", verdict_word(VERDICT_FAIL));
        json_set_text(arena, object, "reason", reason_word(WHY_EXCESS));
        json_set_text(arena, object, "observed", level_title(e->level));
        set_text(arena, object, "detail", excess_sentence(arena, e));
        set_waiver(arena, object, a, e->waiver);
    }
    object = json_set_object(arena, top, "coverage");
    set_shape(arena, object, &shape_coverage, &a->coverage);
    set_names(arena, object, "unjudged", a->coverage.unjudged,
              a->coverage.n_unjudged);
}

/* What people said, and what changed. */
static void
set_statements(struct arena *arena, struct json *top, const struct audit *a)
{
    struct json *list = json_set_array(arena, top, "attestations");

    for (uint32_t i = 0; i < a->n_attestation; i++) {
        const struct attestation *by = &a->attestation[i];
        struct json *object = json_push_object(arena, list);

        set_shape(arena, object, &shape_attestation, by);
        if (by->is_number)
            json_set_integer(arena, object, "value", by->number);
        else
            json_set_boolean(arena, object, "value", by->yes);
    }
    list = json_set_array(arena, top, "waivers");
    for (uint32_t i = 0; i < a->n_waiver; i++)
        set_shape(arena, json_push_object(arena, list), &shape_waiver,
                  &a->waiver[i]);
    list = json_set_array(arena, top, "changes");
    for (uint32_t i = 0; i < a->n_change; i++)
        set_shape(arena, json_push_object(arena, list), &shape_change,
                  &a->change[i]);
}

static struct json *
audit_tree(struct arena *arena, const struct audit *a)
{
    struct json *top = json_new_object(arena);
    struct json *list;

    json_set_text(arena, top, "format", AUDIT_FORMAT);
    set_shape(arena, top, &shape_audit, a);
    json_set_text(arena, top, "outcome", outcome_word(audit_outcome(a)));
    set_tally(arena, top, a);
    set_shape(arena, json_set_object(arena, top, "target"), &shape_target,
              &a->target);
    set_rules(arena, top, a);
    set_options(arena, top, a);
    if (a->usage.known)
        set_shape(arena, json_set_object(arena, top, "usage"), &shape_usage,
                  &a->usage);
    else
        json_set_text(arena, top, "usage", NULL);
    set_names(arena, top, "notes", a->note, a->n_note);
    list = json_set_array(arena, top, "features");
    for (uint32_t i = 0; i < a->n_pack; i++)
        push_features(arena, list, a, &a->pack[i]);
    set_findings(arena, top, a);
    set_excess(arena, top, a);
    set_statements(arena, top, a);
    set_names(arena, top, "editor", a->editor, a->n_editor);
    list = json_set_array(arena, top, "exchanges");
    for (uint32_t i = 0; i < a->n_exchange; i++)
        set_shape(arena, json_push_object(arena, list), &shape_exchange,
                  &a->exchange[i]);
    list = json_set_array(arena, top, "observations");
    for (uint32_t i = 0; i < a->n_observation; i++)
        set_shape(arena, json_push_object(arena, list), &shape_observation,
                  &a->observation[i]);
    return top;
}

void
audit_write(struct out *out, const struct audit *a)
{
    struct arena arena = {0};

    json_print(audit_tree(&arena, a), true, out);
    arena_free(&arena);
}
