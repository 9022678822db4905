/* What is held and nobody asked for: never a right that a check asks for or
 * that is tolerated, always one that something shows to be held; whoever holds
 * everything is one row; and how far the list reaches is told. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <inttypes.h>
#include <string.h>

static const char *const risks[] = {"critical", "high", "medium", "low",
                                    "none"};

/* How far each provider's list of rights can be trusted. */
static const struct world {
    const char *system, *world;
    const char *open;  /* an entity without which it is open; or NULL */
    const char *apart; /* a section that is no part of everything; or NULL */
} worlds[] = {{"autotask", "closed", NULL, NULL},
              {"connectwise", "closed", NULL, NULL},
              {"google", "listed", NULL, NULL},
              {"microsoft365", "closed", NULL, NULL},
              {"zoho", "closed", "Desk.agents.READ", "OAuth scopes"}};

static const struct world *
world_of(const struct trial *trial)
{
    size_t i = 0;

    while (i + 1 < sizeof worlds / sizeof *worlds &&
           !text_same(worlds[i].system, trial->setting->system->name))
        i++;
    return &worlds[i];
}

static size_t
rank(const char *risk)
{
    size_t i = 0;

    while (i < sizeof risks / sizeof *risks && !text_same(risks[i], risk))
        i++;
    return i;
}

static bool
has_text(const struct json *list, const char *text)
{
    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        if (text_same(json_text(&list->item[i]), text))
            return true;
    return false;
}

/* Whether one of the grants of a check, or of one of its ways, is that right.
 */
static bool
asks(const struct json *check, const char *entity, const char *access)
{
    const struct json *grants = json_get(check, "grants");
    const struct json *ways = json_get(check, "anyOf");
    const struct json *absent = json_get(check, "ifAbsent");

    for (uint32_t g = 0; grants != NULL && g < grants->n; g++)
        if (text_same(member(&grants->item[g], "entity"), entity) &&
            json_get(&grants->item[g], "level") == NULL &&
            has_text(json_get(&grants->item[g], "accesses"), access))
            return true;
    for (uint32_t w = 0; ways != NULL && w < ways->n; w++)
        if (asks(&ways->item[w], entity, access))
            return true;
    return absent != NULL && asks(absent, entity, access);
}

/* Whether a check that is in use asks for it in full. */
static bool
is_asked(struct trial *trial, const char *entity, const char *access)
{
    const struct json *rules = json_get(trial->setting->pack, "rules");
    const struct json *findings = json_get(trial->audit, "findings");
    uint32_t i = 0; /* in the order of the rules */

    for (uint32_t r = 0; rules != NULL && r < rules->n; r++) {
        const struct json *checks = json_get(&rules->item[r], "checks");

        for (uint32_t c = 0; checks != NULL && c < checks->n; c++, i++)
            if (findings != NULL && i < findings->n &&
                !text_same(member(&findings->item[i], "reason"),
                           "option-off") &&
                asks(&checks->item[c], entity, access))
                return true;
    }
    return false;
}

/* Tolerated whatever the options are. */
static bool
is_tolerated(const struct json *pack, const struct json *row)
{
    const struct json *list = json_get(pack, "tolerates");

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *it = &list->item[i];
        const struct json *accesses = json_get(it, "accesses");

        if (json_get(it, "option") == NULL &&
            (json_get(it, "entity") == NULL ||
             text_same(member(it, "entity"), member(row, "entity"))) &&
            (json_get(it, "family") == NULL ||
             text_same(member(it, "family"), member(row, "family"))) &&
            (accesses == NULL || has_text(accesses, member(row, "access"))))
            return true;
    }
    return false;
}

static bool
is_held(struct trial *trial, const char *right)
{
    const struct json *list = json_get(trial->audit, "observations");

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        bool weak = true;

        (void)json_boolean(json_get(&list->item[i], "weak"), &weak);
        if (!weak && text_same(member(&list->item[i], "right"), right) &&
            number(&list->item[i], "low") >= 1)
            return true;
    }
    return false;
}

static void
judge_row(struct trial *trial, const struct json *row)
{
    const struct json *exchanges = json_get(trial->audit, "exchanges");
    const char *id = member(row, "id");
    int64_t exchange = number(row, "exchange"), status = 0;

    if (law(trial, exchange >= 0 && exchange < exchanges->n, "excess",
            "%s: no exchange", id))
        status = number(&exchanges->item[exchange], "status");
    (void)law(trial, status >= 200 && status < 300, "excess",
              "%s: by an answer of %" PRId64, id, status);
    (void)law(trial, text_starts(id, "excess.") && is_held(trial, id + 7),
              "excess", "%s: nothing shows that it is held", id);
    (void)law(trial, text_same(member(row, "verdict"), "fail"), "excess",
              "%s: is %s", id, member(row, "verdict"));
    (void)law(trial,
              !is_asked(trial, member(row, "entity"), member(row, "access")),
              "excess", "%s: a check asks for it", id);
    (void)law(trial, !is_tolerated(trial->setting->pack, row), "excess",
              "%s: is tolerated", id);
    (void)law(trial, rank(member(row, "risk")) < sizeof risks / sizeof *risks,
              "excess", "%s: of risk %s", id, member(row, "risk"));
}

static bool
is_before(const struct json *list, uint32_t i, const char *id)
{
    while (i-- > 0)
        if (text_same(member(&list->item[i], "id"), id))
            return true;
    return false;
}

/* What is set apart is no part of everything, all else is. */
static bool
is_part(const struct trial *trial, const struct json *row, const char *all)
{
    const char *apart = world_of(trial)->apart;
    bool rest = apart == NULL || !text_same(member(row, "section"), apart);

    return text_same(member(row, "under"), rest ? all : "");
}

/* Whoever holds everything has one row for it, the first and the only critical
 * one; all others are parts of it. Without it the riskiest stand first. */
static void
judge_rows(struct trial *trial, const struct json *list)
{
    const char *all = NULL, *before = "critical";

    for (uint32_t i = 0; i < list->n; i++)
        if (*member(&list->item[i], "under") != '\0')
            all = member(&list->item[i], "under");
    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *row = &list->item[i];
        const char *id = member(row, "id"), *risk = member(row, "risk");

        (void)law(trial, !is_before(list, i, id), "excess", "%s is there twice",
                  id);
        if (all != NULL) {
            (void)law(trial, text_same(id, all) == (i == 0), "excess",
                      "%s: the first is not the one row for everything", id);
            (void)law(trial, (i == 0) == text_same(risk, "critical"), "excess",
                      "%s: %s, in row %" PRIu32, id, risk, i);
            (void)law(trial, i == 0 || is_part(trial, row, all), "excess",
                      "%s: is not what it should be a part of", id);
        }
        if (i > 1 || all == NULL)
            (void)law(trial, rank(risk) >= rank(before), "excess",
                      "%s: %s behind %s", id, risk, before);
        before = risk;
    }
}

static void
judge_coverage(struct trial *trial)
{
    const struct json *coverage = json_get(trial->audit, "coverage");
    const struct json *unjudged = json_get(coverage, "unjudged");
    const struct json *excess = json_get(trial->audit, "excess");
    const struct world *world = world_of(trial);
    int64_t left = unjudged != NULL ? (int64_t)unjudged->n : -1;
    bool open = world->open != NULL && number(coverage, "judged") > 0 &&
                has_text(unjudged, world->open);

    (void)law(
        trial,
        text_same(open ? "open" : world->world, member(coverage, "world")),
        "coverage", "the list of rights is called %s",
        member(coverage, "world"));
    (void)law(
        trial, number(coverage, "judged") + left == number(coverage, "total"),
        "coverage", "%" PRId64 " judged, %" PRId64 " not, %" PRId64 " in all",
        number(coverage, "judged"), left, number(coverage, "total"));
    if (text_same(member(trial->audit, "stopped"), "login-rejected"))
        (void)law(trial,
                  number(coverage, "judged") == 0 && excess != NULL &&
                      excess->n == 0,
                  "coverage", "judged without a login");
}

void
judge_excess(struct trial *trial)
{
    const struct json *list = json_get(trial->audit, "excess");

    judge_coverage(trial);
    if (!law(trial, list != NULL, "excess", "no list"))
        return;
    for (uint32_t i = 0; i < list->n; i++)
        judge_row(trial, &list->item[i]);
    judge_rows(trial, list);
}
