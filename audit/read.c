/* An audit file -> struct audit. Strict: a key too many, a word that is none,
 * an index that points nowhere, sums that do not add up are mistakes, and all
 * of them are reported. Trusts nothing, for the file may have been edited. */
#include "audit/audit.h"
#include "audit/get.h"
#include "base/text.h"
#include "rules/model/words.h"

#include <inttypes.h>

static void
check_reason(struct reader *r, const struct json *node, enum reason reason,
             enum verdict verdict)
{
    if (json_get(node, "reason") != NULL && reason_verdict(reason) != verdict)
        MISTAKE(r, json_get(node, "reason"),
                "the reason \"%s\" does not go with the verdict \"%s\"",
                reason_word(reason), verdict_word(verdict));
}

/* What evidence repeats must be what the exchange says. */
static void
check_repeated(struct reader *r, const struct json *node,
               const struct exchange *x)
{
    const struct json *status = json_get(node, "status");
    int64_t value = -1;
    bool same;

    for (uint32_t i = 0; shape_evidence.other[i] != NULL; i++) {
        if (json_get(node, shape_evidence.other[i]) == NULL) {
            MISTAKE(r, node, "the key \"%s\" is missing",
                    shape_evidence.other[i]);
            return;
        }
    }
    if (x == NULL)
        same = json_text(json_get(node, "method")) == NULL &&
               json_text(json_get(node, "path")) == NULL &&
               status->kind == JSON_NULL;
    else
        same = text_same(json_text(json_get(node, "method")), x->method) &&
               text_same(json_text(json_get(node, "path")), x->path) &&
               json_integer(status, &value) && value == x->status;
    if (!same)
        MISTAKE(r, node, "method, path or status differ from the exchange");
}

static void
read_evidence(struct reader *r, const struct json *node, const struct audit *a,
              struct evidence *e)
{
    e->exchange = NO_EXCHANGE;
    if (!get_shape(r, node, &shape_evidence, e))
        return;
    check_reason(r, node, e->reason, e->verdict);
    check_repeated(
        r, node, e->exchange == NO_EXCHANGE ? NULL : &a->exchange[e->exchange]);
}

static void
read_finding(struct reader *r, const struct json *node, const struct audit *a,
             struct finding *f)
{
    const struct json *list;
    struct evidence *evidence;

    if (!get_shape(r, node, &shape_finding, f))
        return;
    check_reason(r, node, f->reason, f->verdict);
    get_owner(r, node, a, f);
    get_said(r, node, a, f);
    list = get_member(r, node, "evidence", JSON_ARRAY);
    if (list == NULL)
        return;
    evidence = arena_new(r->arena, struct evidence, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        read_evidence(r, &list->item[i], a, &evidence[i]);
    f->evidence = evidence;
    f->n_evidence = list->n;
}

static void
read_findings(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "findings", JSON_ARRAY);
    struct index known = {.arena = r->arena};
    struct finding *finding;

    if (list == NULL)
        return;
    finding = arena_new(r->arena, struct finding, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        read_finding(r, &list->item[i], a, &finding[i]);
        if (finding[i].id != NULL &&
            index_put(&known, finding[i].rules, finding[i].id, i) != i)
            MISTAKE(r, &list->item[i], "a second finding of \"%s\"",
                    finding[i].id);
    }
    a->finding = finding;
    a->n_finding = list->n;
}

static void
read_exchanges(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "exchanges", JSON_ARRAY);
    struct exchange *exchange;

    if (list == NULL)
        return;
    exchange = arena_new(r->arena, struct exchange, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        (void)get_shape(r, &list->item[i], &shape_exchange, &exchange[i]);
    a->exchange = exchange;
    a->n_exchange = list->n;
    r->n_exchange = list->n;
}

static void
read_observations(struct reader *r, const struct json *top, struct audit *a)
{
    const struct json *list = get_member(r, top, "observations", JSON_ARRAY);
    struct observation *seen;

    if (list == NULL)
        return;
    seen = arena_new(r->arena, struct observation, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        seen[i].exchange = NO_EXCHANGE;
        if (get_shape(r, &list->item[i], &shape_observation, &seen[i]) &&
            seen[i].low > seen[i].high)
            MISTAKE(r, &list->item[i], "\"low\" is above \"high\"");
    }
    a->observation = seen;
    a->n_observation = list->n;
}

/* Whether it is an audit that this build reads; says why not. */
static bool
check_format(struct reader *r, const struct json *top)
{
    const char *format = json_text(json_get(top, "format"));

    if (text_same(format, AUDIT_FORMAT))
        return true;
    if (text_same(format, AUDIT_FORMAT_BEFORE))
        MISTAKE(r, top,
                "this audit was written by an older grantscan: its format is "
                "\"%s\", and this one reads \"%s\"; scan again",
                format, AUDIT_FORMAT);
    else
        MISTAKE(r, top, "this is no audit file: its \"format\" is not \"%s\"",
                AUDIT_FORMAT);
    return false;
}

bool
audit_read(struct audit *a, const char *text, size_t length,
           struct diags *diags, struct arena *arena)
{
    struct reader r = {
        .arena = arena, .diags = diags, .features = {.arena = arena}};
    uint32_t before = diags->n;
    const struct json *top = json_parse(arena, text, length, diags);

    *a = (struct audit){0};
    if (top == NULL || !check_format(&r, top))
        return false;
    (void)get_shape(&r, top, &shape_audit, a);
    get_target(&r, top, a);
    get_rules(&r, top, a);
    a->note = get_names(&r, top, "notes", &a->n_note);
    get_words(&r, top, a);
    read_exchanges(&r, top, a);
    read_observations(&r, top, a);
    get_statements(&r, top, a);
    read_findings(&r, top, a);
    get_excess(&r, top, a);
    get_changes(&r, top, a);
    if (diags->n == before)
        get_sums(&r, top, a);
    return diags->n == before;
}
