/* The zone and the login: the two answers before anything else is asked. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"

#include <inttypes.h>

/* The list of numbers grows [official: API zones page]. */
const char *const autotask_hosts[] = {"webservices#.autotask.net", NULL};

/* Who uses up the hour [3rd: mspintegrations]. */
#define ACTIVITY                                                               \
    "Who uses them up is told in Autotask: Admin > Extensions & Integrations " \
    "> Other Extensions & Tools > API Activity by Hour."

/* ---- zone ---------------------------------------------------------------- */

/* The user name is generated, and is not the address of the General tab [3rd:
 * IT Glue]; the answer has also come for users that work elsewhere. */
static const char no_zone[] =
    "Autotask knows no zone for this user name. It asks for the Username (Key) "
    "of the API user (Admin > Resources (Users) > the user > Credentials), not "
    "for its e-mail address. Or it is misspelled, or the API user was deleted "
    "or is only minutes old. If the same name works elsewhere, name the zone "
    "by hand: --api-url with the address that is used there.";

void
autotask_hear_zone(struct scan *scan, uint32_t step,
                   const struct answer *answer)
{
    const char *url = json_text(json_get_fold(answer->json, "url"));
    const struct base *base = NULL;
    int64_t database;

    if (answer->kind == ANSWER_NOBODY) {
        scan_stop(scan, WHY_USER_UNKNOWN, no_zone);
    } else if (answer->kind == ANSWER_LOGIN || answer->kind == ANSWER_DENIED ||
               (answer->kind == ANSWER_OK && url == NULL)) {
        scan_stop(scan, WHY_GARBAGE,
                  "The zone look-up gave an answer that makes no sense "
                  "there; nothing was sent to any zone.");
    } else if (answer->kind != ANSWER_OK) {
        scan_stop_at(scan, step, answer, "The zone look-up");
    } else {
        base = url_guard(url, autotask_hosts, scan->options->endpoint->loopback,
                         scan->mem);
    }
    if (scan->stopped != WHY_GRANTED)
        return;
    if (base == NULL) {
        scan_said(scan, step,
                  arena_print(scan->mem, "the zone is said to be %s",
                              scan_keep(scan, url)));
        scan_stop(scan, WHY_HOST_REFUSED,
                  "The zone look-up named an address that is not Autotask's; "
                  "no credential was sent there.");
        return;
    }
    session_base(&scan->session, BASE_API, base);
    scan_trait(
        scan, "Zone",
        scan_keep(scan, json_text(json_get_fold(answer->json, "zoneName"))),
        true);
    if (json_integer(json_get_fold(answer->json, "ci"), &database))
        scan_trait(scan, "Database",
                   arena_print(scan->mem, "%" PRId64, database), true);
    scan_trait(scan, "Endpoint", scan_keep(scan, base->text), false);
}

/* ---- login --------------------------------------------------------------- */

static void
check_usage(struct scan *scan)
{
    const struct quota *quota = &scan->quota;
    int64_t most = (int64_t)scan->options->max_usage;

    if (most >= 100)
        return;
    if (!quota->known)
        scan_stop(scan, WHY_GARBAGE,
                  "How many of this hour's requests the tenant has used "
                  "could not be read, so nothing more was spent of them.");
    else if (quota->used >
             quota->limit / 100 * most + quota->limit % 100 * most / 100)
        scan_stop(scan, WHY_BUDGET,
                  arena_print(scan->mem,
                              "The tenant has used %" PRId64 " of %" PRId64
                              " requests in the last %" PRId64
                              " minutes, more than %d %%; all its integrations "
                              "would stop at the threshold, so the scan did. "
                              "%s",
                              quota->used, quota->limit, quota->minutes,
                              (int)most, ACTIVITY));
}

/* The hour is used up, or nearly. */
static void
stop_throttled(struct scan *scan, const struct answer *answer)
{
    const char *wait = "";

    if (answer->asked_ms >= 0)
        wait = arena_print(scan->mem, ", and to wait %" PRId64 " s",
                           (answer->asked_ms + 999) / 1000);
    scan_stop(scan, WHY_THROTTLED,
              arena_print(scan->mem,
                          "Autotask asked for fewer requests%s; nothing more "
                          "was sent. %s",
                          wait, ACTIVITY));
}

void
autotask_hear_login(struct scan *scan, uint32_t step,
                    const struct answer *answer)
{
    struct quota *quota = &scan->quota;
    const struct json *json = answer->json;

    if (answer->kind == ANSWER_THROTTLED) {
        stop_throttled(scan, answer);
        return;
    }
    if (answer->kind != ANSWER_OK) {
        scan_stop_at(scan, step, answer,
                     "The first request after the zone look-up");
        return;
    }
    quota->known =
        json_integer(json_get_fold(json, "externalRequestThreshold"),
                     &quota->limit) &&
        json_integer(json_get_fold(json, "currentTimeframeRequestCount"),
                     &quota->used) &&
        quota->limit > 0 && quota->used >= 0;
    if (!json_integer(json_get_fold(json, "requestThresholdTimeframe"),
                      &quota->minutes) ||
        quota->minutes <= 0)
        quota->minutes = 60;
    if (quota->known) {
        scan_accepted(scan, step, FACT_LOGIN);
        scan_said(scan, step,
                  arena_print(scan->mem,
                              "login accepted; %" PRId64 " of %" PRId64
                              " requests used in %" PRId64 " minutes",
                              quota->used, quota->limit, quota->minutes));
    } else {
        scan_doubt(scan, step, FACT_LOGIN, WHY_GARBAGE);
        *quota = (struct quota){0};
    }
    check_usage(scan);
}
