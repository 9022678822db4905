/* JUnit of what is held without need, where --excess fail asks for it: a case
 * for each entity and risk, and one for whether all could be looked at. */
#include "reports/view/excess.h"
#include "audit/outcome.h"
#include "base/index.h"
#include "base/text.h"
#include "reports/junit/junit.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* The rows of an entity that are of one risk. */
struct held {
    const struct excess **row;
    uint32_t n, capacity;
    uint32_t parts; /* rows that are parts of one of these */
    bool counts;    /* one of them does */
};

struct all {
    struct held *item;
    uint32_t n;
};

/* In the order of the audit, the riskiest first. */
static struct all
collect(struct junit *j)
{
    const struct audit *a = j->audit;
    struct all all = {arena_new(j->arena, struct held, a->n_excess), 0};
    struct index known = {.arena = j->arena}, whole = {.arena = j->arena};

    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];
        struct held *held;
        uint32_t k;

        if (e->under != NULL)
            continue;
        k = index_put(&known, text_or(e->entity, ""), risk_word(e->risk),
                      all.n);
        held = &all.item[k];
        all.n += k == all.n;
        held->row = arena_grow(j->arena, held->row, held->n, &held->capacity);
        held->row[held->n++] = e;
        held->counts = held->counts || excess_counts(e, a);
        (void)index_put(&whole, NULL, e->id, k);
    }
    for (uint32_t i = 0; i < a->n_excess; i++) {
        uint32_t k = index_get(&whole, NULL, a->excess[i].under);

        if (k != INDEX_NONE)
            all.item[k].parts++;
    }
    return all;
}

/* "View, Edit: All"; the grade of each where they differ. */
static const char *
rights_of(struct junit *j, const struct held *held)
{
    const char *text = "";

    for (uint32_t i = 0; i < held->n; i++) {
        const struct excess *e = held->row[i];
        bool last =
            i + 1 == held->n || !text_same(e->held, held->row[i + 1]->held);

        text = arena_print(j->arena, "%s%s%s%s%s", text,
                           text[0] == '\0' ? "" : ", ", e->title,
                           last ? ": " : "", last ? e->held : "");
    }
    return text;
}

static void
rows_of(struct junit *j, const struct held *held)
{
    const struct audit *a = j->audit;

    for (uint32_t i = 0; i < held->n; i++) {
        const struct excess *e = held->row[i];
        const char *why = view_uncounted_excess(j->arena, e, a);

        xml_print(j->w, "\n%s%s%s: %s", e->id, why == NULL ? "" : ", ",
                  text_or(why, ""), text_or(e->detail, ""));
        if (e->abuse != NULL)
            xml_print(j->w, "\nabuse: %s", e->abuse);
    }
    if (held->parts > 0)
        xml_print(j->w, "\nand %" PRIu32 " %s part of it", held->parts,
                  held->parts == 1 ? "right that is" : "rights that are");
}

static void
open_case(struct junit *j, const char *name)
{
    xml_open(j->w, "testcase");
    xml_attribute(j->w, "name", junit_name(j, name, "excess"));
    xml_attribute(j->w, "classname", junit_class(j, NULL, "excess"));
    junit_seconds(j, 0);
}

static void
held_case(struct junit *j, const struct held *held)
{
    const struct excess *first = held->row[0];
    const char *risk = risk_word(first->risk);
    const char *why = view_uncounted_excess(j->arena, first, j->audit);
    const char *message = junit_name(
        j,
        arena_print(j->arena, "%s, %s (%s risk): nobody asked for it%s%s",
                    first->entity, rights_of(j, held), risk,
                    held->counts ? "" : "; ",
                    held->counts ? "" : text_or(why, "does not count")),
        "held without need");

    open_case(j, arena_print(j->arena, "excess.%s %s", first->entity, risk));
    xml_open(j->w, held->counts ? "failure" : "skipped");
    if (held->counts)
        xml_attribute_print(j->w, "type", "permission.%s",
                            reason_word(WHY_EXCESS));
    xml_attribute(j->w, "message", message);
    xml_text(j->w, message);
    rows_of(j, held);
    xml_close(j->w);
    xml_close(j->w);
}

/* What was not judged passes no check. */
static enum result
coverage_result(const struct junit *j)
{
    const struct coverage *c = &j->audit->coverage;

    if (c->n_unjudged == 0 && c->judged > 0)
        return RESULT_PASS;
    return unjudged_counts(j->audit) ? junit_unknown(j) : RESULT_SKIPPED;
}

static void
coverage_case(struct junit *j, enum result result)
{
    const struct coverage *c = &j->audit->coverage;
    const char *message = arena_print(
        j->arena, "%" PRIu32 " of %" PRIu32 " entities could not be judged",
        c->n_unjudged, c->total);

    open_case(j, COVERAGE_ID " every entity was judged");
    if (result != RESULT_PASS) {
        xml_open(j->w, result == RESULT_ERROR ? "error" : "skipped");
        if (result == RESULT_ERROR)
            xml_attribute(j->w, "type", "probe.not-judged");
        xml_attribute(j->w, "message", message);
        xml_text(j->w, message);
        for (uint32_t i = 0; i < c->n_unjudged; i++)
            xml_print(j->w, "\n%s", c->unjudged[i]);
        xml_close(j->w);
    }
    xml_close(j->w);
}

void
junit_excess(struct junit *j)
{
    struct sums sums = {.tests = 1};
    enum result coverage = coverage_result(j);
    struct all all;

    if (j->audit->excess_mode != EXCESS_FAIL)
        return;
    all = collect(j);
    sums.tests += all.n;
    sums.errors = coverage == RESULT_ERROR;
    sums.skipped = coverage == RESULT_SKIPPED;
    for (uint32_t i = 0; i < all.n; i++) {
        sums.failures += all.item[i].counts;
        sums.skipped += !all.item[i].counts;
    }
    junit_open(j, "excess", &sums);
    coverage_case(j, coverage);
    for (uint32_t i = 0; i < all.n; i++)
        held_case(j, &all.item[i]);
    junit_close(j);
}
