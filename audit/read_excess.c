/* An audit file's statements, excess rows and changes -> struct audit. What a
 * row says twice must agree, and who is named by number must be there. */
#include "audit/get.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* ---- statements ---------------------------------------------------------- */

static void
read_attestation(struct reader *r, const struct json *node,
                 const struct audit *a, struct attestation *by)
{
    const struct json *value;

    if (!get_shape(r, node, &shape_attestation, by))
        return;
    if (pack_find(audit_packs(a), by->rules) == NULL)
        MISTAKE(r, node, "the attestation is of no ruleset here");
    value = json_get(node, "value");
    if (value == NULL)
        MISTAKE(r, node, "the key \"value\" is missing");
    else if (json_integer(value, &by->number))
        by->is_number = true;
    else if (!json_boolean(value, &by->yes))
        MISTAKE(r, value, "\"value\" must be true, false or a whole number");
}

void
get_statements(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "attestations", JSON_ARRAY);

    if (list != NULL) {
        struct attestation *by =
            arena_new(r->arena, struct attestation, list->n);

        for (uint32_t i = 0; i < list->n; i++)
            read_attestation(r, &list->item[i], a, &by[i]);
        a->attestation = by;
        a->n_attestation = list->n;
    }
    list = get_member(r, top, "waivers", JSON_ARRAY);
    if (list != NULL) {
        struct waiver *waiver = arena_new(r->arena, struct waiver, list->n);

        for (uint32_t i = 0; i < list->n; i++)
            (void)get_shape(r, &list->item[i], &shape_waiver, &waiver[i]);
        a->waiver = waiver;
        a->n_waiver = list->n;
    }
}

/* The waiver that a finding or an excess row names; it must be one of it. */
static const struct waiver *
read_waiver(struct reader *r, const struct json *node, const struct audit *a,
            const char *rules, const char *id)
{
    const struct waiver *waiver;
    uint32_t index;

    if (!get_index(r, node, "waiver", a->n_waiver, &index))
        return NULL;
    waiver = &a->waiver[index];
    if (!text_same(waiver->check, id) || !text_same(waiver->rules, rules) ||
        (waiver->state != WAIVER_ACTIVE && waiver->state != WAIVER_EXPIRED))
        MISTAKE(r, json_get(node, "waiver"),
                "the waiver %" PRIu32 " does not bear on this", index);
    return waiver;
}

void
get_said(struct reader *r, const struct json *node, const struct audit *a,
         struct finding *f)
{
    uint32_t index;

    f->waiver = read_waiver(r, node, a, f->rules, f->id);
    if (get_index(r, node, "attestation", a->n_attestation, &index)) {
        f->attestation = &a->attestation[index];
        if (!text_same(f->attestation->check, f->id) ||
            !text_same(f->attestation->rules, f->rules))
            MISTAKE(r, json_get(node, "attestation"),
                    "the attestation %" PRIu32 " is of another check", index);
    }
    if (f->contested && f->attestation == NULL)
        MISTAKE(r, node, "contested, but nobody says anything of it");
}

/* ---- excess -------------------------------------------------------------- */

static void
check_same(struct reader *r, const struct json *node, const char *key,
           const char *wanted)
{
    const char *said = get_string(r, node, key);

    if (said != NULL && !text_same(said, field_text(r->arena, wanted)))
        MISTAKE(r, json_get(node, key), "\"%s\" must be \"%s\" here", key,
                wanted);
}

static void
read_row(struct reader *r, const struct json *node, const struct audit *a,
         struct excess *e)
{
    e->exchange = NO_EXCHANGE;
    if (!get_shape(r, node, &shape_excess, e))
        return;
    e->waiver = read_waiver(r, node, a, NULL, e->id);
    if (e->id != NULL && !text_starts(e->id, "excess."))
        MISTAKE(r, json_get(node, "id"),
                "the id of an excess row begins with \"excess.\"");
    check_same(r, node, "verdict", verdict_word(VERDICT_FAIL));
    check_same(r, node, "reason", reason_word(WHY_EXCESS));
    if (e->held != NULL)
        check_same(r, node, "observed", e->held);
}

static void
read_coverage(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *node = get_member(r, top, "coverage", JSON_OBJECT);
    struct coverage *c = &a->coverage;

    if (node == NULL || !get_shape(r, node, &shape_coverage, c))
        return;
    c->unjudged = get_names(r, node, "unjudged", &c->n_unjudged);
    if ((uint64_t)c->judged + c->n_unjudged != c->total)
        MISTAKE(r, node,
                "%" PRIu32 " judged and %" PRIu32 " not judged are not "
                "%" PRIu32 " in all",
                c->judged, c->n_unjudged, c->total);
}

void
get_excess(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "excess", JSON_ARRAY);
    struct index known = {.arena = r->arena};
    struct excess *row;

    read_coverage(r, top, a);
    if (list == NULL)
        return;
    row = arena_new(r->arena, struct excess, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        read_row(r, &list->item[i], a, &row[i]);
        if (row[i].id != NULL && index_put(&known, NULL, row[i].id, i) != i)
            MISTAKE(r, &list->item[i], "a second row \"%s\"", row[i].id);
    }
    if (list->n > 0 && a->excess_mode == EXCESS_IGNORE)
        MISTAKE(r, list, "excess rows, though excess was not looked for");
    if (a->excess_mode != EXCESS_FAIL && a->excess_least != RISK_NONE)
        MISTAKE(r, list, "\"excess_least\" is for the mode \"%s\" alone",
                excess_mode_word(EXCESS_FAIL));
    a->excess = row;
    a->n_excess = list->n;
}

/* ---- changes ------------------------------------------------------------- */

void
get_changes(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "changes", JSON_ARRAY);
    struct change *change;

    if (list == NULL)
        return;
    change = arena_new(r->arena, struct change, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        (void)get_shape(r, &list->item[i], &shape_change, &change[i]);
    if (a->baseline == NULL && (list->n > 0 || a->new_only))
        MISTAKE(r, list, "changes, but \"baseline\" does not say since when");
    a->change = change;
    a->n_change = list->n;
}
