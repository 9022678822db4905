/* Tables and what is read from them. */
#include "rules/judge/because.h"
#include "base/text.h"
#include "rules/model/scale.h"

/* Why something is not known, after "is not known: ". */
static const char *const because[WHY__N] = {
    [WHY_NOT_PROBED] = "it was never asked",
    [WHY_CONFLICT] = "the answers contradict each other",
    [WHY_NEEDS_ATTESTATION] = "the API cannot show it",
    [WHY_ATTESTATION_EXPIRED] = "the statement about it has expired",
    [WHY_USER_UNKNOWN] =
        "the provider does not know the user name, so nothing could be asked",
    [WHY_NEEDS_SUBJECT] = "it needs somebody on whom it can be tried",
    [WHY_NOT_LISTED] = "the provider's list does not name it",
    [WHY_HOST_REFUSED] = "the look-up gave an address that is not to be "
                         "trusted, so nothing was asked there",
    [WHY_MISDIRECTED] = "the request did not find its way to the account, "
                        "so nothing more was asked",
    [WHY_LOGIN_REJECTED] =
        "the server rejected the login, so nothing more could be asked",
    [WHY_LOGIN_LOST] = "the login was accepted at first and refused later, so "
                       "nothing more could be asked",
    [WHY_BUDGET] = "the budget of requests left no room to ask",
    [WHY_THROTTLED] = "the server kept asking for fewer requests",
    [WHY_TIMEOUT] = "no answer came in time",
    [WHY_UNREACHABLE] = "the server could not be reached",
    [WHY_TLS] = "no connection that can be trusted could be made",
    [WHY_INTERCEPTED] = "something between here and the server answered in "
                        "its place",
    [WHY_OUTAGE] = "the server was out of order",
    [WHY_GARBAGE] = "the answer could not be understood",
    [WHY_API_ERROR] = "the API answered with an error",
    [WHY_ABSENT] = "the answer does not speak of it",
    [WHY_SWITCHED_OFF] = "what it is tried through is switched off",
    [WHY_INTERRUPTED] = "the scan was interrupted before",
};

const char *
reason_because(enum reason reason)
{
    return because[reason];
}

bool
judgement_same(const struct judgement *a, const struct judgement *b)
{
    return a->verdict == b->verdict && a->reason == b->reason &&
           a->low == b->low && a->high == b->high &&
           text_same(a->cause, b->cause) && text_same(a->doubted, b->doubted) &&
           a->through == b->through &&
           (a->strength == b->strength || a->verdict != VERDICT_PASS);
}

const char *
grade_meaning(const struct check *check, const struct judgement *judgement,
              enum verdict verdict, struct arena *arena)
{
    for (uint32_t i = 0; i < check->n_claim; i++) {
        const struct claim *claim = &check->claim[i];
        const struct judgement *result = &judgement[i];
        const char *const *about = NULL;

        if (claim_manner(claim) == MANNER_GRANT)
            about = claim->right->scale->about;
        if (about != NULL && verdict == VERDICT_FAIL && !result->aside &&
            result->reason == WHY_RESTRICTED && result->by == NULL &&
            about[result->low] != NULL)
            return arena_print(arena, " %s", about[result->low]);
    }
    return "";
}
