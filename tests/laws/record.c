/* Every check of the rules is found once, with a reason that belongs to its
 * verdict; the counts add up, and the exit status follows from them. */
#include "base/text.h"
#include "tests/laws/laws.h"

#include <inttypes.h>
#include <string.h>

static const char *const verdicts[] = {"pass", "fail", "unknown", "skip", NULL};

/* All that is not here is a reason of "unknown". */
static const struct {
    const char *reason, *verdict;
} belongs[] = {
    {"granted", "pass"},    {"attested", "pass"},    {"not-granted", "fail"},
    {"restricted", "fail"}, {"below-limit", "fail"}, {"excess", "fail"},
    {"policy", "fail"},     {"option-off", "skip"},  {"not-offered", "skip"},
};

/* The rest of the closed list. */
static const char *const doubts[] = {
    "not-probed",    "conflict",    "needs-attestation", "attestation-expired",
    "needs-subject", "not-listed",  "user-unknown",      "zone-refused",
    "misdirected",   "login-lost",  "login-rejected",    "budget",
    "throttled",     "timeout",     "unreachable",       "tls",
    "intercepted",   "outage",      "garbage",           "api-error",
    "absent",        "interrupted", "switched-off",      NULL};

static const char *
verdict_of(const char *reason)
{
    for (size_t i = 0; i < sizeof belongs / sizeof *belongs; i++)
        if (text_same(belongs[i].reason, reason))
            return belongs[i].verdict;
    return one_of(reason, doubts) ? "unknown" : "?";
}

static int64_t
found(const struct json *audit, const char *verdict)
{
    const struct json *list = json_get(audit, "findings");
    int64_t n = 0;

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        n += text_same(member(&list->item[i], "verdict"), verdict);
    return n;
}

/* An option as rules name it: "name", or "name=no" while it is off. */
static bool
is_on(const struct json *audit, const char *option)
{
    const struct json *options = json_get(audit, "options");
    bool off = text_ends(option, "=no"), on = false;

    if (*option == '\0')
        return true;
    for (uint32_t i = 0; options != NULL && i < options->n; i++) {
        const char *key = options->item[i].key;

        if (text_starts(option, key) &&
            (option[strlen(key)] == '\0' || option[strlen(key)] == '='))
            (void)json_boolean(&options->item[i], &on);
    }
    return on != off;
}

static void
judge_finding(struct trial *trial, const struct json *finding)
{
    const char *id = member(finding, "id");
    const char *verdict = member(finding, "verdict");
    const char *reason = member(finding, "reason");
    const char *strength = member(finding, "strength");
    bool off = !is_on(trial->audit, member(finding, "option"));

    (void)law(trial, text_same(verdict_of(reason), verdict), "reason",
              "%s: %s because of %s", id, verdict, reason);
    (void)law(trial, off == text_same(reason, "option-off"), "option",
              "%s: %s (%s), and its option is %s", id, verdict, reason,
              off ? "off" : "on");
    (void)law(trial,
              !text_same(verdict, "pass") || !text_same(strength, "none"),
              "strength", "%s: passes, and nothing was learned", id);
    (void)law(trial, !text_same(verdict, "skip") || text_same(strength, "none"),
              "strength", "%s: skipped, and %s", id, strength);
    (void)law(trial, *member(finding, "detail") != '\0', "words",
              "%s: says nothing", id);
    (void)law(trial, !text_same(reason, "attested"), "stated",
              "%s: attested, and nobody stated anything", id);
}

/* The checks are those of the rules file, which is read here anew. */
static void
judge_checks(struct trial *trial)
{
    const struct json *rules = json_get(trial->setting->pack, "rules");
    const struct json *list = json_get(trial->audit, "findings");
    uint32_t asked = 0;

    for (uint32_t r = 0; rules != NULL && r < rules->n; r++) {
        const struct json *checks = json_get(&rules->item[r], "checks");

        for (uint32_t c = 0; checks != NULL && c < checks->n; c++) {
            const char *id = arena_print(&trial->arena, "%s.%s",
                                         member(&rules->item[r], "id"),
                                         member(&checks->item[c], "access"));
            uint32_t n = 0;

            asked++;
            for (uint32_t i = 0; list != NULL && i < list->n; i++)
                n += text_same(member(&list->item[i], "id"), id);
            (void)law(trial, n == 1, "checks", "%s is there %" PRIu32 " times",
                      id, n);
        }
    }
    (void)law(trial, list != NULL && list->n == asked, "checks",
              "%" PRIu32 " asked, %" PRIu32 " found", asked,
              list != NULL ? list->n : 0);
}

/* 1: something fails; 2: something is unknown, or nothing was assessed. */
static int
status_of(const struct json *audit)
{
    if (found(audit, "fail") > 0)
        return 1;
    if (found(audit, "unknown") > 0 || found(audit, "pass") == 0)
        return 2;
    return 0;
}

static void
judge_outcome(struct trial *trial)
{
    static const char *const outcomes[] = {"compliant", "not-compliant",
                                           "undetermined"};
    const struct json *tally = json_get(trial->audit, "tally");
    int wanted = status_of(trial->audit);

    for (size_t i = 0; verdicts[i] != NULL; i++)
        (void)law(
            trial,
            number(tally, verdicts[i]) == found(trial->audit, verdicts[i]),
            "tally", "%s: %" PRId64 " told, %" PRId64 " found", verdicts[i],
            number(tally, verdicts[i]), found(trial->audit, verdicts[i]));
    (void)law(trial, trial->status == wanted, "exit",
              "exit status %d, and the verdicts ask for %d", trial->status,
              wanted);
    (void)law(trial, number(trial->audit, "exit_status") == wanted, "exit",
              "the audit says %" PRId64 ", and the verdicts ask for %d",
              number(trial->audit, "exit_status"), wanted);
    (void)law(trial,
              text_same(member(trial->audit, "outcome"), outcomes[wanted]),
              "outcome", "\"%s\", and the verdicts ask for \"%s\"",
              member(trial->audit, "outcome"), outcomes[wanted]);
}

/* A login that was refused is why nothing is known, of every check. */
static void
judge_stopped(struct trial *trial)
{
    static const char *const refused[] = {"login-rejected", "user-unknown",
                                          NULL};
    const struct json *list = json_get(trial->audit, "findings");
    const char *stopped = member(trial->audit, "stopped");

    if (!one_of(stopped, refused))
        return;
    (void)law(trial, trial->status == 2, "refused", "%s: exit status %d",
              stopped, trial->status);
    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const struct json *finding = &list->item[i];

        if (text_same(member(finding, "verdict"), "skip"))
            continue;
        (void)law(trial, text_same(member(finding, "reason"), stopped),
                  "refused", "%s: %s (%s), and the scan ended with %s",
                  member(finding, "id"), member(finding, "verdict"),
                  member(finding, "reason"), stopped);
    }
}

void
judge_record(struct trial *trial)
{
    const struct json *list = json_get(trial->audit, "findings");

    judge_checks(trial);
    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        judge_finding(trial, &list->item[i]);
    judge_outcome(trial);
    judge_stopped(trial);
}
