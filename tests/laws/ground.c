/* What a verdict rests on. A pass has evidence, all of it good; a fail has
 * something that is known not to be held; neither rests on an answer that is
 * none. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <inttypes.h>

/* Whether an answer of that status can show a right to be held, or not: nothing
 * at all, an absence, a redirect, throttling and an outage cannot. A 500 may
 * say in words that something is refused, but then the list says so as well. */
static bool
can_pass(int64_t status)
{
    return (status >= 200 && status < 300) || status == 403;
}

static bool
can_fail(int64_t status)
{
    return can_pass(status) || status == 400 || status == 401;
}

static const struct json *
exchange_of(struct trial *trial, const struct json *evidence)
{
    const struct json *list = json_get(trial->audit, "exchanges");
    int64_t i = number(evidence, "exchange");

    return list != NULL && i >= 0 && i < list->n ? &list->item[i] : NULL;
}

/* It names an exchange that is in the record, was sent, and says the same. */
static void
judge_exchange(struct trial *trial, const char *id, const struct json *evidence)
{
    const struct json *exchange = exchange_of(trial, evidence);
    const char *about = member(evidence, "about");

    if (exchange == NULL)
        return;
    (void)law(trial, number(exchange, "tries") > 0, "evidence",
              "%s: %s: never sent", id, about);
    (void)law(trial,
              number(exchange, "status") == number(evidence, "status") &&
                  text_same(member(exchange, "path"), member(evidence, "path")),
              "evidence", "%s: %s: not what the exchange says", id, about);
}

/* Whether a row of the same verdict about the same has an answer that can show
 * it: itself, or what a read that did not happen stands beside. */
static bool
is_shown(struct trial *trial, const struct json *list,
         const struct json *evidence, bool (*can)(int64_t))
{
    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *row = &list->item[i];
        const struct json *exchange = exchange_of(trial, row);

        if (exchange != NULL && can(number(exchange, "status")) &&
            text_same(member(row, "verdict"), member(evidence, "verdict")) &&
            text_same(member(row, "about"), member(evidence, "about")))
            return true;
    }
    return false;
}

static void
judge_pass(struct trial *trial, const struct json *finding)
{
    const struct json *list = json_get(finding, "evidence");
    const char *id = member(finding, "id");

    (void)law(trial, list != NULL && list->n > 0, "evidence",
              "%s: passes without evidence", id);
    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *evidence = &list->item[i];

        (void)law(trial, text_same(member(evidence, "verdict"), "pass"), "pass",
                  "%s: passes, and %s is %s (%s)", id,
                  member(evidence, "about"), member(evidence, "verdict"),
                  member(evidence, "reason"));
        judge_exchange(trial, id, evidence);
        (void)law(trial, is_shown(trial, list, evidence, can_pass), "pass",
                  "%s: passes, and no answer shows %s", id,
                  member(evidence, "about"));
    }
}

static void
judge_fail(struct trial *trial, const struct json *finding)
{
    const struct json *list = json_get(finding, "evidence");
    const char *id = member(finding, "id");
    uint32_t n = 0;

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *evidence = &list->item[i];

        if (!text_same(member(evidence, "verdict"), "fail"))
            continue;
        n++;
        judge_exchange(trial, id, evidence);
        (void)law(trial, is_shown(trial, list, evidence, can_fail), "fail",
                  "%s: fails, and no answer denies %s", id,
                  member(evidence, "about"));
    }
    (void)law(trial, n > 0, "fail", "%s: fails, and nothing of it does", id);
}

/* A fail outweighs what is unknown: it is never hidden behind a doubt. */
static void
judge_unknown(struct trial *trial, const struct json *finding)
{
    const struct json *list = json_get(finding, "evidence");

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        (void)law(trial, !text_same(member(&list->item[i], "verdict"), "fail"),
                  "unknown", "%s: unknown (%s), and %s fails",
                  member(finding, "id"), member(finding, "reason"),
                  member(&list->item[i], "about"));
}

/* ---- what rules ask, and observations tell ------------------------------- */

static const struct json *
check_of(struct trial *trial, const char *id)
{
    const struct json *rules = json_get(trial->setting->pack, "rules");

    for (uint32_t r = 0; rules != NULL && r < rules->n; r++) {
        const struct json *checks = json_get(&rules->item[r], "checks");

        for (uint32_t c = 0; checks != NULL && c < checks->n; c++)
            if (text_same(id, arena_print(&trial->arena, "%s.%s",
                                          member(&rules->item[r], "id"),
                                          member(&checks->item[c], "access"))))
                return &checks->item[c];
    }
    return NULL;
}

/* The best grade of the longest scale: of a shorter one it asks for less. */
static int64_t
best_grade(const struct json *audit)
{
    const struct json *scales = json_get(audit, "scales");
    int64_t best = 0;

    for (uint32_t i = 0; scales != NULL && i < scales->n; i++) {
        const struct json *words = json_get(&scales->item[i], "words");

        if (words != NULL && (int64_t)words->n - 1 > best)
            best = (int64_t)words->n - 1;
    }
    return best;
}

/* Whether something that settles says that less than the best grade is held
 * of it, and an exchange shows it. */
static bool
is_known_short(struct trial *trial, const char *right)
{
    const struct json *list = json_get(trial->audit, "observations");
    int64_t best = best_grade(trial->audit);

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *seen = &list->item[i];
        bool weak = true;

        (void)json_boolean(json_get(seen, "weak"), &weak);
        if (!weak && text_same(member(seen, "right"), right) &&
            number(seen, "exchange") >= 0 && number(seen, "high") >= 0 &&
            number(seen, "high") < best)
            return true;
    }
    return false;
}

/* A check that asks for rights alone fails only where one of them is known not
 * to be held in full. */
static void
judge_rights(struct trial *trial, const struct json *finding)
{
    const struct json *check = check_of(trial, member(finding, "id"));
    const struct json *grants = json_get(check, "grants");
    bool any = false;

    if (grants == NULL || json_get(check, "facts") != NULL ||
        json_get(check, "anyOf") != NULL ||
        json_get(check, "ifAbsent") != NULL ||
        json_get(check, "withholds") != NULL)
        return;
    for (uint32_t g = 0; g < grants->n; g++) {
        const struct json *accesses = json_get(&grants->item[g], "accesses");

        for (uint32_t i = 0; accesses != NULL && i < accesses->n; i++)
            any |= is_known_short(
                trial, arena_print(&trial->arena, "%s.%s",
                                   member(&grants->item[g], "entity"),
                                   json_text(&accesses->item[i])));
    }
    (void)law(trial, any, "fail",
              "%s: fails, and no right is known to be short",
              member(finding, "id"));
}

/* Of a check with a grant that holding does not prove, that grant alone is no
 * evidence of a pass. */
static void
judge_doubtful(struct trial *trial, const struct json *finding)
{
    const struct json *check = check_of(trial, member(finding, "id"));
    const struct json *list = json_get(finding, "evidence");
    const struct json *ways = json_get(check, "anyOf");
    bool sound = ways == NULL;

    for (uint32_t w = 0; ways != NULL && w < ways->n; w++) {
        const struct json *grants = json_get(&ways->item[w], "grants");

        for (uint32_t g = 0; grants != NULL && g < grants->n; g++) {
            bool doubtful = false;

            (void)json_boolean(json_get(&grants->item[g], "doubtful"),
                               &doubtful);
            for (uint32_t i = 0; list != NULL && i < list->n; i++)
                sound |=
                    !doubtful && text_same(member(&list->item[i], "entity"),
                                           member(&grants->item[g], "entity"));
        }
    }
    (void)law(trial, sound, "doubtful",
              "%s: passes, and only what proves nothing is held",
              member(finding, "id"));
}

void
judge_ground(struct trial *trial)
{
    const struct json *list = json_get(trial->audit, "findings");

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *finding = &list->item[i];
        const char *verdict = member(finding, "verdict");

        if (text_same(verdict, "pass")) {
            judge_pass(trial, finding);
            judge_doubtful(trial, finding);
        } else if (text_same(verdict, "fail")) {
            judge_fail(trial, finding);
            judge_rights(trial, finding);
        } else if (text_same(verdict, "unknown")) {
            judge_unknown(trial, finding);
        }
    }
}
