/* Any bytes as the answers that a whole scan gets, through each provider's
 * dialect and hear. Three bytes choose the provider, where its rules begin, and
 * one step; the rest is cut into answers (scan.h). What says nothing counts as
 * nothing: an answer of doubt, and any answer to a mere read, makes no check
 * pass or fail that does not where the step is never answered. And no text of
 * it repeats a credential. Where the account is not the first credential, a
 * read may settle what a token does not tell: such a provider has its own
 * target. */
#include "rules/model/words.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"
#include "tests/fuzz/scan.h"

#include <string.h>

enum { HEAD = 3 };

/* Answers of the corpus repeat it, spelled as here. */
#define SECRET "fuzz-secret+0815/DO-NOT-USE"

/* The n-th of those that this target is for, counted round and round: whoever
 * has a target of its own takes no input away from the others. */
static const struct provider *
provider_of(unsigned n)
{
    for (unsigned i = 0;; i++)
        if (given_provider(i)->user == NULL && n-- == 0)
            return given_provider(i);
}

static bool
is_doubt(enum answer_kind kind)
{
    switch (kind) {
    case ANSWER_OK:
    case ANSWER_DENIED:
    case ANSWER_LOGIN:
    case ANSWER_NOBODY:
    case ANSWER_NOT_OFFERED:
        return false;
    case ANSWER_THROTTLED:
    case ANSWER_SPENT:
    case ANSWER_ERROR:
    case ANSWER_UNAVAILABLE:
    case ANSWER_ELSEWHERE:
    case ANSWER_GARBAGE:
    case ANSWER_TIMEOUT:
    case ANSWER_UNREACHABLE:
    case ANSWER_TLS:
    case ANSWER_RESET:
    case ANSWER_TOO_BIG:
    case ANSWER_INTERCEPTED:
    case ANSWER_BROKEN:
    case ANSWER__N:
        break;
    }
    return true;
}

/* A read that nothing else comes after: it can contradict and confirm, but
 * settles nothing. (What ends the scan is more: reads that would contradict
 * are then not sent.) */
static bool
is_mere_read(const struct tried *tried, uint32_t step)
{
    const struct plan *plan = &tried->plan;

    if (tried->scan.stopped != WHY_GRANTED)
        return false;
    if (step >= plan->n || plan->step[step].answers == NULL ||
        plan->step[step].basis != BASIS_READ)
        return false;
    for (uint32_t i = 0; i < plan->n; i++)
        if (plan->step[i].after == step)
            return false;
    return true;
}

/* What one answer comes to, by itself. */
static enum answer_kind
read_answer(const struct tried *tried, uint32_t step, struct arena *arena)
{
    struct response response = tried_response(tried, step);
    struct answer answer =
        dialect_read(step < tried->plan.n ? scan_dialect(&tried->scan, step)
                                          : tried->provider->dialect,
                     &response, arena);

    given_text(answer.said);
    promise(answer.kind < ANSWER__N);
    promise(response.status != 401 || answer.kind == ANSWER_LOGIN);
    promise(response.net == NET_OK || answer.json == NULL);
    promise(answer.kind != ANSWER_OK ||
            (response.net == NET_OK && response.status == 200));
    return answer.kind;
}

static void
check_text(const char *text)
{
    given_text(text);
    promise(text == NULL || strstr(text, SECRET) == NULL);
}

static void
check_texts(const struct scan *scan)
{
    check_text(scan->stop_text);
    check_text(scan->target.id);
    check_text(scan->target.name);
    check_text(scan->target.account);
    for (uint32_t i = 0; i < scan->n_note; i++)
        check_text(scan->note[i]);
    for (uint32_t i = 0; i < scan->n_exchange; i++) {
        check_text(scan->exchange[i].path);
        check_text(scan->exchange[i].body);
        check_text(scan->exchange[i].note);
    }
    for (uint32_t i = 0; i < scan->n_observation; i++)
        check_text(scan->observation[i].said);
    for (uint32_t i = 0; i < scan->target.n_trait; i++)
        check_text(scan->target.trait[i].value);
}

/* Every finding is there, and a claim of strength rests on an answer. */
static void
check_findings(const struct tried *tried)
{
    promise(tried->findings.n == tried->rules->n_check);
    for (uint32_t i = 0; i < tried->findings.n; i++) {
        const struct finding *finding = &tried->findings.finding[i];

        promise(reason_verdict(finding->reason) == finding->verdict);
        promise(finding->verdict != VERDICT_PASS || tried->scan.accepted);
        check_text(finding->detail);
        check_text(finding->observed);
    }
}

/* The same scan, but that the step is never answered. */
static void
check_without(struct tried *tried, uint32_t step)
{
    struct findings with = tried->findings;

    tried->silent = step;
    tried_run(tried);
    for (uint32_t i = 0; i < with.n; i++) {
        enum verdict here = with.finding[i].verdict;

        if (here == VERDICT_PASS || here == VERDICT_FAIL)
            promise(tried->findings.finding[i].verdict == here);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct secrets secrets;
    static struct tried tried;
    struct arena arena = {0};
    struct ruleset rules;
    uint32_t step;

    if (length < HEAD)
        return 0;
    tried = (struct tried){.provider = provider_of(bytes[0]),
                           .rules = &rules,
                           .silent = NEVER_SILENT,
                           .arena = &arena,
                           .secrets = &secrets};
    rules = given_rules(tried.provider, bytes[1], &arena);
    tried_secrets(&tried, SECRET);
    tried_cut(&tried, (const char *)bytes + HEAD, length - HEAD);
    step = bytes[2] % tried.n_block;
    tried_run(&tried);
    check_texts(&tried.scan);
    check_findings(&tried);
    if (is_doubt(read_answer(&tried, step, &arena)) ||
        is_mere_read(&tried, step))
        check_without(&tried, step);
    secrets_wipe(&secrets);
    arena_free(&arena);
    return 0;
}
