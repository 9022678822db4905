/* The API user's own row among the resources. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* licenseType of an API-only user [code: three independent projects]. */
enum { LICENSE_API = 7 };

enum { OWN_MOST = 5 }; /* rows that are asked for */

/* How surely a row is the user's: 3 by the whole name, 2 by the part before
 * the @, which the row may hold alone [unverified], 1 by the address. A row
 * that names nobody is nobody's. */
static int
is_own(const struct scan *scan, const struct json *row)
{
    const char *user = secrets_user(scan->options->secrets);
    const char *name = json_text(json_get_fold(row, "userName"));
    const char *email = json_text(json_get_fold(row, "email"));
    size_t local = strcspn(user, "@");

    if (name != NULL && text_same_fold(name, user))
        return 3;
    if (name != NULL && strlen(name) == local &&
        strncasecmp(name, user, local) == 0)
        return 2;
    return name == NULL && email != NULL && text_same_fold(email, user);
}

/* The row that is the user's most surely; NULL: none is, or two alike. */
static const struct json *
own_of(const struct scan *scan, const struct json *items)
{
    const struct json *best = NULL;
    int rank = 0;

    for (uint32_t i = 0; i < items->n; i++) {
        int own = is_own(scan, &items->item[i]);

        if (own > rank)
            best = &items->item[i];
        else if (own == rank)
            best = NULL;
        rank = own > rank ? own : rank;
    }
    return best;
}

static bool
license_of(const struct json *row, int64_t *license)
{
    const struct json *value = json_get_fold(row, "licenseType");
    const char *text = json_text(value);

    if (json_integer(value, license))
        return true;
    if (text == NULL || text[0] < '0' || text[0] > '9' || text[1] != '\0')
        return false;
    *license = text[0] - '0';
    return true;
}

/* Rows as they were asked for: not too many, each with an id, and of several
 * each in some way the user's. */
static bool
are_rows(const struct scan *scan, const struct json *items)
{
    int64_t id;

    if (items == NULL || items->kind != JSON_ARRAY || items->n > OWN_MOST)
        return false;
    for (uint32_t i = 0; i < items->n; i++)
        if (!json_integer(json_get_fold(&items->item[i], "id"), &id) ||
            id < 0 || (items->n > 1 && is_own(scan, &items->item[i]) == 0))
            return false;
    return true;
}

static void
hear_row(struct scan *scan, uint32_t step, const struct json *row)
{
    int64_t license, id = 0;

    (void)json_integer(json_get_fold(row, "id"), &id);
    scan_know(scan, "owner", arena_print(scan->mem, "%" PRId64, id));
    if (!license_of(row, &license)) {
        scan_doubt(scan, step, FACT_API_ONLY, WHY_GARBAGE);
        return;
    }
    scan_said(scan, step,
              arena_print(scan->mem, "licenseType %" PRId64, license));
    scan_observe(scan, &(struct observation){
                           .right = FACT_API_ONLY,
                           .low = license == LICENSE_API,
                           .high = license == LICENSE_API,
                           .reason = WHY_GRANTED,
                           .basis = BASIS_DECLARED,
                           .exchange = scan->progress[step].exchange,
                       });
}

/* Wants the next step of that kind, if there is one. */
static void
want(struct scan *scan, uint32_t step, enum probe probe)
{
    while (++step < scan->plan->n &&
           text_same(scan->plan->step[step].entity, "Resources")) {
        if (scan->plan->step[step].probe != probe)
            continue;
        scan_want(scan, step);
        return;
    }
}

/* Whether another way to look for the row is left: all were tried at once
 * first, and one by one if the API did not like that. */
static bool
try_next(struct scan *scan, uint32_t step, enum reason reason)
{
    bool first = scan->plan->step[step].when == NULL;

    if (first ? reason != WHY_API_ERROR
              : reason != WHY_ABSENT && reason != WHY_API_ERROR)
        return false;
    if (step + 1 >= scan->plan->n ||
        scan->plan->step[step + 1].probe != PROBE_OWN)
        return false;
    want(scan, step, PROBE_OWN);
    return true;
}

/* Where the row is not found, a plain read tells whether any can be seen. */
static void
hear_no_row(struct scan *scan, uint32_t step, enum reason reason)
{
    if (try_next(scan, step, reason))
        return;
    if (reason == WHY_ABSENT || reason == WHY_API_ERROR)
        want(scan, step, PROBE_READ);
    else
        autotask_read_doubt(scan, step, reason);
    scan_doubt(scan, step, FACT_API_ONLY, reason);
}

/* Whosever they are, rows can be read. */
static void
hear_rows(struct scan *scan, uint32_t step, const struct json *items)
{
    const struct json *row = own_of(scan, items);

    autotask_read_allowed(scan, step, true);
    if (row != NULL) {
        hear_row(scan, step, row);
        return;
    }
    scan_said(scan, step, "the row is another user's, or nobody's");
    scan_doubt(scan, step, FACT_API_ONLY, WHY_GARBAGE);
}

void
autotask_hear_own(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *items = json_get_fold(answer->json, "items");

    if (answer->kind == ANSWER_DENIED) {
        const struct entity *entity =
            autotask_entity(scan->plan->step[step].entity);

        autotask_read_refused(scan, step);
        scan_observe(scan,
                     &(struct observation){
                         .right = FACT_API_ONLY,
                         .reason = WHY_API_ERROR,
                         .basis = BASIS_DECLARED,
                         .needs = autotask_right(entity, AUTOTASK_VIEW)->id,
                         .exchange = scan->progress[step].exchange,
                     });
    } else if (answer->kind != ANSWER_OK) {
        hear_no_row(scan, step, answer_reason(answer->kind));
    } else if (!are_rows(scan, items)) {
        hear_no_row(scan, step, WHY_GARBAGE);
    } else if (items->n == 0) {
        scan_said(scan, step, "no such row");
        hear_no_row(scan, step, WHY_ABSENT);
    } else {
        hear_rows(scan, step, items);
    }
}
